package calc

import (
	"fmt"
	"math/big"
	"slices"
	"strings"

	"attain/config"
)

// twinTrueUp makes a scorecard pay what the KPI of the year to date earns on the target incentive to date, less what it
// paid before. A change of assignment begins again.
type twinTrueUp struct {
	*twinScorecard
	back  bool // it may be below zero
	whole bool // measured by the quota and the target incentive of the whole year
}

func drawCardTrueUp(d twinDice, x *twinCase) *twinTrueUp {
	c := &twinTrueUp{drawScorecard(d, x, "card-to-date", rat(1, 1)), d.yes(50), d.yes(40)}
	for c.multiplier != nil && c.multiplier.applies == "before_curve" {
		c.twinScorecard = drawScorecard(d, x, "card-to-date", rat(1, 1))
	}
	left := func() string { return twinPick(d, "weight_to_the_others", "as_at_target", "nothing") }
	if c.noneThen = left(); c.fewer > 0 {
		c.fewThen = left()
	}
	if x.conv.noQuota == "weight_to_the_others" { // there are none
		x.conv.noQuota = "nothing"
	}
	x.see("scorecard true_up, whole year %v", c.whole)
	return c
}

func (c *twinTrueUp) write(b *strings.Builder) {
	c.twinScorecard.write(b)
	fmt.Fprintf(b, "    true_up: {may_be_negative: %s, quota: %s}\n", map[bool]string{true: "yes", false: "no"}[c.back], map[bool]string{true: "whole", false: "to_date"}[c.whole])
}

// began is the day a stretch's assignment began: that of rows before it that follow one another and pay the same.
func (x *twinCase) began(s *twinSheet, g *twinSegment) config.Day {
	first := g.First
	for again := true; again; {
		again = false
		for _, a := range x.rows {
			if a.Participant == s.who && a.End == first && samePay(a, g.Assignment) && (a.Team == g.Team || !x.byTeam) {
				first, again = a.First, true
			}
		}
	}
	return first
}

// toDate is the score of a stretch: over the year to its end, from where its assignment began.
func (c *twinTrueUp) toDate(x *twinCase, s *twinSheet, t *twinStretch, began config.Day) twinScore {
	year := twinCalendar.PeriodOf(s.window.End-1, config.Year).Interval
	days := config.Interval{First: max(year.First, began), End: t.days.End}
	to := x.sheet(s.who, config.Interval{First: year.First, End: s.window.End})
	to.paidOn, to.currency = s.paidOn, s.currency
	v, held := c.value(x, to, days)
	if c.whole && c.kpi == "t_attainment" && !held {
		v, held = c.ofWholeYear(x, s, days, year, began)
	}
	score := twinScore{value: v, held: held}
	if v == nil && !held {
		if score.then = c.noneThen; c.kpi == "t_attainment" && x.conv.noQuota != "" {
			score.then = x.conv.noQuota
		}
	}
	if c.fewer > 0 {
		n, _ := x.sum(c.sample, to, days, "", c.onlyIf)
		if n.Cmp(rat(c.fewer, 1)) < 0 && !held {
			score.value, score.then = nil, c.fewThen
		}
	}
	return score
}

// ofWholeYear is what was booked to date of the quota of the year, from where the assignment began to the last day in the plan.
func (c *twinTrueUp) ofWholeYear(x *twinCase, s *twinSheet, days, year config.Interval, began config.Day) (*big.Rat, bool) {
	currency := twinOr(x.currency, s.currency)
	all := x.sheet(s.who, year)
	all.paidOn, all.currency = s.paidOn, s.currency
	last := days.End
	for _, a := range x.rows {
		if a.Participant == s.who {
			last = max(last, a.End)
		}
	}
	under := days
	if x.conv.prorate("quota") {
		under = year.And(config.Interval{First: began, End: min(x.last+1, last)})
	}
	q, ok := x.quotaOf(all, under, "bookings", currency)
	booked, converts := x.sum("bookings", s, days, currency, c.onlyIf)
	if !ok || !converts {
		return nil, true
	}
	if q.Sign() <= 0 {
		return nil, false
	}
	return ratQuo(booked, q), false
}

