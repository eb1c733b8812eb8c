package main

import (
	"math/big"
	"sort"
	"strings"

	"attain/config"
)

// soldDeal is an opportunity that is not deleted, as its last record has it. Amounts are in dollars at the plan rate.
type soldDeal struct {
	id, account, kind, owner, territory, campaign, partner string
	won, lost                                              bool
	amount, list, cost                                     *big.Rat
	toDollars                                              *big.Rat
	created, closes, touched                               config.Day
	credits                                                []credit
}

// credit is what somebody is credited with of a deal.
type credit struct {
	person    string
	dollars   *big.Rat
	isOverlay bool
}

// planRate is what a euro is worth wherever amounts are added up.
var planRate = big.NewRat(108, 100)

// rateOf is what a currency's unit is in dollars.
func rateOf(currency string) *big.Rat {
	if strings.EqualFold(currency, "EUR") {
		return planRate
	}
	return one
}

// dollars reads an amount in a currency; nil when there is none.
func dollars(amount, currency string) *big.Rat {
	v := amountIn(amount)
	if v == nil && amount != "" {
		return unread
	}
	return times(v, rateOf(currency))
}

func (s *second) readDeals() {
	last := map[string]record{}
	for _, o := range s.raw.csv("salesforce/Opportunity.csv") {
		if before, is := last[o["Id"]]; !is || o["LastModifiedDate"] >= before["LastModifiedDate"] {
			last[o["Id"]] = o
		}
	}
	splits := map[string][]record{}
	for _, split := range s.raw.csv("salesforce/OpportunitySplit.csv") {
		splits[split["OpportunityId"]] = append(splits[split["OpportunityId"]], split)
	}
	for id, o := range last {
		if o["IsDeleted"] == "true" {
			continue
		}
		currency := o["CurrencyIsoCode"]
		d := soldDeal{
			id: id, account: o["AccountId"], kind: o["Type"], owner: s.user(o["OwnerId"]), territory: o["Territory2Id"],
			campaign: o["CampaignId"], partner: o["Partner__c"], won: o["IsWon"] == "true",
			amount: dollars(o["Amount"], currency), list: dollars(o["List_Amount__c"], currency), cost: dollars(o["Direct_Cost__c"], currency),
			toDollars: rateOf(currency), created: dayIn(o["CreatedDate"]), closes: dayIn(o["CloseDate"]), touched: dayIn(o["First_Touch_Date__c"]),
		}
		d.lost = o["IsClosed"] == "true" && !d.won
		if d.territory == "" {
			d.territory = s.accounts[d.account].territory
		}
		s.credit(&d, amountIn(o["Amount"]), splits[id])
		s.sold = append(s.sold, d)
	}
	sort.Slice(s.sold, func(i, j int) bool { return s.sold[i].id < s.sold[j].id })
}

// credit divides a deal by its splits, revenue to the cent by largest remainder, the lowest participant first where
// remainders are the same. Without splits its owner has it all.
func (s *second) credit(d *soldDeal, amount *big.Rat, splits []record) {
	if d.amount == nil {
		return
	}
	if d.amount == unread || len(splits) == 0 {
		d.credits = append(d.credits, credit{person: d.owner, dollars: d.amount})
		return
	}
	type part struct {
		person    string
		cents     *big.Int
		remainder *big.Rat
	}
	var parts []part
	left := new(big.Rat).Mul(amount, big.NewRat(100, 1)).Num()
	for _, split := range splits {
		exact := times(amount, amountIn(split["SplitPercentage"])) // hundredths of a hundredth are cents of a percent
		cents := new(big.Int).Div(exact.Num(), exact.Denom())
		person := s.user(split["SplitOwnerId"])
		if split["SplitType"] == "Overlay" {
			d.credits = append(d.credits, credit{person, times(times(exact, big.NewRat(1, 100)), d.toDollars), true})
			continue
		}
		parts = append(parts, part{person, cents, minus(exact, new(big.Rat).SetInt(cents))})
		left = new(big.Int).Sub(left, cents)
	}
	sort.Slice(parts, func(i, j int) bool {
		if c := parts[i].remainder.Cmp(parts[j].remainder); c != 0 {
			return c > 0
		}
		return parts[i].person < parts[j].person
	})
	for i := range parts {
		if int64(i) < left.Int64() {
			parts[i].cents.Add(parts[i].cents, big.NewInt(1))
		}
		inDollars := times(new(big.Rat).SetFrac(parts[i].cents, big.NewInt(100)), d.toDollars)
		d.credits = append(d.credits, credit{person: parts[i].person, dollars: inDollars})
	}
}

