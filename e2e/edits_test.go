package e2e

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"math/rand"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// An editor is a person at work in an application: it leaves a mark in each
// edit, by which the edit is found again.
type editor struct {
	t      *testing.T
	random *rand.Rand
	app    string
	marks  []string
	log    []string
}

// mark is a text that is nowhere else.
func (e *editor) mark() string {
	mark := fmt.Sprintf("mark%dq", len(e.marks))
	e.marks = append(e.marks, mark)
	return mark
}

// A kindOfEdit changes the text of one file in one way. It returns the text as
// it is where there is nothing of its kind to edit.
type kindOfEdit struct {
	name  string
	files string // pattern of the paths
	apply func(e *editor, text string) string
}

var edits = []kindOfEdit{
	{"statement in a function", `^(main|web/(post|comment)|web/(home|list|render))\.go$`, (*editor).addStatement},
	{"function added", `^web/(post|comment|routes|web)(_api|_test)?\.go$`, (*editor).addFunction},
	{"comment before a function", `^(db|web|input)/[a-z_]+\.go$`, (*editor).addComment},
	{"function moved", `^web/(post|comment)(_api)?\.go$`, (*editor).moveFunction},
	{"import regrouped", `^web/(post|comment)\.go$`, (*editor).regroupImports},
	{"route added", `^web/routes\.go$`, (*editor).addRoute},
	{"blank lines", `^web/[a-z]+\.go$`, (*editor).addBlankLines},
	{"paragraph in a page", `^web/templates/.*\.html$`, (*editor).addParagraph},
	{"heading changed", `^web/templates/(post|comment)/(index|show|new|edit)\.html$`, (*editor).changeHeading},
	{"page reindented", `^web/templates/(post|comment)/[a-z]+\.html$`, (*editor).reindent},
	{"rule in the stylesheet", `^web/static/app\.css$`, (*editor).addRule},
	{"line in a text", `^(README\.md|Dockerfile|\.gitignore)$`, (*editor).addLine},
	{"line ends", `^web/(post|comment|post_api)\.go$`, (*editor).carriageReturns},
}

// edit makes a few edits in files that are the user's.
func (e *editor) edit(count int) {
	e.t.Helper()
	paths := yours(e.t, e.app)
	for range count {
		kind := edits[e.random.Intn(len(edits))]
		fitting := slices.DeleteFunc(slices.Clone(paths), func(p string) bool { return !regexp.MustCompile(kind.files).MatchString(p) })
		path := fitting[e.random.Intn(len(fitting))]
		text := read(e.t, filepath.Join(e.app, path))
		marks := len(e.marks)
		changed := kind.apply(e, text)
		if changed == text {
			e.marks = e.marks[:marks]
			continue
		}
		e.log = append(e.log, kind.name+": "+path)
		write(e.t, filepath.Join(e.app, path), changed)
	}
}

// yours lists the files of an application that gen merges.
func yours(t *testing.T, app string) []string {
	t.Helper()
	var paths []string
	for path := range snapshot(t, app) {
		if p, found := strings.CutPrefix(path, ".gen/base/"); found && p != "gen.yaml" {
			paths = append(paths, p)
		}
	}
	slices.Sort(paths)
	return paths
}

// functions are the declared functions of Go text, as offsets of their
// beginning with doc comment, of their body, and of their end.
func functions(text string) [][3]int {
	file, err := parser.ParseFile(token.NewFileSet(), "", text, parser.ParseComments)
	if err != nil {
		return nil
	}
	var found [][3]int
	for _, d := range file.Decls {
		f, ok := d.(*ast.FuncDecl)
		if !ok {
			continue
		}
		begin := f.Pos()
		if f.Doc != nil {
			begin = f.Doc.Pos()
		}
		found = append(found, [3]int{int(begin) - 1, int(f.Body.Lbrace), int(f.End()) - 1})
	}
	return found
}

