package settle

import (
	"slices"

	"attain/config"
)

// Draw pays ahead of earnings. E is what the components it looks at have left to pay after holds, clawbacks and
// recovery, D the draw, B what was drawn and not yet earned back, ρ the share of what is above the draw that earns it
// back (from the day the plan says).
//
// A, top_up, the commonest: pay is made up to the draw.
//
//	top-up = max(0, D − E)      earned back = min(B, ρ × max(0, E − D))
//	pay = E + top-up − earned back      B' = B + top-up − earned back; B' = B where it is not recoverable
//
// 2,000 a month, recoverable, ρ 100 %: earnings of 1,500 / 2,375 / 3,000 pay 2,000 / 2,000 / 2,875 and leave 500 / 125 /
// 0 owed (Siebel). Earning back never takes pay below D. After the draw has ended D is 0, and min(B, ρ × E) comes back.
//
// B, advance: D is paid when the period begins, and at its end pay = max(0, E − D) − earned back; the shortfall
// max(0, D − E) is owed if recoverable. 4,000 drawn, 6,000 earned: 2,000 more. Altogether it pays what A pays.
//
// C, on_request: the participant asks for an amount up to D, which is paid beside the earnings; ρ × E comes back of what
// was owed before. 1,000 earned and 1,000 drawn pay 2,000; 3,000 earned next month pay 2,000 (QCommission).
//
// D, recoverable: until_the_end: A, and what is still owed when the draw ends is forgiven (Siebel).
//
// most_owed stops the draw when so much is owed. E below nothing is topped_up (−300 with 2,000: 2,300 paid and owed) or
// carried to its own balance (2,000 owed on the draw and 300 on the balance). A draw runs only in a pay window of its
// own length; conventions prorate it for somebody who joins in the middle. On leaving, B is netted against the last
// pay (on_leaving_at_most says how much of it, where the law does) or forgiven.
//
//	draw: {kind: top_up, amount: 2_000, per: month, recoverable: yes, recovery_share: 100%, negative_earnings: topped_up, at_year_end: carry, on_leaving: netted}
//
// Sources: semantics.md section 9.
type Draw struct {
	kind            string       // top_up, advance, on_request
	amount          config.Ratio // major units of the plan's currency
	recoverable     string       // yes, no, until_the_end
	share           config.Ratio // ρ
	recoversFrom    config.Day   // 0: from the beginning
	mostOwed        *config.Ratio
	negative        string // topped_up, carried
	yearEnd         string // carry, forgive, reset
	onLeaving       string // netted, forgiven
	onLeavingAtMost config.Ratio
	components      []string
	first, last     config.Day // of the draw, 0: the plan's
	months          int        // or so many from joining; 0: no end of its own
	prorated        bool       // somebody who joins in the middle has the share of their days
	at, amountAt    config.Position
	shareAt         config.Position
}

// topUp is what is missing to the draw, and no more than may still be owed; room below 0 means there is no such limit.
func topUp(earned, draw, room int64) int64 {
	missing := max(0, draw-earned)
	if room < 0 {
		return missing
	}
	return min(missing, room)
}

// earnedBack is what comes back of a draw: a share of what was earned above it, and no more than is owed.
func earnedBack(owed, earned, draw int64, share config.Ratio, halves config.Halves) int64 {
	n, _ := config.Whole(max(0, earned-draw)).Mul(share).Round(halves)
	return min(owed, n)
}

// runs says whether the draw is paid in a window: its first and last day, or its months from joining, are in it.
func (d *Draw) runs(in *Period) bool {
	last := in.Window.End - 1
	return d.begun(last) && !d.ended(in, last) && !in.Left
}

func (d *Draw) begun(on config.Day) bool { return d.first <= on }

// ended says whether the draw is over on a day. Months are counted from joining: somebody who joined on 10 February has
// six months until 9 August, and July is the last month paid.
func (d *Draw) ended(in *Period, on config.Day) bool {
	return d.last != 0 && on > d.last || d.months > 0 && on >= in.Joined.AddMonths(d.months)
}

// Days are the days a draw can run in: the plan's, cut to its own.
func (d *Draw) Days(plan config.Interval) config.Interval {
	own := config.Interval{First: d.first, End: plan.End}
	if d.last != 0 {
		own.End = d.last + 1
	}
	return plan.And(own)
}

