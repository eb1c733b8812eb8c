package intake

import (
	"strings"

	"attain/transform"

	"github.com/xuri/excelize/v2"
)

// readWorkbook reads every sheet that holds a table.
func readWorkbook(path, name string, known func(string) bool) (tables []*Table, reason string) {
	sheets, err := transform.SheetNames(path)
	if err != nil {
		return nil, err.Error()
	}
	var reasons []string
	for i, sheet := range sheets {
		rows, err := transform.SheetRows(path, sheet)
		if err != nil {
			return nil, err.Error()
		}
		t := &Table{File: name, Sheet: sheet, Unit: "row", TotalColumn: -1}
		if i > 0 {
			t.Format.Sheet = sheet
		}
		grid := make([]Row, 0, len(rows))
		for _, r := range rows {
			grid = append(grid, Row{At: r.Number, Cells: r.Cells, Typed: r.Typed})
			for c, text := range r.Faults {
				t.Faults = append(t.Faults, fault(r.Number, c, text))
			}
		}
		if why := t.cutOut(grid, known); why != "" {
			reasons = append(reasons, "sheet "+sheet+" "+why)
			continue
		}
		tables = append(tables, t)
	}
	for _, t := range tables {
		t.Several = len(sheets) > 1
	}
	return tables, strings.Join(reasons, "; ")
}

func fault(row, column int, value string) Fault {
	return Fault{Cell: cellName(column, row), Value: value, Row: row, Column: column}
}

// cellName gives A1 for column 0 of row 1.
func cellName(column, row int) string {
	name, err := excelize.CoordinatesToCellName(column+1, row)
	if err != nil {
		return "a cell beyond the sheet"
	}
	return name
}
