package settle

import (
	"fmt"
	"testing"
	"time"

	"attain/config"
)

// drawMonth is one row of a draw's table in major units.
type drawMonth struct{ earned, topUp, back, paid, owed string }

// theMonths settles months from January 2025 in a row.
func theMonths(t *testing.T, s *Steps, months []drawMonth) {
	t.Helper()
	var b Balances
	for i, m := range months {
		label := fmt.Sprintf("2025-%02d", i+1)
		r := settle(t, s, b, earning(t, label, m.earned))
		b = r.Closing
		got := [4]int64{r.part("draw"), -r.part("draw-earned-back"), r.Paid, b.Draw}
		want := [4]int64{usd(t, m.topUp), usd(t, m.back), usd(t, m.paid), usd(t, m.owed)}
		if got != want {
			t.Errorf("%s, %s earned: top-up, earned back, paid, owed are %v instead of %v", label, m.earned, got, want)
		}
	}
}

const recoverable = `draw: {kind: top_up, amount: %s, per: month, recoverable: yes, recovery_share: %s, negative_earnings: topped_up, at_year_end: carry, on_leaving: netted%s}`

// semantics.md section 9, page by page.
func TestTopUpDraw(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, yaml string
		months     []drawMonth
	}{
		{"Siebel, six months", fmt.Sprintf(recoverable, "2_000", "100%", ""), []drawMonth{
			{"2750", "0", "0", "2750", "0"},
			{"3000", "0", "0", "3000", "0"},
			{"1500", "500", "0", "2000", "500"},
			{"2375", "0", "375", "2000", "125"},
			{"3000", "0", "125", "2875", "0"},
			{"2750", "0", "0", "2750", "0"},
		}},
		{"Siebel, another page: 800 + 1,200", fmt.Sprintf(recoverable, "2_000", "100%", ""), []drawMonth{{"800", "1200", "0", "2000", "1200"}}},
		{"Oracle, recovery from period 4 on, and continued", fmt.Sprintf(recoverable, "1_000", "100%", ", recovers_from: 2025-04-01"), []drawMonth{
			{"500", "500", "0", "1000", "500"},
			{"700", "300", "0", "1000", "800"},
			{"400", "600", "0", "1000", "1400"},
			{"1800", "0", "800", "1000", "600"},
			{"1300", "0", "300", "1000", "300"},
			{"900", "100", "0", "1000", "400"},
		}},
		{"older Oracle page", fmt.Sprintf(recoverable, "2_000", "100%", ""), []drawMonth{{"1500", "500", "0", "2000", "500"}, {"800", "1200", "0", "2000", "1700"}}},
		{"half of what is above the draw earns it back", fmt.Sprintf(recoverable, "3_000", "50%", ""), []drawMonth{
			{"1000", "2000", "0", "3000", "2000"},
			{"6000", "0", "1500", "4500", "500"},
			{"6000", "0", "500", "5500", "0"},
		}},
		{"not recoverable: nothing is ever owed", `draw: {kind: top_up, amount: 2_000, per: month, recoverable: no, negative_earnings: topped_up}`, []drawMonth{
			{"1500", "500", "0", "2000", "0"}, {"3000", "0", "0", "3000", "0"},
		}},
		{"no more than the most that may be owed", fmt.Sprintf(recoverable, "2_000", "100%", ", most_owed: 1_500"), []drawMonth{
			{"1000", "1000", "0", "2000", "1000"}, {"1000", "500", "0", "1500", "1500"}, {"2500", "0", "500", "2000", "1000"},
		}},
		{"after it has ended, a share of all that is earned comes back", fmt.Sprintf(recoverable, "2_000", "50%", ", last_day: 2025-01-31"), []drawMonth{
			{"1000", "1000", "0", "2000", "1000"}, {"1200", "0", "600", "600", "400"}, {"1200", "0", "400", "800", "0"},
		}},
		{"forgiven when it ends", `draw: {kind: top_up, amount: 2_000, per: month, recoverable: until_the_end, recovery_share: 100%, negative_earnings: topped_up, at_year_end: carry, on_leaving: netted, last_day: 2025-02-28}`, []drawMonth{
			{"1000", "1000", "0", "2000", "1000"}, {"2300", "0", "300", "2000", "0"}, {"1200", "0", "0", "1200", "0"},
		}},
		{"six months from joining on 1 January", fmt.Sprintf(recoverable, "1_000", "100%", ", months: 2"), []drawMonth{
			{"0", "1000", "0", "1000", "1000"}, {"0", "1000", "0", "1000", "2000"}, {"500", "0", "500", "0", "1500"},
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			theMonths(t, compile(t, c.yaml), c.months)
		})
	}
}

