package calc

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"attain/config"
)

// attainment is how far a component of the plan got in a pay window, which the gate of another can look at:
//
//	a scorecard                              its KPI over the window, as its curve saw it: after a multiplier before the curve,
//	                                         at target where it is paid as at target; no value where it was not counted
//	a commission or an override, whose       what was credited ÷ the quota, where its ladder stands at the end of the window
//	tiers are by attainment
//
// The others have none. Quota 400,000 a quarter and 388,000 booked are 97 %: a gate of 100 % on it is not met, and 4,000.00
// behind it with otherwise: 0% become 0.00.
//
// A window is judged once. A scorecard is measured over all of its days, also where its segments are paid one by one; a
// ladder stands where the last segment left it: carried, that is of all the days it counts, restarted, of those since the
// present assignment began. While the component is held, what looks at it is too.
type attainment struct {
	name string
	at   config.Position
	comp *component // once all components are compiled
	of   attaining
}

// attaining is a kind of component a gate can look at.
type attaining interface {
	attainmentTitle(comp *component) (title, unit string)
	attainmentIn(r *runner, c *cell) shown // c is of the component, in the last segment of the window
	attainmentLooked(comp *component) Looked
	attainmentExample(e *exampleCell) (v config.Value, missing string)
}

// readAttainment reads the component of a gate.
func (c *compiler) readAttainment(r *config.Reader) *attainment {
	a := &attainment{name: r.Text("component"), at: r.At("component")}
	for _, other := range []string{"kpi", "measure"} {
		if r.Has(other) {
			c.ps.Addf(r.At(other), "component and %s are both written, and a gate looks at one thing; keep one", other).Notef(a.at, "component is here")
		}
	}
	return a
}

// checkGates finds the components gates look at, and refuses those that wait for one another.
func (c *compiler) checkGates() {
	found := c.ps.Len()
	for _, comp := range c.plan.components {
		if g, a := comp.gatedBy(); a != nil {
			c.resolve(g, a)
		}
	}
	if c.ps.Len() > found {
		return
	}
	for _, comp := range c.plan.components {
		c.checkRing(comp)
	}
}

// gatedBy is the component's gate and what it looks at, where that is another component; else nil.
func (comp *component) gatedBy() (*gate, *attainment) {
	for _, s := range comp.steps {
		if g, is := s.(*gate); is {
			a, _ := g.on.(*attainment)
			return g, a
		}
	}
	return nil, nil
}

// resolve finds the component a gate names.
func (c *compiler) resolve(g *gate, a *attainment) {
	var names []string
	why := ""
	for _, one := range c.plan.components {
		of, no := c.attainingOf(one)
		if of != nil {
			names = append(names, one.name)
		}
		if one.name == a.name {
			a.comp, a.of, why = one, of, no
		}
	}
	switch {
	case a.comp == nil && slices.ContainsFunc(c.plan.Plan.Components, func(one config.Component) bool { return one.Name == a.name }):
		// what is wrong with it is said where it stands
	case a.comp == nil:
		c.ps.Addf(a.at, "component: %q is not a component of this plan a gate can look at%s", a.name, suggestOrList(a.name, names))
	case a.of == nil:
		c.ps.Addf(a.at, "a gate cannot look at %s: %s; it can look at a scorecard, or at a commission or an override whose tiers are by attainment%s",
			a.name, why, suggestOrList("", names)).Notef(a.comp.at, "%s is here", a.name)
	default:
		a.comp.watched = true
		c.checkReach(g, a)
	}
}

// attainingOf gives a component as one a gate can look at, or says why it cannot.
func (c *compiler) attainingOf(comp *component) (of attaining, why string) {
	if s, is := comp.method.(*scorecard); is {
		return s, ""
	}
	var m *pricing
	switch method := comp.method.(type) {
	case *commission:
		m = &method.pricing
	case *trueUpCommission:
		m = &method.pricing
	case *override:
		m = &method.pricing
	default:
		return nil, fmt.Sprintf("a %s has no attainment", comp.kind)
	}
	order := []string{config.Month, config.Quarter, config.Year}
	switch {
	case m.tiers == nil:
		return nil, "it has no tiers, so there is nothing it is measured by"
	case m.tiers.by != "attainment":
		return nil, fmt.Sprintf("its tiers are by %s, not by attainment", m.tiers.by)
	case slices.Index(order, m.resetKind) < slices.Index(order, c.plan.periodKind):
		return nil, fmt.Sprintf("its tiers reset (%s) more often than the plan pays (%s), so a pay window has several attainments", m.tiers.resets, c.plan.Pays)
	}
	return m, ""
}

