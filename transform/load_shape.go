package transform

import (
	"context"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"attain/config"
)

// shape takes out of what was read the rows that are no records, numbers the rest and turns columns across into rows.
// A file without any of this stays as it was read: its record number is its place.
func (l *loader) shape(ctx context.Context) error {
	if len(l.load.Refusals) > mostRefusals {
		return &fileFault{l.load.Refusals[0].Record, fmt.Sprintf("%d records cannot be read, the first because: %s; is the format right (type, delimiter, encoding, header_row)?",
			len(l.load.Refusals), l.load.Refusals[0].Reason)}
	}
	l.load.Refused = int64(len(l.load.Refusals))
	in := fmt.Sprintf("read_parquet(%s, file_row_number = true, hive_partitioning = false)", sqlPath(l.parquet))
	rows, err := l.count(ctx, "select count(*) from "+in)
	if err != nil {
		return err
	}
	across, err := l.across()
	if err != nil {
		return err
	}
	behind := l.load.Skipped // the footer, which is not among the rows
	skip, err := l.skip(ctx, in, across)
	if err != nil {
		return err
	}
	l.load.Loaded = rows - (l.load.Skipped - behind)
	l.load.Rows = l.load.Loaded
	if len(skip) == 0 && len(across) == 0 && (len(l.load.Refusals) == 0 || l.load.HasRow) {
		return nil
	}
	number := l.number()
	if err := l.compareTotals(ctx, in, skip, across); err != nil {
		return err
	}
	query := fmt.Sprintf("select %s, %s as %s from %s", l.selection(across), number, rowColumn, in)
	if len(skip) > 0 {
		query += " where not (" + strings.Join(skip, " or ") + ")"
	}
	if len(across) > 0 {
		query = fmt.Sprintf("select * from (%s) where %s is not null", query, ident(l.format.Unpivot.Value))
	}
	l.parquet = filepath.Join(l.dir, "shaped.parquet")
	if err := l.copyTo(ctx, query, l.parquet); err != nil {
		return err
	}
	l.load.HasRow = true
	l.load.Rows, err = l.count(ctx, "select count(*) from read_parquet("+sqlPath(l.parquet)+")")
	return err
}

// number is the SQL of a row's record number before anything is taken out.
func (l *loader) number() string {
	if l.load.HasRow {
		return rowColumn
	}
	return recordNumber(l.load.Refusals)
}

// rule says which rows are no records.
type rule struct{ reason, condition string }

// skip counts the rows each rule takes out, a row under the first rule that fits it, and gives those that fit any, as
// conditions that are never null. Each rule is a plain comparison of columns, which DuckDB answers from the Parquet's
// statistics where no row fits: 5 ms for ten million rows.
func (l *loader) skip(ctx context.Context, in string, across []month) (conditions []string, err error) {
	rules, err := l.rules(across)
	if err != nil {
		return nil, err
	}
	for _, r := range rules {
		query := fmt.Sprintf("select count(*) from %s where %s", in, r.condition)
		if len(conditions) > 0 {
			query += " and not (" + strings.Join(conditions, " or ") + ")"
		}
		n, err := l.count(ctx, query)
		if err != nil {
			return nil, err
		}
		if n == 0 {
			continue
		}
		conditions = append(conditions, "coalesce("+r.condition+", false)")
		l.load.Skips = append(l.load.Skips, Skip{Reason: r.reason, Count: n})
		l.load.Skipped += n
	}
	return conditions, nil
}

func (l *loader) rules(across []month) ([]rule, error) {
	var blank, again []string
	for _, h := range l.headers {
		blank = append(blank, ident(h.name)+" is null")
		if h.cell == "" {
			again = append(again, ident(h.name)+" is null")
		} else {
			again = append(again, ident(h.name)+" = "+quote(h.cell))
		}
	}
	if len(l.load.Columns) == 0 {
		return []rule{{"blank row", "true"}}, nil
	}
	rules := []rule{{"blank row", strings.Join(blank, " and ")}}
	if !l.format.NoHeader {
		rules = append(rules, rule{"the header again", strings.Join(again, " and ")})
	}
	for _, column := range slices.Sorted(maps.Keys(l.format.SkipWhere)) {
		condition, reason, err := l.fits("skip_where", column, l.format.SkipWhere[column])
		if err != nil {
			return nil, err
		}
		rules = append(rules, rule{reason, condition})
	}
	if total, err := l.totalRow(); err != nil {
		return nil, err
	} else if total.condition != "" {
		rules = append(rules, total)
	}
	if len(across) > 0 {
		var empty []string
		for _, m := range across {
			empty = append(empty, ident(m.column)+" is null")
		}
		rules = append(rules, rule{"nothing in any column across", strings.Join(empty, " and ")})
	}
	return rules, nil
}

// fits is the condition of a cell's text fitting a pattern, in which * stands for any letters.
func (l *loader) fits(key, column, pattern string) (condition, reason string, err error) {
	name, ok := l.named(column)
	if !ok {
		return "", "", faultf("%s names a column %q; there is %s%s", key, column, strings.Join(l.load.Columns, ", "), config.Suggest(column, l.load.Columns))
	}
	reason = fmt.Sprintf("%s is %q", name, pattern)
	var either []string
	for _, p := range strings.Split(pattern, "|") {
		either = append(either, fitsOne(name, strings.TrimSpace(p)))
	}
	if len(either) == 1 {
		return either[0], reason, nil
	}
	return "(" + strings.Join(either, " or ") + ")", reason, nil
}

// fitsOne is the SQL for one pattern; several are parted by |.
func fitsOne(column, pattern string) string {
	if !strings.Contains(pattern, "*") {
		return fmt.Sprintf("trim(%s) = %s", ident(column), quote(pattern))
	}
	like := strings.NewReplacer(`\`, `\\`, "%", `\%`, "_", `\_`, "*", "%").Replace(pattern)
	return fmt.Sprintf(`trim(%s) like %s escape '\'`, ident(column), quote(like))
}

// named finds a column whatever its upper and lower case.
func (l *loader) named(column string) (string, bool) {
	for _, name := range l.load.Columns {
		if strings.EqualFold(name, column) {
			return name, true
		}
	}
	return "", false
}

// recordNumber gives the SQL for the record number of a row when refused records are missing from the rows. Records 2
// and 5 refused: rows 0, 1, 2, 3 are records 1, 3, 4, 6. With n refusals a row is compared about log2 n times.
func recordNumber(refusals []Refusal) string {
	type step struct{ from, missing int64 } // from this row on, so many records are missing before it
	var steps []step
	for i, r := range refusals {
		s := step{from: r.Record - 1 - int64(i), missing: int64(i) + 1}
		if n := len(steps); n > 0 && steps[n-1].from == s.from {
			steps[n-1] = s
			continue
		}
		steps = append(steps, s)
	}
	var choose func(before int64, steps []step) string
	choose = func(before int64, steps []step) string {
		if len(steps) == 0 {
			return fmt.Sprint(before)
		}
		m := len(steps) / 2
		return fmt.Sprintf("case when file_row_number < %d then %s else %s end",
			steps[m].from, choose(before, steps[:m]), choose(steps[m].missing, steps[m+1:]))
	}
	return "file_row_number + 1 + " + choose(0, steps)
}
