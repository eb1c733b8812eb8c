package connectors

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"attain/config"
)

func manifestName(source, entity, id string) string {
	return manifests + "/" + source + "/" + entity + "/" + id + ".json"
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

// History gives every landing of an entity in the order in which its bytes first arrived. A file that is put back to
// an older state is its old landing, at its old place.
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

// Previous gives the landing of the same source and entity that arrived before the given one; ok is false when it is
// the first. A record that is in it and not in the given one was deleted.
func Previous(ctx context.Context, store config.Store, given config.Landing) (previous config.Landing, ok bool, err error) {
	history, err := History(ctx, store, given.Source, given.Entity)
	if err != nil {
		return previous, false, err
	}
	for _, l := range history {
		if l.ID != given.ID && l.FetchedAt <= given.FetchedAt {
			previous, ok = l, true
		}
	}
	return previous, ok, nil
}
