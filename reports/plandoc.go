package reports

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"attain/calc"
	"attain/config"
)

// planDocument is a plan read back: what `plan show` prints, and with --format json gives as data. Both are made of it, so
// they cannot differ. It is in the order in which it is read, and lists are in the plan's own order.
//
// Keys stay what they are, and new ones may come; format counts up when one changes its meaning. Days are ISO (2026-09-01).
// Numbers are text and exact: a decimal (0.8 is 80 %) or, where there is none, a fraction (1/3); money is in major units.
// What is said of something is a sentence, or the number as a person reads it.
type planDocument struct {
	Format     int                 `json:"format"` // 1
	Plan       string              `json:"plan"`
	Title      string              `json:"title"`
	Goal       string              `json:"goal"`
	File       string              `json:"file"`
	Version    string              `json:"version"`
	FirstDay   string              `json:"first_day"`
	LastDay    string              `json:"last_day"`
	Pays       string              `json:"pays"`    // monthly, quarterly or yearly
	Windows    []windowDocument    `json:"windows"` // what is paid for, one after the other
	Currency   string              `json:"currency"`
	Incentive  string              `json:"target_incentive,omitempty"` // of one window, which amounts are shown on
	ReviewBy   string              `json:"review_by,omitempty"`
	Owner      string              `json:"owner,omitempty"`
	Head       []saying            `json:"head"`     // who is under it, from when until when, when it is paid, in what
	InShort    string              `json:"in_short"` // the plan in one sentence
	Components []componentDocument `json:"components"`
	Steps      []stepDocument      `json:"steps"`    // in which order it is worked out
	Readings   []readingDocument   `json:"readings"` // what could be read in two ways
	Examples   []exampleDocument   `json:"examples"`
}

// saying is a word and what there is to say about it.
type saying struct {
	What string `json:"what"`
	Said string `json:"said"`
}

type windowDocument struct {
	Period   string `json:"period"`
	FirstDay string `json:"first_day"`
	LastDay  string `json:"last_day"`
}

// componentDocument is one way of paying.
type componentDocument struct {
	Name      string          `json:"name"`
	Title     string          `json:"title"`
	Kind      string          `json:"kind"`
	At        string          `json:"at"`               // its place in the plan
	Weight    string          `json:"weight,omitempty"` // share of the target incentive
	Reward    string          `json:"reward,omitempty"` // what it pays in that is no money
	Sentences []string        `json:"sentences"`        // how it pays
	Looks     []lookDocument  `json:"looks"`
	Tables    []tableDocument `json:"tables"`
	Curves    []curveDocument `json:"curves"`
}

// lookDocument is something a component looks at: a KPI or a measure, whose, and when.
type lookDocument struct {
	Title   string   `json:"title"`
	KPI     string   `json:"kpi,omitempty"`
	Measure string   `json:"measure,omitempty"`
	Subject string   `json:"subject"`
	Over    string   `json:"over"`
	Facts   []saying `json:"facts"`
}

// tableDocument is rows under a head. The first column is text, the others are numbers as they are read.
type tableDocument struct {
	Title string     `json:"title,omitempty"`
	Head  []string   `json:"head"`
	Rows  [][]string `json:"rows"`
}

// curveDocument is straight lines between points. Two points at one x are a jump; left of the first point and right of the
// last it is level, unless goes_on says that it goes on as between the last two.
type curveDocument struct {
	Title         string          `json:"title"`
	X             axisDocument    `json:"x"`
	Y             axisDocument    `json:"y"`
	LowerIsBetter bool            `json:"lower_is_better"`
	GoesOn        bool            `json:"goes_on"`
	Points        []pointDocument `json:"points"`
	drawn         calc.Curve
}

type axisDocument struct {
	Title    string `json:"title"`
	Unit     string `json:"unit"`
	Currency string `json:"currency,omitempty"`
}

