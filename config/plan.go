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
	Quota       *Node     // quota: ramp, seasonality; compiled by calc
	Components  []Component
	Steps       *Node // steps: cap, …; compiled by calc
	Examples    []Example
	Accepted    []Accepted  // warnings somebody decided to live with
	ReviewedOn  Day         // when somebody last looked the plan over; 0 for never
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
//
// What is paid by the deal is given one deal, by these words:
//
//	bookings: 20_000            the deal's amount, by the measure's name; in an override reports_bookings
//	earlier_bookings: 145_000   what was credited before it since the tiers' last reset
//	quota: 200_000              what attainment is measured by
//	rates_row: 2                which row of rates the deal meets, from 1: the component's rows, then those of its tiers;
//	                            left out, the rest
//	margin_minor: 3_000_000     a column a rate's formula or counting: names, as it stands there
//	share: 50%                  the participant's share of the deal, for splits: rate_first and per_deal of: whole_deal
//	budget_used: 19_400         what earlier deals took of a SPIF's budget
type Example struct {
	At       Position
	Period   string // the pay window it is of, where targets differ between windows; else ""
	PeriodAt Position
	Given    map[string]Amount // target_incentive, KPI names, measure names; see below
	Gives    map[string]Amount // component → amount in major units; or one of SettlementWords
	Opening  map[string]Amount // balances settlement begins with, by BalanceWords; nil where nothing is settled
	Closing  map[string]Amount // and ends with
}

// ExampleWord is a word an example of a plan may give, and what it stands for.
type ExampleWord struct {
	Name    string
	Also    []string // other words for the same: existing(mrr_churn) may be mrr_churn
	What    string   // as a seller calls it: Quota attainment
	Unit    string   // as a KPI's: money, percent, count …
	Instead string   // the word it can be given instead of, with the other inputs of the same
}

// Names are all words for it.
func (w ExampleWord) Names() []string { return append([]string{w.Name}, w.Also...) }

// SettlementWords are what an example may expect of settlement; BalanceWords what it may open and close with.
var (
	SettlementWords = []string{"bank", "held", "released", "clawback", "leave_pay", "recovery", "draw", "recovered", "carried", "payment_floor", "paid"}
	BalanceWords    = []string{"draw_balance", "advanced", "carried", "overpaid", "bank", "held", "instalments", "past_pay"}
)

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
	DateField  string      // which day of a thing counts, in words: "the day the deal closed"
	Population string      // what is counted, in words: "won and lost deals"
	Over       string      // the stretch of days it looks at unless a component says otherwise; one of Overs
	Owner      string
	Indicates  string     // leading, lagging
	Kind       string     // outcome, diagnostic
	TiesToPay  string     // yes, sometimes, indirectly
	Proves     string     // the objective it is evidence for
	Benchmark  *Benchmark // nil: nobody publishes one
	Subjects   []Subject
	SubjectsAt Position
	Example    KPIExample
}

// Benchmark is what others reach, as somebody published it. One of the ends may be open.
type Benchmark struct {
	Low, High *Ratio // in the KPI's unit
	Source    string // who published it, and in which year
}

// Overs are the stretches of days a KPI may look at; each ends where the pay window (or the period asked for) ends.
//
//	period             the pay window itself
//	month … year       the company's month, quarter or year the last day is in, up to that day
//	year_to_date       from the first day of the company's year
//	rolling_n_months   the n months before the end, whole ones where the end is the end of a month
//
// For a KPI of a person all but the rolling ones begin not before the participant's assignment.
var Overs = []string{OverPeriod, Month, Quarter, Year, OverYearToDate, OverRolling3, OverRolling12}

// The stretches of Overs that are no kind of period.
const (
	OverPeriod     = "period"
	OverYearToDate = "year_to_date"
	OverRolling3   = "rolling_3_months"
	OverRolling12  = "rolling_12_months"
)

// KPIExample is the definition's worked example: expression text → value, and what it gives.
type KPIExample struct {
	At    Position
	Given map[string]Amount
	Gives Amount
}
