package settle

import (
	"slices"
	"strings"
	"testing"

	"attain/config"
)

// sixMonths are what July to December 2024 paid: 5,000.00 on average.
func sixMonths(tb testing.TB) []PastPay {
	var out []PastPay
	for i, paid := range []string{"4000", "6000", "5000", "5000", "3000", "7000"} {
		first := day(tb, "2024-07-01").AddMonths(i)
		out = append(out, PastPay{Period: first.String()[:7], First: first, Paid: usd(tb, paid)})
	}
	return out
}

const leave75 = "leave_pay: {share: 75%, average_of: 6 months, months_away: left_out}"

// compileLeave reads the settlement steps of a plan whose leave is parental.
func compileLeave(tb testing.TB, text string) *Steps {
	tb.Helper()
	var ps config.Problems
	c := context(&ps)
	c.Conventions.LeaveIs.Kinds = []string{"parental"}
	s := c.Compile(config.ParseYAML("p.yaml", []byte(text), &ps))
	if err := ps.Err(); err != nil {
		tb.Fatal(err)
	}
	return s
}

// onLeave is a month in which base owes an amount and some days of its 30 (or so many) are leave.
func onLeave(tb testing.TB, label, amount string, days, of int64) *Period {
	in := earning(tb, label, amount)
	in.Away = Away{Days: days, Of: of}
	return in
}

// semantics.md section 16: 75 % of the last six months' average, by hand. The average of 4,000, 6,000, 5,000, 5,000, 3,000
// and 7,000 is 5,000; 75 % of it for 15 of 30 days are 1,875.00, beside the 1,000.00 earned. A whole month is 3,750.00; of
// two months 4,000 and 6,000 it is the same, and of one of 4,000.01, by 1 of 31 days, 96.774… = 96.77.
func TestLeavePay(t *testing.T) {
	t.Parallel()
	past := sixMonths(t)
	for _, c := range []struct {
		name     string
		past     []PastPay
		days, of int64
		want     string
	}{
		{"half a month", past, 15, 30, "1875"},
		{"a whole month", past, 31, 31, "3750"},
		{"more days than there are", past, 40, 31, "3750"},
		{"two months of history", past[:2], 31, 31, "3750"},
		{"one month, rounded once", []PastPay{{Period: "2024-12", First: day(t, "2024-12-01"), Paid: usd(t, "4000.01")}}, 1, 31, "96.77"},
		{"nothing was paid", []PastPay{{Period: "2024-12", First: day(t, "2024-12-01")}}, 10, 31, "0"},
		{"an average below nothing", []PastPay{{Period: "2024-12", First: day(t, "2024-12-01"), Paid: -usd(t, "600")}}, 10, 31, "0"},
		{"no day away", past, 0, 31, "0"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			r := settle(t, compileLeave(t, leave75), Balances{Past: c.past}, onLeave(t, "2025-01", "1000", c.days, c.of))
			if got := r.part("leave-pay"); got != usd(t, c.want) || r.Paid != usd(t, "1000")+got || len(r.Held) != 0 {
				t.Errorf("leave pays %d of %d, held %v", got, r.Paid, r.Held)
			}
		})
	}
}

// Only the last of so many months is averaged: of 12 written, six; with average_of: 3 months 5,000, 3,000 and 7,000, which
// are 5,000 too, and of 2 months 3,000 and 7,000; of 1 month 7,000 × 75 % = 5,250.00.
func TestLeavePayAveragesTheLast(t *testing.T) {
	t.Parallel()
	earlier := PastPay{Period: "2024-06", First: day(t, "2024-06-01"), Paid: usd(t, "90000")}
	past := append([]PastPay{earlier}, sixMonths(t)...)
	for months, want := range map[string]string{"6": "3750", "3": "3750", "2": "3750", "1": "5250"} {
		s := compileLeave(t, strings.Replace(leave75, "6 months", months+" months", 1))
		if r := settle(t, s, Balances{Past: past}, onLeave(t, "2025-01", "0", 31, 31)); r.part("leave-pay") != usd(t, want) {
			t.Errorf("%s months: pays %d", months, r.part("leave-pay"))
		}
	}
}

