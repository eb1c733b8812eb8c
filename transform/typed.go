package transform

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
)

// typed writes a file's rows in the declared types, as Parquet in the scratch folder: a text is read once, however many
// models look at the value. Rows are marked of which a value is there and cannot be read; the second answer says whether
// there are any.
func (w *Warehouse) typed(ctx context.Context, m *model, r reading) (path string, unreadable bool, err error) {
	w.typedFiles++
	path = filepath.Join(w.dir, fmt.Sprintf("typed-%d.parquet", w.typedFiles))
	var values, columns, unread []string
	for _, c := range m.Columns {
		value := r.columns[c.Name]
		read := ident(c.Name + " read")
		values = append(values, value.value+" as "+read)
		columns = append(columns, read+" as "+ident(c.Name))
		switch {
		case value.reason == "":
		case value.unread != "":
			unread = append(unread, value.unread)
		default:
			unread = append(unread, ident(c.Name)+" is not null and "+read+" is null")
		}
	}
	marked := "false"
	if len(unread) > 0 {
		marked = "coalesce(" + strings.Join(unread, " or ") + ", false)"
	}
	query := fmt.Sprintf("select %s, _attributes as attributes, _record as _row, %s as _unread from (select *, %s from %s)",
		strings.Join(columns, ", "), marked, strings.Join(values, ", "), r.from())
	if _, err := w.db.ExecContext(ctx, "copy ("+query+") to "+quote(path)+" (format parquet, preserve_order true)"); err != nil {
		return "", false, err
	}
	if len(unread) == 0 {
		return path, false, nil
	}
	var count int64
	err = w.db.QueryRowContext(ctx, "select count(*) from read_parquet("+quote(path)+", hive_partitioning = false) where _unread").Scan(&count)
	return path, count > 0, err
}
