package calc

import (
	"cmp"
	"fmt"
	"math/big"
	"slices"
	"strings"

	"attain/config"
)

// twinCommission is a commission: a rate on every credited deal, flat or by tiers over a running total.
type twinCommission struct {
	name   string
	paidOn string // bookings (money) or units_sold (a count: the rate is an amount a unit)
	onlyIf string
	rate   *big.Rat // nil where there are tiers
	by     string   // amount, units, attainment
	resets string   // deal, month, quarter, year
	top    bool     // the rate of the highest tier reached is that of everything
	limit  string   // higher_tier, lower_tier; "" for the convention
	limits []*big.Rat
	rates  []*big.Rat // one more than limits
	twinLimits
}

func (c *twinCommission) title() string { return c.name }

func (c *twinCommission) rateText(r *big.Rat) string {
	if c.paidOn == "units_sold" {
		return ratMajor(r)
	}
	return ratPercent(r)
}

func (c *twinCommission) write(b *strings.Builder) {
	fmt.Fprintf(b, "  - name: %s\n    kind: commission\n    paid_on: %s\n", c.name, c.paidOn)
	if c.onlyIf != "" {
		fmt.Fprintf(b, "    only_if: %s\n", c.onlyIf)
	}
	c.twinLimits.write(b)
	if c.rate != nil {
		fmt.Fprintf(b, "    rate: %s\n", c.rateText(c.rate))
		return
	}
	fmt.Fprintf(b, "    tiers: {by: %s, resets: %s, each_tier: %s", c.by, map[string]string{"deal": "deal", "month": "monthly", "quarter": "quarterly", "year": "yearly"}[c.resets],
		map[bool]string{true: "top_rate", false: "own_rate"}[c.top])
	if c.limit != "" {
		fmt.Fprintf(b, ", exactly_on_limit: %s", c.limit)
	}
	b.WriteString(", rates: [")
	for i, r := range c.rates {
		if i == len(c.limits) {
			fmt.Fprintf(b, "{rate: %s}]}\n", c.rateText(r))
			break
		}
		limit := ratMajor(c.limits[i])
		if c.by == "attainment" {
			limit = ratPercent(c.limits[i])
		}
		fmt.Fprintf(b, "{below: %s, rate: %s}, ", limit, c.rateText(r))
	}
}

func drawCommission(d twinDice, x *twinCase, name string) *twinCommission {
	c := &twinCommission{name: name, paidOn: twinPick(d, "bookings", "bookings", "bookings", "units_sold")}
	rate := func() *big.Rat {
		if c.paidOn == "units_sold" {
			return twinPick(d, rat(25, 1), rat(5, 2), rat(1, 8), rat(0, 1), rat(333, 100))
		}
		return twinPick(d, rat(1, 100), rat(5, 200), rat(8, 100), rat(12, 100), rat(1, 8), rat(1, 2), rat(0, 1), rat(333, 10000))
	}
	c.drawLimits(d, x, nil, []string{"before_cap", "after_cap"}, 1_000, 5_000, 10_000)
	if d.yes(20) {
		c.onlyIf = "deal_type = 'new'"
	}
	if d.yes(20) {
		c.rate = rate()
		x.see("commission: flat")
		return c
	}
	c.by = twinPick(d, "amount", "attainment")
	if c.paidOn == "units_sold" { // a quota is money
		c.by = "units"
	}
	c.resets = twinPick(d, "deal", "month", "quarter", "year")
	if c.by == "attainment" && c.resets == "deal" {
		c.resets = "quarter"
	}
	c.top, c.limit = d.yes(40), twinPick(d, "", "", "higher_tier", "lower_tier")
	step := map[string]*big.Rat{"amount": rat(10_000, 1), "units": rat(3, 1), "attainment": rat(1, 4)}[c.by]
	at := new(big.Rat)
	for range d.n(0, 3) {
		at = ratAdd(at, ratMul(step, twinPick(d, rat(1, 1), rat(2, 1), rat(1, 3), rat(3, 1))))
		if c.by != "attainment" { // written with two decimals
			at = rat(max(twinRound(ratMul(at, rat(100, 1)), "").Int64(), 1), 100)
		} else {
			at = rat(twinRound(ratMul(at, rat(1000, 1)), "").Int64(), 1000)
		}
		c.limits, c.rates = append(c.limits, at), append(c.rates, rate())
	}
	c.rates = append(c.rates, rate())
	x.see("commission: tiers by %s", c.by)
	x.see("commission: each tier %s", map[bool]string{true: "top_rate", false: "own_rate"}[c.top])
	x.see("commission: resets %s", c.resets)
	return c
}

