package reports

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"attain/calc"
	"attain/config"

	"github.com/jedib0t/go-pretty/v6/table"
	pretty "github.com/jedib0t/go-pretty/v6/text"
)

// PlanSheet is a plan to be read by those it pays.
type PlanSheet struct {
	Plan     *calc.PlanDescription
	Readings []config.Reading                  // of the conventions the plan's result depends on
	Windows  []config.Period                   // the plan's pay windows
	Written  func(k *config.KPI) *config.Expr  // a KPI's formula in measures only
	Measure  func(name string) *config.Measure // nil for none
	Blocks   bool                              // bars of blocks, for a terminal; else of #
}

// textWidth is where sentences are wrapped.
const textWidth = 100

// PlanJSON writes a plan back as data: see planDocument.
func PlanJSON(w io.Writer, d PlanSheet) error {
	out := json.NewEncoder(w)
	out.SetEscapeHTML(false)
	out.SetIndent("", "  ")
	if err := out.Encode(documentOf(d)); err != nil {
		return fmt.Errorf("write the plan: %w", err)
	}
	return nil
}

// PlanShow writes a plan back as sentences, tables and curves.
func PlanShow(w io.Writer, d PlanSheet) error {
	doc := documentOf(d)
	out := &planWriter{w: bufio.NewWriter(w), halves: d.Plan.Plan.Conventions.Halves, bar: "#"}
	if d.Blocks {
		out.bar = "█"
	}
	out.head(doc)
	for i := range doc.Components {
		out.component(i+1, &doc.Components[i])
	}
	out.steps(doc.Steps)
	out.readings(doc.Readings)
	out.examples(doc.Examples)
	if err := out.w.Flush(); err != nil {
		return fmt.Errorf("write the plan: %w", err)
	}
	return nil
}

// planWriter writes one plan's document as text.
type planWriter struct {
	w      *bufio.Writer
	halves config.Halves
	bar    string
}

func (p *planWriter) line(indent int, text string) {
	for _, l := range wrapped(printable(text), textWidth-indent) {
		fmt.Fprintln(p.w, strings.TrimRight(strings.Repeat(" ", indent)+l, " "))
	}
}

// saying writes a word and, beside it, what there is to say about it.
func (p *planWriter) saying(indent, width int, s saying) {
	for i, l := range wrapped(printable(s.Said), textWidth-indent-width-1) {
		what := s.What
		if i > 0 {
			what = ""
		}
		fmt.Fprintf(p.w, "%s%s %s\n", strings.Repeat(" ", indent), padded(what, width), l)
	}
}

// head says what the plan is, for whom and when.
func (p *planWriter) head(d *planDocument) {
	fmt.Fprintf(p.w, "%s (%s)\n", printable(d.Title), d.Plan)
	if d.Goal != "" {
		p.line(0, d.Goal)
	}
	fmt.Fprintln(p.w)
	for _, s := range d.Head {
		p.saying(2, 11, s)
	}
	fmt.Fprintln(p.w)
	p.line(0, d.InShort)
}

// component writes one way of paying.
func (p *planWriter) component(n int, c *componentDocument) {
	p.heading(fmt.Sprintf("%d. %s", n, c.Title))
	for _, s := range c.Sentences {
		p.line(2, s)
	}
	for _, l := range c.Looks {
		fmt.Fprintf(p.w, "\n  %s\n", printable(l.Title))
		for _, f := range l.Facts {
			p.saying(4, 13, f)
		}
	}
	p.drawn(c.Tables, c.Curves)
	fmt.Fprintf(p.w, "\n  In the plan: %s\n", c.At)
}

func (p *planWriter) heading(text string) {
	fmt.Fprintf(p.w, "\n%s\n%s\n", printable(text), strings.Repeat("-", utf8.RuneCountInString(text)))
}

// drawn writes tables, and curves as bars.
func (p *planWriter) drawn(tables []tableDocument, curves []curveDocument) {
	for _, t := range tables {
		p.table(t)
	}
	for _, c := range curves {
		fmt.Fprintln(p.w)
		plotCurve(p.w, c.drawn, p.halves, p.bar)
	}
}

