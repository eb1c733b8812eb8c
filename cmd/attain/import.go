package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"attain/cmd/attain/demo"
	"attain/cmd/attain/intake"
	"attain/config"
	"attain/transform"

	"github.com/spf13/cobra"
)

type importOptions struct {
	into, answers string
	force, ask    bool
}

func importCommand(a *app) *cobra.Command {
	var o importOptions
	c := &cobra.Command{
		Use:   "import FOLDER",
		Short: "Look at a folder of exports and write the workspace that reads them",
		Long: "Looks at the exports in FOLDER as they are: which system and record a file is, its columns, how its days and\n" +
			"numbers are written, titles, totals and footers, what its stages mean, who its owners are. What a whole column\n" +
			"proves is taken and said; what it does not prove is asked, on the terminal or from --answers. Then it writes\n" +
			"attain.yaml, and people.xlsx where people are known by name only.\n\n" +
			"Files inside the workspace are read where they are; others are copied into its extracts/ folder. Without a\n" +
			"terminal, questions nobody has answered are written into the answers file, ready to fill in (exit code 3).",
		Args: argsBetween(1, 1, "the folder with the exports"),
		RunE: func(_ *cobra.Command, args []string) error {
			if o.into == "" {
				o.into = a.dir
			}
			return a.runImport(args[0], o)
		},
	}
	c.Flags().StringVar(&o.into, "into", "", "the workspace to write; the folder of -w when left out")
	c.Flags().StringVar(&o.answers, "answers", "", "a YAML file with answers: question: answer")
	c.Flags().BoolVar(&o.force, "force", false, "overwrite an attain.yaml and people.xlsx that are there")
	c.Flags().BoolVar(&o.ask, "ask", false, "ask even where the input is no terminal")
	return c
}

// runImport is import's order: look, ask, check, write. Nothing is written before everything is known and valid.
func (a *app) runImport(folder string, o importOptions) error {
	if info, err := os.Stat(folder); err != nil || !info.IsDir() {
		return usagef("%s is not a folder; name the folder with the exports", folder)
	}
	if _, err := os.Stat(filepath.Join(o.into, config.WorkspaceFile)); err == nil && !o.force {
		return usagef("%s is there already and may have been changed by hand; import into another folder with --into, or overwrite it with --force", filepath.Join(o.into, config.WorkspaceFile))
	}
	shapes, err := transform.Shapes(o.into)
	if err != nil {
		return err
	}
	place, err := placeFiles(folder, o.into)
	if err != nil {
		return err
	}
	var askers []intake.Asker
	given, err := readAnswers(o)
	if err != nil {
		return err
	}
	if given != nil {
		askers = append(askers, given)
	}
	if o.ask || isTerminalInput(a.in) {
		askers = append(askers, intake.NewTerminalAnswers(a.in, a.err))
	}
	p, err := intake.Propose(folder, shapes, place.pathOf, askers...)
	if err != nil {
		return err
	}
	if _, err := io.WriteString(a.out, p.Text(folder)); err != nil {
		return err
	}
	if given != nil {
		given.Unasked()
		p.Problems.Append(&given.Problems)
	}
	if err := a.importable(folder, p, o); err != nil {
		return err
	}
	return a.writeWorkspace(folder, p, place, o)
}

// importable says why nothing can be written: nothing to read, what is wrong in the files, or questions without an answer.
func (a *app) importable(folder string, p *intake.Proposal, o importOptions) error {
	if len(p.Placed) == 0 && len(p.Missing) == 0 {
		p.Problems.Addf(config.Position{File: folder}, "holds nothing attain can read; it reads exports of records as .csv, .tsv, .xlsx, .json and .jsonl")
	}
	if err := p.Problems.Err(); err != nil {
		return err
	}
	if len(p.Missing) == 0 {
		return nil
	}
	file, err := keepQuestions(p.Missing, o)
	if err != nil {
		return err
	}
	return &unansweredError{p.Missing, fmt.Sprintf("They are in %s, ready to fill in; then: attain import %s --into %s --answers %s", file, folder, o.into, file)}
}

// unansweredError says that import cannot go on without answers a person must give.
type unansweredError struct {
	questions []intake.Question
	next      string
}

func (e *unansweredError) Error() string {
	var b strings.Builder
	if n := len(e.questions); n == 1 {
		b.WriteString("1 question is not answered, so nothing is written yet:\n")
	} else {
		fmt.Fprintf(&b, "%d questions are not answered, so nothing is written yet:\n", n)
	}
	for _, q := range e.questions {
		fmt.Fprintf(&b, "\n  %s\n      %s\n", q.Key, q.Ask)
		for _, line := range q.Evidence {
			fmt.Fprintf(&b, "      %s\n", line)
		}
		if possible := q.Possible(); possible != "" {
			fmt.Fprintf(&b, "      possible answers: %s\n", possible)
		}
	}
	return b.String() + "\n" + e.next
}

// keepQuestions adds the questions to the answers file, so that nothing a person wrote there is lost.
func keepQuestions(missing []intake.Question, o importOptions) (file string, err error) {
	file = o.answers
	if file == "" {
		file = filepath.Join(o.into, intake.AnswersFile)
	}
	if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
		return "", err
	}
	before, err := os.ReadFile(file)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return "", err
	}
	text := string(before)
	if text == "" {
		text = "# Answers for attain import. Write each behind its colon, and run import again with --answers and this file.\n"
	}
	var fresh []intake.Question
	for _, q := range missing {
		if !intake.HasQuestion(text, q) {
			fresh = append(fresh, q)
		}
	}
	return file, os.WriteFile(file, []byte(text+intake.Template(fresh)), 0o600)
}

