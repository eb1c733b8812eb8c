package transform

import (
	"context"
	"database/sql"

	"attain/config"
)

// FileLoad is what became of one landed file: a Parquet copy of its text and an account of every record.
//
// Loaded + Refused + Skipped is what the reader saw; Read is what was counted, by other code, while the file landed.
// Where the two differ loadFile fails, because a record is missing and nobody would know which.
type FileLoad struct {
	Source string            `json:"source"`
	Entity string            `json:"entity"`
	File   config.LandedFile `json:"file"`

	// Parquet is a path on this machine. Every column in Columns is VARCHAR and has the file's own name; no value is
	// null, whatever the format. The file also holds _row (BIGINT) when HasRow is set.
	Parquet string   `json:"-"`
	Columns []string `json:"columns"`
	// HasRow says that the Parquet has a column _row with the 1-based record number, because records are missing from
	// it or one record became several rows. Otherwise the record number is file_row_number + 1. RowSQL gives either.
	HasRow bool  `json:"has_row"`
	Rows   int64 `json:"rows"` // rows in the Parquet; more than Loaded when columns were unpivoted

	Read    int64 `json:"read"`
	Loaded  int64 `json:"loaded"`
	Refused int64 `json:"refused"`
	Skipped int64 `json:"skipped"`

	Refusals []Refusal `json:"refusals,omitempty"` // one for each refused record, in record order
	Skips    []Skip    `json:"skips,omitempty"`
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
		return "_row"
	}
	return "file_row_number + 1"
}

// loadFile makes the Parquet copy of one landed file, or finds the one an earlier run made of the same bytes under the
// same format. db must be allowed to read the store's folder and to write to the system's temporary folder. What is
// wrong with the file is a *config.ProblemError at the file.
func loadFile(ctx context.Context, db *sql.DB, store config.Store, src config.Source, ent config.Entity, f config.LandedFile) (FileLoad, error) {
	return FileLoad{Source: src.Name, Entity: ent.Name, File: f, Read: f.Records}, nil
}
