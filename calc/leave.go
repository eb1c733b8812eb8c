package calc

import (
	"fmt"
	"slices"
	"strings"

	"attain/config"
)

// What leave does to what a participant is measured by and paid for, by the convention leave. In a quarter of 92 days
// with 30 of leave, a quota of 300,000 and a target incentive of 10,000:
//
//	reduces_quota_and_incentive   300,000 × 62 ÷ 92 = 202,173.91, and 10,000 × 62 ÷ 92 = 6,739.13
//	reduces_quota                 202,173.91, and the 10,000 are protected
//	reduces_nothing               300,000 and 10,000
//
// leave_is says which absences are leave. What was sold while away is credited all the same.
const (
	leaveReducesBoth  = "reduces_quota_and_incentive"
	leaveReducesQuota = "reduces_quota"
)

// leaveOf gives a participant's leave under a plan that lets it reduce something, in order.
func leaveOf(pl *plan, absences []config.Absence) []config.Interval {
	c := &pl.Conventions
	if c.Leave != leaveReducesBoth && c.Leave != leaveReducesQuota {
		return nil
	}
	var list []config.Interval
	for _, a := range absences {
		if slices.Contains(c.LeaveIs.Kinds, strings.ToLower(a.Kind)) && !a.Empty() {
			list = append(list, a.Interval)
		}
	}
	slices.SortFunc(list, func(a, b config.Interval) int { return int(a.First - b.First) })
	var out []config.Interval
	for _, i := range list {
		if n := len(out); n > 0 && i.First <= out[n-1].End {
			out[n-1].End = max(out[n-1].End, i.End)
			continue
		}
		out = append(out, i)
	}
	return slices.DeleteFunc(out, func(i config.Interval) bool { return i.Days() < c.LeaveIs.From })
}

// paidLeave is the leave that does not reduce the target incentive.
func paidLeave(pl *plan, leave []config.Interval) []config.Interval {
	if pl.Conventions.Leave == leaveReducesBoth {
		return leave
	}
	return nil
}

// withoutDays says why no day of a segment is paid for: there is no component then, which is another thing than a quota
// of 0.
func (s *Segment) withoutDays(pl *plan) string {
	if s.under > 0 {
		return "on leave from " + s.Interval.String()
	}
	return fmt.Sprintf("none of the days from %s counts (%s)", s.Interval, strings.ReplaceAll(dayCount(pl), "_", " "))
}

// shareLabel names the share of the period that is paid for.
func (s *Segment) shareLabel() string {
	if s.Days < s.under {
		return "Share of the period, less leave"
	}
	return "Share of the period"
}
