package calc

import (
	"strings"
	"testing"

	"attain/config"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/memory"
)

// semantics.md section 1: 600,000 for 300 customers is 2,000; at 200 of revenue and a margin of 80 % it is paid back in
// 12.5 months. Half of the cost is in EUR at 1.08, and the result does not change.
func TestPaybackInTwoCurrencies(t *testing.T) {
	t.Parallel()
	p := compilePlan(t, planHead("quarterly")+`components:
  - {name: payback, kind: scorecard, kpi: cac_payback, subject: company, weight: 100%, threshold: {at: 15, pays: 50%}, target: {at: 12, pays: 100%}, cap: {at: 6, pays: 150%}, between: straight_line}
`)
	on := day(t, "2026-08-01")
	w := world{facts: []testFact{
		{measure: "sales_and_marketing_cost", day: on, value: 330_000_00, currency: "USD"},
		{measure: "sales_and_marketing_cost", day: on, value: 250_000_00, currency: "EUR"},
		{measure: "new_customers", day: on, value: 300},
		{measure: "mrr_new", day: on, value: 60_000_00, currency: "USD"},
		{measure: "revenue", day: on, value: 1_000_000_00, currency: "USD"},
		{measure: "cost_of_revenue", day: on, value: 200_000_00, currency: "USD"},
	}}
	lines, summary := w.run(t, p, "2026-Q3", assigned(t, "E1", 5_000), assigned(t, "E2", 5_000))
	if len(lines) != 2 || lines[0].AmountMinor != 4_583_33 { // 5,000 × 11/12
		t.Fatalf("got %s", amounts(lines))
	}
	if got, want := lines[0].Label, "CAC payback 12.5 months pays 91.7 %"; got != want {
		t.Errorf("label %q, want %q", got, want)
	}
	if r := summary.Results[0]; r.Value.String() != "12.5" {
		t.Errorf("KPI %s", r.Value)
	}
	for _, a := range summary.Accounting { // two participants look at the same rows; they are counted once
		if a.Measure == "sales_and_marketing_cost" && (a.Read.Count != 2 || a.KPIOnly.Value["EUR"] != 250_000_00) {
			t.Errorf("got %+v", a)
		}
	}
}

// Lower is better in a seller's words.
func TestWorseThanThresholdLabel(t *testing.T) {
	t.Parallel()
	p := compilePlan(t, planHead("quarterly")+`components:
  - {name: cycle, kind: scorecard, kpi: cac, subject: company, weight: 100%, threshold: {at: 1_500, pays: 50%}, target: {at: 1_200, pays: 100%}, cap: {at: 600, pays: 150%}, between: straight_line}
`)
	w := world{facts: []testFact{
		{measure: "sales_and_marketing_cost", day: day(t, "2026-08-01"), value: 1_501_00, currency: "USD"},
		{measure: "new_customers", day: day(t, "2026-08-01"), value: 1},
	}}
	lines, _ := w.run(t, p, "2026-Q3", assigned(t, "E1", 5_000))
	if got, want := lines[0].Label, "Customer acquisition cost (CAC) 1,501.00 USD is above the threshold 1,500.00 USD"; got != want {
		t.Errorf("label %q, want %q", got, want)
	}
}

// The windows a KPI can look at end with the segment.
func TestKPIWindows(t *testing.T) {
	t.Parallel()
	p := compilePlan(t, planHead("monthly")+linearPlan)
	run, _ := p.ws.Calendar.Period("2026-08")
	work, err := p.Prepare(run, run.End-1, []config.Assignment{assigned(t, "E1", 1)})
	if err != nil {
		t.Fatal(err)
	}
	seg := work.Segments[0]
	for window, want := range map[string]string{
		"period": "2026-08-01 to 2026-08-31", "year": "2026-01-01 to 2026-08-31", "month": "2026-08-01 to 2026-08-31", "quarter": "2026-07-01 to 2026-08-31",
		"year_to_date": "2026-01-01 to 2026-08-31", "rolling_3_months": "2026-06-01 to 2026-08-31", "rolling_12_months": "2025-09-01 to 2026-08-31",
	} {
		if got := p.kpiInterval(window, config.OfPerson, seg).String(); got != want {
			t.Errorf("%s: got %s, want %s", window, got, want)
		}
	}
	hired := *seg
	hired.parts = []part{{of: &config.Assignment{Interval: config.Interval{First: day(t, "2026-07-15")}}}}
	if got := p.kpiInterval("rolling_3_months", config.OfPerson, &hired).First; got != day(t, "2026-07-15") {
		t.Errorf("a person's window begins %s", got)
	}
	if got := p.kpiInterval("rolling_3_months", config.OfCompany, &hired).First; got != day(t, "2026-06-01") {
		t.Errorf("the company's window begins %s", got)
	}
}

