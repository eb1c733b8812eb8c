package calc

import (
	"cmp"
	"fmt"
	"strings"

	"attain/config"
)

// scorecard pays a share of a target incentive for a KPI:
//
//	amount = target incentive × proration × weight × curve(KPI), rounded once
//
// The weights of a plan's scorecards are 100 % together. Exactly at the threshold pays the threshold's share, worse
// pays nothing, better than the cap pays the cap's share.
//
// Account executive, 10,000 a quarter: quota attainment 70 % (80 % pays 50 %, 100 % pays 100 %, 150 % pays 180 %) and
// win rate 30 % (18 % pays 50 %, 25 % pays 100 %, 40 % pays 150 %). At 95 % of quota and 18 won of 72 closed deals:
// 10,000 × 0.7 × 0.875 = 6,125.00 and 10,000 × 0.3 × 1 = 3,000.00.
type scorecard struct {
	formula  *formula
	subject  config.Subject
	over     string            // one of config.Overs: the component's, else the KPI's
	ownQuota bool              // quota_where says which target it is of
	curve    curve             // of the first pay window, where they differ
	seasons  map[string]*curve // by pay window; nil where all windows have one curve
	tooFew   *tooFew
	noValue  string // outcome for a KPI that cannot be computed
	kpiAt    config.Position
	up       *trueUp // nil without one
	all      []int32 // requests that count the rows only_if leaves out, by leaf; -1 where there is none
}

// tooFew says what happens when the sample is too small to mean anything.
type tooFew struct {
	than   int64
	sample *formula
	then   string
	at     config.Position
}

// reason says how few there were: "closed deals 8, fewer than 10".
func (t *tooFew) reason(n config.Ratio, currency string) string {
	l := &t.sample.leaves[0]
	return fmt.Sprintf("%s %s, fewer than %d", lowerFirst(l.label), show(n, l.unit, currency, 2), t.than)
}

// compileScorecard reads a scorecard.
func compileScorecard(c *compiler, comp *component) method {
	r := c.node(comp).ReadAs(c.ps, "a scorecard")
	c.readHead(r, comp)
	s := &scorecard{kpiAt: r.At("kpi")}
	name := r.Text("kpi")
	c.readWeight(r, comp)
	s.subject = config.Subject(r.Choice("subject", "person", "person", "team", "territory", "company"))
	kpi := c.prog.kpis[name]
	s.over = config.OverPeriod
	if kpi != nil {
		s.over = cmp.Or(kpi.Over, s.over)
	}
	s.over = r.Choice("over", s.over, config.Overs...)
	s.readTrueUp(c, r)
	unit := ""
	if kpi != nil {
		unit = kpi.Unit
	}
	s.readCurve(c, r, unit)
	quotaWhere := c.conditions(r, "quota_where")
	s.ownQuota = len(quotaWhere) > 0
	s.noValue = c.outcome(r, "no_value", c.plan.Conventions.NoValue)
	if kpi == nil && name != "" {
		c.ps.Addf(s.kpiAt, "kpi: %q is not a KPI%s", name, c.suggestKPI(name))
	}
	if kpi != nil {
		c.checkSubject(kpi, s.subject, s.kpiAt)
		if s.subject == config.OfTerritory {
			c.prog.checkSubject(kpi, s.subject, c.ps)
			s.subject = config.OfOwnTerritories
		}
		c.checkDirection(kpi, s, r.At("threshold"))
		s.formula = c.compileKPI(kpi, s.subject, comp.onlyIf, quotaWhere)
	}
	s.readTooFew(c, r, comp, kpi, quotaWhere)
	s.checkTrueUp(c)
	r.Done()
	if s.formula == nil {
		return nil
	}
	s.countAll(c, comp)
	comp.byTeam = s.subject == config.OfTeam
	comp.formulas = append(comp.formulas, s.formula)
	if s.tooFew != nil {
		comp.formulas = append(comp.formulas, s.tooFew.sample)
	}
	comp.truesUp = s.up != nil
	comp.carries = comp.truesUp || s.noValue == carryToNextPeriod || s.tooFew != nil && s.tooFew.then == carryToNextPeriod
	return s
}

