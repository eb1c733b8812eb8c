package transform

import (
	"context"
	"database/sql"
	"fmt"

	"attain/config"
)

// SubjectIDs gives everybody, or everything, a measure can be asked of: participants, teams there are assignments of, managers,
// the territories and products the measure's facts name. The company has no id.
func (w *Warehouse) SubjectIDs(ctx context.Context, measure string, subject config.Subject) ([]string, error) {
	var query string
	switch subject {
	case config.OfPerson:
		query = "select participant_id from core.participant union select participant_id from core.assignment"
	case config.OfTeam:
		query = "select distinct team from core.assignment"
	case config.OfDirectReports, config.OfAllReports:
		query = "select distinct manager_id from core.hierarchy"
	case config.OfTerritory, config.OfProduct:
		s, err := w.measureShape(ctx, measure)
		if err != nil {
			return nil, err
		}
		if !s.has(subject.Attribute()) {
			return nil, nil
		}
		query = fmt.Sprintf("select distinct %s from %s", subject.Attribute(), s.from)
	default:
		return nil, nil
	}
	var out []string
	err := w.each(ctx, "select id from ("+query+") as t(id) where id is not null order by id", func(rows *sql.Rows) error {
		var id string
		err := rows.Scan(&id)
		out = append(out, id)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("list what a %s can be: %w", subject, err)
	}
	return out, nil
}
