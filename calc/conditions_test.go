package calc

import (
	"regexp"
	"slices"
	"strings"

	"attain/config"
)

// meets is the fake warehouse's SQL: a condition holds where a fact's attrs contain it, and what the compiler makes of
// conditions (and, or, case, days) is worked out.
func (f *testFact) meets(attrs, sql string) bool {
	sql = strings.TrimSpace(sql)
	if m := dayCondition.FindStringSubmatch(sql); m != nil {
		first, _ := config.ParseDay(m[1])
		end, _ := config.ParseDay(m[2])
		return first <= f.day && f.day < end
	}
	if strings.HasPrefix(sql, "case when (") {
		return f.firstCase(attrs, strings.TrimPrefix(sql, "case "))
	}
	if !strings.HasPrefix(sql, "(") {
		return strings.Contains(attrs, sql)
	}
	inside, rest := inParentheses(sql)
	held := f.meets(attrs, inside)
	switch {
	case strings.HasPrefix(rest, " and "):
		return held && f.meets(attrs, strings.TrimPrefix(rest, " and "))
	case strings.HasPrefix(rest, " or "):
		return held || f.meets(attrs, strings.TrimPrefix(rest, " or "))
	}
	return held
}

var dayCondition = regexp.MustCompile(`^day >= date '([0-9-]+)' and day < date '([0-9-]+)'$`)

// firstCase works "when (a) then true when (b) then false else true end" out.
func (f *testFact) firstCase(attrs, text string) bool {
	for strings.HasPrefix(text, "when (") {
		inside, rest := inParentheses(strings.TrimPrefix(text, "when "))
		word, after, _ := strings.Cut(strings.TrimPrefix(rest, " then "), " ")
		if f.meets(attrs, inside) {
			return word == "true"
		}
		text = after
	}
	return strings.HasPrefix(text, "else true")
}

// inParentheses cuts a text that begins with ( at its ).
func inParentheses(text string) (inside, rest string) {
	depth := 0
	for i, c := range text {
		switch c {
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				return text[1:i], text[i+1:]
			}
		}
	}
	return text[1:], ""
}

// whose says whether a fact is of a window's subject.
func (f *testFact) whose(s config.Subject, id string) bool {
	switch s {
	case config.OfPerson:
		return f.who == id
	case config.OfTeam:
		return f.team == id
	case config.OfTerritory:
		return f.territory == id
	case config.OfOwnTerritories:
		return f.holder == id
	case config.OfDirectReports:
		return len(f.above) > 0 && f.above[0] == id
	case config.OfAllReports:
		return slices.Contains(f.above, id)
	}
	return true
}

// numbersOf are a fact's numbers in the columns a request asks for; nil for one that is not there.
func (f *testFact) numbersOf(r *config.Request) any {
	switch {
	case len(r.Inputs) == 0:
		return nil
	case f.inputs != nil:
		return f.inputs
	}
	out := make([]any, len(r.Inputs))
	for i, in := range r.Inputs {
		if n, ok := f.numbers[in.SQL]; ok {
			out[i] = n * 1_000_000_000
		}
	}
	return out
}

// countedAs is a fact's part of the column a request sums instead of the value, in ten-thousandths.
func (f *testFact) countedAs(r *config.Request) any {
	n, ok := f.numbers[r.Value]
	if r.Value == "" || !ok {
		return nil
	}
	return n * f.shareBP()
}

func (f *testFact) shareBP() int64 {
	if f.share == 0 {
		return 10_000
	}
	return f.share
}
