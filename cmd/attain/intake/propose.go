package intake

import (
	"fmt"
	"maps"
	"slices"
	"sort"
	"strings"

	"attain/config"
	"attain/transform"
)

// Proposal is what import makes of a folder: what goes into attain.yaml and people.xlsx, what it took without asking,
// what nobody has answered yet, and what it could not place.
type Proposal struct {
	Company, Code, Country, Reporting string
	Rates                             []Rate
	Placed                            []*Placed
	Unread                            []Unread
	People                            []Person
	Taken                             []string // decided without asking; each can be changed in attain.yaml
	Open                              []string // what stays undecided, and what follows from it
	Asked                             int
	Missing                           []Question
	Problems                          config.Problems
}

// Rate is a plan rate: one unit of From in the reporting currency, for the years of the data.
type Rate struct {
	From, To, Rate string
	First, Last    int // years
}

// Placed is a table that is known for what it is.
type Placed struct {
	*Table
	Shape      transform.Shape
	Columns    map[string]int // our column → theirs
	Source     string
	Path       string // in the workspace
	Key        string
	Dates      map[int]string // their column → how days are written
	Numbers    map[int]Marks
	Stages     map[string]string
	StageUse   []StageUse
	Constants  map[string]string // our column → what it is in every row
	Attributes []string
	Nulls      []string // words that mean no value
	Across     *across
	Checked    []string // columns whose total row agrees with the records
	Says       []string // what was decided, with its proof
}

// Marks are how the numbers of a column are written.
type Marks struct{ Decimal, Thousands string }

// Entity is the canonical entity the table's rows are.
func (p *Placed) Entity() string { return entityOf(p.Shape) }

// has gives their column of one of ours.
func (p *Placed) has(column string) (at int, ok bool) {
	at, ok = p.Columns[column]
	return at, ok
}

// cell gives one of our columns in a row.
func (p *Placed) cell(r Row, column string) string {
	if at, ok := p.Columns[column]; ok {
		if text := strings.TrimSpace(r.Cells[at]); !isNoValue(text) {
			return text
		}
		return ""
	}
	return p.Constants[column]
}

// proposer works a proposal out.
type proposer struct {
	*Proposal
	rec    *recogniser
	ask    *inOrder
	pathOf func(file string) string
}

// Propose reads a folder and works out what it is. pathOf says where in the workspace a file will be.
func Propose(folder string, shapes []transform.Shape, pathOf func(file string) string, askers ...Asker) (*Proposal, error) {
	rec, err := newRecogniser(shapes)
	if err != nil {
		return nil, err
	}
	p := &proposer{Proposal: &Proposal{}, rec: rec, ask: &inOrder{askers: askers}, pathOf: pathOf}
	tables, unread, err := ReadFolder(folder, rec.known)
	if err != nil {
		return nil, err
	}
	p.Unread = unread
	for _, t := range tables {
		p.place(t)
	}
	p.repeats()
	for _, t := range p.Placed {
		p.faults(t)
		p.days(t)
		p.numbers(t)
		p.totals(t)
		p.leftOver(t)
	}
	if len(p.Placed) > 0 {
		p.money()
		for _, t := range p.Placed {
			p.stages(t)
			p.per(t)
		}
		p.people()
		p.company()
	}
	p.name()
	p.Asked, p.Missing = p.ask.count, p.ask.missing
	return p.Proposal, nil
}

// place finds out what a table is. Where two entities fit nearly as well it asks.
func (p *proposer) place(t *Table) {
	list := p.rec.candidates(t)
	if len(list) == 0 {
		p.Unread = append(p.Unread, Unread{t.Name(), "has columns that are those of nothing attain knows: " + strings.Join(t.Headers[:min(len(t.Headers), 8)], ", ")})
		return
	}
	best := list[0]
	rivals := rivalsOf(list)
	if len(rivals) > 1 {
		q := Question{Key: "what is " + t.Name(), Ask: fmt.Sprintf("What are the records of %s?", t.Name()), Evidence: []string{
			"columns: " + strings.Join(t.Headers, ", "), "first record: " + strings.Join(t.Rows[0].Cells, ", "),
		}}
		for _, c := range rivals {
			q.Choices = append(q.Choices, Choice{entityOf(c.shape), "from " + c.shape.System})
		}
		q.Choices = append(q.Choices, Choice{"nothing", "leave it out"})
		if a, ok := p.ask.ask(q); ok {
			if a.Text == "nothing" {
				p.Unread = append(p.Unread, Unread{t.Name(), "is left out, as answered"})
				return
			}
			best = rivals[slices.IndexFunc(rivals, func(c candidate) bool { return entityOf(c.shape) == a.Text })]
		}
	}
	placed := &Placed{
		Table: t, Shape: best.shape, Columns: best.columns, Path: p.pathOf(t.File),
		Dates: map[int]string{}, Numbers: map[int]Marks{}, Constants: map[string]string{},
	}
	if a, ok := t.monthsAcross(); ok {
		if _, _, fits := acrossOf(best.shape); fits {
			placed.Across = &a
		}
	}
	for _, name := range slices.Sorted(maps.Keys(best.unfit)) {
		at := best.unfit[name]
		c, _ := column(best.shape, name)
		v := t.column(at)[0]
		p.Problems.Addf(config.Position{File: t.Name(), Line: v.Row.At}, "%s is called like the %s, but %q is not %s a run can read; export it again with %s",
			t.Headers[at], words(name), v.Text, map[bool]string{true: "a day", false: "a number"}[c.Type == "date" || c.Type == "timestamp"],
			map[bool]string{true: "days such as 2026-01-31 or 31/01/2026", false: "plain numbers, the currency in a column of its own"}[c.Type == "date" || c.Type == "timestamp"])
	}
	if p.fillMissing(placed, best.missing) {
		placed.Key = keyOf(placed)
		p.Placed = append(p.Placed, placed)
	}
}

