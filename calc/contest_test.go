package calc

import (
	"fmt"
	"strings"
	"testing"

	"attain/config"

	"pgregory.net/rapid"
)

// contestPlan ranks by bookings, with the settings a test adds.
func contestPlan(settings string) string {
	return planHead("quarterly") + "currency: USD\ncomponents:\n  - name: top\n    kind: contest\n" + settings
}

const threePrizes = "    ranked_by: bookings\n    among: plan\n    prizes: [5_000, 3_000, 1_000]\n"

// sold is what each of E1, E2, … booked, in whole thousands; 0 is no deal.
func sold(tb testing.TB, thousands ...int64) []testFact {
	var out []testFact
	for i, n := range thousands {
		if n != 0 {
			out = append(out, testFact{measure: "bookings", who: fmt.Sprint("E", i+1), day: day(tb, "2026-08-01"), value: n * 100_000, currency: "USD", source: fmt.Sprint("D", i)})
		}
	}
	return out
}

// byPerson gives what each participant was paid: E1 5000.00, E3 2000.00.
func byPerson(lines []config.Line) string {
	var out []string
	for i := range lines {
		out = append(out, lines[i].Participant+" "+each(lines[i:i+1]))
	}
	return strings.Join(out, ", ")
}

// semantics.md section 13, contest ties: split the prizes of the tied ranks, or all get the higher.
func TestContestTiesSection13(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, ties, want string
		sold             []int64
	}{
		{"nobody tied", "share", "E1 1000.00, E2 5000.00, E3 3000.00", []int64{70, 120, 90, 60}},
		{"two share ranks 2 and 3", "share", "E1 5000.00, E2 2000.00, E3 2000.00", []int64{120, 90, 90, 70}},
		{"both get the higher, the next is fourth", "all_higher", "E1 5000.00, E2 3000.00, E3 3000.00", []int64{120, 90, 90, 70}},
		{"two share rank 3 and a rank without a prize", "share", "E1 5000.00, E2 3000.00, E3 500.00, E4 500.00", []int64{120, 90, 70, 70}},
		{"all of four share 9,000", "share", "E1 2250.00, E2 2250.00, E3 2250.00, E4 2250.00", []int64{70, 70, 70, 70}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			p := compilePlan(t, contestPlan(threePrizes+"    ties: "+c.ties+"\n"))
			w := world{facts: sold(t, c.sold...)}
			lines, summary := w.run(t, p, "2026-Q3", people(t, 4)...)
			if got := byPerson(lines); got != c.want {
				t.Errorf("got %s, want %s; %+v", got, c.want, summary.Results[0])
			}
		})
	}
}

// A shared prize is divided to the cent: 9,000 by seven is 1,285.71 each, and the three cents left over are the lowest's.
func TestContestSharedCent(t *testing.T) {
	t.Parallel()
	p := compilePlan(t, contestPlan(threePrizes+"    ties: share\n"))
	w := world{facts: sold(t, 7, 7, 7, 7, 7, 7, 7)}
	lines, _ := w.run(t, p, "2026-Q3", people(t, 7)...)
	if got := each(lines); got != "1285.72 1285.72 1285.72 1285.71 1285.71 1285.71 1285.71" || total(lines) != 900_000 {
		t.Errorf("got %s", got) // 9,000.00 ÷ 7 = 1,285.714…: 7 × 1,285.71 is 8,999.97, so three cents are left over
	}
}

// Section 13 as data of the plan.
func TestContestExamples(t *testing.T) {
	t.Parallel()
	for given, want := range map[string]string{
		"rank: 1": "5000.00", "rank: 2": "3000.00", "rank: 4": "0.00", "rank: 2, tied: 2": "2000.00", "rank: 3, tied: 2": "500.00",
	} {
		plan := contestPlan(threePrizes+"    ties: share\n") + "examples:\n  - given: {" + given + "}\n    gives: {top: 0}\n"
		if got := exampleOf(t, plan); got != want {
			t.Errorf("%s: got %s, want %s", given, got, want)
		}
	}
}

// Who did not reach what is needed is not ranked, and exactly reaching it is enough.
func TestContestAtLeast(t *testing.T) {
	t.Parallel()
	p := compilePlan(t, contestPlan(threePrizes+"    ties: share\n    at_least: 90_000\n"))
	w := world{facts: sold(t, 120, 90, 0, 89)}
	lines, summary := w.run(t, p, "2026-Q3", people(t, 4)...)
	if got := byPerson(lines); got != "E1 5000.00, E2 3000.00" {
		t.Errorf("got %s", got)
	}
	if r := summary.Results[3]; r.Outcome != nothing || r.Reason != "not ranked: bookings 89,000.00 USD is below 90,000.00 USD" {
		t.Errorf("got %+v", r)
	}
}

