package main

// rated makes the first deal one in crowns, converted by a reading of the question at rates of the extracts, whose first
// one is worth a dollar.
func rated(reading, rates string, more ...edit) []edit {
	return with([]edit{
		{"extracts/deals.csv", "1000.00,USD", "1000.00,SEK"},
		{"attain.yaml", "conversion_rate: plan_rate", "conversion_rate: " + reading},
		{"attain.yaml", "      - {name: quota, path: extracts/quota.csv}\n", "      - {name: quota, path: extracts/quota.csv}\n      - {name: exchange_rate, path: extracts/rates.csv}\n"},
		{"extracts/rates.csv", "", "from,to,rate,first_day,kind\n" + rates},
	}, more...)
}

// badRates: exchange rates of the extracts. The deal in crowns is of Sunday 15 February 2026.
var badRates = []badInput{
	{"16", "no rate on the day, which is a Sunday", rated("event_date", "USD,SEK,1,2026-02-13,spot\nUSD,SEK,2,2026-02-16,spot\n"), repaired, "", nil},
	{"16", "no kind: a spot rate", rated("event_date", "USD,SEK,1,2026-02-13,\n"), repaired, "", nil},
	{"16", "rates begin after the day", rated("event_date", "SEK,USD,1,2026-02-16,spot\n"), held, withoutE1, []string{
		"no spot rate takes SEK to USD on 2026-02-15 or before; add one to the exchange_rate extract (from SEK, to USD, first_day 2026-02-15, kind spot)",
	}},
	{"16", "the last rate is too old", rated("event_date", "SEK,USD,1,2026-01-30,spot\n", edit{"attain.yaml", "{reporting: USD}", "{reporting: USD, spot_rates_stand: 10 days}"}), held, withoutE1, []string{
		"no spot rate takes SEK to USD on 2026-02-15 or on the 9 days before it (spot_rates_stand in attain.yaml)",
	}},
	{"16", "no average of the month", rated("month_average", "SEK,USD,1,2026-01-01,average\nSEK,USD,1,2026-02-13,spot\n"), held, withoutE1, []string{
		"no average rate takes SEK to USD in 2026-02; add one to the exchange_rate extract (from SEK, to USD, first_day 2026-02-01, kind average), spot rates are not averaged",
	}},
	{"16", "averages of weeks", rated("month_average", "SEK,USD,1,2026-02-02,average\nSEK,USD,1,2026-02-09,average\n"), held, withoutE1, []string{
		"SEK to USD has 2 average rates in 2026-02 (extracts/rates.csv:1 and extracts/rates.csv:2); keep the one of the whole month",
	}},
	{"16", "no rate of the pay date", rated("pay_date", "SEK,USD,1,2026-05-01,spot\n"), held, withoutE1, []string{"no spot rate takes SEK to USD on the pay date 2026-04-30 or before"}},
	{"16", "a kind of rate nobody converts at", rated("event_date", "SEK,USD,1,2026-02-13,closing\n"), held, withoutE1, []string{
		`SEK to USD from 2026-02-13 on is of the kind "closing", at which nothing is converted; write spot, average or plan`, "no spot rate takes SEK to USD on 2026-02-15",
	}},
	{"16", "a rate that cannot be read", rated("event_date", "SEK,USD,\"1,0\",2026-02-13,spot\n"), held, withoutE1, []string{`"1,0" is not a rate`, "no spot rate takes SEK to USD on 2026-02-15"}},
}
