package main

import (
	"bytes"
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"attain/config"
	"attain/reports"
)

// output is what the write stage leaves for the summary.
type output struct {
	people     map[string]reports.Person
	payroll    reports.PayrollSummary
	numbers    map[string]string // participant → number payroll knows, where people.xlsx says one
	totals     []config.Line     // lines added up by participant, plan, component, origin period, currency and cost centre
	rewards    []config.Line     // the same of what is no money: in no payroll file and no total of money
	unreadable int64
	failing    int                 // checks that found something
	unread     map[string][]string // participant → their deals that could not be read
	statements int
	example    string // a statement to open first
}

// payrollFile is the payroll file's name in out/<period>/payroll/.
const payrollFile = "payroll.csv"

// write makes out/<period> from what calculate stored: every output prints lines, so they cannot disagree.
func (r *runState) write(ctx context.Context) (string, error) {
	if err := r.wh.AttachRun(ctx, r.record.tables(r.ws.Dir)); err != nil {
		return "", err
	}
	pub, err := newPublisher(r.outDir(), r.period.Label)
	if err != nil {
		return "", err
	}
	defer pub.drop()
	if r.output.people, err = r.persons(ctx); err != nil {
		return "", err
	}
	if r.output.totals, err = r.wh.LineTotals(ctx); err != nil {
		return "", err
	}
	r.setRewardsApart()
	if err := r.aboutPayWindows(); err != nil {
		return "", err
	}
	if r.output.numbers, err = r.wh.PayrollNumbers(ctx, r.period.End-1); err != nil {
		return "", err
	}
	files := &fileList{pub: pub}
	if err := r.writePayroll(files); err != nil {
		return "", err
	}
	if err := r.writeControl(ctx, files); err != nil {
		return "", err
	}
	if err := r.writeStatements(ctx, files); err != nil {
		return "", err
	}
	if err := r.writeManifest(files); err != nil {
		return "", err
	}
	if err := pub.done(); err != nil {
		return "", err
	}
	return fmt.Sprintf("%d statements, payroll file with %d rows, control workbook", r.output.statements, r.output.payroll.Rows), nil
}

// setRewardsApart takes what is no money out of the totals.
func (r *runState) setRewardsApart() {
	isReward := func(l config.Line) bool { return config.IsReward(l.Currency) }
	for _, l := range r.output.totals {
		if isReward(l) {
			r.output.rewards = append(r.output.rewards, l)
		}
	}
	r.output.totals = slices.DeleteFunc(r.output.totals, isReward)
}

// rewardTitle is what people call a reward; "" for a currency.
func (r *runState) rewardTitle(name string) string {
	for _, k := range r.ws.Rewards {
		if k.Name == name {
			return k.Title
		}
	}
	return ""
}

// aboutPayWindows lets the totals be about the window their plan pays for: payroll knows a quarter's payout by the
// quarter, not by the month in which its last deal was won.
func (r *runState) aboutPayWindows() error {
	kinds := map[string]string{}
	for _, p := range r.ws.Plans {
		kinds[p.Name] = map[string]string{"monthly": config.Month, "quarterly": config.Quarter, "yearly": config.Year}[p.Pays]
	}
	for i := range r.output.totals {
		l := &r.output.totals[i]
		origin, err := r.ws.Calendar.Period(l.OriginPeriod)
		if err != nil {
			return fmt.Errorf("origin period of %s: %w", l.Plan, err)
		}
		l.OriginPeriod = r.ws.Calendar.PeriodOf(origin.First, kinds[l.Plan]).Label
	}
	return nil
}

func (r *runState) payrollData() reports.PayrollData {
	return reports.PayrollData{
		Numbers: r.output.numbers,
		Run:     r.record.Run, Company: r.ws.Company.Code, FileName: payrollFile, PaidOn: r.paidOn(), Period: r.period,
	}
}

// paidOn is the pay date of the period; 0 when attain.yaml has none.
func (r *runState) paidOn() config.Day {
	for _, d := range r.ws.Pay.Dates {
		if d.Period == r.period.Label {
			return d.On
		}
	}
	return 0
}

func (r *runState) writePayroll(files *fileList) error {
	rows, err := reports.PayrollRows(r.output.totals, r.ws.Pay, r.ws.Calendar)
	if err != nil {
		return err
	}
	var data, control bytes.Buffer
	if r.output.payroll, err = reports.Payroll(&data, r.payrollData(), rows, r.output.totals); err != nil {
		return err
	}
	if err := reports.PayrollControl(&control, r.payrollData(), r.output.payroll); err != nil {
		return err
	}
	if err := files.add("payroll/"+payrollFile, data.Bytes()); err != nil {
		return err
	}
	return files.add("payroll/"+reports.ControlName(payrollFile), control.Bytes())
}

