package calc

import (
	"fmt"
	"slices"
	"strings"

	"attain/config"
)

// describe says what the deals pay, tier by tier, on the example's quota or on amounts round its limits.
func (m *pricing) describe(d *describing, comp *component) Description {
	out := Description{Open: !m.endsAtZero(), BelowZero: true, Looks: []Looked{{
		For: ToPay, Measure: m.paidOn, Subject: m.of, Over: config.OverPeriod, OnlyIf: comp.onlyIf, At: comp.at,
	}}}
	switch {
	case m.tiers == nil:
		out.say(m.flatSentences(d)...)
	default:
		if m.quota >= 0 {
			out.Looks = append(out.Looks, Looked{
				For: ToMeasureBy, Measure: m.tiers.quota, Subject: m.tiers.quotaOf, Over: m.quotaOver(d), QuotaWhere: m.tiers.where, At: m.tiers.at,
			})
		}
		out.say(m.tierSentences(d)...)
	}
	if len(m.classes)-m.kept > 1 {
		out.Tables = append(out.Tables, m.rowTable(d))
	}
	if m.rateFirst {
		out.say("A deal that is shared is priced whole, and what it earns is shared.")
	}
	if m.perDeal != nil {
		out.say(m.perDeal.sentences(d.money)...)
	}
	if m.hasFormula() {
		return out
	}
	list := []Point{m.point(d, config.Ratio{}, ""), m.point(d, m.exampleCredit(d), "example")}
	if m.tiers != nil {
		list = m.tierPoints(d)
	}
	out.Curves = []Curve{m.plot(d, list)}
	out.Tables = append(out.Tables, m.pointTable(d, out.Curves[0]))
	return out
}

// endsAtZero says whether nothing is paid from the last limit on, whatever the deal is.
func (m *pricing) endsAtZero() bool {
	if m.tiers == nil || len(m.tiers.list) < 2 || len(m.rows) > 0 {
		return false
	}
	last := &m.tiers.list[len(m.tiers.list)-1]
	if last.rows != nil || last.rate.formula != nil || last.rate.pays != nil {
		return false
	}
	return last.rate.on(config.Whole(1), config.Ratio{}).Sign() == 0
}

// quotaOver is the stretch of days whose quota tiers are measured by: that after which they begin anew.
func (m *pricing) quotaOver(d *describing) string {
	if m.resetKind == d.plan.periodKind || !slices.Contains([]string{config.Month, config.Quarter, config.Year}, m.resetKind) {
		return config.OverPeriod
	}
	return m.resetKind
}

// flatSentences say what is paid without tiers.
func (m *pricing) flatSentences(d *describing) []string {
	switch {
	case m.rows != nil && m.eligible.SQL != "":
		return []string{"Your rate depends on the deal: the first row that holds gives it, and what no row holds for is not paid."}
	case m.rows != nil:
		return []string{"Your rate depends on the deal: the first row that holds gives it."}
	case m.flat.formula != nil:
		return []string{fmt.Sprintf("You earn a rate of your own on every deal: %s. It is worked out of the whole deal, amounts as they stand there.", m.flat.formula.words())}
	case m.derived():
		return []string{m.base.words(), fmt.Sprintf("You earn %s.", m.rateWords(d, m.exampleRate(d)))}
	}
	return []string{fmt.Sprintf("You earn %s.", m.rateWords(d, m.flat.value))}
}

