package config

import (
	"strings"
	"unicode"
)

// How numbers may be written. A blank for thousands is any of those Excel writes.
var (
	decimalMarks   = []string{".", ","}
	thousandsMarks = []string{",", ".", " ", "'"}
)

// readFormat reads format:; what is left out stays empty and is filled by FormatFor.
func readFormat(n *Node, ps *Problems) Format {
	r := n.ReadAs(ps, "format")
	f := Format{
		Type: choiceOr(r, "type", FileTypes), Encoding: choiceOr(r, "encoding", Encodings),
		Delimiter: oneLetter(r, ps, "delimiter"), Quote: oneLetter(r, ps, "quote"),
		NoHeader: r.Bool("no_header", false), Columns: r.List("columns"), Root: r.TextOr("root", ""),
		Sheet: r.TextOr("sheet", ""), HeaderRow: int(r.IntOr("header_row", 0)),
		Date: choiceOr(r, "date", DateFormats), Decimal: choiceOr(r, "decimal", decimalMarks),
		Thousands: choiceOr(r, "thousands", thousandsMarks), CurrencyMark: currencyMark(r, ps), Nulls: r.List("nulls"),
	}
	if r.Has("header_row") && f.HeaderRow < 1 {
		ps.Addf(r.At("header_row"), "header_row: %d is not a row; the first row is 1", f.HeaderRow)
	}
	f.Footer = readFooter(r, ps)
	f.TotalRow = readTotalRow(r.Child("total_row"), ps)
	f.Unpivot = readUnpivot(r.Child("unpivot"), ps)
	f.SkipWhere = textMap(r.Child("skip_where"), "skip_where", ps)
	r.Done()
	return f
}

// readFooter takes patterns apart at |; one that would fit any record is refused.
func readFooter(r *Reader, ps *Problems) []string {
	var out []string
	for _, p := range strings.Split(r.TextOr("footer", ""), "|") {
		p = strings.TrimSpace(p)
		switch {
		case p == "":
		case strings.Count(p, "*") == len(p) || strings.IndexFunc(p, unicode.IsLetter) < 0:
			ps.Addf(r.At("footer"), "footer: %s fits records too; write the words the footer begins with, such as \"Grand Totals*\"", quoteShort(p))
		default:
			out = append(out, p)
		}
	}
	return out
}

func readTotalRow(n *Node, ps *Problems) *TotalRow {
	if n == nil {
		return nil
	}
	r := n.ReadAs(ps, "total_row")
	t := &TotalRow{Where: textMap(r.need("where"), "where", ps), Sums: r.List("sums")}
	r.Done()
	return t
}

func readUnpivot(n *Node, ps *Problems) *Unpivot {
	if n == nil {
		return nil
	}
	r := n.ReadAs(ps, "unpivot")
	u := &Unpivot{Columns: r.Text("columns"), YearRow: int(r.IntOr("year_row", 0)), Into: r.Text("into"), Value: r.Text("value")}
	r.Done()
	for _, p := range strings.Split(u.Columns, "|") {
		if u.Columns != "" && !KnownHeader(p, u.YearRow > 0) {
			ps.Addf(r.At("columns"), "columns: %s does not say how headers are written; write as January 2006 would stand there, such as \"Jan 2006\", \"2006-01\", \"Q1 2006\"", quoteShort(p))
		}
	}
	return u
}

func textMap(n *Node, what string, ps *Problems) map[string]string {
	if n == nil {
		return nil
	}
	r := n.ReadAs(ps, what)
	out := map[string]string{}
	for _, k := range n.Keys {
		out[k.Text] = r.Text(k.Text)
	}
	return out
}

// readFormats reads how single columns are written.
func readFormats(n *Node, ps *Problems) map[string]Format {
	if n == nil {
		return nil
	}
	columns := n.ReadAs(ps, "formats")
	out := map[string]Format{}
	for _, k := range n.Keys {
		r := columns.Child(k.Text).ReadAs(ps, "the format of a column")
		f := Format{
			Date: choiceOr(r, "date", DateFormats), Decimal: choiceOr(r, "decimal", decimalMarks),
			Thousands: choiceOr(r, "thousands", thousandsMarks), CurrencyMark: currencyMark(r, ps), Nulls: r.List("nulls"),
		}
		r.Done()
		if f.Decimal != "" && f.Decimal == f.Thousands {
			ps.Addf(k.At, "formats: %q is the decimal mark and the thousands mark of %s; they differ", f.Decimal, quoteShort(k.Text))
		}
		out[k.Text] = f
	}
	return out
}

// currencyMark reads what stands beside amounts: a sign or an abbreviation, and nothing that could be part of a number.
func currencyMark(r *Reader, ps *Problems) string {
	mark := strings.TrimSpace(r.TextOr("currency_mark", ""))
	if strings.ContainsAny(mark, "0123456789+-,' ") || mark == "." || len([]rune(mark)) > 4 {
		ps.Addf(r.At("currency_mark"), "currency_mark: %s is no mark that stands beside amounts; write one, such as $, € or kr", quoteShort(mark))
		return ""
	}
	return mark
}

// choiceOr is Choice for a key that may be left out without a default.
func choiceOr(r *Reader, key string, choices []string) string {
	if !r.Has(key) {
		return ""
	}
	return r.Choice(key, "", choices...)
}

func oneLetter(r *Reader, ps *Problems, key string) string {
	s := r.TextOr(key, "")
	if s == "tab" || s == `\t` {
		return "\t"
	}
	if len([]rune(s)) > 1 {
		ps.Addf(r.At(key), "%s: %s is more than one character; write one, such as \";\" or tab", key, quoteShort(s))
	}
	return s
}
