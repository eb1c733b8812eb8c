package calc

import (
	"slices"
	"strings"

	"attain/config"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"
	"github.com/apache/arrow-go/v18/arrow/memory"
)

// runner is the state of one Run.
type runner struct {
	prog      *Program
	work      *Work
	numbers   *numbers
	rates     *rates
	facts     *factStream
	out       *lineWriter
	drafts    []draft // of the participant and plan being written
	silent    bool    // the sheet being written only uses up a cap
	capUsed   map[capKey]int64
	scratch   scratch
	limited   limitedDeals
	results   []*Result
	tallies   map[tallyKey]*Accounting
	looks     []config.Look
	looksFrom int // the first of the participant and plan being written
	capped    []BankedCap
	seen      map[sight]bool
	month     config.Period // the last one originOf gave
}

// capKey is one period of a plan's cap, for the participant being written.
type capKey struct {
	cap      *periodCap
	first    config.Day
	currency string
}

// sight is a component having seen a window.
type sight struct {
	comp   *component
	window int32
}

// scratch is memory the pricing of one batch uses and leaves to the next.
type scratch struct {
	deals, pay []config.Ratio
	slices     []slice
	ends       []int
	amounts    []int64
	card       []config.Ratio // of deals whose rates are worked out
	numbers    dealNumbers
}

func (s *scratch) reset() {
	s.deals, s.pay, s.slices, s.ends, s.amounts, s.card = s.deals[:0], s.pay[:0], s.slices[:0], s.ends[:0], s.amounts[:0], s.card[:0]
}

// chunkSheets is about how many sheets are settled together: enough to make loops long, few enough to stay small.
const chunkSheets = 1024

// Run computes the work from what the warehouse answered and emits its lines, ordered by participant, plan, component,
// segment, origin period, day, source key and part, in batches the receiver must Retain to keep. Facts are read once,
// as they come, one participant's at a time. The readers stay the caller's to release.
//
// The lines depend only on the numbers: not on how the rows are cut into batches, nor on their order where the schema
// leaves it open. The error is a fault: a reader or emit failed, or a reader gave what its schema does not allow.
func (w *Work) Run(runID string, aggregates, facts array.RecordReader, emit func(arrow.RecordBatch) error) (*Summary, error) {
	return w.run(memory.DefaultAllocator, runID, aggregates, facts, emit)
}

func (w *Work) run(mem memory.Allocator, runID string, aggregates, in array.RecordReader, emit func(arrow.RecordBatch) error) (*Summary, error) {
	r := &runner{
		prog: w.prog, work: w, rates: newRates(w.book()), facts: newFactStream(in, len(w.Windows)),
		out: newLineWriter(mem, runID, w.Period.Label, emit), tallies: map[tallyKey]*Accounting{}, seen: map[sight]bool{},
	}
	defer r.out.builder.Release()
	defer r.facts.close()
	var err error
	if r.numbers, err = readNumbers(w.Windows, r.rates.book, aggregates); err != nil {
		return nil, err
	}
	r.want()
	if err := r.share(); err != nil {
		return nil, err
	}
	for from := 0; from < len(w.sheets); {
		to := w.chunk(from)
		r.settle(w.sheets[from:to])
		if err := r.writeChunk(w.sheets[from:to]); err != nil {
			return nil, err
		}
		from = to
	}
	if err := r.out.flush(); err != nil {
		return nil, err
	}
	return &Summary{
		Period: w.Period, AsOf: w.AsOf, Lines: r.out.lines, Participants: w.participants(), Results: r.results, Accounting: accounting(r.tallies), Looks: r.looks, BankedCaps: r.capped,
	}, nil
}

// want marks the windows whose rows are priced.
func (r *runner) want() {
	for _, sh := range r.work.sheets {
		for _, c := range sh.cells {
			for _, id := range c.priced {
				r.facts.wanted[id] = true
			}
		}
	}
}

// share reads the facts of group kinds, whose windows come first, and gives each component of such a kind all its cells.
func (r *runner) share() error {
	cells := map[*component][]*cell{}
	var order []*component
	for _, sh := range r.work.sheets {
		for _, c := range sh.cells {
			if !c.comp.isGroup() {
				continue
			}
			if cells[c.comp] == nil {
				order = append(order, c.comp)
			}
			cells[c.comp] = append(cells[c.comp], c)
		}
	}
	if len(order) == 0 {
		return nil
	}
	if err := r.facts.collect(r.work.grouped - 1); err != nil {
		return err
	}
	r.facts.keepAll()
	for _, comp := range order {
		comp.method.(grouped).share(r, cells[comp])
	}
	return nil
}

