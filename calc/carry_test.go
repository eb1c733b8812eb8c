package calc

import (
	"fmt"
	"math/big"
	"strings"
	"testing"

	"attain/config"

	"pgregory.net/rapid"
)

// winPlan pays all of a target incentive for the win rate: 18 % pays 50 %, 25 % pays 100 %, 40 % pays 150 %; fewer than
// 10 closed deals carry it to the next period.
const winPlan = `components:
  - {name: win-rate, kind: scorecard, kpi: win_rate, weight: 100%, threshold: {at: 18%, pays: 50%}, target: {at: 25%, pays: 100%}, cap: {at: 40%, pays: 150%}, between: straight_line, too_few: {fewer_than: 10 closed_deals, then: carry_to_next_period}}
`

// wonOf is how many deals E1 won of how many closed in the month of a day.
func wonOf(tb testing.TB, on string, won, closed int64) []testFact {
	return []testFact{
		{measure: "won_deals", who: "E1", day: day(tb, on), value: won}, {measure: "closed_deals", who: "E1", day: day(tb, on), value: closed},
	}
}

// twoThin is a first and a second quarter too thin to measure, a third at 40 % and a fourth at 25 %.
func twoThin(tb testing.TB) []testFact {
	var out []testFact
	for on, n := range map[string][2]int64{"2026-01-10": {6, 8}, "2026-04-10": {3, 5}, "2026-07-10": {12, 30}, "2026-10-10": {10, 40}} {
		out = append(out, wonOf(tb, on, n[0], n[1])...)
	}
	return out
}

func from(tb testing.TB, first string, incentive int64) config.Assignment {
	a := assigned(tb, "E1", incentive)
	a.First = day(tb, first)
	return a
}

// said gives the lines' parts, origins and amounts.
func said(lines []config.Line) string {
	var out []string
	for _, l := range lines {
		out = append(out, fmt.Sprint(l.Part, " ", l.OriginPeriod, " ", money(l.AmountMinor, l.Currency)))
	}
	return strings.Join(out, "; ")
}

// semantics.md section 2: what too few deals leave open, 3,000 a quarter, is paid later: both quarters at the third's
// 150 %, by lines of their own, and the fourth has nothing but its own. A year's run pays what its quarters do.
func TestCarried(t *testing.T) {
	t.Parallel()
	p := compilePlan(t, planHead("quarterly")+winPlan)
	for period, want := range map[string]string{
		"2026-Q1": "carried 2026-03 0.00 USD",
		"2026-Q2": "carried 2026-06 0.00 USD",
		"2026-Q3": "carried-in 2026-03 4,500.00 USD; carried-in 2026-06 4,500.00 USD; payout 2026-09 4,500.00 USD",
		"2026-Q4": "payout 2026-12 3,000.00 USD",
		"2026": "carried 2026-03 0.00 USD; carried-in 2026-03 4,500.00 USD; carried 2026-06 0.00 USD; carried-in 2026-06 4,500.00 USD; " +
			"payout 2026-09 4,500.00 USD; payout 2026-12 3,000.00 USD",
	} {
		w := world{facts: twoThin(t)}
		lines, summary := w.run(t, p, period, from(t, "2026-01-01", 3_000))
		if got := said(lines); got != want {
			t.Errorf("%s: got %s, want %s", period, got, want)
		}
		switch period {
		case "2026-Q2":
			want := "Win rate was not counted (closed deals 5, fewer than 10); 3,000.00 USD at target is carried to the next period, and so is 3,000.00 USD from 2026-Q1"
			if lines[0].Label != want || summary.Results[0].Outcome != "carry_to_next_period" {
				t.Errorf("got %q, %+v", lines[0].Label, summary.Results[0])
			}
		case "2026-Q3":
			if got, want := lines[0].Label, "Carried from 2026-Q1, 3,000.00 USD at target: Win rate 40.0 % pays 150 %"; got != want {
				t.Errorf("got %q, want %q", got, want)
			}
			if r := summary.Results[0]; r.AmountMinor != 13_500_00 || r.LineCount != 3 || len(summary.Results) != 1 {
				t.Errorf("got %+v", r)
			}
		}
	}
}