// checkReach refuses a limit a scorecard's curve is not drawn to: 100 % of a win rate, where 100 % of its target is meant.
func (c *compiler) checkReach(g *gate, a *attainment) {
	s, is := a.of.(*scorecard)
	if !is || g.atMost != s.curve.lower {
		return
	}
	curves := []*curve{&s.curve}
	for _, cv := range s.seasons {
		curves = append(curves, cv)
	}
	best := s.curve.anchors[len(s.curve.anchors)-1].at
	for _, cv := range curves {
		if at := cv.anchors[len(cv.anchors)-1].at; cv.reaches(at, best) {
			best = at
		}
	}
	if best.Cmp(g.limit) == 0 || s.curve.reaches(best, g.limit) {
		return
	}
	kpi := s.formula.kpi
	say := func(v config.Ratio) string { return tidy(show(v, kpi.Unit, c.plan.Currency, 2)) }
	c.ps.Addf(g.limitAt, "the gate looks at %s itself, and %s is beyond the cap of %s, %s; write a value of %s: its target is %s",
		kpi.Title, say(g.limit), a.name, say(best), kpi.Title, say(s.curve.target().at)).Notef(a.comp.at, "%s is here", a.name)
}

// checkRing refuses gates that wait for one another; the first of a ring in the file says so.
func (c *compiler) checkRing(first *component) {
	ring := []string{first.name}
	for comp := first; ; {
		_, a := comp.gatedBy()
		if a == nil || a.comp == nil || comp != first && comp.index <= first.index || len(ring) > len(c.plan.components) {
			return
		}
		ring = append(ring, a.name)
		if comp = a.comp; comp == first {
			break
		}
	}
	_, a := first.gatedBy()
	if len(ring) == 2 {
		c.ps.Addf(a.at, "%s is its own gate; write what it waits for as a KPI, gate: {kpi: quota_attainment, …}", first.name)
		return
	}
	c.ps.Addf(a.at, "gates wait for one another in a ring: %s; let one of them look at a KPI", strings.Join(ring, ", then "))
}

func (a *attainment) title() string {
	title, _ := a.of.attainmentTitle(a.comp)
	return title
}

func (a *attainment) unit() string {
	_, unit := a.of.attainmentTitle(a.comp)
	return unit
}

func (a *attainment) looked() Looked {
	out := a.of.attainmentLooked(a.comp)
	out.For, out.At = ToGuard, a.at
	return out
}

// words are none: what the component asks an example for says how far it got.
func (a *attainment) words() []config.ExampleWord { return nil }

func (a *attainment) aside() string {
	return fmt.Sprintf("That is what %s is paid by; while %s is held, so is this.", a.name, a.name)
}

func (a *attainment) look(r *runner, e *earned) shown {
	if why := a.heldIn(e.last.sheet); why != "" {
		return shown{held: why}
	}
	for _, c := range e.last.sheet.cells {
		if c.comp == a.comp && c.isLast() {
			got := a.of.attainmentIn(r, c)
			if got.held != "" {
				got.held = fmt.Sprintf("its gate is not known: %s: %s", a.name, got.held)
			}
			return got
		}
	}
	return shown{held: "its gate is not known: there is no " + a.name}
}

// heldIn says why what looks at the component is held in a sheet: because the component is, in any of its segments.
func (a *attainment) heldIn(sh *sheet) string {
	for _, c := range sh.cells {
		if c.comp == a.comp && c.isHeld() {
			return fmt.Sprintf("its gate looks at %s, which is held: %s", a.name, c.result.Reason)
		}
	}
	return ""
}

// holdGated holds what looks at a component that a step has held, and what looks at that, and takes it out of what was
// earned.
func (r *runner) holdGated(sh *sheet, out []earned) {
	for again := true; again; {
		again = false
		for _, comp := range sh.plan.byName {
			_, a := comp.gatedBy()
			if a == nil || !sh.isPaid(comp) {
				continue
			}
			why := a.heldIn(sh)
			if why == "" {
				continue
			}
			r.hold(sh, comp, why)
			r.holdBeside(sh, comp, out)
			for i := range out {
				if out[i].comp == comp {
					out[i].net = 0
				}
			}
			again = true
		}
	}
}

// isPaid says whether a component has a result in a sheet that is not held.
func (sh *sheet) isPaid(comp *component) bool {
	return slices.ContainsFunc(sh.cells, func(c *cell) bool { return c.comp == comp && c.result != nil && !c.isHeld() })
}

