package calc

import (
	"math/big"
	"slices"

	"attain/config"
)

// A rate derived from pay and quota (semantics.md section 20): incentive_per_quota = target incentive × weight ÷ quota, of
// the same days, so that 100 % of the quota pays the target incentive. The days are those on the ladder, or the stretch
// of the pay window where there is none. Season, ramp and leave change the quota and not the rate.

// drawDerived lets a rate be derived where nothing else has a weight.
func (c *twinCommission) drawDerived(d twinDice, x *twinCase) bool {
	weighs := func(p twinPart) bool {
		o, ok := p.(*twinCommission)
		return !ok || o.derived != nil
	}
	if c.paidOn != "bookings" || slices.ContainsFunc(x.parts, weighs) || !d.yes(40) {
		return false
	}
	c.derived = twinPick(d, rat(1, 1), rat(1, 1), rat(3, 5), rat(333, 1000))
	x.see("commission: incentive per quota")
	return true
}

// perQuota is the rate of the ladder of some days; false where there is nothing to derive it from.
func (c *twinCommission) perQuota(x *twinCase, s *twinSheet, stretch, days config.Interval, currency string) (*big.Rat, bool) {
	months := map[string]int64{config.Month: 1, config.Quarter: 3, config.Year: 12}
	period, of, whole := s.window, x.pays, s
	if len(c.tiers) > 0 && c.resets != "deal" {
		p := *c
		p.until = 0
		period, of = p.period(days.First), c.resets
		whole = x.sheet(s.who, period)
	}
	incentive, quota := new(big.Rat), new(big.Rat)
	var before []config.Interval
	for _, g := range whole.segments {
		if (whole == s || x.conv.ladder == "restarted") && g.days.And(stretch).Empty() {
			continue
		}
		q, ok := x.quotaUnder(&twinQuotaRule{}, nil, s.who, g.days, c.paidOn, currency, g.days, before...)
		if !ok || !g.HasIncentive {
			x.see("no rate: unknown incentive or quota")
			return nil, false
		}
		ti := ratMul(rat(g.IncentiveMinor, 1), rat(months[of], months[g.IncentivePer]))
		incentive = ratAdd(incentive, ratMul(ti, x.share(g.days, period, before...)))
		quota = ratAdd(quota, q)
		before = append(before, g.days)
	}
	if quota.Sign() <= 0 {
		x.see("no rate: quota of 0")
		return nil, false
	}
	incentive, ok := x.atPlanRate(incentive, s.currency, currency, s.window.End-1)
	if !ok {
		return nil, false
	}
	return ratQuo(ratMul(incentive, c.derived), quota), true
}
