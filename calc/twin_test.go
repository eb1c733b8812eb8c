package calc

import (
	"errors"
	"fmt"
	"maps"
	"math/big"
	"os"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"attain/config"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/memory"
)

// The slow twin is a second calculation of what a plan pays, written from the specification by somebody who had not
// read the kernels: plain Go, math/big rationals, one participant at a time, loops over facts. Random plans and random
// data go through both, and every amount must be the same to the minor unit.
//
//	go test -tags duckdb_arrow ./calc -run TestTwin                         a slice, in seconds
//	ATTAIN_TWIN=100000 go test -tags duckdb_arrow ./calc -run TestTwin -v   that many pairs, and their share by kind
//	ATTAIN_TWIN_SEED=123 go test …                                          one pair again, with all there is to see
//
// A pair is a plan and its data, both made from one number, the seed. The files twin_*_test.go have a kind each: how
// its settings and data are drawn, and how the twin computes it.

// twinPlansPerWorkspace plans are read and compiled together: reading the KPI library takes longer than a pair.
const twinPlansPerWorkspace = 64

func TestTwin(t *testing.T) {
	t.Parallel()
	if s := os.Getenv("ATTAIN_TWIN_SEED"); s != "" {
		seed, err := strconv.ParseUint(s, 10, 64)
		if err != nil {
			t.Fatal(err)
		}
		runTwins(t, []uint64{seed}, &twinTally{counts: map[string]int{}}, true)
		return
	}
	n, err := strconv.Atoi(twinOr(os.Getenv("ATTAIN_TWIN"), "600"))
	if err != nil {
		t.Fatal(err)
	}
	from, err := strconv.Atoi(twinOr(os.Getenv("ATTAIN_TWIN_FROM"), "1"))
	if err != nil {
		t.Fatal(err)
	}
	began, tally := time.Now(), &twinTally{counts: map[string]int{}}
	var group sync.WaitGroup
	batches := make(chan []uint64)
	for range runtime.GOMAXPROCS(0) {
		group.Add(1)
		go func() {
			defer group.Done()
			for seeds := range batches {
				runTwins(t, seeds, tally, false)
			}
		}()
	}
	for first := from; first < from+n && !tally.enough(); first += twinPlansPerWorkspace {
		var seeds []uint64
		for s := first; s < min(first+twinPlansPerWorkspace, from+n); s++ {
			seeds = append(seeds, uint64(s))
		}
		batches <- seeds
	}
	close(batches)
	group.Wait()
	t.Log(tally.report(time.Since(began)))
}

func twinOr(s, other string) string {
	if s == "" {
		return other
	}
	return s
}

// twinTally counts what went through, by what the pairs had in them.
type twinTally struct {
	mu     sync.Mutex
	pairs  int
	lines  int
	bad    int
	counts map[string]int
}

func (y *twinTally) add(x *twinCase, lines int) {
	y.mu.Lock()
	defer y.mu.Unlock()
	y.pairs++
	y.lines += lines
	for what := range x.saw {
		y.counts[what]++
	}
}

func (y *twinTally) fail() {
	y.mu.Lock()
	defer y.mu.Unlock()
	y.bad++
}

// enough says that so many pairs differed that more would tell nothing.
func (y *twinTally) enough() bool {
	y.mu.Lock()
	defer y.mu.Unlock()
	return y.bad >= 6
}

func (y *twinTally) report(took time.Duration) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%d pairs, %d amounts, %d differ, in %s (%s a pair)", y.pairs, y.lines, y.bad, took.Round(time.Millisecond), took/time.Duration(max(y.pairs, 1)))
	for _, what := range slices.Sorted(maps.Keys(y.counts)) {
		fmt.Fprintf(&b, "\n%-44s %8d  %5.1f %%", what, y.counts[what], 100*float64(y.counts[what])/float64(max(y.pairs, 1)))
	}
	return b.String()
}

