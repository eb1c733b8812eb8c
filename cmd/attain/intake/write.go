package intake

import (
	"fmt"
	"maps"
	"path"
	"regexp"
	"slices"
	"sort"
	"strings"

	"attain/config"

	"github.com/xuri/excelize/v2"
)

// Workspace writes attain.yaml: what was found, with what speaks for it. conventions is the block every new workspace
// begins with.
func (p *Proposal) Workspace(folder, conventions string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "# Written by attain import from %s. It is yours from here on: change what is not right, and check it with\n# attain check. Lines that begin with # say why something is as it is.\n\n", folder)
	fmt.Fprintf(&b, "company: {name: %s, code: %s, country: %s}\n\n", flowText(p.Company), flowText(p.Code), flowText(p.Country))
	b.WriteString("# The year begins in January; write year_starts: 7 and year_named_by: where it begins in July.\ncalendar: {year_starts: 1, periods: months}\n\n")
	fmt.Fprintf(&b, "# Company totals are shown in the reporting currency; other currencies are converted at these rates.\ncurrencies:\n  reporting: %s\n", p.Reporting)
	if len(p.Rates) > 0 {
		b.WriteString("  plan_rates:\n")
		for _, r := range p.Rates {
			fmt.Fprintf(&b, "    - {from: %s, to: %s, rate: %s, first_day: %d-01-01, last_day: %d-12-31}\n", r.From, r.To, r.Rate, r.First, r.Last)
		}
	}
	b.WriteString("\n" + strings.TrimSpace(conventions) + "\n\n")
	b.WriteString("# Which code payroll books a plan under; codes: gives single plans and components others, dates: when a period is paid.\npay:\n  default_code: VARPAY\n\n")
	b.WriteString("# Where the extracts are and how to read them. A new export of the same kind goes where the old one was.\nsources:\n")
	for _, source := range p.sources() {
		p.source(&b, source)
	}
	return b.String()
}

// sources are the names of the sources in the order of their first file.
func (p *Proposal) sources() (names []string) {
	for _, t := range p.Placed {
		if !slices.Contains(names, t.Source) {
			names = append(names, t.Source)
		}
	}
	return names
}

func (p *Proposal) source(b *strings.Builder, source string) {
	first := true
	for _, t := range p.Placed {
		if t.Source != source {
			continue
		}
		if first {
			fmt.Fprintf(b, "  - name: %s\n    connector: file\n    system: %s\n    landing: full\n    entities:\n", source, t.Shape.System)
			first = false
		}
		t.entity(b)
	}
	b.WriteString("\n")
}

func (p *Placed) entity(b *strings.Builder) {
	fmt.Fprintf(b, "      # %s: %s.\n", p.Name(), counted(len(p.Rows), "record", "records"))
	for _, note := range append(slices.Clone(p.Notes), p.Says...) {
		fmt.Fprintf(b, "      # %s.\n", note)
	}
	if unused := p.unused(); len(unused) > 0 {
		fmt.Fprintf(b, "      # Not used: %s.\n", strings.Join(unused, ", "))
	}
	fmt.Fprintf(b, "      - name: %s\n        path: %s\n", p.Shape.Entity, yamlText(p.Path))
	if p.Key != "" {
		fmt.Fprintf(b, "        key: %s\n", p.Key)
	}
	if f := p.formatLines(); len(f) > 0 {
		b.WriteString("        format:\n")
		for _, line := range f {
			b.WriteString("          " + line + "\n")
		}
	}
	if f := p.columnFormats(); len(f) > 0 {
		b.WriteString("        formats:\n")
		for _, line := range f {
			b.WriteString("          " + line + "\n")
		}
	}
	if f := p.fields(); len(f) > 0 {
		b.WriteString("        fields:\n")
		for _, line := range f {
			b.WriteString("          " + line + "\n")
		}
	}
	if len(p.Constants) > 0 {
		var pairs []string
		for _, k := range slices.Sorted(maps.Keys(p.Constants)) {
			pairs = append(pairs, k+": "+flowText(p.Constants[k]))
		}
		fmt.Fprintf(b, "        constants: {%s} # the same in every record\n", strings.Join(pairs, ", "))
	}
	if len(p.Stages) > 0 {
		b.WriteString("        stages:\n")
		for _, u := range p.StageUse {
			if u.Meaning == "" {
				fmt.Fprintf(b, "          # %s: won, lost or open? %s\n", yamlText(u.Stage), counted(u.Count, "record", "records"))
				continue
			}
			fmt.Fprintf(b, "          %s: %s\n", yamlText(u.Stage), u.Meaning)
		}
	}
	if len(p.Attributes) > 0 {
		fmt.Fprintf(b, "        attributes: %s # plans may name them, in lower case\n", yamlList(p.Attributes))
	}
}

