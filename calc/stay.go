package calc

import "attain/config"

// stay is days under a plan without a gap. A ladder that is carried over a gap counts the deals and the quota of each
// stay, and nothing of the days away: away from 1 to 31 August, rehired on 1 September, a deal of August moves nothing.
type stay struct {
	config.Interval
	run  config.Day // where the days begin that months are counted in
	ramp config.Day // the day a ramp is counted from; see stretch.rampDay
}

// stays gives the stays of an interval in order.
func (p *Program) stays(pl *plan, list []stretch, within config.Interval) []stay {
	var out []stay
	for i := range list {
		one := list[i].And(within)
		if one.Empty() {
			continue
		}
		if n := len(out); n > 0 && out[n-1].End == one.First {
			out[n-1].End = one.End
			continue
		}
		out = append(out, stay{one, p.monthsRun(pl, list, i), list[i].rampDay(pl)})
	}
	return out
}

// monthsRun is where the days begin that the months of a stretch are counted in. Under whole_months a month counts once,
// in the earlier stretch, also for who was away for some days of it.
func (p *Program) monthsRun(pl *plan, list []stretch, i int) config.Day {
	run := list[i].run
	for ; dayCount(pl) == config.WholeMonths && i > 0; i-- {
		month := p.ws.Calendar.PeriodOf(list[i-1].End-1, config.Month)
		if list[i-1].End < list[i].First && month.End <= list[i].First {
			break
		}
		run = list[i-1].run
	}
	return max(run, pl.First)
}

// quotaWindow is a window of a quota and how it is read.
type quotaWindow struct {
	id   int32
	days spanDays
}

// quotas asks for a piece's quota of so many days: of each stay where it is prorated, else of all of them. Either way it
// must be written for the days to a day under the plan.
func (w *Work) quotas(m *pricing, c *cell, p *piece, of, to config.Interval) []quotaWindow {
	who := c.seg.Participant
	switch {
	case m.quota < 0:
		return nil
	case !prorates(c.sheet.plan, "quota"):
		days := p.quotaDays
		days.needed = nil
		for _, i := range p.quotaDays.needed {
			if i = i.And(to); !i.Empty() {
				days.needed = append(days.needed, i)
			}
		}
		return []quotaWindow{{w.window(m.quota, who, of), days}}
	}
	var out []quotaWindow
	for _, s := range p.stays {
		if i := s.And(of); !i.Empty() {
			out = append(out, quotaWindow{w.window(m.quota, who, i), p.quotaDays.of(s, i)})
		}
	}
	return out
}

// of gives how the days of one stay are read.
func (d spanDays) of(s stay, needed config.Interval) spanDays {
	d.needed, d.run, d.ramps = []config.Interval{needed}, s.run, rampStarts{{from: s.ramp}}
	return d
}

// readQuotas adds a quota's windows up; held is the first thing that is missing.
func (r *runner) readQuotas(l *leaf, list []quotaWindow, c *cell) (sum reading) {
	for i := range list {
		sum.add(r.read(l, list[i].id, list[i].days, r.planCurrency(c), dayCount(c.sheet.plan), c.seg.Country))
	}
	return sum
}

// readCredits adds up what was credited in several windows.
func (r *runner) readCredits(l *leaf, list []int32, currency string) (sum reading) {
	for _, id := range list {
		sum.add(r.read(l, id, spanDays{}, currency, config.CalendarDays, ""))
	}
	return sum
}

// add adds another window's reading of the same number.
func (d *reading) add(o reading) {
	if d.held == "" {
		d.held = o.held
	}
	d.value.Ratio, d.rows = d.value.Ratio.Add(o.value.Ratio), d.rows+o.rows
	if o.note != d.note {
		d.note += o.note
	}
}

// before asks for what happened in each stay before a day.
func (w *Work) before(request int32, who string, list []stay, day config.Day) (out []int32) {
	for _, s := range list {
		if s.End = min(s.End, day); !s.Empty() {
			out = append(out, w.window(request, who, s.Interval))
		}
	}
	return out
}

// saidAll says what several windows look at.
func (w *Work) saidAll(ids []int32) string {
	out := ""
	for i, id := range ids {
		if i > 0 {
			out += " and "
		}
		out += w.said(id)
	}
	return out
}

// saidQuotas says what a quota's windows look at.
func (w *Work) saidQuotas(list []quotaWindow) string {
	ids := make([]int32, len(list))
	for i := range list {
		ids[i] = list[i].id
	}
	return w.saidAll(ids)
}