// table writes rows under a head, numbers to the right.
func (p *planWriter) table(d tableDocument) {
	fmt.Fprintln(p.w)
	if d.Title != "" {
		p.line(2, d.Title)
	}
	t := table.NewWriter()
	t.SetStyle(table.StyleLight)
	t.Style().Format.Header = pretty.FormatDefault
	head := make(table.Row, len(d.Head))
	var columns []table.ColumnConfig
	for i, h := range d.Head {
		head[i] = h
		if i > 0 {
			columns = append(columns, table.ColumnConfig{Number: i + 1, Align: pretty.AlignRight, AlignHeader: pretty.AlignRight})
		}
	}
	t.AppendHeader(head)
	t.SetColumnConfigs(columns)
	for _, r := range d.Rows {
		row := make(table.Row, len(r))
		for i, cell := range r {
			row[i] = printable(cell)
		}
		t.AppendRow(row)
	}
	for _, l := range strings.Split(t.Render(), "\n") {
		fmt.Fprintf(p.w, "  %s\n", l)
	}
}

// steps writes in which order everything is done.
func (p *planWriter) steps(list []stepDocument) {
	p.heading("In which order it is worked out")
	for i, s := range list {
		mark, text := fmt.Sprintf("%d.", i+1), s.Said
		if s.At != "" {
			text += " (" + s.At + ")"
		}
		p.saying(2, 3, saying{mark, text})
	}
	for _, s := range list {
		p.drawn(s.Tables, s.Curves)
	}
}

// readings writes the choices that another company may have made otherwise.
func (p *planWriter) readings(list []readingDocument) {
	if len(list) == 0 {
		return
	}
	p.heading("What could be read in two ways, and how it is read here")
	for i, r := range list {
		if i > 0 {
			fmt.Fprintln(p.w)
		}
		p.line(2, fmt.Sprintf("%s: %s (%s)", r.Title, r.Said, r.At))
		if r.Pays != "" {
			p.line(4, fmt.Sprintf("Example: %s. That pays %s: %s.", r.Example, r.Pays, r.Why))
		}
	}
}

// examples writes the plan's worked examples.
func (p *planWriter) examples(list []exampleDocument) {
	if len(list) == 0 {
		return
	}
	p.heading("Worked examples")
	p.line(2, "Each is checked: the plan pays exactly this.")
	for _, ex := range list {
		fmt.Fprintln(p.w)
		p.line(2, givenWords(ex)+":")
		for _, g := range ex.Gives {
			note := ""
			if g.Paid != "" {
				note = "  (the plan pays " + g.Paid + ")"
			}
			fmt.Fprintf(p.w, "    %s %s%s\n", padded(printable(g.Title), 30), aligned(g.Said, 18), note)
		}
		if ex.Together != "" {
			fmt.Fprintf(p.w, "    %s %s\n", padded("Together", 30), aligned(ex.Together, 18))
		}
	}
}

// givenWords say what an example is of: "In 2026-Q1, with a target incentive of 10,000.00 USD and win rate 25 %".
func givenWords(ex exampleDocument) string {
	said := func(list []inputDocument) string {
		var out []string
		for _, in := range list {
			title := in.Title
			if in.Name == "target_incentive" {
				title = "a target incentive of"
			}
			out = append(out, title+" "+in.Said)
		}
		return listOf(out, "and")
	}
	var parts []string
	if ex.Period != "" {
		parts = append(parts, "in "+ex.Period)
	}
	if len(ex.Opening) > 0 {
		parts = append(parts, "beginning with "+said(ex.Opening))
	}
	if len(ex.Given) > 0 {
		parts = append(parts, "with "+said(ex.Given))
	}
	return upperFirst(strings.Join(parts, ", "))
}

// wrapped breaks a text into lines no wider than width, at blanks.
func wrapped(s string, width int) []string {
	var out []string
	line := ""
	for _, word := range strings.Fields(s) {
		switch {
		case line == "":
			line = word
		case utf8.RuneCountInString(line)+1+utf8.RuneCountInString(word) > width:
			out = append(out, line)
			line = word
		default:
			line += " " + word
		}
	}
	if line != "" || len(out) == 0 {
		out = append(out, line)
	}
	return out
}
