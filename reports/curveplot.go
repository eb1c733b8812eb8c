package reports

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"attain/calc"
	"attain/config"
)

// barWidth is how long the longest bar is: with its numbers a plot fits 80 columns.
const barWidth = 36

// plotRow is one line of a plot: a bar as long as what x pays.
type plotRow struct {
	x, y   config.Ratio
	beside string // "just below " or "just above ": x itself is not meant
	mark   string
}

// plotCurve draws a curve as bars, one a line, worse results first. Numbers between the curve's points are round ones; each
// amount is rounded as it is paid.
//
//	           70 %                                          0.00
//	just below 80 %                                          0.00
//	           80 %  ██████████                          3,500.00  threshold
//	 90 %  ███████████████                     5,250.00
//	100 %  ████████████████████                7,000.00  target
func plotCurve(w io.Writer, c calc.Curve, halves config.Halves, bar string) {
	rows := plotRows(c)
	if len(rows) < 2 {
		return
	}
	most := config.Ratio{}
	for _, r := range rows {
		if most.Less(r.y) {
			most = r.y
		}
	}
	left, right := make([]string, len(rows)), make([]string, len(rows))
	wideLeft, wideRight := 0, 0
	for i, r := range rows {
		left[i], right[i] = axisWords(c.X, r.x, halves), axisWords(c.Y, r.y, halves)
		left[i] = r.beside + left[i]
		wideLeft, wideRight = max(wideLeft, utf8.RuneCountInString(left[i])), max(wideRight, utf8.RuneCountInString(right[i]))
	}
	fmt.Fprintf(w, "  %s\n", printable(curveTitle(c)))
	for i, r := range rows {
		line := fmt.Sprintf("  %s  %s  %s  %s", aligned(left[i], wideLeft), padded(strings.Repeat(bar, barLength(r.y, most)), barWidth), aligned(right[i], wideRight), r.mark)
		fmt.Fprintln(w, strings.TrimRight(line, " "))
	}
}

// barLength is y's share of the longest bar, rounded; what pays anything has a bar.
func barLength(y, most config.Ratio) int {
	if y.Sign() <= 0 || most.Sign() <= 0 {
		return 0
	}
	n, _ := y.Quo(most).Mul(config.Whole(barWidth)).Round(config.AwayFromZero)
	return max(1, int(n))
}

// plotRows are the curve's points, and round numbers before, between and after them.
func plotRows(c calc.Curve) []plotRow {
	var rows []plotRow
	for i, p := range c.List {
		rows = append(rows, plotRow{x: p.X, y: p.Y, mark: p.Mark, beside: besideWords(c, i)})
	}
	if len(rows) == 0 {
		return nil
	}
	first, last := rows[0].x, rows[len(rows)-1].x
	if step := roundStep(last.Sub(first), c.X.Unit); step.Sign() > 0 {
		from := floorTo(first, step)
		if from.Cmp(first) == 0 && (first.Sign() > 0 || first.Sign() < 0) {
			from = from.Sub(step)
		}
		for x := from; x.Cmp(last.Add(step)) <= 0; x = x.Add(step) {
			beyond := !x.Less(last)
			if x.Sign() < 0 && first.Sign() >= 0 || beyond && c.Open || hasX(rows, x) {
				continue
			}
			rows = append(rows, plotRow{x: x, y: curveAt(c, x)})
		}
	}
	slices.SortStableFunc(rows, func(a, b plotRow) int { return a.x.Cmp(b.x) })
	if c.Lower {
		slices.Reverse(rows)
	}
	return rows
}

// besideWords says on which side of its place a point of a jump lies; "" for the place itself.
func besideWords(c calc.Curve, i int) string {
	here := func(k int) bool { return k >= 0 && k < len(c.List) && c.List[k].X.Cmp(c.List[i].X) == 0 }
	switch left, right := here(i-1), here(i+1); {
	case !left && !right:
		return ""
	case right && (c.List[i].Beside || !c.List[i+1].Beside && !c.Lower):
		return "just below "
	case left && (c.List[i].Beside || !c.List[i-1].Beside && c.Lower):
		return "just above "
	}
	return ""
}

func hasX(rows []plotRow, x config.Ratio) bool {
	return slices.ContainsFunc(rows, func(r plotRow) bool { return r.x.Cmp(x) == 0 })
}

// curveAt reads a curve between its points.
func curveAt(c calc.Curve, x config.Ratio) config.Ratio {
	list := c.List
	if !list[0].X.Less(x) {
		return list[0].Y
	}
	for i := 1; i < len(list); i++ {
		a, b := list[i-1], list[i]
		if x.Less(b.X) {
			return a.Y.Add(b.Y.Sub(a.Y).Mul(x.Sub(a.X)).Quo(b.X.Sub(a.X)))
		}
	}
	return list[len(list)-1].Y
}

// roundStep is the round number (1, 2 or 5 times a power of ten) that cuts a width into at most eight. Things that are
// counted go by whole ones: there is no half deal.
func roundStep(width config.Ratio, unit string) config.Ratio {
	if width.Sign() <= 0 {
		return config.Ratio{}
	}
	step := config.NewRatio(1, 1_000_000)
	for i := 0; width.Cmp(step.Mul(config.Whole(8))) > 0; i++ {
		step = step.Mul([]config.Ratio{config.Whole(2), config.NewRatio(5, 2), config.Whole(2)}[i%3])
	}
	if unit == "count" {
		return step.Max(config.Whole(1))
	}
	return step
}

// floorTo is the greatest multiple of step that is not above x.
func floorTo(x, step config.Ratio) config.Ratio {
	n, _ := x.Quo(step).Round(config.AwayFromZero)
	at := step.Mul(config.Whole(n))
	if x.Less(at) {
		at = at.Sub(step)
	}
	return at
}

// axisWords writes a number on an axis: 80 %, 3,500.00, 12.5 months.
func axisWords(a calc.Axis, v config.Ratio, halves config.Halves) string {
	switch a.Unit {
	case "money":
		minor, _ := config.MinorOf(v, a.Currency).Round(halves)
		return config.FormatMinor(minor, a.Currency)
	case "percent":
		p := v.Mul(config.Whole(100))
		return p.Decimal(places(p, 2)) + " %"
	}
	return showValue(a.Unit, a.Currency, v)
}
