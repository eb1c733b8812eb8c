package demo

import "attain/config"

// Three things the systems do not say of themselves, which people.xlsx does: a queue is not a person, a CRM user without
// an employee number is one of marketing's people, and an account manager had another number until payroll moved.
const (
	oldNumber  = "E0417"
	renumbered = 1 // ordinal of the account manager
	numberless = 1 // ordinal of marketing's person
)

var renumberedOn = config.DayOf(2026, 1, 1)

// numberOn is the number planning knew a participant by on a day.
func (p *person) numberOn(d config.Day) string {
	if p.role == manager && p.ordinal == renumbered && d < renumberedOn {
		return oldNumber
	}
	return p.employee()
}

// hasNumber says whether the CRM knows the participant's employee number.
func (p *person) hasNumber() bool { return p.role != marketing || p.ordinal != numberless }

// writeWhoIsWho writes people.xlsx.
func (c *company) writeWhoIsWho(dir string) (File, error) {
	return table{
		path: "people.xlsx", sheet: "People",
		head:   []string{"participant", "name", "system", "id", "email", "is", "first_day", "last_day"},
		widths: []float64{13, 22, 12, 24, 36, 14, 12, 12},
		rows: func(put func(...any)) (records int) {
			put(nil, "Support queue", "salesforce", string(appendID(nil, queuePrefix, queueSerial)), nil, "not_a_person", nil, nil)
			for i := range c.ro.people {
				p := &c.ro.people[i]
				name, email := nameAndEmail(i)
				if !p.hasNumber() {
					put(p.employee(), name, "salesforce", string(appendID(nil, userPrefix, userSerial(i))), email, "person", nil, nil)
					records++
				}
				if p.numberOn(0) == oldNumber {
					put(p.employee(), name, "attain", oldNumber, email, "person", nil, (renumberedOn - 1).String())
					records++
				}
			}
			return records + 1
		},
	}.write(dir)
}
