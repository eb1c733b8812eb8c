package transform

import (
	"context"
	"database/sql"
	"fmt"

	"attain/config"
)

// Reject is one value, or one whole record, that could not be read. Nothing of it reaches a measure.
type Reject struct {
	Source string
	Entity string
	File   string
	Record int64  // 1-based; 0 when it has no number
	Column string // "" when the record could not be read at all
	Value  string
	Reason string
}

// String gives the reject the way errors are read: Opportunity.csv:118: amount: "12,5O" is not a number.
func (r Reject) String() string {
	at := config.Position{File: r.File, Line: int(r.Record)}
	if r.Column == "" {
		return fmt.Sprintf("%s: %s", at, r.Reason)
	}
	return fmt.Sprintf("%s: %s: %s", at, r.Column, r.Reason)
}

// Rejects lists what could not be read, by file and record; at most as many as asked for, all of them for 0.
func (w *Warehouse) Rejects(ctx context.Context, most int) ([]Reject, error) {
	limit := ""
	if most > 0 {
		limit = fmt.Sprintf(" limit %d", most)
	}
	var out []Reject
	err := w.each(ctx, `select source, entity, _file, coalesce(_row, 0), coalesce(column_name, ''), coalesce(value, ''), coalesce(reason, '')
		from (from checks.reject union all from checks.refusal) order by _file, _row, column_name, value, source, entity, reason`+limit,
		func(rows *sql.Rows) error {
			var r Reject
			err := rows.Scan(&r.Source, &r.Entity, &r.File, &r.Record, &r.Column, &r.Value, &r.Reason)
			out = append(out, r)
			return err
		})
	if err != nil {
		return nil, fmt.Errorf("list rejects: %w", err)
	}
	return out, nil
}
