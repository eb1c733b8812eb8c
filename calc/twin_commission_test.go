package calc

import (
	"cmp"
	"fmt"
	"math/big"
	"slices"
	"strings"

	"attain/config"
)

// twinCommission is a commission: a rate on every credited deal, flat, by what the deal is, or by tiers over a running
// total.
type twinCommission struct {
	name     string
	paidOn   string // bookings (money) or units_sold (a count: the rate is an amount a unit)
	onlyIf   string
	rate     twinRate  // none where there are rows or tiers
	rows     []twinRow // rates by what a deal is; beside tiers, exceptions from them
	by       string    // amount, units, attainment
	counting string    // the column that moves the ladder instead of what is paid on
	resets   string    // deal, month, quarter, year
	each     string    // own_rate, top_rate, rate_at_start, rate_at_end
	limit    string    // higher_tier, lower_tier; "" for the convention
	base     *big.Rat  // what times is of; nil without
	derived  *big.Rat  // the weight of a rate, or of a base, that is incentive_per_quota; nil for none
	tiers    []twinTier
	twinDealLimits
	whole  bool // a shared deal is priced whole and then shared
	kind   string
	days   config.Interval // of a campaign; empty for all
	of     string          // of an override: direct_reports, all_reports
	own    bool            // and one's own deals
	theirs bool            // attainment is of the quotas of those who report
	extra  string          // lines of YAML of the kind's own
	budget *big.Rat        // of all participants, in major units; nil for none
	beside string          // of a campaign: replaces or greater_of; else ""
	paired bool            // a campaign's deals and these are compared deal by deal
	apart  bool            // its deals do not move other ladders
	toDate string          // of a true-up, the quota: to_date or whole; else ""
	back   bool            // of a true-up: it may be below zero
	until  config.Day      // of a true-up: where the ladder's period ends for now
	twinLimits
}

// twinRow is the rate of deals of a product, "" for all the rest.
type twinRow struct {
	product string
	rate    twinRate
	carved  bool // they do not move the ladder
}

// twinTier is a tier up to a limit, nil for the last.
type twinTier struct {
	limit *big.Rat
	upTo  bool
	rate  twinRate  // a share, or money for each unit
	times bool      // rate is so many times the base
	pays  *big.Rat  // money for the whole tier instead
	rows  []twinRow // or by what the deal is
}

var twinProducts = []string{"core", "plus", "other"}

func productIs(product string) string { return "product_family = '" + product + "'" }

func (c *twinCommission) title() string { return c.name }

func (c *twinCommission) rateText(r twinRate) string {
	if r.formula != nil {
		return r.formula.write(c.numberText)
	}
	return c.numberText(r.Rat)
}

func (c *twinCommission) numberText(r *big.Rat) string {
	if c.paidOn == "units_sold" {
		return ratMajor(r)
	}
	return ratPercent(r)
}

