package calc

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"attain/config"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"
	"github.com/apache/arrow-go/v18/arrow/decimal128"
	"github.com/apache/arrow-go/v18/arrow/memory"
)

// testAttain is a workspace file that answers every convention; a test replaces lines of it.
const testAttain = `company: {name: Northwind Analytics, code: NWA, country: US}
calendar: {year_starts: 1, periods: months}
currencies:
  reporting: USD
  plan_rates:
    - {from: EUR, to: USD, rate: 1.08, first_day: 2025-01-01, last_day: 2026-12-31}
conventions:
  halves: away_from_zero
  day_count: calendar_days
  role_change: segments
  ladder_on_role_change: carried
  prorates: [quota, target_incentive]
  exactly_on_limit: higher_tier
  too_few: weight_to_the_others
  no_value: weight_to_the_others
  conversion_rate: plan_rate
  left_over_cent: lowest_participant
pay:
  default_code: VARPAY
sources:
  - name: crm
    connector: file
    system: attain
    landing: full
    entities: [{name: assignment, path: "extracts/*.csv"}]
`

// planHead is the head of a plan called p for the role AE.
func planHead(pays string) string {
	return "plan: p\nfirst_day: 2025-01-01\nlast_day: 2026-12-31\napplies_to: {role: AE}\npays: " + pays + "\n"
}

var testMeasures = ofEverySubject([]config.Measure{
	{Name: "bookings", Title: "Bookings", Kind: "flow", Unit: "money", Attributes: []string{"deal_type", "deal_minor"}},
	{Name: "won_deals", Title: "Won deals", Kind: "flow", Unit: "count"},
	{Name: "closed_deals", Title: "Closed deals", Kind: "flow", Unit: "count"},
	{Name: "sales_cycle_days", Title: "Sales cycle", Kind: "flow", Unit: "days"},
	{Name: "quota", Title: "Quota", Kind: "span", Unit: "money", Attributes: []string{"metric"}},
	{Name: "quota_units", Title: "Quota in units", Kind: "span", Unit: "count", Attributes: []string{"metric"}},
	{Name: "mrr", Title: "MRR", Kind: "stock", Unit: "money"},
	{Name: "mrr_new", Title: "New MRR", Kind: "flow", Unit: "money"},
	{Name: "mrr_expansion", Title: "Expansion MRR", Kind: "flow", Unit: "money"},
	{Name: "mrr_contraction", Title: "Contraction MRR", Kind: "flow", Unit: "money"},
	{Name: "mrr_churn", Title: "Churned MRR", Kind: "flow", Unit: "money"},
	{Name: "customers", Title: "Customers", Kind: "stock", Unit: "count"},
	{Name: "new_customers", Title: "New customers", Kind: "flow", Unit: "count"},
	{Name: "sales_and_marketing_cost", Title: "Sales and marketing cost", Kind: "flow", Unit: "money"},
	{Name: "revenue", Title: "Revenue", Kind: "flow", Unit: "money"},
	{Name: "cost_of_revenue", Title: "Cost of revenue", Kind: "flow", Unit: "money"},
	{Name: "promoters", Title: "Promoters", Kind: "flow", Unit: "count"},
	{Name: "detractors", Title: "Detractors", Kind: "flow", Unit: "count"},
	{Name: "survey_responses", Title: "Survey responses", Kind: "flow", Unit: "count"},
	{Name: "satisfied_responses", Title: "Satisfied responses", Kind: "flow", Unit: "count"},
	{Name: "csat_responses", Title: "Satisfaction responses", Kind: "flow", Unit: "count"},
	{Name: "activated_users", Title: "Activated users", Kind: "flow", Unit: "count"},
	{Name: "activation_eligible_users", Title: "Users who could activate", Kind: "flow", Unit: "count"},
	{Name: "renewals_due", Title: "Renewals due", Kind: "flow", Unit: "count"},
	{Name: "renewals_won", Title: "Renewals won", Kind: "flow", Unit: "count"},
	{Name: "units_sold", Title: "Units sold", Kind: "flow", Unit: "count"},
	{Name: "sales_cycle", Title: "Sales cycle", Kind: "flow", Unit: "days"},
	{Name: "objectives", Title: "Objectives", Kind: "flow", Unit: "points"},
	{Name: "base_pay", Title: "Base pay", Kind: "flow", Unit: "money"},
})

