package transform

import (
	"context"
	"slices"
	"testing"

	"attain/config"
)

// company has one case for every model of core that decides something.
func company() *given {
	g := files(map[string]string{
		"workday/worker": `
Employee_ID,Legal_Name,Email_-_Work,Hire_Date,Termination_Date
E1,Ada,ada@x.com,2025-01-01,
E2,Bo,BO@x.com,2025-01-01,2026-09-30
E3,Cy,cy@x.com,2026-02-10,
E4,Di,shared@x.com,2025-01-01,
E5,Ed,shared@x.com,2025-01-01,9999-12-31`,
		"salesforce/user": `
Id,Name,Email,EmployeeNumber
005000000000001AAA,Ada,somebody@else.com,E1
005000000000002,Bo,bo@x.com,
005000000000003AAA,Cy,cy@x.com,
005000000000004AAA,Di,shared@x.com,
005000000000005AAA,Stranger,cy@x.com,E9`,
		"salesforce/account": `
Id,Name,OwnerId,Customer_Success_Manager__c
001000000000001AAA,Acme,005000000000001AAA,005000000000003AAA
001000000000002AAA,Beta,005000000000001AAA,`,
		"salesforce/opportunity": `
Id,AccountId,Name,StageName,Amount,CloseDate,Type,IsClosed,IsWon,CurrencyIsoCode,OwnerId,CreatedDate,LastModifiedDate
006000000000A01,001000000000001AAA,Upper,Closed Won,10.00,2026-03-05,New Business,true,true,USD,005000000000002AAA,2026-01-01,2026-03-05
006000000000a01,001000000000001AAA,Lower,Closed Won,20.00,2026-03-05,New Business,true,true,USD,005000000000001AAA,2026-01-01,2026-03-05
006000000000002AAA,001000000000001AAA,Thirds,Closed Won,100.00,2026-03-05,New Business,true,true,USD,005000000000001AAA,2026-01-01,2026-03-05
006000000000003AAA,001000000000001AAA,Halves,Closed Won,100000.00,2026-03-05,New Business,true,true,USD,005000000000001AAA,2026-01-01,2026-03-05
006000000000004AAA,001000000000001AAA,Tie,Closed Won,0.01,2026-03-05,New Business,true,true,USD,005000000000001AAA,2026-01-01,2026-03-05
006000000000005AAA,001000000000001AAA,Refund,Closed Won,-0.01,2026-03-05,New Business,true,true,USD,005000000000001AAA,2026-01-01,2026-03-05
006000000000006AAA,001000000000001AAA,Yen,Closed Won,5000,2026-03-05,Renewal,true,true,jpy,005000000000001AAA,2026-01-01,2026-03-05
006000000000007AAA,001000000000002AAA,Signed,Closed Signed,40.00,2026-03-05,Renewal,,,USD,005000000000001AAA,2026-01-01,2026-03-05
006000000000008AAA,001000000000001AAA,Edited,Closed Won,50.00,2026-03-05,Expansion,true,true,USD,005000000000001AAA,2026-01-01,2026-03-05
006000000000008AAA,001000000000001AAA,Edited,Closed Won,60.00,2026-04-05,Expansion,true,true,USD,005000000000001AAA,2026-01-01,2026-04-05
006000000000009AAA,001000000000001AAA,Moving,Proposal,70.00,2026-07-10,New Business,false,false,USD,005000000000001AAA,2026-05-01,2026-06-05`,
		"salesforce/opportunity_split": `
Id,OpportunityId,SplitOwnerId,SplitPercentage,SplitType
s1,006000000000002AAA,005000000000001AAA,33.33,Revenue
s2,006000000000002AAA,005000000000002AAA,33.33,Revenue
s3,006000000000002AAA,005000000000003AAA,33.34,Revenue
s4,006000000000003AAA,005000000000001AAA,50,Revenue
s5,006000000000003AAA,005000000000001AAA,20,Overlay
s6,006000000000003AAA,005000000000002AAA,50,Revenue
s7,006000000000004AAA,005000000000002AAA,50,Revenue
s8,006000000000004AAA,005000000000001AAA,50,Revenue
s9,006000000000005AAA,005000000000002AAA,50,Revenue
s10,006000000000005AAA,005000000000001AAA,50,Revenue
s11,006000000000006AAA,005000000000003AAA,300,Overlay`,
		"salesforce/opportunity_history": `
Id,OpportunityId,StageName,Amount,CloseDate,CreatedDate
h1,006000000000009AAA,Proposal,50.00,2026-06-10,2026-05-01T09:00:00.000Z
h2,006000000000009AAA,Proposal,70.00,2026-07-10,2026-06-20T09:00:00.000Z`,
		"stripe/subscription": `
id,effective_at,status,currency,start_date,ended_at,items,metadata
sub1,1767225600,active,usd,1767225600,,"{""data"":[{""quantity"":2,""price"":{""unit_amount"":5000,""recurring"":{""interval"":""month""}}}]}","{""account_id"":""001000000000001""}"
sub1,1769904000,active,usd,1767225600,,"{""data"":[{""quantity"":3,""price"":{""unit_amount"":5000,""recurring"":{""interval"":""month""}}}]}","{""account_id"":""001000000000001""}"
sub1,1772323200,active,usd,1767225600,,"{""data"":[{""quantity"":1,""price"":{""unit_amount"":5000,""recurring"":{""interval"":""month""}}}]}","{""account_id"":""001000000000001""}"
sub1,1775001600,canceled,usd,1767225600,1775001600,"{""data"":[{""quantity"":1,""price"":{""unit_amount"":5000,""recurring"":{""interval"":""month""}}}]}","{""account_id"":""001000000000001""}"
sub2,1780272000,active,usd,1780272000,,"{""data"":[{""quantity"":1,""price"":{""unit_amount"":120000,""recurring"":{""interval"":""year""}}}]}","{""account_id"":""001000000000001""}"
sub3,1767225600,trialing,usd,1767225600,,"{""data"":[{""quantity"":1,""price"":{""unit_amount"":700,""recurring"":{""interval"":""month""}}}]}","{""account_id"":""001000000000002AAA""}"`,
		"stripe/invoice": `
id,currency,created,status,total,metadata
in1,usd,1767225600,paid,15000,"{""account_id"":""001000000000001""}"
in2,jpy,1767225600,open,5000,"{""account_id"":""001000000000001""}"
in3,usd,1767225600,void,15000,"{""account_id"":""001000000000001""}"`,
		"attain/product_user": `
user_id,account_id,signed_up_on
u1,001000000000001AAA,2026-01-01
u2,001000000000001AAA,2026-01-01
u3,001000000000001AAA,2026-12-20`,
		"attain/product_event": `
event_id,user_id,event,feature,occurred_at
e1,u1,activated,,2026-01-15T23:00:00Z
e2,u2,activated,,2026-01-16T00:00:00Z
e0,u2,activated,,2025-12-31T00:00:00Z
e3,u1,used_feature,export,2026-01-08T10:00:00Z
e4,u1,used_feature,import,2026-01-07T10:00:00Z
e4,u1,used_feature,import,2026-01-07T10:00:00Z
e5,u2,used_feature,import,2026-01-20T10:00:00Z`,
		"attain/survey_response": `
response_id,survey,account_id,participant,score,responded_on
r1,NPS,001000000000001AAA,,10,2026-02-01
r2,nps,001000000000001AAA,E1,9,2026-02-01
r3,nps,001000000000001AAA,,7,2026-02-01
r4,nps,001000000000001AAA,,6,2026-02-01
r5,csat,001000000000001AAA,,4,2026-02-01
r6,csat,001000000000001AAA,,3,2026-02-01`,
		"salesforce/lead": `
Id,OwnerId,MQL_Date__c,ConvertedOpportunityId
00Q000000000001AAA,005000000000001AAA,2026-01-03,006000000000002AAA
00Q000000000002AAA,005000000000003AAA,2026-01-02,006000000000002AAA
00Q000000000003AAA,005000000000001AAA,2026-01-05,
00Q000000000004AAA,005000000000001AAA,,006000000000003AAA`,
	})
	g.entity("salesforce", "opportunity").Stages = map[string]string{"Closed Signed": "won"}
	return g
}

