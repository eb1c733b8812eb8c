package calc

import (
	"slices"
	"strings"

	"attain/config"
)

// season is where an anchor lies in one pay window: at: {2026-Q1: 20%, 2026-Q2: 25%} has two.
type season struct {
	at   config.Ratio
	text string
	pos  config.Position
}

// readAt reads an anchor's at: one value, or one for every pay window of the plan; unit is its KPI's.
func (c *compiler) readAt(r *config.Reader, a *anchor, unit string) {
	n := r.Child("at")
	if n == nil || n.Kind != config.Mapping {
		c.checkReached("at", n, unit)
		a.at, a.text = r.Ratio("at"), asWritten(r, "at")
		return
	}
	a.seasons = map[string]season{}
	windows := c.windowLabels()
	sr := n.ReadAs(c.ps, "at")
	for i, k := range n.Keys {
		c.checkReached("at", n.Items[i], unit)
		text := asWritten(sr, k.Text)
		if value := sr.Ratio(k.Text); slices.Contains(windows, k.Text) {
			a.seasons[k.Text] = season{at: value, text: text, pos: n.Items[i].Place()}
			continue
		}
		c.ps.Addf(k.At, "at: %q is no pay window of plan %s; there are %s", k.Text, c.plan.Name, strings.Join(windows, ", "))
	}
	var missing []string
	for _, w := range windows {
		if n.Get(w) == nil {
			missing = append(missing, w)
		}
	}
	if len(missing) > 0 {
		c.ps.Addf(n.At, "at: the %s has no value for %s; write one for every pay window of the plan, so that none is paid at another's", a.said(), strings.Join(missing, ", "))
	}
}

// windowLabels names every pay window of the plan, the one its last day is in included.
func (c *compiler) windowLabels() []string {
	var out []string
	calendar := &c.prog.ws.Calendar
	for p := calendar.PeriodOf(c.plan.First, c.plan.periodKind); p.First < c.plan.End && !p.Empty(); p = calendar.PeriodOf(p.End, c.plan.periodKind) {
		out = append(out, p.Label)
	}
	return out
}

// inSeason gives the anchors as they lie in one pay window; one without seasons lies where it always does.
func inSeason(list []anchor, window string) []anchor {
	out := slices.Clone(list)
	for i := range out {
		if s, ok := out[i].seasons[window]; ok {
			out[i].at, out[i].text, out[i].pos, out[i].place = s.at, s.text, s.pos, s.pos.String()
		}
	}
	return out
}

// setCurves makes the component's curve of its anchors, or one for each pay window where an anchor has seasons.
func (s *scorecard) setCurves(c *compiler, list []anchor) {
	if !slices.ContainsFunc(list, func(a anchor) bool { return a.seasons != nil }) {
		s.curve.set(c, list, "")
		return
	}
	s.seasons = map[string]*curve{}
	for i, window := range c.windowLabels() {
		cv := &curve{steps: s.curve.steps}
		anchors := inSeason(list, window)
		if !cv.set(c, anchors, " in "+window) {
			return
		}
		if i == 0 {
			s.curve = *cv
		}
		if cv.lower != s.curve.lower {
			c.ps.Addf(anchors[slices.IndexFunc(anchors, isTarget)].pos, "in %s the target lies on the other side of the threshold than in the window before it; better is one way all year", window)
			return
		}
		s.seasons[window] = cv
	}
}

// curveIn gives the curve of a pay window.
func (s *scorecard) curveIn(window string) *curve {
	if cv := s.seasons[window]; cv != nil {
		return cv
	}
	return &s.curve
}

// checkSeason wants an example to say which pay window it is of where targets differ between them.
func (c *compiler) checkSeason(ex *config.Example) {
	var seasonal *component
	for _, comp := range c.plan.components {
		if s, ok := comp.method.(*scorecard); ok && s.seasons != nil {
			seasonal = comp
		}
	}
	windows := c.windowLabels()
	switch {
	case ex.Period == "" && seasonal != nil:
		c.ps.Addf(ex.At, "the example does not say which period it is of, and the targets of %s differ; add period: %s", seasonal.name, windows[0])
	case ex.Period != "" && !slices.Contains(windows, ex.Period):
		c.ps.Addf(ex.PeriodAt, "period: %q is no pay window of plan %s; there are %s", ex.Period, c.plan.Name, strings.Join(windows, ", "))
	}
}
