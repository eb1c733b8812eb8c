package settle

import (
	"fmt"
	"slices"

	"attain/config"
)

// Words of a plan's examples. An example opens with balances, gives what a pay period brings, and expects what the steps
// do and the balances it closes with:
//
//	- opening: {draw_balance: 500}
//	  given:   {earned: 2_375}
//	  gives:   {draw: 0, recovered: 375, paid: 2_000}
//	  closing: {draw_balance: 125}

// balanceWords are what examples call the balances.
var balanceWords = []struct {
	word string
	of   func(b *Balances) int64
	set  func(b *Balances, minor int64)
}{
	{"draw_balance", func(b *Balances) int64 { return b.Draw }, func(b *Balances, v int64) { b.Draw = v }},
	{"advanced", func(b *Balances) int64 { return b.Advanced }, func(b *Balances, v int64) { b.Advanced = v }},
	{"carried", func(b *Balances) int64 { return b.Carried }, func(b *Balances, v int64) { b.Carried = v }},
	{"overpaid", func(b *Balances) int64 { return b.Overpaid }, func(b *Balances, v int64) { b.Overpaid = v }},
	{"bank", func(b *Balances) int64 { return b.Bank[""] }, func(b *Balances, v int64) { b.Bank = map[string]int64{"": v} }},
	{"held", heldOf, setHeld},
	{"instalments", claimsOf, setClaims},
	{"past_pay", func(b *Balances) int64 { return sumOf(b.Past) }, func(b *Balances, v int64) { b.Past = []PastPay{{Paid: v}} }},
}

func heldOf(b *Balances) (sum int64) {
	for i := range b.Held {
		sum += b.Held[i].Earned - b.Held[i].Released
	}
	return sum
}

// setHeld opens with one deal of which nothing is released, the one given: is about.
func setHeld(b *Balances, v int64) { b.Held = []Deal{{Source: exampleDeal, Earned: v}} }

func claimsOf(b *Balances) (sum int64) {
	for i := range b.Claims {
		sum += b.Claims[i].Left
	}
	return sum
}

func setClaims(b *Balances, v int64) {
	b.Claims = []Claim{{Source: exampleDeal, Left: v, Instalments: 1}}
}

const exampleDeal = "example"

// givesWords are what examples call the lines of settlement: the parts they sum, with the sign they are read with.
var givesWords = []struct {
	word  string
	parts []string
	sign  int64
}{
	{"bank", []string{"bank"}, 1},
	{"held", []string{"held"}, -1},
	{"released", []string{"released"}, 1},
	{"clawback", []string{"clawback", "clawback-returned"}, 1},
	{"leave_pay", []string{"leave-pay"}, 1},
	{"recovery", []string{"recovery"}, -1},
	{"draw", []string{"draw"}, 1},
	{"recovered", []string{"draw-earned-back"}, -1},
	{"carried", []string{"carried", "carried-earlier"}, 1},
	{"payment_floor", []string{"payment-floor"}, 1},
}

// Given are the words an example may give a plan's settlement.
func (s *Steps) Given() []config.ExampleWord {
	var out []config.ExampleWord
	if s.Holdback != nil {
		out = append(out,
			config.ExampleWord{Name: "received", What: "Received from the customer", Unit: "money"},
			config.ExampleWord{Name: "billed", What: "Billed to the customer", Unit: "money"},
			config.ExampleWord{Name: "credit_notes", What: "Credit notes to the customer", Unit: "money"},
			config.ExampleWord{Name: "days_since_sale", What: "Days since the sale", Unit: "count"},
			config.ExampleWord{Name: "released", What: "Released by hand", Unit: "percent"})
	}
	if s.Clawback != nil {
		out = append(out,
			config.ExampleWord{Name: "paid_on_deal", What: "Paid on the deal", Unit: "money"},
			config.ExampleWord{Name: "days_until_cancelled", What: "Days until it was cancelled", Unit: "count"},
			config.ExampleWord{Name: "lost", What: "Lost of the deal", Unit: "percent"},
			config.ExampleWord{Name: "taken_before", What: "Taken back before", Unit: "money"},
			config.ExampleWord{Name: "term_days", What: "Days of the contract's term", Unit: "count"})
	}
	if s.LeavePay != nil {
		out = append(out,
			config.ExampleWord{Name: "days_away", What: "Days of leave", Unit: "count"},
			config.ExampleWord{Name: "days_in_period", What: "Days of the pay period", Unit: "count"},
			config.ExampleWord{Name: "past_periods", What: "Pay periods that past_pay is of", Unit: "count"})
	}
	if s.Recovery != nil {
		out = append(out, config.ExampleWord{Name: "found_overpaid", What: "Found to be overpaid", Unit: "money"})
	}
	if s.Draw != nil && s.Draw.kind == kindOnRequest {
		out = append(out, config.ExampleWord{Name: "requested", What: "Draw asked for", Unit: "money"})
	}
	return append(out, config.ExampleWord{Name: "earned", What: "Earned", Unit: "money"})
}

