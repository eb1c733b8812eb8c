package calc

import (
	"fmt"
	"slices"
	"strings"

	"attain/config"
)

// results are what a plan pays on, each with its component.
func (w *warner) results() (looks []Looked, of []*ComponentDescription) {
	for i := range w.plan.Components {
		c := &w.plan.Components[i]
		for _, l := range c.Looks {
			if l.For == ToPay {
				looks, of = append(looks, l), append(of, c)
			}
		}
	}
	return looks, of
}

// name is the KPI's or the measure's.
func (l *Looked) name() string {
	if l.KPI != nil {
		return l.KPI.Name
	}
	return l.Measure.Name
}

// title is what a seller reads for it.
func (l *Looked) title() string {
	if l.KPI != nil {
		return l.KPI.Title
	}
	return l.Measure.Title
}

const fewKPIs = 3

func findManyKPIs(w *warner) {
	var names []string
	looks, of := w.results()
	for i := range looks {
		if !slices.Contains(names, looks[i].name()) {
			names = append(names, looks[i].name())
		}
		if len(names) == fewKPIs+1 {
			w.warn("", of[i].At, "keep the three that matter most and watch the others without paying for them", "the plan pays on more than three results: %s …", strings.Join(names, ", "))
			return
		}
	}
}

// activityMeasure counts what people did.
const activityMeasure = "activities"

func findActivity(w *warner) {
	looks, of := w.results()
	for i := range looks {
		l := &looks[i]
		if w.isActivity(l) {
			w.warn(of[i].Name, l.At, "pay for what it leads to (pipeline, wins) and watch the activity; or sign it off for a limited time under accepted:",
				"%s pays for %s, which counts what is done", of[i].Name, lowerFirst(l.title()))
		}
	}
}

// isActivity: counts of what is done: activities themselves, and plain counts the library calls diagnostic.
func (w *warner) isActivity(l *Looked) bool {
	for _, m := range w.measures(l) {
		if m == activityMeasure {
			return true
		}
	}
	return l.KPI != nil && l.KPI.Kind == "diagnostic" && l.KPI.Unit == "count"
}

// measures are those behind a result, targets left out.
func (w *warner) measures(l *Looked) []string {
	if l.KPI == nil {
		return []string{l.Measure.Name}
	}
	written, err := w.prog.ws.KPIFormula(l.KPI.Name)
	if err != nil {
		written = l.KPI.Formula
	}
	var out []string
	for _, leaf := range written.Leaves() {
		if m := w.prog.measures[leaf.Name]; m != nil && m.Kind != "span" {
			out = append(out, m.Name)
		}
	}
	return out
}

// isVolume says whether a result grows with how much is done, and not with how well: a sum or a count, also as a share
// of a target. A ratio of results (win rate, retention, score per answer) is none, and neither are objectives.
func (w *warner) isVolume(l *Looked) bool {
	if l.KPI == nil {
		return l.Measure.Kind == "flow" && l.Measure.Name != "objectives"
	}
	written, err := w.prog.ws.KPIFormula(l.KPI.Name)
	return err == nil && !w.divides(written)
}

// divides says whether a formula divides by results.
func (w *warner) divides(e *config.Expr) bool {
	if e.Op == "/" {
		for _, leaf := range e.Args[1].Leaves() {
			if m := w.prog.measures[leaf.Name]; m != nil && m.Kind != "span" {
				return true
			}
		}
	}
	return slices.ContainsFunc(e.Args, w.divides)
}

func findNoQuality(w *warner) {
	volume := -1
	looks, of := w.results()
	for i := range looks {
		if !w.isVolume(&looks[i]) {
			return
		}
		volume = i
	}
	if volume < 0 || w.guarded() {
		return
	}
	w.warn(of[volume].Name, of[volume].At, "add a component, a gate or a multiplier on a rate (win rate, margin, retention), or a step that takes pay back when deals are cancelled",
		"all that is paid is volume (%s), and nothing looks at its quality", lowerFirst(looks[volume].title()))
}

// guarded says whether a gate, a multiplier or a step looks at quality.
func (w *warner) guarded() bool {
	for i := range w.plan.Components {
		for k := range w.plan.Components[i].Looks {
			if l := &w.plan.Components[i].Looks[k]; l.For == ToGuard && !w.isVolume(l) {
				return true
			}
		}
	}
	for i := range w.plan.Steps {
		if w.plan.Steps[i].Returns {
			return true
		}
		for k := range w.plan.Steps[i].Looks {
			if !w.isVolume(&w.plan.Steps[i].Looks[k]) {
				return true
			}
		}
	}
	return false
}

