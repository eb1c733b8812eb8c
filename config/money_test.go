package config

import (
	"math"
	"testing"
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
