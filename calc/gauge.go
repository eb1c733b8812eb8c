package calc

import (
	"cmp"
	"fmt"

	"attain/config"
)

// gauge is a number a component or a step looks at: a KPI, or a measure by itself, of a participant, their team, their
// territories or the company, over a stretch of days. A gate, a multiplier, a pool and a contest each look at one.
//
//	kpi: csat            or measure: bookings
//	subject: person      person, team, territory, company
//	over: quarter        one of config.Overs; left out, the KPI's own
//	only_if, quota_where as in a scorecard
type gauge struct {
	formula            *formula
	subject            config.Subject
	over               string
	onlyIf, quotaWhere []config.Condition
	at                 config.Position
	slot               int // of the component's gauges, or of the plan's
}

// gaugeSlots are the gauges of one component, or of a plan's steps.
type gaugeSlots struct{ list []*gauge }

// readGauge reads a gauge from a mapping that may have other keys too. only are the component's own conditions. It gives
// nil where something is wrong, having said so.
func (c *compiler) readGauge(r *config.Reader, only []config.Condition, of *gaugeSlots) *gauge {
	g := &gauge{at: r.At("kpi")}
	kpi := c.gaugeKPI(r, g)
	g.over = config.OverPeriod
	if kpi != nil {
		g.over = cmp.Or(kpi.Over, g.over)
	}
	g.over = r.Choice("over", g.over, config.Overs...)
	g.subject = config.Subject(r.Choice("subject", "person", "person", "team", "territory", "company"))
	where := append(append([]config.Condition(nil), only...), c.conditions(r, "only_if")...)
	quotaWhere := c.conditions(r, "quota_where")
	if kpi == nil {
		return nil
	}
	c.checkSubject(kpi, g.subject, g.at)
	if g.subject == config.OfTerritory {
		c.prog.checkSubject(kpi, g.subject, c.ps)
		g.subject = config.OfOwnTerritories
	}
	g.onlyIf, g.quotaWhere = where, quotaWhere
	if g.formula = c.compileKPI(kpi, g.subject, where, quotaWhere); g.formula == nil {
		return nil
	}
	g.slot = len(of.list)
	of.list = append(of.list, g)
	return g
}

// gaugeKPI finds the KPI a gauge names; a measure stands for the KPI that is nothing but its sum.
func (c *compiler) gaugeKPI(r *config.Reader, g *gauge) *config.KPI {
	if r.Has("measure") {
		g.at = r.At("measure")
		if r.Has("kpi") {
			c.ps.Addf(g.at, "kpi and measure are both written; keep one").Notef(r.At("kpi"), "kpi is here")
		}
		r.TextOr("kpi", "")
		m := c.measure(r.Text("measure"), g.at, "measure")
		if m == nil {
			return nil
		}
		return &config.KPI{
			At: g.at, Name: m.Name, Title: m.Title, Unit: m.Unit, Direction: "higher_is_better",
			Formula: &config.Expr{At: g.at, Op: "name", Name: m.Name, Aggregate: config.Sum},
		}
	}
	r.TextOr("measure", "")
	name := r.Text("kpi")
	kpi := c.prog.kpis[name]
	if kpi == nil && name != "" {
		c.ps.Addf(g.at, "kpi: %q is not a KPI%s", name, c.suggestKPI(name))
	}
	return kpi
}

// title is what a seller reads for the gauge.
func (g *gauge) title() string { return cmp.Or(g.formula.kpi.Title, g.formula.kpi.Name) }

// unit is what the gauge's value is in.
func (g *gauge) unit() string { return g.formula.kpi.Unit }

// demandGauges asks for the windows of gauges, by slot.
func (w *Work) demandGauges(of *gaugeSlots, c *cell) [][]int32 {
	if len(of.list) == 0 {
		return nil
	}
	out := make([][]int32, len(of.list))
	for i, g := range of.list {
		out[i] = w.demandLeaves(g.formula, g.over, g.subject, c)
	}
	return out
}

// gauged is what a gauge shows: a value, or why there is none; held when something is missing from the data.
type gauged struct {
	value  config.Value
	inputs []reading
	held   string
	stays  []gaugedStay // of several stays: each one's inputs
}

// gauge reads one of a cell's gauges and accounts for the rows behind it.
func (r *runner) gauge(g *gauge, c *cell) gauged {
	var out gauged
	if g.subject == config.OfTeam && c.seg.Team == "" {
		out.held = fmt.Sprintf("no team is written for %s from %s", c.seg.Participant, c.seg.Interval)
		return out
	}
	iv := r.prog.kpiInterval(g.over, g.subject, c.seg)
	look := looking{Interval: iv, days: c.spanDays(r.prog, g.subject, iv), currency: r.planCurrency(c), dayCount: dayCount(c.sheet.plan), country: c.seg.Country}
	windows := c.gauges[g.slot]
	if out.inputs, out.held = r.readAll(g.formula, windows, look); out.held == "" {
		out.value = g.formula.evaluate(out.inputs)
	}
	r.accountGauge(g, c, windows, out.held)
	return out
}

