package transform

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"attain/config"
)

// readCSV lets DuckDB read with a fixed dialect: nothing is guessed, every value stays text, and a record with too few
// or too many fields is refused and said, never padded or cut. Where DuckDB cannot read the bytes as they are (another
// encoding, NUL bytes, gzip, lines before the header, line ends of two kinds) they are written out plain first.
func (l *loader) readCSV(ctx context.Context) error {
	d := dialect{delimiter: []byte(l.format.Delimiter), quote: l.format.Quote[0]}
	if err := l.csvHeader(d); err != nil {
		return err
	}
	plain, err := l.isPlain()
	if err != nil {
		return err
	}
	path := l.local
	if plain && len(l.load.Columns) > 1 { // a file of one column: DuckDB would take an empty line for a record
		err = l.scanCSV(ctx, d, path, l.header())
		if err == nil || !isMixedLineEnds(err) {
			return err
		}
	}
	path = filepath.Join(l.dir, "plain.csv")
	if err := l.writePlain(d, path); err != nil {
		return err
	}
	err = l.scanCSV(ctx, d, path, l.header())
	if err != nil && isMixedLineEnds(err) {
		return faultf("not a CSV file: a carriage return stands alone outside quotes")
	}
	return err
}

func (l *loader) header() bool { return !l.format.NoHeader }

// isMixedLineEnds recognises how DuckDB says that a file has \r\n here and \n there.
func isMixedLineEnds(err error) bool {
	return strings.Contains(err.Error(), "state machine reached an invalid state")
}

// csvHeader reads the names of the columns, from the format where the file has no header.
func (l *loader) csvHeader(d dialect) error {
	first, err := l.firstRecord(d)
	if err != nil {
		return err
	}
	if err := isText(first); err != nil {
		return err
	}
	fields := d.fields(bytes.ReplaceAll(first, []byte{0}, nil))
	if l.format.NoHeader {
		if len(first) > 0 && len(fields) != len(l.format.Columns) {
			return &fileFault{1, fmt.Sprintf("the record has %d fields and format: columns: names %d", len(fields), len(l.format.Columns))}
		}
		fields = l.format.Columns
	} else if len(first) == 0 {
		return faultf("the file is empty: not even a header")
	}
	headers := make([]header, len(fields))
	for i, cell := range fields {
		headers[i] = header{cell: cell, at: fmt.Sprintf("column %d", i+1)}
	}
	if err := l.csvYears(d, headers); err != nil {
		return err
	}
	return l.setHeaders(headers)
}

// isText refuses a file that is none: a workbook whose name was changed, or another archive.
func isText(first []byte) error {
	if bytes.HasPrefix(first, []byte("PK\x03\x04")) {
		return faultf("is a workbook or another ZIP archive, not a text; end its name in .xlsx, or unpack it")
	}
	if i := bytes.IndexFunc(first, func(r rune) bool { return r < ' ' && r != 0 && r != '\t' && r != '\r' && r != '\n' }); i >= 0 {
		return faultf("is not a text: the byte %#02x stands in its first line", first[i])
	}
	return nil
}

// csvYears reads the line above the header that has the years.
func (l *loader) csvYears(d dialect, headers []header) error {
	if l.format.Unpivot == nil || l.format.Unpivot.YearRow == 0 {
		return nil
	}
	text, err := l.openText()
	if err != nil {
		return err
	}
	defer text.Close()
	lines := bufio.NewReaderSize(text, 1<<20)
	var line []byte
	for range l.format.Unpivot.YearRow {
		if line, err = readLine(lines); err != nil {
			return faultf("the years should be on line %d: %s", l.format.Unpivot.YearRow, err)
		}
	}
	return setYears(headers, d.fields(line))
}

