package transform

import (
	"context"
	"database/sql"
	"fmt"
	"maps"
	"slices"
	"strings"

	"attain/config"
)

// totalRow is the rule of the rows that are sums of those above them; its condition is empty where there are none.
func (l *loader) totalRow() (rule, error) {
	t := l.format.TotalRow
	if t == nil {
		return rule{}, nil
	}
	var conditions, reasons []string
	for _, column := range slices.Sorted(maps.Keys(t.Where)) {
		condition, reason, err := l.fits("total_row", column, t.Where[column])
		if err != nil {
			return rule{}, err
		}
		conditions = append(conditions, condition)
		reasons = append(reasons, reason)
	}
	return rule{"total row: " + strings.Join(reasons, " and "), "(" + strings.Join(conditions, " and ") + ")"}, nil
}

// compareTotals refuses a file whose rows do not come to what its total rows say: since the total row before, or since the
// beginning. A total that shows a fault (#REF!), and one over a value that cannot be read, says nothing; the value is
// reported where it stands.
func (l *loader) compareTotals(ctx context.Context, in string, skip []string, across []month) error {
	total, err := l.totalRow()
	if err != nil || total.condition == "" {
		return err
	}
	columns, err := l.summed(across)
	if err != nil {
		return err
	}
	other := "false"
	if len(skip) > 0 {
		other = strings.Join(skip, " or ")
	}
	for _, column := range columns {
		if err := l.compareTotal(ctx, in, total.condition, other, column); err != nil {
			return err
		}
	}
	return nil
}

func (l *loader) summed(across []month) (columns []string, err error) {
	for _, column := range l.format.TotalRow.Sums {
		name, ok := l.named(column)
		if !ok {
			return nil, faultf("total_row: sums names a column %q; there is %s%s", column, strings.Join(l.load.Columns, ", "), config.Suggest(column, l.load.Columns))
		}
		columns = append(columns, name)
	}
	if len(columns) == 0 {
		for _, m := range across {
			columns = append(columns, m.column)
		}
	}
	return columns, nil
}

// compareTotal asks for one column, part by part between total rows, what the rows come to and what the total row says.
func (l *loader) compareTotal(ctx context.Context, in, isTotal, isSkipped, column string) error {
	s := spelling{decimal: l.format.Decimal, thousands: l.format.Thousands, mark: l.format.CurrencyMark, nulls: append(slices.Clone(noValue), l.format.Nulls...)}
	s = s.ofColumn(&config.Entity{Formats: l.formats}, column, ident(column))
	rows, err := l.conn.QueryContext(ctx, fmt.Sprintf(`
		with cells as (
			select %s as number, coalesce(%s, false) as is_total, (%s) as is_skipped, %s as cell
			from %s
		),
		parts as (
			select *, plain_number(%s) as value,
				count(*) filter (is_total) over (order by number rows between unbounded preceding and current row exclude current row) as part
			from cells
		)
		select max(number) filter (is_total), coalesce(max(cell) filter (is_total), ''), cast(max(value) filter (is_total) as varchar),
			cast(coalesce(sum(value) filter (not is_total and not is_skipped), 0) as varchar),
			count(*) filter (not is_total and not is_skipped and cell is not null and value is null)
		from parts group by part order by part`, l.number(), isTotal, isSkipped, s.text(ident(column)), in, s.plain("cell")))
	if err != nil {
		return err
	}
	defer rows.Close()
	sinceStart, unread := config.Whole(0), int64(0)
	for rows.Next() {
		var record sql.NullInt64
		var cell, ours string
		var theirs sql.NullString
		var unreadHere int64
		if err := rows.Scan(&record, &cell, &theirs, &ours, &unreadHere); err != nil {
			return err
		}
		part, err := config.ParseRatio(ours)
		if err != nil {
			return err
		}
		sinceStart, unread = sinceStart.Add(part), unread+unreadHere
		if !record.Valid || cell == "" || strings.HasPrefix(cell, "#") || unread > 0 {
			continue // behind the last total row, or nothing to compare with
		}
		if !theirs.Valid {
			return &fileFault{record.Int64, fmt.Sprintf("%s: %q in the total row is not a number", column, cell)}
		}
		said, err := config.ParseRatio(theirs.String)
		if err != nil {
			return err
		}
		if said.Cmp(part) != 0 && said.Cmp(sinceStart) != 0 {
			return &fileFault{record.Int64, fmt.Sprintf("%s: the total row says %s and the rows above it come to %s, a difference of %s; a row is missing, or a number is read another way than it was written",
				column, cell, part, said.Sub(part))}
		}
	}
	return rows.Err()
}
