package calc

import (
	"fmt"
	"slices"
	"strings"

	"attain/config"
)

// rateFormula is a rate worked out deal by deal, exactly:
//
//	rate: {formula: "5% + 50% * (margin_minor / value - 20%)", at_least: 0%, at_most: 12%}
//
// It is over value and other columns of the measure that hold numbers, as they stand there: amounts in minor units.
// value is the whole deal's, whatever the participant's share of it, because that is what the other columns are of.
//
// A deal of 100,000.00 with a margin of 30,000.00: 5 % + 50 % × (30 % − 20 %) = 10 %, so 10,000.00. With a margin of
// 40,000.00 it would be 15 % and is 12 %.
//
// A number that is not there holds the component and names the row; it is never 0.
type rateFormula struct {
	expr    *config.Expr
	leaves  []*config.Expr
	names   []string // of the terms that give the leaves, and their labels
	labels  []string
	text    string // the formula over these names, with its bounds
	atLeast *config.Ratio
	atMost  *config.Ratio
	at      config.Position
}

// readRateFormula reads {formula: …, at_least: …, at_most: …}; nil where it cannot be read.
func (c *compiler) readRateFormula(n *config.Node) *rateFormula {
	r := n.ReadAs(c.ps, "rate")
	f := &rateFormula{at: n.Place()}
	if text := r.Text("formula"); text != "" {
		f.expr = config.ParseExpr(text, r.Child("formula").TextPlace(), c.ps)
	}
	for key, to := range map[string]**config.Ratio{"at_least": &f.atLeast, "at_most": &f.atMost} {
		if r.Has(key) {
			v := r.Ratio(key)
			*to = &v
		} else {
			r.TextOr(key, "")
		}
	}
	if f.atLeast != nil && f.atMost != nil && f.atMost.Less(*f.atLeast) {
		c.ps.Addf(r.At("at_most"), "at_most %s is below at_least %s", asWritten(r, "at_most"), asWritten(r, "at_least"))
	}
	r.Done()
	if f.expr == nil {
		return nil
	}
	for _, leaf := range f.expr.Leaves() {
		if leaf.Aggregate != config.Sum {
			c.ps.Addf(leaf.At, "%s adds up many rows, and a rate is of one deal; write %s alone", leaf, leaf.Name)
		}
		label := strings.ReplaceAll(leaf.Name, "_", " ")
		if leaf.Name == valueName {
			label = "value of the whole deal"
		}
		f.leaves, f.names, f.labels = append(f.leaves, leaf), append(f.names, termName(leaf.Name)), append(f.labels, upperFirst(label))
	}
	f.text = f.bounded()
	return f
}

// termName is a leaf's name among a line's terms, some of whose names are taken.
func termName(name string) string {
	if slices.Contains([]string{"basis", "rate", "amount", "before", "deal", "exchange_rate"}, name) {
		return name + "_of_the_deal"
	}
	return name
}

// valueName is the credited amount's name in a formula.
const valueName = "value"

// columns are the measure's columns the formula needs, with where it names them.
func (f *rateFormula) columns() []config.Condition {
	var out []config.Condition
	for _, leaf := range f.leaves {
		if leaf.Name != valueName {
			out = append(out, config.Condition{At: leaf.At, SQL: leaf.Name})
		}
	}
	return out
}

// dealNumbers are the numbers of one row that formulas are over.
type dealNumbers struct {
	names  []string // of the inputs, in the order they were asked for
	facts  *facts
	row    int
	inputs []config.Value // aligned with names
}

// read takes the numbers of a row out of Arrow.
func (d *dealNumbers) read(f *facts, row int) {
	d.facts, d.row, d.inputs = f, row, d.inputs[:0]
	for i, name := range d.names {
		v, ok := f.input(row, i)
		if !ok {
			d.inputs = append(d.inputs, config.NoValue("%s is not known for %s (%s:%d), and its rate is worked out from it", name, f.called(row), f.file.Value(row), f.row.Value(row)))
			continue
		}
		d.inputs = append(d.inputs, config.Value{Ratio: v})
	}
}

// of gives one of the numbers by its name.
func (d *dealNumbers) of(leaf *config.Expr) config.Value {
	if leaf.Name == valueName {
		return config.Value{Ratio: d.facts.whole(d.row)}
	}
	return d.inputs[slices.Index(d.names, leaf.Name)]
}

// rate works the formula out, within its bounds.
func (f *rateFormula) rate(of func(leaf *config.Expr) config.Value) config.Value {
	v := f.expr.Eval(of)
	if v.Null != "" {
		return v
	}
	if f.atLeast != nil {
		v.Ratio = v.Ratio.Max(*f.atLeast)
	}
	if f.atMost != nil {
		v.Ratio = v.Ratio.Min(*f.atMost)
	}
	return v
}

// bounded is the formula with its bounds, over the names terms have.
func (f *rateFormula) bounded() string {
	text := f.expr.Unguarded().Replace(func(leaf *config.Expr) *config.Expr {
		return &config.Expr{Op: "name", Name: termName(leaf.Name), Aggregate: config.Sum}
	}).String()
	if f.atLeast != nil {
		text = fmt.Sprintf("max(%s, %s)", text, *f.atLeast)
	}
	if f.atMost != nil {
		text = fmt.Sprintf("min(%s, %s)", text, *f.atMost)
	}
	return text
}

// words say the formula and its bounds.
func (f *rateFormula) words() string {
	text := f.expr.String()
	if f.atLeast != nil {
		text += ", at least " + percent(*f.atLeast)
	}
	if f.atMost != nil {
		text += ", at most " + percent(*f.atMost)
	}
	return text
}

// terms gives the formula's numbers and the rate they make, for a line's derivation.
func (f *rateFormula) terms(d *derivation, numbers *dealNumbers, unit string, rate config.Ratio, place string) {
	for i, leaf := range f.leaves {
		if v := numbers.of(leaf); v.Null == "" {
			d.given(f.names[i], f.labels[i], "number", v.Ratio, "", "")
		}
	}
	d.computed("rate", "Rate", unit, rate, f.text, place)
}
