package settle

import (
	"fmt"
	"testing"

	"attain/config"

	"pgregory.net/rapid"
)

// amounts are drawn small, so that ties, zeros and half cents come up, and sometimes large.
func amount(t *rapid.T, name string, least int64) int64 {
	return rapid.OneOf(rapid.Int64Range(max(least, -30), 30), rapid.Int64Range(least, 1_000_000_00)).Draw(t, name)
}

func share(t *rapid.T, name string) config.Ratio {
	return config.NewRatio(rapid.Int64Range(0, 100).Draw(t, name), 100)
}

// anyDraw is any draw a plan may have.
func anyDraw(t *rapid.T) *Draw {
	d := &Draw{
		kind: rapid.SampledFrom([]string{kindTopUp, kindAdvance, kindOnRequest}).Draw(t, "kind"), amount: config.NewRatio(rapid.Int64Range(1, 300_000).Draw(t, "amount"), 100),
		recoverable: rapid.SampledFrom([]string{"yes", "no", "until_the_end"}).Draw(t, "recoverable"), share: share(t, "share"),
		negative: rapid.SampledFrom([]string{"topped_up", carried}).Draw(t, "negative"), yearEnd: rapid.SampledFrom([]string{"carry", "forgive", "reset"}).Draw(t, "year end"),
		onLeaving: rapid.SampledFrom([]string{"netted", "forgiven"}).Draw(t, "on leaving"), onLeavingAtMost: share(t, "on leaving at most"),
	}
	if rapid.Bool().Draw(t, "has a most") {
		most := config.NewRatio(rapid.Int64Range(1, 500_000).Draw(t, "most"), 100)
		d.mostOwed = &most
	}
	if rapid.Bool().Draw(t, "only base") {
		d.components = []string{"base"}
	}
	d.months = rapid.IntRange(0, 8).Draw(t, "months")
	return d
}

func anySteps(t *rapid.T) *Steps {
	s := &Steps{
		Halves: rapid.SampledFrom([]config.Halves{config.AwayFromZero, config.ToEven}).Draw(t, "halves"), NegativePay: rapid.SampledFrom([]string{carried, paidBelow}).Draw(t, "negative pay"),
	}
	if rapid.Bool().Draw(t, "draws") {
		s.Draw = anyDraw(t)
	}
	if rapid.Bool().Draw(t, "recovers") {
		s.Recovery = &Recovery{share: share(t, "recovery"), onLeaving: share(t, "recovery on leaving")}
	}
	if rapid.Bool().Draw(t, "claws back") {
		s.Clawback = &Clawback{
			on: []string{"cancelled"}, schedule: "full", rate: "original_rate", instalments: rapid.IntRange(1, 4).Draw(t, "instalments"),
			stretches: []stretch{{span{90, "days"}, share(t, "stretch")}},
		}
	}
	if rapid.Bool().Draw(t, "holds back") {
		s.Holdback = &Holdback{by: byCash, nothingBilled: rapid.SampledFrom([]string{"held", "released"}).Draw(t, "nothing billed")}
	}
	if rapid.Bool().Draw(t, "pays leave") {
		s.LeavePay = &LeavePay{share: share(t, "leave"), periods: rapid.IntRange(1, 6).Draw(t, "periods"), counted: rapid.Bool().Draw(t, "counted")}
	}
	if rapid.Bool().Draw(t, "has a payment floor") {
		s.PaymentFloor = &PaymentFloor{amount: config.NewRatio(rapid.Int64Range(0, 1_000_00).Draw(t, "payment floor"), 100), recoverable: true}
	}
	return s
}

// anyMonth is any pay period of 2025.
func anyMonth(t *rapid.T, tb testing.TB, i int) *Period {
	in := month(tb, fmt.Sprintf("2025-%02d", i))
	in.YearEnds = i == 12
	in.Left = i > 3 && rapid.IntRange(0, 9).Draw(t, "left") == 0
	deal := amount(t, "deal", -1_000_00)
	in.Owed = []Stream{{"base", amount(t, "base", -500_000_00) + deal}, {"bonus", amount(t, "bonus", -1_000_00)}}
	in.Overpaid, in.Requested = amount(t, "overpaid", 0), amount(t, "requested", 0)
	in.Progress = []Progress{{Deal: Deal{Component: "base", Source: fmt.Sprint("D", rapid.IntRange(1, 3).Draw(t, "which")), Earned: deal}, Received: amount(t, "received", 0), Billed: amount(t, "billed", 0)}}
	if rapid.Bool().Draw(t, "capped") {
		room := amount(t, "room", 0)
		capped := Capped{Component: "bonus", Room: room, Earned: in.Owed[1].Amount}
		in.Owed[1].Amount = min(room, capped.Earned)
		in.Capped = []Capped{capped}
	}
	if rapid.IntRange(0, 3).Draw(t, "away") == 0 {
		in.Away = Away{Days: rapid.Int64Range(0, 31).Draw(t, "days away"), Of: 31}
	}
	paid := amount(t, "paid on a deal", 0)
	in.Cancelled = []Cancellation{{
		Component: "base", Source: fmt.Sprint("X", i), Origin: "2025-01", Event: "cancelled", From: in.Window.First, On: in.Window.First + config.Day(rapid.IntRange(0, 100).Draw(t, "days")),
		Lost: share(t, "lost"), Paid: []Paid{{"commission", "deal", paid}}, Taken: rapid.Int64Range(0, paid).Draw(t, "taken"),
	}}
	return in
}

