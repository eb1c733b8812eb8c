package config

import (
	"strings"
	"testing"
)

// paysOf gives what the catalogue of conventions says a reading pays, in major units.
func paysOf(t *testing.T, key, value string) Ratio {
	t.Helper()
	for _, r := range conventionOf(key).Choices {
		if r.Value == value {
			amount, err := ParseRatio(strings.ReplaceAll(r.Pays, ",", ""))
			if err != nil {
				t.Fatal(err)
			}
			return amount
		}
	}
	t.Fatalf("%s has no reading %s", key, value)
	return Ratio{}
}

// TestTheExamplesOfConventionsAreRight computes every example by its own words.
func TestTheExamplesOfConventionsAreRight(t *testing.T) {
	t.Parallel()
	check := func(key, value string, want Ratio) {
		t.Helper()
		if got := paysOf(t, key, value); got.Cmp(want.RoundTo(2)) != 0 {
			t.Errorf("%s: %s is said to pay %s instead of %s", key, value, got, want.RoundTo(2))
		}
	}
	percent := func(n int64) Ratio { return NewRatio(n, 100) }

	quarter := Interval{DayOf(2025, 1, 1), DayOf(2025, 4, 1)}
	hired := Interval{DayOf(2025, 2, 10), quarter.End}
	for _, how := range conventionOf("day_count").Values() {
		check("day_count", how, Whole(9_000).Mul(Calendar{}.Share(how, hired, quarter, "")))
	}

	cents := percent(25).Mul(NewRatio(133_38, 100)).Mul(Whole(100))
	for _, h := range []Halves{AwayFromZero, ToEven} {
		n, _ := cents.Round(h)
		check("halves", string(h), NewRatio(n, 100))
	}

	// 91 days: 40 at (250,000, 10,000), 51 at (400,000, 15,000); linear pay.
	first, second := NewRatio(40, 91), NewRatio(51, 91)
	segment := func(share Ratio, quota, incentive, booked int64) Ratio {
		return Whole(incentive).Mul(share).Mul(Whole(booked)).Quo(Whole(quota).Mul(share)).RoundTo(2)
	}
	check("role_change", "segments", segment(first, 250_000, 10_000, 120_000).Add(segment(second, 400_000, 15_000, 180_000)))
	mixed := func(a, b int64) Ratio { return Whole(a).Mul(first).Add(Whole(b).Mul(second)) }
	check("role_change", "blended", mixed(10_000, 15_000).Mul(Whole(300_000)).Quo(mixed(250_000, 400_000)))

	check("ladder_on_role_change", "carried", percent(4).Mul(Whole(5_000)).Add(percent(6).Mul(Whole(15_000))))
	check("ladder_on_role_change", "restarted", percent(4).Mul(Whole(20_000)))

	half := NewRatio(1, 2)
	prorated := func(quota, incentive Ratio) Ratio {
		return Whole(10_000).Mul(incentive).Mul(Whole(150_000)).Quo(Whole(300_000).Mul(quota))
	}
	check("prorates", "[quota, target_incentive]", prorated(half, half))
	check("prorates", "[target_incentive]", prorated(Whole(1), half))
	check("prorates", "[quota]", prorated(half, Whole(1)))
	check("prorates", "[]", prorated(Whole(1), Whole(1)))

	// 62 of 92 days; the quota of 300,000 becomes 202,173.91 (semantics.md section 16).
	there := NewRatio(62, 92)
	onLeave := func(quota, incentive Ratio) Ratio {
		attainment := Whole(150_000).Quo(Whole(300_000).Mul(quota))
		if attainment.Less(percent(60)) {
			return Ratio{}
		}
		return Whole(10_000).Mul(incentive).Mul(attainment)
	}
	check("leave", "reduces_quota_and_incentive", onLeave(there, there))
	check("leave", "reduces_quota", onLeave(there, Whole(1)))
	check("leave", "reduces_nothing", onLeave(Whole(1), Whole(1)))
	check("no_quota", "nothing", Whole(3_000))
	check("no_quota", "as_at_target", Whole(3_000).Add(Whole(7_000)))
	check("no_quota", "weight_to_the_others", Whole(10_000))

	check("exactly_on_limit", "higher_tier", percent(3).Mul(Whole(50_000)))
	check("exactly_on_limit", "lower_tier", percent(2).Mul(Whole(50_000)))

	for _, key := range []string{"too_few", "no_value"} {
		curve := NewRatio(875, 1000)
		check(key, "weight_to_the_others", Whole(10_000).Mul(curve))
		check(key, "as_at_target", Whole(7_000).Mul(curve).Add(Whole(3_000)))
		check(key, "nothing", Whole(7_000).Mul(curve))
		check(key, "carry_to_next_period", Whole(7_000).Mul(curve))
	}
	// semantics.md section 10; negative_pay and draw_at_year_end are worked beside their steps, in calc/settle.
	ladder := func(v int64) Ratio {
		return percent(4).Mul(Whole(min(v, 150_000))).Add(percent(6).Mul(Whole(max(0, min(v, 250_000)-150_000)))).Add(percent(8).Mul(Whole(max(0, v-250_000))))
	}
	check("clawback_rate", "original_rate", ladder(145_000).Sub(ladder(165_000)))
	check("clawback_rate", "recompute", ladder(180_000).Sub(ladder(200_000)))
	check("clawback_rate", "none", Ratio{})

	// semantics.md section 18; the rate of the pay date is ours.
	for _, key := range []string{"conversion_rate", "credit_rate", "payout_rate"} {
		for reading, rate := range map[string]int64{"plan_rate": 90, "event_date": 92, "month_average": 93, "pay_date": 91} {
			check(key, reading, percent(8).Mul(Whole(100_000)).Mul(percent(rate)))
		}
	}
}