// accountGauge counts the rows a gauge looked at, each window once however many participants look at it.
func (r *runner) accountGauge(g *gauge, c *cell, windows []int32, held string) {
	for i := range g.formula.leaves {
		l := &g.formula.leaves[i]
		if l.measure == nil || !r.firstSight(c.comp, windows[i]) {
			continue
		}
		counted := r.numbers.total(windows[i])
		t := r.tally(c.comp, l.measure.Name)
		t.Read.add(counted)
		if held != "" {
			t.Held.add(counted)
			r.look(c.comp, l.measure.Name, windows[i], heldRows, held)
			continue
		}
		t.KPIOnly.add(counted)
		r.look(c.comp, l.measure.Name, windows[i], kpiRows, "")
	}
}

// terms gives the gauge's inputs and its value for a line's derivation, the value under the KPI's name. What is there
// already is not given again, and another number under the same word gets a word of its own: bookings_2. spared are words
// that come later.
func (g *gauge) terms(r *runner, c *cell, got *gauged, d *derivation, spared ...string) {
	kpi, names := g.formula.kpi, map[string]string{}
	for i := range g.formula.leaves {
		if got.inputs[i].value.Null == "" {
			names[g.formula.leaves[i].term] = g.inputTerm(r, c, got, i, d, spared)
		}
	}
	if got.value.Null != "" || g.formula.isMeasure() {
		return
	}
	formula := g.formula.expr.Replace(func(leaf *config.Expr) *config.Expr {
		return &config.Expr{At: leaf.At, Op: "name", Name: cmp.Or(names[leaf.Name], leaf.Name), Aggregate: leaf.Aggregate}
	}).Unguarded().String()
	for i := range d.terms {
		if t := &d.terms[i]; t.Name == kpi.Name && t.Formula == formula && t.Value.Cmp(got.value.Ratio) == 0 {
			return
		}
	}
	d.computed(d.free(kpi.Name, spared), g.title(), moneyUnit(kpi.Unit, r.planCurrency(c), d.currency), got.value.Ratio, formula, g.at.String())
}

// inputTerm gives one of the gauge's inputs, and the word it stands under.
func (g *gauge) inputTerm(r *runner, c *cell, got *gauged, i int, d *derivation, spared []string) string {
	l, in, window := &g.formula.leaves[i], &got.inputs[i], c.gauges[g.slot][i]
	word := l.term
	if g.formula.isMeasure() {
		word = g.formula.kpi.Name
	}
	if got.stays != nil {
		return g.stayTerm(r, c, got, i, word, d, spared)
	}
	for k := range d.terms {
		t := &d.terms[k]
		same := l.measure != nil && t.Window == 1+window || l.measure == nil && t.Name == word
		if same && t.Formula == "" && t.Value.Cmp(in.value.Ratio) == 0 {
			return t.Name
		}
	}
	name := d.free(word, spared)
	t := d.given(name, l.label, moneyUnit(l.unit, r.planCurrency(c), d.currency), in.value.Ratio, "", "")
	if l.measure != nil {
		t.From = r.work.said(window) + ", " + plural(in.rows, "row", "rows") + in.note
		t.Window = 1 + window
	}
	return name
}

// isMeasure says whether the formula is a measure's sum and nothing else.
func (f *formula) isMeasure() bool {
	return len(f.leaves) == 1 && f.leaves[0].spelled == f.kpi.Name
}

// example gives the gauge's value in an example, given by its KPI's name or its inputs.
func (g *gauge) example(given given) (v config.Value, missing string) {
	if got, ok := given.value(g.formula.kpi.Name); ok {
		return config.Value{Ratio: got}, ""
	}
	inputs := make([]reading, len(g.formula.leaves))
	for i := range g.formula.leaves {
		l := &g.formula.leaves[i]
		in, ok := given.value(l.names()...)
		if !ok {
			return v, fmt.Sprintf("; given has neither %s nor its input %s", g.formula.kpi.Name, l.spelled)
		}
		inputs[i].value.Ratio = in
	}
	return g.formula.evaluate(inputs), ""
}

// looked says what the gauge looks at, for descriptions.
func (g *gauge) looked(why LookedFor) Looked {
	out := Looked{For: why, Subject: g.subject, Over: g.over, OnlyIf: g.onlyIf, QuotaWhere: g.quotaWhere, At: g.at}
	if g.formula.isMeasure() {
		out.Measure = g.formula.leaves[0].measure
	} else {
		out.KPI = g.formula.kpi
	}
	return out
}
