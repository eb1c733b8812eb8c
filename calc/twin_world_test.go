package calc

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"slices"
	"strings"

	"attain/config"
)

// twinDice draws from one seed.
type twinDice struct{ *rand.Rand }

// yes says yes in so many of a hundred.
func (d twinDice) yes(chance int) bool { return d.IntN(100) < chance }

// n draws a whole number, both ends included.
func (d twinDice) n(low, high int) int { return low + d.IntN(high-low+1) }

func twinPick[T any](d twinDice, list ...T) T { return list[d.IntN(len(list))] }

// rat and its kin are short words for exact arithmetic; none changes what it is given.
func rat(n, den int64) *big.Rat     { return big.NewRat(n, den) }
func ratAdd(a, b *big.Rat) *big.Rat { return new(big.Rat).Add(a, b) }
func ratSub(a, b *big.Rat) *big.Rat { return new(big.Rat).Sub(a, b) }
func ratMul(a, b *big.Rat) *big.Rat { return new(big.Rat).Mul(a, b) }
func ratQuo(a, b *big.Rat) *big.Rat { return new(big.Rat).Quo(a, b) }
func ratMin(a, b *big.Rat) *big.Rat { return map[bool]*big.Rat{true: a, false: b}[a.Cmp(b) <= 0] }

func ratMax(a, b *big.Rat) *big.Rat { return map[bool]*big.Rat{true: a, false: b}[a.Cmp(b) >= 0] }

func ratPercent(r *big.Rat) string { return ratTrim(ratMul(r, rat(100, 1)).FloatString(6)) + "%" }
func ratMajor(r *big.Rat) string   { return ratTrim(r.FloatString(6)) }
func ratTrim(s string) string      { return strings.TrimSuffix(strings.TrimRight(s, "0"), ".") }

// nearest rounds once, an exact half by the convention.
func twinRound(r *big.Rat, halves string) *big.Int {
	twice := new(big.Int).Mul(new(big.Int).Abs(r.Num()), big.NewInt(2)) // 2|n|
	twice.Add(twice, r.Denom())                                         // + d
	den := new(big.Int).Mul(r.Denom(), big.NewInt(2))
	q, m := new(big.Int).QuoRem(twice, den, new(big.Int)) // floor(|n|/d + 1/2)
	if m.Sign() == 0 && halves == "to_even" && q.Bit(0) == 1 {
		q.Sub(q, big.NewInt(1))
	}
	if r.Sign() < 0 {
		q.Neg(q)
	}
	return q
}

// twinConventions are a plan's answers.
type twinConventions struct {
	halves, dayCount, roleChange, ladder, limit, tooFew, noValue string
	noQuota, leave                                               string // "" for no answer
	credit, payout                                               string // at which rates a deal counts, and at which it is paid
	prorates                                                     []string
}

func (c *twinConventions) prorate(what string) bool { return slices.Contains(c.prorates, what) }

// twinCase is a plan and its data.
type twinCase struct {
	seed     uint64
	name     string
	pays     string // month, quarter, year
	currency string // of the plan's amounts; "" for everyone's own
	first    config.Day
	last     config.Day
	conv     twinConventions
	rule     twinQuotaRule
	parts    []twinPart
	steps    twinSteps
	period   string
	rows     []config.Assignment
	facts    []testFact
	batch    int
	market   []config.MarketRate
	factors  map[string]*big.Rat // rates that were looked up already
	held     bool                // something of the component that is paid now
	heldIn   map[int32]bool
	anyHeld  bool // something of any component
	oneMoney bool // everybody is paid in the plan's currency
	moves    int  // of a hundred so many more change roles
	known    map[twinMemo]map[*twinScorecard]twinScore
	banks    twinPaid
	paid     map[twinMemo]*big.Int
	many     bool            // what one gets depends on others
	byTeam   bool            // pay depends on the team
	alone    bool            // a milestone by itself, of people who are away for long
	gauged   bool            // a gate or a multiplier looks at a window
	saw      map[string]bool // what the pair has in it, for the tally
}

