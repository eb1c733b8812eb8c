package transform

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/csv"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"attain/config"
)

// bench is a store, a database with the warehouse's settings that matter here, and a way to load bytes.
type bench struct {
	t     *testing.T
	store config.Store
	db    *sql.DB
}

func newBench(t *testing.T) *bench {
	t.Helper()
	db, err := sql.Open("duckdb", "")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	if _, err := db.Exec("set preserve_insertion_order = false"); err != nil {
		t.Fatal(err)
	}
	return &bench{t, config.NewFolder(t.TempDir()), db}
}

// load puts data into the store as the connectors do and loads it. records is the control total.
func (b *bench) load(name string, data []byte, records int64, format config.Format) (FileLoad, error) {
	b.t.Helper()
	sum := sha256.Sum256(data)
	object := "extracts/objects/" + hex.EncodeToString(sum[:])
	if _, err := b.store.PutIfAbsent(context.Background(), object, bytes.NewReader(data)); err != nil {
		b.t.Fatal(err)
	}
	f := config.LandedFile{Path: name, Object: object, SHA256: hex.EncodeToString(sum[:]), Size: int64(len(data)), Records: records}
	return loadFile(context.Background(), b.db, b.store, "", config.Source{Name: "crm"}, config.Entity{Name: "deal", Format: format}, f)
}

// rows reads a load back: record number first, then the cells; no value is ∅.
func (b *bench) rows(load FileLoad) []string {
	b.t.Helper()
	rows, err := b.db.Query(fmt.Sprintf("select %s as n, %s from read_parquet(%s, file_row_number = true) order by all",
		load.RowSQL(), identAll(load.Columns), quote(load.Parquet)))
	if err != nil {
		b.t.Fatal(err)
	}
	defer rows.Close()
	var got []string
	for rows.Next() {
		var n int64
		cells := make([]sql.NullString, len(load.Columns))
		into := []any{&n}
		for i := range cells {
			into = append(into, &cells[i])
		}
		if err := rows.Scan(into...); err != nil {
			b.t.Fatal(err)
		}
		line := fmt.Sprint(n)
		for _, c := range cells {
			if c.Valid {
				line += "|" + c.String
			} else {
				line += "|∅"
			}
		}
		got = append(got, line)
	}
	if err := rows.Err(); err != nil {
		b.t.Fatal(err)
	}
	return got
}

type loadCase struct {
	name     string
	file     string
	data     []byte
	format   config.Format
	records  int64
	columns  []string
	rows     []string
	refusals []Refusal
	skips    []Skip
}

