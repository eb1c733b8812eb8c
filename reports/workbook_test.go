package reports

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"io"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/xuri/excelize/v2"
)

// statementBytes writes a statement into memory.
func statementBytes(t *testing.T, d StatementData) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Statement(&b, d); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func controlBytes(t *testing.T, d ControlData) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Control(&b, d); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func openWorkbook(t *testing.T, data []byte) *excelize.File {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.Close() })
	return f
}

// find gives the cell of a sheet that says what, at or below row from.
func find(t *testing.T, f *excelize.File, sheet, what string, from int) (row, col int) {
	t.Helper()
	rows, err := f.GetRows(sheet)
	if err != nil {
		t.Fatal(err)
	}
	for i := from - 1; i < len(rows); i++ {
		for j, v := range rows[i] {
			if v == what {
				return i + 1, j + 1
			}
		}
	}
	t.Fatalf("%s: no cell says %q", sheet, what)
	return 0, 0
}

func raw(t *testing.T, f *excelize.File, sheet, cell string) string {
	t.Helper()
	v, err := f.GetCellValue(sheet, cell, excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func wantRaw(t *testing.T, f *excelize.File, sheet, cell, want string) {
	t.Helper()
	if got := raw(t, f, sheet, cell); got != want {
		t.Errorf("%s!%s is %q, want %q", sheet, cell, got, want)
	}
}

func TestSameDataGivesSameBytes(t *testing.T) {
	t.Parallel()
	const times = 50
	sums := make([][2][32]byte, times)
	var wg sync.WaitGroup
	for i := range times {
		wg.Go(func() {
			sums[i] = [2][32]byte{sha256.Sum256(statementBytes(t, sampleStatement())), sha256.Sum256(controlBytes(t, sampleControl()))}
		})
	}
	wg.Wait()
	for i := range sums {
		if sums[i] != sums[0] {
			t.Fatalf("workbook %d differs from the first", i)
		}
	}
	if !bytes.Contains(partNames(t, statementBytes(t, sampleStatement())), []byte("xl/charts/chart1.xml")) {
		t.Error("the statement has no chart, so the test says little")
	}
}

func partNames(t *testing.T, data []byte) []byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, f := range z.File {
		names = append(names, f.Name)
		if !f.Modified.Equal(packageTime) {
			t.Errorf("%s has the time %s", f.Name, f.Modified)
		}
	}
	return []byte(strings.Join(names, "\n"))
}

func TestWorkbookNamesNobodyAndNoTime(t *testing.T) {
	t.Parallel()
	for _, data := range [][]byte{statementBytes(t, sampleStatement()), controlBytes(t, sampleControl())} {
		core := string(readPart(t, data, "docProps/core.xml"))
		if strings.Contains(core, "created") || strings.Contains(core, "modified") || strings.Contains(core, "xuri") {
			t.Errorf("core properties say %s", core)
		}
	}
}

func readPart(t *testing.T, data []byte, name string) []byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	r, err := z.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	b, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// TestOutsideTextIsNeverAFormula looks at the deal called =HYPERLINK(…): text, no formula, and a style that keeps it
// text when somebody edits the cell.
func TestOutsideTextIsNeverAFormula(t *testing.T) {
	t.Parallel()
	for _, bad := range []string{"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"} {
		d := sampleStatement()
		d.Behind[0].Rows[0].Label = bad
		d.Participant.Name = bad
		data := statementBytes(t, d)
		f := openWorkbook(t, data)
		row, col := find(t, f, sheetRows, strings.ReplaceAll(bad, "\r", "\r"), 1)
		name := ref(row, col)
		if formula, _ := f.GetCellFormula(sheetRows, name); formula != "" {
			t.Errorf("%q is a formula", bad)
		}
		id, err := f.GetCellStyle(sheetRows, name)
		if err != nil {
			t.Fatal(err)
		}
		if xf := f.Styles.CellXfs.Xf[id]; xf.QuotePrefix == nil || !*xf.QuotePrefix {
			t.Errorf("%q has no quote prefix", bad)
		}
	}
}

// TestEveryFormulaHasANumber reads the XML: a formula's cached value must be a number, not text.
func TestEveryFormulaHasANumber(t *testing.T) {
	t.Parallel()
	cell := regexp.MustCompile(`<c ([^>]*)><f>[^<]*</f>(<v>([^<]*)</v>)?`)
	for _, data := range [][]byte{statementBytes(t, sampleStatement()), controlBytes(t, sampleControl())} {
		n := 0
		for i := range 3 {
			for _, m := range cell.FindAllSubmatch(readPart(t, data, "xl/worksheets/sheet"+strconv.Itoa(i+1)+".xml"), -1) {
				n++
				if _, err := strconv.ParseFloat(string(m[3]), 64); err != nil || bytes.Contains(m[1], []byte("t=")) {
					t.Errorf("cell %s has the cached value %q", m[1], m[3])
				}
			}
		}
		if n == 0 {
			t.Error("no formula was found")
		}
	}
}

// recalculate lets LibreOffice compute workbooks whose cached values were taken out, and gives the results by name.
func recalculate(t *testing.T, books map[string][]byte) map[string][]byte {
	t.Helper()
	soffice, err := exec.LookPath("soffice")
	if err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal("soffice is not installed; .ci/run installs it")
		}
		t.Skip("soffice is not installed: the formulas were not recalculated by a spreadsheet")
	}
	dir := t.TempDir()
	out := filepath.Join(dir, "out")
	args := []string{"--headless", "-env:UserInstallation=file://" + filepath.Join(dir, "profile"), "--convert-to", "xlsx", "--outdir", out}
	for name, data := range books {
		in := filepath.Join(dir, name+".xlsx")
		if err := os.WriteFile(in, withoutCache(t, data), 0o600); err != nil {
			t.Fatal(err)
		}
		args = append(args, in)
	}
	if said, err := exec.Command(soffice, args...).CombinedOutput(); err != nil {
		t.Fatalf("soffice: %v\n%s", err, said)
	}
	results := map[string][]byte{}
	for name := range books {
		if results[name], err = os.ReadFile(filepath.Join(out, name+".xlsx")); err != nil {
			t.Fatal(err)
		}
	}
	return results
}

