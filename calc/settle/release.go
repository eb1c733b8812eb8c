package settle

import (
	"cmp"
	"slices"
	"strings"

	"attain/config"
)

// Holdback pays an earning as it is released: by the cash that came in, or in parts at dates and milestones.
//
//	released to date = round(earning × min(1, share))       paid now = released to date − released before
//
// The running total is rounded, not the parts, so that they sum to the earning: 1,000.00 with receipts of 3,333.33,
// 3,333.33 and 3,333.34 of 10,000 pays 333.33, 333.34 and 333.33.
//
//	cash_received   share = received ÷ (billed − credit notes), taxes and freight counted in neither. 100,000 earned,
//	                500,000 of 1,000,000 received: 50,000 now. More than was billed releases no more than the earning.
//	parts           70 % at_sale and 30 % 90 days later: 1,000 earned pay 700, then 300
//	by_hand         nothing until somebody releases it
//
// What was released stays released: money that goes back to the customer is a clawback's. Earnings below nothing are
// not held. An earning corrected below what was released takes the difference back at once.
//
//	holdback: {released_by: cash_received, nothing_billed: released}
//	holdback: {released_by: parts, parts: [{at: sale, share: 70%}, {after: 90 days, share: 30%}]}
//
// Sources: Siebel (on receipts), QuotaPath (share of what was invoiced, or up to six dates), SAP (deposit rules),
// semantics.md section 11.
type Holdback struct {
	by            string // cash_received, parts, by_hand
	parts         []partOf
	nothingBilled string // released, held
	components    []string
	at            config.Position
}

// partOf is a part of an earning and what releases it.
type partOf struct {
	share     config.Ratio
	after     *span      // from the sale
	on        config.Day // a date
	milestone string
}

// Progress is what is known of a deal under holdback.
type Progress struct {
	Deal                                // Earned is what is newly owed for it; Released is not used
	Received, Billed, CreditNotes int64 // to date, without taxes and freight
	Sold                          config.Day
	PayPeriods                    int      // ended since the sale
	Reached                       []string // milestones
	ByHand                        config.Ratio
}

// share is how much of the earning is released by the end of a day; more than 1 is 1.
func (h *Holdback) share(p *Progress, day config.Day) config.Ratio {
	var share config.Ratio
	switch h.by {
	case byCash:
		share = h.ofCash(p)
	case byHand:
		share = p.ByHand
	default:
		for i := range h.parts {
			if h.parts[i].isReached(p, day) {
				share = share.Add(h.parts[i].share)
			}
		}
	}
	return share.Min(config.Whole(1)).Max(config.Ratio{})
}

// ofCash is received ÷ billed. A deal nobody will be billed for has no such share: the plan says what it pays.
func (h *Holdback) ofCash(p *Progress) config.Ratio {
	billed := p.Billed - p.CreditNotes
	switch {
	case billed > 0:
		return config.NewRatio(p.Received, billed)
	case h.nothingBilled == "released":
		return config.Whole(1)
	}
	return config.Ratio{}
}

func (p *partOf) isReached(deal *Progress, day config.Day) bool {
	switch {
	case p.milestone != "":
		return slices.Contains(deal.Reached, p.milestone)
	case p.on != 0:
		return p.on <= day
	case p.after.unit == "pay_periods":
		return p.after.n <= deal.PayPeriods
	}
	return p.after.end(deal.Sold) <= day
}

// releasedTo gives what of an earning is released to date: never less than before, never more than the earning, and the
// whole of an earning below nothing.
func releasedTo(earned, before int64, share config.Ratio, halves config.Halves) int64 {
	if earned <= 0 {
		return earned
	}
	now, _ := config.Whole(earned).Mul(share.Min(config.Whole(1))).Round(halves)
	return min(earned, max(before, now))
}

// holdbackStep holds back what is newly owed for deals and pays what is released, one line a deal. Without the step
// everything held is paid.
func holdbackStep(s *Steps, b *book) {
	for _, p := range b.underHoldback() {
		before := p.Deal
		before.Earned -= p.newly
		after := p.Deal
		after.Released = after.Earned
		if s.Holdback != nil && s.Holdback.covers(p.Component) {
			after.Released = releasedTo(after.Earned, before.Released, s.Holdback.share(&p.Progress, b.in.Window.End-1), b.halves)
		}
		b.hold(after)
		now := after.Released - before.Released
		l := line{component: p.Component, source: p.Source, origin: p.Origin, part: "held", label: "Held back until it is released"}
		if now > p.newly {
			l.part, l.label = "released", "Released"
		}
		if p.Label != "" {
			l.label += ": " + p.Label
		}
		if s.Holdback != nil {
			l.at = s.Holdback.at
		}
		l.given("released", "Released to date", after.Released)
		l.given("released_before", "Released before", before.Released)
		l.given("newly_earned", "Earned now", p.newly)
		b.write(l, now-p.newly, "released - released_before - newly_earned")
	}
}