// A line says what it is worked out of, and its formula gives the amount (checkResult); the words of the page are there.
func TestLeavePayLine(t *testing.T) {
	t.Parallel()
	r := settle(t, compileLeave(t, leave75), Balances{Past: sixMonths(t)}, onLeave(t, "2025-01", "0", 15, 30))
	l := r.Lines[0]
	if l.Label != "Leave, 15 of 30 days: 75 % of the average of 6 pay periods" || l.OriginPeriod != "2025-01" || l.Component != "" {
		t.Errorf("the line is %+v", l)
	}
	var names []string
	for _, term := range l.Terms {
		names = append(names, term.Name)
	}
	if want := []string{"past_pay", "past_periods", "share", "days_away", "days", "amount"}; !slices.Equal(names, want) || l.Terms[0].Label != "Paid in 2024-07 to 2024-12" {
		t.Errorf("its terms are %v", l.Terms)
	}
}

// The question's example: six months of 4,000.00, 75 %, two whole months away. left_out pays 3,000.00 twice. counted
// averages (5 × 4,000 + 3,000) ÷ 6 for the second: 3,833.33… × 75 % = 2,875.00.
func TestLongLeave(t *testing.T) {
	t.Parallel()
	for away, want := range map[string]string{"left_out": "3000", "counted": "2875"} {
		var b Balances
		s := compileLeave(t, strings.Replace(leave75, "left_out", away, 1))
		for i := range 6 {
			b = settle(t, s, b, earning(t, day(t, "2025-01-01").AddMonths(i).String()[:7], "4000")).Closing
		}
		first := settle(t, s, b, onLeave(t, "2025-07", "0", 31, 31))
		second := settle(t, s, first.Closing, onLeave(t, "2025-08", "0", 31, 31))
		if first.Paid != usd(t, "3000") || second.Paid != usd(t, want) {
			t.Errorf("%s: pays %d, then %d", away, first.Paid, second.Paid)
		}
		if n := len(second.Closing.Past); n != 6 {
			t.Errorf("%s: keeps %d periods", away, n)
		}
	}
}

// Without a history the days wait and the result says why. What is earned after the leave is not what was paid before it;
// once that is imported they are paid, as of the period they are of: 75 % × 2,000 × 10 ÷ 31 = 483.87.
func TestLeavePayWaitsForAHistory(t *testing.T) {
	t.Parallel()
	s := compileLeave(t, leave75)
	r := settle(t, s, Balances{}, onLeave(t, "2025-01", "1000", 10, 31))
	if r.Paid != usd(t, "1000") || len(r.Held) != 1 || !strings.HasPrefix(r.Held[0].Reason, "10 of 31 days of leave in 2025-01 are not paid yet: nothing is known that was paid before 2025-01-01") {
		t.Errorf("pays %d, held %v", r.Paid, r.Held)
	}
	if r = settle(t, s, r.Closing, earning(t, "2025-02", "5000")); r.Paid != usd(t, "5000") || len(r.Held) != 1 || len(r.Closing.Away) != 1 {
		t.Errorf("then pays %d, held %v", r.Paid, r.Held)
	}
	r.Closing.Past = append([]PastPay{{Period: "2024-12", First: day(t, "2024-12-01"), Paid: usd(t, "2000")}}, r.Closing.Past...)
	r = settle(t, s, r.Closing, earning(t, "2025-03", "5000"))
	if r.part("leave-pay") != usd(t, "483.87") || r.Lines[0].OriginPeriod != "2025-01" || len(r.Held) != 0 || len(r.Closing.Away) != 0 {
		t.Errorf("with a history pays %d, %+v, held %v", r.part("leave-pay"), r.Lines, r.Held)
	}
}

