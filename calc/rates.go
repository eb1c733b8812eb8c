package calc

import (
	"fmt"
	"strings"

	"attain/config"
)

// Money is converted twice: a deal's amount (and whatever a KPI adds up) into the currency of the plan, in which quotas,
// tiers and thresholds are, and what was earned in that currency into the participant's. The first is at credit_rate,
// the second at payout_rate; conversion_rate answers both. A plan without a currency of its own is in the participant's,
// so that the first does it all.
//
// A target (a span) is always converted at plan rates, and so is a target incentive a rate is made of or shares are
// compared by: they were set before there was a market rate, and attainment must not move with it.
//
// An amount of no day of its own (a limit, a prize, what is carried to the next window) is converted at the payout rate of
// its window's last day.
//
// 100,000 USD at 8 % paid in EUR: 7,360.00 at the spot rate 0.92 of the deal's day, 7,440.00 at the month's average
// 0.93, 7,200.00 at the plan rate 0.90 (semantics.md, section 18). A rate that is missing holds the component.

// rates converts and remembers: a factor is looked up once for each pair and group of days with one rate.
type rates struct {
	book      *config.Rates
	known     map[rateKey]rate
	exchanges map[exchangeKey]exchange
}

type rateKey struct {
	from, to, by string
	group        int
}

type rate struct {
	major, minor config.Ratio
	note         string
	err          error
}

func newRates(book *config.Rates) *rates {
	return &rates{book: book, known: map[rateKey]rate{}, exchanges: map[exchangeKey]exchange{}}
}

// converter converts in one way: at plan rates, at the rates of each amount's day or month, or at those of one day.
type converter struct {
	rates *rates
	by    string
	on    config.Day // the pay date; 0 for each amount's own day
}

// credit converts a sheet's amounts into its plan's currency, payout what was earned in it into a participant's.
func (r *runner) credit(sh *sheet) converter { return r.converter(sh, sh.plan.Conventions.Credit()) }

func (r *runner) payout(sh *sheet) converter { return r.converter(sh, sh.plan.Conventions.Payout()) }

// atPlanRates converts targets.
func (r *runner) atPlanRates() converter { return converter{rates: r.rates, by: config.AtPlanRate} }

func (r *runner) converter(sh *sheet, by string) converter {
	c := converter{rates: r.rates, by: by}
	if by == config.AtPayDate {
		c.on = sh.paidOn
	}
	return c
}

// of converts a window's amounts.
func (r *runner) of(win *config.Window) converter {
	return converter{rates: r.rates, by: win.By(), on: win.RateOn}
}

func (c converter) day(on config.Day) config.Day {
	if c.on != 0 {
		return c.on
	}
	return on
}

func (c converter) get(from, to string, on config.Day) rate {
	if from == to {
		return rate{major: config.Whole(1), minor: config.Whole(1)}
	}
	on = c.day(on)
	key := rateKey{from, to, c.by, c.rates.book.Group(c.by, on)}
	if known, ok := c.rates.known[key]; ok {
		return known
	}
	var v rate
	if config.IsReward(to) {
		// A rate says how much of the reward one unit of the plan's currency is worth: 0.01 points for a dollar.
		v.major = config.Whole(1)
	} else {
		v.major, v.note, v.err = c.rates.book.Convert(config.Whole(1), from, to, c.by, on)
	}
	if v.err == nil {
		v.minor = config.MinorOf(v.major, to).Quo(config.MinorOf(config.Whole(1), from))
	}
	key.from, key.to = cloned(from), cloned(to)
	c.rates.known[key] = v
	return v
}

// major gives what one major unit of from is worth in major units of to, and how that is said.
func (c converter) major(from, to string, on config.Day) (config.Ratio, string, error) {
	v := c.get(from, to, on)
	return v.major, v.note, v.err
}

// minor gives what one minor unit of from is worth in minor units of to.
func (c converter) minor(from, to string, on config.Day) (config.Ratio, error) {
	if from == to {
		return config.Whole(1), nil
	}
	v := c.get(from, to, on)
	return v.minor, v.err
}

// exchange is a rate from one currency to another by way of the plan's.
type exchange struct {
	major config.Ratio
	note  string // how the rate is said
	label string // of an amount before it: Credited in EUR
}

type exchangeKey struct {
	from, by, to    string
	credit, payout  string
	creditOn, payOn int
}

// through gives the rate of a deal that has been converted already, so every pair on the way is known.
func through(credit, payout converter, from, by, to string, on config.Day) exchange {
	r := credit.rates
	key := exchangeKey{
		from, by, to, credit.by, payout.by, r.book.Group(credit.by, credit.day(on)), r.book.Group(payout.by, payout.day(on)),
	}
	if known, ok := r.exchanges[key]; ok {
		return known
	}
	a, said, _ := credit.major(from, by, on)
	b, also, _ := payout.major(by, to, on)
	if said != "" && also != "" {
		said += ", "
	}
	key.from = cloned(from)
	x := exchange{major: a.Mul(b), note: said + also, label: "Credited in " + key.from}
	r.exchanges[key] = x
	return x
}

// mostNotes is how many different rates a term names one by one.
const mostNotes = 3

// ratesUsed gathers how the rates of many sums are said: up to mostNotes one by one, of more the first and last.
type ratesUsed struct {
	list []string
	seen map[string]bool
}

func (u *ratesUsed) add(note string) {
	if note == "" || len(u.list) > 0 && u.list[len(u.list)-1] == note || u.seen[note] {
		return
	}
	if u.seen == nil {
		u.seen = map[string]bool{}
	}
	u.seen[note] = true
	u.list = append(u.list, note)
}

// said gives the rates, each after a semicolon; "" for none.
func (u *ratesUsed) said() string {
	list := u.list
	if len(list) > mostNotes {
		list = []string{fmt.Sprintf("%d rates, from %s", len(list), list[0]), "to " + list[len(list)-1]}
	}
	if len(list) == 0 {
		return ""
	}
	return "; " + strings.Join(list, "; ")
}
