package calc

import (
	"fmt"
	"strings"
	"testing"

	"attain/config"

	"pgregory.net/rapid"
)

// poolPlan shares a pool, with the settings a test adds.
func poolPlan(settings string) string {
	return planHead("quarterly") + "currency: USD\ncomponents:\n  - name: pool\n    kind: pool\n" + settings
}

// basePay is what each of E1, E2, … is paid, in whole thousands.
func basePay(tb testing.TB, thousands ...int64) []testFact {
	var out []testFact
	for i, n := range thousands {
		out = append(out, testFact{measure: "base_pay", who: fmt.Sprint("E", i+1), day: day(tb, "2026-07-01"), value: n * 100_000, currency: "USD", source: "pay"})
	}
	return out
}

// people are E1 to En under the plan, each with a target incentive of 10,000.
func people(tb testing.TB, n int) []config.Assignment {
	var out []config.Assignment
	for i := range n {
		out = append(out, assigned(tb, fmt.Sprint("E", i+1), 10_000))
	}
	return out
}

const netPool = "    shared_by: plan\n    amount: 400_000\n    reserve: 25%\n    shares: {measure: base_pay}\n"

// semantics.md section 15: 300,000 by base pay of 60, 90 and 50 thousand; the third leaves before the pay date.
func TestPoolSection15(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, leavers, want string
		leaves              bool
	}{
		{"by base pay", "to_the_others", "90000.00 135000.00 75000.00", false},
		{"redistributed", "to_the_others", "120000.00 180000.00", true},
		{"forfeited", "forfeited", "90000.00 135000.00", true},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			p := compilePlan(t, poolPlan(netPool+"    eligible_on: pay_date\n    leavers: "+c.leavers+"\n"),
				"  default_code: VARPAY", "  default_code: VARPAY\n  dates: [{period: 2026-09, on: 2026-10-15}]")
			who := people(t, 3)
			if c.leaves {
				who[2].End = day(t, "2026-10-11")
			}
			w := world{facts: basePay(t, 60, 90, 50)}
			lines, summary := w.run(t, p, "2026-Q3", who...)
			if got := each(lines); got != c.want {
				t.Errorf("got %s, want %s; %+v", got, c.want, summary.Results[0])
			}
			if r := summary.Results[2]; c.leaves && (r.Outcome != nothing || !strings.HasPrefix(r.Reason, "not under the plan on 2026-10-15; the share ")) {
				t.Errorf("the leaver: %+v", r)
			}
		})
	}
}

// semantics.md section 15 (exercise at brainmass.com): planned 5,000,000, actual 4,000,000 is 80 %; a pool of 10 % of the
// actual result is 400,000, less a reserve of 25 % 300,000. One participant gets all of it.
func TestPoolOfAResult(t *testing.T) {
	t.Parallel()
	const settings = "    shared_by: plan\n    amount: {rate: 10%, of: revenue, subject: company}\n    reserve: 25%\n    shares: equal\n    leavers: kept\n"
	p := compilePlan(t, poolPlan(settings))
	w := world{facts: []testFact{{measure: "revenue", day: day(t, "2026-08-01"), value: 4_000_000_00, currency: "USD", source: "R1"}}}
	if lines, _ := w.run(t, p, "2026-Q3", people(t, 1)...); each(lines) != "300000.00" {
		t.Errorf("got %s", each(lines))
	}
	w.facts[0].value *= -1 // a negative pool is 0
	lines, summary := w.run(t, p, "2026-Q3", people(t, 1)...)
	if each(lines) != "0.00" || summary.Results[0].Outcome != nothing {
		t.Errorf("a loss: got %s, %+v", each(lines), summary.Results[0])
	}
}

