package merge

import (
	"go/ast"
	"go/format"
	"go/parser"
	"go/token"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// cutGo cuts a Go file at its top-level declarations. A doc comment belongs to
// its declaration. There always is an import list, if an empty one.
func cutGo(lines []string) ([]piece, bool) {
	files := token.NewFileSet()
	f, err := parser.ParseFile(files, "", strings.Join(lines, ""), parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return nil, false
	}
	g := goCutter{cutter: cutter{lines: lines}, line: func(p token.Pos) int { return files.PositionFor(p, false).Line - 1 }}
	g.cut(declaration, "package", 0, g.line(f.Name.End())+1)
	decls := f.Decls
	count := slices.IndexFunc(decls, func(d ast.Decl) bool { return !isImport(d) })
	if count < 0 {
		count = len(decls)
	}
	g.importList(decls[:count])
	for _, d := range decls[count:] {
		start, end := g.extent(f, d)
		if start < g.next {
			return nil, false // two declarations on one line
		}
		g.cut(declaration, goKey(d), start, end)
	}
	return g.finish(), true
}

type goCutter struct {
	cutter
	line func(token.Pos) int
}

func (g *goCutter) importList(decls []ast.Decl) {
	if len(decls) == 0 {
		g.cut(importList, "import", g.next, g.next)
		return
	}
	start := max(g.line(docOrPos(decls[0])), g.next)
	g.cut(importList, "import", start, g.line(decls[len(decls)-1].End())+1)
}

// extent is the lines of d, with its comments.
func (g *goCutter) extent(f *ast.File, d ast.Decl) (start, end int) {
	start, end = g.line(docOrPos(d)), g.line(d.End()-1)
	for _, comment := range f.Comments {
		if g.line(comment.Pos()) == end && comment.Pos() >= d.End() {
			end = g.line(comment.End() - 1)
		}
	}
	return start, end + 1
}

func isImport(d ast.Decl) bool {
	decl, ok := d.(*ast.GenDecl)
	return ok && decl.Tok == token.IMPORT
}

func docOrPos(d ast.Decl) token.Pos {
	var doc *ast.CommentGroup
	switch d := d.(type) {
	case *ast.FuncDecl:
		doc = d.Doc
	case *ast.GenDecl:
		doc = d.Doc
	}
	if doc != nil {
		return doc.Pos()
	}
	return d.Pos()
}

// goKey names a declaration; a group is named after the first in it.
func goKey(d ast.Decl) string {
	switch d := d.(type) {
	case *ast.FuncDecl:
		if receiver := receiverOf(d); receiver != "" {
			return "func (" + receiver + ")." + d.Name.Name
		}
		return "func " + d.Name.Name
	case *ast.GenDecl:
		if names := specNames(d); len(names) > 0 {
			return d.Tok.String() + " " + names[0]
		}
		return d.Tok.String()
	}
	return "bad"
}

// receiverOf is the type that d is a method of, without star and parameters.
func receiverOf(d *ast.FuncDecl) string {
	if d.Recv == nil || len(d.Recv.List) == 0 {
		return ""
	}
	t := d.Recv.List[0].Type
	for {
		switch x := t.(type) {
		case *ast.StarExpr:
			t = x.X
		case *ast.ParenExpr:
			t = x.X
		case *ast.IndexExpr:
			t = x.X
		case *ast.IndexListExpr:
			t = x.X
		case *ast.Ident:
			return x.Name
		default:
			return "?"
		}
	}
}

func specNames(d *ast.GenDecl) []string {
	var names []string
	for _, spec := range d.Specs {
		switch spec := spec.(type) {
		case *ast.TypeSpec:
			names = append(names, spec.Name.Name)
		case *ast.ValueSpec:
			for _, name := range spec.Names {
				names = append(names, name.Name)
			}
		}
	}
	return names
}

// goNames lists what a Go file declares at the top, and what it imports by
// which name.
func goNames(src string) ([]string, error) {
	f, err := parser.ParseFile(token.NewFileSet(), "", src, parser.SkipObjectResolution)
	if err != nil {
		return nil, err
	}
	var names []string
	add := func(name string) {
		if name != "_" && name != "init" {
			names = append(names, name)
		}
	}
	for _, d := range f.Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			if receiver := receiverOf(d); receiver != "" {
				add(receiver + "." + d.Name.Name)
			} else {
				add(d.Name.Name)
			}
		case *ast.GenDecl:
			for _, name := range specNames(d) {
				add(name)
			}
		}
	}
	for _, spec := range f.Imports {
		if names := importNames(spec); len(names) > 0 {
			add(names[0])
		}
	}
	return names, nil
}

func formatGo(lines []string) ([]string, bool) {
	formatted, err := format.Source([]byte(strings.Join(lines, "")))
	return slices.Collect(strings.Lines(string(formatted))), err == nil
}

// looseGo spells a line of Go without the white space that has no meaning.
func looseGo(line string) string {
	var b strings.Builder
	line = strings.TrimSpace(line)
	for line != "" {
		if n := literalLength(line); n > 0 {
			b.WriteString(line[:n])
			line = line[n:]
			continue
		}
		r, n := utf8.DecodeRuneInString(line)
		rest := strings.TrimLeft(line[n:], " \t")
		b.WriteString(line[:n])
		if len(rest) < len(line)-n && separates(r, rest) {
			b.WriteByte(' ')
		}
		line = rest
	}
	return b.String()
}

// separates reports whether white space between r and rest has a meaning.
func separates(r rune, rest string) bool {
	next, _ := utf8.DecodeRuneInString(rest)
	return isWordRune(r) == isWordRune(next) || unicode.IsSpace(next)
}

// literalLength is the length of the literal or comment that s starts with.
func literalLength(s string) int {
	switch quote := s[0]; {
	case strings.HasPrefix(s, "//"), strings.HasPrefix(s, "/*"):
		return len(s)
	case quote == '"' || quote == '\'' || quote == '`':
		for i := 1; i < len(s); i++ {
			switch {
			case s[i] == '\\' && quote != '`':
				i++
			case s[i] == quote:
				return i + 1
			}
		}
		return len(s)
	}
	return 0
}
