package demo

import (
	"embed"
	"io/fs"
	"path"
	"strings"
)

// The workspace's own files: what a company writes itself. The demo and the template share them; the template has
// notes on the extracts instead of extracts.
//
//go:embed workspace
var workspace embed.FS

// WriteTemplate makes the demo's workspace without the data: attain.yaml and plans to copy from, and for every extract
// a note on where to put it and what columns it needs. dir must not exist or be empty.
func WriteTemplate(dir string) error {
	return whole(dir, func(partial string) error {
		if _, err := writeConfiguration(partial); err != nil {
			return err
		}
		_, err := copyFile(partial, "template/README.md", "extracts/README.md")
		return err
	})
}

// The notes live outside the workspace's files, because the demo has no use for them.
//
//go:embed template
var template embed.FS

func writeConfiguration(dir string) (files []File, err error) {
	err = fs.WalkDir(workspace, "workspace", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		file, err := copyFile(dir, name, strings.TrimPrefix(name, "workspace/"))
		files = append(files, file)
		return err
	})
	return files, err
}

// copyFile copies one of our own files into the workspace.
func copyFile(dir, from, to string) (File, error) {
	source := workspace
	if path.Dir(from) == "template" {
		source = template
	}
	data, err := source.ReadFile(from)
	if err != nil {
		return File{}, err
	}
	file, err := create(dir, to)
	if err != nil {
		return File{}, err
	}
	defer file.Close()
	if _, err := file.Write(data); err != nil {
		return File{}, err
	}
	return File{Path: to, Size: int64(len(data))}, file.Close()
}
