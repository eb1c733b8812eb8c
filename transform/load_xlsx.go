package transform

import (
	"context"
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"attain/config"
)

// readSheet reads one sheet of a workbook below its header row. Cells are what is stored, not what is shown: 0.125 is
// 0.125 where the sheet shows 13%. Days and instants are ISO, booleans true and false, faults (#REF!) stay text for the
// staging to refuse. A formula that was never calculated has no value, so its record is refused; blank is not zero.
func (l *loader) readSheet(ctx context.Context) error {
	book, err := excelize.OpenFile(l.local)
	if err != nil {
		return faultf("not an .xlsx workbook: %s", err)
	}
	defer book.Close()
	s := &sheet{book: book, name: l.format.Sheet, days: map[int]bool{}}
	if err := s.find(); err != nil {
		return err
	}
	rows, err := book.Rows(s.name)
	if err != nil {
		return err
	}
	defer rows.Close()
	w, err := l.newRowWriter()
	if err != nil {
		return err
	}
	defer w.file.Close() //nolint:errcheck // readRows says it

	var headers []header
	var years []string
	for row := 1; rows.Next(); row++ {
		if err := ctx.Err(); err != nil {
			return err
		}
		raw, err := rows.Columns(excelize.Options{RawCellValue: true})
		if err != nil {
			return err
		}
		if row < l.format.HeaderRow {
			if l.format.Unpivot != nil && row == l.format.Unpivot.YearRow {
				if years, _, err = s.texts(row, raw); err != nil {
					return err
				}
			}
			continue
		}
		for len(raw) < len(headers) {
			raw = append(raw, "") // a formula without a value is left out at the end of a row
		}
		cells, fault, err := s.texts(row, raw)
		if err != nil {
			return err
		}
		if row == l.format.HeaderRow {
			headers = headersOf(cells, row)
			if years != nil {
				if err := setYears(headers, years); err != nil {
					return err
				}
			}
			for _, h := range headers {
				w.column([]byte(h.at))
			}
			continue
		}
		record := int64(row - l.format.HeaderRow)
		if l.footer.take(record, cells, len(headers)) {
			continue
		}
		if fault != nil {
			if fault.column < len(headers) {
				l.refuse(record, strings.TrimSpace(headers[fault.column].cell), fault.formula, fault.reason)
			} else {
				l.refuse(record, cellName(fault.column, l.format.HeaderRow), fault.formula, fault.reason)
			}
			continue
		}
		for i, text := range cells {
			for text != "" && i >= len(headers) {
				h := header{at: cellName(len(headers), l.format.HeaderRow)}
				headers = append(headers, h)
				w.column([]byte(h.at))
			}
			if text != "" {
				w.cells[i] = []byte(text)
			}
		}
		w.end(record)
	}
	if err := rows.Error(); err != nil {
		return err
	}
	if headers == nil {
		return faultf("sheet %s: row %d should be the header and is empty", s.name, l.format.HeaderRow)
	}
	return l.readRows(ctx, w, headers)
}

// headersOf gives the header's cells up to the last that is not blank.
func headersOf(cells []string, row int) (headers []header) {
	for i, text := range cells {
		if strings.TrimSpace(text) == "" {
			continue
		}
		for len(headers) < i {
			headers = append(headers, header{at: cellName(len(headers), row)})
		}
		headers = append(headers, header{cell: text, at: cellName(i, row)})
	}
	return headers
}

// cellName gives A1 for column 0 of row 1.
func cellName(column, row int) string {
	name, err := excelize.CoordinatesToCellName(column+1, row)
	if err != nil {
		return fmt.Sprintf("column %d of row %d", column+1, row)
	}
	return name
}

// sheet is the sheet being read and what is known of its styles.
type sheet struct {
	book     *excelize.File
	name     string
	from1904 bool         // days are counted from 1904, as old Macs did
	days     map[int]bool // style → whether its numbers are days
}

func (s *sheet) find() error {
	sheets := s.book.GetSheetList()
	if s.name == "" && len(sheets) > 0 {
		s.name = sheets[0]
	}
	if i, err := s.book.GetSheetIndex(s.name); err != nil || i < 0 {
		return faultf("there is no sheet %q; there is %s%s", s.name, strings.Join(sheets, ", "), config.Suggest(s.name, sheets))
	}
	props, err := s.book.GetWorkbookProps()
	s.from1904 = err == nil && props.Date1904 != nil && *props.Date1904
	return nil
}

// sheetFault is a cell that makes its record unreadable.
type sheetFault struct {
	column          int
	formula, reason string
}

// texts turns one row's stored values into text.
func (s *sheet) texts(row int, raw []string) (cells []string, fault *sheetFault, err error) {
	cells = make([]string, len(raw))
	for i, value := range raw {
		name := cellName(i, row)
		if value == "" {
			formula, err := s.neverCalculated(name)
			if err != nil {
				return nil, nil, err
			}
			if formula != "" && fault == nil {
				fault = &sheetFault{i, formula, name + " is a formula that was never calculated; open the workbook, save it, send it again"}
			}
			continue
		}
		if cells[i], err = s.text(name, value); err != nil {
			return nil, nil, err
		}
	}
	return cells, fault, nil
}

