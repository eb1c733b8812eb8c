package calc

import "testing"

// A multiplier before the curve stands beside the scorecard's own numbers, each under a word of its own: the same measure
// under another condition, the same KPI twice, a KPI without a value. The harness computes every term again.
func TestMultiplierBeforeTheCurveHasItsOwnTerms(t *testing.T) {
	t.Parallel()
	points := ", at: [{at: 0, times: 1}, {at: 1, times: 1.5}], between: straight_line, applies: before_curve}\n"
	for name, one := range map[string]struct {
		multiplier string
		want       int64
		term       string
	}{
		// 1 of 4 is 25 % of all and 1 of 2 in the north: 25 % × 1.25 = 31.25 %, which pays 100 % + 50 % × 6.25 ÷ 15 = 120.83 %.
		"another condition": {"{kpi: win_rate, only_if: territory_id = 'north'" + points, 12_083_33, "won_deals_2"},
		// 25 % × 1.125 = 28.125 %, which pays 100 % + 50 % × 3.125 ÷ 15 = 110.42 %.
		"the same KPI": {"{kpi: win_rate" + points, 11_041_67, "win_rate_2"},
		// No deal was closed in the south, so nothing changes: 25 % pays 100 %.
		"without a value": {"{kpi: win_rate, only_if: territory_id = 'south'" + points, 10_000_00, "closed_deals_2"},
		// A measure by itself: 1 deal won is 100 % of one, and multiplies by 1.5: 37.5 % pays 141.67 %.
		"a measure": {"{measure: won_deals" + points, 14_166_67, "won_deals"},
	} {
		facts := append(wins("E1", day(t, "2026-07-05"), 1, 2), wins("E1", day(t, "2026-07-06"), 0, 2)...)
		for i := range facts[:2] {
			facts[i].attrs = "territory_id = 'north'"
		}
		w := world{facts: facts}
		lines, _ := w.run(t, compilePlan(t, planHead("quarterly")+foundCard+"    multiplier: "+one.multiplier), "2026-Q3", assigned(t, "E1", 10_000))
		found := false
		for _, term := range lines[0].Terms {
			found = found || term.Name == one.term
		}
		if total(lines) != one.want || !found {
			t.Errorf("%s: got %d, %+v", name, total(lines), lines[0].Terms)
		}
	}
}
