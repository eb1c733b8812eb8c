package connectors

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"sort"
	"strconv"
	"strings"

	parquetio "github.com/apache/arrow-go/v18/parquet/file"
	"github.com/klauspost/compress/gzip"
	"github.com/xuri/excelize/v2"

	"attain/config"
)

// counter counts the records of one file as it streams past. Its errors are the file's fault, in words.
type counter func(r io.Reader, format config.Format) (int64, error)

// counters of the formats that are read from front to back; parquet and xlsx have their table of contents elsewhere.
var counters = map[string]counter{
	"csv":   countCSV,
	"jsonl": countLines,
	"json":  countArray,
}

// countStream unpacks, decodes and counts. It reads to the end even after a mistake, so that whoever writes into the
// other end of a pipe is never stuck.
func countStream(r io.Reader, format config.Format, count counter) (int64, error) {
	defer io.Copy(io.Discard, r) //nolint:errcheck // the writer reports its own errors
	buffered := bufio.NewReaderSize(r, 1<<20)
	var text io.Reader = buffered
	if magic, _ := buffered.Peek(2); bytes.Equal(magic, []byte{0x1f, 0x8b}) {
		unzip, err := gzip.NewReader(buffered)
		if err != nil {
			return 0, cutShort(err)
		}
		defer unzip.Close()
		text = unzip
	}
	n, err := count(config.DecodeText(text, format.Encoding), format)
	return n, cutShort(err)
}

// cutShort puts the errors of a damaged archive into words.
func cutShort(err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, io.ErrUnexpectedEOF):
		return errors.New("the file is cut short: it ends in the middle; fetch it again")
	case errors.Is(err, gzip.ErrChecksum), errors.Is(err, gzip.ErrHeader):
		return fmt.Errorf("the gzip archive is damaged (%w); fetch it again", err)
	}
	return err
}

// countCSV counts logical records: a line break inside quotes does not end one, an empty line is none, and the header
// is none. A quote opens only at the start of a field (blanks before it allowed), so 5" pipe is an ordinary value.
func countCSV(r io.Reader, format config.Format) (int64, error) {
	lines := bufio.NewReaderSize(r, 1<<20)
	for skipped := 1; skipped < format.HeaderRow; {
		_, err := lines.ReadSlice('\n')
		switch {
		case err == nil:
			skipped++
		case errors.Is(err, io.EOF):
			return 0, fmt.Errorf("the header should be on line %d and the file has %d lines", format.HeaderRow, skipped)
		case !errors.Is(err, bufio.ErrBufferFull):
			return 0, err
		}
	}
	c := csvCounter{delimiter: []byte(format.Delimiter), quote: format.Quote[0]}
	for {
		piece, err := lines.ReadSlice('\n')
		c.take(piece)
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil && !errors.Is(err, bufio.ErrBufferFull) {
			return 0, err
		}
	}
	if c.quoted && !c.closing {
		return 0, unclosed(c.records, format)
	}
	n := c.end()
	if format.NoHeader {
		return n, nil
	}
	if n == 0 {
		return 0, errors.New("the file is empty: not even a header")
	}
	return n - 1, nil
}

// unclosed says where the quotation mark is that swallows the rest of a file: in the record after the whole ones.
func unclosed(whole int64, format config.Format) error {
	where := fmt.Sprintf("record %d", whole)
	switch {
	case format.NoHeader:
		where = fmt.Sprintf("record %d", whole+1)
	case whole == 0:
		where = "the header"
	}
	return fmt.Errorf("a quotation mark opens in %s and never closes; double it if it belongs to the value, or say which character quotes: format: {quote: …}", where)
}

// csvCounter follows quotes and line ends over pieces that end at a line end, or anywhere in a very long line.
type csvCounter struct {
	delimiter []byte
	quote     byte
	records   int64

	content bool // the record under way has a byte besides its line end
	inside  bool // in a field that has begun, so that a quote opens nothing
	quoted  bool // between quotes
	closing bool // the last byte was a quote between quotes: their end, or half of a doubled one
}

func (c *csvCounter) take(b []byte) {
	if len(b) == 0 {
		return
	}
	c.content = c.content || len(bytes.TrimRight(b, "\r\n")) > 0
	plain := b // behind the last quotes
	if c.quoted || bytes.IndexByte(b, c.quote) >= 0 {
		plain = c.quotes(b)
	}
	switch {
	case c.quoted && !c.closing:
	case b[len(b)-1] == '\n':
		c.end()
	default:
		c.inside = c.insideAfter(plain)
	}
}

// quotes moves over the quotes of one piece and gives what follows the last.
func (c *csvCounter) quotes(b []byte) []byte {
	from := 0 // where text without quotes begins
	for i := 0; i < len(b); {
		if c.closing {
			c.closing = false
			if b[i] == c.quote {
				i++
				continue
			}
			c.quoted, c.inside, from = false, true, i
		}
		j := bytes.IndexByte(b[i:], c.quote)
		if j < 0 {
			break
		}
		before := b[from : i+j]
		i += j + 1
		switch {
		case c.quoted:
			c.closing = true
		case c.insideAfter(before):
			c.inside, from = true, i
		default:
			c.quoted = true
		}
	}
	return b[from:]
}

// insideAfter says whether a field has begun behind some text without quotes. Blanks begin none.
func (c *csvCounter) insideAfter(plain []byte) bool {
	plain = bytes.TrimRight(plain, " ")
	if len(plain) == 0 {
		return c.inside
	}
	return !bytes.HasSuffix(plain, c.delimiter)
}

// end closes the record under way and gives the number so far.
func (c *csvCounter) end() int64 {
	if c.content {
		c.records++
	}
	c.content, c.inside, c.quoted, c.closing = false, false, false, false
	return c.records
}

