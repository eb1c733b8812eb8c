package settle

import (
	"testing"

	"attain/config"
)

const plainClawback = "clawback: {on: [cancelled], within: 90 days, counted_from: closed, schedule: full, at: original_rate, spifs: follow, overrides: stay}"

// semantics.md section 10, page by page. What was paid is on one line of a commission unless said.
func TestClawback(t *testing.T) {
	t.Parallel()
	stepped := "clawback: {on: [cancelled], counted_from: closed, schedule: [{within: 12 months, share: 100%}, {within: 18 months, share: 50%}], at: original_rate, spifs: stay, overrides: stay}"
	months := "clawback: {on: [cancelled], within: 12 months, counted_from: start, schedule: remaining_months, at: original_rate, spifs: stay, overrides: stay}"
	days := "clawback: {on: [cancelled], within: 12 months, counted_from: start, schedule: remaining_days, at: original_rate, spifs: stay, overrides: stay}"
	half := config.NewRatio(1, 2)
	for _, c := range []struct {
		name, yaml, from, on string
		lost                 config.Ratio
		paid                 []Paid
		taken, want          string
	}{
		{name: "Core8: early exit, half of the deal is lost", yaml: plainClawback, on: "2025-02-01", lost: half, paid: []Paid{{"commission", "deal", 10_000_00}}, want: "-5000"},
		{name: "stepped: in the first twelve months all", yaml: stepped, on: "2026-01-15", paid: []Paid{{"commission", "deal", 1_000_00}}, want: "-1000"},
		{name: "stepped: to eighteen months half", yaml: stepped, on: "2026-01-16", paid: []Paid{{"commission", "deal", 1_000_00}}, want: "-500"},
		{name: "stepped: the last day of eighteen months", yaml: stepped, on: "2026-07-15", paid: []Paid{{"commission", "deal", 1_000_00}}, want: "-500"},
		{name: "stepped: then nothing", yaml: stepped, on: "2026-07-16", paid: []Paid{{"commission", "deal", 1_000_00}}, want: "0"},
		{name: "pro-rata: twelve months cancelled after six", yaml: months, from: "2025-01-01", on: "2025-07-01", paid: []Paid{{"commission", "deal", 1_200_00}}, want: "-600"},
		{name: "pro-rata in days: 184 of 365 are left", yaml: days, from: "2025-01-01", on: "2025-07-01", paid: []Paid{{"commission", "deal", 1_200_00}}, want: "-604.93"},
		{name: "90 days are within 90 days", yaml: plainClawback, on: "2025-04-15", paid: []Paid{{"commission", "deal", 500_00}}, want: "-500"},
		{name: "91 days are not", yaml: plainClawback, on: "2025-04-16", paid: []Paid{{"commission", "deal", 500_00}}, want: "0"},
		{name: "Xactly: a minimum does not count", yaml: plainClawback, on: "2025-02-01", paid: []Paid{{"commission", "deal", 5_00}, {"commission", "deal-minimum", 5_00}}, want: "-5"},
		{name: "a capped deal: what was paid", yaml: plainClawback, on: "2025-02-01", paid: []Paid{{"commission", "deal", 5_000_00}, {"commission", "deal-cap", -2_000_00}}, want: "-3000"},
		{name: "several on one deal: never above what was paid", yaml: plainClawback, on: "2025-02-01", lost: half, taken: "800", paid: []Paid{{"commission", "deal", 1_000_00}}, want: "-200"},
		{name: "SPIFs follow, overrides stay", yaml: plainClawback, on: "2025-02-01", paid: []Paid{{"commission", "deal", 1_100_00}, {"spif", "each", 200_00}, {"override", "deal", 300_00}}, want: "-1300"},
		{name: "none: the pay stays", yaml: "clawback: {on: [cancelled], within: 90 days, counted_from: closed, schedule: full, at: none, spifs: stay, overrides: stay}", on: "2025-02-01", paid: []Paid{{"commission", "deal", 500_00}}, want: "0"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			x := Cancellation{Component: "base", Source: "D1", Label: "Deal D1 cancelled", Origin: "2025-01", Event: "cancelled", Lost: c.lost, Paid: c.paid}
			x.From, x.On = day(t, "2025-01-15"), day(t, c.on)
			if c.from != "" {
				x.From = day(t, c.from)
			}
			x.Term = config.Interval{First: x.From, End: x.From.AddMonths(12)}
			if x.Lost.IsZero() {
				x.Lost = config.Whole(1)
			}
			if c.taken != "" {
				x.Taken = usd(t, c.taken)
			}
			in := month(t, "2026-08")
			in.Cancelled = []Cancellation{x}
			s := compile(t, c.yaml)
			s.NegativePay = paidBelow
			r := settle(t, s, Balances{}, in)
			if r.Paid != usd(t, c.want) {
				t.Errorf("takes %d, not %s", r.Paid, c.want)
			}
			for _, l := range r.Lines {
				if l.OriginPeriod != "2025-01" || l.PayPeriod != "2026-08" {
					t.Errorf("the line is of %s, paid in %s", l.OriginPeriod, l.PayPeriod)
				}
			}
		})
	}
}

