package calc

import (
	"fmt"
	"strings"

	"attain/config"
)

// What a scorecard leaves open under carry_to_next_period is what it pays at target. The next pay window of the plan in
// which the KPI is measured pays it at that window's curve, by a line of its own beside that window's pay:
//
//	carried in = target incentive × proration × weight, of the window it comes from
//	             × curve of the window that pays it, rounded once
//
// 10,000 a quarter at 30 %, 8 closed deals in the first quarter: 3,000 stay open. The second quarter's win rate of 40 %
// pays 150 %: 4,500.00 for the first quarter and 4,500.00 for the second. A window that is not measured either passes
// on what came to it with its own. Where nothing follows, because the plan or the assignment ends, it pays nothing and
// says so. A window that is held keeps what came to it: it pays that once it is mended.

// carry hands what windows left open on, over one participant's windows under one plan in order.
func (r *runner) carry(sheets []*sheet) {
	open := map[*component][]*Segment{}
	for _, sh := range sheets {
		for _, comp := range sh.plan.byName {
			if comp.carries {
				open[comp] = r.handOn(sh, comp, open[comp])
			}
		}
	}
}

// handOn gives what came to a window to the first segment in which the component is measured, and returns what the
// next window gets.
func (r *runner) handOn(sh *sheet, comp *component, in []*Segment) []*Segment {
	var own []*Segment
	var unmeasured *cell
	for _, c := range sh.cells {
		if c.comp != comp || c.score == nil {
			continue
		}
		switch sc := c.score; {
		case sc.none: // no day of the segment counts, so it decides nothing
		case sc.held != "":
			in = nil
		case sc.outcome == carryToNextPeriod && sh.last:
			sc.outcome = nothing
			sc.reason += "; no period of the plan follows that it could be carried to"
			unmeasured = c
		case sc.outcome == carryToNextPeriod:
			own = append(own, c.seg)
			unmeasured = c
		case sc.outcome == weightToOthers:
			unmeasured = c
		default:
			sc.in, in = in, nil
		}
	}
	if unmeasured != nil && len(in) > 0 {
		unmeasured.score.passOn(sh, comp, in)
	}
	return append(in, own...)
}

// passOn says what becomes of what came to a window that is not measured.
func (sc *score) passOn(sh *sheet, comp *component, in []*Segment) {
	said := saidOpen(sh.plan, comp, in)
	if sh.last {
		sc.reason += "; " + said + " ends here"
	} else {
		sc.passes = said
	}
}

// saidOpen says what was left open and when: 6,000.00 USD from 2026-Q1 to 2026-Q2.
func saidOpen(pl *plan, comp *component, list []*Segment) string {
	var sums []string
	for i := 0; i < len(list); {
		sum, first := int64(0), i
		for ; i < len(list) && list[i].Currency == list[first].Currency; i++ {
			sum += list[i].open(pl, comp)
		}
		text := money(sum, list[first].Currency) + " from " + list[first].Period.Label
		if last := list[i-1].Period.Label; last != list[first].Period.Label {
			text += " to " + last
		}
		sums = append(sums, text)
	}
	return strings.Join(sums, " and ")
}

// open is what a component pays at target in a segment, in minor units.
func (s *Segment) open(pl *plan, comp *component) int64 {
	minor, _ := s.incentive().Mul(s.proration()).Mul(comp.weight).Round(pl.Conventions.Halves)
	return minor
}

// carryIn drafts the line of what an earlier window left open, at this window's curve.
func (s *scorecard) carryIn(r *runner, c *cell, from *Segment) error {
	pl, sc := c.sheet.plan, c.score
	factor, note, err := r.payout(c.sheet).major(from.Currency, c.seg.Currency, c.sheet.window.End-1)
	if err != nil {
		return err
	}
	basis := config.MinorOf(config.MajorOf(from.incentive(), from.Currency).Mul(factor), c.seg.Currency)
	rate := from.proration().Mul(c.comp.weight).Mul(sc.curve)
	amount, ok := basis.Mul(rate).Round(pl.Conventions.Halves)
	if !ok {
		return fmt.Errorf("the amount carried from %s does not fit in 64 bits", from.Period.Label)
	}
	d := draft{
		cell: c, part: "carried-in", origin: r.originOf(from.Period.End - 1), basis: basis, unit: "money", rate: rate,
		amount: amount, at: c.comp.at, from: s.computedFrom(r, c),
		label: fmt.Sprintf("Carried from %s, %s at target: %s", from.Period.Label, money(from.open(pl, c.comp), from.Currency), s.label(r, c)),
	}
	d.terms = s.carriedTerms(r, c, from, factor, note, &d)
	r.draft(d)
	return nil
}

// carriedTerms gives the derivation: the KPI and curve of this window, weight and incentive of the one it comes from.
func (s *scorecard) carriedTerms(r *runner, c *cell, from *Segment, factor config.Ratio, note string, line *draft) []config.Term {
	d := &derivation{currency: c.seg.Currency}
	s.kpiTerms(r, c, d)
	s.curveTerms(r, c, d)
	d.given("weight", "Weight", "percent", c.comp.weight, c.comp.weightAt.String(), "")
	first := len(d.terms)
	from.incentiveTerms(d)
	for i := range d.terms[first:] {
		t := &d.terms[first+i]
		t.Label += ", " + from.Period.Label
		t.Unit = moneyUnit(t.Unit, from.Currency, d.currency)
	}
	formula := "target_incentive * proration * weight * curve"
	if len(from.parts) > 1 {
		formula = "target_incentive * weight * curve"
	}
	if note != "" {
		d.given("exchange_rate", "Exchange rate", "number", factor, "", note)
		formula += " * exchange_rate"
	}
	digits := config.MinorDigits(d.currency)
	away, _ := line.basis.Mul(line.rate).Round(config.AwayFromZero)
	d.computed("amount", "Earned", "money", config.MajorOf(config.Whole(line.amount), d.currency),
		evened(fmt.Sprintf("round(%s, %d)", formula, digits), line.amount-away, digits), "")
	return d.terms
}
