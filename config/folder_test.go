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
	"sync"
	"sync/atomic"
	"testing"
)

func TestFolderKeepsTheFirst(t *testing.T) {
	t.Parallel()
	ctx, dir := context.Background(), filepath.Join(t.TempDir(), "state")
	s := NewFolder(dir)
	if names, err := s.List(ctx, ""); err != nil || len(names) != 0 {
		t.Errorf("an empty store has %v, %v", names, err)
	}
	for i, want := range []bool{true, false} {
		written, err := s.PutIfAbsent(ctx, "runs/r1/lines.json", strings.NewReader(fmt.Sprint("writer ", i)))
		if err != nil || written != want {
			t.Errorf("writer %d: %v, %v", i, written, err)
		}
	}
	r, err := s.Get(ctx, "runs/r1/lines.json")
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	if got, err := io.ReadAll(r); err != nil || string(got) != "writer 0" {
		t.Errorf("read %q, %v", got, err)
	}
	local, err := s.Local(ctx, "runs/r1/lines.json")
	if info, statErr := os.Stat(local); err != nil || statErr != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("file %v, %v, %v", info.Mode(), err, statErr)
	}
	if info, err := os.Stat(filepath.Join(dir, "runs")); err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("folder %v, %v", info.Mode(), err)
	}
}

func TestFolderListsInOrder(t *testing.T) {
	t.Parallel()
	ctx, s := context.Background(), NewFolder(t.TempDir())
	for _, name := range []string{"b/2", "b/10", "a", "b-1", "b/c/d"} {
		if _, err := s.PutIfAbsent(ctx, name, strings.NewReader(name)); err != nil {
			t.Fatal(err)
		}
	}
	for prefix, want := range map[string][]string{
		"": {"a", "b-1", "b/10", "b/2", "b/c/d"}, "b/": {"b/10", "b/2", "b/c/d"}, "b": {"b-1", "b/10", "b/2", "b/c/d"}, "b/1": {"b/10"}, "z/": nil,
	} {
		if got, err := s.List(ctx, prefix); err != nil || !slices.Equal(got, want) {
			t.Errorf("under %q: %v, %v", prefix, got, err)
		}
	}
}

func TestOneOfManyWritersWins(t *testing.T) {
	t.Parallel()
	ctx, s := context.Background(), NewFolder(t.TempDir())
	var won atomic.Int32
	var wg sync.WaitGroup
	for i := range 16 {
		wg.Go(func() {
			written, err := s.PutIfAbsent(ctx, "ledger/1", strings.NewReader(strings.Repeat(fmt.Sprint(i%10), 100_000)))
			if err != nil {
				t.Error(err)
			}
			if written {
				won.Add(1)
			}
		})
	}
	wg.Wait()
	if won.Load() != 1 {
		t.Errorf("%d writers won", won.Load())
	}
	if names, err := s.List(ctx, ""); err != nil || len(names) != 1 {
		t.Errorf("what is there: %v, %v", names, err)
	}
}

// breaking gives half a text and then an error, as an interrupted download does.
type breaking struct{ given bool }

var errBroken = errors.New("the line is cut")

func (b *breaking) Read(p []byte) (int, error) {
	if b.given {
		return 0, errBroken
	}
	b.given = true
	return copy(p, "half"), nil
}

func TestABrokenWriteLeavesNothing(t *testing.T) {
	t.Parallel()
	ctx, dir := context.Background(), t.TempDir()
	s := NewFolder(dir)
	if written, err := s.PutIfAbsent(ctx, "a/b", &breaking{}); written || !errors.Is(err, errBroken) {
		t.Errorf("%v, %v", written, err)
	}
	if left, err := os.ReadDir(filepath.Join(dir, "a")); err != nil || len(left) != 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
	if _, err := s.Get(ctx, "a/b"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("what is not there gives %v", err)
	}
	ended, cancel := context.WithCancel(ctx)
	cancel()
	if written, err := s.PutIfAbsent(ended, "a/b", strings.NewReader("x")); written || !errors.Is(err, context.Canceled) {
		t.Errorf("after the end: %v, %v", written, err)
	}
}

func TestFolderRefusesNamesThatLeadOut(t *testing.T) {
	t.Parallel()
	s := NewFolder(t.TempDir())
	for _, name := range []string{"", ".", "../x", "a/../../x", "/etc/x", `a\b`, "c:/x", "a//b", "a/"} {
		if written, err := s.PutIfAbsent(context.Background(), name, strings.NewReader("x")); written || err == nil {
			t.Errorf("%q was written", name)
		}
	}
}
