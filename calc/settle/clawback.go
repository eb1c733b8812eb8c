package settle

import (
	"fmt"
	"slices"
	"strings"

	"attain/config"
)

// Clawback takes back what was paid on a deal that fell through. It is booked in the open period, with the deal's own
// origin period, and is never above what was paid.
//
//	amount = −min(P − Q, π × λ × P)
//
// P is what was paid on the deal, Q what was taken back before, λ the share of the deal's value that is lost, and π what
// the schedule still takes back:
//
//	full                1 within the window, 0 after it. Closed on 15 January 2025 and cancelled on 15 April is 90 days,
//	                    within 90 days; 16 April is not.
//	remaining_months    1 − whole months served ÷ months of the term: a 12-month contract cancelled after 6 is half
//	remaining_days      the same in days
//	a list              [{within: 12 months, share: 100%}, {within: 18 months, share: 50%}], after that nothing
//
// At which rate:
//
//	original_rate       what the deal's own lines paid. What a minimum per deal added does not count: 5 % of 100 made up
//	                    to 10 is taken back as 5, not 10 (Xactly).
//	recompute           the ladder's pay with the deal less the ladder's pay without it. 4 % to 150,000, 6 % to 250,000,
//	                    8 % above; 200,000 to date of which a deal of 20,000 earned 1,100: 9,000 − 7,800 = 1,200 is taken.
//	none                nothing; the credit goes, the pay stays
//
// A split deal is everybody's own share: each has lines of their own. SPIFs and overrides on the deal follow where the
// plan says so. An invoice unpaid long after it was due takes back the unpaid share and pays it again when it is paid.
//
//	clawback: {on: [cancelled], within: 90 days, counted_from: closed, schedule: full, at: original_rate, spifs: follow, overrides: stay}
//
// Sources: Xactly (original rate), QuotaPath (instalments, deals deleted after pay), semantics.md section 10.
type Clawback struct {
	on          []string
	countedFrom string // closed, start, invoiced
	schedule    string // full, remaining_months, remaining_days, stepped
	stretches   []stretch
	rate        string // original_rate, recompute, none
	spifs       bool
	overrides   bool
	instalments int
	unpaid      *unpaid
	at          config.Position
}

// stretch is a share of what was paid that is taken back until the end of a span.
type stretch struct {
	within span
	share  config.Ratio
}

// unpaid says when an invoice counts as unpaid.
type unpaid struct {
	after     span         // from the day it was due
	tolerance config.Ratio // share of the invoice that may stay open
}

// Cancellation is what happened to a deal, as the ledger and the extracts tell it.
type Cancellation struct {
	Component, Source, Origin, Label string

	Event string          // cancelled, refunded, unpaid, …
	From  config.Day      // the day the window is counted from: closed, started or invoiced; for unpaid the day it was due
	On    config.Day      // the day it happened; for unpaid the day it is looked at
	Term  config.Interval // of the contract
	Lost  config.Ratio    // λ: 1 is all of the deal
	Paid  []Paid          // on the deal, to this participant
	Taken int64           // Q: taken back before, not below 0

	Entitled, Without int64 // recompute: what the ladder pays now, and without what is lost of the deal
	Open, Billed      int64 // unpaid: of the invoice
}

// Paid is one line that was paid on a deal.
type Paid struct {
	Kind   string // the component's kind: commission, spif, override
	Part   string
	Amount int64
}

// paidAtRate is P: the deal's own pay, with what a cap on it took; without what a minimum added.
func (c *Clawback) paidAtRate(lines []Paid) int64 {
	var sum int64
	for _, p := range lines {
		follows := p.Kind != "spif" && p.Kind != "override" || p.Kind == "spif" && c.spifs || p.Kind == "override" && c.overrides
		if follows && p.Part != "deal-minimum" {
			sum += p.Amount
		}
	}
	return max(0, sum)
}

// part is π: how much of what was paid the schedule takes back.
func (c *Clawback) part(x *Cancellation) config.Ratio {
	var share config.Ratio
	for _, s := range c.stretches {
		if s.within.contains(x.From, x.On) {
			share = s.share
			break
		}
	}
	switch c.schedule {
	case "remaining_months":
		return share.Mul(remaining(wholeMonths(x.Term.First, x.On), wholeMonths(x.Term.First, x.Term.End)))
	case "remaining_days":
		return share.Mul(remaining(int(x.On-x.Term.First), x.Term.Days()))
	}
	return share
}

