package calc

import (
	"errors"
	"fmt"

	"attain/config"
)

// gate lets a component pay in full only when something else was reached too. Otherwise it pays a share, by a negative
// line:
//
//	gate line = round(net × otherwise) − net        where the gate is not met
//
// 8,000.00 of commission behind a satisfaction of at least 80 %, otherwise half: at 79.9 % the line takes 4,000.00 away.
// Less than nothing, after reversals, is owed back whether the gate is met or not. Exactly on the limit is met. A KPI that has no value does not meet the gate; one that is held holds the component.
//
// It looks at a KPI or a measure, or at how far another component of the plan got (see attainment).
type gate struct {
	on        gateOn
	limit     config.Ratio
	atMost    bool
	otherwise config.Ratio
	at        config.Position
	limitAt   config.Position
}

// gateOn is what a gate looks at.
type gateOn interface {
	title() string // what a seller reads for it
	unit() string
	look(r *runner, e *earned) shown
	looked() Looked
	words() []config.ExampleWord // those an example may give it by
	example(e *exampleCell) (v config.Value, missing string)
	aside() string // what `plan show` says of it besides; "" for nothing
}

// shown is what a gate sees: a value, or why there is none; held when something is missing from the data. terms says how
// the value comes about.
type shown struct {
	value config.Value
	held  string
	terms func(d *derivation)
}

// gaugeGate is a gate's KPI or measure, looked at over all of a sheet's segments: the window is judged once.
type gaugeGate struct{ *gauge }

func (g gaugeGate) looked() Looked { return g.gauge.looked(ToGuard) }
func (g gaugeGate) aside() string  { return "" }

func (g gaugeGate) words() []config.ExampleWord { return g.formula.words() }

func (g gaugeGate) look(r *runner, e *earned) shown {
	on := e.last.looks()
	got := r.gauge(g.gauge, on)
	if got.held != "" {
		got.held = "its gate is not known: " + got.held
	}
	return shown{value: got.value, held: got.held, terms: func(d *derivation) { g.terms(r, on, &got, d) }}
}

func (g gaugeGate) example(e *exampleCell) (v config.Value, missing string) {
	return g.gauge.example(e.given)
}

// readGate reads gate: {kpi: csat, at_least: 80%, otherwise: 0%}, or {component: quota, at_least: 100%, otherwise: 0%}.
func (c *compiler) readGate(r *config.Reader, comp *component) *gate {
	n := r.Child("gate")
	if n == nil {
		return nil
	}
	found := c.ps.Len()
	gr := n.ReadAs(c.ps, "gate")
	g := &gate{at: n.Place()}
	if gr.Has("component") {
		g.on = c.readAttainment(gr)
	} else {
		gr.TextOr("component", "")
		g.on = gaugeGate{c.readGauge(gr, nil, &comp.gauges)}
	}
	switch least, most := gr.Has("at_least"), gr.Has("at_most"); {
	case least == most:
		c.ps.Addf(n.Place(), "gate needs at_least or at_most, and only one of them: what must be reached, such as at_least: 80%%")
		gr.RatioOr("at_least", config.Ratio{})
		gr.RatioOr("at_most", config.Ratio{})
	case most:
		g.limit, g.limitAt, g.atMost = gr.Ratio("at_most"), gr.At("at_most"), true
	default:
		g.limit, g.limitAt = gr.Ratio("at_least"), gr.At("at_least")
	}
	if on, ok := g.on.(gaugeGate); ok && on.gauge != nil {
		c.checkReached("at_least", gr.Child("at_least"), on.unit())
		c.checkReached("at_most", gr.Child("at_most"), on.unit())
	}
	if !gr.Has("otherwise") {
		c.ps.Addf(n.Place(), "gate does not say what is paid when it is missed; write otherwise: 0%% for nothing, or the share that is still paid")
	}
	g.otherwise = gr.RatioOr("otherwise", config.Ratio{})
	if g.otherwise.Sign() < 0 || config.Whole(1).Less(g.otherwise) {
		c.ps.Addf(gr.At("otherwise"), "otherwise: %s is no share; write how much is still paid when the gate is not met, 0%% to 100%%", asWritten(gr, "otherwise"))
	}
	gr.Done()
	if c.ps.Len() > found {
		return nil
	}
	return g
}

