package calc

import (
	"fmt"
	"slices"

	"attain/config"

	"github.com/apache/arrow-go/v18/arrow/array"
)

// KPIRow is one fact behind a leaf of a KPI, as config.FactSchema has it.
type KPIRow struct {
	SourceKey   string
	Label       string
	Day         config.Day
	Account     string
	Credit      string
	ShareBP     int64
	Value       int64 // minor units of Currency, or the measure's own unit
	Currency    string
	File        string
	Row         int64
	Until       config.Day // spans: the day after the last
	CountedDays int64      // spans: how many of its days in the window count
}

// Rows takes the facts behind the work's windows in, by window.
func (w *KPIWork) Rows(facts array.RecordReader) (map[int32][]KPIRow, error) {
	out := map[int32][]KPIRow{}
	for facts.Next() {
		c := columns{record: facts.RecordBatch()}
		window, day, until := c.int32s("window_id"), c.days("day"), c.days("until_on")
		source, label, account, credit := c.texts("source_key"), c.texts("label"), c.texts("account_id"), c.texts("credit_type")
		currency, file := c.texts("currency"), c.texts("file")
		share, value, row, counted := c.int64s("share_bp"), c.int64s("value"), c.int64s("row"), c.int64s("counted_days")
		if c.err != nil {
			return nil, fmt.Errorf("read facts: %w", c.err)
		}
		for i := range int(c.record.NumRows()) {
			r := KPIRow{
				SourceKey: textAt(source, i), Label: textAt(label, i), Day: config.Day(day.Value(i)), Account: textAt(account, i), Credit: textAt(credit, i),
				ShareBP: share.Value(i), Value: value.Value(i), Currency: textAt(currency, i), File: textAt(file, i), Row: row.Value(i),
			}
			if !until.IsNull(i) {
				r.Until, r.CountedDays = config.Day(until.Value(i)), counted.Value(i)
			}
			out[window.Value(i)] = append(out[window.Value(i)], r)
		}
	}
	if err := facts.Err(); err != nil {
		return nil, fmt.Errorf("read facts: %w", err)
	}
	return out, nil
}

// textAt copies a cell out of its record; null is "".
func textAt(t texts, i int) string {
	if t.IsNull(i) {
		return ""
	}
	return cloned(t.Value(i))
}

// FromRows computes the values a second time, from the rows alone: no sum the warehouse made goes in, and each amount is
// converted by itself at the rate of its own day. What the two calculations share is the formula.
func (w *KPIWork) FromRows(rows map[int32][]KPIRow) []KPIValue {
	out := make([]KPIValue, len(w.items))
	book := w.work.book()
	for i := range w.items {
		item := &w.items[i]
		inputs, held := make([]reading, len(item.formula.leaves)), ""
		for j := range item.formula.leaves {
			if inputs[j] = w.fromRows(book, item, j, rows[item.windows[j]]); held == "" {
				held = inputs[j].held
			}
		}
		out[i] = w.value(item, inputs, held)
	}
	return out
}

// fromRows computes one leaf.
func (w *KPIWork) fromRows(book *config.Rates, item *kpiItem, at int, rows []KPIRow) reading {
	l := &item.formula.leaves[at]
	if l.measure == nil {
		return reading{value: config.Value{Ratio: ofWindow(l.spelled, item.look.Interval)}}
	}
	out := reading{rows: int64(len(rows)), held: w.work.Held[item.windows[at]]}
	win, request := &w.Windows[item.windows[at]], &w.Requests[l.request]
	switch request.Aggregate {
	case config.Count:
		if out.value.Ratio = config.Whole(int64(len(rows))); request.Subject != config.OfPerson {
			out.value.Ratio = config.Whole(distinctOf(rows, func(r *KPIRow) string { return r.SourceKey }))
		}
		return out
	case config.Distinct:
		out.value.Ratio = config.Whole(distinctOf(rows, func(r *KPIRow) string { return r.Account }))
		return out
	case config.Median:
		out.value = w.middle(book, item, l, win, rows)
		return out
	}
	for i := range rows {
		v, err := w.worth(book, item, l, request, win, &rows[i])
		if err != nil {
			return reading{held: err.Error()}
		}
		out.value.Ratio = out.value.Ratio.Add(v)
	}
	if l.measure.Kind == "span" && out.held == "" {
		spans := make([]number, len(rows))
		for i := range rows {
			spans[i] = number{spanFirst: rows[i].Day, spanEnd: rows[i].Until}
		}
		out.held = (&runner{prog: w.work.prog, work: w.work}).missing(l, win, spans, item.look.days)
	}
	return out
}

// worth is what one row adds to its leaf: of money its amount in major units of the KPI's currency, of a span the share
// of the days that count.
func (w *KPIWork) worth(book *config.Rates, item *kpiItem, l *leaf, request *config.Request, win *config.Window, row *KPIRow) (config.Ratio, error) {
	v, on := config.Whole(row.Value), row.Day
	switch {
	case request.Aggregate == config.AtStart:
		on = win.First
	case request.Aggregate == config.AtEnd:
		on = win.End - 1
	case l.measure.Kind == "span":
		span := config.Interval{First: row.Day, End: row.Until}
		within := int64(span.And(win.Interval).Days())
		if within == 0 {
			return config.Ratio{}, nil
		}
		share := (&runner{prog: w.work.prog}).spanShare(win.Interval, span, &item.look.days, item.look.dayCount, item.look.country)
		v, on = v.Mul(share).Mul(config.NewRatio(row.CountedDays, within)), max(row.Day, win.First)
	}
	if l.unit != "money" {
		return v, nil
	}
	converted, _, err := book.Convert(config.MajorOf(v, row.Currency), row.Currency, item.look.currency, win.By(), win.RateDay(on))
	return converted, err
}

// middle is the middle value, the mean of the middle two where the count is even.
func (w *KPIWork) middle(book *config.Rates, item *kpiItem, l *leaf, win *config.Window, rows []KPIRow) config.Value {
	if len(rows) == 0 {
		return config.NoValue("there is nothing to take the middle of: no %s in %s", l.measure.Title, win.Interval)
	}
	values := make([]int64, len(rows))
	for i := range rows {
		values[i] = rows[i].Value
	}
	slices.Sort(values)
	v := config.NewRatio(values[(len(values)-1)/2], 2).Add(config.NewRatio(values[len(values)/2], 2))
	if l.unit == "money" {
		converted, _, err := book.Convert(config.MajorOf(v, rows[0].Currency), rows[0].Currency, item.look.currency, win.By(), win.RateDay(rows[0].Day))
		if err != nil {
			return config.NoValue("%s", err)
		}
		v = converted
	}
	return config.Value{Ratio: v}
}

func distinctOf(rows []KPIRow, key func(*KPIRow) string) int64 {
	seen := map[string]bool{}
	for i := range rows {
		if k := key(&rows[i]); k != "" {
			seen[k] = true
		}
	}
	return int64(len(seen))
}
