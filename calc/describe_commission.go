package calc

import (
	"fmt"

	"attain/config"
)

// describe says what the commission pays, tier by tier, on the example's quota or on amounts round its limits.
func (m *commission) describe(d *describing, comp *component) Description {
	out := Description{Open: true, BelowZero: true, Looks: []Looked{{
		For: ToPay, Measure: m.paidOn, Subject: config.OfPerson, Over: config.OverPeriod, OnlyIf: comp.onlyIf, At: comp.at,
	}}}
	if m.tiers == nil {
		if m.derived() {
			out.say(m.base.words(), fmt.Sprintf("You earn %s.", m.rateWords(d, m.exampleRate(d))))
		} else {
			out.say(fmt.Sprintf("You earn %s.", m.rateWords(d, m.rate)))
		}
		out.Curves = []Curve{m.plot(d, []Point{m.point(d, config.Ratio{}, ""), m.point(d, m.exampleCredit(d), "example")})}
		out.Tables = []Table{m.pointTable(d, out.Curves[0])}
		return out
	}
	if m.quota >= 0 {
		out.Looks = append(out.Looks, Looked{
			For: ToMeasureBy, Measure: m.tiers.quota, Subject: config.OfPerson, Over: config.OverPeriod, QuotaWhere: m.tiers.where, At: m.tiers.at,
		})
	}
	out.say(m.tierSentences(d)...)
	out.Curves = []Curve{m.plot(d, m.tierPoints(d))}
	out.Tables = []Table{m.pointTable(d, out.Curves[0])}
	return out
}

