package intake

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func tableOf(values ...string) *Table {
	t := &Table{File: "f.csv", Unit: "line", Headers: []string{"x"}}
	for i, v := range values {
		t.Rows = append(t.Rows, Row{At: i + 2, Cells: []string{v}})
	}
	return t
}

func TestReadDays(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		values string
		format string // decided
		either string // undecided
		clash  string
	}{
		{"2026-01-05,2026-02-25", "YYYY-MM-DD", "", ""},
		{"2026-01-05 10:30,2026-02-25T08:00:00.000Z", "YYYY-MM-DD", "", ""},
		{"05/01/2026,03/02/2026", "", "DD/MM/YYYY MM/DD/YYYY", ""},
		{"05/01/2026,25/02/2026", "DD/MM/YYYY", "", ""},
		{"05/01/2026,02/25/2026", "MM/DD/YYYY", "", ""},
		{"5/1/2026 9:30,2/25/2026 14:05", "MM/DD/YYYY", "", ""},
		{"25/01/2026,01/25/2026", "", "", "25/01/2026 01/25/2026"},
		{"03/03/2026,04/04/2026", "DD/MM/YYYY", "", ""}, // reads the same both ways
		{"05.01.2026,03.02.2026", "DD.MM.YYYY", "", ""},
		{"20260105,20260225", "YYYYMMDD", "", ""},
		{"1767571200,1771977600", "epoch_seconds", "", ""},
		{"1767571200000,1771977600000", "epoch_milliseconds", "", ""},
		{",,", "", "", ""},
		{"soon,later", "", "", ""},
	} {
		d := readDays(tableOf(strings.Split(c.values, ",")...), 0)
		either, clash := strings.Join(d.either, " "), ""
		if d.format != "" {
			either = ""
		}
		for _, v := range d.clash {
			clash = strings.TrimSpace(clash + " " + v.Text)
		}
		if d.format != c.format || either != c.either || clash != c.clash {
			t.Errorf("%s: decided %q, either %q, clash %q; want %q, %q, %q", c.values, d.format, either, clash, c.format, c.either, c.clash)
		}
	}
}

func TestMarksOf(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]mark{
		"1234":         {isNumber: true},
		"-12":          {isNumber: true},
		"1.234":        {isOpen: true, isNumber: true},
		"1,234":        {isOpen: true, isNumber: true},
		"0.125":        {decimal: ".", isNumber: true},
		"0,125":        {decimal: ",", isNumber: true},
		"12.5":         {decimal: ".", isNumber: true},
		"1234.567":     {decimal: ".", isNumber: true},
		"1.234,56":     {thousands: ".", decimal: ",", isNumber: true},
		"1,234.56":     {thousands: ",", decimal: ".", isNumber: true},
		"1.234.567":    {thousands: ".", decimal: ",", isNumber: true},
		"1 234":        {thousands: " ", isNumber: true},
		"1 234,50":     {thousands: " ", decimal: ",", isNumber: true},
		"1'234.50":     {thousands: "'", decimal: ".", isNumber: true},
		"1.234.56":     {},
		"1,234,56":     {},
		"NOK 1":        {},
		"on leave":     {},
		"1.234.567,89": {thousands: ".", decimal: ",", isNumber: true},
	} {
		if got := marksOf(text); got != want {
			t.Errorf("%s: %+v, want %+v", text, got, want)
		}
	}
}

// TestNoSilentGuess draws days at random, writes them one way, and demands that the way that is decided gives the days
// back: a wrong reading is never taken. Columns that could be read both ways stay undecided.
func TestNoSilentGuess(t *testing.T) {
	t.Parallel()
	layouts := map[string]string{"DD/MM/YYYY": "02/01/2006", "MM/DD/YYYY": "01/02/2006", "DD.MM.YYYY": "02.01.2006", "YYYY-MM-DD": "2006-01-02"}
	rapid.Check(t, func(rt *rapid.T) {
		written := rapid.SampledFrom([]string{"DD/MM/YYYY", "MM/DD/YYYY", "DD.MM.YYYY", "YYYY-MM-DD"}).Draw(rt, "written")
		var days []time.Time
		var values []string
		for _, n := range rapid.SliceOfN(rapid.IntRange(0, 3000), 1, 20).Draw(rt, "days") {
			day := time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, n)
			days = append(days, day)
			values = append(values, day.Format(layouts[written]))
		}
		d := readDays(tableOf(values...), 0)
		if d.format == "" {
			for _, day := range days {
				if day.Day() > 12 {
					rt.Fatalf("%v is undecided, but %s decides", values, day)
				}
			}
			return
		}
		for i, v := range values {
			if got, ok := readingOf(d.format).parse(v); !ok || !got.Equal(days[i]) {
				rt.Fatalf("%v: read as %s, %s became %s", values, d.format, v, got)
			}
		}
	})
}

