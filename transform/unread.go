package transform

import (
	"context"
	"database/sql"
	"fmt"

	"attain/config"
)

// UnreadDeals gives, by participant, their won deals that are in no amount because their amount or close date could not
// be read, in words with file and record. A deal without a readable close date is told in every period.
func (w *Warehouse) UnreadDeals(ctx context.Context, period config.Interval) (map[string][]string, error) {
	out := map[string][]string{}
	err := w.each(ctx, fmt.Sprintf(`
		select deal.participant_id, coalesce(deal.name, deal.opportunity_id), deal._file, deal._row,
			string_agg(unread.column_name || ': ' || unread.reason, '; ' order by unread.column_name)
		from core.opportunity as deal
		join checks.reject as unread on deal._file = unread._file and deal._row = unread._row
		where deal.outcome = 'won' and not deal.is_deleted and deal.participant_id is not null
			and (deal.amount_minor is null or deal.close_on is null)
			and coalesce(deal.close_on, %[1]s) >= %[1]s and coalesce(deal.close_on, %[1]s) < %[2]s
		group by all order by all`, dayLiteral(period.First), dayLiteral(period.End)), func(rows *sql.Rows) error {
		var id, name, reason string
		var at config.Position
		if err := rows.Scan(&id, &name, &at.File, &at.Line, &reason); err != nil {
			return err
		}
		out[id] = append(out[id], fmt.Sprintf("%s (%s) %s; it is won and pays nothing until that is mended", name, at, reason))
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("list unreadable deals: %w", err)
	}
	return out, nil
}
