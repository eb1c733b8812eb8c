package calc

import (
	"strings"
	"testing"
)

const noQuota = "  conversion_rate: plan_rate"

// everyMonth gives E1 45,000 a month of 2026, and bookings of as much on the 10th of each.
func everyMonth(tb testing.TB) []testFact {
	facts := quotaOfMonths(tb, "2026-01-01", 45_000, 45_000, 45_000, 45_000, 45_000, 45_000, 45_000, 45_000, 45_000, 45_000, 45_000, 45_000)
	for m := range 12 {
		f := booked(tb, "2026-01-20", 45_000)
		f.day = f.day.AddMonths(m)
		f.source = f.day.String()
		facts = append(facts, f)
	}
	return facts
}

// semantics.md section 16, ramp: monthly quotas of 10,000 / 20,000 / 30,000, then 45,000; and 0 / 25 / 50 / 100 % of
// 45,000. Joined on the 1st of February, or on the 15th: then 14 of 28 days of February's. Hired is the employment's
// first day, and whoever has long been there has no ramp.
func TestRamp(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		rule, joined, hired string
		want                string // quota of February to June
	}{
		"amounts":       {"quota: {ramp: [10_000, 20_000, 30_000], per: month, counted_from: joined}\n", "2026-02-01", "2026-02-01", "10000 20000 30000 45000 45000"},
		"mid-month":     {"quota: {ramp: [10_000, 20_000, 30_000], per: month, counted_from: joined}\n", "2026-02-15", "2026-02-15", "5000 20000 30000 45000 45000"},
		"shares":        {"quota: {ramp: [0%, 25%, 50%, 100%], per: month, counted_from: joined}\n", "2026-02-01", "2026-02-01", "- 11250 22500 45000 45000"},
		"hired":         {"quota: {ramp: [0%, 25%, 50%, 100%], per: month, counted_from: hired}\n", "2026-02-01", "2025-12-01", "22500 45000 45000 45000 45000"},
		"by quarter":    {"quota: {ramp: [50%, 80%], per: quarter, counted_from: joined}\n", "2026-02-01", "2026-02-01", "22500 22500 36000 36000 36000"},
		"long with us":  {"quota: {ramp: [0%, 25%, 50%, 100%], per: month, counted_from: joined}\n", "2020-02-01", "2020-02-01", "45000 45000 45000 45000 45000"},
		"whoever it is": {"", "2026-02-01", "2026-02-01", "45000 45000 45000 45000 45000"},
	} {
		p := compilePlan(t, planHead("monthly")+c.rule+linearPlan, noQuota, "  no_quota: as_at_target\n"+noQuota)
		a := assigned(t, "E1", 1_000)
		a.First, a.HiredOn = day(t, c.joined), day(t, c.hired)
		var got []string
		for _, month := range []string{"2026-02", "2026-03", "2026-04", "2026-05", "2026-06"} {
			w := world{facts: everyMonth(t)}
			lines, summary := w.run(t, p, month, a)
			if summary.Results[0].Value == nil {
				got = append(got, "-")
				continue
			}
			got = append(got, termOf(t, lines, "quota", 0))
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%s: got %s, want %s", name, s, c.want)
		}
	}
}

// A quarter has the sum of its months: 10,000 + 20,000 + 30,000, whether the target is written by the month, by the
// quarter or not at all while the ramp lasts; shares of a quarter's target go by the days of its months.
func TestRampWithinAQuarter(t *testing.T) {
	t.Parallel()
	const amounts = "quota: {ramp: [10_000, 20_000, 30_000], per: month, counted_from: joined}\n"
	quarter := []testFact{{measure: "quota", who: "E1", day: day(t, "2026-04-01"), until: day(t, "2026-07-01"), value: 91_000_00, currency: "USD"}}
	for name, c := range map[string]struct {
		rule  string
		quota []testFact
		want  string
	}{
		"by the month":   {amounts, quotaOfMonths(t, "2026-04-01", 45_000, 45_000, 45_000), "60000.00"},
		"by the quarter": {amounts, quarter, "60000.00"},
		"not at all":     {amounts, nil, "60000.00"},
		"shares":         {"quota: {ramp: [0%, 25%, 50%], per: month, counted_from: joined}\n", quarter, "22750.00"}, // 31 × 250 + 30 × 500
	} {
		p := compilePlan(t, planHead("quarterly")+c.rule+linearPlan, noQuota, "  no_quota: nothing\n"+noQuota)
		a := assigned(t, "E1", 1_000)
		a.First = day(t, "2026-04-01")
		w := world{facts: append(c.quota, booked(t, "2026-05-10", 30_000))}
		lines, _ := w.run(t, p, "2026-Q2", a)
		if got := termOf(t, lines, "quota", 2); got != c.want {
			t.Errorf("%s: got %s, want %s", name, got, c.want)
		}
	}
}

