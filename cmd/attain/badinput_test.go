package main

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/rogpeppe/go-internal/txtar"
	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// What becomes of a bad input. Nothing else may: a payout that is different and nobody was told is the fault this
// catalogue is for.
const (
	refused  = "refused"  // nothing is paid, and a message says what to mend and where
	repaired = "repaired" // everybody is paid exactly what the good extracts pay
	held     = "held"     // whoever it concerns is not paid for now, with the reason; the others as ever
	listed   = "listed"   // the row pays nobody, or looks wrong, and is listed with its place; the others as ever
)

// badInput is one thing wrong with the good workspace, by its item in the list of bad inputs (1 to 20), or "S" for what
// the systems themselves do.
type badInput struct {
	item, name string
	edits      []edit
	outcome    string
	pays       string   // held and listed: what is paid; "" is what the good extracts pay
	says       []string // what must be told: on stderr when refused, else in the control workbook
}

// edit changes one file: old is replaced by new, wherever it stands; with old "" the file is new.
type edit struct{ file, old, new string }

const goodPay = "007 200.00, E1 150.05, E3 1000.00"

// deal changes the cell of a deal's row that is written so.
func deal(old, new string) []edit { return []edit{{"extracts/deals.csv", old, new}} }

func file(name, old, new string) []edit { return []edit{{"extracts/" + name + ".csv", old, new}} }

// format gives the deals' entity more keys.
func format(keys string) edit {
	return edit{"attain.yaml", `path: "extracts/deal*.csv", key: opportunity_id`, `path: "extracts/deal*.csv", key: opportunity_id, ` + keys}
}

const (
	nobody       = "nobody"
	withoutAlpha = "007 200.00, E1 50.05, E3 1000.00"
	withoutE1    = "007 200.00, E3 1000.00"
)

func TestBadInputs(t *testing.T) {
	t.Parallel()
	good, err := txtar.ParseFile("testdata/badinput/good.txtar")
	if err != nil {
		t.Fatal(err)
	}
	cases := slices.Concat(badText, badValues, badRecords, badMeasured, badTotals, badReferences, badRates)
	if len(cases) < 60 {
		t.Errorf("%d bad inputs, want at least 60", len(cases))
	}
	said := make([]string, len(cases))
	t.Run("all", func(t *testing.T) {
		t.Run("good", func(t *testing.T) {
			t.Parallel()
			if got := runBadInput(t, good, badInput{}); got.pay != goodPay {
				t.Errorf("the good extracts pay %s, want %s\n%s", got.pay, goodPay, got.stderr)
			}
		})
		for i, c := range cases {
			t.Run(c.item+" "+c.name, func(t *testing.T) {
				t.Parallel()
				said[i] = checkBadInput(t, c, runBadInput(t, good, c))
			})
		}
	})
	w := table.NewWriter()
	w.AppendHeader(table.Row{"Item", "Bad input", "Becomes", "Said"})
	for i, c := range cases {
		w.AppendRow(table.Row{c.item, c.name, c.outcome, said[i]})
	}
	t.Logf("%d bad inputs\n%s", len(cases), w.Render())
}

// ran is what a run of a bad input left.
type ran struct {
	code    int
	pay     string // participants with what they are paid, "" when there is no output
	stderr  string
	control string // every row of the control workbook
}

