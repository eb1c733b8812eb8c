package intake

import (
	"fmt"
	"strings"
	"time"

	"attain/config"
)

// reading is one way days can be written.
type reading struct {
	format  string   // as attain.yaml names it
	layouts []string // Go's reference day; each also with a time behind it
}

// readings are the ways a run knows. Year first is read whatever the format says, so it is tried first.
var readings = []reading{
	{config.DateISO, []string{"2006-1-2"}},
	{"DD/MM/YYYY", []string{"2/1/2006"}},
	{"MM/DD/YYYY", []string{"1/2/2006"}},
	{"DD.MM.YYYY", []string{"2.1.2006"}},
	{"YYYYMMDD", []string{"20060102"}},
	{"epoch_seconds", nil},
	{"epoch_milliseconds", nil},
}

// parse reads one value the way r says.
func (r reading) parse(text string) (time.Time, bool) {
	if !mayBeDay(text) {
		return time.Time{}, false
	}
	switch r.format {
	case "epoch_seconds", "epoch_milliseconds":
		return parseEpoch(text, r.format)
	case config.DateISO:
		text = withoutZone(text)
	}
	for _, layout := range r.layouts {
		for _, clock := range []string{"", " 15:04", " 15:04:05", "T15:04", "T15:04:05"} {
			if at, err := time.Parse(layout+clock, text); err == nil {
				return at, true
			}
		}
	}
	return time.Time{}, false
}

// mayBeDay turns most texts away cheaply: a day begins with a digit, and has parts or is a count.
func mayBeDay(text string) bool {
	if text == "" || len(text) > 40 || text[0] < '0' || text[0] > '9' {
		return false
	}
	mark := strings.IndexAny(text, "-/.")
	return mark > 0 && mark <= 4 || mark < 0 && (len(text) == 8 || len(text) == 10 || len(text) == 13)
}

// withoutZone cuts an offset and parts of a second off an ISO instant: which day it is matters here, not the hour.
func withoutZone(text string) string {
	if len(text) < 19 {
		return text
	}
	return text[:19]
}

// parseEpoch reads seconds or milliseconds since 1970; a number is one only between 2000 and 2100.
func parseEpoch(text, format string) (time.Time, bool) {
	var n int64
	if _, err := fmt.Sscanf(text, "%d", &n); err != nil || fmt.Sprint(n) != text {
		return time.Time{}, false
	}
	if format == "epoch_milliseconds" {
		if n%1000 != 0 && n < 1e11 {
			return time.Time{}, false
		}
		n /= 1000
	}
	at := time.Unix(n, 0).UTC()
	return at, at.Year() >= 2000 && at.Year() < 2100
}

// days is what a column of days shows.
type days struct {
	format  string   // decided: how they are written; "" when it is not
	either  []string // undecided: the readings every value allows
	proof   string   // why it was decided so
	values  []Value  // what is there
	odd     []Value  // values no reading can read
	clash   []Value  // two values no reading reads both: the first has the day first, the second the month
	first   map[string]time.Time
	last    map[string]time.Time
	differs bool // the readings do not give the same days
}

// readDays weighs every value of a column. A format is decided when it is the only one that reads all of them.
func readDays(t *Table, column int) days {
	if d, ok := t.dayColumns[column]; ok {
		return d
	}
	d := weighDays(t, column)
	if t.dayColumns == nil {
		t.dayColumns = map[int]days{}
	}
	t.dayColumns[column] = d
	return d
}