// inFunction calls change with one of the functions, if there is any.
func (e *editor) inFunction(text string, change func(f [3]int) string) string {
	all := functions(text)
	if len(all) == 0 {
		return text
	}
	return change(all[e.random.Intn(len(all))])
}

func (e *editor) addStatement(text string) string {
	return e.inFunction(text, func(f [3]int) string {
		return text[:f[1]] + fmt.Sprintf("\n\t_ = %q\n", e.mark()) + text[f[1]:]
	})
}

func (e *editor) addFunction(text string) string {
	mark := e.mark()
	function := fmt.Sprintf("// %s is mine.\nfunc %[1]s() string { return %[1]q }\n\n", mark)
	all := functions(text)
	if i := e.random.Intn(len(all) + 1); i < len(all) {
		return text[:all[i][0]] + function + text[all[i][0]:]
	}
	return text + "\n" + strings.TrimSuffix(function, "\n")
}

func (e *editor) addComment(text string) string {
	return e.inFunction(text, func(f [3]int) string {
		return text[:f[0]] + "// " + e.mark() + " is above it.\n" + text[f[0]:]
	})
}

func (e *editor) moveFunction(text string) string {
	return e.inFunction(text, func(f [3]int) string {
		moved := text[f[0]:f[1]] + fmt.Sprintf(" // %s\n", e.mark()) + text[f[1]:f[2]]
		return strings.TrimRight(text[:f[0]]+strings.TrimLeft(text[f[2]:], "\r\n"), "\r\n") + "\n\n" + moved + "\n"
	})
}

func (e *editor) regroupImports(text string) string {
	return strings.Replace(text, "\t\"net/http\"\n", fmt.Sprintf("\n\t\"net/http\" // %s\n", e.mark()), 1)
}

func (e *editor) addRoute(text string) string {
	mark := e.mark()
	return strings.Replace(text, "\treturn m\n", fmt.Sprintf("\tm.page(\"GET /%s\", app.home)\n\n\treturn m\n", mark), 1)
}

func (e *editor) addBlankLines(text string) string {
	return e.inFunction(text, func(f [3]int) string { return text[:f[1]] + "\n" + text[f[1]:] })
}

func (e *editor) addParagraph(text string) string {
	lines := strings.SplitAfter(text, "\n")
	var places []int
	for i, line := range lines {
		if strings.HasPrefix(line, "</") || strings.HasPrefix(line, "<p>") {
			places = append(places, i)
		}
	}
	if len(places) == 0 {
		return text
	}
	at := places[e.random.Intn(len(places))]
	return strings.Join(lines[:at], "") + "<!-- " + e.mark() + " -->\n" + strings.Join(lines[at:], "")
}

func (e *editor) changeHeading(text string) string {
	return strings.Replace(text, "<h1>", "<h1>"+e.mark()+" ", 1)
}

func (e *editor) reindent(text string) string {
	return strings.ReplaceAll(text, "\n  ", "\n\t")
}

func (e *editor) addRule(text string) string {
	return text + fmt.Sprintf("\n.%s {\n  color: inherit;\n}\n", e.mark())
}

func (e *editor) addLine(text string) string {
	lines := strings.SplitAfter(text, "\n")
	at := e.random.Intn(len(lines))
	return strings.Join(lines[:at], "") + "# " + e.mark() + "\n" + strings.Join(lines[at:], "")
}

func (e *editor) carriageReturns(text string) string {
	return strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\n", "\r\n")
}

// lost lists the marks that are in no file any more.
func (e *editor) lost() []string {
	e.t.Helper()
	var all strings.Builder
	for path, text := range snapshot(e.t, e.app) {
		if !strings.HasPrefix(path, ".gen/") {
			all.WriteString(text)
		}
	}
	return slices.DeleteFunc(slices.Clone(e.marks), func(mark string) bool { return strings.Contains(all.String(), mark) })
}

func read(t *testing.T, path string) string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}
