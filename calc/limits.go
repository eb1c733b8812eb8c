package calc

import (
	"fmt"

	"attain/config"
)

// limits are a component's own cap and floor in major units of the plan's currency; nil when there is none.
type limits struct {
	cap, floor     *config.Ratio
	capAt, floorAt config.Position
}

// readLimits reads cap_amount and floor_amount.
func (c *compiler) readLimits(r *config.Reader) limits {
	var l limits
	if r.Has("cap_amount") {
		v := r.Ratio("cap_amount")
		l.cap, l.capAt = &v, r.At("cap_amount")
		if v.Sign() <= 0 {
			c.ps.Addf(l.capAt, "cap_amount: %s is not above 0", asWritten(r, "cap_amount"))
		}
	}
	if r.Has("floor_amount") {
		v := r.Ratio("floor_amount")
		l.floor, l.floorAt = &v, r.At("floor_amount")
		if v.Sign() < 0 {
			c.ps.Addf(l.floorAt, "floor_amount: %s is below 0", asWritten(r, "floor_amount"))
		}
	}
	if l.cap != nil && l.floor != nil && l.cap.Less(*l.floor) {
		c.ps.Addf(l.floorAt, "floor_amount %s is above cap_amount %s", asWritten(r, "floor_amount"), asWritten(r, "cap_amount")).Notef(l.capAt, "cap_amount is here")
	}
	return l
}

// earned is what one component earned in a sheet, in one currency, after its own cap and floor.
type earned struct {
	comp     *component
	last     *cell // its last segment: the one a cap or floor line names
	positive int64 // negative lines pass a cap untouched
}

// limitComponents writes the lines of components' own caps and floors and gives what each earned after them.
//
// A component cap is for the pay window: min(positive earnings, cap) + negative ones. A floor makes up what is missing.
func limitComponents(r *runner, sh *sheet, from int) []earned {
	var net []earned
	for _, comp := range sh.plan.byName {
		net = append(net, limitComponent(r, sh, comp, r.drafts[from:])...)
	}
	return net
}

func limitComponent(r *runner, sh *sheet, comp *component, drafts []draft) []earned {
	var out []earned
	held := false
	for _, c := range sh.cells {
		if c.comp != comp || c.result == nil {
			continue
		}
		held = held || c.result.Outcome == Held
		if n := len(out); n == 0 || out[n-1].last.seg.Currency != c.seg.Currency {
			out = append(out, earned{comp: comp, last: c})
		}
		e := &out[len(out)-1]
		e.last = c
		for i := range drafts {
			if drafts[i].cell == c && drafts[i].amount > 0 {
				e.positive += drafts[i].amount
			}
		}
	}
	for i := range out {
		out[i].limit(r, sh, held)
	}
	return out
}

// limit applies the component's cap, then its floor. A held component has no floor: what it earned is not known.
func (e *earned) limit(r *runner, sh *sheet, held bool) {
	currency, l := e.last.seg.Currency, &e.comp.limits
	line := func(part, label string, basis, amount int64, at config.Position) {
		rate := config.Whole(1)
		if amount < 0 {
			rate = config.Whole(-1)
		}
		r.draft(draft{
			cell: e.last, part: part, origin: r.originOf(sh.window.End - 1), label: label,
			basis: config.Whole(basis), unit: "money", rate: rate, amount: amount, at: at, from: "earnings of " + sh.window.Label,
		})
		e.positive += amount
	}
	if l.cap != nil {
		limit, err := r.limit(sh, *l.cap, currency, windowShare(sh))
		switch {
		case err != nil:
			r.hold(sh, e.comp, err.Error())
			return
		case e.positive > limit:
			line("cap", fmt.Sprintf("Above the cap of %s", money(limit, currency)), e.positive-limit, limit-e.positive, l.capAt)
		}
	}
	if l.floor != nil && !held {
		limit, err := r.limit(sh, *l.floor, currency, windowShare(sh))
		switch {
		case err != nil:
			r.hold(sh, e.comp, err.Error())
			return
		case e.positive < limit:
			line("floor", fmt.Sprintf("Made up to the floor of %s", money(limit, currency)), limit-e.positive, limit-e.positive, l.floorAt)
		}
	}
}

// windowShare is the share of the pay window spent under the plan, for plans that prorate caps.
func windowShare(sh *sheet) config.Ratio {
	if !prorates(sh.plan, "cap") {
		return config.Whole(1)
	}
	var days, of int64
	for _, s := range sh.segments {
		days, of = days+s.Days, s.windowDays
	}
	if of <= 0 {
		return config.Whole(1)
	}
	return config.NewRatio(days, of)
}
