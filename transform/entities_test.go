package transform

import "testing"

// wide has a few records of the entities few companies have at first, each with something its model decides.
func wide() *given {
	return files(map[string]string{
		"attain/participant": `
participant,name,hired_on,left_on,manager
E1,Ada,2025-01-01,,M1
E2,Bo,2025-01-01,,M1
M1,Max,2025-01-01,,M9
M9,Top,2025-01-01,,`,
		"attain/assignment": `
participant,role,manager,first_day,last_day
E1,AE,M1,2026-01-01,2026-03-31
E1,AE,M1,2026-04-01,
E2,AE,M1,2026-01-01,`,
		"attain/hierarchy": "participant,manager,first_day,last_day\nE2,M1,2026-01-01,2026-06-30\nE2,M9,2026-07-01,",
		"attain/absence": `
participant,kind,first_day,last_day,is_paid
E1,Sick,2026-02-02,2026-02-06,yes
E1,Sick,2026-02-02,2026-02-06,yes
E1,Leave,2026-12-01,,no`,
		"attain/territory": "territory,name,parent\nT1,North,T0\nT0,World,",
		"attain/territory_member": `
territory,participant,account,first_day,last_day
T1,E1,,2026-01-01,2026-06-30
T2,E1,,2026-07-01,
T1,E2,,2026-01-01,
T2,E2,,2026-05-01,
T3,,A2,2026-01-01,`,
		"attain/account": "account_id,name,participant,territory\nA1,Acme,E1,T9\nA2,Beta,E1,\nA3,Caro,E1,",
		"attain/opportunity": `
opportunity_id,name,account_id,stage,amount,currency,close_on,participant,territory
D1,Own,A1,won,100,USD,2026-05-01,E1,T7
D2,Of the account,A1,won,100,USD,2026-05-01,E1,
D3,Of the member,A2,won,100,USD,2026-05-01,E1,
D4,Of the owner in June,A3,won,100,USD,2026-06-30,E1,
D5,Of the owner in July,A3,won,5000,JPY,2026-07-01,E1,
D6,Of a torn owner,A3,won,100,USD,2026-01-05,E2,`,
		"attain/opportunity_line": `
line_id,opportunity_id,product,quantity,list_amount,amount,currency
,D5,P1,2,6000,5000,
,D5,P1,2,6000,5000,
L1,D1,P2,1,120,100,
L1,D1,P2,1,120,100,`,
		"attain/account_link": "account_id,system,external_id\nA1,Stripe,cus_1\nA1,stripe,cus_2\nA2,stripe,cus_2",
		"stripe/invoice":      "id,customer,currency,created,status,total\ni1,cus_1,usd,1768046400,paid,10000\ni2,cus_2,usd,1768046400,paid,2000",
		"attain/payment": `
payment_id,invoice_id,amount,paid_on,status
p1,i1,60,2026-02-01,
p2,i1,40,2026-02-02,failed
p3,i1,40,,succeeded
p4,i1,40,2026-02-03,refunded
p4,i1,40,2026-02-03,refunded`,
		"attain/credit_note": "credit_note_id,invoice_id,amount,credited_on,status,is_deleted\nc1,i1,10,2026-03-01,,\nc2,i1,10,2026-03-01,void,\nc3,i1,10,2026-03-01,issued,true",
		"attain/exchange_rate": `
from,to,rate,first_day,kind
jpy,usd,0.006731,2026-01-01,
jpy,usd,0.0068,2026-02-01,
jpy,usd,0.007,2026-01-01,plan`,
		"attain/forecast_submission": `
participant,period,submitted_on,category,amount
E1,2026-03-15,2026-02-20,Commit,900
E1,2026-03-15,2026-02-27,Commit,950
E1,2026-03-15,2026-03-02,Commit,990
E1,2026-03-15,2026-02-27,Best case,1200`,
		"attain/campaign_response": "response_id,campaign_id,lead_id,responded_on\n,C1,L1,2026-01-02\n,C1,L1,2026-01-02\nr1,C1,L1,2026-01-03\nr1,C1,L1,2026-01-03\nr2,C1,L1,",
		"attain/referral": `
referral_id,programme,referrer,kind,eligible_on,joined_on
f1,2026,E1,Employee,2026-01-01,2026-01-05
f2,2026,A1,customer,2026-01-01,`,
		"attain/objective":       "objective_id,participant,title,weight,first_day,last_day,achieved\no1,E1,Launch,40,2026-01-01,2026-03-31,87.5",
		"attain/deal_approval":   "approval_id,opportunity_id,kind,approver,discount,decided_on\na1,D1,Price Exception,M1,12.5,2026-04-01",
		"attain/incident":        "incident_id,started_at,ended_at,is_planned\nn1,2026-01-01T10:00:00Z,2026-01-01T11:30:00Z,\nn2,2026-01-02T10:00:00Z,,yes",
		"attain/subscription":    "subscription_id,account_id,effective_on,mrr,product,ended_on\ns1,A1,2026-01-01,10,P1,\ns1,A1,2026-02-01,10,P2,2026-03-01",
		"attain/survey_response": "response_id,survey,account_id,participant,score,responded_on\nv1,nps,A1,E2,9,2026-01-05",
	})
}

