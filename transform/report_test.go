package transform

import (
	"context"
	"strings"
	"testing"

	"attain/config"
)

// manages has a manager M with A and B, of whom B also leads A2; T is above M. X reports to M until 14 February and to N
// from then on. S sells and is in no plan: nobody is paid for it but who S reports to. A2 reports to M as well, so that
// M reaches A2 by two paths (semantics.md, section 12).
func manages() *given {
	return files(map[string]string{
		"attain/participant": `
participant,name,hired_on
A,A,2026-01-01
B,B,2026-01-01
A2,A2,2026-01-01
X,Xenia Ek,2026-01-01
S,S,2026-01-01
M,M,2026-01-01
N,N,2026-01-01
T,T,2026-01-01`,
		"attain/assignment": `
participant,role,first_day
A,AE,2026-01-01
B,AE,2026-01-01
A2,AE,2026-01-01
X,AE,2026-01-01
M,Manager,2026-01-01
N,Manager,2026-01-01`,
		"attain/hierarchy": `
participant,manager,first_day,last_day
A,M,,
B,M,,
A2,B,,
A2,M,,
X,M,,2026-02-14
X,N,2026-02-15,
S,N,,
M,T,,`,
		"attain/opportunity": `
opportunity_id,name,stage,amount,currency,close_on,participant
d1,Of A,won,100,USD,2026-02-02,A
d2,Of B,won,20,USD,2026-02-03,B
d3,Of A2,won,7,USD,2026-02-04,A2
d4,Of X before,won,1000,USD,2026-02-14,X
d5,Of X after,won,3000,USD,2026-02-15,X
d6,Of M himself,won,50000,USD,2026-02-16,M
d7,Of S,won,400,USD,2026-02-17,S
d8,Split,won,200,USD,2026-02-18,A`,
		"attain/opportunity_split": `
opportunity_id,participant,percentage,credit_type
d8,A,50,
d8,X,50,
d8,B,20,overlay`,
		"attain/quota": `
participant,metric,currency,month,quota
A,bookings,USD,2026-02-01,1000
X,bookings,USD,2026-02-01,2800`,
	})
}

var february = config.Interval{First: config.DayOf(2026, 2, 1), End: config.DayOf(2026, 3, 1)}

// TestReports: a manager has what those sold who reported to them on the day, each credit once whichever lines lead
// there, and not their own (semantics.md, section 12: roll-up by the roll-up date, two paths, not compensable).
//
//	M, directly     A 100 + 100 (half of d8), B 20, A2 7, X's 1,000 of 14 February           1,227.00
//	M, all          the same: A2 once
//	T, all          that and M's own 50,000                                                 51,227.00
//	B, all          A2                                                                           7.00
//	N, all          X's 3,000 and half of d8, S's 400                                        3,500.00
func TestReports(t *testing.T) {
	t.Parallel()
	w := manages().build(t)
	requests := []config.Request{
		{ID: 0, Measure: "bookings", Aggregate: config.Sum, Subject: config.OfDirectReports},
		{ID: 1, Measure: "bookings", Aggregate: config.Sum, Subject: config.OfAllReports},
		{ID: 2, Measure: "won_deals", Aggregate: config.Count, Subject: config.OfAllReports},
		{ID: 3, Measure: "quota", Aggregate: config.Sum, Subject: config.OfAllReports, Where: []config.Condition{{SQL: "metric = 'bookings'"}}},
		{ID: 4, Measure: "bookings", Aggregate: config.Sum, Subject: config.OfAllReports, Where: []config.Condition{{SQL: "label = 'Split'"}}},
	}
	var windows []config.Window
	for _, r := range requests[:2] {
		for _, who := range []string{"B", "M", "N", "T"} {
			windows = append(windows, config.Window{ID: int32(len(windows)), Request: r.ID, SubjectID: who, Interval: february})
		}
	}
	windows = append(windows,
		config.Window{ID: 8, Request: 2, SubjectID: "M", Interval: february},
		config.Window{ID: 9, Request: 3, SubjectID: "M", Interval: february},
		config.Window{ID: 10, Request: 4, SubjectID: "N", Interval: february})
	// Five deals are of who reports to M. X was there for 14 of the 28 days of the quota: 1,000 + 2,800 ÷ 2 = 2,400.
	expectReader(t, `
0 | USD | 2026-02-04 | ∅ | ∅ | 700 | 1 | 1
1 | USD | 2026-02-02 | ∅ | ∅ | 122700 | 1 | 5
2 | USD | 2026-02-15 | ∅ | ∅ | 350000 | 1 | 3
3 | USD | 2026-02-16 | ∅ | ∅ | 5000000 | 1 | 1
4 | USD | 2026-02-04 | ∅ | ∅ | 700 | 1 | 1
5 | USD | 2026-02-02 | ∅ | ∅ | 122700 | 1 | 5
6 | USD | 2026-02-15 | ∅ | ∅ | 350000 | 1 | 3
7 | USD | 2026-02-02 | ∅ | ∅ | 5122700 | 1 | 6
8 | ∅ | ∅ | ∅ | ∅ | 5 | 1 | 5
9 | USD | 2026-02-01 | 2026-02-01 | 2026-03-01 | 240000 | 1 | 2
10 | USD | 2026-02-18 | ∅ | ∅ | 10000 | 1 | 1`)(w.Aggregates(context.Background(), requests, windows))
	expectReader(t, `
9 | A|bookings|USD|2026-02-01 | 28
9 | X|bookings|USD|2026-02-01 | 14
10 | d8|X|primary | ∅`)(columnsOf(w.Facts(context.Background(), requests, windows[9:11]))("window_id", "fact_key", "counted_days"))
	// Whose the deals of N's reports are, by number and name.
	expectReader(t, `
2 | d5 | X | Xenia Ek
2 | d7 | S | S
2 | d8 | X | Xenia Ek`)(columnsOf(w.Facts(context.Background(), requests, windows[2:3]))("window_id", "source_key", "credited_id", "credited_name"))
	w.expect(t, "select * from checks.reporting_lines_go_round", "")
}

