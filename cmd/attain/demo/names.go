package demo

import "strconv"

var (
	givenNames = []string{
		"Amara", "Ben", "Carla", "Daniel", "Elif", "Frank", "Grace", "Hugo", "Ines", "Jonas", "Keiko", "Liam", "Maya",
		"Noah", "Olga", "Priya", "Quinn", "Rosa", "Samir", "Tess", "Uma", "Victor", "Wanda", "Xavier", "Yara", "Zoe",
		"Anton", "Bianca", "Cyrus", "Dora", "Emil",
	}
	familyNames = []string{
		"Abbott", "Becker", "Castillo", "Dubois", "Eriksen", "Fischer", "Garcia", "Huang", "Ivanova", "Jensen", "Kowalski",
		"Lopez", "Murphy", "Nakamura", "Okafor", "Patel", "Quigley", "Rossi", "Schmidt", "Tanaka", "Ueda", "Vargas",
		"Walsh", "Xu", "Young", "Zimmer", "Andersen", "Brandt", "Cohen", "Diallo", "Evans", "Ferrari", "Gupta", "Haas",
		"Ito", "Jackson", "Klein",
	}
	firmWords = []string{
		"Alder", "Beacon", "Cedar", "Delta", "Ember", "Falcon", "Granite", "Harbor", "Iris", "Juniper", "Keystone", "Lumen",
		"Meridian", "Nimbus", "Orchard", "Pioneer", "Quarry", "Ridge", "Summit", "Timber", "Union", "Vertex", "Willow",
		"Yellowstone", "Zephyr", "Atlas", "Birch", "Copper", "Drift",
	}
	firmTrades = []string{
		"Foods", "Logistics", "Health", "Robotics", "Media", "Energy", "Textiles", "Insurance", "Marine", "Pharma", "Retail",
		"Systems", "Travel", "Metals", "Analytics", "Builders", "Labs",
	}
	firmForms = []string{"Inc", "Group", "Partners", "& Co", "Works", "Holding", "Collective"}
)

// personName gives given name, family name and a mark that tells namesakes apart ("" for the first of a name).
func personName(index int) (given, family, mark string) {
	g := index % len(givenNames)
	round := index / len(givenNames)
	f := (round + g*5) % len(familyNames)
	if round >= len(familyNames) {
		mark = strconv.Itoa(round/len(familyNames) + 1)
	}
	return givenNames[g], familyNames[f], mark
}

// appendFirm writes the name of an account; names repeat only with a number behind them.
func appendFirm(b []byte, account int) []byte {
	w := account % len(firmWords)
	t := account / len(firmWords) % len(firmTrades)
	f := account / (len(firmWords) * len(firmTrades)) % len(firmForms)
	round := account / (len(firmWords) * len(firmTrades) * len(firmForms))
	b = append(b, firmWords[w]...)
	b = append(b, ' ')
	b = append(b, firmTrades[(t+w)%len(firmTrades)]...)
	b = append(b, ' ')
	b = append(b, firmForms[(f+account)%len(firmForms)]...)
	if round > 0 {
		b = append(b, ' ')
		b = strconv.AppendInt(b, int64(round+1), 10)
	}
	return b
}
