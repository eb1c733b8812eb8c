package main

import (
	"bufio"
	"encoding/csv"
	"encoding/json"
	"math/big"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"testing"
	"time"

	"attain/config"

	"github.com/apache/arrow-go/v18/parquet"
	parquetfile "github.com/apache/arrow-go/v18/parquet/file"
	"github.com/xuri/excelize/v2"
)

// The second calculation of the KPIs reads the demo company's files by itself: no DuckDB, no model, no measure. A record is
// a row as text, by the file's own column names.
type record map[string]string

// rawFiles reads extracts of one workspace.
type rawFiles struct {
	t   *testing.T
	dir string
}

func (r rawFiles) paths(pattern string) []string {
	r.t.Helper()
	list, err := filepath.Glob(filepath.Join(r.dir, "extracts", pattern))
	if err != nil || len(list) == 0 {
		r.t.Fatalf("no file is %s (%v)", pattern, err)
	}
	sort.Strings(list)
	return list
}

// csv reads comma-separated files with a header.
func (r rawFiles) csv(pattern string) []record {
	r.t.Helper()
	var out []record
	for _, path := range r.paths(pattern) {
		f, err := os.Open(path)
		if err != nil {
			r.t.Fatal(err)
		}
		rows, err := csv.NewReader(bufio.NewReader(f)).ReadAll()
		if err != nil {
			r.t.Fatalf("%s: %v", path, err)
		}
		_ = f.Close()
		for _, row := range rows[1:] {
			rec := record{}
			for i, name := range rows[0] {
				rec[name] = strings.TrimSpace(row[i])
			}
			out = append(out, rec)
		}
	}
	return out
}

// jsonLines reads one object a line; numbers stay as they are written.
func (r rawFiles) jsonLines(pattern string) []map[string]any {
	r.t.Helper()
	var out []map[string]any
	for _, path := range r.paths(pattern) {
		data, err := os.ReadFile(path)
		if err != nil {
			r.t.Fatal(err)
		}
		d := json.NewDecoder(strings.NewReader(string(data)))
		d.UseNumber()
		for d.More() {
			var o map[string]any
			if err := d.Decode(&o); err != nil {
				r.t.Fatalf("%s: %v", path, err)
			}
			out = append(out, o)
		}
	}
	return out
}

// workers reads Workday's report: the records are under Report_Entry.
func (r rawFiles) workers() []record {
	r.t.Helper()
	data, err := os.ReadFile(r.paths("workday/workers.json")[0])
	if err != nil {
		r.t.Fatal(err)
	}
	var report struct {
		Entries []record `json:"Report_Entry"`
	}
	if err := json.Unmarshal(data, &report); err != nil {
		r.t.Fatal(err)
	}
	return report.Entries
}

// sheet reads the rows of a workbook's sheet, the first where it has no name, under its header; the total is no record.
func (r rawFiles) sheet(pattern, sheet string, header int) []record {
	r.t.Helper()
	f, err := excelize.OpenFile(r.paths(pattern)[0])
	if err != nil {
		r.t.Fatal(err)
	}
	defer f.Close()
	if sheet == "" {
		sheet = f.GetSheetName(0)
	}
	rows, err := f.GetRows(sheet, excelize.Options{RawCellValue: true})
	if err != nil {
		r.t.Fatal(err)
	}
	var out []record
	for _, row := range rows[header:] {
		if len(row) == 0 || row[0] == "Total" {
			continue
		}
		rec := record{}
		for i, name := range rows[header-1] {
			if i < len(row) {
				rec[name] = strings.TrimSpace(row[i])
			}
		}
		out = append(out, rec)
	}
	return out
}

// parquet reads a file column by column.
func (r rawFiles) parquet(pattern string) []record {
	r.t.Helper()
	reader, err := parquetfile.OpenParquetFile(r.paths(pattern)[0], false)
	if err != nil {
		r.t.Fatal(err)
	}
	defer reader.Close()
	var out []record
	for g := range reader.NumRowGroups() {
		group := reader.RowGroup(g)
		rows := make([]record, group.NumRows())
		for i := range rows {
			rows[i] = record{}
		}
		for c := range group.NumColumns() {
			r.column(group, c, reader.MetaData().Schema.Column(c).Name(), rows)
		}
		out = append(out, rows...)
	}
	return out
}

func (r rawFiles) column(group *parquetfile.RowGroupReader, c int, name string, rows []record) {
	r.t.Helper()
	column, err := group.Column(c)
	if err != nil {
		r.t.Fatal(err)
	}
	n := int64(len(rows))
	defined := make([]int16, n)
	switch column := column.(type) {
	case *parquetfile.ByteArrayColumnChunkReader:
		values := make([]parquet.ByteArray, n)
		_, _, err = column.ReadBatch(n, values, defined, nil)
		place(rows, name, defined, column.Descriptor().MaxDefinitionLevel(), func(i int) string { return string(values[i]) })
	case *parquetfile.Int32ColumnChunkReader:
		values := make([]int32, n)
		_, _, err = column.ReadBatch(n, values, defined, nil)
		place(rows, name, defined, column.Descriptor().MaxDefinitionLevel(), func(i int) string { return config.Day(values[i]).String() })
	case *parquetfile.Int64ColumnChunkReader:
		values := make([]int64, n)
		_, _, err = column.ReadBatch(n, values, defined, nil)
		place(rows, name, defined, column.Descriptor().MaxDefinitionLevel(), func(i int) string {
			return time.UnixMicro(values[i]).UTC().Format(time.RFC3339)
		})
	default:
		r.t.Fatalf("column %s is a %T", name, column)
	}
	if err != nil {
		r.t.Fatal(err)
	}
}

// place puts the values that are there in their rows.
func place(rows []record, name string, defined []int16, whole int16, value func(int) string) {
	at := 0
	for i := range rows {
		if defined[i] == whole {
			rows[i][name] = value(at)
			at++
		}
	}
}

// dayIn reads the day a date or an instant in UTC begins with; 0 for none.
func dayIn(text string) config.Day {
	if len(text) < 10 {
		return 0
	}
	d, err := config.ParseDay(text[:10])
	if err != nil {
		return 0
	}
	return d
}

// instantIn reads an instant; the zero time for none.
func instantIn(text string) time.Time {
	t, err := time.Parse(time.RFC3339, text)
	if err != nil {
		return time.Time{}
	}
	return t
}

// epochDay is the day of seconds since 1970.
func epochDay(v any) config.Day {
	n, ok := v.(json.Number)
	if !ok {
		return 0
	}
	seconds, err := n.Int64()
	if err != nil {
		return 0
	}
	return dayIn(time.Unix(seconds, 0).UTC().Format(time.RFC3339))
}

// amountIn reads a decimal amount exactly; nil when it is none.
func amountIn(text string) *big.Rat {
	if text == "" || strings.Trim(text, "0123456789.-") != "" {
		return nil
	}
	v, ok := new(big.Rat).SetString(text)
	if !ok {
		return nil
	}
	return v
}
