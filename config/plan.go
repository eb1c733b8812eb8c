package config

// Plan is one plan file. What is common to every kind of component is read here; a component's own settings stay a
// Node until its kind compiles them.
type Plan struct {
	At          Position
	File        string
	Version     string // first 12 hex digits of the file's sha256
	Name        string
	Title       string
	Goal        string
	Owner       string
	Interval    // first_day, last_day
	ReviewBy    Day
	AppliesTo   Condition // {role: AE} is turned into role = 'AE'
	Concurrent  bool      // concurrent: a participant may be under another plan on the same day
	Pays        string    // monthly, quarterly, yearly
	Currency    string    // of the plan's amounts (anchors, limits, caps); "" means each participant's own
	Components  []Component
	Steps       *Node // steps: cap, …; compiled by calc
	Examples    []Example
	Conventions Conventions // the workspace's, with what the plan says instead
}

// Component is one way of paying within a plan.
type Component struct {
	At   Position
	Name string
	Kind string
	Node *Node // all of the component's mapping, name and kind included
}

// Example is a worked example in a plan file: given inputs, expected amounts by component. `attain check plans` runs it.
type Example struct {
	At    Position
	Given map[string]Amount // target_incentive, KPI names, measure names
	Gives map[string]Amount // component → amount in major units
}

// Amount is an exact number with the place it was written.
type Amount struct {
	At    Position
	Value Ratio
}

// KPI is one definition from the library or the workspace: data, not code.
type KPI struct {
	At         Position
	Name       string
	Title      string
	Definition string      // one sentence
	Formula    *Expr       // over measures and other KPIs
	Unit       string      // percent, money, months, days, points, count, number
	Direction  string      // higher_is_better, lower_is_better
	OnlyIf     []Condition // KPIFormula puts them on the leaves they hold for
	AtMost     *Ratio      // clamp (GRR never above 1)
	Sample     string      // the measure whose value is the sample size
	MinSample  int64       // advice shown by kpi show; a plan's too_few decides pay
	Owner      string
	Indicates  string // leading, lagging
	TiesToPay  string // yes, sometimes, indirectly
	Subjects   []Subject
	Example    KPIExample
}

// KPIExample is the definition's worked example: expression text → value, and what it gives.
type KPIExample struct {
	At    Position
	Given map[string]Amount
	Gives Amount
}
