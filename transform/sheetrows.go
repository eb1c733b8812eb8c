package transform

import (
	"fmt"
	"strconv"

	"github.com/xuri/excelize/v2"
)

// SheetRow is one row of a sheet as a landed workbook is read: stored values as text, days as ISO.
type SheetRow struct {
	Number int      // 1-based
	Cells  []string // text
	Typed  []bool   // the cell holds a number, a day or a truth value, so its text can be read one way only
	Faults map[int]string
}

// SheetNames are the sheets of a workbook in their order.
func SheetNames(path string) ([]string, error) {
	book, err := excelize.OpenFile(path)
	if err != nil {
		return nil, fmt.Errorf("not an .xlsx workbook: %w", err)
	}
	defer book.Close()
	return book.GetSheetList(), nil
}

// SheetRows reads a sheet whole, the way a run does, for whoever has to find out what is in it.
func SheetRows(path, name string) ([]SheetRow, error) {
	book, err := excelize.OpenFile(path)
	if err != nil {
		return nil, fmt.Errorf("not an .xlsx workbook: %w", err)
	}
	defer book.Close()
	s := &sheet{book: book, name: name, days: map[int]bool{}}
	if err := s.find(); err != nil {
		return nil, err
	}
	rows, err := book.Rows(s.name)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var list []SheetRow
	for number := 1; rows.Next(); number++ {
		raw, err := rows.Columns(excelize.Options{RawCellValue: true})
		if err != nil {
			return nil, err
		}
		row, err := s.row(number, raw)
		if err != nil {
			return nil, err
		}
		list = append(list, row)
	}
	return list, rows.Error()
}

func (s *sheet) row(number int, raw []string) (SheetRow, error) {
	row := SheetRow{Number: number, Typed: make([]bool, len(raw)), Faults: map[int]string{}}
	cells, fault, err := s.texts(number, raw)
	if err != nil {
		return row, err
	}
	row.Cells = cells
	if fault != nil {
		row.Faults[fault.column] = fault.formula + " was never calculated"
	}
	for i, value := range raw {
		if _, err := strconv.ParseFloat(value, 64); err != nil {
			continue
		}
		kind, err := s.book.GetCellType(s.name, cellName(i, number))
		if err != nil {
			return row, err
		}
		row.Typed[i] = kind == excelize.CellTypeUnset || kind == excelize.CellTypeNumber || kind == excelize.CellTypeBool
	}
	return row, nil
}
