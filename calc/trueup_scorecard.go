package calc

import (
	"fmt"

	"attain/config"
)

// A scorecard under a true-up looks at the KPI of the year to date, and its curve pays on the target incentive to date:
//
//	entitlement = curve(KPI to date) × Σ target incentive × proration × weight of the year's windows, rounded once
//	amount      = entitlement − what the earlier windows paid
//
// With quota: whole, KPI and target incentive are measured against the whole year's quota and incentive: of 21,000 at
// 67.5 % of the year's quota 14,175 are paid; at 105 %, above quota 2 % a point, 21,000 + 2,100 − 14,175 = 8,925; at 115 %
// then 21,000 + 6,300 − 23,100 = 4,200.
//
// A window whose KPI has no value pays nothing and takes nothing back; where its weight went to others, its target
// incentive is not counted to date either. A change of assignment begins again, as the KPI of the year to date does.

// due is what a true-up found for one cell.
type due struct {
	earlier     config.Ratio // target incentive × weight of the earlier windows, minor units
	incentive   config.Ratio // and with this one's; of the whole year with quota: whole
	entitlement int64
	exact       config.Ratio // before it was rounded
	paid        int64
	amount      int64
	said        string // what the earlier windows paid
}

// readScorecardTrueUp reads true_up of a scorecard.
func (s *scorecard) readTrueUp(c *compiler, r *config.Reader) {
	if s.up = c.readTrueUp(r); s.up == nil {
		return
	}
	if r.Has("over") && s.over != config.OverYearToDate {
		c.ps.Addf(r.At("over"), "over: %s does not go with true_up, which looks at the year to date; leave over out", s.over)
	}
	s.over = config.OverYearToDate
	if c.plan.periodKind == config.Year {
		c.ps.Addf(s.up.at, "true_up compares the pay windows of a year, and the plan pays yearly; leave it out")
	}
}

// checkTrueUp refuses what a true-up cannot be told apart from.
func (s *scorecard) checkTrueUp(c *compiler) {
	if s.up != nil && (s.noValue == carryToNextPeriod || s.tooFew != nil && s.tooFew.then == carryToNextPeriod) {
		c.ps.Addf(s.up.at, "true_up and %s both hand what was left open to the next window; write another no_value or too_few, or leave true_up out", carryToNextPeriod)
	}
}

// demandWhole asks for the whole year's quota where results to date are measured by it: from where they count, which may be
// before the plan began, to the year's end or the last day under the plan.
func (s *scorecard) demandWhole(w *Work, c *cell) {
	if s.up == nil || !s.up.whole {
		return
	}
	year := w.prog.ws.Calendar.PeriodOf(c.seg.End-1, config.Year).Interval
	if s.subject != config.OfPerson || prorates(c.sheet.plan, "quota") {
		year.End = min(year.End, c.sheet.plan.End)
	}
	if list := c.sheet.stretches; s.subject == config.OfPerson && prorates(c.sheet.plan, "quota") {
		year = year.And(config.Interval{First: c.seg.parts[0].of.First, End: list[len(list)-1].End})
	}
	for i := range s.formula.leaves {
		l := &s.formula.leaves[i]
		if l.measure == nil || l.measure.Kind != "span" {
			continue
		}
		request := l.request
		if c.sheet.silent {
			request = l.totals
		}
		c.windows[i] = w.window(request, subjectID(s.subject, c.seg), year)
	}
}

// chain is the windows of one true-up: of one component, in one year, since one assignment began.
type chain struct {
	comp     *component
	year     string
	first    config.Day
	currency string
}

// running is where a chain stands.
type running struct {
	incentive config.Ratio
	paid      int64
	said      string
}

// trueUps finds what is due in one participant's sheets under one plan, in the order of their windows.
func (r *runner) trueUps(sheets []*sheet) {
	chains := map[chain]*running{}
	for _, sh := range sheets {
		year := r.prog.ws.Calendar.PeriodOf(sh.window.End-1, config.Year)
		for _, c := range sh.cells {
			s, is := c.comp.method.(*scorecard)
			if !is || s.up == nil || c.score == nil || c.score.held != "" || c.score.none {
				continue
			}
			key := chain{c.comp, year.Label, c.seg.parts[0].of.First, c.seg.Currency}
			if chains[key] == nil {
				chains[key] = &running{}
			}
			s.trueUp(r, c, year, chains[key])
		}
	}
}

