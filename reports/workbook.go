package reports

import (
	"fmt"
	"io"
	"math"
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"attain/config"
)

// The colours of every workbook.
const (
	ink    = "1B2733"
	grey   = "66717E"
	navy   = "17375E"
	band   = "E9EFF6"
	rule   = "C9D3DE"
	white  = "FFFFFF"
	green  = "1E7B34"
	red    = "B3261E"
	amber  = "9A6700"
	accent = "2F6DB5"
	pale   = "B9C9DC"
)

// typeface is on every Windows and Mac machine, and where it is not there is a face of the same widths.
const typeface = "Arial"

// look is how a cell is drawn. Looks are compared by value; a workbook holds each once.
type look struct {
	size         float64 // points; 0 means 10
	bold, italic bool
	wrap         bool
	text         bool // what came from outside: text format and quote prefix, so it can never become a formula
	color, fill  string
	format       string // number format; "" is General
	align        string // left, center, right; "" lets the value decide
	top          bool   // stand at the top of the row instead of its middle
	above, below string // colour of a line
	indent       int
}

// cell is one value, or a formula and the value it has.
type cell struct {
	value   any // string, float64, int64 or nil
	formula string
	look    look
}

// text is a cell with words that came from outside. Numbers in it stay text: employee numbers keep their zeros.
func text(s string, l look) cell {
	l.text = true
	return cell{value: s, look: l}
}

// number is a given number.
func number(v float64, l look) cell { return cell{value: v, look: l} }

// live is a formula with the value we hold for it; a spreadsheet that recalculates finds the same value.
func live(formula string, v float64, l look) cell { return cell{value: v, formula: formula, look: l} }

// dayCell is a real date, so that a spreadsheet can sort and filter by it.
func dayCell(d config.Day, l look) cell {
	l.format = "d mmm yyyy"
	if l.align == "" {
		l.align = "left"
	}
	return cell{value: int64(d) + 25569, look: l}
}

// row is one row of a grid; height 0 is the sheet's own.
type row struct {
	height float64
	cells  []cell
}

type chartAt struct {
	cell  string
	chart *excelize.Chart
}

// grid is one sheet before it is XML. Rows and columns count from 1.
type grid struct {
	name      string
	widths    []float64
	rows      []row
	merges    [][4]int // row, column, last row, last column
	charts    []chartAt
	landscape bool
	freeze    int    // rows that stay when scrolling
	repeat    int    // rows repeated on every printed page
	filter    [4]int // range of the filter; zero: none
	footer    string // what stands left in the printed footer
	onePage   bool
}

func (g *grid) at(r, c int) *cell {
	for len(g.rows) < r {
		g.rows = append(g.rows, row{})
	}
	line := &g.rows[r-1]
	for len(line.cells) < c {
		line.cells = append(line.cells, cell{})
	}
	return &line.cells[c-1]
}

func (g *grid) set(r, c int, v cell) { *g.at(r, c) = v }

// put writes cells side by side from column c.
func (g *grid) put(r, c int, cells ...cell) {
	for i, v := range cells {
		g.set(r, c+i, v)
	}
}

func (g *grid) height(r int, points float64) {
	g.at(r, 1)
	g.rows[r-1].height = points
}

// atLeast makes a row no lower than points.
func (g *grid) atLeast(r int, points float64) {
	g.at(r, 1)
	g.rows[r-1].height = max(g.rows[r-1].height, points)
}

// span writes one cell over columns c to last and keeps its look over all of them.
func (g *grid) span(r, c, last int, v cell) {
	for i := c; i <= last; i++ {
		g.set(r, i, cell{look: v.look})
	}
	g.set(r, c, v)
	if last > c {
		g.merges = append(g.merges, [4]int{r, c, r, last})
	}
}

// width is that of columns c to last, in characters.
func (g *grid) width(c, last int) float64 {
	total := 0.0
	for i := c; i <= last && i <= len(g.widths); i++ {
		total += g.widths[i-1]
	}
	return total
}

