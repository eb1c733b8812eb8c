package calc

import (
	"fmt"
	"math/big"
	"slices"
	"strings"

	"attain/config"
)

// twinMilestone pays an amount once when a running total reaches a point.
type twinMilestone struct {
	name    string
	gauge   twinGauge
	subject string // person, team, company
	from    string // plan, year, quarter
	points  []twinAnchor
	back    bool // what is fallen below again is taken back
	twinLimits
}

func (c *twinMilestone) title() string { return c.name }

func (c *twinMilestone) write(b *strings.Builder) {
	var points []string
	for _, a := range c.points {
		points = append(points, fmt.Sprintf("{at: %s, pays: %s}", c.gauge.number(a.at), ratMajor(a.pays)))
	}
	fmt.Fprintf(b, "  - name: %s\n    kind: milestone\n    of: {kpi: %s, subject: %s}\n    counted_from: %s\n    reached: [%s]\n    taken_back: %s\n", c.name, c.gauge.kpi, c.subject, c.from, strings.Join(points, ", "), map[bool]string{true: "yes", false: "no"}[c.back])
}

func drawMilestone(d twinDice, x *twinCase) *twinMilestone {
	k := twinPick(d, twinKPIs[3], twinKPIs[4])
	c := &twinMilestone{
		name: "milestone", gauge: twinGauge{kpi: k.name, unit: k.unit}, subject: twinPick(d, "person", "person", "team", "company"),
		from: twinPick(d, "plan", "year", "quarter"), back: d.yes(50),
	}
	if c.subject == "person" && d.yes(30) {
		c.gauge = twinGauge{kpi: twinKPIs[0].name, unit: twinKPIs[0].unit}
	}
	if x.pays == "year" && c.from == "quarter" {
		c.from = "year"
	}
	x.byTeam = x.byTeam || c.subject == "team"
	x.many = x.many || c.subject != "person"
	at, step := new(big.Rat), c.gauge.step()
	if c.gauge.unit == "percent" {
		step = rat(1, 4)
	}
	for range d.n(1, 3) {
		at = ratAdd(at, ratMul(step, rat(int64(d.n(1, 4)), 1)))
		c.points = append(c.points, twinAnchor{at, rat(int64(twinPick(d, 100, 250, 1_000)), 1)})
	}
	x.see("milestone of a %s from the %s", c.subject, c.from)
	return c
}

// draw gives what is counted, now and in a few windows before.
func (c *twinMilestone) draw(d twinDice, x *twinCase, who *twinPerson) {
	if c.gauge.draw(d, x, who); d.yes(50) { // sold before, and taken back now
		x.facts = slices.DeleteFunc(x.facts, func(f testFact) bool { return f.who == who.id && f.until == 0 && f.source[0] == 'S' && x.alone })
	}
	for range d.n(0, 6) {
		f := testFact{measure: "won_deals", who: who.id, day: x.windows()[len(x.windows())-1].End - config.Day(d.n(1, 400)), value: int64(twinPick(d, 1, 2, 3, -2, -3)), source: fmt.Sprint("M", len(x.facts))}
		if w := twinPick(d, x.windows()...); f.value < 0 && d.yes(70) {
			f.day = w.First + config.Day(d.n(0, w.Days()-1))
		}
		if c.gauge.kpi != "t_won" {
			in := twinOr(x.currency, who.currency)
			f.measure, f.currency, f.value = "bookings", in, f.value*5_000*twinDecimals[in]
		}
		x.facts = append(x.facts, f)
	}
}

// twinPoint is how a point stands for somebody.
type twinPoint struct {
	paid    bool // they were paid for it, and it was not taken back
	reached bool // at the end of the last window
	ever    bool // at the end of any
}

// after looks at a point at the end of one more window, and says whether it pays (1) or is taken back (-1) if they are there.
func (p twinPoint) after(reached, back, there bool) (twinPoint, int64) {
	change := int64(0)
	switch {
	case !there:
	case reached && !p.paid && !(back && p.reached || !back && p.ever):
		p.paid, change = true, 1
	case !reached && p.paid && back:
		p.paid, change = false, -1
	}
	p.reached, p.ever = reached, p.ever || reached
	return p, change
}

func (c *twinMilestone) pay(x *twinCase, s *twinSheet) []twinAmount {
	since := x.first
	if c.from != "plan" {
		since = max(since, twinCalendar.PeriodOf(s.window.First, c.from).First)
	}
	windows := []config.Interval{s.window}
	for w := x.before(s.window); w.End > since; w = x.before(w) {
		windows = append([]config.Interval{w}, windows...)
	}
	team := x.teamOn(s.who, s.window.And(config.Interval{First: x.first, End: x.last + 1}))
	states, changes := make([]twinPoint, len(c.points)), make([]int64, len(c.points))
	for _, w := range windows {
		under := w.And(config.Interval{First: x.first, End: x.last + 1})
		there := len(x.sheet(s.who, w).segments) > 0
		if c.subject == "person" && !there {
			continue // nothing changes while they are away
		}
		level, ok := c.gauge.of(x, s, c.subject, team, config.Interval{First: since, End: w.End})
		if !ok || c.subject == "team" && team == "" || level == nil && w == s.window {
			x.held = true
			x.see("milestone held")
			return nil
		}
		there = there && (c.subject != "team" || x.teamOn(s.who, under) == team)
		for i, p := range c.points {
			states[i], changes[i] = states[i].after(level != nil && level.Cmp(p.at) >= 0, c.back, there)
		}
	}
	in, sum := twinOr(x.currency, s.currency), new(big.Int)
	for i, p := range c.points {
		if changes[i] == 0 {
			continue
		}
		pays, ok := x.paidOut(s, ratMul(p.pays, rat(twinDecimals[in], 1)), in, s.currency, s.window.End-1)
		if !ok {
			x.held = true
			return nil
		}
		n := twinRound(pays, x.conv.halves)
		sum.Add(sum, new(big.Int).Mul(n, big.NewInt(changes[i])))
		x.see("a milestone is %s", map[int64]string{1: "reached", -1: "taken back"}[changes[i]])
	}
	stretches := x.stretches(s)
	return []twinAmount{{segment: stretches[len(stretches)-1].segment, part: "pay", currency: s.currency, minor: new(big.Rat).SetInt(sum)}}
}
