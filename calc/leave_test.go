package calc

import (
	"testing"

	"attain/config"
)

// thresholdPlan pays in proportion from 60 % of the quota on.
const thresholdPlan = `components:
  - {name: quota, kind: scorecard, kpi: quota_attainment, weight: 100%, threshold: {at: 60%, pays: 60%}, target: {at: 100%, pays: 100%}, cap: {at: 200%, pays: 200%}, between: straight_line}
`

// leaveReading answers the convention leave in an attain.yaml.
func leaveReading(reading string) []string {
	return []string{"  conversion_rate: plan_rate", "  leave: " + reading + "\n  leave_is: {kinds: [parental], from: 10 days}\n  conversion_rate: plan_rate"}
}

func away(tb testing.TB, kind, first, last string) config.Absence {
	return config.Absence{Kind: kind, Interval: config.Interval{First: day(tb, first), End: day(tb, last) + 1}}
}

// semantics.md section 16, leave: a 92-day quarter with 30 days' leave makes 300,000 a quota of 202,173.91. On 10,000 and
// bookings of 150,000 each reading pays what the convention's table says. A holiday and five days of parental leave are
// no leave.
func TestLeave(t *testing.T) {
	t.Parallel()
	for reading, want := range map[string][2]string{
		"reduces_quota_and_incentive": {"202173.91", "quota 5,000.00"},
		"reduces_quota":               {"202173.91", "quota 7,419.35"},
		"reduces_nothing":             {"300000.00", "quota 0.00"},
	} {
		p := compilePlan(t, planHead("quarterly")+thresholdPlan, leaveReading(reading)...)
		a := assigned(t, "E1", 10_000)
		a.Absences = []config.Absence{
			away(t, "parental", "2026-08-16", "2026-08-31"), away(t, "parental", "2026-08-02", "2026-08-15"), // one leave of 30 days, written as two
			away(t, "vacation", "2026-07-01", "2026-07-20"), away(t, "parental", "2026-09-10", "2026-09-14"),
		}
		w := world{facts: []testFact{
			{measure: "quota", who: "E1", day: day(t, "2026-07-01"), until: day(t, "2026-10-01"), value: 300_000_00, currency: "USD"},
			booked(t, "2026-09-10", 150_000),
		}}
		lines, _ := w.run(t, p, "2026-Q3", a)
		if got := [2]string{termOf(t, lines, "quota", 2), amounts(lines)}; got != want {
			t.Errorf("%s: got %s, want %s", reading, got, want)
		}
	}
}

// A change of role while away: 40 days and 51 days of a 91-day quarter, of which 10 and 20 are leave. The target
// incentives of 9,100 are 100 a day.
func TestLeaveAcrossARoleChange(t *testing.T) {
	t.Parallel()
	p := compilePlan(t, planHead("quarterly")+linearPlan, leaveReading("reduces_quota_and_incentive")...)
	change := day(t, "2026-04-01") + 40
	before, after := assigned(t, "E1", 9_100), assigned(t, "E1", 9_100)
	before.End, after.First, after.Role = change, change, "SAE"
	absences := []config.Absence{{Kind: "parental", Interval: config.Interval{First: change - 10, End: change + 20}}}
	before.Absences, after.Absences = absences, absences
	w := world{facts: []testFact{
		{measure: "quota", who: "E1", day: day(t, "2026-04-01"), until: day(t, "2026-07-01"), value: 91_000_00, currency: "USD"},
		booked(t, "2026-04-02", 30_000), booked(t, "2026-06-10", 31_000),
	}}
	lines, _ := w.run(t, p, "2026-Q2", before, after)
	if len(lines) != 2 || lines[0].AmountMinor != 3_000_00 || lines[1].AmountMinor != 3_100_00 {
		t.Errorf("got %s of %d lines, want 3,000 and 3,100", amounts(lines), len(lines))
	}
}

// semantics.md section 16, edge: away for all of the window there is no component, which is no quota of 0. Counted in
// whole months, a month is leave when all of it is.
func TestLeaveOfTheWholeWindow(t *testing.T) {
	t.Parallel()
	a := assigned(t, "E1", 9_000)
	a.Absences = []config.Absence{away(t, "parental", "2026-05-20", "2026-08-15")}
	facts := append(quotaOfMonths(t, "2026-05-01", 100_000, 100_000, 100_000, 100_000), booked(t, "2026-05-10", 100_000), booked(t, "2026-08-20", 100_000))
	p := compilePlan(t, planHead("monthly")+linearPlan, append(leaveReading("reduces_quota_and_incentive"), "day_count: calendar_days", "day_count: whole_months")...)
	for _, c := range []struct{ month, want, reason string }{
		{"2026-05", "quota 3,000.00", ""}, {"2026-06", "", "on leave from 2026-06-01 to 2026-06-30"}, {"2026-08", "quota 3,000.00", ""},
	} {
		w := world{facts: facts}
		lines, summary := w.run(t, p, c.month, a)
		if r := summary.Results[0]; amounts(lines) != c.want || r.Reason != c.reason || r.Value != nil && c.reason != "" {
			t.Errorf("%s: got %q, %+v", c.month, amounts(lines), r)
		}
	}
}

// A ladder's quota is less for leave, too: of 310,000 for the third quarter's 92 days, 62 are 208,913.04, and what is
// above pays 20 %: 300,000 at 10 % and 20 %.
func TestLeaveAndALadder(t *testing.T) {
	t.Parallel()
	p := compilePlan(t, commissionPlan("quarterly", attainmentTiers), leaveReading("reduces_quota")...)
	a := assigned(t, "E1", 0)
	a.Absences = []config.Absence{away(t, "parental", "2026-08-02", "2026-08-31")}
	w := world{facts: []testFact{
		{measure: "quota", who: "E1", day: day(t, "2026-07-01"), until: day(t, "2026-10-01"), value: 310_000_00, currency: "USD"},
		booked(t, "2026-09-10", 300_000),
	}}
	lines, _ := w.run(t, p, "2026-Q3", a)
	if got := total(lines); got != 39_108_70 { // 20,891.304 + 18,217.391
		t.Errorf("got %d, want 39,108.70", got)
	}
}
