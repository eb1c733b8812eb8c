package calc

import (
	"cmp"
	"fmt"
	"maps"
	"math/big"
	"slices"
	"strings"

	"attain/config"
)

// twinRare is how many pairs in a hundred have a SPIF, an override, objectives or a true-up.
const twinRare = 30

// drawOther draws a kind that goes alone, or beside a commission.
func drawOther(d twinDice, x *twinCase) {
	switch what := twinPick(d, "spif", "spif", "override", "objectives", "true_up", "true_up", "milestone"); what {
	case "spif":
		s := drawSpif(d, x)
		if d.yes(60) {
			deals := drawCommission(d, x, "deals")
			for tries := 0; tries < 4 && deals.paidOn != s.paidOn; tries++ { // on the same deals mostly
				deals = drawCommission(d, x, "deals")
			}
			x.parts = append(x.parts, deals)
			s.drawBeside(d, x)
		}
		if d.yes(40) && x.currency != "" && len(s.tiers) == 0 && s.beside != "greater_of" {
			x.many, x.oneMoney = true, true
			s.budget = rat(int64(twinPick(d, 1, 100, 1_000, 5_000)), 1)
			s.extra += fmt.Sprintf("    budget: {amount: %s, order: first_come}\n", ratMajor(s.budget))
			x.see("spif: budget")
			if d.yes(40) {
				s.gate = drawGate(d)
				x.see("spif: budget after a gate")
			}
		}
		x.parts = append(x.parts, s)
	case "override":
		x.many = true
		x.parts = append(x.parts, drawOverride(d, x))
		if d.yes(40) {
			x.parts = append(x.parts, drawCommission(d, x, "deals"))
		}
	case "milestone":
		x.alone, x.period = true, "2026"
		x.parts = append(x.parts, drawMilestone(d, x))
	case "true_up":
		if d.yes(40) && x.pays != "year" {
			x.parts = append(x.parts, drawCardTrueUp(d, x))
			return
		}
		x.parts = append(x.parts, drawTrueUp(d, x))
	case "objectives":
		x.parts = append(x.parts, drawObjectives(d, x))
	}
}

// drawSpif draws a campaign: a commission for some days, whose ladder may count over all of them.
func drawSpif(d twinDice, x *twinCase) *twinCommission {
	c := drawCommission(d, x, "sprint")
	for c.by == "attainment" || c.whole || c.derived != nil { // a campaign has no quota of its own
		c = drawCommission(d, x, "sprint")
	}
	c.kind, c.floor = "spif", nil
	c.days = config.Interval{First: x.first, End: x.last + 1}
	if d.yes(70) {
		w := x.windows()
		first, last := w[0].First, w[len(w)-1].End-1
		from := min(x.last, max(x.first, first+config.Day(d.n(-40, int(last-first)))))
		to := min(x.last, from+config.Day(d.n(0, 100)))
		c.days = config.Interval{First: from, End: to + 1}
		c.extra = fmt.Sprintf("    first_day: %s\n    last_day: %s\n", from, to)
		x.see("spif: for some days")
	}
	if len(c.tiers) > 0 && c.resets != "deal" && d.yes(60) {
		c.resets = "campaign"
		x.see("spif: tiers over the campaign")
	}
	if c.any() && c.each == "top_rate" && c.resets != "deal" {
		c.each = "own_rate"
	}
	x.see("spif")
	return c
}

// drawBeside draws what becomes of the deals of a campaign in the commission beside it.
func (c *twinCommission) drawBeside(d twinDice, x *twinCase) {
	deals, ok := x.parts[0].(*twinCommission)
	if !ok {
		return
	}
	for _, one := range []*twinCommission{c, deals} {
		pays := slices.ContainsFunc(one.tiers, func(t twinTier) bool { return t.pays != nil })
		if len(one.tiers) > 0 && one.resets != "deal" && !pays && !one.any() && !one.special() && d.yes(30) {
			one.each, one.resets = "top_rate", x.pays
		}
	}
	if !c.longer(x) && !deals.longer(x) && d.yes(80) {
		c.beside = twinPick(d, "replaces", "greater_of")
		c.extra += fmt.Sprintf("    beside_the_plan: {%s: deals}\n", c.beside)
		x.see("spif: %s", c.beside)
		c.drawCompared(d, x, deals)
	}
	if deals.paidOn == c.paidOn && d.yes(70) {
		c.apart = true
		c.extra += "    counts_to_attainment: no\n"
		x.see("spif: counts_to_attainment no")
	}
}

