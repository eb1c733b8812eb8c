package calc

import (
	"fmt"
	"math/big"
	"strings"
	"testing"

	"attain/config"

	"pgregory.net/rapid"
)

// converting are the edits of testAttain that answer the questions about rates and give a pay date.
func converting(answers string) []string {
	return []string{
		"  conversion_rate: plan_rate\n", answers,
		"{from: EUR, to: USD, rate: 1.08, first_day: 2025-01-01, last_day: 2026-12-31}", "{from: USD, to: EUR, rate: 0.90, first_day: 2025-01-01, last_day: 2026-12-31}",
		"  default_code: VARPAY\n", "  default_code: VARPAY\n  dates: [{period: 2026-01, on: 2026-02-27}]\n",
	}
}

// marketOf gives rates in lines of "from to kind rate first_day", each until the next of its pair and kind.
func marketOf(tb testing.TB, text string) []config.MarketRate {
	tb.Helper()
	var out []config.MarketRate
	for i, line := range strings.Split(strings.TrimSpace(text), "\n") {
		f := strings.Fields(line)
		r := config.MarketRate{
			From: f[0], To: f[1], Kind: f[2], Rate: ratio(tb, f[3]), File: "extracts/rates.csv", Row: int64(i + 1),
			Interval: config.Interval{First: day(tb, f[4]), End: day(tb, "9999-12-31")},
		}
		for j := range out {
			if o := &out[j]; o.From == r.From && o.To == r.To && o.Kind == r.Kind && o.End > r.First {
				o.End = r.First
			}
		}
		out = append(out, r)
	}
	return out
}

// section18 are the rates of semantics.md, section 18; the pay date's is ours.
func section18(tb testing.TB) []config.MarketRate {
	return marketOf(tb, `
USD EUR spot 0.92 2026-01-30
USD EUR spot 0.91 2026-02-27
USD EUR average 0.93 2026-01-01`)
}

func deal(tb testing.TB, on, currency string, minor int64) testFact {
	return testFact{measure: "bookings", who: "E1", day: day(tb, on), value: minor, currency: currency, source: "D " + on + " " + currency}
}

func paidIn(tb testing.TB, currency string) config.Assignment {
	a := assigned(tb, "E1", 0)
	a.Currency = currency
	return a
}

// term gives a line's term.
func term(tb testing.TB, l config.Line, name string) config.Term {
	tb.Helper()
	for _, t := range l.Terms {
		if t.Name == name {
			return t
		}
	}
	tb.Fatalf("%s has no term %s", l.SourceKey, name)
	return config.Term{}
}

// semantics.md section 18: a deal of 100,000 USD at 8 %, paid in EUR: spot at close 0.92, month average 0.93, plan rate
// 0.90. The deal is on Saturday 31 January, so that the spot rate is that of the day before.
func TestSection18Readings(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		reading string
		want    int64
		said    string
	}{
		{"event_date", 7_360_00, "1 USD = 0.92 EUR (spot rate of 2026-01-30, the last before 2026-01-31, extracts/rates.csv:1)"},
		{"month_average", 7_440_00, "1 USD = 0.93 EUR (average rate of 2026-01, extracts/rates.csv:3)"},
		{"plan_rate", 7_200_00, "1 USD = 0.9 EUR (plan rate from 2025-01-01, attain.yaml:6:7)"},
		{"pay_date", 7_280_00, "1 USD = 0.91 EUR (spot rate of 2026-02-27, extracts/rates.csv:2)"},
	} {
		for _, where := range []string{"workspace", "plan"} {
			plan, answers := commissionPlan("monthly", "    rate: 8%\n"), "  conversion_rate: "+c.reading+"\n"
			if where == "plan" {
				plan, answers = plan+"conventions: {conversion_rate: "+c.reading+"}\n", "  conversion_rate: month_average\n"
			}
			// Under a plan in dollars what is earned is converted, under one without a currency the deal.
			for _, currency := range []string{"", "currency: USD\n"} {
				t.Run(c.reading+" of the "+where+" "+currency, func(t *testing.T) {
					t.Parallel()
					w := world{facts: []testFact{deal(t, "2026-01-31", "USD", 100_000_00)}, rates: section18(t)}
					lines, _ := w.run(t, compilePlan(t, plan+currency, converting(answers)...), "2026-01", paidIn(t, "EUR"))
					if len(lines) != 1 || lines[0].AmountMinor != c.want || lines[0].Currency != "EUR" {
						t.Fatalf("got %+v", lines)
					}
					if got := term(t, lines[0], "exchange_rate"); got.From != c.said {
						t.Errorf("the rate is said as %q", got.From)
					}
				})
			}
		}
	}
}

