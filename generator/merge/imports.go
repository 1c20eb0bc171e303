package merge

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// mergeImports merges the import lists as sets, in the person's order and
// groups: what the merged file uses and one side imports is there, and what it
// no longer uses is not. A list that does not fit stays merged by lines.
func (m *merger) mergeImports(parts []part, v three[[]string]) {
	at := slices.IndexFunc(parts, func(p part) bool { return p.some().kind == importList })
	if at < 0 {
		return
	}
	e := parts[at].entry
	lists := each(three[*piece](*e), readImports)
	if !lists.base.ok || !lists.yours.ok || !lists.new.ok {
		return
	}
	s := importSet{lists: lists, used: each(v, qualifiers)}
	if s.commentedByGen() {
		return
	}
	parts[at].hunks = nil
	s.merged = qualifiersOf(join(parts))
	parts[at].hunks = agree(s.lines())
}

// An importSpec is one import.
type importSpec struct {
	key        string // name and path
	path       string
	names      []string // what it may be called in the file, or none if that does not matter
	start, end int      // its lines in the list, with its comment
	group      int      // specs without a blank line between them
	alone      bool     // not in parentheses
}

// An imports is an import list.
type imports struct {
	lines []string
	specs []importSpec
	ok    bool // each import has its lines for itself, and none is cgo's
}

func readImports(p *piece) imports {
	if p == nil {
		return imports{ok: true}
	}
	files := token.NewFileSet()
	f, err := parser.ParseFile(files, "", "package p\n"+strings.Join(p.lines, ""), parser.ImportsOnly|parser.ParseComments)
	list := imports{lines: p.lines, ok: err == nil}
	if err != nil {
		return list
	}
	line := func(p token.Pos) int { return files.PositionFor(p, false).Line - 2 }
	for _, d := range f.Decls {
		list.add(d.(*ast.GenDecl), line)
	}
	return list
}

// add adds the imports of one declaration.
func (l *imports) add(d *ast.GenDecl, line func(token.Pos) int) {
	after := line(d.Pos())
	for i, spec := range d.Specs {
		spec := spec.(*ast.ImportSpec)
		s := newImport(spec)
		s.start, s.end, s.alone = line(spec.Pos()), line(spec.End()-1)+1, !d.Lparen.IsValid()
		doc := spec.Doc
		if s.alone {
			doc, after = d.Doc, s.start-1
		}
		if doc != nil {
			s.start = line(doc.Pos())
		}
		if n := len(l.specs); n > 0 {
			s.group = l.specs[n-1].group
			if i == 0 || s.start > l.specs[n-1].end {
				s.group++
			}
		}
		if s.path == "C" || !s.alone && (s.start <= after || s.end-1 >= line(d.Rparen)) {
			l.ok = false
		}
		after = s.end - 1
		l.specs = append(l.specs, s)
	}
}

func newImport(spec *ast.ImportSpec) importSpec {
	target, _ := strconv.Unquote(spec.Path.Value)
	s := importSpec{key: target, path: target, names: importNames(spec)}
	if spec.Name != nil {
		s.key = spec.Name.Name + " " + target
	}
	return s
}

var majorVersion = regexp.MustCompile(`^v[0-9]+$`)

// importNames guesses what a package is called in the file, the likeliest
// first. A blank or dot import is not called anything.
func importNames(spec *ast.ImportSpec) []string {
	if spec.Name != nil {
		if name := spec.Name.Name; name != "_" && name != "." {
			return []string{name}
		}
		return nil
	}
	target, _ := strconv.Unquote(spec.Path.Value)
	name := path.Base(target)
	if majorVersion.MatchString(name) {
		name = path.Base(path.Dir(target))
	}
	name, _, _ = strings.Cut(name, ".")
	names := append([]string{name}, strings.Split(name, "-")...)
	return append(names, strings.ReplaceAll(name, "-", ""), strings.ReplaceAll(name, "-", "_"))
}

// qualifiers lists the names that stand before a dot and are declared nowhere
// in the file. If it does not parse, those that stand before a dot.
func qualifiers(lines []string) map[string]bool {
	found := map[string]bool{}
	f, err := parser.ParseFile(token.NewFileSet(), "", strings.Join(lines, ""), 0)
	if err != nil {
		for _, match := range beforeDot.FindAllStringSubmatch(strings.Join(lines, ""), -1) {
			found[match[1]] = true
		}
		return found
	}
	unresolved := map[*ast.Ident]bool{}
	for _, ident := range f.Unresolved {
		unresolved[ident] = true
	}
	ast.Inspect(f, func(n ast.Node) bool {
		if selector, ok := n.(*ast.SelectorExpr); ok {
			if x, ok := selector.X.(*ast.Ident); ok && unresolved[x] {
				found[x.Name] = true
			}
		}
		return true
	})
	return found
}

var beforeDot = regexp.MustCompile(`([\pL_][\pL\pN_]*)\s*\.`)

// qualifiersOf looks into both sides of clashes, too.
func qualifiersOf(hunks []hunk) map[string]bool {
	if clean(hunks) {
		return qualifiers(agreed(hunks))
	}
	var lines []string
	for _, h := range hunks {
		lines = append(lines, h.side(Mine)...)
		lines = append(lines, h.side(Generated)...)
	}
	return qualifiers(lines)
}
