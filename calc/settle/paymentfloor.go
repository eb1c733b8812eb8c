package settle

import "attain/config"

// PaymentFloor is the smallest payment: what is missing is paid, and owed if it is recoverable. It looks at the pay
// period, not at the single pay run.
//
//	Σ ≥ floor:  the period has paid Σ − min(balance, Σ − floor) after this run
//	Σ < floor:  the period has paid the floor, or what was paid already if that is more
//	balance' = balance + paid − Σ
//
// Floor 0: runs of 1,000 and −200 pay 1,000 and −200, for the period has 800. Runs of 1,000 and −1,200 pay 1,000 and 0,
// for the period has −200; 1,200 is owed. (Oracle, "prevent negative payments"; semantics.md sections 8 and 25.)
//
//	payment_floor: {amount: 0, recoverable: yes}
type PaymentFloor struct {
	amount      config.Ratio // major units of the plan's currency
	recoverable bool
	at          config.Position
}

// payRun gives what a pay run pays: earlier and paid are what earlier runs of the period had and paid, opening is what
// was owed when the period began, of which only pay above protected is taken.
func payRun(earlier, paid, now, floor, protected, opening int64) int64 {
	sum := earlier + now
	if sum < floor {
		return max(0, floor-paid)
	}
	return sum - min(opening, max(0, sum-max(floor, protected))) - paid
}

// paymentFloorStep pays no less than the floor. What this period's earlier runs paid above what they had is no debt of
// an earlier period: the sum itself settles it.
func paymentFloorStep(s *Steps, b *book) {
	f := s.PaymentFloor
	if f == nil {
		return
	}
	floor := b.minor(f.amount)
	if b.in.Left {
		floor = 0
	}
	before := b.in.EarlierPaid - b.in.EarlierOwed
	if !f.recoverable {
		before = min(0, before)
	}
	now := b.total()
	change := payRun(b.in.EarlierOwed, b.in.EarlierPaid, now, floor, b.protected, max(0, b.closing.Carried-before)) - now
	l := line{part: "payment-floor", label: "Made up to the smallest payment of " + b.said(floor), at: f.at}
	if change < 0 {
		l.part, l.label = "carried-earlier", "Paid above what was earned in earlier periods"
	}
	b.write(l, change, "")
	if f.recoverable || change < 0 {
		b.closing.Carried = max(0, b.closing.Carried+change)
	}
}

// compilePaymentFloor reads payment_floor:.
func compilePaymentFloor(c *Context, n *config.Node, into *Steps) {
	r := n.ReadAs(c.Problems, "payment_floor")
	f := &PaymentFloor{at: n.Place(), amount: r.Ratio("amount")}
	if f.amount.Sign() < 0 {
		c.Problems.Addf(r.At("amount"), "amount: %s is below 0; a payment floor is 0 or above", f.amount)
	}
	f.recoverable = r.Answer(config.Question{
		Key: "recoverable", Example: "-200.00 is earned with a floor of 0, and 1,000.00 the month after",
		Choices: []config.Choice{
			{Value: "yes", Pays: "0.00, then 800.00", Why: "what was missing comes back"},
			{Value: "no", Pays: "0.00, then 1,000.00", Why: "what was missing is given"},
		},
	}, "") == "yes"
	r.Done()
	into.PaymentFloor = f
}
