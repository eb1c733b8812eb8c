package calc

import "attain/config"

// settlementParts are the keys of guarantees and of the steps of settlement.
func settlementParts() []planPart {
	pers := []string{config.Month, config.Quarter, config.Year}
	yesno := []string{"yes", "no"}
	return []planPart{
		{"guarantee", "guarantee", []planKey{
			{key: "pays", kind: "choice", choices: guaranteePays.Values(), needed: true, says: "whether it makes pay up to an amount or adds the amount"},
			{key: "amount", kind: "number", says: "what is guaranteed, in the plan's currency"},
			{key: "amounts", kind: "[number]", says: "or one amount for each period from the first; after the last there is none"},
			{key: "per", kind: "choice", choices: pers, needed: true, says: "for which period an amount is"},
			{key: "counted_from", kind: "choice", choices: []string{"joined", "plan"}, needed: true, says: "whose first period is the first: the participant's under the plan, or the plan's"},
			{key: "stops_after", kind: "number", otherwise: "it goes on", says: "how many times amount is guaranteed"},
			{key: "last_day", kind: "day", otherwise: "it goes on", says: "the last day it is for"},
			{key: "prorated", kind: "choice", choices: yesno, otherwise: "whether conventions.prorates names guarantee", says: "whether part of a period has a share of it"},
		}},
		{"floor", "floor", []planKey{
			{key: "amount", kind: "number", needed: true, says: "the least it pays, in the plan's currency"},
			{key: "per", kind: "choice", choices: pers, needed: true, says: "in which period"},
		}},
		{"holdback", "holdback", []planKey{
			{key: "released_by", kind: "choice", choices: []string{"cash_received", "parts", "by_hand"}, needed: true, says: "what releases an earning"},
			{key: "nothing_billed", kind: "choice", choices: []string{"released", "held"}, says: "what becomes of a deal nobody is billed for"},
			{key: "parts", kind: "[{holdback_part}]", says: "the parts it is released in; they are 100 %"},
			{key: "components", kind: "words", otherwise: "all", says: "of which components"},
		}},
		{"holdback_part", "a part of a holdback", []planKey{
			{key: "share", kind: "number", needed: true, says: "its share of the earning"},
			{key: "at", kind: "choice", choices: []string{"sale"}, says: "released at once"},
			{key: "after", kind: "text", says: "so long after the sale: 90 days, 3 months, 2 pay_periods"},
			{key: "on", kind: "day", says: "on a day"},
			{key: "when", kind: "text", says: "when a milestone is reached, by its name"},
		}},
		{"clawback", "clawback", []planKey{
			{key: "on", kind: "words", needed: true, says: "what takes back: any of cancelled, refunded, deleted, churned"},
			{key: "within", kind: "text", says: "until when, such as 90 days or 12 months; the last day counts"},
			{key: "counted_from", kind: "choice", choices: []string{"closed", "start", "invoiced"}, needed: true, says: "the day the window begins"},
			{key: "schedule", kind: "choice|[{clawback_stretch}]", choices: []string{"full", "remaining_months", "remaining_days"}, needed: true, says: "how much is taken back"},
			{key: "at", kind: "choice", choices: config.ConventionAs("clawback_rate", "at").Values(), otherwise: "conventions.clawback_rate", says: "at which rate"},
			{key: "spifs", kind: "choice", choices: []string{"follow", "stay"}, needed: true, says: "whether SPIFs on the deal are taken back, too"},
			{key: "overrides", kind: "choice", choices: []string{"follow", "stay"}, needed: true, says: "whether overrides on the deal are taken back, too"},
			{key: "instalments", kind: "number", otherwise: "1", says: "in how many pay periods it is taken"},
			{key: "unpaid", kind: "{clawback_unpaid}", otherwise: "unpaid invoices take nothing back", says: "when an invoice counts as unpaid; what it took is paid again when it is paid"},
		}},
		{"clawback_stretch", "a stretch of the schedule", []planKey{
			{key: "within", kind: "text", needed: true, says: "until when, such as 12 months"},
			{key: "share", kind: "number", needed: true, says: "how much is taken back until then"},
		}},
		{"clawback_unpaid", "unpaid", []planKey{
			{key: "after", kind: "text", needed: true, says: "how long after it was due, such as 60 days"},
			{key: "tolerance", kind: "number", otherwise: "0%", says: "the share of the invoice that may stay open"},
		}},
		{"leave_pay", "leave_pay", []planKey{
			{key: "share", kind: "number", needed: true, says: "how much of the average is paid for days of leave"},
			{key: "average_of", kind: "text", needed: true, says: "of how many months' pay, such as 6 months; whole pay periods"},
			{key: "months_away", kind: "choice", choices: []string{"left_out", "counted"}, needed: true, says: "whether a pay period with days of leave is averaged later"},
		}},
		{"recovery", "recovery", []planKey{
			{key: "share", kind: "number", needed: true, says: "how much of what is to be paid may be taken"},
			{key: "on_leaving", kind: "number", otherwise: "100%", says: "how much of the last pay"},
		}},
		{"draw", "draw", []planKey{
			{key: "kind", kind: "choice", choices: []string{"top_up", "advance", "on_request"}, needed: true, says: "how it is paid"},
			{key: "amount", kind: "number", needed: true, says: "how much, in the plan's currency"},
			{key: "per", kind: "choice", choices: pers, needed: true, says: "in which period: the one the plan pays by"},
			{key: "components", kind: "words", otherwise: "all", says: "whose earnings it looks at and is earned back from"},
			{key: "first_day", kind: "day", otherwise: "the plan's", says: "its first day"},
			{key: "last_day", kind: "day", otherwise: "the plan's", says: "its last day"},
			{key: "months", kind: "number", otherwise: "as long as the plan", says: "or how many months from joining"},
			{key: "recoverable", kind: "choice", choices: []string{"yes", "no", "until_the_end"}, needed: true, says: "whether it is earned back; until_the_end forgives what is left"},
			{key: "negative_earnings", kind: "choice", choices: []string{"topped_up", "carried"}, needed: true, says: "what becomes of earnings below nothing"},
			{key: "recovery_share", kind: "number", says: "how much of what is above the draw earns it back"},
			{key: "recovers_from", kind: "day", otherwise: "the beginning", says: "from which day it is earned back"},
			{key: "most_owed", kind: "number", otherwise: "no limit", says: "the draw stops when so much is owed"},
			{key: "at_year_end", kind: "choice", choices: config.ConventionAs("draw_at_year_end", "").Values(), otherwise: "conventions.draw_at_year_end", says: "what becomes of what is owed at the end of the year"},
			{key: "on_leaving", kind: "choice", choices: []string{"netted", "forgiven"}, says: "what becomes of what is owed when somebody leaves"},
			{key: "on_leaving_at_most", kind: "number", otherwise: "100%", says: "how much of the last pay may be taken"},
		}},
		{"payment_floor", "payment_floor", []planKey{
			{key: "amount", kind: "number", needed: true, says: "the smallest payment of a pay period, in the plan's currency"},
			{key: "recoverable", kind: "choice", choices: yesno, needed: true, says: "whether what was missing comes back"},
		}},
	}
}

// settlementSteps are the keys of steps: for guarantees and settlement.
func settlementSteps() []planKey {
	return []planKey{
		{key: "floor", kind: "{floor}", says: "the least the plan pays in a period"},
		{key: "guarantee", kind: "{guarantee}", says: "what is paid at least, or beside what is earned, for a while; it is never paid back"},
		{key: "holdback", kind: "{holdback}", says: "what is earned is paid when it is released"},
		{key: "clawback", kind: "{clawback}", says: "what was paid on deals that fell through is taken back"},
		{key: "leave_pay", kind: "{leave_pay}", says: "days of leave are paid by the average of what was paid before"},
		{key: "recovery", kind: "{recovery}", says: "what was paid by mistake is taken back"},
		{key: "draw", kind: "{draw}", says: "pay ahead of earnings"},
		{key: "negative_pay", kind: "choice", choices: config.ConventionAs("negative_pay", "").Values(), otherwise: "conventions.negative_pay", says: "what becomes of pay below nothing"},
		{key: "payment_floor", kind: "{payment_floor}", says: "the smallest payment"},
	}
}
