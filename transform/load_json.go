package transform

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"sort"
	"strconv"
	"strings"
	"unicode/utf8"

	"attain/config"
)

// readLines reads JSON lines: one object a line, blank lines left out. Texts lose their quotes; numbers keep their
// spelling, because 0.10 and 12345678901234567890 would not survive a binary number; objects and arrays stay JSON text.
func (l *loader) readLines(ctx context.Context) error {
	text, err := l.openText()
	if err != nil {
		return err
	}
	defer text.Close()
	w, err := l.newRowWriter()
	if err != nil {
		return err
	}
	defer w.file.Close() //nolint:errcheck // readRows says it
	lines := bufio.NewReaderSize(text, 1<<20)
	var record int64
	for {
		line, err := readLine(lines)
		if err != nil && err != io.EOF {
			return err
		}
		if len(bytes.TrimSpace(line)) > 0 {
			record++
			l.object(w, record, line)
		}
		if err == io.EOF {
			return l.readRows(ctx, w, nil)
		}
	}
}

// readLine gives one line of any length, valid until the next.
func readLine(r *bufio.Reader) ([]byte, error) {
	line, err := r.ReadSlice('\n')
	if !errors.Is(err, bufio.ErrBufferFull) {
		return line, err
	}
	long := bytes.Clone(line)
	for errors.Is(err, bufio.ErrBufferFull) {
		line, err = r.ReadSlice('\n')
		long = append(long, line...)
	}
	return long, err
}

// readArray reads the array under the format's root key, or the document itself, one element at a time.
func (l *loader) readArray(ctx context.Context) error {
	text, err := l.openText()
	if err != nil {
		return err
	}
	defer text.Close()
	w, err := l.newRowWriter()
	if err != nil {
		return err
	}
	defer w.file.Close() //nolint:errcheck // readRows says it
	dec := json.NewDecoder(text)
	switch err := toArray(dec, l.format.Root); {
	case errors.Is(err, errNoRecords):
		return l.readRows(ctx, w, nil)
	case err != nil:
		return notJSON(dec, err)
	}
	var record int64
	var element json.RawMessage
	for dec.More() {
		if err := dec.Decode(&element); err != nil {
			return notJSON(dec, err)
		}
		record++
		l.object(w, record, element)
	}
	if _, err := dec.Token(); err != nil { // the closing bracket
		return notJSON(dec, err)
	}
	return l.readRows(ctx, w, nil)
}

// theDocument is where the first key of a root is looked for.
const theDocument = "the document"

// errNoRecords says that the object the records should be in has no key at all: QuickBooks answers "QueryResponse": {}
// where it has none.
var errNoRecords = errors.New("no records")

// toArray moves a decoder behind the bracket that opens the records: QueryResponse.Invoice is a key in an object under a
// key. A root that is not there is a fault and not zero records: reports are renamed.
func toArray(dec *json.Decoder, root string) error {
	opening := json.Delim('{')
	if root == "" {
		opening = '['
	}
	token, err := dec.Token()
	if err != nil {
		return err
	}
	if token != opening {
		return faultf("the document begins with %v and not with %v; say with root: which key the records are under, or leave root: out for a bare array", token, opening)
	}
	for in := theDocument; root != ""; {
		key, rest, _ := strings.Cut(root, ".")
		if in != theDocument && !dec.More() {
			return errNoRecords
		}
		if err := toKey(dec, in, key); err != nil {
			return err
		}
		if token, err = dec.Token(); err != nil {
			return err
		}
		switch {
		case rest == "" && token != json.Delim('['):
			return faultf("%q is no array of records", key)
		case rest != "" && token != json.Delim('{'):
			return faultf("%q is no object, so it has no key %q", key, rest)
		}
		in, root = strconv.Quote(key), rest
	}
	return nil
}

// toKey moves a decoder in an object behind a key.
func toKey(dec *json.Decoder, in, want string) error {
	var keys []string
	for dec.More() {
		key, err := dec.Token()
		if err != nil || key == want {
			return err
		}
		keys = append(keys, fmt.Sprint(key))
		var skipped json.RawMessage
		if err := dec.Decode(&skipped); err != nil {
			return err
		}
	}
	sort.Strings(keys)
	return faultf("%s has no key %q; it has %s%s", in, want, strings.Join(keys, ", "), config.Suggest(want, keys))
}

func notJSON(dec *json.Decoder, err error) error {
	var syntax *json.SyntaxError
	switch {
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return faultf("the document is cut short; fetch it again")
	case errors.As(err, &syntax):
		return faultf("not JSON behind byte %d: %s", dec.InputOffset(), syntax)
	}
	return err
}

// object writes one JSON object as a row, or refuses it.
func (l *loader) object(w *rowWriter, record int64, raw []byte) {
	raw = bytes.TrimSpace(raw)
	var reason string
	switch {
	case !json.Valid(raw):
		reason = "not JSON: " + json.Unmarshal(raw, new(any)).Error()
	case !utf8.Valid(raw):
		reason = "bytes that are not UTF-8; say how the file is written: format: {encoding: …}"
	case raw[0] != '{':
		reason = "not a JSON object; a record is written {\"key\": value}"
	}
	if reason != "" {
		l.refuse(record, "", string(raw), reason)
		return
	}
	var twice []byte
	eachMember(raw, func(key, value []byte) {
		i := w.column(key)
		if w.cells[i] != nil {
			twice = key
			return
		}
		w.cells[i] = scalarText(value)
	})
	if twice != nil {
		clear(w.cells)
		l.refuse(record, string(twice), string(raw), fmt.Sprintf("the key %q is there twice", twice))
		return
	}
	w.end(record)
}

// scalarText is a JSON value as the text of a cell: null is no value, a text is without quotes, the rest as it stands.
// What is no value is not nil, so that a key written twice shows.
func scalarText(value []byte) []byte {
	switch value[0] {
	case 'n':
		return []byte{}
	case '"':
		if bytes.IndexByte(value, '\\') < 0 {
			return value[1 : len(value)-1]
		}
		var s string
		if err := json.Unmarshal(value, &s); err != nil {
			panic(err) // the object it stands in was valid
		}
		return []byte(s)
	}
	return value
}

// eachMember walks over the members of a valid JSON object without reading the values.
func eachMember(object []byte, do func(key, value []byte)) {
	for i := 1; ; {
		i = skipBlanks(object, i)
		if object[i] == '}' {
			return
		}
		end := valueEnd(object, i)
		key := scalarText(object[i:end])
		i = skipBlanks(object, skipBlanks(object, end)+1) // over the colon
		end = valueEnd(object, i)
		do(key, object[i:end])
		if i = skipBlanks(object, end); object[i] == ',' {
			i++
		}
	}
}

func skipBlanks(b []byte, i int) int {
	for b[i] == ' ' || b[i] == '\t' || b[i] == '\n' || b[i] == '\r' {
		i++
	}
	return i
}

// valueEnd gives the place behind the JSON value that begins at i.
func valueEnd(b []byte, i int) int {
	depth := 0
	for ; ; i++ {
		switch b[i] {
		case '"':
			for i++; b[i] != '"'; i++ {
				if b[i] == '\\' {
					i++
				}
			}
			if depth == 0 {
				return i + 1
			}
		case '{', '[':
			depth++
		case '}', ']':
			if depth--; depth < 0 {
				return i // of the object around a number
			}
			if depth == 0 {
				return i + 1
			}
		case ',', ' ', '\t', '\n', '\r', ':':
			if depth == 0 {
				return i
			}
		}
	}
}
