package demo

import (
	"bufio"
	"strings"
)

// writeUsers writes Salesforce's users: everybody who sells, looks after customers or runs campaigns, the team leads,
// and one user HR does not know.
func (c *company) writeUsers(dir string) (File, error) {
	const path = "extracts/salesforce/User.csv"
	file, err := create(dir, path)
	if err != nil {
		return File{}, err
	}
	defer file.Close()
	out := bufio.NewWriterSize(file, 1<<20)
	size, records := int64(0), 0
	line := func(serial uint64, name, email, number string, active bool) {
		b := appendID(out.AvailableBuffer(), userPrefix, serial)
		b = append(b, ',')
		b = append(b, name...)
		b = append(b, ',')
		b = append(b, email...)
		b = append(b, ',')
		b = append(b, number...)
		b = append(b, ',')
		b = appendBool(b, active)
		b = append(b, '\n')
		size += int64(len(b))
		records++
		_, _ = out.Write(b) // Flush says what went wrong
	}
	const head = "Id,Name,Email,EmployeeNumber,IsActive\n"
	_, _ = out.WriteString(head)
	size += int64(len(head))
	for i := range c.ro.people {
		p := &c.ro.people[i]
		if p.role > renewals && p.role != marketing {
			continue
		}
		name, email := nameAndEmail(i)
		number := p.employee()
		if !p.hasNumber() {
			number, email = "", "hello+"+strings.ToLower(strings.Fields(name)[0])+"@northwind.example"
		}
		line(userSerial(i), name, email, number, p.left == 0 || p.left > asOf)
	}
	for _, t := range c.ro.teams {
		name, email := nameAndEmail(t.manager)
		line(userSerial(t.manager), name, email, employee(t.manager), true)
	}
	line(strangerSerial, "Robin Contractor", "robin.contractor@agency.example", notInHR, true)
	if err := out.Flush(); err != nil {
		return File{}, err
	}
	return File{Path: path, Records: records, Size: size}, file.Close()
}

func nameAndEmail(index int) (name, email string) {
	given, family, mark := personName(index)
	name = given + " " + family
	if mark != "" {
		name += " " + mark
	}
	return name, strings.ToLower(given+"."+family) + mark + "@northwind.example"
}