// ends says whether a window is the last the draw runs in.
func (d *Draw) ends(in *Period) bool {
	return d.runs(in) && (d.last == in.Window.End-1 || !in.Next.Empty() && d.ended(in, in.Next.End-1))
}

// drawStep does what is owed of draws: what this period draws and what comes back.
func drawStep(s *Steps, b *book) {
	d := s.Draw
	if d == nil {
		d = &Draw{kind: kindTopUp, share: config.Whole(1), recoverable: "yes", negative: "topped_up", yearEnd: "carry", onLeaving: "netted", onLeavingAtMost: config.Whole(1)}
	}
	if d.recoverable == "until_the_end" && !d.runs(b.in) && !b.in.Left {
		d.lapse(b, "the draw has ended")
	}
	earned := d.earnings(b)
	amount := d.now(b)
	switch d.kind {
	case kindAdvance:
		amount = d.settleAdvance(b, earned)
	case kindOnRequest:
		d.request(b, earned, amount)
		amount = 0
	default:
		d.makeUp(b, earned, amount)
		b.protected = amount
	}
	if d.kind != kindOnRequest {
		d.earnBack(b, earned, amount, b.closing.Draw)
	}
	switch {
	case b.in.Left && d.onLeaving == "forgiven":
		d.lapse(b, "you have left")
	case d.recoverable == "until_the_end" && (d.ends(b.in) || b.in.Left):
		d.lapse(b, "the draw has ended")
	}
}

// now is the draw of this period.
func (d *Draw) now(b *book) int64 {
	if !d.runs(b.in) {
		return 0
	}
	amount := d.amount
	if d.prorated && !b.in.Share.IsZero() {
		amount = amount.Mul(b.in.Share)
	}
	return b.minor(amount)
}

// earnings is E. Where earnings below nothing have a balance of their own, they go there and E is 0.
func (d *Draw) earnings(b *book) int64 {
	earned := b.of(d.components)
	if earned >= 0 || d.negative != "carried" || !d.runs(b.in) {
		return earned
	}
	b.write(line{part: "carried", label: "Earned below nothing, carried to the next period", at: d.at}, -earned, "")
	b.closing.Carried -= earned
	return 0
}

// room is how much more may be owed; below 0 there is no limit.
func (d *Draw) room(b *book) int64 {
	if d.mostOwed == nil || !d.owes() {
		return -1
	}
	return max(0, b.minor(*d.mostOwed)-b.closing.Draw)
}

func (d *Draw) owes() bool { return d.recoverable != "no" }

// given says of a draw that is not recoverable that it need not be paid back.
func (d *Draw) given() string {
	if d.owes() {
		return ""
	}
	return ", not to be paid back"
}

// makeUp pays the top-up.
func (d *Draw) makeUp(b *book, earned, draw int64) {
	if draw == 0 {
		return
	}
	l := line{part: "draw", label: "Made up to the draw of " + b.said(draw), at: d.amountAt}
	d.pay(b, l, earned, draw)
}

// pay writes what is missing to the draw, and it is owed if it is recoverable.
func (d *Draw) pay(b *book, l line, earned, draw int64) {
	room := d.room(b)
	amount := topUp(earned, draw, room)
	l.given("draw", "Draw", draw)
	l.given("earned", "Earned", earned)
	formula := "max(0, draw - earned)"
	if room >= 0 {
		l.given("room", "Left of the most that may be owed", room)
		formula = "min(max(0, draw - earned), room)"
	}
	l.label += d.given()
	b.write(l, amount, formula)
	if d.owes() {
		b.closing.Draw += amount
	}
}

// settleAdvance sets the draw paid when the period began against what was earned, and gives that draw.
func (d *Draw) settleAdvance(b *book, earned int64) int64 {
	draw := b.closing.Advanced
	if draw == 0 {
		return 0
	}
	b.closing.Advanced = 0
	b.write(line{part: "draw-paid", label: "Draw paid when the period began", at: d.amountAt}, -draw, "")
	d.pay(b, line{part: "draw", label: "Less was earned than the draw", at: d.amountAt}, earned, draw)
	return draw
}

