package reports

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"attain/config"
)

// KPISheet is what KPIShow says of one KPI.
type KPISheet struct {
	KPI      *config.KPI
	Written  *config.Expr // the formula with other KPIs written out, so that it names measures only
	Example  *config.Expr // the formula the worked example fills in
	Measures []config.Measure
	PaidBy   []string // the components that pay on it, each in words
	PaidNote string   // why PaidBy is not known
}

// KPIShow writes everything a KPI's definition says, and its worked example computed.
func KPIShow(w io.Writer, d KPISheet) error {
	out := bufio.NewWriter(w)
	k := d.KPI
	say := func(what, text string) {
		if text != "" {
			fmt.Fprintf(out, "  %s %s\n", padded(what, 16), printable(text))
		}
	}
	fmt.Fprintf(out, "%s (%s)\n%s\n\n", printable(k.Title), k.Name, printable(k.Definition))
	say("Formula", k.Formula.String())
	if written := d.Written.String(); written != k.Formula.String() {
		say("in measures", written)
	}
	for _, c := range k.OnlyIf {
		say("only rows where", c.SQL)
	}
	say("Unit", k.Unit+"; "+strings.ReplaceAll(k.Direction, "_", " "))
	say("Counted on", k.DateField)
	say("Population", k.Population)
	say("Looks over", overWords(k.Over))
	say("Kind", joined("; ", k.Kind, k.Indicates, "ties to pay: "+k.TiesToPay))
	say("Proves", k.Proves)
	say("Benchmark", benchmarkWords(k))
	if k.MinSample > 0 {
		say("Smallest sample", fmt.Sprintf("%d %s; with fewer it says little", k.MinSample, k.Sample))
	}
	say("Measured for", measuredFor(k.Subjects))
	say("Owner", k.Owner)
	say("Defined in", k.At.File)
	showExample(out, d)
	fmt.Fprintf(out, "\nMeasures\n")
	for _, m := range d.Measures {
		fmt.Fprintf(out, "  %s %s %s\n", padded(m.Name, 28), padded(printable(joined(", ", m.Title, m.Kind, "in "+m.Unit)), 48), m.File)
	}
	fmt.Fprintf(out, "\nPlans that pay on it\n")
	for _, p := range d.PaidBy {
		fmt.Fprintf(out, "  %s\n", printable(p))
	}
	switch {
	case d.PaidNote != "":
		fmt.Fprintf(out, "  %s\n", printable(d.PaidNote))
	case len(d.PaidBy) == 0:
		fmt.Fprintln(out, "  none in this workspace")
	}
	if err := out.Flush(); err != nil {
		return fmt.Errorf("write the KPI: %w", err)
	}
	return nil
}

// showExample writes the worked example with its numbers in the formula's places.
func showExample(out io.Writer, d KPISheet) {
	k, given := d.KPI, d.KPI.Example.Given
	fmt.Fprintf(out, "\nWorked example\n")
	for _, leaf := range d.Example.Leaves() {
		fmt.Fprintf(out, "  %s %s\n", padded(leaf.String(), 28), given[leaf.String()].Value)
	}
	got := d.Example.Eval(func(leaf *config.Expr) config.Value { return config.Value{Ratio: given[leaf.String()].Value} })
	answer := got.Null
	if got.Null == "" {
		answer = showValue(k.Unit, "", got.Ratio)
	}
	fmt.Fprintf(out, "  %s %s = %s\n", padded(k.Name, 28), d.Example, answer)
}

// overWords are the words of config.Overs.
func overWords(over string) string {
	switch over {
	case config.OverPeriod, "":
		return "the period asked for"
	case config.OverYearToDate:
		return "the year up to the period's end"
	case config.OverRolling3, config.OverRolling12:
		return "the " + strings.ReplaceAll(strings.TrimPrefix(over, "rolling_"), "_", " ") + " that end with the period"
	}
	return "the " + over + " the period ends in, up to the period's end"
}

func benchmarkWords(k *config.KPI) string {
	b := k.Benchmark
	switch {
	case b == nil:
		return ""
	case b.Low == nil:
		return "up to " + showValue(k.Unit, "", *b.High) + " (" + b.Source + ")"
	case b.High == nil:
		return "from " + showValue(k.Unit, "", *b.Low) + " (" + b.Source + ")"
	}
	return showValue(k.Unit, "", *b.Low) + " to " + showValue(k.Unit, "", *b.High) + " (" + b.Source + ")"
}
