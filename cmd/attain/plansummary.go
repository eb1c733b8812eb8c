package main

import (
	"fmt"
	"slices"

	"attain/calc"
	"attain/config"
	"attain/reports"
)

// planKey is a row of the table a run ends with.
type planKey struct{ plan, currency string }

// planSummaries is one row per plan and currency: who is under it, what they earned, and the first component's result
// on average.
func (r *runState) planSummaries() []reports.PlanSummary {
	at := map[planKey]int{}
	seen := map[string]bool{}
	var keys []planKey
	var out []reports.PlanSummary
	row := func(plan, currency, participant string) *reports.PlanSummary {
		k := planKey{plan, currency}
		i, ok := at[k]
		if !ok {
			i = len(out)
			at[k] = i
			keys = append(keys, k)
			out = append(out, reports.PlanSummary{Title: r.planTitle(plan), Currency: currency, Reward: r.rewardTitle(currency)})
		}
		if id := plan + "\x00" + currency + "\x00" + participant; !seen[id] {
			seen[id] = true
			out[i].Participants++
		}
		return &out[i]
	}
	averages := map[planKey]*average{}
	beside := map[planKey]bool{} // something is paid that is no share of a target, so all of it together is none either
	for _, res := range r.summary.Results {
		k := planKey{res.Plan, res.Currency}
		row(res.Plan, res.Currency, res.Participant).TargetMinor += res.TargetMinor
		beside[k] = beside[k] || res.Component != "" && res.TargetMinor == 0 && res.AmountMinor != 0
		if averages[k] == nil {
			averages[k] = &average{component: r.firstComponent(res.Plan)}
		}
		averages[k].add(res)
	}
	for _, l := range append(slices.Clone(r.output.totals), r.output.rewards...) {
		row(l.Plan, l.Currency, l.Participant).EarnedMinor += l.AmountMinor
	}
	for i, k := range keys {
		out[i].Result = averages[k].words(r)
		if beside[k] {
			out[i].TargetMinor = 0
		}
	}
	return out
}

func (r *runState) planTitle(name string) string {
	for _, p := range r.ws.Plans {
		if p.Name == name {
			return p.Title
		}
	}
	return name
}

// firstComponent is the one a plan names first: what it is mainly about.
func (r *runState) firstComponent(plan string) string {
	for _, p := range r.ws.Plans {
		if p.Name == plan && len(p.Components) > 0 {
			return p.Components[0].Name
		}
	}
	return ""
}

// average gathers one component's results.
type average struct {
	component string
	sum       config.Ratio
	count     int64
	last      *calc.Result
}

func (a *average) add(res *calc.Result) {
	if res.Component != a.component || res.Value == nil {
		return
	}
	a.sum, a.count, a.last = a.sum.Add(*res.Value), a.count+1, res
}

func (a *average) words(r *runState) string {
	if a == nil || a.count == 0 {
		return ""
	}
	mean := a.sum.Quo(config.Whole(a.count))
	title := r.componentTitle(a.last)
	switch a.last.Unit {
	case "percent":
		return fmt.Sprintf("%s %s %%", title, mean.Mul(config.Whole(100)).Decimal(1))
	case "money":
		currency := r.currencyOf(a.last)
		minor, _ := config.MinorOf(mean, currency).Round(config.AwayFromZero) // an average for the eye
		return fmt.Sprintf("%s %s %s", title, config.FormatMinor(minor, currency), currency)
	}
	return fmt.Sprintf("%s %s %s", title, mean.Decimal(1), a.last.Unit)
}

// currencyOf is what a result's money is in: the plan's currency, else the participant's.
func (r *runState) currencyOf(res *calc.Result) string {
	for _, p := range r.ws.Plans {
		if p.Name == res.Plan && p.Currency != "" {
			return p.Currency
		}
	}
	if config.IsReward(res.Currency) {
		return r.output.people[res.Participant].Currency
	}
	return res.Currency
}

// idlePlans says of every plan that paid nobody why it did not.
func (r *runState) idlePlans() []string {
	busy := map[string]bool{}
	for _, res := range r.summary.Results {
		busy[res.Plan] = true
	}
	kinds := map[string]string{"monthly": config.Month, "quarterly": config.Quarter, "yearly": config.Year}
	var out []string
	for _, p := range r.ws.Plans {
		if busy[p.Name] {
			continue
		}
		members := 0
		for _, a := range r.assignments {
			if slices.Contains(a.Plans, p.Name) && !a.And(r.period.Interval).Empty() {
				members++
			}
		}
		why := fmt.Sprintf("nobody with %s is assigned in the period", p.AppliesTo.SQL)
		window := r.ws.Calendar.PeriodOf(r.period.End-1, kinds[p.Pays])
		switch {
		case r.period.And(p.Interval).Empty():
			why = "it is for " + p.Interval.String()
		case window.End != r.period.End:
			why = fmt.Sprintf("it pays %s, and the window %s ends on %s", p.Pays, window.Label, window.End-1)
		case members > 0:
			why = "nobody under it has anything to be paid for"
		}
		out = append(out, fmt.Sprintf("plan %s paid nobody: %s", p.Name, why))
	}
	return out
}
