package config

import (
	"fmt"
	"strconv"
	"strings"
)

// Calendar is how the company cuts time. Without a table, months are calendar months, and quarters and years begin with
// the month the company's year starts; with one (4-4-5 weeks, or periods written down), its rows are the months.
type Calendar struct {
	Table       []CalendarRow    // ascending, without gaps; nil where months are calendar months
	YearStarts  int              // first month of the year, 1–12; 0 means 1
	YearNamedBy string           // where the year does not start in January: first_month or last_month names the year
	Holidays    map[string][]Day // by country, ascending
}

// Kinds of period.
const (
	Month   = "month"
	Quarter = "quarter"
	Year    = "year"
)

// Period is a labelled stretch of the calendar: 2026-07, 2026-Q3, 2026.
type Period struct {
	Label string
	Kind  string // month, quarter, year
	Interval
}

// Period gives the stretch a label names.
func (c Calendar) Period(label string) (Period, error) {
	if c.Table != nil {
		return c.tablePeriod(label)
	}
	bad := fmt.Errorf("%q is not a period; write a month 2026-07, a quarter 2026-Q3 or a year 2026", label)
	if strings.Trim(label, "0123456789-Q") != "" {
		return Period{}, bad
	}
	head, tail, parted := strings.Cut(label, "-")
	year, err := strconv.Atoi(head)
	if err != nil || len(head) != 4 || year < 1900 {
		return Period{}, bad
	}
	if !parted {
		return c.year(year), nil
	}
	if q, is := strings.CutPrefix(tail, "Q"); is {
		n, err := strconv.Atoi(q)
		if err != nil || len(q) != 1 || n < 1 || n > 4 {
			return Period{}, bad
		}
		return c.quarter(year, n), nil
	}
	month, err := strconv.Atoi(tail)
	if err != nil || len(tail) != 2 || month < 1 || month > 12 {
		return Period{}, bad
	}
	return monthPeriod(DayOf(year, month, 1)), nil
}

// PeriodOf gives the month, quarter or year a day is in. Outside a calendar's table it is one long period on either side.
func (c Calendar) PeriodOf(day Day, kind string) Period {
	if c.Table != nil {
		return c.tablePeriodOf(day, kind)
	}
	year, month, _ := day.Date()
	since := (month - c.firstMonth() + 12) % 12 // whole months since the company's year began
	switch kind {
	case Month:
		return monthPeriod(day)
	case Quarter:
		return c.quarter(c.nameOfYear(year, month, since), since/3+1)
	case Year:
		return c.year(c.nameOfYear(year, month, since))
	default:
		panic("config: unknown kind of period " + kind)
	}
}

// Within gives the periods of a kind whose last day is in the interval, in order: what a run of that interval pays.
func (c Calendar) Within(i Interval, kind string) []Period {
	var out []Period
	if i.Empty() {
		return nil
	}
	for p := c.PeriodOf(i.First, kind); p.First < i.End; p = c.PeriodOf(p.End, kind) {
		if i.Contains(p.End - 1) {
			out = append(out, p)
		}
	}
	return out
}

// Months counts the months (the table's rows, where there is one) that have at least one day in the interval.
func (c Calendar) Months(i Interval) int {
	switch {
	case i.Empty():
		return 0
	case c.Table != nil:
		return c.rowsTouched(i)
	}
	y1, m1, _ := i.First.Date()
	y2, m2, _ := (i.End - 1).Date()
	return 12*(y2-y1) + m2 - m1 + 1
}

// MonthsBefore gives the day that many whole months before a day that ends one.
func (c Calendar) MonthsBefore(end Day, months int) Day {
	if c.Table == nil {
		return end.AddMonths(-months)
	}
	for ; months > 0; months-- {
		end = c.tablePeriodOf(end-1, Month).First
	}
	return end
}

func (c Calendar) firstMonth() int { return max(c.YearStarts, 1) }

// lag is 1 when a company's year carries the number of the calendar year after the one it starts in.
func (c Calendar) lag() int {
	if c.firstMonth() > 1 && c.YearNamedBy == "last_month" {
		return 1
	}
	return 0
}

func (c Calendar) nameOfYear(year, month, since int) int {
	if month-since < 1 {
		year--
	}
	return year + c.lag()
}

func (c Calendar) year(name int) Period {
	first := DayOf(name-c.lag(), c.firstMonth(), 1)
	return Period{Label: fmt.Sprintf("%04d", name), Kind: Year, Interval: Interval{First: first, End: first.AddMonths(12)}}
}

func (c Calendar) quarter(year, n int) Period {
	first := c.year(year).First.AddMonths(3 * (n - 1))
	return Period{Label: fmt.Sprintf("%04d-Q%d", year, n), Kind: Quarter, Interval: Interval{First: first, End: first.AddMonths(3)}}
}

func monthPeriod(day Day) Period {
	y, m, _ := day.Date()
	first := DayOf(y, m, 1)
	return Period{Label: fmt.Sprintf("%04d-%02d", y, m), Kind: Month, Interval: Interval{First: first, End: first.AddMonths(1)}}
}
