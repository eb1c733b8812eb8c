package config

import (
	"fmt"
	"strings"
)

// Reader takes a mapping apart, key by key, and knows at the end which keys nobody asked for. Every method records its
// own problem and gives a zero value, so a caller reads everything and looks at the problems once. A Reader of
// something that is not a mapping has said so already and stays silent.
type Reader struct {
	node  *Node
	other *Node // what is there instead of a mapping, for places
	ps    *Problems
	what  string
	asked []string
}

// Read begins reading a mapping; anything else is a problem.
func (n *Node) Read(ps *Problems) *Reader { return n.ReadAs(ps, "this part") }

// ReadAs is Read with the name of the thing for messages: "a plan", "a source".
func (n *Node) ReadAs(ps *Problems, what string) *Reader {
	r := &Reader{ps: ps, what: what}
	switch {
	case n == nil:
	case n.Kind == Mapping:
		r.node = n
	default:
		r.other = n
		ps.Addf(n.At, "%s is %s here; write keys with values", what, n.describe())
	}
	return r
}

func (r *Reader) get(key string) *Node {
	r.asked = append(r.asked, key)
	return r.node.Get(key)
}

// need is get for a key that must be there with a value.
func (r *Reader) need(key string) *Node {
	n := r.get(key)
	if r.node == nil {
		return nil
	}
	if n == nil {
		r.ps.Addf(r.node.At, "%q is missing from %s", key, r.what)
		return nil
	}
	if n.Kind == Null {
		r.ps.Addf(n.At, "%s has no value; write one after the colon", key)
		return nil
	}
	return n
}

// optional is get for a key that may be left out; an empty value counts as left out.
func (r *Reader) optional(key string) *Node {
	n := r.get(key)
	if n == nil || n.Kind == Null {
		return nil
	}
	return n
}

// text gives a scalar's text; ok is false, after a problem, for anything else.
func (r *Reader) text(key string, n *Node) (string, bool) {
	if n == nil {
		return "", false
	}
	if n.Kind != Text {
		r.ps.Addf(n.At, "%s is %s here; write one value", key, n.describe())
		return "", false
	}
	return n.Text, true
}

// Text gives the text of a key that must be there.
func (r *Reader) Text(key string) string {
	s, _ := r.text(key, r.need(key))
	return s
}

// TextOr gives the text of a key, or def when it is left out.
func (r *Reader) TextOr(key, def string) string {
	if s, ok := r.text(key, r.optional(key)); ok {
		return s
	}
	return def
}

func (r *Reader) ratio(key string, n *Node) (Ratio, bool) {
	s, ok := r.text(key, n)
	if !ok {
		return Ratio{}, false
	}
	v, err := ParseRatio(s)
	if err != nil {
		r.ps.Addf(n.At, "%s: %s", key, err)
		return Ratio{}, false
	}
	return v, true
}

// Ratio gives the number of a key that must be there.
func (r *Reader) Ratio(key string) Ratio {
	v, _ := r.ratio(key, r.need(key))
	return v
}

// RatioOr gives the number of a key, or def when it is left out.
func (r *Reader) RatioOr(key string, def Ratio) Ratio {
	if v, ok := r.ratio(key, r.optional(key)); ok {
		return v
	}
	return def
}

// ratioOrNil gives the number of a key, or nil when it is left out.
func (r *Reader) ratioOrNil(key string) *Ratio {
	if v, ok := r.ratio(key, r.optional(key)); ok {
		return &v
	}
	return nil
}

func (r *Reader) integer(key string, n *Node) (int64, bool) {
	v, ok := r.ratio(key, n)
	if !ok {
		return 0, false
	}
	num, den, fits := v.Int64s()
	if !fits || den != 1 {
		r.ps.Addf(n.At, "%s: %s is not a whole number", key, quoteShort(n.Text))
		return 0, false
	}
	return num, true
}

// Int gives the whole number of a key that must be there.
func (r *Reader) Int(key string) int64 {
	v, _ := r.integer(key, r.need(key))
	return v
}

// IntOr gives the whole number of a key, or def when it is left out.
func (r *Reader) IntOr(key string, def int64) int64 {
	if v, ok := r.integer(key, r.optional(key)); ok {
		return v
	}
	return def
}

