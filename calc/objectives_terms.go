package calc

import (
	"fmt"

	"attain/config"
)

// terms gives the derivation of an objective's line. exact is the amount before rounding, in minor units.
func (m *objectives) terms(c *cell, o *objective, exact config.Ratio, amount int64, above bool) []config.Term {
	d, from := &derivation{currency: c.currency()}, fmt.Sprintf("%s:%d", o.file, o.row)
	d.given("weight", "Weight of objectives", "percent", c.comp.weight, c.comp.weightAt.String(), "")
	share := m.weightTerms(o, d, from)
	m.completionTerms(o, d, from)
	c.seg.incentiveTerms(d)
	formula := fmt.Sprintf("target_incentive * proration * weight * %s * curve", share)
	if len(c.seg.parts) > 1 {
		formula = fmt.Sprintf("target_incentive * weight * %s * curve", share)
	}
	digits := config.MinorDigits(d.currency)
	if above {
		d.given("each_at_most", "The most one objective pays", "money", config.MajorOf(exact, d.currency), m.mostAt.String(), "")
		formula = fmt.Sprintf("min(%s, each_at_most)", formula)
	}
	away, _ := exact.Round(config.AwayFromZero)
	d.computed("amount", "Earned", "money", config.MajorOf(config.Whole(amount), d.currency),
		evened(fmt.Sprintf("round(%s, %d)", formula, digits), amount-away, digits), "")
	return d.terms
}

// weightTerms gives the objective's weight, and how it says it in a formula: rescaled where weights went to it.
func (m *objectives) weightTerms(o *objective, d *derivation, from string) string {
	d.given("objective_weight", "Weight of this objective", "percent", o.weight, "", from)
	if o.counted.Cmp(config.Whole(1)) == 0 || o.counted.Sign() <= 0 {
		return "objective_weight"
	}
	d.given("counted_weights", "Weights of the objectives that count", "percent", o.counted, "", "")
	return "objective_weight / counted_weights"
}

// completionTerms gives how far the objective was completed, and what that pays.
func (m *objectives) completionTerms(o *objective, d *derivation, from string) {
	const label = "Share earned"
	at := m.paysAt.String()
	switch {
	case o.late || o.cancelled && m.cancelled != asAchieved:
		d.given("curve", label, "percent", o.pays, "", m.label(o))
		return
	case o.cancelled:
		d.given("completed", "Completed (it was cancelled)", "percent", o.completed, "", from)
	default:
		d.given("completed", "Completed", "percent", o.completed, "", from)
	}
	switch {
	case m.pays == asCompleted:
		d.computed("curve", label, "percent", o.pays, "min(max(completed, 0), 1)", at)
	case m.pays == allOrNothing:
		d.given("curve", label, "percent", o.pays, at, "all or nothing")
	case o.piece < 0:
		d.given("curve", label, "percent", o.pays, m.curve.anchors[0].place, "less than "+percent(m.curve.anchors[0].at)+" pays nothing")
	case o.piece == len(m.curve.anchors)-1 || m.curve.steps:
		a := &m.curve.anchors[o.piece]
		d.given("curve", label, "percent", o.pays, a.place, "from "+percent(a.at)+" on")
	default:
		a, b := &m.curve.anchors[o.piece], &m.curve.anchors[o.piece+1]
		for i, p := range []*anchor{a, b} {
			name, which := []string{"low", "high"}[i], []string{"lower", "higher"}[i]
			d.given(name, upperFirst(which)+" point of the curve", "percent", p.at, p.place, "")
			d.given(name+"_pays", "Paid at the "+which+" point", "percent", p.pays, p.place, "")
		}
		d.computed("curve", label, "percent", o.pays, "low_pays + (high_pays - low_pays) * (completed - low) / (high - low)", "")
	}
}