// met says whether a value passes.
func (g *gate) met(v config.Value) bool {
	switch {
	case v.Null != "":
		return false
	case g.atMost:
		return v.Ratio.Cmp(g.limit) <= 0
	default:
		return v.Ratio.Cmp(g.limit) >= 0
	}
}

// apply judges the window once, whatever currencies it was earned in.
func (g *gate) apply(r *runner, sh *sheet, net []earned, _ bool) error {
	for i := range net {
		e := &net[i]
		got := g.on.look(r, e)
		if got.held != "" {
			return errors.New(got.held)
		}
		if g.met(got.value) || e.net <= 0 {
			continue
		}
		left, ok := config.Whole(e.net).Mul(g.otherwise).Round(sh.plan.Conventions.Halves)
		if !ok {
			return errTooLarge
		}
		d := &derivation{currency: e.last.currency()}
		got.terms(d)
		d.given("gate", "Needed", g.on.unit(), g.limit, g.limitAt.String(), "")
		d.share(e.net, left, "otherwise", "Paid although it was missed", g.otherwise, g.at, sh.plan.Conventions.Halves)
		r.stepLine(sh, e, "gate", g.label(r, e.last, got.value), left-e.net, g.at, d.terms)
	}
	return nil
}

// leaves gives the share of what was earned that the gate leaves.
func (g *gate) leaves(r *runner, e *earned) (config.Ratio, error) {
	got := g.on.look(r, e)
	switch {
	case got.held != "":
		return config.Ratio{}, errors.New(got.held)
	case g.met(got.value) || e.net <= 0:
		return config.Whole(1), nil
	}
	return g.otherwise, nil
}

func (g *gate) label(r *runner, c *cell, v config.Value) string {
	side := "below"
	if g.atMost {
		side = "above"
	}
	left := "nothing is paid"
	if g.otherwise.Sign() > 0 {
		left = percentShort(g.otherwise) + " is paid"
	}
	if v.Null != "" {
		return fmt.Sprintf("%s cannot be measured (%s), so the gate is not met and %s", g.on.title(), v.Null, left)
	}
	got, want := showApart(v.Ratio, g.limit, g.on.unit(), r.planCurrency(c))
	return fmt.Sprintf("%s %s is %s %s, so %s", g.on.title(), got, side, want, left)
}

func (g *gate) given() []config.ExampleWord { return g.on.words() }

func (g *gate) example(e *exampleCell, minor int64) (int64, string) {
	v, missing := g.on.example(e)
	if missing != "" {
		return 0, missing
	}
	if g.met(v) || minor <= 0 {
		return minor, ""
	}
	left, _ := config.Whole(minor).Mul(g.otherwise).Round(e.sheet.plan.Conventions.Halves)
	return left, ""
}

func (g *gate) describe(d *describing) Description {
	side, unit := "at least", g.on.unit()
	if g.atMost {
		side = "at most"
	}
	looked := g.on.looked()
	left := "nothing of it is paid"
	if g.otherwise.Sign() > 0 {
		left = percentShort(g.otherwise) + " of it is paid"
	}
	if g.otherwise.Less(config.Whole(1)) {
		looked.Cliff = fmt.Sprintf("with %s not %s %s, %s", lowerFirst(g.on.title()), side, tidy(show(g.limit, unit, d.currency, 1)), left)
	}
	out := Description{Title: "Gate", At: g.at, Looks: []Looked{looked}}
	out.say(fmt.Sprintf("This is paid in full only when your %s is %s %s. Otherwise, or when it cannot be measured, %s.",
		lowerFirst(g.on.title()), side, tidy(show(g.limit, unit, d.currency, 1)), left))
	if more := g.on.aside(); more != "" {
		out.say(more)
	}
	return out
}
