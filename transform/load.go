package transform

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"attain/config"
)

// FileLoad is what became of one landed file: a Parquet copy of its text and an account of every record.
//
// Loaded + Refused + Skipped is what the reader found; Read is what was counted, by other code, while the file landed.
// Where the two differ loadFile fails, because a record is missing and nobody would know which.
type FileLoad struct {
	Source string            `json:"source"`
	Entity string            `json:"entity"`
	File   config.LandedFile `json:"file"`

	// Parquet is a path on this machine. Every column in Columns is VARCHAR and has the file's own name; an empty cell
	// is null, whatever the format. The file also holds _row (BIGINT) when HasRow is set.
	Parquet string   `json:"-"`
	Columns []string `json:"columns"`
	// HasRow says that the Parquet has a column _row with the 1-based record number, because records are missing from
	// it or one record became several rows. Otherwise the record number is file_row_number + 1. RowSQL gives either.
	HasRow bool  `json:"has_row"`
	Rows   int64 `json:"rows"` // rows in the Parquet; more than Loaded where columns across became rows

	Read    int64 `json:"read"`
	Loaded  int64 `json:"loaded"`
	Refused int64 `json:"refused"`
	Skipped int64 `json:"skipped"`

	Refusals []Refusal `json:"refusals,omitempty"` // one for each refused record, in record order
	Skips    []Skip    `json:"skips,omitempty"`
	Across   []Across  `json:"across,omitempty"` // where months stood that are rows now
}

// Refusal is one record that could not be read as a record at all.
type Refusal struct {
	Record int64  `json:"record"` // 1-based; the header is no record
	Column string `json:"column,omitempty"`
	Value  string `json:"value,omitempty"`
	Reason string `json:"reason"`
}

// Skip counts records that are no facts: blank rows, a total row, the header once more.
type Skip struct {
	Reason string `json:"reason"`
	Count  int64  `json:"count"`
}

// RowSQL is the SQL for the 1-based record number of a row of read_parquet(…, file_row_number = true).
func (l FileLoad) RowSQL() string {
	if l.HasRow {
		return rowColumn
	}
	return "file_row_number + 1"
}

// isEmpty says that the file has neither records nor, as JSON then has not, columns.
func (l FileLoad) isEmpty() bool { return len(l.Columns) == 0 && l.Read == 0 }

// rowColumn is the record number's column; a file may not have one of that name.
const rowColumn = "_row"

// loadVersion changes when the same file under the same format would give another Parquet.
const loadVersion = 2

// mostRefusals is where a file stops being a file with a few bad records and is one read in the wrong format.
const mostRefusals = 10_000

// loadFile makes the Parquet copy of one landed file, or finds the one an earlier run made of the same bytes under the
// same format. db must be allowed to read the store's folder and to read and write scratch, a folder for what is rewritten first. What
// is wrong with the file is a *config.ProblemError at the file. It may be called from several goroutines.
func loadFile(ctx context.Context, db *sql.DB, store config.Store, scratch string, src config.Source, ent config.Entity, f config.LandedFile) (FileLoad, error) {
	format := ent.FormatFor(src, f.Path)
	name := fmt.Sprintf("extracts/parquet/%s-%s", f.SHA256, formatHash(format, ent.Formats))
	load, err := knownLoad(ctx, store, name)
	if err != nil {
		return load, fmt.Errorf("load %s: %w", f.Path, err)
	}
	if load.Parquet == "" {
		if load, err = convert(ctx, db, store, scratch, format, ent.Formats, f, name); err != nil {
			return load, inFile(f, err)
		}
	}
	load.Source, load.Entity, load.File, load.Read = src.Name, ent.Name, f, f.Records
	if found := load.Loaded + load.Refused + load.Skipped; found != load.Read {
		return load, inFile(f, unaccounted(load, found))
	}
	return load, nil
}

// fileFault is what is wrong with a file, for whoever sent it. Record 0 means the whole file.
type fileFault struct {
	record int64
	reason string
}

func (e *fileFault) Error() string { return e.reason }

func faultf(format string, args ...any) error {
	return &fileFault{reason: fmt.Sprintf(format, args...)}
}

