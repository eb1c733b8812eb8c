package main

import (
	"fmt"
	"strings"

	"attain/calc"
	"attain/config"
	"attain/reports"
	"attain/transform"

	"github.com/spf13/cobra"
)

func kpiShowCommand(a *app) *cobra.Command {
	return &cobra.Command{
		Use:     "show NAME",
		Short:   "Show a KPI: definition, formula, population, benchmark, worked example, measures, and who is paid on it",
		Example: "  attain kpi show win_rate",
		Args:    argsBetween(1, 1, "the name of one KPI, such as win_rate"),
		RunE:    func(_ *cobra.Command, args []string) error { return runKPIShow(a, args[0]) },
	}
}

func runKPIShow(a *app, name string) error {
	ws, shippedOnly, err := definitions(a)
	if err != nil {
		return err
	}
	k, err := kpiNamed(ws, name)
	if err != nil {
		return err
	}
	sheet := reports.KPISheet{KPI: k, Example: ws.ExampleFormula(k)}
	if sheet.Written, err = ws.KPIFormula(name); err != nil {
		return err
	}
	measures, err := transform.Measures(ws)
	if err != nil {
		return err
	}
	sheet.Measures = measuresOf(sheet.Written, measures)
	program, err := calc.Compile(ws, measures)
	switch {
	case shippedOnly:
		sheet.PaidNote = "there is no workspace here"
	case err != nil:
		sheet.PaidNote = "not known, because the plans have errors; `attain check plans` says which"
	default:
		sheet.PaidBy = paidBy(ws, program.Payers(name))
	}
	return reports.KPIShow(a.out, sheet)
}

// measuresOf gives the measures a formula names, in its order.
func measuresOf(formula *config.Expr, measures []config.Measure) []config.Measure {
	var out []config.Measure
	seen := map[string]bool{}
	for _, leaf := range formula.Leaves() {
		for _, m := range measures {
			if m.Name == leaf.Name && !seen[m.Name] {
				seen[m.Name] = true
				out = append(out, m)
			}
		}
	}
	return out
}

// paidBy says of every component that pays on a KPI how it looks at it.
func paidBy(ws *config.Workspace, payers []calc.KPIPayer) []string {
	var out []string
	for _, p := range payers {
		words := []string{p.Plan + "/" + p.Component, "of the " + strings.TrimPrefix(strings.ReplaceAll(string(p.Subject), "_", " "), "own ")}
		if p.Over != config.OverPeriod {
			words = append(words, "over "+strings.ReplaceAll(p.Over, "_", " "))
		}
		if !p.Plain {
			words = append(words, "with conditions of its own")
		}
		for _, pl := range ws.Plans {
			for _, c := range pl.Components {
				if pl.Name == p.Plan && c.Name == p.Component {
					words = append(words, fmt.Sprint(c.At))
				}
			}
		}
		out = append(out, strings.Join(words, ", "))
	}
	return out
}
