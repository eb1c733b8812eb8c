package calc

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"attain/config"
)

// contest pays prizes by rank. Whoever has the better value of a KPI or measure ranks higher, among all of the plan or
// within each team; at_least (for a KPI of which less is better: at_most) says who takes part in the ranking.
//
//	prizes of 5,000, 3,000 and 1,000 for 120,000, 90,000, 90,000 and 70,000 booked:
//	ties: share        5,000.00, then 3,000 + 1,000 shared by two: 2,000.00 and 2,000.00, and nothing for the fourth
//	ties: all_higher   5,000.00, then 3,000.00 and 3,000.00, and nothing for the fourth, who is fourth
//
// A shared prize is divided to the cent, what is left over to the lowest participant. Values are compared exactly, never
// as they are shown. While somebody's value is not known, nobody's rank is: the contest is held, unless without_value:
// left_out ranks the others. Days are those under the plan in the window; the team is that of the last of them. A prize is
// prorated where the plan prorates prizes.
type contest struct {
	gauge     *gauge
	slots     gaugeSlots
	byTeam    bool
	lower     bool // less is better
	prizes    []prize
	sharing   bool // ties share their ranks' prizes
	limit     *config.Ratio
	limitAt   config.Position
	leftOut   bool
	prizesPos config.Position
}

// prize is what one rank gets.
type prize struct {
	pays config.Ratio // major units of the plan's currency
	pos  config.Position
}

// compileContest reads a contest.
func compileContest(c *compiler, comp *component) method {
	found := c.ps.Len()
	r := c.node(comp).ReadAs(c.ps, "a contest")
	c.readHead(r, comp)
	c.readReward(r, comp)
	m := &contest{prizesPos: r.At("prizes")}
	m.gauge = c.readGaugeAt(r, "ranked_by", comp.onlyIf, &m.slots, besideGauge, nil)
	if g := m.gauge; g != nil {
		m.lower = g.formula.kpi.Direction == "lower_is_better"
		if g.subject != config.OfPerson && g.subject != config.OfOwnTerritories {
			c.ps.Addf(g.at, "a contest ranks persons, and this looks at the %s; leave subject out", g.subject)
		}
		comp.formulas = append(comp.formulas, g.formula)
	}
	m.byTeam = r.Choice("among", "", "plan", "team") == "team"
	m.readPrizes(c, r)
	m.sharing = c.contested(r, "ties") == "share"
	m.readLimit(c, r)
	m.leftOut = r.Choice("without_value", Held, Held, "left_out") == "left_out"
	r.Done()
	comp.byTeam = m.byTeam
	if c.ps.Len() > found {
		return nil
	}
	return m
}

// readLimit reads at_least, or at_most where less is better.
func (m *contest) readLimit(c *compiler, r *config.Reader) {
	right, wrong, side := "at_least", "at_most", "more"
	if m.lower {
		right, wrong, side = wrong, right, "less"
	}
	if r.Has(wrong) && m.gauge != nil {
		c.ps.Addf(r.At(wrong), "of %s, %s is better, so what must be reached is %s; write %s", m.gauge.formula.kpi.Name, side, right, right)
	}
	if r.Has(right) {
		if m.gauge != nil {
			c.checkReached(right, r.Child(right), m.gauge.unit())
		}
		v := r.Ratio(right)
		m.limit, m.limitAt = &v, r.At(right)
	}
}

// readPrizes reads prizes: [5_000, {ranks: 2-3, pays: 1_000}].
func (m *contest) readPrizes(c *compiler, r *config.Reader) {
	items := r.Items("prizes")
	if len(items) == 0 {
		c.ps.Addf(m.prizesPos, "prizes are missing from the contest; write what each rank gets, prizes: [5_000, 3_000, 1_000]")
	}
	for _, item := range items {
		if item.Kind != config.Mapping {
			pays, ok := item.Number(c.ps)
			m.addPrize(c, item, pays, ok)
			continue
		}
		pr := item.ReadAs(c.ps, "a prize")
		from, to, ok := c.readRanks(pr, len(m.prizes)+1)
		pays := pr.Ratio("pays")
		pr.Done()
		for rank := from; rank <= to && ok; rank++ {
			m.addPrize(c, item, pays, rank == from)
		}
	}
}