func (c *twinCommission) write(b *strings.Builder) {
	fmt.Fprintf(b, "  - name: %s\n    kind: %s\n    paid_on: %s\n%s", c.name, twinOr(c.kind, "commission"), c.paidOn, c.extra)
	if c.onlyIf != "" {
		fmt.Fprintf(b, "    only_if: %s\n", c.onlyIf)
	}
	c.twinLimits.write(b)
	c.twinDealLimits.write(b)
	if c.whole {
		b.WriteString("    splits: rate_first\n")
	}
	if c.derived != nil {
		fmt.Fprintf(b, "    weight: %s\n", ratPercent(c.derived))
	}
	if c.derived != nil && len(c.tiers) == 0 {
		b.WriteString("    rate: incentive_per_quota\n")
	}
	if !c.rate.none() {
		fmt.Fprintf(b, "    rate: %s\n", c.rateText(c.rate))
	}
	if len(c.rows) > 0 {
		fmt.Fprintf(b, "    rates: [%s]\n", c.rowsText(c.rows))
	}
	if len(c.tiers) == 0 {
		return
	}
	fmt.Fprintf(b, "    tiers:\n      by: %s\n      resets: %s\n      each_tier: %s\n", c.by, map[string]string{"campaign": "campaign", "deal": "deal", "month": "monthly", "quarter": "quarterly", "year": "yearly"}[c.resets], c.each)
	if c.counting != "" {
		fmt.Fprintf(b, "      counting: %s\n", c.counting)
	}
	if c.limit != "" {
		fmt.Fprintf(b, "      exactly_on_limit: %s\n", c.limit)
	}
	if c.base != nil {
		fmt.Fprintf(b, "      base_rate: %s\n", c.numberText(c.base))
	}
	if c.derived != nil {
		b.WriteString("      base_rate: incentive_per_quota\n")
	}
	b.WriteString("      rates:\n")
	for _, t := range c.tiers {
		b.WriteString("        - {")
		if t.limit != nil {
			limit := ratMajor(t.limit)
			if c.by == "attainment" {
				limit = ratPercent(t.limit)
			}
			fmt.Fprintf(b, "%s: %s, ", map[bool]string{true: "up_to", false: "below"}[t.upTo], limit)
		}
		switch {
		case t.pays != nil:
			fmt.Fprintf(b, "pays: %s}\n", ratMajor(t.pays))
		case len(t.rows) > 0:
			fmt.Fprintf(b, "rates: [%s]}\n", c.rowsText(t.rows))
		case t.times:
			fmt.Fprintf(b, "times: %s}\n", ratMajor(t.rate.Rat))
		default:
			fmt.Fprintf(b, "rate: %s}\n", c.rateText(t.rate))
		}
	}
}

func (c *twinCommission) rowsText(rows []twinRow) string {
	var out []string
	for _, r := range rows {
		when, counts := "", ""
		if r.product != "" {
			when = fmt.Sprintf("when: %q, ", productIs(r.product))
		}
		if r.carved {
			counts = ", counts: no"
		}
		out = append(out, fmt.Sprintf("{%srate: %s%s}", when, c.rateText(r.rate), counts))
	}
	return strings.Join(out, ", ")
}

func drawCommission(d twinDice, x *twinCase, name string) *twinCommission {
	c := &twinCommission{name: name, paidOn: twinPick(d, "bookings", "bookings", "bookings", "units_sold")}
	formulas := d.yes(12)
	rate := func() twinRate {
		switch {
		case formulas && d.yes(60) && (c.each != "top_rate" || c.resets == "deal"):
			return twinRate{formula: drawFormula(d, x, c.paidOn == "units_sold")}
		case c.paidOn == "units_sold":
			return twinRate{Rat: twinPick(d, rat(25, 1), rat(5, 2), rat(1, 8), rat(0, 1), rat(333, 100))}
		}
		return twinRate{Rat: twinPick(d, rat(1, 100), rat(5, 200), rat(8, 100), rat(12, 100), rat(1, 8), rat(1, 2), rat(0, 1), rat(333, 10000))}
	}
	c.drawLimits(d, x, nil, []string{"before_cap", "after_cap"}, 1_000, 5_000, 10_000)
	if d.yes(20) {
		c.onlyIf = "deal_type = 'new'"
	}
	if d.yes(16) {
		c.twinDealLimits.draw(d, x)
	}
	row := func(rest bool) (rows []twinRow) {
		for _, p := range twinProducts[:d.n(1, 2)] {
			rows = append(rows, twinRow{p, rate(), false})
		}
		if rest {
			rows = append(rows, twinRow{"", rate(), false})
		}
		return rows
	}
	if d.yes(25) {
		c.whole = d.yes(20)
		if d.yes(50) {
			if c.rate = rate(); c.drawDerived(d, x) {
				c.rate = twinRate{}
			}
			x.see("commission: flat")
		} else {
			c.rows = row(d.yes(50))
			x.see("commission: rates by what a deal is")
		}
		if c.whole {
			x.see("commission: rate first, then share")
		}
		return c
	}
	c.by = twinPick(d, "amount", "attainment")
	if c.paidOn == "units_sold" { // a quota is money
		c.by = "units"
	}
	c.resets = twinPick(d, "deal", "month", "quarter", "year")
	if c.by == "attainment" && c.resets == "deal" {
		c.resets = "quarter"
	}
	if c.resets == "deal" && d.yes(20) {
		c.whole = true
		x.see("commission: rate first, then share")
	}
	c.each, c.limit = twinPick(d, "own_rate", "own_rate", "top_rate", "rate_at_start", "rate_at_end"), twinPick(d, "", "", "higher_tier", "lower_tier")
	if c.any() && c.each == "top_rate" && c.resets != "deal" {
		c.each = "own_rate"
	}
	if d.yes(12) {
		c.counting = "tcv_minor"
		switch {
		case c.paidOn == "units_sold":
			c.counting = "seats"
		case c.by == "amount" && d.yes(30):
			c.by, c.counting = "units", "seats"
		}
		x.see("commission: counting %s by %s", c.counting, c.by)
	}
	c.drawTiers(d, x, rate, row)
	x.see("commission: tiers by %s", c.by)
	x.see("commission: each tier %s", c.each)
	x.see("commission: resets %s", c.resets)
	return c
}