// semantics.md section 9, variant B: 4,000 drawn, 6,000 earned, 2,000 more at settlement. All cash together equals
// variant A over Siebel's months.
func TestAdvance(t *testing.T) {
	t.Parallel()
	advance := func(amount string) *Steps {
		return compile(t, "draw: {kind: advance, amount: "+amount+", per: month, recoverable: yes, recovery_share: 100%, negative_earnings: topped_up, at_year_end: carry, on_leaving: netted}")
	}
	s := advance("4_000")
	begun := s.Begin(Balances{}, month(t, "2025-01"))
	end := settle(t, s, begun.Closing, earning(t, "2025-01", "6000"))
	if begun.Paid != usd(t, "4000") || end.Paid != usd(t, "2000") {
		t.Errorf("pays %d when the period begins and %d when it ends", begun.Paid, end.Paid)
	}
	a, b := compile(t, fmt.Sprintf(recoverable, "2_000", "100%", "")), advance("2_000")
	var owedA, owedB Balances
	for i, earned := range []string{"2750", "3000", "1500", "2375", "3000", "2750"} {
		label := fmt.Sprintf("2025-%02d", i+1)
		ra := settle(t, a, owedA, earning(t, label, earned))
		begun := b.Begin(owedB, month(t, label))
		rb := settle(t, b, begun.Closing, earning(t, label, earned))
		owedA, owedB = ra.Closing, rb.Closing
		if ra.Paid != begun.Paid+rb.Paid || owedA.Draw != owedB.Draw {
			t.Errorf("%s: a top-up pays %d and leaves %d; an advance %d + %d and %d", label, ra.Paid, owedA.Draw, begun.Paid, rb.Paid, owedB.Draw)
		}
	}
}

// semantics.md section 9, variant C (QCommission).
func TestDrawOnRequest(t *testing.T) {
	t.Parallel()
	s := compile(t, `draw: {kind: on_request, amount: 1_000, per: month, recoverable: yes, recovery_share: 100%, negative_earnings: topped_up, at_year_end: carry, on_leaving: netted}`)
	in := earning(t, "2025-01", "1000")
	in.Requested = usd(t, "1000")
	first := settle(t, s, Balances{}, in)
	second := settle(t, s, first.Closing, earning(t, "2025-02", "3000"))
	if first.Paid != usd(t, "2000") || second.Paid != usd(t, "2000") || second.Closing.Draw != 0 {
		t.Errorf("pays %d, then %d, and %d is owed", first.Paid, second.Paid, second.Closing.Draw)
	}
	in.Requested = usd(t, "5000")
	if much := settle(t, s, Balances{}, in); much.Paid != usd(t, "2000") {
		t.Errorf("5,000 asked for of a draw of 1,000: pays %d", much.Paid)
	}
}

// semantics.md section 9, edge cases: −300 with D = 2,000.
func TestDrawOnNegativeEarnings(t *testing.T) {
	t.Parallel()
	for how, want := range map[string][3]string{"topped_up": {"2000", "2300", "0"}, "carried": {"2000", "2000", "300"}} {
		s := compile(t, "draw: {kind: top_up, amount: 2_000, per: month, recoverable: yes, recovery_share: 100%, at_year_end: carry, on_leaving: netted, negative_earnings: "+how+"}")
		r := settle(t, s, Balances{}, earning(t, "2025-01", "-300"))
		if got := [3]int64{r.Paid, r.Closing.Draw, r.Closing.Carried}; got != [3]int64{usd(t, want[0]), usd(t, want[1]), usd(t, want[2])} {
			t.Errorf("%s: paid, owed on the draw, carried are %v instead of %v", how, got, want)
		}
		next := settle(t, s, r.Closing, earning(t, "2025-02", "2100"))
		if next.Paid != usd(t, "2000") {
			t.Errorf("%s: nothing above the draw is left after earning it back, and %d is paid", how, next.Paid)
		}
	}
}

// Hired on 16 June: half of the month, half of the draw.
func TestDrawIsProrated(t *testing.T) {
	t.Parallel()
	in := earning(t, "2025-06", "300")
	in.Share = config.NewRatio(15, 30)
	for prorated, want := range map[bool][2]string{true: {"1000", "700"}, false: {"2000", "1700"}} {
		s := compile(t, fmt.Sprintf(recoverable, "2_000", "100%", ""))
		if !prorated {
			s.Draw.prorated = false // conventions: prorates: []
		}
		if r := settle(t, s, Balances{}, in); r.Paid != usd(t, want[0]) || r.Closing.Draw != usd(t, want[1]) {
			t.Errorf("prorated %v pays %d, owed %d", prorated, r.Paid, r.Closing.Draw)
		}
	}
}

// semantics.md section 9: a bonus is left out of funding and repayment.
func TestDrawLooksAtItsComponents(t *testing.T) {
	t.Parallel()
	s := compile(t, fmt.Sprintf(recoverable, "2_000", "100%", ", components: [base]"))
	in := month(t, "2025-01")
	in.Owed = []Stream{{"base", usd(t, "1500")}, {"bonus", usd(t, "900")}}
	r := settle(t, s, Balances{Draw: usd(t, "100")}, in)
	if r.Paid != usd(t, "2900") || r.Closing.Draw != usd(t, "600") {
		t.Errorf("pays %d, owed %d", r.Paid, r.Closing.Draw)
	}
}