// TestEntities builds wide once; each part looks at one corner of it.
func TestEntities(t *testing.T) {
	t.Parallel()
	w := wide().build(t)
	t.Run("people", func(t *testing.T) { checkReporting(t, w) })
	t.Run("territories", func(t *testing.T) { checkWhichTerritory(t, w) })
	t.Run("billing", func(t *testing.T) { checkInvoicesAndLines(t, w) })
	t.Run("the rest", func(t *testing.T) { checkTheRest(t, w) })
	t.Run("every record has become something", func(t *testing.T) { checkAccounts(t, w) })
}

func checkReporting(t *testing.T, w *Warehouse) {
	t.Helper()
	// E1's two assignments are one stretch under M1; what is written down of E2 stands alone; M1 has no assignment, so HR
	// says whom M1 reports to.
	w.expect(t, "select participant_id, manager_id, first_day, until_on from core.hierarchy order by all", `
E1 | M1 | 2026-01-01 | 9999-12-31
E2 | M1 | 2026-01-01 | 2026-07-01
E2 | M9 | 2026-07-01 | 9999-12-31
M1 | M9 | 2025-01-01 | 9999-12-31`)
	w.expect(t, "select kind, first_day, until_on, is_paid from core.absence order by first_day", `
sick | 2026-02-02 | 2026-02-07 | true
leave | 2026-12-01 | 9999-12-31 | false`)
}

func checkWhichTerritory(t *testing.T, w *Warehouse) {
	t.Helper()
	w.expect(t, "select name, territory_id from core.opportunity order by opportunity_id", `
Own | T7
Of the account | T9
Of the member | T3
Of the owner in June | T1
Of the owner in July | T2
Of a torn owner | ∅`)
	w.expect(t, "select territory_id, parent_id from core.territory order by all", "T0 | ∅\nT1 | T0")
}

