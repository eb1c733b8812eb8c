package calc

import "attain/config"

// commission pays a rate on every credited deal:
//
//	amount of a deal = Σ over its slices: part of the credit in the tier × the tier's rate, rounded once
//
// A flat rate has one slice. Tiers are a ladder over what was credited since the last reset, so a deal that crosses a
// limit is sliced; see tiers. By attainment, the limits are shares of the quota; a quota of 0 pays the rate of the tier
// that begins at 0 on everything, a missing one holds the component.
//
// 4 % to 150,000, 6 % to 250,000, 8 % beyond; 145,000 closed before; a deal of 20,000: 5,000 × 4 % + 15,000 × 6 % =
// 200.00 + 900.00 = 1,100.00.
//
// On a measure that counts, the rate is an amount for each unit, in the plan's currency.
//
// A rate may depend on what the deal is (rateRow), be worked out of its numbers (rateFormula), be so many times a base
// rate (baseRate) or an amount for a whole tier (payRate). per_deal limits what one deal pays. splits: rate_first prices
// the whole deal and then shares it: 100,000 at 10 % to 60,000 and 12 % above, shared by two, pays 10,800.00 ÷ 2 =
// 5,400.00 each; share_first, each credit by itself, pays 5,000.00 each.
type commission struct{ pricing }

// compileCommission reads a commission.
func compileCommission(c *compiler, comp *component) method {
	r := c.node(comp).ReadAs(c.ps, "a commission")
	c.readHead(r, comp)
	c.readReward(r, comp)
	m := &commission{pricing{what: "a commission", of: config.OfPerson}}
	found := c.ps.Len()
	c.readRatesOf(r, &m.pricing, comp)
	up := c.readTrueUp(r)
	r.Done()
	if c.ps.Len() > found {
		return nil
	}
	c.finishPricing(&m.pricing, comp, c.keptOff(comp, &m.pricing))
	if c.ps.Len() > found {
		return nil
	}
	if up != nil {
		return c.compileTrueUp(up, m, comp)
	}
	return m
}
