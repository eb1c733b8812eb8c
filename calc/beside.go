package calc

import (
	"fmt"

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
// used up or its gate leaves nothing, is left to the other.
//
// What a deal pays is what is really paid for it in the end. Three things besides the deal decide on that:
//
//	tiers, each_tier: top_rate    every deal at the rate finally reached in the pay window (see settleRate)
//	gate and multiplier           what they leave of the component: 1,000.00 behind a gate that is missed, otherwise 50 %, are
//	                              500.00, which is less than 800.00. What all deals of the component earned before anything
//	                              was taken away decides whether a missed gate takes something: of less than nothing it does not
//	cap_amount, floor_amount      belong to no deal. Beside greater_of neither of the two may have one, and beside replaces
//	                              the SPIF may have no cap. That of what is replaced is for what is left to it
//
// A deal the SPIF does not get must not use up its budget, so a budget goes with replaces and not with greater_of.
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
			pair := besidePair{m.beside, comp, other}
			c.checkDealByDeal(pair)
			c.plan.besides = append(c.plan.besides, pair)
		}
	}
}

// isCompared says whether a plan's SPIF and another component are compared deal by deal, and a component is one of them.
func (c *compiler) isCompared(name string) bool {
	for i := range c.plan.Plan.Components {
		one := &c.plan.Plan.Components[i]
		n := one.Node.Get("beside_the_plan")
		if one.Kind != "spif" || n == nil || n.Kind != config.Mapping {
			continue
		}
		for _, key := range []string{"replaces", "greater_of"} {
			if other := n.Get(key); other != nil && (one.Name == name || other.Text == name) {
				return true
			}
		}
	}
	return false
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

// sentences say which of the two is paid.
func (b *beside) sentences(pl *plan, comp *component) []string {
	shared := comp.leavesShare()
	for _, other := range pl.components {
		shared = shared || b.greater && other.name == b.other && other.leavesShare()
	}
	switch {
	case b.greater && shared:
		return []string{fmt.Sprintf("For each deal you are paid this or %s, whichever is more after gates and multipliers.", b.other)}
	case b.greater:
		return []string{fmt.Sprintf("For each deal you are paid this or %s, whichever is more.", b.other)}
	}
	out := []string{fmt.Sprintf("For each deal it pays for, this takes the place of %s.", b.other)}
	if shared {
		out = append(out, fmt.Sprintf("When its gate or multiplier leaves nothing of it, %s is paid as if this were not there.", b.other))
	}
	return out
}

// exampleBesides takes away in an example what SPIFs replace; each component has the one deal.
func (pl *plan) exampleBesides(got map[string]int64) {
	for _, b := range pl.besides {
		if b.greater && isGreater(config.Whole(got[b.with.name]), config.Whole(got[b.spif.name])) {
			got[b.spif.name] = 0
		} else if got[b.spif.name] != 0 {
			got[b.with.name] = 0
		}
	}
}
