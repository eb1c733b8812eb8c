package config

import (
	"encoding/json"
	"math"
	"math/big"
	"testing"

	"pgregory.net/rapid"
)

// anyRatio draws fractions of every size: small ones, ones at the edge of int64, and ones far beyond it.
func anyRatio(t *rapid.T, name string) (Ratio, *big.Rat) {
	edge := rapid.SampledFrom([]int64{0, 1, -1, 2, 3, 7, 100, math.MaxInt64, math.MaxInt64 - 1, math.MinInt64, math.MinInt64 + 1, 1 << 62})
	small := rapid.Int64Range(-10_000, 10_000)
	num := rapid.OneOf(small, rapid.Int64(), edge).Draw(t, name+" numerator")
	den := rapid.OneOf(small, rapid.Int64(), edge).Filter(func(n int64) bool { return n != 0 }).Draw(t, name+" denominator")
	r, slow := NewRatio(num, den), big.NewRat(num, den)
	if rapid.Bool().Draw(t, name+" squared") {
		return r.Mul(r), new(big.Rat).Mul(slow, slow)
	}
	return r, slow
}

func TestArithmeticAgreesWithBigNumbers(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		a, slowA := anyRatio(t, "a")
		b, slowB := anyRatio(t, "b")
		same := func(what string, got Ratio, want *big.Rat) {
			if got.Rat().Cmp(want) != 0 {
				t.Fatalf("%s: %s %s gives %s instead of %s", what, a, b, got, want)
			}
			if _, _, fits := got.Int64s(); fits != (got.big == nil) || fits && got.den < 0 {
				t.Fatalf("%s: %s is not held as it should be", what, got)
			}
		}
		same("a", a, slowA)
		same("a + b", a.Add(b), new(big.Rat).Add(slowA, slowB))
		same("a - b", a.Sub(b), new(big.Rat).Sub(slowA, slowB))
		same("a * b", a.Mul(b), new(big.Rat).Mul(slowA, slowB))
		same("-a", a.Neg(), new(big.Rat).Neg(slowA))
		same("|a|", a.Abs(), new(big.Rat).Abs(slowA))
		if slowB.Sign() != 0 {
			same("a / b", a.Quo(b), new(big.Rat).Quo(slowA, slowB))
		}
		if got, want := a.Cmp(b), slowA.Cmp(slowB); got != want {
			t.Fatalf("%s compared with %s is %d instead of %d", a, b, got, want)
		}
		if a.Min(b).Cmp(a.Max(b)) > 0 || a.Min(b).Add(a.Max(b)).Cmp(a.Add(b)) != 0 {
			t.Fatalf("min and max of %s and %s", a, b)
		}
	})
}

func TestJSONKeepsEveryDigit(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		a, _ := anyRatio(t, "a")
		text, err := json.Marshal(a)
		var back Ratio
		if err == nil {
			err = json.Unmarshal(text, &back)
		}
		if err != nil || back.Cmp(a) != 0 {
			t.Fatalf("%s became %s, %v", a, back, err)
		}
	})
}

// slowRound rounds by text: big.Rat's own FloatString rounds halves away from zero; to even is decided on what is left.
func slowRound(r *big.Rat, h Halves) *big.Int {
	n, _ := new(big.Int).SetString(r.FloatString(0), 10)
	twice := new(big.Rat).Mul(r, big.NewRat(2, 1))
	isHalf := twice.IsInt() && !r.IsInt()
	if h == ToEven && isHalf && n.Bit(0) == 1 {
		n.Sub(n, big.NewInt(int64(r.Sign())))
	}
	return n
}

func TestRoundAgreesWithASlowTwin(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		a, slow := anyRatio(t, "a")
		if rapid.Bool().Draw(t, "half") {
			half := rapid.Int64Range(-1001, 1001).Draw(t, "halves")
			a, slow = NewRatio(half, 2), big.NewRat(half, 2)
		}
		for _, h := range []Halves{AwayFromZero, ToEven} {
			want := slowRound(slow, h)
			got, ok := a.Round(h)
			if ok != (want.IsInt64() && want.Int64() != math.MinInt64) && want.Int64() != math.MinInt64 {
				t.Fatalf("%s %s: fits %v, %s", a, h, ok, want)
			}
			if ok && got != want.Int64() {
				t.Fatalf("%s %s is %d instead of %s", a, h, got, want)
			}
		}
		places := rapid.IntRange(0, 6).Draw(t, "places")
		want, _ := new(big.Rat).SetString(slow.FloatString(places))
		if got := a.RoundTo(places); got.Rat().Cmp(want) != 0 {
			t.Fatalf("%s to %d places is %s instead of %s", a, places, got, want)
		}
	})
}

func TestHalves(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		amount             string
		awayFromZero, even int64 // cents
	}{
		{"33.345", 3335, 3334},
		{"33.335", 3334, 3334},
		{"-2.345", -235, -234},
		{"1.005", 101, 100},
		{"2.0849999", 208, 208},
		{"0", 0, 0},
		{"-0.005", -1, 0},
	} {
		r, err := ParseRatio(c.amount)
		if err != nil {
			t.Fatal(err)
		}
		away, ok1 := MinorOf(r, "USD").Round(AwayFromZero)
		even, ok2 := MinorOf(r, "USD").Round(ToEven)
		if away != c.awayFromZero || even != c.even || !ok1 || !ok2 {
			t.Errorf("%s rounds to %d and %d instead of %d and %d", c.amount, away, even, c.awayFromZero, c.even)
		}
	}
}