// rivalsOf are the candidates of other entities that fit nearly as well as the first.
func rivalsOf(list []candidate) (rivals []candidate) {
	seen := map[string]bool{}
	for _, c := range list {
		if e := entityOf(c.shape); !seen[e] && c.score > list[0].score-1.5 && len(c.missing) <= len(list[0].missing) {
			seen[e] = true
			rivals = append(rivals, c)
		}
	}
	return rivals[:min(len(rivals), 4)]
}

// fillMissing asks for the required columns that were not found. It says no when one is not there at all.
func (p *proposer) fillMissing(t *Placed, missing []transform.ShapeColumn) bool {
	for _, c := range missing {
		q := Question{Key: t.Name() + ": " + c.Name, Ask: fmt.Sprintf("Which column of %s is the %s of its %s records?", t.Name(), words(c.Name), words(t.Entity()))}
		for i, h := range t.Headers {
			if h != "" && (t.isFree(i) || t.isName(i)) && couldBe(t.Table, i, c) {
				q.Choices = append(q.Choices, Choice{h, "such as " + firstTexts(t.column(i), 3)})
			}
		}
		canBeConstant := c.Name == "first_day" || c.Name == "role"
		if len(q.Choices) == 0 && !c.Required {
			p.Open = append(p.Open, fmt.Sprintf("%s: no column can be the %s of its %s records", t.Name(), words(c.Name), words(t.Entity())))
			continue
		}
		if len(q.Choices) == 0 && !canBeConstant {
			p.Unread = append(p.Unread, Unread{t.Name(), fmt.Sprintf("looks like %s of %s, but no column can be its %s", words(t.Entity()), t.Shape.System, words(c.Name))})
			return false
		}
		if canBeConstant {
			q.Evidence = append(q.Evidence, "the columns are: "+strings.Join(t.Headers, ", "), "if it is the same for all of them, write = and the value, such as "+map[string]string{"first_day": "= 2026-01-01", "role": "= AE"}[c.Name])
			choices := q.Choices
			q.Choices = nil
			q.check = func(text string) (string, string) { return constantOr(text, c, choices) }
		} else if c.Required {
			q.Choices = append(q.Choices, Choice{"none", "the file is left out"})
		} else {
			q.Choices = append(q.Choices, Choice{"none", "the records have none"})
		}
		a, ok := p.ask.ask(q)
		switch {
		case !ok:
			if len(q.Choices) > 0 && c.Required {
				t.Columns[c.Name] = slices.Index(t.Headers, q.Choices[0].Value)
			}
		case a.Text == "none" && !c.Required:
		case a.Text == "none":
			p.Unread = append(p.Unread, Unread{t.Name(), fmt.Sprintf("has no %s, as answered, so it is left out", words(c.Name))})
			return false
		case strings.HasPrefix(a.Text, "="):
			t.Constants[c.Name] = strings.TrimSpace(a.Text[1:])
		default:
			t.Columns[c.Name] = slices.Index(t.Headers, a.Text)
		}
	}
	return true
}

func constantOr(text string, c transform.ShapeColumn, choices []Choice) (cleaned, wrong string) {
	if value, is := strings.CutPrefix(text, "="); is {
		value = strings.TrimSpace(value)
		if c.Type == "date" {
			if _, err := config.ParseDay(value); err != nil {
				return "", err.Error()
			}
		}
		return "= " + value, ""
	}
	for _, choice := range choices {
		if strings.EqualFold(choice.Value, text) {
			return choice.Value, ""
		}
	}
	return "", fmt.Sprintf("%q is no column that can be it; write = and a value for all", text)
}

