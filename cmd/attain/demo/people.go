package demo

import (
	"strconv"

	"attain/config"
)

// role is what a participant does; its text is what assignments say and plans apply to.
type role int

const (
	executive role = iota // account executive: new business
	manager               // account manager: renewals and expansion of mid-market and enterprise customers
	success               // customer success manager of the same customers
	renewals              // customer success manager who renews small customers
	marketing
	product
	finance
	roleCount
)

var roleNames = [roleCount]string{"AE", "AM", "CSM", "CSM-Renewals", "Marketing", "Product", "Finance"}

// The default company: 60 participants. A larger one repeats its pattern of hires, leavers and role changes, with
// most of its people in sales.
var (
	roleSizes = [roleCount]int{24, 10, 9, 5, 5, 4, 3}
	roleMost  = [roleCount]int{0, 0, 4000, 2000, 200, 200, 200} // 0: no limit
)

// region decides the currency people are paid in and sell in.
type region int

const (
	americas region = iota
	europe
	regionCount
)

var regionCurrency = [regionCount]string{"USD", "EUR"}

// person is one participant, with at most one change of role.
type person struct {
	index     int // among all participants; the employee number counts from it
	ordinal   int // among the people hired into the role
	role      role
	region    region
	team      int // among the teams of the company
	country   string
	hired     config.Day
	left      config.Day // first day no longer employed; 0 while employed
	becomes   role       // from changes on, when changes is not 0
	changes   config.Day
	successor int // who takes over the customers when the person leaves; -1: the next of the role
}

// roleOn says what the person is on a day, and whether they are employed at all.
func (p *person) roleOn(d config.Day) (role, bool) {
	if d < p.hired || (p.left != 0 && d >= p.left) {
		return 0, false
	}
	if p.changes != 0 && d >= p.changes {
		return p.becomes, true
	}
	return p.role, true
}

// employee gives the HR employee number.
func (p *person) employee() string { return employee(p.index) }

func employee(index int) string { return "E" + strconv.Itoa(1001+index) }

// userSerial is the serial of the person's Salesforce user id.
func userSerial(index int) uint64 { return uint64(1001 + index) }

// happening is one entry of the pattern: what happens to the n-th person of each block of a role.
type happening struct {
	role    role
	nth     int
	hired   config.Day
	left    config.Day
	changes config.Day
}

// The pattern has four hires, a leaver and a change of role inside the quarter the demo pays.
var pattern = []happening{
	{role: executive, nth: 3, hired: config.DayOf(2026, 7, 20)},
	{role: executive, nth: 9, hired: config.DayOf(2026, 8, 10)},
	{role: executive, nth: 15, hired: config.DayOf(2025, 11, 3)},
	{role: executive, nth: 6, left: config.DayOf(2026, 9, 1)},
	{role: executive, nth: 14, left: config.DayOf(2026, 2, 28)},
	{role: executive, nth: changerNth, changes: config.DayOf(2026, 8, 16)},
	{role: manager, nth: 4, hired: config.DayOf(2026, 9, 1)},
	{role: manager, nth: succeededNth, left: config.DayOf(2026, 5, 16)},
	{role: success, nth: 5, hired: config.DayOf(2026, 7, 13)},
	{role: marketing, nth: 2, hired: config.DayOf(2026, 5, 4)},
}

// The account executive who becomes an account manager takes over the customers of the one who left in spring.
const (
	changerNth   = 11
	succeededNth = 7
)

// roster is everybody, and who covers which region in which role.
type roster struct {
	people []person
	first  [roleCount]int // index of the role's first person
	size   [roleCount]int
	cover  [roleCount][regionCount][]int // people by role and region, in order
	teams  []team
}

type team struct {
	name    string
	manager int // index among all employees; managers follow the participants
	role    role
	region  region
}

// newRoster fills the roles in proportion to the default company.
func newRoster(participants int) *roster {
	ro := &roster{size: roleShares(participants)}
	ro.people = make([]person, 0, participants)
	for r := range roleCount {
		ro.first[r] = len(ro.people)
		for n := range ro.size[r] {
			ro.people = append(ro.people, newPerson(r, n, len(ro.people)))
		}
	}
	ro.follow()
	ro.formTeams()
	return ro
}

// roleShares divides the participants as in the default company, but keeps back offices within their limits and
// gives what that leaves to sales.
func roleShares(participants int) (size [roleCount]int) {
	rest := participants
	for r := success; r < roleCount; r++ {
		size[r] = min(participants*roleSizes[r]/60, roleMost[r])
		rest -= size[r]
	}
	size[manager] = rest * roleSizes[manager] / (roleSizes[executive] + roleSizes[manager])
	size[executive] = rest - size[manager]
	return size
}

