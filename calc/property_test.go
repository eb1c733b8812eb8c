package calc

import (
	"fmt"
	"math/big"
	"reflect"
	"slices"
	"strings"
	"testing"

	"attain/config"

	"github.com/apache/arrow-go/v18/arrow/memory"
	"pgregory.net/rapid"
)

// Batch size changes nothing: the same lines come out whatever the records the rows arrive in, in whatever order the
// rows of aggregates stand.
func TestBatchesChangeNothing(t *testing.T) {
	t.Parallel()
	p := compilePlan(t, planHead("monthly")+aePlan+`  - name: bookings
    kind: commission
    paid_on: bookings
    tiers: {by: attainment, resets: quarterly, each_tier: top_rate, exactly_on_limit: higher_tier, rates: [{below: 50%, rate: 1%}, {below: 100%, rate: 2%}, {rate: 3%}]}
    cap_amount: 20_000
steps: {cap: {amount: 50_000, per: quarter, excess: lost}}
`)
	rapid.Check(t, func(rt *rapid.T) {
		var facts []testFact
		var assignments []config.Assignment
		for i := range rapid.IntRange(1, 5).Draw(rt, "people") {
			who := fmt.Sprint("E", i)
			assignments = append(assignments, assigned(t, who, 10_000))
			facts = append(facts, testFact{measure: "quota", who: who, day: day(t, "2026-07-01"), until: day(t, "2026-10-01"), value: 500_000_00, currency: "USD"})
			for j := range rapid.IntRange(0, 12).Draw(rt, "deals") {
				on := day(t, "2026-07-01") + config.Day(rapid.IntRange(0, 91).Draw(rt, "on"))
				facts = append(facts,
					testFact{measure: "bookings", who: who, day: on, value: rapid.Int64Range(-5_000_00, 90_000_99).Draw(rt, "value"), currency: rapid.SampledFrom([]string{"USD", "EUR"}).Draw(rt, "currency"), source: fmt.Sprintf("D%02d", j)},
					testFact{measure: "won_deals", who: who, day: on, value: rapid.Int64Range(0, 1).Draw(rt, "won")},
					testFact{measure: "closed_deals", who: who, day: on, value: 1})
			}
		}
		whole := world{facts: facts}
		want, _ := whole.run(t, p, "2026-Q3", assignments...)
		slices.Reverse(assignments)
		cut := world{facts: rapid.Permutation(facts).Draw(rt, "order"), batch: rapid.IntRange(1, 9).Draw(rt, "batch")}
		got, _ := cut.run(t, p, "2026-Q3", assignments...)
		for _, lines := range [][]config.Line{want, got} {
			for i := range lines { // which of two rows a file has first is not part of the result
				lines[i].ComputedFrom = ""
				for j := range lines[i].Terms {
					lines[i].Terms[j].From, lines[i].Terms[j].Window = "", 0
				}
			}
		}
		if !reflect.DeepEqual(got, want) {
			rt.Fatalf("batches of %d give\n%v\nall at once\n%v", cut.batch, got, want)
		}
		if !slices.IsSortedFunc(want, compareLines) {
			rt.Fatalf("lines are out of order")
		}
	})
}

func compareLines(a, b config.Line) int {
	key := func(l config.Line) string {
		return strings.Join([]string{l.Participant, l.Plan, l.Component, fmt.Sprintf("%03d", l.Segment), l.OriginPeriod}, "\x00")
	}
	return strings.Compare(key(a), key(b))
}

// randomLadder gives tiers with ascending limits and any rates.
func randomLadder(t *rapid.T) *ladder {
	l := &ladder{lower: rapid.Bool().Draw(t, "lower"), rates: []config.Ratio{config.NewRatio(rapid.Int64Range(0, 20).Draw(t, "rate"), 100)}}
	limit := int64(0)
	for range rapid.IntRange(0, 4).Draw(t, "limits") {
		limit += rapid.Int64Range(1, 5000).Draw(t, "step")
		l.limits = append(l.limits, config.NewRatio(limit, rapid.SampledFrom([]int64{1}).Draw(t, "den")))
		l.rates = append(l.rates, config.NewRatio(rapid.Int64Range(0, 200).Draw(t, "rate"), 1000))
	}
	l.at = config.Whole(rapid.Int64Range(-2000, 12000).Draw(t, "at"))
	return l
}

