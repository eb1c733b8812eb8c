package calc

import (
	"fmt"
	"slices"
	"strings"

	"attain/config"
)

func (s *scorecard) given() []config.ExampleWord {
	out := append([]config.ExampleWord{incentiveWord}, s.formula.words()...)
	if s.tooFew != nil {
		sample := s.tooFew.sample.leaves[0].word()
		out = slices.DeleteFunc(out, func(w config.ExampleWord) bool { return w.Name == sample.Name }) // asked for by itself, whatever it is an input of
		out = append(out, sample)
	}
	if s.up != nil {
		out = append(out, paidBeforeWord)
	}
	return out
}

// example pays on the score exampleScore found, after the weights were shared out.
func (s *scorecard) example(e *exampleCell) (minor int64, note string) {
	if e.scored != "" {
		return 0, e.scored
	}
	minor, _ = e.seg.incentive().Mul(e.score.weight).Mul(e.score.curve).Round(e.sheet.plan.Conventions.Halves)
	if s.up != nil {
		before, _ := e.given.value("paid_before")
		minor = s.up.due(minor, e.minor(before))
	}
	if e.score.outcome != "" {
		note = " (" + strings.ReplaceAll(e.score.outcome, "_", " ") + ")"
	}
	return minor, note
}

// exampleScore evaluates a scorecard on given inputs; missing says which are not there.
func (s *scorecard) exampleScore(e *exampleCell) (sc *score, missing string) {
	g, by := e.given, s.curveIn(e.sheet.window.Label)
	sc = &score{piece: -1, by: by, inputs: make([]reading, len(s.formula.leaves))}
	v, ok := g.value(s.formula.kpi.Name)
	if sc.value.Ratio = v; !ok {
		for i := range s.formula.leaves {
			l := &s.formula.leaves[i]
			in, ok := g.value(l.names()...)
			if !ok {
				return sc, fmt.Sprintf("; given has neither %s nor its input %s", s.formula.kpi.Name, l.spelled)
			}
			sc.inputs[i].value.Ratio = in
		}
		sc.value = s.formula.evaluate(sc.inputs)
	}
	if t := s.tooFew; t != nil {
		l := &t.sample.leaves[0]
		if n, ok := g.value(l.term); ok && n.Less(config.Whole(t.than)) {
			sc.outcome, sc.reason = t.then, t.reason(n, e.currency)
		}
	}
	s.withoutQuota(sc, e.sheet.plan)
	s.withoutValue(sc)
	if m := e.comp.before; m != nil && sc.value.Null == "" {
		by, missing := m.gauge.example(g)
		if missing != "" {
			return sc, missing
		}
		if by.Null == "" {
			sc.value.Ratio = sc.value.Ratio.Mul(m.times(by.Ratio))
		}
	}
	switch sc.outcome {
	case "":
		sc.piece = by.piece(sc.value.Ratio)
		sc.curve = by.value(sc.value.Ratio, sc.piece, config.Ratio{})
	case asAtTarget:
		sc.curve = by.target().pays
	}
	return sc, ""
}
