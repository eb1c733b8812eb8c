package reports

import (
	"fmt"
	"io"
	"strings"

	"github.com/xuri/excelize/v2"

	"attain/config"
)

// StatementData is everything one participant's statement says. Amounts are not in it: they are the lines.
type StatementData struct {
	Company     config.Company
	Participant Person
	Period      config.Period
	Run         string     // the run's short reference
	AsOf        config.Day // the data the run read was of this day
	PaidOn      config.Day // 0: not known yet
	Contact     string     // whom to ask: revops@example.com
	Plans       []PlanInfo
	Results     []Result
	Lines       []config.Line // this participant's, ordered by key
	Behind      []Behind      // the facts behind the lines' terms and deals
	Remarks     []Remark
	Rewards     map[string]string // titles of rewards that are no money, by name
}

// rewardTitle is what a seller calls a reward.
func (d StatementData) rewardTitle(name string) string {
	if t := d.Rewards[name]; t != "" {
		return t
	}
	return titleOf(name)
}

// Person is a participant as the statement names them.
type Person struct {
	ID         string // the employee number, as HR writes it
	Name       string
	Role       string
	Team       string
	Manager    string // name, else id
	CostCenter string
	Currency   string // what they are paid in
}

// PlanInfo is what a statement says of a plan.
type PlanInfo struct {
	Name    string // permanent: ae-2026
	Title   string // Account Executive 2026
	Goal    string
	Version string
}

// Result is one component as a seller reads it on the first sheet. A component that has lines but no Result is shown
// with what its lines say.
type Result struct {
	Plan, Component string          // as on the lines
	Title           string          // Quota attainment
	Measures        string          // what it measures, one sentence: "Bookings you closed ÷ your quota"
	KPI             string          // the name of the lines' term that holds the result
	RowsCommand     string          // the command line that shows the source rows of the result
	Looked          config.Interval // the days the KPI looked at, where they are other than those paid for; else empty
	Unit            string          // of Actual and Target: percent, money, count, months, days, points, number
	Currency        string          // of Actual and Target where Unit is money: the plan's; "" stands for the lines'
	Actual          *config.Ratio
	Target          *config.Ratio
	Anchors         []config.Ratio // threshold, cap and the others: a shown result never looks like one it is not
	TargetMinor     int64          // what the component pays at target in this period; 0: it has no target amount
	Note            string         // why there is no result, or what is special: "fewer than 10 closed deals"
	Reward          string         // the name of the reward it pays in that is no money; "" for money
	Held            bool           // nothing of it is paid until what Note says is mended
}

// Remark is one thing a participant must know about this statement.
type Remark struct {
	Kind string // "" (worth knowing), "held" or "unreadable"
	Text string
}

// Behind is the facts behind one window (Window is 1 + the window's id, as in config.Term). For a team or the company
// only Months is shown, never other people's rows; where Months is empty it is counted from Rows.
type Behind struct {
	Window    int32
	Title     string // Won deals
	Measure   string // won_deals
	Kind      string // flow, stock, span
	Unit      string // money, count, days, points
	Currency  string // what the measure counts in: the plan's currency; "" stands for the participant's
	Aggregate config.Aggregate
	Subject   config.Subject
	SubjectID string
	Where     []config.Condition // what its rows meet
	config.Interval
	Rows   []Fact
	Months []MonthTotal
}

// Fact is one credited fact: config.FactSchema, and the rate its value was converted at.
type Fact struct {
	SourceKey  string
	Label      string
	Credited   string // of the deals of those who report to the participant: whose this one is, Ada Brown (E1004)
	Day        config.Day
	Account    string
	CreditType string
	ShareBP    int64 // basis points: 50 % is 5,000
	Value      int64 // minor units of Currency, or the measure's own unit
	Currency   string
	Rate       config.Ratio // units of Behind.Currency for one of Currency; 0 stands for 1
	File       string
	Row        int64
}

// MonthTotal is what a team or the company did in one month.
type MonthTotal struct {
	Month    string // 2026-08
	Rows     int64
	Value    int64 // minor units of Currency, or the measure's own unit
	Currency string
	Rate     config.Ratio // as in Fact
}

// The sheets of a statement.
const (
	sheetStatement = "Statement"
	sheetHow       = "How it was calculated"
	sheetRows      = "Rows behind it"
)

