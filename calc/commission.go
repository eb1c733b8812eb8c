package calc

import (
	"fmt"

	"attain/config"
)

// commission pays a rate on every credited deal:
//
//	amount of a deal = Σ over its slices: part of the credit in the tier × the tier's rate, rounded once
//
// A flat rate has one slice. Tiers are a ladder over what was credited since the last reset, so a deal that crosses a
// limit is sliced; see tiers. By attainment, the limits are shares of the quota; a quota of 0 pays the first tier's
// rate on everything, a missing one holds the component.
//
// 4 % to 150,000, 6 % to 250,000, 8 % beyond; 145,000 closed before; a deal of 20,000: 5,000 × 4 % + 15,000 × 6 % =
// 200.00 + 900.00 = 1,100.00.
//
// On a measure that counts, the rate is an amount for each unit, in the plan's currency.
type commission struct {
	paidOn    *config.Measure
	tiers     *tiers // nil for a flat rate
	rate      config.Ratio
	base      *baseRate // nil where every rate is written
	rateAt    config.Position
	ratePlace string
	facts     int32 // requests
	prior     int32
	all       int32 // -1 without only_if
	quota     int32 // -1 unless by attainment
	parts     []string
	overlays  []string // the same for credits that are no revenue split
	earlier   string
	perUnit   bool // the measure counts; the rate is money
	resetKind string
}

// piece is a stretch of a cell with one ladder.
type piece struct {
	config.Interval
	ladderFrom config.Day
	quotaFor   config.Interval
	quotaDays  spanDays
	base       basis // of a derived rate
	rateSaid   string
	facts      int32 // windows; -1 where there is none
	prior      int32
	quota      int32
	all        int32
}

// resetKinds says which period a ladder begins anew with.
var resetKinds = map[string]string{"monthly": config.Month, "quarterly": config.Quarter, "yearly": config.Year}

// compileCommission reads a commission.
func compileCommission(c *compiler, comp *component) method {
	r := c.node(comp).ReadAs(c.ps, "a commission")
	c.readHead(r, comp)
	c.readReward(r, comp)
	m := &commission{rateAt: r.At("rate"), all: -1, quota: -1}
	found := c.ps.Len()
	m.paidOn = c.measure(r.Text("paid_on"), r.At("paid_on"), "paid_on")
	if m.paidOn != nil {
		c.checkPaidOn(m.paidOn, r.At("paid_on"))
		m.perUnit = m.paidOn.Unit != "money"
	}
	switch n := r.Child("tiers"); {
	case n != nil && r.Has("rate"):
		c.ps.Addf(m.rateAt, "rate and tiers are both written; keep one").Notef(n.Place(), "tiers is here")
	case n != nil:
		m.tiers = c.readTiers(n, m.paidOn)
		m.base = m.tiers.base
		m.rateAt = n.Place()
		m.resetKind = resetKinds[m.tiers.resets]
	case r.Has("rate"):
		if m.base = c.readBaseRate(r, "rate", r.TextOr("quota", "quota"), c.conditions(r, "quota_where"), m.paidOn); !m.base.derived {
			m.rate, m.base = m.base.rate, nil
		}
	default:
		r.RatioOr("rate", config.Ratio{})
		c.ps.Addf(comp.at, "component %s has neither rate nor tiers; write rate: 8%% or tiers: {…}", comp.name)
	}
	if m.derived() && r.Has("weight") {
		m.base.weight = r.Ratio("weight")
	}
	r.Done()
	if c.ps.Len() > found {
		return nil
	}
	m.ratePlace = m.rateAt.String()
	m.ask(c, comp)
	return m
}

// derived says whether the rate comes of target incentive and quota.
func (m *commission) derived() bool { return m.base != nil && m.base.derived }

func (c *compiler) checkPaidOn(m *config.Measure, at config.Position) {
	if m.Kind != "flow" {
		c.ps.Addf(at, "paid_on: %s is a %s; a commission is paid on things that happen, a flow", m.Name, m.Kind)
	}
}

