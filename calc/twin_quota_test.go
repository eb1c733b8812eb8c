package calc

import (
	"fmt"
	"math/big"
	"slices"
	"strings"

	"attain/config"
)

// Quotas (semantics.md sections 16, 20 and 21): written by the month, quarter or year, of which a stretch has its share of
// days; with a season of the year, a ramp of who is new, less days of leave, and less what is taken off again.

// twinQuotaRule is what a plan's quota: says.
type twinQuotaRule struct {
	ramp    []*big.Rat // shares, or amounts in the quota's own unit; nil for none
	amounts bool
	per     string // month, quarter
	hired   bool   // counted from the day somebody was hired, else from when they joined
	season  []*big.Rat
	labels  bool // the season is written by the label of each quarter
	year    int  // of the plan's first day
}

func (r *twinQuotaRule) draw(d twinDice, x *twinCase) {
	if d.yes(18) {
		r.per, r.hired, r.amounts = twinPick(d, config.Month, config.Month, config.Quarter), d.yes(40), d.yes(35)
		for range d.n(1, 4) {
			step := rat(int64(twinPick(d, 0, 25, 33, 50, 80, 100)), 100)
			if r.amounts {
				step = rat(int64(twinPick(d, 0, 10_000, 20_000, 12_345)), 1)
			}
			r.ramp = append(r.ramp, step)
		}
		x.see("ramp of %s by the %s", map[bool]string{true: "amounts", false: "shares"}[r.amounts], r.per)
		x.see("ramp from %s", map[bool]string{true: "hired", false: "joined"}[r.hired])
	}
	r.year, _, _ = x.first.Date()
	if d.yes(14) {
		list := twinPick(d, []int64{20, 30, 20, 30}, []int64{40, 30, 20, 10}, []int64{100, 0, 0, 0}, []int64{5, 5, 10, 10, 10, 10, 5, 5, 10, 10, 10, 10}, []int64{9, 8, 8, 8, 8, 9, 8, 8, 8, 8, 9, 9})
		for _, s := range list {
			r.season = append(r.season, rat(s, 100))
		}
		r.labels = len(list) == 4 && d.yes(30)
		x.see("season of %d", len(list))
	}
}

func (r *twinQuotaRule) write(b *strings.Builder) {
	var said []string
	if r.ramp != nil {
		var steps []string
		for _, s := range r.ramp {
			if r.amounts {
				steps = append(steps, ratMajor(s))
			} else {
				steps = append(steps, ratPercent(s))
			}
		}
		said = append(said, fmt.Sprintf("ramp: [%s], per: %s, counted_from: %s", strings.Join(steps, ", "), r.per, map[bool]string{true: "hired", false: "joined"}[r.hired]))
	}
	if r.season != nil {
		var shares []string
		for _, s := range r.season {
			shares = append(shares, ratPercent(s))
		}
		season := "[" + strings.Join(shares, ", ") + "]"
		if r.labels {
			var list []string
			for year := r.year; year <= 2026; year++ {
				for i, s := range shares {
					list = append(list, fmt.Sprintf("%d-Q%d: %s", year, i+1, s))
				}
			}
			season = "{" + strings.Join(list, ", ") + "}"
		}
		said = append(said, "seasonality: "+season)
	}
	if said != nil {
		fmt.Fprintf(b, "quota: {%s}\n", strings.Join(said, ", "))
	}
}

// drawQuotaRule draws what a plan says of quotas and of leave.
func (x *twinCase) drawQuotaRule(d twinDice) {
	x.rule.draw(d, x)
	if d.yes(40) || slices.ContainsFunc(x.rule.ramp, func(r *big.Rat) bool { return r.Sign() == 0 }) {
		x.conv.noQuota = twinPick(d, "nothing", "as_at_target", "weight_to_the_others")
	}
	if d.yes(20) {
		x.conv.leave = twinPick(d, "reduces_quota_and_incentive", "reduces_quota_and_incentive", "reduces_quota", "reduces_nothing")
	}
}

