package calc

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"attain/config"

	"pgregory.net/rapid"
)

// ratesByDeal is a table of rates: product × term.
const ratesByDeal = `    rates:
      - {when: "family = 'core' and term >= 24", rate: 10%}
      - {when: "family = 'core'", rate: 8%}
      - {rate: 6%}
`

// A table of rates: the first row that holds. 100,000 each of core for 24 months (10 %), core (8 %) and anything else (6 %).
func TestRatesByDeal(t *testing.T) {
	t.Parallel()
	facts := deals(t, "E1", 100_000, 100_000, 100_000)
	facts[0].attrs, facts[1].attrs = "family = 'core' and term >= 24", "family = 'core'"
	w := world{facts: facts}
	p := compilePlan(t, commissionPlan("monthly", ratesByDeal))
	lines, _ := w.run(t, p, "2026-09", assigned(t, "E1", 0))
	if got := perDeal(lines); got != "10,000.00 8,000.00 6,000.00" || lines[1].ConfigRef != "plans/p0.yaml:12:9" {
		t.Errorf("got %s at %s", got, lines[1].ConfigRef)
	}
	// Without a row for the rest, the third deal is not eligible, and is counted as that.
	p = compilePlan(t, commissionPlan("monthly", strings.Replace(ratesByDeal, "      - {rate: 6%}\n", "", 1)))
	lines, summary := w.run(t, p, "2026-09", assigned(t, "E1", 0))
	if a := summary.Accounting[0]; perDeal(lines) != "10,000.00 8,000.00" || a.NotEligible.Count != 1 || a.Paid.Count != 2 {
		t.Errorf("got %s, %+v", perDeal(lines), a)
	}
}

// Rates by attainment × product: at 80,000 of 100,000, a deal of 40,000 of core is 20,000 at 10 % and 20,000 at 15 %,
// one of anything else 20,000 at 5 % and 20,000 at 6 %.
func TestRatesByTierAndDeal(t *testing.T) {
	t.Parallel()
	plan := tierPlan(`each_tier: own_rate, rates: [{below: 100%, rates: [{when: "family = 'core'", rate: 10%}, {rate: 5%}]}, {rates: [{when: "family = 'core'", rate: 15%}, {rate: 6%}]}]`)
	for attrs, want := range map[string]string{"family = 'core'": "5,000.00", "family = 'other'": "2,200.00"} {
		facts := append(deals(t, "E1", 80_000, 40_000), quarterQuota(t, 100_000))
		facts[1].attrs = attrs
		w := world{facts: facts}
		lines, _ := w.run(t, compilePlan(t, plan), "2026-Q3", assigned(t, "E1", 0))
		if got := perDeal(lines); got != "4,000.00 "+want {
			t.Errorf("%s: got %s", attrs, got)
		}
	}
}

// The rate reached pays for everything, class by class: core 10 % and 15 %, the rest 5 % and 6 %. 40,000 of core and
// 40,000 of the rest earn 4,000 and 2,000; the third deal, 40,000 of core, earns 6,000 and reaches 120 %, which is 5 %
// of 40,000 and 1 % of 40,000 more. Cut in two pay windows, with the first two deals in July, it is the same.
func TestTopRateByDeal(t *testing.T) {
	t.Parallel()
	plan := tierPlan(`each_tier: top_rate, rates: [{below: 100%, rates: [{when: "family = 'core'", rate: 10%}, {rate: 5%}]}, {rates: [{when: "family = 'core'", rate: 15%}, {rate: 6%}]}]`)
	facts := append(deals(t, "E1", 40_000, 40_000, 40_000), quarterQuota(t, 100_000))
	facts[0].attrs, facts[2].attrs = "family = 'core'", "family = 'core'"
	w := world{facts: facts}
	lines, _ := w.run(t, compilePlan(t, plan), "2026-Q3", assigned(t, "E1", 0))
	if got := perDeal(lines); got != "4,000.00 2,000.00 8,400.00" {
		t.Errorf("got %s", got)
	}
	facts[0].day, facts[1].day = day(t, "2026-07-05"), day(t, "2026-07-06")
	w = world{facts: facts}
	lines, _ = w.run(t, compilePlan(t, strings.Replace(plan, "pays: quarterly", "pays: monthly", 1)), "2026-09", assigned(t, "E1", 0))
	if got := perDeal(lines); got != "8,400.00" {
		t.Errorf("monthly: got %s", got)
	}
}

