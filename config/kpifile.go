package config

import (
	"embed"
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"
	"sync"
)

//go:embed kpis/*.yaml
var library embed.FS

// libraryPlace is what the places of shipped KPIs begin with.
const libraryPlace = "library/"

// MonthsName and DaysName are the names formulas have beside measures and KPIs: how many months, how many days the
// window has.
const (
	MonthsName = "months"
	DaysName   = "days"
)

// OfWindow says that a formula's name is a number of the window itself.
func OfWindow(name string) bool { return name == MonthsName || name == DaysName }

// ShippedKPIs gives the KPI library, by name. The definitions are read once and shared: nobody changes them.
func ShippedKPIs() ([]*KPI, error) {
	list, err := shipped()
	return slices.Clone(list), err
}

var shipped = sync.OnceValues(readShipped)

func readShipped() ([]*KPI, error) {
	l := &loader{fsys: library, ws: &Workspace{}, ps: &Problems{}}
	entries, err := library.ReadDir("kpis")
	if err != nil {
		return nil, fmt.Errorf("read the KPI library: %w", err)
	}
	for _, e := range entries {
		data, err := library.ReadFile(path.Join("kpis", e.Name()))
		if err != nil {
			return nil, fmt.Errorf("read the KPI library: %w", err)
		}
		l.ws.KPIs = append(l.ws.KPIs, l.kpi(ParseYAML(libraryPlace+path.Join("kpis", e.Name()), data, l.ps)))
	}
	l.finishKPIs()
	return l.ws.KPIs, l.ps.Err()
}

// kpis reads kpis/*.yaml over the library.
func (l *loader) kpis() error {
	list, err := ShippedKPIs()
	if err != nil {
		return err
	}
	l.ws.KPIs = list
	files, err := l.yamlFiles("kpis")
	if err != nil {
		return err
	}
	once := named{ps: l.ps, what: "KPI", advice: "keep one, or give one of them another name"}
	for _, file := range files {
		data, err := l.read(file)
		if err != nil {
			return err
		}
		n := ParseYAML(file, data, l.ps)
		if n == nil || n.Get("kpi") == nil {
			l.kpisUnread = true
		}
		if n == nil {
			continue
		}
		k := l.kpi(n)
		if once.add(k.Name, nonNil(n.Get("kpi"), n).At) {
			l.ws.KPIs = slices.DeleteFunc(l.ws.KPIs, func(old *KPI) bool { return old.Name == k.Name })
			l.ws.KPIs = append(l.ws.KPIs, k)
		}
	}
	if len(files) > 0 {
		l.finishKPIs()
	}
	return nil
}

// finishKPIs checks what needs all definitions: cycles, aggregates of KPIs, worked examples.
func (l *loader) finishKPIs() {
	slices.SortFunc(l.ws.KPIs, func(a, b *KPI) int { return strings.Compare(a.Name, b.Name) })
	before := l.ps.Len()
	for _, k := range l.ws.KPIs {
		l.checkLeaves(k)
	}
	if l.ps.Len() > before {
		return // an example of a formula that goes round in a circle has no end
	}
	for _, k := range l.ws.KPIs {
		l.checkExample(k)
	}
}

func (l *loader) kpi(n *Node) *KPI {
	r := n.ReadAs(l.ps, "a KPI")
	k := &KPI{
		At: n.Place(), Name: kpiName(r, l.ps), Title: r.Text("title"), Definition: r.Text("definition"),
		Unit:      r.Choice("unit", "", "percent", "money", "months", "days", "hours", "points", "count", "number"),
		Direction: r.Choice("direction", "", "higher_is_better", "lower_is_better"),
		Sample:    r.TextOr("sample", ""), MinSample: r.IntOr("min_sample", 0), Owner: r.Text("owner"),
		Indicates: r.Choice("indicates", "", "leading", "lagging"), TiesToPay: r.Choice("ties_to_pay", "", "yes", "sometimes", "indirectly"),
		DateField: r.TextOr("date_field", ""), Population: r.TextOr("population", ""), Proves: r.TextOr("proves", ""),
		Over: r.Choice("over", OverPeriod, Overs...), Benchmark: l.benchmark(r.Child("benchmark")),
	}
	if r.Has("kind") {
		k.Kind = r.Choice("kind", "", "outcome", "diagnostic")
	}
	if f := r.need("formula"); f != nil {
		if text, ok := r.text("formula", f); ok {
			k.Formula = ParseExpr(text, f.TextPlace(), l.ps)
		}
	}
	k.OnlyIf = conditions(r, "only_if")
	k.AtMost = r.ratioOrNil("at_most")
	if r.Has("min_sample") && k.Sample == "" {
		l.ps.Addf(r.At("min_sample"), "min_sample: of what? add sample: with the measure that is counted, such as closed_deals")
	}
	k.Subjects, k.SubjectsAt = l.subjects(r), r.At("subjects")
	if e := r.need("example"); e != nil {
		k.Example = l.kpiExample(e)
	}
	r.Done()
	return k
}

