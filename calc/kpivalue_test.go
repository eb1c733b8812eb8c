package calc

import (
	"strings"
	"testing"
	"testing/fstest"

	"attain/config"

	"github.com/apache/arrow-go/v18/arrow/memory"
)

// askedKPIs is a workspace with two KPIs of its own and no plan.
func askedKPIs(t *testing.T) *Program {
	t.Helper()
	kpi := func(name, rest string) *fstest.MapFile {
		return &fstest.MapFile{Data: []byte("kpi: " + name + "\ntitle: T\ndefinition: D.\nunit: number\ndirection: higher_is_better\nowner: O\nindicates: lagging\nties_to_pay: yes\n" + rest)}
	}
	ws, err := config.ReadWorkspace(fstest.MapFS{
		"attain.yaml":     {Data: []byte(testAttain)},
		"kpis/share.yaml": kpi("share", "formula: bookings / quota\nover: quarter\nsubjects: [person, territory]\nexample: {given: {bookings: 1, quota: 2}, gives: 50%}\n"),
		"kpis/deals.yaml": kpi("deals", "formula: count(won_deals) / months + distinct(won_deals)\nover: rolling_12_months\nsubjects: [person, company]\nexample: {given: {count(won_deals): 1, months: 1, distinct(won_deals): 1}, gives: 2}\n"),
		"kpis/cycle.yaml": kpi("cycle", "formula: median(sales_cycle_days)\nsubjects: [person]\nexample: {given: {median(sales_cycle_days): 1}, gives: 1}\n"),
	})
	if err != nil {
		t.Fatal(err)
	}
	p, err := Compile(ws, testMeasures)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// answers computes questions from aggregates and from rows, and wants both to agree.
func answers(t *testing.T, w *world, ask *KPIWork) []KPIValue {
	t.Helper()
	w.mem = memory.DefaultAllocator
	work := &Work{Requests: ask.Requests, Windows: ask.Windows}
	aggregates, facts := w.aggregates(work), w.credited(work)
	defer aggregates.Release()
	defer facts.Release()
	got, err := ask.Answer(aggregates)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := ask.Rows(facts)
	if err != nil {
		t.Fatal(err)
	}
	for i, again := range ask.FromRows(rows) {
		if again.Value.Null == "" && again.Value.Ratio.Cmp(got[i].Value.Ratio) != 0 {
			t.Errorf("%s of %s is %s, and from the rows %s", got[i].KPI.Name, got[i].SubjectID, got[i].Value.Ratio, again.Value.Ratio)
		}
	}
	return got
}

// TestKPIsByThemselves: August of a KPI over the quarter is July and August. E1 sold 1,000.00 USD and 100.00 EUR at 1.08,
// of a quota of 1,000.00 a month: 1,108 ÷ 2,000. North sold 500.00 and 100.00 EUR: 608 ÷ 1,000, July's quota being
// nobody's.
func TestKPIsByThemselves(t *testing.T) {
	t.Parallel()
	p := askedKPIs(t)
	w := &world{facts: []testFact{
		{measure: "bookings", who: "E1", territory: "South", day: day(t, "2026-07-05"), value: 30_000, currency: "USD", source: "D1"},
		{measure: "bookings", who: "E1", territory: "North", day: day(t, "2026-08-05"), value: 50_000, currency: "USD", source: "D2"},
		{measure: "bookings", who: "E1", territory: "North", day: day(t, "2026-08-31"), value: 10_000, currency: "EUR", source: "D3"},
		{measure: "bookings", who: "E1", territory: "North", day: day(t, "2026-09-01"), value: 70_000, currency: "USD", source: "D4"},
		{measure: "bookings", who: "E1", territory: "South", day: day(t, "2026-07-31"), value: 20_000, currency: "USD", source: "D5"},
		{measure: "quota", who: "E1", day: day(t, "2026-07-01"), until: day(t, "2026-08-01"), value: 100_000, currency: "USD"},
		{measure: "quota", who: "E1", territory: "North", day: day(t, "2026-08-01"), until: day(t, "2026-09-01"), value: 100_000, currency: "USD"},
		{measure: "won_deals", who: "E1", account: "A", day: day(t, "2025-08-31"), value: 1, source: "D6"},
		{measure: "won_deals", who: "E1", account: "A", day: day(t, "2025-09-01"), value: 1, source: "D7"},
		{measure: "won_deals", who: "E1", account: "B", day: day(t, "2026-08-31"), value: 1, source: "D8"},
		{measure: "won_deals", who: "E1", account: "B", day: day(t, "2026-08-30"), value: 1, source: "D9"},
	}}
	august, _ := p.ws.Calendar.Period("2026-08")
	ask, err := p.AskKPIs([]KPIQuestion{
		{KPI: "share", Subject: config.OfPerson, SubjectID: "E1", Interval: august.Interval},
		{KPI: "share", Subject: config.OfTerritory, SubjectID: "North", Interval: august.Interval, Exact: true},
		{KPI: "deals", Subject: config.OfPerson, SubjectID: "E1", Interval: august.Interval},
		{KPI: "share", Subject: config.OfPerson, SubjectID: "E2", Interval: august.Interval},
	})
	if err != nil {
		t.Fatal(err)
	}
	got := answers(t, w, ask)
	// Three won deals in twelve months, with two accounts: 3 ÷ 12 + 2.
	for i, want := range []config.Ratio{config.NewRatio(277, 500), config.NewRatio(76, 125), config.NewRatio(9, 4)} {
		if got[i].Value.Ratio.Cmp(want) != 0 || got[i].Held != "" {
			t.Errorf("%d: %s %q, want %s", i, got[i].Value.Ratio, got[i].Held, want)
		}
	}
	if got[0].Interval.String() != "2026-07-01 to 2026-08-31" || got[2].Interval.String() != "2025-09-01 to 2026-08-31" {
		t.Errorf("windows %s, %s", got[0].Interval, got[2].Interval)
	}
	if got[3].Held == "" {
		t.Error("a quota nobody wrote is not missed")
	}
}

// The middle of 3, 5, 9 and 10 is 7, of nothing there is none.
func TestMiddleOfRows(t *testing.T) {
	t.Parallel()
	p := askedKPIs(t)
	august, _ := p.ws.Calendar.Period("2026-08")
	ask, err := p.AskKPIs([]KPIQuestion{{KPI: "cycle", Subject: config.OfPerson, SubjectID: "E1", Interval: august.Interval}})
	if err != nil {
		t.Fatal(err)
	}
	got := ask.FromRows(map[int32][]KPIRow{0: {{Value: 9}, {Value: 3}, {Value: 10}, {Value: 5}}})
	if got[0].Value.Ratio.Cmp(config.Whole(7)) != 0 {
		t.Errorf("got %s %s", got[0].Value.Ratio, got[0].Value.Null)
	}
	if got = ask.FromRows(nil); got[0].Value.Null == "" {
		t.Error("nothing has a middle")
	}
}

func TestQuestionsNobodyCanAnswer(t *testing.T) {
	t.Parallel()
	p := askedKPIs(t)
	for want, q := range map[string]KPIQuestion{
		`there is no KPI "shares"; did you mean "share"?`:                           {KPI: "shares", Subject: config.OfPerson},
		"share is not measured for a company; it is measured for person, territory": {KPI: "share", Subject: config.OfCompany},
	} {
		if _, err := p.AskKPIs([]KPIQuestion{q}); err == nil || err.Error() != want {
			t.Errorf("got %v, want %s", err, want)
		}
	}
	august, _ := p.ws.Calendar.Period("2026-08")
	if _, err := p.AskComponent("p", "c", "E1", august, august.End-1, nil); err == nil || !strings.HasPrefix(err.Error(), `there is no plan "p"`) {
		t.Errorf("got %v", err)
	}
}

// A KPI for territories over a measure that does not say which is an error at the KPI.
func TestSubjectsWithoutTheirAttribute(t *testing.T) {
	t.Parallel()
	ws := askedKPIs(t).ws
	measures := []config.Measure{{Name: "bookings", Kind: "flow", File: "sql/measures/bookings.sql"}, {Name: "quota", Kind: "span", Attributes: []string{"territory_id"}}}
	_, err := Compile(ws, measures)
	want := "kpis/share.yaml:11:11: subjects: share has a territory, and its measure bookings does not say which; take territory out, or declare the attribute territory_id in sql/measures/bookings.sql"
	if err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("got  %v\nwant %s", err, want)
	}
}

