package calc

import (
	"slices"
	"strings"
	"testing"

	"attain/config"
)

// windfall is semantics.md section 22: 10 % to a year's quota of 1,000,000, then 15 %; 900,000 sold before and a deal of
// 2,000,000, which pays 10,000 + 285,000 = 295,000.00.
func windfall(tb testing.TB, perDeal string) ([]config.Line, *Summary) {
	plan := commissionPlan("quarterly", "    tiers: {by: attainment, resets: yearly, each_tier: own_rate, exactly_on_limit: higher_tier, rates: [{below: 100%, rate: 10%}, {rate: 15%}]}\n    per_deal: {"+perDeal+"}\n")
	quota := testFact{measure: "quota", who: "E1", day: day(tb, "2026-01-01"), until: day(tb, "2027-01-01"), value: 1_000_000_00, currency: "USD"}
	w := world{facts: append(deals(tb, "E1", 2_000_000), booked(tb, "2026-03-10", 900_000), quota)}
	return w.run(tb, compilePlan(tb, plan), "2026-Q3", assigned(tb, "E1", 0))
}

// semantics.md section 22: commission above 100,000 or a contract above 1,000,000 is held for review, and paid once its key
// is listed. Under a cap of 100,000 what is looked at is what is paid.
func TestWindfallIsHeldUntilReviewed(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ perDeal, held string }{
		{"review_above: 100_000", "D01 (Deal D01) pays 295,000.00 USD, above 100,000.00 USD; somebody has to look at it, and then list it under per_deal, reviewed: [D01] (plans/p0.yaml:11:15)"},
		{"review_value_above: 1_000_000, reviewed: [D02]", "D01 (Deal D01) is worth 2,000,000.00 USD, above 1,000,000.00 USD; somebody has to look at it, and then list it under per_deal, reviewed: [D01] (plans/p0.yaml:11:57)"},
		{"at_most: 100_000, review_above: 99_999", "D01 (Deal D01) pays 100,000.00 USD, above 99,999.00 USD; somebody has to look at it, and then list it under per_deal, reviewed: [D01] (plans/p0.yaml:11:15)"},
		{"review_above: 295_000, review_value_above: 2_000_000", ""},
		{"review_above: 100_000, review_value_above: 1_000_000, reviewed: [D02, D01]", ""},
		{"review_above: 100_000, reviewed: [{deal: D01, by: cfo@example.com, on: 2026-10-02, because: the contract was read}]", ""},
	} {
		lines, sum := windfall(t, c.perDeal)
		res, a := sum.Results[0], sum.Accounting[0]
		if c.held == "" {
			if res.Outcome != Paid || total(lines) != 295_000_00 || a.Paid.Count != 1 {
				t.Errorf("%s: %d, %+v, %+v", c.perDeal, total(lines), res, a)
			}
			continue
		}
		if res.Outcome != Held || res.Reason != c.held || len(lines) != 0 {
			t.Errorf("%s: got %s %q", c.perDeal, res.Outcome, res.Reason)
		}
		if a.Held.Count != 1 || a.Held.Value["USD"] != 2_000_000_00 || a.Read.Count != 1 {
			t.Errorf("%s: %+v", c.perDeal, a)
		}
	}
}

// Keys are text, also those that look like numbers: 007 is not 7, and the reason has it as a plan does.
func TestReviewedKeysAreText(t *testing.T) {
	t.Parallel()
	for listed, want := range map[string]string{`["007", D02]`: Paid, "[7]": Held, `[{deal: "007"}]`: Paid} {
		w := world{facts: deals(t, "E1", 2_000_000)}
		w.facts[0].source = "007"
		_, sum := w.run(t, compilePlan(t, commissionPlan("monthly", "    rate: 10%\n    per_deal: {review_above: 100_000, reviewed: "+listed+"}\n")), "2026-09", assigned(t, "E1", 0))
		if got := sum.Results[0].Outcome; got != want {
			t.Errorf("%s: %s", listed, got)
		}
		if why := sum.Results[0].Reason; want == Held && !strings.Contains(why, `reviewed: ["007"] (`) {
			t.Errorf("%s: it says %s", listed, why)
		}
	}
}

