package connectors

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"runtime"
	"strconv"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"attain/config"
)

// Objects is where landed bytes are kept in the store, by their hash.
const Objects = "extracts/objects"

const manifests = "extracts/landings"

// instant is RFC 3339 of one length, so that text order is time order.
const instant = "2006-01-02T15:04:05.000000Z07:00"

// landing is one entity under way.
type landing struct {
	source   config.Source
	entity   config.Entity
	arrivals []Arrival
	files    []config.LandedFile // in the order of arrivals; the last of them are control files
	controls int                 // how many are control files
}

// Land brings in every entity of the workspace and gives the landings in the workspace's order. Landing the same bytes
// again finds the landing that is there: its manifest, and its time, stay as they are. Everything wrong with all the
// sources is said at once, as a *config.ProblemError; then nothing is put into a manifest.
//
// now is when the bytes count as fetched. progress, which may be nil, gets one sentence for each file as it lands.
func Land(ctx context.Context, store config.Store, ws *config.Workspace, now time.Time, progress func(string)) ([]config.Landing, error) {
	dir, err := os.MkdirTemp("", "attain-land-")
	if err != nil {
		return nil, fmt.Errorf("land extracts: %w", err)
	}
	defer os.RemoveAll(dir)

	var problems config.Problems
	work, err := fetch(ctx, ws, dir, &problems)
	if err != nil {
		return nil, fmt.Errorf("land extracts: %w", err)
	}
	if err := landFiles(ctx, store, work, &problems, progress); err != nil {
		return nil, fmt.Errorf("land extracts: %w", err)
	}
	if err := problems.Err(); err != nil {
		return nil, err
	}
	landings := make([]config.Landing, len(work))
	for i, l := range work {
		if landings[i], err = publish(ctx, store, l, now); err != nil {
			return nil, fmt.Errorf("land extracts: %w", err)
		}
	}
	return landings, nil
}

// fetch asks every source's connector what is there.
func fetch(ctx context.Context, ws *config.Workspace, dir string, problems *config.Problems) ([]*landing, error) {
	var work []*landing
	for _, source := range ws.Sources {
		connector, ok := find(source.Connector)
		if !ok {
			unknownConnector(source, problems)
			continue
		}
		for i, entity := range source.Entities {
			request := Request{Root: ws.Dir, Dir: path.Join(dir, source.Name, strconv.Itoa(i)), Source: source, Entity: entity}
			if err := os.MkdirAll(request.Dir, 0o700); err != nil {
				return nil, err
			}
			arrivals, err := connector.Fetch(ctx, request, problems)
			if err != nil {
				return nil, fmt.Errorf("fetch %s %s: %w", source.Name, entity.Name, err)
			}
			controls, err := fetchControl(ctx, connector, request, problems)
			if err != nil {
				return nil, fmt.Errorf("fetch the control file of %s %s: %w", source.Name, entity.Name, err)
			}
			arrivals = append(arrivals, controls...)
			work = append(work, &landing{source, entity, arrivals, make([]config.LandedFile, len(arrivals)), len(controls)})
		}
	}
	return work, nil
}

// fetchControl asks for the files in which the source says what its files hold.
func fetchControl(ctx context.Context, connector Connector, request Request, problems *config.Problems) ([]Arrival, error) {
	c := request.Entity.Control
	if c == nil || c.Path == "" {
		return nil, nil
	}
	request.Entity.At, request.Entity.Path = c.At, c.Path
	return connector.Fetch(ctx, request, problems)
}

// formatOf is how an arrival is written; control files are CSV.
func (l *landing) formatOf(i int) config.Format {
	if i >= len(l.arrivals)-l.controls {
		return config.Entity{}.FormatFor(config.Source{Format: config.Format{Type: "csv"}}, l.arrivals[i].Path)
	}
	return l.entity.FormatFor(l.source, l.arrivals[i].Path)
}

// landFiles lands the files of all entities, as many at a time as there are processors.
func landFiles(ctx context.Context, store config.Store, work []*landing, problems *config.Problems, progress func(string)) error {
	var mu sync.Mutex // guards problems and progress
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(runtime.GOMAXPROCS(0))
	for _, l := range work {
		for i, arrival := range l.arrivals {
			group.Go(func() error {
				landed, err := landFile(ctx, store, arrival, l.formatOf(i))
				var theirs *fileError
				mu.Lock()
				defer mu.Unlock()
				switch {
				case errors.As(err, &theirs):
					problems.Addf(config.Position{File: arrival.Path}, "%s", theirs.reason).
						Notef(l.entity.At, "%s of source %s reads it", l.entity.Name, l.source.Name)
				case err != nil:
					return fmt.Errorf("%s: %w", arrival.Path, err)
				case progress != nil:
					progress(fmt.Sprintf("landed %s: %d records, %d bytes", landed.Path, landed.Records, landed.Size))
				}
				l.files[i] = landed
				return nil
			})
		}
	}
	return group.Wait()
}

// fileError is a fault of the file itself, for whoever sent it.
type fileError struct{ reason string }

