package calc

import (
	"errors"
	"fmt"
	"slices"

	"attain/config"
)

// multiplier makes what was earned more or less by how something else went:
//
//	multiplier line = round(net × m) − net
//
// where m is read off a curve over a KPI: below the first point it is the first point's, beyond the last the last's,
// between two of them on the straight line or the lower one's. Whether it comes before or after the component's cap is
// always said, because it changes the result: 1,000.00 × 1.5 under a cap of 1,200.00 is 1,200.00 capped last and
// 1,500.00 capped first.
//
// before_curve belongs to scorecards: the KPI's value is multiplied before the curve pays on it.
type multiplier struct {
	gauge   *gauge
	applies string
	curve   curve
	at      config.Position
}

// When a multiplier applies.
const (
	beforeCurve = "before_curve"
	beforeCap   = "before_cap"
	afterCap    = "after_cap"
)

// errTooLarge holds what an amount has no room in.
var errTooLarge = errors.New("an amount does not fit in 64 bits")

// readMultiplier reads a component's multiplier.
func (c *compiler) readMultiplier(r *config.Reader, comp *component) *multiplier {
	n := r.Child("multiplier")
	if n == nil {
		return nil
	}
	m := c.multiplier(n, &comp.gauges, func(mr *config.Reader) string {
		applies := c.contested(mr, "applies", "multiplier_applies")
		if applies == beforeCurve && comp.kind != "scorecard" {
			c.ps.Addf(mr.At("applies"), "applies: before_curve multiplies the result a scorecard pays on, and %s is a %s; write before_cap or after_cap", comp.name, comp.kind)
		}
		return applies
	})
	if m != nil && m.applies == beforeCurve {
		comp.before = m
	}
	return m
}

// compilePlanMultiplier reads a plan's multiplier: of everything the plan's components earned, before the plan's caps.
func compilePlanMultiplier(c *compiler, n *config.Node) step {
	if m := c.multiplier(n, &c.plan.whole.gauges, func(*config.Reader) string { return beforeCap }); m != nil {
		return m
	}
	return nil
}

func (c *compiler) multiplier(n *config.Node, of *gaugeSlots, applies func(*config.Reader) string) *multiplier {
	found := c.ps.Len()
	mr := n.ReadAs(c.ps, "multiplier")
	m := &multiplier{gauge: c.readGauge(mr, nil, of), at: n.Place(), applies: applies(mr)}
	m.curve.steps = c.contested(mr, "between") == "steps"
	items := mr.Items("at")
	if len(items) == 0 {
		c.ps.Addf(mr.At("at"), "at is missing from multiplier; write its points, [{at: 40, times: 0.9}, {at: 60, times: 1.1}]")
	}
	for i, item := range items {
		ar := item.ReadAs(c.ps, "a point of a multiplier")
		a := anchor{name: fmt.Sprintf("point_%d", i+1), at: ar.Ratio("at"), pays: ar.Ratio("times"), text: asWritten(ar, "at"), pos: item.Place(), place: item.Place().String()}
		if m.gauge != nil {
			c.checkReached("at", ar.Child("at"), m.gauge.unit())
		}
		c.checkBare("times", ar.Child("times"), mostTimes)
		if a.pays.Sign() < 0 {
			c.ps.Addf(ar.At("times"), "times: %s is below 0, which would turn pay into a debt", asWritten(ar, "times"))
		}
		ar.Done()
		m.curve.anchors = append(m.curve.anchors, a)
	}
	mr.Done()
	m.checkOrder(c)
	if c.ps.Len() > found {
		return nil
	}
	return m
}

// checkOrder wants the points to go one way, up or down.
func (m *multiplier) checkOrder(c *compiler) {
	list := m.curve.anchors
	m.curve.lower = len(list) > 1 && list[1].at.Less(list[0].at)
	for i := 1; i < len(list); i++ {
		if list[i-1].at.Cmp(list[i].at) == 0 || list[i].at.Less(list[i-1].at) != m.curve.lower {
			c.ps.Addf(list[i].pos, "a multiplier's points must go one way, up or down, and each lie somewhere else: %s follows %s", list[i].text, list[i-1].text).
				Notef(list[i-1].pos, "%s is here", list[i-1].text)
		}
	}
}

// times is the factor for a value, and the piece of the curve it is read off.
func (m *multiplier) times(v config.Ratio) config.Ratio {
	k := m.curve.piece(v)
	return m.curve.value(v, k, m.curve.anchors[0].pays)
}

