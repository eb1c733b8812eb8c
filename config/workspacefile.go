package config

import (
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"
)

// Systems are what a source's columns can mean; a workspace brings others as sql/staging/<system>/.
var Systems = []string{"salesforce", "hubspot", "dynamics", "workday", "bamboohr", "stripe", "netsuite", "quickbooks", "xero", "attain"}

// workspace reads attain.yaml.
func (l *loader) workspace(n *Node) {
	r := n.ReadAs(l.ps, "attain.yaml")
	l.conventionsAt.file = n.Place()
	l.company(r.need("company"))
	l.calendar(r.Child("calendar"))
	l.currencies(r.need("currencies"))
	l.ws.Conventions = Conventions{PositionOf: map[string]Position{}}
	if c := r.need("conventions"); c != nil {
		l.conventionsAt.file = c.At
		l.ws.Conventions = readConventions(c, l.ws.Conventions, l.ps)
	}
	l.ws.HouseAccount = r.TextOr("house_account", "")
	l.pay(r.Child("pay"))
	l.sources(r.Items("sources"))
	l.ws.Checks = readChecks(r.Child("checks"), l.ps)
	l.ws.Rewards = readRewards(r.Child("rewards"), l.ps)
	r.Done()
}

var rewardName = regexp.MustCompile(`^[a-z][a-z0-9_]*$`)

// readRewards reads rewards: {points: {title: Points}}.
func readRewards(n *Node, ps *Problems) []RewardKind {
	if n == nil {
		return nil
	}
	r := n.ReadAs(ps, "rewards")
	var out []RewardKind
	for _, k := range n.Keys {
		if !rewardName.MatchString(k.Text) {
			ps.Addf(k.At, "rewards: %s is no name for a reward; write small letters, digits and _, such as points", quoteShort(k.Text))
		}
		rr := r.Child(k.Text).ReadAs(ps, "a reward")
		out = append(out, RewardKind{At: k.At, Name: k.Text, Title: rr.Text("title")})
		rr.Done()
	}
	r.Done()
	slices.SortFunc(out, func(a, b RewardKind) int { return strings.Compare(a.Name, b.Name) })
	return out
}

func (l *loader) company(n *Node) {
	r := n.ReadAs(l.ps, "company")
	l.ws.Company = Company{Name: r.Text("name"), Code: r.Text("code"), Country: country(r, l.ps, "country"), PricesChanged: r.DayOr("prices_changed", 0)}
	r.Done()
}

var countryCode = regexp.MustCompile(`^[A-Z]{2}$`)

func country(r *Reader, ps *Problems, key string) string {
	c := r.Text(key)
	if c != "" && !countryCode.MatchString(c) {
		ps.Addf(r.At(key), "%s: %s is not a country; write its code of two capital letters, such as US or DE", key, quoteShort(c))
	}
	return c
}

func (l *loader) currencies(n *Node) {
	r := n.ReadAs(l.ps, "currencies")
	l.ws.Currencies.Reporting = currency(r, l.ps, "reporting", true)
	l.ws.Currencies.SpotStands = daysOf(r, "spot_rates_stand", 0, l.ps)
	for _, item := range r.Items("plan_rates") {
		if p, ok := l.planRate(item); ok {
			l.checkOverlap(p)
			l.ws.Currencies.PlanRates = append(l.ws.Currencies.PlanRates, p)
		}
	}
	r.Done()
}

func (l *loader) planRate(n *Node) (PlanRate, bool) {
	before := l.ps.Len()
	r := n.ReadAs(l.ps, "a plan rate")
	p := PlanRate{
		At: n.At, From: currency(r, l.ps, "from", true), To: currency(r, l.ps, "to", true),
		Rate: r.Ratio("rate"), Interval: interval(r, l.ps),
	}
	r.Done()
	if p.From != "" && p.From == p.To {
		l.ps.Addf(r.At("to"), "to: %s is the currency it is converted from; write two different ones", p.To)
	}
	if r.Has("rate") && l.ps.Len() == before && p.Rate.Sign() <= 0 {
		l.ps.Addf(r.At("rate"), "rate: %s is not above 0; write how many %s one %s is worth", p.Rate, p.To, p.From)
	}
	return p, l.ps.Len() == before
}

func (l *loader) checkOverlap(p PlanRate) {
	for _, o := range l.ws.Currencies.PlanRates {
		shared := p.And(o.Interval)
		switch {
		case shared.Empty():
		case p.From == o.From && p.To == o.To:
			l.ps.Addf(p.At, "%s to %s has a second plan rate (%s) on the days %s; end the first before the second begins", p.From, p.To, p.Rate, shared).
				Notef(o.At, "the first one (%s) is here", o.Rate)
			return
		case p.From == o.To && p.To == o.From:
			l.ps.Addf(p.At, "%s to %s is the other way round of a rate that is there already, and is computed from it; remove one", p.From, p.To).
				Notef(o.At, "%s to %s is here", o.From, o.To)
			return
		}
	}
}