// longer says whether deals of several pay windows may be on one ladder and change what the others earn.
func (c *twinCommission) longer(x *twinCase) bool {
	if c.each != "top_rate" || c.resets == "deal" || len(c.tiers) == 0 {
		return false
	}
	months := map[string]int{"month": 1, "quarter": 3, "year": 12, "campaign": 99}
	return months[c.resets] > months[x.pays] && (c.days.Empty() || c.days.And(twinCalendar.PeriodOf(c.days.First, x.pays).Interval) != c.days)
}

// drawCompared fits two components to one another whose deals are compared.
func (c *twinCommission) drawCompared(d twinDice, x *twinCase, deals *twinCommission) {
	for _, one := range []*twinCommission{c, deals} {
		if one.paired = true; one.each == "top_rate" && one.resets != "deal" && len(one.tiers) > 0 {
			if d.yes(60) { // the rate may be reached in the next role
				x.moves, x.conv.roleChange, x.conv.ladder = 60, "segments", "carried"
			}
			x.see("spif: %s at the rate finally reached", map[bool]string{true: "itself", false: "compared with a commission"}[one == c])
		}
		if one == c || c.beside == "greater_of" { // they belong to no deal
			one.cap, one.floor = nil, nil
		}
		if d.yes(25) {
			g := drawGate(d)
			one.gate = g
			x.see("spif: compared after a gate")
		}
	}
}

// drawOverride draws a manager's commission on the deals of others.
func drawOverride(d twinDice, x *twinCase) *twinCommission {
	c := drawCommission(d, x, "team-deals")
	c.kind, c.of, c.own = "override", twinPick(d, "direct_reports", "all_reports"), d.yes(40)
	c.extra = fmt.Sprintf("    of: %s\n    own_deals: %s\n", c.of, map[bool]string{true: "counted", false: "not_counted"}[c.own])
	x.see("override of %s, own deals %v", c.of, c.own)
	if c.by == "attainment" && d.yes(60) {
		c.theirs = true
		c.extra += "    quota_of: reports\n"
		x.see("override: quota of %s", c.of)
	}
	return c
}

// reportTo says who a seller's deals count for, deal by deal: nobody, a manager, or also the manager's.
func reportTo(d twinDice, f *testFact) {
	var ids []string
	for i := range 5 {
		if id := fmt.Sprint("E", i+1); id != f.who {
			ids = append(ids, id)
		}
	}
	d.Shuffle(len(ids), func(i, j int) { ids[i], ids[j] = ids[j], ids[i] })
	if d.yes(60) {
		slices.Sort(ids) // mostly to the first, so that somebody has many
	}
	f.above = ids[:d.n(0, 2)]
	f.source = f.who + f.source
}

// twinObjectives pays a share of the target incentive for each objective.
type twinObjectives struct {
	pays      string // as_completed, all_or_nothing, curve
	points    []twinAnchor
	steps     bool
	cancelled string // to_the_others, as_achieved, nothing
	late      string // nothing_yet, held
	rescaled  bool
	most      *big.Rat // major units; nil for none
	twinLimits
}

func (c *twinObjectives) title() string { return "mbo" }

func drawObjectives(d twinDice, x *twinCase) *twinObjectives {
	c := &twinObjectives{
		pays: twinPick(d, "as_completed", "all_or_nothing", "curve"), cancelled: twinPick(d, "to_the_others", "as_achieved", "nothing"),
		late: twinPick(d, "nothing_yet", "held"), rescaled: d.yes(50), steps: d.yes(30),
	}
	if c.pays == "curve" {
		at, pays := int64(0), int64(0)
		for range d.n(1, 3) {
			at, pays = at+int64(d.n(1, 33)), pays+int64(d.n(0, 40))
			c.points = append(c.points, twinAnchor{rat(at, 100), rat(pays, 100)})
		}
	}
	if d.yes(20) {
		c.most = rat(int64(twinPick(d, 100, 1_000, 2_500)), 1)
	}
	c.drawLimits(d, x, nil, []string{"before_cap", "after_cap"}, 1_000, 5_000, 10_000)
	x.see("objectives: pays %s", c.pays)
	return c
}

