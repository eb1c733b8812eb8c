package transform

import (
	"context"
	"database/sql/driver"
	"fmt"
	"io"
	"sync/atomic"
	"time"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"
	"github.com/duckdb/duckdb-go/v2"

	"attain/config"
)

// arrowQuery runs one statement on a connection of its own and gives its rows under the schema they were promised
// with. The reader holds the connection until it is released.
func (w *Warehouse) arrowQuery(ctx context.Context, query string, schema *arrow.Schema) (array.RecordReader, error) {
	conn, err := w.connector.Connect(ctx)
	if err != nil {
		return nil, err
	}
	rows, err := rowsOf(ctx, conn, query)
	if err != nil {
		return nil, errorsJoin(err, conn.Close())
	}
	if schema == nil {
		schema = rows.Schema()
	}
	r := &reader{rows: rows, schema: schema, conn: conn}
	r.refs.Store(1)
	if err := sameTypes(rows.Schema(), schema); err != nil {
		r.Release()
		return nil, err
	}
	return r, nil
}

func rowsOf(ctx context.Context, conn driver.Conn, query string) (array.RecordReader, error) {
	a, err := duckdb.NewArrowFromConn(conn)
	if err != nil {
		return nil, err
	}
	return a.QueryContext(ctx, query)
}

func sameTypes(got, want *arrow.Schema) error {
	if got.NumFields() != want.NumFields() {
		return fmt.Errorf("arrow: %d columns instead of %d", got.NumFields(), want.NumFields())
	}
	for i, f := range want.Fields() {
		if g := got.Field(i); g.Name != f.Name || !arrow.TypeEqual(g.Type, f.Type) {
			return fmt.Errorf("arrow: column %d is %s %s instead of %s %s", i+1, g.Name, g.Type, f.Name, f.Type)
		}
	}
	return nil
}

// reader gives DuckDB's batches the schema of the contract: the names and types are the same, what may be null is said.
type reader struct {
	rows    array.RecordReader
	schema  *arrow.Schema
	conn    io.Closer
	current arrow.RecordBatch
	refs    atomic.Int64
}

func (r *reader) Retain()               { r.refs.Add(1) }
func (r *reader) Schema() *arrow.Schema { return r.schema }
func (r *reader) Err() error            { return r.rows.Err() }

func (r *reader) Release() {
	if r.refs.Add(-1) != 0 {
		return
	}
	r.drop()
	r.rows.Release()
	_ = r.conn.Close() // nothing was written through it
}

func (r *reader) drop() {
	if r.current != nil {
		r.current.Release()
		r.current = nil
	}
}

func (r *reader) Next() bool {
	r.drop()
	if !r.rows.Next() {
		return false
	}
	batch := r.rows.RecordBatch()
	r.current = array.NewRecordBatch(r.schema, batch.Columns(), batch.NumRows())
	return true
}

func (r *reader) RecordBatch() arrow.RecordBatch { return r.current }

// Record is the name of RecordBatch that array.RecordReader still asks for.
func (r *reader) Record() arrow.RecordBatch { return r.current }

// putWindows makes a table of the windows that a statement can join.
func (w *Warehouse) putWindows(ctx context.Context, windows []config.Window) (table string, err error) {
	w.results++
	table = fmt.Sprintf("window_%d", w.results)
	if _, err := w.db.ExecContext(ctx, "create table result."+table+
		" (window_id integer, request_id integer, subject_id varchar, first_day date, end_day date, rates varchar, into_currency varchar)"); err != nil {
		return "", err
	}
	conn, err := w.connector.Connect(ctx)
	if err != nil {
		return "", err
	}
	defer conn.Close()
	appender, err := duckdb.NewAppenderFromConn(conn, "result", table)
	if err != nil {
		return "", err
	}
	for _, win := range windows {
		if err := appender.AppendRow(win.ID, win.Request, win.SubjectID, dayTime(win.First), dayTime(win.End), win.By(), win.Into); err != nil {
			return "", errorsJoin(err, appender.Close())
		}
	}
	return "result." + table, appender.Close()
}

func dayTime(d config.Day) time.Time { return d.Time() }
