package calc

import (
	"slices"
	"strings"
	"testing"

	"attain/config"
)

// parts of plans for TestWarnings: a plan has some of these under its head.
const (
	quotaCard = `
  - {name: quota, kind: scorecard, kpi: quota_attainment, weight: 50%, threshold: {at: 80%, pays: 50%}, target: {at: 100%, pays: 100%}, cap: {at: 150%, pays: 200%}, between: straight_line}`
	winCard = `
  - {name: win, kind: scorecard, kpi: win_rate, weight: 50%, threshold: {at: 18%, pays: 50%}, target: {at: 25%, pays: 100%}, cap: {at: 40%, pays: 150%}, between: straight_line}`
	anExample = `
examples: [{given: {target_incentive: 10_000, quota_attainment: 100%, win_rate: 25%}, gives: {quota: 5_000}}]`
	aReview = "review_by: 2026-10-01\n"
	good    = "components:" + quotaCard + winCard + anExample
)

func paidOnBookings(settings string) string {
	return "components:\n  - {name: bookings, kind: commission, paid_on: bookings, " + settings + "}\nexamples: [{given: {bookings: 100}, gives: {bookings: 10}}]"
}

// TestWarnings has for every warning one plan that has it and one that has not; both are the same but for the fault.
func TestWarnings(t *testing.T) {
	t.Parallel()
	four := "components:"
	for _, k := range []string{"quota_attainment", "win_rate", "customer_satisfaction", "renewal_rate"} {
		four += "\n  - {name: " + strings.ReplaceAll(k, "_", "-") + ", kind: scorecard, kpi: " + k +
			", weight: 25%, threshold: {at: 10%, pays: 50%}, target: {at: 20%, pays: 100%}, cap: {at: 40%, pays: 150%}, between: straight_line}"
	}
	cases := []struct {
		warning   string
		has       string
		hasNot    string
		monthly   bool
		asOf      string // of both; 2026-02-01 without
		edits     []string
		noReview  bool   // has leaves review_by out
		hasNotNew string // what the good plan has in its head beside the bad one's
	}{
		{warning: "many_kpis", has: four, hasNot: good},
		{
			warning: "activity_in_pay", hasNot: good,
			has: "components:" + strings.NewReplacer("quota_attainment", "calls", "at: 80%", "at: 80", "at: 100%", "at: 100", "at: 150%", "at: 150").Replace(quotaCard) + winCard,
		},
		{warning: "no_quality", hasNot: good, has: "components:" + strings.Replace(quotaCard, "50%", "100%", 1)},
		{warning: "cadence", hasNot: good, has: strings.Replace(good, "kpi: win_rate,", "kpi: win_rate, over: rolling_12_months,", 1)},
		{warning: "cadence", monthly: true, hasNot: good, has: strings.Replace(good, "kpi: win_rate,", "kpi: win_rate, over: quarter,", 1)},
		{warning: "cadence", hasNot: good, has: strings.Replace(good, "kpi: win_rate,", "kpi: win_rate, over: month,", 1)},
		{
			warning: "paid_twice", hasNot: good,
			has: strings.Replace(good, "\nexamples", "\n  - {name: more, kind: commission, paid_on: bookings, rate: 1%}\nexamples", 1),
		},
		{
			// Deals that are in one component are not in the other.
			warning: "paid_twice",
			has:     "components:\n  - {name: a, kind: commission, paid_on: bookings, rate: 1%}\n  - {name: b, kind: commission, paid_on: bookings, rate: 1%}\n",
			hasNot: "components:\n  - {name: a, kind: commission, paid_on: bookings, rate: 1%, only_if: deal_type = 'new'}\n" +
				"  - {name: b, kind: commission, paid_on: bookings, rate: 1%, only_if: deal_type = 'renewal'}\n",
		},
		{warning: "out_of_reach", hasNot: good, has: strings.Replace(good, "kpi: win_rate,", "kpi: win_rate, subject: company,", 1)},
		{warning: "no_cap", has: paidOnBookings("rate: 10%"), hasNot: paidOnBookings("rate: 10%, cap_amount: 5_000")},
		{
			warning: "no_cap", has: paidOnBookings("rate: 10%"),
			hasNot: paidOnBookings("rate: 10%") + "\nsteps: {cap: {amount: 5_000, per: quarter, excess: lost}}",
		},
		{warning: "no_floor", has: paidOnBookings("rate: 10%"), hasNot: paidOnBookings("rate: 10%, floor_amount: 0")},
		{warning: "cliff", has: strings.ReplaceAll(good, "straight_line", "steps"), hasNot: good},
		{
			warning: "cliff",
			has:     paidOnBookings("tiers: {by: amount, resets: yearly, each_tier: top_rate, rates: [{below: 100, rate: 5%}, {rate: 10%}]}"),
			hasNot:  paidOnBookings("tiers: {by: amount, resets: yearly, each_tier: own_rate, rates: [{below: 100, rate: 5%}, {rate: 10%}]}"),
		},
		{
			warning: "pays_less",
			has:     paidOnBookings("tiers: {by: amount, resets: yearly, each_tier: top_rate, rates: [{below: 100, rate: 10%}, {rate: 5%}]}"),
			hasNot:  paidOnBookings("tiers: {by: amount, resets: yearly, each_tier: own_rate, rates: [{below: 100, rate: 10%}, {rate: 5%}]}"),
		},
		{
			warning: "rate_falls",
			has:     paidOnBookings("tiers: {by: amount, resets: yearly, each_tier: own_rate, rates: [{below: 100, rate: 10%}, {rate: 5%}]}"),
			hasNot:  paidOnBookings("tiers: {by: amount, resets: yearly, each_tier: own_rate, rates: [{below: 100, rate: 5%}, {rate: 10%}]}"),
		},
		{
			// Above the target 2 % of pay for 1 % of result, then 1 %; in the other 2 % all the way.
			warning: "rate_falls", hasNot: good,
			has: strings.Replace(good, "cap: {at: 150%, pays: 200%}", "then: [{at: 110%, pays: 120%}], cap: {at: 150%, pays: 160%}", 1),
		},
		{warning: "no_example", has: strings.ReplaceAll(good, anExample, ""), hasNot: good},
		{warning: "no_review", noReview: true, has: good, hasNot: good},
		{warning: "review_passed", asOf: "2026-10-02", has: good, hasNot: good, hasNotNew: "reviewed_on: 2026-10-01\n"},
		{
			warning: "prices_changed", asOf: "2026-04-02", has: good, hasNot: good, hasNotNew: "reviewed_on: 2026-04-02\n",
			edits: []string{"country: US}", "country: US, prices_changed: 2026-04-01}"},
		},
	}
	for _, c := range cases {
		asOf := c.asOf
		if asOf == "" {
			asOf = "2026-02-01"
		}
		pays := "quarterly"
		if c.monthly {
			pays = "monthly"
		}
		head := planHead(pays) + aReview
		bad := head
		if c.noReview {
			bad = planHead(pays)
		}
		if got := warned(t, bad+c.has, asOf, c.edits...); !strings.Contains(got, c.warning) {
			t.Errorf("%s is not warned of in\n%s\nonly%s", c.warning, c.has, got)
		}
		if got := warned(t, head+c.hasNotNew+c.hasNot, asOf, c.edits...); strings.Contains(got, c.warning) {
			t.Errorf("%s is warned of in\n%s", c.warning, c.hasNot)
		}
	}
	for _, k := range warningKinds() {
		found := false
		for _, c := range cases {
			found = found || c.warning == k.name
		}
		if !found {
			t.Errorf("%s has no case", k.name)
		}
	}
}

