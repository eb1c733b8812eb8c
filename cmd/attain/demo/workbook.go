package demo

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"sort"
	"time"

	"github.com/xuri/excelize/v2"
)

// sortedZip takes the place of excelize's zip writer: the same parts always come in the same order, with one time.
type sortedZip struct {
	to    io.Writer
	parts map[string]*bytes.Buffer
}

// Create gives the writer of one part.
func (z *sortedZip) Create(name string) (io.Writer, error) {
	z.parts[name] = new(bytes.Buffer)
	return z.parts[name], nil
}

// AddFS is part of excelize's interface; a workbook made from nothing never calls it.
func (z *sortedZip) AddFS(fs.FS) error { return fmt.Errorf("a workbook holds no file system") }

// Close writes the parts; the content types sort before everything else, as readers expect.
func (z *sortedZip) Close() error {
	names := make([]string, 0, len(z.parts))
	for name := range z.parts {
		names = append(names, name)
	}
	sort.Strings(names)
	out := zip.NewWriter(z.to)
	for _, name := range names {
		part, err := out.CreateHeader(&zip.FileHeader{
			Name: name, Method: zip.Deflate, Modified: time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC),
		})
		if err != nil {
			return err
		}
		if _, err := part.Write(z.parts[name].Bytes()); err != nil {
			return err
		}
	}
	return out.Close()
}

// table is one sheet as people in finance lay it out: some lines of title, an empty row, a head, rows, totals.
type table struct {
	path   string
	sheet  string
	title  []string
	head   []string
	widths []float64 // of the first columns; the rest are as wide as a month's number
	rows   func(put func(cells ...any)) (records int)
	totals func() [][]any // called after rows; may be nil
}

// write writes the table's workbook. Numbers are shown with thousands marks; totals are bold.
func (t table) write(dir string) (File, error) {
	book := excelize.NewFile()
	defer book.Close() // removes what a large sheet left in the temporary folder
	book.SetZipWriter(func(to io.Writer) excelize.ZipWriter { return &sortedZip{to: to, parts: map[string]*bytes.Buffer{}} })
	records, err := t.fill(book)
	if err != nil {
		return File{}, fmt.Errorf("write %s: %w", t.path, err)
	}
	file, err := create(dir, t.path)
	if err != nil {
		return File{}, err
	}
	defer file.Close()
	size, err := book.WriteTo(file)
	if err != nil {
		return File{}, fmt.Errorf("write %s: %w", t.path, err)
	}
	return File{Path: t.path, Records: records, Size: size}, file.Close()
}

func (t table) fill(book *excelize.File) (records int, err error) {
	if err := book.SetSheetName("Sheet1", t.sheet); err != nil {
		return 0, err
	}
	thousands, bold := "#,##0", &excelize.Font{Bold: true}
	number, err := book.NewStyle(&excelize.Style{CustomNumFmt: &thousands})
	if err != nil {
		return 0, err
	}
	title, err := book.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true, Size: 13}})
	if err != nil {
		return 0, err
	}
	head, err := book.NewStyle(&excelize.Style{
		Font: bold, Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"DDE6F0"}},
		Border: []excelize.Border{{Type: "bottom", Style: 1, Color: "7F8FA6"}},
	})
	if err != nil {
		return 0, err
	}
	total, err := book.NewStyle(&excelize.Style{Font: bold, CustomNumFmt: &thousands})
	if err != nil {
		return 0, err
	}
	sheet, err := book.NewStreamWriter(t.sheet)
	if err != nil {
		return 0, err
	}
	for i := range t.head {
		width := 11.0
		if i < len(t.widths) {
			width = t.widths[i]
		}
		if err := sheet.SetColWidth(i+1, i+1, width); err != nil {
			return 0, err
		}
	}
	row := 0
	put := func(style, textStyle int, cells []any) {
		row++
		for i, c := range cells {
			s := style
			if _, text := c.(string); text {
				s = textStyle
			}
			if c != nil {
				cells[i] = excelize.Cell{StyleID: s, Value: c}
			}
		}
		if e := sheet.SetRow(fmt.Sprintf("A%d", row), cells); err == nil {
			err = e
		}
	}
	for i, line := range t.title {
		if i == 0 {
			put(title, title, []any{line})
		} else {
			put(0, 0, []any{line})
		}
	}
	if len(t.title) > 0 {
		row++
	}
	heads := make([]any, len(t.head))
	for i, h := range t.head {
		heads[i] = h
	}
	put(head, head, heads)
	records = t.rows(func(cells ...any) { put(number, 0, cells) })
	if t.totals != nil {
		for _, cells := range t.totals() {
			put(total, total, cells)
		}
	}
	if err != nil {
		return 0, err
	}
	return records, sheet.Flush()
}

func monthLabels() []string {
	labels := make([]string, monthCount)
	for m := range labels {
		labels[m] = monthLabel(m)
	}
	return labels
}
