package calc

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"attain/config"
)

// wonGated pays 250.00 for every deal won, behind a gate.
func wonGated(name, gate string) string {
	return "  - {name: " + name + ", kind: commission, paid_on: won_deals, rate: 250, gate: {" + gate + "}}\n"
}

// ladderPlan is a commission of nothing by attainment, which others look at.
func ladderPlan(settings string) string {
	return commissionPlan("quarterly", "    tiers: {by: attainment, resets: quarterly, each_tier: own_rate, exactly_on_limit: higher_tier, rates: [{below: 100%, rate: 0%}, {rate: 0%}]}\n"+settings)
}

// Sixteen deals of 250.00 behind 100 % of a quota of 400,000: 388,000 are 97 % and pay nothing, 400,000 are 100 % and pay
// 4,000.00. A scorecard on the quota and a commission whose tiers are by it say the same, and so does a true-up.
func TestGateOnAComponent(t *testing.T) {
	t.Parallel()
	card := planHead("quarterly") + "components:\n  - {name: bookings, kind: scorecard, kpi: quota_attainment, weight: 100%, threshold: {at: 80%, pays: 50%}, target: {at: 100%, pays: 100%}, cap: {at: 150%, pays: 150%}, between: straight_line}\n"
	trueUp := strings.Replace(ladderPlan("    true_up: {may_be_negative: yes}\n"), "resets: quarterly", "resets: yearly", 1)
	for name, plan := range map[string]string{"scorecard": card, "commission": ladderPlan(""), "true-up": trueUp} {
		for booked, want := range map[int64]string{388_000: "0.00", 400_000: "4,000.00"} {
			p := compilePlan(t, plan+wonGated("won", "component: bookings, at_least: 100%, otherwise: 0%"))
			w := world{facts: append(append(deals(t, "E1", booked), wonDeals(t, "E1", 16)...), quarterQuota(t, 400_000))}
			lines, _ := w.run(t, p, "2026-Q3", from(t, "2026-07-01", 10_000))
			won := of(lines, "won")
			if got := config.FormatMinor(total(won), "USD"); got != want || len(won) == 0 {
				t.Errorf("%s, %d booked: got %s, want %s", name, booked, got, want)
			}
			if name != "commission" || booked != 388_000 {
				continue
			}
			line := won[slices.IndexFunc(won, func(l config.Line) bool { return l.Part == "gate" })]
			if line.Label != "Attainment of bookings 97.0 % is below 100.0 %, so nothing is paid" {
				t.Errorf("the line says %s", line.Label)
			}
			for i, want := range []string{"credited", "quota", "attainment", "gate", "earned", "otherwise", "amount"} {
				if line.Terms[i].Name != want {
					t.Errorf("term %d is %s, want %s", i, line.Terms[i].Name, want)
				}
			}
		}
	}
}

// Half is still paid: 16 × 250.00 × 50 % = 2,000.00. At most 95 % is not met by 97 % either, and at most 97 % is.
func TestGateOnAComponentOtherwise(t *testing.T) {
	t.Parallel()
	for gate, want := range map[string]int64{
		"component: bookings, at_least: 100%, otherwise: 50%": 2_000_00, "component: bookings, at_most: 95%, otherwise: 0%": 0, "component: bookings, at_most: 97%, otherwise: 0%": 4_000_00,
	} {
		w := world{facts: append(append(deals(t, "E1", 388_000), wonDeals(t, "E1", 16)...), quarterQuota(t, 400_000))}
		lines, _ := w.run(t, compilePlan(t, ladderPlan("")+wonGated("won", gate)), "2026-Q3", assigned(t, "E1", 0))
		if got := total(lines); got != want {
			t.Errorf("%s: got %d, want %d", gate, got, want)
		}
	}
}

