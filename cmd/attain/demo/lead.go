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
	b = append(b, ",Marketing\n"...)
	w.s.rows[leads] = b
	w.s.add(leads)
}
