package calc

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"attain/config"
)

// planPart is a mapping of a plan file and the keys it may have. What the loader and the kinds accept and what stands
// here are the same; a test asks both for every key.
type planPart struct {
	name  string // what others refer to it by
	title string // what messages call it: "a scorecard"
	keys  []planKey
}

// planKey is one key. Its type is a word of keyTypes, or {part} for another mapping, [type] for a list, and several with
// | between them.
type planKey struct {
	key       string
	kind      string
	says      string
	choices   []string
	otherwise string // what holds when it is left out, in words
	needed    bool
}

// gaugeKeys are the keys of whatever looks at a KPI or a measure.
var gaugeKeys = []planKey{
	{key: "kpi", kind: "kpi", says: "the KPI it looks at; measure stands for one without a KPI"},
	{key: "measure", kind: "measure", says: "the measure it sums, instead of a KPI"},
	{key: "subject", kind: "choice", choices: []string{"person", "team", "territory", "company"}, otherwise: "person", says: "whose result it is"},
	{key: "over", kind: "choice", choices: config.Overs, otherwise: "the KPI's own, else the pay window", says: "the days it looks at, which end where the pay window ends"},
	{key: "only_if", kind: "sql", says: "what rows must meet to count, in SQL over the measure's columns"},
	{key: "quota_where", kind: "sql", otherwise: "metric = 'bookings'", says: "which targets are meant, in SQL over the columns of quota"},
}

// componentKeys are the keys of every kind of component.
var componentKeys = []planKey{
	{key: "name", kind: "name", needed: true, says: "its permanent name; pay and history hang on it"},
	{key: "kind", kind: "text", needed: true, says: "how it pays"},
	{key: "only_if", kind: "sql", says: "what rows must meet to count, in SQL over the measure's columns"},
	{key: "gate", kind: "{gate}", says: "what must be reached for it to be paid in full"},
	{key: "multiplier", kind: "{multiplier}", says: "what makes it more or less"},
	{key: "cap_amount", kind: "number", otherwise: "no limit", says: "the most it pays in a pay window, in the plan's currency"},
	{key: "cap_excess", kind: "choice", choices: []string{"lost", "banked"}, otherwise: "lost", says: "what becomes of what is above; banked is paid when a later window has room"},
	{key: "floor_amount", kind: "number", otherwise: "no limit", says: "the least it pays in a pay window, in the plan's currency"},
}

// pricingKeys are the keys of whatever pays rates on deals.
var pricingKeys = []planKey{
	{key: "reward", kind: "text", otherwise: "money", says: "it pays in this reward of the workspace, which is no money"},
	{key: "paid_on", kind: "measure", needed: true, says: "the measure whose every row is paid"},
	{key: "rate", kind: "number|text|{rate_formula}", says: "one rate for everything (or tiers, or rates); incentive_per_quota derives it from target incentive and quota"},
	{key: "rates", kind: "[{rate_row}]", says: "rates by what the deal is, the first row that holds; beside tiers, exceptions from them"},
	{key: "quota", kind: "measure", otherwise: "quota, or quota_units of what is counted", says: "the target a derived rate is divided by"},
	{key: "quota_where", kind: "sql", otherwise: "of the measure paid on", says: "which targets are meant, in SQL over the columns of quota"},
	{key: "per_deal", kind: "{per_deal}", says: "the least and the most one deal pays"},
	{key: "splits", kind: "choice", choices: []string{"share_first", "rate_first"}, otherwise: "share_first", says: "whether a shared deal is shared and then priced, or priced whole and then shared"},
}

// rowKeys are the keys of a row of rates.
var rowKeys = []planKey{
	{key: "when", kind: "text", otherwise: "all the rest", says: "which deals it is for, in SQL over the measure's columns"},
	{key: "rate", kind: "number|{rate_formula}", says: "their rate, or the amount for each unit"},
	{key: "times", kind: "number", says: "their rate as so many times base_rate"},
}

