package reports

import (
	"bufio"
	"fmt"
	"io"
	"slices"

	"attain/calc"
)

// Warnings writes what in plans deserves a second look, each with its place, why it matters and what would be right, and
// what somebody has signed off.
func Warnings(w io.Writer, list []calc.Warning) error {
	out := bufio.NewWriter(w)
	var open, accepted []calc.Warning
	for _, one := range list {
		if one.Accepted != nil {
			accepted = append(accepted, one)
		} else {
			open = append(open, one)
		}
	}
	if len(open) > 0 {
		fmt.Fprintf(out, "%s about plans; nothing fails because of them, and `accepted:` in a plan signs one off:\n", plural(len(open), "warning", "warnings"))
	}
	var explained []string
	for _, one := range open {
		fmt.Fprintf(out, "  %s: warning %s: %s\n", one.At, one.Name, printable(one.Message))
		if !slices.Contains(explained, one.Name) {
			explained = append(explained, one.Name)
			writeWrapped(out, "      why it matters: ", one.Why+".")
			writeWrapped(out, "      better: ", one.Right+".")
		}
	}
	if len(accepted) > 0 {
		fmt.Fprintf(out, "%s signed off in the plans:\n", plural(len(accepted), "warning is", "warnings are"))
	}
	for i, one := range accepted {
		if i > 0 && accepted[i-1].Accepted == one.Accepted {
			continue // one signature for several components
		}
		what := one.Plan
		if one.Accepted.Component != "" {
			what += "/" + one.Component
		}
		writeWrapped(out, "  ", fmt.Sprintf("%s: %s of %s, accepted by %s on %s: %s", one.Accepted.At, one.Name, what, one.Accepted.By, one.Accepted.On, one.Accepted.Because))
	}
	if err := out.Flush(); err != nil {
		return fmt.Errorf("write warnings: %w", err)
	}
	return nil
}

// writeWrapped writes a text after a word, the lines that follow under its beginning.
func writeWrapped(out io.Writer, before, text string) {
	for i, l := range wrapped(printable(text), textWidth-len(before)) {
		if i > 0 {
			before = padded("", len(before))
		}
		fmt.Fprintln(out, before+l)
	}
}