// pointDocument is a point; y is rounded as it is paid. Beside says on which side of a jump it is, where x itself is not meant.
type pointDocument struct {
	X      string `json:"x"`
	Y      string `json:"y"`
	Beside string `json:"beside,omitempty"` // just below, just above
	Mark   string `json:"mark,omitempty"`
	SaidX  string `json:"said_x"`
	SaidY  string `json:"said_y"`
}

// stepDocument is one thing that is done, after the one before.
type stepDocument struct {
	Said   string          `json:"said"`
	At     string          `json:"at,omitempty"`
	Tables []tableDocument `json:"tables,omitempty"`
	Curves []curveDocument `json:"curves,omitempty"`
}

// readingDocument is a contested question, its answer here, and what that pays on an example.
type readingDocument struct {
	Key     string `json:"key"`
	Title   string `json:"title"`
	Value   string `json:"value"`
	Said    string `json:"said"`
	At      string `json:"at"`
	Example string `json:"example,omitempty"`
	Pays    string `json:"pays,omitempty"`
	Why     string `json:"why,omitempty"`
}

// exampleDocument is one of the plan's worked examples. Paid is there where the plan pays something else than it expects.
type exampleDocument struct {
	Period   string          `json:"period,omitempty"`
	Opening  []inputDocument `json:"opening,omitempty"` // balances it begins with
	Given    []inputDocument `json:"given"`
	Gives    []givesDocument `json:"gives"`
	Together string          `json:"together,omitempty"` // of several amounts of money
}

type inputDocument struct {
	Name  string `json:"name"`
	Title string `json:"title"`
	Value string `json:"value"`
	Said  string `json:"said"`
}

type givesDocument struct {
	Name   string `json:"name"`
	Title  string `json:"title"`
	Amount string `json:"amount"`
	In     string `json:"in"` // currency or reward
	Said   string `json:"said"`
	Paid   string `json:"paid,omitempty"`
}

// planReader makes the document of a plan.
type planReader struct{ d PlanSheet }

func documentOf(d PlanSheet) *planDocument {
	p, pl := &planReader{d}, d.Plan
	out := &planDocument{
		Format: 1, Plan: pl.Name, Title: pl.Title, Goal: pl.Goal, File: pl.File, Version: pl.Version, FirstDay: pl.First.String(), LastDay: (pl.End - 1).String(),
		Pays: pl.Pays, Currency: pl.Currency, Owner: pl.Owner, Head: p.head(), InShort: p.inShort(),
		Components: []componentDocument{}, Steps: p.steps(), Readings: p.readings(), Examples: p.examples(),
	}
	if pl.Incentive.Sign() > 0 {
		out.Incentive = exactText(pl.Incentive)
	}
	if pl.ReviewBy != 0 {
		out.ReviewBy = pl.ReviewBy.String()
	}
	for _, w := range d.Windows {
		out.Windows = append(out.Windows, windowDocument{w.Label, w.First.String(), (w.End - 1).String()})
	}
	for i := range pl.Components {
		out.Components = append(out.Components, p.component(&pl.Components[i]))
	}
	return out
}

// exactText writes a number without rounding it: 0.8, 1/3.
func exactText(v config.Ratio) string {
	if _, den, ok := v.Int64s(); !ok || !finite(den) {
		return v.String()
	}
	return v.Decimal(places(v, 12))
}

// head says for whom the plan is, and when.
func (p *planReader) head() []saying {
	pl := p.d.Plan
	out := []saying{
		{"Who", "you are under this plan while " + whoWords(pl.AppliesTo.SQL)},
		{"From, until", dayWords(pl.First) + " to " + dayWords(pl.End-1)},
		{"Paid", p.paidWords()},
		{"Currency", p.currencyWords()},
	}
	if pl.Incentive.Sign() > 0 {
		out = append(out, saying{"Amounts", fmt.Sprintf("are shown for a target incentive of %s a %s; yours is with your assignment, and your amounts are in proportion",
			p.money(pl.Incentive), windowWord(pl.Pays))})
	}
	if pl.ReviewBy != 0 {
		out = append(out, saying{"Review", "the plan is looked at again by " + dayWords(pl.ReviewBy)})
	}
	if pl.Owner != "" {
		out = append(out, saying{"Questions", "to " + pl.Owner})
	}
	return append(out, saying{"Written in", pl.File})
}

