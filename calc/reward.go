package calc

import (
	"slices"

	"attain/config"
)

// readReward reads the reward a component pays in instead of money: points, usage credits. Lines of a reward have its
// name where others have a currency, and the class reward: no payroll file has them and no total adds them to money.
func (c *compiler) readReward(r *config.Reader, comp *component) {
	if !r.Has("reward") {
		r.TextOr("reward", "")
		return
	}
	comp.reward = r.Text("reward")
	if known := c.prog.ws.RewardNames(); comp.reward != "" && !slices.Contains(known, comp.reward) {
		c.ps.Addf(r.At("reward"), "reward: %q is not a reward of this workspace%s; name it in attain.yaml, rewards: {%s: {title: …}}",
			comp.reward, config.Suggest(comp.reward, known), comp.reward)
	}
}

// currency is what a cell is paid in: the component's reward, else the participant's currency.
func (c *cell) currency() string {
	if c.comp.reward != "" {
		return c.comp.reward
	}
	return c.seg.Currency
}
