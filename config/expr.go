package config

import (
	"fmt"
	"strings"
	"unicode"
)

// Expr is a formula over names: + - * / ( ), unary minus, numbers (95% allowed), min(a, b), max(a, b), round(x, places), abs(x),
// above_zero(x),
// and the aggregates count(m), distinct(m), median(m), at_start(m), at_end(m), existing(m).
// A leaf is a name or an aggregate of a name; String gives its spelling: "won_deals", "at_start(mrr)".
type Expr struct {
	At        Position
	Op        string // "number", "name", "+", "-", "*", "/", "neg", "min", "max", "round", "abs", "above_zero"
	Number    Ratio
	Name      string      // leaf: the measure, KPI or term
	Aggregate Aggregate   // leaf: Sum for a plain name
	Where     []Condition // leaf: the only_if of the KPI it was inlined from; see Workspace.KPIFormula
	Args      []*Expr
}

// Value is an exact number, or the reason why there is none. The zero value is the number 0.
type Value struct {
	Ratio Ratio
	Null  string // "closed_deals is 0"; "" when there is a number
	Never bool   // with Null: above_zero(x) met an x of 0 or less. A cost that a loss can never pay back is worse than any threshold
}

// NoValue gives a value without a number, for a reason a participant can read.
func NoValue(format string, args ...any) Value { return Value{Null: fmt.Sprintf(format, args...)} }

var aggregates = map[string]Aggregate{
	"sum": Sum, "count": Count, "distinct": Distinct, "median": Median,
	"at_start": AtStart, "at_end": AtEnd, "existing": Existing,
}

// ParseExpr reads a formula. at is the place of its first letter; a problem stands at the column it is about. The
// result is nil exactly when a problem was added.
func ParseExpr(text string, at Position, ps *Problems) *Expr {
	p := &exprParser{text: []rune(text), at: at}
	if strings.TrimSpace(text) == "" {
		ps.Addf(at, "the formula is empty; write one such as won_deals / closed_deals")
		return nil
	}
	e := p.sum()
	if p.skip(); p.problem == "" && p.i < len(p.text) {
		p.fail(p.i, "%s is not expected here; write + - * / between two numbers or names", quoteShort(p.word()))
	}
	if p.problem != "" {
		ps.Addf(p.problemAt, "formula: %s", p.problem)
		return nil
	}
	return e
}

// exprParser reads by recursive descent; the first problem is kept and stops it.
type exprParser struct {
	text      []rune
	i         int
	depth     int
	at        Position
	problem   string
	problemAt Position
}

const maxExprDepth = 100

func (p *exprParser) place(i int) Position {
	at := p.at
	for _, r := range p.text[:min(i, len(p.text))] {
		if at.Column++; r == '\n' {
			at.Line, at.Column = at.Line+1, 1
		}
	}
	return at
}

func (p *exprParser) fail(i int, format string, args ...any) *Expr {
	if p.problem == "" {
		p.problem, p.problemAt = fmt.Sprintf(format, args...), p.place(i)
	}
	return &Expr{}
}

func (p *exprParser) skip() {
	for p.i < len(p.text) && unicode.IsSpace(p.text[p.i]) {
		p.i++
	}
}

// peek gives the next letter that is no space, 0 at the end.
func (p *exprParser) peek() rune {
	if p.skip(); p.i < len(p.text) {
		return p.text[p.i]
	}
	return 0
}

// word gives what stands at the cursor, for messages.
func (p *exprParser) word() string {
	end := p.i
	for end < len(p.text) && isNameRune(p.text[end]) {
		end++
	}
	return string(p.text[p.i:max(end, min(p.i+1, len(p.text)))])
}

func isNameRune(r rune) bool {
	return r == '_' || r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z'
}

func (p *exprParser) sum() *Expr {
	e := p.product()
	for p.problem == "" && (p.peek() == '+' || p.peek() == '-') {
		e = p.binary(e, p.product)
	}
	return e
}

func (p *exprParser) product() *Expr {
	e := p.factor()
	for p.problem == "" && (p.peek() == '*' || p.peek() == '/') {
		e = p.binary(e, p.factor)
	}
	return e
}

func (p *exprParser) binary(left *Expr, right func() *Expr) *Expr {
	at, op := p.place(p.i), string(p.text[p.i])
	p.i++
	return &Expr{At: at, Op: op, Args: []*Expr{left, right()}}
}

