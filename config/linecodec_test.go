package config

import (
	"fmt"
	"math"
	"reflect"
	"strings"
	"testing"

	"github.com/apache/arrow-go/v18/arrow/array"
	"github.com/apache/arrow-go/v18/arrow/decimal128"
	"github.com/apache/arrow-go/v18/arrow/memory"
	"pgregory.net/rapid"
)

func TestLinesGoThroughColumnsAndBack(t *testing.T) {
	t.Parallel()
	pool := memory.NewCheckedAllocator(memory.DefaultAllocator)
	defer pool.AssertSize(t, 0)
	full := Line{
		Run: "r1", Ref: "L-7Q2F", Participant: "E0007", Plan: "ae-2026", PlanVersion: "0123456789ab", Component: "quota", Segment: 2,
		Part: "payout", OriginPeriod: "2026-Q3", PayPeriod: "2026-Q3", SourceKey: "006x", Currency: "EUR", Class: Earning, Label: "Quota",
		Basis: Whole(math.MaxInt64).Mul(Whole(1_000_000)), BasisUnit: "money", Rate: NewRatio(-5, 14), AmountMinor: math.MinInt64,
		ConfigRef: "plans/ae-2026.yaml:14:5", ComputedFrom: "won_deals", CostCenter: "4100",
		Terms: []Term{
			{Name: "won_deals", Label: "Deals won", Unit: "count", Value: Whole(18), From: "won_deals, E0007", Window: 3},
			{Name: "amount", Label: "Amount", Unit: "money", Value: NewRatio(1, 3), Formula: "won_deals / 54", At: "plans/ae-2026.yaml:14:5"},
		},
	}
	lines := []Line{full, {Participant: "E0008"}}
	b := array.NewRecordBuilder(pool, LineSchema)
	defer b.Release()
	for i := range lines {
		if err := AppendLine(b, &lines[i]); err != nil {
			t.Fatal(err)
		}
	}
	rec := b.NewRecordBatch()
	defer rec.Release()
	got, err := LinesOf(rec)
	// As text: equal ratios can be held in different ways.
	if a, b := fmt.Sprintf("%+v", got), fmt.Sprintf("%+v", lines); err != nil || a != b {
		t.Errorf("%v\ngot  %s\nwant %s", err, a, b)
	}
	if rec.Column(LineSchema.FieldIndices("terms")[0]).NullN() != 1 {
		t.Error("a line without terms has some")
	}
	second := rec.NewSlice(1, 2)
	defer second.Release()
	if got, err := LinesOf(second); err != nil || len(got) != 1 || got[0].Participant != "E0008" {
		t.Errorf("the second row is %+v, %v", got, err)
	}
}

func TestRatiosGoThroughColumnsAndBack(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		r, slow := anyRatio(t, "r")
		num, den, err := decimals(r)
		fits := slow.Num().CmpAbs(maxDecimal) < 0 && slow.Denom().CmpAbs(maxDecimal) < 0
		if (err == nil) != fits {
			t.Fatalf("%s: %v", r, err)
		}
		if err != nil {
			return
		}
		if back, err := ratioOfDecimals(num, den); err != nil || back.Cmp(r) != 0 {
			t.Fatalf("%s came back as %s, %v", r, back, err)
		}
	})
	if _, err := ratioOfDecimals(decimal128.FromI64(1), decimal128.FromI64(0)); err == nil {
		t.Error("1/0 was read")
	}
}

func TestTheIndexesOfLineTextsAreThoseOfTheSchema(t *testing.T) {
	t.Parallel()
	var l Line
	value := reflect.ValueOf(&l).Elem()
	for i, field := range LineSchema.Fields() {
		text := lineTexts(&l)[i]
		if text == nil {
			continue
		}
		name := strings.ReplaceAll(field.Name, "_", "")
		found := value.FieldByNameFunc(func(s string) bool { return strings.EqualFold(s, name) })
		if !found.IsValid() || found.Addr().Interface() != any(text) {
			t.Errorf("column %s is not the field of its name", field.Name)
		}
	}
}

func TestALineTooLongForItsColumnIsAnError(t *testing.T) {
	t.Parallel()
	b := array.NewRecordBuilder(memory.DefaultAllocator, LineSchema)
	defer b.Release()
	huge := Whole(math.MaxInt64)
	l := Line{Basis: huge.Mul(huge).Mul(huge)}
	if err := AppendLine(b, &l); err == nil || !strings.Contains(err.Error(), "38 digits") {
		t.Errorf("got %v", err)
	}
	rec := b.NewRecordBatch()
	defer rec.Release()
	if rec.NumRows() != 0 {
		t.Errorf("%d rows were added", rec.NumRows())
	}
}
