package reports

import (
	"bufio"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

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
			exampleWords(out, todo.Words)
		}
	}
	if err := out.Flush(); err != nil {
		return fmt.Errorf("write the checklist: %w", err)
	}
	return nil
}

// exampleWords writes the words an example's given: may name, one a line:
//
//	given: may name
//	  target_incentive    target incentive (amount)
//	  quota_attainment    quota attainment (percent)
//	  bookings            bookings (amount), with quota instead of quota_attainment
func exampleWords(out io.Writer, words []config.ExampleWord) {
	if len(words) == 0 {
		return
	}
	fmt.Fprintln(out, "        given: may name")
	inputs, width := map[string][]string{}, 0
	for _, w := range words {
		inputs[w.Instead] = append(inputs[w.Instead], w.Name)
		width = max(width, utf8.RuneCountInString(w.Name))
	}
	for _, w := range words {
		if numbered.MatchString(w.Name) {
			continue
		}
		said := fmt.Sprintf("%s (%s)", lowered(w.What), inputKinds[w.Unit])
		if inputKinds[w.Unit] == "" {
			said = fmt.Sprintf("%s (%s)", lowered(w.What), w.Unit)
		}
		if len(w.Also) > 0 {
			said += ", also written " + listOf(w.Also, "or")
		}
		if w.Instead != "" {
			others := slices.DeleteFunc(slices.Clone(inputs[w.Instead]), func(name string) bool { return name == w.Name })
			said += labelled(", with ", listOf(others, "and")) + " instead of " + w.Instead
		}
		if strings.HasPrefix(w.Name, "objective_1_") {
			said += "; 2 to 9 likewise"
		}
		writeWrapped(out, "          "+padded(w.Name, width)+"  ", said)
	}
}

// numbered are the words for the second objective and those after it: what is said of the first holds for them.
var numbered = regexp.MustCompile(`^objective_[2-9]_`)

// inputKinds are what an example's numbers are, by their unit.
var inputKinds = map[string]string{"money": "amount", "percent": "percent", "count": "number", "number": "number", "": "number"}
