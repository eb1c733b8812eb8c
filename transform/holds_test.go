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
