package calc

import (
	"strings"

	"attain/config"
)

// quotaRule is what a plan's quota: says of the targets its components are measured by, beside what is written for each
// participant. A season says how a year's target is divided; a ramp is for people who are new.
type quotaRule struct {
	ramp   *ramp
	season *seasonality
}

// compileQuota reads quota: {ramp: [0%, 25%, 50%, 100%], per: month, counted_from: joined, seasonality: [20%, 30%, 20%, 30%]}.
func (c *compiler) compileQuota(n *config.Node) *quotaRule {
	if n == nil {
		return nil
	}
	r := n.ReadAs(c.ps, "quota")
	q := &quotaRule{ramp: c.readRamp(r), season: c.readSeasonality(r)}
	r.Done()
	if len(n.Keys) == 0 {
		c.ps.Addf(n.At, "quota says nothing; write ramp: or seasonality:, or leave it out")
	}
	return q
}

// spanDays says how a window of a span is read: for which days the span must be given, on which day the run of days
// begins that months are counted in, and what becomes of the share of it.
type spanDays struct {
	needed []config.Interval
	run    config.Day
	rule   *quotaRule        // nil: as it is written
	ramps  rampStarts        // the days ramps are counted from
	leave  []config.Interval // days that do not count
}

// spanDays says how a cell reads targets: a participant's own with the plan's ramp and less leave, a team's or the
// company's by the season alone.
func (c *cell) spanDays(p *Program, subject config.Subject, needed ...config.Interval) spanDays {
	d := spanDays{needed: needed, rule: c.sheet.plan.quota}
	if len(needed) > 0 {
		d.run = needed[0].First
	}
	if subject != config.OfPerson {
		if d.rule != nil {
			d.rule = &quotaRule{season: d.rule.season}
		}
		return d
	}
	d.run, d.leave, d.ramps = c.seg.months, c.seg.leave, c.seg.ramps
	return d
}

// counting counts the days of stretches that follow one another so that they add up: a stretch has what the run of days
// up to its end counts less what it counted before. Days of leave do not count.
type counting struct {
	calendar *config.Calendar
	how      string
	country  string
	run      config.Day
	leave    []config.Interval
}

// of counts a stretch of a run within a whole.
func (n *counting) of(part, whole config.Interval) int64 {
	if part.Empty() {
		return 0
	}
	run := min(n.run, part.First)
	upTo := n.days(config.Interval{First: run, End: part.End}.And(whole))
	return upTo - n.days(config.Interval{First: run, End: part.First}.And(whole))
}

// share is a part's share of a whole of which every day counts.
func (n *counting) share(part, whole config.Interval) config.Ratio {
	of := n.calendar.Count(n.how, whole, n.country)
	if of <= 0 {
		return config.Ratio{}
	}
	return config.NewRatio(n.of(part.And(whole), whole), int64(of))
}

func (n *counting) days(i config.Interval) int64 {
	if i.Empty() {
		return 0
	}
	count := n.calendar.Count(n.how, i, n.country)
	for _, away := range n.leave {
		if n.how == config.WholeMonths {
			count -= n.monthsWithin(i, away)
		} else {
			count -= n.calendar.Count(n.how, away.And(i), n.country)
		}
	}
	return int64(count)
}

// monthsWithin counts the months an interval touches of which all days, from the run's first on, are within another.
func (n *counting) monthsWithin(i, away config.Interval) int {
	count := 0
	for first := i.First; first < i.End; {
		month := n.calendar.PeriodOf(first, config.Month).Interval
		if max(month.First, n.run) >= away.First && month.End <= away.End {
			count++
		}
		first = month.End
	}
	return count
}

// spanShare is a window's share of a span, counted as segments are. So a quota month in which the role changes counts
// once, in the earlier role. A year's target goes by its season, a new participant's by the ramp.
func (r *runner) spanShare(win, span config.Interval, days *spanDays, dayCount, country string) config.Ratio {
	n := &counting{calendar: &r.prog.ws.Calendar, how: dayCount, country: country, run: min(days.run, win.First), leave: days.leave}
	part := win.And(span)
	if days.rule == nil {
		return n.share(part, span)
	}
	var sum config.Ratio
	for _, s := range days.rule.season.divide(n.calendar, span) {
		for _, in := range days.ramps.within(part.And(s.Interval)) {
			for _, step := range days.rule.ramp.steps(n.calendar, in.from, in.Interval) {
				sum = sum.Add(n.share(step.Interval, s.Interval).Mul(s.share).Mul(step.times))
			}
		}
	}
	return sum
}

// rampAmounts are the amounts of a ramp that stand for the written target in a window, in the target's unit: major units
// of the plan's currency for money.
func (r *runner) rampAmounts(win config.Interval, days *spanDays, dayCount, country string) config.Ratio {
	var sum config.Ratio
	if days.rule == nil || days.rule.ramp == nil || !days.rule.ramp.amounts {
		return sum
	}
	n := &counting{calendar: &r.prog.ws.Calendar, how: dayCount, country: country, run: min(days.run, win.First), leave: days.leave}
	for _, in := range days.ramps.within(win) {
		for _, p := range days.rule.ramp.periods(n.calendar, in.from) {
			sum = sum.Add(n.share(in.And(p.Interval), p.Interval).Mul(p.step))
		}
	}
	return sum
}

// must gives the days a target must be written for: not those of which the ramp says the amount.
func (d *spanDays) must(calendar *config.Calendar) []config.Interval {
	if d.rule == nil || d.rule.ramp == nil || !d.rule.ramp.amounts {
		return d.needed
	}
	var out []config.Interval
	for _, i := range d.needed {
		for _, in := range d.ramps.within(i) {
			periods := d.rule.ramp.periods(calendar, in.from)
			ramp := config.Interval{First: periods[0].First, End: periods[len(periods)-1].End}
			for _, rest := range []config.Interval{{First: in.First, End: min(in.End, ramp.First)}, {First: max(in.First, ramp.End), End: in.End}} {
				if !rest.Empty() {
					out = append(out, rest)
				}
			}
		}
	}
	return out
}

// note says what made a window's target other than it is written: "; ramp 25 % in 2026-02; less leave 2026-07-01 to 2026-07-30".
func (d *spanDays) note(calendar *config.Calendar, win config.Interval) string {
	var said []string
	if d.rule != nil && d.rule.ramp != nil {
		for _, in := range d.ramps.within(win) {
			for _, p := range d.rule.ramp.periods(calendar, in.from) {
				if !p.And(in.Interval).Empty() {
					said = append(said, "ramp "+d.rule.ramp.say(p.step)+" in "+p.Label)
				}
			}
		}
	}
	for _, away := range d.leave {
		if in := away.And(win); !in.Empty() {
			said = append(said, "less leave "+in.String())
		}
	}
	if len(said) == 0 {
		return ""
	}
	return "; " + strings.Join(said, "; ")
}
