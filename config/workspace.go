package config

import (
	"cmp"
	"slices"
)

// Workspace is everything a company wrote down: attain.yaml, its plans and its KPIs beside the shipped library. It is
// read whole and checked whole; see LoadWorkspace.
type Workspace struct {
	Dir          string
	Company      Company
	HouseAccount string // the participant credited with what nobody else is; "" for nobody
	Calendar     Calendar
	Currencies   Currencies
	Conventions  Conventions
	Sources      []Source
	Pay          Pay
	Checks       map[string]CheckSetting
	Rewards      []RewardKind // by name
	KPIs         []*KPI       // shipped and the workspace's own, by name; the workspace's replaces a shipped one
	Plans        []*Plan      // by name
	Files        []InputFile
}

// RewardKind is something a component can pay in that is no money: points, usage credits. Its name begins with a small
// letter, as no currency does, and there are only whole ones.
type RewardKind struct {
	At    Position
	Name  string
	Title string // what a seller reads
}

// RewardNames are the names of the workspace's rewards.
func (ws *Workspace) RewardNames() []string {
	var out []string
	for _, r := range ws.Rewards {
		out = append(out, r.Name)
	}
	return out
}

// InputFile is one file of configuration as read, for the run's identity.
type InputFile struct {
	Path   string
	SHA256 string
}

// Company says who runs this.
type Company struct {
	Name    string
	Code    string // the company code payroll knows
	Country string
	// PricesChanged is when prices last changed; plans nobody looked over since are warned of. 0 means not said.
	PricesChanged Day
}

// Currencies says what amounts are shown in and at which plan rates they are converted.
type Currencies struct {
	Reporting  string
	PlanRates  []PlanRate
	SpotStands int // spot_rates_stand: 7 days; for how many days a spot rate is used while no newer one comes; 0 means until one does
}

// PlanRate says that one major unit of From is worth Rate major units of To, from First to before End. Inverse and
// cross rates are computed from these, never written down too.
type PlanRate struct {
	At       Position
	From, To string
	Rate     Ratio
	Interval
}

// Conventions are a company's answers to the questions systems answer differently. A plan may differ. An empty value
// means nobody answered; where it matters that is an error listing the readings.
type Conventions struct {
	Halves         Halves   // halves: away_from_zero | to_even
	DayCount       string   // day_count: calendar_days | working_days | whole_months | thirty_360
	RoleChange     string   // role_change: segments | blended
	Ladder         string   // ladder_on_role_change: carried | restarted
	Prorates       []string // prorates: any of Prorated
	ExactlyOnLimit string   // exactly_on_limit: higher_tier | lower_tier
	TooFew         string   // too_few: weight_to_the_others | as_at_target | nothing | carry_to_next_period
	NoValue        string   // no_value: the same four, for a KPI that cannot be computed
	NoQuota        string   // no_quota: nothing | as_at_target | weight_to_the_others; "" means no_value decides
	Leave          string   // leave: reduces_quota_and_incentive | reduces_quota | reduces_nothing
	LeaveIs        LeaveIs  // leave_is: which absences are leave
	ConversionRate string   // conversion_rate: plan_rate | event_date | month_average | pay_date
	CreditRate     string   // credit_rate: the same four, of what a deal counts; "" stands for conversion_rate
	PayoutRate     string   // payout_rate: the same four, of what a plan with a currency pays; "" stands for conversion_rate
	LeftOverCent   string   // left_over_cent: lowest_participant
	ClawbackRate   string   // clawback_rate: original_rate | recompute | none
	NegativePay    string   // negative_pay: carried | paid
	DrawAtYearEnd  string   // draw_at_year_end: carry | forgive | reset
	PositionOf     map[string]Position
	Said           map[string]string // every answer as written, by its key
}

// Credit says at which rates amounts become those of the plan: quotas' currency, tiers, KPIs.
func (c *Conventions) Credit() string { return cmp.Or(c.CreditRate, c.ConversionRate, AtPlanRate) }

// Payout says at which rates what was earned in the plan's currency becomes the participant's.
func (c *Conventions) Payout() string { return cmp.Or(c.PayoutRate, c.ConversionRate, AtPlanRate) }

// MarketRates says whether any plan, or the workspace for KPIs by themselves, converts at other rates than plan rates.
func (w *Workspace) MarketRates() bool {
	market := func(c *Conventions) bool { return c.Credit() != AtPlanRate || c.Payout() != AtPlanRate }
	return market(&w.Conventions) || slices.ContainsFunc(w.Plans, func(p *Plan) bool { return market(&p.Conventions) })
}

// PaidOn is the day a pay window is paid: the date pay: dates: gives for it, else for the shortest period the window is
// in, else the window's own last day.
func (w *Workspace) PaidOn(window Period) Day {
	on, days := window.End-1, 0
	for _, d := range w.Pay.Dates {
		p, err := w.Calendar.Period(d.Period)
		holds := err == nil && p.First <= window.First && window.End <= p.End
		if d.Period == window.Label || holds && (days == 0 || p.Days() < days) {
			on, days = d.On, p.Days()
		}
		if d.Period == window.Label {
			break
		}
	}
	return on
}

// LeaveIs says which absences are leave: those of a kind, of so many days in a row or more. Absences of these kinds that
// follow one another without a gap are one.
type LeaveIs struct {
	Kinds []string
	From  int
}

// Pay says how results reach payroll.
type Pay struct {
	DefaultCode string
	Codes       []PayCode // first match wins
	Dates       []PayDate
}

