package transform

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"attain/config"
)

// arrival is an earlier landing and what could be loaded of it.
type arrival struct {
	landing config.Landing
	loads   []FileLoad
}

// loadArrivals loads earlier landings; one of which a file cannot be read is left out.
func (w *Warehouse) loadArrivals(ctx context.Context, landings []config.Landing) ([]arrival, error) {
	var out []arrival
	for _, l := range landings {
		var unread config.Problems
		loads, err := w.loadFiles(ctx, []config.Landing{l}, &unread)
		if err != nil {
			return nil, err
		}
		if unread.Len() == 0 {
			out = append(out, arrival{l, loads})
		}
	}
	return out, nil
}

// findDeletions writes a row to checks.deletion for every key of an earlier landing that the newest one of its source
// and entity does not have. An entity without a key cannot be compared.
func (w *Warehouse) findDeletions(ctx context.Context, before []arrival, newest []config.Landing) error {
	for _, now := range newest {
		src, ent := w.entity(now.Source, now.Entity)
		if ent.Key == "" {
			continue
		}
		var of []arrival
		for _, was := range before {
			if was.landing.Source == now.Source && was.landing.Entity == now.Entity {
				of = append(of, was)
			}
		}
		slices.SortStableFunc(of, func(a, b arrival) int { return strings.Compare(a.landing.FetchedAt, b.landing.FetchedAt) })
		if err := w.compareKeys(ctx, w.staged(src.System, ent.Name), ent, of, now); err != nil {
			return fmt.Errorf("compare %s %s with its landings before: %w", now.Source, now.Entity, err)
		}
	}
	return nil
}

func (w *Warehouse) staged(system, entity string) *model {
	for _, m := range w.models {
		if m.System == system && m.Entity == entity {
			return m
		}
	}
	return nil
}

// compareKeys looks at all landings before the newest at once. A key that is gone was last there in the last landing
// that has it, and is gone since the one after.
func (w *Warehouse) compareKeys(ctx context.Context, m *model, ent *config.Entity, before []arrival, now config.Landing) error {
	var were, days []string
	for _, was := range before {
		var problems config.Problems
		reads := w.readings(m, was.loads, &problems)
		if problems.Len() > 0 {
			continue // it cannot be read as the newest one is: nothing can be said of its keys
		}
		for _, r := range reads {
			amount, currency := r.amount(m)
			were = append(were, fmt.Sprintf("select %s as key, %d as arrival, %s as _file, %s as amount_minor, %s as currency from %s",
				r.columns[ent.Key].value, len(days)+1, quote(r.load.File.Path), amount, currency, r.from()))
		}
		days = append(days, quote(dayPart(was.landing.FetchedAt)))
	}
	if len(were) == 0 {
		return nil
	}
	days = append(days, quote(dayPart(now.FetchedAt)))
	_, err := w.db.ExecContext(ctx, fmt.Sprintf(`insert into checks.deletion
		select %s, %s, key, last._file, days[arrival], days[arrival + 1], last.amount_minor, last.currency
		from (
			select key, max(arrival) as arrival, arg_max({'_file': _file, 'amount_minor': amount_minor, 'currency': currency}, (arrival, _file, amount_minor)) as last, [%s] as days
			from (%s) as earlier
			anti join (select %s as key from raw.%s where _source = %s) as newest on earlier.key = newest.key
			where key is not null
			group by key
		)`, quote(now.Source), quote(now.Entity), strings.Join(days, ", "), strings.Join(were, " union all "), ident(ent.Key), m.Name, quote(now.Source)))
	return err
}

// amount is the SQL of what a record is worth and in which currency, nulls where the entity's records have no amount.
func (r reading) amount(m *model) (amount, currency string) {
	for _, c := range m.Columns {
		if c.Currency != "" {
			return r.columns[c.Name].value, "coalesce(upper(" + r.columns[c.Currency].value + "), getvariable('reporting_currency'))"
		}
	}
	return "null::bigint", "null::varchar"
}

// dayPart is the day of an RFC 3339 instant.
func dayPart(instant string) string {
	day, _, _ := strings.Cut(instant, "T")
	return day
}
