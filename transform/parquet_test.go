package transform

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"attain/config"
)

// TestFactsRoundTrip: what is written is read back, in its order, and a second write of the same facts is the same file.
func TestFactsRoundTrip(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	w := slice().build(t)
	requests := []config.Request{{Measure: "bookings", Aggregate: config.Sum, Subject: config.OfCompany}}
	windows := []config.Window{{Interval: config.Interval{First: config.DayOf(2026, 7, 1), End: config.DayOf(2026, 10, 1)}}}
	var bytes [2][]byte
	for i := range bytes {
		path := filepath.Join(w.dir, "run", "facts.parquet")
		if err := w.StoreFacts(ctx, requests, windows, path); err != nil {
			t.Fatal(err)
		}
		var err error
		if bytes[i], err = os.ReadFile(path); err != nil {
			t.Fatal(err)
		}
	}
	if string(bytes[0]) != string(bytes[1]) {
		t.Error("the same facts gave two files")
	}
	want := `
0 | 006000000000001AAA|005000000000001AAA|primary | 006000000000001AAA | Alpha | 2026-07-05 | 001000000000001AAA | primary | 10000 | 100000 | USD | opportunity.csv | 1 | ∅ | ∅ | ∅ | ∅ | ∅ | ∅ | ∅
0 | 006000000000004AAA|005000000000001AAA|primary | 006000000000004AAA | Delta | 2026-08-09 | 001000000000001AAA | primary | 5000 | 15000 | EUR | opportunity.csv | 4 | ∅ | ∅ | ∅ | ∅ | ∅ | ∅ | ∅
0 | 006000000000004AAA|005000000000002AAA|primary | 006000000000004AAA | Delta | 2026-08-09 | 001000000000001AAA | primary | 5000 | 15000 | EUR | opportunity.csv | 4 | ∅ | ∅ | ∅ | ∅ | ∅ | ∅ | ∅
0 | 006000000000005AAA|005000000000003AAA|primary | 006000000000005AAA | Eps | 2026-09-30 | 001000000000001AAA | primary | 10000 | 70000 | USD | opportunity.csv | 5 | ∅ | ∅ | ∅ | ∅ | ∅ | ∅ | ∅`
	stored := filepath.Join(w.dir, "run", "facts.parquet")
	expectReader(t, want)(w.ReadFacts(ctx, stored))
	older := filepath.Join(w.dir, "run", "older.parquet") // of a run from before facts said whose credits they are
	if _, err := w.db.ExecContext(ctx, "copy (select * exclude (credited_id, credited_name) from read_parquet("+quote(stored)+")) to "+quote(older)+" (format parquet)"); err != nil {
		t.Fatal(err)
	}
	expectReader(t, want)(w.ReadFacts(ctx, older))
	if info, err := os.Stat(filepath.Join(w.dir, "run", "facts.parquet")); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v %v", info, err)
	}
}

// TestMediansAreExact: the middle of two is their sum over 2, never a rounded mean.
func TestMediansAreExact(t *testing.T) {
	t.Parallel()
	g := files(map[string]string{
		"attain/assignment": "participant,role,first_day\n1,AE,2026-01-01\n2,AE,2026-01-01",
		"attain/opportunity": `
opportunity_id,participant,stage,amount,close_on,created_on,first_touch_on
a,1,won,1,2026-02-10,2026-02-01,2026-02-07
b,1,won,1,2026-02-10,2026-02-01,2026-02-05
c,1,won,1,2026-02-20,2026-02-01,2026-02-10
d,1,won,1,2026-02-28,2026-02-01,2026-02-19
e,2,won,1,2026-02-10,2026-02-01,2026-02-07
f,2,won,1,2026-02-10,2026-02-01,2026-02-05
g,2,won,1,2026-02-28,2026-02-01,2026-02-19`,
	})
	w := g.build(t)
	feb := config.Interval{First: config.DayOf(2026, 2, 1), End: config.DayOf(2026, 3, 1)}
	requests := []config.Request{{Measure: "sales_cycle_days", Aggregate: config.Median, Subject: config.OfPerson}}
	windows := []config.Window{{ID: 0, SubjectID: "1", Interval: feb}, {ID: 1, SubjectID: "2", Interval: feb}}
	// 3, 5, 9, 10 and 3, 5, 9: 14 over 2, and 5. d's 9 is g's.
	expectReader(t, `
0 | ∅ | ∅ | ∅ | ∅ | 14 | 2 | 4
1 | ∅ | ∅ | ∅ | ∅ | 5 | 1 | 3`)(w.Aggregates(context.Background(), requests, windows))
}