// chunk gives where a chunk of whole participants ends.
func (w *Work) chunk(from int) int {
	to := min(from+chunkSheets, len(w.sheets))
	for to < len(w.sheets) && w.sheets[to].participant() == w.sheets[to-1].participant() {
		to++
	}
	return to
}

// participants counts who is paid in the run's windows.
func (w *Work) participants() int64 {
	n := int64(0)
	for i, s := range w.Segments {
		if i == 0 || s.Participant != w.Segments[i-1].Participant {
			n++
		}
	}
	return n
}

func (sh *sheet) participant() string { return sh.segments[0].Participant }

// settle gives every component all its cells in the chunk at once, then hands on what is carried from window to window,
// lets the scorecards share their weights and compares what is earned to date with what was paid.
func (r *runner) settle(sheets []*sheet) {
	cells := map[*component][]*cell{}
	var order []*component
	for _, sh := range sheets {
		for _, c := range sh.cells {
			if cells[c.comp] == nil {
				order = append(order, c.comp)
			}
			cells[c.comp] = append(cells[c.comp], c)
		}
	}
	for _, comp := range order {
		comp.method.settle(r, cells[comp])
	}
	eachPlan(sheets, func(own []*sheet) {
		if own[0].plan.carries {
			r.carry(own)
		}
	})
	for _, sh := range sheets {
		weigh(sh)
	}
	eachPlan(sheets, func(own []*sheet) {
		if own[0].plan.truesUp {
			r.trueUps(own)
		}
	})
}

// eachPlan gives the sheets participant by participant and plan by plan.
func eachPlan(sheets []*sheet, do func(own []*sheet)) {
	for from := 0; from < len(sheets); {
		to := from + 1
		for to < len(sheets) && sheets[to].plan == sheets[from].plan && sheets[to].participant() == sheets[from].participant() {
			to++
		}
		do(sheets[from:to])
		from = to
	}
}

// writeChunk writes the sheets participant by participant and plan by plan.
func (r *runner) writeChunk(sheets []*sheet) error {
	for from := 0; from < len(sheets); {
		to := from + 1
		for to < len(sheets) && sheets[to].participant() == sheets[from].participant() {
			to++
		}
		if err := r.facts.collect(lastPriced(sheets[from:to])); err != nil {
			return err
		}
		for from < to {
			end := from + 1
			for end < to && sheets[end].plan == sheets[from].plan {
				end++
			}
			if err := r.writePlan(sheets[from:end]); err != nil {
				return err
			}
			from = end
		}
		r.facts.release()
	}
	return nil
}

// lastPriced gives the last window whose rows the sheets price, -1 for none.
func lastPriced(sheets []*sheet) int32 {
	last := int32(-1)
	for _, sh := range sheets {
		for _, c := range sh.cells {
			for _, id := range c.priced {
				last = max(last, id)
			}
		}
	}
	return last
}

// writePlan writes one participant's sheets under one plan.
func (r *runner) writePlan(sheets []*sheet) error {
	r.drafts, r.capUsed, r.looksFrom = r.drafts[:0], map[capKey]int64{}, len(r.looks)
	for _, sh := range sheets {
		if sh.carries {
			continue
		}
		from := len(r.drafts)
		r.silent = sh.silent
		for _, c := range sh.cells {
			c.comp.method.write(r, c)
		}
		r.besides(sh, from)
		r.finish(sh, from)
	}
	return r.out.write(r.drafts)
}

// finish applies caps and floors to a sheet whose components are drafted, and adds its lines up in its results.
func (r *runner) finish(sh *sheet, from int) {
	if sh.plan.limited {
		banks := len(r.capped)
		r.planSteps(sh, together(limitComponents(r, sh, from)))
		r.holdBanks(sh, banks)
	}
	if sh.silent {
		r.drafts = r.drafts[:from]
		return
	}
	for i := range r.drafts[from:] {
		d := &r.drafts[from+i]
		res := d.cell.result
		if d.plan {
			res = resultOf(d.cell)
			res.Component, res.Outcome, res.Reason = "", Capped, d.label
			if d.amount > 0 {
				res.Outcome = Paid
			}
			r.results = append(r.results, res)
		}
		res.AmountMinor += d.amount
		res.LineCount++
	}
	for _, c := range sh.cells {
		c.score = nil // not needed any more
	}
}