// Of windows before the run's only the numbers are asked for: their rows stand on their own statements.
func TestEarlierWindowsAreTotals(t *testing.T) {
	t.Parallel()
	p := compilePlan(t, planHead("quarterly")+winPlan)
	run, _ := p.ws.Calendar.Period("2026-Q2")
	work, err := p.Prepare(run, run.End-1, []config.Assignment{from(t, "2026-01-01", 3_000)})
	if err != nil {
		t.Fatal(err)
	}
	for _, win := range work.Windows {
		if earlier := win.End <= run.First; work.Requests[win.Request].Totals != earlier {
			t.Errorf("%s: rows are asked for: %v", work.said(win.ID), earlier)
		}
	}
}

// What is carried is prorated as in the window it comes from: hired on 15 February, 45 of 90 days of 3,000 at the second
// quarter's 150 %. At 30 % of a scorecard it is 30 % of that.
func TestCarriedIsProrated(t *testing.T) {
	t.Parallel()
	facts := append(wonOf(t, "2026-03-10", 1, 1), wonOf(t, "2026-04-10", 12, 30)...)
	w := world{facts: facts}
	lines, _ := w.run(t, compilePlan(t, planHead("quarterly")+winPlan), "2026-Q2", from(t, "2026-02-15", 3_000))
	if got := said(lines); got != "carried-in 2026-03 2,250.00 USD; payout 2026-06 4,500.00 USD" {
		t.Errorf("got %s", got)
	}
	w.facts = append(facts, quotaOfMonths(t, "2026-01-01", 1_000, 1_000, 1_000, 1_000, 1_000, 1_000)...)
	p := compilePlan(t, planHead("quarterly")+strings.Replace(aePlan, "then: weight_to_the_others", "then: carry_to_next_period", 1))
	lines, _ = w.run(t, p, "2026-Q2", from(t, "2026-02-15", 10_000))
	if got := amounts(lines); got != "quota 0.00, win-rate 6,750.00" { // 3,000 × 1.5 and 3,000 × 45/90 × 1.5
		t.Errorf("got %s", got)
	}
}

// Where nothing follows, because the plan or the assignment ends, what is open ends and the line says so.
func TestCarriedToNowhere(t *testing.T) {
	t.Parallel()
	p := compilePlan(t, planHead("quarterly")+winPlan)
	a := from(t, "2026-01-01", 3_000)
	a.End = day(t, "2026-06-20")
	w := world{facts: twoThin(t)}
	lines, summary := w.run(t, p, "2026-Q2", a)
	want := "Win rate pays nothing (closed deals 5, fewer than 10; no period of the plan follows that it could be carried to; 3,000.00 USD from 2026-Q1 ends here)"
	if len(lines) != 1 || lines[0].AmountMinor != 0 || lines[0].Label != want || summary.Results[0].Outcome != "nothing" {
		t.Errorf("got %s, %q", said(lines), lines[0].Label)
	}
	w.facts = wonOf(t, "2026-10-10", 1, 2) // the plan's last quarter
	lines, _ = w.run(t, p, "2026-Q4", from(t, "2026-10-01", 3_000))
	if want := "Win rate pays nothing (closed deals 2, fewer than 10; no period of the plan follows that it could be carried to)"; lines[0].Label != want {
		t.Errorf("got %q", lines[0].Label)
	}
}

// What came to a window that is held stays with it: the third quarter has only its own 4,500, and the second pays 3,000 ×
// 150 % for the first once its target incentive is known.
func TestCarriedToHeld(t *testing.T) {
	t.Parallel()
	p := compilePlan(t, planHead("quarterly")+winPlan)
	facts := wonOf(t, "2026-01-10", 6, 8)
	facts = append(append(facts, wonOf(t, "2026-04-10", 12, 30)...), wonOf(t, "2026-07-10", 12, 30)...)
	first, second, third := from(t, "2026-01-01", 3_000), from(t, "2026-04-01", 3_000), from(t, "2026-07-01", 3_000)
	first.End, second.End = second.First, third.First
	second.HasIncentive = false
	w := world{facts: facts}
	lines, _ := w.run(t, p, "2026-Q3", first, second, third)
	if got := said(lines); got != "payout 2026-09 4,500.00 USD" {
		t.Errorf("got %s", got)
	}
	second.HasIncentive = true
	lines, _ = w.run(t, p, "2026-Q2", first, second, third)
	if got := said(lines); got != "carried-in 2026-03 4,500.00 USD; payout 2026-06 4,500.00 USD" {
		t.Errorf("got %s", got)
	}
}

