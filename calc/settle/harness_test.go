package settle

import (
	"strings"
	"testing"

	"attain/config"
)

// context is that of a monthly plan with a commission called base and a bonus.
func context(ps *config.Problems) *Context {
	return &Context{
		Problems: ps, Components: []string{"base", "bonus"}, PaysPer: config.Month,
		Conventions: config.Conventions{Halves: config.AwayFromZero, ClawbackRate: "original_rate", NegativePay: carried, DrawAtYearEnd: "carry", Prorates: []string{"draw"}},
	}
}

// compile reads the settlement steps of a plan.
func compile(tb testing.TB, text string) *Steps {
	tb.Helper()
	var ps config.Problems
	var n *config.Node
	if text != "" {
		n = config.ParseYAML("p.yaml", []byte(text), &ps)
	}
	s := context(&ps).Compile(n)
	if err := ps.Err(); err != nil {
		tb.Fatal(err)
	}
	return s
}

// usd gives whole or decimal dollars in cents.
func usd(tb testing.TB, text string) int64 {
	tb.Helper()
	r, err := config.ParseRatio(strings.ReplaceAll(text, ",", ""))
	if err != nil {
		tb.Fatal(err)
	}
	n, _ := config.MinorOf(r, "USD").Round(config.AwayFromZero)
	return n
}

func day(tb testing.TB, text string) config.Day {
	tb.Helper()
	d, err := config.ParseDay(text)
	if err != nil {
		tb.Fatal(err)
	}
	return d
}

// month is a pay period: "2025-03".
func month(tb testing.TB, label string) *Period {
	tb.Helper()
	first := day(tb, label+"-01")
	end := first.AddMonths(1)
	return &Period{
		Line:   config.Line{Run: "run-1", Participant: "E1", Plan: "p", PayPeriod: label, Currency: "USD"},
		Window: config.Interval{First: first, End: end}, Next: config.Interval{First: end, End: end.AddMonths(1)}, Joined: day(tb, "2025-01-01"),
	}
}

// earning is a month in which base owes an amount.
func earning(tb testing.TB, label, amount string) *Period {
	tb.Helper()
	in := month(tb, label)
	in.Owed = []Stream{{"base", usd(tb, amount)}}
	return in
}

// settle settles and looks at what must be true of any settlement: lines sum to what is paid, formulas give their
// amounts, no balance is below nothing, and nothing is lost.
func settle(tb testing.TB, s *Steps, opening Balances, in *Period) Result {
	tb.Helper()
	r := s.Settle(opening, in)
	checkResult(tb, opening, in, r)
	return r
}

// failer is a testing.TB or a rapid.T.
type failer interface {
	Helper()
	Errorf(format string, args ...any)
	Fatalf(format string, args ...any)
}

func checkResult(tb failer, opening Balances, in *Period, r Result) {
	tb.Helper()
	var owed, lines, memo int64
	for _, o := range in.Owed {
		owed += o.Amount
	}
	keys := map[string]bool{}
	for _, l := range r.Lines {
		lines += l.AmountMinor
		if strings.HasPrefix(l.Part, "leave-pay") { // it is earned here, and nobody's debt
			memo -= l.AmountMinor
		}
		switch l.Part {
		case "draw-forgiven", "carried-forgiven":
			memo -= remarked(l)
		case "overpaid":
			memo += remarked(l)
		case "draw", "payment-floor":
			if strings.Contains(l.Label, "not to be paid back") {
				memo -= l.AmountMinor
			}
		}
		if l.Class != config.Settlement || l.Label == "" {
			tb.Errorf("line %+v is no line of settlement", l)
		}
		key := l.Component + "|" + l.Part + "|" + l.OriginPeriod + "|" + l.SourceKey
		if keys[key] {
			tb.Errorf("line %s is there twice", key)
		}
		keys[key] = true
		checkTerms(tb, l)
	}
	if owed+lines != r.Paid {
		tb.Errorf("%d owed and lines of %d pay %d", owed, lines, r.Paid)
	}
	for name, v := range named(&r.Closing) {
		if v < 0 {
			tb.Errorf("balance %s closes at %d", name, v)
		}
	}
	var excess int64 // the cap's own lines took it before settlement
	for _, c := range in.Capped {
		excess += c.Earned - min(c.Room, c.Earned)
	}
	grown := r.Closing.Owed() - opening.Owed() - memo
	kept := r.Closing.Kept() - opening.Kept() - excess
	if lines != grown-kept-claimed(opening, r) {
		tb.Errorf("lines of %d, but debts grew by %d, what is kept by %d, and %d was taken back", lines, grown, kept, claimed(opening, r))
	}
}

// claimed is what this period's cancellations take, now or later: a debt nothing was paid out for.
func claimed(opening Balances, r Result) int64 {
	var sum int64
	for _, l := range r.Lines {
		if strings.HasPrefix(l.Part, "clawback") {
			sum -= l.AmountMinor
		}
	}
	return sum + claims(&r.Closing) - claims(&opening)
}

func claims(b *Balances) int64 {
	var sum int64
	for i := range b.Claims {
		sum += b.Claims[i].Left
	}
	return sum
}

func remarked(l config.Line) int64 {
	n, _ := l.Basis.Round(config.AwayFromZero)
	return n
}

// named gives every balance by its name.
func named(b *Balances) map[string]int64 {
	out := map[string]int64{"overpaid": b.Overpaid, "draw": b.Draw, "advanced": b.Advanced, "carried": b.Carried}
	for component, v := range b.Bank {
		out["bank of "+component] = v
	}
	for _, d := range b.Held {
		out["held for "+d.Source] = d.Earned - d.Released
	}
	for _, c := range b.Claims {
		out["claim on "+c.Source] = c.Left
	}
	return out
}

// checkTerms evaluates a line's formula; a line without one must say it all with basis × rate.
func checkTerms(tb failer, l config.Line) {
	tb.Helper()
	if got, _ := l.Basis.Mul(l.Rate).Round(config.AwayFromZero); got != l.AmountMinor {
		tb.Errorf("%s: %s × %s is not %d", l.Part, l.Basis, l.Rate, l.AmountMinor)
	}
	known := map[string]config.Ratio{}
	for _, t := range l.Terms {
		known[t.Name] = t.Value
		if t.Formula == "" {
			continue
		}
		var ps config.Problems
		e := config.ParseExpr(t.Formula, config.Position{}, &ps)
		if e == nil {
			tb.Fatalf("%s: %v", t.Formula, ps.Err())
		}
		got := e.Eval(func(leaf *config.Expr) config.Value { return config.Value{Ratio: known[leaf.Name]} })
		if got.Ratio.Cmp(config.MajorOf(config.Whole(l.AmountMinor), l.Currency)) != 0 {
			tb.Errorf("%s: %s gives %s, the line %d", l.Part, t.Formula, got.Ratio, l.AmountMinor)
		}
	}
}

// part sums the lines of a part.
func (r *Result) part(names ...string) int64 {
	var sum int64
	for _, l := range r.Lines {
		for _, n := range names {
			if l.Part == n {
				sum += l.AmountMinor
			}
		}
	}
	return sum
}
