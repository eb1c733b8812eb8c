package intake

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sort"
	"strings"
)

// Unread is a file that is no table attain can read, and why.
type Unread struct{ File, Reason string }

// ReadFolder finds the tables of a folder and of those in it. Hidden files, and the files a workspace has of its own,
// are passed over.
func ReadFolder(folder string, known func(label string) bool) (tables []*Table, unread []Unread, err error) {
	var names []string
	err = filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name := d.Name()
		switch {
		case path == folder:
		case strings.HasPrefix(name, ".") || strings.HasPrefix(name, "~$"):
			if d.IsDir() {
				return filepath.SkipDir
			}
		case d.IsDir() && isWorkspaceFolder(folder, path):
			return filepath.SkipDir
		case d.Type().IsRegular() && !isWorkspaceFile(folder, path):
			names = append(names, path)
		}
		return nil
	})
	if err != nil {
		return nil, nil, err
	}
	sort.Strings(names)
	for _, path := range names {
		rel, err := filepath.Rel(folder, path)
		if err != nil {
			return nil, nil, err
		}
		found, reason := readTables(path, filepath.ToSlash(rel), known)
		if reason != "" {
			unread = append(unread, Unread{filepath.ToSlash(rel), reason})
		}
		tables = append(tables, found...)
	}
	return tables, unread, nil
}

// isWorkspaceFolder keeps what attain made itself out of what it looks at, where the folder is the workspace.
func isWorkspaceFolder(folder, path string) bool {
	if filepath.Dir(path) != filepath.Clean(folder) {
		return false
	}
	switch filepath.Base(path) {
	case "plans", "kpis", "sql", "state", "out", "adjustments":
		_, err := os.Stat(filepath.Join(folder, "attain.yaml"))
		return err == nil
	}
	return false
}

func isWorkspaceFile(folder, path string) bool {
	if filepath.Dir(path) != filepath.Clean(folder) {
		return false
	}
	switch filepath.Base(path) {
	case "attain.yaml", "people.xlsx", AnswersFile:
		return true
	}
	return false
}

// readTables reads one file by what is in it, not by what its name promises; a reason says why it is no table.
func readTables(path, name string, known func(string) bool) ([]*Table, string) {
	head, err := headOf(path)
	if err != nil {
		return nil, err.Error()
	}
	ending := strings.ToLower(filepath.Ext(strings.TrimSuffix(name, ".gz")))
	switch {
	case len(head) == 0:
		return nil, "is empty"
	case bytes.HasPrefix(head, []byte{0xD0, 0xCF, 0x11, 0xE0}):
		return nil, "is an Excel file of the old kind (.xls, before 2007), which attain does not read; open it in Excel or LibreOffice, save it as .xlsx, and import again"
	case bytes.HasPrefix(head, []byte("PAR1")):
		return nil, "is Parquet; it names its own columns and types, so write its entity into attain.yaml by hand"
	case bytes.HasPrefix(head, []byte("%PDF")):
		return nil, "is a PDF, not a table; export the data as CSV or .xlsx"
	case isHTML(head):
		return nil, "is a web page, whatever its ending says (Salesforce's and others' old \"Excel\" export is one); export again as CSV or .xlsx"
	case bytes.HasPrefix(head, []byte("PK\x03\x04")):
		if ending != ".xlsx" {
			return nil, fmt.Sprintf("is a packed file with the ending %s; attain reads .xlsx workbooks and plain text, so unpack it or save it as .xlsx", ending)
		}
		return readWorkbook(path, name, known)
	case ending == ".json", ending == ".jsonl", ending == ".ndjson":
		return readJSON(path, name, ending)
	case ending == ".csv", ending == ".tsv", ending == ".tab", ending == ".txt":
		return readText(path, name, ending, known)
	}
	return nil, "is not a table attain reads; it reads .csv, .tsv, .xlsx, .json and .jsonl"
}

func headOf(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	head := make([]byte, 512)
	n, err := f.Read(head)
	if n == 0 {
		return nil, nil //nolint:nilerr // an empty file ends at once
	}
	return head[:n], err
}

func isHTML(head []byte) bool {
	text := strings.ToLower(strings.TrimSpace(string(head)))
	return strings.HasPrefix(text, "<html") || strings.HasPrefix(text, "<!doctype html") || strings.HasPrefix(text, "<table") || strings.HasPrefix(text, "<head")
}