func TestMonths(t *testing.T) {
	t.Parallel()
	for iv, want := range map[[2]string]string{
		{"2026-07-01", "2026-10-01"}: "3", {"2026-02-01", "2026-03-16"}: "46/31", {"2026-01-01", "2027-01-01"}: "12",
	} {
		if got := months(config.Interval{First: day(t, iv[0]), End: day(t, iv[1])}).String(); got != want {
			t.Errorf("%v: got %s, want %s", iv, got, want)
		}
	}
	q3 := config.Interval{First: day(t, "2026-07-01"), End: day(t, "2026-10-01")}
	if m, d := ofWindow("months", q3).String(), ofWindow("days", q3).String(); m != "3" || d != "92" {
		t.Errorf("the third quarter has %s months and %s days", m, d)
	}
}

// A team's KPI needs a team.
func TestTeam(t *testing.T) {
	t.Parallel()
	p := compilePlan(t, planHead("quarterly")+`components:
  - {name: quota, kind: scorecard, kpi: quota_attainment, subject: team, weight: 100%, threshold: {at: 0%, pays: 0%}, target: {at: 100%, pays: 100%}, cap: {at: 200%, pays: 200%}, between: straight_line}
`)
	facts := append(sales(t, "E1", 600_000, 0, 0), sales(t, "E2", 200_000, 0, 0)...)
	for i := range facts {
		facts[i].team = "north"
	}
	w := world{facts: facts}
	member, lost := assigned(t, "E1", 1_000), assigned(t, "E3", 1_000)
	lost.Team = ""
	lines, summary := w.run(t, p, "2026-Q3", member, lost)
	if got := amounts(lines); got != "quota 400.00" { // 800,000 of 2,000,000
		t.Errorf("got %s", got)
	}
	if r := summary.Results[1]; r.Outcome != Held || r.Reason != "no team is written for E3 from 2026-07-01 to 2026-09-30" {
		t.Errorf("got %+v", r)
	}
}

// only_if is bound to the flows of a KPI and not to its quota, which has conditions of its own.
func TestBindings(t *testing.T) {
	t.Parallel()
	plan := strings.Replace(linearPlan, "weight: 100%", "only_if: deal_type = 'new', quota_where: [metric = 'bookings'], weight: 100%", 1)
	var got []string
	for _, b := range compilePlan(t, planHead("quarterly")+plan).Bindings() {
		got = append(got, b.Measure+": "+b.Condition.SQL)
	}
	if s := strings.Join(got, "; "); s != ": role = 'AE'; bookings: deal_type = 'new'; quota: metric = 'bookings'" {
		t.Errorf("got %s", s)
	}
}

// What breaks the contract of a reader is a fault, not a number.
func TestFaults(t *testing.T) {
	t.Parallel()
	p := compilePlan(t, commissionPlan("monthly", "    rate: 10%\n"))
	run, _ := p.ws.Calendar.Period("2026-09")
	work, err := p.Prepare(run, run.End-1, []config.Assignment{assigned(t, "E1", 0), assigned(t, "E2", 0)})
	if err != nil {
		t.Fatal(err)
	}
	w := world{mem: memory.DefaultAllocator}
	row := func(window int32) []any {
		return []any{window, "k", "S", nil, day(t, "2026-09-01"), nil, "primary", int64(10000), int64(1), "USD", "f", int64(1)}
	}
	emit := func(arrow.RecordBatch) error { return nil }
	_, err = work.Run("r", w.reader(config.AggregateSchema, nil), w.reader(config.FactSchema, [][]any{row(1), row(0)}), emit)
	if err == nil || err.Error() != "read facts: window 0 follows window 1; facts must be ordered by window" {
		t.Errorf("got %v", err)
	}
	_, err = work.Run("r", w.reader(config.FactSchema, [][]any{row(0)}), w.reader(config.FactSchema, nil), emit)
	if err == nil || !strings.HasPrefix(err.Error(), "read aggregates: column rate_on") {
		t.Errorf("got %v", err)
	}
}