// At 10 %, a deal is looked at by all its credits of the window, and a reversal by its size: -2,000,000 takes back
// 200,000.00. What was sold and taken back in one window pays nothing, so nobody needs to look.
func TestReviewOfReversals(t *testing.T) {
	t.Parallel()
	p := compilePlan(t, commissionPlan("monthly", "    rate: 10%\n    per_deal: {review_above: 100_000}\n"))
	for _, c := range []struct {
		credits []int64
		held    string
	}{
		{[]int64{-2_000_000}, "D01 (Deal D01) takes back 200,000.00 USD, above 100,000.00 USD"},
		{[]int64{-600_000, -600_000}, "D01 (Deal D01) takes back 120,000.00 USD, above 100,000.00 USD"},
		{[]int64{600_000, 600_000}, "D01 (Deal D01) pays 120,000.00 USD, above 100,000.00 USD"},
		{[]int64{2_000_000, -2_000_000}, ""},
		{[]int64{-1_000_000}, ""},
	} {
		w := world{facts: ofOneDeal(deals(t, "E1", c.credits...))}
		_, sum := w.run(t, p, "2026-09", assigned(t, "E1", 0))
		if got, _, _ := strings.Cut(sum.Results[0].Reason, "; "); got != c.held {
			t.Errorf("%d: got %q", c.credits, got)
		}
	}
}

// Half of a deal of 1,200,000 at 10 % pays 60,000.00. By itself that is below 100,000 and below 1,000,000; as half of the
// whole deal it is above 50,000, and the deal above 1,000,000. The cent that cannot be halved decides nothing: a deal of
// 1,000,000.01 is above 1,000,000 for both, also for who is credited 500,000.00.
func TestReviewOfASharedDeal(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		perDeal     string
		value, deal int64
		held        string
	}{
		{"review_above: 100_000, review_value_above: 1_000_000", 600_000_00, 1_200_000_00, ""},
		{"review_above: 100_000, of: whole_deal", 600_000_00, 1_200_000_00, "D01 (Deal D01) pays 60,000.00 USD, above 50,000.00 USD for 50 % of a deal"},
		{"review_value_above: 1_000_000, of: whole_deal", 600_000_00, 1_200_000_00, "D01 (Deal D01) is worth 1,200,000.00 USD, above 1,000,000.00 USD"},
		{"review_value_above: 1_000_000, of: whole_deal", 500_000_00, 1_000_000_01, "D01 (Deal D01) is worth 1,000,000.01 USD, above 1,000,000.00 USD"},
		{"review_value_above: 1_000_000, of: whole_deal", 500_000_00, 1_000_000_00, ""},
	} {
		f := deals(t, "E1", 0)[0]
		f.value, f.share, f.numbers = c.value, 5_000, map[string]int64{"deal_minor": c.deal}
		w := world{facts: []testFact{f}}
		_, sum := w.run(t, compilePlan(t, commissionPlan("monthly", "    rate: 10%\n    per_deal: {"+c.perDeal+"}\n")), "2026-09", assigned(t, "E1", 0))
		if got, _, _ := strings.Cut(sum.Results[0].Reason, "; "); got != c.held {
			t.Errorf("%s of %d: got %q", c.perDeal, c.deal, got)
		}
	}
}

// In an override the halves of two who report are one deal: 2 × 600,000 are above 1,000,000, and 2 % of it, 24,000.00,
// above 20,000.
func TestReviewInAnOverride(t *testing.T) {
	t.Parallel()
	for perDeal, want := range map[string]string{
		"review_value_above: 1_000_000, of: whole_deal": "D01 (Deal D01) is worth 1,200,000.00 USD, above 1,000,000.00 USD", "review_above: 20_000": "D01 (Deal D01) pays 24,000.00 USD, above 20,000.00 USD",
		"review_above: 24_000, of: whole_deal": "",
	} {
		facts := ofOneDeal(reported(t, 600_000, 600_000))
		for i := range facts {
			facts[i].share = 5_000
		}
		w := world{facts: facts}
		_, sum := w.run(t, compilePlan(t, overridePlan("    of: direct_reports\n    own_deals: not_counted\n    rate: 2%\n    per_deal: {"+perDeal+"}\n")), "2026-09", assigned(t, "M1", 0))
		if got, _, _ := strings.Cut(sum.Results[0].Reason, "; "); got != want {
			t.Errorf("%s: got %q", perDeal, got)
		}
	}
}

