package calc

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
	"testing/fstest"

	"attain/config"
)

// FuzzPlan reads any text as a plan file. Whatever it says, reading, compiling, reading it back and running its examples
// end with a program or with errors, and an error has a place.
func FuzzPlan(f *testing.F) {
	for _, pattern := range []string{"testdata/*.bad.yaml", "testdata/*.plan.yaml", "../cmd/attain/demo/workspace/plans/*.yaml"} {
		files, err := filepath.Glob(pattern)
		if err != nil {
			f.Fatal(err)
		}
		for _, file := range files {
			text, err := os.ReadFile(file)
			if err != nil {
				f.Fatal(err)
			}
			f.Add(text)
		}
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		files := fstest.MapFS{"attain.yaml": {Data: []byte(testAttain)}, "plans/p.yaml": {Data: text}}
		ws, err := config.ReadWorkspace(files)
		if err != nil {
			hasPlaces(t, err)
			return
		}
		p, err := Compile(ws, testMeasures)
		if err != nil {
			hasPlaces(t, err)
			return
		}
		p.RunExamples()
		for _, name := range p.PlanNames() {
			p.Describe(name)
		}
	})
}

func hasPlaces(t *testing.T, err error) {
	t.Helper()
	var problems *config.ProblemError
	if !errors.As(err, &problems) {
		t.Fatalf("%v is a fault, not what is wrong with a plan", err)
	}
	for _, p := range problems.List {
		if p.At.File == "" {
			t.Errorf("%s has no place", p.Message)
		}
	}
}