// remaining is 1 − served ÷ term, from 0 to 1; a contract without a term is all remaining.
func remaining(served, term int) config.Ratio {
	if term <= 0 || served <= 0 {
		return config.Whole(1)
	}
	return config.NewRatio(int64(max(0, term-served)), int64(term))
}

// wholeMonths counts the months that are complete between two days: 1 January to 1 July is 6, to 30 June 5.
func wholeMonths(from, to config.Day) int {
	if to < from {
		return 0
	}
	y, m, _ := from.Date()
	ty, tm, _ := to.Date()
	n := (ty-y)*12 + tm - m
	if from.AddMonths(n) > to {
		n--
	}
	return n
}

// take gives what is taken back, not below 0; for an invoice that was paid after all, what is paid again, below 0.
func (c *Clawback) take(x *Cancellation, halves config.Halves) int64 {
	round := func(r config.Ratio) int64 { n, _ := r.Round(halves); return n }
	paid := c.paidAtRate(x.Paid)
	switch {
	case x.Event == "unpaid":
		return min(paid, round(config.Whole(paid).Mul(c.unpaidShare(x)))) - x.Taken
	case !slices.Contains(c.on, x.Event) || c.rate == "none":
		return 0
	case c.rate == "recompute":
		if c.part(x).IsZero() {
			return 0
		}
		return max(0, min(x.Entitled, x.Entitled-x.Without))
	}
	return max(0, min(paid-x.Taken, round(config.Whole(paid).Mul(c.part(x)).Mul(x.Lost))))
}

// Credit gives the share of the deal's credit a recompute takes away: π × λ.
func (c *Clawback) Credit(x *Cancellation) config.Ratio { return c.part(x).Mul(x.Lost) }

// unpaidShare is the share of an invoice that is open more days after it was due than the plan allows.
func (c *Clawback) unpaidShare(x *Cancellation) config.Ratio {
	if c.unpaid == nil || x.Billed <= 0 || c.unpaid.after.contains(x.From, x.On) {
		return config.Ratio{}
	}
	if !c.unpaid.tolerance.Less(config.NewRatio(x.Open, x.Billed)) {
		return config.Ratio{}
	}
	return config.NewRatio(x.Open, x.Billed).Min(config.Whole(1))
}

// clawbackStep takes the instalments due, then what this period's cancellations take.
func clawbackStep(s *Steps, b *book) {
	var left []Claim
	for _, claim := range b.closing.Claims {
		left = b.instalment(claim, s, left)
	}
	if s.Clawback != nil {
		for i := range b.in.Cancelled {
			left = s.Clawback.cancel(b, &b.in.Cancelled[i], s, left)
		}
	}
	b.closing.Claims = left
}

func (c *Clawback) cancel(b *book, x *Cancellation, s *Steps, left []Claim) []Claim {
	amount := c.take(x, b.halves)
	switch {
	case amount < 0:
		b.write(line{component: x.Component, part: "clawback-returned", label: "Paid again, the invoice was paid: " + x.Label, origin: x.Origin, source: x.Source, at: c.at}, -amount, "")
		return left
	case amount == 0:
		return left
	}
	claim := Claim{Component: x.Component, Source: x.Source, Origin: x.Origin, Label: x.Label, Left: amount, Instalments: max(1, c.instalments)}
	return b.instalment(claim, s, left)
}

// instalment takes what is due of a claim now, all of it from somebody who has left, and keeps the rest. Every
// instalment is an equal part of what is left, so that they sum to the claim.
func (b *book) instalment(claim Claim, s *Steps, left []Claim) []Claim {
	due := claim.Left
	if n := int64(claim.Instalments); n > 1 && !b.in.Left {
		due -= b.round(config.NewRatio(claim.Left*(n-1), n))
	}
	l := line{component: claim.Component, part: "clawback", label: "Taken back: " + claim.Label, origin: claim.Origin, source: claim.Source}
	if due < claim.Left {
		l.label += fmt.Sprintf(" (%s more later)", b.said(claim.Left-due))
	}
	if s.Clawback != nil {
		l.at = s.Clawback.at
	}
	b.write(l, -due, "")
	claim.Left -= due
	claim.Instalments--
	if claim.Left > 0 {
		left = append(left, claim)
	}
	return left
}

