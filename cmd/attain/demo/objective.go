package demo

import (
	"strconv"

	"attain/config"
)

// objectiveTitles are what people without deals of their own set out to do, by role.
var objectiveTitles = map[role][]string{
	success:   {"Every customer has a success plan", "Two references", "Adoption review with the ten largest"},
	marketing: {"Launch the partner page", "Two customer stories", "Cut the cost of a lead by a tenth"},
	product:   {"Ship the new onboarding", "Halve the time to the first dashboard", "Ten interviews with new users"},
	finance:   {"Close the month in five days", "Forecast within five percent", "Automate the revenue report"},
}

var objectiveWeights = [...]int{50, 30, 20}

// writeObjectives writes three objectives a quarter for everybody who has some: weights of 50, 30 and 20 %, assessed in
// the week after the quarter. One in twenty is cancelled.
func (c *company) writeObjectives(dir string) (File, error) {
	const head = "objective_id,participant,title,weight,first_day,last_day,achieved,status,assessed_on"
	return writeList(dir, "extracts/planning/objectives.csv", head, func(put func(...string)) {
		for i := range c.ro.people {
			p := &c.ro.people[i]
			titles := objectiveTitles[p.role]
			r := newRandom(c.seed, streamObjective, i)
			for q := range quarterCount {
				in := quarter(q)
				if titles == nil || p.hired > in.First || (p.left != 0 && p.left < in.End) {
					continue
				}
				for n, weight := range objectiveWeights {
					achieved, status, assessed := strconv.Itoa(min(r.between(50, 130), 100)), "done", in.End+config.Day(r.between(0, 3))
					if r.percent(5) {
						achieved, status = "", "cancelled"
					}
					put("O"+strconv.Itoa(i*100+q*10+n+10_001), p.employee(), titles[n], strconv.Itoa(weight), in.First.String(),
						(in.End - 1).String(), achieved, status, assessed.String())
				}
			}
		}
	})
}
