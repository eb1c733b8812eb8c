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
