package calc

import (
	"slices"
	"sort"
	"strings"

	"attain/calc/settle"
	"attain/config"
)

// Program is every plan of a workspace, compiled. It is immutable and may be used by several goroutines.
type Program struct {
	ws       *config.Workspace
	measures map[string]*config.Measure
	kpis     map[string]*config.KPI
	plans    map[string]*plan
	names    []string // of plans, ascending
	requests []config.Request
	ids      map[string]int32 // of requests, by content
}

// plan is a compiled plan.
type plan struct {
	*config.Plan
	components []*component // in file order
	byName     []*component // in the order of line keys
	periodKind string       // month, quarter, year: its pay windows
	quota      *quotaRule   // nil where targets are what is written
	steps      []step
	settlement *settle.Steps
	limited    bool // it has a step, or a component with a cap or floor
	byTeam     bool // it pays for what a team did
	besides    []besidePair
	carries    bool       // it has a component that carries
	truesUp    bool       // it has a scorecard that trues up
	whole      *component // what its own steps belong to: no component
}

// component is a compiled component; what only its kind knows is in method.
type component struct {
	plan      *plan
	name      string
	kind      string
	at        config.Position
	index     int
	method    method
	onlyIf    []config.Condition
	reward    string      // what it pays in that is no money; "" for money
	steps     []step      // in the order they are done
	before    *multiplier // of the KPI, before the curve
	limits    limits
	gauges    gaugeSlots
	formulas  []*formula   // what scorecards and gauges compute, for windows before the run's
	weight    config.Ratio // share of the target incentive; 0 for what is paid by rates
	weightAt  config.Position
	carries   bool // what it leaves open may go to the next window
	byTeam    bool // it pays for what a team did
	truesUp   bool // it pays an entitlement to date less what was paid
	looksBack bool // it looks at what was reached at the end of earlier windows
	watched   bool // the gate of another looks at how far it got
}

// compiler reads one plan after the other and gathers problems.
type compiler struct {
	prog *Program
	plan *plan
	ps   *config.Problems
}

// Compile reads the plans of a workspace. Everything that can be wrong with a plan is found here, at its place, all at
// once; the error is a *config.ProblemError.
func Compile(ws *config.Workspace, measures []config.Measure) (*Program, error) {
	p := &Program{
		ws: ws, measures: map[string]*config.Measure{}, kpis: map[string]*config.KPI{},
		plans: map[string]*plan{}, ids: map[string]int32{},
	}
	for i := range measures {
		p.measures[measures[i].Name] = &measures[i]
	}
	for _, k := range ws.KPIs {
		p.kpis[k.Name] = k
	}
	var ps config.Problems
	p.checkSubjects(&ps)
	for _, pl := range ws.Plans {
		c := &compiler{prog: p, plan: &plan{Plan: pl}, ps: &ps}
		c.compilePlan()
		p.plans[pl.Name] = c.plan
		p.names = append(p.names, pl.Name)
	}
	sort.Strings(p.names)
	if err := ps.Err(); err != nil {
		return nil, err
	}
	return p, nil
}

// checkSubjects looks at the workspace's own KPIs. A shipped one is looked at when it is asked for a territory or product:
// a workspace that replaces a measure and has no territories need not replace the KPIs it does not use.
func (p *Program) checkSubjects(ps *config.Problems) {
	for _, k := range p.ws.KPIs {
		for _, s := range k.Subjects {
			if !k.Shipped() {
				p.checkSubject(k, s, ps)
			}
		}
	}
}

// checkSubject wants every measure of a KPI that is measured for territories or products to say whose each fact is.
func (p *Program) checkSubject(k *config.KPI, s config.Subject, ps *config.Problems) {
	if k.Formula == nil || s.Attribute() == "" {
		return
	}
	inlined, err := p.ws.KPIFormula(k.Name)
	if err != nil {
		ps.Addf(k.At, "%s", err)
		return
	}
	for _, leaf := range inlined.Leaves() {
		if m := p.measures[leaf.Name]; m != nil && !slices.Contains(m.Attributes, s.Attribute()) {
			ps.Addf(k.SubjectsAt, "subjects: %s has a %s, and its measure %s does not say which; take %s out, or declare the attribute %s in %s",
				k.Name, s, m.Name, s, s.Attribute(), m.File)
		}
	}
}

