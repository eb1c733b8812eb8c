package config

// Workspace is everything a company wrote down: attain.yaml, its plans and its KPIs beside the shipped library. It is
// read whole and checked whole; see LoadWorkspace.
type Workspace struct {
	Dir         string
	Company     Company
	Calendar    Calendar
	Currencies  Currencies
	Conventions Conventions
	Sources     []Source
	Pay         Pay
	KPIs        []*KPI  // shipped and the workspace's own, by name; the workspace's replaces a shipped one
	Plans       []*Plan // by name
	Files       []InputFile
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
}

// Currencies says what amounts are shown in and at which plan rates they are converted.
type Currencies struct {
	Reporting string
	PlanRates []PlanRate
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
	DayCount       string   // day_count: calendar_days | working_days | whole_months
	RoleChange     string   // role_change: segments | blended
	Ladder         string   // ladder_on_role_change: carried | restarted
	Prorates       []string // prorates: any of quota, target_incentive, cap
	ExactlyOnLimit string   // exactly_on_limit: higher_tier | lower_tier
	TooFew         string   // too_few: weight_to_the_others | as_at_target | nothing | carry_to_next_period
	NoValue        string   // no_value: the same four, for a KPI that cannot be computed
	ConversionRate string   // conversion_rate: plan_rate
	LeftOverCent   string   // left_over_cent: lowest_participant
	PositionOf     map[string]Position
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
	Name       string            // opportunity
	Path       string            // a glob, relative to the workspace
	Key        string            // our name of the column that identifies a record; for deletions
	Format     Format            // falls back to the source's field by field
	Fields     map[string]string // our column → theirs
	Stages     map[string]string // their stage → open, won, lost
	Attributes []string          // their columns usable in plans by their own name, lower case
	FieldsAt   map[string]Position
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
	Root      string   // json: the key the records are under
	Sheet     string   // xlsx
	HeaderRow int      // xlsx and csv: 1-based; 0 means 1
	Unpivot   *Unpivot
	SkipWhere map[string]string // column → value of rows that are no records (a total row)
	Date      string            // how dates are written: YYYY-MM-DD (default), DD/MM/YYYY, MM/DD/YYYY, DD.MM.YYYY, YYYYMMDD, epoch_seconds, epoch_milliseconds
	Decimal   string            // "." or ","
	Thousands string            // "", ",", ".", " "
	Nulls     []string          // spellings of no value besides the empty cell
}

// Unpivot turns columns across (one per month) into records.
type Unpivot struct {
	Columns string // how the headers are written: "Jan 2006" in Go's reference month, or "2006-01"
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
}
