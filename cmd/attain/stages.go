package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sort"
	"strings"

	"attain/calc"
	"attain/config"
	"attain/connectors"
	"attain/sql"
	"attain/transform"
)

// version goes into a run's identity: the same inputs under another version are another run.
const version = "0.1.0"

// engine is how much of the machine the warehouse may use; zero values mean what DuckDB takes by itself.
type engine struct {
	Threads     int
	MemoryLimit string
	TempDir     string
}

// opened is a workspace with its extracts landed and its warehouse built: what every command that looks at data needs.
type opened struct {
	ws       *config.Workspace
	store    config.Store
	landings []config.Landing // the newest of every entity
	previous []config.Landing // the ones before them
	wh       *transform.Warehouse
	measures []config.Measure

	identity  string // sha256 of everything that can change a cent
	sqlDigest string
}

func (o *opened) close() {
	if o.wh != nil {
		_ = o.wh.Close() // everything worth keeping is in files already
	}
}

// openWorkspace runs the stages every command shares: read the config, land the extracts, load them, build the models.
// It looks at the extracts as they are now, from the day asOf; back looks at them as they had landed by then.
func openWorkspace(ctx context.Context, a *app, p *progress, asOf config.Day, back bool, e engine) (*opened, error) {
	if err := e.check(); err != nil {
		return nil, err
	}
	o := &opened{}
	ok := false
	defer func() {
		if !ok {
			o.close()
		}
	}()
	err := p.stage(ctx, "read", func(context.Context) (string, error) {
		ws, err := config.LoadWorkspace(a.dir)
		if err != nil {
			return "", err
		}
		o.ws = ws
		o.measures, err = transform.Measures(ws)
		if err != nil {
			return "", err
		}
		return fmt.Sprintf("%d plans, %d KPIs, %d sources", len(ws.Plans), len(ws.KPIs), len(ws.Sources)), nil
	})
	if err != nil {
		return nil, err
	}
	o.store = config.NewFolder(filepath.Join(a.dir, "state"))
	err = p.stage(ctx, "land", func(ctx context.Context) (string, error) {
		var err error
		if back {
			o.landings, err = connectors.LandedBy(ctx, o.store, o.ws, asOf)
		} else {
			o.landings, err = connectors.Land(ctx, o.store, o.ws, a.now(), nil)
		}
		if err != nil {
			return "", err
		}
		if o.previous, err = replaced(ctx, o); err != nil {
			return "", err
		}
		files, bytes, records := 0, int64(0), int64(0)
		for _, l := range o.landings {
			for _, f := range l.Files {
				files, bytes, records = files+1, bytes+f.Size, records+f.Records
			}
		}
		return fmt.Sprintf("%d files, %.1f MB, %d records", files, float64(bytes)/1e6, records), nil
	})
	if err != nil {
		return nil, err
	}
	err = p.stage(ctx, "load", func(ctx context.Context) (string, error) {
		var err error
		o.wh, err = transform.Open(ctx, transform.Options{
			Workspace: o.ws, Store: o.store, StateDir: filepath.Join(a.dir, "state"), AsOf: asOf,
			Threads: e.Threads, MemoryLimit: e.MemoryLimit, TempDir: e.TempDir,
		})
		if err != nil {
			return "", err
		}
		if err := o.wh.Load(ctx, o.landings, o.previous...); err != nil {
			return "", err
		}
		return "extracts read as text", nil
	})
	if err != nil {
		return nil, err
	}
	err = p.stage(ctx, "build", func(ctx context.Context) (string, error) {
		if err := o.wh.Build(ctx); err != nil {
			return "", err
		}
		return "staging, core, measures, checks", nil
	})
	if err != nil {
		return nil, err
	}
	ok = true
	return o, nil
}

// mostEarlier is how many earlier landings of an entity a run compares with: a deletion stays listed for as many.
const mostEarlier = 12

// replaced gives the landings before the newest one of every entity: the latest of them where it has a key, because a
// record that was in one and is gone was deleted, and the last one of the others, to compare how much there is.
func replaced(ctx context.Context, o *opened) ([]config.Landing, error) {
	keyed := map[string]bool{}
	for _, src := range o.ws.Sources {
		for _, ent := range src.Entities {
			keyed[src.Name+"/"+ent.Name] = ent.Key != ""
		}
	}
	var out []config.Landing
	for _, l := range o.landings {
		before, err := connectors.Earlier(ctx, o.store, l)
		if err != nil {
			return nil, err
		}
		most := 1
		if keyed[l.Source+"/"+l.Entity] {
			most = mostEarlier
		}
		out = append(out, before[max(0, len(before)-most):]...)
	}
	return out, nil
}

// openStored opens a warehouse with nothing in it but what runs left, for looking at a run that was stored.
func openStored(ctx context.Context, a *app, ws *config.Workspace, e engine) (*opened, error) {
	measures, err := transform.Measures(ws)
	if err != nil {
		return nil, err
	}
	o := &opened{ws: ws, measures: measures, store: config.NewFolder(filepath.Join(a.dir, "state"))}
	o.wh, err = transform.Open(ctx, transform.Options{
		Workspace: ws, Store: o.store, StateDir: filepath.Join(a.dir, "state"),
		Threads: e.Threads, MemoryLimit: e.MemoryLimit, TempDir: e.TempDir,
	})
	if err != nil {
		return nil, err
	}
	return o, nil
}

// compile turns the workspace's plans into a program and binds their conditions to the warehouse.
func compile(ctx context.Context, o *opened) (*calc.Program, error) {
	program, err := calc.Compile(o.ws, o.measures)
	if err != nil {
		return nil, err
	}
	if err := o.wh.Bind(ctx, program.Bindings()); err != nil {
		return nil, err
	}
	return program, nil
}

// identify sets the run's identity, a hash of everything that can change a cent (landings, config, plans, SQL, as-of day
// and program version), and gives the run's name: the period and the hash's first twelve digits.
func (o *opened) identify(period config.Period, asOf config.Day) (string, error) {
	var err error
	if o.sqlDigest, err = sql.Digest(); err != nil {
		return "", err
	}
	var parts []string
	for _, l := range o.landings {
		parts = append(parts, "landing "+l.Source+"/"+l.Entity+" "+l.ID)
	}
	for _, l := range o.previous {
		parts = append(parts, "before "+l.Source+"/"+l.Entity+" "+l.ID)
	}
	for _, f := range o.ws.Files {
		parts = append(parts, "config "+f.Path+" "+f.SHA256)
	}
	own, err := ownSQL(o.ws.Dir)
	if err != nil {
		return "", err
	}
	parts = append(parts, own...)
	sort.Strings(parts)
	h := sha256.New()
	fmt.Fprintf(h, "attain %s\nperiod %s\nas of %s\nsql %s\n%s\n", version, period.Label, asOf, o.sqlDigest, strings.Join(parts, "\n"))
	o.identity = hex.EncodeToString(h.Sum(nil))
	return period.Label + "-" + o.identity[:12], nil
}

// ownSQL gives the models a workspace brings, each with its hash.
func ownSQL(dir string) ([]string, error) {
	root := filepath.Join(dir, "sql")
	var out []string
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) && path == root {
			return fs.SkipAll
		}
		if err != nil || d.IsDir() {
			return err
		}
		b, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		name, err := filepath.Rel(dir, path)
		out = append(out, fmt.Sprintf("model %s %x", filepath.ToSlash(name), sha256.Sum256(b)))
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("hash the workspace's models: %w", err)
	}
	return out, nil
}
