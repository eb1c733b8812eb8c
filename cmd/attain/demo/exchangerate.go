package demo

import "fmt"

// spotRates are euros in dollars on the first of every month, in ten-thousandths. Pay is converted at the plan rates
// of attain.yaml and does not move with them.
var spotRates = [monthCount]int{
	10_790, 10_840, 10_915, 10_880, 10_832, 10_760, 10_745, 10_802, 10_861, 10_930, 10_952, 10_905, 10_874, 10_838, 10_816,
}

// writeRates writes the market's rates: spot on the first of the month, and the month's average.
func (c *company) writeRates(dir string) (File, error) {
	return writeList(dir, "extracts/finance/exchange_rates.csv", "from,to,rate,first_day,kind", func(put func(...string)) {
		for m, spot := range spotRates {
			average := (spot + spotRates[min(m+1, monthCount-1)]) / 2
			put("EUR", "USD", fmt.Sprintf("%d.%04d", spot/10_000, spot%10_000), monthStarts[m].String(), "spot")
			put("EUR", "USD", fmt.Sprintf("%d.%04d", average/10_000, average%10_000), monthStarts[m].String(), "average")
		}
	})
}
