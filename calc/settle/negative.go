package settle

import "attain/config"

// The readings of negative_pay say what happens when a period's lines come to less than nothing.
//
//	carried     pay 0 and carry the rest: −300 now and 1,000 next month pay 0 and 700
//	paid        pay the negative amount, which payroll deducts: −300 and 1,000
//
// Somebody who has left is never paid below nothing: what they owe stays on the balance. Carried pay comes back from
// later pay above nothing, and not from what a running draw guarantees. (semantics.md sections 10 and 27.)
//
//	negative_pay: carried
const (
	carried   = "carried"
	paidBelow = "paid"
)

// carry is what a period pays when the balance is carried: pay below nothing goes to the balance, and the balance is
// taken from pay above what is protected.
func carry(pay, balance, protected int64) (carriedNow, taken int64) {
	if pay < 0 {
		return -pay, 0
	}
	return 0, min(balance, max(0, pay-protected))
}

// negativeStep carries pay below nothing, and takes what earlier periods carried whatever the plan says now. A plan with
// a payment floor does both there.
func negativeStep(s *Steps, b *book) {
	if s.PaymentFloor == nil {
		now, taken := carry(b.total(), b.closing.Carried, b.protected)
		b.write(line{part: "carried-earlier", label: "Pay below nothing of earlier periods"}, -taken, "")
		b.closing.Carried -= taken
		if s.NegativePay != paidBelow || b.in.Left {
			b.write(line{part: "carried", label: "Pay below nothing, carried to the next period"}, now, "")
			b.closing.Carried += now
		}
	}
}

// compileNegativePay reads negative_pay:, one word.
func compileNegativePay(c *Context, n *config.Node, into *Steps) {
	q := config.ConventionAs("negative_pay", "negative_pay")
	for _, reading := range q.Choices {
		if n.Kind == config.Text && n.Text == reading.Value {
			into.NegativePay = n.Text
			return
		}
	}
	c.Problems.Addf(n.Place(), "negative_pay: this is no reading we know. %s", q.Table())
}