// TestNumbersGiveThemselvesBack is the same for amounts: what is decided reads back what was written.
func TestNumbersGiveThemselvesBack(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		decimal := rapid.SampledFrom([]string{".", ","}).Draw(rt, "decimal")
		thousands := rapid.SampledFrom([]string{"", other(decimal), " "}).Draw(rt, "thousands")
		places := rapid.IntRange(0, 3).Draw(rt, "places")
		amounts := rapid.SliceOfN(rapid.IntRange(0, 99_999_999), 1, 12).Draw(rt, "amounts")
		values := make([]string, len(amounts))
		for i, a := range amounts {
			values[i] = written(a, places, decimal, thousands)
		}
		n := readNumbers(tableOf(values...), 0)
		if n.isOpen {
			return // asked
		}
		if len(n.odd) > 0 || len(n.clash) > 0 {
			rt.Fatalf("%v: odd %v, clash %v", values, n.odd, n.clash)
		}
		for i, v := range values {
			got, ok := amount(v, n.decimal)
			if want := fmt.Sprintf("%.*f", places, float64(amounts[i])/pow10(places)); !ok || got.FloatString(places) != want {
				rt.Fatalf("%v: with decimal %q, %s became %s", values, n.decimal, v, got)
			}
		}
	})
}

func pow10(places int) float64 {
	p := 1.0
	for range places {
		p *= 10
	}
	return p
}

// written writes a number of units of the last place: 1234567 with two places is 12.345,67.
func written(units, places int, decimal, thousands string) string {
	digits := fmt.Sprintf("%0*d", places+1, units)
	whole, part := digits[:len(digits)-places], digits[len(digits)-places:]
	for i := len(whole) - 3; i > 0 && thousands != ""; i -= 3 {
		whole = whole[:i] + thousands + whole[i:]
	}
	if places == 0 {
		return whole
	}
	return whole + decimal + part
}

func TestNames(t *testing.T) {
	t.Parallel()
	for _, same := range [][2]string{{"Kari Nordmann", "Nordmann, Kari"}, {"José Pérez", "jose perez"}, {"Bjørn Ås", "Bjorn As"}} {
		if nameKey(same[0]) != nameKey(same[1]) {
			t.Errorf("%s is %q, %s is %q", same[0], nameKey(same[0]), same[1], nameKey(same[1]))
		}
	}
	for pair, want := range map[[2]string]bool{
		{"K. Nordmann", "Kari Nordmann"}:     true,
		{"Kari Nordmann", "Kari M Nordmann"}: true,
		{"Kari", "Kari Nordmann"}:            false,
		{"Kim Nordmann", "Kari Nordmann"}:    false,
	} {
		if got := isNearName(pair[0], pair[1]); got != want {
			t.Errorf("%v: %t", pair, got)
		}
	}
}

// TestColumnFormats writes two columns with other marks than the file's usual ones: neither may take the other's.
func TestColumnFormats(t *testing.T) {
	t.Parallel()
	p := &Placed{
		Table:   &Table{Headers: []string{"a", "b", "c"}},
		Numbers: map[int]Marks{0: {",", "."}, 1: {".", ""}, 2: {",", " "}},
	}
	want := "b: {decimal: \".\", thousands: \",\"}|c: {decimal: \",\", thousands: \" \"}"
	if got := strings.Join(p.columnFormats(), "|"); got != want {
		t.Errorf("%s, want %s", got, want)
	}
}
