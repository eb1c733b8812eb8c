package reports

import (
	"bufio"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"attain/calc"
	"attain/config"

	"github.com/jedib0t/go-pretty/v6/table"
	pretty "github.com/jedib0t/go-pretty/v6/text"
)

// PlanSheet is a plan to be read by those it pays.
type PlanSheet struct {
	Plan     *calc.PlanDescription
	Readings []config.Reading                  // of the conventions the plan's result depends on
	Windows  []config.Period                   // the plan's pay windows
	Written  func(k *config.KPI) *config.Expr  // a KPI's formula in measures only
	Measure  func(name string) *config.Measure // nil for none
	Blocks   bool                              // bars of blocks, for a terminal; else of #
}

// textWidth is where sentences are wrapped.
const textWidth = 100

// PlanShow writes a plan back as sentences, tables and curves.
func PlanShow(w io.Writer, d PlanSheet) error {
	out := &planWriter{w: bufio.NewWriter(w), d: d}
	out.head()
	for i := range d.Plan.Components {
		out.component(i+1, &d.Plan.Components[i])
	}
	out.steps()
	out.readings()
	out.examples()
	if err := out.w.Flush(); err != nil {
		return fmt.Errorf("write the plan: %w", err)
	}
	return nil
}

// planWriter writes one plan.
type planWriter struct {
	w *bufio.Writer
	d PlanSheet
}

func (p *planWriter) line(indent int, text string) {
	for _, l := range wrapped(printable(text), textWidth-indent) {
		fmt.Fprintln(p.w, strings.TrimRight(strings.Repeat(" ", indent)+l, " "))
	}
}

// fact writes a word and what there is to say about it.
func (p *planWriter) fact(what, text string) {
	for i, l := range wrapped(printable(text), textWidth-14) {
		if i > 0 {
			what = ""
		}
		fmt.Fprintf(p.w, "  %s %s\n", padded(what, 11), l)
	}
}

// head says what the plan is, for whom and when.
func (p *planWriter) head() {
	pl := p.d.Plan
	fmt.Fprintf(p.w, "%s (%s)\n", printable(pl.Title), pl.Name)
	p.line(0, pl.Goal)
	fmt.Fprintln(p.w)
	p.fact("Who", "you are under this plan while "+whoWords(pl.AppliesTo.SQL))
	p.fact("From, until", dayWords(pl.First)+" to "+dayWords(pl.End-1))
	p.fact("Paid", p.paidWords())
	p.fact("Currency", p.currencyWords())
	if pl.Incentive.Sign() > 0 {
		p.fact("Amounts", fmt.Sprintf("are shown for a target incentive of %s a %s; yours is with your assignment, and your amounts are in proportion",
			p.money(pl.Incentive), windowWord(pl.Pays)))
	}
	if pl.ReviewBy != 0 {
		p.fact("Review", "the plan is looked at again by "+dayWords(pl.ReviewBy))
	}
	if pl.Owner != "" {
		p.fact("Questions", "to "+pl.Owner)
	}
	p.fact("Written in", pl.File)
	fmt.Fprintln(p.w)
	p.line(0, p.inShort())
}

func whoWords(sql string) string {
	if sql == "true" {
		return "you are assigned to anything"
	}
	return "in your assignment " + sqlWords(sql)
}

