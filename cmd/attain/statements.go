package main

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"fmt"
	"regexp"
	"runtime"
	"slices"
	"sort"
	"strings"

	"attain/calc"
	"attain/config"
	"attain/reports"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"
	"golang.org/x/sync/errgroup"
)

// writeStatements writes a workbook for everybody who was asked for, as many at a time as there are processors.
func (r *runState) writeStatements(ctx context.Context, files *fileList) error {
	wanted, err := r.wanted()
	if err != nil || len(wanted) == 0 {
		return err
	}
	lines, err := r.linesOf(ctx, wanted)
	if err != nil {
		return err
	}
	b, err := r.behind(ctx)
	if err != nil {
		return err
	}
	if r.output.unread, err = r.wh.UnreadDeals(ctx, r.period.Interval); err != nil {
		return err
	}
	results := map[string][]*calc.Result{}
	for _, res := range r.summary.Results {
		results[res.Participant] = append(results[res.Participant], res)
	}
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	ids := make([]string, 0, len(results))
	for id := range results {
		if wanted[id] {
			ids = append(ids, id)
		}
	}
	sort.Strings(ids)
	names := statementNames(ids)
	for _, id := range ids {
		group.Go(func() error {
			if err := ctx.Err(); err != nil {
				return err
			}
			var out bytes.Buffer
			if err := reports.Statement(&out, r.statement(id, lines[id], results[id], b)); err != nil {
				return err
			}
			return files.add("statements/"+names[id], out.Bytes())
		})
	}
	if err := group.Wait(); err != nil {
		return err
	}
	r.output.statements = len(ids)
	r.output.example = names[exampleOf(ids, results)]
	return nil
}

// exampleOf picks the statement a newcomer opens first: the first with more than one component paid.
func exampleOf(ids []string, results map[string][]*calc.Result) string {
	for _, id := range ids {
		paid := map[string]bool{}
		for _, res := range results[id] {
			if res.AmountMinor > 0 {
				paid[res.Component] = true
			}
		}
		if len(paid) > 1 {
			return id
		}
	}
	if len(ids) == 0 {
		return ""
	}
	return ids[0]
}

// longestName is how long a statement's name may be without its ending; file systems allow 255 bytes.
const longestName = 100

// statementNames gives each participant a file name of their own. Numbers made of letters, digits, - and _ are their
// own names; of any other the rest is written as %2F, and what is too long, or the same but for capitals, gets a piece
// of its hash.
func statementNames(ids []string) map[string]string {
	names := map[string]string{}
	taken := map[string]bool{}
	for _, id := range ids {
		var b strings.Builder
		for i := range len(id) {
			c := id[i]
			plain := c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '-' && i > 0 || c == '_'
			if plain {
				b.WriteByte(c)
			} else {
				fmt.Fprintf(&b, "%%%02X", c)
			}
		}
		name := b.String()
		if len(name) > longestName || taken[strings.ToLower(name)] || reservedName.MatchString(name) {
			name = fmt.Sprintf("%.*s-%x", longestName, name, sha256.Sum256([]byte(id)))[:min(len(name), longestName)+9]
		}
		taken[strings.ToLower(name)] = true
		names[id] = name + ".xlsx"
	}
	return names
}

// reservedName are the names one operating system keeps for its devices.
var reservedName = regexp.MustCompile(`(?i)^(con|prn|aux|nul|com[0-9]|lpt[0-9])$`)

// wanted is whose statements to write: --statements all, none or a list.
func (r *runState) wanted() (map[string]bool, error) {
	known := map[string]bool{}
	for _, res := range r.summary.Results {
		known[res.Participant] = true
	}
	switch r.statements {
	case "none":
		return nil, nil
	case "all":
		return known, nil
	}
	out := map[string]bool{}
	for _, id := range strings.Split(r.statements, ",") {
		if id = strings.TrimSpace(id); !known[id] {
			return nil, usagef("--statements: nobody with the number %q is paid in %s; it is all, none, or employee numbers separated by commas", id, r.period.Label)
		}
		out[id] = true
	}
	return out, nil
}