func TestRoundSaysWhenItDoesNotFit(t *testing.T) {
	t.Parallel()
	big := Whole(math.MaxInt64).Mul(Whole(3))
	if n, ok := big.Round(AwayFromZero); ok {
		t.Errorf("three times the largest integer is %d", n)
	}
	if n, ok := big.Quo(Whole(3)).Round(AwayFromZero); !ok || n != math.MaxInt64 {
		t.Errorf("and a third of it %d, %v", n, ok)
	}
}

func TestNumbersAsPeopleWriteThem(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]Ratio{
		"95%": NewRatio(95, 100), "0.15": NewRatio(15, 100), "6_125.00": Whole(6125), "-3": Whole(-3), "+3": Whole(3), "5/14": NewRatio(5, 14),
		"0": {}, "0.0": {}, "0%": {}, ".5": NewRatio(1, 2), "12.5 %": NewRatio(1, 8), "10_000": Whole(10_000), "-0.5%": NewRatio(-1, 200),
	} {
		if got, err := ParseRatio(text); err != nil || got.Cmp(want) != 0 {
			t.Errorf("%q is %s, %v instead of %s", text, got, err, want)
		}
	}
	for _, text := range []string{"", "%", "010", "1e5", "1,000", "12,5O", "--3", "1..2", "1/0", "1/-2", "_1", "1_", "1__0", "1.", "0x10", "NaN", "Inf", "1/2/3", "½", "١"} {
		if got, err := ParseRatio(text); err == nil {
			t.Errorf("%q was read as %s", text, got)
		}
	}
}

func TestNumbersAreWrittenExactly(t *testing.T) {
	t.Parallel()
	for want, r := range map[string]Ratio{
		"0.95": NewRatio(95, 100), "5/14": NewRatio(5, 14), "-0.125": NewRatio(-1, 8), "12": Whole(12), "-1/3": NewRatio(-1, 3),
		"27670116110564327421": Whole(math.MaxInt64).Mul(Whole(3)),
	} {
		if got := r.String(); got != want {
			t.Errorf("%s instead of %s", got, want)
		}
		back, err := ParseRatio(want)
		if err != nil || back.Cmp(r) != 0 {
			t.Errorf("%s was read back as %s, %v", want, back, err)
		}
	}
}

func FuzzParseRatio(f *testing.F) {
	for _, s := range []string{"95%", "0.15", "6_125.00", "-3", "5/14", "010", "1e5", "1/0", "0/5", "12,5O"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		r, err := ParseRatio(s)
		if err != nil {
			return
		}
		back, err := ParseRatio(r.String())
		if err != nil || back.Cmp(r) != 0 {
			t.Errorf("%q is %s, read back as %s, %v", s, r, back, err)
		}
	})
}

// semantics.md section 19: an amount is rounded once, at its end.
func TestSection19RoundingOnce(t *testing.T) {
	t.Parallel()
	parse := func(s string) Ratio {
		r, err := ParseRatio(s)
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	cents := func(r Ratio, h Halves) string {
		n, _ := r.Mul(Whole(100)).Round(h)
		return NewRatio(n, 100).Decimal(2)
	}
	// Oracle: credits that were rounded before they were used cost 14.50.
	credit, quarter, incentive := parse("0.928839865"), parse("25%"), Whole(50_000)
	exact, early := quarter.Mul(credit).Mul(incentive), quarter.Mul(credit.RoundTo(2)).Mul(incentive)
	if exact.String() != "11610.4983125" || cents(early, AwayFromZero) != "11625.00" || cents(early.Sub(exact), AwayFromZero) != "14.50" {
		t.Errorf("Oracle: %s exactly, %s when rounded early", exact, early)
	}
	// Xactly: two integers make 33; no division here is of integers.
	if third := Whole(100).Quo(Whole(3)); third.RoundTo(0).String() != "33" || cents(third, AwayFromZero) != "33.33" || third.Mul(Whole(3)).String() != "100" {
		t.Errorf("Xactly: 100 / 3 = %s", third)
	}
	// The US labour calculator rounds at every step: who has to give its 8.32 rounds where it does.
	hour := Whole(1_300).Quo(Whole(13)).Quo(Whole(48))
	if once := hour.Mul(NewRatio(1, 2)).Mul(Whole(8)); cents(once, AwayFromZero) != "8.33" {
		t.Errorf("labour calculator, rounded once: %s", once)
	}
	stepwise := Whole(1_300).Quo(Whole(13)).RoundTo(2).Quo(Whole(48)).RoundTo(2)
	half := stepwise.Mul(NewRatio(1, 2)).RoundTo(2)
	if stepwise.String() != "2.08" || half.String() != "1.04" || half.Mul(Whole(8)).RoundTo(2).String() != "8.32" {
		t.Errorf("labour calculator, step by step: %s, %s", stepwise, half)
	}
}

// semantics.md section 19: halves away from zero or to the even cent, below zero as above it; in binary floating point
// 1.005 would be 1.00.
func TestSection19Halves(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ amount, away, even string }{
		{"33.345", "33.35", "33.34"},
		{"33.335", "33.34", "33.34"},
		{"-33.345", "-33.35", "-33.34"},
		{"-2.345", "-2.35", "-2.34"},
		{"1.005", "1.01", "1.00"},
		{"-0.005", "-0.01", "0.00"},
	} {
		r, err := ParseRatio(c.amount)
		if err != nil {
			t.Fatal(err)
		}
		for h, want := range map[Halves]string{AwayFromZero: c.away, ToEven: c.even} {
			n, _ := r.Mul(Whole(100)).Round(h)
			if got := NewRatio(n, 100).Decimal(2); got != want {
				t.Errorf("%s %s is %s, want %s", c.amount, h, got, want)
			}
		}
	}
}
