package calc

import (
	"fmt"
	"math/big"
	"slices"
	"strings"

	"attain/config"
)

// Rates of exchange (semantics.md section 18). What a deal counts is converted at credit_rate into the plan's currency,
// what was earned there at payout_rate into the participant's, each by its own day; what has no day of its own (a limit,
// a prize) by its window's last. What was set beforehand, quotas and target incentives, is converted at plan rates.

var twinDecimals = map[string]int64{"USD": 100, "EUR": 100, "JPY": 1, "KWD": 1000, "GBP": 100}

// twinMoney are all currencies, the reporting one first: of two ways to convert that are equally short the first is taken.
var twinMoney = []string{"USD", "EUR", "GBP", "JPY", "KWD"}

// twinQuote says what one major unit of a currency is worth in another, for some days.
type twinQuote struct {
	from, to string
	rate     *big.Rat
	days     config.Interval
}

// twinPlanRates are those of the workspace. Nobody wrote one for GBP, and only some extracts have one.
var twinPlanRates = []twinQuote{
	{"EUR", "USD", rat(108, 100), config.Interval{First: twinAlways.First, End: config.DayOf(2026, 7, 1)}},
	{"EUR", "USD", rat(111, 100), config.Interval{First: config.DayOf(2026, 7, 1), End: twinAlways.End}},
	{"USD", "JPY", rat(1475, 10), twinAlways},
	{"KWD", "USD", rat(325, 100), twinAlways},
}

var twinAlways = config.Interval{First: config.DayOf(2025, 1, 1), End: config.DayOf(2028, 1, 1)}

// twinSpotStands is for how many days a spot rate is used while there is no newer one.
const twinSpotStands = 30

// twinPayDates are when some windows are paid; the others on their last day.
var twinPayDates = []struct {
	period string
	on     config.Day
}{
	{"2025-Q4", config.DayOf(2026, 1, 30)},
	{"2026-01", config.DayOf(2026, 2, 27)},
	{"2026-Q1", config.DayOf(2026, 4, 26)}, // a Sunday
	{"2026-Q2", config.DayOf(2026, 7, 31)},
	{"2026-08", config.DayOf(2026, 9, 7)},
	{"2026-11", config.DayOf(2026, 11, 30)},
	{"2026", config.DayOf(2027, 1, 31)},
}

// twinPaidOn is the day a window is paid: its own date, else that of the shortest period it is in, else its last day.
func twinPaidOn(w config.Interval) config.Day {
	on, shortest := w.End-1, 1_000
	for _, d := range twinPayDates {
		p, err := twinCalendar.Period(d.period)
		if err != nil {
			panic(err)
		}
		if p.First <= w.First && w.End <= p.End && p.Days() < shortest {
			on, shortest = d.on, p.Days()
		}
	}
	return on
}

func twinCurrencies() string {
	var b strings.Builder
	fmt.Fprintf(&b, "currencies:\n  reporting: %s\n  spot_rates_stand: %d days\n  plan_rates:\n", twinMoney[0], twinSpotStands)
	for _, q := range twinPlanRates {
		fmt.Fprintf(&b, "    - {from: %s, to: %s, rate: %s, first_day: %s, last_day: %s}\n", q.from, q.to, ratMajor(q.rate), q.days.First, q.days.End-1)
	}
	b.WriteString("pay:\n  default_code: VARPAY\n  dates:\n")
	for _, d := range twinPayDates {
		fmt.Fprintf(&b, "    - {period: %s, on: %s}\n", d.period, d.on)
	}
	return b.String()
}

