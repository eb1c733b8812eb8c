package calc

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"attain/config"
)

// ExampleResult is one amount a plan's example expects and what the plan pays. Amounts are in major units of Currency.
type ExampleResult struct {
	Plan      string
	At        config.Position // of the expected amount
	Component string
	Want, Got config.Ratio
	Currency  string
	OK        bool
	Note      string // goes on after "the plan pays 0.00": why there is no amount, or what the outcome was
}

// given are an example's inputs: target_incentive, the value of a KPI or of its measures, the amount of one deal
// (paid_on's name) with what was credited before it (earlier_ and the name), and the quota. Where two components look at
// the same thing of different people, team.quota_attainment is what the component called team sees.
type given map[string]config.Amount

// of is what a component sees: what is given for it by its name stands before what is given for all.
func (g given) of(component string) given {
	own := g
	for name, a := range g {
		if rest, ok := strings.CutPrefix(name, component+"."); ok {
			if len(own) == len(g) {
				own = maps.Clone(g)
			}
			own[rest] = a
		}
	}
	return own
}

func (g given) value(names ...string) (config.Ratio, bool) {
	for _, n := range names {
		if a, ok := g[n]; ok {
			return a.Value, true
		}
	}
	return config.Ratio{}, false
}

// exampleCell is a cell of an example: one component in a whole pay window of which everything is given.
type exampleCell struct {
	*cell
	given    given
	currency string // of the plan's amounts, and of what is paid
	scored   string // a scorecard's note, found before the weights were shared out
	uncapped int64  // what it earned before its cap, where it has one
}

// minor gives an amount of the plan in minor units, rounded.
func (e *exampleCell) minor(amount config.Ratio) int64 {
	minor, _ := config.MinorOf(amount, e.cell.paidIn(e.currency)).Round(e.sheet.plan.Conventions.Halves)
	return minor
}

// paidIn is the component's reward, else the currency.
func (c *cell) paidIn(currency string) string {
	if c.comp.reward != "" {
		return c.comp.reward
	}
	return currency
}

// incentiveWord is the word for a target incentive, which every example may give.
var incentiveWord = config.ExampleWord{Name: "target_incentive", What: "Target incentive", Unit: "money"}

// exampleWords are the words an example of the plan may give, each once.
func (pl *plan) exampleWords() []config.ExampleWord {
	all := []config.ExampleWord{incentiveWord}
	for _, comp := range pl.components {
		all = append(all, comp.exampleWords()...)
	}
	for _, s := range pl.steps {
		all = append(all, s.given()...)
	}
	return oneOfEach(append(all, pl.settlement.Given()...))
}

// exampleWords are those a component and its own steps ask for.
func (comp *component) exampleWords() []config.ExampleWord {
	all := comp.method.given()
	if comp.before != nil {
		all = append(all, comp.before.given()...)
	}
	for _, s := range comp.steps {
		all = append(all, s.given()...)
	}
	return oneOfEach(all)
}

func oneOfEach(words []config.ExampleWord) []config.ExampleWord {
	var out []config.ExampleWord
	for _, w := range words {
		if !slices.ContainsFunc(out, func(o config.ExampleWord) bool { return o.Name == w.Name }) {
			out = append(out, w)
		}
	}
	return out
}

// checkExamples reports inputs nothing asks for.
func (c *compiler) checkExamples() {
	var known []string
	for _, w := range c.plan.exampleWords() {
		known = append(known, w.Names()...)
	}
	own := map[string][]string{}
	for _, comp := range c.plan.components {
		for _, w := range comp.exampleWords() {
			own[comp.name] = append(own[comp.name], w.Names()...)
		}
	}
	for i := range c.plan.Examples {
		ex := &c.plan.Examples[i]
		c.checkSeason(ex)
		for name, a := range ex.Given {
			component, word, ofOne := strings.Cut(name, ".")
			switch {
			case slices.Contains(known, name) || ofOne && slices.Contains(own[component], word):
			case ofOne && own[component] != nil:
				c.ps.Addf(a.At, "given: nothing in component %s of plan %s asks for %q%s", component, c.plan.Name, word, suggestOrList(word, own[component]))
			default:
				c.ps.Addf(a.At, "given: nothing in plan %s asks for %q%s", c.plan.Name, name, suggestOrList(name, known))
			}
		}
	}
}

// words are what an example may give a formula by: its KPI's name, or its inputs': mrr_churn or existing(mrr_churn).
func (f *formula) words() []config.ExampleWord {
	var out []config.ExampleWord
	if !f.isMeasure() {
		out = append(out, config.ExampleWord{Name: f.kpi.Name, What: cmp.Or(f.kpi.Title, f.kpi.Name), Unit: f.kpi.Unit})
	}
	for i := range f.leaves {
		w := f.leaves[i].word()
		if len(out) > 0 {
			w.Instead = f.kpi.Name
		}
		out = append(out, w)
	}
	return out
}

