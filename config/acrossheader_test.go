package config

import "testing"

func TestAcrossHeader(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		pattern, header string
		first           Day
		months          int
	}{
		{"Jan 2006", "Sep 2026", DayOf(2026, 9, 1), 1},
		{"January 2006", "desember 2026", DayOf(2026, 12, 1), 1},
		{"Jan. 06", "okt. 26", DayOf(2026, 10, 1), 1},
		{"Jan. 06", "mai 26", DayOf(2026, 5, 1), 1},
		{"Jan 06", "Sept. 26", DayOf(2026, 9, 1), 1},
		{"Jan-06", "mars-26", DayOf(2026, 3, 1), 1},
		{"2006-01", "2026-11", DayOf(2026, 11, 1), 1},
		{"Q1 2006", "q3 2026", DayOf(2026, 7, 1), 3},
		{"2006-Q1", "2026-Q4", DayOf(2026, 10, 1), 3},
		{"K1 06", "K2 26", DayOf(2026, 4, 1), 3},
		{"2006", "2026", DayOf(2026, 1, 1), 12},
		{"Jan 2006|Q1 2006", "Q1 2027", DayOf(2027, 1, 1), 3},
		{"Quota Jan 2006", "Quota Mar 2026", DayOf(2026, 3, 1), 1},
		{"Jan 2006", "Total", 0, 0},
		{"Jan 2006", "Jan 26", 0, 0},
		{"Q1 2006", "Q5 2026", 0, 0},
		{"2006", "26", 0, 0},
	} {
		first, months, ok := AcrossHeader(c.pattern, c.header)
		if first != c.first || months != c.months || ok != (c.months > 0) {
			t.Errorf("%q by %q: %s, %d months, %t; want %s, %d", c.header, c.pattern, first, months, ok, c.first, c.months)
		}
	}
}
