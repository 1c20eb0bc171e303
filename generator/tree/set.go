package tree

import (
	"fmt"
	"slices"
	"strings"
)

// A Set is files sorted by path, no two with the same path. The zero Set is
// empty and ready to use.
type Set struct {
	files  []File
	folded map[string]string // fold(path) to path
}

// NewSet returns a set of the given files.
func NewSet(files ...File) (*Set, error) {
	s := new(Set)
	for _, f := range files {
		if err := s.Add(f); err != nil {
			return nil, err
		}
	}
	return s, nil
}

// Add adds a file. A path that the set already has, even in another letter
// case, is an error.
func (s *Set) Add(f File) error {
	if err := CheckPath(f.Path); err != nil {
		return err
	}
	if other, ok := s.folded[fold(f.Path)]; ok {
		return collision(other, f.Path)
	}
	if s.folded == nil {
		s.folded = make(map[string]string)
	}
	s.folded[fold(f.Path)] = f.Path
	i, _ := s.search(f.Path)
	s.files = slices.Insert(s.files, i, f)
	return nil
}

// Get returns the file at path.
func (s *Set) Get(path string) (File, bool) {
	i, ok := s.search(path)
	if !ok {
		return File{}, false
	}
	return s.files[i], true
}

// Files returns the files sorted by path. The slice is the caller's.
func (s *Set) Files() []File { return slices.Clone(s.files) }

// Len returns the number of files.
func (s *Set) Len() int { return len(s.files) }

func (s *Set) search(path string) (int, bool) {
	return slices.BinarySearchFunc(s.files, path, func(f File, path string) int {
		return strings.Compare(f.Path, path)
	})
}

func collision(a, b string) error {
	if a == b {
		return fmt.Errorf("%s is there twice", a)
	}
	return fmt.Errorf("%s and %s are one file where letter case does not count", a, b)
}
