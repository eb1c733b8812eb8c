package config

import (
	"sort"
	"strconv"
	"time"
)

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

// The readings of day_count.
const (
	CalendarDays = "calendar_days"
	WorkingDays  = "working_days"
	WholeMonths  = "whole_months"
	Thirty360    = "thirty_360"
)

// Count counts an interval by a day count, first and last day counted: its days, its working days, the months it touches,
// or its days where every month has thirty.
func (c Calendar) Count(dayCount string, i Interval, country string) int {
	switch dayCount {
	case CalendarDays:
		return i.Days()
	case WorkingDays:
		return c.WorkingDays(i, country)
	case WholeMonths:
		return c.Months(i)
	case Thirty360:
		return thirties(i)
	default:
		panic("config: unknown day count " + strconv.Quote(dayCount))
	}
}

// thirties counts days as if every month had thirty: a 30th and a 31st are one day together, and the
// last of February is as many as are missing to thirty. So what is cut adds up to its whole.
func thirties(i Interval) int {
	if i.Empty() {
		return 0
	}
	number := func(d Day) int {
		year, month, day := d.Date()
		return 360*year + 30*month + min(day, 30)
	}
	return number(i.End) - number(i.First)
}

// Share gives the part's share of the whole, φ = m ÷ n, first and last day counted. The part is first cut to the whole.
//
//	calendar_days  days ÷ days
//	working_days   Mondays to Fridays less the country's holidays ÷ the same of the whole
//	whole_months   months the part touches ÷ months of the whole
//	thirty_360     days ÷ days, every month of thirty
//
// Hired on Monday 10 February 2025 with 9,000 for the first quarter: 50 ÷ 90 → 5,000.00; 36 ÷ 64 → 5,062.50 (without
// holidays); 2 ÷ 3 → 6,000.00; 51 ÷ 90 → 5,100.00. A whole without a day to count has no share to give, so the share is 0.
func (c Calendar) Share(dayCount string, part, whole Interval, country string) Ratio {
	n := c.Count(dayCount, whole, country)
	if n <= 0 {
		return Ratio{}
	}
	return NewRatio(int64(c.Count(dayCount, part.And(whole), country)), int64(n))
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
