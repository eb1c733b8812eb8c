package config

// Line is one amount somebody is owed, or a step towards it, and the whole reason for it. A payout is the sum of its
// lines and nothing else computes it.
//
// Participant, Plan, Component, Segment, Part, OriginPeriod, SourceKey and Currency are the key: unique in a run and
// stable between runs.
type Line struct {
	Run          string
	Ref          string // short reference people can quote: L-7Q2F
	Participant  string
	Plan         string
	PlanVersion  string // first 12 hex digits of the plan file's sha256
	Component    string
	Segment      int32  // 1-based within the component's window
	Part         string // payout, tier-1, tier-2, earlier-deals, cap, floor, carried, …
	OriginPeriod string // base-calendar period of the event, or the last of the component's window
	PayPeriod    string // the period of the run
	SourceKey    string // the deal's own key; "" for an aggregate
	Currency     string
	Class        string // earning, settlement or reward
	Label        string // what a seller reads
	Basis        Ratio  // exact: minor units of Currency when BasisUnit is money
	BasisUnit    string // money, count, …
	Rate         Ratio  // exact: Basis × Rate, rounded once, is AmountMinor (tier slices of one deal: see calc)
	AmountMinor  int64
	ConfigRef    string // plans/ae-2026.yaml:14:5
	ComputedFrom string // extracts/Opportunity.csv:118, or "won_deals, E1007, 2026-07-01 to 2026-09-30"
	CostCenter   string
	Terms        []Term
}

// Line classes.
const (
	Earning    = "earning"    // a pure function of history
	Settlement = "settlement" // depends on the path: draw, bank, recovery
	Reward     = "reward"     // no money: Currency is the name of the reward, AmountMinor how much of it
)

// Term is one named number in a line's derivation. Terms are in order: a term with a Formula is computed from terms
// before it, one without was given. The last term, "amount", is the line's amount; evaluating the formulas exactly
// gives it to the cent, on a statement as live cells and in `explain` as text.
type Term struct {
	Name    string `json:"name"`              // a word formulas use: won_deals
	Label   string `json:"label"`             // what a seller reads: Deals won
	Unit    string `json:"unit"`              // money (major units of the line's currency), percent, count, months, days, points, number; of other money its currency: USD
	Value   Ratio  `json:"value"`             // exact
	Formula string `json:"formula,omitempty"` // over earlier names; + - * / ( ) min max round(x, places)
	At      string `json:"at,omitempty"`      // the YAML place it stands in: plans/ae-2026.yaml:18:17
	From    string `json:"from,omitempty"`    // where a given number came from: measure, subject, window, rows
	Window  int32  `json:"window,omitempty"`  // 1 + the window id whose facts it was summed from; 0: none
}
