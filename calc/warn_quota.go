package calc

import (
	"fmt"
	"slices"
	"strings"

	"attain/config"

	"github.com/apache/arrow-go/v18/arrow/array"
)

// QuotaQuestions ask for the quota of everybody a plan measures by one, in the pay window a day is in. Requests and
// Windows go to the warehouse; what it answers goes into Warnings.
type QuotaQuestions struct {
	Requests []config.Request
	Windows  []config.Window
	asked    []quotaQuestion
	prog     *Program
}

// quotaQuestion is one component that needs quotas, and whose windows they are.
type quotaQuestion struct {
	plan, component string
	at              config.Position
	title           string
	window          config.Period
	windows         []int32 // by participant
	participants    []string
}

// AskQuotas asks for quotas in the pay windows asOf is in.
func (p *Program) AskQuotas(asOf config.Day, assignments []config.Assignment) *QuotaQuestions {
	q := &QuotaQuestions{prog: p}
	for _, name := range p.names {
		pl := p.plans[name]
		window := p.ws.Calendar.PeriodOf(asOf, pl.periodKind)
		days := window.And(pl.Interval)
		if days.Empty() {
			continue
		}
		d := p.Describe(name)
		for i := range d.Components {
			for k := range d.Components[i].Looks {
				q.add(&d.Components[i], &d.Components[i].Looks[k], name, window, days, assignments)
			}
		}
	}
	return q
}

// add asks for the quota behind one thing a component looks at, if there is one for each person.
func (q *QuotaQuestions) add(c *ComponentDescription, l *Looked, plan string, window config.Period, days config.Interval, assignments []config.Assignment) {
	m := q.prog.spanOf(l)
	if m == nil || l.Subject != config.OfPerson {
		return
	}
	where := l.QuotaWhere
	if len(where) == 0 {
		where, _ = quotaOf(m, nil, bookingsMetric, l.At)
	}
	id := int32(len(q.Requests))
	q.Requests = append(q.Requests, config.Request{ID: id, Measure: m.Name, Aggregate: config.Sum, Subject: config.OfPerson, Where: where, Totals: true})
	one := quotaQuestion{plan: plan, component: c.Name, at: l.At, title: m.Title, window: window}
	for i := range assignments {
		a := &assignments[i]
		under := a.And(days)
		if under.Empty() || !slices.Contains(a.Plans, plan) || slices.Contains(one.participants, a.Participant) {
			continue
		}
		one.participants = append(one.participants, a.Participant)
		one.windows = append(one.windows, int32(len(q.Windows)))
		q.Windows = append(q.Windows, config.Window{ID: int32(len(q.Windows)), Request: id, SubjectID: a.Participant, Interval: under})
	}
	q.asked = append(q.asked, one)
}

// spanOf is the target behind a KPI or a measure, or nil.
func (p *Program) spanOf(l *Looked) *config.Measure {
	if l.Measure != nil {
		if l.Measure.Kind == "span" {
			return l.Measure
		}
		return nil
	}
	written, err := p.ws.KPIFormula(l.KPI.Name)
	if err != nil {
		return nil
	}
	for _, leaf := range written.Leaves() {
		if m := p.measures[leaf.Name]; m != nil && m.Kind == "span" {
			return m
		}
	}
	return nil
}

// Warnings says whose quota is missing, and whose is 0.
func (q *QuotaQuestions) Warnings(in array.RecordReader) ([]Warning, error) {
	rates := config.Rates{}
	n, err := readNumbers(q.Windows, &rates, in)
	if err != nil {
		return nil, err
	}
	var out []Warning
	for _, one := range q.asked {
		var missing, zero []string
		for i, w := range one.windows {
			switch total := n.total(w); {
			case total.Count == 0:
				missing = append(missing, one.participants[i])
			case len(total.Value) == 0:
				zero = append(zero, one.participants[i])
			}
		}
		of := fmt.Sprintf("of %d under the plan in %s", len(one.participants), one.window.Label)
		if len(missing) > 0 {
			out = append(out, q.prog.DataWarning(MissingQuota, one.plan, one.component, one.at,
				fmt.Sprintf("%s: %d %s, without a %s: %s", one.component, len(missing), of, lowerFirst(one.title), some(missing)),
				"give everybody one before the period is paid; what depends on it is held until then"))
		}
		if len(zero) > 0 {
			out = append(out, q.prog.DataWarning(ZeroQuota, one.plan, one.component, one.at,
				fmt.Sprintf("%s: %d %s, with a %s of 0: %s", one.component, len(zero), of, lowerFirst(one.title), some(zero)),
				"give them a target above 0, or put them under a plan that needs none while they have none"))
		}
	}
	return out, nil
}

// some names the first three.
func some(list []string) string {
	if len(list) <= 3 {
		return strings.Join(list, ", ")
	}
	return strings.Join(list[:3], ", ") + fmt.Sprintf(" and %d more", len(list)-3)
}
