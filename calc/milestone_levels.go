package calc

import (
	"fmt"

	"attain/config"
)

// A milestone looks at a level at the end of the pay window and of windows before it. Who is paid a point depends on all
// of them: see milestone.

// level is what a milestone looks at, at the end of one window.
type level struct {
	label string
	cells []*cell // one for each stay of a person; one of a team's, of territories and of the company
	mine  bool    // the participant was under the plan in the window, at its end in the same team
}

// demand asks for the level at the end of the window and of the windows before it. These come with totals alone; nobody is
// shown the rows of what was paid before.
func (m *milestone) demand(w *Work, c *cell) {
	if !c.isLast() {
		return
	}
	sh := c.sheet
	period := m.counted(w.prog, sh.plan, sh.window)
	from := max(period.First, sh.plan.First)
	before := *sh
	before.silent = true
	for _, e := range m.earlier(w.prog, c, from) {
		c.levels = append(c.levels, m.level(w, c, &before, e, from))
	}
	c.levels = append(c.levels, m.level(w, c, sh, sh.window, from))
	c.reach = w.prog.reachShare(sh, period, m.gauge.formula.kpi.Unit)
}

// earlier are the windows before a cell's that matter: of a person those they were under the plan in, and where points are
// taken back the last of them, at which stands what they have; of a team or the company all.
func (m *milestone) earlier(p *Program, c *cell, from config.Day) []config.Period {
	all := p.ws.Calendar.Within(config.Interval{First: from, End: c.sheet.window.First}, c.sheet.plan.periodKind)
	if m.gauge.subject != config.OfPerson {
		return all
	}
	var out []config.Period
	for _, e := range all {
		if m.isMine(c, e.Interval) {
			out = append(out, e)
		}
	}
	if n := len(out); m.takenBack && n > 1 {
		return out[n-1:]
	}
	return out
}

// isMine says whether the participant is under the plan in a window; of a team's milestone, in the cell's team on their
// last day of it.
func (m *milestone) isMine(c *cell, window config.Interval) bool {
	var last *config.Assignment
	days := window.And(c.sheet.plan.Interval)
	for i := range c.sheet.stretches {
		s := &c.sheet.stretches[i]
		if !s.And(days).Empty() {
			last = s.lastIn(days)
		}
	}
	return last != nil && (m.gauge.subject != config.OfTeam || last.Team == c.seg.Team)
}

// level asks for the level at the end of a window, counted from a day.
func (m *milestone) level(w *Work, c *cell, sh *sheet, window config.Period, from config.Day) level {
	out := level{label: window.Label, mine: m.isMine(c, window.Interval)}
	days := config.Interval{First: from, End: window.End}
	if out.cells = []*cell{c.span(days, days)}; m.gauge.subject == config.OfPerson {
		out.cells = w.staySpans(m.gauge, c, days)
	}
	for _, s := range out.cells {
		s.sheet, s.seg.Period.Label = sh, window.Label
		s.gauges = w.demandGauges(&m.slots, s)
	}
	return out
}

// levels is what a milestone looked at: how it stands now, and for each point what was before.
type levels struct {
	now    gauged
	before []pointBefore
	last   *gauged // at the end of the window looked at before this one; nil where there is none
}

// pointBefore is how a point stood at the end of the windows before.
type pointBefore struct {
	had     bool // the participant was paid for it and it was not taken back
	reached bool // at the end of the last window before
	ever    bool // at the end of any window before
}

// after is how a point stands after one more window, in which it was reached or not and the participant was there or not.
func (b pointBefore) after(m *milestone, reached, mine bool) pointBefore {
	if mine {
		switch m.change(reached, b) {
		case 1:
			b.had = true
		case -1:
			b.had = false
		}
	}
	return pointBefore{had: b.had, reached: reached, ever: b.ever || reached}
}

// change is 1 for a point that pays now, -1 for one that is taken back, else 0.
func (m *milestone) change(reached bool, b pointBefore) int64 {
	known := b.ever
	if m.takenBack {
		known = b.reached
	}
	switch {
	case reached && !b.had && !known:
		return 1
	case b.had && !reached && m.takenBack:
		return -1
	default:
		return 0
	}
}

// look reads the levels; held says what is missing. Before, a KPI without a value had reached nothing.
func (m *milestone) look(r *runner, c *cell) (out levels, held string) {
	n := len(c.levels) - 1
	out.now, out.before = r.gaugeOver(m.gauge, c.levels[n].cells), make([]pointBefore, len(m.points))
	if held = out.now.held + out.now.value.Null; held != "" {
		return out, held
	}
	silent := r.silent
	r.silent = true // what was counted before is accounted for in its own window
	defer func() { r.silent = silent }()
	for i := range c.levels[:n] {
		l := &c.levels[i]
		got := r.gaugeOver(m.gauge, l.cells)
		if got.held != "" {
			return out, fmt.Sprintf("what was reached in %s is not known: %s", l.label, got.held)
		}
		out.last = &got
		for i := range m.points {
			is := got.value.Null == "" && m.reached(i, got.value.Ratio, c.reach)
			out.before[i] = out.before[i].after(m, is, l.mine)
		}
	}
	return out, ""
}

// reached says whether a value has reached a point, of which share is to be reached.
func (m *milestone) reached(i int, v, share config.Ratio) bool {
	return v.Cmp(m.points[i].at.Mul(share)) >= 0
}
