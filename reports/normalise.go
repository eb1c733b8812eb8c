package reports

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"io/fs"
	"sort"
	"strings"
	"time"
)

// packageTime is the time of every entry of every workbook: the first a zip can hold.
var packageTime = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)

// stableZip takes the place of excelize's zip writer. excelize hands over its parts in the order of Go maps, so the
// same workbook would give other bytes each time; stableZip keeps the parts until Close and writes them sorted, with
// one fixed time, lists inside them sorted and no author or time of making.
type stableZip struct {
	to    io.Writer
	names []string
	parts map[string]*bytes.Buffer
}

func newStableZip(to io.Writer) *stableZip {
	return &stableZip{to: to, parts: make(map[string]*bytes.Buffer)}
}

// Create gives the writer of one part. A name given twice keeps what came last, as excelize means it.
func (z *stableZip) Create(name string) (io.Writer, error) {
	name = strings.TrimPrefix(name, "/")
	if _, ok := z.parts[name]; !ok {
		z.names = append(z.names, name)
	}
	z.parts[name] = new(bytes.Buffer)
	return z.parts[name], nil
}

// AddFS is part of excelize's interface; a workbook built from nothing never calls it.
func (z *stableZip) AddFS(fs.FS) error { return fmt.Errorf("a workbook holds no file system") }

// Close writes the package: content types first, as readers expect, then relationships, then the rest by name.
func (z *stableZip) Close() error {
	sort.Slice(z.names, func(i, j int) bool {
		a, b := partRank(z.names[i]), partRank(z.names[j])
		if a != b {
			return a < b
		}
		return z.names[i] < z.names[j]
	})
	out := zip.NewWriter(z.to)
	for _, name := range z.names {
		body, err := normalPart(name, z.parts[name].Bytes())
		if err != nil {
			return fmt.Errorf("normalise %s: %w", name, err)
		}
		w, err := out.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: packageTime})
		if err != nil {
			return err
		}
		if _, err := w.Write(body); err != nil {
			return err
		}
	}
	return out.Close()
}

func partRank(name string) int {
	switch name {
	case "[Content_Types].xml":
		return 0
	case "_rels/.rels":
		return 1
	}
	return 2
}

const (
	coreProperties = xml.Header + `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>attain</dc:creator></cp:coreProperties>`
	appProperties  = xml.Header + `<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Application>attain</Application></Properties>`
)

// normalPart gives the bytes of a part that do not depend on when, by whom or in which map order it was made.
func normalPart(name string, body []byte) ([]byte, error) {
	switch {
	case name == "docProps/core.xml":
		return []byte(coreProperties), nil
	case name == "docProps/app.xml":
		return []byte(appProperties), nil
	case name == "[Content_Types].xml":
		return sortedContentTypes(body)
	case strings.HasSuffix(name, ".rels"):
		return sortedRelationships(body)
	case name == "xl/styles.xml":
		return quoteTextStyles(body), nil
	}
	return body, nil
}

type contentTypes struct {
	XMLName   xml.Name       `xml:"http://schemas.openxmlformats.org/package/2006/content-types Types"`
	Defaults  []typeDefault  `xml:"Default"`
	Overrides []typeOverride `xml:"Override"`
}

type typeDefault struct {
	Extension   string `xml:"Extension,attr"`
	ContentType string `xml:"ContentType,attr"`
}

type typeOverride struct {
	PartName    string `xml:"PartName,attr"`
	ContentType string `xml:"ContentType,attr"`
}

func sortedContentTypes(body []byte) ([]byte, error) {
	var t contentTypes
	if err := xml.Unmarshal(body, &t); err != nil {
		return nil, err
	}
	sort.Slice(t.Defaults, func(i, j int) bool { return t.Defaults[i].Extension < t.Defaults[j].Extension })
	sort.Slice(t.Overrides, func(i, j int) bool { return t.Overrides[i].PartName < t.Overrides[j].PartName })
	return withHeader(t)
}

type relationships struct {
	XMLName xml.Name       `xml:"http://schemas.openxmlformats.org/package/2006/relationships Relationships"`
	List    []relationship `xml:"Relationship"`
}

type relationship struct {
	ID     string `xml:"Id,attr"`
	Type   string `xml:"Type,attr"`
	Target string `xml:"Target,attr"`
	Mode   string `xml:"TargetMode,attr,omitempty"`
}

func sortedRelationships(body []byte) ([]byte, error) {
	var r relationships
	if err := xml.Unmarshal(body, &r); err != nil {
		return nil, err
	}
	sort.Slice(r.List, func(i, j int) bool {
		a, b := r.List[i].ID, r.List[j].ID
		if len(a) != len(b) {
			return len(a) < len(b)
		}
		return a < b
	})
	return withHeader(r)
}

func withHeader(v any) ([]byte, error) {
	b, err := xml.Marshal(v)
	return append([]byte(xml.Header), b...), err
}

// quoteTextStyles sets quotePrefix on every style with the text format (49, "@"): a cell that came from outside stays
// text even where somebody edits it, and never becomes a formula. excelize has no setting for it.
func quoteTextStyles(body []byte) []byte {
	return bytes.ReplaceAll(body, []byte(`<xf numFmtId="49"`), []byte(`<xf quotePrefix="1" numFmtId="49"`))
}
