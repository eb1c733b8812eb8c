package transform

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"os"

	"github.com/klauspost/compress/gzip"

	"attain/config"
)

// openText opens a file as UTF-8 text without a byte order mark, unpacking gzip by its first two bytes.
func openText(path, encoding string) (io.ReadCloser, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	buffered := bufio.NewReaderSize(f, 1<<20)
	t := &text{file: f}
	if magic, _ := buffered.Peek(2); bytes.Equal(magic, gzipMagic) { // a read error comes again with the first Read
		if t.unzip, err = gzip.NewReader(buffered); err != nil {
			f.Close()
			return nil, faultf("the gzip archive is damaged: %s; fetch it again", err)
		}
		t.Reader = config.DecodeText(t.unzip, encoding)
	} else {
		t.Reader = config.DecodeText(buffered, encoding)
	}
	return t, nil
}

var gzipMagic = []byte{0x1f, 0x8b}

type text struct {
	io.Reader
	unzip *gzip.Reader
	file  *os.File
}

func (t *text) Read(p []byte) (int, error) {
	n, err := t.Reader.Read(p)
	if errors.Is(err, io.ErrUnexpectedEOF) {
		err = faultf("the gzip archive is cut short; fetch it again")
	}
	return n, err
}

func (t *text) Close() error {
	if t.unzip != nil {
		t.unzip.Close() //nolint:errcheck // a damaged archive has said so while it was read
	}
	return t.file.Close()
}

// dialect is how a CSV file marks fields and records.
type dialect struct {
	delimiter []byte
	quote     byte
}

// piece is a stretch of one record: all of it, or, of a record that goes over several lines, one line.
type piece struct {
	text        []byte // valid until the next piece
	start       int64  // in the text, in bytes
	first, last bool   // of its record
}

// eachPiece takes a CSV text apart into records without making fields of them. A line break inside quotes belongs to
// its record; an empty line is a piece of its own with nothing but the line end. Memory stays at one line.
func (d dialect) eachPiece(r io.Reader, do func(piece) error) error {
	lines := bufio.NewReaderSize(r, 1<<20)
	var at int64
	first := true
	s := quoteState{dialect: d}
	for {
		line, err := lines.ReadSlice('\n')
		if len(line) > 0 {
			s.line(line, first)
			last := line[len(line)-1] == '\n' && !s.open()
			if e := do(piece{line, at, first, last}); e != nil {
				return e
			}
			at += int64(len(line))
			first = last
		}
		switch {
		case err == io.EOF:
			return nil
		case err != nil && !errors.Is(err, bufio.ErrBufferFull):
			return err
		}
	}
}

// quoteState walks over a record byte by byte wherever it has quotes.
type quoteState struct {
	dialect
	place int // where in a field
}

const (
	fieldStart = iota
	plainField
	inQuotes
	afterQuote // the end of the quotes, or the first half of a doubled quote
)

func (s *quoteState) open() bool { return s.place == inQuotes }

func (s *quoteState) line(b []byte, first bool) {
	if first {
		s.place = fieldStart
	}
	if s.place != inQuotes && s.place != afterQuote && bytes.IndexByte(b, s.quote) < 0 {
		return
	}
	for i := 0; i < len(b); i++ {
		c := b[i]
		switch s.place {
		case inQuotes:
			if c == s.quote {
				s.place = afterQuote
			}
			continue
		case afterQuote:
			if c == s.quote {
				s.place = inQuotes
				continue
			}
			s.place = plainField
		case fieldStart:
			if c == s.quote {
				s.place = inQuotes
				continue
			}
			if c != ' ' {
				s.place = plainField
			}
		}
		if bytes.HasPrefix(b[i:], s.delimiter) {
			s.place = fieldStart
			i += len(s.delimiter) - 1
		}
	}
}

// fields takes one record apart.
func (d dialect) fields(record []byte) []string {
	record = bytes.TrimRight(record, "\r\n")
	s := quoteState{dialect: d}
	var fields []string
	from := 0
	for i := 0; i <= len(record); i++ {
		if i == len(record) || (s.place != inQuotes && bytes.HasPrefix(record[i:], d.delimiter)) {
			fields = append(fields, d.unquote(record[from:i]))
			if i == len(record) {
				break
			}
			i += len(d.delimiter) - 1
			from = i + 1
			s.place = fieldStart
			continue
		}
		s.line(record[i:i+1], false)
		if s.place == fieldStart && record[i] != ' ' {
			s.place = plainField
		}
	}
	return fields
}

func (d dialect) unquote(field []byte) string {
	q := string(d.quote)
	trimmed := bytes.TrimSpace(field)
	if len(trimmed) < 2 || trimmed[0] != d.quote || trimmed[len(trimmed)-1] != d.quote {
		return string(field)
	}
	return string(bytes.ReplaceAll(trimmed[1:len(trimmed)-1], []byte(q+q), []byte(q)))
}

// recordsAt gives the number, counted from 1 and empty lines left out, of the record at each place of a text. Places
// must ascend; one on an empty line means the record after it.
func (d dialect) recordsAt(r io.Reader, places []int64) ([]int64, error) {
	numbers := make([]int64, 0, len(places))
	var record int64
	var content bool
	err := d.eachPiece(r, func(p piece) error {
		if p.first {
			content = false
		}
		if !content && len(bytes.TrimRight(p.text, "\r\n")) > 0 {
			content = true
			record++
		}
		if !content {
			return nil // the place waits for the next record
		}
		end := p.start + int64(len(p.text))
		for len(numbers) < len(places) && places[len(numbers)] < end {
			numbers = append(numbers, record)
		}
		if len(numbers) == len(places) {
			return io.EOF
		}
		return nil
	})
	if err == io.EOF {
		err = nil
	}
	return numbers, err
}