// ofEverySubject lets every measure say which territory and product its facts are of.
func ofEverySubject(list []config.Measure) []config.Measure {
	for i := range list {
		list[i].Attributes = append(list[i].Attributes, "territory_id", "product_id")
	}
	return list
}

// readPlan gives a workspace with one plan file (or several, parted by ---file---) and an attain.yaml edited by old,
// new pairs.
func readPlan(tb testing.TB, plan string, edits ...string) *config.Workspace {
	tb.Helper()
	attain := strings.NewReplacer(edits...).Replace(testAttain)
	files := fstest.MapFS{"attain.yaml": {Data: []byte(attain)}}
	for i, text := range strings.Split(plan, "---file---\n") {
		files[fmt.Sprintf("plans/p%d.yaml", i)] = &fstest.MapFile{Data: []byte(text)}
		followsSchema(tb, text)
	}
	ws, err := config.ReadWorkspace(files)
	if err != nil {
		tb.Fatalf("workspace: %v", err)
	}
	return ws
}

func compilePlan(tb testing.TB, plan string, edits ...string) *Program {
	tb.Helper()
	p, err := Compile(readPlan(tb, plan, edits...), testMeasures)
	if err != nil {
		tb.Fatalf("compile: %v", err)
	}
	return p
}

// testFact is one fact of the world the fake warehouse answers from. A span has an until.
type testFact struct {
	measure, who, team string
	territory, account string
	holder             string // who has the territory on the fact's day
	day, until         config.Day
	value, den         int64
	currency           string
	source, credit     string
	attrs              string           // what conditions must contain to hold
	inputs             []int64          // what a request's Inputs are, in billionths
	numbers            map[string]int64 // whole numbers by column, for Inputs and Value
	share              int64            // basis points; 0 is all of it
	above              []string         // who the credited participant reports to: the manager, the manager's manager
}

// class is the first of a request's classes the fact meets.
func (f *testFact) class(r *config.Request) any {
	for i, c := range r.Classes {
		if f.meets(f.attrs, c.SQL) {
			return int32(i)
		}
	}
	if len(r.Classes) > 0 {
		return int32(-1)
	}
	return nil
}

type world struct {
	facts []testFact
	batch int // rows in a record; 0 for all
	mem   memory.Allocator
	rates []config.MarketRate
	names map[string]string // of participants
}

func day(tb testing.TB, s string) config.Day {
	tb.Helper()
	d, err := config.ParseDay(s)
	if err != nil {
		tb.Fatal(err)
	}
	return d
}

func (f *testFact) counts(r *config.Request, win *config.Window) bool {
	if f.measure != r.Measure {
		return false
	}
	if !f.whose(r.Subject, win.SubjectID) {
		return false
	}
	attrs := f.attrs
	if f.until > 0 {
		attrs = cmp.Or(attrs, "metric = 'bookings'")
	}
	for _, w := range r.Where {
		if !f.meets(attrs, w.SQL) {
			return false
		}
	}
	switch {
	case f.until > 0:
		return f.day < win.End && win.First < f.until
	case r.Aggregate == config.AtStart:
		return f.day < win.First
	case r.Aggregate == config.AtEnd:
		return f.day < win.End
	default:
		return win.Contains(f.day)
	}
}

// aggregates answers the windows of a work.
func (w *world) aggregates(work *Work) array.RecordReader {
	rows := make([][]any, 0, len(work.Windows))
	for i := range work.Windows {
		win := &work.Windows[i]
		r := &work.Requests[win.Request]
		accounts := map[string]bool{}
		for _, f := range w.facts {
			if !f.counts(r, win) || r.Aggregate == config.Distinct && accounts[f.account] {
				continue
			}
			accounts[f.account] = true
			value := f.value
			if r.Aggregate == config.Count {
				value = 1
			}
			row := []any{win.ID, f.currency, f.day, nil, nil, value, max(f.den, 1), int64(1)}
			if counted, ok := f.countedAs(r).(int64); ok {
				row[5], row[6] = counted, int64(10_000)
			}
			if f.until > 0 {
				row[3], row[4] = f.day, f.until
			}
			rows = append(rows, row)
		}
	}
	return w.reader(config.AggregateSchema, rows)
}

