package calc

import (
	"fmt"

	"attain/config"
)

// tier is one step of a ladder: from the limit of the tier before it to its own.
type tier struct {
	below config.Ratio // its upper limit; the last tier has none
	text  string       // below, as written
	rate  config.Ratio
	times *config.Ratio // of the base rate, where the rate is not written
	pos   config.Position
	part  string // of its lines: tier-1
	place string // pos, as text
}

// tiers are a commission's rates by how much was reached.
//
//	own_rate    each part of a deal gets the rate of the tier it lies in: Σ rate × the part in the tier
//	top_rate    the rate of the tier reached applies to everything since the last reset; a deal that reaches a higher
//	            tier also pays the difference for the earlier deals, as a line of its own
//
// With tiers 1 % below 1,000, 2 % below 3,000, 3 % below 8,000, 5 % above, and deals of 200, 300, 1,500, 1,200, 2,000
// and 4,500:
//
//	resets deal, own_rate       2, 3, 20, 14, 30, 95     164
//	resets deal, top_rate       2, 3, 30, 24, 40, 135    234
//	resets monthly, own_rate    2, 3, 25, 26, 60, 169    285
//	resets monthly, top_rate    2, 3, 35, 56, 60, 329    485
type tiers struct {
	by     string // amount, units, attainment
	resets string // deal, monthly, quarterly, yearly
	top    bool
	lower  bool // exactly on a limit counts to the lower tier
	list   []tier
	quota  *config.Measure
	where  []config.Condition
	base   *baseRate
	of     string // what the quota is of, for messages
	at     config.Position
}

// readTiers reads tiers:. unit is the measure's.
func (c *compiler) readTiers(n *config.Node, paidOn *config.Measure) *tiers {
	r := n.ReadAs(c.ps, "tiers")
	t := &tiers{at: n.Place()}
	t.by = r.Choice("by", "", "amount", "units", "attainment")
	t.resets = c.contested(r, "resets")
	t.top = c.contested(r, "each_tier") == "top_rate"
	onLimit := r.Choice("exactly_on_limit", "not_said", "higher_tier", "lower_tier")
	if onLimit == "not_said" {
		onLimit = c.plan.Conventions.ExactlyOnLimit
	}
	t.lower = onLimit == "lower_tier"
	quotaName, quotaAt := r.TextOr("quota", "quota"), r.At("quota")
	quotaSaid := r.Has("quota") || r.Has("quota_where")
	t.where = c.conditions(r, "quota_where")
	t.base = c.readBaseRate(r, "base_rate", quotaName, t.where, paidOn)
	t.list = c.readRates(r, t.base)
	r.Done()
	if paidOn != nil {
		c.checkLadderUnit(t, paidOn, r.At("by"))
	}
	switch {
	case t.by == "attainment":
		if t.quota = c.measure(quotaName, quotaAt, "quota"); t.quota != nil && t.quota.Kind != "span" {
			c.ps.Addf(quotaAt, "quota: %s is a %s; a quota is a measure given for a stretch of days (span)", quotaName, t.quota.Kind)
		}
		if t.resets == "deal" {
			c.ps.Addf(r.At("resets"), "resets: deal does not go with by: attainment, because one deal has no quota; write monthly, quarterly or yearly")
		}
		if t.quota != nil && paidOn != nil {
			t.where, t.of = quotaOf(t.quota, t.where, paidOn.Name, t.at)
		}
	case quotaSaid && (t.base == nil || !t.base.derived):
		c.ps.Addf(quotaAt, "quota is only used with by: attainment or base_rate: incentive_per_quota, and this ladder goes by %s; leave it out", t.by)
	}
	return t
}

func (c *compiler) checkLadderUnit(t *tiers, m *config.Measure, at config.Position) {
	switch {
	case t.by == "amount" && m.Unit != "money":
		c.ps.Addf(at, "by: amount needs a measure of money, and %s counts %s; write by: units", m.Name, m.Unit)
	case t.by == "units" && m.Unit == "money":
		c.ps.Addf(at, "by: units needs a measure that counts, and %s is money; write by: amount", m.Name)
	}
}

