package calc

import "attain/config"

// paidAt gives what one major unit of a plan's currency is worth in what a cell is paid in, and how that is said. Amounts
// of a reward are written in the reward.
func (r *runner) paidAt(c *cell, currency string) (factor config.Ratio, note string, err error) {
	if c.comp.reward != "" || currency == c.currency() {
		return config.Whole(1), "", nil
	}
	return r.payout(c.sheet).major(currency, c.seg.Currency, c.sheet.window.End-1)
}

// sharedCurrency is the one currency of what a group shares or wins: the reward's, the plan's, or what all of them are
// paid in. With money, amounts of the plan's currency are compared too, which is another thing than what is won.
func (r *runner) sharedCurrency(group []*cell, money bool) (currency, held string) {
	first := group[0]
	if first.comp.reward != "" && !money {
		return first.comp.reward, ""
	}
	currency = r.planCurrency(first)
	for _, c := range group {
		if other := r.planCurrency(c); other != currency {
			return "", "it is shared by people paid in " + currency + " and in " + other + ", and the plan has no currency of its own; write currency: in the plan"
		}
	}
	return r.amountCurrency(first), ""
}

// amountCurrency is what a component's own amounts are written in: its reward, else the plan's currency.
func (r *runner) amountCurrency(c *cell) string {
	if c.comp.reward != "" {
		return c.comp.reward
	}
	return r.planCurrency(c)
}
