package intake

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"attain/config"
)

// readJSON reads a file of JSON objects: one a line, a list, or a list under a key.
func readJSON(path, name, ending string) ([]*Table, string) {
	data, err := readAll(path)
	if err != nil {
		return nil, err.Error()
	}
	t := &Table{File: name, Unit: "record", TotalColumn: -1}
	var objects []map[string]any
	if ending == ".json" {
		objects, t.Format.Root, err = objectsOf(data)
	} else {
		objects, err = objectsOfLines(data)
	}
	if err != nil {
		return nil, "is not JSON: " + err.Error()
	}
	if len(objects) == 0 {
		return nil, "holds no list of records"
	}
	if t.Format.Root != "" {
		t.Format.Type = "json"
	}
	t.fill(objects)
	return []*Table{t}, ""
}

func objectsOfLines(data []byte) (list []map[string]any, err error) {
	d := json.NewDecoder(config.DecodeText(bytes.NewReader(data), "utf-8"))
	d.UseNumber()
	for {
		var o map[string]any
		err := d.Decode(&o)
		if err == io.EOF {
			return list, nil
		}
		if err != nil {
			return nil, err
		}
		list = append(list, o)
	}
}

// objectsOf finds the list of objects, at the top or under a key of the top.
func objectsOf(data []byte) (list []map[string]any, root string, err error) {
	d := json.NewDecoder(config.DecodeText(bytes.NewReader(data), "utf-8"))
	d.UseNumber()
	var top any
	if err := d.Decode(&top); err != nil {
		return nil, "", err
	}
	if object, ok := top.(map[string]any); ok {
		keys := make([]string, 0, len(object))
		for k := range object {
			keys = append(keys, k)
		}
		slices.Sort(keys)
		for _, k := range keys {
			if items, ok := object[k].([]any); ok && len(items) > 0 {
				top, root = items, k
				break
			}
		}
	}
	items, _ := top.([]any)
	for _, item := range items {
		if o, ok := item.(map[string]any); ok {
			list = append(list, o)
		}
	}
	return list, root, nil
}

// fill makes columns of all keys there are, in the order of the alphabet, because objects have none.
func (t *Table) fill(objects []map[string]any) {
	seen := map[string]bool{}
	for _, o := range objects {
		for k := range o {
			if !seen[k] {
				seen[k] = true
				t.Headers = append(t.Headers, k)
			}
		}
	}
	slices.Sort(t.Headers)
	for i, o := range objects {
		r := Row{At: i + 1, Cells: make([]string, len(t.Headers)), Typed: make([]bool, len(t.Headers))}
		for c, h := range t.Headers {
			r.Cells[c], r.Typed[c] = jsonText(o[h])
		}
		t.Rows = append(t.Rows, r)
	}
}

// jsonText gives a value as text and whether it was a number or a truth value.
func jsonText(v any) (text string, typed bool) {
	switch v := v.(type) {
	case nil:
		return "", false
	case string:
		return v, false
	case json.Number:
		return v.String(), true
	case bool:
		return fmt.Sprint(v), true
	}
	b, err := json.Marshal(v)
	if err != nil {
		return "", false
	}
	return strings.TrimSpace(string(b)), true
}