// names are the words of words.
func (f *formula) names() []string {
	var out []string
	for _, w := range f.words() {
		out = append(out, w.Names()...)
	}
	return out
}

func (l *leaf) word() config.ExampleWord {
	return config.ExampleWord{Name: l.spelled, Also: l.names()[1:], What: l.label, Unit: l.unit}
}

func (l *leaf) names() []string {
	out := []string{l.spelled}
	if l.term != l.spelled {
		out = append(out, l.term)
	}
	if l.measure != nil && l.measure.Name != l.term {
		out = append(out, l.measure.Name)
	}
	return out
}

// RunExamples computes every example of every plan. Each is one participant's whole pay window, with one deal for each
// commission. Besides components, an example may expect "cap", what the plan's cap takes away, and "total".
func (p *Program) RunExamples() []ExampleResult {
	var out []ExampleResult
	for _, name := range p.names {
		pl := p.plans[name]
		for _, ex := range pl.Examples {
			out = append(out, p.runExample(pl, ex)...)
		}
	}
	return out
}

func (p *Program) runExample(pl *plan, ex config.Example) []ExampleResult {
	currency := p.exampleCurrency(pl)
	got, notes := pl.example(given(ex.Given), ex.Period, currency)
	closing := p.settleExample(pl, &ex, got, currency)
	expected := func(want map[string]config.Amount, got map[string]int64, prefix string) (out []ExampleResult) {
		for _, name := range slices.Sorted(maps.Keys(want)) {
			res := ExampleResult{Plan: pl.Name, At: want[name].At, Component: prefix + name, Want: want[name].Value, Currency: currency, Note: notes[prefix+name]}
			if reward := pl.rewardOf(name); reward != "" {
				res.Currency = reward
			}
			res.Got = config.MajorOf(config.Whole(got[name]), res.Currency)
			res.OK = res.Got.Cmp(want[name].Value) == 0
			out = append(out, res)
		}
		return out
	}
	return append(expected(ex.Gives, got, ""), expected(ex.Closing, closing, "closing ")...)
}

// rewardOf is what a component pays in that is no money; "" for money, and for what is no component.
func (pl *plan) rewardOf(name string) string {
	for _, comp := range pl.components {
		if comp.name == name {
			return comp.reward
		}
	}
	return ""
}

// example gives what each component pays on given inputs in minor units in a pay window ("" where all have the same
// targets), what the plan's cap takes away, and the total of what is money.
func (pl *plan) example(g given, period, currency string) (got map[string]int64, notes map[string]string) {
	got, notes = map[string]int64{}, map[string]string{}
	incentive, _ := g.value("target_incentive")
	seg := &Segment{Plan: pl.Name, Number: 1, Currency: currency, Days: 1, Of: 1, parts: []part{{days: 1, incentive: config.MinorOf(incentive, currency)}}}
	sh := &sheet{plan: pl, window: config.Period{Label: period}, segments: []*Segment{seg}}
	cells := make([]*exampleCell, len(pl.components))
	for i, comp := range pl.components {
		cells[i] = &exampleCell{cell: &cell{sheet: sh, seg: seg, comp: comp}, given: g.of(comp.name), currency: currency}
		if s, ok := comp.method.(*scorecard); ok {
			cells[i].score, cells[i].scored = s.exampleScore(cells[i])
		}
		sh.cells = append(sh.cells, cells[i].cell)
	}
	weigh(sh)
	for _, e := range cells {
		name := e.comp.name
		got[name], notes[name] = e.pays()
		got[name+" before its cap"] = e.uncapped
	}
	pl.exampleBesides(got)
	for _, comp := range pl.components {
		if comp.reward == "" {
			got["total"] += got[comp.name]
		}
	}
	e := &exampleCell{cell: &cell{sheet: sh, seg: seg, comp: pl.whole}, given: g, currency: currency}
	for _, s := range pl.steps {
		after, note := s.example(e, got["total"])
		if note != "" {
			notes["total"] = note
			if one, ok := s.(*guarantee); ok {
				notes[one.name] = note
			}
		}
		switch s := s.(type) {
		case *periodCap:
			got["cap"] += after - got["total"]
		case *guarantee:
			got[s.name] += after - got["total"]
		}
		got["total"] = after
	}
	return got, notes
}

// pays gives what a component pays, after its own steps.
func (e *exampleCell) pays() (minor int64, note string) {
	minor, note = e.comp.method.example(e)
	if strings.HasPrefix(note, ";") {
		return 0, note // something is not given
	}
	for _, s := range e.comp.steps {
		var missing string
		if minor, missing = s.example(e, minor); missing != "" {
			return 0, missing
		}
	}
	return minor, note
}
