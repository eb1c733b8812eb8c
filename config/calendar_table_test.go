package config

import (
	"strings"
	"testing"
	"testing/fstest"
)

// The weeks of a 4-4-5 year, counted on a paper calendar: 28 December 2025 is a Sunday.
func TestWeekTable(t *testing.T) {
	t.Parallel()
	c := Calendar{Table: WeekTable("4-4-5", []WeekYear{
		{"2026", Interval{First: DayOf(2025, 12, 28), End: DayOf(2026, 12, 27)}},
		{"2027", Interval{First: DayOf(2026, 12, 27), End: DayOf(2028, 1, 2)}}, // 53 weeks
	})}
	for label, days := range map[string]string{
		"2026-P01": "2025-12-28 to 2026-01-24",
		"2026-P02": "2026-01-25 to 2026-02-21",
		"2026-P03": "2026-02-22 to 2026-03-28",
		"2026-Q1":  "2025-12-28 to 2026-03-28",
		"2026-Q2":  "2026-03-29 to 2026-06-27",
		"2026":     "2025-12-28 to 2026-12-26",
		"2027-P12": "2027-11-21 to 2028-01-01", // five weeks and the 53rd
	} {
		p, err := c.Period(label)
		if err != nil || p.String() != days || p.Label != label {
			t.Errorf("%s is %s (%s), %v; want %s", label, p, p.Label, err, days)
		}
		if again := c.PeriodOf(p.End-1, p.Kind); again != p {
			t.Errorf("the last day of %s is in %s", label, again.Label)
		}
	}
	if _, err := c.Period("2026-P13"); err == nil || !strings.Contains(err.Error(), "did you mean") {
		t.Errorf("2026-P13: %v", err)
	}
	q1, _ := c.Period("2026-Q1")
	if got := len(c.Within(q1.Interval, Month)); got != 3 {
		t.Errorf("%d months end in 2026-Q1", got)
	}
	if got := c.Months(q1.Interval); got != 3 {
		t.Errorf("2026-Q1 touches %d months", got)
	}
	if got := c.MonthsBefore(q1.End, 3); got != q1.First {
		t.Errorf("three months before the end of 2026-Q1 is %s", got)
	}
	early := c.PeriodOf(DayOf(2020, 1, 1), Quarter)
	if early.End != DayOf(2025, 12, 28) || c.Covers(early.Interval) {
		t.Errorf("before the table: %+v", early)
	}
}

func TestCalendarFaults(t *testing.T) {
	t.Parallel()
	for calendar, want := range map[string]string{
		`{periods: 4-4-5, years: {2026: {first_day: 2025-12-28, last_day: 2026-12-27}}}`:                                                                                                          "365 days; a year of weeks has 364",
		`{periods: 4-4-5, years: {2026: {first_day: 2025-12-28, last_day: 2026-12-26}, 2027: {first_day: 2026-12-28, last_day: 2027-12-26}}}`:                                                     "without a gap",
		`{periods: table, table: [{period: a/b, quarter: Q, year: Y, first_day: 2026-01-01, last_day: 2026-01-31}]}`:                                                                              "cannot name a folder",
		`{periods: table, table: [{period: A, quarter: Q, year: A, first_day: 2026-01-01, last_day: 2026-01-31}]}`:                                                                                `"A" is a period already`,
		"{periods: table, table: [{period: A, quarter: Q, year: Y, first_day: 2026-01-01, last_day: 2026-01-31}, {period: B, quarter: Q, year: Y, first_day: 2026-02-02, last_day: 2026-02-28}]}": "without a gap",
		`{periods: table, table: [{period: A, quarter: Q, year: Y, first_day: 2026-01-01, last_day: 2026-03-31}]}`:                                                                                "year Y has only 90 days; write all its periods",
		`{periods: table, short_years: [Y], table: [{period: A, quarter: Q, year: Y, first_day: 2026-01-01, last_day: 2026-06-30}]}`:                                                              "the calendar has periods from 2026-01-01 to 2026-06-30 only",
		`{periods: weeks}`: "it is months, 4-4-5, 4-5-4, 5-4-4 or table",
	} {
		fsys := files(t, "good.txtar")
		text := string(fsys["attain.yaml"].Data)
		from := strings.Index(text, "calendar:")
		end := from + strings.Index(text[from:], "\n")
		fsys["attain.yaml"] = &fstest.MapFile{Data: []byte(text[:from] + "calendar: " + calendar + text[end:])}
		if _, err := ReadWorkspace(fsys); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s:\n%v\nwant %s", calendar, err, want)
		}
	}
}
