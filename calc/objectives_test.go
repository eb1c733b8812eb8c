package calc

import (
	"fmt"
	"strings"
	"testing"

	"attain/config"
)

// objectivesPlan pays on objectives alone, with the settings a test adds.
func objectivesPlan(settings string) string {
	return planHead("quarterly") + "components:\n  - name: mbo\n    kind: objectives\n    weight: 100%\n" + settings
}

// whatPays are the three ways an objective pays, and the rest of the component.
var whatPays = map[string]string{
	"partial":        "    pays: as_completed\n",
	"all or nothing": "    pays: all_or_nothing\n",
	"from 75 %":      "    pays: {curve: [{at: 75%, pays: 0%}, {at: 100%, pays: 100%}]}\n",
}

const objectivesRest = "    cancelled: to_the_others\n    late: nothing_yet\n"

// agreed is an objective of E1 that ends on a day: weight and achieved in whole percent, -1 for not assessed.
func agreed(tb testing.TB, key, lastDay string, weight, achieved int64, attrs string) testFact {
	f := testFact{measure: "objectives", who: "E1", day: day(tb, lastDay), value: weight * 10_000, source: key, attrs: attrs}
	if achieved >= 0 {
		f.inputs = []int64{achieved * 10_000 * 1_000_000_000}
		f.attrs += " is_assessed"
	}
	return f
}

// semantics.md section 14: 5,000; 50/30/20; 100 % / 80 % / 0 %.
func TestObjectivesSection14(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"partial": "2500.00 1200.00 0.00", "all or nothing": "2500.00 0.00 0.00", "from 75 %": "2500.00 300.00 0.00",
	} {
		p := compilePlan(t, objectivesPlan(whatPays[name]+objectivesRest))
		w := world{facts: []testFact{
			agreed(t, "O1", "2026-09-30", 50, 100, ""), agreed(t, "O2", "2026-09-30", 30, 80, ""), agreed(t, "O3", "2026-09-30", 20, 0, ""),
		}}
		lines, summary := w.run(t, p, "2026-Q3", assigned(t, "E1", 5_000))
		if got := each(lines); got != want {
			t.Errorf("%s: got %s, want %s; %+v", name, got, want, summary.Results)
		}
		if a := summary.Accounting[0]; a.Paid.Count != 3 || a.Read.Count != 3 {
			t.Errorf("%s: rows %+v", name, a)
		}
	}
}

// each gives every line's amount in order.
func each(lines []config.Line) string {
	var out []string
	for _, l := range lines {
		out = append(out, strings.ReplaceAll(config.FormatMinor(l.AmountMinor, l.Currency), ",", ""))
	}
	return strings.Join(out, " ")
}

// semantics.md section 14 as data of the plan: the example's own words for objectives.
func TestObjectivesExample(t *testing.T) {
	t.Parallel()
	const given = "objective_1_weight: 50%, objective_1_achieved: 100%, objective_2_weight: 30%, objective_2_achieved: 80%, objective_3_weight: 20%, objective_3_achieved: 0%"
	for name, want := range map[string]string{"partial": "3700.00", "all or nothing": "2500.00", "from 75 %": "2800.00"} {
		plan := objectivesPlan(whatPays[name]+objectivesRest) + "examples:\n  - given: {target_incentive: 5_000, " + given + "}\n    gives: {mbo: " + want + "}\n"
		if got := exampleOf(t, plan); got != want {
			t.Errorf("%s: got %s, want %s", name, got, want)
		}
	}
}

// semantics.md section 14, edge cases: an objective cancelled mid-period is removed and its weight shared out, counts as
// achieved, or pays nothing. 5,000; 50 % done, 30 % done, 20 % cancelled: 5,000 × 50 ÷ 80 = 3,125.00 and 1,875.00.
func TestObjectiveCancelled(t *testing.T) {
	t.Parallel()
	for cancelled, want := range map[string]string{
		"to_the_others": "3125.00 1875.00 0.00", "as_achieved": "2500.00 1500.00 1000.00", "nothing": "2500.00 1500.00 0.00",
	} {
		p := compilePlan(t, objectivesPlan("    pays: as_completed\n    late: nothing_yet\n    cancelled: "+cancelled+"\n"))
		w := world{facts: []testFact{
			agreed(t, "O1", "2026-09-30", 50, 100, ""), agreed(t, "O2", "2026-09-30", 30, 100, ""), agreed(t, "O3", "2026-09-30", 20, -1, "status = 'cancelled'"),
		}}
		lines, summary := w.run(t, p, "2026-Q3", assigned(t, "E1", 5_000))
		if got := each(lines); got != want {
			t.Errorf("%s: got %s, want %s; %+v", cancelled, got, want, summary.Results)
		}
	}
}

