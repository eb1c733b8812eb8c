package reports

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	"attain/config"
)

// ExplainData is what is explained: lines, and the facts behind them where they are known.
type ExplainData struct {
	Participant Person
	Period      config.Period
	Lines       []config.Line
	Behind      []Behind
	MaxRows     int // source rows shown for each number; 0 means 10
}

// Explain writes lines as an indented derivation: amount, the formula of every number with the place in the plan it
// comes from, and the source rows under the numbers that were summed from rows.
//
//	quota                                              6,125.00 USD   L-7Q2F   plans/ae-2026.yaml:14:5
//	  Amount = Target incentive × weight × share of target, rounded to 2 places
//	    Target incentive                  10,000.00 USD     extracts/assignments.xlsx:7
func Explain(w io.Writer, d ExplainData) error {
	out := bufio.NewWriter(w)
	fmt.Fprintln(out, joined("  ", d.Participant.ID, printable(d.Participant.Name), periodWords(d.Period)))
	behind := map[int32]Behind{}
	for _, b := range d.Behind {
		behind[b.Window] = b
	}
	limit := d.MaxRows
	if limit == 0 {
		limit = 10
	}
	shown := map[int32]bool{}
	previous := ""
	for _, l := range d.Lines {
		if head := l.Plan + " / " + l.Component; head != previous {
			fmt.Fprintf(out, "\n%s\n", head)
			previous = head
		}
		explainLine(out, l)
		for _, t := range l.Terms {
			explainTerm(out, l, t)
			if b, ok := behind[t.Window]; ok && t.Window != 0 {
				explainRows(out, b, limit, shown)
			}
		}
		if len(l.Terms) == 0 {
			explainProduct(out, l)
		}
	}
	explainTotals(out, d.Lines)
	if err := out.Flush(); err != nil {
		return fmt.Errorf("write explanation: %w", err)
	}
	return nil
}

func explainLine(out io.Writer, l config.Line) {
	what := printable(joined("  ", l.Label, partWords(l), l.SourceKey))
	fmt.Fprintf(out, "  %s %s\n", padded(what, 56), joined("   ", aligned(config.FormatMinor(l.AmountMinor, l.Currency)+" "+l.Currency, 18), l.Ref, l.ConfigRef))
}

func explainTerm(out io.Writer, l config.Line, t config.Term) {
	label := labelsOf(l.Terms)
	how := t.From
	if t.Formula != "" {
		how = joined("   ", "= "+formulaWords(t.Formula, label), t.From)
	}
	fmt.Fprintln(out, strings.TrimRight(fmt.Sprintf("    %s %s   %s", padded(label(t.Name), 38), aligned(showValue(t.Unit, l.Currency, t.Value), 20), joined("   ", how, t.At)), " "))
}

func explainProduct(out io.Writer, l config.Line) {
	basis, rate := l.Basis, showValue("percent", "", l.Rate)
	if l.BasisUnit == "money" {
		basis = config.MajorOf(basis, l.Currency)
	} else {
		rate = showValue("money", l.Currency, config.MajorOf(l.Rate, l.Currency))
	}
	fmt.Fprintf(out, "    amount counted %s × rate %s   %s\n", showValue(l.BasisUnit, l.Currency, basis), rate, l.ComputedFrom)
}

// explainRows writes the facts of a window, once.
func explainRows(out io.Writer, b Behind, limit int, shown map[int32]bool) {
	const indent = "        "
	if shown[b.Window] {
		fmt.Fprintf(out, "%sthe rows are above\n", indent)
		return
	}
	shown[b.Window] = true
	if b.Subject != config.OfPerson {
		months := b.Months
		if len(months) == 0 {
			months = monthsOf(b.Rows)
		}
		for _, m := range months {
			fmt.Fprintf(out, "%s%s  %d rows  %s\n", indent, m.Month, m.Rows, factValue(b, m.Value, m.Currency))
		}
		return
	}
	for i, f := range b.Rows {
		if i == limit {
			fmt.Fprintf(out, "%s… and %s\n", indent, plural(len(b.Rows)-limit, "more row", "more rows"))
			return
		}
		fmt.Fprintf(out, "%s%s  %s  %s  %s:%d\n", indent, f.Day, padded(printable(joined("  ", f.SourceKey, f.called())), 44), aligned(factValue(b, f.Value, f.Currency), 18), f.File, f.Row)
	}
}

func factValue(b Behind, value int64, currency string) string {
	if b.Unit == "money" {
		return config.FormatMinor(value, currency) + " " + currency
	}
	return fmt.Sprint(value)
}

func explainTotals(out io.Writer, lines []config.Line) {
	totals := map[string]int64{}
	for _, l := range lines {
		totals[l.Currency] += l.AmountMinor
	}
	fmt.Fprintln(out)
	for _, c := range sortedKeys(totals) {
		fmt.Fprintf(out, "%s %s\n", padded("total", 58), aligned(config.FormatMinor(totals[c], c)+" "+c, 18))
	}
}

// printable takes out what would steer a terminal: a deal's name is what somebody typed.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, s)
}

// padded fills a text with blanks up to a width; aligned puts them before it.
func padded(s string, width int) string {
	return s + strings.Repeat(" ", max(0, width-utf8.RuneCountInString(s)))
}

func aligned(s string, width int) string {
	return strings.Repeat(" ", max(0, width-utf8.RuneCountInString(s))) + s
}
