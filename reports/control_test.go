package reports

import (
	"strings"
	"testing"
)

func TestControlTotalsStayInTheirCurrency(t *testing.T) {
	t.Parallel()
	f := openWorkbook(t, controlBytes(t, sampleControl()))
	r, _ := find(t, f, sheetTotals, "By currency", 1)
	wantRaw(t, f, sheetTotals, ref(r+1, 2), "EUR")
	wantRaw(t, f, sheetTotals, ref(r+1, 5), "6000")
	wantRaw(t, f, sheetTotals, ref(r+2, 2), "USD")
	wantRaw(t, f, sheetTotals, ref(r+2, 5), "16025")
	r, _ = find(t, f, sheetTotals, "By plan", 1)
	wantRaw(t, f, sheetTotals, ref(r+1, 2), "Account Executive 2026")
	wantRaw(t, f, sheetTotals, ref(r+1, 5), "16025")
	wantRaw(t, f, sheetPayout, "B6", "E1007")
	wantRaw(t, f, sheetPayout, "I6", "16025")
	wantRaw(t, f, sheetPayout, "K6", "0")
}

func TestControlSaysWhatDoesNotClose(t *testing.T) {
	t.Parallel()
	verdict := func(d ControlData) string {
		return raw(t, openWorkbook(t, controlBytes(t, d)), sheetSummary, "B5")
	}
	d := sampleControl()
	if got := verdict(d); !strings.HasPrefix(got, "Not ready: 1 of") {
		t.Errorf("one failed check: %q", got)
	}
	d.Checks[1].Count = 0
	if got := verdict(d); !strings.HasPrefix(got, "Ready to review: the counts close; 1 check leaves rows out of pay.") {
		t.Errorf("one warning: %q", got)
	}
	d.Checks[2].Count = 0
	if got := verdict(d); got != "Ready to review: the counts close and all 3 checks passed." {
		t.Errorf("nothing wrong: %q", got)
	}
	for name, spoil := range map[string]func(*ControlData){
		"payroll":    func(d *ControlData) { d.Payroll.Totals[1].TotalMinor-- },
		"files":      func(d *ControlData) { d.Files[0].Loaded-- },
		"entities":   func(d *ControlData) { d.Entities[0].Kept-- },
		"components": func(d *ControlData) { d.Components[1].Count.Paid-- },
	} {
		bad := sampleControl()
		bad.Checks = nil
		spoil(&bad)
		if got := verdict(bad); !strings.HasPrefix(got, "Not ready: 1 of") {
			t.Errorf("%s: %q", name, got)
		}
	}
}

func TestControlListsWhatCouldNotBeRead(t *testing.T) {
	t.Parallel()
	f := openWorkbook(t, controlBytes(t, sampleControl()))
	for i, want := range []string{"extracts/salesforce/Opportunity.csv", "118", "Amount", "12,5O", "not a number; the last sign is the letter O, not a zero"} {
		wantRaw(t, f, sheetUnreadable, ref(6, 2+i), want)
	}
	if formula, _ := f.GetCellFormula(sheetUnreadable, "E7"); formula != "" {
		t.Error("an unreadable value is a formula")
	}
}
