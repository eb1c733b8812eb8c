package transform

import (
	"context"
	"strings"
	"testing"

	"attain/config"
)

// unrelated has references that lead nowhere, currencies that are none and a deal nobody billed.
func unrelated() *given {
	g := files(map[string]string{
		"attain/participant": "participant,name,hired_on\nE1,Ada,2020-01-01",
		"attain/account":     "account_id,name\nA1,Acme",
		"attain/opportunity": `
opportunity_id,account_id,name,stage,outcome,amount,currency,close_on,owner
D1,A9,Lost home,won,won,100.00,USD,2026-11-05,E1
D2,A1,Billed late,won,won,100.00,USD,2026-02-05,E1
D3,A1,Strange,won,won,70.00,UDS,2026-11-06,E1
D4,A1,Credit,won,won,-5.00,USD,2026-01-06,E1`,
		"attain/invoice": `
invoice_id,account_id,currency,invoiced_on,amount
I1,A8,USD,2026-03-01,55.00
I2,A1,USD,2026-03-01,45.00
I3,A1,USD,,5.00`,
		"attain/product":           "product_id,name\nP1,Core",
		"attain/campaign":          "campaign_id,name\nC1,Spring",
		"attain/opportunity_line":  "line_id,opportunity_id,product_id,amount,currency\nL1,D7,P1,10.00,USD\nL2,D1,P9,20.00,USD",
		"attain/payment":           "payment_id,invoice_id,account_id,amount,currency,paid_on,status\nP1,I9,A1,30.00,USD,2026-04-01,succeeded\nP2,I2,A1,7.00,USD,2026-04-01,Paid",
		"attain/ticket":            "ticket_id,account_id,opened_at\nT1,A6,2026-04-01T09:00:00Z",
		"attain/campaign_response": "response_id,campaign_id,responded_on\nR1,C9,2026-04-01",
		"attain/exchange_rate": `
from,to,rate,first_day,kind
EUR,NOK,11.5,2026-01-01,
EUR,NOK,0.0869,2026-02-01,spot
USD,SEK,10.5,2026-01-01,spot
USD,SEK,10.6,2026-01-01,
GBP,USD,1.31,2026-01-01,Closing`,
		"attain/subscription": "subscription_id,account_id,currency,effective_on,mrr\nS1,A7,USD,2026-01-01,10.00",
		"attain/assignment": `
participant,role,first_day,last_day,target_incentive,per,currency
E1,AE,2026-01-01,2026-05-31,-100,year,USD
E1,AE,2026-06-01,,100,year,KRONER`,
	})
	return g
}

var unrelatedTrips = map[string]string{
	"record_of_unknown_deal":          "opportunity_line.csv:1: line L1: deal D7 is not among the deals",
	"record_of_unknown_product":       "opportunity_line.csv:2: line L2: product P9 is not among the products",
	"record_of_unknown_account":       "ticket.csv:1: ticket T1: account A6 is not among the accounts",
	"record_of_unknown_campaign":      "campaign_response.csv:1: response R1: campaign C9 is not among the campaigns",
	"payment_of_unknown_invoice":      "payment.csv:1: payment P1: invoice I9 is not among the invoices",
	"invoice_without_day":             "invoice.csv:3: invoice I3 is open and has no day; it counts nowhere",
	"exchange_rate_twice":             "exchange_rate.csv:3: USD to SEK from 2026-01-01 on: 10.5 and 10.6; keep the one that is meant",
	"exchange_rate_of_unknown_kind":   `exchange_rate.csv:5: GBP to USD from 2026-01-01 on is of the kind "closing", at which nothing is converted; write spot, average or plan`,
	"exchange_rate_other_way_round":   "exchange_rate.csv:2: EUR to NOK from 2026-02-01 on: 0.0869, and before it 11.5: one of them is NOK to EUR",
	"word_without_meaning":            `payment.csv:2: payment status "paid" of 1 records is none of succeeded, failed, refunded; no measure of ours counts them`,
	"deal_of_unknown_account":         "opportunity.csv:1: Lost home: account A9 is not among the accounts",
	"invoice_of_unknown_account":      "invoice.csv:1: invoice I1: account A8 is not among the accounts; nobody's revenue counts it",
	"subscription_of_unknown_account": "subscription.csv:1: subscription S1: account A7 is not among the accounts",
	"amount_in_unknown_currency":      `opportunity.csv:3: deal Strange: "UDS" is no currency; write its code of three letters, such as USD`,
	"assignment_in_unknown_currency":  `assignment.csv:2: E1: "KRONER" is no currency; write its code of three letters, such as USD`,
	"won_deal_not_above_zero":         "opportunity.csv:4: Credit is won and is worth less than zero",
	"target_incentive_negative":       "assignment.csv:1: E1: a target incentive of -100.00 USD from 2026-01-01 on is below zero",
	"won_deal_without_invoice":        "opportunity.csv:2: account A1: 1 deal of 100.00 USD won since 2026-02-05, of which 90.13 would be billed by now, and invoices of only 45.00",
}

func TestReferencesAndCurrenciesTrip(t *testing.T) {
	t.Parallel()
	w := unrelated().build(t)
	w.expectTrips(t, unrelatedTrips)
	w.expectMoney(t, "won_deal_without_invoice", "map[USD:4513]")
	w.expectMoney(t, "invoice_of_unknown_account", "map[USD:5500]")
}

