package calc

import (
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
	whole     int  // which of inputs, from 1, is the whole deal's amount; 0 where the measure does not say
	perDeal   *dealLimits
	campaign  config.Interval // the days it is for; empty for all of the plan's
	settled   bool            // under top_rate: each deal is paid at the rate finally reached; see settleRate

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
	facts, all, sums int32
	prior            []int32   // of each stay before
	earned           [][]int32 // the same by class; nil for one whose rate does not depend on the tier
}

// piece is a stretch of a cell with one ladder.
type piece struct {
	config.Interval
	ladderFrom  config.Day
	stays       []stay // the days under the plan the ladder counts
	quotaFor    config.Interval
	quotaDays   spanDays
	base        basis // of a derived rate
	rateSaid    string
	reach       config.Ratio // the part of tiers' limits that are amounts; 1 for all of them
	unit        config.Ratio // what the tiers' limits are multiplied by, major units
	sources     []sourceWindows
	quotas      []quotaWindow
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
	if !r.Has("reward") {
		c.checkShares(c.node(comp), m)
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
	m.base = c.readBaseRate(r, "rate", r.TextOr("quota", quotaFor(m.paidOn)), c.conditions(r, "quota_where"), m.paidOn)
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
	m.settled = m.isTop() && !m.alone() && c.isCompared(comp.name)
	c.gatherInputs(m)
	c.askWhole(m, comp)
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

// wholeColumn is the column of a measure of money that has the whole deal's amount beside the credit.
const wholeColumn = "deal_minor"

// askWhole asks for the whole deal's amount where it is priced before it is shared: the credit ÷ its share is off by the cent
// that could not be divided, and a limit may lie between the two. Half of 100.01 is 50.01 or 50.00. So it is for the limit
// above which a whole deal is reviewed.
func (c *compiler) askWhole(m *pricing, comp *component) {
	if !m.rateFirst && !m.perDeal.wholes() || m.perUnit || !slices.Contains(m.paidOn.Attributes, wholeColumn) {
		return
	}
	is := func(had config.Condition) bool { return had.SQL == wholeColumn }
	if !slices.ContainsFunc(m.inputs, is) {
		m.inputs = append(m.inputs, config.Condition{At: comp.at, SQL: wholeColumn, Made: true})
	}
	m.whole = 1 + slices.IndexFunc(m.inputs, is)
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
	return m.isTop() && !m.alone() && !m.settled && (len(m.classes) > 1 || m.counting())
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
