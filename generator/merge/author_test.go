package merge

import (
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// An author changes an emitted file at random, as a person or as gen does.
// Every line that it writes bears a mark, so that it can be told where it went.
type author struct {
	*rand.Rand
	name    string
	path    string
	pieces  []piece
	touched map[string]bool // the keys of pieces whose lines changed or went
	marks   int
}

func newAuthor(name, path string, lines []string, r *rand.Rand) *author {
	pieces, ok := cutAll(three[[]string]{lines, lines, lines}, formOf(path).cut)
	if !ok || len(pieces.yours) < 4 {
		pieces.yours = []piece{{kind: declaration, key: "file", lines: lines}, {kind: end, key: "end"}}
	}
	return &author{Rand: r, name: name, path: path, pieces: pieces.yours, touched: map[string]bool{}}
}

func (a *author) mark() string {
	a.marks++
	return fmt.Sprintf("%sMark%d", a.name, a.marks)
}

// comment is a line of the file's language that says nothing.
func (a *author) comment(mark string) string {
	switch filepath.Ext(a.path) {
	case ".go":
		return "// " + mark
	case ".html":
		return "<!-- " + mark + " -->"
	case ".css":
		return "/* " + mark + " */"
	case ".sql":
		return "-- " + mark
	}
	return "# " + mark
}

// declare is a new piece.
func (a *author) declare(mark string) piece {
	text := map[string]string{
		".go":   "// %s is new.\nfunc %[1]s() {}\n",
		".html": "{{ define \"%s\" }}\n<p>new</p>\n{{ end }}\n",
		".css":  "#%s { margin: 0; }\n",
		".sql":  "-- name: %s :one\nSELECT 1;\n",
	}[filepath.Ext(a.path)]
	if text == "" {
		text = "%s\n"
	}
	return piece{kind: declaration, key: mark, gap: []string{"\n"}, lines: slices.Collect(strings.Lines(fmt.Sprintf(text, mark)))}
}

// pick is the index of a piece of this kind, or -1.
func (a *author) pick(k kind) int {
	var found []int
	for i, p := range a.pieces {
		if p.kind == k && len(p.lines) > 0 && p.key != "package" {
			found = append(found, i)
		}
	}
	if len(found) == 0 {
		return -1
	}
	return found[a.IntN(len(found))]
}

// inner is a line of p that may be followed by another.
func (a *author) inner(p piece) int {
	raw := false
	var lines []int
	for i, line := range p.lines {
		if strings.Count(line, "`")%2 == 1 {
			raw = !raw
		}
		if text := strings.TrimSpace(line); !raw && i < len(p.lines)-1 && text != "" && !strings.HasPrefix(text, "//") && !strings.HasPrefix(text, "/*") {
			lines = append(lines, i)
		}
	}
	if len(lines) == 0 {
		return -1
	}
	return lines[a.IntN(len(lines))]
}

// edit changes the lines of one piece; change may leave them alone.
func (a *author) edit(change func(lines []string, at int) []string) {
	i := a.pick(declaration)
	if i < 0 {
		return
	}
	p := &a.pieces[i]
	if at := a.inner(*p); at >= 0 {
		p.lines = change(slices.Clone(p.lines), at)
		a.touched[p.key] = true
	}
}

func (a *author) insertLine() {
	a.edit(func(lines []string, at int) []string {
		return slices.Insert(lines, at+1, indentation(lines[at])+a.comment(a.mark())+"\n")
	})
}

func (a *author) changeLine() {
	a.edit(func(lines []string, at int) []string {
		lines[at] = strings.TrimSuffix(lines[at], "\n") + " " + a.comment(a.mark()) + "\n"
		return lines
	})
}

func (a *author) add() {
	if a.pieces[0].key == "file" {
		a.touched["file"] = true
	}
	at := len(a.pieces) - 1
	for at > 2 && a.IntN(3) > 0 {
		at--
	}
	a.pieces = slices.Insert(a.pieces, at, a.declare(a.mark()))
}

func (a *author) remove() {
	if i := a.pick(declaration); i >= 0 && a.pieces[i].key != "file" {
		a.touched[a.pieces[i].key] = true
		a.pieces = slices.Delete(a.pieces, i, i+1)
	}
}

func (a *author) move() {
	if i := a.pick(declaration); i >= 0 && a.pieces[i].key != "file" && filepath.Ext(a.path) != ".css" {
		p := a.pieces[i]
		p.gap = []string{"\n"}
		a.pieces = slices.Delete(a.pieces, i, i+1)
		a.pieces = slices.Insert(a.pieces, min(2, len(a.pieces)-1)+a.IntN(max(1, len(a.pieces)-2)), p)
	}
}

// rename gives a function another name, also where it calls itself.
func (a *author) rename() {
	i := a.pick(declaration)
	if i < 0 || a.pieces[i].sort() != "func" || len(a.pieces[i].substance()) < 3 {
		return
	}
	p := &a.pieces[i]
	name := regexp.MustCompile(`\b` + p.name() + `\b`)
	to := a.mark()
	var lines []string
	for _, line := range p.lines {
		lines = append(lines, name.ReplaceAllString(line, to))
	}
	a.touched[p.key] = true
	p.lines = lines
}

// reformat changes white space that means nothing.
func (a *author) reformat() {
	i := a.pick(declaration)
	if i < 0 || formOf(a.path).rawIn(a.pieces[i].lines) {
		return
	}
	var lines []string
	for _, line := range a.pieces[i].lines {
		switch filepath.Ext(a.path) {
		case ".go":
			line = strings.Repeat("    ", len(indentation(line))) + strings.TrimLeft(line, "\t")
		case ".html", ".css":
			line = "  " + line
		}
		lines = append(lines, line)
	}
	a.pieces[i].lines = lines
}

// use imports a package and uses it.
func (a *author) use() {
	i := slices.IndexFunc(a.pieces, func(p piece) bool { return p.kind == importList && len(p.lines) > 2 })
	if i < 0 || slices.Contains(a.pieces[i].lines, "\t\"slices\"\n") {
		return
	}
	list := &a.pieces[i].lines
	*list = slices.Insert(slices.Clone(*list), 1+a.IntN(2), "\t\"slices\"\n")
	mark := a.mark()
	p := a.declare(mark)
	p.lines = []string{"var " + mark + " = slices.Max([]int{1})\n"}
	a.pieces = slices.Insert(a.pieces, len(a.pieces)-1, p)
}

// remark writes a comment between pieces.
func (a *author) remark() {
	p := piece{kind: free, gap: []string{"\n"}, lines: []string{a.comment(a.mark()) + "\n", "\n"}}
	if a.pieces[0].key == "file" {
		a.touched["file"] = true
	}
	a.pieces = slices.Insert(a.pieces, min(2, len(a.pieces)-1)+a.IntN(max(1, len(a.pieces)-2)), p)
}

func (a *author) change(times int, how ...func()) {
	for range times {
		if len(a.pieces) > 3 || a.pieces[0].key == "file" {
			how[a.IntN(len(how))]()
		}
	}
}

// lines is the file, without the imports that it no longer uses.
func (a *author) lines() []string {
	var lines []string
	if i := slices.IndexFunc(a.pieces, func(p piece) bool { return p.kind == importList }); i >= 0 {
		rest := ""
		for _, p := range a.pieces[i+1:] {
			rest += content(p)
		}
		a.pieces[i].lines = slices.DeleteFunc(slices.Clone(a.pieces[i].lines), func(line string) bool {
			line = strings.TrimPrefix(strings.TrimSpace(line), "import ")
			name := packageName(line)
			return strings.HasPrefix(line, "\"") && !strings.Contains(rest, name+".")
		})
	}
	for i, p := range a.pieces {
		gap := p.gap
		if len(gap) == 0 && i > 0 && p.kind == declaration {
			gap = []string{"\n"}
		}
		lines = append(append(lines, gap...), p.lines...)
	}
	return lines
}