func (l *loader) firstRecord(d dialect) (first []byte, err error) {
	text, err := l.openText()
	if err != nil {
		return nil, err
	}
	defer text.Close()
	body, err := l.skipLines(text)
	if err != nil {
		return nil, err
	}
	err = d.eachPiece(body, func(p piece) error {
		if len(first) == 0 && p.last && len(bytes.TrimRight(p.text, "\r\n")) == 0 {
			return nil
		}
		first = append(first, p.text...)
		if p.last || len(first) > 1<<20 {
			return io.EOF
		}
		return nil
	})
	if err == io.EOF {
		err = nil
	}
	return first, err
}

// skipLines moves to the line of the header.
func (l *loader) skipLines(r io.Reader) (io.Reader, error) {
	if l.format.HeaderRow <= 1 {
		return r, nil
	}
	lines := bufio.NewReaderSize(r, 1<<20)
	for line := 1; line < l.format.HeaderRow; {
		_, err := lines.ReadSlice('\n')
		switch {
		case err == nil:
			line++
		case err == io.EOF:
			return nil, faultf("the header should be on line %d and the file has %d lines", l.format.HeaderRow, line)
		case !errors.Is(err, bufio.ErrBufferFull):
			return nil, err
		}
	}
	return lines, nil
}

// isPlain says whether DuckDB can read the bytes as they landed. Looking for NUL bytes costs a tenth of a second for a
// gigabyte.
func (l *loader) isPlain() (bool, error) {
	if l.format.Encoding != "utf-8" || l.format.HeaderRow > 1 || len(l.format.Footer) > 0 {
		return false, nil
	}
	f, err := os.Open(l.local)
	if err != nil {
		return false, err
	}
	defer f.Close()
	buffer := make([]byte, 1<<20)
	for first := true; ; first = false {
		n, err := io.ReadFull(f, buffer)
		b := buffer[:n]
		if first && (bytes.HasPrefix(b, gzipMagic) || bytes.HasPrefix(b, []byte{0xFF, 0xFE}) || bytes.HasPrefix(b, []byte{0xFE, 0xFF}) ||
			(l.format.NoHeader && bytes.HasPrefix(b, []byte{0xEF, 0xBB, 0xBF}))) {
			return false, nil
		}
		if bytes.IndexByte(b, 0) >= 0 {
			return false, nil
		}
		switch {
		case err == io.EOF || errors.Is(err, io.ErrUnexpectedEOF):
			return true, nil
		case err != nil:
			return false, err
		}
	}
}

