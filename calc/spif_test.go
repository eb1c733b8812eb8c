package calc

import (
	"fmt"
	"strings"
	"testing"

	"attain/config"
)

// spifPlan is a plan with one SPIF of September 2026.
func spifPlan(settings string) string {
	return planHead("monthly") + "components:\n  - name: sprint\n    kind: spif\n    first_day: 2026-09-01\n    last_day: 2026-09-30\n" + settings
}

// wonDeals are so many deals of a participant, one a day from the first of September on.
func wonDeals(tb testing.TB, who string, n int) []testFact {
	var out []testFact
	for i := range n {
		out = append(out, testFact{measure: "won_deals", who: who, day: day(tb, "2026-09-01") + config.Day(i), value: 1, source: fmt.Sprintf("D%02d", i+1)})
	}
	return out
}

const perBand = "tiers: {by: units, each_tier: own_rate, rates: [{up_to: 3, rate: 250}, {up_to: 6, rate: 400}, {rate: 600}]}\n"

// semantics.md section 13, Bentega: 250 × 4 deals = 1,000; 50,000 × 2 % = 1,000; 250 each to 3 deals, 400 to 6, 600 from
// there: five deals are 2,000 at the rate reached and 1,550 per band.
func TestSpif(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		settings string
		facts    []testFact
		want     int64
	}{
		"reward each": {"    paid_on: won_deals\n    reward_each: 250\n", wonDeals(t, "E1", 4), 1_000_00},
		"rate":        {"    paid_on: bookings\n    rate: 2%\n", deals(t, "E1", 50_000), 1_000_00},
		"per band":    {"    paid_on: won_deals\n    " + perBand, wonDeals(t, "E1", 5), 1_550_00},
		"retroactive": {"    paid_on: won_deals\n    " + strings.Replace(perBand, "own_rate", "top_rate", 1), wonDeals(t, "E1", 5), 2_000_00},
	} {
		w := world{facts: c.facts}
		lines, _ := w.run(t, compilePlan(t, spifPlan(c.settings)), "2026-09", assigned(t, "E1", 0))
		if got := total(lines); got != c.want {
			t.Errorf("%s: got %d, want %d", name, got, c.want)
		}
	}
}

// The same as examples of plans.
func TestSpifExamples(t *testing.T) {
	t.Parallel()
	for settings, examples := range map[string]string{
		"    paid_on: won_deals\n    reward_each: 250\n":                                         "  - given: {won_deals: 4}\n    gives: {sprint: 1_000.00}\n",
		"    paid_on: bookings\n    rate: 2%\n":                                                  "  - given: {bookings: 50_000}\n    gives: {sprint: 1_000.00}\n",
		"    paid_on: won_deals\n    " + perBand:                                                 "  - given: {won_deals: 5}\n    gives: {sprint: 1_550.00}\n  - given: {earlier_won_deals: 3, won_deals: 1}\n    gives: {sprint: 400.00}\n",
		"    paid_on: won_deals\n    " + strings.Replace(perBand, "own_rate", "top_rate", 1):     "  - given: {won_deals: 5}\n    gives: {sprint: 2_000.00}\n",
		"    paid_on: bookings\n    rate: 2%\n    budget: {amount: 20_000, order: first_come}\n": "  - given: {bookings: 50_000, budget_used: 19_400}\n    gives: {sprint: 600.00}\n",
		"    paid_on: bookings\n    rate: 2%\n    budget: {amount: 20_000, order: first_come}\n    gate: {kpi: nps, at_least: 50, otherwise: 50%}\n": "  - given: {bookings: 50_000, budget_used: 19_400, nps: 40}\n    gives: {sprint: 500.00}\n  - given: {bookings: 50_000, budget_used: 19_600, nps: 40}\n    gives: {sprint: 400.00}\n",
	} {
		runExamples(t, spifPlan(settings)+"examples:\n"+examples)
	}
	beside := spifPlan("    paid_on: bookings\n    rate: 2%\n    beside_the_plan: {greater_of: base}\n") +
		"  - {name: base, kind: commission, paid_on: bookings, tiers: {by: amount, resets: deal, each_tier: own_rate, rates: [{below: 50_000, rate: 1%}, {rate: 5%}]}}\n"
	runExamples(t, beside+"examples:\n  - given: {bookings: 50_000}\n    gives: {sprint: 1_000.00, base: 0.00, total: 1_000.00}\n  - given: {bookings: 100_000}\n    gives: {sprint: 0.00, base: 3_000.00, total: 3_000.00}\n")
}