// Sections 13 and 15 as data of the plan.
func TestPoolExamples(t *testing.T) {
	t.Parallel()
	const base = "    shares: {measure: base_pay}\n    leavers: to_the_others\n"
	for _, c := range []struct{ name, settings, given, want string }{
		{"section 15, net pool", "    shared_by: plan\n    amount: {rate: 10%, of: revenue, subject: company}\n    reserve: 25%\n" + base, "revenue: 4_000_000", "300000.00"},
		{"section 15, first", "    shared_by: plan\n    amount: 300_000\n" + base, "key: 60_000, sum_of_keys: 200_000", "90000.00"},
		{"section 15, second", "    shared_by: plan\n    amount: 300_000\n" + base, "key: 90_000, sum_of_keys: 200_000", "135000.00"},
		{"section 15, third", "    shared_by: plan\n    amount: 300_000\n" + base, "key: 50_000, sum_of_keys: 200_000", "75000.00"},
		{"section 15, first without the leaver", "    shared_by: plan\n    amount: 300_000\n" + base, "key: 60_000, sum_of_keys: 150_000", "120000.00"},
		{"section 13, pool 10,000 at 80 % (Bentega)", "    shared_by: team\n    amount: 10_000\n    times: {kpi: quota_attainment, subject: team, at_most: 100%}\n" + base, "quota_attainment: 80%", "8000.00"},
		{"achievement counts up to 100 %", "    shared_by: team\n    amount: 10_000\n    times: {kpi: quota_attainment, subject: team, at_most: 100%}\n" + base, "quota_attainment: 130%", "10000.00"},
		{"at most", "    shared_by: plan\n    amount: 300_000\n    each_at_most: 100_000\n    excess: lost\n" + base, "key: 90_000, sum_of_keys: 200_000", "100000.00"},
	} {
		plan := poolPlan(c.settings) + "examples:\n  - given: {" + c.given + "}\n    gives: {pool: 0}\n"
		if got := exampleOf(t, plan); got != c.want {
			t.Errorf("%s: got %s, want %s", c.name, got, c.want)
		}
	}
}

// Individual caps, worked by hand: 100,000 by 50, 30 and 20. At most 40,000: the 10,000 above go 30 to 20. At most
// 35,000: 65,000 by 30 and 20 is 39,000, again above. At most 30,000: 10,000 nobody can take. Lost: 40, 30 and 20.
func TestPoolAtMost(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ most, excess, want string }{
		{"40_000", "shared_again", "40000.00 36000.00 24000.00"},
		{"35_000", "shared_again", "35000.00 35000.00 30000.00"},
		{"30_000", "shared_again", "30000.00 30000.00 30000.00"},
		{"40_000", "lost", "40000.00 30000.00 20000.00"},
	} {
		p := compilePlan(t, poolPlan("    shared_by: plan\n    amount: 100_000\n    shares: {measure: base_pay}\n    leavers: kept\n    each_at_most: "+c.most+"\n    excess: "+c.excess+"\n"))
		w := world{facts: basePay(t, 50, 30, 20)}
		if lines, _ := w.run(t, p, "2026-Q3", people(t, 3)...); each(lines) != c.want {
			t.Errorf("%s, %s: got %s, want %s", c.most, c.excess, each(lines), c.want)
		}
	}
}

// semantics.md section 12, rounding of shares: 100.00 in three is 33.34, 33.33, 33.33, the cent to the lowest participant.
func TestPoolLargestRemainder(t *testing.T) {
	t.Parallel()
	p := compilePlan(t, poolPlan("    shared_by: plan\n    amount: 100\n    shares: equal\n    leavers: kept\n"))
	w := world{}
	who := people(t, 3)
	if lines, _ := w.run(t, p, "2026-Q3", who[2], who[0], who[1]); each(lines) != "33.34 33.33 33.33" {
		t.Errorf("got %s", each(lines))
	}
}

