package transform

import (
	"context"
	"fmt"
	"regexp"
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
	p, err := parseSelect(ctx, w.db, "select (\n"+text+"\n)")
	if err != nil {
		return fmt.Errorf("%q is not a condition: %w", text, err)
	}
	if err := p.onlyExpression(); err != nil {
		return fmt.Errorf("%q is not a condition: %w", text, err)
	}
	var kind string
	err = w.db.QueryRowContext(ctx, "select any_value(typeof(\n"+text+"\n)) from (select * from (select 1) left join "+s.from+" as fact on false)").Scan(&kind)
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
