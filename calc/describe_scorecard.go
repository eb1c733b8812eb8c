package calc

import (
	"fmt"
	"slices"
	"strings"

	"attain/config"
)

// describe says what the scorecard pays for its KPI, point by point, on the example's target incentive.
func (s *scorecard) describe(d *describing, comp *component) Description {
	kpi := s.formula.kpi
	looked := Looked{For: ToPay, KPI: kpi, Subject: s.subject, Over: s.over, OnlyIf: comp.onlyIf, At: s.kpiAt}
	if l := s.formula.quota(); l != nil && s.ownQuota {
		looked.QuotaWhere = d.prog.requests[l.request].Where
	}
	out := Description{Looks: []Looked{looked}}
	out.say(fmt.Sprintf("%s of your target incentive is for %s: of %s, %s.",
		percent(comp.weight), lowerFirst(kpi.Title), d.money(d.incentive()), d.money(s.pays(d, comp, config.Whole(1)))))
	for _, window := range s.windows(d) {
		cv, name := s.curveIn(window), kpi.Title
		if window != "" {
			name += " in " + window
		}
		out.Tables = append(out.Tables, s.table(d, comp, cv, window))
		out.Curves = append(out.Curves, s.plot(d, comp, cv, name))
	}
	out.say(s.curveSentences(d)...)
	out.say(s.missingSentences(d)...)
	if s.up != nil {
		out.say(s.up.words("pay window"))
	}
	return out
}

// windows are the pay windows whose curves differ; one "" where all have the same.
func (s *scorecard) windows(d *describing) []string {
	if s.seasons == nil {
		return []string{""}
	}
	c := compiler{prog: d.prog, plan: d.plan}
	return slices.DeleteFunc(c.windowLabels(), func(w string) bool { return s.seasons[w] == nil })
}

// quota gives the target among the formula's numbers, or nil.
func (f *formula) quota() *leaf {
	for i := range f.leaves {
		if l := &f.leaves[i]; l.measure != nil && l.measure.Kind == "span" {
			return l
		}
	}
	return nil
}

// curveSentences say what happens below, on, between and beyond the points.
func (s *scorecard) curveSentences(d *describing) []string {
	cv, unit := &s.curve, s.formula.kpi.Unit
	first, last := &cv.anchors[0], &cv.anchors[len(cv.anchors)-1]
	worse, better := "below", "above"
	if cv.lower {
		worse, better = "above", "below"
	}
	at := func(a *anchor) string {
		if a.seasons != nil {
			return "the " + a.said()
		}
		return tidy(show(a.at, unit, d.currency, 2))
	}
	out := []string{
		fmt.Sprintf("With a result %s %s it pays nothing; exactly %s pays %s of its target.", worse, at(first), at(first), percent(first.pays)),
	}
	if cv.steps {
		out = append(out, "It moves in steps: between two points of the table it pays what the worse of them pays, also just before the better one.")
	} else {
		out = append(out, "Between two points of the table it follows a straight line: "+s.halfWay(d)+".")
	}
	return append(out, fmt.Sprintf("From %s on it pays %s of its target; a result %s that pays no more.", at(last), percent(last.pays), better))
}

// halfWay is a result half way between the first two points of the curve, and what it pays.
func (s *scorecard) halfWay(d *describing) string {
	cv := &s.curve
	for i := 1; i < len(cv.anchors); i++ {
		if a, b := cv.anchors[i-1].at, cv.anchors[i].at; a.Cmp(b) != 0 {
			x := a.Add(b).Quo(config.Whole(2))
			return fmt.Sprintf("%s, half way from %s to %s, pays %s", tidy(show(x, s.formula.kpi.Unit, d.currency, 2)),
				cv.anchors[i-1].said(), cv.anchors[i].said(), percent(cv.value(x, i-1, config.Ratio{})))
		}
	}
	return "half way between them pays half way between what they pay"
}

// missingSentences say what happens with too few and without a value.
func (s *scorecard) missingSentences(d *describing) []string {
	var out []string
	if t := s.tooFew; t != nil {
		out = append(out, fmt.Sprintf("With fewer than %d %s the result says too little, and %s.", t.than, lowerFirst(t.sample.leaves[0].label), d.outcome(t.then)))
	}
	return append(out, fmt.Sprintf("Where it cannot be computed at all (nothing to divide by, say), %s.", d.outcome(s.noValue)))
}

