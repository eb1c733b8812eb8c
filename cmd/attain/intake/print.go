package intake

import (
	"fmt"
	"strings"
)

// Text tells a person what was found: file by file, then what was taken without asking, what stays open and what could
// not be placed.
func (p *Proposal) Text(folder string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %s with data, %s that cannot be placed\n", folder, counted(len(p.Placed), "table", "tables"), counted(len(p.Unread), "file or sheet", "files or sheets"))
	for _, t := range p.Placed {
		t.text(&b)
	}
	list(&b, "Not placed", func(i int) string { return p.Unread[i].File + " " + p.Unread[i].Reason }, len(p.Unread))
	list(&b, "Taken without asking (change it in attain.yaml)", func(i int) string { return p.Taken[i] }, len(p.Taken))
	list(&b, "Still open", func(i int) string { return p.Open[i] }, len(p.Open))
	return b.String()
}

func list(b *strings.Builder, title string, line func(int) string, n int) {
	if n == 0 {
		return
	}
	fmt.Fprintf(b, "\n%s:\n", title)
	for i := range n {
		fmt.Fprintf(b, "  - %s\n", line(i))
	}
}

func (p *Placed) text(b *strings.Builder) {
	from := "kept by hand"
	if p.Shape.System != "attain" {
		from = "from " + p.Shape.System
	}
	fmt.Fprintf(b, "\n%s: %s, %s, %s\n", p.Name(), words(p.Entity()), from, counted(len(p.Rows), "record", "records"))
	var pairs []string
	seen := map[int]bool{}
	for _, c := range p.Shape.Columns {
		if at, ok := p.Columns[c.Name]; ok && !seen[at] {
			seen[at] = true
			pairs = append(pairs, fmt.Sprintf("%s = %s", words(c.Name), p.Headers[at]))
		}
	}
	if p.Across != nil {
		n := len(p.Across.columns)
		pairs = append(pairs, fmt.Sprintf("%d columns across, %s to %s", n, p.Headers[p.Across.columns[0]], p.Headers[p.Across.columns[n-1]]))
	}
	wrap(b, "  columns: ", pairs, ", ")
	if unused := p.unused(); len(unused) > 0 {
		wrap(b, "  not used: ", unused, ", ")
	}
	if len(p.Attributes) > 0 {
		wrap(b, "  for plans to name: ", p.Attributes, ", ")
	}
	for _, line := range append(append([]string(nil), p.Notes...), p.Says...) {
		fmt.Fprintf(b, "  %s\n", line)
	}
	if len(p.Footer) > 0 {
		fmt.Fprintf(b, "  below the table, passed over: %s\n", quotedFirst(p.Footer, 3))
	}
}

func quotedFirst(lines []string, n int) string {
	var list []string
	for _, l := range lines[:min(len(lines), n)] {
		list = append(list, fmt.Sprintf("%q", l))
	}
	if len(lines) > n {
		list = append(list, fmt.Sprintf("and %d more", len(lines)-n))
	}
	return strings.Join(list, ", ")
}

// wrap writes a list on lines of at most 110 letters.
func wrap(b *strings.Builder, head string, items []string, between string) {
	line := head
	for i, item := range items {
		if i+1 < len(items) {
			item += between
		}
		if len([]rune(line+item)) > 110 && line != head {
			b.WriteString(strings.TrimRight(line, " ") + "\n")
			line = strings.Repeat(" ", len(head))
		}
		line += item
	}
	b.WriteString(strings.TrimRight(line, " ") + "\n")
}
