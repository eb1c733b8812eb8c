package calc

import (
	"fmt"
	"slices"

	"attain/config"
)

// pricing is what commissions, SPIFs and overrides have in common: a rate on every credited deal, flat, by tiers or by
// what the deal is. Deals are priced in the order of their days, then of their source keys; the order changes which deal
// earns what, never what all of them earn at their tiers' own rates.
type pricing struct {
	what           string // a commission
	paidOn         *config.Measure
	of             config.Subject // whose deals are paid for: the participant's, or those of who reports to them
	own            bool           // beside others' deals, the participant's own
	quotaOfReports bool           // the tiers' quota is theirs, too
	flat           payRate        // without tiers and rows
	flatKey        string         // another word than rate it is written under
	rows           []rateRow
	tiers          *tiers
	classes        []class // the last is what meets none of the others
	kept           int     // how many classes at the front are deals kept off the ladder by SPIFs
	base           *baseRate

	eligible  config.Condition // what every deal must meet beside only_if; "" for nothing
	inputs    []config.Condition
	rateFirst bool // the whole deal is priced, then shared
	perDeal   *dealLimits
	campaign  config.Interval // the days it is for; empty for all of the plan's

	sources   []source
	quota     int32 // request; -1 unless by attainment
	parts     []string
	overlays  []string // the same for credits that are no revenue split
	perUnit   bool     // the measure counts; the rate is money
	rungMoney bool     // the ladder's unit is money
	resetKind string
}

// source is one subject's deals, as requests.
type source struct {
	subject config.Subject
	facts   int32
	all     int32   // -1 where every deal is eligible
	sums    int32   // of what is paid on, where the facts' own sum is of something else; else -1
	prior   int32   // what moved the ladder before
	earned  []int32 // what was credited before, by class, for rates of everything by class; else nil
}

// sourceWindows are a source's windows in one piece; -1 for none.
type sourceWindows struct {
	facts, all, sums, prior int32
	earned                  []int32
}

// piece is a stretch of a cell with one ladder.
type piece struct {
	config.Interval
	ladderFrom  config.Day
	quotaFor    config.Interval
	quotaDays   spanDays
	base        basis // of a derived rate
	rateSaid    string
	unit        config.Ratio // what the tiers' limits are multiplied by, major units
	sources     []sourceWindows
	quota       int32        // window; -1 where there is none
	checkpoints []checkpoint // of a true-up
	shift       int          // the ladder's first tier is this one: a quota of 0 leaves but one
}

// resetKinds says which period a ladder begins anew with.
var resetKinds = map[string]string{"monthly": config.Month, "quarterly": config.Quarter, "yearly": config.Year, perCampaign: perCampaign}

// perCampaign is a ladder that counts over all the days of a SPIF.
const perCampaign = "campaign"

// campaignResets are what a SPIF's ladder may reset by.
var campaignResets = []string{perCampaign, "deal", "monthly", "quarterly", "yearly"}

// readRatesOf reads rate, rates and tiers, of which there must be one; rates may stand beside tiers as exceptions.
func (c *compiler) readRatesOf(r *config.Reader, m *pricing, comp *component) {
	m.quota = -1
	if m.paidOn = c.measure(r.Text("paid_on"), r.At("paid_on"), "paid_on"); m.paidOn != nil {
		c.checkPaidOn(m.paidOn, r.At("paid_on"), m.what)
		m.perUnit = m.paidOn.Unit != "money"
		m.rungMoney = !m.perUnit
	}
	if n := r.Child("tiers"); n != nil {
		m.tiers = c.readTiers(n, m)
		m.base = m.tiers.base
		m.resetKind = resetKinds[m.tiers.resets]
		if m.tiers.counting.SQL != "" {
			m.rungMoney = m.tiers.by == "amount" || m.tiers.by == "attainment" && m.tiers.quota != nil && m.tiers.quota.Unit == "money"
		}
	}
	if r.Child("rates") != nil {
		m.rows = c.readRateRows(r, m.base, true)
	}
	for i := range m.rows {
		if row := &m.rows[i]; !row.counts && m.tiers == nil {
			c.ps.Addf(row.at, "counts: no keeps deals from moving tiers, and there are none; leave it out")
		}
	}
	switch {
	case m.flatKey != "":
		c.onlyFlat(r, m.flatKey)
	case r.Has("rate") && (m.tiers != nil || m.rows != nil):
		other := "rates"
		if m.tiers != nil {
			other = "tiers"
		}
		c.ps.Addf(r.At("rate"), "rate and %s are both written; keep one", other).Notef(r.At(other), "%s is here", other)
	case r.Has("rate"):
		c.readFlat(r, m)
	case m.tiers == nil && r.Child("rates") == nil:
		r.RatioOr("rate", config.Ratio{})
		c.ps.Addf(comp.at, "component %s has neither rate nor tiers; write rate: 8%% or tiers: {…}", comp.name)
	}
	if m.derived() && r.Has("weight") {
		m.base.weight = r.Ratio("weight")
	}
	m.perDeal = c.readPerDeal(r, m)
	m.rateFirst = r.Choice("splits", "share_first", "share_first", "rate_first") == "rate_first"
	if m.rateFirst && m.tiers != nil && m.tiers.resets != "deal" {
		c.ps.Addf(r.At("splits"), "splits: rate_first prices a whole deal by itself, and these tiers add deals up (resets: %s); write resets: deal, or leave splits out", m.tiers.resets)
	}
}

