package demo

// Salesforce ids: a key prefix that names the object, the org's instance, and a serial in base 62: 15 characters in
// which letter case matters. Three more letters carry the case of the 15, so that a spreadsheet which ignores case
// does not merge two records: one letter for every five characters, bit i set when character i is upper case.
const (
	userPrefix        = "005"
	accountPrefix     = "001"
	opportunityPrefix = "006"
	splitPrefix       = "1Sp"
	historyPrefix     = "008"
	leadPrefix        = "00Q"
	linePrefix        = "00k"
	productPrefix     = "01t"
	campaignPrefix    = "701"
	memberPrefix      = "00v"
	taskPrefix        = "00T"
	eventPrefix       = "00U"
	casePrefix        = "500"
	territoryPrefix   = "0MI"
	queuePrefix       = "00G"

	instance = "5Y0"
	base62   = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
	checksum = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"
)

// appendID writes the 18-character id of the object's serial.
func appendID(b []byte, prefix string, serial uint64) []byte {
	start := len(b)
	b = append(b, prefix...)
	b = append(b, instance...)
	b = append(b, "000000000"...)
	for i := len(b) - 1; serial > 0; i-- {
		b[i] = base62[serial%62]
		serial /= 62
	}
	return appendChecksum(b, start)
}

// appendChecksum writes the three letters for the 15 characters that begin at start.
func appendChecksum(b []byte, start int) []byte {
	for chunk := 0; chunk < 3; chunk++ {
		bits := 0
		for i := 0; i < 5; i++ {
			if c := b[start+chunk*5+i]; 'A' <= c && c <= 'Z' {
				bits |= 1 << i
			}
		}
		b = append(b, checksum[bits])
	}
	return b
}