// TestCompany builds the company once; each part looks at one corner of it.
func TestCompany(t *testing.T) {
	t.Parallel()
	w := company().build(t)
	t.Run("who is who, deals and credits", func(t *testing.T) { checkDeals(t, w) })
	t.Run("recurring revenue", func(t *testing.T) { checkRecurringRevenue(t, w) })
	t.Run("open pipeline by instant", func(t *testing.T) { checkOpenPipeline(t, w) })
	t.Run("cohorts", func(t *testing.T) { checkCohorts(t, w) })
	t.Run("measure columns", func(t *testing.T) { checkMeasureColumns(t, w) })
}

func checkDeals(t *testing.T, w *Warehouse) {
	t.Helper()
	// The employee number decides; an address only without one, and not one that two people share.
	w.expect(t, "select user_id, identity.participant_id, decided_by from core.user as users left join core.identity as identity using (_system, user_id) order by all", `
005000000000001AAA | E1 | employee_number
005000000000002AAA | E2 | email
005000000000003AAA | E3 | email
005000000000004AAA | ∅ | ∅
005000000000005AAA | ∅ | ∅`)
	// Two ids that differ by capitals only are two deals; the last modified of a deal's records stands.
	w.expect(t, "select name, outcome, amount_minor, currency, participant_id, deal_type from core.opportunity order by name", `
Edited | won | 6000 | USD | E1 | expansion
Halves | won | 10000000 | USD | E1 | new
Lower | won | 2000 | USD | E1 | new
Moving | open | 7000 | USD | E1 | new
Refund | won | -1 | USD | E1 | new
Signed | won | 4000 | USD | E1 | renewal
Thirds | won | 10000 | USD | E1 | new
Tie | won | 1 | USD | E1 | new
Upper | won | 1000 | USD | E2 | new
Yen | won | 5000 | JPY | E1 | renewal`)
	// Spiff's example: 50 % and 20 % overlay of 100,000 are 70,000, the other 50 % 50,000.
	w.expect(t, `select label, participant_id, credit_type, share_bp, value from measures.bookings
		where label in ('Halves', 'Thirds', 'Tie', 'Refund', 'Yen') order by label, participant_id, credit_type`, `
Halves | E1 | overlay | 2000 | 2000000
Halves | E1 | primary | 5000 | 5000000
Halves | E2 | primary | 5000 | 5000000
Refund | E1 | primary | 5000 | -1
Refund | E2 | primary | 5000 | 0
Thirds | E1 | primary | 3333 | 3333
Thirds | E2 | primary | 3333 | 3333
Thirds | E3 | primary | 3334 | 3334
Tie | E1 | primary | 5000 | 1
Tie | E2 | primary | 5000 | 0
Yen | E1 | primary | 10000 | 5000
Yen | E3 | overlay | 30000 | 15000`)
}

