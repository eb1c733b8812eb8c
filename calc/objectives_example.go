package calc

import (
	"fmt"

	"attain/config"
)

// mostExampleObjectives is how many objectives an example may give.
const mostExampleObjectives = 9

// given are objective_1_weight, objective_1_achieved and objective_1_cancelled (1), and so on; one without achieved is
// not assessed yet.
func (m *objectives) given() []config.ExampleWord {
	out := []config.ExampleWord{incentiveWord}
	for i := range mostExampleObjectives {
		name, what := fmt.Sprintf("objective_%d_", i+1), "the "+ordinals[i]+" objective"
		out = append(out,
			config.ExampleWord{Name: name + "weight", What: "Weight of " + what, Unit: "percent"},
			config.ExampleWord{Name: name + "achieved", What: upperFirst(what) + " completed by", Unit: "percent"},
			config.ExampleWord{Name: name + "cancelled", What: upperFirst(what) + " cancelled (1 is yes)", Unit: "count"})
	}
	return out
}

// ordinals tell an example's objectives apart.
var ordinals = [mostExampleObjectives]string{"first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"}

// example pays on the objectives given.
func (m *objectives) example(e *exampleCell) (minor int64, note string) {
	var list []objective
	for i := range mostExampleObjectives {
		name := fmt.Sprintf("objective_%d_", i+1)
		w, ok := e.given.value(name + "weight")
		if !ok {
			continue
		}
		o := objective{label: fmt.Sprintf("Objective %d", i+1), weight: w}
		var known bool
		o.completed, known = e.given.value(name + "achieved")
		_, o.cancelled = e.given.value(name + "cancelled")
		o.late = !known && !o.cancelled
		list = append(list, o)
	}
	if len(list) == 0 {
		return 0, "; given has no objective_1_weight"
	}
	if held := m.judge(list, "the example", e.sheet.window); held != "" {
		return 0, "; " + held
	}
	for i := range list {
		exact := e.seg.incentive().Mul(e.comp.weight).Mul(list[i].share())
		if m.most != nil {
			exact = exact.Min(config.MinorOf(*m.most, e.paidIn(e.currency)))
		}
		amount, _ := exact.Round(e.sheet.plan.Conventions.Halves)
		minor += amount
	}
	return minor, ""
}

// describe says what an objective pays by how far it is completed.
func (m *objectives) describe(d *describing, comp *component) Description {
	out := Description{Looks: []Looked{{For: ToPay, Measure: m.measure, Subject: config.OfPerson, Over: config.OverPeriod, OnlyIf: comp.onlyIf, At: comp.at}}}
	target := d.incentive().Mul(comp.weight)
	out.say(fmt.Sprintf("%s of your target incentive is for your objectives: of %s, %s, divided among them by their weights.", percent(comp.weight), d.money(d.incentive()), d.money(target)))
	points := []config.Ratio{{}, config.NewRatio(1, 2), config.Whole(1)}
	switch m.pays {
	case asCompleted:
		out.say("An objective pays as far as it is completed.")
	case allOrNothing:
		out.say("An objective pays all of its share when it is completed, and nothing before.")
	default:
		points = nil
		for i := range m.curve.anchors {
			points = append(points, m.curve.anchors[i].at)
		}
		out.say(m.curveWords())
	}
	if m.most != nil {
		out.say(fmt.Sprintf("No objective pays more than %s.", d.money(*m.most)))
	}
	out.say(cancelledWords[m.cancelled], lateWords[m.late])
	if m.rescaled {
		out.say("Weights that do not come to 100 % are divided by what they come to.")
	}
	t := Table{Head: []string{"Completed", "Pays of its share", "All of them completed so far"}}
	plot := Curve{
		Title: "Completion and what it pays", X: Axis{Title: "Completed", Unit: "percent"}, Y: Axis{Title: "pays", Unit: "money", Currency: d.currency},
	}
	for _, at := range points {
		o := objective{completed: at, counted: config.Whole(1), weight: config.Whole(1)}
		m.value(&o)
		t.Rows = append(t.Rows, []string{percent(at), percent(o.pays), d.money(target.Mul(o.pays))})
	}
	out.Tables, plot.List = []Table{t}, m.plotPoints(target)
	out.Curves = []Curve{plot}
	return out
}

func (m *objectives) curveWords() string {
	between := "between two points of the table it follows a straight line"
	if m.curve.steps {
		between = "between two points of the table it pays what the lower of them pays"
	}
	return fmt.Sprintf("An objective completed by less than %s pays nothing; %s.", percent(m.curve.anchors[0].at), between)
}

// plotPoints are what an objective with all of the weight pays, from left to right.
func (m *objectives) plotPoints(target config.Ratio) []Point {
	one := config.Whole(1)
	switch m.pays {
	case asCompleted:
		return []Point{{}, {X: one, Y: target, Mark: "completed"}}
	case allOrNothing:
		return []Point{{X: one}, {X: one, Y: target, Mark: "completed"}}
	}
	var out []Point
	before := config.Ratio{}
	for i := range m.curve.anchors {
		a := &m.curve.anchors[i]
		if (i == 0 || m.curve.steps) && a.pays.Cmp(before) != 0 {
			out = append(out, Point{X: a.at, Y: target.Mul(before), At: a.pos})
		}
		out = append(out, Point{X: a.at, Y: target.Mul(a.pays), At: a.pos})
		before = a.pays
	}
	return out
}

// cancelledWords and lateWords say what becomes of an objective that is not assessed.
var (
	cancelledWords = map[string]string{
		toTheOthers: "An objective that is cancelled leaves its weight to the others, in proportion to theirs.",
		asAchieved:  "An objective that is cancelled is paid as if it were achieved.",
		nothing:     "An objective that is cancelled pays nothing.",
	}
	lateWords = map[string]string{
		nothingYet: "An objective that is not assessed in time pays nothing yet; it is paid, for the period it is of, when it is.",
		Held:       "While an objective is not assessed, nothing is paid for any of them; all are paid when it is.",
	}
)
