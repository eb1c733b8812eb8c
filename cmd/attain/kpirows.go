package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sort"
	"strings"

	"attain/calc"
	"attain/config"
	"attain/reports"

	"github.com/spf13/cobra"
)

type kpiRowsOptions struct {
	asOf, from, to string
	component      string
	of             string
	csv            bool
	max            int
	engine         engine
}

func kpiRowsCommand(a *app) *cobra.Command {
	var o kpiRowsOptions
	c := &cobra.Command{
		Use:   "rows NAME SUBJECT [PERIOD]",
		Short: "Show the source rows behind a KPI's value, and that they give it back",
		Long: "Computes a KPI for one subject (an employee number, a team, a territory, a product, or company) and one period of\n" +
			"the calendar, and prints the value, each number of its formula, and the file and record of every row behind it.\n" +
			"The value is then counted a second time from these rows alone.\n\n" +
			"With --component the KPI is measured as that component of a plan measures it for the participant SUBJECT: with its\n" +
			"conditions, its window, and one value for each part of the period. Every statement names the command for its KPIs.",
		Example: "  attain kpi rows win_rate E1042 2026-Q1\n  attain kpi rows win_rate company 2026 --csv\n" +
			"  attain kpi rows win_rate E1042 --from 2026-01-01 --to 2026-02-09\n  attain kpi rows win_rate E1042 2026-Q1 --component ae-2026/win-rate",
		Args: argsBetween(2, 3, "a KPI, a subject, and a period such as 2026-Q1 (or --from and --to)"),
		RunE: func(c *cobra.Command, args []string) error {
			return runKPIRows(c.Context(), a, o, args)
		},
	}
	c.Flags().StringVar(&o.asOf, "as-of", "", "look from this day, at the extracts as they had landed by its end (default: as they are now, from the period's last day)")
	c.Flags().StringVar(&o.from, "from", "", "first day, instead of a period")
	c.Flags().StringVar(&o.to, "to", "", "last day, instead of a period")
	c.Flags().StringVar(&o.component, "component", "", "PLAN/COMPONENT: as this component measures it")
	c.Flags().StringVar(&o.of, "of", "", "what SUBJECT is, where several have the name: person, team, territory or product")
	c.Flags().BoolVar(&o.csv, "csv", false, "write the rows as CSV")
	c.Flags().IntVar(&o.max, "max", 50, "how many rows to show behind each number; 0 shows all")
	addEngineFlags(c, &o.engine)
	return c
}

// runKPIRows asks the warehouse for one KPI, its numbers and its rows.
func runKPIRows(ctx context.Context, a *app, o kpiRowsOptions, args []string) error {
	ws, err := config.LoadWorkspace(a.dir)
	if err != nil {
		return err
	}
	if _, err := kpiNamed(ws, args[0]); err != nil {
		return err
	}
	asked, err := o.days(ws.Calendar, args[2:])
	if err != nil {
		return err
	}
	asOf := asked.End - 1
	if o.asOf != "" {
		if asOf, err = config.ParseDay(o.asOf); err != nil {
			return usagef("--as-of: %v", err)
		}
	}
	w, err := openWorkspace(ctx, a, newProgress(a), asOf, o.asOf != "", o.engine)
	if err != nil {
		return err
	}
	defer w.close()
	work, as, err := o.ask(ctx, w, args[0], args[1], asked, asOf)
	if err != nil {
		return err
	}
	if err := w.wh.Bind(ctx, work.Bindings()); err != nil {
		return err
	}
	list, err := valuesAndRows(ctx, w, work)
	if err != nil {
		return err
	}
	for i := range list {
		list[i].AsOf, list[i].As, list[i].MaxRows = asOf, as, o.max
	}
	return printKPIRows(a, list, o.csv)
}

