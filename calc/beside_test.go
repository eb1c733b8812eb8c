package calc

import (
	"strings"
	"testing"

	"attain/config"
)

// besideOf is a SPIF of September beside a commission, with their settings; the SPIF's begin with what it does beside it.
func besideOf(beside, spif, base string) string {
	return spifPlan("    beside_the_plan: "+beside+"\n"+spif) + "  - name: base\n    kind: commission\n    paid_on: bookings\n" + base
}

// eachPaid gives what both components pay deal by deal.
func eachPaid(lines []config.Line) string {
	return "base " + perDeal(of(lines, "base")) + ", sprint " + perDeal(of(lines, "sprint"))
}

const (
	eachWon  = "    paid_on: won_deals\n    reward_each: "
	onAll    = "    tiers: {by: amount, resets: monthly, each_tier: top_rate, rates: [{below: 10_000, rate: 1%}, {rate: 5%}]}\n"
	onAllWon = "    paid_on: won_deals\n    tiers: {by: units, each_tier: top_rate, rates: [{up_to: 1, rate: 100}, {rate: 350}]}\n"
)

// Two deals of 6,000 reach 12,000, where everything is paid at 5 %: each is worth 300.00 in commission, the first as well,
// though it was at 1 % when it came. A SPIF of 200.00 each in their place pays 400.00 in all; the greater of the two is the
// commission, 600.00; a SPIF of 400.00 each is greater, 800.00; and both together are 1,000.00, where nothing is compared.
func TestSpifBesideTopRate(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ beside, each, want string }{
		"replaces":           {"{replaces: base}", "200", "base 0.00 0.00, sprint 200.00 200.00"},
		"the smaller SPIF":   {"{greater_of: base}", "200", "base 300.00 300.00, sprint 0.00 0.00"},
		"the larger SPIF":    {"{greater_of: base}", "400", "base 0.00 0.00, sprint 400.00 400.00"},
		"none takes a place": {"adds", "200", "base 60.00 540.00, sprint 200.00 200.00"},
	} {
		w := world{facts: append(wonDeals(t, "E1", 2), deals(t, "E1", 6_000, 6_000)...)}
		lines, _ := w.run(t, compilePlan(t, besideOf(c.beside, eachWon+c.each+"\n", onAll)), "2026-09", assigned(t, "E1", 0))
		if got := eachPaid(lines); got != c.want {
			t.Errorf("%s: got %s, want %s", name, got, c.want)
		}
	}
}

// A deal of 8,000 and one of −8,000 beside one of 6,000 end at 6,000, where the rate is 1 %: 80.00, −80.00 and 60.00. The
// SPIF has the deal of 6,000 only.
func TestSpifBesideTopRateThatFallsAgain(t *testing.T) {
	t.Parallel()
	facts := deals(t, "E1", 6_000, 8_000, -8_000)
	w := world{facts: append(wonDeals(t, "E1", 1), facts...)}
	lines, _ := w.run(t, compilePlan(t, besideOf("{replaces: base}", eachWon+"200\n", onAll)), "2026-09", assigned(t, "E1", 0))
	if got := eachPaid(lines); got != "base 0.00 80.00 -80.00, sprint 200.00" {
		t.Errorf("got %s", got)
	}
}

// One of two deals of 6,000 is before a change of role in the middle of September. Both are on one ladder, so both are
// worth 300.00; a SPIF of 200.00 each takes the place of both.
func TestSpifBesideTopRateOverTwoRoles(t *testing.T) {
	t.Parallel()
	first, second := assigned(t, "E1", 0), assigned(t, "E1", 0)
	first.End, second.First, second.Role = day(t, "2026-09-02"), day(t, "2026-09-02"), "Senior AE"
	for beside, want := range map[string]string{"replaces": "base 0.00 0.00, sprint 200.00 200.00", "greater_of": "base 300.00 300.00, sprint 0.00 0.00"} {
		w := world{facts: append(wonDeals(t, "E1", 2), deals(t, "E1", 6_000, 6_000)...)}
		lines, _ := w.run(t, compilePlan(t, besideOf("{"+beside+": base}", eachWon+"200\n", onAll)), "2026-09", first, second)
		if got := eachPaid(lines); got != want {
			t.Errorf("%s: got %s, want %s", beside, got, want)
		}
	}
}

