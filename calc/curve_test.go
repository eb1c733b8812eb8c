package calc

import (
	"testing"

	"attain/config"

	"pgregory.net/rapid"
)

func ratio(tb testing.TB, s string) config.Ratio {
	tb.Helper()
	r, err := config.ParseRatio(s)
	if err != nil {
		tb.Fatal(err)
	}
	return r
}

// curveOf makes a curve of points at, pays, at, pays, …
func curveOf(tb testing.TB, steps bool, points ...string) *curve {
	c := &curve{steps: steps}
	for i := 0; i < len(points); i += 2 {
		c.anchors = append(c.anchors, anchor{name: "a", at: ratio(tb, points[i]), pays: ratio(tb, points[i+1])})
	}
	c.lower = c.anchors[len(c.anchors)-1].at.Less(c.anchors[0].at)
	return c
}

// semantics.md sections 2 and 3.
func TestCurve(t *testing.T) {
	t.Parallel()
	guide := curveOf(t, false, "70%", "0%", "100%", "100%", "200%", "300%") // 2 × slope above target, cap at 200 %
	step := curveOf(t, true, "80%", "50%", "90%", "80%", "100%", "100%", "110%", "120%", "120%", "150%")
	payback := curveOf(t, false, "15", "50%", "12", "100%", "6", "150%")
	cliff := curveOf(t, false, "100%", "0%", "100%", "100%", "150%", "150%") // threshold = target
	for _, c := range []struct {
		name  string
		curve *curve
		x     string
		want  string
	}{
		{"half way from threshold to target", guide, "85%", "0.5"},
		{"20 points above, twice the slope", guide, "120%", "1.4"},
		{"below the first step", step, "79.9%", "0"},
		{"89.9 is still the step from 80", step, "89.9%", "0.5"},
		{"exactly on a step", step, "90%", "0.8"},
		{"beyond the last step", step, "300%", "1.5"},
		{"15.01 months", payback, "15.01", "0"},
		{"15 months", payback, "15", "0.5"},
		{"12.5 months: neither 0.96 nor 0.958333", payback, "12.5", "11/12"},
		{"12 months", payback, "12", "1"},
		{"9 months", payback, "9", "1.25"},
		{"6 months: neither 2 nor more", payback, "6", "1.5"},
		{"5 months", payback, "5", "1.5"},
		{"just below a step at target", cliff, "99.9%", "0"},
		{"a step at target", cliff, "100%", "1"},
		{"above a step at target", cliff, "125%", "1.25"},
	} {
		x, want := ratio(t, c.x), ratio(t, c.want)
		pays, pieces := make([]config.Ratio, 1), make([]int, 1)
		c.curve.apply([]config.Ratio{x}, pays, pieces)
		if pays[0].Cmp(want) != 0 {
			t.Errorf("%s: %s pays %s, want %s", c.name, c.x, pays[0], want)
		}
	}
}

// A better result never pays less, and a straight line has no jumps except at the threshold.
func TestCurveNeverFalls(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		c := randomCurve(t)
		a := config.NewRatio(rapid.Int64Range(-200, 2000).Draw(t, "a"), rapid.Int64Range(1, 7).Draw(t, "den"))
		b := a.Add(config.NewRatio(rapid.Int64Range(0, 500).Draw(t, "more"), 3))
		worse, better := c.value(a, c.piece(a), config.Ratio{}), c.value(b, c.piece(b), config.Ratio{})
		if c.lower {
			worse, better = better, worse
		}
		if better.Less(worse) {
			t.Fatalf("the better of %s and %s pays less: %s and %s", a, b, worse, better)
		}
		for i := 1; i < len(c.anchors) && !c.steps; i++ {
			end := c.anchors[i].at
			if from := c.value(end, i-1, config.Ratio{}); from.Cmp(c.anchors[i].pays) != 0 {
				t.Fatalf("piece %d ends at %s, the next begins at %s", i-1, from, c.anchors[i].pays)
			}
		}
	})
}

func randomCurve(t *rapid.T) *curve {
	c := &curve{steps: rapid.Bool().Draw(t, "steps"), lower: rapid.Bool().Draw(t, "lower")}
	at, pays := rapid.Int64Range(0, 1000).Draw(t, "at"), int64(0)
	way := int64(1)
	if c.lower {
		way = -1
	}
	for i := range rapid.IntRange(3, 6).Draw(t, "anchors") {
		if i > 0 {
			at += way * rapid.Int64Range(1, 300).Draw(t, "step")
		}
		pays += rapid.Int64Range(0, 90).Draw(t, "pays")
		name := "then"
		if i == 1 {
			name = "target"
		}
		c.anchors = append(c.anchors, anchor{name: name, at: config.NewRatio(at, 10), pays: config.NewRatio(pays, 100)})
	}
	return c
}