// Two runs of one period are one entry of the history: 3,000 and 1,000 are 4,000.
func TestRunsOfOnePeriodAreOneEntry(t *testing.T) {
	t.Parallel()
	s := compileLeave(t, leave75)
	b := settle(t, s, Balances{}, earning(t, "2025-01", "3000")).Closing
	b = settle(t, s, b, earning(t, "2025-01", "1000")).Closing
	if len(b.Past) != 1 || b.Past[0].Paid != usd(t, "4000") {
		t.Errorf("keeps %+v", b.Past)
	}
}

// A draw makes leave pay up, too: 75 % × 5,000 × 6 ÷ 30 = 750.00 and 500.00 earned are 750.00 short of a draw of 2,000. What
// was paid by mistake is taken from both.
func TestLeavePayBeforeTheDraw(t *testing.T) {
	t.Parallel()
	s := compileLeave(t, leave75+"\nrecovery: {share: 100%}\ndraw: {kind: top_up, amount: 2_000, per: month, recoverable: yes, recovery_share: 100%, negative_earnings: topped_up, on_leaving: netted}")
	r := settle(t, s, Balances{Past: sixMonths(t)}, onLeave(t, "2025-06", "500", 6, 30))
	if r.part("leave-pay") != usd(t, "750") || r.part("draw") != usd(t, "750") || r.Paid != usd(t, "2000") {
		t.Errorf("leave pays %d, the draw %d, all %d", r.part("leave-pay"), r.part("draw"), r.Paid)
	}
	r = settle(t, s, Balances{Past: sixMonths(t), Overpaid: usd(t, "250")}, onLeave(t, "2025-06", "500", 6, 30))
	if r.part("recovery") != -usd(t, "250") || r.part("draw") != usd(t, "1000") {
		t.Errorf("recovery takes %d, the draw pays %d", r.part("recovery"), r.part("draw"))
	}
}

// A plan that pays by the quarter averages quarters: two of 9,000 and 15,000 in six months, 75 % × 12,000 × 46 ÷ 92 =
// 4,500.00.
func TestLeavePayByTheQuarter(t *testing.T) {
	t.Parallel()
	var ps config.Problems
	c := context(&ps)
	c.Conventions.LeaveIs.Kinds, c.PaysPer = []string{"parental"}, config.Quarter
	s := c.Compile(config.ParseYAML("p.yaml", []byte(leave75), &ps))
	past := []PastPay{{"2024-Q4", day(t, "2024-10-01"), usd(t, "9000")}, {"2025-Q1", day(t, "2025-01-01"), usd(t, "15000")}}
	in := month(t, "2025-07")
	in.Line.PayPeriod, in.Window.End, in.Away = "2025-Q3", day(t, "2025-10-01"), Away{Days: 46, Of: 92}
	if r := settle(t, s, Balances{Past: past}, in); r.Paid != usd(t, "4500") || ps.Err() != nil {
		t.Errorf("pays %d, %v", r.Paid, ps.Err())
	}
}

// A plan says what leave pays, on an example: 75 % × 5,000 × 15 ÷ 30 = 1,875.
func TestLeavePayDescribed(t *testing.T) {
	t.Parallel()
	said := compileLeave(t, leave75).Describe(func(v config.Ratio) string { return v.Decimal(2) + " USD" })[0]
	want := []string{
		"For days of leave you are paid 75 % of the average of what you were paid in the 6 months before, by the day: of 5000.00 USD on average and for 15 of 30 days, 1875.00 USD.",
		"Of a shorter time the average is of what there is; who was paid nothing before waits until that is known.",
		"A pay period with days of leave is left out of later averages.",
	}
	if said.Title != "Leave pay" || !slices.Equal(said.Sentences, want) {
		t.Errorf("it says %s", strings.Join(said.Sentences, "\n"))
	}
}
