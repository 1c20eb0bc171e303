package generator

import (
	"bytes"
	"maps"
	"slices"
)

// A vocabulary knows the words of files. It reads a file when its words are
// asked for, so what a rename costs follows from the files that it is about.
type vocabulary struct {
	texts map[string][]byte // by path
	read  map[string]words  // of the files that were asked for
	like  *vocabulary       // of the files before, most of which are the same; or nil
}

// in is the words of those of the files at paths that there are.
func (v *vocabulary) in(paths []string) words {
	all := make(words)
	for _, p := range paths {
		maps.Copy(all, v.of(p))
	}
	return all
}

// of is the words of the file at p.
func (v *vocabulary) of(p string) words {
	text, there := v.texts[p]
	if !there {
		return nil
	}
	if v.like != nil && bytes.Equal(text, v.like.texts[p]) {
		return v.like.of(p)
	}
	if _, known := v.read[p]; !known {
		if v.read == nil {
			v.read = make(map[string]words)
		}
		v.read[p] = wordsOf(p, text)
	}
	return v.read[p]
}

func (v *vocabulary) paths() []string { return slices.Collect(maps.Keys(v.texts)) }
