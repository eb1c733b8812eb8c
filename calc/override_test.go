package calc

import (
	"strings"
	"testing"

	"attain/config"
)

func overridePlan(settings string) string {
	return planHead("monthly") + "components:\n  - name: team\n    kind: override\n    paid_on: bookings\n" + settings
}

// reported are deals of a seller who reports to M1, who reports to V1.
func reported(tb testing.TB, amounts ...int64) []testFact {
	out := deals(tb, "E1", amounts...)
	for i := range out {
		out[i].above = []string{"M1", "V1"}
	}
	return out
}

// semantics.md section 12: 12 % in all are 8 % for the seller and 4 % for the direct manager; of: all_reports reaches the
// manager's manager, of: direct_reports does not. A manager paid 2 % of the team's MRR of 40,000 gets 800.
func TestOverride(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		of, who string
		want    int64
	}{{"direct_reports", "M1", 4_000_00}, {"direct_reports", "V1", 0}, {"all_reports", "M1", 4_000_00}, {"all_reports", "V1", 4_000_00}} {
		w := world{facts: reported(t, 100_000)}
		lines, _ := w.run(t, compilePlan(t, overridePlan("    of: "+c.of+"\n    own_deals: not_counted\n    rate: 4%\n")), "2026-09", assigned(t, c.who, 0))
		if got := total(lines); got != c.want {
			t.Errorf("%s %s: got %d, want %d", c.of, c.who, got, c.want)
		}
	}
	w := world{facts: reported(t, 100_000)}
	seller, _ := w.run(t, compilePlan(t, commissionPlan("monthly", "    rate: 8%\n")), "2026-09", assigned(t, "E1", 0))
	manager, _ := w.run(t, compilePlan(t, overridePlan("    of: direct_reports\n    own_deals: not_counted\n    rate: 4%\n")), "2026-09", assigned(t, "M1", 0))
	if total(seller)+total(manager) != 12_000_00 {
		t.Errorf("got %d and %d", total(seller), total(manager))
	}
	mrr := []testFact{
		{measure: "mrr_new", who: "E1", above: []string{"M1"}, day: day(t, "2026-09-03"), value: 30_000_00, currency: "USD", source: "A"},
		{measure: "mrr_new", who: "E2", above: []string{"M1"}, day: day(t, "2026-09-03"), value: 10_000_00, currency: "USD", source: "B"},
	}
	w = world{facts: mrr}
	lines, _ := w.run(t, compilePlan(t, strings.Replace(overridePlan("    of: direct_reports\n    own_deals: not_counted\n    rate: 2%\n"), "bookings", "mrr_new", 1)), "2026-09", assigned(t, "M1", 0))
	if total(lines) != 800_00 {
		t.Errorf("MRR: got %d", total(lines))
	}
}

// A line of an override says whose deal it was: by name and number, by the number where HR has no name, and of what earlier
// deals gain, too. The manager's own deal is nobody else's.
func TestOverrideSaysWhose(t *testing.T) {
	t.Parallel()
	facts := append(reported(t, 100_000, 60_000), deals(t, "M1", 50_000)...)
	facts[1].who, facts[2].source = "E2", "D50"
	w := world{facts: facts, names: map[string]string{"E1": "Ada Brown"}}
	p := compilePlan(t, overridePlan(`    of: direct_reports
    own_deals: counted
    tiers: {by: amount, resets: monthly, each_tier: top_rate, rates: [{below: 200_000, rate: 4%}, {rate: 5%}]}
`))
	lines, _ := w.run(t, p, "2026-09", assigned(t, "M1", 0))
	want := map[string]bool{
		"Deal D01, credited to Ada Brown (E1)": true, "Deal D02, credited to E2": true, "Deal D50": true,
		"Earlier deals at the new rate, reached with Deal D02, credited to E2": true,
	}
	for _, l := range lines {
		if !want[l.Label] {
			t.Errorf("a line says %q", l.Label)
		}
		delete(want, l.Label)
	}
	if len(want) > 0 {
		t.Errorf("no line says %v", want)
	}
}