// addPrize adds the next rank's prize; with check it is looked at.
func (m *contest) addPrize(c *compiler, item *config.Node, pays config.Ratio, check bool) {
	if check && pays.Sign() <= 0 {
		c.ps.Addf(item.Place(), "the prize of rank %d is %s; write an amount above 0, or leave the rank out", len(m.prizes)+1, pays)
	}
	if n := len(m.prizes); check && n > 0 && m.prizes[n-1].pays.Less(pays) {
		c.ps.Addf(item.Place(), "rank %d gets %s, more than rank %d (%s), though it is the worse result", n+1, pays, n, m.prizes[n-1].pays).
			Notef(m.prizes[n-1].pos, "rank %d is here", n)
	}
	m.prizes = append(m.prizes, prize{pays, item.Place()})
}

// mostRanks is how many ranks a contest may have.
const mostRanks = 1000

// readRanks reads ranks: 4, or ranks: 4-10, which must go on where the list stands.
func (c *compiler) readRanks(r *config.Reader, next int) (from, to int, ok bool) {
	text, at := r.Text("ranks"), r.At("ranks")
	if text == "" {
		return 0, 0, false
	}
	first, last, isRange := strings.Cut(text, "-")
	from, err := strconv.Atoi(strings.TrimSpace(first))
	to = from
	if isRange && err == nil {
		to, err = strconv.Atoi(strings.TrimSpace(last))
	}
	switch {
	case err != nil || from < 1 || to < from || to > mostRanks:
		c.ps.Addf(at, "ranks: %q is no rank; write ranks: 4, or ranks: 4-10", text)
	case from != next:
		c.ps.Addf(at, "ranks: %s follows rank %d; write the ranks one after the other, the next is %d", text, next-1, next)
	default:
		return from, to, true
	}
	return 0, 0, false
}

// demand asks for what the participant is ranked by, once in each window.
func (m *contest) demand(w *Work, c *cell) {
	if !c.isLast() {
		return
	}
	s := c.windowSpan()
	s.gauges = w.demandGauges(&m.slots, s)
	c.spans = []*cell{s}
}

func (m *contest) settle(*runner, []*cell) {}

// placing is where one participant came in.
type placing struct {
	held     string
	currency string // of prizes
	got      gauged
	out      string // why they are not ranked
	rank     int
	tied     int // with how many they are, themselves included
	among    int // how many are ranked
	prizes   int64
	minor    int64 // what they get of it, in minor units of currency
}

// share ranks the participants of every window and team.
func (m *contest) share(r *runner, cells []*cell) {
	var last []*cell
	for _, c := range cells {
		if c.isLast() {
			c.placed = &placing{}
			last = append(last, c)
		}
	}
	for _, group := range groupsOf(last, m.byTeam) {
		r.silent = group[0].sheet.silent
		if held := m.rank(r, group); held != "" {
			for _, c := range group {
				c.placed.held = held
			}
		}
	}
	if m.byTeam {
		for _, c := range last {
			if c.seg.Team == "" {
				c.placed.held = fmt.Sprintf("no team is written for %s from %s", c.seg.Participant, c.seg.Interval)
			}
		}
	}
	r.silent = false
}

