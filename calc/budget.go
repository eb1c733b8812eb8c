package calc

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"attain/config"
)

// budget is what a SPIF pays at most, to all participants together, first come, first served: in the order of the deals'
// days, of their source keys on a day, and of participants on a deal. The deal that crosses it gets the rest, and what
// comes after gets nothing; each has a negative line beside it that says so.
//
//	budget line = min(earned, what is left) − earned
//
// A budget of 1,000.00 and four deals of 300.00: 300.00, 300.00, 300.00, 100.00, and 0.00 for a fifth.
//
// A deal asks the budget for what is really paid for it: what is left of it after the SPIF's gate and multiplier. Behind a
// gate that is missed, otherwise 50 %, a deal of 600.00 asks for 300.00, and one of which nothing is left for nothing.
//
//	budget line = min(earned, what is left of the budget ÷ what is left of the earned) − earned
//
// A reversal takes back what its deal was paid, which is there again for those that come later. Who is held holds all of
// the pay window and of those after it, because nobody knows who would have been first; earlier windows were before.
type budget struct {
	amount config.Ratio // major units of the plan's currency, or of the reporting currency where it names none
	unit   string       // money, or the reward it is of
	at     config.Position
}

// readBudget reads budget: {amount: 20_000, order: first_come}.
func (c *compiler) readBudget(r *config.Reader, comp *component) *budget {
	n := r.Child("budget")
	if n == nil {
		return nil
	}
	br := n.ReadAs(c.ps, "budget")
	b := &budget{amount: br.Ratio("amount"), unit: cmp.Or(comp.reward, "money"), at: n.Place()}
	br.Choice("order", "", "first_come")
	br.Done()
	if br.Has("amount") && b.amount.Sign() <= 0 {
		c.ps.Addf(br.At("amount"), "amount: %s is not above 0", asWritten(br, "amount"))
	}
	return b
}

// checkBudgetGate refuses a gate on another component, which has got nowhere yet when the budget is given out.
func (c *compiler) checkBudgetGate(comp *component) {
	if _, on := comp.gatedBy(); on != nil {
		c.ps.Addf(on.at, "a budget is given out before any other component is computed, so the gate of %s cannot look at how far %s got; write the KPI itself, gate: {kpi: quota_attainment, …}, or leave the budget out",
			comp.name, on.name)
	}
}

// sentence says the budget.
func (b *budget) sentence(d *describing) string {
	return fmt.Sprintf("Everybody together is paid at most %s, in the order of the deals' days; the deal that reaches it gets what is left, and later ones nothing.", d.money(b.amount))
}

// budgeted is what a cell of a SPIF with a budget pays, found out before anybody's lines are written.
type budgeted struct {
	drafts []draft
	result Result // how far its ladder was climbed
	held   string
	left   config.Ratio // the share of it that its gate and multiplier leave
	spent  config.Day   // the day from which the budget cut it short; 0 for none
}

// claim is one deal's call on the budget: its lines are drafts[from:to] of its cell.
type claim struct {
	cell     *cell
	from, to int
	amount   int64
}

func (cl *claim) first() *draft { return &cl.cell.budgeted.drafts[cl.from] }

// share prices the deals of all participants and gives the budget to those that come first.
func (m *budgetedSpif) share(r *runner, cells []*cell) {
	var claims []claim
	held, from := "", config.Day(math.MaxInt32)
	for _, c := range cells {
		c.budgeted = m.priced(r, c)
	}
	m.look(r, cells)
	for _, c := range cells {
		if first := c.sheet.window.First; first < from && c.budgeted.held != "" {
			held, from = fmt.Sprintf("the budget is shared in the order of the deals, and %s is held: %s", c.seg.Participant, c.budgeted.held), first
		}
	}
	for _, c := range cells {
		if c.sheet.window.First >= from {
			c.budgeted.held = cmp.Or(c.budgeted.held, held)
			continue
		}
		claims = append(claims, claimsOf(c)...)
	}
	slices.SortStableFunc(claims, compareClaims)
	if held := m.budget.give(r, claims); held != "" {
		for _, c := range cells {
			c.budgeted.held = cmp.Or(c.budgeted.held, held)
		}
	}
}

