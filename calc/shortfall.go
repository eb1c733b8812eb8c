package calc

import (
	"attain/config"
)

// What happens to a scorecard whose KPI has no value, or too small a sample to mean anything. The plan says which; it
// is never quietly zero. For 10,000 at 95 % of quota (weight 70 %, curve 0.875) and a win rate (30 %) on 8 closed
// deals of at least 10:
//
//	weight_to_the_others   the others share its weight pro rata: 10,000 × 1 × 0.875              8,750.00
//	as_at_target           it pays what target pays:             6,125 + 3,000                   9,125.00
//	nothing                it pays nothing:                      6,125                           6,125.00
//	carry_to_next_period   6,125 now; the 3,000 it pays at target are paid at the next period's curve (see carry)
const (
	weightToOthers    = "weight_to_the_others"
	asAtTarget        = "as_at_target"
	nothing           = "nothing"
	carryToNextPeriod = "carry_to_next_period"
)

// outcome reads one of the four, falling back to the convention, which config has seen to be answered.
func (c *compiler) outcome(r *config.Reader, key, convention string) string {
	if r.Has(key) {
		return r.Choice(key, "", weightToOthers, asAtTarget, nothing, carryToNextPeriod)
	}
	r.TextOr(key, "") // so that the key counts as known
	return convention
}

// withoutValue settles a KPI that has no value: as the plan says, except that "never" is worse than any threshold and
// pays nothing.
func (s *scorecard) withoutValue(sc *score) {
	switch {
	case sc.value.Null == "" || sc.outcome != "":
	case sc.value.Never:
		sc.outcome, sc.reason = nothing, sc.value.Null
	default:
		sc.outcome, sc.reason = s.noValue, sc.value.Null
	}
}

// withoutQuota settles a KPI that has no value because there is no quota to measure by: a ramp that begins with 0 %, leave
// for all of the window, a quota of 0. The convention no_quota says how; where it is not answered, no_value does.
func (s *scorecard) withoutQuota(sc *score, pl *plan) {
	if sc.value.Null == "" || sc.outcome != "" || pl.Conventions.NoQuota == "" {
		return
	}
	for i, l := range s.formula.leaves {
		if l.measure != nil && l.measure.Kind == "span" && sc.inputs[i].value.Null == "" && sc.inputs[i].value.Ratio.Sign() == 0 {
			sc.outcome, sc.reason = pl.Conventions.NoQuota, "there is no "+lowerFirst(l.label)+" to measure by"
		}
	}
}

// weigh gives the weight of the sheet's scorecards that could not be measured to those that could, pro rata, segment
// by segment. Where none could, nobody can take it and they pay nothing.
func weigh(sh *sheet) {
	for _, seg := range sh.segments {
		var moved, counted config.Ratio
		var givers []string
		for _, c := range sh.cells {
			if c.seg != seg || c.score == nil {
				continue
			}
			c.score.weight = c.comp.weight
			switch {
			case c.score.outcome == weightToOthers:
				moved = moved.Add(c.comp.weight)
				givers = append(givers, c.comp.name)
			case c.score.outcome == "":
				counted = counted.Add(c.comp.weight)
			}
		}
		if moved.Sign() == 0 {
			continue
		}
		for _, c := range sh.cells {
			if c.seg == seg && c.score != nil {
				c.score.take(c.comp.weight, moved, counted, givers)
			}
		}
	}
}

// take settles one scorecard's weight: w × (counted + moved) ÷ counted for who is measured.
func (s *score) take(weight, moved, counted config.Ratio, givers []string) {
	switch {
	case s.outcome == weightToOthers && counted.Sign() == 0:
		s.outcome = nothing
		s.reason += "; no other KPI could take its weight"
	case s.outcome == weightToOthers:
		s.weight = config.Ratio{}
	case s.outcome == "":
		s.moved, s.counted, s.movedFor = moved, counted, givers
		s.weight = weight.Mul(counted.Add(moved)).Quo(counted)
	}
}

// outcomeOf says in one word what became of a scorecard.
func outcomeOf(sc *score, amount int64) string {
	switch {
	case sc.outcome != "":
		return sc.outcome
	case amount == 0:
		return nothing
	default:
		return Paid
	}
}
