package calc

import (
	"fmt"
	"strings"
	"testing"

	"attain/config"
)

// section5 is the year of semantics.md section 5: a quota of 1,200,000, 300,000 a quarter, and bookings of 450,000,
// 100,000, 350,000 and 400,000.
func section5(tb testing.TB) []testFact {
	var facts []testFact
	for i, amount := range []int64{450_000, 100_000, 350_000, 400_000} {
		first := day(tb, "2026-01-01").AddMonths(3 * i)
		f := booked(tb, "2026-01-20", amount)
		f.day, f.source = first+19, fmt.Sprint("D", i)
		facts = append(facts, f, testFact{measure: "quota", who: "E1", day: first, until: first.AddMonths(3), value: 300_000_00, currency: "USD"})
	}
	return facts
}

const section5Tiers = "    tiers: {by: attainment, resets: yearly, each_tier: own_rate, rates: [{below: 100%, rate: 10%}, {rate: 15%}]}\n"

// quarters gives what each quarter of 2026 pays in whole USD.
func quarters(tb testing.TB, plan string, facts []testFact) string {
	tb.Helper()
	p := compilePlan(tb, plan)
	var got []string
	for _, q := range []string{"2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4"} {
		w := world{facts: facts}
		a := assigned(tb, "E1", 0)
		lines, _ := w.run(tb, p, q, a)
		got = append(got, fmt.Sprint(total(lines)/100))
	}
	return strings.Join(got, " ")
}

