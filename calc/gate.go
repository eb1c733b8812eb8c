package calc

import (
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
type gate struct {
	gauge     *gauge
	limit     config.Ratio
	atMost    bool
	otherwise config.Ratio
	at        config.Position
	limitAt   config.Position
}

// readGate reads gate: {kpi: csat, at_least: 80%, otherwise: 0%}.
func (c *compiler) readGate(r *config.Reader, comp *component) *gate {
	n := r.Child("gate")
	if n == nil {
		return nil
	}
	found := c.ps.Len()
	gr := n.ReadAs(c.ps, "gate")
	g := &gate{gauge: c.readGauge(gr, nil, &comp.gauges), at: n.Place()}
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

// apply looks at the gauge in the sheet's last segment: the window is judged once.
func (g *gate) apply(r *runner, sh *sheet, net []earned, _ bool) error {
	for i := range net {
		e := &net[i]
		on := e.last.looks()
		got := r.gauge(g.gauge, on)
		if got.held != "" {
			return fmt.Errorf("its gate is not known: %s", got.held)
		}
		if g.met(got.value) || e.net <= 0 {
			continue
		}
		left, ok := config.Whole(e.net).Mul(g.otherwise).Round(sh.plan.Conventions.Halves)
		if !ok {
			return errTooLarge
		}
		d := &derivation{currency: e.last.currency()}
		g.gauge.terms(r, on, &got, d)
		d.given("gate", "Needed", g.gauge.formula.kpi.Unit, g.limit, g.limitAt.String(), "")
		d.share(e.net, left, "otherwise", "Paid although it was missed", g.otherwise, g.at, sh.plan.Conventions.Halves)
		r.stepLine(sh, e, "gate", g.label(r, on, got.value), left-e.net, g.at, d.terms)
	}
	return nil
}

func (g *gate) label(r *runner, c *cell, v config.Value) string {
	kpi, side := g.gauge.formula.kpi, "below"
	if g.atMost {
		side = "above"
	}
	left := "nothing is paid"
	if g.otherwise.Sign() > 0 {
		left = percentShort(g.otherwise) + " is paid"
	}
	if v.Null != "" {
		return fmt.Sprintf("%s cannot be measured (%s), so the gate is not met and %s", g.gauge.title(), v.Null, left)
	}
	got, want := showApart(v.Ratio, g.limit, kpi.Unit, r.planCurrency(c))
	return fmt.Sprintf("%s %s is %s %s, so %s", g.gauge.title(), got, side, want, left)
}

func (g *gate) given() []string { return g.gauge.names() }

func (g *gate) example(e *exampleCell, minor int64) (int64, string) {
	v, missing := g.gauge.example(e.given)
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
	side, unit := "at least", g.gauge.formula.kpi.Unit
	if g.atMost {
		side = "at most"
	}
	looked := g.gauge.looked(ToGuard)
	left := "nothing of it is paid"
	if g.otherwise.Sign() > 0 {
		left = percentShort(g.otherwise) + " of it is paid"
	}
	if g.otherwise.Less(config.Whole(1)) {
		looked.Cliff = fmt.Sprintf("with %s not %s %s, %s", lowerFirst(g.gauge.title()), side, tidy(show(g.limit, unit, d.currency, 1)), left)
	}
	out := Description{Title: "Gate", At: g.at, Looks: []Looked{looked}}
	out.say(fmt.Sprintf("This is paid in full only when your %s is %s %s. Otherwise, or when it cannot be measured, %s.",
		lowerFirst(g.gauge.title()), side, tidy(show(g.limit, unit, d.currency, 1)), left))
	return out
}
