package transform

import (
	"context"
	"path/filepath"
	"strings"
	"testing"

	"attain/config"
)

// TestBesideNotes: a measure whose opening comment names further columns that are nowhere says so.
func TestBesideNotes(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ note, want string }{
		{"-- more: core.new_customer_deal (is_new_customer)", `sql/measures/sales.sql: more: "core.new_customer_deal (is_new_customer)" says of no columns where they are; write "-- more: core.`},
		{"-- more: core.new_customer_deal by opportunity_id (is_old)", "sql/measures/sales.sql: more: core.new_customer_deal has not all of is_old"},
		{"-- more: core.new_customer_deal by opportunity_id (is_new_customer)", ""},
	} {
		g := files(map[string]string{"attain/assignment": "participant,role,first_day\nE1,AE,2026-01-01"})
		g.ws.Dir = t.TempDir()
		mustWrite(t, filepath.Join(g.ws.Dir, "sql/measures/sales.sql"), strings.Replace(sales, "-- kind: flow", c.note+"\n-- kind: flow", 1))
		w := g.build(t)
		err := w.Bind(context.Background(), []config.Binding{{Measure: "sales", Condition: config.Condition{SQL: "is_new_customer is null"}}})
		switch {
		case c.want == "" && err != nil:
			t.Errorf("%s: %v", c.note, err)
		case c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)):
			t.Errorf("%s gives\n%v, not\n%s", c.note, err, c.want)
		}
	}
}
