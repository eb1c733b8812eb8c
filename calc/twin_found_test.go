package calc

import (
	"slices"
	"strings"
	"testing"

	"attain/config"
)

// What the slow twin found wrong in the engine, each as the smallest pair, computed by hand.

const foundCard = `components:
  - name: won
    kind: scorecard
    kpi: win_rate
    weight: 100%
    threshold: {at: 18%, pays: 50%}
    target:    {at: 25%, pays: 100%}
    cap:       {at: 40%, pays: 150%}
    between: straight_line
`

func wins(who string, on config.Day, won, closed int64) []testFact {
	return []testFact{{measure: "won_deals", who: who, day: on, value: won}, {measure: "closed_deals", who: who, day: on, value: closed}}
}

// Whole months count once, also for who was away for some days of one: 1 to 9 July and 15 July to 30 September are 1 and
// 2 months of 3. At target 9,000.00 pays 3,000.00 and 6,000.00, not 3,000.00 and 9,000.00.
func TestAwayWithinAMonth(t *testing.T) {
	t.Parallel()
	p := compilePlan(t, planHead("quarterly")+foundCard, "day_count: calendar_days", "day_count: whole_months")
	before, after := assigned(t, "E1", 9_000), assigned(t, "E1", 9_000)
	before.End, after.First = day(t, "2026-07-10"), day(t, "2026-07-15")
	w := world{facts: append(wins("E1", day(t, "2026-07-05"), 1, 4), wins("E1", day(t, "2026-08-05"), 1, 4)...)}
	lines, _ := w.run(t, p, "2026-Q3", before, after)
	if got := amounts(lines); got != "won 9,000.00" {
		t.Errorf("got %s", got)
	}
}

// A gate on what several segments earned together looks at the days of all of them: satisfaction was measured before the
// change of role, and is met.
func TestGateOverAllSegments(t *testing.T) {
	t.Parallel()
	p := compilePlan(t, planHead("quarterly")+foundCard+"    gate: {measure: promoters, at_least: 3, otherwise: 0%}\n")
	before, after := assigned(t, "E1", 9_200), assigned(t, "E1", 9_200)
	before.End, after.First, after.Role = day(t, "2026-08-01"), day(t, "2026-08-01"), "SAE"
	facts := append(wins("E1", day(t, "2026-07-05"), 1, 4), wins("E1", day(t, "2026-08-05"), 1, 4)...)
	w := world{facts: append(facts, testFact{measure: "promoters", who: "E1", day: day(t, "2026-07-06"), value: 3})}
	lines, _ := w.run(t, p, "2026-Q3", before, after)
	if got := amounts(lines); got != "won 9,200.00" {
		t.Errorf("got %s", got)
	}
}

// What is carried is not lost where a segment without a day that counts comes between: 9,000.00 of the second quarter,
// 3,000.00 a month, waits for a month that is measured. July's change of role on the 20th leaves the second role
// without a month of its own.
func TestCarriedPastASegmentWithoutDays(t *testing.T) {
	t.Parallel()
	p := compilePlan(t, planHead("monthly")+foundCard+"    no_value: carry_to_next_period\n", "day_count: calendar_days", "day_count: whole_months")
	before, after := assigned(t, "E1", 9_000), assigned(t, "E1", 9_000)
	before.First = day(t, "2026-06-01")
	before.End, after.First, after.Role = day(t, "2026-07-20"), day(t, "2026-07-20"), "SAE"
	w := world{facts: wins("E1", day(t, "2026-08-05"), 1, 4)}
	lines, _ := w.run(t, p, "2026-08", before, after)
	if got := amounts(lines); got != "won 9,000.00" {
		t.Errorf("June, July and August at target: got %s", got)
	}
}

// A scorecard that is held keeps its weight, also where its sample is too small: only what multiplies it is missing.
func TestHeldByMultiplierKeepsItsWeight(t *testing.T) {
	t.Parallel()
	p := compilePlan(t, planHead("quarterly")+`components:
  - name: won
    kind: scorecard
    kpi: win_rate
    weight: 50%
    threshold: {at: 18%, pays: 50%}
    target:    {at: 25%, pays: 100%}
    cap:       {at: 40%, pays: 150%}
    between: straight_line
  - name: again
    kind: scorecard
    kpi: win_rate
    weight: 50%
    threshold: {at: 18%, pays: 50%}
    target:    {at: 25%, pays: 100%}
    cap:       {at: 40%, pays: 150%}
    between: straight_line
    too_few: {fewer_than: 10 closed_deals, then: weight_to_the_others}
    multiplier: {kpi: quota_attainment, at: [{at: 50%, times: 1}], between: steps, applies: before_curve}
`)
	w := world{facts: wins("E1", day(t, "2026-07-05"), 1, 4)} // and no quota
	lines, _ := w.run(t, p, "2026-Q3", assigned(t, "E1", 10_000))
	if got := amounts(lines); got != "won 5,000.00" {
		t.Errorf("got %s", got)
	}
}

