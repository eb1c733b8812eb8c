package reports

import (
	"fmt"
	"sort"
	"strings"

	"attain/config"
)

// The columns of the third sheet.
const (
	colDay      = 2
	colThing    = 3
	colKey      = 4
	colAccount  = 5
	colCredit   = 6
	colShare    = 7
	colValue    = 8
	colCurrency = 9
	colFX       = 10
	colCounts   = 11
	colFile     = 12
	colRecord   = 13
)

type rowsResult struct {
	grid   *grid
	places map[int32]place // by window
}

// rowsSheet lists the credited facts behind each measure, with a subtotal that is a formula. The second sheet takes a
// measure from that subtotal wherever the two are exactly equal.
func rowsSheet(d StatementData) rowsResult {
	g := &grid{name: sheetRows, widths: []float64{1.5, 13, 34, 30, 22, 9, 9, 15, 10, 9, 16, 38, 9}, landscape: true}
	g.footer = fmt.Sprintf("%s  ·  %s  ·  run %s", d.Participant.Name, d.Period.Label, d.Run)
	out := rowsResult{grid: g, places: map[int32]place{}}
	g.height(1, 8)
	g.span(2, colDay, colRecord, text("Rows behind it", look{size: 16, bold: true, color: navy}))
	g.height(2, 26)
	g.span(3, colDay, colRecord, text("Every row that counted, with the file and record it came from. Numbers of a team or the company are totals by month.", look{color: grey}))
	g.freeze = 3
	seen := map[int32]bool{}
	for _, b := range d.Behind {
		if seen[b.Window] {
			continue
		}
		seen[b.Window] = true
		currency := d.Participant.Currency
		if b.Currency != "" {
			currency = b.Currency
		}
		out.places[b.Window] = writeBehind(g, b, currency)
	}
	if len(d.Behind) == 0 {
		g.span(5, colDay, colRecord, text("No row counted in this period.", look{italic: true, color: grey}))
	}
	return out
}

// wholeObjective is the value of an objective whose weight is 100 %.
const wholeObjective = 1_000_000

// ofPlanWords says which rows the plan asks for. Which targets are meant and what the KPI itself leaves out is said of them.
func ofPlanWords(b Behind) string {
	var said []config.Condition
	for _, c := range b.Where {
		if b.Kind != "span" && strings.HasPrefix(c.At.File, "plans/") {
			said = append(said, c)
		}
	}
	return allWords(said)
}

// counted is one row of a group as it is reckoned: value × rate.
type counted struct {
	value, rate config.Ratio
	currency    string
}

func writeBehind(g *grid, b Behind, currency string) place {
	r := g.next() + 1
	title := joined("  ·  ", b.Title, aggregateWords(b), daysWords(b.Interval), subjectWords(b), ofPlanWords(b))
	g.span(r, colDay, colRecord, text(title, look{size: 11, bold: true, color: white, fill: navy, indent: 1}))
	g.height(r, 20)
	if !b.Subject.HasRows() {
		return writeMonths(g, r+1, b, currency)
	}
	first := r + 1
	if len(b.Rows) > 0 {
		writeRowsHead(g, first, b, "What", currency)
		first++
	}
	var rows []counted
	for i, f := range b.Rows {
		small := look{below: rule, size: 8, color: grey}
		what := f.called()
		g.put(first+i, colDay, dayCell(f.Day, look{below: rule, indent: 1}), text(what, look{below: rule, wrap: f.Credited != ""}), text(f.SourceKey, small), text(f.Account, small),
			text(f.CreditType, small), number(config.NewRatio(f.ShareBP, 10000).Approx(), look{below: rule, format: "0.00%"}))
		if f.ShareBP%100 == 0 {
			g.at(first+i, colShare).look.format = "0%"
		}
		if f.Credited != "" {
			g.fit(first+i, colThing, colThing, what, 10)
		}
		c := writeCounted(g, first+i, b, f.Value, f.Currency, f.Rate, currency)
		g.put(first+i, colFile, text(f.File, look{below: rule, size: 9, color: grey, indent: 1}), number(float64(f.Row), look{below: rule, format: "0", color: grey, size: 9}))
		rows = append(rows, c)
	}
	exact, formula := subtotal(b, rows, first)
	return writeSubtotal(g, first+len(rows), b, exact, formula, int64(len(rows)), currency)
}

// called is what people call a row, and whose it is where it is not the participant's.
func (f Fact) called() string { return joined(", credited to ", f.Label, f.Credited) }

