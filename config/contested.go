package config

import "maps"

// contested are questions a component answers under a key of its own. A plan or a workspace may answer them once, under
// conventions:, for all components that leave the key out; where nobody does, it is an error that shows the readings.
var contested = []convention{
	{"each_tier", "the rate is 1 % below 1,000, 2 % below 3,000, 3 % below 8,000 and 5 % above, and deals of 200, 300, 1,500, 1,200, 2,000 and 4,500 close one after the other", []reading{
		{"own_rate", "285.00", "each part of a deal at the rate of the tier it lies in"},
		{"top_rate", "485.00", "everything at the rate of the tier reached in the end, earlier deals too"},
		{"rate_at_start", "239.00", "each deal whole, at the rate of the tier it begins in"},
		{"rate_at_end", "356.00", "each deal whole, at the rate of the tier it ends in"},
	}},
	{"resets", "the rate is 1 % below 1,000, 2 % below 3,000, 3 % below 8,000 and 5 % above, and two deals close each month of a quarter: 200 and 300, 1,500 and 1,200, 2,000 and 4,500", []reading{
		{"deal", "164.00", "every deal climbs from the first tier"},
		{"monthly", "204.00", "5.00, 44.00 and 155.00: every month climbs from the first tier"},
		{"quarterly", "285.00", "5.00, 47.00 and 233.00: the quarter is climbed once"},
		{"yearly", "285.00", "as quarterly, and the next quarter begins where this one ended"},
	}},
	{"between", "the threshold of 80 % pays 50 %, the target of 100 % pays 100 %, and 95 % is reached on a target incentive of 10,000.00", []reading{
		{"straight_line", "8,750.00", "three quarters of the way from 50 % to 100 %"},
		{"steps", "5,000.00", "what the threshold pays, until the target is reached"},
	}},
}

// answerContested reads the answers conventions: gives to them.
func answerContested(said map[string]string, answer func(key, def string) string) {
	before := maps.Clone(said)
	for _, q := range contested {
		answer(q.Key, before[q.Key])
	}
}