// Statement writes a participant's workbook. It may be called from several goroutines.
func Statement(w io.Writer, d StatementData) error {
	rows := rowsSheet(d)
	how := howSheet(d, rows.places)
	first := firstSheet(d, how)
	if err := writeWorkbook(w, []*grid{first, how.grid, rows.grid}); err != nil {
		return fmt.Errorf("statement of %s: %w", d.Participant.ID, err)
	}
	return nil
}

// The columns of the first sheet.
const (
	colWhat   = 2
	colResult = 3
	colTarget = 4
	colAt     = 5
	colPaid   = 6
	colAmount = 7
)

// firstSheet is what a person understands in ten seconds.
func firstSheet(d StatementData, how howResult) *grid {
	g := &grid{name: sheetStatement, widths: []float64{1.5, 31, 16, 16, 15, 11, 17}, onePage: true}
	g.footer = fmt.Sprintf("%s  ·  %s  ·  %s  ·  run %s", d.Company.Name, d.Participant.Name, d.Period.Label, d.Run)
	writeHead(g, d)
	writeEarned(g, d, how)
	writeComponents(g, how)
	writeRewards(g, how)
	writeChart(g, how)
	writeRemarks(g, d)
	writeAsk(g, d)
	return g
}

func writeHead(g *grid, d StatementData) {
	g.height(1, 8)
	g.span(2, colWhat, colTarget, text(d.Company.Name, look{bold: true, color: grey}))
	g.span(2, colAt, colAmount, text("Incentive statement", look{color: grey, align: "right"}))
	g.span(3, colWhat, colAmount, text(nameOf(d.Participant), look{size: 20, bold: true, color: navy}))
	g.height(3, 32)
	g.span(4, colWhat, colAmount, text(joined("  ·  ", d.Participant.Role, labelled("team ", d.Participant.Team),
		labelled("manager ", d.Participant.Manager), labelled("employee number ", d.Participant.ID)), look{color: grey}))
	g.height(5, 6)
}

// writeEarned is the band that answers the question everybody has first.
func writeEarned(g *grid, d StatementData, how howResult) {
	r := 6
	g.span(r, colWhat, colTarget, text("You earned", look{fill: band, color: grey, indent: 1}))
	g.span(r, colAt, colAmount, text("for "+periodWords(d.Period), look{fill: band, color: grey, align: "right", indent: 1}))
	g.height(r, 22)
	paid := "the pay date is not set yet"
	if d.PaidOn != 0 {
		paid = "paid on " + dayWords(d.PaidOn)
	}
	for i, t := range how.totals {
		r++
		l := look{size: 24, bold: true, color: navy, fill: band, align: "left", indent: 1, format: moneyFormat(t.currency) + ` "` + t.currency + `"`}
		g.span(r, colWhat, colTarget, live(on(sheetHow, t.ref), t.value, l))
		if i > 0 {
			paid = ""
		}
		g.span(r, colAt, colAmount, text(paid, look{size: 12, bold: true, color: navy, fill: band, align: "right", indent: 1}))
		g.height(r, 40)
	}
	g.span(r+1, colWhat, colAmount, cell{look: look{fill: band}})
	g.height(r+1, 6)
	g.height(r+2, 12)
}

func writeComponents(g *grid, how howResult) {
	r := g.next()
	componentsHead(g, r, "What it measures", "You earned")
	shown := 0
	for _, s := range how.sections {
		if !s.isReward() {
			r = writeComponent(g, r+1, s)
			shown++
		}
	}
	r = writeTotals(g, r, how.totals)
	if shown == 0 {
		r++
		g.span(r, colWhat, colAmount, text("No component paid in this period; what we know about why stands below.", look{italic: true, color: grey, indent: 1}))
		g.height(r, 20)
	}
	g.height(r+1, 12)
}

// writeRewards writes what was earned that is no money, each reward by itself: no payroll pays it.
func writeRewards(g *grid, how howResult) {
	for _, t := range how.rewards {
		r := g.next()
		componentsHead(g, r, t.title+" (no money)", "You earned")
		for _, s := range how.sections {
			if s.currency == t.currency {
				r = writeComponent(g, r+1, s)
			}
		}
		r = writeTotals(g, r, []currencyTotal{t})
		g.height(r+1, 12)
	}
}

