package calc

import (
	"cmp"
	"fmt"

	"attain/config"
)

// periodCap caps what a plan pays in a month, a quarter or a year. What is above is lost, or banked and paid when a later
// window has room (see BankedCap), by a negative line of its own that is allocated to no deal.
//
//	excess = max(0, earnings of the window, all lines summed − what is left of the cap)
//
// 10,000 a month: 14,000 / 7,000 / 5,000 earned pay 10,000 / 7,000 / 5,000. Over several pay windows the cap is used
// up as they come: 25,000 a quarter pays 14,000 / 7,000 / 4,000.
type periodCap struct {
	amount config.Ratio // major units of the plan's currency
	per    string       // month, quarter, year
	banked bool         // what is above is kept for later, else lost
	at     config.Position
}

func compilePeriodCap(c *compiler, n *config.Node) step {
	found := c.ps.Len()
	r := n.ReadAs(c.ps, "cap")
	s := &periodCap{amount: r.Ratio("amount"), at: n.Place()}
	s.per = r.Choice("per", "", config.Month, config.Quarter, config.Year)
	s.banked = readExcess(r, "excess", "")
	r.Done()
	if c.ps.Len() > found {
		return nil
	}
	if s.amount.Sign() <= 0 {
		c.ps.Addf(r.At("amount"), "amount: %s is not above 0", s.amount)
	}
	length := map[string]int{config.Month: 1, config.Quarter: 3, config.Year: 12}
	if length[s.per] < length[c.plan.periodKind] {
		c.ps.Addf(r.At("per"), "per: %s is shorter than what the plan pays (%s); cap what it pays, per: %s", s.per, c.plan.Pays, c.plan.periodKind)
	}
	return s
}

// apply writes the cap's lines. r.capUsed holds what earlier windows of the cap's period paid.
func (s *periodCap) apply(r *runner, sh *sheet, net []earned, _ bool) error {
	period := s.period(r, sh)
	limit := s.amount.Mul(sh.capShare(s))
	key := capKey{cap: s, first: period.First}
	room, err := r.roomUnder(limit, key, sh)
	p, perr := r.purseOf(sh, net)
	if err = cmp.Or(err, perr); err != nil {
		return err
	}
	above := p.above(room)
	if s.banked {
		r.bank(p, sh.bankedBy("", period.Label, s.at), room, above)
	}
	for i, lost := range above {
		if lost != 0 {
			r.stepLine(sh, &net[i], "cap", fmt.Sprintf("Above the plan's cap of %s a %s%s", p.said(limit, i), s.per, later(s.banked)), -lost, s.at, nil)
		}
	}
	return nil
}

// period is what the cap of a sheet's window is for.
func (s *periodCap) period(r *runner, sh *sheet) config.Period {
	return r.prog.ws.Calendar.PeriodOf(sh.window.First, s.per)
}

// useCaps counts what a window pays after all caps, and before floors and guarantees, towards each of them.
func (r *runner) useCaps(sh *sheet, net []earned) {
	for _, s := range sh.plan.steps {
		limit, ok := s.(*periodCap)
		if !ok {
			continue
		}
		key := capKey{cap: limit, first: limit.period(r, sh).First}
		for i := range net {
			key.currency = net[i].last.seg.Currency
			r.capUsed[key] += net[i].net
		}
	}
}

// later says of a cap's line that it is not lost.
func later(banked bool) string {
	if banked {
		return ", kept for later"
	}
	return ""
}

func (s *periodCap) given() []config.ExampleWord { return nil }

func (s *periodCap) example(e *exampleCell, minor int64) (int64, string) {
	return min(minor, e.minor(s.amount)), ""
}

// roomUnder gives what earlier windows of a cap's period left of it.
func (r *runner) roomUnder(limit config.Ratio, key capKey, sh *sheet) (config.Ratio, error) {
	for k, paid := range r.capUsed {
		if k.cap != key.cap || k.first != key.first {
			continue
		}
		factor, _, err := r.payout(sh).major(sh.currency(), k.currency, sh.window.End-1)
		if err != nil {
			return limit, err
		}
		limit = limit.Sub(config.MajorOf(config.Whole(paid), k.currency).Quo(factor))
	}
	if limit.Sign() < 0 {
		return config.Ratio{}, nil
	}
	return limit, nil
}

// capShare is the share of the cap's period spent under the plan, for plans that prorate caps.
func (sh *sheet) capShare(c *periodCap) config.Ratio {
	if share, ok := sh.caps[c]; ok {
		return share
	}
	return config.Whole(1)
}

// describe says what the cap lets through.
func (s *periodCap) describe(d *describing) Description {
	above := "is not paid, now or later"
	if s.banked {
		above = "is kept and paid when a later pay period has room"
	}
	return Description{Title: "Cap", At: s.at, Capped: true, Sentences: []string{fmt.Sprintf(
		"All of the plan together pays at most %s in a %s. What was earned above that %s.", d.money(s.amount), s.per, above)}}
}