// readWeight reads a component's share of the target incentive.
func (c *compiler) readWeight(r *config.Reader, comp *component) {
	comp.weight, comp.weightAt = r.Ratio("weight"), r.At("weight")
	if comp.weight.Sign() <= 0 && r.Has("weight") {
		c.ps.Addf(comp.weightAt, "weight: %s is not above 0 %%", percent(comp.weight))
	}
}

// countAll asks for the rows only_if leaves out, so that every row is accounted for.
func (s *scorecard) countAll(c *compiler, comp *component) {
	s.all = make([]int32, len(s.formula.leaves))
	for i, l := range s.formula.leaves {
		s.all[i] = -1
		if l.measure == nil || len(comp.onlyIf) == 0 || l.measure.Kind == "span" {
			continue
		}
		req := c.prog.requests[l.request]
		s.all[i] = c.prog.request(config.Request{
			Measure: req.Measure, Aggregate: req.Aggregate, Subject: req.Subject,
			Where: req.Where[:len(req.Where)-len(comp.onlyIf)], Totals: true,
		})
	}
}

// checkSubject refuses a KPI for somebody it is not defined for.
func (c *compiler) checkSubject(kpi *config.KPI, subject config.Subject, at config.Position) {
	if len(kpi.Subjects) == 0 {
		return
	}
	names := make([]string, len(kpi.Subjects))
	for i, s := range kpi.Subjects {
		if s == subject {
			return
		}
		names[i] = string(s)
	}
	c.ps.Addf(at, "kpi %s is measured for %s, and this scorecard asks for %s; write subject: %s", kpi.Name, strings.Join(names, " or "), subject, names[0])
}

// checkDirection refuses a curve that rewards the worse side of a KPI.
func (c *compiler) checkDirection(kpi *config.KPI, s *scorecard, at config.Position) {
	if len(s.curve.anchors) == 0 || kpi.Direction == "" || s.curve.lower == (kpi.Direction == "lower_is_better") {
		return
	}
	side, way := "higher", "below"
	if kpi.Direction == "lower_is_better" {
		side, way = "lower", "above"
	}
	c.ps.Addf(at, "for %s, %s is better, so the target cannot lie %s the threshold; turn threshold, target and cap around", kpi.Name, side, way)
}

// readCurve reads threshold, target, then, cap and between.
func (s *scorecard) readCurve(c *compiler, r *config.Reader, unit string) {
	var list []anchor
	read := func(name string, n *config.Node) {
		if n == nil {
			return
		}
		ar := n.ReadAs(c.ps, name)
		a := anchor{name: name, pos: n.Place(), place: n.Place().String()}
		c.readAt(ar, &a, unit)
		c.checkBare("pays", ar.Child("pays"), mostBare)
		a.pays = ar.Ratio("pays")
		list = append(list, a)
		ar.Done()
	}
	found := c.ps.Len()
	for _, key := range []string{"threshold", "target"} {
		if !r.Has(key) {
			c.ps.Addf(r.At(key), "%q is missing from a scorecard; write it as {at: 80%%, pays: 50%%}", key)
		}
		if key == "target" {
			for i, n := range r.Items("before_target") {
				read(fmt.Sprintf("before_target_%d", i+1), n)
			}
		}
		read(key, r.Child(key))
	}
	for i, n := range r.Items("then") {
		read(fmt.Sprintf("then_%d", i+1), n) // a word formulas can use
	}
	if !r.Has("cap") {
		c.ps.Addf(r.At("cap"), `"cap" is missing from a scorecard; write how much the best result pays, {at: 150%%, pays: 150%%}`)
	}
	read("cap", r.Child("cap"))
	s.curve.steps = c.contested(r, "between") == "steps"
	if c.ps.Len() > found {
		return
	}
	s.setCurves(c, list)
}

