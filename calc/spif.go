package calc

import (
	"fmt"

	"attain/config"
)

// spif pays for a short campaign, as a commission does, for the days from first_day to last_day:
//
//	reward_each: 250             for each thing the measure counts        4 deals           1,000.00
//	rate: 2%                     of what is credited                      50,000.00         1,000.00
//	tiers: {by: units, …}        as a commission's; they count over all the days of the campaign unless resets: says else
//
// With 250 each up to 3 deals, 400 each up to 6 and 600 each from there, five deals pay 3 × 250 + 2 × 400 = 1,550.00 at
// each_tier: own_rate and 5 × 400 = 2,000.00 at top_rate.
//
// A budget is paid out first come, first served (see budget). beside_the_plan says what becomes of what another component
// pays for the same deals (see beside). With counts_to_attainment: no, the campaign's deals are paid by the plan's other
// components at the rate of the tier these stand in, and do not move them: a carve-out.
type spif struct {
	pricing
	beside  *beside
	counted bool
}

// budgetedSpif is a SPIF whose deals share a budget, so what one participant gets depends on the others.
type budgetedSpif struct {
	spif
	budget *budget
}

// compileSpif reads a SPIF.
func compileSpif(c *compiler, comp *component) method {
	r := c.node(comp).ReadAs(c.ps, "a spif")
	c.readHead(r, comp)
	c.readReward(r, comp)
	m := &spif{pricing: pricing{what: "a spif", of: config.OfPerson}}
	found := c.ps.Len()
	m.campaign = c.readCampaign(r)
	c.readRewardEach(r, &m.pricing)
	c.readRatesOf(r, &m.pricing, comp)
	if m.derived() {
		c.ps.Addf(m.base.at, "%s is a commission's rate, of which the target incentive is made; a SPIF pays beside it: write a rate", incentivePerQuota)
	}
	if r.Has("reward_each") && !m.perUnit && m.paidOn != nil {
		c.ps.Addf(r.At("reward_each"), "reward_each is for each thing a measure counts, and %s is money; write paid_on: won_deals, or rate: 2%%", m.paidOn.Name)
	}
	m.counted = r.Choice("counts_to_attainment", "yes", "yes", "no") == "yes"
	m.beside = c.readBeside(r)
	b := c.readBudget(r, comp)
	if b != nil {
		c.checkBudgetGate(comp)
	}
	r.Done()
	if c.ps.Len() > found {
		return nil
	}
	c.finishPricing(&m.pricing, comp, c.keptOff(comp, &m.pricing))
	if c.ps.Len() > found {
		return nil
	}
	if b == nil {
		return m
	}
	comp.carries = true // what was paid in earlier pay windows is used up
	return &budgetedSpif{spif: *m, budget: b}
}

// readCampaign reads the days a SPIF is for; left out, they are the plan's.
func (c *compiler) readCampaign(r *config.Reader) config.Interval {
	plan := c.plan.Interval
	days := config.Interval{First: r.DayOr("first_day", plan.First), End: r.DayOr("last_day", plan.End-1) + 1}
	switch {
	case days.Empty():
		c.ps.Addf(r.At("last_day"), "last_day %s is before first_day %s", days.End-1, days.First)
	case days.And(plan) != days:
		key := "first_day"
		if plan.First <= days.First {
			key = "last_day"
		}
		c.ps.Addf(r.At(key), "the SPIF is for %s, and the plan only for %s; a day outside of the plan pays nothing", days, plan)
	}
	return days
}

// readRewardEach reads an amount for each thing counted.
func (c *compiler) readRewardEach(r *config.Reader, m *pricing) {
	if !r.Has("reward_each") {
		return
	}
	at := r.At("reward_each")
	m.flat = payRate{value: r.Ratio("reward_each"), pos: at, place: at.String()}
	m.flatKey = "reward_each"
}

// spifOf gives the SPIF a method is; nil for others.
func spifOf(m method) *spif {
	switch m := m.(type) {
	case *spif:
		return m
	case *budgetedSpif:
		return &m.spif
	}
	return nil
}

