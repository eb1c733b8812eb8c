package calc

import (
	"fmt"
	"strings"

	"attain/config"
)

// A gauge may look at several stays of somebody under the plan as if they followed one another: what was sold and the
// quota of each are added up, what stands at the start is that of the first and what stands at the end that of the last,
// and days away add nothing. A number of different things and a middle value cannot be added; where the formula has one,
// it looks at all days from the first stay to the last.

// gaugedStay is what a gauge shows of one of several stays.
type gaugedStay struct {
	cell   *cell
	inputs []reading
}

// addsUp says whether the gauge of several stays can be made of each one's numbers.
func (g *gauge) addsUp(p *Program) bool {
	for i := range g.formula.leaves {
		l := &g.formula.leaves[i]
		if l.measure != nil && (l.median || p.requests[l.request].Aggregate == config.Distinct) {
			return false
		}
	}
	return true
}

// staySpans are cells over somebody's stays in some days, one for each; a quota that is not prorated is for all the days.
func (w *Work) staySpans(g *gauge, c *cell, days config.Interval) []*cell {
	list := w.prog.stays(c.sheet.plan, c.sheet.stretches, days.And(c.sheet.plan.Interval))
	if n := len(list); n > 1 && !g.addsUp(w.prog) {
		list[0].End = list[n-1].End
		list = list[:1]
	}
	var out []*cell
	for _, one := range list {
		s := c.span(one.Interval, days)
		s.seg.months, s.seg.ramps = one.run, rampStarts{{from: one.ramp}}
		out = append(out, s)
	}
	return out
}

// gaugeOver reads a gauge over the cells of several stays; of one it is the gauge itself.
func (r *runner) gaugeOver(g *gauge, stays []*cell) gauged {
	if len(stays) == 1 {
		return r.gauge(g, stays[0])
	}
	out := gauged{inputs: make([]reading, len(g.formula.leaves))}
	for _, c := range stays {
		got := r.gauge(g, c)
		if out.held == "" {
			out.held = got.held
		}
		out.stays = append(out.stays, gaugedStay{c, got.inputs})
	}
	if out.held != "" {
		return out
	}
	for i := range out.inputs {
		for _, s := range g.adding(r.prog, i, out.stays) {
			out.inputs[i].add(s.inputs[i])
		}
	}
	out.value = g.formula.evaluate(out.inputs)
	return out
}

// adding gives the stays one input is the sum of.
func (g *gauge) adding(p *Program, i int, stays []gaugedStay) []gaugedStay {
	l := &g.formula.leaves[i]
	if l.measure == nil {
		return stays
	}
	window := func(s gaugedStay) int32 { return s.cell.gauges[g.slot][i] }
	switch last := len(stays) - 1; {
	case p.requests[l.request].Aggregate == config.AtEnd:
		return stays[last:]
	case p.requests[l.request].Aggregate == config.AtStart, window(stays[0]) == window(stays[last]): // or a quota that is not prorated
		return stays[:1]
	}
	return stays
}

// stayTerm gives an input of several stays: each one's number, then their sum under the input's word.
func (g *gauge) stayTerm(r *runner, c *cell, got *gauged, i int, word string, d *derivation, spared []string) string {
	l := &g.formula.leaves[i]
	unit := moneyUnit(l.unit, r.planCurrency(c), d.currency)
	name := d.free(word, spared)
	parts := g.adding(r.prog, i, got.stays)
	var sum []string
	for k, s := range parts {
		one, in := name, &s.inputs[i]
		if len(parts) > 1 {
			one = d.free(fmt.Sprintf("%s_stay_%d", word, k+1), spared)
		}
		t := d.given(one, fmt.Sprintf("%s, %s", l.label, s.cell.seg.Interval), unit, in.value.Ratio, "", "")
		if sum = append(sum, one); l.measure != nil {
			window := s.cell.gauges[g.slot][i]
			t.From, t.Window = r.work.said(window)+", "+plural(in.rows, "row", "rows")+in.note, 1+window
		}
	}
	if len(parts) > 1 {
		d.computed(name, l.label, unit, got.inputs[i].value.Ratio, strings.Join(sum, " + "), "")
	}
	return name
}
