package demo

import (
	"strconv"

	"attain/config"
)

// forecasters is at most how many sellers of a role submit forecasts; a large company's demo needs no more.
const forecasters = 2_000

// book adds a won deal to what its owner booked in its month, in the owner's currency.
func (c *company) book(d *deal) {
	m := monthOf(d.closes)
	if d.outcome != won || d.deleted || m < 0 {
		return
	}
	minor := d.minor
	switch to := regionCurrency[c.ro.people[d.owner].region]; {
	case to == d.currency:
	case to == "USD":
		minor = minor * planRateEUR / 100
	default:
		minor = minor * 100 / planRateEUR
	}
	c.booked[d.owner*monthCount+m].Add(minor)
}

// writeForecasts writes what account executives and managers expected to book in a month, submitted three days before
// it begins: between 80 and 125 % of what it came to, in hundreds. Every fifth was submitted a week earlier, too, and
// then higher.
func (c *company) writeForecasts(dir string) (File, error) {
	const head = "participant,period,submitted_on,category,amount,currency"
	return writeList(dir, "extracts/planning/forecasts.csv", head, func(put func(...string)) {
		for i := range c.ro.people {
			p := &c.ro.people[i]
			if p.role > manager || p.ordinal >= forecasters {
				continue
			}
			r := newRandom(c.seed, streamForecast, i)
			for m := range monthCount {
				if _, employed := p.roleOn(monthStarts[m]); !employed {
					continue
				}
				major := c.booked[i*monthCount+m].Load() / 100
				if major == 0 {
					major = c.quotaIn(p, m) / 2
				}
				amount := major * int64(r.between(80, 125)) / 100 / 100 * 100
				submit := func(on config.Day, amount int64) {
					put(p.numberOn(on), monthStarts[m].String(), on.String(), "commit", strconv.FormatInt(amount, 10), regionCurrency[p.region])
				}
				if r.percent(20) {
					submit(monthStarts[m]-10, amount*115/100)
				}
				submit(monthStarts[m]-3, amount)
			}
		}
	})
}