// A rate worked out of the deal: 5 % + 50 % × (margin − 20 %), 0 % to 12 %. Of 100,000: a margin of 30,000 is 10 %, of
// 40,000 is 12 % (15 % without the limit), of 5,000 is 0 %. Half a deal has the rate of the whole one.
func TestRateFormula(t *testing.T) {
	t.Parallel()
	p := compilePlan(t, commissionPlan("monthly", `    rate: {formula: "5% + 50% * (margin_minor / value - 20%)", at_least: 0%, at_most: 12%}`+"\n"))
	facts := deals(t, "E1", 100_000, 100_000, 100_000, 50_000)
	for i, margin := range []int64{30_000_00, 40_000_00, 5_000_00, 30_000_00} {
		facts[i].numbers = map[string]int64{"margin_minor": margin}
	}
	facts[3].share = 5_000
	w := world{facts: facts}
	lines, _ := w.run(t, p, "2026-09", assigned(t, "E1", 0))
	if got := perDeal(lines); got != "10,000.00 12,000.00 0.00 5,000.00" {
		t.Errorf("got %s", got)
	}
	// A number that is not there holds the component and names the row.
	facts[1].numbers = nil
	w = world{facts: facts}
	lines, summary := w.run(t, p, "2026-09", assigned(t, "E1", 0))
	if r := summary.Results[0]; len(lines) != 0 || r.Outcome != Held || r.Reason != "margin_minor is not known for Deal D02 (extracts/deals.csv:2), and its rate is worked out from it" {
		t.Errorf("got %+v", r)
	}
}

// semantics.md section 12: an item sold for 100 that cost 60, 10 % of the margin, shared 30 %: 1.20. The rate is flat, so
// sharing the margin first is the same.
func TestShareOfAMargin(t *testing.T) {
	t.Parallel()
	for _, splits := range []string{"share_first", "rate_first"} {
		p := compilePlan(t, commissionPlan("monthly", `    rate: {formula: "10% * (value - cost_minor) / value"}`+"\n    splits: "+splits+"\n"))
		facts := deals(t, "E1", 30)
		facts[0].share, facts[0].numbers = 3_000, map[string]int64{"cost_minor": 60_00}
		w := world{facts: facts}
		lines, _ := w.run(t, p, "2026-09", assigned(t, "E1", 0))
		if got := perDeal(lines); got != "1.20" {
			t.Errorf("%s: got %s", splits, got)
		}
	}
}

// semantics.md section 12: a deal of 100,000 at 10 % to 60,000 and 12 % above, shared by two: share first 5,000 each,
// rate first 10,800, 5,400 each.
func TestSharingBeforeAndAfterTheRate(t *testing.T) {
	t.Parallel()
	for splits, want := range map[string]string{"share_first": "5,000.00", "rate_first": "5,400.00"} {
		p := compilePlan(t, commissionPlan("monthly", "    splits: "+splits+"\n    tiers: {by: amount, resets: deal, each_tier: own_rate, rates: [{below: 60_000, rate: 10%}, {rate: 12%}]}\n"))
		facts := append(deals(t, "E1", 50_000), deals(t, "E2", 50_000)...)
		facts[0].share, facts[1].share = 5_000, 5_000
		w := world{facts: facts}
		lines, summary := w.run(t, p, "2026-09", assigned(t, "E1", 0), assigned(t, "E2", 0))
		for _, r := range summary.Results {
			if got := config.FormatMinor(r.AmountMinor, "USD"); got != want {
				t.Errorf("%s: %s gets %s, want %s, %d lines", splits, r.Participant, got, want, len(lines))
			}
		}
	}
}

// What moves the tiers is not what is paid on: 40,000 of the first year is paid, 120,000 of the contract is counted. At
// 100,000 of 160,000, half of the contract lies below, so half of the 40,000 earns 10 % and half 20 %. In the next pay
// window the tiers stand at 220,000.
func TestCountingAnotherColumn(t *testing.T) {
	t.Parallel()
	p := compilePlan(t, commissionPlan("monthly", "    tiers: {by: amount, resets: yearly, each_tier: own_rate, counting: tcv_minor, rates: [{below: 160_000, rate: 10%}, {rate: 20%}]}\n"))
	facts := []testFact{booked(t, "2026-08-10", 50_000), booked(t, "2026-08-11", 40_000), booked(t, "2026-09-10", 10_000)}
	for i, tcv := range []int64{100_000_00, 120_000_00, 10_000_00} {
		facts[i].numbers = map[string]int64{"tcv_minor": tcv}
	}
	w := world{facts: facts}
	lines, summary := w.run(t, p, "2026-08", assigned(t, "E1", 0))
	if got := perDeal(lines); got != "5,000.00 6,000.00" || summary.Results[0].Value.String() != "220000" || summary.Accounting[0].Paid.Value["USD"] != 90_000_00 {
		t.Errorf("got %s, %+v, %+v", got, summary.Results[0], summary.Accounting[0])
	}
	lines, _ = w.run(t, p, "2026-09", assigned(t, "E1", 0))
	if got := perDeal(lines); got != "2,000.00" {
		t.Errorf("got %s", got)
	}
}

