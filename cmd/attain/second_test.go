package main

import (
	"context"
	"maps"
	"math/big"
	"os"
	"slices"
	"sort"
	"strings"
	"testing"

	"attain/calc"
	"attain/cmd/attain/demo"
	"attain/config"
)

// second computes KPIs of the demo company a second time, in plain Go over its files, from what the KPI files say in words.
type second struct {
	raw      rawFiles
	asOf     config.Day
	members  map[string][]membership // by participant
	employed map[string]config.Interval
	users    map[string]string // who a Salesforce user is, by the first 15 characters of its id
	numbers  []number
	sold     []soldDeal
	accounts map[string]customer
	facts    map[string][]fact // what a KPI adds up, made once: see of
	isHeld   bool              // something the KPI being computed adds up is missing from the data
}

// unread is an amount that is there and cannot be read: what would add it up is held.
var unread = new(big.Rat)

// number is another number a participant went by for some days.
type number struct {
	participant, id string
	config.Interval
}

// membership is a participant's stretch of days in a team.
type membership struct {
	team string
	config.Interval
}

// fact is something that happened on a day: an amount in reporting currency, a count, or days.
type fact struct {
	day                                 config.Day
	person, account, territory, product string
	value                               *big.Rat
	isOverlay                           bool       // comes on top, for people only
	since                               config.Day // where the fact is of a customer: when its present stretch as one began
}

// about is whose facts count, over which days.
type about struct {
	subject config.Subject
	id      string
	config.Interval
}

// has says whether a fact counts for a subject: for a team where the person is in it on the day.
func (s *second) has(a about, f *fact, day config.Day) bool {
	switch a.subject {
	case config.OfPerson:
		return f.person == a.id
	case config.OfTeam:
		return !f.isOverlay && s.inTeam(f.person, a.id, day)
	case config.OfTerritory:
		return !f.isOverlay && f.territory == a.id
	case config.OfProduct:
		return !f.isOverlay && f.product == a.id
	default:
		return !f.isOverlay
	}
}

func (s *second) inTeam(person, team string, day config.Day) bool {
	for _, m := range s.members[person] {
		if m.team == team && m.Contains(day) {
			return true
		}
	}
	return false
}

// flow adds up a measure's facts of the window. What is dated after the day the run looks from has not happened.
func (s *second) flow(a about, measure string) *big.Rat {
	return s.sum(a, s.of(measure), func(f *fact) (config.Day, bool) { return f.day, true })
}

// span adds up values that are given for months: for a team, the part of each that falls on its people's days in it.
// It is held where it is not given for one of the months.
func (s *second) span(a about, measure string) *big.Rat {
	out, given := new(big.Rat), map[config.Day]bool{}
	for _, f := range s.of(measure) {
		month := config.Interval{First: f.day, End: f.day.AddMonths(1)}
		if a.And(month).Empty() {
			continue
		}
		if a.subject != config.OfTeam {
			if s.has(a, &f, f.day) {
				given[f.day] = true
				out.Add(out, f.value)
			}
			continue
		}
		for _, m := range s.members[f.person] {
			if in := month.And(m.Interval).And(a.Interval); m.team == a.id && !in.Empty() {
				given[f.day] = true
				out.Add(out, times(f.value, big.NewRat(int64(in.Days()), int64(month.Days()))))
			}
		}
	}
	for first := a.First; first < a.End; first = first.AddMonths(1) {
		s.isHeld = s.isHeld || !given[first]
	}
	return out
}

// existing adds up the facts of those who were customers when the window began, and are the same customers still.
func (s *second) existing(a about, measure string) *big.Rat {
	return s.sum(a, s.of(measure), func(f *fact) (config.Day, bool) { return a.First, f.since < a.First })
}

// atStart adds up everything before the morning the window begins, atEnd everything until the evening it ends.
func (s *second) atStart(a about, measure string) *big.Rat { return s.level(a, measure, a.First) }
func (s *second) atEnd(a about, measure string) *big.Rat   { return s.level(a, measure, a.End) }

