package settle

import (
	"fmt"
	"testing"

	"attain/config"
)

// semantics.md sections 10 and 27: pay 0, carry the balance. The first reading is the convention's example.
func TestNegativePay(t *testing.T) {
	t.Parallel()
	pays := map[string][2]string{carried: {"0.00", "700.00"}, paidBelow: {"-300.00", "1,000.00"}}
	for _, c := range config.ConventionAs("negative_pay", "negative_pay").Choices {
		s := compile(t, "negative_pay: "+c.Value)
		first := settle(t, s, Balances{}, earning(t, "2025-01", "-300"))
		second := settle(t, s, first.Closing, earning(t, "2025-02", "1000"))
		got := [2]string{config.FormatMinor(first.Paid, "USD"), config.FormatMinor(second.Paid, "USD")}
		if got != pays[c.Value] || got[0] != c.Pays {
			t.Errorf("%s pays %v, not %v", c.Value, got, pays[c.Value])
		}
	}
}

// What was carried does not take from what a running draw guarantees: 300 carried, 2,200 earned with a draw of 2,000.
func TestCarriedPayLeavesTheDraw(t *testing.T) {
	t.Parallel()
	s := compile(t, "negative_pay: carried\n"+fmt.Sprintf(recoverable, "2_000", "100%", ""))
	r := settle(t, s, Balances{Carried: usd(t, "300")}, earning(t, "2025-01", "2200"))
	if r.Paid != usd(t, "2000") || r.Closing.Carried != usd(t, "100") {
		t.Errorf("pays %d, carries %d", r.Paid, r.Closing.Carried)
	}
}
