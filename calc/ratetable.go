package calc

import (
	"fmt"
	"slices"
	"strings"

	"attain/config"
)

// rateRow is one row of a table of rates: what a deal must be to get the rate. The first row that holds is taken; the
// last may have no condition, and then it is for all the rest. Without one, a deal no row holds for is not eligible.
//
//	rates:
//	  - {when: "product_family = 'core' and term_months >= 24", rate: 10%}
//	  - {when: "product_family = 'core'", rate: 8%}
//	  - {rate: 6%}
//
// In a tier, rows are rates by attainment × product × term; every tier that has rows asks the same in the same order.
// Beside tiers, rows are exceptions: what they hold for is paid their rate whatever the tier. With counts: no it does
// not move the ladder either (a carve-out).
type rateRow struct {
	when   config.Condition // SQL "" for the rest
	rate   payRate
	counts bool
	at     config.Position
}

// class is what the facts of a commission are told apart by: the rates of the first class a fact meets are its own.
type class struct {
	when   config.Condition
	card   []*payRate // by tier; one where fixed
	fixed  bool       // one rate, whatever the tier
	counts bool       // it moves the ladder
}

// readRateRows reads a list of rows. mayNotCount says whether a row can say counts: no.
func (c *compiler) readRateRows(r *config.Reader, base *baseRate, mayNotCount bool) []rateRow {
	var out []rateRow
	items := r.Items("rates")
	if len(items) == 0 {
		c.ps.Addf(r.At("rates"), `rates is empty; write rows such as [{when: "term_months >= 24", rate: 10%%}, {rate: 6%%}]`)
	}
	for i, item := range items {
		ir := item.ReadAs(c.ps, "a row of rates")
		row := rateRow{counts: true, at: item.Place()}
		if n := ir.Child("when"); n != nil {
			row.when = config.Condition{At: n.TextPlace(), SQL: ir.Text("when")}
		} else if i < len(items)-1 {
			c.ps.Addf(item.Place(), "row %d of rates has no when, so no row after it is ever reached; put it last, or write when", i+1)
		}
		row.rate = c.readPayRate(item, ir, base, "rate", "times")
		if mayNotCount {
			row.counts = ir.Choice("counts", "yes", "yes", "no") == "yes"
		}
		ir.Done()
		out = append(out, row)
	}
	return out
}

// classify makes the classes of a commission of its rows, those of its tiers, and the SPIFs whose deals do not move its
// ladder. The last class is what meets none of the others; its card is nil where that is not eligible.
func (c *compiler) classify(m *pricing, except []config.Condition) {
	list, rest := c.rowClasses(m)
	if m.tiers == nil && m.rows == nil {
		rest = class{card: []*payRate{&m.flat}, counts: true}
	}
	if m.tiers != nil {
		more, plain := c.tierClasses(m)
		list = append(list, more...)
		rest = plain
	}
	if rest.card == nil {
		m.eligible = anyOf(list)
	}
	for _, spif := range except {
		var out []class
		for _, one := range slices.Concat(list[m.kept:], []class{rest}) {
			if one.card == nil {
				continue
			}
			also := one // a row that moves no ladder anyway stays before what comes after it
			also.counts, also.when = false, allOf(spif, one.when)
			out = append(out, also)
		}
		list, m.kept = append(out, list...), m.kept+len(out)
	}
	m.classes = append(list, rest)
	c.checkSide(m)
}

// checkSide wants to know whose a limit is where a deal that moves no ladder may meet one that stands exactly on it. Where
// deals are cut at the limits both readings pay the same, so config does not ask.
func (c *compiler) checkSide(m *pricing) {
	t := m.tiers
	if t == nil || !t.sideOpen || t.each != ownRate || m.kept == 0 && !m.counting() {
		return
	}
	for i := range t.list[:max(0, len(t.list)-1)] {
		if !t.list[i].upTo {
			c.ps.Addf(t.at, "a deal that does not move these tiers is paid at the rate of the tier they stand in, and nobody says in which one they are exactly on a limit; write exactly_on_limit: higher_tier or lower_tier, or up_to instead of below")
			return
		}
	}
}

