package transform

import (
	"fmt"
	"strings"
	"testing"
)

// items are prices in the shape of Stripe's items, with the quotes a CSV cell needs.
func items(list ...string) string {
	return `"` + strings.ReplaceAll(`{"data":[`+strings.Join(list, ",")+`]}`, `"`, `""`) + `"`
}

func monthly(minor int) string {
	return fmt.Sprintf(`{"quantity":1,"price":{"unit_amount":%d,"recurring":{"interval":"month"}}}`, minor)
}

// TestMonthlyPrices: a year is 12 months, 52 weeks, 365 days; 10.00 a week is 520 ÷ 12 = 43.33, 1.00 a day 365 ÷ 12 = 30.42.
func TestMonthlyPrices(t *testing.T) {
	t.Parallel()
	price := func(rest string) string { return `{"quantity":1,"price":{` + rest + `}}` }
	var table strings.Builder
	table.WriteString("id,status,currency,start_date,items,customer\n")
	var want []string
	for i, c := range []struct {
		items string
		want  string
	}{
		{items(price(`"unit_amount":30000,"recurring":{"interval":"month","interval_count":3}`)), "10000"},
		{items(price(`"unit_amount":60000,"recurring":{"interval":"month","interval_count":6}`)), "10000"},
		{items(price(`"unit_amount":1000,"recurring":{"interval":"week","interval_count":1}`)), "4333"},
		{items(price(`"unit_amount":100,"recurring":{"interval":"day"}`)), "3042"},
		{items(price(`"unit_amount":240000,"recurring":{"interval":"year","interval_count":2}`)), "10000"},
		{items(price(`"unit_amount":null,"unit_amount_decimal":"5000","recurring":{"interval":"month"}`)), "5000"},
		{items(`{"quantity":2,"plan":{"amount":5000,"interval":"month"}}`), "10000"},
		{items(price(`"unit_amount":5000,"type":"one_time","recurring":null`)), "0"},
		{items(price(`"unit_amount":null,"recurring":{"interval":"month","usage_type":"metered"}`), monthly(700)), "700"},
		// A third and two thirds of a minor unit are one together.
		{items(price(`"unit_amount":1,"recurring":{"interval":"month","interval_count":3}`), price(`"unit_amount":4,"recurring":{"interval":"month","interval_count":6}`)), "1"},
		{items(price(`"unit_amount":5000,"recurring":{"interval":"fortnight"}`)), "∅"},
		{items(price(`"unit_amount":null,"recurring":{"interval":"month"}`)), "∅"},
		{items(price(`"unit_amount":5000`)), "∅"},
		{items(monthly(5000), `{"quantity":"two","price":{"unit_amount":5000,"recurring":{"interval":"month"}}}`), "∅"},
	} {
		fmt.Fprintf(&table, "s%02d,active,usd,1767225600,%s,A1\n", i, c.items)
		want = append(want, fmt.Sprintf("s%02d | %s", i, c.want))
	}
	w := files(map[string]string{"stripe/subscription": table.String()}).build(t)
	w.expect(t, "select subscription_id, mrr_minor from staging.stripe_subscription order by all", strings.Join(want, "\n"))
	w.expect(t, "select _row from checks.unreadable_value order by all", "11\n12\n13\n14")
	w.expect(t, "select message from checks.unreadable_value where _row = 11",
		`items: "{"data":[{"quantity":1,"price":{"unit_amount":5000,"recurring":{"interval":"fortnight"}}}]}" has an item without an amount, a quantity and an interval (day, week, month, year) that can be read`)
}

// TestSubscriptionsAsTheyAre: a plain export has one record for each subscription. One that was cancelled was worth its
// price from 1 January to its end on 1 March; one cancelled within its trial never was.
func TestSubscriptionsAsTheyAre(t *testing.T) {
	t.Parallel()
	w := files(map[string]string{"stripe/subscription": `
id,customer,status,currency,start_date,trial_end,ended_at,items
s1,A1,canceled,usd,1767225600,,1772323200,` + items(monthly(10000)) + `
s2,A2,canceled,usd,1767225600,1769904000,1768000000,` + items(monthly(10000)) + `
s3,A3,active,usd,1767225600,1769904000,,` + items(monthly(10000))}).build(t)
	w.expect(t, "select account_id, day, kind, change_minor from core.mrr_movement order by all", `
A1 | 2026-01-01 | new | 10000
A1 | 2026-03-01 | churn | -10000
A3 | 2026-02-01 | new | 10000`)
}

// TestSubscriptionsThatMove: a subscription that goes to another account, or to another currency, ends where it was. An
// account is one customer in whatever currencies it pays.
func TestSubscriptionsThatMove(t *testing.T) {
	t.Parallel()
	w := files(map[string]string{"attain/subscription": `
subscription_id,account_id,effective_on,mrr,currency
moved,A1,2026-01-01,100,USD
moved,A2,2026-02-01,100,USD
moved,A2,2026-03-01,0,USD
turned,B1,2026-01-01,100,USD
turned,B1,2026-02-01,90,EUR
one,C1,2026-01-01,100,USD
two,C1,2026-01-01,50,EUR
one,C1,2026-02-01,0,USD
two,C1,2026-03-01,0,EUR
one,C1,2026-04-01,70,USD`}).build(t)
	w.expect(t, "select account_id, day, currency, kind, opening_minor, change_minor, customer_change from core.mrr_movement order by all", `
A1 | 2026-01-01 | USD | new | 0 | 10000 | 1
A1 | 2026-02-01 | USD | churn | 10000 | -10000 | -1
A2 | 2026-02-01 | USD | new | 0 | 10000 | 1
A2 | 2026-03-01 | USD | churn | 10000 | -10000 | -1
B1 | 2026-01-01 | USD | new | 0 | 10000 | 1
B1 | 2026-02-01 | EUR | expansion | 0 | 9000 | 0
B1 | 2026-02-01 | USD | contraction | 10000 | -10000 | 0
C1 | 2026-01-01 | EUR | new | 0 | 5000 | 1
C1 | 2026-01-01 | USD | new | 0 | 10000 | 0
C1 | 2026-02-01 | USD | contraction | 10000 | -10000 | 0
C1 | 2026-03-01 | EUR | churn | 5000 | -5000 | -1
C1 | 2026-04-01 | USD | reactivation | 0 | 7000 | 1`)
	w.expect(t, "select account_id, count(*) from measures.new_customers group by all order by all", "A1 | 1\nA2 | 1\nB1 | 1\nC1 | 1")
	w.expect(t, "select account_id, sum(value) from measures.customers group by all order by all", "A1 | 0\nA2 | 0\nB1 | 1\nC1 | 1")
	w.expect(t, "select account_id, day from measures.lost_customers order by all", "A1 | 2026-02-01\nA2 | 2026-03-01\nC1 | 2026-03-01")
	w.expect(t, "from checks.mrr_movements_do_not_close", "")
}