// semantics.md section 5, the table: the same year under the three plans that are all called "accelerator above 100 %".
func TestThreeAccelerators(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ settings, want string }{
		"discrete":                        {strings.Replace(section5Tiers, "yearly", "quarterly", 1), "52500 10000 37500 45000"},
		"annual ladder":                   {section5Tiers, "45000 10000 35000 45000"},
		"true-up":                         {section5Tiers + "    true_up: {may_be_negative: yes}\n", "52500 2500 35000 45000"},
		"true-up that takes nothing back": {section5Tiers + "    true_up: {may_be_negative: no}\n", "52500 2500 35000 45000"},
		"true-up by the whole quota":      {section5Tiers + "    true_up: {may_be_negative: yes, quota: whole}\n", "45000 10000 35000 45000"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := quarters(t, commissionPlan("quarterly", c.settings), section5(t)); got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}

// Nothing is sold in the second quarter: 450,000 of 600,000 earn 45,000 to date, 7,500 less than was paid. Taken back,
// or earned again first: 800,000 of 900,000 are 80,000 to date, 35,000 or 27,500 more.
func TestTrueUpBelowZero(t *testing.T) {
	t.Parallel()
	facts := section5(t)
	facts[2].value = 0
	for negative, want := range map[string]string{"yes": "52500 -7500 35000 40000", "no": "52500 0 27500 40000"} {
		if got := quarters(t, commissionPlan("quarterly", section5Tiers+"    true_up: {may_be_negative: "+negative+"}\n"), facts); got != want {
			t.Errorf("%s: got %s, want %s", negative, got, want)
		}
	}
}

// The line says what was earned to date and what the earlier quarters paid.
func TestTrueUpLine(t *testing.T) {
	t.Parallel()
	p := compilePlan(t, commissionPlan("quarterly", section5Tiers+"    true_up: {may_be_negative: yes}\n"))
	w := world{facts: section5(t)}
	lines, summary := w.run(t, p, "2026-Q3", assigned(t, "E1", 0))
	if lines[0].Label != "90,000.00 USD earned to date, 55,000.00 USD paid before" || lines[0].OriginPeriod != "2026-09" {
		t.Errorf("got %+v", lines[0])
	}
	if got := termOf(t, lines, "entitlement", 2) + " " + termOf(t, lines, "paid_before", 2); got != "90000.00 55000.00" {
		t.Errorf("got %s", got)
	}
	for _, term := range lines[0].Terms {
		if term.Name == "paid_before" && term.From != "52,500.00 USD to 2026-03-31; 2,500.00 USD to 2026-06-30" {
			t.Errorf("from %q", term.From)
		}
	}
	if v := summary.Results[0].Value.String(); v != "1" {
		t.Errorf("attainment %s", v)
	}
}

// Joined in the second quarter, the year to date begins there. A change of role in August leaves the ladder where it is:
// both parts of the third quarter together pay what it pays without.
func TestTrueUpOfAHireAndARoleChange(t *testing.T) {
	t.Parallel()
	p := compilePlan(t, commissionPlan("quarterly", section5Tiers+"    true_up: {may_be_negative: yes}\n"))
	hired := assigned(t, "E1", 0)
	hired.First = day(t, "2026-04-01")
	w := world{facts: section5(t)}
	if lines, _ := w.run(t, p, "2026-Q2", hired); total(lines) != 10_000_00 {
		t.Errorf("hire: got %d", total(lines))
	}
	before, after := assigned(t, "E1", 0), assigned(t, "E1", 0)
	before.End, after.First, after.Role = day(t, "2026-08-10"), day(t, "2026-08-10"), "SAE"
	lines, _ := w.run(t, p, "2026-Q3", before, after)
	if len(lines) != 2 || total(lines) != 35_000_00 {
		t.Errorf("role change: got %d in %d lines", total(lines), len(lines))
	}
	if lines, _ = w.run(t, p, "2026-Q4", before, after); total(lines) != 45_000_00 {
		t.Errorf("after it: got %d", total(lines))
	}
}

func TestTrueUpExample(t *testing.T) {
	t.Parallel()
	p := compilePlan(t, commissionPlan("quarterly", section5Tiers+"    true_up: {may_be_negative: yes}\n")+
		"examples:\n  - given: {bookings: 550_000, quota: 600_000, paid_before: 52_500}\n    gives: {bookings: 2_500.00}\n")
	for _, r := range p.RunExamples() {
		if !r.OK {
			t.Errorf("%s%s", r.Got, r.Note)
		}
	}
}

// overachievement pays 100 % at quota and 2 % for every point above it, to 150 %.
const overachievement = `components:
  - {name: quota, kind: scorecard, kpi: quota_attainment, weight: 100%, threshold: {at: 0%, pays: 0%}, target: {at: 100%, pays: 100%}, cap: {at: 150%, pays: 200%}, between: straight_line, true_up: {may_be_negative: yes, quota: whole}}
`

// semantics.md section 5, the forum plan by its own formula: of 21,000 for the year, 14,175 paid at 67.5 %; at 105 %
// 21,000 + 2,100 − 14,175 = 8,925; at 115 % 21,000 + 6,300 − 23,100 = 4,200.
func TestForumPlan(t *testing.T) {
	t.Parallel()
	facts := []testFact{
		{measure: "quota", who: "E1", day: day(t, "2026-01-01"), until: day(t, "2027-01-01"), value: 1_000_000_00, currency: "USD"},
		booked(t, "2026-10-10", 675_000), booked(t, "2026-11-10", 375_000), booked(t, "2026-12-10", 100_000),
	}
	p := compilePlan(t, planHead("monthly")+overachievement)
	a := assigned(t, "E1", 21_000)
	a.IncentivePer = "year"
	for month, want := range map[string]string{"2026-09": "quota 0.00", "2026-10": "quota 14,175.00", "2026-11": "quota 8,925.00", "2026-12": "quota 4,200.00"} {
		w := world{facts: facts}
		if lines, _ := w.run(t, p, month, a); amounts(lines) != want {
			t.Errorf("%s: got %s, want %s", month, amounts(lines), want)
		}
	}
}

// A plan from July on, measured by the year: 300,000 in March and 200,000 in August are half of the year's 1,000,000, and
// of the two windows' 20,000 half is 10,000. The quota to date counts from January as what was booked does.
func TestWholeQuotaOfAPlanThatBeginsInTheYear(t *testing.T) {
	t.Parallel()
	facts := []testFact{
		{measure: "quota", who: "E1", day: day(t, "2026-01-01"), until: day(t, "2027-01-01"), value: 1_000_000_00, currency: "USD"},
		booked(t, "2026-03-10", 300_000), booked(t, "2026-08-10", 200_000),
	}
	w := world{facts: facts}
	lines, _ := w.run(t, compilePlan(t, strings.Replace(planHead("quarterly"), "2025-01-01", "2026-07-01", 1)+overachievement), "2026-Q3", assigned(t, "E1", 10_000))
	if got := amounts(lines); got != "quota 10,000.00" {
		t.Errorf("got %s", got)
	}
}

// A scorecard to date, by hand: 10,000 a quarter, straight from 0 to 200 %, quotas of 300,000. The bookings of section 5
// are 150 %, 550 ÷ 600, 100 % and 1,300 ÷ 1,200 to date, of 10,000, 20,000, 30,000 and 40,000: 15,000, 18,333.33, 30,000
// and 43,333.33. With 540,000 and nothing until the fourth quarter it is 18,000 three times, and 940 ÷ 1,200 of 40,000.
func TestTrueUpOfAScorecard(t *testing.T) {
	t.Parallel()
	plan := planHead("quarterly") + strings.Replace(linearPlan, "between: straight_line", "between: straight_line, true_up: {may_be_negative: yes}", 1)
	pay := func(facts []testFact, plan string, a func(string) []config.Assignment) string {
		var got []string
		for _, q := range []string{"2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4"} {
			w := world{facts: facts}
			lines, _ := w.run(t, compilePlan(t, plan), q, a(q)...)
			got = append(got, config.FormatMinor(total(lines), "USD"))
		}
		return strings.Join(got, " ")
	}
	whole := func(string) []config.Assignment { return []config.Assignment{assigned(t, "E1", 10_000)} }
	if got := pay(section5(t), plan, whole); got != "15,000.00 3,333.33 11,666.67 13,333.33" {
		t.Errorf("got %s", got)
	}
	idle := section5(t)
	idle[0].value, idle[2].value, idle[4].value = 540_000_00, 0, 0
	if got := pay(idle, plan, whole); got != "18,000.00 0.00 0.00 13,333.33" {
		t.Errorf("idle: got %s", got)
	}
}

// Below a threshold of 80 % to date there is nothing: 150 % of 10,000 in the first quarter, then 450 of 600 are 75 %.
// The 15,000 are taken back, or earned again first: to the third quarter 800 of 900 are 88.9 % of 30,000, 26,666.67.
func TestScorecardTrueUpBelowZero(t *testing.T) {
	t.Parallel()
	facts := section5(t)
	facts[2].value = 0
	card := strings.Replace(thresholdPlan, "60%, pays: 60%", "80%, pays: 80%", 1)
	for negative, want := range map[string]string{"yes": "15,000.00 -15,000.00 26,666.67", "no": "15,000.00 0.00 11,666.67"} {
		p := compilePlan(t, planHead("quarterly")+strings.Replace(card, "between: straight_line", "between: straight_line, true_up: {may_be_negative: "+negative+"}", 1))
		var got []string
		for _, q := range []string{"2026-Q1", "2026-Q2", "2026-Q3"} {
			w := world{facts: facts}
			lines, _ := w.run(t, p, q, assigned(t, "E1", 10_000))
			got = append(got, config.FormatMinor(total(lines), "USD"))
		}
		if s := strings.Join(got, " "); s != want {
			t.Errorf("%s: got %s, want %s", negative, s, want)
		}
	}
}

// Where another scorecard gave its weight away, a window's target incentive counts to date with the weight it had. 70 %
// for quota, 30 % for a win rate that is too small a sample in the first quarter: 10,000 × 150 % = 15,000; then 17,000 ×
// 550 ÷ 600 = 15,583.33 to date.
func TestTrueUpWithMovedWeight(t *testing.T) {
	t.Parallel()
	two := strings.NewReplacer("weight: 100%", "weight: 70%", "between: straight_line", "between: straight_line, true_up: {may_be_negative: yes}").Replace(linearPlan) +
		"  - {name: win-rate, kind: scorecard, kpi: win_rate, weight: 30%, threshold: {at: 18%, pays: 50%}, target: {at: 25%, pays: 100%}, cap: {at: 40%, pays: 150%}, between: straight_line, too_few: {fewer_than: 10 closed_deals, then: weight_to_the_others}}\n"
	facts := append(section5(t), testFact{measure: "won_deals", who: "E1", day: day(t, "2026-05-10"), value: 5, source: "W"},
		testFact{measure: "closed_deals", who: "E1", day: day(t, "2026-05-10"), value: 20, source: "W"})
	p := compilePlan(t, planHead("quarterly")+two)
	for quarter, want := range map[string]string{"2026-Q1": "quota 15,000.00, win-rate 0.00", "2026-Q2": "quota 583.33, win-rate 3,000.00"} {
		w := world{facts: facts}
		if lines, _ := w.run(t, p, quarter, assigned(t, "E1", 10_000)); amounts(lines) != want {
			t.Errorf("%s: got %s, want %s", quarter, amounts(lines), want)
		}
	}
}
