package main

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/gofrs/flock"
)

// lockWorkspace makes sure that one process at a time writes in a workspace. The lock ends with the process, however
// that ends.
func lockWorkspace(dir string) (unlock func(), err error) {
	state := filepath.Join(dir, "state")
	if err := os.MkdirAll(state, 0o700); err != nil {
		return nil, fmt.Errorf("lock workspace: %w", err)
	}
	path := filepath.Join(state, "lock")
	l := flock.New(path, flock.SetPermissions(0o600))
	held, err := l.TryLock()
	if err != nil {
		return nil, fmt.Errorf("lock workspace: %w", err)
	}
	if !held {
		return nil, lockedError{path}
	}
	return func() { _ = l.Unlock() }, nil // the file stays: removing it would let two runs hold two locks
}

// freshScratch empties the workspace's own temporary folder, where a run that was killed may have left pieces, and gives
// it. Only the holder of the lock may call it.
func freshScratch(dir string) (string, error) {
	scratch := filepath.Join(dir, "state", "tmp")
	if err := os.RemoveAll(scratch); err != nil {
		return "", fmt.Errorf("clear scratch: %w", err)
	}
	if err := os.MkdirAll(scratch, 0o700); err != nil {
		return "", fmt.Errorf("make scratch: %w", err)
	}
	return scratch, nil
}
