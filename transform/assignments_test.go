package transform

import (
	"context"
	"fmt"
	"strings"
	"testing"
)

// TestTargetIncentives: a target incentive that is missing, cannot be read, or is for nobody knows how long, is none;
// one of 0 is one.
func TestTargetIncentives(t *testing.T) {
	t.Parallel()
	w := files(map[string]string{"attain/assignment": `
participant,role,first_day,target_incentive,per,currency
E1,AE,2026-01-01,10000,Quarterly,USD
E2,AE,2026-01-01,10000,monthly,USD
E3,AE,2026-01-01,10000,annual,USD
E4,AE,2026-01-01,0,year,USD
E5,AE,2026-01-01,,year,USD
E6,AE,2026-01-01,"10,000",year,USD
E7,AE,2026-01-01,10000,qtr,USD
E8,AE,2026-01-01,10000,,USD
E9,AE,2026-01-01,,,USD`}).build(t)
	list, err := w.Assignments(context.Background(), nil)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, a := range list {
		got = append(got, fmt.Sprintf("%s %d %q %v", a.Participant, a.IncentiveMinor, a.IncentivePer, a.HasIncentive))
	}
	want := `E1 1000000 "quarter" true
E2 1000000 "month" true
E3 1000000 "year" true
E4 0 "year" true
E5 0 "year" false
E6 0 "year" false
E7 1000000 "" false
E8 1000000 "" false
E9 0 "" false`
	if g := strings.Join(got, "\n"); g != want {
		t.Errorf("got:\n%s\nwant:\n%s", g, want)
	}
	w.expect(t, "select _row, message from checks.target_incentive_without_period order by _row", `
7 | E7: per "qtr" of the target incentive from 2026-01-01 on is not month, quarter or year; a scorecard cannot be paid from it
8 | E8: per (empty) of the target incentive from 2026-01-01 on is not month, quarter or year; a scorecard cannot be paid from it`)
}

// TestHiredAgain: both stretches of employment count, the day between them not; a record given twice says nothing new, and
// stretches that follow each other without a gap are one.
func TestHiredAgain(t *testing.T) {
	t.Parallel()
	w := files(map[string]string{
		"workday/worker": `
Employee_ID,Legal_Name,Hire_Date,Termination_Date
E1,Ada,2025-01-01,2026-01-31
E1,Ada Ek,2026-03-01,
E1,Ada Ek,2026-03-01,
E2,Bo,2025-01-01,2026-01-31
E2,Bo,2026-02-01,2026-06-30
E3,Cy,2026-03-01,
E3,Cy,2026-03-01,2026-04-30`,
		"attain/assignment": `
participant,role,first_day,last_day
E1,AE,2026-01-01,2026-12-31
E2,AE,2026-01-01,2026-12-31
E3,AE,2026-01-01,2026-12-31
E1,AE,2026-02-01,2026-02-28`,
	}).build(t)
	w.expect(t, "select participant_id, name, first_day, until_on from core.assignment order by all", `
E1 | Ada Ek | 2026-01-01 | 2026-02-01
E1 | Ada Ek | 2026-03-01 | 2027-01-01
E2 | Bo | 2026-01-01 | 2026-07-01
E3 | Cy | 2026-03-01 | 2026-05-01`)
	w.expect(t, "select message from checks.assignment_after_employment", "E1: no day of the assignment from 2026-02-01 is within employment")
}
