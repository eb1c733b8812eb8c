package settle

import (
	"cmp"
	"fmt"
	"slices"

	"attain/config"
)

// LeavePay pays for days of leave by what was paid before:
//
//	leave pay = share × average pay of the pay periods before × days away ÷ days of the period, rounded once
//
// 75 % of the average of the last six months: after 4,000 / 6,000 / 5,000 / 5,000 / 3,000 / 7,000 the average is 5,000, and
// 15 of 30 days away are paid 75 % × 5,000 × 15 ÷ 30 = 1,875.00. Of a shorter history the average is of what there is: of
// 4,000 and 6,000 it is 5,000, too. Without any the days wait, and the result says why; they are paid by the first
// settlement that knows pay from before them. An average below nothing pays nothing.
//
// What is averaged is what pay periods paid, after all steps. months_away says whether a period with days away, whose pay
// is partly leave pay itself, is averaged later: left_out, the average of a long leave stays what it was when it began;
// counted, it follows.
//
//	leave_pay: {share: 75%, average_of: 6 months, months_away: left_out}
//
// The days are those leave_is calls leave, counted by day_count; what is sold while away is paid beside it. It is of no
// component, so a draw that names components does not look at it. Suspended pay
// is no leave_pay at all, and pay for the days worked is what the convention leave leaves of quota and target incentive.
//
// Sources: semantics.md section 16, "75% of the last six months' average".
type LeavePay struct {
	share       config.Ratio
	periods     int // how many pay periods are averaged
	months      int // as the plan says it
	counted     bool
	at, shareAt config.Position
}

// PastPay is what a pay period paid.
type PastPay struct {
	Period string
	First  config.Day // its first day
	Paid   int64
}

// Away is days of leave in a pay period that no earlier run of it paid for. Both are counted by the plan's day count.
type Away struct {
	Period   string
	First    config.Day // of the period
	Days, Of int64
}

// Hold is something a settlement does not pay yet, and why.
type Hold struct{ Part, Reason string }

// before gives the last of the pay periods before a day, at most so many.
func before(past []PastPay, day config.Day, most int) []PastPay {
	var out []PastPay
	for _, p := range past {
		if p.First < day {
			out = append(out, p)
		}
	}
	return out[max(0, len(out)-most):]
}

// leavePay is what days away are paid, not yet rounded.
func leavePay(past []PastPay, share config.Ratio, days, of int64) config.Ratio {
	return share.Mul(config.NewRatio(sumOf(past), int64(len(past)))).Mul(config.NewRatio(min(days, of), of)).Max(config.Ratio{})
}

func sumOf(past []PastPay) (sum int64) {
	for _, p := range past {
		sum += p.Paid
	}
	return sum
}

// leavePayStep pays the days that waited and those of this period. Without the step what waits goes on waiting.
func leavePayStep(s *Steps, b *book) {
	k := s.LeavePay
	if k == nil {
		return
	}
	waiting := b.closing.Away
	b.closing.Away = nil
	if a := b.in.Away; a.Days > 0 && a.Of > 0 {
		a.Period, a.First = cmp.Or(a.Period, b.in.Line.PayPeriod), b.in.Window.First
		waiting = append(waiting, a)
	}
	for _, a := range waiting {
		past := before(b.closing.Past, a.First, k.periods)
		if len(past) == 0 {
			b.closing.Away = append(b.closing.Away, a)
			b.held = append(b.held, Hold{Part: "leave-pay", Reason: fmt.Sprintf("%d of %d days of leave in %s are not paid yet: nothing is known that was paid before %s, to take the average of; import what was paid, and the next settlement pays them",
				a.Days, a.Of, a.Period, a.First)})
			continue
		}
		k.pay(b, a, past)
	}
}

// pay writes the line of days away in one period.
func (k *LeavePay) pay(b *book, a Away, past []PastPay) {
	days := min(a.Days, a.Of)
	exact := leavePay(past, k.share, a.Days, a.Of)
	l := line{part: "leave-pay", origin: a.Period, at: k.at}
	l.label = fmt.Sprintf("Leave, %d of %d days: %s of the average of %s", days, a.Of, percent(k.share), periods(len(past)))
	l.given("past_pay", "Paid in "+saidPast(past), sumOf(past))
	l.count("past_periods", "Pay periods averaged", int64(len(past)))
	l.share("share", "Share of the average", k.share)
	l.count("days_away", "Days of leave", days)
	l.count("days", "Days of the period", a.Of)
	b.write(l, b.round(exact), b.rounded("share * past_pay / past_periods * days_away / days", exact))
}

