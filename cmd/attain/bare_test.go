package main

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"attain/cmd/attain/demo"

	"github.com/goccy/go-yaml"
	"github.com/xuri/excelize/v2"
)

// bareFiles are the second calculation, in their order: plain DuckDB SQL over the raw extracts, which shares nothing
// with the program but the extracts and the words of the plans.
var bareFiles = []string{"1-people.sql", "2-sales.sql", "3-customers.sql", "4-pay.sql"}

// bareSheets are the extracts DuckDB cannot read without a download: workbook and sheet. Their head is in row 4.
var bareSheets = [][2]string{
	{"extracts/planning/assignments.xlsx", "Assignments"},
	{"extracts/planning/quotas.xlsx", "Quotas"},
	{"extracts/finance/costs.xlsx", "Costs"},
}

// TestSecondCalculation compares the demo's pay, as the program's lines and its payroll file give it, with what plain
// SQL makes of the same extracts: every amount, to the cent.
func TestSecondCalculation(t *testing.T) {
	t.Parallel()
	compareWithBare(t, demo.Options{})
}

func compareWithBare(t *testing.T, o demo.Options) {
	t.Helper()
	workspace := filepath.Join(t.TempDir(), "demo")
	if _, err := demo.Write(context.Background(), workspace, o); err != nil {
		t.Fatal(err)
	}
	var said bytes.Buffer
	args := []string{"-q", "--log", "text", "-w", workspace, "run", demo.Period, "--statements", "none"}
	if code := run(args, strings.NewReader(""), io.Discard, &said, time.Now); code != exitDone {
		t.Fatalf("attain %s: exit code %d, want %d\n%s", strings.Join(args, " "), code, exitDone, said.String())
	}
	db := openBare(t, workspace)
	runBare(t, db, bareFiles)
	wantNone(t, db, "everybody's segment has a value for every component of the plan", `
		select participant || ' ' || plan || ' ' || name from segment join component using (plan)
		anti join kpi using (participant, plan, segment, name) order by all`)
	wantNone(t, db, "lines.parquet pays what the second calculation pays, by participant, plan and component", fmt.Sprintf(`
		with lines as (
			select participant, plan, component, currency, sum(amount_minor) as minor
			from read_parquet('%s') where plan in (select plan from plan) group by all
		), second as (
			select participant, plan, component, currency, sum(minor) as minor from pay group by all
		)
		select format('{} {} {}: the program pays {:d} minor units of {}, the second calculation {:d} of {}', participant, plan, component,
			coalesce(l.minor, 0)::bigint, coalesce(l.currency, 'nothing'), coalesce(s.minor, 0)::bigint, coalesce(s.currency, 'nothing'))
		from lines l full join second s using (participant, plan, component)
		where coalesce(l.minor, 0) <> coalesce(s.minor, 0) or (l.currency <> s.currency and s.minor <> 0)
		order by all`, filepath.Join(workspace, "state/runs/*/lines.parquet")))
	wantNone(t, db, "payroll.csv pays what the second calculation and the lines of the plans it leaves out come to, by participant", fmt.Sprintf(`
		with payroll as (
			select employee_number as participant, currency, sum((amount::decimal(18, 2) * 100)::bigint) as minor
			from read_csv('%s', header = true, all_varchar = true) group by all
		), second as (
			select participant, currency, sum(minor) as minor from (
				select participant, currency, minor from pay
				union all
				select participant, currency, amount_minor from read_parquet('%s') where class = 'earning' and plan not in (select plan from plan)
			) group by all
		)
		select format('{} {}: payroll has {:d}, the second calculation {:d}', participant, currency,
			coalesce(p.minor, 0)::bigint, coalesce(s.minor, 0)::bigint)
		from payroll p full join second s using (participant, currency)
		where coalesce(p.minor, 0) <> coalesce(s.minor, 0)
		order by all`, filepath.Join(workspace, "out", demo.Period, "payroll/payroll.csv"), filepath.Join(workspace, "state/runs/*/lines.parquet")))
}

