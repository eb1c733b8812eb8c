package calc

import (
	"fmt"
	"math/big"
	"strings"
)

// twinPoolTimes is the achievement a pool is multiplied by: a win rate, at most so much.
type twinPoolTimes struct {
	subject string   // company, team
	most    *big.Rat // nil for none
}

func drawPoolTimes(d twinDice, x *twinCase, subject string) *twinPoolTimes {
	t := &twinPoolTimes{subject: subject}
	if d.yes(60) {
		t.most = rat(int64(twinPick(d, 25, 50, 80, 100)), 100)
	}
	x.see("pool times an achievement of the %s", subject)
	return t
}

func (t *twinPoolTimes) write(b *strings.Builder) {
	most := ""
	if t.most != nil {
		most = ", at_most: " + ratPercent(t.most)
	}
	fmt.Fprintf(b, "    times: {kpi: t_win, subject: %s%s}\n", t.subject, most)
}

// draw gives some deals that are closed and won.
func (t *twinPoolTimes) draw(d twinDice, x *twinCase, who *twinPerson) {
	for i := range d.n(1, 4) {
		f := testFact{measure: "closed_deals", who: who.id, day: drawDay(d, x, who), value: 1, source: fmt.Sprintf("W%s%d", who.id, i)}
		if x.facts = append(x.facts, f); d.yes(60) {
			f.measure = "won_deals"
			x.facts = append(x.facts, f)
		}
	}
}

// value is the achievement; false where there is none.
func (t *twinPoolTimes) value(x *twinCase, s *twinSheet, team string) (*big.Rat, bool) {
	won, closed := new(big.Rat), new(big.Rat)
	for _, f := range x.facts {
		if f.day < x.first || f.day > x.last || !s.window.Contains(f.day) || t.subject == "team" && f.team != team {
			continue
		}
		switch f.measure {
		case "won_deals":
			won = ratAdd(won, rat(f.value, 1))
		case "closed_deals":
			closed = ratAdd(closed, rat(f.value, 1))
		}
	}
	if closed.Sign() == 0 {
		return nil, false
	}
	v := ratQuo(won, closed)
	if t.most != nil {
		v = ratMin(v, t.most)
	}
	return v, true
}