func (c *twinCommission) drawTiers(d twinDice, x *twinCase, rate func() twinRate, row func(bool) []twinRow) {
	step := map[string]*big.Rat{"amount": rat(10_000, 1), "units": rat(3, 1), "attainment": rat(1, 4)}[c.by]
	at, how, rest := new(big.Rat), twinPick(d, "rate", "rate", "rate", "times", "pays", "rows"), d.yes(50)
	if how == "pays" && (c.each != "own_rate" || c.counting != "") {
		how = "rate"
	}
	if how == "times" {
		if c.base = rate().Rat; c.base == nil || c.base.Sign() == 0 {
			c.base = rat(1, 2)
		}
		if c.drawDerived(d, x) {
			c.base = nil
		}
	}
	if how == "rows" {
		n := d.n(1, 2)
		row = func(bool) (rows []twinRow) {
			for _, p := range twinProducts[:n] {
				rows = append(rows, twinRow{p, rate(), false})
			}
			if rest {
				rows = append(rows, twinRow{"", rate(), false})
			}
			return rows
		}
	}
	if d.yes(12) && how != "pays" { // a tier below zero
		at = ratMul(step, rat(-int64(d.n(0, 2)), 1))
		c.tiers = append(c.tiers, twinTier{limit: at, rate: rate()})
		x.see("commission: a tier below zero")
		if at.Sign() < 0 && d.yes(50) {
			at = new(big.Rat)
			c.tiers = append(c.tiers, twinTier{limit: at, rate: rate()})
		}
	}
	for range d.n(0, 3) {
		at = ratAdd(at, ratMul(step, twinPick(d, rat(1, 1), rat(2, 1), rat(1, 3), rat(3, 1))))
		if c.by != "attainment" { // written with two decimals
			at = rat(twinRound(ratMul(at, rat(100, 1)), "").Int64(), 100)
		} else {
			at = rat(twinRound(ratMul(at, rat(1000, 1)), "").Int64(), 1000)
		}
		c.tiers = append(c.tiers, twinTier{limit: at, rate: rate()})
	}
	c.tiers = append(c.tiers, twinTier{rate: rate()})
	for i := range c.tiers {
		t := &c.tiers[i]
		t.upTo = t.limit != nil && d.yes(20)
		switch {
		case how == "times":
			t.rate, t.times = twinRate{Rat: rat(int64(twinPick(d, 0, 50, 100, 125, 200)), 100)}, true
		case how == "pays" && t.limit != nil:
			t.pays, t.rate = rat(int64(twinPick(d, 0, 100, 1_000, 333)), 1), twinRate{}
		case how == "rows":
			t.rows, t.rate = row(rest), twinRate{}
		}
	}
	if d.yes(15) && how != "rows" {
		c.rows = []twinRow{{twinPick(d, twinProducts...), rate(), d.yes(50)}}
		x.see("commission: exceptions from the tiers")
	}
	x.see("commission: tiers of %s", how)
}