func readAnswers(o importOptions) (*intake.FileAnswers, error) {
	if o.answers == "" {
		return nil, nil
	}
	data, err := os.ReadFile(o.answers)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil // it will be written, with the questions
	}
	if err != nil {
		return nil, err
	}
	return intake.ReadAnswers(o.answers, data), nil
}

// filePlaces says where in the workspace the folder's files are: where they are, or copied into extracts/.
type filePlaces struct {
	folder, into string
	inside       string // the folder as the workspace sees it; "" when it is outside and files are copied
}

func placeFiles(folder, into string) (*filePlaces, error) {
	from, err := filepath.Abs(folder)
	if err != nil {
		return nil, err
	}
	to, err := filepath.Abs(into)
	if err != nil {
		return nil, err
	}
	p := &filePlaces{folder: from, into: to}
	if rel, err := filepath.Rel(to, from); err == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator)) {
		p.inside = filepath.ToSlash(rel)
	}
	return p, nil
}

// pathOf gives a file's path in the workspace. What a pattern would take for its own signs becomes ? in place, and - in
// a copy.
func (p *filePlaces) pathOf(file string) string {
	if p.inside == "" {
		return "extracts/" + strings.NewReplacer("*", "-", "?", "-", "[", "-", "]", "-", `\`, "-").Replace(file)
	}
	file = strings.NewReplacer("*", "?", "[", "?", "]", "?", `\`, "?").Replace(file)
	if p.inside == "." {
		return file
	}
	return p.inside + "/" + file
}

// copy brings the files into the workspace where they are not in it.
func (p *filePlaces) copy(files []string) (copied int, err error) {
	if p.inside != "" {
		return 0, nil
	}
	for _, f := range files {
		to := filepath.Join(p.into, filepath.FromSlash(p.pathOf(f)))
		if err := os.MkdirAll(filepath.Dir(to), 0o700); err != nil {
			return copied, err
		}
		data, err := os.ReadFile(filepath.Join(p.folder, filepath.FromSlash(f)))
		if err != nil {
			return copied, err
		}
		if err := os.WriteFile(to, data, 0o600); err != nil {
			return copied, err
		}
		copied++
	}
	return copied, nil
}

// writeWorkspace checks what it is about to write, writes it, and says what is next.
func (a *app) writeWorkspace(folder string, p *intake.Proposal, place *filePlaces, o importOptions) error {
	conventions, err := demo.Block("conventions")
	if err != nil {
		return err
	}
	text := p.Workspace(folder, conventions)
	if err := checkWorkspaceText(text); err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Join(o.into, "plans"), 0o700); err != nil {
		return err
	}
	people := filepath.Join(o.into, "people.xlsx")
	if _, err := os.Stat(people); err == nil && !o.force && len(p.People) > 0 {
		return usagef("%s is there already; overwrite it with --force", people)
	}
	copied, err := place.copy(p.Files())
	if err != nil {
		return err
	}
	if len(p.People) > 0 {
		if err := p.WritePeople(people); err != nil {
			return err
		}
	}
	if err := os.WriteFile(filepath.Join(o.into, config.WorkspaceFile), []byte(text), 0o600); err != nil {
		return err
	}
	return a.nextSteps(p, copied, o)
}

func (a *app) nextSteps(p *intake.Proposal, copied int, o importOptions) error {
	var b strings.Builder
	fmt.Fprintf(&b, "\nWritten: %s", filepath.Join(o.into, config.WorkspaceFile))
	if len(p.People) > 0 {
		fmt.Fprintf(&b, ", %s (%d lines)", filepath.Join(o.into, "people.xlsx"), len(p.People))
	}
	if copied > 0 {
		fmt.Fprintf(&b, "; copied %d files into %s", copied, filepath.Join(o.into, "extracts"))
	} else {
		b.WriteString("; the exports are read where they are")
	}
	b.WriteString("\n\nNext:\n")
	plans, err := filepath.Glob(filepath.Join(o.into, "plans", "*.y*ml"))
	if err != nil {
		return err
	}
	if len(plans) == 0 {
		fmt.Fprintf(&b, "  write a plan into %s/plans (attain init SOMEWHERE writes ten to copy from)\n", o.into)
	}
	fmt.Fprintf(&b, "  attain -w %s check          looks at everything and pays nothing\n  attain -w %s run PERIOD     such as 2026-Q1\n", o.into, o.into)
	_, err = io.WriteString(a.out, b.String())
	return err
}

// checkWorkspaceText loads the text as a workspace before it is written: import may not leave a file behind that the
// next command refuses.
func checkWorkspaceText(text string) error {
	dir, err := os.MkdirTemp("", "attain-import-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	if err := os.WriteFile(filepath.Join(dir, config.WorkspaceFile), []byte(text), 0o600); err != nil {
		return err
	}
	if _, err := config.LoadWorkspace(dir); err != nil {
		return fmt.Errorf("import made a workspace that cannot be read, which is a fault of attain's: %w", err)
	}
	return nil
}

func isTerminalInput(r io.Reader) bool {
	f, ok := r.(*os.File)
	return ok && isTerminal(f)
}