// A player-coach: the manager's own deal of 50,000 is paid by the commission at 8 %, and by the override only where the
// plan says so.
func TestPlayerCoach(t *testing.T) {
	t.Parallel()
	for own, want := range map[string]string{"counted": "own 4,000.00, team 6,000.00", "not_counted": "own 4,000.00, team 4,000.00"} {
		facts := append(reported(t, 100_000), deals(t, "M1", 50_000)...)
		facts[1].source = "D50"
		w := world{facts: facts}
		p := compilePlan(t, overridePlan("    of: direct_reports\n    own_deals: "+own+"\n    rate: 4%\n")+"  - {name: own, kind: commission, paid_on: bookings, rate: 8%}\n")
		lines, summary := w.run(t, p, "2026-09", assigned(t, "M1", 0))
		if got := amounts(lines); got != want {
			t.Errorf("%s: got %s, want %s, %+v", own, got, want, summary.Results)
		}
	}
}

// The team's deals and the manager's own climb one ladder in the order of their days: 100,000 of the seller, 50,000 of
// the manager on the same day and before it by its key, 100,000 of the seller on the next. By attainment of the manager's
// 200,000: 50,000 and 100,000 at 4 %, then 50,000 at 4 % and 50,000 at 6 %. By the reports' quota of 100,000 it is 50,000
// at 4 %, 50,000 at 4 % and 50,000 at 6 %, then 100,000 at 6 %. In August the team made 10,000.
func TestLadderOfATeam(t *testing.T) {
	t.Parallel()
	facts := append(reported(t, 100_000, 100_000), deals(t, "M1", 50_000)...)
	facts[2].source = "D00"
	for who, value := range map[string]int64{"M1": 200_000_00, "E1": 100_000_00} {
		q := testFact{measure: "quota", who: who, day: day(t, "2026-07-01"), until: day(t, "2026-10-01"), value: value, currency: "USD"}
		if who == "E1" {
			q.above = []string{"M1"}
		}
		facts = append(facts, q)
	}
	settings := "    of: direct_reports\n    own_deals: counted\n    tiers: {by: attainment, resets: quarterly, each_tier: own_rate, rates: [{below: 100%, rate: 4%}, {rate: 6%}]}\n"
	for of, want := range map[string]string{"own": "2,000.00 4,000.00 5,000.00", "reports": "2,000.00 5,000.00 6,000.00"} {
		w := world{facts: facts}
		lines, _ := w.run(t, compilePlan(t, overridePlan("    quota_of: "+of+"\n"+settings)), "2026-09", assigned(t, "M1", 0))
		if got := perDeal(lines); got != want {
			t.Errorf("%s: got %s, want %s", of, got, want)
		}
	}
	earlier := reported(t, 10_000)
	earlier[0].day = day(t, "2026-08-03")
	w := world{facts: append(facts, earlier...)}
	lines, summary := w.run(t, compilePlan(t, overridePlan(settings)), "2026-09", assigned(t, "M1", 0))
	if got := perDeal(lines); got != "2,000.00 4,000.00 5,200.00" || summary.Results[0].Value.String() != "1.3" { // 40,000 at 4 %, 60,000 at 6 %
		t.Errorf("got %s, %+v", got, summary.Results[0])
	}
}

// The same as examples of a plan; reports_ stands before the deal of somebody who reports.
func TestOverrideExamples(t *testing.T) {
	t.Parallel()
	runExamples(t, overridePlan("    of: direct_reports\n    own_deals: not_counted\n    rate: 4%\n")+
		"  - {name: own, kind: commission, paid_on: bookings, rate: 8%}\nexamples:\n  - given: {reports_bookings: 100_000, bookings: 0}\n    gives: {team: 4_000.00, own: 0.00}\n")
	runExamples(t, overridePlan("    of: all_reports\n    own_deals: counted\n    tiers: {by: attainment, resets: quarterly, each_tier: own_rate, rates: [{below: 100%, rate: 4%}, {rate: 6%}]}\n")+
		"examples:\n  - given: {reports_bookings: 100_000, earlier_reports_bookings: 150_000, quota: 200_000}\n    gives: {team: 5_000.00}\n")
}

// What an override says of itself.
func TestOverrideIsDescribed(t *testing.T) {
	t.Parallel()
	p := compilePlan(t, overridePlan("    of: all_reports\n    own_deals: not_counted\n    rate: 4%\n"))
	d := p.Describe("p").Components[0]
	want := "This pays on the deals of those who report to you, and of those who report to them, and so on, as it stood on the day of each deal; your own deals are not among them. Each deal counts once: credits on top of a deal, overlays, do not. You earn 4 % of what is credited to them."
	if got := strings.Join(d.Sentences, " "); got != want || d.Looks[0].Subject != config.OfAllReports {
		t.Errorf("got %s", got)
	}
}
