package calc

import (
	"cmp"
	"slices"

	"attain/config"
)

// Description is what a component or a step says about itself, for `plan show` and for the warnings of `check plans`. A
// kind describes itself, so that what is shown cannot differ from what is paid: amounts in it come from the kernel.
//
// Who implements describe says in Sentences only what its own settings mean; when a plan pays, who is under it, what a
// KPI is, what only_if leaves out and the component's cap_amount and floor_amount are said for every kind alike.
type Description struct {
	Title     string          // what a statement calls it: a step's name; a component is called by its own
	At        config.Position // steps: where the plan says it
	Sentences []string        // how it pays, in a seller's words ("you"), each with its full stop, in the order it is worked out
	Tables    []Table
	Curves    []Curve
	Looks     []Looked
	Open      bool // components: nothing of its own limits what it can pay: no cap of a curve, no budget, no fixed prizes
	BelowZero bool // components: returns and cancellations can make it less than nothing
	Capped    bool // steps: it limits what the plan pays
	Floored   bool // steps: it stops what the plan pays from being less than nothing: a floor, a guarantee, negative_pay
	Returns   bool // steps: it takes pay back, or keeps it, until the result proves good: clawback, holdback
}

// Table is rows under a head, every cell as it is read. The first column is text, the others are numbers.
type Table struct {
	Title string // "" under the sentences
	Head  []string
	Rows  [][]string
}

// Curve is what pays how much: points from left to right, straight lines between them, amounts not yet rounded. Two
// points at the same X are a jump. What is left of the first point pays what the first point pays, and what is right of
// the last what the last pays, unless Open says it goes on.
type Curve struct {
	Title string // "Quota attainment and what it pays"
	X, Y  Axis
	Open  bool // beyond the last point it goes on as between the last two
	Lower bool // lower is better
	List  []Point
}

// Axis says what numbers on it are.
type Axis struct {
	Title    string // "Quota attainment"
	Unit     string // as a KPI's: percent, money, count, months …
	Currency string // of money
}

// jump says whether the curve jumps at a point, and by how much.
func (c *Curve) jump(i int) (from, to config.Ratio, is bool) {
	if i == 0 || c.List[i].X.Cmp(c.List[i-1].X) != 0 {
		return from, to, false
	}
	from, to = c.List[i-1].Y, c.List[i].Y
	if c.Lower {
		from, to = to, from
	}
	return from, to, from.Cmp(to) != 0
}

// Point is a place on a curve. Of two at the same X one is Beside: it is what is paid next to X, on its own side of the
// jump, and the other is what X itself pays. Mark is a seller's word for it ("threshold", "target", "cap"), "" for none. At is where
// the plan says so, for warnings.
type Point struct {
	X, Y   config.Ratio // in the axes' units: percent 1 is 100 %, money in major units
	Beside bool
	Mark   string
	At     config.Position
}

// Looked is something a component looks at. Either KPI or Measure is set.
type Looked struct {
	For        LookedFor
	KPI        *config.KPI
	Measure    *config.Measure
	Subject    config.Subject // whose: person, team, own_territories, company
	Over       string         // one of config.Overs
	OnlyIf     []config.Condition
	QuotaWhere []config.Condition
	Cliff      string          // guards that pay all or little on two sides of a limit: "below 80 % only 0 % is paid"
	At         config.Position // where the plan names it
}

// LookedFor is what a component looks at something for.
type LookedFor string

// What things are looked at for.
const (
	ToPay       LookedFor = "pay"       // its result is what is paid for
	ToGuard     LookedFor = "guard"     // it lowers or raises what another result pays: a gate, a multiplier
	ToMeasureBy LookedFor = "measureby" // what a result is measured by: a quota, a pool's size
)

// describing is what a description may use beside the component's own settings.
type describing struct {
	prog     *Program
	plan     *plan
	currency string // of the plan's amounts and of its examples
	of       string // the component that is described; "" for the plan
}

// say adds sentences.
func (d *Description) say(sentences ...string) { d.Sentences = append(d.Sentences, sentences...) }

// with adds another part's description to this one: a gate's or a multiplier's to its component's.
func (d *Description) with(other Description) {
	d.say(other.Sentences...)
	d.Tables = append(d.Tables, other.Tables...)
	d.Curves = append(d.Curves, other.Curves...)
	d.Looks = append(d.Looks, other.Looks...)
}

// example is the amount a description works with: what the first of the plan's examples gives under one of the names,
// else other. Amounts are in major units.
func (d *describing) example(other int64, names ...string) config.Ratio {
	for i := range d.plan.Examples {
		if v, ok := given(d.plan.Examples[i].Given).of(d.of).value(names...); ok && v.Sign() > 0 {
			return v
		}
	}
	return config.Whole(other)
}

