package config

// Expr is a formula over names: + - * / ( ), unary minus, numbers (95% allowed), min(a, b), max(a, b), round(x, places),
// and the aggregates count(m), distinct(m), median(m), at_start(m), at_end(m), existing(m).
// A leaf is a name or an aggregate of a name; its Text is its spelling: "won_deals", "at_start(mrr)".
type Expr struct {
	At        Position
	Op        string // "number", "name", "+", "-", "*", "/", "neg", "min", "max", "round"
	Number    Ratio
	Name      string    // leaf: the measure, KPI or term
	Aggregate Aggregate // leaf: Sum for a plain name
	Args      []*Expr
}