// fit makes a row high enough for wrapped words over columns c to last.
func (g *grid) fit(r, c, last int, s string, size float64) {
	if size == 0 {
		size = 10
	}
	perLine := max(1, g.width(c, last)*10/size*1.2-1) // a width counts digits, and words are narrower
	lines := 0.0
	for _, part := range strings.Split(s, "\n") {
		lines += max(1, math.Ceil(float64(utf8.RuneCountInString(part))/perLine))
	}
	g.atLeast(r, lines*size*1.32+3)
}

// next is the first row nothing was written to.
func (g *grid) next() int { return len(g.rows) + 1 }

// ref is a cell's name on its own sheet: F12.
func ref(r, c int) string { return column(c) + fmt.Sprint(r) }

func column(c int) string {
	name := ""
	for ; c > 0; c = (c - 1) / 26 {
		name = string(rune('A'+(c-1)%26)) + name
	}
	return name
}

// on is a cell's name from another sheet: 'Rows behind it'!F12.
func on(sheet, ref string) string { return "'" + strings.ReplaceAll(sheet, "'", "''") + "'!" + ref }

// writeWorkbook writes grids as one workbook. The same grids give the same bytes.
func writeWorkbook(w io.Writer, grids []*grid) error {
	f := excelize.NewFile()
	defer func() { _ = f.Close() }()
	b := &book{file: f, styles: make(map[look]int)}
	if err := f.SetDefaultFont(typeface); err != nil {
		return fmt.Errorf("write workbook: %w", err)
	}
	for i, g := range grids {
		if err := b.addSheet(i, g); err != nil {
			return fmt.Errorf("write workbook: sheet %s: %w", g.name, err)
		}
	}
	f.SetZipWriter(func(to io.Writer) excelize.ZipWriter { return newStableZip(to) })
	if _, err := f.WriteTo(w); err != nil {
		return fmt.Errorf("write workbook: %w", err)
	}
	return nil
}

// book is one workbook being written, with the looks it has so far.
type book struct {
	file   *excelize.File
	styles map[look]int
}

func (b *book) addSheet(i int, g *grid) error {
	f := b.file
	if i == 0 {
		if err := f.SetSheetName("Sheet1", g.name); err != nil {
			return err
		}
	} else if _, err := f.NewSheet(g.name); err != nil {
		return err
	}
	if err := b.setPage(g); err != nil {
		return err
	}
	sw, err := f.NewStreamWriter(g.name)
	if err != nil {
		return err
	}
	if err := b.writeRows(sw, g); err != nil {
		return err
	}
	if g.filter != [4]int{} {
		area := ref(g.filter[0], g.filter[1]) + ":" + ref(g.filter[2], g.filter[3])
		if err := f.AutoFilter(g.name, area, nil); err != nil {
			return err
		}
	}
	for _, c := range g.charts {
		if err := f.AddChart(g.name, c.cell, c.chart); err != nil {
			return err
		}
	}
	return sw.Flush()
}

// setPage makes a sheet print well: A4, as wide as the paper, page numbers, no grid.
func (b *book) setPage(g *grid) error {
	f := b.file
	orientation, pages := "portrait", 0
	if g.landscape {
		orientation = "landscape"
	}
	if g.onePage {
		pages = 1
	}
	if err := f.SetSheetProps(g.name, &excelize.SheetPropsOptions{FitToPage: ptr(true)}); err != nil {
		return err
	}
	if err := f.SetPageLayout(g.name, &excelize.PageLayoutOptions{
		Size: ptr(9), Orientation: &orientation, FitToWidth: ptr(1), FitToHeight: &pages,
	}); err != nil {
		return err
	}
	if err := f.SetPageMargins(g.name, &excelize.PageLayoutMarginsOptions{
		Left: ptr(0.5), Right: ptr(0.5), Top: ptr(0.6), Bottom: ptr(0.7), Header: ptr(0.3), Footer: ptr(0.3), Horizontally: ptr(true),
	}); err != nil {
		return err
	}
	footer := `&L&"Arial,Regular"&8 ` + strings.ReplaceAll(g.footer, "&", "&&") + `&R&"Arial,Regular"&8 Page &P of &N`
	if err := f.SetHeaderFooter(g.name, &excelize.HeaderFooterOptions{OddFooter: footer}); err != nil {
		return err
	}
	if err := f.SetSheetView(g.name, 0, &excelize.ViewOptions{ShowGridLines: ptr(false)}); err != nil {
		return err
	}
	if err := f.AddIgnoredErrors(g.name, "A1:Z1048576", excelize.IgnoredErrorsNumberStoredAsText); err != nil {
		return err
	}
	if g.repeat > 0 {
		return f.SetDefinedName(&excelize.DefinedName{
			Name: "_xlnm.Print_Titles", Scope: g.name, RefersTo: on(g.name, fmt.Sprintf("$1:$%d", g.repeat)),
		})
	}
	return nil
}