// incentiveOf is the target incentive of a year's windows with one assignment, up to a stretch of one of them.
func (c *twinTrueUp) incentiveOf(x *twinCase, who string, year config.Interval, began config.Day) *big.Rat {
	sum := new(big.Rat)
	for _, w := range twinCalendar.Within(year, x.pays) {
		s := x.sheet(who, w.Interval)
		for _, t := range x.stretches(s) {
			if t.counts && t.target != nil && x.began(s, &s.segments[t.first]) == began {
				sum = ratAdd(sum, t.target)
			}
		}
	}
	return sum
}

// twinChain is one assignment in a year: where its true-up stands.
type twinChain struct {
	began     config.Day
	currency  string
	incentive *big.Rat
	paid      *big.Int
}

func (c *twinTrueUp) pay(x *twinCase, s *twinSheet) []twinAmount {
	year := twinCalendar.PeriodOf(s.window.End-1, config.Year).Interval
	var chains []*twinChain
	var out []twinAmount
	for _, w := range twinCalendar.Within(config.Interval{First: year.First, End: s.window.End}, x.pays) {
		now := x.sheet(s.who, w.Interval)
		for _, t := range x.stretches(now) {
			g := &now.segments[t.first]
			if !t.counts {
				continue
			}
			began := x.began(now, g)
			score := c.toDate(x, now, &t, began)
			if score.held || t.target == nil {
				if w.Interval == s.window {
					x.held = true
				}
				continue
			}
			var at *twinChain
			for _, one := range chains {
				if one.began == began && one.currency == g.Currency {
					at = one
				}
			}
			if at == nil {
				at = &twinChain{began, g.Currency, new(big.Rat), new(big.Int)}
				chains = append(chains, at)
			}
			due := c.due(x, now, at, t.target, score, year)
			at.paid = new(big.Int).Add(at.paid, due)
			if w.Interval == s.window {
				out = append(out, twinAmount{segment: t.segment, part: "pay", currency: g.Currency, minor: new(big.Rat).SetInt(due)})
			}
		}
	}
	return out
}

// due is what one window pays, and moves the incentive to date on.
func (c *twinTrueUp) due(x *twinCase, s *twinSheet, at *twinChain, target *big.Rat, score twinScore, year config.Interval) *big.Int {
	at.incentive = ratAdd(at.incentive, target) // there are no others its weight could have gone to
	if score.value == nil && score.then != "as_at_target" {
		x.see("scorecard true_up without a value: %s", score.then)
		return new(big.Int)
	}
	of := at.incentive
	if c.whole {
		of = c.incentiveOf(x, s.who, year, at.began)
	}
	due := new(big.Int).Sub(twinRound(ratMul(c.earned(score), of), x.conv.halves), at.paid)
	if due.Sign() < 0 {
		x.see("a scorecard true-up below zero")
		if !c.back {
			return new(big.Int)
		}
	}
	return due
}

// truedUp pays for each role of a window what is earned to date on its ladder less what was earned on it at the end of
// every window and role before; what may not be below zero, less the most there was.
func (c *twinCommission) truedUp(x *twinCase, s *twinSheet) []twinAmount {
	var out []twinAmount
	for i, t := range x.stretches(s) {
		if i > 0 {
			x.see("true_up of several roles")
		}
		n, ok := c.dueTo(x, s, t)
		currency := s.segments[t.first].Currency
		pay, converts := x.paidOut(s, new(big.Rat).SetInt(n), twinOr(x.currency, currency), currency, s.window.End-1)
		if !ok || !converts {
			x.held, x.heldIn[t.segment] = true, true
			x.see("true_up held")
			continue
		}
		out = append(out, twinAmount{segment: t.segment, part: "pay", currency: currency, minor: pay})
	}
	return out
}

