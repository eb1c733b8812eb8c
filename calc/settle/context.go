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

// Begin gives the steps of a plan that says nothing: what conventions answer.
func (c *Context) Begin() *Steps {
	return &Steps{Halves: c.Conventions.Halves, NegativePay: c.Conventions.NegativePay}
}

// Compile reads one settlement step into steps; known says whether the word is one.
func (c *Context) Compile(name string, n *config.Node, into *Steps) (known bool) {
	switch name {
	case "holdback":
		into.Holdback = readHoldback(c, n)
	case "clawback":
		into.Clawback = readClawback(c, n)
	case "recovery":
		into.Recovery = readRecovery(c, n)
	case "draw":
		into.Draw = readDraw(c, n)
	case "negative_pay":
		into.NegativePay = readNegativePay(c, n)
	case "payment_floor":
		into.PaymentFloor = readPaymentFloor(c, n)
	default:
		return false
	}
	return true
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