// quotaText answers the questions about quotas in the plan's conventions.
func (x *twinCase) quotaText() (out string) {
	if x.conv.noQuota != "" {
		out += "  no_quota: " + x.conv.noQuota + "\n"
	}
	if x.conv.leave != "" {
		out += fmt.Sprintf("  leave: %s\n  leave_is: {kinds: [parental], from: %d days}\n", x.conv.leave, twinLeaveFrom)
	}
	return out
}

// drawNew draws when somebody was hired, who is new mostly where there is a ramp.
func (x *twinCase) drawNew(d twinDice, a *config.Assignment, w config.Interval) {
	if x.rule.ramp != nil && d.yes(60) {
		a.First = min(a.End-1, w.First-config.Day(d.n(-20, 150)))
		x.see("somebody new")
	}
	a.HiredOn = a.First - config.Day(twinPick(d, 0, 0, 20, 45, 100))
}

// drawAbsences draws leave, holidays, and absences too short to be leave.
func (x *twinCase) drawAbsences(d twinDice, rows []config.Assignment, w config.Interval) {
	for i := range rows {
		if i > 0 && d.yes(50) && rows[i].First > rows[i-1].End { // an employment of its own
			rows[i].HiredOn = rows[i].First
		}
	}
	if x.conv.leave == "" || d.yes(30) {
		return
	}
	var list []config.Absence
	at := w.First - config.Day(d.n(-int(w.End-w.First)+1, 40))
	for range d.n(1, 3) {
		i := config.Interval{First: at, End: at + config.Day(twinPick(d, 5, 9, 10, 30, 31, 90))}
		list = append(list, config.Absence{Kind: twinPick(d, "parental", "parental", "parental", "vacation"), Interval: i})
		if at = i.End + config.Day(twinPick(d, 0, 0, 1, 20)); d.yes(20) {
			at = i.End - 1
		}
	}
	for i := range rows {
		rows[i].Absences = list
	}
	x.see("leave %s", x.conv.leave)
}

// twinShare is a stretch of days and a share.
type twinShare struct {
	config.Interval
	share *big.Rat
}

// seasons cuts what a quota is written for: a calendar year by its season, anything else is one.
func (r *twinQuotaRule) seasons(span config.Interval) []twinShare {
	year := twinCalendar.PeriodOf(span.First, config.Year).Interval
	if r.season == nil || span != year {
		return []twinShare{{span, rat(1, 1)}}
	}
	kind := map[int]string{4: config.Quarter, 12: config.Month}[len(r.season)]
	var out []twinShare
	for i, p := range twinCalendar.Within(year, kind) {
		out = append(out, twinShare{p.Interval, r.season[i]})
	}
	return out
}

// periods are those of the ramp of somebody who began on a day.
func (r *twinQuotaRule) periods(from config.Day) (out []twinShare) {
	for _, step := range r.ramp {
		p := twinCalendar.PeriodOf(from, r.per)
		out = append(out, twinShare{p.Interval, step})
		from = p.End
	}
	return out
}

// steps cuts days by the ramp, with what the written quota is times in each: the first share also before the ramp, and
// where the ramp has amounts nothing as long as it lasts.
func (r *twinQuotaRule) steps(days config.Interval, from config.Day) (out []twinShare) {
	add := func(i config.Interval, times *big.Rat) {
		if i = i.And(days); !i.Empty() {
			out = append(out, twinShare{i, times})
		}
	}
	periods := r.periods(from)
	if len(periods) == 0 {
		return []twinShare{{days, rat(1, 1)}}
	}
	first, last := periods[0], periods[len(periods)-1]
	for _, p := range periods {
		if r.amounts {
			p.share = new(big.Rat)
		}
		add(p.Interval, p.share)
	}
	before := first.share
	if r.amounts {
		before = rat(1, 1)
	}
	add(config.Interval{First: days.First, End: first.First}, before)
	add(config.Interval{First: last.End, End: days.End}, rat(1, 1))
	return out
}

