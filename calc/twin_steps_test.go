package calc

import (
	"fmt"
	"math/big"
	"slices"
	"strings"

	"attain/config"
)

// twinGauge is a KPI something looks at.
type twinGauge struct {
	kpi, unit, onlyIf string
	lower             bool
}

func drawGauge(d twinDice) twinGauge {
	k := twinPick(d, twinKPIs...)
	return twinGauge{kpi: k.name, unit: k.unit, lower: k.direction == "lower_is_better"}
}

func (g *twinGauge) number(r *big.Rat) string {
	if g.unit == "percent" {
		return ratPercent(r)
	}
	return ratMajor(r)
}

// value computes the KPI of somebody in some days; nil without held means it cannot be computed.
func (g *twinGauge) value(x *twinCase, s *twinSheet, days config.Interval) (v *big.Rat, held bool) {
	currency := twinOr(x.currency, s.currency)
	sum := func(measure, in string) *big.Rat {
		n, ok := x.sum(measure, s, days, in, g.onlyIf)
		if !ok {
			held = true
			return new(big.Rat)
		}
		return n
	}
	share := func(a, b *big.Rat) *big.Rat {
		if b.Sign() == 0 {
			return nil
		}
		return ratQuo(a, b)
	}
	switch g.kpi {
	case "t_attainment":
		q, ok := x.quotaOf(s, days, "bookings", currency)
		if !ok {
			return nil, true
		}
		v = share(sum("bookings", currency), ratMax(q, new(big.Rat)))
	case "t_win":
		v = share(sum("won_deals", ""), sum("closed_deals", ""))
	case "t_cycle":
		v = share(sum("sales_cycle_days", ""), sum("won_deals", ""))
	case "t_bookings":
		v = ratQuo(sum("bookings", currency), rat(twinDecimals[currency], 1))
	case "t_won":
		v = sum("won_deals", "")
	case "t_lost":
		v = ratSub(sum("closed_deals", ""), sum("won_deals", ""))
	}
	return v, held
}

// point is somewhere a gauge may be, for limits and anchors.
func (g *twinGauge) step() *big.Rat {
	return map[string]*big.Rat{"percent": rat(1, 20), "money": rat(5_000, 1), "days": rat(3, 1), "count": rat(1, 1)}[g.unit]
}

// twinGate pays a share where something was not reached: gate line = round(net × otherwise) − net.
type twinGate struct {
	twinGauge
	atMost           bool
	limit, otherwise *big.Rat
}

func drawGate(d twinDice) *twinGate {
	g := &twinGate{twinGauge: drawGauge(d), otherwise: twinPick(d, rat(0, 1), rat(1, 2), rat(1, 3))}
	g.otherwise = rat(twinRound(ratMul(g.otherwise, rat(1000, 1)), "").Int64(), 1000)
	g.limit, g.atMost = ratMul(g.step(), rat(int64(d.n(1, 12)), 1)), g.lower
	return g
}

func (g *twinGate) write(b *strings.Builder) {
	fmt.Fprintf(b, "    gate: {kpi: %s, %s: %s, otherwise: %s}\n", g.kpi, map[bool]string{true: "at_most", false: "at_least"}[g.atMost], g.number(g.limit), ratPercent(g.otherwise))
}

// factor is what is paid of everything: 1 where the gate is met. A KPI without a value does not meet it.
func (g *twinGate) factor(x *twinCase, s *twinSheet, days config.Interval) (*big.Rat, bool) {
	v, held := g.value(x, s, days)
	if held {
		return nil, false
	}
	if v != nil && (v.Cmp(g.limit) == 0 || v.Cmp(g.limit) < 0 == g.atMost) {
		return rat(1, 1), true
	}
	x.see("a gate is not met")
	return g.otherwise, true
}

// twinMultiplier makes what was earned more or less: multiplier line = round(net × m) − net.
type twinMultiplier struct {
	twinGauge
	applies string
	at      []twinAnchor // pays is times
	steps   bool
}

func drawMultiplier(d twinDice, g twinGauge, applies string) *twinMultiplier {
	m := &twinMultiplier{twinGauge: g, applies: applies, steps: d.yes(40)}
	at := ratMul(m.step(), rat(int64(d.n(1, 8)), 1))
	for range d.n(1, 3) {
		m.at = append(m.at, twinAnchor{at, rat(int64(twinPick(d, 50, 75, 90, 100, 110, 125, 133, 150)), 100)})
		at = ratAdd(at, ratMul(m.step(), rat(int64(d.n(1, 8)), 1)))
	}
	return m
}

