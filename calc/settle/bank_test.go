package settle

import "testing"

// semantics.md section 7: cap 10,000 per month, earnings 14,000 / 7,000 / 5,000.
func TestBank(t *testing.T) {
	t.Parallel()
	var b Balances
	for _, m := range []struct{ label, earned, paid, bank string }{
		{"2025-01", "14000", "10000", "4000"},
		{"2025-02", "7000", "10000", "1000"},
		{"2025-03", "5000", "6000", "0"},
		{"2025-04", "13000", "10000", "3000"},
		{"2025-05", "-1000", "2000", "0"},
	} {
		in := month(t, m.label)
		earned, room := usd(t, m.earned), usd(t, "10000")
		in.Owed = []Stream{{"base", min(earned, room)}}
		in.Capped = []Capped{{Room: room, Earned: earned}}
		r := settle(t, compile(t, ""), b, in)
		b = r.Closing
		if r.Paid != usd(t, m.paid) || b.Bank[""] != usd(t, m.bank) {
			t.Errorf("%s: %s earned pay %d and keep %d, not %s and %s", m.label, m.earned, r.Paid, b.Bank[""], m.paid, m.bank)
		}
	}
}

// A cap of 500 a year. What the bank pays uses it up: 700 / −100 / 400 / 100 earned by quarters are 500 / −100 / 100 / 0 after
// the cap, and with the bank 500 / 0 / 0 / 0, which is 500 in the year. The next year pays 450 of the 600 kept.
func TestBankUsesUpTheCap(t *testing.T) {
	t.Parallel()
	var b Balances
	var year int64
	for _, q := range []struct{ label, in, room, earned, paid, bank string }{
		{"2025-03", "2025", "500", "700", "500", "200"},
		{"2025-06", "2025", "0", "-100", "0", "100"},
		{"2025-09", "2025", "100", "400", "0", "500"},
		{"2025-12", "2025", "0", "100", "0", "600"},
		{"2026-03", "2026", "500", "50", "500", "150"},
	} {
		in := month(t, q.label)
		earned, room := usd(t, q.earned), usd(t, q.room)
		in.Capped = []Capped{{In: q.in, Room: room, Earned: earned}}
		in.Owed = []Stream{{"base", min(earned, room)}}
		r := settle(t, compile(t, ""), b, in)
		b = r.Closing
		if r.Paid != usd(t, q.paid) || b.Bank[""] != usd(t, q.bank) {
			t.Errorf("%s: pays %d and keeps %d, not %s and %s", q.label, r.Paid, b.Bank[""], q.paid, q.bank)
		}
		if q.in == "2025" {
			year += r.Paid
		}
	}
	if year != usd(t, "500") {
		t.Errorf("the year pays %d", year)
	}
}

// A quarter's cap of 25,000 of which 21,000 is used: 4,000 is left for this month. After the cap has ended all is paid.
func TestBankOfAQuarterAndAfterTheEnd(t *testing.T) {
	t.Parallel()
	in := month(t, "2025-03")
	in.Owed = []Stream{{"base", usd(t, "4000")}}
	in.Capped = []Capped{{Component: "base", Room: usd(t, "4000"), Earned: usd(t, "7000")}}
	r := settle(t, compile(t, ""), Balances{}, in)
	if r.Paid != usd(t, "4000") || r.Closing.Bank["base"] != usd(t, "3000") {
		t.Errorf("pays %d, keeps %v", r.Paid, r.Closing.Bank)
	}
	after := settle(t, compile(t, ""), r.Closing, month(t, "2025-04"))
	if after.Paid != usd(t, "3000") || len(after.Closing.Bank) != 0 {
		t.Errorf("after the end pays %d, keeps %v", after.Paid, after.Closing.Bank)
	}
}
