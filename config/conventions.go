package config

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// Outcomes are what can happen to a KPI's weight when it has no value or too small a sample.
var Outcomes = []string{"weight_to_the_others", "as_at_target", "nothing", "carry_to_next_period"}

// Prorated are the things of which a plan can say that they are for the days somebody was under it: the share φ = m ÷ n of
// the period, by the day count. threshold_amounts are limits of tiers and of milestones that are amounts; percentages
// are never prorated.
var Prorated = []string{"quota", "target_incentive", "cap", "floor", "draw", "guarantee", "prize", "threshold_amounts"}

// A convention is a question a workspace answers, a reading one answer.
type (
	convention = Question
	reading    = Choice
)

// conventions are all questions a workspace can answer. The examples are worked in the tests beside them.
var conventions = []convention{
	{"halves", "25 % of 133.38 is earned, which is 33.345 exactly", []reading{
		{"away_from_zero", "33.35", "33.345 goes up, -33.345 goes down"},
		{"to_even", "33.34", "both go to the even cent"},
	}},
	{"day_count", "somebody is hired on Monday 10 February 2025 with a target incentive of 9,000.00 for the first quarter", []reading{
		{"calendar_days", "5,000.00", "50 of 90 days"},
		{"working_days", "5,062.50", "36 of 64 Mondays to Fridays, less holidays"},
		{"whole_months", "6,000.00", "2 of 3 months, the month of hire counted"},
		{"thirty_360", "5,100.00", "51 of 90 days, every month of thirty"},
	}},
	{"role_change", "somebody books 120,000 in 40 days at a quota of 250,000 and a target incentive of 10,000.00, then 180,000 in 51 days at 400,000 and 15,000.00", []reading{
		{"segments", "11,550.00", "4,800.00 for the first days and 6,750.00 for the others, each against its own quota"},
		{"blended", "11,496.71", "89.8 % of one mixed quota of 334,065.93, on one mixed incentive of 12,802.20"},
	}},
	{"ladder_on_role_change", "the rate is 4 % up to 150,000 and 6 % above, and somebody books 145,000 before a change of role and 20,000 after it", []reading{
		{"carried", "1,100.00", "for the 20,000: 5,000 at 4 % and 15,000 at 6 %"},
		{"restarted", "800.00", "for the 20,000: all at 4 %"},
	}},
	{"prorates", "somebody is in the plan for half of a quarter (quota 300,000, target incentive 10,000.00) and books 150,000", []reading{
		{"[quota, target_incentive]", "5,000.00", "100 % of a quota of 150,000, on 5,000.00"},
		{"[target_incentive]", "2,500.00", "50 % of a quota of 300,000, on 5,000.00"},
		{"[quota]", "10,000.00", "100 % of a quota of 150,000, on 10,000.00"},
		{"[]", "5,000.00", "50 % of a quota of 300,000, on 10,000.00"},
	}},
	{"exactly_on_limit", "the rate on all of it is 2 % below 50,000 and 3 % above, and exactly 50,000 is booked", []reading{
		{"higher_tier", "1,500.00", "50,000 is in the tier that begins there"},
		{"lower_tier", "1,000.00", "50,000 is still in the tier that ends there"},
	}},
	{"too_few", "quota (7,000.00 at target) earns 6,125.00 and win rate (3,000.00 at target) is 6 of only 8 closed deals", outcomes},
	{"no_value", "quota (7,000.00 at target) earns 6,125.00 and win rate (3,000.00 at target) cannot be computed", outcomes},
	{"no_quota", "in the first month of a ramp there is no quota to reach (7,000.00 at target), and win rate earns 3,000.00", []reading{
		{"nothing", "3,000.00", "the 7,000.00 cannot be earned in that month"},
		{"as_at_target", "10,000.00", "3,000.00 and the 7,000.00"},
		{"weight_to_the_others", "10,000.00", "win rate takes over its weight: 10,000.00 at 100 %"},
	}},
	{"leave", "somebody is on leave for 30 of the 92 days of a quarter (quota 300,000, target incentive 10,000.00, paid in proportion from 60 % of the quota on) and books 150,000", []reading{
		{"reduces_quota_and_incentive", "5,000.00", "74.2 % of a quota of 202,173.91, on 6,739.13"},
		{"reduces_quota", "7,419.35", "74.2 % of a quota of 202,173.91, on 10,000.00: the incentive is protected"},
		{"reduces_nothing", "0.00", "50 % of a quota of 300,000, which is too little"},
	}},
	{"conversion_rate", "8 % of a deal of 100,000 USD of 30 January is paid in EUR on 27 February; a dollar is worth 0.92 on the first day and 0.91 on the other, " +
		"0.93 on January's average, and 0.90 in the plan", rateReadings("attainment moves with the market until it is paid")},
	{"credit_rate", "a deal of 100,000 USD of 30 January counts under a plan in EUR, which pays 8 % on 27 February; a dollar is worth 0.92 on the first day and 0.91 on the other, " +
		"0.93 on January's average, and 0.90 in the plan", rateReadings("attainment moves with the market until it is paid")},
	{"payout_rate", "a plan in USD earns 8,000.00 on 30 January, paid in EUR on 27 February; a dollar is worth 0.92 on the first day and 0.91 on the other, " +
		"0.93 on January's average, and 0.90 in the plan", rateReadings("what was earned in dollars is paid at what they are worth then")},
	{"left_over_cent", "three share a deal of 100.00", []reading{
		{"lowest_participant", "33.34, 33.33, 33.33", "the cent goes to the largest remainder, a tie to the lowest participant number"},
	}},
	{"clawback_rate", "the rate is 4 % up to 150,000, 6 % up to 250,000 and 8 % above, a deal of 20,000 earned 1,100.00 across the first limit, and it is cancelled at 200,000 to date", []reading{
		{"original_rate", "-1,100.00", "what the deal was paid"},
		{"recompute", "-1,200.00", "9,000.00 for 200,000 less 7,800.00 for 180,000"},
		{"none", "0.00", "the credit goes, the pay stays"},
	}},
	{"negative_pay", "-300.00 is to be paid in a month", []reading{
		{"carried", "0.00", "300.00 is taken from later pay"},
		{"paid", "-300.00", "payroll deducts it from salary"},
	}},
	{"draw_at_year_end", "1,400.00 of draws and 300.00 of pay below nothing are owed on 31 December, and January earns 5,000.00 with a draw of 2,000.00, all of what is above it earning back", []reading{
		{"carry", "3,300.00", "5,000.00 less both"},
		{"forgive", "4,700.00", "the draws are no longer owed"},
		{"reset", "5,000.00", "nothing is owed any more"},
	}},
}