func randomDeals(t *rapid.T) []config.Ratio {
	var out []config.Ratio
	for range rapid.IntRange(1, 12).Draw(t, "deals") {
		out = append(out, config.NewRatio(rapid.Int64Range(-3000, 9000).Draw(t, "deal"), rapid.Int64Range(1, 3).Draw(t, "part")))
	}
	return out
}

func halvesOf(t *rapid.T) config.Halves {
	return rapid.SampledFrom([]config.Halves{config.AwayFromZero, config.ToEven}).Draw(t, "halves")
}

// Slices sum to the deal, their amounts to the deal's once-rounded earning; at own rates the side of a limit does not
// matter, and neither does cutting the deals in two batches.
func TestSlices(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		l, list, halves := randomLadder(t), randomDeals(t), halvesOf(t)
		other := *l
		other.lower = !l.lower
		pay := make([]config.Ratio, len(list))
		for i := range pay {
			pay[i] = config.NewRatio(rapid.Int64Range(1, 200).Draw(t, "pay"), 100)
		}
		cut := rapid.IntRange(0, len(list)).Draw(t, "cut")
		twice := *l
		slices, ends := l.price(list, ownRate, false, nil, nil)
		again, _ := other.price(list, ownRate, false, nil, nil)
		first, firstEnds := twice.price(list[:cut], ownRate, false, nil, nil)
		first, _ = twice.price(list[cut:], ownRate, false, first, firstEnds)
		if !reflect.DeepEqual(slices, again) && !sameButEmpty(slices, again) {
			t.Fatalf("the side of the limit matters: %v and %v", slices, again)
		}
		if !reflect.DeepEqual(slices, first) {
			t.Fatalf("two batches differ: %v and %v", slices, first)
		}
		amounts, _ := roundSlices(slices, ends, pay, halves, nil)
		from := 0
		for i, end := range ends {
			var basis, earned config.Ratio
			var sum int64
			for k := from; k < end; k++ {
				basis = basis.Add(slices[k].basis)
				earned = earned.Add(slices[k].basis.Mul(slices[k].rate))
				sum += amounts[k]
			}
			want, _ := earned.Mul(pay[i]).Round(halves)
			if basis.Cmp(list[i]) != 0 || sum != want {
				t.Fatalf("deal %d of %s: slices of %s earn %d, want %d", i, list[i], basis, sum, want)
			}
			from = end
		}
	})
}

// sameButEmpty compares slices, leaving the tier of an empty deal out.
func sameButEmpty(a, b []slice) bool {
	return slices.EqualFunc(a, b, func(x, y slice) bool {
		return x.basis.Cmp(y.basis) == 0 && (x.basis.IsZero() || x.rate.Cmp(y.rate) == 0)
	})
}

// slowTier computes a total's earning with math/big from the definition: Σ rate × max(0, min(V, U) − L), or r(V) × V.
func slowTier(l *ladder, v *big.Rat, top bool) *big.Rat {
	if top {
		k := 0
		for k < len(l.limits) && (v.Cmp(l.limits[k].Rat()) > 0 || v.Cmp(l.limits[k].Rat()) == 0 && !l.lower) {
			k++
		}
		return new(big.Rat).Mul(l.rates[k].Rat(), v)
	}
	if v.Sign() < 0 {
		return new(big.Rat).Mul(l.rates[0].Rat(), v)
	}
	sum := new(big.Rat)
	for k, r := range l.rates {
		low, high := new(big.Rat), new(big.Rat).Set(v)
		if k > 0 {
			low = l.limits[k-1].Rat()
		}
		if k < len(l.limits) && high.Cmp(l.limits[k].Rat()) > 0 {
			high = l.limits[k].Rat()
		}
		if part := high.Sub(high, low); part.Sign() > 0 {
			sum.Add(sum, part.Mul(part, r.Rat()))
		}
	}
	return sum
}

func eachOf(top bool) eachTier {
	if top {
		return topRate
	}
	return ownRate
}

// The kernel agrees with the slow twin: what all deals earn is what the last total earns less what the first did.
func TestTiersAgreeWithTwin(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		l, list, top := randomLadder(t), randomDeals(t), rapid.Bool().Draw(t, "top")
		begin := l.at.Rat()
		want := new(big.Rat).Neg(slowTier(l, begin, top))
		end := new(big.Rat).Set(begin)
		for _, d := range list {
			end.Add(end, d.Rat())
		}
		want.Add(want, slowTier(l, end, top))
		slices, _ := l.price(list, eachOf(top), false, nil, nil)
		got := new(big.Rat)
		for _, s := range slices {
			got.Add(got, new(big.Rat).Mul(s.basis.Rat(), s.rate.Rat()))
		}
		if got.Cmp(want) != 0 {
			t.Fatalf("kernel %s, twin %s", got, want)
		}
	})
}