// What a pool is shared by: days of a hire on 16 August (46 of 92), target incentives of 10,000 and 20,000, teams apart.
func TestPoolKeys(t *testing.T) {
	t.Parallel()
	hired := func(who []config.Assignment) { who[1].First = day(t, "2026-08-16") }
	raised := func(who []config.Assignment) { who[1].IncentiveMinor *= 2 }
	for _, c := range []struct {
		name, settings, want string
		change               func([]config.Assignment)
	}{
		{"days", "    shares: days\n", "6000.00 3000.00", hired},
		{"equal, not prorated", "    shares: equal\n", "4500.00 4500.00", hired},
		{"equal, prorated", "    shares: equal\n    prorated: yes\n", "6000.00 3000.00", hired},
		{"target incentive", "    shares: target_incentive\n", "3000.00 6000.00", raised},
		{"target incentive, prorated", "    shares: target_incentive\n    prorated: yes\n", "4500.00 4500.00", func(who []config.Assignment) { raised(who); hired(who) }},
	} {
		p := compilePlan(t, poolPlan("    shared_by: plan\n    amount: 9_000\n    leavers: kept\n"+c.settings))
		who := people(t, 2)
		c.change(who)
		w := world{}
		if lines, summary := w.run(t, p, "2026-Q3", who...); each(lines) != c.want {
			t.Errorf("%s: got %s, want %s; %+v", c.name, each(lines), c.want, summary.Results[0])
		}
	}
}

// Each team has its own pool; who has no team is held, and does not hold the others.
func TestPoolOfTeams(t *testing.T) {
	t.Parallel()
	p := compilePlan(t, poolPlan("    shared_by: team\n    amount: {rate: 1%, of: bookings, subject: team}\n    leavers: kept\n    shares: equal\n"))
	who := people(t, 4)
	who[2].Team, who[3].Team = "south", ""
	w := world{facts: []testFact{
		{measure: "bookings", team: "north", day: day(t, "2026-08-01"), value: 1_000_000, currency: "USD", source: "D1"},
		{measure: "bookings", team: "south", day: day(t, "2026-08-01"), value: 500_000, currency: "USD", source: "D2"},
	}}
	lines, summary := w.run(t, p, "2026-Q3", who...)
	if each(lines) != "50.00 50.00 50.00" {
		t.Errorf("got %s", each(lines))
	}
	if r := summary.Results[3]; r.Outcome != Held || !strings.HasPrefix(r.Reason, "no team is written for E4") {
		t.Errorf("without a team: %+v", r)
	}
}

// A role change in the middle makes two lines, which come to the one share.
func TestPoolOfTwoSegments(t *testing.T) {
	t.Parallel()
	p := compilePlan(t, poolPlan("    shared_by: plan\n    amount: 100\n    leavers: kept\n    shares: equal\n    each_at_most: 33\n    excess: lost\n"))
	who := people(t, 2)
	second := who[1]
	who[1].End, second.First, second.Role = day(t, "2026-08-08"), day(t, "2026-08-08"), "Senior AE"
	w := world{}
	if lines, _ := w.run(t, p, "2026-Q3", who[0], who[1], second); each(lines) != "33.00 13.63 19.37" {
		t.Errorf("got %s", each(lines)) // 33 × 38 ÷ 92 = 13.6304, 33 × 54 ÷ 92 = 19.3696
	}
}

// A share is computed in the pool's currency and converted once: 1 EUR is 1.08 USD.
func TestPoolOfTwoCurrencies(t *testing.T) {
	t.Parallel()
	p := compilePlan(t, poolPlan("    shared_by: plan\n    amount: 216\n    leavers: kept\n    shares: equal\n"))
	who := people(t, 2)
	who[1].Currency = "EUR"
	w := world{}
	if lines, _ := w.run(t, p, "2026-Q3", who...); each(lines) != "108.00 100.00" || lines[1].Currency != "EUR" {
		t.Errorf("got %s", each(lines))
	}
	p = compilePlan(t, strings.Replace(poolPlan("    shared_by: plan\n    amount: 216\n    leavers: kept\n    shares: equal\n"), "currency: USD\n", "", 1))
	if _, summary := w.run(t, p, "2026-Q3", who...); summary.Results[0].Outcome != Held || !strings.Contains(summary.Results[0].Reason, "write currency: in the plan") {
		t.Errorf("without a currency: %+v", summary.Results[0])
	}
}

