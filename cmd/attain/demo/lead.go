package demo

import "attain/config"

// appendLeads writes the qualified lead a marketing deal came from, and the four of the same days that came to
// nothing: one lead in five becomes an opportunity.
func (w *executiveWork) appendLeads(d *deal) {
	qualified := d.created - config.Day(w.r.between(2, 15))
	w.appendLead(d.serial*8, qualified, d)
	for n := range w.r.between(3, 5) {
		w.appendLead(d.serial*8+uint64(n)+1, d.created-config.Day(w.r.between(0, 20)), nil)
	}
}

func (w *executiveWork) appendLead(serial uint64, qualified config.Day, became *deal) {
	b := w.s.rows[leads]
	b = appendID(b, leadPrefix, serial)
	b = append(b, ",false,"...)
	b = appendID(b, userPrefix, userSerial(w.p.index))
	if became != nil {
		b = append(b, ",Converted,"...)
	} else {
		b = append(b, ",Nurturing,"...)
	}
	b = appendInstant(b, qualified-config.Day(w.r.between(0, 12)), w.r.below(86_400))
	b = append(b, ',')
	b = appendDay(b, qualified)
	b = append(b, ',')
	b = appendBool(b, became != nil)
	b = append(b, ',')
	if became != nil {
		b = appendDay(b, became.created)
		b = append(b, ',')
		b = appendID(b, opportunityPrefix, became.serial)
	} else {
		b = append(b, ',')
	}
	b = append(b, ",Marketing,"...)
	r := newRandom(w.c.seed, streamLead, int(serial))
	campaign, accepted := campaignOn(qualified, r.below(100)), r.percent(60)
	if became != nil {
		t := w.c.termsOf(became)
		campaign, accepted = t.campaign, true
		b = appendID(b, accountPrefix, uint64(became.account.number+1))
	}
	b = append(b, ',')
	b = appendID(b, campaignPrefix, uint64(campaign+1))
	b = append(b, ',')
	if accepted {
		b = appendDay(b, min(qualified+config.Day(r.below(3)), asOf-1))
	}
	w.s.rows[leads] = append(b, '\n')
	w.s.add(leads)
	w.s.appendLeadAnswer(serial, campaign, qualified)
	if r.percent(70) {
		w.s.appendTask(task{lead: serial, serial: 1<<44 + serial, owner: w.p.index, call: true, on: min(qualified+config.Day(r.below(5)), asOf-1)}, &r)
	}
}
