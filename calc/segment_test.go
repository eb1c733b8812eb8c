package calc

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"attain/config"
)

const linearPlan = `components:
  - {name: quota, kind: scorecard, kpi: quota_attainment, weight: 100%, threshold: {at: 0%, pays: 0%}, target: {at: 100%, pays: 100%}, cap: {at: 300%, pays: 300%}, between: straight_line}
`

// atTarget books exactly the quota of every day, so that only the target incentive is prorated.
func atTarget(tb testing.TB, who, first, end string) []testFact {
	return []testFact{
		{measure: "quota", who: who, day: day(tb, first), until: day(tb, end), value: 100_000_00, currency: "USD"},
		{measure: "bookings", who: who, day: day(tb, end) - 1, value: 100_000_00, currency: "USD", source: "D1"},
	}
}

// semantics.md section 16: hired on Monday 10 February 2025 with 9,000 for the first quarter.
func TestHire(t *testing.T) {
	t.Parallel()
	for dayCount, want := range map[string]string{"calendar_days": "5,000.00", "working_days": "5,062.50", "whole_months": "6,000.00", "thirty_360": "5,100.00"} {
		t.Run(dayCount, func(t *testing.T) {
			t.Parallel()
			p := compilePlan(t, planHead("quarterly")+linearPlan, "day_count: calendar_days", "day_count: "+dayCount, "prorates: [quota, target_incentive]", "prorates: [target_incentive]")
			a := assigned(t, "E1", 9_000)
			a.First = day(t, "2025-02-10")
			w := world{facts: atTarget(t, "E1", "2025-01-01", "2025-04-01")}
			lines, _ := w.run(t, p, "2025-Q1", a)
			if got := amounts(lines); got != "quota "+want {
				t.Errorf("got %s, want %s", got, want)
			}
		})
	}
}

// A target incentive of 36,000 a year is 9,000 a quarter and 3,000 a month.
func TestIncentiveOfWindow(t *testing.T) {
	t.Parallel()
	for pays, c := range map[string]struct{ period, want string }{
		"quarterly": {"2025-Q1", "quota 9,000.00"}, "monthly": {"2025-03", "quota 3,000.00"}, "yearly": {"2025", "quota 36,000.00"},
	} {
		p := compilePlan(t, planHead(pays)+linearPlan)
		a := assigned(t, "E1", 36_000)
		a.IncentivePer = "year"
		run, err := p.ws.Calendar.Period(c.period)
		if err != nil {
			t.Fatal(err)
		}
		w := world{facts: atTarget(t, "E1", run.First.String(), run.End.String())}
		lines, _ := w.run(t, p, c.period, a)
		if got := amounts(lines); got != c.want {
			t.Errorf("%s: got %s, want %s", pays, got, c.want)
		}
	}
}

// roleChange is section 16's 91-day quarter: 40 days at a quota of 250,000 and 10,000, then 51 days at 400,000 and 15,000;
// bookings of 120,000 and 180,000.
func roleChange(tb testing.TB) ([]testFact, []config.Assignment) {
	first, change, end := day(tb, "2026-04-01"), day(tb, "2026-04-01")+40, day(tb, "2026-07-01")
	before, after := assigned(tb, "E1", 10_000), assigned(tb, "E1", 15_000)
	before.End, after.First, after.Role, after.CostCenter = change, change, "SAE", "CC2"
	return []testFact{
		{measure: "quota", who: "E1", day: first, until: change, value: 250_000_00 * 40, den: 91, currency: "USD"},
		{measure: "quota", who: "E1", day: change, until: end, value: 400_000_00 * 51, den: 91, currency: "USD"},
		{measure: "bookings", who: "E1", day: first + 10, value: 120_000_00, currency: "USD", source: "A"},
		{measure: "bookings", who: "E1", day: change, value: 180_000_00, currency: "USD", source: "B"},
	}, []config.Assignment{after, before}
}