// A window is judged once. 400,000 of a quota of 400,000 were booked on 1 September and nothing after the new target
// incentive of the 20th: the second segment alone stands at 0 %, the window at 100 %. A ladder that begins anew with the
// assignment stands at 0 %.
func TestGateOnAComponentLooksAtTheWholeWindow(t *testing.T) {
	t.Parallel()
	card := planHead("quarterly") + "components:\n  - {name: bookings, kind: scorecard, kpi: quota_attainment, weight: 100%, threshold: {at: 80%, pays: 0%}, target: {at: 100%, pays: 0%}, cap: {at: 150%, pays: 0%}, between: steps}\n"
	raised, after := assigned(t, "E1", 10_000), assigned(t, "E1", 12_000)
	raised.End = day(t, "2026-09-20")
	after.First = raised.End
	for _, c := range []struct {
		plan string
		want int64
		edit []string
	}{
		{card, 4_000_00, nil},
		{strings.Replace(card, "between: steps", "between: steps, multiplier: {measure: won_deals, applies: before_curve, at: [{at: 0, times: 0}, {at: 16, times: 1}], between: steps}", 1), 4_000_00, nil},
		{strings.Replace(card, "between: steps", "between: steps, multiplier: {measure: won_deals, applies: before_curve, at: [{at: 16, times: 0.9}], between: steps}", 1), 0, nil},
		{ladderPlan(""), 4_000_00, nil},
		{ladderPlan(""), 0, []string{"ladder_on_role_change: carried", "ladder_on_role_change: restarted"}},
	} {
		p := compilePlan(t, c.plan+wonGated("won", "component: bookings, at_least: 100%, otherwise: 0%"), c.edit...)
		w := world{facts: append(append(deals(t, "E1", 400_000), wonDeals(t, "E1", 16)...), quarterQuota(t, 400_000))}
		lines, sum := w.run(t, p, "2026-Q3", raised, after)
		if got := total(lines); got != c.want {
			t.Errorf("%s %v: got %d, want %d", c.plan, c.edit, got, c.want)
		}
		for _, a := range sum.Accounting {
			if a.Component == "bookings" && a.Measure == "won_deals" && a.Read.Count != 16 {
				t.Errorf("%s: the multiplier's rows are counted as %d", c.plan, a.Read.Count)
			}
		}
	}
}

// Held there means held here: because its quota is missing, because its own gate is not known, and through a component
// between them, whatever they are called.
func TestGateOnAHeldComponent(t *testing.T) {
	t.Parallel()
	unknown := ladderPlan("    gate: {kpi: win_rate, over: quarter, subject: team, at_least: 20%, otherwise: 0%}\n")
	noTeam := assigned(t, "E1", 0)
	noTeam.Team = ""
	for name, c := range map[string]struct {
		plan  string
		quota int64
		who   config.Assignment
	}{
		"no quota": {ladderPlan(""), 0, assigned(t, "E1", 0)}, "gate not known": {unknown, 400_000, noTeam},
	} {
		p := compilePlan(t, c.plan+wonGated("a", "component: z, at_least: 0%, otherwise: 0%")+
			strings.Replace(ladderPlan(""), planHead("quarterly")+"components:\n  - name: bookings", "  - name: z", 1)+
			"    gate: {component: bookings, at_least: 0%, otherwise: 0%}\n")
		w := world{facts: append(deals(t, "E1", 100_000), wonDeals(t, "E1", 2)...)}
		if c.quota > 0 {
			w.facts = append(w.facts, quarterQuota(t, c.quota))
		}
		lines, sum := w.run(t, p, "2026-Q3", c.who)
		var said []string
		for _, r := range sum.Results {
			said = append(said, fmt.Sprint(r.Component, " ", r.Outcome))
			if r.Component == "a" && !strings.HasPrefix(r.Reason, "its gate looks at z, which is held: ") {
				t.Errorf("%s: a says %s", name, r.Reason)
			}
		}
		for _, a := range sum.Accounting {
			if a.Paid.Count != 0 {
				t.Errorf("%s: %s says rows are paid: %+v", name, a.Component, a)
			}
		}
		if got := strings.Join(said, ", "); len(lines) != 0 || got != "a held, bookings held, z held" {
			t.Errorf("%s: got %s and %d lines", name, got, len(lines))
		}
	}
}

// What a scorecard was not counted for meets no gate: 8 closed deals where 10 are the fewest. As at target it stands at
// its target of 25 %.
func TestGateOnAScorecardWithTooFew(t *testing.T) {
	t.Parallel()
	for then, want := range map[string]string{"nothing": "Win rate cannot be measured (closed deals 8, fewer than 10), so the gate is not met and nothing is paid", "as_at_target": ""} {
		plan := planHead("quarterly") + "components:\n  - {name: win-rate, kind: scorecard, kpi: win_rate, weight: 100%, threshold: {at: 18%, pays: 50%}, target: {at: 25%, pays: 100%}, cap: {at: 40%, pays: 150%}, between: steps, too_few: {fewer_than: 10 closed_deals, then: " + then + "}}\n" +
			"  - {name: b, kind: commission, paid_on: bookings, rate: 1%, gate: {component: win-rate, at_least: 25%, otherwise: 0%}}\n"
		w := world{facts: sales(t, "E1", 100_000, 1, 8)}
		lines, _ := w.run(t, compilePlan(t, plan), "2026-Q3", assigned(t, "E1", 10_000))
		got := ""
		for _, l := range of(lines, "b") {
			if l.Part == "gate" {
				got = l.Label
			}
		}
		if got != want {
			t.Errorf("%s: got %q, want %q", then, got, want)
		}
	}
}

