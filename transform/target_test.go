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

// TestTargetsRollDown: a target divided among those it is assigned to, by largest remainder, more than the whole where it
// is over-assigned; their own parts follow. 1,100,000.00 at 33.34, 33.33 and 33.33 %; 100.00 at thirds of a million.
func TestTargetsRollDown(t *testing.T) {
	t.Parallel()
	w := files(map[string]string{
		"attain/assignment": "participant,role,first_day\nV1,VP,2026-01-01\nM1,MGR,2026-01-01\nE1,AE,2026-01-01\nE2,AE,2026-01-01\nE3,AE,2026-01-01",
		"attain/quota": `
participant,period,quota,part_of,share,over_assigned
V1,2026-Q1,2000000,,,
M1,2026-Q1,,V1,50,10
M2,2026-Q1,,V1,50,
E1,2026-Q1,,M1,33.34,
E2,2026-Q1,,M1,33.33,
E3,2026-Q1,,M1,33.33,
M1,2026-Q2,100,,,
E1,2026-Q2,,M1,33.3333,
E2,2026-Q2,,M1,33.3333,
E3,2026-Q2,,M1,33.3334,`,
	}).build(t)
	w.expect(t, "select participant_id, first_day, target_minor from core.target order by 2, 1", `
E1 | 2026-01-01 | 36674000
E2 | 2026-01-01 | 36663000
E3 | 2026-01-01 | 36663000
M1 | 2026-01-01 | 100000000
M2 | 2026-01-01 | 100000000
V1 | 2026-01-01 | 200000000
E1 | 2026-04-01 | 3333
E2 | 2026-04-01 | 3333
E3 | 2026-04-01 | 3334
M1 | 2026-04-01 | 10000`)
	w.expect(t, "select count(*) from checks.quota_parts_do_not_add_up", "0")
	w.expect(t, "select count(*) from checks.target_twice", "0")
}

func TestPartsOfATarget(t *testing.T) {
	t.Parallel()
	files(map[string]string{
		"attain/assignment": "participant,role,first_day\nM1,MGR,2026-01-01\nE1,AE,2026-01-01\nE2,AE,2026-01-01",
		"attain/quota": `
participant,period,quota,part_of,share
M1,2026-Q1,100,,
E1,2026-Q1,,M1,60
E2,2026-Q1,,M1,30
E1,2026-Q2,,M1,100
E2,2026-Q3,50,M9,100`,
	}).build(t).expect(t, "select message from checks.quota_parts_do_not_add_up order by 1", `
E1: the bookings target of 2026-04-01 is a part of that of M1, who has none for these days, this metric and currency; write it, or an amount
E2: the bookings target of 2026-07-01 is a part of that of M9, and has an amount of its own; keep one of them
the parts of the bookings target of M1 of 2026-01-01 are 90.0000 % together, not 100 %; to divide more than the whole, write over_assigned beside it`)
}
