package calc

import "attain/config"

func (m *commission) given() []string {
	out := []string{m.paidOn.Name}
	if m.resetKind != "" {
		out = append(out, "earlier_"+m.paidOn.Name)
	}
	if m.quota >= 0 {
		out = append(out, m.tiers.quota.Name)
	}
	if m.derived() {
		out = append(out, m.base.quota.Name)
	}
	return out
}

// example prices one deal.
func (m *commission) example(e *exampleCell) (minor int64, missing string) {
	g, currency, halves := e.given, e.currency, e.sheet.plan.Conventions.Halves
	deal, ok := g.value(m.paidOn.Name)
	if !ok {
		return 0, "; given has no " + m.paidOn.Name
	}
	quota, unit := config.Ratio{}, config.Whole(1)
	if m.quota >= 0 {
		if quota, ok = g.value(m.tiers.quota.Name); !ok {
			return 0, "; given has no " + m.tiers.quota.Name
		}
	}
	base, missing := m.exampleBase(g)
	if missing != "" {
		return 0, missing
	}
	l := m.newLadder(m.minor(quota, currency), base, currency)
	before, _ := g.value("earlier_" + m.paidOn.Name)
	l.at = m.minor(before, currency)
	unit = config.MinorOf(unit, e.paidIn(currency))
	if !m.perUnit {
		unit = config.MajorOf(unit, currency)
	}
	slices, ends := l.price([]config.Ratio{m.minor(deal, currency)}, m.isTop(), m.eachDeal(), nil, nil)
	amounts, _ := roundSlices(slices, ends, []config.Ratio{unit}, halves, nil)
	for _, a := range amounts {
		minor += a
	}
	return minor, ""
}

// exampleBase gives the base rate on given inputs: the target incentive and the quota of one pay window.
func (m *commission) exampleBase(g given) (base config.Ratio, missing string) {
	switch {
	case m.base == nil:
		return base, ""
	case !m.base.derived:
		return m.base.rate, ""
	}
	incentive, ok := g.value("target_incentive")
	if !ok {
		return base, "; given has no target_incentive, and the rate is derived from it"
	}
	quota, ok := g.value(m.base.quota.Name)
	if !ok {
		return base, "; given has no " + m.base.quota.Name + ", and the rate is derived from it"
	}
	if base, missing = m.base.derive(incentive, quota); missing != "" {
		return base, "; " + missing
	}
	return base, ""
}