// ask registers the commission's requests and names its parts.
func (m *commission) ask(c *compiler, comp *component) {
	req := config.Request{Measure: m.paidOn.Name, Aggregate: config.Sum, Subject: config.OfPerson, Where: comp.onlyIf}
	m.facts = c.prog.request(req)
	req.Totals = true
	m.prior = c.prog.request(req)
	if len(comp.onlyIf) > 0 {
		req.Where = nil
		m.all = c.prog.request(req)
	}
	m.parts, m.earlier = []string{"payout"}, "earlier-deals"
	if m.tiers != nil {
		m.parts = nil
		for _, t := range m.tiers.list {
			m.parts = append(m.parts, t.part)
		}
		if m.tiers.by == "attainment" {
			m.quota = c.prog.request(config.Request{
				Measure: m.tiers.quota.Name, Aggregate: config.Sum, Subject: config.OfPerson, Where: m.tiers.where,
			})
		}
	}
	for _, p := range m.parts {
		m.overlays = append(m.overlays, "overlay-"+p)
	}
}

// pieces cuts a cell where its ladder begins anew and says from which day the ladder counts.
//
// Carried, a ladder counts from the reset, but not before the participant came under the plan; restarted, not before
// the present assignment. A prorated quota is for the same days, up to the end of the reset period or of the time
// under the plan; one that is not prorated is for the whole period. Either way it must be written for every day under
// the plan.
func (w *Work) pieces(m *commission, c *cell) []piece {
	seg, pl, list := c.seg, c.sheet.plan, c.sheet.stretches
	if m.resetKind == "" {
		p := piece{Interval: seg.Interval, ladderFrom: seg.First}
		if m.derived() {
			p.base = w.demandBase(m.base, c, seg.Interval, c.sheet.window, list)
		}
		return []piece{p}
	}
	begins, ends := list[0].First, list[len(list)-1].End
	if pl.Conventions.Ladder == "restarted" {
		begins, ends = seg.parts[0].of.First, seg.parts[len(seg.parts)-1].of.End
	}
	var out []piece
	for first := seg.First; first < seg.End; {
		period := w.prog.ws.Calendar.PeriodOf(first, m.resetKind)
		reset := period.Interval
		p := piece{Interval: reset.And(config.Interval{First: first, End: seg.End}), quotaFor: reset}
		under := config.Interval{First: begins, End: ends}.And(pl.Interval).And(reset)
		p.ladderFrom = under.First
		if prorates(pl, "quota") {
			p.quotaFor = under
		}
		if m.quota >= 0 {
			p.quotaDays = c.spanDays(w.prog, config.OfPerson)
			for i := range list {
				if days := list[i].And(under); !days.Empty() {
					p.quotaDays.needed = append(p.quotaDays.needed, days)
				}
			}
		}
		if m.derived() {
			p.base = w.demandBase(m.base, c, under, period, list)
		}
		out = append(out, p)
		first = p.End
	}
	return out
}

// demand asks for the deals of each piece, where the ladder stood before, and the quota.
func (m *commission) demand(w *Work, c *cell) {
	c.pieces = w.pieces(m, c)
	who := c.seg.Participant
	for i := range c.pieces {
		p := &c.pieces[i]
		p.facts, p.prior, p.quota, p.all = w.window(m.facts, who, p.Interval), -1, -1, -1
		c.priced = append(c.priced, p.facts)
		if p.ladderFrom < p.First {
			p.prior = w.window(m.prior, who, config.Interval{First: p.ladderFrom, End: p.First})
		}
		if m.quota >= 0 {
			p.quota = w.window(m.quota, who, p.quotaFor)
		}
		if m.all >= 0 {
			p.all = w.window(m.all, who, p.Interval)
		}
	}
}

// settle has nothing to do: no commission waits for another component.
func (m *commission) settle(*runner, []*cell) {}