func kpiName(r *Reader, ps *Problems) string {
	name := r.Text("kpi")
	if OfWindow(name) {
		ps.Addf(r.At("kpi"), "kpi: %q is the number of %[1]s of the window in every formula; choose another name", name)
	}
	if name != "" && (strings.Trim(name, "abcdefghijklmnopqrstuvwxyz0123456789_") != "" || name[0] >= '0' && name[0] <= '9') {
		ps.Addf(r.At("kpi"), "kpi: %s cannot be a name in formulas; use small letters, digits and _, such as win_rate", quoteShort(name))
	}
	return name
}

func conditions(r *Reader, key string) []Condition {
	var out []Condition
	n := r.optional(key)
	switch {
	case n == nil:
	case n.Kind == List:
		for _, item := range n.Items {
			if s, ok := r.text(key, item); ok {
				out = append(out, Condition{At: item.TextPlace(), SQL: s})
			}
		}
	default:
		if s, ok := r.text(key, n); ok {
			out = append(out, Condition{At: n.TextPlace(), SQL: s})
		}
	}
	return out
}

func (l *loader) subjects(r *Reader) []Subject {
	known := make([]string, len(Subjects))
	for i, s := range Subjects {
		known[i] = string(s)
	}
	var out []Subject
	for _, s := range r.List("subjects") {
		if !slices.Contains(known, s) {
			l.ps.Addf(r.At("subjects"), "subjects: %s is not known here; it is any of %s%s", quoteShort(s), strings.Join(known, ", "), Suggest(s, known))
			continue
		}
		out = append(out, Subject(s))
	}
	if r.node != nil && len(out) == 0 && !r.Has("subjects") {
		l.ps.Addf(r.At("subjects"), "%q is missing from a KPI; say for whom it can be computed: any of [%s]", "subjects", strings.Join(known, ", "))
	}
	return out
}

// aYear finds the year of a source.
var aYear = regexp.MustCompile(`\b(19|20)[0-9]{2}\b`)

// benchmark reads {low: 20%, high: 30%, source: "…, 2025"}; either end may be left open.
func (l *loader) benchmark(n *Node) *Benchmark {
	if n == nil {
		return nil
	}
	r := n.ReadAs(l.ps, "a benchmark")
	b := &Benchmark{Low: r.ratioOrNil("low"), High: r.ratioOrNil("high"), Source: r.Text("source")}
	r.Done()
	switch {
	case n.Kind != Mapping:
		return nil
	case b.Low == nil && b.High == nil:
		l.ps.Addf(n.At, "the benchmark says nothing; write low, high or both: {low: 20%%, high: 30%%, source: \"…, 2025\"}")
	case b.Low != nil && b.High != nil && b.High.Less(*b.Low):
		l.ps.Addf(r.At("high"), "high: %s is below low: %s; turn them around", n.Get("high").Text, n.Get("low").Text)
	}
	if b.Source != "" && !aYear.MatchString(b.Source) {
		l.ps.Addf(r.At("source"), "source: %s says no year; a benchmark grows old, so write who published it and when", quoteShort(b.Source))
	}
	return b
}

func (l *loader) kpiExample(n *Node) KPIExample {
	r := n.ReadAs(l.ps, "an example")
	e := KPIExample{At: n.At, Given: l.amounts(r, "given"), Gives: Amount{At: r.At("gives"), Value: r.Ratio("gives")}}
	r.Done()
	return e
}

// Shipped says whether the definition is the library's, not the workspace's own.
func (k *KPI) Shipped() bool { return strings.HasPrefix(k.At.File, libraryPlace) }

// KPI gives a definition by name, or nil.
func (ws *Workspace) KPI(name string) *KPI {
	for _, k := range ws.KPIs {
		if k.Name == name {
			return k
		}
	}
	return nil
}

// KPINames gives the names of all KPIs.
func (ws *Workspace) KPINames() []string {
	var out []string
	for _, k := range ws.KPIs {
		out = append(out, k.Name)
	}
	return out
}

