package reports

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
	"testing"

	"attain/config"
)

func TestFirstSheetSaysWhatWasEarned(t *testing.T) {
	t.Parallel()
	f := openWorkbook(t, statementBytes(t, sampleStatement()))
	wantRaw(t, f, sheetStatement, "B3", "Dana Whitfield")
	wantRaw(t, f, sheetStatement, "B7", "16025") // 6,125 + 3,000 + 5,800 + 200 + 900
	wantRaw(t, f, sheetStatement, "E7", "paid on 30 October 2026")
	for _, c := range []struct{ title, result, target, atTarget, paid, amount string }{
		{"Quota attainment", "0.95", "1", "7000", "0.875", "6125"},
		{"Win rate", "0.25", "0.25", "3000", "1", "3000"},
		{"Renewal commission", "–", "–", "–", "–", "6900"},
	} {
		r, _ := find(t, f, sheetStatement, c.title, 8)
		for i, want := range []string{c.result, c.target, c.atTarget, c.paid, c.amount} {
			wantRaw(t, f, sheetStatement, ref(r, colResult+i), want)
		}
	}
	r, _ := find(t, f, sheetStatement, "Total USD", 8)
	wantRaw(t, f, sheetStatement, ref(r, colAmount), "16025")
	if formula, _ := f.GetCellFormula(sheetStatement, ref(r, colAmount)); !strings.Contains(formula, sheetHow) {
		t.Errorf("the total is %q, not a formula over the second sheet", formula)
	}
}

// TestDealAcrossTiers is the ladder's example: 145,000 before; of 20,000, 5,000 at 4 % and 15,000 at 6 %.
func TestDealAcrossTiers(t *testing.T) {
	t.Parallel()
	f := openWorkbook(t, statementBytes(t, sampleStatement()))
	r, _ := find(t, f, sheetHow, "Vehement, renewal", 1)
	for i, want := range [][3]string{{"5000", "0.04", "200"}, {"15000", "0.06", "900"}} {
		wantRaw(t, f, sheetHow, ref(r+i, colTermValue), want[0])
		wantRaw(t, f, sheetHow, ref(r+i, colRate), want[1])
		wantRaw(t, f, sheetHow, ref(r+i, colLineAmount), want[2])
	}
	wantRaw(t, f, sheetHow, ref(r, colUnit), "46283") // 18 September 2026
}

// TestStatementOfALead: a line on somebody else's deal, and the row behind it, say whose the deal is.
func TestStatementOfALead(t *testing.T) {
	t.Parallel()
	d := sampleStatement()
	line := d.Lines[len(d.Lines)-1]
	line.Component, line.Part, line.SourceKey, line.Label = "team", "payout", "006L", "Acme, renewal, credited to Ada Brown (E1004)"
	line.Basis, line.Rate, line.AmountMinor = config.Whole(1_000_000), ratio("0.01"), 10_000
	d.Lines = append(d.Lines, line)
	d.Behind = append(d.Behind, Behind{
		Window: 9, Title: "Bookings", Measure: "bookings", Kind: "flow", Unit: "money", Aggregate: config.Sum, Subject: config.OfDirectReports, SubjectID: "E1007",
		Interval: thirdQuarter.Interval, Rows: []Fact{{
			SourceKey: "006L", Label: "Acme, renewal", Credited: "Ada Brown (E1004)", Day: day("2026-08-20"), CreditType: "primary", ShareBP: 10000, Value: 1_000_000, Currency: "USD",
		}},
	})
	f := openWorkbook(t, statementBytes(t, d))
	r, _ := find(t, f, sheetHow, "Acme, renewal, credited to Ada Brown (E1004)", 1)
	wantRaw(t, f, sheetHow, ref(r, colLineAmount), "100")
	find(t, f, sheetRows, "Acme, renewal, credited to Ada Brown (E1004)", 1)
}

