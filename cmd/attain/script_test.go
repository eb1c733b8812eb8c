package main

import (
	"encoding/csv"
	"fmt"
	"os"
	"sort"
	"strconv"
	"strings"
	"testing"
	"time"

	"attain/config"

	"github.com/rogpeppe/go-internal/testscript"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// TestMain lets a script call this program by its name.
func TestMain(m *testing.M) {
	testscript.Main(cleaned{m}, map[string]func(){"attain": main})
}

// cleaned removes what tests shared when all have run.
type cleaned struct{ *testing.M }

func (c cleaned) Run() int {
	defer removeDemo()
	return c.M.Run()
}

// TestScripts runs the program whole, one text archive a case: extracts and plans in, payroll and messages out.
// `go test ./cmd/attain -run TestScripts -update` rewrites expected messages; read the diff. The amounts of the
// worked_* archives are published examples and are never rewritten.
func TestScripts(t *testing.T) {
	t.Parallel()
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		RequireExplicitExec: true,
		UpdateScripts:       updateScripts,
		Setup: func(e *testscript.Env) error {
			e.Setenv("ATTAIN_LOG", "text")
			return nil
		},
		Cmds: map[string]func(ts *testscript.TestScript, neg bool, args []string){
			"amounts":  amounts,
			"encode":   encode,
			"truncate": truncate,
		},
	})
}

var updateScripts = os.Getenv("ATTAIN_UPDATE") != ""

// amounts prints a payroll file as "employee amount" lines, or "employee period amount" with --by-period: summed with
// exact arithmetic, apart from the code that wrote it.
func amounts(ts *testscript.TestScript, neg bool, args []string) {
	byPeriod := len(args) > 0 && args[0] == "--by-period"
	if byPeriod {
		args = args[1:]
	}
	if neg || len(args) != 1 {
		ts.Fatalf("usage: amounts [--by-period] payroll.csv")
	}
	records, err := csv.NewReader(strings.NewReader(ts.ReadFile(args[0]))).ReadAll()
	ts.Check(err)
	column := map[string]int{}
	for i, name := range records[0] {
		column[name] = i
	}
	sums := map[string]config.Ratio{}
	for _, r := range records[1:] {
		key := r[column["employee_number"]]
		if byPeriod {
			day, err := time.Parse("2006-01-02", r[column["period_start"]])
			ts.Check(err)
			key += " " + day.Format("2006-01")
		}
		amount, err := config.ParseRatio(r[column["amount"]])
		ts.Check(err)
		sums[key] = sums[key].Add(amount)
	}
	keys := make([]string, 0, len(sums))
	for k := range sums {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	for _, k := range keys {
		_, err := fmt.Fprintf(ts.Stdout(), "%s %s\n", k, sums[k].Decimal(2))
		ts.Check(err)
	}
}

// encode rewrites a file in another encoding: text archives are UTF-8.
func encode(ts *testscript.TestScript, neg bool, args []string) {
	to := map[string]encoding.Encoding{
		"utf-16":       unicode.UTF16(unicode.LittleEndian, unicode.UseBOM),
		"windows-1252": charmap.Windows1252,
	}
	if neg || len(args) != 2 || to[args[0]] == nil {
		ts.Fatalf("usage: encode utf-16|windows-1252 file")
	}
	text, err := to[args[0]].NewEncoder().String(ts.ReadFile(args[1]))
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), []byte(text), 0o600))
}

// truncate cuts bytes off the end of a file.
func truncate(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: truncate bytes file")
	}
	n, err := strconv.Atoi(args[0])
	ts.Check(err)
	content := ts.ReadFile(args[1])
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), []byte(content[:len(content)-n]), 0o600))
}
