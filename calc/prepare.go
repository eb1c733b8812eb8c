package calc

import (
	"fmt"
	"sort"

	"attain/config"
)

// Work is one run's work: who is paid under which plan in which windows, and every number that takes. Requests and
// Windows go to the warehouse; what it answers goes into Run. A Work is for one Run at a time.
type Work struct {
	Period   config.Period
	AsOf     config.Day
	Requests []config.Request
	Windows  []config.Window
	Segments []*Segment          // ordered by participant, plan, window
	Held     map[int32]string    // windows that look at something that could not be read, with the reason; set before Run
	Rates    []config.MarketRate // of the extracts, where a plan converts at others than those of attain.yaml; set before Run

	prog      *Program
	sheets    []*sheet // ordered by participant, plan, window
	windowIDs map[windowKey]int32
	grouped   int32                        // the first windows, asked for by kinds of group scope
	converts  conversion                   // of the cell that asks for windows now
	paid      map[config.Period]config.Day // pay dates of windows, where a plan converts at them
}

type windowKey struct {
	request int32
	subject string
	config.Interval
	rates, into string
	rateOn      config.Day
}

// conversion says how money is converted for what asks for windows: a plan's cell, or a KPI by itself.
type conversion struct {
	by     string // one of config.AtPlanRate, …
	into   string
	varies bool // another participant's is into another currency
	paidOn config.Day
}

// converts says how a cell's KPIs and deals are converted.
func (p *Program) converts(c *cell) conversion {
	return conversion{
		by: c.sheet.plan.Conventions.Credit(), into: c.planCurrency(), varies: c.sheet.plan.Currency == "", paidOn: c.sheet.paidOn,
	}
}

// paidOn gives the pay date of a window of a plan that converts at the rate of that day, else 0.
func (w *Work) paidOn(pl *plan, window config.Period) config.Day {
	if c := &pl.Conventions; c.Credit() != config.AtPayDate && c.Payout() != config.AtPayDate {
		return 0
	}
	on, ok := w.paid[window]
	if !ok {
		on = w.prog.ws.PaidOn(window)
		if w.paid == nil {
			w.paid = map[config.Period]config.Day{}
		}
		w.paid[window] = on
	}
	return on
}

// book gives all rates there are.
func (w *Work) book() *config.Rates {
	return config.NewRates(w.prog.ws.Currencies, w.prog.ws.Calendar, w.Rates)
}

// Prepare cuts the windows a run pays into segments and asks for the numbers they need: every pay window that ends in
// the run's period, for every assignment under its plan. asOf is the last day whose facts are known. The error is a
// *config.ProblemError when assignments contradict one another.
func (p *Program) Prepare(run config.Period, asOf config.Day, assignments []config.Assignment) (*Work, error) {
	w := &Work{Period: run, AsOf: asOf, Requests: p.requests, prog: p, windowIDs: map[windowKey]int32{}}
	var ps config.Problems
	people := p.byParticipant(assignments)
	for _, person := range people {
		p.checkOverlaps(person, &ps)
		for _, name := range p.names {
			w.addPlan(p.plans[name], person, &ps)
		}
	}
	if err := ps.Err(); err != nil {
		return nil, err
	}
	w.demand()
	return w, nil
}

// byParticipant groups assignments by participant, ascending.
func (p *Program) byParticipant(assignments []config.Assignment) [][]*config.Assignment {
	order := make([]*config.Assignment, len(assignments))
	for i := range assignments {
		order[i] = &assignments[i]
	}
	sort.SliceStable(order, func(i, j int) bool {
		if order[i].Participant != order[j].Participant {
			return order[i].Participant < order[j].Participant
		}
		return order[i].First < order[j].First
	})
	var out [][]*config.Assignment
	for i, a := range order {
		if i == 0 || order[i-1].Participant != a.Participant {
			out = append(out, nil)
		}
		out[len(out)-1] = append(out[len(out)-1], a)
	}
	return out
}

func placeOf(a *config.Assignment) config.Position {
	return config.Position{File: a.File, Line: int(a.Row)}
}

