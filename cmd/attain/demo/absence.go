package demo

import "attain/config"

// writeAbsences writes when people were away: a holiday of one or two weeks for most, a few days of illness for some,
// and for one in thirty two months of parental leave.
func (c *company) writeAbsences(dir string) (File, error) {
	return writeList(dir, "extracts/planning/absences.csv", "participant,kind,first_day,last_day,is_paid", func(put func(...string)) {
		for i := range c.ro.people {
			p := &c.ro.people[i]
			r := newRandom(c.seed, streamAbsence, i)
			away := func(kind string, days int, paid string) {
				first := dataFirst + config.Day(r.below(int(dataEnd-dataFirst)-days))
				if _, there := p.roleOn(first); !there {
					return
				}
				if _, there := p.roleOn(first + config.Day(days-1)); there {
					put(p.employee(), kind, first.String(), (first + config.Day(days-1)).String(), paid)
				}
			}
			if i%30 == 17 {
				away("parental", 61, "false")
				continue
			}
			if r.percent(80) {
				away("vacation", 7*r.between(1, 2), "true")
			}
			if r.percent(30) {
				away("sick", r.between(1, 5), "true")
			}
		}
	})
}
