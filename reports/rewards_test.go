package reports

import (
	"bytes"
	"strings"
	"testing"

	"attain/config"
)

// withPoints is the sample statement with a prize of 500 points.
func withPoints() StatementData {
	d := sampleStatement()
	d.Rewards = map[string]string{"points": "Club points"}
	d.Results = append(d.Results, Result{Plan: "ae-2026", Component: "top-sellers", Title: "Top sellers", Reward: "points"})
	d.Lines = append(d.Lines, config.Line{
		Run: "R-3F9A12", Ref: "L-9PTS", Participant: "E1007", Plan: "ae-2026", Component: "top-sellers", Segment: 1, Part: "prize",
		OriginPeriod: "2026-09", PayPeriod: "2026-Q3", Currency: "points", Class: config.Reward, BasisUnit: "money",
		Label: "Rank 1 of 8 by bookings", Basis: config.Whole(500), Rate: config.Whole(1), AmountMinor: 500, ConfigRef: "plans/ae-2026.yaml:40:5",
	})
	return d
}

// TestPointsStandApart: a reward that is no money has a section and a total of its own, and money's total is as without it.
func TestPointsStandApart(t *testing.T) {
	t.Parallel()
	f := openWorkbook(t, statementBytes(t, withPoints()))
	wantRaw(t, f, sheetStatement, "B7", "16025")
	total, _ := find(t, f, sheetStatement, "Total USD", 8)
	wantRaw(t, f, sheetStatement, ref(total, colAmount), "16025")
	head, _ := find(t, f, sheetStatement, "Club points (no money)", total)
	r, _ := find(t, f, sheetStatement, "Top sellers", head)
	wantRaw(t, f, sheetStatement, ref(r, colAmount), "500")
	points, _ := find(t, f, sheetStatement, "Total Club points", r)
	wantRaw(t, f, sheetStatement, ref(points, colAmount), "500")
	how, _ := find(t, f, sheetHow, "Total USD", 1)
	wantRaw(t, f, sheetHow, ref(how, colLineAmount), "16025")
	after, _ := find(t, f, sheetHow, "Total Club points", how)
	wantRaw(t, f, sheetHow, ref(after, colLineAmount), "500")
	if formula, _ := f.GetCellFormula(sheetHow, ref(how, colLineAmount)); strings.Count(formula, ",") != 3 {
		t.Errorf("the total of money is %q, not of the three components in money", formula)
	}
}

// TestPointsAlone: who earned nothing but points earned no money.
func TestPointsAlone(t *testing.T) {
	t.Parallel()
	d := withPoints()
	d.Lines, d.Results = d.Lines[len(d.Lines)-1:], d.Results[len(d.Results)-1:]
	f := openWorkbook(t, statementBytes(t, d))
	wantRaw(t, f, sheetStatement, "B7", "0")
	find(t, f, sheetStatement, "Total Club points", 8)
}

// TestPointsInNoPayroll: payroll's rows have no points, and the file is what the lines of money say.
func TestPointsInNoPayroll(t *testing.T) {
	t.Parallel()
	lines := withPoints().Lines
	rows, err := PayrollRows(lines, config.Pay{DefaultCode: "VARPAY"}, config.Calendar{})
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rows {
		if r.Currency != "USD" {
			t.Errorf("payroll has %+v", r)
		}
	}
	var out bytes.Buffer
	if _, err := Payroll(&out, PayrollData{Company: "NWA", FileName: "payroll.csv", Period: thirdQuarter}, rows, lines); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(out.String(), "points") {
		t.Errorf("payroll has points:\n%s", out.String())
	}
}

// TestPointsInTheControlWorkbook: they have a sheet of their own and are in no total.
func TestPointsInTheControlWorkbook(t *testing.T) {
	t.Parallel()
	d := ControlData{Company: config.Company{Name: "Northwind"}, Period: thirdQuarter, Rewards: []Reward{
		{Person: Person{ID: "E2", Name: "B"}, Plan: "AE", Name: "points", Title: "Club points", Amount: 200},
		{Person: Person{ID: "E1", Name: "A"}, Plan: "AE", Name: "points", Title: "Club points", Amount: 500},
		{Person: Person{ID: "E1", Name: "A"}, Plan: "AE", Name: "usage_credits", Title: "Usage credits", Amount: 3},
	}}
	f := openWorkbook(t, controlBytes(t, d))
	r, _ := find(t, f, sheetRewards, "Total Club points", 5)
	wantRaw(t, f, sheetRewards, ref(r, 6), "700")
	r, _ = find(t, f, sheetRewards, "Total Usage credits", r)
	wantRaw(t, f, sheetRewards, ref(r, 6), "3")
}
