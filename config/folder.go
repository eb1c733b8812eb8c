package config

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// NewFolder gives the Store that is a folder on this machine. Files are 0600 and folders 0700, because they hold pay.
// The folder is made with the first object.
//
// An object is written under a temporary name beside its own, brought to the disk, and then linked to its name, which
// fails if the name is taken: of two writers one wins, and a reader sees all of an object or none of it.
func NewFolder(dir string) Store { return folder{dir: dir} }

type folder struct{ dir string }

const unfinished = ".unfinished-"

func (f folder) path(name string) (string, error) {
	if !fs.ValidPath(name) || name == "." || strings.ContainsAny(name, "\\:\x00") {
		return "", fmt.Errorf("%q is not a name an object can have", name)
	}
	return filepath.Join(f.dir, filepath.FromSlash(name)), nil
}

func (f folder) PutIfAbsent(ctx context.Context, name string, r io.Reader) (bool, error) {
	path, err := f.path(name)
	if err != nil {
		return false, err
	}
	if err := ctx.Err(); err != nil {
		return false, err
	}
	if _, err := os.Lstat(path); err == nil {
		return false, nil
	}
	dir := filepath.Dir(path)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return false, fmt.Errorf("store %s: %w", name, err)
	}
	temporary, err := writeWhole(ctx, dir, r)
	if temporary != "" {
		defer os.Remove(temporary)
	}
	if err != nil {
		return false, fmt.Errorf("store %s: %w", name, err)
	}
	switch err := os.Link(temporary, path); {
	case errors.Is(err, fs.ErrExist):
		return false, nil
	case err != nil:
		return false, fmt.Errorf("store %s: %w", name, err)
	}
	return true, syncFolder(dir)
}

// writeWhole brings all of r to the disk under a temporary name, which is given even when writing failed midway.
func writeWhole(ctx context.Context, dir string, r io.Reader) (name string, err error) {
	t, err := os.CreateTemp(dir, unfinished) // mode 0600
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, t.Close()) }()
	if _, err := io.Copy(t, &canceledReader{ctx, r}); err != nil {
		return t.Name(), err
	}
	return t.Name(), t.Sync()
}

// syncFolder brings a new name to the disk.
func syncFolder(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return fmt.Errorf("store: %w", err)
	}
	return errors.Join(d.Sync(), d.Close())
}

// canceledReader stops a long copy when the run is interrupted.
type canceledReader struct {
	ctx context.Context
	r   io.Reader
}

func (c *canceledReader) Read(p []byte) (int, error) {
	if err := c.ctx.Err(); err != nil {
		return 0, err
	}
	return c.r.Read(p)
}

func (f folder) Get(ctx context.Context, name string) (io.ReadCloser, error) {
	path, err := f.Local(ctx, name)
	if err != nil {
		return nil, err
	}
	return os.Open(path)
}

func (f folder) List(ctx context.Context, prefix string) ([]string, error) {
	var names []string
	// Only the deepest folder the prefix names is walked.
	start := f.dir
	if i := strings.LastIndex(prefix, "/"); i > 0 {
		under, err := f.path(prefix[:i])
		if err != nil {
			return nil, err
		}
		start = under
	}
	err := filepath.WalkDir(start, func(path string, d fs.DirEntry, err error) error {
		if err := errors.Join(err, ctx.Err()); err != nil {
			return err
		}
		rel, err := filepath.Rel(f.dir, path)
		if err != nil {
			return err
		}
		if name := filepath.ToSlash(rel); d.Type().IsRegular() && strings.HasPrefix(name, prefix) && !strings.HasPrefix(d.Name(), unfinished) {
			names = append(names, name)
		}
		return nil
	})
	if errors.Is(err, fs.ErrNotExist) {
		err = nil
	}
	if err != nil {
		return nil, fmt.Errorf("list %s: %w", prefix, err)
	}
	slices.Sort(names)
	return names, nil
}

func (f folder) Local(ctx context.Context, name string) (string, error) {
	path, err := f.path(name)
	if err != nil {
		return "", err
	}
	if err := ctx.Err(); err != nil {
		return "", err
	}
	if _, err := os.Stat(path); err != nil {
		return "", fmt.Errorf("get %s: %w", name, err)
	}
	return path, nil
}
