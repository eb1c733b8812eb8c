package config

import (
	"fmt"
	"time"
)

// Day is a calendar day without a time or a zone: days since 1970-01-01, as Arrow's date32 and DuckDB's DATE hold it.
type Day int32

// DayOf gives the day of a date; months and days out of range are carried over as in package time.
func DayOf(year, month, day int) Day {
	return Day(time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC).Unix() / 86400)
}

// ParseDay reads an ISO date, 2026-03-31.
func ParseDay(text string) (Day, error) {
	t, err := time.Parse("2006-01-02", text)
	if err != nil {
		return 0, fmt.Errorf("%q is not a date; write it as 2026-03-31", text)
	}
	return Day(t.Unix() / 86400), nil
}

// Time gives midnight UTC of the day, for formatting.
func (d Day) Time() time.Time { return time.Unix(int64(d)*86400, 0).UTC() }

// Date gives year, month (1–12) and day of the month.
func (d Day) Date() (year, month, day int) {
	y, m, dd := d.Time().Date()
	return y, int(m), dd
}

// String gives the ISO date.
func (d Day) String() string { return d.Time().Format("2006-01-02") }

// Words gives the date as sentences write it: 31 March 2026.
func (d Day) Words() string { return d.Time().Format("2 January 2006") }

// AddMonths moves by whole months and stays on the last day where the month is shorter (31 January + 1 = 28 February).
func (d Day) AddMonths(n int) Day {
	y, m, dd := d.Date()
	first := DayOf(y, m+n, 1)
	if last := DayOf(y, m+n+1, 1) - 1; first+Day(dd)-1 > last {
		return last
	}
	return first + Day(dd) - 1
}

// Interval is a half-open stretch of days: First is in it, End is not. People write first and last day; this is what
// code holds.
type Interval struct {
	First Day
	End   Day
}

// Days is the number of calendar days, never negative.
func (i Interval) Days() int {
	if i.End <= i.First {
		return 0
	}
	return int(i.End - i.First)
}

// Empty says that no day is in the interval.
func (i Interval) Empty() bool { return i.End <= i.First }

// Contains says whether the day is in the interval.
func (i Interval) Contains(d Day) bool { return i.First <= d && d < i.End }

// And is the stretch both intervals share; it may be empty.
func (i Interval) And(o Interval) Interval {
	return Interval{First: max(i.First, o.First), End: min(i.End, o.End)}
}

// String gives first and last day as people write them: 2026-07-01 to 2026-09-30.
func (i Interval) String() string { return fmt.Sprintf("%s to %s", i.First, i.End-1) }
