package calc

import (
	"fmt"
	"strings"

	"attain/config"
)

// rowGiven is the word an example says by which row of rates holds for its deal, counted from 1: the commission's own
// rows first, then those of its tiers. Left out, it is the last, the rest.
const rowGiven = "rates_row"

// shareGiven is the word for the participant's share of the deal, where it matters.
const shareGiven = "share"

// dealName is the word for the deal's amount: the measure's name, for others' deals with reports_ before it.
func (m *pricing) dealName() string {
	if m.of != config.OfPerson {
		return "reports_" + m.paidOn.Name
	}
	return m.paidOn.Name
}

// movesName is the word for what moves the ladder.
func (m *pricing) movesName() string {
	if m.counting() {
		return m.tiers.counting.SQL
	}
	return m.dealName()
}

func (m *pricing) given() []config.ExampleWord {
	title := m.paidOn.Title
	if m.of != config.OfPerson {
		title += " of those who report to you"
	}
	out := []config.ExampleWord{{Name: m.dealName(), What: title, Unit: m.paidOn.Unit}}
	moves := out[0]
	if m.counting() {
		moves = config.ExampleWord{Name: m.movesName(), What: strings.ReplaceAll(m.movesName(), "_", " "), Unit: "number"}
		out = append(out, moves)
	}
	if m.resetKind != "" {
		moves.Name, moves.What = "earlier_"+m.movesName(), "Earlier "+lowerFirst(moves.What)
		out = append(out, moves)
	}
	if m.quota >= 0 {
		out = append(out, quotaWord(m.tiers.quota))
	}
	if m.derived() {
		out = append(out, incentiveWord, quotaWord(m.base.quota))
	}
	if len(m.classes) > 1 {
		out = append(out, config.ExampleWord{Name: rowGiven, What: "Row of the rates that holds", Unit: "count"})
	}
	if m.rateFirst || m.perDeal != nil && m.perDeal.whole {
		out = append(out, config.ExampleWord{Name: shareGiven, What: "Your share of the deal", Unit: "percent"})
	}
	for _, in := range m.inputs {
		out = append(out, config.ExampleWord{Name: in.SQL, What: strings.ReplaceAll(in.SQL, "_", " "), Unit: "number"})
	}
	return oneOfEach(out)
}

func quotaWord(m *config.Measure) config.ExampleWord {
	return config.ExampleWord{Name: m.Name, What: m.Title, Unit: m.Unit}
}

// example prices one deal.
func (m *pricing) example(e *exampleCell) (minor int64, missing string) {
	g, currency, halves := e.given, e.currency, e.sheet.plan.Conventions.Halves
	deal, ok := g.value(m.dealName())
	if !ok {
		return 0, "; given has no " + m.dealName()
	}
	quota := config.Ratio{}
	if m.quota >= 0 {
		if quota, ok = g.value(m.tiers.quota.Name); !ok {
			return 0, "; given has no " + m.tiers.quota.Name
		}
	}
	base, missing := m.exampleBase(g)
	if missing != "" {
		return 0, missing
	}
	l, missing := m.newLadder(m.unit(quota, config.Whole(1)), base, currency)
	if missing != "" {
		return 0, "; " + missing
	}
	before, _ := g.value("earlier_" + m.movesName())
	if l.at = m.rung(before, currency); m.counting() {
		l.at = before // the column as it stands there
	}
	unit := config.MinorOf(config.Whole(1), e.paidIn(currency))
	pay := unit
	if !m.perUnit {
		pay = config.MajorOf(unit, currency)
	}
	share := config.Whole(1)
	if v, ok := g.value(shareGiven); ok && v.Sign() > 0 {
		share = v
	}
	slices, missing := m.exampleSlices(e, l, deal, before, share)
	if missing != "" {
		return 0, missing
	}
	amounts, _ := roundSlices(slices, []int{len(slices)}, []config.Ratio{pay}, halves, nil)
	for _, a := range amounts {
		minor += a
	}
	if m.perDeal != nil && deal.Sign() != 0 {
		if !m.perDeal.whole {
			share = config.Whole(1)
		}
		minor, _ = m.perDeal.limited(minor, deal.Sign(), unit.Mul(share), halves)
		return minor, m.perDeal.exampleNote(deal, minor, unit, share)
	}
	return minor, ""
}

// exampleSlices prices the deal of an example.
func (m *pricing) exampleSlices(e *exampleCell, l *ladder, deal, before, share config.Ratio) (out []slice, missing string) {
	value := m.minor(deal, e.currency)
	if !m.special() {
		m.settleOn(l, value)
		out, _ = l.price([]config.Ratio{value}, m.each(), m.alone(), nil, nil)
		return out, ""
	}
	k, missing := m.exampleClass(e.given)
	if missing != "" {
		return nil, missing
	}
	one := &m.classes[k]
	d := credited{value: value, moves: value, card: l.cards[k], class: k, fixed: one.fixed && m.tiers != nil, still: !one.counts}
	l.earned[k] = m.minor(before, e.currency)
	if m.counting() {
		var ok bool
		if d.moves, ok = e.given.value(m.movesName()); !ok {
			return nil, "; given has no " + m.movesName()
		}
	}
	if m.rateFirst {
		d.value, d.moves = d.value.Quo(share), d.moves.Quo(share)
	}
	of := func(leaf *config.Expr) config.Value {
		if leaf.Name == valueName {
			return config.Value{Ratio: value.Quo(share)}
		}
		v, ok := e.given.value(leaf.Name)
		if !ok {
			return config.NoValue("given has no %s", leaf.Name)
		}
		return config.Value{Ratio: v}
	}
	rates := one.card
	if len(d.card) < len(rates) {
		rates = rates[l.shift : l.shift+1]
	}
	if held := d.work(rates, of, new([]config.Ratio)); held != "" {
		return nil, "; " + held
	}
	if !d.still {
		m.settleOn(l, d.moves)
	}
	out = l.priceCredited(&d, m.each(), m.alone(), nil)
	if m.rateFirst {
		shareOf(out, share)
	}
	return out, ""
}

// settleOn has an example's deal paid at the rate reached with it, where no deal is paid for others.
func (m *pricing) settleOn(l *ladder, moves config.Ratio) {
	if m.settled {
		l.settle(l.tierAt(l.at.Add(moves)) + l.shift)
	}
}

// exampleClass is the class of an example's deal.
func (m *pricing) exampleClass(g given) (k int, missing string) {
	rest := len(m.classes) - 1
	v, ok := g.value(rowGiven)
	if !ok {
		if m.classes[rest].card == nil {
			return 0, fmt.Sprintf("; given has no %s: which row of rates holds, from 1", rowGiven)
		}
		return rest, ""
	}
	n, _, _ := v.Int64s()
	if k = int(n) - 1 + m.kept; v.Cmp(config.Whole(n)) != 0 || k < m.kept || k > rest || m.classes[k].card == nil {
		return 0, fmt.Sprintf("; %s: there is no row %s of rates", rowGiven, v)
	}
	return k, ""
}

// exampleBase gives the base rate on given inputs: the target incentive and the quota of one pay window.
func (m *pricing) exampleBase(g given) (base config.Ratio, missing string) {
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