// semantics.md section 18, source inputs: Earnest's 50,000 EUR count as 43,000 GBP for a quota in GBP, at 0.86.
func TestSection18Earnest(t *testing.T) {
	t.Parallel()
	plan := planHead("quarterly") + "currency: GBP\n" + strings.Replace(aePlan[:strings.Index(aePlan, "  - name: win-rate")], "weight: 70%", "weight: 100%", 1)
	p := compilePlan(t, plan, "from: EUR, to: USD, rate: 1.08", "from: EUR, to: GBP, rate: 0.86")
	a := assigned(t, "E1", 10_000)
	w := world{facts: []testFact{
		{measure: "quota", who: "E1", day: day(t, "2026-07-01"), until: day(t, "2026-10-01"), value: 43_000_00, currency: "GBP"},
		{measure: "bookings", who: "E1", day: day(t, "2026-08-15"), value: 50_000_00, currency: "EUR", source: "D1"},
	}}
	lines, _ := w.run(t, p, "2026-Q3", a)
	if len(lines) != 1 || lines[0].AmountMinor != 10_000_00 { // exactly at target
		t.Fatalf("got %+v", lines)
	}
	if b := term(t, lines[0], "bookings"); b.Value.Cmp(config.Whole(43_000)) != 0 || !strings.HasSuffix(b.From, "; 1 EUR = 0.86 GBP (plan rate from 2025-01-01, attain.yaml:6:7)") {
		t.Errorf("bookings: %+v", b)
	}
}

// semantics.md section 18, the rule: credit at the plan rate, so that attainment does not move with the market, and pay at
// the rate of the deal's day. Of a quota of 100,000 USD, 80,000 GBP at 1.25 are exactly 100 %, whatever the pound did;
// 5 % of 100,000 USD are 5,000 USD, at 0.92 4,600.00 EUR.
func TestCreditAndPayoutRates(t *testing.T) {
	t.Parallel()
	plan := strings.Replace(commissionPlan("monthly",
		"    tiers: {by: attainment, quota: quota, resets: monthly, each_tier: own_rate, rates: [{below: 100%, rate: 5%}, {rate: 50%}]}\n"),
		"pays: monthly", "pays: monthly\ncurrency: USD", 1)
	answers := "  credit_rate: plan_rate\n  payout_rate: event_date\n"
	p := compilePlan(t, plan, append(converting(answers), "  plan_rates:\n", "  plan_rates:\n    - {from: GBP, to: USD, rate: 1.25, first_day: 2025-01-01, last_day: 2026-12-31}\n")...)
	w := world{
		facts: []testFact{
			{measure: "quota", who: "E1", day: day(t, "2026-01-01"), until: day(t, "2026-02-01"), value: 100_000_00, currency: "USD"},
			deal(t, "2026-01-30", "GBP", 80_000_00),
		},
		rates: append(section18(t), marketOf(t, "GBP USD spot 1.40 2026-01-01")...),
	}
	lines, summary := w.run(t, p, "2026-01", paidIn(t, "EUR"))
	if len(lines) != 1 || lines[0].AmountMinor != 4_600_00 || summary.Results[0].Value.Cmp(config.Whole(1)) != 0 {
		t.Fatalf("got %+v, %+v", lines, summary.Results[0])
	}
	want := "1 GBP = 1.25 USD (plan rate from 2025-01-01, attain.yaml:6:7), 1 USD = 0.92 EUR (spot rate of 2026-01-30, extracts/rates.csv:1)"
	if got := term(t, lines[0], "exchange_rate"); got.From != want || got.Value.String() != "1.15" {
		t.Errorf("exchange rate: %s, %q", got.Value, got.From)
	}
}

