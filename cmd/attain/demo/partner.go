package demo

// The partners that bring deals: accounts of their own, behind everybody else's.
const partnerCount = 6

var partnerNames = [partnerCount]string{
	"Bright Path Consulting", "Datawise Partners", "Northern Lights Systems", "Kestrel Advisory", "Open Harbor Integrators", "Polestar Cloud",
}

// partnerSerial is the serial of the n-th partner's account id, counted from 1; no customer reaches it.
func partnerSerial(n int) uint64 { return 1<<36 + uint64(n) }

// writePartners writes the partners' accounts, which the first account executive keeps.
func (c *company) writePartners(s *sheaf) {
	for n := range partnerCount {
		b := s.rows[accounts]
		b = appendID(b, accountPrefix, partnerSerial(n+1))
		b = append(b, ",false,"...)
		b = append(b, partnerNames[n]...)
		b = append(b, ',')
		b = appendID(b, userPrefix, userSerial(c.ro.first[executive]))
		b = append(b, ",USD,,,false,US,"...)
		b = appendInstant(b, dataFirst-400, 36_000)
		b = append(b, ",Partner,Consulting,,"...)
		b = append(b, territoryID(easternStates)...)
		s.rows[accounts] = append(b, '\n')
		s.add(accounts)
	}
}