// semantics.md section 27, zero quota: in a month with 0 % of the quota deals pay at the first tier's rate, and a
// scorecard pays by the convention no_quota: nothing, as at target, or its weight to the others.
func TestNoQuota(t *testing.T) {
	t.Parallel()
	const ramp = "quota: {ramp: [0%, 100%], per: month, counted_from: joined}\n"
	a := assigned(t, "E1", 10_000)
	a.IncentivePer, a.First = "month", day(t, "2026-02-01")
	facts := append(everyMonth(t), testFact{measure: "won_deals", who: "E1", day: day(t, "2026-02-10"), value: 25, source: "W"},
		testFact{measure: "closed_deals", who: "E1", day: day(t, "2026-02-10"), value: 100, source: "W"})
	two := strings.Replace(linearPlan, "weight: 100%", "weight: 70%", 1) +
		"  - {name: win-rate, kind: scorecard, kpi: win_rate, weight: 30%, threshold: {at: 18%, pays: 50%}, target: {at: 25%, pays: 100%}, cap: {at: 40%, pays: 150%}, between: straight_line}\n"
	for reading, want := range map[string]int64{"nothing": 3_000_00, "as_at_target": 10_000_00, "weight_to_the_others": 10_000_00} {
		p := compilePlan(t, planHead("monthly")+ramp+two, noQuota, "  no_quota: "+reading+"\n"+noQuota)
		w := world{facts: facts}
		lines, summary := w.run(t, p, "2026-02", a)
		if got := total(lines); got != want || summary.Results[0].Reason != "there is no quota to measure by" {
			t.Errorf("%s: got %d, want %d; %+v", reading, got, want, summary.Results[0])
		}
	}
	p := compilePlan(t, strings.Replace(commissionPlan("monthly", strings.Replace(attainmentTiers, "quarterly", "monthly", 1)), "components:", ramp+"components:", 1))
	w := world{facts: facts}
	if lines, _ := w.run(t, p, "2026-02", a); total(lines) != 4_500_00 {
		t.Errorf("commission: got %d, want 10 %% of 45,000", total(lines))
	}
}

// The rate that comes of pay and quota is that of the whole quota in a ramp: deals are paid at the standard rate.
func TestRampLeavesTheRate(t *testing.T) {
	t.Parallel()
	plan := commissionPlan("monthly", "    tiers: {by: attainment, resets: monthly, each_tier: own_rate, base_rate: incentive_per_quota, rates: [{below: 100%, times: 1}, {times: 2}]}\n")
	p := compilePlan(t, strings.Replace(plan, "components:", "quota: {ramp: [0%, 50%], per: month, counted_from: joined}\ncomponents:", 1))
	a := assigned(t, "E1", 4_500)
	a.IncentivePer, a.First = "month", day(t, "2026-02-01")
	for month, want := range map[string]int64{"2026-02": 4_500_00, "2026-03": 2_250_00 + 4_500_00, "2026-04": 4_500_00} {
		w := world{facts: everyMonth(t)}
		if lines, _ := w.run(t, p, month, a); total(lines) != want {
			t.Errorf("%s: got %d, want %d", month, total(lines), want)
		}
	}
}