// formatLines are what of the file's format the ending does not say.
func (p *Placed) formatLines() (lines []string) {
	f := p.Format
	add := func(key, value string) {
		if value != "" {
			lines = append(lines, key+": "+value)
		}
	}
	add("type", f.Type)
	if f.Encoding != "" && f.Encoding != "utf-8" {
		add("encoding", f.Encoding)
	}
	if d := f.Delimiter; d != "" && d != defaultDelimiter(p.File) {
		add("delimiter", delimiterText(d))
	}
	if f.Root != "" {
		add("root", yamlText(f.Root))
	}
	if f.Sheet != "" {
		add("sheet", yamlText(f.Sheet))
	}
	if f.HeaderRow > 1 {
		add("header_row", fmt.Sprint(f.HeaderRow))
	}
	if date := p.usualDate(); date != config.DateISO {
		add("date", date)
	}
	usual := p.usualMarks()
	if usual.Decimal == "," {
		add("decimal", `","`)
	}
	if usual.Thousands != "" {
		add("thousands", fmt.Sprintf("%q", usual.Thousands))
	}
	if len(p.Nulls) > 0 {
		add("nulls", yamlList(p.Nulls))
	}
	if footer := p.footerPatterns(); len(footer) > 0 {
		add("footer", fmt.Sprintf("%q", strings.Join(footer, "|")))
	}
	if a := p.Across; a != nil {
		into, value, _ := acrossOf(p.Shape)
		add("unpivot", fmt.Sprintf("{columns: %q, into: %s, value: %s}", a.pattern, into, value))
	}
	if line := p.totalLine(); line != "" {
		lines = append(lines, line)
	}
	if len(p.skipped()) > 0 {
		var pairs []string
		for _, c := range slices.Sorted(maps.Keys(p.skipped())) {
			pairs = append(pairs, flowText(c)+": "+fmt.Sprintf("%q", p.skipped()[c]))
		}
		add("skip_where", "{"+strings.Join(pairs, ", ")+"}")
	}
	return lines
}

// totalPattern fits the total rows.
func (p *Placed) totalPattern() string {
	patterns := map[string]bool{}
	for _, r := range p.Totals {
		patterns[totalWords.FindString(strings.TrimSpace(r.Cells[p.TotalColumn]))+"*"] = true
	}
	return strings.Join(slices.Sorted(maps.Keys(patterns)), "|")
}

// totalLine says which rows are sums, and which of their columns the run compares.
func (p *Placed) totalLine() string {
	if len(p.Totals) == 0 || p.TotalColumn < 0 || len(p.Checked) == 0 {
		return ""
	}
	sums := ""
	if p.Across == nil {
		sums = ", sums: " + yamlList(p.Checked)
	}
	return fmt.Sprintf("total_row: {where: {%s: %q}%s}", flowText(p.Headers[p.TotalColumn]), p.totalPattern(), sums)
}

// skipped are the rows that are no records and hold nothing to compare: column and pattern.
func (p *Placed) skipped() map[string]string {
	out := maps.Clone(p.GroupRows)
	if out == nil {
		out = map[string]string{}
	}
	if len(p.Totals) > 0 && p.TotalColumn >= 0 && len(p.Checked) == 0 {
		column := p.Headers[p.TotalColumn]
		out[column] = strings.TrimPrefix(out[column]+"|"+p.totalPattern(), "|")
	}
	return out
}

var footerStarts = regexp.MustCompile(`(?i)^(copyright|confidential|generated by|report name|filtered by)`)

// footerPatterns are what the lines below the table begin with: exports write dates and counts behind it.
func (p *Placed) footerPatterns() (patterns []string) {
	for _, line := range p.Footer {
		pattern := line
		if start := footerStarts.FindString(line); start != "" {
			pattern = start + "*"
		} else if at := strings.IndexAny(line, "0123456789:"); at > 3 {
			pattern = strings.TrimSpace(line[:at]) + "*"
		}
		pattern = strings.ReplaceAll(pattern, "|", "*")
		if !slices.Contains(patterns, pattern) && !p.fitsRecord(pattern) {
			patterns = append(patterns, pattern)
		}
	}
	return patterns
}

// fitsRecord says whether a pattern would end the table at a record.
func (p *Placed) fitsRecord(pattern string) bool {
	for _, r := range p.Rows {
		if strings.HasPrefix(firstCell(r), strings.TrimSuffix(pattern, "*")) {
			return true
		}
	}
	return false
}

