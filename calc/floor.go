package calc

import "attain/config"

// compileFloor reads a plan's floor: what the plan pays in a period at least, after its caps.
//
//	line = max(0, floor − earned)      7,000 / 5,000 earned with a floor of 6,000 a month pay 7,000 / 6,000
//
// It is a guarantee that makes up, begins with the plan and does not end. A component's own floor is floor_amount. Below
// a threshold a component pays nothing; a floor pays all the same. (semantics.md section 8.)
//
//	floor: {amount: 6_000, per: month}
func compileFloor(c *compiler, n *config.Node) step {
	found := c.ps.Len()
	r := n.ReadAs(c.ps, "floor")
	g := &guarantee{name: "floor", at: n.Place(), amounts: []config.Ratio{r.Ratio("amount")}, prorated: prorates(c.plan, "floor")}
	if g.amounts[0].Sign() < 0 {
		c.ps.Addf(r.At("amount"), "amount: %s is below 0", asWritten(r, "amount"))
	}
	g.per = c.readPer(r, "a floor")
	r.Done()
	if c.ps.Len() > found {
		return nil
	}
	return g
}
