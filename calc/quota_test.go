package calc

import (
	"fmt"
	"strings"
	"testing"

	"attain/config"
)

// quotaOfMonths gives E1 a quota in whole USD for each month from the first on; 0 months of a quota are left out.
func quotaOfMonths(tb testing.TB, first string, quotas ...int64) []testFact {
	var out []testFact
	for i, q := range quotas {
		if from := day(tb, first).AddMonths(i); q != 0 {
			out = append(out, testFact{measure: "quota", who: "E1", day: from, until: from.AddMonths(1), value: q * 100, currency: "USD"})
		}
	}
	return out
}

func booked(tb testing.TB, on string, amount int64) testFact {
	return testFact{measure: "bookings", who: "E1", day: day(tb, on), value: amount * 100, currency: "USD", source: "D" + on}
}

const attainmentTiers = "    tiers: {by: attainment, resets: quarterly, each_tier: own_rate, rates: [{below: 100%, rate: 10%}, {rate: 20%}]}\n"

// semantics.md section 27: a missing quota is a data error that holds the component, also where only one month of it is
// missing. 200,000 against 100,000 + 100,000 + nothing would have been 100 %.
func TestQuotaOfOneMonthMissing(t *testing.T) {
	t.Parallel()
	facts := append(quotaOfMonths(t, "2026-01-01", 100_000, 100_000), booked(t, "2026-02-10", 200_000))
	for name, plan := range map[string]string{
		"scorecard": planHead("quarterly") + linearPlan, "tiers": commissionPlan("quarterly", attainmentTiers),
	} {
		w := world{facts: facts}
		lines, summary := w.run(t, compilePlan(t, plan), "2026-Q1", assigned(t, "E1", 10_000))
		if r := summary.Results[0]; len(lines) != 0 || r.Outcome != Held || r.Reason != "no quota (bookings) was found for E1 in 2026-03" {
			t.Errorf("%s: %d lines, %+v", name, len(lines), r)
		}
	}
}

// Who is hired in February needs a quota from the day of the hire on, whether quotas are prorated or not. Prorated, the
// quota of 10 February to 31 March is 28,000 × 19 ÷ 28 + 31,000 = 50,000; bookings of 25,000 are half of it. Not
// prorated it is 59,000, of which 29,500 are half. Half of 9,000 × 50 ÷ 90 is 2,500.
func TestQuotaOfAHire(t *testing.T) {
	t.Parallel()
	for prorated, sold := range map[string]int64{"quota, target_incentive": 25_000, "target_incentive": 29_500} {
		p := compilePlan(t, planHead("quarterly")+linearPlan, "prorates: [quota, target_incentive]", "prorates: ["+prorated+"]")
		a := assigned(t, "E1", 9_000)
		a.First = day(t, "2026-02-10")
		w := world{facts: append(quotaOfMonths(t, "2026-01-01", 0, 28_000, 31_000), booked(t, "2026-02-10", sold))}
		lines, summary := w.run(t, p, "2026-Q1", a)
		if got := amounts(lines); got != "quota 2,500.00" {
			t.Errorf("%s: got %s, %+v", prorated, got, summary.Results[0])
		}
	}
}

// A month without an assignment needs no quota: January and March of 100,000 each, and 200,000 booked, are 100 % of a
// ladder, which pays 10 % on all of it.
func TestQuotaOfAGap(t *testing.T) {
	t.Parallel()
	before, after := assigned(t, "E1", 0), assigned(t, "E1", 0)
	before.End, after.First = day(t, "2026-02-01"), day(t, "2026-03-01")
	w := world{facts: append(quotaOfMonths(t, "2026-01-01", 100_000, 0, 100_000), booked(t, "2026-01-10", 100_000), booked(t, "2026-03-10", 100_000))}
	lines, summary := w.run(t, compilePlan(t, commissionPlan("quarterly", attainmentTiers)), "2026-Q1", before, after)
	if got := total(lines); got != 20_000_00 {
		t.Errorf("got %d, %+v", got, summary.Results[0])
	}
}

// Counted in whole months, a role change on 10 February leaves February to the earlier role, quota and incentive alike:
// 200,000 of 200,000 for 2 of 3 months of 30,000, and 100,000 of 100,000 for the third.
func TestWholeMonthsOnRoleChange(t *testing.T) {
	t.Parallel()
	p := compilePlan(t, planHead("quarterly")+linearPlan, "day_count: calendar_days", "day_count: whole_months")
	before, after := assigned(t, "E1", 30_000), assigned(t, "E1", 30_000)
	before.End, after.First, after.Role = day(t, "2026-02-10"), day(t, "2026-02-10"), "SAE"
	w := world{facts: append(quotaOfMonths(t, "2026-01-01", 100_000, 100_000, 100_000), booked(t, "2026-01-10", 200_000), booked(t, "2026-03-10", 100_000))}
	lines, _ := w.run(t, p, "2026-Q1", before, after)
	if len(lines) != 2 || lines[0].AmountMinor != 20_000_00 || lines[1].AmountMinor != 10_000_00 {
		t.Errorf("got %s of %d lines", amounts(lines), len(lines))
	}
}