// apply multiplies by what the gauge shows over all the sheet's segments, because all of them earned it. A KPI that has no value multiplies by 1 and says
// so; one that is held holds what is multiplied.
func (m *multiplier) apply(r *runner, sh *sheet, net []earned, _ bool) error {
	for i := range net {
		e := &net[i]
		c := e.last.looks()
		if e.comp == nil {
			c = sh.whole
		}
		got := r.gauge(m.gauge, c)
		if got.held != "" {
			return m.notKnown(got.held)
		}
		if got.value.Null != "" || e.net == 0 {
			continue
		}
		times := m.times(got.value.Ratio)
		after, ok := config.Whole(e.net).Mul(times).Round(sh.plan.Conventions.Halves)
		if !ok {
			return errTooLarge
		}
		if after == e.net {
			continue
		}
		d := &derivation{currency: e.last.currency()}
		m.gauge.terms(r, c, &got, d)
		d.share(e.net, after, "times", "Multiplier", times, m.at, sh.plan.Conventions.Halves)
		kpi := m.gauge.formula.kpi
		label := fmt.Sprintf("%s %s multiplies by %s", m.gauge.title(), show(got.value.Ratio, kpi.Unit, r.planCurrency(c), 1), trimZeros(times.Decimal(4)))
		r.stepLine(sh, e, "multiplier", label, after-e.net, m.at, d.terms)
	}
	return nil
}

// leaves gives what a component's multiplier makes of what was earned.
func (m *multiplier) leaves(r *runner, e *earned) (config.Ratio, error) {
	got := r.gauge(m.gauge, e.last.looks())
	switch {
	case got.held != "":
		return config.Ratio{}, m.notKnown(got.held)
	case got.value.Null != "":
		return config.Whole(1), nil
	}
	return m.times(got.value.Ratio), nil
}

func (m *multiplier) notKnown(why string) error {
	return fmt.Errorf("its multiplier is not known: %s", why)
}

// share gives the terms of a step that leaves a share of what was earned: earned, the share, and what that changes.
func (d *derivation) share(net, after int64, name, label string, share config.Ratio, at config.Position, halves config.Halves) {
	digits := config.MinorDigits(d.currency)
	d.given("earned", "Earned before", "money", config.MajorOf(config.Whole(net), d.currency), "", "")
	d.given(name, label, "percent", share, at.String(), "")
	away, _ := config.Whole(net).Mul(share).Round(config.AwayFromZero)
	off := int64(0)
	if halves != config.AwayFromZero {
		off = after - away
	}
	d.computed("amount", "Change", "money", config.MajorOf(config.Whole(after-net), d.currency),
		evened(fmt.Sprintf("round(earned * %s, %d) - earned", name, digits), off, digits), "")
}

func (m *multiplier) given() []config.ExampleWord { return m.gauge.formula.words() }

func (m *multiplier) example(e *exampleCell, minor int64) (int64, string) {
	v, missing := m.gauge.example(e.given)
	if missing != "" || v.Null != "" {
		return minor, missing
	}
	after, _ := config.Whole(minor).Mul(m.times(v.Ratio)).Round(e.sheet.plan.Conventions.Halves)
	return after, ""
}

func (m *multiplier) describe(d *describing) Description {
	kpi := m.gauge.formula.kpi
	out := Description{Title: "Multiplier", At: m.at, Looks: []Looked{m.gauge.looked(ToGuard)}}
	what := map[string]string{
		beforeCurve: "the result itself is multiplied, before it is looked up", beforeCap: "what is earned is multiplied, before any cap", afterCap: "what is earned is multiplied, after the cap",
	}
	between := "between two of these points on the straight line between them"
	if m.curve.steps {
		between = "between two of these points by the lower one's"
	}
	out.say(fmt.Sprintf("By your %s %s, %s; beyond the first and the last point by theirs. If it cannot be measured, nothing changes.",
		lowerFirst(m.gauge.title()), what[m.applies], between))
	t := Table{Head: []string{m.gauge.title(), "Multiplied by"}}
	for i := range m.curve.anchors {
		a := &m.curve.anchors[i]
		t.Rows = append(t.Rows, []string{show(a.at, kpi.Unit, d.currency, 1), trimZeros(a.pays.Decimal(4))})
	}
	out.Tables = append(out.Tables, t)
	out.Curves = append(out.Curves, m.plot(d))
	return out
}

// plot is the multiplier over its KPI.
func (m *multiplier) plot(d *describing) Curve {
	kpi := m.gauge.formula.kpi
	c := Curve{
		Title: m.gauge.title(), Lower: kpi.Direction == "lower_is_better",
		X: Axis{Title: m.gauge.title(), Unit: kpi.Unit, Currency: d.currency}, Y: Axis{Title: "multiplies by", Unit: "number"},
	}
	for i := range m.curve.anchors {
		a := &m.curve.anchors[i]
		if m.curve.steps && i > 0 {
			c.List = append(c.List, Point{X: a.at, Y: m.curve.anchors[i-1].pays, Beside: true, At: a.pos})
		}
		c.List = append(c.List, Point{X: a.at, Y: a.pays, At: a.pos})
	}
	if first, last := c.List[0].X, c.List[len(c.List)-1].X; last.Less(first) {
		slices.Reverse(c.List)
	}
	return c
}
