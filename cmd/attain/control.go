package main

import (
	"bytes"
	"context"
	"fmt"

	"attain/calc"
	"attain/config"
	"attain/reports"
)

// writeControl gathers what the control workbook says: it is the page a controller signs.
func (r *runState) writeControl(ctx context.Context, files *fileList) error {
	d := reports.ControlData{
		Company: r.ws.Company, Period: r.period, Run: r.record.Run, AsOf: r.asOf, PaidOn: r.paidOn(), Payroll: r.output.payroll,
		Components: componentCounts(r.rowTotals, r.summary.Accounting), Held: heldOf(r.summary.Results),
	}
	rows, err := reports.PayrollRows(r.output.totals, r.ws.Pay, r.ws.Calendar)
	if err != nil {
		return err
	}
	titles := map[string]string{}
	for _, p := range r.ws.Plans {
		titles[p.Name] = r.planTitle(p.Name)
	}
	d.Payouts = reports.PayoutsOf(r.output.totals, r.output.people, titles, rows)
	d.Rewards = r.rewardsEarned(titles)
	for _, l := range r.wh.Loads() {
		d.Files = append(d.Files, reports.FileCount{Source: l.Source, Entity: l.Entity, File: l.File.Path, Read: l.Read, Loaded: l.Loaded, Refused: l.Refused, Skipped: l.Skipped})
	}
	entities, err := r.wh.Entities(ctx)
	if err != nil {
		return err
	}
	for _, e := range entities {
		d.Entities = append(d.Entities, reports.EntityCount{Entity: e.Entity, Rows: e.Staged, Kept: e.Kept, Duplicate: e.Duplicates, Deleted: e.Deleted, Unreadable: e.Incomplete})
	}
	unclaimed, totals, err := r.wh.Unclaimed(ctx, r.period.Interval, r.record.Requests, r.record.Windows, mostUnclaimed)
	if err != nil {
		return err
	}
	for _, t := range totals {
		d.Uncounted = append(d.Uncounted, reports.UnclaimedTotal{Measure: t.Measure, Reason: t.Reason, Currency: t.Currency, Count: t.Count, ValueMinor: t.Value})
	}
	for _, u := range unclaimed {
		d.Unclaimed = append(d.Unclaimed, reports.Unclaimed{
			Measure: u.Measure, SourceKey: u.SourceKey, Label: u.Label, Day: u.Day, Participant: u.Participant,
			ValueMinor: u.Value, Currency: u.Currency, Reason: u.Reason, File: u.File, Record: u.Row,
		})
	}
	rejects, err := r.wh.Rejects(ctx, 0)
	if err != nil {
		return err
	}
	r.output.unreadable = int64(len(rejects))
	for _, x := range rejects {
		d.Unreadable = append(d.Unreadable, reports.Unreadable{File: x.File, Record: x.Record, Column: x.Column, Value: x.Value, Reason: x.Reason})
	}
	for _, c := range r.wh.Checks() {
		if c.Count > 0 {
			r.output.failing++
		}
		check := reports.Check{Name: c.Name, Title: c.Title, Severity: c.Severity, Owner: c.Owner, Count: c.Count, MoneyMinor: c.MoneyMinor}
		for _, row := range c.Rows {
			check.Rows = append(check.Rows, row.String())
		}
		d.Checks = append(d.Checks, check)
	}
	var b bytes.Buffer
	if err := reports.Control(&b, d); err != nil {
		return err
	}
	return files.add("control.xlsx", b.Bytes())
}

// rewardsEarned adds what is no money up by participant, plan and reward.
func (r *runState) rewardsEarned(planTitles map[string]string) []reports.Reward {
	type key struct{ participant, plan, reward string }
	at := map[key]int{}
	var out []reports.Reward
	for _, l := range r.output.rewards {
		k := key{l.Participant, l.Plan, l.Currency}
		i, ok := at[k]
		if !ok {
			i, at[k] = len(out), len(out)
			person := r.output.people[l.Participant]
			person.ID = l.Participant
			out = append(out, reports.Reward{Person: person, Plan: planTitles[l.Plan], Name: l.Currency, Title: r.rewardTitle(l.Currency)})
		}
		out[i].Amount += l.AmountMinor
	}
	return out
}

// mostUnclaimed is how many amounts of each measure the control workbook lists one by one.
const mostUnclaimed = 200

func heldOf(results []*calc.Result) []reports.Held {
	var out []reports.Held
	for _, res := range results {
		if res.Outcome != calc.Held {
			continue
		}
		h := reports.Held{Participant: res.Participant, Plan: res.Plan, Component: res.Component, What: res.Interval.String(), Reason: res.Reason}
		if res.TargetMinor != 0 {
			h.AmountMinor, h.Currency = res.TargetMinor, res.Currency
			h.What = fmt.Sprintf("%s, %s %s at target", h.What, config.FormatMinor(res.TargetMinor, res.Currency), res.Currency)
		}
		out = append(out, h)
	}
	return out
}
