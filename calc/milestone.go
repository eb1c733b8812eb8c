package calc

import (
	"fmt"

	"attain/config"
)

// milestone pays an amount once when a running total or a level reaches a point:
//
//	amount of a point = pays × (reached now − reached before)
//
// Now is the end of the pay window, before the end of the one before it; both count from the first day of the plan, or of
// the company's year or quarter, and each point pays on its own. So nothing has to be remembered: what was paid is a
// function of history. With taken_back: yes a result that falls below a point again takes its amount back; with no, a
// point that was reached at the end of any earlier window stays paid, and is not paid twice.
//
// 5,000 at 1,000,000 and 10,000 more at 2,000,000 booked in the year: 900,000 at the end of March pays nothing, 1,100,000
// at the end of June 5,000.00, 2,300,000 at the end of September 10,000.00. A manager's bonus on the team's attainment:
// 95 % pays 10,000.00.
//
// A person's total is of their days under the plan, as on a ladder: 600,000 from January to March, away in April and May,
// 500,000 in June are 1,100,000, and deals of the days away are in nobody's total. Windows they were away for are passed
// over.
//
// A team's milestone, the company's and that of territories pay who is there when the point is reached: under the plan in
// the window, and in the team on their last day of it. What the team had reached at the end of the window before they came
// is not paid to them, and not taken back from them; what they were paid as one of another team is theirs. Team north
// reaches 1,000,000 in the first quarter, falls to 900,000 in the second and is at 1,200,000 in the third, taken_back: yes.
// Who was there all the time gets 5,000.00, −5,000.00 and 5,000.00; who came in the second quarter nothing, nothing and
// 5,000.00; who came in the third 5,000.00.
//
// Points that are amounts are for the days under the plan where the plan prorates threshold_amounts.
type milestone struct {
	gauge       *gauge
	slots       gaugeSlots
	countedFrom string
	points      []milestonePoint
	takenBack   bool
}

// milestonePoint is what is reached, and what it pays in major units of the plan's currency.
type milestonePoint struct {
	at, pays config.Ratio
	text     string
	pos      config.Position
}

// compileMilestone reads a milestone.
func compileMilestone(c *compiler, comp *component) method {
	found := c.ps.Len()
	r := c.node(comp).ReadAs(c.ps, "a milestone")
	c.readHead(r, comp)
	c.readReward(r, comp)
	m := &milestone{}
	m.gauge = c.readGaugeAt(r, "of", comp.onlyIf, &m.slots, []string{"subject", "quota_where"}, func(gr *config.Reader) {
		if gr.Has("over") {
			c.ps.Addf(gr.At("over"), "over: a milestone counts from counted_from to the end of the pay window; leave over out")
		}
	})
	if g := m.gauge; g != nil {
		if g.over = config.OverPeriod; g.formula.kpi.Direction == "lower_is_better" {
			c.ps.Addf(g.at, "of %s, less is better, and a milestone is reached from below; take a KPI of which more is better", g.formula.kpi.Name)
		}
		comp.byTeam = g.subject == config.OfTeam
		comp.formulas = append(comp.formulas, g.formula)
	}
	m.readCountedFrom(c, r)
	m.readPoints(c, r)
	m.takenBack = c.contested(r, "taken_back", "milestone_taken_back") == "yes"
	r.Done()
	comp.looksBack = true
	if c.ps.Len() > found {
		return nil
	}
	return m
}

// countedFromPlan is the word for what no calendar period names.
const countedFromPlan = "plan"

func (m *milestone) readCountedFrom(c *compiler, r *config.Reader) {
	m.countedFrom = r.Choice("counted_from", "", countedFromPlan, config.Year, config.Quarter)
	if m.countedFrom == config.Quarter && c.plan.periodKind == config.Year {
		c.ps.Addf(r.At("counted_from"), "counted_from: quarter is shorter than what the plan pays (%s); write year or plan", c.plan.Pays)
	}
}

