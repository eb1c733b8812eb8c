package calc

import (
	"fmt"
	"strings"
	"testing"

	"attain/calc/settle"
	"attain/config"
)

// semantics.md section 7, refundable: a cap of 10,000 a month on 14,000 / 7,000 / 5,000 pays 10,000 / 10,000 / 6,000 and
// keeps 4,000 / 1,000 / 0. The runs earn what is below the cap; what they tell of it, settled month by month, pays the
// rest. The same for a component's own cap, and in a quarter's run.
func TestBankedCap(t *testing.T) {
	t.Parallel()
	for name, settings := range map[string]string{
		"":         "    rate: 10%\nsteps: {cap: {amount: 10_000, per: month, excess: banked}}\n",
		"bookings": "    rate: 10%\n    cap_amount: 10_000\n    cap_excess: banked\n",
	} {
		p := compilePlan(t, commissionPlan("monthly", settings))
		var b settle.Balances
		var got string
		for _, month := range []string{"2026-07", "2026-08", "2026-09"} {
			w := world{facts: monthly(t)}
			lines, summary := w.run(t, p, month, assigned(t, "E1", 0))
			if len(summary.BankedCaps) != 1 || summary.BankedCaps[0].Component != name || summary.BankedCaps[0].Period != month {
				t.Fatalf("%s tells of %+v", month, summary.BankedCaps)
			}
			cap := summary.BankedCaps[0]
			in := &settle.Period{
				Line: config.Line{Currency: "USD", PayPeriod: month}, Owed: []settle.Stream{{Component: "bookings", Amount: total(lines)}},
				Capped: []settle.Capped{{Component: cap.Component, In: cap.CapPeriod, Room: cap.RoomMinor, Earned: cap.EarnedMinor}},
			}
			r := p.Settlement("p").Settle(b, in)
			b = r.Closing
			got += fmt.Sprintf("%s (%s) ", config.FormatMinor(r.Paid, "USD"), config.FormatMinor(b.Bank[name], "USD"))
		}
		if got != "10,000.00 (4,000.00) 10,000.00 (1,000.00) 6,000.00 (0.00) " {
			t.Errorf("%q pays and keeps %s", name, got)
		}
		w := world{facts: monthly(t)}
		if _, summary := w.run(t, p, "2026-Q3", assigned(t, "E1", 0)); len(summary.BankedCaps) != 3 {
			t.Errorf("a quarter's run tells of %+v", summary.BankedCaps)
		}
	}
}

// A cap of 25,000 a quarter has 4,000 left in September, whether or not August's run has said so.
func TestRoomOfABankedCap(t *testing.T) {
	t.Parallel()
	p := compilePlan(t, commissionPlan("monthly", "    rate: 10%\nsteps: {cap: {amount: 25_000, per: quarter, excess: banked}}\n"))
	w := world{facts: monthly(t)}
	_, summary := w.run(t, p, "2026-09", assigned(t, "E1", 0))
	if c := summary.BankedCaps; len(c) != 1 || c[0].RoomMinor != 4_000_00 || c[0].EarnedMinor != 5_000_00 {
		t.Errorf("tells of %+v", c)
	}
}

// A month that is held pays nothing of the bank, by whatever it is held: what it earns may take up the room. 14,000 in July
// keep 4,000; August has a deal in a currency without a rate, or a gate without a quota, and keeps them.
func TestBankWhileHeld(t *testing.T) {
	t.Parallel()
	for name, settings := range map[string]string{
		"a rate": "    rate: 10%\n    cap_amount: 10_000\n    cap_excess: banked\n",
		"a gate": "    rate: 10%\n    cap_amount: 10_000\n    cap_excess: banked\n    gate: {kpi: quota_attainment, at_least: 50%, otherwise: 0%}\n",
		"a multiplier after the cap": "    rate: 10%\n    cap_amount: 10_000\n    cap_excess: banked\n" +
			"    multiplier: {kpi: quota_attainment, at: [{at: 50%, times: 1}], between: steps, applies: after_cap}\n",
		"the plan's cap": "    rate: 10%\nsteps: {cap: {amount: 10_000, per: month, excess: banked}}\n",
	} {
		w := world{facts: []testFact{booked(t, "2026-08-10", 50_000)}}
		if strings.HasPrefix(name, "a rate") || strings.HasPrefix(name, "the plan") {
			w.facts = append(w.facts, deal(t, "2026-08-11", "CHF", 1))
		}
		p := compilePlan(t, commissionPlan("monthly", settings))
		_, summary := w.run(t, p, "2026-08", assigned(t, "E1", 0))
		if c := summary.BankedCaps; len(c) != 1 || c[0].RoomMinor != 0 || c[0].EarnedMinor != 0 || summary.Results[0].Outcome != Held {
			t.Fatalf("%s: %+v, %+v", name, c, summary.Results[0])
		}
		cap := summary.BankedCaps[0]
		in := &settle.Period{
			Line: config.Line{Currency: "USD", PayPeriod: "2026-08"}, Capped: []settle.Capped{{Component: cap.Component, In: cap.CapPeriod, Room: cap.RoomMinor, Earned: cap.EarnedMinor}},
		}
		r := p.Settlement("p").Settle(settle.Balances{Bank: map[string]int64{cap.Component: 4_000_00}}, in)
		if r.Paid != 0 || r.Closing.Bank[cap.Component] != 4_000_00 {
			t.Errorf("%s: pays %d and keeps %d", name, r.Paid, r.Closing.Bank[cap.Component])
		}
	}
}

// Held in July's second role, 9,000 earned in the first: there is no room beside them.
func TestBankWhilePartIsHeld(t *testing.T) {
	t.Parallel()
	before, after := assigned(t, "E1", 0), assigned(t, "E1", 0)
	before.End, after.First, after.Role = day(t, "2026-07-16"), day(t, "2026-07-16"), "SAE"
	w := world{facts: []testFact{booked(t, "2026-07-10", 90_000), deal(t, "2026-07-20", "CHF", 1)}}
	p := compilePlan(t, commissionPlan("monthly", "    rate: 10%\n    cap_amount: 10_000\n    cap_excess: banked\n"))
	_, summary := w.run(t, p, "2026-07", before, after)
	if c := summary.BankedCaps; len(c) != 1 || c[0].RoomMinor != 9_000_00 || c[0].EarnedMinor != 9_000_00 {
		t.Errorf("got %+v", c)
	}
}