// onlyFlat wants no other rate beside a key.
func (c *compiler) onlyFlat(r *config.Reader, key string) {
	for _, other := range []string{"rate", "rates", "tiers"} {
		if r.Has(other) {
			c.ps.Addf(r.At(other), "%s and %s are both written; keep one", other, key).Notef(r.At(key), "%s is here", key)
		}
	}
}

// readFlat reads a rate without tiers, which may be derived.
func (c *compiler) readFlat(r *config.Reader, m *pricing) {
	at := r.At("rate")
	m.flat.pos, m.flat.place = at, at.String()
	if n := r.Child("rate"); n.Kind == config.Mapping {
		m.flat.formula = c.readRateFormula(n)
		return
	}
	m.base = c.readBaseRate(r, "rate", r.TextOr("quota", "quota"), c.conditions(r, "quota_where"), m.paidOn)
	if one := config.Whole(1); m.base.derived {
		m.flat.times = &one
	} else {
		m.flat.value, m.base = m.base.rate, nil
	}
}

// derived says whether the rate comes of target incentive and quota.
func (m *pricing) derived() bool { return m.base != nil && m.base.derived }

func (c *compiler) checkPaidOn(m *config.Measure, at config.Position, what string) {
	if m.Kind != "flow" {
		c.ps.Addf(at, "paid_on: %s is a %s; %s is paid on things that happen, a flow", m.Name, m.Kind, what)
	}
}

// finishPricing tells the classes of deals apart, registers the requests and names the parts.
func (c *compiler) finishPricing(m *pricing, comp *component, except []config.Condition) {
	c.classify(m, except)
	c.gatherInputs(m)
	c.ask(m, comp)
	m.parts = nil
	if m.tiers != nil {
		for _, t := range m.tiers.list {
			m.parts = append(m.parts, t.part)
		}
	}
	m.parts = append(m.parts, "payout")
	for _, p := range m.parts {
		m.overlays = append(m.overlays, "overlay-"+p)
	}
}

// gatherInputs lists the columns formulas need, once each.
func (c *compiler) gatherInputs(m *pricing) {
	for _, one := range m.classes {
		for _, rate := range one.card {
			if rate.formula == nil {
				continue
			}
			if m.isTop() && !one.fixed && !m.alone() {
				c.ps.Addf(rate.formula.at, "a formula gives each deal its own rate, and each_tier: top_rate changes the rate of earlier deals together; write another each_tier, or resets: deal")
			}
			for _, col := range rate.formula.columns() {
				if !slices.ContainsFunc(m.inputs, func(had config.Condition) bool { return had.SQL == col.SQL }) {
					m.inputs = append(m.inputs, col)
				}
			}
		}
	}
}

// special says whether a deal needs more than its amount to be priced.
func (m *pricing) special() bool {
	return len(m.classes) > 1 || m.hasFormula() || m.counting() || m.rateFirst
}

func (m *pricing) counting() bool { return m.tiers != nil && m.tiers.counting.SQL != "" }

func (m *pricing) hasFormula() bool {
	return slices.ContainsFunc(m.classes, func(one class) bool {
		return slices.ContainsFunc(one.card, func(rate *payRate) bool { return rate.formula != nil })
	})
}

// byClass says whether what earlier deals gain at a new rate must be known class by class.
func (m *pricing) byClass() bool {
	return m.isTop() && !m.alone() && (len(m.classes) > 1 || m.counting())
}

// ask registers the requests.
func (c *compiler) ask(m *pricing, comp *component) {
	subjects := []config.Subject{m.of}
	if m.own {
		subjects = append(subjects, config.OfPerson)
	}
	where := comp.onlyIf
	if m.eligible.SQL != "" {
		where = append(slices.Clone(where), m.eligible)
	}
	for _, subject := range subjects {
		m.sources = append(m.sources, c.askSource(m, comp, subject, where))
	}
	if m.tiers != nil && m.tiers.by == "attainment" {
		m.quota = c.prog.request(config.Request{Measure: m.tiers.quota.Name, Aggregate: config.Sum, Subject: m.tiers.quotaOf, Where: m.tiers.where})
	}
}

