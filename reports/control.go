package reports

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"sort"
	"strings"

	"attain/config"
)

// ControlData is everything the control workbook says. The lists are shown in the order given, except payouts, which
// are put in order of participant.
type ControlData struct {
	Company    config.Company
	Period     config.Period
	Run        string
	AsOf       config.Day
	PaidOn     config.Day
	Payouts    []Payout
	Rewards    []Reward // what was earned that is no money
	Payroll    PayrollSummary
	Files      []FileCount
	Entities   []EntityCount
	Components []ComponentCount
	Unclaimed  []Unclaimed // the largest; Uncounted adds all of them up
	Uncounted  []UnclaimedTotal
	Unreadable []Unreadable
	Checks     []Check
	Held       []Held
}

// Payout is what one participant gets from one plan, on one cost centre and in one currency.
type Payout struct {
	Person       Person
	Plan         string // its title, else its name
	CostCenter   string
	Currency     string
	AmountMinor  int64 // the sum of the lines
	PayrollMinor int64 // what the payroll file pays for them
}

// Reward is what one participant earned from one plan that is no money, and in no payroll file.
type Reward struct {
	Person      Person
	Plan        string // its title, else its name
	Name, Title string // points, Points
	Amount      int64
}

// FileCount accounts for the records of one landed file: Read is Loaded + Refused + Skipped.
type FileCount struct {
	Source, Entity, File           string
	Read, Loaded, Refused, Skipped int64
}

// EntityCount accounts for the rows of one entity: Rows is Kept + Duplicate + Deleted + Unreadable.
type EntityCount struct {
	Entity                                     string
	Rows, Kept, Duplicate, Deleted, Unreadable int64
}

// ComponentCount accounts for the rows of one measure a component looks at, in number and, by currency, in minor units.
type ComponentCount struct {
	Plan, Component, Measure string
	Count                    Outcomes
	Money                    map[string]Outcomes
}

// Outcomes are what rows became: Rows is the sum of the others. NotTheirs are credited to nobody, to somebody the plan
// does not pay, or on days the component does not look at.
type Outcomes struct {
	Rows, Paid, KPIOnly, NotEligible, Held, Unreadable, NotTheirs int64
}

func (o Outcomes) left() int64 {
	return o.Rows - o.Paid - o.KPIOnly - o.NotEligible - o.Held - o.Unreadable - o.NotTheirs
}

// Unclaimed is one credit in money that was in nobody's measure: it pays nobody, and here is why.
type Unclaimed struct {
	Measure     string
	SourceKey   string
	Label       string
	Day         config.Day
	Participant string
	ValueMinor  int64
	Currency    string
	Reason      string
	File        string
	Record      int64
}

// Unreadable is one value that could not be read.
type Unreadable struct {
	File   string
	Record int64
	Column string
	Value  string
	Reason string
}

// Check is one data check: the truth it states, and what breaks it.
type Check struct {
	Name        string           // splits_sum_to_one
	Title       string           // Splits of a deal add up to 100 %
	Severity    string           // stop: nothing is paid; hold: what counts these rows is held; leave_out: these rows are not paid; warn
	Owner       string           // who mends it
	Count       int64            // offending rows; 0: passed
	MoneyMinor  map[string]int64 // what is at stake, by currency
	AmountMinor int64            // the same where there is one currency only
	Currency    string
	Rows        []string // the first ones, each with its origin
}

// Held is something that is not paid yet, and why.
type Held struct {
	Participant, Plan, Component string
	What                         string
	Reason                       string
	Until                        string // a day or an event; "" when unknown
	AmountMinor                  int64
	Currency                     string // "" when there is no amount
}

// Passed says that nothing broke the check.
func (c Check) Passed() bool { return c.Count == 0 }

// PayoutsOf adds lines up by participant, plan, cost centre and currency. people gives what is known of a participant;
// rows are the payroll rows made of the same lines, so that what payroll pays stands beside them. A payroll row joins
// several plans where they share a pay code, so its amount is compared by participant and currency, and stands with
// the first payout of that pair; the others carry what is left of it.
func PayoutsOf(lines []config.Line, people map[string]Person, planTitles map[string]string, rows []PayrollRow) []Payout {
	type key struct{ participant, plan, center, currency string }
	type pair struct{ participant, currency string }
	at := map[key]int{}
	var out []Payout
	for i := range lines {
		l := &lines[i]
		k := key{l.Participant, l.Plan, l.CostCenter, l.Currency}
		j, ok := at[k]
		if !ok {
			j = len(out)
			at[k] = j
			p := people[l.Participant]
			p.ID = l.Participant
			title := planTitles[l.Plan]
			if title == "" {
				title = l.Plan
			}
			out = append(out, Payout{Person: p, Plan: title, CostCenter: l.CostCenter, Currency: l.Currency})
		}
		out[j].AmountMinor += l.AmountMinor
	}
	sortPayouts(out)
	paid := map[pair]int64{}
	for _, r := range rows {
		paid[pair{r.Participant, r.Currency}] += r.AmountMinor
	}
	last := map[pair]int{}
	for i := range out {
		p := pair{out[i].Person.ID, out[i].Currency}
		last[p] = i
		take := out[i].AmountMinor
		out[i].PayrollMinor = take
		paid[p] -= take
	}
	for p, i := range last {
		out[i].PayrollMinor += paid[p]
	}
	return out
}

