package demo

import (
	"strconv"

	"attain/config"
)

// appendActivities writes what the seller did for a deal: calls and e-mails (Salesforce tasks), and, once it is past
// its first stage, a meeting and for three in five a demo (Salesforce events).
func (s *sheaf) appendActivities(d *deal, r *random) {
	for n := range 1 + r.below(3) {
		s.appendTask(task{deal: d, serial: d.serial*8 + uint64(n), owner: d.owner, call: true, on: d.dayWithin(r)}, r)
	}
	if r.percent(50) {
		s.appendTask(task{deal: d, serial: d.serial*8 + 3, owner: d.owner, on: d.dayWithin(r)}, r)
	}
	if d.outcome == open && d.stage == 0 {
		return
	}
	s.appendMeeting(d, 0, "Meeting", r)
	if r.percent(60) && (d.outcome != open || d.stage > 1) {
		s.appendMeeting(d, 1, "Demo", r)
	}
}

// dayWithin is a day while the deal is worked on.
func (d *deal) dayWithin(r *random) config.Day {
	return d.created + config.Day(r.below(int(max(min(d.closes, asOf-1)-d.created, 0))+1))
}

// task is a call or an e-mail about a deal or, without one, a lead.
type task struct {
	deal   *deal
	lead   uint64 // serial
	serial uint64
	owner  int
	call   bool
	on     config.Day
}

// appendTask writes a Salesforce task. Two calls in three reach somebody.
func (s *sheaf) appendTask(t task, r *random) {
	b := s.rows[tasks]
	b = appendID(b, taskPrefix, t.serial)
	b = append(b, ",false,"...)
	b = appendID(b, userPrefix, userSerial(t.owner))
	b = append(b, ',')
	if t.deal != nil {
		b = appendID(b, accountPrefix, uint64(t.deal.account.number+1))
		b = append(b, ',')
		b = appendID(b, opportunityPrefix, t.deal.serial)
		b = append(b, ',')
	} else {
		b = append(b, ",,"...)
		b = appendID(b, leadPrefix, t.lead)
	}
	second := 28_800 + r.below(32_400)
	seconds, reached := 0, ""
	if t.call {
		b = append(b, ",Call,Call,Completed,"...)
		seconds, reached = r.between(40, 1_500), "Connected"
		if r.below(3) == 0 {
			seconds, reached = r.between(5, 30), "No Answer"
		}
	} else {
		b = append(b, ",Email,E-mail,Completed,"...)
	}
	b = appendDay(b, t.on)
	b = append(b, ',')
	b = appendInstant(b, t.on, second)
	b = append(b, ',')
	if t.call {
		b = strconv.AppendInt(b, int64(seconds), 10)
	}
	b = append(b, ',')
	b = append(b, reached...)
	b = append(b, ',')
	b = appendInstant(b, t.on, second)
	s.rows[tasks] = append(b, '\n')
	s.add(tasks)
}

// appendMeeting writes a Salesforce event: eight in a hundred do not come, six are called off, and four in five of the
// others are with somebody who can buy.
func (s *sheaf) appendMeeting(d *deal, n int, kind string, r *random) {
	on, second := d.dayWithin(r), 28_800+r.below(16)*1_800
	minutes := 30 * r.between(1, 3)
	outcome, qualified := "Held", r.percent(80)
	switch p := r.below(100); {
	case p < 8:
		outcome, qualified = "No Show", false
	case p < 14:
		outcome, qualified = "Cancelled", false
	}
	b := s.rows[meetings]
	b = appendID(b, eventPrefix, d.serial*2+uint64(n))
	b = append(b, ",false,"...)
	b = appendID(b, userPrefix, userSerial(d.owner))
	b = append(b, ',')
	b = appendID(b, accountPrefix, uint64(d.account.number+1))
	b = append(b, ',')
	b = appendID(b, opportunityPrefix, d.serial)
	b = append(b, ",,"...)
	b = append(b, kind...)
	b = append(b, ',')
	b = append(b, kind...)
	b = append(b, " with "...)
	b = appendFirm(b, d.account.number)
	b = append(b, ',')
	b = appendInstant(b, on, second)
	b = append(b, ',')
	b = appendInstant(b, on, second+60*minutes)
	b = append(b, ',')
	b = strconv.AppendInt(b, int64(minutes), 10)
	b = append(b, ',')
	b = append(b, outcome...)
	b = append(b, ',')
	b = appendBool(b, qualified)
	b = append(b, ',')
	b = appendInstant(b, max(on-7, d.created), second)
	s.rows[meetings] = append(b, '\n')
	s.add(meetings)
}
