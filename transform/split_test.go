package transform

import "testing"

// TestSplits: 30 % and 20 % for one person are 50 %, the same record twice is one, thirds written with four decimals are a
// whole, and a split of which two records differ credits nobody. 100.00 in thirds is 33.34, 33.33, 33.33: the third that
// is 33.3334 % has the largest remainder.
func TestSplits(t *testing.T) {
	t.Parallel()
	g := files(map[string]string{
		"attain/assignment": "participant,role,first_day\nE1,AE,2025-01-01\nE2,AE,2025-01-01\nE3,AE,2025-01-01",
		"attain/opportunity": `
opportunity_id,name,stage,amount,currency,close_on,participant
D1,Parts,won,100,USD,2026-01-06,E1
D2,Thirds,won,100,USD,2026-01-06,E1
D3,Repeated,won,100,USD,2026-01-06,E1
D4,Nearly,won,100,USD,2026-01-06,E1
D5,Disputed,won,100,USD,2026-01-06,E1`,
		"attain/opportunity_split": `
opportunity_id,participant,percentage
D1,E1,30
D1,E1,20
D1,E2,50
D2,E1,33.3333
D2,E2,33.3334
D2,E3,33.3333
D3,E1,100
D3,E1,100
D4,E1,33.3333
D4,E2,66.6666`,
		"salesforce/user": "Id,Name,EmployeeNumber\n0051,Ada,E1\n0052,Bo,E2",
		"salesforce/opportunity_split": `
Id,OpportunityId,SplitOwnerId,SplitPercentage,SplitType
s1,D5,0051,60,Revenue
s1,D5,0051,40,Revenue
s2,D5,0052,40,Revenue`,
	})
	w := g.build(t)
	w.expect(t, "select source_key, participant_id, share_bp, value from measures.bookings order by all", `
D1 | E1 | 5000 | 5000
D1 | E2 | 5000 | 5000
D2 | E1 | 3333 | 3333
D2 | E2 | 3333 | 3334
D2 | E3 | 3333 | 3333
D3 | E1 | 10000 | 10000`)
	w.expect(t, "select message from checks.splits_are_not_100_percent order by all", `
Disputed: the splits are not all readable together, not 100 %; nobody is credited
Nearly: the splits are 99.9999 % together, not 100 %; nobody is credited`)
	w.expect(t, "select _row, message from checks.split_twice order by all", `
1 | split s1 of Disputed: 60.0000 % for 0051, and another record of it says otherwise; nobody is credited
2 | split s1 of Disputed: 40.0000 % for 0051, and another record of it says otherwise; nobody is credited`)
}

// TestHistoryInTheDealsCurrency: a history without currencies is in that of the deal: ¥5,000 is 5,000 minor units, not
// 500,000; ¥5,000.50 is no amount.
func TestHistoryInTheDealsCurrency(t *testing.T) {
	t.Parallel()
	w := files(map[string]string{
		"attain/assignment": "participant,role,first_day\nE1,AE,2025-01-01",
		"attain/opportunity": `
opportunity_id,name,stage,outcome,amount,currency,close_on,participant,created_on
D1,Yen,open,open,5000,JPY,2026-06-30,E1,2026-01-01
D2,Half,open,open,5000,JPY,2026-06-30,E1,2026-01-01`,
		"salesforce/opportunity_history": `
Id,OpportunityId,StageName,Amount,CloseDate,CreatedDate
h1,D1,open,5000,2026-06-30,2026-01-01T00:00:00Z
h2,D2,open,5000.5,2026-06-30,2026-01-01T00:00:00Z`,
	}).build(t)
	w.expect(t, "select day, value, currency from measures.open_pipeline order by all", `
2026-01-01 | 5000 | JPY
2026-06-30 | -5000 | JPY`)
	w.expect(t, "select _row, message from checks.change_without_readable_amount",
		`2 | amount: "5000.5" has more decimals than JPY has (0), or is too large; the change counts nowhere`)
}
