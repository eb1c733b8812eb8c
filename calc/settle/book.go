package settle

import (
	"fmt"
	"slices"

	"attain/config"
)

// book is the settlement of one period while it is done.
type book struct {
	in        *Period
	halves    config.Halves
	closing   Balances
	pay       []Stream // what is payable so far, by component
	protected int64    // what a running draw keeps from being taken for earlier negative pay
	lines     []config.Line
	held      []Hold
}

// line is a line before its amount is known.
type line struct {
	component, part, label, origin, source string
	at                                     config.Position
	terms                                  []config.Term
	minor                                  []int64 // the amounts of money terms, in minor units
}

// given adds an amount of money the line is computed from.
func (l *line) given(name, label string, minor int64) {
	l.terms = append(l.terms, config.Term{Name: name, Label: label, Unit: "money"})
	l.minor = append(l.minor, minor)
}

// share adds a share the line is computed from.
func (l *line) share(name, label string, value config.Ratio) {
	l.terms = append(l.terms, config.Term{Name: name, Label: label, Unit: "percent", Value: value})
	l.minor = append(l.minor, 0)
}

// count adds a number of things the line is computed from.
func (l *line) count(name, label string, n int64) {
	l.terms = append(l.terms, config.Term{Name: name, Label: label, Unit: "count", Value: config.Whole(n)})
	l.minor = append(l.minor, 0)
}

// write adds a line that changes what is paid; none where nothing changes. A formula over the terms gives the amount.
func (b *book) write(l line, amount int64, formula string) {
	if amount == 0 {
		return
	}
	out := b.head(l)
	out.AmountMinor, out.Basis, out.Rate = amount, config.Whole(amount), config.Whole(1)
	if amount < 0 {
		out.Basis, out.Rate = config.Whole(-amount), config.Whole(-1)
	}
	if formula != "" {
		out.Terms = b.terms(l, amount, formula)
	}
	b.add(l.component, amount)
	b.lines = append(b.lines, out)
}

// remark adds a line of 0 about a balance that changes without anything being paid; none where it does not.
func (b *book) remark(l line, amount int64) {
	if amount == 0 {
		return
	}
	out := b.head(l)
	out.Basis = config.Whole(amount)
	b.lines = append(b.lines, out)
}

func (b *book) head(l line) config.Line {
	out := b.in.Line
	out.Class, out.Component, out.Part, out.Label, out.SourceKey = config.Settlement, l.component, b.part(l), l.label, l.source
	out.OriginPeriod, out.BasisUnit, out.ConfigRef = l.origin, "money", l.at.String()
	if out.OriginPeriod == "" {
		out.OriginPeriod = out.PayPeriod
	}
	return out
}

// part tells apart two lines of one deal that would have the same key.
func (b *book) part(l line) string {
	part := l.part
	for n := 2; slices.ContainsFunc(b.lines, func(o config.Line) bool {
		return o.Component == l.component && o.SourceKey == l.source && o.Part == part
	}); n++ {
		part = fmt.Sprintf("%s-%d", l.part, n)
	}
	return part
}

func (b *book) terms(l line, amount int64, formula string) []config.Term {
	currency := b.in.Line.Currency
	for i := range l.terms {
		if l.terms[i].Unit == "money" {
			l.terms[i].Value = config.MajorOf(config.Whole(l.minor[i]), currency)
		}
	}
	return append(l.terms, config.Term{
		Name: "amount", Label: "Amount", Unit: "money", Value: config.MajorOf(config.Whole(amount), currency), Formula: formula, At: l.at.String(),
	})
}

// rounded is the text of a formula that rounds a share of something, corrected by a unit where halves go to the even
// one: round( , ) in formulas sends them away from zero.
func (b *book) rounded(formula string, exact config.Ratio) string {
	digits := config.MinorDigits(b.in.Line.Currency)
	away, _ := exact.Round(config.AwayFromZero)
	off := b.round(exact) - away
	text := fmt.Sprintf("round(%s, %d)", formula, digits)
	unit := config.MajorOf(config.Whole(1), b.in.Line.Currency).Decimal(digits)
	switch {
	case off < 0:
		return "(" + text + " - " + unit + ")"
	case off > 0:
		return "(" + text + " + " + unit + ")"
	}
	return text
}

func (b *book) round(exact config.Ratio) int64 {
	n, _ := exact.Round(b.halves)
	return n
}

// add changes what a component pays.
func (b *book) add(component string, amount int64) {
	for i := range b.pay {
		if b.pay[i].Component == component {
			b.pay[i].Amount += amount
			return
		}
	}
	b.pay = append(b.pay, Stream{component, amount})
}

// total is what is payable so far.
func (b *book) total() int64 { return b.of(nil) }

// of is what some components pay so far; all where none is named.
func (b *book) of(components []string) int64 {
	var sum int64
	for _, s := range b.pay {
		if len(components) == 0 || slices.Contains(components, s.Component) {
			sum += s.Amount
		}
	}
	return sum
}

// minor gives an amount a plan writes in its own currency in minor units of the line's.
func (b *book) minor(major config.Ratio) int64 {
	if !b.in.Rate.IsZero() {
		major = major.Mul(b.in.Rate)
	}
	return b.round(config.MinorOf(major, b.in.Line.Currency))
}

// said writes an amount as people read it.
func (b *book) said(minor int64) string {
	return config.FormatMinor(minor, b.in.Line.Currency) + " " + b.in.Line.Currency
}
