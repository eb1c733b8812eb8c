package calc

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"attain/config"
)

// deals are a participant's bookings, one a day from the first of September on, in whole USD.
func deals(tb testing.TB, who string, amounts ...int64) []testFact {
	var out []testFact
	for i, a := range amounts {
		out = append(out, testFact{
			measure: "bookings", who: who, day: day(tb, "2026-09-01") + config.Day(i), value: a * 100, currency: "USD", source: fmt.Sprintf("D%02d", i+1),
		})
	}
	return out
}

func commissionPlan(pays, settings string) string {
	return planHead(pays) + "components:\n  - name: bookings\n    kind: commission\n    paid_on: bookings\n" + settings
}

// perDeal gives what each deal earned, in whole USD, in the order of deals.
func perDeal(lines []config.Line) string {
	sum := map[string]int64{}
	var order []string
	for _, l := range lines {
		if _, ok := sum[l.SourceKey]; !ok {
			order = append(order, l.SourceKey)
		}
		sum[l.SourceKey] += l.AmountMinor
	}
	slices.Sort(order)
	var out []string
	for _, k := range order {
		out = append(out, config.FormatMinor(sum[k], "USD"))
	}
	return strings.Join(out, " ")
}

// semantics.md section 4: six deals under the four modes.
func TestFourModes(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		resets, each, want string
		total              int64
	}{
		{"deal", "own_rate", "2.00 3.00 20.00 14.00 30.00 95.00", 16400},
		{"deal", "top_rate", "2.00 3.00 30.00 24.00 40.00 135.00", 23400},
		{"monthly", "own_rate", "2.00 3.00 25.00 26.00 60.00 169.00", 28500},
		{"monthly", "top_rate", "2.00 3.00 35.00 56.00 60.00 329.00", 48500},
	} {
		t.Run(c.resets+" "+c.each, func(t *testing.T) {
			t.Parallel()
			p := compilePlan(t, commissionPlan("monthly", fmt.Sprintf(
				"    tiers: {by: amount, resets: %s, each_tier: %s, exactly_on_limit: higher_tier, rates: [{below: 1_000, rate: 1%%}, {below: 3_000, rate: 2%%}, {below: 8_000, rate: 3%%}, {rate: 5%%}]}\n", c.resets, c.each)))
			w := world{facts: deals(t, "E1", 200, 300, 1500, 1200, 2000, 4500)}
			lines, _ := w.run(t, p, "2026-09", assigned(t, "E1", 0))
			if got := perDeal(lines); got != c.want || total(lines) != c.total {
				t.Errorf("got %s = %d, want %s = %d", got, total(lines), c.want, c.total)
			}
		})
	}
}

// semantics.md section 4: reversing the sixth deal takes back what it paid, under top_rate also on the other deals.
func TestReversal(t *testing.T) {
	t.Parallel()
	for each, want := range map[string]int64{"own_rate": -16900, "top_rate": -32900} {
		p := compilePlan(t, commissionPlan("monthly", fmt.Sprintf(
			"    tiers: {by: amount, resets: monthly, each_tier: %s, exactly_on_limit: higher_tier, rates: [{below: 1_000, rate: 1%%}, {below: 3_000, rate: 2%%}, {below: 8_000, rate: 3%%}, {rate: 5%%}]}\n", each)))
		w := world{facts: deals(t, "E1", 200, 300, 1500, 1200, 2000, 4500, -4500)}
		lines, _ := w.run(t, p, "2026-09", assigned(t, "E1", 0))
		var got int64
		for _, l := range lines {
			if l.SourceKey == "D07" {
				got += l.AmountMinor
			}
		}
		if got != want {
			t.Errorf("%s: the reversal pays %d, want %d", each, got, want)
		}
	}
}

