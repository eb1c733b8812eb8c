package transform

import (
	"fmt"
	"regexp"
	"slices"
	"sort"
	"strings"

	"attain/config"
)

// ownSystem is the shape whose staging models say which columns an entity has; see united.
const ownSystem = "attain"

// feeds is the canonical entity a staging model's rows are of, or those of a core model that joins what one system
// keeps in several tables: "-- feeds: invoice" in the opening comment.
func (m *model) feeds() string { return m.Notes["feeds"] }

// united makes a model united.ENTITY of every entity that is fed: the rows of all systems under one another, by column
// name, with _system. Our own shape is always among them, so that the columns are there whatever the workspace has.
func united(list []*model) []*model {
	feeders := map[string][]*model{}
	for _, m := range list {
		if e := m.feeds(); e != "" {
			feeders[e] = append(feeders[e], m)
		}
	}
	var out []*model
	for entity, from := range feeders {
		sort.Slice(from, func(i, j int) bool {
			if own := from[i].System == ownSystem; own != (from[j].System == ownSystem) {
				return own
			}
			return from[i].relation() < from[j].relation()
		})
		selects := make([]string, len(from))
		for i, m := range from {
			selects[i] = fmt.Sprintf("select *, %s as _system from %s", quote(m.System), m.relation())
		}
		out = append(out, &model{
			Layer: "united", Name: entity, File: from[0].File, Notes: map[string]string{},
			Grain: "One row per " + entity + " record of every system",
			SQL:   strings.Join(selects, "\nunion all by name "),
		})
	}
	sort.Slice(out, func(i, j int) bool { return out[i].Name < out[j].Name })
	return out
}

var stagingName = regexp.MustCompile(`\bstaging\.(\w+)`)

// inUse leaves out the models of systems the workspace has no source of, and the core models and checks about those.
// What another model names itself stays.
func inUse(list []*model, sources []config.Source) []*model {
	used := map[string]bool{ownSystem: true}
	for _, s := range sources {
		used[s.System] = true
	}
	named := map[string]bool{}
	for _, m := range list {
		if m.Layer == "staging" || m.System != "" {
			continue
		}
		for _, s := range stagingName.FindAllStringSubmatch(m.SQL, -1) {
			named[s[1]] = true
		}
	}
	return slices.DeleteFunc(slices.Clone(list), func(m *model) bool {
		return m.System != "" && !used[m.System] && !named[m.Name]
	})
}

// systemOf is the system a check is about, or a core model that joins what one system keeps in several tables: the first
// part of its name.
func (m *model) systemOf(systems []string) string {
	for _, s := range systems {
		if strings.HasPrefix(m.Name, s+"_") {
			return s
		}
	}
	return ""
}

// systemsOf are the systems that have staging models, sorted.
func systemsOf(list []*model) []string {
	var out []string
	for _, m := range list {
		if m.Layer == "staging" && !slices.Contains(out, m.System) {
			out = append(out, m.System)
		}
	}
	sort.Strings(out)
	return out
}
