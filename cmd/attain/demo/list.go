package demo

import (
	"bufio"
	"strings"
)

// writeList writes a short CSV file: a head, and what rows puts. The cells hold no commas, quotes or line ends.
func writeList(dir, path, head string, rows func(put func(cells ...string))) (File, error) {
	file, err := create(dir, path)
	if err != nil {
		return File{}, err
	}
	defer file.Close()
	out := bufio.NewWriterSize(file, 1<<16)
	made := File{Path: path}
	line := func(text string) {
		made.Size += int64(len(text)) + 1
		_, _ = out.WriteString(text) // Flush says what went wrong
		_ = out.WriteByte('\n')
	}
	line(head)
	rows(func(cells ...string) {
		made.Records++
		line(strings.Join(cells, ","))
	})
	if err := out.Flush(); err != nil {
		return File{}, err
	}
	return made, file.Close()
}