// limits are the tiers' limits, as written.
func (c *twinCommission) limits() (out []*big.Rat) {
	for _, t := range c.tiers {
		if t.limit != nil {
			out = append(out, t.limit)
		}
	}
	return out
}

// draw gives deals, sold one after the other: to a limit exactly, one unit beside it, back again, nothing at all.
func (c *twinCommission) draw(d twinDice, x *twinCase, who *twinPerson) {
	currency := twinOr(x.currency, who.currency)
	scale := rat(twinDecimals[currency], 1)
	limit := func(i int) *big.Rat { return ratMul(c.limits()[i], scale) }
	if c.derived != nil {
		x.drawQuota(d, who, c.paidOn)
	}
	switch {
	case c.by == "attainment":
		x.drawQuota(d, who, c.paidOn)
		currency = who.quotaIn
		if c.paidOn == "units_sold" {
			currency = ""
		}
		w := twinPick(d, x.windows()...).And(who.days)
		reset := c.period(max(w.First, who.days.First)).And(who.days)
		q, ok := x.quota(who.id, reset, c.paidOn, currency, reset.First)
		switch {
		case ok && q.Sign() > 0:
		case c.paidOn == "units_sold":
			q = rat(12, 1)
		default:
			q = rat(3_000_000, 1)
		}
		limit = func(i int) *big.Rat { return ratMul(c.limits()[i], q) }
	case c.by == "units":
		limit = func(i int) *big.Rat { return c.limits()[i] }
	}
	var days []config.Day
	for range d.n(0, 6) {
		days = append(days, drawDay(d, x, who))
	}
	slices.Sort(days)
	sold, last := new(big.Rat), new(big.Rat)
	for i, day := range days {
		v, in := rat(int64(d.n(-200_000, 2_000_000)), 1), currency
		if c.paidOn == "units_sold" {
			v = rat(int64(d.n(-2, 6)), 1)
		}
		switch d.n(0, 9) {
		case 0, 1, 2, 3:
			if n := len(c.limits()); n > 0 {
				v = ratSub(limit(d.n(0, n-1)), sold)
				v = ratAdd(v, rat(int64(twinPick(d, 0, 0, 0, 1, -1)), 1))
			}
		case 4:
			v = new(big.Rat).Neg(last)
		case 5:
			v = new(big.Rat)
		case 6:
			in = twinPick(d, "USD", "EUR", "JPY", "KWD")
		}
		value := twinRound(v, "").Int64()
		if c.resets != "deal" {
			sold = ratAdd(sold, rat(value, 1))
		}
		last = rat(value, 1)
		f := testFact{measure: c.paidOn, who: who.id, day: day, value: value, currency: in, source: fmt.Sprintf("D%02d", d.n(0, 9)*10+i), attrs: twinPick(d, "", "deal_type = 'new' and ", "deal_type = 'new' and ") + productIs(twinPick(d, twinProducts...))}
		if d.yes(30) {
			f.share = int64(twinPick(d, 5000, 2500, 3333, 10000))
		}
		if c.paidOn == "units_sold" {
			f.currency = ""
		} else if d.yes(1) {
			f.currency = "GBP"
		}
		x.adapt(d, c, &f)
		x.facts = append(x.facts, f)
	}
	if c.any() {
		c.reverse(d, x, who, x.facts[len(x.facts)-len(days):])
	}
}

// deals are somebody's credits in some days, in the order they stand on a ladder: by day, then by key.
func (c *twinCommission) deals(x *twinCase, who string, days config.Interval) []testFact {
	var out []testFact
	for _, f := range x.facts {
		if f.measure == c.paidOn && c.whose(f, who) && days.Contains(f.day) && (c.days.Empty() || c.days.Contains(f.day)) && strings.Contains(f.attrs, c.onlyIf) {
			out = append(out, f)
		}
	}
	slices.SortStableFunc(out, func(a, b testFact) int {
		return cmp.Or(cmp.Compare(a.day, b.day), strings.Compare(a.source, b.source))
	})
	return out
}

