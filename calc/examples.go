package calc

import (
	"fmt"
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
// (paid_on's name) with what was credited before it (earlier_ and the name), and the quota.
type given map[string]config.Amount

func (g given) value(names ...string) (config.Ratio, bool) {
	for _, n := range names {
		if a, ok := g[n]; ok {
			return a.Value, true
		}
	}
	return config.Ratio{}, false
}

// checkExamples reports inputs nothing asks for.
func (c *compiler) checkExamples() {
	known := []string{"target_incentive"}
	for _, comp := range c.plan.components {
		switch m := comp.method.(type) {
		case *scorecard:
			known = append(append(known, m.formula.kpi.Name), leafNames(m.formula)...)
			if m.tooFew != nil {
				known = append(known, leafNames(m.tooFew.sample)...)
			}
		case *commission:
			known = append(known, m.paidOn.Name)
			if m.resetKind != "" {
				known = append(known, "earlier_"+m.paidOn.Name)
			}
			if m.quota >= 0 {
				known = append(known, m.tiers.quota.Name)
			}
			if m.derived() {
				known = append(known, m.base.quota.Name)
			}
		}
	}
	for i := range c.plan.Examples {
		ex := &c.plan.Examples[i]
		c.checkSeason(ex)
		for name, a := range ex.Given {
			if !slices.Contains(known, name) {
				c.ps.Addf(a.At, "given: nothing in plan %s asks for %q%s", c.plan.Name, name, suggestOrList(name, known))
			}
		}
	}
}

// leafNames are the words an example may use for a formula's inputs: mrr_churn or existing(mrr_churn).
func leafNames(f *formula) []string {
	var out []string
	for i := range f.leaves {
		out = append(out, f.leaves[i].names()...)
	}
	return out
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
	names := slices.Sorted(maps.Keys(ex.Gives))
	out := make([]ExampleResult, 0, len(names))
	for _, name := range names {
		want := ex.Gives[name]
		res := ExampleResult{Plan: pl.Name, At: want.At, Component: name, Want: want.Value, Currency: currency, Note: notes[name]}
		res.Got = config.MajorOf(config.Whole(got[name]), currency)
		res.OK = res.Got.Cmp(want.Value) == 0
		out = append(out, res)
	}
	return out
}

// example gives what each component pays on given inputs in minor units in a pay window ("" where all have the same
// targets), the plan's cap, and the total.
func (pl *plan) example(g given, period, currency string) (got map[string]int64, notes map[string]string) {
	got, notes = map[string]int64{}, map[string]string{}
	incentive, _ := g.value("target_incentive")
	seg := &Segment{Plan: pl.Name, Number: 1, Currency: currency, Days: 1, Of: 1, parts: []part{{days: 1, incentive: config.MinorOf(incentive, currency)}}}
	sh := &sheet{plan: pl, window: config.Period{Label: period}, segments: []*Segment{seg}}
	for _, comp := range pl.components {
		c := &cell{sheet: sh, seg: seg, comp: comp}
		if s, ok := comp.method.(*scorecard); ok {
			c.score, notes[comp.name] = s.example(g, s.curveIn(period), currency)
		}
		sh.cells = append(sh.cells, c)
	}
	weigh(sh)
	for _, c := range sh.cells {
		if notes[c.comp.name] == "" {
			got[c.comp.name], notes[c.comp.name] = c.example(g, currency)
		}
		got["total"] += got[c.comp.name]
	}
	for _, s := range pl.steps {
		if limit, ok := s.(*periodCap); ok {
			most, _ := config.MinorOf(limit.amount, currency).Round(pl.Conventions.Halves)
			got["cap"] = min(0, most-got["total"])
			got["total"] += got["cap"]
		}
	}
	return got, notes
}

// example evaluates a scorecard on given inputs; missing says which are not there.
func (s *scorecard) example(g given, by *curve, currency string) (sc *score, missing string) {
	sc = &score{piece: -1, by: by, inputs: make([]reading, len(s.formula.leaves))}
	v, ok := g.value(s.formula.kpi.Name)
	if sc.value.Ratio = v; !ok {
		for i := range s.formula.leaves {
			l := &s.formula.leaves[i]
			in, ok := g.value(l.names()...)
			if !ok {
				return sc, fmt.Sprintf("; given has neither %s nor its input %s", s.formula.kpi.Name, l.spelled)
			}
			sc.inputs[i].value.Ratio = in
		}
		sc.value = s.formula.evaluate(sc.inputs)
	}
	if t := s.tooFew; t != nil {
		l := &t.sample.leaves[0]
		if n, ok := g.value(l.term); ok && n.Less(config.Whole(t.than)) {
			sc.outcome, sc.reason = t.then, t.reason(n, currency)
		}
	}
	s.withoutValue(sc)
	switch sc.outcome {
	case "":
		sc.piece = by.piece(sc.value.Ratio)
		sc.curve = by.value(sc.value.Ratio, sc.piece)
	case asAtTarget:
		sc.curve = by.target().pays
	}
	return sc, ""
}

// example gives what a cell pays on given inputs, after the component's own cap and floor.
func (c *cell) example(g given, currency string) (minor int64, note string) {
	halves := c.sheet.plan.Conventions.Halves
	if c.score != nil {
		minor, _ = c.seg.incentive().Mul(c.score.weight).Mul(c.score.curve).Round(halves)
		if c.score.outcome != "" {
			note = " (" + strings.ReplaceAll(c.score.outcome, "_", " ") + ")"
		}
	}
	if m, ok := c.comp.method.(*commission); ok {
		if minor, note = m.example(g, currency, halves); note != "" {
			return 0, note
		}
	}
	if l := c.comp.limits; l.cap != nil {
		limit, _ := config.MinorOf(*l.cap, currency).Round(halves)
		minor = min(minor, limit)
	}
	if l := c.comp.limits; l.floor != nil {
		limit, _ := config.MinorOf(*l.floor, currency).Round(halves)
		minor = max(minor, limit)
	}
	return minor, note
}

// example prices one deal.
func (m *commission) example(g given, currency string, halves config.Halves) (minor int64, missing string) {
	deal, ok := g.value(m.paidOn.Name)
	if !ok {
		return 0, "; given has no " + m.paidOn.Name
	}
	quota, unit := config.Ratio{}, config.Whole(1)
	if m.quota >= 0 {
		if quota, ok = g.value(m.tiers.quota.Name); !ok {
			return 0, "; given has no " + m.tiers.quota.Name
		}
	}
	base, missing := m.exampleBase(g)
	if missing != "" {
		return 0, missing
	}
	l := m.newLadder(m.minor(quota, currency), base, currency)
	before, _ := g.value("earlier_" + m.paidOn.Name)
	l.at = m.minor(before, currency)
	if m.perUnit {
		unit = config.MinorOf(unit, currency)
	}
	slices, ends := l.price([]config.Ratio{m.minor(deal, currency)}, m.isTop(), m.eachDeal(), nil, nil)
	amounts, _ := roundSlices(slices, ends, []config.Ratio{unit}, halves, nil)
	for _, a := range amounts {
		minor += a
	}
	return minor, ""
}

// exampleBase gives the base rate on given inputs: the target incentive and the quota of one pay window.
func (m *commission) exampleBase(g given) (base config.Ratio, missing string) {
	switch {
	case m.base == nil:
		return base, ""
	case !m.base.derived:
		return m.base.rate, ""
	}
	incentive, ok := g.value("target_incentive")
	if !ok {
		return base, "; given has no target_incentive, and the rate is derived from it"
	}
	quota, ok := g.value(m.base.quota.Name)
	if !ok {
		return base, "; given has no " + m.base.quota.Name + ", and the rate is derived from it"
	}
	if base, missing = m.base.derive(incentive, quota); missing != "" {
		return base, "; " + missing
	}
	return base, ""
}
