package intake

import (
	"path"
	"slices"
	"sort"
	"strings"

	"attain/transform"
)

// recogniser knows what the tables of the systems look like: from the staging models, whose headers name every column
// a system may send, and from what people call the columns of the canonical entities.
type recogniser struct {
	shapes []transform.Shape
	labels *labels
	words  map[string]bool   // every label of any of them
	plains map[string]string // headers and names as plain gives them: the same ones are asked for again and again
	bares  map[string]string // headers as bareHeader gives them, plain
	common map[string]bool   // those that say nothing about the system: people's words, and our own shape's
}

// candidate is a shape a table may be, and which of its columns would be which.
type candidate struct {
	shape   transform.Shape
	columns map[string]int          // our column → theirs
	missing []transform.ShapeColumn // required, or needed for pay, and not found
	unfit   map[string]int          // our column → theirs that is called so and holds something else
	score   float64
}

// entity is the canonical entity a shape's rows are.
func entityOf(s transform.Shape) string {
	if s.Feeds != "" {
		return s.Feeds
	}
	return s.Entity
}

func newRecogniser(shapes []transform.Shape) (*recogniser, error) {
	l, err := readLabels()
	if err != nil {
		return nil, err
	}
	r := &recogniser{labels: l, words: map[string]bool{}, common: map[string]bool{}, plains: map[string]string{}, bares: map[string]string{}}
	for _, s := range shapes {
		if s.System == "attain" && s.Entity == "identity" {
			continue // people.xlsx is what import writes
		}
		r.shapes = append(r.shapes, s)
		for _, c := range s.Columns {
			for _, name := range c.Theirs {
				r.words[plain(name)] = true
				if s.System == "attain" {
					r.common[plain(name)] = true
				}
			}
		}
	}
	for _, columns := range l.columns {
		for _, names := range columns {
			for _, n := range names {
				r.words[n], r.common[n] = true, true
			}
		}
	}
	return r, nil
}

// known says whether anything calls a column so.
func (r *recogniser) known(label string) bool { return r.words[plain(label)] }

// candidates are the shapes a table may be, the likeliest first.
func (r *recogniser) candidates(t *Table) []candidate {
	var list []candidate
	for _, s := range r.shapes {
		if c, ok := r.match(t, s); ok {
			list = append(list, c)
		}
	}
	sort.SliceStable(list, func(i, j int) bool { return list[i].score > list[j].score })
	return list
}

// match finds a shape's columns among a table's. What the system itself calls a column counts more than what people
// call it; a required column that is not there counts against it.
func (r *recogniser) match(t *Table, s transform.Shape) (candidate, bool) {
	c := candidate{shape: s, columns: map[string]int{}, unfit: map[string]int{}}
	taken := map[int]string{}
	found, telling := 0, 0 // columns, and those only this system names so
	across, hasMonths := t.monthsAcross()
	for _, column := range s.Columns {
		at, weight := r.find(t, s, column)
		if at < 0 && hasMonths && isAcrossColumn(s, column) {
			c.score += 2
			found++
			continue
		}
		if at >= 0 && hasMonths && slices.Contains(across.columns, at) {
			at = -1
		}
		if owner, is := taken[at]; is && at >= 0 && !sameSource(s, owner, column) {
			at = -1
		}
		if at < 0 || !fits(t, at, column) {
			switch {
			case at >= 0 && isNeeded(s, column):
				c.unfit[column.Name] = at
			case column.Required:
				c.missing = append(c.missing, column)
				c.score -= 3
			case isNeeded(s, column) && !c.hasLike(column):
				c.missing = append(c.missing, column)
				c.score--
			}
			continue
		}
		if _, is := taken[at]; !is {
			taken[at] = column.Name
			found++
			if weight > 1 && !r.common[plain(t.Headers[at])] {
				telling++
			}
			c.score += weight
			if column.Required {
				c.score += weight
			}
		}
		c.columns[column.Name] = at
	}
	if found < 2 {
		return c, false
	}
	for _, column := range s.Columns { // what a stage means is in the column the stage is in, whatever that is called
		for _, same := range s.Columns {
			if at, ok := c.columns[same.Name]; ok && slices.Equal(same.Theirs, column.Theirs) {
				c.columns[column.Name] = at
			}
		}
	}
	c.score += 6 * float64(found) / float64(len(t.Headers))
	hint := r.nameScore(t, s)
	c.score += hint
	if s.System != "attain" && hint < 4 && telling < 2 {
		c.score -= 8 // words anybody uses: nothing says it comes from there
	}
	return c, c.score > 3
}

