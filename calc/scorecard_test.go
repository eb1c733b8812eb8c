package calc

import (
	"strings"
	"testing"

	"attain/config"
)

const aePlan = `components:
  - name: quota
    kind: scorecard
    kpi: quota_attainment
    weight: 70%
    threshold: {at: 80%, pays: 50%}
    target:    {at: 100%, pays: 100%}
    then:      [{at: 120%, pays: 120%}]
    cap:       {at: 150%, pays: 180%}
    between: straight_line
  - name: win-rate
    kind: scorecard
    kpi: win_rate
    weight: 30%
    threshold: {at: 18%, pays: 50%}
    target:    {at: 25%, pays: 100%}
    cap:       {at: 40%, pays: 150%}
    between: straight_line
    too_few: {fewer_than: 10 closed_deals, then: weight_to_the_others}
`

// sales is a quarter's bookings against a quota of 1,000,000.00 and won of closed deals, for one participant.
func sales(tb testing.TB, who string, bookings, won, closed int64) []testFact {
	return []testFact{
		{measure: "quota", who: who, day: day(tb, "2026-07-01"), until: day(tb, "2026-10-01"), value: 100_000_000, currency: "USD"},
		{measure: "bookings", who: who, day: day(tb, "2026-08-15"), value: bookings * 100, currency: "USD", source: "D1"},
		{measure: "won_deals", who: who, day: day(tb, "2026-08-15"), value: won},
		{measure: "closed_deals", who: who, day: day(tb, "2026-08-15"), value: closed},
	}
}

// semantics.md section 2, account executive.
func TestAccountExecutive(t *testing.T) {
	t.Parallel()
	p := compilePlan(t, planHead("quarterly")+aePlan)
	for _, c := range []struct {
		name        string
		bookings    int64
		won, closed int64
		want        string
		total       int64
	}{
		{"quota just below its threshold", 799_000, 20, 100, "quota 0.00, win-rate 1,928.57", 192857},
		{"both exactly at threshold", 800_000, 18, 100, "quota 3,500.00, win-rate 1,500.00", 500000},
		{"below and at target", 950_000, 18, 72, "quota 6,125.00, win-rate 3,000.00", 912500},
		{"at target", 1_000_000, 18, 72, "quota 7,000.00, win-rate 3,000.00", 1000000},
		{"above, before the accelerator", 1_100_000, 18, 72, "quota 7,700.00, win-rate 3,000.00", 1070000},
		{"in the accelerator, win rate past its cap", 1_350_000, 45, 100, "quota 10,500.00, win-rate 4,500.00", 1500000},
		{"at both caps", 1_600_000, 40, 100, "quota 12,600.00, win-rate 4,500.00", 1710000},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			w := world{facts: sales(t, "E1", c.bookings, c.won, c.closed)}
			lines, _ := w.run(t, p, "2026-Q3", assigned(t, "E1", 10_000))
			if got := amounts(lines); got != c.want || total(lines) != c.total {
				t.Errorf("got %s, %d; want %s, %d", got, total(lines), c.want, c.total)
			}
		})
	}
}

// semantics.md section 2, minimum sample: 95 % of quota, 6 won of 8 closed deals.
func TestTooFew(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ then, want, label string }{
		{"weight_to_the_others", "quota 8,750.00, win-rate 0.00", "Win rate was not counted (closed deals 8, fewer than 10); its weight went to the others"},
		{"as_at_target", "quota 6,125.00, win-rate 3,000.00", "Win rate was paid as at target (closed deals 8, fewer than 10)"},
		{"nothing", "quota 6,125.00, win-rate 0.00", "Win rate pays nothing (closed deals 8, fewer than 10)"},
		{"carry_to_next_period", "quota 6,125.00, win-rate 0.00", "Win rate was not counted (closed deals 8, fewer than 10); 3,000.00 USD at target is carried to the next period"},
	} {
		t.Run(c.then, func(t *testing.T) {
			t.Parallel()
			p := compilePlan(t, planHead("quarterly")+strings.Replace(aePlan, "then: weight_to_the_others", "then: "+c.then, 1))
			w := world{facts: sales(t, "E1", 950_000, 6, 8)}
			a := assigned(t, "E1", 10_000)
			a.First = day(t, "2026-07-01") // nothing is carried to the quarter
			lines, summary := w.run(t, p, "2026-Q3", a)
			if got := amounts(lines); got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
			if lines[1].Label != c.label {
				t.Errorf("label %q, want %q", lines[1].Label, c.label)
			}
			if got := summary.Results[1].Outcome; got != c.then {
				t.Errorf("outcome %s, want %s", got, c.then)
			}
		})
	}
	t.Run("no rule", func(t *testing.T) {
		t.Parallel()
		p := compilePlan(t, planHead("quarterly")+strings.Replace(aePlan, "    too_few: {fewer_than: 10 closed_deals, then: weight_to_the_others}\n", "", 1))
		w := world{facts: sales(t, "E1", 950_000, 6, 8)}
		lines, _ := w.run(t, p, "2026-Q3", assigned(t, "E1", 10_000))
		if got := amounts(lines); got != "quota 6,125.00, win-rate 4,500.00" {
			t.Errorf("got %s", got)
		}
	})
}