func TestLoad(t *testing.T) {
	t.Parallel()
	const plain = "Id,Name,Amount\n1,Åse,10.50\n2,\"a\nb\",\n"
	plainRows := []string{"1|1|Åse|10.50", "2|2|a\nb|∅"}
	plainColumns := []string{"Id", "Name", "Amount"}
	utf16, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().Bytes([]byte(plain))
	if err != nil {
		t.Fatal(err)
	}
	latin, err := charmap.Windows1252.NewEncoder().Bytes([]byte(plain))
	if err != nil {
		t.Fatal(err)
	}
	cases := []loadCase{
		{name: "plain", file: "a.csv", data: []byte(plain), records: 2, columns: plainColumns, rows: plainRows},
		{name: "utf-8 mark", file: "a.csv", data: append([]byte("\xef\xbb\xbf"), plain...), records: 2, columns: plainColumns, rows: plainRows},
		{
			name: "utf-8 mark without header", file: "a.csv", data: []byte("\xef\xbb\xbf1,2\n"), records: 1,
			format: config.Format{NoHeader: true, Columns: []string{"a", "b"}}, columns: []string{"a", "b"}, rows: []string{"1|1|2"},
		},
		{name: "utf-16", file: "a.csv", data: utf16, records: 2, columns: plainColumns, rows: plainRows},
		{name: "windows-1252", file: "a.csv", data: latin, format: config.Format{Encoding: "windows-1252"}, records: 2, columns: plainColumns, rows: plainRows},
		{name: "gzip", file: "a.csv.gz", data: gzipped(plain), records: 2, columns: plainColumns, rows: plainRows},
		{name: "NUL bytes", file: "a.csv", data: []byte("Id,Name\n1,a\x00b\n\x002,c\n"), records: 2, columns: []string{"Id", "Name"}, rows: []string{"1|1|ab", "2|2|c"}},
		{
			name: "two kinds of line end", file: "a.csv", data: []byte("Id,Name\r\n1,a\n2,\"x\r\ny\"\r\n\r\n3,c"), records: 3, columns: []string{"Id", "Name"},
			rows: []string{"1|1|a", "2|2|x\r\ny", "3|3|c"},
		},
		{
			name: "bar and semicolon", file: "a.csv", data: []byte("Id|Name\n1|'a|b'\n"), format: config.Format{Delimiter: "|", Quote: "'"}, records: 1,
			columns: []string{"Id", "Name"}, rows: []string{"1|1|a|b"},
		},
		{name: "tab by its ending", file: "a.tsv", data: []byte("Id\tName\n1\ta,b\n"), records: 1, columns: []string{"Id", "Name"}, rows: []string{"1|1|a,b"}},
		{
			name: "a quote that quotes nothing", file: "a.csv", data: []byte("Id,Name\n1,5\" pipe\n2, \"a,b\"\n"), records: 2, columns: []string{"Id", "Name"},
			rows: []string{"1|1|5\" pipe", "2|2|a,b"},
		},
		{
			name: "header on the third line", file: "a.csv", data: []byte("Report \"of\n\nId,Name\n1,a\n"), format: config.Format{HeaderRow: 3}, records: 1,
			columns: []string{"Id", "Name"}, rows: []string{"1|1|a"},
		},
		{name: "one column", file: "a.csv", data: []byte("Id\n1\n\n3\n"), records: 2, columns: []string{"Id"}, rows: []string{"1|1", "2|3"}},
		{name: "only a header", file: "a.csv", data: []byte("Id,Name\n"), records: 0, columns: []string{"Id", "Name"}},
		{name: "a header without a name", file: "a.csv", data: []byte("Id,,Name\n1,2,3\n"), records: 1, columns: []string{"Id", "column_2", "Name"}, rows: []string{"1|1|2|3"}},
		{
			name: "ragged rows keep the numbers of the others", file: "a.csv",
			data:    []byte("Id,Name,Amount\n1,\"a\nb\",5\n2,x\n\n3,y,7,8\n4,\"un\"q,5\n5,ok,\"say \"\"hi\"\"\"\n6,caf\xe9,1\n7,z,\n"),
			records: 7, columns: plainColumns, rows: []string{"1|1|a\nb|5", "5|5|ok|say \"hi\"", "7|7|z|∅"},
			refusals: []Refusal{
				{2, "Amount", "2,x", `the record has 2 fields and the header 3; a value with "," in it must be in quotes`},
				{3, "", "3,y,7,8", `the record has 4 fields and the header 3; a value with "," in it must be in quotes`},
				{4, "Name", `4,"un"q,5`, `a quote (") is opened and not closed, or text stands after the closing one; write a quote inside quotes twice`},
				{6, "Name", "6,caf??1", "bytes that are not UTF-8; say how the file is written: format: {encoding: …}, one of utf-8, utf-16, windows-1252"},
			},
		},
		{
			name: "a quote that is never closed", file: "a.csv", data: []byte("Id,Name\n1,ok\n2,\"open\n3,x\n"), records: 2, columns: []string{"Id", "Name"}, rows: []string{"1|1|ok"},
			refusals: []Refusal{{2, "Name", "2,\"open\n3,x", `a quote (") is opened and not closed, or text stands after the closing one; write a quote inside quotes twice`}},
		},
		{
			name: "nothing but commas", file: "a.csv", data: []byte("Id,Name\n1,a\n,\n2,b\n" + strings.Repeat(",\n", 600)), records: 603, columns: []string{"Id", "Name"},
			rows: []string{"1|1|a", "3|2|b"}, skips: []Skip{{"blank row", 601}},
		},
		{
			name: "the header again", file: "a.csv", data: []byte("Id,Name\n1,a\nId,Name\n2,b\n"), records: 3, columns: []string{"Id", "Name"},
			rows: []string{"1|1|a", "3|2|b"}, skips: []Skip{{"the header again", 1}},
		},
		{
			name: "a total row", file: "a.csv", data: []byte("Id,Name\n1,a\nTotal ,9\n"), format: config.Format{SkipWhere: map[string]string{"id": "Total"}}, records: 2, columns: []string{"Id", "Name"},
			rows: []string{"1|1|a"}, skips: []Skip{{`Id is "Total"`, 1}},
		},
		{
			name: "refused, blank and again", file: "a.csv", data: []byte("Id,Name\n,\n1\n2,b\nId,Name\n3\n4\n5,e\n"), records: 7, columns: []string{"Id", "Name"},
			rows: []string{"3|2|b", "7|5|e"}, skips: []Skip{{"blank row", 1}, {"the header again", 1}},
			refusals: []Refusal{
				{2, "Name", "1", `the record has 1 fields and the header 2; a value with "," in it must be in quotes`},
				{5, "Name", "3", `the record has 1 fields and the header 2; a value with "," in it must be in quotes`},
				{6, "Name", "4", `the record has 1 fields and the header 2; a value with "," in it must be in quotes`},
			},
		},
		{
			name: "four ways to write nothing stay for the staging, the empty cell is none", file: "a.csv", data: []byte("Id,Name\n1,NULL\n2,\"\"\n3,-\n4,null\n"), records: 4,
			columns: []string{"Id", "Name"}, rows: []string{"1|1|NULL", "2|2|∅", "3|3|-", "4|4|null"},
		},
		{
			name: "JSON lines keep numbers as they are spelt", file: "a.jsonl",
			data:    []byte(`{"a":0.10,"b":12345678901234567890123,"c": {"x":1.50,"y":[1, 2.0]},"d":"q\u00e9\n\"","e":null,"f":1e3,"g":true, "h":""}` + "\n\n" + `{ "i" : [ "a}" ] , "a":-0 }` + "\r\n{}\n"),
			records: 3, columns: []string{"a", "b", "c", "d", "e", "f", "g", "h", "i"},
			rows: []string{
				"1|0.10|12345678901234567890123|{\"x\":1.50,\"y\":[1, 2.0]}|qé\n\"|∅|1e3|true|∅|∅",
				"2|-0|∅|∅|∅|∅|∅|∅|∅|[ \"a}\" ]",
			}, skips: []Skip{{"blank row", 1}},
		},
		{
			name: "JSON lines that are none", file: "a.jsonl.gz", data: gzipped("{\"a\":1}\n{\"a\":2\n[1]\n{\"a\":1,\"a\":2}\n{\"a\":\"\xe9\"}\n{\"a\":3}\n"), records: 6, columns: []string{"a"},
			rows: []string{"1|1", "6|3"},
			refusals: []Refusal{
				{2, "", `{"a":2`, "not JSON: unexpected end of JSON input"},
				{3, "", "[1]", `not a JSON object; a record is written {"key": value}`},
				{4, "a", `{"a":1,"a":2}`, `the key "a" is there twice`},
				{5, "", "{\"a\":\"�\"}", "bytes that are not UTF-8; say how the file is written: format: {encoding: …}"},
			},
		},
		{
			name: "JSON under a root", file: "a.json", data: []byte("{\"made\": {\"on\": [1]},\n \"Report_Entry\": [\n {\"Employee_ID\": \"00123\", \"Hours\": 37.50},\n {\"Employee_ID\": \"9\"}\n ], \"after\": 1}"),
			format: config.Format{Root: "Report_Entry"}, records: 2, columns: []string{"Employee_ID", "Hours"}, rows: []string{"1|00123|37.50", "2|9|∅"},
		},
		{
			name: "JSON under a root in a root, of which there is nothing", file: "a.json", data: []byte(`{"QueryResponse":{},"time":"x"}`),
			format: config.Format{Root: "QueryResponse.Invoice"}, records: 0,
		},
		{
			name: "JSON under a root in a root", file: "a.json", data: []byte(`{"time":"x","QueryResponse":{"max":1,"Bill":[{}],"Invoice":[{"Id":"1"}]}}`),
			format: config.Format{Root: "QueryResponse.Invoice"}, records: 1, columns: []string{"Id"}, rows: []string{"1|1"},
		},
		{name: "a bare JSON array", file: "a.json", data: []byte(`[{"a":1},{"a":2}]`), records: 2, columns: []string{"a"}, rows: []string{"1|1", "2|2"}},
		{name: "a JSON array of nothing", file: "a.json", data: []byte(`{"r":[]}`), format: config.Format{Root: "r"}, records: 0},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			checkLoad(t, c)
		})
	}
}

