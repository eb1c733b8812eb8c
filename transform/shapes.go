package transform

import (
	"regexp"
	"strings"
)

// Shape is the table of a system one staging model reads: what a file has to look like to be it.
type Shape struct {
	System, Entity string
	Feeds          string // the canonical entity its rows are; "" when it feeds none
	Columns        []ShapeColumn
}

// ShapeColumn is one column a staging model declares.
type ShapeColumn struct {
	Name     string   // ours
	Theirs   []string // the names the system may give it, the usual one first; a dot goes into JSON
	Type     string   // text, salesforce_id, number, money, date, timestamp, boolean, stage, …
	Currency string   // money: our column that holds the currency
	Required bool
}

// Shapes are the tables the staging models read, the shipped ones and the workspace's own, by system and entity.
func Shapes(workspace string) ([]Shape, error) {
	list, err := readModels(workspace)
	if err != nil {
		return nil, err
	}
	feeds := fedThroughCore(list)
	var shapes []Shape
	for _, m := range list {
		if m.Layer != "staging" {
			continue
		}
		s := Shape{System: m.System, Entity: m.Entity, Feeds: first(m.Notes["feeds"], feeds[m.relation()])}
		for _, c := range m.Columns {
			s.Columns = append(s.Columns, ShapeColumn{
				Name: c.Name, Theirs: strings.Split(c.Theirs, "|"), Type: c.Type, Currency: c.Currency, Required: c.Required,
			})
		}
		shapes = append(shapes, s)
	}
	return shapes, nil
}

var mainTable = regexp.MustCompile(`(?m)^\s*from (staging\.[a-z0-9_]+) as `)

// fedThroughCore says what staging tables become that feed no entity by themselves: a core model joins others to the one
// it reads first under a name of its own, and feeds the entity.
func fedThroughCore(list []*model) map[string]string {
	feeds := map[string]string{}
	for _, m := range list {
		if m.Layer != "core" || m.Notes["feeds"] == "" {
			continue
		}
		for _, found := range mainTable.FindAllStringSubmatch(m.SQL, 1) {
			if feeds[found[1]] == "" {
				feeds[found[1]] = m.Notes["feeds"]
			}
		}
	}
	return feeds
}
