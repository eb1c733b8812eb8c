package calc

import "attain/config"

// ladder builds the ladder of one piece, standing where the deals before it left it. held says what is missing.
func (m *pricing) ladder(r *runner, c *cell, p *piece) (l *ladder, quota *config.Ratio, held string) {
	currency := r.planCurrency(c)
	var size config.Ratio
	if m.quota >= 0 {
		ql := leaf{label: m.tiers.quota.Title, unit: m.tiers.quota.Unit, measure: m.tiers.quota, of: m.tiers.of}
		q := r.readQuotas(&ql, p.quotas, c)
		if q.held != "" {
			return nil, nil, q.held
		}
		quota, size = &q.value.Ratio, q.value.Ratio
	}
	var base config.Ratio
	if m.base != nil {
		if base, p.rateSaid, held = m.base.in(r, c, &p.base); held != "" {
			return nil, nil, held
		}
	}
	if l, held = m.newLadder(m.unit(size, p.reach), base, currency); held != "" {
		return nil, nil, held
	}
	p.shift = l.shift
	p.unit = m.unit(size, p.reach)
	return l, quota, m.stand(r, l, p, currency)
}

// unit is what the tiers' limits are multiplied by: the quota in major units, or the part of limits that are amounts.
func (m *pricing) unit(quota, reach config.Ratio) config.Ratio {
	if m.quota >= 0 {
		return quota
	}
	return reach
}

// newLadder builds the ladder for what its limits are multiplied by and a base rate, standing at 0. With a quota of 0, or
// no day that counts, the tier that begins at 0 pays for everything.
func (m *pricing) newLadder(unit, base config.Ratio, currency string) (l *ladder, held string) {
	l = &ladder{}
	list := m.tierList()
	none := m.tiers != nil && unit.Sign() <= 0
	if none {
		l.shift = firstAboveZero(list)
		list = list[l.shift : l.shift+1]
		if list[0].rate.pays != nil {
			return nil, "the quota is 0, and a tier that pays an amount is a share of it; write a quota, or a rate"
		}
	}
	if m.tiers != nil {
		l.lower = m.tiers.lower
		for i := range list[:len(list)-1] {
			l.limits = append(l.limits, m.rung(list[i].below.Mul(unit), currency))
			l.upTo = append(l.upTo, list[i].upTo)
		}
	}
	card := func(one *class) []config.Ratio {
		var out []config.Ratio
		for i := range one.card {
			if !none || one.fixed || i == l.shift {
				out = append(out, one.card[i].on(base, m.width(i).Mul(unit)))
			}
		}
		return out
	}
	rest := len(m.classes) - 1
	if m.special() {
		for k := range m.classes {
			l.cards = append(l.cards, card(&m.classes[k]))
		}
		l.earned = make([]config.Ratio, len(m.classes))
	}
	l.rates = card(&m.classes[rest])
	for len(l.rates) <= len(l.limits) { // what meets no row is not eligible
		l.rates = append(l.rates, config.Ratio{})
	}
	return l, ""
}

// tierList are the tiers, or one without limits.
func (m *pricing) tierList() []tier {
	if m.tiers == nil {
		return []tier{{}}
	}
	return m.tiers.list
}

// width is what a tier's pays is divided by, in shares of the quota or in major units.
func (m *pricing) width(tier int) config.Ratio {
	if m.tiers == nil || tier >= len(m.tiers.list) {
		return config.Ratio{}
	}
	return m.tiers.list[tier].below.Sub(m.tiers.list[tier].begins)
}

// firstAboveZero is the tier in which what is sold first lies.
func firstAboveZero(list []tier) int {
	k := 0
	for k < len(list)-1 && list[k].below.Sign() <= 0 {
		k++
	}
	return k
}

func (m *pricing) each() eachTier {
	if m.tiers == nil {
		return ownRate
	}
	return m.tiers.each
}

func (m *pricing) isTop() bool { return m.each() == topRate }

// alone says whether every deal climbs the ladder from 0.
func (m *pricing) alone() bool { return m.tiers != nil && m.tiers.resets == "deal" }

// minor gives what is paid on in its own unit: minor units for money.
func (m *pricing) minor(v config.Ratio, currency string) config.Ratio {
	if m.perUnit {
		return v
	}
	return config.MinorOf(v, currency)
}

// rung gives what moves the ladder in the ladder's unit: minor units for money.
func (m *pricing) rung(v config.Ratio, currency string) config.Ratio {
	if !m.rungMoney {
		return v
	}
	return config.MinorOf(v, currency)
}

// stand moves the ladder to where the deals before the piece left it.
func (m *pricing) stand(r *runner, l *ladder, p *piece, currency string) (held string) {
	unit := "money"
	if !m.rungMoney {
		unit = "count"
	}
	for i := range p.sources {
		s := &p.sources[i]
		before := leaf{label: m.paidOn.Title, unit: unit, measure: m.paidOn}
		in := r.readCredits(&before, s.prior, currency)
		if l.at = l.at.Add(m.rung(in.value.Ratio, currency)); in.held != "" {
			return in.held
		}
		for k, ids := range s.earned {
			paid := leaf{label: m.paidOn.Title, unit: m.paidOn.Unit, measure: m.paidOn}
			in := r.readCredits(&paid, ids, currency)
			if l.earned[k] = l.earned[k].Add(m.minor(in.value.Ratio, currency)); in.held != "" {
				return in.held
			}
		}
	}
	return ""
}
