package calc

import (
	"fmt"
	"hash/fnv"
	"math/rand"
	"reflect"
	"slices"
	"testing"

	"attain/config"
)

// everyOwnKind is a plan of every kind that looks at one participant at a time.
const everyOwnKind = `components:
  - {name: won, kind: scorecard, kpi: win_rate, weight: 60%, threshold: {at: 18%, pays: 50%}, target: {at: 25%, pays: 100%}, cap: {at: 40%, pays: 150%}, between: straight_line}
  - {name: mbo, kind: objectives, weight: 40%, pays: as_completed, cancelled: to_the_others, late: nothing_yet}
  - {name: bookings, kind: commission, paid_on: bookings, tiers: {by: attainment, resets: yearly, each_tier: top_rate, rates: [{below: 100%, rate: 5%}, {rate: 8%}]}}
  - {name: team, kind: override, paid_on: bookings, of: direct_reports, own_deals: not_counted, rate: 2%}
  - {name: club, kind: milestone, of: bookings, counted_from: year, reached: [{at: 100_000, pays: 5_000}], taken_back: no}
  - {name: sprint, kind: spif, first_day: 2026-09-01, last_day: 2026-09-30, paid_on: won_deals, reward_each: 250, beside_the_plan: adds, counts_to_attainment: yes}
`

// Participants computed in 1, 2, 3 and 7 parts, by a hash of who they are, get the same lines.
func TestPartsChangeNothing(t *testing.T) {
	t.Parallel()
	p := compilePlan(t, planHead("quarterly")+"currency: USD\n"+everyOwnKind)
	rng := rand.New(rand.NewSource(4))
	var facts []testFact
	var everybody []config.Assignment
	for i := range 17 {
		who := fmt.Sprint("E", i)
		everybody = append(everybody, assigned(t, who, 10_000))
		facts = append(facts, testFact{measure: "quota", who: who, day: day(t, "2026-01-01"), until: day(t, "2027-01-01"), value: 100_000_00, currency: "USD"})
		for j := range rng.Intn(8) {
			on := day(t, "2026-07-01") + config.Day(rng.Intn(92))
			source := fmt.Sprintf("D%d-%d", i, j)
			facts = append(facts,
				testFact{measure: "bookings", who: who, day: on, value: rng.Int63n(40_000_00), currency: "USD", source: source, above: []string{fmt.Sprint("E", rng.Intn(17))}},
				testFact{measure: "won_deals", who: who, day: on, value: rng.Int63n(2), source: source},
				testFact{measure: "closed_deals", who: who, day: on, value: 1, source: source})
		}
		one := agreed(t, "O"+who, "2026-09-30", 100, rng.Int63n(101), "")
		one.who = who
		facts = append(facts, one)
	}
	var whole []string
	seen := map[string]bool{}
	for _, parts := range []uint32{1, 2, 3, 7} {
		var got []string
		for part := range parts {
			mine := slices.DeleteFunc(slices.Clone(everybody), func(a config.Assignment) bool {
				h := fnv.New32a()
				_, _ = h.Write([]byte(a.Participant))
				return h.Sum32()%parts != part
			})
			w := world{facts: facts}
			lines, _ := w.run(t, p, "2026-Q3", mine...)
			for i := range lines {
				seen[lines[i].Component] = true
				got = append(got, fmt.Sprint(lines[i].Participant, lines[i].Component, lines[i].Part, lines[i].SourceKey, lines[i].AmountMinor, lines[i].Ref, lines[i].Label))
			}
		}
		slices.Sort(got)
		if whole == nil {
			whole = got
		}
		if len(seen) != 6 || !reflect.DeepEqual(got, whole) {
			t.Errorf("%d parts give %d lines of %v, one gives %d", parts, len(got), seen, len(whole))
		}
	}
}

// mayPayLess are the warnings of a plan under which more attainment may pay less.
var mayPayLess = []string{"pays_less", "rate_falls", "cliff"}

// randomPlan is a plan on attainment with whatever pays and limits by it.
func randomPlan(rng *rand.Rand) string {
	pick := func(list ...string) string { return list[rng.Intn(len(list))] }
	share := func(from, to int) string { return fmt.Sprintf("%d%%", from+rng.Intn(to-from)) }
	out := planHead("quarterly") + "currency: USD\ncomponents:\n"
	if rng.Intn(2) == 0 {
		out += fmt.Sprintf("  - name: card\n    kind: scorecard\n    kpi: quota_attainment\n    weight: 100%%\n    threshold: {at: %s, pays: %s}\n    target: {at: 100%%, pays: 100%%}\n    cap: {at: %s, pays: %s}\n    between: %s\n",
			share(20, 90), share(0, 100), share(110, 200), share(100, 250), pick("straight_line", "steps"))
	} else {
		out += fmt.Sprintf("  - name: deals\n    kind: commission\n    paid_on: bookings\n    tiers: {by: attainment, resets: quarterly, each_tier: %s, rates: [{below: %s, rate: %s}, {below: %s, rate: %s}, {rate: %s}]}\n",
			pick("own_rate", "top_rate", "rate_at_start", "rate_at_end"), share(20, 90), share(1, 12), share(90, 150), share(1, 12), share(1, 12))
	}
	if rng.Intn(3) == 0 {
		out += fmt.Sprintf("    gate: {kpi: quota_attainment, %s: %s, otherwise: %s}\n", pick("at_least", "at_most"), share(30, 150), share(0, 100))
	}
	if rng.Intn(3) == 0 {
		out += fmt.Sprintf("    multiplier: {kpi: quota_attainment, at: [{at: 50%%, times: %d.%d}, {at: %s, times: %d.%d}], between: %s, applies: before_cap}\n",
			rng.Intn(2), rng.Intn(10), share(60, 160), rng.Intn(2), rng.Intn(10), pick("straight_line", "steps"))
	}
	if rng.Intn(3) == 0 {
		out += "    cap_amount: 9_000\n"
	}
	return out
}

// More attainment never pays less, unless check plans said it may.
func TestMoreNeverPaysLessUnsaid(t *testing.T) {
	t.Parallel()
	rng, looked := rand.New(rand.NewSource(7)), 0
	for range 150 {
		plan := randomPlan(rng)
		p := compilePlan(t, plan)
		warned := slices.ContainsFunc(p.Warnings(day(t, "2026-02-01")), func(w Warning) bool { return slices.Contains(mayPayLess, w.Name) })
		if warned {
			continue
		}
		looked++
		before, at := int64(0), int64(0)
		for x := int64(0); x <= 220; x += 11 {
			w := world{facts: append(deals(t, "E1", x*1_000), quarterQuota(t, 100_000))}
			lines, _ := w.run(t, p, "2026-Q3", assigned(t, "E1", 10_000))
			if now := total(lines); now < before {
				t.Fatalf("%d %% pays %d, %d %% pays %d, and nothing warned:\n%s", at, before, x, now, plan)
			} else {
				before, at = now, x
			}
		}
	}
	if looked < 20 {
		t.Errorf("all but %d of 150 plans were warned of", looked)
	}
}
