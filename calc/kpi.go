package calc

import (
	"fmt"
	"slices"
	"strings"

	"attain/config"
)

// formula is a KPI ready to be evaluated: measures only, every leaf under a name of its own.
//
// Money leaves are converted, each (day, currency) sum by itself and unrounded, into the plan's currency (or the
// participant's, where the plan names none) in major units before the formula, so that 2,000 ÷ (0.80 × 200) is
// 12.5 months whatever the currencies of cost and MRR.
type formula struct {
	kpi    *config.KPI
	expr   *config.Expr // leaves are terms
	leaves []leaf
}

// leaf is one number a formula needs.
type leaf struct {
	term    string // its word in formulas on statements: at_start_mrr
	spelled string // its spelling in the KPI: at_start(mrr)
	label   string // what a seller reads: MRR at the start
	unit    string
	measure *config.Measure // nil: the number of months in the window
	request int32
	totals  int32 // the same without the rows behind it, for windows before the run's
	median  bool
	of      string // spans: what the target is of, for messages
}

// reserved are words of a line's own derivation.
var reserved = map[string]bool{
	"weight": true, "curve": true, "proration": true, "target_incentive": true, "incentive": true, "amount": true, "threshold": true,
	"target": true, "cap": true, "times": true, "gate": true, "earned": true, "otherwise": true, "exchange_rate": true, "plan_weight": true, "moved_weight": true, "counted_weight": true,
	"entitlement": true, "paid_before": true, "earlier_incentive": true, "incentive_to_date": true, "year_incentive": true,
	"pool": true, "pool_amount": true, "pool_rate": true, "reserve": true, "key": true, "sum_of_keys": true, "share": true,
	"rank": true, "prizes": true, "tied": true, "before": true, "point": true, "pays": true,
}

// compileKPI inlines a KPI's formula and registers a request for each of its leaves. onlyIf are the component's
// conditions on flows and stocks, quotaWhere those on spans.
func (c *compiler) compileKPI(kpi *config.KPI, subject config.Subject, onlyIf, quotaWhere []config.Condition) *formula {
	found := c.ps.Len()
	inlined := kpi.Formula
	if c.prog.kpis[kpi.Name] == kpi {
		var err error
		if inlined, err = c.prog.ws.KPIFormula(kpi.Name); err != nil {
			c.ps.Addf(kpi.At, "%s", err)
			return nil
		}
	}
	f := &formula{kpi: kpi}
	named := map[string]string{} // leaf identity → term
	taken := map[string]bool{kpi.Name: true}
	f.expr = inlined.Replace(func(e *config.Expr) *config.Expr {
		l := c.leaf(e, kpi, subject, onlyIf, quotaWhere)
		if l == nil {
			return nil
		}
		id := fmt.Sprint(l.request)
		if l.measure == nil {
			id = l.spelled
		}
		if named[id] == "" {
			l.term = freeName(l.term, taken)
			named[id] = l.term
			f.leaves = append(f.leaves, *l)
		}
		return &config.Expr{At: e.At, Op: "name", Name: named[id], Aggregate: config.Sum}
	})
	if c.ps.Len() > found {
		return nil
	}
	return f
}

// freeName gives the word, or the word with a number where it is taken.
func freeName(word string, taken map[string]bool) string {
	name := word
	for n := 2; taken[name] || reserved[name]; n++ {
		name = fmt.Sprintf("%s_%d", word, n)
	}
	taken[name] = true
	return name
}

