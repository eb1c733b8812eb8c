package calc

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"attain/config"
)

// trueUp says that a component pays what is earned to date less what it paid for the earlier pay windows of the ladder's
// period, or of the year:
//
//	amount = entitlement to date − paid to date, each entitlement rounded once
//
// paid to date is the entitlement at the end of the window before, and with may_be_negative: no the largest there was: a
// true-up below zero is 0 then, and what it would have taken back makes later ones smaller.
//
// A year's quota of 1,200,000 in quarters of 300,000, 10 % to 100 % and 15 % above; bookings of 450,000, 100,000, 350,000
// and 400,000. To date they earn 52,500, 55,000, 90,000 and 135,000, of which the quarters pay 52,500, 2,500, 35,000 and
// 45,000: the second takes back the first's accelerator.
//
// quota: to_date measures by the quota up to the window's end, whole by that of the whole period. Earlier windows are
// computed anew in every run, so that a correction in one of them is paid by its own window.
// A window somebody was away for paid nothing and is passed over, also where a quota that is not prorated grows in it.
type trueUp struct {
	mayBeNegative bool
	whole         bool
	at            config.Position
}

// readTrueUp reads true_up: {may_be_negative: yes, quota: to_date}; nil without one.
func (c *compiler) readTrueUp(r *config.Reader) *trueUp {
	n := r.Child("true_up")
	if n == nil {
		return nil
	}
	tr := n.ReadAs(c.ps, "true_up")
	t := &trueUp{at: n.Place()}
	t.mayBeNegative = c.contested(tr, "may_be_negative", "negative_true_up") == "yes"
	t.whole = tr.Choice("quota", "to_date", "to_date", "whole") == "whole"
	tr.Done()
	return t
}

// due gives what is due on an entitlement when so much was paid before.
func (t *trueUp) due(entitlement, paid int64) int64 {
	if due := entitlement - paid; due > 0 || t.mayBeNegative {
		return due
	}
	return 0
}

// formula is a true-up in a line's derivation.
func (t *trueUp) formula() string {
	if t.mayBeNegative {
		return "entitlement - paid_before"
	}
	return "max(entitlement - paid_before, 0)"
}

// trueUpCommission is a commission under a true-up: one line a window instead of one for each deal. The ladder of every
// window's end is climbed by all that was credited to date as if it were one deal.
type trueUpCommission struct {
	*commission
	trueUp
}

// compileTrueUp makes a commission one under a true-up.
func (c *compiler) compileTrueUp(t *trueUp, m *commission, comp *component) method {
	order := []string{config.Month, config.Quarter, config.Year}
	switch {
	case m.special() || m.perDeal != nil || m.each() > topRate:
		c.ps.Addf(t.at, "true_up prices all results to date as one deal, which does not go with rates by what a deal is, counting, splits: rate_first, per_deal, rate_at_start and rate_at_end; leave one of them out")
		return nil
	case comp.reward != "":
		c.ps.Addf(t.at, "true_up is of money, and this component pays in %s; leave it out", comp.reward)
		return nil
	case m.tiers == nil:
		c.ps.Addf(t.at, "true_up is of tiers, which a later deal can move; a flat rate earns the same whenever it is looked at; leave it out")
		return nil
	case slices.Index(order, m.resetKind) <= slices.Index(order, c.plan.periodKind):
		c.ps.Addf(t.at, "true_up compares the windows of one ladder, and this one resets (%s) with every pay window (%s); write resets: yearly", m.tiers.resets, c.plan.Pays)
		return nil
	}
	return &trueUpCommission{commission: m, trueUp: *t}
}

// checkpoint is a day up to which a true-up looks: what was credited and the quota there.
type checkpoint struct {
	config.Interval
	label   string  // of the pay window it ends in
	credits []int32 // windows, of each stay
	quotas  []quotaWindow
}

// demand asks, for the end of the cell and of every earlier window and segment of its ladder, for what was credited to
// date and for the quota.
func (m *trueUpCommission) demand(w *Work, c *cell) {
	c.pieces = w.pieces(&m.pricing, c)
	who, from := c.seg.Participant, &m.sources[0]
	for i := range c.pieces {
		p := &c.pieces[i]
		now := sourceWindows{facts: w.window(from.facts, who, p.Interval), all: -1, sums: -1}
		if from.all >= 0 {
			now.all = w.window(from.all, who, p.Interval)
		}
		p.sources = []sourceWindows{now}
		p.checkpoints = w.checkpoints(m, c, p)
		p.quotas = p.checkpoints[len(p.checkpoints)-1].quotas
	}
}

