package calc

import (
	"strings"
	"testing"

	"attain/config"

	"github.com/apache/arrow-go/v18/arrow/memory"
)

// TestQuotaWarnings: of three people one has a quota, one a quota of 0 and one none; a plan that is not in force on the
// day asks nobody.
func TestQuotaWarnings(t *testing.T) {
	t.Parallel()
	p := compilePlan(t, planHead("quarterly")+aReview+"components:"+strings.Replace(quotaCard, "50%", "100%", 1))
	w := world{mem: memory.DefaultAllocator}
	for who, value := range map[string]int64{"E1": 100_000_00, "E2": 0} {
		w.facts = append(w.facts, testFact{
			measure: "quota", who: who, day: day(t, "2026-01-01"), until: day(t, "2026-04-01"), value: value, currency: "USD", source: "q" + who,
		})
	}
	people := []config.Assignment{assigned(t, "E1", 5_000), assigned(t, "E2", 5_000), assigned(t, "E3", 5_000)}
	ask := func(asOf string) string {
		q := p.AskQuotas(day(t, asOf), people)
		got, err := q.Warnings(w.aggregates(&Work{Requests: q.Requests, Windows: q.Windows}))
		if err != nil {
			t.Fatal(err)
		}
		var out []string
		for _, one := range got {
			out = append(out, one.Name+" "+one.Message)
		}
		return strings.Join(out, "\n")
	}
	want := "missing_quota quota: 1 of 3 under the plan in 2026-Q1, without a quota: E3\n" +
		"zero_quota quota: 1 of 3 under the plan in 2026-Q1, with a quota of 0: E2"
	if got := ask("2026-02-01"); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if got := ask("2027-02-01"); got != "" {
		t.Errorf("a plan that has ended asks for quotas: %s", got)
	}
	if q := compilePlan(t, planHead("quarterly")+paidOnBookings("rate: 10%")).AskQuotas(day(t, "2026-02-01"), []config.Assignment{}); len(q.Requests) != 0 {
		t.Errorf("a plan without a quota asks for %d", len(q.Requests))
	}
}