// trueUp finds what is due in one cell and moves its chain on.
func (s *scorecard) trueUp(r *runner, c *cell, year config.Period, run *running) {
	sc := c.score
	d := &due{earlier: run.incentive, paid: run.paid, said: run.said}
	run.incentive = run.incentive.Add(c.seg.incentive().Mul(c.seg.proration()).Mul(sc.weight))
	if d.incentive = run.incentive; s.up.whole {
		d.incentive = r.yearIncentive(c, year).Mul(sc.weight)
	}
	sc.due = d
	d.exact, d.entitlement = config.Whole(run.paid), run.paid
	if sc.outcome == "" || sc.outcome == asAtTarget || sc.value.Never {
		var fits bool
		d.exact = d.incentive.Mul(sc.curve)
		if d.entitlement, fits = d.exact.Round(c.sheet.plan.Conventions.Halves); !fits {
			sc.held = "the amount does not fit in 64 bits"
			return
		}
		d.amount = s.up.due(d.entitlement, run.paid)
	}
	run.paid += d.amount
	run.said += fmt.Sprintf("; %s for %s", money(d.amount, c.seg.Currency), c.seg.Interval)
}

// yearIncentive is the target incentive of the year's windows since a cell's assignment began: what is counted to date at
// their end. Of 12,000 a year somebody who comes on 16 November has 500 of November and 1,000 of December.
func (r *runner) yearIncentive(c *cell, year config.Period) config.Ratio {
	var sum config.Ratio
	for _, window := range r.prog.ws.Calendar.Within(year.Interval, c.sheet.plan.periodKind) {
		for _, seg := range r.prog.cut(c.sheet.plan, window, c.sheet.stretches) {
			if seg.parts[0].of.First == c.seg.parts[0].of.First {
				sum = sum.Add(seg.incentive().Mul(seg.proration()))
			}
		}
	}
	return sum
}

// toDate says the entitlement in a label.
func (d *due) toDate(currency string) string {
	text := fmt.Sprintf("; %s earned to date, %s paid before", money(d.entitlement, currency), money(d.paid, currency))
	if d.amount == 0 && d.entitlement < d.paid {
		text += ", which is earned again before more is paid"
	}
	return text
}

// dueTerms ends the derivation of a true-up's line.
func (s *scorecard) dueTerms(c *cell, d *derivation) {
	up, digits := c.score.due, config.MinorDigits(c.seg.Currency)
	major := func(minor config.Ratio) config.Ratio { return config.MajorOf(minor, c.seg.Currency) }
	if s.up.whole {
		whole := config.Ratio{}
		if w := c.score.weight; w.Sign() != 0 {
			whole = up.incentive.Quo(w)
		}
		d.given("year_incentive", "Target incentive of the year", "money", major(whole), "", fmt.Sprintf("%s:%d", c.seg.parts[0].of.File, c.seg.parts[0].of.Row))
		d.computed("incentive_to_date", "Target incentive of the year × weight", "money", major(up.incentive), "year_incentive * weight", "")
	} else {
		c.seg.incentiveTerms(d)
		d.given("earlier_incentive", "Target incentive × weight of the year's earlier periods", "money", major(up.earlier), "", "")
		formula := "earlier_incentive + target_incentive * proration * weight"
		if len(c.seg.parts) > 1 {
			formula = "earlier_incentive + target_incentive * weight"
		}
		d.computed("incentive_to_date", "Target incentive × weight to date", "money", major(up.incentive), formula, "")
	}
	measured := c.score.outcome == "" || c.score.outcome == asAtTarget || c.score.value.Never
	entitlement := major(config.Whole(up.entitlement))
	if measured {
		away, _ := up.exact.Round(config.AwayFromZero)
		d.computed("entitlement", "Earned to date", "money", entitlement,
			evened(fmt.Sprintf("round(incentive_to_date * curve, %d)", digits), up.entitlement-away, digits), "")
	} else {
		d.given("entitlement", "Earned to date, as it was: "+c.score.reason, "money", entitlement, "", "")
	}
	d.given("paid_before", "Paid for the earlier periods", "money", major(config.Whole(up.paid)), "", trimmed(up.said))
	d.computed("amount", "Earned", "money", major(config.Whole(up.amount)), s.up.formula(), "")
}
