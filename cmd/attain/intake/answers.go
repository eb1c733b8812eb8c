package intake

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"attain/config"
)

// AnswersFile is where the questions go that nobody has answered, in the workspace.
const AnswersFile = "import-answers.yaml"

// FileAnswers are the answers in a YAML file: question: answer, or question: {name: what it is}.
type FileAnswers struct {
	Problems config.Problems
	root     *config.Node
	asked    map[string]bool
}

// ReadAnswers reads an answers file. A file of comments only has no answers.
func ReadAnswers(name string, data []byte) *FileAnswers {
	f := &FileAnswers{asked: map[string]bool{}}
	if hasContent(data) {
		f.root = config.ParseYAML(name, data, &f.Problems)
	}
	if f.root != nil && f.root.Kind != config.Mapping {
		f.Problems.Addf(f.root.At, "an answers file is a list of lines such as %q: %q", "reporting currency", "EUR")
		f.root = nil
	}
	return f
}

func hasContent(data []byte) bool {
	for _, line := range strings.Split(string(data), "\n") {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
			return true
		}
	}
	return false
}

// Ask looks the question up. An answer that cannot be one is a problem at its place.
func (f *FileAnswers) Ask(q Question) (Answer, bool) {
	f.asked[q.Key] = true
	n := f.root.Get(q.Key)
	if n == nil || n.Kind == config.Null {
		return Answer{}, false
	}
	if q.List != nil {
		return f.list(q, n)
	}
	if n.Kind != config.Text {
		f.Problems.Addf(n.At, "%s: one answer is wanted here, not a list", q.Key)
		return Answer{}, false
	}
	text, wrong := q.clean(n.Text)
	if wrong != "" {
		f.Problems.Addf(n.At, "%s: %s", q.Key, wrong)
		return Answer{}, false
	}
	return Answer{Text: text}, true
}

func (f *FileAnswers) list(q Question, n *config.Node) (Answer, bool) {
	given := map[string]string{}
	switch {
	case n.Kind == config.Text && (strings.EqualFold(n.Text, "yes") || strings.EqualFold(n.Text, "true")):
	case n.Kind == config.Mapping:
		eachKey(n, func(name string, value *config.Node) {
			if value.Kind != config.Null {
				given[name] = value.Text
			}
		})
	default:
		f.Problems.Addf(n.At, "%s: write yes for what is proposed, or NAME: %s for each that is different", q.Key, q.List.Values)
		return Answer{}, false
	}
	list, wrong := q.cleanList(given)
	if wrong = firstOf(wrong, q.lacking(list)); wrong != "" {
		f.Problems.Addf(n.At, "%s: %s", q.Key, wrong)
		return Answer{}, false
	}
	return Answer{List: list}, true
}

// Unasked reports answers to questions that were not asked: a misspelt one would be taken for missing.
func (f *FileAnswers) Unasked() {
	if f.root == nil {
		return
	}
	var asked []string
	for k := range f.asked {
		asked = append(asked, k)
	}
	for _, k := range f.root.Keys {
		if !f.asked[k.Text] {
			f.Problems.Addf(k.At, "%q answers no question import asks about this folder%s", k.Text, config.Suggest(k.Text, asked))
		}
	}
}

// TerminalAnswers asks a person.
type TerminalAnswers struct {
	in   *bufio.Scanner
	out  io.Writer
	Says func() // what was found so far, printed before the first question
}

// NewTerminalAnswers reads answers line by line.
func NewTerminalAnswers(in io.Reader, out io.Writer) *TerminalAnswers {
	return &TerminalAnswers{in: bufio.NewScanner(in), out: out}
}