// rateReadings are the readings of the three questions about exchange rates; 8,000.00 dollars are converted at each.
func rateReadings(onPayDate string) []reading {
	return []reading{
		{AtPlanRate, "7,200.00", "the rate of the year's plan, whatever the market does"},
		{AtEventDate, "7,360.00", "the market's rate on the day of the deal; of a day without one, the last before it"},
		{AtMonthAverage, "7,440.00", "the average of the deal's month"},
		{AtPayDate, "7,280.00", "the market's rate on the day it is paid: " + onPayDate},
	}
}

var outcomes = []reading{
	{"weight_to_the_others", "8,750.00", "quota takes over its weight: 10,000.00 at 87.5 %"},
	{"as_at_target", "9,125.00", "6,125.00 and the 3,000.00"},
	{"nothing", "6,125.00", "the 3,000.00 are lost"},
	{"carry_to_next_period", "6,125.00", "the 3,000.00 can be earned in the next period"},
}

func conventionOf(key string) convention {
	list := slices.Concat(conventions, contested)
	return list[slices.IndexFunc(list, func(c convention) bool { return c.Key == key })]
}

// ConventionAs gives a convention's question under the key a plan answers it with: clawback_rate is a clawback's at.
func ConventionAs(convention, key string) Question {
	q := conventionOf(convention)
	q.Key = key
	return q
}

