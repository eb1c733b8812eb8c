package reports

import (
	"fmt"
	"math"
	"math/big"
	"strings"

	"attain/config"
)

// A spreadsheet reckons in binary floating point, we do not. So that a live formula gives our very cent, every
// rounding in it is written in the simplest of these forms that is certain to:
//
//	ROUND(x,2)                     where x, exactly, is further than a ten-thousandth of a cent from a half cent
//	ROUND(ROUND((x)*100,6),0)/100  where x is a half cent (33.345 may be held as 33.344999…), or not nearer to one than
//	                               a millionth of a cent
//	ROUND(6669/200,0)/100          whole numbers, where neither is sure
//
// and the caller says so beside the cell where even that is not (see amountFormula).

// spreadsheetText is a formula being written: its text, how tightly its outermost operator binds, and what it gives
// exactly and in a spreadsheet's arithmetic.
type spreadsheetText struct {
	text  string
	binds int // 1 sum, 2 product, 3 minus sign, 4 atom
	exact config.Ratio
	float float64
}

// place is where a term stands on the sheet.
type place struct {
	ref   string
	exact config.Ratio
	float float64
	said  string // a subtotal of rows: what it comes to, for a measure that is another number
}

// translate writes a term's formula for a spreadsheet, names replaced by the cells they stand in.
func translate(formula string, at func(name string) (place, bool)) (spreadsheetText, error) {
	var ps config.Problems
	e := config.ParseExpr(formula, config.Position{File: "formula"}, &ps)
	if err := ps.Err(); err != nil {
		return spreadsheetText{}, err
	}
	return translateExpr(e, at)
}

func translateExpr(e *config.Expr, at func(name string) (place, bool)) (spreadsheetText, error) {
	switch e.Op {
	case "number":
		return numberText(e.Number), nil
	case "name":
		p, ok := at(e.String())
		if !ok {
			return spreadsheetText{}, fmt.Errorf("%s is not a number above", e.String())
		}
		return spreadsheetText{text: p.ref, binds: 4, exact: p.exact, float: p.float}, nil
	}
	args := make([]spreadsheetText, len(e.Args))
	for i, a := range e.Args {
		t, err := translateExpr(a, at)
		if err != nil {
			return spreadsheetText{}, err
		}
		args[i] = t
	}
	switch e.Op {
	case "neg":
		return spreadsheetText{"-" + args[0].inside(3), 3, args[0].exact.Neg(), -args[0].float}, nil
	case "+", "-", "*", "/":
		return operate(e.Op, args[0], args[1])
	case "abs":
		return spreadsheetText{"ABS(" + args[0].text + ")", 4, args[0].exact.Abs(), math.Abs(args[0].float)}, nil
	case "min", "max":
		return extreme(e.Op, args), nil
	case "round":
		n, _, ok := args[1].exact.Int64s()
		if !ok || n < 0 || n > 9 {
			return spreadsheetText{}, fmt.Errorf("round to %s places", args[1].exact)
		}
		return rounded(args[0], int(n)), nil
	}
	return spreadsheetText{}, fmt.Errorf("%s is not known to a spreadsheet", e.Op)
}

// inside puts parentheses round what binds less tightly than needed.
func (t spreadsheetText) inside(binds int) string {
	if t.binds < binds {
		return "(" + t.text + ")"
	}
	return t.text
}

func operate(op string, a, b spreadsheetText) (spreadsheetText, error) {
	switch op {
	case "+":
		return spreadsheetText{a.inside(1) + "+" + b.inside(2), 1, a.exact.Add(b.exact), a.float + b.float}, nil
	case "-":
		return spreadsheetText{a.inside(1) + "-" + b.inside(2), 1, a.exact.Sub(b.exact), a.float - b.float}, nil
	case "*":
		return spreadsheetText{a.inside(2) + "*" + b.inside(3), 2, a.exact.Mul(b.exact), a.float * b.float}, nil
	}
	if b.exact.IsZero() {
		return spreadsheetText{}, fmt.Errorf("%s is 0 and divides", b.text)
	}
	return spreadsheetText{a.inside(2) + "/" + b.inside(3), 2, a.exact.Quo(b.exact), a.float / b.float}, nil
}

func extreme(op string, args []spreadsheetText) spreadsheetText {
	out := args[0]
	texts := []string{args[0].text}
	for _, a := range args[1:] {
		texts = append(texts, a.text)
		if op == "min" {
			out.exact, out.float = out.exact.Min(a.exact), math.Min(out.float, a.float)
		} else {
			out.exact, out.float = out.exact.Max(a.exact), math.Max(out.float, a.float)
		}
	}
	out.text, out.binds = strings.ToUpper(op)+"("+strings.Join(texts, ",")+")", 4
	return out
}

