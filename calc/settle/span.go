package settle

import (
	"strconv"
	"strings"

	"attain/config"
)

// span is a stretch of time as people write it: 90 days, 12 months, 2 pay_periods.
type span struct {
	n    int
	unit string // days, months, pay_periods
}

// end is the last day of a span that begins at a day: 90 days from 15 January 2025 end on 15 April, and that day is
// still within. Pay periods are counted by whoever knows the calendar.
func (s span) end(from config.Day) config.Day {
	if s.unit == "months" {
		return from.AddMonths(s.n)
	}
	return from + config.Day(s.n)
}

// contains says whether a day is within the span that begins at from; the last day is.
func (s span) contains(from, day config.Day) bool { return day <= s.end(from) }

// readSpan reads a span with one of some units; 1 day, 1 month and 1 pay_period count, too.
func readSpan(r *config.Reader, ps *config.Problems, key string, units ...string) span {
	text := r.Text(key)
	if text == "" {
		return span{}
	}
	number, unit, _ := strings.Cut(text, " ")
	n, err := strconv.Atoi(number)
	for _, u := range units {
		if err == nil && n >= 0 && n <= 36_500 && (unit == u || unit == strings.TrimSuffix(u, "s")) {
			return span{n, u}
		}
	}
	ps.Addf(r.At(key), "%s: %q is no stretch of time here; write a number and %s, such as %s", key, text, strings.Join(units, " or "), "90 "+units[0])
	return span{}
}