// Ask prints the question with its evidence until there is an answer to it; the end of the input is none.
func (t *TerminalAnswers) Ask(q Question) (Answer, bool) {
	fmt.Fprintf(t.out, "\n? %s\n", q.Ask)
	for _, line := range q.Evidence {
		fmt.Fprintf(t.out, "    %s\n", line)
	}
	if q.List != nil {
		return t.list(q)
	}
	for i, c := range q.Choices {
		fmt.Fprintf(t.out, "  %d  %s%s\n", i+1, c.Value, dash(c.Means))
	}
	for {
		prompt := "> "
		if q.Proposed != "" {
			prompt = fmt.Sprintf("[%s] > ", q.Proposed)
		}
		fmt.Fprint(t.out, prompt)
		if !t.in.Scan() {
			fmt.Fprintln(t.out)
			return Answer{}, false
		}
		text, wrong := q.clean(t.in.Text())
		if wrong == "" {
			return Answer{Text: text}, true
		}
		fmt.Fprintf(t.out, "  %s\n", wrong)
	}
}

func (t *TerminalAnswers) list(q Question) (Answer, bool) {
	if len(q.List.Proposed) > 0 {
		fmt.Fprintf(t.out, "  An empty line takes what is proposed. To change some first: NAME = %s\n", q.List.Values)
	} else {
		fmt.Fprintf(t.out, "  NAME = %s, one a line; an empty line ends\n", q.List.Values)
	}
	given := map[string]string{}
	for {
		fmt.Fprint(t.out, "> ")
		if !t.in.Scan() {
			fmt.Fprintln(t.out)
			return Answer{}, false
		}
		line := strings.TrimSpace(t.in.Text())
		if line == "" || strings.EqualFold(line, "yes") {
			list, wrong := q.cleanList(given)
			if wrong = firstOf(wrong, q.lacking(list)); wrong == "" {
				return Answer{List: list}, true
			}
			fmt.Fprintf(t.out, "  %s\n", wrong)
			continue
		}
		name, value, ok := strings.Cut(line, "=")
		if !ok {
			fmt.Fprintf(t.out, "  write NAME = %s\n", q.List.Values)
			continue
		}
		one := map[string]string{strings.TrimSpace(name): value}
		if _, wrong := q.cleanList(one); wrong != "" {
			fmt.Fprintf(t.out, "  %s\n", wrong)
			continue
		}
		given[strings.TrimSpace(name)] = value
	}
}

func dash(means string) string {
	if means == "" {
		return ""
	}
	return "  " + means
}

// inOrder asks one after the other and remembers what nobody answered.
type inOrder struct {
	askers  []Asker
	missing []Question
	count   int
}

func (o *inOrder) ask(q Question) (Answer, bool) {
	o.count++
	for _, a := range o.askers {
		if answer, ok := a.Ask(q); ok {
			return answer, true
		}
	}
	o.missing = append(o.missing, q)
	return Answer{}, false
}

// Template writes questions as an answers file to fill in.
func Template(questions []Question) string {
	var b strings.Builder
	for _, q := range questions {
		b.WriteString("\n# " + q.Ask + "\n")
		for _, line := range q.Evidence {
			b.WriteString("#   " + line + "\n")
		}
		for _, c := range q.Choices {
			b.WriteString("#   - " + c.Value + dash(c.Means) + "\n")
		}
		switch {
		case q.List != nil:
			if len(q.List.Proposed) == 0 {
				b.WriteString("#   write {NAME: ANSWER} for each of them; an answer is " + q.List.Values + "\n")
				break
			}
			b.WriteString("#   yes takes what is proposed; else write {NAME: " + q.List.Values + "} for each that is different\n")
		case q.Proposed != "":
			b.WriteString("#   yes takes " + q.Proposed + "\n")
		}
		b.WriteString(yamlText(q.Key) + ":\n")
	}
	return b.String()
}

// HasQuestion says whether an answers file has a line for a question already.
func HasQuestion(text string, q Question) bool {
	for _, line := range strings.Split(text, "\n") {
		if strings.HasPrefix(line, yamlText(q.Key)+":") || strings.HasPrefix(line, fmt.Sprintf("%q:", q.Key)) || strings.HasPrefix(line, q.Key+":") {
			return true
		}
	}
	return false
}
