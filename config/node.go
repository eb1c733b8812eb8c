package config

// Node is one YAML value with its place. Kind is "mapping", "list", "text" (every scalar, as written), or "null".
// See ParseYAML and Reader.
type Node struct {
	At    Position
	Kind  string
	Text  string  // scalars, exactly as written, quotes removed
	Keys  []*Node // mapping: keys and values side by side, in file order
	Items []*Node // mapping values, or list items
}
