package config

import (
	"errors"
	"fmt"
	"io/fs"
)

// PeopleFile says who is who across systems, with days: one line for an id of a system, and the participant it is. It is
// a source of a workspace as soon as it is there, without a word in attain.yaml; sql/README.md lists its columns.
const PeopleFile = "people.xlsx"

// peopleSource is the name the file's landings are kept by.
const peopleSource = "people"

// people adds the source that people.xlsx is, unless a source names the file itself.
func (l *loader) people() error {
	_, err := fs.Stat(l.fsys, PeopleFile)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("read workspace: %w", err)
	}
	at := Position{File: PeopleFile}
	for _, s := range l.ws.Sources {
		for _, e := range s.Entities {
			if e.Path == PeopleFile {
				return nil
			}
		}
		if s.Name == peopleSource {
			l.ps.Addf(s.At, "source %q has the name people.xlsx lands by; give this one another, or make people.xlsx one of its entities: - {name: identity, path: people.xlsx}", s.Name)
			return nil
		}
	}
	l.ws.Sources = append(l.ws.Sources, Source{
		At: at, Name: peopleSource, Connector: "file", System: "attain", Landing: "full",
		Entities: []Entity{{At: at, Name: "identity", Path: PeopleFile}},
	})
	return nil
}