// Whatever the plan, over a year: lines sum to what is paid, formulas give their amounts, no balance is below nothing,
// and what is paid is what is owed plus what debts grew by, less what is kept. checkResult looks at all of it.
func TestNothingIsLost(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		s := anySteps(rt)
		var b Balances
		for i := 1; i <= 12; i++ {
			in := anyMonth(rt, t, i)
			begun := s.Begin(b, in)
			if begun.Paid != begun.Closing.Owed()-b.Owed() {
				rt.Fatalf("a draw of %d is paid in advance and %d is owed for it", begun.Paid, begun.Closing.Owed()-b.Owed())
			}
			r := s.Settle(begun.Closing, in)
			checkResult(rt, begun.Closing, in, r)
			b = r.Closing
		}
	})
}

// The sum of what is released is the earning, whatever comes in and in how many parts.
func TestReleasesSumToTheEarning(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		earned, billed := amount(t, "earned", -1_000_00), rapid.Int64Range(1, 1_000_00).Draw(t, "billed")
		halves := rapid.SampledFrom([]config.Halves{config.AwayFromZero, config.ToEven}).Draw(t, "halves")
		var received, released int64
		for received < billed {
			received += rapid.Int64Range(1, billed).Draw(t, "received")
			next := releasedTo(earned, released, config.NewRatio(received, billed), halves)
			if earned >= 0 && (next < released || next > earned) {
				t.Fatalf("released goes from %d to %d of %d", released, next, earned)
			}
			released = next
		}
		if released != earned {
			t.Fatalf("all is paid, and %d of %d is released", released, earned)
		}
	})
}

// However often a deal is cancelled in part, never more is taken than was paid.
func TestClawbacksNeverExceedWhatWasPaid(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		c := &Clawback{on: []string{"cancelled"}, schedule: rapid.SampledFrom([]string{"full", "remaining_months", "remaining_days"}).Draw(t, "schedule"), rate: "original_rate", stretches: []stretch{{span{12, "months"}, share(t, "stretch")}}}
		x := Cancellation{Event: "cancelled", Paid: []Paid{{"commission", "deal", amount(t, "paid", 0)}, {"commission", "deal-cap", -amount(t, "cap", 0)}}}
		x.Term = config.Interval{First: 0, End: config.Day(rapid.IntRange(0, 800).Draw(t, "term"))}
		paid := max(0, x.Paid[0].Amount+x.Paid[1].Amount)
		for range rapid.IntRange(1, 5).Draw(t, "times") {
			x.On, x.Lost = config.Day(rapid.IntRange(-10, 400).Draw(t, "on")), share(t, "lost")
			taken := c.take(&x, config.AwayFromZero)
			if taken < 0 || x.Taken+taken > paid {
				t.Fatalf("%d taken and %d before of %d", taken, x.Taken, paid)
			}
			x.Taken += taken
		}
	})
}

// A draw's own sum, for every kind: what is paid is what is earned plus what more is owed; and a running top-up never
// pays less than the draw unless no more may be owed.
func TestDrawsAddUp(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		d := anyDraw(rt)
		d.recoverable, d.yearEnd, d.negative, d.components = "yes", "carry", "topped_up", nil
		s := &Steps{Draw: d, NegativePay: paidBelow, Halves: config.AwayFromZero}
		var b Balances
		var paid, earned int64
		for i := 1; i <= 12; i++ {
			in := month(t, fmt.Sprintf("2025-%02d", i))
			in.Owed = []Stream{{"base", amount(rt, "earned", -500_000_00)}}
			in.Requested = amount(rt, "requested", 0)
			begun := s.Begin(b, in)
			r := s.Settle(begun.Closing, in)
			paid, earned, b = paid+begun.Paid+r.Paid, earned+in.Owed[0].Amount, r.Closing
			if paid-earned != b.Draw+b.Carried {
				rt.Fatalf("%d is paid and %d earned, but %d owed", paid, earned, b.Draw+b.Carried)
			}
			draw, _ := config.MinorOf(d.amount, "USD").Round(config.AwayFromZero)
			if d.kind == kindTopUp && d.runs(in) && d.mostOwed == nil && r.Paid < draw {
				rt.Fatalf("pays %d, less than the draw of %d", r.Paid, draw)
			}
		}
	})
}

// However a year's windows earn and lose, never more than the cap is paid in it, and what is not paid is kept.
func TestBankKeepsToTheCap(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		limit := rapid.Int64Range(1, 1_000).Draw(t, "cap")
		var b Balances
		var used, paid, earned int64
		for range rapid.IntRange(1, 12).Draw(t, "windows") {
			c := Capped{In: "2025", Room: max(limit-used, 0), Earned: rapid.Int64Range(-500, 1_500).Draw(t, "earned")}
			book := &book{in: &Period{Capped: []Capped{c}}, closing: b.copied()}
			bankStep(nil, book)
			b = book.closing
			used, earned = used+min(c.Room, c.Earned), earned+c.Earned
			if paid = earned - b.Bank[""]; paid > limit {
				t.Fatalf("%d are paid of a cap of %d", paid, limit)
			}
			if b.Bank[""] < 0 || used+b.Released[""].Minor != paid {
				t.Fatalf("%d are kept, %d paid, of them %d after the cap and %d by the bank", b.Bank[""], paid, used, b.Released[""].Minor)
			}
		}
	})
}
