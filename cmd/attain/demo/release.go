package demo

import (
	"strconv"

	"attain/config"
)

var releaseKinds = [...]string{"feature", "feature", "fix", "improvement"}

// writeReleases writes what the product team worked on: three items a month for each of them, of 1 to 8 points, most
// delivered within four weeks.
func (c *company) writeReleases(dir string) (File, error) {
	const head = "item_id,team,owner,product_id,kind,points,started_on,delivered_on,status"
	return writeList(dir, "extracts/operations/releases.csv", head, func(put func(...string)) {
		for i := range c.ro.size[product] {
			p := &c.ro.people[c.ro.first[product]+i]
			r := newRandom(c.seed, streamRelease, i)
			for m := range monthCount {
				for n := range 3 {
					started := monthStarts[m] + config.Day(r.below(28))
					delivered, day, status := started+config.Day(r.between(3, 28)), "", "in_progress"
					points := [...]int{1, 2, 3, 5, 8}[r.below(5)]
					kind, what := releaseKinds[r.below(len(releaseKinds))], r.below(connectors+1)
					if started < p.hired {
						continue
					}
					switch {
					case r.percent(6):
						status = "cancelled"
					case delivered < asOf:
						day, status = delivered.String(), "delivered"
					}
					put("P"+strconv.Itoa(10_000+i*100+m*3+n), c.ro.teams[p.team].name, p.employee(), string(appendOffer(nil, what)), kind,
						strconv.Itoa(points), started.String(), day, status)
				}
			}
		}
	})
}
