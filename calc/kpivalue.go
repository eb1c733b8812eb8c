package calc

import (
	"fmt"
	"slices"
	"strings"

	"attain/config"

	"github.com/apache/arrow-go/v18/arrow/array"
)

// KPIQuestion asks for the value of a KPI by itself, whether or not a plan pays on it.
type KPIQuestion struct {
	KPI             string
	Subject         config.Subject
	SubjectID       string // "" for the company
	config.Interval        // the period asked about
	Exact           bool   // the KPI looks at just these days; else at what its over says, ending where they end
	Currency        string // of money; "" stands for the reporting currency
	Country         string // whose holidays, where days are working days
}

// KPIWork is questions ready for the warehouse: Requests and Windows go there, what it answers goes into Answer, and the
// facts behind them into FromRows, which computes the same values again from the rows alone.
type KPIWork struct {
	Requests []config.Request
	Windows  []config.Window

	work  *Work
	items []kpiItem
}

// kpiItem is one value to be computed.
type kpiItem struct {
	kpi     *config.KPI
	subject config.Subject
	id      string
	formula *formula
	windows []int32
	look    looking
}

// KPIValue is a KPI's value for one subject over one window, with the leaves it was computed from.
type KPIValue struct {
	KPI             *config.KPI
	Subject         config.Subject
	SubjectID       string
	config.Interval        // the days looked at
	Currency        string // of money
	Formula         *config.Expr
	Leaves          []KPILeaf
	Value           config.Value
	Held            string // what is missing from the data; then there is no value
}

// KPILeaf is one number of a KPI's formula.
type KPILeaf struct {
	Term      string // its word in KPIValue.Formula: at_start_mrr
	Spelled   string // as the KPI writes it: at_start(mrr)
	Label     string // MRR at the start
	Unit      string
	Measure   *config.Measure // nil: the number of months in the window
	Aggregate config.Aggregate
	Where     []config.Condition
	Window    int32 // of KPIWork.Windows; -1 for the number of months
	Value     config.Value
	Held      string // why the number is not known, though there may be rows; then Value says nothing
	Rows      int64
	Note      string // the rates used
}

// AskKPIs makes one work of many questions. What is wrong with a KPI is a *config.ProblemError at its place, what is
// wrong with a question an error that says so.
func (p *Program) AskKPIs(questions []KPIQuestion) (*KPIWork, error) {
	var ps config.Problems
	asking := p.copied()
	c := &compiler{prog: asking, ps: &ps}
	w := &KPIWork{work: &Work{prog: asking, windowIDs: map[windowKey]int32{}}}
	type formulaOf struct {
		kpi     string
		subject config.Subject
	}
	known := map[formulaOf]*formula{}
	for i := range questions {
		q := &questions[i]
		k := asking.kpis[q.KPI]
		if k == nil {
			return nil, fmt.Errorf("there is no KPI %q%s", q.KPI, config.Suggest(q.KPI, asking.kpiNames()))
		}
		if !slices.Contains(k.Subjects, q.Subject) {
			return nil, fmt.Errorf("%s is not measured for a %s; it is measured for %s", k.Name, q.Subject, joinSubjects(k.Subjects))
		}
		key := formulaOf{k.Name, q.Subject}
		f := known[key]
		if f == nil {
			asking.checkSubject(k, q.Subject, &ps)
			if f = c.compileKPI(k, q.Subject, nil, nil); f == nil {
				continue
			}
			known[key] = f
		}
		w.items = append(w.items, w.item(k, f, q))
	}
	if err := ps.Err(); err != nil {
		return nil, err
	}
	w.Requests, w.Windows = asking.requests, w.work.Windows
	w.work.Requests = asking.requests
	return w, nil
}

// item asks for the windows of one question.
func (w *KPIWork) item(k *config.KPI, f *formula, q *KPIQuestion) kpiItem {
	p, iv := w.work.prog, q.Interval
	if !q.Exact {
		iv.First = p.beginsLooking(k.Over, iv)
	}
	look := looking{
		Interval: iv, days: spanDays{needed: []config.Interval{iv}, run: iv.First}, currency: q.Currency,
		dayCount: p.ws.Conventions.DayCount, country: q.Country,
	}
	if look.currency == "" {
		look.currency = p.ws.Currencies.Reporting
	}
	if look.dayCount == "" {
		look.dayCount = config.CalendarDays
	}
	w.work.converts = conversion{by: p.ws.Conventions.Credit(), into: look.currency, paidOn: p.ws.PaidOn(config.Period{Interval: q.Interval})}
	item := kpiItem{kpi: k, subject: q.Subject, id: q.SubjectID, formula: f, look: look, windows: make([]int32, len(f.leaves))}
	for i := range f.leaves {
		item.windows[i] = -1
		if f.leaves[i].measure != nil {
			item.windows[i] = w.work.window(f.leaves[i].request, q.SubjectID, iv)
		}
	}
	return item
}