// All objectives cancelled: nobody can take the weight, and nothing is paid.
func TestObjectivesAllCancelled(t *testing.T) {
	t.Parallel()
	p := compilePlan(t, objectivesPlan(whatPays["partial"]+objectivesRest))
	w := world{facts: []testFact{agreed(t, "O1", "2026-09-30", 100, -1, "status = 'cancelled'")}}
	lines, summary := w.run(t, p, "2026-Q3", assigned(t, "E1", 5_000))
	if each(lines) != "0.00" || summary.Results[0].Outcome != nothing || !strings.Contains(lines[0].Label, "no other objective") {
		t.Errorf("got %s, %+v", each(lines), summary.Results[0])
	}
}

// semantics.md section 14, edge cases: a score that is late pays nothing now, and later what it would have.
func TestObjectiveLate(t *testing.T) {
	t.Parallel()
	facts := []testFact{agreed(t, "O1", "2026-09-30", 60, 100, ""), agreed(t, "O2", "2026-09-30", 40, -1, "status = 'open'")}
	for late, want := range map[string]string{"nothing_yet": "3000.00 0.00", "held": ""} {
		p := compilePlan(t, objectivesPlan("    pays: as_completed\n    cancelled: nothing\n    late: "+late+"\n"))
		w := world{facts: facts}
		lines, summary := w.run(t, p, "2026-Q3", assigned(t, "E1", 5_000))
		if got := each(lines); got != want {
			t.Errorf("%s: got %s, want %s", late, got, want)
		}
		if r := summary.Results[0]; late == Held && (r.Outcome != Held || r.Reason != "Deal O2 ended on 2026-09-30 and is not assessed yet") {
			t.Errorf("held: %+v", r)
		}
	}
}

// Weights that are not 100 % hold the component, or are divided by their sum: 5,000 × 30 ÷ 50 and × 20 ÷ 50.
func TestObjectiveWeightsNot100(t *testing.T) {
	t.Parallel()
	facts := []testFact{agreed(t, "O1", "2026-09-30", 30, 100, ""), agreed(t, "O2", "2026-09-30", 20, 100, "")}
	w := world{facts: facts}
	lines, summary := w.run(t, compilePlan(t, objectivesPlan(whatPays["partial"]+objectivesRest)), "2026-Q3", assigned(t, "E1", 5_000))
	if r := summary.Results[0]; len(lines) != 0 || r.Reason != "the weights of the objectives of E1 in 2026-Q3 are 30 % + 20 % = 50 %, not 100 %" {
		t.Errorf("got %s, %+v", each(lines), r)
	}
	w = world{facts: facts}
	lines, _ = w.run(t, compilePlan(t, objectivesPlan(whatPays["partial"]+objectivesRest+"    weights: rescaled\n")), "2026-Q3", assigned(t, "E1", 5_000))
	if got := each(lines); got != "3000.00 2000.00" {
		t.Errorf("rescaled: got %s", got)
	}
}

// Somebody without an objective that ends in the window is held: nobody said what the target is for.
func TestObjectivesNone(t *testing.T) {
	t.Parallel()
	w := world{}
	lines, summary := w.run(t, compilePlan(t, objectivesPlan(whatPays["partial"]+objectivesRest)), "2026-Q3", assigned(t, "E1", 5_000))
	if r := summary.Results[0]; len(lines) != 0 || r.Outcome != Held || r.Reason != "no objective of E1 ends in 2026-Q3" {
		t.Errorf("got %+v", r)
	}
}

// Who is on leave all quarter needs none.
func TestObjectivesOfALeave(t *testing.T) {
	t.Parallel()
	a := assigned(t, "E1", 5_000)
	a.Absences = []config.Absence{away(t, "parental", "2026-06-15", "2026-10-15")}
	w := world{}
	lines, summary := w.run(t, compilePlan(t, objectivesPlan(whatPays["partial"]+objectivesRest), leaveReading("reduces_quota_and_incentive")...), "2026-Q3", a)
	if r := summary.Results[0]; len(lines) != 0 || r.Outcome != nothing || r.Reason != "on leave from 2026-07-01 to 2026-09-30" {
		t.Errorf("got %+v", r)
	}
}

