package transform

import (
	"context"
	"database/sql"
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"

	"attain/config"
)

// given is a workspace and its extracts, written the way a test reads best: one CSV table for each source/entity.
type given struct {
	ws    *config.Workspace
	asOf  config.Day
	files []givenFile
}

type givenFile struct{ source, entity, path, text string }

// files gives a workspace whose sources are named by their system, with one CSV file for each "system/entity".
func files(tables map[string]string) *given {
	g := &given{ws: &config.Workspace{Currencies: config.Currencies{Reporting: "USD"}}, asOf: config.DayOf(2026, 12, 31)}
	for name, text := range tables {
		system, entity, _ := strings.Cut(name, "/")
		g.add(system, entity, entity+".csv", text)
	}
	return g
}

func (g *given) add(system, entity, path, text string) {
	g.entity(system, entity)
	g.files = append(g.files, givenFile{system, entity, path, text})
}

// entity gives the workspace's entity, for a test to map, added when it is not there.
func (g *given) entity(system, entity string) *config.Entity {
	var src *config.Source
	for i := range g.ws.Sources {
		if g.ws.Sources[i].Name == system {
			src = &g.ws.Sources[i]
		}
	}
	if src == nil {
		g.ws.Sources = append(g.ws.Sources, config.Source{Name: system, System: system, Connector: "file", Landing: "full"})
		src = &g.ws.Sources[len(g.ws.Sources)-1]
	}
	for i := range src.Entities {
		if src.Entities[i].Name == entity {
			return &src.Entities[i]
		}
	}
	src.Entities = append(src.Entities, config.Entity{Name: entity, At: config.Position{File: "attain.yaml", Line: 1, Column: 1}})
	return &src.Entities[len(src.Entities)-1]
}

// open loads the tables and stops before the models are built.
func (g *given) open(t *testing.T) (*Warehouse, error) {
	t.Helper()
	dir := t.TempDir()
	if g.ws.Dir == "" {
		g.ws.Dir = dir
	}
	w, err := Open(context.Background(), Options{Workspace: g.ws, StateDir: dir, TempDir: dir, AsOf: g.asOf, Threads: 2})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := w.Close(); err != nil {
			t.Error(err)
		}
	})
	for i, f := range g.files {
		w.loads = append(w.loads, w.loadTable(t, filepath.Join(dir, fmt.Sprintf("%d.parquet", i)), f))
	}
	return w, w.makeRaw(context.Background())
}

// build loads the tables and builds every model.
func (g *given) build(t *testing.T) *Warehouse {
	t.Helper()
	w, err := g.open(t)
	if err == nil {
		err = w.Build(context.Background())
	}
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// empty is a warehouse with its functions and nothing in it.
func empty(t *testing.T) *Warehouse {
	t.Helper()
	w, err := files(nil).open(t)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// loadTable writes a table's text to Parquet, as loadFile does with a landed file.
func (w *Warehouse) loadTable(t *testing.T, path string, f givenFile) FileLoad {
	t.Helper()
	r := csv.NewReader(strings.NewReader(strings.TrimSpace(f.text)))
	r.TrimLeadingSpace = true
	r.LazyQuotes = true
	records, err := r.ReadAll()
	if err != nil {
		t.Fatalf("%s: %v", f.path, err)
	}
	columns := make([]string, len(records[0]))
	for i, c := range records[0] {
		columns[i] = strings.TrimSpace(c)
	}
	var rows []string
	for _, record := range records[1:] {
		cells := make([]string, len(record))
		for i, c := range record {
			cells[i] = "nullif(" + quote(strings.TrimRight(c, " \t")) + ", '')::varchar"
		}
		rows = append(rows, "("+strings.Join(cells, ", ")+")")
	}
	quoted := make([]string, len(columns))
	for i, c := range columns {
		quoted[i] = ident(c)
	}
	query := "select " + strings.Repeat("null::varchar, ", len(columns)-1) + "null::varchar where false"
	if len(rows) > 0 {
		query = "values " + strings.Join(rows, ", ")
	}
	if _, err := w.db.Exec(fmt.Sprintf("copy (select * from (%s) as t(%s)) to %s (format parquet)", query, strings.Join(quoted, ", "), quote(path))); err != nil {
		t.Fatalf("%s: %v", f.path, err)
	}
	n := int64(len(rows))
	return FileLoad{
		Source: f.source, Entity: f.entity, File: config.LandedFile{Path: f.path, Records: n}, Parquet: path, Columns: columns,
		Rows: n, Read: n, Loaded: n,
	}
}

// rows runs a query and gives every row as its cells joined by " | ", with "∅" for null.
func (w *Warehouse) rows(t *testing.T, query string) []string {
	t.Helper()
	var out []string
	err := w.each(context.Background(), "select coalesce(columns(*)::varchar, '∅') from ("+query+")", func(rows *sql.Rows) error {
		columns, err := rows.Columns()
		if err != nil {
			return err
		}
		cells := make([]string, len(columns))
		into := make([]any, len(columns))
		for i := range cells {
			into[i] = &cells[i]
		}
		err = rows.Scan(into...)
		out = append(out, strings.Join(cells, " | "))
		return err
	})
	if err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	return out
}

// expect compares a query's rows, in the order the query gives, with lines of cells between " | ".
func (w *Warehouse) expect(t *testing.T, query, want string) {
	t.Helper()
	got := strings.Join(w.rows(t, query), "\n")
	var lines []string
	for _, l := range strings.Split(strings.TrimSpace(want), "\n") {
		if l = strings.TrimSpace(l); l != "" {
			lines = append(lines, l)
		}
	}
	if wanted := strings.Join(lines, "\n"); got != wanted {
		t.Errorf("%s\ngot:\n%s\nwant:\n%s", query, got, wanted)
	}
}

func mustWrite(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// expectReader compares everything a reader gives, in its order, with lines of cells between " | ".
func expectReader(t *testing.T, want string) func(array.RecordReader, error) {
	t.Helper()
	return func(r array.RecordReader, err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		defer r.Release()
		var got []string
		for r.Next() {
			batch := r.RecordBatch()
			for i := range int(batch.NumRows()) {
				cells := make([]string, batch.NumCols())
				for j, col := range batch.Columns() {
					cells[j] = col.ValueStr(i)
					if col.IsNull(i) {
						cells[j] = "∅"
					}
				}
				got = append(got, strings.Join(cells, " | "))
			}
		}
		if r.Err() != nil {
			t.Fatal(r.Err())
		}
		if g := strings.Join(got, "\n"); g != strings.TrimSpace(want) {
			t.Errorf("got:\n%s\nwant:\n%s", g, strings.TrimSpace(want))
		}
	}
}

// columnsOf gives some columns of what a reader gives.
func columnsOf(r array.RecordReader, err error) func(names ...string) (array.RecordReader, error) {
	return func(names ...string) (array.RecordReader, error) {
		if err != nil {
			return nil, err
		}
		defer r.Release()
		var fields []arrow.Field
		var at []int
		for _, name := range names {
			i := r.Schema().FieldIndices(name)[0]
			at, fields = append(at, i), append(fields, r.Schema().Field(i))
		}
		schema := arrow.NewSchema(fields, nil)
		var batches []arrow.RecordBatch
		for r.Next() {
			columns := make([]arrow.Array, len(at))
			for j, i := range at {
				columns[j] = r.RecordBatch().Column(i)
			}
			batches = append(batches, array.NewRecordBatch(schema, columns, r.RecordBatch().NumRows()))
		}
		if r.Err() != nil {
			return nil, r.Err()
		}
		return array.NewRecordReader(schema, batches)
	}
}
