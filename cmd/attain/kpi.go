package main

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"attain/config"

	"github.com/spf13/cobra"
)

func kpiCommand(a *app) *cobra.Command {
	c := &cobra.Command{
		Use:   "kpi",
		Short: "List the KPIs, show a definition, or show the source rows behind a value",
		Args:  argsBetween(0, 0, "list, show or rows"),
		RunE: func(*cobra.Command, []string) error {
			return usagef("attain kpi wants list, show or rows; see `attain kpi --help`")
		},
	}
	for _, sub := range []*cobra.Command{kpiListCommand(a), kpiShowCommand(a), kpiRowsCommand(a)} {
		if sub.Long == "" {
			sub.Long = sub.Short + "."
		}
		sub.Long += "\n\n" + exitCodes
		c.AddCommand(sub)
	}
	return c
}

// definitions gives the KPIs there are: the workspace's, or where there is no workspace the library's.
func definitions(a *app) (ws *config.Workspace, shippedOnly bool, err error) {
	if _, err := os.Stat(filepath.Join(a.dir, "attain.yaml")); errors.Is(err, fs.ErrNotExist) {
		kpis, err := config.ShippedKPIs()
		return &config.Workspace{KPIs: kpis}, true, err
	}
	ws, err = config.LoadWorkspace(a.dir)
	return ws, false, err
}

// kpiNamed gives a KPI, or says which was meant.
func kpiNamed(ws *config.Workspace, name string) (*config.KPI, error) {
	if k := ws.KPI(name); k != nil {
		return k, nil
	}
	hint := config.Suggest(name, ws.KPINames())
	if hint == "" {
		hint = "; `attain kpi list` shows them"
	}
	return nil, usagef("there is no KPI %q%s", name, hint)
}