func sortPayouts(list []Payout) {
	sort.SliceStable(list, func(i, j int) bool {
		a, b := &list[i], &list[j]
		for _, p := range [][2]string{{a.Person.ID, b.Person.ID}, {a.Plan, b.Plan}, {a.CostCenter, b.CostCenter}, {a.Currency, b.Currency}} {
			if p[0] != p[1] {
				return p[0] < p[1]
			}
		}
		return false
	})
}

// The sheets of the control workbook.
const (
	sheetSummary    = "Summary"
	sheetTotals     = "Totals"
	sheetPayout     = "Payout per participant"
	sheetAccounting = "Row accounting"
	sheetUnclaimed  = "Counted for nobody"
	sheetUnreadable = "Could not be read"
	sheetChecks     = "Checks"
	sheetHeld       = "Held"
	sheetRewards    = "Rewards"
)

// Control writes the control workbook. Totals are formulas over the sheet of payouts, and never go across currencies.
func Control(w io.Writer, d ControlData) error {
	d.Payouts = append([]Payout(nil), d.Payouts...)
	sortPayouts(d.Payouts)
	grids := []*grid{
		controlSummary(d), controlTotals(d), controlPayouts(d), controlAccounting(d), controlUnclaimed(d), controlUnreadable(d), controlChecks(d), controlHeld(d),
	}
	if len(d.Rewards) > 0 {
		grids = append(grids, controlRewards(d))
	}
	for _, g := range grids {
		g.landscape = true
		g.footer = fmt.Sprintf("%s  ·  control workbook %s  ·  run %s", d.Company.Name, d.Period.Label, d.Run)
	}
	if err := writeWorkbook(w, grids); err != nil {
		return fmt.Errorf("control workbook: %w", err)
	}
	return nil
}

// controlRewards lists what was earned that is no money, with a total for each reward.
func controlRewards(d ControlData) *grid {
	g := &grid{name: sheetRewards, widths: []float64{1.5, 13, 26, 34, 20, 17}, freeze: 5, repeat: 5}
	title(g, d, "Rewards that are no money", "What participants earned in points and the like. It is in no payroll file and in no total of money.", 6)
	tableHead(g, 5, "Employee number", "Name", "Plan", "Reward", "Earned>")
	list := slices.Clone(d.Rewards)
	sort.SliceStable(list, func(i, j int) bool {
		a, b := &list[i], &list[j]
		for _, p := range [][2]string{{a.Title, b.Title}, {a.Person.ID, b.Person.ID}, {a.Plan, b.Plan}} {
			if p[0] != p[1] {
				return p[0] < p[1]
			}
		}
		return false
	})
	r := 5
	for from := 0; from < len(list); {
		to, first := from, r+1
		sum := int64(0)
		for ; to < len(list) && list[to].Title == list[from].Title; to++ {
			r++
			x := &list[to]
			sum += x.Amount
			g.put(r, 2, text(x.Person.ID, plainRow), text(nameOf(x.Person), plainRow), text(x.Plan, plainRow), text(x.Title, plainRow), count(x.Amount))
		}
		r++
		bold := countRow
		bold.bold = true
		g.put(r, 2, text("Total "+list[from].Title, look{below: rule, indent: 1, bold: true}), cell{look: plainRow}, cell{look: plainRow}, cell{look: plainRow},
			live(fmt.Sprintf("SUM(%s:%s)", ref(first, 6), ref(r-1, 6)), float64(sum), bold))
		from = to
	}
	return g
}

// title writes the head every sheet of the workbook has.
func title(g *grid, d ControlData, what, words string, last int) {
	g.height(1, 8)
	g.span(2, 2, last, text(what, look{size: 16, bold: true, color: navy}))
	g.height(2, 26)
	g.span(3, 2, last, text(words, look{color: grey, wrap: true, top: true}))
	g.fit(3, 2, last, words, 10)
	g.height(4, 8)
}

