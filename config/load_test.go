package config

import (
	"flag"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/rogpeppe/go-internal/txtar"
)

var update = flag.Bool("update", false, "rewrite the golden messages of testdata; read the diff")

// files reads a text archive as a file system.
func files(t *testing.T, name string) fstest.MapFS {
	t.Helper()
	archive, err := txtar.ParseFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	out := fstest.MapFS{}
	for _, f := range archive.Files {
		out[f.Name] = &fstest.MapFile{Data: f.Data}
	}
	return out
}

func goodWorkspace(t *testing.T) *Workspace {
	t.Helper()
	ws, err := ReadWorkspace(files(t, "good.txtar"))
	if err != nil {
		t.Fatal(err)
	}
	return ws
}

func TestWorkspaceIsReadWhole(t *testing.T) {
	t.Parallel()
	ws := goodWorkspace(t)
	if got := ws.Company; got != (Company{Name: "Northwind Analytics", Code: "NWA", Country: "US"}) {
		t.Errorf("company %+v", got)
	}
	if got := ws.Calendar.Holidays["US"]; len(got) != 2 || got[1] != DayOf(2026, 9, 7) {
		t.Errorf("holidays %v", got)
	}
	if r := ws.Currencies.PlanRates[0]; r.At.String() != "attain.yaml:6:7" || r.End != DayOf(2027, 1, 1) || r.Rate.Cmp(NewRatio(108, 100)) != 0 {
		t.Errorf("plan rate %+v", r)
	}
	if len(ws.Plans) != 2 || len(ws.Files) != 4 || len(ws.Sources) != 3 {
		t.Fatalf("%d plans, %d files, %d sources", len(ws.Plans), len(ws.Files), len(ws.Sources))
	}
	ae, am := ws.Plans[0], ws.Plans[1]
	if ae.AppliesTo.SQL != "role = 'AE'" || am.AppliesTo.SQL != "role in ('AM', 'Senior AM')" {
		t.Errorf("applies to %q, %q", ae.AppliesTo.SQL, am.AppliesTo.SQL)
	}
	if got := am.AppliesTo.At.String(); got != "plans/am-2026.yaml:5:14" {
		t.Errorf("the SQL begins at %s", got)
	}
	if ae.Conventions.DayCount != CalendarDays || am.Conventions.DayCount != WorkingDays || am.Conventions.Halves != AwayFromZero {
		t.Errorf("day counts %s, %s", ae.Conventions.DayCount, am.Conventions.DayCount)
	}
	if got := am.Conventions.PositionOf["day_count"].String(); got != "plans/am-2026.yaml:7:26" {
		t.Errorf("day_count was answered at %s", got)
	}
	if ae.First != DayOf(2026, 1, 1) || ae.End != DayOf(2027, 1, 1) || ae.ReviewBy != DayOf(2026, 10, 1) {
		t.Errorf("plan days %s, review by %s", ae.Interval, ae.ReviewBy)
	}
	if c := ae.Components[1]; c.Name != "win-rate" || c.At.String() != "plans/ae-2026.yaml:20:5" || c.Node.Get("weight").Text != "30%" {
		t.Errorf("component %+v", c)
	}
	if e := ae.Examples[0]; e.Given["target_incentive"].Value.Cmp(Whole(10_000)) != 0 || e.Gives["quota"].Value.Cmp(Whole(6_125)) != 0 {
		t.Errorf("example %+v", e)
	}
	quota := ws.Sources[2].Entities[0]
	f := quota.FormatFor(ws.Sources[2], quota.Path)
	if f.Type != "xlsx" || f.HeaderRow != 3 || f.Unpivot.Columns != "Jan 2006" || f.SkipWhere["participant"] != "Total" || f.Date != DateISO {
		t.Errorf("format %+v", f)
	}
}

func TestAppliesToQuotesText(t *testing.T) {
	t.Parallel()
	var ps Problems
	l := &loader{ps: &ps}
	c := l.appliesTo(ParseYAML("p.yaml", []byte(`{manager: E7, team: [O'Neill's, West], role: AE, cost_center: "0410"}`), &ps))
	want := "role = 'AE' and team in ('O''Neill''s', 'West') and cost_center = '0410' and manager_id = 'E7'"
	if c.SQL != want || ps.Err() != nil {
		t.Errorf("got  %s\nwant %s\n%v", c.SQL, want, ps.Err())
	}
}

// TestErrorCatalogue lays every testdata/<fault>.bad.yaml over the good workspace and compares what is said with
// <fault>.txt.
func TestErrorCatalogue(t *testing.T) {
	t.Parallel()
	faults, err := filepath.Glob("testdata/*.bad.yaml")
	if err != nil || len(faults) < 15 {
		t.Fatalf("%d faults, %v", len(faults), err)
	}
	for _, fault := range faults {
		name := strings.TrimSuffix(filepath.Base(fault), ".bad.yaml")
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			fsys := files(t, "good.txtar")
			maps.Copy(fsys, files(t, name+".bad.yaml"))
			_, err := ReadWorkspace(fsys)
			if err == nil {
				t.Fatal("nothing was found wrong")
			}
			checkGolden(t, filepath.Join("testdata", name+".txt"), err.Error()+"\n")
		})
	}
}

func checkGolden(t *testing.T, file, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
}

// TestHouseAccount: a participant's number is taken as it is written, zeros in front and all.
func TestHouseAccount(t *testing.T) {
	t.Parallel()
	fsys := files(t, "good.txtar")
	fsys[WorkspaceFile].Data = append([]byte("house_account: \"0070\"\n"), fsys[WorkspaceFile].Data...)
	ws, err := ReadWorkspace(fsys)
	if err != nil {
		t.Fatal(err)
	}
	if ws.HouseAccount != "0070" {
		t.Errorf("the house account is %q", ws.HouseAccount)
	}
}
