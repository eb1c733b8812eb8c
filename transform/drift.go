package transform

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"attain/config"
)

// A landing that has lost more than this share of the records of the one before is a file that was cut, or is another
// file, unless the workspace says drift: itself. With few records a third comes and goes.
var (
	mostFall     = config.NewRatio(3, 10)
	fewestBefore = int64(20)
)

// describeLandings fills checks.landing and checks.drift.
func (w *Warehouse) describeLandings(ctx context.Context, before []arrival, newest []config.Landing) error {
	for _, now := range newest {
		src, ent := w.entity(now.Source, now.Entity)
		m := w.staged(src.System, ent.Name)
		if m == nil || len(now.Files) == 0 {
			continue
		}
		if err := w.describeAge(ctx, m, ent, now); err != nil {
			return fmt.Errorf("look how old %s %s is: %w", now.Source, now.Entity, err)
		}
		if err := w.describeDrift(ctx, m, ent, lastOf(before, now), now); err != nil {
			return fmt.Errorf("compare %s %s with the landing before: %w", now.Source, now.Entity, err)
		}
	}
	return nil
}

// lastOf is the last landing before the newest, nil where there is none.
func lastOf(before []arrival, now config.Landing) *arrival {
	var last *arrival
	for i := range before {
		was := &before[i]
		if was.landing.Source == now.Source && was.landing.Entity == now.Entity && (last == nil || was.landing.FetchedAt > last.landing.FetchedAt) {
			last = was
		}
	}
	return last
}

// changedOn are the columns that say when a record was made or changed.
var changedOn = []string{"modified_at", "updated_at", "created_at", "created_on", "changed_at", "occurred_at", "occurred_on", "opened_at", "responded_on", "invoiced_on", "paid_on", "submitted_on"}

func (w *Warehouse) describeAge(ctx context.Context, m *model, ent *config.Entity, now config.Landing) error {
	newestOn := "null::date"
	for _, c := range m.Columns {
		if ent.Fresh > 0 && slices.Contains(changedOn, c.Name) && (c.Type == "date" || c.Type == "timestamp") {
			newestOn = fmt.Sprintf("(select max(cast(%s as date)) from raw.%s where _source = %s)", ident(c.Name), m.Name, quote(now.Source))
			break
		}
	}
	_, err := w.db.ExecContext(ctx, fmt.Sprintf("insert into checks.landing select %s, %s, %s, try_cast(%s as date), %s, nullif(%d, 0)",
		quote(now.Source), quote(now.Entity), quote(now.Files[0].Path), quote(dayPart(now.FetchedAt)), newestOn, ent.Fresh))
	return err
}

func (w *Warehouse) describeDrift(ctx context.Context, m *model, ent *config.Entity, was *arrival, now config.Landing) error {
	if was == nil {
		return nil
	}
	var loads []FileLoad
	for _, l := range w.loads {
		if l.Source == now.Source && l.Entity == now.Entity {
			loads = append(loads, l)
		}
	}
	most, fallOnly := mostFall, ent.Drift.Rows == nil
	if ent.Drift.Rows != nil {
		most = *ent.Drift.Rows
	}
	if then := recordsOf(was.loads); !fallOnly || then >= fewestBefore {
		if err := w.addDrift(ctx, was, now, "records", "", fmt.Sprint(then), fmt.Sprint(recordsOf(loads)), most, fallOnly); err != nil {
			return err
		}
	}
	if ent.Drift.Sums == nil {
		return nil
	}
	then, err := w.sums(ctx, m, was.loads)
	if err != nil {
		return err
	}
	sums, err := w.sums(ctx, m, loads)
	if err != nil {
		return err
	}
	for currency, sum := range then {
		if err := w.addDrift(ctx, was, now, "sum of amounts", currency, sum, first(sums[currency], "0"), *ent.Drift.Sums, false); err != nil {
			return err
		}
	}
	return nil
}

func (w *Warehouse) addDrift(ctx context.Context, was *arrival, now config.Landing, what, currency, then, value string, most config.Ratio, fallOnly bool) error {
	_, err := w.db.ExecContext(ctx, "insert into checks.drift values ($1, $2, $3, $4, nullif($5, ''), $6, cast($7 as decimal(38, 0)), cast($8 as decimal(38, 0)), cast($9 as decimal(18, 6)), $10)",
		now.Source, now.Entity, now.Files[0].Path, what, currency, dayPart(was.landing.FetchedAt), then, value, most.Decimal(6), fallOnly)
	return err
}

func recordsOf(loads []FileLoad) (n int64) {
	for _, l := range loads {
		n += l.Loaded
	}
	return n
}

// sums adds up what the records of a landing are worth, by currency, in minor units. One that cannot be read as the
// newest is tells nothing.
func (w *Warehouse) sums(ctx context.Context, m *model, loads []FileLoad) (map[string]string, error) {
	var unread config.Problems
	var parts []string
	for _, r := range w.readings(m, loads, &unread) {
		amount, currency := r.amount(m)
		parts = append(parts, fmt.Sprintf("select %s as amount_minor, %s as currency from %s", amount, currency, r.from()))
	}
	out := map[string]string{}
	if unread.Len() > 0 || len(parts) == 0 {
		return out, nil
	}
	err := w.each(ctx, "select currency, cast(sum(amount_minor) as varchar) from ("+strings.Join(parts, " union all ")+
		") where amount_minor is not null group by currency order by currency", func(rows *sql.Rows) error {
		var currency, sum string
		err := rows.Scan(&currency, &sum)
		out[currency] = sum
		return err
	})
	return out, err
}