func (m *twinMultiplier) text() string {
	var points []string
	for _, a := range m.at {
		points = append(points, fmt.Sprintf("{at: %s, times: %s}", m.number(a.at), ratMajor(a.pays)))
	}
	applies := ""
	if m.applies != "" {
		applies = ", applies: " + m.applies
	}
	return fmt.Sprintf("{kpi: %s, at: [%s], between: %s%s}", m.kpi, strings.Join(points, ", "), map[bool]string{true: "steps", false: "straight_line"}[m.steps], applies)
}

func (m *twinMultiplier) factor(x *twinCase, s *twinSheet, days config.Interval) (*big.Rat, bool) {
	v, held := m.value(x, s, days)
	if held {
		return nil, false
	}
	if v == nil {
		return rat(1, 1), true
	}
	return m.read(v), true
}

// read reads a value off the points: before the first the first's, after the last the last's, between two on the
// straight line or the lower one's.
func (m *twinMultiplier) read(v *big.Rat) *big.Rat {
	if v.Cmp(m.at[0].at) <= 0 {
		return m.at[0].pays
	}
	for i := range m.at[1:] {
		a, b := m.at[i], m.at[i+1]
		if v.Cmp(b.at) >= 0 {
			continue
		}
		if m.steps {
			return a.pays
		}
		return ratAdd(a.pays, ratMul(ratSub(b.pays, a.pays), ratQuo(ratSub(v, a.at), ratSub(b.at, a.at))))
	}
	return m.at[len(m.at)-1].pays
}

// twinSteps are the plan's steps.
type twinSteps struct {
	multiplier *twinMultiplier
	caps       []twinPlanCap
	guarantee  *twinGuarantee
}

type twinPlanCap struct {
	amount *big.Rat
	per    string
	banked bool
}

func (s *twinSteps) draw(d twinDice, x *twinCase) {
	if d.yes(8) {
		s.multiplier = drawMultiplier(d, drawGauge(d), "")
		x.see("plan multiplier")
	}
	longer := map[string][]string{"month": {"month", "month", "quarter", "year"}, "quarter": {"quarter", "quarter", "year"}, "year": {"year"}}[x.pays]
	for d.yes(15) && len(s.caps) < 2 {
		c := twinPlanCap{rat(int64(twinPick(d, 500, 2_000, 10_000)), 1), twinPick(d, longer...), false}
		if banked := func(c twinPlanCap) bool { return c.banked }; !slices.ContainsFunc(s.caps, banked) && d.yes(35) { // one of a plan's at most
			c.banked = true
			x.see("plan cap banked")
		}
		s.caps = append(s.caps, c)
		x.see("plan cap of %s paid by %s", c.per, x.pays)
	}
	if d.yes(12) && len(s.caps) == 0 && s.multiplier == nil {
		s.guarantee = &twinGuarantee{}
		s.guarantee.draw(d, x)
	}
}

func (s *twinSteps) write(b *strings.Builder) {
	if s.multiplier == nil && len(s.caps) == 0 && s.guarantee == nil {
		return
	}
	b.WriteString("steps:\n")
	if s.multiplier != nil {
		fmt.Fprintf(b, "  multiplier: %s\n", s.multiplier.text())
	}
	if s.guarantee != nil {
		s.guarantee.write(b)
	}
	var caps []string
	for _, c := range s.caps {
		caps = append(caps, fmt.Sprintf("{amount: %s, per: %s, excess: %s}", ratMajor(c.amount), c.per, map[bool]string{true: "banked", false: "lost"}[c.banked]))
	}
	switch len(caps) {
	case 0:
	case 1:
		fmt.Fprintf(b, "  cap: %s\n", caps[0])
	default:
		fmt.Fprintf(b, "  cap: [%s]\n", strings.Join(caps, ", "))
	}
}

// twinLimits are what every component may have around what it earns: a gate, a multiplier, a cap and a floor.
type twinLimits struct {
	gate       *twinGate
	multiplier *twinMultiplier
	cap, floor *big.Rat // in major units
	banked     bool     // what is above the cap is kept for later
}

func (l *twinLimits) around() *twinLimits { return l }

func (l *twinLimits) write(b *strings.Builder) {
	if l.gate != nil {
		l.gate.write(b)
	}
	if l.multiplier != nil {
		fmt.Fprintf(b, "    multiplier: %s\n", l.multiplier.text())
	}
	if l.cap != nil {
		fmt.Fprintf(b, "    cap_amount: %s\n", ratMajor(l.cap))
		if l.banked {
			b.WriteString("    cap_excess: banked\n")
		}
	}
	if l.floor != nil {
		fmt.Fprintf(b, "    floor_amount: %s\n", ratMajor(l.floor))
	}
}