// Carried over a change of currency, 3,000 USD at 1.08 USD for 1 EUR and 150 % are 4,166.67 EUR.
func TestCarriedIntoAnotherCurrency(t *testing.T) {
	t.Parallel()
	p := compilePlan(t, planHead("quarterly")+winPlan)
	before, after := from(t, "2026-01-01", 3_000), from(t, "2026-04-01", 3_000)
	before.End, after.Currency = after.First, "EUR"
	w := world{facts: append(wonOf(t, "2026-01-10", 6, 8), wonOf(t, "2026-04-10", 12, 30)...)}
	lines, _ := w.run(t, p, "2026-Q2", before, after)
	if got := said(lines); got != "carried-in 2026-03 4,166.67 EUR; payout 2026-06 4,500.00 EUR" {
		t.Errorf("got %s", got)
	}
}

// A year's cap of 8,000 counts what is carried: 9,000 in the second quarter use it up, and the third pays nothing,
// whether it is computed alone or with the others.
func TestCarriedUnderACap(t *testing.T) {
	t.Parallel()
	p := compilePlan(t, planHead("quarterly")+winPlan+"steps: {cap: {amount: 8_000, per: year, excess: lost}}\n")
	w := world{facts: append(append(wonOf(t, "2026-01-10", 6, 8), wonOf(t, "2026-04-10", 12, 30)...), wonOf(t, "2026-07-10", 12, 30)...)}
	for period, want := range map[string]int64{"2026-Q2": 8_000_00, "2026-Q3": 0, "2026": 8_000_00} {
		lines, _ := w.run(t, p, period, from(t, "2026-01-01", 3_000))
		if got := total(lines); got != want {
			t.Errorf("%s: got %d, want %d", period, got, want)
		}
	}
}

func exact(r *big.Rat) config.Ratio { return config.NewRatio(r.Num().Int64(), r.Denom().Int64()) }

// Whatever the quarters brought, each opportunity is paid once: the quarters, run one by one, pay what the year's run
// does, and that is each quarter's 3,000 at the curve of the first quarter from it on that could be measured.
func TestCarriedOnce(t *testing.T) {
	t.Parallel()
	p := compilePlan(t, planHead("quarterly")+winPlan)
	curve := &p.plans["p"].components[0].method.(*scorecard).curve
	rapid.Check(t, func(rt *rapid.T) {
		var facts []testFact
		var won, closed [4]int64
		for q := range 4 {
			closed[q] = rapid.Int64Range(0, 25).Draw(rt, "closed")
			won[q] = rapid.Int64Range(0, closed[q]).Draw(rt, "won")
			facts = append(facts, wonOf(t, day(t, "2026-02-10").AddMonths(3*q).String(), won[q], closed[q])...)
		}
		var want, quarters int64
		for q := range 4 {
			w := world{facts: facts}
			lines, _ := w.run(t, p, fmt.Sprint("2026-Q", q+1), from(t, "2026-01-01", 3_000))
			quarters += total(lines)
			for pays := q; pays < 4; pays++ {
				if closed[pays] >= 10 {
					minor, _ := exact(slowCurve(curve, config.NewRatio(won[pays], closed[pays]).Rat())).Mul(config.Whole(3_000_00)).Round(config.AwayFromZero)
					want += minor
					break
				}
			}
		}
		w := world{facts: facts}
		lines, _ := w.run(t, p, "2026", from(t, "2026-01-01", 3_000))
		if year := total(lines); year != want || quarters != want {
			rt.Fatalf("won %v of %v: the year pays %d, the quarters %d, want %d", won, closed, year, quarters, want)
		}
	})
}