// Targets for several things are not added up: 300,000 of bookings and 900,000 of renewals, and 300,000 booked, are
// 100 % of the bookings' target. A commission on another measure climbs by that measure's own target: 30 of 30 units.
func TestMetricOfQuota(t *testing.T) {
	t.Parallel()
	facts := []testFact{booked(t, "2026-02-10", 300_000)}
	for metric, value := range map[string]int64{"bookings": 300_000_00, "renewals": 900_000_00} {
		facts = append(facts, testFact{measure: "quota", who: "E1", day: day(t, "2026-01-01"), until: day(t, "2026-04-01"), value: value, currency: "USD", attrs: "metric = '" + metric + "'"})
	}
	w := world{facts: facts}
	lines, _ := w.run(t, compilePlan(t, planHead("quarterly")+linearPlan), "2026-Q1", assigned(t, "E1", 10_000))
	if got := amounts(lines); got != "quota 10,000.00" {
		t.Errorf("got %s", got)
	}
	p := compilePlan(t, commissionPlan("quarterly", strings.Replace(attainmentTiers, "by: attainment", "by: attainment, quota_where: metric = 'renewals'", 1)))
	lines, _ = w.run(t, p, "2026-Q1", assigned(t, "E1", 0)) // a third of the way, all at 10 %
	if got := total(lines); got != 30_000_00 {
		t.Errorf("got %d", got)
	}
	renewals := strings.Replace(commissionPlan("quarterly", attainmentTiers), "paid_on: bookings", "paid_on: revenue", 1)
	_, summary := w.run(t, compilePlan(t, renewals), "2026-Q1", assigned(t, "E1", 0))
	if r := summary.Results[0]; r.Outcome != Held || r.Reason != "no quota (revenue) was found for E1 in 2026-01-01 to 2026-03-31" {
		t.Errorf("got %+v", r)
	}
}

// A target incentive that is not known holds the scorecards and not the commissions: 10 % of 100,000.
func TestWithoutIncentive(t *testing.T) {
	t.Parallel()
	p := compilePlan(t, commissionPlan("quarterly", "    rate: 10%\n")+strings.TrimPrefix(linearPlan, "components:\n"))
	a := assigned(t, "E1", 0)
	a.HasIncentive = false
	w := world{facts: append(quotaOfMonths(t, "2026-01-01", 100_000, 100_000, 100_000), booked(t, "2026-02-10", 100_000))}
	lines, summary := w.run(t, p, "2026-Q1", a)
	if len(lines) != 1 || lines[0].AmountMinor != 10_000_00 {
		t.Errorf("got %s", amounts(lines))
	}
	r := summary.Results[len(summary.Results)-1]
	if r.Outcome != Held || r.Reason != "no target incentive is known for E1 from 2026-01-01 to 2026-03-31 (extracts/assignments.xlsx:2)" {
		t.Errorf("got %+v", r)
	}
}

// What pay does not depend on makes no segment. A new cost center on 15 February leaves 300,000 booked of 300,000 at
// 9,000; cut there, the first half, with a third of its quota, would be below the threshold of 60 %. The line carries the
// cost center of the segment's last day, not one of June.
func TestCostCenterMakesNoSegment(t *testing.T) {
	t.Parallel()
	p := compilePlan(t, planHead("quarterly")+strings.Replace(linearPlan, "{at: 0%, pays: 0%}", "{at: 60%, pays: 50%}", 1))
	a, b, c := assigned(t, "E1", 9_000), assigned(t, "E1", 9_000), assigned(t, "E1", 9_000)
	a.End, b.First, b.End, c.First = day(t, "2026-02-15"), day(t, "2026-02-15"), day(t, "2026-06-01"), day(t, "2026-06-01")
	b.CostCenter, b.Country, b.Team = "CC2", "DE", "south"
	c.CostCenter = "CC3"
	facts := append(quotaOfMonths(t, "2026-01-01", 100_000, 100_000, 100_000), booked(t, "2026-01-10", 50_000), booked(t, "2026-03-10", 250_000))
	w := world{facts: facts}
	lines, _ := w.run(t, p, "2026-Q1", a, b, c)
	if len(lines) != 1 || lines[0].AmountMinor != 9_000_00 || lines[0].CostCenter != "CC2" {
		t.Errorf("got %d lines, %+v", len(lines), lines)
	}
}

