package calc

import "testing"

// What an example expects of a component that pays points is whole points, whatever the plan's currency has.
func TestExampleOfPoints(t *testing.T) {
	t.Parallel()
	p := compilePlan(t, planHead("quarterly")+`components:
  - {name: catalogue, kind: commission, paid_on: won_deals, rate: 10, reward: points}
  - {name: deals, kind: commission, paid_on: won_deals, rate: 50}
examples:
  - {given: {won_deals: 4}, gives: {catalogue: 40, deals: 200.00, total: 200.00}}
`, "pay:\n", "rewards: {points: {title: Points}}\npay:\n")
	wantExamples(t, p, 3)
}

// Two components that look at the same KPI of different people are given it by their names: 110 % of one's own quota pays
// 120 % of 7,000, and 90 % of the team's, half way from 50 % to 100 %, pays 75 % of 3,000. One name alone is for both.
func TestExampleGivesByComponent(t *testing.T) {
	t.Parallel()
	const card = ", kind: scorecard, kpi: quota_attainment, threshold: {at: 80%, pays: 50%}, target: {at: 100%, pays: 100%}, cap: {at: 150%, pays: 200%}, between: straight_line}\n"
	p := compilePlan(t, planHead("quarterly")+"components:\n  - {name: own, weight: 70%"+card+"  - {name: team, subject: team, weight: 30%"+card+`examples:
  - {given: {target_incentive: 10_000, own.quota_attainment: 110%, team.quota_attainment: 90%}, gives: {own: 8_400, team: 2_250, total: 10_650}}
  - {given: {target_incentive: 10_000, quota_attainment: 100%, team.quota_attainment: 90%}, gives: {own: 7_000, team: 2_250}}
`)
	wantExamples(t, p, 5)
}

// An example of a guarantee that changes from month to month says which month it is; the one of semantics.md section 8
// pays 2,000 beside what is earned in the first, and without the month nothing is known.
func TestExampleOfAGuaranteeNamesTheMonth(t *testing.T) {
	t.Parallel()
	p := compilePlan(t, commissionPlan("monthly", "    rate: 10%\nsteps:\n  guarantee: {pays: additive, per: month, counted_from: joined, amounts: [2_000, 1_000, 0]}\n")+`examples:
  - {given: {bookings: 5_000, month: 1}, gives: {bookings: 500, guarantee: 2_000}}
`)
	wantExamples(t, p, 2)
	p = compilePlan(t, commissionPlan("monthly", "    rate: 10%\nsteps:\n  guarantee: {pays: additive, per: month, counted_from: joined, amounts: [2_000, 1_000, 0]}\n")+`examples:
  - {given: {bookings: 5_000}, gives: {guarantee: 2_000}}
`)
	if res := p.RunExamples()[0]; res.OK || res.Note != "; given has no month (1 is the first one of the guarantee)" {
		t.Errorf("the example says %v, %q; want that the month is missing", res.OK, res.Note)
	}
}

// wantExamples wants so many amounts in a plan's examples, all of them paid as expected.
func wantExamples(t *testing.T, p *Program, count int) {
	t.Helper()
	results := p.RunExamples()
	if len(results) != count {
		t.Fatalf("%d results, want %d", len(results), count)
	}
	for _, res := range results {
		if !res.OK {
			t.Errorf("%s: the example expects %s, and the plan pays %s%s", res.Component, res.Want.Decimal(2), res.Got.Decimal(2), res.Note)
		}
	}
}