// closedOn and createdOn are the two days deals are dated by.
func closedOn(d *soldDeal) config.Day  { return d.closes }
func createdOn(d *soldDeal) config.Day { return d.created }

// perDeal makes a fact of every deal that has a value, for its owner.
func perDeal(day func(*soldDeal) config.Day, value func(*soldDeal) *big.Rat) secondMeasure {
	return func(s *second) []fact {
		var out []fact
		for i := range s.sold {
			d := &s.sold[i]
			if v := value(d); v != nil {
				out = append(out, fact{day: day(d), person: d.owner, account: d.account, territory: d.territory, value: v})
			}
		}
		return out
	}
}

// onlyIf is a value where something is so.
func onlyIf(is bool, v *big.Rat) *big.Rat {
	if !is {
		return nil
	}
	return v
}

// renewals makes a fact of every renewal, for whoever looks after the account, else for the deal's owner.
func renewals(counts func(*soldDeal) bool) secondMeasure {
	return func(s *second) []fact {
		var out []fact
		for i := range s.sold {
			d := &s.sold[i]
			if d.kind != "Renewal" || !counts(d) {
				continue
			}
			who := s.accounts[d.account].manager
			if who == "" {
				who = d.owner
			}
			out = append(out, fact{day: d.closes, person: who, account: d.account, territory: d.territory, value: one})
		}
		return out
	}
}

// bookings makes a fact of every credit of a won deal.
func bookings(counts func(*soldDeal) bool) secondMeasure {
	return func(s *second) []fact {
		var out []fact
		for i := range s.sold {
			d := &s.sold[i]
			if !d.won || !counts(d) {
				continue
			}
			for _, c := range d.credits {
				out = append(out, fact{day: d.closes, person: c.person, account: d.account, territory: d.territory, value: c.dollars, isOverlay: c.isOverlay})
			}
		}
		return out
	}
}

var salesMeasures = map[string]secondMeasure{
	"bookings":         bookings(func(*soldDeal) bool { return true }),
	"new bookings":     bookings(func(d *soldDeal) bool { return d.kind == "New Business" }),
	"partner bookings": bookings(func(d *soldDeal) bool { return d.partner != "" }),
	"won deals":        perDeal(closedOn, func(d *soldDeal) *big.Rat { return onlyIf(d.won, one) }),
	"closed deals":     perDeal(closedOn, func(d *soldDeal) *big.Rat { return onlyIf(d.won || d.lost, one) }),
	"won value":        perDeal(closedOn, func(d *soldDeal) *big.Rat { return onlyIf(d.won, d.amount) }),
	"closed value":     perDeal(closedOn, func(d *soldDeal) *big.Rat { return onlyIf(d.won || d.lost, d.amount) }),
	"days from first touch": perDeal(closedOn, func(d *soldDeal) *big.Rat {
		return onlyIf(d.won && d.touched != 0, big.NewRat(int64(d.closes-d.touched), 1))
	}),
	"list price": perDeal(closedOn, func(d *soldDeal) *big.Rat { return onlyIf(d.won && d.amount != nil, d.list) }),
	"discount": perDeal(closedOn, func(d *soldDeal) *big.Rat {
		if !d.won || d.list == nil || d.amount == nil || d.amount == unread {
			return onlyIf(d.won && d.list != nil, d.amount)
		}
		return minus(d.list, d.amount)
	}),
	"amount of deals with a cost": perDeal(closedOn, func(d *soldDeal) *big.Rat { return onlyIf(d.won && d.cost != nil, d.amount) }),
	"cost of deals":               perDeal(closedOn, func(d *soldDeal) *big.Rat { return onlyIf(d.won && d.amount != nil, d.cost) }),
	"deals created":               perDeal(createdOn, func(*soldDeal) *big.Rat { return one }),
	"created and won":             perDeal(createdOn, func(d *soldDeal) *big.Rat { return onlyIf(d.won, one) }),
	"amount created":              perDeal(createdOn, func(d *soldDeal) *big.Rat { return d.amount }),
	"renewals due":                renewals(func(*soldDeal) bool { return true }),
	"renewals won":                renewals(func(d *soldDeal) bool { return d.won }),
	"open pipeline":               openPipeline,
	"quota":                       quota,
	"forecast":                    forecast,
}

