package intake

import (
	"fmt"
	"sort"
	"strings"

	"attain/config"
)

// money decides the reporting currency, the currency of amounts that name none, and asks for the plan rates between.
func (p *proposer) money() {
	counts := map[string]int{}
	for _, t := range p.Placed {
		if at, ok := t.has("currency"); ok {
			for _, v := range t.column(at) {
				counts[strings.ToUpper(v.Text)]++
			}
			continue
		}
		for _, name := range t.columnsOf("money") {
			if c := currencyOf(t.Headers[t.Columns[name]]); c != "" {
				t.Constants["currency"] = c
				counts[c] += len(t.Rows)
				t.Says = append(t.Says, fmt.Sprintf("%s: %s, as its name says", t.Headers[t.Columns[name]], c))
				break
			}
		}
	}
	var list []string
	for c := range counts {
		if !config.KnownCurrency(c) {
			p.Open = append(p.Open, fmt.Sprintf("%s stands in a currency column and is no currency", c))
			continue
		}
		list = append(list, c)
	}
	sort.Slice(list, func(i, j int) bool {
		return counts[list[i]] > counts[list[j]] || counts[list[i]] == counts[list[j]] && list[i] < list[j]
	})
	p.reporting(list, counts)
	p.currencyOfOthers(list)
	p.rates(list)
}

func (p *proposer) reporting(list []string, counts map[string]int) {
	if len(list) == 1 {
		p.Reporting = list[0]
		p.Taken = append(p.Taken, fmt.Sprintf("%s is the reporting currency: no other is in the files", list[0]))
		return
	}
	q := Question{Key: "reporting currency", Ask: "In which currency should company totals be shown?", check: func(text string) (string, string) {
		c := strings.ToUpper(text)
		if !config.KnownCurrency(c) {
			return "", fmt.Sprintf("%q is not a currency; write its code of three letters, such as EUR", text)
		}
		return c, ""
	}}
	if len(list) == 0 {
		q.Evidence = []string{"no file names a currency, so all amounts are taken to be in this one"}
	}
	for _, c := range list {
		q.Evidence = append(q.Evidence, fmt.Sprintf("%s: %s", c, counted(counts[c], "record", "records")))
	}
	a, ok := p.ask.ask(q)
	p.Reporting = a.Text
	if !ok && len(list) > 0 {
		p.Reporting = list[0]
	}
}

// currencyOfOthers gives tables with amounts and without a currency theirs: the only one there is, or the answer.
func (p *proposer) currencyOfOthers(list []string) {
	for _, t := range p.Placed {
		_, has := t.has("currency")
		_, wanted := column(t.Shape, "currency")
		if has || !wanted || t.Constants["currency"] != "" || len(t.columnsOf("money")) == 0 && t.Across == nil {
			continue
		}
		if len(list) < 2 {
			continue // the reporting currency, which is what a run takes
		}
		q := Question{Key: t.Name() + ": currency", Ask: fmt.Sprintf("In which currency are the amounts of %s?", t.Name())}
		for _, c := range list {
			q.Choices = append(q.Choices, Choice{Value: c})
		}
		if a, ok := p.ask.ask(q); ok {
			t.Constants["currency"] = a.Text
			t.Says = append(t.Says, "all amounts are "+a.Text+", as answered")
		}
	}
}

func (p *proposer) rates(list []string) {
	first, last := p.years()
	for _, c := range list {
		if c == p.Reporting || p.Reporting == "" {
			continue
		}
		a, _ := p.ask.ask(Question{
			Key: "rate " + c + " to " + p.Reporting, Ask: fmt.Sprintf("How many %s is one %s in your plans (%d to %d)?", p.Reporting, c, first, last),
			Evidence: []string{"plans pay at a fixed rate, so that nobody's attainment moves with the market; currencies: plan_rates: in attain.yaml holds it"},
			check: func(text string) (string, string) {
				r, err := config.ParseRatio(strings.Replace(text, ",", ".", 1))
				if err != nil || r.Sign() <= 0 {
					return "", fmt.Sprintf("%q is not a rate; write a number above 0, such as 11.50", text)
				}
				return strings.Replace(text, ",", ".", 1), ""
			},
		})
		if a.Text != "" {
			p.Rates = append(p.Rates, Rate{c, p.Reporting, a.Text, first, last})
		}
	}
}

// years are those the days in the files are of: the years plan rates are for.
func (p *proposer) years() (first, last int) {
	for _, t := range p.Placed {
		for at, format := range t.Dates {
			for _, v := range t.column(at) {
				day, ok := readingOf(format).parse(v.Text)
				if y := day.Year(); ok && y > 1990 && y < 2100 && (t.Entity() == "opportunity" || t.Entity() == "invoice" || t.Entity() == "assignment") {
					first, last = minYear(first, y), max(last, y)
				}
			}
		}
		if t.Across != nil {
			for _, y := range t.Across.years {
				first, last = minYear(first, y), max(last, y)
			}
		}
	}
	return first, last
}

func minYear(a, b int) int {
	if a == 0 {
		return b
	}
	return min(a, b)
}
