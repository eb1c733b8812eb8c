package calc

import (
	"fmt"

	"attain/config"
)

// given are what the pool's size looks at, and the participant's key and the sum of all keys; without keys there is one
// participant, who gets all of it.
func (m *pool) given() []config.ExampleWord {
	what, unit := m.keyExample()
	out := []config.ExampleWord{{Name: "key", What: "Your " + what, Unit: unit}, {Name: "sum_of_keys", What: upperFirst(what) + " of all together", Unit: unit}}
	for _, g := range []*gauge{m.of, m.times} {
		if g != nil {
			out = append(out, g.formula.words()...)
		}
	}
	return out
}

// keyExample is what an example's keys are, and their unit.
func (m *pool) keyExample() (what, unit string) {
	switch {
	case m.key == keyEqual:
		return "part", "count"
	case m.key == keyIncentive:
		return m.keyWords(), "money"
	case m.keyOf != nil:
		return m.keyWords(), m.keyOf.formula.kpi.Unit
	}
	return m.keyWords(), "count"
}

// example gives one participant's share. What is above each_at_most is not shared again: nobody else is known.
func (m *pool) example(e *exampleCell) (minor int64, note string) {
	var of, times config.Value
	if m.of != nil {
		if of, note = m.of.example(e.given); note != "" {
			return 0, note
		}
	}
	if m.times != nil {
		if times, note = m.times.example(e.given); note != "" {
			return 0, note
		}
	}
	halves, currency := e.sheet.plan.Conventions.Halves, e.paidIn(e.currency)
	all, _ := config.MinorOf(m.size(of.Ratio, times.Ratio), currency).Round(halves)
	key, hasKey := e.given.value("key")
	sum, hasSum := e.given.value("sum_of_keys")
	switch {
	case hasKey != hasSum:
		return 0, "; given has only one of key and sum_of_keys"
	case hasSum && sum.Less(key):
		return 0, "; sum_of_keys is less than key, which is one of them"
	case !hasSum:
		key, sum = config.Whole(1), config.Whole(1)
	}
	var limit *int64
	if m.most != nil {
		most, _ := config.MinorOf(*m.most, currency).Round(halves)
		limit = &most
	}
	return byKeysUpTo(all, []config.Ratio{key, sum.Sub(key)}, limit, false).amounts[0], ""
}

// describe says how large the pool is, who shares it and how.
func (m *pool) describe(d *describing, _ *component) Description {
	out := Description{Open: m.of != nil && m.most == nil}
	who, others := "all participants of the plan", "the company"
	if m.byTeam {
		who, others = "the participants of your team", "your team"
	}
	if m.of != nil {
		out.Looks = append(out.Looks, m.of.looked(ToMeasureBy))
		out.say(fmt.Sprintf("There is one pool for %s: %s of the %s of %s.", who, percent(m.amount), lowerFirst(m.of.title()), subjectWords(m.of.subject, others)))
	} else {
		out.say(fmt.Sprintf("There is one pool of %s for %s.", d.money(m.amount), who))
	}
	if m.reserve.Sign() > 0 {
		out.say(fmt.Sprintf("%s of it is kept in reserve.", percent(m.reserve)))
	}
	if m.times != nil {
		most := ""
		if m.atMost != nil {
			most = fmt.Sprintf(", which counts up to %s", tidy(show(*m.atMost, m.times.formula.kpi.Unit, d.currency, 2)))
		}
		out.Looks = append(out.Looks, m.times.looked(ToMeasureBy))
		out.say(fmt.Sprintf("It is multiplied by the %s of %s%s.", lowerFirst(m.times.title()), subjectWords(m.times.subject, others), most))
	}
	out.say("A pool below 0 is 0.", m.sharedWords())
	if m.keyOf != nil {
		out.Looks = append(out.Looks, m.keyOf.looked(ToMeasureBy))
	}
	out.say(m.leaverSentence())
	if m.most != nil {
		excess := "what is above that is lost"
		if m.again {
			excess = "what is above that is shared among the others in the same way, until nothing is left or all have that much"
		}
		out.say(fmt.Sprintf("Nobody gets more than %s: %s.", d.money(*m.most), excess))
	}
	m.exampleTable(d, &out)
	return out
}

// subjectWords say whose number it is.
func subjectWords(s config.Subject, team string) string {
	if s == config.OfCompany {
		return "the company"
	}
	return team
}

func (m *pool) sharedWords() string {
	part := "whoever was there for a part of the period counts in full"
	if m.prorated {
		part = "whoever was there for a part of the period counts for their days of it"
	}
	switch m.key {
	case keyEqual:
		return "It is shared in equal parts; " + part + "."
	case keyIncentive:
		return "It is shared by target incentive; " + part + "."
	case keyDays:
		return "It is shared by the days each was under the plan."
	}
	if m.keyOf.formula.isMeasure() {
		return fmt.Sprintf("It is shared by %s, counted over the days each was under the plan.", lowerFirst(m.keyOf.title()))
	}
	return fmt.Sprintf("It is shared by %s; %s.", lowerFirst(m.keyOf.title()), part)
}

func (m *pool) leaverSentence() string {
	on := "on the last day of the period"
	if m.payDate {
		on = "on the day it is paid"
	}
	switch m.leavers {
	case kept:
		return "Whoever leaves keeps their share."
	case forfeited:
		return fmt.Sprintf("Whoever is not under the plan any more %s forfeits their share; nobody else gets it.", on)
	default:
		return fmt.Sprintf("Whoever is not under the plan any more %s gets nothing, and their share goes to the others.", on)
	}
}

// exampleTable shows three who have keys of 3, 4.5 and 2.5: what 60, 90 and 50 thousand are.
func (m *pool) exampleTable(d *describing, out *Description) {
	of, times := config.Whole(1_000_000), config.Whole(1)
	if m.of != nil {
		of = d.example(1_000_000, m.of.formula.names()...)
	}
	if m.times != nil {
		times = d.example(1, m.times.formula.names()...)
	}
	halves := d.plan.Conventions.Halves
	all, _ := config.MinorOf(m.size(of, times), d.currency).Round(halves)
	keys := []config.Ratio{config.Whole(60), config.Whole(90), config.Whole(50)}
	if m.key == keyEqual {
		keys = []config.Ratio{config.Whole(1), config.Whole(1), config.Whole(1)}
	}
	var limit *int64
	if m.most != nil {
		most, _ := config.MinorOf(*m.most, d.currency).Round(halves)
		limit = &most
	}
	parts := byKeysUpTo(all, keys, limit, m.again)
	t := Table{Title: "A pool of " + money(all, d.currency) + " shared by three", Head: []string{"", "Counts for", "Gets"}}
	for i, minor := range parts.amounts {
		t.Rows = append(t.Rows, []string{[]string{"First", "Second", "Third"}[i], keys[i].String(), money(minor, d.currency)})
	}
	out.Tables = append(out.Tables, t)
}
