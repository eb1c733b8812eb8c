package demo

import (
	"strconv"

	"attain/config"
)

// priorities are a ticket's, with the hours in which it is to be resolved.
var priorities = [...]struct {
	name  string
	hours int
}{{"High", 8}, {"Medium", 24}, {"Low", 72}}

var ticketSubjects = [...]string{"Dashboard does not load", "Question about an invoice", "Data arrives late", "Export fails", "New user cannot sign in"}

// queueSerial is the serial of the queue that holds tickets nobody has taken yet; it is not a person.
const queueSerial = 12

// appendTickets writes the customer's tickets, none to two a quarter. Nine in ten are resolved in the hours of their
// priority, and answered in an eighth of them; three in ten of the last two weeks wait in the queue.
func (w *customerWork) appendTickets() {
	r := newRandom(w.c.seed, streamTicket, w.a.number)
	for q := range quarterCount {
		in := quarter(q)
		for n := range r.below(3) {
			on := in.First + config.Day(r.below(in.Days()))
			if w.seatsOn(on) > 0 {
				w.appendTicket(uint64(w.a.number)*64+uint64(q*3+n+1), on, &r)
			}
		}
	}
}

func (w *customerWork) appendTicket(serial uint64, on config.Day, r *random) {
	priority := priorities[min(r.below(4), 2)]
	opened := instant{on, 25_200 + r.below(43_200)}
	replied := opened.plus(3_600 * priority.hours * r.between(1, 12) / 100)
	resolved := opened.plus(3_600 * priority.hours * r.between(15, 95) / 100)
	if r.percent(10) {
		resolved = opened.plus(3_600 * priority.hours * r.between(105, 250) / 100)
	}
	waits := on >= dataEnd-14 && r.percent(30)
	b := w.s.rows[cases]
	b = appendID(b, casePrefix, serial)
	b = append(b, ",false,"...)
	b = strconv.AppendUint(b, 10_000_000+serial, 10)
	b = append(b, ',')
	b = appendID(b, accountPrefix, uint64(w.a.number+1))
	b = append(b, ',')
	if waits {
		b = appendID(b, queuePrefix, queueSerial)
	} else {
		b = appendID(b, userPrefix, userSerial(w.c.successManager(w.a, on)))
	}
	b = append(b, ',')
	b = append(b, map[bool]string{true: "New", false: "Closed"}[waits]...)
	b = append(b, ',')
	b = append(b, priority.name...)
	b = append(b, ',')
	b = append(b, ticketSubjects[r.below(len(ticketSubjects))]...)
	b = append(b, ',')
	b = opened.append(b)
	b = append(b, ',')
	if !waits {
		b = replied.append(b)
	}
	b = append(b, ',')
	if !waits {
		b = resolved.append(b)
	}
	b = append(b, ',')
	b = opened.plus(3_600 * priority.hours).append(b)
	b = append(b, ',')
	what := platformOf(w.a)
	if r.percent(25) {
		what = connectors
	}
	b = appendOffer(b, what)
	w.s.rows[cases] = append(b, ",Support\n"...)
	w.s.add(cases)
}

// instant is a second of a day.
type instant struct {
	day    config.Day
	second int
}

func (i instant) plus(seconds int) instant {
	i.second += seconds
	i.day += config.Day(i.second / 86_400)
	i.second %= 86_400
	return i
}

func (i instant) append(b []byte) []byte { return appendInstant(b, i.day, i.second) }
