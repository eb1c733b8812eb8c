package main

import (
	"fmt"

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
			out = append(out, reports.PlanSummary{Title: r.planTitle(plan), Currency: currency})
		}
		if id := plan + "\x00" + currency + "\x00" + participant; !seen[id] {
			seen[id] = true
			out[i].Participants++
		}
		return &out[i]
	}
	averages := map[planKey]*average{}
	for _, res := range r.summary.Results {
		k := planKey{res.Plan, res.Currency}
		row(res.Plan, res.Currency, res.Participant).TargetMinor += res.TargetMinor
		if averages[k] == nil {
			averages[k] = &average{component: r.firstComponent(res.Plan)}
		}
		averages[k].add(res)
	}
	for i := range r.output.totals {
		l := &r.output.totals[i]
		row(l.Plan, l.Currency, l.Participant).EarnedMinor += l.AmountMinor
	}
	for i, k := range keys {
		out[i].Result = averages[k].words(r)
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
	return res.Currency
}
