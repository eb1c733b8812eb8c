package main

import (
	"context"
	"io"
	"strings"
	"testing"
	"time"

	"attain/calc"
	"attain/cmd/attain/demo"
	"attain/config"
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
