package calc

import (
	"strings"
	"testing"

	"attain/config"
)

// semantics.md section 18: 100,000 USD at 8 %, paid in EUR at the plan rate of 0.90: 7,200.
func TestTwoCurrencies(t *testing.T) {
	t.Parallel()
	const rates = "{from: EUR, to: USD, rate: 1.08, first_day: 2025-01-01, last_day: 2026-12-31}"
	p := compilePlan(t, commissionPlan("monthly", "    rate: 8%\n"), rates, "{from: USD, to: EUR, rate: 0.90, first_day: 2025-01-01, last_day: 2026-12-31}")
	a := assigned(t, "E1", 0)
	a.Currency = "EUR"
	w := world{facts: deals(t, "E1", 100_000)}
	lines, _ := w.run(t, p, "2026-09", a)
	if len(lines) != 1 || lines[0].AmountMinor != 7_200_00 || lines[0].Currency != "EUR" {
		t.Fatalf("got %+v", lines)
	}
	if got := lines[0].Terms[1]; got.Value.String() != "0.9" || got.From != "1 USD = 0.9 EUR (plan rate from 2025-01-01, attain.yaml:6:7)" {
		t.Errorf("exchange rate: %+v", got)
	}
}

// A limit in the plan's currency is met in the plan's currency, and what is paid is converted: 100,000.00 EUR are
// 108,000.00 USD; 100,000 at 5 % and 8,000 at 10 % are 5,800.00 USD, 5,370.37 EUR.
func TestLadderInPlanCurrency(t *testing.T) {
	t.Parallel()
	p := compilePlan(t, strings.Replace(commissionPlan("monthly",
		"    tiers: {by: amount, resets: monthly, each_tier: own_rate, rates: [{below: 100_000, rate: 5%}, {rate: 10%}]}\n"), "pays: monthly", "pays: monthly\ncurrency: USD", 1))
	a := assigned(t, "E1", 0)
	a.Currency = "EUR"
	facts := deals(t, "E1", 100_000)
	facts[0].currency = "EUR"
	w := world{facts: facts}
	lines, _ := w.run(t, p, "2026-09", a)
	if got := total(lines); got != 5_370_37 {
		t.Errorf("got %d", got)
	}
}

// A pair without a rate holds the component, with the pair and the day; it is never zero.
func TestMissingRate(t *testing.T) {
	t.Parallel()
	p := compilePlan(t, commissionPlan("monthly", "    rate: 8%\n"))
	facts := deals(t, "E1", 100_000, 50_000)
	facts[1].currency = "CHF"
	w := world{facts: facts}
	lines, summary := w.run(t, p, "2026-09", assigned(t, "E1", 0))
	if len(lines) != 0 {
		t.Errorf("got %d lines", len(lines))
	}
	r := summary.Results[0]
	if r.Outcome != Held || !strings.HasPrefix(r.Reason, "no plan rate takes CHF to USD on 2026-09-02") {
		t.Errorf("got %s: %s", r.Outcome, r.Reason)
	}
	if a := summary.Accounting[0]; a.Held.Count != 2 || a.Held.Value["CHF"] != 50_000_00 {
		t.Errorf("got %+v", a)
	}
}

// semantics.md section 19.
func TestRounding(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, halves, rate string
		value              int64
		want               int64
	}{
		{"Oracle: 25 % × 0.928839865 × 50,000 is rounded once", "away_from_zero", "25% * 0.928839865", 50_000_00, 11_610_50},
		{"a half goes up", "away_from_zero", "25%", 133_38, 33_35},
		{"a half goes to the even cent", "to_even", "25%", 133_38, 33_34},
		{"a negative half goes away from zero", "away_from_zero", "50%", -4_69, -2_35},
		{"a third", "away_from_zero", "1/3", 100_00, 33_33},
		{"1.005 is not a float", "away_from_zero", "100.5%", 1_00, 1_01},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			rate := config.Whole(1)
			for _, f := range strings.Split(c.rate, " * ") {
				rate = rate.Mul(ratio(t, f))
			}
			amounts, _ := roundSlices([]slice{{basis: config.Whole(c.value), rate: rate}}, []int{1}, []config.Ratio{config.Whole(1)}, config.Halves(c.halves), nil)
			if amounts[0] != c.want {
				t.Errorf("got %d, want %d", amounts[0], c.want)
			}
		})
	}
}