// Only the days of the campaign are paid, and the count of its tiers goes on over its pay windows: three deals in August
// and one in September, which is the fourth.
func TestDaysOfASpif(t *testing.T) {
	t.Parallel()
	p := compilePlan(t, strings.Replace(spifPlan("    paid_on: won_deals\n    "+perBand), "first_day: 2026-09-01", "first_day: 2026-08-15", 1))
	facts := wonDeals(t, "E1", 5)
	for i, on := range []string{"2026-08-14", "2026-08-15", "2026-08-20", "2026-08-31", "2026-09-02"} {
		facts[i].day = day(t, on)
	}
	w := world{facts: facts}
	for period, want := range map[string]string{"2026-08": "250.00 250.00 250.00", "2026-09": "400.00"} {
		lines, _ := w.run(t, p, period, assigned(t, "E1", 0))
		if got := perDeal(lines); got != want {
			t.Errorf("%s: got %s, want %s", period, got, want)
		}
	}
	_, summary := w.run(t, p, "2026-10", assigned(t, "E1", 0))
	if r := summary.Results[0]; r.Outcome != nothing || r.Reason != "it is for 2026-08-15 to 2026-09-30, which is not in 2026-10-01 to 2026-10-31" {
		t.Errorf("got %+v", r)
	}
}

// A budget of 1,000 for deals of 300: the first three, 100 of the fourth by source key, nothing for a later one, whoever
// made them. Every deal that is cut short has a line that says so.
func TestBudgetFirstCome(t *testing.T) {
	t.Parallel()
	p := compilePlan(t, spifPlan("    paid_on: won_deals\n    reward_each: 300\n    budget: {amount: 1_000, order: first_come}\n"))
	facts := append(wonDeals(t, "E1", 3), wonDeals(t, "E2", 2)...)
	facts[3].source, facts[3].day = "D90", facts[0].day // after E1's D01 of the same day
	facts[4].source, facts[4].day = "D00", facts[2].day // before E1's D03 of the same day
	w := world{facts: facts}
	lines, summary := w.run(t, p, "2026-09", assigned(t, "E1", 0), assigned(t, "E2", 0))
	if got := perDeal(lines); got != "100.00 300.00 300.00 0.00 300.00" { // D00 D01 D02 D03 D90
		t.Errorf("got %s", got)
	}
	var cut []string
	for _, l := range lines {
		if l.Part == "budget" {
			cut = append(cut, l.Participant+" "+l.Label+" "+config.FormatMinor(l.AmountMinor, "USD"))
		}
	}
	if got := strings.Join(cut, ", "); got != "E1 The budget is used up: Deal D03 -300.00, E2 The budget is used up: Deal D00 -200.00" {
		t.Errorf("got %s", got)
	}
	if r := summary.Results[0]; r.Reason != "the budget of 1,000.00 USD was used up by 2026-09-03" || r.AmountMinor != 600_00 {
		t.Errorf("got %+v", r)
	}
}

// What earlier pay windows used up is gone, also where the one who used it has left: 800 in August leave 200 of 1,000.
func TestBudgetOverPayWindows(t *testing.T) {
	t.Parallel()
	p := compilePlan(t, strings.Replace(spifPlan("    paid_on: bookings\n    rate: 1%\n    budget: {amount: 1_000, order: first_come}\n"), "first_day: 2026-09-01", "first_day: 2026-08-01", 1))
	w := world{facts: append(deals(t, "E2", 50_000), booked(t, "2026-08-10", 80_000))}
	gone := assigned(t, "E1", 0)
	gone.End = day(t, "2026-08-20")
	lines, _ := w.run(t, p, "2026-09", gone, assigned(t, "E2", 0))
	if got := perDeal(lines); got != "200.00" {
		t.Errorf("got %s", got)
	}
}

// A reversal takes back what its deal was paid, which is there again: of a budget of 500, D01 gets 300, D02 200 of its
// 300; D02 is reversed and takes 200 back, of which D03 gets 200.
func TestBudgetOfAReversal(t *testing.T) {
	t.Parallel()
	p := compilePlan(t, spifPlan("    paid_on: won_deals\n    reward_each: 300\n    budget: {amount: 500, order: first_come}\n"))
	facts := wonDeals(t, "E1", 4)
	facts[2].source, facts[2].value, facts[3].source = "D02", -1, "D03"
	w := world{facts: facts}
	lines, _ := w.run(t, p, "2026-09", assigned(t, "E1", 0))
	if got := perDeal(lines); got != "300.00 0.00 200.00" || total(lines) != 500_00 {
		t.Errorf("got %s", got)
	}
}

// besidePlan is a SPIF of 1,000 a deal beside a commission of 1 %.
func besidePlan(beside string) string {
	return spifPlan("    paid_on: won_deals\n    reward_each: 1_000\n    beside_the_plan: "+beside+"\n") + "  - {name: base, kind: commission, paid_on: bookings, rate: 1%}\n"
}

