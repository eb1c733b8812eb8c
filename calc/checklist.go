package calc

import (
	"fmt"
	"slices"
	"strings"

	"attain/config"
)

// ChecklistStep is one of the eight steps of designing a plan: what is there, and what is missing.
type ChecklistStep struct {
	Number  int
	Title   string
	There   []string
	Missing []ToDo
}

// ToDo is something that is missing, and where to write it.
type ToDo struct {
	What  string
	Where string
	Words []config.ExampleWord // of an example that is missing: what its given: may name
}

// checklistStep looks at one step of a plan.
type checklistStep struct {
	title string
	look  func(l *checklist, s *ChecklistStep)
}

// checklistSteps are the eight steps, in their order.
func checklistSteps() []checklistStep {
	return []checklistStep{
		{"KPIs", lookKPIs},
		{"Target, threshold, cap", lookLimits},
		{"Formula with an example", lookExamples},
		{"Weights", lookWeights},
		{"Schedule", lookSchedule},
		{"Guardrails", lookGuardrails},
		{"Simulate", lookSimulated},
		{"Review", lookReview},
	}
}

// checklist is a plan and what is known of it.
type checklist struct {
	plan     *PlanDescription
	prog     *Program
	warnings []Warning
	runs     []string // periods calculated under exactly this version of the plan
}

// Checklist walks the eight steps for a plan; nil when there is none of the name. asOf is the day reviews are looked at
// from; runs are the periods that have been calculated under this version of the plan.
func (p *Program) Checklist(name string, asOf config.Day, runs []string) []ChecklistStep {
	l := &checklist{plan: p.Describe(name), prog: p, runs: runs}
	if l.plan == nil {
		return nil
	}
	for _, w := range p.Warnings(asOf) {
		if w.Plan == name {
			l.warnings = append(l.warnings, w)
		}
	}
	var out []ChecklistStep
	for i, step := range checklistSteps() {
		s := ChecklistStep{Number: i + 1, Title: step.title}
		step.look(l, &s)
		out = append(out, s)
	}
	return out
}

func (s *ChecklistStep) there(format string, args ...any) {
	s.There = append(s.There, fmt.Sprintf(format, args...))
}

func (s *ChecklistStep) missing(where, format string, args ...any) {
	s.Missing = append(s.Missing, ToDo{What: fmt.Sprintf(format, args...), Where: where})
}

// warned takes over the warnings of some names: open ones are missing, signed-off ones are there.
func (l *checklist) warned(s *ChecklistStep, names ...string) {
	for _, w := range l.warnings {
		switch {
		case !slices.Contains(names, w.Name):
		case w.Accepted != nil:
			s.there("accepted by %s on %s: %s", w.Accepted.By, w.Accepted.On.Words(), w.Message)
		default:
			s.missing(w.At.String(), "%s; %s", w.Message, w.Right)
		}
	}
}

func lookKPIs(l *checklist, s *ChecklistStep) {
	for i := range l.plan.Components {
		c := &l.plan.Components[i]
		for k := range c.Looks {
			if look := &c.Looks[k]; look.For == ToPay {
				s.there("%s pays for %s", c.Name, lowerFirst(look.title()))
				if look.KPI != nil && look.KPI.MinSample > 0 && !strings.Contains(strings.Join(c.Sentences, " "), "fewer than") {
					s.missing(c.At.String(), "%s says little with fewer than %d %s; add too_few: {fewer_than: %d %s, then: …}",
						lowerFirst(look.KPI.Title), look.KPI.MinSample, strings.ReplaceAll(look.KPI.Sample, "_", " "), look.KPI.MinSample, look.KPI.Sample)
				}
			}
		}
	}
	l.warned(s, "many_kpis", "activity_in_pay", "cadence", "paid_twice", "out_of_reach")
}

func lookLimits(l *checklist, s *ChecklistStep) {
	for i := range l.plan.Components {
		c := &l.plan.Components[i]
		for _, curve := range c.Curves {
			var said []string
			for _, p := range curve.List {
				if p.Mark != "" {
					said = append(said, p.Mark+" "+tidy(show(p.X, curve.X.Unit, curve.X.Currency, 2)))
				}
			}
			if len(said) > 0 {
				s.there("%s: %s", c.Name, strings.Join(said, ", "))
			}
		}
	}
	l.warned(s, "no_cap", "zero_quota", "missing_quota")
}

