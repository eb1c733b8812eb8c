package config

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func planRates(t *testing.T) *Rates {
	t.Helper()
	year := Interval{DayOf(2026, 1, 1), DayOf(2027, 1, 1)}
	next := Interval{DayOf(2027, 1, 1), DayOf(2028, 1, 1)}
	at := func(line int) Position { return Position{File: "attain.yaml", Line: line, Column: 7} }
	return NewRates(Currencies{Reporting: "USD", PlanRates: []PlanRate{
		{At: at(6), From: "EUR", To: "USD", Rate: NewRatio(108, 100), Interval: year},
		{At: at(7), From: "GBP", To: "USD", Rate: NewRatio(125, 100), Interval: year},
		{At: at(8), From: "EUR", To: "GBP", Rate: NewRatio(90, 100), Interval: next},
		{At: at(9), From: "EUR", To: "USD", Rate: NewRatio(112, 100), Interval: next},
	}}, Calendar{}, nil)
}

func TestPlanRates(t *testing.T) {
	t.Parallel()
	const (
		euros2026  = "1 EUR = 1.08 USD (plan rate from 2026-01-01, attain.yaml:6:7)"
		pounds2026 = "1 GBP = 1.25 USD (plan rate from 2026-01-01, attain.yaml:7:7)"
		pounds2027 = "1 EUR = 0.9 GBP (plan rate from 2027-01-01, attain.yaml:8:7)"
		euros2027  = "1 EUR = 1.12 USD (plan rate from 2027-01-01, attain.yaml:9:7)"
	)
	for _, test := range []struct {
		from, to string
		on       Day
		want     Ratio // of 100
		said     string
	}{
		{"EUR", "EUR", 0, Whole(100), ""},
		{"EUR", "USD", DayOf(2026, 1, 1), Whole(108), euros2026},
		{"EUR", "USD", DayOf(2026, 12, 31), Whole(108), euros2026},
		{"EUR", "USD", DayOf(2027, 1, 1), Whole(112), euros2027},
		{"USD", "EUR", DayOf(2026, 6, 30), NewRatio(10_000, 108), euros2026},
		{"EUR", "GBP", DayOf(2026, 6, 30), NewRatio(10_800, 125), euros2026 + ", " + pounds2026},
		{"EUR", "GBP", DayOf(2027, 6, 30), Whole(90), pounds2027},
		{"GBP", "USD", DayOf(2027, 6, 30), NewRatio(11_200, 90), pounds2027 + ", " + euros2027},
	} {
		got, said, err := planRates(t).Convert(Whole(100), test.from, test.to, AtPlanRate, test.on)
		if err != nil || got.Cmp(test.want) != 0 || said != test.said {
			t.Errorf("100 %s on %s: %s %s, %q, %v; want %s, %q", test.from, test.on, got, test.to, said, err, test.want, test.said)
		}
	}
}

func TestAMissingRateIsNeverZero(t *testing.T) {
	t.Parallel()
	r := marketRates(t)
	for _, test := range []struct {
		by   string
		on   Day
		says []string
	}{
		{AtPlanRate, DayOf(2026, 8, 15), []string{"no plan rate takes USD to CHF on 2026-08-15", "plan_rates: in attain.yaml", "2026-01-01", "2026-12-31"}},
		{AtEventDate, DayOf(2026, 8, 15), []string{"no spot rate takes USD to CHF on 2026-08-15 or before", "exchange_rate extract", "kind spot"}},
		{AtPayDate, DayOf(2026, 8, 15), []string{"no spot rate takes USD to CHF on the pay date 2026-08-15 or before", "kind spot"}},
		{AtMonthAverage, DayOf(2026, 8, 15), []string{"no average rate takes USD to CHF in 2026-08", "first_day 2026-08-01", "kind average", "not averaged"}},
	} {
		_, _, err := r.Convert(Whole(100), "USD", "CHF", test.by, test.on)
		for _, word := range test.says {
			if err == nil || !strings.Contains(err.Error(), word) {
				t.Errorf("%s: %v does not say %s", test.by, err, word)
			}
		}
	}
	for by, on := range map[string]Day{AtPlanRate: DayOf(2025, 12, 31), AtEventDate: DayOf(2026, 1, 29), AtMonthAverage: DayOf(2026, 3, 1)} {
		if _, _, err := r.Convert(Whole(100), "USD", "EUR", by, on); err == nil {
			t.Errorf("%s: a rate was used on %s, which it is not for", by, on)
		}
	}
	if _, _, err := r.Convert(Whole(100), "", "EUR", AtPlanRate, DayOf(2026, 2, 1)); err == nil || !strings.Contains(err.Error(), "has no currency") {
		t.Errorf("an amount without a currency: %v", err)
	}
}

