package calc

import (
	"fmt"

	"attain/config"
)

// pool divides one amount among the participants of the plan, or of each team:
//
//	pool  = amount × (1 − reserve) × achievement, never below 0, rounded once
//	share = pool × key ÷ sum of the keys, so that the shares come to the pool exactly
//
// amount is fixed, or a rate of something the company or the team did; times: is the achievement, a KPI, at most so
// much. What is left over of the division goes, a cent each, to the largest remainders, of equal ones to the lowest
// participant. What somebody cannot take because of each_at_most is divided among the others until nothing is left, or
// is lost.
//
// 10 % of 4,000,000 less a reserve of 25 % is 300,000; by base pay of 60, 90 and 50 thousand it is divided into 90,000,
// 135,000 and 75,000. If the third has left before the pay date: 120,000 and 180,000 where leavers' shares go to the
// others, 90,000 and 135,000 where they are forfeited. A fixed pool of 10,000 at 80 % achievement is 8,000.
//
// Somebody who was under the plan for a part of the window has a whole key, or with prorated: yes the days' share of it;
// days, and a measure, are only of those days anyway. Days of leave that reduce the target incentive are not among them.
// A leaver is who is not under the plan any more on the last day of the window, or on its pay date; another team is no
// leaving. The pool is in the plan's currency; each share is converted into what its participant is paid in, at the payout
// rate, and rounded once.
type pool struct {
	byTeam   bool
	amount   config.Ratio // major units of the plan's currency; with of, the rate
	amountAt config.Position
	of       *gauge // what the rate is of; nil for a fixed amount
	reserve  config.Ratio
	reserved config.Position
	times    *gauge // nil without
	atMost   *config.Ratio
	key      string
	keyOf    *gauge // with key measured
	prorated bool
	leavers  string
	payDate  bool // leavers are judged on the pay date
	most     *config.Ratio
	mostAt   config.Position
	again    bool // what is above most is shared again
}

// What a pool is shared by.
const (
	keyEqual     = "equal"
	keyIncentive = "target_incentive"
	keyDays      = "days"
	keyMeasured  = "measured"
)

// What becomes of a leaver's share, beside toTheOthers.
const (
	forfeited = "forfeited"
	kept      = "kept"
)

// compilePool reads a pool.
func compilePool(c *compiler, comp *component) method {
	found := c.ps.Len()
	r := c.node(comp).ReadAs(c.ps, "a pool")
	c.readHead(r, comp)
	c.readReward(r, comp)
	m := &pool{amountAt: r.At("amount"), reserved: r.At("reserve"), mostAt: r.At("each_at_most")}
	m.byTeam = r.Choice("shared_by", "", "plan", "team") == "team"
	m.readAmount(c, r, comp)
	m.readTimes(c, r, comp)
	m.readKey(c, r, comp)
	m.leavers = c.contested(r, "leavers", "leavers_share")
	m.payDate = r.Choice("eligible_on", "last_day", "last_day", "pay_date") == "pay_date"
	if r.Has("each_at_most") {
		m.most = c.readAmount(r, "each_at_most")
		m.again = r.Choice("excess", "", "shared_again", "lost") == "shared_again"
	} else if r.Has("excess") {
		c.ps.Addf(r.At("excess"), "excess says what becomes of what is above each_at_most, and there is none; write each_at_most too, or leave excess out")
	}
	r.Done()
	comp.byTeam = m.byTeam
	if c.ps.Len() > found {
		return nil
	}
	return m
}