var cached = regexp.MustCompile(`(<f>[^<]*</f>)<v>[^<]*</v>`)

func withoutCache(t *testing.T, data []byte) []byte {
	t.Helper()
	in, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	out := zip.NewWriter(&b)
	for _, f := range in.File {
		body := readPart(t, data, f.Name)
		w, err := out.Create(f.Name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(cached.ReplaceAll(body, []byte("$1"))); err != nil {
			t.Fatal(err)
		}
	}
	if err := out.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestLibreOfficeAgrees compares the cached value of every formula with what LibreOffice makes of it.
func TestLibreOfficeAgrees(t *testing.T) {
	t.Parallel()
	books := map[string][]byte{
		"statement":  statementBytes(t, sampleStatement()),
		"half-cents": statementBytes(t, halfCents()),
		"capped":     statementBytes(t, cappedSegments()),
		"control":    controlBytes(t, sampleControl()),
	}
	for name, data := range recalculate(t, books) {
		t.Run(name, func(t *testing.T) { wantSameNumbers(t, openWorkbook(t, books[name]), openWorkbook(t, data)) })
	}
}

// wantSameNumbers compares the formulas of one workbook with the values of another, to a billionth.
func wantSameNumbers(t *testing.T, ours, theirs *excelize.File) {
	t.Helper()
	formulas := 0
	for _, sheet := range ours.GetSheetList() {
		rows, err := ours.GetRows(sheet)
		if err != nil {
			t.Fatal(err)
		}
		for r := range rows {
			for c := range rows[r] {
				name := ref(r+1, c+1)
				formula, err := ours.GetCellFormula(sheet, name)
				if err != nil {
					t.Fatal(err)
				}
				if formula == "" {
					continue
				}
				formulas++
				a, errA := strconv.ParseFloat(raw(t, ours, sheet, name), 64)
				b, errB := strconv.ParseFloat(raw(t, theirs, sheet, name), 64)
				if errA != nil || errB != nil || math.Abs(a-b) > 1e-9*max(1, math.Abs(a)) {
					t.Errorf("%s!%s =%s: ours %q, recalculated %q", sheet, name, formula, raw(t, ours, sheet, name), raw(t, theirs, sheet, name))
				}
			}
		}
	}
	if formulas < 5 {
		t.Errorf("only %d formulas were compared", formulas)
	}
}

func BenchmarkStatement(b *testing.B) {
	d := sampleStatement()
	for b.Loop() {
		if err := Statement(io.Discard, d); err != nil {
			b.Fatal(err)
		}
	}
}
