package reports

import (
	"cmp"
	"fmt"
	"sort"
	"strconv"
	"strings"

	"attain/config"
)

// The columns of the second sheet. Amounts that are paid stand in one column and nothing else does, so that a
// component's total is the plain sum of its part of that column.
const (
	colLabel      = 2 // label, or the deal
	colUnit       = 3 // unit, or the day
	colTermValue  = 4 // a number of the derivation, or the amount counted
	colRate       = 5
	colLineAmount = 6
	colHow        = 7
	colFrom       = 8
)

// valueAt is a cell and the value in it.
type valueAt struct {
	ref   string
	value float64
}

// section is one component in one currency: its lines, and where its total stands on the second sheet.
type section struct {
	plan, component, currency string
	result                    Result
	lines                     []config.Line
	kpi                       map[string]place // terms by name
	valueAt                                    // the total
	target                    valueAt
	minor                     int64
}

// currencyTotal is what was earned in one currency.
type currencyTotal struct {
	currency string
	title    string
	valueAt
	atTarget    valueAt
	allTargeted bool // every component has an amount at target, so the share of it means something
}

type howResult struct {
	grid                  *grid
	sections              []section
	totals                []currencyTotal
	rewards               []currencyTotal
	chartFirst, chartLast int
}

// howSheet shows every line with its derivation as live formulas. behind says where a window's subtotal stands on the
// third sheet.
func howSheet(d StatementData, behind map[int32]place) howResult {
	g := &grid{name: sheetHow, widths: []float64{1.5, 42, 12, 16, 10, 16, 48, 46}, landscape: true}
	g.footer = fmt.Sprintf("%s  ·  %s  ·  run %s", d.Participant.Name, d.Period.Label, d.Run)
	h := howResult{grid: g, sections: sectionsOf(d)}
	g.height(1, 8)
	g.span(2, colLabel, colFrom, text("How it was calculated", look{size: 16, bold: true, color: navy}))
	g.height(2, 26)
	intro := fmt.Sprintf("%s, %s. Numbers in blue were given; numbers in black are formulas: click on one to follow it back to the rows.", nameOf(d.Participant), periodWords(d.Period))
	g.span(3, colLabel, colFrom, text(intro, look{color: grey}))
	summary := h.reserveSummary(5)
	g.freeze = 3
	writer := &howWriter{g: g, d: d, behind: behind, facts: factsByKey(d.Behind)}
	for i := range h.sections {
		writer.section(&h.sections[i])
	}
	h.fillSummary(summary, d)
	return h
}

// sectionsOf groups lines by component and currency, in the order of the results, then of the lines.
func sectionsOf(d StatementData) []section {
	type key struct{ plan, component, currency string }
	at := map[key]int{}
	var out []section
	for _, l := range d.Lines {
		k := key{l.Plan, l.Component, l.Currency}
		i, ok := at[k]
		if !ok {
			i = len(out)
			at[k] = i
			out = append(out, section{plan: l.Plan, component: l.Component, currency: l.Currency, result: resultOf(d, l), kpi: map[string]place{}})
		}
		out[i].lines = append(out[i].lines, l)
		out[i].minor += l.AmountMinor
	}
	out = append(out, withoutLines(d)...)
	rank := func(s section) int {
		for i, r := range d.Results {
			if r.Plan == s.plan && r.Component == s.component {
				return i
			}
		}
		return len(d.Results)
	}
	sort.SliceStable(out, func(i, j int) bool {
		if a, b := out[i].isReward(), out[j].isReward(); a != b {
			return b
		}
		return rank(out[i]) < rank(out[j])
	})
	return out
}

// isReward says whether the section is of a reward that is no money: it comes after those that are, and no total has both.
func (s section) isReward() bool { return config.IsReward(s.currency) }

// isHeld says that nothing is known of what the component comes to: it is held, and 0 would look like pay of nothing.
func (s section) isHeld() bool { return s.result.Held && len(s.lines) == 0 }