// ladder builds the ladder of one piece, standing where the deals before it left it. held says what is missing.
func (m *commission) ladder(r *runner, c *cell, p *piece) (l *ladder, quota *config.Ratio, held string) {
	currency := r.planCurrency(c)
	var size config.Ratio
	if m.quota >= 0 {
		ql := leaf{label: m.tiers.quota.Title, unit: m.tiers.quota.Unit, measure: m.tiers.quota, of: m.tiers.of}
		q := r.read(&ql, p.quota, p.quotaDays, currency, dayCount(c.sheet.plan), c.seg.Country)
		if q.held != "" {
			return nil, nil, q.held
		}
		quota, size = &q.value.Ratio, m.minor(q.value.Ratio, currency)
	}
	var base config.Ratio
	if m.base != nil {
		if base, p.rateSaid, held = m.base.in(r, c, &p.base); held != "" {
			return nil, nil, held
		}
	}
	l = m.newLadder(size, base, currency)
	return l, quota, m.stand(r, l, p, currency)
}

// newLadder builds the ladder for a quota in the ladder's unit and a base rate, standing at 0. Without a quota to measure
// by, the first tier pays for everything.
func (m *commission) newLadder(quota, base config.Ratio, currency string) *ladder {
	switch {
	case m.tiers == nil && m.base != nil:
		return &ladder{rates: []config.Ratio{base}}
	case m.tiers == nil:
		return &ladder{rates: []config.Ratio{m.rate}}
	}
	l := &ladder{lower: m.tiers.lower, limits: make([]config.Ratio, 0, len(m.tiers.list)), rates: make([]config.Ratio, 0, len(m.tiers.list))}
	for _, t := range m.tiers.list {
		l.rates = append(l.rates, t.rateOn(base))
	}
	unit := config.Whole(1)
	switch {
	case m.quota >= 0 && quota.Sign() <= 0:
		l.rates = l.rates[:1]
		return l
	case m.quota >= 0:
		unit = quota
	case !m.perUnit:
		unit = config.MinorOf(unit, currency)
	}
	for _, t := range m.tiers.list[:len(m.tiers.list)-1] {
		l.limits = append(l.limits, t.below.Mul(unit))
	}
	return l
}

func (m *commission) isTop() bool { return m.tiers != nil && m.tiers.top }

// eachDeal says whether every deal climbs the ladder from 0.
func (m *commission) eachDeal() bool { return m.tiers != nil && m.tiers.resets == "deal" }

// minor gives a quota in the ladder's unit: minor units for money.
func (m *commission) minor(v config.Ratio, currency string) config.Ratio {
	if m.perUnit {
		return v
	}
	return config.MinorOf(v, currency)
}

// stand moves the ladder to where the deals before the piece left it.
func (m *commission) stand(r *runner, l *ladder, p *piece, currency string) (held string) {
	if p.prior < 0 {
		return ""
	}
	before := leaf{label: m.paidOn.Title, unit: m.paidOn.Unit, measure: m.paidOn}
	in := r.read(&before, p.prior, spanDays{}, currency, config.CalendarDays, "")
	l.at = m.minor(in.value.Ratio, currency)
	return in.held
}

// write prices every deal of the cell and drafts its lines.
func (m *commission) write(r *runner, c *cell) {
	res := r.newResult(c)
	drafted := len(r.drafts)
	t := r.tally(c.comp, m.paidOn.Name)
	var read, paid rows
	for i := range c.pieces {
		p := &c.pieces[i]
		counted := r.numbers.total(p.facts)
		if p.all >= 0 {
			read.add(r.numbers.total(p.all))
		} else {
			read.add(counted)
		}
		paid.add(counted)
		if res.Outcome == Held {
			continue
		}
		if held := m.piece(r, c, p, res); held != "" {
			res.Outcome, res.Reason = Held, held
		}
	}
	t.Read.add(read)
	t.NotEligible.add(read.minus(paid))
	became, why := paidRows, ""
	if res.Outcome == Held {
		became, why = heldRows, res.Reason
	}
	for i := range c.pieces {
		r.look(c.comp, m.paidOn.Name, c.pieces[i].facts, became, why)
		if m.quota >= 0 {
			r.look(c.comp, m.tiers.quota.Name, c.pieces[i].quota, kpiRows, "")
		}
	}
	if res.Outcome == Held {
		r.drafts = r.drafts[:drafted]
		t.Held.add(paid)
		return
	}
	t.Paid.add(paid)
	res.Outcome = Paid
	if len(r.drafts) == drafted {
		res.Outcome, res.Reason = nothing, fmt.Sprintf("no %s in %s", lowerFirst(m.paidOn.Title), c.seg.Interval)
	}
}