func lookExamples(l *checklist, s *ChecklistStep) {
	if n := len(l.plan.Examples); n > 0 {
		s.there("%s, computed by `attain check plans`", plural(int64(n), "example", "examples"))
	}
	for i := range l.plan.Components {
		c := &l.plan.Components[i]
		shown := slices.ContainsFunc(l.plan.Examples, func(e ExampleWorked) bool { _, ok := e.Gives[c.Name]; return ok })
		if !shown {
			s.missing(l.plan.File+", examples:", "no example shows what %s pays; add - {given: {…}, gives: {%s: …}}", c.Name, c.Name)
			s.Missing[len(s.Missing)-1].Words = c.Words
		}
	}
	for _, e := range l.plan.Examples {
		for _, r := range e.Results {
			if !r.OK {
				s.missing(r.At.String(), "the example expects %s for %s, and the plan pays %s", r.Want.Decimal(2), r.Component, r.Got.Decimal(2))
			}
		}
	}
}

func lookWeights(l *checklist, s *ChecklistStep) {
	var said []string
	var sum config.Ratio
	for _, comp := range l.prog.plans[l.plan.Plan.Name].components {
		if share, _ := comp.incentiveShare(); share.Sign() > 0 {
			said = append(said, comp.name+" "+percent(share))
			sum = sum.Add(share)
		}
	}
	if len(said) == 0 {
		s.there("none are needed: everything is paid by rates and amounts")
		return
	}
	s.there("%s, together %s", strings.Join(said, ", "), percent(sum))
}

func lookSchedule(l *checklist, s *ChecklistStep) {
	p := l.plan.Plan
	s.there("pays %s from %s to %s", p.Pays, p.First.Words(), (p.End - 1).Words())
	dated := map[string]config.Day{}
	for _, d := range l.prog.ws.Pay.Dates {
		dated[d.Period] = d.On
	}
	var without []string
	for _, w := range l.prog.PayWindows(p.Name) {
		if dated[w.Label] == 0 {
			without = append(without, w.Label)
		}
	}
	switch n := len(l.prog.PayWindows(p.Name)); {
	case len(without) == 0:
		s.there("every pay window has a pay date")
	case len(without) == n:
		s.missing(config.WorkspaceFile+", pay: dates:", "no pay window has a pay date; write - {period: %s, on: …} for each", without[0])
	default:
		s.missing(config.WorkspaceFile+", pay: dates:", "no pay date for %s; write - {period: %s, on: …}", strings.Join(without, ", "), without[0])
	}
}

func lookGuardrails(l *checklist, s *ChecklistStep) {
	for i := range l.plan.Components {
		c := &l.plan.Components[i]
		switch {
		case c.Cap != nil:
			s.there("%s pays at most %s", c.Name, l.money(*c.Cap))
		case !c.Open && c.Weight.Sign() > 0 && len(c.Curves) > 0:
			s.there("%s pays at most %s of a target incentive of %s", c.Name, l.money(c.most()), l.money(l.plan.Incentive))
		}
		if c.Floor != nil {
			s.there("%s pays at least %s", c.Name, l.money(*c.Floor))
		}
		for k := range c.Looks {
			if look := &c.Looks[k]; look.For == ToGuard {
				s.there("%s also depends on %s", c.Name, lowerFirst(look.title()))
			}
		}
	}
	for i := range l.plan.Steps {
		s.there("step %s: %s", lowerFirst(l.plan.Steps[i].Title), strings.Join(l.plan.Steps[i].Sentences, " "))
	}
	l.warned(s, "no_quality", "no_floor", "cliff", "pays_less", "rate_falls")
}

// most is the highest point of a component's curves.
func (c *ComponentDescription) most() config.Ratio {
	var most config.Ratio
	for _, curve := range c.Curves {
		for _, p := range curve.List {
			if most.Less(p.Y) {
				most = p.Y
			}
		}
	}
	return most
}

func (l *checklist) money(v config.Ratio) string {
	d := describing{plan: l.prog.plans[l.plan.Name], currency: l.plan.Currency}
	return d.money(v)
}

func lookSimulated(l *checklist, s *ChecklistStep) {
	if len(l.runs) > 0 {
		s.there("calculated as it stands for %s", strings.Join(l.runs, ", "))
		return
	}
	s.missing("attain run "+l.prog.PayWindows(l.plan.Name)[0].Label, "no period has been calculated under this version of the plan; run one whose results are known, and compare")
}

func lookReview(l *checklist, s *ChecklistStep) {
	p := l.plan.Plan
	if p.ReviewBy != 0 {
		s.there("to be looked over by %s", p.ReviewBy.Words())
	}
	if p.ReviewedOn != 0 {
		s.there("last looked over on %s", p.ReviewedOn.Words())
	}
	if p.Owner == "" {
		s.missing(p.File+", owner:", "nobody is named who answers questions; add owner: with an address")
	} else {
		s.there("questions go to %s", p.Owner)
	}
	if p.Goal == "" {
		s.missing(p.File+", goal:", "it does not say what it is for, and so nobody can say whether it works; add goal: with one sentence")
	}
	l.warned(s, "no_review", "review_passed", "prices_changed")
}
