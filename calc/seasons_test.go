package calc

import (
	"testing"

	"attain/config"
)

const seasonalPlan = `plan: p
first_day: 2026-01-01
last_day: 2026-12-31
applies_to: {role: AE}
pays: quarterly
components:
  - name: win-rate
    kind: scorecard
    kpi: win_rate
    weight: 100%
    threshold: {at: 10%, pays: 50%}
    target: {at: {2026-Q1: 20%, 2026-Q2: 25%, 2026-Q3: 40%, 2026-Q4: 25%}, pays: 100%}
    cap: {at: 60%, pays: 150%}
    between: straight_line
examples:
  - {period: 2026-Q2, given: {target_incentive: 10_000, win_rate: 25%}, gives: {win-rate: 10_000}}
  - {period: 2026-Q3, given: {target_incentive: 10_000, win_rate: 25%}, gives: {win-rate: 7_500}}
`

// TestSeasonalTargets: 18 of 72 deals are 25 %. In the third quarter, whose target is 40 %, that is half way from 10 % to
// 40 %: 0.5 + 0.5 × 15 ÷ 30 = 0.75 of 10,000. In the second it is the target, in the first 20 % to 60 %: 1 + 0.5 × 5 ÷ 40
// = 1.0625. A run of the whole year pays each quarter at its own.
func TestSeasonalTargets(t *testing.T) {
	t.Parallel()
	p := compilePlan(t, seasonalPlan)
	for _, ex := range p.RunExamples() {
		if !ex.OK {
			t.Errorf("the example gives %s, not %s", ex.Got, ex.Want)
		}
	}
	facts := make([]testFact, 0, 8)
	for _, on := range []string{"2026-02-15", "2026-05-15", "2026-08-15", "2026-11-15"} {
		facts = append(facts, testFact{measure: "won_deals", who: "E1", day: day(t, on), value: 18}, testFact{measure: "closed_deals", who: "E1", day: day(t, on), value: 72})
	}
	lines, summary := (&world{facts: facts}).run(t, p, "2026", assigned(t, "E1", 10_000))
	want := []int64{1_062_500, 1_000_000, 750_000, 1_000_000}
	targets := []config.Ratio{config.NewRatio(20, 100), config.NewRatio(25, 100), config.NewRatio(40, 100), config.NewRatio(25, 100)}
	if len(lines) != len(want) {
		t.Fatalf("%d lines", len(lines))
	}
	for i := range want {
		if lines[i].AmountMinor != want[i] || summary.Results[i].Target.Cmp(targets[i]) != 0 {
			t.Errorf("quarter %d: %d at a target of %s, want %d at %s", i+1, lines[i].AmountMinor, summary.Results[i].Target, want[i], targets[i])
		}
	}
	if got := termAt(lines[2], "target"); got != "plans/p0.yaml:12:56" {
		t.Errorf("the third quarter's target is at %s", got)
	}
}

func termAt(l config.Line, name string) string {
	for _, t := range l.Terms {
		if t.Name == name {
			return t.At
		}
	}
	return ""
}