func (c *twinObjectives) write(b *strings.Builder) {
	pays := c.pays
	if pays == "curve" {
		var points []string
		for _, a := range c.points {
			points = append(points, fmt.Sprintf("{at: %s, pays: %s}", ratPercent(a.at), ratPercent(a.pays)))
		}
		pays = fmt.Sprintf("{curve: [%s], between: %s}", strings.Join(points, ", "), map[bool]string{true: "steps", false: "straight_line"}[c.steps])
	}
	fmt.Fprintf(b, "  - name: mbo\n    kind: objectives\n    weight: 100%%\n    pays: %s\n    cancelled: %s\n    late: %s\n    weights: %s\n", pays, c.cancelled, c.late,
		map[bool]string{true: "rescaled", false: "as_written"}[c.rescaled])
	if c.most != nil {
		fmt.Fprintf(b, "    each_at_most: %s\n", ratMajor(c.most))
	}
	c.twinLimits.write(b)
}

// draw gives up to three objectives that end in each window; their weights are 100 % mostly.
func (c *twinObjectives) draw(d twinDice, x *twinCase, who *twinPerson) {
	for _, w := range x.windows() {
		weights := twinPick(d, []int64{100}, []int64{50, 30, 20}, []int64{34, 33, 33}, []int64{60, 40}, []int64{30, 20}, []int64{})
		for i, weight := range weights {
			f := testFact{measure: "objectives", who: who.id, day: w.First + config.Day(d.n(0, w.Days()-1)), value: weight * 10_000, source: fmt.Sprintf("O%s-%d", w.First, i)}
			f.inputs = nil
			switch d.n(0, 9) {
			case 0, 1:
				f.attrs = "status = 'cancelled'"
			case 2:
				f.attrs = "status = 'open'"
			default:
				f.inputs = []int64{int64(twinPick(d, 0, 100, 100, 80, 75, 33, 99)) * 10_000 * 1_000_000_000}
				f.attrs = "status = 'done' is_assessed"
			}
			x.facts = append(x.facts, f)
		}
	}
}

// done is what an objective pays of its weight.
func (c *twinObjectives) done(v *big.Rat) *big.Rat {
	switch c.pays {
	case "as_completed":
		return v
	case "all_or_nothing":
		if v.Cmp(rat(1, 1)) < 0 {
			return new(big.Rat)
		}
		return rat(1, 1)
	}
	for i := len(c.points) - 1; i >= 0; i-- {
		a := c.points[i]
		if v.Cmp(a.at) < 0 {
			continue
		}
		if c.steps || i == len(c.points)-1 {
			return a.pays
		}
		b := c.points[i+1]
		return ratAdd(a.pays, ratMul(ratSub(b.pays, a.pays), ratQuo(ratSub(v, a.at), ratSub(b.at, a.at))))
	}
	return new(big.Rat)
}

// pay looks at all objectives of the window for every role in it, each with its share of the target incentive.
func (c *twinObjectives) pay(x *twinCase, s *twinSheet) (out []twinAmount) {
	stretches := x.stretches(s)
	for i, t := range stretches {
		if !t.counts {
			continue
		}
		if i > 0 {
			x.see("objectives of several roles")
		}
		out = append(out, c.inStretch(x, s, t, x.shareOfStretch(s, stretches, i))...)
	}
	return out
}

// shareOfStretch is what a stretch has of the days of all of them.
func (x *twinCase) shareOfStretch(s *twinSheet, stretches []twinStretch, i int) *big.Rat {
	own, all, end := new(big.Rat), new(big.Rat), len(s.segments)
	if i+1 < len(stretches) {
		end = stretches[i+1].first
	}
	for k := range s.segments {
		share := x.paidShare(s, &s.segments[k])
		if all = ratAdd(all, share); k >= stretches[i].first && k < end {
			own = ratAdd(own, share)
		}
	}
	return ratShare(own, all)
}