// warned gives the names of what a plan is warned of, signed-off ones left out.
func warned(t *testing.T, plan, asOf string, edits ...string) string {
	t.Helper()
	out := ""
	activities := config.Measure{Name: "activities", Title: "Activities", Kind: "flow", Unit: "count"}
	p, err := Compile(readPlan(t, plan, edits...), append(slices.Clone(testMeasures), activities))
	if err != nil {
		t.Fatalf("%v in\n%s", err, plan)
	}
	for _, w := range p.Warnings(day(t, asOf)) {
		if w.Accepted == nil {
			out += " " + w.Name
		}
		if w.At.Line == 0 || w.Message == "" || w.Right == "" || w.Why == "" {
			t.Errorf("%s says too little: %+v", w.Name, w)
		}
	}
	return out
}

// TestAcceptedWarning: one warning signed off leaves the others, and one component's sign-off leaves the other's.
func TestAcceptedWarning(t *testing.T) {
	t.Parallel()
	sign := func(what string) string {
		return "\naccepted: [{warning: " + what + ", by: cro@example.com, on: 2026-01-05, because: decided}]"
	}
	plan := planHead("quarterly") + aReview + "components:\n  - {name: a, kind: commission, paid_on: bookings, rate: 1%}\n  - {name: b, kind: commission, paid_on: won_deals, rate: 1}" + sign("no_cap, component: a")
	got := warned(t, plan, "2026-02-01")
	if n := strings.Count(got, "no_cap"); n != 1 || !strings.Contains(got, "no_floor") {
		t.Errorf("warned of%s; want no_cap of b only, and no_floor", got)
	}
	if got := warned(t, strings.Replace(plan, ", component: a", "", 1), "2026-02-01"); strings.Contains(got, "no_cap") {
		t.Errorf("no_cap is warned of though the plan accepts it:%s", got)
	}
}