// Every deal above the limit is named, the first three with their amounts. The limit is in the plan's currency: 100,000 EUR
// are 108,000 USD at the plan's rate of 1.08.
func TestReviewNamesEveryDeal(t *testing.T) {
	t.Parallel()
	plan := commissionPlan("monthly", "    rate: 10%\n    per_deal: {review_value_above: 105_000, reviewed: [D02]}\n")
	w := world{facts: deals(t, "E1", 200_000, 200_000, 100_000, 300_000, 400_000, 100_000, 500_000)}
	w.facts[2].currency = "EUR"
	_, sum := w.run(t, compilePlan(t, plan), "2026-09", assigned(t, "E1", 0))
	want := "D01 (Deal D01) is worth 200,000.00 USD, above 105,000.00 USD; D03 (Deal D03) is worth 108,000.00 USD, above 105,000.00 USD; D04 (Deal D04) is worth 300,000.00 USD, above 105,000.00 USD; " +
		"2 deals more are above a limit; somebody has to look at them, and then list them under per_deal, reviewed: [D01, D03, D04, D05, D07] (plans/p0.yaml:11:55)"
	if got := sum.Results[0].Reason; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

// The segment the deal is in is held, the other is paid: 10 % of 9,000.
func TestReviewHoldsItsSegment(t *testing.T) {
	t.Parallel()
	before, after := assigned(t, "E1", 0), assigned(t, "E1", 0)
	before.End, after.First, after.Role = day(t, "2026-09-02"), day(t, "2026-09-02"), "SAE"
	w := world{facts: deals(t, "E1", 9_000, 2_000_000)}
	lines, sum := w.run(t, compilePlan(t, commissionPlan("monthly", "    rate: 10%\n    per_deal: {review_above: 100_000}\n")), "2026-09", before, after)
	if total(lines) != 900_00 || sum.Results[0].Outcome != Paid || sum.Results[1].Outcome != Held {
		t.Errorf("got %d, %+v, %+v", total(lines), sum.Results[0], sum.Results[1])
	}
}

// Under a budget nobody knows who comes first while a deal waits, so all wait.
func TestReviewHoldsABudget(t *testing.T) {
	t.Parallel()
	p := compilePlan(t, spifPlan("    paid_on: bookings\n    rate: 10%\n    budget: {amount: 1_000, order: first_come}\n    per_deal: {review_above: 100_000}\n"))
	w := world{facts: append(deals(t, "E1", 2_000_000), deals(t, "E2", 100)...)}
	lines, sum := w.run(t, p, "2026-09", assigned(t, "E1", 0), assigned(t, "E2", 0))
	if len(lines) != 0 || sum.Results[0].Outcome != Held || sum.Results[1].Outcome != Held {
		t.Errorf("got %d lines, %+v, %+v", len(lines), sum.Results[0], sum.Results[1])
	}
}

// A plan says when it holds a deal and which were looked at; an example pays what the deal pays then.
func TestReviewDescribed(t *testing.T) {
	t.Parallel()
	p := compilePlan(t, commissionPlan("monthly", "    rate: 10%\n    per_deal: {at_most: 250_000, review_above: 100_000, review_value_above: 1_000_000, reviewed: [D-1001, {deal: D-1002, by: cfo@example.com, on: 2026-10-02}]}\n")+
		"examples:\n  - given: {bookings: 2_000_000}\n    gives: {bookings: 1}\n")
	got := p.Describe("p")
	for _, want := range []string{
		"Your credit of one deal pays at most 250,000.00 USD; its reversals together take back no more than was paid.",
		"When your credit of one deal pays more than 100,000.00 USD or is worth more than 1,000,000.00 USD, sold or taken back, this part is held until somebody has looked at the deal.",
		"Looked at: D-1001, D-1002 (cfo@example.com on 2026-10-02).",
	} {
		if !slices.Contains(got.Components[0].Sentences, want) {
			t.Errorf("it says %s", strings.Join(got.Components[0].Sentences, "\n"))
		}
	}
	if res := p.RunExamples()[0]; res.Got.Decimal(2) != "200000.00" || res.Note != " (once somebody has looked at the deal)" {
		t.Errorf("the example pays %s%s", res.Got.Decimal(2), res.Note)
	}
}