// joined is the first of the days under an assignment that lead up to a day without a gap: a plan that begins makes nobody
// new.
func (x *twinCase) joined(who string, on config.Day) config.Day {
	from, end := config.Day(0), config.Day(-1)
	for _, a := range x.rows {
		if a.Participant != who || a.First > on {
			continue
		}
		if a.First != end {
			from = a.First
		}
		end = a.End
	}
	return from
}

// rampFrom is the day somebody's ramp begins, for a day.
func (x *twinCase) rampFrom(who string, on config.Day) config.Day {
	if x.rule.hired {
		for _, a := range x.rows {
			if a.Participant == who && a.Contains(on) {
				return a.HiredOn
			}
		}
	}
	return x.joined(who, on)
}

// twinRamp is days of one ramp.
type twinRamp struct {
	config.Interval
	from config.Day
}

// ramps cuts days where somebody comes back in those that are looked at, and is new again.
func (x *twinCase) ramps(who string, days, on config.Interval) []twinRamp {
	out := []twinRamp{{days, x.rampFrom(who, on.First)}}
	for _, a := range x.rows {
		if a.Participant != who || a.First <= on.First || a.First >= on.End || x.joined(who, a.First) != a.First {
			continue
		}
		last := &out[len(out)-1]
		last.End = a.First
		out = append(out, twinRamp{config.Interval{First: a.First, End: days.End}, x.rampFrom(who, a.First)})
	}
	return out
}

// leave is when somebody was on leave that counts, one after the other.
func (x *twinCase) leave(who string) (out []config.Interval) {
	if x.conv.leave == "" || x.conv.leave == "reduces_nothing" {
		return nil
	}
	var list []config.Interval
	for _, a := range x.rows {
		if a.Participant != who {
			continue
		}
		for _, away := range a.Absences {
			if away.Kind == "parental" {
				list = append(list, away.Interval)
			}
		}
		break // every assignment has all of them
	}
	slices.SortFunc(list, func(a, b config.Interval) int { return int(a.First - b.First) })
	for _, i := range list {
		if n := len(out); n > 0 && out[n-1].End >= i.First {
			out[n-1].End = max(out[n-1].End, i.End)
			continue
		}
		out = append(out, i)
	}
	return slices.DeleteFunc(out, func(i config.Interval) bool { return i.Days() < twinLeaveFrom })
}

// twinLeaveFrom is how many days in a row are leave.
const twinLeaveFrom = 10

// shareWithout is a part's share of a whole of which all days count, less leave. run is the first of the days in a row the
// part is in: of whole months those are leave of which all days from there on are.
func (x *twinCase) shareWithout(leave []config.Interval, run config.Day, part, whole config.Interval, before ...config.Interval) *big.Rat {
	share := x.share(part, whole, before...)
	part = part.And(whole)
	for _, away := range leave {
		if away = away.And(part); away.Empty() || share.Sign() == 0 {
			continue
		}
		if x.conv.dayCount != "whole_months" {
			share = ratSub(share, x.share(away, whole))
		}
	}
	if x.conv.dayCount != "whole_months" {
		return share
	}
	n := x.count([]config.Interval{whole})
	for at := part.First; at < part.End; {
		month := twinCalendar.PeriodOf(at, config.Month).Interval
		for _, away := range leave {
			if all := (config.Interval{First: max(run, month.First), End: month.End}); away.And(all) == all {
				share = ratSub(share, ratMul(rat(1, n), x.newMonths(month.And(part), before)))
			}
		}
		at = month.End
	}
	return share
}

// newMonths is 1 for days of a month nothing before had a day of, else 0.
func (x *twinCase) newMonths(days config.Interval, before []config.Interval) *big.Rat {
	return rat(x.count(append(slices.Clone(before), days))-x.count(before), 1)
}