// twinPart is a component of a plan.
type twinPart interface {
	title() string
	write(b *strings.Builder)                      // its YAML
	draw(d twinDice, x *twinCase, who *twinPerson) // its data
	pay(x *twinCase, s *twinSheet) []twinAmount    // what it pays, before the cap and floor of the component
	around() *twinLimits
}

func (x *twinCase) see(format string, a ...any) { x.saw[fmt.Sprintf(format, a...)] = true }

func (x *twinCase) yaml() string {
	var b strings.Builder
	adverb := map[string]string{"month": "monthly", "quarter": "quarterly", "year": "yearly"}
	fmt.Fprintf(&b, "plan: %s\nfirst_day: %s\nlast_day: %s\napplies_to: {role: AE}\npays: %s\n", x.name, x.first, x.last, adverb[x.pays])
	if x.currency != "" {
		fmt.Fprintf(&b, "currency: %s\n", x.currency)
	}
	c := &x.conv
	fmt.Fprintf(&b, "conventions:\n  halves: %s\n  day_count: %s\n  role_change: %s\n  ladder_on_role_change: %s\n  exactly_on_limit: %s\n  too_few: %s\n  no_value: %s\n  prorates: [%s]\n%s",
		c.halves, c.dayCount, c.roleChange, c.ladder, c.limit, c.tooFew, c.noValue, strings.Join(c.prorates, ", "), x.ratesText()+x.quotaText())
	x.rule.write(&b)
	b.WriteString("components:\n")
	for _, part := range x.parts {
		part.write(&b)
	}
	x.steps.write(&b)
	return b.String()
}

func (x *twinCase) assignments() []config.Assignment {
	out := slices.Clone(x.rows)
	for i := range out {
		out[i].Plans = []string{x.name}
	}
	return out
}

// drawTwin makes a pair from its seed.
func drawTwin(seed uint64) *twinCase {
	d := twinDice{rand.New(rand.NewPCG(seed, 4))}
	x := &twinCase{seed: seed, name: fmt.Sprint("p", seed), saw: map[string]bool{}, factors: map[string]*big.Rat{}}
	x.pays = twinPick(d, "month", "quarter", "quarter", "year")
	x.currency = twinPick(d, "", "USD", "USD", "EUR", "JPY", "KWD")
	x.first, x.last = config.DayOf(2025, 1, 1), config.DayOf(2026, 12, 31)
	x.conv = twinConventions{
		halves: twinPick(d, "away_from_zero", "to_even"), dayCount: twinPick(d, "calendar_days", "working_days", "whole_months", "thirty_360"),
		roleChange: twinPick(d, "segments", "blended"), ladder: twinPick(d, "carried", "restarted"),
		limit: twinPick(d, "higher_tier", "lower_tier"), tooFew: twinPick(d, config.Outcomes...), noValue: twinPick(d, config.Outcomes...),
	}
	for _, what := range []string{"quota", "target_incentive", "cap", "floor"} {
		if d.yes(50) {
			x.conv.prorates = append(x.conv.prorates, what)
		}
	}
	x.period = twinPeriod(d, x.pays)
	x.drawRates(d)
	if w := x.windows()[0]; d.yes(10) { // the plan begins or ends inside a window
		if d.yes(50) {
			x.first = w.First + config.Day(d.n(1, w.Days()-1))
			x.see("plan begins inside a window")
		} else {
			x.last = w.First + config.Day(d.n(0, w.Days()-2))
			x.see("plan ends inside a window")
		}
	}
	x.drawQuotaRule(d)
	drawParts(d, x)
	if !x.alone {
		x.steps.draw(d, x)
	}
	people := d.n(1, 2)
	if x.many {
		people = d.n(1, 5)
	}
	for i := range people {
		who := drawPerson(d, x, fmt.Sprint("E", i+1))
		for _, part := range x.parts {
			part.draw(d, x, who)
		}
	}
	x.drawNumbers(d)
	if x.alone {
		x.drawLongAbsences(d)
	}
	if x.byTeam {
		x.drawTeams(d)
	}
	slices.SortStableFunc(x.facts, func(a, b testFact) int { return int(a.day - b.day) })
	x.batch = twinPick(d, 0, 0, 1, 3)
	x.see("pays by the %s", x.pays)
	return x
}