func (c *compiler) askSource(m *pricing, comp *component, subject config.Subject, where []config.Condition) source {
	plain := config.Request{Measure: m.paidOn.Name, Aggregate: config.Sum, Subject: subject, Where: where}
	moved := plain
	if m.counting() {
		moved.Value, moved.ValueAt = m.tiers.counting.SQL, m.tiers.counting.At
	}
	priced := moved
	priced.Inputs = m.inputs
	for _, one := range m.classes[:len(m.classes)-1] {
		priced.Classes = append(priced.Classes, one.when)
	}
	s := source{subject: subject, facts: c.prog.request(priced), all: -1, sums: -1}
	moved.Totals, plain.Totals = true, true
	if m.counting() {
		s.sums = c.prog.request(plain)
	}
	if len(where) > 0 {
		all := plain
		all.Where, all.Totals = nil, false
		s.all = c.prog.request(all)
	}
	if m.byClass() {
		s.earned = c.askEarned(m, plain)
	}
	if moves := moving(m.classes); moves.SQL != "" {
		moved.Where = append(slices.Clone(where), moves)
	}
	s.prior = c.prog.request(moved)
	return s
}

// askEarned registers what was credited before of each class whose rate depends on the tier.
func (c *compiler) askEarned(m *pricing, plain config.Request) []int32 {
	out := make([]int32, len(m.classes))
	where := plain.Where
	for k := range m.classes {
		plain.Where = where
		if only := onlyClass(m.classes, k); only.SQL != "" {
			plain.Where = append(slices.Clone(where), only)
		}
		if out[k] = -1; !m.classes[k].fixed && m.classes[k].counts {
			out[k] = c.prog.request(plain)
		}
	}
	return out
}

// pieces cuts a cell where its ladder begins anew and says from which day the ladder counts.
//
// Carried, a ladder counts from the reset, but not before the participant came under the plan; restarted, not before
// the present assignment. A prorated quota is for the same days, up to the end of the reset period or of the time
// under the plan; one that is not prorated is for the whole period. Either way it must be written for every day under
// the plan.
func (w *Work) pieces(m *pricing, c *cell) []piece {
	seg, pl, list := c.seg, c.sheet.plan, c.sheet.stretches
	within := seg.Interval
	if !m.campaign.Empty() {
		within = within.And(m.campaign)
	}
	if within.Empty() {
		return nil
	}
	if m.resetKind == "" {
		p := piece{Interval: within, ladderFrom: within.First}
		if m.derived() {
			p.base = w.demandBase(m.base, c, within, c.sheet.window, list)
		}
		return []piece{p}
	}
	begins, ends := list[0].First, list[len(list)-1].End
	if pl.Conventions.Ladder == "restarted" {
		begins, ends = seg.parts[0].of.First, seg.parts[len(seg.parts)-1].of.End
	}
	var out []piece
	for first := within.First; first < within.End; {
		period := w.resetPeriod(m, first)
		reset := period.Interval
		p := piece{Interval: reset.And(config.Interval{First: first, End: within.End}), quotaFor: reset}
		under := config.Interval{First: begins, End: ends}.And(pl.Interval).And(reset)
		p.ladderFrom = under.First
		if prorates(pl, "quota") {
			p.quotaFor = under
		}
		if m.quota >= 0 {
			p.quotaDays = m.quotaDays(w.prog, c, under, list)
		}
		if m.derived() {
			p.base = w.demandBase(m.base, c, under, period, list)
		}
		out = append(out, p)
		first = p.End
	}
	return out
}

// quotaDays are the days a quota must be written for: of the participant's own, those under the plan; of a team's, any.
func (m *pricing) quotaDays(p *Program, c *cell, under config.Interval, list []stretch) spanDays {
	if m.tiers.quotaOf != config.OfPerson {
		return c.spanDays(p, m.tiers.quotaOf, under)
	}
	days := c.spanDays(p, config.OfPerson)
	for i := range list {
		if one := list[i].And(under); !one.Empty() {
			days.needed = append(days.needed, one)
		}
	}
	return days
}

// resetPeriod is the period a ladder counts in that has a day in it.
func (w *Work) resetPeriod(m *pricing, on config.Day) config.Period {
	if m.resetKind == perCampaign {
		return config.Period{Interval: m.campaign}
	}
	return w.prog.ws.Calendar.PeriodOf(on, m.resetKind)
}