// tiersKeys are the keys of tiers, but for when they reset.
var tiersKeys = []planKey{
	{key: "by", kind: "choice", choices: []string{"amount", "units", "attainment"}, needed: true, says: "what the limits are in; attainment is a share of the quota"},
	{key: "each_tier", kind: "choice", choices: eachTiers, otherwise: "conventions.each_tier", says: "own_rate: each part of a deal at its tier's rate; top_rate: everything at the rate reached; rate_at_start, rate_at_end: the whole deal at the rate of the tier it starts or ends in"},
	{key: "exactly_on_limit", kind: "choice", choices: []string{"higher_tier", "lower_tier"}, otherwise: "conventions.exactly_on_limit", says: "which tier exactly a limit is in"},
	{key: "counting", kind: "text", otherwise: "what it is paid on", says: "the column of the measure that moves the tiers"},
	{key: "base_rate", kind: "number|text", says: "what times: multiplies; incentive_per_quota derives it from target incentive and quota"},
	{key: "quota", kind: "measure", otherwise: "quota, or quota_units of what is counted", says: "the target attainment is measured by"},
	{key: "quota_where", kind: "sql", otherwise: "of the measure paid on", says: "which targets are meant, in SQL over the columns of quota"},
	{key: "rates", kind: "[{tier}]", needed: true, says: "the tiers, from low to high; the last has no limit"},
}