// readTooFew reads too_few: {fewer_than: 10 closed_deals, then: weight_to_the_others}.
func (s *scorecard) readTooFew(c *compiler, r *config.Reader, comp *component, kpi *config.KPI, quotaWhere []config.Condition) {
	n := r.Child("too_few")
	if n == nil {
		return
	}
	tr := n.ReadAs(c.ps, "too_few")
	text, at := tr.Text("fewer_than"), tr.At("fewer_than")
	t := &tooFew{at: at, then: c.outcome(tr, "then", c.plan.Conventions.TooFew)}
	tr.Done()
	words := strings.Fields(text)
	if len(words) != 2 {
		if text != "" {
			c.ps.Addf(at, "fewer_than: %q must be a whole number and a measure, such as 10 closed_deals", text)
		}
		return
	}
	than, err := config.ParseRatio(words[0])
	num, den, whole := than.Int64s()
	if err != nil || !whole || den != 1 || num < 1 {
		c.ps.Addf(at, "fewer_than: %q is not a whole number above 0; write it as 10 closed_deals", words[0])
		return
	}
	t.than = num
	m := c.measure(words[1], at, "fewer_than")
	if m == nil || kpi == nil {
		return
	}
	sample := &config.KPI{At: at, Name: "sample", Formula: &config.Expr{At: at, Op: "name", Name: m.Name, Aggregate: config.Sum, Where: kpi.OnlyIf}}
	if t.sample = c.compileKPI(sample, s.subject, comp.onlyIf, quotaWhere); t.sample != nil {
		s.tooFew = t
	}
}

// score is what settle found for one scorecard cell.
type score struct {
	inputs     []reading
	value      config.Value
	sample     *reading
	held       string
	none       bool   // there is no component for the segment: not a day of it is paid for
	outcome    string // "" when the curve decides
	reason     string // why the curve does not
	piece      int
	by         *curve
	curve      config.Ratio
	weight     config.Ratio // after what others gave away
	multiplied *gauged      // what multiplied the value before the curve; nil without
	times      config.Ratio // by how much
	moved      config.Ratio // the weight given away by others
	counted    config.Ratio // the weights it was divided among
	movedFor   []string     // who gave
	due        *due         // of a true-up
	in         []*Segment   // of earlier windows, which left open what is paid here
	passes     string       // what came from earlier windows and goes on to the next, in words
}

// demand asks for the KPI's inputs, the sample and the rows only_if leaves out.
func (s *scorecard) demand(w *Work, c *cell) {
	c.windows = w.demandLeaves(s.formula, s.over, s.subject, c)
	s.demandWhole(w, c)
	for i, id := range c.windows {
		if s.all[i] >= 0 {
			win := w.Windows[id]
			c.all = append(c.all, w.window(s.all[i], win.SubjectID, win.Interval))
		} else {
			c.all = append(c.all, -1)
		}
	}
	if s.tooFew != nil {
		c.windows = append(c.windows, w.demandLeaves(s.tooFew.sample, s.over, s.subject, c)...)
	}
}

// settle evaluates the KPI of every cell, then the curve over all of them.
func (s *scorecard) settle(r *runner, cells []*cell) {
	scores := make([]score, len(cells))
	values := make([]config.Ratio, 0, len(cells))
	on := make([]*score, 0, len(cells))
	for i, c := range cells {
		c.score = &scores[i]
		s.evaluate(r, c, c.score)
		if c.score.held == "" && c.score.outcome == "" {
			values, on = append(values, c.score.value.Ratio), append(on, c.score)
		}
	}
	pays, pieces := make([]config.Ratio, len(values)), make([]int, len(values))
	for from := 0; from < len(on); {
		to := from + 1
		for to < len(on) && on[to].by == on[from].by {
			to++
		}
		on[from].by.apply(values[from:to], pays[from:to], pieces[from:to])
		from = to
	}
	for i, sc := range on {
		sc.curve, sc.piece = pays[i], pieces[i]
	}
	for i := range scores {
		if scores[i].outcome == asAtTarget {
			scores[i].curve = scores[i].by.target().pays
		}
	}
}