// piece prices the deals of one piece in batches as they come.
func (m *commission) piece(r *runner, c *cell, p *piece, res *Result) (held string) {
	if held := r.work.Held[p.facts]; held != "" {
		return held
	}
	l, quota, held := m.ladder(r, c, p)
	if held != "" {
		return held
	}
	for _, rg := range r.facts.ranges(p.facts) {
		if held := m.batch(r, c, p, l, rg); held != "" {
			return held
		}
	}
	if m.tiers != nil && m.tiers.resets != "deal" {
		v := l.at
		if quota != nil && quota.Sign() > 0 {
			v = l.at.Quo(m.minor(*quota, r.planCurrency(c)))
			res.Unit = "percent"
		} else if !m.perUnit {
			v, res.Unit = config.MajorOf(l.at, r.planCurrency(c)), "money"
		}
		res.Value = &v
		if quota != nil && quota.Sign() <= 0 {
			res.Value, res.Reason = nil, "there is no quota to measure by (it is 0), so the first tier's rate pays"
		}
	}
	return ""
}

// batch is the edge of the kernel: it takes one run of rows out of Arrow, converts, prices, rounds and drafts.
func (m *commission) batch(r *runner, c *cell, p *piece, l *ladder, rg factRange) (held string) {
	s := &r.scratch
	s.reset()
	f, pl := rg.facts, c.sheet.plan
	ladderCurrency, payCurrency := r.planCurrency(c), c.currency()
	credit, payout := r.credit(c.sheet), r.payout(c.sheet)
	for i := rg.from; i < rg.to; i++ {
		day := config.Day(f.day.Value(i))
		deal, pay := config.Whole(f.value.Value(i)), config.Ratio{}
		switch {
		case m.perUnit:
			factor, err := payout.minor(ladderCurrency, payCurrency, day)
			if err != nil {
				return err.Error()
			}
			pay = config.MinorOf(factor, ladderCurrency)
		default:
			into, err := credit.minor(f.currency.Value(i), ladderCurrency, day)
			if err != nil {
				return err.Error()
			}
			if pay, err = payout.minor(ladderCurrency, payCurrency, day); err != nil {
				return err.Error()
			}
			deal = deal.Mul(into)
		}
		s.deals, s.pay = append(s.deals, deal), append(s.pay, pay)
	}
	s.slices, s.ends = l.price(s.deals, m.isTop(), m.eachDeal(), s.slices, s.ends)
	var fits bool
	if s.amounts, fits = roundSlices(s.slices, s.ends, s.pay, pl.Conventions.Halves, s.amounts); !fits {
		return "an amount does not fit in 64 bits"
	}
	k := 0
	for i := range s.deals {
		for first := k; k < s.ends[i]; k++ {
			m.draft(r, c, p, f, rg.from+i, s.slices[first:s.ends[i]], k-first, s.amounts[k], s.pay[i])
		}
	}
	return ""
}

