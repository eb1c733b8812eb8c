package calc

import (
	"fmt"
	"math/big"
	"slices"
	"strings"

	"attain/config"
)

// twinScorecard is a scorecard: amount = target incentive × proration × weight × curve(KPI), rounded once.
type twinScorecard struct {
	name string
	twinGauge
	weight            *big.Rat
	anchors           []twinAnchor // threshold, target, then …, cap
	steps             bool
	fewer             int64 // 0: no smallest sample
	sample            string
	fewThen, noneThen string // "" for the convention
	twinLimits
}

type twinAnchor struct{ at, pays *big.Rat }

func (c *twinScorecard) title() string { return c.name }

func (c *twinScorecard) write(b *strings.Builder) {
	anchor := func(a twinAnchor) string {
		return fmt.Sprintf("{at: %s, pays: %s}", c.number(a.at), ratPercent(a.pays))
	}
	last := len(c.anchors) - 1
	fmt.Fprintf(b, "  - name: %s\n    kind: scorecard\n    kpi: %s\n    weight: %s\n    threshold: %s\n    target: %s\n", c.name, c.kpi, ratPercent(c.weight), anchor(c.anchors[0]), anchor(c.anchors[1]))
	if last > 2 {
		var then []string
		for _, a := range c.anchors[2:last] {
			then = append(then, anchor(a))
		}
		fmt.Fprintf(b, "    then: [%s]\n", strings.Join(then, ", "))
	}
	fmt.Fprintf(b, "    cap: %s\n    between: %s\n", anchor(c.anchors[last]), map[bool]string{true: "steps", false: "straight_line"}[c.steps])
	if c.fewer > 0 {
		then := ""
		if c.fewThen != "" {
			then = ", then: " + c.fewThen
		}
		fmt.Fprintf(b, "    too_few: {fewer_than: %d %s%s}\n", c.fewer, c.sample, then)
	}
	if c.noneThen != "" {
		fmt.Fprintf(b, "    no_value: %s\n", c.noneThen)
	}
	if c.onlyIf != "" {
		fmt.Fprintf(b, "    only_if: %s\n", c.onlyIf)
	}
	c.twinLimits.write(b)
}

func drawScorecard(d twinDice, x *twinCase, name string, weight *big.Rat) *twinScorecard {
	c := &twinScorecard{name: name, twinGauge: drawGauge(d), weight: weight, steps: d.yes(25)}
	step := c.step()
	at, pays := ratMul(step, rat(int64(d.n(1, 12)), 1)), rat(int64(twinPick(d, 0, 25, 50, 50, 100)), 100)
	n := twinPick(d, 3, 3, 4, 5)
	for i := range n {
		if i == 1 {
			pays = ratMax(pays, rat(1, 1))
		}
		c.anchors = append(c.anchors, twinAnchor{at, pays})
		at = ratAdd(at, ratMul(step, rat(int64(d.n(1, 6)), 1)))
		pays = ratAdd(pays, rat(int64(twinPick(d, 0, 20, 33, 50)), 100))
	}
	if c.lower { // the best result has the lowest number
		for i := range n / 2 {
			c.anchors[i].at, c.anchors[n-1-i].at = c.anchors[n-1-i].at, c.anchors[i].at
		}
	}
	if d.yes(35) {
		c.fewer, c.sample = int64(d.n(1, 6)), twinPick(d, "closed_deals", "won_deals")
		if d.yes(50) {
			c.fewThen = twinPick(d, config.Outcomes...)
		}
	}
	if d.yes(50) {
		c.noneThen = twinPick(d, config.Outcomes...)
	}
	c.drawLimits(d, x, &c.twinGauge, []string{"before_curve", "before_cap", "after_cap"}, 100, 1_000, 2_500, 5_000)
	x.see("scorecard of %s", c.kpi)
	if d.yes(15) && (c.multiplier == nil || c.multiplier.applies != "before_curve") {
		c.onlyIf = "deal_type = 'new'"
	}
	return c
}