// inFile puts a fault at its file; anything else is ours.
func inFile(f config.LandedFile, err error) error {
	var fault *fileFault
	if !errors.As(err, &fault) {
		return fmt.Errorf("load %s: %w", f.Path, err)
	}
	var ps config.Problems
	ps.Addf(config.Position{File: f.Path, Line: int(fault.record)}, "%s", fault.reason)
	return ps.Err()
}

func unaccounted(load FileLoad, found int64) error {
	text := fmt.Sprintf("%d records were counted when the file landed and %d were found when it was loaded (%d loaded, %d refused, %d skipped)",
		load.Read, found, load.Loaded, load.Refused, load.Skipped)
	if len(load.Refusals) > 0 {
		r := load.Refusals[0]
		return &fileFault{r.Record, fmt.Sprintf("%s; the first that was refused: %s", text, r.Reason)}
	}
	return faultf("%s; a quote that is opened and not closed, or another delimiter, does this", text)
}

// formatHash names what of a format decides the Parquet copy. How dates and numbers are written does not: values stay
// text here, unless totals are compared or figures divided among months.
func formatHash(f config.Format, formats map[string]config.Format) string {
	if f.TotalRow == nil {
		formats = nil
	}
	f.Date = ""
	if f.TotalRow == nil && f.Unpivot == nil {
		f.Decimal, f.Thousands, f.CurrencyMark, f.Nulls = "", "", "", nil
	}
	data, err := json.Marshal(struct {
		Version int
		Format  config.Format
		Formats map[string]config.Format
	}{loadVersion, f, formats})
	if err != nil {
		panic(err) // strings, numbers and maps of strings always marshal
	}
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:6])
}

// knownLoad finds the account and the Parquet copy of an earlier run. The account is written last, so its presence says
// that the copy is whole.
func knownLoad(ctx context.Context, store config.Store, name string) (load FileLoad, err error) {
	names, err := store.List(ctx, name+".json")
	if err != nil || len(names) == 0 {
		return load, err
	}
	r, err := store.Get(ctx, name+".json")
	if err != nil {
		return load, err
	}
	defer func() { err = errors.Join(err, r.Close()) }()
	if err := json.NewDecoder(r).Decode(&load); err != nil {
		return load, fmt.Errorf("account %s: %w", name, err)
	}
	load.Parquet, err = store.Local(ctx, name+".parquet")
	return load, err
}

// convert reads the landed bytes, writes the Parquet copy into the store and gives the account.
func convert(ctx context.Context, db *sql.DB, store config.Store, scratch string, format config.Format, formats map[string]config.Format, f config.LandedFile, name string) (load FileLoad, err error) {
	local, err := store.Local(ctx, f.Object)
	if err != nil {
		return load, err
	}
	dir, err := os.MkdirTemp(scratch, "load-")
	if err != nil {
		return load, err
	}
	defer os.RemoveAll(dir)
	conn, err := db.Conn(ctx)
	if err != nil {
		return load, err
	}
	defer conn.Close()

	l := &loader{conn: conn, dir: dir, local: local, format: format, formats: formats, footer: footer{patterns: format.Footer}}
	if err := l.read(ctx); err != nil {
		return load, err
	}
	if err := l.footer.end(&l.load); err != nil {
		return load, err
	}
	if err := l.cutOff(f); err != nil {
		return load, err
	}
	if err := l.shape(ctx); err != nil {
		return load, err
	}
	if err := put(ctx, store, name+".parquet", l.parquet); err != nil {
		return load, err
	}
	account, err := json.Marshal(l.load)
	if err != nil {
		return load, err
	}
	if _, err := store.PutIfAbsent(ctx, name+".json", bytes.NewReader(account)); err != nil {
		return load, err
	}
	l.load.Parquet, err = store.Local(ctx, name+".parquet")
	return l.load, err
}