// tableHead writes column heads; names that end in > stand right, over numbers, and those that end
// in | in the middle.
func tableHead(g *grid, r int, names ...string) {
	for i, n := range names {
		l := look{bold: true, color: white, fill: navy, wrap: true, indent: 1}
		if name, is := strings.CutSuffix(n, ">"); is {
			l.align, n = "right", name
		} else if name, is := strings.CutSuffix(n, "|"); is {
			l.align, l.indent, n = "center", 0, name
		}
		g.set(r, 2+i, text(n, l))
	}
	g.height(r, 30)
}

var (
	plainRow  = look{below: rule, indent: 1}
	wrapRow   = look{below: rule, indent: 1, wrap: true}
	greyRow   = look{below: rule, color: grey, indent: 1}
	countRow  = look{below: rule, format: "#,##0"}
	statusRow = look{below: rule, bold: true, align: "center"}
)

func moneyRow(currency string) look { return look{below: rule, format: moneyFormat(currency)} }

func count(n int64) cell { return number(float64(n), countRow) }

// The columns of the payout sheet that totals add over.
const (
	payRole = 4 + iota
	payTeam
	payCenter
	payPlan
	payCurrency
	payAmount
	payPayroll
	payDifference
)

const payFirst = 6 // the first row of payouts

func controlPayouts(d ControlData) *grid {
	g := &grid{name: sheetPayout, widths: []float64{1.5, 13, 24, 26, 22, 14, 34, 11, 17, 17, 13}, freeze: 5, repeat: 5}
	title(g, d, "Payout per participant", "What each participant's lines come to, what the payroll file pays for them, and the difference, which must be 0.", 11)
	tableHead(g, 5, "Employee number", "Name", "Role", "Team", "Cost centre", "Plan", "Currency", "Earned>", "In payroll file>", "Difference>")
	for i, p := range d.Payouts {
		r := payFirst + i
		money := moneyRow(p.Currency)
		amount, payroll := major(p.AmountMinor, p.Currency), major(p.PayrollMinor, p.Currency)
		g.put(r, 2, text(p.Person.ID, plainRow), text(p.Person.Name, plainRow), text(p.Person.Role, plainRow), text(p.Person.Team, plainRow),
			text(p.CostCenter, plainRow), text(p.Plan, plainRow), text(p.Currency, greyRow),
			number(amount, money), number(payroll, money),
			live(fmt.Sprintf("ROUND(%s-%s,%d)", ref(r, payAmount), ref(r, payPayroll), config.MinorDigits(p.Currency)), major(p.AmountMinor-p.PayrollMinor, p.Currency), money))
	}
	g.filter = [4]int{5, 2, max(6, g.next()-1), 11}
	if len(d.Payouts) == 0 {
		g.span(payFirst, 2, 11, text("No line was calculated in this period.", look{italic: true, color: grey}))
	}
	return g
}

// payoutColumn is the cells of one column of the payout sheet.
func payoutColumn(d ControlData, c int) string {
	last := payFirst + max(1, len(d.Payouts)) - 1
	return on(sheetPayout, fmt.Sprintf("$%s$%d:$%s$%d", column(c), payFirst, column(c), last))
}

// group is one total: payouts that share a word and a currency.
type group struct {
	name, currency string
	participants   int64
	amount         int64
	payroll        int64
}

func groupsOf(payouts []Payout, name func(Payout) string) []group {
	type key struct{ name, currency string }
	at := map[key]int{}
	seen := map[[3]string]bool{}
	var out []group
	for _, p := range payouts {
		k := key{name(p), p.Currency}
		i, ok := at[k]
		if !ok {
			i = len(out)
			at[k] = i
			out = append(out, group{name: k.name, currency: k.currency})
		}
		if who := [3]string{k.name, k.currency, p.Person.ID}; !seen[who] {
			seen[who] = true
			out[i].participants++
		}
		out[i].amount += p.AmountMinor
		out[i].payroll += p.PayrollMinor
	}
	sort.Slice(out, func(i, j int) bool {
		return out[i].name < out[j].name || out[i].name == out[j].name && out[i].currency < out[j].currency
	})
	return out
}