func (l *loader) pay(n *Node) {
	r := n.ReadAs(l.ps, "pay")
	l.ws.Pay.DefaultCode = r.TextOr("default_code", "")
	for _, item := range r.Items("codes") {
		c := item.ReadAs(l.ps, "a pay code")
		code := PayCode{Plan: c.Text("plan"), Component: c.TextOr("component", ""), Code: c.Text("code")}
		c.Done()
		l.ws.Pay.Codes = append(l.ws.Pay.Codes, code)
		l.payCodes = append(l.payCodes, placedPayCode{code, c.At("plan"), c.At("component")})
	}
	once := named{ps: l.ps, what: "the pay date of", advice: "keep one"}
	for _, item := range r.Items("dates") {
		l.payDate(item, &once)
	}
	r.Done()
}

func (l *loader) payDate(n *Node, once *named) {
	r := n.ReadAs(l.ps, "a pay date")
	d := PayDate{Period: r.Text("period"), On: r.Day("on")}
	r.Done()
	if d.Period == "" || !once.add(d.Period, r.At("period")) {
		return
	}
	p, err := l.ws.Calendar.Period(d.Period)
	switch {
	case err != nil:
		l.ps.Addf(r.At("period"), "period: %s", err)
	case d.On != 0 && d.On < p.First:
		l.ps.Addf(r.At("on"), "on: %s is before %s begins (%s)", d.On, p.Label, p.First)
	default:
		l.ws.Pay.Dates = append(l.ws.Pay.Dates, d)
	}
}

// checkPayCodes looks whether the plans and components pay codes name are there.
func (l *loader) checkPayCodes() {
	if l.plansUnread {
		return // what they name may be in a file that could not be read
	}
	for _, c := range l.payCodes {
		if c.Plan == "" {
			continue
		}
		known := make([]string, len(l.ws.Plans))
		var plan *Plan
		for i, p := range l.ws.Plans {
			if known[i] = p.Name; p.Name == c.Plan {
				plan = p
			}
		}
		if plan == nil {
			l.ps.Addf(c.planAt, "pay code %s is for plan %q, which no file in plans/ has%s", c.Code, c.Plan, Suggest(c.Plan, known))
		} else if c.Component != "" && !plan.has(c.Component) {
			l.ps.Addf(c.componentAt, "pay code %s is for component %q, which plan %s does not have%s", c.Code, c.Component, c.Plan, Suggest(c.Component, plan.componentNames()))
		}
	}
}

func (l *loader) sources(items []*Node) {
	once := named{ps: l.ps, what: "source", advice: "landings are kept by name, so give one of them another"}
	for _, n := range items {
		r := n.ReadAs(l.ps, "a source")
		s := Source{
			At: n.At, Name: nameAt(r, l.ps, "name"), Connector: r.Choice("connector", "", "file"),
			System: l.system(r), Landing: r.Choice("landing", "", "full"), Format: readFormat(r.Child("format"), l.ps),
		}
		once.add(s.Name, r.At("name"))
		entities := named{ps: l.ps, what: "entity", advice: "write one entity whose path reaches all its files, such as Opportunity*.csv"}
		for _, item := range r.Items("entities") {
			e := l.entity(item, s)
			entities.add(e.Name, e.At)
			s.Entities = append(s.Entities, e)
		}
		if r.node != nil && len(s.Entities) == 0 {
			l.ps.Addf(r.At("entities"), "source %s has no entities; name what it brings, such as - {name: opportunity, path: extracts/Opportunity*.csv}", s.Name)
		}
		r.Done()
		l.ws.Sources = append(l.ws.Sources, s)
	}
}

func (l *loader) system(r *Reader) string {
	s := r.TextOr("system", "")
	if fs.ValidPath(s) && s != "" {
		if info, err := fs.Stat(l.fsys, path.Join("sql/staging", s)); err == nil && info.IsDir() {
			return s
		}
	}
	return r.Choice("system", "", Systems...)
}