func (c *twinObjectives) inStretch(x *twinCase, s *twinSheet, t twinStretch, days *big.Rat) []twinAmount {
	all, left, late := new(big.Rat), new(big.Rat), false
	var list []testFact
	for _, f := range x.facts {
		if f.measure != "objectives" || f.who != s.who || !s.window.And(config.Interval{First: x.first, End: x.last + 1}).Contains(f.day) {
			continue
		}
		list = append(list, f)
		w := rat(f.value, 1_000_000)
		if all = ratAdd(all, w); !strings.Contains(f.attrs, "cancelled") {
			left = ratAdd(left, w)
			late = late || f.inputs == nil
		}
	}
	if len(list) == 0 { // nothing was agreed: nobody knows
		x.held = true
		return nil
	}
	if t.target == nil || late && c.late == "held" || !c.rescaled && all.Cmp(rat(1, 1)) != 0 {
		x.see("objectives held")
		x.held = true
		return nil
	}
	var out []twinAmount
	for _, f := range list {
		w := ratQuo(rat(f.value, 1_000_000), all)
		share := new(big.Rat)
		switch cancelled := strings.Contains(f.attrs, "cancelled"); {
		case cancelled && c.cancelled == "as_achieved":
			share = c.done(rat(1, 1))
		case cancelled:
			x.see("objectives: cancelled, %s", c.cancelled)
		case f.inputs != nil:
			share = c.done(rat(f.inputs[0]/1_000_000_000, 1_000_000))
			if c.cancelled == "to_the_others" {
				w = ratQuo(rat(f.value, 1_000_000), left)
			}
		}
		n := ratMul(ratMul(t.target, w), share)
		if c.most != nil {
			in := twinOr(x.currency, s.currency)
			most, ok := x.paidOut(s, ratMul(ratMul(c.most, days), rat(twinDecimals[in], 1)), in, s.currency, s.window.End-1)
			if !ok {
				x.held = true
				return nil
			}
			n = ratMin(n, most)
		}
		out = append(out, twinAmount{segment: t.segment, part: "pay", source: f.source, currency: s.currency, minor: n})
	}
	return out
}

// adapt fits a deal to the other components of the plan.
func (x *twinCase) adapt(d twinDice, c *twinCommission, f *testFact) {
	for _, p := range x.parts {
		o, ok := p.(*twinCommission)
		switch {
		case !ok:
		case o.of != "":
			reportTo(d, f)
		case o.budget != nil && f.measure == o.paidOn && f.value < 0: // a reversal needs its deal
			f.value = -f.value
		}
		if ok && o.kind == "spif" {
			f.source = string(c.name[0]) + f.source
		}
	}
}

// twinEarned is what a component earned in a window before what is around it.
type twinEarned struct {
	part   twinPart
	list   []twinAmount
	held   bool // some of it
	heldIn map[int32]bool
	none   bool // all of it, by a gate or a multiplier
}

// besideThePlan takes away what another component or the campaign itself pays for the same deal.
func (x *twinCase) besideThePlan(s *twinSheet, all []*twinEarned) {
	var spif, other *twinEarned
	for _, e := range all {
		if c, ok := e.part.(*twinCommission); ok && c.beside != "" {
			spif = e
		} else if e.part.title() == "deals" {
			other = e
		}
	}
	if spif == nil {
		return
	}
	heldIn := map[int32]bool{}
	maps.Copy(heldIn, spif.heldIn)
	maps.Copy(heldIn, other.heldIn)
	for _, e := range []*twinEarned{spif, other} {
		e.list = slices.DeleteFunc(e.list, func(a twinAmount) bool { return heldIn[a.segment] })
	}
	spif.held, spif.none = spif.held || other.held, spif.none || other.none
	if other.held, other.none = spif.held, spif.none; spif.none {
		return
	}
	left, leftOther := spif.left(x, s), other.left(x, s)
	sums := func(e *twinEarned) map[string]*big.Int {
		out := map[string]*big.Int{}
		for _, a := range e.list {
			out[a.source] = new(big.Int).Add(twinRound(a.minor, x.conv.halves), ratInt(out[a.source]))
		}
		return out
	}
	mine, theirs := sums(spif), sums(other)
	for source, n := range mine {
		o, both := theirs[source]
		if !both {
			continue
		}
		loser := other
		a, b := ratMul(new(big.Rat).SetInt(n), left), ratMul(new(big.Rat).SetInt(o), leftOther) // what is really paid
		if spif.part.(*twinCommission).beside == "greater_of" && (a.Cmp(b) < 0 && (a.Sign() > 0 || b.Sign() > 0) || a.Cmp(b) > 0 && a.Sign() <= 0) {
			loser = spif
		} else if a.Sign() == 0 {
			x.see("spif: pays nothing, so it takes nobody's place")
			continue
		}
		x.see("spif: a deal is paid once, by %s", map[bool]string{true: "the spif", false: "the commission"}[loser == other])
		loser.list = slices.DeleteFunc(loser.list, func(a twinAmount) bool { return a.source == source })
	}
}

