package main

import (
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

// readPlans compiles the workspace's plans without looking at data.
func readPlans(a *app) (*config.Workspace, []config.Measure, *calc.Program, error) {
	ws, err := config.LoadWorkspace(a.dir)
	if err != nil {
		return nil, nil, nil, err
	}
	measures, err := transform.Measures(ws)
	if err != nil {
		return nil, nil, nil, err
	}
	program, err := calc.Compile(ws, measures)
	return ws, measures, program, err
}

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
