package transform

import (
	"context"
	"database/sql"
	"fmt"

	"attain/config"
)

// PayrollNumbers gives, by participant, the number payroll knows them by on a day, as people.xlsx says with the system
// payroll; "" for a participant who has such a number on other days only. Everybody else goes by the employee number.
func (w *Warehouse) PayrollNumbers(ctx context.Context, on config.Day) (map[string]string, error) {
	out := map[string]string{}
	err := w.each(ctx, `select participant_id, coalesce(max(user_id) filter (where first_day <= `+dayLiteral(on)+` and until_on > `+dayLiteral(on)+`), '')
		from core.identity where _system = 'payroll' and participant_id is not null group by participant_id`, func(rows *sql.Rows) error {
		var participant, number string
		err := rows.Scan(&participant, &number)
		out[participant] = number
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("list payroll numbers: %w", err)
	}
	return out, nil
}
