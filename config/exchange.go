package config

import (
	"cmp"

	"github.com/apache/arrow-go/v18/arrow"
)

// Aggregate says how the rows of a measure become one number.
type Aggregate string

// The aggregates a KPI formula can name. A plain measure name is Sum.
const (
	Sum      Aggregate = "sum"      // flow: value summed over the window's days
	Count    Aggregate = "count"    // rows in the window
	Distinct Aggregate = "distinct" // distinct account_id in the window
	Median   Aggregate = "median"   // middle value, the mean of the middle two where the count is even
	AtStart  Aggregate = "at_start" // stock: all movements before the window's first day
	AtEnd    Aggregate = "at_end"   // stock: all movements before the window's end
	Existing Aggregate = "existing" // flow: only accounts that were customers before the window's first day
)

// Subject says whose rows count.
type Subject string

// OfPerson sums the credits of one participant (SubjectID is the participant). OfTeam counts each fact once, by the
// membership of its credited participant on the fact's day (SubjectID is the team). OfCompany counts every fact once,
// credited or not (SubjectID is ""). OfTerritory and OfProduct count each fact once, for the territory or product the
// fact itself names in territory_id or product_id, credited or not; a fact that names none is the company's only.
const (
	OfPerson    Subject = "person"
	OfTeam      Subject = "team"
	OfTerritory Subject = "territory"
	OfProduct   Subject = "product"
	OfCompany   Subject = "company"
)

// OfOwnTerritories counts each fact once for whoever was in its territory on its day (SubjectID is the participant): the
// territories a plan's component looks at with subject: territory, all of the participant's together.
const OfOwnTerritories Subject = "own_territories"

// OfDirectReports and OfAllReports count each fact once that is credited to somebody who reports to the SubjectID on the
// fact's day: directly, or directly and through others. The participant's own facts are not among them.
const (
	OfDirectReports Subject = "direct_reports"
	OfAllReports    Subject = "all_reports"
)

// HasRows says whether a statement shows the subject's rows one by one, as those of its participant: the participant's own
// credits, and the deals of those who report to them, each of which they are paid on.
func (s Subject) HasRows() bool { return s == OfPerson || s == OfDirectReports || s == OfAllReports }

// OthersRows says whether the rows that are shown are credited to other people, whom each row then names.
func (s Subject) OthersRows() bool { return s.HasRows() && s != OfPerson }

// Subjects are all there are, from the smallest.
var Subjects = []Subject{OfPerson, OfTeam, OfTerritory, OfProduct, OfCompany}

// Attribute is the attribute a measure must declare to be asked of the subject; "" for those every measure can answer.
func (s Subject) Attribute() string {
	switch s {
	case OfTerritory, OfOwnTerritories:
		return "territory_id"
	case OfProduct:
		return "product_id"
	}
	return ""
}

// Condition is a piece of SQL a plan or KPI wrote, with its place; transform binds it and reports its errors there.
type Condition struct {
	At   Position
	SQL  string
	Made bool // of conditions that are bound by themselves, so it need not be
}

// Request is one number the calculation needs from the warehouse for many windows: a measure, how it is aggregated,
// whose rows count, and the conditions a row must meet (all of them; columns of the measure, its declared
// attributes). ID is its index in the list it came in.
type Request struct {
	ID        int32
	Measure   string
	Aggregate Aggregate
	Subject   Subject
	Where     []Condition
	Totals    bool // only the aggregate is asked for; the rows behind it are not

	Classes []Condition // each fact says the first of these it meets: rows of a table of rates
	Inputs  []Condition // each fact gives the numbers in these columns of the measure: what a rate's formula is of
	Value   string      // the column that is summed instead of value: what moves a ladder; "" for value
	ValueAt Position    // where the plan names it
}

// Window is a request for one subject over one stretch of days. ID is its index in the list it came in; every
// (request, subject, interval) appears once for each way its money is converted.
type Window struct {
	ID        int32
	Request   int32
	SubjectID string
	Interval
	Rates  string `json:",omitempty"` // how its money is converted: AtEventDate, …; "" for AtPlanRate
	Into   string `json:",omitempty"` // the currency it is converted into, where that is one: amounts in it need no rate of their own day
	RateOn Day    `json:",omitempty"` // AtPayDate: the day whose rate counts, whatever the facts' days; else 0
}

// By says how the window's money is converted.
func (w *Window) By() string { return cmp.Or(w.Rates, AtPlanRate) }

// RateDay is the day whose rate counts for an amount of a day.
func (w *Window) RateDay(on Day) Day { return cmp.Or(w.RateOn, on) }

