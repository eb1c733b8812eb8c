package calc

import (
	"crypto/sha256"
	"encoding/binary"
	"slices"
	"strconv"
	"strings"

	"attain/config"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"
	"github.com/apache/arrow-go/v18/arrow/decimal128"
	"github.com/apache/arrow-go/v18/arrow/memory"
)

// draft is a line before it is written. Its texts may point into a record of facts.
type draft struct {
	cell   *cell
	plan   bool // of the plan, not of a component
	part   string
	origin string
	day    config.Day // of the deal; 0 for what is no deal
	source string
	seq    int
	label  string
	basis  config.Ratio
	unit   string
	rate   config.Ratio
	amount int64
	at     config.Position
	from   string // what it was computed from; or file and row
	file   string
	row    int64
	terms  []config.Term
}

func (d *draft) component() string {
	if d.plan {
		return ""
	}
	return d.cell.comp.name
}

// class is what the line is: pay that was earned, or a reward that is no money.
func (d *draft) class() string {
	if d.cell.comp.reward != "" {
		return config.Reward
	}
	return config.Earning
}

// compareDrafts orders drafts of one participant and plan by component, segment, origin period, day, source, part.
func compareDrafts(a, b draft) int {
	if a.cell != b.cell || a.plan != b.plan {
		if c := strings.Compare(a.component(), b.component()); c != 0 {
			return c
		}
		if a.cell.seg.Number != b.cell.seg.Number {
			return int(a.cell.seg.Number) - int(b.cell.seg.Number)
		}
	}
	if c := strings.Compare(a.origin, b.origin); c != 0 {
		return c
	}
	if a.day != b.day {
		return int(a.day) - int(b.day)
	}
	if c := strings.Compare(a.source, b.source); c != 0 {
		return c
	}
	if c := strings.Compare(a.part, b.part); c != 0 {
		return c
	}
	return a.seq - b.seq
}

// lineWriter writes drafts as batches of config.LineSchema.
type lineWriter struct {
	run, payPeriod string
	emit           func(arrow.RecordBatch) error
	builder        *array.RecordBuilder
	refs           hashSet
	keys           hashSet // of the drafts written together
	key, text      []byte
	rows           int
	lines          int64
}

// batchLines is how many lines go into one batch.
const batchLines = 16384

func newLineWriter(mem memory.Allocator, run, payPeriod string, emit func(arrow.RecordBatch) error) *lineWriter {
	return &lineWriter{run: run, payPeriod: payPeriod, emit: emit, builder: array.NewRecordBuilder(mem, config.LineSchema)}
}

// write orders the drafts of one participant and plan by their keys and writes them.
func (w *lineWriter) write(drafts []draft) error {
	for i := range drafts {
		drafts[i].seq = i
	}
	slices.SortFunc(drafts, compareDrafts)
	w.keys.clear()
	for i := range drafts {
		w.append(&drafts[i])
		if w.rows == batchLines {
			if err := w.flush(); err != nil {
				return err
			}
		}
	}
	return nil
}

// flush gives what is written so far to the receiver, who must Retain what it keeps.
func (w *lineWriter) flush() error {
	if w.rows == 0 {
		return nil
	}
	rec := w.builder.NewRecordBatch()
	defer rec.Release()
	w.rows = 0
	return w.emit(rec)
}

// maxDigits is the first number of LineSchema's decimals that does not fit.
const maxDigits = 38

// append writes one draft. Two rows of one deal that end in the same key (a split and an overlay of one kind) are told
// apart by a number after the part.
func (w *lineWriter) append(d *draft) {
	part := d.part
	hash := w.hash(d, part)
	for n := 2; !w.keys.add(hash.first()); n++ {
		part = d.part + "-" + strconv.Itoa(n)
		hash = w.hash(d, part)
	}
	basis, rate := d.basis, d.rate
	if !fits(basis) || !fits(rate) {
		basis, rate = config.Whole(d.amount), config.Whole(1) // the terms have the exact numbers
	}
	seg, b := d.cell.seg, w.builder
	w.texts(0, w.run, w.ref(hash), seg.Participant, seg.Plan, d.cell.sheet.plan.Version, d.component())
	b.Field(6).(*array.Int32Builder).Append(seg.Number)
	w.texts(7, part, d.origin, w.payPeriod, d.source, d.cell.currency(), d.class(), d.label)
	w.ratio(14, basis)
	w.texts(16, d.unit)
	w.ratio(17, rate)
	b.Field(19).(*array.Int64Builder).Append(d.amount)
	w.places(d)
	w.texts(22, seg.CostCenter)
	w.terms(d.terms)
	w.rows++
	w.lines++
}

func (w *lineWriter) texts(first int, values ...string) {
	for i, v := range values {
		w.builder.Field(first + i).(*array.StringBuilder).Append(v)
	}
}

// places writes config_ref and computed_from without making strings of them.
func (w *lineWriter) places(d *draft) {
	t := append(w.text[:0], d.at.File...)
	if d.at.Line > 0 {
		t = strconv.AppendInt(append(t, ':'), int64(d.at.Line), 10)
	}
	if d.at.Column > 0 {
		t = strconv.AppendInt(append(t, ':'), int64(d.at.Column), 10)
	}
	w.builder.Field(20).(*array.StringBuilder).BinaryBuilder.Append(t)
	t = append(t[:0], d.from...)
	if d.file != "" {
		t = append(append(t[:0], d.file...), ':')
		t = strconv.AppendInt(t, d.row, 10)
	}
	w.builder.Field(21).(*array.StringBuilder).BinaryBuilder.Append(t)
	w.text = t
}

