package transform

import (
	"context"
	"database/sql"
	"fmt"
	"slices"

	"attain/config"
)

// CheckResult is what one check found. A check selects offenders with the columns record, message, amount_minor,
// currency, _file, _row.
type CheckResult struct {
	Name       string
	Title      string           // the truth that does not hold
	Severity   string           // stop: the run ends; hold: what counts these rows is held (see Holds); leave_out: these rows pay nobody; warn
	Owner      string           // who mends it
	Count      int64            // offenders
	MoneyMinor map[string]int64 // their money by currency, in minor units
	Rows       []CheckRow       // the first ten, by file and record
}

// CheckRow is one offender.
type CheckRow struct {
	Record  string // its key
	Message string
	File    string
	Row     int64 // 1-based record in File
}

// String gives the row with its place: Opportunity.csv:118: amount: "12,5O" is not a number.
func (r CheckRow) String() string {
	return fmt.Sprintf("%s: %s", config.Position{File: r.File, Line: int(r.Row)}, r.Message)
}

var severities = []string{"stop", "hold", "leave_out", "warn"}

// Checks are the results of the last Build, by name; a check that found nothing is among them with Count 0.
func (w *Warehouse) Checks() []CheckResult { return w.checks }

func (w *Warehouse) runChecks(ctx context.Context) error {
	w.checks = nil
	var problems config.Problems
	w.checkSettings(&problems)
	for _, m := range w.models {
		if m.Layer != "checks" {
			continue
		}
		severity := m.Notes["severity"]
		if !slices.Contains(severities, severity) {
			problems.Addf(config.Position{File: m.File}, "has severity %q; add \"-- severity: stop\", hold, leave_out or warn to its opening comment", severity)
			continue
		}
		result, err := w.runCheck(ctx, m)
		if err != nil {
			if ctx.Err() != nil {
				return fmt.Errorf("check %s: %w", m.Name, err)
			}
			problems.Addf(m.place(err), "%s", reasonOf(err))
			continue
		}
		result.Severity, result.Owner = severity, first(m.Notes["owner"], defaultOwner)
		if set, ok := w.opts.Workspace.Checks[m.Name]; ok {
			result.Severity, result.Owner = first(set.Severity, result.Severity), first(set.Owner, result.Owner)
		}
		w.checks = append(w.checks, result)
	}
	return problems.Err()
}

// defaultOwner mends what a check finds where neither the check nor the workspace names anybody.
const defaultOwner = "RevOps"

// checkSettings refuses what the workspace says about a check that does not exist.
func (w *Warehouse) checkSettings(ps *config.Problems) {
	var known []string
	for _, m := range w.models {
		if m.Layer != "checks" {
			continue
		}
		known = append(known, m.Name)
		set := w.opts.Workspace.Checks[m.Name]
		switch severity := m.Notes["severity"]; {
		case severity == "leave_out" && set.Severity == "warn":
			ps.Addf(set.At, "checks: %s leaves its rows out of pay, which warn would hide; write severity: hold or stop, or only an owner", m.Name)
		case severity == "hold" && set.Severity == "warn":
			ps.Addf(set.At, "checks: %s holds what counts its rows; with warn that would be paid without them; write severity: stop, or only an owner", m.Name)
		}
	}
	for name, set := range w.opts.Workspace.Checks {
		if !slices.Contains(known, name) {
			ps.Addf(set.At, "checks: there is no check %q%s", name, config.Suggest(name, known))
		}
	}
}

func (w *Warehouse) runCheck(ctx context.Context, m *model) (CheckResult, error) {
	r := CheckResult{Name: m.Name, Title: m.Notes["title"], MoneyMinor: map[string]int64{}}
	found := m.relation()
	if m.Notes["severity"] == "hold" {
		// It has a row for whoever and whatever a record counts in; the record is one.
		found = "(select distinct record, message, amount_minor, currency, _file, _row from " + m.relation() + ")"
	}
	err := w.each(ctx, "select coalesce(currency, ''), count(*), cast(coalesce(sum(amount_minor), 0) as bigint) from "+found+
		" group by all order by all", func(rows *sql.Rows) error {
		var currency string
		var count, money int64
		if err := rows.Scan(&currency, &count, &money); err != nil {
			return err
		}
		r.Count += count
		if currency != "" && money != 0 {
			r.MoneyMinor[currency] += money
		}
		return nil
	})
	if err != nil || r.Count == 0 {
		return r, err
	}
	err = w.each(ctx, "select coalesce(record, ''), coalesce(message, ''), coalesce(_file, ''), coalesce(_row, 0) from "+found+
		" order by _file, _row, record, message limit 10", func(rows *sql.Rows) error {
		var row CheckRow
		if err := rows.Scan(&row.Record, &row.Message, &row.File, &row.Row); err != nil {
			return err
		}
		r.Rows = append(r.Rows, row)
		return nil
	})
	return r, err
}

// each runs a query and calls f for every row.
func (w *Warehouse) each(ctx context.Context, query string, f func(*sql.Rows) error, args ...any) error {
	rows, err := w.db.QueryContext(ctx, query, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := f(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}
