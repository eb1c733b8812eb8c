package main

import (
	"archive/zip"
	"bytes"
	"context"
	"database/sql"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"sort"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"attain/cmd/attain/demo"

	"github.com/xuri/excelize/v2"
)

// demoOnce is a demo workspace that has been run, for every test that only reads it.
var demoOnce struct {
	sync.Once
	dir string
	err error
}

func demoRun(t *testing.T) string {
	t.Helper()
	demoOnce.Do(func() {
		var root string
		if root, demoOnce.err = os.MkdirTemp("", "attain-demo-test-"); demoOnce.err != nil {
			return
		}
		demoOnce.dir = filepath.Join(root, "demo")
		var said bytes.Buffer
		args := []string{"-q", "--log", "text", "demo", "--dir", demoOnce.dir}
		if code := run(args, strings.NewReader(""), io.Discard, &said, time.Now); code != exitDone {
			demoOnce.err = fmt.Errorf("attain demo: exit code %d\n%s", code, said.String())
		}
	})
	if demoOnce.err != nil {
		t.Fatal(demoOnce.err)
	}
	return demoOnce.dir
}

func removeDemo() {
	if demoOnce.dir != "" {
		_ = os.RemoveAll(filepath.Dir(demoOnce.dir)) // a temporary folder
	}
}

// TestOutputsAgree adds up the written files, each in its own way, and compares the sums in SQL: lines, statements,
// control workbook and payroll file say the same of everybody.
func TestOutputsAgree(t *testing.T) {
	t.Parallel()
	dir := demoRun(t)
	out := filepath.Join(dir, "out", demo.Period)
	db, err := sql.Open("duckdb", "")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	exec := func(q string, args ...any) {
		t.Helper()
		if _, err := db.Exec(q, args...); err != nil {
			t.Fatalf("%v in %s", err, q)
		}
	}
	exec("create table said (output varchar, participant varchar, currency varchar, amount decimal(18, 2))")
	exec(fmt.Sprintf("insert into said select 'lines', participant, currency, sum(amount_minor) / 100::decimal(18, 2) from read_parquet('%s') where class <> 'reward' group by all",
		filepath.Join(dir, "state", "runs", "*", "lines.parquet")))
	exec(fmt.Sprintf("insert into said select 'payroll', employee_number, currency, sum(amount::decimal(18, 2)) from read_csv('%s', header = true, all_varchar = true) group by all",
		filepath.Join(out, "payroll", "payroll.csv")))
	for _, path := range statementsOf(t, out) {
		for currency, amount := range statementTotals(t, path) {
			if len(currency) != 3 {
				continue // a reward, which is no money and which no payroll file has
			}
			exec("insert into said values ('statements', $1, $2, $3::decimal(18, 2))", strings.TrimSuffix(filepath.Base(path), ".xlsx"), currency, amount)
		}
	}
	for _, p := range controlPayouts(t, filepath.Join(out, "control.xlsx")) {
		exec("insert into said values ('control', $1, $2, $3::decimal(18, 2))", p[0], p[1], p[2])
	}
	rows, err := db.Query(`
		with per_output as (select output, participant, currency, sum(amount) as amount from said group by all),
		compared as (
			select participant, currency, count(*) as outputs, count(distinct amount) as amounts,
				string_agg(output || ' ' || amount, ', ' order by output) as words
			from per_output where amount <> 0 group by all
		)
		select participant || ' ' || currency || ': ' || words from compared where outputs <> 4 or amounts <> 1 order by all`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var words string
		if err := rows.Scan(&words); err != nil {
			t.Fatal(err)
		}
		t.Error(words)
	}
	var people int
	if err := db.QueryRow("select count(distinct participant) from said").Scan(&people); err != nil || people < 50 {
		t.Errorf("%d participants compared (%v), want at least 50", people, err)
	}
}

func statementsOf(t *testing.T, out string) []string {
	t.Helper()
	list, err := filepath.Glob(filepath.Join(out, "statements", "*.xlsx"))
	if err != nil || len(list) == 0 {
		t.Fatalf("no statements in %s (%v)", out, err)
	}
	return list
}

