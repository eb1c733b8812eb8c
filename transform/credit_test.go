package transform

import (
	"context"
	"strings"
	"testing"

	"attain/config"
)

// credits has deals that are credited in every way there is. H is the house.
func credits() *given {
	g := files(map[string]string{
		"attain/participant": `
participant,name,hired_on
A,Ada,2025-01-01
B,Bo,2025-01-01
C,Cy,2025-01-01
S,Sal,2025-01-01
P,Partner Ltd,2025-01-01
H,House,2025-01-01`,
		"attain/assignment": `
participant,role,team,first_day
A,AE,North,2026-01-01
B,AE,North,2026-01-01
C,AE,South,2026-01-01
S,SDR,South,2026-01-01
H,House,House,2026-01-01`,
		"attain/account": "account_id,name\na1,Acme\na2,Named\na3,Handed over\na4,Reserved",
		"attain/opportunity": `
opportunity_id,name,account_id,stage,amount,currency,close_on,participant,partner
d1,Spiff,a1,won,100000,USD,2026-02-02,A,
d2,Two,a1,won,1000,USD,2026-02-02,A,
d3,Tie,a1,won,100.01,USD,2026-02-02,B,
d4,Hand-off,a1,won,1000,USD,2026-02-02,A,
d5,Nobody,a1,won,70,USD,2026-02-02,X9,
d6,Carved out,a2,won,80,USD,2026-02-02,A,
d7,Of others,a2,won,90,USD,2026-02-02,B,
d8,Reserved,a4,won,60,USD,2026-02-02,B,
d9,Tail,a3,won,100.01,USD,2026-02-14,B,
d10,After the tail,a3,won,50,USD,2026-04-01,B,
d11,Of a partner,a1,won,400,USD,2026-02-02,A,P
d12,Too little,a1,won,200,USD,2026-02-02,A,
d13,Refund,a1,won,-100.01,USD,2026-02-02,A,
d14,Half carved,a2,won,10,USD,2026-02-02,B,`,
		"attain/opportunity_split": `
opportunity_id,participant,percentage,credit_type
d1,A,50,
d1,A,20,overlay
d1,B,50,primary
d2,A,50,
d2,B,50,
d3,B,50,
d3,A,50,
d4,A,100,closed
d4,S,100,sourced
d4,C,33.33,retained
d12,A,60,
d12,B,30,
d13,A,50,
d13,B,50,
d14,A,50,
d14,B,50,
d14,A,10,overlay`,
		"attain/carve_out": `
account_id,participant,credited_to,first_day,last_day
a2,A,,2026-01-01,2026-03-31
a4,,C,2026-01-01,`,
		"attain/account_hand_over": `
account_id,from,handed_over_on,tail_months,tail_share
a3,C,2025-12-15,2,100
a3,A,2026-01-01,3,50`,
	})
	return g
}

// TestCredits: semantics.md, section 12, and what its edge cases name.
//
//	d1   A 50 % and an overlay of 20 %, B 50 %: 70,000 and 50,000 of 100,000
//	d2   1,000 with two people: 500 each
//	d3   100.01 in two: the cent is the lowest participant's; d13 mirrors it
//	d4   nobody has a revenue share: the owner has the whole, beside what it took to get it
//	d5   nobody HR knows owns it: the house has it
//	d6   A does not count for Named: the house has it; d7 is of B, who does; of d14 A's half is the house's, and the overlay nobody's
//	d8   Reserved is C's, whoever sells to it
//	d9   A, who had the account until December, keeps half for three months; C's tail before is over with A's
//	d11  the partner is credited with the whole beside A
//	d12  10 % are nobody's: the house has them
func TestCredits(t *testing.T) {
	t.Parallel()
	g := credits()
	g.ws.HouseAccount = "H"
	w := g.build(t)
	w.expect(t, "select source_key, participant_id, credit_type, share_bp, value from measures.bookings order by cast(source_key[2:] as integer), participant_id, credit_type", `
d1 | A | overlay | 2000 | 2000000
d1 | A | primary | 5000 | 5000000
d1 | B | primary | 5000 | 5000000
d2 | A | primary | 5000 | 50000
d2 | B | primary | 5000 | 50000
d3 | A | primary | 5000 | 5001
d3 | B | primary | 5000 | 5000
d4 | A | closed | 10000 | 100000
d4 | A | primary | 10000 | 100000
d4 | C | retained | 3333 | 33330
d4 | S | sourced | 10000 | 100000
d5 | H | house | 10000 | 7000
d6 | H | house | 10000 | 8000
d7 | B | primary | 10000 | 9000
d8 | C | primary | 10000 | 6000
d9 | A | tail | 5000 | 5001
d9 | B | primary | 5000 | 5000
d10 | B | primary | 10000 | 5000
d11 | A | primary | 10000 | 40000
d11 | P | partner | 10000 | 40000
d12 | A | primary | 6000 | 12000
d12 | B | primary | 3000 | 6000
d12 | H | house | 1000 | 2000
d13 | A | primary | 5000 | -5001
d13 | B | primary | 5000 | -5000
d14 | B | primary | 5000 | 500
d14 | H | house | 5000 | 500`)
	w.expect(t, "select count(*) - count(distinct fact_key) from measures.bookings", "0")
	w.expect(t, "select message from checks.credits_do_not_sum_to_the_deal", "")
	w.expect(t, "select message from checks.splits_are_not_100_percent", "Too little: the splits are 90.00 % together, not 100 %; the rest is the house account's")
	w.expect(t, "select source_key, participant_id, credit_type from measures.won_deals where source_key in ('d1', 'd5', 'd6', 'd7', 'd8') order by all", `
d1 | A | primary
d5 | H | house
d6 | H | house
d7 | B | primary
d8 | C | primary`)

	// Every group counts every deal once: 100,000 + 1,000 + 100.01 + 1,000 + 70 + 80 + 90 + 60 + 100.01 + 400 + 200 − 100.01 + 10 in February.
	windows := []config.Window{{ID: 0, Request: 0, SubjectID: "", Interval: february}, {ID: 1, Request: 1, SubjectID: "House", Interval: february}}
	expectReader(t, `
0 | USD | 2026-02-02 | ∅ | ∅ | 10301001 | 1 | 21
1 | USD | 2026-02-02 | ∅ | ∅ | 17500 | 1 | 4`)(w.Aggregates(context.Background(), []config.Request{
		{ID: 0, Measure: "bookings", Aggregate: config.Sum, Subject: config.OfCompany},
		{ID: 1, Measure: "bookings", Aggregate: config.Sum, Subject: config.OfTeam},
	}, windows))
}