// A KPI that cannot be computed is the same four choices, never quietly zero.
func TestNoValue(t *testing.T) {
	t.Parallel()
	plan := strings.Replace(aePlan, "    too_few: {fewer_than: 10 closed_deals, then: weight_to_the_others}\n", "", 1)
	p := compilePlan(t, planHead("quarterly")+plan)
	w := world{facts: sales(t, "E1", 950_000, 0, 0)}
	lines, summary := w.run(t, p, "2026-Q3", assigned(t, "E1", 10_000))
	if got := amounts(lines); got != "quota 8,750.00, win-rate 0.00" {
		t.Errorf("got %s", got)
	}
	if r := summary.Results[1]; r.Outcome != "weight_to_the_others" || r.Reason != "closed_deals is 0" || r.Value != nil {
		t.Errorf("got %+v", r)
	}
}

// A quota nobody wrote holds the component; a quota of 0 leaves the KPI without a value.
func TestQuotaMissingAndZero(t *testing.T) {
	t.Parallel()
	p := compilePlan(t, planHead("quarterly")+aePlan)
	facts := sales(t, "E1", 950_000, 18, 72)
	missing := world{facts: facts[1:]}
	lines, summary := missing.run(t, p, "2026-Q3", assigned(t, "E1", 10_000))
	if got := amounts(lines); got != "win-rate 3,000.00" {
		t.Errorf("got %s", got)
	}
	if r := summary.Results[0]; r.Outcome != Held || r.Reason != "no quota (bookings) was found for E1 in 2026-07-01 to 2026-09-30" {
		t.Errorf("got %+v", r)
	}
	facts[0].value = 0
	zero := world{facts: facts}
	lines, summary = zero.run(t, p, "2026-Q3", assigned(t, "E1", 10_000))
	if got := amounts(lines); got != "quota 0.00, win-rate 10,000.00" {
		t.Errorf("got %s", got)
	}
	if r := summary.Results[0]; r.Outcome != "weight_to_the_others" || r.Reason != "quota is 0" {
		t.Errorf("got %+v", r)
	}
}

// The labels a seller reads, and where a line says it comes from.
func TestScorecardLine(t *testing.T) {
	t.Parallel()
	p := compilePlan(t, planHead("quarterly")+aePlan)
	w := world{facts: sales(t, "E1", 950_000, 17, 100)}
	lines, _ := w.run(t, p, "2026-Q3", assigned(t, "E1", 10_000))
	if got, want := lines[1].Label, "Win rate 17.0 % is below the threshold 18.0 %"; got != want {
		t.Errorf("label %q, want %q", got, want)
	}
	q := lines[0]
	for what, pair := range map[string][2]string{
		"label": {q.Label, "Quota attainment 95.0 % pays 87.5 %"}, "part": {q.Part, "payout"}, "origin": {q.OriginPeriod, "2026-09"},
		"pay period": {q.PayPeriod, "2026-Q3"}, "config ref": {q.ConfigRef, "plans/p0.yaml:7:5"}, "cost center": {q.CostCenter, "CC1"},
		"from": {q.ComputedFrom, "bookings / quota, E1, 2026-07-01 to 2026-09-30"}, "class": {q.Class, config.Earning},
		"basis": {q.Basis.String(), "1000000"}, "rate": {q.Rate.String(), "0.6125"}, "version": {q.PlanVersion, p.plans["p"].Version},
	} {
		if pair[0] != pair[1] {
			t.Errorf("%s: got %q, want %q", what, pair[0], pair[1])
		}
	}
	var names []string
	for _, term := range q.Terms {
		names = append(names, term.Name)
	}
	if got, want := strings.Join(names, " "), "bookings quota quota_attainment weight threshold threshold_pays target target_pays curve proration target_incentive amount"; got != want {
		t.Errorf("terms %s, want %s", got, want)
	}
}

