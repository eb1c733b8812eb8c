package calc

import (
	"math/big"
	"slices"

	"attain/config"
)

// Teams: who is in which, and what a team or the company did.

// drawTeams puts everybody into a team, some into another from a day on, and gives every fact the team its seller was in.
// Where the plan wants one segment a window, people move on a window's first day.
func (x *twinCase) drawTeams(d twinDice) {
	team, moves := map[string]string{}, map[string]config.Day{}
	var rows []config.Assignment
	for _, a := range x.rows {
		if team[a.Participant] == "" {
			team[a.Participant] = twinPick(d, "north", "north", "south")
			w := twinPick(d, x.windows()...)
			if d.yes(40) {
				moves[a.Participant] = w.First
				if !x.gauged && d.yes(70) {
					moves[a.Participant] = w.End - config.Day(d.n(1, 250))
				}
				x.see("a move to another team")
			}
		}
		from, other := team[a.Participant], twinPick(d, "north", "south", "south", "")
		on, is := moves[a.Participant]
		switch {
		case !is || on >= a.End:
			a.Team = from
			rows = append(rows, a)
		case on <= a.First:
			a.Team = map[string]string{"north": "south", "south": "north"}[from]
			rows = append(rows, a)
		default:
			b := a
			a.End, b.First, b.Row = on, on, a.Row+10
			if a.Team, b.Team = from, map[string]string{"north": "south", "south": "north"}[from]; other == "" && d.yes(20) {
				b.Team = ""
				x.see("a participant without a team")
			}
			rows = append(rows, a, b)
		}
	}
	x.rows = rows
	for i := range x.facts {
		x.facts[i].team = x.teamOn(x.facts[i].who, config.Interval{First: x.facts[i].day, End: x.facts[i].day + 1})
	}
}

// drawLongAbsences sends some away from the plan for days or months; what is credited to them goes on.
func (x *twinCase) drawLongAbsences(d twinDice) {
	var rows []config.Assignment
	for _, a := range x.rows {
		from := x.windows()[0].End - config.Day(d.n(1, 300))
		until := from + config.Day(d.n(1, 150))
		if d.yes(60) && a.First < from && until < a.End {
			b := a
			a.End, b.First, b.Row = from, until, a.Row+20
			rows = append(rows, a, b)
			x.see("a long absence")
			continue
		}
		rows = append(rows, a)
	}
	x.rows = rows
}

// teamOn is the team somebody is in on their last day in some days; "" where they are in none.
func (x *twinCase) teamOn(who string, days config.Interval) (team string) {
	for _, a := range x.rows {
		if a.Participant == who && !a.And(days).Empty() {
			team = a.Team
		}
	}
	return team
}

// of is what a person, in each of their stretches of some days, a team or the company has of a gauge that adds up, or of
// attainment; false where an amount cannot be converted, and nil where there is no quota to measure by.
func (g *twinGauge) of(x *twinCase, s *twinSheet, subject, team string, days config.Interval) (*big.Rat, bool) {
	under := []config.Interval{days.And(config.Interval{First: x.first, End: x.last + 1})}
	if subject == "person" {
		under = nil
		for _, o := range x.sheet(s.who, days).segments {
			under = append(under, o.days)
		}
	}
	measure := map[string]string{"t_bookings": "bookings", "t_attainment": "bookings", "t_won": "won_deals"}[g.kpi]
	currency, sum := twinOr(x.currency, s.currency), new(big.Rat)
	for _, f := range x.facts {
		theirs := subject == "company" || subject == "team" && f.team == team || subject == "person" && f.who == s.who
		if f.measure != measure || !theirs || !slices.ContainsFunc(under, func(i config.Interval) bool { return i.Contains(f.day) }) {
			continue
		}
		v, ok := rat(f.value, max(f.den, 1)), true
		if f.currency != "" {
			if v, ok = x.credited(s, v, f.currency, currency, f.day); !ok {
				return nil, false
			}
			v = ratQuo(v, rat(twinDecimals[currency], 1))
		}
		sum = ratAdd(sum, v)
	}
	if g.kpi == "t_attainment" {
		return g.attained(x, x.sheet(s.who, days), sum, currency)
	}
	return sum, true
}

// attained divides what was booked by the quota of all stretches; where it is not prorated, by the whole one, once. Relief
// takes no more off than the quota of the days that follow one another.
func (g *twinGauge) attained(x *twinCase, all *twinSheet, booked *big.Rat, currency string) (*big.Rat, bool) {
	quota, stay, end := new(big.Rat), new(big.Rat), config.Day(0)
	for _, o := range all.segments {
		q, ok := x.quotaOf(all, o.days, "bookings", currency)
		if !ok {
			return nil, false
		}
		switch {
		case !x.conv.prorate("quota"):
			stay = q
		case end == o.days.First:
			stay = ratAdd(stay, q)
		default:
			quota, stay = ratAdd(quota, ratMax(stay, new(big.Rat))), q
		}
		end = o.days.End
	}
	quota = ratAdd(quota, ratMax(stay, new(big.Rat)))
	if quota.Sign() <= 0 {
		return nil, true
	}
	return ratQuo(ratMul(booked, rat(twinDecimals[currency], 1)), quota), true
}
