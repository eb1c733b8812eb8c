package transform

import (
	"os"
	"slices"
	"strings"
	"testing"

	"attain/config"
)

// library has, for every measure beside those of the company in core_test.go, rows that count, rows that do not, and
// rows that do not yet: it is the evening of 30 June 2026.
func library() *given {
	g := files(map[string]string{
		"attain/participant": `
participant,name,email,hired_on
E1,Ada,ada@x.com,2025-01-01
E2,Bo,bo@x.com,2025-01-01
E3,Cy,cy@x.com,2025-01-01`,
		"attain/account": `
account_id,name,participant,customer_success_manager,created_on,territory
a1,Acme,E1,E2,2026-01-02,north
a2,Beta,E1,,2026-02-01,south`,
		"attain/product": `
product_id,name
p1,Core
p2,Extra`,
		"attain/campaign": `
campaign_id,name,owner,first_day,last_day
c1,Spring,E3,2026-01-01,2026-03-31
c2,Summer,E3,2026-05-01,2026-08-31
c3,Webinars,E1,2026-01-01,`,
		// o4's lines do not all say their price; o7 is deleted; o8 is won in July; o9 sold for more than the list says.
		"attain/opportunity": `
opportunity_id,account_id,name,outcome,amount,close_on,deal_type,participant,created_on,list_amount,cost,partner,territory,campaign_id,is_deleted
o1,a1,Alpha,won,1000.00,2026-03-10,new,E1,2026-01-10,1250.00,400.00,P9,west,c1,
o2,a2,Beta,lost,500.00,2026-03-20,new,E1,2026-02-05,,,,,,
o3,a2,Gamma,won,600.00,2026-04-15,new,E1,2026-02-10,,,,,,
o4,a1,Delta,won,300.00,2026-04-20,expansion,E1,2026-04-01,,,,,,
o5,a1,Eps,open,900.00,2026-09-30,new,E1,2026-06-01,,,,,,
o6,a1,Zeta,won,,2026-05-05,new,E1,2026-05-01,,,,,,
o7,a1,Eta,won,999.00,2026-03-11,new,E1,2026-03-01,1000.00,1.00,,,c1,true
o8,a2,Theta,won,700.00,2026-07-10,new,E1,2026-06-15,800.00,100.00,,,c1,
o9,a2,Iota,won,1000.00,2026-05-20,new,,2026-05-10,900.00,,,,,`,
		"attain/opportunity_line": `
line_id,opportunity_id,product,list_amount,amount,cost
l1,o3,p1,500.00,350.00,100.00
l2,o3,p2,300.00,250.00,120.00
l3,o4,p1,400.00,200.00,50.00
l4,o4,p2,,100.00,`,
		// L1 is accepted because it was converted, L4 in July only. L5 cannot be read.
		"attain/lead": `
lead_id,participant,created_on,qualified_on,converted_on,opportunity_id,campaign_id,is_accepted,accepted_on
L1,E3,2026-02-01,2026-02-09,2026-02-10,o3,c1,,
L2,E3,2026-03-01,2026-03-05,,,,,2026-03-08
L3,E3,2026-03-01,2026-03-06,,,,false,
L4,E3,2026-06-01,2026-06-20,,,,,2026-07-02
L5,E3,2026-04-04,,soon,,,,`,
		// Of the account's answers those count that were given while the deal was open: r3 for o1, r4 for o9.
		"attain/campaign_response": `
response_id,campaign_id,lead_id,opportunity_id,account_id,responded_on
r1,c1,L1,,,2026-02-01
r2,c2,,o4,,2026-04-25
r3,c3,,,a1,2026-03-05
r4,c3,,,a2,2026-05-15`,
		"attain/cost": `
month,category,amount,campaign_id
2026-01-01,marketing,200.00,c1
2026-02-01,marketing,50.00,
2026-02-01,sales,80.00,
2026-05-01,marketing,40.00,c2
2026-07-01,marketing,30.00,c1`,
		"attain/activity": `
activity_id,kind,owner,account_id,occurred_at,outcome,is_qualified
t1,call,E1,a1,2026-03-02T10:00:00Z,connected,
t2,call,E1,a1,2026-03-02T11:00:00Z,cancelled,
t3,meeting,E1,a1,2026-03-03T10:00:00Z,held,true
t4,demo,E1,a1,2026-03-04T10:00:00Z,no show,true
t5,meeting,E1,a1,2026-03-05T10:00:00Z,,true
t6,email,E1,a1,2026-03-06T10:00:00Z,,
t7,demo,E1,a1,2026-03-07T10:00:00Z,held,false`,
		// a1 grew; a2 left.
		"attain/subscription": `
subscription_id,account_id,effective_on,mrr
s1,a1,2026-01-15,100.00
s1,a1,2026-04-01,150.00
s2,a2,2026-02-15,80.00
s2,a2,2026-05-01,0.00`,
		"attain/product_user": `
user_id,account_id,signed_up_on,product
u1,a1,2026-02-01,p1
u2,a1,2026-02-01,p1`,
		"attain/product_event": `
event_id,user_id,account_id,event,feature,occurred_at,product
e1,u1,a1,activated,,2026-02-05T10:00:00Z,p1
e2,u2,a1,activated,,2026-03-03T10:00:00Z,p1
e3,u1,a1,used_feature,export,2026-02-06T10:00:00Z,p1
e4,u1,a1,used_feature,,2026-02-07T10:00:00Z,p1`,
		"attain/survey_response": `
response_id,survey,account_id,score,responded_on
q1,nps,a1,9,2026-02-01
q2,nps,a2,4,2026-02-02
q3,nps,a1,11,2026-02-03
q4,csat,a1,5,2026-02-04
q5,nps,a1,7.5,2026-02-05`,
		// i2 overlaps i1 for an hour, and planned work for a quarter of one; i4 is one of every product; i5 lasts; i6 is later.
		"attain/incident": `
incident_id,product,started_at,ended_at,is_planned
i1,p1,2026-06-10T10:00:00Z,2026-06-10T12:00:40Z,
i2,p1,2026-06-10T11:00:00Z,2026-06-10T13:00:00Z,
i3,p1,2026-06-10T12:30:00Z,2026-06-10T12:45:00Z,true
i4,,2026-06-11T23:30:00Z,2026-06-12T00:15:00Z,
i5,p2,2026-06-30T22:00:00Z,,
i6,p2,2026-07-05T00:00:00Z,2026-07-05T01:00:00Z,`,
		// k4 was resolved before July, when it is due.
		"attain/ticket": `
ticket_id,owner,account_id,product,opened_at,resolved_at,due_at,status
k1,E2,a1,p1,2026-03-01T08:00:00Z,2026-03-01T20:00:00Z,2026-03-02T08:00:00Z,closed
k2,E2,a1,p1,2026-03-01T08:00:00Z,2026-03-03T08:00:00Z,2026-03-02T08:00:00Z,closed
k3,E2,a1,p2,2026-03-04T08:00:00Z,,2026-03-05T08:00:00Z,open
k4,E2,a1,p2,2026-06-28T00:00:00Z,2026-06-29T00:00:00Z,2026-07-02T00:00:00Z,closed
k5,E2,a1,p2,2026-03-04T08:00:00Z,2026-03-04T09:00:00Z,2026-03-05T08:00:00Z,spam`,
		"attain/release_item": `
item_id,team,owner,product,points,delivered_on,status
w1,Core,E1,p1,3,2026-03-10,done
w2,Core,E1,p1,0.5,2026-03-11,done
w3,Core,E1,p2,,2026-03-12,done
w4,Core,E1,p2,8,2026-03-12,cancelled
w5,Core,E1,p2,8,,in progress`,
		// 950 is the last word before April; 990 was said when April had begun, and 2,000 is the best case.
		"attain/forecast_submission": `
participant,period,submitted_on,category,amount
E1,2026-04-01,2026-03-20,commit,900.00
E1,2026-04-01,2026-03-30,commit,950.00
E1,2026-04-01,2026-04-10,commit,990.00
E1,2026-04-01,2026-03-30,best case,2000.00
E2,2026-04-01,2026-03-31,,100.00`,
		// n1 is 1,000.00 and 250.00 tax; n2 is paid and nobody knows the payment; n3 is a draft, n4 void and wrong, n6
		// written off, n7 wrong and overpaid.
		"attain/invoice": `
invoice_id,account_id,invoiced_on,amount,tax,status,due_on,paid_on,product,corrected_on
n1,a1,2026-03-01,1000.00,250.00,open,2026-03-31,,p1,
n2,a1,2026-04-01,400.00,,paid,2026-05-01,2026-05-03,p1,
n3,a2,2026-04-02,300.00,,draft,2026-05-02,,p1,
n4,a2,2026-04-10,200.00,,void,2026-05-10,,p1,2026-04-12
n5,a2,2026-04-15,220.00,,open,2026-07-15,,p2,
n6,a2,2026-02-01,90.00,,uncollectible,2026-03-01,,p2,
n7,a1,2026-05-01,100.00,,paid,2026-05-31,2026-05-10,p2,2026-05-20`,
		"attain/payment": `
payment_id,invoice_id,account_id,amount,paid_on,status
y1,n1,a1,500.00,2026-04-10,succeeded
y2,n1,a1,750.00,2026-04-09,failed
y3,n7,a1,120.00,2026-05-10,succeeded
y4,n1,a1,400.00,2026-07-03,succeeded`,
		"attain/credit_note": `
credit_note_id,invoice_id,account_id,amount,credited_on,status,reason
x1,n1,a1,100.00,2026-04-05,issued,billing_error
x2,n2,a1,40.00,2026-04-06,void,billing_error
x3,,a2,30.00,2026-05-01,issued,
x4,n4,a2,200.00,2026-04-12,issued,order_change`,
		"attain/reward": `
reward_id,participant,programme,distributed_on,redeemed_on,expires_on
g1,E1,Stars,2026-03-01,2026-03-10,2026-04-01
g2,E1,Stars,2026-03-02,,2026-04-01
g3,E1,Stars,2026-03-03,2026-07-01,2026-12-31`,
		"attain/referral": `
referral_id,programme,referrer,kind,eligible_on,joined_on
f1,Friends,E1,employee,2026-03-01,2026-03-05
f2,Friends,a1,customer,2026-03-02,
f3,Friends,E2,employee,2026-03-03,2026-07-02`,
		"attain/objective": `
objective_id,participant,title,weight,first_day,last_day,achieved,status,assessed_on
b1,E2,Onboard,60,2026-01-01,2026-03-31,90,done,2026-04-05
b2,E2,Document,40,2026-01-01,2026-03-31,60,done,2026-04-05
b3,E2,Dropped,50,2026-01-01,2026-03-31,100,cancelled,2026-04-05
b4,E2,Unseen,50,2026-01-01,2026-03-31,,open,
b5,E2,Late,50,2026-01-01,2026-06-30,100,done,2026-07-05`,
		"attain/quota": `
participant,territory,month,quota
E1,,2026-03-01,1000.00
,north,2026-03-01,3000.00`,
	})
	g.asOf = config.DayOf(2026, 6, 30)
	return g
}

