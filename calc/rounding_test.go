package calc

import (
	"strings"
	"testing"
)

// semantics.md section 19: three lines of 33.335 are 33.34 each and 100.02 together; what a statement adds up is what it
// shows, though the sum of the exact amounts is 100.005. The payout is the sum of its lines.
func TestSection19TotalsOfRoundedLines(t *testing.T) {
	t.Parallel()
	p := compilePlan(t, commissionPlan("monthly", "    rate: 50%\n"))
	facts := deals(t, "E1", 0, 0, 0)
	for i := range facts {
		facts[i].value = 66_67
	}
	w := world{facts: facts}
	lines, summary := w.run(t, p, "2026-09", assigned(t, "E1", 0))
	if len(lines) != 3 || lines[0].AmountMinor != 33_34 || total(lines) != 100_02 || summary.Results[0].AmountMinor != 100_02 {
		t.Errorf("got %+v", lines)
	}
}

// semantics.md section 19, Oracle: 25 % × 0.928839865 × 50,000 = 11,610.4983125 is 11,610.50; an attainment rounded to
// 93 % first would pay 11,625.00. Bookings are 928,839.865 of a quota of 1,000,000, both in thousandths of a dinar.
func TestSection19AttainmentIsNotRoundedEarly(t *testing.T) {
	t.Parallel()
	plan := planHead("quarterly") + strings.NewReplacer("weight: 70%", "weight: 25%", "weight: 30%", "weight: 75%",
		"{at: 80%, pays: 50%}", "{at: 0%, pays: 0%}").Replace(aePlan) + "currency: KWD\n"
	p := compilePlan(t, plan)
	w := world{facts: []testFact{
		{measure: "quota", who: "E1", day: day(t, "2026-07-01"), until: day(t, "2026-10-01"), value: 1_000_000_000, currency: "KWD"},
		{measure: "bookings", who: "E1", day: day(t, "2026-08-15"), value: 928_839_865, currency: "KWD", source: "D1"},
		{measure: "closed_deals", who: "E1", day: day(t, "2026-08-15"), value: 10}, // so that win rate keeps its weight
	}}
	lines, _ := w.run(t, p, "2026-Q3", assigned(t, "E1", 50_000))
	for _, l := range lines {
		if l.Component == "quota" && l.AmountMinor == 11_610_50 && l.Rate.Cmp(ratio(t, "25%").Mul(ratio(t, "0.928839865"))) == 0 {
			return
		}
	}
	t.Errorf("got %+v", lines)
}

// semantics.md section 19, edge cases: a reversed deal is the deal's negative to the cent, whichever way halves go.
func TestSection19NegativeHalves(t *testing.T) {
	t.Parallel()
	for halves, want := range map[string]int64{"away_from_zero": -2_35, "to_even": -2_34} {
		p := compilePlan(t, commissionPlan("monthly", "    rate: 50%\n"), "halves: away_from_zero", "halves: "+halves)
		facts := deals(t, "E1", 0, 0)
		facts[0].value, facts[1].value = 4_69, -4_69
		w := world{facts: facts}
		lines, _ := w.run(t, p, "2026-09", assigned(t, "E1", 0))
		if len(lines) != 2 || lines[1].AmountMinor != want || total(lines) != 0 {
			t.Errorf("%s: got %+v", halves, lines)
		}
	}
}
