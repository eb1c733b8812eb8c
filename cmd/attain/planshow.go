package main

import (
	"attain/config"
	"attain/reports"

	"github.com/spf13/cobra"
)

func planShowCommand(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "show NAME",
		Short: "Show a plan the way those it pays can read it",
		Long: "Prints what the plan pays for, when and how it is worked out, a table and a curve for each part, the order of\n" +
			"its steps, how contested choices are read, and its worked examples. It looks at no data.",
		Example: "  attain plan show ae-2026",
		Args:    argsBetween(1, 1, "the name of one plan, such as ae-2026"),
		RunE:    func(_ *cobra.Command, args []string) error { return runPlanShow(a, args[0]) },
	}
}

func runPlanShow(a *app, name string) error {
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
	return reports.PlanShow(a.out, sheet)
}