// TestReportsAccount: what becomes of every row for who is paid on the deals of those who report to them.
func TestReportsAccount(t *testing.T) {
	t.Parallel()
	w := manages().build(t)
	requests := []config.Request{{ID: 0, Measure: "bookings", Aggregate: config.Sum, Subject: config.OfDirectReports, Where: []config.Condition{{SQL: "value > 700"}}}}
	windows := []config.Window{{ID: 0, Request: 0, SubjectID: "M", Interval: february}}
	looks := []config.Look{{Plan: "p", Component: "c", Measure: "bookings", Window: 0, Outcome: "paid"}}
	totals, err := w.StoreRows(context.Background(), looks, requests, windows, w.dir+"/rows.parquet")
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]int64{}
	for _, r := range totals {
		got[r.Outcome] += r.Count
	}
	// Paid: d1, d2, d4 and A's half of d8; d3 is 7.00 and no more than it; B's overlay counts for B; d5, d6, d7 and X's half are not of M's.
	want := map[string]int64{"paid": 4, "not_eligible": 1, "people_only": 1, "not_in_plan": 4}
	for outcome, n := range want {
		if got[outcome] != n {
			t.Errorf("%s: %d rows instead of %d (all: %v)", outcome, got[outcome], n, got)
		}
	}
}

// TestReportingLinesGoRound: A reports to B and B to C; C to A until June. What counts for all who report to one of them
// is held while that is so; for who is above them, and directly, it is not.
func TestReportingLinesGoRound(t *testing.T) {
	t.Parallel()
	w := files(map[string]string{
		"attain/assignment": "participant,role,first_day\nA,AE,2026-01-01\nB,AE,2026-01-01\nC,AE,2026-01-01",
		"attain/hierarchy": `
participant,manager,first_day,last_day
A,B,2026-01-01,
B,C,2026-01-01,
C,A,2026-01-01,2026-06-30
B,T,2026-01-01,`,
	}).build(t)
	w.expect(t, "select participant_id, manager_id, first_day, until_on from core.report where manager_id = 'T' order by all", `
A | T | 2026-01-01 | 9999-12-31
B | T | 2026-01-01 | 9999-12-31
C | T | 2026-01-01 | 2026-07-01`)
	w.expect(t, "select distinct message from checks.reporting_lines_go_round where record = 'A' order by all", `
A reports to B, who reports to A, directly or through others, from 2026-01-01; what counts for who all reports to them is held
A reports to C, who reports to A, directly or through others, from 2026-01-01; what counts for who all reports to them is held`)
	july := config.Interval{First: config.DayOf(2026, 7, 1), End: config.DayOf(2026, 8, 1)}
	held, err := w.Holds(context.Background(), []config.Request{
		{ID: 0, Measure: "bookings", Aggregate: config.Sum, Subject: config.OfAllReports},
		{ID: 1, Measure: "bookings", Aggregate: config.Sum, Subject: config.OfDirectReports},
	}, []config.Window{
		{ID: 0, Request: 0, SubjectID: "B", Interval: february},
		{ID: 1, Request: 0, SubjectID: "B", Interval: july},
		{ID: 2, Request: 0, SubjectID: "T", Interval: february},
		{ID: 3, Request: 1, SubjectID: "B", Interval: february},
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(held) != 1 || !strings.Contains(held[0], "B reports to ") {
		t.Errorf("held are %v; only all reports of B in February should be", held)
	}
}

// TestReportsHeldByTheirRows: a deal that cannot be read holds whom its owner reports to, and nobody else.
func TestReportsHeldByTheirRows(t *testing.T) {
	t.Parallel()
	g := manages()
	g.files = nil
	for name, text := range map[string]string{
		"assignment":  "participant,role,first_day\nA,AE,2026-01-01\nX,AE,2026-01-01",
		"hierarchy":   "participant,manager,first_day,last_day\nA,M,,\nM,T,,\nX,N,,",
		"opportunity": "opportunity_id,name,stage,amount,close_on,participant\nd1,Typo,won,\"1O0\",2026-02-02,A\nd2,Good,won,100,2026-02-02,X",
	} {
		g.add("attain", name, name+".csv", text)
	}
	w := g.build(t)
	requests := []config.Request{
		{ID: 0, Measure: "bookings", Aggregate: config.Sum, Subject: config.OfDirectReports},
		{ID: 1, Measure: "bookings", Aggregate: config.Sum, Subject: config.OfAllReports},
	}
	held, err := w.Holds(context.Background(), requests, []config.Window{
		{ID: 0, Request: 0, SubjectID: "M", Interval: february},
		{ID: 1, Request: 0, SubjectID: "T", Interval: february},
		{ID: 2, Request: 1, SubjectID: "T", Interval: february},
		{ID: 3, Request: 1, SubjectID: "N", Interval: february},
	})
	if err != nil {
		t.Fatal(err)
	}
	if held[0] == "" || held[2] == "" || held[1] != "" || held[3] != "" {
		t.Errorf("held are %v; M's direct reports and all of T's should be", held)
	}
}
