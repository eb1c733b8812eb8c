package settle

import (
	"testing"

	"attain/config"
)

// semantics.md section 8 (Oracle: the period, not the batch) and section 25 (remainder to balance). Runs of one pay
// period, one after the other.
func TestPaymentFloor(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, yaml string
		opening    string
		runs       [][2]string // owed, paid
		owed       string
	}{
		{"1,000 and −200: the period has 800", "{amount: 0, recoverable: yes}", "0", [][2]string{{"1000", "1000"}, {"-200", "-200"}}, "0"},
		{"1,000 and −1,200: the period has −200", "{amount: 0, recoverable: yes}", "0", [][2]string{{"1000", "1000"}, {"-1200", "0"}}, "1200"},
		{"not recoverable", "{amount: 0, recoverable: no}", "0", [][2]string{{"1000", "1000"}, {"-1200", "0"}}, "0"},
		{"max(floor, Σ), remainder to balance", "{amount: 500, recoverable: yes}", "0", [][2]string{{"200", "500"}}, "300"},
		{"a later run of the period fills it up", "{amount: 500, recoverable: yes}", "0", [][2]string{{"200", "500"}, {"600", "300"}}, "0"},
		{"what earlier periods left is taken above the floor", "{amount: 500, recoverable: yes}", "300", [][2]string{{"600", "500"}, {"300", "100"}}, "0"},
		{"and given back when the period has less after all", "{amount: 0, recoverable: yes}", "300", [][2]string{{"1000", "700"}, {"-900", "-700"}}, "200"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := compile(t, "payment_floor: "+c.yaml)
			b := Balances{Carried: usd(t, c.opening)}
			var owed, paid int64
			for i, run := range c.runs {
				in := earning(t, "2025-01", run[0])
				in.EarlierOwed, in.EarlierPaid = owed, paid
				r := s.Settle(b, in)
				b = r.Closing
				owed, paid = owed+usd(t, run[0]), paid+r.Paid
				if r.Paid != usd(t, run[1]) {
					t.Errorf("run %d pays %d, not %s", i+1, r.Paid, run[1])
				}
			}
			if b.Carried != usd(t, c.owed) {
				t.Errorf("%d is owed, not %s", b.Carried, c.owed)
			}
		})
	}
}

// The example of recoverable: −200 with a floor of 0, and 1,000 the month after.
func TestTheExampleOfAPaymentFloorIsRight(t *testing.T) {
	t.Parallel()
	for value, pays := range map[string]string{"yes": "0.00, then 800.00", "no": "0.00, then 1,000.00"} {
		s := compile(t, "payment_floor: {amount: 0, recoverable: "+value+"}")
		first := s.Settle(Balances{}, earning(t, "2025-01", "-200"))
		second := s.Settle(first.Closing, earning(t, "2025-02", "1000"))
		if got := config.FormatMinor(first.Paid, "USD") + ", then " + config.FormatMinor(second.Paid, "USD"); got != pays {
			t.Errorf("recoverable: %s pays %s, not %s", value, got, pays)
		}
	}
}
