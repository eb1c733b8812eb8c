package main

import (
	"context"
	"database/sql"
	"encoding/csv"
	"fmt"
	"regexp"

	"attain/config"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/spf13/cobra"
)

type queryOptions struct {
	format string
	period string
	engine engine
}

func queryCommand(a *app) *cobra.Command {
	var o queryOptions
	c := &cobra.Command{
		Use:   "query SQL",
		Short: "Ask the warehouse: one SELECT over raw, staging, core, measures, checks and lines",
		Long: "Builds the warehouse from the workspace's extracts and answers one SELECT.\n" +
			"The tables are those of sql/ (core.opportunity, measures.bookings, checks.reject, …) and, after a run,\n" +
			"lines, facts and results (what became of every component) of the newest period in out/ (or of --period).",
		Example: `  attain query "select stage, count(*) from core.opportunity group by stage"`,
		Args:    argsBetween(1, 1, "one SELECT in quotes"),
		RunE: func(c *cobra.Command, args []string) error {
			return runQuery(c.Context(), a, o, args[0])
		},
	}
	c.Flags().StringVar(&o.format, "format", "table", "table or csv")
	c.Flags().StringVar(&o.period, "period", "", "the period whose run is in the tables lines, facts and results")
	addEngineFlags(c, &o.engine)
	return c
}

// check refuses what the warehouse would refuse later, after the extracts have landed.
func (e engine) check() error {
	if e.Threads < 0 {
		return usagef("--threads %d is not a number of threads; leave it out for all processors", e.Threads)
	}
	if e.MemoryLimit != "" && !memorySize.MatchString(e.MemoryLimit) {
		return usagef("--memory-limit %s is not a size; write it as 8GB or 500MB", e.MemoryLimit)
	}
	return nil
}

var memorySize = regexp.MustCompile(`(?i)^[0-9]+(\.[0-9]+)? ?(kb|mb|gb|tb|kib|mib|gib|tib)$`)

func addEngineFlags(c *cobra.Command, e *engine) {
	c.Flags().IntVar(&e.Threads, "threads", 0, "threads of the warehouse (default: all cores)")
	c.Flags().StringVar(&e.MemoryLimit, "memory-limit", "", "memory of the warehouse, such as 8GB")
	c.Flags().StringVar(&e.TempDir, "temp-dir", "", "where the warehouse spills what does not fit in memory")
}

func runQuery(ctx context.Context, a *app, o queryOptions, text string) error {
	if o.format != "table" && o.format != "csv" {
		return usagef("--format %s is not known; it is table or csv", o.format)
	}
	record, err := newestRun(a.dir, o.period)
	if err != nil {
		return err
	}
	asOf := config.Day(a.now().Unix() / 86400)
	if record != nil {
		asOf = record.AsOf
	}
	p := newProgress(a)
	w, err := openWorkspace(ctx, a, p, asOf, false, o.engine)
	if err != nil {
		return err
	}
	defer w.close()
	if record != nil {
		if err := w.wh.AttachRun(ctx, record.tables(a.dir)); err != nil {
			return err
		}
	}
	rows, err := w.wh.Query(ctx, text)
	if err != nil {
		return err
	}
	defer rows.Close()
	header, cells, err := scanText(rows)
	if err != nil {
		return err
	}
	if o.format == "csv" {
		out := csv.NewWriter(a.out)
		if err := out.Write(header); err != nil {
			return err
		}
		if err := out.WriteAll(cells); err != nil {
			return err
		}
		return out.Error()
	}
	t := table.NewWriter()
	t.SetOutputMirror(a.out)
	t.SetStyle(table.StyleLight)
	t.AppendHeader(rowOf(header))
	for _, r := range cells {
		t.AppendRow(rowOf(r))
	}
	t.Render()
	return nil
}

// scanText reads every row as text; NULL is empty.
func scanText(rows *sql.Rows) (header []string, cells [][]string, err error) {
	header, err = rows.Columns()
	if err != nil {
		return nil, nil, fmt.Errorf("query: %w", err)
	}
	for rows.Next() {
		values := make([]any, len(header))
		for i := range values {
			values[i] = new(any)
		}
		if err := rows.Scan(values...); err != nil {
			return nil, nil, fmt.Errorf("query: %w", err)
		}
		row := make([]string, len(header))
		for i, v := range values {
			row[i] = textOf(*v.(*any))
		}
		cells = append(cells, row)
	}
	return header, cells, rows.Err()
}

func rowOf(cells []string) table.Row {
	r := make(table.Row, len(cells))
	for i, c := range cells {
		r[i] = c
	}
	return r
}