// Where halves go to the even cent, a derivation still gives its amount: 133.38 × 25 % = 33.345 is 33.34, whole and in
// slices, and so does a scorecard's 66.69 × 50 % = 33.345.
func TestEvenHalvesInTerms(t *testing.T) {
	t.Parallel()
	toEven := []string{"halves: away_from_zero", "halves: to_even"}
	for settings, want := range map[string]int64{
		"    rate: 25%\n": 33_34,
		"    tiers: {by: amount, resets: deal, each_tier: own_rate, rates: [{below: 33.38, rate: 25%}, {rate: 25%}]}\n": 33_34,
	} {
		p := compilePlan(t, commissionPlan("monthly", settings), toEven...)
		facts := deals(t, "E1", 0)
		facts[0].value = 133_38
		w := world{facts: facts}
		lines, _ := w.run(t, p, "2026-09", assigned(t, "E1", 0))
		if got := total(lines); got != want {
			t.Errorf("got %d, want %d: %+v", got, want, lines)
		}
	}
	p := compilePlan(t, planHead("quarterly")+linearPlan, toEven...)
	a := assigned(t, "E1", 0)
	a.IncentiveMinor = 66_69
	facts := atTarget(t, "E1", "2025-01-01", "2025-04-01")
	facts[1].value /= 2
	w := world{facts: facts}
	lines, _ := w.run(t, p, "2025-Q1", a)
	if got := total(lines); got != 33_34 {
		t.Errorf("scorecard: got %d", got)
	}
}

// Each line is rounded and the total is their sum: three deals of 333.35 at 10 % are 33.335 each, 33.34 × 3 = 100.02.
func TestTotalIsSumOfRoundedLines(t *testing.T) {
	t.Parallel()
	p := compilePlan(t, commissionPlan("monthly", "    rate: 10%\n"))
	facts := deals(t, "E1", 0, 0, 0)
	for i := range facts {
		facts[i].value = 333_35
	}
	w := world{facts: facts}
	lines, _ := w.run(t, p, "2026-09", assigned(t, "E1", 0))
	if got := total(lines); got != 100_02 {
		t.Errorf("got %d", got)
	}
}

// A rate on a measure that counts is money for each unit.
func TestAmountPerUnit(t *testing.T) {
	t.Parallel()
	p := compilePlan(t, planHead("monthly")+"components:\n  - {name: units, kind: commission, paid_on: units_sold, rate: 12.50}\n")
	w := world{facts: []testFact{{measure: "units_sold", who: "E1", day: day(t, "2026-09-01"), value: 7, source: "S"}}}
	lines, _ := w.run(t, p, "2026-09", assigned(t, "E1", 0))
	if len(lines) != 1 || lines[0].AmountMinor != 87_50 || lines[0].BasisUnit != "count" || lines[0].Basis.String() != "7" {
		t.Errorf("got %+v", lines)
	}
}

// A split and an overlay on one deal are two lines with keys of their own, and so are two rows of one kind.
func TestOverlay(t *testing.T) {
	t.Parallel()
	p := compilePlan(t, commissionPlan("monthly", "    rate: 10%\n"))
	facts := deals(t, "E1", 50_000, 20_000, 1_000)
	facts[1].source, facts[1].day, facts[1].credit = facts[0].source, facts[0].day, "overlay"
	facts[2].source = facts[0].source
	w := world{facts: facts}
	lines, _ := w.run(t, p, "2026-09", assigned(t, "E1", 0))
	var parts []string
	for _, l := range lines {
		parts = append(parts, l.Part)
	}
	if got := strings.Join(parts, " "); got != "overlay-payout payout payout-2" || total(lines) != 7_100_00 {
		t.Errorf("got %s, %d", got, total(lines))
	}
}

// Rows are accounted for: what only_if leaves out is counted, with its money.
func TestAccounting(t *testing.T) {
	t.Parallel()
	p := compilePlan(t, commissionPlan("monthly", "    only_if: deal_type = 'new'\n    rate: 10%\n"))
	facts := deals(t, "E1", 50_000, 20_000, 1_000)
	facts[0].attrs, facts[2].attrs = "deal_type = 'new'", "deal_type = 'new'"
	w := world{facts: facts}
	lines, summary := w.run(t, p, "2026-09", assigned(t, "E1", 0))
	if got := perDeal(lines); got != "5,000.00 100.00" {
		t.Errorf("got %s", got)
	}
	a := summary.Accounting[0]
	if a.Read.Count != 3 || a.Paid.Count != 2 || a.NotEligible.Count != 1 || a.NotEligible.Value["USD"] != 20_000_00 {
		t.Errorf("got %+v", a)
	}
}

// semantics.md section 12: a deal of 100,000 shared by two is split before the rate, so each climbs the tiers with
// 50,000: 5,000 each, where the whole deal would have earned 10,800. An overlay of 20 % comes on top.
func TestSplitBeforeRate(t *testing.T) {
	t.Parallel()
	p := compilePlan(t, commissionPlan("monthly", "    tiers: {by: amount, resets: deal, each_tier: own_rate, rates: [{below: 60_000, rate: 10%}, {rate: 12%}]}\n"))
	overlay := deals(t, "E1", 20_000)
	overlay[0].credit = "overlay"
	w := world{facts: append(append(deals(t, "E1", 50_000), deals(t, "E2", 50_000)...), overlay...)}
	lines, summary := w.run(t, p, "2026-09", assigned(t, "E1", 0), assigned(t, "E2", 0))
	if got := []int64{summary.Results[0].AmountMinor, summary.Results[1].AmountMinor}; got[0] != 7_000_00 || got[1] != 5_000_00 || total(lines) != 12_000_00 {
		t.Errorf("got %v", got)
	}
}