func (c *compiler) compilePlan() {
	pl, before := c.plan, c.ps.Len()
	pl.periodKind = periodKinds[pl.Pays]
	if pl.periodKind == "" {
		c.ps.Addf(pl.At, "pays: %q is not known; it is monthly, quarterly or yearly", pl.Pays)
		pl.periodKind = config.Quarter
	}
	pl.whole = &component{plan: pl, at: pl.At}
	pl.quota = c.compileQuota(pl.Quota)
	for i := range pl.Plan.Components {
		c.compileComponent(i)
	}
	pl.byName = append([]*component(nil), pl.components...)
	sort.Slice(pl.byName, func(i, j int) bool { return pl.byName[i].name < pl.byName[j].name })
	c.checkWeights()
	c.checkBeside()
	c.checkGates()
	pl.steps = c.compileSteps(pl.Plan.Steps)
	c.checkBanked()
	pl.settlement = c.compileSettlement(pl.Plan.Steps)
	pl.limited = len(pl.steps) > 0
	looksBack := false
	for _, comp := range pl.all() {
		pl.limited = pl.limited || len(comp.steps) > 0
		pl.carries = pl.carries || comp.carries
		pl.truesUp = pl.truesUp || comp.truesUp
		pl.byTeam = pl.byTeam || comp.byTeam
		for _, g := range comp.gauges.list {
			pl.byTeam = pl.byTeam || g.subject == config.OfTeam
		}
		looksBack = looksBack || comp.looksBack
	}
	if pl.truesUp { // the weights of the others say what a true-up's earlier windows paid
		for _, comp := range pl.components {
			if _, is := comp.method.(*scorecard); is {
				comp.carries = true
			}
		}
	}
	if looksBack || pl.carries || len(pl.steps) > 0 {
		c.askTotals()
	}
	if c.ps.Len() == before { // where something is wrong, what it would ask for is not known
		c.checkExamples()
	}
	c.checkAccepted()
}

// all are the plan's components and what its own steps belong to.
func (pl *plan) all() []*component {
	return append(slices.Clone(pl.components), pl.whole)
}

// allFormulas are the component's own and those of its gauges.
func (comp *component) allFormulas() []*formula {
	out := slices.Clone(comp.formulas)
	for _, g := range comp.gauges.list {
		out = append(out, g.formula)
	}
	return out
}

// askTotals registers what KPIs need in windows before the run's, of which nobody is shown the rows.
func (c *compiler) askTotals() {
	for _, comp := range c.plan.all() {
		for _, f := range comp.allFormulas() {
			for i := range f.leaves {
				if l := &f.leaves[i]; l.measure != nil {
					req := c.prog.requests[l.request]
					req.Totals = true
					l.totals = c.prog.request(req)
				}
			}
		}
	}
}

// periodKinds says which periods a plan pays for.
var periodKinds = map[string]string{"monthly": config.Month, "quarterly": config.Quarter, "yearly": config.Year}

func (c *compiler) compileComponent(i int) {
	from := c.plan.Plan.Components[i]
	comp := &component{plan: c.plan, name: from.Name, kind: from.Kind, at: from.At, index: len(c.plan.components)}
	for _, k := range kinds() {
		if k.name == from.Kind {
			if comp.method = k.compile(c, comp); comp.method != nil {
				c.plan.components = append(c.plan.components, comp)
			}
			return
		}
	}
	r := from.Node.Read(&config.Problems{})
	c.ps.Addf(r.At("kind"), "kind: %q is not known; the kinds are %s%s", from.Kind, strings.Join(kindNames(), ", "), config.Suggest(from.Kind, kindNames()))
}

// node gives the component's own mapping.
func (c *compiler) node(comp *component) *config.Node {
	for i := range c.plan.Plan.Components {
		if n := &c.plan.Plan.Components[i]; n.At == comp.at && n.Name == comp.name {
			return n.Node
		}
	}
	return nil
}

// checkWeights says when the shares of the target incentive that a plan's components pay are not 100 %, with their
// values and sum. A rate derived from target incentive and quota pays its weight of it as a scorecard does: 60 % by a
// rate and 40 % by a KPI are 100 %, and 60 % and 100 % would pay 160 % at target. Rates alone may be less: the rest may
// be amounts, a bonus for reaching the quota say.
func (c *compiler) checkWeights() {
	var weighed []*component
	var sum config.Ratio
	var said []string
	ratesOnly := true
	for _, comp := range c.plan.components {
		share, _ := comp.incentiveShare()
		if share.Sign() == 0 {
			continue
		}
		weighed = append(weighed, comp)
		sum = sum.Add(share)
		said = append(said, percent(share))
		ratesOnly = ratesOnly && comp.weight.Sign() == 0
	}
	if over := sum.Cmp(config.Whole(1)); len(weighed) == 0 || over == 0 || ratesOnly && over < 0 {
		return
	}
	text := strings.Join(said, " + ")
	if len(said) > 1 {
		text += " = " + percent(sum)
	}
	_, at := weighed[0].incentiveShare()
	p := c.ps.Addf(at, "the weights of plan %s are %s; they must be 100 %%", c.plan.Name, text)
	for i, comp := range weighed {
		share, at := comp.incentiveShare()
		switch {
		case comp.weight.Sign() == 0:
			p.Notef(at, "%s weighs %s: the share of the target incentive its rate is derived from, 100 %% where weight: is left out", comp.name, percent(share))
		case i > 0:
			p.Notef(at, "%s weighs %s", comp.name, percent(share))
		}
	}
}

