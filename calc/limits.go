package calc

import (
	"slices"

	"attain/config"
)

// limits are a component's own cap and floor in major units of the plan's currency; nil when there is none.
type limits struct {
	cap, floor     *config.Ratio
	capAt, floorAt config.Position
	banked         bool // what is above the cap is kept for later, else lost
}

// componentCap and componentFloor look at the sum of a component's lines in the pay window, min(net, cap) and
// max(net, floor), so that the order in which deals and reversals came does not matter: at 10 %, deals of 100, −100 and
// 100 under a cap of 15 pay 10. Letting reversals pass beside the cap would pay 5. A held component has no floor: what
// it earned is not known.
type (
	componentCap   struct{ *limits }
	componentFloor struct{ *limits }
)

func (l componentCap) apply(r *runner, sh *sheet, net []earned, _ bool) error {
	p, err := r.purseOf(sh, net)
	if err != nil {
		return err
	}
	limit := l.cap.Mul(windowShare(sh, "cap"))
	above := p.above(limit)
	if l.banked {
		r.bank(p, sh.bankedBy(net[0].comp.name, sh.window.Label, l.capAt), limit, above)
	}
	for i, lost := range above {
		if lost != 0 {
			r.stepLine(sh, &net[i], "cap", "Above the cap of "+p.said(limit, i)+later(l.banked), -lost, l.capAt, nil)
		}
	}
	return nil
}

func (l componentFloor) apply(r *runner, sh *sheet, net []earned, held bool) error {
	p, err := r.purseOf(sh, net)
	if err != nil || held {
		return err
	}
	limit := l.floor.Mul(windowShare(sh, "floor"))
	if missing := p.below(limit); missing != 0 {
		last := len(net) - 1
		r.stepLine(sh, &net[last], "floor", "Made up to the floor of "+p.said(limit, last), missing, l.floorAt, nil)
	}
	return nil
}

// A component's cap and floor are described with the component.
func (componentCap) describe(*describing) Description   { return Description{} }
func (componentFloor) describe(*describing) Description { return Description{} }

func (componentCap) given() []config.ExampleWord   { return nil }
func (componentFloor) given() []config.ExampleWord { return nil }

func (l componentCap) example(e *exampleCell, minor int64) (int64, string) {
	e.uncapped = minor
	return min(minor, e.minor(*l.cap)), ""
}

func (l componentFloor) example(e *exampleCell, minor int64) (int64, string) {
	return max(minor, e.minor(*l.floor)), ""
}

