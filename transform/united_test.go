package transform

import (
	"context"
	"slices"
	"testing"

	"attain/config"
)

// everySystem is a workspace with a source of every system and nothing in them.
func everySystem(t *testing.T) *Warehouse {
	t.Helper()
	g := files(nil)
	list, err := readModels(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range systemsOf(list) {
		g.ws.Sources = append(g.ws.Sources, config.Source{Name: s, System: s, Connector: "file", Landing: "full"})
	}
	return g.build(t)
}

// What feeds an entity may say less than our own shape, never more: core would not read it.
func TestFeedersHaveTheColumnsOfOurOwnShape(t *testing.T) {
	w := everySystem(t)
	types := func(m *model) map[string]string {
		out := map[string]string{}
		rows, err := w.db.QueryContext(context.Background(), "select column_name, column_type from (describe "+m.relation()+")")
		if err != nil {
			t.Fatal(err)
		}
		defer rows.Close()
		for rows.Next() {
			var name, kind string
			if err := rows.Scan(&name, &kind); err != nil {
				t.Fatal(err)
			}
			out[name] = kind
		}
		return out
	}
	own := map[string]map[string]string{}
	for _, m := range w.models {
		if m.System == ownSystem && m.feeds() != "" {
			own[m.feeds()] = types(m)
		}
	}
	for _, m := range w.models {
		if m.feeds() == "" || m.System == ownSystem {
			continue
		}
		shape := own[m.feeds()]
		if shape == nil {
			t.Errorf("%s feeds %s, and no model of our own shape does", m.File, m.feeds())
			continue
		}
		for name, kind := range types(m) {
			if want, ok := shape[name]; !ok || want != kind {
				t.Errorf("%s: column %s is %s; in our own shape of %s it is %q", m.File, name, kind, m.feeds(), want)
			}
		}
	}
}

func TestEverySystemHasStaging(t *testing.T) {
	list, err := readModels(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range systemsOf(list) {
		if !slices.Contains(config.Systems, s) {
			t.Errorf("sql/staging/%s is not among config.Systems", s)
		}
	}
}

func TestUnited(t *testing.T) {
	list := []*model{
		{Layer: "staging", System: "stripe", Name: "stripe_invoice", Notes: map[string]string{"feeds": "invoice"}},
		{Layer: "staging", System: "attain", Name: "attain_invoice", Notes: map[string]string{"feeds": "invoice"}},
		{Layer: "staging", System: "netsuite", Name: "netsuite_transaction"},
		{Layer: "core", System: "netsuite", Name: "netsuite_invoice", Notes: map[string]string{"feeds": "invoice"}, SQL: "select * from staging.netsuite_transaction"},
		{Layer: "core", Name: "invoice", SQL: "select * from united.invoice"},
	}
	used := inUse(list, []config.Source{{System: "stripe"}})
	if got := relations(used); !slices.Equal(got, []string{"staging.stripe_invoice", "staging.attain_invoice", "core.invoice"}) {
		t.Errorf("in use: %v", got)
	}
	made := united(used)
	want := "select *, 'attain' as _system from staging.attain_invoice\nunion all by name select *, 'stripe' as _system from staging.stripe_invoice"
	if len(made) != 1 || made[0].relation() != "united.invoice" || made[0].SQL != want {
		t.Errorf("united: %+v", made)
	}
}

func relations(list []*model) []string {
	var out []string
	for _, m := range list {
		out = append(out, m.relation())
	}
	return out
}
