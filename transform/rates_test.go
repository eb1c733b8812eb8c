package transform

import (
	"context"
	"fmt"
	"testing"

	"attain/config"
)

// foreignDeals are dollars and euros of a person in two months, with rates of every kind.
func foreignDeals() *given {
	g := files(map[string]string{
		"attain/assignment": "participant,role,first_day\nA,AE,2026-01-01",
		"attain/exchange_rate": `
from,to,rate,first_day,kind
EUR,USD,1.0791,2026-01-02,
EUR,USD,1.084000000001,2026-01-05,spot
EUR,USD,1.0815,2026-01-01,average
EUR,USD,1.07,2026-02-10,plan
USD,JPY,150,2026-01-02,mood`,
		"attain/opportunity": `
opportunity_id,name,stage,amount,currency,close_on,participant,deal_type
d1,One,won,100,EUR,2026-01-20,A,new
d2,Two,won,200,EUR,2026-01-20,A,new
d3,Three,won,400,EUR,2026-01-21,A,new
d4,Four,won,800,EUR,2026-02-09,A,new
d5,Five,won,1600,EUR,2026-02-10,A,new
d6,Six,won,10,USD,2026-01-20,A,new
d7,Seven,won,20,USD,2026-02-10,A,new`,
	})
	g.ws.Conventions.ConversionRate = config.AtEventDate
	return g
}

// TestMarketRates: rates of the extracts keep every decimal and say where they stand.
func TestMarketRates(t *testing.T) {
	t.Parallel()
	g := foreignDeals()
	w := g.build(t)
	list, err := w.MarketRates(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	got := ""
	for _, r := range list {
		got += fmt.Sprintf("%s %s %s %s %s %s %s:%d\n", r.From, r.To, r.Kind, r.Rate, r.First, r.End-1, r.File, r.Row)
	}
	if want := `EUR USD average 1.0815 2026-01-01 9999-12-30 exchange_rate.csv:3
EUR USD plan 1.07 2026-02-10 9999-12-30 exchange_rate.csv:4
EUR USD spot 1.0791 2026-01-02 2026-01-04 exchange_rate.csv:1
EUR USD spot 1.084000000001 2026-01-05 9999-12-30 exchange_rate.csv:2
`; got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
	g.ws.Conventions.ConversionRate = config.AtPlanRate
	if list, err = w.MarketRates(context.Background()); err != nil || len(list) != 1 || list[0].Kind != "plan" {
		t.Errorf("a workspace at plan rates: %v, %v", list, err)
	}
}

// TestSumsByRate: what a window converts at one rate comes as one sum, what it need not convert too.
func TestSumsByRate(t *testing.T) {
	t.Parallel()
	w := foreignDeals().build(t)
	requests := []config.Request{
		{ID: 0, Measure: "bookings", Aggregate: config.Sum, Subject: config.OfPerson},
		{ID: 1, Measure: "bookings", Aggregate: config.Sum, Subject: config.OfCompany},
	}
	both := config.Interval{First: config.DayOf(2026, 1, 1), End: config.DayOf(2026, 3, 1)}
	windows := []config.Window{
		{ID: 0, Request: 0, SubjectID: "A", Interval: both},
		{ID: 1, Request: 0, SubjectID: "A", Interval: both, Rates: config.AtEventDate, Into: "USD"},
		{ID: 2, Request: 0, SubjectID: "A", Interval: both, Rates: config.AtMonthAverage, Into: "USD"},
		{ID: 3, Request: 0, SubjectID: "A", Interval: both, Rates: config.AtPayDate, RateOn: config.DayOf(2026, 3, 31)},
		{ID: 4, Request: 1, Interval: both, Rates: config.AtEventDate},
		{ID: 5, Request: 1, Interval: both, Rates: config.AtMonthAverage, Into: "EUR"},
	}
	// A plan rate begins on 10 February: what is before it is a sum of its own, whatever a window converts at.
	expectReader(t, `
0 | EUR | 2026-01-20 | ∅ | ∅ | 150000 | 1 | 4
0 | EUR | 2026-02-10 | ∅ | ∅ | 160000 | 1 | 1
0 | USD | 2026-01-20 | ∅ | ∅ | 1000 | 1 | 1
0 | USD | 2026-02-10 | ∅ | ∅ | 2000 | 1 | 1
1 | EUR | 2026-01-20 | ∅ | ∅ | 30000 | 1 | 2
1 | EUR | 2026-01-21 | ∅ | ∅ | 40000 | 1 | 1
1 | EUR | 2026-02-09 | ∅ | ∅ | 80000 | 1 | 1
1 | EUR | 2026-02-10 | ∅ | ∅ | 160000 | 1 | 1
1 | USD | 2026-01-20 | ∅ | ∅ | 1000 | 1 | 1
1 | USD | 2026-02-10 | ∅ | ∅ | 2000 | 1 | 1
2 | EUR | 2026-01-20 | ∅ | ∅ | 70000 | 1 | 3
2 | EUR | 2026-02-09 | ∅ | ∅ | 80000 | 1 | 1
2 | EUR | 2026-02-10 | ∅ | ∅ | 160000 | 1 | 1
2 | USD | 2026-01-20 | ∅ | ∅ | 1000 | 1 | 1
2 | USD | 2026-02-10 | ∅ | ∅ | 2000 | 1 | 1
3 | EUR | 2026-01-20 | ∅ | ∅ | 150000 | 1 | 4
3 | EUR | 2026-02-10 | ∅ | ∅ | 160000 | 1 | 1
3 | USD | 2026-01-20 | ∅ | ∅ | 1000 | 1 | 1
3 | USD | 2026-02-10 | ∅ | ∅ | 2000 | 1 | 1
4 | EUR | 2026-01-20 | ∅ | ∅ | 30000 | 1 | 2
4 | EUR | 2026-01-21 | ∅ | ∅ | 40000 | 1 | 1
4 | EUR | 2026-02-09 | ∅ | ∅ | 80000 | 1 | 1
4 | EUR | 2026-02-10 | ∅ | ∅ | 160000 | 1 | 1
4 | USD | 2026-01-20 | ∅ | ∅ | 1000 | 1 | 1
4 | USD | 2026-02-10 | ∅ | ∅ | 2000 | 1 | 1
5 | EUR | 2026-01-20 | ∅ | ∅ | 150000 | 1 | 4
5 | EUR | 2026-02-10 | ∅ | ∅ | 160000 | 1 | 1
5 | USD | 2026-01-20 | ∅ | ∅ | 1000 | 1 | 1
5 | USD | 2026-02-10 | ∅ | ∅ | 2000 | 1 | 1`)(w.Aggregates(context.Background(), requests, windows))
}