// isNeeded says whether pay needs a column, whether or not a record may come without it.
func isNeeded(s transform.Shape, column transform.ShapeColumn) bool {
	switch entityOf(s) {
	case "opportunity":
		return column.Name == "amount" || column.Name == "close_on" || column.Name == "stage" || column.Name == "owner_id"
	case "target":
		return column.Name == "owner_id" || column.Name == "quota"
	case "assignment":
		return column.Name == "target_incentive" || column.Name == "first_day"
	}
	return column.Required
}

// hasLike says whether a column found already does for one that was not: an outcome for a stage, a territory for an owner.
func (c candidate) hasLike(column transform.ShapeColumn) bool {
	like := map[string]string{"stage": "outcome", "owner_id": "territory_id"}[column.Name]
	_, ok := c.columns[like]
	return ok && like != ""
}

// find gives the column of a table that is one of ours: by the names the system uses, in their order, then by labels.
func (r *recogniser) find(t *Table, s transform.Shape, column transform.ShapeColumn) (at int, weight float64) {
	for _, name := range column.Theirs {
		head, _, nested := strings.Cut(name, ".")
		for i, h := range t.Headers {
			if strings.EqualFold(h, name) || nested && strings.EqualFold(h, head) {
				return i, 1.5
			}
		}
	}
	for _, name := range column.Theirs {
		for i, h := range t.Headers {
			if h != "" && r.plain(h) == r.plain(name) {
				return i, 1
			}
		}
	}
	for _, label := range r.labels.columns[entityOf(s)][column.Name] {
		for i, h := range t.Headers {
			if r.bare(h) == label {
				return i, 1
			}
		}
	}
	return -1, 0
}

func (r *recogniser) plain(label string) string {
	p, ok := r.plains[label]
	if !ok {
		p = plain(label)
		r.plains[label] = p
	}
	return p
}

func (r *recogniser) bare(header string) string {
	b, ok := r.bares[header]
	if !ok {
		b = plain(bareHeader(header))
		r.bares[header] = b
	}
	return b
}

// sameSource says whether two columns of ours read one of theirs, as a stage and what it means do.
func sameSource(s transform.Shape, one string, other transform.ShapeColumn) bool {
	for _, c := range s.Columns {
		if c.Name == one {
			return slices.Equal(c.Theirs, other.Theirs)
		}
	}
	return false
}

// fits looks at the values: what is called a date and holds none is something else.
func fits(t *Table, at int, column transform.ShapeColumn) bool {
	switch column.Type {
	case "date", "timestamp":
		return readDays(t, at).share() > 0.5
	case "money", "number":
		n := readNumbers(t, at)
		return len(n.values) == 0 || float64(len(n.odd)) < 0.7*float64(len(n.values))
	}
	return true
}

// nameScore counts what the file's name and what stands below its table say.
func (r *recogniser) nameScore(t *Table, s transform.Shape) (score float64) {
	name := strings.ToLower(t.File + " " + t.Sheet)
	for _, word := range append(r.labels.files[entityOf(s)], strings.ReplaceAll(s.Entity, "_", "")) {
		if strings.Contains(strings.ReplaceAll(path.Base(name), "_", ""), word) {
			score += 3
			break
		}
	}
	if s.System != "attain" {
		if strings.Contains(name, s.System) {
			score += 3
		}
		for _, line := range t.Footer {
			if strings.Contains(strings.ToLower(line), s.System) {
				score += 4
				break
			}
		}
	}
	return score
}
