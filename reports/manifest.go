package reports

import (
	"encoding/json"
	"fmt"
	"io"
	"sort"
)

// Manifest says what a run was made from and what it wrote, so that anybody can tell, by hashes alone, whether two
// runs are the same and whether a file was changed afterwards. It has no time of making.
type Manifest struct {
	Program  string          `json:"program"` // attain 0.1.0
	Run      string          `json:"run"`
	Period   string          `json:"period"`
	AsOf     string          `json:"as_of"`
	Identity string          `json:"identity"` // sha256 over inputs, as-of date and program
	Inputs   ManifestInputs  `json:"inputs"`
	Totals   []ManifestTotal `json:"totals"`
	Rewards  []ManifestTotal `json:"rewards,omitempty"` // what was earned that is no money: Currency is the reward's name
	Files    []ManifestFile  `json:"files"`
}

// ManifestInputs is everything the results depend on.
type ManifestInputs struct {
	Config   []ManifestFile    `json:"config"`
	Plans    []ManifestFile    `json:"plans"`
	SQL      []ManifestFile    `json:"sql"`
	Landings []ManifestLanding `json:"landings"`
}

// ManifestLanding is one landing a run read.
type ManifestLanding struct {
	Source  string         `json:"source"`
	Entity  string         `json:"entity"`
	Landing string         `json:"landing"`
	Files   []ManifestFile `json:"files"`
}

// ManifestFile is one file by its content.
type ManifestFile struct {
	Name    string `json:"name"`
	SHA256  string `json:"sha256"`
	Bytes   int64  `json:"bytes,omitempty"`
	Records int64  `json:"records,omitempty"`
}

// ManifestTotal is what was earned in one currency.
type ManifestTotal struct {
	Currency     string `json:"currency"`
	Participants int64  `json:"participants"`
	Lines        int64  `json:"lines"`
	AmountMinor  int64  `json:"amount_minor"`
	Amount       string `json:"amount"` // 1928.57
}

// WriteManifest writes the manifest as indented JSON. Lists are put in order of their names, so the order they were
// gathered in does not show.
func WriteManifest(w io.Writer, m Manifest) error {
	m.Inputs.Config, m.Inputs.Plans, m.Inputs.SQL = sortedFiles(m.Inputs.Config), sortedFiles(m.Inputs.Plans), sortedFiles(m.Inputs.SQL)
	m.Files = sortedFiles(m.Files)
	m.Totals = append([]ManifestTotal{}, m.Totals...)
	sort.Slice(m.Totals, func(i, j int) bool { return m.Totals[i].Currency < m.Totals[j].Currency })
	m.Rewards = append([]ManifestTotal{}, m.Rewards...)
	sort.Slice(m.Rewards, func(i, j int) bool { return m.Rewards[i].Currency < m.Rewards[j].Currency })
	landings := append([]ManifestLanding{}, m.Inputs.Landings...)
	for i := range landings {
		landings[i].Files = sortedFiles(landings[i].Files)
	}
	sort.Slice(landings, func(i, j int) bool {
		a, b := landings[i], landings[j]
		if a.Source != b.Source {
			return a.Source < b.Source
		}
		if a.Entity != b.Entity {
			return a.Entity < b.Entity
		}
		return a.Landing < b.Landing
	})
	m.Inputs.Landings = landings
	out := json.NewEncoder(w)
	out.SetEscapeHTML(false)
	out.SetIndent("", "  ")
	if err := out.Encode(m); err != nil {
		return fmt.Errorf("write manifest: %w", err)
	}
	return nil
}

// sortedFiles gives a sorted copy, empty rather than null.
func sortedFiles(files []ManifestFile) []ManifestFile {
	out := append([]ManifestFile{}, files...)
	sort.Slice(out, func(i, j int) bool { return out[i].Name < out[j].Name })
	return out
}