func checkLoad(t *testing.T, c loadCase) {
	t.Helper()
	b := newBench(t)
	load, err := b.load(c.file, c.data, c.records, c.format)
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(load.Columns, c.columns) {
		t.Errorf("columns %q, want %q", load.Columns, c.columns)
	}
	if len(c.columns) > 0 {
		if got := b.rows(load); !reflect.DeepEqual(got, c.rows) {
			t.Errorf("rows\n %q, want\n %q", got, c.rows)
		}
	}
	if !reflect.DeepEqual(load.Refusals, c.refusals) {
		t.Errorf("refusals\n %+v, want\n %+v", load.Refusals, c.refusals)
	}
	if !reflect.DeepEqual(load.Skips, c.skips) {
		t.Errorf("skips %+v, want %+v", load.Skips, c.skips)
	}
	if load.Loaded+load.Refused+load.Skipped != c.records || load.Refused != int64(len(c.refusals)) || load.Rows != int64(len(c.rows)) {
		t.Errorf("account %d + %d + %d of %d, %d rows", load.Loaded, load.Refused, load.Skipped, c.records, load.Rows)
	}
	again, err := b.load(c.file, c.data, c.records, c.format)
	if err != nil || !reflect.DeepEqual(again, load) {
		t.Errorf("the second load finds\n %+v (%v), the first made\n %+v", again, err, load)
	}
}