// numberText writes a number so that a spreadsheet holds the double nearest to it: decimals as they are, thirds as a
// division.
func numberText(r config.Ratio) spreadsheetText {
	out := spreadsheetText{exact: r, float: r.Approx(), binds: 4}
	if s := r.String(); !strings.Contains(s, "/") {
		out.text = s
	} else {
		out.text, out.binds = s, 2
	}
	if r.Sign() < 0 {
		out.binds = min(out.binds, 3)
	}
	return out
}

// rounded rounds half away from zero to a number of places, in a form a spreadsheet cannot get wrong.
func rounded(x spreadsheetText, places int) spreadsheetText {
	scale := config.RatioOf(new(big.Rat).SetInt(new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(places)), nil)))
	scaled := x.exact.Mul(scale)
	n, ok := scaled.Round(config.AwayFromZero)
	out := spreadsheetText{binds: 4, exact: config.Whole(n).Quo(scale)}
	out.float = out.exact.Approx()
	drift := math.Abs(x.float*scale.Approx() - scaled.Approx())
	half := fromHalf(scaled)
	switch {
	case !ok:
		out.text, out.exact, out.float = x.text, x.exact, x.float
	case half > 1e-4 && drift < 1e-5:
		out.text = fmt.Sprintf("ROUND(%s,%d)", x.text, places)
	case (half == 0 || half > 1e-6) && drift < 1e-7:
		out.text, out.binds = fmt.Sprintf("ROUND(ROUND(%s*%s,6),0)%s", x.inside(2), scale, over(scale)), 2
	default:
		out.text, out.binds = wholeNumbers(scaled, scale), 2
	}
	return out
}

// fromHalf is how far a number is from the nearest half: 0 for 3334.5, 0.25 for 3334.25.
func fromHalf(r config.Ratio) float64 {
	twice := r.Abs().Mul(config.Whole(2)).Rat()
	floor := new(big.Int).Quo(twice.Num(), twice.Denom())
	part := new(big.Rat).Sub(twice, new(big.Rat).SetInt(floor)) // within [0, 1): how far past floor/2
	if floor.Bit(0) == 0 {
		part.Sub(big.NewRat(1, 1), part)
	}
	f, _ := new(big.Rat).Quo(part, big.NewRat(2, 1)).Float64()
	return f
}

func over(scale config.Ratio) string {
	if scale.Cmp(config.Whole(1)) == 0 {
		return ""
	}
	return "/" + scale.String()
}

// wholeNumbers writes the rounding as one division of whole numbers, which a double carries out exactly enough as long
// as both are below 2^53.
func wholeNumbers(scaled, scale config.Ratio) string {
	return fmt.Sprintf("ROUND(%s/%s,0)%s", scaled.Num(), scaled.Den(), over(scale))
}

// amount is the formula of a line's amount and what to say beside it when a reader must know more.
type amount struct {
	formula string // "" where a spreadsheet cannot give the very amount
	note    string
}

// amountFormula gives the live formula of an amount of minor units from the unrounded formula x in major units. The
// formula is always one outer rounding, and the amount it gives is always exactly ours:
//
//	the exact value of x, rounded half away from zero, is ours            ROUND(x,2)
//	x is an exact half and the workspace rounds halves to the even cent   ROUND(x,2)-0.01, and a note
//	anything else                                                         no formula, and a note
func amountFormula(x spreadsheetText, minor int64, digits int) amount {
	r := rounded(x, digits)
	cent := config.NewRatio(1, pow10(digits))
	got := r.exact.Quo(cent)
	switch diff := config.Whole(minor).Sub(got); {
	case diff.IsZero():
		if math.Abs(r.float) > 1<<52/float64(pow10(digits)) {
			return amount{note: "too large for a spreadsheet to hold to the cent"}
		}
		return amount{formula: r.text}
	case fromHalf(x.exact.Quo(cent)) == 0 && diff.Abs().Cmp(config.Whole(1)) == 0:
		sign := "+"
		if diff.Sign() < 0 {
			sign = "-"
		}
		return amount{
			formula: fmt.Sprintf("ROUND(%s%s%s,%d)", r.text, sign, cent, digits),
			note:    "an exact half goes to the even cent here",
		}
	}
	return amount{note: "not recalculated here: " + config.MajorOf(config.Whole(minor), "").String()}
}

func pow10(n int) int64 {
	out := int64(1)
	for range n {
		out *= 10
	}
	return out
}
