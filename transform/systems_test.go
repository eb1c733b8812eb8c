package transform

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"attain/config"
)

// TestSystems shows, for every system, that the same facts end in the same core rows whatever shape they come in.
//
//	testdata/systems/SYSTEM/common/       what every shape has beside its own: files of system attain (people, say)
//	testdata/systems/SYSTEM/attain/       the facts in our own shape
//	testdata/systems/SYSTEM/SHAPE/        the facts as the system writes them: native, replicated, report
//	testdata/systems/SYSTEM/SHAPE/core.txt      the core tables compared, one a line, as "opportunity" or
//	                                            "opportunity except created_on, modified_at" (what the shape does not have)
//	testdata/systems/SYSTEM/SHAPE/entities.txt  where a file needs more than its name says: "opportunity.csv {format: {encoding: windows-1252}}",
//	                                            or is of an entity of another name: "v2.csv {name: opportunity}"
//	testdata/systems/SYSTEM/SHAPE.attain/ the facts in our own shape where they are not those of attain/
//
// A file is named for its entity: opportunity.csv. All of them go through the loader as landed files do.
func TestSystems(t *testing.T) {
	t.Parallel()
	lists, err := filepath.Glob("testdata/systems/*/*/core.txt")
	if err != nil {
		t.Fatal(err)
	}
	shapes := map[string][]string{} // by the system's folder
	for _, list := range lists {
		shape := path.Dir(filepath.ToSlash(list))
		shapes[path.Dir(shape)] = append(shapes[path.Dir(shape)], path.Base(shape))
	}
	for dir, names := range shapes {
		t.Run(path.Base(dir), func(t *testing.T) {
			t.Parallel()
			want := map[string]*Warehouse{}
			for _, name := range names {
				facts := path.Join(dir, name+".attain")
				if _, err := os.Stat(facts); err != nil {
					facts = path.Join(dir, ownSystem)
				}
				common := path.Join(dir, "common")
				if want[facts] == nil {
					want[facts] = buildShape(t, facts, ownSystem, common)
				}
				t.Run(name, func(t *testing.T) {
					got := buildShape(t, path.Join(dir, name), path.Base(dir), common)
					compareCore(t, got, want[facts], readText(t, path.Join(dir, name, "core.txt")))
				})
			}
		})
	}
}

// unlike are the columns in which shapes differ: the place of a record, its system, and who owns it in that system's ids
// (core has the participant beside it).
var unlike = []string{"_file", "_row", "_system", "owner_id"}

// compareCore compares the listed tables.
func compareCore(t *testing.T, got, want *Warehouse, list string) {
	t.Helper()
	for _, line := range strings.Split(strings.TrimSpace(list), "\n") {
		table, but, _ := strings.Cut(line, " except ")
		leave := slices.Concat(unlike, strings.Split(but, ", "))
		columns, err := want.columns(context.Background(), "core."+table)
		if err != nil {
			t.Errorf("core.%s: %v", table, err)
			continue
		}
		columns = slices.DeleteFunc(columns, func(c string) bool { return slices.Contains(leave, c) })
		query := "select " + identAll(columns) + " from core." + table + " order by all"
		w, g := want.rows(t, query), got.rows(t, query)
		if len(w) == 0 {
			t.Errorf("core.%s has no row in our own shape: nothing is compared", table)
		}
		if !slices.Equal(g, w) {
			t.Errorf("core.%s\n     %s\n%s", table, strings.Join(columns, " | "), difference(g, w))
		}
	}
	got.expectNoRejects(t)
	want.expectNoRejects(t)
}

// expectNoRejects: a value that could not be read would be null on both sides and so the same.
func (w *Warehouse) expectNoRejects(t *testing.T) {
	t.Helper()
	list, err := w.Rejects(context.Background(), 0)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range list {
		t.Errorf("reject: %s", r)
	}
}

// difference gives the rows only one side has.
func difference(got, want []string) string {
	var b strings.Builder
	for _, r := range got {
		if !slices.Contains(want, r) {
			fmt.Fprintf(&b, "got  %s\n", r)
		}
	}
	for _, r := range want {
		if !slices.Contains(got, r) {
			fmt.Fprintf(&b, "want %s\n", r)
		}
	}
	if b.Len() == 0 {
		fmt.Fprintf(&b, "the same rows, but %d for %d", len(got), len(want))
	}
	return b.String()
}

