package transform

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
)

// dirty has one thing wrong for every check that data alone can trip.
func dirty() *given {
	g := files(map[string]string{
		"workday/worker": `
Employee_ID,Legal_Name,Email_-_Work,Hire_Date,Termination_Date
E1,Ada,ada@x.com,2025-01-01,
E2,Bo,bo@x.com,2025-01-01,2026-03-31
E2,Bo,bo@x.com,2020-01-01,2024-03-31
,Nobody,nobody@x.com,2020-01-01,2024-03-31`,
		"salesforce/user": `
Id,Name,Email,EmployeeNumber,IsActive
005000000000001AAA,Ada,ada@x.com,E1,true
005000000000009AAA,Lee,lee@x.com,E9,true`,
		"salesforce/opportunity": `
Id,IsDeleted,AccountId,Name,StageName,Amount,CloseDate,Type,IsClosed,IsWon,OwnerId,LastModifiedDate,CreatedDate
006000000000001AAA,false,001000000000001AAA,Good,Closed Won,100.00,2026-01-05,New Business,true,true,005000000000001AAA,2026-01-05,2026-01-01
006000000000002AAA,false,001000000000001AAA,Ownerless,Closed Won,200.00,2026-01-05,New Business,true,true,,2026-01-05,2026-01-01
006000000000003AAA,false,001000000000001AAA,Lees,Closed Won,300.00,2026-01-05,New Business,true,true,005000000000009AAA,2026-01-05,2026-01-01
006000000000004AAA,false,001000000000001AAA,Strangers,Closed Won,350.00,2026-01-05,New Business,true,true,005000000000077AAA,2026-01-05,2026-01-01
006000000000005AAA,false,001000000000001AAA,Twice,Closed Won,400.00,2026-01-05,New Business,true,true,005000000000001AAA,2026-01-05,2026-01-01
006000000000005,false,001000000000001AAA,Twice,Closed Won,410.00,2026-01-05,New Business,true,true,005000000000001AAA,2026-01-04,2026-01-01
006000000000006AAA,false,001000000000001AAA,Ninety,Closed Won,500.00,2026-01-05,New Business,true,true,005000000000001AAA,2026-01-05,2026-01-01
006000000000007AAA,false,001000000000001AAA,Typo,Closed Won,"12,5O",2026-01-05,New Business,true,true,005000000000001AAA,2026-01-05,2026-01-01
006000000000008AAA,false,001000000000001AAA,Undated,Closed Lost,100.00,,New Business,true,false,005000000000001AAA,2026-01-05,2026-01-01
006000000000009AAA,false,,Homeless,Closed Won,100.00,2026-01-05,New Business,true,true,005000000000001AAA,2026-01-05,2026-01-01
006000000000010AAA,false,001000000000001AAA,Strange,Handshake,600.00,2026-01-05,New Business,,,005000000000001AAA,2026-01-05,2026-01-01
006000000000011AAA,true,001000000000001AAA,Gone,Closed Won,100.00,2026-01-05,New Business,true,true,,2026-01-05,2026-01-01
,false,001000000000001AAA,Keyless,Closed Won,100.00,2026-01-05,New Business,true,true,005000000000001AAA,2026-01-05,2026-01-01
006000000000012AAA,false,001000000000001AAA,Shared,Closed Won,100.00,2026-01-05,New Business,true,true,005000000000001AAA,2026-01-05,2026-01-01
006000000000014AAA,false,001000000000001AAA,Foggy,Closed Lost,100.00,7/12/2026,New Business,true,false,005000000000001AAA,2026-01-05,2026-01-01`,
		"salesforce/opportunity_split": `
Id,OpportunityId,SplitOwnerId,SplitPercentage,SplitType
s1,006000000000006AAA,005000000000001AAA,99.99,Revenue
s2,006000000000011AAA,005000000000001AAA,100,Revenue
s3,006000000000012AAA,005000000000001AAA,50,Revenue
s4,006000000000012AAA,005000000000009AAA,50,Revenue
s5,006000000000001AAA,005000000000001AAA,60,Revenue
s5,006000000000001AAA,005000000000001AAA,40,Revenue`,
		"salesforce/opportunity_history": `
Id,OpportunityId,StageName,Amount,CloseDate,CreatedDate
h1,006000000000001AAA,Proposal,100,2026-01-05,2026-01-02T00:00:00.000Z
h2,006000000000002AAA,Closed Won,100.005,2026-01-05,2026-01-02T00:00:00.000Z`,
		"attain/assignment": `
participant,role,first_day,last_day,target_incentive,per,currency
E1,AE,2026-01-01,2026-06-30,100,year,USD
E1,AM,2026-06-30,,100,qtr,USD
E2,AE,2026-04-01,,100,Annually,USD
E7,AE,2026-01-01,,,,USD`,
		"attain/quota": `
participant,metric,currency,month,quota,period
E5,bookings,USD,2026-01-01,1000,
E5,bookings,USD,2026-01-01,2000,
,bookings,USD,2026-01-01,500,
E5,bookings,USD,,3000,2026-P01`,
		"attain/cost":            "month,category,amount,currency\n2026-01-01,Marketng,100,USD\n2026-02-01,marketng,50,USD\n2026-02-01,sales,50,USD",
		"attain/survey_response": "response_id,survey,score,responded_on\nr1,nps,100,2026-01-01\nr2,csat,0,2026-01-01\nr3,ces,7,2026-01-01\nr4,nps,0,2026-01-01\nr5,nps,ten,2026-01-01",
		"attain/product_event":   "event_id,user_id,event,occurred_at\ne1,u1,activate,2026-01-01T00:00:00Z\ne2,u1,activated,2026-01-01T00:00:00Z\ne3,u1,activated,",
		"attain/account_link":    "account_id,system,external_id\nA1,Stripe,cus_1\nA2,stripe,cus_1\nA2,stripe,cus_2",
		"attain/lead":            "lead_id,lead_source\nL1,web",
		"salesforce/lead":        "Id,LeadSource\nL1,web",
		"attain/identity": `
participant,name,system,id,email,is,first_day,last_day
E1,,salesforce,lent,,,2026-01-01,2026-06-30
E2,,Salesforce,lent,,,2026-06-30,
E8,,salesforce,stranger,,person,,
,Queue,salesforce,queue,,Not a person,,
E1,,sapforce,x,,,,`,
	})
	return g
}

