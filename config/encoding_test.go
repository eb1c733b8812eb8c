package config

import (
	"errors"
	"io"
	"reflect"
	"strings"
	"testing"
	"testing/iotest"
)

func TestTextComesOutAsUTF8(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ encoding, bytes, want string }{
		{"utf-8", "Zoë", "Zoë"},
		{"utf-8", "\xef\xbb\xbfZoë", "Zoë"},
		{"", "\xef\xbb\xbf", ""},
		{"utf-8", "", ""},
		{"utf-8", "a", "a"},
		{"utf-8", "bad \xff byte", "bad \xff byte"},
		{"utf-8", "\xff\xfeZ\x00o\x00\xeb\x00", "Zoë"},
		{"utf-16", "\xff\xfeZ\x00o\x00\xeb\x00", "Zoë"},
		{"utf-16", "\xfe\xff\x00Z\x00o\x00\xeb", "Zoë"},
		{"utf-16", "Z\x00o\x00\xeb\x00", "Zoë"},
		{"windows-1252", "Zo\xeb \x80 5", "Zoë € 5"},
	} {
		for name, r := range map[string]io.Reader{"at once": strings.NewReader(c.bytes), "byte by byte": iotest.OneByteReader(strings.NewReader(c.bytes))} {
			got, err := io.ReadAll(DecodeText(r, c.encoding))
			if err != nil || string(got) != c.want {
				t.Errorf("%s of %q, %s: %q, %v", c.encoding, c.bytes, name, got, err)
			}
		}
	}
	broken := errors.New("broken")
	for _, encoding := range Encodings {
		if _, err := io.ReadAll(DecodeText(iotest.ErrReader(broken), encoding)); !errors.Is(err, broken) {
			t.Errorf("%s swallowed the error: %v", encoding, err)
		}
	}
}

func TestFormatIsTheEntitysThenTheSourcesThenTheEndings(t *testing.T) {
	t.Parallel()
	defaults := Format{Encoding: "utf-8", Delimiter: ",", Quote: `"`, HeaderRow: 1, Date: DateISO, Decimal: "."}
	with := func(change func(*Format)) Format {
		f := defaults
		change(&f)
		return f
	}
	german := Format{Type: "csv", Encoding: "windows-1252", Delimiter: ";", Decimal: ",", Thousands: ".", Date: "DD.MM.YYYY"}
	for _, c := range []struct {
		source, entity Format
		path           string
		want           Format
	}{
		{path: "a/b.csv", want: with(func(f *Format) { f.Type = "csv" })},
		{path: "a/b.CSV.gz", want: with(func(f *Format) { f.Type = "csv" })},
		{path: "a/b.*csv", want: with(func(f *Format) { f.Type = "csv" })},
		{path: "a/b.tsv.gz", want: with(func(f *Format) { f.Type, f.Delimiter = "csv", "\t" })},
		{path: "a/b.ndjson", want: with(func(f *Format) { f.Type, f.Delimiter = "jsonl", "" })},
		{path: "a/b.json", entity: Format{Root: "Report_Entry"}, want: with(func(f *Format) { f.Type, f.Delimiter, f.Root = "json", "", "Report_Entry" })},
		{path: "a/b", want: with(func(f *Format) { f.Delimiter = "" })},
		{path: "a/b.txt", entity: Format{Type: "csv"}, want: with(func(f *Format) { f.Type = "csv" })},
		{path: "a/b.csv", source: german, entity: Format{Encoding: "utf-16", HeaderRow: 3}, want: Format{
			Type: "csv", Encoding: "utf-16", Delimiter: ";", Quote: `"`, HeaderRow: 3, Decimal: ",", Thousands: ".", Date: "DD.MM.YYYY",
		}},
	} {
		if got := (Entity{Format: c.entity}).FormatFor(Source{Format: c.source}, c.path); !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s\ngot  %+v\nwant %+v", c.path, got, c.want)
		}
	}
}