// What the company did does not depend on when one participant joined: gross margin of the quarter is 80 %, with the
// cost of January written on the 1st, and only the incentive is that of 15 January to 31 March: 9,000 × 76 ÷ 90.
func TestCompanyKPIOfAHire(t *testing.T) {
	t.Parallel()
	p := compilePlan(t, planHead("quarterly")+`components:
  - {name: margin, kind: scorecard, kpi: gross_margin, subject: company, weight: 100%, threshold: {at: 50%, pays: 50%}, target: {at: 80%, pays: 100%}, cap: {at: 100%, pays: 200%}, between: straight_line}
`)
	w := world{facts: []testFact{
		{measure: "revenue", day: day(t, "2026-01-05"), value: 100_000_00, currency: "USD"},
		{measure: "cost_of_revenue", day: day(t, "2026-01-01"), value: 20_000_00, currency: "USD"},
	}}
	a := assigned(t, "E1", 9_000)
	a.First = day(t, "2026-01-15")
	lines, _ := w.run(t, p, "2026-Q1", a)
	if len(lines) != 1 || lines[0].AmountMinor != 7_600_00 {
		t.Errorf("got %s", amounts(lines))
	}
}

// A plan's own dates cut what it measures: the plan ends on 28 February, the cost of March is not its.
func TestCompanyKPIEndsWithThePlan(t *testing.T) {
	t.Parallel()
	p := compilePlan(t, planHead("quarterly")+linearPlan)
	pl := p.plans["p"]
	pl.End = day(t, "2026-03-01")
	run, _ := p.ws.Calendar.Period("2026-Q1")
	work, err := p.Prepare(run, run.End-1, []config.Assignment{assigned(t, "E1", 1)})
	if err != nil {
		t.Fatal(err)
	}
	if got := p.kpiInterval("", config.OfCompany, work.Segments[0]).String(); got != "2026-01-01 to 2026-02-28" {
		t.Errorf("got %s", got)
	}
}

// A team has a target in every month one of its members has one: it begins with the member who joins on 15 January, and
// only a month without any is missing. 17,000 + 28,000 + 31,000 are the targets, and 76,000 booked are 100 %.
func TestQuotaOfATeam(t *testing.T) {
	t.Parallel()
	p := compilePlan(t, planHead("quarterly")+strings.Replace(linearPlan, "weight:", "subject: team, weight:", 1))
	facts := append(quotaOfMonths(t, "2026-01-01", 17_000, 28_000, 31_000), booked(t, "2026-02-10", 76_000))
	facts[0].day = day(t, "2026-01-15")
	for i := range facts {
		facts[i].team = "north"
	}
	w := world{facts: facts}
	lines, summary := w.run(t, p, "2026-Q1", assigned(t, "E9", 1_000))
	if got := amounts(lines); got != "quota 1,000.00" {
		t.Errorf("got %s, %+v", got, summary.Results[0])
	}
	w.facts = append(facts[:2:2], facts[3])
	_, summary = w.run(t, p, "2026-Q1", assigned(t, "E9", 1_000))
	if r := summary.Results[0]; r.Outcome != Held || r.Reason != "no quota (bookings) was found for north in 2026-03" {
		t.Errorf("got %+v", r)
	}
}

// A published plan of a development team: 10 qualified meetings a month pay 70 % of 1,000, so 70 each; every meeting beyond
// 100 % pays 1.25 times that, and beyond 125 % 1.5 times. 13 meetings are 10 × 70 + 2 × 87.50 + 105 = 980, the 13th being
// at 130 %. The quota is a number of meetings, and no plan has to say where those are.
func TestQuotaOfThingsCounted(t *testing.T) {
	t.Parallel()
	plan := planHead("monthly") + `components:
  - name: meetings
    kind: commission
    paid_on: units_sold
    tiers:
      by: attainment
      resets: monthly
      each_tier: rate_at_end
      exactly_on_limit: lower_tier
      base_rate: incentive_per_quota
      rates: [{below: 100%, times: 1}, {below: 125%, times: 1.25}, {times: 1.5}]
    weight: 70%
`
	facts := []testFact{{measure: "quota_units", who: "E1", day: day(t, "2026-03-01"), until: day(t, "2026-04-01"), value: 10, attrs: "metric = 'units_sold'"}}
	for i := range 13 {
		facts = append(facts, testFact{measure: "units_sold", who: "E1", day: day(t, "2026-03-02") + config.Day(i), value: 1, source: fmt.Sprintf("M%02d", i)})
	}
	w, a := world{facts: facts}, assigned(t, "E1", 1_000)
	a.IncentivePer = "month"
	lines, _ := w.run(t, compilePlan(t, plan), "2026-03", a)
	var sum int64
	for i := range lines {
		sum += lines[i].AmountMinor
	}
	if sum != 980_00 {
		t.Errorf("13 meetings of 10 pay %d, want 98000", sum)
	}
}
