package transform

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"
	"time"

	"attain/config"
)

// Assignments are the rows of core.assignment, by participant and first day, with the plans whose applies_to they meet,
// the day of hire and the participant's absences.
func (w *Warehouse) Assignments(ctx context.Context, plans []*config.Plan) ([]config.Assignment, error) {
	s, err := w.assignmentShape(ctx)
	if err != nil {
		return nil, fmt.Errorf("assignments: %w", err)
	}
	applies := []string{"null::boolean"}
	for _, p := range plans {
		applies = append(applies, "(\n"+first(p.AppliesTo.SQL, "true")+"\n)")
	}
	var out []config.Assignment
	err = w.each(ctx, `select participant_id, coalesce(name, ''), coalesce(email, ''), coalesce(role, ''), coalesce(team, ''), coalesce(manager_id, ''),
			coalesce(cost_center, ''), coalesce(country, ''), coalesce(currency, ''), coalesce(target_incentive_minor, 0),
			coalesce(target_incentive_per, ''), target_incentive_minor is not null and target_incentive_per is not null, first_day, until_on, coalesce(_file, ''), coalesce(_row, 0), [`+strings.Join(applies, ", ")+`]
		from `+s.from+` order by participant_id, first_day, until_on, role`, func(rows *sql.Rows) error {
		var a config.Assignment
		var firstDay, until time.Time
		var meets []any
		if err := rows.Scan(&a.Participant, &a.Name, &a.Email, &a.Role, &a.Team, &a.Manager, &a.CostCenter, &a.Country, &a.Currency,
			&a.IncentiveMinor, &a.IncentivePer, &a.HasIncentive, &firstDay, &until, &a.File, &a.Row, scanList{&meets}); err != nil {
			return err
		}
		a.First, a.End = dayOf(firstDay), dayOf(until)
		for i, p := range plans {
			if yes, _ := meets[i+1].(bool); yes {
				a.Plans = append(a.Plans, p.Name)
			}
		}
		out = append(out, a)
		return nil
	})
	if err == nil {
		err = w.hiredOn(ctx, out)
	}
	if err == nil {
		err = w.absences(ctx, out)
	}
	if err != nil {
		return nil, fmt.Errorf("assignments: %w", err)
	}
	return out, nil
}

// hiredOn gives assignments the first day of the employment they are in; list is in the order of participants.
func (w *Warehouse) hiredOn(ctx context.Context, list []config.Assignment) error {
	return w.each(ctx, `select participant_id, first_day, until_on from core.employment order by participant_id, first_day`, func(rows *sql.Rows) error {
		var who string
		var first, until time.Time
		if err := rows.Scan(&who, &first, &until); err != nil {
			return err
		}
		employed := config.Interval{First: dayOf(first), End: dayOf(until)}
		own := of(list, who)
		for i := range own {
			if employed.Contains(own[i].First) {
				own[i].HiredOn = employed.First
			}
		}
		return nil
	})
}

// absences gives every assignment of a participant their absences.
func (w *Warehouse) absences(ctx context.Context, list []config.Assignment) error {
	return w.each(ctx, `select participant_id, coalesce(kind, ''), first_day, until_on from core.absence order by participant_id, first_day, until_on, kind`, func(rows *sql.Rows) error {
		var who string
		var a config.Absence
		var first, until time.Time
		if err := rows.Scan(&who, &a.Kind, &first, &until); err != nil {
			return err
		}
		a.First, a.End = dayOf(first), dayOf(until)
		own := of(list, who)
		for i := range own {
			own[i].Absences = append(own[i].Absences, a)
		}
		return nil
	})
}

// of gives a participant's assignments from a list in the order of participants.
func of(list []config.Assignment, who string) []config.Assignment {
	from, _ := slices.BinarySearchFunc(list, who, func(a config.Assignment, who string) int { return strings.Compare(a.Participant, who) })
	to := from
	for to < len(list) && list[to].Participant == who {
		to++
	}
	return list[from:to]
}

func dayOf(t time.Time) config.Day { return config.Day(t.Unix() / 86400) }

// scanList takes a LIST column.
type scanList struct{ into *[]any }

// Scan implements sql.Scanner.
func (s scanList) Scan(v any) error {
	list, ok := v.([]any)
	if !ok {
		return fmt.Errorf("%T is not a list", v)
	}
	*s.into = list
	return nil
}