// evaluate finds the KPI's value, or why there is none.
func (s *scorecard) evaluate(r *runner, c *cell, sc *score) {
	sc.inputs = make([]reading, len(s.formula.leaves))
	sc.piece, sc.by = -1, s.curveIn(c.sheet.window.Label)
	if sc.held = c.seg.withoutIncentive(); sc.held != "" {
		return
	}
	if c.seg.Days == 0 {
		sc.outcome, sc.reason, sc.none = nothing, c.seg.withoutDays(c.sheet.plan), true
		sc.value = config.NoValue("%s", sc.reason)
		return
	}
	if s.subject == config.OfTeam && c.seg.Team == "" {
		sc.held = fmt.Sprintf("no team is written for %s from %s", c.seg.Participant, c.seg.Interval)
		return
	}
	look := s.looking(r, c)
	if sc.inputs, sc.held = r.readAll(s.formula, c.windows, look); sc.held != "" {
		return
	}
	if t := s.tooFew; t != nil {
		sample := r.read(&t.sample.leaves[0], c.windows[len(s.formula.leaves)], look.days, look.currency, look.dayCount, look.country)
		sc.sample = &sample
		if sample.value.Null == "" && sample.value.Ratio.Less(config.Whole(t.than)) {
			sc.outcome = t.then
			sc.reason = t.reason(sample.value.Ratio, look.currency)
		}
	}
	sc.value = s.formula.evaluate(sc.inputs)
	if m := c.comp.before; m != nil && sc.value.Null == "" {
		if s.multiply(r, c, sc, m); sc.held != "" {
			sc.outcome = "" // what is held keeps its weight, whatever the sample
			return
		}
	}
	s.withoutQuota(sc, c.sheet.plan)
	s.withoutValue(sc)
}

// multiply multiplies the KPI's value before the curve pays on it.
func (s *scorecard) multiply(r *runner, c *cell, sc *score, m *multiplier) {
	got := r.gauge(m.gauge, c)
	if got.held != "" {
		sc.held = "its multiplier is not known: " + got.held
		return
	}
	sc.multiplied, sc.times = &got, config.Whole(1)
	if got.value.Null == "" {
		sc.times = m.times(got.value.Ratio)
	}
	sc.value.Ratio = sc.value.Ratio.Mul(sc.times)
}

// looking says how a cell's KPI is read.
func (s *scorecard) looking(r *runner, c *cell) looking {
	iv := r.prog.kpiInterval(s.over, s.subject, c.seg)
	return looking{Interval: iv, days: c.spanDays(r.prog, s.subject, iv), currency: r.planCurrency(c), dayCount: dayCount(c.sheet.plan), country: c.seg.Country}
}

// write drafts the cell's one line; a held cell has none.
func (s *scorecard) write(r *runner, c *cell) {
	sc := c.score
	res := r.newResult(c)
	res.KPI, res.Weight, res.Curve = s.formula.kpi.Name, sc.weight, sc.curve
	res.Unit, res.Looked = s.formula.kpi.Unit, r.prog.kpiInterval(s.over, s.subject, c.seg)
	if sc.held == "" && sc.value.Null == "" {
		v := sc.value.Ratio
		res.Value = &v
	}
	res.Reason = sc.reason
	s.account(r, c)
	if sc.held != "" {
		res.Outcome, res.Reason = Held, sc.held
		return
	}
	if sc.none {
		res.Outcome = sc.outcome
		return
	}
	basis, rate := c.seg.incentive(), c.seg.proration().Mul(sc.weight).Mul(sc.curve)
	amount, ok := basis.Mul(rate).Round(c.sheet.plan.Conventions.Halves)
	if up := sc.due; up != nil {
		basis, rate, amount = up.incentive, sc.curve, up.amount
	}
	if !ok {
		res.Outcome, res.Reason = Held, "the amount does not fit in 64 bits"
		return
	}
	target := sc.by.target().at
	res.Target = &target
	for i := range sc.by.anchors {
		if a := sc.by.anchors[i].at; a.Cmp(target) != 0 {
			res.Anchors = append(res.Anchors, a)
		}
	}
	res.TargetMinor = c.seg.open(c.sheet.plan, c.comp)
	res.Outcome = outcomeOf(sc, amount)
	part := "payout"
	if sc.outcome == carryToNextPeriod {
		part = "carried"
	}
	label := s.label(r, c)
	if sc.due != nil {
		label += sc.due.toDate(c.seg.Currency)
	}
	if res.Reason == "" && amount == 0 {
		res.Reason = label
	}
	r.draft(draft{
		cell: c, part: part, origin: r.originOf(c.sheet.window.End - 1), label: label,
		basis: basis, unit: "money", rate: rate, amount: amount, at: c.comp.at, from: s.computedFrom(r, c), terms: s.terms(r, c, amount),
	})
	for _, from := range sc.in {
		if err := s.carryIn(r, c, from); err != nil {
			r.hold(c.sheet, c.comp, err.Error())
			return
		}
	}
}