// draw gives deals, sold one after the other: to a limit exactly, one unit beside it, back again, nothing at all.
func (c *twinCommission) draw(d twinDice, x *twinCase, who *twinPerson) {
	currency := twinOr(x.currency, who.currency)
	scale := rat(twinDecimals[currency], 1)
	limit := func(i int) *big.Rat { return ratMul(c.limits[i], scale) }
	switch {
	case c.by == "attainment":
		x.drawQuota(d, who, c.paidOn)
		currency = who.quotaIn
		if c.paidOn == "units_sold" {
			currency = ""
		}
		w := twinPick(d, x.windows()...).And(who.days)
		reset := twinCalendar.PeriodOf(max(w.First, who.days.First), c.resets).And(who.days)
		q, ok := x.quota(who.id, reset, c.paidOn, currency)
		switch {
		case ok && q.Sign() > 0:
		case c.paidOn == "units_sold":
			q = rat(12, 1)
		default:
			q = rat(3_000_000, 1)
		}
		limit = func(i int) *big.Rat { return ratMul(c.limits[i], q) }
	case c.paidOn == "units_sold":
		limit = func(i int) *big.Rat { return c.limits[i] }
	}
	var days []config.Day
	for range d.n(0, 6) {
		days = append(days, drawDay(d, x, who))
	}
	slices.Sort(days)
	sold, last := new(big.Rat), new(big.Rat)
	for i, day := range days {
		v, in := rat(int64(d.n(-200_000, 2_000_000)), 1), currency
		if c.paidOn == "units_sold" {
			v = rat(int64(d.n(-2, 6)), 1)
		}
		switch d.n(0, 9) {
		case 0, 1, 2, 3:
			if len(c.limits) > 0 {
				v = ratSub(limit(d.n(0, len(c.limits)-1)), sold)
				v = ratAdd(v, rat(int64(twinPick(d, 0, 0, 0, 1, -1)), 1))
			}
		case 4:
			v = new(big.Rat).Neg(last)
		case 5:
			v = new(big.Rat)
		case 6:
			in = twinPick(d, "USD", "EUR", "JPY", "KWD")
		}
		value := twinRound(v, "").Int64()
		if c.resets != "deal" {
			sold = ratAdd(sold, rat(value, 1))
		}
		last = rat(value, 1)
		f := testFact{measure: c.paidOn, who: who.id, day: day, value: value, currency: in, source: fmt.Sprintf("D%02d", d.n(0, 9)*10+i), attrs: twinPick(d, "", "deal_type = 'new'", "deal_type = 'new'")}
		if c.paidOn == "units_sold" {
			f.currency = ""
		} else if d.yes(1) {
			f.currency = "GBP"
		}
		x.facts = append(x.facts, f)
	}
}

// deals are somebody's credits in some days, in the order they stand on a ladder: by day, then by key.
func (c *twinCommission) deals(x *twinCase, who string, days config.Interval) []testFact {
	var out []testFact
	for _, f := range x.facts {
		if f.measure == c.paidOn && f.who == who && days.Contains(f.day) && strings.Contains(f.attrs, c.onlyIf) {
			out = append(out, f)
		}
	}
	slices.SortStableFunc(out, func(a, b testFact) int {
		return cmp.Or(cmp.Compare(a.day, b.day), strings.Compare(a.source, b.source))
	})
	return out
}

// worth is a deal in minor units of a currency, or in units.
func (c *twinCommission) worth(f testFact, currency string) (*big.Rat, bool) {
	if c.paidOn == "units_sold" {
		return rat(f.value, 1), true
	}
	return twinConvert(rat(f.value, 1), f.currency, currency)
}

func (c *twinCommission) pay(x *twinCase, s *twinSheet) []twinAmount {
	var out []twinAmount
	for _, t := range x.stretches(s) {
		g := &s.segments[t.segment-1]
		var own []twinAmount
		held := false
		for _, days := range c.pieces(t.days) {
			list, ok := c.piece(x, s, g, t.days, days)
			held = held || !ok
			own = append(own, list...)
		}
		if held {
			x.see("held")
			x.held = true
			continue
		}
		out = append(out, own...)
	}
	return out
}

// pieces cuts a segment where the ladder is reset.
func (c *twinCommission) pieces(days config.Interval) []config.Interval {
	if c.rate != nil || c.resets == "deal" {
		return []config.Interval{days}
	}
	var out []config.Interval
	for at := days.First; at < days.End; {
		p := twinCalendar.PeriodOf(at, c.resets).And(days)
		out = append(out, p)
		at = p.End
	}
	return out
}

