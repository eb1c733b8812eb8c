package calc

import (
	"strings"

	"attain/calc/settle"
	"attain/config"
)

// step is something done to what has been earned after the components' kinds have drafted their lines. It writes lines
// of its own and keeps net, what is earned by currency, up to date.
//
// apply is called with one component's net, or for a plan's step with the net of all of them. held says that something
// is missing from the data, so that net is not all there is. An error holds the component, or the sheet.
//
// given are the words an example may give it; example is what it makes of an amount in minor units.
type step interface {
	apply(r *runner, sh *sheet, net []earned, held bool) error
	describe(d *describing) Description
	given() []config.ExampleWord
	example(e *exampleCell, minor int64) (after int64, note string)
}

// stepKind is a step's word in plans and its compile step; nil where something is wrong, having said so.
type stepKind struct {
	name    string
	compile func(c *compiler, n *config.Node) step
}

// stepOrder is every step a plan's steps: may have that earns, in the order they are done, whatever order they are
// written in. After them come the steps of settlement: see settle's order.
func stepOrder() []stepKind {
	return []stepKind{
		{"multiplier", compilePlanMultiplier},
		{"cap", compilePeriodCap},
		{"floor", compileFloor},
		{"guarantee", compileGuarantee},
	}
}

// compileSteps reads steps:.
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
		for _, child := range oneOrMore(n.Get(k.name)) {
			if s := k.compile(c, child); s != nil {
				out = append(out, s)
			}
		}
	}
	names = append(names, settle.Names()...)
	for _, key := range n.Keys {
		known := false
		for _, name := range names {
			known = known || name == key.Text
		}
		if !known {
			c.ps.Addf(key.At, "step %q is not known; the steps are %s%s", key.Text, strings.Join(names, ", "), config.Suggest(key.Text, names))
		}
	}
	return out
}

// oneOrMore gives the items of a list, or the one thing that is no list.
func oneOrMore(n *config.Node) []*config.Node {
	switch {
	case n == nil:
		return nil
	case n.Kind == config.List:
		return n.Items
	default:
		return []*config.Node{n}
	}
}

// componentSteps reads the steps every kind of component may have, in the order they are done: gate, multiplier before
// the cap, cap, floor, multiplier after the cap.
func (c *compiler) componentSteps(r *config.Reader, comp *component) {
	if s := c.readGate(r, comp); s != nil {
		comp.steps = append(comp.steps, s)
	}
	m := c.readMultiplier(r, comp)
	if m != nil && m.applies == beforeCap {
		comp.steps = append(comp.steps, m)
	}
	comp.limits = c.readLimits(r)
	if comp.limits.cap != nil {
		comp.steps = append(comp.steps, &componentCap{&comp.limits})
	}
	if comp.limits.floor != nil {
		comp.steps = append(comp.steps, &componentFloor{&comp.limits})
	}
	if m != nil && m.applies == afterCap {
		comp.steps = append(comp.steps, m)
	}
}

// stepLine drafts a line a step writes over a whole sheet: amount on top of what cell's currency has earned. It says
// basis × rate; where the two do not multiply to it exactly, terms say how it comes about.
func (r *runner) stepLine(sh *sheet, e *earned, part, label string, amount int64, at config.Position, terms []config.Term) {
	rate := config.Whole(1)
	if amount < 0 {
		rate = config.Whole(-1)
	}
	r.draft(draft{
		cell: e.last, plan: e.comp == nil, part: part, origin: r.originOf(sh.window.End - 1), label: label,
		basis: config.Whole(amount).Mul(rate), unit: "money", rate: rate, amount: amount, at: at, from: "earnings of " + sh.window.Label, terms: terms,
	})
	e.net += amount
}