func (a *attainment) example(e *exampleCell) (v config.Value, missing string) {
	other := *e
	for _, c := range e.sheet.cells {
		if c.comp == a.comp {
			other.cell = c
		}
	}
	return a.of.attainmentExample(&other)
}

// demandAttainment asks for a scorecard's KPI over a whole window of several segments, where a gate looks at it.
func (w *Work) demandAttainment(c *cell) {
	s, is := c.comp.method.(*scorecard)
	if !is || !c.comp.watched || !c.isLast() || len(c.sheet.segments) == 1 {
		return
	}
	if c.around == nil {
		c.around = c.sheetSpan()
	}
	c.around.seg.Days = 0
	for _, seg := range c.sheet.segments {
		c.around.seg.Days += seg.Days
	}
	s.demand(w, c.around)
}

func (s *scorecard) attainmentTitle(*component) (title, unit string) {
	return cmp.Or(s.formula.kpi.Title, s.formula.kpi.Name), s.formula.kpi.Unit
}

func (s *scorecard) attainmentLooked(comp *component) Looked {
	return Looked{KPI: s.formula.kpi, Subject: s.subject, Over: s.over, OnlyIf: comp.onlyIf}
}

func (s *scorecard) attainmentIn(r *runner, c *cell) shown {
	if c.around != nil {
		c = c.around
		c.score = &score{}
		silent := r.silent
		r.silent = true // its rows are accounted for segment by segment
		s.evaluate(r, c, c.score)
		r.silent = silent
	}
	sc := c.score
	return shown{value: sc.judged(), held: sc.held, terms: func(d *derivation) {
		s.kpiTerms(r, c, d)
		if sc.outcome == asAtTarget {
			d.given("as_at_target", "Counted as at target", s.formula.kpi.Unit, sc.by.target().at, sc.by.target().place, sc.reason)
		}
	}}
}

// judged is the value a scorecard was judged by, or why it was not counted.
func (sc *score) judged() config.Value {
	switch sc.outcome {
	case "":
		return sc.value
	case asAtTarget:
		return config.Value{Ratio: sc.by.target().at}
	}
	return config.NoValue("%s", sc.reason)
}

func (s *scorecard) attainmentExample(e *exampleCell) (v config.Value, missing string) {
	sc, missing := s.exampleScore(e)
	if missing != "" {
		return v, missing
	}
	return sc.judged(), ""
}

// climbed is where a ladder by attainment stood at the end of a window, in the unit of its quota.
type climbed struct{ credited, quota config.Ratio }

// attainment is credited ÷ quota.
func (l *climbed) attainment() config.Value {
	if l.quota.Sign() <= 0 {
		return config.NoValue("there is no quota to measure by (it is 0)")
	}
	return config.Value{Ratio: l.credited.Quo(l.quota)}
}

func (m *pricing) attainmentTitle(comp *component) (title, unit string) {
	return "Attainment of " + comp.name, "percent"
}

func (m *pricing) attainmentLooked(comp *component) Looked {
	return Looked{Measure: m.paidOn, Subject: m.of, Over: config.OverPeriod, OnlyIf: comp.onlyIf}
}

func (m *pricing) attainmentIn(r *runner, c *cell) shown {
	l := c.climbed
	if l == nil {
		return shown{value: config.NoValue("nothing was measured in %s", c.seg.Interval), terms: func(*derivation) {}}
	}
	v := l.attainment()
	return shown{value: v, terms: func(d *derivation) {
		unit := moneyUnit(m.tiers.quota.Unit, r.planCurrency(c), d.currency)
		d.given("credited", "Credited to the end of the window, "+c.comp.name, unit, l.credited, c.comp.at.String(), "")
		d.given("quota", m.tiers.quota.Title, unit, l.quota, m.tiers.at.String(), "")
		if v.Null == "" {
			d.computed("attainment", "Attainment of "+c.comp.name, "percent", v.Ratio, "credited / quota", c.comp.at.String())
		}
	}}
}

func (m *pricing) attainmentExample(e *exampleCell) (v config.Value, missing string) {
	quota, ok := e.given.value(m.tiers.quota.Name)
	if !ok {
		return v, "; given has no " + m.tiers.quota.Name
	}
	deal, ok := e.given.value(m.movesName())
	if !ok {
		return v, "; given has no " + m.movesName()
	}
	if m.special() {
		k, missing := m.exampleClass(e.given)
		if missing != "" {
			return v, missing
		}
		if !m.classes[k].counts {
			deal = config.Ratio{}
		}
	}
	before, _ := e.given.value("earlier_" + m.movesName())
	l := climbed{credited: before.Add(deal), quota: quota}
	return l.attainment(), ""
}
