package calc

import (
	"fmt"
	"strings"
	"testing"

	"attain/config"
)

// A year's cap counts what was paid, not what another cap took besides: 60,000 a quarter under 30,000 a quarter and
// 100,000 a year pay 30,000, 30,000, 30,000 and 10,000, in whichever order the caps are written.
func TestTwoCapsCountWhatIsPaid(t *testing.T) {
	t.Parallel()
	var facts []testFact
	for i, on := range []string{"2026-02-10", "2026-05-10", "2026-08-10", "2026-11-10"} {
		f := booked(t, on, 600_000)
		f.source = strings.Repeat("D", i+1)
		facts = append(facts, f)
	}
	quarter, year := "{amount: 30_000, per: quarter, excess: lost}", "{amount: 100_000, per: year, excess: lost}"
	for _, caps := range []string{quarter + ", " + year, year + ", " + quarter} {
		p := compilePlan(t, planHead("quarterly")+"components:\n  - {name: b, kind: commission, paid_on: bookings, rate: 10%}\nsteps:\n  cap: ["+caps+"]\n")
		for period, want := range map[string]int64{"2026-Q1": 30_000_00, "2026-Q2": 30_000_00, "2026-Q3": 30_000_00, "2026-Q4": 10_000_00} {
			w := world{facts: facts}
			lines, _ := w.run(t, p, period, assigned(t, "E1", 0))
			if got := total(lines); got != want {
				t.Errorf("%s %s: got %d, want %d", caps, period, got, want)
			}
		}
	}
}

// A SPIF whose budget is used up pays nothing for a deal, so it takes nobody's place.
func TestUsedUpBudgetReplacesNothing(t *testing.T) {
	t.Parallel()
	p := compilePlan(t, spifPlan("    paid_on: bookings\n    rate: 10%\n    budget: {amount: 1_000, order: first_come}\n    beside_the_plan: {replaces: base}\n")+
		"  - {name: base, kind: commission, paid_on: bookings, rate: 5%}\n")
	w := world{facts: deals(t, "E1", 10_000, 10_000)}
	lines, _ := w.run(t, p, "2026-09", assigned(t, "E1", 0))
	if got := amounts(lines); got != "base 500.00, sprint 1,000.00" {
		t.Errorf("got %s", got)
	}
}

// What a SPIF replaces is held with it, also where it is the SPIF's gate that is not known; the deal would be paid by
// nobody else.
func TestReplacedIsHeldWithTheGate(t *testing.T) {
	t.Parallel()
	gate := "    gate: {kpi: quota_attainment, at_least: 80%, otherwise: 0%}\n"
	for name, plan := range map[string]string{
		"of the SPIF":  spifPlan("    paid_on: bookings\n    rate: 10%\n    beside_the_plan: {replaces: base}\n"+gate) + "  - {name: base, kind: commission, paid_on: bookings, rate: 5%}\n",
		"of the other": spifPlan("    paid_on: bookings\n    rate: 10%\n    beside_the_plan: {replaces: base}\n") + "  - name: base\n    kind: commission\n    paid_on: bookings\n    rate: 5%\n" + gate,
	} {
		w := world{facts: deals(t, "E1", 10_000)}
		lines, sum := w.run(t, compilePlan(t, plan), "2026-09", assigned(t, "E1", 0))
		if len(lines) != 0 || sum.Results[0].Outcome != Held || sum.Results[1].Outcome != Held {
			t.Errorf("%s: got %s, %+v, %+v", name, amounts(lines), sum.Results[0], sum.Results[1])
		}
		for _, a := range sum.Accounting {
			if a.Measure == "bookings" && (a.Paid.Count != 0 || a.Held.Count == 0) {
				t.Errorf("%s: %s says rows are paid: %+v", name, a.Component, a)
			}
		}
	}
}

// 100,000 EUR are more than 105,000 USD, also where the prize is points: a plan without a currency cannot compare them, and
// one in dollars ranks the 108,000 first.
func TestRewardContestInTwoCurrencies(t *testing.T) {
	t.Parallel()
	for currency, want := range map[string]string{"": "", "currency: USD\n": "E2 50"} {
		p := compilePlan(t, planHead("quarterly")+currency+"components:\n  - name: c\n    kind: contest\n    reward: points\n    ranked_by: bookings\n    among: plan\n    prizes: [50]\n    ties: share\n",
			"pay:\n", "rewards: {points: {title: Points}}\npay:\n")
		w := world{facts: append(deals(t, "E1", 105_000), deals(t, "E2", 100_000)...)}
		w.facts[1].currency = "EUR"
		lines, sum := w.run(t, p, "2026-Q3", assigned(t, "E1", 0), inEuros(assigned(t, "E2", 0)))
		if got := points(lines); got != want || want == "" && sum.Results[0].Outcome != Held {
			t.Errorf("%q: got %s, %+v", currency, got, sum.Results[0])
		}
	}
}

