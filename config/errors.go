package config

import (
	"fmt"
	"sort"
	"strings"
)

// Position is a place in a file a person wrote: line and column count from 1. Line 0 means the whole file.
// For an extract, Line is the record number and Column is 0.
type Position struct {
	File   string
	Line   int
	Column int
}

// String gives the place the way editors read it: plans/ae.yaml:14:9.
func (p Position) String() string {
	switch {
	case p.Line == 0:
		return p.File
	case p.Column == 0:
		return fmt.Sprintf("%s:%d", p.File, p.Line)
	default:
		return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Column)
	}
}

// Note points at a second place that explains a problem.
type Note struct {
	At      Position
	Message string
}

// Problem is one thing wrong with what somebody wrote or sent. Message says what is wrong, with the value, and
// what would be right.
type Problem struct {
	At      Position
	Message string
	Notes   []Note
}

// Error gives the problem as one line, then one line for each note.
func (p *Problem) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %s", p.At, p.Message)
	for _, n := range p.Notes {
		fmt.Fprintf(&b, "\nnote: %s: %s", n.At, n.Message)
	}
	return b.String()
}

// Problems gathers everything wrong in one stage, so that all of it is said at once. The zero value is ready for use.
type Problems struct {
	list []*Problem
}

// Addf records a problem at a place and returns it, so that the caller can add notes.
func (ps *Problems) Addf(at Position, format string, args ...any) *Problem {
	p := &Problem{At: at, Message: fmt.Sprintf(format, args...)}
	ps.list = append(ps.list, p)
	return p
}

// Append records what another stage found.
func (ps *Problems) Append(other *Problems) { ps.list = append(ps.list, other.list...) }

// AppendError records what another stage ended with.
func (ps *Problems) AppendError(other *ProblemError) { ps.list = append(ps.list, other.List...) }

// Notef adds a second place to a problem and returns the problem.
func (p *Problem) Notef(at Position, format string, args ...any) *Problem {
	p.Notes = append(p.Notes, Note{At: at, Message: fmt.Sprintf(format, args...)})
	return p
}

// Len is the number of problems found so far.
func (ps *Problems) Len() int { return len(ps.list) }

// Err is nil when nothing was found, else a *ProblemError with the problems in file order, exact repeats left out.
func (ps *Problems) Err() error {
	if len(ps.list) == 0 {
		return nil
	}
	list := append([]*Problem(nil), ps.list...)
	sort.SliceStable(list, func(i, j int) bool {
		a, b := list[i].At, list[j].At
		if a.File != b.File {
			return a.File < b.File
		}
		if a.Line != b.Line {
			return a.Line < b.Line
		}
		return a.Column < b.Column
	})
	kept, said := list[:0], map[string]bool{}
	for _, p := range list {
		if text := p.Error(); !said[text] {
			said[text] = true
			kept = append(kept, p)
		}
	}
	return &ProblemError{List: kept}
}

// ProblemError says that config, a plan or an extract is wrong and a person must change it (exit code 3).
type ProblemError struct {
	List []*Problem
}

func (e *ProblemError) Error() string {
	text := make([]string, len(e.List))
	for i, p := range e.List {
		text[i] = p.Error()
	}
	return strings.Join(text, "\n")
}

// CheckError says that a data check failed or an approval is missing and a person must look (exit code 4).
type CheckError struct {
	Check string   // the check's name: the truth that does not hold
	Count int64    // offending rows
	Rows  []string // the first ten, each with its origin
}

func (e *CheckError) Error() string {
	rows := "rows"
	if e.Count == 1 {
		rows = "row"
	}
	return fmt.Sprintf("check %s failed: %d %s\n  %s", e.Check, e.Count, rows, strings.Join(e.Rows, "\n  "))
}