// semantics.md section 10: the ladder of section 4 (4 % to 150,000, 6 % to 250,000, 8 % above), 200,000 to date, of
// which a deal of 20,000 earned 1,100. The ladder is worked here from its words.
func TestClawbackAtWhichRate(t *testing.T) {
	t.Parallel()
	ladder := func(v int64) int64 {
		return min(v, 150_000)*4 + max(0, min(v, 250_000)-150_000)*6 + max(0, v-250_000)*8
	} // cents
	for rate, want := range map[string]string{"original_rate": "-1100", "recompute": "-1200", "none": "0"} {
		s := compile(t, "negative_pay: paid\nclawback: {on: [cancelled], within: 90 days, counted_from: closed, schedule: full, spifs: stay, overrides: stay, at: "+rate+"}")
		in := month(t, "2025-03")
		in.Cancelled = []Cancellation{{
			Component: "base", Source: "D1", Event: "cancelled", From: day(t, "2025-01-15"), On: day(t, "2025-03-15"), Lost: config.Whole(1),
			Paid: []Paid{{"commission", "deal", ladder(165_000) - ladder(145_000)}}, Entitled: ladder(200_000), Without: ladder(180_000),
		}}
		if r := settle(t, s, Balances{}, in); r.Paid != usd(t, want) {
			t.Errorf("%s takes %d, not %s", rate, r.Paid, want)
		}
	}
}

// Three instalments of 100 sum to it; somebody who leaves pays the rest at once, and what is not there to take is
// carried, not deducted from salary (semantics.md section 10, edge cases).
func TestClawbackInInstalments(t *testing.T) {
	t.Parallel()
	s := compile(t, "negative_pay: paid\nclawback: {on: [cancelled], within: 90 days, counted_from: closed, schedule: full, at: original_rate, spifs: stay, overrides: stay, instalments: 3}")
	in := earning(t, "2025-03", "1000")
	in.Cancelled = []Cancellation{{
		Component: "base", Source: "D1", Label: "Deal D1", Event: "cancelled", From: day(t, "2025-01-15"), On: day(t, "2025-03-15"), Lost: config.Whole(1),
		Paid: []Paid{{"commission", "deal", 100_00}},
	}}
	first := settle(t, s, Balances{}, in)
	second := settle(t, s, first.Closing, earning(t, "2025-04", "1000"))
	third := settle(t, s, second.Closing, earning(t, "2025-05", "1000"))
	if first.Paid+second.Paid+third.Paid != usd(t, "2900") || len(third.Closing.Claims) != 0 || first.Paid != usd(t, "966.67") {
		t.Errorf("pays %d, %d, %d and leaves %v", first.Paid, second.Paid, third.Paid, third.Closing.Claims)
	}
	last := month(t, "2025-04")
	last.Left = true
	left := settle(t, s, first.Closing, last)
	if left.Paid != 0 || left.Closing.Carried != first.Closing.Claims[0].Left {
		t.Errorf("pays %d to somebody who left, and carries %d", left.Paid, left.Closing.Carried)
	}
}

// semantics.md section 10, "unpaid within N days": the unpaid share is reversed, and earned again when it is paid.
func TestUnpaidInvoice(t *testing.T) {
	t.Parallel()
	s := compile(t, "negative_pay: paid\nclawback: {on: [cancelled], within: 90 days, counted_from: closed, schedule: full, at: original_rate, spifs: stay, overrides: stay, unpaid: {after: 60 days, tolerance: 1%}}")
	look := func(on, open, taken string) int64 {
		in := month(t, "2025-06")
		in.Cancelled = []Cancellation{{
			Component: "base", Source: "D1", Label: "Deal D1", Event: "unpaid", From: day(t, "2025-01-31"), On: day(t, on), Open: usd(t, open), Billed: usd(t, "10000"),
			Taken: usd(t, taken), Paid: []Paid{{"commission", "deal", 1_000_00}},
		}}
		return settle(t, s, Balances{}, in).Paid
	}
	for _, c := range []struct{ on, open, taken, want string }{
		{"2025-04-01", "4000", "0", "0"}, // 60 days
		{"2025-04-02", "4000", "0", "-400"},
		{"2025-04-02", "100", "0", "0"}, // within the tolerance
		{"2025-05-31", "1000", "400", "300"},
		{"2025-05-31", "0", "100", "100"},
	} {
		if got := look(c.on, c.open, c.taken); got != usd(t, c.want) {
			t.Errorf("%s open on %s, %s taken before: %d, not %s", c.open, c.on, c.taken, got, c.want)
		}
	}
}

// The examples of the questions a clawback may not leave open are right.
func TestTheExamplesOfClawbacksAreRight(t *testing.T) {
	t.Parallel()
	take := func(schedule, spifs string, paid ...Paid) string {
		s := compile(t, "negative_pay: paid\nclawback: {on: [cancelled], within: 12 months, counted_from: start, at: original_rate, overrides: stay, schedule: "+schedule+", spifs: "+spifs+"}")
		in := month(t, "2025-07")
		year := config.Interval{First: day(t, "2025-01-01"), End: day(t, "2026-01-01")}
		in.Cancelled = []Cancellation{{Component: "base", Event: "cancelled", From: year.First, On: day(t, "2025-07-01"), Term: year, Lost: config.Whole(1), Paid: paid}}
		return config.FormatMinor(settle(t, s, Balances{}, in).Paid, "USD")
	}
	for _, c := range clawbackSchedule.Choices {
		if got := take(c.Value, "stay", Paid{"commission", "deal", 1_200_00}); got != c.Pays {
			t.Errorf("schedule: %s pays %s, not %s", c.Value, got, c.Pays)
		}
	}
	for _, c := range follows("spifs", "").Choices {
		if got := take("full", c.Value, Paid{"commission", "deal", 1_100_00}, Paid{"spif", "each", 200_00}); got != c.Pays {
			t.Errorf("spifs: %s pays %s, not %s", c.Value, got, c.Pays)
		}
	}
}