// leaf checks one leaf and registers its request.
func (c *compiler) leaf(e *config.Expr, kpi *config.KPI, subject config.Subject, onlyIf, quotaWhere []config.Condition) *leaf {
	switch e.Name {
	case config.MonthsName:
		return &leaf{term: e.Name, spelled: e.Name, label: "Months in the window", unit: e.Name}
	case config.DaysName:
		return &leaf{term: e.Name, spelled: e.Name, label: "Days in the window", unit: e.Name}
	}
	m := c.prog.measures[e.Name]
	if m == nil {
		known := append(append(c.prog.measureNames(), c.prog.kpiNames()...), config.MonthsName, config.DaysName)
		c.ps.Addf(e.At, "kpi %s: %q is neither a measure nor a KPI%s", kpi.Name, e.Name, config.Suggest(e.Name, known))
		return nil
	}
	if !c.checkAggregate(e, m, kpi) {
		return nil
	}
	where, of := append(append([]config.Condition(nil), e.Where...), onlyIf...), ""
	if m.Kind == "span" {
		where, of = quotaOf(m, quotaWhere, bookingsMetric, e.At)
	}
	l := &leaf{of: of, term: e.Name, spelled: e.String(), label: m.Title, unit: m.Unit, measure: m, median: e.Aggregate == config.Median}
	if e.Aggregate != config.Sum {
		l.term = string(e.Aggregate) + "_" + e.Name
		l.label = fmt.Sprintf(aggregateLabels[e.Aggregate], m.Title)
	}
	if e.Aggregate == config.Count || e.Aggregate == config.Distinct {
		l.unit = "count"
	}
	l.request = c.prog.request(config.Request{Measure: m.Name, Aggregate: e.Aggregate, Subject: subject, Where: where})
	return l
}

// bookingsMetric is the metric a scorecard's target is of unless quota_where says otherwise.
const bookingsMetric = "bookings"

// quotaOf gives the conditions on a target and what it is of. People have targets for several things, and those for
// bookings and for renewals are never added up: without quota_where, the target is the one of the given metric.
func quotaOf(m *config.Measure, where []config.Condition, metric string, at config.Position) ([]config.Condition, string) {
	if len(where) == 0 && slices.Contains(m.Attributes, "metric") {
		return []config.Condition{{At: at, SQL: "metric = '" + metric + "'"}}, metric
	}
	said := make([]string, len(where))
	for i := range where {
		said[i] = where[i].SQL
	}
	return where, strings.Join(said, " and ")
}

// aggregateLabels are what a seller reads for an aggregate of a measure.
var aggregateLabels = map[config.Aggregate]string{
	config.Count: "%s, counted", config.Distinct: "%s, accounts", config.Median: "%s, middle value",
	config.AtStart: "%s at the start", config.AtEnd: "%s at the end", config.Existing: "%s of existing customers",
}

func (c *compiler) checkAggregate(e *config.Expr, m *config.Measure, kpi *config.KPI) bool {
	level := e.Aggregate == config.AtStart || e.Aggregate == config.AtEnd
	switch {
	case m.Kind == "stock" && !level:
		c.ps.Addf(e.At, "kpi %s: %s is a stock, a level at an instant; write at_start(%s) or at_end(%s)", kpi.Name, m.Name, m.Name, m.Name)
	case m.Kind != "stock" && level:
		c.ps.Addf(e.At, "kpi %s: %s is a %s and has no level at an instant; write %s", kpi.Name, m.Name, m.Kind, m.Name)
	case m.Kind == "span" && e.Aggregate != config.Sum:
		c.ps.Addf(e.At, "kpi %s: %s is a span, given for a stretch of days; write %s", kpi.Name, m.Name, m.Name)
	default:
		return true
	}
	return false
}

// kpiInterval is the stretch of days a component's KPI looks at. A person's own KPI is that of the segment; what it
// looks at beyond that (over: a quarter, a year, rolling months) ends with the segment and begins not before the
// assignment. What a team or the company did does not depend on when one participant came or went: their KPI is that of
// the pay window, as far as the plan runs, and only the target incentive is prorated. So a cost of January, written on
// the 1st, counts in the first quarter of who joined on the 15th. Rolling months of a team or the company are whole: the
// twelve months before the window's end, of which the first may lie before the plan.
func (p *Program) kpiInterval(over string, subject config.Subject, seg *Segment) config.Interval {
	iv := seg.Interval
	if subject != config.OfPerson {
		iv = seg.Period.And(p.plans[seg.Plan].Interval)
	}
	iv.First = p.beginsLooking(over, iv)
	if subject == config.OfPerson && over != config.OverPeriod {
		iv.First = max(iv.First, seg.parts[0].of.First)
	}
	return iv
}

