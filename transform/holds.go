package transform

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	"attain/config"
)

// A check of severity hold says, beside what every check says, what its rows would have counted in: participant_id
// (null when that is not known, or nobody), day (null when the day itself cannot be read: any day), and touches, the
// core table or the measure they are missing from ("core.cost", "measures.bookings").
//
// What depends on them cannot be computed, so it is held and never quietly lower.

// Holds gives the windows that look at something a hold check found, with the reason in words: what could not be read,
// with its place. Person windows are held by the participant's own rows, a team's by those of its members, the others
// by any.
func (w *Warehouse) Holds(ctx context.Context, requests []config.Request, windows []config.Window) (map[int32]string, error) {
	out := map[int32]string{}
	var held []string
	for _, c := range w.checks {
		if c.Severity == "hold" && c.Count > 0 {
			held = append(held, "select participant_id, day, touches, message, _file, _row from checks."+c.Name)
		}
	}
	if len(held) == 0 {
		return out, nil
	}
	table, err := w.putWindows(ctx, windows)
	if err != nil {
		return nil, fmt.Errorf("find what is held: %w", err)
	}
	if _, err := w.db.ExecContext(ctx, "create or replace table result.hold as "+strings.Join(held, " union all by name ")); err != nil {
		return nil, fmt.Errorf("find what is held: %w", err)
	}
	for _, r := range requests {
		s, err := w.measureShape(ctx, r.Measure)
		if err != nil {
			return nil, err
		}
		if err := w.each(ctx, heldSQL(r, s.measure, table, w.reads(r.Measure)), func(rows *sql.Rows) error {
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
			out[id] = fmt.Sprintf("held until the extract is mended: %s (%s)%s", message, at, more)
			return nil
		}); err != nil {
			return nil, fmt.Errorf("find what is held of %s: %w", r.Measure, err)
		}
	}
	return out, nil
}

// heldSQL is a request's windows that look at a held row, with the first of these rows.
func heldSQL(r config.Request, m config.Measure, windows string, reads []string) string {
	when := "hold.day >= win.first_day and hold.day < win.end_day"
	if r.Aggregate == config.AtStart || r.Aggregate == config.AtEnd || m.Kind == "stock" {
		when = "hold.day < win.end_day"
	}
	whose := "true"
	switch r.Subject {
	case config.OfPerson:
		whose = "hold.participant_id = win.subject_id"
	case config.OfTeam:
		whose = `exists (select 1 from core.assignment as member where member.participant_id = hold.participant_id and member.team = win.subject_id
			and member.first_day < win.end_day and member.until_on > win.first_day)`
	}
	return fmt.Sprintf(`select win.window_id, arg_min(hold.message, (hold._file, hold._row)), min(hold._file), arg_min(hold._row, (hold._file, hold._row)), count(*)
		from %s as win join result.hold as hold on (hold.day is null or %s) and (%s)
		where win.request_id = %d and hold.touches in (%s)
		group by win.window_id`, windows, when, whose, r.ID, strings.Join(quoteAll(reads), ", "))
}

// reads are the relations a measure is made of, itself among them.
func (w *Warehouse) reads(measure string) []string {
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
	follow("measures." + measure)
	return out
}