// request pays what was asked for, up to the draw, and takes back a share of the earnings for what was owed before.
func (d *Draw) request(b *book, earned, draw int64) {
	owed := b.closing.Draw
	asked := min(b.in.Requested, draw)
	if room := d.room(b); room >= 0 {
		asked = min(asked, room)
	}
	b.write(line{part: "draw", label: "Draw you asked for" + d.given(), at: d.amountAt}, asked, "")
	if d.owes() {
		b.closing.Draw += asked
	}
	d.earnBack(b, earned, 0, owed)
}

// earnBack takes what comes back of what was owed before.
func (d *Draw) earnBack(b *book, earned, draw, owed int64) {
	share := d.share
	if b.in.Window.End-1 < d.recoversFrom {
		share = config.Ratio{}
	}
	if b.in.Left {
		share = d.lastShare()
	}
	above := max(0, earned-draw)
	taken := earnedBack(owed, earned, draw, share, b.halves)
	l := line{part: "draw-earned-back", label: "Earlier draw earned back", at: d.shareAt}
	l.given("owed", "Owed from earlier draws", owed)
	l.given("draw", "Draw", draw)
	l.given("earned", "Earned", earned)
	l.share("share", "Share of what is above the draw", share)
	formula := b.rounded("share * max(0, earned - draw)", config.Whole(above).Mul(share))
	b.write(l, -taken, "0 - min(owed, "+formula+")")
	b.closing.Draw -= taken
}

func (d *Draw) lastShare() config.Ratio {
	if d.onLeaving == "forgiven" {
		return config.Ratio{}
	}
	return d.onLeavingAtMost
}

// lapse forgives what is owed where the plan says so: when the draw has ended, or when the participant has left.
func (d *Draw) lapse(b *book, why string) {
	b.remark(line{part: "draw-forgiven", label: "Draw no longer owed: " + why, at: d.at}, b.closing.Draw)
	b.closing.Draw = 0
}

// yearEndStep does what a plan's at_year_end says. carry: everything goes on. forgive: what was drawn is no longer owed.
// reset: nor is pay below nothing that was carried. With 1,400 drawn and 300 carried on 31 December, a January that
// earns 5,000 with a draw of 2,000 pays 3,300, 4,700 or 5,000. (Oracle resets balances each year by a setting.)
func yearEndStep(s *Steps, b *book) {
	d := s.Draw
	if d == nil || !b.in.YearEnds || d.yearEnd == "carry" {
		return
	}
	d.lapse(b, "the year has ended")
	if d.yearEnd == "reset" {
		b.remark(line{part: "carried-forgiven", label: "Pay below nothing no longer owed: the year has ended", at: d.at}, b.closing.Carried)
		b.closing.Carried = 0
	}
}

// Begin pays the draw of a period that begins, for a draw in advance: one line, and the balance it leaves.
func (s *Steps) Begin(opening Balances, in *Period) Result {
	b := &book{in: in, halves: s.Halves, closing: opening.copied()}
	if d := s.Draw; d != nil && d.kind == kindAdvance {
		amount := d.now(b)
		if room := d.room(b); room >= 0 {
			amount = min(amount, room)
		}
		b.write(line{part: "draw-in-advance", label: "Draw of the period that begins", at: d.amountAt}, amount, "")
		b.closing.Advanced += amount
	}
	return Result{Lines: b.lines, Paid: b.total(), Closing: b.closing}
}

// The kinds of draw.
const (
	kindTopUp     = "top_up"
	kindAdvance   = "advance"
	kindOnRequest = "on_request"
)

// compileDraw reads draw:.
func compileDraw(c *Context, n *config.Node, into *Steps) {
	r := n.ReadAs(c.Problems, "draw")
	d := &Draw{at: n.Place(), amountAt: r.At("amount"), shareAt: r.At("recovery_share")}
	d.kind = r.Answer(drawKind, "")
	d.amount = r.Ratio("amount")
	if r.Has("amount") && d.amount.Sign() <= 0 {
		c.Problems.Addf(d.amountAt, "amount: %s is not above 0", d.amount)
	}
	per := r.Choice("per", "", config.Month, config.Quarter, config.Year)
	if per != "" && per != c.PaysPer {
		c.Problems.Addf(r.At("per"), "per: a draw runs in pay periods of its own length, and the plan pays by the %s; write per: %s", c.PaysPer, c.PaysPer)
	}
	d.components, d.prorated = c.components(r), slices.Contains(c.Conventions.Prorates, "draw")
	d.first, d.last = r.DayOr("first_day", 0), r.DayOr("last_day", 0)
	d.months = int(r.IntOr("months", 0))
	if r.Has("months") && (d.months < 1 || d.months > 1200 || d.last != 0) {
		c.Problems.Addf(r.At("months"), "months: write how many months from joining the draw runs, 1 or more, or its last_day, not both")
	}
	d.recoverable = r.Answer(drawRecoverable, "")
	d.negative = r.Answer(drawNegative, "")
	d.readRecovering(c, r)
	r.Done()
	into.Draw = d
}