// readAmount reads amount: 10_000, or amount: {rate: 10%, of: revenue, subject: company}, and the reserve.
func (m *pool) readAmount(c *compiler, r *config.Reader, comp *component) {
	n := r.Child("amount")
	if n != nil && n.Kind == config.Mapping {
		ar := n.ReadAs(c.ps, "amount")
		m.amount, m.amountAt = ar.Ratio("rate"), ar.At("rate")
		m.of = c.readGaugeAt(ar, "of", comp.onlyIf, &comp.gauges, []string{"subject", "over", "only_if", "quota_where"}, nil)
		m.checkSize(c, m.of)
		if m.of != nil && m.of.unit() == "money" {
			c.checkBare("rate", ar.Child("rate"), config.Whole(1))
		}
		ar.Done()
	} else {
		m.amount = *c.readAmount(r, "amount")
	}
	m.reserve = r.RatioOr("reserve", config.Ratio{})
	if m.reserve.Sign() < 0 || !m.reserve.Less(config.Whole(1)) {
		c.ps.Addf(m.reserved, "reserve: %s is no share of the pool that leaves anything; write 0%% or more and less than 100%%", asWritten(r, "reserve"))
	}
}

// readTimes reads times: {kpi: quota_attainment, subject: team, at_most: 100%}.
func (m *pool) readTimes(c *compiler, r *config.Reader, comp *component) {
	if !r.Has("times") {
		return
	}
	m.times = c.readGaugeAt(r, "times", comp.onlyIf, &comp.gauges, nil, func(tr *config.Reader) {
		if tr.Has("at_most") {
			m.atMost = c.readAmount(tr, "at_most")
		}
	})
	m.checkSize(c, m.times)
	if m.of != nil && m.times != nil && m.of.formula.kpi.Name == m.times.formula.kpi.Name {
		c.ps.Addf(m.times.at, "times and amount both look at %s, so it counts twice; leave one out", m.times.formula.kpi.Name)
	}
}

// checkSize wants the size of a pool to be one number for all who share it.
func (m *pool) checkSize(c *compiler, g *gauge) {
	switch {
	case g == nil || g.subject == config.OfCompany || g.subject == config.OfTeam && m.byTeam:
	case g.subject == config.OfTeam:
		c.ps.Addf(g.at, "the pool is shared by all of the plan, and its size looks at each one's team; write subject: company, or shared_by: team")
	default:
		c.ps.Addf(g.at, "a pool has one size for all who share it, and this looks at each person; write subject: company or subject: team")
	}
}

// readKey reads shares: a word, or {measure: base_pay}.
func (m *pool) readKey(c *compiler, r *config.Reader, comp *component) {
	n := r.Child("shares")
	switch {
	case n == nil:
		c.ps.Addf(r.At("shares"), `"shares" is missing from a pool; it is equal, target_incentive, days, or by a number each has, {measure: base_pay}`)
	case n.Kind == config.Text:
		m.key = r.Choice("shares", "", keyEqual, keyIncentive, keyDays)
	default:
		m.key = keyMeasured
		m.keyOf = c.gaugeIn(n, "shares", nil, &comp.gauges, nil)
		if g := m.keyOf; g != nil && g.subject != config.OfPerson {
			c.ps.Addf(g.at, "shares are by what each person has, and this looks at the %s; leave subject out", g.subject)
		}
	}
	m.prorated = r.Choice("prorated", "no", "yes", "no") == "yes"
	if m.prorated && (m.key == keyDays || m.keyOf != nil && m.keyOf.formula.isMeasure()) {
		c.ps.Addf(r.At("prorated"), "prorated: these shares count only the days under the plan anyway; leave prorated out")
	}
}

// demand and settle have nothing to do: the pool looks only at gauges, and everything is known when it is shared out.
func (m *pool) demand(*Work, *cell)     {}
func (m *pool) settle(*runner, []*cell) {}

// poolSize is a pool and what is common to all who share it.
type poolSize struct {
	currency  string
	held      string
	of, times gauged
	minor     int64        // the pool
	keys      config.Ratio // of all who take part
	limit     *int64       // the most one gets
	parts     capped
}

// poolShare is one cell's part of a pool.
type poolShare struct {
	size     *poolSize
	key, own config.Ratio // of the cell, and of all the participant's cells
	measured *gauged      // with a measured key
	leftOn   config.Day   // not 0 for a leaver who gets nothing: the day on which they were not there
	capped   bool
	minor    int64 // in the pool's currency
}