// quota is what the spans of a quota give for some days; false where a day has none, or a rate is missing. on is the day
// that says whose ramp it is.
func (x *twinCase) quota(who string, days config.Interval, metric, currency string, on config.Day, before ...config.Interval) (*big.Rat, bool) {
	return x.quotaUnder(&x.rule, x.leave(who), who, days, metric, currency, config.Interval{First: on, End: on + 1}, before...)
}

// quotaUnder is the same under a rule and with leave of its own.
func (x *twinCase) quotaUnder(rule *twinQuotaRule, leave []config.Interval, who string, days config.Interval, metric, currency string, on config.Interval, before ...config.Interval) (*big.Rat, bool) {
	ramps := x.ramps(who, days, on)
	run := min(days.First, max(x.first, x.joined(who, on.First)))
	total, covered := new(big.Rat), map[config.Day]bool{}
	for _, f := range x.facts {
		if f.measure != "quota" || f.who != who || f.attrs != "metric = '"+metric+"'" {
			continue
		}
		span := config.Interval{First: f.day, End: f.until}
		for d := max(days.First, span.First); d < min(days.End, span.End); d++ {
			covered[d] = true
		}
		v, ok := rat(f.value, 1), true
		if f.currency != "" {
			v, ok = x.atPlanRate(v, f.currency, currency, f.day)
		}
		if !ok {
			return nil, false
		}
		for _, season := range rule.seasons(span) {
			for _, in := range ramps {
				for _, step := range rule.steps(in.Interval.And(season.Interval), in.from) {
					share := x.shareWithout(leave, run, step.Interval, season.Interval, before...)
					total.Add(total, ratMul(ratMul(ratMul(v, season.share), share), step.share))
				}
			}
		}
	}
	if rule.amounts {
		minor := rat(1, 1)
		if currency != "" {
			minor = rat(twinDecimals[currency], 1)
		}
		for _, in := range ramps {
			for _, p := range rule.periods(in.from) {
				part := in.And(p.Interval)
				for d := part.First; d < part.End; d++ {
					covered[d] = true
				}
				total.Add(total, ratMul(ratMul(p.share, minor), x.shareWithout(leave, run, part, p.Interval, before...)))
			}
		}
	}
	all := true
	for d := days.First; d < days.End; d++ {
		all = all && covered[d]
	}
	return total, all
}

// quotaOf is the quota of a segment. Where quotas are not prorated it is the whole window's, as far as it is written,
// for each of several segments; what must be written is the quota of the segment's own days.
func (x *twinCase) quotaOf(s *twinSheet, days config.Interval, metric, currency string) (*big.Rat, bool) {
	var before []config.Interval
	for _, g := range s.segments {
		if g.days.End <= days.First {
			before = append(before, g.days)
		}
	}
	own, ok := x.quotaUnder(&x.rule, x.leave(s.who), s.who, days, metric, currency, days, before...)
	if !ok || x.conv.prorate("quota") {
		return own, ok
	}
	whole, _ := x.quotaUnder(&x.rule, x.leave(s.who), s.who, s.window, metric, currency, days)
	return whole, true
}