func whoWords(sql string) string {
	if sql == "true" {
		return "you are assigned to anything"
	}
	return "in your assignment " + sqlWords(sql)
}

// paidWords says which stretches of days are paid for.
func (p *planReader) paidWords() string {
	var windows []string
	for _, w := range p.d.Windows {
		windows = append(windows, periodWords(w))
	}
	text := "for every " + windowWord(p.d.Plan.Pays) + ", worked out on its last day"
	if n := len(windows); n > 4 {
		windows = []string{windows[0], windows[1], "… ", windows[n-1]}
	}
	return text + ": " + strings.Join(windows, ", ")
}

// windowWords is what a plan's pay window is called.
var windowWords = map[string]string{"monthly": "month", "quarterly": "quarter", "yearly": "year"}

func windowWord(pays string) string { return windowWords[pays] }

func (p *planReader) currencyWords() string {
	if p.d.Plan.Plan.Currency == "" {
		return "you are paid in your own; examples are in " + p.d.Plan.Currency
	}
	return "the plan's amounts are in " + p.d.Plan.Currency + "; you are paid in your own"
}

func (p *planReader) money(v config.Ratio) string { return p.amount(v, p.d.Plan.Currency) }

// amount writes major units of a currency or a reward, rounded as the plan rounds.
func (p *planReader) amount(v config.Ratio, currency string) string {
	minor, _ := config.MinorOf(v, currency).Round(p.d.Plan.Plan.Conventions.Halves)
	return config.FormatMinor(minor, currency) + " " + currency
}

// inShort is the plan in one sentence.
func (p *planReader) inShort() string {
	var parts []string
	for i := range p.d.Plan.Components {
		parts = append(parts, shortly(&p.d.Plan.Components[i]))
	}
	if len(parts) == 1 {
		return "In short: you are paid for one thing, " + parts[0] + "."
	}
	return fmt.Sprintf("In short: what you are paid is the sum of %d parts: %s.", len(parts), listOf(parts, "and"))
}

// kindWords say in short what a kind pays for; %s is the title of what it looks at.
var kindWords = map[string]string{
	"commission": "a rate on %s", "spif": "a campaign on %s", "override": "a rate on the %s of those who report to you",
	"objectives": "%s", "pool": "a share of a pool", "contest": "prizes for the best by %s", "milestone": "amounts for reaching %s",
}

// shortly says what a component pays for.
func shortly(c *calc.ComponentDescription) string {
	what := lowered(componentTitle(c))
	if words, ok := kindWords[c.Kind]; ok && strings.Contains(words, "%s") {
		what = fmt.Sprintf(words, what)
	} else if ok {
		what = words
	}
	if c.Weight.Sign() > 0 {
		what = showPercent(c.Weight) + " of your target incentive for " + what
	}
	if c.Reward != "" {
		what += " (in " + strings.ReplaceAll(c.Reward, "_", " ") + ")"
	}
	return what
}

// componentTitle is what the component pays for: its KPI's or measure's title, else its name.
func componentTitle(c *calc.ComponentDescription) string {
	for _, l := range c.Looks {
		if l.For == calc.ToPay {
			return lookedTitle(l)
		}
	}
	return titleOf(c.Name)
}

func lookedTitle(l calc.Looked) string {
	if l.KPI != nil {
		return l.KPI.Title
	}
	return l.Measure.Title
}