// readRates reads the list of tiers and checks that each begins where the one before ends and the last has no end.
func (c *compiler) readRates(r *config.Reader, base *baseRate) []tier {
	items := r.Items("rates")
	if len(items) == 0 {
		if r.Child("rates") == nil {
			c.ps.Addf(r.At("rates"), `"rates" is missing from tiers; write a list such as [{below: 100%%, rate: 8%%}, {rate: 12%%}]`)
		} else {
			c.ps.Addf(r.At("rates"), "rates is empty; write at least one tier, {rate: 8%%}")
		}
		return nil
	}
	var list []tier
	for i, item := range items {
		ir := item.ReadAs(c.ps, "a tier")
		t := tier{pos: item.Place(), place: item.Place().String(), part: fmt.Sprintf("tier-%d", i+1)}
		c.readRate(ir, base, &t)
		last := i == len(items)-1
		if ir.Has("from") {
			c.checkFrom(ir, i, list)
		}
		switch has := ir.Has("below"); {
		case has:
			t.below, t.text = ir.Ratio("below"), asWritten(ir, "below")
			if i > 0 && !list[i-1].below.Less(t.below) {
				c.ps.Addf(ir.At("below"), "tier %d ends at %s, not above tier %d (%s): tiers overlap; write them from low to high",
					i+1, t.text, i, list[i-1].text).Notef(list[i-1].pos, "tier %d is here", i)
			}
			if last {
				c.ps.Addf(ir.At("below"), "the last tier ends at %s and nothing is said above it: a gap; add a last tier without below, {rate: 0%%} if nothing is paid there", t.text)
			}
		case !last:
			c.ps.Addf(item.Place(), "tier %d has no below, and only the last tier may go on for ever; write where it ends", i+1)
		}
		ir.Done()
		list = append(list, t)
	}
	return list
}

// readRate reads what a tier pays: rate: 8%, or times: 1.25 of the base rate.
func (c *compiler) readRate(r *config.Reader, base *baseRate, t *tier) {
	if !r.Has("times") {
		t.rate = r.Ratio("rate")
		return
	}
	times := r.Ratio("times")
	t.times = &times
	switch {
	case r.Has("rate"):
		c.ps.Addf(r.At("times"), "times and rate are both written; keep one")
	case base == nil:
		c.ps.Addf(r.At("times"), "times: %s is so many times the base rate, and there is none; write base_rate: 6%% or base_rate: %s beside rates", times, incentivePerQuota)
	}
}

// rateOn gives the tier's rate where the base rate is known.
func (t *tier) rateOn(base config.Ratio) config.Ratio {
	if t.times == nil {
		return t.rate
	}
	return t.times.Mul(base)
}

// checkFrom compares where a tier says it begins with where the one before ends.
func (c *compiler) checkFrom(r *config.Reader, i int, before []tier) {
	from := r.Ratio("from")
	if i == 0 {
		if from.Sign() != 0 {
			c.ps.Addf(r.At("from"), "tier 1 begins at %s; the first tier begins at 0", asWritten(r, "from"))
		}
		return
	}
	end := before[i-1].text
	switch from.Cmp(before[i-1].below) {
	case 1:
		c.ps.Addf(r.At("from"), "tier %d begins at %s and tier %d ends at %s: a gap; begin where it ends", i+1, asWritten(r, "from"), i, end).
			Notef(before[i-1].pos, "tier %d is here", i)
	case -1:
		c.ps.Addf(r.At("from"), "tier %d begins at %s, below the end of tier %d (%s): tiers overlap; begin where it ends", i+1, asWritten(r, "from"), i, end).
			Notef(before[i-1].pos, "tier %d is here", i)
	}
}

// asWritten gives a value's own spelling.
func asWritten(r *config.Reader, key string) string { return r.Child(key).Scalar(&config.Problems{}) }

// ladder is tiers over a running total in one unit, with where the total stands.
//
// The walk is the same upwards and downwards: what lies between the old and the new total is cut at the limits, so a
// reversal takes back exactly the rates it was paid at. Below zero the first tier goes on.
type ladder struct {
	limits []config.Ratio // of all tiers but the last, ascending
	rates  []config.Ratio // one more than limits
	lower  bool
	at     config.Ratio
}

