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
	{"multiplier_applies", "1,000.00 is earned, the multiplier is 1.5 and the component's cap 1,200.00", []reading{
		{"before_cap", "1,200.00", "1,500.00, of which the cap leaves 1,200.00"},
		{"after_cap", "1,500.00", "1,000.00 is below the cap, and then multiplied"},
		{"before_curve", "1,200.00", "a scorecard's result is multiplied and looked up on the curve; where that is a straight line, it pays 1,500.00, capped"},
	}},
	{"negative_true_up", "a year's quota of 1,200,000 pays 10 % up to it and 15 % above, by quarters to date; 450,000 are booked in the first quarter, which pays 52,500.00, and nothing in the second", []reading{
		{"yes", "-7,500.00", "450,000 of 600,000 to date have earned 45,000.00"},
		{"no", "0.00", "and the first 7,500.00 earned later are not paid a second time"},
	}},
	{"ties", "prizes are 5,000.00, 3,000.00 and 1,000.00, and 120,000, 90,000, 90,000 and 70,000 are booked", []reading{
		{"share", "5,000.00, 2,000.00, 2,000.00, 0.00", "the two share the second and the third prize"},
		{"all_higher", "5,000.00, 3,000.00, 3,000.00, 0.00", "both get the second prize, and nobody the third"},
	}},
	{"cancelled_objective", "objectives of 50 %, 30 % and 20 % of 5,000.00 are done, cancelled and missed", []reading{
		{"to_the_others", "3,571.43", "50 of the 70 % that are left"},
		{"as_achieved", "4,000.00", "2,500.00 and 1,500.00"},
		{"nothing", "2,500.00", "the 1,500.00 are lost"},
	}},
	{"late_objective", "objectives of 50 %, 30 % and 20 % of 5,000.00 are done, not yet assessed and missed", []reading{
		{"nothing_yet", "2,500.00", "the second is paid once it is assessed"},
		{"held", "0.00", "all three wait for it"},
	}},
	{"leavers_share", "a pool of 300,000.00 is shared by base pay of 60,000, 90,000 and 50,000, and the third has left", []reading{
		{"to_the_others", "120,000.00, 180,000.00, 0.00", "60 and 90 of 150"},
		{"forfeited", "90,000.00, 135,000.00, 0.00", "the company keeps the 75,000.00"},
		{"kept", "90,000.00, 135,000.00, 75,000.00", "who left is paid like the others"},
	}},
	{"own_deals", "a manager gets 4 % of what the team books; the team books 100,000 and the manager 50,000", []reading{
		{"counted", "6,000.00", "4 % of 150,000"},
		{"not_counted", "4,000.00", "4 % of 100,000"},
	}},
	{"milestone_taken_back", "5,000.00 are for 1,000,000; it is reached in one quarter, and a reversal in the next leaves 990,000", []reading{
		{"yes", "5,000.00, then -5,000.00", "what is not reached any more is taken back"},
		{"no", "5,000.00, then 0.00", "once reached, it is reached"},
	}},
}

// answerContested reads the answers conventions: gives to them.
func answerContested(said map[string]string, answer func(key, def string) string) {
	before := maps.Clone(said)
	for _, q := range contested {
		answer(q.Key, before[q.Key])
	}
}