// expectTrips looks whether each check finds exactly one row, this one.
func (w *Warehouse) expectTrips(t *testing.T, want map[string]string) {
	t.Helper()
	found := map[string]bool{}
	for _, c := range w.Checks() {
		if row, ok := want[c.Name]; ok {
			found[c.Name] = true
			if c.Count != 1 || c.Rows[0].String() != row {
				t.Errorf("%s: %d rows %v\nwant %s", c.Name, c.Count, c.Rows, row)
			}
		}
	}
	for name := range want {
		if !found[name] {
			t.Errorf("there is no check %s", name)
		}
	}
}

// TestFreshAndDrifting: 100 deals of 10.00 and then 60 of 10.00, as a file cut at the end of a record has; without
// drift: 69 of 100 is refused and 70 is not.
func TestFreshAndDrifting(t *testing.T) {
	t.Parallel()
	part := config.NewRatio(3, 10)
	cases := []struct {
		name        string
		before, now int
		fresh       int
		drift       config.Drift
		want        map[string]string
	}{
		{"cut", 100, 60, 0, config.Drift{}, map[string]string{
			"landing_drifted": "new.csv: crm opportunity: records went from 100 (2026-10-01) to 60, 40 % less; without drift: in the workspace, 30 % less is a file that was cut; if it is right, write how much may be: drift: {rows: 60%}",
		}},
		{"exactly as much less as may be", 100, 70, 0, config.Drift{}, nil},
		{"more", 100, 900, 0, config.Drift{}, nil},
		{"few", 19, 1, 0, config.Drift{}, nil},
		{"sums", 100, 131, 0, config.Drift{Sums: &part}, map[string]string{
			"landing_drifted": "new.csv: crm opportunity: sum of amounts in USD went from 1000.00 (2026-10-01) to 1310.00, 31 % more; drift: allows 30 %",
		}},
		{"old", 10, 10, 30, config.Drift{}, map[string]string{
			"extract_is_old": "new.csv: crm opportunity: the newest record is of 2026-11-15, 46 days before 2026-12-31; fresh: allows 30",
		}},
		{"fresh", 10, 10, 46, config.Drift{}, nil},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			g := files(map[string]string{})
			g.add("crm", "opportunity", "new.csv", deals(c.now))
			g.ws.Sources[0].System = "attain"
			ent := g.entity("crm", "opportunity")
			ent.Fresh, ent.Drift = c.fresh, c.drift
			w, err := g.open(t)
			if err != nil {
				t.Fatal(err)
			}
			load := w.loadTable(t, w.dir+"/before.parquet", givenFile{"crm", "opportunity", "old.csv", deals(c.before)})
			was := arrival{config.Landing{Source: "crm", Entity: "opportunity", FetchedAt: "2026-10-01T00:00:00Z"}, []FileLoad{load}}
			now := config.Landing{Source: "crm", Entity: "opportunity", FetchedAt: "2026-12-01T00:00:00Z", Files: []config.LandedFile{{Path: "new.csv"}}}
			if err := w.describeLandings(context.Background(), []arrival{was}, []config.Landing{now}); err != nil {
				t.Fatal(err)
			}
			if err := w.Build(context.Background()); err != nil {
				t.Fatal(err)
			}
			w.expectTrips(t, c.want)
			for _, check := range w.Checks() {
				if _, ok := c.want[check.Name]; !ok && check.Count > 0 && (check.Name == "landing_drifted" || check.Name == "extract_is_old") {
					t.Errorf("%s: %v", check.Name, check.Rows)
				}
			}
		})
	}
}

func deals(n int) string {
	return "opportunity_id,amount,currency,created_on\n" + strings.Repeat("x,10.00,USD,2026-11-15\n", n)
}

func TestWorkspaceSaysWhatAChecksDoes(t *testing.T) {
	t.Parallel()
	g := unrelated()
	g.ws.Checks = map[string]config.CheckSetting{"deal_of_unknown_account": {Severity: "hold", Owner: "crm@example.com"}}
	w := g.build(t)
	for _, c := range w.Checks() {
		switch {
		case c.Name == "deal_of_unknown_account" && (c.Severity != "hold" || c.Owner != "crm@example.com"),
			c.Name == "invoice_of_unknown_account" && c.Owner != "billing", c.Name == "duplicate_record" && c.Owner != defaultOwner:
			t.Errorf("%s: %s, %s", c.Name, c.Severity, c.Owner)
		}
	}
	requests := []config.Request{{ID: 0, Measure: "bookings", Aggregate: config.Sum, Subject: config.OfPerson}}
	windows := []config.Window{
		{ID: 0, Request: 0, SubjectID: "E1", Interval: config.Interval{First: config.DayOf(2026, 11, 1), End: config.DayOf(2026, 11, 6)}},
		{ID: 1, Request: 0, SubjectID: "E1", Interval: config.Interval{First: config.DayOf(2026, 10, 1), End: config.DayOf(2026, 11, 1)}},
	}
	held, err := w.Holds(context.Background(), requests, windows)
	if err != nil {
		t.Fatal(err)
	}
	if len(held) != 1 || !strings.Contains(held[0], "Lost home: account A9 is not among the accounts (opportunity.csv:1)") {
		t.Errorf("held %v", held)
	}
	for name, want := range map[string]string{
		"deal_without_acount": `attain.yaml:1:1: checks: there is no check "deal_without_acount"; did you mean "deal_without_account"?`,
		"deal_without_owner":  "attain.yaml:1:1: checks: deal_without_owner leaves its rows out of pay, which warn would hide; write severity: hold or stop, or only an owner",
	} {
		g.ws.Checks = map[string]config.CheckSetting{name: {At: config.Position{File: "attain.yaml", Line: 1, Column: 1}, Severity: "warn"}}
		w, err := g.open(t)
		if err == nil {
			err = w.Build(context.Background())
		}
		if err == nil || err.Error() != want {
			t.Errorf("got %v, want %s", err, want)
		}
	}
}