// The example of the convention draw_at_year_end, month by month.
func TestDrawAtYearEnd(t *testing.T) {
	t.Parallel()
	for _, reading := range config.ConventionAs("draw_at_year_end", "at_year_end").Choices {
		s := compile(t, "draw: {kind: top_up, amount: 2_000, per: month, recoverable: yes, recovery_share: 100%, negative_earnings: carried, on_leaving: netted, at_year_end: "+reading.Value+"}")
		december := earning(t, "2025-12", "2000")
		december.YearEnds = true
		end := settle(t, s, Balances{Draw: usd(t, "1400"), Carried: usd(t, "300")}, december)
		january := settle(t, s, end.Closing, earning(t, "2026-01", "5000"))
		if january.Paid != usd(t, reading.Pays) {
			t.Errorf("%s pays %d instead of %s", reading.Value, january.Paid, reading.Pays)
		}
	}
}

// The example of on_leaving, and what the law may leave of the last pay.
func TestDrawOnLeaving(t *testing.T) {
	t.Parallel()
	for how, want := range map[string][2]string{
		"on_leaving: netted":                           {"0", "400"},
		"on_leaving: netted, on_leaving_at_most: 50%":  {"500", "900"},
		"on_leaving: forgiven":                         {"1000", "0"},
		"on_leaving: netted, on_leaving_at_most: 100%": {"0", "400"},
	} {
		s := compile(t, "draw: {kind: top_up, amount: 2_000, per: month, recoverable: yes, recovery_share: 50%, negative_earnings: topped_up, at_year_end: carry, "+how+"}")
		in := earning(t, "2025-05", "1000")
		in.Left = true
		r := settle(t, s, Balances{Draw: usd(t, "1400")}, in)
		if r.Paid != usd(t, want[0]) || r.Closing.Draw != usd(t, want[1]) {
			t.Errorf("%s: pays %d, owed %d", how, r.Paid, r.Closing.Draw)
		}
	}
}

// The examples of the questions a draw may not leave open are right.
func TestTheExamplesOfDrawsAreRight(t *testing.T) {
	t.Parallel()
	for _, c := range drawRecoverable.Choices {
		owed := ", recovery_share: 100%, at_year_end: carry, on_leaving: netted"
		if c.Value == "no" {
			owed = ""
		}
		s := compile(t, "draw: {kind: top_up, amount: 2_000, per: month, recoverable: "+c.Value+owed+", negative_earnings: carried, last_day: 2025-01-31}")
		first := settle(t, s, Balances{}, earning(t, "2025-01", "1500"))
		second := settle(t, s, first.Closing, earning(t, "2025-02", "3000"))
		if got := config.FormatMinor(first.Paid, "USD") + ", then " + config.FormatMinor(second.Paid, "USD"); got != c.Pays {
			t.Errorf("recoverable: %s pays %s, not %s", c.Value, got, c.Pays)
		}
	}
	for _, c := range drawShare.Choices {
		r := settle(t, compile(t, fmt.Sprintf(recoverable, "3_000", c.Value, "")), Balances{Draw: usd(t, "2000")}, earning(t, "2025-01", "6000"))
		if got := config.FormatMinor(r.Paid, "USD"); got != c.Pays {
			t.Errorf("recovery_share: %s pays %s, not %s", c.Value, got, c.Pays)
		}
	}
	for _, c := range drawKind.Choices {
		s := compile(t, "draw: {kind: "+c.Value+", amount: 4_000, per: month, recoverable: no, negative_earnings: topped_up}")
		in := earning(t, "2025-01", "6000")
		in.Requested = usd(t, "4000")
		r := settle(t, s, s.Begin(Balances{}, month(t, "2025-01")).Closing, in)
		if got := config.FormatMinor(r.Paid, "USD"); got != c.Pays {
			t.Errorf("kind: %s pays %s, not %s", c.Value, got, c.Pays)
		}
	}
}

// A year has months of many lengths; a draw of six months from 31 August is paid six times.
func TestMonthsOfADraw(t *testing.T) {
	t.Parallel()
	s := compile(t, fmt.Sprintf(recoverable, "1_000", "100%", ", months: 6"))
	paid := 0
	for m := time.September; m <= time.December; m++ {
		in := earning(t, fmt.Sprintf("2025-%02d", m), "0")
		in.Joined = day(t, "2025-08-31")
		if s.Draw.runs(in) {
			paid++
		}
	}
	for _, label := range []string{"2026-01", "2026-02", "2026-03"} {
		in := earning(t, label, "0")
		in.Joined = day(t, "2025-08-31")
		if s.Draw.runs(in) {
			paid++
		}
	}
	in := earning(t, "2025-08", "0")
	in.Joined = day(t, "2025-08-31")
	if s.Draw.runs(in) {
		paid++
	}
	if paid != 6 {
		t.Errorf("is paid %d times", paid)
	}
}