func (w *lineWriter) terms(terms []config.Term) {
	column := w.builder.Field(23).(*array.StringBuilder)
	if len(terms) == 0 {
		column.AppendNull()
		return
	}
	w.text = appendTerms(w.text[:0], terms)
	column.BinaryBuilder.Append(w.text)
}

// appendTerms writes terms as encoding/json would, without its allocations: a converted deal has terms, and there may
// be millions.
func appendTerms(b []byte, terms []config.Term) []byte {
	b = append(b, '[')
	for i := range terms {
		t := &terms[i]
		if i > 0 {
			b = append(b, ',')
		}
		b = appendText(append(b, `{"name":`...), t.Name)
		b = appendText(append(b, `,"label":`...), t.Label)
		b = appendText(append(b, `,"unit":`...), t.Unit)
		b = append(appendRatio(append(b, `,"value":"`...), t.Value), '"')
		if t.Formula != "" {
			b = appendText(append(b, `,"formula":`...), t.Formula)
		}
		if t.At != "" {
			b = appendText(append(b, `,"at":`...), t.At)
		}
		if t.From != "" {
			b = appendText(append(b, `,"from":`...), t.From)
		}
		if t.Window != 0 {
			b = strconv.AppendInt(append(b, `,"window":`...), int64(t.Window), 10)
		}
		b = append(b, '}')
	}
	return append(b, ']')
}

// appendRatio writes 7 or 5/14.
func appendRatio(b []byte, r config.Ratio) []byte {
	num, den, ok := r.Int64s()
	if !ok {
		return append(b, r.Rat().RatString()...)
	}
	b = strconv.AppendInt(b, num, 10)
	if den != 1 {
		b = strconv.AppendInt(append(b, '/'), den, 10)
	}
	return b
}

// appendText writes a JSON string.
func appendText(b []byte, s string) []byte {
	b = append(b, '"')
	for _, c := range []byte(s) {
		switch {
		case c == '"' || c == '\\':
			b = append(b, '\\', c)
		case c < ' ':
			b = append(b, '\\', 'u', '0', '0', "0123456789abcdef"[c>>4], "0123456789abcdef"[c&15])
		default:
			b = append(b, c)
		}
	}
	return append(b, '"')
}

func (w *lineWriter) ratio(first int, r config.Ratio) {
	num, den := w.builder.Field(first).(*array.Decimal128Builder), w.builder.Field(first+1).(*array.Decimal128Builder)
	if n, d, ok := r.Int64s(); ok {
		num.Append(decimal128.FromI64(n))
		den.Append(decimal128.FromI64(d))
		return
	}
	num.Append(decimal128.FromBigInt(r.Num()))
	den.Append(decimal128.FromBigInt(r.Den()))
}

// fits says whether a ratio fits in LineSchema's decimals.
func fits(r config.Ratio) bool {
	if _, _, ok := r.Int64s(); ok {
		return true
	}
	return len(r.Num().Text(10)) <= maxDigits && len(r.Den().Text(10)) <= maxDigits
}

// keyHash is the hash of a line's key.
type keyHash [sha256.Size]byte

func (h *keyHash) first() uint64 { return binary.BigEndian.Uint64(h[:8]) }

// hash hashes the key: participant, plan, component, segment, part, origin period, source key, currency.
func (w *lineWriter) hash(d *draft, part string) keyHash {
	seg := d.cell.seg
	k := w.key[:0]
	for _, s := range [...]string{seg.Participant, seg.Plan, d.component(), part, d.origin, d.source, d.cell.currency()} {
		k = append(append(k, s...), 0)
	}
	k = strconv.AppendInt(k, int64(seg.Number), 10)
	w.key = k
	return sha256.Sum256(k)
}

// refLetters are what people do not mistake for one another: no I, L, O, U.
const refLetters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

// ref gives the line's reference, L-7Q2F-KX9M: 40 bits of the key's hash, and 60 for the later of two lines of a run
// that agree in 40.
func (w *lineWriter) ref(h keyHash) string {
	bits := h.first()
	groups := 2
	if !w.refs.add(bits >> 24) {
		groups = 3
	}
	text := append(w.text[:0], 'L')
	for i := range groups * 4 {
		if i%4 == 0 {
			text = append(text, '-')
		}
		text = append(text, refLetters[bits>>(59-5*i)&31])
	}
	w.text = text
	return string(text)
}

// hashSet is a set of hashes by open addressing: 8 bytes an entry at most three quarters full, so that ten million
// references fit in 128 MB.
type hashSet struct {
	slots []uint64
	count int
	zero  bool
}

// add reports whether the hash was not there before.
func (s *hashSet) add(h uint64) bool {
	if h == 0 {
		was := s.zero
		s.zero = true
		return !was
	}
	if 4*(s.count+1) > 3*len(s.slots) {
		s.grow()
	}
	if s.put(h) {
		s.count++
		return true
	}
	return false
}

func (s *hashSet) put(h uint64) bool {
	mask := uint64(len(s.slots) - 1)
	for i := h * 0x9E3779B97F4A7C15 >> 20 & mask; ; i = (i + 1) & mask {
		switch s.slots[i] {
		case h:
			return false
		case 0:
			s.slots[i] = h
			return true
		}
	}
}

func (s *hashSet) grow() {
	old := s.slots
	s.slots = make([]uint64, max(64, 2*len(old)))
	for _, h := range old {
		if h != 0 {
			s.put(h)
		}
	}
}

// clear empties the set; a large table is given back, so that clearing it is not paid for again and again.
func (s *hashSet) clear() {
	if len(s.slots) > 4096 {
		s.slots = nil
	}
	clear(s.slots)
	s.count, s.zero = 0, false
}
