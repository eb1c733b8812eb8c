package demo

import (
	"sort"

	"attain/config"
)

// monthlyQuota is an account executive's quota for a month in major units of their currency: three grades, by ordinal.
func monthlyQuota(g region, ordinal int) int64 {
	return [regionCount][3]int64{{60_000, 70_000, 80_000}, {55_000, 64_000, 73_000}}[g][ordinal%3]
}

// executiveWork is one account executive's new business while it is written: how much of the book is won so far.
type executiveWork struct {
	c      *company
	s      *sheaf
	r      random
	p      *person
	serial uint64
	won    int
	wins   [bookSize]contract // by place in the book
	skill  int                // percent of the deals that are won, before the quarter's luck
}

// writeExecutive writes the deals of the n-th account executive, and the accounts of the book with what became of them.
func (c *company) writeExecutive(s *sheaf, n int) {
	p := &c.ro.people[c.ro.first[executive]+n]
	w := &executiveWork{c: c, s: s, r: newRandom(c.seed, streamExecutive, n), p: p, serial: uint64(n+1) << 12}
	w.skill = w.r.between(19, 35)
	for q := range quarterCount {
		w.quarter(quarter(q))
	}
	if at, employed := p.roleOn(dataEnd - 1); employed && at == executive {
		w.pipeline()
	}
	w.book()
}

// quarter closes the quarter's deals: how many are won and what they come to are drawn first, so that attainments and
// win rates stay plausible in a company of any size.
func (w *executiveWork) quarter(q config.Interval) {
	active := w.activeIn(q)
	if active.Days() < 10 {
		return
	}
	closed := w.c.deals * w.r.between(70, 140) * active.Days() / (100 * q.Days())
	rate := w.skill + w.r.between(-6, 6)
	wins := (closed*rate + 50) / 100
	quota := 3 * monthlyQuota(w.p.region, w.p.ordinal) * int64(active.Days()) / int64(q.Days())
	total := quota * int64(54+w.r.between(0, 45)+w.r.between(0, 30)+(rate-15)/2) / 100
	if wins > 0 {
		w.winAll(active, wins, total)
	}
	typical := 3 * monthlyQuota(w.p.region, w.p.ordinal) / int64(max(w.c.deals/4, 1))
	for range closed - wins {
		d := w.deal(w.prospect(), typical*int64(w.r.between(40, 160))/100, w.dayIn(active))
		d.outcome, d.deleted = lost, w.r.below(300) == 0
		w.write(&d)
	}
}

// activeIn is the part of a quarter in which the person sells new business.
func (w *executiveWork) activeIn(q config.Interval) config.Interval {
	active := config.Interval{First: max(q.First, w.p.hired), End: q.End}
	if w.p.left != 0 {
		active.End = min(active.End, w.p.left)
	}
	if w.p.changes != 0 {
		active.End = min(active.End, w.p.changes)
	}
	return active
}

// winAll divides a quarter's bookings among its won deals by random weights, each to a whole fifty.
func (w *executiveWork) winAll(active config.Interval, wins int, total int64) {
	weights := make([]int64, wins)
	sum := int64(0)
	for i := range weights {
		weights[i] = int64(w.r.between(50, 150))
		sum += weights[i]
	}
	for _, weight := range weights {
		place := w.r.below(bookSize)
		fresh := w.won < bookSize
		if fresh {
			place = w.won
			w.won++
		}
		d := w.deal(place, total*weight/sum, w.dayIn(active))
		d.outcome = won
		w.write(&d)
		if fresh {
			w.wins[place] = newContract(&d, &w.r)
		}
	}
}

// prospect gives a place of the book that is not won yet, as long as there is one.
func (w *executiveWork) prospect() int {
	if w.won >= bookSize {
		return w.r.below(bookSize)
	}
	return w.r.between(w.won, bookSize-1)
}

func (w *executiveWork) dayIn(i config.Interval) config.Day {
	return i.First + config.Day(w.r.below(i.Days()))
}

