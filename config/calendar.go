package config

import (
	"fmt"
	"sort"
	"strconv"
	"strings"
	"time"
)

// Calendar is how the company cuts time. Months are calendar months; quarters and years begin with the month the
// company's year starts.
type Calendar struct {
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

// PeriodOf gives the month, quarter or year a day is in.
func (c Calendar) PeriodOf(day Day, kind string) Period {
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

// WorkingDays counts Mondays to Fridays of an interval that are no holiday of the country.
func (c Calendar) WorkingDays(i Interval, country string) int {
	if i.Empty() {
		return 0
	}
	n := i.Days() / 7 * 5
	for d := i.First + Day(i.Days()/7*7); d < i.End; d++ {
		if isWeekday(d) {
			n++
		}
	}
	for _, h := range c.Holidays[country] {
		if i.Contains(h) && isWeekday(h) {
			n--
		}
	}
	return n
}

func isWeekday(d Day) bool {
	w := d.Time().Weekday()
	return w != time.Saturday && w != time.Sunday
}

// MonthsTouched counts the calendar months that have at least one day in the interval.
func (i Interval) MonthsTouched() int {
	if i.Empty() {
		return 0
	}
	y1, m1, _ := i.First.Date()
	y2, m2, _ := (i.End - 1).Date()
	return 12*(y2-y1) + m2 - m1 + 1
}

// The readings of day_count.
const (
	CalendarDays = "calendar_days"
	WorkingDays  = "working_days"
	WholeMonths  = "whole_months"
)

// Share gives the part's share of the whole, φ = m ÷ n, first and last day counted. The part is first cut to the whole.
//
//	calendar_days  days ÷ days
//	working_days   Mondays to Fridays less the country's holidays ÷ the same of the whole
//	whole_months   months the part touches ÷ months of the whole
//
// Hired on Monday 10 February 2025 with 9,000 for the first quarter: 50 ÷ 90 → 5,000.00; 36 ÷ 64 → 5,062.50 (without
// holidays); 2 ÷ 3 → 6,000.00. A whole without a day to count has no share to give, so the share is 0.
func (c Calendar) Share(dayCount string, part, whole Interval, country string) Ratio {
	part = part.And(whole)
	var m, n int
	switch dayCount {
	case CalendarDays:
		m, n = part.Days(), whole.Days()
	case WorkingDays:
		m, n = c.WorkingDays(part, country), c.WorkingDays(whole, country)
	case WholeMonths:
		m, n = part.MonthsTouched(), whole.MonthsTouched()
	default:
		panic("config: unknown day count " + strconv.Quote(dayCount))
	}
	if n <= 0 {
		return Ratio{}
	}
	return NewRatio(int64(m), int64(n))
}

// sortHolidays puts the days in order and leaves repeats out.
func sortHolidays(days []Day) []Day {
	sort.Slice(days, func(i, j int) bool { return days[i] < days[j] })
	out := days[:0]
	for i, d := range days {
		if i == 0 || d != days[i-1] {
			out = append(out, d)
		}
	}
	return out
}
