package calc

import (
	"fmt"
	"slices"

	"attain/config"
)

// tier is one step of a ladder: from the limit of the tier before it to its own.
type tier struct {
	begins config.Ratio // its lower limit, where it has one: that of the tier before, or from of the first
	below  config.Ratio // its upper limit; the last tier has none
	text   string       // below, as written
	upTo   bool         // the limit itself still belongs to it
	rate   payRate
	rows   []rateRow // instead of rate: by what the deal is
	pos    config.Position
	part   string // of its lines: tier-1
	place  string // pos, as text
}

// tiers are rates by how much was reached. A deal that crosses a limit is paid in one of four ways:
//
//	own_rate       each part of a deal gets the rate of the tier it lies in: Σ rate × the part in the tier
//	top_rate       the rate of the tier reached applies to everything since the last reset; a deal that reaches a higher
//	               tier also pays the difference for the earlier deals, as a line of its own
//	rate_at_start  the whole deal gets the rate of the tier it starts in
//	rate_at_end    the whole deal gets the rate of the tier it ends in
//
// With tiers 1 % below 1,000, 2 % below 3,000, 3 % below 8,000, 5 % above, and deals of 200, 300, 1,500, 1,200, 2,000
// and 4,500:
//
//	resets deal, own_rate             2, 3, 20, 14, 30, 95     164
//	resets deal, top_rate             2, 3, 30, 24, 40, 135    234
//	resets monthly, own_rate          2, 3, 25, 26, 60, 169    285
//	resets monthly, top_rate          2, 3, 35, 56, 60, 329    485
//	resets monthly, rate_at_start     2, 3, 15, 24, 60, 135    239
//	resets monthly, rate_at_end       2, 3, 30, 36, 60, 225    356
//
// Where every deal begins at 0 (resets: deal), a reversal takes back what the deal it undoes was paid: of 2,000 above, that
// earned 10 + 20, the 30.
//
// A tier may lie below zero, {below: 0%, rate: 5%} before the others: what was reached goes down into it when more is
// taken back than was sold. A first tier {below: -50%, rate: 0%} is a negative cap: from there on nothing more is taken.
//
// Limits that are amounts of money are for the days under the plan where the plan prorates threshold_amounts: 100,000 a
// year is 50,000 for who has half of its days. Under resets: deal they are a deal's own and stay, as percentages do.
type tiers struct {
	by       string // amount, units, attainment
	resets   string // deal, monthly, quarterly, yearly, campaign
	each     eachTier
	lower    bool // exactly on a limit counts to the lower tier
	sideOpen bool // nobody said so
	list     []tier
	counting config.Condition // the column that moves the ladder instead of what is paid on
	quota    *config.Measure
	quotaOf  config.Subject
	where    []config.Condition
	base     *baseRate
	of       string // what the quota is of, for messages
	at       config.Position
}

// readTiers reads tiers:. Those of a SPIF count over all its days where nothing is said.
func (c *compiler) readTiers(n *config.Node, m *pricing) *tiers {
	r := n.ReadAs(c.ps, "tiers")
	t := &tiers{at: n.Place(), quotaOf: config.OfPerson}
	t.by = r.Choice("by", "", "amount", "units", "attainment")
	if m.campaign.Empty() {
		t.resets = c.contested(r, "resets")
	} else {
		t.resets = r.Choice("resets", perCampaign, campaignResets...)
	}
	t.each = eachTier(max(0, slices.Index(eachTiers, c.contested(r, "each_tier"))))
	onLimit := r.Choice("exactly_on_limit", "not_said", "higher_tier", "lower_tier")
	if onLimit == "not_said" {
		onLimit = c.plan.Conventions.ExactlyOnLimit
	}
	t.lower, t.sideOpen = onLimit == "lower_tier", onLimit == ""
	t.counting = c.readCounting(r, m)
	quotaName, quotaAt := r.TextOr("quota", quotaFor(m.paidOn)), r.At("quota")
	quotaSaid := r.Has("quota") || r.Has("quota_where")
	t.where = c.conditions(r, "quota_where")
	t.base = c.readBaseRate(r, "base_rate", quotaName, t.where, m.paidOn)
	if m.quotaOfReports {
		t.quotaOf = m.of
	}
	t.list = c.readRates(r, t)
	r.Done()
	c.checkPays(t)
	if m.paidOn != nil {
		c.checkLadderUnit(t, m.paidOn, r.At("by"))
	}
	switch {
	case t.by == "attainment":
		if t.quota = c.measure(quotaName, quotaAt, "quota"); t.quota != nil && t.quota.Kind != "span" {
			c.ps.Addf(quotaAt, "quota: %s is a %s; a quota is a measure given for a stretch of days (span)", quotaName, t.quota.Kind)
		}
		if t.resets == "deal" {
			c.ps.Addf(r.At("resets"), "resets: deal does not go with by: attainment, because one deal has no quota; write monthly, quarterly or yearly")
		}
		if t.quota != nil && m.paidOn != nil {
			t.where, t.of = quotaOf(t.quota, t.where, m.paidOn.Name, t.at)
			c.checkQuotaUnit(t, m.paidOn, quotaAt)
		}
	case quotaSaid && (t.base == nil || !t.base.derived):
		c.ps.Addf(quotaAt, "quota is only used with by: attainment or base_rate: incentive_per_quota, and this ladder goes by %s; leave it out", t.by)
	}
	return t
}