// cutOff refuses a file that looks half-written: its last record cannot be read and no line end follows it. What is
// missing behind it would be taken for deleted.
func (l *loader) cutOff(landed config.LandedFile) error {
	n := len(l.load.Refusals)
	lines := l.format.Type == "csv" || l.format.Type == "jsonl"
	if !lines || strings.HasSuffix(strings.ToLower(landed.Path), ".gz") || n == 0 || l.load.Refusals[n-1].Record != landed.Records {
		return nil // a gzip file that is cut off cannot be unpacked
	}
	f, err := os.Open(l.local)
	if err != nil {
		return err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	tail := make([]byte, min(info.Size(), 4))
	if _, err := f.ReadAt(tail, info.Size()-int64(len(tail))); err != nil {
		return err
	}
	if bytes.ContainsAny(tail, "\r\n") {
		return nil // UTF-16 ends with more than one byte
	}
	return &fileFault{landed.Records, fmt.Sprintf("the file looks half-written: its last record is cut off (%s) and no line end follows it; fetch it again", l.load.Refusals[n-1].Reason)}
}

func put(ctx context.Context, store config.Store, name, path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	_, err = store.PutIfAbsent(ctx, name, f)
	return err
}

// loader is one file under way. read makes a first Parquet of all records there are; shape takes out what is no record
// and turns columns across into rows.
type loader struct {
	conn    *sql.Conn
	dir     string // temporary
	local   string // the landed bytes
	format  config.Format
	formats map[string]config.Format // their column → how its values are written where that differs

	parquet string // as far as it has got
	headers []header
	footer  footer
	load    FileLoad
}

// header is a column's name, where it stands (for messages: "column 3" or "C3"), the cell as it is written, and the year
// above it.
type header struct{ name, at, cell, year string }

// read picks the reader.
func (l *loader) read(ctx context.Context) error {
	l.parquet = filepath.Join(l.dir, "read.parquet")
	switch l.format.Type {
	case "csv":
		return l.readCSV(ctx)
	case "jsonl":
		return l.readLines(ctx)
	case "json":
		return l.readArray(ctx)
	case "parquet":
		return l.readParquet(ctx)
	case "xlsx":
		return l.readSheet(ctx)
	}
	return faultf("no reader for format type %q; there is %s", l.format.Type, strings.Join(config.FileTypes, ", "))
}

// setHeaders keeps the columns' names. Blank ones are named by their place; two of the same name, or names that differ
// only in upper and lower case (SQL cannot tell them apart), are a fault that names both places.
func (l *loader) setHeaders(headers []header) error {
	seen := map[string]header{}
	l.load.Columns = nil
	for i := range headers {
		h := &headers[i]
		h.name = strings.TrimSpace(h.cell + " " + h.year)
		if h.name == "" {
			h.name = strings.ReplaceAll(h.at, " ", "_")
		}
		key := strings.ToLower(h.name)
		if key == rowColumn || key == "_file" || key == "file_row_number" {
			return faultf("%s is named %s, a name attain keeps for the place of a record; rename the column", h.at, h.name)
		}
		if first, ok := seen[key]; ok {
			if first.name == h.name {
				return faultf("%s and %s are both named %q; a column may be there once", first.at, h.at, h.name)
			}
			return faultf("%s is named %q and %s %q; names must differ in more than upper and lower case", first.at, first.name, h.at, h.name)
		}
		seen[key] = *h
		l.load.Columns = append(l.load.Columns, h.name)
	}
	l.headers = headers
	return nil
}

// count runs a query that gives one number.
func (l *loader) count(ctx context.Context, query string) (n int64, err error) {
	err = l.conn.QueryRowContext(ctx, query).Scan(&n)
	return n, err
}

// copyTo writes the rows of a SELECT as Parquet, in their order: a record's number is its place.
func (l *loader) copyTo(ctx context.Context, query, path string) error {
	_, err := l.conn.ExecContext(ctx, "copy ("+query+") to "+quote(path)+" (format parquet, compression zstd, preserve_order true)")
	return err
}

// sqlPath quotes a path for a reader, which would take *, ? and [ for a glob.
func sqlPath(s string) string {
	return quote(strings.NewReplacer("[", "[[]", "*", "[*]", "?", "[?]").Replace(s))
}

// identAll writes names for a SELECT.
func identAll(names []string) string {
	quoted := make([]string, len(names))
	for i, n := range names {
		quoted[i] = ident(n)
	}
	return strings.Join(quoted, ", ")
}

// shorten keeps a refused value readable.
func shorten(s string) string {
	s = strings.ToValidUTF8(strings.TrimRight(s, "\r\n"), "�")
	if r := []rune(s); len(r) > 200 {
		return string(r[:200]) + "…"
	}
	return s
}

// openText opens the landed bytes as UTF-8 text, unpacked.
func (l *loader) openText() (io.ReadCloser, error) { return openText(l.local, l.format.Encoding) }