func (l *twinLimits) drawLimits(d twinDice, x *twinCase, own *twinGauge, applies []string, caps ...int64) {
	if d.yes(15) {
		l.cap = rat(twinPick(d, caps...), 1)
		if l.banked = d.yes(35); l.banked {
			x.see("cap_amount banked")
		}
		x.see("cap_amount")
	}
	if d.yes(10) {
		l.floor = ratMul(rat(twinPick(d, caps...), 1), twinPick(d, rat(1, 2), rat(1, 10), rat(0, 1)))
		if l.cap != nil {
			l.floor = ratMin(l.floor, l.cap)
		}
		x.see("floor_amount")
	}
	if d.yes(8) {
		l.gate = drawGate(d)
		x.see("gate")
	}
	if d.yes(8) {
		how, g := twinPick(d, applies...), drawGauge(d)
		if how == "before_curve" {
			if own.kpi != "t_attainment" && own.kpi != "t_bookings" {
				return
			}
			g = own.other(d)
		}
		l.multiplier = drawMultiplier(d, g, how)
		x.see("multiplier %s", l.multiplier.applies)
	}
}

// gaugeDays are the days a gauge of a component looks at in a window: those somebody was under the plan.
func (s *twinSheet) gaugeDays() config.Interval {
	return config.Interval{First: s.segments[0].days.First, End: s.segments[len(s.segments)-1].days.End}
}

// finish writes what comes after the earnings of a component, one line each, on what all lines before come to: gate,
// multiplier, cap, floor, and a multiplier after the cap.
func (l *twinLimits) finish(x *twinCase, s *twinSheet, out twinPaid, name string, total *big.Int) {
	stretches := x.stretches(s)
	last := stretches[len(stretches)-1].segment
	to := func(part string, n *big.Int) {
		out.add(twinKey{s.who, name, last, part, "", s.currency}, new(big.Int).Sub(n, total))
		total = n
	}
	scale := func(part string, f *big.Rat) {
		to(part, twinRound(ratMul(new(big.Rat).SetInt(total), f), x.conv.halves))
	}
	if l.gate != nil && total.Sign() > 0 { // what is owed back is owed back, met or not
		f, _ := l.gate.factor(x, s, s.gaugeDays())
		scale("gate", f)
	}
	if m := l.multiplier; m != nil && m.applies == "before_cap" {
		f, _ := m.factor(x, s, s.gaugeDays())
		scale("multiplier", f)
	}
	if l.cap != nil {
		n := x.granted(s, l.cap, "cap")
		if l.banked {
			x.bank(s, name, n, total, x.held)
		}
		if total.Cmp(n) > 0 {
			to("cap", n)
			x.see("a cap cuts")
		} else if total.Cmp(n) == 0 {
			x.see("a cap met exactly")
		}
	}
	if l.floor != nil && !x.held { // a part that is not known yet may reach it
		if n := x.granted(s, l.floor, "floor"); total.Cmp(n) < 0 {
			to("floor", n)
			x.see("a floor fills")
		}
	}
	if m := l.multiplier; m != nil && m.applies == "after_cap" {
		f, _ := m.factor(x, s, s.gaugeDays())
		scale("multiplier", f)
	}
}

// bank tells settlement what a cap that keeps what is above it had room for, and what was earned before it.
func (x *twinCase) bank(s *twinSheet, component string, room, earned *big.Int, held bool) {
	if held { // what is held may take up the room
		room = new(big.Int).Set(room)
		if room.Cmp(earned) > 0 {
			room = earned
		}
		x.see("a banked cap while something is held")
	}
	x.banks[bankKey(s.who, component, "room", x.label(s.window), s.currency)] = room
	x.banks[bankKey(s.who, component, "earned", x.label(s.window), s.currency)] = earned
}

// bankNothing says that a banked cap had room for nothing, because all under it is held.
func (x *twinCase) bankNothing(s *twinSheet, component string) {
	x.bank(s, component, new(big.Int), new(big.Int), true)
}

// bankAllHeld says so of all of a plan's.
func (x *twinCase) bankAllHeld(s *twinSheet) {
	for _, part := range x.parts {
		if part.around().banked {
			x.bankNothing(s, part.title())
		}
	}
	for _, c := range x.steps.caps {
		if c.banked {
			x.bankNothing(s, "")
		}
	}
}

func bankKey(who, component, part, window, currency string) twinKey {
	return twinKey{who, component, 0, "cap's " + part, window, currency}
}

// label names a pay window.
func (x *twinCase) label(w config.Interval) string {
	return twinCalendar.PeriodOf(w.First, x.pays).Label
}