// whose says whether a deal is one somebody is paid on.
func (c *twinCommission) whose(f testFact, who string) bool {
	switch c.of {
	case "direct_reports":
		return len(f.above) > 0 && f.above[0] == who || c.own && f.who == who
	case "all_reports":
		return slices.Contains(f.above, who) || c.own && f.who == who
	}
	return f.who == who
}

// period is what a ladder counts over, as far as a day is in it.
func (c *twinCommission) period(at config.Day) config.Interval {
	if c.resets == "campaign" {
		return c.days
	}
	p := twinCalendar.PeriodOf(at, c.resets).Interval
	if c.until > 0 {
		p.End = min(p.End, c.until)
	}
	return p
}

// worth is a deal in minor units of a currency, or in units.
func (c *twinCommission) worth(x *twinCase, s *twinSheet, f testFact, currency string) (*big.Rat, bool) {
	if c.paidOn == "units_sold" {
		return rat(f.value, 1), true
	}
	return x.credited(s, rat(f.value, 1), f.currency, currency, f.day)
}

func (c *twinCommission) pay(x *twinCase, s *twinSheet) []twinAmount {
	switch {
	case c.budget != nil:
		return c.firstCome(x, s)
	case c.toDate != "":
		return c.truedUp(x, s)
	}
	return c.earned(x, s)
}

func (c *twinCommission) earned(x *twinCase, s *twinSheet) []twinAmount {
	var out []twinAmount
	deals := map[string]twinDeal{} // of the window, whichever segment they are in
	for _, t := range x.stretches(s) {
		own, ok := c.pricedDeals(x, s, t, deals)
		if !ok {
			x.see("held")
			x.held, x.heldIn[t.segment] = true, true
			continue
		}
		out = append(out, own...)
	}
	return out
}

// pieces cuts a segment where the ladder is reset.
func (c *twinCommission) pieces(days config.Interval) []config.Interval {
	if !c.days.Empty() {
		if days = days.And(c.days); days.Empty() {
			return nil
		}
	}
	if len(c.tiers) == 0 || c.resets == "deal" {
		return []config.Interval{days}
	}
	var out []config.Interval
	for at := days.First; at < days.End; {
		p := c.period(at).And(days)
		out = append(out, p)
		at = p.End
	}
	return out
}

// piece prices the deals of some days between two resets, in the plan's currency; false where it is held.
func (c *twinCommission) piece(x *twinCase, s *twinSheet, g *twinSegment, stretch, days config.Interval) ([]twinAmount, bool) {
	currency := twinOr(x.currency, g.Currency) // of limits, and of rates that are amounts
	l, ok := c.ladder(x, s, stretch, days, currency)
	if !ok {
		return nil, false
	}
	if c.paired && c.each == "top_rate" && c.resets != "deal" && len(c.tiers) > 0 {
		if l.final, ok = c.lastTier(x, s, stretch, days, currency); !ok {
			return nil, false
		}
	}
	var out []twinAmount
	for _, f := range c.deals(x, s.who, days) {
		if !c.eligible(f) {
			x.see("a deal no row holds for")
			continue
		}
		v, ok := c.worth(x, s, f, currency)
		if !ok {
			return nil, false
		}
		share := rat(10_000, 10_000)
		if f.share != 0 {
			share = rat(f.share, 10_000)
		}
		m, ok := c.moves(x, s, f, v, currency)
		if !ok || !l.known(f) {
			return nil, false
		}
		if c.whole {
			v, m = ratQuo(v, share), ratQuo(m, share)
		}
		earned := l.sell(f, v, m)
		if c.whole {
			earned = ratMul(earned, share)
		}
		out = append(out, twinAmount{g.n, "pay", f.source, currency, earned, f.day})
	}
	return out, true
}

