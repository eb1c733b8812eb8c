package main

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"attain/calc"
	"attain/config"
	"attain/reports"
	"attain/transform"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/spf13/cobra"
)

func checkCommand(a *app) *cobra.Command {
	var o checkOptions
	c := &cobra.Command{
		Use:   "check [data|plans]",
		Short: "Check the extracts and the plans without paying anybody",
		Long: "Reads attain.yaml, plans and KPIs, lands the extracts, builds the warehouse and runs every data check (data);\n" +
			"compiles the plans, binds their conditions, runs their examples and warns of what in them often goes wrong (plans).\n" +
			"Without an argument: both. Warnings fail nothing; a plan's accepted: list signs them off.",
		Args:      argsBetween(0, 1, "data, plans or nothing"),
		ValidArgs: []string{"data", "plans"},
		RunE: func(c *cobra.Command, args []string) error {
			what := "both"
			if len(args) == 1 {
				what = args[0]
			}
			if what != "both" && what != "data" && what != "plans" {
				return usagef("check %s is not known; it is `check data`, `check plans` or `check`", what)
			}
			return runCheck(c.Context(), a, what, o)
		},
	}
	c.Flags().StringVar(&o.asOf, "as-of", "", "look from this day, at the extracts as they are now (default: today)")
	addEngineFlags(c, &o.engine)
	return c
}

type checkOptions struct {
	asOf   string
	engine engine
}

func runCheck(ctx context.Context, a *app, what string, opt checkOptions) error {
	p := newProgress(a)
	day := config.Day(a.now().Unix() / 86400)
	if opt.asOf != "" {
		var err error
		if day, err = config.ParseDay(opt.asOf); err != nil {
			return usagef("--as-of: %v", err)
		}
	}
	o, err := openWorkspace(ctx, a, p, day, false, opt.engine)
	if wrong := new(config.ProblemError); what != "data" && errors.As(err, &wrong) {
		return checkPlansAlone(a, day, wrong)
	}
	if err != nil {
		return err
	}
	defer o.close()
	var problems config.Problems
	if what != "data" {
		program, err := compile(ctx, o)
		if err != nil {
			return err
		}
		if err := printExamples(a, program.RunExamples(), &problems); err != nil {
			return err
		}
		if len(o.ws.Plans) == 0 {
			fmt.Fprintln(a.out, noPlan)
		}
		warnings, err := allWarnings(ctx, o, program, day)
		if err != nil {
			return err
		}
		if err := reports.Warnings(a.out, warnings); err != nil {
			return err
		}
	}
	var failed error
	if what != "plans" {
		if failed, err = printChecks(ctx, a, o.wh); err != nil {
			return err
		}
	}
	if err := problems.Err(); err != nil {
		return err
	}
	return failed
}

// checkPlansAlone says of the plans what needs no data, where the extracts cannot be read: who writes a plan need not wait
// for them. It ends with everything that is wrong.
func checkPlansAlone(a *app, asOf config.Day, wrong *config.ProblemError) error {
	var problems config.Problems
	problems.AppendError(wrong)
	read, err := readPlans(a)
	if inPlans := new(config.ProblemError); errors.As(err, &inPlans) {
		problems.AppendError(inPlans)
		return problems.Err()
	}
	if err != nil {
		return err
	}
	if err := printExamples(a, read.program.RunExamples(), &problems); err != nil {
		return err
	}
	if err := reports.Warnings(a.out, read.program.Warnings(asOf)); err != nil {
		return err
	}
	fmt.Fprintln(a.out, "The extracts could not be read, so conditions in SQL and quotas were not looked at.")
	return problems.Err()
}

// allWarnings are those of the plans alone, and those that need data.
func allWarnings(ctx context.Context, o *opened, program *calc.Program, asOf config.Day) ([]calc.Warning, error) {
	assignments, err := o.wh.Assignments(ctx, o.ws.Plans)
	if err != nil {
		return nil, err
	}
	q := program.AskQuotas(asOf, assignments)
	answers, err := o.wh.Aggregates(ctx, q.Requests, q.Windows)
	if err != nil {
		return nil, err
	}
	defer answers.Release()
	data, err := q.Warnings(answers)
	return append(program.Warnings(asOf), data...), err
}

