package merge

import (
	"strings"
	"testing"
)

// goFile has imports, and a function that uses what uses lists.
func goFile(imports string, uses ...string) []byte {
	var b strings.Builder
	b.WriteString("package web\n\n")
	if imports != "" {
		b.WriteString(imports + "\n\n")
	}
	for _, use := range uses {
		b.WriteString("func " + strings.ReplaceAll(use, ".", "") + "() { " + use + "() }\n\n")
	}
	return []byte(strings.TrimSuffix(b.String(), "\n"))
}

// list is an import declaration: one string for each line.
func list(lines ...string) string {
	text := "import (\n"
	for _, line := range lines {
		if line != "" {
			line = "\t" + line
		}
		text += line + "\n"
	}
	return text + ")"
}

func TestImports(t *testing.T) {
	const (
		std = `"errors"`
		web = `"net/http"`
		db  = `"blog/db"`
		mod = `"github.com/google/uuid"`
	)
	both := []string{"errors.New", "http.Get"}
	for _, test := range []struct {
		name                   string
		base, yours, gen, want []byte
	}{
		{
			"both add one",
			goFile(list(std), "errors.New"),
			goFile(list(std, `"time"`), "errors.New", "time.Now"),
			goFile(list(std, web), "errors.New", "http.Get"),
			goFile(list(std, web, `"time"`), "errors.New", "http.Get", "time.Now"),
		},
		{
			"the person regrouped, and gen's go to their like",
			goFile(list(web, "", db, mod), "http.Get", "db.Get", "uuid.New"),
			goFile(list("// Ours first.", db, "", mod, "", web), "http.Get", "db.Get", "uuid.New"),
			goFile(list(std, web, "", db, `"blog/store"`, mod, `"github.com/shopspring/decimal"`), "http.Get", "db.Get", "uuid.New", "errors.New", "store.Get", "decimal.New"),
			goFile(list("// Ours first.", db, `"blog/store"`, "", mod, `"github.com/shopspring/decimal"`, "", std, web), "http.Get", "db.Get", "uuid.New", "errors.New", "store.Get", "decimal.New"),
		},
		{
			"gen drops one",
			goFile(list(std, web), both...),
			goFile(list(std, web, `"time"`), "errors.New", "http.Get", "time.Now"),
			goFile(list(std), "errors.New"),
			goFile(list(std, `"time"`), "errors.New", "time.Now"),
		},
		{
			"gen drops one that the person uses",
			goFile(list(std, web), both...),
			goFile(list(std, web), "errors.New", "http.Get", "http.Post"),
			goFile(list(std), "errors.New"),
			nil,
		},
		{
			"the person dropped one that gen needs",
			goFile(list(std, web), both...),
			goFile(list(web), "http.Get"),
			goFile(list(std, web), "errors.New", "http.Get", "errors.As"),
			nil,
		},
		{
			"each drops one of two users",
			goFile(list(std, web), "errors.New", "http.Get"),
			goFile(list(web), "http.Get"),
			goFile(list(std), "errors.New"),
			[]byte("package web\n"),
		},
		{
			"gen's new one is for what the person deleted",
			goFile(list(web), "http.Get", "noImport"),
			goFile(list(web, `"time"`), "http.Get", "time.Now"),
			goFile(list(std, web), "http.Get", "noImport", "errors.New"),
			goFile(list(std, web, `"time"`), "http.Get", "errors.New", "time.Now"),
		},
		{
			"blank and dot imports stay, with their comments",
			goFile(list(web), "http.Get"),
			goFile(list(web, "", "// The driver.", `_ "modernc.org/sqlite" // registers itself`, `. "strings"`), "http.Get"),
			goFile(list(std, web), both...),
			goFile(list(std, web, "", "// The driver.", `_ "modernc.org/sqlite" // registers itself`, `. "strings"`), both...),
		},
		{
			"gen drops a blank import",
			goFile(list(web, "", `_ "modernc.org/sqlite"`), "http.Get"),
			goFile(list(web, `"time"`, "", `_ "modernc.org/sqlite"`), "http.Get", "time.Now"),
			goFile(list(web), "http.Get"),
			goFile(list(web, `"time"`), "http.Get", "time.Now"),
		},
		{
			"the person prefers another package of that name",
			goFile(list(`"html/template"`, web), "http.Get", "template.New"),
			goFile(list(web, `"text/template"`), "http.Get", "template.New"),
			goFile(list(std, `"html/template"`, web), "http.Get", "template.New", "errors.New"),
			goFile(list(std, web, `"text/template"`), "http.Get", "template.New", "errors.New"),
		},
		{
			"a name for an import",
			goFile(list(db), "db.Get"),
			goFile(list(`data "blog/db"`), "data.Get"),
			goFile(list(db, `"blog/store"`), "db.Get", "store.Get"),
			goFile(list(`data "blog/db"`, `"blog/store"`), "store.Get", "data.Get"),
		},
		{
			"the person's comments on one that goes",
			goFile(list("// Old.", std, web), both...),
			goFile(list("// Old.", "// Mine.", `"errors" // and mine`, web), both...),
			goFile(list(web), "http.Get"),
			goFile(list("// Mine.", "// and mine", web), "http.Get"),
		},
		{
			"only a comment is left",
			goFile(list(std), "errors.New"),
			goFile(list("// Mine.", "", std), "errors.New"),
			goFile(list(web), "http.Get"),
			goFile(list("// Mine.", "", web), "http.Get"),
		},
		{
			"gen comments on one that is there",
			goFile(list(std, "", mod), "errors.New", "uuid.New"),
			goFile(list(std, `"time"`, "", mod), "errors.New", "time.Now", "uuid.New"),
			goFile(list(std, "", "// Why.", mod), "errors.New", "uuid.New"),
			goFile(list(std, `"time"`, "", "// Why.", mod), "errors.New", "time.Now", "uuid.New"),
		},
		{
			"imports without parentheses",
			goFile(`import "errors"`, "errors.New"),
			goFile("import \"errors\"\nimport \"time\"", "errors.New", "time.Now"),
			goFile(list(std, web), both...),
			goFile("import \"errors\"\nimport \"net/http\"\nimport \"time\"", "errors.New", "http.Get", "time.Now"),
		},
		{
			"no imports yet",
			goFile("", "noImport"),
			goFile("", "noImport", "mine"),
			goFile(list(std), "noImport", "errors.New"),
			goFile(list(std), "noImport", "errors.New", "mine"),
		},
		{
			"a version in the path",
			goFile(list(`"github.com/jackc/pgx/v5"`), "pgx.Connect"),
			goFile(list(`"github.com/jackc/pgx/v5"`, `"time"`), "pgx.Connect", "time.Now"),
			goFile(list(`"github.com/jackc/pgx/v6"`), "pgx.Connect"),
			goFile(list(`"github.com/jackc/pgx/v6"`, `"time"`), "pgx.Connect", "time.Now"),
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			result := File("a.go", test.base, test.yours, test.gen, Options{Labels: testLabels})
			if test.want != nil {
				wantText(t, "a.go", string(test.want), result.Text)
			}
			for path, name := range map[string]string{`"errors"`: "errors.", `"net/http"`: "http."} {
				text := string(result.Text)
				if strings.Contains(text, path) != strings.Contains(text, name) {
					t.Errorf("%s must be imported if, and only if, it is used:\n%s", path, text)
				}
			}
		})
	}
}

// An import list of cgo has a comment with a meaning, and is merged by lines.
func TestImportsOfC(t *testing.T) {
	base := goFile("// #include <a.h>\nimport \"C\"", "C.a")
	yours := goFile("// #include <a.h>\n// #include <mine.h>\nimport \"C\"", "C.a")
	generated := goFile("// #include <a.h>\nimport \"C\"", "C.a", "C.b")
	result := File("a.go", base, yours, generated, Options{})
	want := goFile("// #include <a.h>\n// #include <mine.h>\nimport \"C\"", "C.a", "C.b")
	wantText(t, "a.go", string(want), result.Text)
}