// inProgress is a deal with everything earned on it so far, of which newly is of this period.
type inProgress struct {
	Progress
	newly int64
}

// underHoldback joins the deals held so far with what is known of them now.
func (b *book) underHoldback() []inProgress {
	var out []inProgress
	for _, d := range b.closing.Held {
		out = append(out, inProgress{Progress: Progress{Deal: d}})
	}
	for _, p := range b.in.Progress {
		i := slices.IndexFunc(out, func(o inProgress) bool { return o.same(p.Deal) })
		if i < 0 {
			out = append(out, inProgress{Progress: Progress{Deal: Deal{Component: p.Component, Source: p.Source}}})
			i = len(out) - 1
		}
		newly, held := p.Earned, out[i].Deal
		p.Earned, p.Released = held.Earned+newly, held.Released
		p.Origin, p.Label = cmp.Or(p.Origin, held.Origin), cmp.Or(p.Label, held.Label)
		out[i] = inProgress{Progress: p, newly: newly}
	}
	slices.SortFunc(out, func(a, b inProgress) int {
		return cmp.Or(strings.Compare(a.Component, b.Component), strings.Compare(a.Source, b.Source))
	})
	return out
}

func (d Deal) same(o Deal) bool { return d.Component == o.Component && d.Source == o.Source }

// hold keeps a deal that is not all released in the balances, and leaves out one that is.
func (b *book) hold(d Deal) {
	b.closing.Held = slices.DeleteFunc(b.closing.Held, d.same)
	if d.Released != d.Earned {
		b.closing.Held = append(b.closing.Held, d)
	}
}

func (h *Holdback) covers(component string) bool {
	return len(h.components) == 0 || slices.Contains(h.components, component)
}

// The ways of releasing.
const (
	byCash  = "cash_received"
	byParts = "parts"
	byHand  = "by_hand"
)

// compileHoldback reads holdback:.
func compileHoldback(c *Context, n *config.Node, into *Steps) {
	r := n.ReadAs(c.Problems, "holdback")
	h := &Holdback{at: n.Place(), by: r.Answer(releasedBy, ""), components: c.components(r)}
	if h.by == byCash {
		h.nothingBilled = r.Answer(nothingBilled, "")
	}
	if h.by == byParts {
		h.parts = c.readParts(r)
	}
	r.Done()
	into.Holdback = h
}

// releasedBy and nothingBilled are questions no plan may leave open.
var (
	releasedBy = config.Question{
		Key: "released_by", Example: "1,000.00 is earned on a sale, half of the invoice is paid, and the cancellation window (70 % at sale) is open",
		Choices: []config.Choice{
			{Value: byCash, Pays: "500.00", Why: "the share of the invoice that was paid"},
			{Value: byParts, Pays: "700.00", Why: "what parts: say, here 70 % at sale"},
			{Value: byHand, Pays: "0.00", Why: "nothing until somebody releases it"},
		},
	}
	nothingBilled = config.Question{
		Key: "nothing_billed", Example: "50.00 is earned on a free trial, for which there is no invoice",
		Choices: []config.Choice{
			{Value: "released", Pays: "50.00", Why: "there is nothing to wait for"},
			{Value: "held", Pays: "0.00", Why: "it waits for an invoice"},
		},
	}
)

func (c *Context) readParts(r *config.Reader) []partOf {
	var out []partOf
	var sum config.Ratio
	for _, item := range r.Items("parts") {
		p := c.readPart(item)
		if p.share.Sign() <= 0 {
			c.Problems.Addf(item.Place(), "a part of a holdback must have a share above 0%%")
		}
		sum = sum.Add(p.share)
		out = append(out, p)
	}
	if sum.Cmp(config.Whole(1)) != 0 {
		c.Problems.Addf(r.At("parts"), "the parts of the holdback are %s%% together; they must be 100%%, or something is never paid", sum.Mul(config.Whole(100)))
	}
	return out
}

// readPart reads {at: sale, share: 70%}, {after: 90 days, share: 30%}, {on: 2026-12-31, share: …} or {when: go_live, share: …}.
func (c *Context) readPart(item *config.Node) partOf {
	r := item.ReadAs(c.Problems, "a part of a holdback")
	p := partOf{share: r.Ratio("share")}
	written := 0
	for _, key := range []string{"at", "after", "on", "when"} {
		if r.Has(key) {
			written++
		}
	}
	switch {
	case written != 1:
		c.Problems.Addf(item.Place(), "a part of a holdback is released by one thing; write at: sale, after: 90 days, on: 2026-12-31, or when: and the name of a milestone")
	case r.Has("after"):
		s := readSpan(r, c.Problems, "after", "days", "months", "pay_periods")
		p.after = &s
	case r.Has("on"):
		p.on = r.Day("on")
	case r.Has("when"):
		p.milestone = r.Text("when")
	default:
		r.Choice("at", "", "sale")
		p.after = &span{0, "days"}
	}
	r.Done()
	return p
}
