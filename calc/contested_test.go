package calc

import (
	"fmt"
	"testing"

	"attain/config"
)

const fourTiers = "exactly_on_limit: higher_tier, rates: [{below: 1_000, rate: 1%}, {below: 3_000, rate: 2%}, {below: 8_000, rate: 3%}, {rate: 5%}]"

// What config shows for a question nobody answered is what the plan pays with each answer, whether the component, the
// plan or the workspace gives it.
func TestContestedReadingsOfTiersPayWhatIsShown(t *testing.T) {
	t.Parallel()
	for _, q := range config.Questions() {
		if q.Key != "each_tier" && q.Key != "resets" {
			continue
		}
		for _, reading := range q.Choices {
			t.Run(q.Key+" "+reading.Value, func(t *testing.T) {
				t.Parallel()
				own, other := fmt.Sprintf("%s: %s, ", q.Key, reading.Value), "resets: quarterly, "
				if q.Key == "resets" {
					other = "each_tier: own_rate, "
				}
				at := func(component, plan, workspace string) {
					t.Helper()
					text := commissionPlan("quarterly", "    tiers: {by: amount, "+component+other+fourTiers+"}\n") + plan
					p := compilePlan(t, text, "  halves: away_from_zero\n", "  halves: away_from_zero\n"+workspace)
					w := world{facts: dealsOn(t, [6]string{"2026-07-06", "2026-07-07", "2026-08-06", "2026-08-07", "2026-09-06", "2026-09-07"}, 200, 300, 1500, 1200, 2000, 4500)}
					lines, _ := w.run(t, p, "2026-Q3", assigned(t, "E1", 0))
					if got := config.FormatMinor(total(lines), "USD"); got != reading.Pays {
						t.Errorf("%s%s%s pays %s, and %s is shown", component, plan, workspace, got, reading.Pays)
					}
				}
				answer := "  " + q.Key + ": " + reading.Value + "\n"
				at(own, "", "")
				at("", "conventions:\n"+answer, "")
				at("", "", answer)
			})
		}
	}
}

// dealsOn are deals of E1 on days of their own.
func dealsOn(tb testing.TB, days [6]string, amounts ...int64) []testFact {
	tb.Helper()
	list := deals(tb, "E1", amounts...)
	for i := range list {
		list[i].day = day(tb, days[i])
	}
	return list
}
