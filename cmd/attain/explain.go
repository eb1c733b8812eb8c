package main

import (
	"context"
	"maps"
	"slices"
	"strings"

	"attain/config"
	"attain/reports"

	"github.com/spf13/cobra"
)

type explainOptions struct {
	period string
	rows   int
	engine engine
}

func explainCommand(a *app) *cobra.Command {
	var o explainOptions
	c := &cobra.Command{
		Use:   "explain PARTICIPANT [COMPONENT]",
		Short: "Show why a participant gets what they get, line by line, down to the source rows",
		Long: "Prints the lines of the newest period in out/ (or of --period) as a derivation: each number with the place in\n" +
			"the plan that set it and the file and record it was counted from. A component without a line is there with what\n" +
			"became of it and why.",
		Example: "  attain explain E1007\n  attain explain E1007 quota --period 2026-Q3",
		Args:    argsBetween(1, 2, "an employee number and perhaps a component"),
		RunE: func(c *cobra.Command, args []string) error {
			component := ""
			if len(args) == 2 {
				component = args[1]
			}
			return runExplain(c.Context(), a, o, args[0], component)
		},
	}
	c.Flags().StringVar(&o.period, "period", "", "which period in out/")
	c.Flags().IntVar(&o.rows, "rows", 10, "how many source rows to show behind a number")
	addEngineFlags(c, &o.engine)
	return c
}

func runExplain(ctx context.Context, a *app, o explainOptions, id, component string) error {
	if o.rows < 1 {
		return usagef("--rows %d shows nothing; it is 1 or more", o.rows)
	}
	ws, err := config.LoadWorkspace(a.dir)
	if err != nil {
		return err
	}
	record, err := newestRun(a.dir, o.period)
	if err != nil {
		return err
	}
	if record == nil {
		return usagef("nothing has been run in this workspace yet; `attain run PERIOD` first")
	}
	period, err := ws.Calendar.Period(record.Period)
	if err != nil {
		return err
	}
	w, err := openStored(ctx, a, ws, o.engine)
	if err != nil {
		return err
	}
	defer w.close()
	lines, people, err := storedLines(ctx, w, record, id)
	if err != nil {
		return err
	}
	outcomes, name, err := storedOutcomes(ctx, w, record, id)
	if err != nil {
		return err
	}
	if len(lines) == 0 && len(outcomes) == 0 {
		return usagef("%s is nobody who is paid in %s; a participant is written as an employee number%s", id, record.Period, config.Suggest(id, people))
	}
	if component != "" {
		if lines, outcomes, err = onlyComponent(id, component, lines, outcomes); err != nil {
			return err
		}
	}
	b, err := readBehind(ctx, w, record)
	if err != nil {
		return err
	}
	return reports.Explain(a.out, reports.ExplainData{
		Participant: reports.Person{ID: id, Name: name}, Period: period, Lines: lines, Outcomes: outcomes,
		Behind: b.of(id, lines, lineCurrency(ws)), MaxRows: o.rows,
	})
}

// onlyComponent keeps one component's lines and outcomes, or says which there are.
func onlyComponent(id, component string, lines []config.Line, outcomes []reports.Outcome) ([]config.Line, []reports.Outcome, error) {
	names := map[string]bool{}
	for _, l := range lines {
		names[l.Component] = true
	}
	for _, o := range outcomes {
		names[o.Component] = true
	}
	if !names[component] {
		list := slices.Sorted(maps.Keys(names))
		return nil, nil, usagef("%s has no component %q%s; there are %s", id, component, config.Suggest(component, list), strings.Join(list, ", "))
	}
	lines = slices.DeleteFunc(lines, func(l config.Line) bool { return l.Component != component })
	return lines, slices.DeleteFunc(outcomes, func(o reports.Outcome) bool { return o.Component != component }), nil
}

// storedLines reads a participant's lines of a stored run; where there are none, everybody who has some.
func storedLines(ctx context.Context, w *opened, record *runRecord, id string) (lines []config.Line, people []string, err error) {
	reader, err := w.wh.ReadLines(ctx, record.linesPath(w.ws.Dir), id)
	if err != nil {
		return nil, nil, err
	}
	defer reader.Release()
	for reader.Next() {
		batch, err := config.LinesOf(reader.RecordBatch())
		if err != nil {
			return nil, nil, err
		}
		lines = append(lines, batch...)
	}
	if err := reader.Err(); err != nil || len(lines) > 0 {
		return lines, nil, err
	}
	if err := w.wh.AttachRun(ctx, record.tables(w.ws.Dir)); err != nil {
		return nil, nil, err
	}
	totals, err := w.wh.LineTotals(ctx)
	for _, l := range totals {
		if n := len(people); n == 0 || people[n-1] != l.Participant {
			people = append(people, l.Participant)
		}
	}
	return nil, people, err
}