// trips says what each check finds in dirty: how many, and the first of them.
var trips = map[string]struct {
	count int64
	first string
}{
	"assignment_after_employment":     {1, "assignment.csv:3: E2: no day of the assignment from 2026-04-01 is within employment"},
	"assignment_without_participant":  {1, "assignment.csv:4: participant E7 (AE) is not in the HR extract"},
	"assignments_overlap":             {1, "assignment.csv:2: E1: AM from 2026-06-30 begins before the assignment before it ends (2026-06-30)"},
	"closed_deal_without_close_date":  {2, "opportunity.csv:9: Undated is lost and has no close date"},
	"counted_record_cannot_be_read":   {1, `survey_response.csv:5: nps answer r5: score: "ten" is not a number`},
	"deal_cannot_be_read":             {1, `opportunity.csv:15: Foggy: close_on: "7/12/2026" is not a date written YYYY-MM-DD`},
	"deal_without_account":            {1, "opportunity.csv:10: Homeless has no account"},
	"deal_without_owner":              {1, "opportunity.csv:2: Ownerless (won) has no owner"},
	"duplicate_record":                {1, "opportunity.csv:6: repeats opportunity 006000000000005AAA, which is read from opportunity.csv:5"},
	"history_disagrees_with_deal":     {1, "opportunity_history.csv:1: Good is Closed Won, but its last change is to Proposal"},
	"owner_missing_in_hr":             {2, "opportunity.csv:3: Lees: owner Lee (employee E9) is not in the HR extract"},
	"participant_listed_twice":        {1, "worker.csv:3: participant E2 is also in worker.csv:2, which is read; this record's days of employment count, from 2020-01-01 to 2024-03-31"},
	"record_without_key":              {2, "opportunity.csv:13: opportunity has no key"},
	"record_incomplete":               {2, "product_event.csv:3: product event e3 has no occurred at that can be read; it counts nowhere"},
	"customer_of_two_accounts":        {1, "account_link.csv:1: customer cus_1 of stripe is linked to A1 and A2; its invoices count for neither"},
	"key_in_two_systems":              {1, "lead.csv:1: lead L1 of salesforce is left out, because attain has one too: lead.csv:1; if they are two, one needs another key"},
	"people_overlap":                  {1, "identity.csv:2: id lent of salesforce is also of E1 in identity.csv:1 on 2026-06-30; end the one before the other begins"},
	"people_row_unusable":             {2, "identity.csv:3: stranger: participant E8 is not in the HR extract"},
	"split_of_unknown_deal":           {1, "opportunity_split.csv:2: split of 006000000000011AAA, which is deleted"},
	"split_owner_missing_in_hr":       {1, "opportunity_split.csv:4: split with 005000000000009AAA of Shared: not in the HR extract"},
	"score_outside_scale":             {2, "survey_response.csv:1: NPS score 100 of answer r1 is not from 0 to 10; it counts nowhere"},
	"word_without_meaning":            {3, `cost.csv:1: cost category "marketng" of 2 records is none of sales, marketing, sales_and_marketing, cost_of_revenue, cogs; no measure of ours counts them`},
	"split_twice":                     {2, "opportunity_split.csv:5: split s5 of Good: 60.0000 % for 005000000000001AAA, and another record of it says otherwise; nobody is credited"},
	"change_without_readable_amount":  {1, `opportunity_history.csv:2: amount: "100.005" has more decimals than USD has (2), or is too large; the change counts nowhere`},
	"splits_are_not_100_percent":      {2, "opportunity_split.csv:1: Ninety: the splits are 99.99 % together, not 100 %; nobody is credited"},
	"stage_without_meaning":           {1, `opportunity.csv:11: stage "Handshake" of 1 deals is neither won, lost nor open; say which under stages:`},
	"target_incentive_without_period": {1, `assignment.csv:2: E1: per "qtr" of the target incentive from 2026-06-30 on is not month, quarter or year; a scorecard cannot be paid from it`},
	"target_of_nobody":                {1, "quota.csv:3: the bookings target of 2026-01-01 names neither a participant nor a territory; it counts nowhere"},
	"target_twice":                    {1, "quota.csv:1: E5 has another bookings target of 2026-01-01 in quota.csv:2; keep the one that is meant"},
	"target_without_period":           {1, `quota.csv:4: E5: the calendar has no period "2026-P01"; the target counts nowhere`},
	"target_without_assignment":       {1, "quota.csv:2: participant E5 has targets and no assignment"},
	"unreadable_value":                {3, `opportunity.csv:8: amount: "12,5O" is not a number`},
	"won_deal_without_amount":         {1, "opportunity.csv:8: Typo is won and has no amount"},
}