// semantics.md sections 4 and 7: published examples.
func TestPublishedLadders(t *testing.T) {
	t.Parallel()
	quota := func(value int64) testFact {
		return testFact{measure: "quota", who: "E1", day: day(t, "2026-07-01"), until: day(t, "2026-10-01"), value: value * 100, currency: "USD"}
	}
	unit := testFact{measure: "units_sold", who: "E1", day: day(t, "2026-09-01"), value: 125, source: "S1"}
	for _, c := range []struct {
		name, tiers string
		facts       []testFact
		want        string
	}{
		{
			"Spiff mamount: 145,000 before, then 20,000", "paid_on: bookings\n    tiers: {by: amount, resets: quarterly, each_tier: own_rate, rates: [{below: 150_000, rate: 4%}, {below: 250_000, rate: 6%}, {rate: 8%}]}",
			append(deals(t, "E1", 20_000), testFact{measure: "bookings", who: "E1", day: day(t, "2026-07-05"), value: 14_500_000, currency: "USD", source: "D00"}),
			"tier-1 200.00, tier-2 900.00",
		},
		{
			"Spiff tier payout: 12 % of all 125 units", "paid_on: units_sold\n    tiers: {by: units, resets: monthly, each_tier: top_rate, exactly_on_limit: higher_tier, rates: [{below: 100, rate: 0.10}, {below: 150, rate: 0.12}, {below: 200, rate: 0.14}, {rate: 0.16}]}",
			[]testFact{unit},
			"tier-2 15.00",
		},
		{
			"Sales Cookie, not cumulative: 110 % of 100,000", "paid_on: bookings\n    tiers: {by: attainment, resets: quarterly, each_tier: top_rate, exactly_on_limit: higher_tier, rates: [{below: 100%, rate: 6%}, {below: 150%, rate: 8%}, {rate: 10%}]}",
			append(deals(t, "E1", 110_000), quota(100_000)), "tier-2 8,800.00",
		},
		{
			"Sales Cookie, cumulative", "paid_on: bookings\n    tiers: {by: attainment, resets: quarterly, each_tier: own_rate, rates: [{below: 100%, rate: 6%}, {below: 150%, rate: 8%}, {rate: 10%}]}",
			append(deals(t, "E1", 110_000), quota(100_000)), "tier-1 6,000.00, tier-2 800.00",
		},
		{
			"Oracle equal tier values: exactly 50,000 pays 3 %", "paid_on: bookings\n    tiers: {by: amount, resets: monthly, each_tier: top_rate, exactly_on_limit: higher_tier, rates: [{below: 50_000, rate: 2%}, {rate: 3%}]}",
			deals(t, "E1", 50_000), "tier-2 1,500.00",
		},
		{
			"the other reading: exactly 50,000 pays 2 %", "paid_on: bookings\n    tiers: {by: amount, resets: monthly, each_tier: top_rate, exactly_on_limit: lower_tier, rates: [{below: 50_000, rate: 2%}, {rate: 3%}]}",
			deals(t, "E1", 50_000), "tier-1 1,000.00",
		},
		{
			"QuotaPath capped: 10 % below 200 % of 175,000", "paid_on: bookings\n    tiers: {by: attainment, resets: quarterly, each_tier: own_rate, rates: [{below: 200%, rate: 10%}, {rate: 0%}]}",
			append(deals(t, "E1", 400_000), quota(175_000)), "tier-1 35,000.00, tier-2 0.00",
		},
		{
			"no quota to measure by: the first tier pays", "paid_on: bookings\n    tiers: {by: attainment, resets: quarterly, each_tier: own_rate, rates: [{below: 100%, rate: 6%}, {rate: 8%}]}",
			append(deals(t, "E1", 110_000), quota(0)), "tier-1 6,600.00",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			p := compilePlan(t, planHead("monthly")+"components:\n  - name: c\n    kind: commission\n    "+c.tiers+"\n")
			w := world{facts: c.facts}
			lines, _ := w.run(t, p, "2026-09", assigned(t, "E1", 0))
			var got []string
			for _, l := range lines {
				got = append(got, l.Part+" "+config.FormatMinor(l.AmountMinor, "USD"))
			}
			if s := strings.Join(got, ", "); s != c.want {
				t.Errorf("got %s, want %s", s, c.want)
			}
		})
	}
}

