package generator

import (
	"crypto/sha256"
	"encoding/hex"

	"github.com/seed-b1203020/gen/generator/tree"
)

// A sources spares a run most of the formatting, which is the dear part of
// rendering Go. What gofmt makes of a text is always the same. So gen.lock ties
// what the template of each Go file made, its source, to the text that came of
// it; where a template makes the same source again, that text is taken over. It
// is still there: as the file if that is gen's, as its base if it is yours.
type sources struct {
	disk  *disk
	old   *lock
	known bool              // whether this gen's gofmt made what old lists
	sums  map[string]string // of the sources of this run, by path
}

func newSources(in *input) (*sources, error) {
	sum, err := templatesSum()
	return &sources{disk: in.disk, old: in.lock, known: in.lock.Templates == sum, sums: make(map[string]string)}, err
}

// formatted gives the text that came of the source of the file at path in the
// last run, or nil if it had another one then or the text is gone.
func (s *sources) formatted(path string, source []byte) []byte {
	sum := tree.Sum(source)
	s.sums[path] = sum
	was, emitted := s.old.file(path)
	if !s.known || !emitted || was.Source != sourceSum(sum, was.Sum) {
		return nil
	}
	at := path
	if was.Owner == tree.Yours {
		at = baseDir + path
	}
	there, err := s.disk.read(at)
	switch {
	case err != nil || !there.says(was.Sum):
		return nil // whoever needs the file says what is wrong with it
	case there.Sum == was.Sum:
		return there.Data
	}
	return plain(there.Data)
}

// record notes the sources of the files that this run emits.
func (s *sources) record(files []emitted) {
	for i, f := range files {
		if source, isGo := s.sums[f.Path]; isGo && !f.Owned {
			files[i].Source = sourceSum(source, f.Sum)
		}
	}
}

// sourceSum ties the text with the sum of a Go file to its source. It is cut
// short, for gen.lock has one for each file.
func sourceSum(source, text string) string {
	sum := sha256.Sum256([]byte(source + " " + text))
	return hex.EncodeToString(sum[:16])
}
