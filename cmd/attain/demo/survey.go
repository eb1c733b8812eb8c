package demo

import (
	"strconv"

	"attain/config"
)

// appendSurveys writes what the customer answered: NPS (0 to 10) about the success manager, and for small customers
// also satisfaction with the renewal and support (1 to 5).
func (w *customerWork) appendSurveys() {
	for q := range quarterCount {
		in := quarter(q)
		if w.a.segment == small {
			for range 1 + w.r.below(2) {
				w.answer("csat", in, satisfaction(&w.r))
			}
			continue
		}
		for range w.r.between(1, 3) {
			w.answer("nps", in, recommendation(&w.r, w.a.slot))
		}
	}
}

// recommendation is a promoter (9, 10) in 54 to 66 of 100 cases, by who looks after the customer, and a detractor
// (2 to 6) in 12.
func recommendation(r *random, slot int) int {
	switch p := r.below(100); {
	case p < 54+slot%3*6:
		return r.between(9, 10)
	case p < 88:
		return r.between(7, 8)
	default:
		return r.between(2, 6)
	}
}

// satisfaction is 4 or 5 in 88 of 100 cases.
func satisfaction(r *random) int {
	if r.percent(88) {
		return r.between(4, 5)
	}
	return r.between(1, 3)
}

func (w *customerWork) answer(survey string, in config.Interval, score int) {
	on := in.First + config.Day(w.r.below(in.Days()))
	if w.seatsOn(on) == 0 {
		return
	}
	b := w.s.rows[surveys]
	b = append(b, 'R')
	b = strconv.AppendInt(b, int64(w.a.number+1)*100+int64(w.answers), 10)
	w.answers++
	b = append(b, ',')
	b = append(b, survey...)
	b = append(b, ',')
	b = appendID(b, accountPrefix, uint64(w.a.number+1))
	b = append(b, ',', 'E')
	b = strconv.AppendInt(b, int64(1001+w.c.successManager(w.a, on)), 10)
	b = append(b, ',')
	b = strconv.AppendInt(b, int64(score), 10)
	b = append(b, ',')
	b = appendDay(b, on)
	w.s.rows[surveys] = append(b, '\n')
	w.s.add(surveys)
}