func TestMeasuresComeFromTheirRows(t *testing.T) {
	t.Parallel()
	f := openWorkbook(t, statementBytes(t, sampleStatement()))
	for _, c := range []struct{ label, subtotal, value string }{
		{"Bookings", "Bookings: 4 rows", "950000"},
		{"Quota", "Quota: 3 rows", "1000000"},
		{"Won deals", "Won deals: 18 rows", "18"},
		{"Closed deals", "Closed deals: 72 rows", "72"},
	} {
		r, _ := find(t, f, sheetHow, c.label, 1)
		wantRaw(t, f, sheetHow, ref(r, colTermValue), c.value)
		at, _ := find(t, f, sheetRows, c.subtotal, 1)
		wantRaw(t, f, sheetRows, ref(at, colCounts), c.value)
		if got, _ := f.GetCellFormula(sheetHow, ref(r, colTermValue)); got != on(sheetRows, ref(at, colCounts)) {
			t.Errorf("%s is %q, want the subtotal of its rows", c.label, got)
		}
	}
}

// TestGroupsShowMonthsOnly: the company's opening MRR is 180,000 USD of May and 25,000 EUR of June at 1.08: 207,000 USD.
func TestGroupsShowMonthsOnly(t *testing.T) {
	t.Parallel()
	d := sampleStatement()
	d.Behind[5].Months = nil
	d.Behind[5].Rows = []Fact{
		{SourceKey: "somebody-else", Label: "Somebody's deal", Day: day("2026-05-04"), Value: 10000000, Currency: "USD"},
		{SourceKey: "somebody-else-2", Label: "Somebody's deal", Day: day("2026-05-20"), Value: 8000000, Currency: "USD"},
		{SourceKey: "somebody-else-3", Label: "Somebody's deal", Day: day("2026-06-01"), Value: 2500000, Currency: "EUR", Rate: ratio("1.08")},
	}
	data := statementBytes(t, d)
	if bytes.Contains(readPart(t, data, "xl/worksheets/sheet3.xml"), []byte("omebody")) {
		t.Error("another person's row is on the statement")
	}
	f := openWorkbook(t, data)
	r, _ := find(t, f, sheetRows, "2026-05", 1)
	wantRaw(t, f, sheetRows, ref(r, colThing), "2")
	wantRaw(t, f, sheetRows, ref(r, colCounts), "180000")
	wantRaw(t, f, sheetRows, ref(r+1, colCounts), "27000")
	wantRaw(t, f, sheetRows, ref(r+2, colCounts), "207000")
}

// halfCents is a statement of lines that are exact half cents, where a spreadsheet's binary fractions go wrong: 7.25 %
// of amounts of which every fourth cent or so lies on a half, written three ways.
func halfCents() StatementData {
	d := sampleStatement()
	d.Lines, d.Results, d.Behind = nil, nil, nil
	add := func(component string, i, amount int64, basis, rate config.Ratio, terms []config.Term, source string) {
		d.Lines = append(d.Lines, config.Line{
			Ref: fmt.Sprintf("L-%d", i), Participant: "E1007", Plan: "ae-2026", Component: component, Segment: 1, Part: fmt.Sprintf("tier-%d", 1+i%2),
			SourceKey: source, OriginPeriod: "2026-09", Currency: "USD", Basis: basis, Rate: rate, BasisUnit: "money", AmountMinor: amount, Terms: terms,
		})
	}
	rate := config.NewRatio(29, 400) // 7.25 %
	for i := int64(0); i < 60; i++ {
		cents := config.Whole(200 + 400*i*i) // 2.00, 6.00, 18.00 …: × 29 ÷ 400 is a whole number and a half
		minor, _ := cents.Mul(rate).Round(config.AwayFromZero)
		add("terms", i, minor, cents, rate, []config.Term{
			given("credit", "Credit", "money", config.MajorOf(cents, "USD").String(), "", "", 0),
			given("rate", "Rate", "percent", "0.0725", "", "", 0),
			computed("amount", "Earned", "money", config.MajorOf(config.Whole(minor), "USD").String(), "round(credit * rate, 2)", ""),
		}, "")
	}
	for i := int64(0); i < 20; i++ { // 5 % of 666.90 is 33.345: 33.34 where halves go to the even cent
		cents := config.Whole(66690 + 400*i)
		minor, _ := cents.Mul(config.NewRatio(1, 20)).Round(config.ToEven)
		add("even", i, minor, cents, config.NewRatio(1, 20), nil, "")
	}
	for i := int64(0); i < 40; i++ {
		first, second := config.Whole(200+400*i*i), config.Whole(1000+37*i)
		a, _ := first.Mul(rate).Round(config.AwayFromZero)
		both, _ := first.Mul(rate).Add(second.Mul(config.NewRatio(1, 3))).Round(config.AwayFromZero)
		add("deals", 0, a, first, rate, nil, fmt.Sprintf("deal-%02d", i))
		add("deals", 1, both-a, second, config.NewRatio(1, 3), nil, fmt.Sprintf("deal-%02d", i))
	}
	return d
}

