package config

// Accepted is a warning of `check plans` that somebody decided to live with: which, who, when, and why. It silences that
// warning for the plan, or for one of its components.
type Accepted struct {
	At        Position
	Warning   string
	Component string // "" for the whole plan
	By        string
	On        Day
	Because   string
}

// accepted reads accepted: [{warning: no_cap, by: cro@example.com, on: 2026-01-05, because: …}].
func (l *loader) accepted(p *Plan, r *Reader) {
	for _, n := range r.Items("accepted") {
		ar := n.ReadAs(l.ps, "an accepted warning")
		a := Accepted{
			At: n.Place(), Warning: ar.Text("warning"), Component: ar.TextOr("component", ""),
			By: ar.Text("by"), On: ar.Day("on"), Because: ar.Text("because"),
		}
		if a.Component != "" && !p.has(a.Component) {
			l.ps.Addf(ar.At("component"), "component: %q is not a component of this plan%s", a.Component, Suggest(a.Component, p.componentNames()))
		}
		ar.Done()
		p.Accepted = append(p.Accepted, a)
	}
}
