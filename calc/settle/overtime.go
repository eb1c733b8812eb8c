package settle

import "attain/config"

// Apportion divides what was earned over several weeks equally over them, to the minor unit, for payroll that owes
// overtime on it. The parts are differences of the rounded running total, so that they sum to what was earned: 1,300 over
// 13 weeks is 100 each, 100 over 3 is 33.33, 33.34 and 33.33. (29 CFR 778.120; semantics.md section 25.)
func Apportion(earned int64, weeks int) []int64 {
	out := make([]int64, max(0, weeks))
	var done int64
	for i := range out {
		to, _ := config.Whole(earned).Mul(config.NewRatio(int64(i+1), int64(weeks))).Round(config.AwayFromZero)
		out[i], done = to-done, to
	}
	return out
}

// Overtime is the extra due on a week's share of an earning: half of what it comes to an hour for every hour of overtime.
//
//	due = round(round(round(share ÷ hours) ÷ 2) × overtime)
//
// The authority that publishes it rounds step by step, and so does this: 100.00 ÷ 48 hours = 2.08, half of it 1.04, × 8
// hours = 8.32; unrounded it would be 8.33. Payroll pays it; we supply the numbers. (US Department of Labor, calculator;
// semantics.md section 19.)
func Overtime(share int64, hours, overtime config.Ratio) int64 {
	if hours.Sign() <= 0 {
		return 0
	}
	step := func(r config.Ratio) config.Ratio {
		n, _ := r.Round(config.AwayFromZero)
		return config.Whole(n)
	}
	n, _ := step(step(config.Whole(share).Quo(hours)).Quo(config.Whole(2))).Mul(overtime).Round(config.AwayFromZero)
	return n
}
