package demo

// random is a splitmix64 generator. Every person and every customer has their own, seeded by what they are, so that
// the data depends neither on the number of goroutines nor on the order they run in, and never on floating point.
type random struct{ state uint64 }

// Streams keep the generators of different kinds of things apart.
const (
	streamExecutive = iota + 1
	streamCustomer
	streamAccount
	streamProduct
	streamTerms
	streamDetails
	streamChange
	streamTicket
	streamPayment
	streamReferral
	streamForecast
	streamObjective
	streamAbsence
	streamIncident
	streamRelease
	streamLead
	streamBilled
)

func newRandom(seed uint64, stream, index int) random {
	of, at := random{state: seed ^ uint64(stream)<<56}, random{state: uint64(index)}
	return random{state: of.next() ^ at.next()}
}

func (r *random) next() uint64 {
	r.state += 0x9e3779b97f4a7c15
	z := r.state
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

// below gives a number from 0 to n-1; n is positive and small against 2^64, so the bias of the remainder is nothing.
func (r *random) below(n int) int { return int(r.next() >> 1 % uint64(n)) }

// between gives a number from low to high, both included.
func (r *random) between(low, high int) int { return low + r.below(high-low+1) }

// percent is true in p of 100 cases.
func (r *random) percent(p int) bool { return r.below(100) < p }
