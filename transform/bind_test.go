package transform

import (
	"context"
	"strings"
	"testing"

	"attain/config"
)

func TestBind(t *testing.T) {
	t.Parallel()
	g := slice()
	g.entity("salesforce", "opportunity").Attributes = []string{"LeadSource"}
	w := g.build(t)
	at := config.Position{File: "plans/ae.yaml", Line: 14, Column: 9}
	for _, c := range []struct{ measure, sql, want string }{
		{"bookings", "deal_type in ('new', 'expansion') and value > 100000", ""},
		{"bookings", "leadsource = 'Web' -- the company's own column", ""},
		{"", "role = 'AE' and currency = 'EUR'", ""},
		{"quota", "metric = 'bookings'", ""},
		{"mrr_churn", "started_on < date '2026-01-01'", ""},
		{"bookings", "deal_typ = 'new'", `plans/ae.yaml:14:9: "deal_typ = 'new'": no column "deal_typ"; did you mean "deal_type"?; the columns of bookings are fact_key`},
		{"", "rolle = 'AE'", `plans/ae.yaml:14:9: "rolle = 'AE'": no column "rolle"; did you mean "role"?; the columns of an assignment are participant_id`},
		{"bookings", "deal_type = 'new' and", `plans/ae.yaml:14:9: "deal_type = 'new' and" is not a condition: syntax error`},
		{"bookings", "value in (select 1)", `plans/ae.yaml:14:9: "value in (select 1)" is not a condition: a subquery may not stand here`},
		{"bookings", "true), (false", `plans/ae.yaml:14:9: "true), (false" is not a condition: only one expression may stand here`},
		{"bookings", "true) from core.user where (true", `plans/ae.yaml:14:9: "true) from core.user where (true" is not a condition: only one expression may stand here`},
		{"bookings", "value", `plans/ae.yaml:14:9: "value" is bigint, not true or false; write a comparison such as deal_type = 'new'`},
		{"bookings", "getenv('HOME') = '/'", `plans/ae.yaml:14:9: "getenv('HOME') = '/'" is not a condition: the function getenv may not stand here`},
		{"bookings", "value > avg(value) over ()", `plans/ae.yaml:14:9: "value > avg(value) over ()" is not a condition: a window function may not stand here`},
		{"bookings", "sum(value) > 1", `plans/ae.yaml:14:9: "sum(value) > 1": `},
		{"bookings", "value > $1", `plans/ae.yaml:14:9: "value > $1" is not a condition: `},
		{"bokings", "true", `plans/ae.yaml:14:9: no measure "bokings"`},
	} {
		err := w.Bind(context.Background(), []config.Binding{{Measure: c.measure, Condition: config.Condition{At: at, SQL: c.sql}}})
		switch {
		case c.want == "" && err != nil:
			t.Errorf("%s: %v", c.sql, err)
		case c.want != "" && (err == nil || !strings.HasPrefix(err.Error(), c.want)):
			t.Errorf("%s:\ngot  %v\nwant %s", c.sql, err, c.want)
		}
	}
}

// TestNothingElseCanBeRead: what a person or a workspace's model may run is one SELECT, and it reaches no other file.
func TestNothingElseCanBeRead(t *testing.T) {
	t.Parallel()
	w := empty(t)
	for query, want := range map[string]string{
		"create table core.x as select 1":            "query: only a SELECT may stand here",
		"select 1; select 2":                         "query: has 2 statements; exactly one SELECT may stand here",
		"copy (select 1) to '/tmp/x'":                "query: only a SELECT may stand here",
		"set threads = 9":                            "query: only a SELECT may stand here",
		"select * from read_text('/etc/hostname')":   "query:1: Permission Error",
		"select * from read_csv('http://a.example')": "query:1: Permission Error",
		"select nothing from core.user":              "query:1: Catalog Error",
	} {
		rows, err := w.Query(context.Background(), query)
		if err == nil {
			for rows.Next() {
			}
			err = rows.Err()
			_ = rows.Close()
		}
		if err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%s:\ngot  %v\nwant %s", query, err, want)
		}
	}
	if _, err := w.db.Exec("set enable_external_access = true"); err == nil {
		t.Error("the configuration can be unlocked")
	}
}
