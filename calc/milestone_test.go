package calc

import (
	"strings"
	"testing"

	"attain/config"
)

// milestonePlan pays at points, with the settings a test adds.
func milestonePlan(settings string) string {
	return planHead("quarterly") + "currency: USD\ncomponents:\n  - name: club\n    kind: milestone\n" + settings
}

const yearPoints = "    of: bookings\n    counted_from: year\n    reached: [{at: 1_000_000, pays: 5_000}, {at: 2_000_000, pays: 10_000}]\n"

// inQuarters is what E1 booked in each quarter of 2026, in whole thousands.
func inQuarters(tb testing.TB, thousands ...int64) []testFact {
	var out []testFact
	for i, n := range thousands {
		on := day(tb, "2026-02-10").AddMonths(3 * i)
		out = append(out, testFact{measure: "bookings", who: "E1", team: "north", day: on, value: n * 100_000, currency: "USD", source: "D" + on.String()})
	}
	return out
}

// eachQuarter runs all of 2026 and gives each quarter's lines.
func eachQuarter(tb testing.TB, p *Program, facts []testFact, who ...config.Assignment) string {
	tb.Helper()
	var out []string
	for _, q := range []string{"2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4"} {
		w := world{facts: facts}
		lines, _ := w.run(tb, p, q, who...)
		out = append(out, "["+each(lines)+"]")
	}
	return strings.Join(out, " ")
}

