package calc

import (
	"fmt"

	"attain/config"
)

// baseRate is the rate a commission's tiers are multiples of, or its only rate. Written as incentive_per_quota it is
// what makes 100 % of quota pay the target incentive:
//
//	rate = target incentive × weight ÷ quota, both of the same stretch of days
//
// The stretch is that of the ladder (the reset period, as far as the participant is under the plan), and the pay window
// for a rate without tiers. Both are cut by the days of the stretch, whatever the plan prorates, and neither season, ramp
// nor leave touches them: in a month without a quota to reach, deals pay the standard rate.
//
// On-target earnings of 140,000, half of them variable, are 70,000 a year; at a quota of 700,000 the rate is 10 %.
// Without a quota, or with one of 0, there is no rate to derive, and the component is held.
type baseRate struct {
	rate    config.Ratio // as written; 0 when it is derived
	derived bool
	weight  config.Ratio
	quota   *config.Measure
	request int32
	of      string // what the quota is of, for messages
	at      config.Position
}

// incentivePerQuota is how plans write a base rate that is derived.
const incentivePerQuota = "incentive_per_quota"

// readBaseRate reads a rate that may be derived; quota and where say by which quota. nil where the key is not written.
func (c *compiler) readBaseRate(r *config.Reader, key, quota string, where []config.Condition, paidOn *config.Measure) *baseRate {
	n := r.Child(key)
	if n == nil {
		return nil
	}
	b := &baseRate{at: r.At(key), weight: config.Whole(1)}
	if n.Text != incentivePerQuota {
		b.rate = r.Ratio(key)
		return b
	}
	b.derived = true
	if b.quota = c.measure(quota, b.at, "quota"); b.quota == nil || paidOn == nil {
		return b
	}
	if b.quota.Kind != "span" {
		c.ps.Addf(b.at, "quota: %s is a %s; a quota is a measure given for a stretch of days (span)", quota, b.quota.Kind)
	}
	where, b.of = quotaOf(b.quota, where, paidOn.Name, b.at)
	b.request = c.prog.request(config.Request{Measure: b.quota.Name, Aggregate: config.Sum, Subject: config.OfPerson, Where: where})
	return b
}

// basis is what a base rate is derived from for one piece of a cell.
type basis struct {
	quotas    []quotaWindow
	incentive config.Ratio // minor units of the participant's currency, before the weight
	held      string       // the first target incentive that is not known
}

// demandBase asks for the quota of a stretch and adds up the target incentive of its days; period is what the incentive
// is for a share of: the reset period or the pay window.
func (w *Work) demandBase(b *baseRate, c *cell, stretch config.Interval, period config.Period, list []stretch) basis {
	var out basis
	pl := c.sheet.plan
	starts := map[config.Day]config.Day{} // of each day of a stay that is the first of a stretch: where its days are counted from
	for _, s := range w.prog.stays(pl, list, stretch) {
		start := max(s.run, stretch.First)
		out.quotas = append(out.quotas, quotaWindow{w.window(b.request, c.seg.Participant, s.Interval), spanDays{needed: []config.Interval{s.Interval}, run: start}})
		for i := range list {
			if s.Contains(list[i].And(stretch).First) {
				starts[list[i].And(stretch).First] = start
			}
		}
	}
	whole := w.prog.count(pl, period.Interval, c.seg.Country)
	for i := range list {
		a := &list[i]
		days := a.And(stretch)
		if days.Empty() || whole <= 0 {
			continue
		}
		if !a.HasIncentive {
			out.held = fmt.Sprintf("no target incentive is known for %s from %s (%s:%d), and the rate is derived from it", a.Participant, days, a.File, a.Row)
			return out
		}
		if a.Currency != c.seg.Currency {
			out.held = fmt.Sprintf("%s has target incentives in %s and %s, and the rate is derived from one", a.Participant, a.Currency, c.seg.Currency)
			return out
		}
		upTo := w.prog.count(pl, config.Interval{First: starts[days.First], End: days.End}, c.seg.Country)
		before := w.prog.count(pl, config.Interval{First: starts[days.First], End: days.First}, c.seg.Country)
		months, per := w.prog.incentiveMonths(&a.Assignment, period)
		share := config.NewRatio(months, per).Mul(config.NewRatio(upTo-before, whole))
		out.incentive = out.incentive.Add(config.Whole(a.IncentiveMinor).Mul(share))
	}
	return out
}

// in gives the base rate of a piece: a share, or major units of the plan's currency for each unit. said tells what it is
// derived from.
func (b *baseRate) in(r *runner, c *cell, from *basis) (rate config.Ratio, said, held string) {
	if !b.derived {
		return b.rate, "", ""
	}
	if from.held != "" {
		return rate, "", from.held
	}
	currency := r.planCurrency(c)
	ql := leaf{label: b.quota.Title, unit: b.quota.Unit, measure: b.quota, of: b.of}
	q := r.readQuotas(&ql, from.quotas, c)
	if q.held != "" {
		return rate, "", q.held
	}
	factor, _, err := r.atPlanRates().major(c.seg.Currency, currency, c.sheet.window.End-1)
	if err != nil {
		return rate, "", err.Error()
	}
	incentive := config.MajorOf(from.incentive, c.seg.Currency)
	if rate, held = b.derive(incentive.Mul(factor), q.value.Ratio); held != "" {
		return rate, "", held
	}
	said = fmt.Sprintf("target incentive %s × %s ÷ quota %s", incentive.Decimal(2), percent(b.weight), show(q.value.Ratio, b.quota.Unit, currency, 2))
	return rate, said, ""
}

// derive divides, both in major units.
func (b *baseRate) derive(incentive, quota config.Ratio) (rate config.Ratio, held string) {
	if quota.Sign() <= 0 {
		return rate, "the rate is the target incentive ÷ the quota, and the quota is 0; write a quota, or a rate"
	}
	return incentive.Mul(b.weight).Quo(quota), ""
}