func TestHalfCentsAreOurs(t *testing.T) {
	t.Parallel()
	d := halfCents()
	f := openWorkbook(t, statementBytes(t, d))
	var want int64
	for _, l := range d.Lines {
		want += l.AmountMinor
	}
	wantRaw(t, f, sheetStatement, "B7", strconv.FormatFloat(float64(want)/100, 'f', -1, 64))
	rows, err := f.GetRows(sheetHow)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rows {
		if strings.Contains(strings.Join(r, " "), "not recalculated") {
			t.Fatalf("a line has no live formula: %v", r)
		}
	}
}

func TestAmountFormula(t *testing.T) {
	t.Parallel()
	x := func(s string) spreadsheetText {
		r := ratio(s)
		return spreadsheetText{text: "D5*E5", binds: 2, exact: r, float: r.Approx()}
	}
	for _, c := range []struct {
		name, value string
		minor       int64
		digits      int
		formula     string
		note        bool
	}{
		{"plain", "11610.4983125", 1161050, 2, "ROUND(D5*E5,2)", false},
		{"half", "33.345", 3335, 2, "ROUND(ROUND(D5*E5*100,6),0)/100", false},
		{"negative half", "-2.345", -235, 2, "ROUND(ROUND(D5*E5*100,6),0)/100", false},
		{"half to even", "33.345", 3334, 2, "ROUND(ROUND(ROUND(D5*E5*100,6),0)/100-0.01,2)", true},
		{"half to even, already even", "33.335", 3334, 2, "ROUND(ROUND(D5*E5*100,6),0)/100", false},
		{"nearly a half", "1.00500000000001", 101, 2, "ROUND(100500000000001/1000000000000,0)/100", false},
		{"yen", "1234.4", 1234, 0, "ROUND(D5*E5,0)", false},
		{"not that formula", "12", 1300, 2, "", true},
	} {
		a := amountFormula(x(c.value), c.minor, c.digits)
		if a.formula != c.formula || (a.note != "") != c.note {
			t.Errorf("%s: %q, note %q; want %q", c.name, a.formula, a.note, c.formula)
		}
	}
}

func TestTranslate(t *testing.T) {
	t.Parallel()
	cells := map[string]place{}
	for i, name := range []string{"a", "b", "c"} {
		v := config.Whole(int64(i) + 2)
		cells[name] = place{ref: "D" + strconv.Itoa(i+5), exact: v, float: v.Approx()}
	}
	for _, c := range []struct{ formula, text, value string }{
		{"a + b * c", "D5+D6*D7", "14"},
		{"(a + b) * c", "(D5+D6)*D7", "20"},
		{"a - (b - c)", "D5-(D6-D7)", "3"},
		{"a / (b / c)", "D5/(D6/D7)", "8/3"},
		{"-a + 95%", "-D5+0.95", "-1.05"},
		{"min(a, max(b, c))", "MIN(D5,MAX(D6,D7))", "2"},
		{"1 - abs(a - c) / b", "1-ABS(D5-D7)/D6", "1/3"},
		{"round(a / b, 2)", "ROUND(D5/D6,2)", "0.67"},
	} {
		got, err := translate(c.formula, func(name string) (place, bool) { p, ok := cells[name]; return p, ok })
		if err != nil || got.text != c.text || got.exact.Cmp(ratio(c.value)) != 0 {
			t.Errorf("%s: %s = %s, %v; want %s = %s", c.formula, got.text, got.exact, err, c.text, c.value)
		}
	}
	if _, err := translate("a / d", func(name string) (place, bool) { p, ok := cells[name]; return p, ok }); err == nil {
		t.Error("an unknown name was translated")
	}
}