// A pool of 208 points by target incentives of 10,000 USD and 10,000 EUR, which are 10,800 USD: 100 and 108.
func TestRewardPoolInTwoCurrencies(t *testing.T) {
	t.Parallel()
	for currency, want := range map[string]string{"": "", "currency: USD\n": "E1 100 E2 108"} {
		p := compilePlan(t, planHead("quarterly")+currency+"components:\n  - name: c\n    kind: pool\n    reward: points\n    shared_by: plan\n    amount: 208\n    shares: target_incentive\n    leavers: kept\n",
			"pay:\n", "rewards: {points: {title: Points}}\npay:\n")
		w := world{}
		lines, sum := w.run(t, p, "2026-Q3", assigned(t, "E1", 10_000), inEuros(assigned(t, "E2", 10_000)))
		if got := points(lines); got != want || want == "" && sum.Results[0].Outcome != Held {
			t.Errorf("%q: got %s, %+v", currency, got, sum.Results[0])
		}
	}
}

func inEuros(a config.Assignment) config.Assignment {
	a.Currency = "EUR"
	return a
}

// points gives what each participant gets: "E1 100 E2 108".
func points(lines []config.Line) string {
	var out []string
	for _, l := range lines {
		out = append(out, fmt.Sprint(l.Participant, " ", l.AmountMinor))
	}
	return strings.Join(out, " ")
}

// A window is judged once: three deals won on 1 to 3 September meet a gate of three, though a new target incentive begins
// on the 20th and nothing was won since. So it is for a gate over the quarter, for a multiplier, and for a plan's.
func TestGateLooksAtTheWholeWindow(t *testing.T) {
	t.Parallel()
	commission := "components:\n  - name: b\n    kind: commission\n    paid_on: bookings\n    rate: 10%\n"
	multiplier := "{measure: won_deals, at: [{at: 0, times: 0}, {at: 3, times: 2}], between: steps"
	facts := append(deals(t, "E1", 10_000), wonDeals(t, "E1", 3)...)
	raised, after := assigned(t, "E1", 10_000), assigned(t, "E1", 12_000)
	raised.End = day(t, "2026-09-20")
	after.First = raised.End
	for plan, want := range map[string]int64{
		commission + "    gate: {measure: won_deals, at_least: 3, otherwise: 0%}\n":                1_000_00,
		commission + "    gate: {measure: won_deals, over: quarter, at_least: 3, otherwise: 0%}\n": 1_000_00,
		commission + "    multiplier: " + multiplier + ", applies: before_cap}\n":                  2_000_00,
		commission + "    multiplier: " + multiplier + ", over: quarter, applies: after_cap}\n":    2_000_00,
		commission + "steps:\n  multiplier: " + multiplier + "}\n":                                 2_000_00,
		commission + "steps:\n  multiplier: " + multiplier + ", over: quarter}\n":                  2_000_00,
	} {
		w := world{facts: facts}
		lines, _ := w.run(t, compilePlan(t, planHead("quarterly")+plan), "2026-Q3", raised, after)
		if got := total(lines); got != want {
			t.Errorf("%s: got %d, want %d", plan, got, want)
		}
	}
}

// A SPIF that does not count to attainment keeps its own deals off the ladder: not those for which it has no rate, and not
// those of another measure. 10,000 of new and 10,000 of renewed business at 1 % below 10,000 and 5 % above.
func TestSpifKeepsOnlyItsDealsOff(t *testing.T) {
	t.Parallel()
	p := compilePlan(t, spifPlan("    paid_on: bookings\n    rates: [{when: \"deal_type = 'expansion'\", rate: 2%}]\n    counts_to_attainment: no\n")+
		"  - {name: base, kind: commission, paid_on: bookings, tiers: {by: amount, resets: monthly, each_tier: own_rate, exactly_on_limit: higher_tier, rates: [{below: 10_000, rate: 1%}, {rate: 5%}]}}\n")
	w := world{facts: deals(t, "E1", 10_000, 10_000)}
	lines, _ := w.run(t, p, "2026-09", assigned(t, "E1", 0))
	if got := amounts(lines); got != "base 600.00" {
		t.Errorf("got %s", got)
	}
}