// tampered are the identities no data can break: each is tripped by changing what the models made.
var tampered = map[string]struct{ statement, first string }{
	"assignment_unreadable": {
		"insert into checks.reject values ('planning', 'assignment', 'assignment.csv', 2, 'first_day', '01/01/26', '\"01/01/26\" is not a date written YYYY-MM-DD')",
		`assignment.csv:2: first_day: "01/01/26" is not a date written YYYY-MM-DD`,
	},
	"credits_do_not_sum_to_the_deal": {
		"update core.opportunity_credit set amount_minor = amount_minor + 1 where participant_id is null",
		"opportunity.csv:14: Shared: credits of 10001 for an amount of 10000 (minor units)",
	},
	"mrr_movements_do_not_close": {
		"insert into core.mrr_movement values ('001', 'USD', date '2026-01-01', 'new', 0, 500, 500, 1, date '2026-01-01', 'subscriptions.jsonl', 7)",
		"subscriptions.jsonl:7: account 001: movements of 500 do not give the closing 0 (minor units)",
	},
	"record_deleted": {
		"insert into checks.deletion values ('salesforce', 'opportunity', '006', 'opportunity.csv', '2026-01-01', '2026-02-01', 500, 'USD')",
		"opportunity.csv: opportunity 006 was there on 2026-01-01 and is gone since 2026-02-01",
	},
	"records_lost": {
		"update checks.file set loaded_count = loaded_count - 1 where entity = 'user'",
		"user.csv: has 2 records, but 1 were loaded, 0 refused and 0 skipped",
	},
	"records_unaccounted_for": {
		"update core.accounting set kept_count = kept_count + 1 where entity = 'user'",
		": user: 2 staged, but 3 kept, 0 duplicates, 0 deleted, 0 incomplete",
	},
	"unreadable_record": {
		"insert into checks.refusal values ('salesforce', 'user', 'user.csv', 3, '', '', 'has 4 values instead of 5')",
		"user.csv:3: has 4 values instead of 5",
	},
}