// piece pays the deals of some days between two resets; false where it is held.
func (c *twinCommission) piece(x *twinCase, s *twinSheet, g *twinSegment, stretch, days config.Interval) ([]twinAmount, bool) {
	currency := twinOr(x.currency, g.Currency) // of limits, and of rates that are amounts
	perUnit := rat(1, 1)                       // what a ladder's unit times its rate is in pay, in minor units
	var ok bool
	if c.paidOn == "units_sold" {
		perUnit = rat(twinDecimals[currency], 1)
	}
	if perUnit, ok = twinConvert(perUnit, currency, g.Currency); !ok {
		return nil, false
	}
	var out []twinAmount
	add := func(f testFact, earned *big.Rat) {
		out = append(out, twinAmount{g.n, "pay", f.source, g.Currency, ratMul(earned, perUnit)})
	}
	deals := c.deals(x, s.who, days)
	if c.rate != nil {
		for _, f := range deals {
			v, ok := c.worth(f, currency)
			if !ok {
				return nil, false
			}
			add(f, ratMul(v, c.rate))
		}
		return out, true
	}
	limits, at, ok := c.ladder(x, s, stretch, days, currency)
	if !ok {
		return nil, false
	}
	for _, f := range deals {
		v, ok := c.worth(f, currency)
		if !ok {
			return nil, false
		}
		if c.resets == "deal" {
			at = new(big.Rat)
		}
		next := ratAdd(at, v)
		for _, l := range limits {
			if next.Cmp(l) == 0 {
				x.see("a deal ends exactly on a limit")
			}
		}
		add(f, ratSub(c.entitlement(x, limits, next), c.entitlement(x, limits, at)))
		if v.Sign() < 0 {
			x.see("a reversal on a ladder")
		}
		at = next
	}
	return out, true
}

// entitlement is what a total earns: Σ rate × max(0, min(V, U) − L), or with the top rate r(V) × V. Below zero the
// first tier goes on. With a quota of 0 there are no limits and the first rate is everything's.
func (c *twinCommission) entitlement(x *twinCase, limits []*big.Rat, v *big.Rat) *big.Rat {
	if v.Sign() < 0 || len(limits) == 0 {
		return ratMul(c.rates[0], v)
	}
	if c.top {
		k := 0
		for k < len(limits) && (v.Cmp(limits[k]) > 0 || v.Cmp(limits[k]) == 0 && twinOr(c.limit, x.conv.limit) == "higher_tier") {
			k++
		}
		return ratMul(c.rates[k], v)
	}
	sum, low := new(big.Rat), new(big.Rat)
	for k, r := range c.rates {
		high := v
		if k < len(limits) {
			high = ratMin(v, limits[k])
		}
		if high.Cmp(low) <= 0 {
			break
		}
		sum = ratAdd(sum, ratMul(r, ratSub(high, low)))
		low = high
	}
	return sum
}

// ladder gives the limits in the ladder's units, none where the quota is 0, and how much stands on it before the days.
func (c *twinCommission) ladder(x *twinCase, s *twinSheet, stretch, days config.Interval, currency string) (limits []*big.Rat, at *big.Rat, ok bool) {
	at = new(big.Rat)
	scale := rat(1, 1)
	if c.by == "amount" {
		scale = rat(twinDecimals[currency], 1)
	}
	if c.resets != "deal" {
		reset := twinCalendar.PeriodOf(days.First, c.resets).Interval
		whole := x.sheet(s.who, reset) // who was what since the reset
		if c.by != "attainment" && x.conv.prorate("threshold_amounts") {
			scale = ratMul(scale, x.present(whole))
		}
		quota := new(big.Rat)
		for _, o := range whole.segments {
			if x.conv.ladder == "restarted" && o.days.And(stretch).Empty() {
				continue // what is mixed in this window is mixed on the ladder; roles of other windows are not
			}
			for _, f := range c.deals(x, s.who, config.Interval{First: o.days.First, End: min(o.days.End, days.First)}) {
				v, ok := c.worth(f, currency)
				if !ok {
					return nil, nil, false
				}
				at = ratAdd(at, v)
			}
			if c.by == "attainment" {
				q, ok := x.quotaOf(whole, o.days, c.paidOn, currency)
				if !ok {
					return nil, nil, false
				}
				if quota = ratAdd(quota, q); !x.conv.prorate("quota") {
					quota = q // the whole one, once
				}
			}
		}
		if c.by == "attainment" {
			scale = quota
		}
	}
	if scale.Sign() == 0 {
		return nil, at, true
	}
	for _, l := range c.limits {
		limits = append(limits, ratMul(l, scale))
	}
	return limits, at, true
}
