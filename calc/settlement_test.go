package calc

import (
	"os"
	"strings"
	"testing"
)

// Settlement's examples in plans: the pages of semantics.md sections 7 to 11 and 25 as an analyst writes them. All of
// them must come out, and there must be as many results as are written.
func TestExamplesOfSettlement(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, steps, examples string
		results               int
	}{
		{
			"Siebel's months 3, 4 and 5", "draw: {kind: top_up, amount: 2_000, per: month, recoverable: yes, recovery_share: 100%, negative_earnings: topped_up, on_leaving: netted}", `
  - {given: {earned: 1_500}, gives: {draw: 500, recovered: 0, paid: 2_000}, closing: {draw_balance: 500}}
  - {opening: {draw_balance: 500}, given: {earned: 2_375}, gives: {draw: 0, recovered: 375, paid: 2_000}, closing: {draw_balance: 125}}
  - {opening: {draw_balance: 125}, given: {earned: 3_000}, gives: {draw: 0, recovered: 125, paid: 2_875}, closing: {draw_balance: 0}}
`, 12,
		},
		{
			"on the component's own earnings", "draw: {kind: top_up, amount: 2_000, per: month, recoverable: yes, recovery_share: 50%, negative_earnings: topped_up, on_leaving: netted, components: [bookings]}", `
  - {opening: {draw_balance: 2_000}, given: {bookings: 60_000}, gives: {bookings: 6_000, recovered: 2_000, paid: 4_000}, closing: {draw_balance: 0}}
`, 4,
		},
		{
			"Oracle, recovery from a day on", "draw: {kind: top_up, amount: 1_000, per: month, recoverable: yes, recovery_share: 100%, recovers_from: 2025-04-01, negative_earnings: topped_up, on_leaving: netted}", `
  - {period: 2025-03, opening: {draw_balance: 800}, given: {earned: 1_500}, gives: {recovered: 0, paid: 1_500}, closing: {draw_balance: 800}}
  - {period: 2025-04, opening: {draw_balance: 1_400}, given: {earned: 1_800}, gives: {recovered: 800, paid: 1_000}, closing: {draw_balance: 600}}
`, 6,
		},
		{
			"advance and on request", "draw: {kind: on_request, amount: 1_000, per: month, recoverable: yes, recovery_share: 100%, negative_earnings: topped_up, on_leaving: netted}", `
  - {given: {earned: 1_000, requested: 1_000}, gives: {draw: 1_000, paid: 2_000}, closing: {draw_balance: 1_000}}
  - {opening: {draw_balance: 1_000}, given: {earned: 3_000}, gives: {recovered: 1_000, paid: 2_000}}
`, 5,
		},
		{
			"released by cash", "holdback: {released_by: cash_received, nothing_billed: held}", `
  - {given: {earned: 100_000, received: 500_000, billed: 1_000_000}, gives: {held: 50_000, paid: 50_000}, closing: {held: 50_000}}
  - {opening: {held: 50_000}, given: {earned: 0, received: 1, billed: 1}, gives: {released: 50_000, paid: 50_000}, closing: {held: 0}}
`, 6,
		},
		{
			"clawback", "clawback: {on: [cancelled], within: 90 days, counted_from: closed, schedule: full, at: original_rate, spifs: stay, overrides: stay}", `
  - {given: {earned: 5_000, paid_on_deal: 1_100, days_until_cancelled: 90}, gives: {clawback: -1_100, paid: 3_900}}
  - {given: {earned: 5_000, paid_on_deal: 1_100, days_until_cancelled: 91}, gives: {clawback: 0, paid: 5_000}}
  - {given: {earned: 500, paid_on_deal: 1_100, days_until_cancelled: 10, lost: 100%}, gives: {clawback: -1_100, carried: 600, paid: 0}, closing: {carried: 600}}
`, 8,
		},
		{
			"payment floor and recovery", "payment_floor: {amount: 0, recoverable: yes}\n  recovery: {share: 25%}", `
  - {given: {earned: -200}, gives: {payment_floor: 200, paid: 0}, closing: {carried: 200}}
  - {opening: {overpaid: 800}, given: {earned: 2_000}, gives: {recovery: 500, paid: 1_500}, closing: {overpaid: 300}}
`, 6,
		},
		{
			"section 16's leave pay", "leave_pay: {share: 75%, average_of: 6 months, months_away: left_out}", `
  - {opening: {past_pay: 30_000}, given: {earned: 0, past_periods: 6, days_away: 15, days_in_period: 30}, gives: {leave_pay: 1_875, paid: 1_875}, closing: {past_pay: 30_000}}
  - {opening: {past_pay: 5_000}, given: {bookings: 10_000, days_away: 31, days_in_period: 31}, gives: {bookings: 1_000, leave_pay: 3_750, paid: 4_750}}
  - {given: {earned: 800, days_away: 15, days_in_period: 30}, gives: {leave_pay: 0, paid: 800}, closing: {past_pay: 0}}
  - {opening: {past_pay: 30_000}, given: {earned: 8_000, past_periods: 6}, gives: {leave_pay: 0, paid: 8_000}, closing: {past_pay: 33_000}}
`, 12,
		},
		{
			"section 7's cap that pays later", "cap: {amount: 10_000, per: month, excess: banked}", `
  - {given: {bookings: 140_000}, gives: {bookings: 14_000, cap: -4_000, total: 10_000, paid: 10_000}, closing: {bank: 4_000}}
  - {opening: {bank: 4_000}, given: {bookings: 70_000}, gives: {cap: 0, bank: 3_000, paid: 10_000}, closing: {bank: 1_000}}
  - {opening: {bank: 1_000}, given: {bookings: 50_000}, gives: {bank: 1_000, paid: 6_000}, closing: {bank: 0}}
`, 12,
		},
		{
			"guarantee", "guarantee: {pays: greater_of, amounts: [2_000, 1_000], per: month, counted_from: joined}", `
  - {given: {bookings: 14_000, month: 1}, gives: {bookings: 1_400, guarantee: 600, total: 2_000, paid: 2_000}}
  - {given: {bookings: 14_000, month: 2}, gives: {guarantee: 0, total: 1_400}}
`, 6,
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			text := commissionPlan("monthly", "    rate: 10%\nsteps:\n  "+c.steps+"\nexamples:"+c.examples)
			p := compilePlan(t, text, "  left_over_cent: lowest_participant\n", "  left_over_cent: lowest_participant\n  negative_pay: carried\n  draw_at_year_end: carry\n  leave_is: {kinds: [parental]}\n")
			results := p.RunExamples()
			if len(results) != c.results {
				t.Errorf("%d results", len(results))
			}
			for _, r := range results {
				if !r.OK {
					t.Errorf("%s: %s: pays %s%s, not %s", r.At, r.Component, r.Got, r.Note, r.Want)
				}
			}
		})
	}
}

