package config

import (
	"bufio"
	"bytes"
	"io"
	"path"
	"strings"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// Encodings are the names DecodeText knows.
var Encodings = []string{"utf-8", "utf-16", "windows-1252"}

// DecodeText gives a file's text as UTF-8 without a byte order mark.
//
//	utf-8         passed on as it is, invalid bytes included; a UTF-16 mark at the beginning, which UTF-8 cannot have, wins
//	utf-16        by its mark, little-endian without one (what Excel calls "Unicode text")
//	windows-1252  byte by byte
func DecodeText(r io.Reader, encoding string) io.Reader {
	utf16 := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)
	switch encoding {
	case "utf-16":
		return utf16.NewDecoder().Reader(r)
	case "windows-1252":
		return charmap.Windows1252.NewDecoder().Reader(r)
	}
	b := bufio.NewReaderSize(r, 1<<16)
	mark, _ := b.Peek(3) // a read error comes again with the first Read
	switch {
	case bytes.HasPrefix(mark, []byte{0xEF, 0xBB, 0xBF}):
		_, _ = b.Discard(3)
	case bytes.HasPrefix(mark, []byte{0xFF, 0xFE}), bytes.HasPrefix(mark, []byte{0xFE, 0xFF}):
		return utf16.NewDecoder().Reader(b)
	}
	return b
}

// FileTypes are the values of format: type:.
var FileTypes = []string{"csv", "jsonl", "json", "parquet", "xlsx"}

// typeOfEnding gives the type and, for text, the delimiter a file's name stands for; in a pattern, * is looked through.
func typeOfEnding(name string) (fileType, delimiter string) {
	switch strings.ReplaceAll(strings.ToLower(path.Ext(trimGzip(name))), "*", "") {
	case ".csv":
		return "csv", ","
	case ".tsv", ".tab":
		return "csv", "\t"
	case ".jsonl", ".ndjson":
		return "jsonl", ""
	case ".json":
		return "json", ""
	case ".parquet":
		return "parquet", ""
	case ".xlsx":
		return "xlsx", ""
	}
	return "", ""
}

func trimGzip(name string) string {
	if strings.HasSuffix(strings.ToLower(name), ".gz") {
		return name[:len(name)-3]
	}
	return name
}

// FormatFor gives the format of one file of the entity: the entity's settings, where it has none the source's, and
// where nobody said anything what the ending says (.gz is looked through) and the defaults of Format. A Type of ""
// means that neither a setting nor the ending tells.
func (e Entity) FormatFor(src Source, file string) Format {
	f, s := e.Format, src.Format
	endingType, endingDelimiter := typeOfEnding(file)
	f.Type = firstText(f.Type, s.Type, endingType)
	if f.Type != endingType {
		endingDelimiter = ","
	}
	f.Encoding = firstText(f.Encoding, s.Encoding, "utf-8")
	f.Delimiter = firstText(f.Delimiter, s.Delimiter, endingDelimiter)
	f.Quote = firstText(f.Quote, s.Quote, `"`)
	f.NoHeader = f.NoHeader || s.NoHeader
	f.Root = firstText(f.Root, s.Root)
	f.Sheet = firstText(f.Sheet, s.Sheet)
	f.Date = firstText(f.Date, s.Date, DateISO)
	f.Decimal = firstText(f.Decimal, s.Decimal, ".")
	f.Thousands = firstText(f.Thousands, s.Thousands)
	f.CurrencyMark = firstText(f.CurrencyMark, s.CurrencyMark)
	if f.Columns == nil {
		f.Columns = s.Columns
	}
	if f.Nulls == nil {
		f.Nulls = s.Nulls
	}
	if f.HeaderRow == 0 {
		f.HeaderRow = max(s.HeaderRow, 1)
	}
	if f.Unpivot == nil {
		f.Unpivot = s.Unpivot
	}
	if f.SkipWhere == nil {
		f.SkipWhere = s.SkipWhere
	}
	return f
}

func firstText(candidates ...string) string {
	for _, c := range candidates {
		if c != "" {
			return c
		}
	}
	return ""
}

// DateISO is the default of format: date:; the others are in DateFormats.
const DateISO = "YYYY-MM-DD"

// DateFormats are the values of format: date:. Months and days may not be guessed from the numbers, so each way of
// writing has its name.
var DateFormats = []string{DateISO, "DD/MM/YYYY", "MM/DD/YYYY", "DD.MM.YYYY", "YYYYMMDD", "epoch_seconds", "epoch_milliseconds"}