// readConventions reads conventions: over what is answered already.
func readConventions(n *Node, over Conventions, ps *Problems) Conventions {
	r := n.ReadAs(ps, "conventions")
	c := over
	c.PositionOf, c.Said = map[string]Position{}, map[string]string{}
	maps.Copy(c.PositionOf, over.PositionOf)
	maps.Copy(c.Said, over.Said)
	answer := func(key, def string) string {
		if !r.Has(key) {
			return def
		}
		c.PositionOf[key] = r.At(key)
		q := conventionOf(key)
		v := r.Child(key)
		if s, ok := r.text(key, v); ok && !slices.Contains(q.Values(), s) {
			ps.Addf(v.At, "%s: %s is not a reading we know%s%s", key, quoteShort(s), orElse(Suggest(s, q.Values()), "."), " "+q.Table())
			return def
		}
		c.Said[key] = r.TextOr(key, def)
		return c.Said[key]
	}
	c.Halves = Halves(answer("halves", string(c.Halves)))
	c.DayCount = answer("day_count", c.DayCount)
	c.RoleChange = answer("role_change", c.RoleChange)
	c.Ladder = answer("ladder_on_role_change", c.Ladder)
	c.ExactlyOnLimit = answer("exactly_on_limit", c.ExactlyOnLimit)
	c.TooFew = answer("too_few", c.TooFew)
	c.NoValue = answer("no_value", c.NoValue)
	c.ConversionRate = answer("conversion_rate", c.ConversionRate)
	if r.Has("conversion_rate") { // a plan's answer to both goes before the workspace's to one
		c.CreditRate, c.PayoutRate = "", ""
	}
	c.CreditRate = answer("credit_rate", c.CreditRate)
	c.PayoutRate = answer("payout_rate", c.PayoutRate)
	c.LeftOverCent = answer("left_over_cent", c.LeftOverCent)
	c.ClawbackRate = answer("clawback_rate", c.ClawbackRate)
	c.NegativePay = answer("negative_pay", c.NegativePay)
	c.DrawAtYearEnd = answer("draw_at_year_end", c.DrawAtYearEnd)
	c.NoQuota = answer("no_quota", c.NoQuota)
	c.Leave = answer("leave", c.Leave)
	c.readLeaveIs(r, ps)
	answerContested(c.Said, answer)
	if r.Has("prorates") {
		c.PositionOf["prorates"] = r.At("prorates")
		c.Prorates = readProrates(r, ps)
		c.Said["prorates"] = "[" + strings.Join(c.Prorates, ", ") + "]"
	}
	r.Done()
	return c
}

// readLeaveIs reads leave_is: {kinds: [parental, sick], from: 10 days}, which absences leave is. Where leave reduces
// something it must be said: a holiday is an absence, too.
func (c *Conventions) readLeaveIs(r *Reader, ps *Problems) {
	if n := r.Child("leave_is"); n != nil {
		lr := n.ReadAs(ps, "leave_is")
		c.LeaveIs = LeaveIs{Kinds: lr.List("kinds"), From: 1}
		if !lr.Has("kinds") {
			ps.Addf(n.At, "leave_is names no kinds of absence; write those HR uses for leave, such as kinds: [parental, sick]")
		}
		for i, k := range c.LeaveIs.Kinds {
			c.LeaveIs.Kinds[i] = strings.ToLower(k)
		}
		c.LeaveIs.From = daysOf(lr, "from", 1, ps)
		lr.Done()
	}
	if strings.HasPrefix(c.Leave, "reduces_quota") && len(c.LeaveIs.Kinds) == 0 && r.Has("leave") {
		ps.Addf(r.At("leave"), "leave: %s, and nobody said which absences are leave; add leave_is: {kinds: [parental, sick], from: 10 days}", c.Leave)
	}
}

// daysOf reads a number of days above 0: 10 days.
func daysOf(r *Reader, key string, def int, ps *Problems) int {
	text := r.TextOr(key, "")
	if text == "" {
		return def
	}
	number, unit, _ := strings.Cut(text, " ")
	days, err := strconv.Atoi(number)
	if err != nil || days < 1 || unit != "days" && unit != "day" {
		ps.Addf(r.At(key), "%s: %s is no number of days; write it as 10 days", key, quoteShort(text))
	}
	return days
}

