package transform

import (
	"context"
	"path/filepath"
	"strings"
	"testing"

	"attain/config"
)

// sales is a measure whose facts name a territory and a product. North: 100.00 + 25.00 of one deal for two people. P1:
// 100.00 + 25.00 + 40.00. The company has 185.00 more than any territory, of the fact that names none, less the overlay.
const sales = `-- One row per credit of a sale.
-- title: Sales
-- kind: flow
-- unit: money
-- attributes: territory_id, product_id
select
    source_key || participant as fact_key, source_key, null::varchar as label, day::date as day, participant as participant_id,
    source_key as account_id, credit_type, 10000::bigint as share_bp, value::bigint as value, 'money' as unit, 'USD' as currency,
    territory_id, product_id, 'sales.csv' as _file, 1::bigint as _row
from (values
    ('D1', 'E1', '2026-02-01', 'primary', 10000, 'North', 'P1'),
    ('D2', 'E1', '2026-02-10', 'primary', 1500, 'North', 'P1'),
    ('D2', 'E2', '2026-02-10', 'primary', 1000, 'North', 'P1'),
    ('D2', 'E3', '2026-02-10', 'overlay', 9900, 'North', 'P1'),
    ('D3', 'E2', '2026-02-20', 'primary', 4000, 'South', 'P1'),
    ('D4', null, '2026-02-21', 'primary', 2000, null, 'P2'),
    ('D5', 'E1', '2026-03-01', 'primary', 7700, 'North', 'P2')
) as t(source_key, participant, day, credit_type, value, territory_id, product_id)
`

// TestTerritoriesAndProducts: each fact counts once, for the territory and the product it names.
func TestTerritoriesAndProducts(t *testing.T) {
	t.Parallel()
	g := files(map[string]string{"attain/assignment": "participant,role,first_day\nE1,AE,2026-01-01"})
	g.ws.Dir = t.TempDir()
	mustWrite(t, filepath.Join(g.ws.Dir, "sql/measures/sales.sql"), sales)
	mustWrite(t, filepath.Join(g.ws.Dir, "sql/measures/nowhere.sql"), strings.NewReplacer(
		"-- attributes: territory_id, product_id\n", "", "territory_id, product_id, 'sales.csv'", "'sales.csv'").Replace(sales))
	w := g.build(t)
	requests := []config.Request{
		{ID: 0, Measure: "sales", Aggregate: config.Sum, Subject: config.OfTerritory},
		{ID: 1, Measure: "sales", Aggregate: config.Count, Subject: config.OfTerritory},
		{ID: 2, Measure: "sales", Aggregate: config.Sum, Subject: config.OfProduct},
		{ID: 3, Measure: "sales", Aggregate: config.Distinct, Subject: config.OfProduct},
		{ID: 4, Measure: "sales", Aggregate: config.Sum, Subject: config.OfCompany},
	}
	feb := config.Interval{First: config.DayOf(2026, 2, 1), End: config.DayOf(2026, 3, 1)}
	windows := []config.Window{
		{ID: 0, Request: 0, SubjectID: "North", Interval: feb},
		{ID: 1, Request: 0, SubjectID: "South", Interval: feb},
		{ID: 2, Request: 1, SubjectID: "North", Interval: feb},
		{ID: 3, Request: 2, SubjectID: "P1", Interval: feb},
		{ID: 4, Request: 3, SubjectID: "P1", Interval: feb},
		{ID: 5, Request: 4, SubjectID: "", Interval: feb},
		{ID: 6, Request: 0, SubjectID: "West", Interval: feb},
	}
	expectReader(t, `
0 | USD | 2026-02-01 | ∅ | ∅ | 12500 | 1 | 3
1 | USD | 2026-02-20 | ∅ | ∅ | 4000 | 1 | 1
2 | ∅ | ∅ | ∅ | ∅ | 2 | 1 | 3
3 | USD | 2026-02-01 | ∅ | ∅ | 16500 | 1 | 4
4 | ∅ | ∅ | ∅ | ∅ | 3 | 1 | 4
5 | USD | 2026-02-01 | ∅ | ∅ | 18500 | 1 | 5`)(w.Aggregates(context.Background(), requests, windows))
	expectReader(t, `
1 | D3E2 | D3 | ∅ | 2026-02-20 | D3 | primary | 10000 | 4000 | USD | sales.csv | 1 | ∅ | ∅ | ∅ | ∅ | ∅ | ∅ | ∅`)(
		w.Facts(context.Background(), requests, windows[1:2]))

	requests[0].Measure = "nowhere"
	_, err := w.Aggregates(context.Background(), requests[:1], windows[:1])
	if err == nil || !strings.Contains(err.Error(), "nowhere of a territory: sql/measures/nowhere.sql has no column territory_id") {
		t.Errorf("a measure without territories gives %v", err)
	}
}

// TestOwnTerritories: E1 had North until 9 February and has South: 100.00 + 40.00. E2 has North from 10 February, written
// down twice: 25.00, once. Levels are of the territories one has at the instant: at the end of February E2 has North's
// 100.00 + 25.00 and E1 South's 40.00.
func TestOwnTerritories(t *testing.T) {
	t.Parallel()
	g := files(map[string]string{
		"attain/assignment": "participant,role,first_day\nE1,AE,2026-01-01\nE2,AE,2026-01-01",
		"attain/territory":  "territory,name\nNorth,North\nSouth,South",
		"attain/territory_member": `
territory,participant,first_day,last_day
North,E1,2026-01-01,2026-02-09
South,E1,,
North,E2,2026-02-10,2026-03-31
North,E2,2026-02-10,`,
	})
	g.ws.Dir = t.TempDir()
	mustWrite(t, filepath.Join(g.ws.Dir, "sql/measures/sales.sql"), sales)
	mustWrite(t, filepath.Join(g.ws.Dir, "sql/measures/level.sql"), strings.Replace(sales, "-- kind: flow", "-- kind: stock", 1))
	w := g.build(t)
	requests := []config.Request{
		{ID: 0, Measure: "sales", Aggregate: config.Sum, Subject: config.OfOwnTerritories},
		{ID: 1, Measure: "level", Aggregate: config.AtEnd, Subject: config.OfOwnTerritories},
	}
	feb := config.Interval{First: config.DayOf(2026, 2, 1), End: config.DayOf(2026, 3, 1)}
	windows := []config.Window{
		{ID: 0, Request: 0, SubjectID: "E1", Interval: feb},
		{ID: 1, Request: 0, SubjectID: "E2", Interval: feb},
		{ID: 2, Request: 1, SubjectID: "E1", Interval: feb},
		{ID: 3, Request: 1, SubjectID: "E2", Interval: feb},
	}
	expectReader(t, `
0 | USD | 2026-02-01 | ∅ | ∅ | 14000 | 1 | 2
1 | USD | 2026-02-10 | ∅ | ∅ | 2500 | 1 | 2
2 | USD | 2026-02-28 | ∅ | ∅ | 4000 | 1 | 1
3 | USD | 2026-02-28 | ∅ | ∅ | 12500 | 1 | 3`)(w.Aggregates(context.Background(), requests, windows))
}