// draw gives the facts the KPI is made of, often so that it is exactly at an anchor.
func (c *twinScorecard) draw(d twinDice, x *twinCase, who *twinPerson) {
	a := twinPick(d, c.anchors...).at
	switch d.n(0, 9) {
	case 0:
		a = ratAdd(a, rat(1, 1000))
	case 1:
		a = ratSub(a, rat(1, 1000))
	case 2:
		a = ratMul(a, rat(int64(d.n(0, 300)), 100))
	}
	attrs := twinPick(d, "", "deal_type = 'new'", "deal_type = 'new'")
	fact := func(measure string, value *big.Rat, currency string) {
		x.facts = append(x.facts, testFact{measure: measure, who: who.id, day: drawDay(d, x, who), value: twinRound(value, "").Int64(), currency: currency, attrs: attrs, source: fmt.Sprint("S", len(x.facts))})
	}
	money := func(total *big.Rat, currency string) { // in one to three deals, some reversed
		for i := d.n(0, 2); i > 0; i-- {
			part := ratMul(total, rat(int64(twinPick(d, 50, 25, -10, 133)), 100))
			whole := rat(twinRound(part, "").Int64(), 1)
			fact("bookings", whole, currency)
			total = ratSub(total, whole)
		}
		fact("bookings", total, currency)
	}
	deals := func() {
		closed := int64(twinPick(d, 0, int(c.fewer)-1, int(c.fewer), int(c.fewer)+1, 4, 8, 20))
		won := int64(0)
		for i := range max(closed, 0) {
			fact("closed_deals", rat(1, 1), "")
			if w := rat(won+1, closed); w.Cmp(a) <= 0 && c.unit == "percent" || c.unit != "percent" && (i%2 == 0) {
				won++
				fact("won_deals", rat(1, 1), "")
			}
		}
	}
	switch c.kpi {
	case "t_attainment":
		x.drawQuota(d, who, "bookings")
		if q, ok := x.quota(who.id, twinPick(d, x.windows()...).And(who.days), "bookings", who.quotaIn, who.days.First); who.quotaIn != "" {
			if !ok || q.Sign() == 0 {
				q = rat(1_000_000, 1)
			}
			money(ratMul(q, a), who.quotaIn)
		}
	case "t_bookings":
		money(ratMul(a, rat(twinDecimals[twinOr(x.currency, who.currency)], 1)), twinPick(d, twinOr(x.currency, who.currency), "USD", "EUR", "JPY"))
	case "t_cycle":
		deals()
		for range d.n(0, 3) {
			fact("sales_cycle_days", ratMul(a, rat(int64(d.n(1, 3)), 1)), "")
		}
	default:
		deals()
	}
	if d.yes(2) {
		fact("bookings", rat(100_00, 1), "GBP") // nobody wrote a rate for it
	}
}

// twinScore is a scorecard's KPI in a stretch: a value, or why there is none.
type twinScore struct {
	value *big.Rat
	then  string // what happens without a value
	held  bool
}

// curve is what a value pays: 0 when worse than the threshold, the last share from the cap on, and between two anchors
// a straight line or the share of the one behind.
func (c *twinScorecard) curve(v *big.Rat) *big.Rat {
	better := func(a, b *big.Rat) bool { return a.Cmp(b) >= 0 != c.lower || a.Cmp(b) == 0 } // at least as good
	if !better(v, c.anchors[0].at) {
		return new(big.Rat)
	}
	for i := len(c.anchors) - 1; i >= 0; i-- {
		a := c.anchors[i]
		if !better(v, a.at) {
			continue
		}
		if c.steps || i == len(c.anchors)-1 {
			return a.pays
		}
		b := c.anchors[i+1]
		return ratAdd(a.pays, ratMul(ratSub(b.pays, a.pays), ratQuo(ratSub(v, a.at), ratSub(b.at, a.at))))
	}
	panic("unreachable")
}