func (p *exprParser) factor() *Expr {
	if p.depth++; p.depth > maxExprDepth {
		return p.fail(p.i, "it is nested more than %d deep; cut it into KPIs of its own", maxExprDepth)
	}
	defer func() { p.depth-- }()
	c := p.peek()
	start := p.i
	switch {
	case c == 0:
		return p.fail(p.i, "it ends where a number or a name should follow")
	case c == '-':
		at := p.place(p.i)
		p.i++
		return &Expr{At: at, Op: "neg", Args: []*Expr{p.factor()}}
	case c == '(':
		p.i++
		e := p.sum()
		if p.problem == "" && p.peek() != ')' {
			return p.fail(start, "the ( here has no )")
		}
		p.i++
		return e
	case c >= '0' && c <= '9' || c == '.':
		return p.number()
	case isNameRune(c):
		return p.name()
	default:
		return p.fail(p.i, "%s is not expected here; write a number, a name or (", quoteShort(string(c)))
	}
}

func (p *exprParser) number() *Expr {
	start := p.i
	for p.i < len(p.text) && (isNameRune(p.text[p.i]) || p.text[p.i] == '.') {
		p.i++
	}
	if p.i < len(p.text) && p.text[p.i] == '%' {
		p.i++
	}
	v, err := ParseRatio(string(p.text[start:p.i]))
	if err != nil {
		return p.fail(start, "%s", err)
	}
	return &Expr{At: p.place(start), Op: "number", Number: v}
}

func (p *exprParser) name() *Expr {
	start := p.i
	word := p.word()
	p.i += len([]rune(word))
	at := p.place(start)
	if p.peek() != '(' {
		return &Expr{At: at, Op: "name", Name: word, Aggregate: Sum}
	}
	p.i++
	if agg, ok := aggregates[word]; ok {
		return p.aggregate(at, word, agg)
	}
	switch word {
	case "min", "max", "round":
		return p.call(at, start, word)
	case aboveZero, absolute:
		return p.one(at, start, word)
	}
	known := []string{"min", "max", "round", absolute, aboveZero, "sum", "count", "distinct", "median", "at_start", "at_end", "existing"}
	return p.fail(start, "%s( is not known; there are %s%s", word, strings.Join(known, ", "), Suggest(word, known))
}

func (p *exprParser) aggregate(at Position, word string, agg Aggregate) *Expr {
	c := p.peek()
	inside := p.i
	if !isNameRune(c) || c >= '0' && c <= '9' {
		return p.fail(inside, "%s( ) takes the name of one measure, such as %s(mrr)", word, word)
	}
	name := p.word()
	p.i += len([]rune(name))
	if p.peek() != ')' {
		return p.fail(inside, "%s( ) takes the name of one measure, such as %s(mrr); calculate outside of it", word, word)
	}
	p.i++
	return &Expr{At: at, Op: "name", Name: name, Aggregate: agg}
}

func (p *exprParser) call(at Position, start int, word string) *Expr {
	e := &Expr{At: at, Op: word, Args: []*Expr{p.sum()}}
	if p.problem == "" && p.peek() != ',' {
		return p.fail(start, "%s takes two values: %s(a, b)", word, word)
	}
	p.i++
	e.Args = append(e.Args, p.sum())
	if p.problem == "" && p.peek() != ')' {
		return p.fail(start, "%s takes two values, and a ) after them", word)
	}
	p.i++
	if word == "round" && p.problem == "" {
		if _, ok := places(e.Args[1]); !ok {
			return p.fail(start, "round takes the number of places, 0 to 12: round(x, 2)")
		}
	}
	return e
}

// aboveZero guards a divisor that means "never" when it is 0 or less: see Value.Never. absolute leaves the sign out.
const (
	aboveZero = "above_zero"
	absolute  = "abs"
)

// one reads what follows the name of a function of one value.
func (p *exprParser) one(at Position, start int, word string) *Expr {
	e := &Expr{At: at, Op: word, Args: []*Expr{p.sum()}}
	if p.problem == "" && p.peek() != ')' {
		return p.fail(start, "%s takes one value: %s(margin)", word, word)
	}
	p.i++
	return e
}

func places(e *Expr) (int, bool) {
	n, d, ok := e.Number.Int64s()
	return int(n), e.Op == "number" && ok && d == 1 && n >= 0 && n <= 12
}

// Leaves gives the formula's distinct leaves in the order they are first written. Two leaves are the same when their
// spelling and their conditions are.
func (e *Expr) Leaves() []*Expr {
	var out []*Expr
	seen := map[string]bool{}
	var walk func(*Expr)
	walk = func(e *Expr) {
		if e.Op == "name" {
			if k := e.key(); !seen[k] {
				seen[k] = true
				out = append(out, e)
			}
		}
		for _, a := range e.Args {
			walk(a)
		}
	}
	walk(e)
	return out
}

func (e *Expr) key() string {
	k := e.String()
	for _, c := range e.Where {
		k += "\x00" + c.SQL
	}
	return k
}

// Replace gives a copy of the formula with every leaf replaced by what the function gives; nil keeps the leaf.
func (e *Expr) Replace(with func(leaf *Expr) *Expr) *Expr {
	if e.Op == "name" {
		if r := with(e); r != nil {
			return r
		}
		return e
	}
	c := *e
	c.Args = make([]*Expr, len(e.Args))
	for i, a := range e.Args {
		c.Args[i] = a.Replace(with)
	}
	return &c
}

