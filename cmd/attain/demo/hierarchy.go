package demo

// writeHierarchy writes to whom team leads report, which assignments do not say: to the lead of their role's first
// team in America, and those of sales and success to the head of new business.
func (c *company) writeHierarchy(dir string) (File, error) {
	return writeList(dir, "extracts/planning/hierarchy.csv", "participant,manager,first_day,last_day", func(put func(...string)) {
		head := map[role]int{}
		for _, t := range c.ro.teams {
			if _, ok := head[t.role]; !ok {
				head[t.role] = t.manager
			}
		}
		for _, t := range c.ro.teams {
			to := head[t.role]
			if to == t.manager && t.role <= renewals {
				to = c.ro.teams[0].manager
			}
			if to != t.manager {
				put(employee(t.manager), employee(to), "2025-01-01", "")
			}
		}
	})
}
