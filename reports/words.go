package reports

import (
	"fmt"
	"strings"

	"attain/config"
)

// dayWords writes a day so that nobody can take the month for the day: 30 October 2026.
func dayWords(d config.Day) string { return d.Words() }

// periodWords writes a period as people say it: July to September 2026 (2026-Q3).
func periodWords(p config.Period) string {
	first, last := p.First.Time(), (p.End - 1).Time()
	switch {
	case p.Empty():
		return p.Label
	case first.Year() == last.Year() && first.Month() == last.Month():
		return first.Format("January 2006")
	case first.Year() == last.Year():
		return first.Format("January") + " to " + last.Format("January 2006") + " (" + p.Label + ")"
	}
	return first.Format("January 2006") + " to " + last.Format("January 2006") + " (" + p.Label + ")"
}

// daysWords writes a stretch of days: March 2026, April 2025 to March 2026, else 9 February to 31 March 2026.
func daysWords(i config.Interval) string {
	first, last := i.First.Time(), (i.End - 1).Time()
	months := first.Day() == 1 && i.End.Time().Day() == 1
	if i.Empty() || !months {
		return dayWords(i.First) + " to " + dayWords(i.End-1)
	}
	from, to := first.Format("January 2006"), last.Format("January 2006")
	switch {
	case from == to:
		return to
	case first.Year() == last.Year():
		return first.Format("January") + " to " + to
	}
	return from + " to " + to
}

// moneyFormat is the number format of amounts in a currency: 1,928.57, or 1,929 yen.
func moneyFormat(currency string) string {
	return "#,##0" + decimals(config.MinorDigits(currency))
}

func decimals(n int) string {
	if n == 0 {
		return ""
	}
	return "." + strings.Repeat("0", n)
}

// unitFormat is the number format of a value, with as many places as it needs and no more than atMost.
func unitFormat(unit, currency string, v config.Ratio, atMost int) string {
	switch unit {
	case "money":
		return "#,##0" + decimals(max(config.MinorDigits(currency), places(v, atMost)))
	case "percent":
		return "0" + decimals(max(1, places(v.Mul(config.Whole(100)), atMost))) + "%"
	}
	if config.KnownCurrency(unit) {
		return unitFormat("money", unit, v, atMost)
	}
	return "#,##0" + decimals(places(v, atMost))
}

// places is how many decimals show v whole, at most atMost.
func places(v config.Ratio, atMost int) int {
	for n := range atMost {
		if _, den, ok := v.Mul(config.Whole(pow10(n))).Int64s(); ok && den == 1 {
			return n
		}
	}
	return atMost
}

// shownPlaces is how many decimals a result needs so that it does not look like a limit it has not reached: 99.996 %
// with a target of 100 % is shown with three places, not as 100.0 %.
func shownPlaces(r Result) int {
	n := 2
	if r.Actual == nil {
		return n
	}
	limits := r.Anchors
	if r.Target != nil {
		limits = append(append([]config.Ratio(nil), limits...), *r.Target)
	}
	shown := func(v config.Ratio, n int) string {
		if r.Unit == "percent" {
			v = v.Mul(config.Whole(100))
		}
		return v.Decimal(n)
	}
	for _, l := range limits {
		for n < 6 && l.Cmp(*r.Actual) != 0 && shown(l, n) == shown(*r.Actual, n) {
			n++
		}
	}
	return n
}

// showValue writes a value for text outputs: 95.0 %, 6,125.00 USD, 12.5 months.
func showValue(unit, currency string, v config.Ratio) string {
	switch unit {
	case "money":
		minor, ok := config.MinorOf(v, currency).Round(config.AwayFromZero)
		if ok && config.MinorOf(v, currency).Cmp(config.Whole(minor)) == 0 {
			return config.FormatMinor(minor, currency) + " " + currency
		}
		return grouped(v.Decimal(max(4, config.MinorDigits(currency)))) + " " + currency
	case "percent":
		p := v.Mul(config.Whole(100))
		return p.Decimal(max(1, places(p, 4))) + " %"
	case "months", "days", "hours", "minutes", "points":
		return v.Decimal(places(v, 4)) + " " + unit
	}
	if config.KnownCurrency(unit) {
		return showValue("money", unit, v)
	}
	return v.Decimal(places(v, 6))
}

// grouped sets commas between the thousands of a decimal number: 12620.7083 is 12,620.7083.
func grouped(decimal string) string {
	whole, rest, _ := strings.Cut(decimal, ".")
	digits := strings.TrimPrefix(whole, "-")
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	if strings.HasPrefix(whole, "-") {
		digits = "-" + digits
	}
	if rest != "" {
		digits += "." + rest
	}
	return digits
}

// formulaWords writes a formula the way it is read aloud: Deals won ÷ deals closed.
func formulaWords(formula string, label func(name string) string) string {
	var ps config.Problems
	e := config.ParseExpr(formula, config.Position{}, &ps)
	if ps.Err() != nil {
		return formula
	}
	s, _ := exprWords(e, label)
	return s
}

func exprWords(e *config.Expr, label func(name string) string) (string, int) {
	switch e.Op {
	case "number":
		return e.Number.String(), 4
	case "name":
		return label(e.String()), 4
	}
	args := make([]string, len(e.Args))
	binds := make([]int, len(e.Args))
	for i, a := range e.Args {
		args[i], binds[i] = exprWords(a, label)
	}
	inside := func(i, need int) string {
		if binds[i] < need {
			return "(" + args[i] + ")"
		}
		return args[i]
	}
	switch e.Op {
	case "+":
		return inside(0, 1) + " + " + inside(1, 1), 1
	case "-":
		return inside(0, 1) + " − " + inside(1, 2), 1
	case "*":
		return inside(0, 2) + " × " + inside(1, 2), 2
	case "/":
		return inside(0, 2) + " ÷ " + inside(1, 3), 2
	case "neg":
		return "−" + inside(0, 3), 3
	case "abs":
		return "the size of " + args[0], 0
	case "min":
		return "the smaller of " + strings.Join(args, " and "), 0
	case "max":
		return "the larger of " + strings.Join(args, " and "), 0
	case "above_zero":
		return args[0] + " where that is above 0", 0
	case "round":
		return args[0] + ", rounded to " + args[1] + " places", 0
	}
	return fmt.Sprint(e), 4
}