func (s *second) level(a about, measure string, morning config.Day) *big.Rat {
	before := about{a.subject, a.id, config.Interval{First: config.DayOf(1900, 1, 1), End: morning}}
	return s.sum(before, s.of(measure), func(*fact) (config.Day, bool) { return morning, true })
}

// sum adds up facts of an interval. teamDay says on which day it matters who is in a team, and whether the fact counts at all.
func (s *second) sum(a about, facts []fact, teamDay func(*fact) (config.Day, bool)) *big.Rat {
	out := new(big.Rat)
	for i := range facts {
		f := &facts[i]
		if !a.Contains(f.day) || f.day > s.asOf {
			continue
		}
		if day, counts := teamDay(f); !counts || !s.has(a, f, day) {
			continue
		}
		if f.value == unread {
			s.isHeld = true
			continue
		}
		out.Add(out, f.value)
	}
	return out
}

// of makes a measure's facts once.
func (s *second) of(measure string) []fact {
	if f, is := s.facts[measure]; is {
		return f
	}
	facts, is := secondMeasures[measure]
	if !is {
		s.raw.t.Fatalf("no facts are called %s", measure)
	}
	s.facts[measure] = facts(s)
	return s.facts[measure]
}

type (
	secondKPI     = func(*second, about) *big.Rat
	secondMeasure = func(*second) []fact
)

// secondKPIs computes each KPI: nil where it has no value.
var secondKPIs = joined(salesKPIs, customerKPIs, marketingKPIs, activityKPIs, productKPIs, serviceKPIs, financeKPIs, peopleKPIs)

// secondMeasures makes the facts KPIs add up.
var secondMeasures = joined(salesMeasures, customerMeasures, marketingMeasures, activityMeasures, productMeasures, serviceMeasures, financeMeasures, peopleMeasures)

func joined[V any](parts ...map[string]V) map[string]V {
	out := map[string]V{}
	for _, part := range parts {
		maps.Copy(out, part)
	}
	return out
}

// sumOf is the sum of a measure, share the share one is of another.
func sumOf(measure string) secondKPI {
	return func(s *second, a about) *big.Rat { return s.flow(a, measure) }
}

func share(part, of string) secondKPI {
	return func(s *second, a about) *big.Rat { return quotient(s.flow(a, part), s.flow(a, of)) }
}

// mean is the mean of a measure's facts.
func mean(measure string, per int64) secondKPI {
	return func(s *second, a about) *big.Rat {
		n := s.sum(a, ones(s.of(measure)), func(f *fact) (config.Day, bool) { return f.day, true })
		return quotient(s.flow(a, measure), n.Mul(n, big.NewRat(per, 1)))
	}
}

// ones counts facts.
func ones(facts []fact) []fact {
	out := slices.Clone(facts)
	for i := range out {
		out[i].value = one
	}
	return out
}

var one = big.NewRat(1, 1)

// months are the months of an interval of whole ones.
func (a about) months() *big.Rat {
	n := int64(0)
	for day := a.First; day < a.End; day++ {
		if _, _, of := day.Date(); of == 1 {
			n++
		}
	}
	return big.NewRat(n, 1)
}

func minus(a, b *big.Rat) *big.Rat { return new(big.Rat).Sub(a, b) }

func times(a, b *big.Rat) *big.Rat {
	if a == nil || b == nil {
		return nil
	}
	return new(big.Rat).Mul(a, b)
}

// quotient is nil where there is nothing to divide by.
func quotient(a, b *big.Rat) *big.Rat {
	if a == nil || b == nil || b.Sign() == 0 {
		return nil
	}
	return new(big.Rat).Quo(a, b)
}

// newSecond reads what every KPI needs: who is in which team when, who is whom, the deals and the accounts.
func newSecond(t *testing.T, dir string, asOf config.Day) *second {
	s := &second{raw: rawFiles{t, dir}, asOf: asOf, facts: map[string][]fact{}}
	s.readMembers()
	s.readUsers()
	s.readAccounts()
	s.readDeals()
	return s
}

