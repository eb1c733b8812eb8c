package settle

import (
	"fmt"
	"testing"
)

// The worked example of Recovery, and semantics.md section 9: overpayment first from every stream, then the draw from
// base commission only.
func TestRecovery(t *testing.T) {
	t.Parallel()
	s := compile(t, "recovery: {share: 25%}")
	in := month(t, "2025-01")
	in.Overpaid, in.Owed = usd(t, "800"), []Stream{{"base", usd(t, "2000")}, {"bonus", usd(t, "1000")}}
	r := settle(t, s, Balances{}, in)
	if r.Paid != usd(t, "2250") || r.Closing.Overpaid != usd(t, "50") {
		t.Errorf("pays %d, %d is left", r.Paid, r.Closing.Overpaid)
	}
	taken := map[string]int64{}
	for _, l := range r.Lines {
		taken[l.Component] += l.AmountMinor
	}
	if taken["base"] != -usd(t, "500") || taken["bonus"] != -usd(t, "250") {
		t.Errorf("is taken as %v", taken)
	}
	in.Overpaid = 0
	if r = settle(t, s, r.Closing, in); r.Paid != usd(t, "2950") || r.Closing.Overpaid != 0 {
		t.Errorf("then pays %d, %d is left", r.Paid, r.Closing.Overpaid)
	}
}

// 900 overpaid, 600 drawn; 3,000 of base and 1,000 of bonus with a draw of 2,000 on base. Recovery takes 900 of all
// 4,000 (675 and 225), which leaves base 2,325: 325 above the draw earns it back.
func TestRecoveryComesBeforeTheDraw(t *testing.T) {
	t.Parallel()
	s := compile(t, "recovery: {share: 100%}\n"+fmt.Sprintf(recoverable, "2_000", "100%", ", components: [base]"))
	in := month(t, "2025-01")
	in.Owed = []Stream{{"base", usd(t, "3000")}, {"bonus", usd(t, "1000")}}
	r := settle(t, s, Balances{Overpaid: usd(t, "900"), Draw: usd(t, "600")}, in)
	if r.part("draw-earned-back") != -usd(t, "325") || r.Paid != usd(t, "2775") || r.Closing.Draw != usd(t, "275") {
		t.Errorf("earns back %d, pays %d, %d stays owed", r.part("draw-earned-back"), r.Paid, r.Closing.Draw)
	}
}
