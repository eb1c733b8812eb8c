package transform

import (
	"errors"
	"regexp"
	"strconv"
	"strings"

	"attain/config"
)

// quote writes a string literal.
func quote(s string) string { return "'" + strings.ReplaceAll(s, "'", "''") + "'" }

func quoteAll(list []string) []string {
	out := make([]string, len(list))
	for i, s := range list {
		out[i] = quote(s)
	}
	return out
}

// ident writes a column's name, whatever is in it.
func ident(s string) string { return `"` + strings.ReplaceAll(s, `"`, `""`) + `"` }

func dayLiteral(d config.Day) string { return "date " + quote(d.String()) }

func errorsJoin(errs ...error) error {
	kept := errs[:0]
	for _, e := range errs {
		if e != nil {
			kept = append(kept, e)
		}
	}
	if len(kept) == 1 {
		return kept[0]
	}
	return errors.Join(kept...)
}

var lineInError = regexp.MustCompile(`(?m)^LINE (\d+):`)

// lineOf finds the line DuckDB says an error is on; 0 when it says none.
func lineOf(err error) int {
	m := lineInError.FindStringSubmatch(err.Error())
	if m == nil {
		return 0
	}
	n, _ := strconv.Atoi(m[1])
	return n
}

// reasonOf is DuckDB's message without its drawing of the statement.
func reasonOf(err error) string {
	text := err.Error()
	if at := lineInError.FindStringIndex(text); at != nil {
		text = text[:at[0]]
	}
	return strings.Join(strings.Fields(text), " ")
}

func itoa(n int) string { return strconv.Itoa(n) }