// wholeInterval is the same stretch without any cut: what an unprorated quota is for.
func (p *Program) wholeInterval(over string, seg *Segment) config.Interval {
	iv := seg.Period.Interval
	iv.First = p.beginsLooking(over, iv)
	return iv
}

// beginsLooking gives the first day of what config.Overs names, ending where the interval ends.
func (p *Program) beginsLooking(over string, iv config.Interval) config.Day {
	switch over {
	case config.Month, config.Quarter, config.Year:
		return p.ws.Calendar.PeriodOf(iv.End-1, over).First
	case config.OverYearToDate:
		return p.ws.Calendar.PeriodOf(iv.End-1, config.Year).First
	case config.OverRolling3:
		return p.ws.Calendar.MonthsBefore(iv.End, 3)
	case config.OverRolling12:
		return p.ws.Calendar.MonthsBefore(iv.End, 12)
	default:
		return iv.First
	}
}

// demandLeaves asks for the windows of a formula's leaves, in their order; -1 for the number of months.
func (w *Work) demandLeaves(f *formula, over string, subject config.Subject, c *cell) []int32 {
	iv := w.prog.kpiInterval(over, subject, c.seg)
	out := make([]int32, len(f.leaves))
	for i := range f.leaves {
		l := &f.leaves[i]
		at := iv
		switch {
		case l.measure == nil:
			out[i] = -1
			continue
		case l.measure.Kind == "span" && !prorates(c.sheet.plan, "quota"):
			at = w.prog.wholeInterval(over, c.seg)
		}
		request := l.request
		if c.sheet.silent {
			request = l.totals
		}
		out[i] = w.window(request, subjectID(subject, c.seg), at)
	}
	return out
}

// ofWindow is what a formula's name says of the window itself.
func ofWindow(name string, i config.Interval) config.Ratio {
	if name == config.DaysName {
		return config.Whole(int64(i.Days()))
	}
	return months(i)
}

// months counts months, cut ones by their days: 1 February to 15 March is 1 + 15 ÷ 31.
func months(i config.Interval) config.Ratio {
	var sum config.Ratio
	for first := i.First; first < i.End; {
		y, m, _ := first.Date()
		whole := config.Interval{First: config.DayOf(y, m, 1), End: config.DayOf(y, m+1, 1)}
		in := whole.And(i)
		sum = sum.Add(config.NewRatio(int64(in.Days()), int64(whole.Days())))
		first = whole.End
	}
	return sum
}

// reading is one leaf's number for one cell.
type reading struct {
	value config.Value
	held  string // something is missing from the data: the component is held
	rows  int64
	note  string // conversion rates used
}

// read computes a leaf over the rows of its window.
//
// A window that looks at a row that could not be read holds the component, whatever the others say. A flow or a stock without rows is 0: nothing happened. A span that is not given for every day it is needed for is
// missing, which holds the component, because a quota nobody wrote is not a quota of 0. A span gives a window its share
// of each stretch it is given for; see spanShare.
func (r *runner) read(l *leaf, id int32, days spanDays, currency, dayCount, country string) reading {
	rows := r.numbers.of(id)
	win := &r.work.Windows[id]
	out := reading{held: r.work.Held[id]}
	if out.held != "" {
		return out
	}
	if l.measure.Kind == "span" {
		if out.held = r.missing(l, win, rows, days); out.held != "" {
			return out
		}
	}
	if l.median && len(rows) == 0 {
		out.value = config.NoValue("there is nothing to take the middle of: no %s in %s", strings.ToLower(l.measure.Title), win.Interval)
		return out
	}
	if l.median && len(rows) > 1 {
		out.held = fmt.Sprintf("%s has values in several currencies, and a middle value cannot be converted", l.measure.Name)
		return out
	}
	rate, used := r.of(win), ratesUsed{}
	for i := range rows {
		n := &rows[i]
		v := config.NewRatio(n.value, n.den)
		if n.spanEnd > n.spanFirst {
			span := config.Interval{First: n.spanFirst, End: n.spanEnd}
			v = v.Mul(r.spanShare(win.Interval, span, &days, dayCount, country))
		}
		if l.unit == "money" {
			from := r.numbers.currencies[n.currency]
			factor, note, err := rate.major(from, currency, n.rateOn)
			if err != nil {
				out.held = err.Error()
				return out
			}
			v = config.MajorOf(v, from).Mul(factor)
			used.add(note)
		}
		out.value.Ratio = out.value.Ratio.Add(v)
		out.rows += n.rows
	}
	out.note = used.said()
	if l.measure.Kind == "span" {
		out.value.Ratio = out.value.Ratio.Add(r.rampAmounts(win.Interval, &days, dayCount, country))
		out.note += days.note(&r.prog.ws.Calendar, win.Interval)
	}
	return out
}