// days gives the stretch of days asked about: a period of the calendar, or --from and --to, which have no label.
func (o kpiRowsOptions) days(c config.Calendar, label []string) (config.Period, error) {
	if len(label) == 1 {
		if o.from != "" || o.to != "" {
			return config.Period{}, usagef("a period and --from or --to say two things; write one of them")
		}
		p, err := c.Period(label[0])
		if err != nil {
			return p, usagef("%v", err)
		}
		return p, nil
	}
	if o.from == "" || o.to == "" || o.component != "" {
		return config.Period{}, usagef("say which days: a period such as 2026-Q1, or --from and --to (a component is measured over a period)")
	}
	from, err := config.ParseDay(o.from)
	if err != nil {
		return config.Period{}, usagef("--from: %v", err)
	}
	to, err := config.ParseDay(o.to)
	if err != nil {
		return config.Period{}, usagef("--to: %v", err)
	}
	if to < from {
		return config.Period{}, usagef("--to %s is before --from %s", to, from)
	}
	return config.Period{Interval: config.Interval{First: from, End: to + 1}}, nil
}

// ask makes the work: of a component, or of the KPI by itself.
func (o kpiRowsOptions) ask(ctx context.Context, w *opened, kpi, id string, asked config.Period, asOf config.Day) (work *calc.KPIWork, as string, err error) {
	if o.component != "" {
		return o.askComponent(ctx, w, kpi, id, asked, asOf)
	}
	withoutPlans := *w.ws
	withoutPlans.Plans = nil
	program, err := calc.Compile(&withoutPlans, w.measures)
	if err != nil {
		return nil, "", err
	}
	k := w.ws.KPI(kpi)
	subject, err := subjectNamed(ctx, w, k, id, o.of)
	if err != nil {
		return nil, "", err
	}
	q := calc.KPIQuestion{KPI: kpi, Subject: subject, SubjectID: id, Interval: asked.Interval, Exact: asked.Label == ""}
	switch subject {
	case config.OfCompany:
		q.SubjectID = ""
	case config.OfPerson:
		if q.Currency, q.Country, err = payOf(ctx, w, id, asked.Interval); err != nil {
			return nil, "", err
		}
	}
	if work, err = program.AskKPIs([]calc.KPIQuestion{q}); err != nil {
		return nil, "", asUsage(err)
	}
	return work, "", nil
}

func (o kpiRowsOptions) askComponent(ctx context.Context, w *opened, kpi, id string, asked config.Period, asOf config.Day) (work *calc.KPIWork, as string, err error) {
	plan, component, ok := strings.Cut(o.component, "/")
	if !ok {
		return nil, "", usagef("--component %s is not PLAN/COMPONENT, such as ae-2026/win-rate", o.component)
	}
	program, err := compile(ctx, w)
	if err != nil {
		return nil, "", err
	}
	assignments, err := w.wh.Assignments(ctx, w.ws.Plans)
	if err != nil {
		return nil, "", err
	}
	if work, err = program.AskComponent(plan, component, id, asked, asOf, assignments); err != nil {
		return nil, "", asUsage(err)
	}
	for _, payer := range program.Payers(kpi) {
		if payer.Plan == plan && payer.Component == component {
			return work, fmt.Sprintf("as component %s of plan %s measures it for %s in %s", component, plan, id, asked.Label), nil
		}
	}
	return nil, "", usagef("component %s of plan %s does not pay on %s", component, plan, kpi)
}

// asUsage makes an error of the command line of what is no problem of a file.
func asUsage(err error) error {
	var problems *config.ProblemError
	if errors.As(err, &problems) {
		return err
	}
	return usagef("%v", err)
}

// payOf gives the currency a participant is paid in and the country whose holidays count, at the end of a stretch of days.
func payOf(ctx context.Context, w *opened, id string, days config.Interval) (currency, country string, err error) {
	assignments, err := w.wh.Assignments(ctx, nil)
	for _, a := range assignments {
		if a.Participant == id && a.First < days.End {
			currency, country = a.Currency, a.Country
		}
	}
	return currency, country, err
}

