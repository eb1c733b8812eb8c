package transform

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
	"time"

	"attain/config"
)

// Unclaimed is one credit of a measure that no window of a run looked at: nobody is credited, or whoever is has no plan
// that looks at it on that day.
type Unclaimed struct {
	Measure     string
	SourceKey   string
	Label       string
	Day         config.Day
	Participant string // "" when nobody is credited
	Value       int64  // minor units of Currency
	Currency    string
	Reason      string
	File        string
	Row         int64
}

// UnclaimedTotal is the unclaimed credits of one measure, reason and currency together.
type UnclaimedTotal struct {
	Measure, Reason, Currency string
	Count, Value              int64
}

// Unclaimed lists the credits of the money measures that people's own windows sum, dated in a period, that are in none
// of these windows: the largest of each measure, at most as many as asked for, and all of them in totals. Windows are
// those the run asked for, without the ones it only counted.
func (w *Warehouse) Unclaimed(ctx context.Context, period config.Interval, requests []config.Request, windows []config.Window, most int) ([]Unclaimed, []UnclaimedTotal, error) {
	table, err := w.putWindows(ctx, windows)
	if err != nil {
		return nil, nil, fmt.Errorf("list what nobody claims: %w", err)
	}
	byMeasure := map[string][]config.Request{}
	var names []string
	for _, r := range requests {
		s, err := w.measureShape(ctx, r.Measure)
		if err != nil {
			return nil, nil, err
		}
		if r.Subject == config.OfPerson && s.measure.Unit == "money" && s.measure.Kind == "flow" && !r.Totals {
			if byMeasure[r.Measure] == nil {
				names = append(names, r.Measure)
			}
			byMeasure[r.Measure] = append(byMeasure[r.Measure], r)
		}
	}
	var out []Unclaimed
	var totals []UnclaimedTotal
	for _, name := range names {
		if err := w.unclaimed(ctx, name, period, byMeasure[name], table); err != nil {
			return nil, nil, fmt.Errorf("list what nobody claims of %s: %w", name, err)
		}
		err := w.each(ctx, fmt.Sprintf(`select source_key, label, day, participant_id, value, currency, reason, _file, _row from result.unclaimed
			order by abs(value) desc, source_key, participant_id, _file, _row limit %d`, most), func(rows *sql.Rows) error {
			u := Unclaimed{Measure: name}
			var day time.Time
			err := rows.Scan(&u.SourceKey, &u.Label, &day, &u.Participant, &u.Value, &u.Currency, &u.Reason, &u.File, &u.Row)
			u.Day = dayOf(day)
			out = append(out, u)
			return err
		})
		if err != nil {
			return nil, nil, fmt.Errorf("list what nobody claims of %s: %w", name, err)
		}
		err = w.each(ctx, "select reason, currency, count(*), cast(sum(value) as bigint) from result.unclaimed group by all order by all", func(rows *sql.Rows) error {
			t := UnclaimedTotal{Measure: name}
			err := rows.Scan(&t.Reason, &t.Currency, &t.Count, &t.Value)
			totals = append(totals, t)
			return err
		})
		if err != nil {
			return nil, nil, fmt.Errorf("add up what nobody claims of %s: %w", name, err)
		}
	}
	return out, totals, nil
}

// unclaimed makes the table result.unclaimed for one measure.
func (w *Warehouse) unclaimed(ctx context.Context, measure string, period config.Interval, requests []config.Request, table string) error {
	s, err := w.measureShape(ctx, measure)
	if err != nil {
		return err
	}
	ids := make([]string, len(requests))
	for i, r := range requests {
		ids[i] = fmt.Sprint(r.ID)
	}
	_, err = w.db.ExecContext(ctx, fmt.Sprintf(`create or replace table result.unclaimed as
		with claimed as (select distinct subject_id, first_day, end_day from %[2]s where request_id in (%[3]s)),
		employed as (select distinct participant_id, first_day, until_on from core.assignment),
		dated as (select *, row_number() over () as nr from %[1]s where day >= %[4]s and day < %[5]s and value is not null),
		left_over as (
			select * from dated
			where not exists (select 1 from claimed where claimed.subject_id = dated.participant_id and dated.day >= claimed.first_day and dated.day < claimed.end_day)
		),
		assigned as (
			select distinct nr from left_over join employed on left_over.participant_id = employed.participant_id
				and left_over.day >= employed.first_day and left_over.day < employed.until_on
		)
		select source_key, coalesce(label, '') as label, day, coalesce(left_over.participant_id, '') as participant_id, value,
			coalesce(currency, '') as currency, coalesce(_file, '') as _file, coalesce(_row, 0) as _row,
			case when left_over.participant_id is null then 'nobody is credited'
				when assigned.nr is not null then 'no plan of theirs counts it'
				else 'they have no assignment on that day' end as reason
		from left_over left join assigned on left_over.nr = assigned.nr`,
		s.from, table, strings.Join(ids, ", "), dayLiteral(period.First), dayLiteral(period.End)))
	return err
}