// look finds what gates and multipliers leave of what was earned, by window and currency.
func (m *budgetedSpif) look(r *runner, cells []*cell) {
	nets := map[*sheet][]earned{}
	for _, c := range cells {
		list := nets[c.sheet]
		e := inCurrency(&list, c)
		e.comp = c.comp
		for i := range c.budgeted.drafts {
			e.net += c.budgeted.drafts[i].amount
		}
		nets[c.sheet] = list
	}
	for _, c := range cells {
		if own := c.budgeted; own.held == "" && len(own.drafts) > 0 { // who has no deal holds nobody up
			r.silent = c.sheet.silent
			list := nets[c.sheet]
			var err error
			if own.left, err = c.comp.leaves(r, inCurrency(&list, c)); err != nil {
				own.held = err.Error()
			}
		}
	}
	r.silent = false
}

// priced drafts a cell's lines aside.
func (m *budgetedSpif) priced(r *runner, c *cell) *budgeted {
	out := &budgeted{}
	before := r.drafts
	r.drafts = nil
	out.held = m.priceCell(r, c, &out.result)
	out.drafts, r.drafts = r.drafts, before
	return out
}

// claimsOf cuts a cell's lines into deals: lines of one deal stand together.
func claimsOf(c *cell) []claim {
	var out []claim
	list := c.budgeted.drafts
	for from := 0; from < len(list); {
		to, amount := from, int64(0)
		for ; to < len(list) && list[to].source == list[from].source && list[to].day == list[from].day; to++ {
			amount += list[to].amount
		}
		out = append(out, claim{c, from, to, amount})
		from = to
	}
	return out
}

func compareClaims(a, b claim) int {
	x, y := a.first(), b.first()
	return cmp.Or(int(x.day-y.day), strings.Compare(x.source, y.source), strings.Compare(a.cell.seg.Participant, b.cell.seg.Participant))
}

// paidKey is a participant's deal.
type paidKey struct{ participant, source string }

// give walks the claims in their order. held says which rate of exchange is missing.
func (b *budget) give(r *runner, claims []claim) (held string) {
	left := b.amount
	paid := map[paidKey]int64{}
	for i := range claims {
		cl := &claims[i]
		factor, err := b.factor(r, cl)
		if err != nil {
			return err.Error()
		}
		currency := cl.cell.currency()
		key := paidKey{cl.cell.seg.Participant, cl.first().source}
		gets := cl.amount
		if before, known := paid[key]; gets < 0 && known {
			gets = max(gets, -before)
		}
		share := cl.cell.budgeted.left
		if worth := config.MajorOf(config.Whole(gets).Mul(share), currency).Quo(factor); left.Less(worth) {
			gets, _ = config.MinorOf(left.Mul(factor).Quo(share), currency).Round(cl.cell.sheet.plan.Conventions.Halves)
			gets = min(gets, cl.amount)
			left = config.Ratio{}
		} else {
			left = left.Sub(worth)
		}
		if paid[key] += gets; gets != cl.amount {
			b.cut(cl, gets-cl.amount)
		}
	}
	return ""
}

// factor is what one major unit of the budget's currency is worth in what the claim is paid in, on the deal's day.
func (b *budget) factor(r *runner, cl *claim) (config.Ratio, error) {
	if cl.cell.comp.reward != "" {
		return config.Whole(1), nil
	}
	currency := r.prog.exampleCurrency(cl.cell.sheet.plan)
	factor, _, err := r.payout(cl.cell.sheet).major(currency, cl.cell.currency(), cl.first().day)
	return factor, err
}

// cut writes the line of a deal the budget does not pay in full.
func (b *budget) cut(cl *claim, change int64) {
	own := cl.cell.budgeted
	line := *cl.first()
	line.part, line.amount, line.at, line.unit, line.terms = "budget", change, b.at, "money", nil
	line.basis, line.rate = config.Whole(change).Abs(), config.Whole(int64(config.Whole(change).Sign()))
	line.label = "The budget is used up: " + line.label
	if change > 0 {
		line.label = "Not taken back, the budget had not paid it: " + cl.first().label
	} else if own.spent == 0 {
		own.spent = line.day
	}
	own.drafts = append(own.drafts, line)
}

// write hands out what share found.
func (m *budgetedSpif) write(r *runner, c *cell) {
	own := c.budgeted
	res := r.newResult(c)
	res.Value, res.Unit, res.Reason = own.result.Value, own.result.Unit, own.result.Reason
	m.account(r, c, res, own.held)
	if res.Outcome == Held {
		return
	}
	r.drafts = append(r.drafts, own.drafts...)
	switch res.Outcome = Paid; {
	case len(own.drafts) == 0:
		res.Outcome, res.Reason = nothing, m.nothingSaid(c)
	case own.spent != 0:
		res.Reason = fmt.Sprintf("the budget of %s was used up by %s", show(m.budget.amount, "money", r.prog.exampleCurrency(c.sheet.plan), 2), own.spent)
	}
}
