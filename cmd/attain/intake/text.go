package intake

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"io"
	"os"
	"strings"
	"unicode/utf8"

	"attain/config"

	"github.com/klauspost/compress/gzip"
)

// delimiters are tried in this order; of two that divide a file equally well the first is taken.
var delimiters = []string{",", ";", "\t", "|"}

// readText reads a delimited text file. The encoding is proved by the bytes, the delimiter by the records it gives.
func readText(path, name, ending string, known func(string) bool) ([]*Table, string) {
	data, err := readAll(path)
	if err != nil {
		return nil, err.Error()
	}
	encoding, note := encodingOf(data)
	plain, err := io.ReadAll(config.DecodeText(bytes.NewReader(data), encoding))
	if err != nil {
		return nil, err.Error()
	}
	if bytes.IndexByte(plain, 0) >= 0 && encoding == "utf-8" {
		return nil, "is not text; attain reads .csv, .tsv, .xlsx, .json and .jsonl"
	}
	delimiter, grid := divide(string(plain))
	if delimiter == "" {
		return nil, "is text but not a table: no comma, semicolon, tab or | divides its lines into the same columns"
	}
	t := &Table{File: name, Unit: "line", TotalColumn: -1}
	t.Format = config.Format{Encoding: encoding, Delimiter: delimiter}
	if ending == ".txt" {
		t.Format.Type = "csv"
	}
	if note != "" {
		t.Notes = append(t.Notes, note)
	}
	if reason := t.cutOut(grid, known); reason != "" {
		return nil, reason
	}
	return []*Table{t}, ""
}

func readAll(path string) ([]byte, error) {
	data, err := os.ReadFile(path)
	if err != nil || !bytes.HasPrefix(data, []byte{0x1f, 0x8b}) {
		return data, err
	}
	z, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("the gzip archive is damaged: %w", err)
	}
	defer z.Close()
	return io.ReadAll(z)
}

// encodingOf tells the encoding by what only one of them can have.
func encodingOf(data []byte) (encoding, note string) {
	switch {
	case bytes.HasPrefix(data, []byte{0xFF, 0xFE}), bytes.HasPrefix(data, []byte{0xFE, 0xFF}):
		return "utf-16", ""
	case utf8.Valid(data):
		return "utf-8", ""
	case bytes.Count(data, []byte{0}) > len(data)/4:
		return "utf-16", "every second byte is zero, so it is UTF-16 without its mark"
	}
	return "windows-1252", "some bytes are not UTF-8, so it is read as windows-1252 (what Excel and Salesforce write in the West): " + sampleOf(data)
}

// sampleOf shows the first word with a letter beyond ASCII, so that a person sees whether the encoding is right.
func sampleOf(data []byte) string {
	i := bytes.IndexFunc(data, func(r rune) bool { return r == utf8.RuneError })
	if i < 0 {
		return ""
	}
	isEnd := func(c byte) bool { return c < '0' && c != ' ' && c != '-' || c == ';' || c == '|' }
	from, to := i, i
	for from > 0 && i-from < 20 && !isEnd(data[from-1]) {
		from--
	}
	for to < len(data) && to-i < 20 && !isEnd(data[to]) {
		to++
	}
	text, _ := io.ReadAll(config.DecodeText(bytes.NewReader(data[from:to]), "windows-1252")) // reading memory cannot fail
	return fmt.Sprintf("%q", strings.TrimSpace(string(text)))
}

// divide finds the delimiter that gives most records the same number of fields, and at least two.
func divide(text string) (delimiter string, grid []Row) {
	best := 0.0
	for _, d := range delimiters {
		rows, err := records(text, d)
		if err != nil || len(rows) == 0 {
			continue
		}
		width, share := usualWidth(rows)
		if width < 2 || share < 0.5 {
			continue
		}
		if score := share * (1 + float64(min(width, 12))/10); score > best {
			best, delimiter, grid = score, d, rows
		}
	}
	return delimiter, grid
}

func records(text, delimiter string) (rows []Row, err error) {
	r := csv.NewReader(strings.NewReader(text))
	r.Comma = rune(delimiter[0])
	r.FieldsPerRecord, r.LazyQuotes = -1, true
	for {
		fields, err := r.Read()
		if err == io.EOF {
			return rows, nil
		}
		if err != nil {
			return nil, err
		}
		line, _ := r.FieldPos(0)
		rows = append(rows, Row{At: line, Cells: fields})
	}
}

// usualWidth is the number of fields most records have, and the share of those that have it. Titles and footers have
// one field, whatever the table is, so records of one field count for a tenth.
func usualWidth(rows []Row) (width int, share float64) {
	counts := map[int]int{}
	all := 0
	for _, r := range rows {
		weight := 10
		if len(r.Cells) == 1 {
			weight = 1
		}
		counts[len(r.Cells)] += weight
		all += weight
	}
	for w, n := range counts {
		if w > 1 && (n > counts[width] || n == counts[width] && w > width) {
			width = w
		}
	}
	return width, float64(counts[width]) / float64(all)
}
