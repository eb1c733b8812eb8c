package main

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"testing"
	"time"

	"attain/cmd/attain/intake"
	"attain/config"

	"github.com/goccy/go-yaml"
)

// fewAnswers is how many questions a folder may need at most.
const fewAnswers = 9

// TestImport takes every folder of testdata/import from messy exports to payroll, as somebody new would: by typing
// answers (typed.txt), and by the same answers in a file (answers.yaml). The amounts are computed by hand in the folder's
// README.md. `go test ./cmd/attain -run TestImport -v` prints the transcripts.
func TestImport(t *testing.T) {
	t.Parallel()
	folders, err := filepath.Glob(filepath.Join("testdata", "import", "*", "exports"))
	if err != nil || len(folders) < 5 {
		t.Fatalf("%d folders, %v", len(folders), err)
	}
	for _, exports := range folders {
		dir := filepath.Dir(exports)
		t.Run(filepath.Base(dir), func(t *testing.T) {
			t.Parallel()
			importFolder(t, dir)
		})
	}
}

func importFolder(t *testing.T, dir string) {
	t.Helper()
	work := t.TempDir()
	exports := filepath.Join(work, "exports")
	if err := os.CopyFS(exports, os.DirFS(filepath.Join(dir, "exports"))); err != nil {
		t.Fatal(err)
	}
	s := &session{t: t, work: work}

	asked := s.attain("", exitWrong, "import", exports, "--into", "asked")
	questions := readAnswerKeys(t, filepath.Join(work, "asked", intake.AnswersFile))
	if len(questions) == 0 || len(questions) > fewAnswers {
		t.Errorf("%d questions, want 1 to %d:\n%s", len(questions), fewAnswers, asked)
	}
	s.transcript.Reset()

	s.attain(readText(t, filepath.Join(dir, "typed.txt")), exitDone, "import", exports, "--into", "company", "--ask")
	shown := s.transcript.Len()
	s.attain("", exitDone, "-q", "import", exports, "--into", "filed", "--answers", copyInto(t, work, filepath.Join(dir, "answers.yaml")))
	s.transcript.Truncate(shown)
	typed, filed := readText(t, filepath.Join(work, "company", "attain.yaml")), readText(t, filepath.Join(work, "filed", "attain.yaml"))
	if typed != filed {
		t.Errorf("typed answers give\n%s\nand the same answers in a file\n%s", typed, filed)
	}
	plan := filepath.Join(work, "company", "plans", "plan.yaml")
	if err := os.WriteFile(plan, []byte(readText(t, filepath.Join(dir, "plan.yaml"))), 0o600); err != nil {
		t.Fatal(err)
	}
	s.attain("", exitDone, "-w", "company", "run", "2026-Q1")
	got := payrollAmounts(t, filepath.Join(work, "company", "out", "2026-Q1", "payroll", "payroll.csv"))
	if want := readText(t, filepath.Join(dir, "payroll.txt")); got != want {
		t.Errorf("payroll:\n%s\nwant, by hand:\n%s\nattain.yaml:\n%s\n%s", got, want, typed, s.transcript.String())
	}
	t.Logf("\n%s\npayroll\n%s", s.transcript.String(), got)
}

// session runs the program in a folder and keeps what is seen on its terminal.
type session struct {
	t          *testing.T
	work       string
	transcript bytes.Buffer
}

// attain runs one command with what a person types, and gives what came out.
func (s *session) attain(typed string, want int, args ...string) string {
	s.t.Helper()
	var shown []string
	for i, a := range args {
		if i > 0 && (args[i-1] == "--into" || args[i-1] == "-w") {
			args[i] = filepath.Join(s.work, a)
		}
		shown = append(shown, strings.TrimPrefix(args[i], s.work+string(filepath.Separator)))
	}
	var out bytes.Buffer
	fmt.Fprintf(&out, "$ attain %s\n", strings.Join(shown, " "))
	clock := func() time.Time { return time.Date(2026, 4, 8, 9, 0, 0, 0, time.UTC) }
	code := run(append([]string{"--log", "text"}, args...), &echo{lines: bufio.NewScanner(strings.NewReader(typed)), to: &out}, &out, &out, clock)
	text := strings.ReplaceAll(out.String(), s.work+string(filepath.Separator), "")
	s.transcript.WriteString(text + "\n")
	if code != want {
		s.t.Fatalf("exit code %d, want %d\n%s", code, want, s.transcript.String())
	}
	return text
}

// echo is a keyboard: what is read from it can be seen on the terminal.
type echo struct {
	lines *bufio.Scanner
	to    io.Writer
}

func (e *echo) Read(p []byte) (int, error) {
	if !e.lines.Scan() {
		return 0, io.EOF
	}
	line := e.lines.Text() + "\n"
	_, err := io.WriteString(e.to, line)
	return copy(p, line), err
}

func readText(t *testing.T, file string) string {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func copyInto(t *testing.T, dir, file string) string {
	t.Helper()
	to := filepath.Join(dir, filepath.Base(file))
	if err := os.WriteFile(to, []byte(readText(t, file)), 0o600); err != nil {
		t.Fatal(err)
	}
	return to
}

func readAnswerKeys(t *testing.T, file string) map[string]any {
	t.Helper()
	keys := map[string]any{}
	if err := yaml.Unmarshal([]byte(readText(t, file)), &keys); err != nil {
		t.Fatalf("the template cannot be read as YAML: %s\n%s", err, readText(t, file))
	}
	return keys
}

// payrollAmounts sums a payroll file by employee, apart from the code that wrote it.
func payrollAmounts(t *testing.T, file string) string {
	t.Helper()
	records, err := csv.NewReader(strings.NewReader(readText(t, file))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	column := map[string]int{}
	for i, name := range records[0] {
		column[name] = i
	}
	sums := map[string]config.Ratio{}
	for _, r := range records[1:] {
		amount, err := config.ParseRatio(r[column["amount"]])
		if err != nil {
			t.Fatal(err)
		}
		sums[r[column["employee_number"]]] = sums[r[column["employee_number"]]].Add(amount)
	}
	var lines []string
	for who, sum := range sums {
		lines = append(lines, fmt.Sprintf("%s %s\n", who, sum.Decimal(2)))
	}
	sort.Strings(lines)
	return strings.Join(lines, "")
}