// slowCurve computes a curve with math/big by looking at every pair of anchors.
func slowCurve(c *curve, x *big.Rat) *big.Rat {
	sign := big.NewRat(1, 1)
	if c.lower {
		sign = big.NewRat(-1, 1)
	}
	at := func(i int) *big.Rat { return new(big.Rat).Mul(sign, c.anchors[i].at.Rat()) }
	v := new(big.Rat).Mul(sign, x)
	last := len(c.anchors) - 1
	if v.Cmp(at(0)) < 0 {
		return new(big.Rat)
	}
	for i := range last {
		if v.Cmp(at(i)) >= 0 && v.Cmp(at(i+1)) < 0 {
			y1, y2 := c.anchors[i].pays.Rat(), c.anchors[i+1].pays.Rat()
			if c.steps {
				return y1
			}
			f := new(big.Rat).Sub(v, at(i))
			f.Quo(f, new(big.Rat).Sub(at(i+1), at(i)))
			return new(big.Rat).Add(y1, f.Mul(f, y2.Sub(y2, y1)))
		}
	}
	return c.anchors[last].pays.Rat()
}

func TestCurveAgreesWithTwin(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		c := randomCurve(t)
		x := config.NewRatio(rapid.Int64Range(-3000, 30000).Draw(t, "x"), rapid.Int64Range(1, 30).Draw(t, "den"))
		if got, want := c.value(x, c.piece(x), config.Ratio{}), slowCurve(c, x.Rat()); got.Rat().Cmp(want) != 0 {
			t.Fatalf("curve(%s) = %s, twin %s", x, got, want)
		}
	})
}

// A whole scorecard plan agrees with a twin that computes one participant at a time from its raw facts.
func TestScorecardAgreesWithTwin(t *testing.T) {
	t.Parallel()
	p := compilePlan(t, planHead("quarterly")+aePlan)
	quota, win := p.plans["p"].components[0].method.(*scorecard), p.plans["p"].components[1].method.(*scorecard)
	rapid.Check(t, func(rt *rapid.T) {
		booked, closed := rapid.Int64Range(0, 2_000_000).Draw(rt, "booked"), rapid.Int64Range(0, 60).Draw(rt, "closed")
		won := rapid.Int64Range(0, closed).Draw(rt, "won")
		incentive := rapid.Int64Range(0, 50_000).Draw(rt, "incentive")
		w := world{facts: sales(t, "E1", booked, won, closed)}
		lines, _ := w.run(t, p, "2026-Q3", assigned(t, "E1", incentive))
		weights := [2]*big.Rat{big.NewRat(7, 10), big.NewRat(3, 10)}
		curves := [2]*big.Rat{slowCurve(&quota.curve, big.NewRat(booked, 1_000_000)), new(big.Rat)}
		if closed < 10 {
			weights = [2]*big.Rat{big.NewRat(1, 1), new(big.Rat)}
		} else {
			curves[1] = slowCurve(&win.curve, big.NewRat(won, closed))
		}
		for i, l := range lines {
			x := new(big.Rat).Mul(weights[i], curves[i])
			if want := x.Mul(x, big.NewRat(incentive, 1)).FloatString(2); config.MajorOf(config.Whole(l.AmountMinor), "USD").Decimal(2) != want {
				rt.Fatalf("%s pays %d, twin %s", l.Component, l.AmountMinor, want)
			}
		}
	})
}

// References are unique however many lines there are, and a longer one is given where two agree.
func TestReferences(t *testing.T) {
	t.Parallel()
	w := newLineWriter(memory.DefaultAllocator, "r", "p", nil)
	defer w.builder.Release()
	var h keyHash
	copy(h[:], []byte{1, 2, 3, 4, 5, 6, 7, 8})
	first, second := w.ref(h), w.ref(h)
	if first == second || !strings.HasPrefix(second, first+"-") || len(first) != len("L-7Q2F-KX9M") {
		t.Errorf("got %s and %s", first, second)
	}
	var s hashSet
	for i := range uint64(10_000) {
		if !s.add(i*i) || s.add(i*i) {
			t.Fatalf("%d", i)
		}
	}
}