func TestLoadRefusesTheFile(t *testing.T) {
	t.Parallel()
	cases := []struct {
		name, file, data string
		records          int64
		format           config.Format
		want             string
	}{
		{"the same header twice", "a.csv", "Id,Name, Id\n1,2,3\n", 1, config.Format{}, `a.csv: column 1 and column 3 are both named "Id"; a column may be there once`},
		{"headers that differ in capitals", "a.csv", "Id,ID\n1,2\n", 1, config.Format{}, `a.csv: column 1 is named "Id" and column 2 "ID"; names must differ in more than upper and lower case`},
		{"a name we keep", "a.csv", "_row,ID\n1,2\n", 1, config.Format{}, `a.csv: column 1 is named _row, a name attain keeps for the place of a record; rename the column`},
		{"empty", "a.csv", "", 0, config.Format{}, "a.csv: the file is empty: not even a header"},
		{"header beyond the end", "a.csv", "Id\n1\n", 0, config.Format{HeaderRow: 9}, "a.csv: the header should be on line 9 and the file has 3 lines"},
		{
			"a missing root", "a.json", `{"Report_Entries":[{"a":1}]}`, 1,
			config.Format{Root: "Report_Entry"},
			`a.json: the document has no key "Report_Entry"; it has Report_Entries` + config.Suggest("Report_Entry", []string{"Report_Entries"}),
		},
		{
			"a missing root in a root", "a.json", `{"QueryResponse":{"Bill":[]}}`, 1,
			config.Format{Root: "QueryResponse.Invoice"},
			`a.json: "QueryResponse" has no key "Invoice"; it has Bill`,
		},
		{"a root that is no array", "a.json", `{"r":{"a":1}}`, 1, config.Format{Root: "r"}, `a.json: "r" is no array of records`},
		{"JSON cut short", "a.json", `{"r":[{"a":1},{"a"`, 2, config.Format{Root: "r"}, "a.json: the document is cut short; fetch it again"},
		{
			"a record that is missing", "a.csv", "Id,Name\n1,a\n", 2,
			config.Format{},
			"a.csv: 2 records were counted when the file landed and 1 were found when it was loaded (1 loaded, 0 refused, 0 skipped); a quote that is opened and not closed, or another delimiter, does this",
		},
		{
			"no column across", "a.csv", "Id,Name\n1,a\n", 1,
			config.Format{Unpivot: &config.Unpivot{Columns: "Jan 2006", Into: "month", Value: "quota"}},
			`a.csv: no column is headed like "Jan 2006"; there is Id, Name`,
		},
		{
			"a column to skip by that is not there", "a.csv", "Id,Name\n1,a\n", 1,
			config.Format{SkipWhere: map[string]string{"Nmae": "Total"}},
			`a.csv: skip_where names a column "Nmae"; there is Id, Name` + config.Suggest("Nmae", []string{"Id", "Name"}),
		},
		{"not a workbook", "a.xlsx", "Id,Name\n1,a\n", 1, config.Format{}, "a.xlsx: not an .xlsx workbook: "},
		{"a carriage return alone", "a.csv", "Id,Name\n1,a\rb\n", 1, config.Format{}, "a.csv: not a CSV file: a carriage return stands alone outside quotes"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			_, err := newBench(t).load(c.file, []byte(c.data), c.records, c.format)
			var problems *config.ProblemError
			if !errors.As(err, &problems) || !strings.HasPrefix(err.Error(), c.want) {
				t.Errorf("got\n %v, want\n %s", err, c.want)
			}
		})
	}
}

