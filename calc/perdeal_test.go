package calc

import (
	"slices"
	"testing"

	"attain/config"
)

// ofOneDeal makes credits and reversals those of one deal, and says what its lines paid credit by credit.
func ofOneDeal(list []testFact) []testFact {
	for i := range list {
		list[i].source = "D01"
	}
	return list
}

// byCredit gives what was paid for each credit, in order.
func byCredit(lines []config.Line) (out []int64) {
	for i, l := range lines {
		if i == 0 || l.ComputedFrom != lines[i-1].ComputedFrom || l.Segment != lines[i-1].Segment {
			out = append(out, 0)
		}
		out[len(out)-1] += l.AmountMinor
	}
	return out
}

// A deal's credits and reversals are limited together. 9,000 at 10 % earns 900 and pays 500: its first half takes back
// 50, because 450 is what the other half pays; the second half the 450. 50 earns 5 and pays the minimum of 10, and so does
// half of it: the first half takes back nothing, the second 10. A reversal in full takes back what was paid.
func TestReversalsOfADeal(t *testing.T) {
	t.Parallel()
	const limits = "    rate: 10%\n    per_deal: {at_least: 10, at_most: 500}\n"
	const ladder = "    tiers: {by: amount, resets: monthly, each_tier: own_rate, rates: [{below: 10_000, rate: 5%}, {rate: 10%}]}\n"
	for _, c := range []struct {
		name, settings string
		credits        []int64
		want           []int64
	}{
		{"two halves of a capped deal", limits, []int64{9_000, -4_500, -4_500}, []int64{500_00, -50_00, -450_00}},
		{"two halves of the least", limits, []int64{50, -25, -25}, []int64{10_00, 0, -10_00}},
		{"in full", limits, []int64{9_000, -9_000}, []int64{500_00, -500_00}},
		{"in full, and sold again", limits, []int64{9_000, -9_000, 50}, []int64{500_00, -500_00, 10_00}},
		{"no limit reached", limits, []int64{2_000, -500, -1_500}, []int64{200_00, -50_00, -150_00}},
		// Of a deal paid in an earlier window there are reversals only: together they take back the most, once.
		{"two halves of what was paid before", limits, []int64{-4_500, -4_500}, []int64{-450_00, -50_00}},
		{"two halves of the least, paid before", limits, []int64{-25, -25}, []int64{-10_00, 0}},
		// 10,000 at 5 % and 10,000 at 10 % are 1,500, at most 800 is paid. Then 3,000 more of another deal; the reversal would
		// walk down 13,000 at 10 % and 7,000 at 5 %, 1,650, and takes back the 800.
		{"on a ladder", ladder + "    per_deal: {at_most: 800}\n", []int64{20_000, 3_000, -20_000}, []int64{800_00, 300_00, -800_00}},
		// A deal no limit has changed goes back as without limits: 13,000 at 10 % and 7,000 at 5 %.
		{"on a ladder, no limit reached", ladder + "    per_deal: {at_most: 8_000}\n", []int64{20_000, 3_000, -20_000}, []int64{1_500_00, 300_00, -1_650_00}},
		// Of 20,000 in two halves 13,000 × 10 % … the first half walks 10,000 at 10 %: 1,500 − 1,000 = 500 is left of the deal,
		// 300 less than paid. The second walks 3,000 at 10 % and 7,000 at 5 %, 650, of which the deal has 500.
		{"two halves on a ladder", ladder + "    per_deal: {at_most: 800}\n", []int64{20_000, 3_000, -10_000, -10_000}, []int64{800_00, 300_00, -300_00, -500_00}},
	} {
		facts := ofOneDeal(deals(t, "E1", c.credits...))
		for i := range facts {
			if c.credits[i] == 3_000 {
				facts[i].source = "D02"
			}
		}
		w := world{facts: facts}
		lines, _ := w.run(t, compilePlan(t, commissionPlan("monthly", c.settings)), "2026-09", assigned(t, "E1", 0))
		if got := byCredit(lines); !slices.Equal(got, c.want) {
			t.Errorf("%s: got %d, want %d", c.name, got, c.want)
		}
	}
}

// The deal is one over the segments of a window: sold in one role, reversed by halves in the next. Held, it was not paid
// there, and its reversals are limited as those of an earlier window: 450, and 50 up to the most.
func TestReversalsOfADealInAnotherRole(t *testing.T) {
	t.Parallel()
	before, after := assigned(t, "E1", 0), assigned(t, "E1", 0)
	before.End, after.First, after.Role = day(t, "2026-09-02"), day(t, "2026-09-02"), "SAE"
	for currency, want := range map[string][]int64{"USD": {500_00, -50_00, -450_00}, "GBP": {-450_00, -50_00}} {
		facts := ofOneDeal(deals(t, "E1", 9_000, -4_500, -4_500))
		if currency == "GBP" { // for which there is no rate: another deal holds the first role
			facts = append(facts, testFact{measure: "bookings", who: "E1", day: day(t, "2026-09-01"), value: 1_00, currency: currency, source: "D02"})
		}
		w := world{facts: facts}
		lines, _ := w.run(t, compilePlan(t, commissionPlan("monthly", "    rate: 10%\n    per_deal: {at_most: 500}\n")), "2026-09", before, after)
		if got := byCredit(lines); !slices.Equal(got, want) {
			t.Errorf("%s: got %d, want %d", currency, got, want)
		}
	}
}

// Of half a deal the most is half: 250 of 500, which two reversals take back together. In an override the halves of two
// who report are the whole deal: of 2 × 4,500 at 10 %, 900, 500 is paid.
func TestReversalsOfASharedDeal(t *testing.T) {
	t.Parallel()
	const limits = "    rate: 10%\n    per_deal: {at_most: 500, of: whole_deal}\n"
	facts := ofOneDeal(deals(t, "E1", 4_500, -2_250, -2_250))
	for i := range facts {
		facts[i].share = 5_000
	}
	w := world{facts: facts}
	lines, _ := w.run(t, compilePlan(t, commissionPlan("monthly", limits)), "2026-09", assigned(t, "E1", 0))
	if got := byCredit(lines); !slices.Equal(got, []int64{250_00, -25_00, -225_00}) {
		t.Errorf("got %d", got)
	}
	facts = ofOneDeal(reported(t, 4_500, 4_500, -4_500, -4_500))
	for i := range facts {
		facts[i].share = 5_000
	}
	w = world{facts: facts}
	lines, _ = w.run(t, compilePlan(t, overridePlan("    of: direct_reports\n    own_deals: not_counted\n"+limits)), "2026-09", assigned(t, "M1", 0))
	if got := byCredit(lines); !slices.Equal(got, []int64{250_00, 250_00, -50_00, -450_00}) {
		t.Errorf("override: got %d", got)
	}
}
