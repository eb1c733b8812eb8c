package calc

import (
	"slices"

	"attain/config"
)

// byKeys divides an amount of minor units by keys, so that the parts come to it exactly: each gets its exact share
// rounded down, and what is left over goes, a unit each, to the largest remainders; of equal ones to the first. Keys are
// not below 0; where all are 0 nobody gets anything. A negative amount is divided as the positive one, with the sign.
//
//	100.00 by 1, 1, 1    33.34, 33.33, 33.33
func byKeys(amount int64, keys []config.Ratio) []int64 {
	out := make([]int64, len(keys))
	var sum config.Ratio
	for _, k := range keys {
		sum = sum.Add(k)
	}
	if sum.Sign() <= 0 {
		return out
	}
	sign, left := int64(1), amount
	if amount < 0 {
		sign, left = -1, -amount
	}
	total, remainders := config.Whole(left), make([]config.Ratio, len(keys))
	order := make([]int, len(keys))
	for i, k := range keys {
		exact := total.Mul(k).Quo(sum)
		out[i] = floor(exact)
		remainders[i], order[i] = exact.Sub(config.Whole(out[i])), i
		left -= out[i]
	}
	slices.SortStableFunc(order, func(a, b int) int { return remainders[b].Cmp(remainders[a]) })
	for _, i := range order[:left] {
		out[i]++
	}
	for i := range out {
		out[i] *= sign
	}
	return out
}

// floor gives the largest whole number not above a ratio that is not below 0.
func floor(v config.Ratio) int64 {
	n, _ := v.Round(config.AwayFromZero)
	if v.Less(config.Whole(n)) {
		n--
	}
	return n
}

// capped is what a division under a limit came to.
type capped struct {
	amounts []int64
	at      []bool       // who is at the limit
	rest    int64        // of the amount, for those who are not
	keys    config.Ratio // of those who are not
	left    int64        // what nobody could take
}

// byKeysUpTo divides an amount as byKeys does, with at most a limit for each. What somebody cannot take is divided among
// the others by their keys, again and again, until nothing is left or all are at the limit; where again is false it is
// lost.
//
//	100,000 by 50, 30, 20, at most 40,000   40,000 and, of the 60,000 left by 30 and 20, 36,000 and 24,000
//	                       at most 35,000   35,000; of 65,000 then 39,000, so 35,000 too; the 30,000 left are the third's
//	                       at most 30,000   30,000 each, and 10,000 that nobody can take
func byKeysUpTo(amount int64, keys []config.Ratio, limit *int64, again bool) capped {
	out := capped{amounts: make([]int64, len(keys)), at: make([]bool, len(keys)), rest: amount}
	for _, k := range keys {
		out.keys = out.keys.Add(k)
	}
	if limit == nil || !again {
		out.amounts = byKeys(amount, keys)
		for i, a := range out.amounts {
			if limit != nil && a > *limit {
				out.amounts[i], out.at[i] = *limit, true
			}
			out.left += a - out.amounts[i]
		}
		if out.keys.Sign() <= 0 {
			out.left = amount
		}
		return out
	}
	for more := true; more; {
		more = out.markAbove(keys, *limit)
	}
	free := slices.Clone(keys)
	for i := range keys {
		if out.at[i] {
			out.amounts[i], free[i] = *limit, config.Ratio{}
		}
	}
	if out.keys.Sign() <= 0 {
		out.left = out.rest
		return out
	}
	for i, a := range byKeys(out.rest, free) {
		out.amounts[i] += a
	}
	return out
}

// markAbove marks whose share of the rest is above the limit, and takes them out of it.
func (d *capped) markAbove(keys []config.Ratio, limit int64) bool {
	var marked []int
	for i, k := range keys {
		if !d.at[i] && k.Sign() > 0 && config.Whole(limit).Mul(d.keys).Less(config.Whole(d.rest).Mul(k)) {
			marked = append(marked, i)
		}
	}
	for _, i := range marked {
		d.at[i] = true
		d.rest -= limit
		d.keys = d.keys.Sub(keys[i])
	}
	return len(marked) > 0
}