// 5,000 at 1,000,000 and 10,000 at 2,000,000 in the year: each once, in the quarter it is reached; both where one jumps
// over both. A fall below is taken back, or not; what is reached again is paid again only where it was taken back.
func TestMilestone(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, takenBack, want string
		booked                []int64
	}{
		{"one after the other", "no", "[] [5000.00] [10000.00] []", []int64{900, 200, 1200, 500}},
		{"both at once", "no", "[5000.00 10000.00] [] [] []", []int64{2000, 0, 0, 0}},
		{"a fall that stays paid", "no", "[5000.00] [] [] [10000.00]", []int64{1100, -200, 300, 900}},
		{"a fall that is taken back", "yes", "[5000.00] [-5000.00] [5000.00] [10000.00]", []int64{1100, -200, 300, 900}},
		{"exactly reached", "no", "[5000.00] [] [] []", []int64{1000, 0, 0, 0}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			p := compilePlan(t, milestonePlan(yearPoints+"    taken_back: "+c.takenBack+"\n"))
			if got := eachQuarter(t, p, inQuarters(t, c.booked...), assigned(t, "E1", 10_000)); got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}

// semantics.md section 15 (reposted Anaplan text): a manager's bonus on the team's attainment is a step: 95 % pays 10,000.
func TestMilestoneOfTheTeamSection15(t *testing.T) {
	t.Parallel()
	p := compilePlan(t, milestonePlan("    of: {kpi: quota_attainment, subject: team}\n    counted_from: quarter\n    reached: [{at: 95%, pays: 10_000}]\n    taken_back: yes\n"))
	quota := testFact{measure: "quota", who: "E2", team: "north", day: day(t, "2026-01-01"), until: day(t, "2026-04-01"), value: 1_000_000_00, currency: "USD"}
	for booked, want := range map[int64]string{950: "10000.00", 949: ""} {
		facts := append(inQuarters(t, booked), quota)
		w := world{facts: facts}
		if lines, summary := w.run(t, p, "2026-Q1", assigned(t, "E1", 10_000)); each(lines) != want {
			t.Errorf("%d of 1,000 thousand: got %s, %+v", booked, each(lines), summary.Results[0])
		}
	}
}

// Section 15 as data of the plan.
func TestMilestoneExamples(t *testing.T) {
	t.Parallel()
	const manager = "    of: {kpi: quota_attainment, subject: team}\n    counted_from: quarter\n    reached: [{at: 95%, pays: 10_000}]\n    taken_back: yes\n"
	for _, c := range []struct{ settings, given, want string }{
		{manager, "quota_attainment: 95%", "10000.00"},
		{manager, "quota_attainment: 94.9%", "0.00"},
		{manager, "quota_attainment: 94%, earlier_quota_attainment: 96%", "-10000.00"},
		{yearPoints + "    taken_back: no\n", "bookings: 2_300_000, earlier_bookings: 1_100_000", "10000.00"},
		{yearPoints + "    taken_back: no\n", "bookings: 2_300_000", "15000.00"},
	} {
		plan := milestonePlan(c.settings) + "examples:\n  - given: {" + c.given + "}\n    gives: {club: 0}\n"
		if got := exampleOf(t, plan); got != c.want {
			t.Errorf("%s: got %s, want %s", c.given, got, c.want)
		}
	}
}

// From the plan's first day the total goes on over the year's end; from the quarter it begins anew.
func TestMilestoneCountedFrom(t *testing.T) {
	t.Parallel()
	facts := append(inQuarters(t, 600, 600), testFact{measure: "bookings", who: "E1", day: day(t, "2025-12-10"), value: 500_000_00, currency: "USD", source: "D0"})
	for from, want := range map[string]string{
		"plan": "[5000.00] [] [] []", "year": "[] [5000.00] [] []", "quarter": "[] [] [] []",
	} {
		p := compilePlan(t, milestonePlan(strings.Replace(yearPoints, "counted_from: year", "counted_from: "+from, 1)+"    taken_back: no\n"))
		if got := eachQuarter(t, p, facts, assigned(t, "E1", 10_000)); got != want {
			t.Errorf("%s: got %s, want %s", from, got, want)
		}
	}
}

// Who joined in the year counts from then; half of the year's days are half of a point that is an amount, where amounts
// of thresholds are prorated: 184 of 365 days of 1,000,000 are 504,109.59.
func TestMilestoneOfAHire(t *testing.T) {
	t.Parallel()
	a := assigned(t, "E1", 10_000)
	a.First = day(t, "2026-07-01")
	p := compilePlan(t, milestonePlan(yearPoints+"    taken_back: no\n"), "prorates: [quota, target_incentive]", "prorates: [threshold_amounts]")
	if got := eachQuarter(t, p, inQuarters(t, 900, 0, 504, 1), a); got != "[] [] [] [5000.00]" {
		t.Errorf("got %s", got)
	}
	p = compilePlan(t, milestonePlan(yearPoints+"    taken_back: no\n"))
	if got := eachQuarter(t, p, inQuarters(t, 900, 0, 504, 1), a); got != "[] [] [] []" {
		t.Errorf("not prorated: got %s", got)
	}
}

// A level that is not known holds the milestone, now and before; the rows of earlier windows are accounted for there.
func TestMilestoneHeld(t *testing.T) {
	t.Parallel()
	p := compilePlan(t, milestonePlan("    of: quota_attainment\n    counted_from: year\n    reached: [{at: 100%, pays: 1_000}]\n    taken_back: no\n"))
	w := world{facts: inQuarters(t, 100, 100)}
	lines, summary := w.run(t, p, "2026-Q2", assigned(t, "E1", 10_000))
	if r := summary.Results[0]; len(lines) != 0 || r.Outcome != Held || !strings.HasPrefix(r.Reason, "no quota (bookings) was found for E1") {
		t.Errorf("got %+v", r)
	}
	p = compilePlan(t, milestonePlan(yearPoints+"    taken_back: no\n"))
	w = world{facts: inQuarters(t, 900, 200)}
	_, summary = w.run(t, p, "2026-Q2", assigned(t, "E1", 10_000))
	if a := summary.Accounting[0]; a.Read.Count != 2 || a.KPIOnly.Count != 2 {
		t.Errorf("got %+v", a)
	}
}

// What is paid over a year telescopes: with taken_back the quarters come to what the year's end has reached.
func TestMilestoneTelescopes(t *testing.T) {
	t.Parallel()
	p := compilePlan(t, milestonePlan(yearPoints+"    taken_back: yes\n"))
	for _, booked := range [][]int64{{900, 200, -300, 1500}, {2500, -1000, -1000, 200}, {0, 0, 0, 3000}, {1000, -1, 1, -1000}} {
		var paid, level int64
		for _, q := range []string{"2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4"} {
			w := world{facts: inQuarters(t, booked...)}
			lines, _ := w.run(t, p, q, assigned(t, "E1", 10_000))
			paid += total(lines)
		}
		for _, n := range booked {
			level += n
		}
		want := int64(0)
		if level >= 1000 {
			want += 5_000_00
		}
		if level >= 2000 {
			want += 10_000_00
		}
		if paid != want {
			t.Errorf("%v: paid %d, want %d", booked, paid, want)
		}
	}
}
