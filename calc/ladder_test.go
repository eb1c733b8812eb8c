package calc

import (
	"strings"
	"testing"

	"attain/config"
)

// tierPlan is a commission by attainment within the quarter, with the words of its tiers.
func tierPlan(settings string) string {
	return commissionPlan("quarterly", "    tiers: {by: attainment, resets: quarterly, "+settings+"}\n")
}

// quarterQuota is E1's quota in whole USD for the third quarter of 2026.
func quarterQuota(tb testing.TB, value int64) testFact {
	return testFact{measure: "quota", who: "E1", day: day(tb, "2026-07-01"), until: day(tb, "2026-10-01"), value: value * 100, currency: "USD"}
}

// paysPerDeal runs a plan on deals against a quota and gives what each deal earned, "" for one that is held.
func paysPerDeal(tb testing.TB, plan string, quota int64, amounts ...int64) (string, *Summary) {
	w := world{facts: append(deals(tb, "E1", amounts...), quarterQuota(tb, quota))}
	lines, summary := w.run(tb, compilePlan(tb, plan), "2026-Q3", assigned(tb, "E1", 0))
	return perDeal(lines), summary
}

const interpolated = "each_tier: own_rate, rates: [{below: 25%, pays: 1_000}, {below: 50%, pays: 2_000}, {rate: 0%}]"

// semantics.md section 3, Oracle's interpolated mode: 0–25 % → 1,000, 25–50 % → 2,000; at 12 % 480.00, at 30 % 1,400.00.
func TestAmountForTheWholeTier(t *testing.T) {
	t.Parallel()
	for sold, want := range map[int64]string{12_000: "480.00", 30_000: "1,400.00", 60_000: "3,000.00"} {
		if got, _ := paysPerDeal(t, tierPlan(interpolated), 100_000, sold); got != want {
			t.Errorf("%d: got %s, want %s", sold, got, want)
		}
	}
	// Deal by deal it is the same: 12 % and then 18 % more.
	if got, _ := paysPerDeal(t, tierPlan(interpolated), 100_000, 12_000, 18_000); got != "480.00 920.00" {
		t.Errorf("got %s", got)
	}
	// By amounts, 0–25,000 → 1,000.
	byAmount := strings.Replace(tierPlan(strings.NewReplacer("25%", "25_000", "50%", "50_000").Replace(interpolated)), "by: attainment", "by: amount", 1)
	if got, _ := paysPerDeal(t, byAmount, 100_000, 30_000); got != "1,400.00" {
		t.Errorf("by amount: got %s", got)
	}
	// Of a quota of 0 there is no part: the component is held.
	got, summary := paysPerDeal(t, tierPlan(interpolated), 0, 12_000)
	if r := summary.Results[0]; got != "" || r.Outcome != Held || !strings.Contains(r.Reason, "the quota is 0") {
		t.Errorf("got %s, %+v", got, r)
	}
}

// semantics.md sections 3 and 27: a negative first tier counts from its own lower bound, not from zero. From -25 % to 0 a
// tier of 500 is 20 a point: going down to -10 % takes 200.00 back, coming up again gives it back.
func TestNegativeFirstTierCountsFromItsBound(t *testing.T) {
	t.Parallel()
	plan := tierPlan("each_tier: own_rate, rates: [{from: -25%, below: 0%, pays: 500}, {below: 25%, pays: 1_000}, {rate: 0%}]")
	if got, _ := paysPerDeal(t, plan, 100_000, -10_000, 10_000, 12_000); got != "-200.00 200.00 480.00" {
		t.Errorf("got %s", got)
	}
}

