package demo

import (
	"bufio"
	"strconv"
)

// writeWorkers writes HR's report: every participant and every team lead, as Workday's reports arrive.
func (c *company) writeWorkers(dir string) (File, error) {
	const path = "extracts/workday/workers.json"
	file, err := create(dir, path)
	if err != nil {
		return File{}, err
	}
	defer file.Close()
	out := bufio.NewWriterSize(file, 1<<20)
	size, records := int64(0), 0
	write := func(b []byte) {
		size += int64(len(b))
		_, _ = out.Write(b) // Flush says what went wrong
	}
	write([]byte(`{"Report_Entry":[`))
	separator := "\n"
	entry := func(index int, hired, left string, t team, country string) {
		name, email := nameAndEmail(index)
		manager := ""
		if index < len(c.ro.people) {
			manager = employee(t.manager)
		}
		b := append(out.AvailableBuffer(), separator...)
		separator = ",\n"
		for _, cell := range [...][2]string{
			{`{"Employee_ID":"`, employee(index)},
			{`","Legal_Name":"`, name},
			{`","Email_-_Work":"`, email},
			{`","Hire_Date":"`, hired},
			{`","Termination_Date":"`, left},
			{`","Cost_Center":"`, costCenter(t.role, t.region)},
			{`","Supervisory_Organization":"`, t.name},
			{`","Manager_ID":"`, manager},
			{`","Country":"`, country},
			{`","Company":"`, [regionCount]string{"Northwind Analytics Inc", "Northwind Analytics Europe"}[t.region]},
		} {
			b = append(append(b, cell[0]...), cell[1]...)
		}
		write(append(b, `"}`...))
		records++
	}
	for i := range c.ro.people {
		p := &c.ro.people[i]
		left := ""
		if p.left != 0 {
			left = (p.left - 1).String()
		}
		entry(i, p.hired.String(), left, c.ro.teams[p.team], p.country)
	}
	for i, t := range c.ro.teams {
		entry(t.manager, strconv.Itoa(2020+i%3)+"-03-02", "", t, countryOf(t.region, i))
	}
	write([]byte("\n]}\n"))
	if err := out.Flush(); err != nil {
		return File{}, err
	}
	return File{Path: path, Records: records, Size: size}, file.Close()
}