// component is one way of paying.
func (p *planReader) component(c *calc.ComponentDescription) componentDocument {
	out := componentDocument{
		Name: c.Name, Title: titleOf(c.Name), Kind: c.Kind, At: c.At.String(), Reward: c.Reward, Sentences: slices.Clone(c.Sentences),
		Looks: p.looks(c), Tables: tablesOf(c.Tables), Curves: p.curves(c.Curves),
	}
	if c.Weight.Sign() > 0 {
		out.Weight = exactText(c.Weight)
	}
	say := func(format string, args ...any) { out.Sentences = append(out.Sentences, fmt.Sprintf(format, args...)) }
	if len(c.OnlyIf) > 0 {
		say("It counts only where %s; everything else counts nothing here.", allWords(c.OnlyIf))
	}
	in := p.d.Plan.Currency
	if c.Reward != "" {
		in = c.Reward
		say("It is paid in %s, which are no money and never added to it.", strings.ReplaceAll(in, "_", " "))
	}
	if c.Cap != nil {
		above := "what is above is not paid"
		if c.Banked {
			above = "what is above is kept and paid when a later one has room"
		}
		say("In one %s it pays at most %s; %s.", windowWord(p.d.Plan.Pays), p.amount(*c.Cap, in), above)
	}
	switch {
	case c.Floor == nil:
	case c.Floor.Sign() == 0:
		say("In one %s it never comes to less than nothing.", windowWord(p.d.Plan.Pays))
	default:
		say("In one %s it pays at least %s.", windowWord(p.d.Plan.Pays), p.amount(*c.Floor, in))
	}
	return out
}

// looks says what is measured, whose and when, and what counts; what is looked at twice, once.
func (p *planReader) looks(c *calc.ComponentDescription) []lookDocument {
	out := []lookDocument{}
	said := map[string]bool{}
	for _, l := range c.Looks {
		title := lookedTitle(l)
		key := fmt.Sprint(title, l.Subject, l.Over, allWords(l.OnlyIf), allWords(l.QuotaWhere))
		if said[key] {
			continue
		}
		said[key] = true
		one := lookDocument{Title: title, Subject: string(l.Subject), Over: l.Over}
		if l.KPI != nil {
			one.KPI, one.Facts = l.KPI.Name, p.kpi(l)
		} else {
			one.Measure, one.Facts = l.Measure.Name, measureFacts(l)
		}
		one.Facts = append(one.Facts, saying{"whose", whose(l)}, saying{"when", p.overWords(l)})
		if only := allWords(l.OnlyIf); only != "" && only != allWords(c.OnlyIf) { // the component's own has its sentence
			one.Facts = append(one.Facts, saying{"only where", only})
		}
		if len(l.QuotaWhere) > 0 {
			one.Facts = append(one.Facts, saying{"which", "the one where " + allWords(l.QuotaWhere)})
		}
		one.Facts = slices.DeleteFunc(one.Facts, func(f saying) bool { return f.Said == "" })
		out = append(out, one)
	}
	return out
}

// kpi says a KPI's definition, formula and population.
func (p *planReader) kpi(l calc.Looked) []saying {
	k := l.KPI
	return []saying{
		{"what it is", k.Definition},
		{"computed as", upperFirst(formulaWords(p.d.Written(k).String(), p.leafTitle))},
		{"what counts", k.Population},
		{"only where", allWords(k.OnlyIf)},
		{"counted on", k.DateField},
	}
}

// leafTitle is what a formula's number is called: existing(mrr_churn) is "Churned MRR of existing customers".
func (p *planReader) leafTitle(name string) string {
	inner, aggregate := name, ""
	if a, rest, ok := strings.Cut(name, "("); ok {
		aggregate, inner = a, strings.TrimSuffix(rest, ")")
	}
	title := strings.ReplaceAll(inner, "_", " ")
	if m := p.d.Measure(inner); m != nil {
		title = m.Title
	}
	if words, ok := ofRows[config.Aggregate(aggregate)]; ok {
		return fmt.Sprintf(words, lowered(title))
	}
	return lowered(title)
}

// ofRows say what is made of a measure's rows.
var ofRows = map[config.Aggregate]string{
	config.AtStart: "%s when it begins", config.AtEnd: "%s when it ends", config.Existing: "%s (of customers there before)",
	config.Count: "number of %s", config.Distinct: "customers with %s", config.Median: "middle value of %s",
}

// unread is what a measure's first line says of values that cannot be read; a statement lists those by themselves.
var unread = regexp.MustCompile(`\s*\(null [^)]*\)`)