// rank places one group; held says why nobody's rank is known.
func (m *contest) rank(r *runner, group []*cell) (held string) {
	currency, held := r.sharedCurrency(group, m.gauge.formula.kpi.Unit == "money")
	if held != "" {
		return held
	}
	var ranked []*cell
	for _, c := range group {
		p := c.placed
		p.currency, p.got = currency, r.gauge(m.gauge, c.spans[0])
		switch why := p.got.held + p.got.value.Null; {
		case why != "" && !m.leftOut && held == "":
			held = fmt.Sprintf("the ranking is not known: %s of %s: %s", lowerFirst(m.gauge.title()), c.seg.Participant, why)
		case why != "":
			p.out = "not ranked: " + why
		case m.limit != nil && m.better(*m.limit, p.got.value.Ratio):
			p.out = m.missed(r, c)
		default:
			ranked = append(ranked, c)
		}
	}
	if held != "" {
		return held
	}
	slices.SortStableFunc(ranked, func(a, b *cell) int { return m.compare(a.placed.got.value.Ratio, b.placed.got.value.Ratio) })
	return m.award(ranked, currency, group[0].sheet.plan.Conventions.Halves)
}

// compare orders values from better to worse.
func (m *contest) compare(a, b config.Ratio) int {
	if m.lower {
		return a.Cmp(b)
	}
	return b.Cmp(a)
}

func (m *contest) better(a, b config.Ratio) bool { return m.compare(a, b) < 0 }

func (m *contest) missed(r *runner, c *cell) string {
	side := "below"
	if m.lower {
		side = "above"
	}
	got, want := showApart(c.placed.got.value.Ratio, *m.limit, m.gauge.formula.kpi.Unit, r.planCurrency(c))
	return fmt.Sprintf("not ranked: %s %s is %s %s", lowerFirst(m.gauge.title()), got, side, want)
}

// award gives every group of equals their prizes.
func (m *contest) award(ranked []*cell, currency string, halves config.Halves) (held string) {
	for from := 0; from < len(ranked); {
		to := from + 1
		for to < len(ranked) && m.compare(ranked[from].placed.got.value.Ratio, ranked[to].placed.got.value.Ratio) == 0 {
			to++
		}
		prizes, parts, ok := m.prizesOf(from+1, to-from, currency, halves)
		if !ok {
			return errTooLarge.Error()
		}
		for i, c := range ranked[from:to] {
			p := c.placed
			p.rank, p.tied, p.among, p.prizes, p.minor = from+1, to-from, len(ranked), prizes, parts[i]
		}
		from = to
	}
	return ""
}

// prizesOf gives the prizes of a rank that so many share, in minor units, and each one's part.
func (m *contest) prizesOf(rank, tied int, currency string, halves config.Halves) (prizes int64, parts []int64, ok bool) {
	ok = true
	at := func(rank int) int64 {
		if rank > len(m.prizes) {
			return 0
		}
		minor, fits := config.MinorOf(m.prizes[rank-1].pays, currency).Round(halves)
		ok = ok && fits
		return minor
	}
	parts = make([]int64, tied)
	if !m.sharing {
		prizes = at(rank)
		for i := range parts {
			parts[i] = prizes
		}
		return prizes, parts, ok
	}
	keys := make([]config.Ratio, tied)
	for i := range keys {
		keys[i] = config.Whole(1)
		if rank+i <= len(m.prizes) {
			prizes += at(rank + i)
		}
	}
	return prizes, byKeys(prizes, keys), ok
}

// write drafts the line of a prize.
func (m *contest) write(r *runner, c *cell) {
	if !c.isLast() {
		return
	}
	res, p := r.newResult(c), c.placed
	if p.held != "" {
		res.Outcome, res.Reason = Held, p.held
		return
	}
	if p.got.held == "" && p.got.value.Null == "" {
		v := p.got.value.Ratio
		res.Value, res.Unit = &v, m.gauge.formula.kpi.Unit
	}
	switch {
	case p.out != "":
		res.Outcome, res.Reason = nothing, p.out
		return
	case p.minor == 0:
		res.Outcome, res.Reason = nothing, fmt.Sprintf("%s; there are prizes for %s", m.label(r, c), plural(int64(len(m.prizes)), "rank", "ranks"))
		return
	}
	if held := m.draft(r, c); held != "" {
		res.Outcome, res.Reason = Held, held
		return
	}
	res.Outcome = Paid
}