// summaryTitle names the component where only its amount stands beside it, in the summary and in the chart. What is held has
// no amount there, and no bar.
func (s section) summaryTitle() string {
	if s.isHeld() {
		return s.result.Title + " (held)"
	}
	return s.result.Title
}

// withoutLines are the components that have a result and no line: held, or nothing happened. They are shown, as 0.00
// and with the reason, so that nobody wonders where they went.
func withoutLines(d StatementData) []section {
	type key struct{ plan, component string }
	seen := map[key]bool{}
	for _, l := range d.Lines {
		seen[key{l.Plan, l.Component}] = true
	}
	var out []section
	for _, r := range d.Results {
		k := key{r.Plan, r.Component}
		if seen[k] || r.Component == "" {
			continue
		}
		seen[k] = true
		l := config.Line{Plan: r.Plan, Component: r.Component}
		currency := cmp.Or(r.Reward, d.Participant.Currency)
		out = append(out, section{plan: r.Plan, component: r.Component, currency: currency, result: resultOf(d, l), kpi: map[string]place{}})
	}
	return out
}

func resultOf(d StatementData, l config.Line) Result {
	for _, r := range d.Results {
		if r.Plan == l.Plan && r.Component == l.Component {
			if r.Title == "" {
				r.Title = titleOf(l.Component)
			}
			return r
		}
	}
	r := Result{Plan: l.Plan, Component: l.Component, Title: titleOf(l.Component)}
	if l.Component == "" {
		r.Title, r.Measures = titleOf(l.Part)+" of the plan", l.Label
	}
	return r
}

