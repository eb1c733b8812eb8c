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
