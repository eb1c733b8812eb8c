package transform

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"github.com/duckdb/duckdb-go/v2"

	"attain/config"
)

// A check of severity hold says, beside what every check says, what its rows would have counted in: participant_id
// (null when that is not known, or nobody), day (null when the day itself cannot be read: any day), and touches, the
// core table or the measure they are missing from ("core.cost", "measures.bookings"). Of a stretch of days, until_on is
// the day after its last.
//
// What depends on them cannot be computed, so it is held and never quietly lower.

// Holds gives the windows that look at something that could not be read, with the reason in words and its place: facts
// that are there and have no value, because a measure keeps the row whose amount could not be read, and what the checks
// of severity hold found. Person windows are held by the participant's own rows, a team's by those of its members, the
// others by any.
func (w *Warehouse) Holds(ctx context.Context, requests []config.Request, windows []config.Window) (map[int32]string, error) {
	table, err := w.putWindows(ctx, windows)
	if err != nil {
		return nil, fmt.Errorf("find what is held: %w", err)
	}
	found, err := w.putHolds(ctx)
	if err != nil {
		return nil, fmt.Errorf("find what is held: %w", err)
	}
	out := map[int32]string{}
	for _, r := range requests {
		source, err := w.unreadFacts(ctx, r)
		if err != nil {
			return nil, err
		}
		queries := []string{unreadSQL(r, source, windowsOf(r, table))}
		if found {
			queries = append(queries, heldSQL(r, source.measure, table, w.reads(r)))
		}
		for _, q := range queries {
			if err := w.addHolds(ctx, q, out); err != nil {
				return nil, fmt.Errorf("find what is held of %s: %w", r.Measure, err)
			}
		}
	}
	return out, nil
}

// putHolds makes the table result.hold of what the hold checks found; false when they found nothing.
func (w *Warehouse) putHolds(ctx context.Context) (bool, error) {
	var held []string
	for _, c := range w.checks {
		if c.Severity == "hold" && c.Count > 0 {
			query, err := w.holding(ctx, c.Name)
			if err != nil {
				return false, err
			}
			held = append(held, query)
		}
	}
	if len(held) == 0 {
		return false, nil
	}
	_, err := w.db.ExecContext(ctx, "create or replace table result.hold as "+strings.Join(held, " union all by name "))
	return true, err
}

// addHolds adds the windows of one query, each with the first of its rows.
func (w *Warehouse) addHolds(ctx context.Context, query string, into map[int32]string) error {
	return w.each(ctx, query, func(rows *sql.Rows) error {
		var id int32
		var at config.Position
		var count int
		var message string
		if err := rows.Scan(&id, &message, &at.File, &at.Line, &count); err != nil {
			return err
		}
		more := ""
		if count > 1 {
			more = fmt.Sprintf(" (and %d more)", count-1)
		}
		into[id] = fmt.Sprintf("%s (%s)%s; mend the extract", message, at, more)
		return nil
	})
}

// unreadSQL is a request's windows with a fact that has no value.
func unreadSQL(r config.Request, source factSource, windows string) string {
	return fmt.Sprintf(`select held.window_id, arg_min(held.label || coalesce(': ' || unread.reason, held.otherwise), (held._file, held._row)),
			min(held._file), arg_min(held._row, (held._file, held._row)), count(*)
		from (
			select distinct win.window_id, coalesce(fact.label, fact.source_key) as label, coalesce(fact._file, '') as _file, coalesce(fact._row, 0) as _row,
				case when fact.value is null then ' cannot be read' else %s end as otherwise
			from (%s) as fact join %s as win on fact.subject_id = win.subject_id and %s
		) as held
		left join (
			select _file, _row, string_agg(distinct column_name || ': ' || reason, '; ' order by column_name || ': ' || reason) as reason from checks.reject group by all
		) as unread on held._file = unread._file and held._row = unread._row
		group by held.window_id`, quote(" has no "+r.Value), source.sql, windows, inWindow(r, source.measure))
}