// A deal after the change of role that cannot be converted leaves open which rate the deal before it is finally paid at, so
// that one waits, too.
func TestSpifBesideTopRateThatIsNotKnown(t *testing.T) {
	t.Parallel()
	first, second := assigned(t, "E1", 0), assigned(t, "E1", 0)
	first.End, second.First, second.Role = day(t, "2026-09-02"), day(t, "2026-09-02"), "Senior AE"
	w := world{facts: append(wonDeals(t, "E1", 2), deals(t, "E1", 6_000, 6_000)...)}
	w.facts[3].currency = "CHF"
	lines, summary := w.run(t, compilePlan(t, besideOf("{replaces: base}", eachWon+"200\n", onAll)), "2026-09", first, second)
	for _, r := range summary.Results {
		if r.Outcome != Held || len(lines) != 0 {
			t.Errorf("got %+v", r)
		}
	}
}

// Where that deal is the SPIF's alone and does not move the ladder, the rate is known without it: 6,000 at 1 % are 60.00.
func TestSpifBesideTopRateOffTheLadder(t *testing.T) {
	t.Parallel()
	first, second := assigned(t, "E1", 0), assigned(t, "E1", 0)
	first.End, second.First, second.Role = day(t, "2026-09-02"), day(t, "2026-09-02"), "Senior AE"
	w := world{facts: deals(t, "E1", 6_000, 6_000)}
	w.facts[1].currency, w.facts[1].attrs = "CHF", "deal_type = 'new'"
	spif := "    paid_on: bookings\n    only_if: deal_type = 'new'\n    rate: 1%\n    counts_to_attainment: no\n"
	lines, summary := w.run(t, compilePlan(t, besideOf("{greater_of: base}", spif, onAll)), "2026-09", first, second)
	if got := amounts(lines); got != "base 60.00" {
		t.Errorf("got %s, %+v", got, summary.Results[0])
	}
}

// Rates by what the deal is, 2 % and 4 % for new business, 1 % and 5 % for the rest: 6,000 of new business and 6,000 of the
// rest reach 12,000, so they are worth 240.00 and 300.00.
func TestSpifBesideTopRateByClass(t *testing.T) {
	t.Parallel()
	rows := "    tiers: {by: amount, resets: monthly, each_tier: top_rate, rates: [{below: 10_000, rates: [{when: \"deal_type = 'new'\", rate: 2%}, {rate: 1%}]}, {rates: [{when: \"deal_type = 'new'\", rate: 4%}, {rate: 5%}]}]}\n"
	facts := deals(t, "E1", 6_000, 6_000)
	facts[0].attrs = "deal_type = 'new'"
	w := world{facts: append(wonDeals(t, "E1", 2), facts...)}
	lines, _ := w.run(t, compilePlan(t, besideOf("{greater_of: base}", eachWon+"250\n", rows)), "2026-09", assigned(t, "E1", 0))
	if got := eachPaid(lines); got != "base 0.00 300.00, sprint 250.00 0.00" {
		t.Errorf("got %s", got)
	}
}

// The SPIF pays 100.00 for one deal and 350.00 for each where there are two. Of 16,000 and 20,000 at 2 % the commission is
// 320.00 and 400.00: the first deal is the SPIF's, the second the commission's.
func TestTopRateSpifBesideThePlan(t *testing.T) {
	t.Parallel()
	w := world{facts: append(wonDeals(t, "E1", 2), deals(t, "E1", 16_000, 20_000)...)}
	lines, _ := w.run(t, compilePlan(t, besideOf("{greater_of: base}", onAllWon, "    rate: 2%\n")), "2026-09", assigned(t, "E1", 0))
	if got := eachPaid(lines); got != "base 0.00 400.00, sprint 350.00 0.00" {
		t.Errorf("got %s", got)
	}
}

// The same with a budget of 500.00 and in the place of the commission: 350.00 and the 150.00 that are left.
func TestTopRateSpifWithABudget(t *testing.T) {
	t.Parallel()
	w := world{facts: append(wonDeals(t, "E1", 2), deals(t, "E1", 16_000, 20_000)...)}
	lines, _ := w.run(t, compilePlan(t, besideOf("{replaces: base}", onAllWon+"    budget: {amount: 500, order: first_come}\n", "    rate: 2%\n")), "2026-09", assigned(t, "E1", 0))
	if got := eachPaid(lines); got != "base 0.00 0.00, sprint 350.00 150.00" {
		t.Errorf("got %s", got)
	}
}

// As an example of a plan: the deal of 6,000 after another one is worth 300.00, and what the other gains is the other's.
func TestExampleBesideTopRate(t *testing.T) {
	t.Parallel()
	runExamples(t, besideOf("{greater_of: base}", eachWon+"200\n", onAll)+
		"examples:\n  - given: {won_deals: 1, bookings: 6_000, earlier_bookings: 6_000}\n    gives: {base: 300.00, sprint: 0.00}\n"+
		"  - given: {won_deals: 1, bookings: 6_000, earlier_bookings: 0}\n    gives: {base: 0.00, sprint: 200.00}\n")
}