// Two months in dollars and one in euros: 2,000.00 USD, then 5,000 / 1.08 = 4,629.63 EUR and a prize of 925.93 EUR. A cap
// of 5,000 USD takes 3,000 / 1.08 = 2,777.78 EUR of what was earned last, and a floor of 8,000 USD gives it back in what is
// paid now, whatever the components are called.
func TestLimitsInTheCurrencyPaidLast(t *testing.T) {
	t.Parallel()
	before, after := assigned(t, "E1", 0), inEuros(assigned(t, "E1", 0))
	before.End = day(t, "2026-09-01")
	after.First = before.End
	first := booked(t, "2026-07-10", 20_000)
	w := world{facts: append(append(deals(t, "E1", 50_000), wonDeals(t, "E1", 1)...), first)}
	for _, name := range []string{"a", "z"} {
		p := compilePlan(t, planHead("quarterly")+"currency: USD\ncomponents:\n  - {name: "+name+", kind: contest, ranked_by: won_deals, among: plan, prizes: [1_000], ties: share}\n"+
			"  - {name: b, kind: commission, paid_on: bookings, rate: 10%}\nsteps:\n  cap: {amount: 5_000, per: quarter, excess: lost}\n  floor: {amount: 8_000, per: quarter}\n")
		lines, _ := w.run(t, p, "2026-Q3", before, after)
		var got []string
		for _, l := range lines {
			if l.Component == "" {
				got = append(got, fmt.Sprint(l.Part, " ", l.AmountMinor, " ", l.Currency))
			}
		}
		if got := strings.Join(got, ", "); got != "cap -277778 EUR, floor 277778 EUR" {
			t.Errorf("%s: got %s", name, got)
		}
	}
}

// An additive guarantee does not wait for what is held, whether its quota is missing or its gate's.
func TestAdditiveGuaranteeBesideAHeldGate(t *testing.T) {
	t.Parallel()
	for _, how := range []string{"rate: 10%, gate: {kpi: quota_attainment, at_least: 80%, otherwise: 0%}", "tiers: {by: attainment, resets: quarterly, each_tier: own_rate, rates: [{below: 100%, rate: 8%}, {rate: 12%}]}"} {
		p := compilePlan(t, planHead("monthly")+"components:\n  - {name: b, kind: commission, paid_on: bookings, "+how+"}\nsteps:\n  guarantee: {pays: additive, amount: 50, per: month, counted_from: plan}\n  floor: {amount: 900, per: month}\n")
		w := world{facts: deals(t, "E1", 10_000)}
		lines, _ := w.run(t, p, "2026-09", assigned(t, "E1", 0))
		if got := amounts(lines); got != " 50.00" {
			t.Errorf("%s: got %s", how, got)
		}
	}
}

// Rate first, then share: of a deal of 100.01 shared by two, the credits are 50.01 and 50.00. The deal is below 100.02 for
// both, so 10 % of it, halved, is 5.00 each; twice 50.01 would have reached the 50 % above.
func TestRateFirstPricesTheDealToTheCent(t *testing.T) {
	t.Parallel()
	p := compilePlan(t, commissionPlan("quarterly", "    splits: rate_first\n    tiers: {by: amount, resets: deal, each_tier: top_rate, exactly_on_limit: higher_tier, rates: [{below: 100.02, rate: 10%}, {rate: 50%}]}\n"))
	w := world{}
	for who, minor := range map[string]int64{"E1": 50_01, "E2": 50_00} {
		w.facts = append(w.facts, testFact{
			measure: "bookings", who: who, day: day(t, "2026-09-01"), value: minor, currency: "USD", source: "D", share: 5_000, numbers: map[string]int64{"deal_minor": 100_01},
		})
	}
	lines, _ := w.run(t, p, "2026-Q3", assigned(t, "E1", 0), assigned(t, "E2", 0))
	if got := points(lines); got != "E1 500 E2 500" {
		t.Errorf("got %s", got)
	}
}

// Where every deal climbs from 0, a reversal takes back what its deal was paid, whichever tier a deal of its size ends in:
// 1 % below 1,000 and 2 % above make 2,000 earn 10 + 20, at the rate reached 40 (semantics.md section 4 walks back).
func TestReversalOfADealByItself(t *testing.T) {
	t.Parallel()
	for each, want := range map[string]string{"own_rate": "30.00 -30.00", "top_rate": "40.00 -40.00", "rate_at_start": "20.00 -20.00", "rate_at_end": "40.00 -40.00"} {
		p := compilePlan(t, commissionPlan("quarterly", "    tiers: {by: amount, resets: deal, each_tier: "+each+", exactly_on_limit: higher_tier, rates: [{below: 1_000, rate: 1%}, {rate: 2%}]}\n"))
		w := world{facts: deals(t, "E1", 2_000, -2_000)}
		lines, _ := w.run(t, p, "2026-Q3", assigned(t, "E1", 0))
		if got := perDeal(lines); got != want {
			t.Errorf("%s: got %s, want %s", each, got, want)
		}
	}
}
