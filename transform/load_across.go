package transform

import (
	"fmt"
	"regexp"
	"slices"
	"sort"
	"strings"

	"attain/config"
)

// month is one of the columns across: of a month, or of the months of a quarter or a year.
type month struct {
	column string
	header header
	first  config.Day
	months int
}

// Across is where the figures of a month stood before columns across became rows.
type Across struct {
	Month  string `json:"month"`  // its first day
	Header string `json:"header"` // Jan 2026
	Place  string `json:"place"`  // of the header: C3, or column 3
}

// across finds the columns to turn into rows: those whose header is written as the format says, or is a date cell.
// Other columns, such as a total, stay as they are.
func (l *loader) across() ([]month, error) {
	u := l.format.Unpivot
	if u == nil {
		return nil, nil
	}
	var months []month
	at := map[config.Day]header{}
	for _, h := range l.headers {
		m, ok := acrossMonth(u, h)
		if !ok {
			continue
		}
		for i := range m.months {
			day := m.first.AddMonths(i)
			if other, twice := at[day]; twice {
				return nil, faultf("%s (%s) and %s (%s) are both %s; a month may be there once", other.at, other.name, h.at, h.name, day.Time().Format("January 2006"))
			}
			at[day] = h
		}
		months = append(months, m)
	}
	if len(months) == 0 {
		return nil, faultf("no column is headed like %q; there is %s", u.Columns, strings.Join(l.load.Columns, ", "))
	}
	sort.Slice(months, func(i, j int) bool { return months[i].first < months[j].first })
	return months, nil
}

var yearCell = regexp.MustCompile(`(?:^|[^0-9])((?:19|20)[0-9]{2})(?:[^0-9]|$)`)

// setYears gives the headers the years of the row above them: a year stands over the first of its months.
func setYears(headers []header, above []string) error {
	year := ""
	for i := range headers {
		if i < len(above) && strings.TrimSpace(above[i]) != "" {
			found := yearCell.FindStringSubmatch(above[i])
			if year = ""; found != nil {
				year = found[1]
			}
		}
		if strings.TrimSpace(headers[i].cell) != "" {
			headers[i].year = year
		}
	}
	for _, h := range headers {
		if h.year != "" {
			return nil
		}
	}
	return faultf("the row of the years has none: %s", strings.Join(above, ", "))
}

func acrossMonth(u *config.Unpivot, h header) (month, bool) {
	pattern := u.Columns
	if h.year != "" {
		patterns := strings.Split(pattern, "|")
		for i := range patterns {
			patterns[i] += " 2006"
		}
		pattern = strings.Join(patterns, "|")
	}
	if first, months, ok := config.AcrossHeader(pattern, h.name); ok {
		return month{h.name, h, first, months}, true
	}
	day, err := config.ParseDay(h.name)
	if err != nil {
		return month{}, false
	}
	year, m, _ := day.Date()
	return month{h.name, h, config.DayOf(year, m, 1), 1}, true
}

// selection gives the columns of the shaped file and makes them the load's: all of them, or those that are not across
// with the month and its value.
func (l *loader) selection(across []month) string {
	if len(across) == 0 {
		return identAll(l.load.Columns)
	}
	u := l.format.Unpivot
	isAcross := map[string]bool{}
	var cells []string
	for _, m := range across {
		isAcross[m.column] = true
		for i := range m.months {
			day := m.first.AddMonths(i).String()
			l.load.Across = append(l.load.Across, Across{day, m.header.name, m.header.at})
			cells = append(cells, fmt.Sprintf("{%s: %s, %s: %s}", ident(u.Into), quote(day), ident(u.Value), l.partOf(m, i)))
		}
	}
	l.load.Columns = slices.DeleteFunc(l.load.Columns, func(name string) bool { return isAcross[name] })
	selection := "unnest([" + strings.Join(cells, ", ") + "], recursive := true)"
	if len(l.load.Columns) > 0 {
		selection = identAll(l.load.Columns) + ", " + selection
	}
	l.load.Columns = append(l.load.Columns, u.Into, u.Value)
	return selection
}

// partOf is the text of a column's figure for its month i, counted from 0. What is for three or twelve months is divided
// to the hundredth, as the difference of what is due by the end of the month and before it, so that the months sum to the
// figure: 100 for a quarter is 33.33, 33.34, 33.33. What is no number stays as it is, for the staging to refuse.
func (l *loader) partOf(m month, i int) string {
	cell := ident(m.column)
	if m.months == 1 {
		return cell
	}
	s := spelling{decimal: l.format.Decimal, thousands: l.format.Thousands, mark: l.format.CurrencyMark}
	number := "plain_number(" + s.plain("trim("+cell+")") + ")"
	due := func(k int) string {
		return fmt.Sprintf("rounded_share(cast(%s * 10000 as bigint), %d, %d)", number, k, 100*m.months)
	}
	part := "cast(cast(" + due(i+1) + " - " + due(i) + " as decimal(16, 0)) * 0.01::decimal(3, 2) as varchar)"
	if l.format.Decimal == "," {
		part = "replace(" + part + ", '.', ',')"
	}
	return fmt.Sprintf("case when %s is null then %s else %s end", number, cell, part)
}