// openPipeline is what comes in and goes out of it day by day: a deal is in it from the day a version of its history
// says it is open until another says it is not, and no longer than its close date.
func openPipeline(s *second) []fact {
	type version struct {
		at     string
		day    config.Day
		closes config.Day
		amount *big.Rat
		isOpen bool
	}
	history := map[string][]version{}
	for _, h := range s.raw.csv("salesforce/OpportunityHistory.csv") {
		if h["IsDeleted"] == "true" {
			continue
		}
		history[h["OpportunityId"]] = append(history[h["OpportunityId"]], version{
			h["CreatedDate"], dayIn(h["CreatedDate"]), dayIn(h["CloseDate"]), amountIn(h["Amount"]), !strings.HasPrefix(h["StageName"], "Closed"),
		})
	}
	var out []fact
	for i := range s.sold {
		d := &s.sold[i]
		versions := history[d.id]
		sort.SliceStable(versions, func(i, j int) bool { return versions[i].at < versions[j].at })
		for j, v := range versions {
			until := v.closes + 1 // the evening of the close date is the last it is in
			if j+1 < len(versions) {
				until = min(until, versions[j+1].day)
			}
			if !v.isOpen || v.amount == nil || until <= v.day {
				continue
			}
			f := fact{day: v.day, person: d.owner, account: d.account, territory: d.territory, value: times(v.amount, d.toDollars)}
			gone := f
			gone.day, gone.value = until, new(big.Rat).Neg(f.value)
			out = append(out, f, gone)
		}
	}
	return out
}

// monthsAcross reads the columns of a sheet that are months.
func monthsAcross(r record, each func(config.Day, *big.Rat)) {
	for year := 2025; year <= 2026; year++ {
		for month := 1; month <= 12; month++ {
			first := config.DayOf(year, month, 1)
			if v := amountIn(r[first.Time().Format("Jan 2006")]); v != nil {
				each(first, v)
			}
		}
	}
}

// quota is a month's target of a participant, in the territory it is given for.
func quota(s *second) []fact {
	var out []fact
	for _, r := range s.raw.sheet("planning/quotas.xlsx", "Quotas", 4) {
		monthsAcross(r, func(first config.Day, v *big.Rat) {
			out = append(out, fact{day: first, person: s.participant(r["participant"], first), territory: r["territory"], value: times(v, rateOf(r["currency"]))})
		})
	}
	return out
}

// forecast is what somebody committed to for a month the last time before it began.
func forecast(s *second) []fact {
	type of struct {
		person string
		month  config.Day
	}
	last := map[of]record{}
	for _, r := range s.raw.csv("planning/forecasts.csv") {
		on, month := dayIn(r["submitted_on"]), dayIn(r["period"])
		if on >= month || r["category"] != "commit" && r["category"] != "" {
			continue
		}
		key := of{s.participant(r["participant"], on), month}
		if before, is := last[key]; !is || r["submitted_on"] > before["submitted_on"] {
			last[key] = r
		}
	}
	var out []fact
	for key, r := range last {
		out = append(out, fact{day: key.month, person: key.person, value: dollars(r["amount"], r["currency"])})
	}
	return out
}

var salesKPIs = map[string]secondKPI{
	"quota_attainment":        func(s *second, a about) *big.Rat { return quotient(s.flow(a, "bookings"), s.span(a, "quota")) },
	"new_customer_revenue":    sumOf("new bookings"),
	"partner_sourced_revenue": sumOf("partner bookings"),
	"win_rate":                share("won deals", "closed deals"),
	"win_rate_by_value":       share("won value", "closed value"),
	"sales_cycle":             mean("days from first touch", 1),
	"average_discount":        share("discount", "list price"),
	"conversion_rate":         share("created and won", "deals created"),
	"pipeline_created":        sumOf("amount created"),
	"renewal_rate":            share("renewals won", "renewals due"),
	"deal_margin": func(s *second, a about) *big.Rat {
		amount := s.flow(a, "amount of deals with a cost")
		return quotient(minus(amount, s.flow(a, "cost of deals")), amount)
	},
	"pipeline_coverage": func(s *second, a about) *big.Rat {
		return quotient(s.atStart(a, "open pipeline"), s.span(a, "quota"))
	},
	"forecast_accuracy": func(s *second, a about) *big.Rat {
		booked := s.flow(a, "bookings")
		off := minus(booked, s.span(a, "forecast"))
		missed := quotient(off.Abs(off), new(big.Rat).Abs(booked))
		if missed == nil {
			return nil
		}
		if missed.Cmp(one) > 0 {
			return new(big.Rat)
		}
		return minus(one, missed)
	},
}
