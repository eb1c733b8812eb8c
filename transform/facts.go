package transform

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"

	"attain/config"
)

type schemaOf = arrow.Schema

// Facts gives the facts behind windows, under config.FactSchema, ordered by window, day, source key and fact key.
func (w *Warehouse) Facts(ctx context.Context, requests []config.Request, windows []config.Window) (array.RecordReader, error) {
	w.opts.Progress("facts", fmt.Sprintf("%d requests, %d windows", len(requests), len(windows)))
	return w.answer(ctx, "facts", requests, windows, config.FactSchema, factSQL, `window_id, day, source_key, fact_key`)
}

// factSQL is one request's facts, with the columns of config.FactSchema.
func factSQL(r config.Request, source factSource, windows string) string {
	until, counted, by := "null::date", "null::bigint", ""
	if source.measure.Kind == "span" {
		until, counted = "fact.until_on", "least(fact.until_on, win.end_day) - greatest(fact.day, win.first_day)"
		if byMembers(r.Subject) { // somebody with two assignments in the team has one span
			counted, by = "sum(least(fact.member_until, win.end_day) - greatest(fact.member_from, win.first_day))", " group by all"
		}
	}
	class, inputs, share := "null::integer", "null::decimal(38, 9)[]", "null::bigint"
	if len(r.Classes) > 0 {
		class = "fact._class"
	}
	if len(r.Inputs) > 0 {
		inputs = "fact._inputs"
	}
	if r.Value != "" {
		share = "cast(fact._counted as bigint)"
	}
	id, name, people := "null::varchar", "null::varchar", ""
	if r.Subject.OthersRows() {
		id, name, people = "fact.participant_id", "credited.name", " left join core.participant as credited on fact.participant_id = credited.participant_id"
	}
	return fmt.Sprintf(`select win.window_id, fact.fact_key, fact.source_key, fact.label, fact.day, fact.account_id, fact.credit_type,
			fact.share_bp, fact.value, %s as currency, coalesce(fact._file, '') as file, coalesce(fact._row, 0) as row,
			%s as until_on, cast(%s as bigint) as counted_days,
			%s as class, %s as inputs, %s as counted, %s as credited_id, %s as credited_name
		from (%s) as fact join %s as win on fact.subject_id = win.subject_id and %s%s%s`,
		currencyOf(source.measure), until, counted, class, inputs, share, id, name, source.sql, windows, inWindow(r, source.measure), people, by)
}

// emptySelect has the columns of a schema and no rows.
func emptySelect(schema *arrow.Schema) string {
	types := map[arrow.Type]string{arrow.INT32: "integer", arrow.INT64: "bigint", arrow.STRING: "varchar", arrow.DATE32: "date", arrow.LIST: "decimal(38, 9)[]"}
	cols := make([]string, schema.NumFields())
	for i, f := range schema.Fields() {
		cols[i] = "null::" + types[f.Type.ID()] + " as " + f.Name
	}
	return "select " + strings.Join(cols, ", ") + " where false"
}

// shape is a measure with its columns and the customer's own.
type shape struct {
	measure config.Measure
	from    string // relation or subquery with its columns, those joined where they are named left out: see fromFor
	columns []string
	types   map[string]string // DuckDB's, of the columns
	own     map[string]bool   // the company's own columns, text as the system wrote it
	more    []beside          // further columns, joined where they are named
}

func (s shape) has(column string) bool {
	for _, c := range s.columns {
		if c == column {
			return true
		}
	}
	return false
}

// measureShape describes a measure, once.
func (w *Warehouse) measureShape(ctx context.Context, name string) (shape, error) {
	if s, ok := w.shapes[name]; ok {
		return s, nil
	}
	for _, m := range w.models {
		if m.Layer == "measures" && m.Name == name {
			var ps config.Problems
			s, err := w.describe(ctx, m.relation())
			s.measure = m.measure(&ps)
			if err == nil {
				err = errorsJoin(ps.Err(), w.addBeside(ctx, m, &s))
			}
			if err == nil {
				w.shapes[name] = s
			}
			return s, err
		}
	}
	return shape{}, fmt.Errorf("no measure %q", name)
}

// describe lists a relation's columns; where it carries the customer's own, they are columns too.
func (w *Warehouse) describe(ctx context.Context, relation string) (shape, error) {
	types, err := w.columnTypes(ctx, relation)
	if err != nil {
		return shape{}, fmt.Errorf("describe %s: %w", relation, err)
	}
	s := shape{from: relation, types: map[string]string{}, own: map[string]bool{}}
	var own, columns []string
	for _, c := range types {
		columns = append(columns, c.Name())
		if c.Name() != "attributes" {
			s.columns = append(s.columns, c.Name())
			s.types[c.Name()] = c.DatabaseTypeName()
		}
	}
	if len(s.columns) < len(columns) {
		for _, a := range w.attrs {
			if !s.has(a) {
				s.columns = append(s.columns, a)
				s.types[a], s.own[a] = "VARCHAR", true
				own = append(own, "attributes["+quote(a)+"] as "+ident(a))
			}
		}
	}
	if len(own) > 0 {
		s.from = "(select *, " + strings.Join(own, ", ") + " from " + relation + ")"
	}
	return s, nil
}

func (w *Warehouse) columns(ctx context.Context, relation string) ([]string, error) {
	types, err := w.columnTypes(ctx, relation)
	list := make([]string, len(types))
	for i, c := range types {
		list[i] = c.Name()
	}
	return list, err
}

func (w *Warehouse) columnTypes(ctx context.Context, relation string) ([]*sql.ColumnType, error) {
	rows, err := w.db.QueryContext(ctx, "select * from "+relation+" limit 0")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	list, err := rows.ColumnTypes()
	return list, errorsJoin(err, rows.Err())
}