func TestRoleChange(t *testing.T) {
	t.Parallel()
	for reading, want := range map[string]string{"segments": "4,800.00 6,750.00", "blended": "11,496.71"} {
		p := compilePlan(t, planHead("quarterly")+linearPlan, "role_change: segments", "role_change: "+reading)
		facts, assignments := roleChange(t)
		w := world{facts: facts}
		lines, summary := w.run(t, p, "2026-Q2", assignments...)
		var got []string
		for i, l := range lines {
			got = append(got, config.FormatMinor(l.AmountMinor, "USD"))
			if l.Segment != int32(i+1) {
				t.Errorf("%s: line %d has segment %d", reading, i, l.Segment)
			}
		}
		if s := strings.Join(got, " "); s != want {
			t.Errorf("%s: got %s, want %s", reading, s, want)
		}
		if last := lines[len(lines)-1]; last.CostCenter != "CC2" {
			t.Errorf("%s: cost center %s", reading, last.CostCenter)
		}
		if reading == "blended" {
			if got := summary.Results[0].Value.Decimal(6); got != "0.898026" {
				t.Errorf("attainment %s, want 0.898026", got)
			}
		}
	}
}

// Segments of a window always add up to the window, whatever the day count: the month of the change counts once.
func TestSegmentsAddUp(t *testing.T) {
	t.Parallel()
	for _, dayCount := range []string{"calendar_days", "working_days", "whole_months", "thirty_360"} {
		p := compilePlan(t, planHead("quarterly")+linearPlan, "day_count: calendar_days", "day_count: "+dayCount)
		_, assignments := roleChange(t)
		run, _ := p.ws.Calendar.Period("2026-Q2")
		work, err := p.Prepare(run, run.End-1, assignments)
		if err != nil {
			t.Fatal(err)
		}
		var days int64
		for _, s := range work.Segments {
			days += s.Days
		}
		if days != work.Segments[0].Of {
			t.Errorf("%s: segments have %d of %d", dayCount, days, work.Segments[0].Of)
		}
	}
}

// Where the target incentive is not prorated, a hire gets all of it and a change of role divides it.
func TestUnproratedIncentive(t *testing.T) {
	t.Parallel()
	p := compilePlan(t, planHead("quarterly")+linearPlan, "prorates: [quota, target_incentive]", "prorates: []")
	a := assigned(t, "E1", 9_000)
	a.First = day(t, "2025-02-10")
	w := world{facts: atTarget(t, "E1", "2025-01-01", "2025-04-01")}
	lines, _ := w.run(t, p, "2025-Q1", a)
	if got := amounts(lines); got != "quota 9,000.00" {
		t.Errorf("hire: got %s", got)
	}
	before, after := assigned(t, "E1", 9_000), assigned(t, "E1", 9_000)
	before.End, after.First, after.Role = day(t, "2025-02-10"), day(t, "2025-02-10"), "SAE"
	w.facts = append(w.facts, testFact{measure: "bookings", who: "E1", day: day(t, "2025-01-05"), value: 100_000_00, currency: "USD", source: "D0"})
	lines, _ = w.run(t, p, "2025-Q1", before, after)
	if got := amounts(lines); got != "quota 9,000.00" { // 100 % in 40 days and 100 % in 50: 4,000 + 5,000
		t.Errorf("change of role: got %s", got)
	}
}

// A ladder goes on after a change of role, or begins again: 145,000 before, 20,000 after (section 4's ladder).
func TestLadderOnRoleChange(t *testing.T) {
	t.Parallel()
	for reading, want := range map[string]int64{"carried": 5_800_00 + 1_100_00, "restarted": 5_800_00 + 800_00} {
		p := compilePlan(t, commissionPlan("quarterly", "    tiers: {by: amount, resets: quarterly, each_tier: own_rate, rates: [{below: 150_000, rate: 4%}, {below: 250_000, rate: 6%}, {rate: 8%}]}\n"),
			"ladder_on_role_change: carried", "ladder_on_role_change: "+reading)
		before, after := assigned(t, "E1", 0), assigned(t, "E1", 0)
		before.End, after.First, after.Role = day(t, "2026-08-01"), day(t, "2026-08-01"), "SAE"
		w := world{facts: []testFact{
			{measure: "bookings", who: "E1", day: day(t, "2026-07-05"), value: 145_000_00, currency: "USD", source: "A"},
			{measure: "bookings", who: "E1", day: day(t, "2026-08-05"), value: 20_000_00, currency: "USD", source: "B"},
		}}
		lines, _ := w.run(t, p, "2026-Q3", before, after)
		if got := total(lines); got != want {
			t.Errorf("%s: got %d, want %d", reading, got, want)
		}
	}
}

