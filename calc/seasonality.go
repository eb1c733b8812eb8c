package calc

import (
	"slices"

	"attain/config"
)

// seasonality divides a target written for a year among its quarters or months:
//
//	target of a window = Σ over the periods of the year: target × the period's share × the window's share of that period
//
// 1,200,000 a year at 20 %, 30 %, 20 %, 30 %: 240,000 in the first quarter; joined on 15 February, with 45 of its 90
// days, 120,000. So it is prorated by the period's own share, never by the days of the year. A target written for a
// month or a quarter is what it is, whatever the season.
type seasonality struct {
	every *yearShares            // of every year
	years map[string]*yearShares // by the year's label, where the plan names periods
}

// yearShares are one year's shares.
type yearShares struct {
	kind   string // month or quarter
	shares []config.Ratio
}

// readSeasonality reads seasonality: twelve shares of a year, or four; or one for each label of the plan's years.
func (c *compiler) readSeasonality(r *config.Reader) *seasonality {
	n := r.Child("seasonality")
	switch {
	case n == nil:
		return nil
	case n.Kind == config.Mapping:
		return c.seasonsByLabel(n)
	}
	return &seasonality{every: c.readSeason(n.Items, n.At, "")}
}

// readSeason reads one year's shares; of is " in 2026" where there are several years.
func (c *compiler) readSeason(items []*config.Node, at config.Position, of string) *yearShares {
	s := &yearShares{}
	var sum config.Ratio
	for _, item := range items {
		v, err := config.ParseRatio(item.Text)
		if err != nil || v.Sign() < 0 {
			c.ps.Addf(item.Place(), "seasonality: %q is no share of a year; write it as 25%%", item.Text)
			return s
		}
		s.shares, sum = append(s.shares, v), sum.Add(v)
	}
	switch len(s.shares) {
	case 12:
		s.kind = config.Month
	case 4:
		s.kind = config.Quarter
	default:
		c.ps.Addf(at, "seasonality has %s%s; write one for each of the 12 months or the 4 quarters of the year", plural(int64(len(s.shares)), "share", "shares"), of)
		return s
	}
	if sum.Cmp(config.Whole(1)) != 0 {
		c.ps.Addf(at, "the shares of seasonality%s are %s together; they must be 100 %%", of, percent(sum))
	}
	return s
}

// seasonsByLabel reads {2026-Q1: 20%, …}, for every year of the plan.
func (c *compiler) seasonsByLabel(n *config.Node) *seasonality {
	s := &seasonality{years: map[string]*yearShares{}}
	calendar := &c.prog.ws.Calendar
	var known []string
	for year := calendar.PeriodOf(c.plan.First, config.Year); year.First < c.plan.End && !year.Empty(); year = calendar.PeriodOf(year.End, config.Year) {
		var shares []*config.Node
		for _, kind := range []string{config.Quarter, config.Month} {
			for _, p := range calendar.Within(year.Interval, kind) {
				known = append(known, p.Label)
				if share := n.Get(p.Label); share != nil {
					shares = append(shares, share)
				}
			}
		}
		s.years[year.Label] = c.readSeason(shares, n.At, " in "+year.Label)
	}
	for _, k := range n.Keys {
		if !slices.Contains(known, k.Text) {
			c.ps.Addf(k.At, "seasonality: %q is no quarter or month of the plan%s", k.Text, config.Suggest(k.Text, known))
		}
	}
	return s
}

// seasonPart is a period of a span with its share of the span.
type seasonPart struct {
	config.Interval
	share config.Ratio
}

// divide divides a span: a whole year by its season, any other is one.
func (s *seasonality) divide(calendar *config.Calendar, span config.Interval) []seasonPart {
	whole := []seasonPart{{span, config.Whole(1)}}
	if s == nil {
		return whole
	}
	year := calendar.PeriodOf(span.First, config.Year)
	by := s.every
	if by == nil {
		by = s.years[year.Label]
	}
	if by == nil || year.Interval != span {
		return whole
	}
	periods := calendar.Within(span, by.kind)
	if len(periods) != len(by.shares) {
		return whole
	}
	out := make([]seasonPart, len(periods))
	for i := range periods {
		out[i] = seasonPart{periods[i].Interval, by.shares[i]}
	}
	return out
}
