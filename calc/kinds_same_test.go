package calc

import (
	"reflect"
	"slices"
	"testing"

	"attain/config"
)

// What objectives, a pool, a contest and a milestone pay does not depend on how rows are cut into batches, nor on the order
// in which people and facts come.
func TestKindsDoNotDependOnOrder(t *testing.T) {
	t.Parallel()
	p := compilePlan(t, planHead("quarterly")+`currency: USD
components:
  - {name: mbo, kind: objectives, weight: 100%, pays: as_completed, cancelled: to_the_others, late: nothing_yet}
  - {name: pool, kind: pool, shared_by: team, amount: 1_000, shares: {measure: bookings}, leavers: kept, each_at_most: 400, excess: shared_again}
  - {name: top, kind: contest, ranked_by: bookings, among: plan, prizes: [100, 70, 50], ties: share}
  - {name: club, kind: milestone, of: bookings, counted_from: year, reached: [{at: 80_000, pays: 25}], taken_back: no}
`)
	who := people(t, 5)
	who[3].Team = "south"
	facts := sold(t, 120, 90, 90, 90, 10)
	for _, a := range who {
		for i, key := range []string{"O1", "O2"} {
			f := agreed(t, key, "2026-09-30", 50, int64(100-30*i), "")
			f.who = a.Participant
			facts = append(facts, f)
		}
	}
	w := world{facts: facts}
	want, _ := w.run(t, p, "2026-Q3", who...)
	if len(want) != 5*2+5+4+4 {
		t.Fatalf("%d lines: %s", len(want), byPerson(want))
	}
	for _, batch := range []int{1, 2, 7} {
		turned, other := slices.Clone(who), slices.Clone(facts)
		slices.Reverse(turned)
		slices.Reverse(other)
		w := world{facts: other, batch: batch}
		if got, _ := w.run(t, p, "2026-Q3", turned...); !reflect.DeepEqual(withoutRows(got), withoutRows(want)) {
			t.Errorf("batches of %d: got %s, want %s", batch, byPerson(got), byPerson(want))
		}
	}
}

// withoutRows are lines without where the rows lie in the extract, which a reversed extract changes.
func withoutRows(lines []config.Line) []config.Line {
	out := slices.Clone(lines)
	for i := range out {
		out[i].ComputedFrom = ""
		out[i].Terms = slices.Clone(out[i].Terms)
		for k := range out[i].Terms {
			out[i].Terms[k].From = ""
		}
	}
	return out
}