// poolMember is one participant in a pool, with a share for each of their cells.
type poolMember struct {
	cells []*cell
	key   config.Ratio
	left  config.Day // as poolShare.leftOn
}

// share divides the pools of all windows and teams.
func (m *pool) share(r *runner, cells []*cell) {
	for _, group := range groupsOf(cells, m.byTeam) {
		r.silent = group[0].sheet.silent
		m.divide(r, group)
	}
	r.silent = false
}

// groupKey is who shares something: a plan's or a team's participants in one window.
type groupKey struct {
	first config.Day
	team  string
}

// groupsOf parts cells by window and, with byTeam, by team, in the order they come in. Who has no team is in none.
func groupsOf(cells []*cell, byTeam bool) [][]*cell {
	var out [][]*cell
	at := map[groupKey]int{}
	for _, c := range cells {
		key := groupKey{first: c.sheet.window.First}
		if byTeam {
			if key.team = c.seg.Team; key.team == "" {
				continue
			}
		}
		i, ok := at[key]
		if !ok {
			i = len(out)
			at[key] = i
			out = append(out, nil)
		}
		out[i] = append(out[i], c)
	}
	return out
}

// divide shares out one pool.
func (m *pool) divide(r *runner, group []*cell) {
	size := &poolSize{}
	members, held := m.members(r, group, size)
	if held == "" {
		held = m.measure(r, group[0], size)
	}
	if size.held = held; held != "" {
		return
	}
	keys := make([]config.Ratio, len(members))
	for i := range members {
		if members[i].left == 0 || m.leavers == forfeited {
			keys[i] = members[i].key
		}
		size.keys = size.keys.Add(keys[i])
	}
	if size.keys.Sign() <= 0 && size.minor > 0 {
		size.held = fmt.Sprintf("the pool of %s cannot be divided: the keys of all who share it are 0", money(size.minor, size.currency))
		return
	}
	size.parts = byKeysUpTo(size.minor, keys, size.limit, m.again)
	for i := range members {
		members[i].hand(m, size.parts.amounts[i], size.parts.at[i])
	}
}

// hand divides what a member gets among their cells; a leaver who forfeits gets none of it.
func (p *poolMember) hand(m *pool, minor int64, capped bool) {
	if p.left != 0 && m.leavers == forfeited {
		minor = 0
	}
	keys := make([]config.Ratio, len(p.cells))
	for i, c := range p.cells {
		keys[i] = c.pooled.key
	}
	for i, part := range byKeys(minor, keys) {
		s := p.cells[i].pooled
		s.minor, s.own, s.capped, s.leftOn = part, p.key, capped, p.left
	}
}

// members gathers who takes part, with their keys; a key that is missing holds the pool, because the others' shares
// depend on it.
func (m *pool) members(r *runner, group []*cell, size *poolSize) (list []poolMember, held string) {
	for _, c := range group {
		c.pooled = &poolShare{size: size}
		if n := len(list); n == 0 || list[n-1].cells[0].sheet != c.sheet {
			list = append(list, poolMember{})
		}
		p := &list[len(list)-1]
		p.cells = append(p.cells, c)
	}
	if size.currency, held = r.sharedCurrency(group, m.looksAtMoney()); held != "" {
		return nil, held
	}
	for i := range list {
		p := &list[i]
		for _, c := range p.cells {
			if held = m.keyOfCell(r, c, p.cells); held != "" {
				return nil, held
			}
			p.key = p.key.Add(c.pooled.key)
		}
		if p.left, held = m.leftOn(r, p.cells[0].sheet); held != "" {
			return nil, held
		}
	}
	return list, ""
}

// looksAtMoney says whether the pool's size or its shares are of money.
func (m *pool) looksAtMoney() bool {
	for _, g := range []*gauge{m.of, m.times, m.keyOf} {
		if g != nil && g.formula.kpi.Unit == "money" {
			return true
		}
	}
	return m.key == keyIncentive
}