// Of days, fewer are better.
func TestContestLowerIsBetter(t *testing.T) {
	t.Parallel()
	p := compilePlan(t, contestPlan("    ranked_by: {kpi: sales_cycle}\n    among: plan\n    prizes: [{ranks: 1, pays: 300}, 200]\n    ties: share\n    at_most: 40\n    without_value: left_out\n"))
	var facts []testFact
	for i, days := range []int64{50, 30, 20, 0} {
		who := fmt.Sprint("E", i+1)
		if days > 0 {
			facts = append(facts,
				testFact{measure: "sales_cycle_days", who: who, day: day(t, "2026-08-01"), value: days},
				testFact{measure: "won_deals", who: who, day: day(t, "2026-08-01"), value: 1})
		}
	}
	w := world{facts: facts}
	lines, summary := w.run(t, p, "2026-Q3", people(t, 4)...)
	if got := byPerson(lines); got != "E2 200.00, E3 300.00" {
		t.Errorf("got %s", got)
	}
	if r := summary.Results[3]; r.Outcome != nothing || !strings.HasPrefix(r.Reason, "not ranked: ") {
		t.Errorf("without a value: %+v", r)
	}
}

// Somebody whose value is not known holds the contest.
func TestContestHeld(t *testing.T) {
	t.Parallel()
	p := compilePlan(t, contestPlan("    ranked_by: quota_attainment\n    among: plan\n    prizes: [300]\n    ties: share\n"))
	w := world{facts: append(sold(t, 120, 90), testFact{
		measure: "quota", who: "E1", day: day(t, "2026-07-01"), until: day(t, "2026-10-01"), value: 100_000_00, currency: "USD",
	})}
	lines, summary := w.run(t, p, "2026-Q3", people(t, 2)...)
	if r := summary.Results[0]; len(lines) != 0 || r.Outcome != Held || r.Reason != "the ranking is not known: quota attainment of E2: no quota (bookings) was found for E2 in 2026-07-01 to 2026-09-30" {
		t.Errorf("got %+v", r)
	}
}

// Within each team; the prize of who was there for 46 of 92 days is halved where prizes are prorated.
func TestContestOfTeamsProrated(t *testing.T) {
	t.Parallel()
	plan := contestPlan(strings.Replace(threePrizes, "among: plan", "among: team", 1) + "    ties: share\n")
	p := compilePlan(t, plan, "prorates: [quota, target_incentive]", "prorates: [prize]")
	who := people(t, 4)
	who[2].Team, who[3].Team = "south", "south"
	who[3].First = day(t, "2026-08-16")
	facts := sold(t, 120, 90, 50)
	facts = append(facts, testFact{measure: "bookings", who: "E4", day: day(t, "2026-09-01"), value: 60_000_00, currency: "USD", source: "D9"})
	w := world{facts: facts}
	if lines, _ := w.run(t, p, "2026-Q3", who...); byPerson(lines) != "E1 5000.00, E2 3000.00, E3 3000.00, E4 2500.00" {
		t.Errorf("got %s", byPerson(lines))
	}
}

// A change of role in the middle does not part the ranking: both halves count together.
func TestContestOfTwoSegments(t *testing.T) {
	t.Parallel()
	p := compilePlan(t, contestPlan(threePrizes+"    ties: share\n"))
	who := people(t, 2)
	second := who[1]
	who[1].End, second.First, second.Role = day(t, "2026-08-08"), day(t, "2026-08-08"), "Senior AE"
	w := world{facts: append(sold(t, 100, 60), testFact{measure: "bookings", who: "E2", day: day(t, "2026-09-01"), value: 60_000_00, currency: "USD", source: "D9"})}
	if lines, _ := w.run(t, p, "2026-Q3", who[0], who[1], second); byPerson(lines) != "E1 3000.00, E2 5000.00" {
		t.Errorf("got %s", byPerson(lines))
	}
}

// Prizes are in the plan's currency and converted once: 108 USD are 100 EUR.
func TestContestOfTwoCurrencies(t *testing.T) {
	t.Parallel()
	p := compilePlan(t, contestPlan("    ranked_by: bookings\n    among: plan\n    prizes: [216]\n    ties: share\n"))
	who := people(t, 2)
	who[1].Currency = "EUR"
	w := world{facts: sold(t, 10, 10)}
	if lines, _ := w.run(t, p, "2026-Q3", who...); byPerson(lines) != "E1 108.00, E2 100.00" {
		t.Errorf("got %s", byPerson(lines))
	}
}

// Whatever was sold, with shared ties the prizes paid are the prizes of the ranks that were taken.
func TestContestPrizesComeToTheRanksTaken(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 9).Draw(t, "n")
		m := &contest{sharing: true, gauge: &gauge{}}
		var want int64
		for i := range rapid.IntRange(1, 6).Draw(t, "prizes") {
			pays := rapid.Int64Range(1, 10_000).Draw(t, "pays")
			m.prizes = append(m.prizes, prize{pays: config.NewRatio(pays, 100)})
			if i < n {
				want += pays
			}
		}
		var ranked []*cell
		values := rapid.SliceOfN(rapid.Int64Range(0, 3), n, n).Draw(t, "values")
		for v := int64(3); v >= 0; v-- {
			for _, x := range values {
				if x == v {
					ranked = append(ranked, &cell{placed: &placing{got: gauged{value: config.Value{Ratio: config.Whole(v)}}}})
				}
			}
		}
		if held := m.award(ranked, "USD", config.AwayFromZero); held != "" {
			t.Fatal(held)
		}
		var got int64
		for _, c := range ranked {
			got += c.placed.minor
		}
		if got != want {
			t.Fatalf("%v pay %d, not %d", values, got, want)
		}
	})
}
