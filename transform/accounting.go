package transform

import (
	"context"
	"database/sql"
	"fmt"
)

// EntityAccount is what became of an entity's staged records: Staged = Kept + Duplicates + Deleted + Incomplete.
type EntityAccount struct {
	Entity     string
	Staged     int64
	Kept       int64
	Duplicates int64 // another record of the key stands
	Deleted    int64 // marked deleted by the system
	Incomplete int64 // no key, or no value it cannot do without, that can be read
}

// Entities are the accounts of the core entities, by name.
func (w *Warehouse) Entities(ctx context.Context) ([]EntityAccount, error) {
	var out []EntityAccount
	err := w.each(ctx, `select entity, staged_count, kept_count, duplicate_count, deleted_count, incomplete_count
		from core.accounting where staged_count > 0 order by entity`, func(rows *sql.Rows) error {
		var a EntityAccount
		err := rows.Scan(&a.Entity, &a.Staged, &a.Kept, &a.Duplicates, &a.Deleted, &a.Incomplete)
		out = append(out, a)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("account for entities: %w", err)
	}
	return out, nil
}

// accountFiles writes down what became of the records of every file: checks.file has one row for each, checks.refusal
// one for each record that could not be read as a record.
func (w *Warehouse) accountFiles(ctx context.Context) error {
	for _, q := range []string{
		`create table checks.file (source varchar, system varchar, entity varchar, _file varchar, read_count bigint,
			loaded_count bigint, refused_count bigint, skipped_count bigint, row_count bigint)`,
		"create table checks.refusal (source varchar, entity varchar, _file varchar, _row bigint, column_name varchar, value varchar, reason varchar)",
		"create table checks.deletion (source varchar, entity varchar, key varchar, _file varchar, seen_at varchar, gone_at varchar, amount_minor bigint, currency varchar)",
		// One row for every source's entity: when it landed, its newest record, and how old that may be.
		"create table checks.landing (source varchar, entity varchar, _file varchar, landed_on date, newest_on date, most_days bigint)",
		// One row for every number compared with the landing before.
		`create table checks.drift (source varchar, entity varchar, _file varchar, what varchar, currency varchar, before_at varchar,
			before_value decimal(38, 0), value decimal(38, 0), most_share decimal(18, 6), is_fall_only boolean)`,
	} {
		if _, err := w.db.ExecContext(ctx, q); err != nil {
			return fmt.Errorf("load: %w", err)
		}
	}
	for _, l := range w.loads {
		src, _ := w.entity(l.Source, l.Entity)
		_, err := w.db.ExecContext(ctx, "insert into checks.file values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
			l.Source, src.System, l.Entity, l.File.Path, l.Read, l.Loaded, l.Refused, l.Skipped, l.Rows)
		if err != nil {
			return fmt.Errorf("load: %w", err)
		}
		for _, r := range l.Refusals {
			_, err := w.db.ExecContext(ctx, "insert into checks.refusal values ($1, $2, $3, $4, $5, $6, $7)",
				l.Source, l.Entity, l.File.Path, r.Record, r.Column, r.Value, r.Reason)
			if err != nil {
				return fmt.Errorf("load: %w", err)
			}
		}
	}
	return nil
}