func newPerson(r role, n, index int) person {
	p := person{index: index, ordinal: n, role: r, successor: -1}
	p.region = regionOf(r, n)
	p.country = countryOf(p.region, n)
	p.hired = config.DayOf(2021+index%4, 1+index*5%12, 1+index*7%28)
	for _, h := range pattern {
		if h.role != r || h.nth != n%roleSizes[r] {
			continue
		}
		p.left, p.changes = h.left, h.changes
		if h.changes != 0 {
			p.becomes = manager
		}
		if h.hired != 0 {
			p.hired = h.hired
		}
	}
	return p
}

// regionOf puts about a third of every selling role in Europe; every third team of account executives is European.
func regionOf(r role, n int) region {
	european := false
	switch r {
	case executive:
		european = n/teamSize%3 == 2
	case manager:
		european = n%10 == 2 || n%10 == 5 || n%10 == 8
	case success:
		european = n%3 == 1
	default:
		european = n%5 == 3
	}
	if european {
		return europe
	}
	return americas
}

func countryOf(r region, n int) string {
	if r == americas {
		return "US"
	}
	return [...]string{"DE", "IE", "FR"}[n%3]
}

// follow fills who covers what, and who succeeds whom. A role change is counted in the person's first role: the new
// one's customers come with the predecessor.
func (ro *roster) follow() {
	for i := range ro.people {
		p := &ro.people[i]
		ro.cover[p.role][p.region] = append(ro.cover[p.role][p.region], i)
		if p.role != manager || p.ordinal%roleSizes[manager] != succeededNth {
			continue
		}
		block := p.ordinal / roleSizes[manager]
		if n := block*roleSizes[executive] + changerNth; n < ro.size[executive] {
			p.successor = ro.first[executive] + n
		}
	}
	for r := range roleCount {
		if len(ro.cover[r][europe]) == 0 { // too small a company for a European one
			ro.cover[r][europe] = ro.cover[r][americas]
		}
		if len(ro.cover[r][americas]) == 0 {
			ro.cover[r][americas] = ro.cover[r][europe]
		}
	}
}

const teamSize = 8

// formTeams puts people of a role and region together, eight to a team.
func (ro *roster) formTeams() {
	for r := range roleCount {
		for g := range regionCount {
			count := 0
			for i := range ro.people {
				if p := &ro.people[i]; p.role != r || p.region != g {
					continue
				}
				if count%teamSize == 0 {
					ro.teams = append(ro.teams, team{
						name: teamName(r, g, count/teamSize), manager: len(ro.people) + len(ro.teams), role: r, region: g,
					})
				}
				ro.people[i].team = len(ro.teams) - 1
				count++
			}
		}
	}
}

func teamName(r role, g region, n int) string {
	words := [roleCount]string{"New Business", "Accounts", "Success", "Renewals", "Marketing", "Product", "Finance"}
	name := words[r] + [regionCount]string{" Americas", " Europe"}[g]
	if n > 0 {
		name += " " + strconv.Itoa(n+1)
	}
	return name
}

// coverOn gives who of a role and region looks after a customer on a day: the slot's own person, who succeeded them,
// or one of the others in turn.
func (ro *roster) coverOn(r role, g region, slot int, d config.Day) int {
	pool := ro.cover[r][g]
	for step := range len(pool) {
		i := pool[slot%len(pool)]
		if step > 0 { // several share what somebody leaves behind
			i = pool[(slot+1+(slot/len(pool)+step)%(len(pool)-1))%len(pool)]
		}
		for _, candidate := range [2]int{i, ro.people[i].successor} {
			if candidate < 0 {
				continue
			}
			if now, employed := ro.people[candidate].roleOn(d); employed && now == r {
				return candidate
			}
		}
	}
	return pool[slot%len(pool)]
}

// costCenter is where a role's pay is booked.
func costCenter(r role, g region) string {
	codes := [roleCount][regionCount]string{
		{"4110", "4120"}, {"4210", "4220"}, {"4310", "4320"}, {"4330", "4340"}, {"5100", "5110"}, {"6100", "6110"}, {"7100", "7110"},
	}
	return codes[r][g]
}

// targetIncentive is what a role earns in a quarter at target, in major units of the region's currency.
func targetIncentive(r role, g region) int {
	amounts := [roleCount][regionCount]int{
		{10_000, 9_200}, {9_000, 8_300}, {6_000, 5_500}, {4_000, 3_700}, {5_000, 4_600}, {5_000, 4_600}, {5_000, 4_600},
	}
	return amounts[r][g]
}
