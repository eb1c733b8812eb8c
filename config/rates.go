package config

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// How an amount is converted: the readings of conversion_rate, credit_rate and payout_rate.
const (
	AtPlanRate     = "plan_rate"     // plan_rates of attain.yaml; a pair they do not reach: rates of kind plan in the extracts
	AtEventDate    = "event_date"    // the spot rate of the fact's day, or of the last day before it that has one
	AtMonthAverage = "month_average" // the average the extracts give for the month the fact's day is in; spot rates are never averaged
	AtPayDate      = "pay_date"      // the spot rate of the day it is paid, or of the last day before it that has one
)

// MarketRate is one row of core.exchange_rate: one major unit of From is worth Rate major units of To.
type MarketRate struct {
	From, To string
	Kind     string // spot, average or plan
	Rate     Ratio
	Interval        // from its first day until the next one of its kind
	File     string // where it stands
	Row      int64
}

// The kinds of rates extracts have.
const (
	spotKind    = "spot"
	averageKind = "average"
	planKind    = "plan"
)

// Rates converts between currencies. It is immutable.
//
// A pair that is not given is computed exactly: the other way round (EUR to USD at 1.08 makes USD to EUR 1 ÷ 1.08), or
// over as few other currencies as it takes, the reporting currency first. So a rate is never needed both ways. Kinds
// are never mixed: a spot rate to the reporting currency is not continued at a plan rate.
type Rates struct {
	calendar Calendar
	stands   int    // days a spot rate is used
	written  quotes // plan rates of attain.yaml
	plan     quotes // these and those of the extracts
	spot     quotes
	average  quotes
	planCuts []Day // ascending: the days on which a plan rate begins or no longer stands
}

// quote is one rate and where it stands.
type quote struct {
	from, to string
	rate     Ratio
	Interval
	place string
}

// quotes are rates of one kind by the pair they are given for, each pair's ascending, and who has a rate with whom.
type quotes struct {
	of   map[pair][]quote
	with map[string][]string
}

type pair struct{ from, to string }

// NewRates puts the rates of attain.yaml and of the extracts together.
func NewRates(c Currencies, calendar Calendar, market []MarketRate) *Rates {
	r := &Rates{calendar: calendar, stands: c.SpotStands}
	for _, p := range c.PlanRates {
		q := quote{p.From, p.To, p.Rate, p.Interval, p.At.String()}
		r.written.add(q)
		r.plan.add(q)
	}
	for i := range market {
		m := &market[i]
		q := quote{m.From, m.To, m.Rate, m.Interval, fmt.Sprintf("%s:%d", m.File, m.Row)}
		switch m.Kind {
		case spotKind:
			if c.SpotStands > 0 {
				q.End = min(q.End, q.First+Day(c.SpotStands))
			}
			r.spot.add(q)
		case averageKind:
			r.average.add(q)
		case planKind:
			r.plan.add(q)
		}
	}
	for _, list := range []*quotes{&r.written, &r.plan, &r.spot, &r.average} {
		list.order(c.Reporting)
	}
	for _, list := range r.plan.of {
		for _, q := range list {
			r.planCuts = append(r.planCuts, q.First, q.End)
		}
	}
	slices.Sort(r.planCuts)
	r.planCuts = slices.Compact(r.planCuts)
	return r
}

func (q *quotes) add(one quote) {
	if q.of == nil {
		q.of, q.with = map[pair][]quote{}, map[string][]string{}
	}
	there, back := pair{one.from, one.to}, pair{one.to, one.from}
	if q.of[there] == nil && q.of[back] == nil {
		q.with[one.from], q.with[one.to] = append(q.with[one.from], one.to), append(q.with[one.to], one.from)
	}
	q.of[there] = append(q.of[there], one)
}

// order puts each pair's rates by day, and the reporting currency before the others, which follow by code.
func (q *quotes) order(reporting string) {
	for _, list := range q.of {
		slices.SortStableFunc(list, func(a, b quote) int { return cmp.Compare(a.First, b.First) })
	}
	for _, list := range q.with {
		slices.SortFunc(list, func(a, b string) int {
			if (a == reporting) != (b == reporting) {
				if a == reporting {
					return -1
				}
				return 1
			}
			return cmp.Compare(a, b)
		})
	}
}

// on gives the rate that stands on a day.
func (q *quotes) on(p pair, on Day) (quote, bool) {
	list := q.of[p]
	i, _ := slices.BinarySearchFunc(list, on+1, func(one quote, d Day) int { return cmp.Compare(one.First, d) })
	for i--; i >= 0; i-- { // plan rates of the extracts may begin while one of attain.yaml still stands
		if list[i].Contains(on) {
			return list[i], true
		}
	}
	return quote{}, false
}

// within gives the rates that begin in a stretch of days.
func (q *quotes) within(p pair, in Interval) []quote {
	list := q.of[p]
	first, _ := slices.BinarySearchFunc(list, in.First, func(one quote, d Day) int { return cmp.Compare(one.First, d) })
	end := first
	for end < len(list) && list[end].First < in.End {
		end++
	}
	return list[first:end]
}

// step is one rate, used as given or the other way round.
type step struct {
	quote
	inverse bool
}