// incentiveShare is the share of the target incentive a component pays at target, and where that is said: its weight, or
// that of a rate derived from the target incentive. 0 where what it pays does not depend on the target incentive.
func (comp *component) incentiveShare() (config.Ratio, config.Position) {
	m, _ := priced(comp.method)
	if t, ok := comp.method.(*trueUpCommission); ok {
		m = &t.pricing
	}
	if m != nil && m.derived() {
		return m.base.weight, m.base.at
	}
	return comp.weight, comp.weightAt
}

// Bindings gives every condition of the plans and their KPIs with what it is said of, once each: transform binds them
// to SQL and reports their errors where they stand.
func (p *Program) Bindings() []config.Binding {
	var out []config.Binding
	for _, name := range p.names {
		if b := (config.Binding{Condition: p.plans[name].AppliesTo}); b.Condition.SQL != "" {
			out = append(out, b)
		}
	}
	return append(out, bindingsOf(p.requests)...)
}

// bindingsOf gives the conditions of requests, once each.
func bindingsOf(requests []config.Request) []config.Binding {
	var out []config.Binding
	seen := map[config.Binding]bool{}
	add := func(measure string, must config.Must, conditions ...config.Condition) {
		for _, c := range conditions {
			if b := (config.Binding{Measure: measure, Condition: c, Must: must}); c.SQL != "" && !c.Made && !seen[b] {
				seen[b] = true
				out = append(out, b)
			}
		}
	}
	for _, r := range requests {
		add(r.Measure, "", r.Where...)
		add(r.Measure, "", r.Classes...)
		add(r.Measure, config.MustBeNumber, r.Inputs...)
		add(r.Measure, config.MustBeWhole, config.Condition{At: r.ValueAt, SQL: r.Value})
	}
	return out
}

// request gives the id of a request, the same for the same content.
func (p *Program) request(r config.Request) int32 {
	var key strings.Builder
	for _, s := range []string{r.Measure, string(r.Aggregate), string(r.Subject)} {
		key.WriteString(s + "\x00")
	}
	for _, list := range [][]config.Condition{r.Where, r.Classes, r.Inputs} {
		for _, w := range list {
			key.WriteString(w.SQL + "\x00")
		}
		key.WriteString("\x01")
	}
	key.WriteString(r.Value + "\x00")
	if r.Totals {
		key.WriteString("totals")
	}
	if id, ok := p.ids[key.String()]; ok {
		return id
	}
	r.ID = int32(len(p.requests))
	p.requests = append(p.requests, r)
	p.ids[key.String()] = r.ID
	return r.ID
}

// conditions reads only_if: one SQL condition or a list of them.
func (c *compiler) conditions(r *config.Reader, key string) []config.Condition {
	n := r.Child(key)
	switch {
	case n == nil:
		return nil
	case n.Kind == config.Text:
		return []config.Condition{{At: n.TextPlace(), SQL: n.Text}}
	case n.Kind != config.List:
		c.ps.Addf(n.At, "%s must be a condition in SQL, such as deal_type = 'new', or a list of them", key)
		return nil
	}
	var out []config.Condition
	for _, item := range n.Items {
		if text := item.Scalar(c.ps); text != "" {
			out = append(out, config.Condition{At: item.TextPlace(), SQL: text})
		}
	}
	return out
}

// contested reads a key that is a contested question: the component's answer, else the plan's or the workspace's. Where
// the workspace knows the question under a longer name than the key, that is the convention.
func (c *compiler) contested(r *config.Reader, key string, convention ...string) string {
	name := append(convention, key)[0]
	return r.Answer(config.ConventionAs(name, key), c.plan.Conventions.Said[name])
}

// measure looks a measure up; an unknown one is a problem at its place.
func (c *compiler) measure(name string, at config.Position, key string) *config.Measure {
	if m := c.prog.measures[name]; m != nil {
		return m
	}
	if name != "" {
		c.ps.Addf(at, "%s: %q is not a measure%s", key, name, suggestOrList(name, c.prog.measureNames()))
	}
	return nil
}

func (p *Program) measureNames() []string {
	names := make([]string, 0, len(p.measures))
	for n := range p.measures {
		names = append(names, n)
	}
	sort.Strings(names)
	return names
}

// suggestKPI says which KPI was meant, or where all are listed.
func (c *compiler) suggestKPI(name string) string {
	if s := config.Suggest(name, c.prog.kpiNames()); s != "" {
		return s
	}
	return "; `attain kpi list` shows all there are"
}

func (p *Program) kpiNames() []string {
	names := make([]string, 0, len(p.kpis))
	for n := range p.kpis {
		names = append(names, n)
	}
	sort.Strings(names)
	return names
}

// suggestOrList gives "did you mean", or what there is.
func suggestOrList(word string, known []string) string {
	if s := config.Suggest(word, known); s != "" {
		return s
	}
	if len(known) == 0 {
		return "; there is none"
	}
	sorted := slices.Clone(known)
	slices.Sort(sorted)
	return "; there are " + strings.Join(slices.Compact(sorted), ", ")
}
