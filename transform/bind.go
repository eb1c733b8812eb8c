package transform

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"attain/config"
)

// Bind checks every condition a plan or a KPI wrote against the columns it may name, and reports what is wrong at the
// place it was written. A condition is one expression that is true or false: no subquery, no aggregate, no other row.
func (w *Warehouse) Bind(ctx context.Context, bindings []config.Binding) error {
	var problems config.Problems
	for _, b := range bindings {
		s, err := w.bound(ctx, b.Measure)
		if err != nil {
			problems.Addf(b.Condition.At, "%s", err)
			continue
		}
		if err := w.bind(ctx, s, b); err != nil {
			if ctx.Err() != nil {
				return fmt.Errorf("bind: %w", ctx.Err())
			}
			problems.Addf(b.Condition.At, "%s", err)
		}
	}
	return problems.Err()
}

func (w *Warehouse) bound(ctx context.Context, measure string) (shape, error) {
	if measure == "" {
		return w.assignmentShape(ctx)
	}
	return w.measureShape(ctx, measure)
}

func (w *Warehouse) assignmentShape(ctx context.Context) (shape, error) {
	return w.describe(ctx, "core.assignment")
}

var missingColumn = regexp.MustCompile(`Referenced column "([^"]+)" not found|does not have a column named "([^"]+)"`)

func (w *Warehouse) bind(ctx context.Context, s shape, b config.Binding) error {
	text := b.Condition.SQL
	switch b.Must {
	case config.MustBeNumber:
		_, err := s.number(text)
		return err
	case config.MustBeWhole:
		_, err := s.whole(text)
		return err
	}
	p, err := parseSelect(ctx, w.db, "select (\n"+text+"\n)")
	if err != nil {
		return fmt.Errorf("%q is not a condition: %w", text, err)
	}
	if err := p.onlyExpression(); err != nil {
		return fmt.Errorf("%q is not a condition: %w", text, err)
	}
	if err := p.withoutClock(s.columns); err != nil {
		return fmt.Errorf("%q is not a condition: %w", text, err)
	}
	var kind string
	err = w.db.QueryRowContext(ctx, "select any_value(typeof(\n"+text+"\n)) from (select * from (select 1) left join "+s.fromAll()+" as fact on false)").Scan(&kind)
	if err != nil {
		if m := missingColumn.FindStringSubmatch(err.Error()); m != nil {
			name := first(m[1], m[2])
			return fmt.Errorf("%q: no column %q%s; the columns of %s are %s", text, name, config.Suggest(name, s.columns),
				first(b.Measure, "an assignment"), strings.Join(s.columns, ", "))
		}
		return fmt.Errorf("%q: %s", text, reasonOf(err))
	}
	if kind != "BOOLEAN" && kind != `"NULL"` {
		return fmt.Errorf("%q is %s, not true or false; write a comparison such as deal_type = 'new'", text, strings.ToLower(kind))
	}
	return nil
}

// readers are functions that reach outside the row they are given.
var readers = regexp.MustCompile(`^(read_|glob$|getenv|query|sniff|getvariable|nextval|currval|random|uuid|gen_random|now$|today$|current_|get_current|transaction_timestamp)`)

// onlyExpression refuses what is more than an expression over one row's columns.
func (p parsed) onlyExpression() error {
	node, _ := p["node"].(map[string]any)
	list, _ := node["select_list"].([]any)
	from, _ := node["from_table"].(map[string]any)
	if node["type"] != "SELECT_NODE" || len(list) != 1 || from["type"] != "EMPTY" || node["where_clause"] != nil || node["having"] != nil || node["qualify"] != nil {
		return fmt.Errorf("only one expression may stand here")
	}
	var err error
	visit(p, func(n map[string]any) {
		name, _ := n["function_name"].(string)
		switch {
		case n["class"] == "SUBQUERY":
			err = fmt.Errorf("a subquery may not stand here")
		case n["class"] == "WINDOW":
			err = fmt.Errorf("a window function may not stand here")
		case n["class"] == "PARAMETER":
			err = fmt.Errorf("a parameter may not stand here")
		case n["class"] == "STAR":
			err = fmt.Errorf("* may not stand here")
		case readers.MatchString(name):
			err = fmt.Errorf("the function %s may not stand here", name)
		}
	})
	return err
}

// clocks are functions that look at the clock when they are given less than they could be, and instants text can mean.
var (
	clocks      = regexp.MustCompile(`^(age|date_diff|datediff|date_sub|datesub|localtime|localtimestamp|clock_timestamp|statement_timestamp)$`)
	clockColumn = regexp.MustCompile(`(?i)^(current_date|current_time|current_timestamp|localtime|localtimestamp|now|today)$`)
	clockText   = regexp.MustCompile(`(?i)^\s*(now|today|tomorrow|yesterday|epoch|-?infinity)\s*$`)
)

// withoutClock refuses what would make the same extracts pay otherwise tomorrow: the clock as a function, as a name that
// is no column, or as a word that a cast turns into an instant.
func (p parsed) withoutClock(columns []string) error {
	var err error
	visit(p, func(n map[string]any) {
		name, _ := n["function_name"].(string)
		if clocks.MatchString(name) {
			err = fmt.Errorf("the function %s may not stand here; compare days with each other or with a date such as date '2026-03-31'", name)
		}
		if names, ok := n["column_names"].([]any); ok && len(names) > 0 {
			last, _ := names[len(names)-1].(string)
			if clockColumn.MatchString(last) && !slices.Contains(columns, strings.ToLower(last)) {
				err = fmt.Errorf("%s is the clock, and a condition may not read it; compare with a date such as date '2026-03-31'", last)
			}
		}
		if v, ok := n["value"].(map[string]any); ok {
			if text, ok := v["value"].(string); ok && clockText.MatchString(text) {
				err = fmt.Errorf("'%s' can mean an instant read from the clock, and a condition may not read it", strings.TrimSpace(text))
			}
		}
	})
	return err
}