// planParts is the plan language: every mapping and every key.
func planParts() []planPart {
	return append(settlementParts(), []planPart{
		{"plan", "a plan", []planKey{
			{key: "plan", kind: "name", needed: true, says: "the plan's permanent name, such as ae-2026"},
			{key: "title", kind: "text", otherwise: "the name", says: "what people call it"},
			{key: "goal", kind: "text", says: "what the plan is for, in one sentence"},
			{key: "owner", kind: "text", says: "who answers questions about it"},
			{key: "first_day", kind: "day", needed: true, says: "the first day it is for"},
			{key: "last_day", kind: "day", needed: true, says: "the last day it is for, included"},
			{key: "review_by", kind: "day", says: "by when somebody looks it over"},
			{key: "reviewed_on", kind: "day", says: "when somebody last looked it over"},
			{key: "applies_to", kind: "sql|{applies_to}", needed: true, says: "who is under it: keys of the assignment, or a condition in SQL over it; true for everybody"},
			{key: "pays", kind: "choice", choices: []string{"monthly", "quarterly", "yearly"}, needed: true, says: "how often it pays"},
			{key: "concurrent", kind: "yesno", otherwise: "false", says: "it may run beside another plan of the same participant"},
			{key: "currency", kind: "currency", otherwise: "each participant's own", says: "what amounts in the plan are in"},
			{key: "quota", kind: "{quota}", says: "what becomes of written targets: a ramp for who is new, a season for all"},
			{key: "components", kind: "[component]", needed: true, says: "the ways it pays; their sum is what it pays"},
			{key: "steps", kind: "{steps}", says: "what is done to the sum, in an order that is fixed"},
			{key: "examples", kind: "[{example}]", says: "worked examples; `attain check plans` computes them"},
			{key: "accepted", kind: "[{accepted}]", says: "warnings of `attain check plans` that were signed off"},
			{key: "conventions", kind: "{conventions}", otherwise: "the workspace's", says: "contested choices this plan answers differently"},
		}},
		{"true_up", "true_up", []planKey{
			{key: "may_be_negative", kind: "choice", choices: []string{"yes", "no"}, otherwise: "conventions.negative_true_up", says: "whether a window may take back what earlier ones paid too much, or it is earned again first"},
			{key: "quota", kind: "choice", choices: []string{"to_date", "whole"}, otherwise: "to_date", says: "whether results to date are measured by the quota to date or by the whole"},
		}},
		{"quota", "quota", []planKey{
			{key: "ramp", kind: "words", says: "shares of the target, or amounts, of somebody's first periods: [0%, 25%, 50%, 100%]"},
			{key: "per", kind: "choice", choices: []string{config.Month, config.Quarter}, says: "how long each share of the ramp holds"},
			{key: "counted_from", kind: "choice", choices: []string{countedFromJoined, countedFromHired}, says: "the day the ramp begins: when somebody came under the plan, or was hired"},
			{key: "seasonality", kind: "words|numbers", says: "a year's target by quarter or month: 4 or 12 shares, or one for each label"},
		}},
		{"applies_to", "applies_to", []planKey{
			{key: "role", kind: "words", says: "role of the assignment"},
			{key: "team", kind: "words", says: "team of the assignment"},
			{key: "country", kind: "words", says: "country of the assignment"},
			{key: "cost_center", kind: "words", says: "cost centre of the assignment"},
			{key: "currency", kind: "words", says: "currency of the assignment"},
			{key: "participant", kind: "words", says: "employee numbers"},
			{key: "manager", kind: "words", says: "the manager's employee number"},
		}},
		{"example", "an example", []planKey{
			{key: "period", kind: "text", says: "the pay window it is of, where targets differ between windows"},
			{key: "given", kind: "numbers", needed: true, says: "what is known: target_incentive, values of KPIs or measures, quota; name.word gives it to the component called name alone, such as team.quota_attainment"},
			{key: "gives", kind: "numbers", needed: true, says: "what each component pays on that; steps by their names, total, and what settlement pays"},
			{key: "opening", kind: "numbers", otherwise: "nothing is owed", says: "balances settlement begins with: " + strings.Join(config.BalanceWords, ", ")},
			{key: "closing", kind: "numbers", says: "and ends with"},
		}},
		{"accepted", "an accepted warning", []planKey{
			{key: "warning", kind: "choice", choices: warningNames(), needed: true, says: "which warning"},
			{key: "component", kind: "text", otherwise: "the whole plan", says: "of which component"},
			{key: "by", kind: "text", needed: true, says: "who signed it off"},
			{key: "on", kind: "day", needed: true, says: "when"},
			{key: "because", kind: "text", needed: true, says: "why it is all right"},
		}},
		{"scorecard", "a scorecard", with(componentKeys, []planKey{
			{key: "kpi", kind: "kpi", needed: true, says: "the KPI it pays on"},
			{key: "weight", kind: "number", needed: true, says: "its share of the target incentive; all weights of the plan are 100 %"},
			{key: "subject", kind: "choice", choices: []string{"person", "team", "territory", "company"}, otherwise: "person", says: "whose result it is"},
			{key: "over", kind: "choice", choices: config.Overs, otherwise: "the KPI's own, else the pay window", says: "the days it looks at, which end where the pay window ends"},
			{key: "quota_where", kind: "sql", otherwise: "metric = 'bookings'", says: "which targets are meant, in SQL over the columns of quota"},
			{key: "threshold", kind: "{point}", needed: true, says: "the worst result that is paid for; worse pays nothing"},
			{key: "target", kind: "{point}", needed: true, says: "the result that pays 100 %"},
			{key: "before_target", kind: "[{point}]", says: "further points between threshold and target"},
			{key: "then", kind: "[{point}]", says: "further points between target and cap"},
			{key: "cap", kind: "{point}", needed: true, says: "the best result that is paid for; better pays no more"},
			{key: "between", kind: "choice", choices: []string{"straight_line", "steps"}, otherwise: "conventions.between", says: "what is paid between two points"},
			{key: "too_few", kind: "{too_few}", says: "what happens when too little was counted to say anything"},
			{key: "no_value", kind: "choice", choices: config.Outcomes, otherwise: "conventions.no_value", says: "what happens when the KPI cannot be computed"},
			{key: "true_up", kind: "{true_up}", says: "it pays what is earned in the year to date less what it paid before"},
		})},
		{"point", "threshold", []planKey{
			{key: "at", kind: "number|numbers", needed: true, says: "the KPI's value; or one for every pay window, {2026-Q1: 20%, …}"},
			{key: "pays", kind: "number", needed: true, says: "the share of the component's target it pays there"},
		}},
		{"too_few", "too_few", []planKey{
			{key: "fewer_than", kind: "text", needed: true, says: "a whole number and a measure, such as 10 closed_deals"},
			{key: "then", kind: "choice", choices: config.Outcomes, otherwise: "conventions.too_few", says: "what becomes of the component then"},
		}},
		{"commission", "a commission", with(componentKeys, pricingKeys, []planKey{
			{key: "tiers", kind: "{tiers}", says: "rates by how much was reached"},
			{key: "true_up", kind: "{true_up}", says: "it pays what is earned to date less what it paid before"},
			{key: "weight", kind: "number", says: "its share of the target incentive, for a derived rate; with the weights of scorecards and objectives 100 %. Left out: 100%"},
		})},
		{"override", "an override", with(componentKeys, pricingKeys, []planKey{
			{key: "of", kind: "choice", choices: []string{"direct_reports", "all_reports"}, needed: true, says: "whose deals it pays on: of those who report to the manager, or also of those who report to these, and so on"},
			{key: "own_deals", kind: "choice", choices: []string{"counted", "not_counted"}, otherwise: "conventions.own_deals", says: "whether the manager's own deals are among them"},
			{key: "quota_of", kind: "choice", choices: []string{"own", "reports"}, otherwise: "own", says: "whose quota attainment is measured by"},
			{key: "tiers", kind: "{tiers}", says: "rates by how much was reached"},
			{key: "weight", kind: "number", says: "its share of the target incentive, for a derived rate; with the weights of scorecards and objectives 100 %. Left out: 100%"},
		})},
		{"spif", "a spif", with(componentKeys, pricingKeys, []planKey{
			{key: "first_day", kind: "day", otherwise: "the plan's", says: "the first day it is for"},
			{key: "last_day", kind: "day", otherwise: "the plan's", says: "the last day it is for, included"},
			{key: "reward_each", kind: "number", says: "the amount for each thing the measure counts"},
			{key: "tiers", kind: "{spif_tiers}", says: "rates by how much was reached"},
			{key: "budget", kind: "{budget}", says: "the most it pays to everybody together"},
			{key: "beside_the_plan", kind: "choice|{beside_the_plan}", choices: []string{"adds"}, otherwise: "adds", says: "what becomes of what another component pays for the same deals"},
			{key: "counts_to_attainment", kind: "choice", choices: []string{"yes", "no"}, otherwise: "yes", says: "whether its deals move the tiers of the plan's other components"},
		})},
		{"spif_tiers", "tiers", with([]planKey{
			{key: "resets", kind: "choice", choices: campaignResets, otherwise: "campaign: all its days", says: "when the count begins at 0 again"},
		}, tiersKeys)},
		{"budget", "budget", []planKey{
			{key: "amount", kind: "number", needed: true, says: "the most it pays to everybody together, in the plan's currency"},
			{key: "order", kind: "choice", choices: []string{"first_come"}, needed: true, says: "who gets it: deals in the order of their days"},
		}},
		{"beside_the_plan", "beside_the_plan", []planKey{
			{key: "replaces", kind: "text", says: "the component whose pay for the same deals is taken away, where this one pays something"},
			{key: "greater_of", kind: "text", says: "the component of which, deal by deal, the smaller pay is taken away, this one's or that one's, as gates and multipliers leave it; neither has a cap, a floor or a budget"},
		}},
		{"tiers", "tiers", with([]planKey{
			{key: "resets", kind: "choice", choices: campaignResets[1:], otherwise: "conventions.resets", says: "when the count begins at 0 again"},
		}, tiersKeys)},
		{"tier", "a tier", []planKey{
			{key: "from", kind: "number", says: "where it begins, if you like to write it: where the one before ends. A first tier that pays an amount may begin below 0"},
			{key: "below", kind: "number", says: "where it ends; whether the limit itself is in it is exactly_on_limit. The last tier has none"},
			{key: "up_to", kind: "number", says: "where it ends, the limit itself in it"},
			{key: "rate", kind: "number|{rate_formula}", says: "its rate, or the amount for each unit"},
			{key: "times", kind: "number", says: "its rate as so many times base_rate"},
			{key: "pays", kind: "number", says: "the amount for the whole tier, earned in proportion to the part of it that was reached"},
			{key: "rates", kind: "[{tier_row}]", says: "its rates by what the deal is; every tier that has rows asks the same in the same order"},
		}},
		{"tier_row", "a row of rates", rowKeys},
		{"rate_row", "a row of rates", with(rowKeys, []planKey{
			{key: "counts", kind: "choice", choices: []string{"yes", "no"}, otherwise: "yes", says: "whether its deals move the tiers; no is a carve-out"},
		})},
		{"rate_formula", "rate", []planKey{
			{key: "formula", kind: "text", needed: true, says: "the rate of a deal, over value (of the whole deal) and other columns of the measure that are numbers"},
			{key: "at_least", kind: "number", otherwise: "no limit", says: "the lowest rate it gives"},
			{key: "at_most", kind: "number", otherwise: "no limit", says: "the highest rate it gives"},
		}},
		{"per_deal", "per_deal", []planKey{
			{key: "at_least", kind: "number", otherwise: "no limit", says: "the least one deal pays, in the plan's currency"},
			{key: "at_most", kind: "number", otherwise: "no limit", says: "the most one deal pays, in the plan's currency"},
			{key: "of", kind: "choice", choices: []string{"own_share", "whole_deal"}, otherwise: "own_share", says: "whether that is for the participant's credit or for the deal before it is shared"},
			{key: "review_above", kind: "number", otherwise: "no review", says: "a deal that pays more is held until somebody has looked at it"},
			{key: "review_value_above", kind: "number", otherwise: "no review", says: "so is a deal that is worth more, in the plan's currency"},
			{key: "related", kind: "{related}", otherwise: "every deal is by itself", says: "deals of one customer that are one deal for at_most and reviews"},
			{key: "reviewed", kind: "[reviewed_deals]", says: "the keys of deals somebody has looked at, also with who, when and why"},
		}},
		{"related", "related", []planKey{
			{key: "by", kind: "choice", choices: []string{"account_id"}, needed: true, says: "what makes deals related: the customer"},
			{key: "within", kind: "text", needed: true, says: "how many days lie between them at most, such as 90 days"},
			{key: "counted_from", kind: "choice", choices: []string{"first_deal", "deal_before"}, needed: true, says: "from which deal the days are counted"},
			{key: "across_windows", kind: "choice", choices: []string{"apart"}, needed: true, says: "deals of two pay windows stay two deals"},
		}},
		{"reviewed_deal", "a reviewed deal", []planKey{
			{key: "deal", kind: "text", needed: true, says: "the deal's key in the source system"},
			{key: "by", kind: "text", says: "who looked at it"},
			{key: "on", kind: "day", says: "when"},
			{key: "because", kind: "text", says: "why it is all right"},
		}},
		{"objectives", "objectives", with(componentKeys, []planKey{
			{key: "weight", kind: "number", needed: true, says: "its share of the target incentive; all weights of the plan are 100 %"},
			{key: "paid_on", kind: "measure", otherwise: "objectives", says: "the measure that has the objectives"},
			{key: "pays", kind: "choice|{objectives_curve}", choices: []string{asCompleted, allOrNothing}, needed: true, says: "what an objective pays by how far it was completed"},
			{key: "cancelled", kind: "choice", choices: []string{toTheOthers, asAchieved, nothing}, otherwise: "conventions.cancelled_objective", says: "what becomes of an objective that was cancelled"},
			{key: "late", kind: "choice", choices: []string{nothingYet, Held}, otherwise: "conventions.late_objective", says: "what becomes of an objective that ended and was not assessed yet"},
			{key: "weights", kind: "choice", choices: []string{"as_written", "rescaled"}, otherwise: "as_written", says: "whether a person's weights that are not 100 % are divided by their sum"},
			{key: "each_at_most", kind: "number", otherwise: "no limit", says: "the most one objective pays, in the plan's currency"},
		})},
		{"objectives_curve", "pays", []planKey{
			{key: "curve", kind: "[{completion}]", needed: true, says: "its points"},
			{key: "between", kind: "choice", choices: []string{"straight_line", "steps"}, otherwise: "straight_line", says: "what is paid between two points"},
		}},
		{"completion", "a point of the curve", []planKey{
			{key: "at", kind: "number", needed: true, says: "how far it was completed"},
			{key: "pays", kind: "number", needed: true, says: "the share it pays there"},
		}},
		{"pool", "a pool", with(componentKeys, []planKey{
			{key: "reward", kind: "text", otherwise: "money", says: "it pays in this reward of the workspace, which is no money"},
			{key: "shared_by", kind: "choice", choices: []string{"plan", "team"}, needed: true, says: "who shares one pool"},
			{key: "amount", kind: "number|{pool_amount}", needed: true, says: "how large it is: an amount, or a rate of what the company or the team did"},
			{key: "reserve", kind: "number", otherwise: "0%", says: "the share of it that is kept back"},
			{key: "times", kind: "text|{pool_times}", says: "the achievement it is multiplied by, a KPI of the company or the team"},
			{key: "shares", kind: "choice|{gauge}", choices: []string{keyEqual, keyIncentive, keyDays}, needed: true, says: "what it is shared by; {measure: base_pay} is a number each has"},
			{key: "prorated", kind: "choice", choices: []string{"yes", "no"}, otherwise: "no", says: "who was under the plan for a part of the window counts for the days"},
			{key: "leavers", kind: "choice", choices: []string{toTheOthers, forfeited, kept}, otherwise: "conventions.leavers_share", says: "what becomes of the share of who is not under the plan any more"},
			{key: "eligible_on", kind: "choice", choices: []string{"last_day", "pay_date"}, otherwise: "last_day", says: "the day on which that is judged"},
			{key: "each_at_most", kind: "number", otherwise: "no limit", says: "the most one participant gets"},
			{key: "excess", kind: "choice", choices: []string{"shared_again", "lost"}, says: "what becomes of what is above each_at_most"},
		})},
		{"contest", "a contest", with(componentKeys, []planKey{
			{key: "reward", kind: "text", otherwise: "money", says: "it pays in this reward of the workspace, which is no money"},
			{key: "ranked_by", kind: "text|{gauge}", needed: true, says: "the measure or KPI participants are ranked by; the KPI says which side is better"},
			gaugeKey("subject"), gaugeKey("over"), gaugeKey("quota_where"),
			{key: "among", kind: "choice", choices: []string{"plan", "team"}, needed: true, says: "who is ranked together"},
			{key: "prizes", kind: "[prizes]", needed: true, says: "what each rank gets, from the first; {ranks: 4-10, pays: 500} for several"},
			{key: "ties", kind: "choice", choices: []string{"share", "all_higher"}, otherwise: "conventions.ties", says: "those with the same result share the prizes of their ranks, or all get the higher one"},
			{key: "at_least", kind: "number", says: "what must be reached to be ranked, where more is better"},
			{key: "at_most", kind: "number", says: "what must not be passed to be ranked, where less is better"},
			{key: "without_value", kind: "choice", choices: []string{Held, "left_out"}, otherwise: "held", says: "who has no result holds the contest, or is left out of it"},
		})},
		{"prize", "a prize", []planKey{
			{key: "ranks", kind: "text", needed: true, says: "a rank, or the first and the last of several: 4-10"},
			{key: "pays", kind: "number", needed: true, says: "what each of them gets"},
		}},
		{"milestone", "a milestone", with(componentKeys, []planKey{
			{key: "reward", kind: "text", otherwise: "money", says: "it pays in this reward of the workspace, which is no money"},
			{key: "of", kind: "text|{gauge}", needed: true, says: "the measure or KPI whose running total or level it looks at"},
			gaugeKey("subject"), gaugeKey("quota_where"),
			{key: "counted_from", kind: "choice", choices: []string{countedFromPlan, config.Year, config.Quarter}, needed: true, says: "the day the total begins on: that of the plan, or of the company's year or quarter"},
			{key: "reached", kind: "[{milestone_point}]", needed: true, says: "its points, from low to high; each pays on its own, once"},
			{key: "taken_back", kind: "choice", choices: []string{"yes", "no"}, otherwise: "conventions.milestone_taken_back", says: "whether a point that is fallen below again takes its amount back"},
		})},
		{"milestone_point", "a point of a milestone", []planKey{
			{key: "at", kind: "number", needed: true, says: "what is to be reached"},
			{key: "pays", kind: "number", needed: true, says: "the amount it pays once"},
		}},
		{"pool_amount", "amount", []planKey{
			{key: "rate", kind: "number", needed: true, says: "how much of it is the pool"},
			{key: "of", kind: "text|{gauge}", needed: true, says: "a measure or a KPI of the company or the team"},
			gaugeKey("subject"), gaugeKey("over"), gaugeKey("only_if"), gaugeKey("quota_where"),
		}},
		{"pool_times", "times", with(gaugeKeys, []planKey{
			{key: "at_most", kind: "number", otherwise: "no limit", says: "it counts up to this"},
		})},
		{"gauge", "shares", gaugeKeys},
		{"gate", "gate", with(gaugeKeys, []planKey{
			{key: "component", kind: "text", says: "another component of the plan, instead of a KPI: how far it got"},
			{key: "at_least", kind: "number", says: "what must be reached"},
			{key: "at_most", kind: "number", says: "what must not be passed"},
			{key: "otherwise", kind: "number", needed: true, says: "the share that is still paid when it is not met"},
		})},
		{"multiplier", "multiplier", with(gaugeKeys, []planKey{
			{key: "applies", kind: "choice", choices: []string{beforeCurve, beforeCap, afterCap}, otherwise: "conventions.multiplier_applies", says: "when it is applied; before_curve multiplies the KPI of a scorecard"},
			{key: "at", kind: "[{multiplier_point}]", needed: true, says: "its points; before the first the first's holds, after the last the last's"},
			{key: "between", kind: "choice", choices: []string{"straight_line", "steps"}, otherwise: "conventions.between", says: "what holds between two points"},
		})},
		{"plan_multiplier", "multiplier", with(gaugeKeys, []planKey{
			{key: "at", kind: "[{multiplier_point}]", needed: true, says: "its points; before the first the first's holds, after the last the last's"},
			{key: "between", kind: "choice", choices: []string{"straight_line", "steps"}, otherwise: "conventions.between", says: "what holds between two points"},
		})},
		{"multiplier_point", "a point of a multiplier", []planKey{
			{key: "at", kind: "number", needed: true, says: "the KPI's value"},
			{key: "times", kind: "number", needed: true, says: "what is paid is multiplied by this"},
		}},
		{"steps", "steps", with([]planKey{
			{key: "multiplier", kind: "{plan_multiplier}|[{plan_multiplier}]", says: "makes everything the plan earned more or less"},
			{key: "cap", kind: "{cap}|[{cap}]", says: "the most the plan pays in a period; several are applied one after the other"},
		}, settlementSteps())},
		{"cap", "cap", []planKey{
			{key: "amount", kind: "number", needed: true, says: "the most it pays, in the plan's currency"},
			{key: "per", kind: "choice", choices: []string{config.Month, config.Quarter, config.Year}, needed: true, says: "in which period"},
			{key: "excess", kind: "choice", choices: []string{"lost", "banked"}, needed: true, says: "what becomes of what is above; banked is paid when a later window has room"},
		}},
		{"conventions", "conventions", conventionKeys()},
		{"leave_is", "leave_is", []planKey{
			{key: "kinds", kind: "words", needed: true, says: "kinds of absence as HR calls them: [parental, sick]"},
			{key: "from", kind: "text", otherwise: "1 day", says: "how long it must be at least: 10 days"},
		}},
	}...)
}