// Who is on leave all quarter shares nothing, whatever their target incentive would be: it need not be known.
func TestPoolBesideALeave(t *testing.T) {
	t.Parallel()
	who := people(t, 2)
	who[1].HasIncentive, who[1].Absences = false, []config.Absence{away(t, "parental", "2026-06-15", "2026-10-15")}
	w := world{}
	p := compilePlan(t, poolPlan("    shared_by: plan\n    amount: 100\n    leavers: kept\n    shares: target_incentive\n"), leaveReading("reduces_quota_and_incentive")...)
	if lines, summary := w.run(t, p, "2026-Q3", who...); each(lines) != "100.00 0.00" && each(lines) != "100.00" {
		t.Errorf("got %s, %+v", each(lines), summary.Results[0])
	}
}

// A key that is missing holds the whole pool: the others' shares depend on it. So does a pay date nobody wrote.
func TestPoolHeld(t *testing.T) {
	t.Parallel()
	who := people(t, 2)
	who[1].HasIncentive = false
	w := world{}
	p := compilePlan(t, poolPlan("    shared_by: plan\n    amount: 100\n    leavers: kept\n    shares: target_incentive\n"))
	if lines, summary := w.run(t, p, "2026-Q3", who...); len(lines) != 0 || summary.Results[0].Reason != "no target incentive is known for E2 from 2026-07-01 to 2026-09-30 (extracts/assignments.xlsx:2)" {
		t.Errorf("got %+v", summary.Results[0])
	}
	p = compilePlan(t, poolPlan("    shared_by: plan\n    amount: 100\n    leavers: forfeited\n    eligible_on: pay_date\n    shares: equal\n"))
	if lines, summary := w.run(t, p, "2026-Q3", who...); len(lines) != 0 || !strings.HasPrefix(summary.Results[0].Reason, "no pay date is written for 2026-Q3") {
		t.Errorf("got %+v", summary.Results[0])
	}
	p = compilePlan(t, poolPlan("    shared_by: plan\n    amount: 100\n    leavers: kept\n    shares: {measure: base_pay}\n"))
	if lines, summary := w.run(t, p, "2026-Q3", who...); len(lines) != 0 || summary.Results[0].Outcome != Held {
		t.Errorf("got %+v", summary.Results[0])
	}
}

// The shares come to the pool, whatever the keys; with a limit nobody is above it, and what is missing nobody could take.
func TestPoolSharesComeToThePool(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		amount := rapid.Int64Range(0, 1_000_000_00).Draw(t, "amount")
		n := rapid.IntRange(1, 12).Draw(t, "n")
		keys := make([]config.Ratio, n)
		var sum config.Ratio
		for i := range keys {
			keys[i] = config.NewRatio(rapid.Int64Range(0, 1000).Draw(t, "key"), rapid.Int64Range(1, 7).Draw(t, "den"))
			sum = sum.Add(keys[i])
		}
		if sum.Sign() == 0 {
			return
		}
		var got int64
		for i, a := range byKeys(amount, keys) {
			got += a
			exact := config.Whole(amount).Mul(keys[i]).Quo(sum)
			if off := config.Whole(a).Sub(exact).Abs(); !off.Less(config.Whole(1)) {
				t.Fatalf("share %d is %d, exactly %s", i, a, exact)
			}
		}
		if got != amount {
			t.Fatalf("the shares come to %d, not %d", got, amount)
		}
		limit := rapid.Int64Range(0, amount+1).Draw(t, "limit")
		checkLimited(t, amount, limit, keys)
	})
}

// checkLimited looks at a division under a limit: all who could take more have more or are at the limit.
func checkLimited(t *rapid.T, amount, limit int64, keys []config.Ratio) {
	parts := byKeysUpTo(amount, keys, &limit, true)
	got, room := parts.left, int64(0)
	for i, a := range parts.amounts {
		got += a
		if a > limit {
			t.Fatalf("%d is above the limit %d", a, limit)
		}
		if keys[i].Sign() > 0 {
			room += limit - a
		}
	}
	if got != amount || parts.left > 0 && room > 0 {
		t.Fatalf("%v and %d left of %d, with room for %d", parts.amounts, parts.left, amount, room)
	}
}
