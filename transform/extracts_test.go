package transform

import (
	"testing"
)

// TestExtractsAsSent: what systems send beside the clean case. Who was deleted behind the system's back, a customer that
// came as an object, money that was only reserved, an answer without records.
func TestExtractsAsSent(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name   string
		tables map[string]string
		query  string
		want   string
	}{
		{
			"gone for good, though Salesforce never said so",
			map[string]string{"salesforce/opportunity": `id,stage_name,amount,close_date,owner_id,is_won,is_closed,is_deleted,_fivetran_deleted
006000000000001AAA,Won,10,2026-01-05,005,true,true,FALSE,TRUE
006000000000002AAA,Won,10,2026-01-05,005,true,true,false,false
006000000000003AAA,Won,10,2026-01-05,005,true,true,true,false`},
			"select opportunity_id, is_deleted from core.opportunity order by all",
			"006000000000001AAA | true\n006000000000002AAA | false\n006000000000003AAA | true",
		},
		{
			"a customer that came as an object, and one that did not",
			map[string]string{"stripe/invoice": `id,customer,currency,created,status,total,subscription,parent
in_1,"{""id"":""cus_1"",""object"":""customer""}",usd,1767225600,paid,100,,"{""subscription_details"":{""subscription"":""sub_1""}}"
in_2,cus_2,usd,1767225600,paid,100,sub_2,`},
			"select invoice_id, account_id, subscription_id from core.invoice order by all",
			"in_1 | cus_1 | sub_1\nin_2 | cus_2 | sub_2",
		},
		{
			"reserved on a card and set free",
			map[string]string{
				"stripe/charge": "id,customer,currency,created,amount,amount_refunded,status,captured\nch_1,cus_1,usd,1767225600,7700,7700,succeeded,false\nch_2,cus_1,usd,1767225600,100,0,succeeded,true",
				"stripe/refund": "id,charge,currency,created,amount,status\nre_1,ch_1,usd,1767225700,7700,succeeded",
			},
			"select payment_id, amount_minor from core.payment where is_received order by all",
			"ch_2 | 100",
		},
		{
			"what a subscription is of: one product, the product itself, two",
			map[string]string{"stripe/subscription": `id,customer,status,currency,created,items
s1,c1,active,usd,1767225600,"{""data"":[{""price"":{""unit_amount"":100,""product"":""p1"",""recurring"":{""interval"":""month""}},""plan"":{""product"":""p1""}},{""price"":{""unit_amount"":50,""product"":""p1"",""recurring"":{""interval"":""month""}}}]}"
s2,c2,active,usd,1767225600,"{""data"":[{""price"":{""unit_amount"":100,""product"":{""id"":""p2""},""recurring"":{""interval"":""month""}}}]}"
s3,c3,active,usd,1767225600,"{""data"":[{""price"":{""unit_amount"":100,""product"":""p1"",""recurring"":{""interval"":""month""}}},{""price"":{""unit_amount"":50,""product"":""p2"",""recurring"":{""interval"":""month""}}}]}"`},
			"select subscription_id, product_id, mrr_minor from core.subscription order by all",
			"s1 | p1 | 150\ns2 | p2 | 100\ns3 | ∅ | 150",
		},
		{
			"inactive and no last day, which not everybody may read",
			map[string]string{"bamboohr/employee": "employeeNumber,displayName,status,hireDate,terminationDate\n1,Kim,Inactive,2020-01-01,0000-00-00\n2,Lee,Inactive,2020-01-01,2025-01-31\n3,Noa,Inactive,2027-02-01,\n4,Ola,Active,2020-01-01,"},
			"select record, message from checks.bamboohr_inactive_and_not_gone",
			"1 | Kim is inactive, was hired on 2020-01-01 and has no last day; until there is one they are employed",
		},
		{
			"a history HubSpot's own type says is of numbers",
			map[string]string{
				"hubspot/deal_property_history": "deal_id,name,value,timestamp\n1,amount,abc,2026-02-01T00:00:00Z\n1,amount,100,2026-01-01T00:00:00Z\n1,amount,,2026-01-03T00:00:00Z\n1,closedate,1767225600000,2026-01-01T00:00:00Z\n1,dealname,abc,2026-02-01T00:00:00Z",
				"hubspot/deal_with_history":     "id,propertiesWithHistory\n2,\"{\"\"closedate\"\":[{\"\"value\"\":\"\"soon\"\",\"\"timestamp\"\":\"\"2026-03-01T00:00:00Z\"\"}]}\"",
			},
			"select record, message from checks.hubspot_change_unreadable order by all",
			"1 | amount: \"abc\" is not a number; from 2026-02-01 on the history of deal 1 has none\n2 | closedate: \"soon\" is not a date; from 2026-03-01 on the history of deal 2 has none",
		},
		{
			"positions of workers who have not landed, were never hired, were deleted",
			map[string]string{
				"workday/worker_history":          "id,worker_code,hire_date,hire_rescinded,_fivetran_deleted\nw1,01001,2020-01-01,f,f\nw2,1002,2020-01-01,t,f\nw3,1003,2020-01-01,f,t",
				"workday/worker_position_history": "worker_id,position_id,business_title,effective_date\nw1,p1,AM,2026-01-01\nw2,p2,AM,2026-01-01\nw3,p3,AM,2026-01-01\nw9,p9,AM,2026-01-01",
			},
			"select record, message from checks.assignment_without_participant order by all",
			"1002 | participant 1002 (AM) is not in the HR extract\nw9 | participant w9 (AM) is not in the HR extract",
		},
		{
			"replicated subscriptions: parts of a cent, and a price that has not landed",
			map[string]string{
				"stripe/subscription_history": "id,customer_id,status,created\ns1,c1,active,2026-01-05\ns2,c1,active,2026-01-05",
				"stripe/subscription_item":    "id,subscription_id,price_id,quantity\ni1,s1,p1,100\ni2,s2,p2,1",
				"stripe/price":                "id,currency,type,unit_amount,unit_amount_decimal,recurring_interval,recurring_interval_count\np1,usd,recurring,,12.5,month,1",
			},
			"select subscription_id as record, mrr_minor::varchar from core.subscription union all select record, message from checks.stripe_subscription_without_price order by all",
			"s1 | 1250\ns2 | subscription s2 is active and has no price a month: an item, its price or its interval is missing or cannot be read; it counts nowhere",
		},
		{
			"what NetSuite says to people",
			map[string]string{"netsuite/transaction": "id,type,trandate,status\n1,CustInvc,2026-01-05,Invoice : Voided\n2,CustInvc,2026-01-05,CustInvc:V\n3,CustInvc,2026-01-05,V\n4,CustInvc,2026-01-05,Invoice : Paid In Full"},
			"select transaction_id, status from staging.netsuite_transaction order by all",
			"1 | V\n2 | V\n3 | V\n4 | B",
		},
		{
			"a Xero payment of an invoice that has not landed, and one of a bill",
			map[string]string{
				"xero/invoice": "InvoiceID,Type,Date,SubTotal,Status\ni1,ACCREC,2026-01-05,100,PAID\nb1,ACCPAY,2026-01-05,100,PAID\ni2,ACCREC,/Date(0+0000)/,30,PAID",
				"xero/payment": "PaymentID,Date,Amount,Status,PaymentType,Invoice\np1,2026-01-06,100,AUTHORISED,ACCRECPAYMENT,\"{\"\"InvoiceID\"\":\"\"i1\"\"}\"\np2,2026-01-06,50,AUTHORISED,ACCRECPAYMENT,\"{\"\"InvoiceID\"\":\"\"gone\"\"}\"\np3,2026-01-06,50,AUTHORISED,ACCPAYPAYMENT,\"{\"\"InvoiceID\"\":\"\"b1\"\"}\"",
			},
			"select record, message from checks.record_incomplete union all select record, message from checks.invoice_without_day order by all",
			"i2 | invoice i2 is paid and has no day; it counts nowhere\np2 | payment p2 has no amount that can be read; it counts nowhere",
		},
		{
			"a property HubSpot was not asked for",
			map[string]string{"hubspot/contact": `id,properties,createdAt
1,"{""hs_lifecyclestage_marketingqualifiedlead_date"":""2026-02-01""}",2026-01-01
2,"{""createdate"":""2026-01-02"",""hs_v2_date_entered_marketingqualifiedlead"":""2026-02-02""}",2026-01-01`},
			"select lead_id, created_on, qualified_on from core.lead order by all",
			"1 | 2026-01-01 | 2026-02-01\n2 | 2026-01-02 | 2026-02-02",
		},
		{
			"a status that is an object, and one that is a word",
			map[string]string{
				"bamboohr/employee":         "employeeNumber,hireDate\n7,2020-01-01",
				"bamboohr/time_off_request": "id,employeeNumber,start,end,status,type\n1,7,2026-01-05,2026-01-06,approved,Vacation\n2,7,2026-01-07,2026-01-08,\"{\"\"status\"\":\"\"approved\"\"}\",\"{\"\"name\"\":\"\"Sick\"\"}\"",
			},
			"select kind, first_day from core.absence order by all",
			"sick | 2026-01-07\nvacation | 2026-01-05",
		},
		{
			"Dynamics: the customer where no account is named; what a deal should bring and cannot be read",
			map[string]string{"dynamics/opportunity": `opportunityid,_parentaccountid_value,_customerid_value,statecode,estimatedvalue,actualvalue,_ownerid_value
o1,,a1,1,ten,100,u1
o2,a2,,1,ten,,u1
o3,a2,,0,10,,u1`},
			"select opportunity_id, account_id, amount_minor, is_amount_unread from core.opportunity order by all",
			"o1 | a1 | 10000 | false\no2 | a2 | ∅ | true\no3 | a2 | 1000 | false",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			files(c.tables).build(t).expect(t, c.query, c.want)
		})
	}
}
