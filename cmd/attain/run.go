package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"attain/calc"
	"attain/config"
	"attain/transform"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/spf13/cobra"
)

type runOptions struct {
	asOf       string
	statements string
	costs      bool
	engine     engine
}

func runCommand(a *app) *cobra.Command {
	o := runOptions{}
	c := &cobra.Command{
		Use:   "run PERIOD",
		Short: "Calculate a period and write statements, the payroll file and the control workbook",
		Long: "Reads the extracts as they are now, calculates every plan whose pay window ends in PERIOD (a label of the\n" +
			"company's calendar: 2026-09, 2026-Q3, 2026) and writes out/PERIOD/: statements, payroll file, control workbook,\n" +
			"manifest. The same extracts, plans and program give the same bytes.",
		Example: "  attain run 2026-Q3\n  attain run 2026-Q3 --statements E1007,E1012",
		Args:    argsBetween(1, 1, "one period, such as 2026-Q3"),
		RunE: func(c *cobra.Command, args []string) error {
			return runPeriod(c.Context(), a, o, args[0])
		},
	}
	addRunFlags(c, &o)
	return c
}

func addRunFlags(c *cobra.Command, o *runOptions) {
	c.Flags().StringVar(&o.asOf, "as-of", "", "look from this day, at the extracts as they had landed by its end (default: as they are now, from the period's last day)")
	c.Flags().StringVar(&o.statements, "statements", "all", "whose statements to write: all, none, or participants separated by commas")
	c.Flags().BoolVar(&o.costs, "costs", false, "say on stderr what each stage took in time and memory")
	addEngineFlags(c, &o.engine)
}

// runPeriod is the main job: every stage in its order, and out/<period> at the end or not at all.
func runPeriod(ctx context.Context, a *app, o runOptions, label string) error {
	unlock, err := lockWorkspace(a.dir)
	if err != nil {
		return err
	}
	defer unlock()
	if o.engine.TempDir == "" {
		scratch, err := freshScratch(a.dir)
		if err != nil {
			return err
		}
		defer os.RemoveAll(scratch)
		o.engine.TempDir = scratch
	}
	ws, err := config.LoadWorkspace(a.dir)
	if err != nil {
		return err
	}
	period, err := ws.Calendar.Period(label)
	if err != nil {
		return usagef("%v", err)
	}
	asOf := period.End - 1
	if o.asOf != "" {
		if asOf, err = config.ParseDay(o.asOf); err != nil {
			return usagef("--as-of: %v", err)
		}
	}
	p := newProgress(a)
	w, err := openWorkspace(ctx, a, p, asOf, o.asOf != "", o.engine)
	if err != nil {
		return err
	}
	defer w.close()
	if err := firstStopped(w.wh.Checks()); err != nil {
		return err
	}
	r := &runState{opened: w, period: period, asOf: asOf, back: o.asOf != "", statements: o.statements}
	if err := p.stage(ctx, "calculate", r.calculate); err != nil {
		return err
	}
	if err := p.stage(ctx, "write", r.write); err != nil {
		return err
	}
	if o.costs {
		p.costs(a.err)
	}
	return r.summarise(a)
}

// runState is what the calculate stage leaves for the write stage.
type runState struct {
	*opened
	period     config.Period
	asOf       config.Day
	back       bool // --as-of was given: the extracts are those that had landed by then
	statements string

	record      *runRecord
	assignments []config.Assignment
	work        *calc.Work
	summary     *calc.Summary
	rowTotals   []transform.RowTotal // nil where too many are paid to keep every row's account
	output      output
}

// calculate turns facts into lines and stores both under the run's name.
func (r *runState) calculate(ctx context.Context) (string, error) {
	program, err := compile(ctx, r.opened)
	if err != nil {
		return "", err
	}
	run, err := r.identify(r.period, r.asOf)
	if err != nil {
		return "", err
	}
	r.record = &runRecord{Run: run, Period: r.period.Label, AsOf: r.asOf}
	if r.assignments, err = r.wh.Assignments(ctx, r.ws.Plans); err != nil {
		return "", err
	}
	if r.work, err = program.Prepare(r.period, r.asOf, r.assignments); err != nil {
		return "", err
	}
	if r.work.Held, err = r.wh.Holds(ctx, r.work.Requests, r.work.Windows); err != nil {
		return "", err
	}
	if r.work.Rates, err = r.wh.MarketRates(ctx); err != nil {
		return "", err
	}
	r.record.Requests, r.record.Windows, r.record.Rates = r.work.Requests, r.work.Windows, r.work.Rates
	if err := os.MkdirAll(r.record.dir(r.ws.Dir), 0o700); err != nil {
		return "", fmt.Errorf("store run: %w", err)
	}
	if err := r.lines(ctx); err != nil {
		return "", err
	}
	if err := r.accountForRows(ctx); err != nil {
		return "", err
	}
	if err := storeResults(ctx, r.wh, r.summary.Results, r.record.resultsPath(r.ws.Dir)); err != nil {
		return "", err
	}
	if err := r.record.save(r.ws.Dir); err != nil {
		return "", err
	}
	return fmt.Sprintf("%d participants, %d lines", r.summary.Participants, r.summary.Lines), nil
}

// accountForRows keeps what became of every row for every component. Where thousands are paid the sums the kernels made
// stand for it: one row for each fact and component would be most of the run.
func (r *runState) accountForRows(ctx context.Context) error {
	if r.summary.Participants > manyParticipants {
		return nil
	}
	var err error
	if r.rowTotals, err = r.wh.StoreRows(ctx, r.summary.Looks, r.work.Requests, r.work.Windows, r.record.rowsPath(r.ws.Dir)); err != nil {
		return err
	}
	return rowsAgree(r.rowTotals, r.summary.Accounting)
}

// lines runs the kernels over the warehouse's answers and streams what they emit into lines.parquet.
func (r *runState) lines(ctx context.Context) error {
	aggregates, err := r.wh.Aggregates(ctx, r.work.Requests, r.work.Windows)
	if err != nil {
		return err
	}
	defer aggregates.Release()
	if err := r.wh.StoreFacts(ctx, r.work.Requests, r.work.Windows, r.record.factsPath(r.ws.Dir)); err != nil {
		return err
	}
	facts, err := r.wh.ReadFacts(ctx, r.record.factsPath(r.ws.Dir))
	if err != nil {
		return err
	}
	defer facts.Release()

	out := newPipe(config.LineSchema)
	done := make(chan error, 1)
	go func() {
		var err error
		r.summary, err = r.work.Run(r.record.Run, aggregates, facts, func(b arrow.RecordBatch) error { return out.push(ctx, b) })
		out.end(err)
		done <- err
	}()
	storeErr := r.wh.StoreLines(ctx, out, r.record.linesPath(r.ws.Dir))
	out.Release()
	calcErr := <-done
	if storeErr != nil && (calcErr == nil || calcErr == context.Canceled) {
		return storeErr
	}
	return calcErr
}

// outDir is where results stand.
func (r *runState) outDir() string { return filepath.Join(r.ws.Dir, "out") }
