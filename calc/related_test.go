package calc

import (
	"slices"
	"strings"
	"testing"
)

// ofACustomer are deals of one customer on days of a quarter, in whole USD.
func ofACustomer(tb testing.TB, days []string, amounts ...int64) []testFact {
	out := deals(tb, "E1", amounts...)
	for i := range out {
		out[i].day, out[i].account = day(tb, days[i]), "ACME"
	}
	return out
}

// related10 pays 10 % with limits of a deal and deals that are related.
func related10(limits, within, from string) string {
	return commissionPlan("quarterly", "    rate: 10%\n    per_deal: {"+limits+", related: {by: account_id, within: "+within+", counted_from: "+from+", across_windows: apart}}\n")
}

var threeDays = []string{"2026-07-01", "2026-07-21", "2026-08-10", "2026-08-11"}

// Deals of 4,000, 3,000 and 2,000, twenty days apart, at 10 % and at most 500.00. Within 30 days of the first, the first two
// are one: 400.00 and the 100.00 that are left, and 200.00 for the third. Of the one before, all three are one. The
// twentieth day counts. (semantics.md section 22: related deals of one customer within n days are joined before the test.)
func TestRelatedDeals(t *testing.T) {
	t.Parallel()
	three := []int64{4_000, 3_000, 2_000}
	for _, c := range []struct {
		name, plan string
		amounts    []int64
		change     func(list []testFact)
		want       []int64
	}{
		{"from the first", related10("at_most: 500", "30 days", "first_deal"), three, nil, []int64{400_00, 100_00, 200_00}},
		{"from the one before", related10("at_most: 500", "30 days", "deal_before"), three, nil, []int64{400_00, 100_00, 0}},
		{"on the last day", related10("at_most: 500", "20 days", "first_deal"), three, nil, []int64{400_00, 100_00, 200_00}},
		{"a day later", related10("at_most: 500", "19 days", "deal_before"), three, nil, []int64{400_00, 300_00, 200_00}},
		{"another customer", related10("at_most: 500", "30 days", "deal_before"), three, func(l []testFact) { l[1].account = "OTHER" }, []int64{400_00, 300_00, 200_00}}, // 400 and 200: forty days
		{"no customer", related10("at_most: 500", "90 days", "first_deal"), three, func(l []testFact) { l[0].account = "" }, []int64{400_00, 300_00, 200_00}},
		// Of 700 earned 500 is paid; without the second deal 400 is, so its reversal takes back 100.
		{"a reversal", related10("at_most: 500", "30 days", "first_deal"), []int64{4_000, 3_000, -3_000}, func(l []testFact) { l[2].source = "D02" }, []int64{400_00, 100_00, -100_00}},
		// A deal of an earlier window takes back its own 500, whatever was sold since.
		{"a reversal of an earlier deal", related10("at_most: 500", "90 days", "first_deal"), []int64{4_000, -9_000, 3_000}, nil, []int64{400_00, -500_00, 100_00}},
		// A euro is 1.08 dollars: 4,000 at 10 %, and 324.00 for the deal in euros, which is by itself.
		{"two currencies", related10("at_most: 500", "90 days", "first_deal"), three, func(l []testFact) { l[1].currency = "EUR" }, []int64{400_00, 324_00, 100_00}},
	} {
		facts := ofACustomer(t, threeDays, c.amounts...)
		if c.change != nil {
			c.change(facts)
		}
		w := world{facts: facts}
		lines, _ := w.run(t, compilePlan(t, c.plan), "2026-Q3", assigned(t, "E1", 0))
		if got := byCredit(lines); !slices.Equal(got, c.want) {
			t.Errorf("%s: got %d, want %d", c.name, got, c.want)
		}
	}
}

// Together 4,000 and 3,000 pay 700.00, above 600.00, which neither does alone; both must have been looked at. A deal of the
// window before is not joined.
func TestReviewOfRelatedDeals(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ limits, days, held string }{
		{"review_above: 600", "2026-07-01", "D01 (Deal D01) with D02 of the same customer pays 700.00 USD, above 600.00 USD; somebody has to look at them, and then list them under per_deal, reviewed: [D01, D02]"},
		{"review_value_above: 6_000, reviewed: [D01]", "2026-07-01", "D01 (Deal D01) with D02 of the same customer is worth 7,000.00 USD, above 6,000.00 USD; somebody has to look at it, and then list it under per_deal, reviewed: [D02]"},
		{"review_above: 600, reviewed: [D01, D02]", "2026-07-01", ""},
		{"review_above: 600", "2026-06-30", ""},
	} {
		w := world{facts: ofACustomer(t, []string{c.days, "2026-07-21"}, 4_000, 3_000)}
		_, sum := w.run(t, compilePlan(t, related10(c.limits, "30 days", "first_deal")), "2026-Q3", assigned(t, "E1", 0))
		if got, _, _ := strings.Cut(sum.Results[0].Reason, " (plans/"); got != c.held {
			t.Errorf("%s: got %q", c.limits, got)
		}
	}
}

// What is held was not paid, so nothing joins it: the first role is held by a deal for which there is no rate, and of the
// second one's 3,000 and 2,000, 300.00 and 200.00 are paid.
func TestRelatedDealsOfAHeldSegment(t *testing.T) {
	t.Parallel()
	before, after := assigned(t, "E1", 0), assigned(t, "E1", 0)
	before.End, after.First, after.Role = day(t, "2026-07-10"), day(t, "2026-07-10"), "SAE"
	facts := append(ofACustomer(t, threeDays, 4_000, 3_000, 2_000), testFact{measure: "bookings", who: "E1", day: day(t, "2026-07-02"), value: 1_00, currency: "GBP", source: "D09"})
	for held, want := range map[bool][]int64{true: {300_00, 200_00}, false: {400_00, 100_00, 0}} {
		w := world{facts: facts}
		if !held {
			w.facts = facts[:3]
		}
		lines, sum := w.run(t, compilePlan(t, related10("at_most: 500", "30 days", "deal_before")), "2026-Q3", before, after)
		if got := byCredit(lines); !slices.Equal(got, want) || (sum.Results[0].Outcome == Held) != held {
			t.Errorf("held %v: got %d, %+v", held, got, sum.Results[0])
		}
	}
}

// A plan says which deals are one.
func TestRelatedDescribed(t *testing.T) {
	t.Parallel()
	got := compilePlan(t, related10("at_most: 500", "30 days", "deal_before")).Describe("p").Components[0].Sentences
	want := "For this, deals of one customer sold within 30 days of the one before are one deal. Deals of two pay windows stay two deals, and so do deals in two currencies."
	if !slices.Contains(got, want) {
		t.Errorf("it says %s", strings.Join(got, "\n"))
	}
}
