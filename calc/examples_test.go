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
	results := p.RunExamples()
	if len(results) != 3 {
		t.Fatalf("%d results, want 3", len(results))
	}
	for _, res := range results {
		if !res.OK {
			t.Errorf("%s: the example expects %s %s, and the plan pays %s", res.Component, res.Want.Decimal(2), res.Currency, res.Got.Decimal(2))
		}
	}
}