// lastTier is the tier the ladder of some days is in after its last deal of the window, from 1; false where it is held.
func (c *twinCommission) lastTier(x *twinCase, s *twinSheet, stretch, days config.Interval, currency string) (int, bool) {
	reset := c.period(days.First)
	for _, t := range x.stretches(s) {
		if x.conv.ladder == "restarted" && t.days != stretch {
			continue
		}
		for _, later := range c.pieces(t.days) {
			if c.period(later.First) == reset && later.First >= days.First {
				if t.days != stretch {
					x.see("spif: the rate finally reached in another role")
				}
				stretch, days = t.days, later
			}
		}
	}
	l, ok := c.ladder(x, s, stretch, days, currency)
	if !ok {
		return 0, false
	}
	for _, f := range c.deals(x, s.who, days) {
		if r := twinRowOf(c.rows, f); !c.eligible(f) || r != nil && r.carved || x.apart(c, f) {
			continue
		}
		v, ok := c.worth(x, s, f, currency)
		if !ok {
			return 0, false
		}
		m, _ := c.moves(x, s, f, v, currency)
		l.at = ratAdd(l.at, m)
	}
	return 1 + l.tier(l.at), true
}

// twinLadder is where somebody stands: how much was sold since the reset, and of that how much is paid by the tiers, by
// what it is.
type twinLadder struct {
	c      *twinCommission
	x      *twinCase
	minor  *big.Rat   // what a unit of what is paid on times a rate is, in minor units of the plan's currency
	money  *big.Rat   // minor units in a major one
	base   *big.Rat   // the rate of all, or what times is of
	limits []*big.Rat // in the ladder's units; one less than tiers. Nil where the quota is 0
	at     *big.Rat
	final  int // from 1: the tier everything is paid at, whatever is reached; 0 where earlier deals are paid again
	paid   map[string]*big.Rat
	deal   testFact // that is sold now
}

// row finds the first row that holds for a deal, nil for none.
func twinRowOf(rows []twinRow, f testFact) *twinRow {
	for i, r := range rows {
		if r.product == "" || strings.Contains(f.attrs, productIs(r.product)) {
			return &rows[i]
		}
	}
	return nil
}

// eligible says whether there is a rate for a deal.
func (c *twinCommission) eligible(f testFact) bool {
	if !c.rate.none() || len(c.tiers) == 0 && c.derived != nil || twinRowOf(c.rows, f) != nil {
		return true
	}
	return len(c.tiers) > 0 && (len(c.tiers[0].rows) == 0 || twinRowOf(c.tiers[0].rows, f) != nil)
}