// The least and the most of one deal, by lines beside it. 10 % of 50, 1,000 and 9,000 is 5, 100 and 900; paid 10, 100 and
// 500. A reversal takes back what the deal was paid, a deal of nothing has no minimum.
func TestLimitsOfADeal(t *testing.T) {
	t.Parallel()
	p := compilePlan(t, commissionPlan("monthly", "    rate: 10%\n    per_deal: {at_least: 10, at_most: 500}\n"))
	w := world{facts: deals(t, "E1", 50, 1_000, 9_000, -50, -9_000, 0)}
	lines, _ := w.run(t, p, "2026-09", assigned(t, "E1", 0))
	if got := perDeal(lines); got != "10.00 100.00 500.00 -10.00 -500.00 0.00" {
		t.Errorf("got %s", got)
	}
	var parts []string
	for _, l := range lines {
		if l.Part != "payout" {
			parts = append(parts, l.SourceKey+" "+l.Part+" "+config.FormatMinor(l.AmountMinor, "USD"))
		}
	}
	if got := strings.Join(parts, ", "); got != "D01 deal-minimum 5.00, D03 deal-cap -400.00, D04 deal-minimum -5.00, D05 deal-cap 400.00" {
		t.Errorf("got %s", got)
	}
	// Of the whole deal, half a deal has half the limits: 5 and 250.
	p = compilePlan(t, commissionPlan("monthly", "    rate: 10%\n    per_deal: {at_least: 10, at_most: 500, of: whole_deal}\n"))
	facts := deals(t, "E1", 25, 4_500)
	facts[0].share, facts[1].share = 5_000, 5_000
	w = world{facts: facts}
	lines, _ = w.run(t, p, "2026-09", assigned(t, "E1", 0))
	if got := perDeal(lines); got != "5.00 250.00" {
		t.Errorf("whole deal: got %s", got)
	}
}

// semantics.md section 22: quota 1,000,000, 900,000 reached at 10 % (15 % above), and a deal of 2,000,000 under four rules.
func TestWindfalls(t *testing.T) {
	t.Parallel()
	const tiers = "    tiers: {by: attainment, resets: quarterly, each_tier: own_rate, rates: [{below: 100%, rate: 10%}, {rate: 15%}]}\n"
	for _, c := range []struct{ name, settings, pays, reached string }{
		{"none", tiers, "295,000.00", "2.9"},
		{"decelerated above 200 %", strings.Replace(tiers, "{rate: 15%}", "{below: 200%, rate: 15%}, {rate: 7.5%}", 1), "227,500.00", "2.9"},
		{"carved out at the base rate", tiers + "    rates: [{when: \"value >= 100000000\", rate: 10%, counts: no}]\n", "200,000.00", "0.9"},
		{"at most a year's target incentive", tiers + "    per_deal: {at_most: 100_000}\n", "100,000.00", "2.9"},
	} {
		facts := append(deals(t, "E1", 900_000, 2_000_000, 10_000), quarterQuota(t, 1_000_000))
		facts[1].attrs = "value >= 100000000"
		w := world{facts: append(facts[:2:2], facts[3])}
		p := compilePlan(t, commissionPlan("quarterly", c.settings))
		lines, summary := w.run(t, p, "2026-Q3", assigned(t, "E1", 0))
		if got := perDeal(lines); got != "90,000.00 "+c.pays || summary.Results[0].Value.String() != c.reached {
			t.Errorf("%s: got %s at %s", c.name, got, summary.Results[0].Value)
		}
		if c.reached != "0.9" {
			continue
		}
		// What is carved out does not count in a later pay window either: 10,000 at 91 % earn 10 %.
		facts[0].day, facts[1].day = day(t, "2026-07-05"), day(t, "2026-07-06")
		w = world{facts: facts}
		lines, summary = w.run(t, compilePlan(t, commissionPlan("monthly", c.settings)), "2026-09", assigned(t, "E1", 0))
		if got := perDeal(lines); got != "1,000.00" || summary.Results[0].Value.String() != "0.91" {
			t.Errorf("later: got %s, %+v", got, summary.Results[0])
		}
	}
}

