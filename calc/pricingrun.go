package calc

import (
	"fmt"
	"slices"

	"attain/config"
)

// write prices every deal of the cell and drafts its lines.
func (m *pricing) write(r *runner, c *cell) {
	res := r.newResult(c)
	drafted := len(r.drafts)
	m.account(r, c, res, m.priceCell(r, c, res))
	if res.Outcome == Held {
		r.drafts = r.drafts[:drafted]
		return
	}
	res.Outcome = Paid
	if len(r.drafts) == drafted {
		res.Outcome, res.Reason = nothing, m.nothingSaid(c)
	}
}

// nothingSaid says why there is no line.
func (m *pricing) nothingSaid(c *cell) string {
	if !m.campaign.Empty() && len(c.pieces) == 0 {
		return fmt.Sprintf("it is for %s, which is not in %s", m.campaign, c.seg.Interval)
	}
	return fmt.Sprintf("no %s in %s", lowerFirst(m.paidOn.Title), c.seg.Interval)
}

// priceCell drafts the lines of all pieces; held says what is missing, the last of several. Deals that are held were not
// paid, so limits of a deal forget them.
func (m *pricing) priceCell(r *runner, c *cell, res *Result) (held string) {
	var before limitedDeals
	if m.perDeal != nil {
		before = r.limited.copied(c)
	}
	for i := range c.pieces {
		if held = m.piece(r, c, &c.pieces[i], res); held != "" {
			break
		}
	}
	if held == "" && m.perDeal != nil && m.perDeal.review != nil {
		held = m.perDeal.toReview(r, m, c)
	}
	if held != "" && m.perDeal != nil {
		r.limited = before
	}
	return held
}

// account counts what was read and what became of it.
func (m *pricing) account(r *runner, c *cell, res *Result, held string) {
	became := paidRows
	if held != "" {
		res.Outcome, res.Reason, became = Held, held, heldRows
	}
	t := r.tally(c.comp, m.paidOn.Name)
	for i := range c.pieces {
		p := &c.pieces[i]
		for k := range p.sources {
			s := &p.sources[k]
			counted := s.counted(r)
			read := counted
			if s.all >= 0 {
				read = r.numbers.total(s.all)
			}
			t.Read.add(read)
			t.NotEligible.add(read.minus(counted))
			if held != "" {
				t.Held.add(counted)
			} else {
				t.Paid.add(counted)
			}
			r.look(c.comp, m.paidOn.Name, s.facts, became, held)
		}
		for k := range p.quotas {
			r.look(c.comp, m.tiers.quota.Name, p.quotas[k].id, kpiRows, "")
		}
	}
}

// counted are the rows a source pays for.
func (s *sourceWindows) counted(r *runner) rows {
	if s.sums >= 0 {
		return r.numbers.total(s.sums)
	}
	return r.numbers.total(s.facts)
}

func (m *pricing) paidRows(r *runner, c *cell) (out []windowRows) {
	for i := range c.pieces {
		for k := range c.pieces[i].sources {
			s := &c.pieces[i].sources[k]
			out = append(out, windowRows{m.paidOn.Name, s.facts, s.counted(r)})
		}
	}
	return out
}

// piece prices the deals of one piece in batches as they come.
func (m *pricing) piece(r *runner, c *cell, p *piece, res *Result) (held string) {
	if held := m.unread(r, p); held != "" {
		return held
	}
	l, quota, held := m.ladder(r, c, p)
	if held == "" && m.settled {
		held = m.settleRate(r, c, p, l)
	}
	if held != "" {
		return held
	}
	for _, rg := range m.ranges(r, p) {
		if held := m.batch(r, c, p, l, rg); held != "" {
			return held
		}
	}
	if m.tiers != nil && m.tiers.resets != "deal" {
		m.reached(r, c, l, quota, res)
	}
	return ""
}

// unread says which of a piece's deals could not be read.
func (m *pricing) unread(r *runner, p *piece) (held string) {
	for i := range p.sources {
		if held := r.work.Held[p.sources[i].facts]; held != "" {
			return held
		}
	}
	return ""
}

