package main

import (
	"context"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"attain/calc"
	"attain/cmd/attain/demo"
	"attain/config"

	"github.com/apache/arrow-go/v18/arrow"
)

// openedDemo is the demo company's warehouse, for a test that asks it many things.
func openedDemo(t *testing.T, asOf config.Day) *opened {
	t.Helper()
	a := &app{in: strings.NewReader(""), out: io.Discard, err: io.Discard, now: time.Now, dir: demoRun(t), quiet: true, log: "text"}
	o, err := openWorkspace(context.Background(), a, newProgress(a), asOf, false, engine{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(o.close)
	return o
}

// TestEveryKPIComesFromItsRows asks for every KPI, of everybody and everything it is measured for, over a quarter, and of
// groups over a month and a year too: each value is computed from the warehouse's sums and again from the rows, and both are the same.
func TestEveryKPIComesFromItsRows(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	quarter, err := config.Calendar{}.Period(demo.Period)
	if err != nil {
		t.Fatal(err)
	}
	o := openedDemo(t, quarter.End-1)
	month, year := o.ws.Calendar.PeriodOf(quarter.End-1, config.Month), o.ws.Calendar.PeriodOf(quarter.End-1, config.Year)
	program, err := calc.Compile(o.ws, o.measures)
	if err != nil {
		t.Fatal(err)
	}
	var questions []calc.KPIQuestion
	for _, k := range o.ws.KPIs {
		formula, err := o.ws.KPIFormula(k.Name)
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range k.Subjects {
			for _, m := range measuresOf(formula, o.measures) {
				if s.Attribute() != "" && !slices.Contains(m.Attributes, s.Attribute()) {
					t.Errorf("%s is measured for a %s, and %s does not declare %s", k.Name, s, m.File, s.Attribute())
				}
			}
			ids := []string{""}
			if s != config.OfCompany {
				if ids, err = idsOf(ctx, o, formula, s); err != nil {
					t.Fatal(err)
				}
			}
			for _, id := range ids {
				periods := []config.Period{quarter, month, year}
				if s == config.OfPerson {
					periods = periods[:1]
				}
				for _, p := range periods {
					questions = append(questions, calc.KPIQuestion{KPI: k.Name, Subject: s, SubjectID: id, Interval: p.Interval})
				}
			}
		}
	}
	work, err := program.AskKPIs(questions)
	if err != nil {
		t.Fatal(err)
	}
	if err := o.wh.Bind(ctx, work.Bindings()); err != nil {
		t.Fatal(err)
	}
	list, err := valuesAndRows(ctx, o, work)
	if err != nil {
		t.Fatal(err)
	}
	answered := map[string]int{}
	for _, d := range list {
		v := d.Value
		if !d.Agrees() {
			t.Errorf("%s of %s %q over %s: %s %s%s, and from the rows %s %s%s", v.KPI.Name, v.Subject, v.SubjectID, v.Interval,
				v.Value.Ratio, v.Value.Null, v.Held, d.Again.Value.Ratio, d.Again.Value.Null, d.Again.Held)
		}
		if v.Held == "" && v.Value.Null == "" {
			answered[v.KPI.Name]++
		}
	}
	for _, k := range o.ws.KPIs {
		if answered[k.Name] == 0 {
			t.Logf("%s has no value for anybody in the demo", k.Name)
		}
	}
	t.Logf("%d questions, %d windows", len(questions), len(work.Windows))
}

// TestStatementKPIsLeadToTheirRows takes every component of the demo's last run that was measured by a KPI, for up to
// three participants each and everybody whose period is in parts, and asks what the command on the statement asks: the
// value is the statement's, segment by segment, and the rows give it back.
func TestStatementKPIsLeadToTheirRows(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	quarter, err := config.Calendar{}.Period(demo.Period)
	if err != nil {
		t.Fatal(err)
	}
	o := openedDemo(t, quarter.End-1)
	program, err := compile(ctx, o)
	if err != nil {
		t.Fatal(err)
	}
	r := &runState{opened: o, period: quarter, asOf: quarter.End - 1}
	if r.assignments, err = o.wh.Assignments(ctx, o.ws.Plans); err != nil {
		t.Fatal(err)
	}
	for _, results := range measuredResults(t, r, program) {
		res := results[0]
		work, err := program.AskComponent(res.Plan, res.Component, res.Participant, quarter, quarter.End-1, r.assignments)
		if err != nil {
			t.Errorf("%s: %v", r.rowsCommand(res), err)
			continue
		}
		list, err := valuesAndRows(ctx, o, work)
		if err != nil {
			t.Fatal(err)
		}
		if len(list) != len(results) {
			t.Errorf("%s shows %d values, and the statement has %d", r.rowsCommand(res), len(list), len(results))
			continue
		}
		for i, d := range list {
			if want := results[i].Value; !d.Agrees() || want != nil && want.Cmp(d.Value.Value.Ratio) != 0 {
				t.Errorf("%s: %s %s%s, from the rows %s, on the statement %v", r.rowsCommand(res), d.Value.Value.Ratio, d.Value.Held, d.Value.Value.Null, d.Again.Value.Ratio, want)
			}
		}
	}
}

// measuredResults runs the period and gives the results of scorecards, those of one participant and component together.
func measuredResults(t *testing.T, r *runState, program *calc.Program) [][]*calc.Result {
	t.Helper()
	ctx := context.Background()
	var err error
	if r.work, err = program.Prepare(r.period, r.asOf, r.assignments); err != nil {
		t.Fatal(err)
	}
	if r.work.Held, err = r.wh.Holds(ctx, r.work.Requests, r.work.Windows); err != nil {
		t.Fatal(err)
	}
	if r.work.Rates, err = r.wh.MarketRates(ctx); err != nil {
		t.Fatal(err)
	}
	aggregates, err := r.wh.Aggregates(ctx, r.work.Requests, r.work.Windows)
	if err != nil {
		t.Fatal(err)
	}
	defer aggregates.Release()
	facts, err := r.wh.Facts(ctx, r.work.Requests, r.work.Windows)
	if err != nil {
		t.Fatal(err)
	}
	defer facts.Release()
	summary, err := r.work.Run("test", aggregates, facts, func(arrow.RecordBatch) error { return nil })
	if err != nil {
		t.Fatal(err)
	}
	var all [][]*calc.Result
	for _, res := range summary.Results {
		if res.KPI == "" {
			continue
		}
		if n := len(all) - 1; n >= 0 && all[n][0].Participant == res.Participant && all[n][0].Plan == res.Plan && all[n][0].Component == res.Component {
			all[n] = append(all[n], res)
			continue
		}
		all = append(all, []*calc.Result{res})
	}
	seen := map[string]int{}
	return slices.DeleteFunc(all, func(list []*calc.Result) bool {
		key := list[0].Plan + "/" + list[0].Component
		seen[key]++
		return seen[key] > 3 && len(list) == 1
	})
}
