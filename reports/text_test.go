package reports

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"attain/config"
)

func TestExplain(t *testing.T) {
	t.Parallel()
	d := sampleStatement()
	var b bytes.Buffer
	if err := Explain(&b, ExplainData{Participant: d.Participant, Period: d.Period, Lines: d.Lines, Behind: d.Behind, MaxRows: 2}); err != nil {
		t.Fatal(err)
	}
	got := b.String()
	for _, want := range []string{
		"E1007  Dana Whitfield  July to September 2026 (2026-Q3)\n",
		"\nae-2026 / quota\n",
		"6,125.00 USD   L-7Q2F   plans/ae-2026.yaml:12:5\n",
		"= Threshold pays + (Target pays − Threshold pays) × (Quota attainment − Threshold) ÷ (Target − Threshold)",
		"= Bookings ÷ Quota   plans/ae-2026.yaml:14:10\n",
		"        2026-07-14  006A000001Deal1AAX  Globex, platform",
		"extracts/salesforce/Opportunity.csv:100\n",
		"… and 2 more rows\n",
		"amount counted 15,000.00 USD × rate 6.0 %   extracts/salesforce/Opportunity.csv:212\n",
		"16,025.00 USD\n",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in:\n%s", want, got)
		}
	}
	for i, line := range strings.Split(got, "\n") {
		if strings.TrimRight(line, " ") != line {
			t.Errorf("line %d ends in blanks: %q", i+1, line)
		}
	}
}

// TestExplainWithoutLines: a component without a line is there, with what became of it, why, and for which days where those
// are not all.
func TestExplainWithoutLines(t *testing.T) {
	t.Parallel()
	d := sampleStatement()
	august := config.Interval{First: config.DayOf(2026, 8, 1), End: config.DayOf(2026, 8, 16)}
	var b bytes.Buffer
	if err := Explain(&b, ExplainData{Participant: d.Participant, Period: d.Period, Lines: d.Lines[:1], Outcomes: []Outcome{
		{Plan: "ae-2026", Component: "quota", Interval: d.Period.Interval, Outcome: "paid", Lines: 1},
		{Plan: "ae-2026", Component: "win-rate", Interval: d.Period.Interval, Outcome: "held", Reason: "no rate takes GBP to USD"},
		{Plan: "race", Component: "best", Interval: august, Outcome: "nothing", Reason: "Rank 7 of 22"},
		{Plan: "race", Component: "", Interval: d.Period.Interval, Outcome: "capped"},
	}}); err != nil {
		t.Fatal(err)
	}
	want := "\nae-2026 / win-rate\n  Held, so not paid now and not lost: no rate takes GBP to USD\n" +
		"\nrace / best\n  Nothing to pay for 1 August 2026 to 15 August 2026: Rank 7 of 22\n\ntotal "
	if got := b.String(); !strings.Contains(got, want) || strings.Count(got, "ae-2026 / quota") != 1 {
		t.Errorf("got\n%s", got)
	}
}

func TestExplainSteersNoTerminal(t *testing.T) {
	t.Parallel()
	d := sampleStatement()
	d.Lines[2].Label, d.Behind[0].Rows[0].Label, d.Participant.Name = "a\x1b[2Jb", "c\x1b[2Jd", "e\x07f"
	var b bytes.Buffer
	if err := Explain(&b, ExplainData{Participant: d.Participant, Period: d.Period, Lines: d.Lines, Behind: d.Behind}); err != nil {
		t.Fatal(err)
	}
	if strings.ContainsAny(b.String(), "\x1b\x07") {
		t.Error("a control character got through")
	}
}

// The golden table: 147,300.00 for 16 participants is 9,206.25 on average, and 92.1 % of 160,000.00.
const summaryGolden = `July to September 2026 (2026-Q3), run R-3F9A12
┌───────────────────────┬──────────────┬────────────────────────┬────────────────┬────────────┬───────────┐
│ Plan                  │ Participants │ Average result         │         Earned │ On average │ Of target │
├───────────────────────┼──────────────┼────────────────────────┼────────────────┼────────────┼───────────┤
│ Account Executive     │           16 │ Quota attainment 94.2% │ 147,300.00 USD │   9,206.25 │    92.1 % │
│ Account Manager       │            4 │                        │  12,000.00 EUR │   3,000.00 │           │
├───────────────────────┼──────────────┼────────────────────────┼────────────────┼────────────┼───────────┤
│ Total EUR             │              │                        │  12,000.00 EUR │            │           │
│ Total USD             │              │                        │ 147,300.00 USD │            │           │
└───────────────────────┴──────────────┴────────────────────────┴────────────────┴────────────┴───────────┘
note: 1 value could not be read

Open:
  out/2026-Q3/statements/E1007.xlsx  a statement
  out/2026-Q3/control.xlsx           totals and checks
`

