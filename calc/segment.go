package calc

import (
	"sort"

	"attain/config"
)

// Segment is a stretch of a sheet's window in which nothing about the assignment changes that pay could depend on.
// Under role_change: blended, the stretches without a gap between them are one segment with several parts.
type Segment struct {
	Participant string
	Name        string
	Plan        string
	Period      config.Period // the pay window
	Number      int32         // 1-based within the window
	config.Interval
	Role       string
	Team       string
	CostCenter string
	Country    string
	Currency   string
	Days       int64             // days (or working days, or months) that are paid for, by the plan's day_count
	Of         int64             // of so many in the window
	under      int64             // as Days, leave that is not paid for included
	windowDays int64             // as Days, of the whole window
	run        config.Day        // where the days under the plan begin that lead up to it without a gap
	months     config.Day        // as run, where whole months count that it shares with days before a gap; see monthsRun
	ramps      rampStarts        // the days ramps are counted from; see stretch.rampDay
	leave      []config.Interval // days for which there is no quota
	parts      []part
}

// part is one assignment's stretch of a segment.
type part struct {
	config.Interval
	of        *config.Assignment
	days      int64        // as Segment.Days, of this part
	under     int64        // as Segment.under
	incentive config.Ratio // target incentive of the whole window, in minor units, exact: months ÷ per of what is written down
	months    int64
	per       int64
}

// sheet is one participant under one plan in one pay window.
type sheet struct {
	plan      *plan
	window    config.Period
	segments  []*Segment
	cells     []*cell                     // by component name, then segment
	silent    bool                        // before the run: computed because a cap or what is carried adds up over several windows, not written
	carries   bool                        // silent, and only for what it carries to the next: no other component has a cell
	last      bool                        // no window under the plan follows for the participant
	stretches []stretch                   // of the participant under the plan, all of them
	whole     *cell                       // the window from the first segment to the last, for the plan's own gauges; nil where it has none
	caps      map[*periodCap]config.Ratio // the share of each cap that is theirs, for prorated caps
	paidOn    config.Day                  // where the plan converts at the rate of the pay date
}

// cell is one component in one segment.
type cell struct {
	sheet    *sheet
	seg      *Segment
	comp     *component
	windows  []int32   // of the kind: by leaf, or by piece
	all      []int32   // windows that count rows without the plan's only_if
	gauges   [][]int32 // windows, by the component's gauge and its leaf
	around   *cell     // where the window has several segments: what a gate and a multiplier look at, all of them
	priced   []int32   // windows whose rows are priced
	pieces   []piece   // commission
	score    *score    // scorecard
	climbed  *climbed  // commission and override, where a gate looks at them
	pooled   *poolShare
	placed   *placing     // contest
	spans    []*cell      // contest: over the days it looks at
	levels   []level      // milestone: at the end of earlier windows and of this one
	reach    config.Ratio // milestone: the part of its amounts that is to be reached
	budgeted *budgeted    // SPIF with a budget
	result   *Result
}

// stretch is assignments that follow one another and differ in nothing the plan's pay depends on: the first of them,
// up to the end of the last.
type stretch struct {
	config.Assignment
	rows []*config.Assignment // as they are written, in order
	run  config.Day           // the first day of the stretches that lead up to it without a gap
}

// stretches gives a participant's assignments under one plan in order. Where two overlap it returns them.
//
// A move to another cost center, country or manager changes who bears the pay and not the pay, so it makes no stretch
// of its own, and a move to another team only where the plan pays for what the team did.
func stretches(pl *plan, list []*config.Assignment) (out []stretch, overlap [2]*config.Assignment) {
	sort.SliceStable(list, func(i, j int) bool { return list[i].First < list[j].First })
	for i, a := range list {
		if i > 0 && a.First < list[i-1].End {
			return nil, [2]*config.Assignment{list[i-1], a}
		}
		next := stretch{Assignment: *a, rows: []*config.Assignment{a}, run: a.First}
		if n := len(out); n > 0 && out[n-1].End == a.First {
			last := &out[n-1]
			if sameTerms(pl, &last.Assignment, a) {
				last.End, last.rows = a.End, append(last.rows, a)
				continue
			}
			next.run = last.run
		}
		out = append(out, next)
	}
	return out, overlap
}

// rampDay is the day a ramp of the plan is counted from: the first of the days that lead up to the stretch without a gap,
// before the plan began too, or the first of the employment it is in.
func (s *stretch) rampDay(pl *plan) config.Day {
	if pl.quota != nil && pl.quota.ramp != nil && pl.quota.ramp.from == countedFromHired {
		return s.HiredOn
	}
	return s.run
}

func sameTerms(pl *plan, a, b *config.Assignment) bool {
	return a.Role == b.Role && a.Currency == b.Currency && (a.Team == b.Team || !pl.byTeam) &&
		a.HasIncentive == b.HasIncentive && a.IncentiveMinor == b.IncentiveMinor && a.IncentivePer == b.IncentivePer
}

// lastIn gives the last assignment with a day in the interval.
func (s *stretch) lastIn(i config.Interval) *config.Assignment {
	last := s.rows[0]
	for _, a := range s.rows {
		if !a.And(i).Empty() {
			last = a
		}
	}
	return last
}