// cells reads a sheet as the numbers and texts it holds, not as they are shown.
func cells(t *testing.T, path, sheet string) [][]string {
	t.Helper()
	f, err := excelize.OpenFile(path, excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := f.GetRows(sheet)
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// statementTotals reads what the first sheet says was earned: the rows "Total USD".
func statementTotals(t *testing.T, path string) map[string]string {
	t.Helper()
	totals := map[string]string{}
	for _, row := range cells(t, path, "Statement") {
		if len(row) >= 7 {
			if currency, ok := strings.CutPrefix(row[1], "Total "); ok {
				totals[currency] = row[6]
			}
		}
	}
	if len(totals) == 0 {
		t.Errorf("%s has no total", filepath.Base(path))
	}
	return totals
}

// controlPayouts reads employee number, currency and amount of every row of the control workbook's payout sheet.
func controlPayouts(t *testing.T, path string) [][3]string {
	t.Helper()
	var out [][3]string
	for _, row := range cells(t, path, "Payout per participant") {
		if len(row) >= 9 && strings.HasPrefix(row[1], "E1") {
			out = append(out, [3]string{row[1], row[7], row[8]})
		}
	}
	return out
}

// TestLibreOfficeAgrees has another spreadsheet program recalculate every statement and the control workbook; every
// formula's value must be the one that was written.
func TestLibreOfficeAgrees(t *testing.T) {
	t.Parallel()
	office, err := exec.LookPath("soffice")
	if err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal("soffice is not installed; .ci/run installs it")
		}
		t.Skip("soffice is not installed; LibreOffice recalculates the workbooks in this test")
	}
	out := filepath.Join(demoRun(t), "out", demo.Period)
	paths := append(statementsOf(t, out), filepath.Join(out, "control.xlsx"))
	bare, again := t.TempDir(), t.TempDir()
	args := []string{"-env:UserInstallation=file://" + t.TempDir(), "--headless", "--convert-to", "xlsx", "--outdir", again}
	for _, path := range paths {
		args = append(args, withoutValues(t, path, bare))
	}
	if said, err := exec.Command(office, args...).CombinedOutput(); err != nil {
		t.Fatalf("soffice: %v\n%s", err, said)
	}
	formulas := 0
	for _, path := range paths {
		formulas += compareFormulas(t, path, filepath.Join(again, filepath.Base(path)))
	}
	if formulas < 1000 {
		t.Errorf("%d formulas compared, want over 1,000", formulas)
	}
	t.Logf("%d formulas in %d workbooks", formulas, len(paths))
}

// cached is a formula's value as it was written, which a spreadsheet would show without computing it.
var cached = regexp.MustCompile(`(</f>)<v>[^<]*</v>`)