// TestWithoutHouse: without a house account what nobody is credited with is the company's alone, and a deal whose splits
// are no whole is nobody's at all.
func TestWithoutHouse(t *testing.T) {
	t.Parallel()
	w := credits().build(t)
	w.expect(t, "select source_key, participant_id, credit_type, value from measures.bookings where source_key in ('d5', 'd6', 'd8', 'd12', 'd14') order by all", `
d14 | B | primary | 500
d14 | ∅ | primary | 500
d5 | ∅ | primary | 7000
d6 | ∅ | primary | 8000
d8 | C | primary | 6000`)
	w.expect(t, "select message from checks.splits_are_not_100_percent", "Too little: the splits are 90.00 % together, not 100 %; nobody is credited")
}

// TestCreditedToNobodyKnown: a house account nobody knows, and hand-overs that say too little, stop the run.
func TestCreditedToNobodyKnown(t *testing.T) {
	t.Parallel()
	g := files(map[string]string{
		"attain/participant": "participant,name,hired_on\nA,Ada,2025-01-01",
		"attain/assignment":  "participant,role,first_day\nA,AE,2026-01-01",
		"attain/carve_out":   "account_id,participant,credited_to\na1,A,Z1",
		"attain/account_hand_over": `
account_id,from,handed_over_on,tail_months,tail_share
a1,A,2026-01-01,2.5,50
a1,A,2026-01-01,3,150
a1,A,,3,50
a1,Z2,2026-01-01,3,50`,
	})
	g.ws.HouseAccount = "H"
	w := g.build(t)
	w.expect(t, "select message from checks.credited_to_nobody_known order by all", `
house_account names H, who is not in the HR extract
the carve-out of account a1 names Z1, who is not in the HR extract
the hand-over of account a1 names Z2, who is not in the HR extract`)
	w.expect(t, "select message from checks.hand_over_unusable order by _row", `
the hand-over of account a1 by A has a tail of 2.5000 months; write a whole number from 0 to 120
the hand-over of account a1 by A has a tail_share of 150.0000 %; write 0 to 100
the hand-over of account a1 by A has no day`)
	for _, c := range w.Checks() {
		if (c.Name == "credited_to_nobody_known" || c.Name == "hand_over_unusable") && c.Severity != "stop" {
			t.Errorf("%s does not stop the run", c.Name)
		}
	}
}

