// Package connectors brings extracts in. What flows in is what a source has now: files somebody dropped, later also
// buckets, servers and interfaces. What flows out is a landing for every entity of the workspace: the bytes exactly as
// received, kept once under their content hash, and a manifest that says what arrived, when, and how many records it
// holds. Nothing is cleaned, cast or renamed here; that is the work of package transform.
//
// The words:
//
//	connector  how bytes arrive (file); apart from the system, which says what the columns mean
//	arrival    one file a connector found
//	landing    one arrival of one entity, whole: the same bytes are the same landing
//	manifest   the landing as a JSON file, extracts/landings/<source>/<entity>/<landing>.json
//	object     the bytes, extracts/objects/<sha256>
//	records    counted while landing, by code that shares nothing with the reader that loads them: a control total
package connectors

import (
	"context"
	"strings"
	"time"

	"attain/config"
)

// Connector knows one way bytes arrive.
//
// Fetch says which files an entity has now, ordered by path. What the connector must download it puts into
// request.Dir, which the caller removes after landing. What is wrong with the source or its files goes into problems,
// at the entity's place in attain.yaml; an error is a fault of the machine or the network and may pass when repeated.
// Fetch may be repeated and is called from one goroutine per entity.
type Connector interface {
	Fetch(ctx context.Context, request Request, problems *config.Problems) ([]Arrival, error)
}

// Request is what a connector is asked for.
type Request struct {
	Root   string // the workspace's folder
	Dir    string // an empty folder for downloads
	Source config.Source
	Entity config.Entity
}

// Arrival is one file a connector found. It must not change until it has landed; if it does, landing fails.
type Arrival struct {
	Path       string // as the source names it, slash-separated
	Local      string // where the bytes are on this machine
	ModifiedAt time.Time
}

// Named is a line of the table of connectors.
type Named struct {
	Name string
	Connector
}

// All is every connector there is, by the name attain.yaml uses.
var All = []Named{
	{"file", file{}},
}

func find(name string) (Connector, bool) {
	for _, c := range All {
		if c.Name == name {
			return c.Connector, true
		}
	}
	return nil, false
}

func names() []string {
	list := make([]string, len(All))
	for i, c := range All {
		list[i] = c.Name
	}
	return list
}

func unknownConnector(source config.Source, problems *config.Problems) {
	problems.Addf(source.At, "source %s: there is no connector %q; there is %s%s",
		source.Name, source.Connector, strings.Join(names(), ", "), config.Suggest(source.Connector, names()))
}