// readCounting reads the column of the measure that moves the ladder instead of what is paid on: the contract's total
// value, say, where the first year is paid on. Where a deal crosses a limit, the same share of what is paid on lies on
// each side as of what is counted.
func (c *compiler) readCounting(r *config.Reader, m *pricing) config.Condition {
	n := r.Child("counting")
	if n == nil {
		return config.Condition{}
	}
	return config.Condition{At: n.TextPlace(), SQL: r.Text("counting")}
}

func (c *compiler) checkLadderUnit(t *tiers, m *config.Measure, at config.Position) {
	counting := t.counting.SQL != ""
	switch {
	case t.by == "units" && counting: // the column counts, whatever the measure is
	case t.by == "amount" && m.Unit != "money":
		c.ps.Addf(at, "by: amount needs a measure of money, and %s counts %s; write by: units", m.Name, m.Unit)
	case t.by == "units" && m.Unit == "money":
		c.ps.Addf(at, "by: units needs a measure that counts, and %s is money; write by: amount", m.Name)
	}
}

// checkQuotaUnit wants attainment to be so much of the same thing: units sold of a quota of units, never of dollars.
// Beside counting, the column is what is measured; it is money only where the measure has a currency.
func (c *compiler) checkQuotaUnit(t *tiers, m *config.Measure, at config.Position) {
	if t.quota.Kind != "span" || t.quota.Unit == m.Unit || t.counting.SQL != "" && t.quota.Unit != "money" {
		return
	}
	by, better := "units", "with a quota measure whose unit is "+m.Unit
	if m.Unit == "money" {
		by = "amount"
	}
	if fits := c.prog.measures[quotaFor(m)]; fits != nil && fits.Unit == m.Unit {
		better = fits.Name
	}
	c.ps.Addf(at, "by: attainment divides %s (%s) by %s (%s), which are different things; write quota: %s, or by: %s with limits that are numbers",
		m.Name, m.Unit, t.quota.Name, t.quota.Unit, better, by)
}

// quotaFor is the measure targets are written in where a plan names none: of meetings and units sold, a number of them.
func quotaFor(paidOn *config.Measure) string {
	if paidOn != nil && paidOn.Unit == "count" {
		return "quota_units"
	}
	return "quota"
}

// readRates reads the list of tiers and checks that each begins where the one before ends and the last has no end.
func (c *compiler) readRates(r *config.Reader, of *tiers) []tier {
	items := r.Items("rates")
	if len(items) == 0 {
		if r.Child("rates") == nil {
			c.ps.Addf(r.At("rates"), `"rates" is missing from tiers; write a list such as [{below: 100%%, rate: 8%%}, {rate: 12%%}]`)
		} else {
			c.ps.Addf(r.At("rates"), "rates is empty; write at least one tier, {rate: 8%%}")
		}
		return nil
	}
	var list []tier
	for i, item := range items {
		ir := item.ReadAs(c.ps, "a tier")
		t := tier{pos: item.Place(), place: item.Place().String(), part: fmt.Sprintf("tier-%d", i+1)}
		if ir.Has("rates") {
			t.rows = c.readRateRows(ir, of.base, false)
		} else {
			t.rate = c.readPayRate(item, ir, of.base, rateKeys...)
		}
		c.readLimit(ir, i, len(items), list, &t, of.by)
		ir.Done()
		list = append(list, t)
	}
	return list
}

