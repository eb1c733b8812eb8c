package calc

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"attain/config"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"
)

// number is one row of an aggregate: a sum in one currency over days with the same rates, or one span.
type number struct {
	window             int32
	currency           int32 // index into numbers.currencies; 0 is ""
	rateOn             config.Day
	spanFirst, spanEnd config.Day
	value, den         int64
	rows               int64
}

// numbers are all aggregates of a run, by window.
type numbers struct {
	list       []number
	starts     []int32 // by window id, one more than windows
	currencies []string
	ids        map[string]int32
}

// readNumbers takes the aggregates in. Rows of one window, currency and days with the same rates that follow one another
// are added up at once, so that a sum for each day does not stay in memory day by day.
func readNumbers(windows []config.Window, r *config.Rates, in array.RecordReader) (*numbers, error) {
	n := &numbers{currencies: []string{""}, ids: map[string]int32{"": 0}}
	for in.Next() {
		if err := n.read(in.RecordBatch(), windows, r); err != nil {
			return nil, err
		}
	}
	if err := in.Err(); err != nil {
		return nil, fmt.Errorf("read aggregates: %w", err)
	}
	slices.SortStableFunc(n.list, func(a, b number) int { return cmp.Compare(a.window, b.window) })
	n.starts = make([]int32, len(windows)+1)
	at := 0
	for w := range n.starts {
		for at < len(n.list) && int(n.list[at].window) < w {
			at++
		}
		n.starts[w] = int32(at)
	}
	return n, nil
}

func (n *numbers) read(rec arrow.RecordBatch, windows []config.Window, r *config.Rates) error {
	var c columns
	c.record = rec
	window, currency := c.int32s("window_id"), c.texts("currency")
	rateOn, first, end := c.days("rate_on"), c.days("span_first"), c.days("span_end")
	value, den, count := c.int64s("value"), c.int64s("value_den"), c.int64s("rows")
	if c.err != nil {
		return fmt.Errorf("read aggregates: %w", c.err)
	}
	for i := range int(rec.NumRows()) {
		next := number{window: window.Value(i), value: value.Value(i), den: den.Value(i), rows: count.Value(i)}
		if next.window < 0 || int(next.window) >= len(windows) || next.den <= 0 {
			return fmt.Errorf("read aggregates: row %d has window %d of %d and denominator %d", i+1, next.window, len(windows), next.den)
		}
		if !currency.IsNull(i) {
			next.currency = n.currency(currency.Value(i))
		}
		if !rateOn.IsNull(i) {
			next.rateOn = config.Day(rateOn.Value(i))
		}
		if !first.IsNull(i) && !end.IsNull(i) {
			next.spanFirst, next.spanEnd = config.Day(first.Value(i)), config.Day(end.Value(i))
		}
		n.add(next, &windows[next.window], r)
	}
	return nil
}

func (n *numbers) add(next number, win *config.Window, r *config.Rates) {
	if k := len(n.list) - 1; k >= 0 {
		last := &n.list[k]
		if last.window == next.window && last.currency == next.currency && last.den == 1 && next.den == 1 &&
			last.spanEnd == 0 && next.spanEnd == 0 && sameRate(win, r, last.rateOn, next.rateOn) {
			if sum := last.value + next.value; (sum > last.value) == (next.value > 0) {
				last.value, last.rows = sum, last.rows+next.rows
				return
			}
		}
	}
	n.list = append(n.list, next)
}

// sameRate says whether amounts of two days are converted at one rate, whatever their currency.
func sameRate(win *config.Window, r *config.Rates, a, b config.Day) bool {
	return a == b || win.RateOn != 0 || r.Group(win.By(), a) == r.Group(win.By(), b)
}

func (n *numbers) currency(text string) int32 {
	if id, ok := n.ids[text]; ok {
		return id
	}
	id := int32(len(n.currencies))
	n.currencies = append(n.currencies, cloned(text))
	n.ids[n.currencies[id]] = id
	return id
}

// of gives the rows of a window.
func (n *numbers) of(window int32) []number {
	return n.list[n.starts[window]:n.starts[window+1]]
}

// total counts the rows behind a window and adds up their values by currency.
func (n *numbers) total(window int32) rows {
	var out rows
	for _, x := range n.of(window) {
		out.Count += x.rows
		if x.den != 1 || x.value == 0 {
			continue
		}
		if out.Value == nil {
			out.Value = map[string]int64{}
		}
		c := n.currencies[x.currency]
		if sum := out.Value[c]; x.value < 0 || sum <= math.MaxInt64-x.value {
			out.Value[c] = sum + x.value
		}
	}
	return out
}

// texts is a column of text, however long its offsets are.
type texts interface {
	Value(i int) string
	IsNull(i int) bool
}

// columns takes typed columns out of a record by name; the first that is missing or of another type is kept in err.
type columns struct {
	record arrow.RecordBatch
	err    error
}

func (c *columns) column(name string) arrow.Array {
	at := c.record.Schema().FieldIndices(name)
	if len(at) != 1 {
		if c.err == nil {
			c.err = fmt.Errorf("column %s is not there once", name)
		}
		return nil
	}
	return c.record.Column(at[0])
}

func column[T any](c *columns, name string) T {
	a := c.column(name)
	t, ok := a.(T)
	if !ok && c.err == nil {
		c.err = fmt.Errorf("column %s is of type %s", name, a.DataType())
	}
	return t
}

func (c *columns) int32s(name string) *array.Int32 { return column[*array.Int32](c, name) }
func (c *columns) int64s(name string) *array.Int64 { return column[*array.Int64](c, name) }
func (c *columns) days(name string) *array.Date32  { return column[*array.Date32](c, name) }
func (c *columns) texts(name string) texts         { return column[texts](c, name) }
