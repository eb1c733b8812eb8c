package transform

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// rowWriter takes records whose columns show themselves one by one (JSON objects, sheets) down as plain CSV, which
// DuckDB then reads at its own speed. The first field is the record's number; an empty value is no value.
type rowWriter struct {
	file    *os.File
	out     *bufio.Writer
	columns []string
	index   map[string]int // column → place
	cells   [][]byte       // of the record under way; nil is no value
	rows    int64
	grew    bool // a column showed itself after the first record
	longest int
}

func (l *loader) newRowWriter() (*rowWriter, error) {
	f, err := os.OpenFile(filepath.Join(l.dir, "rows.csv"), os.O_CREATE|os.O_WRONLY|os.O_EXCL, 0o600)
	if err != nil {
		return nil, err
	}
	return &rowWriter{file: f, out: bufio.NewWriterSize(f, 1<<20), index: map[string]int{}}, nil
}

// column finds or adds a column.
func (w *rowWriter) column(name []byte) int {
	i, ok := w.index[string(name)]
	if !ok {
		i = len(w.columns)
		w.columns = append(w.columns, string(name))
		w.index[string(name)] = i
		w.cells = append(w.cells, nil)
		w.grew = w.grew || w.rows > 0
	}
	return i
}

// end writes the record under way and forgets its cells. Errors wait in the buffer for finish.
func (w *rowWriter) end(record int64) {
	size := 0
	var digits [20]byte
	w.out.Write(strconv.AppendInt(digits[:0], record, 10)) //nolint:errcheck // Flush says it
	for i, cell := range w.cells {
		w.out.WriteByte(',') //nolint:errcheck // Flush says it
		if len(cell) > 0 {
			size += w.quoted(cell)
		}
		w.cells[i] = nil
	}
	w.out.WriteByte('\n') //nolint:errcheck // Flush says it
	w.longest = max(w.longest, size+len(w.cells)+32)
	w.rows++
}

// quoted writes a value in quotes, quotes doubled and NUL bytes left out.
func (w *rowWriter) quoted(cell []byte) int {
	if bytes.IndexByte(cell, 0) >= 0 {
		cell = bytes.ReplaceAll(cell, []byte{0}, nil)
	}
	size := 2 + len(cell)
	w.out.WriteByte('"') //nolint:errcheck // Flush says it
	for i := bytes.IndexByte(cell, '"'); i >= 0; i = bytes.IndexByte(cell, '"') {
		w.out.Write(cell[:i+1]) //nolint:errcheck // Flush says it
		w.out.WriteByte('"')    //nolint:errcheck // Flush says it
		cell = cell[i+1:]
		size++
	}
	w.out.Write(cell)    //nolint:errcheck // Flush says it
	w.out.WriteByte('"') //nolint:errcheck // Flush says it
	return size
}

// readRows makes the Parquet of what was written. headers say where the columns stand; nil means that their names are
// all there is.
func (l *loader) readRows(ctx context.Context, w *rowWriter, headers []header) error {
	if err := errors.Join(w.out.Flush(), w.file.Close()); err != nil {
		return err
	}
	if headers == nil {
		for _, name := range w.columns {
			headers = append(headers, header{cell: name, at: "a column"})
		}
	}
	if err := l.setHeaders(headers); err != nil {
		return err
	}
	columns := make([]string, len(l.load.Columns))
	for i, name := range l.load.Columns {
		columns[i] = ", " + quote(name) + ": 'VARCHAR'"
	}
	const usual = 2_000_000 // DuckDB's own longest line
	query := fmt.Sprintf(`select * from read_csv(%s, auto_detect = false, hive_partitioning = false, delim = ',', quote = '"', escape = '"', header = false,
		columns = {%s: 'BIGINT'%s}, strict_mode = true, null_padding = %t, parallel = %t, max_line_size = %d)`,
		sqlPath(w.file.Name()), quote(rowColumn), strings.Join(columns, ""), w.grew, !w.grew, max(usual, 2*w.longest))
	l.load.HasRow = true
	return l.copyTo(ctx, query, l.parquet)
}

// refuse notes a record that is none.
func (l *loader) refuse(record int64, column, value, reason string) {
	l.load.Refusals = append(l.load.Refusals, Refusal{Record: record, Column: column, Value: shorten(value), Reason: reason})
}