// TestMeasures gives, for every measure, the facts that count by the run's last day: key, day, whose, value.
func TestMeasures(t *testing.T) {
	t.Parallel()
	w := library().build(t)
	for measure, want := range map[string]string{
		"won_value": `
o1 | 2026-03-10 | E1 | 100000
o3 | 2026-04-15 | E1 | 60000
o4 | 2026-04-20 | E1 | 30000
o9 | 2026-05-20 | ∅ | 100000`,
		"closed_value": `
o1 | 2026-03-10 | E1 | 100000
o2 | 2026-03-20 | E1 | 50000
o3 | 2026-04-15 | E1 | 60000
o4 | 2026-04-20 | E1 | 30000
o9 | 2026-05-20 | ∅ | 100000`,
		"created_pipeline": `
o1 | 2026-01-10 | E1 | 100000
o2 | 2026-02-05 | E1 | 50000
o3 | 2026-02-10 | E1 | 60000
o4 | 2026-04-01 | E1 | 30000
o5 | 2026-06-01 | E1 | 90000
o8 | 2026-06-15 | E1 | 70000
o9 | 2026-05-10 | ∅ | 100000`,
		// o3's lines: 500 + 300 of list price, 100 + 120 of cost.
		"list_bookings":   "o1 | 2026-03-10 | E1 | 125000\no3 | 2026-04-15 | E1 | 80000\no9 | 2026-05-20 | ∅ | 90000",
		"discount_given":  "o1 | 2026-03-10 | E1 | 25000\no3 | 2026-04-15 | E1 | 20000\no9 | 2026-05-20 | ∅ | -10000",
		"costed_bookings": "o1 | 2026-03-10 | E1 | 100000\no3 | 2026-04-15 | E1 | 60000",
		"deal_cost":       "o1 | 2026-03-10 | E1 | 40000\no3 | 2026-04-15 | E1 | 22000",
		"marketing_cost": `
2026-01-01|marketing|cost.csv|1 | 2026-01-01 | ∅ | 20000
2026-02-01|marketing|cost.csv|2 | 2026-02-01 | ∅ | 5000
2026-05-01|marketing|cost.csv|4 | 2026-05-01 | ∅ | 4000`,
		// The cost of July has not been spent; o8 is won in July.
		"campaign_cost":       "c1|2026-01-01|marketing|cost.csv|1 | 2026-03-31 | E3 | 20000",
		"campaign_revenue":    "o1 | 2026-03-31 | E3 | 100000\no3 | 2026-03-31 | E3 | 60000",
		"influenced_bookings": "o1 | 2026-03-10 | E3 | 100000\no3 | 2026-04-15 | E3 | 60000\no9 | 2026-05-20 | E1 | 100000",
		"leads_accepted":      "L1 | 2026-02-09 | E3 | 1\nL2 | 2026-03-05 | E3 | 1",
		"activities": `
t1 | 2026-03-02 | E1 | 1
t3 | 2026-03-03 | E1 | 1
t5 | 2026-03-05 | E1 | 1
t6 | 2026-03-06 | E1 | 1
t7 | 2026-03-07 | E1 | 1`,
		"meetings_qualified": "t3 | 2026-03-03 | E1 | 1\nt5 | 2026-03-05 | E1 | 1",
		"cohort_mrr":         "a1|USD | 2026-01-15 | E2 | 15000\na2|USD | 2026-02-15 | ∅ | 0",
		"activation_days":    "u1 | 2026-02-05 | ∅ | 4\nu2 | 2026-03-03 | ∅ | 30",
		"product_usage":      "e3 | 2026-02-06 | ∅ | 1\ne4 | 2026-02-07 | ∅ | 1",
		"survey_scores":      "q1 | 2026-02-01 | E2 | 9\nq2 | 2026-02-02 | ∅ | 4",
		// i2: 12:00 to 13:00 is left of it, less the planned quarter of an hour.
		"downtime_minutes": `
i1|p1|2026-06-10 | 2026-06-10 | ∅ | 120
i2|p1|2026-06-10 | 2026-06-10 | ∅ | 45
i4|p1|2026-06-11 | 2026-06-11 | ∅ | 30
i4|p1|2026-06-12 | 2026-06-12 | ∅ | 15
i4|p2|2026-06-11 | 2026-06-11 | ∅ | 30
i4|p2|2026-06-12 | 2026-06-12 | ∅ | 15
i5|p2|2026-06-30 | 2026-06-30 | ∅ | 120`,
		"tickets_due":        "k1 | 2026-03-02 | E2 | 1\nk2 | 2026-03-02 | E2 | 1\nk3 | 2026-03-05 | E2 | 1",
		"tickets_in_sla":     "k1 | 2026-03-02 | E2 | 1",
		"resolution_minutes": "k1 | 2026-03-01 | E2 | 720\nk2 | 2026-03-03 | E2 | 2880\nk4 | 2026-06-29 | E2 | 1440",
		"delivered_items":    "w1 | 2026-03-10 | E1 | 1\nw2 | 2026-03-11 | E1 | 1\nw3 | 2026-03-12 | E1 | 1",
		"delivered_points":   "w1 | 2026-03-10 | E1 | 300\nw2 | 2026-03-11 | E1 | 50",
		"forecast":           "E1|USD|2026-04-01 | 2026-04-01 | E1 | 95000\nE2|USD|2026-04-01 | 2026-04-01 | E2 | 10000",
		// A won deal without an amount, a deal without an owner, a lead with a day that is none.
		"flawed_crm_records": "deal|o6 | 2026-05-01 | E1 | 1\ndeal|o9 | 2026-05-10 | ∅ | 1\nlead|L5 | 2026-04-04 | E3 | 1",
		"revenue": `
credit note|x1 | 2026-04-05 | E2 | -10000
credit note|x3 | 2026-05-01 | ∅ | -3000
n1 | 2026-03-01 | E2 | 100000
n2 | 2026-04-01 | E2 | 40000
n5 | 2026-04-15 | ∅ | 22000
n7 | 2026-05-01 | E2 | 10000`,
		// With tax: x1 gives back 100.00 and a tenth of the 250.00.
		"billings": `
credit note|x1 | 2026-04-05 | E2 | -12500
credit note|x3 | 2026-05-01 | ∅ | -3000
invoice|n1 | 2026-03-01 | E2 | 125000
invoice|n2 | 2026-04-01 | E2 | 40000
invoice|n5 | 2026-04-15 | ∅ | 22000
invoice|n7 | 2026-05-01 | E2 | 10000`,
		"receivables": `
credit note|x1 | 2026-04-05 | E2 | -12500
credit note|x3 | 2026-05-01 | ∅ | -3000
invoice|n1 | 2026-03-01 | E2 | 125000
invoice|n2 | 2026-04-01 | E2 | 40000
invoice|n5 | 2026-04-15 | ∅ | 22000
invoice|n7 | 2026-05-01 | E2 | 10000
payment|n2 | 2026-05-03 | E2 | -40000
payment|y1 | 2026-04-10 | E2 | -50000
payment|y3 | 2026-05-10 | E2 | -12000`,
		"receivables_due":       "n1 | 2026-03-31 | E2 | 112500\nn2 | 2026-05-01 | E2 | 40000\nn7 | 2026-05-31 | E2 | 10000",
		"receivables_collected": "n1 | 2026-03-31 | E2 | 50000\nn2 | 2026-05-01 | E2 | 40000\nn7 | 2026-05-31 | E2 | 10000",
		"invoices_issued": `
n1 | 2026-03-01 | E2 | 1
n2 | 2026-04-01 | E2 | 1
n4 | 2026-04-10 | ∅ | 1
n5 | 2026-04-15 | ∅ | 1
n6 | 2026-02-01 | ∅ | 1
n7 | 2026-05-01 | E2 | 1`,
		"invoices_corrected":  "n1 | 2026-03-01 | E2 | 1\nn4 | 2026-04-10 | ∅ | 1\nn7 | 2026-05-01 | E2 | 1",
		"rewards_distributed": "g1 | 2026-03-01 | E1 | 1\ng2 | 2026-03-02 | E1 | 1\ng3 | 2026-03-03 | E1 | 1",
		"rewards_redeemed":    "g1 | 2026-03-01 | E1 | 1",
		"referrals_eligible":  "f1 | 2026-03-01 | E1 | 1\nf2 | 2026-03-02 | ∅ | 1\nf3 | 2026-03-03 | E2 | 1",
		"referrals_joined":    "f1 | 2026-03-01 | E1 | 1",
		// 60 % to 90 % is 54 %, 40 % to 60 % is 24 %.
		"objective_weight":   "b1 | 2026-03-31 | E2 | 60000000\nb2 | 2026-03-31 | E2 | 40000000",
		"objective_achieved": "b1 | 2026-03-31 | E2 | 54000000\nb2 | 2026-03-31 | E2 | 24000000",
	} {
		t.Run(measure, func(t *testing.T) {
			w.expect(t, "select fact_key, day, participant_id, value from measures."+measure+" where day <= getvariable('as_of') order by all", want)
		})
	}
	t.Run("crm_records", func(t *testing.T) {
		w.expect(t, "select entity, count(*) from measures.crm_records group by all order by all", "account | 2\ndeal | 8\nlead | 5")
	})
	t.Run("service_minutes", func(t *testing.T) {
		// June has 30 days of 1,440 minutes; a quarter of an hour of p1 was planned.
		w.expect(t, "select product_id, count(*), sum(value) from measures.service_minutes group by all order by all", "p1 | 30 | 43185\np2 | 30 | 43200")
	})
	t.Run("territories", func(t *testing.T) { checkTerritories(t, w) })
	t.Run("measure columns", func(t *testing.T) { checkMeasureColumns(t, w) })
	t.Run("cohorts are within what they are divided by", func(t *testing.T) { checkCohortsAreParts(t, w) })
}

