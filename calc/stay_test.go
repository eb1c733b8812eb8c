package calc

import (
	"strings"
	"testing"

	"attain/config"
)

// yearTiers pays 5 % to 100 % of the year's quota and 10 % above.
const yearTiers = "    tiers: {by: attainment, resets: yearly, each_tier: own_rate, rates: [{below: 100%, rate: 5%}, {rate: 10%}]}\n"

// rehired was under the plan in January, and is again from 1 March on.
func rehired(tb testing.TB) []config.Assignment {
	before, after := assigned(tb, "E1", 12_000), assigned(tb, "E1", 12_000)
	before.First, before.End, after.First, after.End = day(tb, "2026-01-01"), day(tb, "2026-02-01"), day(tb, "2026-03-01"), day(tb, "2026-04-01")
	return []config.Assignment{before, after}
}

// A ladder that is carried over a gap counts nothing of the days away: quotas of 100,000 a month are 200,000 for January
// and March, whatever February's is. January's 150,000 pay 7,500.00; February's 90,000 are nobody's; March's 60,000
// reach 210,000, so 50,000 × 5 % + 10,000 × 10 % = 3,500.00. A base rate of incentive per quota is for the same days.
func TestDaysAwayMoveNoLadder(t *testing.T) {
	t.Parallel()
	w := world{facts: append(quotaOfMonths(t, "2026-01-01", 100_000, 100_000, 100_000), booked(t, "2026-01-10", 150_000), booked(t, "2026-02-10", 90_000), booked(t, "2026-03-10", 60_000))}
	for _, one := range []struct{ period, plan, want string }{
		{"2026-03", commissionPlan("monthly", yearTiers), "bookings 3,500.00"},
		{"2026-Q1", commissionPlan("monthly", yearTiers), "bookings 11,000.00"},
		{"2026-03", commissionPlan("quarterly", yearTiers+"    true_up: {may_be_negative: no}\n"), "bookings 11,000.00"},
		// 12,000.00 × 62 of 90 days ÷ 200,000 on March's 60,000
		{"2026-03", commissionPlan("monthly", "    tiers: {by: amount, resets: quarterly, each_tier: own_rate, base_rate: incentive_per_quota, rates: [{times: 1}]}\n"), "bookings 2,480.00"},
	} {
		lines, summary := w.run(t, compilePlan(t, one.plan), one.period, rehired(t)...)
		if got := amounts(lines); got != one.want {
			t.Errorf("%s %s: got %s, %+v", one.period, one.plan, got, summary.Results)
		}
	}
}

// The month in which somebody was away counts once in their quota, in the earlier stay: 1 to 9 July and 15 July to
// 30 September are 1 and 2 of the quarter's 3 months, 100,000 each. 50,000 of 100,000 pay half of 3,000.00 and 100,000 of
// 200,000 half of 6,000.00; a ladder's quota is 300,000, of which 200,000 stay below 100 %.
func TestMonthAwayCountsOnceInQuota(t *testing.T) {
	t.Parallel()
	before, after := assigned(t, "E1", 9_000), assigned(t, "E1", 9_000)
	before.End, after.First = day(t, "2026-07-10"), day(t, "2026-07-15")
	facts := append(quotaOfMonths(t, "2026-07-01", 100_000, 100_000, 100_000), booked(t, "2026-07-05", 50_000), booked(t, "2026-08-05", 100_000))
	w := world{facts: facts}
	months := []string{"day_count: calendar_days", "day_count: whole_months"}
	lines, _ := w.run(t, compilePlan(t, planHead("quarterly")+linearPlan, months...), "2026-Q3", before, after)
	if len(lines) != 2 || lines[0].AmountMinor != 1_500_00 || lines[1].AmountMinor != 3_000_00 {
		t.Errorf("scorecard: got %s", said(lines))
	}
	w.facts = append(facts, booked(t, "2026-09-05", 250_000)) // 400,000 of 300,000
	lines, _ = w.run(t, compilePlan(t, commissionPlan("quarterly", "    tiers: {by: attainment, resets: quarterly, each_tier: own_rate, rates: [{below: 100%, rate: 5%}, {rate: 10%}]}\n"), months...), "2026-Q3", before, after)
	if got := amounts(lines); got != "bookings 25,000.00" {
		t.Errorf("commission: got %s", got)
	}
}

// A ramp counted from the day of hire is that of each employment. Hired in 2020 and gone at the end of January, hired
// again on 20 February and under the plan from 1 March: January has its whole 100,000 and March half, 150,000 in all.
// After January's 110,000, March's 60,000 are 40,000 × 5 % + 20,000 × 10 % = 4,000.00. One employment since 2020 has no
// ramp: 200,000 are not reached, 60,000 × 5 % = 3,000.00.
func TestRampOfEachEmployment(t *testing.T) {
	t.Parallel()
	w := world{facts: append(quotaOfMonths(t, "2026-01-01", 100_000, 100_000, 100_000), booked(t, "2026-01-10", 110_000), booked(t, "2026-03-10", 60_000))}
	const ramp = "quota: {ramp: [50%, 50%], per: month, counted_from: hired}\ncomponents:"
	for _, one := range []struct{ period, again, plan, want string }{
		{"2026-03", "2026-02-20", commissionPlan("monthly", yearTiers), "bookings 4,000.00"},
		{"2026-03", "2020-02-01", commissionPlan("monthly", yearTiers), "bookings 3,000.00"},
	} {
		list := rehired(t)
		list[0].HiredOn, list[1].HiredOn = day(t, "2020-02-01"), day(t, one.again)
		lines, summary := w.run(t, compilePlan(t, strings.Replace(one.plan, "components:", ramp, 1)), one.period, list...)
		if got := amounts(lines); got != one.want {
			t.Errorf("hired again %s: got %s, want %s, %+v", one.again, got, one.want, summary.Results)
		}
	}
}

// A gate looks at the whole quarter. Of 1,000 a day, January and February count whole, for the ramp of who comes back in
// March begins there: 59,000 and half of 31,000 are 74,500, of which 70,000 are not enough. With the ramp in January and
// February, too, it would have been 45,000.
func TestGateOverARampAfterDaysAway(t *testing.T) {
	t.Parallel()
	first, again := assigned(t, "E1", 0), assigned(t, "E1", 0)
	first.End, again.First = day(t, "2026-02-01"), day(t, "2026-03-01")
	p := compilePlan(t, strings.Replace(commissionPlan("quarterly", "    rate: 10%\n    gate: {kpi: quota_attainment, at_least: 100%, otherwise: 0%}\n"), "components:", "quota: {ramp: [50%], per: month, counted_from: joined}\ncomponents:", 1))
	w := world{facts: []testFact{
		{measure: "quota", who: "E1", day: day(t, "2026-01-01"), until: day(t, "2026-04-01"), value: 90_000_00, currency: "USD"},
		booked(t, "2026-01-10", 30_000), booked(t, "2026-03-10", 40_000),
	}}
	lines, _ := w.run(t, p, "2026-Q1", first, again)
	if got := amounts(lines); got != "bookings 0.00" {
		t.Errorf("got %s", got)
	}
}