// quotaOf is the quota a ladder is measured by in a segment: the participant's own, or those of who reports to them, which
// know seasons alone, and are missing for a month only if nobody has one.
func (c *twinCommission) quotaOf(x *twinCase, s *twinSheet, days config.Interval, currency string) (*big.Rat, bool) {
	if !c.theirs {
		return x.quotaOf(s, days, c.paidOn, currency)
	}
	var before []config.Interval
	for _, g := range s.segments {
		if g.days.End <= days.First && x.conv.prorate("quota") {
			before = append(before, g.days)
		}
	}
	counted := days
	if !x.conv.prorate("quota") {
		counted = s.window
	}
	total, written := new(big.Rat), map[int32]bool{}
	for _, f := range x.facts {
		under := len(f.above) > 0 && f.above[0] == s.who || c.of == "all_reports" && slices.Contains(f.above, s.who)
		if f.measure != "quota" || !under || f.attrs != "metric = '"+c.paidOn+"'" {
			continue
		}
		span := config.Interval{First: f.day, End: f.until}
		for d := max(span.First, days.First); d < min(span.End, days.End); d++ {
			written[int32(twinCalendar.PeriodOf(d, config.Month).First)] = true
		}
		v, ok := rat(f.value, 1), true
		if f.currency != "" {
			v, ok = x.atPlanRate(v, f.currency, currency, f.day)
		}
		if !ok {
			return nil, false
		}
		for _, season := range x.rule.seasons(span) {
			total = ratAdd(total, ratMul(ratMul(v, season.share), x.share(counted.And(season.Interval), season.Interval, before...)))
		}
	}
	for at := days.First; at < days.End; {
		month := twinCalendar.PeriodOf(at, config.Month)
		if !written[int32(month.First)] {
			return nil, false
		}
		at = month.End
	}
	return total, true
}

// drawQuota gives somebody quotas of a metric, once: by the month, quarter or year; whole, zero, missing, or missing
// for a month.
func (x *twinCase) drawQuota(d twinDice, who *twinPerson, metric string) {
	if who.quoted[metric] {
		return
	}
	who.quoted[metric] = true
	in, scale, each := twinPick(d, who.currency, who.currency, "USD", "EUR"), rat(1, 1), rat(int64(twinPick(d, 30_000, 60_000, 90_000, 12_345)), 1)
	if metric == "bookings" {
		who.quotaIn, scale = in, rat(twinDecimals[in], 1)
	} else {
		in, each = "", rat(int64(twinPick(d, 3, 6, 12, 30)), 1)
	}
	kind := twinPick(d, config.Month, config.Quarter, config.Quarter, config.Year)
	months := map[string]int64{config.Month: 1, config.Quarter: 3, config.Year: 12}[kind]
	if x.rule.season != nil && d.yes(60) {
		kind, months = config.Year, 12
	}
	what := d.n(0, 19)
	if what == 0 {
		x.see("no quota at all")
		return
	}
	if what == 1 {
		x.see("quota of zero")
		each = new(big.Rat)
	}
	relief := config.Day(-1)
	if d.yes(8) { // for some days a part of it, all of it or more is taken off again
		relief = config.DayOf(2026, d.n(1, 12), 1)
		x.see("quota relief")
	}
	theirs := slices.ContainsFunc(x.parts, func(p twinPart) bool { c, ok := p.(*twinCommission); return ok && c.theirs })
	first := len(x.facts)
	defer func() {
		for i := first; theirs && i < len(x.facts); i++ { // to whom somebody reports changes from one to the next
			reportTo(d, &x.facts[i])
		}
	}()
	for _, p := range twinCalendar.Within(config.Interval{First: config.DayOf(2025, 10, 1), End: config.DayOf(2027, 1, 1)}, kind) {
		if what == 2 && d.yes(20) {
			x.see("quota missing for some days")
			continue
		}
		v := ratMul(ratMul(each, rat(months, 3)), scale)
		x.facts = append(x.facts, testFact{measure: "quota", who: who.id, day: p.First, until: p.End, value: twinRound(v, "").Int64(), currency: in, attrs: "metric = '" + metric + "'"})
		if p.Contains(relief) {
			off := config.Interval{First: relief, End: min(p.End, config.DayOf(2026, 12, 31)+1)}
			v = ratMul(v, twinPick(d, rat(-1, 3), rat(-1, 1), rat(-2, 1)))
			x.facts = append(x.facts, testFact{measure: "quota", who: who.id, day: off.First, until: off.End, value: twinRound(v, "").Int64(), currency: in, attrs: "metric = '" + metric + "'"})
		}
	}
}
