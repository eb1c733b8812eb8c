package transform

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"
	"sort"
	"strings"
	"sync"

	"attain/config"
)

// syntaxError is DuckDB's parser refusing a text; Offset counts bytes from 0, and is -1 when it names no place.
type syntaxError struct {
	Message string
	Offset  int
}

func (e *syntaxError) Error() string { return e.Message }

// parsed is what DuckDB's parser makes of one SELECT.
type parsed map[string]any

// parseSelect has DuckDB parse a text, runs nothing, and refuses all but exactly one SELECT.
func parseSelect(ctx context.Context, db *sql.DB, text string) (parsed, error) {
	var out string
	if err := db.QueryRowContext(ctx, "select json_serialize_sql($1::varchar)::varchar", text).Scan(&out); err != nil {
		return nil, fmt.Errorf("parse: %w", err)
	}
	var answer struct {
		Error      bool     `json:"error"`
		Type       string   `json:"error_type"`
		Message    string   `json:"error_message"`
		Position   *offset  `json:"position"`
		Statements []parsed `json:"statements"`
	}
	if err := json.Unmarshal([]byte(out), &answer); err != nil {
		return nil, fmt.Errorf("parse: %w", err)
	}
	switch {
	case answer.Error && answer.Type == "parser":
		e := &syntaxError{Message: answer.Message, Offset: -1}
		if answer.Position != nil {
			e.Offset = int(*answer.Position)
		}
		return nil, e
	case answer.Error:
		return nil, &syntaxError{Message: "only a SELECT may stand here", Offset: -1}
	case len(answer.Statements) != 1:
		return nil, &syntaxError{Message: fmt.Sprintf("has %d statements; exactly one SELECT may stand here", len(answer.Statements)), Offset: -1}
	}
	return answer.Statements[0], nil
}

// offset is a number DuckDB writes bare or as text, depending on the error.
type offset int

func (o *offset) UnmarshalJSON(b []byte) error {
	_, err := fmt.Sscan(strings.Trim(string(b), `"`), (*int)(o))
	return err
}

// visit calls f with every node of the parse.
func visit(node any, f func(map[string]any)) {
	switch n := node.(type) {
	case parsed:
		visit(map[string]any(n), f)
	case map[string]any:
		f(n)
		for _, child := range n {
			visit(child, f)
		}
	case []any:
		for _, child := range n {
			visit(child, f)
		}
	}
}

// tables are the relations a parse names with their schema, sorted.
func (p parsed) tables() []string {
	seen := map[string]bool{}
	visit(p, func(n map[string]any) {
		if n["type"] == "BASE_TABLE" && n["schema_name"] != "" {
			seen[fmt.Sprintf("%v.%v", n["schema_name"], n["table_name"])] = true
		}
	})
	list := make([]string, 0, len(seen))
	for t := range seen {
		list = append(list, t)
	}
	sort.Strings(list)
	return list
}

// namesOf has what texts name that were parsed before: a text names the same in every build of a process.
var namesOf sync.Map

// namedIn gives the relations a SELECT names.
func namedIn(ctx context.Context, db *sql.DB, text string) ([]string, error) {
	if known, ok := namesOf.Load(text); ok {
		return known.([]string), nil
	}
	p, err := parseSelect(ctx, db, text)
	if err != nil {
		return nil, err
	}
	tables := p.tables()
	namesOf.Store(text, tables)
	return tables, nil
}

// order parses every model and puts each after those it reads. What is wrong with any of them is said at once.
func order(ctx context.Context, db *sql.DB, list []*model, given map[string]bool) ([]*model, error) {
	var problems config.Problems
	byName := map[string]*model{}
	for _, m := range list {
		byName[m.relation()] = m
	}
	known := names(byName, given)
	for _, m := range list {
		tables, err := namedIn(ctx, db, m.SQL)
		if err != nil {
			problems.Addf(m.place(err), "%s", err)
			continue
		}
		for _, t := range tables {
			if byName[t] == nil && !given[t] {
				problems.Addf(config.Position{File: m.File}, "reads %s, which no model makes%s", t, config.Suggest(t, known))
				continue
			}
			m.Uses = append(m.Uses, t)
		}
	}
	if err := problems.Err(); err != nil {
		return nil, err
	}
	var out []*model
	state := map[*model]int{}
	var add func(m *model, path []string)
	add = func(m *model, path []string) {
		path = append(path, m.relation())
		switch state[m] {
		case done:
			return
		case underway:
			problems.Addf(config.Position{File: m.File}, "reads itself: %s", strings.Join(path[slices.Index(path, m.relation()):], " ← "))
			return
		}
		state[m] = underway
		for _, t := range m.Uses {
			if u := byName[t]; u != nil {
				add(u, path)
			}
		}
		state[m] = done
		out = append(out, m)
	}
	for _, m := range list {
		add(m, nil)
	}
	return out, problems.Err()
}

const (
	underway = 1
	done     = 2
)

func names(byName map[string]*model, given map[string]bool) []string {
	var list []string
	for n := range byName {
		list = append(list, n)
	}
	for n := range given {
		list = append(list, n)
	}
	sort.Strings(list)
	return list
}

// place is where in the model's file an error is.
func (m *model) place(err error) config.Position {
	at := config.Position{File: m.File, Line: lineOf(err)}
	if e, ok := err.(*syntaxError); ok && e.Offset >= 0 && e.Offset <= len(m.SQL) {
		at.Line = 1 + strings.Count(m.SQL[:e.Offset], "\n")
	}
	return at
}