// incentive is what target pays somebody in a segment of a window: of the assignment's period as much as the pay window
// is of it, and of that the segment's share. The specification does not say what several segments have where a target
// incentive is not prorated; read here: all of it together, divided by their days.
func (x *twinCase) incentive(s *twinSheet, g *twinSegment) *big.Rat {
	months := map[string]int64{"month": 1, "quarter": 3, "year": 12}
	ti := ratMul(rat(g.IncentiveMinor, 1), rat(months[x.pays], months[g.IncentivePer]))
	share := x.paidShare(s, g)
	if x.conv.prorate("target_incentive") {
		return ratMul(ti, share)
	}
	all := new(big.Rat)
	for _, o := range s.segments {
		all = ratAdd(all, x.share(o.days, s.window, s.until(o.n)...))
	}
	if all.Sign() == 0 {
		return all
	}
	return ratMul(ti, ratQuo(share, all))
}

// paidShare is a segment's share of the window, less leave that is not paid for.
func (x *twinCase) paidShare(s *twinSheet, g *twinSegment) *big.Rat {
	var leave []config.Interval
	if x.conv.leave == "reduces_quota_and_incentive" {
		leave = x.leave(s.who)
	}
	run := g.days.First
	for i := int(g.n) - 2; i >= 0 && s.segments[i].days.End == run; i-- {
		run = s.segments[i].days.First
	}
	return x.shareWithout(leave, run, g.days, s.window, s.until(g.n)...)
}

// paidDays is the share of a window somebody is paid for.
func (x *twinCase) paidDays(s *twinSheet) *big.Rat {
	share := new(big.Rat)
	for i := range s.segments {
		share = ratAdd(share, x.paidShare(s, &s.segments[i]))
	}
	return share
}

// until gives the days of the segments before one.
func (s *twinSheet) until(n int32) (out []config.Interval) {
	for _, g := range s.segments[:n-1] {
		out = append(out, g.days)
	}
	return out
}

// stretch is what a scorecard is evaluated for at once: a segment, or all of them blended.
type twinStretch struct {
	segment int32 // its number in the window, from 1
	first   int   // of the sheet's segments, the first it has
	days    config.Interval
	target  *big.Rat // nil: not known
	counts  bool     // by the day count it has a part of the window; without one there is no component
}

// stretches gives a sheet's segments, or each run of them without a day between blended into one. Somebody who was away
// comes back to a stretch of their own: that is no change of role.
func (x *twinCase) stretches(s *twinSheet) []twinStretch {
	var out []twinStretch
	for i := range s.segments {
		g := &s.segments[i]
		t := twinStretch{g.n, i, g.days, nil, x.paidShare(s, g).Sign() > 0}
		if g.HasIncentive {
			t.target = x.incentive(s, g)
		}
		out = append(out, t)
	}
	if x.conv.roleChange == "segments" || len(out) < 2 {
		return out
	}
	var mixed []twinStretch
	for i, t := range out {
		if i == 0 || s.segments[i-1].days.End < s.segments[i].days.First || s.segments[i-1].Currency != s.segments[i].Currency {
			t.segment = int32(len(mixed) + 1)
			mixed = append(mixed, t)
			continue
		}
		m := &mixed[len(mixed)-1]
		m.days.End, m.counts = t.days.End, m.counts || t.counts
		if m.target == nil || t.target == nil {
			m.target = nil
			continue
		}
		m.target = ratAdd(m.target, t.target)
	}
	return mixed
}

// scores evaluates every scorecard of the plan.
func (x *twinCase) scores(s *twinSheet, t *twinStretch) map[*twinScorecard]twinScore {
	key := twinMemo{who: s.who, days: t.days}
	if out, ok := x.known[key]; ok {
		return out
	}
	out := map[*twinScorecard]twinScore{}
	x.known[key] = out
	for _, part := range x.parts {
		c, ok := part.(*twinScorecard)
		if !ok {
			continue
		}
		v, held := c.value(x, s, t.days)
		if m := c.multiplier; m != nil && m.applies == "before_curve" && v != nil && !held {
			f, ok := m.factor(x, s, t.days)
			if held = !ok; ok {
				v = ratMul(v, f)
			}
		}
		score := twinScore{value: v, held: held}
		if v == nil && !held {
			score.then = twinOr(c.noneThen, x.conv.noValue)
			if c.kpi == "t_attainment" && x.conv.noQuota != "" { // nothing else makes it have no value
				score.then = x.conv.noQuota
				x.see("no_quota: %s", score.then)
			}
		}
		if c.fewer > 0 {
			n, _ := x.sum(c.sample, s, t.days, "", c.onlyIf)
			if n.Cmp(rat(c.fewer, 1)) < 0 && !held { // asked before whether there is a value
				score.value, score.then = nil, twinOr(c.fewThen, x.conv.tooFew)
			}
		}
		out[c] = score
	}
	return out
}