// drawParts draws the components of a plan.
func drawParts(d twinDice, x *twinCase) {
	if d.yes(twinRare) { // kinds that go alone, or beside a commission
		drawOther(d, x)
		return
	}
	if d.yes(50) {
		weights := twinPick(d, []int64{100}, []int64{70, 30}, []int64{50, 50}, []int64{50, 30, 20}, []int64{34, 33, 33})
		for i, w := range weights {
			x.parts = append(x.parts, drawScorecard(d, x, fmt.Sprint("card-", i+1), rat(w, 100)))
		}
	}
	if d.yes(10) {
		x.parts = append(x.parts, drawMilestone(d, x))
	}
	if d.yes(16) && x.currency != "" { // what is shared is in one currency
		if d.yes(50) {
			x.parts = append(x.parts, drawContest(d, x))
		} else {
			x.parts = append(x.parts, drawPool(d, x))
		}
		x.many = true
	}
	if len(x.parts) == 0 || d.yes(30) {
		x.parts = append(x.parts, drawCommission(d, x, "deals"))
	}
}

// runTwins reads the plans of some seeds as one workspace and compares every pair.
func runTwins(t *testing.T, seeds []uint64, tally *twinTally, loud bool) {
	var cases []*twinCase
	for _, seed := range seeds {
		cases = append(cases, drawTwin(seed))
	}
	p, err := compileTwins(cases)
	if err != nil {
		if len(cases) > 1 {
			for _, seed := range seeds {
				runTwins(t, []uint64{seed}, tally, loud)
			}
			return
		}
		tally.fail()
		t.Errorf("seed %d: the plan is refused: %v\n%s", seeds[0], err, cases[0].yaml())
		return
	}
	for _, x := range cases {
		if tally.enough() {
			return
		}
		lines, diff := x.compare(p)
		tally.add(x, lines)
		if loud {
			t.Log(x.String())
		}
		if diff != "" {
			tally.fail()
			small := x.shrink(p)
			_, diff = small.compare(p)
			t.Errorf("seed %d differs:\n%s\n%s", x.seed, diff, small)
		}
	}
}

// twinKPIs are the KPIs the plans use, small enough to be computed by hand.
var twinKPIs = []struct{ name, formula, unit, direction, given, gives string }{
	{"t_attainment", "bookings / quota", "percent", "higher_is_better", "{bookings: 950_000, quota: 1_000_000}", "95%"},
	{"t_win", "won_deals / closed_deals", "percent", "higher_is_better", "{won_deals: 18, closed_deals: 72}", "25%"},
	{"t_cycle", "sales_cycle_days / won_deals", "days", "lower_is_better", "{sales_cycle_days: 90, won_deals: 3}", "30"},
	{"t_bookings", "bookings", "money", "higher_is_better", "{bookings: 950_000}", "950_000"},
	{"t_won", "won_deals", "count", "higher_is_better", "{won_deals: 12}", "12"},
	{"t_lost", "closed_deals - won_deals", "count", "lower_is_better", "{won_deals: 12, closed_deals: 15}", "3"},
}

// twinAttain is the workspace of the twins: conventions are the plans' own.
var twinAttain = `company: {name: Twin, code: TWN, country: US}
calendar:
  year_starts: 1
  periods: months
  holidays: {US: [2026-01-01, 2026-05-25, 2026-07-03, 2026-09-07, 2026-11-26, 2026-12-25]}
` + twinCurrencies() + `conventions: {left_over_cent: lowest_participant}
sources:
  - {name: crm, connector: file, system: attain, landing: full, entities: [{name: assignment, path: "extracts/*.csv"}]}
`

func compileTwins(cases []*twinCase) (*Program, error) {
	files := fstest.MapFS{"attain.yaml": {Data: []byte(twinAttain)}}
	for _, k := range twinKPIs {
		files["kpis/"+k.name+".yaml"] = &fstest.MapFile{Data: fmt.Appendf(nil, "kpi: %s\ntitle: %[1]s\ndefinition: For the twin.\nformula: %s\nunit: %s\n"+
			"direction: %s\nowner: Twin\nindicates: lagging\nties_to_pay: yes\nsubjects: [person, team, territory, company]\nexample: {given: %s, gives: %s}\n",
			k.name, k.formula, k.unit, k.direction, k.given, k.gives)}
	}
	for _, x := range cases {
		files["plans/"+x.name+".yaml"] = &fstest.MapFile{Data: []byte(x.yaml())}
	}
	ws, err := config.ReadWorkspace(files)
	if err != nil {
		return nil, err
	}
	return Compile(ws, testMeasures)
}

