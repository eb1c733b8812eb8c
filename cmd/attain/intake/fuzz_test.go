package intake

import (
	"strings"
	"testing"
)

// FuzzMarks reads any text as a number of a file. What is taken for one has digits, and another mark for thousands than
// for decimals.
func FuzzMarks(f *testing.F) {
	for _, s := range []string{"1.234,56", "1 234", "1.234.567", "0.125", "1,000.000", "1.234.56", "-12,5", "2,024,994", "12,5O", "1'234.5", "٣", "1e5", "--1", ",", "."} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		m := marksOf(text)
		switch {
		case !m.isNumber:
		case !strings.ContainsAny(text, "0123456789"):
			t.Errorf("%q is taken for a number", text)
		case m.decimal != "" && m.decimal == m.thousands:
			t.Errorf("%q: %q marks decimals and thousands", text, m.decimal)
		}
	})
}

// FuzzDays reads any text as a day of a file, in every way there is. What is read is the same day when it is written and
// read again.
func FuzzDays(f *testing.F) {
	for _, s := range []string{"2026-03-31", "31/03/2026", "03/31/2026", "31.12.2026", "20260331", "1767225600", "1767225600000", "2026-3-1T23:59:59.999Z", "2026-02-30", "0/0/0000", "15-Jan-26"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, r := range readings {
			at, ok := r.parse(text)
			if !ok || r.layouts == nil {
				continue
			}
			again, ok := r.parse(at.Format(r.layouts[0]))
			if !ok || again.Format("2006-01-02") != at.Format("2006-01-02") {
				t.Errorf("%q by %s is %s, and written so it is %s", text, r.format, at, again)
			}
		}
	})
}
