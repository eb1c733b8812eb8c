package calc

import (
	"fmt"

	"attain/config"
)

// drafting is one deal whose lines are written.
type drafting struct {
	cell    *cell
	piece   *piece
	facts   *facts
	row     int
	deal    []slice
	value   config.Ratio // what is credited, in the unit paid on, of money in the plan's currency
	pay     config.Ratio // what turns the unit paid on times a rate into minor units of pay
	numbers *dealNumbers
}

// draft writes one slice of a deal.
func (m *pricing) draft(r *runner, o *drafting, k int, amount int64) {
	s, f, row := o.deal[k], o.facts, o.row
	part := len(m.parts) - 1
	if s.tier >= 0 {
		part = s.tier + o.piece.shift
	}
	rate := m.rateOf(o, &s)
	d := o.line(r, m)
	d.part, d.basis, d.unit, d.rate, d.amount, d.at = m.parts[part], s.basis, m.paidOn.Unit, s.rate, amount, rate.pos
	if f.credit.Value(row) == "overlay" {
		d.part = m.overlays[part]
	}
	if m.perUnit {
		d.rate = s.rate.Mul(o.pay)
	} else {
		d.basis = s.basis.Mul(o.pay)
	}
	if s.earlier {
		d.part, d.label = earlierPart(m, s.class), "Earlier deals at the new rate, reached with "+d.label
	}
	d.terms = m.dealTerms(r, o, k, rate, &d)
	r.draft(d)
}

// line is a draft of a deal, without what is paid.
func (o *drafting) line(r *runner, m *pricing) draft {
	f, row := o.facts, o.row
	day := f.dayOf(row)
	return draft{
		cell: o.cell, origin: r.originOf(day), day: day, source: f.source.Value(row), label: f.called(row), unit: m.paidOn.Unit,
		file: f.file.Value(row), row: f.row.Value(row),
	}
}

// earlierPart names the line of what earlier deals gain or lose, class by class where there are several.
func earlierPart(m *pricing, class int) string {
	if len(m.classes) == 1 {
		return "earlier-deals"
	}
	return fmt.Sprintf("earlier-deals-%d", class+1)
}

// rateOf is the rate of a slice as the plan writes it.
func (m *pricing) rateOf(o *drafting, s *slice) *payRate {
	card := m.classOf(s).card
	return card[min(max(0, s.tier+o.piece.shift), len(card)-1)]
}

// classOf is the class of a slice; plain deals are of the last.
func (m *pricing) classOf(s *slice) *class {
	if !m.special() {
		return &m.classes[len(m.classes)-1]
	}
	return &m.classes[s.class]
}

// dealTerms gives a derivation where basis × rate does not say it all: a converted deal, a rate that was worked out, or a
// slice that closes its deal's rounding. nil elsewhere.
func (m *pricing) dealTerms(r *runner, o *drafting, k int, as *payRate, d *draft) []config.Term {
	c, f, row := o.cell, o.facts, o.row
	currency := c.currency()
	digits := config.MinorDigits(currency)
	alone, _ := d.basis.Mul(d.rate).Round(config.AwayFromZero)
	converted := !m.perUnit && f.currency.Value(row) != currency
	said := o.piece.rateSaid
	if as.times == nil {
		said = ""
	}
	if as.pays != nil {
		said = as.said(m.width(o.deal[k].tier+o.piece.shift).Mul(o.piece.unit), r.planCurrency(c), m.perUnit)
	}
	formula := as.formula != nil && !o.deal[k].earlier
	if alone == d.amount && !converted && said == "" && !formula {
		return nil
	}
	dv := &derivation{currency: currency, terms: make([]config.Term, 0, 5)}
	basis := d.basis
	if !m.perUnit {
		basis = config.MajorOf(d.basis, currency)
	}
	if converted && len(o.deal) == 1 && !m.rateFirst {
		from := f.currency.Value(row)
		rate := through(r.credit(c.sheet), r.payout(c.sheet), from, r.planCurrency(c), currency, f.dayOf(row))
		dv.given("deal", rate.label, "number", config.MajorOf(config.Whole(f.value.Value(row)), from), "", "")
		dv.given("exchange_rate", "Exchange rate", "number", rate.major, "", rate.note)
		dv.computed("basis", "Credited", "money", basis, "deal * exchange_rate", "")
	} else {
		dv.given("basis", "Part of the credit at this rate", moneyOr(m.perUnit), basis, "", "")
	}
	rate, unit := d.rate, "percent"
	if m.perUnit {
		rate, unit = config.MajorOf(d.rate, currency), "money"
	}
	if formula && !m.perUnit {
		o.numbers.read(f, row)
		as.formula.terms(dv, o.numbers, unit, rate, as.place)
	} else {
		dv.given("rate", "Rate", unit, rate, as.place, said)
	}
	amount := config.MajorOf(config.Whole(d.amount), currency)
	if k == 0 {
		dv.computed("amount", "Earned", "money", amount, evened(roundBasis[digits], d.amount-alone, digits), "")
		return dv.terms
	}
	var before config.Ratio
	for _, s := range o.deal[:k] {
		before = before.Add(s.basis.Mul(s.rate).Mul(o.pay))
	}
	dv.given("before", "Earned on the deal's other parts, unrounded", "money", config.MajorOf(before, currency), "", "")
	to, _ := before.Add(d.basis.Mul(d.rate)).Round(config.AwayFromZero)
	from, _ := before.Round(config.AwayFromZero)
	text := fmt.Sprintf("round(before + basis * rate, %d) - round(before, %d)", digits, digits)
	dv.computed("amount", "Earned", "money", amount, evened(text, d.amount-(to-from), digits), "")
	return dv.terms
}

// roundBasis is the formula of a deal's amount by the decimals of its currency.
var roundBasis = [5]string{
	"round(basis * rate, 0)", "round(basis * rate, 1)", "round(basis * rate, 2)", "round(basis * rate, 3)", "round(basis * rate, 4)",
}

func moneyOr(count bool) string {
	if count {
		return "count"
	}
	return "money"
}
