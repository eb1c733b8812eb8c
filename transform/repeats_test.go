package transform

import (
	"context"
	"strings"
	"testing"

	"attain/config"
)

// TestRepeatsDoNotDependOnTheirOrder: records with one key that differ are one thing, the same whichever file comes first.
func TestRepeatsDoNotDependOnTheirOrder(t *testing.T) {
	t.Parallel()
	tables := []struct{ name, header, one, other string }{
		{"attain/account", "account_id,name,participant,customer_success_manager,currency,created_on", "A1,Acme,E1,E1,USD,2025-01-01", "A1,Acme,E2,E2,USD,2025-01-01"},
		{"attain/opportunity", "opportunity_id,account_id,name,stage,amount,currency,close_on,deal_type,participant", "D1,A1,D,won,10,USD,2026-01-06,new,E1", "D1,A1,D,won,10,USD,2026-01-06,renewal,E1"},
		{"attain/lead", "lead_id,participant,qualified_on,opportunity_id", "L1,E1,2026-01-02,D1", "L1,E2,2026-01-02,D1"},
		{"attain/survey_response", "response_id,survey,account_id,participant,score,responded_on", "r1,nps,,E1,10,2026-01-05", "r1,nps,,E1,0,2026-01-05"},
		{"attain/product_event", "event_id,user_id,event,feature,occurred_at", "e1,u1,used_feature,export,2026-01-05T00:00:00Z", "e1,u1,used_feature,import,2026-01-05T00:00:00Z"},
		{"attain/product_user", "user_id,account_id,signed_up_on", "u1,A1,2026-01-01", "u1,A2,2026-01-01"},
		{"salesforce/user", "Id,Name,Email,EmployeeNumber", "0051,Ada,a@x.com,E1", "0051,Ada,a@x.com,E2"},
		{"stripe/invoice", "id,customer,currency,created,status,total", "i1,A1,usd,1768046400,paid,10000", "i1,A1,usd,1768046400,paid,2000"},
	}
	given := func(swap bool) *Warehouse {
		g := files(map[string]string{"attain/assignment": "participant,role,first_day\nE1,AE,2025-01-01\nE2,AE,2025-01-01"})
		for _, table := range tables {
			system, entity, _ := strings.Cut(table.name, "/")
			first, second := table.one, table.other
			if swap {
				first, second = second, first
			}
			g.add(system, entity, entity+".a.csv", table.header+"\n"+first)
			g.add(system, entity, entity+".b.csv", table.header+"\n"+second)
		}
		return g.build(t)
	}
	a, b := given(false), given(true)
	for _, relation := range []string{"account", "opportunity", "lead", "survey_response", "product_event", "product_user", "user", "invoice"} {
		query := "select * exclude (_file, _row) from core." + relation
		if got, want := strings.Join(b.rows(t, query), "\n"), strings.Join(a.rows(t, query), "\n"); got != want || strings.Contains(got, "\n") || got == "" {
			t.Errorf("%s:\ngot  %s\nwant %s", relation, got, want)
		}
	}
	a.expect(t, "select split_part(message, ', ', 1) from checks.duplicate_record order by all", `
repeats account A1
repeats invoice i1
repeats lead L1
repeats opportunity D1
repeats product event e1
repeats product user u1
repeats survey response r1
repeats user 0051`)
}

// TestInvoices: one that was open and then void is void, however its records are ordered; 100.00 less a refund of 40.00
// is what is left.
func TestInvoices(t *testing.T) {
	t.Parallel()
	w := files(map[string]string{"stripe/invoice": `
id,customer,currency,created,status,total
i1,A1,usd,1768046400,paid,10000
i2,A1,usd,1768046400,void,5000
i3,A1,usd,1768046400,draft,3000
i4,A1,usd,1768046400,uncollectible,2000
i5,A1,usd,1768046400,paid,-4000
i6,A1,usd,1768046400,open,7000
i6,A1,usd,1768046400,void,7000`}).build(t)
	w.expect(t, "select sum(value) from measures.revenue", "6000")
	w.expect(t, "select message, amount_minor, currency from checks.duplicate_record", "repeats invoice i6, which is read from invoice.csv:7 | 7000 | USD")
}

