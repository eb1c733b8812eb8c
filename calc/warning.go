package calc

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"attain/config"
)

// warningKind is something in a plan that experience says goes wrong. It never stops a plan; somebody signs it off in
// the plan's accepted: list, or mends it.
type warningKind struct {
	name  string // its word in accepted:
	title string
	why   string
	find  func(w *warner)
}

// warningKinds is every warning there is, in the order they are shown for a plan.
func warningKinds() []warningKind {
	return []warningKind{
		{"many_kpis", "more than three results are paid on", "With four or more, none of them is worth a change of habit, and nobody remembers them", findManyKPIs},
		{"activity_in_pay", "activity is paid, not what comes of it", "What is counted is what will be done: more calls, not more customers", findActivity},
		{"no_quality", "a volume is paid and nothing looks at its quality", "The quickest way to more of it is worse deals: discounts, bad customers, promises others must keep", findNoQuality},
		{"cadence", "the KPI looks over other days than the plan pays for", "The same result is paid again in the next period, or part of the period counts for nothing", findCadence},
		{"paid_twice", "two components are paid on the same result", "One good or bad deal counts twice, and nobody sees by how much", findPaidTwice},
		{"out_of_reach", "the result is hardly the participant's own", "Pay for what one cannot change is luck: it motivates nobody and is never given up again", findOutOfReach},
		{"no_cap", "nothing limits what it can pay", "One windfall or one wrong row can pay more than the year's budget", findNoCap},
		{"no_floor", "it can come to less than nothing", "A month of returns takes pay back without saying how far, and in many countries that is not lawful", findNoFloor},
		{"cliff", "a small step of the result changes pay by a lot", "Just before the limit deals are moved between periods, and every dispute is about the last tenth of a percent", findCliffs},
		{"pays_less", "a better result can pay less", "Whoever sees it stops selling there, or sells later", findPaysLess},
		{"rate_falls", "the rate falls as the result gets better", "The next deal is worth less than the one before; good people stop or move it to the next period", findRateFalls},
		{"no_example", "the plan has no worked example", "Nobody can check what was meant against what is paid", findNoExample},
		{"no_review", "the plan has no day by which it is looked over", "Plans outlive the prices and targets they were made for", findNoReview},
		{"review_passed", "the day the plan should have been looked over has passed", "Plans outlive the prices and targets they were made for", findReviewPassed},
		{"prices_changed", "prices changed since the plan was last looked over", "The same work then pays more or less than was decided", findPricesChanged},
	}
}

// DataWarnings are the warnings that need data; whoever has it finds them.
const (
	ZeroQuota    = "zero_quota"
	MissingQuota = "missing_quota"
)

// dataWarnings are the kinds of those.
func dataWarnings() []warningKind {
	return []warningKind{
		{ZeroQuota, "a quota is 0", "There is nothing to measure by, so a ladder pays its first tier and a share of quota has no value", nil},
		{MissingQuota, "somebody has no quota", "What depends on it is held until there is one", nil},
	}
}

// Warning is one place in a plan that deserves a second look.
type Warning struct {
	Name, Title, Why string
	Plan, Component  string // Component "" is the whole plan
	At               config.Position
	Message          string           // what is there, with its values
	Right            string           // what would be right
	Accepted         *config.Accepted // who signed it off; nil for nobody
}

// warner looks at one plan.
type warner struct {
	prog *Program
	plan *PlanDescription
	asOf config.Day
	kind warningKind
	list []Warning
}

// Warnings gives what `check plans` warns of, plan by plan, in file order. asOf is the day reviews are looked at from.
func (p *Program) Warnings(asOf config.Day) []Warning {
	var out []Warning
	for _, name := range p.names {
		w := &warner{prog: p, plan: p.Describe(name), asOf: asOf}
		for _, k := range warningKinds() {
			w.kind = k
			k.find(w)
		}
		slices.SortStableFunc(w.list, func(a, b Warning) int {
			return cmp.Or(cmp.Compare(a.At.Line, b.At.Line), cmp.Compare(a.At.Column, b.At.Column))
		})
		out = append(out, w.list...)
	}
	return out
}

// DataWarning makes a warning of something found in data.
func (p *Program) DataWarning(name, plan, component string, at config.Position, message, right string) Warning {
	w := &warner{prog: p, plan: &PlanDescription{Plan: p.plans[plan].Plan}}
	for _, k := range dataWarnings() {
		if k.name == name {
			w.kind = k
		}
	}
	w.warn(component, at, right, "%s", message)
	return w.list[0]
}

// warn records a warning about a component, "" for the whole plan.
func (w *warner) warn(component string, at config.Position, right, format string, args ...any) {
	found := Warning{
		Name: w.kind.name, Title: w.kind.title, Why: w.kind.why, Plan: w.plan.Name, Component: component, At: at,
		Message: fmt.Sprintf(format, args...), Right: right,
	}
	for i := range w.plan.Accepted {
		if a := &w.plan.Accepted[i]; a.Warning == found.Name && (a.Component == "" || a.Component == component) {
			found.Accepted = a
		}
	}
	w.list = append(w.list, found)
}

// checkAccepted reports names in accepted: that no warning has.
func (c *compiler) checkAccepted() {
	var known []string
	for _, k := range append(warningKinds(), dataWarnings()...) {
		known = append(known, k.name)
	}
	for _, a := range c.plan.Accepted {
		if a.Warning != "" && !slices.Contains(known, a.Warning) {
			hint := config.Suggest(a.Warning, known)
			if hint == "" {
				hint = "; there are " + strings.Join(known, ", ")
			}
			c.ps.Addf(a.At, "accepted: %q is not a warning%s", a.Warning, hint)
		}
	}
}
