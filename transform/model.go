package transform

import (
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"sort"
	"strings"

	"attain/config"
	models "attain/sql"
)

// model is one .sql file: a SELECT with an opening comment that says what its rows are.
type model struct {
	Layer  string // staging, united (made by the runner), core, measures, checks
	Name   string // relation in the layer's schema: salesforce_opportunity, opportunity
	File   string // sql/staging/salesforce/opportunity.sql
	SQL    string
	Grain  string // "One row per …"
	Notes  map[string]string
	System string // staging, and core models that feed an entity
	Entity string // staging only

	Columns []column // staging only: what it reads from raw
	Uses    []string // relations it names: core.account
}

// relation is the model's name in the warehouse.
func (m *model) relation() string { return m.Layer + "." + m.Name }

// column is one column of raw a staging model reads, as its opening comment declares it:
//
//	-- column amount: Amount money(currency)
//	-- column opportunity_id: Id salesforce_id required
type column struct {
	Name     string // ours
	Theirs   string // the system's own name; a dot goes into JSON
	Type     string // text, salesforce_id, guid, number, rate, money, stripe_amount, date, timestamp, boolean, json, stage, monthly_price
	Currency string // money and stripe_amount: our column that holds the currency
	Member   string // json: the member of every element that must be a number, "" for none
	Required bool
}

var (
	grainLine  = regexp.MustCompile(`^-- (One row per .+)$`)
	noteLine   = regexp.MustCompile(`^-- ([a-z]+): (.+)$`)
	columnLine = regexp.MustCompile(`^-- column ([a-z][a-z0-9_]*): (.+?) (text|salesforce_id|guid|number|rate|(?:money|stripe_amount)\(([a-z_]+)\)|date|timestamp|boolean|json(?:\([A-Za-z]+\))?|stage|monthly_price)( required)?$`)
)

// readModels gives the shipped models with the workspace's own over them, by relation name.
func readModels(workspace string) ([]*model, error) {
	byFile := map[string]string{}
	if err := readTree(models.Files, byFile); err != nil {
		return nil, err
	}
	own := filepath.Join(workspace, "sql")
	if info, err := os.Stat(own); err == nil && info.IsDir() {
		if err := readTree(os.DirFS(own), byFile); err != nil {
			return nil, err
		}
	}
	files := make([]string, 0, len(byFile))
	for f := range byFile {
		files = append(files, f)
	}
	sort.Strings(files)
	var problems config.Problems
	var list []*model
	for _, f := range files {
		list = append(list, parseModel(f, byFile[f], &problems))
	}
	systems := systemsOf(list)
	for _, m := range list {
		if m.Layer != "core" && m.Layer != "checks" {
			continue
		}
		if m.System = m.systemOf(systems); m.System == "" && m.feeds() != "" {
			problems.Addf(config.Position{File: m.File}, "feeds %s and is of no system; begin its name with one of %s, such as %s_%s.sql", m.feeds(), strings.Join(systems, ", "), ownSystem, m.feeds())
		}
	}
	return list, problems.Err()
}

func readTree(tree fs.FS, into map[string]string) error {
	return fs.WalkDir(tree, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || path.Ext(name) != ".sql" {
			return err
		}
		text, err := fs.ReadFile(tree, name)
		into["sql/"+name] = string(text)
		return err
	})
}

// parseModel reads a file's place and its opening comment.
func parseModel(file, text string, ps *config.Problems) *model {
	m := &model{File: file, SQL: strings.ReplaceAll(text, "\r\n", "\n"), Notes: map[string]string{}}
	parts := strings.Split(strings.TrimSuffix(strings.TrimPrefix(file, "sql/"), ".sql"), "/")
	switch {
	case len(parts) == 3 && parts[0] == "staging":
		m.Layer, m.System, m.Entity, m.Name = parts[0], parts[1], parts[2], parts[1]+"_"+parts[2]
	case len(parts) == 2 && (parts[0] == "core" || parts[0] == "measures" || parts[0] == "checks"):
		m.Layer, m.Name = parts[0], parts[1]
	default:
		ps.Addf(config.Position{File: file}, "is in no layer; models are sql/staging/SYSTEM/ENTITY.sql, sql/core/NAME.sql, sql/measures/NAME.sql and sql/checks/NAME.sql")
	}
	m.readComment(ps)
	return m
}