// deal makes a deal of about an amount, given in major units of the seller's currency, with an account of the book.
func (w *executiveWork) deal(place int, amount int64, closes config.Day) deal {
	a := w.c.account(w.c.legacy + w.p.ordinal*bookSize + place)
	switch {
	case a.region == w.p.region:
	case a.region == europe:
		amount = amount * 100 / 108
	default:
		amount = amount * 108 / 100
	}
	w.serial++
	d := deal{
		serial: w.serial, account: a, kind: newBusiness, currency: regionCurrency[a.region], owner: w.p.index,
		minor: max(amount/50*50, 2000) * 100, closes: closes,
		created: max(closes-config.Day(w.r.between(20, 95)), w.p.hired),
		source:  w.source(),
	}
	if !w.r.percent(5) {
		d.touched = d.created - config.Day(w.r.between(3, 45))
	}
	return d
}

func (w *executiveWork) source() int {
	switch p := w.r.below(100); {
	case p < 40:
		return 0
	case p < 75:
		return 1
	case p < 88:
		return 2
	default:
		return 3
	}
}

// write writes a deal with its splits and leads.
func (w *executiveWork) write(d *deal) {
	appendDeal(w.s, d, &w.r)
	if d.outcome != open && w.r.percent(8) {
		w.share(d)
	}
	if d.source == marketingSource && w.p.ordinal < w.c.led {
		w.appendLeads(d)
	}
}

// pipeline leaves deals open for the quarter after the data; one in ten has a close date that has passed.
func (w *executiveWork) pipeline() {
	typical := 3 * monthlyQuota(w.p.region, w.p.ordinal) / int64(max(w.c.deals/4, 1))
	for range max(w.c.deals*2/3, 2) {
		closes := asOf + config.Day(w.r.between(5, 70))
		d := w.deal(w.prospect(), typical*int64(w.r.between(40, 160))/100, closes)
		d.created = max(min(d.created, dataEnd-2), w.p.hired)
		d.stage = w.r.below(len(openStages))
		if w.r.percent(10) {
			d.closes = dataEnd - config.Day(w.r.between(2, 20))
			d.created = max(d.closes-40, w.p.hired)
		}
		w.write(&d)
	}
}

// share splits a deal with colleagues of the region: two ways, three ways with 33.33 twice and 33.34, or an overlay
// on top of the owner's whole credit.
func (w *executiveWork) share(d *deal) {
	second, third := w.colleague(d.closes, 1), w.colleague(d.closes, 2)
	if second < 0 {
		return
	}
	switch p := w.r.below(100); {
	case p < 25:
		appendSplit(w.s, d, 0, d.owner, 10_000, "Revenue")
		appendSplit(w.s, d, 1, second, 2_000, "Overlay")
	case p < 40 && third >= 0:
		appendSplit(w.s, d, 0, d.owner, 3_334, "Revenue")
		appendSplit(w.s, d, 1, second, 3_333, "Revenue")
		appendSplit(w.s, d, 2, third, 3_333, "Revenue")
	default:
		mine := []int64{5_000, 6_000, 7_000}[w.r.below(3)]
		appendSplit(w.s, d, 0, d.owner, mine, "Revenue")
		appendSplit(w.s, d, 1, second, 10_000-mine, "Revenue")
	}
}

// colleague gives the n-th next account executive of the region who sells on a day, or -1.
func (w *executiveWork) colleague(on config.Day, n int) int {
	pool := w.c.ro.cover[executive][w.p.region]
	own := sort.SearchInts(pool, w.p.index)
	for step := 1; step < min(len(pool), 4*teamSize); step++ {
		i := pool[(own+step)%len(pool)]
		if now, employed := w.c.ro.people[i].roleOn(on); !employed || now != executive {
			continue
		}
		if n--; n == 0 {
			return i
		}
	}
	return -1
}

// book writes the accounts, and for those that were won their life as customers.
func (w *executiveWork) book() {
	for place := range bookSize {
		a := w.c.account(w.c.legacy + w.p.ordinal*bookSize + place)
		k := w.wins[place]
		if k.seats == 0 {
			w.c.appendAccount(w.s, a, w.p.index, false, dataFirst-config.Day(w.r.between(10, 900)))
			continue
		}
		w.c.appendAccount(w.s, a, w.c.keeper(a, dataEnd-1), true, k.starts-config.Day(w.r.between(60, 900)))
		w.c.writeCustomer(w.s, a, k)
	}
}
