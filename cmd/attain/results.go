package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"attain/calc"
	"attain/config"
	"attain/reports"
	"attain/transform"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"
	"github.com/apache/arrow-go/v18/arrow/memory"
)

// resultBatch is how many results are stored in one batch.
const resultBatch = 16384

// storeResults keeps what became of every component, so that explain and query can say why one has no line.
func storeResults(ctx context.Context, wh *transform.Warehouse, results []*calc.Result, path string) error {
	out := newPipe(config.ResultSchema)
	go func() {
		b := array.NewRecordBuilder(memory.DefaultAllocator, config.ResultSchema)
		defer b.Release()
		var err error
		for i, res := range results {
			appendResult(b, res)
			if (i+1)%resultBatch == 0 || i+1 == len(results) {
				batch := b.NewRecordBatch()
				err = out.push(ctx, batch)
				batch.Release()
				if err != nil {
					break
				}
			}
		}
		out.end(err)
	}()
	defer out.Release()
	return wh.WriteParquet(ctx, out, path)
}

// appendResult writes one result in the columns of config.ResultSchema.
func appendResult(b *array.RecordBuilder, r *calc.Result) {
	text := func(field int, v string) { b.Field(field).(*array.StringBuilder).Append(v) }
	for i, v := range []string{r.Participant, r.Name, r.Plan, r.Component, r.Period} {
		text(i, v)
	}
	b.Field(5).(*array.Int32Builder).Append(r.Segment)
	b.Field(6).(*array.Date32Builder).Append(arrow.Date32(r.First))
	b.Field(7).(*array.Date32Builder).Append(arrow.Date32(r.End - 1))
	for i, v := range []string{r.Currency, r.Outcome, r.Reason} {
		text(8+i, v)
	}
	b.Field(11).(*array.Int64Builder).Append(r.AmountMinor)
	b.Field(12).(*array.Int64Builder).Append(r.LineCount)
}

// storedOutcomes reads what became of a participant's components in a stored run, and their name. A run from before results
// were kept has none.
func storedOutcomes(ctx context.Context, w *opened, record *runRecord, id string) (out []reports.Outcome, name string, err error) {
	path := record.resultsPath(w.ws.Dir)
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		return nil, "", nil
	}
	reader, err := w.wh.ReadResults(ctx, path, id)
	if err != nil {
		return nil, "", err
	}
	defer reader.Release()
	for reader.Next() {
		rec := reader.RecordBatch()
		text := func(column, i int) string { return string([]byte(rec.Column(column).(*array.String).Value(i))) }
		first, last := rec.Column(6).(*array.Date32), rec.Column(7).(*array.Date32)
		for i := range int(rec.NumRows()) {
			name = text(1, i)
			out = append(out, reports.Outcome{
				Plan: text(2, i), Component: text(3, i), Outcome: text(9, i), Reason: text(10, i),
				Interval: config.Interval{First: config.Day(first.Value(i)), End: config.Day(last.Value(i)) + 1},
				Lines:    rec.Column(12).(*array.Int64).Value(i),
			})
		}
	}
	if err := reader.Err(); err != nil {
		return nil, "", fmt.Errorf("read results: %w", err)
	}
	return out, name, nil
}