// The same as examples of plans: what people copy.
func TestPricingExamples(t *testing.T) {
	t.Parallel()
	const tiers = "    tiers: {by: attainment, resets: yearly, each_tier: own_rate, rates: [{below: 100%, rate: 10%}, {rate: 15%}]}\n"
	const windfall = "{earlier_bookings: 900_000, bookings: 2_000_000, quota: 1_000_000"
	for settings, examples := range map[string]string{
		ratesByDeal: "  - given: {bookings: 100_000}\n    gives: {bookings: 6_000.00}\n  - given: {bookings: 100_000, rates_row: 1}\n    gives: {bookings: 10_000.00}\n",
		tiers:       "  - given: " + windfall + "}\n    gives: {bookings: 295_000.00}\n",
		strings.Replace(tiers, "{rate: 15%}", "{below: 200%, rate: 15%}, {rate: 7.5%}", 1):                                                            "  - given: " + windfall + "}\n    gives: {bookings: 227_500.00}\n",
		tiers + "    rates: [{when: \"value >= 100000000\", rate: 10%, counts: no}]\n":                                                                "  - given: " + windfall + ", rates_row: 1}\n    gives: {bookings: 200_000.00}\n",
		tiers + "    per_deal: {at_most: 100_000}\n":                                                                                                  "  - given: " + windfall + "}\n    gives: {bookings: 100_000.00}\n",
		"    rate: {formula: \"5% + 50% * (margin_minor / value - 20%)\", at_most: 12%}\n":                                                            "  - given: {bookings: 100_000, margin_minor: 3_000_000}\n    gives: {bookings: 10_000.00}\n",
		"    splits: rate_first\n    tiers: {by: amount, resets: deal, each_tier: own_rate, rates: [{below: 60_000, rate: 10%}, {rate: 12%}]}\n":      "  - given: {bookings: 50_000, share: 50%}\n    gives: {bookings: 5_400.00}\n",
		"    tiers: {by: amount, resets: yearly, each_tier: own_rate, counting: tcv_minor, rates: [{below: 160_000, rate: 10%}, {rate: 20%}]}\n":      "  - given: {bookings: 40_000, tcv_minor: 12_000_000, earlier_tcv_minor: 10_000_000}\n    gives: {bookings: 6_000.00}\n",
		"    tiers: {by: attainment, resets: yearly, each_tier: own_rate, base_rate: 6%, rates: [{below: 100%, times: 1}, {times: 1.25}]}\n":          "  - given: {earlier_bookings: 1_380_000, bookings: 50_000, quota: 1_200_000}\n    gives: {bookings: 3_750.00}\n",
		"    tiers: {by: amount, resets: yearly, each_tier: own_rate, rates: [{below: 150_000, rate: 4%}, {below: 250_000, rate: 6%}, {rate: 8%}]}\n": "  - given: {earlier_bookings: 145_000, bookings: 20_000}\n    gives: {bookings: 1_100.00}\n",
		"    rate: 5%\n    per_deal: {at_least: 10}\n":                                                                                                "  - given: {bookings: 100}\n    gives: {bookings: 10.00}\n  - given: {bookings: -100}\n    gives: {bookings: -10.00}\n",
	} {
		runExamples(t, commissionPlan("quarterly", settings)+"examples:\n"+examples)
	}
}

// On random deals and ladders: rates by class that are all the same pay what plain tiers pay, and counting the amount
// itself moves the ladder as the amount does, whatever the way of crossing a limit.
func TestCreditedAgreesWithPlain(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		plain, list := randomLadder(t), randomDeals(t)
		each := eachTier(rapid.IntRange(0, 3).Draw(t, "each"))
		own := *plain
		own.cards = [][]config.Ratio{plain.rates, plain.rates}
		own.earned = []config.Ratio{own.at, {}}
		for _, d := range list {
			want := plain.move(d, each, nil)
			one := credited{value: d, moves: d, card: plain.rates, class: rapid.IntRange(0, 1).Draw(t, "class")}
			got := own.priceCredited(&one, each, false, nil)
			if a, b := earns(want), earns(got); a.Cmp(b) != 0 || plain.at.Cmp(own.at) != 0 {
				t.Fatalf("%s of %s: plain %s at %s, by class %s at %s", eachTiers[each], d, a, plain.at, b, own.at)
			}
		}
	})
}

func earns(list []slice) config.Ratio {
	var sum config.Ratio
	for _, s := range list {
		sum = sum.Add(s.basis.Mul(s.rate))
	}
	return sum
}