func (m *model) readComment(ps *config.Problems) {
	for i, line := range strings.Split(m.SQL, "\n") {
		at := config.Position{File: m.File, Line: i + 1}
		if i == 0 {
			g := grainLine.FindStringSubmatch(line)
			if g == nil {
				ps.Addf(at, "%q does not say what a row is; begin the file with \"-- One row per …\"", line)
				return
			}
			m.Grain = g[1]
			continue
		}
		if !strings.HasPrefix(line, "--") {
			return
		}
		if strings.HasPrefix(line, "-- column ") {
			c := columnLine.FindStringSubmatch(line)
			if c == nil {
				ps.Addf(at, "%q is not a column; write it as \"-- column amount: Amount money(currency) required\" with a type of text, salesforce_id, guid, number, rate, money(currency), stripe_amount(currency), date, timestamp, boolean, json, stage or monthly_price", line)
				continue
			}
			kind, of, _ := strings.Cut(strings.TrimSuffix(c[3], ")"), "(")
			col := column{Name: c[1], Theirs: c[2], Type: kind, Currency: c[4], Required: c[5] != ""}
			if kind == "json" {
				col.Member = of
			}
			m.Columns = append(m.Columns, col)
			continue
		}
		if n := noteLine.FindStringSubmatch(line); n != nil {
			m.Notes[n[1]] = strings.TrimSpace(n[2])
		}
	}
}

// create is the statement that makes the relation. What goes before the SELECT stands on the SELECT's first line, so
// that the line DuckDB complains about is the file's line.
func (m *model) create(kind string) string {
	lines := strings.Split(m.SQL, "\n")
	for i, line := range lines {
		if t := strings.TrimSpace(line); t != "" && !strings.HasPrefix(t, "--") {
			lines[i] = fmt.Sprintf("create or replace %s %s as %s", kind, m.relation(), line)
			break
		}
	}
	return strings.TrimRight(strings.TrimSpace(strings.Join(lines, "\n")), ";")
}

// measure is what a measure's opening comment declares.
func (m *model) measure(ps *config.Problems) config.Measure {
	out := config.Measure{Name: m.Name, Row: strings.TrimSuffix(strings.TrimPrefix(m.Grain, "One row per "), "."), Title: m.Notes["title"], Kind: m.Notes["kind"], Unit: m.Notes["unit"], File: m.File}
	at := config.Position{File: m.File}
	if out.Title == "" {
		ps.Addf(at, "has no title; add \"-- title: Won deals\" to its opening comment")
	}
	if k := out.Kind; k != "flow" && k != "stock" && k != "span" {
		ps.Addf(at, "has kind %q; add \"-- kind: flow\", stock or span to its opening comment", k)
	}
	if u := out.Unit; u != "count" && u != "money" && u != "days" && u != "minutes" && u != "points" {
		ps.Addf(at, "has unit %q; add \"-- unit: count\", money, days, minutes or points to its opening comment", u)
	}
	m.readBeside(ps)
	for _, a := range strings.Split(m.Notes["attributes"], ",") {
		if a = strings.TrimSpace(a); a != "" {
			out.Attributes = append(out.Attributes, a)
		}
	}
	return out
}

// Measures are what the shipped and the workspace's own measure files declare, by name.
func Measures(ws *config.Workspace) ([]config.Measure, error) {
	list, err := readModels(ws.Dir)
	if err != nil {
		return nil, err
	}
	var problems config.Problems
	var out []config.Measure
	for _, m := range list {
		if m.Layer == "measures" {
			out = append(out, m.measure(&problems))
		}
	}
	return out, problems.Err()
}
