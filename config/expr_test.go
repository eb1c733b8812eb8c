package config

import (
	"math/big"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func parse(t *testing.T, text string) *Expr {
	t.Helper()
	var ps Problems
	e := ParseExpr(text, Position{File: "k.yaml", Line: 3, Column: 10}, &ps)
	if e == nil {
		t.Fatalf("%s: %v", text, ps.Err())
	}
	return e
}

func values(numbers map[string]Ratio) func(*Expr) Value {
	return func(leaf *Expr) Value {
		if r, ok := numbers[leaf.String()]; ok {
			return Value{Ratio: r}
		}
		return NoValue("there is no %s", leaf)
	}
}

func TestFormulas(t *testing.T) {
	t.Parallel()
	env := values(map[string]Ratio{
		"a": Whole(7), "b": Whole(2), "zero": {}, "won_deals": Whole(18), "closed_deals": Whole(72),
		"at_start(mrr)": Whole(100), "existing(mrr_expansion)": Whole(15),
	})
	for text, want := range map[string]string{
		"a + b * 3":                "13",
		"(a + b) * 3":              "27",
		"a - b - 1":                "4",
		"a - (b - 1)":              "6",
		"a / b / 2":                "1.75",
		"-a + 10":                  "3",
		"2 * -b":                   "-4",
		"--a":                      "7",
		"won_deals / closed_deals": "0.25",
		"sum(a)":                   "7",
		"min(a, b) + max(a, b)":    "9",
		"round(a / 3, 2)":          "2.33",
		"round(0 - 2.345, 2)":      "-2.35",
		"95% * 200":                "190",
		"10_000 / 3":               "10000/3",
		" at_start( mrr )+existing(mrr_expansion)": "115",
	} {
		if got := parse(t, text).Eval(env); got.Null != "" || got.Ratio.String() != want {
			t.Errorf("%s is %s %s instead of %s", text, got.Ratio, got.Null, want)
		}
	}
}

func TestAFormulaWithoutAValueSaysWhy(t *testing.T) {
	t.Parallel()
	env := values(map[string]Ratio{"a": Whole(7), "zero": {}, "other_zero": {}, "mrr_new": Whole(3)})
	for text, want := range map[string]string{
		"zero / zero":             "zero is 0",
		"a / zero + missing":      "zero is 0",
		"missing / zero":          "there is no missing",
		"a / (zero * a)":          "zero is 0",
		"a / (a * zero)":          "zero is 0",
		"a / (zero / a)":          "zero is 0",
		"a / (a - 7)":             "a - 7 is 0",
		"min(1, a / zero)":        "zero is 0",
		"-(a / -zero)":            "zero is 0",
		"a / (other_zero + zero)": "other_zero + zero is 0",
		"a / max(zero * a, zero)": "max(zero * a, zero) is 0",
		"round(missing, 2)":       "there is no missing",
	} {
		if got := parse(t, text).Eval(env); got.Null != want {
			t.Errorf("%s: %q instead of %q", text, got.Null, want)
		}
	}
}

func TestLeavesOnceAndInOrder(t *testing.T) {
	t.Parallel()
	e := parse(t, "(at_start(mrr) + existing(mrr) - mrr) / at_start(mrr)")
	var got []string
	for _, l := range e.Leaves() {
		got = append(got, l.String())
	}
	if strings.Join(got, " ") != "at_start(mrr) existing(mrr) mrr" {
		t.Errorf("leaves %v", got)
	}
	if at := e.Leaves()[1].At.String(); at != "k.yaml:3:27" {
		t.Errorf("existing(mrr) is at %s", at)
	}
}

func TestReplaceLeavesTheOriginalAlone(t *testing.T) {
	t.Parallel()
	e := parse(t, "1 - churn_rate * b")
	inner := parse(t, "lost + gone")
	got := e.Replace(func(leaf *Expr) *Expr {
		if leaf.Name == "churn_rate" {
			return inner
		}
		return nil
	})
	if got.String() != "1 - (lost + gone) * b" || e.String() != "1 - churn_rate * b" {
		t.Errorf("%s, and the original %s", got, e)
	}
}

func TestBadFormulasAreToldAtTheirColumn(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"a +":                     "k.yaml:3:13: ",
		"a b":                     "k.yaml:3:12: ",
		"a + * b":                 "k.yaml:3:14: ",
		"medain(a)":               `k.yaml:3:10: formula: medain( is not known; there are min, max, round, abs, above_zero, sum, count, distinct, median, at_start, at_end, existing; did you mean "median"?`,
		"a / (b + 1":              "k.yaml:3:14: formula: the ( here has no )",
		"a)":                      "k.yaml:3:11: ",
		"010 + a":                 "k.yaml:3:10: ",
		"sum(a + b)":              "k.yaml:3:14: ",
		"count()":                 "k.yaml:3:16: ",
		"round(a, b)":             "k.yaml:3:10: ",
		"round(a, 13)":            "k.yaml:3:10: ",
		"min(a)":                  "k.yaml:3:10: ",
		"abs(a, b)":               "k.yaml:3:10: formula: abs takes one value: abs(margin)",
		"":                        "k.yaml:3:10: the formula is empty",
		"a $ b":                   "k.yaml:3:12: ",
		"a +\n b c":               "k.yaml:4:4: ",
		"ä + 1":                   "k.yaml:3:10: ",
		strings.Repeat("(", 1000): "k.yaml:3:110: formula: it is nested",
	} {
		var ps Problems
		if e := ParseExpr(text, Position{File: "k.yaml", Line: 3, Column: 10}, &ps); e != nil {
			t.Errorf("%q was read as %s", text, e)
			continue
		}
		if got := ps.Err().Error(); !strings.HasPrefix(got, want) || ps.Len() != 1 {
			t.Errorf("%q: %s; want %s", text, got, want)
		}
	}
}

