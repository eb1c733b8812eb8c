package main

import (
	"attain/reports"

	"github.com/spf13/cobra"
)

func kpiListCommand(a *app) *cobra.Command {
	return &cobra.Command{
		Use:     "list",
		Short:   "List every KPI: the library's and the workspace's own",
		Example: "  attain kpi list",
		Args:    argsBetween(0, 0, "no argument"),
		RunE:    func(*cobra.Command, []string) error { return runKPIList(a) },
	}
}

func runKPIList(a *app) error {
	ws, _, err := definitions(a)
	if err != nil {
		return err
	}
	return reports.KPIList(a.out, ws.KPIs)
}