// What counts for nothing is paid at the tier the ladder stands in, so whose a limit is must be said.
func TestLimitOfWhatDoesNotCount(t *testing.T) {
	t.Parallel()
	plan := commissionPlan("monthly", "    tiers: {by: amount, resets: yearly, each_tier: own_rate, counting: tcv_minor, rates: [{below: 10, rate: 1%}, {rate: 2%}]}\n")
	_, err := Compile(readPlan(t, plan, "  exactly_on_limit: higher_tier\n", ""), testMeasures)
	if err == nil || !strings.Contains(err.Error(), "nobody says in which one they are exactly on a limit") {
		t.Errorf("got %v", err)
	}
	if _, err := Compile(readPlan(t, strings.Replace(plan, "below: 10", "up_to: 10", 1), "  exactly_on_limit: higher_tier\n", ""), testMeasures); err != nil {
		t.Errorf("got %v", err)
	}
}

// Batch size and the order of rows and people change nothing for rates by what a deal is, formulas, another column,
// limits of a deal, a budget and an override.
func TestBatchesChangeNoPricing(t *testing.T) {
	t.Parallel()
	p := compilePlan(t, planHead("monthly")+`components:
  - name: a
    kind: commission
    paid_on: bookings
    rates: [{when: "big", rate: 1%, counts: no}]
    tiers: {by: amount, resets: yearly, each_tier: top_rate, counting: tcv_minor, rates: [{below: 900, rates: [{when: "core", rate: 2%}, {rate: 1%}]}, {rate: 5%}]}
  - {name: b, kind: commission, paid_on: bookings, rate: {formula: "tcv_minor / 1000000", at_most: 9%}, per_deal: {at_least: 3, at_most: 40}}
  - {name: s, kind: spif, paid_on: bookings, only_if: core, rate: 3%, budget: {amount: 100, order: first_come}, beside_the_plan: {replaces: b}}
  - {name: c, kind: commission, paid_on: bookings, rates: [{when: "big", rate: 1%, counts: no}], tiers: {by: amount, resets: monthly, each_tier: top_rate, rates: [{below: 900, rate: 2%}, {rate: 5%}]}}
  - {name: t, kind: spif, paid_on: bookings, only_if: core, rate: 3%, beside_the_plan: {greater_of: c}}
  - {name: o, kind: override, paid_on: bookings, of: all_reports, own_deals: counted, rate: 1%}
`)
	rapid.Check(t, func(rt *rapid.T) {
		var facts []testFact
		var assignments []config.Assignment
		for i := range rapid.IntRange(1, 4).Draw(rt, "people") {
			who := fmt.Sprint("E", i)
			assignments = append(assignments, assigned(t, who, 0))
			for j := range rapid.IntRange(0, 8).Draw(rt, "deals") {
				facts = append(facts, testFact{
					measure: "bookings", who: who, above: []string{"E0"}[:min(i, 1)], day: day(t, "2026-08-20") + config.Day(rapid.IntRange(0, 30).Draw(rt, "on")),
					value: rapid.Int64Range(-500_00, 900_99).Draw(rt, "value"), currency: "USD", source: fmt.Sprintf("%s-%02d", who, j),
					attrs: rapid.SampledFrom([]string{"", "core", "big", "core big"}).Draw(rt, "attrs"), numbers: map[string]int64{"tcv_minor": rapid.Int64Range(-100_00, 999_00).Draw(rt, "tcv")},
				})
			}
		}
		whole := world{facts: facts}
		want, _ := whole.run(t, p, "2026-09", assignments...)
		slices.Reverse(assignments)
		cut := world{facts: rapid.Permutation(facts).Draw(rt, "order"), batch: rapid.IntRange(1, 5).Draw(rt, "batch")}
		got, _ := cut.run(t, p, "2026-09", assignments...)
		for _, lines := range [][]config.Line{want, got} {
			for i := range lines {
				lines[i].ComputedFrom, lines[i].Terms = "", nil
			}
		}
		if !reflect.DeepEqual(got, want) {
			rt.Fatalf("batches of %d give\n%v\nall at once\n%v", cut.batch, got, want)
		}
		if spent := total(of(want, "s")); spent > 100_00 {
			rt.Fatalf("the budget of 100 paid %d", spent)
		}
	})
}

// of are the lines of one component.
func of(lines []config.Line, component string) []config.Line {
	return slices.DeleteFunc(slices.Clone(lines), func(l config.Line) bool { return l.Component != component })
}
