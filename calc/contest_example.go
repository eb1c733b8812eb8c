package calc

import (
	"fmt"
	"strconv"
	"strings"

	"attain/config"
)

// given are the rank, how many share it, and what the ranking is by.
func (m *contest) given() []config.ExampleWord {
	return append([]config.ExampleWord{
		{Name: "rank", What: "Rank", Unit: "count"}, {Name: "tied", What: "Those who share the rank", Unit: "count"},
	}, m.gauge.formula.words()...)
}

// example gives the prize of a rank; of a shared one, the part of the lowest participant.
func (m *contest) example(e *exampleCell) (minor int64, note string) {
	whole := func(name string, otherwise int64) (n int64, ok bool) {
		v, given := e.given.value(name)
		if !given {
			return otherwise, otherwise > 0
		}
		n, den, fits := v.Int64s()
		return n, fits && den == 1 && n > 0 && n <= mostRanks
	}
	rank, ok := whole("rank", 0)
	tied, tiedOK := whole("tied", 1)
	if !ok || !tiedOK {
		return 0, "; given needs rank, a whole number, and may have tied, how many share it"
	}
	if m.limit != nil {
		v, missing := m.gauge.example(e.given)
		if missing == "" && (v.Null != "" || m.better(*m.limit, v.Ratio)) {
			return 0, " (not ranked)"
		}
	}
	_, parts, _ := m.prizesOf(int(rank), int(tied), e.paidIn(e.currency), e.sheet.plan.Conventions.Halves)
	return parts[0], ""
}

// describe says what is ranked, among whom, and what each rank gets.
func (m *contest) describe(d *describing, _ *component) Description {
	out := Description{Looks: []Looked{m.gauge.looked(ToPay)}}
	who, side := "all participants of the plan", "most"
	if m.byTeam {
		who = "the participants of your team"
	}
	if m.lower {
		side = "least"
	}
	out.say(fmt.Sprintf("There are prizes for those of %s who have the %s %s.", who, side, lowerFirst(m.gauge.title())))
	if m.limit != nil {
		word := "at least"
		if m.lower {
			word = "at most"
		}
		out.say(fmt.Sprintf("Only who has %s %s is ranked.", word, tidy(show(*m.limit, m.gauge.formula.kpi.Unit, d.currency, 2))))
	}
	if m.sharing {
		out.say("Those with the same result share the prizes of the ranks they take.")
	} else {
		out.say("Those with the same result all get the higher prize, and the ranks after them are left out.")
	}
	if m.leftOut {
		out.say("Whoever has no result is not ranked; the others are.")
	} else {
		out.say("While somebody's result is not known, nobody is ranked and nothing is paid.")
	}
	if prorates(d.plan, "prize") {
		out.say("Whoever was under the plan for a part of the period gets that part of the prize.")
	}
	t := Table{Head: []string{"Rank", "Prize"}}
	for from := 0; from < len(m.prizes); {
		to := from + 1
		for to < len(m.prizes) && m.prizes[to].pays.Cmp(m.prizes[from].pays) == 0 {
			to++
		}
		rank := strconv.Itoa(from + 1)
		if to > from+1 {
			rank = strings.Join([]string{rank, strconv.Itoa(to)}, " to ")
		}
		t.Rows = append(t.Rows, []string{rank, d.money(m.prizes[from].pays)})
		from = to
	}
	out.Tables = []Table{t}
	return out
}