func (l *loader) entity(n *Node, src Source) Entity {
	r := n.ReadAs(l.ps, "an entity")
	e := Entity{
		At: n.Place(), Name: nameAt(r, l.ps, "name"), Path: r.Text("path"), Key: r.TextOr("key", ""),
		Format: readFormat(r.Child("format"), l.ps), Attributes: r.List("attributes"), FieldsAt: map[string]Position{},
	}
	e.Fields = l.texts(r, "fields", e.FieldsAt)
	e.Constants = l.texts(r, "constants", e.FieldsAt)
	e.Formats = readFormats(r.Child("formats"), l.ps)
	e.Control = readControl(r.Child("control"), l.ps)
	e.Fresh = readFresh(r.Child("fresh"), l.ps)
	e.Drift = readDrift(r.Child("drift"), l.ps)
	stagesAt := map[string]Position{}
	e.Stages = l.texts(r, "stages", stagesAt)
	for stage, is := range e.Stages {
		if is != "open" && is != "won" && is != "lost" {
			l.ps.Addf(stagesAt[stage], "stages: %s is not known here; a stage is open, won or lost%s", quoteShort(is), Suggest(is, []string{"open", "won", "lost"}))
		}
	}
	e.Values = l.values(r.Child("values"), e.FieldsAt)
	r.Done()
	l.checkPath(e, src, r.At("path"))
	if e.Control != nil && e.Control.Path != "" {
		l.checkControlPath(e.Control)
	}
	l.checkFormat(e.FormatFor(src, e.Path), r.At("format"))
	return e
}

// values reads values: {deal_type: {Neukunde: new}}, and notes where each column of ours stands.
func (l *loader) values(n *Node, at map[string]Position) map[string]map[string]string {
	if n == nil {
		return nil
	}
	r := n.ReadAs(l.ps, "values")
	out := map[string]map[string]string{}
	for _, k := range n.Keys {
		out[k.Text] = l.texts(r, k.Text, map[string]Position{})
		if _, is := at[k.Text]; !is {
			at[k.Text] = k.At
		}
	}
	return out
}

// checkFormat looks at what the source's and the entity's settings make together.
func (l *loader) checkFormat(f Format, at Position) {
	if f.Decimal == f.Thousands {
		l.ps.Addf(at, "format: %q is the decimal mark and the thousands mark; write decimal: \",\" beside thousands: \".\" where 1.234,50 is meant", f.Thousands)
	}
	if f.NoHeader && len(f.Columns) == 0 {
		l.ps.Addf(at, "format: without a header row (no_header) the columns need names; add columns: [id, name, amount]")
	}
	if len(f.Footer) > 0 && f.Type != "" && f.Type != "csv" && f.Type != "xlsx" {
		l.ps.Addf(at, "format: footer is for csv and xlsx; a %s file has only records", f.Type)
	}
	if t := f.TotalRow; t != nil && len(t.Sums) == 0 && f.Unpivot == nil {
		l.ps.Addf(at, "format: total_row names no sums; write the columns it adds up, such as sums: [Amount]")
	}
	if u := f.Unpivot; u != nil && u.YearRow > 0 && u.YearRow >= f.HeaderRow {
		l.ps.Addf(at, "format: year_row %d is not above the header row (%d)", u.YearRow, f.HeaderRow)
	}
}

func (l *loader) checkPath(e Entity, src Source, at Position) {
	if e.Path == "" {
		return
	}
	if _, err := path.Match(e.Path, ""); err != nil {
		l.ps.Addf(at, "path: %s is not a pattern; * stands for any letters, [ needs a ]", quoteShort(e.Path))
		return
	}
	if leadsOut(e.Path) {
		l.ps.Addf(at, "path: %s leads out of the workspace; write it from the workspace's folder, with /, such as extracts/crm/*.csv", quoteShort(e.Path))
		return
	}
	if e.FormatFor(src, e.Path).Type == "" {
		l.ps.Addf(at, "path: the ending of %s does not tell how the file is written; end it in .csv, .tsv, .jsonl, .json, .parquet or .xlsx (or .gz after it), or add format: {type: csv}", quoteShort(e.Path))
	}
}

func leadsOut(p string) bool {
	return path.IsAbs(p) || strings.Contains(p, `\`) || strings.HasPrefix(path.Clean(p), "..")
}

func (l *loader) checkControlPath(c *Control) {
	if _, err := path.Match(c.Path, ""); err != nil {
		l.ps.Addf(c.At, "path: %s is not a pattern; * stands for any letters, [ needs a ]", quoteShort(c.Path))
	} else if leadsOut(c.Path) {
		l.ps.Addf(c.At, "path: %s leads out of the workspace; write it from the workspace's folder, with /, such as extracts/crm/totals.csv", quoteShort(c.Path))
	}
}

// texts reads a mapping of text to text and notes where each value stands.
func (l *loader) texts(r *Reader, key string, at map[string]Position) map[string]string {
	n := r.Child(key)
	if n == nil {
		return nil
	}
	c := n.ReadAs(l.ps, key)
	out := map[string]string{}
	for _, k := range n.Keys {
		out[k.Text], at[k.Text] = c.Text(k.Text), c.At(k.Text)
	}
	return out
}
