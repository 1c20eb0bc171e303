// Package merge merges what a person and gen did to the same file since gen
// emitted it last.
//
// A file has three versions: base is what gen emitted, yours is what the
// person made of it, and new is what gen would emit now. Merging goes from the
// large to the small:
//
//  1. Byte order mark, line ends and the newline at the end are set aside, and
//     the person's are put back on everything that is written.
//  2. The file is cut into named pieces: Go by declaration, SQL by query,
//     templates by definition, stylesheets by rule. Each piece of yours and new
//     finds its counterpart in base, also if it was moved or renamed.
//  3. The pieces are merged one by one, line by line. A Go import list is
//     merged as a set.
//  4. The result must parse and declare nothing twice, if the versions do.
//
// The person's order is kept, and what the person deleted stays deleted. What
// both changed in different ways is a conflict: nothing is chosen silently.
package merge

import (
	"bytes"
	"fmt"
	"slices"
)

// Options say how to write or to resolve conflicts.
type Options struct {
	Labels  Labels
	Resolve Resolution
}

// Labels name the versions in conflict markers.
type Labels struct{ Yours, Base, New string }

// A Resolution says what becomes of conflicts. The empty one leaves markers.
type Resolution string

// Each conflict takes the side of the person, or that of gen. Everything else
// is still merged.
const (
	Mine      Resolution = "mine"
	Generated Resolution = "generated"
)

// A Result is a merged file.
type Result struct {
	Text      []byte
	Conflicts []Conflict // those that are left in Text
	Notes     []string   // what a person should know about the merge
}

// A Conflict is what both sides changed in different ways.
type Conflict struct {
	Line  int    // of its first marker in Text, from 1; 0 if Text has no lines
	Piece string // such as "func (App).createPost", or "" outside of pieces
}

// three holds the same thing in the three versions of a file.
type three[T any] struct{ base, yours, new T }

// each applies f to the three versions.
func each[T, U any](v three[T], f func(T) U) three[U] {
	return three[U]{f(v.base), f(v.yours), f(v.new)}
}

// File merges what a person and gen did to a file since gen emitted base. The
// end of path decides what the file is cut into.
func File(path string, base, yours, generated []byte, o Options) Result {
	data := three[[]byte]{base, yours, generated}
	if result, ok := oneSided(data, bytes.Equal); ok {
		return Result{Text: result}
	}
	if slices.ContainsFunc([][]byte{base, yours, generated}, isBinary) {
		return mergeBinary(data, o.Resolve)
	}
	v := each(data, readText)
	lines := each(v, func(t text) []string { return t.lines })
	m := merger{form: formOf(path)}
	hunks := m.file(lines)
	if o.Resolve != "" {
		hunks = m.resolve(hunks, lines, o.Resolve)
	}
	merged, conflicts := render(hunks, o.Labels)
	return Result{styleOf(v).spell(merged, conflicts), conflicts, m.notes}
}

// oneSided gives the result where only one side changed anything, or both the
// same.
func oneSided[T any](v three[T], equal func(a, b T) bool) (result T, ok bool) {
	switch {
	case equal(v.yours, v.base), equal(v.yours, v.new):
		return v.new, true
	case equal(v.new, v.base):
		return v.yours, true
	}
	return result, false
}

// mergeBinary merges files that have no lines: one side or the other.
func mergeBinary(v three[[]byte], resolve Resolution) Result {
	switch resolve {
	case Mine:
		return Result{Text: v.yours, Notes: []string{resolution("", Mine)}}
	case Generated:
		return Result{Text: v.new, Notes: []string{resolution("", Generated)}}
	}
	return Result{Text: v.yours, Conflicts: []Conflict{{}}}
}

// A merger merges one file.
type merger struct {
	form  form
	notes []string
}

func (m *merger) note(format string, args ...any) {
	m.notes = append(m.notes, fmt.Sprintf(format, args...))
}

// file merges the lines of a file.
func (m *merger) file(v three[[]string]) []hunk {
	if lines, ok := oneSided(v, slices.Equal[[]string]); ok {
		return agree(lines)
	}
	hunks := m.cutAndMerge(v)
	if !clean(hunks) {
		return hunks
	}
	lines := m.form.tidy(v, agreed(hunks))
	if !m.form.sound(v, lines) {
		m.notes = nil
		return []hunk{{clash: &v}}
	}
	return agree(lines)
}

// cutAndMerge merges piece by piece where all versions can be cut.
func (m *merger) cutAndMerge(v three[[]string]) []hunk {
	pieces, ok := cutAll(v, m.form.cut)
	if !ok {
		return m.content(v)
	}
	parts := m.pieces(pieces)
	if m.form.imports {
		m.mergeImports(parts, v)
	}
	return join(parts)
}

// resolve lets one side win the conflicts, and the whole file if the result
// would not be sound.
func (m *merger) resolve(hunks []hunk, v three[[]string], side Resolution) []hunk {
	if clean(hunks) {
		return hunks
	}
	var lines []string
	for _, h := range hunks {
		if h.clash != nil {
			m.note("%s", resolution(h.piece, side))
		}
		lines = append(lines, h.side(side)...)
	}
	lines = m.form.tidy(v, lines)
	if !m.form.sound(v, lines) {
		lines, m.notes = hunk{clash: &v}.side(side), []string{resolution("", side)}
	}
	return agree(lines)
}

func resolution(piece string, side Resolution) string {
	if piece != "" {
		piece += ": "
	}
	if side == Mine {
		return piece + "changed by you and by gen, and yours is kept"
	}
	return piece + "changed by you and by gen, and gen's is taken"
}