// gateOf is a gate on five won deals, which nobody in these tests has.
func gateOf(otherwise string) string {
	return "    gate: {measure: won_deals, at_least: 5, otherwise: " + otherwise + "}\n"
}

// A deal of 80,000, 800.00 in commission at 1 %, and a SPIF of 1,000.00. What is compared and taken away is what is paid in
// the end:
//
//	SPIF's gate missed, nothing is paid: it takes nobody's place                  800.00 of the commission
//	missed, 50 % is paid, 500.00: instead of the commission, or less than it      500.00, 800.00
//	a multiplier of 0.7 makes it 700.00                                           700.00, 800.00
//	the commission's gate missed, 50 % of 800.00 are 400.00                       1,000.00 of the SPIF
func TestSpifBesideWithGates(t *testing.T) {
	t.Parallel()
	times := "    multiplier: {measure: won_deals, at: [{at: 1, times: 0.7}], between: steps, applies: after_cap}\n"
	for name, c := range map[string]struct{ beside, spif, base, want string }{
		"nothing left, replaces":    {"replaces", gateOf("0%"), "", "base 800.00, sprint 0.00"},
		"nothing left, greater_of":  {"greater_of", gateOf("0%"), "", "base 800.00, sprint 0.00"},
		"half left, replaces":       {"replaces", gateOf("50%"), "", "base 0.00, sprint 500.00"},
		"half left, greater_of":     {"greater_of", gateOf("50%"), "", "base 800.00, sprint 0.00"},
		"multiplied, replaces":      {"replaces", times, "", "base 0.00, sprint 700.00"},
		"multiplied, greater_of":    {"greater_of", times, "", "base 800.00, sprint 0.00"},
		"half of the other":         {"greater_of", "", gateOf("50%"), "base 0.00, sprint 1,000.00"},
		"half of both":              {"greater_of", gateOf("50%"), gateOf("50%"), "base 0.00, sprint 500.00"},
		"nothing of either":         {"greater_of", gateOf("0%"), gateOf("0%"), "base 0.00, sprint 0.00"},
		"nothing of what it is for": {"replaces", "", gateOf("0%"), "base 0.00, sprint 1,000.00"},
	} {
		w := world{facts: append(wonDeals(t, "E1", 1), deals(t, "E1", 80_000)...)}
		lines, _ := w.run(t, compilePlan(t, besideOf("{"+c.beside+": base}", eachWon+"1_000\n"+c.spif, "    rate: 1%\n"+c.base)), "2026-09", assigned(t, "E1", 0))
		if got := amounts(lines); got != c.want {
			t.Errorf("%s: got %s, want %s", name, got, c.want)
		}
	}
}

// Who owes more back than was earned pays nothing to a missed gate: a SPIF of 1,000.00 for one deal and −2,000.00 for two
// that are taken back is −1,000.00 whether its gate is met or not, so the deal is worth 1,000.00 in it, more than 800.00.
func TestSpifBesideWithAGateThatTakesNothing(t *testing.T) {
	t.Parallel()
	won := wonDeals(t, "E1", 2)
	won[1].value = -2
	w := world{facts: append(won, deals(t, "E1", 80_000)...)}
	lines, _ := w.run(t, compilePlan(t, besideOf("{greater_of: base}", eachWon+"1_000\n"+gateOf("50%"), "    rate: 1%\n")), "2026-09", assigned(t, "E1", 0))
	if got := eachPaid(lines); got != "base 0.00, sprint 1,000.00 -2,000.00" {
		t.Errorf("got %s", got)
	}
}

// What a SPIF replaces comes off before the cap of what is replaced: deals of 80,000 and 90,000 at 1 % are 1,700.00; the
// SPIF takes the first, and of the 900.00 that are left 600.00 are paid.
func TestReplacedBeforeTheCap(t *testing.T) {
	t.Parallel()
	w := world{facts: append(wonDeals(t, "E1", 1), deals(t, "E1", 80_000, 90_000)...)}
	lines, _ := w.run(t, compilePlan(t, besideOf("{replaces: base}", eachWon+"1_000\n", "    rate: 1%\n    cap_amount: 600\n")), "2026-09", assigned(t, "E1", 0))
	if got := amounts(lines); got != "base 600.00, sprint 1,000.00" {
		t.Errorf("got %s", got)
	}
}

