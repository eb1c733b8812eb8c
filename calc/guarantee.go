package calc

import (
	"fmt"
	"slices"
	"strings"

	"attain/config"
)

// guarantee pays at least an amount a month (or a quarter, a year), or an amount beside what is earned, while somebody
// is new or a plan is. It is earned and never owed back; what is owed back is a draw.
//
//	greater_of   line = max(0, G − earned)      1,400 earned and 2,000 guaranteed: 600 more
//	additive     line = G                       1,400 earned and 2,000 guaranteed: 2,000 more
//
// G is the sum of the window's guarantees. The n-th month (the month somebody joined in is the first) has the n-th
// amount of amounts: and after the last of them there is none; amount: goes on, to months: or to last_day. Where
// guarantees are prorated, a month has the share of its days under the plan. What is greater is not known while
// something is held, so a greater_of guarantee waits; an additive one does not.
//
// 2,000 / 1,000 / 0 additive, beside a salary (Spiff, ramps). semantics.md section 8.
//
//	guarantee: {pays: additive, amounts: [2_000, 1_000, 0], per: month, counted_from: joined}
type guarantee struct {
	name     string // guarantee, or floor
	additive bool
	amounts  []config.Ratio // major units of the plan's currency; the last goes on where it is the only one
	per      string         // month, quarter, year
	joined   bool           // counted from joining, else from the plan's first day
	periods  int64          // it stops after so many; 0: never
	lastDay  config.Day     // or after this day; 0: never
	prorated bool
	at       config.Position
}

// guaranteePays is a question no guarantee may leave open.
var guaranteePays = config.Question{
	Key: "pays", Example: "1,400.00 is earned and 2,000.00 guaranteed", Choices: []config.Choice{
		{Value: "greater_of", Pays: "2,000.00", Why: "600.00 is missing to the guarantee"},
		{Value: "additive", Pays: "3,400.00", Why: "both"},
	},
}

func compileGuarantee(c *compiler, n *config.Node) step {
	found := c.ps.Len()
	r := n.ReadAs(c.ps, "guarantee")
	g := &guarantee{name: "guarantee", at: n.Place(), additive: r.Answer(guaranteePays, "") == "additive", amounts: c.readAmounts(r)}
	g.per = c.readPer(r, "a guarantee")
	g.joined = r.Choice("counted_from", "", "joined", "plan") == "joined"
	g.periods, g.lastDay = r.IntOr("stops_after", 0), r.DayOr("last_day", 0)
	if r.Has("stops_after") && (g.periods < 1 || len(g.amounts) > 1) {
		c.ps.Addf(r.At("stops_after"), "stops_after: write how many times amount: is guaranteed, 1 or more; amounts: stop after the last of them")
	}
	if len(g.amounts) > 1 {
		g.periods = int64(len(g.amounts))
	}
	g.prorated = prorates(c.plan, "guarantee")
	if r.Has("prorated") {
		g.prorated = r.Choice("prorated", "", "yes", "no") == "yes"
	}
	r.Done()
	if c.ps.Len() > found {
		return nil
	}
	return g
}

// periodMonths are how many months a period of a kind has.
var periodMonths = map[string]int64{config.Month: 1, config.Quarter: 3, config.Year: 12}

// readPer reads per:, which may not be longer than what the plan pays.
func (c *compiler) readPer(r *config.Reader, what string) string {
	per := r.Choice("per", "", config.Month, config.Quarter, config.Year)
	if periodMonths[per] > periodMonths[c.plan.periodKind] {
		c.ps.Addf(r.At("per"), "per: %s by the %s cannot be paid %s; write per: %s", what, per, c.plan.Pays, c.plan.periodKind)
	}
	return per
}

// readAmounts reads amount: 2_000 or amounts: [2_000, 1_000, 0].
func (c *compiler) readAmounts(r *config.Reader) []config.Ratio {
	var out []config.Ratio
	if r.Has("amount") == r.Has("amounts") || r.Has("amounts") && len(r.Items("amounts")) == 0 {
		c.ps.Addf(r.At("pays"), "a guarantee has either amount: or amounts:, one for each month from the first, such as amounts: [2_000, 1_000, 0]")
	}
	for _, item := range append(r.Items("amounts"), r.Child("amount")) {
		if v, ok := item.Number(c.ps); ok {
			out = append(out, v)
			if v.Sign() < 0 {
				c.ps.Addf(item.At, "%s is below 0; a guarantee takes nothing away", item.Text)
			}
		}
	}
	return out
}

// nth is the amount of the n-th period from where they are counted, 1 the first; nothing before it or after the last.
func (g *guarantee) nth(n int64) config.Ratio {
	switch {
	case n < 1 || g.periods > 0 && n > g.periods:
		return config.Ratio{}
	case len(g.amounts) == 1:
		return g.amounts[0]
	}
	return g.amounts[n-1]
}