// TestTerritoryScorecard: subject: territory is what was closed in the participant's territories, by whoever, in the
// whole pay window: 18 of 72 are 25 %, of a target incentive of 10,000 for the 46 of 92 days from 16 August on 5,000.
func TestTerritoryScorecard(t *testing.T) {
	t.Parallel()
	p := compilePlan(t, planHead("quarterly")+`components:
  - {name: win-rate, kind: scorecard, kpi: win_rate, subject: territory, weight: 100%, threshold: {at: 18%, pays: 50%}, target: {at: 25%, pays: 100%}, cap: {at: 40%, pays: 150%}, between: straight_line}
`)
	w := &world{facts: []testFact{
		{measure: "won_deals", who: "E2", holder: "E1", day: day(t, "2026-07-15"), value: 18},
		{measure: "closed_deals", who: "E2", holder: "E1", day: day(t, "2026-07-15"), value: 72},
		{measure: "won_deals", who: "E1", holder: "E3", day: day(t, "2026-07-15"), value: 9},
	}}
	a := assigned(t, "E1", 10_000)
	a.First = day(t, "2026-08-16")
	lines, summary := w.run(t, p, "2026-Q3", a)
	if len(lines) != 1 || lines[0].AmountMinor != 500_000 || summary.Results[0].Value.Cmp(config.NewRatio(1, 4)) != 0 {
		t.Errorf("%+v", lines)
	}
	if want := "the territories of E1, 2026-07-01 to 2026-09-30"; !strings.Contains(lines[0].ComputedFrom, want) {
		t.Errorf("computed from %s, want %s", lines[0].ComputedFrom, want)
	}
}
