package intake

import (
	"fmt"
	"slices"
	"strings"
)

// repeats looks at files that are the same entity. Files without a record in common are parts, or come from different
// systems, and are all read; where they have records in common somebody must say which stands.
func (p *proposer) repeats() {
	for i := 0; i < len(p.Placed); i++ {
		for j := i + 1; j < len(p.Placed); j++ {
			a, b := p.Placed[i], p.Placed[j]
			if a.Entity() != b.Entity() {
				continue
			}
			shared, of, sample := inCommon(a, b)
			if shared == 0 {
				b.Says = append(b.Says, fmt.Sprintf("read beside %s, which has %s records too: none is in both", a.Name(), words(a.Entity())))
				continue
			}
			q := Question{
				Key: a.Name() + " and " + b.Name(), Ask: fmt.Sprintf("%s and %s both have %s records. Which should be read?", a.Name(), b.Name(), words(a.Entity())),
				Evidence: []string{fmt.Sprintf("%d of the %d in %s are in %s too, such as %s", shared, of, b.Name(), a.Name(), sample)},
				Choices: []Choice{
					{a.Name(), counted(len(a.Rows), "record", "records")},
					{b.Name(), counted(len(b.Rows), "record", "records")},
					{"both", "of a record in both, the last modified stands and the other is listed as a repeat"},
				},
			}
			answer, ok := p.ask.ask(q)
			switch {
			case !ok || answer.Text == "both":
			case answer.Text == a.Name():
				p.drop(j)
				j--
			default:
				p.drop(i)
				j = i
			}
		}
	}
}

func (p *proposer) drop(i int) {
	p.Unread = append(p.Unread, Unread{p.Placed[i].Name(), "is left out, as answered"})
	p.Placed = slices.Delete(p.Placed, i, i+1)
}

// identity is our column that tells records apart, or whom they are about.
func identity(p *Placed) string {
	if p.Key != "" {
		return p.Key
	}
	for _, c := range p.Shape.Columns {
		if _, ok := p.Columns[c.Name]; ok && strings.HasSuffix(c.Name, "_id") {
			return c.Name
		}
	}
	return ""
}

func inCommon(a, b *Placed) (shared, of int, sample string) {
	one, two := identity(a), identity(b)
	if one == "" || two == "" {
		return 0, 0, ""
	}
	in := map[string]bool{}
	for _, r := range a.Rows {
		in[idKey(a.cell(r, one))] = true
	}
	delete(in, "")
	seen := map[string]bool{"": true}
	for _, r := range b.Rows {
		id := idKey(b.cell(r, two))
		if seen[id] {
			continue
		}
		seen[id] = true
		of++
		if in[id] {
			shared++
			sample = firstOf(sample, id)
		}
	}
	return shared, of, sample
}