// plan show reads settlement back after the steps that earn.
func TestSettlementIsDescribed(t *testing.T) {
	t.Parallel()
	p := compilePlan(t, commissionPlan("monthly", `    rate: 10%
steps:
  negative_pay: carried
  draw: {kind: top_up, amount: 2_000, per: month, recoverable: yes, recovery_share: 50%, most_owed: 6_000, negative_earnings: topped_up, at_year_end: forgive, on_leaving: netted}
  holdback: {released_by: parts, parts: [{at: sale, share: 70%}, {after: 90 days, share: 30%}]}
  cap: {amount: 60_000, per: month, excess: lost}
`))
	var titles []string
	for _, s := range p.Describe("p").Steps {
		titles = append(titles, s.Title)
		if len(s.Sentences) == 0 {
			t.Errorf("%s says nothing", s.Title)
		}
	}
	if got := strings.Join(titles, ", "); got != "Cap, Holdback, Draw, Pay below nothing" {
		t.Errorf("says %s", got)
	}
}

// A plan with everything settlement does comes out as worked by hand.
func TestSettlementPlan(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("testdata/settlement.plan.yaml")
	if err != nil {
		t.Fatal(err)
	}
	results := compilePlan(t, string(text)).RunExamples()
	if len(results) != 21 {
		t.Errorf("%d results", len(results))
	}
	for _, r := range results {
		if !r.OK {
			t.Errorf("%s: %s: pays %s%s, not %s", r.At, r.Component, r.Got, r.Note, r.Want)
		}
	}
}