// TestWhatIsDatedLaterHadNotHappened: looked at on 31 January, the deal that closed in February is neither booked nor won,
// and the lead that became a deal in February has not yet.
func TestWhatIsDatedLaterHadNotHappened(t *testing.T) {
	t.Parallel()
	g := files(map[string]string{
		"attain/assignment": "participant,role,first_day\nE1,AE,2025-01-01",
		"attain/opportunity": `
opportunity_id,name,stage,amount,currency,close_on,participant,created_on
D1,One,won,10,USD,2026-01-31,E1,2026-01-02
D2,Two,won,20,USD,2026-02-01,E1,2026-01-02`,
		"attain/lead": `
lead_id,participant,qualified_on,converted_on,opportunity_id
L1,E1,2026-01-02,2026-01-31,D1
L2,E1,2026-01-02,2026-02-01,D2
L3,E1,2026-01-02,,D2`,
		"attain/quota":        "participant,month,quota\nE1,2026-01-01,100\nE1,2026-02-01,100",
		"attain/subscription": "subscription_id,account_id,effective_on,mrr\ns1,A1,2026-01-01,5\ns1,A1,2026-02-01,7",
	})
	g.asOf = config.DayOf(2026, 1, 31)
	w := g.build(t)
	quarter := config.Interval{First: config.DayOf(2026, 1, 1), End: config.DayOf(2026, 4, 1)}
	var requests []config.Request
	var windows []config.Window
	for i, measure := range []string{"bookings", "opportunities_created", "created_and_won", "leads_qualified", "leads_to_opportunities", "quota", "mrr"} {
		r := config.Request{ID: int32(i), Measure: measure, Aggregate: config.Sum, Subject: config.OfPerson}
		win := config.Window{ID: int32(i), Request: int32(i), SubjectID: "E1", Interval: quarter}
		if measure == "mrr" {
			r.Aggregate, r.Subject, win.SubjectID = config.AtEnd, config.OfCompany, ""
		}
		requests, windows = append(requests, r), append(windows, win)
	}
	expectReader(t, `
0 | USD | 2026-01-31 | ∅ | ∅ | 1000 | 1 | 1
1 | ∅ | ∅ | ∅ | ∅ | 2 | 1 | 2
2 | ∅ | ∅ | ∅ | ∅ | 1 | 1 | 1
3 | ∅ | ∅ | ∅ | ∅ | 3 | 1 | 3
4 | ∅ | ∅ | ∅ | ∅ | 2 | 1 | 2
5 | USD | 2026-01-01 | 2026-01-01 | 2026-02-01 | 10000 | 1 | 1
5 | USD | 2026-02-01 | 2026-02-01 | 2026-03-01 | 10000 | 1 | 1
6 | USD | 2026-03-31 | ∅ | ∅ | 500 | 1 | 1`)(w.Aggregates(context.Background(), requests, windows))
}

