package calc

import (
	"fmt"
	"math/big"
	"slices"
	"strings"

	"attain/config"
)

// twinContest pays prizes by rank: among the participants of the plan in a window.
type twinContest struct {
	name    string
	by      twinGauge
	prizes  []*big.Rat // major units, from the first rank
	sharing bool       // ties share the prizes of their ranks, else all get the higher one
	limit   *big.Rat   // to be ranked at all; nil for none
	leftOut bool       // who has no result is left out, else nobody is ranked
	byTeam  bool       // within each team
	twinLimits
}

func (c *twinContest) title() string { return c.name }

func (c *twinContest) write(b *strings.Builder) {
	var prizes []string
	for _, p := range c.prizes {
		prizes = append(prizes, ratMajor(p))
	}
	fmt.Fprintf(b, "  - name: %s\n    kind: contest\n    ranked_by: {kpi: %s}\n    among: %s\n    prizes: [%s]\n    ties: %s\n    without_value: %s\n", c.name, c.by.kpi, sharedBy(c.byTeam),
		strings.Join(prizes, ", "), map[bool]string{true: "share", false: "all_higher"}[c.sharing], map[bool]string{true: "left_out", false: "held"}[c.leftOut])
	if c.limit != nil {
		fmt.Fprintf(b, "    %s: %s\n", map[bool]string{true: "at_most", false: "at_least"}[c.by.lower], c.by.number(c.limit))
	}
}

func drawContest(d twinDice, x *twinCase) *twinContest {
	c := &twinContest{name: "contest", by: drawGauge(d), sharing: d.yes(50), leftOut: d.yes(50)}
	top := []int64{1_000, 500, 333, 100, 1}
	for _, n := range top[d.n(0, 2):] {
		c.prizes = append(c.prizes, rat(n, 1))
	}
	c.prizes = c.prizes[:d.n(1, len(c.prizes))]
	if d.yes(40) {
		c.limit = ratMul(c.by.step(), rat(int64(d.n(1, 6)), 1))
	}
	if c.byTeam = d.yes(30); c.byTeam {
		x.byTeam = true
		x.see("contest within teams")
	}
	x.see("contest")
	return c
}

// draw gives what the gauge counts, few and even numbers, so that there are ties.
func (c *twinContest) draw(d twinDice, x *twinCase, who *twinPerson) { c.by.draw(d, x, who) }

func (g *twinGauge) draw(d twinDice, x *twinCase, who *twinPerson) {
	card := &twinScorecard{twinGauge: *g}
	for i := range 3 {
		card.anchors = append(card.anchors, twinAnchor{ratMul(g.step(), rat(int64(2*i+2), 1)), nil})
	}
	card.draw(d, x, who)
}

// sharedBy is who shares something: all of the plan, or each team.
func sharedBy(team bool) string { return map[bool]string{true: "team", false: "plan"}[team] }

// sheets are everybody's in a window, in the order of their numbers; by team, of those who end it in somebody's team, where
// who has none shares nothing.
func (x *twinCase) sheets(s *twinSheet, byTeam bool) (out []*twinSheet) {
	under := s.window.And(config.Interval{First: x.first, End: x.last + 1})
	team := x.teamOn(s.who, under)
	if byTeam && team == "" {
		return nil
	}
	var ids []string
	for _, a := range x.rows {
		if !slices.Contains(ids, a.Participant) {
			ids = append(ids, a.Participant)
		}
	}
	slices.Sort(ids)
	for _, who := range ids {
		if o := x.sheet(who, s.window); len(o.segments) > 0 && (!byTeam || x.teamOn(who, under) == team) {
			out = append(out, o)
		}
	}
	return out
}

func (c *twinContest) pay(x *twinCase, s *twinSheet) []twinAmount {
	type ranked struct {
		s *twinSheet
		v *big.Rat
	}
	var list []ranked
	all := x.sheets(s, c.byTeam)
	x.held = len(all) == 0 // of no team: nobody knows
	for _, o := range all {
		v, held := c.by.value(x, o, o.gaugeDays())
		if v == nil || held {
			if c.leftOut {
				continue
			}
			x.see("contest held")
			x.held = true
			return nil
		}
		if c.limit != nil && v.Cmp(c.limit) != 0 && v.Cmp(c.limit) < 0 != c.by.lower {
			continue
		}
		list = append(list, ranked{o, v})
	}
	slices.SortStableFunc(list, func(a, b ranked) int {
		if c.by.lower {
			return a.v.Cmp(b.v)
		}
		return b.v.Cmp(a.v)
	})
	minor := rat(twinDecimals[x.currency], 1)
	prize := func(rank int) *big.Int {
		if rank < len(c.prizes) {
			return twinRound(ratMul(c.prizes[rank], minor), x.conv.halves)
		}
		return new(big.Int)
	}
	for i := 0; i < len(list); {
		end := i + 1
		for end < len(list) && list[end].v.Cmp(list[i].v) == 0 {
			end++
		}
		sum, n := new(big.Int), int64(end-i)
		for k := i; k < end; k++ {
			sum.Add(sum, prize(k))
		}
		each, left := new(big.Int).QuoRem(sum, big.NewInt(n), new(big.Int))
		for k := i; k < end; k++ {
			gets := prize(i)
			if c.sharing {
				gets = new(big.Int).Set(each)
				if int64(k-i) < left.Int64() { // what is left over goes to the lowest participants
					gets.Add(gets, big.NewInt(1))
				}
			}
			if n > 1 {
				x.see("contest: a tie")
			}
			if list[k].s.who == s.who {
				return x.inPay(s, gets)
			}
		}
		i = end
	}
	return nil
}