func componentsHead(g *grid, r int, what, earned string) {
	head := look{bold: true, color: white, fill: navy, align: "right", wrap: true}
	headLeft := head
	headLeft.align, headLeft.indent = "left", 1
	g.put(r, colWhat, text(what, headLeft), text("Your result", head), text("Target", head),
		text("Amount at target", head), text("Paid of target", head), text(earned, head))
	g.height(r, 30)
}

// writeTotals writes a row for each total, and gives the last of them.
func writeTotals(g *grid, r int, totals []currencyTotal) int {
	for _, t := range totals {
		r++
		l := look{bold: true, fill: band, above: navy, indent: 1}
		money := look{bold: true, fill: band, above: navy, format: moneyFormat(t.currency)}
		g.set(r, colWhat, text("Total "+t.title, l))
		for c := colResult; c < colAmount; c++ {
			g.set(r, c, cell{look: money})
		}
		if t.atTarget.ref != "" {
			g.set(r, colAt, live(on(sheetHow, t.atTarget.ref), t.atTarget.value, money))
			percent := money
			percent.format = "0.0%"
			if t.atTarget.value != 0 && t.allTargeted {
				g.set(r, colPaid, live(ref(r, colAmount)+"/"+ref(r, colAt), t.value/t.atTarget.value, percent))
			}
		}
		g.set(r, colAmount, live(on(sheetHow, t.ref), t.value, money))
		g.height(r, 22)
	}
	return r
}

// writeComponent is one component: its numbers, and under them what it measures and what was special.
func writeComponent(g *grid, r int, s section) int {
	res := s.result
	name := look{bold: true, indent: 1, top: false}
	g.set(r, colWhat, text(res.Title, name))
	places := shownPlaces(res)
	if res.Actual != nil {
		l := look{format: resultFormat(s, *res.Actual, places), align: "right"}
		if p, ok := s.kpi[res.KPI]; ok && p.exact.Cmp(*res.Actual) == 0 {
			g.set(r, colResult, live(on(sheetHow, p.ref), p.float, l))
		} else {
			g.set(r, colResult, number(res.Actual.Approx(), l))
		}
	} else {
		g.set(r, colResult, text("–", look{align: "right", color: grey}))
	}
	if res.Target != nil {
		g.set(r, colTarget, number(res.Target.Approx(), look{format: resultFormat(s, *res.Target, places), align: "right"}))
	} else {
		g.set(r, colTarget, text("–", look{align: "right", color: grey}))
	}
	if s.target.ref != "" {
		g.set(r, colAt, live(on(sheetHow, s.target.ref), s.target.value, look{format: moneyFormat(s.currency)}))
		g.set(r, colPaid, live(ref(r, colAmount)+"/"+ref(r, colAt), s.value/s.target.value, look{format: "0.0%"}))
	} else {
		g.set(r, colAt, text("–", look{align: "right", color: grey}))
		g.set(r, colPaid, text("–", look{align: "right", color: grey}))
	}
	if s.isHeld() {
		g.set(r, colAmount, text("Held", look{bold: true, color: amber, align: "right"}))
	} else {
		g.set(r, colAmount, live(on(sheetHow, s.ref), s.value, look{bold: true, format: moneyFormat(s.currency)}))
	}
	g.height(r, 20)
	r++
	words := s.words()
	g.span(r, colWhat, colAmount, text(words, look{size: 9, color: grey, wrap: true, top: true, indent: 1, below: rule}))
	g.fit(r, colWhat, colAmount, words, 9)
	g.atLeast(r, 15)
	return r
}

// resultFormat is the number format of a result; money bears its currency where that is not the one paid in.
func resultFormat(s section, v config.Ratio, atMost int) string {
	currency := s.result.Currency
	if s.result.Unit != "money" || currency == "" || currency == s.currency {
		return unitFormat(s.result.Unit, s.currency, v, atMost)
	}
	return unitFormat("money", currency, v, atMost) + ` "` + currency + `"`
}