// A change that pay cannot depend on (the manager) makes no segment.
func TestManagerMakesNoSegment(t *testing.T) {
	t.Parallel()
	p := compilePlan(t, planHead("quarterly")+linearPlan)
	a, b := assigned(t, "E1", 9_000), assigned(t, "E1", 9_000)
	a.End, b.First, b.Manager = day(t, "2025-02-01"), day(t, "2025-02-01"), "E9"
	w := world{facts: atTarget(t, "E1", "2025-01-01", "2025-04-01")}
	lines, _ := w.run(t, p, "2025-Q1", a, b)
	if len(lines) != 1 || lines[0].AmountMinor != 9_000_00 {
		t.Errorf("got %d lines, %s", len(lines), amounts(lines))
	}
}

func TestOverlaps(t *testing.T) {
	t.Parallel()
	two := planHead("quarterly") + linearPlan + "---file---\n" + strings.Replace(planHead("quarterly"), "plan: p", "plan: q", 1)
	for _, c := range []struct {
		name, plan string
		edit       func(a, b *config.Assignment)
		want       []string
	}{
		{"twice under one plan", planHead("quarterly") + linearPlan, func(a, b *config.Assignment) { b.First = a.First + 5 }, []string{
			"extracts/assignments.xlsx:3: E1 has two assignments under plan p from 2025-01-06 to 2026-12-31; end the first before the second begins",
			"note: extracts/assignments.xlsx:2: the first is here",
		}},
		{"two plans", two + linearPlan, func(a, b *config.Assignment) { b.First, b.Plans = a.First+5, []string{"q"} }, []string{
			"extracts/assignments.xlsx:3: E1 is under two plans, p and q, from 2025-01-06 to 2026-12-31; end one assignment before the other begins, or write concurrent: true in the plan that may run beside another",
			"note: extracts/assignments.xlsx:2: the other assignment is here", "note: plans/p0.yaml:1:1: p is here", "note: plans/p1.yaml:1:1: q is here",
		}},
		{"two plans, one beside another", two + "concurrent: true\n" + linearPlan, func(_, b *config.Assignment) { b.Plans = []string{"q"} }, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			p := compilePlan(t, c.plan)
			a, b := assigned(t, "E1", 100), assigned(t, "E1", 100)
			b.Row = 3
			c.edit(&a, &b)
			run, _ := p.ws.Calendar.Period("2025-Q1")
			_, err := p.Prepare(run, run.End-1, []config.Assignment{a, b})
			var problems *config.ProblemError
			if errors.As(err, &problems) != (c.want != nil) {
				t.Fatalf("got %v", err)
			}
			if c.want != nil && err.Error() != strings.Join(c.want, "\n") {
				t.Errorf("got\n%v\nwant\n%s", err, strings.Join(c.want, "\n"))
			}
		})
	}
}

// A leaver is paid for the days up to the last one; somebody without a day under the plan gets no sheet at all.
func TestLeaverAndNobody(t *testing.T) {
	t.Parallel()
	p := compilePlan(t, planHead("quarterly")+linearPlan)
	left, gone := assigned(t, "E1", 9_000), assigned(t, "E2", 9_000)
	left.End, gone.End = day(t, "2025-02-15"), day(t, "2024-12-31")
	facts := atTarget(t, "E1", "2025-01-01", "2025-04-01")
	facts[1].day, facts[1].value = day(t, "2025-02-01"), 50_000_00 // the prorated quota of 45 of 90 days
	w := world{facts: facts}
	lines, summary := w.run(t, p, "2025-Q1", left, gone)
	if got := fmt.Sprint(amounts(lines), " ", summary.Participants); got != "quota 4,500.00 1" {
		t.Errorf("got %s", got)
	}
}