// checkpoints gives the days the entitlement is looked at, ascending; the last is the end of the piece.
func (w *Work) checkpoints(m *trueUpCommission, c *cell, p *piece) []checkpoint {
	calendar, pl := &w.prog.ws.Calendar, c.sheet.plan
	under := config.Interval{First: p.ladderFrom, End: p.End}
	ends := []config.Day{p.End}
	for _, window := range calendar.Within(under, pl.periodKind) {
		if len(w.prog.stays(pl, c.sheet.stretches, window.And(pl.Interval))) > 0 { // of a window away nothing was paid
			ends = append(ends, window.End)
		}
	}
	for _, s := range w.prog.stays(pl, c.sheet.stretches, under) {
		if ends = append(ends, s.End); s.Contains(p.First - 1) {
			ends = append(ends, p.First)
		}
	}
	for i := range c.sheet.stretches {
		if s := &c.sheet.stretches[i]; pl.Conventions.RoleChange != "blended" {
			ends = append(ends, s.End)
		}
	}
	slices.Sort(ends)
	var out []checkpoint
	for _, end := range slices.Compact(ends) {
		if end <= under.First || end > under.End {
			continue
		}
		to := config.Interval{First: under.First, End: end}
		at := checkpoint{Interval: to, label: calendar.PeriodOf(end-1, pl.periodKind).Label, credits: w.before(m.sources[0].prior, c.seg.Participant, p.stays, end)}
		if m.quota >= 0 {
			at.quotas = w.quotaToDate(m, c, p, to)
		}
		out = append(out, at)
	}
	return out
}

// quotaToDate asks for the quota of a checkpoint: up to it, or of the whole ladder.
func (w *Work) quotaToDate(m *trueUpCommission, c *cell, p *piece, to config.Interval) []quotaWindow {
	of := p.quotaFor
	if m.whole {
		to = of
	} else {
		of.End = to.End
		if !prorates(c.sheet.plan, "quota") { // of whole pay windows, as the quota of a window is
			of.End = w.prog.ws.Calendar.PeriodOf(to.End-1, c.sheet.plan.periodKind).End
		}
	}
	return w.quotas(&m.pricing, c, p, of, to)
}

// entitled is the entitlement at a checkpoint.
type entitled struct {
	credits, quota reading
	slices         []slice
	shift          int          // of the ladder's tiers
	exact          config.Ratio // minor units of the plan's currency
	minor          int64
}

// entitlement prices all that was credited to date as one deal from the bottom of the ladder.
func (m *trueUpCommission) entitlement(r *runner, c *cell, at *checkpoint, reach, base config.Ratio) (e entitled, held string) {
	currency := c.planCurrency()
	of := leaf{label: m.paidOn.Title, unit: m.paidOn.Unit, measure: m.paidOn}
	if e.credits = r.readCredits(&of, at.credits, currency); e.credits.held != "" {
		return e, e.credits.held
	}
	var size config.Ratio
	if m.pricing.quota >= 0 {
		ql := leaf{label: m.tiers.quota.Title, unit: m.tiers.quota.Unit, measure: m.tiers.quota, of: m.tiers.of}
		if e.quota = r.readQuotas(&ql, at.quotas, c); e.quota.held != "" {
			return e, e.quota.held
		}
		size = e.quota.value.Ratio
	}
	return m.climb(e, m.unit(size, reach), base, currency, c.sheet.plan.Conventions.Halves)
}

// climb fills in what the ladder pays.
func (m *trueUpCommission) climb(e entitled, unit, base config.Ratio, currency string, halves config.Halves) (entitled, string) {
	l, held := m.newLadder(unit, base, currency)
	if held != "" {
		return e, held
	}
	e.shift = l.shift
	e.slices, _ = l.price([]config.Ratio{m.minor(e.credits.value.Ratio, currency)}, m.each(), false, nil, nil)
	for _, s := range e.slices {
		e.exact = e.exact.Add(s.basis.Mul(s.rate))
	}
	if m.perUnit {
		e.exact = config.MinorOf(e.exact, currency)
	}
	var fits bool
	if e.minor, fits = e.exact.Round(halves); !fits {
		return e, "an amount does not fit in 64 bits"
	}
	return e, ""
}

// write drafts one line for each piece of the cell: the entitlement to date less what was paid.
func (m *trueUpCommission) write(r *runner, c *cell) {
	res := r.newResult(c)
	drafted := len(r.drafts)
	held := ""
	for i := range c.pieces {
		p := &c.pieces[i]
		if held = cmp.Or(r.work.Held[p.sources[0].facts], m.piece(r, c, p, res)); held != "" {
			break
		}
	}
	m.account(r, c, res, held)
	if held != "" {
		r.drafts = r.drafts[:drafted]
		return
	}
	res.Outcome = Paid
	if len(r.drafts) == drafted {
		res.Outcome, res.Reason = nothing, fmt.Sprintf("no %s to %s", lowerFirst(m.paidOn.Title), c.seg.End-1)
	}
}