// A guarantee by the quarter has three months, also where a role changes within February: 9,000, not 12,000.
func TestGuaranteeOfAMonthWithTwoRoles(t *testing.T) {
	t.Parallel()
	p := compilePlan(t, planHead("quarterly")+foundCard+"steps:\n  guarantee: {pays: additive, amount: 9_000, per: quarter, counted_from: joined, prorated: yes}\n", "day_count: calendar_days", "day_count: whole_months")
	before, after := assigned(t, "E1", 0), assigned(t, "E1", 0)
	before.End, after.First, after.Role = day(t, "2026-02-11"), day(t, "2026-02-11"), "SAE"
	lines, _ := (&world{}).run(t, p, "2026-Q1", before, after)
	if got := total(lines); got != 9_000_00 {
		t.Errorf("got %d", got)
	}
}

// A deal of a campaign that moves no ladder keeps the rate of its own row, 50 %, also where that row moves none either.
func TestRowOfADealOffTheLadder(t *testing.T) {
	t.Parallel()
	p := compilePlan(t, spifPlan("    paid_on: bookings\n    only_if: deal_type = 'new'\n    rate: 1%\n    counts_to_attainment: no\n")+
		"  - {name: base, kind: commission, paid_on: bookings, rates: [{when: \"product_id = 'P1'\", rate: 50%, counts: no}], tiers: {by: amount, resets: yearly, each_tier: own_rate, rates: [{below: 1_000, rate: 10%}, {rate: 15%}]}}\n")
	facts := deals(t, "E1", 100)
	facts[0].attrs = "deal_type = 'new' and product_id = 'P1'"
	lines, _ := (&world{facts: facts}).run(t, p, "2026-09", assigned(t, "E1", 0))
	if got := amounts(lines); got != "base 50.00, sprint 1.00" {
		t.Errorf("got %s", got)
	}
}

// A true-up has no day of its own, so it is paid at the rate of its window's last day, also to who left before: 10 % of
// 10,000 USD are 1,000 USD, at March's average of 0.95 EUR 950.00, and not at February's of 0.93.
func TestRateOfATrueUpOfALeaver(t *testing.T) {
	t.Parallel()
	p := compilePlan(t, commissionPlan("quarterly", "    true_up: {may_be_negative: yes}\n    tiers: {by: amount, resets: yearly, each_tier: own_rate, rates: [{rate: 10%}]}\n")+"currency: USD\n",
		converting("  conversion_rate: month_average\n")...)
	left := paidIn(t, "EUR")
	left.End = day(t, "2026-02-19")
	w := world{facts: []testFact{deal(t, "2026-02-16", "USD", 10_000_00)}, rates: marketOf(t, "USD EUR average 0.93 2026-02-01\nUSD EUR average 0.95 2026-03-01")}
	if lines, _ := w.run(t, p, "2026-Q1", left); total(lines) != 950_00 {
		t.Errorf("got %d", total(lines))
	}
}

// Target incentives of two currencies are compared at the plan rate, like quotas and the rates made of them: 9,000 EUR are
// 10,000 USD at 0.90, so that each gets half of 1,000 USD, whatever the market did since. At 0.92 these are 460.00 EUR.
func TestPoolByIncentivesOfTwoCurrencies(t *testing.T) {
	t.Parallel()
	p := compilePlan(t, planHead("monthly")+"currency: USD\ncomponents:\n  - {name: pool, kind: pool, shared_by: plan, amount: 1_000, reserve: 0%, shares: target_incentive, leavers: kept}\n",
		converting("  conversion_rate: event_date\n")...)
	here, there := assigned(t, "E1", 10_000), assigned(t, "E2", 9_000)
	there.Currency = "EUR"
	w := world{rates: section18(t)} // 0.92 on 30 January, the last before the window's end
	lines, _ := w.run(t, p, "2026-01", here, there)
	if len(lines) != 2 || lines[0].AmountMinor != 500_00 || lines[1].AmountMinor != 460_00 {
		t.Errorf("got %+v", lines)
	}
}

// Somebody who is held in September holds September's budget, and not what August's deals had of it already: 3 % of 10,000.
func TestBudgetOfTheWindowBefore(t *testing.T) {
	t.Parallel()
	plan := spifPlan("    paid_on: bookings\n    rate: 3%\n    budget: {amount: 1_000, order: first_come}\n") + "currency: USD\n"
	p := compilePlan(t, strings.Replace(plan, "first_day: 2026-09-01", "first_day: 2026-08-01", 1))
	w := world{facts: []testFact{deal(t, "2026-08-17", "USD", 10_000_00), deal(t, "2026-09-11", "CHF", 1)}}
	lines, summary := w.run(t, p, "2026-Q3", assigned(t, "E1", 0))
	if got := amounts(lines); got != "sprint 300.00" || summary.Results[2].Outcome != Held {
		t.Errorf("got %s, %+v", got, summary.Results)
	}
}