// keyOfCell finds the key of one cell.
func (m *pool) keyOfCell(r *runner, c *cell, own []*cell) (held string) {
	s := c.pooled
	switch m.key {
	case keyEqual:
		s.key = config.Whole(1)
	case keyDays:
		s.key = config.Whole(c.seg.Days)
		return ""
	case keyIncentive:
		if held = c.seg.withoutIncentive(); held != "" {
			return held
		}
		factor, _, err := r.atPlanRates().major(c.seg.Currency, r.planCurrency(c), c.sheet.window.End-1)
		if err != nil {
			return err.Error()
		}
		s.key = config.MajorOf(c.seg.wholeIncentive(), c.seg.Currency).Mul(factor)
	default:
		got := r.gauge(m.keyOf, c)
		if got.held != "" || got.value.Null != "" {
			return fmt.Sprintf("the share of %s is not known: %s", c.seg.Participant, got.held+got.value.Null)
		}
		s.measured, s.key = &got, got.value.Ratio.Max(config.Ratio{})
		if m.keyOf.formula.isMeasure() {
			return ""
		}
	}
	s.key = s.key.Mul(m.dayShare(c, own))
	return ""
}

// dayShare is the cell's part of its participant's key: of the window's days where the pool is prorated, else of the
// participant's own.
func (m *pool) dayShare(c *cell, own []*cell) config.Ratio {
	of := c.seg.windowDays
	if !m.prorated {
		of = 0
		for _, o := range own {
			of += o.seg.Days
		}
	}
	if of <= 0 {
		return config.Ratio{}
	}
	return config.NewRatio(c.seg.Days, of)
}

// wholeIncentive is the target incentive of the whole window, of a blended segment's days their mix.
func (s *Segment) wholeIncentive() config.Ratio {
	if len(s.parts) == 1 || s.Days <= 0 {
		return s.parts[0].incentive
	}
	var sum config.Ratio
	for i := range s.parts {
		sum = sum.Add(s.parts[i].incentive.Mul(config.NewRatio(s.parts[i].days, s.Days)))
	}
	return sum
}

// leftOn gives the day on which a participant is judged and was not under the plan any more; 0 for who was, or where
// leavers keep their shares.
func (m *pool) leftOn(r *runner, sh *sheet) (on config.Day, held string) {
	if m.leavers == kept {
		return 0, ""
	}
	on = min(sh.window.End, sh.plan.End) - 1
	if m.payDate {
		if on = r.prog.payDate(sh.window); on == 0 {
			return 0, fmt.Sprintf("no pay date is written for %s; add it to pay: dates: in attain.yaml", sh.window.Label)
		}
	}
	for i := range sh.stretches {
		if sh.stretches[i].Contains(on) {
			return 0, ""
		}
	}
	return on, ""
}

// payDate gives the day a pay window is paid: that of its own label, or of the month it ends in; 0 where none is written.
func (p *Program) payDate(window config.Period) config.Day {
	month := p.ws.Calendar.PeriodOf(window.End-1, config.Month).Label
	for _, label := range []string{window.Label, month} {
		for _, d := range p.ws.Pay.Dates {
			if d.Period == label {
				return d.On
			}
		}
	}
	return 0
}

// measure finds the size of a pool, and the most one gets.
func (m *pool) measure(r *runner, c *cell, size *poolSize) (held string) {
	if m.of != nil {
		size.of = r.gauge(m.of, c)
	}
	if m.times != nil {
		size.times = r.gauge(m.times, c)
	}
	for _, got := range []*gauged{&size.of, &size.times} {
		if got.held != "" || got.value.Null != "" {
			return "the size of the pool is not known: " + got.held + got.value.Null
		}
	}
	halves := c.sheet.plan.Conventions.Halves
	var ok bool
	size.minor, ok = config.MinorOf(m.size(size.of.value.Ratio, size.times.value.Ratio), size.currency).Round(halves)
	if m.most != nil {
		limit, fits := config.MinorOf(*m.most, size.currency).Round(halves)
		size.limit, ok = &limit, ok && fits
	}
	if !ok {
		return errTooLarge.Error()
	}
	return ""
}

