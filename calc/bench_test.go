package calc

import (
	"fmt"
	"strings"
	"testing"

	"attain/config"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"
	"github.com/apache/arrow-go/v18/arrow/memory"
)

// benchmark runs one plan for many participants and reports time and allocations for each line.
func benchmark(b *testing.B, plan string, participants, dealsEach int, currency string) {
	p := compilePlan(b, plan)
	run, err := p.ws.Calendar.Period("2026-Q3")
	if err != nil {
		b.Fatal(err)
	}
	var assignments []config.Assignment
	for i := range participants {
		assignments = append(assignments, assigned(b, fmt.Sprintf("E%06d", i), 10_000))
	}
	work, err := p.Prepare(run, run.End-1, assignments)
	if err != nil {
		b.Fatal(err)
	}
	w := world{mem: memory.DefaultAllocator, batch: 8192}
	aggregates, facts := benchRows(b, work, dealsEach, currency)
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
}

// benchRows answers every window with a plausible number and every priced window with deals.
func benchRows(b *testing.B, work *Work, dealsEach int, currency string) (aggregates, facts [][]any) {
	first := day(b, "2026-07-01")
	values := map[string]int64{"bookings": 950_000_00, "quota": 1_000_000_00, "won_deals": 18, "closed_deals": 72}
	for i := range work.Windows {
		win := &work.Windows[i]
		m := work.Requests[win.Request].Measure
		row := []any{win.ID, currency, first, nil, nil, values[m], int64(1), int64(10)}
		if m == "quota" {
			row[1], row[3], row[4] = "USD", first, first+92
		}
		aggregates = append(aggregates, row)
		if m != "bookings" || work.Requests[win.Request].Totals {
			continue
		}
		for d := range dealsEach {
			facts = append(facts, []any{
				win.ID, fmt.Sprint("F", i, d), fmt.Sprintf("006%015d", d), "Deal with a customer", first + config.Day(d*90/dealsEach), nil, "primary",
				int64(10000), int64(12_345_67), currency, "extracts/salesforce/Opportunity.csv", int64(d + 1),
				nil, nil, benchClass(&work.Requests[win.Request], d), benchInputs(&work.Requests[win.Request]),
			})
		}
	}
	return aggregates, facts
}

// benchClass puts deals into a request's classes in turn, the last into none.
func benchClass(r *config.Request, deal int) any {
	if len(r.Classes) == 0 {
		return nil
	}
	k := int32(deal % (len(r.Classes) + 1))
	if int(k) == len(r.Classes) {
		k = -1
	}
	return k
}

// benchInputs is a margin of 4,000.00 for every column a request asks for.
func benchInputs(r *config.Request) any {
	if len(r.Inputs) == 0 {
		return nil
	}
	out := make([]int64, len(r.Inputs))
	for i := range out {
		out[i] = 4_000_00 * 1_000_000_000
	}
	return out
}

// BenchmarkPrepare cuts the windows of 10,000 participants and asks for their numbers.
func BenchmarkPrepare(b *testing.B) {
	p := compilePlan(b, planHead("quarterly")+aePlan)
	run, err := p.ws.Calendar.Period("2026-Q3")
	if err != nil {
		b.Fatal(err)
	}
	var assignments []config.Assignment
	for i := range 10_000 {
		assignments = append(assignments, assigned(b, fmt.Sprintf("E%06d", i), 10_000))
	}
	b.ReportAllocs()
	b.ResetTimer()
	for range b.N {
		if _, err := p.Prepare(run, run.End-1, assignments); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/1e4/float64(b.N), "ns/participant")
}

func BenchmarkScorecard(b *testing.B) {
	benchmark(b, planHead("quarterly")+aePlan, 1000, 0, "USD")
}

func BenchmarkCommissionFlat(b *testing.B) {
	benchmark(b, commissionPlan("quarterly", "    rate: 8%\n"), 1000, 100, "USD")
}

func BenchmarkCommissionTiers(b *testing.B) {
	benchmark(b, commissionPlan("quarterly", "    tiers: {by: attainment, resets: quarterly, each_tier: own_rate, rates: [{below: 50%, rate: 5%}, {below: 100%, rate: 8%}, {rate: 12%}]}\n"), 1000, 100, "USD")
}

func BenchmarkCommissionConverted(b *testing.B) {
	benchmark(b, commissionPlan("quarterly", "    rate: 8%\n"), 1000, 100, "EUR")
}

func BenchmarkCommissionTopRate(b *testing.B) {
	benchmark(b, commissionPlan("quarterly", "    tiers: {by: attainment, resets: quarterly, each_tier: top_rate, rates: [{below: 50%, rate: 5%}, {below: 100%, rate: 8%}, {rate: 12%}]}\n"), 1000, 100, "USD")
}

