package intake

import (
	"fmt"
	"regexp"
	"strings"
)

var countryCode = regexp.MustCompile(`^[A-Z]{2}$`)

// company asks what no export says: whose pay this is.
func (p *proposer) company() {
	name, _ := p.ask.ask(Question{Key: "company", Ask: "What is the company called?"})
	p.Company = name.Text
	p.Code = codeOf(p.Company)
	if p.Code != "" {
		p.Taken = append(p.Taken, fmt.Sprintf("company code %s, from its name; write the one payroll knows", p.Code))
	}
	seen := map[string]int{}
	for _, t := range p.Placed {
		at, ok := t.has("country")
		if e := t.Entity(); ok && (e == "participant" || e == "assignment") {
			for _, v := range t.column(at) {
				seen[v.Text]++
			}
		}
	}
	if len(seen) == 1 {
		for c := range seen {
			if countryCode.MatchString(c) {
				p.Country = c
				p.Taken = append(p.Taken, fmt.Sprintf("country %s: everybody is there", c))
				return
			}
		}
	}
	q := Question{Key: "country", Ask: "In which country is the company (two letters; its holidays count)?", check: func(text string) (string, string) {
		c := strings.ToUpper(text)
		if !countryCode.MatchString(c) {
			return "", fmt.Sprintf("%q is not a country; write its code of two letters, such as NO or US", text)
		}
		return c, ""
	}}
	for c, n := range seen {
		q.Evidence = append(q.Evidence, fmt.Sprintf("%s: %s", c, counted(n, "person", "people")))
	}
	a, _ := p.ask.ask(q)
	p.Country = a.Text
}

// codeOf makes up to four capital letters of a company's name.
func codeOf(name string) string {
	code := ""
	for _, w := range strings.Fields(name) {
		if r := []rune(strings.ToUpper(plain(w))); len(r) > 0 && r[0] >= 'A' && r[0] <= 'Z' {
			code += string(r[0])
		}
	}
	if r := []rune(strings.ToUpper(plain(name))); len(code) < 2 && len(r) >= 2 {
		code = string(r[:min(3, len(r))])
	}
	return code[:min(len(code), 4)]
}
