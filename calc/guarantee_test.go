package calc

import (
	"strings"
	"testing"

	"attain/config"
)

// guaranteed gives what a month's run pays in sum and by the guarantee, month by month.
func guaranteed(t *testing.T, p *Program, facts []testFact, a config.Assignment, months ...string) string {
	t.Helper()
	var got []string
	for _, month := range months {
		w := world{facts: facts}
		lines, _ := w.run(t, p, month, a)
		var by int64
		for _, l := range lines {
			if l.Part == "guarantee" {
				by += l.AmountMinor
			}
		}
		got = append(got, config.FormatMinor(total(lines), "USD")+" ("+config.FormatMinor(by, "USD")+")")
	}
	return strings.Join(got, ", ")
}

// semantics.md section 8: 14,000 / 7,000 / 5,000 are earned in July, August and September.
func TestGuarantee(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, settings, want string }{
		{"pay = max(E, G)", "{pays: greater_of, amount: 7_500, per: month, counted_from: plan}", "14,000.00 (0.00), 7,500.00 (500.00), 7,500.00 (2,500.00)"},
		{"Spiff ramps: 2,000 / 1,000 / 0 from joining", "{pays: additive, amounts: [2_000, 1_000, 0], per: month, counted_from: joined}", "16,000.00 (2,000.00), 8,000.00 (1,000.00), 5,000.00 (0.00)"},
		{"a declining greater-of", "{pays: greater_of, amounts: [15_000, 9_000], per: month, counted_from: joined}", "15,000.00 (1,000.00), 9,000.00 (2,000.00), 5,000.00 (0.00)"},
		{"stops after two months", "{pays: greater_of, amount: 8_000, per: month, counted_from: joined, stops_after: 2}", "14,000.00 (0.00), 8,000.00 (1,000.00), 5,000.00 (0.00)"},
		{"stops at a date", "{pays: additive, amount: 3_100, per: month, counted_from: plan, last_day: 2026-08-10, prorated: yes}", "17,100.00 (3,100.00), 8,000.00 (1,000.00), 5,000.00 (0.00)"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			p := compilePlan(t, commissionPlan("monthly", "    rate: 10%\nsteps: {guarantee: "+c.settings+"}\n"))
			a := assigned(t, "E1", 0)
			a.First = day(t, "2026-07-01")
			if got := guaranteed(t, p, monthly(t), a, "2026-07", "2026-08", "2026-09"); got != c.want {
				t.Errorf("pays %s, not %s", got, c.want)
			}
		})
	}
}

// semantics.md section 8: prorated by active days. Hired on 17 August, 15 of 31 days: 3,100 × 15 ÷ 31 = 1,500. July is
// before, September the second month. A quarter's window has the guarantees of its months.
func TestGuaranteeOfPartOfAMonth(t *testing.T) {
	t.Parallel()
	settings := "    rate: 10%\nsteps: {guarantee: {pays: additive, amounts: [3_100, 1_000], per: month, counted_from: joined, prorated: "
	a := assigned(t, "E1", 0)
	a.First = day(t, "2026-08-17")
	for how, want := range map[string]string{"yes": "1,500.00 (1,500.00), 6,000.00 (1,000.00)", "no": "3,100.00 (3,100.00), 6,000.00 (1,000.00)"} {
		p := compilePlan(t, commissionPlan("monthly", settings+how+"}}\n"))
		if got := guaranteed(t, p, monthly(t), a, "2026-08", "2026-09"); got != want {
			t.Errorf("prorated %s pays %s, not %s", how, got, want)
		}
	}
	p := compilePlan(t, commissionPlan("quarterly", settings+"yes}}\n"))
	if got := guaranteed(t, p, monthly(t), a, "2026-Q3"); got != "7,500.00 (2,500.00)" {
		t.Errorf("a quarter pays %s", got)
	}
}

// semantics.md section 8: a floor is paid however little was earned; prorated, somebody who came on 17 August has 15 of
// 31 days of it: 6,200 × 15 ÷ 31 = 3,000.
func TestPlanFloor(t *testing.T) {
	t.Parallel()
	settings := "    rate: 10%\nsteps: {floor: {amount: 6_200, per: month}}\n"
	a := assigned(t, "E1", 0)
	for prorates, want := range map[string]string{
		"[quota]":        "14,000.00 7,000.00 6,200.00",
		"[quota, floor]": "14,000.00 7,000.00 6,200.00",
	} {
		p := compilePlan(t, commissionPlan("monthly", settings), "prorates: [quota, target_incentive]", "prorates: "+prorates)
		if got := floored(t, p, a); got != want {
			t.Errorf("%s pays %s, not %s", prorates, got, want)
		}
	}
	a.First = day(t, "2026-08-17")
	p := compilePlan(t, commissionPlan("monthly", settings), "prorates: [quota, target_incentive]", "prorates: [floor]")
	if got := floored(t, p, a); got != "0.00 3,000.00 6,200.00" {
		t.Errorf("prorated pays %s", got)
	}
}

// floored gives what July, August and September pay.
func floored(t *testing.T, p *Program, a config.Assignment) string {
	t.Helper()
	var got []string
	for _, month := range []string{"2026-07", "2026-08", "2026-09"} {
		w := world{facts: monthly(t)}
		lines, _ := w.run(t, p, month, a)
		got = append(got, config.FormatMinor(total(lines), "USD"))
	}
	return strings.Join(got, " ")
}

// Somebody on a yearly pay window is away for some days of August: the quarters before are guaranteed too. By calendar
// days, third quarter of 92: 39 until 8 August and 50 from 12 August. 10,000 × (1 + 1 + 39 ÷ 92 + 50 ÷ 92 + 1).
func TestGuaranteeBeforeAndAfterDaysAway(t *testing.T) {
	t.Parallel()
	p := compilePlan(t, planHead("yearly")+"components:\n  - {name: bookings, kind: commission, paid_on: bookings, rate: 1%}\nsteps:\n  guarantee: {pays: additive, amount: 10_000, per: quarter, counted_from: joined, prorated: yes}\n",
		"prorates: [quota, target_incentive]", "prorates: [guarantee]")
	first, again := assigned(t, "E1", 0), assigned(t, "E1", 0)
	first.Interval = config.Interval{First: day(t, "2025-01-01"), End: day(t, "2026-08-09")}
	again.Interval = config.Interval{First: day(t, "2026-08-12"), End: day(t, "2027-01-01")}
	lines, _ := (&world{}).run(t, p, "2026", first, again)
	if got, want := total(lines), int64(3_967_391); got != want { // 1,000,000 × (3 + 89 ÷ 92) = 3,967,391.30
		t.Errorf("guaranteed %d, want %d", got, want)
	}
}