// piece drafts the line of one piece. A checkpoint before the last that is held paid nothing; once it is mended, it does.
func (m *trueUpCommission) piece(r *runner, c *cell, p *piece, res *Result) (held string) {
	var base config.Ratio
	if m.base != nil {
		if base, p.rateSaid, held = m.base.in(r, c, &p.base); held != "" {
			return held
		}
	}
	var paid, now int64
	var said string
	var e entitled
	for i := range p.checkpoints {
		at := &p.checkpoints[i]
		got, why := m.entitlement(r, c, at, p.reach, base)
		last := i == len(p.checkpoints)-1
		switch {
		case why != "" && last:
			return why
		case why != "":
			continue
		case last:
			e, now = got, m.due(got.minor, paid)
		default:
			due := m.due(got.minor, paid)
			paid += due
			said += fmt.Sprintf("; %s to %s", money(due, c.planCurrency()), at.End-1)
		}
	}
	if c.comp.watched {
		c.climbed = &climbed{e.credits.value.Ratio, e.quota.value.Ratio}
	}
	if e.credits.rows == 0 && paid == 0 {
		return ""
	}
	m.attained(c, &e, res)
	return m.draftDue(r, c, p, &e, paid, now, said)
}

// attained says how far the ladder is climbed.
func (m *trueUpCommission) attained(c *cell, e *entitled, res *Result) {
	v := e.credits.value.Ratio
	switch {
	case m.pricing.quota >= 0 && e.quota.value.Ratio.Sign() > 0:
		v, res.Unit = v.Quo(e.quota.value.Ratio), "percent"
	case m.pricing.quota >= 0:
		res.Reason = "there is no quota to measure by (it is 0), so the first tier's rate pays"
		return
	case !m.perUnit:
		res.Unit = "money"
	}
	res.Value = &v
}

// draftDue drafts a line of what is due now, converted at the end of the window.
func (m *trueUpCommission) draftDue(r *runner, c *cell, p *piece, e *entitled, paid, due int64, said string) (held string) {
	currency := c.planCurrency()
	factor, err := r.payout(c.sheet).minor(currency, c.seg.Currency, c.sheet.window.End-1)
	if err != nil {
		return err.Error()
	}
	exact := config.Whole(due).Mul(factor)
	amount, fits := exact.Round(c.sheet.plan.Conventions.Halves)
	if !fits {
		return "an amount does not fit in 64 bits"
	}
	at := &p.checkpoints[len(p.checkpoints)-1]
	label := fmt.Sprintf("%s earned to date, %s paid before", money(e.minor, currency), money(paid, currency))
	if due == 0 && e.minor < paid {
		label += "; the difference is earned again before more is paid"
	}
	d := draft{
		cell: c, part: "true-up", origin: r.originOf(p.End - 1), label: label, basis: exact, unit: "money", rate: config.Whole(1),
		amount: amount, at: m.at, from: r.work.saidAll(at.credits),
	}
	d.terms = m.terms(r, c, p, e, paid, said, &d)
	r.draft(d)
	return ""
}

