package transform

import (
	"context"
	"database/sql"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/duckdb/duckdb-go/v2"

	"attain/config"
)

// RowTotal is how many rows of a measure became one thing for one component, with their value in one currency ("" for
// what is no money).
type RowTotal struct {
	Plan, Component, Measure string
	Outcome                  string // see StoreRows
	Currency                 string
	Count, Value             int64
}

// StoreRows writes what became of every row for every component: one row of the file for each fact of a measure the
// component looks at, on the days it looks at, with file, record, value, outcome and reason. The outcomes are
//
//	paid             it has a line
//	kpi_only         it counts in a KPI
//	held             the component is held, and why
//	could_not_be_read
//	not_eligible     it is one of theirs, and a condition of the plan or the KPI leaves it out
//	people_only      a credit on top of the deal, such as an overlay, which counts for people, and the component measures a group
//	nobody           nobody is credited with it
//	not_in_plan      it is somebody's whom the component does not pay, or of days it does not look at
//
// and every row has exactly one: the totals, by plan, component, measure, outcome and currency, add up to what there is.
func (w *Warehouse) StoreRows(ctx context.Context, looks []config.Look, requests []config.Request, windows []config.Window, path string) ([]RowTotal, error) {
	abs, err := filepath.Abs(path)
	if err != nil {
		return nil, fmt.Errorf("account for rows: %w", err)
	}
	table, err := w.putWindows(ctx, windows)
	if err == nil {
		err = w.putLooks(ctx, looks)
	}
	if err != nil {
		return nil, fmt.Errorf("account for rows: %w", err)
	}
	byID := map[int32]config.Request{}
	for _, r := range requests {
		byID[r.ID] = r
	}
	var parts []string
	err = w.each(ctx, `select plan, component, measure, win.request_id, min(win.first_day)::varchar, max(win.end_day)::varchar
		from result.look as look join `+table+` as win on look.window_id = win.window_id group by all order by all`, func(rows *sql.Rows) error {
		var l config.Look
		var request int32
		var first, end string
		if err := rows.Scan(&l.Plan, &l.Component, &l.Measure, &request, &first, &end); err != nil {
			return err
		}
		part, err := w.rowsOf(ctx, l, byID[request], table, first, end)
		parts = append(parts, part)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("account for rows: %w", err)
	}
	if len(parts) == 0 {
		return nil, nil
	}
	// A measure a formula names twice is looked at twice: a row is what the most telling look says.
	query := `select plan, component, measure, fact_key, any_value(source_key) as source_key, any_value(label) as label, any_value(day) as day,
			any_value(participant_id) as participant_id, any_value(value) as value, any_value(currency) as currency,
			arg_min(outcome, rank) as outcome, arg_min(reason, rank) as reason, any_value(_file) as file, any_value(_row) as row
		from (` + strings.Join(parts, "\nunion all\n") + `)
		group by plan, component, measure, fact_key order by plan, component, measure, day, fact_key`
	part := abs + ".part"
	if _, err = w.db.ExecContext(ctx, "copy ("+query+") to "+quote(part)+" (format parquet, compression zstd)"); err == nil {
		err = publishFile(part, abs)
	}
	if err != nil {
		return nil, fmt.Errorf("account for rows: %w", err)
	}
	return w.rowTotals(ctx, abs)
}

// rowsOf is one component's look at one request: every fact of the measure on the days looked at, with its outcome.
func (w *Warehouse) rowsOf(ctx context.Context, l config.Look, r config.Request, table, first, end string) (string, error) {
	counted, err := w.facts(ctx, r)
	if err != nil {
		return "", err
	}
	anyway := r
	anyway.Where = nil
	if anyway.Aggregate == config.Existing {
		anyway.Aggregate = config.Sum // who was no customer yet is left out like by a condition
	}
	theirs, err := w.factsThat(ctx, anyway, "true")
	if err != nil {
		return "", err
	}
	shape, err := w.measureShape(ctx, r.Measure)
	if err != nil {
		return "", err
	}
	who := fmt.Sprintf("look.plan = %s and look.component = %s and look.measure = %s", quote(l.Plan), quote(l.Component), quote(l.Measure))
	overlay := "false"
	if r.Subject != config.OfPerson {
		overlay = "fact.credit_type not in (" + wholeCredits + ")"
	}
	unread := "value is null"
	if r.Value != "" {
		unread = "value is null or (" + strings.Join(append(shape.conditions(r), "("+shape.unread(r)+")"), " and ") + ")"
	}
	within := fmt.Sprintf("fact.day < date '%s'", end)
	switch {
	case shape.measure.Kind == "span":
		within += fmt.Sprintf(" and fact.until_on > date '%s'", first)
	case r.Aggregate != config.AtStart && r.Aggregate != config.AtEnd:
		within += fmt.Sprintf(" and fact.day >= date '%s' and fact.day <= getvariable('as_of')", first)
	default:
		within += " and fact.day <= getvariable('as_of')"
	}
	return fmt.Sprintf(`select %[1]s as plan, %[2]s as component, %[3]s as measure, fact.fact_key, fact.source_key, fact.label, fact.day, fact.participant_id,
			fact.value, %[4]s as currency, fact._file, fact._row,
			case when fact._unread then 'could_not_be_read' when counted.outcome is not null then counted.outcome when theirs.fact_key is not null then 'not_eligible'
				when %[5]s then 'people_only' when fact.participant_id is null then 'nobody' else 'not_in_plan' end as outcome,
			counted.reason,
			case when fact._unread then 1 when counted.outcome is not null then 0 when theirs.fact_key is not null then 2 else 3 end as rank
		from (select *, %[15]s as _unread from %[6]s) as fact
		left join (
			select fact.fact_key, max(look.outcome) as outcome, max(look.reason) as reason
			from (%[7]s) as fact join %[8]s as win on fact.subject_id = win.subject_id and %[9]s
			join result.look as look on look.window_id = win.window_id and %[10]s
			group by fact.fact_key
		) as counted on fact.fact_key = counted.fact_key
		left join (
			select distinct fact.fact_key
			from (%[11]s) as fact join %[12]s as win on fact.subject_id = win.subject_id and %[13]s
			join result.look as look on look.window_id = win.window_id and %[10]s
		) as theirs on fact.fact_key = theirs.fact_key
		where fact.day is not null and %[14]s`,
		quote(l.Plan), quote(l.Component), quote(l.Measure), currencyOf(shape.measure), overlay, shape.fromFor(r),
		counted.sql, windowsOf(r, table), inWindow(r, shape.measure), who,
		theirs.sql, windowsOf(anyway, table), inWindow(anyway, shape.measure), within, unread), nil
}

// putLooks makes the table result.look.
func (w *Warehouse) putLooks(ctx context.Context, looks []config.Look) error {
	if _, err := w.db.ExecContext(ctx, "create or replace table result.look (plan varchar, component varchar, measure varchar, window_id integer, outcome varchar, reason varchar)"); err != nil {
		return err
	}
	conn, err := w.connector.Connect(ctx)
	if err != nil {
		return err
	}
	defer conn.Close()
	appender, err := duckdb.NewAppenderFromConn(conn, "result", "look")
	if err != nil {
		return err
	}
	for _, l := range looks {
		if err := appender.AppendRow(l.Plan, l.Component, l.Measure, l.Window, l.Outcome, l.Reason); err != nil {
			return errorsJoin(err, appender.Close())
		}
	}
	return appender.Close()
}

// rowTotals adds a stored account up.
func (w *Warehouse) rowTotals(ctx context.Context, path string) ([]RowTotal, error) {
	var out []RowTotal
	err := w.each(ctx, fmt.Sprintf(`select plan, component, measure, outcome, coalesce(currency, ''), count(*), cast(coalesce(sum(value), 0) as bigint)
		from read_parquet(%s, hive_partitioning = false) group by all order by all`, quote(path)), func(rows *sql.Rows) error {
		var t RowTotal
		err := rows.Scan(&t.Plan, &t.Component, &t.Measure, &t.Outcome, &t.Currency, &t.Count, &t.Value)
		out = append(out, t)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("account for rows: %w", err)
	}
	return out, nil
}