// The Parquet copy keeps the order of the file although the database may not: with rows of 50 bytes and 400,000 of
// them several threads read parts of the file at once. Every 1,000th record is ragged, so numbers must be mended too.
func TestLoadKeepsTheOrder(t *testing.T) {
	t.Parallel()
	const records = 400_000
	var data bytes.Buffer
	data.WriteString("Id,Note\n")
	for i := 1; i <= records; i++ {
		if i%1000 == 0 {
			fmt.Fprintf(&data, "%d\n", i)
			continue
		}
		fmt.Fprintf(&data, "%d,\"some words, to make\nit %d long\"\n", i, i)
	}
	b := newBench(t)
	load, err := b.load("a.csv", data.Bytes(), records, config.Format{})
	if err != nil {
		t.Fatal(err)
	}
	if load.Refused != records/1000 || load.Refusals[7].Record != 8000 {
		t.Errorf("refused %d, the eighth is record %d", load.Refused, load.Refusals[7].Record)
	}
	var wrong int64
	if err := b.db.QueryRow(fmt.Sprintf("select count(*) from read_parquet(%s, file_row_number = true) where %s <> Id::bigint", quote(load.Parquet), load.RowSQL())).Scan(&wrong); err != nil {
		t.Fatal(err)
	}
	if wrong != 0 {
		t.Errorf("%d records have a wrong number", wrong)
	}
}

func TestLoadParquet(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	path := filepath.Join(t.TempDir(), "typed.parquet")
	_, err := b.db.Exec(`copy (select 12.50::decimal(18, 2) as Amount, date '2026-03-31' as Day, timestamp '2026-03-31 10:00:00.5' as At,
		timestamptz '2026-03-31 10:00:00+02' as Zoned, [1, 2] as List, {a: 'x'} as Struct, true as Flag, '' as Blank, 9007199254740993::bigint as Big
		union all select null, null, null, null, null, null, null, null, null) to ` + quote(path))
	if err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	load, err := b.load("typed.parquet", data, 2, config.Format{})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{`1|12.50|2026-03-31|2026-03-31T10:00:00.5|2026-03-31T08:00:00Z|[1,2]|{"a":"x"}|true|∅|9007199254740993`}
	if got := b.rows(load); !reflect.DeepEqual(got, want) {
		t.Errorf("rows %q, want %q", got, want)
	}
}