func controlTotals(d ControlData) *grid {
	g := &grid{name: sheetTotals, widths: []float64{1.5, 38, 11, 15, 19, 19}, freeze: 3, repeat: 3}
	title(g, d, "Totals", "Each amount is a formula over the sheet \""+sheetPayout+"\". A total never goes across currencies.", 6)
	for _, by := range []struct {
		what string
		col  int
		name func(Payout) string
	}{
		{"Currency", payCurrency, func(p Payout) string { return p.Currency }},
		{"Plan", payPlan, func(p Payout) string { return p.Plan }},
		{"Role", payRole, func(p Payout) string { return p.Person.Role }},
		{"Cost centre", payCenter, func(p Payout) string { return p.CostCenter }},
	} {
		writeGroups(g, d, by.what, by.col, groupsOf(d.Payouts, by.name))
	}
	return g
}

func writeGroups(g *grid, d ControlData, what string, col int, groups []group) {
	r := g.next() + 1
	tableHead(g, r, "By "+strings.ToLower(what), "Currency", "Participants>", "Earned>", "On average>")
	g.height(r, 20)
	for _, x := range groups {
		r++
		name := x.name
		if name == "" {
			name = "(none)"
		}
		money := moneyRow(x.currency)
		amount := fmt.Sprintf("ROUND(SUMIFS(%s,%s,%s,%s,%s),%d)", payoutColumn(d, payAmount), payoutColumn(d, col), criterion(x.name, ref(r, 2)),
			payoutColumn(d, payCurrency), ref(r, 3), config.MinorDigits(x.currency))
		average := major(x.amount, x.currency) / float64(x.participants) // what Excel makes of the formula beside it; nobody is paid an average
		g.put(r, 2, text(name, plainRow), text(x.currency, greyRow), count(x.participants),
			live(amount, major(x.amount, x.currency), money), live(ref(r, 5)+"/"+ref(r, 4), average, money))
	}
}

// criterion is what SUMIFS compares with: the cell with the name, or "no word" where there is none. A name that a
// spreadsheet would read as a pattern is quoted sign by sign.
func criterion(name, cell string) string {
	switch {
	case name == "":
		return `"="`
	case strings.ContainsAny(name, "*?~<>=") || neutral(name) != name:
		escaped := strings.NewReplacer("~", "~~", "*", "~*", "?", "~?", `"`, `""`).Replace(name)
		return `"=` + escaped + `"`
	}
	return cell
}

// identity is one thing that must come out the same counted two ways.
type identity struct {
	what        string
	left, right cell
	holds       bool
	note        string
}

func controlSummary(d ControlData) *grid {
	g := &grid{name: sheetSummary, widths: []float64{1.5, 48, 18, 18, 18, 14, 44}, onePage: true}
	words := joined("  ·  ", d.Company.Name, periodWords(d.Period), "run "+d.Run, "data as of "+dayWords(d.AsOf), paidWords(d.PaidOn))
	title(g, d, "Control workbook", words, 7)
	writeVerdict(g, d)
	writeCurrencies(g, d)
	writeIdentities(g, d)
	writeCheckList(g, d)
	writeSignatures(g)
	return g
}

// writeSignatures leaves room for the people who stand for the numbers on the printed page.
func writeSignatures(g *grid) {
	r := g.next() + 2
	for i, who := range []string{"Prepared by", "Reviewed by", "Approved by"} {
		g.span(r+i, 2, 3, text(who, look{color: grey, below: rule, indent: 1}))
		g.span(r+i, 4, 5, text("Name and signature", look{color: grey, below: rule, size: 8, indent: 1}))
		g.span(r+i, 6, 7, text("Date", look{color: grey, below: rule, size: 8, indent: 1}))
		g.height(r+i, 28)
	}
}

func paidWords(d config.Day) string {
	if d == 0 {
		return "pay date not set"
	}
	return "paid on " + dayWords(d)
}

// writeVerdict is the one sentence a controller looks for.
func writeVerdict(g *grid, d ControlData) {
	stops, holds, warnings := 0, 0, 0
	for _, c := range d.Checks {
		switch {
		case c.Passed():
		case c.Severity == "warn":
			warnings++
		case c.Severity == "hold" || c.Severity == "leave_out":
			holds++
		default:
			stops++
		}
	}
	broken := 0
	for _, i := range identitiesOf(d) {
		if !i.holds {
			broken++
		}
	}
	words, color := fmt.Sprintf("Ready to review: the counts close and all %d checks passed.", len(d.Checks)), green
	switch {
	case stops+broken > 0:
		words, color = fmt.Sprintf("Not ready: %d of the counts or checks below must be looked at before anything is paid.", stops+broken), red
	case holds+warnings > 0:
		var parts []string
		if holds > 0 {
			parts = append(parts, plural(holds, "check leaves rows out of pay", "checks leave rows out of pay"))
		}
		if warnings > 0 {
			parts = append(parts, plural(warnings, "check warns", "checks warn"))
		}
		words, color = fmt.Sprintf("Ready to review: the counts close; %s.", strings.Join(parts, " and ")), amber
	}
	g.span(5, 2, 7, text(words, look{size: 12, bold: true, color: color, fill: band, indent: 1}))
	g.height(5, 28)
}