func weighDays(t *Table, column int) days {
	d := days{values: t.column(column), first: map[string]time.Time{}, last: map[string]time.Time{}}
	if len(d.values) == 0 {
		return d
	}
	read := map[string]int{}
	witness := map[string]Value{} // the first value only this reading of the two with slashes can read
	var rest []Value              // values that are not year first
	for _, v := range d.values {
		if _, ok := readings[0].parse(v.Text); !ok {
			rest = append(rest, v)
		}
	}
	if len(rest) == 0 {
		d.format, d.proof = config.DateISO, "year first, so there is one reading"
		return d
	}
	for _, v := range rest {
		var can []string
		for _, r := range readings[1:] {
			at, ok := r.parse(v.Text)
			if !ok {
				continue
			}
			can = append(can, r.format)
			read[r.format]++
			if f, seen := d.first[r.format]; !seen || at.Before(f) {
				d.first[r.format] = at
			}
			if at.After(d.last[r.format]) {
				d.last[r.format] = at
			}
		}
		switch {
		case len(can) == 1:
			if _, seen := witness[can[0]]; !seen {
				witness[can[0]] = v
			}
		case len(can) == 0:
			d.odd = append(d.odd, v)
		}
		if len(can) > 1 && !sameDay(v.Text, can) {
			d.differs = true
		}
	}
	d.decide(t, rest, read, witness)
	return d
}

// decide takes the one format that reads everything; with two it stays undecided; with none the one that reads most is
// named and what it cannot read is odd.
func (d *days) decide(t *Table, rest []Value, read map[string]int, witness map[string]Value) {
	readable := len(rest) - len(d.odd)
	for _, r := range readings[1:] {
		if read[r.format] == readable && readable > 0 {
			d.either = append(d.either, r.format)
		}
	}
	switch {
	case readable == 0:
	case len(d.either) == 1:
		d.format = d.either[0]
		d.proof = t.proofOf(d.format, rest, witness[d.format])
	case len(d.either) > 1 && !d.differs:
		d.format, d.proof = d.either[0], "every day reads the same both ways"
	case len(d.either) == 0:
		day, month := witness["DD/MM/YYYY"], witness["MM/DD/YYYY"]
		d.clash = []Value{day, month}
	}
}

// proofOf says which values leave one reading only.
func (t *Table) proofOf(format string, values []Value, first Value) string {
	switch format {
	case "DD/MM/YYYY", "MM/DD/YYYY":
	case "DD.MM.YYYY":
		return fmt.Sprintf("points are written between day and month in that order only (%s in %s)", first.Text, t.place(first.Row))
	default:
		return fmt.Sprintf("%s in %s has one reading", first.Text, t.place(first.Row))
	}
	other, part := "MM/DD/YYYY", "first"
	if format == other {
		other, part = "DD/MM/YYYY", "second"
	}
	n := 0
	for _, v := range values {
		if _, ok := readingOf(other).parse(v.Text); !ok {
			n++
		}
	}
	return fmt.Sprintf("%d of %d values have more than 12 in the %s place, such as %s in %s", n, len(values), part, first.Text, t.place(first.Row))
}

func readingOf(format string) reading {
	for _, r := range readings {
		if r.format == format {
			return r
		}
	}
	return readings[0]
}

func sameDay(text string, formats []string) bool {
	one, _ := readingOf(formats[0]).parse(text)
	for _, f := range formats[1:] {
		if other, _ := readingOf(f).parse(text); !other.Equal(one) {
			return false
		}
	}
	return true
}

// share is how many of the values some reading can read: 1 for a column of days.
func (d days) share() float64 {
	if len(d.values) == 0 {
		return 1
	}
	return 1 - float64(len(d.odd))/float64(len(d.values))
}

// both shows three values and what each reading makes of them.
func (d days) both(t *Table) (lines []string) {
	shown := 0
	for _, v := range d.values {
		if shown == 3 {
			break
		}
		if sameDay(v.Text, d.either) {
			continue
		}
		var reads []string
		for _, f := range d.either {
			at, _ := readingOf(f).parse(v.Text)
			reads = append(reads, fmt.Sprintf("%s as %s", at.Format("2 January 2006"), f))
		}
		lines = append(lines, fmt.Sprintf("%s in %s is %s", v.Text, t.place(v.Row), strings.Join(reads, ", ")))
		shown++
	}
	for _, f := range d.either {
		lines = append(lines, fmt.Sprintf("as %s all %d values are between %s and %s", f, len(d.values), d.first[f].Format(time.DateOnly), d.last[f].Format(time.DateOnly)))
	}
	return lines
}
