package main

import (
	"io"

	"attain/config"
	"attain/reports"

	"github.com/spf13/cobra"
)

func planShowCommand(a *app) *cobra.Command {
	format := "text"
	c := &cobra.Command{
		Use:   "show NAME",
		Short: "Show a plan the way those it pays can read it",
		Long: "Prints what the plan pays for, when and how it is worked out, a table and a curve for each part, the order of\n" +
			"its steps, how contested choices are read, and its worked examples. It looks at no data, and it works while another\n" +
			"plan of the workspace is wrong: one line on stderr then says which was left out.\n\n" +
			"--format json gives the same as data: format (1), plan, title, goal, file, version, first_day, last_day, pays, windows,\n" +
			"currency, target_incentive, review_by, owner, head (what, said), in_short; components (name, title, kind, at, weight,\n" +
			"reward, sentences, looks, tables, curves with their points), steps (said, at), readings (key, value, at, example, pays,\n" +
			"why) and examples (given, gives), each in the plan's own order. Numbers are text and exact: a decimal (0.8 is 80 %), or a\n" +
			"fraction (1/3) where there is none; money is in major units; days are ISO. Keys keep their meaning; new ones may come.",
		Example: "  attain plan show ae-2026\n  attain plan show ae-2026 --format json",
		Args:    argsBetween(1, 1, "the name of one plan, such as ae-2026"),
		RunE:    func(_ *cobra.Command, args []string) error { return runPlanShow(a, args[0], format) },
	}
	c.Flags().StringVar(&format, "format", format, "text or json")
	return c
}

func runPlanShow(a *app, name, format string) error {
	write := map[string]func(io.Writer, reports.PlanSheet) error{"text": reports.PlanShow, "json": reports.PlanJSON}[format]
	if write == nil {
		return usagef("--format %s is not known; it is text or json", format)
	}
	read, d, err := readPlan(a, name)
	if err != nil {
		return err
	}
	sheet := reports.PlanSheet{
		Plan: d, Readings: read.ws.Readings(d.Plan), Windows: read.program.PayWindows(name), Blocks: isTerminal(a.out),
		Written: func(k *config.KPI) *config.Expr {
			if e, err := read.ws.KPIFormula(k.Name); err == nil {
				return e
			}
			return k.Formula
		},
		Measure: func(name string) *config.Measure {
			for i := range read.measures {
				if read.measures[i].Name == name {
					return &read.measures[i]
				}
			}
			return nil
		},
	}
	return write(a.out, sheet)
}
