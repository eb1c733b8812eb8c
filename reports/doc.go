// Package reports writes what people and payroll read. What flows in is lines and plain data, and an io.Writer; what
// flows out is bytes: the same data gives the same bytes. It computes no pay, reads no clock and opens no file.
//
// One file is one output:
//
//	statement.go  the participant's workbook: what was earned, how it was calculated, the rows behind it
//	control.go    the control workbook of finance: totals, reconciliation, row accounting, checks
//	payroll.go    the payroll file and its control file
//	manifest.go   what a run was made from and what it wrote
//	summary.go    the table a run ends with on a terminal
//	explain.go    lines as indented text
//
// The words: a sheet is written row by row into a grid and becomes XML only at the end; a look is how a cell is drawn;
// a live formula is one a spreadsheet recalculates to the very cent the line holds.
package reports