// Only deals of the campaign move its ladder, whenever it resets: of four deals on 1, 2, 16 and 17 September, a campaign from
// the 15th on pays 100.00 for its first and 350.00 for its second, not 350.00 for both.
func TestDaysBeforeTheCampaignMoveNothing(t *testing.T) {
	t.Parallel()
	facts := wonDeals(t, "E1", 4)
	facts[2].day, facts[3].day = day(t, "2026-09-16"), day(t, "2026-09-17")
	for _, resets := range []string{"monthly", "quarterly", "yearly", "campaign"} {
		p := compilePlan(t, strings.Replace(spifPlan("    paid_on: won_deals\n    tiers: {by: units, resets: "+resets+", each_tier: own_rate, rates: [{up_to: 1, rate: 100}, {rate: 350}]}\n"), "first_day: 2026-09-01", "first_day: 2026-09-15", 1))
		w := world{facts: facts}
		lines, _ := w.run(t, p, "2026-09", assigned(t, "E1", 0))
		if got := perDeal(lines); got != "100.00 350.00" {
			t.Errorf("%s: got %s", resets, got)
		}
	}
}

// Where limits are prorated, they are for the days of the period that are the campaign's: who joins on 22 September has 9 of
// the 15 days from 16 to 30 September, a limit of 6,000 of 10,000. A deal of 10,000 is 60.00 at 1 % and 200.00 at 5 %.
func TestLimitsOfACampaignsPartOfAPeriod(t *testing.T) {
	t.Parallel()
	p := compilePlan(t, strings.NewReplacer("first_day: 2026-09-01", "first_day: 2026-09-16").Replace(
		spifPlan("    paid_on: bookings\n    tiers: {by: amount, resets: monthly, each_tier: own_rate, rates: [{below: 10_000, rate: 1%}, {rate: 5%}]}\n")), "prorates: [quota", "prorates: [threshold_amounts, quota")
	joined := assigned(t, "E1", 0)
	joined.First = day(t, "2026-09-22")
	w := world{facts: []testFact{booked(t, "2026-09-25", 10_000)}}
	lines, _ := w.run(t, p, "2026-09", joined)
	if got := total(lines); got != 60_00+200_00 {
		t.Errorf("got %d", got)
	}
}

// What a seller reads of it.
func TestBesideIsDescribed(t *testing.T) {
	t.Parallel()
	gate := gateOf("0%")
	for _, c := range []struct{ beside, spif, base, want string }{
		{"replaces", "", "    rate: 1%\n", "For each deal it pays for, this takes the place of base."},
		{"replaces", gate, "    rate: 1%\n", "For each deal it pays for, this takes the place of base. When its gate or multiplier leaves nothing of it, base is paid as if this were not there."},
		{"greater_of", "", "    rate: 1%\n", "For each deal you are paid this or base, whichever is more."},
		{"greater_of", "", "    rate: 1%\n" + gate, "For each deal you are paid this or base, whichever is more after gates and multipliers."},
		{"greater_of", "", onAll, "The rate you reach in the end pays for everything within the month: a deal that reaches another tier changes what every deal earns."},
	} {
		d := compilePlan(t, besideOf("{"+c.beside+": base}", eachWon+"5\n"+c.spif, c.base)).Describe("p")
		said := strings.Join(append(d.Components[0].Sentences, d.Components[1].Sentences...), " ")
		if !strings.Contains(said, c.want) {
			t.Errorf("%s: got %s", c.want, said)
		}
	}
}

// A gate on how far the commission itself got is known when the two are compared: 80,000 of a quota of 100,000 are 80 %, so
// the SPIF of 1,000.00 behind 100 % pays nothing and the 8,000.00 of the commission stay; at 110 % it takes its place.
func TestSpifBehindWhatItReplaces(t *testing.T) {
	t.Parallel()
	tiers := "    tiers: {by: attainment, resets: monthly, each_tier: top_rate, rates: [{below: 100%, rate: 10%}, {rate: 12%}]}\n"
	gate := "    gate: {component: base, at_least: 100%, otherwise: 0%}\n"
	for sold, want := range map[int64]string{80_000: "base 8,000.00, sprint 0.00", 110_000: "base 0.00, sprint 1,000.00"} {
		quota := testFact{measure: "quota", who: "E1", day: day(t, "2026-09-01"), until: day(t, "2026-10-01"), value: 100_000_00, currency: "USD"}
		w := world{facts: append(append(wonDeals(t, "E1", 1), deals(t, "E1", sold)...), quota)}
		lines, _ := w.run(t, compilePlan(t, besideOf("{replaces: base}", eachWon+"1_000\n"+gate, tiers)), "2026-09", assigned(t, "E1", 0))
		if got := amounts(lines); got != want {
			t.Errorf("%d: got %s, want %s", sold, got, want)
		}
	}
}
