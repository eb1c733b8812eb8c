package reports

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"attain/config"
)

// KPIList writes the KPIs there are, one a line, under whose they are. The library fits 120 columns; what else a
// definition says, `kpi show` says.
func KPIList(w io.Writer, kpis []*config.KPI) error {
	out := bufio.NewWriter(w)
	rows := [][]string{{"KPI", "TITLE", "UNIT", "BETTER", "PAY", "MEASURED FOR"}}
	byOwner := slices.Clone(kpis)
	slices.SortStableFunc(byOwner, func(a, b *config.KPI) int { return strings.Compare(a.Owner, b.Owner) })
	for _, k := range byOwner {
		rows = append(rows, []string{k.Name, printable(k.Title), k.Unit, betterWord(k), k.TiesToPay, measuredFor(k.Subjects)})
	}
	widths := make([]int, len(rows[0]))
	for _, row := range rows {
		for i, word := range row {
			widths[i] = max(widths[i], utf8.RuneCountInString(word))
		}
	}
	for i, row := range rows {
		if i > 0 && (i == 1 || byOwner[i-1].Owner != byOwner[i-2].Owner) {
			fmt.Fprintf(out, "\n%s\n", ownerWords(byOwner[i-1]))
		}
		line := ""
		for c, word := range row {
			line += padded(word, widths[c]) + "  "
		}
		fmt.Fprintln(out, strings.TrimRight(line, " "))
	}
	fmt.Fprintf(out, "\n%s. PAY says whether a KPI ties to pay; `attain kpi show NAME` shows the whole definition.\n", plural(len(kpis), "KPI", "KPIs"))
	if err := out.Flush(); err != nil {
		return fmt.Errorf("write the list of KPIs: %w", err)
	}
	return nil
}

func ownerWords(k *config.KPI) string {
	if k.Owner == "" {
		return "Without an owner"
	}
	return printable(k.Owner)
}

func betterWord(k *config.KPI) string {
	word, _, _ := strings.Cut(k.Direction, "_")
	return word
}

func measuredFor(list []config.Subject) string {
	words := make([]string, len(list))
	for i, s := range list {
		words[i] = string(s)
	}
	return strings.Join(words, ", ")
}