func writeRowsHead(g *grid, r int, b Behind, what, currency string) {
	counts := "Counts as"
	if b.Unit == "money" {
		counts += " " + currency
	}
	head := look{bold: true, color: navy, fill: band, below: navy}
	right := head
	right.align = "right"
	indented := head
	indented.indent = 1
	group := !b.Subject.HasRows()
	if group {
		g.put(r, colDay, text("Month", indented), text(what, head), text("", head), text("", head), text("", head), text("", right))
	} else {
		g.put(r, colDay, text("Day", indented), text(what, head), text("Source key", head), text("Account", head), text("Credit", head), text("Share", right))
	}
	g.put(r, colValue, text("Value", right), text("Currency", indented), text("Rate", right), text(counts, right), text("File", indented), text("Record", right))
	if group {
		g.put(r, colFile, text("", head), text("", right))
	}
	g.height(r, 18)
}

// writeMonths shows what a group did by month: its rows belong to other people.
func writeMonths(g *grid, r int, b Behind, currency string) place {
	months := b.Months
	if len(months) == 0 {
		months = monthsOf(b.Rows)
	}
	if len(months) == 0 {
		return writeSubtotal(g, r, b, config.Ratio{}, "0", 0, currency)
	}
	writeRowsHead(g, r, b, "Rows", currency)
	var rows []counted
	total := int64(0)
	for i, m := range months {
		line := look{below: rule}
		g.put(r+1+i, colDay, text(m.Month, look{below: rule, indent: 1}), number(float64(m.Rows), look{below: rule, format: "#,##0", align: "left"}),
			cell{look: line}, cell{look: line}, cell{look: line}, cell{look: line})
		rows = append(rows, writeCounted(g, r+1+i, b, m.Value, m.Currency, m.Rate, currency))
		g.put(r+1+i, colFile, cell{look: line}, cell{look: line})
		total += m.Rows
	}
	exact, formula := monthsTotal(b, rows, total, r+1)
	return writeSubtotal(g, r+1+len(rows), b, exact, formula, total, currency)
}

func monthsOf(facts []Fact) []MonthTotal {
	type key struct {
		month, currency string
		rate            string
	}
	at := map[key]int{}
	var out []MonthTotal
	for _, f := range facts {
		k := key{f.Day.String()[:7], f.Currency, f.Rate.String()}
		i, ok := at[k]
		if !ok {
			i = len(out)
			at[k] = i
			out = append(out, MonthTotal{Month: k.month, Currency: f.Currency, Rate: f.Rate})
		}
		out[i].Rows++
		out[i].Value += f.Value
	}
	sort.SliceStable(out, func(i, j int) bool {
		if out[i].Month != out[j].Month {
			return out[i].Month < out[j].Month
		}
		return out[i].Currency < out[j].Currency
	})
	return out
}

// writeCounted writes value, currency, rate and what the row counts as.
func writeCounted(g *grid, r int, b Behind, value int64, from string, rate config.Ratio, currency string) counted {
	c, unit := counted{value: config.Whole(value), rate: config.Whole(1), currency: from}, unitOf(b)
	switch unit {
	case "money":
		c.value = config.MajorOf(c.value, from)
	case "percent":
		c.value = config.NewRatio(value, wholeObjective)
	}
	if !rate.IsZero() {
		c.rate = rate
	}
	product := c.value.Mul(c.rate)
	line := look{below: rule}
	g.put(r, colValue, number(c.value.Approx(), look{below: rule, color: accent, format: unitFormat(unit, from, c.value, 2)}), text(from, look{below: rule, color: grey, indent: 1}))
	l := look{below: rule, format: unitFormat(unit, currency, product, 4)}
	if c.rate.Cmp(config.Whole(1)) == 0 {
		g.put(r, colFX, cell{look: line}, live(ref(r, colValue), product.Approx(), l))
		return c
	}
	if _, den, ok := c.rate.Int64s(); ok && !finite(den) { // a rate that is no decimal stands as the division it is
		g.set(r, colFX, live(c.rate.String(), c.rate.Approx(), look{below: rule, format: "0.######"}))
	} else {
		g.set(r, colFX, number(c.rate.Approx(), look{below: rule, color: accent, format: "#,##0" + decimals(max(2, places(c.rate, 8)))}))
	}
	g.set(r, colCounts, live(ref(r, colValue)+"*"+ref(r, colFX), product.Approx(), l))
	return c
}

// finite says whether a fraction with this denominator is a finite decimal.
func finite(den int64) bool {
	for _, p := range []int64{2, 5} {
		for den%p == 0 {
			den /= p
		}
	}
	return den == 1
}