// marketRates has euros at 0.92 on Friday 30 January 2026 and 0.91 on Monday 2 February, 0.93 as January's average and
// 0.90 as plan rate, as semantics.md section 18 has them; and yen both ways.
func marketRates(t *testing.T) *Rates {
	t.Helper()
	var rows []MarketRate
	add := func(from, to, kind, rate string, first, end Day) {
		v, err := ParseRatio(rate)
		if err != nil {
			t.Fatal(err)
		}
		rows = append(rows, MarketRate{From: from, To: to, Kind: kind, Rate: v, Interval: Interval{first, end}, File: "extracts/rates.csv", Row: int64(len(rows) + 1)})
	}
	forever := DayOf(9999, 12, 31)
	add("USD", "EUR", "spot", "0.92", DayOf(2026, 1, 30), DayOf(2026, 2, 2))
	add("USD", "EUR", "spot", "0.91", DayOf(2026, 2, 2), forever)
	add("USD", "EUR", "average", "0.93", DayOf(2026, 1, 1), DayOf(2026, 2, 1))
	add("USD", "EUR", "average", "0.915", DayOf(2026, 2, 1), DayOf(2026, 2, 9))
	add("USD", "EUR", "average", "0.916", DayOf(2026, 2, 9), forever)
	add("USD", "EUR", "plan", "0.90", DayOf(2026, 1, 1), forever)
	add("USD", "JPY", "spot", "150", DayOf(2026, 1, 30), DayOf(2026, 2, 2))
	add("JPY", "USD", "spot", "0.0064", DayOf(2026, 2, 2), forever)
	return NewRates(Currencies{Reporting: "USD"}, Calendar{}, rows)
}

// semantics.md section 18, edge cases: on a weekend the last previous rate counts; inverse and cross rates are computed.
func TestMarketRates(t *testing.T) {
	t.Parallel()
	r := marketRates(t)
	for _, test := range []struct {
		name         string
		from, to, by string
		on           Day
		want         string // of 100
		said         string
	}{
		{"spot of the day", "USD", "EUR", AtEventDate, DayOf(2026, 1, 30), "92", "1 USD = 0.92 EUR (spot rate of 2026-01-30, extracts/rates.csv:1)"},
		{
			"Sunday", "USD", "EUR", AtEventDate, DayOf(2026, 2, 1), "92",
			"1 USD = 0.92 EUR (spot rate of 2026-01-30, the last before 2026-02-01, extracts/rates.csv:1)",
		},
		{"Monday", "USD", "EUR", AtPayDate, DayOf(2026, 2, 2), "91", "1 USD = 0.91 EUR (spot rate of 2026-02-02, extracts/rates.csv:2)"},
		{"average", "USD", "EUR", AtMonthAverage, DayOf(2026, 1, 31), "93", "1 USD = 0.93 EUR (average rate of 2026-01, extracts/rates.csv:3)"},
		{"plan rate of an extract", "USD", "EUR", AtPlanRate, DayOf(2026, 1, 31), "90", "1 USD = 0.9 EUR (plan rate from 2026-01-01, extracts/rates.csv:6)"},
		{"the other way round", "EUR", "USD", AtEventDate, DayOf(2026, 1, 30), "2500/23", "1 USD = 0.92 EUR (spot rate of 2026-01-30, extracts/rates.csv:1)"},
		{
			"over the reporting currency", "JPY", "EUR", AtEventDate, DayOf(2026, 1, 30), "46/75", // 100 ÷ 150 × 0.92
			"1 USD = 150 JPY (spot rate of 2026-01-30, extracts/rates.csv:7), 1 USD = 0.92 EUR (spot rate of 2026-01-30, extracts/rates.csv:1)",
		},
		{
			"of both ways the newer", "USD", "JPY", AtEventDate, DayOf(2026, 2, 2), "15625", // 100 ÷ 0.0064
			"1 JPY = 0.0064 USD (spot rate of 2026-02-02, extracts/rates.csv:8)",
		},
	} {
		got, said, err := r.Convert(Whole(100), test.from, test.to, test.by, test.on)
		if err != nil || got.String() != test.want || said != test.said {
			t.Errorf("%s: %s, %q, %v; want %s, %q", test.name, got, said, err, test.want, test.said)
		}
	}
	if _, _, err := r.Convert(Whole(100), "USD", "EUR", AtMonthAverage, DayOf(2026, 2, 20)); err == nil ||
		!strings.Contains(err.Error(), "USD to EUR has 2 average rates in 2026-02 (extracts/rates.csv:4 and extracts/rates.csv:5)") {
		t.Errorf("two averages in one month: %v", err)
	}
}