// checkOverlaps reports two plans for one participant on one day, unless one of them says concurrent: true.
func (p *Program) checkOverlaps(person []*config.Assignment, ps *config.Problems) {
	for i, a := range person {
		for x, one := range a.Plans {
			for _, other := range a.Plans[x+1:] {
				p.checkPair(a, one, a, other, ps)
			}
		}
		for _, b := range person[i+1:] {
			for _, one := range a.Plans {
				for _, other := range b.Plans {
					if one != other {
						p.checkPair(a, one, b, other, ps)
					}
				}
			}
		}
	}
}

func (p *Program) checkPair(a *config.Assignment, one string, b *config.Assignment, other string, ps *config.Problems) {
	x, y := p.plans[one], p.plans[other]
	if x == nil || y == nil || x.Concurrent || y.Concurrent {
		return
	}
	both := a.And(b.Interval).And(x.Interval).And(y.Interval)
	if both.Empty() {
		return
	}
	pb := ps.Addf(placeOf(b), "%s is under two plans, %s and %s, from %s; end one assignment before the other begins, or write concurrent: true in the plan that may run beside another",
		b.Participant, one, other, both)
	if a != b {
		pb.Notef(placeOf(a), "the other assignment is here")
	}
	pb.Notef(x.At, "%s is here", one).Notef(y.At, "%s is here", other)
}

// addPlan adds one participant's sheets under one plan.
func (w *Work) addPlan(pl *plan, person []*config.Assignment, ps *config.Problems) {
	var under []*config.Assignment
	for _, a := range person {
		for _, name := range a.Plans {
			if name == pl.Name {
				under = append(under, a)
			}
		}
	}
	list, twice := stretches(pl, under)
	if twice[0] != nil {
		ps.Addf(placeOf(twice[1]), "%s has two assignments under plan %s from %s; end the first before the second begins",
			twice[1].Participant, pl.Name, twice[0].And(twice[1].Interval)).Notef(placeOf(twice[0]), "the first is here")
		return
	}
	if len(list) == 0 {
		return
	}
	paid := w.prog.ws.Calendar.Within(w.Period.Interval, pl.periodKind)
	if len(paid) == 0 {
		return
	}
	capFirst := w.capBegins(pl, paid[0].First)
	ends := min(list[len(list)-1].End, pl.End)
	for _, window := range w.withEarlier(pl, paid, capFirst, list[0].First) {
		sh := &sheet{
			plan: pl, window: window, stretches: list, silent: window.First < paid[0].First, carries: window.First < capFirst, last: ends <= window.End,
			paidOn: w.paidOn(pl, window),
		}
		sh.segments = w.prog.cut(pl, window, list)
		if len(sh.segments) == 0 {
			continue
		}
		w.capShare(sh, list)
		w.sheets = append(w.sheets, sh)
		if !sh.silent {
			w.Segments = append(w.Segments, sh.segments...)
		}
		w.addCells(sh)
	}
}

// capBegins gives the first day of the period whose cap a day is under, the day itself without a cap.
func (w *Work) capBegins(pl *plan, on config.Day) config.Day {
	first := on
	for _, s := range pl.steps {
		if c, ok := s.(*periodCap); ok {
			first = min(first, w.prog.ws.Calendar.PeriodOf(on, c.per).First)
		}
	}
	return first
}

// withEarlier puts the windows before the run's in front that share a cap with them or may carry something to them:
// what is carried may have come all the way from the participant's first day under the plan.
func (w *Work) withEarlier(pl *plan, paid []config.Period, capFirst, joined config.Day) []config.Period {
	first := capFirst
	if pl.carries {
		first = min(first, max(pl.First, joined))
	}
	earlier := w.prog.ws.Calendar.Within(config.Interval{First: first, End: paid[0].First}, pl.periodKind)
	return append(earlier, paid...)
}

// capShare finds how much of each cap is the participant's, for plans that prorate caps: the days under the plan in the
// cap's period.
func (w *Work) capShare(sh *sheet, list []stretch) {
	if !prorates(sh.plan, "cap") {
		return
	}
	for _, s := range sh.plan.steps {
		c, ok := s.(*periodCap)
		if !ok {
			continue
		}
		period := w.prog.ws.Calendar.PeriodOf(sh.window.First, c.per)
		var days int64
		for _, seg := range w.prog.cut(sh.plan, period, list) {
			days += seg.under
		}
		if of := w.prog.count(sh.plan, period.Interval, list[0].Country); of > 0 {
			if sh.caps == nil {
				sh.caps = map[*periodCap]config.Ratio{}
			}
			sh.caps[c] = config.NewRatio(days, of)
		}
	}
}

