package calc

import (
	"fmt"
	"strings"

	"attain/config"
)

// objectives pays a share of a target incentive for each objective somebody agreed on (MBO), by how far it was
// completed:
//
//	amount of an objective = target incentive × proration × weight × w × f(c), rounded once
//
// w is the objective's own weight, c its completion from 0 to 1, and f is what pays: says:
//
//	as_completed      f(c) = c
//	all_or_nothing    f(c) = 1 where c is 1, else 0
//	curve             0 below the first point, the last one's share from there on, straight lines between (or steps)
//
// 5,000 a quarter; objectives of 50 %, 30 % and 20 %, completed by 100 %, 80 % and 0 %:
//
//	as_completed                          2,500.00 + 1,200.00 + 0.00   3,700.00
//	all_or_nothing                        2,500.00 + 0.00 + 0.00       2,500.00
//	curve: 75 % pays 0 %, 100 % pays all  2,500.00 + 300.00 + 0.00     2,800.00     (0.8 is a fifth of the way)
//
// An objective counts in the pay window its last day lies in, whole, also for who was under the plan for a part of it:
// only the target incentive is prorated. A person's weights are 100 % together; where they are not, the component is
// held, unless weights: rescaled divides each by their sum. An objective that was cancelled leaves its weight to the
// others, counts as achieved, or pays nothing; one that ended and was not assessed yet pays nothing yet (a later run
// pays it in its own period) or holds the component.
type objectives struct {
	measure    *config.Measure
	facts, all int32 // requests; all is -1 without only_if
	pays       string
	curve      curve
	cancelled  string
	late       string
	rescaled   bool
	most       *config.Ratio // major units of the plan's currency, for one objective
	mostAt     config.Position
	paysAt     config.Position
}

// The words of objectives.
const (
	asCompleted  = "as_completed"
	allOrNothing = "all_or_nothing"
	byCurve      = "curve"
	toTheOthers  = "to_the_others"
	asAchieved   = "as_achieved"
	nothingYet   = "nothing_yet"
)

// objectivesMeasure has one fact for each objective of a person, on its last day: its weight in millionths.
const objectivesMeasure = "objectives"

// What a fact of objectives says of itself, by its class.
const (
	isCancelled = 0
	isAssessed  = 1
)

// compileObjectives reads objectives.
func compileObjectives(c *compiler, comp *component) method {
	found := c.ps.Len()
	r := c.node(comp).ReadAs(c.ps, "objectives")
	c.readHead(r, comp)
	c.readWeight(r, comp)
	m := &objectives{all: -1, paysAt: r.At("pays"), mostAt: r.At("each_at_most")}
	name := r.TextOr("paid_on", objectivesMeasure)
	m.measure = c.measure(name, r.At("paid_on"), "paid_on")
	m.readPays(c, r)
	m.cancelled = c.contested(r, "cancelled", "cancelled_objective")
	m.late = c.contested(r, "late", "late_objective")
	m.rescaled = r.Choice("weights", "as_written", "as_written", "rescaled") == "rescaled"
	if r.Has("each_at_most") {
		m.most = c.readAmount(r, "each_at_most")
	}
	r.Done()
	if c.ps.Len() > found {
		return nil
	}
	m.ask(c, comp)
	return m
}

// readAmount reads an amount above 0.
func (c *compiler) readAmount(r *config.Reader, key string) *config.Ratio {
	v := r.Ratio(key)
	if v.Sign() <= 0 && r.Has(key) {
		c.ps.Addf(r.At(key), "%s: %s is not above 0", key, asWritten(r, key))
	}
	return &v
}