func (m *contest) draft(r *runner, c *cell) (held string) {
	p := c.placed
	factor, note, err := r.paidAt(c, p.currency)
	if err != nil {
		return err.Error()
	}
	share := windowShare(c.sheet, "prize")
	basis := config.MinorOf(config.MajorOf(config.Whole(p.minor), p.currency).Mul(factor), c.currency())
	amount, ok := basis.Mul(share).Round(c.sheet.plan.Conventions.Halves)
	if !ok {
		return errTooLarge.Error()
	}
	r.draft(draft{
		cell: c, part: "prize", origin: r.originOf(c.sheet.window.End - 1), label: m.label(r, c), basis: basis, unit: "money", rate: share,
		amount: amount, at: m.prizesPos, from: "ranking of " + m.groupWords(c), terms: m.terms(r, c, amount, share, factor, note),
	})
	return ""
}

func (m *contest) groupWords(c *cell) string {
	if m.byTeam {
		return "team " + c.seg.Team + ", " + c.sheet.window.Label
	}
	return "plan " + c.sheet.plan.Name + ", " + c.sheet.window.Label
}

// label says the rank in a seller's words: Rank 2 of 8 by bookings, 90,000.00 USD, with one other.
func (m *contest) label(r *runner, c *cell) string {
	p := c.placed
	text := fmt.Sprintf("Rank %d of %d by %s, %s", p.rank, p.among, lowerFirst(m.gauge.title()), show(p.got.value.Ratio, m.gauge.formula.kpi.Unit, r.planCurrency(c), 1))
	if p.tied > 1 {
		text += ", with " + plural(int64(p.tied-1), "other", "others")
	}
	return text
}

// terms gives the derivation of a prize.
func (m *contest) terms(r *runner, c *cell, amount int64, share, factor config.Ratio, note string) []config.Term {
	d, p := &derivation{currency: c.currency()}, c.placed
	unit := moneyUnit("money", p.currency, d.currency)
	m.gauge.terms(r, c.spans[0], &p.got, d)
	d.given("rank", fmt.Sprintf("Rank, of %d", p.among), "count", config.Whole(int64(p.rank)), "", m.groupWords(c))
	prizes := config.MajorOf(config.Whole(p.prizes), p.currency)
	inPrizes := config.MinorDigits(p.currency)
	formula := "prizes"
	if p.tied > 1 && m.sharing {
		d.given("prizes", "Prizes of the ranks that are shared", unit, prizes, m.prizesPos.String(), "")
		d.given("tied", "Participants who share them", "count", config.Whole(int64(p.tied)), "", "")
		away, _ := config.Whole(p.prizes).Quo(config.Whole(int64(p.tied))).Round(config.AwayFromZero)
		formula = evened(fmt.Sprintf("round(prizes / tied, %d)", inPrizes), p.minor-away, inPrizes)
	} else {
		d.given("prizes", "Prize", unit, prizes, m.prizes[p.rank-1].pos.String(), "")
	}
	one := config.Whole(1)
	if share.Cmp(one) == 0 && note == "" {
		d.computed("amount", "Earned", "money", config.MajorOf(config.Whole(amount), d.currency), formula, "")
		return d.terms
	}
	mine := config.MajorOf(config.Whole(p.minor), p.currency)
	d.computed("share", "Prize", unit, mine, formula, "")
	formula = "share"
	if share.Cmp(one) != 0 {
		d.given("proration", "Share of the period", "percent", share, "", "")
		formula += " * proration"
	}
	if note != "" {
		d.given("exchange_rate", "Exchange rate", "number", factor, "", note)
		formula += " * exchange_rate"
	}
	digits := config.MinorDigits(d.currency)
	away, _ := config.MinorOf(mine.Mul(share).Mul(factor), d.currency).Round(config.AwayFromZero)
	d.computed("amount", "Earned", "money", config.MajorOf(config.Whole(amount), d.currency), evened(fmt.Sprintf("round(%s, %d)", formula, digits), amount-away, digits), "")
	return d.terms
}