// outcome says what becomes of a component that is not measured. Only other scorecards can take its share: where there is
// none, nothing is paid.
func (d *describing) outcome(word string) string {
	cards := 0
	for _, comp := range d.plan.components {
		if _, is := comp.method.(*scorecard); is {
			cards++
		}
	}
	switch {
	case word != weightToOthers || cards == len(d.plan.components) && cards > 1:
		return outcomeWords[word]
	case cards < 2:
		return "it pays nothing, for the plan has no other KPI that could take its share"
	}
	return "its share goes to the plan's other KPIs, in proportion to theirs"
}

// outcomeWords say what becomes of a component that is not measured.
var outcomeWords = map[string]string{
	weightToOthers:    "its share goes to the other parts of the plan, in proportion to theirs",
	asAtTarget:        "it is paid as if it were exactly at target",
	nothing:           "it pays nothing",
	carryToNextPeriod: "its target can be earned with the next period's result, on top of that period's own",
}

// table shows what each point pays.
func (s *scorecard) table(d *describing, comp *component, cv *curve, window string) Table {
	kpi := s.formula.kpi
	t := Table{Title: window, Head: []string{"", kpi.Title, "Pays of its target", "Amount"}}
	worse := "below"
	if cv.lower {
		worse = "above"
	}
	row := func(name, at string, pays config.Ratio) {
		t.Rows = append(t.Rows, []string{name, at, percent(pays), d.money(s.pays(d, comp, pays))})
	}
	if first := cv.anchors[0]; first.pays.Sign() > 0 {
		row("Worse than threshold", worse+" "+tidy(show(first.at, kpi.Unit, d.currency, 2)), config.Ratio{})
	}
	for i := range cv.anchors {
		a := &cv.anchors[i]
		row(anchorTitle(a.name), tidy(show(a.at, kpi.Unit, d.currency, 2)), a.pays)
	}
	return t
}

// anchorTitle is an anchor's word in a table: then_1 is "Beyond target", before_target_1 "On the way".
func anchorTitle(name string) string {
	if strings.HasPrefix(name, "before_target_") {
		return "On the way"
	}
	word, _, further := strings.Cut(name, "_")
	if further {
		return "Beyond target"
	}
	return strings.ToUpper(word[:1]) + word[1:]
}

// pays is what a share of the component's target comes to on the example's target incentive.
func (s *scorecard) pays(d *describing, comp *component, share config.Ratio) config.Ratio {
	return d.incentive().Mul(comp.weight).Mul(share)
}

// plot is the curve from left to right.
func (s *scorecard) plot(d *describing, comp *component, cv *curve, title string) Curve {
	kpi := s.formula.kpi
	out := Curve{
		Title: title, Lower: cv.lower, X: Axis{Title: kpi.Title, Unit: kpi.Unit, Currency: d.currency},
		Y: Axis{Title: "pays", Unit: "money", Currency: d.currency},
	}
	var list []Point
	before := config.Ratio{}
	for i := range cv.anchors {
		a := &cv.anchors[i]
		if flat := i == 0 || cv.steps || a.at.Cmp(cv.anchors[i-1].at) == 0; flat && a.pays.Cmp(before) != 0 {
			list = append(list, Point{X: a.at, Y: s.pays(d, comp, before), Beside: true, At: a.pos})
		}
		list = append(list, Point{X: a.at, Y: s.pays(d, comp, a.pays), Mark: strings.ToLower(anchorTitle(a.name)), At: a.pos})
		before = a.pays
	}
	if cv.lower {
		slices.Reverse(list)
	}
	out.List = list
	return out
}

// tidy takes the zeros a shown number ends with away: 80.00 % is 80 %, 12.50 months are 12.5 months, and
// 5,000,000.00 USD stay as they are.
func tidy(shown string) string {
	number, unit, _ := strings.Cut(shown, " ")
	if strings.ToUpper(unit) == unit && unit != "%" && unit != "" {
		return shown
	}
	return strings.TrimSpace(trimZeros(number) + " " + unit)
}
