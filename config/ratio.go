package config

import (
	"encoding/json"
	"fmt"
	"math/big"
	"math/bits"
	"strings"
)

// Ratio is an exact rational number. It holds numerator and denominator as int64 while they fit and turns to big.Rat
// when they do not, so arithmetic is always exact and nearly always free of allocation. The zero value is 0.
// Ratios are values: no operation changes its operands.
type Ratio struct {
	num int64
	den int64    // > 0, in lowest terms; 0 stands for 1 so that the zero value is zero
	big *big.Rat // set only when num or den does not fit
}

// NewRatio gives num ÷ den in lowest terms. den must not be 0.
func NewRatio(num, den int64) Ratio {
	if den == 0 {
		panic("config: ratio with denominator 0")
	}
	if num == -1<<63 || den == -1<<63 {
		return fromBig(big.NewRat(num, den))
	}
	if den < 0 {
		num, den = -num, -den
	}
	if g := gcd(abs64(num), uint64(den)); g > 1 {
		num, den = num/int64(g), den/int64(g)
	}
	return Ratio{num: num, den: den}
}

// Whole gives an integer as a ratio.
func Whole(n int64) Ratio { return NewRatio(n, 1) }

// RatioOf gives an exact copy of a big.Rat.
func RatioOf(r *big.Rat) Ratio { return fromBig(new(big.Rat).Set(r)) }

func fromBig(r *big.Rat) Ratio {
	if r.Num().IsInt64() && r.Denom().IsInt64() && r.Num().Int64() != -1<<63 {
		return Ratio{num: r.Num().Int64(), den: r.Denom().Int64()}
	}
	return Ratio{big: r}
}

func (a Ratio) d() int64 {
	if a.den == 0 {
		return 1
	}
	return a.den
}

// Rat gives the number as a new big.Rat.
func (a Ratio) Rat() *big.Rat {
	if a.big != nil {
		return new(big.Rat).Set(a.big)
	}
	return big.NewRat(a.num, a.d())
}

// Num and Den give numerator and denominator in lowest terms, the denominator positive.
func (a Ratio) Num() *big.Int { return new(big.Int).Set(a.Rat().Num()) }

// Den gives the denominator; see Num.
func (a Ratio) Den() *big.Int { return new(big.Int).Set(a.Rat().Denom()) }

// Int64s gives numerator and denominator when both fit in int64.
func (a Ratio) Int64s() (num, den int64, ok bool) { return a.num, a.d(), a.big == nil }

// Sign is -1, 0 or 1.
func (a Ratio) Sign() int {
	if a.big != nil {
		return a.big.Sign()
	}
	switch {
	case a.num < 0:
		return -1
	case a.num > 0:
		return 1
	}
	return 0
}

// IsZero says whether the number is 0.
func (a Ratio) IsZero() bool { return a.Sign() == 0 }

// Neg gives −a.
func (a Ratio) Neg() Ratio {
	if a.big != nil {
		return fromBig(new(big.Rat).Neg(a.big))
	}
	return Ratio{num: -a.num, den: a.den}
}

// Abs gives the number without its sign.
func (a Ratio) Abs() Ratio {
	if a.Sign() < 0 {
		return a.Neg()
	}
	return a
}

// Add gives a + b.
func (a Ratio) Add(b Ratio) Ratio {
	if a.big == nil && b.big == nil {
		if a.d() == b.d() {
			if s, ok := addInt64(a.num, b.num); ok {
				return NewRatio(s, a.d())
			}
		} else if x, ok := mulInt64(a.num, b.d()); ok {
			if y, ok := mulInt64(b.num, a.d()); ok {
				if s, ok := addInt64(x, y); ok {
					if d, ok := mulInt64(a.d(), b.d()); ok {
						return NewRatio(s, d)
					}
				}
			}
		}
	}
	return fromBig(new(big.Rat).Add(a.Rat(), b.Rat()))
}

// Sub gives a − b.
func (a Ratio) Sub(b Ratio) Ratio { return a.Add(b.Neg()) }