// Two deals of 80,000 and 120,000, 800 and 1,200 in commission: both paid, the SPIF instead, or the greater of the two
// deal by deal. Lines that take pay away name the other component. A third, of August, is no deal of the SPIF.
func TestSpifBesideThePlan(t *testing.T) {
	t.Parallel()
	for beside, want := range map[string]string{
		"adds":               "base 800.00 1,200.00, sprint 1,000.00 1,000.00",
		"{replaces: base}":   "base 0.00 0.00, sprint 1,000.00 1,000.00",
		"{greater_of: base}": "base 0.00 1,200.00, sprint 1,000.00 0.00",
	} {
		w := world{facts: append(wonDeals(t, "E1", 2), deals(t, "E1", 80_000, 120_000)...)}
		lines, _ := w.run(t, compilePlan(t, besidePlan(beside)), "2026-09", assigned(t, "E1", 0))
		of := map[string][]config.Line{}
		for _, l := range lines {
			of[l.Component] = append(of[l.Component], l)
			if l.Part == "instead" && !strings.HasPrefix(l.Label, map[string]string{"base": "Paid by sprint instead: ", "sprint": "Paid by base instead: "}[l.Component]) {
				t.Errorf("%s: %s says %s", beside, l.Component, l.Label)
			}
		}
		if got := "base " + perDeal(of["base"]) + ", sprint " + perDeal(of["sprint"]); got != want {
			t.Errorf("%s: got %s, want %s", beside, got, want)
		}
	}
}

// With the commission held, the SPIF it is compared with is held, too.
func TestSpifBesideWhatIsHeld(t *testing.T) {
	t.Parallel()
	facts := append(wonDeals(t, "E1", 2), deals(t, "E1", 80_000)...)
	facts[2].currency = "CHF"
	w := world{facts: facts}
	lines, summary := w.run(t, compilePlan(t, besidePlan("{greater_of: base}")), "2026-09", assigned(t, "E1", 0))
	for _, r := range summary.Results {
		if r.Outcome != Held || len(lines) != 0 {
			t.Errorf("got %+v", r)
		}
	}
}

// A deal of 80,000 in the first stretch of September that cannot be converted holds both there; one of 120,000 in the second
// stretch, after a change of role, pays 1,200 in commission, which is more than the 1,000 of the SPIF.
func TestSpifBesideWhatIsHeldInAnotherStretch(t *testing.T) {
	t.Parallel()
	facts := append(wonDeals(t, "E1", 2), deals(t, "E1", 80_000, 120_000)...)
	facts[2].currency = "CHF"
	first, second := assigned(t, "E1", 0), assigned(t, "E1", 0)
	first.End, second.First, second.Role = day(t, "2026-09-02"), day(t, "2026-09-02"), "Senior AE"
	w := world{facts: facts}
	lines, summary := w.run(t, compilePlan(t, besidePlan("{greater_of: base}")), "2026-09", first, second)
	if got := amounts(lines); got != "sprint 0.00, base 1,200.00" && got != "base 1,200.00, sprint 0.00" {
		t.Errorf("got %s", got)
	}
	for _, r := range summary.Results {
		if (r.Outcome == Held) != (r.Segment == summary.Results[0].Segment) {
			t.Errorf("got %+v", r)
		}
	}
}

// Deals of a SPIF that does not count to attainment are paid by the commission at the tier it stands in, 10 %, and do not
// move it: after 90 % and 50,000 in the SPIF, 20,000 more cross at 100 %, 10,000 at 10 % and 10,000 at 15 %. Counted, the
// 50,000 earn 1,000 + 6,000 and the 20,000 earn 3,000. In the next month the ladder stands at 110 % or 160 %.
func TestSpifOffTheLadder(t *testing.T) {
	t.Parallel()
	for counts, want := range map[string][2]string{"no": {"9,000.00 5,000.00 2,500.00", "1.1"}, "yes": {"9,000.00 7,000.00 3,000.00", "1.6"}} {
		p := compilePlan(t, spifPlan("    paid_on: bookings\n    only_if: deal_type = 'new'\n    rate: 1%\n    counts_to_attainment: "+counts+"\n")+
			"  - {name: base, kind: commission, paid_on: bookings, tiers: {by: attainment, resets: yearly, each_tier: own_rate, rates: [{below: 100%, rate: 10%}, {rate: 15%}]}}\n")
		facts := append(deals(t, "E1", 90_000, 50_000, 20_000), testFact{measure: "quota", who: "E1", day: day(t, "2026-01-01"), until: day(t, "2027-01-01"), value: 100_000_00, currency: "USD"})
		facts[1].attrs = "deal_type = 'new'"
		w := world{facts: append(facts, booked(t, "2026-10-05", 0))}
		lines, _ := w.run(t, p, "2026-09", assigned(t, "E1", 0))
		var base []config.Line
		for _, l := range lines {
			if l.Component == "base" {
				base = append(base, l)
			}
		}
		if got := perDeal(base); got != want[0] {
			t.Errorf("%s: got %s, want %s", counts, got, want[0])
		}
		_, summary := w.run(t, p, "2026-10", assigned(t, "E1", 0))
		if got := summary.Results[0].Value.String(); got != want[1] {
			t.Errorf("%s: the ladder stands at %s, want %s", counts, got, want[1])
		}
	}
}

