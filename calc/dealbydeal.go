package calc

import (
	"fmt"
	"slices"

	"attain/config"
)

// besidePair is a SPIF and the component it is compared with.
type besidePair struct {
	*beside
	spif, with *component
}

// besides takes away what SPIFs replace, once all components of a sheet are drafted from a place on. What is held comes
// first: a component that several SPIFs are compared with holds them all.
func (r *runner) besides(sh *sheet, from int) {
	if len(sh.plan.besides) == 0 {
		return
	}
	r.holdAllTogether(sh)
	left := r.leftOfAll(sh, from)
	r.holdAllTogether(sh)
	for _, pair := range sh.plan.besides {
		pair.apply(r, from, left)
	}
}

// paidAs is a component in a currency.
type paidAs struct {
	comp     *component
	currency string
}

// leftOfAll gives what the steps of the components that are compared leave of what they earned, and holds those of which
// it is not known.
func (r *runner) leftOfAll(sh *sheet, from int) map[paidAs]config.Ratio {
	out := map[paidAs]config.Ratio{}
	for _, pair := range sh.plan.besides {
		for _, comp := range []*component{pair.spif, pair.with} {
			net, _ := netOf(sh, comp, r.drafts[from:])
			for i := range net {
				left, err := comp.leaves(r, &net[i])
				if err != nil {
					r.hold(sh, comp, err.Error())
					break
				}
				out[paidAs{comp, net[i].last.currency()}] = left
			}
		}
	}
	return out
}

// leaving is a step that leaves the same share of all deals: a gate, a multiplier. A cap or a floor does not.
type leaving interface {
	leaves(r *runner, e *earned) (config.Ratio, error)
}

// leavesShare says whether a component has such a step.
func (comp *component) leavesShare() bool {
	return slices.ContainsFunc(comp.steps, func(s step) bool { _, is := s.(leaving); return is })
}

// leaves gives the share of what a component earned that its gate and multiplier leave.
func (comp *component) leaves(r *runner, e *earned) (config.Ratio, error) {
	left := config.Whole(1)
	for _, s := range comp.steps {
		s, ok := s.(leaving)
		if !ok {
			continue // a cap or floor, which is of no deal
		}
		share, err := s.leaves(r, e)
		if err != nil {
			return left, err
		}
		left = left.Mul(share)
	}
	return left, nil
}

// dealKey is one deal in one segment and currency.
type dealKey struct {
	source  string
	segment int32
}

// dealSum is what a component pays for a deal: the sum of its lines, and the first of them.
type dealSum struct {
	amount int64
	first  draft
}

// paid is what is really paid for the deal.
func (s *dealSum) paid(left map[paidAs]config.Ratio) config.Ratio {
	c := s.first.cell
	return config.Whole(s.amount).Mul(left[paidAs{c.comp, c.currency()}])
}

// apply compares two components deal by deal.
func (b besidePair) apply(r *runner, from int, left map[paidAs]config.Ratio) {
	mine, order := dealSums(r.drafts[from:], b.spif)
	theirs, _ := dealSums(r.drafts[from:], b.with)
	for _, key := range order {
		a, o := mine[key], theirs[key]
		if o == nil {
			continue
		}
		pays := a.paid(left)
		loser, winner := o, b.spif
		switch {
		case b.greater && isGreater(o.paid(left), pays):
			loser, winner = a, b.with
		case pays.Sign() == 0: // who pays nothing takes nobody's place
			continue
		}
		if loser.amount != 0 {
			r.draft(loser.away(b.beside, winner))
		}
	}
}

// isGreater says whether one amount stays rather than another: the larger, of two that are taken back the one that takes
// back more.
func isGreater(a, b config.Ratio) bool {
	if a.Sign() <= 0 && b.Sign() <= 0 {
		return a.Less(b)
	}
	return b.Less(a)
}

// away is the line that takes a deal's pay away.
func (s *dealSum) away(b *beside, winner *component) draft {
	line := s.first
	line.part, line.amount, line.at, line.unit, line.terms = "instead", -s.amount, b.at, "money", nil
	line.basis, line.rate = config.Whole(s.amount).Abs(), config.Whole(int64(-config.Whole(s.amount).Sign()))
	line.label = fmt.Sprintf("Paid by %s instead: %s", winner.name, s.first.label)
	return line
}

// dealSums adds a component's lines up deal by deal, in the order of the deals.
func dealSums(drafts []draft, comp *component) (sums map[dealKey]*dealSum, order []dealKey) {
	sums = map[dealKey]*dealSum{}
	for i := range drafts {
		d := &drafts[i]
		if d.cell.comp != comp || d.source == "" {
			continue
		}
		key := dealKey{d.source, d.cell.seg.Number}
		if sums[key] == nil {
			sums[key] = &dealSum{first: *d}
			order = append(order, key)
		}
		sums[key].amount += d.amount
	}
	return sums, order
}