// linesOf reads back the lines of those who are wanted.
func (r *runState) linesOf(ctx context.Context, wanted map[string]bool) (map[string][]config.Line, error) {
	reader, err := r.wh.ReadLines(ctx, r.record.linesPath(r.ws.Dir), "")
	if err != nil {
		return nil, err
	}
	defer reader.Release()
	out := map[string][]config.Line{}
	for reader.Next() {
		lines, err := config.LinesOf(reader.RecordBatch())
		if err != nil {
			return nil, err
		}
		for _, l := range lines {
			if wanted[l.Participant] {
				out[l.Participant] = append(out[l.Participant], l)
			}
		}
	}
	return out, reader.Err()
}

// behindWindows is the facts behind every window of a run.
type behindWindows struct {
	byWindow map[int32]*reports.Behind
	months   map[int32]map[monthKey]*monthPart // of teams' and the company's windows: nobody is shown others' rows
	ofPerson map[string][]int32                // participant → windows of their own
	windows  map[int32]*config.Window
	rates    *config.Rates
}

// monthKey parts what a group did: by month and currency, and within the month by days with one rate.
type monthKey struct {
	month, currency string
	rates           int
}

// monthPart is a month's total of days with one rate, on the first of which it is looked up.
type monthPart struct {
	reports.MonthTotal
	day config.Day
}

func (r *runState) behind(ctx context.Context) (*behindWindows, error) {
	return readBehind(ctx, r.opened, r.record)
}

// readBehind gathers the facts behind a stored run's windows.
func readBehind(ctx context.Context, o *opened, record *runRecord) (*behindWindows, error) {
	titles := map[string]config.Measure{}
	for _, m := range o.measures {
		titles[m.Name] = m
	}
	b := &behindWindows{
		byWindow: map[int32]*reports.Behind{}, months: map[int32]map[monthKey]*monthPart{}, ofPerson: map[string][]int32{},
		windows: map[int32]*config.Window{}, rates: config.NewRates(o.ws.Currencies, o.ws.Calendar, record.Rates),
	}
	for i, win := range record.Windows {
		b.windows[win.ID] = &record.Windows[i]
		req := record.Requests[win.Request]
		m := titles[req.Measure]
		b.byWindow[win.ID] = &reports.Behind{
			Window: win.ID + 1, Title: m.Title, Measure: m.Name, Kind: m.Kind, Unit: m.Unit, Aggregate: req.Aggregate,
			Subject: req.Subject, SubjectID: win.SubjectID, Where: req.Where, Interval: win.Interval,
		}
		if req.Subject.HasRows() {
			b.ofPerson[win.SubjectID] = append(b.ofPerson[win.SubjectID], win.ID)
		}
	}
	reader, err := o.wh.ReadFacts(ctx, record.factsPath(o.ws.Dir))
	if err != nil {
		return nil, err
	}
	defer reader.Release()
	for reader.Next() {
		b.take(reader.RecordBatch())
	}
	return b, reader.Err()
}

func (b *behindWindows) take(rec arrow.RecordBatch) {
	text := func(column int) func(int) string {
		col := rec.Column(column).(*array.String)
		return func(i int) string {
			if col.IsNull(i) {
				return ""
			}
			return strings.Clone(col.Value(i))
		}
	}
	window := rec.Column(0).(*array.Int32)
	source, label, account, credit, currency, file := text(2), text(3), text(5), text(6), text(9), text(10)
	creditedID, creditedName := text(17), text(18)
	day := rec.Column(4).(*array.Date32)
	share, value, row := rec.Column(7).(*array.Int64), rec.Column(8).(*array.Int64), rec.Column(11).(*array.Int64)
	for i := range int(rec.NumRows()) {
		w := b.byWindow[window.Value(i)]
		if !w.Subject.HasRows() {
			b.addToMonth(w, config.Day(day.Value(i)), currency(i), value.Value(i))
			continue
		}
		w.Rows = append(w.Rows, reports.Fact{
			SourceKey: source(i), Label: label(i), Credited: personWords(creditedID(i), creditedName(i)), Day: config.Day(day.Value(i)), Account: account(i), CreditType: credit(i),
			ShareBP: share.Value(i), Value: value.Value(i), Currency: currency(i), File: file(i), Row: row.Value(i),
		})
	}
}