func twinPeriod(d twinDice, pays string) string {
	switch {
	case pays == "year" || d.yes(3):
		return "2026"
	case pays == "quarter" || d.yes(30):
		return fmt.Sprintf("2026-Q%d", d.n(1, 4))
	default:
		return fmt.Sprintf("2026-%02d", d.n(1, 12))
	}
}

var twinCalendar = config.Calendar{YearStarts: 1, Holidays: map[string][]config.Day{"US": {
	config.DayOf(2026, 1, 1), config.DayOf(2026, 5, 25), config.DayOf(2026, 7, 3), config.DayOf(2026, 9, 7), config.DayOf(2026, 11, 26), config.DayOf(2026, 12, 25),
}}}

// windows are the pay windows of the run.
func (x *twinCase) windows() []config.Interval {
	run, err := twinCalendar.Period(x.period)
	if err != nil {
		panic(err)
	}
	var out []config.Interval
	for _, p := range twinCalendar.Within(run.Interval, x.pays) {
		out = append(out, p.Interval)
	}
	return out
}

// twinPerson is somebody data is drawn for.
type twinPerson struct {
	id       string
	currency string
	days     config.Interval // in the plan at all
	away     config.Interval // between two assignments
	changes  []config.Day    // first days of assignments after the first
	quoted   map[string]bool // has a quota of a metric already
	quotaIn  string
}

func drawPerson(d twinDice, x *twinCase, id string) *twinPerson {
	who := &twinPerson{id: id, quoted: map[string]bool{}, currency: twinPick(d, "USD", "USD", "EUR", "JPY", "KWD")}
	if x.oneMoney {
		who.currency = x.currency
	}
	a := config.Assignment{
		Participant: id, Name: "Name of " + id, Role: "AE", Team: "north", CostCenter: "CC1", Country: "US", Currency: who.currency,
		HasIncentive: !d.yes(2), IncentivePer: twinPick(d, "month", "quarter", "quarter", "year"), File: "extracts/assignments.csv", Row: 2,
		Interval: config.Interval{First: config.DayOf(2025, 1, 1), End: config.DayOf(2027, 1, 1)},
	}
	a.IncentiveMinor = drawIncentive(d, who.currency)
	w := twinPick(d, x.windows()...)
	inside := func() config.Day { return w.First + config.Day(d.n(0, w.Days()-1)) }
	switch d.n(0, 9) {
	case 0, 1:
		a.First = inside()
		x.see("hired in the window")
	case 2:
		a.End = inside() + 1
		x.see("left in the window")
	}
	x.drawNew(d, &a, w)
	rows := []config.Assignment{a}
	if at := inside(); d.yes(15+x.moves) && !x.gauged && at > a.First && at < a.End {
		b := a
		rows[0].End, b.First, b.Row = at, at, 3
		switch d.n(0, 3) {
		case 0:
			b.Manager = "E9"
			x.see("a change pay does not depend on")
		case 1: // away for some days
			if x.conv.ladder == "carried" || x.conv.dayCount == "whole_months" && strings.Contains(x.yaml(), "attainment") {
				break
			}
			b.First = min(at+config.Day(d.n(1, 10)), a.End-1)
			x.see("away between two assignments")
		default:
			b.Role, b.IncentiveMinor = "SAE", drawIncentive(d, who.currency)
			x.see("role change in the window")
		}
		if b.First > rows[0].First && b.First < b.End {
			rows = append(rows, b)
			who.changes = append(who.changes, b.First)
			who.away = config.Interval{First: rows[0].End, End: b.First}
		} else {
			rows = []config.Assignment{a}
		}
	}
	who.days = config.Interval{First: rows[0].First, End: rows[len(rows)-1].End}
	x.drawAbsences(d, rows, w)
	x.rows = append(x.rows, rows...)
	return who
}

