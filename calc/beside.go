package calc

import (
	"fmt"
	"strings"

	"attain/config"
)

// beside is what becomes of what another component of the plan pays for the deals a SPIF pays for, deal by deal within a
// pay window:
//
//	beside_the_plan: adds                    both are paid (so it is where nothing is said)
//	beside_the_plan: {replaces: bookings}    the other's pay for the deal is taken away
//	beside_the_plan: {greater_of: bookings}  the smaller of the two is taken away; of reversals the one that takes back less
//
// What is taken away is a negative line on the component that loses, which names the other. A deal is the same by its
// source key. A deal that pays 800.00 in commission and 1,000.00 in the SPIF pays 1,800.00, 1,000.00 and 1,000.00; one of
// 1,200.00 and 1,000.00 pays 2,200.00, 1,000.00 and 1,200.00. A deal for which the SPIF pays nothing, because its budget is
// used up, is left to the other.
//
// While one of the two is held in a stretch of the window, the other is too, also where it is held by what its gate looks at.
type beside struct {
	greater bool
	other   string
	at      config.Position
}

// readBeside reads beside_the_plan; nil where both are paid.
func (c *compiler) readBeside(r *config.Reader) *beside {
	n := r.Child("beside_the_plan")
	if n == nil || n.Kind == config.Text {
		r.Choice("beside_the_plan", "adds", "adds")
		return nil
	}
	br := n.ReadAs(c.ps, "beside_the_plan")
	b := &beside{at: n.Place(), greater: br.Has("greater_of")}
	switch replaces := br.Has("replaces"); {
	case replaces == b.greater:
		c.ps.Addf(n.Place(), "beside_the_plan needs replaces or greater_of, and only one of them, with a component's name: {greater_of: bookings}; or write adds")
	case replaces:
		b.other, b.at = br.Text("replaces"), br.At("replaces")
	default:
		b.other, b.at = br.Text("greater_of"), br.At("greater_of")
	}
	br.Done()
	return b
}

// checkBeside wants the component a SPIF names to be there, and to pay in the same thing.
func (c *compiler) checkBeside() {
	for _, comp := range c.plan.components {
		m := spifOf(comp.method)
		if m == nil || m.beside == nil {
			continue
		}
		var names []string
		var other *component
		for _, one := range c.plan.components {
			if _, deals := priced(one.method); !deals || one == comp {
				continue
			}
			if names = append(names, one.name); one.name == m.beside.other {
				other = one
			}
		}
		switch {
		case other == nil:
			c.ps.Addf(m.beside.at, "%q is not a component of this plan that pays for deals%s", m.beside.other, suggestOrList(m.beside.other, names))
		case other.reward != comp.reward:
			c.ps.Addf(m.beside.at, "%s and %s do not pay in the same: one pays a reward that is no money; write adds", comp.name, other.name)
		default:
			c.plan.besides = append(c.plan.besides, besidePair{m.beside, comp, other})
		}
	}
}

// priced gives the pricing of a method that pays rates on deals.
func priced(m method) (*pricing, bool) {
	switch m := m.(type) {
	case *commission:
		return &m.pricing, true
	case *spif:
		return &m.pricing, true
	case *budgetedSpif:
		return &m.pricing, true
	case *override:
		return &m.pricing, true
	}
	return nil, false
}

// besidePair is a SPIF and the component it is compared with.
type besidePair struct {
	*beside
	spif, with *component
}