// A quota is converted at the plan rate though deals are converted at the market's: 90,000 EUR are 100,000 USD in the plan,
// and 92,000 EUR of a day at 0.92 are 100,000 USD.
func TestQuotasKeepThePlanRate(t *testing.T) {
	t.Parallel()
	plan := strings.Replace(commissionPlan("monthly",
		"    tiers: {by: attainment, quota: quota, resets: monthly, each_tier: own_rate, rates: [{below: 100%, rate: 5%}, {rate: 50%}]}\n"),
		"pays: monthly", "pays: monthly\ncurrency: USD", 1)
	p := compilePlan(t, plan, converting("  conversion_rate: event_date\n")...)
	w := world{
		facts: []testFact{
			{measure: "quota", who: "E1", day: day(t, "2026-01-01"), until: day(t, "2026-02-01"), value: 90_000_00, currency: "EUR"},
			deal(t, "2026-01-30", "EUR", 92_000_00),
		},
		rates: section18(t),
	}
	lines, summary := w.run(t, p, "2026-01", paidIn(t, "USD"))
	if total(lines) != 5_000_00 || summary.Results[0].Value.Cmp(config.Whole(1)) != 0 {
		t.Errorf("got %+v, %+v", lines, summary.Results[0])
	}
}

// semantics.md section 18, edge cases: a missing rate holds the line, and says which rate of which day is to be added where.
func TestMissingMarketRates(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ answers, says string }{
		{"  conversion_rate: event_date\n", "no spot rate takes CHF to EUR on 2026-01-31 or before; add one to the exchange_rate extract (from CHF, to EUR, first_day 2026-01-31, kind spot)"},
		{"  conversion_rate: month_average\n", "no average rate takes CHF to EUR in 2026-01; add one to the exchange_rate extract (from CHF, to EUR, first_day 2026-01-01, kind average)"},
		{"  conversion_rate: pay_date\n", "no spot rate takes CHF to EUR on the pay date 2026-02-27 or before; add one to the exchange_rate extract"},
		{"  conversion_rate: plan_rate\n", "no plan rate takes CHF to EUR on 2026-01-31; add one to currencies: plan_rates: in attain.yaml"},
		{"  conversion_rate: event_date\n  payout_rate: month_average\n", "no spot rate takes CHF to EUR on 2026-01-31 or before"},
	} {
		w := world{facts: []testFact{deal(t, "2026-01-30", "USD", 100_000_00), deal(t, "2026-01-31", "CHF", 1)}, rates: section18(t)}
		lines, summary := w.run(t, compilePlan(t, commissionPlan("monthly", "    rate: 8%\n"), converting(c.answers)...), "2026-01", paidIn(t, "EUR"))
		r := summary.Results[0]
		if len(lines) != 0 || r.Outcome != Held || !strings.HasPrefix(r.Reason, c.says) {
			t.Errorf("%s: %d lines, %s: %s", c.answers, len(lines), r.Outcome, r.Reason)
		}
	}
}