// A quota sheet as finance sends it: a title, a blank row, the header in row 3 with real dates and texts, a total row,
// a note without numbers, a fault, and formatted blank rows below.
func TestLoadSheet(t *testing.T) {
	t.Parallel()
	book := excelize.NewFile()
	defer book.Close()
	if err := book.SetSheetName("Sheet1", "Quotas"); err != nil {
		t.Fatal(err)
	}
	custom := "mmm yyyy"
	month, err := book.NewStyle(&excelize.Style{CustomNumFmt: &custom})
	if err != nil {
		t.Fatal(err)
	}
	percent, err := book.NewStyle(&excelize.Style{NumFmt: 9})
	if err != nil {
		t.Fatal(err)
	}
	set := func(cell string, value any) {
		t.Helper()
		if err := book.SetCellValue("Quotas", cell, value); err != nil {
			t.Fatal(err)
		}
	}
	style := func(cell string, id int) {
		t.Helper()
		if err := book.SetCellStyle("Quotas", cell, cell, id); err != nil {
			t.Fatal(err)
		}
	}
	set("A1", "Quotas 2026")
	for cell, v := range map[string]any{"A3": "participant", "B3": "since", "C3": 46023, "D3": "Feb 2026", "E3": " MAR 2026 "} { // 46023 = 2026-01-01
		set(cell, v)
	}
	style("C3", month)
	for cell, v := range map[string]any{"A4": "00123", "B4": 46054.75, "C4": 1000.5, "D4": 0.125, "E4": 0} { // 46054 = 2026-02-01, .75 = 18:00
		set(cell, v)
	}
	set("B4", 46054.75)
	style("B4", mustStyle(t, book, 22))
	style("D4", percent)
	set("A5", 456)
	if err := book.SetCellDefault("Quotas", "D5", "1.1000000000000001"); err != nil {
		t.Fatal(err)
	}
	set("A6", "a note")
	set("A7", "Total")
	set("C7", 1)
	set("A8", "789")
	if err := book.SetCellDefault("Quotas", "C8", "#REF!"); err != nil {
		t.Fatal(err)
	}
	set("A9", "790")
	if err := book.SetCellFormula("Quotas", "C9", "SUM(C4:C5)"); err != nil {
		t.Fatal(err)
	}
	for row := 10; row <= 40; row++ {
		style(fmt.Sprintf("C%d", row), percent)
	}
	var data bytes.Buffer
	if err := book.Write(&data); err != nil {
		t.Fatal(err)
	}
	format := config.Format{
		Sheet: "Quotas", HeaderRow: 3, SkipWhere: map[string]string{"participant": "Total"},
		Unpivot: &config.Unpivot{Columns: "Jan 2006", Into: "month", Value: "quota"},
	}
	checkSheet(t, asExcelStores(t, data.Bytes()), format)
}