// words say what a component measures and what was special about it in this period.
func (s section) words() string {
	deals, rest := splitLines(s.lines)
	measures := s.result.Measures
	if measures == "" && len(deals) > 0 {
		measures = dealsInWords(deals)
	}
	if measures == "" && len(rest) > 1 && rest[0].Part == objectivePart {
		measures = plural(len(rest), "objective", "objectives")
	}
	if !s.result.Looked.Empty() {
		measures = joined("  ·  ", measures, "measured over "+daysWords(s.result.Looked))
	}
	if len(rest) != 1 || len(deals) > 0 {
		return joined("  ·  ", measures, reachedWords(s.result), s.result.Note)
	}
	l := rest[0]
	said := l.Label
	if !strings.Contains(said, s.result.Note) {
		said = joined("  ·  ", said, s.result.Note)
	}
	if measures == said {
		measures = ""
	}
	if l.AmountMinor == 0 {
		return joined("  ·  ", measures, said)
	}
	return joined("  ·  ", measures, said, weightWords(l), prorationWords(l))
}

// dealsInWords sums up a commission: 7 deals, 323,496.00 USD counted, at 2.0 % to 3.0 %.
func dealsInWords(lines []config.Line) string {
	keys := map[string]bool{}
	var basis config.Ratio
	low, high := lines[0].Rate, lines[0].Rate
	for _, l := range lines {
		keys[l.SourceKey] = true
		if l.Part != "earlier-deals" {
			basis, low, high = basis.Add(l.Basis), low.Min(l.Rate), high.Max(l.Rate)
		}
	}
	words := plural(len(keys), "deal", "deals")
	if lines[0].BasisUnit != "money" {
		return words
	}
	currency := lines[0].Currency
	words += ", " + showValue("money", currency, config.MajorOf(basis, currency)) + " counted, at " + showValue("percent", "", low)
	if low.Cmp(high) != 0 {
		words += " to " + showValue("percent", "", high)
	}
	return words
}

// reachedWords says what the result of a component without a target is: how much of the quota a ladder climbed.
func reachedWords(r Result) string {
	if r.Actual == nil || r.Target != nil || r.Unit != "percent" {
		return ""
	}
	p := r.Actual.Mul(config.Whole(100))
	return p.Decimal(max(1, places(p, 2))) + " % of quota reached"
}

// weightWords says that a component weighs more than the plan says, because another was not counted.
func weightWords(l config.Line) string {
	plan, now := termOf(l, "plan_weight"), termOf(l, "weight")
	if plan == nil || now == nil || plan.Value.Cmp(now.Value) == 0 {
		return ""
	}
	return fmt.Sprintf("weighs %s instead of %s", showValue("percent", "", now.Value), showValue("percent", "", plan.Value))
}

// prorationWords says that a component counts for a part of the period only.
func prorationWords(l config.Line) string {
	t := termOf(l, "proration")
	if t == nil || t.Value.Cmp(config.Whole(1)) == 0 {
		return ""
	}
	days := strings.ReplaceAll(t.Formula, "/", "of")
	if days != "" {
		days = " (" + days + ")"
	}
	p := t.Value.Mul(config.Whole(100))
	return "for " + p.Decimal(max(1, places(p, 2))) + " % of the period" + days
}

func termOf(l config.Line, name string) *config.Term {
	for i := range l.Terms {
		if l.Terms[i].Name == name {
			return &l.Terms[i]
		}
	}
	return nil
}