// A scorecard's term names up to three rates one by one, of more the first and the last.
func TestRatesOfAKPI(t *testing.T) {
	t.Parallel()
	plan := planHead("monthly") + "currency: USD\ncomponents:\n  - name: bookings\n    kind: scorecard\n    kpi: quota_attainment\n    weight: 100%\n" +
		"    threshold: {at: 0%, pays: 0%}\n    target: {at: 100%, pays: 100%}\n    cap: {at: 200%, pays: 200%}\n    between: straight_line\n"
	p := compilePlan(t, plan, converting("  conversion_rate: event_date\n")...)
	w := world{rates: marketOf(t, "EUR USD spot 1.10 2026-01-05\nEUR USD spot 1.12 2026-01-06\nEUR USD spot 1.14 2026-01-07\nEUR USD spot 1.16 2026-01-08")}
	w.facts = []testFact{{measure: "quota", who: "E1", day: day(t, "2026-01-01"), until: day(t, "2026-02-01"), value: 452_00, currency: "USD"}}
	for i := range 4 {
		w.facts = append(w.facts, deal(t, fmt.Sprintf("2026-01-%02d", 5+i), "EUR", 100_00))
	}
	a := assigned(t, "E1", 1_000)
	lines, _ := w.run(t, p, "2026-01", a)
	// 110 + 112 + 114 + 116 = 452, which is all of the quota.
	if len(lines) != 1 || lines[0].Rate.Cmp(config.Whole(1)) != 0 {
		t.Fatalf("got %+v", lines)
	}
	want := "4 rows; 4 rates, from 1 EUR = 1.1 USD (spot rate of 2026-01-05, extracts/rates.csv:1); to 1 EUR = 1.16 USD (spot rate of 2026-01-08, extracts/rates.csv:4)"
	if got := term(t, lines[0], "bookings"); !strings.HasSuffix(got.From, want) {
		t.Errorf("bookings come from %q", got.From)
	}
}

// Currencies with 0 and 3 decimals from deal to reporting: a deal of 12,345.678 KWD counts under a plan in USD and is paid
// in JPY; what people are paid is added up by currency only, and reported in EUR.
//
//	12,345.678 KWD × 3.25 = 40,123.4535 USD;  at 5 % 2,006.172675 USD × 149.5 = 299,922.81… → 299,923 JPY
//	a deal of 9,999,999 JPY at 149.5 = 66,889.625… USD;  at 5 %, in JPY again: 499,999.95 → 500,000 JPY
//	799,923 JPY ÷ 149.5 × 0.90 = 4,815.58979… EUR
func TestDecimalsOfCurrencies(t *testing.T) {
	t.Parallel()
	plan := commissionPlan("monthly", "    rate: 5%\n") + "currency: USD\n"
	p := compilePlan(t, plan, append(converting("  conversion_rate: event_date\n"), "reporting: USD", "reporting: EUR")...)
	w := world{
		facts: []testFact{deal(t, "2026-01-30", "KWD", 12_345_678), deal(t, "2026-01-31", "JPY", 9_999_999)},
		rates: append(section18(t), marketOf(t, "KWD USD spot 3.25 2026-01-02\nUSD JPY spot 149.5 2026-01-02")...),
	}
	w.facts = append(w.facts, w.facts[0])
	w.facts[2].who = "E2"
	kuwait := paidIn(t, "KWD")
	kuwait.Participant = "E2"
	lines, summary := w.run(t, p, "2026-01", paidIn(t, "JPY"), kuwait)
	got := map[string]int64{}
	for _, r := range summary.Results {
		got[r.Participant+" "+r.Currency] += r.AmountMinor
	}
	// E2: 12,345.678 KWD × 5 % = 617.2839 KWD, three decimals.
	if len(lines) != 3 || len(got) != 2 || got["E1 JPY"] != 299_923+500_000 || got["E2 KWD"] != 617_284 {
		t.Fatalf("got %v of %+v", got, lines)
	}
	book := config.NewRates(p.ws.Currencies, p.ws.Calendar, w.rates)
	reported, said, err := book.Convert(config.MajorOf(config.Whole(got["E1 JPY"]), "JPY"), "JPY", "EUR", config.AtPlanRate, day(t, "2026-01-31"))
	if err == nil {
		t.Errorf("kinds of rates were mixed: %s, %s", reported, said)
	}
	reported, _, err = book.Convert(config.MajorOf(config.Whole(got["E1 JPY"]), "JPY"), "JPY", "EUR", config.AtEventDate, day(t, "2026-01-31"))
	if want := config.NewRatio(799_923*2*92, 299*100); err != nil || reported.Cmp(want) != 0 {
		t.Errorf("reported as %s, %v", reported, err)
	}
}

