package config

import (
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestMinorUnits(t *testing.T) {
	t.Parallel()
	for currency, digits := range map[string]int{"USD": 2, "EUR": 2, "JPY": 0, "KRW": 0, "KWD": 3, "TND": 3, "CLF": 4, "HUF": 2, "???": 2} {
		if got := MinorDigits(currency); got != digits {
			t.Errorf("%s has %d decimals instead of %d", currency, got, digits)
		}
	}
	for _, c := range []struct {
		currency, major string
		minor           string
	}{{"USD", "12.505", "1250.5"}, {"JPY", "12.505", "12.505"}, {"KWD", "12.505", "12505"}} {
		major, _ := ParseRatio(c.major)
		minor := MinorOf(major, c.currency)
		if minor.String() != c.minor || MajorOf(minor, c.currency).Cmp(major) != 0 {
			t.Errorf("%s %s is %s minor units instead of %s", c.major, c.currency, minor, c.minor)
		}
	}
}

func TestAmountsAsAStatementShowsThem(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		minor    int64
		currency string
		want     string
	}{
		{192857, "USD", "1,928.57"},
		{0, "USD", "0.00"},
		{-5, "USD", "-0.05"},
		{100, "USD", "1.00"},
		{-123456789, "EUR", "-1,234,567.89"},
		{99999, "USD", "999.99"},
		{1234567, "JPY", "1,234,567"},
		{7, "JPY", "7"},
		{1234567, "KWD", "1,234.567"},
		{math.MinInt64, "USD", "-92,233,720,368,547,758.08"},
	} {
		if got := FormatMinor(c.minor, c.currency); got != c.want {
			t.Errorf("%d %s is %q instead of %q", c.minor, c.currency, got, c.want)
		}
	}
}

func rates(t *testing.T) Currencies {
	t.Helper()
	year := Interval{DayOf(2026, 1, 1), DayOf(2027, 1, 1)}
	return Currencies{Reporting: "USD", PlanRates: []PlanRate{
		{From: "EUR", To: "USD", Rate: NewRatio(108, 100), Interval: year},
		{From: "GBP", To: "USD", Rate: NewRatio(125, 100), Interval: year},
		{From: "EUR", To: "GBP", Rate: NewRatio(90, 100), Interval: Interval{DayOf(2027, 1, 1), DayOf(2028, 1, 1)}},
		{From: "EUR", To: "USD", Rate: NewRatio(112, 100), Interval: Interval{DayOf(2027, 1, 1), DayOf(2028, 1, 1)}},
	}}
}

func TestConvert(t *testing.T) {
	t.Parallel()
	c := rates(t)
	for _, test := range []struct {
		from, to string
		on       Day
		want     Ratio // of 100
		said     string
	}{
		{"EUR", "EUR", 0, Whole(100), ""},
		{"EUR", "USD", DayOf(2026, 1, 1), Whole(108), "1 EUR = 1.08 USD (plan rate)"},
		{"EUR", "USD", DayOf(2026, 12, 31), Whole(108), "1 EUR = 1.08 USD (plan rate)"},
		{"EUR", "USD", DayOf(2027, 1, 1), Whole(112), "1 EUR = 1.12 USD (plan rate)"},
		{"USD", "EUR", DayOf(2026, 6, 30), NewRatio(10_000, 108), "1 EUR = 1.08 USD (plan rate)"},
		{"EUR", "GBP", DayOf(2026, 6, 30), NewRatio(10_800, 125), "1 EUR = 1.08 USD, 1 GBP = 1.25 USD (plan rates)"},
		{"EUR", "GBP", DayOf(2027, 6, 30), Whole(90), "1 EUR = 0.9 GBP (plan rate)"},
		{"GBP", "USD", DayOf(2027, 6, 30), NewRatio(11_200, 90), "1 EUR = 0.9 GBP, 1 EUR = 1.12 USD (plan rates)"},
	} {
		got, said, err := c.Convert(Whole(100), test.from, test.to, test.on)
		if err != nil || got.Cmp(test.want) != 0 || said != test.said {
			t.Errorf("100 %s on %s: %s %s, %q, %v; want %s, %q", test.from, test.on, got, test.to, said, err, test.want, test.said)
		}
	}
}

func TestAMissingRateIsNeverZero(t *testing.T) {
	t.Parallel()
	_, _, err := rates(t).Convert(Whole(100), "EUR", "CHF", DayOf(2026, 8, 15))
	for _, word := range []string{"EUR", "CHF", "2026-08-15", "plan_rates", "2026-01-01", "2026-12-31"} {
		if err == nil || !strings.Contains(err.Error(), word) {
			t.Fatalf("%v does not say %s", err, word)
		}
	}
	if _, _, err := rates(t).Convert(Whole(100), "EUR", "USD", DayOf(2025, 12, 31)); err == nil {
		t.Error("a rate was used before its first day")
	}
}

func TestConvertThereAndBackIsExact(t *testing.T) {
	t.Parallel()
	c := rates(t)
	rapid.Check(t, func(t *rapid.T) {
		amount := NewRatio(rapid.Int64().Draw(t, "amount"), 100)
		from, to := rapid.SampledFrom([]string{"EUR", "USD", "GBP"}).Draw(t, "from"), rapid.SampledFrom([]string{"EUR", "USD", "GBP"}).Draw(t, "to")
		there, _, err := c.Convert(amount, from, to, DayOf(2026, 5, 1))
		if err != nil {
			t.Fatal(err)
		}
		if back, _, err := c.Convert(there, to, from, DayOf(2026, 5, 1)); err != nil || back.Cmp(amount) != 0 {
			t.Fatalf("%s %s came back as %s, %v", amount, from, back, err)
		}
	})
}
