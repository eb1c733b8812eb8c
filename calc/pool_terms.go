package calc

import (
	"cmp"
	"fmt"
	"strings"

	"attain/config"
)

// terms gives the derivation of a share: how the pool came about, the keys, and the share.
func (m *pool) terms(r *runner, c *cell, amount int64, factor config.Ratio, note string) []config.Term {
	d, s := &derivation{currency: c.currency()}, c.pooled
	m.sizeTerms(r, c, d)
	formula := m.shareTerms(r, c, d)
	inPool := config.MinorDigits(s.size.currency)
	away, _ := m.exactShare(s).Round(config.AwayFromZero)
	formula = evened(fmt.Sprintf("round(%s, %d)", formula, inPool), s.minor-away, inPool)
	if note == "" {
		d.computed("amount", "Your share", "money", config.MajorOf(config.Whole(amount), d.currency), formula, "")
		return d.terms
	}
	share := config.MajorOf(config.Whole(s.minor), s.size.currency)
	d.computed("share", "Your share in "+s.size.currency, "number", share, formula, "")
	d.given("exchange_rate", "Exchange rate", "number", factor, "", note)
	digits := config.MinorDigits(d.currency)
	away, _ = config.MinorOf(share.Mul(factor), d.currency).Round(config.AwayFromZero)
	d.computed("amount", "Your share", "money", config.MajorOf(config.Whole(amount), d.currency),
		evened(fmt.Sprintf("round(share * exchange_rate, %d)", digits), amount-away, digits), "")
	return d.terms
}

// sizeTerms gives how large the pool is and why.
func (m *pool) sizeTerms(r *runner, c *cell, d *derivation) {
	size, unit := c.pooled.size, moneyUnit("money", c.pooled.size.currency, d.currency)
	var product []string
	if m.of != nil {
		m.of.terms(r, c, &size.of, d)
		d.given("pool_rate", "Part of it that is the pool", "percent", m.amount, m.amountAt.String(), "")
		product = append(product, m.of.formula.kpi.Name, "pool_rate")
	} else {
		d.given("pool_amount", "Amount of the pool", unit, m.amount, m.amountAt.String(), "")
		product = append(product, "pool_amount")
	}
	if m.reserve.Sign() > 0 {
		d.given("reserve", "Kept in reserve", "percent", m.reserve, m.reserved.String(), "")
		product = append(product, "(1 - reserve)")
	}
	if m.times != nil {
		product = append(product, m.timesTerms(r, c, d))
	}
	exact := config.MinorOf(m.size(size.of.value.Ratio, size.times.value.Ratio), size.currency)
	away, _ := exact.Round(config.AwayFromZero)
	digits := config.MinorDigits(size.currency)
	d.computed("pool", "The pool", unit, config.MajorOf(config.Whole(size.minor), size.currency),
		evened(fmt.Sprintf("round(max(%s, 0), %d)", strings.Join(product, " * "), digits), size.minor-away, digits), "")
}

// timesTerms gives the achievement. Its inputs are left out where one of the same name is there already with another
// number: the team's bookings beside the company's.
func (m *pool) timesTerms(r *runner, c *cell, d *derivation) string {
	got, kpi := &c.pooled.size.times, m.times.formula.kpi
	if m.times.clashes(got, d) {
		d.given(kpi.Name, m.times.title(), moneyUnit(kpi.Unit, c.pooled.size.currency, d.currency), got.value.Ratio, m.times.at.String(), r.work.said(c.gauges[m.times.slot][0]))
	} else {
		m.times.terms(r, c, got, d)
	}
	if m.atMost == nil {
		return kpi.Name
	}
	d.given("counts_at_most", "At most", kpi.Unit, *m.atMost, "", "")
	return fmt.Sprintf("min(%s, counts_at_most)", kpi.Name)
}

// clashes says whether a term of one of the gauge's inputs is there already with another value.
func (g *gauge) clashes(got *gauged, d *derivation) bool {
	for i := range g.formula.leaves {
		for k := range d.terms {
			if d.terms[k].Name == g.formula.leaves[i].term && d.terms[k].Value.Cmp(got.inputs[i].value.Ratio) != 0 {
				return true
			}
		}
	}
	return false
}

// shareTerms gives the keys, and the share as a formula, not yet rounded.
func (m *pool) shareTerms(r *runner, c *cell, d *derivation) string {
	s := c.pooled
	size := s.size
	unit, from := "number", ""
	switch {
	case m.key == keyDays:
		unit = "count"
	case m.key == keyIncentive:
		unit = moneyUnit("money", r.planCurrency(c), d.currency)
	case m.keyOf != nil:
		unit = moneyUnit(cmp.Or(m.keyOf.unit(), unit), r.planCurrency(c), d.currency)
		from = r.work.said(c.gauges[m.keyOf.slot][0])
	}
	key := d.given("key", "Yours ("+m.keyWords()+")", unit, s.key, "", from)
	if s.measured != nil && m.keyOf.formula.isMeasure() {
		key.Window = 1 + c.gauges[m.keyOf.slot][0]
	}
	inPool := moneyUnit("money", size.currency, d.currency)
	switch {
	case s.capped:
		d.given("each_at_most", "The most one gets", inPool, config.MajorOf(config.Whole(*size.limit), size.currency), m.mostAt.String(), "")
		if s.own.Cmp(s.key) == 0 {
			return "each_at_most"
		}
		d.given("own_keys", "Yours in all of the period", unit, s.own, "", "")
		return "each_at_most * key / own_keys"
	case size.parts.rest != size.minor:
		d.given("to_others", "Paid to those who get the most one gets", inPool, config.MajorOf(config.Whole(size.minor-size.parts.rest), size.currency), "", "")
		d.given("sum_of_keys", "All others' and yours", unit, size.parts.keys, "", "")
		return "(pool - to_others) * key / sum_of_keys"
	default:
		d.given("sum_of_keys", "All of them together", unit, size.keys, "", "")
		return "pool * key / sum_of_keys"
	}
}

// exactShare is what shareTerms' formula gives, in minor units.
func (m *pool) exactShare(s *poolShare) config.Ratio {
	size := s.size
	switch {
	case s.capped:
		return config.Whole(*size.limit).Mul(s.key).Quo(s.own)
	case size.parts.keys.Sign() <= 0:
		return config.Ratio{}
	default:
		return config.Whole(size.parts.rest).Mul(s.key).Quo(size.parts.keys)
	}
}