// A quota of 0 is nothing to measure by, so the gate is not met.
func TestGateOnAComponentWithoutQuota(t *testing.T) {
	t.Parallel()
	w := world{facts: append(append(deals(t, "E1", 388_000), wonDeals(t, "E1", 16)...), quarterQuota(t, 0))}
	lines, _ := w.run(t, compilePlan(t, ladderPlan("")+wonGated("won", "component: bookings, at_least: 1%, otherwise: 0%")), "2026-Q3", assigned(t, "E1", 0))
	if got := total(lines); got != 0 {
		t.Errorf("got %d", got)
	}
}

// Earlier windows are gated too: of 250.00 for each of 100 deals, 25,000.00, the second quarter at 50 % paid nothing, so of
// a year's 30,000.00 all of the third quarter's 25,000.00 are left. Without the gate 5,000.00 would be.
func TestGateOnAComponentInEarlierWindows(t *testing.T) {
	t.Parallel()
	var facts []testFact
	for quarter, sold := range map[string]int64{"2026-04-10": 200_000, "2026-07-10": 400_000} {
		won := testFact{measure: "won_deals", who: "E1", day: day(t, quarter), value: 100, source: "W" + quarter}
		facts = append(facts, booked(t, quarter, sold), won)
	}
	facts = append(facts, quotaOfMonths(t, "2026-04-01", 400_000/4, 400_000/4, 200_000, 400_000/4, 400_000/4, 200_000)...)
	for gate, want := range map[string]int64{"component: bookings, at_least: 100%, otherwise: 0%": 25_000_00, "component: bookings, at_least: 0%, otherwise: 0%": 5_000_00} {
		w := world{facts: facts}
		lines, _ := w.run(t, compilePlan(t, ladderPlan("")+wonGated("won", gate)+"steps:\n  cap: {amount: 30_000, per: year, excess: lost}\n"), "2026-Q3", assigned(t, "E1", 0))
		if got := total(lines); got != want {
			t.Errorf("%s: got %d, want %d", gate, got, want)
		}
	}
}

// In an example the other component is given what it asks for: 90,000 before and a deal of 20,000 are 110 % of 100,000.
func TestGateOnAComponentInAnExample(t *testing.T) {
	t.Parallel()
	for sold, want := range map[string]string{"20_000": "1000.00", "9_999": "0.00"} {
		plan := strings.Replace(ladderPlan(""), "resets: quarterly", "resets: yearly", 1) + wonGated("won", "component: bookings, at_least: 100%, otherwise: 0%") +
			"examples:\n  - given: {bookings: " + sold + ", earlier_bookings: 90_000, quota: 100_000, won_deals: 4}\n    gives: {won: 0}\n"
		if got := exampleOf(t, plan); got != want {
			t.Errorf("%s: got %s, want %s", sold, got, want)
		}
	}
	runExamples(t, planHead("quarterly")+aePlan+"  - {name: kicker, kind: commission, paid_on: bookings, rate: 1%, gate: {component: quota, at_least: 100%, otherwise: 0%}}\n"+`examples:
  - given: {target_incentive: 10_000, quota_attainment: 95%, win_rate: 25%, closed_deals: 72, bookings: 950_000}
    gives: {quota: 6_125, win-rate: 3_000, kicker: 0}
  - given: {target_incentive: 10_000, quota_attainment: 100%, win_rate: 25%, closed_deals: 72, bookings: 1_000_000}
    gives: {quota: 7_000, win-rate: 3_000, kicker: 10_000}
`)
}

// A gate on a win rate's component looks after quality, and reads back as the KPI it is.
func TestGateOnAComponentDescribed(t *testing.T) {
	t.Parallel()
	p := compilePlan(t, planHead("quarterly")+"currency: USD\n"+aePlan+"  - {name: kicker, kind: commission, paid_on: bookings, rate: 1%, gate: {component: win-rate, at_least: 25%, otherwise: 0%}}\n")
	kicker := p.Describe("p").Components[2]
	for _, want := range []string{
		"This is paid in full only when your win rate is at least 25 %. Otherwise, or when it cannot be measured, nothing of it is paid.",
		"That is what win-rate is paid by; while win-rate is held, so is this.",
	} {
		if !slices.Contains(kicker.Sentences, want) {
			t.Errorf("kicker says %s", strings.Join(kicker.Sentences, "\n"))
		}
	}
	if l := kicker.Looks[len(kicker.Looks)-1]; l.For != ToGuard || l.KPI == nil || l.KPI.Name != "win_rate" || l.Cliff == "" {
		t.Errorf("it looks at %+v", l)
	}
}