// TestTeamsOfOneCohort: a team's level is its members' on that morning, also what they brought from before they joined.
// C2 comes to West on 1 February with 30 of her own, C1 leaves it with 100: West has 100 on 1 January, 30 on 1 February.
func TestTeamsOfOneCohort(t *testing.T) {
	t.Parallel()
	w := files(map[string]string{
		"attain/assignment": `
participant,role,team,first_day,last_day
C1,CSM,West,2025-01-01,2026-01-31
C1,CSM,East,2026-02-01,
C2,CSM,East,2025-01-01,2026-01-31
C2,CSM,West,2026-02-01,`,
		"attain/account": "account_id,name,customer_success_manager\nA1,Acme,C1\nA2,Beta,C2",
		"attain/subscription": `
subscription_id,account_id,effective_on,mrr
s1,A1,2025-03-01,100
s1,A1,2026-02-10,60
s2,A2,2025-06-01,30
s2,A2,2026-02-20,0`,
	}).build(t)
	quarter := config.Interval{First: config.DayOf(2026, 1, 1), End: config.DayOf(2026, 4, 1)}
	february := config.Interval{First: config.DayOf(2026, 2, 1), End: config.DayOf(2026, 3, 1)}
	requests := []config.Request{
		{ID: 0, Measure: "mrr", Aggregate: config.AtStart, Subject: config.OfTeam},
		{ID: 1, Measure: "mrr_contraction", Aggregate: config.Existing, Subject: config.OfTeam},
		{ID: 2, Measure: "mrr", Aggregate: config.AtEnd, Subject: config.OfTeam},
		{ID: 3, Measure: "mrr_churn", Aggregate: config.Existing, Subject: config.OfTeam},
	}
	windows := []config.Window{
		{ID: 0, Request: 0, SubjectID: "West", Interval: quarter},
		{ID: 1, Request: 1, SubjectID: "West", Interval: quarter},
		{ID: 2, Request: 2, SubjectID: "East", Interval: quarter},
		{ID: 3, Request: 0, SubjectID: "West", Interval: february},
		{ID: 4, Request: 3, SubjectID: "West", Interval: february},
	}
	expectReader(t, `
0 | USD | 2026-01-01 | ∅ | ∅ | 10000 | 1 | 1
1 | USD | 2026-02-10 | ∅ | ∅ | 4000 | 1 | 1
2 | USD | 2026-03-31 | ∅ | ∅ | 6000 | 1 | 2
3 | USD | 2026-02-01 | ∅ | ∅ | 3000 | 1 | 1
4 | USD | 2026-02-20 | ∅ | ∅ | 3000 | 1 | 1`)(w.Aggregates(context.Background(), requests, windows))
}

// TestTeamQuotas: of the February quota of 1,000.00 of somebody who joined the team on the 10th, the team has 19 of 28
// days, and of March all; of January nothing. E1 has the same team in two roles: the quota is there once.
func TestTeamQuotas(t *testing.T) {
	t.Parallel()
	w := files(map[string]string{
		"attain/assignment": `
participant,role,team,first_day,last_day
E1,AE,T1,2026-01-01,2026-02-14
E1,AM,T1,2026-02-15,
E2,AE,T1,2026-02-10,`,
		"attain/quota": `
participant,month,quota
E1,2026-01-01,1000
E1,2026-02-01,1000
E1,2026-03-01,1000
E2,2026-01-01,1000
E2,2026-02-01,1000
E2,2026-03-01,1000`,
	}).build(t)
	requests := []config.Request{{ID: 0, Measure: "quota", Aggregate: config.Sum, Subject: config.OfTeam}}
	windows := []config.Window{{ID: 0, Request: 0, SubjectID: "T1", Interval: config.Interval{First: config.DayOf(2026, 1, 1), End: config.DayOf(2026, 4, 1)}}}
	// 1,000.00 + 1,000.00 × 19 ÷ 28 = 100,000 × 47 ÷ 28 = 1,175,000 ÷ 7 minor units.
	expectReader(t, `
0 | USD | 2026-01-01 | 2026-01-01 | 2026-02-01 | 100000 | 1 | 1
0 | USD | 2026-02-01 | 2026-02-01 | 2026-03-01 | 1175000 | 7 | 2
0 | USD | 2026-03-01 | 2026-03-01 | 2026-04-01 | 200000 | 1 | 2`)(w.Aggregates(context.Background(), requests, windows))
	windows[0].Interval = config.Interval{First: config.DayOf(2026, 2, 1), End: config.DayOf(2026, 3, 1)}
	expectReader(t, `
0 | E1|bookings|USD|2026-02-01 | E1|bookings|USD|2026-02-01 | bookings target of February 2026 | 2026-02-01 | ∅ | primary | 10000 | 100000 | USD | quota.csv | 2 | 2026-03-01 | 28 | ∅ | ∅ | ∅ | ∅ | ∅
0 | E2|bookings|USD|2026-02-01 | E2|bookings|USD|2026-02-01 | bookings target of February 2026 | 2026-02-01 | ∅ | primary | 10000 | 100000 | USD | quota.csv | 5 | 2026-03-01 | 19 | ∅ | ∅ | ∅ | ∅ | ∅`)(
		w.Facts(context.Background(), requests, windows))
}
