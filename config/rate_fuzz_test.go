package config

import (
	"testing"
	"testing/fstest"
)

// FuzzPlanRate reads any text as an exchange rate. A rate that is taken converts there and back to the same amount.
func FuzzPlanRate(f *testing.F) {
	for _, s := range []string{"1.08", "0.92", "1/3", "8%", "0", "-1", "1_000.5", "1.08 ", "1e-3", "0x10", "٣", "1,08"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		yaml := `company: {name: N, code: N, country: US}
currencies:
  reporting: USD
  plan_rates: [{from: EUR, to: USD, rate: "` + text + `", first_day: 2026-01-01, last_day: 2026-12-31}]
conventions: {}
sources: []
`
		ws, err := ReadWorkspace(fstest.MapFS{"attain.yaml": {Data: []byte(yaml)}})
		if err != nil || len(ws.Currencies.PlanRates) == 0 {
			return
		}
		on, _ := ParseDay("2026-06-30")
		rates := NewRates(ws.Currencies, ws.Calendar, nil)
		there, _, err := rates.Convert(Whole(100), "EUR", "USD", AtPlanRate, on)
		if err != nil {
			t.Fatalf("%q was taken and does not convert: %v", text, err)
		}
		back, _, err := rates.Convert(there, "USD", "EUR", AtPlanRate, on)
		if err != nil || back.Cmp(Whole(100)) != 0 {
			t.Errorf("%q: 100 EUR are %s USD, and these %s EUR, %v", text, there, back, err)
		}
	})
}
