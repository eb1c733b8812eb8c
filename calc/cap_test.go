package calc

import (
	"fmt"
	"strings"
	"testing"

	"attain/config"
)

// monthly is bookings of 140,000, 70,000 and 50,000 in July, August and September: at 10 %, 14,000 / 7,000 / 5,000.
func monthly(tb testing.TB) []testFact {
	var out []testFact
	for i, booked := range []int64{140_000, 70_000, 50_000} {
		out = append(out, testFact{measure: "bookings", who: "E1", day: day(tb, "2026-07-10").AddMonths(i), value: booked * 100, currency: "USD", source: fmt.Sprint("D", i)})
	}
	return out
}

// semantics.md section 7, not refundable: what is above the cap is lost. A cap over several pay windows is used up as
// they come, whether a run pays one of them or all.
func TestCaps(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, pays, settings, want string }{
		{"component, a month", "monthly", "    rate: 10%\n    cap_amount: 10_000\n", "10,000.00 7,000.00 5,000.00"},
		{"plan, a month", "monthly", "    rate: 10%\nsteps: {cap: {amount: 10_000, per: month, excess: lost}}\n", "10,000.00 7,000.00 5,000.00"},
		{"plan, a quarter", "monthly", "    rate: 10%\nsteps: {cap: {amount: 25_000, per: quarter, excess: lost}}\n", "14,000.00 7,000.00 4,000.00"},
		{"plan, used up", "monthly", "    rate: 10%\nsteps: {cap: {amount: 12_000, per: year, excess: lost}}\n", "12,000.00 0.00 0.00"},
		{"floor", "monthly", "    rate: 10%\n    floor_amount: 6_000\n", "14,000.00 7,000.00 6,000.00"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			p := compilePlan(t, commissionPlan(c.pays, c.settings))
			var got []string
			for _, month := range []string{"2026-07", "2026-08", "2026-09"} {
				w := world{facts: monthly(t)}
				lines, _ := w.run(t, p, month, assigned(t, "E1", 0))
				got = append(got, config.FormatMinor(total(lines), "USD"))
			}
			if s := strings.Join(got, " "); s != c.want {
				t.Errorf("month by month: got %s, want %s", s, c.want)
			}
			w := world{facts: monthly(t)}
			lines, _ := w.run(t, p, "2026-Q3", assigned(t, "E1", 0))
			by := map[string]int64{}
			for _, l := range lines {
				by[l.OriginPeriod] += l.AmountMinor
			}
			got = nil
			for _, month := range []string{"2026-07", "2026-08", "2026-09"} {
				got = append(got, config.FormatMinor(by[month], "USD"))
			}
			if s := strings.Join(got, " "); s != c.want {
				t.Errorf("in one run: got %s, want %s", s, c.want)
			}
		})
	}
}

// A negative line passes a cap untouched: 14,000 and a reversal of 3,000 under a cap of 10,000 are 7,000.
func TestNegativePassesCap(t *testing.T) {
	t.Parallel()
	p := compilePlan(t, commissionPlan("monthly", "    rate: 10%\n    cap_amount: 10_000\n"))
	facts := append(monthly(t), testFact{measure: "bookings", who: "E1", day: day(t, "2026-07-20"), value: -30_000_00, currency: "USD", source: "R"})
	w := world{facts: facts}
	lines, _ := w.run(t, p, "2026-07", assigned(t, "E1", 0))
	if got := total(lines); got != 7_000_00 {
		t.Errorf("got %d", got)
	}
	last := lines[len(lines)-1]
	for _, l := range lines {
		if l.Part == "cap" {
			last = l
		}
	}
	if last.SourceKey != "" || last.AmountMinor != -4_000_00 || last.Label != "Above the cap of 10,000.00 USD" || last.ConfigRef != "plans/p0.yaml:11:17" {
		t.Errorf("cap line: %+v", last)
	}
}

// Where a plan prorates caps, a hire in the middle of the quarter has the cap of the days: 9,000 × 46 ÷ 92 = 4,500.
func TestProratedCap(t *testing.T) {
	t.Parallel()
	p := compilePlan(t, commissionPlan("quarterly", "    rate: 10%\n    cap_amount: 9_000\n"), "prorates: [quota, target_incentive]", "prorates: [cap]")
	a := assigned(t, "E1", 0)
	a.First = day(t, "2026-08-16")
	w := world{facts: []testFact{{measure: "bookings", who: "E1", day: day(t, "2026-09-01"), value: 100_000_00, currency: "USD", source: "D"}}}
	lines, _ := w.run(t, p, "2026-Q3", a)
	if got := total(lines); got != 4_500_00 {
		t.Errorf("got %d", got)
	}
}
