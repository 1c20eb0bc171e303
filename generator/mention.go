package generator

import (
	"bytes"
	"fmt"
	"path"
	"slices"
	"strings"
)

// mentions are notes about files of the user's own that still have old names.
// gen never edits these.
func (r *renaming) mentions(d *disk, old *lock) ([]string, error) {
	if r == nil {
		return nil, nil
	}
	paths, err := d.list(".")
	if err != nil {
		return nil, err
	}
	var notes []string
	for _, p := range paths {
		if f, emitted := old.file(p); emitted && !f.Owned || !mayMention(p) {
			continue
		}
		file, err := d.read(p)
		if err != nil {
			return nil, err
		}
		if found := r.mentioned(p, file.Data); len(found) > 0 {
			notes = append(notes, fmt.Sprintf("%s: gen does not edit this file of yours, which says %s", p, strings.Join(found, ", ")))
		}
	}
	return notes, nil
}

// mayMention reports whether a file holds Go or queries.
func mayMention(p string) bool {
	if path.Dir(p) == queriesDir {
		return path.Ext(p) == ".sql"
	}
	return path.Ext(p) == ".go" && !strings.HasPrefix(p, "vendor/")
}

// mentioned lists the old names in a text, each with its new name and its
// first line.
func (r *renaming) mentioned(p string, text []byte) []string {
	names := r.namesIn(p, wordsOf(p, text))
	var found []string
	var seen []string
	number := 0
	for line := range bytes.Lines(text) {
		number++
		for _, word := range splitWords(string(line)) {
			to, renamed := names[word]
			if !renamed || slices.Contains(seen, word) {
				continue
			}
			seen = append(seen, word)
			found = append(found, fmt.Sprintf("%s for %s (line %d)", word, to, number))
		}
	}
	return found
}

// namesIn is what changed its name, as far as a file with the given words can
// mean it: tables and columns in queries, and in Go what others than the file
// declare. Fields count where their resource is mentioned.
func (r *renaming) namesIn(p string, has words) map[string]string {
	names := newNames()
	r.everywhere.add(names)
	for _, f := range r.fields {
		if f.extension == path.Ext(p) && has.speakOf(f.from, f.to) {
			f.add(names)
		}
	}
	if path.Ext(p) == ".sql" {
		return names.Names
	}
	for word := range names.Idents {
		if isSnake(word) {
			delete(names.Idents, word) // most likely a variable
		}
	}
	return names.Idents
}