func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

func writeCurrencies(g *grid, d ControlData) {
	r := g.next() + 1
	tableHead(g, r, "What is paid, by currency", "Participants>", "Earned (lines)>", "In payroll file>", "Difference>", "")
	g.height(r, 20)
	groups := groupsOf(d.Payouts, func(p Payout) string { return p.Currency })
	for _, x := range groups {
		r++
		money := moneyRow(x.currency)
		bold := money
		bold.bold = true
		payroll := payrollTotal(d.Payroll, x.currency)
		g.put(r, 2, text(x.currency, look{below: rule, indent: 1, bold: true}), count(x.participants),
			live(fmt.Sprintf("ROUND(SUMIFS(%s,%s,%s),%d)", payoutColumn(d, payAmount), payoutColumn(d, payCurrency), ref(r, 2), config.MinorDigits(x.currency)), major(x.amount, x.currency), bold),
			number(major(payroll, x.currency), money),
			live(fmt.Sprintf("ROUND(%s-%s,%d)", ref(r, 4), ref(r, 5), config.MinorDigits(x.currency)), major(x.amount-payroll, x.currency), money), cell{look: plainRow})
	}
	if len(groups) == 0 {
		g.span(r+1, 2, 7, text("No line was calculated in this period.", look{italic: true, color: grey}))
	}
	people := map[string]bool{}
	for _, p := range d.Payouts {
		people[p.Person.ID] = true
	}
	r = g.next()
	g.span(r, 2, 7, text(fmt.Sprintf("%s in all. The payroll file %s has %s; %s of amount 0 left out.", plural(len(people), "participant", "participants"),
		joined("", d.Payroll.FileName), plural(d.Payroll.Rows, "row", "rows"), plural(d.Payroll.ZeroRows, "row", "rows")), look{size: 9, color: grey}))
}

func payrollTotal(s PayrollSummary, currency string) int64 {
	for _, t := range s.Totals {
		if t.Currency == currency {
			return t.TotalMinor
		}
	}
	return 0
}

// identitiesOf are the counts that must close.
func identitiesOf(d ControlData) []identity {
	var out []identity
	for _, x := range groupsOf(d.Payouts, func(p Payout) string { return p.Currency }) {
		payroll := payrollTotal(d.Payroll, x.currency)
		money := moneyRow(x.currency)
		out = append(out, identity{
			what: "Lines and payroll file, " + x.currency, left: number(major(x.amount, x.currency), money), right: number(major(payroll, x.currency), money),
			holds: x.amount == payroll, note: "sum of all lines = total of the payroll file",
		})
	}
	var read, loaded, rows, kept, counted, outcome int64
	for _, f := range d.Files {
		read, loaded = read+f.Read, loaded+f.Loaded+f.Refused+f.Skipped
	}
	for _, e := range d.Entities {
		rows, kept = rows+e.Rows, kept+e.Kept+e.Duplicate+e.Deleted+e.Unreadable
	}
	for _, c := range d.Components {
		counted, outcome = counted+c.Count.Rows, outcome+c.Count.Rows-c.Count.left()
	}
	return append(out,
		identity{what: "Records of the files", left: count(read), right: count(loaded), holds: filesClose(d.Files), note: "read = loaded + refused + skipped, file by file"},
		identity{what: "Rows of the entities", left: count(rows), right: count(kept), holds: entitiesClose(d.Entities), note: "rows = kept + duplicate + deleted + could not be read"},
		identity{what: "Rows of the components", left: count(counted), right: count(outcome), holds: componentsClose(d.Components), note: "rows = paid + KPI only + not eligible + held + could not be read + not theirs"},
	)
}

func filesClose(files []FileCount) bool {
	for _, f := range files {
		if f.Read != f.Loaded+f.Refused+f.Skipped {
			return false
		}
	}
	return true
}

func entitiesClose(entities []EntityCount) bool {
	for _, e := range entities {
		if e.Rows != e.Kept+e.Duplicate+e.Deleted+e.Unreadable {
			return false
		}
	}
	return true
}

func componentsClose(components []ComponentCount) bool {
	for _, c := range components {
		if c.Count.left() != 0 {
			return false
		}
		for _, o := range c.Money {
			if o.left() != 0 {
				return false
			}
		}
	}
	return true
}