// inPay gives minor units of the plan's currency to a participant, on the last of a window's stretches.
func (x *twinCase) inPay(s *twinSheet, n *big.Int) []twinAmount {
	v, ok := x.paidOut(s, new(big.Rat).SetInt(n), x.currency, s.currency, s.window.End-1)
	if !ok {
		x.held = true
		return nil
	}
	stretches := x.stretches(s)
	return []twinAmount{{segment: stretches[len(stretches)-1].segment, part: "pay", currency: s.currency, minor: v}}
}

// twinPool divides one amount among the participants of a plan.
type twinPool struct {
	name     string
	amount   *big.Rat
	rate     *big.Rat // of all bookings of the company or the team, instead of an amount; nil for none
	byTeam   bool     // one for each team
	times    *twinPoolTimes
	reserve  *big.Rat
	shares   string // equal, target_incentive, days
	prorated bool
	leavers  string   // to_the_others, forfeited, kept
	most     *big.Rat // major units; nil for none
	again    bool     // what is above it is shared again
	twinLimits
}

func (c *twinPool) title() string { return c.name }

func (c *twinPool) write(b *strings.Builder) {
	amount := ratMajor(c.amount)
	if c.rate != nil {
		amount = fmt.Sprintf("{rate: %s, of: bookings, subject: %s}", ratPercent(c.rate), c.subject())
	}
	fmt.Fprintf(b, "  - name: %s\n    kind: pool\n    shared_by: %s\n    amount: %s\n    reserve: %s\n    shares: %s\n    leavers: %s\n", c.name, sharedBy(c.byTeam), amount, ratPercent(c.reserve), c.shares, c.leavers)
	if c.times != nil {
		c.times.write(b)
	}
	if c.prorated {
		b.WriteString("    prorated: yes\n")
	}
	if c.most != nil {
		fmt.Fprintf(b, "    each_at_most: %s\n    excess: %s\n", ratMajor(c.most), map[bool]string{true: "shared_again", false: "lost"}[c.again])
	}
}

func drawPool(d twinDice, x *twinCase) *twinPool {
	c := &twinPool{
		name: "pool", amount: rat(int64(twinPick(d, 1_000, 100, 10, 9_999)), 1), reserve: rat(int64(twinPick(d, 0, 25, 33)), 100),
		shares: twinPick(d, "equal", "target_incentive", "days"), leavers: twinPick(d, "to_the_others", "forfeited", "kept"), again: d.yes(50),
	}
	c.prorated = c.shares != "days" && d.yes(40)
	if d.yes(40) {
		c.most = rat(int64(twinPick(d, 5, 40, 300, 3_000)), 1)
	}
	if d.yes(50) {
		c.rate = twinPick(d, rat(1, 100), rat(5, 100), rat(333, 10_000))
		x.see("pool of a rate")
	}
	if c.byTeam = d.yes(40); c.byTeam {
		x.byTeam = true
		x.see("pool of a team")
	}
	if d.yes(35) {
		c.times = drawPoolTimes(d, x, twinPick(d, "company", c.subject()))
	}
	x.gauged = true // each segment has a share of its own
	x.see("pool by %s", c.shares)
	return c
}

func (c *twinPool) draw(d twinDice, x *twinCase, who *twinPerson) {
	if c.times != nil {
		c.times.draw(d, x, who)
	}
	for i := range d.n(0, 2) {
		x.facts = append(x.facts, testFact{measure: "bookings", who: who.id, day: drawDay(d, x, who), value: int64(d.n(-200_000, 2_000_000)), currency: twinPick(d, "USD", "EUR", x.currency), source: fmt.Sprintf("P%s%d", who.id, i)})
	}
}

// subject is whose results make the pool large or small.
func (c *twinPool) subject() string { return map[bool]string{true: "team", false: "company"}[c.byTeam] }

// size is how large the pool is before the reserve, in minor units; false where it is not known. The days are the window's,
// whoever was under the plan.
func (c *twinPool) size(x *twinCase, s *twinSheet) (*big.Rat, bool) {
	minor, team := rat(twinDecimals[x.currency], 1), x.teamOn(s.who, s.window.And(config.Interval{First: x.first, End: x.last + 1}))
	size := ratMul(c.amount, minor)
	if c.rate != nil {
		of := twinGauge{kpi: "t_bookings"}
		booked, ok := of.of(x, s, c.subject(), team, s.window)
		if !ok {
			return nil, false
		}
		size = ratMul(ratMul(booked, minor), c.rate)
	}
	if c.times != nil {
		v, ok := c.times.value(x, s, team)
		if !ok {
			x.see("pool without an achievement")
			return nil, false
		}
		size = ratMul(size, v)
	}
	return ratMax(size, new(big.Rat)), true
}

