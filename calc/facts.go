package calc

import (
	"fmt"
	"math/big"
	"slices"
	"strings"

	"attain/config"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"
)

// facts are the columns of one record of facts.
type facts struct {
	record                                arrow.RecordBatch
	window                                *array.Int32
	day                                   *array.Date32
	source, label, credit, currency, file texts
	account                               texts // null where there is no customer
	creditedID, creditedName              texts // of others' deals; see config.FactSchema
	value, row, shareBP, counted          *array.Int64
	class                                 *array.Int32 // of the request's classes; see config.FactSchema
	inputs                                *array.List
}

func (f *facts) dayOf(row int) config.Day { return config.Day(f.day.Value(row)) }

// classOf is the first of the request's classes a row meets, -1 for none.
func (f *facts) classOf(row int) int {
	if f.class.IsNull(row) {
		return -1
	}
	return int(f.class.Value(row))
}

// input gives a row's number in one of the columns the request asked for; false where the row has none.
func (f *facts) input(row, k int) (config.Ratio, bool) {
	from, to := f.inputs.ValueOffsets(row)
	values := f.inputs.ListValues().(*array.Decimal128)
	at := int(from) + k
	if f.inputs.IsNull(row) || at >= int(to) || values.IsNull(at) {
		return config.Ratio{}, false
	}
	n := values.Value(at)
	if low := int64(n.LowBits()); low>>63 == n.HighBits() {
		return config.NewRatio(low, 1_000_000_000), true
	}
	return config.RatioOf(new(big.Rat).SetFrac(n.BigInt(), inputScale)), true
}

// inputScale is one in an input's decimals.
var inputScale = new(big.Int).Exp(big.NewInt(10), big.NewInt(config.InputScale), nil)

// factRange is a run of rows of one window in one record.
type factRange struct {
	facts    *facts
	from, to int
}

// factStream reads facts in the order of their windows and keeps only what one participant needs.
//
// Windows are numbered in the order lines are written, so the rows of a participant stand together in the stream;
// collect reads up to the participant's last window, and release gives back what was read.
type factStream struct {
	in     array.RecordReader
	wanted []bool // by window id: somebody prices its rows
	now    *facts
	at     int
	last   int32
	done   bool
	held   []*facts
	found  map[int32][]factRange
	kept   map[int32][]factRange // of kinds of group scope: there until the end
	keep   []*facts
}

func newFactStream(in array.RecordReader, windows int) *factStream {
	return &factStream{in: in, wanted: make([]bool, windows), found: map[int32][]factRange{}, last: -1}
}

// ranges gives the rows of a window, of those collected.
func (s *factStream) ranges(window int32) []factRange {
	if found, ok := s.kept[window]; ok {
		return found
	}
	return s.found[window]
}

// keepAll keeps what was read until close: the facts kinds of group scope price.
func (s *factStream) keepAll() {
	s.kept, s.found = s.found, map[int32][]factRange{}
	for _, f := range s.held {
		f.record.Retain()
	}
	s.keep = slices.Clone(s.held)
}

// collect reads on through the last row of a window.
func (s *factStream) collect(upTo int32) error {
	for !s.done {
		if s.now == nil {
			if err := s.next(); err != nil {
				return err
			}
			continue
		}
		n := s.now.window.Len()
		for s.at < n {
			w := s.now.window.Value(s.at)
			if w > upTo {
				return nil
			}
			if w < s.last || int(w) >= len(s.wanted) {
				return fmt.Errorf("read facts: window %d follows window %d; facts must be ordered by window", w, s.last)
			}
			s.last = w
			end := s.at + 1
			for end < n && s.now.window.Value(end) == w {
				end++
			}
			if s.wanted[w] {
				s.found[w] = append(s.found[w], factRange{s.now, s.at, end})
			}
			s.at = end
		}
		s.now = nil
	}
	return nil
}

// next takes the next record in and keeps it until release.
func (s *factStream) next() error {
	if !s.in.Next() {
		s.done = true
		if err := s.in.Err(); err != nil {
			return fmt.Errorf("read facts: %w", err)
		}
		return nil
	}
	c := columns{record: s.in.RecordBatch()}
	f := &facts{
		record: c.record, window: c.int32s("window_id"), day: c.days("day"), source: c.texts("source_key"), label: c.texts("label"),
		credit: c.texts("credit_type"), currency: c.texts("currency"), file: c.texts("file"), value: c.int64s("value"), row: c.int64s("row"),
		shareBP: c.int64s("share_bp"), counted: c.int64s("counted"), class: c.int32s("class"), inputs: column[*array.List](&c, "inputs"),
		account: c.texts("account_id"), creditedID: c.texts("credited_id"), creditedName: c.texts("credited_name"),
	}
	if c.err != nil {
		return fmt.Errorf("read facts: %w", c.err)
	}
	f.record.Retain()
	s.held = append(s.held, f)
	s.now, s.at = f, 0
	return nil
}

// release gives back every record but the one being read.
func (s *factStream) release() {
	kept := s.held[:0]
	for _, f := range s.held {
		if f == s.now {
			kept = append(kept, f)
			continue
		}
		f.record.Release()
	}
	s.held = kept
	clear(s.found)
}

// close gives back everything.
func (s *factStream) close() {
	s.now = nil
	s.release()
	for _, f := range s.keep {
		f.record.Release()
	}
}

// cloned copies text out of a record, so that it outlives it.
func cloned(s string) string { return strings.Clone(s) }

// compareRows orders rows by day, then by source key.
func compareRows(a *facts, i int, b *facts, j int) int {
	if x, y := a.day.Value(i), b.day.Value(j); x != y {
		return int(x) - int(y)
	}
	return strings.Compare(a.source.Value(i), b.source.Value(j))
}

// share is a row's share of its deal.
func (f *facts) share(row int) config.Ratio { return config.NewRatio(f.shareBP.Value(row), 10_000) }

// whole is what a row's whole deal is worth, in the measure's own unit: the credit ÷ its share.
func (f *facts) whole(row int) config.Ratio {
	v := config.Whole(f.value.Value(row))
	if share := f.share(row); share.Sign() > 0 {
		return v.Quo(share)
	}
	return v
}

// named is what people call what a row is of.
func (f *facts) named(row int) string {
	if f.label.IsNull(row) {
		return f.source.Value(row)
	}
	return f.label.Value(row)
}

// called is what people call a row, and of others' deals whose each is: "Acme, credited to Ada Brown (E1004)".
func (f *facts) called(row int) string {
	what := f.named(row)
	if f.creditedID.IsNull(row) {
		return what
	}
	if f.creditedName.IsNull(row) {
		return what + ", credited to " + f.creditedID.Value(row)
	}
	return what + ", credited to " + f.creditedName.Value(row) + " (" + f.creditedID.Value(row) + ")"
}