func TestSummary(t *testing.T) {
	t.Parallel()
	var b bytes.Buffer
	err := Summary(&b, SummaryData{
		Period: thirdQuarter, Run: "R-3F9A12", Notes: []string{"1 value could not be read"},
		Plans: []PlanSummary{
			{Title: "Account Manager", Participants: 4, Currency: "EUR", EarnedMinor: 1200000},
			{Title: "Account Executive", Participants: 16, Currency: "USD", EarnedMinor: 14730000, TargetMinor: 16000000, Result: "Quota attainment 94.2%"},
		},
		Files: []FileToOpen{{"out/2026-Q3/statements/E1007.xlsx", "a statement"}, {"out/2026-Q3/control.xlsx", "totals and checks"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	squeeze := func(s string) string { return strings.Join(strings.Fields(strings.ReplaceAll(s, "─", "")), " ") }
	if got := b.String(); squeeze(got) != squeeze(summaryGolden) {
		t.Errorf("got:\n%s\nwant:\n%s", got, summaryGolden)
	}
}

// TestManifestOrder: the order things were gathered in does not show.
func TestManifestOrder(t *testing.T) {
	t.Parallel()
	m := Manifest{
		Program: "attain 0.1.0", Run: "R-1", Period: "2026-Q3", AsOf: "2026-10-12",
		Inputs: ManifestInputs{
			Plans:    []ManifestFile{{Name: "plans/b.yaml", SHA256: "2"}, {Name: "plans/a.yaml", SHA256: "1"}},
			Landings: []ManifestLanding{{Source: "hr", Entity: "worker"}, {Source: "crm", Entity: "user"}, {Source: "crm", Entity: "account"}},
		},
		Totals: []ManifestTotal{{Currency: "USD", AmountMinor: 5}, {Currency: "EUR", AmountMinor: 7}},
		Files:  []ManifestFile{{Name: "payroll/payroll.csv"}, {Name: "control.xlsx", SHA256: "a&b", Bytes: 3}},
	}
	var one, other bytes.Buffer
	if err := WriteManifest(&one, m); err != nil {
		t.Fatal(err)
	}
	m.Inputs.Plans[0], m.Inputs.Plans[1] = m.Inputs.Plans[1], m.Inputs.Plans[0]
	m.Inputs.Landings[0], m.Inputs.Landings[2] = m.Inputs.Landings[2], m.Inputs.Landings[0]
	m.Totals[0], m.Totals[1] = m.Totals[1], m.Totals[0]
	m.Files[0], m.Files[1] = m.Files[1], m.Files[0]
	if err := WriteManifest(&other, m); err != nil {
		t.Fatal(err)
	}
	if one.String() != other.String() {
		t.Errorf("the order shows:\n%s\n%s", one.String(), other.String())
	}
	var back Manifest
	if err := json.Unmarshal(one.Bytes(), &back); err != nil {
		t.Fatal(err)
	}
	if back.Files[0].Name != "control.xlsx" || back.Inputs.Landings[0].Entity != "account" || back.Inputs.Config == nil {
		t.Errorf("read back: %+v", back)
	}
}

func TestPayoutsOf(t *testing.T) {
	t.Parallel()
	lines := payrollLines()
	rows, err := PayrollRows(lines, payrollPay, config.Calendar{})
	if err != nil {
		t.Fatal(err)
	}
	rows[len(rows)-1].AmountMinor-- // payroll would pay E4001 one yen less
	list := PayoutsOf(lines, nil, nil, rows)
	if len(list) != 5 {
		t.Fatalf("%d payouts, want 5", len(list))
	}
	for i, want := range []int64{0, 0, 0, 0, 1} {
		if got := list[i].AmountMinor - list[i].PayrollMinor; got != want {
			t.Errorf("%s differs by %d, want %d", list[i].Person.ID, got, want)
		}
	}
}