// Mul gives a × b.
func (a Ratio) Mul(b Ratio) Ratio {
	if a.big == nil && b.big == nil {
		an, ad, bn, bd := a.num, a.d(), b.num, b.d()
		if g := int64(gcd(abs64(an), uint64(bd))); g > 1 {
			an, bd = an/g, bd/g
		}
		if g := int64(gcd(abs64(bn), uint64(ad))); g > 1 {
			bn, ad = bn/g, ad/g
		}
		if n, ok := mulInt64(an, bn); ok {
			if d, ok := mulInt64(ad, bd); ok {
				return Ratio{num: n, den: d}
			}
		}
	}
	return fromBig(new(big.Rat).Mul(a.Rat(), b.Rat()))
}

// Quo gives a ÷ b. b must not be 0: whoever divides settles zero first, because a zero divisor means "null with a
// reason" and never a number.
func (a Ratio) Quo(b Ratio) Ratio {
	if b.Sign() == 0 {
		panic("config: division by zero")
	}
	if b.big == nil {
		if b.num < 0 {
			return a.Mul(Ratio{num: -b.d(), den: -b.num})
		}
		return a.Mul(Ratio{num: b.d(), den: b.num})
	}
	return a.Mul(fromBig(new(big.Rat).Inv(b.big)))
}

// Cmp is -1, 0 or 1 as a is below, equal to or above b. Nothing is rounded: 99.996 % is not 100 %.
func (a Ratio) Cmp(b Ratio) int {
	if a.big == nil && b.big == nil {
		if a.Sign() != b.Sign() {
			if a.Sign() < b.Sign() {
				return -1
			}
			return 1
		}
		lh, ll := bits.Mul64(abs64(a.num), uint64(b.d()))
		rh, rl := bits.Mul64(abs64(b.num), uint64(a.d()))
		c := 0
		if lh != rh {
			c = 1
			if lh < rh {
				c = -1
			}
		} else if ll != rl {
			c = 1
			if ll < rl {
				c = -1
			}
		}
		if a.num < 0 {
			c = -c
		}
		return c
	}
	return a.Rat().Cmp(b.Rat())
}

// Less says a < b.
func (a Ratio) Less(b Ratio) bool { return a.Cmp(b) < 0 }

// Min gives the smaller of a and b.
func (a Ratio) Min(b Ratio) Ratio {
	if b.Less(a) {
		return b
	}
	return a
}

// Max gives the larger of a and b.
func (a Ratio) Max(b Ratio) Ratio {
	if a.Less(b) {
		return b
	}
	return a
}

// Halves says which way an exact half goes when money is rounded: a workspace convention.
type Halves string

// The two ways a half can go.
const (
	AwayFromZero Halves = "away_from_zero" // 33.345 → 33.35, −2.345 → −2.35
	ToEven       Halves = "to_even"        // 33.345 → 33.34
)

// Round gives the nearest integer; ok is false when it does not fit in int64.
func (a Ratio) Round(h Halves) (n int64, ok bool) {
	if a.big == nil {
		d := uint64(a.d())
		u := abs64(a.num)
		q, r := u/d, u%d
		if up := r > d-r || (r == d-r && r != 0 && (h != ToEven || q&1 == 1)); up {
			q++
		}
		if q > 1<<63-1 {
			return 0, false
		}
		if a.num < 0 {
			return -int64(q), true
		}
		return int64(q), true
	}
	q, r := new(big.Int).QuoRem(new(big.Int).Abs(a.big.Num()), a.big.Denom(), new(big.Int))
	c := new(big.Int).Lsh(r, 1).Cmp(a.big.Denom())
	if c > 0 || (c == 0 && (h != ToEven || q.Bit(0) == 1)) {
		q.Add(q, big.NewInt(1))
	}
	if a.big.Sign() < 0 {
		q.Neg(q)
	}
	return q.Int64(), q.IsInt64()
}

// Decimal writes the number with a fixed number of places, halves away from zero; for display only.
func (a Ratio) Decimal(places int) string { return a.Rat().FloatString(places) }

