package transform

import (
	"context"
	"testing"
)

// TestOwnModels: a workspace adds and replaces models; what is wrong with them is said at their line, all at once.
func TestOwnModels(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, file, text, want string
	}{
		{"a good one", "measures/big_deals.sql", "-- One row per big deal.\n-- title: Big deals\n-- kind: flow\n-- unit: money\nselect *\nfrom measures.bookings\nwhere value > 1\n", ""},
		{"no grain", "core/x.sql", "select 1\n", `sql/core/x.sql:1: "select 1" does not say what a row is; begin the file with "-- One row per …"`},
		{"no layer", "x.sql", "-- One row per x.\nselect 1\n", "sql/x.sql: is in no layer; models are sql/staging/SYSTEM/ENTITY.sql, sql/core/NAME.sql, sql/measures/NAME.sql and sql/checks/NAME.sql"},
		{"a syntax error", "core/x.sql", "-- One row per x.\nselect\n    1 as a,\n    2 3\nfrom core.user\n", `sql/core/x.sql:4: syntax error at or near "3"`},
		{"an unknown table", "core/x.sql", "-- One row per x.\nselect 1 as a from core.oportunity\n", `sql/core/x.sql: reads core.oportunity, which no model makes; did you mean "core.opportunity"?`},
		{"an unknown column", "core/x.sql", "-- One row per x.\nselect\n    user_id,\n    nam\nfrom core.user\n", `sql/core/x.sql:4: Binder Error: Referenced column "nam" not found in FROM clause! Candidate bindings: "name", "manager_user_id", "email"`},
		{"no SELECT", "core/x.sql", "-- One row per x.\ndelete from core.user\n", "sql/core/x.sql: only a SELECT may stand here"},
		{"two SELECTs", "core/x.sql", "-- One row per x.\nselect 1 as a; select 2 as b\n", "sql/core/x.sql: has 2 statements; exactly one SELECT may stand here"},
		{"a cycle", "core/user.sql", "-- One row per x.\nselect * from core.identity\n", "sql/core/identity.sql: reads itself: core.identity ← core.user ← core.identity"},
		{"a bad column", "staging/salesforce/user.sql", "-- One row per x.\n-- column id: Id words\nselect 1\n", `sql/staging/salesforce/user.sql:2: "-- column id: Id words" is not a column; write it as "-- column amount: Amount money(currency) required" with a type of text, salesforce_id, guid, number, rate, money(currency), stripe_amount(currency), date, timestamp, boolean, json, stage or monthly_price`},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			g := files(nil)
			g.ws.Dir = t.TempDir()
			mustWrite(t, g.ws.Dir+"/sql/"+c.file, c.text)
			got := ""
			if err := buildOwn(t, g); err != nil {
				got = err.Error()
			}
			if got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

func buildOwn(t *testing.T, g *given) error {
	t.Helper()
	if _, err := readModels(g.ws.Dir); err != nil {
		return err
	}
	w, err := g.open(t)
	if err != nil {
		return err
	}
	return w.Build(context.Background())
}