// isFree says whether a column is not used yet.
func (p *Placed) isFree(column int) bool {
	for _, at := range p.Columns {
		if at == column {
			return false
		}
	}
	return p.Across == nil || !slices.Contains(p.Across.columns, column)
}

// isName says whether a column is known as the name of its records, which may tell them apart where nothing else does.
func (p *Placed) isName(column int) bool {
	at, ok := p.Columns["name"]
	return ok && at == column
}

// couldBe says whether a column's values can be what is missing.
func couldBe(t *Table, column int, c transform.ShapeColumn) bool {
	values := t.column(column)
	if len(values) == 0 || !fits(t, column, c) {
		return false
	}
	switch {
	case c.Type == "money" || c.Type == "number":
		return true
	case c.Type == "date" || c.Type == "timestamp":
		return true
	case strings.HasSuffix(c.Name, "_id") && c.Name != "participant_id" && c.Name != "owner_id":
		return isUnique(values) && len(values) == len(t.Rows) && readDays(t, column).share() < 0.5
	}
	return true
}

func isUnique(values []Value) bool {
	seen := map[string]bool{}
	for _, v := range values {
		if seen[v.Text] {
			return false
		}
		seen[v.Text] = true
	}
	return true
}

// keyOf is our column that tells the records apart: the first required one, where every record has a value of its own.
func keyOf(p *Placed) string {
	for _, c := range p.Shape.Columns {
		at, ok := p.Columns[c.Name]
		if !c.Required || !ok {
			continue
		}
		if values := p.column(at); strings.HasSuffix(c.Name, "_id") && len(values) == len(p.Rows) && isUnique(values) && p.Across == nil && p.Entity() != "assignment" {
			return c.Name
		}
		return ""
	}
	return ""
}

// words writes a name of ours as people say it.
func words(name string) string {
	switch name {
	case "close_on":
		return "close date"
	case "owner_id":
		return "owner"
	case "opportunity_id":
		return "deal number"
	case "stage_id":
		return "stage"
	case "participant_id":
		return "employee number"
	case "opportunity":
		return "deal"
	case "target":
		return "quota"
	}
	name = strings.TrimSuffix(strings.TrimSuffix(name, "_id"), "_on")
	return strings.ReplaceAll(name, "_", " ")
}

func firstTexts(values []Value, n int) string {
	var list []string
	for _, v := range values {
		if !slices.Contains(list, v.Text) {
			list = append(list, v.Text)
		}
		if len(list) == n {
			break
		}
	}
	return strings.Join(list, ", ")
}

// faults are cells no run may take for a number: the file is refused until they are mended.
func (p *proposer) faults(t *Placed) {
	sort.SliceStable(t.Faults, func(i, j int) bool { return t.Faults[i].Row < t.Faults[j].Row })
	for _, f := range t.Faults {
		if t.isFree(f.Column) {
			continue // nobody reads it
		}
		file := t.Name()
		p.Problems.Addf(config.Position{File: file, Line: f.Row}, "cell %s (%s, of the record %s) is %s, which is no value; mend the workbook and import again",
			f.Cell, t.Headers[f.Column], recordWords(t.Table, f.Row), f.Value)
	}
}

func recordWords(t *Table, row int) string {
	for _, r := range t.Rows {
		if r.At == row {
			return fmt.Sprintf("%q", firstCell(r))
		}
	}
	return "?"
}

// leftOver decides what becomes of the columns nobody reads: those of the company's own that sort records, and have a
// name plans can write, become attributes.
func (p *proposer) leftOver(t *Placed) {
	for i, h := range t.Headers {
		if h == "" || !t.isFree(i) || !attributeName.MatchString(h) {
			continue
		}
		values := t.column(i)
		distinct := map[string]bool{}
		for _, v := range values {
			distinct[v.Text] = true
		}
		if n := len(distinct); n >= 2 && n <= 20 && n*2 <= len(values) && readDays(t.Table, i).share() < 0.5 {
			t.Attributes = append(t.Attributes, h)
		}
	}
}

// unused are the columns nobody reads.
func (p *Placed) unused() (list []string) {
	for i, h := range p.Headers {
		if h != "" && p.isFree(i) && !slices.Contains(p.Attributes, h) {
			list = append(list, h)
		}
	}
	return list
}

// name gives every table its source: one for each system, and another for a second file of the same entity.
func (p *proposer) name() {
	used := map[string]bool{}
	for _, t := range p.Placed {
		base := t.Shape.System
		if base == "attain" {
			base = "own-files"
		}
		name := base
		for n := 2; used[name+" "+t.Shape.Entity]; n++ {
			name = fmt.Sprintf("%s-%d", base, n)
		}
		used[name+" "+t.Shape.Entity] = true
		t.Source = name
	}
}
