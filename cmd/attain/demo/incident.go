package demo

import (
	"strconv"

	"attain/config"
)

// writeIncidents writes when the service was down: one to three times a month for minutes, and a planned hour of
// maintenance on a Sunday.
func (c *company) writeIncidents(dir string) (File, error) {
	const head = "incident_id,product_id,started_at,ended_at,is_planned,severity"
	return writeList(dir, "extracts/operations/incidents.csv", head, func(put func(...string)) {
		r, number := newRandom(c.seed, streamIncident, 0), 0
		down := func(what int, from instant, minutes int, planned bool, severity string) {
			number++
			put("I"+strconv.Itoa(1000+number), string(appendOffer(nil, what)), string(from.append(nil)),
				string(from.plus(60*minutes).append(nil)), strconv.FormatBool(planned), severity)
		}
		for m := range monthCount {
			in := config.Interval{First: monthStarts[m], End: monthStarts[m+1]}
			for range r.between(1, 3) {
				from := instant{in.First + config.Day(r.below(in.Days())), r.below(86_400)}
				down(r.below(connectors+1), from, r.between(4, 55), false, []string{"minor", "major", "critical"}[min(r.below(4), 2)])
			}
			sunday := in.First + config.Day((7-int(in.First.Time().Weekday()))%7)
			down(m%(connectors+1), instant{sunday, 3 * 3600}, 60, true, "maintenance")
		}
	})
}
