package main

import (
	"fmt"

	"attain/calc"
	"attain/reports"
	"attain/transform"
)

// component is what rows are accounted for by.
type componentKey struct{ plan, component, measure string }

// componentCounts gives the account of the rows of every component: of every row where the run kept them, else as the
// kernels added them up, which is the rows of the plan's own people.
func componentCounts(totals []transform.RowTotal, tallies []calc.Accounting) []reports.ComponentCount {
	var out []reports.ComponentCount
	if totals == nil {
		for _, a := range tallies {
			c := reports.ComponentCount{Plan: a.Plan, Component: a.Component, Measure: a.Measure, Money: map[string]reports.Outcomes{}}
			c.Count = reports.Outcomes{Rows: a.Read.Count, Paid: a.Paid.Count, KPIOnly: a.KPIOnly.Count, NotEligible: a.NotEligible.Count, Held: a.Held.Count}
			for currency := range a.Read.Value {
				if currency != "" {
					c.Money[currency] = reports.Outcomes{
						Rows: a.Read.Value[currency], Paid: a.Paid.Value[currency], KPIOnly: a.KPIOnly.Value[currency],
						NotEligible: a.NotEligible.Value[currency], Held: a.Held.Value[currency],
					}
				}
			}
			out = append(out, c)
		}
		return out
	}
	at := map[componentKey]int{}
	for _, t := range totals {
		key := componentKey{t.Plan, t.Component, t.Measure}
		i, known := at[key]
		if !known {
			i = len(out)
			at[key] = i
			out = append(out, reports.ComponentCount{Plan: t.Plan, Component: t.Component, Measure: t.Measure, Money: map[string]reports.Outcomes{}})
		}
		addOutcome(&out[i].Count, t.Outcome, t.Count)
		if t.Currency != "" {
			money := out[i].Money[t.Currency]
			addOutcome(&money, t.Outcome, t.Value)
			out[i].Money[t.Currency] = money
		}
	}
	return out
}

func addOutcome(o *reports.Outcomes, outcome string, n int64) {
	o.Rows += n
	switch outcome {
	case "paid":
		o.Paid += n
	case "kpi_only":
		o.KPIOnly += n
	case "not_eligible":
		o.NotEligible += n
	case "held":
		o.Held += n
	case "could_not_be_read":
		o.Unreadable += n
	default:
		o.NotTheirs += n
	}
}

// rowsAgree compares the rows that were priced, counted by SQL row by row, with what the kernels say they priced.
func rowsAgree(totals []transform.RowTotal, tallies []calc.Accounting) error {
	counted := map[componentKey]int64{}
	for _, t := range totals {
		if t.Outcome == "paid" {
			counted[componentKey{t.Plan, t.Component, t.Measure}] += t.Count
		}
	}
	for _, a := range tallies {
		if rows := counted[componentKey{a.Plan, a.Component, a.Measure}]; a.Paid.Count > 0 && rows != a.Paid.Count {
			return fmt.Errorf("account for rows: plan %s, component %s priced %d rows of %s, and %d are there to be priced", a.Plan, a.Component, a.Paid.Count, a.Measure, rows)
		}
	}
	return nil
}
