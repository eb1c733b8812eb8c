package main

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// allowed says which of our packages each package may import, and why the others are closed to it.
var allowed = map[string]struct {
	imports []string
	because string
}{
	"config":            {nil, "the vocabulary stands under everything and computes no pay"},
	"sql":               {nil, "it is the .sql files and one embed.FS"},
	"connectors":        {[]string{"config"}, "a transport lands bytes; what they mean is transform's business"},
	"transform":         {[]string{"config", "sql"}, "the warehouse gives Arrow; it knows no plan arithmetic and no transport"},
	"calc":              {[]string{"config", "calc/settle"}, "the kernels are pure: no SQL, files, clock or transport"},
	"calc/settle":       {[]string{"config"}, "settlement is pure: balances and what is owed go in, lines and balances come out"},
	"reports":           {[]string{"config", "calc"}, "an output prints lines; it computes none and reads no source"},
	"cmd/attain":        {[]string{"config", "sql", "connectors", "transform", "calc", "reports", "cmd/attain/demo", "cmd/attain/intake"}, ""},
	"cmd/attain/intake": {[]string{"config", "transform"}, "it looks at strangers' files with the warehouse's eyes and writes configuration; it pays nothing"},
	"cmd/attain/demo":   {[]string{"config", "reports"}, "the demo company writes extracts; it must not know what becomes of them"},
}

// closed are packages of others that only some of ours may import.
var closed = map[string]struct {
	only    []string
	because string
}{
	"github.com/duckdb/duckdb-go": {[]string{"transform"}, "DuckDB is the engine behind transform and nowhere else"},
	"database/sql":                {[]string{"transform", "cmd/attain"}, "SQL runs in transform; cmd only prints what `query` gives"},
	"log/slog":                    {[]string{"cmd/attain"}, "only the program logs"},
}

func TestImportRules(t *testing.T) {
	t.Parallel()
	root := filepath.Join("..", "..")
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (strings.HasPrefix(d.Name(), ".") && path != root || d.Name() == "testdata" || d.Name() == "attain-demo") {
			return filepath.SkipDir
		}
		if !strings.HasSuffix(path, ".go") {
			return nil
		}
		rel, err := filepath.Rel(root, path)
		if err != nil {
			return err
		}
		pkg := filepath.ToSlash(filepath.Dir(rel))
		rule, known := allowed[pkg]
		if !known {
			t.Errorf("%s: package %s is not in the house; add it to the list in this test, with its reason, or put the file where it belongs", rel, pkg)
			return nil
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		for _, imp := range file.Imports {
			name := strings.Trim(imp.Path.Value, `"`)
			if ours, ok := strings.CutPrefix(name, "attain/"); ok && ours != pkg && !contains(rule.imports, ours) {
				t.Errorf("%s imports %s: %s may not, because %s", rel, name, pkg, rule.because)
			}
			for prefix, c := range closed {
				if (name == prefix || strings.HasPrefix(name, prefix+"/")) && !contains(c.only, pkg) {
					t.Errorf("%s imports %s: only %s may, because %s", rel, name, strings.Join(c.only, " and "), c.because)
				}
			}
			if pkg == "calc" && !strings.HasSuffix(path, "_test.go") {
				for _, banned := range []string{"os", "time", "io/fs", "net", "log", "path/filepath"} {
					if name == banned {
						t.Errorf("%s imports %s: calc has no files, clock or logging", rel, name)
					}
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestTopLevel(t *testing.T) {
	t.Parallel()
	agreed := []string{"cmd", "connectors", "transform", "calc", "reports", "sql", "config", "go.mod", "go.sum", "README.md", "LICENSE"}
	entries, err := os.ReadDir(filepath.Join("..", ".."))
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if name := e.Name(); !strings.HasPrefix(name, ".") && name != "attain-demo" && name != "attain" && !contains(agreed, name) {
			t.Errorf("%s is not in the agreed top level (%s)", name, strings.Join(agreed, " "))
		}
	}
}

func contains(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}