// drawRates draws at which rates a plan converts and, where it does at those of the market, the market: rates of some
// days, some pairs the other way round, some not at all, some averages missing.
func (x *twinCase) drawRates(d twinDice) {
	x.conv.credit, x.conv.payout = config.AtPlanRate, config.AtPlanRate
	if d.yes(45) {
		x.conv.credit = twinPick(d, config.AtPlanRate, config.AtEventDate, config.AtMonthAverage, config.AtPayDate)
		x.conv.payout = twinPick(d, config.AtPlanRate, config.AtEventDate, config.AtMonthAverage, config.AtPayDate)
	}
	if x.currency == "" { // what is earned is in everyone's own currency then
		x.conv.payout = x.conv.credit
	}
	if x.conv.credit != x.conv.payout {
		x.see("credit_rate and payout_rate apart")
	}
	x.see("credit at %s", x.conv.credit)
	x.see("payout at %s", x.conv.payout)
	if d.yes(30) {
		x.market = append(x.market, config.MarketRate{From: "GBP", To: twinPick(d, "EUR", "USD"), Kind: "plan", Rate: config.NewRatio(126, 100), Interval: config.Interval{First: config.DayOf(2026, d.n(1, 6), 1), End: twinAlways.End}, File: "extracts/rates.csv", Row: 1})
	}
	if x.conv.credit == config.AtPlanRate && x.conv.payout == config.AtPlanRate {
		return
	}
	worth := map[string]int64{"USD": 1_000_000, "EUR": 1_100_000, "JPY": 6_700, "KWD": 3_250_000, "GBP": 1_260_000} // of a dollar, in millionths
	pairs := [][2]string{{"EUR", "USD"}, {"USD", "JPY"}, twinPick(d, [2]string{"KWD", "USD"}, [2]string{"KWD", "EUR"})}
	if d.yes(25) { // also the other way round
		pairs = append(pairs, [2]string{"USD", "EUR"})
		x.see("rates: a pair given both ways")
	}
	if d.yes(25) { // not over a third
		pairs = append(pairs, [2]string{"EUR", "JPY"})
	}
	if d.yes(40) {
		pairs = append(pairs, [2]string{"GBP", "EUR"})
	}
	for _, p := range pairs {
		quote := func(kind string, first, end config.Day) {
			n := worth[p[0]] * int64(d.n(90_000, 110_000)) / 100_000 * 1_000_000 / worth[p[1]]
			x.market = append(x.market, config.MarketRate{From: p[0], To: p[1], Kind: kind, Rate: config.NewRatio(n, 1_000_000), Interval: config.Interval{First: first, End: end}, File: "extracts/rates.csv", Row: int64(len(x.market) + 2)})
		}
		from := len(x.market)
		for at := config.DayOf(2025, 8, d.n(1, 28)); at < config.DayOf(2027, 3, 1); {
			for (at+4)%7 == 0 || (at+4)%7 == 6 { // no rates on Saturdays and Sundays
				at++
			}
			next := at + config.Day(twinPick(d, 1, 1, 5, 7, 14, 20, 20))
			if d.yes(1) {
				next = at + 45
			}
			quote("spot", at, next)
			at = next
		}
		for i := from; i+1 < len(x.market); i++ { // a rate is for until there is the next
			x.market[i].End = x.market[i+1].First
		}
		for month := range 20 {
			if first := config.DayOf(2025, 8+month, 1); !d.yes(2) {
				quote("average", first, config.DayOf(2025, 9+month, 1))
			}
		}
	}
}

// marketText shows the market, a line for each pair and kind.
func (x *twinCase) marketText() string {
	var b strings.Builder
	was := ""
	for _, r := range x.market {
		if what := fmt.Sprintf("\n  %s %s to %s:", r.Kind, r.From, r.To); what != was {
			b.WriteString(what)
			was = what
		}
		fmt.Fprintf(&b, " %s %s", r.First, r.Rate.Decimal(6))
	}
	return strings.TrimPrefix(b.String()+"\n", "\n")
}

// ratesText answers the questions about rates in the plan's conventions.
func (x *twinCase) ratesText() string {
	c := &x.conv
	switch {
	case c.credit == c.payout:
		return "  conversion_rate: " + c.credit + "\n"
	case x.seed%2 == 0:
		return "  conversion_rate: " + c.payout + "\n  credit_rate: " + c.credit + "\n"
	}
	return "  credit_rate: " + c.credit + "\n  payout_rate: " + c.payout + "\n"
}