func checkRecurringRevenue(t *testing.T, w *Warehouse) {
	t.Helper()
	// 100.00 in January, 150.00 from February, 50.00 from March, nothing from April, 1,200.00 a year from June.
	w.expect(t, "select account_id, day, kind, opening_minor, change_minor, closing_minor, started_on from core.mrr_movement order by day", `
001000000000001AAA | 2026-01-01 | new | 0 | 10000 | 10000 | 2026-01-01
001000000000001AAA | 2026-02-01 | expansion | 10000 | 5000 | 15000 | 2026-01-01
001000000000001AAA | 2026-03-01 | contraction | 15000 | -10000 | 5000 | 2026-01-01
001000000000001AAA | 2026-04-01 | churn | 5000 | -5000 | 0 | 2026-01-01
001000000000001AAA | 2026-06-01 | reactivation | 0 | 10000 | 10000 | 2026-06-01`)
	w.expect(t, "select source_key, value, currency, participant_id from measures.revenue order by source_key", `
in1 | 15000 | USD | E3
in2 | 5000 | JPY | E3`)
	month := func(m int) config.Interval {
		return config.Interval{First: config.DayOf(2026, m, 1), End: config.DayOf(2026, m+1, 1)}
	}
	requests := []config.Request{
		{ID: 0, Measure: "mrr", Aggregate: config.AtStart, Subject: config.OfPerson},
		{ID: 1, Measure: "mrr", Aggregate: config.AtEnd, Subject: config.OfPerson},
		{ID: 2, Measure: "mrr_churn", Aggregate: config.Existing, Subject: config.OfPerson},
		{ID: 3, Measure: "mrr_expansion", Aggregate: config.Existing, Subject: config.OfCompany},
		{ID: 4, Measure: "customers", Aggregate: config.AtEnd, Subject: config.OfCompany},
	}
	q1 := config.Interval{First: config.DayOf(2026, 1, 1), End: config.DayOf(2026, 4, 1)}
	windows := []config.Window{
		{ID: 0, Request: 0, SubjectID: "E3", Interval: month(3)},
		{ID: 1, Request: 1, SubjectID: "E3", Interval: month(3)},
		{ID: 2, Request: 2, SubjectID: "E3", Interval: month(4)},
		{ID: 3, Request: 3, Interval: month(2)},
		{ID: 4, Request: 3, Interval: q1}, // the customer was new in the quarter: not there at its start
		{ID: 5, Request: 4, Interval: q1},
	}
	expectReader(t, `
0 | USD | 2026-03-01 | ∅ | ∅ | 15000 | 1 | 2
1 | USD | 2026-03-31 | ∅ | ∅ | 5000 | 1 | 3
2 | USD | 2026-04-01 | ∅ | ∅ | 5000 | 1 | 1
3 | USD | 2026-02-01 | ∅ | ∅ | 5000 | 1 | 1
5 | ∅ | ∅ | ∅ | ∅ | 1 | 1 | 1`)(w.Aggregates(context.Background(), requests, windows))
}