func checkInvoicesAndLines(t *testing.T, w *Warehouse) {
	t.Helper()
	// ¥5,000 is 5,000 minor units, whatever the reporting currency; lines without a key are lines.
	w.expect(t, "select opportunity_id, list_amount_minor, amount_minor, currency, record_count from core.opportunity_line order by all", `
D1 | 12000 | 10000 | USD | 2
D5 | 6000 | 5000 | JPY | 1
D5 | 6000 | 5000 | JPY | 1`)
	// cus_2 is linked to two accounts, so it is neither.
	w.expect(t, "select invoice_id, account_id, is_revenue from core.invoice order by all", "i1 | A1 | true\ni2 | cus_2 | true")
	w.expect(t, "select payment_id, account_id, amount_minor, is_received, record_count from core.payment order by all", `
p1 | A1 | 6000 | true | 1
p2 | A1 | 4000 | false | 1
p4 | A1 | 4000 | false | 2`)
	w.expect(t, "select credit_note_id, amount_minor, is_issued from core.credit_note order by all", "c1 | 1000 | true\nc2 | 1000 | false")
	w.expect(t, "select kind, first_day, until_on, rate from core.exchange_rate order by all", `
plan | 2026-01-01 | 9999-12-31 | 0.007000000000
spot | 2026-01-01 | 2026-02-01 | 0.006731000000
spot | 2026-02-01 | 9999-12-31 | 0.006800000000`)
	// Another product for the same price moves no MRR of the account; the end in March does.
	w.expect(t, "select product_id, effective_on, before_minor, mrr_minor from core.subscription order by effective_on, product_id", `
P1 | 2026-01-01 | 0 | 1000
P1 | 2026-02-01 | 1000 | 0
P2 | 2026-02-01 | 0 | 1000
P2 | 2026-03-01 | 1000 | 0`)
	w.expect(t, "select day, kind, change_minor from core.mrr_movement order by day", "2026-01-01 | new | 1000\n2026-03-01 | churn | -1000")
	w.expect(t, "select * from checks.mrr_movements_do_not_close", "")
}

func checkTheRest(t *testing.T, w *Warehouse) {
	t.Helper()
	// Of what was said of March, the last before it begins counts, for every category.
	w.expect(t, "select category, submitted_on, amount_minor, participant_id from core.forecast_submission where is_counted order by all", `
best_case | 2026-02-27 | 120000 | E1
commit | 2026-02-27 | 95000 | E1`)
	w.expect(t, "select coalesce(response_id, 'none'), responded_on from core.campaign_response order by all", `
none | 2026-01-02
none | 2026-01-02
r1 | 2026-01-03`)
	w.expect(t, "select referral_id, participant_id, account_id from core.referral order by all", "f1 | E1 | ∅\nf2 | ∅ | A1")
	w.expect(t, "select participant_id, weight_millionths, until_on, achieved_millionths from core.objective", "E1 | 400000 | 2026-04-01 | 875000")
	w.expect(t, "select kind, participant_id, discount_millionths from core.deal_approval", "price_exception | M1 | 125000")
	w.expect(t, "select incident_id, epoch(ended_at - started_at)::bigint // 60, is_planned from core.incident order by all", "n1 | 90 | false\nn2 | ∅ | true")
	w.expect(t, "select participant_id from core.survey_response", "E2")
}

// checkAccounts: five payments are one without a day, one repeat and three; three credit notes are one deleted and two.
func checkAccounts(t *testing.T, w *Warehouse) {
	t.Helper()
	w.expect(t, `select entity, staged_count, kept_count, duplicate_count, deleted_count, incomplete_count from core.accounting
		where entity in ('payment', 'credit_note', 'campaign_response', 'opportunity_line') order by all`, `
campaign_response | 5 | 3 | 1 | 0 | 1
credit_note | 3 | 2 | 0 | 1 | 0
opportunity_line | 4 | 3 | 1 | 0 | 0
payment | 5 | 3 | 1 | 0 | 1`)
	w.expect(t, "select message from checks.record_incomplete order by all", `
campaign response r2 has no responded on that can be read; it counts nowhere
payment p3 has no paid on that can be read; it counts nowhere`)
	w.expect(t, "select message from checks.duplicate_record order by all", `
repeats campaign response r1, which is read from campaign_response.csv:3
repeats opportunity line L1, which is read from opportunity_line.csv:3
repeats payment p4, which is read from payment.csv:4`)
	w.expect(t, "select * from checks.records_unaccounted_for", "")
	w.expect(t, "select message from checks.customer_of_two_accounts", "customer cus_2 of stripe is linked to A1 and A2; its invoices count for neither")
}