// left is the share of everything a component earned that its gate and multiplier leave; a gate takes nothing of less than
// nothing.
func (e *twinEarned) left(x *twinCase, s *twinSheet) *big.Rat {
	total, left, around := new(big.Int), rat(1, 1), e.part.around()
	for _, a := range e.list {
		total.Add(total, twinRound(a.minor, x.conv.halves))
	}
	if around.gate != nil && total.Sign() > 0 {
		left, _ = around.gate.factor(x, s, s.gaugeDays())
	}
	if around.multiplier != nil {
		f, _ := around.multiplier.factor(x, s, s.gaugeDays())
		left = ratMul(left, f)
	}
	return left
}

func ratInt(n *big.Int) *big.Int {
	if n == nil {
		return new(big.Int)
	}
	return n
}

// apart says whether a deal is one of a campaign that leaves the ladders of others where they are.
func (x *twinCase) apart(c *twinCommission, f testFact) bool {
	for _, p := range x.parts {
		o, ok := p.(*twinCommission)
		if ok && o != c && o.apart && o.paidOn == f.measure && strings.Contains(f.attrs, o.onlyIf) && o.days.Contains(f.day) && o.eligible(f) {
			x.see("spif: a deal off the ladder")
			return true
		}
	}
	return false
}

// firstCome pays a budget out in the order of days, keys and participants: the deal that crosses it gets the rest.
func (c *twinCommission) firstCome(x *twinCase, s *twinSheet) []twinAmount {
	type claim struct {
		who    string
		window config.Interval
		left   *big.Rat // what its gate and multiplier leave of it
		twinAmount
	}
	var ids []string
	for _, a := range x.rows {
		if !slices.Contains(ids, a.Participant) {
			ids = append(ids, a.Participant)
		}
	}
	var list []claim
	for w := s.window; w.End > c.days.First; w = x.before(w) {
		for _, who := range ids {
			o := x.sheet(who, w)
			e := &twinEarned{part: c, list: c.earned(x, o)}
			switch {
			case len(e.list) == 0:
			case c.around().held(x, o):
				x.held = true
			default:
				left := e.left(x, o)
				for _, a := range e.list {
					list = append(list, claim{who, w, left, a})
				}
			}
		}
	}
	if x.held {
		x.see("spif: a budget held")
		for _, g := range s.segments {
			x.heldIn[g.n] = true
		}
		return nil
	}
	slices.SortStableFunc(list, func(a, b claim) int {
		return cmp.Or(cmp.Compare(a.day, b.day), strings.Compare(a.source, b.source), strings.Compare(a.who, b.who))
	})
	left := ratMul(c.budget, rat(twinDecimals[x.currency], 1))
	var out []twinAmount
	for _, a := range list {
		n := twinRound(a.minor, x.conv.halves)
		asked := ratMul(new(big.Rat).SetInt(n), a.left)
		if asked.Cmp(left) > 0 {
			n, asked = twinRound(ratQuo(left, a.left), x.conv.halves), left
			x.see("spif: a budget is used up")
		}
		left = ratSub(left, asked)
		if a.who == s.who && a.window == s.window {
			a.minor = new(big.Rat).SetInt(n)
			out = append(out, a.twinAmount)
		}
	}
	return out
}

