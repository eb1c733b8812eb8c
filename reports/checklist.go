package reports

import (
	"bufio"
	"fmt"
	"io"

	"attain/calc"
	"attain/config"
)

// Checklist writes what is there and what is missing in each of the eight steps of designing a plan.
func Checklist(w io.Writer, p *config.Plan, steps []calc.ChecklistStep) error {
	out := bufio.NewWriter(w)
	missing := 0
	for _, s := range steps {
		missing += len(s.Missing)
	}
	state := "nothing is missing"
	if missing > 0 {
		state = plural(missing, "thing is missing", "things are missing")
	}
	fmt.Fprintf(out, "%s (%s), %s: %s\n", printable(p.Title), p.Name, p.File, state)
	for _, s := range steps {
		mark := "x"
		if len(s.Missing) > 0 {
			mark = " "
		}
		fmt.Fprintf(out, "\n  [%s] %d. %s\n", mark, s.Number, s.Title)
		for _, there := range s.There {
			writeWrapped(out, "        ", there)
		}
		for _, todo := range s.Missing {
			writeWrapped(out, "      - ", todo.What)
			fmt.Fprintf(out, "        where: %s\n", todo.Where)
		}
	}
	if err := out.Flush(); err != nil {
		return fmt.Errorf("write the checklist: %w", err)
	}
	return nil
}