// String writes the formula with the fewest parentheses that keep its meaning.
func (e *Expr) String() string {
	switch e.Op {
	case "number":
		return e.Number.String()
	case "name":
		if e.Aggregate == Sum || e.Aggregate == "" {
			return e.Name
		}
		return fmt.Sprintf("%s(%s)", e.Aggregate, e.Name)
	case "neg":
		return "-" + e.Args[0].within(3)
	case "+", "*":
		return e.Args[0].within(e.binding()) + " " + e.Op + " " + e.Args[1].within(e.binding())
	case "-", "/":
		return e.Args[0].within(e.binding()) + " " + e.Op + " " + e.Args[1].within(e.binding()+1)
	case aboveZero, absolute:
		return fmt.Sprintf("%s(%s)", e.Op, e.Args[0])
	default:
		return fmt.Sprintf("%s(%s, %s)", e.Op, e.Args[0], e.Args[1])
	}
}

// Unguarded gives the formula without above_zero( ): what is computed once there is a value.
func (e *Expr) Unguarded() *Expr {
	if e.Op == aboveZero {
		return e.Args[0].Unguarded()
	}
	if len(e.Args) == 0 {
		return e
	}
	c := *e
	c.Args = make([]*Expr, len(e.Args))
	for i, a := range e.Args {
		c.Args[i] = a.Unguarded()
	}
	return &c
}

// binding tells how strongly the outermost operation binds: 1 sums, 2 products and fractions, 3 signs, 4 the rest.
func (e *Expr) binding() int {
	switch e.Op {
	case "+", "-":
		return 1
	case "*", "/":
		return 2
	case "neg":
		return 3
	case "number":
		if strings.Contains(e.Number.String(), "/") {
			return 2
		}
		if e.Number.Sign() < 0 {
			return 3
		}
	}
	return 4
}

func (e *Expr) within(binding int) string {
	if e.binding() < binding {
		return "(" + e.String() + ")"
	}
	return e.String()
}

// Eval computes the formula exactly. env gives each leaf's value. A leaf without a value, or a divisor of 0, makes
// the whole formula have none, with the first reason met: 0 won of 0 closed deals is "closed_deals is 0", not 0 %.
func (e *Expr) Eval(env func(leaf *Expr) Value) Value {
	switch e.Op {
	case "number":
		return Value{Ratio: e.Number}
	case "name":
		return env(e)
	}
	a := e.Args[0].Eval(env)
	if a.Null != "" {
		return a
	}
	switch e.Op {
	case "neg":
		return Value{Ratio: a.Ratio.Neg()}
	case absolute:
		return Value{Ratio: a.Ratio.Abs()}
	case aboveZero:
		if a.Ratio.Sign() <= 0 {
			return Value{Null: fmt.Sprintf("never, because %s is not above 0", e.Args[0].low(env)), Never: true}
		}
		return a
	}
	b := e.Args[1].Eval(env)
	if b.Null != "" {
		return b
	}
	switch e.Op {
	case "+":
		return Value{Ratio: a.Ratio.Add(b.Ratio)}
	case "-":
		return Value{Ratio: a.Ratio.Sub(b.Ratio)}
	case "*":
		return Value{Ratio: a.Ratio.Mul(b.Ratio)}
	case "/":
		if b.Ratio.IsZero() {
			return NoValue("%s is 0", e.Args[1].zero(env))
		}
		return Value{Ratio: a.Ratio.Quo(b.Ratio)}
	case "min":
		return Value{Ratio: a.Ratio.Min(b.Ratio)}
	case "max":
		return Value{Ratio: a.Ratio.Max(b.Ratio)}
	default:
		n, _ := places(e.Args[1])
		return Value{Ratio: a.Ratio.RoundTo(n)}
	}
}

// low names what makes a product or a fraction 0 or less.
func (e *Expr) low(env func(leaf *Expr) Value) *Expr {
	switch e.Op {
	case "/":
		return e.Args[0].low(env)
	case "*":
		if e.Args[0].Eval(env).Ratio.Sign() <= 0 {
			return e.Args[0].low(env)
		}
		return e.Args[1].low(env)
	}
	return e
}

// zero names what makes a divisor 0: the factor or numerator that is, so that a reader sees the measure to look at.
func (e *Expr) zero(env func(leaf *Expr) Value) *Expr {
	switch e.Op {
	case "neg", "/", absolute:
		return e.Args[0].zero(env)
	case "*":
		if e.Args[0].Eval(env).Ratio.IsZero() {
			return e.Args[0].zero(env)
		}
		return e.Args[1].zero(env)
	}
	return e
}
