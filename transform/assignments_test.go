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

// TestOnTargetEarnings: semantics.md section 20. Earnings of 140,000 at 50:50 are a target incentive of 70,000 a year; at
// 0:100, commission only, all of it; a third of 100.00 is rounded once. A target incentive that is written stands, and
// has to agree.
func TestOnTargetEarnings(t *testing.T) {
	t.Parallel()
	w := files(map[string]string{"attain/assignment": `
participant,role,first_day,target_incentive,ote,pay_mix,per
E1,AE,2026-01-01,,140000,50:50,year
E2,AE,2026-01-01,,140000,0/100,year
E3,AE,2026-01-01,,100,2:1,year
E4,AE,2026-01-01,70000,140000,50:50,year
E5,AE,2026-01-01,60000,140000,50:50,year
E6,AE,2026-01-01,,140000,50 %,year
E7,AE,2026-01-01,,140000,,year
E8,AE,2026-01-01,500,,,year`}).build(t)
	w.expect(t, "select participant_id, target_incentive_minor from core.assignment order by all", `
E1 | 7000000
E2 | 14000000
E3 | 3333
E4 | 7000000
E5 | 6000000
E6 | ∅
E7 | ∅
E8 | 50000`)
	w.expect(t, "select message from checks.pay_mix_does_not_give_target_incentive order by _row", `
E5: on-target earnings of 140000.00 USD from 2026-01-01 on at 50:50 are a target incentive of 70000.00, and 60000.00 is written; keep the one that is meant
E6: on-target earnings of 140000.00 USD from 2026-01-01 on have the pay mix "50 %"; write base and variable, such as 50:50
E7: on-target earnings of 140000.00 USD from 2026-01-01 on have no pay mix; write base and variable, such as pay_mix 50:50, or leave them out`)
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

// TestAbsencesOfAssignments: every assignment has the day of hire of the employment it is in, and all the participant's
// absences, whichever assignment they fall into.
func TestAbsencesOfAssignments(t *testing.T) {
	t.Parallel()
	w := files(map[string]string{
		"workday/worker": "Employee_ID,Legal_Name,Hire_Date,Termination_Date\nE1,Ada,2025-01-01,2026-01-31\nE1,Ada,2026-03-01,\nE10,Bo,2024-05-01,",
		"attain/assignment": `
participant,role,first_day,last_day
E1,AE,2025-01-01,2026-12-31
E10,AE,2026-01-01,`,
		"attain/absence": `
participant,kind,first_day,last_day
E1,Parental,2026-04-01,2026-05-31
E1,vacation,2025-07-01,2025-07-14
E10,sick,2026-11-01,`,
	}).build(t)
	list, err := w.Assignments(context.Background(), nil)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, a := range list {
		line := a.Participant + " " + a.First.String() + " hired " + a.HiredOn.String()
		for _, b := range a.Absences {
			line += ", " + b.Kind + " " + b.String()
		}
		got = append(got, line)
	}
	want := `E1 2025-01-01 hired 2025-01-01, vacation 2025-07-01 to 2025-07-14, parental 2026-04-01 to 2026-05-31
E1 2026-03-01 hired 2026-03-01, vacation 2025-07-01 to 2025-07-14, parental 2026-04-01 to 2026-05-31
E10 2026-01-01 hired 2024-05-01, sick 2026-11-01 to 9999-12-30`
	if g := strings.Join(got, "\n"); g != want {
		t.Errorf("got:\n%s\nwant:\n%s", g, want)
	}
}