// measureFacts say what a measure counts.
func measureFacts(l calc.Looked) []saying {
	if l.Measure.Kind == "span" {
		return []saying{{"what it is", "a target written down for a stretch of days, each day with its share"}}
	}
	row, _, _ := strings.Cut(unread.ReplaceAllString(l.Measure.Row, ""), ":")
	return []saying{{"what counts", "each " + row}}
}

// whose says whose results count, or for whom a target is written.
func whose(l calc.Looked) string {
	if l.Measure != nil && l.Measure.Kind == "span" {
		if l.Subject == config.OfPerson {
			return "yours: the one written for you"
		}
		return "the one written for " + strings.ReplaceAll(string(l.Subject), "_", " ")
	}
	return whoseWords(l.Subject)
}

// whoseWords say whose results count.
func whoseWords(s config.Subject) string {
	switch s {
	case config.OfPerson:
		return "yours: what is credited to you while you are under the plan"
	case config.OfTeam:
		return "your team's, every deal once"
	case config.OfOwnTerritories, config.OfTerritory:
		return "that of all territories you are in, every deal once"
	case config.OfCompany:
		return "the whole company's"
	case config.OfDirectReports:
		return "that of those who report to you, on the day of each deal"
	case config.OfAllReports:
		return "that of everybody below you, on the day of each deal"
	}
	return "that of each " + string(s)
}

// overWords say which days are looked at.
func (p *planReader) overWords(l calc.Looked) string {
	window := windowWord(p.d.Plan.Pays)
	if l.For == calc.ToMeasureBy && l.Measure != nil && l.Measure.Kind == "span" { // a quota: of whole stretches, whenever it is paid
		switch calendar := []string{config.Month, config.Quarter, config.Year}; {
		case !slices.Contains(calendar, l.Over):
		case slices.Index(calendar, l.Over) > slices.Index(calendar, window):
			return "all of the " + l.Over + " the " + window + " is in"
		default:
			return "each " + l.Over + " by itself"
		}
	}
	switch l.Over {
	case config.OverPeriod, "":
		return "the " + window + " that is paid"
	case config.OverYearToDate:
		return "from the year's first day to the end of the " + window + " that is paid"
	case config.OverRolling3, config.OverRolling12:
		return "the " + strings.ReplaceAll(strings.TrimPrefix(l.Over, "rolling_"), "_", " ") + " that end with the " + window + " that is paid"
	}
	return "the " + l.Over + " the " + window + " ends in, up to its end"
}

// tablesOf are tables with the conditions in them in words.
func tablesOf(list []calc.Table) []tableDocument {
	out := []tableDocument{}
	for _, t := range list {
		one := tableDocument{Title: t.Title, Head: t.Head, Rows: [][]string{}}
		for _, r := range t.Rows {
			row := make([]string, len(r))
			for i, cell := range r {
				row[i] = cellWords(cell)
			}
			one.Rows = append(one.Rows, row)
		}
		out = append(out, one)
	}
	return out
}

// cellWords says a simple condition in a table in words; other cells stay as they are.
func cellWords(cell string) string {
	for _, clause := range splitAnd(cell) {
		if clauseWords(strings.TrimSpace(clause)) == "" {
			return cell
		}
	}
	return sqlWords(cell)
}

// curves are those that have more than one point, with their points as they are read.
func (p *planReader) curves(list []calc.Curve) []curveDocument {
	out := []curveDocument{}
	halves := p.d.Plan.Plan.Conventions.Halves
	for _, c := range list {
		if len(c.List) == 0 {
			continue
		}
		one := curveDocument{Title: curveTitle(c), X: axisOf(c.X), Y: axisOf(c.Y), LowerIsBetter: c.Lower, GoesOn: c.Open, drawn: c}
		for i, point := range c.List {
			y := point.Y
			if c.Y.Unit == "money" {
				minor, _ := config.MinorOf(y, c.Y.Currency).Round(halves)
				y = config.MajorOf(config.Whole(minor), c.Y.Currency)
			}
			one.Points = append(one.Points, pointDocument{
				X: exactText(point.X), Y: exactText(y), Beside: strings.TrimSpace(besideWords(c, i)), Mark: point.Mark,
				SaidX: axisWords(c.X, point.X, halves), SaidY: axisWords(c.Y, point.Y, halves),
			})
		}
		out = append(out, one)
	}
	return out
}

