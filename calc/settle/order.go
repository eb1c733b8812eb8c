package settle

import "attain/config"

// step is one thing settlement does: its word in plans, what it does in words, how a plan's words for it are read (nil
// where a plan has none), and the doing.
type step struct {
	name, does string
	compile    func(c *Context, n *config.Node, into *Steps)
	apply      func(s *Steps, b *book)
}

// order is everything settlement does, in the order it is done: what caps kept, holds and releases, clawbacks, leave,
// recovery, draw, negative pay. What is left is paid. A plan cannot move them.
func order() []step {
	return []step{
		{"bank", "pay what a cap kept, as far as this period has room", nil, bankStep},
		{"holdback", "hold back what is not released, pay what is", compileHoldback, holdbackStep},
		{"clawback", "take back what was paid on deals that fell through", compileClawback, clawbackStep},
		{"leave_pay", "pay for days of leave by what was paid before", compileLeavePay, leavePayStep},
		{"recovery", "take back what was paid by mistake, from every component", compileRecovery, recoveryStep},
		{"draw", "make pay up to the draw, or earn an earlier draw back", compileDraw, drawStep},
		{"negative_pay", "carry pay below nothing, and take what was carried", compileNegativePay, negativeStep},
		{"payment_floor", "pay no less than the smallest payment", compilePaymentFloor, paymentFloorStep},
		{"past_pay", "remember what was paid, for leave pay to average", nil, pastPayStep},
		{"at_year_end", "forgive what the draw forgives when the year ends", nil, yearEndStep},
	}
}

// Order gives the steps' words and what each does, in order, for people.
func Order() (names, does []string) {
	for _, s := range order() {
		names, does = append(names, s.name), append(does, s.does)
	}
	return names, does
}

// Steps are the settlement steps of one plan, compiled; nil or "" where the plan has none. What must happen without the
// plan's word is done all the same: a bank is paid, a balance an earlier version of the plan left is taken.
type Steps struct {
	Holdback     *Holdback
	Clawback     *Clawback
	LeavePay     *LeavePay
	Recovery     *Recovery
	Draw         *Draw
	NegativePay  string // carried, paid
	PaymentFloor *PaymentFloor
	Halves       config.Halves
	Any          bool // the plan has one of them
}

// Stream is what one component owes in a pay period: earned less posted.
type Stream struct {
	Component string
	Amount    int64
}

// Period is what one pay period brings to one participant under one plan in one currency.
type Period struct {
	Line     config.Line     // what every line has alike: run, participant, plan and version, pay period, currency, cost centre
	Window   config.Interval // the pay period's days
	Next     config.Interval // the next pay period's
	Joined   config.Day      // of the participant, for what runs some months from there
	Rate     config.Ratio    // from the plan's currency into the line's; 0 where they are the same
	Share    config.Ratio    // of the period's days under the plan, for plans that prorate draws; 0 is all of it
	YearEnds bool            // it is the last of the company's year
	Left     bool            // the participant has left: this is the last pay

	Owed      []Stream
	Capped    []Capped
	Progress  []Progress
	Cancelled []Cancellation
	Away      Away  // days of leave
	Overpaid  int64 // newly found to be paid by mistake
	Requested int64 // of a draw on request

	EarlierOwed, EarlierPaid int64 // by earlier pay runs of the same period
}

// Result is what a pay period pays: the lines, what they and what is owed come to, and the balances it leaves.
type Result struct {
	Lines   []config.Line
	Paid    int64
	Held    []Hold // what is not paid yet
	Closing Balances
}

// Settle does the steps of a plan in their order.
func (s *Steps) Settle(opening Balances, in *Period) Result {
	b := &book{in: in, halves: s.Halves, closing: opening.copied(), pay: append([]Stream(nil), in.Owed...)}
	for _, step := range order() {
		step.apply(s, b)
	}
	return Result{Lines: b.lines, Paid: b.total(), Held: b.held, Closing: b.closing}
}