// Day gives the date of a key that must be there.
func (r *Reader) Day(key string) Day {
	n := r.need(key)
	s, ok := r.text(key, n)
	if !ok {
		return 0
	}
	d, err := ParseDay(s)
	if err != nil {
		r.ps.Addf(n.At, "%s: %s", key, err)
	}
	return d
}

// DayOr gives the date of a key, or def when it is left out.
func (r *Reader) DayOr(key string, def Day) Day {
	if n := r.node.Get(key); n == nil || n.Kind == Null {
		r.get(key)
		return def
	}
	return r.Day(key)
}

// Bool gives true or false, or def when the key is left out.
func (r *Reader) Bool(key string, def bool) bool {
	n := r.optional(key)
	s, ok := r.text(key, n)
	switch {
	case !ok:
		return def
	case s == "true":
		return true
	case s == "false":
		return false
	}
	r.ps.Addf(n.At, "%s: %s is neither true nor false", key, quoteShort(s))
	return def
}

// Choice gives one of the words a key may have. def is taken when the key is left out; with def "" it must be there.
func (r *Reader) Choice(key, def string, choices ...string) string {
	n := r.optional(key)
	if n == nil && def == "" {
		if r.node != nil {
			r.ps.Addf(r.At(key), "%q is missing from %s; it is %s", key, r.what, orList(choices))
		}
		return ""
	}
	s, ok := r.text(key, n)
	if !ok {
		return def
	}
	for _, c := range choices {
		if s == c {
			return s
		}
	}
	r.ps.Addf(n.At, "%s: %s is not known here; it is %s%s", key, quoteShort(s), orList(choices), Suggest(s, choices))
	return def
}

// List gives the values of a list of scalars; one scalar counts as a list of one, a key left out as none.
func (r *Reader) List(key string) []string {
	n := r.optional(key)
	switch {
	case n == nil:
		return nil
	case n.Kind == Text:
		return []string{n.Text}
	case n.Kind != List:
		r.ps.Addf(n.At, "%s is %s here; write a list: [a, b]", key, n.describe())
		return nil
	}
	var out []string
	for _, item := range n.Items {
		if s, ok := r.text(key, item); ok {
			out = append(out, s)
		}
	}
	return out
}

// Items gives the nodes of a list; a key left out has none.
func (r *Reader) Items(key string) []*Node {
	n := r.optional(key)
	if n == nil {
		return nil
	}
	if n.Kind != List {
		r.ps.Addf(n.At, "%s is %s here; write a list, one item under each dash", key, n.describe())
		return nil
	}
	return n.Items
}

// Child gives the node of a key, nil when it is left out.
func (r *Reader) Child(key string) *Node { return r.optional(key) }

// Has says whether the key is written, with a value.
func (r *Reader) Has(key string) bool { return r.optional(key) != nil }

// At gives the place of the key's value; the mapping's when the key is left out.
func (r *Reader) At(key string) Position {
	if n := r.node.Get(key); n != nil {
		return n.At
	}
	return nonNil(r.node, r.other).Place()
}

// Done reports every key nobody asked for.
func (r *Reader) Done() {
	if r.node == nil {
		return
	}
	asked := map[string]bool{}
	for _, k := range r.asked {
		asked[k] = true
	}
	for _, k := range r.node.Keys {
		if asked[k.Text] {
			continue
		}
		hint := Suggest(k.Text, r.asked)
		if hint == "" {
			hint = fmt.Sprintf("; what %s may have: %s", r.what, strings.Join(distinct(r.asked), ", "))
		}
		r.ps.Addf(k.At, "%s is not a key of %s%s", quoteShort(k.Text), r.what, hint)
	}
}

func distinct(words []string) []string {
	seen := map[string]bool{}
	var out []string
	for _, w := range words {
		if !seen[w] {
			seen[w] = true
			out = append(out, w)
		}
	}
	return out
}

// orList writes "a, b or c".
func orList(words []string) string {
	switch len(words) {
	case 0:
		return ""
	case 1:
		return words[0]
	}
	return strings.Join(words[:len(words)-1], ", ") + " or " + words[len(words)-1]
}

// quoteShort quotes a value for a message and cuts what is too long to read.
func quoteShort(s string) string {
	if runes := []rune(s); len(runes) > 60 {
		s = string(runes[:57]) + "..."
	}
	return fmt.Sprintf("%q", s)
}