// twinKey is what an amount is about; the parts of a deal in different tiers are one amount.
type twinKey struct {
	who, component string
	segment        int32
	part           string // pay, cap, floor, carried
	source         string
	currency       string
}

func (k twinKey) String() string {
	return fmt.Sprintf("%s %s segment %d %s %s %s", k.who, k.component, k.segment, k.part, k.source, k.currency)
}

// twinPaid is every amount of a run.
type twinPaid map[twinKey]*big.Int

func (p twinPaid) add(k twinKey, n *big.Int) {
	if p[k] == nil {
		p[k] = new(big.Int)
	}
	p[k].Add(p[k], n)
}

// compare computes a pair twice and says where the two differ, "" where they do not, and how many amounts there are.
func (x *twinCase) compare(p *Program) (int, string) {
	engine, err := x.engine(p)
	if err != nil {
		return 0, "engine: " + err.Error()
	}
	twin := x.twin()
	var diff []string
	keys := map[twinKey]bool{}
	for k := range engine {
		keys[k] = true
	}
	for k := range twin {
		keys[k] = true
	}
	zero := new(big.Int)
	for k := range keys {
		a, b := engine[k], twin[k]
		if a == nil {
			a = zero
		}
		if b == nil {
			b = zero
		}
		if a.Cmp(b) != 0 {
			diff = append(diff, fmt.Sprintf("  %s: engine %s, twin %s", k, a, b))
		}
	}
	slices.Sort(diff)
	return len(keys), strings.Join(diff, "\n")
}

// engine runs a pair through Compile's program and gives its amounts. What a test would stop at is an error here.
func (x *twinCase) engine(p *Program) (out twinPaid, err error) {
	lines, summary, err := x.engineLines(p)
	out = twinPaid{}
	for _, l := range lines {
		out.add(lineKey(l), big.NewInt(l.AmountMinor))
	}
	if summary != nil {
		for _, c := range summary.BankedCaps {
			out.add(bankKey(c.Participant, c.Component, "room", c.Period, c.Currency), big.NewInt(c.RoomMinor))
			out.add(bankKey(c.Participant, c.Component, "earned", c.Period, c.Currency), big.NewInt(c.EarnedMinor))
		}
	}
	return out, err
}

func lineKey(l config.Line) twinKey {
	k := twinKey{l.Participant, l.Component, l.Segment, l.Part, l.SourceKey, l.Currency}
	if strings.HasPrefix(l.Part, "payout") || strings.HasPrefix(l.Part, "tier-") || strings.HasPrefix(l.Part, "earlier-deals") {
		k.part = "pay"
	}
	switch l.Component {
	case "contest", "pool", "milestone": // their lines are one amount
		if l.Class == config.Earning && l.Part != "cap" && l.Part != "floor" {
			k.part = "pay"
		}
	}
	if strings.HasPrefix(l.Part, "carried-in") { // one a window it comes from
		k.part = "carried-in"
	}
	if l.Component == "trued" && l.Class == config.Earning && !slices.Contains([]string{"gate", "multiplier", "cap", "floor"}, l.Part) {
		k.part, k.source = "pay", ""
	}
	if l.Component == "mbo" && l.Class == config.Earning && l.SourceKey != "" {
		k.part = "pay"
	}
	if strings.HasPrefix(l.Part, "instead") || strings.HasPrefix(l.Part, "budget") || strings.HasPrefix(l.Part, "deal-minimum") || strings.HasPrefix(l.Part, "deal-cap") {
		k.part = "pay"
	}
	if strings.HasPrefix(l.Part, "cap-") { // a second cap of the plan
		k.part = "cap"
	}
	return k
}