// readPays reads pays: one of two words, or {curve: [{at: 75%, pays: 0%}, {at: 100%, pays: 100%}]}.
func (m *objectives) readPays(c *compiler, r *config.Reader) {
	n := r.Child("pays")
	if n == nil || n.Kind != config.Mapping {
		if m.pays = r.Choice("pays", "", asCompleted, allOrNothing, byCurve); m.pays == byCurve {
			c.ps.Addf(m.paysAt, "pays: curve needs its points; write pays: {curve: [{at: 75%%, pays: 0%%}, {at: 100%%, pays: 100%%}]}")
		}
		return
	}
	m.pays = byCurve
	cr := n.ReadAs(c.ps, "pays")
	m.curve.steps = cr.Choice("between", "straight_line", "straight_line", "steps") == "steps"
	items := cr.Items("curve")
	if len(items) == 0 {
		c.ps.Addf(cr.At("curve"), "curve has no points; write at least one, curve: [{at: 75%%, pays: 0%%}, {at: 100%%, pays: 100%%}]")
	}
	for i, item := range items {
		m.readPoint(c, item, i)
	}
	cr.Done()
}

// readPoint reads one point of the curve and looks whether it lies beyond the one before.
func (m *objectives) readPoint(c *compiler, item *config.Node, i int) {
	pr := item.ReadAs(c.ps, "a point of the curve")
	a := anchor{name: fmt.Sprintf("point_%d", i+1), at: pr.Ratio("at"), pays: pr.Ratio("pays"), pos: item.Place(), place: item.Place().String()}
	c.checkBare("pays", pr.Child("pays"), mostBare)
	if a.pays.Sign() < 0 {
		c.ps.Addf(pr.At("pays"), "pays: %s is below 0 %%; an objective cannot cost money", percent(a.pays))
	}
	if a.at.Sign() < 0 || config.Whole(1).Less(a.at) {
		c.ps.Addf(pr.At("at"), "at: %s is no completion; an objective is completed by 0 %% to 100 %%", percent(a.at))
	}
	pr.Done()
	if i > 0 {
		b := &m.curve.anchors[i-1]
		switch {
		case !b.at.Less(a.at):
			c.ps.Addf(a.pos, "%s follows %s; write the points from low to high", percent(a.at), percent(b.at)).Notef(b.pos, "%s is here", percent(b.at))
		case a.pays.Less(b.pays):
			c.ps.Addf(a.pos, "%s completed pays %s, less than %s (%s), though it is the better result", percent(a.at), percent(a.pays), percent(b.at), percent(b.pays)).
				Notef(b.pos, "%s is here", percent(b.at))
		}
	}
	m.curve.anchors = append(m.curve.anchors, a)
}

// ask registers the requests: the facts say what became of the objective, and how far it was achieved in millionths.
func (m *objectives) ask(c *compiler, comp *component) {
	condition := func(text string) config.Condition { return config.Condition{At: comp.at, SQL: text} }
	m.facts = c.prog.request(config.Request{
		Measure: m.measure.Name, Aggregate: config.Sum, Subject: config.OfPerson, Where: comp.onlyIf,
		Classes: []config.Condition{condition("status = 'cancelled'"), condition("is_assessed")},
		Inputs:  []config.Condition{condition("achieved_millionths")},
	})
	if len(comp.onlyIf) > 0 {
		m.all = c.prog.request(config.Request{Measure: m.measure.Name, Aggregate: config.Sum, Subject: config.OfPerson, Totals: true})
	}
}

// demand asks for the objectives of the whole window, whatever part of it the segment is.
func (m *objectives) demand(w *Work, c *cell) {
	iv := c.sheet.window.And(c.sheet.plan.Interval)
	facts := w.window(m.facts, c.seg.Participant, iv)
	c.windows, c.priced = append(c.windows, facts), append(c.priced, facts)
	if m.all >= 0 {
		c.all = append(c.all, w.window(m.all, c.seg.Participant, iv))
	}
}

// settle has nothing to do: no objective waits for another component.
func (m *objectives) settle(*runner, []*cell) {}

// objective is one of a person's objectives.
type objective struct {
	source, label, file string
	row                 int64
	day                 config.Day
	weight              config.Ratio // its own, of 1
	completed           config.Ratio
	cancelled, late     bool
	counted             config.Ratio // what the weights are divided by; 1 unless some were given away or rescaled
	pays                config.Ratio // f(c)
	piece               int          // of the curve
}