// TestAlmostThereIsNotThere: 99.996 % of quota is not shown as the 100 % it is not.
func TestAlmostThereIsNotThere(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ actual, want string }{{"99.996%", "0.000%"}, {"100%", "0.0%"}, {"95%", "0.0%"}, {"64.285%", "0.00%"}} {
		actual, target := ratio(c.actual), ratio("1")
		r := Result{Unit: "percent", Actual: &actual, Target: &target}
		if got := unitFormat("percent", "", actual, shownPlaces(r)); got != c.want {
			t.Errorf("%s is shown as %s, want %s", c.actual, got, c.want)
		}
	}
}

func TestStatementWithoutLines(t *testing.T) {
	t.Parallel()
	d := StatementData{Company: config.Company{Name: "N"}, Participant: Person{ID: "007", Currency: "EUR"}, Period: thirdQuarter, AsOf: day("2026-10-01")}
	f := openWorkbook(t, statementBytes(t, d))
	wantRaw(t, f, sheetStatement, "B3", "007")
	wantRaw(t, f, sheetStatement, "B7", "0")
}

func TestTwoCurrenciesAreNeverAdded(t *testing.T) {
	t.Parallel()
	d := sampleStatement()
	d.Lines[1].Currency = "EUR"
	f := openWorkbook(t, statementBytes(t, d))
	wantRaw(t, f, sheetStatement, "B7", "3000")  // EUR
	wantRaw(t, f, sheetStatement, "B8", "13025") // USD
}

// TestTooFewDealsMoveTheWeight: 95 % of quota and 6 of 8 closed deals, fewer than 10: the weight of the win rate goes to
// the quota, 10,000 × 1 × 0.875 = 8,750.00.
func TestTooFewDealsMoveTheWeight(t *testing.T) {
	t.Parallel()
	d := sampleStatement()
	quota, win := &d.Lines[0], &d.Lines[1]
	quota.AmountMinor, win.AmountMinor, win.Label = 875000, 0, "Win rate was not counted (closed deals: 8, fewer than 10); its weight went to the others"
	var terms []config.Term
	for _, term := range quota.Terms {
		switch term.Name {
		case "weight":
			terms = append(terms, given("plan_weight", "Weight in the plan", "percent", "0.7", "", "", 0), given("moved_weight", "Weight of win-rate, not counted", "percent", "0.3", "", "", 0),
				given("counted_weight", "Weight of what was counted", "percent", "0.7", "", "", 0),
				computed("weight", "Weight", "percent", "1", "plan_weight * (counted_weight + moved_weight) / counted_weight", ""))
		case "amount":
			term.Value = ratio("8750")
			fallthrough
		default:
			terms = append(terms, term)
		}
	}
	quota.Terms, win.Terms = terms, nil
	win.Rate = config.Whole(0)
	f := openWorkbook(t, statementBytes(t, d))
	r, _ := find(t, f, sheetStatement, "Quota attainment", 8)
	wantRaw(t, f, sheetStatement, ref(r, colAmount), "8750")
	if words := raw(t, f, sheetStatement, ref(r+1, colWhat)); !strings.Contains(words, "weighs 100.0 % instead of 70.0 %") {
		t.Errorf("the first sheet says %q", words)
	}
	r, _ = find(t, f, sheetStatement, "Win rate", 8)
	if words := raw(t, f, sheetStatement, ref(r+1, colWhat)); !strings.Contains(words, "fewer than 10") {
		t.Errorf("the first sheet says %q", words)
	}
}