// What a SPIF says of itself.
func TestSpifIsDescribed(t *testing.T) {
	t.Parallel()
	p := compilePlan(t, spifPlan("    paid_on: won_deals\n    reward_each: 250\n    budget: {amount: 20_000, order: first_come}\n    beside_the_plan: {replaces: base}\n    counts_to_attainment: no\n")+
		"  - {name: base, kind: commission, paid_on: won_deals, rate: 10}\n")
	d := p.Describe("p").Components[0]
	want := `This is for deals of 1 September 2026 to 30 September 2026. You earn 250.00 USD for each of them. For each deal it pays for, this takes the place of base. ` +
		`Its deals do not move the tiers of the plan's other components; these pay for them at the rate of the tier you stand in. ` +
		`Everybody together is paid at most 20,000.00 USD, in the order of the deals' days; the deal that reaches it gets what is left, and later ones nothing.`
	if got := strings.Join(d.Sentences, " "); got != want || d.Open {
		t.Errorf("got %s", got)
	}
}

// A deal asks a budget of 1,000 for what is really paid for it. E1 has won one deal and not the two its gate asks for, E2
// has; each deal is 600. Otherwise 50 %: E1's is 300, E2's first 600, and of the second the 100 that are left. Otherwise
// nothing: E1's asks for nothing, so E2's are 600 and 400. A multiplier of 2 for who has two makes E2's 1,200 each, of which
// 400 are left after E1's 600; the deal earns 200 of them.
func TestBudgetAfterGateAndMultiplier(t *testing.T) {
	t.Parallel()
	for step, want := range map[string][2]int64{
		"gate: {measure: won_deals, at_least: 2, otherwise: 50%}":                                                          {300_00, 700_00},
		"gate: {measure: won_deals, at_least: 2, otherwise: 0%}":                                                           {0, 1_000_00},
		"multiplier: {measure: won_deals, at: [{at: 1, times: 1}, {at: 2, times: 2}], between: steps, applies: after_cap}": {600_00, 400_00},
	} {
		p := compilePlan(t, spifPlan("    paid_on: won_deals\n    reward_each: 600\n    budget: {amount: 1_000, order: first_come}\n    "+step+"\n"))
		facts := append(wonDeals(t, "E1", 1), wonDeals(t, "E2", 2)...)
		facts[1].source, facts[2].source = "D11", "D12" // after E1's of the same day
		w := world{facts: facts}
		lines, _ := w.run(t, p, "2026-09", assigned(t, "E1", 0), assigned(t, "E2", 0))
		var got [2]int64
		for _, l := range lines {
			got[l.Participant[1]-'1'] += l.AmountMinor
		}
		if got != want {
			t.Errorf("%s: got %v, want %v", step, got, want)
		}
	}
}

// A gate nobody knows of somebody with a deal leaves open what the others get; who has no deal holds nobody up.
func TestBudgetBehindAGateThatIsNotKnown(t *testing.T) {
	t.Parallel()
	p := compilePlan(t, spifPlan("    paid_on: won_deals\n    reward_each: 600\n    budget: {amount: 1_000, order: first_come}\n    gate: {kpi: quota_attainment, at_least: 80%, otherwise: 0%}\n"))
	quota := testFact{measure: "quota", who: "E2", day: day(t, "2026-09-01"), until: day(t, "2026-10-01"), value: 1_000_00, currency: "USD"}
	sold := deals(t, "E2", 1_000)
	w := world{facts: append(wonDeals(t, "E2", 1), quota, sold[0])}
	lines, _ := w.run(t, p, "2026-09", assigned(t, "E1", 0), assigned(t, "E2", 0))
	if got := total(lines); got != 600_00 {
		t.Errorf("without a deal: got %d", got)
	}
	w.facts = append(w.facts, wonDeals(t, "E1", 1)...)
	lines, summary := w.run(t, p, "2026-09", assigned(t, "E1", 0), assigned(t, "E2", 0))
	if len(lines) != 0 || summary.Results[1].Reason != "the budget is shared in the order of the deals, and E1 is held: its gate is not known: no quota (bookings) was found for E1 in 2026-09-01 to 2026-09-30" {
		t.Errorf("got %s", summary.Results[1].Reason)
	}
}
