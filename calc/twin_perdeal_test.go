package calc

import (
	"fmt"
	"maps"
	"math/big"
	"strings"

	"attain/config"
)

// twinDealLimits are the least and the most one deal pays.
type twinDealLimits struct {
	least, most *big.Rat // in major units; nil for none
	byWhole     bool     // they are the deal's before it is shared
}

func (l *twinDealLimits) any() bool { return l.least != nil || l.most != nil }

func (l *twinDealLimits) write(b *strings.Builder) {
	var list []string
	if l.least != nil {
		list = append(list, "at_least: "+ratMajor(l.least))
	}
	if l.most != nil {
		list = append(list, "at_most: "+ratMajor(l.most))
	}
	if l.any() {
		fmt.Fprintf(b, "    per_deal: {%s, of: %s}\n", strings.Join(list, ", "), map[bool]string{true: "whole_deal", false: "own_share"}[l.byWhole])
	}
}

func (l *twinDealLimits) draw(d twinDice, x *twinCase) {
	if d.yes(60) {
		l.least = rat(int64(twinPick(d, 1, 10, 100)), 1)
	}
	if l.least == nil || d.yes(50) {
		l.most = rat(int64(twinPick(d, 100, 500, 1_000)), 1)
	}
	l.byWhole = d.yes(40)
	x.see("commission: per_deal")
}

// reverse takes deals back that were sold, in full or by halves, a third of which is never taken back.
func (c *twinCommission) reverse(d twinDice, x *twinCase, who *twinPerson, sold []testFact) {
	if c.budget != nil || c.beside != "" {
		return
	}
	for _, p := range x.parts {
		if o, ok := p.(*twinCommission); ok && (o.beside != "" || o.budget != nil) {
			return
		}
	}
	for _, f := range sold {
		if f.value <= 0 || !d.yes(45) {
			continue
		}
		half := f.value / 2
		for _, value := range twinPick(d, []int64{f.value}, []int64{half, f.value - half}, []int64{half, f.value - half}, []int64{half}, []int64{f.value, 1}) {
			back := f
			back.value, back.day = -value, max(f.day, drawDay(d, x, who))
			if who.away.Contains(back.day) {
				continue
			}
			x.facts = append(x.facts, back)
			x.see("a deal and its reversals")
		}
	}
}

// twinDeal is one deal in a window so far.
type twinDeal struct {
	sold    int64
	earned  *big.Int
	paid    *big.Int
	share   *big.Rat
	changed bool // by a limit
}

// limited is what a credit pays when its deal with all its credits so far stays between the least and the most: what the
// deal pays with it less what it paid before.
func (c *twinCommission) limited(x *twinCase, s *twinSheet, f testFact, a twinAmount, deals map[string]twinDeal) (twinAmount, bool) {
	key := f.source + f.currency + a.currency
	t, known := deals[key]
	if !known {
		t = twinDeal{earned: new(big.Int), paid: new(big.Int)}
	}
	share := rat(10_000, 10_000)
	if f.share != 0 {
		share = rat(f.share, 10_000)
	}
	switch {
	case c.of == "" || t.sold == 0:
		t.share = share
	case t.sold > 0 == (f.value > 0): // another's part of the same deal
		t.share = ratMin(ratAdd(t.share, share), rat(1, 1))
	}
	t.sold, t.earned = t.sold+f.value, new(big.Int).Add(t.earned, twinRound(a.minor, x.conv.halves))
	limit := func(major *big.Rat) (*big.Int, bool) {
		in := twinOr(x.currency, a.currency)
		n := ratMul(major, rat(twinDecimals[in], 1))
		if c.byWhole {
			n = ratMul(n, t.share)
		}
		n, ok := x.paidOut(s, n, in, a.currency, a.day)
		if !ok {
			return nil, false
		}
		return twinRound(n, x.conv.halves), true
	}
	pays := t.earned
	switch {
	case t.sold == 0 && t.changed:
		pays = new(big.Int)
		x.see("per_deal: nothing is left of a deal a limit changed")
	case t.sold != 0:
		sign := big.NewInt(1)
		if t.sold < 0 {
			sign = big.NewInt(-1)
		}
		n := new(big.Int).Mul(t.earned, sign)
		if c.most != nil {
			most, ok := limit(c.most)
			if !ok {
				return a, false
			}
			if n.Cmp(most) > 0 {
				n, t.changed = most, true
			}
		}
		if c.least != nil {
			least, ok := limit(c.least)
			if !ok {
				return a, false
			}
			if n.Cmp(least) < 0 {
				n, t.changed = least, true
			}
		}
		if t.changed && n.Sign() < 0 {
			n = new(big.Int)
		}
		pays = new(big.Int).Mul(n, sign)
	}
	a.minor = new(big.Rat).SetInt(new(big.Int).Sub(pays, t.paid))
	t.paid = pays
	deals[key] = t
	return a, true
}

// pricedDeals are the amounts of a stretch in what they are paid in, every deal within its limits; false where it is held,
// and then its deals were not paid.
func (c *twinCommission) pricedDeals(x *twinCase, s *twinSheet, t twinStretch, deals map[string]twinDeal) (out []twinAmount, ok bool) {
	g, before := &s.segments[t.first], maps.Clone(deals)
	for _, days := range c.pieces(t.days) {
		list, whole := c.piece(x, s, g, t.days, days)
		ok = whole
		for i, f := range c.paidDeals(x, s, days) {
			if !ok {
				break
			}
			a := list[i]
			if a.minor, ok = x.paidOut(s, a.minor, a.currency, g.Currency, a.day); ok {
				a.currency, a.segment = g.Currency, t.segment
				if c.any() {
					a, ok = c.limited(x, s, f, a, deals)
				}
			}
			out = append(out, a)
		}
		if !ok {
			clear(deals)
			maps.Copy(deals, before)
			return nil, false
		}
	}
	return out, true
}

// paidDeals are the deals of some days there is a rate for.
func (c *twinCommission) paidDeals(x *twinCase, s *twinSheet, days config.Interval) (out []testFact) {
	for _, f := range c.deals(x, s.who, days) {
		if c.eligible(f) {
			out = append(out, f)
		}
	}
	return out
}
