package config

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"slices"
)

// WorkspaceFile is the file a workspace is known by.
const WorkspaceFile = "attain.yaml"

// LoadWorkspace reads and checks attain.yaml, plans/*.yaml and kpis/*.yaml of a folder over the shipped KPIs. What is
// wrong is a *ProblemError that lists everything at once, with places relative to the folder; any other error is the
// machine's.
func LoadWorkspace(dir string) (*Workspace, error) { return LoadWorkspaceWithout(dir, nil) }

// LoadWorkspaceWithout is LoadWorkspace as if some plan files were not there: for looking at a plan while others are being
// written. Nobody is paid from it.
func LoadWorkspaceWithout(dir string, plans []string) (*Workspace, error) {
	ws, err := readWorkspace(os.DirFS(dir), plans)
	if ws != nil {
		ws.Dir = dir
	}
	return ws, err
}

// ReadWorkspace is LoadWorkspace for any file system; Dir stays empty.
func ReadWorkspace(fsys fs.FS) (*Workspace, error) { return readWorkspace(fsys, nil) }

func readWorkspace(fsys fs.FS, without []string) (*Workspace, error) {
	l := &loader{fsys: fsys, ws: &Workspace{}, ps: &Problems{}, without: without}
	if err := l.load(); err != nil {
		return nil, err
	}
	if err := l.ps.Err(); err != nil {
		return nil, err
	}
	return l.ws, nil
}

// loader gathers a workspace and everything wrong with it.
type loader struct {
	fsys        fs.FS
	ws          *Workspace
	ps          *Problems
	payCodes    []placedPayCode
	without     []string // plan files to leave out
	plansUnread bool     // a plan file could not be read or was left out, or has no name
	kpisUnread  bool
	conventionsAt
}

// placedPayCode remembers where a pay code was written until the plans are known.
type placedPayCode struct {
	PayCode
	planAt, componentAt Position
}

func (l *loader) load() error {
	data, err := l.read(WorkspaceFile)
	if errors.Is(err, fs.ErrNotExist) {
		l.ps.Addf(Position{File: WorkspaceFile}, "there is no attain.yaml in this folder; name the workspace's folder, or write a new one with: attain init DIR")
		return nil
	}
	if err != nil {
		return err
	}
	l.workspace(ParseYAML(WorkspaceFile, data, l.ps))
	if err := l.people(); err != nil {
		return err
	}
	if err := l.kpis(); err != nil {
		return err
	}
	if err := l.plans(); err != nil {
		return err
	}
	l.checkPayCodes()
	l.checkConventions()
	return nil
}

// read gives a file's bytes and remembers its hash for the run's identity.
func (l *loader) read(name string) ([]byte, error) {
	data, err := fs.ReadFile(l.fsys, name)
	if err != nil {
		return nil, fmt.Errorf("read workspace: %w", err)
	}
	l.ws.Files = append(l.ws.Files, InputFile{Path: name, SHA256: hashOf(data)})
	return data, nil
}

func hashOf(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

// yamlFiles names the .yaml and .yml files of a folder in order; a folder that is not there has none.
func (l *loader) yamlFiles(dir string) ([]string, error) {
	entries, err := fs.ReadDir(l.fsys, dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read workspace: %w", err)
	}
	var names []string
	for _, e := range entries {
		if ext := path.Ext(e.Name()); !e.IsDir() && (ext == ".yaml" || ext == ".yml") && e.Name()[0] != '.' {
			names = append(names, path.Join(dir, e.Name()))
		}
	}
	slices.Sort(names)
	return names, nil
}

// named is something with a name that may be there once.
type named struct {
	ps     *Problems
	what   string
	advice string
	seen   map[string]Position
}

// permanent is the advice for names that history is kept under.
const permanent = "pay and history hang on the name, so give one of them another"

// add reports a name used before, and says whether it is new.
func (n *named) add(name string, at Position) bool {
	if name == "" {
		return true
	}
	if n.seen == nil {
		n.seen = map[string]Position{}
	}
	if first, twice := n.seen[name]; twice {
		n.ps.Addf(at, "%s %q is there twice; %s", n.what, name, n.advice).
			Notef(first, "%q is here first", name)
		return false
	}
	n.seen[name] = at
	return true
}

// nameAt reads a key that holds a permanent name: small letters, digits, - and _.
func nameAt(r *Reader, ps *Problems, key string) string {
	name := r.Text(key)
	for _, c := range name {
		if c != '-' && c != '_' && (c < 'a' || c > 'z') && (c < '0' || c > '9') {
			ps.Addf(r.At(key), "%s: %s cannot be a name; use small letters, digits, - and _, such as ae-2026", key, quoteShort(name))
			break
		}
	}
	return name
}

// interval reads first_day and last_day, both included, as a half-open interval.
func interval(r *Reader, ps *Problems) Interval {
	i := Interval{First: r.Day("first_day"), End: r.Day("last_day") + 1}
	if i.First != 0 && i.End != 1 && i.Empty() {
		ps.Addf(r.At("last_day"), "last_day %s is before first_day %s", i.End-1, i.First).Notef(r.At("first_day"), "first_day is here")
	}
	return i
}

// currency reads a key that holds an ISO 4217 code.
func currency(r *Reader, ps *Problems, key string, required bool) string {
	code := r.TextOr(key, "")
	switch {
	case code == "" && required:
		return r.Text(key)
	case code != "" && !KnownCurrency(code):
		ps.Addf(r.At(key), "%s: %s is not a currency; write its code of three capital letters, such as USD%s", key, quoteShort(code), Suggest(code, currencyCodes))
	}
	return code
}
