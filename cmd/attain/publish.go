package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// publisher writes out/<period> so that it appears whole or not at all: files go to a hidden folder beside it, which
// takes its place when all of them are on disk. What stood there before is moved aside first and removed last; if the
// machine stops in between, recoverOut puts it back.
type publisher struct {
	final, draft, former string
}

func newPublisher(out, period string) (*publisher, error) {
	p := &publisher{
		final:  filepath.Join(out, period),
		draft:  filepath.Join(out, "."+period+".draft"),
		former: filepath.Join(out, "."+period+".former"),
	}
	if err := p.recover(); err != nil {
		return nil, err
	}
	if err := os.RemoveAll(p.draft); err != nil {
		return nil, fmt.Errorf("publish: %w", err)
	}
	if err := os.MkdirAll(p.draft, 0o700); err != nil {
		return nil, fmt.Errorf("publish: %w", err)
	}
	return p, nil
}

// recover finishes or undoes a publication that was cut short.
func (p *publisher) recover() error {
	if _, err := os.Stat(p.former); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if _, err := os.Stat(p.final); errors.Is(err, fs.ErrNotExist) {
		return os.Rename(p.former, p.final)
	}
	return os.RemoveAll(p.former)
}

// write puts one file of the draft on disk; name is relative and slash-separated.
func (p *publisher) write(name string, content []byte) error {
	if !filepath.IsLocal(filepath.FromSlash(name)) {
		return fmt.Errorf("publish: %q leads out of the folder of results", name)
	}
	path := filepath.Join(p.draft, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return fmt.Errorf("publish: %w", err)
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return fmt.Errorf("publish: %w", err)
	}
	if _, err = f.Write(content); err == nil {
		err = f.Sync()
	}
	if cerr := f.Close(); err == nil {
		err = cerr
	}
	if err != nil {
		return fmt.Errorf("publish %s: %w", name, err)
	}
	return nil
}

// done puts the draft in place.
func (p *publisher) done() error {
	err := os.Rename(p.final, p.former)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("publish: %w", err)
	}
	if err := os.Rename(p.draft, p.final); err != nil {
		return fmt.Errorf("publish: %w", err)
	}
	if err := os.RemoveAll(p.former); err != nil {
		return fmt.Errorf("publish: %w", err)
	}
	return nil
}

// drop removes a draft that will not be published.
func (p *publisher) drop() { _ = os.RemoveAll(p.draft) } // best effort: the next run removes it first