// anyExpr draws a formula over a and b with its value computed by math/big; the value is nil where a divisor is 0.
func anyExpr(t *rapid.T, depth int) (text string, value *big.Rat) {
	if depth == 0 {
		switch rapid.IntRange(0, 2).Draw(t, "leaf") {
		case 0:
			return "a", big.NewRat(7, 3)
		case 1:
			return "at_start(b)", big.NewRat(-5, 1)
		}
		n := rapid.Int64Range(0, 9).Draw(t, "number")
		return Whole(n).String(), big.NewRat(n, 1)
	}
	op := rapid.SampledFrom([]string{"+", "-", "*", "/", "neg", "abs", "min", "max"}).Draw(t, "op")
	x, xv := anyExpr(t, rapid.IntRange(0, depth-1).Draw(t, "depth"))
	if op == "neg" {
		if xv == nil {
			return "-(" + x + ")", nil
		}
		return "-(" + x + ")", new(big.Rat).Neg(xv)
	}
	if op == "abs" {
		if xv == nil {
			return "abs(" + x + ")", nil
		}
		return "abs(" + x + ")", new(big.Rat).Abs(xv)
	}
	y, yv := anyExpr(t, rapid.IntRange(0, depth-1).Draw(t, "depth"))
	text = "(" + x + ") " + op + " (" + y + ")"
	if op == "min" || op == "max" {
		text = op + "(" + x + ", " + y + ")"
	}
	if xv == nil || yv == nil || op == "/" && yv.Sign() == 0 {
		return text, nil
	}
	v := new(big.Rat)
	switch op {
	case "+":
		return text, v.Add(xv, yv)
	case "-":
		return text, v.Sub(xv, yv)
	case "*":
		return text, v.Mul(xv, yv)
	case "/":
		return text, v.Quo(xv, yv)
	}
	if (xv.Cmp(yv) < 0) == (op == "min") {
		return text, xv
	}
	return text, yv
}

func TestFormulasAgreeWithBigNumbers(t *testing.T) {
	t.Parallel()
	env := values(map[string]Ratio{"a": NewRatio(7, 3), "at_start(b)": Whole(-5)})
	rapid.Check(t, func(t *rapid.T) {
		text, want := anyExpr(t, 5)
		var ps Problems
		e := ParseExpr(text, Position{}, &ps)
		if e == nil {
			t.Fatalf("%s: %v", text, ps.Err())
		}
		again := ParseExpr(e.String(), Position{}, &ps)
		if again == nil {
			t.Fatalf("%s is written %s: %v", text, e, ps.Err())
		}
		for _, e := range []*Expr{e, again} {
			got := e.Eval(env)
			if (got.Null != "") != (want == nil) || want != nil && got.Ratio.Rat().Cmp(want) != 0 {
				t.Fatalf("%s is %s %s instead of %s", e, got.Ratio, got.Null, want)
			}
		}
	})
}

func FuzzParseExpr(f *testing.F) {
	for _, s := range []string{"won_deals / closed_deals", "(at_start(mrr) - 5) * 95%", "min(a, round(b, 2))", "-a--b", "((", "010", "a/0"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		var ps Problems
		e := ParseExpr(s, Position{File: "f", Line: 1, Column: 1}, &ps)
		if (e == nil) != (ps.Len() == 1) {
			t.Fatalf("%q gave %v and %d problems", s, e, ps.Len())
		}
		if e == nil {
			return
		}
		env := func(leaf *Expr) Value { return Value{Ratio: Whole(int64(len(leaf.Name)))} }
		again := ParseExpr(e.String(), Position{}, &ps)
		if again == nil {
			t.Fatalf("%q is written %q: %v", s, e, ps.Err())
		}
		if x, y := e.Eval(env), again.Eval(env); x.Ratio.Cmp(y.Ratio) != 0 || (x.Null == "") != (y.Null == "") {
			t.Fatalf("%q is %v, written %q it is %v", s, x, e, y)
		}
	})
}
