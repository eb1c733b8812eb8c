package transform

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"github.com/duckdb/duckdb-go/v2"

	"attain/config"
)

// Options say what a warehouse is built from and what it may use.
type Options struct {
	Workspace   *config.Workspace
	Store       config.Store
	StateDir    string     // a folder of the store that may be read beside the temporary ones; "" for none
	TempDir     string     // scratch for what does not fit in memory; "" means the system's
	AsOf        config.Day // the day the run looks from: models see it as getvariable('as_of')
	Threads     int        // 0 means one for each processor
	MemoryLimit string     // "8GiB"; "" leaves DuckDB's own, 80 % of the machine
	Progress    func(stage, detail string)
}

// Warehouse is one run's database.
type Warehouse struct {
	opts       Options
	db         *sql.DB
	connector  *duckdb.Connector
	dir        string   // the run's own scratch folder, removed by Close
	systems    []string // that have staging models, whether or not the workspace has a source of them
	models     []*model
	loads      []FileLoad
	attrs      []string         // names of the customer's own columns, lower case, sorted
	shapes     map[string]shape // measures already described
	results    int              // tables of windows made so far
	typedFiles int              // Parquet copies in the declared types made so far
	checks     []CheckResult
	planCuts   []config.Day // the days on which a plan rate begins or no longer stands
}

// Open starts an empty warehouse: no extension is fetched, nothing outside the landed files and the scratch folder can
// be read, and no statement can undo that.
func Open(ctx context.Context, opts Options) (*Warehouse, error) {
	if opts.Progress == nil {
		opts.Progress = func(string, string) {}
	}
	if opts.Threads == 0 {
		opts.Threads = runtime.GOMAXPROCS(0)
	}
	dir, err := os.MkdirTemp(opts.TempDir, "attain-warehouse-")
	if err != nil {
		return nil, fmt.Errorf("open warehouse: %w", err)
	}
	w := &Warehouse{opts: opts, dir: dir, shapes: map[string]shape{}}
	if err := w.open(ctx); err != nil {
		return nil, fmt.Errorf("open warehouse: %w", errorsJoin(err, w.Close()))
	}
	return w, nil
}

func (w *Warehouse) open(ctx context.Context) error {
	models, err := readModels(w.opts.Workspace.Dir)
	if err != nil {
		return err
	}
	w.systems = systemsOf(models)
	w.models = inUse(models, w.opts.Workspace.Sources)
	w.models = append(w.models, united(w.models)...)
	w.models = append(w.models, records(w.models, w.opts.Workspace.Sources)...)
	// In memory, because compressing tables that are read two or three times costs more than it saves; what does not
	// fit is spilled to the scratch folder.
	w.connector, err = duckdb.NewConnector("", w.prepare)
	if err != nil {
		return err
	}
	w.db = sql.OpenDB(w.connector)
	for _, q := range append(w.settings(), functions(w.opts.Workspace)...) {
		if _, err := w.db.ExecContext(ctx, q); err != nil {
			return fmt.Errorf("%w in %s", err, q)
		}
	}
	return nil
}

// prepare gives every connection the run's variables.
func (w *Warehouse) prepare(conn driver.ExecerContext) error {
	for _, q := range []string{
		"set variable as_of = " + dayLiteral(w.opts.AsOf),
		"set variable reporting_currency = " + quote(w.opts.Workspace.Currencies.Reporting),
		"set variable house_account = nullif(" + quote(w.opts.Workspace.HouseAccount) + ", '')",
	} {
		if _, err := conn.ExecContext(context.Background(), q, nil); err != nil {
			return err
		}
	}
	return nil
}

// settings are given once, before anything a customer wrote is run. The last one locks them.
func (w *Warehouse) settings() []string {
	list := []string{
		fmt.Sprintf("set threads = %d", w.opts.Threads),
		"set global TimeZone = 'UTC'",
		"set preserve_insertion_order = true",
		"set temp_directory = " + quote(filepath.Join(w.dir, "spill")),
		"set autoinstall_known_extensions = false",
		"set autoload_known_extensions = false",
		"set allowed_directories = [" + strings.Join(quoteAll(w.readable()), ", ") + "]",
		"set enable_external_access = false",
	}
	if w.opts.MemoryLimit != "" {
		list = append(list, "set memory_limit = "+quote(w.opts.MemoryLimit))
	}
	return append(list, "set lock_configuration = true")
}

func (w *Warehouse) readable() []string {
	dirs := []string{w.dir}
	if w.opts.StateDir != "" {
		dirs = append(dirs, w.opts.StateDir)
	}
	for i, d := range dirs {
		if abs, err := filepath.Abs(d); err == nil {
			d = abs
		}
		dirs[i] = strings.TrimSuffix(d, "/") + "/"
	}
	return dirs
}

// Close ends the warehouse and removes its scratch folder. Files it was asked to write stay.
func (w *Warehouse) Close() error {
	var err error
	if w.db != nil {
		err = w.db.Close()
	}
	return errorsJoin(err, os.RemoveAll(w.dir))
}

// Query runs one SELECT for a person. Anything else, and more than one, is refused before it is run.
func (w *Warehouse) Query(ctx context.Context, text string) (*sql.Rows, error) {
	if _, err := parseSelect(ctx, w.db, text); err != nil {
		return nil, &config.ProblemError{List: []*config.Problem{{At: config.Position{File: "query"}, Message: err.Error()}}}
	}
	rows, err := w.db.QueryContext(ctx, text)
	if err != nil {
		return nil, &config.ProblemError{List: []*config.Problem{{At: config.Position{File: "query", Line: lineOf(err)}, Message: reasonOf(err)}}}
	}
	return rows, nil
}