// semantics.md section 4, negative amounts: tiers below zero with rates of their own, and a negative cap: 5 % down to
// -20 %, nothing from there. Without them the first tier goes on below zero, at 10 %.
func TestNegativeTiers(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ rates, want string }{
		{"[{below: 100%, rate: 10%}, {rate: 15%}]", "-1,500.00 -1,500.00 3,000.00 1,000.00"},
		{"[{below: 0%, rate: 5%}, {below: 100%, rate: 10%}, {rate: 15%}]", "-750.00 -750.00 1,500.00 1,000.00"},
		{"[{below: -20%, rate: 0%}, {below: 0%, rate: 5%}, {below: 100%, rate: 10%}, {rate: 15%}]", "-750.00 -250.00 1,000.00 1,000.00"},
	} {
		if got, _ := paysPerDeal(t, tierPlan("each_tier: own_rate, rates: "+c.rates), 100_000, -15_000, -15_000, 30_000, 10_000); got != c.want {
			t.Errorf("%s: got %s, want %s", c.rates, got, c.want)
		}
	}
	// semantics.md section 27, zero quota: the tier that begins at 0 pays for everything.
	got, summary := paysPerDeal(t, tierPlan("each_tier: own_rate, rates: [{below: 0%, rate: 5%}, {below: 100%, rate: 10%}, {rate: 15%}]"), 0, 200_000)
	if got != "20,000.00" || summary.Results[0].Value != nil {
		t.Errorf("quota of 0: got %s, %+v", got, summary.Results[0])
	}
}

// semantics.md section 5, edge: a deal that crosses the line is sliced unless the plan says the whole deal gets the rate
// of its start or of its end. At 90,000 of 100,000, a deal of 20,000 at 10 % and 15 %: sliced 2,500, at the start 2,000,
// at the end 3,000. A reversal takes back what the deal was paid.
func TestRateAtStartAndEnd(t *testing.T) {
	t.Parallel()
	for each, want := range map[string]string{
		"own_rate":      "9,000.00 2,500.00 -2,500.00",
		"rate_at_start": "9,000.00 2,000.00 -2,000.00",
		"rate_at_end":   "9,000.00 3,000.00 -3,000.00",
	} {
		plan := tierPlan("each_tier: " + each + ", rates: [{below: 100%, rate: 10%}, {rate: 15%}]")
		if got, _ := paysPerDeal(t, plan, 100_000, 90_000, 20_000, -20_000); got != want {
			t.Errorf("%s: got %s, want %s", each, got, want)
		}
	}
	// The six deals of section 4, on the running total: the totals in the comment of tiers.
	for each, want := range map[string]string{"rate_at_start": "2.00 3.00 15.00 24.00 60.00 135.00", "rate_at_end": "2.00 3.00 30.00 36.00 60.00 225.00"} {
		p := compilePlan(t, commissionPlan("monthly", "    tiers: {by: amount, resets: monthly, each_tier: "+each+
			", rates: [{below: 1_000, rate: 1%}, {below: 3_000, rate: 2%}, {below: 8_000, rate: 3%}, {rate: 5%}]}\n"))
		w := world{facts: deals(t, "E1", 200, 300, 1500, 1200, 2000, 4500)}
		lines, _ := w.run(t, p, "2026-09", assigned(t, "E1", 0))
		if got := perDeal(lines); got != want {
			t.Errorf("%s: got %s, want %s", each, got, want)
		}
	}
}

// semantics.md section 4, tier edges: up_to says in the tier itself whose the limit is, whatever the convention: exactly
// 50,000 pays 2 % up to it, 3 % below it.
func TestUpTo(t *testing.T) {
	t.Parallel()
	for key, want := range map[string]string{"up_to": "1,000.00", "below": "1,500.00"} {
		p := compilePlan(t, commissionPlan("monthly", "    tiers: {by: amount, resets: monthly, each_tier: top_rate, rates: [{"+key+": 50_000, rate: 2%}, {rate: 3%}]}\n"))
		w := world{facts: deals(t, "E1", 50_000)}
		lines, _ := w.run(t, p, "2026-09", assigned(t, "E1", 0))
		if got := perDeal(lines); got != want {
			t.Errorf("%s: got %s, want %s", key, got, want)
		}
	}
	// With up_to everywhere, nobody has to answer the convention.
	readPlan(t, commissionPlan("monthly", "    tiers: {by: amount, resets: monthly, each_tier: top_rate, rates: [{up_to: 50_000, rate: 2%}, {rate: 3%}]}\n"),
		"  exactly_on_limit: higher_tier\n", "")
}

