package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"attain/config"
)

// runRecord is what a run leaves in state/runs/<run>/ beside its lines and facts, so that explain and query find them.
type runRecord struct {
	Run      string
	Period   string
	AsOf     config.Day
	Requests []config.Request
	Windows  []config.Window
	Rates    []config.MarketRate `json:",omitempty"` // of the extracts, as far as the plans may convert at them
}

func (r *runRecord) dir(workspace string) string {
	return filepath.Join(workspace, "state", "runs", r.Run)
}

func (r *runRecord) linesPath(workspace string) string {
	return filepath.Join(r.dir(workspace), "lines.parquet")
}

func (r *runRecord) factsPath(workspace string) string {
	return filepath.Join(r.dir(workspace), "facts.parquet")
}

// rowsPath is the account of every row, which a run of few people keeps.
func (r *runRecord) rowsPath(workspace string) string {
	return filepath.Join(r.dir(workspace), "rows.parquet")
}

// resultsPath is what became of every component.
func (r *runRecord) resultsPath(workspace string) string {
	return filepath.Join(r.dir(workspace), "results.parquet")
}

// tables are what the run kept, by the names they can be asked for.
func (r *runRecord) tables(workspace string) map[string]string {
	return map[string]string{
		"lines": r.linesPath(workspace), "facts": r.factsPath(workspace), "rows": r.rowsPath(workspace), "results": r.resultsPath(workspace),
	}
}

// save writes the record.
func (r *runRecord) save(workspace string) error {
	b, err := json.Marshal(r)
	if err != nil {
		return fmt.Errorf("save run: %w", err)
	}
	if err := os.WriteFile(filepath.Join(r.dir(workspace), "run.json"), b, 0o600); err != nil {
		return fmt.Errorf("save run: %w", err)
	}
	return nil
}

// newestRun finds the run whose results stand in out/<period>; with period "" the newest there is. It is nil, without an
// error, when nothing has been run yet and no period was asked for.
func newestRun(workspace, period string) (*runRecord, error) {
	out := filepath.Join(workspace, "out")
	if period == "" {
		entries, err := os.ReadDir(out)
		if errors.Is(err, fs.ErrNotExist) {
			return nil, nil
		}
		if err != nil {
			return nil, fmt.Errorf("find runs: %w", err)
		}
		var newest time.Time
		for _, e := range entries {
			info, err := os.Stat(filepath.Join(out, e.Name(), "manifest.json"))
			if err == nil && !strings.HasPrefix(e.Name(), ".") && !info.ModTime().Before(newest) {
				newest, period = info.ModTime(), e.Name()
			}
		}
		if period == "" {
			return nil, nil
		}
	}
	var manifest struct {
		Run string `json:"run"`
	}
	if err := readJSON(filepath.Join(out, period, "manifest.json"), &manifest); err != nil {
		return nil, usagef("%s has not been run yet; `attain run %s` first", period, period)
	}
	r := &runRecord{Run: manifest.Run}
	if err := readJSON(filepath.Join(r.dir(workspace), "run.json"), r); err != nil {
		return nil, fmt.Errorf("read run %s: %w", manifest.Run, err)
	}
	return r, nil
}

func readJSON(path string, into any) error {
	b, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	return json.Unmarshal(b, into)
}