// printExamples counts for each plan the amounts of its worked examples, and those it really pays; a difference is a
// problem at its place. The results of a plan stand together.
func printExamples(a *app, results []calc.ExampleResult, problems *config.Problems) error {
	if len(results) == 0 {
		return nil
	}
	t := table.NewWriter()
	t.SetOutputMirror(a.out)
	t.SetStyle(table.StyleLight)
	t.AppendHeader(table.Row{"plan", "amounts in its examples", "paid as expected"})
	for len(results) > 0 {
		plan, amounts, right := results[0].Plan, 0, 0
		for ; len(results) > 0 && results[0].Plan == plan; results = results[1:] {
			r := results[0]
			amounts++
			if r.OK {
				right++
				continue
			}
			problems.Addf(r.At, "the example expects %s for %s, and the plan pays %s%s", r.Want.Decimal(2), r.Component, r.Got.Decimal(2), r.Note)
		}
		t.AppendRow(table.Row{plan, amounts, right})
	}
	t.Render()
	return nil
}

// noPlan is what check and run say of a workspace without plans.
const noPlan = "there is no plan in plans/, so nobody can be paid; `attain init SOMEWHERE` writes ten to copy from"

// consequences says what a failing check does.
var consequences = map[string]string{"stop": "nothing is paid", "hold": "what counts these rows is held", "leave_out": "these rows pay nobody", "warn": "look at it"}

// printChecks shows the data checks and what could not be read. A failed check that stops a run comes back as the
// error to end with.
func printChecks(ctx context.Context, a *app, wh *transform.Warehouse) (failed, err error) {
	checks := wh.Checks()
	failing := 0
	t := table.NewWriter()
	t.SetStyle(table.StyleLight)
	t.AppendHeader(table.Row{"What must be true", "Rows", "At stake", "Severity", "Owner"})
	var meanings, firsts []string
	for _, severity := range []string{"stop", "hold", "leave_out", "warn"} {
		for _, c := range checks {
			if c.Count == 0 || c.Severity != severity {
				continue
			}
			failing++
			t.AppendRow(table.Row{c.Title, c.Count, atStake(c), c.Severity, c.Owner})
			firsts = append(firsts, c.Name+": "+c.Rows[0].String())
			if meaning := c.Severity + ": " + consequences[c.Severity]; !slices.Contains(meanings, meaning) {
				meanings = append(meanings, meaning)
			}
		}
	}
	if failing == 0 {
		fmt.Fprintln(a.out, "Data checks, as of today: nothing found")
	} else {
		fmt.Fprintf(a.out, "Data checks, as of today: %d found something\n%s\n%s\n", failing, t.Render(), strings.Join(meanings, "; "))
		fmt.Fprintf(a.out, "The first row of each; `attain query \"select * from checks.NAME\"` shows all:\n  %s\n", strings.Join(firsts, "\n  "))
	}
	rejects, err := wh.Rejects(ctx, 20)
	if err != nil {
		return nil, err
	}
	if len(rejects) > 0 {
		fmt.Fprintln(a.out, "Could not be read:")
		for _, r := range rejects {
			fmt.Fprintf(a.out, "  %s\n", r)
		}
	}
	return firstStopped(wh.Checks()), nil
}

// atStake writes a check's money, a currency a line.
func atStake(c transform.CheckResult) string {
	var lines []string
	for _, currency := range slices.Sorted(maps.Keys(c.MoneyMinor)) {
		lines = append(lines, config.FormatMinor(c.MoneyMinor[currency], currency)+" "+currency)
	}
	return strings.Join(lines, "\n")
}

// firstStopped gives the error of the first check that forbids paying, with the names of the others.
func firstStopped(checks []transform.CheckResult) error {
	var first *config.CheckError
	var others []string
	for _, c := range checks {
		switch {
		case c.Severity != "stop" || c.Count == 0:
		case first == nil:
			first = &config.CheckError{Check: c.Name, Count: c.Count}
			for _, row := range c.Rows {
				first.Rows = append(first.Rows, row.String())
			}
		default:
			others = append(others, c.Name)
		}
	}
	if first == nil {
		return nil
	}
	if len(others) > 0 {
		first.Rows = append(first.Rows, "and so do: "+strings.Join(others, ", "))
	}
	return first
}
