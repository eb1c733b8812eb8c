package config

import (
	"slices"
	"strings"
)

// calendar reads calendar: months, weeks (4-4-5) or a table of periods.
func (l *loader) calendar(n *Node) {
	r := n.ReadAs(l.ps, "calendar")
	c := Calendar{Holidays: map[string][]Day{}}
	switch periods := r.Choice("periods", "months", "months", "4-4-5", "4-5-4", "5-4-4", "table"); periods {
	case "months":
		l.months(&c, r)
	case "table":
		c.Table = l.calendarTable(r)
	default:
		c.Table = l.weeks(periods, r)
	}
	l.holidays(&c, r.Child("holidays"))
	r.Done()
	l.ws.Calendar = c
}

func (l *loader) months(c *Calendar, r *Reader) {
	c.YearStarts = int(r.IntOr("year_starts", 1))
	if c.YearStarts < 1 || c.YearStarts > 12 {
		l.ps.Addf(r.At("year_starts"), "year_starts: %d is not a month; write 1 for January to 12 for December", c.YearStarts)
		c.YearStarts = 1
	}
	c.YearNamedBy = r.Choice("year_named_by", "first_month", "first_month", "last_month")
	if c.YearStarts > 1 && !r.Has("year_named_by") {
		l.ps.Addf(r.At("year_starts"), "the year starts in month %d, so say how it is called: with year_named_by: first_month the year from %s is 2026, with last_month it is 2027",
			c.YearStarts, DayOf(2026, c.YearStarts, 1))
	}
}

// weeks reads years: {2025: {first_day: 2024-12-29, last_day: 2025-12-27}, …}, each 52 or 53 weeks.
func (l *loader) weeks(pattern string, r *Reader) []CalendarRow {
	n := r.need("years")
	if n == nil {
		return nil
	}
	years := n.ReadAs(l.ps, "years")
	var list []WeekYear
	for _, k := range n.Keys {
		y := years.Child(k.Text).ReadAs(l.ps, "a year")
		before := l.ps.Len()
		w := WeekYear{Name: k.Text, Interval: interval(y, l.ps)}
		y.Done()
		if l.ps.Len() > before {
			continue
		}
		if d := w.Days(); d != 52*7 && d != 53*7 {
			l.ps.Addf(y.At("last_day"), "the year %s has %d days; a year of weeks has 364 (52 weeks) or 371 (53 weeks)", k.Text, d)
			continue
		}
		if !isLabel(k.Text) {
			l.ps.Addf(k.At, "years: %s cannot name a folder; use letters, digits and -, such as 2026 or FY26", quoteShort(k.Text))
		}
		if len(list) > 0 && list[len(list)-1].End != w.First {
			l.ps.Addf(y.At("first_day"), "the year %s begins on %s, and the one before it ends on %s; years follow one another without a gap", k.Text, w.First, list[len(list)-1].End-1)
			continue
		}
		list = append(list, w)
	}
	years.Done()
	return WeekTable(pattern, list)
}

// calendarTable reads table: [{period: FY26-01, quarter: FY26-Q1, year: FY26, first_day: 2026-02-01, last_day: 2026-02-28}, …].
func (l *loader) calendarTable(r *Reader) []CalendarRow {
	if r.need("table") == nil {
		return nil
	}
	var out []CalendarRow
	taken := map[string]string{}
	for _, item := range r.Items("table") {
		p := item.ReadAs(l.ps, "a period")
		before := l.ps.Len()
		row := CalendarRow{Label: p.Text("period"), Quarter: p.Text("quarter"), Year: p.Text("year"), Interval: interval(p, l.ps)}
		p.Done()
		for i, key := range []string{"period", "quarter", "year"} {
			l.tableLabel(p, key, row.of(kindsOfPeriod[i]), taken)
		}
		if l.ps.Len() > before {
			continue
		}
		if len(out) > 0 {
			l.follows(p, out, row)
		}
		out = append(out, row)
	}
	l.wholeYears(r, out)
	return out
}

// wholeYears refuses a year of which the table has only some of the periods: of 40,000 a year a quarter has 3 of the 12
// months the table has, and of a table that ends with that quarter it would have all 40,000.
func (l *loader) wholeYears(r *Reader, rows []CalendarRow) {
	short := map[string]bool{}
	if n := r.Child("short_years"); n != nil {
		for _, item := range r.Items("short_years") {
			short[item.Scalar(l.ps)] = true
		}
	}
	days := map[string]int{}
	for i, row := range rows {
		days[row.Year] += row.Days()
		if last := i == len(rows)-1 || rows[i+1].Year != row.Year; last && days[row.Year] < 350 && !short[row.Year] {
			l.ps.Addf(r.At("table"), "table: year %s has only %d days; write all its periods, because what is for a year is divided by them, or short_years: [%s] where it is that short",
				row.Year, days[row.Year], row.Year)
		}
	}
}

// tableLabel refuses a label that cannot name a folder, and one that means two kinds of period.
func (l *loader) tableLabel(p *Reader, key, label string, taken map[string]string) {
	switch kind, is := taken[label]; {
	case label == "":
	case !isLabel(label):
		l.ps.Addf(p.At(key), "%s: %s cannot name a folder; use letters, digits and -, such as FY26-01", key, quoteShort(label))
	case is && (kind != key || key == "period"):
		l.ps.Addf(p.At(key), "%s: %s is a %s already; every label means one stretch of days", key, quoteShort(label), kind)
	default:
		taken[label] = key
	}
}

// follows refuses a gap, an overlap, and a quarter or a year that is interrupted.
func (l *loader) follows(p *Reader, rows []CalendarRow, row CalendarRow) {
	last := rows[len(rows)-1]
	if last.End != row.First {
		l.ps.Addf(p.At("first_day"), "period %s begins on %s, and the one before it, %s, ends on %s; periods follow one another without a gap", row.Label, row.First, last.Label, last.End-1)
	}
	for _, kind := range []string{Quarter, Year} {
		label := row.of(kind)
		apart := label != "" && last.of(kind) != label && slices.ContainsFunc(rows, func(o CalendarRow) bool { return o.of(kind) == label })
		if apart {
			l.ps.Addf(p.At(kind), "%s: %s was ended by %s; its periods stand together", kind, label, strings.TrimSpace(last.of(kind)))
		}
	}
}

func (l *loader) holidays(c *Calendar, n *Node) {
	if n == nil {
		return
	}
	r := n.ReadAs(l.ps, "holidays")
	for _, k := range n.Keys {
		if !countryCode.MatchString(k.Text) {
			l.ps.Addf(k.At, "holidays: %s is not a country; write its code of two capital letters, such as US or DE", quoteShort(k.Text))
		}
		var days []Day
		for _, item := range r.Items(k.Text) {
			d, err := ParseDay(item.Scalar(l.ps))
			if err != nil {
				l.ps.Addf(item.At, "holidays: %s", err)
				continue
			}
			days = append(days, d)
		}
		c.Holidays[k.Text] = sortHolidays(days)
	}
}