// checkLeaves reports an aggregate of a KPI, and a KPI that is computed from itself.
func (l *loader) checkLeaves(k *KPI) {
	if k.Formula == nil {
		return
	}
	for _, leaf := range k.Formula.Leaves() {
		other := l.ws.KPI(leaf.Name)
		if other == nil {
			continue
		}
		if leaf.Aggregate != Sum {
			l.ps.Addf(leaf.At, "formula: %s takes a measure, and %s is a KPI; write the measure, or %s alone", leaf, leaf.Name, leaf.Name)
			continue
		}
		if other.Over != k.Over {
			l.ps.Addf(leaf.At, "formula: %s looks over %s and %s over %s, and one formula has one stretch of days; give both the same over, or write the measures of %s",
				other.Name, words(other.Over), k.Name, words(k.Over), other.Name).Notef(other.At, "%s is here", other.Name)
		}
		if way := l.wayBack(other, k.Name, nil); way != nil {
			l.ps.Addf(leaf.At, "formula: %s is computed from itself: %s; take it out of one of them", k.Name, strings.Join(append([]string{k.Name}, way...), " → "))
		}
	}
}

// words writes a setting as people say it: rolling 12 months.
func words(setting string) string { return strings.ReplaceAll(setting, "_", " ") }

// wayBack follows formulas from a KPI to a name; nil when they do not lead there.
func (l *loader) wayBack(from *KPI, to string, passed []string) []string {
	if slices.Contains(passed, from.Name) {
		return nil
	}
	passed = append(slices.Clone(passed), from.Name)
	if from.Name == to {
		return passed
	}
	if from.Formula == nil {
		return nil
	}
	for _, leaf := range from.Formula.Leaves() {
		if next := l.ws.KPI(leaf.Name); next != nil {
			if way := l.wayBack(next, to, passed); way != nil {
				return way
			}
		}
	}
	return nil
}

// KPIFormula gives a KPI's formula with other KPIs written out, so that its leaves are measures and months. A KPI's
// at_most becomes min( , ), and its only_if stands in Where of the leaves it brought: those conditions hold for these
// leaves and no others.
func (ws *Workspace) KPIFormula(name string) (*Expr, error) {
	k := ws.KPI(name)
	if k == nil || k.Formula == nil {
		return nil, fmt.Errorf("there is no KPI %q%s", name, Suggest(name, ws.KPINames()))
	}
	return ws.inline(k, func(*KPI) bool { return true }), nil
}

// inline writes out the KPIs of a formula for which into says so.
func (ws *Workspace) inline(k *KPI, into func(*KPI) bool) *Expr {
	e := k.Formula.Replace(func(leaf *Expr) *Expr {
		if other := ws.KPI(leaf.Name); other != nil && into(other) {
			return ws.inline(other, into)
		}
		return nil
	})
	if len(k.OnlyIf) > 0 {
		e = e.Replace(func(leaf *Expr) *Expr {
			c := *leaf
			if !OfWindow(c.Name) {
				c.Where = append(slices.Clone(k.OnlyIf), leaf.Where...)
			}
			return &c
		})
	}
	if k.AtMost != nil {
		e = &Expr{At: k.At, Op: "min", Args: []*Expr{e, {At: k.At, Op: "number", Number: *k.AtMost}}}
	}
	return e
}

// ExampleFormula gives the formula a KPI's worked example fills in: other KPIs are written out unless the example gives
// their value.
func (ws *Workspace) ExampleFormula(k *KPI) *Expr {
	return ws.inline(k, func(other *KPI) bool { _, is := k.Example.Given[other.Name]; return !is })
}

// checkExample computes a KPI's worked example and compares it exactly.
func (l *loader) checkExample(k *KPI) {
	if k.Formula == nil || len(k.Example.Given) == 0 {
		return
	}
	given, e := k.Example.Given, l.ws.ExampleFormula(k)
	before := l.ps.Len()
	used := map[string]bool{}
	for _, leaf := range e.Leaves() {
		if _, ok := given[leaf.String()]; !ok {
			l.ps.Addf(k.Example.At, "example: given says nothing of %s, which the formula needs", leaf)
		}
		used[leaf.String()] = true
	}
	for name, a := range given {
		if !used[name] {
			var spellings []string
			for leaf := range used {
				spellings = append(spellings, leaf)
			}
			l.ps.Addf(a.At, "example: %q is not in the formula %s%s", name, e, Suggest(name, spellings))
		}
	}
	if l.ps.Len() > before {
		return
	}
	got := e.Eval(func(leaf *Expr) Value { return Value{Ratio: given[leaf.String()].Value} })
	switch {
	case got.Null != "":
		l.ps.Addf(k.Example.Gives.At, "example: the formula gives no value, because %s", got.Null)
	case got.Ratio.Cmp(k.Example.Gives.Value) != 0:
		l.ps.Addf(k.Example.Gives.At, "example: the formula %s gives %s with these numbers, not %s", k.Formula, got.Ratio, k.Example.Gives.Value)
	}
}