// personWords name somebody: Ada Brown (E1004), and E1004 where no name is known.
func personWords(id, name string) string {
	if name == "" {
		return id
	}
	return name + " (" + id + ")"
}

func (b *behindWindows) addToMonth(w *reports.Behind, day config.Day, currency string, value int64) {
	id, win := w.Window-1, b.windows[w.Window-1]
	on := win.RateDay(rateDay(w, day))
	key := monthKey{day.String()[:7], currency, 0}
	if currency != "" && currency != win.Into {
		key.rates = b.rates.Group(win.By(), on)
	}
	if b.months[id] == nil {
		b.months[id] = map[monthKey]*monthPart{}
	}
	m := b.months[id][key]
	if m == nil {
		m = &monthPart{MonthTotal: reports.MonthTotal{Month: key.month, Currency: currency}, day: on}
		b.months[id][key] = m
	}
	m.day = min(m.day, on)
	m.Rows++
	m.Value += value
}

// monthsIn gives a group's window by month and rate, in order; rate converts.
func (b *behindWindows) monthsIn(w int32, rate func(from string, on config.Day) config.Ratio) []reports.MonthTotal {
	parts := make([]*monthPart, 0, len(b.months[w]))
	for _, m := range b.months[w] {
		parts = append(parts, m)
	}
	slices.SortFunc(parts, func(x, y *monthPart) int {
		return cmp.Or(cmp.Compare(x.Month, y.Month), cmp.Compare(x.Currency, y.Currency), cmp.Compare(x.day, y.day))
	})
	var out []reports.MonthTotal
	for _, m := range parts {
		next := m.MonthTotal
		next.Rate = rate(m.Currency, m.day)
		if n := len(out) - 1; n >= 0 && out[n].Month == next.Month && out[n].Currency == next.Currency && out[n].Rate.Cmp(next.Rate) == 0 {
			out[n].Rows, out[n].Value = out[n].Rows+next.Rows, out[n].Value+next.Value
			continue
		}
		out = append(out, next)
	}
	return out
}

// of gives what stands behind one participant's lines, in the order of windows, at the rates of the currency their
// terms count in.
func (b *behindWindows) of(id string, lines []config.Line, currencyOf func(l *config.Line) string) []reports.Behind {
	counted := map[int32]string{}
	own := ""
	for i := range lines {
		l := &lines[i]
		if !config.IsReward(l.Currency) {
			own = l.Currency
		}
		for _, t := range l.Terms {
			if t.Window > 0 {
				counted[t.Window-1] = currencyOf(l)
			}
		}
	}
	for _, w := range b.ofPerson[id] {
		if counted[w] == "" {
			counted[w] = own
		}
	}
	ids := make([]int32, 0, len(counted))
	for w := range counted {
		ids = append(ids, w)
	}
	sort.Slice(ids, func(i, j int) bool { return ids[i] < ids[j] })
	out := make([]reports.Behind, 0, len(ids))
	for _, w := range ids {
		if found, ok := b.in(w, counted[w]); ok {
			out = append(out, found)
		}
	}
	return out
}

