package config

import (
	"fmt"
	"sort"
	"strings"
)

// CalendarRow is one month of a calendar that is a table, with the quarter and the year it belongs to.
type CalendarRow struct {
	Label, Quarter, Year string
	Interval
}

// of is the label of the row's period of a kind.
func (r CalendarRow) of(kind string) string {
	switch kind {
	case Quarter:
		return r.Quarter
	case Year:
		return r.Year
	default:
		return r.Label
	}
}

var kindsOfPeriod = []string{Month, Quarter, Year}

// tablePeriod is Period for a calendar that is a table.
func (c Calendar) tablePeriod(label string) (Period, error) {
	for _, kind := range kindsOfPeriod {
		for _, r := range c.Table {
			if r.of(kind) == label {
				return c.tablePeriodOf(r.First, kind), nil
			}
		}
	}
	known := c.labels()
	return Period{}, fmt.Errorf("%q is not a period of the calendar, which has %s to %s%s", label, known[0], known[len(known)-1], Suggest(label, known))
}

// labels are the labels of all periods, months first.
func (c Calendar) labels() []string {
	var out []string
	seen := map[string]bool{}
	for _, kind := range kindsOfPeriod {
		for _, r := range c.Table {
			if l := r.of(kind); !seen[l] {
				seen[l] = true
				out = append(out, l)
			}
		}
	}
	return out
}

// firstDayOfTime and endOfTime bound the periods before and after a table.
var (
	firstDayOfTime = DayOf(1, 1, 1)
	endOfTime      = DayOf(9999, 12, 31)
)

// tablePeriodOf is PeriodOf for a calendar that is a table: the rows around the day's row that share its label.
func (c Calendar) tablePeriodOf(day Day, kind string) Period {
	first, last := c.Table[0], c.Table[len(c.Table)-1]
	if day < first.First {
		return Period{Label: "before " + first.Label, Kind: kind, Interval: Interval{First: firstDayOfTime, End: first.First}}
	}
	if day >= last.End {
		return Period{Label: "after " + last.Label, Kind: kind, Interval: Interval{First: last.End, End: endOfTime}}
	}
	i := sort.Search(len(c.Table), func(i int) bool { return c.Table[i].End > day })
	label := c.Table[i].of(kind)
	from, to := i, i
	for from > 0 && c.Table[from-1].of(kind) == label {
		from--
	}
	for to < len(c.Table)-1 && c.Table[to+1].of(kind) == label {
		to++
	}
	return Period{Label: label, Kind: kind, Interval: Interval{First: c.Table[from].First, End: c.Table[to].End}}
}

func (c Calendar) rowsTouched(i Interval) int {
	n := 0
	for _, r := range c.Table {
		if !r.And(i).Empty() {
			n++
		}
	}
	return n
}

// Covers says whether the calendar has a period for every day of an interval.
func (c Calendar) Covers(i Interval) bool {
	return c.Table == nil || i.Empty() || i.First >= c.Table[0].First && i.End <= c.Table[len(c.Table)-1].End
}

// weekPatterns are how many weeks the months of a quarter have.
var weekPatterns = map[string][3]int{"4-4-5": {4, 4, 5}, "4-5-4": {4, 5, 4}, "5-4-4": {5, 4, 4}}

// WeekYear is a year of weeks: its name and its days. A year of 53 weeks has its additional week in the last month.
type WeekYear struct {
	Name string
	Interval
}

// WeekTable cuts years of 52 or 53 weeks into months of whole weeks. With 4-4-5 the year 2026 from 2025-12-28 has
// 2026-P01 to 2026-01-24, 2026-P02 to 2026-02-21 and 2026-P03 to 2026-03-28, together 2026-Q1.
func WeekTable(pattern string, years []WeekYear) []CalendarRow {
	var out []CalendarRow
	for _, y := range years {
		at := y.First
		for m := range 12 {
			end := at + Day(7*weekPatterns[pattern][m%3])
			if m == 11 {
				end = y.End
			}
			out = append(out, CalendarRow{
				Label: fmt.Sprintf("%s-P%02d", y.Name, m+1), Quarter: fmt.Sprintf("%s-Q%d", y.Name, m/3+1), Year: y.Name,
				Interval: Interval{First: at, End: end},
			})
			at = end
		}
	}
	return out
}

// isLabel says what a period's label may be made of: it names a folder.
func isLabel(s string) bool {
	return s != "" && len(s) <= 40 && s[0] != '-' && s[0] != '.' &&
		strings.Trim(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.") == ""
}