// checkTerritories: a deal's own territory, else its account's; customers and money are their account's.
func checkTerritories(t *testing.T, w *Warehouse) {
	t.Helper()
	w.expect(t, "select source_key, territory_id, partner_id from measures.bookings where day <= getvariable('as_of') order by all",
		"o1 | west | P9\no3 | south | ∅\no4 | north | ∅\no9 | south | ∅")
	w.expect(t, "select account_id, territory_id from measures.new_customers order by all", "a1 | north\na2 | south")
	w.expect(t, "select source_key, territory_id from measures.revenue where source_key in ('n1', 'x3') order by all", "n1 | north\nx3 | south")
	w.expect(t, "select participant_id, territory_id, value from measures.quota order by all", "E1 | ∅ | 100000\n∅ | north | 300000")
	w.expect(t, "select participant_id, territory_id, day, value, unit, currency from measures.quota_units order by all",
		"E1 | ∅ | 2026-03-01 | 1000 | count | ∅\n∅ | north | 2026-03-01 | 3000 | count | ∅")
}

// checkCohortsAreParts: each fact of a cohort measure is one of the measure it is divided by, on the same day.
func checkCohortsAreParts(t *testing.T, w *Warehouse) {
	t.Helper()
	for part, whole := range map[string]string{
		"leads_accepted": "leads_qualified", "leads_to_opportunities": "leads_qualified", "created_and_won": "opportunities_created",
		"renewals_won": "renewals_due", "activated_users": "activation_eligible_users", "feature_adopters": "feature_eligible_users",
		"tickets_in_sla": "tickets_due", "flawed_crm_records": "crm_records", "invoices_corrected": "invoices_issued",
		"receivables_collected": "receivables_due", "rewards_redeemed": "rewards_distributed", "referrals_joined": "referrals_eligible",
		"objective_achieved": "objective_weight", "won_deals": "closed_deals", "won_value": "closed_value", "deal_cost": "costed_bookings",
		"discount_given": "list_bookings", "meetings_qualified": "activities", "survey_scores": "survey_responses",
	} {
		w.expect(t, "select fact_key, day, participant_id from measures."+part+" except select fact_key, day, participant_id from measures."+whole, "")
	}
}

