package transform

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"github.com/apache/arrow-go/v18/arrow/array"
	"github.com/duckdb/duckdb-go/v2"

	"attain/config"
)

// WriteParquet writes all a reader gives, in its order, to a file that is there whole or not at all. The file must be
// under the state or the temporary folder. The reader is read once and not released.
func (w *Warehouse) WriteParquet(ctx context.Context, rows array.RecordReader, path string) error {
	if err := w.writeParquet(ctx, rows, path); err != nil {
		return fmt.Errorf("write %s: %w", filepath.Base(path), err)
	}
	return nil
}

func (w *Warehouse) writeParquet(ctx context.Context, rows array.RecordReader, path string) error {
	abs, err := filepath.Abs(path)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(abs), 0o700); err != nil {
		return err
	}
	conn, err := w.connector.Connect(ctx)
	if err != nil {
		return err
	}
	defer conn.Close()
	a, err := duckdb.NewArrowFromConn(conn)
	if err != nil {
		return err
	}
	w.results++
	view := fmt.Sprintf("given_%d", w.results)
	release, err := a.RegisterView(rows, view)
	if err != nil {
		return err
	}
	defer release()
	part := abs + ".part"
	// A registered view reads once: nothing but this COPY may name it.
	done, err := a.QueryContext(ctx, fmt.Sprintf("copy (select * from %s) to %s (format parquet, compression zstd, row_group_size 122880, preserve_order true)", view, quote(part)))
	if err != nil {
		return errorsJoin(err, os.RemoveAll(part))
	}
	done.Release()
	if err := rows.Err(); err != nil {
		return errorsJoin(err, os.Remove(part))
	}
	return publishFile(part, abs)
}

// publishFile gives a file that is written whole its name; it is for its owner alone.
func publishFile(part, path string) error {
	if err := os.Chmod(part, 0o600); err != nil {
		return err
	}
	return os.Rename(part, path)
}

// StoreLines writes lines, under config.LineSchema, as a run keeps them.
func (w *Warehouse) StoreLines(ctx context.Context, lines array.RecordReader, path string) error {
	return w.WriteParquet(ctx, lines, path)
}

// ReadResults gives what became of a participant's components in a stored run, in the order they were stored in.
func (w *Warehouse) ReadResults(ctx context.Context, path, participant string) (array.RecordReader, error) {
	abs, err := filepath.Abs(path)
	if err != nil {
		return nil, fmt.Errorf("read results: %w", err)
	}
	rows, err := w.arrowQuery(ctx, fmt.Sprintf("select * exclude (file_row_number) from read_parquet(%s, file_row_number = true, hive_partitioning = false) where participant = %s order by file_row_number",
		quote(abs), quote(participant)), config.ResultSchema)
	if err != nil {
		return nil, fmt.Errorf("read results: %w", err)
	}
	return rows, nil
}

// ReadLines gives the lines StoreLines wrote, in their order: a participant's, or everybody's where participant is "".
func (w *Warehouse) ReadLines(ctx context.Context, path, participant string) (array.RecordReader, error) {
	abs, err := filepath.Abs(path)
	if err != nil {
		return nil, fmt.Errorf("read lines: %w", err)
	}
	where := ""
	if participant != "" {
		where = " where participant = " + quote(participant)
	}
	rows, err := w.arrowQuery(ctx, fmt.Sprintf("select * exclude (file_row_number) from read_parquet(%s, file_row_number = true, hive_partitioning = false)%s order by file_row_number",
		quote(abs), where), config.LineSchema)
	if err != nil {
		return nil, fmt.Errorf("read lines: %w", err)
	}
	return rows, nil
}
