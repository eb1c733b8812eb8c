package reports

import (
	"fmt"
	"io"
	"strings"

	"github.com/jedib0t/go-pretty/v6/table"

	"attain/config"
)

// KPIList writes the KPIs there are as a table, one row each.
func KPIList(w io.Writer, kpis []*config.KPI) error {
	t := table.NewWriter()
	t.SetStyle(table.StyleLight)
	t.AppendHeader(table.Row{"KPI", "Title", "Unit", "Better", "Kind", "Ties to pay", "Measured for", "Owner"})
	for _, k := range kpis {
		t.AppendRow(table.Row{k.Name, printable(k.Title), k.Unit, betterWord(k), k.Kind, k.TiesToPay, measuredFor(k.Subjects), printable(k.Owner)})
	}
	if _, err := fmt.Fprintf(w, "%s\n%d KPIs; `attain kpi show NAME` says all of one\n", t.Render(), len(kpis)); err != nil {
		return fmt.Errorf("write the list of KPIs: %w", err)
	}
	return nil
}

func betterWord(k *config.KPI) string {
	word, _, _ := strings.Cut(k.Direction, "_")
	return word
}

func measuredFor(list []config.Subject) string {
	words := make([]string, len(list))
	for i, s := range list {
		words[i] = string(s)
	}
	return strings.Join(words, ", ")
}
