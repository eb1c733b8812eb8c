package transform

import (
	"fmt"
	"path"
	"strings"
)

// footer recognises where a table ends: at the first record whose first cell with text fits a pattern. That record and
// what follows are no records of the table.
type footer struct {
	patterns []string
	record   int64  // of the first; 0 while the table goes on
	text     string // its cell
	behind   int64  // how many records, with the first
	full     int64  // the first record behind it that looks like one of the table
	filled   int    // how many of its cells are
	columns  int
}

// take says whether a record belongs to the footer. columns is how many the table has.
func (f *footer) take(record int64, cells []string, columns int) bool {
	if len(f.patterns) == 0 {
		return false
	}
	filled, first := 0, ""
	for _, c := range cells {
		if c = strings.TrimSpace(c); c != "" {
			if filled == 0 {
				first = c
			}
			filled++
		}
	}
	if f.record == 0 {
		if !f.fits(first) {
			return false
		}
		f.record, f.text, f.columns = record, first, columns
	} else if f.full == 0 && columns > 2 && filled*2 > columns && !f.fits(first) {
		f.full, f.filled = record, filled
	}
	f.behind++
	return true
}

func (f *footer) fits(cell string) bool {
	for _, p := range f.patterns {
		if fitsPattern(p, cell) {
			return true
		}
	}
	return false
}

// fitsPattern compares a text with a pattern in which only * is special.
func fitsPattern(pattern, text string) bool {
	escaped := strings.NewReplacer(`\`, `\\`, "?", `\?`, "[", `\[`, "/", "\x00").Replace(pattern)
	ok, err := path.Match(escaped, strings.ReplaceAll(text, "/", "\x00"))
	return err == nil && ok
}

// end counts the footer's records as skipped, and refuses a file that has records of the table behind what was taken for its end:
// a deal named "Total Energies" must not end a table.
func (f *footer) end(load *FileLoad) error {
	if f.record == 0 {
		return nil
	}
	if f.full > 0 {
		return &fileFault{f.full, fmt.Sprintf("stands behind the footer, which begins at record %d (%q), and looks like a record: %d of %d columns are filled; write footer: so that only the footer fits",
			f.record, shorten(f.text), f.filled, f.columns)}
	}
	load.Skips = append(load.Skips, Skip{Reason: fmt.Sprintf("footer, from %q on", shorten(f.text)), Count: f.behind})
	load.Skipped += f.behind
	return nil
}
