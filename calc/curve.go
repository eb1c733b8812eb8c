package calc

import (
	"slices"
	"strings"

	"attain/config"
)

// anchor is a point of a curve: at this KPI value the component pays this share of its target.
type anchor struct {
	name    string // the word the plan uses: threshold, before_target_1, target, then_1, cap
	at      config.Ratio
	pays    config.Ratio
	text    string // at, as written
	place   string // pos, as text
	pos     config.Position
	seasons map[string]season // where it lies in each pay window; nil where that is the same
}

// said is the anchor's word in messages.
func (a *anchor) said() string { return strings.ReplaceAll(a.name, "_", " ") }

// curve is an anchored payout curve. Its anchors run from the threshold to the cap, from worse to better; whether the
// numbers rise or fall says which direction is better, and the one formula serves both, because numerator and
// denominator change sign together:
//
//	worse than the first anchor    0
//	between x₁ and x₂              y₁ + (y₂ − y₁) × (x − x₁) ÷ (x₂ − x₁)      straight_line
//	                               y₁                                         steps
//	at or better than the last     the last y
//
// An anchor itself belongs to the piece that begins there: exactly at the threshold pays the threshold's share.
//
//	80 % pays 50 %, 100 % pays 100 %, 120 % pays 120 %, 150 % pays 180 %:
//	79.9 % → 0; 80 % → 0.5; 95 % → 0.5 + 0.5 × 15 ÷ 20 = 0.875; 135 % → 1.2 + 0.6 × 15 ÷ 30 = 1.5; 160 % → 1.8
//	15 months pays 50 %, 12 pays 100 %, 6 pays 150 %:
//	15.01 → 0; 12.5 → 0.5 + 0.5 × (12.5 − 15) ÷ (12 − 15) = 0.916667; 9 → 1.25; 5 → 1.5
type curve struct {
	anchors []anchor
	lower   bool // lower is better
	steps   bool
}

// better says whether a is at least as good as b.
func (c *curve) reaches(a, b config.Ratio) bool {
	if c.lower {
		return a.Cmp(b) <= 0
	}
	return a.Cmp(b) >= 0
}

// piece gives the index of the last anchor that x reaches, -1 when it is worse than all.
func (c *curve) piece(x config.Ratio) int {
	k := -1
	for k+1 < len(c.anchors) && c.reaches(x, c.anchors[k+1].at) {
		k++
	}
	return k
}

// value gives the payout at x on piece k; worse is what is worse than the first anchor pays.
func (c *curve) value(x config.Ratio, k int, worse config.Ratio) config.Ratio {
	switch {
	case k < 0:
		return worse
	case k == len(c.anchors)-1 || c.steps:
		return c.anchors[k].pays
	}
	from, to := &c.anchors[k], &c.anchors[k+1]
	return from.pays.Add(to.pays.Sub(from.pays).Mul(x.Sub(from.at)).Quo(to.at.Sub(from.at)))
}

// apply is the kernel: the payout and the piece of every value. pays and pieces are as long as values.
func (c *curve) apply(values, pays []config.Ratio, pieces []int) {
	for i, x := range values {
		pieces[i] = c.piece(x)
		pays[i] = c.value(x, pieces[i], config.Ratio{})
	}
}

// target is the anchor called target.
func (c *curve) target() *anchor {
	return &c.anchors[max(0, slices.IndexFunc(c.anchors, isTarget))]
}

func isTarget(a anchor) bool { return a.name == "target" }

// set checks the anchors and takes them: in one direction, threshold to cap, and what they pay never falling. when is
// " in 2026-Q2" where that is so in one window.
func (cv *curve) set(c *compiler, list []anchor, when string) bool {
	first, target, last := list[0], list[slices.IndexFunc(list, isTarget)], list[len(list)-1]
	cv.lower = last.at.Less(target.at)
	for i := 1; i < len(list); i++ {
		a, b := list[i-1], list[i]
		step := b.at.Cmp(a.at)
		if cv.lower {
			step = -step
		}
		// Threshold = target is a step at the target; any other pair must move on.
		if step < 0 || step == 0 && (i > 1 || !isTarget(b)) {
			better := ""
			if i > 1 && isTarget(a) && step < 0 && b.name != "cap" {
				better = "; points between threshold and target stand under before_target:"
			}
			c.ps.Addf(b.pos, "%s is at %s and %s at %s%s; they must go one way, from threshold over target to cap: here threshold %s, target %s, cap %s%s",
				a.said(), a.text, b.said(), b.text, when, first.text, target.text, last.text, better).Notef(a.pos, "%s is here", a.said())
			return false
		}
		if b.pays.Less(a.pays) {
			c.ps.Addf(b.pos, "%s pays %s, less than %s (%s), though it is the better result", b.said(), percent(b.pays), a.said(), percent(a.pays)).
				Notef(a.pos, "%s is here", a.said())
			return false
		}
	}
	if first.pays.Sign() < 0 {
		c.ps.Addf(first.pos, "threshold pays %s; it cannot be below 0 %%", percent(first.pays))
		return false
	}
	cv.anchors = list
	return true
}
