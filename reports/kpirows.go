package reports

import (
	"bufio"
	"encoding/csv"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/jedib0t/go-pretty/v6/table"
	alignment "github.com/jedib0t/go-pretty/v6/text"

	"attain/calc"
	"attain/config"
)

// KPIRowsData is one value of a KPI and the rows behind it. Again is the same value computed from Rows alone.
type KPIRowsData struct {
	Value   calc.KPIValue
	Again   calc.KPIValue
	Rows    map[int32][]calc.KPIRow // by the leaves' windows
	AsOf    config.Day
	As      string // "as component win-rate of plan ae-2026 measures it"; "" for the KPI by itself
	MaxRows int    // rows shown for each leaf; 0 means all
}

// Agrees says whether the rows give the value back: value, or the reason why there is none.
func (d KPIRowsData) Agrees() bool {
	a, b := d.Value, d.Again
	if a.Held != "" || a.Value.Null != "" {
		return b.Held != "" || b.Value.Null != ""
	}
	return b.Held == "" && b.Value.Null == "" && a.Value.Ratio.Cmp(b.Value.Ratio) == 0
}

// KPIRows writes the value, the numbers of its formula, the source rows behind each of them, and what the rows give.
func KPIRows(w io.Writer, d KPIRowsData) error {
	out := bufio.NewWriter(w)
	v := d.Value
	fmt.Fprintf(out, "%s of %s, %s, as of %s: %s\n", printable(v.KPI.Title), printable(subjectOf(v)), daysWords(v.Interval), d.AsOf, answerOf(v))
	if d.As != "" {
		fmt.Fprintf(out, "%s\n", printable(d.As))
	}
	fmt.Fprintf(out, "  %s = %s\n", v.KPI.Name, v.Formula)
	for i := range v.Leaves {
		l := &v.Leaves[i]
		fmt.Fprintf(out, "    %s %s   %s\n", padded(l.Term, 28), aligned(leafAnswer(l, v.Currency), 20), printable(joined(", ", l.Label, conditionWords(l.Where), l.Note)))
	}
	for i := range v.Leaves {
		if l := &v.Leaves[i]; l.Measure != nil {
			leafRows(out, l, d)
		}
	}
	fmt.Fprintf(out, "\n%s\n", d.Proof())
	if err := out.Flush(); err != nil {
		return fmt.Errorf("write the KPI's rows: %w", err)
	}
	return nil
}

// Proof says what the rows give, and whether that is the value.
func (d KPIRowsData) Proof() string {
	var parts []string
	for i := range d.Again.Leaves {
		l := &d.Again.Leaves[i]
		parts = append(parts, l.Term+" "+leafAnswer(l, d.Again.Currency))
	}
	verdict := "; the same as above"
	if !d.Agrees() {
		verdict = "; NOT the same as above"
	}
	return fmt.Sprintf("Counted again from these rows: %s; %s %s%s", strings.Join(parts, ", "), d.Again.KPI.Name, answerOf(d.Again), verdict)
}

// leafRows writes the rows behind one number.
func leafRows(out io.Writer, l *calc.KPILeaf, d KPIRowsData) {
	rows := d.Rows[l.Window]
	fmt.Fprintf(out, "\n%s: %s\n", l.Term, plural(len(rows), "row", "rows"))
	if len(rows) == 0 {
		return
	}
	span := l.Measure.Kind == "span"
	t := table.NewWriter()
	t.SetStyle(table.StyleLight)
	head := table.Row{"File", "Record", "Day", "Key", "What", "Share", "Value", "Currency"}
	if span {
		head = append(head, "Last day", "Days that count")
	}
	t.AppendHeader(head)
	t.SetColumnConfigs([]table.ColumnConfig{
		{Name: "Share", Align: alignment.AlignRight, Hidden: !slices.ContainsFunc(rows, func(r calc.KPIRow) bool { return r.ShareBP != 10_000 })},
		{Name: "Value", Align: alignment.AlignRight},
		{Name: "Currency", Hidden: !slices.ContainsFunc(rows, func(r calc.KPIRow) bool { return r.Currency != "" })},
	})
	for i := range rows {
		if d.MaxRows > 0 && i == d.MaxRows {
			break
		}
		r := &rows[i]
		row := table.Row{r.File, r.Row, r.Day, printable(r.SourceKey), printable(r.Label), shareWords(r.ShareBP), rowValue(l, r), r.Currency}
		if span {
			row = append(row, r.Until-1, r.CountedDays)
		}
		t.AppendRow(row)
	}
	fmt.Fprintln(out, t.Render())
	if more := len(rows) - d.MaxRows; d.MaxRows > 0 && more > 0 {
		fmt.Fprintf(out, "… and %s; --max 0 or --csv shows all\n", plural(more, "more row", "more rows"))
	}
}

