package demo

import "attain/config"

// The data covers five quarters; it was fetched a few days into the sixth.
var (
	dataFirst = config.DayOf(2025, 7, 1)
	dataEnd   = config.DayOf(2026, 10, 1)
	asOf      = config.DayOf(2026, 10, 5)
)

// Period is the label of the demo's run, the last quarter of the data.
const Period = "2026-Q3"

const (
	quarterCount = 5
	monthCount   = 3 * quarterCount
)

// quarter gives the i-th quarter of the data.
func quarter(i int) config.Interval {
	return config.Interval{First: dataFirst.AddMonths(3 * i), End: dataFirst.AddMonths(3 * (i + 1))}
}

var monthStarts = listMonths()

func listMonths() (list [monthCount + 1]config.Day) {
	for i := range list {
		list[i] = dataFirst.AddMonths(i)
	}
	return list
}

// monthOf gives the index of the data's month a day lies in, or -1 outside of the data.
func monthOf(d config.Day) int {
	if d < dataFirst || d >= dataEnd {
		return -1
	}
	i := int(d-dataFirst) / 31
	if d >= monthStarts[i+1] {
		i++
	}
	return i
}

// monthLabel writes a month as the heads of finance's columns: Jul 2026.
func monthLabel(i int) string { return monthStarts[i].Time().Format("Jan 2006") }