func periods(n int) string {
	if n == 1 {
		return "1 pay period"
	}
	return fmt.Sprintf("%d pay periods", n)
}

// saidPast names pay periods: "2025-07 to 2025-12".
func saidPast(past []PastPay) string {
	first, last := past[0].Period, past[len(past)-1].Period
	if first == last {
		return first
	}
	return first + " to " + last
}

// pastPayStep remembers what this period paid, as many periods as are averaged. Runs of one period add up.
func pastPayStep(s *Steps, b *book) {
	k := s.LeavePay
	if k == nil || b.in.Away.Days > 0 && !k.counted {
		return
	}
	now := PastPay{Period: b.in.Line.PayPeriod, First: b.in.Window.First, Paid: b.total()}
	past := b.closing.Past
	if i := slices.IndexFunc(past, func(p PastPay) bool { return p.First == now.First }); i >= 0 {
		past[i].Paid += now.Paid
		return
	}
	past = append(past, now)
	slices.SortStableFunc(past, func(a, b PastPay) int { return int(a.First - b.First) })
	b.closing.Past = past[max(0, len(past)-k.periods):]
}

// monthsOf are the months of a pay period.
var monthsOf = map[string]int{config.Month: 1, config.Quarter: 3, config.Year: 12}

// compileLeavePay reads leave_pay:.
func compileLeavePay(c *Context, n *config.Node, into *Steps) {
	r := n.ReadAs(c.Problems, "leave_pay")
	k := &LeavePay{at: n.Place(), shareAt: r.At("share")}
	k.share = c.shareOf(r, leaveShare)
	k.readAverage(c, r)
	k.counted = r.Answer(monthsAway, "") == "counted"
	r.Done()
	if len(c.Conventions.LeaveIs.Kinds) == 0 {
		c.Problems.Addf(n.Place(), "leave_pay pays for leave, and nobody said which absences are leave; write conventions: {leave_is: {kinds: [parental, sick], from: 10 days}}")
	}
	into.LeavePay = k
}

// readAverage reads average_of: 6 months, whole pay periods of them.
func (k *LeavePay) readAverage(c *Context, r *config.Reader) {
	s := readSpan(r, c.Problems, "average_of", "months")
	per := monthsOf[c.PaysPer]
	if k.months = s.n; s.unit == "" || per == 0 {
		return
	}
	if k.periods = s.n / per; s.n < 1 || s.n%per != 0 {
		c.Problems.Addf(r.At("average_of"), "average_of: the plan pays by the %s, and %s are no whole number of them; write one that %d divides, such as %d months", c.PaysPer, s, per, max(1, 6/per)*per)
	}
}

// The questions leave pay may not leave open.
var (
	leaveShare = config.Question{
		Key: "share", Example: "the months before paid 5,000.00 on average, and 15 of 30 days are leave",
		Choices: []config.Choice{
			{Value: "100%", Pays: "2,500.00", Why: "the average, for half of the month"},
			{Value: "75%", Pays: "1,875.00", Why: "three quarters of it"},
		},
	}
	monthsAway = config.Question{
		Key: "months_away", Example: "six months paid 4,000.00 each, 75 % is paid, and two whole months are leave",
		Choices: []config.Choice{
			{Value: "left_out", Pays: "3,000.00, then 3,000.00", Why: "the average stays that of the months before the leave"},
			{Value: "counted", Pays: "3,000.00, then 2,875.00", Why: "the second month averages five of 4,000.00 and the 3,000.00"},
		},
	}
)

func (k *LeavePay) describe(money func(config.Ratio) string) Said {
	out := Said{Title: "Leave pay", At: k.at}
	average := config.Whole(5_000)
	out.Sentences = []string{
		fmt.Sprintf("For days of leave you are paid %s of the average of what you were paid in the %d months before, by the day: of %s on average and for 15 of 30 days, %s.",
			percent(k.share), k.months, money(average), money(average.Mul(k.share).Quo(config.Whole(2)))),
		"Of a shorter time the average is of what there is; who was paid nothing before waits until that is known.",
	}
	if k.counted {
		out.Sentences = append(out.Sentences, "A pay period with days of leave counts in later averages.")
	} else {
		out.Sentences = append(out.Sentences, "A pay period with days of leave is left out of later averages.")
	}
	return out
}