// terms give the derivation: the parts of what was credited to date at their rates, the entitlement, what was paid.
func (m *trueUpCommission) terms(r *runner, c *cell, p *piece, e *entitled, paid int64, said string, line *draft) []config.Term {
	currency := c.planCurrency()
	at := &p.checkpoints[len(p.checkpoints)-1]
	d := &derivation{currency: c.seg.Currency}
	unit := moneyUnit("money", currency, d.currency)
	now := d.given("credited_now", "Credited in this period", "count", config.Whole(r.numbers.total(p.sources[0].facts).Count), "", r.work.said(p.sources[0].facts))
	now.Window = 1 + p.sources[0].facts
	d.given("credited", "Credited to date", moneyUnit(m.paidOn.Unit, currency, d.currency), e.credits.value.Ratio, "", r.work.saidAll(at.credits)+e.credits.note)
	if m.pricing.quota >= 0 {
		t := d.given("quota", m.tiers.quota.Title, moneyUnit(m.tiers.quota.Unit, currency, d.currency), e.quota.value.Ratio, "", r.work.saidQuotas(at.quotas)+e.quota.note)
		if len(at.quotas) == 1 {
			t.Window = 1 + at.quotas[0].id
		}
	}
	sum := ""
	for i, s := range e.slices {
		basis := s.basis
		if !m.perUnit {
			basis = config.MajorOf(basis, currency)
		}
		part, rate := fmt.Sprintf("part_%d", i+1), fmt.Sprintf("rate_%d", i+1)
		tier := &m.tiers.list[s.tier+e.shift]
		d.given(part, fmt.Sprintf("Part of it in tier %d", s.tier+e.shift+1), moneyUnit(m.paidOn.Unit, currency, d.currency), basis, tier.place, "")
		rateUnit := "percent"
		if m.perUnit {
			rateUnit = unit
		}
		d.given(rate, fmt.Sprintf("Rate of tier %d", s.tier+e.shift+1), rateUnit, s.rate, tier.place, p.rateSaid)
		if i > 0 {
			sum += " + "
		}
		sum += part + " * " + rate
	}
	digits := config.MinorDigits(currency)
	away, _ := e.exact.Round(config.AwayFromZero)
	d.computed("entitlement", "Earned to date", unit, config.MajorOf(config.Whole(e.minor), currency),
		evened(fmt.Sprintf("round(%s, %d)", sum, digits), e.minor-away, digits), "")
	d.given("paid_before", "Paid for the earlier periods", unit, config.MajorOf(config.Whole(paid), currency), "", trimmed(said))
	if currency == d.currency {
		d.computed("amount", "Earned", "money", config.MajorOf(config.Whole(line.amount), currency), m.formula(), "")
		return d.terms
	}
	factor, note, _ := r.payout(c.sheet).major(currency, d.currency, c.sheet.window.End-1)
	d.given("exchange_rate", "Exchange rate", "number", factor, "", note)
	digits = config.MinorDigits(d.currency)
	away, _ = line.basis.Round(config.AwayFromZero)
	d.computed("amount", "Earned", "money", config.MajorOf(config.Whole(line.amount), d.currency),
		evened(fmt.Sprintf("round((%s) * exchange_rate, %d)", m.formula(), digits), line.amount-away, digits), "")
	return d.terms
}

// paidBeforeWord is what an example says was paid before by a true-up.
var paidBeforeWord = config.ExampleWord{Name: "paid_before", What: "Paid for the earlier periods", Unit: "money"}

func (m *trueUpCommission) given() []config.ExampleWord {
	out := []config.ExampleWord{{Name: m.paidOn.Name, What: m.paidOn.Title, Unit: m.paidOn.Unit}, paidBeforeWord}
	for _, g := range m.pricing.given() {
		if g.Name != "earlier_"+m.paidOn.Name {
			out = append(out, g)
		}
	}
	return oneOfEach(out)
}

// example is given what was credited to date and the quota to date, and as paid_before what was paid for it already.
func (m *trueUpCommission) example(e *exampleCell) (minor int64, missing string) {
	credits, ok := e.given.value(m.paidOn.Name)
	if !ok {
		return 0, "; given has no " + m.paidOn.Name
	}
	var quota config.Ratio
	if m.pricing.quota >= 0 {
		if quota, ok = e.given.value(m.tiers.quota.Name); !ok {
			return 0, "; given has no " + m.tiers.quota.Name
		}
	}
	base, missing := m.exampleBase(e.given)
	if missing != "" {
		return 0, missing
	}
	var got entitled
	got.credits.value.Ratio = credits
	if got, missing = m.climb(got, m.unit(quota, config.Whole(1)), base, e.currency, e.sheet.plan.Conventions.Halves); missing != "" {
		return 0, "; " + missing
	}
	before, _ := e.given.value("paid_before")
	return m.due(got.minor, e.minor(before)), ""
}

// describe is the commission's, and how windows follow one another.
func (m *trueUpCommission) describe(d *describing, comp *component) Description {
	out := m.pricing.describe(d, comp)
	for i := range out.Looks {
		if l := &out.Looks[i]; l.For == ToMeasureBy && m.resetKind == config.Year && !m.whole {
			l.Over = config.OverYearToDate
		}
	}
	out.say(m.words("pay window"))
	return out
}

// words say what a true-up does.
func (t *trueUp) words(window string) string {
	text := fmt.Sprintf("Each %s pays what you earned to date, by all the results to date, less what the earlier ones paid.", window)
	if t.mayBeNegative {
		return text + " That can be less than nothing: then it takes back what earlier ones paid too much."
	}
	return text + " It is never less than nothing: what earlier ones paid too much is earned again before more is paid."
}

// trimmed is what was said one after the other, without the mark before the first.
func trimmed(said string) string { return strings.TrimPrefix(said, "; ") }