// rowClasses are the commission's own rows.
func (c *compiler) rowClasses(m *pricing) (list []class, rest class) {
	for i := range m.rows {
		row := &m.rows[i]
		one := class{when: row.when, card: []*payRate{&row.rate}, fixed: true, counts: row.counts}
		if row.when.SQL != "" {
			list = append(list, one)
			continue
		}
		rest = one
		if m.tiers != nil {
			c.ps.Addf(row.at, "this row has no when, so everything gets its rate and the tiers are never reached; write when, or leave the row out")
		}
	}
	return list, rest
}

// tierClasses are the rows of the tiers: one class for each condition, with its rate in each tier.
func (c *compiler) tierClasses(m *pricing) (list []class, rest class) {
	var first *tier
	for i := range m.tiers.list {
		if t := &m.tiers.list[i]; t.rows != nil && first == nil {
			first = t
		} else if t.rows != nil && !sameRows(first.rows, t.rows) {
			c.ps.Addf(t.pos, "the rows of this tier ask something else than those of tier %s; every tier that has rows asks the same in the same order", strings.TrimPrefix(first.part, "tier-")).
				Notef(first.pos, "they ask %s", saidRows(first.rows))
			return nil, class{}
		}
	}
	card := func(row int) []*payRate {
		out := make([]*payRate, len(m.tiers.list))
		for i := range m.tiers.list {
			if t := &m.tiers.list[i]; t.rows != nil {
				out[i] = &t.rows[row].rate
			} else {
				out[i] = &t.rate
			}
		}
		return out
	}
	if first == nil {
		return nil, class{card: card(0), counts: true}
	}
	for k, row := range first.rows {
		one := class{when: row.when, card: card(k), counts: true}
		if row.when.SQL == "" {
			return list, one
		}
		list = append(list, one)
	}
	return list, class{}
}

func sameRows(a, b []rateRow) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i].when.SQL != b[i].when.SQL {
			return false
		}
	}
	return true
}

func saidRows(rows []rateRow) string {
	var out []string
	for _, r := range rows {
		if r.when.SQL == "" {
			out = append(out, "and the rest")
		} else {
			out = append(out, r.when.SQL)
		}
	}
	return strings.Join(out, ", ")
}

// anyOf is a condition that holds where one of the classes does.
func anyOf(list []class) config.Condition {
	if len(list) == 0 {
		return config.Condition{}
	}
	var out []string
	for _, c := range list {
		out = append(out, "("+c.when.SQL+"\n)")
	}
	return config.Condition{At: list[0].when.At, SQL: strings.Join(out, " or "), Made: true}
}

// allOf is a condition that holds where both do; the second may be empty.
func allOf(a, b config.Condition) config.Condition {
	if b.SQL == "" {
		return a
	}
	return config.Condition{At: b.At, SQL: fmt.Sprintf("(%s\n) and (%s\n)", a.SQL, b.SQL), Made: true}
}

// moving is a condition that holds for what moves the ladder: whose first class counts. "" where everything does.
func moving(classes []class) config.Condition {
	var out strings.Builder
	all := true
	for i := range classes {
		one := &classes[i]
		if all = all && one.counts; i == len(classes)-1 {
			break
		}
		fmt.Fprintf(&out, " when (%s\n) then %t", one.when.SQL, one.counts)
	}
	if all {
		return config.Condition{}
	}
	return config.Condition{At: classes[0].when.At, SQL: "case" + out.String() + " else true end", Made: true}
}

// onlyClass is a condition that holds for what class k is the first of; "" where there is but one class.
func onlyClass(classes []class, k int) config.Condition {
	if len(classes) == 1 {
		return config.Condition{}
	}
	var out strings.Builder
	for i := 0; i <= k && i < len(classes)-1; i++ {
		fmt.Fprintf(&out, " when (%s\n) then %t", classes[i].when.SQL, i == k)
	}
	return config.Condition{At: classes[0].when.At, SQL: fmt.Sprintf("case%s else %t end", out.String(), k == len(classes)-1), Made: true}
}
