package transform

import (
	"context"
	"path/filepath"
	"strings"
	"testing"

	"attain/config"
)

// contracts are deals with a total contract value and a discount of the company's own, as the system wrote them.
func contracts() *given {
	g := files(map[string]string{
		"attain/assignment": "participant,role,first_day\nA,AE,2026-01-01\nB,AE,2026-01-01",
		"attain/opportunity": `
opportunity_id,name,stage,amount,currency,close_on,participant,deal_type,tcv__c,discount__c,seats__c
d1,Three years,won,40000,USD,2026-02-02,A,new,120000.50,12.5,10
d2,One year,won,5000,JPY,2026-02-03,A,expansion,15000,0.1234567891,7
d3,Without,won,100,USD,2026-02-04,B,renewal,,high,1`,
		"attain/opportunity_split": `
opportunity_id,participant,percentage,credit_type
d1,A,50,
d1,B,50,
d1,B,20,overlay`,
	})
	g.entity("attain", "opportunity").Attributes = []string{"tcv__c", "discount__c", "seats__c"}
	return g
}

func conditions(list ...string) []config.Condition {
	out := make([]config.Condition, len(list))
	for i, s := range list {
		out[i] = config.Condition{At: config.Position{File: "plans/ae.yaml", Line: 7 + i, Column: 9}, SQL: s}
	}
	return out
}

// TestClassesAndInputs: a fact says the first class it meets and gives the numbers asked for, or none where there is none
// that fits into nine decimals.
func TestClassesAndInputs(t *testing.T) {
	t.Parallel()
	w := contracts().build(t)
	requests := []config.Request{{
		ID: 0, Measure: "bookings", Aggregate: config.Sum, Subject: config.OfPerson,
		Classes: conditions("deal_type = 'new' and value > 1000", "currency = 'JPY' or deal_type = 'new'"),
		Inputs:  conditions("value", "discount__c", "share_bp"),
	}}
	windows := []config.Window{
		{ID: 0, Request: 0, SubjectID: "A", Interval: february},
		{ID: 1, Request: 0, SubjectID: "B", Interval: february},
	}
	want := `
0 | d1|A|primary | 0 | ["2000000","12.5","5000"] | ∅
0 | d2|A|primary | 1 | ["5000",null,"10000"] | ∅
1 | d1|B|overlay | 0 | ["800000","12.5","2000"] | ∅
1 | d1|B|primary | 0 | ["2000000","12.5","5000"] | ∅
1 | d3|B|primary | -1 | ["10000",null,"10000"] | ∅`
	asked := []string{"window_id", "fact_key", "class", "inputs", "counted"}
	expectReader(t, want)(columnsOf(w.Facts(context.Background(), requests, windows))(asked...))
	stored := filepath.Join(w.dir, "facts.parquet")
	if err := w.StoreFacts(context.Background(), requests, windows, stored); err != nil {
		t.Fatal(err)
	}
	expectReader(t, want)(columnsOf(w.ReadFacts(context.Background(), stored))(asked...))
	expectReader(t, `
0 | JPY | 2026-02-03 | ∅ | ∅ | 5000 | 1 | 1
0 | USD | 2026-02-02 | ∅ | ∅ | 2000000 | 1 | 1
1 | USD | 2026-02-02 | ∅ | ∅ | 2810000 | 1 | 3`)(w.Aggregates(context.Background(), requests, windows))
}

