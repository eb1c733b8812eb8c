package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"attain/calc"
	"attain/config"
	"attain/transform"

	"github.com/spf13/cobra"
)

func planSchemaCommand(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "schema",
		Short: "Print the JSON Schema of plan files, which editors use to complete and check them",
		Long: "Prints the JSON Schema (draft 2020-12) of plan files. In a workspace it knows the KPIs and measures by name. Write\n" +
			"it beside the plans and name it in a plan's first line:\n\n" +
			"  # yaml-language-server: $schema=plan.schema.json",
		Example: "  attain plan schema > plans/plan.schema.json",
		Args:    argsBetween(0, 0, "no argument"),
		RunE:    func(*cobra.Command, []string) error { return runPlanSchema(a) },
	}
}

func runPlanSchema(a *app) error {
	kpis, measures, err := namesHere(a)
	if err != nil {
		return err
	}
	text, err := calc.PlanSchema(kpis, measures)
	if err != nil {
		return err
	}
	if _, err := a.out.Write(text); err != nil {
		return fmt.Errorf("write the schema: %w", err)
	}
	return nil
}

// namesHere gives the names of the workspace's KPIs and measures; none where there is no workspace.
func namesHere(a *app) (kpis, measures []string, err error) {
	if _, err := os.Stat(filepath.Join(a.dir, config.WorkspaceFile)); errors.Is(err, fs.ErrNotExist) {
		return nil, nil, nil
	}
	ws, err := config.LoadWorkspace(a.dir)
	if err != nil {
		return nil, nil, err
	}
	list, err := transform.Measures(ws)
	for _, m := range list {
		measures = append(measures, m.Name)
	}
	return ws.KPINames(), measures, err
}

// schemaFile is where a new workspace has the schema; the first line of its plans names it.
const schemaFile = "plan.schema.json"

// writeSchema puts the schema beside a new workspace's plans, without names of its own KPIs: it has none yet.
func writeSchema(dir string) error {
	text, err := calc.PlanSchema(nil, nil)
	if err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(dir, "plans", schemaFile), text, 0o600); err != nil {
		return fmt.Errorf("write the schema: %w", err)
	}
	return nil
}
