package intake

import (
	"fmt"
	"math/big"
	"regexp"
	"slices"
	"sort"
	"strings"

	"attain/config"
	"attain/transform"
)

var attributeName = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_]*$`)

// columnsOf gives the columns of ours of a type that a table has, in the order of the file.
func (p *Placed) columnsOf(types ...string) (names []string) {
	for _, c := range p.Shape.Columns {
		if _, ok := p.Columns[c.Name]; ok && slices.Contains(types, c.Type) {
			names = append(names, c.Name)
		}
	}
	sort.SliceStable(names, func(i, j int) bool { return p.Columns[names[i]] < p.Columns[names[j]] })
	return names
}

// days decides how every column of days is written. What one column proves holds for the others of the same file that
// prove nothing, and that is said; where none does, it is asked.
func (p *proposer) days(t *Placed) {
	type column struct {
		at   int
		days days
	}
	var open []column
	style, styleFrom := "", ""
	for _, name := range t.columnsOf("date", "timestamp") {
		at := t.Columns[name]
		d := readDays(t.Table, at)
		h := t.Headers[at]
		switch {
		case len(d.values) == 0:
			continue
		case len(d.clash) == 2:
			p.Problems.Addf(config.Position{File: t.Name(), Line: d.clash[1].Row.At}, "%s is written both ways: %s in %s has the day first, %s in %s the month; no format reads both, so export it again in one",
				h, d.clash[0].Text, t.place(d.clash[0].Row), d.clash[1].Text, t.place(d.clash[1].Row))
			continue
		case d.format == "" && d.differs && len(d.either) > 1:
			open = append(open, column{at, d})
			continue
		case d.format == config.DateISO:
		default:
			t.Says = append(t.Says, fmt.Sprintf("%s: %s, because %s", h, d.format, d.proof))
			if isSlashed(d.format) && d.proof != "every day reads the same both ways" {
				style, styleFrom = d.format, h
			}
		}
		t.Dates[at] = d.format
		p.sayOdd(t, h, d.odd, "a day")
	}
	for _, c := range open {
		h := t.Headers[c.at]
		if style != "" {
			t.Dates[c.at] = style
			t.Says = append(t.Says, fmt.Sprintf("%s: %s, because %s of the same file is; by itself it could be read both ways", h, style, styleFrom))
			continue
		}
		q := Question{
			Key: t.Name() + ": " + h, Ask: fmt.Sprintf("How are the days of %s in %s written? No value decides.", h, t.Name()), Evidence: c.days.both(t.Table),
		}
		for _, f := range c.days.either {
			q.Choices = append(q.Choices, Choice{f, map[string]string{"DD/MM/YYYY": "the day first", "MM/DD/YYYY": "the month first"}[f]})
		}
		if a, ok := p.ask.ask(q); ok {
			t.Dates[c.at] = a.Text
			t.Says = append(t.Says, fmt.Sprintf("%s: %s, as answered", h, a.Text))
			style, styleFrom = a.Text, h
		}
	}
}

func isSlashed(format string) bool { return format == "DD/MM/YYYY" || format == "MM/DD/YYYY" }

func (p *proposer) sayOdd(t *Placed, header string, odd []Value, what string) {
	if len(odd) == 0 {
		return
	}
	v := odd[0]
	t.Says = append(t.Says, fmt.Sprintf("%s: %s not %s a run can read, such as %q in %s; a run says what depends on them", header, counted(len(odd), "value is", "values are"), what, v.Text, t.place(v.Row)))
}

// numbers decides how numbers are written, in the same way.
func (p *proposer) numbers(t *Placed) {
	type column struct {
		at   int
		head string
		n    numbers
	}
	var open, settled []column
	var wordy []Value
	decimal, decidedBy := "", ""
	take := func(at int, head string, columns ...int) {
		n := readNumbers(t.Table, columns...)
		if len(n.clash) == 2 {
			p.Problems.Addf(config.Position{File: t.Name(), Line: n.clash[1].Row.At}, "%s is written both ways: %s in %s has a decimal point, %s in %s a decimal comma; no format reads both, so export it again in one",
				head, n.clash[0].Text, t.place(n.clash[0].Row), n.clash[1].Text, t.place(n.clash[1].Row))
			return
		}
		wordy = append(wordy, n.words()...)
		p.sayOdd(t, head, slices.DeleteFunc(slices.Clone(n.odd), func(v Value) bool { return !hasDigit(v.Text) }), "a number")
		if n.isOpen {
			open = append(open, column{at, head, n})
			return
		}
		settled = append(settled, column{at, head, n})
		if n.proof != "" {
			decimal, decidedBy = n.decimal, head
			t.Says = append(t.Says, fmt.Sprintf("%s: decimal %s, because %s", head, markWord(n.decimal), n.proof))
		}
	}
	for _, name := range t.columnsOf("money", "number") {
		take(t.Columns[name], t.Headers[t.Columns[name]], t.Columns[name])
	}
	if t.Across != nil {
		take(t.Across.columns[0], t.Headers[t.Across.columns[0]]+" and the other months", t.Across.columns...)
	}
	p.wordsForNothing(t, wordy)
	for _, c := range settled {
		t.Numbers[c.at] = Marks{c.n.decimal, c.n.spelling(firstOf(c.n.decimal, "."))}
	}
	for _, c := range open {
		mark := decimal
		if mark != "" {
			t.Says = append(t.Says, fmt.Sprintf("%s: decimal %s, because %s of the same file is; by itself it could be read both ways", c.head, markWord(mark), decidedBy))
		} else {
			q := Question{
				Key: t.Name() + ": " + c.head, Ask: fmt.Sprintf("Which mark is for decimals in %s of %s? No value decides.", c.head, t.Name()), Evidence: c.n.both(t.Table),
				Choices: []Choice{{"comma", "1.234,50"}, {"point", "1,234.50"}},
			}
			a, ok := p.ask.ask(q)
			if !ok {
				continue
			}
			mark = map[string]string{"comma": ",", "point": "."}[a.Text]
			decimal, decidedBy = mark, c.head
			t.Says = append(t.Says, fmt.Sprintf("%s: decimal %s, as answered", c.head, a.Text))
		}
		t.Numbers[c.at] = Marks{mark, c.n.spelling(mark)}
	}
}

// words are the values without any digit: somebody's note where a number should be.
func (n numbers) words() (list []Value) {
	for _, v := range n.odd {
		if !hasDigit(v.Text) && !isFault(v.Text) {
			list = append(list, v)
		}
	}
	return list
}

func hasDigit(s string) bool { return strings.ContainsAny(s, "0123456789") }

// wordsForNothing asks whether the words that stand where numbers should be are another way to say that there is none.
// Blank is not zero, and neither is "on leave".
func (p *proposer) wordsForNothing(t *Placed, values []Value) {
	if len(values) == 0 {
		return
	}
	q := Question{
		Key: t.Name() + ": words", Ask: fmt.Sprintf("Words stand where numbers should be in %s. Do they mean that there is no number?", t.Name()),
		List: &ListOf{Proposed: map[string]string{}, Values: "no_value (as an empty cell; not zero) or mistake (what depends on it is held)", check: func(_, value string) (string, string) {
			v := strings.ReplaceAll(strings.ToLower(value), " ", "_")
			if v == "no_value" || v == "mistake" {
				return v, ""
			}
			return "", fmt.Sprintf("%q is neither no_value nor mistake", value)
		}},
	}
	for _, v := range values {
		if !slices.Contains(q.List.Names, v.Text) {
			q.List.Names = append(q.List.Names, v.Text)
			q.List.Proposed[v.Text] = "no_value"
			q.Evidence = append(q.Evidence, fmt.Sprintf("%q in %s, of %s: proposed no_value", v.Text, t.place(v.Row), firstCell(v.Row)))
		}
	}
	a, ok := p.ask.ask(q)
	if !ok {
		return
	}
	for _, name := range q.List.Names {
		if a.List[name] == "no_value" {
			t.Nulls = append(t.Nulls, name)
			t.Says = append(t.Says, fmt.Sprintf("%q is no value, as answered", name))
		}
	}
}

func markWord(decimal string) string {
	if decimal == "," {
		return "comma"
	}
	return "point"
}

func firstOf(list ...string) string {
	for _, s := range list {
		if s != "" {
			return s
		}
	}
	return ""
}

// amountOf reads a cell by the marks of its column.
func (p *Placed) amountOf(r Row, column int) (*big.Rat, bool) {
	text := strings.TrimSpace(r.Cells[column])
	if r.Typed != nil && r.Typed[column] {
		return new(big.Rat).SetString(text)
	}
	return amount(text, p.Numbers[column].Decimal)
}

// totals compares the one total row below a table with its records. Where they agree the run compares them again at
// every landing; where they do not, a record is missing or a number is read wrongly, and a person must look.
func (p *proposer) totals(t *Placed) {
	if len(t.Totals) == 0 {
		return
	}
	t.TotalColumn = slices.IndexFunc(t.Totals[0].Cells, func(cell string) bool { return totalWords.MatchString(strings.TrimSpace(cell)) })
	for i, h := range t.Headers {
		if i == t.TotalColumn || h == "" || t.isFree(i) && (t.Across == nil || !slices.Contains(t.Across.columns, i)) {
			continue
		}
		if agrees, wrong := t.compareTotals(i); wrong != "" {
			p.Problems.Addf(config.Position{File: t.Name(), Line: t.Totals[len(t.Totals)-1].At}, "%s: %s; a record is missing, or a number is read wrongly", h, wrong)
		} else if agrees {
			t.Checked = append(t.Checked, h)
		}
	}
	first := fmt.Sprintf("%q in %s", firstCell(t.Totals[0]), t.place(t.Totals[0]))
	switch {
	case len(t.Checked) > 0 && len(t.Totals) == 1:
		t.Says = append(t.Says, fmt.Sprintf("the total row (%s) agrees with the records in %s; every run will compare them again", t.place(t.Totals[0]), strings.Join(t.Checked, ", ")))
	case len(t.Checked) > 0:
		t.Says = append(t.Says, fmt.Sprintf("%d rows are sums of others (%s); they agree with the records in %s, and every run will compare them again", len(t.Totals), first, strings.Join(t.Checked, ", ")))
	default:
		t.Says = append(t.Says, fmt.Sprintf("%s of others (%s), passed over", counted(len(t.Totals), "row is a sum", "rows are sums"), first))
	}
}

// compareTotals compares what total rows say about one column with the records since the total before, or since the
// beginning, as a run does. Totals of parts the table does not tell apart (by currency) are not compared.
func (p *Placed) compareTotals(column int) (agrees bool, wrong string) {
	marks := p.Numbers[column]
	if p.Across != nil && slices.Contains(p.Across.columns, column) {
		marks = p.Numbers[p.Across.columns[0]]
	}
	all, part, at := new(big.Rat), new(big.Rat), 0
	for _, total := range p.Totals {
		for ; at < len(p.Rows) && p.Rows[at].At < total.At; at++ {
			if a, ok := amount(p.Rows[at].Cells[column], marks.Decimal); ok {
				all.Add(all, a)
				part.Add(part, a)
			}
		}
		text := strings.TrimSpace(total.Cells[column])
		said, ok := amount(text, marks.Decimal)
		if text == "" || !ok {
			continue
		}
		if said.Cmp(all) != 0 && said.Cmp(part) != 0 {
			if p.totalColumn(total) < 0 {
				return false, "" // a total of something: the row has words beside its name
			}
			return false, fmt.Sprintf("the total row in %s says %s and the records above it come to %s", p.place(total), text, all.FloatString(2))
		}
		agrees = true
		part = new(big.Rat)
	}
	return agrees, ""
}

// column finds a shape's column by its name.
func column(s transform.Shape, name string) (transform.ShapeColumn, bool) {
	for _, c := range s.Columns {
		if c.Name == name {
			return c, true
		}
	}
	return transform.ShapeColumn{}, false
}
