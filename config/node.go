package config

import (
	"errors"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"
)

// Node is one YAML value with its place. Kind is "mapping", "list", "text" (every scalar, as written), or "null".
// See ParseYAML and Reader.
type Node struct {
	At     Position
	Kind   string
	Text   string  // scalars, exactly as written, quotes removed
	Quoted bool    // the scalar was in quotes, or a block text: it is a text even where it looks like a number
	Keys   []*Node // mapping: keys and values side by side, in file order
	Items  []*Node // mapping values, or list items
}

// The kinds of a Node.
const (
	Mapping = "mapping"
	List    = "list"
	Text    = "text"
	Null    = "null"
)

// ParseYAML reads one YAML document. file is the name positions carry. What cannot be read is a problem, and so is what
// people and programs have read in two ways: a key written twice (the first is kept), an unquoted integer that begins with 0, anchors, aliases, tags and merge keys. The result is nil
// when there is nothing to read on; methods of a nil Node are safe and add no further problems.
func ParseYAML(file string, data []byte, ps *Problems) *Node {
	text := strings.TrimPrefix(string(data), "\ufeff")
	if strings.TrimSpace(text) == "" {
		ps.Addf(Position{File: file}, "the file is empty")
		return nil
	}
	tree, err := parser.ParseBytes([]byte(text), 0, parser.AllowDuplicateMapKey())
	if err != nil {
		ps.Addf(syntaxPlace(file, err), "this is not YAML: %s", syntaxMessage(err))
		return nil
	}
	r := yamlReader{file: file, ps: ps}
	var root *Node
	for _, doc := range tree.Docs {
		switch {
		case doc.Body == nil:
		case root == nil:
			root = r.node(doc.Body)
		default:
			ps.Addf(r.place(doc.Body), "a second document begins here (---); write it into a file of its own")
			return root
		}
	}
	if root == nil {
		ps.Addf(Position{File: file}, "the file holds only comments")
	}
	return root
}

func syntaxPlace(file string, err error) Position {
	at := Position{File: file, Line: 1, Column: 1}
	var syntax *yaml.SyntaxError
	if errors.As(err, &syntax) && syntax.GetToken() != nil {
		at.Line, at.Column = syntax.GetToken().Position.Line, syntax.GetToken().Position.Column
	}
	return at
}

func syntaxMessage(err error) string {
	var syntax *yaml.SyntaxError
	if !errors.As(err, &syntax) {
		return err.Error()
	}
	switch m := syntax.GetMessage(); {
	case strings.Contains(m, "tab character"), strings.Contains(m, "character '\t'"):
		return "a line is indented with a tab; use spaces"
	case strings.Contains(m, "mapping value is not allowed"):
		return `a second ": " on the line; put the text in "quotes", or the value on a line of its own`
	case strings.Contains(m, "must be specified"), strings.Contains(m, "end token"):
		return "a { or [ is opened before this place and not closed; add its } or ]"
	default:
		return m
	}
}

// yamlReader turns the library's tree into Nodes.
type yamlReader struct {
	file string
	ps   *Problems
}

func (r *yamlReader) place(n ast.Node) Position {
	t := n.GetToken()
	if m, ok := n.(*ast.MappingNode); ok && !m.IsFlowStyle && len(m.Values) > 0 {
		t = m.Values[0].Key.GetToken()
	}
	if v, ok := n.(*ast.MappingValueNode); ok {
		t = v.Key.GetToken()
	}
	if t == nil || t.Position == nil {
		return Position{File: r.file, Line: 1, Column: 1}
	}
	return Position{File: r.file, Line: t.Position.Line, Column: max(t.Position.Column, 1)}
}