// rateWords: "8 % of every amount credited to you", "250.00 USD for each of them".
func (m *commission) rateWords(d *describing, rate config.Ratio) string {
	if m.perUnit {
		return d.money(rate) + " for each of them"
	}
	return percent(rate) + " of what is credited to you"
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
func (m *commission) exampleRate(d *describing) config.Ratio {
	switch {
	case m.base == nil:
		return config.Ratio{}
	case !m.base.derived:
		return m.base.rate
	}
	rate, _ := m.base.derive(d.incentive(), d.example(100_000, m.base.quota.Name))
	return rate
}

// tierSentences say what each tier pays and how a deal goes through them.
func (m *commission) tierSentences(d *describing) []string {
	t := m.tiers
	var out []string
	if m.derived() {
		out = append(out, m.base.words())
	}
	for i, one := range t.list {
		var where string
		switch {
		case len(t.list) == 1:
			where = "on everything"
		case i == 0:
			where = "up to " + m.limitWords(d, one.below)
		case i == len(t.list)-1:
			where = "from " + m.limitWords(d, t.list[i-1].below) + " on"
		default:
			where = "from " + m.limitWords(d, t.list[i-1].below) + " up to " + m.limitWords(d, one.below)
		}
		out = append(out, fmt.Sprintf("You earn %s %s.", m.rateWords(d, one.rateOn(m.exampleRate(d))), where))
	}
	if t.top {
		out = append(out, fmt.Sprintf("The rate you reach pays for everything %s: a deal that reaches another tier also changes what the earlier deals earned.", resetWords[t.resets]))
		side := "in the tier that begins there"
		if t.lower {
			side = "still in the tier that ends there"
		}
		out = append(out, "Exactly on a limit you are "+side+".")
	} else {
		out = append(out, "A deal that crosses a limit is divided: what lies below it earns the lower tier's rate, what lies above it the higher tier's; the deals before it keep their rate.")
	}
	if t.resets == "deal" {
		return append(out, "Every deal begins at the first tier, whatever was sold before.")
	}
	out = append(out, fmt.Sprintf("What you reach is counted %s, deal by deal in the order of their days, and begins at 0 again after it.", resetWords[t.resets]))
	if m.quota >= 0 {
		out = append(out, "With a quota of 0 there is nothing to measure by and the first tier pays for everything; without any quota the commission waits until there is one.")
	}
	return out
}

// resetWords say since when a ladder counts.
var resetWords = map[string]string{
	"deal": "in one deal", "monthly": "within the month", "quarterly": "within the quarter", "yearly": "within the year",
}

// limitWords: "100 % of your quota", "150,000.00 USD", "10".
func (m *commission) limitWords(d *describing, limit config.Ratio) string {
	switch {
	case m.quota >= 0:
		return percent(limit) + " of your quota"
	case m.perUnit:
		return show(limit, "count", d.currency, 2)
	}
	return d.money(limit)
}

// exampleQuota and exampleCredit are what amounts are shown on, in major units.
func (m *commission) exampleQuota(d *describing) config.Ratio {
	return d.example(100_000, m.tiers.quota.Name)
}

func (m *commission) exampleCredit(d *describing) config.Ratio {
	if m.perUnit {
		return d.example(10, m.paidOn.Name)
	}
	return d.example(100_000, m.paidOn.Name)
}

// earns prices one deal of everything, on one side of a limit it ends on; x is a share of the quota, or the credit.
func (m *commission) earns(d *describing, x config.Ratio, below bool) config.Ratio {
	credit, quota := x, config.Ratio{}
	if m.quota >= 0 {
		quota = m.exampleQuota(d)
		credit = x.Mul(quota)
	}
	l := m.newLadder(m.minor(quota, d.currency), m.exampleRate(d), d.currency)
	l.lower = below
	slices, _ := l.price([]config.Ratio{m.minor(credit, d.currency)}, m.isTop(), m.eachDeal(), nil, nil)
	var sum config.Ratio
	for _, s := range slices {
		sum = sum.Add(s.basis.Mul(s.rate))
	}
	if m.perUnit {
		return sum
	}
	return config.MajorOf(sum, d.currency)
}

func (m *commission) point(d *describing, x config.Ratio, mark string) Point {
	return Point{X: x, Y: m.earns(d, x, m.tiers != nil && m.tiers.lower), Mark: mark, At: m.rateAt}
}

// tierPoints are nothing, every limit, and a quarter beyond the last one; a limit at which the rate of everything
// changes is there twice.
func (m *commission) tierPoints(d *describing) []Point {
	list := []Point{m.point(d, config.Ratio{}, "")}
	last := m.exampleCredit(d)
	if m.quota >= 0 {
		last = config.Whole(1)
	}
	for i, t := range m.tiers.list[:len(m.tiers.list)-1] {
		at := m.tiers.list[i+1].pos
		if low := m.earns(d, t.below, true); m.isTop() {
			list = append(list, Point{X: t.below, Y: low, At: at})
		}
		list = append(list, Point{X: t.below, Y: m.earns(d, t.below, false), Mark: fmt.Sprintf("tier %d begins", i+2), At: at})
		last = t.below
	}
	end := m.point(d, last.Mul(config.NewRatio(5, 4)), "")
	end.At = m.tiers.list[len(m.tiers.list)-1].pos
	return append(list, end)
}

// plot is the earnings over what was reached.
func (m *commission) plot(d *describing, list []Point) Curve {
	c := Curve{
		Title: m.paidOn.Title, List: list, Open: true,
		X: Axis{Title: m.paidOn.Title, Unit: m.paidOn.Unit, Currency: d.currency},
		Y: Axis{Title: "earns", Unit: "money", Currency: d.currency},
	}
	if m.quota >= 0 {
		c.X = Axis{Title: "Share of the quota", Unit: "percent"}
		c.Title += ", with a quota of " + d.money(m.exampleQuota(d))
	}
	return c
}

// pointTable shows the points of the curve, and what they are in money where the axis is a share.
func (m *commission) pointTable(d *describing, c Curve) Table {
	t := Table{Title: c.Title, Head: []string{"", c.X.Title, "Credited", "Earns"}}
	if m.quota < 0 {
		t.Head = []string{"", c.X.Title, "Earns"}
	}
	for i, p := range c.List {
		if p.X.Sign() <= 0 {
			continue
		}
		name := p.Mark
		if i+1 < len(c.List) && c.List[i+1].X.Cmp(p.X) == 0 {
			name = "just before it"
		}
		row := []string{name, tidy(show(p.X, c.X.Unit, d.currency, 2))}
		if m.quota >= 0 {
			row = append(row, d.money(p.X.Mul(m.exampleQuota(d))))
		}
		t.Rows = append(t.Rows, append(row, d.money(p.Y)))
	}
	return t
}