// writeChart draws what was earned beside what target pays. It reads the summary on the second sheet.
func writeChart(g *grid, how howResult) {
	targeted := len(how.totals) == 1 && how.totals[0].atTarget.ref != ""
	if how.chartFirst == 0 || len(how.totals) != 1 || how.chartLast == how.chartFirst && !targeted {
		return // nothing to compare, or two currencies on one axis
	}
	title := "Earned, by component"
	if targeted {
		title = "Earned, beside what target pays"
	}
	n := how.chartLast - how.chartFirst + 1
	at := g.next()
	span := func(c int) string {
		return on(sheetHow, fmt.Sprintf("$%s$%d:$%s$%d", column(c), how.chartFirst, column(c), how.chartLast))
	}
	names := span(colLabel)
	font := excelize.Font{Family: typeface, Size: 9, Color: ink}
	series := []excelize.ChartSeries{{
		Name: on(sheetHow, "$"+column(colLineAmount)+"$"+fmt.Sprint(how.chartFirst-1)), Categories: names, Values: span(colLineAmount),
		Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{accent}}, DataLabel: excelize.ChartDataLabel{Font: font},
	}}
	if targeted {
		series = append(series, excelize.ChartSeries{
			Name: on(sheetHow, "$"+column(colTermValue)+"$"+fmt.Sprint(how.chartFirst-1)), Categories: names, Values: span(colTermValue),
			Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{pale}}, DataLabel: excelize.ChartDataLabel{Font: font},
		})
	}
	height := uint(60 + 48*n)
	g.charts = append(g.charts, chartAt{cell: ref(at, colWhat), chart: &excelize.Chart{
		Type: excelize.Bar, Series: series,
		Title:      excelize.ChartTitle{Paragraph: []excelize.RichTextRun{{Text: title + " (" + how.totals[0].currency + ")", Font: &excelize.Font{Family: typeface, Size: 10, Bold: true, Color: ink}}}},
		Legend:     excelize.ChartLegend{Position: "bottom", Font: &font},
		Dimension:  excelize.ChartDimension{Width: 760, Height: height},
		XAxis:      excelize.ChartAxis{Font: font, ReverseOrder: true, TickLabelPosition: excelize.ChartTickLabelLow},
		YAxis:      excelize.ChartAxis{None: true}, // the bars bear their numbers
		PlotArea:   excelize.ChartPlotArea{ShowVal: true, NumFmt: excelize.ChartNumFmt{CustomNumFmt: "#,##0"}},
		GapWidth:   ptr(uint(60)),
		VaryColors: ptr(false),
		Border:     excelize.LineOptions{Type: excelize.LineNone},
	}})
	const rowHeight = 15
	rows := int(float64(height)*0.75/rowHeight) + 2
	for i := range rows {
		g.height(at+i, rowHeight)
	}
}

func writeRemarks(g *grid, d StatementData) {
	if len(d.Remarks) == 0 {
		return
	}
	r := g.next()
	g.span(r, colWhat, colAmount, text("Worth knowing", look{bold: true, color: navy, below: rule}))
	g.height(r, 20)
	for _, m := range d.Remarks {
		r++
		words, color := "•  "+m.Text, ink
		switch m.Kind {
		case "held":
			words, color = "•  Held, so not in this amount and not lost: "+m.Text, amber
		case "unreadable":
			words, color = "•  Could not be read: "+m.Text, red
		}
		g.span(r, colWhat, colAmount, text(words, look{wrap: true, top: true, color: color, indent: 1}))
		g.fit(r, colWhat, colAmount, words, 10)
		g.atLeast(r, 17)
	}
	g.height(r+1, 8)
}

func writeAsk(g *grid, d StatementData) {
	r := g.next()
	ask := "Something looks wrong? Ask " + joined(" or ", d.Participant.Manager, d.Contact)
	if d.Participant.Manager == "" && d.Contact == "" {
		ask = "Something looks wrong? Ask your manager"
	}
	ask += fmt.Sprintf(" and name the run %s and the reference beside the amount. The sheet \"%s\" shows every step, \"%s\" every deal that counted.", d.Run, sheetHow, sheetRows)
	g.span(r, colWhat, colAmount, text(ask, look{wrap: true, top: true, color: ink, above: rule}))
	g.fit(r, colWhat, colAmount, ask, 10)
	r++
	var plans []string
	for _, p := range d.Plans {
		plans = append(plans, joined(", version ", joined(": ", p.Title, p.Goal), p.Version))
	}
	small := look{size: 8, color: grey, wrap: true, top: true}
	note := joined("  ·  ", strings.Join(plans, "; "), "data as of "+dayWords(d.AsOf))
	g.span(r, colWhat, colAmount, text(note, small))
	g.fit(r, colWhat, colAmount, note, 8)
}

func nameOf(p Person) string {
	if p.Name == "" {
		return p.ID
	}
	return p.Name
}

// joined puts what is not empty side by side.
func joined(by string, parts ...string) string {
	var kept []string
	for _, p := range parts {
		if p != "" {
			kept = append(kept, p)
		}
	}
	return strings.Join(kept, by)
}

func labelled(label, value string) string {
	if value == "" {
		return ""
	}
	return label + value
}