func writeIdentities(g *grid, d ControlData) {
	r := g.next() + 1
	tableHead(g, r, "What must come out the same", "Counted one way>", "The other way>", "Difference>", "Result|", "What is compared")
	g.height(r, 20)
	for _, x := range identitiesOf(d) {
		r++
		left, right := x.left.value.(float64), x.right.value.(float64)
		diff := x.left.look
		g.put(r, 2, text(x.what, look{below: rule, indent: 1}), x.left, x.right,
			live(fmt.Sprintf("ROUND(%s-%s,4)", ref(r, 3), ref(r, 4)), round4(left-right), diff), status(x.holds, "stop"), text(x.note, greyRow))
	}
}

func round4(f float64) float64 {
	n, _ := config.ParseRatio(fmt.Sprintf("%.4f", f))
	return n.Approx()
}

// status is a check's or an identity's result in one word, in the colour of that word.
func status(ok bool, severity string) cell {
	l := statusRow
	switch {
	case ok:
		l.color = green
		return text("OK", l)
	case severity == "warn":
		l.color = amber
		return text("Warning", l)
	case severity == "hold":
		l.color = amber
		return text("Held", l)
	case severity == "leave_out":
		l.color = amber
		return text("Left out", l)
	}
	l.color = red
	return text("Look", l)
}

// writeCheckList names the checks that found something; those that passed are counted, and listed on their own sheet.
func writeCheckList(g *grid, d ControlData) {
	r := g.next() + 1
	tableHead(g, r, "Data checks that found something", "Rows>", "Money>", "Currency", "Result|", "First row")
	g.height(r, 20)
	passed := 0
	for _, c := range sortedChecks(d.Checks) {
		if c.Passed() {
			passed++
			continue
		}
		r++
		first := ""
		if len(c.Rows) > 0 {
			first = c.Rows[0]
		}
		g.put(r, 2, text(checkTitle(c), look{below: rule, indent: 1, wrap: true}), count(c.Count), cell{look: plainRow}, cell{look: plainRow}, status(false, c.Severity), text(first, look{below: rule, indent: 1, color: grey, wrap: true, size: 9}))
		g.fit(r, 2, 2, checkTitle(c), 10)
		g.fit(r, 7, 7, first, 9)
		g.atLeast(r, 16)
		r = writeCheckMoney(g, r, c, 4, 2, 7)
	}
	words := fmt.Sprintf("%s passed; the sheet \"%s\" lists all.", plural(passed, "check", "checks"), sheetChecks)
	g.span(r+1, 2, 7, text(words, look{size: 9, color: grey, indent: 1}))
}

// sortedChecks puts what must be looked at first.
func sortedChecks(list []Check) []Check {
	rank := func(c Check) int {
		switch {
		case c.Passed():
			return 2
		case c.Severity == "warn":
			return 1
		}
		return 0
	}
	out := append([]Check(nil), list...)
	sort.SliceStable(out, func(i, j int) bool { return rank(out[i]) < rank(out[j]) })
	return out
}

func checkTitle(c Check) string {
	if c.Title != "" {
		return c.Title
	}
	return titleOf(c.Name)
}

// writeCheckMoney writes what is at stake in row r, column col, and its currency beside it; further currencies go in
// rows of their own. It gives the last row written.
func writeCheckMoney(g *grid, r int, c Check, col, first, last int) int {
	money := c.MoneyMinor
	if len(money) == 0 && c.Currency != "" {
		money = map[string]int64{c.Currency: c.AmountMinor}
	}
	for i, currency := range sortedKeys(money) {
		if i > 0 {
			r++
			for k := first; k <= last; k++ {
				g.set(r, k, cell{look: plainRow})
			}
		}
		g.put(r, col, number(major(money[currency], currency), moneyRow(currency)), text(currency, greyRow))
	}
	return r
}

