package settle

import "attain/config"

// Recovery takes back what was paid by mistake, before a draw earns anything back, and from every component; a draw is
// earned back from the components it names only.
//
//	taken = min(overpaid, share × max(0, payable))
//
// 800 paid by mistake, 2,000 of commission and 1,000 of bonus payable, share 25 %: 750 now (500 and 250), 50 next time.
// The parts taken from the components are divided by largest remainder and sum to what is taken. From somebody who has
// left the share is what the plan's on_leaving allows.
//
//	recovery: {share: 25%}
//
// Source: the clause quoted in semantics.md section 9, "overpayment recovery first, from every stream".
type Recovery struct {
	share, onLeaving config.Ratio
	at               config.Position
}

// recoveryStep adds what was newly found to the balance and takes what may be taken of it. Without the step nothing is
// taken: the plan does not say how much may be.
func recoveryStep(s *Steps, b *book) {
	if b.in.Overpaid != 0 {
		b.closing.Overpaid += b.in.Overpaid
		b.remark(line{part: "overpaid", label: "Paid too much in earlier periods, to be taken back"}, b.in.Overpaid)
	}
	r := s.Recovery
	if r == nil || b.closing.Overpaid == 0 {
		return
	}
	share := r.share
	if b.in.Left {
		share = r.onLeaving
	}
	payable := max(0, b.total())
	taken := min(b.closing.Overpaid, b.round(config.Whole(payable).Mul(share)), payable)
	for i, part := range divide(taken, positive(b.pay)) {
		l := line{component: b.pay[i].Component, part: "recovery", label: "Paid too much in earlier periods, taken back", at: r.at}
		b.write(l, -part, "")
	}
	b.closing.Overpaid -= taken
}

// positive gives what streams pay, those below nothing as 0.
func positive(streams []Stream) []int64 {
	out := make([]int64, len(streams))
	for i, s := range streams {
		out[i] = max(0, s.Amount)
	}
	return out
}

// divide parts an amount in proportion to weights that sum to at least the amount, as differences of the rounded-down
// running total, so that the parts sum to it.
func divide(amount int64, weights []int64) []int64 {
	out := make([]int64, len(weights))
	var sum int64
	for _, w := range weights {
		sum += w
	}
	if sum == 0 {
		return out
	}
	var run, done int64
	for i, w := range weights {
		run += w
		to, _ := config.Whole(amount).Mul(config.NewRatio(run, sum)).Round(config.AwayFromZero)
		out[i], done = to-done, to
	}
	return out
}

// compileRecovery reads recovery:.
func compileRecovery(c *Context, n *config.Node, into *Steps) {
	r := n.ReadAs(c.Problems, "recovery")
	k := &Recovery{at: n.Place()}
	k.share = c.shareOf(r, config.Question{
		Key: "share", Example: "800.00 was paid by mistake and 2,000.00 is payable now",
		Choices: []config.Choice{
			{Value: "100%", Pays: "1,200.00", Why: "all of it is taken at once"},
			{Value: "25%", Pays: "1,500.00", Why: "a quarter of what is payable is taken, 300.00 stay owed"},
		},
	})
	k.onLeaving = r.RatioOr("on_leaving", config.Whole(1))
	c.checkShare(r, "on_leaving", k.onLeaving)
	r.Done()
	into.Recovery = k
}
