package demo

import "attain/config"

// contract is what a customer pays for: seats at a price a month, from a day on.
type contract struct {
	seats  int64
	unit   int64 // minor units for a seat and month
	starts config.Day
}

// newContract turns a won deal, the amount of a year, into seats. The seats divide the month's price as well as they
// can; what is left over is not billed.
func newContract(d *deal, r *random) contract {
	month := d.minor / 12
	unit := int64(r.between(55, 95)) * 100
	return contract{seats: max(month/unit, 1), unit: unit, starts: min(d.closes+config.Day(r.between(1, 9)), asOf-1)}
}

// legacyContract is what a customer from before the data begins pays for.
func legacyContract(a account, r *random) contract {
	k := contract{unit: int64(r.between(55, 95)) * 100}
	switch a.segment {
	case small:
		k.seats = int64(r.between(20, 50))
	case middle:
		k.seats = int64(r.between(70, 160))
	default:
		k.seats = int64(r.between(120, 200))
	}
	k.starts = config.DayOf(2022+r.below(3), 1+r.below(12), 1+r.below(28))
	return k
}

// event is a change of what a customer pays for.
type event struct {
	on    config.Day
	seats int64 // after it; 0: the customer is gone
}

// customerWork is one customer's life while it is written.
type customerWork struct {
	c       *company
	s       *sheaf
	r       random
	a       account
	k       contract
	serial  uint64
	renews  config.Day // next anniversary; 0 when no renewal falls into the data
	seats   int64
	events  []event
	quarter config.Interval
	answers int
}

// writeLegacy writes the n-th customer from before the data begins.
func (c *company) writeLegacy(s *sheaf, n int) {
	a := c.account(n)
	r := newRandom(c.seed, streamCustomer, n)
	k := legacyContract(a, &r)
	c.appendAccount(s, a, c.keeper(a, dataEnd-1), true, k.starts-config.Day(r.between(60, 400)))
	w := c.newCustomerWork(s, a, k)
	w.renews = k.starts
	for w.renews < dataFirst {
		w.renews = w.renews.AddMonths(12)
	}
	w.live()
}

// writeCustomer writes a customer an account executive has won. New contracts run for two years, so that none of them
// comes up for renewal in the data.
func (c *company) writeCustomer(s *sheaf, a account, k contract) {
	w := c.newCustomerWork(s, a, k)
	w.live()
}

func (c *company) newCustomerWork(s *sheaf, a account, k contract) *customerWork {
	return &customerWork{
		c: c, s: s, r: newRandom(c.seed, streamCustomer, a.number+1<<40), a: a, k: k,
		serial: 1<<32 + uint64(a.number)<<6, seats: k.seats, events: []event{{on: k.starts, seats: k.seats}},
	}
}

// live goes through the quarters: expansions, renewals, and what they do to the seats; then the bills.
func (w *customerWork) live() {
	for q := range quarterCount {
		w.quarter = quarter(q)
		if w.quarter.End <= w.k.starts+60 || w.seats == 0 {
			continue
		}
		w.expand()
		if w.renews != 0 && w.quarter.Contains(w.renews) {
			w.renew()
		}
	}
	if w.seats > 0 && w.renews != 0 && w.renews < asOf.AddMonths(3) {
		w.open()
	}
	if w.a.billed {
		w.appendSubscription()
		w.appendInvoices()
		w.appendSurveys()
	}
	if w.c.detailed(w.a) {
		w.appendTickets()
		w.appendReferrals()
	}
}

// expand sells more seats to about a fifth of the customers in a quarter, and tries in vain with a few.
func (w *customerWork) expand() {
	p := w.r.below(100)
	if p >= 28 {
		return
	}
	first := max(w.quarter.First, w.k.starts+60, w.events[len(w.events)-1].on+1)
	last := w.quarter.End
	if w.renews != 0 && w.quarter.Contains(w.renews) {
		last = w.renews
	}
	if first >= last {
		return
	}
	on := first + config.Day(w.r.below(int(last-first)))
	more := max(w.seats*int64(w.r.between(12, 36))/100, 1)
	d := w.deal(expansion, more*w.k.unit*12, on)
	if p >= 20 {
		d.outcome = lost
		w.write(&d)
		return
	}
	d.outcome = won
	w.write(&d)
	w.seats += more
	w.events = append(w.events, event{on: on, seats: w.seats})
}

// renew decides what becomes of a year's contract: nine in a hundred leave (of them one in three returns), some renew
// for fewer seats or for a few more, most as they were.
func (w *customerWork) renew() {
	on := w.renews
	w.renews = w.renews.AddMonths(12)
	p := w.r.below(100)
	if p < 9 {
		d := w.deal(renewal, w.seats*w.k.unit*12, on)
		d.outcome = lost
		w.write(&d)
		w.leave(on)
		return
	}
	switch {
	case p < 16:
		w.seats = max(w.seats*int64(w.r.between(70, 92))/100, 1)
	case p < 40:
		w.seats += max(w.seats*int64(w.r.between(3, 8))/100, 1)
	}
	d := w.deal(renewal, w.seats*w.k.unit*12, on)
	d.outcome = won
	w.write(&d)
	w.events = append(w.events, event{on: on, seats: w.seats})
}

// leave ends the subscription, for one in three only for some weeks.
func (w *customerWork) leave(on config.Day) {
	before := w.seats
	w.seats = 0
	w.events = append(w.events, event{on: on})
	back := on + config.Day(w.r.between(45, 120))
	if w.r.below(3) == 0 && back < dataEnd {
		w.seats = before
		w.renews = back.AddMonths(12)
		w.events = append(w.events, event{on: back, seats: before})
	}
}

// open leaves the renewal of the coming quarter in the pipeline.
func (w *customerWork) open() {
	d := w.deal(renewal, w.seats*w.k.unit*12, w.renews)
	d.created = min(d.created, dataEnd-1)
	d.stage = w.r.between(1, 3)
	w.write(&d)
}

func (w *customerWork) deal(kind dealType, minor int64, closes config.Day) deal {
	w.serial++
	owner := w.c.keeper(w.a, min(closes, dataEnd-1))
	if kind == expansion && w.a.segment == small { // small customers buy more from their renewals manager, too
		owner = w.c.successManager(w.a, min(closes, dataEnd-1))
	}
	d := deal{
		serial: w.serial, account: w.a, kind: kind, minor: minor, currency: regionCurrency[w.a.region], owner: owner,
		closes: closes, created: closes - config.Day(w.r.between(20, 90)), source: referralSource,
	}
	if m := monthOf(closes); m >= 0 {
		share := [...]int64{expansion: 70, renewal: 92}[kind]
		w.c.expected[owner*quarterCount+m/3].Add(minor * share / 100)
	}
	if w.r.percent(80) {
		d.touched = d.created - config.Day(w.r.between(1, 20))
	}
	return d
}

func (w *customerWork) write(d *deal) { appendDeal(w.s, d, &w.r) }