// limits says whether something of a window is compared with an amount of the plan, or gets one.
func (p *twinSteps) limits(x *twinCase, s *twinSheet) bool {
	g := p.guarantee
	return len(p.caps) > 0 || g != nil && (g.additive || !x.anyHeld) && g.due(x, s) != nil
}

// payable says whether an amount of the plan's currency can be paid in a window.
func (x *twinCase) payable(s *twinSheet) bool {
	_, ok := x.paidOut(s, rat(1, 1), twinOr(x.currency, s.currency), s.currency, s.window.End-1)
	return ok
}

// held says whether something the component looks at is missing.
func (l *twinLimits) held(x *twinCase, s *twinSheet) bool {
	if (l.cap != nil || l.floor != nil) && !x.payable(s) {
		return true
	}
	if l.gate != nil {
		if _, ok := l.gate.factor(x, s, s.gaugeDays()); !ok {
			return true
		}
	}
	if l.multiplier != nil && l.multiplier.applies != "before_curve" {
		if _, ok := l.multiplier.factor(x, s, s.gaugeDays()); !ok {
			return true
		}
	}
	return false
}

// granted is an amount of the plan in minor units of the participant's pay, prorated where the plan says so.
func (x *twinCase) granted(s *twinSheet, amount *big.Rat, what string) *big.Int {
	return twinRound(x.grantedExactly(s, s, amount, what), x.conv.halves)
}

// grantedExactly is the same of a period, before rounding, at the rate of a window of it.
func (x *twinCase) grantedExactly(s, period *twinSheet, amount *big.Rat, what string) *big.Rat {
	in := twinOr(x.currency, s.currency)
	minor, _ := x.paidOut(s, ratMul(amount, rat(twinDecimals[in], 1)), in, s.currency, s.window.End-1)
	if x.conv.prorate(what) {
		minor = ratMul(minor, x.present(period))
	}
	return minor
}

// finish writes the plan's own lines on what its components come to: the multiplier, then the caps one after the other.
// A cap for longer than a pay window is used up by what earlier windows paid, whatever cap cut them.
func (p *twinSteps) finish(x *twinCase, s *twinSheet, out twinPaid) {
	total, held := new(big.Int), x.anyHeld
	for _, n := range out {
		total.Add(total, n)
	}
	stretches := x.stretches(s)
	last := stretches[len(stretches)-1].segment
	to := func(part string, n *big.Int) {
		out.add(twinKey{s.who, "", last, part, "", s.currency}, new(big.Int).Sub(n, total))
		total = n
	}
	if p.multiplier != nil {
		f, _ := p.multiplier.factor(x, s, s.gaugeDays())
		to("multiplier", twinRound(ratMul(new(big.Rat).SetInt(total), f), x.conv.halves))
	}
	if g := p.guarantee; g != nil {
		switch n := g.of(x, s); {
		case n == nil:
		case g.additive:
			to("guarantee", new(big.Int).Add(total, n))
		case total.Cmp(n) < 0:
			to("guarantee", n)
			x.see("a guarantee fills")
		}
	}
	for _, c := range p.caps {
		period := twinCalendar.PeriodOf(s.window.First, c.per).Interval
		exact := x.grantedExactly(s, x.sheet(s.who, period), c.amount, "cap") // of a part of a cent nothing is lost between windows
		for w := x.before(s.window); w.First >= period.First; w = x.before(w) {
			if earlier := x.sheet(s.who, w); len(earlier.segments) > 0 {
				exact = ratSub(exact, new(big.Rat).SetInt(x.paidIn(earlier)))
			}
		}
		left := twinRound(ratMax(exact, new(big.Rat)), x.conv.halves)
		if c.banked {
			x.bank(s, "", left, total, held)
		}
		if total.Cmp(left) > 0 {
			to("cap", left)
			x.see("a plan cap cuts")
		}
	}
}

// paidIn is what a window paid after all caps.
func (x *twinCase) paidIn(s *twinSheet) *big.Int {
	key := twinMemo{s.who, s.window}
	if n := x.paid[key]; n != nil {
		return n
	}
	total := new(big.Int)
	for _, n := range x.paySheet(s) {
		total.Add(total, n)
	}
	x.paid[key] = total
	return total
}

// other draws a gauge over other measures than this one's.
func (g *twinGauge) other(d twinDice) twinGauge {
	money := g.kpi == "t_attainment" || g.kpi == "t_bookings"
	for {
		if o := drawGauge(d); money != (o.kpi == "t_attainment" || o.kpi == "t_bookings") {
			return o
		}
	}
}
