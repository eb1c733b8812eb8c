package calc

import (
	"slices"

	"attain/calc/settle"
	"attain/config"
)

// compileSettlement reads the steps of settlement. They are compiled and checked with the plan and done when a period is
// settled, over what the last close stored.
func (c *compiler) compileSettlement(n *config.Node) *settle.Steps {
	ctx := &settle.Context{Problems: c.ps, Conventions: c.plan.Conventions, PaysPer: c.plan.periodKind}
	for _, comp := range c.plan.components {
		ctx.Components = append(ctx.Components, comp.name)
	}
	steps := ctx.Compile(n)
	c.checkGuaranteeOrDraw(steps.Draw)
	if steps.LeavePay != nil {
		c.checkLeavePay(n.Get("leave_pay"))
	}
	return steps
}

// checkLeavePay refuses to pay days of leave twice: by their target incentive and by the average of past pay.
func (c *compiler) checkLeavePay(n *config.Node) {
	if c.plan.Conventions.Leave == leaveReducesBoth {
		return
	}
	for _, comp := range c.plan.components {
		if comp.weight.Sign() > 0 {
			c.ps.Addf(n.Place(), "leave_pay pays days of leave by past pay, and %s pays them by the target incentive too; write conventions: {leave: %s}", comp.name, leaveReducesBoth).
				Notef(comp.weightAt, "its share of the target incentive is here")
			return
		}
	}
}

// checkGuaranteeOrDraw allows a participant a guarantee or a draw in a period, not both (semantics.md section 8).
func (c *compiler) checkGuaranteeOrDraw(d *settle.Draw) {
	for _, s := range c.plan.steps {
		g, ok := s.(*guarantee)
		if !ok || d == nil || g.name != "guarantee" {
			continue
		}
		days := c.plan.Interval
		if g.lastDay != 0 {
			days.End = min(days.End, g.lastDay+1)
		}
		if both := days.And(d.Days(c.plan.Interval)); !both.Empty() {
			c.ps.Addf(g.at, "a participant has a guarantee or a draw in a pay period, not both, and these meet from %s; give the guarantee a last_day before the draw's first_day, or new participants a plan of their own", both)
		}
	}
}

// Settlement gives a plan's settlement steps; nil when there is no such plan.
func (p *Program) Settlement(plan string) *settle.Steps {
	if pl := p.plans[plan]; pl != nil {
		return pl.settlement
	}
	return nil
}

// settleExample settles what an example's components come to, in the example's pay window or the plan's first. It adds
// what settlement does to got and gives the balances it closes with.
func (p *Program) settleExample(pl *plan, ex *config.Example, got map[string]int64, currency string) map[string]int64 {
	capped := pl.exampleCaps(got, currency)
	if !pl.settlement.Any && ex.Opening == nil && ex.Closing == nil && capped == nil {
		got["paid"] = got["total"]
		return nil
	}
	calendar := &p.ws.Calendar
	window := calendar.PeriodOf(pl.First, pl.periodKind)
	if named, err := calendar.Period(ex.Period); ex.Period != "" && err == nil {
		window = named
	}
	in := &settle.Period{
		Line:   config.Line{Plan: pl.Name, PlanVersion: pl.Version, PayPeriod: window.Label, Currency: currency},
		Window: window.Interval, Next: calendar.PeriodOf(window.End, pl.periodKind).Interval, Joined: pl.First, Capped: capped,
	}
	rest := got["total"]
	for _, comp := range pl.components {
		if comp.reward == "" {
			in.Owed = append(in.Owed, settle.Stream{Component: comp.name, Amount: got[comp.name]})
			rest -= got[comp.name]
		}
	}
	if rest != 0 {
		in.Owed = append(in.Owed, settle.Stream{Amount: rest})
	}
	opening := map[string]config.Ratio{}
	for word, a := range ex.Opening {
		opening[word] = a.Value
	}
	gives, closing := pl.settlement.Example(in, func(word string) (config.Ratio, bool) { return given(ex.Given).value(word) }, opening)
	for word, minor := range gives {
		if !slices.ContainsFunc(pl.components, func(c *component) bool { return c.name == word }) {
			got[word] = minor
		}
	}
	return closing
}
