package calc

import (
	"strings"
	"testing"
)

// gatedPlan pays 8 % of bookings with the steps a test adds to the component.
func gatedPlan(steps, given string) string {
	return planHead("quarterly") + `components:
  - name: bookings
    kind: commission
    paid_on: bookings
    rate: 8%
` + steps + `examples:
  - given: {bookings: 12_500, ` + given + `}
    gives: {bookings: 0}
`
}

// exampleOf gives what the plan pays on its example.
func exampleOf(t *testing.T, plan string) string {
	t.Helper()
	var out []string
	for _, res := range compilePlan(t, plan).RunExamples() {
		out = append(out, res.Got.Decimal(2)+res.Note)
	}
	return strings.Join(out, " ")
}

// semantics.md, section 0: earning 1,000, multiplier 1.5, cap 1,200 gives 1,200 capped last and 1,500 capped first.
func TestMultiplierBeforeAndAfterTheCap(t *testing.T) {
	t.Parallel()
	for applies, want := range map[string]string{"before_cap": "1200.00", "after_cap": "1500.00"} {
		steps := "    cap_amount: 1_200\n    multiplier: {kpi: nps, at: [{at: 40, times: 1}, {at: 50, times: 1.5}], between: steps, applies: " + applies + "}\n"
		if got := exampleOf(t, gatedPlan(steps, "nps: 50")); got != want {
			t.Errorf("%s pays %s, want %s", applies, got, want)
		}
	}
}

// 1,000.00 behind a gate of 80 % that is missed at 79.9 %.
func TestGate(t *testing.T) {
	t.Parallel()
	for steps, want := range map[string]string{
		"    gate: {kpi: customer_satisfaction, at_least: 80%, otherwise: 0%}\n":   "0.00",
		"    gate: {kpi: customer_satisfaction, at_least: 80%, otherwise: 50%}\n":  "500.00",
		"    gate: {kpi: customer_satisfaction, at_least: 79.9%, otherwise: 0%}\n": "1000.00",
		"    gate: {kpi: customer_satisfaction, at_most: 79.8%, otherwise: 0%}\n":  "0.00",
	} {
		if got := exampleOf(t, gatedPlan(steps, "customer_satisfaction: 79.9%")); got != want {
			t.Errorf("%s pays %s, want %s", steps, got, want)
		}
	}
}

// A gate that is missed pays less of what was earned; it forgives nothing that is owed back.
func TestGateForgivesNoDebt(t *testing.T) {
	t.Parallel()
	plan := gatedPlan("    gate: {kpi: customer_satisfaction, at_least: 80%, otherwise: 0%}\n", "customer_satisfaction: 79.9%")
	if got := exampleOf(t, strings.ReplaceAll(plan, "bookings: 12_500", "bookings: -12_500")); got != "-1000.00" {
		t.Errorf("a reversal behind a missed gate pays %s, want -1000.00", got)
	}
}