// cut cuts a pay window by the plan's dates and the stretches of an assignment.
//
// Days are counted so that segments without a gap add up to their whole, whatever the day count: a segment has what
// the run of days up to its end counts less what it counted before. So the month of a role change belongs to the
// earlier role under whole_months. 40 and 51 days of a 91-day quarter; 1 January to 9 February and the rest of the
// quarter: 2 and 1 months of 3. Team, cost center and country of a segment are those of its last day.
func (p *Program) cut(pl *plan, window config.Period, list []stretch) []*Segment {
	within := window.And(pl.Interval)
	var out []*Segment
	runFirst, counted, paid := config.Day(0), int64(0), int64(0)
	for i := range list {
		a := &list[i]
		iv := a.And(within)
		if iv.Empty() {
			continue
		}
		follows := len(out) > 0 && out[len(out)-1].End == iv.First
		if !follows {
			runFirst, counted, paid = iv.First, 0, 0
		}
		now := a.lastIn(iv)
		leave := leaveOf(pl, a.Absences)
		shared := p.sharedMonth(pl, out, iv)
		upTo := p.count(pl, config.Interval{First: runFirst, End: iv.End}, now.Country)
		paying := &counting{calendar: &p.ws.Calendar, how: dayCount(pl), country: now.Country, run: runFirst, leave: paidLeave(pl, leave)}
		paidUpTo := paying.days(config.Interval{First: runFirst, End: iv.End})
		if !follows && !shared.Empty() {
			counted, paid = p.count(pl, shared, now.Country), paying.days(shared)
		}
		pt := part{Interval: iv, of: &a.Assignment, days: paidUpTo - paid, under: upTo - counted}
		pt.months, pt.per = p.incentiveMonths(&a.Assignment, window)
		// 40,000 a year is 10,000 a quarter.
		pt.incentive = config.Whole(a.IncentiveMinor).Mul(config.NewRatio(pt.months, pt.per))
		counted, paid = upTo, paidUpTo
		if follows && pl.Conventions.RoleChange == "blended" && out[len(out)-1].Currency == a.Currency {
			out[len(out)-1].blend(pt, now)
			continue
		}
		whole := p.count(pl, window.Interval, now.Country)
		out = append(out, &Segment{
			Participant: a.Participant, Name: a.Name, Plan: pl.Name, Period: window, Number: int32(len(out) + 1), Interval: iv,
			Role: now.Role, Team: now.Team, CostCenter: now.CostCenter, Country: now.Country, Currency: now.Currency,
			Days: pt.days, Of: whole, under: pt.under, windowDays: whole, run: max(a.run, pl.First), months: p.monthsRun(pl, list, i), ramps: rampStarts{{from: a.rampDay(pl)}}, leave: leave, parts: []part{pt},
		})
	}
	if !prorates(pl, "target_incentive") {
		shareOut(out)
	}
	return out
}

// sharedMonth is what a stretch has of a month that an earlier segment of the window has days of, too: under whole_months
// the month counts there, also for who was away between the two. 1 July to 9 July and 15 July to 30 September are 1 and 2
// months of 3, never 4.
func (p *Program) sharedMonth(pl *plan, earlier []*Segment, iv config.Interval) config.Interval {
	if len(earlier) == 0 || dayCount(pl) != config.WholeMonths {
		return config.Interval{}
	}
	month := p.ws.Calendar.PeriodOf(earlier[len(earlier)-1].End-1, config.Month)
	return month.And(iv)
}

// blend adds a part to a segment; now says who the participant is on its last day.
func (s *Segment) blend(pt part, now *config.Assignment) {
	s.End = pt.End
	s.Days += pt.days
	s.under += pt.under
	s.Role, s.Team, s.CostCenter, s.Country = now.Role, now.Team, now.CostCenter, now.Country
	s.parts = append(s.parts, pt)
}

// shareOut sets what the days are of: where the target incentive is not prorated, the segments still divide it.
func shareOut(segments []*Segment) {
	var sum int64
	for _, s := range segments {
		sum += s.under
	}
	for _, s := range segments {
		s.Of = sum
	}
}

// count counts the days of an interval by the plan's day count; without one, calendar days.
func (p *Program) count(pl *plan, i config.Interval, country string) int64 {
	return int64(p.ws.Calendar.Count(dayCount(pl), i, country))
}

// dayCount is the plan's day count; calendar days where nothing is prorated and nobody had to say.
func dayCount(pl *plan) string {
	if pl.Conventions.DayCount == "" {
		return config.CalendarDays
	}
	return pl.Conventions.DayCount
}

// prorates says whether the plan prorates a thing, one of config.Prorated.
func prorates(pl *plan, what string) bool {
	for _, p := range pl.Conventions.Prorates {
		if p == what {
			return true
		}
	}
	return false
}

// incentiveMonths are how many months a target incentive is written for, and how many of them a window has: 3 of the 12
// of a year. A calendar of weeks has 12 months too, of four and five weeks.
func (p *Program) incentiveMonths(a *config.Assignment, window config.Period) (months, per int64) {
	calendar := &p.ws.Calendar
	months = int64(calendar.Months(window.Interval))
	switch a.IncentivePer {
	case config.Month:
		return months, 1
	case config.Quarter:
		return months, int64(calendar.Months(calendar.PeriodOf(window.End-1, config.Quarter).Interval))
	default:
		return months, int64(calendar.Months(calendar.PeriodOf(window.End-1, config.Year).Interval))
	}
}

// share is the segment's part of the window.
func (s *Segment) share() config.Ratio {
	if s.Of <= 0 {
		return config.Ratio{}
	}
	return config.NewRatio(s.Days, s.Of)
}
