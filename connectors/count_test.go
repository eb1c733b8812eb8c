package connectors

import (
	"bytes"
	"compress/gzip"
	"encoding/csv"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/unicode"
	"pgregory.net/rapid"

	"attain/config"
)

func formatOf(name string, f config.Format) config.Format {
	return config.Entity{Format: f}.FormatFor(config.Source{}, name)
}

func TestCount(t *testing.T) {
	t.Parallel()
	utf16, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String("Id,Name\r\n1,\"ਊ\r\n\"\r\n") // U+0A0A: bytes that look like line ends
	if err != nil {
		t.Fatal(err)
	}
	cases := []struct {
		name, file, data string
		format           config.Format
		want             int64
		fault            string
	}{
		{name: "plain", file: "a.csv", data: "Id,Name\n1,a\n2,b\n", want: 2},
		{name: "no line end at the end", file: "a.csv", data: "Id,Name\n1,a\n2,b", want: 2},
		{name: "no header", file: "a.csv", data: "1,a\n2,b", format: config.Format{NoHeader: true}, want: 2},
		{name: "no header and nothing", file: "a.csv", format: config.Format{NoHeader: true}, want: 0},
		{name: "line breaks in quotes", file: "a.csv", data: "Id,\"Na\nme\"\r\n1,\"a\r\n\r\n\"\"b\"\"\n\"\r\n2,b\r\n", want: 2},
		{name: "empty lines are none, commas are", file: "a.csv", data: "Id,Name\n\n1,a\n\r\n,\n\n", want: 2},
		{name: "a quote in a field opens nothing", file: "a.csv", data: "Id,Name\n1,5\" pipe\n2,x\n", want: 2},
		{name: "a quote behind a blank opens", file: "a.csv", data: "Id,Name\n1, \"a\nb\"\n", want: 1},
		{name: "a quote that never closes", file: "a.csv", data: "Id,Name\n1,a\n2,\"b\n3,c\n", fault: "a quotation mark opens in record 2 and never closes"},
		{name: "text behind a closing quote", file: "a.csv", data: "Id,Name\n1,\"a\"b\n2,c\n", want: 2},
		{name: "another quote and delimiter", file: "a.csv", data: "Id|Name\n1|'a|\nb'\n2|\"\n", format: config.Format{Delimiter: "|", Quote: "'"}, want: 2},
		{name: "header on line 3", file: "a.csv", data: "Report \"x\n\nId,Name\n1,a\n", format: config.Format{HeaderRow: 3}, want: 1},
		{name: "header beyond the end", file: "a.csv", data: "Id\n", format: config.Format{HeaderRow: 3}, fault: "the header should be on line 3 and the file has 2 lines"},
		{name: "empty", file: "a.csv", fault: "the file is empty: not even a header"},
		{name: "utf-8 mark and quotes", file: "a.csv", data: "\xef\xbb\xbf\"I\nd\"\n1\n", want: 1},
		{name: "utf-16", file: "a.csv", data: utf16, want: 1},
		{name: "gzip", file: "a.csv.gz", data: string(gzipped("Id\n1\n2\n")), want: 2},
		{name: "gzip cut short", file: "a.csv.gz", data: cut(gzipped("Id\n1\n2\n"), 12), fault: "the file is cut short: it ends in the middle; fetch it again"},
		{name: "gzip damaged", file: "a.csv.gz", data: damage(gzipped("Id\n1\n2\n")), fault: "the gzip archive is damaged (gzip: invalid checksum); fetch it again"},
		{name: "JSON lines", file: "a.jsonl", data: "{\"a\":1}\n\n  \n{}\nnot\n{\"a\":2}", want: 4},
		{name: "JSON root", file: "a.json", data: `{"x":{"Report_Entry":[1]},"Report_Entry":[{"a":[1,2]},{},{}],"y":2}`, format: config.Format{Root: "Report_Entry"}, want: 3},
		{name: "JSON root in a root", file: "a.json", data: `{"QueryResponse":{"startPosition":1,"Invoice":[{},{}]},"time":"x"}`, format: config.Format{Root: "QueryResponse.Invoice"}, want: 2},
		{name: "JSON root in a root missing", file: "a.json", data: `{"QueryResponse":{"Bill":[{}]}}`, format: config.Format{Root: "QueryResponse.Invoice"}, fault: `"QueryResponse" has no key "Invoice"; it has Bill`},
		{name: "JSON root in a root of which there is nothing", file: "a.json", data: `{"QueryResponse":{},"time":"x"}`, format: config.Format{Root: "QueryResponse.Invoice"}, want: 0},
		{name: "JSON root in no object", file: "a.json", data: `{"QueryResponse":[]}`, format: config.Format{Root: "QueryResponse.Invoice"}, fault: `"QueryResponse" is no object, so it has no key "Invoice"`},
		{name: "JSON array", file: "a.json", data: ` [ {} , {} ] `, want: 2},
		{name: "JSON root of nothing", file: "a.json", data: `{"r":[]}`, format: config.Format{Root: "r"}, want: 0},
		{name: "JSON root missing", file: "a.json", data: `{"Entries":[{}],"Made":1}`, format: config.Format{Root: "Report_Entry"}, fault: `the document has no key "Report_Entry"; it has Entries, Made`},
		{name: "JSON root is no array", file: "a.json", data: `{"r":{}}`, format: config.Format{Root: "r"}, fault: `"r" is no array of records`},
		{name: "JSON cut short in the records", file: "a.json", data: `{"r":[{},{"a":1`, format: config.Format{Root: "r"}, fault: "the file is cut short: it ends in the middle; fetch it again"},
		{name: "JSON cut short behind the records", file: "a.json", data: `{"r":[{}]`, format: config.Format{Root: "r"}, fault: "the file is cut short: it ends in the middle; fetch it again"},
		{name: "not JSON", file: "a.json", data: `[{},<html>]`, fault: "not JSON behind byte 4: invalid character '<' looking for beginning of value"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			format := formatOf(c.file, c.format)
			for _, r := range []io.Reader{strings.NewReader(c.data), iotest.OneByteReader(strings.NewReader(c.data))} {
				got, err := countStream(r, format, counters[format.Type])
				switch {
				case c.fault == "" && err != nil:
					t.Error(err)
				case c.fault != "" && (err == nil || !strings.HasPrefix(err.Error(), c.fault)):
					t.Errorf("got %v, want %s", err, c.fault)
				case got != c.want:
					t.Errorf("counted %d, want %d", got, c.want)
				}
			}
		})
	}
}