func (x *twinCase) engineLines(p *Program) (lines []config.Line, summary *Summary, err error) {
	tb := &errorsOf{}
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("%v: %w", r, errors.Join(tb.errs...))
		}
	}()
	w := world{facts: x.facts, batch: x.batch}
	run, err := p.ws.Calendar.Period(x.period)
	if err != nil {
		return nil, nil, err
	}
	work, err := p.Prepare(run, run.End-1, x.assignments())
	if err != nil {
		return nil, nil, err
	}
	work.Rates, w.mem = x.market, memory.DefaultAllocator
	aggregates, facts := w.aggregates(work), w.credited(work)
	defer aggregates.Release()
	defer facts.Release()
	summary, err = work.run(w.mem, "twin", aggregates, facts, func(rec arrow.RecordBatch) error {
		got, err := config.LinesOf(rec)
		lines = append(lines, got...)
		return err
	})
	if err != nil {
		return nil, nil, err
	}
	checkLines(tb, p, lines, summary)
	return lines, summary, errors.Join(tb.errs...)
}

// errorsOf is a testing.TB that keeps what it is told, so that a pair that fails can be shown whole.
type errorsOf struct {
	testing.TB
	errs []error
}

func (e *errorsOf) Helper()                        {}
func (e *errorsOf) Errorf(format string, a ...any) { e.errs = append(e.errs, fmt.Errorf(format, a...)) }

func (e *errorsOf) Error(a ...any)                 { e.errs = append(e.errs, errors.New(fmt.Sprint(a...))) }
func (e *errorsOf) Fatalf(format string, a ...any) { panic(fmt.Sprintf(format, a...)) }
func (e *errorsOf) Fatal(a ...any)                 { panic(fmt.Sprint(a...)) }

// shrink leaves facts and people out one by one for as long as the pair still differs.
func (x *twinCase) shrink(p *Program) *twinCase {
	small := *x
	differs := func(c twinCase) bool { _, diff := c.compare(p); return diff != "" }
	for again := true; again; {
		again = false
		for i := range small.facts {
			c := small
			c.facts = slices.Delete(slices.Clone(small.facts), i, i+1)
			if differs(c) {
				small, again = c, true
				break
			}
		}
		for i := range small.rows {
			c := small
			c.rows = slices.Delete(slices.Clone(small.rows), i, i+1)
			if len(c.rows) > 0 && differs(c) {
				small, again = c, true
				break
			}
		}
	}
	return &small
}

// String shows a pair: the plan, the data and what both make of it.
func (x *twinCase) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "run %s of\n%sassignments:\n", x.period, x.yaml())
	for _, a := range x.rows {
		fmt.Fprintf(&b, "  %s %s team %s, incentive %d %s a %s (%v), %s, hired %s, away %v\n", a.Participant, a.Role, a.Team, a.IncentiveMinor, a.Currency, a.IncentivePer, a.HasIncentive, a.Interval, a.HiredOn, a.Absences)
	}
	b.WriteString("facts:\n")
	for _, f := range x.facts {
		fmt.Fprintf(&b, "  %-16s %s %s %s", f.measure, f.who, f.source, f.day)
		if f.until > 0 {
			fmt.Fprintf(&b, " to %s", f.until-1)
		}
		fmt.Fprintf(&b, " %d %s %s %s\n", f.value, f.currency, f.credit, f.attrs)
	}
	b.WriteString(x.marketText())
	p, err := compileTwins([]*twinCase{x})
	if err != nil {
		return b.String() + err.Error()
	}
	lines, summary, err := x.engineLines(p)
	fmt.Fprintf(&b, "engine: %v\n", err)
	for _, l := range lines {
		fmt.Fprintf(&b, "  %s | basis %s %s rate %s | %d | %s\n", lineKey(l), l.Basis, l.BasisUnit, l.Rate, l.AmountMinor, l.Label)
		for _, term := range l.Terms {
			fmt.Fprintf(&b, "       %s = %s %s %s\n", term.Name, term.Value, term.Formula, term.From)
		}
	}
	if summary == nil {
		summary = &Summary{}
	}
	for _, r := range summary.Results {
		fmt.Fprintf(&b, "  %s %s %s segment %d: %s %s\n", r.Participant, r.Component, r.Period, r.Segment, r.Outcome, r.Reason)
	}
	b.WriteString("twin:\n")
	twin := x.twin()
	for _, k := range slices.SortedFunc(maps.Keys(twin), func(a, b twinKey) int { return strings.Compare(a.String(), b.String()) }) {
		fmt.Fprintf(&b, "  %s | %s\n", k, twin[k])
	}
	return b.String()
}
