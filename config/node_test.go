package config

import (
	"strings"
	"testing"
)

func TestYAMLKeepsPlacesAndSpelling(t *testing.T) {
	t.Parallel()
	var ps Problems
	n := ParseYAML("p.yaml", []byte("\ufeffa: 6_125.00\nb: {x: [1, \"2\"], y: 'it''s'}\nc:\n  - d: 70%\n    e: |\n      select 1\n      from t\nf:\ng: yes\nh: \"01\"\n"), &ps)
	if ps.Err() != nil {
		t.Fatal(ps.Err())
	}
	for _, c := range []struct{ got, want string }{
		{n.Get("a").Text, "6_125.00"},
		{n.Get("a").At.String(), "p.yaml:1:4"},
		{n.Get("b").At.String(), "p.yaml:2:4"},
		{n.Get("b").Get("x").Items[1].Text, "2"},
		{n.Get("b").Get("x").Items[1].At.String(), "p.yaml:2:12"},
		{n.Get("b").Get("x").Items[1].TextPlace().String(), "p.yaml:2:13"},
		{n.Get("b").Get("y").Text, "it's"},
		{n.Get("c").Items[0].At.String(), "p.yaml:4:5"},
		{n.Get("c").Items[0].Get("d").Text, "70%"},
		{n.Get("c").Items[0].Get("e").Text, "select 1\nfrom t"},
		{n.Get("f").Kind, Null},
		{n.Get("g").Text, "yes"},
		{n.Get("h").Text, "01"},
	} {
		if c.got != c.want {
			t.Errorf("%q instead of %q", c.got, c.want)
		}
	}
}

func TestReaderAsksOnceAndStaysSilentAfterwards(t *testing.T) {
	t.Parallel()
	var ps Problems
	r := ParseYAML("p.yaml", []byte("word: here"), &ps).Get("word").Read(&ps)
	r.Text("a")
	r.Ratio("b")
	r.Choice("c", "", "x", "y")
	r.Child("d").Read(&ps).Day("e")
	r.Done()
	if got, want := ps.Err().Error(), `p.yaml:1:7: this part is "here" here; write keys with values`; got != want {
		t.Errorf("%s", got)
	}
}

func TestReaderReadsEveryKind(t *testing.T) {
	t.Parallel()
	var ps Problems
	n := ParseYAML("p.yaml", []byte("{text: t, ratio: 5%, int: 1_000, day: 2026-03-31, bool: true, choice: b, list: [x, y], one: z, child: {k: v}, empty: }"), &ps)
	r := n.Read(&ps)
	if r.Text("text") != "t" || r.TextOr("none", "d") != "d" || r.TextOr("empty", "d") != "d" {
		t.Error("texts")
	}
	if r.Ratio("ratio").Cmp(NewRatio(1, 20)) != 0 || r.RatioOr("none", Whole(1)).Cmp(Whole(1)) != 0 || r.Int("int") != 1000 || r.IntOr("none", 7) != 7 {
		t.Error("numbers")
	}
	if r.Day("day") != DayOf(2026, 3, 31) || r.DayOr("none", 5) != 5 || !r.Bool("bool", false) || !r.Bool("none", true) {
		t.Error("days and truths")
	}
	if r.Choice("choice", "", "a", "b") != "b" || r.Choice("none", "a", "a", "b") != "a" || strings.Join(r.List("list"), "") != "xy" || strings.Join(r.List("one"), "") != "z" {
		t.Error("choices and lists")
	}
	if r.Child("child").Get("k").Text != "v" || r.Child("none") != nil || !r.Has("text") || r.Has("empty") || r.At("ratio").Column != 18 || r.At("none").Column != 1 {
		t.Error("children and places")
	}
	r.Done()
	if ps.Err() != nil {
		t.Error(ps.Err())
	}
	r.Int("ratio")
	if ps.Len() != 1 {
		t.Error("5% is a whole number")
	}
}

func TestSuggestions(t *testing.T) {
	t.Parallel()
	known := []string{"closed_deals", "won_deals", "win_rate", "quota", "straight_line", "windows-1252"}
	for word, want := range map[string]string{
		"closd_deals": "closed_deals", "Won-Deals": "won_deals", "wni_rate": "win_rate", "qouta": "quota", "win": "", "": "", "completely_else": "",
		"latin1": "windows-1252", "linear": "straight_line", "x": "",
	} {
		if got := Nearest(word, known); got != want {
			t.Errorf("%q is taken for %q instead of %q", word, got, want)
		}
	}
	if got := Suggest("qouta", known); got != `; did you mean "quota"?` {
		t.Error(got)
	}
}

func FuzzParseYAML(f *testing.F) {
	for _, s := range []string{
		"a: 1\nb: [x, {y: 010}]\n", "a: &x 1\nb: *x\n<<: *x\n", "- a\n- b: |\n    t\n", "a: 1\na: 2\n", "---\n---\n", "\tx: 1", "a: b: c", "? a\n: b\n",
		"{a: 1, ", "!!str a: !x b", "\"k\": 'v'", "a: >-\n  x\n", "*x", "a:\n- b\n-", "# only",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		var ps Problems
		n := ParseYAML("f.yaml", data, &ps)
		if n == nil && ps.Len() == 0 {
			t.Fatalf("%q gave nothing and no problem", data)
		}
		_ = ps.Err()
		walk(t, n)
	})
}

func walk(t *testing.T, n *Node) {
	if n == nil {
		return
	}
	if n.At.Line < 1 || n.At.Column < 1 || n.Kind == Mapping && len(n.Keys) != len(n.Items) {
		t.Fatalf("%+v", n)
	}
	for _, item := range append(n.Keys, n.Items...) {
		walk(t, item)
	}
}