// readMembers reads the assignments, cut to the days HR knows people to be employed.
func (s *second) readMembers() {
	s.employed, s.members = map[string]config.Interval{}, map[string][]membership{}
	teams := map[string]string{}
	for _, w := range s.raw.workers() {
		s.employed[w["Employee_ID"]] = stretch(w["Hire_Date"], w["Termination_Date"])
		teams[w["Employee_ID"]] = w["Supervisory_Organization"]
	}
	for _, a := range s.raw.sheet("planning/assignments.xlsx", "Assignments", 4) {
		number := a["participant"]
		m := membership{team: a["team"], Interval: stretch(a["first_day"], a["last_day"]).And(s.employed[number])}
		if m.team == "" {
			m.team = teams[number]
		}
		s.members[number] = append(s.members[number], m)
	}
}

// stretch is from a first day to a last one; without one it goes on.
func stretch(first, last string) config.Interval {
	out := config.Interval{First: dayIn(first), End: config.DayOf(9999, 12, 31)}
	if day := dayIn(last); day != 0 {
		out.End = day + 1
	}
	return out
}

// readUsers reads who a user of Salesforce is: people.xlsx decides, else the employee number, else an e-mail address.
func (s *second) readUsers() {
	s.users = map[string]string{}
	emails := map[string]string{}
	for _, w := range s.raw.workers() {
		emails[w["Email_-_Work"]] = w["Employee_ID"]
	}
	for _, u := range s.raw.csv("salesforce/User.csv") {
		who := u["EmployeeNumber"]
		if _, is := s.employed[who]; !is {
			who = emails[u["Email"]]
		}
		s.users[u["Id"][:15]] = who
	}
	for _, p := range s.raw.sheet("../people.xlsx", "", 1) {
		switch p["system"] {
		case "salesforce":
			s.users[p["id"][:15]] = p["participant"]
		case "attain":
			n := number{p["participant"], p["id"], stretch(p["first_day"], p["last_day"])}
			if p["first_day"] == "" {
				n.First = config.DayOf(1900, 1, 1)
			}
			s.numbers = append(s.numbers, n)
		}
	}
}

// user is who a user of Salesforce is.
func (s *second) user(id string) string {
	if len(id) < 15 {
		return ""
	}
	return s.users[id[:15]]
}

// participant is who has a number on a day.
func (s *second) participant(id string, day config.Day) string {
	for _, n := range s.numbers {
		if n.id == id && n.Contains(day) {
			return n.participant
		}
	}
	if _, is := s.employed[id]; is {
		return id
	}
	return ""
}

// everyPeriod are the months, quarters and years of the demo company's extracts that have ended by a day.
func everyPeriod(c *config.Calendar, first, asOf config.Day) []config.Period {
	var out []config.Period
	for _, kind := range []string{config.Month, config.Quarter, config.Year} {
		out = append(out, c.Within(config.Interval{First: first, End: asOf + 1}, kind)...)
	}
	return out
}

// TestSecondCalculationOfKPIs asks for every KPI of everybody and everything it is measured for, over every month, quarter
// and year of the demo company, and compares the warehouse's answers with the second calculation's. With
// ATTAIN_SECOND=all nothing is left out; otherwise people are asked for the last quarter and the year, groups for every
// quarter, the year and the months of the last quarter. ATTAIN_SECOND_ONLY names the KPIs to ask for, with commas between.
func TestSecondCalculationOfKPIs(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	last, err := config.Calendar{}.Period(demo.Period)
	if err != nil {
		t.Fatal(err)
	}
	asOf := last.End - 1
	o := openedDemo(t, asOf)
	program, err := calc.Compile(o.ws, o.measures)
	if err != nil {
		t.Fatal(err)
	}
	questions := everyQuestion(t, ctx, o, everyPeriod(&o.ws.Calendar, config.DayOf(2025, 7, 1), asOf), os.Getenv("ATTAIN_SECOND") == "all")
	work, err := program.AskKPIs(questions)
	if err != nil {
		t.Fatal(err)
	}
	if err := o.wh.Bind(ctx, work.Bindings()); err != nil {
		t.Fatal(err)
	}
	held, err := o.wh.Holds(ctx, work.Asked(), work.Windows)
	if err != nil {
		t.Fatal(err)
	}
	work.Hold(held)
	market, err := o.wh.MarketRates(ctx)
	if err != nil {
		t.Fatal(err)
	}
	work.Convert(market)
	aggregates, err := o.wh.Aggregates(ctx, work.Asked(), work.Windows)
	if err != nil {
		t.Fatal(err)
	}
	defer aggregates.Release()
	values, err := work.Answer(aggregates)
	if err != nil {
		t.Fatal(err)
	}
	compareSecond(t, newSecond(t, o.ws.Dir, asOf), values)
}