// readPoints reads reached: [{at: 1_000_000, pays: 5_000}, …].
func (m *milestone) readPoints(c *compiler, r *config.Reader) {
	items := r.Items("reached")
	if len(items) == 0 {
		c.ps.Addf(r.At("reached"), "reached is missing from the milestone; write its points, reached: [{at: 1_000_000, pays: 5_000}]")
	}
	for i, item := range items {
		pr := item.ReadAs(c.ps, "a point of a milestone")
		p := milestonePoint{at: pr.Ratio("at"), pays: pr.Ratio("pays"), pos: item.Place()}
		if pr.Has("at") {
			p.text = asWritten(pr, "at")
			if m.gauge != nil {
				c.checkReached("at", pr.Child("at"), m.gauge.unit())
			}
		}
		if p.pays.Sign() <= 0 && pr.Has("pays") {
			c.ps.Addf(pr.At("pays"), "pays: %s is not above 0", asWritten(pr, "pays"))
		}
		pr.Done()
		if i > 0 && !m.points[i-1].at.Less(p.at) {
			c.ps.Addf(p.pos, "%s follows %s; write the points from low to high", p.text, m.points[i-1].text).Notef(m.points[i-1].pos, "%s is here", m.points[i-1].text)
		}
		m.points = append(m.points, p)
	}
}

// counted is the stretch of days a window's level is counted over, as far as the calendar says.
func (m *milestone) counted(p *Program, pl *plan, window config.Period) config.Period {
	if m.countedFrom == countedFromPlan {
		return config.Period{Label: pl.Name, Interval: pl.Interval}
	}
	return p.ws.Calendar.PeriodOf(window.End-1, m.countedFrom)
}

// reachShare is the part of a period's amounts somebody has to reach: that of their days under the plan, where the plan
// prorates amounts of thresholds.
func (p *Program) reachShare(sh *sheet, period config.Period, unit string) config.Ratio {
	return p.reachWithin(sh, period, period.Interval, unit)
}

// reachWithin is the same of some of those days: those of the present assignment, where a ladder is restarted with it.
func (p *Program) reachWithin(sh *sheet, period config.Period, within config.Interval, unit string) config.Ratio {
	one := config.Whole(1)
	if unit != "money" || !prorates(sh.plan, "threshold_amounts") {
		return one
	}
	var days int64
	for _, seg := range p.cut(sh.plan, period, sh.stretches) {
		for i := range seg.parts {
			if !seg.parts[i].And(within).Empty() {
				days += seg.parts[i].days
			}
		}
	}
	if of := p.count(sh.plan, period.Interval, sh.stretches[0].Country); of > 0 {
		return config.NewRatio(days, of)
	}
	return one
}

func (m *milestone) settle(*runner, []*cell) {}

// write drafts a line for every point that was reached, or fallen below.
func (m *milestone) write(r *runner, c *cell) {
	if !c.isLast() {
		return
	}
	res := r.newResult(c)
	got, held := m.look(r, c)
	if held != "" {
		res.Outcome, res.Reason = Held, held
		return
	}
	v := got.now.value.Ratio
	res.Value, res.Unit = &v, m.gauge.formula.kpi.Unit
	drafted := len(r.drafts)
	for i := range m.points {
		change := m.change(m.reached(i, v, c.reach), got.before[i])
		if change == 0 {
			continue
		}
		if held := m.draft(r, c, i, change, &got); held != "" {
			r.drafts = r.drafts[:drafted]
			res.Outcome, res.Reason = Held, held
			return
		}
	}
	if res.Outcome = Paid; len(r.drafts) == drafted {
		res.Outcome, res.Reason = nothing, m.next(r, c, v)
	}
}

// next says why nothing was paid: what is still to be reached.
func (m *milestone) next(r *runner, c *cell, v config.Ratio) string {
	unit, currency := m.gauge.formula.kpi.Unit, r.planCurrency(c)
	for i := range m.points {
		if at := m.points[i].at.Mul(c.reach); v.Less(at) {
			got, want := showApart(v, at, unit, currency)
			return fmt.Sprintf("%s %s has not reached %s", m.gauge.title(), got, want)
		}
	}
	return fmt.Sprintf("%s %s has passed every point, and each is paid when it is reached", m.gauge.title(), show(v, unit, currency, 1))
}