// semantics.md section 4, order dependence: at own rates what all deals earn does not depend on their order, what each
// earns does.
func TestOrderOfDeals(t *testing.T) {
	t.Parallel()
	plan := tierPlan("each_tier: own_rate, rates: [{below: 100%, rate: 10%}, {rate: 15%}]")
	one, _ := paysPerDeal(t, plan, 100_000, 80_000, 40_000)
	other, _ := paysPerDeal(t, plan, 100_000, 40_000, 80_000)
	if one != "8,000.00 5,000.00" || other != "4,000.00 9,000.00" { // 13,000 either way
		t.Errorf("got %s and %s", one, other)
	}
}

// semantics.md section 6: decelerators. 0.5 times for the first half of a quota of 100,000 at 100 %: 40 % attained pays
// 20,000; 60 % pays 35,000 at each tier's own rate and 60,000 at the rate reached. A soft cap halves 11.5 % from 200 %
// on, to 5.75 %.
func TestDecelerators(t *testing.T) {
	t.Parallel()
	const half = "base_rate: 100%, rates: [{below: 50%, times: 0.5}, {times: 1}]"
	for _, c := range []struct {
		tiers string
		sold  int64
		want  string
	}{
		{"each_tier: own_rate, " + half, 40_000, "20,000.00"},
		{"each_tier: own_rate, " + half, 60_000, "35,000.00"},
		{"each_tier: top_rate, " + half, 60_000, "60,000.00"},
		{"each_tier: own_rate, base_rate: 11.5%, rates: [{below: 200%, times: 1}, {times: 0.5}]", 300_000, "28,750.00"},
	} {
		if got, _ := paysPerDeal(t, tierPlan(c.tiers), 100_000, c.sold); got != c.want {
			t.Errorf("%s of %d: got %s, want %s", c.tiers, c.sold, got, c.want)
		}
	}
	w := world{facts: append(deals(t, "E1", 300_000), quarterQuota(t, 100_000))}
	lines, _ := w.run(t, compilePlan(t, tierPlan("each_tier: own_rate, base_rate: 11.5%, rates: [{below: 200%, times: 1}, {times: 0.5}]")), "2026-Q3", assigned(t, "E1", 0))
	if lines[1].Part != "tier-2" || lines[1].Rate.Cmp(config.NewRatio(575, 10_000)) != 0 {
		t.Errorf("got %+v", lines[1])
	}
}

// runExamples fails for every example of a plan that does not come out.
func runExamples(tb testing.TB, plan string, edits ...string) {
	tb.Helper()
	results := compilePlan(tb, plan, edits...).RunExamples()
	for _, r := range results {
		if !r.OK {
			tb.Errorf("%s %s: want %s, the plan pays %s%s", r.At, r.Component, r.Want, r.Got, r.Note)
		}
	}
	if len(results) == 0 {
		tb.Error("no example")
	}
}

// The same as examples of a plan, what people copy.
func TestLadderExamples(t *testing.T) {
	t.Parallel()
	runExamples(t, tierPlan(interpolated)+`examples:
  - given: {bookings: 12_000, quota: 100_000}
    gives: {bookings: 480.00}
  - given: {bookings: 30_000, quota: 100_000}
    gives: {bookings: 1_400.00}
`)
	runExamples(t, tierPlan("each_tier: rate_at_end, rates: [{up_to: 100%, rate: 10%}, {rate: 15%}]")+`examples:
  - given: {earlier_bookings: 90_000, bookings: 10_000, quota: 100_000}
    gives: {bookings: 1_000.00}
  - given: {earlier_bookings: 90_000, bookings: 20_000, quota: 100_000}
    gives: {bookings: 3_000.00}
`)
}
