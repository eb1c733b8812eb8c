package calc

import "attain/config"

// credited is one deal on a ladder that needs more than its amount: what it is paid on may not be what moves the ladder,
// and its rates may be its own.
type credited struct {
	value config.Ratio   // what it is paid on
	moves config.Ratio   // what it moves the ladder by
	card  []config.Ratio // its rates by tier; one where fixed
	class int
	fixed bool
	still bool // it does not move the ladder
}

// priceCredited prices one deal. Where it crosses a limit, the part of value in a tier is the part of moves in it:
//
//	slice = value × part of moves ÷ moves
//
// A contract counted with 120,000 and paid on its first 40,000, at 100,000 of a limit of 160,000: 60,000 of 120,000 lie
// below, so 20,000 are paid at the lower rate and 20,000 at the higher one.
//
// What does not move the ladder is paid at the rate of the tier the ladder stands in, or at a rate of its own.
func (l *ladder) priceCredited(d *credited, each eachTier, alone bool, out []slice) []slice {
	if alone {
		l.at = config.Ratio{}
		clear(l.earned)
		if l.mirrors(d.moves) {
			undone, first := *d, len(out)
			undone.value, undone.moves = d.value.Neg(), d.moves.Neg()
			out = l.priceCredited(&undone, each, true, out)
			takeBack(out[first:])
			return out
		}
	}
	from, first, before := l.at, len(out), l.tierAt(l.at)
	switch {
	case d.fixed:
		out = append(out, slice{tier: -1, basis: d.value, rate: d.card[0]})
		if !d.still {
			l.at = l.at.Add(d.moves)
		}
	case d.still:
		out = append(out, slice{tier: before, basis: d.value})
	case each == topRate:
		l.at = l.at.Add(d.moves)
		out = append(out, slice{tier: l.topTier(), basis: d.value})
	case each == ownRate:
		out = l.ownRate(d.moves, out)
		d.share(out[first:])
	default:
		out = l.whole(d.moves, each == rateAtStart, out)
		out[len(out)-1].basis = d.value
	}
	for i := first; i < len(out); i++ {
		out[i].class = d.class
		if !d.fixed {
			out[i].rate = d.card[out[i].tier]
		}
	}
	if each != topRate || l.settled {
		return out
	}
	if now := l.tierAt(l.at); now != before && from.Cmp(l.at) != 0 {
		out = l.again(before, now, out)
	}
	if !d.fixed && !d.still {
		l.earned[d.class] = l.earned[d.class].Add(d.value)
	}
	return out
}

// share turns parts of what moves the ladder into parts of what is paid on.
func (d *credited) share(parts []slice) {
	if len(parts) == 1 {
		parts[0].basis = d.value
		return
	}
	for i := range parts {
		parts[i].basis = d.value.Mul(parts[i].basis).Quo(d.moves)
	}
}

// again appends what the earlier deals of each class gain or lose when the tier changes for all of them.
func (l *ladder) again(before, now int, out []slice) []slice {
	for k, earned := range l.earned {
		if len(l.cards[k]) <= now || len(l.cards[k]) <= before {
			continue
		}
		if change := l.cards[k][now].Sub(l.cards[k][before]); change.Sign() != 0 && earned.Sign() != 0 {
			out = append(out, slice{tier: now, class: k, basis: earned, rate: change, earlier: true})
		}
	}
	return out
}
