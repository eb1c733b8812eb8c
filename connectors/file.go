package connectors

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"attain/config"
)

// file is the connector for files that are already in the workspace, put there by hand, by a mount or by another
// program. An entity's path is a glob (*, ?, [a-z]) relative to the workspace.
//
// It reads nothing outside the workspace: not by an absolute path, not by .., and not through a symbolic link that
// leads out. A link to a place inside is followed.
type file struct{}

// Fetch finds the files of one entity.
func (file) Fetch(_ context.Context, request Request, problems *config.Problems) ([]Arrival, error) {
	entity := request.Entity
	pattern := path.Clean(filepath.ToSlash(entity.Path))
	if !filepath.IsLocal(filepath.FromSlash(pattern)) {
		problems.Addf(entity.At, "%s: path %q leaves the workspace; put the files inside and write the path relative to %s",
			entity.Name, entity.Path, "attain.yaml")
		return nil, nil
	}
	if _, err := path.Match(pattern, ""); err != nil {
		problems.Addf(entity.At, "%s: path %q is not a glob: a [ has no ]; write *, ? or [a-z]", entity.Name, entity.Path)
		return nil, nil
	}
	root, err := os.OpenRoot(request.Root)
	if err != nil {
		return nil, fmt.Errorf("open workspace: %w", err)
	}
	defer root.Close()

	matches, err := fs.Glob(root.FS(), pattern)
	if err != nil {
		return nil, fmt.Errorf("look for %s: %w", pattern, err)
	}
	if _, err := root.Lstat(filepath.FromSlash(pattern)); err == nil && len(matches) == 0 {
		matches = []string{pattern} // a link that leads nowhere or out: said below
	}
	slices.Sort(matches)
	var arrivals []Arrival
	folders := 0
	for _, match := range matches {
		info, err := root.Stat(filepath.FromSlash(match))
		switch {
		case err != nil:
			problems.Addf(entity.At, "%s: %s cannot be read: %s", entity.Name, match, reason(err))
			continue
		case info.IsDir():
			folders++
			continue
		case !info.Mode().IsRegular():
			problems.Addf(entity.At, "%s: %s is no ordinary file (%s)", entity.Name, match, info.Mode().Type())
			continue
		}
		if f, err := root.Open(filepath.FromSlash(match)); err != nil {
			problems.Addf(entity.At, "%s: %s cannot be read: %s", entity.Name, match, reason(err))
			continue
		} else if err := f.Close(); err != nil {
			return nil, fmt.Errorf("close %s: %w", match, err)
		}
		arrivals = append(arrivals, Arrival{
			Path: match, Local: filepath.Join(request.Root, filepath.FromSlash(match)), ModifiedAt: info.ModTime(),
		})
	}
	if len(matches) == folders {
		problems.Addf(entity.At, "%s: no file matches %q; %s", entity.Name, entity.Path, whatIsThere(root.FS(), pattern, folders))
	}
	return arrivals, nil
}

// reason turns the error of one file into words without the path, which the message already has.
func reason(err error) string {
	if pe, ok := err.(*fs.PathError); ok {
		err = pe.Err
	}
	if strings.Contains(err.Error(), "path escapes from parent") {
		return "it is a link that leads out of the workspace; put the file itself inside"
	}
	return err.Error()
}

// whatIsThere helps whoever wrote a glob that finds nothing: it names the folder and the files there that look like
// what was meant.
func whatIsThere(fsys fs.FS, pattern string, folders int) string {
	folder, name := path.Split(pattern)
	folder = path.Clean(folder)
	for strings.ContainsAny(folder, `*?[\`) {
		folder, name = path.Dir(folder), path.Base(folder)
	}
	if folders > 0 {
		return "what matches is a folder; add /* for the files in it"
	}
	shown := folder
	if folder == "." {
		shown = "the workspace"
	}
	entries, err := fs.ReadDir(fsys, folder)
	if err != nil {
		return fmt.Sprintf("there is no folder %s", shown)
	}
	if len(entries) == 0 {
		return fmt.Sprintf("%s is empty", shown)
	}
	similar := similarNames(entries, name)
	if len(similar) == 0 {
		return fmt.Sprintf("%s holds %d files, none with a similar name", shown, len(entries))
	}
	return fmt.Sprintf("%s has %s", shown, strings.Join(similar, ", "))
}

// similarNames gives at most five names that match but for upper and lower case, begin with the same three letters, or
// have the same ending; the closest kind only.
func similarNames(entries []fs.DirEntry, pattern string) []string {
	const most = 5
	lower := strings.ToLower(pattern)
	stem := lower
	if i := strings.IndexAny(lower, `*?[\`); i >= 0 {
		stem = lower[:i]
	}
	stem = stem[:min(3, len(stem))]
	kinds := []func(name string) bool{
		func(name string) bool { ok, _ := path.Match(lower, name); return ok },
		func(name string) bool { return len(stem) == 3 && strings.HasPrefix(name, stem) },
		func(name string) bool { return path.Ext(lower) != "" && path.Ext(name) == path.Ext(lower) },
	}
	for _, is := range kinds {
		var found []string
		for _, e := range entries {
			if !e.IsDir() && is(strings.ToLower(e.Name())) {
				found = append(found, e.Name())
			}
		}
		if len(found) > most {
			found = append(found[:most], fmt.Sprintf("%d more", len(found)-most))
		}
		if len(found) > 0 {
			return found
		}
	}
	return nil
}
