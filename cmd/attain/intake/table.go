package intake

import (
	"fmt"
	"strings"

	"attain/config"
)

// Table is one table found in a folder: a text file, one sheet of a workbook, or the records of a JSON file. Headers
// and rows are what is left when titles, footers, totals and blank rows are taken off.
type Table struct {
	File    string // from the folder, with /
	Sheet   string // of a workbook
	Several bool   // the workbook has more tables than this one
	Unit    string // what a row is called: line, row, record
	Format  config.Format

	Headers []string
	Rows    []Row
	Faults  []Fault
	Totals  []Row    // rows that are sums of others
	Footer  []string // first cells of what stands below the table
	Notes   []string // what was noticed while reading

	dayColumns    map[int]days // what was read already
	numberColumns map[int]numbers
	months        *across

	TotalColumn int               // where a total row says so; -1 without one
	SumColumns  []int             // columns whose one total was added up again and agrees
	GroupRows   map[string]string // column → pattern of rows that only head a group
}

// Row is one record: its place in the file and its cells as text, as many as there are headers.
type Row struct {
	At    int
	Cells []string
	Typed []bool // a cell with a type of its own can be read one way only; nil: none has
}

// Fault is a cell that cannot be a value, such as #REF!.
type Fault struct {
	Cell, Value string
	Row, Column int
}

// Name is how the table is called in messages and in questions.
func (t *Table) Name() string {
	if t.Several {
		return t.File + ", sheet " + t.Sheet
	}
	return t.File
}

// place says where a row is, as a person would look it up.
func (t *Table) place(row Row) string { return fmt.Sprintf("%s %d", t.Unit, row.At) }

// column gives the cells of a column that are not blank, with their rows.
func (t *Table) column(i int) (values []Value) {
	for _, r := range t.Rows {
		if text := strings.TrimSpace(r.Cells[i]); !isNoValue(text) {
			values = append(values, Value{Text: text, Row: r, Typed: r.Typed != nil && r.Typed[i]})
		}
	}
	return values
}

// Value is one cell that holds something.
type Value struct {
	Text  string
	Row   Row
	Typed bool
}

// isNoValue knows the spellings of an empty cell a run knows too.
func isNoValue(text string) bool {
	switch text {
	case "", "NULL", "null", "-", "N/A", "000000000000000AAA", "0000-00-00", "0000-00-00 00:00:00":
		return true
	}
	return false
}

// isFault knows the errors a spreadsheet leaves in a cell.
func isFault(text string) bool {
	switch text {
	case "#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!":
		return true
	}
	return false
}
