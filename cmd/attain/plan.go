package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"attain/calc"
	"attain/config"
	"attain/transform"

	"github.com/spf13/cobra"
)

func planCommand(a *app) *cobra.Command {
	c := &cobra.Command{
		Use:   "plan",
		Short: "Read a plan back in plain words, write the schema editors use, or see what a plan still lacks",
		Args:  argsBetween(0, 0, "show, schema or checklist"),
		RunE: func(*cobra.Command, []string) error {
			return usagef("attain plan wants show, schema or checklist; see `attain plan --help`")
		},
	}
	for _, sub := range []*cobra.Command{planShowCommand(a), planSchemaCommand(a), planChecklistCommand(a)} {
		if sub.Long == "" {
			sub.Long = sub.Short + "."
		}
		sub.Long += "\n\n" + exitCodes
		c.AddCommand(sub)
	}
	return c
}

// plansRead is the plans of a workspace, compiled without looking at data.
type plansRead struct {
	ws       *config.Workspace
	measures []config.Measure
	program  *calc.Program
}

// readPlans compiles the workspace's plans, but for those in some files.
func readPlans(a *app, without ...string) (*plansRead, error) {
	ws, err := config.LoadWorkspaceWithout(a.dir, without)
	if err != nil {
		return nil, err
	}
	measures, err := transform.Measures(ws)
	if err != nil {
		return nil, err
	}
	program, err := calc.Compile(ws, measures)
	return &plansRead{ws, measures, program}, err
}

// readPlan compiles the plans for a look at one of them. Others that are wrong are left out, and one line says so: who
// reads a plan need not wait for who writes another.
func readPlan(a *app, name string) (*plansRead, *calc.PlanDescription, error) {
	var wrong []string // plan files
	var problems config.Problems
	read, err := readPlans(a)
	for inPlans := new(config.ProblemError); errors.As(err, &inPlans); read, err = readPlans(a, wrong...) {
		problems.AppendError(inPlans)
		more := plansOf(inPlans, wrong)
		if len(more) == 0 {
			return nil, nil, problems.Err()
		}
		wrong = append(wrong, more...)
	}
	if err != nil {
		return nil, nil, err
	}
	d, err := planNamed(read.program, name)
	switch {
	case len(wrong) == 0:
		return read, d, err
	case err != nil: // it may be one of those
		return nil, nil, problems.Err()
	}
	slices.Sort(wrong)
	are := "plans have errors and are"
	if len(wrong) == 1 {
		are = "plan has errors and is"
	}
	a.say("WARNING", fmt.Sprintf("%d other %s left out here (%s); `attain check plans` says what is wrong", len(wrong), are, strings.Join(wrong, ", ")))
	return read, d, nil
}

// plansOf gives the files of the plans that are wrong, beside those known; none where something else is wrong, too. What a
// plan alone asks of another file, such as a convention nobody answered, is the plan's.
func plansOf(e *config.ProblemError, known []string) []string {
	var out []string
	for _, p := range e.List {
		places := []config.Position{p.At}
		if !isPlanFile(p.At.File) {
			places = places[:0]
			for _, n := range p.Notes {
				places = append(places, n.At)
			}
		}
		if len(places) == 0 {
			return nil
		}
		for _, at := range places {
			if !isPlanFile(at.File) {
				return nil
			}
			if !slices.Contains(out, at.File) && !slices.Contains(known, at.File) {
				out = append(out, at.File)
			}
		}
	}
	return out
}

func isPlanFile(file string) bool { return strings.HasPrefix(file, "plans/") }

// planNamed gives a plan read back, or says which was meant.
func planNamed(program *calc.Program, name string) (*calc.PlanDescription, error) {
	if d := program.Describe(name); d != nil {
		return d, nil
	}
	names := program.PlanNames()
	hint := config.Suggest(name, names)
	switch {
	case len(names) == 0:
		hint = "; " + noPlan
	case hint == "":
		hint = "; there are " + strings.Join(names, ", ")
	}
	return nil, usagef("there is no plan %q%s", name, hint)
}
