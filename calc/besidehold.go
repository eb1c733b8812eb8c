package calc

import (
	"fmt"
	"strings"
)

// holdAllTogether holds what is compared with what is held, and what is compared with that.
func (r *runner) holdAllTogether(sh *sheet) {
	for range sh.plan.besides {
		for _, pair := range sh.plan.besides {
			pair.holdTogether(r, sh)
		}
	}
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