// compileClawback reads clawback:.
func compileClawback(c *Context, n *config.Node, into *Steps) {
	r := n.ReadAs(c.Problems, "clawback")
	k := &Clawback{at: n.Place(), on: c.events(r), countedFrom: r.Choice("counted_from", "", "closed", "start", "invoiced")}
	c.readSchedule(r, k)
	k.rate = r.Answer(clawbackAt, c.Conventions.ClawbackRate)
	k.spifs = r.Answer(follows("spifs", "SPIF of 200.00"), "") == "follow"
	k.overrides = r.Answer(follows("overrides", "manager's override of 200.00"), "") == "follow"
	k.instalments = int(r.IntOr("instalments", 1))
	if k.instalments < 1 || k.instalments > 1200 {
		c.Problems.Addf(r.At("instalments"), "instalments: %d is no number of instalments; write 1 or more", k.instalments)
	}
	if u := r.Child("unpaid"); u != nil {
		k.unpaid = c.readUnpaid(u)
	}
	r.Done()
	into.Clawback = k
}

func (c *Context) events(r *config.Reader) []string {
	known := []string{"cancelled", "refunded", "deleted", "churned"}
	list := r.List("on")
	for _, e := range list {
		if !slices.Contains(known, e) {
			c.Problems.Addf(r.At("on"), "on: %q is not known here; it is any of %s%s", e, strings.Join(known, ", "), config.Suggest(e, known))
		}
	}
	if len(list) == 0 {
		c.Problems.Addf(r.At("on"), "on: says when something is taken back; write any of %s, such as on: [cancelled]", strings.Join(known, ", "))
	}
	return list
}

// readSchedule reads within: and schedule:, or a list of stretches.
func (c *Context) readSchedule(r *config.Reader, k *Clawback) {
	if n := r.Child("schedule"); n != nil && n.Kind == config.List {
		k.schedule = "stepped"
		for _, item := range r.Items("schedule") {
			sr := item.ReadAs(c.Problems, "a stretch of the schedule")
			s := stretch{within: readSpan(sr, c.Problems, "within", "days", "months"), share: sr.Ratio("share")}
			c.checkShare(sr, "share", s.share)
			sr.Done()
			if n := len(k.stretches); n > 0 && s.within.end(0) <= k.stretches[n-1].within.end(0) {
				c.Problems.Addf(item.Place(), "this stretch ends no later than the one before it; write them from the shortest to the longest")
			}
			k.stretches = append(k.stretches, s)
		}
		if len(k.stretches) == 0 {
			c.Problems.Addf(n.At, "schedule: the list is empty; write stretches, such as [{within: 12 months, share: 100%%}]")
		}
		return
	}
	k.schedule = r.Answer(clawbackSchedule, "")
	k.stretches = []stretch{{readSpan(r, c.Problems, "within", "days", "months"), config.Whole(1)}}
}

func (c *Context) readUnpaid(n *config.Node) *unpaid {
	r := n.ReadAs(c.Problems, "unpaid")
	u := &unpaid{after: readSpan(r, c.Problems, "after", "days", "months"), tolerance: r.RatioOr("tolerance", config.Ratio{})}
	r.Done()
	return u
}

var (
	clawbackSchedule = config.Question{
		Key: "schedule", Example: "1,200.00 was paid on a contract of twelve months that is cancelled after six, within the window",
		Choices: []config.Choice{
			{Value: "full", Pays: "-1,200.00", Why: "all of it, within the window"},
			{Value: "remaining_months", Pays: "-600.00", Why: "6 of 12 months were not served"},
			{Value: "remaining_days", Pays: "-604.93", Why: "184 of 365 days were not served"},
		},
	}
	clawbackAt = config.ConventionAs("clawback_rate", "at")
)

// follows asks whether what others were paid on the deal is taken back, too.
func follows(key, what string) config.Question {
	return config.Question{
		Key: key, Example: "a deal that paid 1,100.00 and a " + what + " is cancelled",
		Choices: []config.Choice{
			{Value: "follow", Pays: "-1,300.00", Why: "both are taken back"},
			{Value: "stay", Pays: "-1,100.00", Why: "only the commission is taken back"},
		},
	}
}