// Convert gives an amount in major units of from as major units of to, unrounded, and says at which rates, of which day,
// and where they stand: "1 EUR = 1.08 USD (spot rate of 2026-01-30, extracts/rates.csv:12)". by is one of AtPlanRate,
// AtEventDate, AtMonthAverage and AtPayDate; on is the fact's day, for AtPayDate the day of payment. A pair that cannot
// be reached is an error that says what to add where; it is never a rate of 0 or 1.
func (r *Rates) Convert(amount Ratio, from, to, by string, on Day) (converted Ratio, said string, err error) {
	switch {
	case from == to:
		return amount, "", nil
	case from == "" || to == "":
		return Ratio{}, "", fmt.Errorf("an amount of %s has no currency, so it cannot be converted", on)
	}
	path, err := r.path(from, to, by, on)
	if err != nil {
		return Ratio{}, "", err
	}
	list := make([]string, len(path))
	for i, s := range path {
		list[i] = fmt.Sprintf("1 %s = %s %s (%s, %s)", s.from, s.rate, s.to, r.kindOf(&s, by, on), s.place)
		if s.inverse {
			amount = amount.Quo(s.rate)
		} else {
			amount = amount.Mul(s.rate)
		}
	}
	return amount, strings.Join(list, ", "), nil
}

// kindOf names a rate's kind and day.
func (r *Rates) kindOf(s *step, by string, on Day) string {
	switch {
	case by == AtPlanRate:
		return "plan rate from " + s.First.String()
	case by == AtMonthAverage:
		return "average rate of " + r.calendar.PeriodOf(on, Month).Label
	case s.First == on:
		return "spot rate of " + on.String()
	}
	return fmt.Sprintf("spot rate of %s, the last before %s", s.First, on)
}

// path gives the rates between two currencies.
func (r *Rates) path(from, to, by string, on Day) ([]step, error) {
	var found []step
	var err error
	switch by {
	case AtEventDate, AtPayDate:
		found = r.search(&r.spot, from, to, func(p pair) (quote, bool) { return r.spot.on(p, on) })
	case AtMonthAverage:
		month := r.calendar.PeriodOf(on, Month)
		found = r.search(&r.average, from, to, func(p pair) (quote, bool) {
			list := r.average.within(p, month.Interval)
			if len(list) > 1 {
				err = fmt.Errorf("%s to %s has %d average rates in %s (%s and %s); keep the one of the whole month", p.from, p.to, len(list), month.Label, list[0].place, list[1].place)
			}
			if len(list) != 1 {
				return quote{}, false
			}
			return list[0], true
		})
	default:
		for _, q := range []*quotes{&r.written, &r.plan} {
			if found = r.search(q, from, to, func(p pair) (quote, bool) { return q.on(p, on) }); found != nil {
				break
			}
		}
	}
	switch {
	case found != nil:
		return found, nil
	case err != nil:
		return nil, err
	}
	return nil, r.missing(from, to, by, on)
}

// search finds the fewest steps between two currencies, breadth first; nil when there is no way.
func (r *Rates) search(q *quotes, from, to string, at func(pair) (quote, bool)) []step {
	type reached struct {
		currency string
		steps    []step
	}
	seen := map[string]bool{from: true}
	for queue := []reached{{currency: from}}; len(queue) > 0; queue = queue[1:] {
		here := queue[0]
		if here.currency == to {
			return here.steps
		}
		for _, next := range q.with[here.currency] {
			if seen[next] {
				continue
			}
			if s, ok := between(here.currency, next, at); ok {
				seen[next] = true
				queue = append(queue, reached{next, append(slices.Clone(here.steps), s)})
			}
		}
	}
	return nil
}

// between gives the rate of two currencies: as it is given, unless the other way round is given for a later day.
func between(from, to string, at func(pair) (quote, bool)) (step, bool) {
	there, ok := at(pair{from, to})
	back, inverse := at(pair{to, from})
	if ok && (!inverse || there.First >= back.First) {
		return step{quote: there}, true
	}
	return step{quote: back, inverse: true}, inverse
}

// missing says which rate is not there, and what to add where.
func (r *Rates) missing(from, to, by string, on Day) error {
	before := "or before"
	if r.stands > 0 {
		before = fmt.Sprintf("or on the %d days before it (spot_rates_stand in attain.yaml)", r.stands-1)
	}
	switch by {
	case AtEventDate:
		return fmt.Errorf("no spot rate takes %s to %s on %s %s; add one to the exchange_rate extract (from %s, to %s, first_day %s, kind spot)",
			from, to, on, before, from, to, on)
	case AtPayDate:
		return fmt.Errorf("no spot rate takes %s to %s on the pay date %s %s; add one to the exchange_rate extract (from %s, to %s, first_day %s, kind spot)",
			from, to, on, before, from, to, on)
	case AtMonthAverage:
		month := r.calendar.PeriodOf(on, Month)
		return fmt.Errorf("no average rate takes %s to %s in %s; add one to the exchange_rate extract (from %s, to %s, first_day %s, kind average), spot rates are not averaged",
			from, to, month.Label, from, to, month.First)
	}
	return fmt.Errorf("no plan rate takes %s to %s on %s; add one to currencies: plan_rates: in attain.yaml, "+
		"such as {from: %s, to: %s, rate: 1.08, first_day: %s, last_day: %s}", from, to, on, from, to, yearStart(on), yearStart(on).AddMonths(12)-1)
}

func yearStart(d Day) Day {
	y, _, _ := d.Date()
	return DayOf(y, 1, 1)
}

// Group numbers the days on which every pair has the same rate: two days of one group may be added up before they are
// converted.
func (r *Rates) Group(by string, on Day) int {
	switch by {
	case AtEventDate, AtPayDate:
		return int(on)
	case AtMonthAverage:
		return int(r.calendar.PeriodOf(on, Month).First)
	}
	n, _ := slices.BinarySearch(r.planCuts, on+1)
	return n
}

// PlanCuts are the days on which a plan rate begins or no longer stands, ascending: between two of them no plan rate
// changes.
func (r *Rates) PlanCuts() []Day { return slices.Clone(r.planCuts) }