// PayCode maps a plan's component ("" for all of the plan) to a payroll code.
type PayCode struct {
	Plan, Component, Code string
}

// PayDate is when a period is paid.
type PayDate struct {
	Period string
	On     Day
}

// Source is one system's landing: how bytes arrive, what the columns mean, how values are written.
type Source struct {
	At        Position
	Name      string
	Connector string // file
	System    string // salesforce, workday, stripe, attain
	Landing   string // full
	Format    Format // for every entity that has no own
	Entities  []Entity
}

// Entity is one kind of record of a source: which files, and what the company calls its columns.
type Entity struct {
	At         Position
	Name       string                       // opportunity
	Path       string                       // a glob, relative to the workspace
	Key        string                       // our name of the column that identifies a record; for deletions
	Format     Format                       // falls back to the source's field by field
	Fields     map[string]string            // our column → theirs
	Constants  map[string]string            // our column → its value in every record, where the files have no such column; days as 2026-01-31, numbers with a point
	Stages     map[string]string            // their stage → open, won, lost
	Values     map[string]map[string]string // our column → their value → ours; a value that is not named stays as it is
	Attributes []string                     // their columns usable in plans by their own name, lower case
	Formats    map[string]Format            // their column → how its values are written where that differs: Date, Decimal, Thousands, Nulls
	Control    *Control                     // what the source says the files hold
	Fresh      int                          // how many days old the newest record, or where records have no day the landing, may be; 0 means any
	Drift      Drift
	FieldsAt   map[string]Position
}

// Control is what a source says its files hold; what was read is compared with it before anything is paid. It stands in
// a control file that comes with the extract (columns file, rows, column, total), or in attain.yaml.
type Control struct {
	At   Position
	Path string // a glob, relative to the workspace; "" for the totals given here, which are of all the entity's files
	Rows int64  // -1 means not given
	Sums []ControlSum
}

// ControlSum is what the values of one of their columns come to.
type ControlSum struct {
	At     Position
	Column string
	Total  Ratio
}

// Drift is how far the number of records and the sums of amounts may be from those of the landing before, as a share of
// them: 3/10 lets 100 become 70 to 130. Nil means what the check takes by itself.
type Drift struct {
	Rows *Ratio
	Sums *Ratio
}

// CheckSetting is what a workspace says about a data check.
type CheckSetting struct {
	At       Position
	Severity string // stop, hold or warn; "" for the check's own
	Owner    string
}

// Format says how a file is written. Empty fields mean: by the file's ending (csv, tsv, jsonl, json, parquet, xlsx,
// each also .gz), UTF-8, comma, double quote, ISO dates, decimal point.
type Format struct {
	Type      string // csv, jsonl, json, parquet, xlsx
	Encoding  string // utf-8, utf-16, windows-1252
	Delimiter string
	Quote     string
	NoHeader  bool
	Columns   []string // names where there is no header
	Root      string   // json: the key the records are under, or keys with dots between them
	Sheet     string   // xlsx
	HeaderRow int      // xlsx and csv: 1-based; 0 means 1
	Unpivot   *Unpivot
	SkipWhere map[string]string // column → value of rows that are no records; * stands for any letters
	Footer    []string          // the first record whose first cell with text fits one of these patterns ends the table
	TotalRow  *TotalRow
	Date      string // how dates are written: YYYY-MM-DD (default), DD/MM/YYYY, MM/DD/YYYY, DD.MM.YYYY, YYYYMMDD, epoch_seconds, epoch_milliseconds
	Decimal   string // "." or ","
	Thousands string // "", ",", ".", " "
	// CurrencyMark stands before or after amounts, such as $ or kr; what another stands beside cannot be read.
	CurrencyMark string
	Nulls        []string // spellings of no value besides the empty cell
}

// TotalRow says which rows are sums of the rows above them, since the one before: they are no records, and what they say
// must be what the rows come to.
type TotalRow struct {
	Where map[string]string // column → value; * stands for any letters
	Sums  []string          // the columns compared; none means the columns across
}

// Unpivot turns columns across (one per month, quarter or year) into records of a month each. A quarter's figure is divided among
// its months, a year's among its twelve.
type Unpivot struct {
	// Columns is how the headers are written, for January 2006: "Jan 2006", "2006-01", "Jan. 06", "Q1 2006", "2006";
	// several with |. Names of months may be English, Norwegian, Swedish, Danish, German or Dutch.
	Columns string
	YearRow int    // the row above the header that has the year over the first of its months; 0 means the header has it
	Into    string // the column that gets the first day of the month
	Value   string // the column that gets the cell
}

// LandedFile is one file as received: exact bytes under its content hash.
type LandedFile struct {
	Path       string `json:"path"`    // as the source names it, relative to the workspace
	Object     string `json:"object"`  // where the bytes are in the store
	Size       int64  `json:"size"`    // bytes as received
	SHA256     string `json:"sha256"`  // of the bytes as received
	Records    int64  `json:"records"` // counted while landing, apart from the reader that loads them
	ModifiedAt string `json:"modified_at,omitempty"`
}

// Landing is one arrival of one entity of a source, whole.
type Landing struct {
	ID        string       `json:"id"` // hash of source, entity and files: the same bytes are the same landing
	Source    string       `json:"source"`
	Entity    string       `json:"entity"`
	System    string       `json:"system"`
	Connector string       `json:"connector"`
	FetchedAt string       `json:"fetched_at"` // RFC 3339, UTC
	Files     []LandedFile `json:"files"`
	Control   []LandedFile `json:"control,omitempty"` // what the source says the files hold
}