// Whatever a CSV writer writes, the counter finds as many records, however the bytes are cut into pieces.
func TestCountCSVAgreesWithAWriter(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		cell := rapid.SampledFrom([]string{"", "a", `"`, `""`, "\n", "\r\n", ",", " ", ` "`, "a\"b\nc", "x,y"})
		records := rapid.SliceOf(rapid.SliceOfN(cell, 2, 4)).Draw(t, "records")
		var b bytes.Buffer
		w := csv.NewWriter(&b)
		w.UseCRLF = rapid.Bool().Draw(t, "crlf")
		if err := w.WriteAll(records); err != nil {
			t.Fatal(err)
		}
		c := csvCounter{delimiter: []byte(","), quote: '"'}
		for data := b.Bytes(); len(data) > 0; {
			n := rapid.IntRange(1, len(data)).Draw(t, "piece")
			if i := bytes.IndexByte(data[:n], '\n'); i >= 0 {
				n = i + 1
			}
			c.take(data[:n])
			data = data[n:]
		}
		if got := c.end(); got != int64(len(records)) {
			t.Fatalf("counted %d of %d in %q", got, len(records), b.String())
		}
	})
}

func FuzzCount(f *testing.F) {
	f.Add("Id,Name\n1,\"a\n", uint8(0))
	f.Add(`{"r":[{}]}`, uint8(2))
	f.Fuzz(func(t *testing.T, data string, kind uint8) {
		format := formatOf("a", config.Format{Type: []string{"csv", "jsonl", "json"}[kind%3]})
		n, err := countStream(strings.NewReader(data), format, counters[format.Type])
		if n < 0 || n > int64(len(data)) || (err != nil && n != 0) {
			t.Errorf("counted %d (%v) in %d bytes", n, err, len(data))
		}
	})
}

func TestCountSheet(t *testing.T) {
	t.Parallel()
	book := excelize.NewFile()
	defer book.Close()
	for cell, v := range map[string]any{"A1": "Quotas", "A3": "participant", "A4": "x", "A6": "y"} { // row 5 is blank
		if err := book.SetCellValue("Sheet1", cell, v); err != nil {
			t.Fatal(err)
		}
	}
	var data bytes.Buffer
	if err := book.Write(&data); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		format config.Format
		want   int64
		fault  string
	}{
		{config.Format{HeaderRow: 3}, 3, ""},
		{config.Format{HeaderRow: 7}, 0, "sheet Sheet1: the header should be in row 7 and the sheet has 6 rows"},
		{config.Format{Sheet: "Quotas", HeaderRow: 1}, 0, `there is no sheet "Quotas"; there is Sheet1`},
	} {
		got, err := countSheet(bytes.NewReader(data.Bytes()), c.format)
		if got != c.want || (err == nil) != (c.fault == "") || (err != nil && !strings.HasPrefix(err.Error(), c.fault)) {
			t.Errorf("%+v: %d, %v", c.format, got, err)
		}
	}
	if _, err := countSheet(strings.NewReader("Id,Name\n"), config.Format{}); err == nil || !strings.HasPrefix(err.Error(), "not an .xlsx workbook") {
		t.Error(err)
	}
}

func gzipped(text string) []byte {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := fmt.Fprint(w, text); err != nil {
		panic(err)
	}
	if err := w.Close(); err != nil {
		panic(err)
	}
	return b.Bytes()
}

func cut(data []byte, end int) string { return string(data[:len(data)-end]) }

// damage changes the checksum, which stands eight bytes before the end.
func damage(data []byte) string {
	data[len(data)-8] ^= 1
	return string(data)
}