func checkSheet(t *testing.T, data []byte, format config.Format) {
	t.Helper()
	b := newBench(t)
	load, err := b.load("quotas.xlsx", data, 37, format) // rows 4 to 40
	if err != nil {
		t.Fatal(err)
	}
	wantRows := []string{
		"1|00123|2026-02-01T18:00:00|2026-01-01|1000.5", "1|00123|2026-02-01T18:00:00|2026-02-01|0.125", "1|00123|2026-02-01T18:00:00|2026-03-01|0",
		"2|456|∅|2026-02-01|1.1", "5|789|∅|2026-01-01|#REF!",
	}
	if got := b.rows(load); !reflect.DeepEqual(got, wantRows) {
		t.Errorf("rows\n %q, want\n %q", got, wantRows)
	}
	wantSkips := []Skip{{"blank row", 31}, {`participant is "Total"`, 1}, {"nothing in any column across", 1}}
	if !reflect.DeepEqual(load.Skips, wantSkips) {
		t.Errorf("skips %+v, want %+v", load.Skips, wantSkips)
	}
	wantRefusals := []Refusal{{6, "2026-01-01", "=SUM(C4:C5)", "C9 is a formula that was never calculated; open the workbook, save it, send it again"}}
	if !reflect.DeepEqual(load.Refusals, wantRefusals) {
		t.Errorf("refusals %+v, want %+v", load.Refusals, wantRefusals)
	}
	if load.Loaded != 3 || load.Rows != 5 {
		t.Errorf("loaded %d records as %d rows", load.Loaded, load.Rows)
	}
}

func TestLoadSheetHeaderTwice(t *testing.T) {
	t.Parallel()
	book := excelize.NewFile()
	defer book.Close()
	for i, name := range []string{"participant", "metric", "", "participant"} {
		if err := book.SetCellValue("Sheet1", cellName(i, 2), name); err != nil {
			t.Fatal(err)
		}
	}
	var data bytes.Buffer
	if err := book.Write(&data); err != nil {
		t.Fatal(err)
	}
	_, err := newBench(t).load("q.xlsx", data.Bytes(), 0, config.Format{HeaderRow: 2})
	if want := `q.xlsx: A2 and D2 are both named "participant"; a column may be there once`; err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
	_, err = newBench(t).load("q.xlsx", data.Bytes(), 0, config.Format{Sheet: "Quotas"})
	if want := `q.xlsx: there is no sheet "Quotas"; there is Sheet1`; err == nil || !strings.HasPrefix(err.Error(), want) {
		t.Errorf("got %v, want %s", err, want)
	}
}

// Days: 45658 is 2025-01-01 counted from 1900 and 44196 counted from 1904 (1,462 less), both from published tables.
func TestDayText(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		serial   float64
		from1904 bool
		want     string
	}{
		{45658, false, "2025-01-01"},
		{44196, true, "2025-01-01"},
		{61, false, "1900-03-01"},
		{45658.5, false, "2025-01-01T12:00:00"},
		{45658.9999999, false, "2025-01-02"},
		{60, false, ""},
	} {
		if got, _ := dayText(c.serial, c.from1904); got != c.want {
			t.Errorf("%v (1904: %t) is %q, want %q", c.serial, c.from1904, got, c.want)
		}
	}
	for code, want := range map[string]bool{"dd.mm.yyyy": true, "mmm": true, "[$-409]mmm-yy;@": true, "h:mm:ss": false, "mm:ss": false, `0.00 "day"`: false, "#,##0": false, `0\d`: false, "General": false, "[Red]0": false} {
		if got := isDayCode(code); got != want {
			t.Errorf("%s shows a day: %t, want %t", code, got, want)
		}
	}
	for stored, want := range map[string]string{"1.1000000000000001": "1.1", "0.10": "0.10", "1E-3": "0.001", "2.5E+3": "2500", "123456789012345": "123456789012345", "0.30000000000000004": "0.3"} {
		var number float64
		if _, err := fmt.Sscan(stored, &number); err != nil {
			t.Fatal(err)
		}
		if got := numberText(stored, number); got != want {
			t.Errorf("%s is written %s, want %s", stored, got, want)
		}
	}
}

// Records 2, 5 and 6 of 8 refused: rows 0 to 4 are records 1, 3, 4, 7, 8.
func TestRecordNumber(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	query := "select list(n order by file_row_number) from (select file_row_number, " + recordNumber([]Refusal{{Record: 2}, {Record: 5}, {Record: 6}}) + " as n from range(5) t(file_row_number))"
	var got any
	if err := b.db.QueryRow(query).Scan(&got); err != nil {
		t.Fatal(err)
	}
	if fmt.Sprint(got) != "[1 3 4 7 8]" {
		t.Errorf("got %v", got)
	}
}