// reached says in the result how far the ladder was climbed.
func (m *pricing) reached(r *runner, c *cell, l *ladder, quota *config.Ratio, res *Result) {
	v := l.at
	if quota != nil && quota.Sign() > 0 {
		v = l.at.Quo(m.rung(*quota, r.planCurrency(c)))
		res.Unit = "percent"
	} else if m.rungMoney {
		v, res.Unit = config.MajorOf(l.at, r.planCurrency(c)), "money"
	}
	res.Value = &v
	if quota != nil && c.comp.watched {
		c.climbed = &climbed{l.at.Quo(m.rung(config.Whole(1), r.planCurrency(c))), *quota}
	}
	if quota != nil && quota.Sign() <= 0 {
		res.Value, res.Reason = nil, "there is no quota to measure by (it is 0), so the first tier's rate pays"
	}
}

// ranges are the deals of a piece in the order they are priced: by day, then by source key.
func (m *pricing) ranges(r *runner, p *piece) []factRange {
	out := r.facts.ranges(p.sources[0].facts)
	for i := range p.sources[1:] {
		out = mergeRanges(out, r.facts.ranges(p.sources[1+i].facts))
	}
	return out
}

// mergeRanges puts two ordered lists of rows into one order, row by row.
func mergeRanges(a, b []factRange) []factRange {
	if len(a) == 0 || len(b) == 0 {
		return append(slices.Clone(a), b...)
	}
	var out []factRange
	for _, list := range [][]factRange{a, b} {
		for _, rg := range list {
			for i := rg.from; i < rg.to; i++ {
				out = append(out, factRange{rg.facts, i, i + 1})
			}
		}
	}
	slices.SortStableFunc(out, func(x, y factRange) int { return compareRows(x.facts, x.from, y.facts, y.from) })
	return out
}

// convert gives what a row credits, what it moves the ladder by, and what turns the unit it is paid on times a rate into
// minor units of pay.
func (m *pricing) convert(r *runner, c *cell, f *facts, row int) (value, into, pay config.Ratio, err error) {
	day := config.Day(f.day.Value(row))
	ladderCurrency, payCurrency := r.planCurrency(c), c.currency()
	if pay = config.Whole(1); c.comp.reward == "" {
		pay, err = r.payout(c.sheet).minor(ladderCurrency, payCurrency, day)
	} else {
		pay = config.MinorOf(config.MajorOf(pay, ladderCurrency), payCurrency)
	}
	if err != nil {
		return value, into, pay, err
	}
	if m.perUnit {
		pay = config.MinorOf(pay, ladderCurrency)
	}
	value, into, err = m.credit(r, c, f, row)
	return value, into, pay, err
}

// credit gives what a row credits and what it moves the ladder by.
func (m *pricing) credit(r *runner, c *cell, f *facts, row int) (value, into config.Ratio, err error) {
	value, into = config.Whole(f.value.Value(row)), config.Whole(1)
	if m.perUnit {
		return value, into, nil
	}
	into, err = r.credit(c.sheet).minor(f.currency.Value(row), r.planCurrency(c), f.dayOf(row))
	return value.Mul(into), into, err
}

// batch is the edge of the kernel: it takes one run of rows out of Arrow, converts, prices, rounds and drafts.
func (m *pricing) batch(r *runner, c *cell, p *piece, l *ladder, rg factRange) (held string) {
	s := &r.scratch
	s.reset()
	f, special := rg.facts, m.special()
	s.numbers.names = m.inputNames(s.numbers.names[:0])
	for i := rg.from; i < rg.to; i++ {
		value, into, pay, err := m.convert(r, c, f, i)
		if err != nil {
			return err.Error()
		}
		s.deals, s.pay = append(s.deals, value), append(s.pay, pay)
		if !special {
			continue
		}
		d, held := m.credited(s, l, f, i, value, into)
		if held != "" {
			return held
		}
		s.slices = l.priceCredited(&d, m.each(), m.alone(), s.slices)
		if m.rateFirst {
			shareOf(s.slices[endOf(s.ends):], f.share(i))
		}
		s.ends = append(s.ends, len(s.slices))
	}
	if !special {
		s.slices, s.ends = l.price(s.deals, m.each(), m.alone(), s.slices, s.ends)
	}
	var fits bool
	if s.amounts, fits = roundSlices(s.slices, s.ends, s.pay, c.sheet.plan.Conventions.Halves, s.amounts); !fits {
		return "an amount does not fit in 64 bits"
	}
	k := 0
	for i := range s.deals {
		d := drafting{cell: c, piece: p, facts: f, row: rg.from + i, deal: s.slices[k:s.ends[i]], pay: s.pay[i], value: s.deals[i], numbers: &s.numbers}
		for first := k; k < s.ends[i]; k++ {
			m.draft(r, &d, k-first, s.amounts[k])
		}
		if m.perDeal != nil {
			m.perDeal.limit(r, m, &d, s.amounts[k-len(d.deal):k])
		}
	}
	return ""
}

