package transform

import (
	"context"
	"testing"

	"attain/config"
)

func slice() *given {
	return files(map[string]string{
		"workday/worker": `
Employee_ID,Legal_Name,Email_-_Work,Hire_Date,Termination_Date,Cost_Center,Supervisory_Organization,Manager_ID,Country,Company
0007,Ada Ek,ada@x.com,2020-01-01,,410,West,0009,US,NWA
0008,Bo Li,bo@x.com,2026-02-10,2026-09-30,410,West,0009,US,NWA
0009,Cy Mo,cy@x.com,2019-05-01,,410,West,,US,NWA
`,
		"salesforce/user": `
Id,Name,Email,EmployeeNumber,IsActive
005000000000001AAA,Ada Ek,other@x.com,0007,true
005000000000002AAA,Bo Li,BO@x.com,,true
005000000000003AAA,Gone,gone@x.com,0666,true
`,
		"salesforce/opportunity": `
Id,IsDeleted,AccountId,Name,StageName,Amount,CloseDate,Type,IsClosed,IsWon,CurrencyIsoCode,OwnerId,CreatedDate,LastModifiedDate,LeadSource,First_Touch_Date__c
006000000000001AAA,false,001000000000001AAA,Alpha,Closed Won,1000.00,2026-07-05,New Business,true,true,USD,005000000000001AAA,2026-05-01,2026-07-05T10:00:00.000Z,Web,2026-04-06
006000000000002AAA,false,001000000000001AAA,Beta,Closed Won,"12,5O",2026-07-06,New Business,true,true,USD,005000000000001AAA,2026-05-01,2026-07-05T10:00:00.000Z,Web,
006000000000003AAA,false,001000000000001AAA,Gamma,Closed Lost,500,2026-08-06,New Business,true,false,USD,005000000000002AAA,2026-05-01,2026-07-05T10:00:00.000Z,Web,
006000000000004AAA,false,001000000000001AAA,Delta,Closed Won,300.00,2026-08-09,Renewal,true,true,EUR,005000000000001AAA,2026-05-01,2026-07-05T10:00:00.000Z,Web,
006000000000005AAA,false,001000000000001AAA,Eps,Closed Won,700.00,2026-09-30,Expansion,true,true,USD,005000000000003AAA,2026-05-01,2026-07-05T10:00:00.000Z,Web,
006000000000001AAA,false,001000000000001AAA,Alpha,Closed Won,1000.00,2026-07-05,New Business,true,true,USD,005000000000001AAA,2026-05-01,2026-07-05T10:00:00.000Z,Web,2026-04-06
`,
		"salesforce/opportunity_split": `
Id,OpportunityId,SplitOwnerId,SplitPercentage,SplitType
1,006000000000004AAA,005000000000001AAA,50,Revenue
2,006000000000004AAA,005000000000002AAA,50,Revenue
3,006000000000004AAA,005000000000002AAA,20,Overlay
`,
		"attain/assignment": `
participant,role,team,manager,first_day,last_day,target_incentive,per,currency,cost_center
0007,AE,West,0009,2026-01-01,,40000,year,USD,410
0008,AE,West,0009,2026-01-01,2026-12-31,40000,year,EUR,410
`,
		"attain/quota": `
participant,metric,currency,month,quota
0007,bookings,USD,2026-07-01,1000
0007,bookings,USD,2026-08-01,1000
0007,bookings,USD,2026-09-01,1000
`,
	})
}