func gzipped(text string) []byte {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := w.Write([]byte(text)); err != nil {
		panic(err)
	}
	if err := w.Close(); err != nil {
		panic(err)
	}
	return b.Bytes()
}

func mustStyle(t *testing.T, book *excelize.File, numFmt int) int {
	t.Helper()
	id, err := book.NewStyle(&excelize.Style{NumFmt: numFmt})
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// asExcelStores writes two cells as other programs do and excelize cannot: a fault (C8) has the type e, and a formula
// that was never calculated (C9) has no type.
func asExcelStores(t *testing.T, workbook []byte) []byte {
	t.Helper()
	in, err := zip.NewReader(bytes.NewReader(workbook), int64(len(workbook)))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	out := zip.NewWriter(&b)
	replaced := 0
	for _, f := range in.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		for from, to := range map[string]string{
			`<c r="C8" t="inlineStr"><is><t>#REF!</t></is>`: `<c r="C8" t="e"><v>#REF!</v>`,
			`<c r="C9" t="str"><f>`:                         `<c r="C9"><f>`,
		} {
			replaced += bytes.Count(data, []byte(from))
			data = bytes.ReplaceAll(data, []byte(from), []byte(to))
		}
		w, err := out.Create(f.Name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(data); err != nil {
			t.Fatal(err)
		}
	}
	if err := out.Close(); err != nil {
		t.Fatal(err)
	}
	if replaced != 2 {
		t.Fatalf("%d of 2 cells found", replaced)
	}
	return b.Bytes()
}

// FuzzMembers compares the walk over a JSON object with the standard decoder: the same keys, the same values.
func FuzzMembers(f *testing.F) {
	for _, seed := range []string{`{}`, ` {"a":1 , "b\n":[1,{"c":"}\\\""}] ,"d": -1.50e3}`, `{"a":"x","":null,"é":true}`, `{"a":{"b":[[],{}]}}`} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		raw := bytes.TrimSpace([]byte(text))
		if !json.Valid(raw) || !utf8.Valid(raw) || raw[0] != '{' {
			return
		}
		var want map[string]json.RawMessage
		if err := json.Unmarshal(raw, &want); err != nil {
			t.Fatal(err)
		}
		got := map[string]json.RawMessage{}
		eachMember(raw, func(key, value []byte) { got[string(key)] = bytes.Clone(value) })
		if len(got) != len(want) {
			t.Fatalf("keys %v, want %v", got, want)
		}
		for key, value := range want {
			if !bytes.Equal(got[key], value) {
				t.Errorf("%q is %s, want %s", key, got[key], value)
			}
		}
	})
}

// However a text is quoted, its pieces put together are the text, and its records are as many as a CSV reader finds.
func FuzzPieces(f *testing.F) {
	f.Add("Id,Name\n1,\"a\n\"\"b\"\n\n2, \"c\"\r\n")
	f.Fuzz(func(t *testing.T, text string) {
		d := dialect{delimiter: []byte(","), quote: '"'}
		var all []byte
		records := 0
		blank := true
		err := d.eachPiece(strings.NewReader(text), func(p piece) error {
			if p.start != int64(len(all)) {
				t.Fatalf("a piece begins at %d and not at %d", p.start, len(all))
			}
			if p.first {
				blank = true
			}
			all = append(all, p.text...)
			if blank && len(bytes.TrimRight(p.text, "\r\n")) > 0 {
				blank = false
				records++
			}
			return nil
		})
		if err != nil || string(all) != text {
			t.Fatalf("put together %q (%v)", all, err)
		}
		reader := csv.NewReader(strings.NewReader(text))
		reader.FieldsPerRecord = -1
		if want, err := reader.ReadAll(); err == nil && !strings.Contains(text, "\r") && records != len(want) {
			t.Errorf("%d records, a CSV reader finds %d", records, len(want))
		}
	})
}
