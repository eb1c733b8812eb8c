package reports

import (
	"regexp"
	"slices"
	"strings"

	"attain/config"
)

// What simple conditions look like: deal_type = 'new', term_months >= 24, deal_type in ('new', 'expansion'). Whatever
// else SQL can say is quoted as it stands.
var (
	comparison = regexp.MustCompile(`^([a-z_][a-z0-9_]*)\s*(=|<>|!=|>=|<=|>|<)\s*('(?:[^']|'')*'|-?[0-9][0-9_.]*|true|false)$`)
	membership = regexp.MustCompile(`^([a-z_][a-z0-9_]*)\s+(in|not in)\s*\(\s*((?:'(?:[^']|'')*'|-?[0-9.]+)(?:\s*,\s*(?:'(?:[^']|'')*'|-?[0-9.]+))*)\s*\)$`)
	emptiness  = regexp.MustCompile(`^([a-z_][a-z0-9_]*)\s+is\s+(not\s+)?null$`)
	quotedText = regexp.MustCompile(`'(?:[^']|'')*'|-?[0-9.]+`)
	andBetween = regexp.MustCompile(`(?i)\s+and\s+`)
	notSimple  = regexp.MustCompile(`(?i)\b(or|between|case|not\s*\()\b`)
)

// comparisonWords are what operators are called.
var comparisonWords = map[string]string{
	"=": "is", "<>": "is not", "!=": "is not", ">=": "is at least", "<=": "is at most", ">": "is more than", "<": "is less than",
}

// sqlWords says a condition in words where it is simple: "the deal type is expansion or renewal". Otherwise it is
// quoted.
func sqlWords(sql string) string {
	sql = strings.TrimSpace(sql)
	quoted := "this holds in the data: " + strings.Join(strings.Fields(sql), " ")
	if notSimple.MatchString(quotedText.ReplaceAllString(sql, "x")) {
		return quoted
	}
	var parts []string
	for _, clause := range splitAnd(sql) {
		words := clauseWords(strings.TrimSpace(clause))
		if words == "" {
			return quoted
		}
		parts = append(parts, words)
	}
	return strings.Join(parts, ", and ")
}

// splitAnd cuts a condition at every and that is not inside quotes.
func splitAnd(sql string) []string {
	var out []string
	from := 0
	for _, at := range andBetween.FindAllStringIndex(sql, -1) {
		if strings.Count(sql[:at[0]], "'")%2 == 0 {
			out = append(out, sql[from:at[0]])
			from = at[1]
		}
	}
	return append(out, sql[from:])
}

func clauseWords(clause string) string {
	if m := comparison.FindStringSubmatch(clause); m != nil {
		return "the " + columnWords(m[1]) + " " + comparisonWords[m[2]] + " " + valueWords(m[3])
	}
	if m := membership.FindStringSubmatch(clause); m != nil {
		values := quotedText.FindAllString(m[3], -1)
		for i := range values {
			values[i] = valueWords(values[i])
		}
		is := " is "
		if m[2] == "not in" {
			is = " is not "
		}
		return "the " + columnWords(m[1]) + is + listOf(values, "or")
	}
	if m := emptiness.FindStringSubmatch(clause); m != nil {
		if m[2] != "" {
			return "the " + columnWords(m[1]) + " is filled in"
		}
		return "the " + columnWords(m[1]) + " is empty"
	}
	return ""
}

// columnWords turns a column into words: named_logo__c is "named logo".
func columnWords(column string) string {
	return strings.TrimSpace(strings.ReplaceAll(strings.TrimSuffix(column, "__c"), "_", " "))
}

func valueWords(value string) string {
	text := strings.ReplaceAll(strings.Trim(value, "'"), "''", "'")
	switch text {
	case "":
		return "empty"
	case "true":
		return "yes"
	case "false":
		return "no"
	}
	return text
}

// listOf writes "a, b or c".
func listOf(list []string, last string) string {
	if len(list) < 2 {
		return strings.Join(list, "")
	}
	return strings.Join(list[:len(list)-1], ", ") + " " + last + " " + list[len(list)-1]
}

// allWords joins several conditions, all of which must hold.
func allWords(list []config.Condition) string {
	var parts []string
	for _, c := range list {
		if words := sqlWords(c.SQL); !slices.Contains(parts, words) {
			parts = append(parts, words)
		}
	}
	return strings.Join(parts, ", and ")
}
