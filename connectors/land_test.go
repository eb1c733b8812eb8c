package connectors

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/apache/arrow-go/v18/parquet"
	parquetio "github.com/apache/arrow-go/v18/parquet/file"
	"github.com/apache/arrow-go/v18/parquet/schema"

	"attain/config"
)

var noon = time.Date(2026, 10, 5, 12, 0, 0, 0, time.UTC)

// workspace makes a folder with files and a source whose entities are the globs, in the order given.
func workspace(t *testing.T, files map[string]string, globs ...string) *config.Workspace {
	t.Helper()
	dir := t.TempDir()
	for name, data := range files {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(data), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	source := config.Source{At: config.Position{File: "attain.yaml", Line: 9, Column: 5}, Name: "crm", Connector: "file", System: "salesforce"}
	for i, glob := range globs {
		source.Entities = append(source.Entities, config.Entity{
			At: config.Position{File: "attain.yaml", Line: 20 + i, Column: 9}, Name: fmt.Sprintf("entity%d", i+1), Path: glob,
		})
	}
	return &config.Workspace{Dir: dir, Sources: []config.Source{source}}
}

func mustLand(t *testing.T, store config.Store, ws *config.Workspace, now time.Time) []config.Landing {
	t.Helper()
	landings, err := Land(context.Background(), store, ws, now, nil)
	if err != nil {
		t.Fatal(err)
	}
	return landings
}

func parquetFile(t *testing.T, rows int) string {
	t.Helper()
	root := schema.MustGroup(schema.NewGroupNode("root", parquet.Repetitions.Required, schema.FieldList{schema.NewInt64Node("a", parquet.Repetitions.Required, -1)}, -1))
	var out bytes.Buffer
	w := parquetio.NewParquetWriter(&out, root)
	group := w.AppendRowGroup()
	column, err := group.NextColumn()
	if err != nil {
		t.Fatal(err)
	}
	_, err = column.(*parquetio.Int64ColumnChunkWriter).WriteBatch(make([]int64, rows), nil, nil)
	if err := errors.Join(err, column.Close(), group.Close(), w.Close()); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestLand(t *testing.T) {
	t.Parallel()
	files := map[string]string{
		"extracts/deal_2.csv":        "Id\r\n1\r\n\xff\x00\r\n", // kept as it is, valid or not
		"extracts/deal_1.csv":        "Id\n1\n2\n3\n",
		"extracts/other.csv":         "Id\n",
		"extracts/events.parquet":    parquetFile(t, 5),
		"extracts/invoices.jsonl.gz": string(gzipped("{}\n{}\n")),
	}
	ws := workspace(t, files, "extracts/deal_*.csv", "extracts/events.parquet", "./extracts/invoices.jsonl.gz")
	store := config.NewFolder(t.TempDir())
	var said []string
	landings, err := Land(context.Background(), store, ws, noon, func(s string) { said = append(said, s) })
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, l := range landings {
		for _, f := range l.Files {
			got = append(got, fmt.Sprintf("%s %s %s %d", l.Source, l.Entity, f.Path, f.Records))
			checkObject(t, store, f, files[f.Path])
		}
		if l.FetchedAt != "2026-10-05T12:00:00.000000Z" || l.System != "salesforce" || l.Connector != "file" {
			t.Errorf("landing %+v", l)
		}
	}
	want := []string{
		"crm entity1 extracts/deal_1.csv 3", "crm entity1 extracts/deal_2.csv 2",
		"crm entity2 extracts/events.parquet 5", "crm entity3 extracts/invoices.jsonl.gz 2",
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("landed %q, want %q", got, want)
	}
	if len(said) != 4 || !slices.Contains(said, "landed extracts/deal_1.csv: 3 records, 9 bytes") {
		t.Errorf("progress said %q", said)
	}
	manifest, err := readManifest(context.Background(), store, manifestName(landings[0]))
	if err != nil || !reflect.DeepEqual(manifest, landings[0]) {
		t.Errorf("manifest %+v (%v), landing %+v", manifest, err, landings[0])
	}
}

// checkObject compares the kept bytes and their name with the file, byte by byte.
func checkObject(t *testing.T, store config.Store, f config.LandedFile, want string) {
	t.Helper()
	sum := sha256.Sum256([]byte(want))
	if name := hex.EncodeToString(sum[:]); f.SHA256 != name || f.Object != "extracts/objects/"+name || f.Size != int64(len(want)) {
		t.Errorf("%s: %+v, want sha256 %s and %d bytes", f.Path, f, name, len(want))
	}
	r, err := store.Get(context.Background(), f.Object)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	if got, err := io.ReadAll(r); err != nil || string(got) != want {
		t.Errorf("%s: kept %q (%v), sent %q", f.Path, got, err, want)
	}
}

func TestLandTheSameBytesAgain(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	ws := workspace(t, map[string]string{"a.csv": "Id\n1\n2\n"}, "*.csv")
	store := config.NewFolder(t.TempDir())
	first := mustLand(t, store, ws, noon)[0]
	if again := mustLand(t, store, ws, noon.Add(time.Hour))[0]; !reflect.DeepEqual(again, first) {
		t.Errorf("the same bytes are another landing: %+v, %+v", again, first)
	}
	if err := os.WriteFile(filepath.Join(ws.Dir, "a.csv"), []byte("Id\n1\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	second := mustLand(t, store, ws, noon.Add(1500*time.Millisecond))[0]
	if second.ID == first.ID {
		t.Error("other bytes are the same landing")
	}
	history, err := History(ctx, store, "crm", "entity1")
	if err != nil || len(history) != 2 || history[0].ID != first.ID || history[1].ID != second.ID {
		t.Errorf("history %+v (%v)", history, err)
	}
	if err := os.WriteFile(filepath.Join(ws.Dir, "a.csv"), []byte("Id\n1\n2\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	back := mustLand(t, store, ws, noon.Add(2*time.Second))[0]
	if back.ID != first.ID {
		t.Errorf("the first bytes, put back, are %s and were %s", back.ID, first.ID)
	}
	for _, c := range []struct {
		of   config.Landing
		want []config.Landing
	}{
		{first, nil}, {second, []config.Landing{first}}, {back, []config.Landing{first, second}},
	} {
		if earlier, err := Earlier(ctx, store, c.of); err != nil || !slices.EqualFunc(earlier, c.want, func(a, b config.Landing) bool { return a.ID == b.ID }) {
			t.Errorf("before %s landed %+v (%v), want %+v", c.of.FetchedAt, earlier, err, c.want)
		}
	}
	if err := os.WriteFile(filepath.Join(ws.Dir, "a.csv"), []byte("Id\n1\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for day, want := range map[config.Day]string{config.DayOf(2026, 10, 5): back.ID, config.DayOf(2026, 10, 6): back.ID} {
		if got, err := LandedBy(ctx, store, ws, day); err != nil || len(got) != 1 || got[0].ID != want {
			t.Errorf("by %s landed %+v (%v), want %s", day, got, err, want)
		}
	}
	if _, err := LandedBy(ctx, store, ws, config.DayOf(2026, 10, 4)); err == nil || !strings.Contains(err.Error(), "nothing had landed by 2026-10-04; it first landed at 2026-10-05T12:00:00.000000Z") {
		t.Errorf("before the first landing: %v", err)
	}
	ws.Sources[0].Entities[0].Format.NoHeader = true
	if counted := mustLand(t, store, ws, noon.Add(time.Hour))[0]; counted.ID != second.ID || counted.Files[0].Records != 2 {
		t.Errorf("under another format the landing is %+v", counted)
	}
}

func TestLandSaysEverythingThatIsWrong(t *testing.T) {
	t.Parallel()
	ws := workspace(t, map[string]string{
		"extracts/Opportunity_1.CSV": "Id\n1\n", "extracts/Account.csv": "Id\n1\n", "extracts/cut.csv.gz": cut(gzipped("Id\n1\n"), 9),
		"extracts/workers.json": "{}", "extracts/readme": "x", "notes/a.txt": "", "in/x.csv": "Id\n",
	},
		"extracts/opportunity_*.csv", "extracts/Acc*.tsv", "missing/*.csv", "../other/*.csv", "/etc/passwd", "extracts/[a.csv",
		"extracts", "extracts/cut.csv.gz", "extracts/workers.json", "extracts/readme", "extracts/link.csv", "in/x.csv", "extracts/inner.csv", "extracts/*/x.parquet")
	ws.Sources[0].Entities[8].Format.Root = "Report_Entry"
	if err := os.WriteFile(filepath.Join(t.TempDir(), "outside.csv"), []byte("Id\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	outside := filepath.Join(t.TempDir(), "outside.csv")
	if err := os.WriteFile(outside, []byte("Id\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(os.Symlink(outside, filepath.Join(ws.Dir, "extracts/link.csv")), os.Symlink("../in/x.csv", filepath.Join(ws.Dir, "extracts/inner.csv"))); err != nil {
		t.Fatal(err)
	}
	ws.Sources = append(ws.Sources, config.Source{At: config.Position{File: "attain.yaml", Line: 50, Column: 5}, Name: "hr", Connector: "flie"})
	store := config.NewFolder(t.TempDir())
	_, err := Land(context.Background(), store, ws, noon, nil)
	want := []string{
		`attain.yaml:20:9: entity1: no file matches "extracts/opportunity_*.csv"; extracts has Opportunity_1.CSV`,
		`attain.yaml:21:9: entity2: no file matches "extracts/Acc*.tsv"; extracts has Account.csv`,
		`attain.yaml:22:9: entity3: no file matches "missing/*.csv"; there is no folder missing`,
		`attain.yaml:23:9: entity4: path "../other/*.csv" leaves the workspace; put the files inside and write the path relative to attain.yaml`,
		`attain.yaml:24:9: entity5: path "/etc/passwd" leaves the workspace; put the files inside and write the path relative to attain.yaml`,
		`attain.yaml:25:9: entity6: path "extracts/[a.csv" is not a glob: a [ has no ]; write *, ? or [a-z]`,
		`attain.yaml:26:9: entity7: no file matches "extracts"; what matches is a folder; add /* for the files in it`,
		`attain.yaml:30:9: entity11: extracts/link.csv cannot be read: it is a link that leads out of the workspace; put the file itself inside`,
		`attain.yaml:33:9: entity14: no file matches "extracts/*/x.parquet"; extracts has`,
		`attain.yaml:50:5: source hr: there is no connector "flie"; there is file` + config.Suggest("flie", []string{"file"}),
		`extracts/cut.csv.gz: the file is cut short: it ends in the middle; fetch it again`,
		`note: attain.yaml:27:9: entity8 of source crm reads it`,
		`extracts/readme: the ending does not tell what is in it; write format: {type: csv}, or jsonl, json, parquet, xlsx`,
		`note: attain.yaml:29:9: entity10 of source crm reads it`,
		`extracts/workers.json: the document is empty; it should have the key "Report_Entry"`,
		`note: attain.yaml:28:9: entity9 of source crm reads it`,
	}
	var problems *config.ProblemError
	if !errors.As(err, &problems) {
		t.Fatalf("got %v, want problems", err)
	}
	got := strings.Split(err.Error(), "\n")
	for i := range max(len(got), len(want)) {
		if i >= len(got) || i >= len(want) || !strings.HasPrefix(got[i], want[i]) {
			t.Errorf("line %d of\n%s\nis not what was wanted\n%s", i+1, strings.Join(got, "\n"), strings.Join(want, "\n"))
			break
		}
	}
	if names, err := store.List(context.Background(), manifests); err != nil || len(names) > 0 {
		t.Errorf("manifests %q (%v) although something was wrong", names, err)
	}
}

func TestLandStopsWhenTold(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	ws := workspace(t, map[string]string{"a.csv": "Id\n1\n"}, "*.csv")
	if _, err := Land(ctx, config.NewFolder(t.TempDir()), ws, noon, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

// TestConnectors holds every connector to the contract of Connector.
func TestConnectors(t *testing.T) {
	t.Parallel()
	files := map[string]string{"extracts/b.csv": "Id\n2\n", "extracts/a.csv": "Id\n1\n"}
	for name, request := range map[string]func(t *testing.T) Request{
		"file": func(t *testing.T) Request {
			ws := workspace(t, files, "extracts/*.csv")
			return Request{Root: ws.Dir, Dir: t.TempDir(), Source: ws.Sources[0], Entity: ws.Sources[0].Entities[0]}
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			connector, ok := find(name)
			if !ok {
				t.Fatal("it is not in All")
			}
			conform(t, connector, request(t), files)
		})
	}
	if got := names(); !reflect.DeepEqual(got, []string{"file"}) {
		t.Errorf("connectors %q: each needs a line in this test", got)
	}
}

func conform(t *testing.T, connector Connector, request Request, files map[string]string) {
	t.Helper()
	var problems config.Problems
	first, err := connector.Fetch(context.Background(), request, &problems)
	if err != nil || problems.Len() > 0 {
		t.Fatal(err, problems.Err())
	}
	again, err := connector.Fetch(context.Background(), request, &problems)
	if err != nil || !reflect.DeepEqual(again, first) {
		t.Errorf("repeated it gives %+v (%v), first %+v", again, err, first)
	}
	if !slices.IsSortedFunc(first, func(a, b Arrival) int { return strings.Compare(a.Path, b.Path) }) {
		t.Errorf("arrivals are not ordered by path: %+v", first)
	}
	got := map[string]string{}
	for _, a := range first {
		data, err := os.ReadFile(a.Local)
		if err != nil {
			t.Fatal(err)
		}
		got[a.Path] = string(data)
		if a.ModifiedAt.IsZero() {
			t.Errorf("%s has no time", a.Path)
		}
	}
	if !reflect.DeepEqual(got, files) {
		t.Errorf("arrived %q, want %q", got, files)
	}
	request.Entity.Path = "nothing/like/it"
	none, err := connector.Fetch(context.Background(), request, &problems)
	if err != nil || len(none) > 0 || problems.Len() != 1 {
		t.Errorf("of nothing it gives %v (%v) and %d problems", none, err, problems.Len())
	}
}