// TestCounted: what moves the ladder is another column's part of the credit. Half of 120,000.50 and 20 % of it are
// 12,000,050 × 5,000 and × 2,000 ten-thousandths; ¥15,000 is 15,000 minor units.
func TestCounted(t *testing.T) {
	t.Parallel()
	w := contracts().build(t)
	request := config.Request{ID: 0, Measure: "bookings", Aggregate: config.Sum, Subject: config.OfPerson, Value: "tcv__c", Where: conditions("deal_type <> 'renewal'")}
	company := request
	company.ID, company.Subject = 1, config.OfCompany
	largest := request
	largest.ID, largest.Aggregate = 2, config.Median
	all := request
	all.ID, all.Where = 3, nil
	requests := []config.Request{request, company, largest, all}
	windows := []config.Window{
		{ID: 0, Request: 0, SubjectID: "A", Interval: february},
		{ID: 1, Request: 0, SubjectID: "B", Interval: february},
		{ID: 2, Request: 1, SubjectID: "", Interval: february},
		{ID: 3, Request: 2, SubjectID: "B", Interval: february},
		{ID: 4, Request: 3, SubjectID: "B", Interval: february},
	}
	// The company has the deal once: 60,000,250,000 twice. B's middle is that of 24,000,100,000 and 60,000,250,000.
	expectReader(t, `
0 | JPY | 2026-02-03 | ∅ | ∅ | 150000000 | 10000 | 1
0 | USD | 2026-02-02 | ∅ | ∅ | 60000250000 | 10000 | 1
1 | USD | 2026-02-02 | ∅ | ∅ | 84000350000 | 10000 | 2
2 | JPY | 2026-02-03 | ∅ | ∅ | 150000000 | 10000 | 1
2 | USD | 2026-02-02 | ∅ | ∅ | 120000500000 | 10000 | 2
3 | USD | 2026-02-02 | ∅ | ∅ | 84000350000 | 20000 | 2`)(w.Aggregates(context.Background(), requests, windows[:4]))
	expectReader(t, `
1 | d1|B|overlay | 800000 | 24000100000
1 | d1|B|primary | 2000000 | 60000250000`)(columnsOf(w.Facts(context.Background(), requests, windows[1:2]))("window_id", "fact_key", "value", "counted"))
	held, err := w.Holds(context.Background(), requests, windows)
	if err != nil {
		t.Fatal(err)
	}
	if want := "Without has no tcv__c (opportunity.csv:3); mend the extract"; len(held) != 1 || held[4] != want {
		t.Errorf("held are %v; want %q for window 4", held, want)
	}
	totals, err := w.StoreRows(context.Background(), []config.Look{{Plan: "p", Component: "c", Measure: "bookings", Window: 4, Outcome: "held", Reason: held[4]}},
		requests, windows, w.dir+"/rows.parquet")
	if err != nil {
		t.Fatal(err)
	}
	var outcomes []string
	for _, r := range totals {
		outcomes = append(outcomes, r.Outcome)
	}
	if got := strings.Join(outcomes, " "); got != "could_not_be_read held not_in_plan not_in_plan" {
		t.Errorf("outcomes are %s", got)
	}
}

// TestBindColumns: what has to be a number and is none is said where the plan names it, with what there is.
func TestBindColumns(t *testing.T) {
	t.Parallel()
	w := contracts().build(t)
	for _, c := range []struct {
		must      config.Must
		sql, want string
	}{
		{config.MustBeNumber, "value", ""},
		{config.MustBeNumber, "discount__c", ""},
		{config.MustBeWhole, "value", ""},
		{config.MustBeWhole, "tcv__c", ""},
		{config.MustBeNumber, "deal_type", `plans/ae.yaml:7:9: "deal_type" is varchar, not a number; of bookings these are numbers: `},
		{config.MustBeNumber, "valu", `plans/ae.yaml:7:9: "valu": no column "valu"; did you mean "value"?; of bookings these are numbers: `},
		{config.MustBeWhole, "day", `plans/ae.yaml:7:9: "day" is date, not a whole number; of bookings these are whole numbers: `},
	} {
		err := w.Bind(context.Background(), []config.Binding{{Measure: "bookings", Must: c.must, Condition: conditions(c.sql)[0]}})
		switch {
		case c.want == "" && err != nil:
			t.Errorf("%s: %v", c.sql, err)
		case c.want != "" && (err == nil || !strings.HasPrefix(err.Error(), c.want)):
			t.Errorf("%s gives\n%v, not\n%s", c.sql, err, c.want)
		}
	}
}