// readLimit reads where a tier begins and ends, by attainment, units or amount.
func (c *compiler) readLimit(r *config.Reader, i, of int, before []tier, t *tier, by string) {
	if i > 0 {
		t.begins = before[i-1].below
	}
	if r.Has("from") {
		c.checkFrom(r, i, before, t)
	}
	key := "below"
	if t.upTo = r.Has("up_to"); t.upTo {
		key = "up_to"
		if r.Has("below") {
			c.ps.Addf(r.At("below"), "below and up_to are both written; keep one: up_to has the limit itself in the tier").Notef(r.At("up_to"), "up_to is here")
		}
	}
	last := i == of-1
	switch has := r.Has(key); {
	case has:
		t.below, t.text = r.Ratio(key), asWritten(r, key)
		c.checkLimit(key, r.Child(key), by)
		if i > 0 && !before[i-1].below.Less(t.below) {
			c.ps.Addf(r.At(key), "tier %d ends at %s, not above tier %d (%s): tiers overlap; write them from low to high",
				i+1, t.text, i, before[i-1].text).Notef(before[i-1].pos, "tier %d is here", i)
		}
		if last {
			c.ps.Addf(r.At(key), "the last tier ends at %s and nothing is said above it: a gap; add a last tier without %s, {rate: 0%%} if nothing is paid there", t.text, key)
		}
	case !last:
		c.ps.Addf(t.pos, "tier %d has no below, and only the last tier may go on for ever; write where it ends", i+1)
	}
}

// checkFrom compares where a tier says it begins with where the one before ends. Only a first tier that pays an amount for
// all of it may begin elsewhere than at 0: that is what it is divided by.
func (c *compiler) checkFrom(r *config.Reader, i int, before []tier, t *tier) {
	from := r.Ratio("from")
	if i == 0 {
		if t.begins = from; from.Sign() != 0 && t.rate.pays == nil {
			c.ps.Addf(r.At("from"), "tier 1 begins at %s; the first tier begins at 0, and goes on below it", asWritten(r, "from"))
		}
		return
	}
	end := before[i-1].text
	if end == "" {
		return // that the tier before has no end was said there
	}
	switch from.Cmp(before[i-1].below) {
	case 1:
		c.ps.Addf(r.At("from"), "tier %d begins at %s and tier %d ends at %s: a gap; begin where it ends", i+1, asWritten(r, "from"), i, end).
			Notef(before[i-1].pos, "tier %d is here", i)
	case -1:
		c.ps.Addf(r.At("from"), "tier %d begins at %s, below the end of tier %d (%s): tiers overlap; begin where it ends", i+1, asWritten(r, "from"), i, end).
			Notef(before[i-1].pos, "tier %d is here", i)
	}
}

// checkPays wants a tier that pays an amount for all of it to have two ends, and each part of a deal to get its own rate.
func (c *compiler) checkPays(t *tiers) {
	for i := range t.list {
		one := &t.list[i]
		if one.rate.pays == nil {
			continue
		}
		switch {
		case i == len(t.list)-1:
			c.ps.Addf(one.pos, "the last tier has no end, so pays cannot be divided over it; write a last tier with a rate, {rate: 0%%} if nothing more is paid")
		case !one.begins.Less(one.below):
			c.ps.Addf(one.pos, "tier 1 pays an amount and ends at %s, so it must say where it begins: from: -25%%", one.text)
		case t.each != ownRate:
			c.ps.Addf(one.pos, "pays is earned in proportion to the part of the tier, which is each_tier: own_rate")
		case t.counting.SQL != "":
			c.ps.Addf(one.pos, "pays does not go with counting, because it does not depend on what the deal is paid on; leave counting out")
		}
	}
}

// asWritten gives a value's own spelling.
func asWritten(r *config.Reader, key string) string { return r.Child(key).Scalar(&config.Problems{}) }
