package calc

import (
	"fmt"
	"sort"

	"attain/config"
)

// rates converts at plan rates. Rates change only on the days a written rate begins or ends, so a factor is looked up
// once for each stretch between them.
type rates struct {
	from      config.Currencies
	cuts      []config.Day // ascending
	known     map[rateKey]rate
	exchanges map[exchangeKey]exchange
}

type rateKey struct {
	from, to string
	stretch  int
}

type rate struct {
	major, minor config.Ratio
	note         string
	err          error
}

func newRates(c config.Currencies) *rates {
	r := &rates{from: c, known: map[rateKey]rate{}, exchanges: map[exchangeKey]exchange{}}
	for _, p := range c.PlanRates {
		r.cuts = append(r.cuts, p.First, p.End)
	}
	sort.Slice(r.cuts, func(i, j int) bool { return r.cuts[i] < r.cuts[j] })
	return r
}

// stretch numbers the stretch of days without a change of rates that a day is in.
func (r *rates) stretch(on config.Day) int {
	return sort.Search(len(r.cuts), func(i int) bool { return r.cuts[i] > on })
}

func (r *rates) get(from, to string, on config.Day) rate {
	if from == to {
		return rate{major: config.Whole(1), minor: config.Whole(1)}
	}
	key := rateKey{from, to, r.stretch(on)}
	if known, ok := r.known[key]; ok {
		return known
	}
	var v rate
	switch {
	case config.IsReward(to):
		// A rate says how much of the reward one unit of the plan's currency is worth: 0.01 points for a dollar.
		v.major = config.Whole(1)
	case from == "":
		v.err = fmt.Errorf("an amount of %s has no currency", on)
	default:
		v.major, v.note, v.err = r.from.Convert(config.Whole(1), from, to, on)
	}
	if v.err == nil {
		v.minor = config.MinorOf(v.major, to).Quo(config.MinorOf(config.Whole(1), from))
	}
	key.from, key.to = cloned(from), cloned(to)
	r.known[key] = v
	return v
}

// major gives what one major unit of from is worth in major units of to, and how that is said.
func (r *rates) major(from, to string, on config.Day) (config.Ratio, string, error) {
	v := r.get(from, to, on)
	return v.major, v.note, v.err
}

// minor gives what one minor unit of from is worth in minor units of to.
func (r *rates) minor(from, to string, on config.Day) (config.Ratio, error) {
	if from == to {
		return config.Whole(1), nil
	}
	v := r.get(from, to, on)
	return v.minor, v.err
}

// exchange is a rate from one currency to another by way of the plan's.
type exchange struct {
	major config.Ratio
	note  string // how the rate is said
	label string // of an amount before it: Credited in EUR
}

type exchangeKey struct {
	from, by, to string
	stretch      int
}

// through gives the rate of a deal that has been converted already, so every pair on the way is known.
func (r *rates) through(from, by, to string, on config.Day) exchange {
	key := exchangeKey{from, by, to, r.stretch(on)}
	if known, ok := r.exchanges[key]; ok {
		return known
	}
	a, said, _ := r.major(from, by, on)
	b, also, _ := r.major(by, to, on)
	if said != "" && also != "" {
		said += ", "
	}
	key.from = cloned(from)
	x := exchange{major: a.Mul(b), note: said + also, label: "Credited in " + key.from}
	r.exchanges[key] = x
	return x
}