// subjectNamed finds what a subject's name is the name of, among those the KPI is measured for.
func subjectNamed(ctx context.Context, w *opened, k *config.KPI, id, of string) (config.Subject, error) {
	if of != "" && !slices.Contains(config.Subjects, config.Subject(of)) {
		return "", usagef("--of %s is not known; it is person, team, territory, product or company", of)
	}
	var found []config.Subject
	var known []string
	formula, err := w.ws.KPIFormula(k.Name)
	if err != nil {
		return "", err
	}
	for _, s := range config.Subjects {
		if of != "" && string(s) != of || of == "" && !slices.Contains(k.Subjects, s) {
			continue
		}
		ids := []string{"company"}
		if s != config.OfCompany {
			if ids, err = idsOf(ctx, w, formula, s); err != nil {
				return "", err
			}
		}
		known = append(known, ids...)
		if slices.Contains(ids, id) {
			found = append(found, s)
		}
	}
	switch len(found) {
	case 1:
		return found[0], nil
	case 0:
		return "", usagef("%s is measured for a %s, and %q is none here%s%s", k.Name, subjectsInWords(k.Subjects), id, byNumber(k.Subjects), config.Suggest(id, known))
	}
	return "", usagef("%q is a %s; say which with --of", id, subjectsInWords(found))
}

// byNumber reminds who writes a name that subjects are written as their numbers and ids.
func byNumber(list []config.Subject) string {
	var words []string
	if slices.Contains(list, config.OfPerson) {
		words = append(words, "a person is an employee number, such as E1042")
	}
	for _, s := range []config.Subject{config.OfTerritory, config.OfProduct} {
		if slices.Contains(list, s) {
			words = append(words, fmt.Sprintf("a %s is its id: `attain query \"select %s_id, name from core.%s\"`", s, s, s))
		}
	}
	if len(words) == 0 {
		return ""
	}
	return " (" + strings.Join(words, "; ") + ")"
}

// idsOf gives everything of a kind the measures of a formula know.
func idsOf(ctx context.Context, w *opened, formula *config.Expr, s config.Subject) ([]string, error) {
	seen := map[string]bool{}
	for _, leaf := range formula.Leaves() {
		if leaf.Name == config.MonthsName || leaf.Name == config.DaysName {
			continue
		}
		ids, err := w.wh.SubjectIDs(ctx, leaf.Name, s)
		if err != nil {
			return nil, err
		}
		for _, id := range ids {
			seen[id] = true
		}
		if s.Attribute() == "" {
			break // who there is does not depend on the measure
		}
	}
	out := make([]string, 0, len(seen))
	for id := range seen {
		out = append(out, id)
	}
	sort.Strings(out)
	return out, nil
}

func subjectsInWords(list []config.Subject) string {
	words := make([]string, len(list))
	for i, s := range list {
		words[i] = string(s)
	}
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:len(words)-1], ", ") + " or " + words[len(words)-1]
}

// valuesAndRows computes the values from sums, gets the rows, and computes the values from the rows.
func valuesAndRows(ctx context.Context, w *opened, work *calc.KPIWork) ([]reports.KPIRowsData, error) {
	asked := work.Asked()
	held, err := w.wh.Holds(ctx, asked, work.Windows)
	if err != nil {
		return nil, err
	}
	work.Hold(held)
	market, err := w.wh.MarketRates(ctx)
	if err != nil {
		return nil, err
	}
	work.Convert(market)
	aggregates, err := w.wh.Aggregates(ctx, asked, work.Windows)
	if err != nil {
		return nil, err
	}
	defer aggregates.Release()
	values, err := work.Answer(aggregates)
	if err != nil {
		return nil, err
	}
	facts, err := w.wh.Facts(ctx, asked, work.Windows)
	if err != nil {
		return nil, err
	}
	defer facts.Release()
	rows, err := work.Rows(facts)
	if err != nil {
		return nil, err
	}
	again := work.FromRows(rows)
	out := make([]reports.KPIRowsData, len(values))
	for i := range values {
		out[i] = reports.KPIRowsData{Value: values[i], Again: again[i], Rows: rows}
	}
	return out, nil
}

// printKPIRows writes the values with their rows; rows that do not give their value back are a fault of ours.
func printKPIRows(a *app, list []reports.KPIRowsData, asCSV bool) error {
	var differs error
	for i, d := range list {
		if !d.Agrees() {
			differs = fmt.Errorf("%s: the rows do not give the value back; please report this", d.Value.KPI.Name)
		}
		switch {
		case asCSV:
			a.say("INFO", d.Proof())
		default:
			if i > 0 {
				fmt.Fprintln(a.out)
			}
			if err := reports.KPIRows(a.out, d); err != nil {
				return err
			}
		}
	}
	if asCSV {
		if err := reports.KPIRowsCSV(a.out, list); err != nil {
			return err
		}
	}
	return differs
}