// besides takes away what SPIFs replace, once all components of a sheet are drafted from a place on. What is held comes
// first: a component that several SPIFs are compared with holds them all.
func (r *runner) besides(sh *sheet, from int) {
	for range sh.plan.besides {
		for _, pair := range sh.plan.besides {
			pair.holdTogether(r, sh)
		}
	}
	for _, pair := range sh.plan.besides {
		pair.apply(r, sh, from)
	}
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

// apply compares two components deal by deal.
func (b besidePair) apply(r *runner, sh *sheet, from int) {
	mine, order := dealSums(r.drafts[from:], b.spif)
	theirs, _ := dealSums(r.drafts[from:], b.with)
	for _, key := range order {
		a, o := mine[key], theirs[key]
		if o == nil {
			continue
		}
		loser, winner := o, b.spif
		switch {
		case b.greater && isGreater(o.amount, a.amount):
			loser, winner = a, b.with
		case a.amount == 0: // a budget that is used up pays for nothing, so nothing is replaced
			continue
		}
		if loser.amount != 0 {
			r.draft(loser.away(b.beside, winner))
		}
	}
}

// isGreater says whether one amount stays rather than another: the larger, of two that are taken back the one that takes
// back more.
func isGreater(a, b int64) bool {
	if a <= 0 && b <= 0 {
		return a < b
	}
	return a > b
}

// away is the line that takes a deal's pay away.
func (s *dealSum) away(b *beside, winner *component) draft {
	line := s.first
	line.part, line.amount, line.at, line.unit, line.terms = "instead", -s.amount, b.at, "money", nil
	line.basis, line.rate = config.Whole(s.amount).Abs(), config.Whole(int64(-config.Whole(s.amount).Sign()))
	line.label = fmt.Sprintf("Paid by %s instead: %s", winner.name, s.first.label)
	return line
}

// dealSums adds a component's lines up deal by deal, in the order of the deals. What earlier deals gain at a new rate is
// not the deal's that reached it.
func dealSums(drafts []draft, comp *component) (sums map[dealKey]*dealSum, order []dealKey) {
	sums = map[dealKey]*dealSum{}
	for i := range drafts {
		d := &drafts[i]
		if d.cell.comp != comp || d.source == "" || d.isEarlier() {
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

// holdTogether holds each of the two in the segments in which the other is held. A deal is in one segment, so what the
// other segments pay stays.
func (b besidePair) holdTogether(r *runner, sh *sheet) {
	for _, c := range sh.cells {
		if c.comp != b.spif && c.comp != b.with || !c.isHeld() {
			continue
		}
		for _, o := range sh.cells {
			if o.seg == c.seg && (o.comp == b.spif || o.comp == b.with) && o.result != nil && !o.isHeld() {
				r.holdCells(sh, comparedWith(c), func(one *cell) bool { return one == o })
			}
		}
	}
}

// comparedWith says why what is compared with a held cell is held.
func comparedWith(c *cell) string {
	if strings.HasPrefix(c.result.Reason, "it is compared with ") {
		return c.result.Reason
	}
	return fmt.Sprintf("it is compared with %s deal by deal, which is held: %s", c.comp.name, c.result.Reason)
}

// holdBeside holds what is compared deal by deal with a component that one of its steps has held, and takes it out of what
// was earned.
func (r *runner) holdBeside(sh *sheet, comp *component, earnedSoFar []earned) {
	for _, pair := range sh.plan.besides {
		switch comp {
		case pair.spif:
			r.holdPartner(sh, comp, pair.with, earnedSoFar)
		case pair.with:
			r.holdPartner(sh, comp, pair.spif, earnedSoFar)
		}
	}
}

// holdPartner holds a component because another is held that it is compared with, and then what is compared with it.
func (r *runner) holdPartner(sh *sheet, comp, partner *component, earnedSoFar []earned) {
	var because *cell
	all := true
	for _, c := range sh.cells {
		if c.comp == comp && c.isHeld() {
			because = c
		}
		all = all && (c.comp != partner || c.result == nil || c.isHeld())
	}
	if all || because == nil {
		return
	}
	r.hold(sh, partner, comparedWith(because))
	for i := range earnedSoFar {
		if earnedSoFar[i].comp == partner {
			earnedSoFar[i].net = 0
		}
	}
	r.holdBeside(sh, partner, earnedSoFar)
}

// sentence says which of the two is paid.
func (b *beside) sentence() string {
	if b.greater {
		return fmt.Sprintf("For each deal you are paid this or %s, whichever is more.", b.other)
	}
	return fmt.Sprintf("For each deal it pays for, this takes the place of %s.", b.other)
}

// exampleBesides takes away in an example what SPIFs replace; each component has the one deal.
func (pl *plan) exampleBesides(got map[string]int64) {
	for _, b := range pl.besides {
		if b.greater && isGreater(got[b.with.name], got[b.spif.name]) {
			got[b.spif.name] = 0
		} else if got[b.spif.name] != 0 {
			got[b.with.name] = 0
		}
	}
}