func (m *milestone) draft(r *runner, c *cell, i int, change int64, got *levels) (held string) {
	factor, note, err := r.paidAt(c, r.amountCurrency(c))
	if err != nil {
		return err.Error()
	}
	p := &m.points[i]
	basis, rate := config.MinorOf(p.pays.Mul(factor), c.currency()), config.Whole(change)
	amount, ok := basis.Mul(rate).Round(c.sheet.plan.Conventions.Halves)
	if !ok {
		return errTooLarge.Error()
	}
	kpi, currency := m.gauge.formula.kpi, r.planCurrency(c)
	label := fmt.Sprintf("%s %s reached %s", m.gauge.title(), show(got.now.value.Ratio, kpi.Unit, currency, 1), show(p.at.Mul(c.reach), kpi.Unit, currency, 1))
	if change < 0 {
		v, at := showApart(got.now.value.Ratio, p.at.Mul(c.reach), kpi.Unit, currency)
		label = fmt.Sprintf("%s %s fell below %s; what was paid for it is taken back", m.gauge.title(), v, at)
	}
	r.draft(draft{
		cell: c, part: fmt.Sprintf("milestone-%d", i+1), origin: r.originOf(c.sheet.window.End - 1), label: label, basis: basis, unit: "money", rate: rate,
		amount: amount, at: p.pos, from: r.work.said(m.window(c)), terms: m.terms(r, c, i, change, amount, factor, note, got),
	})
	return ""
}

// window is the first window the level now was read from.
func (m *milestone) window(c *cell) int32 {
	for _, id := range c.nowLevel().cells[0].gauges[m.gauge.slot] {
		if id >= 0 {
			return id
		}
	}
	return 0
}

// nowLevel is the level at the end of a cell's own window.
func (c *cell) nowLevel() *level { return &c.levels[len(c.levels)-1] }

// terms gives the derivation of a point's line.
func (m *milestone) terms(r *runner, c *cell, i int, change, amount int64, factor config.Ratio, note string, got *levels) []config.Term {
	d, p, kpi := &derivation{currency: c.currency()}, &m.points[i], m.gauge.formula.kpi
	in := r.amountCurrency(c)
	now := c.nowLevel().cells
	m.gauge.terms(r, now[len(now)-1], &got.now, d)
	unit := moneyUnit(kpi.Unit, r.planCurrency(c), d.currency)
	if got.last != nil && got.last.value.Null == "" {
		d.given("before", "At the end of "+c.levels[len(c.levels)-2].label, unit, got.last.value.Ratio, "", "")
	}
	if c.reach.Cmp(config.Whole(1)) == 0 {
		d.given("point", "To be reached", unit, p.at, p.pos.String(), "")
	} else {
		d.given("point_in_plan", "To be reached in a whole period", unit, p.at, p.pos.String(), "")
		d.given("proration", "Share of the period", "percent", c.reach, "", "")
		d.computed("point", "To be reached", unit, p.at.Mul(c.reach), "point_in_plan * proration", "")
	}
	d.given("pays", "Pays once", moneyUnit("money", in, d.currency), p.pays, p.pos.String(), "")
	formula := "pays"
	if note != "" {
		d.given("exchange_rate", "Exchange rate", "number", factor, "", note)
		formula += " * exchange_rate"
	}
	if change < 0 {
		formula = "-(" + formula + ")"
	}
	digits := config.MinorDigits(d.currency)
	away, _ := config.MinorOf(p.pays.Mul(factor), d.currency).Mul(config.Whole(change)).Round(config.AwayFromZero)
	d.computed("amount", "Earned", "money", config.MajorOf(config.Whole(amount), d.currency), evened(fmt.Sprintf("round(%s, %d)", formula, digits), amount-away, digits), "")
	return d.terms
}
