package reports

import (
	"fmt"

	"attain/config"
)

func day(s string) config.Day {
	d, err := config.ParseDay(s)
	if err != nil {
		panic(err)
	}
	return d
}

func ratio(s string) config.Ratio {
	r, err := config.ParseRatio(s)
	if err != nil {
		panic(err)
	}
	return r
}

func given(name, label, unit, value, from, at string, window int32) config.Term {
	return config.Term{Name: name, Label: label, Unit: unit, Value: ratio(value), From: from, At: at, Window: window}
}

func computed(name, label, unit, value, formula, at string) config.Term {
	return config.Term{Name: name, Label: label, Unit: unit, Value: ratio(value), Formula: formula, At: at}
}

var thirdQuarter = config.Period{Label: "2026-Q3", Kind: config.Quarter, Interval: config.Interval{First: config.DayOf(2026, 7, 1), End: config.DayOf(2026, 10, 1)}}

// sampleStatement is the account executive of the scorecard's worked example, with a commission beside it:
//
//	quota 95 % pays 0.5 + 0.5 × (95 − 80) ÷ (100 − 80) = 0.875: 10,000 × 0.70 × 0.875 = 6,125.00
//	win rate 18 of 72 = 25 % pays 1: 10,000 × 0.30 × 1 = 3,000.00
//	145,000 closed before, deal of 20,000 over the limit of 150,000: 5,000 × 4 % + 15,000 × 6 % = 200 + 900 = 1,100.00
func sampleStatement() StatementData {
	interval := thirdQuarter.Interval
	base := config.Line{
		Run: "R-3F9A12", Participant: "E1007", Plan: "ae-2026", PlanVersion: "8c1f0a2b9d44", Segment: 1, OriginPeriod: "2026-09",
		PayPeriod: "2026-Q3", Currency: "USD", Class: config.Earning, CostCenter: "4100-SALES", BasisUnit: "money",
	}
	quota := base
	quota.Ref, quota.Component, quota.Part, quota.Label = "L-7Q2F", "quota", "payout", "Quota attainment 95.0 % pays 87.5 %"
	quota.AmountMinor, quota.Basis, quota.Rate, quota.ConfigRef = 612500, config.Whole(1000000), ratio("0.6125"), "plans/ae-2026.yaml:12:5"
	quota.ComputedFrom = "bookings / quota, E1007, 2026-07-01 to 2026-09-30"
	quota.Terms = []config.Term{
		given("bookings", "Bookings", "money", "950000", "bookings, E1007, 2026-07-01 to 2026-09-30, 4 rows", "", 1),
		given("quota", "Quota", "money", "1000000", "quota, E1007, 2026-07-01 to 2026-09-30, 3 rows", "", 2),
		computed("quota_attainment", "Quota attainment", "percent", "0.95", "bookings / quota", "plans/ae-2026.yaml:14:10"),
		given("weight", "Weight", "percent", "0.7", "", "plans/ae-2026.yaml:15:13", 0),
		given("threshold", "Threshold", "percent", "0.8", "", "plans/ae-2026.yaml:16:16", 0),
		given("threshold_pays", "Paid there", "percent", "0.5", "", "plans/ae-2026.yaml:16:16", 0),
		given("target", "Target", "percent", "1", "", "plans/ae-2026.yaml:17:16", 0),
		given("target_pays", "Paid there", "percent", "1", "", "plans/ae-2026.yaml:17:16", 0),
		computed("curve", "Share earned", "percent", "0.875",
			"threshold_pays + (target_pays - threshold_pays) * (quota_attainment - threshold) / (target - threshold)", ""),
		computed("proration", "Share of the period", "percent", "1", "92 / 92", ""),
		given("incentive", "Target incentive for a year", "money", "40000", "extracts/finance/assignments.xlsx:7", "", 0),
		computed("target_incentive", "Target incentive", "money", "10000", "incentive * 3 / 12", ""),
		computed("amount", "Earned", "money", "6125", "round(target_incentive * proration * weight * curve, 2)", ""),
	}
	win := base
	win.Ref, win.Component, win.Part, win.Label = "L-81KD", "win-rate", "payout", "Win rate 25.0 % pays 100 %"
	win.AmountMinor, win.Basis, win.Rate, win.ConfigRef = 300000, config.Whole(1000000), ratio("0.3"), "plans/ae-2026.yaml:21:5"
	win.Terms = []config.Term{
		given("won_deals", "Won deals", "count", "18", "won_deals, E1007, 2026-07-01 to 2026-09-30, 18 rows", "", 3),
		given("closed_deals", "Closed deals", "count", "72", "closed_deals, E1007, 2026-07-01 to 2026-09-30, 72 rows", "", 4),
		computed("win_rate", "Win rate", "percent", "0.25", "won_deals / closed_deals", "plans/ae-2026.yaml:23:10"),
		given("weight", "Weight", "percent", "0.3", "", "plans/ae-2026.yaml:24:13", 0),
		given("target", "Target", "percent", "0.25", "", "plans/ae-2026.yaml:26:16", 0),
		given("target_pays", "Paid there", "percent", "1", "", "plans/ae-2026.yaml:26:16", 0),
		computed("curve", "Share earned", "percent", "1", "target_pays", ""),
		given("target_incentive", "Target incentive", "money", "10000", "extracts/finance/assignments.xlsx:7", "", 0),
		computed("amount", "Earned", "money", "3000", "round(target_incentive * weight * curve, 2)", ""),
	}
	commission := func(ref, part, source, label string, minor, rate string, amount, row int64) config.Line {
		l := base
		l.Ref, l.Plan, l.Component, l.Part, l.SourceKey, l.Label = ref, "ae-2026", "renewal-commission", part, source, label
		l.Basis, l.Rate, l.AmountMinor = ratio(minor), ratio(rate), amount
		l.ConfigRef, l.ComputedFrom = "plans/ae-2026.yaml:31:5", fmt.Sprintf("extracts/salesforce/Opportunity.csv:%d", row)
		return l
	}
	bookings := Behind{Window: 1, Title: "Bookings", Measure: "bookings", Kind: "flow", Unit: "money", Aggregate: config.Sum, Subject: config.OfPerson, SubjectID: "E1007", Interval: interval}
	for i, f := range []struct {
		name, account, on string
		minor, share      int64
	}{
		{"Globex, platform", "001A000001globexQQ2", "2026-07-14", 31000000, 10000},
		{"Initech, 200 seats", "001A000001initecQQ3", "2026-08-03", 24000000, 10000},
		{"=HYPERLINK(\"http://x\",\"Umbrella\")", "001A000001umbrelQQ4", "2026-08-28", 18000000, 5000},
		{"Hooli, new business", "001A000001hooliXQQ5", "2026-09-22", 22000000, 10000},
	} {
		bookings.Rows = append(bookings.Rows, Fact{
			SourceKey: fmt.Sprintf("006A00000%dDeal1AAX", i+1), Label: f.name, Day: day(f.on), Account: f.account, CreditType: "primary",
			ShareBP: f.share, Value: f.minor, Currency: "USD", File: "extracts/salesforce/Opportunity.csv", Row: int64(100 + i),
		})
	}
	quotaRows := Behind{Window: 2, Title: "Quota", Measure: "quota", Kind: "span", Unit: "money", Aggregate: config.Sum, Subject: config.OfPerson, SubjectID: "E1007", Interval: interval}
	for i, v := range []int64{30000000, 30000000, 40000000} {
		quotaRows.Rows = append(quotaRows.Rows, Fact{
			SourceKey: fmt.Sprintf("E1007/2026-%02d", 7+i), Label: "Quota", Day: config.DayOf(2026, 7+i, 1), CreditType: "primary", ShareBP: 10000,
			Value: v, Currency: "USD", File: "extracts/finance/quotas.xlsx", Row: int64(11 + i),
		})
	}
	renewals := Behind{Window: 5, Title: "Renewals signed", Measure: "renewals_won", Kind: "flow", Unit: "money", Aggregate: config.Sum, Subject: config.OfPerson, SubjectID: "E1007", Interval: interval}
	for i, f := range []struct {
		key, name, on string
		minor         int64
	}{{"006A00000RDeal1AAX", "Soylent, renewal", "2026-08-11", 14500000}, {"006A00000RDeal2AAX", "Vehement, renewal", "2026-09-18", 2000000}} {
		renewals.Rows = append(renewals.Rows, Fact{
			SourceKey: f.key, Label: f.name, Day: day(f.on), Account: "001A00000RENEWALQQ", CreditType: "primary", ShareBP: 10000, Value: f.minor, Currency: "USD",
			File: "extracts/salesforce/Opportunity.csv", Row: int64(211 + i),
		})
	}
	actual := func(s string) *config.Ratio { return ptr(ratio(s)) }
	return StatementData{
		Company:     config.Company{Name: "Northwind Analytics", Code: "NWA", Country: "US"},
		Participant: Person{ID: "E1007", Name: "Dana Whitfield", Role: "Account Executive", Team: "West", Manager: "Priya Raman", CostCenter: "4100-SALES", Currency: "USD"},
		Period:      thirdQuarter, Run: "R-3F9A12", AsOf: day("2026-10-12"), PaidOn: day("2026-10-30"), Contact: "revops@northwind.example",
		Plans: []PlanInfo{{Name: "ae-2026", Title: "Account Executive 2026", Goal: "win new logos at a healthy win rate", Version: "8c1f0a2b9d44"}},
		Results: []Result{
			{
				Plan: "ae-2026", Component: "quota", Title: "Quota attainment", Measures: "Bookings ÷ quota", KPI: "quota_attainment", Unit: "percent",
				Actual: actual("0.95"), Target: actual("1"), Anchors: []config.Ratio{ratio("0.8"), ratio("1.5")}, TargetMinor: 700000, Note: "95.0 % of quota pays 87.5 %",
			},
			{
				Plan: "ae-2026", Component: "win-rate", Title: "Win rate", Measures: "Won deals ÷ closed deals", KPI: "win_rate", Unit: "percent",
				Actual: actual("0.25"), Target: actual("0.25"), Anchors: []config.Ratio{ratio("0.18"), ratio("0.4")}, TargetMinor: 300000, Note: "18 of 72 deals won",
			},
			{Plan: "ae-2026", Component: "renewal-commission", Title: "Renewal commission", Measures: "4 % of renewals signed up to 150,000 in the quarter, 6 % above"},
		},
		Lines: []config.Line{
			quota, win,
			commission("L-A001", "tier-1", "006A00000RDeal1AAX", "Soylent, renewal", "14500000", "0.04", 580000, 211),
			commission("L-A002", "tier-1", "006A00000RDeal2AAX", "Vehement, renewal", "500000", "0.04", 20000, 212),
			commission("L-A003", "tier-2", "006A00000RDeal2AAX", "Vehement, renewal", "1500000", "0.06", 90000, 212),
		},
		Behind: []Behind{
			bookings, quotaRows, deals(3, "Won deals", "won_deals", 18), deals(4, "Closed deals", "closed_deals", 72), renewals,
			{
				Window: 6, Title: "Net revenue retention base", Measure: "mrr", Kind: "stock", Unit: "money", Aggregate: config.AtStart, Subject: config.OfCompany, Interval: interval,
				Months: []MonthTotal{
					{Month: "2026-05", Rows: 120, Value: 18000000, Currency: "USD"},
					{Month: "2026-06", Rows: 14, Value: 2500000, Currency: "EUR", Rate: ratio("1.08")},
				},
			},
		},
		Remarks: []Remark{
			{Text: "Your quota for September was raised from 300,000 to 400,000 on 1 September (quotas.xlsx, record 13)."},
			{Kind: "held", Text: "Tyrell, expansion (48,000.00 USD closed on 29 September): held until the signed contract is attached."},
			{Kind: "unreadable", Text: "the amount of deal 006A00000BADAAX is \"12,5O\" (Opportunity.csv, record 118); it counts as soon as it is corrected."},
		},
	}
}

