package intake

import (
	"fmt"
	"strings"
)

// Question is something the files do not prove. Its key is how an answers file names it.
type Question struct {
	Key      string
	Ask      string
	Evidence []string // lines
	Choices  []Choice // the possible answers; none where any text is one
	Proposed string   // what is taken when the answer is "yes", or an empty line on a terminal; "" where nothing may be proposed
	List     *ListOf  // the answer is a list: names and what each of them is
	check    func(text string) (cleaned, wrong string)
}

// Choice is one possible answer.
type Choice struct{ Value, Means string }

// ListOf is a question about several names at once.
type ListOf struct {
	Names    []string
	Proposed map[string]string // what each is, where something speaks for it
	Values   string            // what may stand for each, in words
	All      bool              // every name needs an answer
	check    func(name, value string) (cleaned, wrong string)
}

// Answer is a text, or for a list what each name is.
type Answer struct {
	Text string
	List map[string]string
}

// Asker answers questions. ok false means that nobody did.
type Asker interface {
	Ask(q Question) (a Answer, ok bool)
}

// clean checks a text against the question and gives it in its proper spelling.
func (q Question) clean(text string) (cleaned, wrong string) {
	text = strings.TrimSpace(text)
	if q.Proposed != "" && (text == "" || strings.EqualFold(text, "yes") || strings.EqualFold(text, "y")) {
		return q.Proposed, ""
	}
	if len(q.Choices) > 0 {
		for i, c := range q.Choices {
			if strings.EqualFold(text, c.Value) || text == fmt.Sprint(i+1) {
				return c.Value, ""
			}
		}
		return "", fmt.Sprintf("%q is none of the possible answers: %s", text, q.values())
	}
	if text == "" {
		return "", "an answer is needed"
	}
	if q.check != nil {
		return q.check(text)
	}
	return text, ""
}

func (q Question) values() string {
	list := make([]string, len(q.Choices))
	for i, c := range q.Choices {
		list[i] = c.Value
	}
	return strings.Join(list, ", ")
}

// cleanList completes a list with what was proposed.
func (q Question) cleanList(given map[string]string) (list map[string]string, wrong string) {
	list = map[string]string{}
	for name, value := range q.List.Proposed {
		list[name] = value
	}
	for name, value := range given {
		found := ""
		for _, n := range q.List.Names {
			if strings.EqualFold(n, name) {
				found = n
			}
		}
		if found == "" {
			return nil, fmt.Sprintf("%q is not in the list: %s", name, strings.Join(q.List.Names, ", "))
		}
		cleaned, wrong := q.List.check(found, strings.TrimSpace(value))
		if wrong != "" {
			return nil, fmt.Sprintf("%s: %s", name, wrong)
		}
		list[found] = cleaned
	}
	return list, ""
}

// lacking says which names still need an answer.
func (q Question) lacking(list map[string]string) string {
	var names []string
	for _, n := range q.List.Names {
		if q.List.All && list[n] == "" {
			names = append(names, n)
		}
	}
	if len(names) == 0 {
		return ""
	}
	return "say what it is: " + strings.Join(names, ", ") + " (" + q.List.Values + ")"
}

// Possible says in words what may be answered; "" where any text may.
func (q Question) Possible() string {
	switch {
	case q.List != nil && len(q.List.Proposed) > 0:
		return "yes for what is proposed, or for each of them " + q.List.Values
	case q.List != nil:
		return "for each of them " + q.List.Values
	case len(q.Choices) > 0:
		return q.values()
	}
	return ""
}