// KPIRowsCSV writes the rows behind every number of a value as CSV, amounts in units of their currency.
func KPIRowsCSV(w io.Writer, list []KPIRowsData) error {
	out := csv.NewWriter(w)
	records := [][]string{{"kpi", "subject", "first_day", "last_day", "number", "file", "record", "day", "source_key", "label", "account_id", "credit_type", "share", "value", "currency", "until_day", "days_that_count"}}
	for _, d := range list {
		for i := range d.Value.Leaves {
			l := &d.Value.Leaves[i]
			if l.Measure == nil {
				continue
			}
			for j := range d.Rows[l.Window] {
				r := &d.Rows[l.Window][j]
				until, days := "", ""
				if r.Until != 0 {
					until, days = (r.Until - 1).String(), strconv.FormatInt(r.CountedDays, 10)
				}
				value := strconv.FormatInt(r.Value, 10)
				if l.Measure.Unit == "money" {
					value = config.MajorOf(config.Whole(r.Value), r.Currency).Decimal(config.MinorDigits(r.Currency))
				}
				records = append(records, []string{
					d.Value.KPI.Name, subjectOf(d.Value), d.Value.First.String(), (d.Value.End - 1).String(), l.Spelled, r.File, strconv.FormatInt(r.Row, 10),
					r.Day.String(), r.SourceKey, r.Label, r.Account, r.Credit, config.NewRatio(r.ShareBP, 10_000).Decimal(4), value, r.Currency, until, days,
				})
			}
		}
	}
	if err := out.WriteAll(records); err != nil {
		return fmt.Errorf("write the KPI's rows: %w", err)
	}
	return nil
}

func subjectOf(v calc.KPIValue) string {
	switch v.Subject {
	case config.OfCompany:
		return "the company"
	case config.OfPerson:
		return v.SubjectID
	case config.OfOwnTerritories:
		return "the territories of " + v.SubjectID
	}
	return string(v.Subject) + " " + v.SubjectID
}

func answerOf(v calc.KPIValue) string {
	switch {
	case v.Held != "":
		return "no value, because " + v.Held
	case v.Value.Null != "":
		return "no value, because " + v.Value.Null
	}
	return showValue(v.KPI.Unit, v.Currency, v.Value.Ratio)
}

func leafAnswer(l *calc.KPILeaf, currency string) string {
	switch {
	case l.Held != "":
		return "held"
	case l.Value.Null != "":
		return "none"
	}
	return showValue(l.Unit, currency, l.Value.Ratio)
}

func conditionWords(where []config.Condition) string {
	words := make([]string, len(where))
	for i, c := range where {
		words[i] = "where " + c.SQL
	}
	return strings.Join(words, " and ")
}

func shareWords(bp int64) string {
	if bp == 10_000 {
		return ""
	}
	return showValue("percent", "", config.NewRatio(bp, 10_000))
}

func rowValue(l *calc.KPILeaf, r *calc.KPIRow) string {
	if l.Measure.Unit == "money" {
		return config.FormatMinor(r.Value, r.Currency)
	}
	return strconv.FormatInt(r.Value, 10)
}
