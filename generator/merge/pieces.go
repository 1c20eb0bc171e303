package merge

import (
	"slices"
	"strconv"
	"strings"
)

// An entry is one piece in its three versions. A version that does not have it
// is nil.
type entry three[*piece]

// A part is an entry and what it was merged into.
type part struct {
	*entry
	hunks []hunk
}

// pieces merges piece by piece.
func (m *merger) pieces(v three[[]piece]) []part {
	var parts []part
	for _, e := range entries(v) {
		parts = append(parts, part{e, named(m.piece(e), e.key())})
	}
	return parts
}

// piece merges one piece.
func (m *merger) piece(e *entry) []hunk {
	base, yours, generated := e.base, e.yours, e.new
	switch {
	case base == nil && yours == nil:
		return agree(generated.lines)
	case base == nil && generated == nil:
		return agree(yours.lines)
	case base == nil:
		return m.content(three[[]string]{nil, yours.lines, generated.lines})
	case yours == nil && generated == nil:
		return nil
	case yours == nil:
		if !m.form.spaced(base.lines, generated.lines) {
			m.note("%s: you deleted it, so gen's changes to it are left out", e.title())
		}
		return nil
	case generated == nil && m.form.spaced(base.lines, yours.lines):
		return nil
	case generated == nil:
		return []hunk{{clash: &three[[]string]{base.lines, yours.lines, nil}}}
	}
	m.noteRenamed(e)
	return m.content(three[[]string]{base.lines, yours.lines, generated.lines})
}

func (m *merger) noteRenamed(e *entry) {
	switch {
	case e.yours.key != e.base.key && !m.form.spaced(e.base.lines, e.new.lines):
		m.note("%s: you renamed it to %s, and gen's changes are made there", e.base.key, e.yours.key)
	case e.new.key != e.base.key && !m.form.spaced(e.base.lines, e.yours.lines):
		m.note("%s: gen calls it %s now, and your changes are made there", e.base.key, e.new.key)
	}
}

// content merges the lines of one piece, or of a file that has none: by every
// byte, then without regard to white space, then as a list of calls.
func (m *merger) content(v three[[]string]) []hunk {
	if lines, ok := oneSided(v, slices.Equal[[]string]); ok {
		return agree(lines)
	}
	hunks := merge3(v, exact, m.form.apart)
	if clean(hunks) {
		return hunks
	}
	if loose := merge3(v, m.form.loose, m.form.apart); clean(loose) && !m.form.rawIn(v.base, v.yours, v.new) {
		return loose
	}
	if lines, ok := oneSided(v, m.form.spaced); ok {
		return agree(lines)
	}
	if listed, ok := m.callList(v); ok {
		return listed
	}
	return hunks
}

// callList merges a function that only registers things by its paragraphs. It
// leaves alone what one side dropped and the other changed.
func (m *merger) callList(v three[[]string]) ([]hunk, bool) {
	if m.form.calls == nil {
		return nil, false
	}
	pieces, ok := cutAll(v, m.form.calls)
	if !ok || pieces.yours[0].key != pieces.base[0].key || pieces.yours[0].key != pieces.new[0].key {
		return nil, false
	}
	inner := merger{form: form{loose: m.form.loose}}
	parts := inner.pieces(pieces)
	inBase := 0 // the others were dropped by both, perhaps for something else
	for _, p := range parts {
		if p.base != nil {
			inBase++
		}
		if !p.settled() {
			return nil, false
		}
	}
	hunks := join(parts)
	return hunks, clean(hunks) && inBase == len(pieces.base)
}

// settled reports whether nobody changed what the other side dropped.
func (e *entry) settled() bool {
	switch {
	case e.base == nil:
		return true
	case e.yours == nil:
		return slices.Equal(e.base.lines, e.new.lines)
	case e.new == nil:
		return slices.Equal(e.base.lines, e.yours.lines)
	}
	return true
}

// join puts the parts together, with the blank lines between them.
func join(parts []part) []hunk {
	var hunks []hunk
	var before *entry
	for _, p := range parts {
		isEnd := p.some().kind == end
		if len(p.hunks) == 0 && !isEnd {
			continue
		}
		gap := p.gap()
		if len(gap) == 0 && !isEnd && before != nil && !p.follows(before) {
			gap = []string{"\n"}
		}
		if len(gap) > 0 {
			hunks = append(hunks, hunk{lines: gap})
		}
		hunks = append(hunks, p.hunks...)
		before = p.entry
	}
	return hunks
}

// some is the piece in one version, the person's first.
func (e *entry) some() *piece {
	switch {
	case e.yours != nil:
		return e.yours
	case e.base != nil:
		return e.base
	}
	return e.new
}

// key is the name that a conflict in the piece gets.
func (e *entry) key() string { return e.some().key }

// title names the piece for a person, also if it has no name.
func (e *entry) title() string {
	if p := e.some(); p.key == "" {
		return strconv.Quote(strings.TrimSpace(p.lines[0]))
	}
	return e.some().key
}

// gap is the blank lines before the piece: the person's, or gen's where the
// person left them alone.
func (e *entry) gap() []string {
	switch {
	case e.yours == nil:
		return e.new.gap
	case e.new == nil:
		return e.yours.gap
	case len(e.yours.lines) == 0 && e.yours.kind != end:
		return e.new.gap
	case e.base != nil && slices.Equal(e.yours.gap, e.base.gap):
		return e.new.gap
	}
	return e.yours.gap
}

// follows reports whether e comes right after before in yours or new.
func (e *entry) follows(before *entry) bool {
	next := func(a, b *piece) bool { return a != nil && b != nil && b.index == a.index+1 }
	return next(before.yours, e.yours) || next(before.new, e.new)
}