// demand asks for the deals of each piece, where the ladder stood before, and the quota.
func (m *pricing) demand(w *Work, c *cell) {
	c.pieces = w.pieces(m, c)
	who := c.seg.Participant
	for i := range c.pieces {
		p := &c.pieces[i]
		p.sources = make([]sourceWindows, len(m.sources))
		for k := range m.sources {
			p.sources[k] = m.sources[k].demand(w, who, p)
			c.priced = append(c.priced, p.sources[k].facts)
		}
		if p.quota = -1; m.quota >= 0 {
			p.quota = w.window(m.quota, who, p.quotaFor)
		}
	}
}

func (s *source) demand(w *Work, who string, p *piece) sourceWindows {
	out := sourceWindows{facts: w.window(s.facts, who, p.Interval), all: -1, sums: -1, prior: -1}
	if s.all >= 0 {
		out.all = w.window(s.all, who, p.Interval)
	}
	if s.sums >= 0 {
		out.sums = w.window(s.sums, who, p.Interval)
	}
	before := config.Interval{First: p.ladderFrom, End: p.First}
	if before.Empty() {
		return out
	}
	out.prior = w.window(s.prior, who, before)
	for _, request := range s.earned {
		if request < 0 {
			out.earned = append(out.earned, -1)
			continue
		}
		out.earned = append(out.earned, w.window(request, who, before))
	}
	return out
}

// settle has nothing to do: no commission waits for another component.
func (m *pricing) settle(*runner, []*cell) {}

// ladder builds the ladder of one piece, standing where the deals before it left it. held says what is missing.
func (m *pricing) ladder(r *runner, c *cell, p *piece) (l *ladder, quota *config.Ratio, held string) {
	currency := r.planCurrency(c)
	var size config.Ratio
	if m.quota >= 0 {
		ql := leaf{label: m.tiers.quota.Title, unit: m.tiers.quota.Unit, measure: m.tiers.quota, of: m.tiers.of}
		q := r.read(&ql, p.quota, p.quotaDays, currency, dayCount(c.sheet.plan), c.seg.Country)
		if q.held != "" {
			return nil, nil, q.held
		}
		quota, size = &q.value.Ratio, q.value.Ratio
	}
	var base config.Ratio
	if m.base != nil {
		if base, p.rateSaid, held = m.base.in(r, c, &p.base); held != "" {
			return nil, nil, held
		}
	}
	if l, held = m.newLadder(size, base, currency); held != "" {
		return nil, nil, held
	}
	p.shift = l.shift
	p.unit = m.unit(size)
	return l, quota, m.stand(r, l, p, currency)
}

// unit is what the tiers' limits are multiplied by, in major units.
func (m *pricing) unit(quota config.Ratio) config.Ratio {
	if m.quota >= 0 {
		return quota
	}
	return config.Whole(1)
}

// newLadder builds the ladder for a quota in major units and a base rate, standing at 0. Without a quota to measure by,
// the tier that begins at 0 pays for everything.
func (m *pricing) newLadder(quota, base config.Ratio, currency string) (l *ladder, held string) {
	l = &ladder{}
	list := m.tierList()
	none := m.quota >= 0 && quota.Sign() <= 0
	if none {
		l.shift = firstAboveZero(list)
		list = list[l.shift : l.shift+1]
		if list[0].rate.pays != nil {
			return nil, "the quota is 0, and a tier that pays an amount is a share of it; write a quota, or a rate"
		}
	}
	unit := m.unit(quota)
	if m.tiers != nil {
		l.lower = m.tiers.lower
		for i := range list[:len(list)-1] {
			l.limits = append(l.limits, m.rung(list[i].below.Mul(unit), currency))
			l.upTo = append(l.upTo, list[i].upTo)
		}
	}
	card := func(one *class) []config.Ratio {
		var out []config.Ratio
		for i := range one.card {
			if !none || one.fixed || i == l.shift {
				out = append(out, one.card[i].on(base, m.width(i).Mul(unit)))
			}
		}
		return out
	}
	rest := len(m.classes) - 1
	if m.special() {
		for k := range m.classes {
			l.cards = append(l.cards, card(&m.classes[k]))
		}
		l.earned = make([]config.Ratio, len(m.classes))
	}
	l.rates = card(&m.classes[rest])
	for len(l.rates) <= len(l.limits) { // what meets no row is not eligible
		l.rates = append(l.rates, config.Ratio{})
	}
	return l, ""
}

// tierList are the tiers, or one without limits.
func (m *pricing) tierList() []tier {
	if m.tiers == nil {
		return []tier{{}}
	}
	return m.tiers.list
}