func deals(window int32, title, measure string, n int) Behind {
	b := Behind{Window: window, Title: title, Measure: measure, Kind: "flow", Unit: "count", Aggregate: config.Sum, Subject: config.OfPerson, SubjectID: "E1007", Interval: thirdQuarter.Interval}
	for i := range n {
		b.Rows = append(b.Rows, Fact{
			SourceKey: fmt.Sprintf("006A0000%03dDealAAX", i), Label: fmt.Sprintf("Deal %d", i+1), Day: config.DayOf(2026, 7, 1+i), Account: fmt.Sprintf("001A0000%03dACCTQQ", i),
			CreditType: "primary", ShareBP: 10000, Value: 1, File: "extracts/salesforce/Opportunity.csv", Row: int64(300 + i),
		})
	}
	return b
}

// sampleControl is a control workbook in which one check failed and everything else closes.
func sampleControl() ControlData {
	d := sampleStatement()
	other := Person{ID: "E2001", Name: "Jonas Berg", Role: "Customer Success Manager", Team: "EMEA", CostCenter: "4200-CS", Currency: "EUR"}
	lines := append([]config.Line(nil), d.Lines...)
	lines = append(lines, config.Line{
		Ref: "L-B001", Participant: "E2001", Plan: "csm-2026", Component: "nrr", Segment: 1, Part: "payout", OriginPeriod: "2026-09", PayPeriod: "2026-Q3",
		Currency: "EUR", AmountMinor: 600000, CostCenter: "4200-CS", Basis: config.Whole(600000), BasisUnit: "money", Rate: config.Whole(1),
	})
	rows, err := PayrollRows(lines, config.Pay{DefaultCode: "VARPAY"}, config.Calendar{})
	if err != nil {
		panic(err)
	}
	payouts := PayoutsOf(lines, map[string]Person{"E1007": d.Participant, "E2001": other}, map[string]string{"ae-2026": "Account Executive 2026", "csm-2026": "Customer Success Manager 2026"}, rows)
	return ControlData{
		Company: d.Company, Period: d.Period, Run: d.Run, AsOf: d.AsOf, PaidOn: d.PaidOn, Payouts: payouts,
		Payroll: PayrollSummary{FileName: "payroll.csv", Rows: 2, ZeroRows: 1, Totals: []PayrollTotal{
			{Currency: "EUR", Rows: 1, Employees: 1, TotalMinor: 600000}, {Currency: "USD", Rows: 1, Employees: 1, TotalMinor: 1602500},
		}},
		Files: []FileCount{
			{Source: "crm", Entity: "opportunity", File: "extracts/salesforce/Opportunity.csv", Read: 2410, Loaded: 2408, Refused: 2},
			{Source: "planning", Entity: "quota", File: "extracts/finance/quotas.xlsx", Read: 61, Loaded: 60, Skipped: 1},
		},
		Entities: []EntityCount{{Entity: "opportunity", Rows: 2408, Kept: 2405, Duplicate: 1, Deleted: 1, Unreadable: 1}, {Entity: "quota", Rows: 60, Kept: 60}},
		Components: []ComponentCount{
			{Plan: "ae-2026", Component: "quota", Measure: "bookings", Count: Outcomes{Rows: 320, KPIOnly: 312, Unreadable: 1, NotTheirs: 7}, Money: map[string]Outcomes{"USD": {Rows: 91_000_00, KPIOnly: 90_000_00, NotTheirs: 1_000_00}}},
			{Plan: "ae-2026", Component: "renewal-commission", Measure: "renewals_won", Count: Outcomes{Rows: 96, Paid: 90, NotEligible: 5, Held: 1}},
		},
		Unreadable: []Unreadable{
			{File: "extracts/salesforce/Opportunity.csv", Record: 118, Column: "Amount", Value: "12,5O", Reason: "not a number; the last sign is the letter O, not a zero"},
			{File: "extracts/salesforce/Opportunity.csv", Record: 977, Column: "CloseDate", Value: "=2026-02-30", Reason: "not a date; February 2026 has 28 days"},
		},
		Checks: []Check{
			{Name: "splits_sum_to_one", Title: "The splits of a deal add up to 100 %", Severity: "stop"},
			{
				Name: "every_owner_is_in_hr", Title: "Every owner of a deal is in HR", Severity: "stop", Count: 2, MoneyMinor: map[string]int64{"USD": 4850000, "EUR": 120000},
				Rows: []string{"Opportunity.csv:88: owner 005A00000GHOSTQQ is not in workers.json", "Opportunity.csv:1204: owner 005A00000GHOSTQQ is not in workers.json"},
			},
			{Name: "every_deal_has_an_owner", Title: "Every deal has an owner", Severity: "leave_out", Owner: "RevOps", Count: 1, AmountMinor: 1200000, Currency: "USD", Rows: []string{"Opportunity.csv:412: no OwnerId"}},
		},
		Held: []Held{{Participant: "E1007", Plan: "ae-2026", Component: "renewal-commission", What: "Tyrell, expansion", Reason: "the signed contract is not attached", Until: "contract attached", AmountMinor: 4800000, Currency: "USD"}},
	}
}
