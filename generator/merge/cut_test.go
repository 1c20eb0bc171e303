package merge

import (
	"slices"
	"strings"
	"testing"
)

// TestCut lists the keys of the pieces that files are cut into; "-" is text
// between them.
func TestCut(t *testing.T) {
	for _, test := range []struct{ path, text, want string }{
		{"a.go", "// Doc.\npackage a\n", "package import end"},
		{"a.go", "package a\n\nimport \"x\"\nimport \"y\"\n\n// Apart.\n\n// Doc.\nfunc f() {\n} // after\n\n// Last.\n", "package import - func f - end"},
		{"a.go", "package a\n\nfunc (a *A[T]) f() {}\nfunc (A) g() {}\nfunc init() {}\n", "package import func (A).f func (A).g func init end"},
		{"a.go", "package a\n\nconst (\n\tA = 1\n\tB\n)\n\nvar x, y = 1, 2\n\ntype ()\n", "package import const A var x type end"},
		{"a.go", "package a\nfunc f() {}; func g() {}\n", ""},
		{"a.go", "package a\nfunc f() {\n", ""},
		{"a.go", "package a\nfunc f() {} /* one\ntwo */\nfunc g() {}\n", "package import func f func g end"},
		{"a.html", "{{ define \"a\" }}\n{{ if . }}{{ end }}\n{{ end }}\n\n{{- block \"b\" . -}}\n{{- end }}\n", "define a block b end"},
		{"a.html", "{{/* {{ */}}\n{{ define \"a\" }}{{ \"}}\" }}{{ `{{` }}{{ end }}\n<!-- {{ . }} -->", "- define a - end"},
		{"a.html", "<h1>A page</h1>\n{{ define \"a\" }}{{ end }}\n", ""},
		{"a.html", "{{ define \"a\" }}{{ end }}{{ define \"b\" }}{{ end }}\n", ""},
		{"a.html", "{{ define \"a\" }}\n", ""},
		{"a.html", "{{ define \"a\"\n", ""},
		{"a.css", "@import 'a;}';\n/* Apart. */\n\n/* Right above. */\na,\nb { c: \"}\" }\n@media print {\n  a { }\n}\n", "rule @import 'a;}'; - rule a, b rule @media print end"},
		{"a.css", "a { } b { }\n", ""},
		{"a.css", "a { \n", ""},
		{"a.css", "a } \n", ""},
		{"a.css", "/* a \n", ""},
		{"a.sql", "-- Top.\n\n-- About.\n-- name: A :one\nSELECT 1;\n-- name: B :many\nSELECT 2;\n\n-- End.\n", "- query A query B - end"},
		{"a.sql", "SELECT 1;\n\n-- name: A :one\nSELECT 1;\n", ""},
	} {
		lines := slices.Collect(strings.Lines(test.text))
		pieces, ok := formOf(test.path).cut(lines)
		got, all := "", []string{}
		for _, p := range pieces {
			key := p.key
			if key == "" {
				key = "-"
			}
			got += " " + key
			if start := len(all) + len(p.gap); start != p.start {
				t.Errorf("%q: %q starts at line %d, and says %d", test.text, key, start, p.start)
			}
			all = slices.Concat(all, p.gap, p.lines)
		}
		if !ok {
			got = ""
		} else if !slices.Equal(all, lines) {
			t.Errorf("%q: the pieces make %q", test.text, all)
		}
		if strings.TrimSpace(got) != test.want {
			t.Errorf("%q: got %q, want %q", test.text, strings.TrimSpace(got), test.want)
		}
	}
}

func TestLooseGo(t *testing.T) {
	for _, same := range [][2]string{
		{"\tx := a+b", "    x  :=  a + b"},
		{"Title\tstring `json:\"a b\"`", "Title   string   `json:\"a b\"`"},
		{"f(a,b)", "f( a, b )"},
	} {
		if looseGo(same[0]) != looseGo(same[1]) {
			t.Errorf("%q is %q, and %q is %q", same[0], looseGo(same[0]), same[1], looseGo(same[1]))
		}
	}
	for _, other := range [][2]string{
		{`f("a b")`, `f("a  b")`},
		{`f('"', " ")`, `f('"', "")`},
		{`f("\" ")`, `f("\"")`},
		{"return x", "returnx"},
		{"a - -b", "a--b"},
		{"// a b", "// a  b"},
	} {
		if looseGo(other[0]) == looseGo(other[1]) {
			t.Errorf("%q and %q are the same: %q", other[0], other[1], looseGo(other[0]))
		}
	}
}

// White space within a raw string is content, and not to be merged loosely.
func TestRawStringsKeepTheirSpace(t *testing.T) {
	base := "package a\n\nvar s = `\none\n`\n"
	yours := strings.Replace(base, "one", "  one", 1)
	generated := strings.Replace(base, "one", "two", 1)
	result := File("a.go", []byte(base), []byte(yours), []byte(generated), Options{})
	if len(result.Conflicts) != 1 {
		t.Errorf("no conflict in:\n%s", result.Text)
	}
}

func TestSound(t *testing.T) {
	for _, test := range []struct {
		path, base, result string
		want               bool
	}{
		{"a.go", "package a\nvar x int\n", "package a\nvar x, y int\n", true},
		{"a.go", "package a\nvar x int\n", "package a\nvar x int\nfunc x() {}\n", false},
		{"a.go", "package a\nvar x int\n", "package a\nvar x int\nfunc (T) x() {}\nfunc (T) y() {}\n", true},
		{"a.go", "package a\nvar x int\n", "package a\nfunc (T) x() {}\nfunc (*T) x() {}\n", false},
		{"a.go", "package a\nvar x int\n", "package a\nfunc init() {}\nfunc init() {}\nvar _, _ = 1, 2\n", true},
		{"a.go", "package a\nvar x int\n", "package a\nimport \"math/rand\"\nimport \"math/rand/v2\"\n", false},
		{"a.go", "package a\nvar x int\n", "package a\nvar x int }\n", false},
		{"a.go", "package a\nvar x int }\n", "package a\nvar x int }\n", true},
		{"a.go", "package a\nvar x, x int\n", "package a\nvar x, x int\n", true},
		{"a.go", "package a\nvar x, x int\n", "package a\nvar x, x, y, y int\n", false},
		{"a.html", "{{ . }}", "{{ unknown . }}{{ if . }}{{ end }}", true},
		{"a.html", "{{ . }}", "{{ if . }}", false},
		{"a.html", "{{ . }}", "{{ define \"a\" }}1{{ end }}{{ define \"a\" }}2{{ end }}", false},
		{"a.sql", "", "-- name: A :one\n-- name: A :one\n", false},
		{"a.md", "", "anything", true},
	} {
		lines := func(text string) []string { return slices.Collect(strings.Lines(text)) }
		v := three[[]string]{lines(test.base), lines(test.base), lines(test.base)}
		if got := formOf(test.path).sound(v, lines(test.result)); got != test.want {
			t.Errorf("%q after %q is sound: %v, want %v", test.result, test.base, got, test.want)
		}
	}
}
