package calc

import "attain/config"

// ladder is tiers over a running total in one unit, with where the total stands.
//
// The walk is the same upwards and downwards: what lies between the old and the new total is cut at the limits, so a
// reversal takes back exactly the rates it was paid at. Below zero the tiers written for it apply; where there are none,
// the first tier goes on.
type ladder struct {
	limits []config.Ratio // of all tiers but the last, ascending
	rates  []config.Ratio // one more than limits
	lower  bool           // exactly on a limit is the lower tier's
	upTo   []bool         // so it is on these limits, whatever lower says; nil for none
	at     config.Ratio
	shift  int // of how many tiers before it the first one here is

	settled bool // under topRate: every deal is paid at the rate of the tier final, whatever is reached; see settleRate
	final   int

	// Of deals with rates of their own; see credited.
	cards  [][]config.Ratio // rates by class and tier
	earned []config.Ratio   // what was credited so far, by class; only under topRate
}

// eachTier is which rate a deal gets that crosses a limit.
type eachTier int

// The ways of crossing a limit; see tiers.
const (
	ownRate eachTier = iota
	topRate
	rateAtStart
	rateAtEnd
)

// eachTiers are their words in plans, in the order of the constants.
var eachTiers = []string{"own_rate", "top_rate", "rate_at_start", "rate_at_end"}

// slice is the part of one deal at one rate.
type slice struct {
	tier    int // -1 where the deal's rate does not depend on it
	class   int
	basis   config.Ratio // in the ladder's unit
	rate    config.Ratio
	earlier bool // the basis is the earlier deals, the rate what they gain or lose
}

// tierAt gives the tier a total lies in.
func (l *ladder) tierAt(v config.Ratio) int {
	k := 0
	for k < len(l.limits) {
		c := v.Cmp(l.limits[k])
		if c < 0 || c == 0 && (l.lower || l.upTo != nil && l.upTo[k]) {
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
	now := l.topTier()
	out = append(out, slice{tier: now, basis: d, rate: l.rates[now]})
	if l.settled {
		return out
	}
	if change := l.rates[now].Sub(l.rates[before]); change.Sign() != 0 && was.Sign() != 0 {
		out = append(out, slice{tier: now, basis: was, rate: change, earlier: true})
	}
	return out
}

// topTier is the tier a deal is paid at under topRate: the one now reached, or the one that is reached in the end.
func (l *ladder) topTier() int {
	if l.settled {
		return l.final
	}
	return l.tierAt(l.at)
}

// whole moves the total by d and appends the deal at one rate: of the tier it starts or ends in. A reversal goes the same
// way back: the tier it starts in is the one the deal it undoes ended in, so it takes back the rate that deal was paid.
func (l *ladder) whole(d config.Ratio, atStart bool, out []slice) []slice {
	from := l.at
	l.at = l.at.Add(d)
	low, high := from.Min(l.at), from.Max(l.at)
	tier := l.tierAt(high)
	if atStart {
		tier = l.tierAt(low)
	}
	return append(out, slice{tier: tier, basis: d, rate: l.rates[tier]})
}

// move moves the total by one deal and appends its slices.
func (l *ladder) move(d config.Ratio, each eachTier, out []slice) []slice {
	switch each {
	case topRate:
		return l.topRate(d, out)
	case rateAtStart, rateAtEnd:
		return l.whole(d, each == rateAtStart, out)
	default:
		return l.ownRate(d, out)
	}
}

// alone prices a deal that climbs from 0. A reversal climbs as the deal it undoes did and is taken back, unless there are
// tiers for what lies below 0.
func (l *ladder) alone(d config.Ratio, each eachTier, out []slice) []slice {
	l.at = config.Ratio{}
	if !l.mirrors(d) {
		return l.move(d, each, out)
	}
	first := len(out)
	out = l.move(d.Neg(), each, out)
	takeBack(out[first:])
	return out
}

// mirrors says whether what climbs from 0 and is negative is looked at the other way round.
func (l *ladder) mirrors(d config.Ratio) bool {
	return d.Sign() < 0 && (len(l.limits) == 0 || l.limits[0].Sign() > 0)
}

// takeBack turns what a deal earns into what its reversal takes back.
func takeBack(deal []slice) {
	for i := range deal {
		deal[i].basis = deal[i].basis.Neg()
	}
}

// price is the kernel: it walks deals over the ladder in their order. ends[i] is where deal i's slices end in slices.
// With alone, the total starts at 0 for every deal.
func (l *ladder) price(deals []config.Ratio, each eachTier, alone bool, slices []slice, ends []int) ([]slice, []int) {
	for _, d := range deals {
		if alone {
			slices = l.alone(d, each, slices)
		} else {
			slices = l.move(d, each, slices)
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