func (r *yamlReader) node(n ast.Node) *Node {
	at := r.place(n)
	switch n := n.(type) {
	case *ast.MappingNode:
		return r.mapping(at, n.Values)
	case *ast.MappingValueNode:
		return r.mapping(at, []*ast.MappingValueNode{n})
	case *ast.SequenceNode:
		list := &Node{At: at, Kind: List}
		for _, v := range n.Values {
			list.Items = append(list.Items, r.node(v))
		}
		return list
	case *ast.NullNode:
		return &Node{At: at, Kind: Null}
	case *ast.LiteralNode:
		return &Node{At: at, Kind: Text, Text: strings.TrimRight(n.Value.Value, "\n"), Quoted: true}
	case *ast.StringNode:
		return &Node{At: at, Kind: Text, Text: n.Value, Quoted: n.Token.Type != token.StringType}
	case *ast.IntegerNode:
		return &Node{At: at, Kind: Text, Text: r.withoutLeadingZero(at, n.Token.Value)}
	case *ast.AnchorNode, *ast.AliasNode, *ast.TagNode:
		r.ps.Addf(at, "anchors (&), aliases (*) and tags (!) are not used here; write the value out")
		return &Node{At: at, Kind: Null}
	case ast.ScalarNode:
		return &Node{At: at, Kind: Text, Text: n.GetToken().Value}
	default:
		r.ps.Addf(at, "this is not understood; write a value, a list or keys with values")
		return &Node{At: at, Kind: Null}
	}
}

// withoutLeadingZero reports an integer such as 010 and reads on with what was most likely meant.
func (r *yamlReader) withoutLeadingZero(at Position, text string) string {
	sign := text[:len(text)-len(strings.TrimLeft(text, "+-"))]
	digits := text[len(sign):]
	if len(digits) < 2 || digits[0] != '0' || strings.Trim(digits, "0123456789_") != "" {
		return text
	}
	meant := strings.TrimLeft(digits, "0_")
	if meant == "" {
		meant = "0"
	}
	r.ps.Addf(at, `%s begins with 0, and many programs read that as a number in base 8; write %s, or "%s" in quotes if it is a text such as an employee number`,
		text, sign+meant, text)
	return sign + meant
}

func (r *yamlReader) mapping(at Position, values []*ast.MappingValueNode) *Node {
	m := &Node{At: at, Kind: Mapping}
	first := map[string]Position{}
	for _, v := range values {
		key, ok := v.Key.(ast.ScalarNode)
		keyAt := r.place(v.Key)
		if !ok || v.Key.IsMergeKey() {
			r.ps.Addf(keyAt, "a key is one plain word; write it as word: value")
			continue
		}
		text := key.GetToken().Value
		if at, twice := first[text]; twice {
			r.ps.Addf(keyAt, "%q is written twice; keep one", text).Notef(at, "%q is here first", text)
			continue
		}
		first[text] = keyAt
		m.Keys = append(m.Keys, &Node{At: keyAt, Kind: Text, Text: text})
		m.Items = append(m.Items, r.node(v.Value))
	}
	return m
}

// Get gives the value of a mapping's key, or nil.
func (n *Node) Get(key string) *Node {
	if n == nil || n.Kind != Mapping {
		return nil
	}
	for i, k := range n.Keys {
		if k.Text == key {
			return n.Items[i]
		}
	}
	return nil
}

// Place gives where the node stands; the zero Position for nil.
func (n *Node) Place() Position {
	if n == nil {
		return Position{}
	}
	return n.At
}

// TextPlace gives where the scalar's own text begins: one column on from the place when it is in quotes.
func (n *Node) TextPlace() Position {
	at := n.Place()
	if n != nil && n.Quoted {
		at.Column++
	}
	return at
}

// describe says what a node is, for messages: `"abc"`, "a list", "keys with values", "empty".
func (n *Node) describe() string {
	switch n.Kind {
	case Mapping:
		return "keys with values"
	case List:
		return "a list"
	case Null:
		return "empty"
	default:
		return quoteShort(n.Text)
	}
}

// Scalar gives the text of a value that must be one word or number.
func (n *Node) Scalar(ps *Problems) string {
	if n == nil {
		return ""
	}
	if n.Kind != Text {
		ps.Addf(n.At, "this is %s; write one value", n.describe())
		return ""
	}
	return n.Text
}

// Number gives the exact number a value stands for; see ParseRatio.
func (n *Node) Number(ps *Problems) (Ratio, bool) {
	if n == nil {
		return Ratio{}, false
	}
	if n.Kind != Text {
		ps.Addf(n.At, "this is %s; write one number, such as 95%%, 0.15 or 6_125.00", n.describe())
		return Ratio{}, false
	}
	r, err := ParseRatio(n.Text)
	if err != nil {
		ps.Addf(n.At, "%s", err)
		return Ratio{}, false
	}
	return r, true
}
