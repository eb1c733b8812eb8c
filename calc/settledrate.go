package calc

// Under each_tier: top_rate a deal is worth its value times the rate finally reached. As a rule the deal is written at the
// rate reached with it, and who reaches another tier also brings what the deals before gain (see ladder.topRate): only all
// of them together are value × rate. Where a SPIF and another component are compared deal by deal (see beside), a deal must
// be worth something by itself, so the deals of both are written at the rate finally reached in the first place:
//
//	amount of a deal = value × rate of the tier in which the ladder stands after the pay window's last deal, rounded once
//
// 1 % below 10,000 and 5 % from there: deals of 6,000 and 6,000 pay 300.00 and 300.00. As a rule they are 60.00, and
// 300.00 with 240.00 that the first one gains.
//
// No deal of an earlier pay window may stand on the ladder: see checkLadder.

// settleRate has all deals of a piece paid at the rate finally reached. A later segment of the window may go on climbing the
// ladder, so it is the tier of the last piece on it; where that one is held, nobody knows it.
func (m *pricing) settleRate(r *runner, c *cell, p *piece, l *ladder) (held string) {
	lastCell, last := m.lastOn(c, p)
	if held = m.unread(r, last); held != "" {
		return held
	}
	end, _, held := m.ladder(r, lastCell, last)
	if held == "" {
		held = m.climb(r, lastCell, last, end)
	}
	if held != "" {
		return held
	}
	l.settle(end.tierAt(end.at) + end.shift)
	return ""
}

// lastOn gives the last piece of the window on a piece's ladder.
func (m *pricing) lastOn(c *cell, p *piece) (*cell, *piece) {
	for _, one := range c.sheet.cells {
		if one.comp != c.comp {
			continue
		}
		for i := range one.pieces {
			if q := &one.pieces[i]; q.ladderFrom == p.ladderFrom && p.First < q.First {
				c, p = one, q
			}
		}
	}
	return c, p
}

// climb moves a ladder by the deals of a piece without pricing them. Of those that do not move it nothing need be known.
func (m *pricing) climb(r *runner, c *cell, p *piece, l *ladder) (held string) {
	s := &r.scratch
	s.numbers.names = m.inputNames(s.numbers.names[:0])
	for _, rg := range m.ranges(r, p) {
		s.reset()
		for i := rg.from; i < rg.to; i++ {
			if m.special() && !m.classes[m.classAt(rg.facts, i)].counts {
				continue
			}
			value, into, err := m.credit(r, c, rg.facts, i)
			if err != nil {
				return err.Error()
			}
			d := credited{moves: value}
			if m.special() {
				if d, held = m.credited(s, l, rg.facts, i, value, into); held != "" {
					return held
				}
			}
			l.at = l.at.Add(d.moves)
		}
	}
	return ""
}

// settle has a ladder pay every deal at the rate of one of the plan's tiers, wherever it stands. A quota of 0 leaves but one.
func (l *ladder) settle(tier int) {
	l.settled, l.final = true, min(max(0, tier-l.shift), len(l.limits))
}
