package calc

import (
	"strings"

	"attain/config"
)

// ramp makes the target of somebody new smaller, period by period of the calendar:
//
//	target of the n-th period = written target × the n-th share, or the n-th amount instead of it; then as written
//
// The first period is the one the participant joined in, however late in it; of a prorated target it gives the share of
// the days. Joined is the first of the days under its assignments without a gap, also before the plan began (a new year's
// plan makes nobody new), hired the first day of the employment.
//
// Monthly targets of 45,000 and a ramp of 10,000, 20,000, 30,000: joined in February, 10,000 in February, 20,000 in
// March, 30,000 in April, 45,000 from May on. With 0 % there is no quota in the first period: deals are paid at the first
// tier's rate, and for a scorecard no_quota says what happens.
type ramp struct {
	list    []config.Ratio
	amounts bool
	per     string // month or quarter
	from    string
}

// The days a ramp is counted from.
const (
	countedFromJoined = "joined"
	countedFromHired  = "hired"
)

// readRamp reads ramp, per and counted_from.
func (c *compiler) readRamp(r *config.Reader) *ramp {
	if !r.Has("ramp") {
		for _, key := range []string{"per", "counted_from"} {
			if r.TextOr(key, "") != "" {
				c.ps.Addf(r.At(key), "%s is of a ramp, and there is none; write ramp: [0%%, 25%%, 50%%, 100%%], or leave it out", key)
			}
		}
		return nil
	}
	m := &ramp{per: r.Choice("per", "", config.Month, config.Quarter), from: r.Choice("counted_from", "", countedFromJoined, countedFromHired)}
	shares := 0
	for _, item := range r.Items("ramp") {
		v, err := config.ParseRatio(item.Text)
		switch {
		case err != nil:
			c.ps.Addf(item.Place(), "ramp: %s", err)
		case v.Sign() < 0:
			c.ps.Addf(item.Place(), "ramp: %s is below 0; a target cannot be", item.Text)
		}
		if strings.HasSuffix(item.Text, "%") {
			shares++
		}
		m.list = append(m.list, v)
	}
	m.amounts = shares == 0
	switch {
	case len(m.list) == 0:
		c.ps.Addf(r.At("ramp"), "ramp is empty; write a share of the target for each %s, such as [0%%, 25%%, 50%%, 100%%]", m.per)
		return nil
	case shares > 0 && shares < len(m.list):
		c.ps.Addf(r.At("ramp"), "ramp has shares and amounts; write all of them as shares (25%%) or all as amounts (10_000)")
	}
	return m
}

// rampStart is the day a ramp is counted from, for the days from a day on.
type rampStart struct{ begins, from config.Day }

// rampStarts are the ramps of some days, in order; the first is also for the days before it begins. There are several where
// somebody was away and is new again.
type rampStarts []rampStart

// rampedDays are days with one ramp.
type rampedDays struct {
	config.Interval
	from config.Day
}

// within cuts days where another ramp begins. Without any they have no ramp that is counted from anywhere.
func (l rampStarts) within(days config.Interval) (out []rampedDays) {
	if len(l) == 0 {
		l = rampStarts{{}}
	}
	for i, one := range l {
		part := days
		if i > 0 {
			part.First = max(part.First, one.begins)
		}
		if i+1 < len(l) {
			part.End = min(part.End, l[i+1].begins)
		}
		if !part.Empty() {
			out = append(out, rampedDays{part, one.from})
		}
	}
	return out
}

// rampPeriod is a period of a ramp and its share or amount.
type rampPeriod struct {
	config.Period
	step config.Ratio
}

// periods gives a ramp's periods from a day on.
func (m *ramp) periods(calendar *config.Calendar, from config.Day) []rampPeriod {
	out := make([]rampPeriod, len(m.list))
	for i := range m.list {
		p := calendar.PeriodOf(from, m.per)
		out[i] = rampPeriod{p, m.list[i]}
		from = p.End
	}
	return out
}

// rampStep is a stretch of days and what the written target is multiplied by in it.
type rampStep struct {
	config.Interval
	times config.Ratio
}

// steps cuts a stretch where a ramp changes. Before its first period the first share holds; where the ramp says amounts,
// the written target counts for nothing during it.
func (m *ramp) steps(calendar *config.Calendar, from config.Day, part config.Interval) []rampStep {
	if m == nil {
		return []rampStep{{part, config.Whole(1)}}
	}
	var out []rampStep
	add := func(i config.Interval, times config.Ratio) {
		if i = i.And(part); !i.Empty() {
			out = append(out, rampStep{i, times})
		}
	}
	begins, ends := part.First, part.First
	for i, p := range m.periods(calendar, from) {
		times := p.step
		if m.amounts {
			times = config.Ratio{}
		}
		if i == 0 {
			before := p.step
			if m.amounts {
				before = config.Whole(1)
			}
			add(config.Interval{First: begins, End: p.First}, before)
		}
		add(p.Interval, times)
		ends = p.End
	}
	add(config.Interval{First: ends, End: part.End}, config.Whole(1))
	return out
}

// say writes a step: 25 %, 10,000.00.
func (m *ramp) say(step config.Ratio) string {
	if m.amounts {
		return show(step, "number", "", 2)
	}
	return percent(step)
}
