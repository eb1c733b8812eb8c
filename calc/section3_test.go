package calc

import (
	"fmt"
	"strings"
	"testing"
)

// semantics.md section 3 as data of plans: the payout-curve guide (bonuspaycalc.com: 10,000 at target, from 70 %, twice the
// slope above, at most 200 %) and the step bonus (calqoo.com: 80 to 89 pays 50 %, which leaves 89.9 % to 80).
func TestCurvesSection3(t *testing.T) {
	t.Parallel()
	card := func(points, between string) string {
		return planHead("quarterly") + "components:\n  - {name: bonus, kind: scorecard, kpi: quota_attainment, weight: 100%, " + points + ", between: " + between + "}\nexamples:\n"
	}
	guide := card("threshold: {at: 70%, pays: 0%}, target: {at: 100%, pays: 100%}, cap: {at: 150%, pays: 200%}", "straight_line")
	step := card("threshold: {at: 80%, pays: 50%}, before_target: [{at: 90%, pays: 80%}], target: {at: 100%, pays: 100%}, then: [{at: 110%, pays: 120%}], cap: {at: 120%, pays: 150%}", "steps")
	for _, c := range []struct{ plan, attainment, pays string }{
		{guide, "85%", "5_000"},
		{guide, "120%", "14_000"},
		{guide, "150%", "20_000"},
		{guide, "300%", "20_000"},
		{step, "79.9%", "0"},
		{step, "80%", "5_000"},
		{step, "89%", "5_000"},
		{step, "89.9%", "5_000"},
		{step, "90%", "8_000"},
		{step, "99.9%", "8_000"},
		{step, "100%", "10_000"},
		{step, "109%", "10_000"},
		{step, "110%", "12_000"},
		{step, "119.9%", "12_000"},
		{step, "120%", "15_000"},
	} {
		plan := c.plan + fmt.Sprintf("  - given: {target_incentive: 10_000, quota_attainment: %s}\n    gives: {bonus: %s}\n", c.attainment, c.pays)
		for _, r := range compilePlan(t, plan).RunExamples() {
			if !r.OK {
				t.Errorf("%s: want %s, got %s%s", c.attainment, r.Want, r.Got, r.Note)
			}
		}
	}
}

// semantics.md section 2, account executive and minimum sample, as data of a plan: what the example says is what a run pays.
func TestExamplesSection2(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ then, given, total string }{
		{"weight_to_the_others", "quota_attainment: 79.9%, win_rate: 20%", "1_928.57"},
		{"weight_to_the_others", "quota_attainment: 80%, win_rate: 18%", "5_000"},
		{"weight_to_the_others", "quota_attainment: 95%, won_deals: 18, closed_deals: 72", "9_125"},
		{"weight_to_the_others", "quota_attainment: 100%, win_rate: 25%", "10_000"},
		{"weight_to_the_others", "quota_attainment: 110%, win_rate: 25%", "10_700"},
		{"weight_to_the_others", "quota_attainment: 135%, win_rate: 45%", "15_000"},
		{"weight_to_the_others", "quota_attainment: 160%, win_rate: 40%", "17_100"},
		{"weight_to_the_others", "quota_attainment: 95%, won_deals: 6, closed_deals: 8", "8_750"},
		{"as_at_target", "quota_attainment: 95%, won_deals: 6, closed_deals: 8", "9_125"},
		{"nothing", "quota_attainment: 95%, won_deals: 6, closed_deals: 8", "6_125"},
		{"carry_to_next_period", "quota_attainment: 95%, won_deals: 6, closed_deals: 8", "6_125"},
	} {
		plan := planHead("quarterly") + strings.Replace(aePlan, "then: weight_to_the_others", "then: "+c.then, 1) +
			"examples:\n  - given: {target_incentive: 10_000, " + c.given + "}\n    gives: {total: " + c.total + "}\n"
		for _, r := range compilePlan(t, plan).RunExamples() {
			if !r.OK {
				t.Errorf("%s, %s: want %s, got %s%s", c.then, c.given, r.Want, r.Got, r.Note)
			}
		}
	}
}
