package calc

import (
	"strings"
	"testing"

	"attain/config"
)

// awayInSpring are the assignments of somebody who was not under the plan from 1 April to 31 May 2026.
func awayInSpring(tb testing.TB) []config.Assignment {
	before, after := assigned(tb, "E1", 0), assigned(tb, "E1", 0)
	before.End, after.First = day(tb, "2026-04-01"), day(tb, "2026-06-01")
	return []config.Assignment{before, after}
}

// Deals of days away are in nobody's total: 600,000 by the end of March and 500,000 in June are 1,100,000 and reach
// 1,000,000; where 400,000 of them are of May, there are 700,000.
func TestMilestoneOfWhoWasAway(t *testing.T) {
	t.Parallel()
	p := compilePlan(t, milestonePlan(yearPoints+"    taken_back: yes\n"))
	for second, want := range map[string]string{"2026-06-10": "[] [5000.00] [] []", "2026-05-10": "[] [] [] []"} {
		facts := inQuarters(t, 600, 400)
		facts[1].day = day(t, second)
		facts = append(facts, testFact{measure: "bookings", who: "E1", day: day(t, "2026-06-20"), value: 100_000_00, currency: "USD", source: "D9"})
		if got := eachQuarter(t, p, facts, awayInSpring(t)...); got != want {
			t.Errorf("sold on %s: got %s, want %s", second, got, want)
		}
	}
}

// A quota is of the days under the plan, too: 300,000 of the first quarter and 30 of 91 days of the second's 300,000 are
// 398,901.10; 98,902 in June reach it and 98,901 do not. Not prorated, it is the whole 600,000, once.
func TestMilestoneOfAttainmentAway(t *testing.T) {
	t.Parallel()
	const settings = "    of: quota_attainment\n    counted_from: year\n    reached: [{at: 100%, pays: 1_000}]\n    taken_back: no\n"
	var quotas []testFact
	for q := range 4 {
		first := day(t, "2026-01-01").AddMonths(3 * q)
		quotas = append(quotas, testFact{measure: "quota", who: "E1", day: first, until: first.AddMonths(3), value: 300_000_00, currency: "USD"})
	}
	for _, c := range []struct {
		prorates string
		june     int64
		want     string
	}{
		{"prorates: [quota]", 98_902, "1000.00"}, {"prorates: [quota]", 98_901, ""}, {"prorates: [target_incentive]", 300_001, "1000.00"}, {"prorates: [target_incentive]", 299_999, ""},
	} {
		facts := append(inQuarters(t, 299), quotas...)
		facts = append(facts, testFact{measure: "bookings", who: "E1", day: day(t, "2026-06-10"), value: (c.june + 1_000) * 100, currency: "USD", source: "D9"})
		w := world{facts: facts}
		lines, summary := w.run(t, compilePlan(t, milestonePlan(settings), "prorates: [quota, target_incentive]", c.prorates), "2026-Q2", awayInSpring(t)...)
		if got := each(lines); got != c.want {
			t.Errorf("%s, %d: got %s, %+v", c.prorates, c.june, got, summary.Results[0])
		}
	}
}

// Team north is at 1,000,000 at the end of the first quarter, at 900,000 of the second and at 1,200,000 of the third; team
// south reaches 1,000,000 in the fourth. What a team had reached before somebody came neither pays them nor is taken back
// from them; what they were paid in another team is theirs.
func TestMilestoneOfWhoComesToATeam(t *testing.T) {
	t.Parallel()
	from := func(first string) []config.Assignment {
		a := assigned(t, "E1", 0)
		a.First = day(t, first)
		return []config.Assignment{a}
	}
	moves := func(on, from, to string) []config.Assignment {
		before, after := assigned(t, "E1", 0), assigned(t, "E1", 0)
		before.End, after.First, before.Team, after.Team = day(t, on), day(t, on), from, to
		return []config.Assignment{before, after}
	}
	north := inQuarters(t, 1000, -100, 300)
	south := inQuarters(t, 100, 100, 100, 800)
	var facts []testFact
	for i := range south {
		south[i].team, south[i].source = "south", south[i].source+"s"
	}
	facts = append(append(facts, north...), south...)
	for i := range facts {
		facts[i].who = "E2"
	}
	for _, c := range []struct {
		name      string
		who       []config.Assignment
		back, not string // taken_back: yes and no
	}{
		{"from the beginning", from("2025-01-01"), "[5000.00] [-5000.00] [5000.00] []", "[5000.00] [] [] []"},
		{"came in the second quarter", from("2026-05-01"), "[] [] [5000.00] []", "[] [] [] []"},
		{"came in the third quarter", from("2026-07-20"), "[] [] [5000.00] []", "[] [] [] []"},
		{"came in the fourth quarter", from("2026-10-01"), "[] [] [] []", "[] [] [] []"},
		{"moved south in the second quarter", moves("2026-05-01", "north", "south"), "[5000.00] [] [] [5000.00]", "[5000.00] [] [] [5000.00]"},
		{"moved north in the second quarter", moves("2026-05-01", "south", "north"), "[] [] [5000.00] []", "[] [] [] []"},
	} {
		for takenBack, want := range map[string]string{"yes": c.back, "no": c.not} {
			settings := strings.Replace(yearPoints, "of: bookings", "of: {measure: bookings, subject: team}", 1) + "    taken_back: " + takenBack + "\n"
			if got := eachQuarter(t, compilePlan(t, milestonePlan(settings)), facts, c.who...); got != want {
				t.Errorf("%s, taken_back: %s: got %s, want %s", c.name, takenBack, got, want)
			}
		}
	}
}
