package calc

import (
	"fmt"
	"slices"
	"strings"

	"attain/config"
)

// terms gives the derivation of a scorecard's line. Every term with a formula is computed from terms before it; the
// last, amount, is the line's amount.
func (s *scorecard) terms(r *runner, c *cell, amount int64) []config.Term {
	d, sc := &derivation{currency: c.seg.Currency}, c.score
	s.kpiTerms(r, c, d)
	s.weightTerms(c, d)
	s.curveTerms(r, c, d)
	if sc.due != nil {
		s.dueTerms(c, d)
		return d.terms
	}
	c.seg.incentiveTerms(d)
	formula := "target_incentive * proration * weight * curve"
	if len(c.seg.parts) > 1 {
		formula = "target_incentive * weight * curve"
	}
	digits := config.MinorDigits(c.seg.Currency)
	exact := c.seg.incentive().Mul(c.seg.proration()).Mul(sc.weight).Mul(sc.curve)
	away, _ := exact.Round(config.AwayFromZero)
	d.computed("amount", "Earned", "money", config.MajorOf(config.Whole(amount), c.seg.Currency),
		evened(fmt.Sprintf("round(%s, %d)", formula, digits), amount-away, digits), "")
	return d.terms
}

// evened corrects a formula, whose round( , ) sends halves away from zero, where a plan's halves go to the even unit:
// 33.345 is round(…, 2) - 0.01.
func evened(formula string, off int64, digits int) string {
	switch {
	case off < 0:
		return formula + " - " + config.NewRatio(-off, pow10[digits]).Decimal(digits)
	case off > 0:
		return formula + " + " + config.NewRatio(off, pow10[digits]).Decimal(digits)
	default:
		return formula
	}
}

// pow10 is one major unit in minor units by the decimals of a currency.
var pow10 = [5]int64{1, 10, 100, 1000, 10000}

// derivation gathers terms in their order.
type derivation struct {
	currency string
	terms    []config.Term
}

func (d *derivation) given(name, label, unit string, value config.Ratio, at, from string) *config.Term {
	d.terms = append(d.terms, config.Term{Name: name, Label: label, Unit: unit, Value: value, At: at, From: from})
	return &d.terms[len(d.terms)-1]
}

func (d *derivation) computed(name, label, unit string, value config.Ratio, formula, at string) {
	d.terms = append(d.terms, config.Term{Name: name, Label: label, Unit: unit, Value: value, Formula: formula, At: at})
}

// kpiTerms gives the KPI's inputs and the KPI; a KPI without a value gives only its inputs and the sample.
func (s *scorecard) kpiTerms(r *runner, c *cell, d *derivation) {
	sc, currency := c.score, r.planCurrency(c)
	for i, l := range s.formula.leaves {
		in := &sc.inputs[i]
		if in.value.Null != "" {
			continue
		}
		t := d.given(l.term, l.label, moneyUnit(l.unit, currency, d.currency), in.value.Ratio, "", "")
		if l.measure != nil {
			t.From = r.work.said(c.windows[i]) + ", " + plural(in.rows, "row", "rows") + in.note
			t.Window = 1 + c.windows[i]
		}
	}
	if t := s.tooFew; t != nil && sc.sample != nil && sc.outcome == t.then && sc.reason != "" {
		l := &t.sample.leaves[0]
		if sc.sample.value.Null == "" && !d.has(l.term) {
			id := c.windows[len(s.formula.leaves)]
			tm := d.given(l.term, l.label, l.unit, sc.sample.value.Ratio, "", r.work.said(id))
			tm.Window = 1 + id
		}
		d.given("fewer_than", "Fewest that count", "count", config.Whole(t.than), t.at.String(), "")
	}
	if sc.value.Null == "" {
		kpi := s.formula.kpi
		title := kpi.Title
		if title == "" {
			title = kpi.Name
		}
		formula := s.formula.expr.Unguarded().String()
		if m := c.comp.before; m != nil {
			m.gauge.terms(r, c, sc.multiplied, d, kpi.Name)
			d.given("times", m.gauge.title()+" multiplies by", "number", sc.times, m.at.String(), sc.multiplied.value.Null)
			formula = "(" + formula + ") * times"
		}
		d.computed(kpi.Name, title, moneyUnit(kpi.Unit, currency, d.currency), sc.value.Ratio, formula, s.kpiAt.String())
	}
}

// free gives a word no term has and no spared one is, with a number where it is taken.
func (d *derivation) free(word string, spared []string) string {
	name := word
	for n := 2; d.has(name) || slices.Contains(spared, name); n++ {
		name = fmt.Sprintf("%s_%d", word, n)
	}
	return name
}

func (d *derivation) has(name string) bool {
	for i := range d.terms {
		if d.terms[i].Name == name {
			return true
		}
	}
	return false
}

// moneyUnit keeps the unit money for amounts in the line's currency; of other money the currency is the unit.
func moneyUnit(unit, currency, lineCurrency string) string {
	if unit == "money" && currency != lineCurrency {
		return currency
	}
	return unit
}

func (s *scorecard) weightTerms(c *cell, d *derivation) {
	sc := c.score
	switch {
	case sc.outcome == weightToOthers:
		d.given("weight", "Weight (given to the others)", "percent", sc.weight, c.comp.weightAt.String(), "")
	case sc.moved.Sign() != 0:
		d.given("plan_weight", "Weight in the plan", "percent", c.comp.weight, c.comp.weightAt.String(), "")
		d.given("moved_weight", "Weight of "+strings.Join(sc.movedFor, ", ")+", not counted", "percent", sc.moved, "", "")
		d.given("counted_weight", "Weight of what was counted", "percent", sc.counted, "", "")
		d.computed("weight", "Weight", "percent", sc.weight, "plan_weight * (counted_weight + moved_weight) / counted_weight", "")
	default:
		d.given("weight", "Weight", "percent", sc.weight, c.comp.weightAt.String(), "")
	}
}