// semantics.md section 5: a quota of 1.2 million a year, 300,000 a quarter; 10 % to 100 %, 15 % above.
func TestAcceleratorResets(t *testing.T) {
	t.Parallel()
	var facts []testFact
	for i, booked := range []int64{450_000, 100_000, 350_000, 400_000} {
		first := day(t, "2026-01-01").AddMonths(3 * i)
		facts = append(facts,
			testFact{measure: "quota", who: "E1", day: first, until: first.AddMonths(3), value: 30_000_000, currency: "USD"},
			testFact{measure: "bookings", who: "E1", day: first + 40, value: booked * 100, currency: "USD", source: fmt.Sprint("D", i)})
	}
	for resets, want := range map[string][]int64{
		"quarterly": {52_500_00, 10_000_00, 37_500_00, 45_000_00},
		"yearly":    {45_000_00, 10_000_00, 35_000_00, 45_000_00},
	} {
		p := compilePlan(t, commissionPlan("quarterly", "    tiers: {by: attainment, resets: "+resets+", each_tier: own_rate, rates: [{below: 100%, rate: 10%}, {rate: 15%}]}\n"))
		for q, pays := range want {
			w := world{facts: facts}
			lines, _ := w.run(t, p, fmt.Sprintf("2026-Q%d", q+1), assigned(t, "E1", 0))
			if got := total(lines); got != pays {
				t.Errorf("%s, quarter %d: got %d, want %d", resets, q+1, got, pays)
			}
		}
	}
}

// A pay window longer than the reset has one ladder for each reset in it.
func TestResetWithinPayWindow(t *testing.T) {
	t.Parallel()
	p := compilePlan(t, commissionPlan("quarterly", "    tiers: {by: amount, resets: monthly, each_tier: own_rate, rates: [{below: 1_000, rate: 1%}, {rate: 2%}]}\n"))
	facts := []testFact{
		{measure: "bookings", who: "E1", day: day(t, "2026-07-10"), value: 150_000, currency: "USD", source: "A"}, // 10 + 10
		{measure: "bookings", who: "E1", day: day(t, "2026-08-10"), value: 150_000, currency: "USD", source: "B"}, // 10 + 10
	}
	w := world{facts: facts}
	lines, _ := w.run(t, p, "2026-Q3", assigned(t, "E1", 0))
	if got := perDeal(lines); got != "20.00 20.00" {
		t.Errorf("got %s", got)
	}
}

// Limits that are amounts are for the days under the plan where the plan prorates threshold_amounts: who joined on 1 July
// has 184 of 365 days of 365,000 a year, 184,000. A deal of 200,000 is 184,000 × 1 % + 16,000 × 2 % = 2,160.00. Not
// prorated, and deal by deal, it is all in the first tier: 2,000.00. Counted units are no amounts and stay whole.
func TestLimitsAreForTheDaysUnderThePlan(t *testing.T) {
	t.Parallel()
	tiers := func(resets string) string {
		return commissionPlan("quarterly", "    tiers: {by: amount, resets: "+resets+", each_tier: own_rate, rates: [{below: 365_000, rate: 1%}, {rate: 2%}]}\n")
	}
	a := assigned(t, "E1", 0)
	a.First = day(t, "2026-07-01")
	amounts := []string{"prorates: [quota, target_incentive]", "prorates: [threshold_amounts]"}
	for _, one := range []struct {
		plan, want string
		edits      []string
	}{
		{tiers("yearly"), "2,160.00", amounts},
		{tiers("yearly"), "2,000.00", nil},
		{tiers("deal"), "2,000.00", amounts},
		{strings.Replace(tiers("yearly"), "own_rate", "top_rate", 1), "4,000.00", amounts},
	} {
		w := world{facts: deals(t, "E1", 200_000)}
		lines, _ := w.run(t, compilePlan(t, one.plan, one.edits...), "2026-Q3", a)
		if got := perDeal(lines); got != one.want {
			t.Errorf("%v: got %s, want %s", one, got, one.want)
		}
	}
	units := world{facts: []testFact{{measure: "units_sold", who: "E1", day: day(t, "2026-09-01"), value: 200, source: "D01"}}}
	plan := planHead("quarterly") + "components:\n  - {name: units, kind: commission, paid_on: units_sold, tiers: {by: units, resets: yearly, each_tier: own_rate, rates: [{below: 365, rate: 1}, {rate: 2}]}}\n"
	if lines, _ := units.run(t, compilePlan(t, plan, amounts...), "2026-Q3", a); total(lines) != 200_00 {
		t.Errorf("units: got %d", total(lines))
	}
}
