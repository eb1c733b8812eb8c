package calc

import (
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"attain/config"
)

var update = flag.Bool("update", false, "rewrite testdata/*.txt; read the diff")

// Every testdata/<fault>.bad.yaml is a plan with a fault, its .txt exactly what is said about it.
func TestErrorCatalogue(t *testing.T) {
	t.Parallel()
	plans, err := filepath.Glob("testdata/*.bad.yaml")
	if err != nil || len(plans) < 10 {
		t.Fatalf("found %d plans, %v", len(plans), err)
	}
	for _, file := range plans {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".bad.yaml"), func(t *testing.T) {
			t.Parallel()
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			got := strings.ReplaceAll(faults(t, text), "plans/p.yaml", filepath.Base(file)) + "\n"
			golden := strings.TrimSuffix(file, ".bad.yaml") + ".txt"
			if *update {
				if err := os.WriteFile(golden, []byte(got), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if got != string(want) {
				t.Errorf("got\n%swant\n%s", got, want)
			}
		})
	}
}

// faults compiles a plan and gives what is wrong with it.
func faults(t *testing.T, plan []byte) string {
	t.Helper()
	ws, err := config.ReadWorkspace(fstest.MapFS{"attain.yaml": {Data: []byte(testAttain)}, "plans/p.yaml": {Data: plan}})
	if err == nil {
		_, err = Compile(ws, testMeasures)
	}
	var problems *config.ProblemError
	if !errors.As(err, &problems) {
		t.Fatalf("got %v, want problems", err)
	}
	return err.Error()
}
