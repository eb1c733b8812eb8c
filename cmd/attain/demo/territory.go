package demo

import "attain/config"

// The territories: the world, its two regions, and where accounts and sellers belong.
var territories = [...]struct {
	name   string
	parent int // -1: none
}{
	{"Worldwide", -1},
	{"Americas", 0},
	{"Europe", 0},
	{"US East", 1},
	{"US West", 1},
	{"Germany", 2},
	{"Ireland", 2},
	{"France", 2},
}

const (
	easternStates = iota + 3
	westernStates
	germany // Ireland and France follow, in the order of countryOf
)

// territoryOf is the account's: by its country, in the States by halves.
func territoryOf(a account) int {
	if a.region == europe {
		return germany + a.number%3
	}
	return easternStates + a.number%2
}

// sellersTerritory is where a participant sells: their country; in the States, teams by turns.
func sellersTerritory(p *person) int {
	if p.region == europe {
		return germany + p.ordinal%3
	}
	return easternStates + p.ordinal/teamSize%2
}

func territoryID(n int) string { return string(appendID(nil, territoryPrefix, uint64(n+1))) }

// writeTerritories writes Salesforce's Territory2.
func (c *company) writeTerritories(dir string) (File, error) {
	return writeList(dir, "extracts/salesforce/Territory2.csv", "Id,Name,ParentTerritory2Id", func(put func(...string)) {
		for n, t := range territories {
			parent := ""
			if t.parent >= 0 {
				parent = territoryID(t.parent)
			}
			put(territoryID(n), t.name, parent)
		}
	})
}

// writeTerritoryMembers writes who sells or looks after customers where, from when to when.
func (c *company) writeTerritoryMembers(dir string) (File, error) {
	return writeList(dir, "extracts/planning/territory_members.csv", "territory,participant,first_day,last_day", func(put func(...string)) {
		for i := range c.ro.people {
			p := &c.ro.people[i]
			if p.role > renewals {
				continue
			}
			put(territoryID(sellersTerritory(p)), p.employee(), max(p.hired, config.DayOf(2025, 1, 1)).String(), lastDay(p))
		}
	})
}

// lastDay is a participant's last day of employment, empty while they are employed.
func lastDay(p *person) string {
	if p.left == 0 {
		return ""
	}
	return (p.left - 1).String()
}