// keptOff are the deals the plan's SPIFs keep off the ladders of its other components: a condition for each such SPIF, of
// its days, its only_if and the rows of its rates. Deals of another measure can only be told apart by such a condition:
// without one, a SPIF on renewals would keep every new deal off the ladder.
func (c *compiler) keptOff(comp *component, m *pricing) []config.Condition {
	if m.tiers == nil || m.alone() {
		return nil // there is no ladder to keep off
	}
	var out []config.Condition
	measure := c.node(comp).Get("paid_on")
	for i := range c.plan.Plan.Components {
		one := &c.plan.Plan.Components[i]
		no := one.Node.Get("counts_to_attainment")
		if one.Kind != "spif" || one.Name == comp.name || no == nil || no.Text != "no" {
			continue
		}
		quiet := &compiler{prog: c.prog, plan: c.plan, ps: &config.Problems{}}
		r := one.Node.Read(quiet.ps)
		days := quiet.readCampaign(r)
		when := config.Condition{At: one.At, SQL: fmt.Sprintf("(day >= date '%s' and day < date '%s')", days.First, days.End)}
		for _, only := range quiet.conditions(r, "only_if") {
			when.At, when.SQL = only.At, when.SQL+fmt.Sprintf(" and (%s\n)", only.SQL)
		}
		if rows := quiet.eligible(r, days); rows.SQL != "" {
			when.At, when.SQL = rows.At, when.SQL+fmt.Sprintf(" and (%s\n)", rows.SQL)
		}
		own := one.Node.Get("paid_on")
		when.Made = own != nil && measure != nil && own.Text == measure.Text // its own measure binds it
		if !when.Made && when.At == one.At && own != nil && measure != nil {
			c.ps.Addf(no.At, "counts_to_attainment: no keeps the deals of %s off the tiers of %s, but %s is paid on %s and %s on %s: nothing says which deals those are; write only_if, over columns both measures have",
				one.Name, comp.name, one.Name, own.Text, comp.name, measure.Text)
			continue
		}
		out = append(out, when)
	}
	return out
}

// eligible is what a SPIF's deals must meet beside only_if: one of the rows of its rates, where there is none for the rest.
func (c *compiler) eligible(r *config.Reader, days config.Interval) config.Condition {
	m := &pricing{what: "a spif", of: config.OfPerson, campaign: days}
	c.readRewardEach(r, m)
	c.readRatesOf(r, m, &component{})
	if c.ps.Len() > 0 {
		return config.Condition{} // said where the SPIF itself is read
	}
	c.classify(m, nil)
	return m.eligible
}

// describe says what the SPIF pays, from when to when, and what becomes of the rest of the plan's pay for its deals.
func (m *spif) describe(d *describing, comp *component) Description {
	out := m.pricing.describe(d, comp)
	days := fmt.Sprintf("This is for deals of %s to %s.", m.campaign.First.Words(), (m.campaign.End - 1).Words())
	out.Sentences = append([]string{days}, out.Sentences...)
	if m.beside != nil {
		out.say(m.beside.sentences(d.plan, comp)...)
	}
	if !m.counted {
		out.say("Its deals do not move the tiers of the plan's other components; these pay for them at the rate of the tier you stand in.")
	}
	return out
}

// describe adds the budget.
func (m *budgetedSpif) describe(d *describing, comp *component) Description {
	out := m.spif.describe(d, comp)
	out.say(m.budget.sentence(d))
	out.Open = false
	return out
}

// given adds what an example says of the budget.
func (m *budgetedSpif) given() []config.ExampleWord {
	return append(m.spif.given(), config.ExampleWord{Name: usedGiven, What: "Used of the budget before", Unit: m.budget.unit})
}

// example pays what the budget has left.
func (m *budgetedSpif) example(e *exampleCell) (minor int64, note string) {
	minor, note = m.spif.example(e)
	used, _ := e.given.value(usedGiven)
	left := e.minor(m.budget.amount.Sub(used).Max(config.Ratio{}))
	paid := minor
	for _, s := range e.comp.steps {
		if _, is := s.(leaving); is {
			paid, _ = s.example(e, paid)
		}
	}
	if note == "" && paid > left {
		minor, _ = config.NewRatio(left, paid).Mul(config.Whole(minor)).Round(e.sheet.plan.Conventions.Halves)
		return minor, " (the budget is used up)"
	}
	return minor, note
}

// usedGiven is the word an example says by how much of a budget was used up before its deal.
const usedGiven = "budget_used"