// compareSecond compares values one by one and says by KPI how many were and how many differ.
func compareSecond(t *testing.T, s *second, values []calc.KPIValue) {
	type tally struct{ same, none, held, differ int }
	tallies := map[string]*tally{}
	for i := range values {
		v := &values[i]
		n := tallies[v.KPI.Name]
		if n == nil {
			n = &tally{}
			tallies[v.KPI.Name] = n
		}
		compute := secondKPIs[v.KPI.Name]
		if compute == nil {
			continue
		}
		s.isHeld = false
		want := compute(s, about{v.Subject, v.SubjectID, v.Interval})
		switch {
		case s.isHeld && v.Held != "":
			n.held++
		case s.isHeld || v.Held != "":
			if n.differ++; n.differ <= 3 {
				t.Errorf("%s of %s %q over %s is held: %q; by the second calculation: %v", v.KPI.Name, v.Subject, v.SubjectID, v.Interval, v.Held, s.isHeld)
			}
		case want == nil && v.Value.Null != "":
			n.none++
		case want != nil && v.Value.Null == "" && v.Value.Ratio.Rat().Cmp(want) == 0:
			n.same++
		default:
			if n.differ++; n.differ <= 3 {
				t.Errorf("%s of %s %q over %s is %s%s; the second calculation has %v", v.KPI.Name, v.Subject, v.SubjectID, v.Interval, v.Value.Ratio, v.Value.Null, text(want))
			}
		}
	}
	var names []string
	for name := range tallies {
		names = append(names, name)
	}
	sort.Strings(names)
	var missing []string
	for _, name := range names {
		if secondKPIs[name] == nil {
			missing = append(missing, name)
			continue
		}
		n := tallies[name]
		t.Logf("%-28s %6d the same, %6d without a value in both, %4d held by both, %d differ", name, n.same, n.none, n.held, n.differ)
	}
	if len(missing) > 0 {
		t.Errorf("there is no second calculation of %s", strings.Join(missing, ", "))
	}
}

// everyQuestion asks for every KPI and subject over the periods.
func everyQuestion(t *testing.T, ctx context.Context, o *opened, periods []config.Period, all bool) []calc.KPIQuestion {
	t.Helper()
	var out []calc.KPIQuestion
	last := periods[0]
	for _, p := range periods {
		if p.Kind == config.Quarter {
			last = p
		}
	}
	for _, k := range o.ws.KPIs {
		if only := os.Getenv("ATTAIN_SECOND_ONLY"); only != "" && !slices.Contains(strings.Split(only, ","), k.Name) {
			continue
		}
		formula, err := o.ws.KPIFormula(k.Name)
		if err != nil {
			t.Fatal(err)
		}
		for _, subject := range k.Subjects {
			ids, asked := []string{""}, periods
			switch {
			case all || subject == config.OfCompany:
			case subject == config.OfPerson:
				asked = periods[len(periods)-2:] // months are first, then quarters, then years
			default:
				asked = slices.DeleteFunc(slices.Clone(periods), func(p config.Period) bool { return p.Kind == config.Month && p.End <= last.First })
			}
			if subject != config.OfCompany {
				if ids, err = idsOf(ctx, o, formula, subject); err != nil {
					t.Fatal(err)
				}
			}
			for _, id := range ids {
				for _, p := range asked {
					out = append(out, calc.KPIQuestion{KPI: k.Name, Subject: subject, SubjectID: id, Interval: p.Interval})
				}
			}
		}
	}
	return out
}

func text(v *big.Rat) string {
	if v == nil {
		return "no value"
	}
	return v.RatString()
}
