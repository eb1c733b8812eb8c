package main

import (
	"testing"

	"attain/calc"
)

// TestTargetOfTwoCurrencies: what two segments pay at target is one amount in one currency only.
func TestTargetOfTwoCurrencies(t *testing.T) {
	t.Parallel()
	euros := &calc.Result{Currency: "EUR", TargetMinor: 4_000_00}
	yen := &calc.Result{Currency: "JPY", TargetMinor: 600_000}
	if got := targetOf([]*calc.Result{euros, euros}); got != 8_000_00 {
		t.Errorf("one currency: %d", got)
	}
	if got := targetOf([]*calc.Result{euros, yen}); got != 0 {
		t.Errorf("two currencies were added up to %d", got)
	}
}