// gaugeKey is one of gaugeKeys.
func gaugeKey(name string) planKey {
	return gaugeKeys[slices.IndexFunc(gaugeKeys, func(k planKey) bool { return k.key == name })]
}

// with is keys that several parts have, and a part's own, together.
func with(lists ...[]planKey) []planKey { return slices.Concat(lists...) }

func warningNames() []string {
	var out []string
	for _, k := range append(warningKinds(), dataWarnings()...) {
		out = append(out, k.name)
	}
	return out
}

// conventionKeys are the contested questions with their readings.
func conventionKeys() []planKey {
	var out []planKey
	for _, q := range config.Questions() {
		k := planKey{key: q.Key, kind: "choice", choices: q.Values(), says: "what holds when, for example, " + q.Example}
		if q.Key == "prorates" {
			k = planKey{key: q.Key, kind: "words", says: "what is for the days under the plan: any of " + strings.Join(config.Prorated, ", ")}
		}
		out = append(out, k)
	}
	return append(out, planKey{key: "leave_is", kind: "{leave_is}", says: "which absences are leave"})
}

// numberPattern is how numbers are written: 95%, 0.15, 6_125.00, -3, 5/14.
const numberPattern = `^[+-]?[0-9][0-9_]*(\.[0-9_]+)?(/[0-9_]+)?\s*%?$|^[+-]?\.[0-9_]+\s*%?$`

