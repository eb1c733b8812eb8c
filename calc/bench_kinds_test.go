package calc

import (
	"fmt"
	"testing"

	"attain/config"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"
	"github.com/apache/arrow-go/v18/arrow/memory"
)

// benchmarkKind runs a plan for 1,000 participants with the facts of each and reports time and allocations for each line.
func benchmarkKind(b *testing.B, plan string, each func(who string) []testFact) {
	p := compilePlan(b, plan)
	run, err := p.ws.Calendar.Period("2026-Q3")
	if err != nil {
		b.Fatal(err)
	}
	var assignments []config.Assignment
	byPerson := map[string][]testFact{}
	for i := range 1000 {
		who := fmt.Sprintf("E%06d", i)
		assignments = append(assignments, assigned(b, who, 10_000))
		byPerson[who] = each(who)
	}
	work, err := p.Prepare(run, run.End-1, assignments)
	if err != nil {
		b.Fatal(err)
	}
	var aggregates, facts [][]any
	for i := range work.Windows {
		win := &work.Windows[i]
		r := &work.Requests[win.Request]
		for _, f := range byPerson[win.SubjectID] {
			if !f.counts(r, win) {
				continue
			}
			aggregates = append(aggregates, []any{win.ID, f.currency, f.day, nil, nil, f.value, int64(1), int64(1)})
			facts = append(facts, []any{
				win.ID, f.source, f.source, "Called " + f.source, f.day, "", "primary", int64(10000), f.value, f.currency, "extracts/facts.csv", int64(1), nil, nil, f.class(r), f.inputs,
			})
		}
	}
	w := world{mem: memory.DefaultAllocator, batch: 8192}
	numberRecords, factRecords := w.records(config.AggregateSchema, aggregates), w.records(config.FactSchema, facts)
	b.ReportAllocs()
	b.ResetTimer()
	var lines int64
	for range b.N {
		numbers, _ := array.NewRecordReader(config.AggregateSchema, numberRecords)
		rows, _ := array.NewRecordReader(config.FactSchema, factRecords)
		summary, err := work.Run("run", numbers, rows, func(arrow.RecordBatch) error { return nil })
		if err != nil {
			b.Fatal(err)
		}
		lines = summary.Lines
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(lines)/float64(b.N), "ns/line")
	b.ReportMetric(float64(lines), "lines")
}

func BenchmarkObjectives(b *testing.B) {
	benchmarkKind(b, objectivesPlan(whatPays["partial"]+objectivesRest), func(who string) []testFact {
		out := []testFact{agreed(b, "O1", "2026-09-30", 50, 100, ""), agreed(b, "O2", "2026-09-30", 30, 80, ""), agreed(b, "O3", "2026-09-30", 20, 0, "")}
		for i := range out {
			out[i].who = who
		}
		return out
	})
}

// benchBookings is one deal of each participant, of an amount of their own.
func benchBookings(b *testing.B) func(who string) []testFact {
	n := int64(0)
	return func(who string) []testFact {
		n++
		return []testFact{{measure: "bookings", who: who, day: day(b, "2026-08-01"), value: 1_000_00 + n, currency: "USD", source: "D1"}}
	}
}

func BenchmarkPool(b *testing.B) {
	benchmarkKind(b, poolPlan("    shared_by: plan\n    amount: 1_000_000\n    shares: {measure: bookings}\n    leavers: kept\n    each_at_most: 1_010\n    excess: shared_again\n"), benchBookings(b))
}

func BenchmarkContest(b *testing.B) {
	benchmarkKind(b, contestPlan("    ranked_by: bookings\n    among: plan\n    prizes: [{ranks: 1-1000, pays: 10}]\n    ties: share\n"), benchBookings(b))
}

func BenchmarkMilestone(b *testing.B) {
	benchmarkKind(b, milestonePlan("    of: bookings\n    counted_from: quarter\n    reached: [{at: 1_000, pays: 5}]\n    taken_back: no\n"), benchBookings(b))
}