// slice is the part of one deal at one rate.
type slice struct {
	tier    int
	basis   config.Ratio // in the ladder's unit
	rate    config.Ratio
	earlier bool // the basis is the earlier deals, the rate what they gain or lose
}

// tierAt gives the tier a total lies in.
func (l *ladder) tierAt(v config.Ratio) int {
	k := 0
	for k < len(l.limits) {
		c := v.Cmp(l.limits[k])
		if c < 0 || (c == 0 && l.lower) {
			break
		}
		k++
	}
	return k
}

// ownRate moves the total by d and appends one slice for every tier on the way.
func (l *ladder) ownRate(d config.Ratio, out []slice) []slice {
	if d.Sign() == 0 {
		return append(out, slice{tier: l.tierAt(l.at), rate: l.rates[l.tierAt(l.at)]})
	}
	if d.Sign() < 0 {
		return l.walkDown(d, out)
	}
	k := 0
	for k < len(l.limits) && l.limits[k].Cmp(l.at) <= 0 {
		k++
	}
	end := l.at.Add(d)
	for ; k < len(l.limits) && l.limits[k].Less(end); k++ {
		out = append(out, slice{tier: k, basis: l.limits[k].Sub(l.at), rate: l.rates[k]})
		l.at = l.limits[k]
	}
	out = append(out, slice{tier: k, basis: end.Sub(l.at), rate: l.rates[k]})
	l.at = end
	return out
}

func (l *ladder) walkDown(d config.Ratio, out []slice) []slice {
	k := len(l.limits)
	for k > 0 && l.at.Cmp(l.limits[k-1]) <= 0 {
		k--
	}
	end := l.at.Add(d)
	for ; k > 0 && end.Less(l.limits[k-1]); k-- {
		out = append(out, slice{tier: k, basis: l.limits[k-1].Sub(l.at), rate: l.rates[k]})
		l.at = l.limits[k-1]
	}
	out = append(out, slice{tier: k, basis: end.Sub(l.at), rate: l.rates[k]})
	l.at = end
	return out
}

// topRate moves the total by d and appends the deal at the rate now reached and, where that rate changed, what the
// earlier deals gain or lose: r(V+d) × (V+d) − r(V) × V.
func (l *ladder) topRate(d config.Ratio, out []slice) []slice {
	before, was := l.tierAt(l.at), l.at
	l.at = l.at.Add(d)
	now := l.tierAt(l.at)
	out = append(out, slice{tier: now, basis: d, rate: l.rates[now]})
	if change := l.rates[now].Sub(l.rates[before]); change.Sign() != 0 && was.Sign() != 0 {
		out = append(out, slice{tier: now, basis: was, rate: change, earlier: true})
	}
	return out
}

// price is the kernel: it walks deals over the ladder in their order. ends[i] is where deal i's slices end in slices.
// With each, the total starts at 0 for every deal.
func (l *ladder) price(deals []config.Ratio, top, each bool, slices []slice, ends []int) ([]slice, []int) {
	for _, d := range deals {
		if each {
			l.at = config.Ratio{}
		}
		if top {
			slices = l.topRate(d, slices)
		} else {
			slices = l.ownRate(d, slices)
		}
		ends = append(ends, len(slices))
	}
	return slices, ends
}

// roundSlices rounds each deal once and gives its slices the differences of the rounded running totals, so that they
// sum to the deal. paid[i] turns deal i's ladder unit times rate into minor units of the currency of pay. It reports
// false when an amount does not fit in 64 bits.
func roundSlices(slices []slice, ends []int, paid []config.Ratio, halves config.Halves, amounts []int64) ([]int64, bool) {
	from, fits := 0, true
	for i, end := range ends {
		var total config.Ratio
		rounded := int64(0)
		for _, s := range slices[from:end] {
			total = total.Add(s.basis.Mul(s.rate).Mul(paid[i]))
			now, ok := total.Round(halves)
			fits = fits && ok
			amounts = append(amounts, now-rounded)
			rounded = now
		}
		from = end
	}
	return amounts, fits
}
