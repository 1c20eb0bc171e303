package merge

import (
	"path"
	"slices"
	"strings"
	"unicode/utf8"
)

// A Renaming says which of gen's own names changed between base and new, from
// the old to the new one.
type Renaming struct {
	Idents map[string]string // Go identifiers: GetPost, post
	Names  map[string]string // words of tables, columns and pages: posts, author_id
	Paths  map[string]string // of URLs: /posts
}

// Apply renames in both versions of a file, so that what is left between them
// is what the person changed. In base, and in what the person left alone, every
// whole name is renamed. In lines that the person wrote, only what plainly is
// one of gen's names is, and not comments or other text. The numbers of those
// lines of yours2 are given too.
func (r Renaming) Apply(name string, base, yours []byte) (base2, yours2 []byte, lines []int) {
	b, y := readText(base), readText(yours)
	kept := keptLines(formOf(name), b.lines, y.lines)
	edits := r.edits(name, strings.Join(y.lines, ""))
	start := 0
	for i, line := range y.lines {
		end := start + len(line)
		if kept[i] {
			y.lines[i] = r.anywhere(line)
		} else if y.lines[i] = substitute(line, start, edits); y.lines[i] != line {
			lines = append(lines, i+1)
		}
		start = end
	}
	for i, line := range b.lines {
		b.lines[i] = r.anywhere(line)
	}
	return b.bytes(), y.bytes(), lines
}

// bytes spells t as it was read.
func (t text) bytes() []byte {
	return style{mark: t.mark, open: t.open, mixed: t.lines, crlf: t.crlf}.spell(t.lines, nil)
}

// keptLines says which lines of yours are in base too, also in pieces that
// moved.
func keptLines(f form, base, yours []string) []bool {
	kept := make([]bool, len(yours))
	mark := func(base, yours []string, offset int) {
		for _, at := range commonLines(base, yours) {
			if at >= 0 {
				kept[offset+at] = true
			}
		}
	}
	pieces, ok := cutAll(three[[]string]{base, yours, base}, f.cut)
	if !ok {
		mark(base, yours, 0)
		return kept
	}
	for from, to := range align(pieces.base, pieces.yours).to {
		if to >= 0 {
			p := pieces.yours[to]
			mark(pieces.base[from].lines, p.lines, p.start)
		}
	}
	return kept
}

// A nameEdit replaces length bytes of a text.
type nameEdit struct {
	at, length int
	to         string
}

// substitute makes the edits that lie in line, which starts at start.
func substitute(line string, start int, edits []nameEdit) string {
	var b strings.Builder
	done := 0
	for _, e := range edits {
		at := e.at - start
		if at < done || at+e.length > len(line) {
			continue
		}
		b.WriteString(line[done:at])
		b.WriteString(e.to)
		done = at + e.length
	}
	b.WriteString(line[done:])
	return b.String()
}

// edits finds what is renamed in what a person wrote, in order.
func (r Renaming) edits(name, text string) []nameEdit {
	var edits []nameEdit
	switch strings.ToLower(path.Ext(name)) {
	case ".go":
		edits = r.inGo(text)
	case ".html", ".gohtml", ".tmpl":
		edits = r.inHTML(text)
	case ".sql":
		edits = r.inSQL(text)
	default:
		edits = r.in(text, 0, nil, r.Paths)
	}
	slices.SortStableFunc(edits, func(a, b nameEdit) int { return a.at - b.at })
	return edits
}

// anywhere renames every whole name in s.
func (r Renaming) anywhere(s string) string {
	return substitute(s, 0, r.in(s, 0, []map[string]string{r.Idents, r.Names}, r.Paths))
}

// in finds the whole words and paths in s, which starts at offset.
func (r Renaming) in(s string, offset int, words []map[string]string, paths map[string]string) []nameEdit {
	var edits []nameEdit
	for i := 0; i < len(s); {
		if from := pathAt(s[i:], paths); from != "" {
			edits = append(edits, nameEdit{offset + i, len(from), paths[from]})
			i += len(from)
			continue
		}
		length := wordLength(s[i:])
		if to, ok := lookup(s[i:i+length], words); ok {
			edits = append(edits, nameEdit{offset + i, length, to})
		}
		_, size := utf8.DecodeRuneInString(s[i:])
		i += max(length, size)
	}
	return edits
}

func lookup(word string, tables []map[string]string) (to string, ok bool) {
	for _, table := range tables {
		if to, ok := table[word]; ok {
			return to, true
		}
	}
	return "", false
}

// wordLength is the length of the word that s starts with.
func wordLength(s string) int {
	for i, r := range s {
		if !isWordRune(r) {
			return i
		}
	}
	return len(s)
}

// pathAt is the longest of paths that s starts with, up to the end of a word.
func pathAt(s string, paths map[string]string) string {
	longest := ""
	if !strings.HasPrefix(s, "/") {
		return longest
	}
	for from := range paths {
		rest, ok := strings.CutPrefix(s, from)
		if ok && len(from) > len(longest) && wordLength(rest) == 0 && !strings.HasPrefix(rest, "-") {
			longest = from
		}
	}
	return longest
}