// TestShippedKPIsHaveTheirMeasures: every KPI of the library is computed from measures there are, sampled by one of
// them, and asked of no subject its measures cannot tell.
func TestShippedKPIsHaveTheirMeasures(t *testing.T) {
	t.Parallel()
	kpis, err := config.ShippedKPIs()
	if err != nil {
		t.Fatal(err)
	}
	ws := &config.Workspace{KPIs: kpis}
	measures, err := Measures(ws)
	if err != nil {
		t.Fatal(err)
	}
	used := map[string]bool{}
	find := func(name string) *config.Measure {
		used[name] = true
		if i := slices.IndexFunc(measures, func(m config.Measure) bool { return m.Name == name }); i >= 0 {
			return &measures[i]
		}
		return nil
	}
	for _, k := range kpis {
		if k.Sample != "" && find(k.Sample) == nil {
			t.Errorf("%s: sample: there is no measure %s", k.Name, k.Sample)
		}
		e, err := ws.KPIFormula(k.Name)
		if err != nil {
			t.Fatal(err)
		}
		for _, leaf := range e.Leaves() {
			if config.OfWindow(leaf.Name) {
				continue
			}
			m := find(leaf.Name)
			if m == nil {
				t.Errorf("%s: there is no measure %s", k.Name, leaf.Name)
				continue
			}
			for _, s := range k.Subjects {
				if a := s.Attribute(); a != "" && !slices.Contains(m.Attributes, a) {
					t.Errorf("%s: cannot be asked of a %s, because %s does not say its %s", k.Name, s, m.Name, a)
				}
			}
			for _, c := range leaf.Where {
				if word, _, _ := strings.Cut(c.SQL, " "); !slices.Contains(m.Attributes, word) {
					t.Errorf("%s: only_if reads %s, which %s does not declare", k.Name, word, m.Name)
				}
			}
		}
	}
	// Components pay on these themselves; reactivation is part of what a company's own KPI may count.
	for _, name := range []string{"mrr_reactivation", "base_pay", "hours_worked", "objectives", "booked_lines", "quota_units"} {
		find(name)
	}
	for _, m := range measures {
		if !used[m.Name] {
			t.Errorf("no KPI of the library is computed from %s", m.Name)
		}
	}
}

// TestREADMEListsEveryMeasure: the table of measures is what there is.
func TestREADMEListsEveryMeasure(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("../sql/README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, table, _ := strings.Cut(string(text), "| measure | a row is | dated by |")
	table, _, _ = strings.Cut(table, "\n\n")
	listed := map[string]bool{}
	for _, line := range strings.Split(table, "\n") {
		cells := strings.Split(line, "|")
		for i, word := range strings.Split(cells[min(1, len(cells)-1)], "`") {
			listed[word] = listed[word] || i%2 == 1
		}
	}
	measures, err := Measures(&config.Workspace{})
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range measures {
		if !listed[m.Name] {
			t.Errorf("%s is not in the table of sql/README.md", m.Name)
		}
		delete(listed, m.Name)
	}
	for name, is := range listed {
		if is {
			t.Errorf("%s is in the table of sql/README.md and no measure", name)
		}
	}
}