// gather reads a cell's objectives from its facts.
func (m *objectives) gather(r *runner, c *cell) []objective {
	var out []objective
	for _, rg := range r.facts.ranges(c.windows[0]) {
		f := rg.facts
		for i := rg.from; i < rg.to; i++ {
			o := objective{source: f.source.Value(i), label: f.source.Value(i), file: f.file.Value(i), row: f.row.Value(i), day: f.dayOf(i)}
			if !f.label.IsNull(i) {
				o.label = f.label.Value(i)
			}
			achieved, known := f.input(i, 0)
			o.weight, o.completed = config.NewRatio(f.value.Value(i), 1_000_000), achieved.Quo(config.Whole(1_000_000))
			class := f.classOf(i)
			o.cancelled = class == isCancelled
			o.late = !o.cancelled && (class != isAssessed || !known)
			out = append(out, o)
		}
	}
	return out
}

// judge finds what every objective pays; held says why nothing can be said.
func (m *objectives) judge(list []objective, who string, window config.Period) (held string) {
	if len(list) == 0 {
		return fmt.Sprintf("no objective of %s ends in %s", who, window.Label)
	}
	one := config.Whole(1)
	var sum, counted config.Ratio
	for i := range list {
		o := &list[i]
		sum = sum.Add(o.weight)
		if !o.cancelled || m.cancelled != toTheOthers {
			counted = counted.Add(o.weight)
		}
		if o.late && m.late == Held {
			return fmt.Sprintf("%s ended on %s and is not assessed yet", o.label, o.day)
		}
	}
	if sum.Cmp(one) != 0 && (!m.rescaled || sum.Sign() <= 0) {
		return fmt.Sprintf("the weights of the objectives of %s in %s are %s, not 100 %%", who, window.Label, weightWords(list, sum))
	}
	if !m.rescaled && m.cancelled != toTheOthers {
		counted = one
	}
	for i := range list {
		o := &list[i]
		o.counted = counted
		m.value(o)
	}
	return ""
}

// weightWords adds weights up in words: 50 % + 30 % = 80 %.
func weightWords(list []objective, sum config.Ratio) string {
	if len(list) == 1 {
		return percent(sum)
	}
	said := make([]string, len(list))
	for i := range list {
		said[i] = percent(list[i].weight)
	}
	return strings.Join(said, " + ") + " = " + percent(sum)
}

// value finds f(c).
func (m *objectives) value(o *objective) {
	one := config.Whole(1)
	o.piece = -1
	if o.cancelled && m.cancelled == asAchieved {
		o.completed = one
	}
	if o.late || o.cancelled && m.cancelled != asAchieved {
		return
	}
	switch c := o.completed.Min(one).Max(config.Ratio{}); m.pays {
	case asCompleted:
		o.pays = c
	case allOrNothing:
		if c.Cmp(one) == 0 {
			o.pays = one
		}
	default:
		o.piece = m.curve.piece(c)
		o.pays = m.curve.value(c, o.piece, config.Ratio{})
	}
}

// share is the objective's part of the component's target, after the weights that were given away.
func (o *objective) share() config.Ratio {
	if o.counted.Sign() <= 0 {
		return config.Ratio{} // all were cancelled, and there is nobody to take their weights
	}
	return o.weight.Quo(o.counted).Mul(o.pays)
}

// write drafts one line for each objective.
func (m *objectives) write(r *runner, c *cell) {
	res := r.newResult(c)
	res.Weight, res.Looked = c.comp.weight, c.sheet.window.And(c.sheet.plan.Interval)
	if c.seg.Days == 0 {
		m.account(r, c, "")
		res.Outcome, res.Reason = nothing, c.seg.withoutDays(c.sheet.plan)
		return
	}
	held := r.work.Held[c.windows[0]]
	if held == "" {
		held = c.seg.withoutIncentive()
	}
	var list []objective
	if held == "" {
		list = m.gather(r, c)
		held = m.judge(list, c.seg.Participant, c.sheet.window)
	}
	var most *config.Ratio
	if held == "" {
		most, held = m.limit(r, c)
	}
	m.account(r, c, held)
	drafted := len(r.drafts)
	var reached config.Ratio
	for i := range list {
		if held != "" {
			break
		}
		held = m.draft(r, c, &list[i], most)
		reached = reached.Add(list[i].share())
	}
	if held != "" {
		r.drafts = r.drafts[:drafted]
		res.Outcome, res.Reason = Held, held
		return
	}
	res.Curve, res.TargetMinor, res.Outcome = reached, c.seg.open(c.sheet.plan, c.comp), Paid
	if reached.Sign() == 0 {
		res.Outcome, res.Reason = nothing, "no objective was completed far enough to be paid"
	}
}