// endOf is where the last deal's slices end.
func endOf(ends []int) int {
	if len(ends) == 0 {
		return 0
	}
	return ends[len(ends)-1]
}

// shareOf leaves a share of a whole deal's slices.
func shareOf(deal []slice, share config.Ratio) {
	for i := range deal {
		deal[i].basis = deal[i].basis.Mul(share)
	}
}

// inputNames are the names of a deal's numbers in the order they were asked for.
func (m *pricing) inputNames(out []string) []string {
	for _, in := range m.inputs {
		out = append(out, in.SQL)
	}
	return out
}

// credited looks at a row for all that its price depends on.
func (m *pricing) credited(s *scratch, l *ladder, f *facts, row int, value, into config.Ratio) (d credited, held string) {
	k := m.classAt(f, row)
	one := &m.classes[k]
	d = credited{value: value, moves: value, card: l.cards[k], class: k, fixed: one.fixed && m.tiers != nil, still: !one.counts}
	if len(d.card) == 0 {
		return d, fmt.Sprintf("no row of rates is for %s (%s:%d)", f.called(row), f.file.Value(row), f.row.Value(row))
	}
	if m.counting() {
		if f.counted.IsNull(row) {
			return d, fmt.Sprintf("%s is not known for %s (%s:%d), and the tiers count it", m.tiers.counting.SQL, f.called(row), f.file.Value(row), f.row.Value(row))
		}
		d.moves = config.NewRatio(f.counted.Value(row), 10_000)
		if m.rungMoney {
			d.moves = d.moves.Mul(into)
		}
	}
	m.takeWhole(&d, f, row, into)
	if slices.ContainsFunc(one.card, func(rate *payRate) bool { return rate.formula != nil }) {
		s.numbers.read(f, row)
		rates := one.card
		if len(d.card) < len(rates) {
			rates = rates[l.shift : l.shift+1]
		}
		return d, d.work(rates, s.numbers.of, &s.card)
	}
	return d, ""
}

// classAt is the class of a row; the last where it meets none of the others.
func (m *pricing) classAt(f *facts, row int) int {
	if k := f.classOf(row); k >= 0 {
		return k
	}
	return len(m.classes) - 1
}

// takeWhole makes a credit its whole deal, where that is priced before it is shared.
func (m *pricing) takeWhole(d *credited, f *facts, row int, into config.Ratio) {
	share := f.share(row)
	if !m.rateFirst || share.Sign() <= 0 {
		return
	}
	value := d.value.Quo(share)
	if m.whole > 0 {
		if v, ok := f.input(row, m.whole-1); ok {
			value = v.Mul(into)
		}
	}
	if d.moves = d.moves.Quo(share); !m.counting() {
		d.moves = value
	}
	d.value = value
}

// work works out the formulas among a deal's rates; memory is for its card.
func (d *credited) work(rates []*payRate, of func(leaf *config.Expr) config.Value, memory *[]config.Ratio) (held string) {
	from := len(*memory)
	for i, rate := range rates {
		v := config.Value{Ratio: d.card[i]}
		if rate.formula != nil {
			v = rate.formula.rate(of)
		}
		if v.Null != "" {
			return v.Null
		}
		*memory = append(*memory, v.Ratio)
	}
	d.card = (*memory)[from:]
	return ""
}
