package settle

import (
	"slices"
	"strings"

	"attain/config"
)

// Context is what compiling a plan's settlement steps needs of the plan. Everything wrong is put into Problems.
type Context struct {
	Problems    *config.Problems
	Conventions config.Conventions
	Components  []string // names
	PaysPer     string   // month, quarter, year
}

// Compile reads the settlement steps of a plan's steps:; keys that are none are not looked at. A plan without any has
// what conventions answer.
func (c *Context) Compile(n *config.Node) *Steps {
	s := &Steps{Halves: c.Conventions.Halves, NegativePay: c.Conventions.NegativePay}
	for _, step := range order() {
		if child := n.Get(step.name); child != nil && step.compile != nil {
			step.compile(c, child, s)
			s.Any = true
		}
	}
	if both := n.Get("negative_pay"); both != nil && s.PaymentFloor != nil {
		c.Problems.Addf(both.Place(), "negative_pay: a plan with a payment_floor has said it there: what is below the floor is paid and, if recoverable, carried; take negative_pay out").
			Notef(s.PaymentFloor.at, "payment_floor is here")
	}
	return s
}

// Names are the words steps: may have for settlement, in the order they are done.
func Names() []string {
	var out []string
	for _, s := range order() {
		if s.compile != nil {
			out = append(out, s.name)
		}
	}
	return out
}

// components reads which components a step looks at; left out, all.
func (c *Context) components(r *config.Reader) []string {
	list := r.List("components")
	for _, name := range list {
		if !slices.Contains(c.Components, name) {
			c.Problems.Addf(r.At("components"), "components: %q is not a component of this plan%s", name, suggestOr(name, c.Components))
		}
	}
	return list
}

func suggestOr(word string, known []string) string {
	if s := config.Suggest(word, known); s != "" {
		return s
	}
	return "; there are " + strings.Join(known, ", ")
}

// shareOf reads a share of 0 to 100 % that may not be left out.
func (c *Context) shareOf(r *config.Reader, q config.Question) config.Ratio {
	if !r.Has(q.Key) {
		r.Answer(q, "")
		return config.Ratio{}
	}
	share := r.Ratio(q.Key)
	c.checkShare(r, q.Key, share)
	return share
}

func (c *Context) checkShare(r *config.Reader, key string, share config.Ratio) {
	if share.Sign() < 0 || config.Whole(1).Less(share) {
		c.Problems.Addf(r.At(key), "%s: %s%% is not from 0%% to 100%%", key, share.Mul(config.Whole(100)))
	}
}
