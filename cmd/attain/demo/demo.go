// Package demo makes up a company and writes it as the systems it imitates would send it. What flows in is a size and
// a seed; what flows out is a workspace: attain.yaml, plans and extracts, the same bytes for the same options on any
// machine.
//
// The words: a sheaf is what one piece of work (some account executives, some customers) writes for all files at
// once; books are the sums of the data finance's costs are made from.
package demo

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"sort"
)

// Options say how large the company is. The zero value is the default company.
type Options struct {
	Participants  int    // 0: 60
	Opportunities int    // about how many; 0: 2,000
	Seed          uint64 // another seed is another company of the same kind
	ChangesEach   int    // history records of every opportunity; 0: one to three
	Invoices      int    // about how many; 0: of so many customers that they fit on a small machine
}

// The default company.
const (
	defaultParticipants  = 60
	defaultOpportunities = 2_000
)

// File is one file that was written.
type File struct {
	Path    string // relative to the workspace, with slashes
	Records int    // data records; 0 for configuration
	Size    int64
	Sum     int64 // of a column whose control total the source gives; 0 where it gives none
}

// Report says what was written.
type Report struct {
	Dir           string
	Files         []File // by path
	Participants  int
	Opportunities int // opportunity records, dirt included
}

// Write makes a workspace with data in dir, which must not exist or be empty. The folder appears whole or not at all.
func Write(ctx context.Context, dir string, o Options) (Report, error) {
	if o.Participants == 0 {
		o.Participants = defaultParticipants
	}
	if o.Opportunities == 0 {
		o.Opportunities = defaultOpportunities
	}
	if o.Participants < fewest || o.Opportunities < o.Participants {
		return Report{}, fmt.Errorf("a demo needs at least %d participants and as many opportunities as participants, not %d and %d",
			fewest, o.Participants, o.Opportunities)
	}
	report := Report{Dir: dir, Participants: o.Participants}
	err := whole(dir, func(partial string) error {
		files, err := writeData(ctx, partial, newCompany(o))
		if err != nil {
			return err
		}
		configuration, err := writeConfiguration(partial)
		report.Files = append(files, configuration...)
		return err
	})
	sort.Slice(report.Files, func(i, j int) bool { return report.Files[i].Path < report.Files[j].Path })
	for _, f := range report.Files {
		if ok, _ := path.Match("extracts/salesforce/Opportunity.*csv", f.Path); ok {
			report.Opportunities += f.Records
		}
	}
	return report, err
}

// fewest participants still fill every role.
const fewest = 20

// whole lets write fill a folder beside dir and puts it in dir's place when it is complete.
func whole(dir string, write func(partial string) error) error {
	entries, err := os.ReadDir(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
	case err != nil:
		return err
	case len(entries) > 0:
		return fmt.Errorf("%s is not empty (it holds %s); name a folder that does not exist yet", dir, entries[0].Name())
	}
	parent := filepath.Dir(filepath.Clean(dir))
	if err := os.MkdirAll(parent, 0o700); err != nil {
		return err
	}
	partial, err := os.MkdirTemp(parent, ".attain-*")
	if err != nil {
		return err
	}
	if err := write(partial); err != nil {
		return errors.Join(fmt.Errorf("write the workspace %s (nothing of it is left): %w", dir, err), os.RemoveAll(partial))
	}
	if len(entries) == 0 {
		if err := os.Remove(dir); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return errors.Join(err, os.RemoveAll(partial))
		}
	}
	return os.Rename(partial, dir)
}

// writeData writes the extracts: records on all processors, workbooks and events beside them.
func writeData(ctx context.Context, dir string, c *company) ([]File, error) {
	records, books, err := c.writeRecords(ctx, dir)
	if err != nil {
		return nil, err
	}
	control, err := writeControl(dir, records)
	if err != nil {
		return nil, err
	}
	files := append(records, control)
	for _, write := range []func(string) (File, error){
		c.writeUsers, c.writeOffers, c.writeCampaigns, c.writeTerritories,
		c.writeWorkers, c.writeWhoIsWho, c.writeAssignments, c.writeAbsences, c.writeHierarchy, c.writeTerritoryMembers,
		c.writeQuotas, c.writeForecasts, c.writeObjectives,
		func(dir string) (File, error) { return writeCosts(dir, books) }, c.writeRates,
		c.writeIncidents, c.writeReleases,
	} {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		file, err := write(dir)
		if err != nil {
			return nil, err
		}
		files = append(files, file)
	}
	events, err := c.writeEvents(dir)
	return append(files, events...), err
}

// Pieces of work: how many account executives and how many customers go into one sheaf.
const (
	executivesAtOnce = 32
	customersAtOnce  = 1024
)

// writeRecords lets every processor write sheaves and puts them into the files in order.
func (c *company) writeRecords(ctx context.Context, dir string) ([]File, *books, error) {
	pieces := c.pieces()
	files := &recordFiles{dir: dir, numbered: c.inParts}
	workers := runtime.GOMAXPROCS(0)
	free := make(chan *sheaf, 2*workers)
	for range cap(free) {
		free <- &sheaf{company: c}
	}
	written := make([]chan *sheaf, len(pieces))
	for i := range written {
		written[i] = make(chan *sheaf, 1)
	}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	go func() {
		for i, piece := range pieces {
			select {
			case <-ctx.Done():
				return
			case s := <-free:
				go func() {
					s.clear()
					piece(s)
					written[i] <- s
				}()
			}
		}
	}()
	total := &books{}
	for i := range pieces {
		select {
		case <-ctx.Done():
			return nil, nil, errors.Join(ctx.Err(), files.close())
		case s := <-written[i]:
			if err := files.write(s); err != nil {
				return nil, nil, errors.Join(err, files.close())
			}
			total.add(&s.books)
			free <- s
		}
	}
	if err := files.close(); err != nil {
		return nil, nil, err
	}
	return files.done, total, nil
}

// pieces lists the work in the order of the files: account executives, customers from before, what little is left, and the
// dirt.
func (c *company) pieces() []func(*sheaf) {
	var list []func(*sheaf)
	for first := 0; first < c.ro.size[executive]; first += executivesAtOnce {
		list = append(list, func(s *sheaf) {
			for n := first; n < min(first+executivesAtOnce, c.ro.size[executive]); n++ {
				c.writeExecutive(s, n)
			}
		})
	}
	for first := 0; first < c.legacy; first += customersAtOnce {
		list = append(list, func(s *sheaf) {
			for n := first; n < min(first+customersAtOnce, c.legacy); n++ {
				c.writeLegacy(s, n)
			}
		})
	}
	return append(list, c.writePartners, c.writeColleagues, c.writeDirt)
}
