package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"attain/calc"
	"attain/config"
	"attain/reports"

	"github.com/spf13/cobra"
)

func planChecklistCommand(a *app) *cobra.Command {
	asOf := ""
	c := &cobra.Command{
		Use:   "checklist [NAME]",
		Short: "Walk the eight steps of designing a plan and say what is there, what is missing and where to write it",
		Long: "For one plan or for all: KPIs; target, threshold, cap; formula with an example; weights; schedule; guardrails;\n" +
			"simulate; review. It looks at the files of the workspace and at what has been run, not at the extracts.",
		Example: "  attain plan checklist ae-2026",
		Args:    argsBetween(0, 1, "the name of one plan, or nothing for all"),
		RunE:    func(_ *cobra.Command, args []string) error { return runPlanChecklist(a, args, asOf) },
	}
	c.Flags().StringVar(&asOf, "as-of", "", "look at reviews from this day (default: today)")
	return c
}

func runPlanChecklist(a *app, names []string, asOf string) error {
	day := config.Day(a.now().Unix() / 86400)
	if asOf != "" {
		var err error
		if day, err = config.ParseDay(asOf); err != nil {
			return usagef("--as-of: %v", err)
		}
	}
	if len(names) == 1 {
		read, d, err := readPlan(a, names[0])
		if err != nil {
			return err
		}
		return checklistOf(a, read, d, day)
	}
	read, err := readPlans(a)
	if err != nil {
		return err
	}
	all := read.program.PlanNames()
	if len(all) == 0 {
		fmt.Fprintln(a.out, noPlan)
	}
	for i, name := range all {
		if i > 0 {
			fmt.Fprintln(a.out)
		}
		if err := checklistOf(a, read, read.program.Describe(name), day); err != nil {
			return err
		}
	}
	return nil
}

// checklistOf walks the steps for one plan.
func checklistOf(a *app, read *plansRead, d *calc.PlanDescription, day config.Day) error {
	runs, err := runsUnder(read.ws.Dir, d.Plan)
	if err != nil {
		return err
	}
	return reports.Checklist(a.out, d.Plan, read.program.Checklist(d.Name, day, runs))
}

// runsUnder gives the periods in out/ that were calculated under exactly this version of a plan.
func runsUnder(workspace string, p *config.Plan) ([]string, error) {
	entries, err := os.ReadDir(filepath.Join(workspace, "out"))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("find runs: %w", err)
	}
	var out []string
	for _, e := range entries {
		var m reports.Manifest
		if readJSON(filepath.Join(workspace, "out", e.Name(), "manifest.json"), &m) != nil {
			continue // half a folder is no run
		}
		for _, f := range m.Inputs.Plans {
			if f.Name == p.File && strings.HasPrefix(f.SHA256, p.Version) {
				out = append(out, m.Period)
			}
		}
	}
	return out, nil
}