// key is what somebody's share is by; nil where it is not known.
func (c *twinPool) key(x *twinCase, s *twinSheet) *big.Rat {
	key := rat(1, 1)
	days := x.paidDays(s)
	if days.Sign() == 0 { // none of the days counts
		return new(big.Rat)
	}
	switch c.shares {
	case "days":
		return ratMul(days, rat(x.count([]config.Interval{s.window}), 1))
	case "target_incentive":
		key = new(big.Rat)
		months := map[string]int64{"month": 1, "quarter": 3, "year": 12}
		for _, g := range s.segments {
			share := x.paidShare(s, &g)
			if share.Sign() == 0 {
				continue
			}
			if !g.HasIncentive {
				return nil
			}
			ti := ratMul(rat(g.IncentiveMinor, 1), rat(months[x.pays], months[g.IncentivePer]))
			if !c.prorated {
				share = ratQuo(share, days)
			}
			v, ok := x.atPlanRate(ratMul(ti, share), g.Currency, x.currency, s.window.End-1)
			if !ok {
				return nil
			}
			key = ratAdd(key, v)
		}
		return key
	}
	if c.prorated {
		key = days
	}
	return key
}

func (c *twinPool) pay(x *twinCase, s *twinSheet) []twinAmount {
	all := x.sheets(s, c.byTeam)
	if len(all) == 0 { // of no team: nobody knows
		x.held = true
		return nil
	}
	minor := rat(twinDecimals[x.currency], 1)
	size, ok := c.size(x, s)
	if !ok {
		x.held = true
		return nil
	}
	pool := twinRound(ratMul(size, ratSub(rat(1, 1), c.reserve)), x.conv.halves)
	keys := make([]*big.Rat, len(all))
	left := make([]bool, len(all))
	for i, o := range all {
		if keys[i] = c.key(x, o); keys[i] == nil {
			x.held = true
			x.see("pool held")
			return nil
		}
		if left[i] = o.segments[len(o.segments)-1].days.End < min(s.window.End, x.last+1); left[i] {
			x.see("pool: a leaver, %s", c.leavers)
			if c.leavers == "to_the_others" {
				keys[i] = new(big.Rat)
			}
		}
	}
	all0 := true
	for _, key := range keys {
		all0 = all0 && key.Sign() <= 0
	}
	if all0 && pool.Sign() > 0 { // nothing says who gets it, and that is not nothing
		x.held = true
		x.see("pool without keys")
		return nil
	}
	shares := divide(pool, keys)
	if c.most != nil {
		shares = c.capped(twinRound(ratMul(c.most, minor), x.conv.halves), pool, shares, keys)
	}
	for i, o := range all {
		if o.who == s.who && !(left[i] && c.leavers != "kept") {
			return x.inPay(s, shares[i])
		}
	}
	return nil
}

// capped keeps everybody at the most; what is above is lost, or divided among those below until nothing is left.
func (c *twinPool) capped(most, pool *big.Int, shares []*big.Int, keys []*big.Rat) []*big.Int {
	if !c.again {
		for i := range shares {
			if shares[i].Cmp(most) > 0 {
				shares[i] = most
			}
		}
		return shares
	}
	full := make([]bool, len(shares))
	for {
		rest, open := new(big.Int).Set(pool), make([]*big.Rat, len(keys))
		for i := range keys {
			open[i] = keys[i]
			if full[i] {
				open[i] = new(big.Rat)
				rest.Sub(rest, most)
			}
		}
		shares = divide(rest, open)
		again := false
		for i := range shares {
			if full[i] {
				shares[i] = most
			} else if shares[i].Cmp(most) > 0 {
				full[i], again = true, true
			}
		}
		if !again {
			return shares
		}
	}
}

// divide divides an amount by keys, to the cent: what is left over goes to the largest remainders, of equal ones to the
// first.
func divide(amount *big.Int, keys []*big.Rat) []*big.Int {
	sum := new(big.Rat)
	for _, k := range keys {
		sum = ratAdd(sum, k)
	}
	out, rest := make([]*big.Int, len(keys)), make([]*big.Rat, len(keys))
	left := new(big.Int).Set(amount)
	var order []int
	for i, k := range keys {
		exact := new(big.Rat)
		if sum.Sign() != 0 {
			exact = ratQuo(ratMul(new(big.Rat).SetInt(amount), k), sum)
		}
		out[i] = new(big.Int).Quo(exact.Num(), exact.Denom())
		rest[i] = ratSub(exact, new(big.Rat).SetInt(out[i]))
		left.Sub(left, out[i])
		order = append(order, i)
	}
	if sum.Sign() == 0 {
		return out
	}
	slices.SortStableFunc(order, func(a, b int) int { return rest[b].Cmp(rest[a]) })
	for k := range int(left.Int64()) {
		out[order[k]].Add(out[order[k]], big.NewInt(1))
	}
	return out
}