func drawIncentive(d twinDice, currency string) int64 {
	return int64(twinPick(d, 10_000, 10_000, 9_999, 7_500, 1, 0, 12_345))*twinDecimals[currency] + int64(d.n(0, 1)*d.n(0, int(twinDecimals[currency])-1))
}

// drawDay gives a day to hang a fact on: mostly in the window, often its first or last day or beside a change, now and
// then outside.
func drawDay(d twinDice, x *twinCase, who *twinPerson) config.Day {
	day := drawAnyDay(d, x, who)
	if who.away.Contains(day) {
		return who.away.End
	}
	return day
}

func drawAnyDay(d twinDice, x *twinCase, who *twinPerson) config.Day {
	w := twinPick(d, x.windows()...)
	days := []config.Day{w.First, w.End - 1, w.First - 1, w.End, who.days.First, who.days.First - 1, who.days.End - 1, who.days.End}
	for _, c := range who.changes {
		days = append(days, c, c-1)
	}
	switch n := d.n(0, 9); {
	case n < 2:
		return twinPick(d, days...)
	case n < 3:
		return w.First - config.Day(d.n(1, 120))
	default:
		return w.First + config.Day(d.n(0, w.Days()-1))
	}
}

// twinSegment is a stretch of a pay window in which nothing pay depends on changes.
type twinSegment struct {
	n int32
	config.Assignment
	days config.Interval
}

// twinSheet is one participant in one pay window.
type twinSheet struct {
	who      string
	currency string
	window   config.Interval
	segments []twinSegment
	paidOn   config.Day
}

// sheet cuts a window: by the plan's days, by the assignments; neighbours that pay the same are one.
func (x *twinCase) sheet(who string, w config.Interval) *twinSheet {
	s := &twinSheet{who: who, window: w, paidOn: twinPaidOn(w)}
	for _, a := range x.rows {
		if a.Participant != who {
			continue
		}
		days := a.And(w).And(config.Interval{First: x.first, End: x.last + 1})
		if days.Empty() {
			continue
		}
		if n := len(s.segments); n > 0 && s.segments[n-1].days.End == days.First && (a.Team == s.segments[n-1].Team || !x.byTeam) && samePay(s.segments[n-1].Assignment, a) {
			s.segments[n-1].days.End = days.End
			continue
		}
		s.segments = append(s.segments, twinSegment{int32(len(s.segments) + 1), a, days})
		s.currency = a.Currency
	}
	return s
}

func samePay(a, b config.Assignment) bool {
	return a.Role == b.Role && a.Currency == b.Currency && a.IncentiveMinor == b.IncentiveMinor && a.IncentivePer == b.IncentivePer && a.HasIncentive == b.HasIncentive
}

// share is a part's share of a whole by the day count: m ÷ n, first and last day counted. Of whole months, those an
// earlier part of the same whole had a day of are counted there (before), so that a month counts once.
func (x *twinCase) share(part, whole config.Interval, before ...config.Interval) *big.Rat {
	part = part.And(whole)
	if part.Empty() {
		return new(big.Rat)
	}
	n := x.count([]config.Interval{whole})
	if n == 0 {
		return new(big.Rat)
	}
	var earlier []config.Interval
	for _, b := range before {
		earlier = append(earlier, b.And(whole))
	}
	return rat(x.count(append(earlier, part))-x.count(earlier), n)
}

// count counts days, working days, or months with a day in the intervals.
func (x *twinCase) count(intervals []config.Interval) (n int64) {
	months := map[int]bool{}
	for _, i := range intervals {
		switch x.conv.dayCount {
		case "calendar_days":
			n += int64(i.Days())
		case "working_days":
			for d := i.First; d < i.End; d++ {
				if w := (d + 4) % 7; w != 0 && w != 6 && !slices.Contains(twinCalendar.Holidays["US"], d) { // day 0 was a Thursday
					n++
				}
			}
		case "thirty_360": // as if every month had thirty: a 30th and a 31st are one day
			at := func(d config.Day) int64 {
				year, month, day := d.Date()
				return int64(360*year + 30*month + min(day, 30))
			}
			if i.First < i.End {
				n += at(i.End) - at(i.First)
			}
		default:
			for d := i.First; d < i.End; {
				year, month, _ := d.Date()
				months[year*12+month] = true
				d = config.DayOf(year, month+1, 1)
			}
		}
	}
	return n + int64(len(months))
}