// semantics.md section 16, edge: a seasonal quota is prorated by its own period's share. 1,200,000 a year at 20, 30, 20
// and 30 %; joined on 15 February, 45 of the first quarter's 90 days, and not of the year's.
func TestSeasonality(t *testing.T) {
	t.Parallel()
	facts := []testFact{
		{measure: "quota", who: "E1", day: day(t, "2026-01-01"), until: day(t, "2027-01-01"), value: 1_200_000_00, currency: "USD"},
		booked(t, "2026-03-10", 1), booked(t, "2026-06-10", 1), booked(t, "2026-09-10", 1), booked(t, "2026-12-10", 1),
	}
	months := "[5%, 5%, 10%, 10%, 10%, 10%, 5%, 5%, 10%, 10%, 10%, 10%]"
	for season, want := range map[string]string{
		"[20%, 30%, 20%, 30%]": "120000.00 360000.00 240000.00 360000.00",
		"{2025-Q1: 25%, 2025-Q2: 25%, 2025-Q3: 25%, 2025-Q4: 25%, 2026-Q1: 20%, 2026-Q2: 30%, 2026-Q3: 20%, 2026-Q4: 30%}": "120000.00 360000.00 240000.00 360000.00",
		months: "150000.00 360000.00 240000.00 360000.00", // 60,000 × 14 ÷ 28 + 120,000
	} {
		p := compilePlan(t, planHead("quarterly")+"quota: {seasonality: "+season+"}\n"+linearPlan)
		a := assigned(t, "E1", 1_000)
		a.First = day(t, "2026-02-15")
		var got []string
		for _, quarter := range []string{"2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4"} {
			w := world{facts: facts}
			lines, _ := w.run(t, p, quarter, a)
			got = append(got, termOf(t, lines, "quota", 2))
		}
		if s := strings.Join(got, " "); s != want {
			t.Errorf("%s: got %s, want %s", season, s, want)
		}
	}
}

// A team's quota is divided by the season and knows no ramp.
func TestSeasonOfATeam(t *testing.T) {
	t.Parallel()
	p := compilePlan(t, planHead("quarterly")+"quota: {seasonality: [20%, 30%, 20%, 30%], ramp: [50%], per: quarter, counted_from: joined}\n"+
		strings.Replace(linearPlan, "weight:", "subject: team, weight:", 1))
	a := assigned(t, "E1", 1_000)
	a.First = day(t, "2026-01-01")
	w := world{facts: []testFact{
		{measure: "quota", who: "E9", team: "north", day: day(t, "2026-01-01"), until: day(t, "2027-01-01"), value: 1_200_000_00, currency: "USD"},
		{measure: "bookings", who: "E9", team: "north", day: day(t, "2026-01-10"), value: 240_000_00, currency: "USD", source: "D"},
	}}
	lines, _ := w.run(t, p, "2026-Q1", a)
	if got := termOf(t, lines, "quota", 2) + " " + amounts(lines); got != "240000.00 quota 1,000.00" {
		t.Errorf("got %s", got)
	}
}

// semantics.md section 21: 1,200,000 a year and two months' relief are 1,000,000; bookings of 950,000 are 79.17 % and
// 95.00 %. With a threshold of 80 % the component goes from 0 to paid. The relief is rows of the quota below zero.
func TestRelief(t *testing.T) {
	t.Parallel()
	year := quotaOfMonths(t, "2026-01-01", 100_000, 100_000, 100_000, 100_000, 100_000, 100_000, 100_000, 100_000, 100_000, 100_000, 100_000, 100_000)
	relief := quotaOfMonths(t, "2026-07-01", -100_000, -100_000)
	plan := planHead("yearly") + strings.Replace(thresholdPlan, "60%, pays: 60%", "80%, pays: 80%", 1)
	for _, c := range []struct {
		facts []testFact
		value string
		want  string
	}{{year, "0.7917", "quota 0.00"}, {append(year, relief...), "0.9500", "quota 9,500.00"}} {
		a := assigned(t, "E1", 10_000)
		a.IncentivePer = "year"
		w := world{facts: append(c.facts[:len(c.facts):len(c.facts)], booked(t, "2026-11-10", 950_000))}
		lines, summary := w.run(t, compilePlan(t, plan), "2026", a)
		if got := summary.Results[0].Value.Decimal(4); got != c.value || amounts(lines) != c.want {
			t.Errorf("got %s and %s, want %s and %s", got, amounts(lines), c.value, c.want)
		}
	}
}