// readRecovering reads what only a draw that is owed needs.
func (d *Draw) readRecovering(c *Context, r *config.Reader) {
	if d.recoverable == "no" {
		d.yearEnd, d.onLeaving = "carry", "netted"
		d.onLeavingAtMost = config.Whole(1)
		return
	}
	d.share = c.shareOf(r, drawShare)
	d.recoversFrom = r.DayOr("recovers_from", 0)
	if r.Has("most_owed") {
		most := r.Ratio("most_owed")
		d.mostOwed = &most
		if most.Sign() <= 0 {
			c.Problems.Addf(r.At("most_owed"), "most_owed: %s is not above 0", most)
		}
	}
	d.yearEnd = r.Answer(config.ConventionAs("draw_at_year_end", "at_year_end"), c.Conventions.DrawAtYearEnd)
	d.onLeaving = r.Answer(drawOnLeaving, "")
	d.onLeavingAtMost = r.RatioOr("on_leaving_at_most", config.Whole(1))
	c.checkShare(r, "on_leaving_at_most", d.onLeavingAtMost)
}

// The questions a draw may not leave open.
var (
	drawKind = config.Question{
		Key: "kind", Example: "the draw is 4,000.00 and 6,000.00 is earned",
		Choices: []config.Choice{
			{Value: kindTopUp, Pays: "6,000.00", Why: "nothing is missing to the draw"},
			{Value: kindAdvance, Pays: "2,000.00", Why: "at the end, 4,000.00 having been paid when the period began"},
			{Value: kindOnRequest, Pays: "10,000.00", Why: "where all of the draw was asked for; it is paid beside the earnings"},
		},
	}
	drawRecoverable = config.Question{
		Key: "recoverable", Example: "the draw is 2,000.00, of 1,500.00 and then 3,000.00 earned, and ends after the first month",
		Choices: []config.Choice{
			{Value: "yes", Pays: "2,000.00, then 2,500.00", Why: "500.00 is owed and earned back"},
			{Value: "no", Pays: "2,000.00, then 3,000.00", Why: "500.00 is given"},
			{Value: "until_the_end", Pays: "2,000.00, then 3,000.00", Why: "500.00 is owed until the draw ends, then forgiven"},
		},
	}
	drawShare = config.Question{
		Key: "recovery_share", Example: "2,000.00 is owed of a draw of 3,000.00 and 6,000.00 is earned",
		Choices: []config.Choice{
			{Value: "100%", Pays: "4,000.00", Why: "all of the 3,000.00 above the draw may earn it back, and 2,000.00 does"},
			{Value: "50%", Pays: "4,500.00", Why: "half of the 3,000.00 above the draw does, and 500.00 stays owed"},
		},
	}
	drawOnLeaving = config.Question{
		Key: "on_leaving", Example: "1,400.00 of draws is owed by somebody who leaves with 1,000.00 to be paid",
		Choices: []config.Choice{
			{Value: "netted", Pays: "0.00", Why: "400.00 stays owed; on_leaving_at_most: 50% would pay 500.00, where the law allows no more"},
			{Value: "forgiven", Pays: "1,000.00", Why: "nothing is owed any more"},
		},
	}
	drawNegative = config.Question{
		Key: "negative_earnings", Example: "-300.00 is earned with a draw of 2,000.00",
		Choices: []config.Choice{
			{Value: "topped_up", Pays: "2,000.00", Why: "made up by 2,300.00, all of it owed on the draw"},
			{Value: carried, Pays: "2,000.00", Why: "made up by 2,000.00, and 300.00 is carried beside the draw"},
		},
	}
)
