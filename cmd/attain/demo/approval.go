package demo

import (
	"strconv"

	"attain/config"
)

// approvalFrom is the discount, in percent, from which a team lead has to agree.
const approvalFrom = 15

// appendApproval writes the approval a deal with a large discount needs: won deals have it, of the lost ones two in
// five were refused it, and what is open waits for it.
func (s *sheaf) appendApproval(d *deal, t *terms, r *random) {
	if t.discount < approvalFrom {
		return
	}
	requested := max(min(d.closes, asOf-1)-config.Day(r.between(4, 12)), d.created)
	status, decided := "approved", min(requested+config.Day(r.below(4)), asOf-1)
	switch {
	case d.outcome == open:
		status, decided = "pending", 0
	case d.outcome == lost && r.percent(40):
		status = "rejected"
	}
	b := s.rows[approvals]
	b = append(b, "DA"...)
	b = strconv.AppendUint(b, d.serial, 10)
	b = append(b, ',')
	b = appendID(b, opportunityPrefix, d.serial)
	b = append(b, ",discount,"...)
	b = append(b, status...)
	b = append(b, ',')
	b = appendDay(b, requested)
	b = append(b, ',')
	if decided != 0 {
		b = appendDay(b, decided)
	}
	b = append(b, ',')
	b = append(b, employee(s.company.ro.leadOf(d.owner))...)
	b = append(b, ',')
	b = strconv.AppendInt(b, int64(t.discount), 10)
	s.rows[approvals] = append(b, '\n')
	s.add(approvals)
}

// leadOf is who leads a participant's team, as an index among all employees.
func (ro *roster) leadOf(index int) int { return ro.teams[ro.people[index].team].manager }