func BenchmarkCommissionTable(b *testing.B) {
	benchmark(b, commissionPlan("quarterly", ratesByDeal), 1000, 100, "USD")
}

func BenchmarkCommissionFormula(b *testing.B) {
	benchmark(b, commissionPlan("quarterly", "    rate: {formula: \"5% + 50% * (margin_minor / value - 20%)\", at_least: 0%, at_most: 12%}\n"), 1000, 100, "USD")
}

// BenchmarkSpif shares a budget by the order of all deals.
func BenchmarkSpif(b *testing.B) {
	for name, settings := range map[string]string{"rate": "", "budget": "    budget: {amount: 20_000_000, order: first_come}\n"} {
		b.Run(name, func(b *testing.B) {
			benchmark(b, planHead("quarterly")+"components:\n  - name: sprint\n    kind: spif\n    paid_on: bookings\n    rate: 2%\n"+settings, 1000, 100, "USD")
		})
	}
}

func BenchmarkOverride(b *testing.B) {
	benchmark(b, strings.Replace(overridePlan("    of: direct_reports\n    own_deals: not_counted\n    rate: 4%\n"), "monthly", "quarterly", 1), 1000, 100, "USD")
}

// BenchmarkKernels is the arithmetic alone, without reading rows or writing lines. bare is what nothing can be faster
// than: integers multiplied, divided and rounded.
func BenchmarkKernels(b *testing.B) {
	deals, pay := make([]config.Ratio, 10_000), make([]config.Ratio, 10_000)
	for i := range deals {
		deals[i], pay[i] = config.Whole(int64(100_00+i)), config.Whole(1)
	}
	l := &ladder{limits: []config.Ratio{config.Whole(1_000_000), config.Whole(50_000_000)}, rates: []config.Ratio{config.NewRatio(5, 100), config.NewRatio(8, 100), config.NewRatio(12, 100)}}
	var s scratch
	b.Run("bare", func(b *testing.B) {
		amounts, out := make([]int64, len(deals)), make([]int64, len(deals))
		for i := range amounts {
			amounts[i] = int64(100_00 + i)
		}
		b.ReportAllocs()
		b.ResetTimer()
		for range b.N {
			for i, n := range amounts {
				out[i] = (n*8 + 50) / 100
			}
		}
		b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(len(deals))/float64(b.N), "ns/deal")
	})
	kernel := func(each eachTier) func(b *testing.B) {
		return func(b *testing.B) {
			b.ReportAllocs()
			for range b.N {
				s.reset()
				l.at = config.Ratio{}
				s.slices, s.ends = l.price(deals, each, false, s.slices, s.ends)
				s.amounts, _ = roundSlices(s.slices, s.ends, pay, config.AwayFromZero, s.amounts)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(len(deals))/float64(b.N), "ns/deal")
		}
	}
	b.Run("top rate", kernel(topRate))
	b.Run("rate at the end", kernel(rateAtEnd))
	b.Run("table", func(b *testing.B) {
		own := *l
		own.earned, own.cards = make([]config.Ratio, 1), [][]config.Ratio{l.rates}
		b.ReportAllocs()
		for range b.N {
			s.reset()
			own.at = config.Ratio{}
			for i := range deals {
				d := credited{value: deals[i], moves: deals[i], card: l.rates}
				s.slices = own.priceCredited(&d, ownRate, false, s.slices)
				s.ends = append(s.ends, len(s.slices))
			}
			s.amounts, _ = roundSlices(s.slices, s.ends, pay, config.AwayFromZero, s.amounts)
		}
		b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(len(deals))/float64(b.N), "ns/deal")
	})
	b.Run("tiers", func(b *testing.B) {
		b.ReportAllocs()
		for range b.N {
			s.reset()
			l.at = config.Ratio{}
			s.slices, s.ends = l.price(deals, ownRate, false, s.slices, s.ends)
			s.amounts, _ = roundSlices(s.slices, s.ends, pay, config.AwayFromZero, s.amounts)
		}
		b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(len(deals))/float64(b.N), "ns/deal")
	})
	b.Run("curve", func(b *testing.B) {
		c := &curve{anchors: []anchor{
			{at: config.NewRatio(8, 10), pays: config.NewRatio(1, 2)}, {at: config.Whole(1), pays: config.Whole(1)}, {at: config.NewRatio(15, 10), pays: config.NewRatio(18, 10)},
		}}
		values, out, pieces := make([]config.Ratio, 10_000), make([]config.Ratio, 10_000), make([]int, 10_000)
		for i := range values {
			values[i] = config.NewRatio(int64(i), 6000)
		}
		b.ReportAllocs()
		b.ResetTimer()
		for range b.N {
			c.apply(values, out, pieces)
		}
		b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(len(values))/float64(b.N), "ns/value")
	})
}