func (b *book) writeRows(sw *excelize.StreamWriter, g *grid) error {
	for i, w := range g.widths {
		if err := sw.SetColWidth(i+1, i+1, w); err != nil {
			return err
		}
	}
	if g.freeze > 0 {
		if err := sw.SetPanes(&excelize.Panes{
			Freeze: true, YSplit: g.freeze, TopLeftCell: ref(g.freeze+1, 1), ActivePane: "bottomLeft",
		}); err != nil {
			return err
		}
	}
	values := make([]any, 0, len(g.widths))
	for i, r := range g.rows {
		if len(r.cells) == 0 {
			continue
		}
		values = values[:0]
		for _, c := range r.cells {
			id, err := b.style(c.look)
			if err != nil {
				return err
			}
			if c.value == nil && c.formula == "" && id == 0 {
				values = append(values, nil)
				continue
			}
			values = append(values, excelize.Cell{StyleID: id, Formula: c.formula, Value: c.value})
		}
		if err := sw.SetRow(ref(i+1, 1), values, excelize.RowOpts{Height: r.height}); err != nil {
			return err
		}
	}
	for _, m := range g.merges {
		if err := sw.MergeCell(ref(m[0], m[1]), ref(m[2], m[3])); err != nil {
			return err
		}
	}
	return nil
}

// style gives excelize's number of a look.
func (b *book) style(l look) (int, error) {
	if l == (look{}) {
		return 0, nil
	}
	if id, ok := b.styles[l]; ok {
		return id, nil
	}
	id, err := b.file.NewStyle(styleOf(l))
	b.styles[l] = id
	return id, err
}

func styleOf(l look) *excelize.Style {
	s := &excelize.Style{
		Font: &excelize.Font{Family: typeface, Size: 10, Bold: l.bold, Italic: l.italic, Color: ink},
		Alignment: &excelize.Alignment{
			Horizontal: l.align, Vertical: "center", WrapText: l.wrap, Indent: l.indent,
		},
	}
	if l.size > 0 {
		s.Font.Size = l.size
	}
	if l.color != "" {
		s.Font.Color = l.color
	}
	if l.top {
		s.Alignment.Vertical = "top"
	}
	switch { // what stands right keeps clear of the words beside it: words by an indent, numbers by a blank in their format
	case l.format != "" && (l.align == "" || l.align == "right"):
		s.Alignment.Horizontal, s.Alignment.Indent = "right", 0
		l.format += "_M"
	case l.align == "right":
		s.Alignment.Indent = 1
	case l.indent > 0 && l.align == "":
		s.Alignment.Horizontal = "left"
	}
	if l.fill != "" {
		s.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{l.fill}}
	}
	switch {
	case l.text:
		s.NumFmt = 49
	case l.format != "":
		s.CustomNumFmt = &l.format
	}
	if l.above != "" {
		s.Border = append(s.Border, excelize.Border{Type: "top", Color: l.above, Style: 1})
	}
	if l.below != "" {
		s.Border = append(s.Border, excelize.Border{Type: "bottom", Color: l.below, Style: 1})
	}
	return s
}

func ptr[T any](v T) *T { return &v }
