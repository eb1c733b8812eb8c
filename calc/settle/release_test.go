package settle

import (
	"testing"

	"attain/config"
)

// release is what is known of one deal at the end of one month, and what is paid then.
type release struct {
	label            string
	earned           string
	received, billed string
	credited         string
	reached          []string
	paid             string
}

func releases(t *testing.T, yaml string, months []release) {
	t.Helper()
	s := compile(t, yaml)
	s.NegativePay = paidBelow
	var b Balances
	for _, m := range months {
		in := month(t, m.label)
		amount := func(text string) int64 {
			if text == "" {
				return 0
			}
			return usd(t, text)
		}
		p := Progress{Deal: Deal{Component: "base", Source: "D1", Label: "Deal D1", Earned: amount(m.earned)}}
		p.Received, p.Billed, p.CreditNotes, p.Reached = amount(m.received), amount(m.billed), amount(m.credited), m.reached
		p.Sold = day(t, "2025-01-20")
		in.Owed, in.Progress = []Stream{{"base", p.Earned}}, []Progress{p}
		r := settle(t, s, b, in)
		b = r.Closing
		if r.Paid != usd(t, m.paid) {
			t.Errorf("%s pays %d, not %s", m.label, r.Paid, m.paid)
		}
	}
}

// semantics.md section 11, page by page.
func TestReleases(t *testing.T) {
	t.Parallel()
	cash := "holdback: {released_by: cash_received, nothing_billed: held}"
	for _, c := range []struct {
		name, yaml string
		months     []release
	}{
		{"Siebel: 100,000 on 1,000,000, half of which comes first", cash, []release{
			{label: "2025-01", earned: "100000", received: "500000", billed: "1000000", paid: "50000"},
			{label: "2025-02", received: "1000000", billed: "1000000", paid: "50000"},
		}},
		{"QuotaPath: 5,000 of 10,000 invoiced", cash, []release{{label: "2025-01", earned: "800", received: "5000", billed: "10000", paid: "400"}}},
		{"QuotaPath: up to six dates with percentages", `holdback: {released_by: parts, parts: [{on: 2025-01-31, share: 10%}, {on: 2025-02-28, share: 10%}, {on: 2025-03-31, share: 20%}, {on: 2025-04-30, share: 20%}, {on: 2025-05-31, share: 20%}, {on: 2025-06-30, share: 20%}]}`, []release{
			{label: "2025-01", earned: "1000", paid: "100"},
			{label: "2025-03", paid: "300"},
			{label: "2025-06", paid: "600"},
		}},
		{"70/30 reserve", "holdback: {released_by: parts, parts: [{at: sale, share: 70%}, {after: 90 days, share: 30%}]}", []release{
			{label: "2025-01", earned: "1000", paid: "700"},
			{label: "2025-03", paid: "0"}, // 31 March is 70 days
			{label: "2025-04", paid: "300"},
		}},
		{"two-step", "holdback: {released_by: parts, parts: [{when: setup_invoice_paid, share: 50%}, {when: first_subscription_paid, share: 50%}]}", []release{
			{label: "2025-01", earned: "100", paid: "0"},
			{label: "2025-02", reached: []string{"setup_invoice_paid"}, paid: "50"},
			{label: "2025-03", reached: []string{"setup_invoice_paid", "first_subscription_paid"}, paid: "50"},
		}},
		{"cumulative rounding", cash, []release{
			{label: "2025-01", earned: "1000", received: "3333.33", billed: "10000", paid: "333.33"},
			{label: "2025-02", received: "6666.66", billed: "10000", paid: "333.34"},
			{label: "2025-03", received: "10000", billed: "10000", paid: "333.33"},
		}},
		{"more than was billed releases no more than the earning", cash, []release{{label: "2025-01", earned: "1000", received: "12000", billed: "10000", paid: "1000"}}},
		{"a credit note makes less billed", cash, []release{
			{label: "2025-01", earned: "1000", received: "4000", billed: "10000", paid: "400"},
			{label: "2025-02", received: "4000", billed: "10000", credited: "5000", paid: "400"},
		}},
		{"what went back to the customer stays released: a clawback takes it", cash, []release{
			{label: "2025-01", earned: "1000", received: "5000", billed: "10000", paid: "500"},
			{label: "2025-02", received: "2000", billed: "10000", paid: "0"},
		}},
		{"nothing billed, held", cash, []release{{label: "2025-01", earned: "50", paid: "0"}}},
		{"nothing billed, released", "holdback: {released_by: cash_received, nothing_billed: released}", []release{{label: "2025-01", earned: "50", paid: "50"}}},
		{"a reversal is not held", cash, []release{{label: "2025-01", earned: "-50", received: "0", billed: "100", paid: "-50"}}},
		{"corrected below what was released", cash, []release{
			{label: "2025-01", earned: "1000", received: "5000", billed: "10000", paid: "500"},
			{label: "2025-02", earned: "-600", received: "5000", billed: "10000", paid: "-100"},
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			releases(t, c.yaml, c.months)
		})
	}
}

// SAP's hold types, semantics.md section 11: at once (no step), indefinite, on a condition (above), after n periods.
func TestReleaseByHandAndAfterPeriods(t *testing.T) {
	t.Parallel()
	in := month(t, "2025-01")
	p := Progress{Deal: Deal{Component: "base", Source: "D1", Earned: usd(t, "100")}}
	in.Owed = []Stream{{"base", p.Earned}}
	in.Progress = []Progress{p}
	if r := settle(t, compile(t, ""), Balances{}, in); r.Paid != usd(t, "100") {
		t.Errorf("without the step pays %d", r.Paid)
	}
	by := compile(t, "holdback: {released_by: by_hand}")
	held := settle(t, by, Balances{}, in)
	later := month(t, "2025-02")
	later.Progress = []Progress{{Deal: Deal{Component: "base", Source: "D1"}, ByHand: config.NewRatio(1, 4)}}
	if r := settle(t, by, held.Closing, later); held.Paid != 0 || r.Paid != usd(t, "25") {
		t.Errorf("by hand pays %d, then %d", held.Paid, r.Paid)
	}
	after := compile(t, "holdback: {released_by: parts, parts: [{after: 2 pay_periods, share: 100%}]}")
	held = settle(t, after, Balances{}, in)
	later.Progress[0].PayPeriods = 2
	if r := settle(t, after, held.Closing, later); held.Paid != 0 || r.Paid != usd(t, "100") {
		t.Errorf("after two periods pays %d, then %d", held.Paid, r.Paid)
	}
}