func (c *twinScorecard) pay(x *twinCase, s *twinSheet) []twinAmount {
	var out []twinAmount
	stretches := x.stretches(s)
	for _, t := range stretches {
		if !t.counts {
			x.see("a segment without a day that counts")
			continue
		}
		scores := x.scores(s, &t)
		mine := scores[c]
		if mine.held || t.target == nil {
			x.see("held")
			x.held = true
			continue
		}
		weight := c.weight
		if mine.value != nil {
			weight = ratMul(weight, grownBy(scores))
		} else {
			x.see("without a value: %s", mine.then)
		}
		if slices.ContainsFunc(c.anchors, func(a twinAnchor) bool { return mine.value != nil && a.at.Cmp(mine.value) == 0 }) {
			x.see("exactly on an anchor")
		}
		out = append(out, twinAmount{segment: t.segment, part: "pay", currency: s.currency, minor: ratMul(ratMul(t.target, weight), c.earned(mine))})
	}
	if t := c.takesCarried(x, s, stretches); t != nil {
		curve := c.earned(x.scores(s, t)[c])
		for _, carried := range c.carriedOut(x, s.who, x.before(s.window)) {
			x.see("carried in")
			out = append(out, twinAmount{segment: t.segment, part: "carried-in", currency: s.currency, minor: ratMul(carried, curve)})
		}
	}
	return out
}

// earned is the share of its target a scorecard earns.
func (c *twinScorecard) earned(s twinScore) *big.Rat {
	switch {
	case s.value != nil:
		return c.curve(s.value)
	case s.then == "as_at_target":
		return c.anchors[1].pays
	}
	return new(big.Rat)
}

// takesCarried is the stretch in which what earlier windows carried is decided: the first that is measured, or where
// the component pays as at target or nothing. Where its weight goes to the others, or is carried, it is carried on.
func (c *twinScorecard) takesCarried(x *twinCase, s *twinSheet, stretches []twinStretch) *twinStretch {
	for i := range stretches {
		t := &stretches[i]
		if mine := x.scores(s, t)[c]; t.counts && t.target != nil && !mine.held && (mine.value != nil || mine.then == "as_at_target" || mine.then == "nothing") {
			return t
		}
	}
	return nil
}

// carriedOut is what a window passes on to the next: its own stretches without a value, and what came in, where none
// of them took it.
func (c *twinScorecard) carriedOut(x *twinCase, who string, w config.Interval) []*big.Rat {
	s := x.sheet(who, w)
	if len(s.segments) == 0 {
		return nil
	}
	var out []*big.Rat
	stretches := x.stretches(s)
	open := c.takesCarried(x, s, stretches) == nil
	for _, t := range stretches { // what is held may still decide what came in
		open = open && (!t.counts || t.target != nil && !x.scores(s, &t)[c].held)
	}
	if open {
		out = c.carriedOut(x, who, x.before(w))
	}
	for _, t := range stretches {
		if mine := x.scores(s, &t)[c]; t.counts && t.target != nil && !mine.held && mine.value == nil && mine.then == "carry_to_next_period" {
			out = append(out, ratMul(t.target, c.weight))
		}
	}
	return out
}

// before is the pay window before one.
func (x *twinCase) before(w config.Interval) config.Interval {
	return twinCalendar.PeriodOf(w.First-1, x.pays).Interval
}

// grownBy is what the weight of a scorecard with a value grows by when others without one give theirs away.
func grownBy(scores map[*twinScorecard]twinScore) *big.Rat {
	have, gone := new(big.Rat), new(big.Rat)
	for c, s := range scores {
		switch {
		case s.value != nil || s.held: // what is held keeps its place among the others
			have = ratAdd(have, c.weight)
		case s.then == "weight_to_the_others":
			gone = ratAdd(gone, c.weight)
		}
	}
	return ratQuo(ratAdd(have, gone), have)
}