// credited gives minor units of one currency as minor units of the plan's, unrounded; false where there is no rate.
func (x *twinCase) credited(s *twinSheet, minor *big.Rat, from, to string, on config.Day) (*big.Rat, bool) {
	return x.convert(s, minor, from, to, x.conv.credit, on)
}

// paidOut gives what was earned in the plan's currency in the participant's.
func (x *twinCase) paidOut(s *twinSheet, minor *big.Rat, from, to string, on config.Day) (*big.Rat, bool) {
	return x.convert(s, minor, from, to, x.conv.payout, on)
}

// atPlanRate converts what was set beforehand.
func (x *twinCase) atPlanRate(minor *big.Rat, from, to string, on config.Day) (*big.Rat, bool) {
	return x.convert(nil, minor, from, to, config.AtPlanRate, on)
}

func (x *twinCase) convert(s *twinSheet, minor *big.Rat, from, to, by string, on config.Day) (*big.Rat, bool) {
	if from == to {
		return minor, true
	}
	if by == config.AtPayDate {
		on = s.paidOn
	}
	key := fmt.Sprint(from, to, by, on)
	f, known := x.factors[key]
	if !known {
		f = x.factor(from, to, by, on)
		x.factors[key] = f
	}
	if f == nil {
		x.see("a rate is missing: %s", by)
		return nil, false
	}
	return ratQuo(ratMul(ratMul(minor, f), rat(twinDecimals[to], 1)), rat(twinDecimals[from], 1)), true
}

// factor is what a major unit is worth in another currency; nil where no rates lead there. The shortest way is taken, and
// plan rates of the workspace before those of the extracts.
func (x *twinCase) factor(from, to, by string, on config.Day) *big.Rat {
	var quotes []twinQuote
	kind := map[string]string{config.AtEventDate: "spot", config.AtPayDate: "spot", config.AtMonthAverage: "average", config.AtPlanRate: "plan"}[by]
	for _, m := range x.market {
		q := twinQuote{m.From, m.To, m.Rate.Rat(), m.Interval}
		if kind == "spot" {
			q.days.End = min(q.days.End, q.days.First+twinSpotStands)
		}
		if m.Kind == kind && q.days.Contains(on) {
			quotes = append(quotes, q)
		}
	}
	if by != config.AtPlanRate {
		return twinWay(quotes, from, to)
	}
	var written []twinQuote
	for _, q := range twinPlanRates {
		if q.days.Contains(on) {
			written = append(written, q)
		}
	}
	if f := twinWay(written, from, to); f != nil {
		return f
	}
	return twinWay(append(written, quotes...), from, to)
}

// twinWay looks for ways of one step, of two, of three: the factor of the first, or nil.
func twinWay(quotes []twinQuote, from, to string) *big.Rat {
	for steps := range len(twinMoney) - 1 {
		if f := twinWayOf(quotes, from, to, steps+1); f != nil {
			return f
		}
	}
	return nil
}

func twinWayOf(quotes []twinQuote, from, to string, steps int) *big.Rat {
	if steps == 1 {
		return twinStep(quotes, from, to)
	}
	for _, by := range twinMoney {
		if by == from || by == to {
			continue
		}
		if f := twinStep(quotes, from, by); f != nil {
			if rest := twinWayOf(quotes, by, to, steps-1); rest != nil {
				return ratMul(f, rest)
			}
		}
	}
	return nil
}

// twinStep is the rate of a pair as it is given, or the other way round where that is given for a later day.
func twinStep(quotes []twinQuote, from, to string) *big.Rat {
	there := slices.IndexFunc(quotes, func(q twinQuote) bool { return q.from == from && q.to == to })
	back := slices.IndexFunc(quotes, func(q twinQuote) bool { return q.from == to && q.to == from })
	switch {
	case there < 0 && back < 0:
		return nil
	case back < 0 || there >= 0 && quotes[there].days.First >= quotes[back].days.First:
		return quotes[there].rate
	}
	return ratQuo(rat(1, 1), quotes[back].rate)
}
