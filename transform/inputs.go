package transform

import (
	"fmt"
	"regexp"
	"sort"
	"strings"

	"attain/config"
)

// What a request asks of every fact beside its value is computed where the conditions are, over the measure's columns:
//
//	_class    the index of the first of its classes the fact meets, -1 for none
//	_inputs   the numbers in the columns a rate is made of, exactly; null where the fact has none, or more decimals than fit
//	_counted  another column's part of this credit: the column × share_bp, in ten-thousandths. Of a contract of 120,000.00
//	          half is 12,000,000 × 5,000 = 60,000,000,000

// askedColumns are these columns, each after a comma.
func (s shape) askedColumns(r config.Request) (string, error) {
	var out strings.Builder
	if len(r.Classes) > 0 {
		out.WriteString(", case")
		for i, c := range r.Classes {
			fmt.Fprintf(&out, " when (\n%s\n) then %d", c.SQL, i)
		}
		out.WriteString(" else -1 end as _class")
	}
	if len(r.Inputs) > 0 {
		list := make([]string, len(r.Inputs))
		for i, c := range r.Inputs {
			column, err := s.number(c.SQL)
			if err != nil {
				return "", err
			}
			list[i] = s.exactly(column)
		}
		fmt.Fprintf(&out, ", [%s] as _inputs", strings.Join(list, ", "))
	}
	if r.Value != "" {
		counted, err := s.counted(r)
		if err != nil {
			return "", err
		}
		out.WriteString(", " + counted + " as _counted")
	}
	return out.String(), nil
}

// unread says of a fact that what is added up of it is not there, or cannot be read.
func (s shape) unread(r config.Request) string {
	if counted, err := s.counted(r); err == nil && r.Value != "" {
		return "value is null or " + counted + " is null"
	}
	return "value is null"
}

// counted is the part of a column that goes with the share of a credit. The company's own column beside money is an
// amount in the fact's currency.
func (s shape) counted(r config.Request) (string, error) {
	column, err := s.whole(r.Value)
	if err != nil {
		return "", err
	}
	value := ident(column)
	switch {
	case s.own[column] && s.measure.Unit == "money":
		value = "plain_money(" + value + ", currency)"
	case s.own[column]:
		value = "case when regexp_full_match(" + value + ", '-?[0-9]{1,15}') then cast(" + value + " as bigint) end"
	}
	return "cast(" + value + " as hugeint) * share_bp", nil
}

// exactly is a column as a number with config.InputScale decimals, null where it has more.
func (s shape) exactly(column string) string {
	of, number := ident(column), fmt.Sprintf("decimal(38, %d)", config.InputScale)
	if s.own[column] {
		return fmt.Sprintf("case when regexp_full_match(%[1]s, '[-+]?[0-9]{1,18}([.][0-9]{0,%[3]d}0*)?') then try_cast(%[1]s as %[2]s) end", of, number, config.InputScale)
	}
	return fmt.Sprintf("try(case when cast(%[1]s as %[2]s) = %[1]s then cast(%[1]s as %[2]s) end)", of, number)
}

var (
	wholeType = regexp.MustCompile(`^U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?$`)
	exactType = regexp.MustCompile(`^DECIMAL`)
)

// number is the column of exact numbers a text names. The company's own columns are text, and are read as numbers.
func (s shape) number(text string) (string, error) {
	return s.numeric(text, "number", func(kind string) bool { return wholeType.MatchString(kind) || exactType.MatchString(kind) })
}

// whole is the column of whole numbers a text names.
func (s shape) whole(text string) (string, error) {
	return s.numeric(text, "whole number", wholeType.MatchString)
}

func (s shape) numeric(text, what string, fits func(kind string) bool) (string, error) {
	name := strings.ToLower(strings.TrimSpace(text))
	kind, there := s.types[name]
	if there && (s.own[name] || fits(kind)) {
		return name, nil
	}
	var fitting []string
	for _, c := range s.columns {
		if c[0] != '_' && (s.own[c] || fits(s.types[c])) {
			fitting = append(fitting, c)
		}
	}
	sort.Strings(fitting)
	list := fmt.Sprintf("of %s these are %ss: %s", s.measure.Name, what, strings.Join(fitting, ", "))
	if !there {
		return "", fmt.Errorf("%q: no column %q%s; %s", text, name, config.Suggest(name, s.columns), list)
	}
	return "", fmt.Errorf("%q is %s, not a %s; %s", text, strings.ToLower(kind), what, list)
}