// trippedElsewhere are checks with a test of their own.
var trippedElsewhere = []string{"landing_drifted", "extract_is_old", "linked_record_cannot_be_read", "credited_to_nobody_known", "hand_over_unusable", "reporting_lines_go_round", "lines_do_not_sum_to_the_deal", "base_pay_unusable", "deal_credited_twice", "deal_there_twice", "quota_relief_not_approved", "quota_relief_unusable", "quota_reliefs_overlap", "pay_mix_does_not_give_target_incentive", "quota_parts_do_not_add_up"}

func TestEveryCheckTrips(t *testing.T) {
	t.Parallel()
	w := dirty().build(t)
	for _, c := range w.Checks() {
		want, known := trips[c.Name]
		if _, identity := tampered[c.Name]; !known && !identity && unrelatedTrips[c.Name] == "" && !slices.Contains(trippedElsewhere, c.Name) {
			t.Errorf("no fixture trips the check %s", c.Name)
		}
		if c.Count != want.count {
			t.Errorf("%s: %d rows, want %d: %v", c.Name, c.Count, want.count, c.Rows)
		} else if c.Count > 0 && c.Rows[0].String() != want.first {
			t.Errorf("%s:\ngot  %s\nwant %s", c.Name, c.Rows[0], want.first)
		}
		if c.Title == "" {
			t.Errorf("%s has no title", c.Name)
		}
	}
	w.expectMoney(t, "stage_without_meaning", "map[USD:60000]")
	w.expectMoney(t, "owner_missing_in_hr", "map[USD:65000]")
	w.expectMoney(t, "word_without_meaning", "map[USD:15000]")
	w.expect(t, "select (select count(*) from measures.survey_responses), (select count(*) from measures.promoters), (select count(*) from measures.csat_responses)", "1 | 0 | 0")
	entities, err := w.Entities(context.Background())
	if err != nil || len(entities) != 6 || entities[1] != (EntityAccount{"opportunity", 15, 12, 1, 1, 1}) {
		t.Errorf("entities %+v, %v", entities, err)
	}
	for name, c := range tampered {
		if _, err := w.db.Exec(c.statement); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := w.runChecks(context.Background()); err != nil {
		t.Fatal(err)
	}
	for _, c := range w.Checks() {
		if want, ok := tampered[c.Name]; ok && (c.Count != 1 || c.Rows[0].String() != want.first) {
			t.Errorf("%s: %d rows %v\nwant %s", c.Name, c.Count, c.Rows, want.first)
		}
	}
}

func (w *Warehouse) expectMoney(t *testing.T, check, want string) {
	t.Helper()
	for _, c := range w.checks {
		if got := fmt.Sprint(c.MoneyMinor); c.Name == check && got != want {
			t.Errorf("%s: money %s, want %s", check, got, want)
		}
	}
}

// TestCleanDataTripsNothing: nothing is wrong with the slice but the typo in Beta's amount, the deal given twice, and
// the owner HR does not know.
func TestCleanDataTripsNothing(t *testing.T) {
	t.Parallel()
	w := slice().build(t)
	var found []string
	for _, c := range w.Checks() {
		if c.Count > 0 {
			found = append(found, fmt.Sprintf("%s %d", c.Name, c.Count))
		}
	}
	if got, want := strings.Join(found, ", "), "deal_credited_twice 1, duplicate_record 1, owner_missing_in_hr 1, unreadable_value 1, won_deal_without_amount 1"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestCheckWithoutSeverityIsAProblem(t *testing.T) {
	t.Parallel()
	g := files(nil)
	g.ws.Dir = t.TempDir()
	mustWrite(t, g.ws.Dir+"/sql/checks/own.sql", "-- One row per nothing.\n-- title: Own\nselect 1\n")
	w, err := g.open(t)
	if err == nil {
		err = w.Build(context.Background())
	}
	if want := `sql/checks/own.sql: has severity ""; add "-- severity: stop", hold, leave_out or warn to its opening comment`; err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}