// twinAmount is an amount before rounding, in minor units of its currency.
type twinAmount struct {
	segment  int32
	part     string
	source   string
	currency string
	minor    *big.Rat
	day      config.Day // of the deal, where it is one
}

// twinMemo is a stretch or a window of somebody that was computed already.
type twinMemo struct {
	who  string
	days config.Interval
}

// twin computes every amount of the run: component by component, its cap and floor, then the plan's cap.
func (x *twinCase) twin() twinPaid {
	out := twinPaid{}
	x.known, x.paid, x.banks = map[twinMemo]map[*twinScorecard]twinScore{}, map[twinMemo]*big.Int{}, twinPaid{}
	var ids []string
	for _, a := range x.rows {
		if !slices.Contains(ids, a.Participant) {
			ids = append(ids, a.Participant)
		}
	}
	for _, who := range ids {
		for _, w := range x.windows() {
			s := x.sheet(who, w)
			if len(s.segments) > 0 {
				for k, n := range x.paySheet(s) {
					out.add(k, n)
				}
			}
		}
	}
	for k, n := range x.banks {
		if slices.ContainsFunc(x.windows(), func(w config.Interval) bool { return x.label(w) == k.source }) {
			out.add(k, n)
		}
	}
	return out
}

func (x *twinCase) paySheet(s *twinSheet) twinPaid {
	out := twinPaid{}
	if m := x.steps.multiplier; m != nil {
		if _, ok := m.factor(x, s, s.gaugeDays()); !ok { // what everything is multiplied by is not known
			x.see("all held by the plan's multiplier")
			x.bankAllHeld(s)
			return out
		}
	}
	var all []*twinEarned
	for _, part := range x.parts {
		x.held, x.heldIn = false, map[int32]bool{}
		e := &twinEarned{part: part, list: part.pay(x, s)}
		e.held, e.heldIn, e.none = x.held, x.heldIn, part.around().held(x, s)
		all = append(all, e)
	}
	x.besideThePlan(s, all)
	x.anyHeld = false
	for _, e := range all {
		x.anyHeld = x.anyHeld || e.held || e.none
	}
	if x.steps.limits(x, s) && !x.payable(s) {
		x.see("all held by a limit's rate")
		x.bankAllHeld(s)
		return out
	}
	for _, e := range all {
		if x.held = e.held; e.none { // what a gate or multiplier looks at is missing: nothing of the component is paid
			x.see("held by a gate or multiplier")
			if e.part.around().banked {
				x.bankNothing(s, e.part.title())
			}
			continue
		}
		total := new(big.Int)
		for _, a := range e.list {
			n := twinRound(a.minor, x.conv.halves)
			out.add(twinKey{s.who, e.part.title(), a.segment, a.part, a.source, a.currency}, n)
			total = new(big.Int).Add(total, n)
		}
		e.part.around().finish(x, s, out, e.part.title(), total)
	}
	x.steps.finish(x, s, out)
	return out
}

// present is the share of a window somebody was under the plan.
func (x *twinCase) present(s *twinSheet) *big.Rat {
	share := new(big.Rat)
	for _, g := range s.segments {
		share = ratAdd(share, x.share(g.days, s.window, s.until(g.n)...))
	}
	return share
}

// sum adds up a measure's facts of somebody in some days. It is false where an amount cannot be converted.
func (x *twinCase) sum(measure string, s *twinSheet, days config.Interval, currency, where string) (*big.Rat, bool) {
	total := new(big.Rat)
	for _, f := range x.facts {
		if f.measure != measure || f.who != s.who || !days.Contains(f.day) || !strings.Contains(f.attrs, where) {
			continue
		}
		v := rat(f.value, max(f.den, 1))
		if f.currency != "" {
			var ok bool
			if v, ok = x.credited(s, v, f.currency, currency, f.day); !ok {
				return nil, false
			}
		}
		total.Add(total, v)
	}
	return total, true
}