// limit gives the most one objective pays in the segment, in minor units; nil without one. A window of several segments
// has it once: 40 of 91 days have 40 ÷ 91 of it.
func (m *objectives) limit(r *runner, c *cell) (most *config.Ratio, held string) {
	if m.most == nil {
		return nil, ""
	}
	factor, _, err := r.paidAt(c, r.planCurrency(c))
	if err != nil {
		return nil, err.Error()
	}
	var days int64
	for _, s := range c.sheet.segments {
		days += s.Days
	}
	limit := config.MinorOf(m.most.Mul(factor), c.currency())
	if days > 0 {
		limit = limit.Mul(config.NewRatio(c.seg.Days, days))
	}
	return &limit, ""
}

// account counts the objectives once, however many segments look at them.
func (m *objectives) account(r *runner, c *cell, held string) {
	if !r.firstSight(c.comp, c.windows[0]) {
		return
	}
	counted := r.numbers.total(c.windows[0])
	t := r.tally(c.comp, m.measure.Name)
	all := counted
	if m.all >= 0 {
		all = r.numbers.total(c.all[0])
	}
	t.Read.add(all)
	t.NotEligible.add(all.minus(counted))
	became := paidRows
	if held != "" {
		became = heldRows
		t.Held.add(counted)
	} else {
		t.Paid.add(counted)
	}
	r.look(c.comp, m.measure.Name, c.windows[0], became, held)
}

func (m *objectives) paidRows(r *runner, c *cell) []windowRows {
	return []windowRows{{m.measure.Name, c.windows[0], r.numbers.total(c.windows[0])}}
}

// draft writes the line of one objective.
func (m *objectives) draft(r *runner, c *cell, o *objective, most *config.Ratio) (held string) {
	basis, rate := c.seg.incentive(), c.seg.proration().Mul(c.comp.weight).Mul(o.share())
	exact := basis.Mul(rate)
	above := most != nil && most.Less(exact)
	if above {
		exact = *most
	}
	amount, ok := exact.Round(c.sheet.plan.Conventions.Halves)
	if !ok {
		return errTooLarge.Error()
	}
	d := draft{
		cell: c, part: "objective", origin: r.originOf(o.day), day: o.day, source: o.source, label: m.label(o),
		basis: basis, unit: "money", rate: rate, amount: amount, at: c.comp.at, file: o.file, row: o.row,
	}
	if above {
		d.label += ", at most " + money(amount, c.currency())
	}
	d.terms = m.terms(c, o, exact, amount, above)
	r.draft(d)
	return ""
}

// label says in a seller's words what became of an objective.
func (m *objectives) label(o *objective) string {
	switch {
	case o.cancelled && m.cancelled == asAchieved:
		return o.label + ": cancelled, and paid as achieved"
	case o.cancelled && m.cancelled == toTheOthers && o.counted.Sign() <= 0:
		return o.label + ": cancelled, and there is no other objective to take its weight"
	case o.cancelled && m.cancelled == toTheOthers:
		return o.label + ": cancelled; its weight went to the others"
	case o.cancelled:
		return o.label + ": cancelled, and pays nothing"
	case o.late:
		return o.label + ": not assessed yet, and pays nothing until it is"
	}
	return fmt.Sprintf("%s: %s completed pays %s", o.label, percentShort(o.completed), percentShort(o.pays))
}
