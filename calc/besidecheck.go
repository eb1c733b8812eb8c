package calc

import (
	"fmt"

	"attain/config"
)

// checkDealByDeal refuses what leaves open what a deal pays in one of two components that are compared deal by deal: a
// ladder on which deals of earlier pay windows stand, a cap or floor over all deals, a budget that is given out before
// the two are compared. Paying something all the same would be wrong for somebody and say nothing.
func (c *compiler) checkDealByDeal(pair besidePair) {
	how := "replaces"
	if pair.greater {
		how = "greater_of"
	}
	for _, comp := range []*component{pair.spif, pair.with} {
		c.checkLadder(pair, comp)
		if pair.greater || comp == pair.spif {
			c.checkUncapped(pair, comp, how)
		}
		c.checkUnbudgeted(pair, comp, how)
	}
}

// checkLadder refuses tiers with top_rate that go on climbing over pay windows: deals of windows that are paid already
// would gain or lose by deals of this one, after they were compared.
func (c *compiler) checkLadder(pair besidePair, comp *component) {
	m, _ := priced(comp.method)
	if !m.settled || c.inOneWindow(m) {
		return
	}
	said := "resets: " + m.tiers.resets
	if m.resetKind == perCampaign {
		said = fmt.Sprintf("counted over the campaign, %s", m.campaign)
	}
	c.ps.Addf(pair.at, "beside_the_plan compares the deals of one pay window (pays: %s), and with each_tier: top_rate a deal of %s also changes what deals of earlier windows earned (%s), which are compared and paid already; in the tiers of %s write resets: %s or each_tier: own_rate, or write beside_the_plan: adds",
		c.plan.Pays, comp.name, said, comp.name, c.plan.Pays).Notef(m.tiers.at, "the tiers of %s are here", comp.name)
}

// inOneWindow says whether all deals on a ladder are in one pay window.
func (c *compiler) inOneWindow(m *pricing) bool {
	length := map[string]int{config.Month: 1, config.Quarter: 3, config.Year: 12}
	if m.resetKind != perCampaign && length[m.resetKind] <= length[c.plan.periodKind] {
		return true
	}
	days := c.plan.Interval
	if !m.campaign.Empty() {
		days = days.And(m.campaign)
	}
	return c.prog.ws.Calendar.PeriodOf(days.First, c.plan.periodKind).And(days) == days
}

// checkUncapped refuses a cap and a floor, of which no part belongs to a deal.
func (c *compiler) checkUncapped(pair besidePair, comp *component, how string) {
	l := &comp.limits
	if l.cap != nil {
		c.ps.Addf(l.capAt, "cap_amount is for all deals of %s together, so nobody knows which of them it pays, and %s needs to know that of each; write per_deal: {at_most: …} here, a cap of the whole plan (steps: cap), or beside_the_plan: adds",
			comp.name, how).Notef(pair.at, "%s is here", how)
	}
	if l.floor != nil && pair.greater {
		c.ps.Addf(l.floorAt, "floor_amount is for all deals of %s together, so nobody knows for which of them it pays, and %s needs to know that of each; write per_deal: {at_least: …} here, a floor of the whole plan (steps: floor), or beside_the_plan: adds",
			comp.name, how).Notef(pair.at, "%s is here", how)
	}
}

// checkUnbudgeted refuses a budget that deals would use up that another component pays for in the end.
func (c *compiler) checkUnbudgeted(pair besidePair, comp *component, how string) {
	m, ok := comp.method.(*budgetedSpif)
	if !ok || comp == pair.spif && !pair.greater {
		return
	}
	other, instead := pair.with.name, "beside_the_plan: {replaces: "+pair.with.name+"}, or beside_the_plan: adds"
	if comp == pair.with {
		other, instead = pair.spif.name, "beside_the_plan: adds in "+pair.spif.name
	}
	c.ps.Addf(m.budget.at, "a budget is given out in the order of everybody's deals before anything is compared, so deals that %s pays for instead would use up the budget of %s (%s); write %s, or leave the budget out",
		other, comp.name, how, instead).Notef(pair.at, "%s is here", how)
}
