package transform

import (
	"testing"

	"attain/config"
)

// A quota given for a label is one of all the period's days: 2026-P02 of a 4-4-5 year from 28 December 2025 is 25 January to 21 February.
func TestTargetOfAPeriod(t *testing.T) {
	g := files(map[string]string{
		"attain/assignment": `
participant,role,first_day,last_day
E1,AE,2026-01-01,`,
		"attain/quota": `
participant,metric,period,month,quota
E1,bookings,2026-P02,,1000
E1,bookings,2026-Q2,,3000
E1,bookings,,2026-08-01,500`,
	})
	g.ws.Calendar.Table = config.WeekTable("4-4-5", []config.WeekYear{{Name: "2026", Interval: config.Interval{First: config.DayOf(2025, 12, 28), End: config.DayOf(2026, 12, 27)}}})
	g.build(t).expect(t, "select first_day, until_on, target_minor from core.target order by 1", `
		2026-01-25 | 2026-02-22 | 100000
		2026-03-29 | 2026-06-28 | 300000
		2026-08-01 | 2026-09-01 | 50000`)
}

// A quarter's target and one of a month in it would count the month twice.
func TestTargetsThatOverlapAreTwo(t *testing.T) {
	w := files(map[string]string{
		"attain/assignment": `
participant,role,first_day,last_day
E1,AE,2026-01-01,`,
		"attain/quota": `
participant,metric,period,month,quota
E1,bookings,2026-Q1,,3000
E1,bookings,,2026-02-01,1000
E1,bookings,2026-Q2,,3000`,
	}).build(t)
	w.expect(t, "select message, _row from checks.target_twice", "E1 has another bookings target of 2026-02-01 in quota.csv:1; keep the one that is meant | 2")
}