// usualDate is how most columns of days are written.
func (p *Placed) usualDate() string {
	counts := map[string]int{}
	for _, f := range p.Dates {
		counts[f]++
	}
	best := config.DateISO
	for _, f := range slices.Sorted(maps.Keys(counts)) {
		if f != config.DateISO && (best == config.DateISO || counts[f] > counts[best]) {
			best = f // year first is read whatever the format says
		}
	}
	return best
}

func (p *Placed) usualMarks() Marks {
	counts := map[Marks]int{}
	var best Marks
	for _, at := range slices.Sorted(maps.Keys(p.Numbers)) {
		m := p.Numbers[at]
		if m.Decimal == "" && m.Thousands == "" {
			continue
		}
		counts[m]++
		if (best == Marks{}) || counts[m] > counts[best] || m.Thousands != "" && best.Thousands == "" && m.Decimal == best.Decimal {
			best = m
		}
	}
	return best
}

// columnFormats are the columns that are written in another way than most.
func (p *Placed) columnFormats() (lines []string) {
	usual, marks := p.usualDate(), p.usualMarks()
	for _, at := range slices.Sorted(maps.Keys(p.Dates)) {
		if f := p.Dates[at]; f != usual && f != config.DateISO {
			lines = append(lines, fmt.Sprintf("%s: {date: %s}", yamlText(p.Headers[at]), f))
		}
	}
	for _, at := range slices.Sorted(maps.Keys(p.Numbers)) {
		m := p.Numbers[at]
		otherDecimal := m.Decimal != "" && firstOf(marks.Decimal, ".") != m.Decimal
		if otherDecimal || m.Thousands != "" && m.Thousands != marks.Thousands {
			decimal := firstOf(m.Decimal, marks.Decimal, ".")
			lines = append(lines, fmt.Sprintf("%s: {decimal: %q, thousands: %q}", yamlText(p.Headers[at]), decimal, firstOf(m.Thousands, other(decimal))))
		}
	}
	return lines
}

// fields are the columns a run would not find by the names the system uses.
func (p *Placed) fields() (lines []string) {
	done := map[string]bool{}
	for _, c := range p.Shape.Columns {
		at, ok := p.Columns[c.Name]
		theirs := strings.Join(c.Theirs, "|")
		if !ok || done[theirs] || p.isFoundAnyway(c.Theirs, at) {
			continue
		}
		done[theirs] = true
		lines = append(lines, fmt.Sprintf("%s: %s", c.Name, yamlText(p.Headers[at])))
	}
	return lines
}

// isFoundAnyway says whether a run takes the same column without being told: the first of the system's names that is there.
func (p *Placed) isFoundAnyway(theirs []string, at int) bool {
	for _, name := range theirs {
		for i, h := range p.Headers {
			if strings.EqualFold(strings.TrimSpace(h), name) {
				return i == at
			}
		}
		if head, _, nested := strings.Cut(name, "."); nested && strings.EqualFold(p.Headers[at], head) {
			return true
		}
	}
	return false
}

func defaultDelimiter(file string) string {
	switch strings.ToLower(path.Ext(strings.TrimSuffix(strings.ToLower(file), ".gz"))) {
	case ".tsv", ".tab":
		return "\t"
	}
	return ","
}

func delimiterText(d string) string {
	if d == "\t" {
		return "tab"
	}
	return fmt.Sprintf("%q", d)
}

// PeopleHeaders are the columns of people.xlsx.
var PeopleHeaders = []string{"participant", "name", "system", "id", "email", "is", "first_day", "last_day"}

// WritePeople writes people.xlsx.
func (p *Proposal) WritePeople(file string) error {
	book := excelize.NewFile()
	defer book.Close()
	const sheet = "People"
	if err := book.SetSheetName("Sheet1", sheet); err != nil {
		return err
	}
	rows := [][]string{PeopleHeaders}
	for _, person := range p.People {
		rows = append(rows, []string{person.Participant, person.Name, person.System, person.ID, person.Email, person.Is, "", ""})
	}
	for i, r := range rows {
		for c, text := range r {
			if err := book.SetCellStr(sheet, cellName(c, i+1), text); err != nil {
				return err
			}
		}
	}
	if err := book.SetColWidth(sheet, "A", "H", 22); err != nil {
		return err
	}
	return book.SaveAs(file)
}

// Files are the files that are read, each once.
func (p *Proposal) Files() (files []string) {
	for _, t := range p.Placed {
		if !slices.Contains(files, t.File) {
			files = append(files, t.File)
		}
	}
	sort.Strings(files)
	return files
}
