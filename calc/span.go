package calc

import "attain/config"

// A contest and a milestone are judged once for each pay window, on its last segment, over days of their own: the whole
// time somebody was under the plan in the window, or since the plan or the year began. A span is a cell that stands for
// such days, so that a gauge can look at them; it writes nothing.

// isLast says whether the cell is of its sheet's last segment.
func (c *cell) isLast() bool { return c.seg == c.sheet.segments[len(c.sheet.segments)-1] }

// span is the cell over other days. What a team or the company did is looked at over period.
func (c *cell) span(own, period config.Interval) *cell {
	seg := *c.seg
	seg.Interval = own
	seg.Period.Interval = period
	seg.run, seg.months = min(seg.run, own.First), min(seg.months, own.First)
	return &cell{sheet: c.sheet, seg: &seg, comp: c.comp}
}

// sheetSpan is the cell over the days from the first segment of the window to the last, whichever segment the cell is of.
// What all segments earned together is gated and multiplied by what happened in all of them.
func (c *cell) sheetSpan() *cell {
	last := c.sheet.segments[len(c.sheet.segments)-1]
	s := c.span(config.Interval{First: c.sheet.segments[0].First, End: last.End}, c.sheet.window.Interval)
	s.seg.run, s.seg.months, s.seg.parts = c.sheet.segments[0].run, c.sheet.segments[0].months, c.sheet.allParts()
	s.seg.Team, s.seg.ramps = last.Team, c.sheet.allRamps()
	return s
}

// allParts are the parts of all segments of a sheet: what goes back before the window goes back to where the first of them
// began.
func (sh *sheet) allParts() (out []part) {
	for _, seg := range sh.segments {
		out = append(out, seg.parts...)
	}
	return out
}

// allRamps are the days ramps are counted from in a sheet: who comes back after days away is new again from then on.
func (sh *sheet) allRamps() (out rampStarts) {
	for i, seg := range sh.segments {
		if i == 0 || sh.segments[i-1].End != seg.First {
			out = append(out, rampStart{begins: seg.First, from: seg.ramps[0].from})
		}
	}
	return out
}

// looks is the cell whose gauges a gate and a multiplier of the window look at.
func (c *cell) looks() *cell {
	if c.around != nil {
		return c.around
	}
	return c
}

// windowSpan is the cell over the days under the plan in the window, from the first segment to the last.
func (c *cell) windowSpan() *cell {
	own := config.Interval{First: c.sheet.segments[0].First, End: c.seg.End}
	s := c.span(own, c.sheet.window.Interval)
	s.seg.run, s.seg.months, s.seg.parts = c.sheet.segments[0].run, c.sheet.segments[0].months, c.sheet.allParts()
	s.seg.ramps = c.sheet.allRamps()
	return s
}
