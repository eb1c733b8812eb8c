package transform

import (
	"context"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// TestReadmeListsCore: sql/README.md has every table of core, with the columns it has.
func TestReadmeListsCore(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("../sql/README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, core, _ := strings.Cut(string(text), "\n## core\n")
	core, _, _ = strings.Cut(core, "\n## measures\n")
	listed := map[string]string{}
	for _, row := range regexp.MustCompile("(?m)^\\| `([a-z_]+)` \\|[^|]*\\|([^|]*)\\|").FindAllStringSubmatch(core, -1) {
		listed[row[1]] = strings.TrimSpace(row[2])
	}
	common := []string{"attributes", "_system", "_file", "_row", "record_count"}
	w := files(nil).build(t)
	for _, m := range w.models {
		if m.Layer != "core" || m.feeds() != "" || m.Name == "identity" {
			continue
		}
		columns, err := w.columns(context.Background(), m.relation())
		if err != nil {
			t.Fatal(err)
		}
		columns = slices.DeleteFunc(columns, func(c string) bool { return slices.Contains(common, c) })
		got, ok := listed[m.Name]
		switch {
		case !ok && !strings.Contains(core, "`"+m.Name+"`"):
			t.Errorf("sql/README.md says nothing of core.%s", m.Name)
		case ok && got != strings.Join(columns, ", "):
			t.Errorf("core.%s\nREADME %s\nhas    %s", m.Name, got, strings.Join(columns, ", "))
		}
	}
}