func TestOutcomesAreTheReadings(t *testing.T) {
	t.Parallel()
	for _, key := range []string{"too_few", "no_value"} {
		if got := strings.Join(conventionOf(key).Values(), " "); got != strings.Join(Outcomes, " ") {
			t.Errorf("%s: %s", key, got)
		}
	}
}

// A plan's conversion_rate goes before a workspace's credit_rate; a plan's own credit_rate goes before both.
func TestRateConventionsOfAPlan(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"{}":                           "month_average pay_date",
		"{conversion_rate: plan_rate}": "plan_rate plan_rate",
		"{conversion_rate: plan_rate, payout_rate: event_date}": "plan_rate event_date",
		"{credit_rate: event_date}":                             "event_date pay_date",
	} {
		var ps Problems
		workspace := readConventions(ParseYAML("attain.yaml", []byte("{conversion_rate: event_date, credit_rate: month_average, payout_rate: pay_date}"), &ps), Conventions{}, &ps)
		plan := readConventions(ParseYAML("plans/p.yaml", []byte(text), &ps), workspace, &ps)
		if got := plan.Credit() + " " + plan.Payout(); got != want || ps.Len() > 0 {
			t.Errorf("%s: %s, want %s; %v", text, got, want, ps.Err())
		}
	}
}

// A plan is told the rates it converts at: both by conversion_rate, or each by its own answer.
func TestReadingsOfRates(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ text, currency, want string }{
		{"{conversion_rate: plan_rate}", "", "conversion_rate plan_rate 7,200.00"},
		{"{conversion_rate: plan_rate, payout_rate: event_date}", "USD", "conversion_rate plan_rate 7,200.00, payout_rate event_date 7,360.00"},
		{"{credit_rate: month_average, payout_rate: pay_date}", "USD", "credit_rate month_average 7,440.00, payout_rate pay_date 7,280.00"},
		{"{credit_rate: month_average, payout_rate: pay_date}", "", "credit_rate month_average 7,440.00"},
	} {
		var ps Problems
		ws := &Workspace{Currencies: Currencies{Reporting: "USD", PlanRates: []PlanRate{{From: "EUR", To: "USD", Rate: Whole(1)}}}}
		p := &Plan{Name: "p", Currency: c.currency, Conventions: readConventions(ParseYAML("attain.yaml", []byte(c.text), &ps), Conventions{}, &ps)}
		var got []string
		for _, r := range ws.Readings(p) {
			got = append(got, r.Key+" "+r.Value+" "+r.Pays)
		}
		if strings.Join(got, ", ") != c.want || ps.Len() > 0 {
			t.Errorf("%s %s: %s, want %s; %v", c.text, c.currency, strings.Join(got, ", "), c.want, ps.Err())
		}
	}
}
