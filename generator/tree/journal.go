package tree

import (
	"bytes"
	"encoding/json"
	"fmt"
	"path"
	"strconv"
	"strings"
)

// An entry of the journal is one file to put in place or to remove. An entry
// is known by its position: its staged content is .gen/stage/new/<position>.
type entry struct {
	Path string `json:"path"`
	Old  string `json:"old,omitempty"` // sum of what is replaced, "" if nothing
	New  string `json:"new,omitempty"` // sum of what replaces it, "" if nothing
}

func (e entry) removes() bool { return e.New == "" }

func staged(i int) string { return path.Join(newDir, strconv.Itoa(i)) }
func kept(i int) string   { return path.Join(oldDir, strconv.Itoa(i)) }

// The words that a journal begins with: of a write, and of one that takes
// another back.
const (
	journalTitle = "gen journal 1 "
	undoTitle    = "gen undo 1 "
)

// takesBack reports whether a journal is of a write that takes another back.
func takesBack(journal []byte) bool { return bytes.HasPrefix(journal, []byte(undoTitle)) }

// encodeJournal returns a title line with the sum of the rest, and the
// entries as a line of JSON each.
func encodeJournal(title string, entries []entry) ([]byte, error) {
	var body bytes.Buffer
	lines := json.NewEncoder(&body)
	for _, e := range entries {
		if err := lines.Encode(e); err != nil {
			return nil, err
		}
	}
	return append([]byte(title+Sum(body.Bytes())+"\n"), body.Bytes()...), nil
}

func decodeJournal(data []byte) ([]entry, error) {
	title, body, _ := bytes.Cut(data, []byte("\n"))
	if sum := Sum(body); string(title) != journalTitle+sum && string(title) != undoTitle+sum {
		return nil, &DamagedError{journalFile, "its checksum does not match"}
	}
	var entries []entry
	for line := range bytes.Lines(body) {
		var e entry
		if err := json.Unmarshal(line, &e); err != nil {
			return nil, &DamagedError{journalFile, err.Error()}
		}
		if err := checkTarget(e.Path); err != nil {
			return nil, &DamagedError{journalFile, err.Error()}
		}
		entries = append(entries, e)
	}
	return entries, nil
}

// checkTarget accepts the paths that a write may touch: of .gen only base/
// and the file that keeps the rest out of git.
func checkTarget(p string) error {
	if err := CheckPath(p); err != nil {
		return err
	}
	inState := fold(p) == stateDir || strings.HasPrefix(fold(p), stateDir+"/")
	inBase := strings.HasPrefix(p, stateDir+"/base/")
	if inState && !inBase && p != ignoreFile {
		return fmt.Errorf("%s is reserved for gen's own state", p)
	}
	return nil
}
