package calc

import (
	"fmt"

	"attain/config"
)

// given are what the milestone looks at, and what it was at the end of the window before: bookings and earlier_bookings.
func (m *milestone) given() []config.ExampleWord {
	kpi := m.gauge.formula.kpi
	return append(m.gauge.formula.words(), config.ExampleWord{Name: "earlier_" + kpi.Name, What: "Earlier " + lowerFirst(m.gauge.title()), Unit: kpi.Unit})
}

// example pays the points reached since before; without before, all that are reached.
func (m *milestone) example(e *exampleCell) (minor int64, note string) {
	now, missing := m.gauge.example(e.given)
	switch {
	case missing != "":
		return 0, missing
	case now.Null != "":
		return 0, "; " + now.Null
	}
	before, had := e.given.value("earlier_" + m.gauge.formula.kpi.Name)
	one := config.Whole(1)
	for i := range m.points {
		was := had && m.reached(i, before, one)
		change := m.change(m.reached(i, now.Ratio, one), pointBefore{had: was, reached: was, ever: was})
		minor += change * e.minor(m.points[i].pays)
	}
	return minor, ""
}

// describe says what is counted from when, and what each point pays.
func (m *milestone) describe(d *describing, _ *component) Description {
	kpi := m.gauge.formula.kpi
	out := Description{Looks: []Looked{m.gauge.looked(ToPay)}, BelowZero: m.takenBack}
	from := map[string]string{countedFromPlan: "the first day of the plan", config.Year: "the first day of the company's year", config.Quarter: "the first day of the quarter"}
	who := map[config.Subject]string{config.OfTeam: "your team's", config.OfOwnTerritories: "your territories'", config.OfCompany: "the company's"}[m.gauge.subject]
	if who == "" {
		who = "your"
	}
	out.say(fmt.Sprintf("Every point that %s %s reaches, counted from %s, pays its amount once, at the end of the period in which it is reached.", who, lowerFirst(m.gauge.title()), from[m.countedFrom]))
	if m.takenBack {
		out.say("If the result falls below a point again, what it paid is taken back; if it is reached again, it is paid again.")
	} else {
		out.say("What was paid stays paid, also if the result falls below the point again.")
	}
	if who != "your" {
		out.say(fmt.Sprintf("What %s %s had reached before you came does not pay you, and is not taken back from you.", who, lowerFirst(m.gauge.title())))
	} else {
		out.say("Days on which you are not under this plan add nothing.")
	}
	if kpi.Unit == "money" && prorates(d.plan, "threshold_amounts") {
		out.say("Whoever is under the plan for a part of that time has to reach that part of each point.")
	}
	t := Table{Head: []string{m.gauge.title(), "Pays once", "So far"}}
	plot := Curve{Title: m.gauge.title() + " and what it pays", X: Axis{Title: m.gauge.title(), Unit: kpi.Unit, Currency: d.currency}, Y: Axis{Title: "pays", Unit: "money", Currency: d.currency}}
	var sum config.Ratio
	for i := range m.points {
		p := &m.points[i]
		plot.List = append(plot.List, Point{X: p.at, Y: sum, At: p.pos})
		sum = sum.Add(p.pays)
		plot.List = append(plot.List, Point{X: p.at, Y: sum, At: p.pos})
		t.Rows = append(t.Rows, []string{tidy(show(p.at, kpi.Unit, d.currency, 2)), d.money(p.pays), d.money(sum)})
	}
	out.Tables, out.Curves = []Table{t}, []Curve{plot}
	return out
}