// drawTrueUp draws a commission that pays what is earned to date less what it paid.
func drawTrueUp(d twinDice, x *twinCase) twinPart {
	for range 200 {
		c := drawCommission(d, x, "trued")
		longer := c.resets == "year" && x.pays != "year" || c.resets == "quarter" && x.pays == "month"
		if len(c.tiers) == 0 || !longer || len(c.rows) > 0 || len(c.tiers[0].rows) > 0 || strings.HasPrefix(c.each, "rate_at") || c.any() || c.counting != "" || c.special() {
			continue
		}
		c.toDate, c.back = "to_date", d.yes(50)
		c.extra = fmt.Sprintf("    true_up: {may_be_negative: %s}\n", map[bool]string{true: "yes", false: "no"}[c.back])
		if c.by == "attainment" {
			c.toDate = twinPick(d, "to_date", "to_date", "whole")
			c.extra = strings.Replace(c.extra, "}", ", quota: "+c.toDate+"}", 1)
		}
		x.see("true_up by %s, quota %s", c.by, c.toDate)
		return c
	}
	return drawCommission(d, x, "deals")
}

// twinGuarantee pays at least an amount for each period, or an amount beside what is earned.
type twinGuarantee struct {
	additive bool
	amounts  []*big.Rat // major units; of many the n-th is the n-th period's, one alone goes on
	per      string
	joined   bool // periods are counted from when somebody came under the plan, else from the plan's first
	prorated bool
}

func (g *twinGuarantee) draw(d twinDice, x *twinCase) {
	shorter := map[string][]string{"month": {"month"}, "quarter": {"month", "quarter"}, "year": {"month", "quarter", "year"}}[x.pays]
	*g = twinGuarantee{additive: d.yes(40), per: twinPick(d, shorter...), joined: d.yes(60), prorated: d.yes(50)}
	for range twinPick(d, 1, 1, 2, 3) {
		g.amounts = append(g.amounts, rat(int64(twinPick(d, 2_000, 1_000, 333, 10_000)), 1))
	}
	x.see("guarantee: additive %v", g.additive)
}

func (g *twinGuarantee) write(b *strings.Builder) {
	amount := "amount: " + ratMajor(g.amounts[0])
	if len(g.amounts) > 1 {
		var list []string
		for _, a := range g.amounts {
			list = append(list, ratMajor(a))
		}
		amount = "amounts: [" + strings.Join(list, ", ") + "]"
	}
	fmt.Fprintf(b, "  guarantee: {pays: %s, %s, per: %s, counted_from: %s, prorated: %s}\n", map[bool]string{true: "additive", false: "greater_of"}[g.additive], amount, g.per,
		map[bool]string{true: "joined", false: "plan"}[g.joined], map[bool]string{true: "yes", false: "no"}[g.prorated])
}

// from is where a period is counted from: who was away joins again, and what is before that counts from the time before.
func (g *twinGuarantee) from(x *twinCase, s *twinSheet, p config.Interval) config.Day {
	from, last := x.first, config.Day(-1)
	for _, a := range x.rows {
		if g.joined && a.Participant == s.who && a.First < min(p.End, x.last+1) && a.First != last {
			from = max(from, a.First)
		}
		if a.Participant == s.who {
			last = a.End
		}
	}
	return from
}

// of is what is guaranteed in a window, in minor units of pay; nil where nothing is any more, or where nobody knows yet
// what is greater.
func (g *twinGuarantee) of(x *twinCase, s *twinSheet) *big.Int {
	sum := g.due(x, s)
	if sum == nil || x.anyHeld && !g.additive {
		return nil
	}
	in := twinOr(x.currency, s.currency)
	pay, _ := x.paidOut(s, ratMul(sum, rat(twinDecimals[in], 1)), in, s.currency, s.window.End-1)
	return twinRound(pay, x.conv.halves)
}

// due is the same in major units of the plan's currency.
func (g *twinGuarantee) due(x *twinCase, s *twinSheet) *big.Rat {
	sum, some := new(big.Rat), false
	for _, p := range twinCalendar.Within(s.window, g.per) {
		n, from := 0, g.from(x, s, p.Interval)
		for q := twinCalendar.PeriodOf(from, g.per).Interval; q.First < p.First; q = twinCalendar.PeriodOf(q.End, g.per).Interval {
			n++
		}
		o := x.sheet(s.who, p.Interval)
		if len(o.segments) == 0 || g.prorated && x.present(o).Sign() == 0 || len(g.amounts) > 1 && n >= len(g.amounts) {
			continue
		}
		some = true
		amount := g.amounts[min(n, len(g.amounts)-1)]
		if g.prorated {
			amount = ratMul(amount, x.present(o))
		}
		sum = ratAdd(sum, amount)
	}
	if !some {
		return nil
	}
	return sum
}