// An objective counts whole; only the target incentive is prorated: hired on 16 August, 46 of 92 days, 100 % of 5,000.
func TestObjectivesProrated(t *testing.T) {
	t.Parallel()
	p := compilePlan(t, objectivesPlan(whatPays["partial"]+objectivesRest))
	a := assigned(t, "E1", 5_000)
	a.First = day(t, "2026-08-16")
	w := world{facts: []testFact{agreed(t, "O1", "2026-09-30", 100, 100, "")}}
	if lines, _ := w.run(t, p, "2026-Q3", a); each(lines) != "2500.00" {
		t.Errorf("got %s", each(lines))
	}
	before, after := assigned(t, "E1", 5_000), assigned(t, "E1", 8_000)
	before.End, after.First = day(t, "2026-08-16"), day(t, "2026-08-16")
	w = world{facts: []testFact{agreed(t, "O1", "2026-09-30", 100, 100, "")}}
	lines, summary := w.run(t, p, "2026-Q3", before, after)
	if each(lines) != "2500.00 4000.00" || summary.Accounting[0].Read.Count != 1 {
		t.Errorf("a raise in the middle: got %s, %+v", each(lines), summary.Accounting)
	}
}

// each_at_most is for every objective alone: 2,500 and 1,500 and 1,000 with at most 2,000.
func TestObjectiveAtMost(t *testing.T) {
	t.Parallel()
	p := compilePlan(t, objectivesPlan(whatPays["partial"]+objectivesRest+"    each_at_most: 2_000\n"))
	w := world{facts: []testFact{
		agreed(t, "O1", "2026-09-30", 50, 100, ""), agreed(t, "O2", "2026-09-30", 30, 100, ""), agreed(t, "O3", "2026-09-30", 20, 120, ""),
	}}
	if lines, _ := w.run(t, p, "2026-Q3", assigned(t, "E1", 5_000)); each(lines) != "2000.00 1500.00 1000.00" {
		t.Errorf("got %s", each(lines))
	}
}

// The curve's points and what lies between and beyond them.
func TestObjectiveCurve(t *testing.T) {
	t.Parallel()
	p := compilePlan(t, objectivesPlan("    pays: {curve: [{at: 50%, pays: 25%}, {at: 90%, pays: 90%}], between: steps}\n"+objectivesRest))
	for achieved, want := range map[int64]string{49: "0.00", 50: "1250.00", 89: "1250.00", 90: "4500.00", 100: "4500.00"} {
		w := world{facts: []testFact{agreed(t, "O1", "2026-09-30", 100, achieved, "")}}
		if lines, _ := w.run(t, p, "2026-Q3", assigned(t, "E1", 5_000)); each(lines) != want {
			t.Errorf("%d %%: got %s, want %s", achieved, each(lines), want)
		}
	}
}

// Whatever the weights and completions, the lines come to what 5,000 × Σ w × c is, but for the half cent of each.
func TestObjectivesSum(t *testing.T) {
	t.Parallel()
	p := compilePlan(t, objectivesPlan(whatPays["partial"]+objectivesRest))
	for n := int64(1); n <= 7; n++ {
		var facts []testFact
		for i := range n {
			f := agreed(t, fmt.Sprint("O", i), "2026-09-30", 0, 37+i*9, "")
			if f.value = 1_000_000 / n; i == 0 {
				f.value += 1_000_000 % n
			}
			facts = append(facts, f)
		}
		var exact config.Ratio
		for _, f := range facts {
			exact = exact.Add(config.NewRatio(f.value, 1_000_000).Mul(config.NewRatio(f.inputs[0], 1_000_000*1_000_000_000)).Mul(config.Whole(500_000)))
		}
		w := world{facts: facts}
		lines, _ := w.run(t, p, "2026-Q3", assigned(t, "E1", 5_000))
		if off := exact.Sub(config.Whole(total(lines))).Abs(); config.NewRatio(n, 2).Less(off) {
			t.Errorf("%d objectives: %d, exactly %s", n, total(lines), exact)
		}
	}
}
