package calc

import (
	"testing"

	"attain/config"
)

// termOf gives a term of the one line there is, with so many decimals.
func termOf(tb testing.TB, lines []config.Line, name string, decimals int) string {
	tb.Helper()
	if len(lines) != 1 {
		tb.Fatalf("%d lines", len(lines))
	}
	for _, t := range lines[0].Terms {
		if t.Name == name {
			return t.Value.Decimal(decimals)
		}
	}
	tb.Fatalf("no term %s in %+v", name, lines[0].Terms)
	return ""
}

// semantics.md section 16, hire: start on 1 June, 214 days left of 365; a quota of 800,000 becomes 469,041.10 and
// variable pay of 75,000 becomes 43,972.60. 234,520.55 is half of that quota but for half a cent, and pays half.
func TestHireInJune(t *testing.T) {
	t.Parallel()
	p := compilePlan(t, planHead("yearly")+linearPlan)
	a := assigned(t, "E1", 75_000)
	a.First, a.IncentivePer = day(t, "2025-06-01"), "year"
	w := world{facts: []testFact{
		{measure: "quota", who: "E1", day: day(t, "2025-01-01"), until: day(t, "2026-01-01"), value: 800_000_00, currency: "USD"},
		{measure: "bookings", who: "E1", day: day(t, "2025-09-01"), value: 234_520_55, currency: "USD", source: "D1"},
	}}
	lines, _ := w.run(t, p, "2025", a)
	if got := termOf(t, lines, "quota", 2); got != "469041.10" {
		t.Errorf("quota %s, want 469041.10", got)
	}
	if got := lines[0].AmountMinor; got != 21_986_30 {
		t.Errorf("got %d, want half of 43,972.60", got)
	}
	w.facts[1].value = 469_041_10
	if lines, _ = w.run(t, p, "2025", a); lines[0].AmountMinor != 43_972_60 {
		t.Errorf("got %d, want 43,972.60", lines[0].AmountMinor)
	}
}

// semantics.md section 16, the rule: the start day counts as active. From day 15 of a 30-day month, a goal of 20 is
// 16 ÷ 30 of it, 10.67, and not 10.
func TestStartDayCounts(t *testing.T) {
	t.Parallel()
	p := compilePlan(t, planHead("monthly")+linearPlan)
	a := assigned(t, "E1", 3_000)
	a.First = day(t, "2025-06-15")
	w := world{facts: append(quotaOfMonths(t, "2025-06-01", 20), booked(t, "2025-06-20", 20))}
	lines, _ := w.run(t, p, "2025-06", a)
	if got := termOf(t, lines, "quota", 2) + " " + termOf(t, lines, "proration", 4); got != "10.67 0.5333" {
		t.Errorf("got %s, want 10.67 and 16/30", got)
	}
}

// semantics.md section 16, leap year: from 1 March 2024 there are 306 days of 366, so 36,600 a year are 30,600.
func TestHireInALeapYear(t *testing.T) {
	t.Parallel()
	head := "plan: p\nfirst_day: 2024-01-01\nlast_day: 2024-12-31\napplies_to: {role: AE}\npays: yearly\n"
	p := compilePlan(t, head+linearPlan, "prorates: [quota, target_incentive]", "prorates: [target_incentive]")
	a := assigned(t, "E1", 36_600)
	a.First, a.IncentivePer = day(t, "2024-03-01"), "year"
	w := world{facts: atTarget(t, "E1", "2024-01-01", "2025-01-01")}
	lines, _ := w.run(t, p, "2024", a)
	if got := total(lines); got != 30_600_00 {
		t.Errorf("got %d, want 30,600", got)
	}
}

// semantics.md section 16, rehire in the period: two segments, 31 of 90 days each, of 9,000.
func TestRehire(t *testing.T) {
	t.Parallel()
	p := compilePlan(t, planHead("quarterly")+linearPlan)
	before, after := assigned(t, "E1", 9_000), assigned(t, "E1", 9_000)
	before.End, after.First = day(t, "2025-02-01"), day(t, "2025-03-01")
	w := world{facts: append(quotaOfMonths(t, "2025-01-01", 100_000, 0, 100_000), booked(t, "2025-01-10", 100_000), booked(t, "2025-03-10", 100_000))}
	lines, _ := w.run(t, p, "2025-Q1", before, after)
	if len(lines) != 2 || lines[0].AmountMinor != 3_100_00 || lines[1].AmountMinor != 3_100_00 || lines[1].Segment != 2 {
		t.Errorf("got %s of %d lines", amounts(lines), len(lines))
	}
}