// writePlain writes the text as UTF-8 with one kind of line end, from the header on, without empty lines and without
// NUL bytes (which mean nothing in text; some exports pad with them).
func (l *loader) writePlain(d dialect, path string) (err error) {
	text, err := l.openText()
	if err != nil {
		return err
	}
	defer text.Close()
	body, err := l.skipLines(text)
	if err != nil {
		return err
	}
	f, err := os.OpenFile(path, os.O_CREATE|os.O_WRONLY|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	w := bufio.NewWriterSize(f, 1<<20)
	var record int64
	if l.header() {
		record = -1
	}
	var isFooter bool
	err = d.eachPiece(body, func(p piece) error {
		line := p.text
		if p.first && len(bytes.TrimRight(line, "\r\n")) > 0 {
			record++
			isFooter = record > 0 && l.isFooter(d, record, line)
		}
		if isFooter {
			return nil
		}
		if p.last {
			line = bytes.TrimRight(line, "\r\n")
			if p.first && len(line) == 0 {
				return nil
			}
		}
		for {
			before, after, found := bytes.Cut(line, []byte{0})
			w.Write(before) //nolint:errcheck // Flush says it
			if !found {
				break
			}
			line = after
		}
		if p.last {
			w.WriteByte('\n') //nolint:errcheck // Flush says it
		}
		return nil
	})
	return errors.Join(err, w.Flush())
}

// isFooter says whether a record, of which the first line is given, belongs to the footer.
func (l *loader) isFooter(d dialect, record int64, line []byte) bool {
	if len(l.footer.patterns) == 0 {
		return false
	}
	return l.footer.take(record, d.fields(line), len(l.load.Columns))
}

// scanCSV copies what DuckDB can read into Parquet and turns what it rejects into refusals.
func (l *loader) scanCSV(ctx context.Context, d dialect, path string, hasHeader bool) error {
	columns := make([]string, len(l.load.Columns))
	for i, name := range l.load.Columns {
		columns[i] = quote(name) + ": 'VARCHAR'"
	}
	drop := "drop table if exists load_rejects; drop table if exists load_scans"
	if _, err := l.conn.ExecContext(ctx, drop); err != nil {
		return err
	}
	query := fmt.Sprintf(`select * from read_csv(%s, auto_detect = false, hive_partitioning = false, delim = %s, quote = %s, escape = %s, header = %t, columns = {%s},
		strict_mode = true, null_padding = false, compression = 'none', store_rejects = true, rejects_limit = 0,
		rejects_table = 'load_rejects', rejects_scan = 'load_scans')`,
		sqlPath(path), quote(string(d.delimiter)), quote(string(d.quote)), quote(string(d.quote)), hasHeader, strings.Join(columns, ", "))
	if err := l.copyTo(ctx, query, l.parquet); err != nil {
		return err
	}
	if err := l.rejects(ctx, d, path, hasHeader); err != nil {
		return err
	}
	_, err := l.conn.ExecContext(ctx, drop)
	return err
}

// rejects reads DuckDB's table of rejected lines. It gives places in bytes, so the record numbers are found by going
// through the file once more, which only a file with rejects has to.
func (l *loader) rejects(ctx context.Context, d dialect, path string, hasHeader bool) error {
	rows, err := l.conn.QueryContext(ctx, `select line_byte_position, coalesce(column_name, ''), error_type::varchar, coalesce(csv_line, ''), error_message
		from load_rejects order by line_byte_position, column_idx`)
	if err != nil {
		return err
	}
	defer rows.Close()
	var places []int64
	var refusals []Refusal
	for rows.Next() {
		var place int64
		var column, kind, line, message string
		if err := rows.Scan(&place, &column, &kind, &line, &message); err != nil {
			return err
		}
		places = append(places, place)
		refusals = append(refusals, Refusal{Column: column, Value: shorten(line), Reason: rejectReason(kind, message, len(l.load.Columns), d)})
	}
	if err := rows.Err(); err != nil || len(places) == 0 {
		return err
	}
	text, err := openText(path, "utf-8")
	if err != nil {
		return err
	}
	defer text.Close()
	numbers, err := d.recordsAt(text, places)
	if err != nil {
		return err
	}
	if len(numbers) < len(places) {
		return fmt.Errorf("a rejected record at byte %d is not in the file", places[len(numbers)])
	}
	for i := range refusals {
		refusals[i].Record = numbers[i]
		if hasHeader {
			refusals[i].Record--
		}
		refusals[i].Value = strings.TrimLeft(refusals[i].Value, "\r\n")
	}
	l.load.Refusals = slices.CompactFunc(refusals, func(a, b Refusal) bool { return a.Record == b.Record })
	return nil
}

// rejectReason says a reject in our words; message has the numbers.
func rejectReason(kind, message string, columns int, d dialect) string {
	found := message[strings.LastIndexByte(message, ' ')+1:]
	switch kind {
	case "MISSING COLUMNS", "TOO MANY COLUMNS":
		return fmt.Sprintf("the record has %s fields and the header %d; a value with %q in it must be in quotes", found, columns, d.delimiter)
	case "UNQUOTED VALUE":
		return fmt.Sprintf("a quote (%c) is opened and not closed, or text stands after the closing one; write a quote inside quotes twice", d.quote)
	case "INVALID ENCODING":
		return fmt.Sprintf("bytes that are not UTF-8; say how the file is written: format: {encoding: …}, one of %s", strings.Join(config.Encodings, ", "))
	case "LINE SIZE OVER MAXIMUM":
		return fmt.Sprintf("the record is longer than 2 MB; a quote (%c) that is opened and not closed does this", d.quote)
	}
	return strings.ToLower(kind) + ": " + message
}
