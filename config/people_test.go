package config

import (
	"strings"
	"testing"
	"testing/fstest"
)

// people.xlsx is a source as soon as it is there; a source that names it, and one that has its name, come first.
func TestPeopleIsASource(t *testing.T) {
	t.Parallel()
	planning := "  - name: planning        #"
	for _, c := range []struct {
		name, replace, by string
		there             bool
		sources           int
		problem           string
	}{
		{name: "not there", sources: 3},
		{name: "there", there: true, sources: 4},
		{name: "named by a source", there: true, sources: 3, replace: "      - {name: quota,", by: "      - {name: identity, path: people.xlsx}\n      - {name: quota,"},
		{
			name: "another source of its name", there: true, replace: planning, by: "  - name: people        #",
			problem: `attain.yaml:41:5: source "people" has the name people.xlsx lands by`,
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			fsys := files(t, "good.txtar")
			text := string(fsys[WorkspaceFile].Data)
			if !strings.Contains(text, c.replace) {
				t.Fatalf("good.txtar has no %q", c.replace)
			}
			if c.replace != "" {
				fsys[WorkspaceFile] = &fstest.MapFile{Data: []byte(strings.Replace(text, c.replace, c.by, 1))}
			}
			if c.there {
				fsys[PeopleFile] = &fstest.MapFile{Data: []byte("a workbook")}
			}
			ws, err := ReadWorkspace(fsys)
			if c.problem != "" {
				if err == nil || !strings.HasPrefix(err.Error(), c.problem) {
					t.Errorf("got %v, want %s…", err, c.problem)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if len(ws.Sources) != c.sources {
				t.Fatalf("%d sources, want %d", len(ws.Sources), c.sources)
			}
			if c.sources == 4 {
				s := ws.Sources[3]
				if e := s.Entities[0]; s.Name != "people" || s.System != "attain" || s.Connector != "file" || e.Name != "identity" || e.FormatFor(s, e.Path).Type != "xlsx" {
					t.Errorf("source %+v", s)
				}
			}
		})
	}
}
