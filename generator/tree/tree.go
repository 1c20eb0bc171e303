// Package tree holds a set of files in memory and is the only package that
// reads or writes an application's folder.
//
// A [Set] is what a stage of the generator hands to the next: files by path,
// sorted, each with its [Owner]. It touches no disk.
//
// A [Dir] is an application's folder. Nothing outside it is ever read or
// written: every access goes through [os.Root], which refuses symbolic links
// that leave. A run of gen is
//
//	dir, err := tree.Open(path)
//	unlock, err := dir.Lock(ctx)     // a second gen waits
//	recovery, err := dir.Recover()   // finish what a killed gen began
//	data, err := dir.Read("gen.yaml")
//	err = dir.Write(changes, lock)   // all of it or nothing
//
// and one that takes the last write back is
//
//	changes, err := dir.LastWrite()
//	err = dir.TakeBack(changes)
//
// # How a write survives a crash
//
// [Dir.Write] compares each target with what planning saw, stages the new
// contents in .gen/stage, keeps the old ones beside them and then renames a
// synced journal to .gen/journal. That rename is the commit point: before it
// nothing has changed, after it the write always completes, if need be by
// [Dir.Recover] in the next run. The last journal and the old contents stay
// in .gen/undo until the next write. Taking a write back is a write as well,
// with a journal that says so.
//
//	.gen/.gitignore   keeps all of the following out of git
//	.gen/lock         held by the running gen
//	.gen/stage/new/N  new content of the journal's entry N
//	.gen/stage/old/N  what it replaces
//	.gen/journal      present while a committed write is not complete
//	.gen/undo/        the last journal, and what it replaced
//
// File contents are bytes: no line ends or encodings are assumed.
package tree

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"
)

// Owner says who may change a file once it is written.
type Owner int

const (
	Gen   Owner = iota // replaced on every run; says DO NOT EDIT on line 1
	Yours              // the user's; changes are merged in
	Once               // written once and never changed: migrations
)

// String returns the name that messages use.
func (o Owner) String() string {
	switch o {
	case Gen:
		return "gen"
	case Yours:
		return "yours"
	case Once:
		return "once"
	}
	return fmt.Sprintf("Owner(%d)", int(o))
}

// A File is one file of an application. Path is slash-separated and relative
// to the application's folder.
type File struct {
	Path  string
	Owner Owner
	Data  []byte
}

// Sum returns the checksum by which contents are compared: "sha256:" and hex.
func Sum(data []byte) string {
	sum := sha256.Sum256(data)
	return "sha256:" + hex.EncodeToString(sum[:])
}

// CheckPath reports why path cannot name a file of an application.
func CheckPath(path string) error {
	if path == "." || !fs.ValidPath(path) || strings.Contains(path, `\`) {
		return fmt.Errorf("%q is not a path inside the application", path)
	}
	if _, err := filepath.Localize(path); err != nil {
		return fmt.Errorf("%q is not a valid path on this system", path)
	}
	for segment := range strings.SplitSeq(path, "/") {
		if strings.EqualFold(segment, ".git") {
			return fmt.Errorf("%q belongs to git", path)
		}
	}
	return nil
}

// fold maps the paths that a case-insensitive file system takes for one file
// to one key.
func fold(path string) string { return strings.ToLower(path) }
