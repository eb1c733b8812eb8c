package config

import (
	"fmt"
	"slices"
	"strings"
)

// Choice is one answer to a contested question and what it makes of the example.
type Choice struct {
	Value string // as written in YAML
	Pays  string
	Why   string
}

// Question is one contested choice: a key, an example small enough to check by hand, and what every reading pays on it.
type Question struct {
	Key     string
	Example string
	Choices []Choice
}

// Values gives the readings' words.
func (q Question) Values() []string {
	var out []string
	for _, r := range q.Choices {
		out = append(out, r.Value)
	}
	return out
}

// Table lists the readings, one a line, with what each pays on the example.
func (q Question) Table() string {
	width, amount := 0, 0
	for _, r := range q.Choices {
		width, amount = max(width, len(r.Value)), max(amount, len(r.Pays))
	}
	var b strings.Builder
	fmt.Fprintf(&b, "What each reading pays when, for example, %s:", q.Example)
	for _, r := range q.Choices {
		fmt.Fprintf(&b, "\n    %s: %-*s  pays %*s  (%s)", q.Key, width, r.Value, amount, r.Pays, r.Why)
	}
	return b.String()
}

// Answer gives the reading a key has, or def, the convention's, when it is left out. With def "" it may not be.
func (r *Reader) Answer(q Question, def string) string {
	switch {
	case r.Has(q.Key):
	case def != "" || r.node == nil:
		return def
	default:
		r.ps.Addf(r.node.At, "%s is missing from %s, and pay depends on it; write one of these lines. %s", q.Key, r.what, q.Table())
		return ""
	}
	s, ok := r.text(q.Key, r.Child(q.Key))
	if ok && !slices.Contains(q.Values(), s) {
		r.ps.Addf(r.At(q.Key), "%s: %s is not a reading we know%s %s", q.Key, quoteShort(s), orElse(Suggest(s, q.Values()), "."), q.Table())
		return def
	}
	return s
}
