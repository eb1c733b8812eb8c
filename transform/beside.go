package transform

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"attain/config"
)

// Some columns of a measure are asked for by few plans, and cost a join of all its facts, or hang on records that have
// nothing to do with the others. A measure's opening comment says where they are:
//
//	-- more: core.new_customer_deal by opportunity_id (is_new_customer); core.opportunity_price by opportunity_id (list_minor, cost_minor)
//	-- apart: core.opportunity.term_months (term_months)
//
// more are columns of another relation, one row for a source_key; a condition may name them like the measure's own, and
// they are joined where one does. apart are the measure's own, of which the hold checks say apart what touches them. In
// both cases what cannot be read holds who is paid by these columns, and nobody else: an invoice that cannot be read is
// no matter of who is paid on bookings, but of who is paid on new customers.
type beside struct {
	relation string
	key      string // of a row for a source_key; "" where the columns are the measure's own
	columns  []string
}

var besideNote = regexp.MustCompile(`^([a-z_.]+)(?: by ([a-z_]+))? \(([a-z_, ]+)\)$`)

// beside is what a measure's opening comment says of such columns.
func (m *model) beside() []beside { return m.readBeside(&config.Problems{}) }

func (m *model) readBeside(ps *config.Problems) []beside {
	var out []beside
	for _, name := range []string{"more", "apart"} {
		for _, note := range strings.Split(m.Notes[name], ";") {
			n := besideNote.FindStringSubmatch(strings.TrimSpace(note))
			switch {
			case m.Notes[name] == "":
			case n == nil || (n[2] == "") != (name == "apart"):
				ps.Addf(config.Position{File: m.File}, "%s: %q says of no columns where they are; write \"-- more: core.new_customer_deal by opportunity_id (is_new_customer)\" or \"-- apart: core.opportunity.term_months (term_months)\"", name, strings.TrimSpace(note))
			default:
				out = append(out, beside{relation: n[1], key: n[2], columns: listed(n[3])})
			}
		}
	}
	return out
}

// addBeside makes the further columns of a measure columns of its shape.
func (w *Warehouse) addBeside(ctx context.Context, m *model, s *shape) error {
	for _, b := range m.beside() {
		if b.key == "" {
			continue
		}
		types, err := w.columnTypes(ctx, b.relation)
		if err != nil {
			return fmt.Errorf("describe %s: %w", b.relation, err)
		}
		found := 0
		for _, c := range types {
			if slices.Contains(b.columns, c.Name()) {
				s.columns = append(s.columns, c.Name())
				s.types[c.Name()] = c.DatabaseTypeName()
				found++
			}
		}
		if found < len(b.columns) {
			return fmt.Errorf("%s: more: %s has not all of %s", m.File, b.relation, strings.Join(b.columns, ", "))
		}
		s.more = append(s.more, b)
	}
	return nil
}

// fromFor is a relation with every column a request names.
func (s shape) fromFor(r config.Request) string {
	return s.fromWith(func(b beside) bool { return namesOne(r, b.columns) })
}

// fromAll is a relation with every column a condition may name.
func (s shape) fromAll() string { return s.fromWith(func(beside) bool { return true }) }

func (s shape) fromWith(named func(beside) bool) string {
	var columns, joins strings.Builder
	for i, b := range s.more {
		if named(b) {
			for _, c := range b.columns {
				fmt.Fprintf(&columns, ", more_%d.%s", i, ident(c))
			}
			fmt.Fprintf(&joins, " left join %s as more_%d on fact.source_key = more_%[2]d.%s", b.relation, i, ident(b.key))
		}
	}
	if joins.Len() == 0 {
		return s.from
	}
	return "(select fact.*" + columns.String() + " from " + s.from + " as fact" + joins.String() + ")"
}

// namesOne says whether a request names one of the columns anywhere.
func namesOne(r config.Request, columns []string) bool {
	text := r.Value
	for _, c := range slices.Concat(r.Where, r.Classes, r.Inputs) {
		text += " " + c.SQL
	}
	return regexp.MustCompile(`(?i)\b(` + strings.Join(columns, "|") + `)\b`).MatchString(text)
}
