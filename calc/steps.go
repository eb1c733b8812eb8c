package calc

import (
	"strings"

	"attain/config"
)

// step is something done to a sheet's lines after all components have drafted theirs.
type step interface {
	apply(r *runner, sh *sheet, net []earned)
	describe(d *describing) Description
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
