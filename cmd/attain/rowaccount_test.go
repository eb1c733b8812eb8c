package main

import (
	"database/sql"
	"fmt"
	"path/filepath"
	"testing"
)

// TestEveryRowIsAccountedFor compares the account of rows with what else the run left: every deal a commission has a line
// of is paid once and no other is, every fact a component counted is there, and every row is one thing.
func TestEveryRowIsAccountedFor(t *testing.T) {
	t.Parallel()
	dir := demoRun(t)
	db, err := sql.Open("duckdb", "")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for _, name := range []string{"lines", "facts", "rows"} {
		if _, err := db.Exec(fmt.Sprintf("create view %s as select * from read_parquet('%s')", name, filepath.Join(dir, "state", "runs", "*", name+".parquet"))); err != nil {
			t.Fatal(err)
		}
	}
	wantNone(t, db, "a row is one thing for a component", `
		select concat_ws(' ', plan, component, measure, fact_key) from rows group by plan, component, measure, fact_key having count(*) > 1`)
	wantNone(t, db, "a deal has a line exactly where it is paid", `
		with paid as ( -- an override pays the lead, and the row is its seller's
			select distinct plan, component, case when plan <> 'sales-lead-2026' or component <> 'team' then participant_id end as participant, source_key
			from rows where outcome = 'paid'
		),
		lined as (
			select distinct plan, component, case when plan <> 'sales-lead-2026' or component <> 'team' then participant end as participant, source_key
			from lines where source_key <> ''
		)
		(select concat_ws(' ', participant, source_key, 'has a line and is not paid') from (from lined except from paid))
		union all (select concat_ws(' ', participant, source_key, 'is paid and has no line') from (from paid except from lined))`)
	wantNone(t, db, "every fact of a run is counted by a component", `
		select concat_ws(' ', fact_key, source_key) from facts anti join (select distinct fact_key from rows where outcome in ('paid', 'kpi_only', 'held')) using (fact_key)`)
	wantNone(t, db, "what is counted has a value, and what could not be read has none", `
		select concat_ws(' ', plan, component, fact_key, outcome) from rows where (value is null) <> (outcome = 'could_not_be_read')`)
	var outcomes int
	if err := db.QueryRow("select count(distinct outcome) from rows").Scan(&outcomes); err != nil || outcomes < 6 {
		t.Errorf("the demo shows %d outcomes, %v", outcomes, err)
	}
}