// semantics.md section 2: customer success, finance (lower is better) and product.
func TestShippedCurves(t *testing.T) {
	t.Parallel()
	const csm = `components:
  - {name: nrr, kind: scorecard, kpi: nrr, weight: 60%, threshold: {at: 100%, pays: 50%}, target: {at: 115%, pays: 100%}, cap: {at: 130%, pays: 150%}, between: straight_line}
  - {name: nps, kind: scorecard, kpi: nps, weight: 40%, threshold: {at: 40, pays: 50%}, target: {at: 50, pays: 100%}, cap: {at: 70, pays: 150%}, between: straight_line}
examples:
  - {given: {target_incentive: 6_000, nrr: 110%, nps: 60}, gives: {nrr: 3_000.00, nps: 3_000.00, total: 6_000.00}}
`
	const finance = `components:
  - {name: payback, kind: scorecard, kpi: cac_payback, subject: company, weight: 60%, threshold: {at: 15, pays: 50%}, target: {at: 12, pays: 100%}, cap: {at: 6, pays: 150%}, between: straight_line}
  - {name: margin, kind: scorecard, kpi: gross_margin, subject: company, weight: 40%, threshold: {at: 60%, pays: 50%}, target: {at: 70%, pays: 100%}, cap: {at: 80%, pays: 150%}, between: straight_line}
examples:
  - {given: {target_incentive: 5_000, cac_payback: 15.01, gross_margin: 70%}, gives: {payback: 0.00}}
  - {given: {target_incentive: 5_000, cac_payback: 15, gross_margin: 70%}, gives: {payback: 1_500.00}}
  - {given: {target_incentive: 5_000, cac_payback: 12.5, gross_margin: 70%}, gives: {payback: 2_750.00}}
  - {given: {target_incentive: 5_000, cac_payback: 12, gross_margin: 70%}, gives: {payback: 3_000.00}}
  - {given: {target_incentive: 5_000, cac_payback: 9, gross_margin: 70%}, gives: {payback: 3_750.00}}
  - {given: {target_incentive: 5_000, cac_payback: 6, gross_margin: 70%}, gives: {payback: 4_500.00}}
  - {given: {target_incentive: 5_000, cac_payback: 5, gross_margin: 70%}, gives: {payback: 4_500.00}}
  # At a loss the cost is never paid back: worse than the threshold, whatever a KPI without a value would get.
  - {given: {target_incentive: 5_000, sales_and_marketing_cost: 600_000, new_customers: 300, mrr_new: 60_000, revenue: 100, cost_of_revenue: 150}, gives: {payback: 0.00, margin: 0.00}}
`
	const product = `components:
  - {name: activation, kind: scorecard, kpi: activation_rate, subject: company, weight: 70%, threshold: {at: 30%, pays: 50%}, target: {at: 40%, pays: 100%}, cap: {at: 60%, pays: 150%}, between: straight_line}
  - {name: margin, kind: scorecard, kpi: gross_margin, subject: company, weight: 30%, threshold: {at: 60%, pays: 50%}, target: {at: 70%, pays: 100%}, cap: {at: 80%, pays: 150%}, between: straight_line}
examples:
  - {given: {target_incentive: 5_000, activation_rate: 45%, gross_margin: 70%}, gives: {activation: 3_937.50}}
`
	const halves = `components:
  - {name: renewal, kind: scorecard, kpi: renewal_rate, weight: 50%, threshold: {at: 80%, pays: 50%}, target: {at: 90%, pays: 100%}, cap: {at: 100%, pays: 150%}, between: straight_line}
  - {name: satisfaction, kind: scorecard, kpi: customer_satisfaction, weight: 50%, threshold: {at: 75%, pays: 50%}, target: {at: 85%, pays: 100%}, cap: {at: 95%, pays: 150%}, between: straight_line}
examples:
  - {given: {target_incentive: 4_000, renewal_rate: 90%, customer_satisfaction: 83%}, gives: {renewal: 2_000.00, satisfaction: 1_800.00, total: 3_800.00}}
`
	for name, plan := range map[string]string{"csm": csm, "finance": finance, "product": product, "csm 50/50": halves} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, r := range compilePlan(t, planHead("quarterly")+plan).RunExamples() {
				if !r.OK {
					t.Errorf("%s: %s: want %s, got %s%s", r.At, r.Component, r.Want, r.Got, r.Note)
				}
			}
		})
	}
}
