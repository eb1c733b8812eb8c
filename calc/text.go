package calc

import (
	"fmt"
	"strings"

	"attain/config"
)

// percent writes a share as people say it: 87.5 %.
func percent(r config.Ratio) string {
	return trimZeros(r.Mul(config.Whole(100)).Decimal(2)) + " %"
}

// percentShort is percent with one decimal at most, for labels.
func percentShort(r config.Ratio) string {
	return trimZeros(r.Mul(config.Whole(100)).Decimal(1)) + " %"
}

// trimZeros takes the zeros a decimal ends with away.
func trimZeros(s string) string {
	if !strings.Contains(s, ".") {
		return s
	}
	return strings.TrimSuffix(strings.TrimRight(s, "0"), ".")
}

// show writes a value in its unit with a number of places: 17.0 %, 15.0 months, 1,250.00 USD.
func show(v config.Ratio, unit, currency string, places int) string {
	switch unit {
	case "percent":
		return v.Mul(config.Whole(100)).Decimal(places) + " %"
	case "money":
		minor, ok := config.MinorOf(v, currency).Round(config.AwayFromZero)
		if !ok {
			return v.Decimal(2) + " " + currency
		}
		return config.FormatMinor(minor, currency) + " " + currency
	case "count", "points", "number", "":
		return trimZeros(v.Decimal(places))
	default:
		return v.Decimal(places) + " " + unit
	}
}

// showApart writes two different values so that they look different: 15.01 months and 15.00 months, not 15.0 twice.
func showApart(a, b config.Ratio, unit, currency string) (string, string) {
	for places := 1; ; places++ {
		x, y := show(a, unit, currency, places), show(b, unit, currency, places)
		if x != y || places == 6 || a.Cmp(b) == 0 {
			return x, y
		}
	}
}

// money writes minor units with their currency.
func money(minor int64, currency string) string {
	return config.FormatMinor(minor, currency) + " " + currency
}

// plural makes text of a count of things: "1 deal", "3 deals".
func plural(n int64, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
