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

// A cap looks at what a window's lines come to: 14,000 and a reversal of 3,000 are 11,000, of which a cap of 10,000 takes
// 1,000 away.
func TestCapOfNet(t *testing.T) {
	t.Parallel()
	p := compilePlan(t, commissionPlan("monthly", "    rate: 10%\n    cap_amount: 10_000\n"))
	facts := append(monthly(t), testFact{measure: "bookings", who: "E1", day: day(t, "2026-07-20"), value: -30_000_00, currency: "USD", source: "R"})
	w := world{facts: facts}
	lines, _ := w.run(t, p, "2026-07", assigned(t, "E1", 0))
	if got := total(lines); got != 10_000_00 {
		t.Errorf("got %d", got)
	}
	last := lines[len(lines)-1]
	for _, l := range lines {
		if l.Part == "cap" {
			last = l
		}
	}
	if last.SourceKey != "" || last.AmountMinor != -1_000_00 || last.Label != "Above the cap of 10,000.00 USD" || last.ConfigRef != "plans/p0.yaml:11:17" {
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

// inJanuary is E1's bookings in whole USD, a day apart from 5 January on.
func inJanuary(tb testing.TB, amounts ...int64) []testFact {
	var out []testFact
	for i, a := range amounts {
		f := booked(tb, "2026-01-05", a)
		f.day, f.source = f.day+config.Day(i), fmt.Sprint("D", i)
		out = append(out, f)
	}
	return out
}

// How a window's total came about does not matter to caps and floors. Each amount is what the deals earn together, cut
// to the limit: 10 % of 100; 20 % of 1,100; 10 % of 30,000 lost is −3,000, and a floor of 1,000 pays 1,000
// (semantics.md section 8: never below it); 10 % of 2,000 − 1,000 + 500 is 150.
func TestPathsUnderLimits(t *testing.T) {
	t.Parallel()
	const top = "    tiers: {by: amount, resets: quarterly, each_tier: top_rate, rates: [{below: 1_000, rate: 10%}, {rate: 20%}]}\n"
	for _, c := range []struct {
		name, settings string
		deals          []int64
		want           int64
	}{
		{"there and back", "    rate: 10%\n    cap_amount: 15\n", []int64{100, -100, 100}, 10_00},
		{"tier and back", top + "    cap_amount: 250\n", []int64{900, 200, -200, 200}, 220_00},
		{"above after all", top + "    cap_amount: 200\n", []int64{900, 200, -200, 200}, 200_00},
		{"floor under a loss", "    rate: 10%\n    floor_amount: 1_000\n", []int64{-30_000}, 1_000_00},
		{"plan's cap", "    rate: 10%\nsteps: {cap: {amount: 150, per: quarter, excess: lost}}\n", []int64{2_000, -1_000, 500}, 150_00},
	} {
		w := world{facts: inJanuary(t, c.deals...)}
		lines, _ := w.run(t, compilePlan(t, commissionPlan("quarterly", c.settings)), "2026-Q1", assigned(t, "E1", 0))
		if got := total(lines); got != c.want {
			t.Errorf("%s: got %d, want %d", c.name, got, c.want)
		}
	}
}

// A limit is given once to who changes from USD to EUR in the quarter, not once for each currency (1 EUR = 1.08 USD).
//
//	cap 300      200.00 USD and 216.00 USD = 200.00 EUR: 116.00 USD too much, so 100.00 USD = 92.59 EUR of the second remain
//	cap 150      416.00 − 150.00: all of the second, 200.00 EUR, and 50.00 USD of the first
//	floor 1,000  1,000.00 − 416.00 = 584.00 USD more = 540.74 EUR
func TestLimitsInTwoCurrencies(t *testing.T) {
	t.Parallel()
	for settings, want := range map[string]string{
		"    cap_amount: 300\n": "200.00 USD 92.59 EUR", "    cap_amount: 150\n": "150.00 USD 0.00 EUR", "    floor_amount: 1_000\n": "200.00 USD 740.74 EUR",
		"steps: {cap: {amount: 300, per: quarter, excess: lost}}\n": "200.00 USD 92.59 EUR",
	} {
		p := compilePlan(t, "currency: USD\n"+commissionPlan("quarterly", "    rate: 10%\n"+settings))
		before, after := assigned(t, "E1", 0), assigned(t, "E1", 0)
		before.End, after.First, after.Currency = day(t, "2026-02-15"), day(t, "2026-02-15"), "EUR"
		w := world{facts: []testFact{booked(t, "2026-01-05", 2_000), booked(t, "2026-03-05", 2_160)}}
		lines, _ := w.run(t, p, "2026-Q1", before, after)
		sum := map[string]int64{}
		for _, l := range lines {
			sum[l.Currency] += l.AmountMinor
		}
		if got := money(sum["USD"], "USD") + " " + money(sum["EUR"], "EUR"); got != want {
			t.Errorf("%s: got %s, want %s", strings.TrimSpace(settings), got, want)
		}
	}
}
