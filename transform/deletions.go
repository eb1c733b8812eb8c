package transform

import (
	"context"
	"fmt"
	"strings"

	"attain/config"
)

// findDeletions writes a row to checks.deletion for every key of an earlier landing that the newest one of its source
// and entity does not have. An entity without a key cannot be compared.
func (w *Warehouse) findDeletions(ctx context.Context, before []FileLoad, previous, newest []config.Landing) error {
	for _, was := range previous {
		for _, now := range newest {
			if was.Source != now.Source || was.Entity != now.Entity || was.ID == now.ID {
				continue
			}
			src, ent := w.entity(now.Source, now.Entity)
			if ent.Key == "" {
				continue
			}
			if err := w.compareKeys(ctx, w.staged(src.System, ent.Name), ent, before, was, now); err != nil {
				return fmt.Errorf("compare %s %s with its landing before: %w", now.Source, now.Entity, err)
			}
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

func (w *Warehouse) compareKeys(ctx context.Context, m *model, ent *config.Entity, before []FileLoad, was, now config.Landing) error {
	var problems config.Problems
	key := ident(ent.Key)
	var were []string
	for _, r := range w.readings(m, before, &problems) {
		if r.load.Source == was.Source {
			were = append(were, fmt.Sprintf("select %s as key, %s as _file from %s", r.columns[ent.Key].value, quote(r.load.File.Path), r.from()))
		}
	}
	if problems.Len() > 0 || len(were) == 0 {
		return nil // the earlier landing cannot be read as the newest one is: nothing can be said of its keys
	}
	_, err := w.db.ExecContext(ctx, fmt.Sprintf(`insert into checks.deletion
		select %s, %s, key, min(_file), %s, %s from (%s)
		anti join (select %s as key from raw.%s where _source = %s) using (key)
		where key is not null group by key`,
		quote(now.Source), quote(now.Entity), quote(dayPart(was.FetchedAt)), quote(dayPart(now.FetchedAt)),
		strings.Join(were, " union all "), key, m.Name, quote(now.Source)))
	return err
}

// dayPart is the day of an RFC 3339 instant.
func dayPart(instant string) string {
	day, _, _ := strings.Cut(instant, "T")
	return day
}
