package config

import (
	"slices"
	"strings"
)

// plans reads plans/*.yaml.
func (l *loader) plans() error {
	files, err := l.yamlFiles("plans")
	if err != nil {
		return err
	}
	once := named{ps: l.ps, what: "plan", advice: permanent}
	for _, file := range files {
		if slices.Contains(l.without, file) {
			l.plansUnread = true
			continue
		}
		data, err := l.read(file)
		if err != nil {
			return err
		}
		n := ParseYAML(file, data, l.ps)
		if n == nil || n.Get("plan") == nil {
			l.plansUnread = true
		}
		if n == nil {
			continue
		}
		p := l.plan(n)
		p.File, p.Version = file, hashOf(data)[:12]
		if once.add(p.Name, nonNil(n.Get("plan"), n).At) {
			l.ws.Plans = append(l.ws.Plans, p)
		}
	}
	slices.SortFunc(l.ws.Plans, func(a, b *Plan) int { return strings.Compare(a.Name, b.Name) })
	return nil
}

func nonNil(n, other *Node) *Node {
	if n != nil {
		return n
	}
	return other
}

func (l *loader) plan(n *Node) *Plan {
	r := n.ReadAs(l.ps, "a plan")
	p := &Plan{
		At: n.At, Name: nameAt(r, l.ps, "plan"), Goal: r.TextOr("goal", ""), Owner: r.TextOr("owner", ""),
		Interval: interval(r, l.ps), ReviewBy: r.DayOr("review_by", 0), ReviewedOn: r.DayOr("reviewed_on", 0), Pays: r.Choice("pays", "", "monthly", "quarterly", "yearly"),
		Concurrent: r.Bool("concurrent", false), Currency: currency(r, l.ps, "currency", false), Quota: r.Child("quota"), Steps: r.Child("steps"), Conventions: l.ws.Conventions,
	}
	if c := l.ws.Calendar; r.Has("first_day") && r.Has("last_day") && !c.Covers(p.Interval) {
		l.ps.Addf(r.At("first_day"), "the plan is for %s, and the calendar has periods from %s to %s only; add the years that are missing to calendar: in attain.yaml",
			p.Interval, c.Table[0].First, c.Table[len(c.Table)-1].End-1)
	}
	p.Title = r.TextOr("title", p.Name)
	if p.ReviewBy != 0 && p.ReviewBy < p.First {
		l.ps.Addf(r.At("review_by"), "review_by %s is before the plan's first day %s", p.ReviewBy, p.First)
	}
	p.AppliesTo = l.appliesTo(r.need("applies_to"))
	if c := r.Child("conventions"); c != nil {
		p.Conventions = readConventions(c, l.ws.Conventions, l.ps)
	}
	before := l.ps.Len()
	l.components(p, r)
	namesKnown := l.ps.Len() == before
	for _, item := range r.Items("examples") {
		e := l.example(item)
		if namesKnown {
			l.checkGives(p, e)
		}
		p.Examples = append(p.Examples, e)
	}
	l.accepted(p, r)
	r.Done()
	return p
}

func (p *Plan) componentNames() []string {
	var out []string
	for _, c := range p.Components {
		out = append(out, c.Name)
	}
	return out
}

func (p *Plan) has(component string) bool { return slices.Contains(p.componentNames(), component) }

// assignmentColumns are what keys of applies_to ask, and the columns of core.assignment they stand for.
var assignmentColumns = []struct{ key, column string }{
	{"role", "role"},
	{"team", "team"},
	{"country", "country"},
	{"cost_center", "cost_center"},
	{"currency", "currency"},
	{"participant", "participant_id"},
	{"manager", "manager_id"},
}