// curveTerms gives the anchors of the piece that applied, and the curve over them.
func (s *scorecard) curveTerms(r *runner, c *cell, d *derivation) {
	sc, kpi := c.score, s.formula.kpi
	unit := moneyUnit(kpi.Unit, r.planCurrency(c), d.currency)
	both := func(a *anchor, at, pays string) {
		words := anchorWords(a.name)
		d.given(at, words[0], unit, a.at, a.place, "")
		d.given(pays, words[1], "percent", a.pays, a.place, "")
	}
	const label = "Share earned"
	switch {
	case sc.outcome == asAtTarget:
		both(sc.by.target(), "target", "target_pays")
		d.computed("curve", label, "percent", sc.curve, "target_pays", "")
	case sc.outcome != "":
		d.given("curve", label, "percent", sc.curve, "", sc.reason)
	case sc.piece < 0:
		both(&sc.by.anchors[0], "threshold", "threshold_pays")
		d.given("curve", label, "percent", sc.curve, sc.by.anchors[0].place, "the threshold is not reached")
	case sc.piece == len(sc.by.anchors)-1 || sc.by.steps:
		a := &sc.by.anchors[sc.piece]
		both(a, a.name, a.name+"_pays")
		d.computed("curve", label, "percent", sc.curve, a.name+"_pays", "")
	default:
		a, b := &sc.by.anchors[sc.piece], &sc.by.anchors[sc.piece+1]
		both(a, a.name, a.name+"_pays")
		both(b, b.name, b.name+"_pays")
		d.computed("curve", label, "percent", sc.curve,
			fmt.Sprintf("%s_pays + (%s_pays - %s_pays) * (%s - %s) / (%s - %s)", a.name, b.name, a.name, kpi.Name, a.name, b.name, a.name), "")
	}
}

// anchorWords are what a seller reads for an anchor and for what it pays.
func anchorWords(name string) [2]string {
	switch name {
	case "threshold":
		return [2]string{"Threshold", "Paid at the threshold"}
	case "target":
		return [2]string{"Target", "Paid at target"}
	case "cap":
		return [2]string{"Most that counts", "Paid at most"}
	default:
		if n, ok := strings.CutPrefix(name, "before_target_"); ok {
			return [2]string{"Step " + n + " below target", "Paid at step " + n + " below target"}
		}
		n := strings.TrimPrefix(name, "then_")
		return [2]string{"Step " + n + " above target", "Paid at step " + n}
	}
}

// incentiveTerms gives the proration and the target incentive of a segment.
func (s *Segment) incentiveTerms(d *derivation) {
	if len(s.parts) == 1 {
		p := &s.parts[0]
		d.computed("proration", s.shareLabel(), "percent", s.proration(), s.prorationFormula(), "")
		p.incentiveTerm(d, "target_incentive", "Target incentive")
		return
	}
	var sum []string
	for i := range s.parts {
		p := &s.parts[i]
		name := fmt.Sprintf("target_incentive_%d", i+1)
		p.incentiveTerm(d, name, "Target incentive from "+p.First.String())
		sum = append(sum, fmt.Sprintf("%s * %d / %d", name, p.days, max(s.Of, 1)))
	}
	d.computed("target_incentive", "Target incentive of the period", "money", config.MajorOf(s.incentive(), s.Currency), strings.Join(sum, " + "), "")
}

func (s *Segment) prorationFormula() string {
	if s.Of <= 0 {
		return "0"
	}
	return fmt.Sprintf("%d / %d", s.Days, s.Of)
}

// incentiveTerm gives one assignment's target incentive of the window, from what is written for a year or a quarter.
func (p *part) incentiveTerm(d *derivation, name, label string) {
	a := p.of
	from := fmt.Sprintf("%s:%d", a.File, a.Row)
	value := config.MajorOf(p.incentive, a.Currency)
	if p.months == p.per {
		d.given(name, label, "money", value, "", from)
		return
	}
	written := strings.Replace(name, "target_incentive", "incentive", 1)
	d.given(written, label+" as agreed", "money", config.MajorOf(config.Whole(a.IncentiveMinor), a.Currency), "", from)
	d.computed(name, label, "money", value, fmt.Sprintf("%s * %d / %d", written, p.months, p.per), "")
}

// proration is the share of the window a line multiplies by. A blended segment has it in its target incentive.
func (s *Segment) proration() config.Ratio {
	if len(s.parts) > 1 {
		return config.Whole(1)
	}
	return s.share()
}

// withoutIncentive says for which days no target incentive is known; "" when all are. What is not known is not 0, and
// matters to nobody where no day counts, as in a month of leave.
func (s *Segment) withoutIncentive() string {
	for i := range s.parts {
		if p := &s.parts[i]; !p.of.HasIncentive && p.days > 0 {
			return fmt.Sprintf("no target incentive is known for %s from %s (%s:%d)", s.Participant, p.Interval, p.of.File, p.of.Row)
		}
	}
	return ""
}

// incentive is the target incentive a line starts from, in minor units: of the whole window, or the mix of a blended
// segment's parts.
func (s *Segment) incentive() config.Ratio {
	if len(s.parts) == 1 {
		return s.parts[0].incentive
	}
	var sum config.Ratio
	for i := range s.parts {
		if s.Of > 0 {
			sum = sum.Add(s.parts[i].incentive.Mul(config.NewRatio(s.parts[i].days, s.Of)))
		}
	}
	return sum
}
