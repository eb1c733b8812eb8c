package transform

import (
	"context"
	"strings"
	"testing"

	"attain/config"
)

// E1's deal of 5 January cannot be read: what adds up E1's deals over that day is held; what counts them is not.
func TestHolds(t *testing.T) {
	w := files(map[string]string{
		"attain/assignment": `
participant,role,team,first_day,last_day
E1,AE,North,2026-01-01,
E2,AE,South,2026-01-01,`,
		"attain/opportunity": `
opportunity_id,name,outcome,amount,close_on,participant,created_on,list_amount,cost,campaign_id
o1,Typo,won,"12,5O",2026-01-05,E1,2026-01-02,200,50,c1
o2,Good,won,100,2026-01-05,E1,,,,
o3,Theirs,won,100,2026-01-05,E2,,,,
o4,Lost,lost,x,2026-02-05,E2,,,,`,
		"attain/campaign": `
campaign_id,name,owner,first_day,last_day
c1,Spring,E1,2025-12-01,2026-01-31`,
		"attain/campaign_response": `
response_id,campaign_id,opportunity_id,responded_on
r1,c1,o1,2026-01-03`,
		"attain/invoice": `
invoice_id,invoiced_on,amount
i1,2026-01-05,100`,
	}).build(t)
	january := config.Interval{First: config.DayOf(2026, 1, 1), End: config.DayOf(2026, 2, 1)}
	february := config.Interval{First: january.End, End: config.DayOf(2026, 3, 1)}
	requests := []config.Request{
		{ID: 0, Measure: "bookings", Aggregate: config.Sum, Subject: config.OfPerson},
		{ID: 1, Measure: "bookings", Aggregate: config.Sum, Subject: config.OfTeam},
		{ID: 2, Measure: "won_deals", Aggregate: config.Sum, Subject: config.OfCompany},
		{ID: 3, Measure: "revenue", Aggregate: config.Sum, Subject: config.OfCompany},
	}
	for i, measure := range []string{"won_value", "closed_value", "created_pipeline", "discount_given", "costed_bookings", "campaign_revenue", "influenced_bookings"} {
		requests = append(requests, config.Request{ID: int32(4 + i), Measure: measure, Aggregate: config.Sum, Subject: config.OfPerson})
	}
	windows := []config.Window{
		{ID: 0, Request: 0, SubjectID: "E1", Interval: january},
		{ID: 1, Request: 0, SubjectID: "E1", Interval: february},
		{ID: 2, Request: 0, SubjectID: "E2", Interval: january},
		{ID: 3, Request: 1, SubjectID: "North", Interval: january},
		{ID: 4, Request: 1, SubjectID: "South", Interval: january},
		{ID: 5, Request: 2, SubjectID: "", Interval: january},
		{ID: 6, Request: 3, SubjectID: "", Interval: january},
	}
	for _, r := range requests[4:] {
		windows = append(windows, config.Window{ID: r.ID + 3, Request: r.ID, SubjectID: "E1", Interval: january})
	}
	windows = append(windows, config.Window{ID: 14, Request: 5, SubjectID: "E2", Interval: february}) // closed_value: what was lost
	held, err := w.Holds(context.Background(), requests, windows)
	if err != nil {
		t.Fatal(err)
	}
	for id, want := range []bool{true, false, false, true, false, false, false, true, true, true, true, true, true, true, true} {
		if (held[int32(id)] != "") != want {
			t.Errorf("window %d is held: %q, want %v", id, held[int32(id)], want)
		}
	}
	if want := `Typo: amount: "12,5O" is not a number (opportunity.csv:1)`; !strings.Contains(held[0], want) {
		t.Errorf("%q does not say %s", held[0], want)
	}
}

