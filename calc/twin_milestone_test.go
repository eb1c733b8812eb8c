package calc

import (
	"fmt"
	"math/big"
	"strings"

	"attain/config"
)

// twinMilestone pays an amount once when a running total reaches a point.
type twinMilestone struct {
	name   string
	of     twinGauge
	from   string // plan, year, quarter
	points []twinAnchor
	back   bool // what is fallen below again is taken back
	twinLimits
}

func (c *twinMilestone) title() string { return c.name }

func (c *twinMilestone) write(b *strings.Builder) {
	var points []string
	for _, a := range c.points {
		points = append(points, fmt.Sprintf("{at: %s, pays: %s}", c.of.number(a.at), ratMajor(a.pays)))
	}
	fmt.Fprintf(b, "  - name: %s\n    kind: milestone\n    of: {kpi: %s}\n    counted_from: %s\n    reached: [%s]\n    taken_back: %s\n", c.name, c.of.kpi, c.from, strings.Join(points, ", "), map[bool]string{true: "yes", false: "no"}[c.back])
}

func drawMilestone(d twinDice, x *twinCase) *twinMilestone {
	k := twinPick(d, twinKPIs[3], twinKPIs[4])
	c := &twinMilestone{name: "milestone", of: twinGauge{kpi: k.name, unit: k.unit}, from: twinPick(d, "plan", "year", "quarter"), back: d.yes(50)}
	if x.pays == "year" && c.from == "quarter" {
		c.from = "year"
	}
	at := new(big.Rat)
	for range d.n(1, 3) {
		at = ratAdd(at, ratMul(c.of.step(), rat(int64(d.n(1, 4)), 1)))
		c.points = append(c.points, twinAnchor{at, rat(int64(twinPick(d, 100, 250, 1_000)), 1)})
	}
	x.see("milestone from the %s", c.from)
	return c
}

func (c *twinMilestone) draw(d twinDice, x *twinCase, who *twinPerson) { c.of.draw(d, x, who) }

// total is what was reached at the end of a window; false where it cannot be known.
func (c *twinMilestone) total(x *twinCase, s *twinSheet, end config.Day) (*big.Rat, bool) {
	from := x.first
	if c.from != "plan" {
		from = max(from, twinCalendar.PeriodOf(s.window.First, c.from).First)
	}
	days := config.Interval{First: from, End: end}
	all := x.sheet(s.who, days)
	if len(all.segments) == 0 {
		return new(big.Rat), true
	}
	v, held := c.of.value(x, s, config.Interval{First: all.segments[0].days.First, End: all.segments[len(all.segments)-1].days.End})
	return v, !held
}

func (c *twinMilestone) pay(x *twinCase, s *twinSheet) []twinAmount {
	now, ok := c.total(x, s, s.window.End)
	if !ok {
		x.held = true
		return nil
	}
	since := x.first
	if c.from != "plan" {
		since = max(since, twinCalendar.PeriodOf(s.window.First, c.from).First)
	}
	in := twinOr(x.currency, s.currency)
	sum := new(big.Int)
	for _, p := range c.points {
		is, was := now.Cmp(p.at) >= 0, false
		for w := x.before(s.window); w.End > since; w = x.before(w) {
			before, ok := c.total(x, s, w.End)
			if !ok {
				x.held = true
				return nil
			}
			was = was || before.Cmp(p.at) >= 0
			if c.back {
				break
			}
		}
		pays, ok := x.paidOut(s, ratMul(p.pays, rat(twinDecimals[in], 1)), in, s.currency, s.window.End-1)
		if !ok {
			x.held = true
			return nil
		}
		switch n := twinRound(pays, x.conv.halves); {
		case is && !was:
			sum.Add(sum, n)
			x.see("a milestone is reached")
		case was && !is && c.back:
			sum.Sub(sum, n)
			x.see("a milestone is taken back")
		}
	}
	stretches := x.stretches(s)
	return []twinAmount{{segment: stretches[len(stretches)-1].segment, part: "pay", currency: s.currency, minor: new(big.Rat).SetInt(sum)}}
}