// draft writes one slice of one deal.
func (m *commission) draft(r *runner, c *cell, p *piece, f *facts, row int, deal []slice, k int, amount int64, pay config.Ratio) {
	s := deal[k]
	day := config.Day(f.day.Value(row))
	d := draft{
		cell: c, part: m.parts[s.tier], origin: r.originOf(day), day: day, source: f.source.Value(row),
		basis: s.basis, unit: m.paidOn.Unit, rate: s.rate, amount: amount, at: m.rateAt, file: f.file.Value(row), row: f.row.Value(row),
	}
	if f.credit.Value(row) == "overlay" {
		d.part = m.overlays[s.tier]
	}
	if m.perUnit {
		d.rate = s.rate.Mul(pay)
	} else {
		d.basis = s.basis.Mul(pay)
	}
	if m.tiers != nil {
		d.at = m.tiers.list[s.tier].pos
	}
	if d.label = d.source; !f.label.IsNull(row) {
		d.label = f.label.Value(row)
	}
	if s.earlier {
		d.part, d.label = m.earlier, "Earlier deals at the new rate, reached with "+d.label
	}
	d.terms = m.dealTerms(r, c, p, f, row, deal, k, &d, pay)
	r.draft(d)
}

// dealTerms gives a derivation where basis × rate does not say it all: a converted deal, a derived rate, or a slice that
// closes its deal's rounding. nil elsewhere.
func (m *commission) dealTerms(r *runner, c *cell, p *piece, f *facts, row int, deal []slice, k int, d *draft, pay config.Ratio) []config.Term {
	currency := c.currency()
	digits := config.MinorDigits(currency)
	alone, _ := d.basis.Mul(d.rate).Round(config.AwayFromZero)
	converted := !m.perUnit && f.currency.Value(row) != currency
	if alone == d.amount && !converted && p.rateSaid == "" {
		return nil
	}
	dv := &derivation{currency: currency, terms: make([]config.Term, 0, 5)}
	basis := d.basis
	if !m.perUnit {
		basis = config.MajorOf(d.basis, currency)
	}
	if converted && len(deal) == 1 {
		from := f.currency.Value(row)
		rate := through(r.credit(c.sheet), r.payout(c.sheet), from, r.planCurrency(c), currency, f.dayOf(row))
		dv.given("deal", rate.label, "number", config.MajorOf(config.Whole(f.value.Value(row)), from), "", "")
		dv.given("exchange_rate", "Exchange rate", "number", rate.major, "", rate.note)
		dv.computed("basis", "Credited", "money", basis, "deal * exchange_rate", "")
	} else {
		dv.given("basis", "Part of the credit at this rate", moneyOr(m.perUnit), basis, "", "")
	}
	rate, unit, place := d.rate, "percent", m.ratePlace
	if m.perUnit {
		rate, unit = config.MajorOf(d.rate, currency), "money"
	}
	if m.tiers != nil {
		place = m.tiers.list[deal[k].tier].place
	}
	dv.given("rate", "Rate", unit, rate, place, p.rateSaid)
	amount := config.MajorOf(config.Whole(d.amount), currency)
	if k == 0 {
		dv.computed("amount", "Earned", "money", amount, evened(roundBasis[digits], d.amount-alone, digits), "")
		return dv.terms
	}
	var before config.Ratio
	for _, s := range deal[:k] {
		before = before.Add(s.basis.Mul(s.rate).Mul(pay))
	}
	dv.given("before", "Earned on the deal's other parts, unrounded", "money", config.MajorOf(before, currency), "", "")
	to, _ := before.Add(d.basis.Mul(d.rate)).Round(config.AwayFromZero)
	from, _ := before.Round(config.AwayFromZero)
	formula := fmt.Sprintf("round(before + basis * rate, %d) - round(before, %d)", digits, digits)
	dv.computed("amount", "Earned", "money", amount, evened(formula, d.amount-(to-from), digits), "")
	return dv.terms
}

// roundBasis is the formula of a deal's amount by the decimals of its currency.
var roundBasis = [5]string{
	"round(basis * rate, 0)", "round(basis * rate, 1)", "round(basis * rate, 2)", "round(basis * rate, 3)", "round(basis * rate, 4)",
}

func moneyOr(count bool) string {
	if count {
		return "count"
	}
	return "money"
}