// of is what is guaranteed for a sheet's window, in major units of the plan's currency.
func (g *guarantee) of(calendar *config.Calendar, sh *sheet) config.Ratio {
	var sum config.Ratio
	for _, p := range calendar.Within(sh.window.Interval, g.per) {
		sum = sum.Add(g.nth(g.number(calendar, sh, p)).Mul(g.share(calendar, sh, p)))
	}
	return sum
}

// number says which one a period is, counted from joining or from the plan's first day. Who was away has joined anew on
// coming back; a period before that is still counted from the time before.
func (g *guarantee) number(calendar *config.Calendar, sh *sheet, p config.Period) int64 {
	from := sh.plan.First
	if g.joined {
		from = sh.segments[0].run
		for _, seg := range sh.segments {
			if !seg.And(p.Interval).Empty() {
				from = seg.run
			}
		}
	}
	return int64(len(calendar.Within(config.Interval{First: from, End: p.End}, g.per)))
}

// share is how much of a period's guarantee is due: all of it or none, and where guarantees are prorated the share of
// its days under the plan.
func (g *guarantee) share(calendar *config.Calendar, sh *sheet, p config.Period) config.Ratio {
	runs := p.Interval
	if g.lastDay != 0 {
		runs.End = min(runs.End, g.lastDay+1)
	}
	var share config.Ratio
	var counted config.Day // whole months count once, also for who changes roles in one
	for _, seg := range sh.segments {
		days := seg.Interval.And(runs)
		if days.Empty() {
			continue
		}
		if !g.prorated {
			return config.Whole(1)
		}
		if days.First = max(days.First, counted); !days.Empty() {
			share = share.Add(calendar.Share(sh.plan.Conventions.DayCount, days, p.Interval, seg.Country))
		}
		if sh.plan.Conventions.DayCount == config.WholeMonths {
			counted = calendar.PeriodOf(seg.End-1, config.Month).End
		}
	}
	return share
}

func (g *guarantee) apply(r *runner, sh *sheet, net []earned, held bool) error {
	amount := g.of(&r.prog.ws.Calendar, sh)
	if amount.Sign() == 0 || held && !g.additive {
		return nil
	}
	p, err := r.purseOf(sh, net)
	if err != nil {
		return err
	}
	last := len(net) - 1
	missing, label := p.below(amount), "Made up to the "+g.name+" of "+p.said(amount, last)
	if g.additive {
		missing, label = p.minor(last, amount), "Guaranteed beside what you earned"
	}
	if missing != 0 {
		r.stepLine(sh, &net[last], g.name, label, missing, g.at, nil)
	}
	return nil
}

// given: an example says which month it is where the guarantee changes from month to month.
func (g *guarantee) given() []config.ExampleWord {
	if g.periods == 0 {
		return nil
	}
	return []config.ExampleWord{{Name: "month", What: "Month of the guarantee", Unit: "count"}}
}

func (g *guarantee) example(e *exampleCell, minor int64) (int64, string) {
	first, ok := e.given.value("month")
	if !ok && g.periods > 0 {
		return minor, "; given has no month (1 is the first one of the guarantee)"
	}
	n, _, _ := first.Int64s()
	var amount config.Ratio
	for i := range periodMonths[e.sheet.plan.periodKind] / periodMonths[g.per] {
		amount = amount.Add(g.nth(max(1, n) + i))
	}
	if g.additive {
		return minor + e.minor(amount), ""
	}
	return max(minor, e.minor(amount)), ""
}

func (g *guarantee) describe(d *describing) Description {
	out := Description{Title: "Guarantee", At: g.at, Floored: !g.additive}
	if g.name == "floor" {
		out.Title = "Floor"
	}
	var said []string
	for _, a := range g.amounts {
		said = append(said, d.money(a))
	}
	from := "you joined"
	if !g.joined {
		from = "the plan began"
	}
	how := fmt.Sprintf("Your pay is made up to a %s of %s a %s", g.name, said[0], g.per)
	if g.additive {
		how = fmt.Sprintf("You are paid %s a %s beside what you earn", said[0], g.per)
	}
	switch {
	case len(said) > 1:
		how = strings.Replace(how, said[0]+" a "+g.per, fmt.Sprintf("%s in the %ss since %s, one after the other", strings.Join(said, ", "), g.per, from), 1)
	case g.periods > 0:
		how += fmt.Sprintf(" for %s since %s", plural(g.periods, g.per, g.per+"s"), from)
	}
	if g.lastDay != 0 {
		how += fmt.Sprintf(", until %s", g.lastDay)
	}
	out.say(how + ", and it is not paid back.")
	if g.prorated {
		out.say(fmt.Sprintf("For part of a %s you get that share of it.", g.per))
	}
	return out
}

// heldCells says whether something in a sheet is held, so that what it earned is not known.
func (sh *sheet) heldCells() bool {
	return slices.ContainsFunc(sh.cells, func(c *cell) bool { return c.isHeld() })
}