func controlAccounting(d ControlData) *grid {
	g := &grid{name: sheetAccounting, widths: []float64{1.5, 22, 26, 46, 15, 15, 15, 15, 15, 15, 15, 12}, freeze: 3, repeat: 3}
	title(g, d, "Row accounting", "Every record that was read is in one of the columns beside it; \"Left\" is what is in none, and must be 0.", 12)
	r := g.next() + 1
	tableHead(g, r, "Source", "Entity", "File", "Read>", "Loaded>", "Refused>", "Skipped>", "Left>")
	for _, f := range d.Files {
		r++
		g.put(r, 2, text(f.Source, plainRow), text(f.Entity, plainRow), text(f.File, wrapRow), count(f.Read), count(f.Loaded), count(f.Refused), count(f.Skipped),
			left(r, 5, 3, f.Read-f.Loaded-f.Refused-f.Skipped))
		g.fit(r, 4, 4, f.File, 10)
	}
	r = g.next() + 1
	tableHead(g, r, "Entity", "", "", "Rows>", "Kept>", "Duplicate>", "Deleted>", "Could not be read>", "Left>")
	for _, e := range d.Entities {
		r++
		g.put(r, 2, text(e.Entity, plainRow), cell{look: plainRow}, cell{look: plainRow}, count(e.Rows), count(e.Kept), count(e.Duplicate), count(e.Deleted), count(e.Unreadable),
			left(r, 5, 4, e.Rows-e.Kept-e.Duplicate-e.Deleted-e.Unreadable))
	}
	r = g.next() + 1
	tableHead(g, r, "Plan", "Component", "Measure", "Rows>", "Paid>", "KPI only>", "Not eligible>", "Held>", "Could not be read>", "Not theirs>", "Left>")
	for _, c := range d.Components {
		r++
		g.put(r, 2, text(c.Plan, plainRow), text(c.Component, plainRow), text(c.Measure, plainRow))
		o := c.Count
		g.put(r, 5, count(o.Rows), count(o.Paid), count(o.KPIOnly), count(o.NotEligible), count(o.Held), count(o.Unreadable), count(o.NotTheirs), left(r, 5, 6, o.left()))
	}
	r++
	g.put(r, 2, text("Not theirs: credited to nobody, to somebody the plan does not pay, or on days the component does not look at. The run keeps what became of every single row: attain query \"select * from rows\".", look{color: grey, indent: 1, italic: true}))
	moneyOfComponents(g, d)
	return g
}

// moneyOfComponents says the same of amounts, a row for each currency.
func moneyOfComponents(g *grid, d ControlData) {
	r := g.next() + 1
	tableHead(g, r, "Plan", "Component", "Measure and currency", "In all>", "Paid>", "KPI only>", "Not eligible>", "Held>", "Could not be read>", "Not theirs>", "Left>")
	for _, c := range d.Components {
		for _, currency := range slices.Sorted(maps.Keys(c.Money)) {
			r++
			o := c.Money[currency]
			g.put(r, 2, text(c.Plan, plainRow), text(c.Component, plainRow), text(c.Measure+", "+currency, plainRow))
			for i, minor := range []int64{o.Rows, o.Paid, o.KPIOnly, o.NotEligible, o.Held, o.Unreadable, o.NotTheirs} {
				g.put(r, 5+i, number(major(minor, currency), moneyRow(currency)))
			}
			g.put(r, 12, left(r, 5, 6, o.left()))
		}
	}
}

func left(r, total, n int, value int64) cell {
	l := countRow
	if value != 0 {
		l.color, l.bold = red, true
	}
	return live(fmt.Sprintf("%s-SUM(%s:%s)", ref(r, total), ref(r, total+1), ref(r, total+n)), float64(value), l)
}

// mostListed is how many rows a list shows: more than anybody reads, and less than a sheet can hold.
const mostListed = 100_000

// notListed says how many rows a list leaves out.
func notListed(g *grid, r, n, last int) {
	if n > mostListed {
		g.span(r, 2, last, text(fmt.Sprintf("… and %d more, not listed here", n-mostListed), look{italic: true, color: red}))
	}
}

// UnclaimedTotal is what one measure has in one currency for one reason.
type UnclaimedTotal struct {
	Measure, Reason, Currency string
	Count, ValueMinor         int64
}

func controlUnclaimed(d ControlData) *grid {
	g := &grid{name: sheetUnclaimed, widths: []float64{1.5, 20, 40, 12, 15, 16, 11, 36, 44}}
	title(g, d, "Counted for nobody", "Deals and other amounts of the period that are in nobody's measure, and why; nobody is paid for them.", 9)
	r := 5
	if len(d.Unclaimed) == 0 {
		g.span(r, 2, 9, text("Everything is counted for somebody.", look{italic: true, color: grey, indent: 1}))
		return g
	}
	tableHead(g, r, "Measure", "Why", "", "Rows>", "Amount>", "Currency")
	for _, t := range d.Uncounted {
		r++
		g.put(r, 2, text(t.Measure, plainRow), text(t.Reason, plainRow), cell{look: plainRow}, count(t.Count),
			number(major(t.ValueMinor, t.Currency), moneyRow(t.Currency)), text(t.Currency, greyRow))
	}
	r += 2
	g.span(r, 2, 9, text("The largest of each measure", look{bold: true, color: navy}))
	r++
	tableHead(g, r, "Measure", "What", "Day", "Credited to", "Amount>", "Currency", "Why", "Where it stands")
	for _, u := range d.Unclaimed {
		r++
		g.put(r, 2, text(u.Measure, plainRow), text(u.Label, plainRow), text(u.Day.String(), plainRow), text(u.Participant, plainRow),
			number(major(u.ValueMinor, u.Currency), moneyRow(u.Currency)), text(u.Currency, greyRow), text(u.Reason, plainRow),
			text(fmt.Sprintf("%s:%d", u.File, u.Record), greyRow))
	}
	return g
}