func (r *runState) writeManifest(files *fileList) error {
	m := reports.Manifest{
		Program: "attain " + version, Run: r.record.Run, Period: r.period.Label, AsOf: r.asOf.String(), Identity: r.identity,
		Inputs: reports.ManifestInputs{SQL: []reports.ManifestFile{{Name: "sql", SHA256: r.sqlDigest}}},
		Files:  files.list,
	}
	for _, f := range r.ws.Files {
		file := reports.ManifestFile{Name: f.Path, SHA256: f.SHA256}
		if strings.HasPrefix(f.Path, "plans/") {
			m.Inputs.Plans = append(m.Inputs.Plans, file)
		} else {
			m.Inputs.Config = append(m.Inputs.Config, file)
		}
	}
	for _, l := range r.landings {
		landing := reports.ManifestLanding{Source: l.Source, Entity: l.Entity, Landing: l.ID}
		for _, f := range l.Files {
			landing.Files = append(landing.Files, reports.ManifestFile{Name: f.Path, SHA256: f.SHA256, Bytes: f.Size, Records: f.Records})
		}
		m.Inputs.Landings = append(m.Inputs.Landings, landing)
	}
	m.Totals, m.Rewards = currencyTotals(r.output.totals), currencyTotals(r.output.rewards)
	var b bytes.Buffer
	if err := reports.WriteManifest(&b, m); err != nil {
		return err
	}
	return files.pub.write("manifest.json", b.Bytes())
}

// currencyTotals adds the lines up by currency; there is never a total across currencies.
func currencyTotals(lines []config.Line) []reports.ManifestTotal {
	var out []reports.ManifestTotal
	at := map[string]int{}
	seen := map[string]bool{}
	for _, l := range lines {
		i, ok := at[l.Currency]
		if !ok {
			i = len(out)
			at[l.Currency] = i
			out = append(out, reports.ManifestTotal{Currency: l.Currency})
		}
		out[i].AmountMinor += l.AmountMinor
		if key := l.Currency + " " + l.Participant; !seen[key] {
			seen[key] = true
			out[i].Participants++
		}
	}
	for i := range out {
		out[i].Amount = config.MajorOf(config.Whole(out[i].AmountMinor), out[i].Currency).Decimal(config.MinorDigits(out[i].Currency))
	}
	return out
}

// persons is what outputs say of every participant: as of their last assignment in the period.
func (r *runState) persons(ctx context.Context) (map[string]reports.Person, error) {
	people := map[string]reports.Person{}
	names, err := r.wh.Names(ctx)
	if err != nil {
		return nil, err
	}
	for _, a := range r.assignments {
		if a.First >= r.period.End {
			continue
		}
		manager := a.Manager
		if name := names[a.Manager]; name != "" {
			manager = name
		}
		people[a.Participant] = reports.Person{
			ID: a.Participant, Name: a.Name, Role: a.Role, Team: a.Team, Manager: manager, CostCenter: a.CostCenter, Currency: a.Currency,
		}
	}
	return people, nil
}

// summarise prints the table a newcomer understands, and names the files to open.
func (r *runState) summarise(a *app) error {
	if a.quiet {
		return nil
	}
	d := reports.SummaryData{Period: r.period, Run: r.record.Run, Plans: r.planSummaries()}
	if r.output.unreadable > 0 {
		d.Notes = append(d.Notes, counted(r.output.unreadable, "value in the extracts", "values in the extracts")+" could not be read; control.xlsx says where and why")
	}
	if r.output.failing > 0 {
		d.Notes = append(d.Notes, counted(int64(r.output.failing), "data check", "data checks")+" found something to look at; control.xlsx says what")
	}
	if held := r.heldCount(); held > 0 {
		d.Notes = append(d.Notes, counted(int64(held), "component", "components")+" held until something is mended; control.xlsx says what")
	}
	if r.paidOn() == 0 {
		d.Notes = append(d.Notes, fmt.Sprintf("attain.yaml has no pay date for %s (pay: dates:); payroll.csv leaves it empty", r.period.Label))
	}
	if len(r.ws.Plans) == 0 {
		d.Notes = append(d.Notes, noPlan)
	}
	d.Notes = append(d.Notes, r.idlePlans()...)
	out := filepath.Join(r.outDir(), r.period.Label)
	if r.output.example != "" {
		d.Files = append(d.Files, reports.FileToOpen{Path: filepath.Join(out, "statements", r.output.example), What: "one of " + fmt.Sprint(r.output.statements) + " statements: what a participant sees"})
	}
	d.Files = append(d.Files,
		reports.FileToOpen{Path: filepath.Join(out, "control.xlsx"), What: "totals, checks, and what became of every row"},
		reports.FileToOpen{Path: filepath.Join(out, "payroll", payrollFile), What: "what payroll loads, with its control file beside it"},
	)
	return reports.Summary(a.out, d)
}

func counted(n int64, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

func (r *runState) heldCount() int {
	n := 0
	for _, res := range r.summary.Results {
		if res.Outcome == "held" {
			n++
		}
	}
	return n
}