// Example puts into a period what an example gives, and settles it. value gives a word's number, false where it is not
// given; opening are balances in major units. What in owes already is what the components come to; earned: replaces it.
func (s *Steps) Example(in *Period, value func(word string) (config.Ratio, bool), opening map[string]config.Ratio) (gives, closing map[string]int64) {
	minor := func(word string) int64 {
		v, _ := value(word)
		n, _ := config.MinorOf(v, in.Line.Currency).Round(s.Halves)
		return n
	}
	if _, ok := value("earned"); ok {
		in.Owed = []Stream{{s.oneComponent(), minor("earned")}}
	}
	in.Overpaid, in.Requested = minor("found_overpaid"), minor("requested")
	s.exampleProgress(in, minor, value)
	s.exampleCancellation(in, minor, value)
	var b Balances
	for _, w := range balanceWords {
		if v, ok := opening[w.word]; ok {
			n, _ := config.MinorOf(v, in.Line.Currency).Round(s.Halves)
			w.set(&b, n)
		}
	}
	s.exampleLeave(in, &b, value)
	r := s.Settle(b, in)
	return r.words(), r.Closing.words()
}

// exampleLeave is so many days away, and past_pay divided over past_periods pay periods, one where nothing is said.
func (s *Steps) exampleLeave(in *Period, b *Balances, value func(string) (config.Ratio, bool)) {
	if s.LeavePay == nil {
		return
	}
	number := func(word string) int64 {
		v, _ := value(word)
		n, _, _ := v.Int64s()
		return n
	}
	in.Away = Away{Days: number("days_away"), Of: number("days_in_period")}
	n, sum := number("past_periods"), sumOf(b.Past)
	if n < 1 || len(b.Past) == 0 {
		return
	}
	b.Past = nil
	for i, paid := range divide(sum, slices.Repeat([]int64{1}, int(n))) {
		left := int(n) - i
		b.Past = append(b.Past, PastPay{Period: fmt.Sprintf("%d before", left), First: in.Window.First - config.Day(left), Paid: paid})
	}
}

// oneComponent is whose earnings an example's earned: are: of one the draw and the holdback look at.
func (s *Steps) oneComponent() string {
	switch {
	case s.Draw != nil && len(s.Draw.components) > 0:
		return s.Draw.components[0]
	case s.Holdback != nil && len(s.Holdback.components) > 0:
		return s.Holdback.components[0]
	}
	return ""
}

// exampleProgress makes one deal of everything that is owed, sold on the first day of the period.
func (s *Steps) exampleProgress(in *Period, minor func(string) int64, value func(string) (config.Ratio, bool)) {
	if s.Holdback == nil || len(in.Owed) == 0 {
		return
	}
	days, _ := value("days_since_sale")
	n, _, _ := days.Int64s()
	p := Progress{Received: minor("received"), Billed: minor("billed"), CreditNotes: minor("credit_notes"), Sold: in.Window.End - 1 - config.Day(n)}
	p.ByHand, _ = value("released")
	p.Source = exampleDeal
	for _, o := range in.Owed {
		p.Earned += o.Amount
	}
	in.Progress = []Progress{p}
}

// exampleCancellation cancels one deal that was paid paid_on_deal, so many days after the window began to count.
func (s *Steps) exampleCancellation(in *Period, minor func(string) int64, value func(string) (config.Ratio, bool)) {
	if _, ok := value("paid_on_deal"); !ok || s.Clawback == nil {
		return
	}
	days := func(word string) config.Day {
		v, _ := value(word)
		n, _, _ := v.Int64s()
		return config.Day(n)
	}
	x := Cancellation{
		Source: exampleDeal, Label: "the deal", Event: s.Clawback.on[0], On: in.Window.End - 1, Taken: minor("taken_before"), Lost: config.Whole(1),
		Paid: []Paid{{"commission", "deal", minor("paid_on_deal")}},
	}
	x.From = x.On - days("days_until_cancelled")
	x.Term = config.Interval{First: x.From, End: x.From + days("term_days")}
	if lost, ok := value("lost"); ok {
		x.Lost = lost
	}
	in.Cancelled = []Cancellation{x}
}

func (r *Result) words() map[string]int64 {
	out := map[string]int64{"paid": r.Paid}
	for _, w := range givesWords {
		for _, l := range r.Lines {
			for _, part := range w.parts {
				if l.Part == part {
					out[w.word] += w.sign * l.AmountMinor
				}
			}
		}
	}
	return out
}

func (b *Balances) words() map[string]int64 {
	out := map[string]int64{}
	for _, w := range balanceWords {
		out[w.word] = w.of(b)
	}
	return out
}