// sell puts a deal on the ladder, which it moves by so much, and gives what it earns, in minor units of the plan's currency.
func (l *twinLadder) sell(f testFact, v, moves *big.Rat) *big.Rat {
	c := l.c
	l.deal = f
	if r := twinRowOf(c.rows, f); r != nil {
		earned := ratMul(ratMul(v, l.number(r.rate)), l.minor)
		if len(c.tiers) > 0 && !r.carved && !l.x.apart(c, f) && c.resets != "deal" {
			if l.final > 0 {
				l.at = ratAdd(l.at, moves)
				return earned
			}
			before := l.everything(l.at) // earlier deals get the rate of a tier this one reaches, too
			l.at = ratAdd(l.at, moves)
			earned = ratAdd(earned, ratSub(l.everything(l.at), before))
		}
		return earned
	}
	if len(c.tiers) == 0 && c.derived != nil {
		return ratMul(ratMul(v, l.base), l.minor)
	}
	if !c.rate.none() {
		return ratMul(ratMul(v, l.number(c.rate)), l.minor)
	}
	what := ""
	if rows := c.tiers[0].rows; len(rows) > 0 {
		what = twinRowOf(rows, f).product
	}
	if c.resets == "deal" {
		l.at, l.paid = new(big.Rat), map[string]*big.Rat{}
		if moves.Sign() < 0 && (len(l.limits) == 0 || l.limits[0].Sign() > 0) { // takes back what the deal it undoes earned
			l.x.see("a reversal of a deal by itself")
			return new(big.Rat).Neg(l.sell(f, new(big.Rat).Neg(v), new(big.Rat).Neg(moves)))
		}
	}
	if c.resets != "deal" && l.x.apart(c, f) { // of a campaign beside: paid at the tier the ladder stands in
		return ratMul(v, l.rateAt(what, l.tier(l.at)))
	}
	from, to := l.at, ratAdd(l.at, moves)
	var earned *big.Rat
	switch c.each {
	case "own_rate": // where it crosses a limit, as much of what is paid on lies on each side as of what moves the ladder
		if earned = ratMul(v, l.rateAt(what, l.tier(from))); moves.Sign() != 0 {
			earned = ratMul(ratQuo(v, moves), ratSub(l.climbed(what, to), l.climbed(what, from)))
		}
	case "rate_at_start":
		earned = ratMul(v, l.rateAt(what, l.tier(ratMin(from, to)))) // a reversal goes the deal's way back: its start is where it ends
	case "rate_at_end":
		earned = ratMul(v, l.rateAt(what, l.tier(ratMax(from, to))))
	case "top_rate":
		if l.final > 0 {
			earned = ratMul(v, l.rateAt(what, l.final-1))
			break
		}
		before := l.everything(from)
		if l.paid[what] == nil {
			l.paid[what] = new(big.Rat)
		}
		l.paid[what] = ratAdd(l.paid[what], v)
		earned = ratSub(l.everything(to), before)
	}
	l.at = to
	if v.Sign() < 0 {
		l.x.see("a reversal on a ladder")
	}
	for _, limit := range l.limits {
		if to.Cmp(limit) == 0 {
			l.x.see("a deal ends exactly on a limit")
		}
	}
	return earned
}

// everything is what the rate of the tier reached makes of all that is paid by the tiers.
func (l *twinLadder) everything(at *big.Rat) *big.Rat {
	sum, k := new(big.Rat), l.tier(at)
	for what, v := range l.paid {
		sum = ratAdd(sum, ratMul(v, l.rateAt(what, k)))
	}
	return sum
}

// tier is the tier a total is in. Where the quota is 0 it is the one that begins at 0.
func (l *twinLadder) tier(at *big.Rat) int {
	limits := l.limits
	if limits == nil {
		limits, at = l.c.limits(), new(big.Rat)
		k := 0
		for k < len(limits) && limits[k].Sign() <= 0 {
			k++
		}
		return k
	}
	k := 0
	for k < len(limits) {
		lower := l.c.tiers[k].upTo || twinOr(l.c.limit, l.x.conv.limit) == "lower_tier"
		if n := at.Cmp(limits[k]); n < 0 || n == 0 && lower {
			break
		}
		k++
	}
	return k
}

// rateAt is the rate of a tier for deals of a kind, in minor units of the plan's currency for each unit of the ladder.
func (l *twinLadder) rateAt(what string, k int) *big.Rat {
	t := l.c.tiers[k]
	switch {
	case t.pays != nil:
		low := new(big.Rat)
		if k > 0 {
			low = l.limits[k-1]
		}
		return ratQuo(ratMul(t.pays, l.money), ratSub(l.limits[k], low))
	case len(t.rows) > 0:
		for _, r := range t.rows {
			if r.product == what {
				return ratMul(l.number(r.rate), l.minor)
			}
		}
	case t.times:
		return ratMul(ratMul(t.rate.Rat, l.base), l.minor)
	}
	return ratMul(l.number(t.rate), l.minor)
}