// Plan rates of attain.yaml go before those of the extracts, even where they take more steps.
func TestWrittenPlanRatesGoFirst(t *testing.T) {
	t.Parallel()
	year := Interval{DayOf(2026, 1, 1), DayOf(2027, 1, 1)}
	r := NewRates(Currencies{Reporting: "USD", PlanRates: []PlanRate{
		{From: "EUR", To: "USD", Rate: NewRatio(5, 4), Interval: year},
		{From: "GBP", To: "USD", Rate: NewRatio(3, 2), Interval: year},
	}}, Calendar{}, []MarketRate{
		{From: "EUR", To: "GBP", Kind: "plan", Rate: NewRatio(9, 10), Interval: year},
		{From: "CHF", To: "EUR", Kind: "plan", Rate: Whole(1), Interval: year},
	})
	for to, want := range map[string]string{"GBP": "5/6", "CHF": "1"} {
		if got, _, err := r.Convert(Whole(1), "EUR", to, AtPlanRate, DayOf(2026, 5, 1)); err != nil || got.String() != want {
			t.Errorf("EUR to %s: %s, %v; want %s", to, got, err, want)
		}
	}
}

func TestDaysOfOneRateGroup(t *testing.T) {
	t.Parallel()
	r := planRates(t)
	same := func(by string, a, b Day) bool { return r.Group(by, a) == r.Group(by, b) }
	january, june, next := DayOf(2026, 1, 1), DayOf(2026, 6, 30), DayOf(2027, 1, 1)
	switch {
	case !same(AtPlanRate, january, june) || same(AtPlanRate, june, next) || same(AtPlanRate, january-1, january):
		t.Error("plan rates")
	case same(AtEventDate, june-1, june):
		t.Error("spot rates")
	case !same(AtMonthAverage, june-1, june) || same(AtMonthAverage, june, june+1):
		t.Error("averages")
	}
	if cuts := r.PlanCuts(); len(cuts) != 3 || cuts[0] != january || cuts[1] != next {
		t.Errorf("cuts %v", cuts)
	}
}

func TestConvertThereAndBackIsExact(t *testing.T) {
	t.Parallel()
	rates := marketRates(t)
	rapid.Check(t, func(t *rapid.T) {
		amount := NewRatio(rapid.Int64().Draw(t, "amount"), 100)
		codes := rapid.SampledFrom([]string{"EUR", "USD", "JPY"})
		from, to, on := codes.Draw(t, "from"), codes.Draw(t, "to"), DayOf(2026, 1, 30)+Day(rapid.IntRange(0, 9).Draw(t, "day"))
		there, _, err := rates.Convert(amount, from, to, AtEventDate, on)
		if err != nil {
			t.Fatal(err)
		}
		if back, _, err := rates.Convert(there, to, from, AtEventDate, on); err != nil || back.Cmp(amount) != 0 {
			t.Fatalf("%s %s came back as %s, %v", amount, from, back, err)
		}
	})
}

// spot_rates_stand: 3 days: Friday's rate is Sunday's, too, and not Monday's.
func TestSpotRatesStandForSoManyDays(t *testing.T) {
	t.Parallel()
	friday := DayOf(2026, 1, 30)
	r := NewRates(Currencies{Reporting: "USD", SpotStands: 3}, Calendar{}, []MarketRate{
		{From: "USD", To: "EUR", Kind: "spot", Rate: NewRatio(92, 100), Interval: Interval{friday, DayOf(9999, 12, 31)}},
	})
	if got, _, err := r.Convert(Whole(100), "USD", "EUR", AtEventDate, friday+2); err != nil || got.String() != "92" {
		t.Errorf("Sunday: %s, %v", got, err)
	}
	_, _, err := r.Convert(Whole(100), "USD", "EUR", AtEventDate, friday+3)
	if err == nil || !strings.Contains(err.Error(), "on 2026-02-02 or on the 2 days before it (spot_rates_stand in attain.yaml)") {
		t.Errorf("Monday: %v", err)
	}
}