// monthsOf is how many months a stretch of days has.
var monthsOf = map[string]int{
	config.Month: 1, config.Quarter: 3, config.Year: 12, config.OverYearToDate: 12, config.OverRolling3: 3, config.OverRolling12: 12,
}

func findCadence(w *warner) {
	looks, of := w.results()
	window := periodKinds[w.plan.Pays]
	for i, l := range looks {
		months := monthsOf[l.Over]
		switch {
		case months == 0 || months == monthsOf[window]:
		case months > monthsOf[window]:
			w.warn(of[i].Name, l.At, fmt.Sprintf("pay %s, or let it look over the %s that is paid", strings.Join(paysAtLeast(months), " or "), window),
				"%s looks over %s and is paid every %s, so one result is paid in more than one %s", of[i].Name, overSaid(l.Over), window, window)
		default:
			w.warn(of[i].Name, l.At, fmt.Sprintf("let it look over the %s that is paid, or pay by the %s", window, l.Over),
				"%s looks over the last %s only and is paid every %s; what comes before counts for nothing", of[i].Name, l.Over, window)
		}
	}
}

// paysAtLeast are the ways to pay for a stretch of months.
func paysAtLeast(months int) []string {
	if months == 12 {
		return []string{"yearly"}
	}
	return []string{"quarterly", "yearly"}
}

func overSaid(over string) string {
	switch over {
	case config.OverYearToDate:
		return "the year to date"
	case config.OverRolling3, config.OverRolling12:
		return "the last " + strings.ReplaceAll(strings.TrimPrefix(over, "rolling_"), "_", " ")
	}
	return "the whole " + over
}

func findPaidTwice(w *warner) {
	looks, of := w.results()
	for i := range looks {
		for k := range i {
			if of[i] != of[k] && w.same(&looks[i], &looks[k]) {
				w.warn(of[i].Name, of[i].At, "pay on it once, or give each component an only_if so that no deal counts in both",
					"%s and %s both pay for %s", of[k].Name, of[i].Name, lowerFirst(looks[k].title()))
			}
		}
	}
}

// same says whether two results move together: the same KPI, or sums of the same measure, of rows that are not told
// apart by conditions.
func (w *warner) same(a, b *Looked) bool {
	if x, y := sqlOf(a.OnlyIf), sqlOf(b.OnlyIf); x != "" && y != "" && x != y {
		return false
	}
	if a.name() == b.name() && (a.KPI == nil) == (b.KPI == nil) {
		return true
	}
	if !w.isVolume(a) || !w.isVolume(b) {
		return false
	}
	if x, y := w.conditionsOf(a), w.conditionsOf(b); x != "" && y != "" && x != y {
		return false
	}
	x, y := w.measures(a), w.measures(b)
	return len(x) > 0 && slices.Equal(x, y)
}

// conditionsOf is what a KPI's own only_if asks.
func (w *warner) conditionsOf(l *Looked) string {
	if l.KPI == nil {
		return sqlOf(l.OnlyIf)
	}
	return sqlOf(append(slices.Clone(l.KPI.OnlyIf), l.OnlyIf...))
}

func sqlOf(list []config.Condition) string {
	out := make([]string, len(list))
	for i, c := range list {
		out[i] = c.SQL
	}
	return strings.Join(out, " and ")
}

func findOutOfReach(w *warner) {
	looks, of := w.results()
	for i, l := range looks {
		switch {
		case l.Subject == config.OfCompany:
			w.warn(of[i].Name, l.At, "pay on the participant's own, the team's or the territory's result where there is one; a company result may carry a small weight",
				"%s pays one person for %s of the whole company", of[i].Name, lowerFirst(l.title()))
		case l.KPI != nil && l.KPI.TiesToPay == "indirectly":
			w.warn(of[i].Name, l.At, "pay on a KPI that ties to pay (`attain kpi list` shows which) and watch this one",
				"%s pays for %s, which its definition ties to pay only indirectly", of[i].Name, lowerFirst(l.title()))
		}
	}
}
