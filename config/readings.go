package config

import "slices"

// Reading is the answer to a contested question a plan's result depends on: what was chosen, where, and what that
// choice pays on an example.
type Reading struct {
	Key     string
	Value   string // as written: away_from_zero
	At      Position
	Example string // "25 % of 133.38 is earned, which is 33.345 exactly"
	Pays    string // "33.35"; "" for an answer that is a list of another make
	Why     string // "33.345 goes up, -33.345 goes down"
}

// Readings gives the answers a plan's result depends on, in the order of the conventions. What a component answers for
// itself is not among them.
func (ws *Workspace) Readings(p *Plan) []Reading {
	l := &loader{ws: ws, ps: &Problems{}}
	l.planConventions(p, func(string) bool { return true })
	var out []Reading
	for _, c := range conventions {
		value, said := p.Conventions.Said[c.Key]
		if !l.mattersTo(p, c.Key) || !said {
			continue
		}
		r := Reading{Key: c.Key, Value: value, At: p.Conventions.PositionOf[c.Key], Example: c.Example}
		for _, one := range c.Choices {
			if one.Value == value {
				r.Pays, r.Why = one.Pays, one.Why
			}
		}
		out = append(out, r)
	}
	return out
}

// mattersTo says whether a plan's result depends on a question: of the three about exchange rates, on those it answers.
func (l *loader) mattersTo(p *Plan, key string) bool {
	c, converts := &p.Conventions, len(l.conventionsAt.matters["conversion_rate"]) > 0
	switch key {
	case "conversion_rate":
		return converts && (c.CreditRate == "" || c.PayoutRate == "")
	case "credit_rate":
		return converts && c.CreditRate != ""
	case "payout_rate":
		return converts && c.PayoutRate != "" && p.Currency != ""
	}
	return len(l.conventionsAt.matters[key]) > 0
}

// Questions are all contested questions a workspace answers, in the order they are listed.
func Questions() []Question { return slices.Concat(conventions, contested) }
