package demo

import (
	"bytes"

	"attain/config"
)

// What is wrong with the data, as every company's is, each once: all of it in the quarter the demo pays.
const (
	notInHR     = "E0907" // the employee number of a Salesforce user HR does not know
	brokenMoney = "12,5O" // the letter O, and a comma for the decimal point
)

// strangerSerial is the user id's serial of the user HR does not know.
const strangerSerial = 907

// writeDirt writes the few deals that are wrong. They belong to the last prospect of the first account executives, so
// that each is somebody's who will miss it.
func (c *company) writeDirt(s *sheaf) {
	made := 0
	wonOn := func(day int, major int64) deal {
		made++
		p := c.dirtOwner(made)
		return deal{
			serial: 1<<36 + uint64(made), account: c.account(c.legacy + p.ordinal*bookSize + bookSize - 1), kind: newBusiness,
			outcome: won, minor: major * 100, currency: "USD", owner: p.index, created: config.DayOf(2026, 7, 6),
			touched: config.DayOf(2026, 6, 29), closes: config.DayOf(2026, 9, day), source: 1,
		}
	}
	r := newRandom(c.seed, streamExecutive, -1)
	row := func(d deal, second int) []byte {
		from := len(s.rows[opportunities])
		appendOpportunity(s, &d, second)
		appendHistory(s, &d, second, &r)
		return s.rows[opportunities][from:]
	}

	stranger := wonOn(8, 18_400)
	own := row(stranger, 40_000)
	owner := appendID(nil, userPrefix, userSerial(stranger.owner))
	copy(own[bytes.Index(own, owner):], appendID(nil, userPrefix, strangerSerial))

	replace(s, row(wonOn(10, 12_550), 41_000), []byte("12550.00"), []byte(`"`+brokenMoney+`"`))

	again := row(wonOn(15, 15_200), 42_000)
	s.rows[opportunities] = append(s.rows[opportunities], again...)
	s.add(opportunities)

	orphan := wonOn(17, 9_700)
	replace(s, row(orphan, 43_000), appendID(nil, userPrefix, userSerial(orphan.owner)), nil)

	short := wonOn(22, 14_300)
	id := appendID(nil, userPrefix, userSerial(short.owner))
	replace(s, row(short, 44_000), id, id[:15])
}

// dirtOwner gives the n-th American account executive who sells all through the last quarter.
func (c *company) dirtOwner(n int) *person {
	for _, i := range c.ro.cover[executive][americas] {
		p := &c.ro.people[i]
		at, employed := p.roleOn(dataEnd - 1)
		if !employed || at != executive || p.hired > quarter(quarterCount-1).First {
			continue
		}
		if n--; n <= 0 {
			return p
		}
	}
	return &c.ro.people[c.ro.cover[executive][americas][0]]
}

// replace changes a cell of the last opportunity that was written.
func replace(s *sheaf, row, cell, by []byte) {
	changed := bytes.Replace(row, cell, by, 1)
	whole := s.rows[opportunities]
	s.rows[opportunities] = append(whole[:len(whole)-len(row)], changed...)
}