func checkOpenPipeline(t *testing.T, w *Warehouse) {
	t.Helper()
	// 50.00 open from 1 May; its close date, 10 June, passes; on 20 June it is 70.00 to close on 10 July.
	for day, want := range map[string]string{
		"2026-05-01": "0", "2026-05-02": "5000", "2026-06-10": "5000", "2026-06-11": "0", "2026-06-20": "0", "2026-06-21": "7000",
		"2026-07-10": "7000", "2026-07-11": "0",
	} {
		w.expect(t, "select coalesce(sum(value), 0) from measures.open_pipeline where label = 'Moving' and day < date '"+day+"'", want)
	}
	// Without history a deal was open from the day it was created until it closed.
	w.expect(t, "select day, value from measures.open_pipeline where label = 'Upper' order by day", `
2026-01-01 | 1000
2026-03-05 | -1000`)
}

func checkCohorts(t *testing.T, w *Warehouse) {
	t.Helper()
	// 14 days after 1 January is the 15th: who activates on the 16th is too late. u3 has not had the 14 days by 31 December.
	w.expect(t, "select source_key, day from measures.activation_eligible_users order by all", "u1 | 2026-01-15\nu2 | 2026-01-15")
	// What u2 did the day before signing up is not what signing up led to.
	w.expect(t, "select source_key from measures.activated_users", "u1")
	w.expect(t, "select within_days, count(*), min(day) from measures.feature_eligible_users group by all order by all",
		"7 | 3 | 2026-01-08\n30 | 2 | 2026-01-31\n90 | 2 | 2026-04-01")
	w.expect(t, "select within_days, source_key, feature, features from measures.feature_adopters order by all", `
7 | u1|7 | import | [export, import]
30 | u1|30 | import | [export, import]
30 | u2|30 | import | [import]
90 | u1|90 | import | [export, import]
90 | u2|90 | import | [import]`)
	w.expect(t, "select (select count(*) from measures.promoters), (select count(*) from measures.detractors), (select count(*) from measures.survey_responses)", "2 | 1 | 4")
	w.expect(t, "select participant_id, count(*) from measures.survey_responses group by all order by all", "E1 | 1\nE3 | 3")
	w.expect(t, "select (select count(*) from measures.satisfied_responses), (select count(*) from measures.csat_responses)", "1 | 2")
	w.expect(t, "select (select count(*) from measures.leads_qualified), (select count(*) from measures.leads_to_opportunities)", "3 | 2")
	// Two leads became one deal: it counts once, for the owner of the one qualified first.
	w.expect(t, "select source_key, participant_id, value from measures.marketing_pipeline", "006000000000002AAA | E3 | 10000")
	// A renewal is for whoever looks after the account, else its owner.
	w.expect(t, "select label, participant_id from measures.renewals_won order by all", "Signed | E1\nYen | E3")
	// Employment ends with its last day in; an open end written 9999-12-31 is none.
	w.expect(t, "select participant_id, left_on from core.participant where participant_id in ('E2', 'E5') order by all", "E2 | 2026-09-30\nE5 | ∅")
}

// checkMeasureColumns: the same columns in the same order everywhere, and keys that are keys.
func checkMeasureColumns(t *testing.T, w *Warehouse) {
	t.Helper()
	measures, err := Measures(w.opts.Workspace)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range measures {
		want := []string{"fact_key", "source_key", "label", "day"}
		if m.Kind == "span" {
			want = append(want, "until_on")
		}
		want = append(want, "participant_id", "account_id", "credit_type", "share_bp", "value", "unit", "currency")
		want = append(want, m.Attributes...)
		got, err := w.columns(context.Background(), "measures."+m.Name)
		if err != nil {
			t.Fatal(err)
		}
		got = slices.DeleteFunc(got, func(c string) bool { return c == "attributes" })
		if want = append(want, "_file", "_row"); !slices.Equal(got, want) {
			t.Errorf("%s:\ngot  %v\nwant %v", m.Name, got, want)
		}
		w.expect(t, "select fact_key from measures."+m.Name+" group by fact_key having count(*) > 1", "")
		w.expect(t, "select distinct unit from measures."+m.Name+" where unit <> "+quote(m.Unit), "")
		w.expect(t, "select typeof(value), typeof(share_bp), typeof(day) from measures."+m.Name+" where typeof(value) <> 'BIGINT' or typeof(share_bp) <> 'BIGINT' or typeof(day) <> 'DATE'", "")
	}
}