// climbed is what the way from 0 to a total earns, every part at its own tier's rate; below zero it is negative.
func (l *twinLadder) climbed(what string, to *big.Rat) *big.Rat {
	if l.limits == nil {
		return ratMul(to, l.rateAt(what, l.tier(to)))
	}
	sum := new(big.Rat)
	for k := range l.c.tiers {
		low, high := ratMin(to, new(big.Rat)), ratMax(to, new(big.Rat))
		if k > 0 {
			low = ratMax(low, l.limits[k-1])
		}
		if k < len(l.limits) {
			high = ratMin(high, l.limits[k])
		}
		if low.Cmp(high) < 0 {
			sum = ratAdd(sum, ratMul(ratSub(high, low), l.rateAt(what, k)))
		}
	}
	if to.Sign() < 0 {
		sum.Neg(sum)
	}
	return sum
}

// ladder gives a ladder as it stands before some days; false where a quota or a rate it needs is missing.
func (c *twinCommission) ladder(x *twinCase, s *twinSheet, stretch, days config.Interval, currency string) (*twinLadder, bool) {
	l := &twinLadder{c: c, x: x, minor: rat(1, 1), money: rat(twinDecimals[currency], 1), at: new(big.Rat), paid: map[string]*big.Rat{}}
	if c.paidOn == "units_sold" {
		l.minor = l.money
	}
	l.base = c.base
	if c.derived != nil {
		var ok bool
		if l.base, ok = c.perQuota(x, s, stretch, days, currency); !ok {
			return nil, false
		}
	}
	if len(c.tiers) == 0 {
		return l, true
	}
	scale := rat(1, 1)
	if c.by == "amount" {
		scale = l.money
	}
	if c.resets != "deal" {
		quota, ok := c.before(x, s, l, stretch, days, currency)
		if !ok {
			return nil, false
		}
		if c.by == "attainment" {
			scale = quota
		}
	}
	if scale.Sign() == 0 { // an amount for a whole tier has no rate then
		return l, !slices.ContainsFunc(c.tiers, func(t twinTier) bool { return t.pays != nil })
	}
	l.limits = []*big.Rat{}
	for _, limit := range c.limits() {
		l.limits = append(l.limits, ratMul(limit, scale))
	}
	return l, true
}

// before puts on a ladder what was sold between the reset and some days, and gives the quota of the ladder's period.
func (c *twinCommission) before(x *twinCase, s *twinSheet, l *twinLadder, stretch, days config.Interval, currency string) (*big.Rat, bool) {
	reset := c.period(days.First)
	whole := x.sheet(s.who, reset) // who was what since the reset
	quota := new(big.Rat)
	var sold []testFact
	for _, o := range whole.segments {
		if x.conv.ladder == "restarted" && o.days.And(stretch).Empty() {
			continue // what is mixed in this window is mixed on the ladder; roles of other windows are not
		}
		sold = append(sold, c.deals(x, s.who, config.Interval{First: o.days.First, End: min(o.days.End, days.First)})...)
		if c.by == "attainment" {
			q, ok := c.quotaOf(x, whole, o.days, currency)
			if !ok {
				return nil, false
			}
			if quota = ratAdd(quota, q); !x.conv.prorate("quota") { // the whole one, once
				quota = q
				if !c.theirs {
					quota, _ = x.quota(s.who, whole.window, c.paidOn, currency, days.First)
				}
			}
		}
	}
	l.limits = []*big.Rat{} // what earlier deals earned is not asked here
	for range c.limits() {
		l.limits = append(l.limits, rat(1, 1))
	}
	for _, f := range sold {
		if r := twinRowOf(c.rows, f); !c.eligible(f) || r != nil && r.carved || x.apart(c, f) {
			continue
		}
		v, ok := c.worth(x, s, f, currency)
		if !ok && (c.by != "units" || c.each == "top_rate") { // a count needs no rate of exchange
			return nil, false
		} else if !ok {
			v = new(big.Rat)
		}
		m, ok := c.moves(x, s, f, v, currency)
		if !ok {
			return nil, false
		}
		l.sell(f, v, m)
	}
	l.limits = nil
	return ratMax(quota, new(big.Rat)), true // what is taken off is never more than there is
}