// titleOf makes a title of a permanent name: win-rate is "Win rate".
func titleOf(name string) string {
	s := strings.NewReplacer("-", " ", "_", " ").Replace(name)
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

// reserveSummary keeps the rows of the summary free; its formulas point at totals further down.
func (h *howResult) reserveSummary(first int) int {
	money, rewards := currenciesOf(h.sections)
	rows := len(h.sections) + len(money) + len(rewards) + 2
	h.grid.height(first+rows, 10)
	return first
}

// currenciesOf are the currencies of sections, and the rewards.
func currenciesOf(sections []section) (money, rewards []string) {
	seen := map[string]bool{}
	for _, s := range sections {
		switch {
		case seen[s.currency]:
		case s.isReward():
			rewards = append(rewards, s.currency)
		default:
			money = append(money, s.currency)
		}
		seen[s.currency] = true
	}
	sort.Strings(money)
	sort.Strings(rewards)
	return money, rewards
}

// fillSummary writes component, amount at target and amount, and one total for each currency: never across them.
func (h *howResult) fillSummary(r int, d StatementData) {
	g := h.grid
	head := look{bold: true, color: white, fill: navy, align: "right"}
	left := head
	left.align, left.indent = "left", 1
	g.put(r, colLabel, text("Component", left), text("Currency", left), text("Amount at target", head), cell{look: head}, text("You earned", head))
	g.height(r, 20)
	h.chartFirst, h.chartLast = r+1, r
	for i := range h.sections {
		s := &h.sections[i]
		r++
		if !s.isReward() {
			h.chartLast = r
		}
		money := look{format: moneyFormat(s.currency), below: rule}
		g.put(r, colLabel, text(s.summaryTitle(), look{indent: 1, below: rule}), text(s.currency, look{indent: 1, below: rule, color: grey}), cell{look: money}, cell{look: money}, cell{look: money})
		if s.result.TargetMinor != 0 {
			s.target = valueAt{ref(r, colTermValue), major(s.result.TargetMinor, s.currency)}
			blue := money
			blue.color = accent
			g.set(r, colTermValue, number(s.target.value, blue))
		}
		if !s.isHeld() {
			g.set(r, colLineAmount, live(s.ref, s.value, money))
		}
	}
	currencies, rewards := currenciesOf(h.sections)
	if len(currencies) == 0 {
		currencies = []string{d.Participant.Currency}
		h.chartFirst = 0
	}
	for _, c := range currencies {
		r++
		h.totals = append(h.totals, h.total(r, c, c))
	}
	for _, c := range rewards {
		r++
		h.rewards = append(h.rewards, h.total(r, c, d.rewardTitle(c)))
	}
}

func (h *howResult) total(r int, currency, title string) currencyTotal {
	t := currencyTotal{currency: currency, title: title, allTargeted: true}
	var amounts, targets []string
	var minor, targetMinor int64
	for _, s := range h.sections {
		if s.currency != currency {
			continue
		}
		amounts, minor = append(amounts, s.ref), minor+s.minor
		if s.target.ref == "" {
			t.allTargeted = false
			continue
		}
		targets, targetMinor = append(targets, s.target.ref), targetMinor+s.result.TargetMinor
	}
	l := look{bold: true, fill: band, above: navy, format: moneyFormat(currency)}
	for c := colLabel; c <= colLineAmount; c++ {
		h.grid.set(r, c, cell{look: l})
	}
	h.grid.set(r, colLabel, text("Total "+title, look{bold: true, fill: band, above: navy, indent: 1}))
	t.valueAt = valueAt{ref(r, colLineAmount), major(minor, currency)}
	h.grid.set(r, colLineAmount, live(sumFormula(amounts, currency), t.value, l))
	if len(targets) > 0 {
		t.atTarget = valueAt{ref(r, colTermValue), major(targetMinor, currency)}
		h.grid.set(r, colTermValue, live(sumFormula(targets, currency), t.atTarget.value, l))
	}
	return t
}

// sumFormula adds cells and takes off what binary addition leaves behind the last cent.
func sumFormula(cells []string, currency string) string {
	if len(cells) == 0 {
		return "0"
	}
	return fmt.Sprintf("ROUND(SUM(%s),%d)", strings.Join(cells, ","), config.MinorDigits(currency))
}

// major is an amount as the double a spreadsheet holds: the one nearest to it.
func major(minor int64, currency string) float64 {
	return config.MajorOf(config.Whole(minor), currency).Approx()
}

// howWriter writes sections below one another.
type howWriter struct {
	g      *grid
	d      StatementData
	behind map[int32]place
	facts  map[string]Fact
}

func factsByKey(behind []Behind) map[string]Fact {
	out := map[string]Fact{}
	for _, b := range behind {
		for _, f := range b.Rows {
			if _, ok := out[f.SourceKey]; !ok {
				out[f.SourceKey] = f
			}
		}
	}
	return out
}

func (w *howWriter) section(s *section) {
	g := w.g
	r := g.next() + 1
	g.span(r, colLabel, colHow, text(s.result.Title, look{size: 11, bold: true, color: white, fill: navy, indent: 1}))
	g.set(r, colFrom, text(w.planWords(s), look{color: white, fill: navy, align: "right", indent: 1}))
	g.height(r, 22)
	if len(s.lines) == 0 {
		w.nothing(s, r+1)
		return
	}
	first := r + 1
	deals, rest := splitLines(s.lines)
	for _, l := range rest {
		w.derivation(s, l, severalSegments(rest))
	}
	if len(deals) > 0 {
		w.deals(s, deals)
	}
	last := g.next() - 1
	if len(s.lines) == 1 {
		s.valueAt = valueAt{ref(last, colLineAmount), major(s.minor, s.currency)}
		return
	}
	r = last + 1
	l := look{bold: true, fill: band, above: navy, format: moneyFormat(s.currency)}
	for c := colLabel; c <= colFrom; c++ {
		g.set(r, c, cell{look: look{fill: band, above: navy}})
	}
	g.set(r, colLabel, text(s.result.Title+", total", look{bold: true, fill: band, above: navy, indent: 1}))
	g.set(r, colUnit, text(s.currency, look{fill: band, above: navy, indent: 1, color: grey}))
	s.valueAt = valueAt{ref(r, colLineAmount), major(s.minor, s.currency)}
	area := ref(first, colLineAmount) + ":" + ref(last, colLineAmount)
	g.set(r, colLineAmount, live(sumFormula([]string{area}, s.currency), s.value, l))
	g.height(r, 20)
}

// nothing is a component without a line.
func (w *howWriter) nothing(s *section, r int) {
	why := s.result.Note
	if why == "" {
		why = "nothing to pay in this period"
	}
	line := look{below: rule}
	what, amount := "No line", number(0, look{below: rule, format: moneyFormat(s.currency)})
	if s.isHeld() {
		what, amount = "Held", text("Held", look{below: rule, color: amber, align: "right"})
	}
	w.g.put(r, colLabel, text(what, look{below: rule, indent: 2, color: grey}), text(s.currency, look{below: rule, indent: 1, color: grey}), cell{look: line}, cell{look: line},
		amount, text(why, look{below: rule, wrap: true, color: grey, indent: 1}), cell{look: line})
	w.g.fit(r, colHow, colHow, why, 10)
	w.g.atLeast(r, 18)
	s.valueAt = valueAt{ref(r, colLineAmount), 0}
}

func (w *howWriter) planWords(s *section) string {
	for _, p := range w.d.Plans {
		if p.Name == s.plan {
			return joined(", version ", joined("", p.Title), p.Version)
		}
	}
	return s.plan
}

// splitLines parts lines of single deals from the others. An objective has a source, but it is no deal: each has its own derivation.
func splitLines(lines []config.Line) (deals, rest []config.Line) {
	for _, l := range lines {
		if l.SourceKey != "" && l.Part != objectivePart {
			deals = append(deals, l)
		} else {
			rest = append(rest, l)
		}
	}
	return deals, rest
}

// objectivePart is the part of an objective's line.
const objectivePart = "objective"

// severalSegments says whether lines are about more than one stretch of the period; what was carried from an earlier
// one has a line of its own and is no stretch of this one.
func severalSegments(lines []config.Line) bool {
	first := int32(0)
	for _, l := range lines {
		if first != 0 && l.Segment != first {
			return true
		}
		first = l.Segment
	}
	return false
}

// derivation writes one line: its terms below one another, each a given number or a live formula over those above it,
// and the amount.
func (w *howWriter) derivation(s *section, l config.Line, several bool) {
	g := w.g
	r := g.next()
	sub := look{bold: true, color: navy, indent: 1}
	title := l.Label
	if several && l.Segment > 0 {
		title = joined("  ·  ", title, fmt.Sprintf("part %d of the period", l.Segment))
	}
	g.span(r, colLabel, colRate, text(joined("  ", title), sub))
	g.set(r, colHow, text("How", look{color: grey, bold: true, indent: 1}))
	g.set(r, colFrom, text("Where it stands", look{color: grey, bold: true, indent: 1}))
	g.height(r, 20)
	if len(l.Terms) == 0 {
		w.simple(l)
		return
	}
	at := map[string]place{}
	label := labelsOf(l.Terms)
	for i, t := range l.Terms {
		if i == len(l.Terms)-1 {
			w.amountOf(l, t, at, label)
			continue
		}
		p := w.term(l, t, at, label)
		at[t.Name] = p
		if t.Name == s.result.KPI {
			w.rowsCommand(s)
		}
		if _, ok := s.kpi[t.Name]; !ok {
			s.kpi[t.Name] = p
		}
	}
}

// rowsCommand says how to see the source rows of a KPI's value.
func (w *howWriter) rowsCommand(s *section) {
	if s.result.RowsCommand == "" {
		return
	}
	r := w.g.next()
	w.g.span(r, colLabel, colFrom, text("Every source row of it: "+s.result.RowsCommand, look{below: rule, color: grey, size: 9, indent: 2}))
	w.g.height(r, 15)
}

// labelsOf gives what a seller reads for each term. Where two terms of a line would read the same ("Paid there"), both
// go by their names ("Threshold pays", "Target pays").
func labelsOf(terms []config.Term) func(name string) string {
	uses := map[string]int{}
	for _, t := range terms {
		uses[t.Label]++
	}
	labels := map[string]string{}
	for _, t := range terms {
		labels[t.Name] = t.Label
		if t.Label == "" || uses[t.Label] > 1 {
			labels[t.Name] = titleOf(t.Name)
		}
	}
	return func(name string) string {
		if s, ok := labels[name]; ok {
			return s
		}
		return name
	}
}

// term writes one number of a derivation and says where it stands.
func (w *howWriter) term(l config.Line, t config.Term, at map[string]place, label func(string) string) place {
	g := w.g
	r := g.next()
	line := look{below: rule}
	value := look{below: rule, format: unitFormat(t.Unit, l.Currency, t.Value, 4)}
	p := place{ref: ref(r, colTermValue), exact: t.Value, float: t.Value.Approx()}
	c, how := w.termCell(t, at, label, value)
	unit := unitWord(t.Unit, l.Currency)
	from := joined("  ·  ", t.From, t.At)
	g.put(r, colLabel, text(label(t.Name), look{below: rule, indent: 2}), text(unit, look{below: rule, indent: 1, color: grey}), c,
		cell{look: line}, cell{look: line}, text(how, look{below: rule, wrap: true, color: grey, indent: 1}), text(from, look{below: rule, wrap: true, color: grey, size: 9, indent: 1}))
	g.fit(r, colHow, colHow, how, 10)
	g.fit(r, colFrom, colFrom, from, 9)
	g.atLeast(r, 17)
	return p
}

// termCell is a formula, a reference to the rows behind it, or a given number in blue.
func (w *howWriter) termCell(t config.Term, at map[string]place, label func(string) string, value look) (c cell, how string) {
	v := t.Value.Approx()
	if t.Formula == "" {
		b := w.behind[t.Window]
		if b.ref != "" && b.exact.Cmp(t.Value) == 0 {
			return live(on(sheetRows, b.ref), v, value), "from the rows behind it"
		}
		value.color = accent
		return number(v, value), b.said
	}
	words := formulaWords(t.Formula, label)
	f, err := translate(t.Formula, func(name string) (place, bool) { p, ok := at[name]; return p, ok })
	if err != nil || f.exact.Cmp(t.Value) != 0 {
		value.color = accent
		return number(v, value), words + " (not recalculated here)"
	}
	return live(f.text, v, value), words
}

// amountOf writes the last term: the line's amount, in the column of amounts.
func (w *howWriter) amountOf(l config.Line, t config.Term, at map[string]place, label func(string) string) {
	a := amount{note: "not recalculated here"}
	words := t.Formula
	if t.Formula != "" {
		words = formulaWords(t.Formula, label)
		if x, err := translateUnrounded(t.Formula, l.Currency, func(name string) (place, bool) { p, ok := at[name]; return p, ok }); err == nil {
			a = amountFormula(x, l.AmountMinor, config.MinorDigits(l.Currency))
		}
	}
	w.amountRow(l, label(t.Name), a, words, joined("  ·  ", t.From, t.At))
}

// simple writes a line that is basis × rate and nothing else.
func (w *howWriter) simple(l config.Line) {
	g := w.g
	r := g.next()
	basis, rate, x := w.basisAndRate(r, l)
	line := look{below: rule}
	g.put(r, colLabel, text("Amount counted × rate", look{below: rule, indent: 2}), text(unitWord(l.BasisUnit, l.Currency), look{below: rule, indent: 1, color: grey}),
		basis, rate, cell{look: line}, cell{look: line}, text(l.ComputedFrom, look{below: rule, wrap: true, color: grey, size: 9, indent: 1}))
	g.fit(r, colFrom, colFrom, l.ComputedFrom, 9)
	w.amountRow(l, "Amount", amountFormula(x, l.AmountMinor, config.MinorDigits(l.Currency)), "amount counted × rate", l.ConfigRef)
}

func (w *howWriter) amountRow(l config.Line, label string, a amount, words, from string) {
	g := w.g
	r := g.next()
	bold := look{bold: true, below: rule}
	money := look{bold: true, below: rule, format: moneyFormat(l.Currency)}
	v := major(l.AmountMinor, l.Currency)
	c := number(v, money)
	if a.formula != "" {
		c = live(a.formula, v, money)
	}
	words = joined("  ·  ", words, a.note)
	if from == "" {
		from = l.ConfigRef
	}
	from = joined("  ·  ", from, labelled("reference ", l.Ref))
	g.put(r, colLabel, text(label, look{bold: true, below: rule, indent: 2}), text(l.Currency, look{below: rule, indent: 1, color: grey}),
		cell{look: bold}, cell{look: bold}, c, text(words, look{below: rule, wrap: true, color: grey, indent: 1}), text(from, look{below: rule, wrap: true, color: grey, size: 9, indent: 1}))
	g.fit(r, colHow, colHow, words, 10)
	g.fit(r, colFrom, colFrom, from, 9)
	g.atLeast(r, 18)
}

// basisAndRate gives the two cells of a line and their product in major units.
func (w *howWriter) basisAndRate(r int, l config.Line) (basis, rate cell, product spreadsheetText) {
	b, q := l.Basis, l.Rate
	rateLook := look{below: rule, color: accent, format: unitFormat("percent", "", q, 4)}
	if l.BasisUnit == "money" {
		b = config.MajorOf(b, l.Currency)
	} else {
		q = config.MajorOf(q, l.Currency)
		rateLook.format = unitFormat("money", l.Currency, q, 6)
	}
	basisLook := look{below: rule, color: accent, format: unitFormat(l.BasisUnit, l.Currency, b, 4)}
	basis = number(b.Approx(), basisLook)
	if f, ok := convertedBasis(l); ok && f.exact.Cmp(b) == 0 {
		basisLook.color = ""
		basis = live(f.text, b.Approx(), basisLook)
	}
	rate = number(q.Approx(), rateLook)
	product, _ = operate("*",
		spreadsheetText{text: ref(r, colTermValue), binds: 4, exact: b, float: b.Approx()},
		spreadsheetText{text: ref(r, colRate), binds: 4, exact: q, float: q.Approx()})
	return basis, rate, product
}

// deals is the table of a commission: one row for each slice of a deal.
func (w *howWriter) deals(s *section, lines []config.Line) {
	g := w.g
	r := g.next()
	head := look{bold: true, color: navy, fill: band, below: navy, align: "right"}
	left := head
	left.align, left.indent = "left", 1
	g.put(r, colLabel, text("Deal", left), text("Day", left), text("Amount counted", head), text("Rate", head), text("Earned", head), text("How", left), text("Where it stands", left))
	g.height(r, 20)
	for _, group := range byDeal(lines, w.facts) {
		w.deal(group)
	}
}

// byDeal groups lines by segment, source key, origin period and whether they are an overlay's, and orders the deals by
// day and key. The slices of a deal stand in the order they were reckoned in.
func byDeal(lines []config.Line, facts map[string]Fact) [][]config.Line {
	type key struct {
		segment        int32
		source, origin string
		overlay        bool
	}
	at := map[key]int{}
	var out [][]config.Line
	for _, l := range lines {
		k := key{l.Segment, l.SourceKey, l.OriginPeriod, strings.HasPrefix(l.Part, "overlay-")}
		i, ok := at[k]
		if !ok {
			i = len(out)
			at[k] = i
			out = append(out, nil)
		}
		out[i] = append(out[i], l)
	}
	for _, group := range out {
		orderSlices(group)
	}
	sort.SliceStable(out, func(i, j int) bool {
		a, b := facts[out[i][0].SourceKey].Day, facts[out[j][0].SourceKey].Day
		if a != b {
			return a < b
		}
		return out[i][0].SourceKey < out[j][0].SourceKey
	})
	return out
}

// orderSlices puts the slices of a deal in the order they were reckoned in: up the ladder, or down it for a reversal,
// with what earlier deals gain or lose last. The order shows in the last cent only.
func orderSlices(group []config.Line) {
	up := func(i, j int) bool { return tierOf(group[i]) < tierOf(group[j]) }
	sort.SliceStable(group, up)
	if runs(group) {
		return
	}
	sort.SliceStable(group, func(i, j int) bool {
		a, b := tierOf(group[i]), tierOf(group[j])
		return a > b && a != lastSlice || b == lastSlice && a != lastSlice
	})
	if !runs(group) {
		sort.SliceStable(group, up)
	}
}

const lastSlice = 1 << 30

// tierOf is the number of a slice's tier: 2 for tier-2 and overlay-tier-2.
func tierOf(l config.Line) int {
	part := strings.TrimPrefix(l.Part, "overlay-")
	if part == "earlier-deals" {
		return lastSlice
	}
	n, _ := strconv.Atoi(strings.TrimPrefix(part, "tier-"))
	return n
}

// runs says whether each amount is the rounded running total less the one before.
func runs(group []config.Line) bool {
	var total config.Ratio
	var sum int64
	for _, l := range group {
		total = total.Add(l.Basis.Mul(l.Rate))
		sum += l.AmountMinor
		away, _ := total.Round(config.AwayFromZero)
		even, _ := total.Round(config.ToEven)
		if sum != away && sum != even {
			return false
		}
	}
	return true
}

// deal writes the slices of one deal. Where the part counted × its rate, rounded, is what the slice earned, that is
// the formula. Where a slice closes the deal's one rounding, it is the rounded running total less the one before:
//
//	=ROUND(D5*E5,2)    =ROUND(ROUND(D5*E5+D6*E6,2)-ROUND(D5*E5,2),2)
func (w *howWriter) deal(slices []config.Line) {
	digits := config.MinorDigits(slices[0].Currency)
	var running spreadsheetText
	var before string
	var total int64
	for i, l := range slices {
		r := w.g.next()
		basis, rate, product := w.basisAndRate(r, l)
		if i == 0 {
			running = product
		} else {
			running, _ = operate("+", running, product)
		}
		total += l.AmountMinor
		whole := amountFormula(running, total, digits)
		earned := amountFormula(product, l.AmountMinor, digits)
		if i > 0 && (earned.formula == "" || earned.note != "") {
			earned = whole
			if before == "" {
				earned.formula = ""
			}
			if earned.formula != "" {
				earned.formula = fmt.Sprintf("ROUND(%s-%s,%d)", whole.formula, parenthesised(before), digits)
				earned.note = joined("  ·  ", "the deal is rounded once; this is what its parts together come to, less the parts above", whole.note)
			}
		}
		before = whole.formula
		w.dealRow(r, l, basis, rate, earned)
	}
}

func parenthesised(s string) string {
	if strings.HasPrefix(s, "ROUND(") && strings.Count(s, "ROUND(") == 1 && strings.HasSuffix(s, ")") {
		return s
	}
	return "(" + s + ")"
}

func (w *howWriter) dealRow(r int, l config.Line, basis, rate cell, a amount) {
	g := w.g
	f, known := w.facts[l.SourceKey]
	day := cell{look: look{below: rule}}
	if known {
		day = dayCell(f.Day, look{below: rule, indent: 1})
	}
	money := look{below: rule, bold: true, format: moneyFormat(l.Currency)}
	v := major(l.AmountMinor, l.Currency)
	earned := number(v, money)
	if a.formula != "" {
		earned = live(a.formula, v, money)
	}
	how := joined("  ·  ", partWords(l), convertedWords(l), a.note)
	if how == "" {
		how = "amount counted × rate"
	}
	from := joined("  ·  ", l.ComputedFrom, l.ConfigRef, labelled("reference ", l.Ref))
	g.put(r, colLabel, text(l.Label, look{below: rule, indent: 1, wrap: true}), day, basis, rate, earned,
		text(how, look{below: rule, wrap: true, color: grey, indent: 1}), text(from, look{below: rule, wrap: true, color: grey, size: 9, indent: 1}))
	g.fit(r, colLabel, colLabel, l.Label, 10)
	g.fit(r, colHow, colHow, how, 10)
	g.fit(r, colFrom, colFrom, from, 9)
	g.atLeast(r, 17)
}

// convertedBasis is the amount counted of a deal in another currency, as a formula over the numbers its terms give.
func convertedBasis(l config.Line) (spreadsheetText, bool) {
	at := map[string]place{}
	for _, t := range l.Terms {
		if t.Name == "basis" && t.Formula != "" {
			f, err := translate(t.Formula, func(name string) (place, bool) { p, ok := at[name]; return p, ok })
			return f, err == nil
		}
		n := numberText(t.Value)
		at[t.Name] = place{ref: n.inside(4), exact: t.Value, float: t.Value.Approx()}
	}
	return spreadsheetText{}, false
}

// convertedWords says what a deal in another currency was, and at which rate it counts.
func convertedWords(l config.Line) string {
	for _, t := range l.Terms {
		if t.Name == "basis" && t.Formula != "" {
			var said []string
			for _, g := range l.Terms {
				if g.Formula == "" && g.Name != "rate" {
					said = append(said, lowerFirst(g.Label)+" "+showValue(g.Unit, l.Currency, g.Value))
					said = append(said, noteOf(g)...)
				}
			}
			return strings.Join(said, ", ")
		}
	}
	return ""
}

// noteOf is what a given number says of itself, unless that is a file.
func noteOf(t config.Term) []string {
	if t.From == "" || strings.Contains(t.From, ":") {
		return nil
	}
	return []string{t.From}
}

func lowerFirst(s string) string {
	if s == "" {
		return s
	}
	return strings.ToLower(s[:1]) + s[1:]
}

// partWords says which part of a deal a line is.
func partWords(l config.Line) string {
	part, overlay := strings.CutPrefix(l.Part, "overlay-")
	if n, is := strings.CutPrefix(part, "tier-"); is {
		if overlay {
			return "overlay credit, the part in tier " + n
		}
		return "the part in tier " + n
	}
	switch l.Part {
	case "", "payout":
		return ""
	}
	if n, is := strings.CutPrefix(l.Part, "payout-"); is {
		return "credit " + n + " of this deal"
	}
	return strings.ReplaceAll(l.Part, "-", " ")
}

// translateUnrounded translates an amount's formula without its outermost rounding to the currency's places, which
// amountFormula writes in a form that is safe.
func translateUnrounded(formula, currency string, at func(string) (place, bool)) (spreadsheetText, error) {
	var ps config.Problems
	e := config.ParseExpr(formula, config.Position{File: "formula"}, &ps)
	if err := ps.Err(); err != nil {
		return spreadsheetText{}, err
	}
	if e.Op == "round" && len(e.Args) == 2 && e.Args[1].Op == "number" &&
		e.Args[1].Number.Cmp(config.Whole(int64(config.MinorDigits(currency)))) == 0 {
		e = e.Args[0]
	}
	return translateExpr(e, at)
}

// unitWord is what stands beside a number.
func unitWord(unit, currency string) string {
	switch unit {
	case "money":
		return currency
	case "months", "days", "hours", "minutes", "points":
		return unit
	}
	if config.KnownCurrency(unit) {
		return unit
	}
	return ""
}