// credited answers with the facts behind the windows.
func (w *world) credited(work *Work) array.RecordReader {
	var rows [][]any
	for i := range work.Windows {
		win := &work.Windows[i]
		r := &work.Requests[win.Request]
		if r.Totals {
			continue
		}
		var list []testFact
		for _, f := range w.facts {
			if f.counts(r, win) {
				list = append(list, f)
			}
		}
		slices.SortStableFunc(list, func(a, b testFact) int {
			return cmp.Or(cmp.Compare(a.day, b.day), strings.Compare(a.source, b.source))
		})
		for n, f := range list {
			credit := cmp.Or(f.credit, "primary")
			row := []any{
				win.ID, fmt.Sprint(f.source, "-", n), f.source, "Deal " + f.source, f.day, f.account, credit,
				f.shareBP(), f.value, f.currency, "extracts/deals.csv", int64(n + 1), nil, nil, f.class(r), f.numbersOf(r), f.countedAs(r),
			}
			if f.until > 0 {
				row[12], row[13] = f.until, int64(config.Interval{First: f.day, End: f.until}.And(win.Interval).Days())
			}
			if r.Subject.OthersRows() {
				row = append(row, f.who, w.names[f.who])
			}
			rows = append(rows, row)
		}
	}
	return w.reader(config.FactSchema, rows)
}

func (w *world) reader(schema *arrow.Schema, rows [][]any) array.RecordReader {
	recs := w.records(schema, rows)
	out, err := array.NewRecordReader(schema, recs)
	if err != nil {
		panic(err)
	}
	for _, r := range recs {
		r.Release()
	}
	return out
}

func (w *world) records(schema *arrow.Schema, rows [][]any) []arrow.RecordBatch {
	b := array.NewRecordBuilder(w.mem, schema)
	defer b.Release()
	var recs []arrow.RecordBatch
	n := 0
	flush := func() { recs, n = append(recs, b.NewRecordBatch()), 0 }
	for _, row := range rows {
		for i := range schema.NumFields() {
			var v any
			if i < len(row) {
				v = row[i]
			}
			switch f := b.Field(i).(type) {
			case *array.Int32Builder:
				if n, ok := v.(int32); ok {
					f.Append(n)
				} else {
					f.AppendNull()
				}
			case *array.ListBuilder:
				appendInputs(f, v)
			case *array.Int64Builder:
				if n, ok := v.(int64); ok {
					f.Append(n)
				} else {
					f.AppendNull()
				}
			case *array.StringBuilder:
				if s, ok := v.(string); ok && s != "" {
					f.Append(s)
				} else {
					f.AppendNull()
				}
			case *array.Date32Builder:
				if d, ok := v.(config.Day); ok {
					f.Append(arrow.Date32(d))
				} else {
					f.AppendNull()
				}
			}
		}
		if n++; n == w.batch {
			flush()
		}
	}
	flush()
	return recs
}

// run computes a period and gives its lines. Memory is checked: what Run took it gave back.
func (w *world) run(tb testing.TB, p *Program, period string, assignments ...config.Assignment) ([]config.Line, *Summary) {
	tb.Helper()
	run, err := p.ws.Calendar.Period(period)
	if err != nil {
		tb.Fatal(err)
	}
	work, err := p.Prepare(run, run.End-1, assignments)
	if err != nil {
		tb.Fatalf("prepare: %v", err)
	}
	work.Rates = w.rates
	checked := memory.NewCheckedAllocator(memory.NewGoAllocator())
	defer checked.AssertSize(helper{tb}, 0)
	w.mem = checked
	aggregates, facts := w.aggregates(work), w.credited(work)
	defer aggregates.Release()
	defer facts.Release()
	var lines []config.Line
	summary, err := work.run(checked, "run-1", aggregates, facts, func(rec arrow.RecordBatch) error {
		got, err := config.LinesOf(rec)
		lines = append(lines, got...)
		return err
	})
	if err != nil {
		tb.Fatalf("run: %v", err)
	}
	checkLines(tb, p, lines, summary)
	return lines, summary
}

// helper lets the allocator's check report through any testing.TB.
type helper struct{ testing.TB }

// checkLines looks at what must be true of any run: results are the sums of their lines, references and keys are
// unique, and every derivation gives its amount.
func checkLines(tb testing.TB, p *Program, lines []config.Line, summary *Summary) {
	tb.Helper()
	var byLines, byResults int64
	refs, keys := map[string]bool{}, map[string]bool{}
	for _, l := range lines {
		byLines += l.AmountMinor
		key := fmt.Sprint(l.Participant, "|", l.Plan, "|", l.Component, "|", l.Segment, "|", l.Part, "|", l.OriginPeriod, "|", l.SourceKey, "|", l.Currency)
		if refs[l.Ref] || keys[key] {
			tb.Errorf("line %s (%s) is there twice", l.Ref, key)
		}
		refs[l.Ref], keys[key] = true, true
		checkTerms(tb, l)
	}
	for _, r := range summary.Results {
		byResults += r.AmountMinor
	}
	if byLines != byResults || summary.Lines != int64(len(lines)) {
		tb.Errorf("%d lines of %d, results say %d lines of %d", len(lines), byLines, summary.Lines, byResults)
	}
	for _, a := range summary.Accounting {
		if a.Read.Count != a.Paid.Count+a.KPIOnly.Count+a.NotEligible.Count+a.Held.Count {
			tb.Errorf("%s/%s/%s: rows do not add up: %+v", a.Plan, a.Component, a.Measure, a)
		}
	}
}

