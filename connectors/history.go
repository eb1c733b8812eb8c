package connectors

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"attain/config"
)

// manifestName begins with the time, so that names are in the order of arrivals.
func manifestName(l config.Landing) string {
	at := strings.NewReplacer("-", "", ":", "").Replace(l.FetchedAt)
	return manifests + "/" + l.Source + "/" + l.Entity + "/" + at + "-" + l.ID + ".json"
}

func readManifest(ctx context.Context, store config.Store, name string) (l config.Landing, err error) {
	r, err := store.Get(ctx, name)
	if err != nil {
		return l, err
	}
	defer func() { err = errors.Join(err, r.Close()) }()
	if err := json.NewDecoder(r).Decode(&l); err != nil {
		return l, fmt.Errorf("manifest %s: %w", name, err)
	}
	return l, nil
}

// History gives every landing of an entity in the order in which they arrived. Bytes that are put back to an older state
// are that landing once more, at the time they came back.
func History(ctx context.Context, store config.Store, source, entity string) ([]config.Landing, error) {
	names, err := store.List(ctx, manifests+"/"+source+"/"+entity+"/")
	if err != nil {
		return nil, fmt.Errorf("list landings: %w", err)
	}
	landings := make([]config.Landing, 0, len(names))
	for _, name := range names {
		l, err := readManifest(ctx, store, name)
		if err != nil {
			return nil, fmt.Errorf("list landings: %w", err)
		}
		landings = append(landings, l)
	}
	slices.SortStableFunc(landings, func(a, b config.Landing) int { return strings.Compare(a.FetchedAt, b.FetchedAt) })
	return landings, nil
}

// Earlier gives every landing of the same source and entity that arrived before the given one, in the order of their
// arrival. A record that is in one of them and not in the given one was deleted in between.
func Earlier(ctx context.Context, store config.Store, given config.Landing) ([]config.Landing, error) {
	history, err := History(ctx, store, given.Source, given.Entity)
	if err != nil {
		return nil, err
	}
	for i, l := range history {
		if l.FetchedAt > given.FetchedAt || l.ID == given.ID && l.FetchedAt == given.FetchedAt {
			return history[:i], nil
		}
	}
	return history, nil
}

// LandedBy gives the newest landing of every entity of the workspace that had arrived by the end of a day (UTC). It
// fetches nothing: it is how a run looks from an earlier day. An entity that had not landed yet is a problem at its
// place in attain.yaml.
func LandedBy(ctx context.Context, store config.Store, ws *config.Workspace, day config.Day) ([]config.Landing, error) {
	end := (day + 1).Time().Format(time.RFC3339)
	var landings []config.Landing
	var problems config.Problems
	for _, src := range ws.Sources {
		for _, ent := range src.Entities {
			history, err := History(ctx, store, src.Name, ent.Name)
			if err != nil {
				return nil, err
			}
			newest := -1
			for i, l := range history {
				if l.FetchedAt < end {
					newest = i
				}
			}
			switch {
			case newest >= 0:
				landings = append(landings, history[newest])
			case len(history) == 0:
				problems.Addf(ent.At, "%s: nothing had landed by %s, and nothing has since; leave --as-of out to read the files as they are", ent.Name, day)
			default:
				problems.Addf(ent.At, "%s: nothing had landed by %s; it first landed at %s", ent.Name, day, history[0].FetchedAt)
			}
		}
	}
	return landings, problems.Err()
}
