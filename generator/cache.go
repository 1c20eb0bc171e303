package generator

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"

	"github.com/seed-b1203020/gen/generator/tree"
)

// A cache spares a run what an earlier one did, see [render.Cache]. It keeps no
// texts of its own: those of the last run are still there, as a file if that is
// gen's, as its base if it is yours. gen.lock says what they were made from.
//
//   - Of a resource's files, it is all that templates looked at. Where that is
//     the same, nothing is executed.
//   - Of a Go file, it is what its template made, its source. Where that is the
//     same, nothing is formatted, for what gofmt makes of a text never changes.
type cache struct {
	disk    *disk
	old     *lock
	known   bool              // whether the templates and the gofmt of this gen made what old lists
	sources map[string]string // sums of the sources of this run, by path
	kept    map[string]bool   // paths of texts that nothing was executed for
	made    []making          // of this run
}

// A making says what the files of a resource were made from.
type making struct {
	Resource string
	Saw      []string // the resources that templates looked at
	Sum      string   // see textsSum

	print string
	paths []string
}

func newCache(in *input) (*cache, error) {
	sum, err := templatesSum()
	return &cache{
		disk: in.disk, old: in.lock, known: in.lock.Templates == sum,
		sources: make(map[string]string), kept: make(map[string]bool),
	}, err
}

// Kept gives the texts at paths if nothing changed of what they were made from.
func (c *cache) Kept(resource string, paths []string, print func(saw []string) string) [][]byte {
	i := slices.IndexFunc(c.old.Made, func(m making) bool { return m.Resource == resource })
	if !c.known || i < 0 {
		return nil
	}
	m := making{Resource: resource, Saw: c.old.Made[i].Saw, paths: paths}
	m.print = print(m.Saw)
	if m.print == "" || c.old.Made[i].Sum != textsSum(m.print, paths, c.old.Files) {
		return nil
	}
	texts := make([][]byte, len(paths))
	for i, path := range paths {
		if texts[i] = c.text(path); texts[i] == nil {
			return nil
		}
	}
	for _, path := range paths {
		c.kept[path] = true
	}
	c.made = append(c.made, m)
	return texts
}

// Made notes what the files of a resource are made from.
func (c *cache) Made(resource string, paths, saw []string, print string) {
	c.made = append(c.made, making{Resource: resource, Saw: saw, print: print, paths: paths})
}

// Formatted gives the text that came of the source of the file at path in the
// last run, or nil if it had another one then or the text is gone.
func (c *cache) Formatted(path string, source []byte) []byte {
	sum := tree.Sum(source)
	c.sources[path] = sum
	was, emitted := c.old.file(path)
	if !c.known || !emitted || was.Source != sourceSum(sum, was.Sum) {
		return nil
	}
	return c.text(path)
}

// text is what the last run emitted at path, nil if it is gone.
func (c *cache) text(path string) []byte {
	was, emitted := c.old.file(path)
	at := path
	if was.Owner == tree.Yours {
		at = baseDir + path
	}
	there, err := c.disk.read(at)
	switch {
	case err != nil || !emitted || !there.says(was.Sum):
		return nil // whoever needs the file says what is wrong with it
	case there.Sum == was.Sum:
		return there.Data
	}
	return plain(there.Data)
}

// record notes what the files that this run emits were made from.
func (c *cache) record(l *lock) {
	l.sort()
	for i, f := range l.Files {
		was, _ := c.old.file(f.Path)
		switch source, isGo := c.sources[f.Path]; {
		case f.Owned:
		case isGo:
			l.Files[i].Source = sourceSum(source, f.Sum)
		case c.kept[f.Path]:
			l.Files[i].Source = was.Source
		}
	}
	for _, m := range c.made {
		if m.Sum = textsSum(m.print, m.paths, l.Files); m.Sum != "" {
			l.Made = append(l.Made, m)
		}
	}
}

// sourceSum ties the text with the sum of a Go file to its source. It is cut
// short, for gen.lock has one for each file.
func sourceSum(source, text string) string {
	sum := sha256.Sum256([]byte(source + " " + text))
	return hex.EncodeToString(sum[:16])
}

// textsSum ties the texts of the files at paths to the fingerprint of what they
// are made from. It is "" if one of them is not among files, or the user's
// alone.
func textsSum(print string, paths []string, files []emitted) string {
	l := lock{Files: files}
	hash := sha256.New()
	fmt.Fprintln(hash, print)
	for _, path := range paths {
		f, emitted := l.file(path)
		if !emitted || f.Owned {
			return ""
		}
		fmt.Fprintln(hash, path, f.Sum)
	}
	return hex.EncodeToString(hash.Sum(nil)[:16])
}