func (e *fileError) Error() string { return e.reason }

// landFile hashes and counts a file in one pass and then, only if the store does not know these bytes, copies it.
// The file is read through one open handle; one that changes meanwhile is refused, because hash, count and copy would
// be of different bytes.
func landFile(ctx context.Context, store config.Store, arrival Arrival, format config.Format) (config.LandedFile, error) {
	f, err := os.Open(arrival.Local)
	if err != nil {
		return config.LandedFile{}, err
	}
	defer f.Close()
	before, err := f.Stat()
	if err != nil {
		return config.LandedFile{}, err
	}
	sum, size, records, err := measure(ctx, f, format)
	if err != nil {
		return config.LandedFile{}, err
	}
	landed := config.LandedFile{
		Path: arrival.Path, Object: Objects + "/" + sum, Size: size, SHA256: sum, Records: records,
		ModifiedAt: arrival.ModifiedAt.UTC().Format(instant),
	}
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return config.LandedFile{}, err
	}
	if _, err := store.PutIfAbsent(ctx, landed.Object, f); err != nil {
		return config.LandedFile{}, err
	}
	after, err := f.Stat()
	if err != nil {
		return config.LandedFile{}, err
	}
	if size != before.Size() || after.Size() != before.Size() || !after.ModTime().Equal(before.ModTime()) {
		return config.LandedFile{}, errors.New("the file changed while it was read; run again when whoever writes it is done")
	}
	return landed, nil
}

// measure gives the hash, the size and the number of records. The records of text are counted in a second goroutine
// on the bytes being hashed, so counting costs no second reading.
func measure(ctx context.Context, f *os.File, format config.Format) (sum string, size, records int64, err error) {
	hash := sha256.New()
	count, streamed := counters[format.Type]
	var counted chan error
	var pipe *io.PipeWriter
	var out io.Writer = hash
	if streamed {
		r, w := io.Pipe()
		pipe, counted = w, make(chan error, 1)
		out = io.MultiWriter(w, hash)
		go func() {
			var err error
			records, err = countStream(r, format, count)
			counted <- err
		}()
	}
	size, err = io.CopyBuffer(out, &interruptible{ctx, f}, make([]byte, 1<<20))
	if streamed {
		pipe.CloseWithError(err) // nil is the end of the file
		if e := <-counted; e != nil && err == nil {
			return "", 0, 0, &fileError{e.Error()}
		}
	} else if err == nil {
		records, err = countAtRest(f, format)
	}
	return hex.EncodeToString(hash.Sum(nil)), size, records, err
}

// countAtRest counts what is not read from front to back.
func countAtRest(f *os.File, format config.Format) (n int64, err error) {
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return 0, err
	}
	switch format.Type {
	case "parquet":
		n, err = countParquet(f)
	case "xlsx":
		n, err = countSheet(f, format)
	case "":
		err = errors.New("the ending does not tell what is in it; write format: {type: csv}, or jsonl, json, parquet, xlsx")
	default:
		err = fmt.Errorf("no reader for format type %q; there is csv, jsonl, json, parquet, xlsx", format.Type)
	}
	if err != nil {
		return 0, &fileError{err.Error()}
	}
	return n, nil
}

// interruptible stops reading when the run is stopped.
type interruptible struct {
	ctx context.Context
	r   io.Reader
}

func (i *interruptible) Read(p []byte) (int, error) {
	if err := i.ctx.Err(); err != nil {
		return 0, err
	}
	return i.r.Read(p)
}

// publish writes the manifest, unless the newest landing is of the same bytes: then nothing arrived, and its time holds.
// The numbers of records are always those counted now, under the format the workspace has now.
func publish(ctx context.Context, store config.Store, l *landing, now time.Time) (config.Landing, error) {
	published := config.Landing{
		ID: identity(l.source.Name, l.entity.Name, l.files), Source: l.source.Name, Entity: l.entity.Name,
		System: l.source.System, Connector: l.source.Connector,
		FetchedAt: now.UTC().Format(instant), Files: l.files[:len(l.files)-l.controls], Control: l.files[len(l.files)-l.controls:],
	}
	if l.controls == 0 {
		published.Control = nil
	}
	history, err := History(ctx, store, published.Source, published.Entity)
	if err != nil {
		return published, err
	}
	if n := len(history); n > 0 && history[n-1].ID == published.ID {
		published.FetchedAt = history[n-1].FetchedAt
		return published, nil
	}
	data, err := json.MarshalIndent(published, "", "  ")
	if err != nil {
		return published, err
	}
	_, err = store.PutIfAbsent(ctx, manifestName(published), bytes.NewReader(append(data, '\n')))
	return published, err
}

// identity hashes what arrived: source, entity, and each file's hash in the order of the paths.
func identity(source, entity string, files []config.LandedFile) string {
	h := sha256.New()
	fmt.Fprintf(h, "%q %q\n", source, entity)
	for _, f := range files {
		fmt.Fprintln(h, f.SHA256)
	}
	return hex.EncodeToString(h.Sum(nil))
}