// width is what a tier's pays is divided by, in shares of the quota or in major units.
func (m *pricing) width(tier int) config.Ratio {
	if m.tiers == nil || tier >= len(m.tiers.list) {
		return config.Ratio{}
	}
	return m.tiers.list[tier].below.Sub(m.tiers.list[tier].begins)
}

// firstAboveZero is the tier in which what is sold first lies.
func firstAboveZero(list []tier) int {
	k := 0
	for k < len(list)-1 && list[k].below.Sign() <= 0 {
		k++
	}
	return k
}

func (m *pricing) each() eachTier {
	if m.tiers == nil {
		return ownRate
	}
	return m.tiers.each
}

func (m *pricing) isTop() bool { return m.each() == topRate }

// alone says whether every deal climbs the ladder from 0.
func (m *pricing) alone() bool { return m.tiers != nil && m.tiers.resets == "deal" }

// minor gives what is paid on in its own unit: minor units for money.
func (m *pricing) minor(v config.Ratio, currency string) config.Ratio {
	if m.perUnit {
		return v
	}
	return config.MinorOf(v, currency)
}

// rung gives what moves the ladder in the ladder's unit: minor units for money.
func (m *pricing) rung(v config.Ratio, currency string) config.Ratio {
	if !m.rungMoney {
		return v
	}
	return config.MinorOf(v, currency)
}

// stand moves the ladder to where the deals before the piece left it.
func (m *pricing) stand(r *runner, l *ladder, p *piece, currency string) (held string) {
	unit := "money"
	if !m.rungMoney {
		unit = "count"
	}
	for i := range p.sources {
		s := &p.sources[i]
		if s.prior < 0 {
			continue
		}
		before := leaf{label: m.paidOn.Title, unit: unit, measure: m.paidOn}
		in := r.read(&before, s.prior, spanDays{}, currency, config.CalendarDays, "")
		if l.at = l.at.Add(m.rung(in.value.Ratio, currency)); in.held != "" {
			return in.held
		}
		for k, id := range s.earned {
			if id < 0 {
				continue
			}
			paid := leaf{label: m.paidOn.Title, unit: m.paidOn.Unit, measure: m.paidOn}
			in := r.read(&paid, id, spanDays{}, currency, config.CalendarDays, "")
			if l.earned[k] = l.earned[k].Add(m.minor(in.value.Ratio, currency)); in.held != "" {
				return in.held
			}
		}
	}
	return ""
}

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

// priceCell drafts the lines of all pieces; held says what is missing, the last of several.
func (m *pricing) priceCell(r *runner, c *cell, res *Result) (held string) {
	for i := range c.pieces {
		if held = m.piece(r, c, &c.pieces[i], res); held != "" {
			break
		}
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
			counted := r.numbers.total(max(s.facts, s.sums))
			read := counted
			if s.sums >= 0 {
				counted = r.numbers.total(s.sums)
			}
			if read = counted; s.all >= 0 {
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
		if m.quota >= 0 {
			r.look(c.comp, m.tiers.quota.Name, p.quota, kpiRows, "")
		}
	}
}

// piece prices the deals of one piece in batches as they come.
func (m *pricing) piece(r *runner, c *cell, p *piece, res *Result) (held string) {
	for i := range p.sources {
		if held := r.work.Held[p.sources[i].facts]; held != "" {
			return held
		}
	}
	l, quota, held := m.ladder(r, c, p)
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
	value, into = config.Whole(f.value.Value(row)), config.Whole(1)
	if pay = config.Whole(1); c.comp.reward == "" {
		pay, err = r.payout(c.sheet).minor(ladderCurrency, payCurrency, day)
	} else {
		pay = config.MinorOf(config.MajorOf(pay, ladderCurrency), payCurrency)
	}
	if err != nil {
		return value, into, pay, err
	}
	if m.perUnit {
		return value, into, config.MinorOf(pay, ladderCurrency), nil
	}
	if into, err = r.credit(c.sheet).minor(f.currency.Value(row), ladderCurrency, day); err != nil {
		return value, into, pay, err
	}
	return value.Mul(into), into, pay, nil
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
		d := drafting{cell: c, piece: p, facts: f, row: rg.from + i, deal: s.slices[k:s.ends[i]], pay: s.pay[i], numbers: &s.numbers}
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
	k := f.classOf(row)
	if k < 0 {
		k = len(m.classes) - 1
	}
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
	if share := f.share(row); m.rateFirst && share.Sign() > 0 {
		d.value, d.moves = d.value.Quo(share), d.moves.Quo(share)
	}
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