// countLines counts the lines that are not blank.
func countLines(r io.Reader, _ config.Format) (int64, error) {
	lines := bufio.NewReaderSize(r, 1<<20)
	var n int64
	content := false
	for {
		piece, err := lines.ReadSlice('\n')
		content = content || len(bytes.TrimSpace(piece)) > 0
		if errors.Is(err, bufio.ErrBufferFull) {
			continue
		}
		if content {
			n++
		}
		content = false
		if errors.Is(err, io.EOF) {
			return n, nil
		}
		if err != nil {
			return 0, err
		}
	}
}

// countArray counts the elements of the array under the root key, or of the document itself where no root is named. A
// root that is missing is a mistake, not zero records: reports change their names.
func countArray(r io.Reader, format config.Format) (int64, error) {
	dec := json.NewDecoder(r)
	dec.UseNumber()
	token, err := dec.Token()
	if err != nil {
		return 0, notJSON(dec, err)
	}
	if format.Root == "" {
		if token != json.Delim('[') {
			return 0, errors.New("the document is no array; say which key the records are under: root: Report_Entry")
		}
		n, err := countElements(dec)
		return n, notJSON(dec, err)
	}
	if token != json.Delim('{') {
		return 0, fmt.Errorf("the document is no object, so it has no key %q", format.Root)
	}
	return countUnder(dec, theDocument, format.Root)
}

// theDocument is where the first key of a root is looked for.
const theDocument = "the document"

// countUnder counts the elements of the array under a key of the object a decoder is in, and reads that object to its
// end: what is cut short behind the records is cut short. QueryResponse.Invoice is a key in an object under a key;
// where that object has no key at all there is no record.
func countUnder(dec *json.Decoder, in, root string) (int64, error) {
	want, rest, _ := strings.Cut(root, ".")
	n, keys := int64(-1), []string(nil)
	for dec.More() {
		token, err := dec.Token()
		if err != nil {
			return 0, notJSON(dec, err)
		}
		key, _ := token.(string)
		keys = append(keys, key)
		if key != want {
			var skipped json.RawMessage
			if err := dec.Decode(&skipped); err != nil {
				return 0, notJSON(dec, err)
			}
			continue
		}
		if token, err = dec.Token(); err != nil {
			return 0, notJSON(dec, err)
		}
		switch {
		case rest != "" && token != json.Delim('{'):
			return 0, fmt.Errorf("%q is no object, so it has no key %q", key, rest)
		case rest != "":
			if n, err = countUnder(dec, strconv.Quote(key), rest); err != nil {
				return 0, err
			}
		case token != json.Delim('['):
			return 0, fmt.Errorf("%q is no array of records", key)
		default:
			if n, err = countElements(dec); err != nil {
				return 0, notJSON(dec, err)
			}
		}
	}
	if _, err := dec.Token(); err != nil {
		return 0, notJSON(dec, err)
	}
	switch {
	case n >= 0:
		return n, nil
	case len(keys) == 0 && in != theDocument:
		return 0, nil // QuickBooks answers "QueryResponse": {} where it has none
	case len(keys) == 0:
		return 0, fmt.Errorf("%s is empty; it should have the key %q", in, want)
	}
	sort.Strings(keys)
	return 0, fmt.Errorf("%s has no key %q; it has %s%s", in, want, strings.Join(keys, ", "), config.Suggest(want, keys))
}

func countElements(dec *json.Decoder) (n int64, err error) {
	for ; dec.More(); n++ {
		var skipped json.RawMessage
		if err := dec.Decode(&skipped); err != nil {
			return 0, err
		}
	}
	_, err = dec.Token()
	return n, err
}

func notJSON(dec *json.Decoder, err error) error {
	var syntax *json.SyntaxError
	switch {
	case err == nil:
		return nil
	case errors.Is(err, io.EOF):
		return io.ErrUnexpectedEOF
	case errors.As(err, &syntax):
		return fmt.Errorf("not JSON behind byte %d: %w", dec.InputOffset(), err)
	}
	return err
}

// countParquet reads the number of rows from the footer.
func countParquet(r readSeeker) (n int64, err error) {
	reader, err := parquetio.NewParquetReader(struct{ readSeeker }{r}) // without Close: the file is not the reader's
	if err != nil {
		return 0, fmt.Errorf("not a whole Parquet file: %w", err)
	}
	n = reader.NumRows()
	return n, reader.Close()
}

// readSeeker is what a file offers and Parquet needs.
type readSeeker interface {
	io.ReaderAt
	io.Reader
	io.Seeker
}

// countSheet counts the rows below the header, blank ones too: whoever loads them says which they skipped.
func countSheet(r io.Reader, format config.Format) (int64, error) {
	book, err := excelize.OpenReader(r)
	if err != nil {
		return 0, fmt.Errorf("not an .xlsx workbook: %w", err)
	}
	defer book.Close()
	sheet := format.Sheet
	sheets := book.GetSheetList()
	if sheet == "" && len(sheets) > 0 {
		sheet = sheets[0]
	}
	if i, err := book.GetSheetIndex(sheet); err != nil || i < 0 {
		return 0, fmt.Errorf("there is no sheet %q; there is %s%s", format.Sheet, strings.Join(sheets, ", "), config.Suggest(format.Sheet, sheets))
	}
	rows, err := book.Rows(sheet)
	if err != nil {
		return 0, err
	}
	defer rows.Close()
	var n int64
	for rows.Next() {
		n++
	}
	if err := rows.Error(); err != nil {
		return 0, err
	}
	if n < int64(format.HeaderRow) {
		return 0, fmt.Errorf("sheet %s: the header should be in row %d and the sheet has %d rows", sheet, format.HeaderRow, n)
	}
	return n - int64(format.HeaderRow), nil
}