// Whatever the readings, a deal earns value × credit rate × rate × payout rate, rounded once, computed here with big
// rationals by looking the rates up one by one; and a ladder stands the next month where the
// sum of them is.
func TestConvertedDealsAgreeWithASlowTwin(t *testing.T) {
	t.Parallel()
	readings := []string{"plan_rate", "event_date", "month_average", "pay_date"}
	programs := map[string]*Program{}
	for _, credit := range readings {
		for _, payout := range readings {
			programs[credit+payout] = compilePlan(t, commissionPlan("monthly",
				"    tiers: {by: amount, resets: quarterly, each_tier: own_rate, rates: [{below: 1_000_000_000_000, rate: 7.3%}, {rate: 9%}]}\n")+"currency: USD\n",
				converting("  credit_rate: "+credit+"\n  payout_rate: "+payout+"\n")...)
		}
	}
	rapid.Check(t, func(rt *rapid.T) {
		var text strings.Builder
		slow := map[string]*big.Rat{}
		rate := func(kind string, on config.Day) {
			r := big.NewRat(rapid.Int64Range(100_000, 3_000_000).Draw(rt, "rate"), 1_000_000)
			fmt.Fprintf(&text, "USD EUR %s %s %s\n", kind, r.FloatString(6), on)
			slow[kind+on.String()] = r
		}
		first := day(t, "2026-01-01")
		for _, d := range []config.Day{0, 3, 4, 10, 20, 57} { // 27 February, the pay date, is day 57
			rate("spot", first+d)
		}
		rate("average", first)
		w := world{rates: marketOf(t, text.String())}
		at := func(reading string, on config.Day) *big.Rat {
			switch reading {
			case "month_average":
				return slow["average"+first.String()]
			case "pay_date":
				return slow["spot"+(first+57).String()]
			case "event_date":
				for ; ; on-- {
					if r := slow["spot"+on.String()]; r != nil {
						return r
					}
				}
			}
			return big.NewRat(9, 10)
		}
		credit, payout := rapid.SampledFrom(readings).Draw(rt, "credit"), rapid.SampledFrom(readings).Draw(rt, "payout")
		want, credited := int64(0), new(big.Rat)
		for i := range rapid.IntRange(1, 8).Draw(rt, "deals") {
			on := first + config.Day(rapid.IntRange(0, 30).Draw(rt, "day"))
			f := deal(t, on.String(), rapid.SampledFrom([]string{"EUR", "USD"}).Draw(rt, "currency"), rapid.Int64Range(-1e9, 1e9).Draw(rt, "value"))
			f.source = fmt.Sprint("D", i)
			w.facts = append(w.facts, f)
			v := new(big.Rat).SetInt64(f.value)
			if f.currency == "EUR" {
				v.Quo(v, at(credit, on))
			}
			credited.Add(credited, v)
			v.Mul(v, big.NewRat(73, 1000))
			v.Mul(v, at(payout, on))
			want += halfAway(v)
		}
		lines, _ := w.run(t, programs[credit+payout], "2026-01", paidIn(t, "EUR"))
		if got := total(lines); got != want {
			rt.Fatalf("credit at %s, payout at %s: %d instead of %d", credit, payout, got, want)
		}
		// In February January's deals are a sum; February is paid on its last day, at the rate of the 27th.
		_, february := w.run(t, programs[credit+payout], "2026-02", paidIn(t, "EUR"))
		if got := config.MinorOf(*february.Results[0].Value, "USD"); got.Rat().Cmp(credited) != 0 {
			rt.Fatalf("a sum at %s: %s instead of %s", credit, got, credited.RatString())
		}
	})
}

// halfAway rounds, written another way than config.Ratio.Round: 2|v| + 1 halved and cut off.
func halfAway(v *big.Rat) int64 {
	n := new(big.Int).Mul(new(big.Int).Abs(v.Num()), big.NewInt(2))
	n.Add(n, v.Denom())
	n.Quo(n, new(big.Int).Mul(v.Denom(), big.NewInt(2)))
	return n.Int64() * int64(v.Sign())
}