// incentive is the target incentive of one pay window that descriptions work with.
func (d *describing) incentive() config.Ratio { return d.example(10_000, "target_incentive") }

// money writes major units of the plan's currency, rounded as the plan rounds.
func (d *describing) money(v config.Ratio) string {
	minor, _ := config.MinorOf(v, d.currency).Round(d.plan.Conventions.Halves)
	return money(minor, d.currency)
}

// PlanDescription is a whole plan read back.
type PlanDescription struct {
	*config.Plan
	Currency   string       // of the amounts; the participant's own where the plan names none
	Incentive  config.Ratio // the target incentive of one pay window amounts are shown on; 0 where nothing is paid on one
	Components []ComponentDescription
	Targets    []string      // what becomes of written targets: ramps and seasons
	Steps      []Description // in the order they are done, those of settlement last
	Examples   []ExampleWorked
	Words      []config.ExampleWord // those an example may give
}

// ComponentDescription is a component read back.
type ComponentDescription struct {
	Description
	Name   string
	Kind   string
	At     config.Position
	Reward string       // what it pays in that is no money; "" for money
	Weight config.Ratio // 0 where it has none
	OnlyIf []config.Condition
	Cap    *config.Ratio // cap_amount and floor_amount, major units
	Floor  *config.Ratio
	Banked bool                 // what is above Cap is kept for later
	Words  []config.ExampleWord // those an example of it may give
}

// ExampleWorked is one of the plan's examples, and what the plan pays on it.
type ExampleWorked struct {
	config.Example
	Results []ExampleResult
}

// Describe reads a plan back; nil when there is none of the name.
func (p *Program) Describe(name string) *PlanDescription {
	pl := p.plans[name]
	if pl == nil {
		return nil
	}
	d := &describing{prog: p, plan: pl, currency: p.exampleCurrency(pl)}
	out := &PlanDescription{Plan: pl.Plan, Currency: d.currency, Words: pl.exampleWords()}
	for _, comp := range pl.components {
		if comp.weight.Sign() > 0 {
			out.Incentive = d.incentive()
		}
		out.Components = append(out.Components, d.component(comp))
	}
	for _, s := range pl.steps {
		out.Steps = append(out.Steps, s.describe(d))
	}
	out.Steps = append(out.Steps, d.settlement()...)
	if pl.quota != nil {
		out.Targets = pl.quota.sentences(d)
	}
	for _, ex := range pl.Examples {
		out.Examples = append(out.Examples, ExampleWorked{Example: ex, Results: p.runExample(pl, ex)})
	}
	return out
}

// PlanNames are the names of all plans, ascending.
func (p *Program) PlanNames() []string { return slices.Clone(p.names) }

// component describes one component with the steps that belong to it.
func (d *describing) component(comp *component) ComponentDescription {
	own := *d
	own.currency, own.of = cmp.Or(comp.reward, d.currency), comp.name
	out := ComponentDescription{
		Description: comp.method.describe(&own, comp), Name: comp.name, Kind: comp.kind, At: comp.at, Reward: comp.reward,
		Weight: comp.weight, OnlyIf: comp.onlyIf, Cap: comp.limits.cap, Floor: comp.limits.floor, Banked: comp.limits.banked,
		Words: comp.exampleWords(),
	}
	if comp.before != nil {
		out.with(comp.before.describe(&own))
	}
	for _, s := range comp.steps {
		out.with(s.describe(&own))
	}
	return out
}

// settlement describes what happens to what is owed before it is paid.
func (d *describing) settlement() []Description {
	steps := d.plan.settlement
	if steps == nil || !steps.Any {
		return nil
	}
	var out []Description
	for _, said := range steps.Describe(d.money) {
		out = append(out, Description{Title: said.Title, At: said.At, Sentences: said.Sentences, Floored: said.Floored})
	}
	if len(out) > 0 {
		out[0].Returns = steps.Clawback != nil || steps.Holdback != nil
	}
	return out
}

// PayWindows are a plan's pay windows, the one its last day is in included.
func (p *Program) PayWindows(name string) []config.Period {
	pl := p.plans[name]
	if pl == nil {
		return nil
	}
	var out []config.Period
	calendar := &p.ws.Calendar
	for w := calendar.PeriodOf(pl.First, pl.periodKind); w.First < pl.End && !w.Empty(); w = calendar.PeriodOf(w.End, pl.periodKind) {
		out = append(out, w)
	}
	return out
}

// exampleCurrency is what a plan's examples are in.
func (p *Program) exampleCurrency(pl *plan) string {
	if pl.Currency != "" {
		return pl.Currency
	}
	return p.ws.Currencies.Reporting
}
