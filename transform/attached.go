package transform

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/apache/arrow-go/v18/arrow/array"

	"attain/config"
)

// StoreFacts writes the facts behind windows, in the order of config.FactSchema, as a run keeps them.
func (w *Warehouse) StoreFacts(ctx context.Context, requests []config.Request, windows []config.Window, path string) error {
	rows, err := w.Facts(ctx, requests, windows)
	if err != nil {
		return err
	}
	defer rows.Release()
	return w.WriteParquet(ctx, rows, path)
}

// ReadFacts gives the facts StoreFacts wrote, in their order. A column that was not kept yet when a run was stored is null.
func (w *Warehouse) ReadFacts(ctx context.Context, path string) (array.RecordReader, error) {
	abs, err := filepath.Abs(path)
	if err != nil {
		return nil, fmt.Errorf("read facts: %w", err)
	}
	rows, err := w.arrowQuery(ctx, fmt.Sprintf("select * exclude (file_row_number) from (%s union all by name select * from read_parquet(%s, file_row_number = true, hive_partitioning = false)) order by file_row_number",
		emptySelect(config.FactSchema), quote(abs)),
		config.FactSchema)
	if err != nil {
		return nil, fmt.Errorf("read facts: %w", err)
	}
	return rows, nil
}

// AttachRun makes what a stored run kept readable as tables: tables are their names, lines and facts among them, with
// their files. What a run did not keep is left out: one of many people has no account of its rows.
func (w *Warehouse) AttachRun(ctx context.Context, tables map[string]string) error {
	for name, path := range tables {
		if _, err := os.Stat(path); name != "lines" && name != "facts" && errors.Is(err, fs.ErrNotExist) {
			continue
		}
		abs, err := filepath.Abs(path)
		if err != nil {
			return fmt.Errorf("attach %s: %w", name, err)
		}
		if _, err := w.db.ExecContext(ctx, fmt.Sprintf("create or replace view %s as select * from read_parquet(%s, hive_partitioning = false)", name, quote(abs))); err != nil {
			return fmt.Errorf("attach %s: %w", name, err)
		}
	}
	return nil
}

// LineTotals adds the attached run's lines up by participant, plan, component, origin period, currency and cost
// centre: lines with those fields only, ordered by them. It is what payroll and totals
// need of ten million lines.
func (w *Warehouse) LineTotals(ctx context.Context) ([]config.Line, error) {
	rows, err := w.db.QueryContext(ctx, `select participant, plan, component, origin_period, currency, cost_center, any_value(run), any_value(pay_period),
			sum(amount_minor)::bigint
		from lines group by all order by participant, plan, component, origin_period, currency, cost_center`)
	if err != nil {
		return nil, fmt.Errorf("add up lines: %w", err)
	}
	defer rows.Close()
	var out []config.Line
	for rows.Next() {
		l := config.Line{Class: config.Earning}
		if err := rows.Scan(&l.Participant, &l.Plan, &l.Component, &l.OriginPeriod, &l.Currency, &l.CostCenter, &l.Run, &l.PayPeriod, &l.AmountMinor); err != nil {
			return nil, fmt.Errorf("add up lines: %w", err)
		}
		out = append(out, l)
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("add up lines: %w", err)
	}
	return out, nil
}

// Names gives everybody HR knows, by participant id: managers are named on statements without being paid.
func (w *Warehouse) Names(ctx context.Context) (map[string]string, error) {
	rows, err := w.db.QueryContext(ctx, "select participant_id, name from core.participant where name is not null")
	if err != nil {
		return nil, fmt.Errorf("list names: %w", err)
	}
	defer rows.Close()
	out := map[string]string{}
	for rows.Next() {
		var id, name string
		if err := rows.Scan(&id, &name); err != nil {
			return nil, fmt.Errorf("list names: %w", err)
		}
		out[id] = name
	}
	return out, rows.Err()
}