// Look is a component having looked at a window of one of its measures, and what became of the rows it counted there.
type Look struct {
	Plan, Component, Measure string
	Window                   int32
	Outcome                  string // paid, kpi_only or held
	Reason                   string // why it was held
}

// Measure is what a measure's SQL file declares in its opening comment.
type Measure struct {
	Name       string
	Title      string // what a seller reads: "Won deals"
	Row        string // what a row is, the first line: "won opportunity, on the day it closed, for its owner"
	Kind       string // flow, stock (dated movements; the level at an instant is their sum before it), or span (a value given for day … until_on, of which a window takes its share)
	Unit       string // money (integer minor units with a currency), count, days, or points
	Attributes []string
	File       string // sql/measures/won_deals.sql
}

// AggregateSchema is what transform answers to windows: any number of rows a window, one per currency, rate day (a day
// of those with one rate, see Window.Rates) and span; a window without facts has no row. value is an exact integer over value_den (1 except for medians), money in
// minor units of currency. rows is how many facts went in.
var AggregateSchema = arrow.NewSchema([]arrow.Field{
	{Name: "window_id", Type: arrow.PrimitiveTypes.Int32},
	{Name: "currency", Type: arrow.BinaryTypes.String, Nullable: true}, // null unless the unit is money
	{Name: "rate_on", Type: arrow.FixedWidthTypes.Date32, Nullable: true},
	{Name: "span_first", Type: arrow.FixedWidthTypes.Date32, Nullable: true}, // span measures only
	{Name: "span_end", Type: arrow.FixedWidthTypes.Date32, Nullable: true},
	{Name: "value", Type: arrow.PrimitiveTypes.Int64},
	{Name: "value_den", Type: arrow.PrimitiveTypes.Int64},
	{Name: "rows", Type: arrow.PrimitiveTypes.Int64},
}, nil)

// FactSchema is the facts behind windows, one row per window and credited fact, ordered by window_id, day,
// source_key, fact_key. It feeds commissions (every row is priced) and the statement's sheet of credited rows.
var FactSchema = arrow.NewSchema([]arrow.Field{
	{Name: "window_id", Type: arrow.PrimitiveTypes.Int32},
	{Name: "fact_key", Type: arrow.BinaryTypes.String},
	{Name: "source_key", Type: arrow.BinaryTypes.String},
	{Name: "label", Type: arrow.BinaryTypes.String, Nullable: true}, // what a person calls the thing: the deal's name
	{Name: "day", Type: arrow.FixedWidthTypes.Date32},
	{Name: "account_id", Type: arrow.BinaryTypes.String, Nullable: true},
	{Name: "credit_type", Type: arrow.BinaryTypes.String},
	{Name: "share_bp", Type: arrow.PrimitiveTypes.Int64}, // basis points of the fact: 50 % is 5,000
	{Name: "value", Type: arrow.PrimitiveTypes.Int64},    // minor units of currency, or the measure's own unit
	{Name: "currency", Type: arrow.BinaryTypes.String, Nullable: true},
	{Name: "file", Type: arrow.BinaryTypes.String},
	{Name: "row", Type: arrow.PrimitiveTypes.Int64},                          // 1-based record in file
	{Name: "until_on", Type: arrow.FixedWidthTypes.Date32, Nullable: true},   // spans only: the day after the last it is given for
	{Name: "counted_days", Type: arrow.PrimitiveTypes.Int64, Nullable: true}, // spans only: of its days in the window, those that count: a team's while the person was in it
	{Name: "class", Type: arrow.PrimitiveTypes.Int32, Nullable: true},        // the first of the request's classes the fact meets, -1 for none; null where it has no classes
	{Name: "inputs", Type: arrow.ListOf(&arrow.Decimal128Type{Precision: 38, Scale: InputScale}), Nullable: true},
	{Name: "counted", Type: arrow.PrimitiveTypes.Int64, Nullable: true},     // the request's Value of this credit in ten-thousandths: the column × share_bp
	{Name: "credited_id", Type: arrow.BinaryTypes.String, Nullable: true},   // of others' rows a participant sees (see HasRows): whose credit it is
	{Name: "credited_name", Type: arrow.BinaryTypes.String, Nullable: true}, // and their name, where HR has one
}, nil)

// InputScale is how many decimals a fact's inputs have.
const InputScale = 9