// neverCalculated gives the formula of a cell without a value. A formula whose value is an empty text says so by its
// type.
func (s *sheet) neverCalculated(name string) (string, error) {
	formula, err := s.book.GetCellFormula(s.name, name)
	if err != nil || formula == "" {
		return "", err
	}
	kind, err := s.book.GetCellType(s.name, name)
	if err != nil || kind != excelize.CellTypeUnset {
		return "", err
	}
	return "=" + strings.TrimPrefix(formula, "="), nil
}

// text is one stored value as text.
func (s *sheet) text(name, value string) (string, error) {
	number, err := strconv.ParseFloat(value, 64)
	if err != nil || math.IsInf(number, 0) || math.IsNaN(number) {
		return value, nil
	}
	kind, err := s.book.GetCellType(s.name, name)
	if err != nil {
		return "", err
	}
	switch kind {
	case excelize.CellTypeBool:
		return strconv.FormatBool(number != 0), nil
	case excelize.CellTypeUnset, excelize.CellTypeNumber:
	default:
		return value, nil // a text that looks like a number, 00123
	}
	isDay, err := s.isDay(name)
	if err != nil {
		return "", err
	}
	if isDay {
		if text, ok := dayText(number, s.from1904); ok {
			return text, nil
		}
	}
	return numberText(value, number), nil
}

// isDay says whether a cell's number format shows a day.
func (s *sheet) isDay(name string) (bool, error) {
	id, err := s.book.GetCellStyle(s.name, name)
	if err != nil || id == 0 {
		return false, err
	}
	day, ok := s.days[id]
	if !ok {
		style, err := s.book.GetStyle(id)
		if err != nil {
			return false, err
		}
		day = isDayFormat(style.NumFmt)
		if style.CustomNumFmt != nil {
			day = isDayCode(*style.CustomNumFmt)
		}
		s.days[id] = day
	}
	return day, nil
}

// isDayFormat knows the built-in formats of days, with or without a time; those of times alone are no days.
func isDayFormat(id int) bool {
	switch {
	case id >= 14 && id <= 17, id == 22, id >= 27 && id <= 31, id == 36, id >= 50 && id <= 54, id == 57, id == 58:
		return true
	}
	return false
}

// isDayCode says whether a format code such as dd.mm.yyyy or [$-409]mmm-yy;@ shows a day: it has a year or a day, or
// a month without hours and seconds. What is in quotes, in brackets or behind a backslash is decoration.
func isDayCode(code string) bool {
	var b strings.Builder
	for i := 0; i < len(code); i++ {
		switch code[i] {
		case '"':
			for i++; i < len(code) && code[i] != '"'; i++ {
			}
		case '[':
			for i++; i < len(code) && code[i] != ']'; i++ {
			}
		case '\\', '_', '*':
			i++
		default:
			b.WriteByte(code[i])
		}
	}
	plain := strings.ToLower(b.String())
	if strings.Contains(plain, "general") {
		return false
	}
	return strings.ContainsAny(plain, "yd") || (strings.Contains(plain, "m") && !strings.ContainsAny(plain, "hs"))
}

// dayText gives the ISO form of a serial day: 46023 is 2026-01-01 counted from 1900, and from 1904 it is 44561. The
// part behind the point is the time, to the second. Serials before 1 March 1900 are wrong in Excel by a day (it has a
// 29 February 1900) and stay numbers.
func dayText(serial float64, from1904 bool) (string, bool) {
	if !from1904 {
		if serial < 61 {
			return "", false
		}
	} else {
		serial += 1462
	}
	if serial >= 2958466 { // 10000-01-01
		return "", false
	}
	t := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC).AddDate(0, 0, int(serial)).
		Add(time.Duration(math.Round((serial-math.Floor(serial))*86400)) * time.Second)
	if t.Equal(t.Truncate(24 * time.Hour)) {
		return t.Format(time.DateOnly), true
	}
	return t.Format("2006-01-02T15:04:05"), true
}

// numberText writes a number without an exponent and with the 15 digits Excel holds: 1.1 is stored as
// 1.1000000000000001, and 1E-3 is 0.001.
func numberText(stored string, number float64) string {
	digits := 0
	for _, c := range stored {
		if c >= '0' && c <= '9' {
			digits++
		}
	}
	if digits <= 15 && !strings.ContainsAny(stored, "eE") {
		return stored
	}
	short, err := strconv.ParseFloat(strconv.FormatFloat(number, 'e', 14, 64), 64)
	if err != nil {
		return stored
	}
	return strconv.FormatFloat(short, 'f', -1, 64)
}