// addCells makes the sheet's cells, by component name and segment.
func (w *Work) addCells(sh *sheet) {
	for _, comp := range sh.plan.byName {
		if sh.carries && !comp.carries {
			continue
		}
		for _, seg := range sh.segments {
			sh.cells = append(sh.cells, &cell{sheet: sh, seg: seg, comp: comp})
		}
	}
	if whole := sh.plan.whole; len(whole.gauges.list) > 0 {
		seg := *sh.segments[len(sh.segments)-1]
		seg.First, seg.parts, seg.ramps = sh.segments[0].First, sh.allParts(), sh.allRamps()
		sh.whole = &cell{sheet: sh, seg: &seg, comp: whole}
	}
}

// demand asks every cell's kind what it needs: first the kinds of group scope, so that what they price is there before
// anybody's lines are written, then the others in the order lines are written, so that the windows of one participant
// stand together.
func (w *Work) demand() {
	for _, sh := range w.sheets {
		for _, c := range sh.cells {
			if c.comp.isGroup() {
				w.demandCell(c)
			}
		}
	}
	w.grouped = int32(len(w.Windows))
	for _, sh := range w.sheets {
		for _, c := range sh.cells {
			if !c.comp.isGroup() {
				w.demandCell(c)
			}
		}
		if c := sh.whole; c != nil {
			w.converts = w.prog.converts(c)
			c.gauges = w.demandGauges(&c.comp.gauges, c)
		}
	}
}

func (w *Work) demandCell(c *cell) {
	w.converts = w.prog.converts(c)
	c.comp.method.demand(w, c)
	c.gauges = w.demandGauges(&c.comp.gauges, c)
	if len(c.gauges) > 0 && len(c.sheet.segments) > 1 {
		c.around = c.sheetSpan()
		c.around.gauges = w.demandGauges(&c.comp.gauges, c.around)
	}
	w.demandAttainment(c)
}

// window gives the id of a window, the same for the same content.
func (w *Work) window(request int32, subject string, iv config.Interval) int32 {
	win := config.Window{ID: int32(len(w.Windows)), Request: request, SubjectID: subject, Interval: iv}
	w.rate(&win)
	key := windowKey{request, subject, iv, win.Rates, win.Into, win.RateOn}
	if id, ok := w.windowIDs[key]; ok {
		return id
	}
	w.Windows = append(w.Windows, win)
	w.windowIDs[key] = win.ID
	return win.ID
}

// rate says how the money of a window is converted; see rates.go for why targets are not. A team's or the company's
// window is one for everybody who looks at it, also where they look in several currencies.
func (w *Work) rate(win *config.Window) {
	req := &w.prog.requests[win.Request]
	m, by := w.prog.measures[req.Measure], w.converts.by
	if by == "" || by == config.AtPlanRate || m == nil || m.Unit != "money" || m.Kind == "span" ||
		req.Aggregate == config.Count || req.Aggregate == config.Distinct {
		return
	}
	win.Rates = by
	switch {
	case by == config.AtPayDate:
		win.RateOn = w.converts.paidOn
	case !w.converts.varies || req.Subject == config.OfPerson:
		win.Into = w.converts.into
	}
}

// subjectID says who a subject is for a segment.
func subjectID(s config.Subject, seg *Segment) string {
	switch s {
	case config.OfTeam:
		return seg.Team
	case config.OfCompany:
		return ""
	default:
		return seg.Participant
	}
}

// said names a window for people: "won_deals, E1007, 2026-07-01 to 2026-09-30".
func (w *Work) said(id int32) string {
	win := &w.Windows[id]
	who := win.SubjectID
	switch w.Requests[win.Request].Subject {
	case config.OfCompany:
		who = "the company"
	case config.OfOwnTerritories:
		who = "the territories of " + who
	}
	return fmt.Sprintf("%s, %s, %s", w.Requests[win.Request].Measure, who, win.Interval)
}