// Assignment is one row of core.assignment, cut to the participant's employment, with the plans whose applies_to it
// meets. Participant ids are employee numbers as HR writes them (text; leading zeros kept).
type Assignment struct {
	Participant    string
	Name           string
	Email          string
	Role           string
	Team           string
	Manager        string // participant id, or ""
	CostCenter     string
	Country        string
	Currency       string    // what the participant is paid in
	IncentiveMinor int64     // target incentive in minor units of Currency, for IncentivePer
	IncentivePer   string    // year, quarter or month
	HasIncentive   bool      // false when the target incentive or its period is missing or unreadable: a scorecard is held, a commission needs neither
	Interval                 // first day in the assignment, half-open, within employment
	HiredOn        Day       // the first day of the employment it is in
	Absences       []Absence // the participant's, all of them, by first day
	Plans          []string
	File           string // where the assignment was written
	Row            int64
}

// Absence is a stretch of days on which a participant was away, as HR writes it.
type Absence struct {
	Kind string // small letters: parental, sick, vacation
	Interval
}

// LineSchema is lines in columns, as calc gives them and as a run stores them. Numerators and denominators are
// decimal(38,0), so that an exact product never overflows.
var LineSchema = arrow.NewSchema([]arrow.Field{
	{Name: "run", Type: arrow.BinaryTypes.String},
	{Name: "ref", Type: arrow.BinaryTypes.String},
	{Name: "participant", Type: arrow.BinaryTypes.String},
	{Name: "plan", Type: arrow.BinaryTypes.String},
	{Name: "plan_version", Type: arrow.BinaryTypes.String},
	{Name: "component", Type: arrow.BinaryTypes.String},
	{Name: "segment", Type: arrow.PrimitiveTypes.Int32},
	{Name: "part", Type: arrow.BinaryTypes.String},
	{Name: "origin_period", Type: arrow.BinaryTypes.String},
	{Name: "pay_period", Type: arrow.BinaryTypes.String},
	{Name: "source_key", Type: arrow.BinaryTypes.String},
	{Name: "currency", Type: arrow.BinaryTypes.String},
	{Name: "class", Type: arrow.BinaryTypes.String},
	{Name: "label", Type: arrow.BinaryTypes.String},
	{Name: "basis_num", Type: &arrow.Decimal128Type{Precision: 38, Scale: 0}},
	{Name: "basis_den", Type: &arrow.Decimal128Type{Precision: 38, Scale: 0}},
	{Name: "basis_unit", Type: arrow.BinaryTypes.String},
	{Name: "rate_num", Type: &arrow.Decimal128Type{Precision: 38, Scale: 0}},
	{Name: "rate_den", Type: &arrow.Decimal128Type{Precision: 38, Scale: 0}},
	{Name: "amount_minor", Type: arrow.PrimitiveTypes.Int64},
	{Name: "config_ref", Type: arrow.BinaryTypes.String},
	{Name: "computed_from", Type: arrow.BinaryTypes.String},
	{Name: "cost_center", Type: arrow.BinaryTypes.String},
	{Name: "terms", Type: arrow.BinaryTypes.String, Nullable: true}, // JSON of []Term; null where basis × rate says it all
}, nil)

// ResultSchema is what became of every component, as a run stores it: one row for each component of each participant in
// each segment, whether or not it has a line.
var ResultSchema = arrow.NewSchema([]arrow.Field{
	{Name: "participant", Type: arrow.BinaryTypes.String},
	{Name: "name", Type: arrow.BinaryTypes.String},
	{Name: "plan", Type: arrow.BinaryTypes.String},
	{Name: "component", Type: arrow.BinaryTypes.String}, // "" for a plan's cap
	{Name: "period", Type: arrow.BinaryTypes.String},
	{Name: "segment", Type: arrow.PrimitiveTypes.Int32},
	{Name: "first_day", Type: arrow.FixedWidthTypes.Date32},
	{Name: "last_day", Type: arrow.FixedWidthTypes.Date32},
	{Name: "currency", Type: arrow.BinaryTypes.String},
	{Name: "outcome", Type: arrow.BinaryTypes.String},
	{Name: "reason", Type: arrow.BinaryTypes.String}, // why nothing was paid, or why it was held
	{Name: "amount_minor", Type: arrow.PrimitiveTypes.Int64},
	{Name: "line_count", Type: arrow.PrimitiveTypes.Int64},
}, nil)

// Binding is a condition and what it is said of: the columns of a measure, or of the assignment when Measure is "".
type Binding struct {
	Measure   string
	Condition Condition
	Must      Must
}

// Must says what a condition has to be. The zero value is a comparison: true or false of every row.
type Must string

// A name of a column with exact numbers, which may have decimals, or with whole numbers.
const (
	MustBeNumber Must = "number"
	MustBeWhole  Must = "whole"
)