func TestSlice(t *testing.T) {
	t.Parallel()
	w := slice().build(t)
	w.expect(t, "select source_key, participant_id, credit_type, share_bp, value, currency, _row from measures.bookings order by all", `
006000000000001AAA | 0007 | primary | 10000 | 100000 | USD | 1
006000000000002AAA | 0007 | primary | 10000 | ∅ | USD | 2
006000000000004AAA | 0007 | primary | 5000 | 15000 | EUR | 4
006000000000004AAA | 0008 | overlay | 2000 | 6000 | EUR | 4
006000000000004AAA | 0008 | primary | 5000 | 15000 | EUR | 4
006000000000005AAA | ∅ | primary | 10000 | 70000 | USD | 5`)
	w.expect(t, "select participant_id, first_day, until_on, target_incentive_minor from core.assignment order by all", `
0007 | 2026-01-01 | 9999-12-31 | 4000000
0008 | 2026-02-10 | 2026-10-01 | 4000000`)
	for _, c := range w.Checks() {
		if c.Name == "unreadable_value" && (c.Count != 1 || c.Rows[0].String() != `opportunity.csv:2: amount: "12,5O" is not a number`) {
			t.Errorf("%+v", c)
		}
	}
	plans := []*config.Plan{{Name: "ae", AppliesTo: config.Condition{SQL: "role = 'AE' and currency = 'EUR'"}}}
	list, err := w.Assignments(context.Background(), plans)
	if err != nil || len(list) != 2 || len(list[1].Plans) != 1 || list[0].Plans != nil {
		t.Errorf("%v %+v", err, list)
	}
	q3 := config.Interval{First: config.DayOf(2026, 7, 1), End: config.DayOf(2026, 10, 1)}
	requests := []config.Request{
		{ID: 0, Measure: "bookings", Aggregate: config.Sum, Subject: config.OfPerson},
		{ID: 1, Measure: "bookings", Aggregate: config.Sum, Subject: config.OfCompany},
		{ID: 2, Measure: "bookings", Aggregate: config.Sum, Subject: config.OfTeam, Where: []config.Condition{{SQL: "deal_type = 'renewal' -- only"}}},
		{ID: 3, Measure: "quota", Aggregate: config.Sum, Subject: config.OfPerson},
		{ID: 4, Measure: "closed_deals", Aggregate: config.Count, Subject: config.OfTeam},
		{ID: 5, Measure: "sales_cycle_days", Aggregate: config.Median, Subject: config.OfPerson},
	}
	windows := []config.Window{
		{ID: 0, Request: 0, SubjectID: "0007", Interval: q3},
		{ID: 1, Request: 1, SubjectID: "", Interval: q3},
		{ID: 2, Request: 2, SubjectID: "West", Interval: q3},
		{ID: 3, Request: 3, SubjectID: "0007", Interval: q3},
		{ID: 4, Request: 4, SubjectID: "West", Interval: q3},
		{ID: 5, Request: 5, SubjectID: "0007", Interval: q3},
		{ID: 6, Request: 0, SubjectID: "0008", Interval: q3},
	}
	expectReader(t, `
0 | EUR | 2026-08-09 | ∅ | ∅ | 15000 | 1 | 1
0 | USD | 2026-07-05 | ∅ | ∅ | 100000 | 1 | 1
1 | EUR | 2026-08-09 | ∅ | ∅ | 30000 | 1 | 2
1 | USD | 2026-07-05 | ∅ | ∅ | 170000 | 1 | 2
2 | EUR | 2026-08-09 | ∅ | ∅ | 30000 | 1 | 2
3 | USD | 2026-07-01 | 2026-07-01 | 2026-08-01 | 100000 | 1 | 1
3 | USD | 2026-08-01 | 2026-08-01 | 2026-09-01 | 100000 | 1 | 1
3 | USD | 2026-09-01 | 2026-09-01 | 2026-10-01 | 100000 | 1 | 1
4 | ∅ | ∅ | ∅ | ∅ | 4 | 1 | 4
5 | ∅ | ∅ | ∅ | ∅ | 90 | 1 | 1
6 | EUR | 2026-08-09 | ∅ | ∅ | 21000 | 1 | 2`)(w.Aggregates(context.Background(), requests, windows))
	expectReader(t, `
0 | 006000000000001AAA|005000000000001AAA|primary | 006000000000001AAA | Alpha | 2026-07-05 | 001000000000001AAA | primary | 10000 | 100000 | USD | opportunity.csv | 1 | ∅ | ∅ | ∅ | ∅ | ∅ | ∅ | ∅
0 | 006000000000004AAA|005000000000001AAA|primary | 006000000000004AAA | Delta | 2026-08-09 | 001000000000001AAA | primary | 5000 | 15000 | EUR | opportunity.csv | 4 | ∅ | ∅ | ∅ | ∅ | ∅ | ∅ | ∅`)(
		w.Facts(context.Background(), requests[:1], windows[:1]))
}
