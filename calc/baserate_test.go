package calc

import (
	"strings"
	"testing"

	"attain/config"
)

// incentiveTiers pay 10 % below 200 % of quota and nothing from there, the 10 % derived from pay and quota.
const incentiveTiers = "    tiers: {by: attainment, resets: quarterly, each_tier: own_rate, base_rate: incentive_per_quota, rates: [{below: 200%, times: 1}, {rate: 0%}]}\n"

// onTarget is E1 with on-target earnings of 140,000, half of them variable, and a quota of 175,000 a quarter.
func onTarget(tb testing.TB) (config.Assignment, []testFact) {
	a := assigned(tb, "E1", 70_000)
	a.IncentivePer = "year"
	return a, []testFact{{measure: "quota", who: "E1", day: day(tb, "2026-01-01"), until: day(tb, "2026-04-01"), value: 175_000_00, currency: "USD"}}
}

// semantics.md section 20 and the capped template of section 7: 70,000 ÷ 700,000 is 10 %, and bookings of 400,000 pay
// 350,000 × 10 % = 35,000.
func TestRateOfPayAndQuota(t *testing.T) {
	t.Parallel()
	a, facts := onTarget(t)
	for name, c := range map[string]struct {
		settings string
		want     int64
	}{
		"tiers":              {incentiveTiers, 35_000_00},
		"flat":               {"    rate: incentive_per_quota\n", 40_000_00},
		"weight":             {"    rate: incentive_per_quota\n    weight: 60%\n", 24_000_00},
		"accelerated":        {strings.Replace(incentiveTiers, "{below: 200%, times: 1}, {rate: 0%}", "{below: 100%, times: 1}, {times: 1.5}", 1), 17_500_00 + 33_750_00},
		"quota not prorated": {incentiveTiers, 35_000_00},
	} {
		edits := []string{}
		if name == "quota not prorated" {
			edits = []string{"prorates: [quota, target_incentive]", "prorates: []"}
		}
		w := world{facts: append(facts, booked(t, "2026-02-10", 400_000))}
		lines, summary := w.run(t, compilePlan(t, commissionPlan("quarterly", c.settings), edits...), "2026-Q1", a)
		if got := total(lines); got != c.want {
			t.Errorf("%s: got %d, want %d, %+v", name, got, c.want, summary.Results[0])
		}
		if got := lines[0].Terms[1]; name == "flat" && (got.Value.String() != "0.1" || got.From != "target incentive 17500.00 × 100 % ÷ quota 175,000.00 USD") {
			t.Errorf("rate: %+v", got)
		}
	}
}

// The rate does not depend on how much of the period somebody is there: hired on 15 February, 45 of 90 days.
func TestRateOfAHire(t *testing.T) {
	t.Parallel()
	a, facts := onTarget(t)
	a.First = day(t, "2026-02-15")
	w := world{facts: append(facts, booked(t, "2026-02-20", 10_000))}
	for _, prorated := range []string{"quota, target_incentive", "target_incentive", "quota", ""} {
		p := compilePlan(t, commissionPlan("quarterly", incentiveTiers), "prorates: [quota, target_incentive]", "prorates: ["+prorated+"]")
		if lines, _ := w.run(t, p, "2026-Q1", a); total(lines) != 1_000_00 {
			t.Errorf("[%s]: got %d, want 10 %% of 10,000", prorated, total(lines))
		}
	}
}

// semantics.md section 20, edge: a quota of 0 leaves the rate undefined, which holds the component, and so does a target
// incentive nobody wrote.
func TestRateWithoutQuota(t *testing.T) {
	t.Parallel()
	a, facts := onTarget(t)
	facts[0].value = 0
	w := world{facts: append(facts, booked(t, "2026-02-10", 1_000))}
	p := compilePlan(t, commissionPlan("quarterly", incentiveTiers))
	_, summary := w.run(t, p, "2026-Q1", a)
	if r := summary.Results[0]; r.Outcome != Held || !strings.HasPrefix(r.Reason, "the rate is the target incentive ÷ the quota, and the quota is 0") {
		t.Errorf("got %+v", r)
	}
	a.HasIncentive = false
	_, summary = w.run(t, p, "2026-Q1", a)
	if r := summary.Results[0]; r.Outcome != Held || !strings.HasPrefix(r.Reason, "no target incentive is known for E1") {
		t.Errorf("got %+v", r)
	}
}

// semantics.md section 5, multiplier form: 6 % base, 1.25 times above 100 %; at 115 % a deal of 50,000 pays 3,750.
func TestTimesTheBaseRate(t *testing.T) {
	t.Parallel()
	p := compilePlan(t, commissionPlan("quarterly",
		"    tiers: {by: attainment, resets: yearly, each_tier: own_rate, base_rate: 6%, rates: [{below: 100%, times: 1}, {times: 1.25}]}\n"))
	facts := append(quotaOfMonths(t, "2026-01-01", 100_000, 100_000, 100_000, 100_000, 100_000, 100_000, 100_000, 100_000, 100_000, 100_000, 100_000, 100_000),
		booked(t, "2026-03-31", 1_380_000), booked(t, "2026-04-10", 50_000))
	w := world{facts: facts}
	lines, _ := w.run(t, p, "2026-Q2", assigned(t, "E1", 0))
	if got := total(lines); got != 3_750_00 {
		t.Errorf("got %d, want 3,750", got)
	}
}

// The example in a plan derives the rate as a run does.
func TestRateInAnExample(t *testing.T) {
	t.Parallel()
	p := compilePlan(t, commissionPlan("quarterly", incentiveTiers)+
		"examples:\n  - given: {target_incentive: 17_500, quota: 175_000, bookings: 400_000}\n    gives: {bookings: 35_000.00}\n")
	for _, r := range p.RunExamples() {
		if !r.OK {
			t.Errorf("%s%s", r.Got, r.Note)
		}
	}
}