// axisOf is an axis, whose currency matters only to money.
func axisOf(a calc.Axis) axisDocument {
	if a.Unit != "money" {
		a.Currency = ""
	}
	return axisDocument(a)
}

// curveTitle says what is drawn, and in what: "Quota attainment, and what it pays (USD)".
func curveTitle(c calc.Curve) string {
	title := c.Title
	if !strings.Contains(title, "what it ") {
		title += ", and what it " + c.Y.Title
	}
	if c.Y.Unit == "money" {
		title += " (" + strings.ReplaceAll(c.Y.Currency, "_", " ") + ")"
	}
	return title
}

// steps say in which order everything is done.
func (p *planReader) steps() []stepDocument {
	out := []stepDocument{{Said: "What is credited to you is counted, and divided with those you share it with."}}
	var limits []string
	for i := range p.d.Plan.Components {
		if c := &p.d.Plan.Components[i]; c.Cap != nil || c.Floor != nil {
			limits = append(limits, titleOf(c.Name))
		}
	}
	for _, t := range p.d.Plan.Targets {
		out = append(out, stepDocument{Said: t})
	}
	out = append(out, stepDocument{Said: "Each part above is worked out by itself and rounded once, to the cent of your currency."})
	if len(limits) > 0 {
		out = append(out, stepDocument{Said: "The most and the least that " + listOf(limits, "and") + " can pay are applied."})
	}
	for _, s := range p.d.Plan.Steps {
		step := stepDocument{Said: s.Title + ": " + strings.Join(s.Sentences, " "), Tables: tablesOf(s.Tables), Curves: p.curves(s.Curves)}
		if s.At.Line > 0 {
			step.At = s.At.String()
		}
		out = append(out, step)
	}
	return append(out, stepDocument{Said: "What you are paid is the sum of the lines that come of it; each is on your statement."})
}

// readingTitles are what the contested questions are about.
var readingTitles = map[string]string{
	"halves": "Half a cent", "day_count": "Part of a period", "role_change": "Another role within a period", "ladder_on_role_change": "Tiers after a change of role",
	"prorates": "What a part of a period makes smaller", "exactly_on_limit": "Exactly on a limit", "too_few": "Too few to say anything",
	"leave": "Leave", "no_quota": "A quota of 0", "each_tier": "How a deal in several tiers is paid",
	"resets": "When the count begins again", "between": "Between two points", "clawback_rate": "At which rate is taken back", "negative_pay": "Pay below nothing",
	"no_value": "A result that cannot be computed", "conversion_rate": "Exchange rate",
	"credit_rate": "Exchange rate of what counts", "payout_rate": "Exchange rate of what is paid", "left_over_cent": "The cent that is left over",
}

// readings are the choices that another company may have made otherwise.
func (p *planReader) readings() []readingDocument {
	out := []readingDocument{}
	for _, r := range p.d.Readings {
		one := readingDocument{Key: r.Key, Title: readingTitles[r.Key], Value: r.Value, Said: readingWords(r.Value), At: r.At.String()}
		if one.Title == "" {
			one.Title = titleOf(r.Key)
		}
		if r.Pays != "" {
			one.Example, one.Pays, one.Why = r.Example, r.Pays, r.Why
		}
		out = append(out, one)
	}
	return out
}

// readingWords writes a reading as people say it: [quota, target_incentive] is "quota and target incentive".
func readingWords(value string) string {
	if list, ok := strings.CutPrefix(value, "["); ok {
		items := strings.Split(strings.TrimSuffix(list, "]"), ", ")
		if value == "[]" {
			return "nothing"
		}
		value = listOf(items, "and")
	}
	return strings.ReplaceAll(value, "_", " ")
}