func readProrates(r *Reader, ps *Problems) []string {
	list := r.List("prorates")
	for _, what := range list {
		if !slices.Contains(Prorated, what) {
			ps.Addf(r.At("prorates"), "prorates: %s is not known here; it is any of %s%s", quoteShort(what), strings.Join(Prorated, ", "), Suggest(what, Prorated))
		}
	}
	return list
}

// conventionsAt gathers the places where a convention matters and nobody answered it.
type conventionsAt struct {
	file    Position // the conventions: of attain.yaml
	matters map[string][]Note
}

func (l *loader) matters(key string, at Position, format string, args ...any) {
	if l.conventionsAt.matters == nil {
		l.conventionsAt.matters = map[string][]Note{}
	}
	note := Note{At: at, Message: fmt.Sprintf(format, args...)}
	if notes := l.conventionsAt.matters[key]; !slices.Contains(notes, note) {
		l.conventionsAt.matters[key] = append(notes, note)
	}
}

// checkConventions asks, for every plan, the questions its result depends on, and reports each unanswered one once.
func (l *loader) checkConventions() {
	for _, p := range l.ws.Plans {
		l.planConventions(p, func(key string) bool { _, answered := p.Conventions.PositionOf[key]; return !answered })
	}
	for _, c := range conventions {
		notes := l.conventionsAt.matters[c.Key]
		if len(notes) == 0 {
			continue
		}
		problem := l.ps.Addf(l.conventionsAt.file, "conventions: %s is not answered, and pay depends on it; write one of these lines. %s", c.Key, c.Table())
		problem.Notes = notes[:min(len(notes), 3)]
	}
}

// planConventions asks the questions a plan's result depends on, those of them that are open.
func (l *loader) planConventions(p *Plan, open func(key string) bool) {
	if open("halves") {
		l.matters("halves", p.At, "plan %s rounds amounts by it", p.Name)
	}
	if open("prorates") {
		l.matters("prorates", p.At, "plan %s is cut for hires, leavers and changes of role by it", p.Name)
	}
	if prorates := p.Conventions.Prorates; len(prorates) > 0 && open("day_count") {
		l.matters("day_count", p.At, "plan %s prorates %s by it", p.Name, strings.Join(prorates, " and "))
	}
	if open("role_change") {
		l.matters("role_change", p.At, "plan %s combines the parts of a period by it", p.Name)
	}
	if at := l.hasEntity(absenceEntities...); at != (Position{}) && open("leave") {
		l.matters("leave", at, "plan %s measures and pays whoever was away by it", p.Name)
	}
	if at := p.rampFromNothing(); at != (Position{}) && open("no_quota") {
		l.matters("no_quota", at, "plan %s has a ramp that begins without a quota", p.Name)
	}
	l.rateConventions(p, open)
	if at := l.hasEntity("opportunity_split"); at != (Position{}) && open("left_over_cent") {
		l.matters("left_over_cent", at, "splits are divided by it")
	}
	for _, c := range p.Components {
		l.componentConventions(c, open)
	}
	l.settlementConventions(p, open)
}

// settlementConventions asks what settlement depends on.
func (l *loader) settlementConventions(p *Plan, open func(key string) bool) {
	clawback, recovery, draw := p.Steps.Get("clawback"), p.Steps.Get("recovery"), p.Steps.Get("draw")
	if clawback != nil && clawback.Get("at") == nil && open("clawback_rate") {
		l.matters("clawback_rate", clawback.At, "plan %s takes back by it what was paid on cancelled deals", p.Name)
	}
	if draw != nil && draw.Get("at_year_end") == nil && draw.word("recoverable") != "no" && open("draw_at_year_end") {
		l.matters("draw_at_year_end", draw.At, "plan %s carries what is drawn into the next year by it", p.Name)
	}
	if leave := p.Steps.Get("leave_pay"); leave != nil && open("day_count") {
		l.matters("day_count", leave.At, "plan %s counts days of leave by it", p.Name)
	}
	takes := nonNil(clawback, recovery)
	if takes != nil && p.Steps.Get("negative_pay") == nil && p.Steps.Get("payment_floor") == nil && open("negative_pay") {
		l.matters("negative_pay", takes.At, "plan %s may have less than nothing to pay", p.Name)
	}
}