// String writes the exact number: as a decimal when it has a finite one of at most 12 places, else as 5/14.
func (a Ratio) String() string {
	r := a.Rat()
	if r.IsInt() {
		return r.Num().String()
	}
	d := new(big.Int).Set(r.Denom())
	places := 0
	for _, p := range []int64{2, 5} {
		n := 0
		q, m := new(big.Int), new(big.Int)
		for {
			q.QuoRem(d, big.NewInt(p), m)
			if m.Sign() != 0 {
				break
			}
			d.Set(q)
			n++
		}
		places = max(places, n)
	}
	if d.Cmp(big.NewInt(1)) == 0 && places <= 12 {
		return r.FloatString(places)
	}
	return r.String()
}

// Approx gives the nearest float64: for charts, widths and cached cell values, never for pay.
func (a Ratio) Approx() float64 {
	f, _ := a.Rat().Float64()
	return f
}

// MarshalJSON writes the exact number as text.
func (a Ratio) MarshalJSON() ([]byte, error) { return json.Marshal(a.Rat().RatString()) }

// UnmarshalJSON reads what MarshalJSON wrote.
func (a *Ratio) UnmarshalJSON(b []byte) error {
	var s string
	if err := json.Unmarshal(b, &s); err != nil {
		return err
	}
	r, ok := new(big.Rat).SetString(s)
	if !ok {
		return fmt.Errorf("%q is not an exact number", s)
	}
	*a = fromBig(r)
	return nil
}

// ParseRatio reads a number as people write it: 95%, 0.15, 6_125.00, -3, 5/14. Leading zeros (010), exponents and
// thousands marks other than _ are refused, because each has been read two ways.
func ParseRatio(text string) (Ratio, error) {
	s := strings.TrimSpace(text)
	percent := strings.HasSuffix(s, "%")
	s = strings.TrimSpace(strings.TrimSuffix(s, "%"))
	bad := fmt.Errorf("%q is not a number; write it as 95%%, 0.15 or 6_125.00", text)
	if strings.Contains(s, ",") {
		bad = fmt.Errorf("%q has a comma; write 0.15 for a fraction and 6_125.00 for thousands", text)
	}
	body := strings.TrimPrefix(strings.TrimPrefix(s, "-"), "+")
	if body == "" || strings.Trim(body, "0123456789._/") != "" || strings.Count(body, ".") > 1 || strings.Count(body, "/") > 1 ||
		strings.HasPrefix(body, "_") || strings.HasSuffix(body, "_") || strings.Contains(body, "__") || strings.HasSuffix(body, ".") {
		return Ratio{}, bad
	}
	if len(body) > 1 && body[0] == '0' && body[1] != '.' && body[1] != '/' {
		return Ratio{}, fmt.Errorf("%q begins with 0; write it without the leading zero", text)
	}
	r, ok := new(big.Rat).SetString(strings.ReplaceAll(strings.TrimPrefix(s, "+"), "_", ""))
	if !ok {
		return Ratio{}, bad
	}
	if percent {
		r.Quo(r, big.NewRat(100, 1))
	}
	return fromBig(r), nil
}

func abs64(n int64) uint64 {
	if n < 0 {
		return uint64(-n)
	}
	return uint64(n)
}

func gcd(a, b uint64) uint64 {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}

func addInt64(a, b int64) (int64, bool) {
	s := a + b
	return s, (s > a) == (b > 0) && s != -1<<63
}

func mulInt64(a, b int64) (int64, bool) {
	hi, lo := bits.Mul64(abs64(a), abs64(b))
	if hi != 0 || lo > 1<<63-1 {
		return 0, false
	}
	if (a < 0) != (b < 0) {
		return -int64(lo), true
	}
	return int64(lo), true
}

// RoundTo rounds to a number of decimal places, halves away from zero: the round(x, places) of formulas.
func (a Ratio) RoundTo(places int) Ratio {
	scale := Whole(1)
	for range places {
		scale = scale.Mul(Whole(10))
	}
	scaled := a.Mul(scale)
	if n, ok := scaled.Round(AwayFromZero); ok {
		return Whole(n).Quo(scale)
	}
	q, r := new(big.Int).QuoRem(new(big.Int).Abs(scaled.Num()), scaled.Den(), new(big.Int))
	if r.Lsh(r, 1).Cmp(scaled.Den()) >= 0 {
		q.Add(q, big.NewInt(1))
	}
	if a.Sign() < 0 {
		q.Neg(q)
	}
	return RatioOf(new(big.Rat).SetInt(q)).Quo(scale)
}
