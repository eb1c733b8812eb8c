package reports

import (
	"strings"
	"testing"

	"attain/calc"
	"attain/config"
)

func TestSQLWords(t *testing.T) {
	t.Parallel()
	for sql, want := range map[string]string{
		"deal_type = 'new'":                                       "the deal type is new",
		"deal_type in ('expansion', 'renewal')":                   "the deal type is expansion or renewal",
		"named_logo__c <> 'true'":                                 "the named logo is not yes",
		"deal_type = 'new' and term_months >= 24":                 "the deal type is new, and the term months is at least 24",
		"region not in ('EU','US') AND owner is not null":         "the region is not EU or US, and the owner is filled in",
		"name = 'rock and roll'":                                  "the name is rock and roll",
		"name = 'it''s'":                                          "the name is it's",
		"a = 1 or b = 2":                                          "this holds in the data: a = 1 or b = 2",
		"amount_minor between 1 and 2":                            "this holds in the data: amount_minor between 1 and 2",
		"lower(deal_type) = 'new'\n  and stage = 'won'":           "this holds in the data: lower(deal_type) = 'new' and stage = 'won'",
		"exists (select 1 from core.account where x = 'a and b')": "this holds in the data: exists (select 1 from core.account where x = 'a and b')",
	} {
		if got := sqlWords(sql); got != want {
			t.Errorf("%s\ngot  %s\nwant %s", sql, got, want)
		}
	}
}

// TestPlotCurve: a jump says on which side what is paid; lower is better runs from the worst result to the best; an
// amount between two points is on the line between them.
func TestPlotCurve(t *testing.T) {
	t.Parallel()
	whole := config.Whole
	point := func(x, y int64, beside bool) calc.Point { return calc.Point{X: whole(x), Y: whole(y), Beside: beside} }
	axis := calc.Axis{Title: "pays", Unit: "money", Currency: "USD"}
	payback := calc.Curve{
		Title: "Payback", Lower: true, X: calc.Axis{Unit: "months"}, Y: axis,
		List: []calc.Point{point(6, 4500, false), point(12, 3000, false), point(15, 1500, false), point(15, 0, true)},
	}
	// 14 months is a third of the way from 15 to 12: 2,000; 9 months half way from 12 to 6: 3,750 (semantics.md section 2).
	want := []string{"16 months 0.00", "just above 15 months 0.00", "15 months 1,500.00", "14 months 2,000.00", "12 months 3,000.00", "10 months 3,500.00", "8 months 4,000.00", "6 months 4,500.00", "4 months 4,500.00"}
	if got := plotted(payback); strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	steps := calc.Curve{Title: "Steps", X: calc.Axis{Unit: "count"}, Y: axis, List: []calc.Point{point(0, 0, false), point(10, 50, true), point(10, 80, false), point(16, 128, false)}}
	got := strings.Join(plotted(steps), "\n")
	for _, line := range []string{"just below 10 50.00", "10 80.00", "4 20.00", "16 128.00"} {
		if !strings.Contains("\n"+got+"\n", "\n"+line+"\n") {
			t.Errorf("%q is not in\n%s", line, got)
		}
	}
}

// plotted gives a plot's lines without their bars.
func plotted(c calc.Curve) []string {
	var b strings.Builder
	plotCurve(&b, c, config.AwayFromZero, "#")
	var out []string
	for _, line := range strings.Split(strings.TrimSpace(b.String()), "\n")[1:] {
		out = append(out, strings.Join(strings.Fields(strings.ReplaceAll(line, "#", "")), " "))
	}
	return out
}
