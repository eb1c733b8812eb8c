package reports

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"slices"
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
	Outcomes    []Outcome // what became of each component, whether or not it has a line
	Behind      []Behind
	MaxRows     int // source rows shown for each number; 0 means 10
}

// Outcome is what became of one component in one stretch of the period.
type Outcome struct {
	Plan, Component string
	config.Interval
	Outcome string // paid, nothing, held, weight_to_the_others, carry_to_next_period, as_at_target, capped
	Reason  string // why nothing was paid, or why it was held
	Lines   int64  // how many lines it has
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
	for _, part := range explained(d) {
		fmt.Fprintf(out, "\n%s\n", joined(" / ", part.plan, part.component))
		width := widestLine(part.lines)
		for _, l := range part.lines {
			explainLine(out, l, width)
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
		for _, o := range part.without {
			writeWrapped(out, "  ", o.words(d.Period))
		}
	}
	explainTotals(out, d.Lines)
	if err := out.Flush(); err != nil {
		return fmt.Errorf("write explanation: %w", err)
	}
	return nil
}

// explainedPart is a component: its lines, and what became of it where it has none.
type explainedPart struct {
	plan, component string
	lines           []config.Line
	without         []Outcome
}

// explained are the components in the order of their plans and names.
func explained(d ExplainData) []explainedPart {
	var out []explainedPart
	part := func(plan, component string) *explainedPart {
		for i := range out {
			if out[i].plan == plan && out[i].component == component {
				return &out[i]
			}
		}
		out = append(out, explainedPart{plan: plan, component: component})
		return &out[len(out)-1]
	}
	for _, l := range d.Lines {
		p := part(l.Plan, l.Component)
		p.lines = append(p.lines, l)
	}
	for _, o := range d.Outcomes {
		if o.Lines == 0 && (o.Component != "" || o.Outcome == "held") {
			p := part(o.Plan, o.Component)
			p.without = append(p.without, o)
		}
	}
	slices.SortStableFunc(out, func(a, b explainedPart) int {
		return cmp.Or(cmp.Compare(a.plan, b.plan), cmp.Compare(a.component, b.component))
	})
	return out
}

// outcomeWords are what a component without a line came to.
var outcomeWords = map[string]string{
	"held": "Held, so not paid now and not lost", "weight_to_the_others": "Not counted, and its weight went to the other components",
	"carry_to_next_period": "Carried to the next period", "nothing": "Nothing to pay",
}

// words say what became of a component, and for which days where that is not all of the period.
func (o Outcome) words(period config.Period) string {
	what := outcomeWords[o.Outcome]
	if what == "" {
		what = "No line"
	}
	if o.Interval != period.Interval {
		what += " for " + daysWords(o.Interval)
	}
	return joined(": ", what, o.Reason)
}

// widestLine is how wide what lines say of themselves is, within reason: their amounts stand below one another.
func widestLine(lines []config.Line) int {
	width := 56
	for _, l := range lines {
		width = max(width, utf8.RuneCountInString(lineWords(l)))
	}
	return min(width, 110)
}

func lineWords(l config.Line) string {
	return printable(joined("  ", l.Label, partWords(l), l.SourceKey))
}

func explainLine(out io.Writer, l config.Line, width int) {
	fmt.Fprintf(out, "  %s %s\n", padded(lineWords(l), width), joined("   ", aligned(config.FormatMinor(l.AmountMinor, l.Currency)+" "+l.Currency, 18), l.Ref, l.ConfigRef))
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
	width := 44
	for _, f := range b.Rows[:min(limit, len(b.Rows))] {
		width = min(110, max(width, utf8.RuneCountInString(rowWords(f))))
	}
	for i, f := range b.Rows {
		if i == limit {
			fmt.Fprintf(out, "%s… and %s\n", indent, plural(len(b.Rows)-limit, "more row", "more rows"))
			return
		}
		fmt.Fprintf(out, "%s%s  %s  %s  %s:%d\n", indent, f.Day, padded(rowWords(f), width), aligned(factValue(b, f.Value, f.Currency), 18), f.File, f.Row)
	}
}

func rowWords(f Fact) string { return printable(joined("  ", f.SourceKey, f.called())) }

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
