package config

import (
	"encoding/json"
	"errors"
	"fmt"
	"math/big"
	"strings"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"
	"github.com/apache/arrow-go/v18/arrow/decimal128"
)

// maxDecimal is the first integer a decimal(38,0) does not hold.
var maxDecimal = new(big.Int).Exp(big.NewInt(10), big.NewInt(38), nil)

// AppendLine adds a line as a row of LineSchema. It fails, adding nothing, when a numerator or denominator has more
// than 38 digits.
func AppendLine(b *array.RecordBuilder, l *Line) error {
	var numbers [4]decimal128.Num // basis_num, basis_den, rate_num, rate_den
	var err1, err2 error
	numbers[0], numbers[1], err1 = decimals(l.Basis)
	numbers[2], numbers[3], err2 = decimals(l.Rate)
	if err := errors.Join(err1, err2); err != nil {
		return fmt.Errorf("line %s of %s: %w", l.Component, l.Participant, err)
	}
	terms := []byte(nil)
	if len(l.Terms) > 0 {
		var err error
		if terms, err = json.Marshal(l.Terms); err != nil {
			return fmt.Errorf("write terms: %w", err)
		}
	}
	texts := lineTexts(l)
	decimal := 0
	for i := range LineSchema.NumFields() {
		switch column := b.Field(i).(type) {
		case *array.StringBuilder:
			switch {
			case texts[i] != nil:
				column.Append(*texts[i])
			case terms == nil:
				column.AppendNull()
			default:
				column.BinaryBuilder.Append(terms)
			}
		case *array.Decimal128Builder:
			column.Append(numbers[decimal])
			decimal++
		case *array.Int32Builder:
			column.Append(l.Segment)
		case *array.Int64Builder:
			column.Append(l.AmountMinor)
		}
	}
	return nil
}

// decimals gives numerator and denominator as they stand in a column.
func decimals(r Ratio) (num, den decimal128.Num, err error) {
	if n, d, ok := r.Int64s(); ok {
		return decimal128.FromI64(n), decimal128.FromI64(d), nil
	}
	n, d := r.Num(), r.Den()
	if n.CmpAbs(maxDecimal) >= 0 || d.CmpAbs(maxDecimal) >= 0 {
		return num, den, fmt.Errorf("%s has more than 38 digits", r)
	}
	return decimal128.FromBigInt(n), decimal128.FromBigInt(d), nil
}

// ratioOfDecimals is the inverse of decimals.
func ratioOfDecimals(num, den decimal128.Num) (Ratio, error) {
	if den.Sign() <= 0 {
		return Ratio{}, errors.New("a denominator is not above 0")
	}
	n, d := int64(num.LowBits()), int64(den.LowBits())
	if decimal128.FromI64(n) == num && decimal128.FromI64(d) == den {
		return NewRatio(n, d), nil
	}
	return RatioOf(new(big.Rat).SetFrac(num.BigInt(), den.BigInt())), nil
}

// lineTexts gives the text columns of a line at their index in LineSchema; the others, and terms, are nil.
func lineTexts(l *Line) [24]*string {
	return [24]*string{
		0: &l.Run, 1: &l.Ref, 2: &l.Participant, 3: &l.Plan, 4: &l.PlanVersion, 5: &l.Component, 7: &l.Part,
		8: &l.OriginPeriod, 9: &l.PayPeriod, 10: &l.SourceKey, 11: &l.Currency, 12: &l.Class, 13: &l.Label,
		16: &l.BasisUnit, 20: &l.ConfigRef, 21: &l.ComputedFrom, 22: &l.CostCenter,
	}
}

// LinesOf gives the rows of a record with the columns of LineSchema as lines. The record may be released afterwards.
func LinesOf(rec arrow.RecordBatch) ([]Line, error) {
	if err := sameColumns(rec.Schema(), LineSchema); err != nil {
		return nil, fmt.Errorf("read lines: %w", err)
	}
	lines := make([]Line, rec.NumRows())
	for row := range lines {
		if err := readLine(rec, row, &lines[row]); err != nil {
			return nil, fmt.Errorf("read lines: row %d: %w", row+1, err)
		}
	}
	return lines, nil
}

func readLine(rec arrow.RecordBatch, row int, l *Line) error {
	texts := lineTexts(l)
	var numbers [4]decimal128.Num
	decimal := 0
	for i := range LineSchema.NumFields() {
		switch column := rec.Column(i).(type) {
		case *array.String:
			switch {
			case texts[i] != nil:
				*texts[i] = strings.Clone(column.Value(row))
			case !column.IsNull(row):
				if err := json.Unmarshal([]byte(column.Value(row)), &l.Terms); err != nil {
					return fmt.Errorf("terms: %w", err)
				}
			}
		case *array.Decimal128:
			numbers[decimal] = column.Value(row)
			decimal++
		case *array.Int32:
			l.Segment = column.Value(row)
		case *array.Int64:
			l.AmountMinor = column.Value(row)
		}
	}
	var err1, err2 error
	l.Basis, err1 = ratioOfDecimals(numbers[0], numbers[1])
	l.Rate, err2 = ratioOfDecimals(numbers[2], numbers[3])
	return errors.Join(err1, err2)
}

// sameColumns compares names and types; whether nulls are declared possible is up to who wrote the record.
func sameColumns(have, want *arrow.Schema) error {
	if have.NumFields() != want.NumFields() {
		return fmt.Errorf("%d columns instead of %d", have.NumFields(), want.NumFields())
	}
	for i, w := range want.Fields() {
		if h := have.Field(i); h.Name != w.Name || !arrow.TypeEqual(h.Type, w.Type) {
			return fmt.Errorf("column %d is %s %s instead of %s %s", i+1, h.Name, h.Type, w.Name, w.Type)
		}
	}
	return nil
}