// heldSQL is a request's windows that look at a held row, with the first of these rows.
func heldSQL(r config.Request, m config.Measure, windows string, reads []string) string {
	when := "coalesce(hold.until_on, hold.day + 1) > win.first_day and hold.day < win.end_day"
	if r.Aggregate == config.AtStart || r.Aggregate == config.AtEnd || m.Kind == "stock" {
		when = "hold.day < win.end_day"
	}
	whose := "true"
	if m, grouped := memberships[r.Subject]; r.Subject == config.OfPerson {
		whose = "hold.participant_id = win.subject_id"
	} else if grouped && m.thing == "participant_id" {
		// Lines that go round are the trouble of those in them; what counts above them is the same either way.
		whose = fmt.Sprintf(`case when hold.touches = 'core.report' then hold.participant_id = win.subject_id
			else exists (select 1 from %s as member where member.participant_id = hold.participant_id and member.%s = win.subject_id
				and member.first_day < win.end_day and member.until_on > win.first_day) end`, m.from, m.group)
	}
	return fmt.Sprintf(`select win.window_id, arg_min(hold.message, (hold._file, hold._row)), min(hold._file), arg_min(hold._row, (hold._file, hold._row)), count(*)
		from %s as win join result.hold as hold on (hold.day is null or %s) and (%s)
		where win.request_id = %d and hold.touches in (%s)
		group by win.window_id`, windows, when, whose, r.ID, strings.Join(quoteAll(reads), ", "))
}

// reads are the relations a request's facts are made of, the measure among them, and those of the columns it names.
func (w *Warehouse) reads(r config.Request) []string {
	byName := map[string]*model{}
	for _, m := range w.models {
		byName[m.relation()] = m
	}
	var out []string
	seen := map[string]bool{}
	var follow func(relation string)
	follow = func(relation string) {
		if seen[relation] {
			return
		}
		seen[relation] = true
		out = append(out, relation)
		if m := byName[relation]; m != nil {
			for _, t := range m.Uses {
				follow(t)
			}
		}
	}
	follow("measures." + r.Measure)
	if m := byName["measures."+r.Measure]; m != nil {
		for _, b := range m.beside() {
			if namesOne(r, b.columns) {
				follow(b.relation)
			}
		}
	}
	if r.Subject == config.OfAllReports {
		follow("core.report")
	}
	return out
}

// holding is what the rows of a check hold. A check that became hold by the workspace's word does not say itself what
// they count in; that is every core record that was read from the same place.
func (w *Warehouse) holding(ctx context.Context, check string) (string, error) {
	var says int
	var isStretch bool
	err := w.db.QueryRowContext(ctx, `select count(*) filter (column_name <> 'until_on'), count(*) filter (column_name = 'until_on') > 0
		from duckdb_columns() where schema_name = 'checks' and table_name = $1
		and column_name in ('participant_id', 'day', 'until_on', 'touches')`, check).Scan(&says, &isStretch)
	if err != nil || says == 3 {
		until := "null::date as until_on"
		if isStretch {
			until = "until_on"
		}
		return "select participant_id, day, " + until + ", touches, message, _file, _row from checks." + ident(check), err
	}
	var core []string
	err = w.each(ctx, `select table_name, list(column_name order by column_index) from duckdb_columns() where schema_name = 'core'
		group by table_name having count(*) filter (column_name in ('_file', '_row')) = 2 order by table_name`, func(rows *sql.Rows) error {
		var table string
		var columns duckdb.Composite[[]string]
		if err := rows.Scan(&table, &columns); err != nil {
			return err
		}
		core = append(core, placesSQL(table, columns.Get()))
		return nil
	})
	return fmt.Sprintf("select place.participant_id, place.day, null::date as until_on, place.touches, offender.message, offender._file, offender._row from checks.%s as offender join (%s) as place on offender._file = place._file and offender._row = place._row",
		ident(check), strings.Join(core, " union all ")), err
}

// dated are the columns that say when a record counts; one without any counts on every day.
var dated = []string{"close_on", "invoiced_on", "paid_on", "credited_on", "responded_on"}

// placesSQL is where the records of a core table were read, whose they are and when they count.
func placesSQL(table string, columns []string) string {
	person, day := "null::varchar", "null::date"
	if slices.Contains(columns, "participant_id") {
		person = "participant_id"
	}
	for _, c := range dated {
		if slices.Contains(columns, c) {
			day = c
			break
		}
	}
	return fmt.Sprintf("select distinct _file, _row, %s as participant_id, %s as day, %s as touches from core.%s", person, day, quote("core."+table), ident(table))
}