// planSteps does a plan's steps on what its components earned. What was paid is counted towards the caps once all of them
// have taken what is above them, and before anything is made up.
func (r *runner) planSteps(sh *sheet, net []earned) {
	if len(net) == 0 {
		return
	}
	capped := false
	for _, s := range sh.plan.steps {
		if _, makesUp := s.(*guarantee); makesUp && !capped {
			r.useCaps(sh, net)
			capped = true
		}
		if err := s.apply(r, sh, net, sh.heldCells()); err != nil {
			r.hold(sh, nil, err.Error())
			return
		}
	}
	if !capped {
		r.useCaps(sh, net)
	}
}

// draft adds a line.
func (r *runner) draft(d draft) { r.drafts = append(r.drafts, d) }

func resultOf(c *cell) *Result {
	seg := c.seg
	return &Result{
		Participant: seg.Participant, Name: seg.Name, Plan: seg.Plan, Component: c.comp.name, Period: seg.Period.Label, Segment: seg.Number,
		Interval: seg.Interval, Role: seg.Role, Team: seg.Team, CostCenter: seg.CostCenter, Currency: c.currency(),
	}
}

// newResult begins a cell's result; that of a silent sheet is not kept.
func (r *runner) newResult(c *cell) *Result {
	c.result = resultOf(c)
	if !r.silent {
		r.results = append(r.results, c.result)
	}
	return c.result
}

// hold takes the lines of a sheet's component back, or with comp nil all of the sheet's, because something is missing.
func (r *runner) hold(sh *sheet, comp *component, why string) {
	r.holdCells(sh, why, func(c *cell) bool { return comp == nil || c.comp == comp })
}

// holdCells takes the lines of some of a sheet's cells back.
func (r *runner) holdCells(sh *sheet, why string, which func(*cell) bool) {
	r.drafts = slices.DeleteFunc(r.drafts, func(d draft) bool { return d.cell.sheet == sh && which(d.cell) })
	for _, c := range sh.cells {
		if c.result == nil || !which(c) {
			continue
		}
		if pays, is := c.comp.method.(paysRows); is && !c.isHeld() {
			for _, p := range pays.paidRows(r, c) {
				r.holdRows(c.comp, p, why)
			}
		}
		c.result.Outcome, c.result.Reason = Held, why
	}
}

// isHeld says whether a cell's component is held in its segment.
func (c *cell) isHeld() bool { return c.result != nil && c.result.Outcome == Held }

// tally gives the row accounting of a component and measure; that of a silent sheet is not kept.
func (r *runner) tally(comp *component, measure string) *Accounting {
	t := &Accounting{Plan: comp.plan.Name, Component: comp.name, Measure: measure}
	if r.silent {
		return t
	}
	key := tallyKey{comp, measure}
	if known := r.tallies[key]; known != nil {
		return known
	}
	r.tallies[key] = t
	return t
}

// firstSight says whether a component has not counted a window before: many participants share their team's.
func (r *runner) firstSight(comp *component, window int32) bool {
	if r.silent || r.seen[sight{comp, window}] {
		return false
	}
	r.seen[sight{comp, window}] = true
	return true
}

// planCurrency is the currency of a plan's amounts for a cell: the plan's, or the participant's own.
func (r *runner) planCurrency(c *cell) string { return c.planCurrency() }

func (c *cell) planCurrency() string {
	if c.sheet.plan.Currency != "" {
		return c.sheet.plan.Currency
	}
	return c.seg.Currency
}

// originOf gives the calendar month of a day.
func (r *runner) originOf(day config.Day) string {
	if !r.month.Contains(day) {
		r.month = r.prog.ws.Calendar.PeriodOf(day, config.Month)
	}
	return r.month.Label
}

// lowerFirst makes a title fit for the middle of a sentence, unless it begins with an abbreviation.
func lowerFirst(s string) string {
	if len(s) > 1 && s[1] >= 'a' {
		return strings.ToLower(s[:1]) + s[1:]
	}
	return s
}