// TestDealInAnotherCurrency: 10,000.00 EUR at 1.08 count as 10,800.00 USD; 8 % of it is 864.00.
func TestDealInAnotherCurrency(t *testing.T) {
	t.Parallel()
	d := sampleStatement()
	l := d.Lines[2]
	l.Component, l.SourceKey, l.Basis, l.Rate, l.AmountMinor = "abroad", "006EUR", config.Whole(1080000), ratio("0.08"), 86400
	l.Terms = []config.Term{
		given("deal", "Credited in EUR", "number", "10000", "extracts/Opportunity.csv:7", "", 0),
		given("exchange_rate", "Exchange rate", "number", "1.08", "1 EUR = 1.08 USD (plan rate)", "", 0),
		computed("basis", "Credited", "money", "10800", "deal * exchange_rate", ""),
		given("rate", "Rate", "percent", "0.08", "", "plans/ae-2026.yaml:40:9", 0),
		computed("amount", "Earned", "money", "864", "round(basis * rate, 2)", ""),
	}
	d.Lines = []config.Line{l}
	f := openWorkbook(t, statementBytes(t, d))
	r, _ := find(t, f, sheetHow, "Deal", 1)
	if got, _ := f.GetCellFormula(sheetHow, ref(r+1, colTermValue)); got != "10000*1.08" {
		t.Errorf("the amount counted is %q", got)
	}
	wantRaw(t, f, sheetHow, ref(r+1, colTermValue), "10800")
	wantRaw(t, f, sheetHow, ref(r+1, colLineAmount), "864")
	if how := raw(t, f, sheetHow, ref(r+1, colHow)); !strings.Contains(how, "1 EUR = 1.08 USD (plan rate)") {
		t.Errorf("it says %q", how)
	}
}

// TestSlicesStandInTheirOrder: the order slices were reckoned in shows in the last cent, and the formulas need it.
func TestSlicesStandInTheirOrder(t *testing.T) {
	t.Parallel()
	line := func(part, basis, rate string, minor int64) config.Line {
		return config.Line{Component: "c", SourceKey: "s", Part: part, Currency: "USD", Basis: ratio(basis), BasisUnit: "money", Rate: ratio(rate), AmountMinor: minor}
	}
	// A reversal goes down the ladder: 6 % of −8.25 is −0.495 → −0.50; with 4 % of −8.13, −0.3252, it is −0.8202 → −0.82,
	// so the second slice is −0.32. Up the ladder it would be −0.33 and −0.49.
	groups := byDeal([]config.Line{line("tier-1", "-813", "0.04", -32), line("tier-2", "-825", "0.06", -50)}, nil)
	if got := groups[0][0].Part; got != "tier-2" {
		t.Errorf("the first slice is %s", got)
	}
	// With what earlier deals gain: 3 % of 10.50 is 0.315 → 0.32 first, then 1 % of 10.50 more: 0.42, so 0.10.
	groups = byDeal([]config.Line{line("earlier-deals", "1050", "0.01", 10), line("tier-2", "1050", "0.03", 32)}, nil)
	if got := groups[0][0].Part; got != "tier-2" {
		t.Errorf("the first slice is %s", got)
	}
}

// cappedSegments is a participant whose quota component has two parts of the period and whose plan is capped at 9,000:
// 3,062.50 (46 of 92 days at 10,000 × 0.7 × 0.875) + 6,125.00 − 187.50.
func cappedSegments() StatementData {
	d := sampleStatement() // its other results have no line here
	first, second := d.Lines[0], d.Lines[0]
	first.Ref, first.AmountMinor = "L-1", 306250
	first.Terms = append([]config.Term(nil), first.Terms...)
	for i := range first.Terms {
		switch first.Terms[i].Name {
		case "proration":
			first.Terms[i] = computed("proration", "Share of the period", "percent", "0.5", "46 / 92", "")
		case "amount":
			first.Terms[i].Value = ratio("3062.50")
		}
	}
	second.Ref, second.Segment = "L-2", 2
	limit := d.Lines[0]
	limit.Ref, limit.Component, limit.Part, limit.Label = "L-3", "", "cap", "Above the plan's cap of 9,000.00 USD a quarter"
	limit.Basis, limit.Rate, limit.AmountMinor, limit.Terms = config.Whole(18750), config.Whole(-1), -18750, nil
	d.Lines = []config.Line{limit, first, second}
	return d
}

func TestCapAndSegmentsAreLines(t *testing.T) {
	t.Parallel()
	f := openWorkbook(t, statementBytes(t, cappedSegments()))
	wantRaw(t, f, sheetStatement, "B7", "9000")
	r, _ := find(t, f, sheetStatement, "Cap of the plan", 8)
	wantRaw(t, f, sheetStatement, ref(r, colAmount), "-187.5")
	r, _ = find(t, f, sheetHow, "Quota attainment, total", 1)
	wantRaw(t, f, sheetHow, ref(r, colLineAmount), "9187.5")
	find(t, f, sheetHow, "Quota attainment 95.0 % pays 87.5 %  ·  part 2 of the period", 1)
}