// size is the pool in major units, exactly.
func (m *pool) size(of, times config.Ratio) config.Ratio {
	v := m.amount
	if m.of != nil {
		v = v.Mul(of)
	}
	v = v.Mul(config.Whole(1).Sub(m.reserve))
	if m.times != nil {
		if m.atMost != nil {
			times = times.Min(*m.atMost)
		}
		v = v.Mul(times)
	}
	return v.Max(config.Ratio{})
}

// write drafts the line of a cell's share.
func (m *pool) write(r *runner, c *cell) {
	res, s := r.newResult(c), c.pooled
	switch {
	case s == nil:
		res.Outcome, res.Reason = Held, fmt.Sprintf("no team is written for %s from %s", c.seg.Participant, c.seg.Interval)
		return
	case s.size.held != "":
		res.Outcome, res.Reason = Held, s.size.held
		return
	case s.leftOn == 0 && s.key.Sign() <= 0:
		res.Outcome, res.Reason = nothing, "nothing to share by: "+m.keyWords()+" is 0"
		return
	case s.leftOn != 0:
		res.Outcome, res.Reason = nothing, fmt.Sprintf("not under the plan on %s; %s", s.leftOn, leaverWords[m.leavers])
		return
	}
	factor, note, err := r.paidAt(c, s.size.currency)
	if err != nil {
		res.Outcome, res.Reason = Held, err.Error()
		return
	}
	amount, ok := config.MinorOf(config.MajorOf(config.Whole(s.minor), s.size.currency).Mul(factor), c.currency()).Round(c.sheet.plan.Conventions.Halves)
	if !ok {
		res.Outcome, res.Reason = Held, errTooLarge.Error()
		return
	}
	if res.Outcome = Paid; amount == 0 {
		res.Outcome, res.Reason = nothing, m.label(s)
	}
	basis := config.MinorOf(config.MajorOf(config.Whole(s.size.minor), s.size.currency).Mul(factor), c.currency())
	rate := config.Whole(amount)
	if basis.Sign() > 0 {
		rate = rate.Quo(basis)
	}
	d := draft{
		cell: c, part: "share", origin: r.originOf(c.sheet.window.End - 1), label: m.label(s), basis: basis, unit: "money", rate: rate,
		amount: amount, at: c.comp.at, from: m.from(c),
	}
	d.terms = m.terms(r, c, amount, factor, note)
	r.draft(d)
}

// from says whose pool of which days it is.
func (m *pool) from(c *cell) string {
	who := "plan " + c.sheet.plan.Name
	if m.byTeam {
		who = "team " + c.seg.Team
	}
	return fmt.Sprintf("the pool of %s, %s", who, c.sheet.window.Label)
}

// label says in a seller's words what the share is.
func (m *pool) label(s *poolShare) string {
	share := config.Ratio{}
	if s.size.keys.Sign() > 0 {
		share = s.key.Quo(s.size.keys)
	}
	text := fmt.Sprintf("Share of the pool of %s, %s of it by %s", money(s.size.minor, s.size.currency), percent(share), m.keyWords())
	switch {
	case s.capped:
		text += ", at most " + money(*s.size.limit, s.size.currency)
	case s.size.parts.rest != s.size.minor:
		text += ", and a part of what was above the most for others"
	}
	return text
}

// keyWords say what the pool is shared by.
func (m *pool) keyWords() string {
	switch m.key {
	case keyEqual:
		return "equal parts"
	case keyIncentive:
		return "target incentive"
	case keyDays:
		return "days"
	default:
		return lowerFirst(m.keyOf.title())
	}
}

var leaverWords = map[string]string{
	toTheOthers: "the share went to the others",
	forfeited:   "the share is forfeited",
}