// Relief of more than the quota leaves a quota of 0 and not one below: 100,000 less 150,000. Otherwise 50,000 taken back
// would be 100 % of it. Without a quota there is no attainment, which pays nothing here.
func TestReliefOfMoreThanTheQuota(t *testing.T) {
	t.Parallel()
	p := compilePlan(t, planHead("monthly")+linearPlan, noQuota, "  no_quota: nothing\n"+noQuota)
	w := world{facts: append(append(quotaOfMonths(t, "2026-07-01", 100_000), quotaOfMonths(t, "2026-07-01", -150_000)...), booked(t, "2026-07-10", -50_000))}
	lines, summary := w.run(t, p, "2026-07", assigned(t, "E1", 10_000))
	if total(lines) != 0 || summary.Results[0].Value != nil {
		t.Errorf("got %d, %+v", total(lines), summary.Results[0])
	}
}

// The target incentive of the whole year is that of its windows: 12,000 a year paid monthly are 500 for 16 to 30 November
// and 1,000 for December, 1,500, which a win rate at target has earned in November. Not prorated they are 2,000; who leaves
// on 10 January has 1,000 then.
func TestTrueUpOfTheWholeYearCountsWindows(t *testing.T) {
	t.Parallel()
	plan := planHead("monthly") + strings.Replace(foundCard, "between: straight_line", "between: straight_line\n    true_up: {may_be_negative: yes, quota: whole}", 1)
	hired, left := assigned(t, "E1", 3_000), assigned(t, "E1", 3_000)
	hired.First, left.End = day(t, "2026-11-16"), day(t, "2026-01-11")
	for _, c := range []struct {
		prorates, month string
		who             config.Assignment
		want            string
	}{
		{"prorates: [target_incentive]", "2026-11", hired, "won 1,500.00"},
		{"prorates: [quota]", "2026-11", hired, "won 2,000.00"},
		{"prorates: [quota]", "2026-01", left, "won 1,000.00"},
	} {
		on := day(t, c.month+"-05")
		if c.who.First == hired.First {
			on = hired.First
		}
		w := world{facts: wins("E1", on, 1, 4)}
		lines, _ := w.run(t, compilePlan(t, plan, "prorates: [quota, target_incentive]", c.prorates), c.month, c.who)
		if got := amounts(lines); got != c.want {
			t.Errorf("%s %s: got %s, want %s", c.prorates, c.month, got, c.want)
		}
	}
}

// What a cap has room for is rounded as what is above it: a cap of 11.25 EUR is 12.15 USD at 1.08, and one of 11.875 EUR
// 12.825 USD, of which to_even makes 12.82, whatever was earned. 0.01 was earned.
func TestRoomIsRoundedOnce(t *testing.T) {
	t.Parallel()
	for amount, want := range map[string]int64{"11.25": 12_15, "11.875": 12_82} {
		plan := commissionPlan("monthly", "    rate: 1%\n    cap_amount: "+amount+"\n    cap_excess: banked\n") + "currency: EUR\nconventions: {halves: to_even}\n"
		w := world{facts: []testFact{deal(t, "2026-07-10", "USD", 1_00)}}
		_, summary := w.run(t, compilePlan(t, plan), "2026-07", assigned(t, "E1", 0))
		if c := summary.BankedCaps; len(c) != 1 || c[0].RoomMinor != want || c[0].EarnedMinor != 1 {
			t.Errorf("%s: got %+v", amount, c)
		}
	}
}

// A window somebody was away for paid nothing and took nothing back. Quotas of 300,000 that are not prorated: 450,000 in the
// first quarter earn 52,500; away in the second; 350,000 in the third are 800,000 of 900,000, 80,000 to date, less 52,500.
func TestTrueUpOverAWindowAway(t *testing.T) {
	t.Parallel()
	p := compilePlan(t, commissionPlan("quarterly", section5Tiers+"    true_up: {may_be_negative: yes}\n"), "prorates: [quota, target_incentive]", "prorates: [target_incentive]")
	before, after := assigned(t, "E1", 0), assigned(t, "E1", 0)
	before.End, after.First = day(t, "2026-04-01"), day(t, "2026-07-01")
	w := world{facts: section5(t)}
	if lines, _ := w.run(t, p, "2026-Q3", before, after); total(lines) != 27_500_00 {
		t.Errorf("got %d", total(lines))
	}
}

// A ramp of amounts from 17 September on says what the target is from September to December. July and August need a
// written one, of the assignment before: without it the result of the third quarter is not known.
func TestTargetsBeforeARampOfAmountsMustBeWritten(t *testing.T) {
	t.Parallel()
	step := config.Whole(10_000)
	d := spanDays{
		needed: []config.Interval{{First: day(t, "2026-07-01"), End: day(t, "2027-02-01")}},
		rule:   &quotaRule{ramp: &ramp{per: config.Month, from: countedFromJoined, amounts: true, list: []config.Ratio{step, step, step, step}}},
		ramps:  rampStarts{{from: day(t, "2026-09-17")}},
	}
	got := d.must(&config.Calendar{YearStarts: 1})
	want := []config.Interval{{First: day(t, "2026-07-01"), End: day(t, "2026-09-01")}, {First: day(t, "2027-01-01"), End: day(t, "2027-02-01")}}
	if !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}
