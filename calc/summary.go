package calc

import (
	"sort"
	"strings"

	"attain/config"
)

// What became of a component, beside the four outcomes of a KPI without a value.
const (
	Paid   = "paid"
	Held   = "held"   // something is missing from the data; nothing is written and nobody is told it was nothing
	Capped = "capped" // a plan's cap, which belongs to no component
)

// Summary is what a run tells beside its lines.
type Summary struct {
	Period       config.Period
	AsOf         config.Day
	Lines        int64
	Participants int64         // with at least one segment in the run
	Results      []*Result     // by participant, plan, component, window, segment
	Accounting   []Accounting  // by plan, component, measure
	Looks        []config.Look // every window a component counted the rows of, in the order of the participants
	BankedCaps   []BankedCap   // what settlement needs of caps that keep what is above them, in the order of the participants
}

// Result is one component of one participant in one segment: how it was measured and what came of it. AmountMinor is
// the sum of its lines.
type Result struct {
	Participant string
	Name        string
	Plan        string
	Component   string // "" for a plan's cap
	Period      string // the pay window
	Segment     int32
	config.Interval
	Role        string
	Team        string
	CostCenter  string
	Currency    string
	KPI         string          // scorecards
	Looked      config.Interval // scorecards: the days the KPI looked at
	Value       *config.Ratio   // the KPI, or how far the ladder was climbed; nil without a value
	Unit        string          // of Value
	Target      *config.Ratio   // scorecards: the target of the curve, in Unit
	Anchors     []config.Ratio  // scorecards: the curve's other anchors
	Weight      config.Ratio    // scorecards: after what others gave away
	Curve       config.Ratio    // scorecards: the share earned
	TargetMinor int64           // scorecards: what target pays
	Outcome     string          // paid, nothing, held, weight_to_the_others, as_at_target, carry_to_next_period, capped
	Reason      string          // why nothing was paid, or why it was held
	AmountMinor int64
	LineCount   int64
}

// Accounting says what became of the rows one component read from one measure: Read = Paid + KPIOnly + NotEligible +
// Held. A row several participants share is read by each of them; a team's or the company's rows are read once.
type Accounting struct {
	Plan, Component, Measure string
	Read                     rows // in the windows of the run's participants
	Paid                     rows // priced: each has a line
	KPIOnly                  rows // counted in a KPI, no line of their own
	NotEligible              rows // left out by only_if
	Held                     rows // the component is held
}

// Rows counts rows and adds up their values by currency ("" for what is no money), in minor units.
type Rows = rows

type rows struct {
	Count int64
	Value map[string]int64
}

func (r *rows) add(o rows) {
	r.Count += o.Count
	for c, v := range o.Value {
		if r.Value == nil {
			r.Value = map[string]int64{}
		}
		r.Value[c] += v
	}
}

// minus gives what is in r beyond o.
func (r rows) minus(o rows) rows {
	out := rows{Count: r.Count - o.Count, Value: map[string]int64{}}
	for c, v := range r.Value {
		out.Value[c] = v
	}
	for c, v := range o.Value {
		out.Value[c] -= v
	}
	for c, v := range out.Value {
		if v == 0 {
			delete(out.Value, c)
		}
	}
	return out
}

// What became of the rows a component counted.
const (
	paidRows = "paid"     // priced: each has a line
	kpiRows  = "kpi_only" // counted in a KPI
	heldRows = "held"
)

// look writes down what became of the rows of a window.
func (r *runner) look(comp *component, measure string, window int32, outcome, reason string) {
	if !r.silent && window >= 0 {
		r.looks = append(r.looks, config.Look{Plan: comp.plan.Name, Component: comp.name, Measure: measure, Window: window, Outcome: outcome, Reason: reason})
	}
}

// paysRows is a method that pays for rows, each with its line: which rows those are that a cell has accounted for as paid.
type paysRows interface {
	paidRows(r *runner, c *cell) []windowRows
}

// windowRows are the rows a component pays for in a window.
type windowRows struct {
	measure string
	window  int32
	counted rows
}

// holdRows accounts for rows as held that were paid before a step held their component.
func (r *runner) holdRows(comp *component, p windowRows, why string) {
	if r.silent {
		return
	}
	for i := r.looksFrom; i < len(r.looks); i++ {
		l := &r.looks[i]
		if l.Window != p.window || l.Component != comp.name || l.Outcome != paidRows {
			continue
		}
		l.Outcome, l.Reason = heldRows, why
		t := r.tally(comp, p.measure)
		t.Paid = t.Paid.minus(p.counted)
		t.Held.add(p.counted)
		return
	}
}

type tallyKey struct {
	comp    *component
	measure string
}

// accounting gives the tallies in order.
func accounting(tallies map[tallyKey]*Accounting) []Accounting {
	out := make([]Accounting, 0, len(tallies))
	for _, t := range tallies {
		out = append(out, *t)
	}
	sort.Slice(out, func(i, j int) bool {
		a, b := &out[i], &out[j]
		if c := strings.Compare(a.Plan, b.Plan); c != 0 {
			return c < 0
		}
		if c := strings.Compare(a.Component, b.Component); c != 0 {
			return c < 0
		}
		return a.Measure < b.Measure
	})
	return out
}