// computedFrom names the formula, the subject and the window.
func (s *scorecard) computedFrom(r *runner, c *cell) string {
	for i, l := range s.formula.leaves {
		if l.measure != nil {
			said := r.work.said(c.windows[i])
			if len(s.formula.leaves) == 1 {
				return said
			}
			_, rest, _ := strings.Cut(said, ", ")
			return s.formula.kpi.Formula.String() + ", " + rest
		}
	}
	return s.formula.kpi.Formula.String()
}

// account counts the rows behind the KPI's inputs, each window once however many participants look at it.
func (s *scorecard) account(r *runner, c *cell) {
	for i, l := range s.formula.leaves {
		if l.measure == nil || !r.firstSight(c.comp, c.windows[i]) {
			continue
		}
		counted := r.numbers.total(c.windows[i])
		t := r.tally(c.comp, l.measure.Name)
		if c.score.held != "" {
			t.Held.add(counted)
			r.look(c.comp, l.measure.Name, c.windows[i], heldRows, c.score.held)
		} else {
			t.KPIOnly.add(counted)
			r.look(c.comp, l.measure.Name, c.windows[i], kpiRows, "")
		}
		all := counted
		if c.all[i] >= 0 {
			all = r.numbers.total(c.all[i])
			t.NotEligible.add(all.minus(counted))
		}
		t.Read.add(all)
	}
}

// label says in a seller's words what happened.
func (s *scorecard) label(r *runner, c *cell) string {
	sc, kpi := c.score, s.formula.kpi
	currency := r.planCurrency(c)
	title := kpi.Title
	if title == "" {
		title = kpi.Name
	}
	switch sc.outcome {
	case weightToOthers:
		text := fmt.Sprintf("%s was not counted (%s); its weight went to the others", title, sc.reason)
		if sc.passes != "" {
			text += "; carried to the next period: " + sc.passes
		}
		return text
	case asAtTarget:
		return fmt.Sprintf("%s was paid as at target (%s)", title, sc.reason)
	case nothing:
		return fmt.Sprintf("%s pays nothing (%s)", title, sc.reason)
	case carryToNextPeriod:
		text := fmt.Sprintf("%s was not counted (%s); %s at target is carried to the next period",
			title, sc.reason, money(c.seg.open(c.sheet.plan, c.comp), c.seg.Currency))
		if sc.passes != "" {
			text += ", and so is " + sc.passes
		}
		return text
	}
	v := sc.value.Ratio
	if sc.piece < 0 {
		side := "below"
		if sc.by.lower {
			side = "above"
		}
		got, want := showApart(v, sc.by.anchors[0].at, kpi.Unit, currency)
		return fmt.Sprintf("%s %s is %s the threshold %s", title, got, side, want)
	}
	text := fmt.Sprintf("%s %s pays %s", title, show(v, kpi.Unit, currency, 1), percentShort(sc.curve))
	if last := len(sc.by.anchors) - 1; sc.piece == last && v.Cmp(sc.by.anchors[last].at) != 0 {
		text += ", the most there is"
	}
	return text
}