// rateConventions asks at which rates a plan converts. conversion_rate answers for what a deal counts (credit_rate) and
// for what is paid (payout_rate) where they are not answered by themselves.
func (l *loader) rateConventions(p *Plan, open func(key string) bool) {
	has := len(l.ws.Currencies.PlanRates) > 0 || l.hasEntity("exchange_rate", "consolidated_exchange_rate", "dated_conversion_rate") != (Position{})
	if has && open("conversion_rate") && (open("credit_rate") || open("payout_rate")) {
		l.matters("conversion_rate", p.At, "plan %s converts currencies by it", p.Name)
	}
	if at, ok := p.Conventions.PositionOf["payout_rate"]; ok && at.File == p.At.File && p.Currency == "" {
		l.ps.Addf(at, "payout_rate: plan %s has no currency of its own, so what it earns is in each participant's currency already and is converted no further; "+
			"write credit_rate for what deals count, or give the plan a currency, such as currency: %s", p.Name, orElse(l.ws.Currencies.Reporting, "USD"))
	}
}

func (l *loader) componentConventions(c Component, open func(key string) bool) {
	if tiers := c.Node.Get("tiers"); tiers != nil {
		// Where each tier pays its own rate, both readings pay the same: there is nothing above the limit to pay on.
		if open("exactly_on_limit") && tiers.Get("exactly_on_limit") == nil && tiers.word("each_tier") != "own_rate" && hasOpenLimit(tiers) {
			l.matters("exactly_on_limit", tiers.At, "the tiers of %s meet their limits by it", c.Name)
		}
		if open("ladder_on_role_change") && tiers.word("resets") != "deal" {
			l.matters("ladder_on_role_change", tiers.At, "the ladder of %s goes on or begins again by it", c.Name)
		}
	}
	if few := c.Node.Get("too_few"); few != nil && few.Get("then") == nil && open("too_few") {
		l.matters("too_few", few.At, "%s sets a smallest sample", c.Name)
	}
	if c.Kind == "scorecard" && c.Node.Get("no_value") == nil && open("no_value") {
		l.matters("no_value", c.At, "%s may be without a value", c.Name)
	}
}

// hasOpenLimit says whether one of the tiers does not say itself, by up_to, whose its limit is.
func hasOpenLimit(tiers *Node) bool {
	rates := tiers.Get("rates")
	if rates == nil {
		return true
	}
	for i, tier := range rates.Items {
		if i < len(rates.Items)-1 && tier.Get("up_to") == nil {
			return true
		}
	}
	return false
}

// word gives the text of a key, "" where there is none.
func (n *Node) word(key string) string {
	if v := n.Get(key); v != nil {
		return v.Text
	}
	return ""
}

// absenceEntities are what systems call absences.
var absenceEntities = []string{"absence", "time_off_request", "worker_leave_status"}

// hasEntity gives where the first entity of one of the names is, the zero position where there is none.
func (l *loader) hasEntity(names ...string) Position {
	for _, s := range l.ws.Sources {
		for _, e := range s.Entities {
			if slices.Contains(names, e.Name) {
				return e.At
			}
		}
	}
	return Position{}
}

// rampFromNothing gives where the plan has a ramp with a step of 0, if it has a scorecard too: then its KPI has no quota
// to be measured by. The zero position where it has none.
func (p *Plan) rampFromNothing() Position {
	if p.Quota == nil || p.Quota.Kind != Mapping || !slices.ContainsFunc(p.Components, func(c Component) bool { return c.Kind == "scorecard" }) {
		return Position{}
	}
	if ramp := p.Quota.Get("ramp"); ramp != nil {
		for _, step := range ramp.Items {
			if v, err := ParseRatio(step.Text); err == nil && v.Sign() == 0 {
				return ramp.At
			}
		}
	}
	return Position{}
}
