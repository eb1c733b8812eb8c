package transform

import (
	"context"
	"strings"
	"testing"

	"attain/config"
)

// TestBasePay: a year's base pay is in its months to the cent, a raise in the middle of a month divides it by days, and
// what cannot be used holds whom it is of. 100,000.00 a year is 8,333.33, 8,333.34, 8,333.33 a month; from 15 February A has
// 120,000.00: 14 of 28 days of 8,333.34 and 14 of 10,000.00.
func TestBasePay(t *testing.T) {
	t.Parallel()
	w := files(map[string]string{
		"attain/assignment": "participant,role,first_day\nA,AE,2026-01-01\nB,AE,2026-01-01\nC,AE,2026-01-01",
		"attain/base_pay": `
participant,amount,currency,per,first_day,last_day
A,100000,USD,year,2026-01-01,
A,100000,USD,year,2026-01-01,
A,120000,USD,annually,2026-02-15,
B,15000,EUR,quarter,2026-01-01,2026-02-10
B,16000,EUR,quarter,2026-02-01,
C,900,USD,week,2026-01-01,`,
	}).build(t)
	w.expect(t, "select participant_id, day, until_on, value, currency from measures.base_pay where participant_id = 'A' and day < date '2026-05-01' order by day", `
A | 2026-01-01 | 2026-02-01 | 833333 | USD
A | 2026-02-01 | 2026-02-15 | 416667 | USD
A | 2026-02-15 | 2026-03-01 | 500000 | USD
A | 2026-03-01 | 2026-04-01 | 1000000 | USD
A | 2026-04-01 | 2026-05-01 | 1000000 | USD`)
	w.expect(t, "select sum(value), min(day), max(until_on) from measures.base_pay where participant_id = 'A' and year(day) = 2027", "12000000 | 2027-01-01 | 2028-01-01")
	w.expect(t, "select message from checks.base_pay_unusable order by all", `
B: the base pay from 2026-02-01 begins before the one before it ends (2026-02-10)
C: the base pay from 2026-01-01 is per "week"; write year, quarter or month`)
	requests := []config.Request{{ID: 0, Measure: "base_pay", Aggregate: config.Sum, Subject: config.OfPerson}}
	held, err := w.Holds(context.Background(), requests, []config.Window{
		{ID: 0, Request: 0, SubjectID: "A", Interval: february}, {ID: 1, Request: 0, SubjectID: "B", Interval: february}, {ID: 2, Request: 0, SubjectID: "C", Interval: february},
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(held) != 2 || !strings.Contains(held[1], "begins before") || !strings.Contains(held[2], "week") {
		t.Errorf("held are %v; B and C should be", held)
	}
}

// TestHours: 7.5 hours are 450 minutes; a record of a key counts once.
func TestHours(t *testing.T) {
	t.Parallel()
	w := files(map[string]string{
		"attain/assignment": "participant,role,first_day\nA,AE,2026-01-01",
		"attain/hours": `
record_id,participant,day,hours
r1,A,2026-02-02,7.5
r1,A,2026-02-02,7.5
r2,A,2026-02-03,8
r3,A,2026-02-04,`,
	}).build(t)
	w.expect(t, "select source_key, participant_id, day, value from measures.hours_worked order by all", `
r1 | A | 2026-02-02 | 450
r2 | A | 2026-02-03 | 480
r3 | A | 2026-02-04 | ∅`)
}

// TestObjectives: every objective that has ended is there, whatever became of it; what was said of it later was not known.
func TestObjectives(t *testing.T) {
	t.Parallel()
	g := files(map[string]string{
		"attain/assignment": "participant,role,first_day\nA,AE,2026-01-01",
		"attain/objective": `
objective_id,participant,title,weight,first_day,last_day,achieved,status,assessed_on
o1,A,Launch,50,2026-01-01,2026-03-31,100,done,2026-04-05
o2,A,Hire,30,2026-01-01,2026-03-31,80,,2026-07-01
o3,A,Move,20,2026-01-01,2026-03-31,,Canceled,
o4,A,Write,20,2026-01-01,2026-03-31,,in progress,`,
	})
	g.asOf = config.DayOf(2026, 6, 30)
	g.build(t).expect(t, "select source_key, day, value, status, is_assessed, achieved_millionths from measures.objectives order by all", `
o1 | 2026-03-31 | 500000 | done | true | 1000000
o2 | 2026-03-31 | 300000 | done | false | ∅
o3 | 2026-03-31 | 200000 | cancelled | false | ∅
o4 | 2026-03-31 | 200000 | open | false | ∅`)
}

// TestDuplicateCredit: a deal entered twice, and a participant who is credited with one deal more than once, are listed.
func TestDuplicateCredit(t *testing.T) {
	t.Parallel()
	w := files(map[string]string{
		"attain/assignment": "participant,role,first_day\nA,AE,2026-01-01\nB,AE,2026-01-01",
		"attain/opportunity": `
opportunity_id,name,account_id,stage,amount,close_on,participant,created_on
d1,Alpha,a1,won,100,2026-02-02,A,2026-01-02
d2,alpha ,a1,won,100,2026-02-02,B,2026-01-01
d3,Alpha II,a1,won,100,2026-02-02,B,2026-01-01
d4,Alpha,a2,won,100,2026-02-02,B,2026-01-01
d5,Coached,a3,won,200,2026-02-02,A,2026-01-01`,
		"attain/opportunity_split": "opportunity_id,participant,percentage,credit_type\nd5,A,100,\nd5,A,20,overlay\nd5,B,10,overlay",
	}).build(t)
	w.expect(t, "select message, amount_minor from checks.deal_there_twice", "Alpha (d1) has the account, close date, amount and name of d2; if they are one, delete it, or both are credited | 10000")
	w.expect(t, "select message, amount_minor from checks.deal_credited_twice", "A is credited with Coached more than once: primary 100.00 %, overlay 20.00 % | 4000")
}