// paidWords says which stretches of days are paid for.
func (p *planWriter) paidWords() string {
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

func (p *planWriter) currencyWords() string {
	if p.d.Plan.Plan.Currency == "" {
		return "you are paid in your own; examples are in " + p.d.Plan.Currency
	}
	return "the plan's amounts are in " + p.d.Plan.Currency + "; you are paid in your own"
}

func (p *planWriter) money(v config.Ratio) string { return p.amount(v, p.d.Plan.Currency) }

// amount writes major units of a currency or a reward, rounded as the plan rounds.
func (p *planWriter) amount(v config.Ratio, currency string) string {
	minor, _ := config.MinorOf(v, currency).Round(p.d.Plan.Plan.Conventions.Halves)
	return config.FormatMinor(minor, currency) + " " + currency
}

// inShort is the plan in one sentence.
func (p *planWriter) inShort() string {
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

// component writes one way of paying.
func (p *planWriter) component(n int, c *calc.ComponentDescription) {
	title := fmt.Sprintf("%d. %s", n, titleOf(c.Name))
	p.heading(title)
	for _, s := range c.Sentences {
		p.line(2, s)
	}
	if len(c.OnlyIf) > 0 {
		p.line(2, "It counts only where "+allWords(c.OnlyIf)+"; everything else counts nothing here.")
	}
	in := p.d.Plan.Currency
	if c.Reward != "" {
		in = c.Reward
		p.line(2, "It is paid in "+strings.ReplaceAll(in, "_", " ")+", which are no money and never added to it.")
	}
	if c.Cap != nil {
		above := "what is above is not paid"
		if c.Banked {
			above = "what is above is kept and paid when a later one has room"
		}
		p.line(2, fmt.Sprintf("In one %s it pays at most %s; %s.", windowWord(p.d.Plan.Pays), p.amount(*c.Cap, in), above))
	}
	switch {
	case c.Floor == nil:
	case c.Floor.Sign() == 0:
		p.line(2, fmt.Sprintf("In one %s it never comes to less than nothing.", windowWord(p.d.Plan.Pays)))
	default:
		p.line(2, fmt.Sprintf("In one %s it pays at least %s.", windowWord(p.d.Plan.Pays), p.amount(*c.Floor, in)))
	}
	p.looks(c)
	for _, t := range c.Tables {
		p.table(t)
	}
	p.curves(c.Curves)
	fmt.Fprintf(p.w, "\n  In the plan: %s\n", c.At)
}

func (p *planWriter) heading(text string) {
	fmt.Fprintf(p.w, "\n%s\n%s\n", printable(text), strings.Repeat("-", utf8.RuneCountInString(text)))
}

// looks says what is measured, whose and when, and what counts.
func (p *planWriter) looks(c *calc.ComponentDescription) {
	said := map[string]bool{}
	for _, l := range c.Looks {
		title := lookedTitle(l)
		key := fmt.Sprint(title, l.Subject, l.Over, allWords(l.OnlyIf), allWords(l.QuotaWhere))
		if said[key] {
			continue
		}
		said[key] = true
		fmt.Fprintf(p.w, "\n  %s\n", printable(title))
		if l.KPI != nil {
			p.kpi(l)
		} else {
			p.measure(l)
		}
		p.looked("whose", whose(l))
		p.looked("when", p.overWords(l))
		if l.For != calc.ToPay && len(l.OnlyIf) > 0 {
			p.looked("only where", allWords(l.OnlyIf))
		}
		if len(l.QuotaWhere) > 0 {
			p.looked("which", "the one where "+allWords(l.QuotaWhere))
		}
	}
}

func (p *planWriter) looked(what, text string) {
	if text == "" {
		return
	}
	for i, l := range wrapped(printable(text), textWidth-18) {
		if i > 0 {
			what = ""
		}
		fmt.Fprintf(p.w, "    %s %s\n", padded(what, 13), l)
	}
}

// kpi says a KPI's definition, formula and population.
func (p *planWriter) kpi(l calc.Looked) {
	k := l.KPI
	p.looked("what it is", k.Definition)
	formula := p.d.Written(k)
	p.looked("computed as", upperFirst(formulaWords(formula.String(), p.leafTitle)))
	p.looked("what counts", k.Population)
	if len(k.OnlyIf) > 0 {
		p.looked("", "only where "+allWords(k.OnlyIf))
	}
	p.looked("counted on", k.DateField)
}

// leafTitle is what a formula's number is called: existing(mrr_churn) is "Churned MRR of existing customers".
func (p *planWriter) leafTitle(name string) string {
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

// measure says what a measure counts.
func (p *planWriter) measure(l calc.Looked) {
	if l.Measure.Kind == "span" {
		p.looked("what it is", "a target written down for a stretch of days, each day with its share")
		return
	}
	row, _, _ := strings.Cut(unread.ReplaceAllString(l.Measure.Row, ""), ":")
	p.looked("what counts", "each "+row)
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
func (p *planWriter) overWords(l calc.Looked) string {
	window := windowWord(p.d.Plan.Pays)
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

// table writes rows under a head, numbers to the right.
func (p *planWriter) table(d calc.Table) {
	fmt.Fprintln(p.w)
	if d.Title != "" {
		p.line(2, d.Title)
	}
	t := table.NewWriter()
	t.SetStyle(table.StyleLight)
	t.Style().Format.Header = pretty.FormatDefault
	head := make(table.Row, len(d.Head))
	var columns []table.ColumnConfig
	for i, h := range d.Head {
		head[i] = h
		if i > 0 {
			columns = append(columns, table.ColumnConfig{Number: i + 1, Align: pretty.AlignRight, AlignHeader: pretty.AlignRight})
		}
	}
	t.AppendHeader(head)
	t.SetColumnConfigs(columns)
	for _, r := range d.Rows {
		row := make(table.Row, len(r))
		for i, cell := range r {
			row[i] = printable(cellWords(cell))
		}
		t.AppendRow(row)
	}
	for _, l := range strings.Split(t.Render(), "\n") {
		fmt.Fprintf(p.w, "  %s\n", l)
	}
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

func (p *planWriter) curves(list []calc.Curve) {
	bar := "#"
	if p.d.Blocks {
		bar = "█"
	}
	for _, c := range list {
		fmt.Fprintln(p.w)
		plotCurve(p.w, c, p.d.Plan.Plan.Conventions.Halves, bar)
	}
}

// steps says in which order everything is done.
func (p *planWriter) steps() {
	p.heading("In which order it is worked out")
	list := []string{"What is credited to you is counted, and divided with those you share it with."}
	var limits []string
	for i := range p.d.Plan.Components {
		if c := &p.d.Plan.Components[i]; c.Cap != nil || c.Floor != nil {
			limits = append(limits, titleOf(c.Name))
		}
	}
	list = append(list, p.d.Plan.Targets...)
	list = append(list, "Each part above is worked out by itself and rounded once, to the cent of your currency.")
	if len(limits) > 0 {
		list = append(list, "The most and the least that "+listOf(limits, "and")+" can pay are applied.")
	}
	for _, s := range p.d.Plan.Steps {
		text := s.Title + ": " + strings.Join(s.Sentences, " ")
		if s.At.Line > 0 {
			text += " (" + s.At.String() + ")"
		}
		list = append(list, text)
	}
	list = append(list, "What you are paid is the sum of the lines that come of it; each is on your statement.")
	for i, text := range list {
		for k, l := range wrapped(printable(text), textWidth-6) {
			mark := fmt.Sprintf("%d.", i+1)
			if k > 0 {
				mark = ""
			}
			fmt.Fprintf(p.w, "  %s %s\n", padded(mark, 3), l)
		}
	}
	for _, s := range p.d.Plan.Steps {
		for _, t := range s.Tables {
			p.table(t)
		}
		p.curves(s.Curves)
	}
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

// readings writes the choices that another company may have made otherwise.
func (p *planWriter) readings() {
	if len(p.d.Readings) == 0 {
		return
	}
	p.heading("What could be read in two ways, and how it is read here")
	for i, r := range p.d.Readings {
		if i > 0 {
			fmt.Fprintln(p.w)
		}
		title := readingTitles[r.Key]
		if title == "" {
			title = titleOf(r.Key)
		}
		p.line(2, fmt.Sprintf("%s: %s (%s)", title, readingWords(r.Value), r.At))
		if r.Pays != "" {
			p.line(4, fmt.Sprintf("Example: %s. That pays %s: %s.", r.Example, r.Pays, r.Why))
		}
	}
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

// examples writes the plan's worked examples.
func (p *planWriter) examples() {
	if len(p.d.Plan.Examples) == 0 {
		return
	}
	p.heading("Worked examples")
	p.line(2, "Each is checked: the plan pays exactly this.")
	for _, ex := range p.d.Plan.Examples {
		fmt.Fprintln(p.w)
		var given []string
		for _, name := range inFileOrder(ex.Given) {
			given = append(given, p.inputTitle(name)+" "+p.inputWords(name, ex.Given[name].Value))
		}
		text := "With "
		if ex.Period != "" {
			text = "In " + ex.Period + ", with "
		}
		p.line(2, text+listOf(given, "and")+":")
		total, parts := config.Ratio{}, 0
		for _, name := range inFileOrder(ex.Gives) {
			r := p.result(ex, name)
			if r == nil {
				continue
			}
			note := ""
			if !r.OK {
				note = "  (the plan pays " + p.amount(r.Got, r.Currency) + ")"
			}
			fmt.Fprintf(p.w, "    %s %s%s\n", padded(printable(titleOf(name)), 30), aligned(p.amount(r.Want, r.Currency), 18), note)
			if name != "total" && !config.IsReward(r.Currency) {
				total, parts = total.Add(r.Want), parts+1
			}
		}
		if parts > 1 && !hasName(ex.Gives, "total") {
			fmt.Fprintf(p.w, "    %s %s\n", padded("Together", 30), aligned(p.money(total), 18))
		}
	}
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

func (p *planWriter) result(ex calc.ExampleWorked, name string) *calc.ExampleResult {
	for i := range ex.Results {
		if ex.Results[i].Component == name {
			return &ex.Results[i]
		}
	}
	return nil
}

// inputTitle is what an example's input is called: its KPI's or measure's title.
func (p *planWriter) inputTitle(name string) string {
	if name == "target_incentive" {
		return "a target incentive of"
	}
	for _, c := range p.d.Plan.Components {
		for _, l := range c.Looks {
			if l.KPI != nil && l.KPI.Name == name {
				return lowered(l.KPI.Title)
			}
		}
	}
	if rest, ok := strings.CutPrefix(name, "earlier_"); ok {
		return "earlier " + p.leafTitle(rest)
	}
	return p.leafTitle(name)
}

// inputWords writes an example's input in its unit.
func (p *planWriter) inputWords(name string, v config.Ratio) string {
	unit := ""
	if name == "target_incentive" {
		unit = "money"
	}
	for _, c := range p.d.Plan.Components {
		for _, l := range c.Looks {
			if l.KPI != nil && l.KPI.Name == name {
				unit = l.KPI.Unit
			}
		}
	}
	if m := p.d.Measure(strings.TrimPrefix(name, "earlier_")); m != nil && unit == "" {
		unit = m.Unit
	}
	switch unit {
	case "money":
		return p.money(v)
	case "percent":
		return showPercent(v)
	}
	return showValue(unit, p.d.Plan.Currency, v)
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

// wrapped breaks a text into lines no wider than width, at blanks.
func wrapped(s string, width int) []string {
	var out []string
	line := ""
	for _, word := range strings.Fields(s) {
		switch {
		case line == "":
			line = word
		case utf8.RuneCountInString(line)+1+utf8.RuneCountInString(word) > width:
			out = append(out, line)
			line = word
		default:
			line += " " + word
		}
	}
	if line != "" || len(out) == 0 {
		out = append(out, line)
	}
	return out
}
