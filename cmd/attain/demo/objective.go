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

// leadTitles are what leads of sales teams set out to do.
var leadTitles = []string{"Two people ready for a larger role", "Every deal reviewed before it is promised", "A plan for every account that may leave"}

// writeObjectives writes three objectives a quarter for everybody who has some: weights of 50, 30 and 20 %, assessed in
// the week after the quarter, those of leads, who are paid on them, in its last days. One in twenty is cancelled.
func (c *company) writeObjectives(dir string) (File, error) {
	const head = "objective_id,participant,title,weight,first_day,last_day,achieved,status,assessed_on"
	return writeList(dir, "extracts/planning/objectives.csv", head, func(put func(...string)) {
		for i := range c.ro.people {
			p := &c.ro.people[i]
			if titles := objectiveTitles[p.role]; titles != nil {
				c.putObjectives(put, i, titles, p.hired, p.left, 0)
			}
		}
		for i := range c.ro.teams {
			if t := &c.ro.teams[i]; t.sells() {
				c.putObjectives(put, t.manager, leadTitles, 0, 0, 4)
			}
		}
	})
}

// putObjectives writes one employee's objectives of the quarters worked whole; left 0 is not at all. They are assessed so
// many days before the others'.
func (c *company) putObjectives(put func(...string), index int, titles []string, hired, left, before config.Day) {
	r := newRandom(c.seed, streamObjective, index)
	for q := range quarterCount {
		in := quarter(q)
		if hired > in.First || (left != 0 && left < in.End) {
			continue
		}
		for n, weight := range objectiveWeights {
			achieved, status, assessed := strconv.Itoa(min(r.between(50, 130), 100)), "done", in.End-before+config.Day(r.between(0, 3))
			if r.percent(5) {
				achieved, status = "", "cancelled"
			}
			put("O"+strconv.Itoa(index*100+q*10+n+10_001), employee(index), titles[n], strconv.Itoa(weight), in.First.String(),
				(in.End - 1).String(), achieved, status, assessed.String())
		}
	}
}