// TestPlanInAnotherCurrency: a plan in USD for somebody paid in EUR counts its measure in USD, 909,700 EUR × 1.08 +
// 912,550 USD = 1,895,026 USD, and sheet two takes it from there.
func TestPlanInAnotherCurrency(t *testing.T) {
	t.Parallel()
	d := sampleStatement()
	d.Participant.Currency = "EUR"
	l := d.Lines[0]
	l.Component, l.Currency, l.AmountMinor = "pipeline", "EUR", 276000
	l.Terms = []config.Term{
		given("marketing_pipeline", "Pipeline from marketing", "number", "1895026", "", "", 9),
		computed("amount", "Earned", "money", "2760", "round(2760 * marketing_pipeline / marketing_pipeline, 2)", ""),
	}
	actual := ratio("1895026")
	d.Lines = []config.Line{l}
	d.Results = []Result{{Plan: l.Plan, Component: "pipeline", Title: "Pipeline contribution", KPI: "marketing_pipeline", Unit: "money", Currency: "USD", Actual: &actual}}
	d.Behind = []Behind{{
		Window: 9, Title: "Pipeline from marketing", Measure: "marketing_pipeline", Kind: "flow", Unit: "money", Currency: "USD", Aggregate: config.Sum, Subject: config.OfCompany,
		Interval: thirdQuarter.Interval,
		Months:   []MonthTotal{{Month: "2026-07", Rows: 14, Value: 90970000, Currency: "EUR", Rate: ratio("1.08")}, {Month: "2026-07", Rows: 16, Value: 91255000, Currency: "USD"}},
	}}
	f := openWorkbook(t, statementBytes(t, d))
	r, _ := find(t, f, sheetHow, "Pipeline from marketing", 1)
	if got, _ := f.GetCellFormula(sheetHow, ref(r, colTermValue)); !strings.Contains(got, sheetRows) {
		t.Errorf("the measure is %q, not the subtotal of its rows", got)
	}
	find(t, f, sheetRows, "Counts as USD", 1)
	r, _ = find(t, f, sheetStatement, "Pipeline contribution", 8)
	if got, err := f.GetCellValue(sheetStatement, ref(r, colResult)); err != nil || !strings.HasPrefix(got, "1,895,026.00 USD") {
		t.Errorf("the result reads %q, %v", got, err)
	}
	d.Behind[0].Months[0].Rows, d.Behind[0].Months[0].Value = 13, 90000000
	f = openWorkbook(t, statementBytes(t, d))
	r, _ = find(t, f, sheetHow, "Pipeline from marketing", 1)
	wantRaw(t, f, sheetHow, ref(r, colHow), "the rows behind it come to 1,884,550.00 USD") // 972,000 + 912,550
}

// TestComponentWithoutALineIsShown: a component without a line stands there with 0.00 and the reason; one that is held
// does not look as if nothing had been earned.
func TestComponentWithoutALineIsShown(t *testing.T) {
	t.Parallel()
	d := sampleStatement()
	d.Lines = d.Lines[1:]
	d.Results[0].Note = "no rate takes GBP to USD on 2026-08-03"
	f := openWorkbook(t, statementBytes(t, d))
	r, _ := find(t, f, sheetStatement, "Quota attainment", 8)
	wantRaw(t, f, sheetStatement, ref(r, colAmount), "0")
	if words := raw(t, f, sheetStatement, ref(r+1, colWhat)); !strings.Contains(words, "no rate takes GBP") {
		t.Errorf("the first sheet says %q", words)
	}
	wantRaw(t, f, sheetStatement, "B7", "9900")

	d.Results[0].Held = true
	f = openWorkbook(t, statementBytes(t, d))
	wantRaw(t, f, sheetStatement, ref(r, colAmount), "Held")
	wantRaw(t, f, sheetStatement, "B7", "9900")
	// The chart is drawn from the summary: what is held is named there and has no amount, so no bar of 0.
	r, _ = find(t, f, sheetHow, "Quota attainment (held)", 1)
	wantRaw(t, f, sheetHow, ref(r, colLineAmount), "")
	r, _ = find(t, f, sheetHow, "Total USD", 1)
	wantRaw(t, f, sheetHow, ref(r, colLineAmount), "9900")
}
