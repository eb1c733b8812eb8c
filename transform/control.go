package transform

import (
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"path"
	"regexp"
	"strconv"
	"strings"

	"attain/config"
)

// controlLine is one thing a source says its files hold.
type controlLine struct {
	at      config.Position
	files   []FileLoad // it is about these together
	about   string     // their name for messages
	rows    int64      // -1 means it says nothing of rows
	column  string     // "" means it says nothing of a sum
	total   config.Ratio
	written string // the total as it stands there
}

// compareControls refuses files that do not hold what their source says they hold: a number that parses and is wrong by a
// thousand, a file cut at the end of a record, and rows that are there twice all show in a total. Everything that
// differs is said at once.
func (w *Warehouse) compareControls(ctx context.Context, landings []config.Landing) error {
	var problems config.Problems
	for _, landing := range landings {
		src, ent := w.entity(landing.Source, landing.Entity)
		if ent.Control == nil {
			continue
		}
		var loads []FileLoad
		for _, l := range w.loads {
			if l.Source == src.Name && l.Entity == ent.Name {
				loads = append(loads, l)
			}
		}
		lines, err := w.controlLines(ctx, ent, landing, loads, &problems)
		if err != nil {
			return fmt.Errorf("compare %s %s with its control totals: %w", src.Name, ent.Name, err)
		}
		for _, line := range lines {
			if err := w.compareControl(ctx, src, ent, line, &problems); err != nil {
				return fmt.Errorf("compare %s %s with its control totals: %w", src.Name, ent.Name, err)
			}
		}
	}
	return problems.Err()
}

// controlLines are those of attain.yaml, or of every control file that came with the landing.
func (w *Warehouse) controlLines(ctx context.Context, ent *config.Entity, landing config.Landing, loads []FileLoad, ps *config.Problems) ([]controlLine, error) {
	c := ent.Control
	if c.Path == "" {
		var lines []controlLine
		if c.Rows >= 0 {
			lines = append(lines, controlLine{at: c.At, files: loads, about: nameAll(loads), rows: c.Rows})
		}
		for _, s := range c.Sums {
			lines = append(lines, controlLine{at: s.At, files: loads, about: nameAll(loads), rows: -1, column: s.Column, total: s.Total, written: plainText(s.Total)})
		}
		return lines, nil
	}
	var lines []controlLine
	covered := map[string]bool{}
	for _, f := range landing.Control {
		more, err := w.controlFile(ctx, f, loads, ps)
		if err != nil {
			return nil, err
		}
		lines = append(lines, more...)
	}
	for _, line := range lines {
		for _, l := range line.files {
			covered[l.File.Path] = true
		}
	}
	for _, l := range loads {
		if !covered[l.File.Path] && len(lines) > 0 {
			ps.Addf(config.Position{File: l.File.Path}, "has no line in its control file; a file nobody counted may be a file nobody sent").Notef(c.At, "the control file is named here")
		}
	}
	return lines, nil
}

var controlColumns = []string{"file", "rows", "column", "total"}

// controlFile reads one control file: a header, then a line for each thing it says.
func (w *Warehouse) controlFile(ctx context.Context, f config.LandedFile, loads []FileLoad, ps *config.Problems) ([]controlLine, error) {
	local, err := w.opts.Store.Local(ctx, f.Object)
	if err != nil {
		return nil, err
	}
	text, err := openText(local, "utf-8")
	if err != nil {
		return nil, err
	}
	defer text.Close()
	reader := csv.NewReader(text)
	reader.TrimLeadingSpace = true
	var lines []controlLine
	place := map[string]int{}
	for record := int64(0); ; record++ {
		cells, err := reader.Read()
		at := config.Position{File: f.Path, Line: int(record)}
		switch {
		case errors.Is(err, io.EOF):
			if record < 2 {
				ps.Addf(config.Position{File: f.Path}, "has no totals; write a line for each file: %s", strings.Join(controlColumns, ","))
			}
			return lines, nil
		case err != nil:
			ps.Addf(at, "cannot be read as a control file: %s", err)
			return nil, nil
		case record == 0:
			for i, name := range cells {
				place[strings.ToLower(strings.TrimSpace(name))] = i
			}
			for _, name := range controlColumns {
				if _, ok := place[name]; !ok {
					ps.Addf(config.Position{File: f.Path}, "has no column %q; a control file has %s", name, strings.Join(controlColumns, ","))
					return nil, nil
				}
			}
			continue
		}
		cell := func(name string) string { return strings.TrimSpace(cells[place[name]]) }
		if line, ok := readControlLine(at, cell, loads, ps); ok {
			lines = append(lines, line)
		}
	}
}