func runBadInput(t *testing.T, good *txtar.Archive, c badInput) ran {
	t.Helper()
	dir := t.TempDir()
	contents := map[string]string{}
	for _, f := range good.Files {
		contents[f.Name] = string(f.Data)
	}
	for _, e := range c.edits {
		if e.old != "" && !strings.Contains(contents[e.file], e.old) {
			t.Fatalf("%s has no %q to change", e.file, e.old)
		}
		if e.old == "" {
			contents[e.file] = e.new
		} else {
			contents[e.file] = strings.ReplaceAll(contents[e.file], e.old, e.new)
		}
	}
	for name, text := range contents {
		if text == "" {
			continue // taken away
		}
		if err := os.MkdirAll(filepath.Dir(filepath.Join(dir, name)), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	var stderr bytes.Buffer
	r := ran{code: run([]string{"-q", "--log", "text", "-w", dir, "run", "2026-Q1", "--statements", "none", "--threads", "1"}, strings.NewReader(""), io.Discard, &stderr, time.Now)}
	r.stderr = stderr.String()
	if r.code == exitDone {
		r.pay = paidIn(t, filepath.Join(dir, "out", "2026-Q1", "payroll", "payroll.csv"))
		r.control = workbookText(t, filepath.Join(dir, "out", "2026-Q1", "control.xlsx"))
	} else if _, err := os.Stat(filepath.Join(dir, "out", "2026-Q1")); err == nil {
		t.Error("the run failed and wrote out/2026-Q1")
	}
	return r
}

func paidIn(t *testing.T, path string) string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	records, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(string(data), "\ufeff"))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	employee, amount := slices.Index(records[0], "employee_number"), slices.Index(records[0], "amount")
	var out []string
	for _, r := range records[1:] {
		out = append(out, r[employee]+" "+r[amount])
	}
	slices.Sort(out)
	return strings.Join(out, ", ")
}

func workbookText(t *testing.T, path string) string {
	t.Helper()
	f, err := excelize.OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var b strings.Builder
	for _, sheet := range f.GetSheetList() {
		rows, err := f.GetRows(sheet)
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range rows {
			for i := range row {
				row[i] = strings.TrimSpace(row[i])
			}
			fmt.Fprintln(&b, strings.Join(slices.DeleteFunc(row, func(s string) bool { return s == "" }), " | "))
		}
	}
	return b.String()
}

// checkBadInput compares what became of it with what should, and gives the line that says it.
func checkBadInput(t *testing.T, c badInput, got ran) string {
	t.Helper()
	where := got.control
	want := c.pays
	switch want {
	case "":
		want = goodPay
	case nobody:
		want = ""
	}
	if c.outcome == refused {
		where, want = got.stderr, ""
		if got.code != exitWrong && got.code != exitLook {
			t.Errorf("exit code %d, want %d or %d\n%s", got.code, exitWrong, exitLook, got.stderr)
		}
		if len(c.says) == 0 {
			t.Errorf("nothing is expected to be said; it said\n%s", got.stderr)
		}
	} else if got.code != exitDone {
		t.Errorf("exit code %d\n%s", got.code, got.stderr)
	}
	if got.pay != want {
		t.Errorf("pays %q, want %q\n%s", got.pay, want, clip(where))
	}
	if (c.outcome == held || c.outcome == listed) && len(c.says) == 0 {
		t.Errorf("nothing is expected to be said; the control workbook has\n%s", clip(where))
	}
	for _, s := range c.says {
		if !strings.Contains(where, s) {
			t.Errorf("nobody says %q:\n%s", s, clip(where))
		}
	}
	if len(c.says) == 0 {
		return ""
	}
	for _, line := range strings.Split(where, "\n") {
		if strings.Contains(line, c.says[0]) {
			return line
		}
	}
	return ""
}

// clip leaves of a control workbook the rows that say what is wrong.
func clip(s string) string {
	if i := strings.Index(s, "\nCould not be read\n"); i >= 0 {
		s = s[i:]
	}
	lines := slices.DeleteFunc(strings.Split(s, "\n"), func(line string) bool { return line == "" || strings.HasSuffix(line, "| OK") })
	s = strings.Join(lines, "\n")
	return s[:min(len(s), 4000)]
}

// encoded is the good deals in another encoding.
func encoded(t string, name string) []edit {
	var text string
	var err error
	switch name {
	case "utf-16":
		text, err = unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(t)
	case "windows-1252":
		text, err = charmap.Windows1252.NewEncoder().String(t)
	}
	if err != nil {
		panic(err) // the texts below can all be written
	}
	return []edit{{"extracts/deals.csv", "", text}}
}