// readAll computes the leaves of a formula over the rows of their windows; held is the first thing that is missing. A
// target is never below 0, however much relief is written (semantics.md section 21): below it, attainment would fall as
// more is sold.
func (r *runner) readAll(f *formula, windows []int32, look looking) (inputs []reading, held string) {
	inputs = make([]reading, len(f.leaves))
	for i := range f.leaves {
		l := &f.leaves[i]
		if l.measure == nil {
			inputs[i].value.Ratio = ofWindow(l.spelled, look.Interval)
			continue
		}
		inputs[i] = r.read(l, windows[i], look.days, look.currency, look.dayCount, look.country)
		if in := &inputs[i]; l.measure.Kind == "span" && in.value.Ratio.Sign() < 0 {
			in.value.Ratio, in.note = config.Ratio{}, in.note+"; more is taken off than there is, so it is 0"
		}
		if held == "" {
			held = inputs[i].held
		}
	}
	return inputs, held
}

// looking says how the leaves of a formula are read.
type looking struct {
	config.Interval // the KPI's window
	days            spanDays
	currency        string // of money
	dayCount        string
	country         string // whose holidays
}

// missing says that a span has no rows, or which is the first month it is not given for.
func (r *runner) missing(l *leaf, win *config.Window, rows []number, days spanDays) string {
	what := strings.ToLower(l.label)
	if l.of != "" {
		what += " (" + l.of + ")"
	}
	who := nameOrCompany(win.SubjectID)
	must := days.must(&r.prog.ws.Calendar)
	if len(must) == 0 && len(days.needed) > 0 {
		return ""
	}
	if len(rows) == 0 {
		return fmt.Sprintf("no %s was found for %s in %s", what, who, win.Interval)
	}
	byMonth := r.work.Requests[win.Request].Subject != config.OfPerson
	for _, needed := range must {
		if gap, is := r.firstGap(rows, needed, byMonth); is {
			return fmt.Sprintf("no %s was found for %s in %s", what, who, r.prog.ws.Calendar.PeriodOf(gap, config.Month).Label)
		}
	}
	return ""
}

// firstGap gives the first day of an interval no row's span is given for. By month, a span is given for every month it
// touches: a team's target begins with its first member, and a company's with the first who has one, whatever the day.
func (r *runner) firstGap(rows []number, needed config.Interval, byMonth bool) (config.Day, bool) {
	at := needed.First
	for moved := true; moved && at < needed.End; {
		moved = false
		for i := range rows {
			span := config.Interval{First: rows[i].spanFirst, End: rows[i].spanEnd}
			if byMonth && !span.Empty() {
				calendar := &r.prog.ws.Calendar
				span = config.Interval{First: calendar.PeriodOf(span.First, config.Month).First, End: calendar.PeriodOf(span.End-1, config.Month).End}
			}
			if span.Contains(at) {
				at, moved = span.End, true
			}
		}
	}
	return at, at < needed.End
}

func nameOrCompany(subject string) string {
	if subject == "" {
		return "the company"
	}
	return subject
}

// evaluate computes the formula from its leaves' readings.
func (f *formula) evaluate(values []reading) config.Value {
	return f.expr.Eval(func(e *config.Expr) config.Value {
		for i := range f.leaves {
			if f.leaves[i].term == e.Name {
				return values[i].value
			}
		}
		return config.NoValue("%s is not known", e.Name)
	})
}
