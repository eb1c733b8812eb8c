package calc

import "attain/config"

// pieces cuts a cell where its ladder begins anew and says from which day the ladder counts.
//
// Carried, a ladder counts from the reset, but only the days the participant was under the plan; restarted, not before
// the present assignment. A prorated quota is for the same days, up to the end of the reset period or of the time
// under the plan; one that is not prorated is for the whole period. Either way it must be written for every day under
// the plan.
func (w *Work) pieces(m *pricing, c *cell) []piece {
	seg, pl, list := c.seg, c.sheet.plan, c.sheet.stretches
	within := seg.Interval
	if !m.campaign.Empty() {
		within = within.And(m.campaign)
	}
	if within.Empty() {
		return nil
	}
	if m.resetKind == "" {
		p := piece{Interval: within, ladderFrom: within.First, stays: w.prog.stays(pl, list, within), reach: config.Whole(1)}
		if m.derived() {
			p.base = w.demandBase(m.base, c, within, c.sheet.window, list)
		}
		return []piece{p}
	}
	begins, ends := list[0].First, list[len(list)-1].End
	if pl.Conventions.Ladder == "restarted" {
		begins, ends = seg.parts[0].of.First, seg.parts[len(seg.parts)-1].of.End
	}
	var out []piece
	for first := within.First; first < within.End; {
		period := w.resetPeriod(m, first)
		reset := period.Interval
		p := piece{Interval: reset.And(config.Interval{First: first, End: within.End}), quotaFor: reset}
		under := config.Interval{First: begins, End: ends}.And(pl.Interval).And(reset)
		p.ladderFrom, p.stays = under.First, w.prog.stays(pl, list, under)
		p.reach = w.prog.reachWithin(c.sheet, period, under, m.limitUnit())
		if prorates(pl, "quota") {
			p.quotaFor = under
		}
		if m.quota >= 0 {
			p.quotaDays = m.quotaDays(w.prog, c, under, list)
		}
		if m.derived() {
			p.base = w.demandBase(m.base, c, under, period, list)
		}
		out = append(out, p)
		first = p.End
	}
	return out
}

// limitUnit is the unit of the tiers' limits.
func (m *pricing) limitUnit() string {
	if m.tiers.by == "amount" {
		return "money"
	}
	return m.tiers.by
}

// quotaDays are the days a quota must be written for: of the participant's own, those under the plan; of a team's, any.
func (m *pricing) quotaDays(p *Program, c *cell, under config.Interval, list []stretch) spanDays {
	if m.tiers.quotaOf != config.OfPerson {
		return c.spanDays(p, m.tiers.quotaOf, under)
	}
	days := c.spanDays(p, config.OfPerson)
	for i := range list {
		if one := list[i].And(under); !one.Empty() {
			days.needed = append(days.needed, one)
		}
	}
	return days
}

// resetPeriod is the period a ladder counts in that has a day in it; of a campaign's ladder, as far as the campaign goes: a
// campaign from 15 September on whose ladder resets monthly begins at 0 on the 15th.
func (w *Work) resetPeriod(m *pricing, on config.Day) config.Period {
	if m.resetKind == perCampaign {
		return config.Period{Interval: m.campaign}
	}
	period := w.prog.ws.Calendar.PeriodOf(on, m.resetKind)
	if !m.campaign.Empty() {
		return config.Period{Interval: period.And(m.campaign)}
	}
	return period
}

// demand asks for the deals of each piece, where the ladder stood before, and the quota.
func (m *pricing) demand(w *Work, c *cell) {
	c.pieces = w.pieces(m, c)
	who := c.seg.Participant
	for i := range c.pieces {
		p := &c.pieces[i]
		p.sources = make([]sourceWindows, len(m.sources))
		for k := range m.sources {
			p.sources[k] = m.sources[k].demand(w, who, p)
			c.priced = append(c.priced, p.sources[k].facts)
		}
		p.quotas = w.quotas(m, c, p, p.quotaFor, p.quotaFor)
	}
}

func (s *source) demand(w *Work, who string, p *piece) sourceWindows {
	out := sourceWindows{facts: w.window(s.facts, who, p.Interval), all: -1, sums: -1}
	if s.all >= 0 {
		out.all = w.window(s.all, who, p.Interval)
	}
	if s.sums >= 0 {
		out.sums = w.window(s.sums, who, p.Interval)
	}
	out.prior = w.before(s.prior, who, p.stays, p.First)
	for _, request := range s.earned {
		var earned []int32
		if request >= 0 {
			earned = w.before(request, who, p.stays, p.First)
		}
		out.earned = append(out.earned, earned)
	}
	return out
}

// settle has nothing to do: no commission waits for another component.
func (m *pricing) settle(*runner, []*cell) {}