// What deals and users count by holds whoever it may count for: the owner of a deal for its line and its history, the
// owner of a campaign for its cost on the campaign's last day, every owner of a campaign for an answer without a day, the
// company for a user. A ticket due in February and resolved in March is missing from both months.
func TestHoldsOfWhatIsLinked(t *testing.T) {
	t.Parallel()
	w := files(map[string]string{
		"attain/assignment": "participant,role,team,first_day,last_day\nE1,AE,North,2026-01-01,\nE2,AE,South,2026-01-01,",
		"attain/opportunity": `
opportunity_id,name,outcome,amount,close_on,participant,created_on
o1,Lined,won,100,2026-01-05,E1,2026-01-02
o2,Theirs,won,100,2026-02-05,E2,2026-01-02
o3,Open,open,100,2026-09-05,E2,2026-O1-02`,
		"attain/opportunity_line":   "line_id,opportunity_id,amount,cost\nl1,o1,100,5O",
		"attain/opportunity_change": "opportunity_id,changed_at,stage,outcome,amount,currency,close_on\no1,2026-O1-03,Proposal,open,90,USD,2026-01-05",
		"attain/campaign":           "campaign_id,name,owner,first_day,last_day\nc1,Spring,E1,2026-01-01,2026-02-15\nc2,Fair,E2,2026-01-01,2026-02-15",
		"attain/cost":               "month,category,amount,currency,campaign_id\n2026-01-01,marketing,2O,USD,c1",
		"attain/campaign_response":  "response_id,campaign_id,opportunity_id,responded_on\nr1,c1,o2,2026-O1-04",
		"attain/product_user":       "user_id,account_id,signed_up_on\nu1,A1,2026-O1-01",
		"attain/invoice":            "invoice_id,invoiced_on,amount,due_on,status\ni1,2026-01-05,100,2026-02-05,open",
		"attain/credit_note":        "credit_note_id,invoice_id,credited_on,amount\nn1,i1,2026-03-05,1O",
		"attain/quota":              "participant,metric,currency,month,quota\nE1,bookings,USD,2026-01-01,100\nE1,bookings,USD,2026-02-01,#REF!\nE2,bookings,USD,2026-02-01,100",
		"attain/ticket":             "ticket_id,owner,opened_at,resolved_at,due_at,is_deleted\nt1,E1,2026-02-01T10:00:00Z,2026-03-02T10:00:00Z,2026-02-02T10:00:00Z,\nt2,E2,2026-02-01T10:00:00Z,2026-03-02T10:00:00Z,2026-O2-02T10:00:00Z,",
	}).build(t)
	month := func(m int) config.Interval {
		return config.Interval{First: config.DayOf(2026, m, 1), End: config.DayOf(2026, m+1, 1)}
	}
	cases := []struct {
		measure string
		subject config.Subject
		id      string
		month   int
		held    bool
	}{
		{"deal_cost", config.OfPerson, "E1", 1, true},
		{"deal_cost", config.OfPerson, "E1", 2, false},
		{"bookings", config.OfPerson, "E1", 1, false},
		{"open_pipeline", config.OfPerson, "E1", 6, true},
		{"opportunities_created", config.OfPerson, "E2", 4, true},
		{"opportunities_created", config.OfPerson, "E1", 1, false},
		{"campaign_cost", config.OfPerson, "E1", 2, true},
		{"campaign_cost", config.OfPerson, "E1", 1, false},
		{"campaign_cost", config.OfPerson, "E2", 2, false},
		{"influenced_bookings", config.OfPerson, "E2", 2, true},
		{"activated_users", config.OfCompany, "", 1, true},
		{"receivables_due", config.OfCompany, "", 2, true},
		{"revenue", config.OfCompany, "", 3, true},
		{"quota", config.OfTeam, "North", 1, false},
		{"quota", config.OfTeam, "North", 2, true},
		{"quota", config.OfTeam, "South", 2, false},
		{"quota", config.OfCompany, "", 2, true},
		{"tickets_in_sla", config.OfPerson, "E2", 2, true},
		{"tickets_in_sla", config.OfPerson, "E1", 2, false},
	}
	var requests []config.Request
	var windows []config.Window
	for i, c := range cases {
		requests = append(requests, config.Request{ID: int32(i), Measure: c.measure, Aggregate: config.Sum, Subject: c.subject})
		windows = append(windows, config.Window{ID: int32(i), Request: int32(i), SubjectID: c.id, Interval: month(c.month)})
	}
	held, err := w.Holds(context.Background(), requests, windows)
	if err != nil {
		t.Fatal(err)
	}
	for i, c := range cases {
		if got := held[int32(i)]; (got != "") != c.held {
			t.Errorf("%s of %q in month %d is held: %q, want %v", c.measure, c.id, c.month, got, c.held)
		}
	}
}