// TestPrices: margin and discount of a deal are the deal's, whatever the share; what it costs comes from its lines where it
// does not say. What cannot be read of them holds who is paid by them, and nobody else.
func TestPrices(t *testing.T) {
	t.Parallel()
	w := files(map[string]string{
		"attain/assignment": "participant,role,first_day\nA,AE,2026-01-01\nB,AE,2026-01-01",
		"attain/opportunity": `
opportunity_id,name,account_id,stage,amount,close_on,participant,list_amount,cost,term_months
d1,First,a1,won,100,2026-02-02,A,125,60,24
d2,Second,a1,won,100,2026-02-03,A,,,
d3,Typo,a2,won,300,2026-02-04,A,40O,,1x`,
		"attain/opportunity_split": "opportunity_id,participant,percentage\nd1,A,50\nd1,B,50",
		"attain/opportunity_line":  "line_id,opportunity_id,list_amount,amount,cost\nl1,d2,90,60,20\nl2,d2,60,40,20",
		"attain/invoice":           "invoice_id,account_id,invoiced_on,amount\ni1,a2,2026-02-03,10",
	}).build(t)
	expectReader(t, `
d1|A|primary | 5000 | 0 | ["10000","12500","6000","4000","2500","40","20"]
d1|B|primary | 5000 | 0 | ["10000","12500","6000","4000","2500","40","20"]
d2|A|primary | 10000 | -1 | ["10000","15000","4000","6000","5000","60","33.333333"]`)(columnsOf(w.Facts(context.Background(), []config.Request{{
		ID: 0, Measure: "bookings", Aggregate: config.Sum, Subject: config.OfCompany, Where: conditions("source_key <> 'd3'"), Classes: conditions("is_new_customer"),
		Inputs: conditions("deal_minor", "list_minor", "cost_minor", "margin_minor", "discount_minor", "margin_percent", "discount_percent"),
	}}, []config.Window{{ID: 0, Request: 0, SubjectID: "", Interval: february}}))("fact_key", "value", "class", "inputs"))
	w.expect(t, "select is_new_customer from core.new_customer_deal where opportunity_id = 'd3'", "false")
	requests := []config.Request{
		{ID: 0, Measure: "bookings", Aggregate: config.Sum, Subject: config.OfPerson},
		{ID: 1, Measure: "bookings", Aggregate: config.Sum, Subject: config.OfPerson, Classes: conditions("discount_percent > 20")},
		{ID: 2, Measure: "bookings", Aggregate: config.Sum, Subject: config.OfPerson, Where: conditions("term_months >= 24")},
		{ID: 3, Measure: "bookings", Aggregate: config.Sum, Subject: config.OfPerson, Where: conditions("is_new_customer")},
	}
	var windows []config.Window
	for i := range requests {
		windows = append(windows, config.Window{ID: int32(i), Request: int32(i), SubjectID: "A", Interval: february})
	}
	held, err := w.Holds(context.Background(), requests, windows)
	if err != nil {
		t.Fatal(err)
	}
	if len(held) != 2 || !strings.Contains(held[1], "list_amount") || !strings.Contains(held[2], "term_months") {
		t.Errorf("held are %v; only what names the price or the term should be", held)
	}
}