// in gives one window's facts with their rates into a currency, at the day the calculation used. ok is false where a
// rate is missing: that holds the component, and numbers in several currencies under one heading would only mislead.
func (b *behindWindows) in(w int32, currency string) (found reports.Behind, ok bool) {
	found = *b.byWindow[w]
	found.Currency = currency
	ok = true
	win := b.windows[w]
	rate := func(from string, on config.Day) config.Ratio {
		if from == "" || from == currency || currency == "" {
			return config.Ratio{}
		}
		r, _, err := b.rates.Convert(config.Whole(1), from, currency, win.By(), win.RateDay(on))
		if err != nil {
			ok = false
		}
		return r
	}
	found.Rows = append([]reports.Fact(nil), found.Rows...)
	for i := range found.Rows {
		found.Rows[i].Rate = rate(found.Rows[i].Currency, rateDay(&found, found.Rows[i].Day))
	}
	found.Months = b.monthsIn(w, rate)
	return found, ok
}

// rateDay is the day whose rate counts for a fact: a level's is the instant it is read at, a span's its first day in the
// window, anything else's its own.
func rateDay(b *reports.Behind, day config.Day) config.Day {
	switch {
	case b.Aggregate == config.AtStart:
		return b.First
	case b.Aggregate == config.AtEnd:
		return b.End - 1
	case b.Kind == "span":
		return max(day, b.First)
	}
	return day
}

// statement gathers what one workbook says.
func (r *runState) statement(id string, lines []config.Line, results []*calc.Result, b *behindWindows) reports.StatementData {
	person := r.output.people[id]
	r.inPlanOrder(lines, results)
	d := reports.StatementData{
		Company: r.ws.Company, Participant: person, Period: r.period, Run: r.record.Run, AsOf: r.asOf, PaidOn: r.paidOn(),
		Lines: lines, Behind: b.of(id, lines, lineCurrency(r.ws)),
	}
	d.Rewards = map[string]string{}
	for _, k := range r.ws.Rewards {
		d.Rewards[k.Name] = k.Title
	}
	d.Results, d.Remarks = r.resultsOf(results)
	for _, u := range r.output.unread[id] {
		d.Remarks = append(d.Remarks, reports.Remark{Kind: "unreadable", Text: u})
	}
	for _, p := range r.ws.Plans {
		for _, res := range results {
			if res.Plan == p.Name {
				d.Plans = append(d.Plans, reports.PlanInfo{Name: p.Name, Title: p.Title, Goal: p.Goal, Version: p.Version})
				d.Contact = p.Owner
				break
			}
		}
	}
	return d
}

// inPlanOrder puts a person's lines and results in the order in which plans and their components are written, a plan's
// cap last: the main thing comes first.
func (r *runState) inPlanOrder(lines []config.Line, results []*calc.Result) {
	type key struct{ plan, component string }
	place := map[key]int{}
	for _, p := range r.ws.Plans {
		for _, c := range p.Components {
			place[key{p.Name, c.Name}] = len(place) + 1
		}
		place[key{p.Name, ""}] = len(place) + 1
	}
	sort.SliceStable(lines, func(i, j int) bool {
		return place[key{lines[i].Plan, lines[i].Component}] < place[key{lines[j].Plan, lines[j].Component}]
	})
	sort.SliceStable(results, func(i, j int) bool {
		return place[key{results[i].Plan, results[i].Component}] < place[key{results[j].Plan, results[j].Component}]
	})
}

// resultsOf gives one row for each component: its last segment's result, with the segments in words where there are
// several, and a remark for everything that is held.
func (r *runState) resultsOf(results []*calc.Result) ([]reports.Result, []reports.Remark) {
	type key struct{ plan, component string }
	var order []key
	parts := map[key][]*calc.Result{}
	for _, res := range results {
		k := key{res.Plan, res.Component}
		if parts[k] == nil {
			order = append(order, k)
		}
		parts[k] = append(parts[k], res)
	}
	var out []reports.Result
	var remarks []reports.Remark
	for _, k := range order {
		list := parts[k]
		last := list[len(list)-1]
		row := reports.Result{
			Plan: k.plan, Component: k.component, Title: r.componentTitle(last), Measures: r.measures(last), KPI: last.KPI, Unit: last.Unit,
			Currency: r.currencyOf(last), Actual: last.Value, Target: last.Target, Anchors: last.Anchors, Note: last.Reason,
		}
		if last.KPI != "" {
			row.RowsCommand, row.Looked = r.rowsCommand(last), r.lookedFurther(last)
		}
		row.TargetMinor = targetOf(list)
		if config.IsReward(last.Currency) {
			row.Reward = last.Currency
		}
		for _, res := range list {
			if res.Outcome == calc.Held {
				row.Held = true
				remarks = append(remarks, reports.Remark{Kind: "held", Text: row.Title + ": " + res.Reason})
			}
		}
		if len(list) > 1 {
			row.Note = segmentsInWords(list)
		}
		out = append(out, row)
	}
	return out, remarks
}