// withoutValues copies a workbook without the values of its formulas, so that they have to be computed.
func withoutValues(t *testing.T, path, dir string) string {
	t.Helper()
	in, err := zip.OpenReader(path)
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	name := filepath.Join(dir, filepath.Base(path))
	f, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	out := zip.NewWriter(f)
	for _, part := range in.File {
		r, err := part.Open()
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasPrefix(part.Name, "xl/worksheets/") {
			content = cached.ReplaceAll(content, []byte("$1"))
		}
		w, err := out.Create(part.Name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(content); err != nil {
			t.Fatal(err)
		}
	}
	if err := out.Close(); err != nil {
		t.Fatal(err)
	}
	return name
}

// compareFormulas compares every formula cell's written value with the recalculated one and gives how many there were.
func compareFormulas(t *testing.T, written, recalculated string) int {
	t.Helper()
	ours, err := excelize.OpenFile(written, excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	defer ours.Close()
	theirs, err := excelize.OpenFile(recalculated, excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	defer theirs.Close()
	count := 0
	for _, sheet := range ours.GetSheetList() {
		rows, err := ours.GetRows(sheet)
		if err != nil {
			t.Fatal(err)
		}
		for r := range rows {
			for c := range rows[r] {
				name, err := excelize.CoordinatesToCellName(c+1, r+1)
				if err != nil {
					t.Fatal(err)
				}
				formula, err := ours.GetCellFormula(sheet, name)
				if err != nil {
					t.Fatal(err)
				}
				if formula == "" {
					continue
				}
				count++
				a, err1 := ours.GetCellValue(sheet, name)
				b, err2 := theirs.GetCellValue(sheet, name)
				if err1 != nil || err2 != nil || !sameCell(a, b) {
					t.Errorf("%s %s!%s =%s: we wrote %q, LibreOffice makes it %q", filepath.Base(written), sheet, name, formula, a, b)
				}
			}
		}
	}
	return count
}

// sameCell compares two cells; numbers may differ in the last bits of a double, never in a ten-thousandth of a cent.
func sameCell(a, b string) bool {
	if a == b {
		return true
	}
	x, err1 := strconv.ParseFloat(a, 64) // the workbook's own arithmetic is in doubles
	y, err2 := strconv.ParseFloat(b, 64)
	return err1 == nil && err2 == nil && math.Abs(x-y) <= 1e-6*math.Max(1, math.Abs(x)/1e6)
}

// TestShuffledAndSplit pays the same from the same data when its records stand in another order and in other files.
func TestShuffledAndSplit(t *testing.T) {
	t.Parallel()
	first := filepath.Join(t.TempDir(), "demo")
	if _, err := demo.Write(context.Background(), first, demo.Options{}); err != nil {
		t.Fatal(err)
	}
	second := filepath.Join(t.TempDir(), "demo")
	if err := os.CopyFS(second, os.DirFS(first)); err != nil {
		t.Fatal(err)
	}
	shuffle(t, second)
	a, b := payrollOf(t, first), payrollOf(t, second)
	if a != b {
		t.Errorf("payroll rows differ\nas written:\n%s\nshuffled:\n%s", a, b)
	}
}

// shuffle puts the records of every CSV and JSON-lines extract into another order and into three files, and lets the
// workspace's globs catch them.
func shuffle(t *testing.T, workspace string) {
	t.Helper()
	random := rand.New(rand.NewPCG(7, 7))
	config := filepath.Join(workspace, "attain.yaml")
	text, err := os.ReadFile(config)
	if err != nil {
		t.Fatal(err)
	}
	for _, pattern := range []string{"*/*.csv", "*/*.jsonl"} {
		paths, err := filepath.Glob(filepath.Join(workspace, "extracts", pattern))
		if err != nil {
			t.Fatal(err)
		}
		for _, path := range paths {
			if strings.HasSuffix(path, ".ctl.csv") {
				continue // it counts a file by its name, which is another now: see attain.yaml below
			}
			content, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			lines := strings.SplitAfter(strings.TrimSuffix(string(content), "\n"), "\n")
			lines[len(lines)-1] += "\n"
			head := ""
			if strings.HasSuffix(path, ".csv") {
				head, lines = lines[0], lines[1:]
			}
			random.Shuffle(len(lines), func(i, j int) { lines[i], lines[j] = lines[j], lines[i] })
			ext := filepath.Ext(path)
			base := strings.TrimSuffix(path, ext)
			if err := os.Remove(path); err != nil {
				t.Fatal(err)
			}
			for part := range 3 {
				from, to := len(lines)*part/3, len(lines)*(part+1)/3
				if err := os.WriteFile(fmt.Sprintf("%s.part%d%s", base, part, ext), []byte(head+strings.Join(lines[from:to], "")), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			name := filepath.Base(path)
			text = []byte(strings.ReplaceAll(string(text), "/"+name, "/"+strings.TrimSuffix(name, ext)+".*"+strings.TrimPrefix(ext, ".")))
		}
	}
	text = controlLine.ReplaceAll(text, nil)
	if err := os.WriteFile(config, text, 0o600); err != nil {
		t.Fatal(err)
	}
}

// controlLine is the demo's control file, which says how many records each file of that name has.
var controlLine = regexp.MustCompile(`(?m)^ *control: \{path: .*\n`)

// payrollOf runs a workspace and gives its payroll rows without the run's name.
func payrollOf(t *testing.T, workspace string) string {
	t.Helper()
	var said bytes.Buffer
	args := []string{"-q", "--log", "text", "-w", workspace, "run", demo.Period, "--statements", "none"}
	if code := run(args, strings.NewReader(""), io.Discard, &said, time.Now); code != exitDone {
		t.Fatalf("attain run: exit code %d\n%s", code, said.String())
	}
	b, err := os.ReadFile(filepath.Join(workspace, "out", demo.Period, "payroll", "payroll.csv"))
	if err != nil {
		t.Fatal(err)
	}
	rows := strings.Split(strings.TrimSpace(string(b)), "\r\n")
	for i, row := range rows {
		_, rows[i], _ = strings.Cut(row, ",")
	}
	sort.Strings(rows)
	return strings.Join(rows, "\n")
}