// rowTable is the rates by what a deal is.
func (m *pricing) rowTable(d *describing) Table {
	t := Table{Title: "Rates by deal", Head: []string{"Deals"}}
	for i := range m.tierList() {
		head := "Rate"
		if len(m.tierList()) > 1 {
			head = fmt.Sprintf("Tier %d", i+1)
		}
		t.Head = append(t.Head, head)
	}
	for k := m.kept; k < len(m.classes); k++ {
		one := &m.classes[k]
		if one.card == nil {
			continue
		}
		what := one.when.SQL
		switch {
		case what == "":
			what = "all others"
		case !one.counts:
			what += " (not counted towards the tiers)"
		}
		row := []string{what}
		for i := range m.tierList() {
			row = append(row, m.shortRate(d, one.card[min(i, len(one.card)-1)]))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// shortRate: "8 %", "250.00 USD", or a formula.
func (m *pricing) shortRate(d *describing, rate *payRate) string {
	switch {
	case rate.formula != nil:
		return rate.formula.words()
	case rate.pays != nil:
		return d.money(*rate.pays) + " for the tier"
	case m.perUnit:
		return d.money(rate.on(m.exampleRate(d), config.Ratio{}))
	}
	return percent(rate.on(m.exampleRate(d), config.Ratio{}))
}

// rateWords: "8 % of every amount credited to you", "250.00 USD for each of them".
func (m *pricing) rateWords(d *describing, rate config.Ratio) string {
	if m.perUnit {
		return d.money(rate) + " for each of them"
	}
	return percent(rate) + " of what is credited to " + m.them()
}

// words say where a derived rate comes from; the rates beside it are those of an example.
func (b *baseRate) words() string {
	share := ""
	if b.weight.Cmp(config.Whole(1)) != 0 {
		share = percent(b.weight) + " of "
	}
	return fmt.Sprintf("Your rate is %syour target incentive divided by your quota, so that 100 %% of the quota pays it; the rates here are those of an example.", share)
}

// exampleRate is the base rate descriptions work with.
func (m *pricing) exampleRate(d *describing) config.Ratio {
	switch {
	case m.base == nil:
		return config.Ratio{}
	case !m.base.derived:
		return m.base.rate
	}
	rate, _ := m.base.derive(d.incentive(), d.quota(m.base.quota))
	return rate
}

// tierSentences say what each tier pays and how a deal goes through them.
func (m *pricing) tierSentences(d *describing) []string {
	t := m.tiers
	var out []string
	if m.derived() {
		out = append(out, m.base.words())
	}
	for i := range t.list {
		out = append(out, m.tierSentence(d, i))
	}
	out = append(out, m.crossing()...)
	if m.counting() {
		out = append(out, fmt.Sprintf("What you reach is counted in %s; the part of a deal in a tier is the part of it that is counted there.", strings.ReplaceAll(t.counting.SQL, "_", " ")))
	}
	if t.resets == "deal" {
		return append(out, "Every deal begins at the first tier, whatever was sold before.")
	}
	out = append(out, fmt.Sprintf("What you reach is counted %s, deal by deal in the order of their days, and begins at 0 again after it.", resetWords[t.resets]))
	if m.tiers.by == "amount" && prorates(d.plan, "threshold_amounts") {
		out = append(out, "Whoever is under the plan for a part of that time has that part of each limit.")
	}
	if m.quota >= 0 {
		out = append(out, "With a quota of 0 there is nothing to measure by and the first tier pays for everything; without any quota the commission waits until there is one.")
	}
	return out
}

// tierSentence: "You earn 8 % of what is credited to you up to 100 % of your quota."
func (m *pricing) tierSentence(d *describing, i int) string {
	list := m.tiers.list
	one := &list[i]
	upTo := "up to "
	if one.upTo {
		upTo = "up to and with "
	}
	var where, from string
	if i > 0 {
		if from = "from " + m.limitWords(d, list[i-1].below); list[i-1].upTo {
			from = "above " + m.limitWords(d, list[i-1].below)
		}
	}
	switch {
	case len(list) == 1:
		where = "on everything"
	case i == 0:
		where = upTo + m.limitWords(d, one.below)
	case i == len(list)-1:
		where = from
		if !list[i-1].upTo {
			where += " on"
		}
	default:
		where = from + " " + upTo + m.limitWords(d, one.below)
	}
	switch {
	case one.rows != nil:
		return fmt.Sprintf("You earn the rate of the deal in tier %d %s.", i+1, where)
	case one.rate.pays != nil:
		return fmt.Sprintf("You earn %s for all of tier %d, and for a part of it in proportion, %s.", d.money(*one.rate.pays), i+1, where)
	case one.rate.formula != nil:
		return fmt.Sprintf("You earn a rate of your own on every deal, %s, %s.", one.rate.formula.words(), where)
	}
	rate := one.rate.on(m.exampleRate(d), config.Ratio{})
	if which := m.whichOnes(i); which != "" {
		return fmt.Sprintf("You earn %s for %s.", d.money(rate), which)
	}
	return fmt.Sprintf("You earn %s %s.", m.rateWords(d, rate), where)
}

// whichOnes names the things a tier's own rate is for, where they are counted one by one: tiers that end at 3 and at 6 are
// for each of the first 3, each of those from number 4 to 6, and each one from number 7 on, whatever side a limit is on.
// "" where a tier is not of whole things.
func (m *pricing) whichOnes(i int) string {
	list := m.tiers.list
	if m.paidOn.Unit != "count" || m.tiers.by != "units" || m.tiers.each != ownRate || m.counting() || len(list) == 1 {
		return ""
	}
	var ends []int64
	for k := range list[:len(list)-1] {
		n, of, fits := list[k].below.Int64s()
		if !fits || of != 1 || n < 1 {
			return ""
		}
		ends = append(ends, n)
	}
	switch {
	case i == 0:
		return fmt.Sprintf("each of the first %d", ends[0])
	case i == len(list)-1:
		return fmt.Sprintf("each one from number %d on", ends[i-1]+1)
	case ends[i-1]+1 == ends[i]:
		return fmt.Sprintf("number %d", ends[i])
	}
	return fmt.Sprintf("each of those from number %d to %d", ends[i-1]+1, ends[i])
}

// crossing says what becomes of a deal that crosses a limit.
func (m *pricing) crossing() []string {
	t := m.tiers
	side := "Exactly on a limit you are in the tier that begins there."
	if t.lower {
		side = "Exactly on a limit you are still in the tier that ends there."
	}
	switch t.each {
	case topRate:
		if m.settled {
			return []string{fmt.Sprintf("The rate you reach in the end pays for everything %s: a deal that reaches another tier changes what every deal earns.", resetWords[t.resets]), side}
		}
		return []string{fmt.Sprintf("The rate you reach pays for everything %s: a deal that reaches another tier also changes what the earlier deals earned.", resetWords[t.resets]), side}
	case rateAtStart:
		return []string{"A deal that crosses a limit is paid whole at the rate of the tier it starts in; a reversal takes that back.", side}
	case rateAtEnd:
		return []string{"A deal that crosses a limit is paid whole at the rate of the tier it ends in; a reversal takes that back.", side}
	}
	return []string{"A deal that crosses a limit is divided: what lies below it earns the lower tier's rate, what lies above it the higher tier's; the deals before it keep their rate."}
}

// resetWords say since when a ladder counts.
var resetWords = map[string]string{
	"deal": "in one deal", "monthly": "within the month", "quarterly": "within the quarter", "yearly": "within the year", perCampaign: "from the first day to the last",
}

// limitWords: "100 % of your quota", "150,000.00 USD", "10".
func (m *pricing) limitWords(d *describing, limit config.Ratio) string {
	switch {
	case m.quota >= 0:
		return percent(limit) + " of your quota"
	case m.perUnit:
		return show(limit, "count", d.currency, 2)
	}
	return d.money(limit)
}

// exampleQuota and exampleCredit are what amounts are shown on, in major units.
func (m *pricing) exampleQuota(d *describing) config.Ratio {
	return d.quota(m.tiers.quota)
}

// quota is the one amounts are shown on: the examples', else 100,000 of money and 10 of what is counted.
func (d *describing) quota(m *config.Measure) config.Ratio {
	if m.Unit == "count" {
		return d.example(10, m.Name)
	}
	return d.example(100_000, m.Name)
}

func (m *pricing) exampleCredit(d *describing) config.Ratio {
	if m.perUnit {
		return d.example(10, m.paidOn.Name)
	}
	return d.example(100_000, m.paidOn.Name)
}

// earns prices one deal of everything, on one side of a limit it ends on; x is a share of the quota, or the credit.
func (m *pricing) earns(d *describing, x config.Ratio, below bool) config.Ratio {
	credit, quota := x, config.Ratio{}
	if m.quota >= 0 {
		quota = m.exampleQuota(d)
		credit = x.Mul(quota)
	}
	l, _ := m.newLadder(m.unit(quota, config.Whole(1)), m.exampleRate(d), d.currency)
	if l == nil {
		return config.Ratio{}
	}
	if l.lower = below; !below {
		l.upTo = nil
	}
	if special := m.special(); special && m.classes[len(m.classes)-1].card == nil {
		l.rates = l.cards[m.kept]
	}
	slices, _ := l.price([]config.Ratio{m.rung(credit, d.currency)}, m.each(), m.alone(), nil, nil)
	var sum config.Ratio
	for _, s := range slices {
		sum = sum.Add(s.basis.Mul(s.rate))
	}
	if !m.rungMoney {
		return sum
	}
	return config.MajorOf(sum, d.currency)
}

// at is where the rates stand.
func (m *pricing) at() config.Position {
	switch {
	case m.tiers != nil:
		return m.tiers.at
	case m.rows != nil:
		return m.rows[0].at
	}
	return m.flat.pos
}

func (m *pricing) point(d *describing, x config.Ratio, mark string) Point {
	return Point{X: x, Y: m.earns(d, x, m.tiers != nil && m.tiers.lower), Mark: mark, At: m.at()}
}

// tierPoints are nothing, every limit, and a quarter beyond the last one; a limit at which the rate of everything
// changes is there twice.
func (m *pricing) tierPoints(d *describing) []Point {
	list := []Point{m.point(d, config.Ratio{}, "")}
	last := m.exampleCredit(d)
	if m.quota >= 0 {
		last = config.Whole(1)
	}
	for i, t := range m.tiers.list[:len(m.tiers.list)-1] {
		at := m.tiers.list[i+1].pos
		low, high := m.earns(d, t.below, true), m.earns(d, t.below, false)
		inLower := t.upTo || m.tiers.lower
		if low.Cmp(high) != 0 {
			list = append(list, Point{X: t.below, Y: low, Beside: !inLower, At: at})
		}
		list = append(list, Point{X: t.below, Y: high, Beside: inLower && low.Cmp(high) != 0, Mark: fmt.Sprintf("tier %d begins", i+2), At: at})
		last = t.below
	}
	beyond := last.Mul(config.NewRatio(5, 4))
	if m.quota < 0 && m.paidOn.Unit == "count" {
		whole, _ := beyond.Round(config.AwayFromZero) // there is no half deal
		beyond = config.Whole(max(whole, 1)).Max(last.Add(config.Whole(1)))
	}
	end := m.point(d, beyond, "")
	end.At = m.tiers.list[len(m.tiers.list)-1].pos
	return append(list, end)
}

// plot is the earnings over what was reached.
func (m *pricing) plot(d *describing, list []Point) Curve {
	c := Curve{
		Title: m.paidOn.Title, List: list, Open: true,
		X: Axis{Title: m.paidOn.Title, Unit: m.paidOn.Unit, Currency: d.currency},
		Y: Axis{Title: "earns", Unit: "money", Currency: d.currency},
	}
	if m.quota >= 0 {
		c.X = Axis{Title: "Share of the quota", Unit: "percent"}
		c.Title += ", with a quota of " + m.ofQuota(d, m.exampleQuota(d))
	}
	return c
}

// pointTable shows the points of the curve, and what they are in money where the axis is a share.
func (m *pricing) pointTable(d *describing, c Curve) Table {
	t := Table{Title: c.Title, Head: []string{"", c.X.Title, "Credited", "Earns"}}
	if m.quota < 0 {
		t.Head = []string{"", c.X.Title, "Earns"}
	}
	for i, p := range c.List {
		if p.X.Sign() <= 0 {
			continue
		}
		name := p.Mark
		switch {
		case p.Beside && name == "":
			name = "just below it"
		case p.Beside:
			name += " just above it"
		case i+1 < len(c.List) && c.List[i+1].X.Cmp(p.X) == 0:
			name = "exactly on it"
		}
		row := []string{name, tidy(show(p.X, c.X.Unit, d.currency, 2))}
		if m.quota >= 0 {
			row = append(row, m.ofQuota(d, p.X.Mul(m.exampleQuota(d))))
		}
		t.Rows = append(t.Rows, append(row, d.money(p.Y)))
	}
	return t
}

// ofQuota writes what is measured by the quota: money, or a number of things.
func (m *pricing) ofQuota(d *describing, v config.Ratio) string {
	if m.tiers.quota.Unit != "money" {
		return tidy(show(v, m.tiers.quota.Unit, d.currency, 2))
	}
	return d.money(v)
}

// them are those whose deals are paid for.
func (m *pricing) them() string {
	if m.of != config.OfPerson {
		return "them"
	}
	return "you"
}