// targetOf adds up what a component's segments pay at target; 0 where they are in two currencies, which have no total.
func targetOf(list []*calc.Result) int64 {
	sum := int64(0)
	for _, res := range list {
		if res.Currency != list[0].Currency {
			return 0
		}
		sum += res.TargetMinor
	}
	return sum
}

// rowsCommand is the command line that shows the source rows of a component's KPI, as it was measured for this statement.
func (r *runState) rowsCommand(res *calc.Result) string {
	words := []string{"attain", "kpi", "rows", res.KPI, res.Participant, r.period.Label, "--component", res.Plan + "/" + res.Component}
	if r.back {
		words = append(words, "--as-of", r.asOf.String())
	}
	for i, w := range words {
		words[i] = shellWord(w)
	}
	return strings.Join(words, " ")
}

// plainWord is what a shell takes as it stands.
var plainWord = regexp.MustCompile(`^[A-Za-z0-9_./:@%+,-]+$`)

// shellWord quotes a word for a command line where it needs it.
func shellWord(w string) string {
	if plainWord.MatchString(w) {
		return w
	}
	return "'" + strings.ReplaceAll(w, "'", `'\''`) + "'"
}

// lookedFurther gives the days a KPI looked at where they are neither those of the segment nor of the pay window.
func (r *runState) lookedFurther(res *calc.Result) config.Interval {
	window, err := r.ws.Calendar.Period(res.Period)
	if err != nil || res.Looked == res.Interval || res.Looked == window.Interval {
		return config.Interval{}
	}
	return res.Looked
}

func segmentsInWords(list []*calc.Result) string {
	var parts []string
	for _, res := range list {
		result := "no result"
		if res.Value != nil {
			if result = res.Value.Decimal(1); res.Unit == "percent" {
				result = res.Value.Mul(config.Whole(100)).Decimal(1) + " %"
			}
		}
		parts = append(parts, fmt.Sprintf("%s: %s", res.Interval, result))
	}
	return strings.Join(parts, "; ")
}

func (r *runState) kpi(name string) *config.KPI {
	for _, k := range r.ws.KPIs {
		if k.Name == name {
			return k
		}
	}
	return nil
}

// componentTitle is what a seller calls a component: its KPI's title, else its name in words.
func (r *runState) componentTitle(res *calc.Result) string {
	if k := r.kpi(res.KPI); k != nil && k.Title != "" {
		return k.Title
	}
	if res.Component == "" {
		return "Plan cap"
	}
	words := strings.ReplaceAll(strings.ReplaceAll(res.Component, "-", " "), "_", " ")
	return strings.ToUpper(words[:1]) + words[1:]
}

func (r *runState) measures(res *calc.Result) string {
	if k := r.kpi(res.KPI); k != nil {
		return k.Definition
	}
	return ""
}

// lineCurrency gives what the money of a line's terms is counted in: the plan's currency, else the line's. A line of a
// reward that is no money has none.
func lineCurrency(ws *config.Workspace) func(l *config.Line) string {
	return func(l *config.Line) string {
		for _, p := range ws.Plans {
			if p.Name == l.Plan && p.Currency != "" {
				return p.Currency
			}
		}
		if config.IsReward(l.Currency) {
			return ""
		}
		return l.Currency
	}
}
