package calc

import (
	"slices"
	"strings"
	"testing"
)

// What the kinds say about themselves is what they pay: a shared pool, the prizes of ranks, points that add up, and what an
// objective pays on the way.
func TestKindsDescribed(t *testing.T) {
	t.Parallel()
	p := compilePlan(t, planHead("quarterly")+`currency: USD
components:
  - {name: mbo, kind: objectives, weight: 100%, pays: {curve: [{at: 75%, pays: 0%}, {at: 100%, pays: 100%}]}, cancelled: to_the_others, late: nothing_yet, each_at_most: 2_000}
  - {name: pool, kind: pool, shared_by: team, amount: {rate: 10%, of: {measure: revenue, subject: company}}, reserve: 25%, times: {kpi: quota_attainment, subject: team, at_most: 100%}, shares: {measure: base_pay}, leavers: to_the_others, each_at_most: 30_000, excess: shared_again}
  - {name: top, kind: contest, ranked_by: bookings, among: team, prizes: [100, {ranks: 2-3, pays: 50}], ties: share, at_least: 1_000}
  - {name: club, kind: milestone, of: bookings, counted_from: year, reached: [{at: 80_000, pays: 25}, {at: 90_000, pays: 75}], taken_back: yes}
`)
	d := p.Describe("p")
	for i, want := range []string{
		"An objective completed by less than 75 % pays nothing; between two points of the table it follows a straight line.",
		"There is one pool for the participants of your team: 10 % of the revenue of the company.",
		"Only who has at least 1,000.00 USD is ranked.",
		"If the result falls below a point again, what it paid is taken back; if it is reached again, it is paid again.",
	} {
		if c := d.Components[i]; !slices.Contains(c.Sentences, want) {
			t.Errorf("%s says %s", c.Name, strings.Join(c.Sentences, "\n"))
		}
	}
	// 1,000,000 × 10 % × 75 % = 75,000 by 60, 90 and 50: 22,500, 33,750 and 18,750; at most 30,000 leaves 45,000 by 60 and 50:
	// 24,545.45 and 20,454.55.
	for i, want := range []string{"24,545.45 USD", "30,000.00 USD", "20,454.55 USD"} {
		if got := d.Components[1].Tables[0].Rows[i][2]; got != want {
			t.Errorf("the pool's table has %s, want %s", got, want)
		}
	}
	if rows := d.Components[2].Tables[0].Rows; len(rows) != 2 || rows[1][0] != "2 to 3" || rows[1][1] != "50.00 USD" {
		t.Errorf("the contest's table is %v", rows)
	}
	if rows := d.Components[3].Tables[0].Rows; rows[1][2] != "100.00 USD" {
		t.Errorf("the milestone's table is %v", rows)
	}
	if list := p.Warnings(0); len(list) == 0 {
		t.Error("no warnings: the plan has no example and no review")
	}
}

// Section 13's tiers of a SPIF: deals 1 to 3 pay 250 each, the fourth 400, and 600 from the fifth on. The third deal is
// among the first three whether its limit is written below: 3 or up_to: 3.
func TestTiersOfThingsCountedNameThem(t *testing.T) {
	t.Parallel()
	for _, limit := range []string{"below", "up_to"} {
		p := compilePlan(t, planHead("quarterly")+"components:\n  - {name: sprint, kind: spif, paid_on: won_deals, tiers: {by: units, each_tier: own_rate, rates: [{"+
			limit+": 3, rate: 250}, {"+limit+": 4, rate: 400}, {rate: 600}]}}\n")
		text := strings.Join(p.Describe("p").Components[0].Sentences, " ")
		for _, want := range []string{"250.00 USD for each of the first 3.", "400.00 USD for number 4.", "600.00 USD for each one from number 5 on."} {
			if !strings.Contains(text, want) {
				t.Errorf("%s: %q is not in %q", limit, want, text)
			}
		}
	}
}