// examples are the plan's worked examples, and what each pays.
func (p *planReader) examples() []exampleDocument {
	out := []exampleDocument{}
	for _, ex := range p.d.Plan.Examples {
		one := exampleDocument{Period: ex.Period, Given: []inputDocument{}}
		for _, name := range inFileOrder(ex.Opening) {
			v := ex.Opening[name].Value
			one.Opening = append(one.Opening, inputDocument{name, strings.ReplaceAll(name, "_", " "), exactText(v), p.money(v)})
		}
		for _, name := range inFileOrder(ex.Given) {
			one.Given = append(one.Given, p.input(name, ex.Given[name].Value))
		}
		total, parts := config.Ratio{}, 0
		for _, name := range inFileOrder(ex.Gives) {
			r := resultOfExample(ex, name)
			if r == nil {
				continue
			}
			one.Gives = append(one.Gives, p.gives(name, titleOf(name), r))
			if name != "total" && !slices.Contains(config.SettlementWords, name) && !config.IsReward(r.Currency) {
				total, parts = total.Add(r.Want), parts+1
			}
		}
		if parts > 1 && !hasName(ex.Gives, "total") && len(ex.Closing) == 0 {
			one.Together = p.money(total)
		}
		for _, name := range inFileOrder(ex.Closing) {
			if r := resultOfExample(ex, "closing "+name); r != nil {
				one.Gives = append(one.Gives, p.gives("closing "+name, titleOf(name)+" at the end", r))
			}
		}
		out = append(out, one)
	}
	return out
}

// gives is one amount an example expects, and what is paid where that is another.
func (p *planReader) gives(name, title string, r *calc.ExampleResult) givesDocument {
	out := givesDocument{Name: name, Title: title, Amount: exactText(r.Want), In: r.Currency, Said: p.amount(r.Want, r.Currency)}
	if !r.OK {
		out.Paid = p.amount(r.Got, r.Currency)
	}
	return out
}

func hasName(m map[string]config.Amount, name string) bool { _, ok := m[name]; return ok }

// inFileOrder gives names in the order they were written.
func inFileOrder(m map[string]config.Amount) []string {
	names := sortedKeys(m)
	slices.SortStableFunc(names, func(a, b string) int {
		x, y := m[a].At, m[b].At
		if x.Line != y.Line {
			return x.Line - y.Line
		}
		return x.Column - y.Column
	})
	return names
}

func resultOfExample(ex calc.ExampleWorked, name string) *calc.ExampleResult {
	for i := range ex.Results {
		if ex.Results[i].Component == name {
			return &ex.Results[i]
		}
	}
	return nil
}

// input is an example's input as it is called and in its unit.
func (p *planReader) input(name string, v config.Ratio) inputDocument {
	if component, word, ofOne := strings.Cut(name, "."); ofOne {
		out := p.input(word, v)
		out.Name, out.Title = name, out.Title+" of "+titleOf(component)
		return out
	}
	out := inputDocument{Name: name, Title: strings.ReplaceAll(name, "_", " "), Value: exactText(v), Said: showValue("", "", v)}
	for _, w := range p.d.Plan.Words {
		if !slices.Contains(w.Names(), name) {
			continue
		}
		out.Title = lowered(w.What)
		switch w.Unit {
		case "money":
			out.Said = p.money(v)
		case "percent":
			out.Said = showPercent(v)
		default:
			out.Said = showValue(w.Unit, p.d.Plan.Currency, v)
		}
		break
	}
	return out
}

// showPercent writes a share: 70 %.
func showPercent(v config.Ratio) string {
	v = v.Mul(config.Whole(100))
	return v.Decimal(places(v, 4)) + " %"
}

// lowered puts a title into a sentence: "Quota attainment" is "quota attainment", "NPS" and "CAC payback" stay.
func lowered(s string) string {
	if len(s) > 1 && s[1] >= 'a' {
		return strings.ToLower(s[:1]) + s[1:]
	}
	return s
}

func upperFirst(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}