// AskComponent asks for the KPI of a scorecard as it was computed for one participant's statement: with the component's
// conditions, its subject and window, its plan's currency and conventions, one value for each segment. assignments may
// hold other participants.
func (p *Program) AskComponent(planName, component, participant string, run config.Period, asOf config.Day, assignments []config.Assignment) (*KPIWork, error) {
	pl := p.plans[planName]
	if pl == nil {
		return nil, fmt.Errorf("there is no plan %q%s", planName, suggestOrList(planName, p.names))
	}
	s, err := pl.scorecard(component)
	if err != nil {
		return nil, err
	}
	own := slices.DeleteFunc(slices.Clone(assignments), func(a config.Assignment) bool { return a.Participant != participant })
	all, err := p.Prepare(run, asOf, own)
	if err != nil {
		return nil, err
	}
	w := &KPIWork{work: &Work{Period: run, AsOf: asOf, prog: p, Requests: p.requests, windowIDs: map[windowKey]int32{}}}
	r := &runner{prog: p}
	for _, sh := range all.sheets {
		for _, c := range sh.cells {
			if sh.silent || sh.plan != pl || c.comp.name != component {
				continue
			}
			w.work.converts = p.converts(c)
			w.items = append(w.items, kpiItem{
				kpi: s.formula.kpi, subject: s.subject, id: subjectID(s.subject, c.seg), formula: s.formula,
				windows: w.work.demandLeaves(s.formula, s.over, s.subject, c), look: s.looking(r, c),
			})
		}
	}
	if len(w.items) == 0 {
		return nil, fmt.Errorf("%s is not paid by %s of plan %s in %s", participant, component, planName, run.Label)
	}
	w.Requests, w.Windows = p.requests, w.work.Windows
	return w, nil
}

// scorecard gives a plan's scorecard by name.
func (pl *plan) scorecard(name string) (*scorecard, error) {
	var names []string
	for _, comp := range pl.components {
		if s, ok := comp.method.(*scorecard); ok {
			if comp.name == name {
				return s, nil
			}
			names = append(names, comp.name)
		}
	}
	if len(names) == 0 {
		return nil, fmt.Errorf("plan %s has no scorecard, so no component of it has a KPI", pl.Name)
	}
	return nil, fmt.Errorf("plan %s has no scorecard %q%s", pl.Name, name, suggestOrList(name, names))
}

// KPIPayer is a component that pays on a KPI.
type KPIPayer struct {
	Plan, Component string
	Subject         config.Subject
	Over            string
	Plain           bool // without conditions of its own: it measures what the KPI says
}

// Payers gives the components that pay on a KPI, by plan and in file order.
func (p *Program) Payers(kpi string) []KPIPayer {
	var out []KPIPayer
	for _, name := range p.names {
		for _, comp := range p.plans[name].components {
			if s, ok := comp.method.(*scorecard); ok && s.formula.kpi.Name == kpi {
				out = append(out, KPIPayer{Plan: name, Component: comp.name, Subject: s.subject, Over: s.over, Plain: len(comp.onlyIf) == 0 && !s.ownQuota})
			}
		}
	}
	return out
}

// Bindings gives the conditions of the KPIs asked for, as Program.Bindings does those of plans.
func (w *KPIWork) Bindings() []config.Binding { return bindingsOf(w.Requests) }

// Asked gives the requests that have a window.
func (w *KPIWork) Asked() []config.Request {
	has := map[int32]bool{}
	for i := range w.Windows {
		has[w.Windows[i].Request] = true
	}
	return slices.DeleteFunc(slices.Clone(w.Requests), func(r config.Request) bool { return !has[r.ID] })
}

// Hold says which windows look at something that could not be read, and why: values that need them are held.
func (w *KPIWork) Hold(windows map[int32]string) { w.work.Held = windows }

// Convert gives the rates of the extracts, for values that are converted at others than those of attain.yaml.
func (w *KPIWork) Convert(market []config.MarketRate) { w.work.Rates = market }

// Answer computes the values from what the warehouse answered, in the order of the questions.
func (w *KPIWork) Answer(aggregates array.RecordReader) ([]KPIValue, error) {
	p := w.work.prog
	r := &runner{prog: p, work: w.work, rates: newRates(w.work.book())}
	var err error
	if r.numbers, err = readNumbers(w.Windows, r.rates.book, aggregates); err != nil {
		return nil, err
	}
	out := make([]KPIValue, len(w.items))
	for i := range w.items {
		item := &w.items[i]
		inputs, held := r.readAll(item.formula, item.windows, item.look)
		out[i] = w.value(item, inputs, held)
	}
	return out, nil
}

// value puts the readings of an item's leaves and what the formula gives together.
func (w *KPIWork) value(item *kpiItem, inputs []reading, held string) KPIValue {
	v := KPIValue{
		KPI: item.kpi, Subject: item.subject, SubjectID: item.id, Interval: item.look.Interval, Currency: item.look.currency,
		Formula: item.formula.expr.Unguarded(), Held: held,
	}
	for i := range item.formula.leaves {
		l, in := &item.formula.leaves[i], &inputs[i]
		leaf := KPILeaf{
			Term: l.term, Spelled: l.spelled, Label: l.label, Unit: l.unit, Measure: l.measure, Window: item.windows[i],
			Value: in.value, Held: in.held, Rows: in.rows, Note: strings.TrimPrefix(in.note, "; "),
		}
		if l.measure != nil {
			req := &w.Requests[l.request]
			leaf.Aggregate, leaf.Where = req.Aggregate, req.Where
		}
		v.Leaves = append(v.Leaves, leaf)
	}
	if held == "" {
		v.Value = item.formula.evaluate(inputs)
	}
	return v
}

// copied gives a program of which more can be asked without changing this one.
func (p *Program) copied() *Program {
	c := *p
	c.requests, c.ids = nil, map[string]int32{}
	return &c
}

func joinSubjects(list []config.Subject) string {
	words := make([]string, len(list))
	for i, s := range list {
		words[i] = string(s)
	}
	return strings.Join(words, ", ")
}
