package calc

import (
	"fmt"
	"strings"

	"attain/config"
)

// step is something done to a sheet's lines after all components have drafted theirs.
type step interface {
	apply(r *runner, sh *sheet, net []earned)
}

// stepKind is a step's word in plans and its compile step.
type stepKind struct {
	name    string
	compile func(c *compiler, n *config.Node) step
}

// stepOrder is every step there is, in the order they are done.
func stepOrder() []stepKind {
	return []stepKind{
		{"cap", compilePeriodCap},
	}
}

// compileSteps reads steps: in the order they are done, whatever order they are written in.
func (c *compiler) compileSteps(n *config.Node) []step {
	if n == nil {
		return nil
	}
	if n.Kind != config.Mapping {
		c.ps.Addf(n.At, "steps must be keys with values, such as cap: {amount: 60_000, per: quarter, excess: lost}")
		return nil
	}
	var names []string
	var out []step
	for _, k := range stepOrder() {
		names = append(names, k.name)
		if child := n.Get(k.name); child != nil {
			if s := k.compile(c, child); s != nil {
				out = append(out, s)
			}
		}
	}
	for _, key := range n.Keys {
		known := false
		for _, name := range names {
			known = known || name == key.Text
		}
		if !known {
			c.ps.Addf(key.At, "step %q is not yet known; there is %s%s", key.Text, strings.Join(names, ", "), config.Suggest(key.Text, names))
		}
	}
	return out
}

// earned is what one component earned in a sheet, in one currency, after its own cap and floor.
type earned struct {
	comp     *component
	last     *cell // its last segment: the one a cap or floor line names
	positive int64 // negative lines pass a cap untouched
}

// periodCap caps what a plan pays in a month, a quarter or a year. What is above is lost, by a negative line of its
// own that is allocated to no deal.
//
//	excess = max(0, positive earnings − what is left of the cap)
//
// 10,000 a month: 14,000 / 7,000 / 5,000 earned pay 10,000 / 7,000 / 5,000. Over several pay windows the cap is used
// up as they come: 25,000 a quarter pays 14,000 / 7,000 / 4,000.
type periodCap struct {
	amount config.Ratio // major units of the plan's currency
	per    string       // month, quarter, year
	at     config.Position
}

func compilePeriodCap(c *compiler, n *config.Node) step {
	found := c.ps.Len()
	r := n.ReadAs(c.ps, "cap")
	s := &periodCap{amount: r.Ratio("amount"), at: n.Place()}
	s.per = r.Choice("per", "", config.Month, config.Quarter, config.Year)
	r.Choice("excess", "", "lost")
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

// apply writes the cap's line. r.capUsed holds what earlier windows of the cap's period paid.
func (s *periodCap) apply(r *runner, sh *sheet, net []earned) {
	for _, currency := range currenciesOf(net) {
		var positive int64
		var last *cell
		for _, e := range net {
			if e.last.seg.Currency == currency {
				positive += e.positive
				last = e.last
			}
		}
		period := r.prog.ws.Calendar.PeriodOf(sh.window.First, s.per)
		key := capKey{period.First, currency}
		limit, err := r.limit(sh, s.amount, currency, sh.capShare())
		if err != nil {
			r.hold(sh, nil, err.Error())
			return
		}
		excess := max(0, positive-max(0, limit-r.capUsed[key]))
		r.capUsed[key] += positive - excess
		if excess == 0 {
			continue
		}
		r.draft(draft{
			cell: last, plan: true, part: "cap", origin: r.originOf(sh.window.End - 1),
			label: fmt.Sprintf("Above the plan's cap of %s a %s", money(limit, currency), s.per),
			basis: config.Whole(excess), unit: "money", rate: config.Whole(-1), amount: -excess, at: s.at,
			from: fmt.Sprintf("earnings of %s", period.Label),
		})
	}
}

// capShare is the share of the cap's period spent under the plan, for plans that prorate caps.
func (sh *sheet) capShare() config.Ratio {
	if !prorates(sh.plan, "cap") || sh.capOf <= 0 {
		return config.Whole(1)
	}
	return config.NewRatio(sh.capDays, sh.capOf)
}

func currenciesOf(net []earned) []string {
	var out []string
	seen := map[string]bool{}
	for _, e := range net {
		if c := e.last.seg.Currency; !seen[c] {
			seen[c] = true
			out = append(out, c)
		}
	}
	return out
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