// TestBookedLines: every credit is divided by the deal's lines, to the cent, so that products add up to bookings.
//
//	d1   10.00 in lines of 3.33, 3.33, 3.34, half for each: A has 1.665, 1.665, 1.67 of 5.00: 1.67, 1.66, 1.67
//	d2   100.00 and lines of 60, 60 and a discount of −20
//	d3   1,000.00 and lines of 200 and 100: divided as they are, and listed
//	d4   no lines
//	d5   lines in another currency: without a product
//	d6   a line that cannot be read: nobody knows
//	d7   a refund mirrors d1
func TestBookedLines(t *testing.T) {
	t.Parallel()
	w := files(map[string]string{
		"attain/assignment": "participant,role,first_day\nA,AE,2026-01-01\nB,AE,2026-01-01",
		"attain/product":    "product_id,name,family\np1,Core,Platform\np2,Seats,Platform\np3,Help,Services",
		"attain/opportunity": `
opportunity_id,name,stage,amount,currency,close_on,participant,term_months
d1,Three,won,10,USD,2026-02-02,A,24
d2,Discount,won,100,USD,2026-02-02,A,
d3,More,won,1000,USD,2026-02-02,A,
d4,None,won,50,USD,2026-02-02,A,
d5,Other,won,60,USD,2026-02-02,A,
d6,Unread,won,70,USD,2026-02-02,B,
d7,Refund,won,-10,USD,2026-02-02,A,`,
		"attain/opportunity_split": "opportunity_id,participant,percentage\nd1,A,50\nd1,B,50\nd7,A,50\nd7,B,50",
		"attain/opportunity_line": `
line_id,opportunity_id,product,quantity,list_amount,amount,cost,currency
l1,d1,p1,1,4,3.33,1,
l2,d1,p2,2,4,3.33,1,
l3,d1,p3,1,4,3.34,1,
l1d2,d2,p1,1,,60,,
l2d2,d2,p2,1,,60,,
l3d2,d2,p3,1,,-20,,
l1d3,d3,p1,1,,200,,
l2d3,d3,p2,1,,100,,
l1d5,d5,p1,1,,60,,EUR
l1d6,d6,p1,1,,3O,,
l2d6,d6,p2,1,,40,,
l1d7,d7,p1,1,,-3.33,,
l2d7,d7,p2,1,,-3.33,,
l3d7,d7,p3,1,,-3.34,,`,
	}).build(t)
	w.expect(t, "select source_key, participant_id, product, product_family, term_months, share_bp, value from measures.booked_lines order by source_key, participant_id, fact_key", `
d1 | A | Core | Platform | 24.0000 | 5000 | 167
d1 | A | Seats | Platform | 24.0000 | 5000 | 166
d1 | A | Help | Services | 24.0000 | 5000 | 167
d1 | B | Core | Platform | 24.0000 | 5000 | 167
d1 | B | Seats | Platform | 24.0000 | 5000 | 166
d1 | B | Help | Services | 24.0000 | 5000 | 167
d2 | A | Core | Platform | ∅ | 10000 | 6000
d2 | A | Seats | Platform | ∅ | 10000 | 6000
d2 | A | Help | Services | ∅ | 10000 | -2000
d3 | A | Core | Platform | ∅ | 10000 | 66667
d3 | A | Seats | Platform | ∅ | 10000 | 33333
d4 | A | ∅ | ∅ | ∅ | 10000 | 5000
d5 | A | ∅ | ∅ | ∅ | 10000 | 6000
d6 | B | ∅ | ∅ | ∅ | 10000 | ∅
d7 | A | Core | Platform | ∅ | 5000 | -167
d7 | A | Seats | Platform | ∅ | 5000 | -166
d7 | A | Help | Services | ∅ | 5000 | -167
d7 | B | Core | Platform | ∅ | 5000 | -167
d7 | B | Seats | Platform | ∅ | 5000 | -166
d7 | B | Help | Services | ∅ | 5000 | -167`)
	w.expect(t, `select line_minor, list_minor, cost_minor, margin_minor, discount_minor, margin_percent, discount_percent, quantity
		from measures.booked_lines where source_key = 'd1' and participant_id = 'A' and product_id = 'p1'`, "333 | 400 | 100 | 233 | 67 | 69.969970 | 16.750000 | 1.0000")
	// The second way round: what is booked of each credit, without a look at its lines.
	w.expect(t, `select source_key, participant_id, credit_type, sum(value) from measures.booked_lines where source_key <> 'd6' group by all
		except select source_key, participant_id, credit_type, sum(value) from measures.bookings group by all`, "")
	w.expect(t, "select count(*) - count(distinct fact_key) from measures.booked_lines", "0")
	w.expect(t, "select message from checks.lines_do_not_sum_to_the_deal order by record", `
More comes to 1000.00 USD and its lines to 300.00; its amount is divided as they are
Other is in USD and its lines in EUR; it counts without its products`)
}

// TestSplitTypes: Salesforce's kinds of split that are ours by name are ours; any other is a revenue split.
func TestSplitTypes(t *testing.T) {
	t.Parallel()
	w := files(map[string]string{
		"attain/assignment":      "participant,role,first_day\nE1,AE,2025-01-01\nE2,SDR,2025-01-01",
		"salesforce/user":        "Id,Name,EmployeeNumber\n0051,Ada,E1\n0052,Bo,E2",
		"salesforce/opportunity": "Id,Name,StageName,Amount,CloseDate,IsClosed,IsWon,OwnerId\nd1,Alpha,Closed Won,100,2026-02-02,true,true,0051",
		"salesforce/opportunity_split": `
Id,OpportunityId,SplitOwnerId,SplitPercentage,SplitType
s1,d1,0051,100,Revenue
s2,d1,0052,100,Sourced
s3,d1,0051,100,Closed
s4,d1,0052,25,Technical Overlay`,
	}).build(t)
	w.expect(t, "select participant_id, credit_type, value from measures.bookings order by all", `
E1 | closed | 10000
E1 | primary | 10000
E2 | overlay | 2500
E2 | sourced | 10000`)
}

// TestTailOfAllAndNothing: a tail of everything leaves no credit of nothing behind, and a tail of nothing is none.
func TestTailOfAllAndNothing(t *testing.T) {
	t.Parallel()
	w := files(map[string]string{
		"attain/assignment":        "participant,role,first_day\nA,AE,2025-01-01\nB,AE,2025-01-01",
		"attain/opportunity":       "opportunity_id,name,account_id,stage,amount,close_on,participant\nd1,All,a1,won,100,2026-02-02,B\nd2,Nothing,a2,won,100,2026-02-02,B",
		"attain/account_hand_over": "account_id,from,handed_over_on,tail_months,tail_share\na1,A,2026-01-01,6,100\na2,A,2026-01-01,6,0",
	}).build(t)
	w.expect(t, "select source_key, participant_id, credit_type, value from measures.bookings order by all", "d1 | A | tail | 10000\nd2 | B | primary | 10000")
}
