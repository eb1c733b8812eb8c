package main

import (
	"crypto/sha256"
	"encoding/hex"
	"sync"

	"attain/reports"
)

// fileList puts files into the draft of out/<period> and remembers them for the manifest; statements come from several
// goroutines.
type fileList struct {
	pub  *publisher
	mu   sync.Mutex
	list []reports.ManifestFile
}

func (f *fileList) add(name string, content []byte) error {
	if err := f.pub.write(name, content); err != nil {
		return err
	}
	sum := sha256.Sum256(content)
	f.mu.Lock()
	defer f.mu.Unlock()
	f.list = append(f.list, reports.ManifestFile{Name: name, SHA256: hex.EncodeToString(sum[:]), Bytes: int64(len(content))})
	return nil
}