func controlUnreadable(d ControlData) *grid {
	g := &grid{name: sheetUnreadable, widths: []float64{1.5, 44, 10, 22, 30, 60}, freeze: 5, repeat: 5}
	title(g, d, "Could not be read", "Values as they stand in the extracts, and what would be right. The record counts from 1, without the header.", 6)
	tableHead(g, 5, "File", "Record>", "Column", "Value", "Reason")
	r := 5
	for _, u := range d.Unreadable[:min(mostListed, len(d.Unreadable))] {
		r++
		g.put(r, 2, text(u.File, wrapRow), number(float64(u.Record), look{below: rule, format: "0"}), text(u.Column, plainRow), text(u.Value, look{below: rule, indent: 1, wrap: true, bold: true}), text(u.Reason, wrapRow))
		g.fit(r, 2, 2, u.File, 10)
		g.fit(r, 5, 5, u.Value, 10)
		g.fit(r, 6, 6, u.Reason, 10)
	}
	notListed(g, r+2, len(d.Unreadable), 6)
	if len(d.Unreadable) == 0 {
		g.span(6, 2, 6, text("Everything could be read.", look{italic: true, color: green}))
	}
	g.filter = [4]int{5, 2, max(6, r), 6}
	return g
}

func controlChecks(d ControlData) *grid {
	g := &grid{name: sheetChecks, widths: []float64{1.5, 50, 34, 12, 30, 10, 18, 10, 12, 70}, freeze: 5, repeat: 5}
	title(g, d, "Checks", "Each check states a truth about the data; the rows that break it are counted, and the first ones named.", 10)
	tableHead(g, 5, "Check", "Name", "Severity", "Owner", "Rows>", "At stake>", "Currency", "Result|", "First rows")
	r := 5
	for _, c := range sortedChecks(d.Checks) {
		r++
		rows := strings.Join(c.Rows[:min(10, len(c.Rows))], "\n")
		g.put(r, 2, text(checkTitle(c), wrapRow), text(c.Name, greyRow), text(c.Severity, plainRow), text(c.Owner, wrapRow), count(c.Count), cell{look: plainRow}, cell{look: plainRow}, status(c.Passed(), c.Severity), text(rows, look{below: rule, indent: 1, wrap: true, size: 9}))
		g.fit(r, 2, 2, checkTitle(c), 10)
		g.fit(r, 5, 5, c.Owner, 10)
		g.fit(r, 10, 10, rows, 9)
		g.atLeast(r, 16)
		r = writeCheckMoney(g, r, c, 7, 2, 10)
	}
	if len(d.Checks) == 0 {
		g.span(6, 2, 10, text("No check ran.", look{italic: true, color: grey}))
	}
	g.filter = [4]int{5, 2, max(6, r), 10}
	return g
}

func controlHeld(d ControlData) *grid {
	g := &grid{name: sheetHeld, widths: []float64{1.5, 14, 26, 22, 34, 44, 20, 16, 10}, freeze: 5, repeat: 5}
	title(g, d, "Held", "What is not paid yet, why, and until when.", 9)
	tableHead(g, 5, "Employee number", "Plan", "Component", "What", "Why", "Until", "Amount>", "Currency")
	r := 5
	for _, h := range d.Held[:min(mostListed, len(d.Held))] {
		r++
		money := cell{look: plainRow}
		if h.Currency != "" {
			money = number(major(h.AmountMinor, h.Currency), moneyRow(h.Currency))
		}
		g.put(r, 2, text(h.Participant, plainRow), text(h.Plan, plainRow), text(h.Component, plainRow), text(h.What, wrapRow), text(h.Reason, wrapRow), text(h.Until, plainRow), money, text(h.Currency, greyRow))
		g.fit(r, 5, 5, h.What, 10)
		g.fit(r, 6, 6, h.Reason, 10)
	}
	notListed(g, r+2, len(d.Held), 9)
	if len(d.Held) == 0 {
		g.span(6, 2, 9, text("Nothing is held.", look{italic: true, color: green}))
	}
	g.filter = [4]int{5, 2, max(6, r), 9}
	return g
}