// appliesTo reads a condition over the assignment: SQL as it is, or keys with a value or a list of values, all of
// which must hold: {role: AE, country: [US, CA]} is role = 'AE' and country in ('US', 'CA').
func (l *loader) appliesTo(n *Node) Condition {
	switch {
	case n == nil:
		return Condition{}
	case n.Kind == Text:
		return Condition{At: n.TextPlace(), SQL: n.Text}
	case n.Kind == List:
		l.ps.Addf(n.At, "applies_to is a list here; write keys such as {role: [AE, SAE]}, or a condition in SQL")
		return Condition{At: n.At}
	}
	r := n.ReadAs(l.ps, "applies_to")
	var all []string
	for _, c := range assignmentColumns {
		values := r.List(c.key)
		for i, v := range values {
			values[i] = sqlText(v)
		}
		switch len(values) {
		case 0:
		case 1:
			all = append(all, c.column+" = "+values[0])
		default:
			all = append(all, c.column+" in ("+strings.Join(values, ", ")+")")
		}
	}
	r.Done()
	if len(n.Keys) == 0 {
		l.ps.Addf(n.At, "applies_to says nobody; write who, such as {role: AE}, or true for everybody")
	}
	return Condition{At: n.At, SQL: strings.Join(all, " and ")}
}

// sqlText quotes a text for SQL: it's becomes 'it”s'.
func sqlText(s string) string { return "'" + strings.ReplaceAll(s, "'", "''") + "'" }

func (l *loader) components(p *Plan, r *Reader) {
	if r.need("components") == nil {
		return
	}
	items := r.Items("components")
	if len(items) == 0 && r.Child("components").Kind == List {
		l.ps.Addf(r.At("components"), "the plan has no components, so it pays nothing; write at least one")
	}
	once := named{ps: l.ps, what: "component", advice: permanent}
	for _, n := range items {
		c := n.ReadAs(l.ps, "a component")
		component := Component{At: n.At, Name: nameAt(c, l.ps, "name"), Kind: c.Text("kind"), Node: n}
		if n.Kind != Mapping || !once.add(component.Name, c.At("name")) {
			continue
		}
		l.checkKPI(n.Get("kpi"))
		p.Components = append(p.Components, component)
	}
}

// checkKPI looks whether the KPI a component names is there; a name left out is for the component's kind to report.
func (l *loader) checkKPI(n *Node) {
	if n == nil || n.Kind != Text || l.ws.KPI(n.Text) != nil || l.kpisUnread {
		return
	}
	l.ps.Addf(n.At, "kpi: there is no KPI %s in the library or in kpis/%s", quoteShort(n.Text), orElse(Suggest(n.Text, l.ws.KPINames()), "; `attain kpi list` shows them"))
}

func orElse(s, other string) string {
	if s == "" {
		return other
	}
	return s
}

func (l *loader) example(n *Node) Example {
	r := n.ReadAs(l.ps, "an example")
	e := Example{At: n.At, Period: r.TextOr("period", ""), PeriodAt: r.At("period"), Given: l.amounts(r, "given"), Gives: l.amounts(r, "gives")}
	e.Opening, e.Closing = l.balances(r, "opening"), l.balances(r, "closing")
	r.Done()
	return e
}

// balances reads opening: and closing:, nil where they are left out.
func (l *loader) balances(r *Reader, key string) map[string]Amount {
	if !r.Has(key) {
		return nil
	}
	out := l.amounts(r, key)
	for name, a := range out {
		if !slices.Contains(BalanceWords, name) {
			l.ps.Addf(a.At, "%s: %q is no balance; there are %s%s", key, name, strings.Join(BalanceWords, ", "), Suggest(name, BalanceWords))
		}
	}
	return out
}

// checkGives looks whether what an example expects can come: of a component, of the cap, floor and guarantee steps, in total,
// or of settlement.
func (l *loader) checkGives(p *Plan, e Example) {
	known := append(append(p.componentNames(), "cap", "floor", "guarantee", "total"), SettlementWords...)
	for name, a := range e.Gives {
		if !slices.Contains(known, name) {
			l.ps.Addf(a.At, "gives: %q is not a component of this plan%s", name, Suggest(name, known))
		}
	}
}

// amounts reads a mapping of names to numbers.
func (l *loader) amounts(r *Reader, key string) map[string]Amount {
	out := map[string]Amount{}
	n := r.need(key)
	c := n.ReadAs(l.ps, key)
	if c.node == nil {
		return out
	}
	for _, k := range n.Keys {
		if v := n.Get(k.Text); v != nil && v.Kind == List {
			l.ps.Addf(v.At, "%s is a list; an example is one participant's pay window with one deal: write one amount, and another example for another deal", k.Text)
			continue
		}
		out[k.Text] = Amount{At: c.At(k.Text), Value: c.Ratio(k.Text)}
	}
	return out
}
