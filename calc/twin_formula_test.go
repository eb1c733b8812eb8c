package calc

import (
	"fmt"
	"math/big"
	"slices"
	"strings"
)

// twinRate is a rate: a number, or worked out deal by deal.
type twinRate struct {
	*big.Rat
	formula *twinFormula
}

func (r twinRate) none() bool { return r.Rat == nil && r.formula == nil }

// twinFormula works a rate out of a whole deal's value and margin. It has none for a deal of nothing where it divides by it.
type twinFormula struct {
	text        string
	of          func(value, margin *big.Rat) *big.Rat
	margin      bool
	least, most *big.Rat // of the rate; nil for none
}

var twinFormulas = map[bool][]twinFormula{
	false: { // of money
		{text: "5% + 50% * (margin_minor / value - 20%)", margin: true, of: func(v, m *big.Rat) *big.Rat {
			return ratAdd(rat(5, 100), ratMul(rat(1, 2), ratSub(ratShare(m, v), rat(1, 5))))
		}},
		{text: "margin_minor / 10000000", margin: true, of: func(_, m *big.Rat) *big.Rat { return ratQuo(m, rat(10_000_000, 1)) }},
		{text: "12% - 10% * (value - margin_minor) / value", margin: true, of: func(v, m *big.Rat) *big.Rat {
			return ratSub(rat(12, 100), ratMul(rat(1, 10), ratShare(ratSub(v, m), v)))
		}},
		{text: "value / 100000000 + 1%", of: func(v, _ *big.Rat) *big.Rat { return ratAdd(ratQuo(v, rat(100_000_000, 1)), rat(1, 100)) }},
	},
	true: { // of a count: money for each
		{text: "margin_minor / value / 7", margin: true, of: func(v, m *big.Rat) *big.Rat { return ratQuo(ratShare(m, v), rat(7, 1)) }},
		{text: "2.5 + value / 3", of: func(v, _ *big.Rat) *big.Rat { return ratAdd(rat(5, 2), ratQuo(v, rat(3, 1))) }},
	},
}

// ratShare is a part of a whole. A whole of 0 has no parts; who asks looks at that first.
func ratShare(part, whole *big.Rat) *big.Rat {
	if whole.Sign() == 0 {
		return new(big.Rat)
	}
	return ratQuo(part, whole)
}

func drawFormula(d twinDice, x *twinCase, counts bool) *twinFormula {
	f := twinPick(d, twinFormulas[counts]...)
	scale := rat(1, 100)
	if counts {
		scale = rat(1, 2)
	}
	if d.yes(50) {
		f.least = ratMul(scale, rat(int64(d.n(0, 4)), 1))
	}
	if d.yes(50) {
		f.most = ratMul(scale, rat(int64(d.n(5, 15)), 1))
	}
	x.see("commission: a rate formula")
	return &f
}

// write gives {formula: …, at_least: …, at_most: …}.
func (f *twinFormula) write(number func(*big.Rat) string) string {
	out := fmt.Sprintf("{formula: %q", f.text)
	if f.least != nil {
		out += ", at_least: " + number(f.least)
	}
	if f.most != nil {
		out += ", at_most: " + number(f.most)
	}
	return out + "}"
}

// rate works it out for a deal; false where a number is missing.
func (f *twinFormula) rate(deal testFact) (*big.Rat, bool) {
	value, margin := rat(deal.value, 1), new(big.Rat)
	if deal.share != 0 {
		value = ratQuo(value, rat(deal.share, 10_000))
	}
	if n, ok := deal.numbers["margin_minor"]; ok {
		margin = rat(n, 1)
	} else if f.margin {
		return new(big.Rat), false
	}
	if value.Sign() == 0 && strings.Contains(f.text, "/ value") {
		return new(big.Rat), false
	}
	r := f.of(value, margin)
	if f.least != nil {
		r = ratMax(r, f.least)
	}
	if f.most != nil {
		r = ratMin(r, f.most)
	}
	return r, true
}

// drawNumbers gives deals the other numbers of theirs: a margin, which may be missing or below zero, a contract's total
// value, and seats.
func (x *twinCase) drawNumbers(d twinDice) {
	for i := range x.facts {
		f := &x.facts[i]
		if f.measure != "bookings" && f.measure != "units_sold" {
			continue
		}
		f.numbers = map[string]int64{"tcv_minor": f.value * int64(d.n(1, 3)), "seats": int64(d.n(-1, 5))}
		if d.yes(5) {
			f.numbers["tcv_minor"] = 0
		}
		if d.yes(97) {
			f.numbers["margin_minor"] = f.value * int64(d.n(-10, 60)) / 100
			if f.measure == "units_sold" {
				f.numbers["margin_minor"] = int64(d.n(-10, 600))
			}
		}
	}
}

// card are the rates a deal may be paid at: the first row's that holds, or those of the tiers.
func (l *twinLadder) card(f testFact) (out []twinRate) {
	if r := twinRowOf(l.c.rows, f); r != nil {
		return []twinRate{r.rate}
	}
	if len(l.c.tiers) == 0 {
		return []twinRate{l.c.rate}
	}
	for k, t := range l.c.tiers {
		switch {
		case l.limits == nil && k != l.tier(new(big.Rat)): // the quota is 0, and one tier pays for everything
		case len(t.rows) > 0:
			out = append(out, twinRowOf(t.rows, f).rate)
		default:
			out = append(out, t.rate)
		}
	}
	return out
}

// known says whether every rate a deal may be paid at can be worked out.
func (l *twinLadder) known(f testFact) bool {
	for _, r := range l.card(f) {
		if r.formula == nil {
			continue
		}
		if _, ok := r.formula.rate(f); !ok {
			l.x.see("commission: a rate formula without a number")
			return false
		}
	}
	return true
}

// special says whether a rate of the tiers is worked out deal by deal.
func (c *twinCommission) special() bool {
	return slices.ContainsFunc(c.tiers, func(t twinTier) bool {
		return t.rate.formula != nil || slices.ContainsFunc(t.rows, func(r twinRow) bool { return r.rate.formula != nil })
	})
}

// number is a rate for the deal that is sold now.
func (l *twinLadder) number(r twinRate) *big.Rat {
	if r.formula == nil {
		return r.Rat
	}
	n, _ := r.formula.rate(l.deal)
	return n
}

// moves is what a deal moves the ladder by: what is paid on, or so much of the column that counts as the credit is of the
// deal.
func (c *twinCommission) moves(x *twinCase, s *twinSheet, f testFact, v *big.Rat, currency string) (*big.Rat, bool) {
	if c.counting == "" {
		return v, true
	}
	n := rat(f.numbers[c.counting], 1)
	if f.share != 0 {
		n = ratMul(n, rat(f.share, 10_000))
	}
	if c.by == "units" {
		return n, true
	}
	return x.credited(s, n, f.currency, currency, f.day)
}