// readLimits reads cap_amount and floor_amount.
func (c *compiler) readLimits(r *config.Reader) limits {
	var l limits
	if r.Has("cap_amount") {
		found := c.ps.Len()
		v := r.Ratio("cap_amount")
		l.cap, l.capAt = &v, r.At("cap_amount")
		if v.Sign() <= 0 && c.ps.Len() == found {
			c.ps.Addf(l.capAt, "cap_amount: %s is not above 0", asWritten(r, "cap_amount"))
		}
	}
	if l.banked = readExcess(r, "cap_excess", "lost"); l.banked && l.cap == nil {
		c.ps.Addf(r.At("cap_excess"), "cap_excess says what becomes of what is above cap_amount, and there is no cap_amount")
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

// earned is what one component earned in a sheet, in one currency, all its lines summed.
type earned struct {
	comp *component
	last *cell // its last segment in the currency: the one a cap or floor line names
	net  int64
}

// together adds up what the components of a plan earned, by currency, in the order the participant was paid in them.
func together(list []earned) []earned {
	var out []earned
	for _, e := range list {
		sum := inCurrency(&out, e.last)
		sum.comp, sum.net = nil, sum.net+e.net
	}
	slices.SortStableFunc(out, func(a, b earned) int { return int(a.last.seg.Number - b.last.seg.Number) })
	return out
}

// limitComponents does the steps of each component and gives what each earned after them: nothing yet for one that is
// held.
func limitComponents(r *runner, sh *sheet, from int) []earned {
	var out []earned
	for _, comp := range sh.plan.byName {
		net, held := netOf(sh, comp, r.drafts[from:])
		if err := comp.doSteps(r, sh, net, held); err != nil {
			r.hold(sh, comp, err.Error())
			r.holdBeside(sh, comp, out)
			for i := range net {
				net[i].net = 0
			}
		}
		if comp.reward == "" {
			out = append(out, net...)
		}
	}
	r.holdGated(sh, out)
	return out
}

func (comp *component) doSteps(r *runner, sh *sheet, net []earned, held bool) error {
	if len(net) == 0 {
		return nil
	}
	for _, s := range comp.steps {
		if err := s.apply(r, sh, net, held); err != nil {
			return err
		}
	}
	return nil
}

// netOf sums a component's lines by currency, in the order the participant was paid in them.
func netOf(sh *sheet, comp *component, drafts []draft) (out []earned, held bool) {
	for _, c := range sh.cells {
		if c.comp != comp || c.result == nil {
			continue
		}
		held = held || c.isHeld()
		e := inCurrency(&out, c)
		e.comp = comp
		for i := range drafts {
			if drafts[i].cell == c {
				e.net += drafts[i].amount
			}
		}
	}
	return out, held
}

// inCurrency gives the entry of a cell's currency, a new one where there is none, whose last cell is that of the latest segment.
func inCurrency(list *[]earned, c *cell) *earned {
	for i := range *list {
		if e := &(*list)[i]; e.last.currency() == c.currency() {
			if e.last.seg.Number <= c.seg.Number {
				e.last = c
			}
			return e
		}
	}
	*list = append(*list, earned{last: c})
	return &(*list)[len(*list)-1]
}

// purse is earnings in one currency or several, to be compared with one limit in major units of the plan's currency (in
// a plan without one, of the currency the window ends with), at the payout rates of the window's last day. A limit is
// given once however often the currency changes.
type purse struct {
	net    []earned
	factor []config.Ratio // of the plan's currency into that of net
	halves config.Halves
}

func (r *runner) purseOf(sh *sheet, net []earned) (*purse, error) {
	p := &purse{net: net, halves: sh.plan.Conventions.Halves, factor: make([]config.Ratio, len(net))}
	payout := r.payout(sh)
	for i := range net {
		var err error
		if net[i].last.comp.reward != "" {
			p.factor[i] = config.Whole(1) // its limits are written in it
			continue
		}
		if p.factor[i], _, err = payout.major(sh.currency(), net[i].last.seg.Currency, sh.window.End-1); err != nil {
			return nil, err
		}
	}
	return p, nil
}

// currency is what a sheet's limits are in.
func (sh *sheet) currency() string {
	if sh.plan.Currency != "" {
		return sh.plan.Currency
	}
	return sh.segments[len(sh.segments)-1].Currency
}

// worth is minor units of net's currency in major units of the limit's.
func (p *purse) worth(i int, minor int64) config.Ratio {
	return config.MajorOf(config.Whole(minor), p.net[i].last.currency()).Quo(p.factor[i])
}

// minor is the limit's major units in minor units of net's currency, rounded.
func (p *purse) minor(i int, amount config.Ratio) int64 {
	minor, _ := config.MinorOf(amount.Mul(p.factor[i]), p.net[i].last.currency()).Round(p.halves)
	return minor
}

func (p *purse) said(limit config.Ratio, i int) string {
	return money(p.minor(i, limit), p.net[i].last.currency())
}

func (p *purse) total() config.Ratio {
	var sum config.Ratio
	for i := range p.net {
		sum = sum.Add(p.worth(i, p.net[i].net))
	}
	return sum
}

// above gives what each currency's earnings lose to a limit: what is above it, taken from what was earned last.
func (p *purse) above(limit config.Ratio) []int64 {
	lost := make([]int64, len(p.net))
	over := p.total().Sub(limit)
	for i := len(p.net) - 1; i >= 0 && over.Sign() > 0; i-- {
		worth := p.worth(i, p.net[i].net)
		if worth.Sign() <= 0 {
			continue
		}
		taken := over
		if worth.Less(taken) {
			taken = worth
		}
		lost[i] = p.net[i].net - p.minor(i, worth.Sub(taken))
		over = over.Sub(taken)
	}
	return lost
}

// below gives what is missing to a limit, in the currency of the last earnings.
func (p *purse) below(limit config.Ratio) int64 {
	missing := limit.Sub(p.total())
	if missing.Sign() <= 0 {
		return 0
	}
	last := len(p.net) - 1
	return p.minor(last, p.worth(last, p.net[last].net).Add(missing)) - p.net[last].net
}

// windowShare is the share of the pay window spent under the plan, for plans that prorate what is asked for: cap, floor,
// guarantee and whatever else is for a window. 1 where the plan does not.
func windowShare(sh *sheet, what string) config.Ratio {
	if !prorates(sh.plan, what) {
		return config.Whole(1)
	}
	var days, of int64
	for _, s := range sh.segments {
		days, of = days+s.under, s.windowDays
	}
	if of <= 0 {
		return config.Whole(1)
	}
	return config.NewRatio(days, of)
}