var plainTotal = regexp.MustCompile(`^-?[0-9]+(\.[0-9]+)?$`)

func readControlLine(at config.Position, cell func(string) string, loads []FileLoad, ps *config.Problems) (controlLine, bool) {
	line := controlLine{at: at, files: loads, about: nameAll(loads), rows: -1, column: cell("column"), written: cell("total")}
	if name := cell("file"); name != "" {
		line.files, line.about = nil, name
		for _, l := range loads {
			if l.File.Path == name || path.Base(l.File.Path) == path.Base(name) {
				line.files = append(line.files, l)
			}
		}
		if len(line.files) == 0 {
			ps.Addf(at, "file: %q did not arrive; there is %s", name, nameAll(loads))
			return line, false
		}
	}
	if rows := cell("rows"); rows != "" {
		n, err := strconv.ParseInt(rows, 10, 64)
		if err != nil || n < 0 {
			ps.Addf(at, "rows: %q is no number of records", rows)
			return line, false
		}
		line.rows = n
	}
	if line.column == "" {
		return line, true
	}
	var err error
	if line.total, err = config.ParseRatio(line.written); err != nil || !plainTotal.MatchString(line.written) {
		ps.Addf(at, "total: %q is not a number with a decimal point and without thousands marks", line.written)
		return line, false
	}
	return line, true
}

// compareControl counts and adds up what was read, and says where it is not what the source says.
func (w *Warehouse) compareControl(ctx context.Context, src *config.Source, ent *config.Entity, line controlLine, ps *config.Problems) error {
	rows := int64(0)
	for _, l := range line.files {
		rows += l.Loaded + l.Refused
	}
	if line.rows >= 0 && rows != line.rows {
		ps.Addf(line.at, "%s: the source says %d records and %d were read, %+d; nothing is paid until they agree", line.about, line.rows, rows, rows-line.rows)
	}
	if line.column == "" {
		return nil
	}
	ours, unread := config.Whole(0), int64(0)
	for _, l := range line.files {
		sum, bad, ok, err := w.columnSum(ctx, src, ent, l, line.column)
		if err != nil {
			return err
		}
		if !ok {
			ps.Addf(line.at, "%s has no column %q; it has %s%s", l.File.Path, line.column, strings.Join(l.Columns, ", "), config.Suggest(line.column, l.Columns))
			return nil
		}
		ours, unread = ours.Add(sum), unread+bad
	}
	if ours.Cmp(line.total) == 0 {
		return nil
	}
	note := ""
	if unread > 0 {
		note = fmt.Sprintf(" (%d values could not be read)", unread)
	}
	ps.Addf(line.at, "%s: column %s: the source says %s and what was read comes to %s%s, a difference of %s; nothing is paid until they agree. Is a number read another way than it was written (format: decimal, thousands), a record missing or there twice?",
		line.about, line.column, line.written, plainText(ours), note, plainText(ours.Sub(line.total)))
	return nil
}

// columnSum adds up a column of one file, exactly, as its numbers are declared to be written.
func (w *Warehouse) columnSum(ctx context.Context, src *config.Source, ent *config.Entity, l FileLoad, column string) (sum config.Ratio, unread int64, ok bool, err error) {
	theirs := ""
	for _, c := range l.Columns {
		if strings.EqualFold(c, column) {
			theirs = ident(c)
		}
	}
	if theirs == "" {
		return sum, 0, false, nil
	}
	s := spellingOf(src, ent).ofColumn(ent, column, theirs)
	var text string
	err = w.db.QueryRowContext(ctx, fmt.Sprintf(`select cast(coalesce(sum(value), 0) as varchar), count(*) filter (cell is not null and value is null)
		from (select cell, plain_number(%s) as value from (select %s as cell from read_parquet(%s, hive_partitioning = false)))`,
		s.plain("cell"), s.text(theirs), sqlPath(l.Parquet))).Scan(&text, &unread)
	if err != nil {
		return sum, 0, false, err
	}
	sum, err = config.ParseRatio(text)
	return sum, unread, true, err
}

// plainText writes a sum with the decimals it has, at least two.
func plainText(r config.Ratio) string {
	text := r.Decimal(4)
	for i := 0; i < 2 && strings.HasSuffix(text, "0"); i++ {
		text = text[:len(text)-1]
	}
	return text
}

func nameAll(loads []FileLoad) string {
	names := make([]string, len(loads))
	for i, l := range loads {
		names[i] = l.File.Path
	}
	return strings.Join(names, ", ")
}
