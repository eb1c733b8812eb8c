package demo

import (
	"sync/atomic"

	"attain/config"
)

// company is the size of everything, and who is who; only expected changes while the
// data is written.
type company struct {
	seed   uint64
	ro     *roster
	legacy int // customers from before the data begins
	deals  int // deals an account executive closes in a quarter, on average
	billed int // every how-manieth customer is in Stripe, the surveys and the product: all of them in a small company
	// expected is what every participant's customers should bring by quarter, in minor units: quotas are made of it.
	// Workers add to it in any order; a sum does not mind.
	expected []atomic.Int64
	// share is how many of a million customers are in Stripe, where a number of invoices is asked for; 0: every billed-th is.
	share int
	// booked is what every participant won by month, in minor units of their currency: forecasts are made of it.
	booked  []atomic.Int64
	detail  int  // every how-manieth account's deals and life are written in every detail: all of them in a small company
	changes int  // history records of every deal; 0: as many as it has
	inParts bool // whether record files come in parts
	led     int  // how many account executives' marketing deals have leads
}

// bookSize is how many accounts an account executive works on.
const bookSize = 30

// firstSeed makes the company of seed 0 one with a bit of everything in the quarter that is paid: people below and
// beyond their quota, too few deals to judge, a customer who returns.
const firstSeed = 76

// newCompany divides the opportunities: about seven in ten are new business, the rest renewals and expansions of
// customers.
func newCompany(o Options) *company {
	c := &company{seed: o.Seed + firstSeed, ro: newRoster(o.Participants)}
	c.expected = make([]atomic.Int64, o.Participants*quarterCount)
	executives := max(c.ro.size[executive], 1)
	c.booked = make([]atomic.Int64, o.Participants*monthCount)
	c.legacy = max(o.Opportunities*85/1000, 1)
	c.deals = max(o.Opportunities*72/100/(executives*5), 1)
	won := executives * min(bookSize, c.deals*quarterCount/4)
	c.billed = (c.legacy+won)/60_000 + 1
	if o.Invoices > 0 {
		c.share = max(o.Invoices*100_000/max((c.legacy*invoicesOfLegacy+won*invoicesOfWon)/10, 1), 1)
	}
	c.detail = o.Opportunities/200_000 + 1
	c.changes = o.ChangesEach
	c.inParts = o.Opportunities > partRecords
	c.led = min(executives, 1000)
	return c
}

// Invoices of a customer in the data on average: of one from before, and of one won in it.
const (
	invoicesOfLegacy = 13
	invoicesOfWon    = 7
)

// bills says whether a customer is in Stripe, the surveys and the product.
func (c *company) bills(n int) bool {
	if c.share == 0 {
		return n%c.billed == 0
	}
	r := newRandom(c.seed, streamBilled, n)
	return r.below(1_000_000) < c.share
}

// segment is how large a customer is.
type segment int

const (
	small segment = iota
	middle
	enterprise
)

// segmentCycle deals the segments out evenly, so that nobody who looks after customers has only small ones.
var segmentCycle = [...]segment{small, middle, small, enterprise, middle, small, middle, small, enterprise, small, middle}

var segmentNames = [3]string{"SMB", "Mid-Market", "Enterprise"}

// account is what is true of an account whatever happens to it; it is computed from its number alone.
type account struct {
	number  int
	segment segment
	region  region
	slot    int  // which of the region's managers look after it
	named   bool // a named logo, carved out of the retention targets
	billed  bool
	yearly  bool // billed once a year
}

// account gives the n-th account: first the customers from before the data begins, then every executive's book.
func (c *company) account(n int) account {
	r := newRandom(c.seed, streamAccount, n)
	a := account{number: n, slot: n, billed: c.bills(n)}
	if n >= c.legacy {
		book := (n - c.legacy) / bookSize
		place := (n - c.legacy) % bookSize
		a.region = regionOf(executive, book)
		if place%10 == 7 { // every tenth of the book is abroad
			a.region = 1 - a.region
		}
		a.billed = c.bills(book*bookSize + place)
		a.slot = book + place
	} else if n%3 == 2 {
		a.region = europe
		a.slot = n / 3
	} else {
		a.slot = n - n/3
	}
	a.segment = segmentCycle[(a.slot/7+a.slot%7*3)%len(segmentCycle)]
	a.named = a.segment == enterprise && r.percent(20)
	a.yearly = r.percent(10)
	return a
}

// keeper says who sells to a customer on a day: small ones are renewed by their success manager.
func (c *company) keeper(a account, d config.Day) int {
	if a.segment == small {
		return c.ro.coverOn(renewals, a.region, a.slot, d)
	}
	return c.ro.coverOn(manager, a.region, a.slot, d)
}

// successManager says who is responsible for a customer's success today.
func (c *company) successManager(a account, d config.Day) int {
	if a.segment == small {
		return c.ro.coverOn(renewals, a.region, a.slot, d)
	}
	return c.ro.coverOn(success, a.region, a.slot, d)
}

// appendAccount writes the account's row. Prospects have no success manager.
func (c *company) appendAccount(s *sheaf, a account, owner int, isCustomer bool, created config.Day) {
	b := s.rows[accounts]
	b = appendID(b, accountPrefix, uint64(a.number+1))
	b = append(b, ",false,"...)
	b = appendFirm(b, a.number)
	b = append(b, ',')
	b = appendID(b, userPrefix, userSerial(owner))
	b = append(b, ',')
	b = append(b, regionCurrency[a.region]...)
	b = append(b, ',')
	if isCustomer {
		b = appendID(b, userPrefix, userSerial(c.successManager(a, dataEnd-1)))
	}
	b = append(b, ',')
	b = append(b, segmentNames[a.segment]...)
	b = append(b, ',')
	b = appendBool(b, a.named)
	b = append(b, ',')
	b = append(b, countryOf(a.region, a.number)...)
	b = append(b, ',')
	b = appendInstant(b, created, a.number*37%86400)
	b = append(b, map[bool]string{true: ",Customer,", false: ",Prospect,"}[isCustomer]...)
	b = append(b, industries[a.number/len(firmWords)%len(industries)]...)
	b = append(b, ',')
	if n := a.parent(); n >= 0 {
		b = appendID(b, accountPrefix, uint64(n+1))
	}
	b = append(b, ',')
	b = appendID(b, territoryPrefix, uint64(territoryOf(a)+1))
	s.rows[accounts] = append(b, '\n')
	s.add(accounts)
}

var industries = [...]string{"Manufacturing", "Logistics", "Healthcare", "Retail", "Media", "Energy", "Financial services"}

// parent is the account the account belongs to, or -1: every twentieth is a branch of the one before it.
func (a account) parent() int {
	if a.number%20 == 19 {
		return a.number - 1
	}
	return -1
}