// buildShape makes a workspace of a folder of facts, in the shape of a system, and of what every shape has beside them,
// and builds it as far as core.
func buildShape(t *testing.T, facts, system, common string) *Warehouse {
	t.Helper()
	dir := t.TempDir()
	var sources strings.Builder
	for _, src := range []struct{ name, system, from string }{{"common", ownSystem, common}, {"facts", system, facts}} {
		if entities := copyShape(t, src.from, filepath.Join(dir, src.name), src.name); entities != "" {
			fmt.Fprintf(&sources, "  - {name: %s, connector: file, landing: full, system: %s, entities: [\n%s    ]}\n", src.name, src.system, entities)
		}
	}
	mustWrite(t, filepath.Join(dir, config.WorkspaceFile), shapeWorkspace+sources.String())
	ws, err := config.LoadWorkspace(dir)
	if err != nil {
		t.Fatal(err)
	}
	store := config.NewFolder(filepath.Join(dir, "state"))
	w, err := Open(context.Background(), Options{
		Workspace: ws, Store: store, StateDir: filepath.Join(dir, "state"), TempDir: dir, AsOf: config.DayOf(2026, 12, 31), Threads: 1,
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := w.Close(); err != nil {
			t.Error(err)
		}
	})
	if err := w.Load(context.Background(), landAll(t, w, ws, store)); err != nil {
		t.Fatal(err)
	}
	w.models = slices.DeleteFunc(w.models, func(m *model) bool { return m.Layer == "measures" || m.Layer == "checks" })
	if err := w.Build(context.Background()); err != nil {
		t.Fatal(err)
	}
	return w
}

const shapeWorkspace = `company: {name: Eksempel, code: EKS, country: "NO"}
currencies: {reporting: USD}
conventions: {}
sources:
`

// copyShape copies a folder's files into the workspace and gives them as entities of a source.
func copyShape(t *testing.T, from, to, source string) string {
	t.Helper()
	settings := map[string]string{}
	if text, err := os.ReadFile(filepath.Join(from, "entities.txt")); err == nil {
		for _, line := range strings.Split(strings.TrimSpace(string(text)), "\n") {
			file, more, _ := strings.Cut(line, " {")
			settings[file] = strings.TrimSuffix(more, "}")
		}
	}
	files, err := os.ReadDir(from)
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	var entities strings.Builder
	for _, f := range files {
		name := f.Name()
		if name == "core.txt" || name == "entities.txt" {
			continue
		}
		mustWrite(t, filepath.Join(to, name), readText(t, filepath.Join(from, name)))
		entity, _, _ := strings.Cut(name, ".")
		more := settings[name]
		if !strings.HasPrefix(more, "name:") {
			more = strings.TrimSuffix("name: "+entity+", "+more, ", ")
		}
		fmt.Fprintf(&entities, "      {%s, path: %s},\n", more, source+"/"+name)
	}
	return entities.String()
}

// landAll puts every entity's files into the store as connectors do. The records are counted by the loader itself: that
// they are counted twice is tested where they land.
func landAll(t *testing.T, w *Warehouse, ws *config.Workspace, store config.Store) []config.Landing {
	t.Helper()
	var out []config.Landing
	for _, src := range ws.Sources {
		for _, ent := range src.Entities {
			landing := config.Landing{ID: src.Name + ent.Name, Source: src.Name, Entity: ent.Name, System: src.System, FetchedAt: "2026-12-31T00:00:00Z"}
			names, err := fs.Glob(os.DirFS(ws.Dir), ent.Path)
			if err != nil || len(names) == 0 {
				t.Fatalf("%s: no file: %v", ent.Path, err)
			}
			for _, name := range names {
				data := readText(t, filepath.Join(ws.Dir, name))
				sum := sha256.Sum256([]byte(data))
				f := config.LandedFile{Path: name, Object: "extracts/objects/" + hex.EncodeToString(sum[:]), SHA256: hex.EncodeToString(sum[:]), Size: int64(len(data))}
				if _, err := store.PutIfAbsent(context.Background(), f.Object, bytes.NewReader([]byte(data))); err != nil {
					t.Fatal(err)
				}
				load, err := loadFile(context.Background(), w.db, store, w.dir, src, ent, f)
				if f.Records = load.Loaded + load.Refused + load.Skipped; f.Records == 0 {
					t.Fatalf("%s: %v", name, err)
				}
				landing.Files = append(landing.Files, f)
			}
			out = append(out, landing)
		}
	}
	return out
}

func readText(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