// BenchmarkBare times the SQL of the selling plans, with 10,000,000 opportunities the bulk of the work, over the
// workspace ATTAIN_BARE_WORKSPACE names; a run of the program over the same workspace is stated as a multiple of it.
//
//	attain demo --participants 100000 --opportunities 10000000 --dir big
//	ATTAIN_BARE_WORKSPACE=big go test -tags duckdb_arrow ./cmd/attain -run - -bench Bare -benchtime 1x
func BenchmarkBare(b *testing.B) {
	workspace := bareWorkspace(b)
	for b.Loop() {
		b.StopTimer()
		db := openBare(b, workspace) // the workbooks are made into CSV outside of the time
		b.StartTimer()
		began := time.Now()
		runBare(b, db, []string{"1-people.sql", "2-sales.sql", "4-pay.sql"})
		var people, amounts int64
		if err := db.QueryRow("select count(distinct participant), count(*) from pay").Scan(&people, &amounts); err != nil {
			b.Fatal(err)
		}
		b.Logf("%.1f seconds for %d amounts of %d participants in ae-2026 and am-2026", time.Since(began).Seconds(), amounts, people)
		if err := db.Close(); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkBareRead times what reading costs by itself: DuckDB reads the opportunities, their history and the invoices of
// the workspace ATTAIN_BARE_WORKSPACE names, every column in its type, and adds them up. `attain check data` over the same
// workspace is stated as a multiple of it.
//
//	attain demo --participants 20000 --opportunities 10000000 --changes-each 5 --invoices 5000000 --dir big
//	ATTAIN_BARE_WORKSPACE=big go test -tags duckdb_arrow ./cmd/attain -run - -bench BareRead -benchtime 1x
func BenchmarkBareRead(b *testing.B) {
	workspace := bareWorkspace(b)
	for b.Loop() {
		b.StopTimer()
		db := openBare(b, workspace)
		b.StartTimer()
		began := time.Now()
		runBare(b, db, []string{"read.sql"})
		var opportunities, changes, invoices int64
		err := db.QueryRow(`select (select sum(rows) from opportunities)::bigint, (select sum(rows) from changes)::bigint,
			(select sum(rows) from invoices)::bigint`).Scan(&opportunities, &changes, &invoices)
		if err != nil {
			b.Fatal(err)
		}
		b.Logf("%.1f seconds for %d opportunities, %d changes and %d invoices", time.Since(began).Seconds(), opportunities, changes, invoices)
		if err := db.Close(); err != nil {
			b.Fatal(err)
		}
	}
}

// bareWorkspace is the workspace to measure; without one the benchmark is skipped.
func bareWorkspace(b *testing.B) string {
	b.Helper()
	workspace := os.Getenv("ATTAIN_BARE_WORKSPACE")
	if workspace == "" {
		b.Skip("ATTAIN_BARE_WORKSPACE names no workspace; make one with `attain demo --participants 100000 --opportunities 10000000 --dir big`")
	}
	workspace, err := filepath.Abs(workspace)
	if err != nil {
		b.Fatal(err)
	}
	return workspace
}

// openBare opens an empty database in memory to which the workspace's extracts, its sheets as CSV and its plans as
// JSON are at hand.
func openBare(t testing.TB, workspace string) *sql.DB {
	t.Helper()
	copies := t.TempDir()
	for _, s := range bareSheets {
		if err := sheetToCSV(filepath.Join(workspace, s[0]), s[1], filepath.Join(copies, strings.ToLower(s[1])+".csv")); err != nil {
			t.Fatal(err)
		}
	}
	if err := plansToJSON(filepath.Join(workspace, "plans"), filepath.Join(copies, "plans")); err != nil {
		t.Fatal(err)
	}
	db, err := sql.Open("duckdb", "") // transform registers the driver
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	db.SetMaxOpenConns(1) // variables belong to a connection
	if _, err := db.Exec(fmt.Sprintf("set file_search_path = '%s,%s'", workspace, copies)); err != nil {
		t.Fatal(err)
	}
	return db
}

// sheetToCSV copies a sheet from its head on, numbers as they are stored, rows as wide as the head.
func sheetToCSV(from, sheet, to string) (err error) {
	book, err := excelize.OpenFile(from)
	if err != nil {
		return err
	}
	defer book.Close()
	rows, err := book.GetRows(sheet, excelize.Options{RawCellValue: true})
	if err != nil {
		return err
	}
	file, err := os.Create(to)
	if err != nil {
		return err
	}
	out := csv.NewWriter(file)
	rows = rows[3:]
	for _, r := range rows {
		wide := make([]string, len(rows[0]))
		copy(wide, r)
		if err := out.Write(wide); err != nil {
			return errors.Join(err, file.Close())
		}
	}
	out.Flush()
	return errors.Join(out.Error(), file.Close())
}

// plansToJSON copies every plan as JSON.
func plansToJSON(from, to string) error {
	plans, err := filepath.Glob(filepath.Join(from, "*.yaml"))
	if err != nil {
		return err
	}
	if err := os.Mkdir(to, 0o700); err != nil {
		return err
	}
	for _, plan := range plans {
		text, err := os.ReadFile(plan)
		if err != nil {
			return err
		}
		text, err = yaml.YAMLToJSON(text)
		if err != nil {
			return fmt.Errorf("%s: %w", plan, err)
		}
		if err := os.WriteFile(filepath.Join(to, filepath.Base(plan)+".json"), text, 0o600); err != nil {
			return err
		}
	}
	return nil
}

func runBare(t testing.TB, db *sql.DB, files []string) {
	t.Helper()
	for _, name := range files {
		text, err := os.ReadFile(filepath.Join("testdata/bare", name))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := db.Exec(string(text)); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
	}
}

// wantNone fails with every row of a query that should give none, and what its emptiness would have said.
func wantNone(t testing.TB, db *sql.DB, truth, query string) {
	t.Helper()
	rows, err := db.Query(query)
	if err != nil {
		t.Fatalf("%s: %v", truth, err)
	}
	defer rows.Close()
	var found []string
	for rows.Next() {
		var row string
		if err := rows.Scan(&row); err != nil {
			t.Fatal(err)
		}
		found = append(found, row)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	if len(found) > 0 {
		t.Errorf("it is not so that %s; %d differ:\n%s", truth, len(found), strings.Join(found, "\n"))
	}
}