// checkTerms evaluates a line's formulas in order and compares every value, the last of which is the amount; a line
// without terms must say it all with basis × rate.
func checkTerms(tb testing.TB, l config.Line) {
	tb.Helper()
	if len(l.Terms) == 0 {
		if n, ok := l.Basis.Mul(l.Rate).Round(config.AwayFromZero); !ok || n != l.AmountMinor {
			tb.Errorf("%s/%s: %s × %s is not %d", l.Component, l.SourceKey, l.Basis, l.Rate, l.AmountMinor)
		}
		return
	}
	known := map[string]config.Ratio{}
	for _, t := range l.Terms {
		if _, twice := known[t.Name]; twice {
			tb.Errorf("%s: term %s is there twice", l.Component, t.Name)
		}
		known[t.Name] = t.Value
		if t.Formula == "" {
			continue
		}
		var ps config.Problems
		e := config.ParseExpr(t.Formula, config.Position{}, &ps)
		if e == nil {
			tb.Fatalf("term %s: %v", t.Name, ps.Err())
		}
		got := e.Eval(func(leaf *config.Expr) config.Value { return config.Value{Ratio: known[leaf.Name]} })
		if got.Null != "" || got.Ratio.Cmp(t.Value) != 0 {
			tb.Errorf("%s: term %s = %s gives %s %s, not %s", l.Component, t.Name, t.Formula, got.Ratio, got.Null, t.Value)
		}
	}
	last := l.Terms[len(l.Terms)-1]
	if last.Name != "amount" || config.MinorOf(last.Value, l.Currency).Cmp(config.Whole(l.AmountMinor)) != 0 {
		tb.Errorf("%s: the last term is %s = %s, the line %d", l.Component, last.Name, last.Value, l.AmountMinor)
	}
}

// assigned is an assignment to plan p for the whole of 2025 and 2026, with a target incentive in whole USD per quarter.
func assigned(tb testing.TB, who string, incentive int64) config.Assignment {
	return config.Assignment{
		Participant: who, Name: "Name of " + who, Role: "AE", Team: "north", CostCenter: "CC1", Country: "US", Currency: "USD",
		IncentiveMinor: incentive * 100, IncentivePer: "quarter", HasIncentive: true, Plans: []string{"p"}, File: "extracts/assignments.xlsx", Row: 2,
		Interval: config.Interval{First: day(tb, "2025-01-01"), End: day(tb, "2027-01-01")},
	}
}

// amounts gives each component's sum in major units as text: "quota 6125.00, win-rate 3000.00".
func amounts(lines []config.Line) string {
	sum := map[string]int64{}
	var names []string
	for _, l := range lines {
		if _, ok := sum[l.Component]; !ok {
			names = append(names, l.Component)
		}
		sum[l.Component] += l.AmountMinor
	}
	slices.Sort(names)
	var out []string
	for _, n := range names {
		out = append(out, n+" "+config.FormatMinor(sum[n], "USD"))
	}
	return strings.Join(out, ", ")
}

func total(lines []config.Line) int64 {
	var sum int64
	for _, l := range lines {
		sum += l.AmountMinor
	}
	return sum
}

// appendInputs writes a fact's inputs, each given in billionths, nil for one that is not there.
func appendInputs(b *array.ListBuilder, v any) {
	list, ok := v.([]any)
	if numbers, plain := v.([]int64); plain {
		for _, n := range numbers {
			list = append(list, n)
		}
		ok = true
	}
	if !ok {
		b.AppendNull()
		return
	}
	b.Append(true)
	for _, v := range list {
		if n, ok := v.(int64); ok {
			b.ValueBuilder().(*array.Decimal128Builder).Append(decimal128.FromI64(n))
		} else {
			b.ValueBuilder().AppendNull()
		}
	}
}