// writeSubtotal is the group's last row: how many rows, and the measure as a formula over them.
func writeSubtotal(g *grid, r int, b Behind, exact config.Ratio, formula string, count int64, currency string) place {
	l := look{bold: true, fill: band, above: navy}
	for c := colDay; c <= colRecord; c++ {
		g.set(r, c, cell{look: l})
	}
	noun := "rows"
	if count == 1 {
		noun = "row"
	}
	g.span(r, colDay, colKey, text(fmt.Sprintf("%s: %d %s", b.Title, count, noun), look{bold: true, fill: band, above: navy, indent: 1}))
	g.height(r, 18)
	if formula == "" {
		return place{}
	}
	money := l
	money.format = unitFormat(unitOf(b), currency, exact, 4)
	g.set(r, colCounts, live(formula, exact.Approx(), money))
	return place{ref: ref(r, colCounts), exact: exact, float: exact.Approx(), said: subtotalWords(b, exact, currency)}
}

// subtotalWords is said beside a measure that is not the sum of its rows.
func subtotalWords(b Behind, exact config.Ratio, currency string) string {
	words := "the rows behind it come to " + showValue(unitOf(b), currency, exact)
	if b.Kind == "span" {
		words += ", of which the days in the window count"
	}
	return words
}

func unitOf(b Behind) string {
	if b.Aggregate == config.Count || b.Aggregate == config.Distinct {
		return "count"
	}
	if b.Measure == "objectives" {
		return "percent"
	}
	return b.Unit
}

// monthsTotal adds the months of a team or the company; the middle value and the number of accounts cannot be had from
// months, and have no formula.
func monthsTotal(b Behind, months []counted, rows int64, first int) (config.Ratio, string) {
	switch {
	case b.Aggregate == config.Median || b.Aggregate == config.Distinct:
		return config.Ratio{}, ""
	case b.Aggregate == config.Count && len(months) > 0:
		return config.Whole(rows), fmt.Sprintf("SUM(%s:%s)", ref(first, colThing), ref(first+len(months)-1, colThing))
	}
	return subtotal(b, months, first)
}

// subtotal reckons rows exactly, and as a formula over the cells that hold them, which start in row first.
func subtotal(b Behind, rows []counted, first int) (config.Ratio, string) {
	last := first + len(rows) - 1
	area := ref(first, colCounts) + ":" + ref(last, colCounts)
	accounts := ref(first, colAccount) + ":" + ref(last, colAccount)
	var exact config.Ratio
	if len(rows) == 0 {
		return exact, "0"
	}
	switch b.Aggregate {
	case config.Count:
		return config.Whole(int64(len(rows))), "COUNT(" + area + ")"
	case config.Distinct:
		n, all := distinctAccounts(b.Rows)
		if !all {
			return n, ""
		}
		return n, "SUMPRODUCT(1/COUNTIF(" + accounts + "," + accounts + "))"
	case config.Median:
		return median(rows), "MEDIAN(" + area + ")"
	}
	for _, c := range rows {
		exact = exact.Add(c.value.Mul(c.rate))
	}
	digits := 0
	for _, c := range rows {
		digits = max(digits, places(c.value.Mul(c.rate), 10))
	}
	if digits < 10 {
		return exact, fmt.Sprintf("ROUND(SUM(%s),%d)", area, digits)
	}
	return exact, "SUM(" + area + ")"
}

// distinctAccounts counts accounts; all says that every fact has one, so that a spreadsheet counts the same.
func distinctAccounts(facts []Fact) (n config.Ratio, all bool) {
	seen := map[string]bool{}
	for _, f := range facts {
		seen[f.Account] = true
	}
	return config.Whole(int64(len(seen))), !seen[""]
}

func median(rows []counted) config.Ratio {
	values := make([]config.Ratio, len(rows))
	for i, c := range rows {
		values[i] = c.value.Mul(c.rate)
	}
	sort.Slice(values, func(i, j int) bool { return values[i].Less(values[j]) })
	n := len(values)
	if n%2 == 1 {
		return values[n/2]
	}
	return values[n/2-1].Add(values[n/2]).Quo(config.Whole(2))
}

func aggregateWords(b Behind) string {
	switch b.Aggregate {
	case config.Count:
		return "number of rows"
	case config.Distinct:
		return "number of accounts"
	case config.Median:
		return "the middle value"
	case config.AtStart:
		return "as it stood before the first day"
	case config.AtEnd:
		return "as it stood after the last day"
	case config.Existing:
		return "accounts that were customers before"
	}
	return ""
}

func subjectWords(b Behind) string {
	switch b.Subject {
	case config.OfTeam:
		return "team " + b.SubjectID
	case config.OfCompany:
		return "the whole company"
	case config.OfOwnTerritories:
		return "your territories"
	case config.OfDirectReports:
		return "those who report to you"
	case config.OfAllReports:
		return "those who report to you, directly and through others"
	}
	return ""
}
