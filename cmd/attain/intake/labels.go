package intake

import (
	_ "embed"
	"strings"
	"unicode"

	"attain/config"
)

//go:embed labels.yaml
var labelsFile []byte

// labels are what people call things, beyond what the staging models declare.
type labels struct {
	files   map[string][]string            // entity → parts of file names
	columns map[string]map[string][]string // entity → our column → labels, the likeliest first
	stages  map[string]string              // stage, plain → won, lost, open
	queues  []string
}

func readLabels() (*labels, error) {
	var ps config.Problems
	root := config.ParseYAML("labels.yaml", labelsFile, &ps)
	l := &labels{files: map[string][]string{}, columns: map[string]map[string][]string{}, stages: map[string]string{}}
	eachKey(root.Get("files"), func(entity string, words *config.Node) { l.files[entity] = texts(words) })
	eachKey(root.Get("labels"), func(entity string, columns *config.Node) {
		l.columns[entity] = map[string][]string{}
		eachKey(columns, func(column string, names *config.Node) {
			for _, name := range texts(names) {
				l.columns[entity][column] = append(l.columns[entity][column], plain(name))
			}
		})
	})
	eachKey(root.Get("stages"), func(meaning string, names *config.Node) {
		for _, name := range texts(names) {
			l.stages[plain(name)] = meaning
		}
	})
	l.queues = texts(root.Get("queues"))
	return l, ps.Err()
}

func eachKey(n *config.Node, do func(key string, value *config.Node)) {
	if n == nil {
		return
	}
	for i, k := range n.Keys {
		do(k.Text, n.Items[i])
	}
}

func texts(n *config.Node) (list []string) {
	if n == nil {
		return nil
	}
	for _, item := range n.Items {
		list = append(list, item.Text)
	}
	return list
}

// plain keeps letters and digits only, small: "Close Date", "close_date" and "CloseDate" are one label.
func plain(label string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, label)
}