// keyTypes are the simple types of values.
func keyTypes(kpis, measures []string) map[string]map[string]any {
	named := func(list []string) map[string]any {
		if len(list) == 0 {
			return map[string]any{"type": "string"}
		}
		return map[string]any{"enum": list}
	}
	text := map[string]any{"type": []string{"string", "number", "boolean"}}
	number := map[string]any{"anyOf": []any{map[string]any{"type": "number"}, map[string]any{"type": "string", "pattern": numberPattern}}}
	return map[string]map[string]any{
		"text": text, "number": number, "kpi": named(kpis), "measure": named(measures),
		"name":           {"type": "string", "pattern": "^[a-z0-9_-]+$"},
		"day":            {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
		"yesno":          {"type": "boolean"},
		"currency":       {"type": "string", "pattern": "^[A-Z]{3}$"},
		"reviewed_deals": {"anyOf": []any{text, map[string]any{"$ref": "#/$defs/reviewed_deal"}}},
		"prizes":         {"anyOf": []any{number, map[string]any{"$ref": "#/$defs/prize"}}},
		"numbers":        {"type": "object", "additionalProperties": number},
		"words":          {"anyOf": []any{text, map[string]any{"type": "array", "items": text}}},
		"sql": {"anyOf": []any{
			map[string]any{"type": []string{"string", "boolean"}}, map[string]any{"type": "array", "items": map[string]any{"type": "string"}},
		}},
	}
}

// PlanSchema gives the JSON Schema (draft 2020-12) of plan files, which editors use. kpis and measures are the names to
// choose from; with none, any name goes.
func PlanSchema(kpis, measures []string) ([]byte, error) {
	s := schemaWriter{types: keyTypes(kpis, measures)}
	defs := map[string]any{}
	for _, p := range planParts() {
		defs[p.name] = s.part(p)
	}
	defs["component"] = componentSchema()
	root := map[string]any{
		"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "An attain plan",
		"$defs": defs, "$ref": "#/$defs/plan",
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(root); err != nil {
		return nil, fmt.Errorf("write the schema: %w", err)
	}
	return b.Bytes(), nil
}

// schemaWriter turns parts into schemas.
type schemaWriter struct{ types map[string]map[string]any }

// part is the schema of one mapping: its keys and no others.
func (s *schemaWriter) part(p planPart) map[string]any {
	properties := map[string]any{}
	var needed []string
	for _, k := range p.keys {
		properties[k.key] = s.key(k)
		if k.needed {
			needed = append(needed, k.key)
		}
	}
	out := map[string]any{"type": "object", "properties": properties, "additionalProperties": false}
	if len(needed) > 0 {
		out["required"] = needed
	}
	return out
}

// key is the schema of one key's value.
func (s *schemaWriter) key(k planKey) map[string]any {
	out := map[string]any{"description": k.says}
	if k.otherwise != "" {
		out["description"] = k.says + ". Left out: " + k.otherwise
	}
	kinds := strings.Split(k.kind, "|")
	if len(kinds) == 1 {
		maps.Copy(out, s.value(kinds[0], k.choices))
		return out
	}
	var either []any
	for _, kind := range kinds {
		either = append(either, s.value(kind, k.choices))
	}
	out["anyOf"] = either
	return out
}

// value is the schema of one type.
func (s *schemaWriter) value(kind string, choices []string) map[string]any {
	switch {
	case kind == "choice":
		return map[string]any{"enum": choices}
	case strings.HasPrefix(kind, "["):
		return map[string]any{"type": "array", "items": s.value(strings.Trim(kind, "[]"), nil)}
	case strings.HasPrefix(kind, "{"), kind == "component":
		return map[string]any{"$ref": "#/$defs/" + strings.Trim(kind, "{}")}
	}
	return s.types[kind]
}

// componentSchema chooses a component's keys by its kind.
func componentSchema() map[string]any {
	var by []any
	for _, name := range kindNames() {
		by = append(by, map[string]any{
			"if":   map[string]any{"properties": map[string]any{"kind": map[string]any{"const": name}}, "required": []string{"kind"}},
			"then": map[string]any{"$ref": "#/$defs/" + name},
		})
	}
	return map[string]any{
		"type": "object", "required": []string{"name", "kind"}, "allOf": by,
		"properties": map[string]any{"kind": map[string]any{"enum": kindNames(), "description": "how it pays"}},
	}
}