// dueTo is what is due at the end of one role of a window, in minor units of the plan's currency.
func (c *twinCommission) dueTo(x *twinCase, s *twinSheet, t twinStretch) (*big.Int, bool) {
	from := max(c.period(t.days.First).First, x.first)
	if x.conv.ladder == "restarted" {
		from = max(from, x.began(s, &s.segments[t.first]))
	}
	paid := new(big.Int)
	for _, w := range twinCalendar.Within(config.Interval{First: c.period(t.days.First).First, End: s.window.End}, x.pays) {
		earlier := x.sheet(s.who, w.Interval)
		for _, o := range x.stretches(earlier) {
			if o.days.End <= from || o.days.End >= t.days.End {
				continue
			}
			n, ok := c.entitled(x, s, t, from, o.days.End)
			if !ok { // nobody knew, so nothing was paid
				continue
			}
			if due := new(big.Int).Sub(n, paid); c.back || due.Sign() > 0 {
				paid = n
			}
		}
	}
	now, ok := c.entitled(x, s, t, from, t.days.End)
	if !ok {
		return new(big.Int), false
	}
	due := new(big.Int).Sub(now, paid)
	if due.Sign() < 0 {
		x.see("a true-up below zero")
		if !c.back {
			due = new(big.Int)
		}
	}
	return due, true
}

// entitled is what all that was sold from the beginning of a ladder to a day earns as one deal, to the cent of the plan's
// currency; false where it is not known.
func (c *twinCommission) entitled(x *twinCase, s *twinSheet, t twinStretch, from, end config.Day) (*big.Int, bool) {
	currency := twinOr(x.currency, s.segments[t.first].Currency)
	l := &twinLadder{c: c, x: x, minor: rat(1, 1), money: rat(twinDecimals[currency], 1), at: new(big.Rat), paid: map[string]*big.Rat{}}
	if c.paidOn == "units_sold" {
		l.minor = l.money
	}
	if l.base = c.base; c.derived != nil {
		var ok bool
		if l.base, ok = c.perQuota(x, s, t.days, t.days, currency); !ok {
			return nil, false
		}
	}
	ladder := c.period(t.days.First)
	under := func(days config.Interval) (out []twinSegment) {
		for _, o := range x.sheet(s.who, days).segments {
			if x.conv.ladder != "restarted" || !o.days.And(t.days).Empty() || o.days.First >= from && o.days.First < t.days.End {
				out = append(out, o)
			}
		}
		return out
	}
	for _, o := range under(config.Interval{First: from, End: end}) {
		for _, f := range c.deals(x, s.who, o.days) {
			v, ok := c.worth(x, s, f, currency)
			if !ok {
				return nil, false
			}
			l.at = ratAdd(l.at, v)
		}
	}
	scale := rat(1, 1)
	switch c.by {
	case "amount":
		scale = l.money
	case "attainment":
		quota, to := new(big.Rat), config.Interval{First: ladder.First, End: end}
		if c.toDate == "whole" {
			to = ladder
		}
		all := x.sheet(s.who, to)
		if !x.conv.prorate("quota") && c.toDate != "whole" { // of whole pay windows, as the quota of a window is
			all.window.End = twinCalendar.PeriodOf(end-1, x.pays).End
		}
		for _, o := range under(config.Interval{First: from, End: to.End}) {
			q, ok := x.quotaOf(all, o.days, c.paidOn, currency)
			if !ok {
				return nil, false
			}
			if quota = ratAdd(quota, q); !x.conv.prorate("quota") {
				quota = q
			}
		}
		scale = quota
	}
	if scale.Sign() <= 0 {
		if slices.ContainsFunc(c.tiers, func(t twinTier) bool { return t.pays != nil }) {
			return nil, false
		}
	} else {
		l.limits = []*big.Rat{}
		for _, limit := range c.limits() {
			l.limits = append(l.limits, ratMul(limit, scale))
		}
	}
	earned := l.climbed("", l.at)
	if c.each == "top_rate" {
		earned = ratMul(l.at, l.rateAt("", l.tier(l.at)))
	}
	return twinRound(earned, x.conv.halves), true
}
