package e2e

import (
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// Some of these have no pages, some no API, and they refer to each other.
const mixed = `
app: blog
resources:
  author:
    html: false
    fields: {name: string, rate: "decimal:5:2:optional", born: date, slug: "slug:name"}
  tag:
    api: false
    fields: {name: string, ok: bool, at: "timestamp:default=now", secret: "string:private", more: json}
  post:
    fields: {title: string, author: references, tag: "references:nullify:optional"}
  comment:
    html: false
    fields: {post: "references:cascade", tag: references, text: "text:100"}
`

func TestPagesOrAPIAreGreen(t *testing.T) {
	only := func(definition, key string) string {
		return strings.Replace(definition, "app: blog", "app: blog\n"+key, 1)
	}
	for name, definition := range map[string]string{
		"mixed": mixed, "no pages": only(attacked, "html: false"), "no API": only(attacked, "api: false"),
		"no pages yet": "app: blog\nhtml: false\nresources: {}\n", "no API yet": "app: blog\napi: false\nresources: {}\n",
	} {
		t.Run(name, func(t *testing.T) {
			onBoth(t, func(t *testing.T, database string) { wantGreen(t, newApp(t, database, definition)) })
		})
	}
}

func TestPagesOrAPIAnswer(t *testing.T) {
	s := serve(t, newApp(t, "sqlite", mixed), "sqlite")
	for _, test := range []struct {
		method, path, body string
		status             int
		part               string
	}{
		{"POST", "/api/v1/authors", `{"name":"Ada","born":"1815-12-10"}`, http.StatusCreated, `"slug":"ada"`},
		{"GET", "/authors", "", http.StatusNotFound, "<h1>"},
		{"GET", "/api/v1/tags", "", http.StatusNotFound, `"status":404`},
		{"GET", "/tags", "", http.StatusOK, "There are no tags yet"},
		{"POST", "/api/v1/posts", `{"title":"T","author_id":1}`, http.StatusCreated, `"author_id":1`},
		{"GET", "/posts", "", http.StatusOK, "<td>Ada</td>"},
		{"GET", "/posts/new", "", http.StatusOK, `<option value="1">Ada</option>`},
		{"GET", "/", "", http.StatusOK, `<a href="/tags">Tags</a>`},
	} {
		a := s.send(t, test.method, test.path, asJSON, test.body)
		if a.status != test.status || !strings.Contains(a.body, test.part) {
			t.Errorf("%s %s: %d %s, want %d with %s", test.method, test.path, a.status, a.body, test.status, test.part)
		}
	}
	if home := s.send(t, "GET", "/", "", "").body; strings.Contains(home, "authors") {
		t.Errorf("the home page leads to authors, which have no pages:\n%s", home)
	}
}

// Pages and API go and come back, and what a person wrote stays.
func TestPagesAndAPIAreSwitched(t *testing.T) {
	app := newApp(t, "sqlite", definition)
	rules := filepath.Join(app, "web", "post.go")
	edit(t, rules, "check() {}", "check() {\n\tf.errors.Check(\"title\", f.Title != \"no\", \"must not be no\")\n}")
	yaml := filepath.Join(app, "gen.yaml")
	first := snapshot(t, app)
	key := ""
	for _, step := range []string{"html: false\n", "", "api: false\n", "", "html: false\n", "api: false\n", ""} {
		edit(t, yaml, "app: blog\n"+key, "app: blog\n"+step)
		key = step
		want(t, 0, app, gen, "apply")
		wantGreen(t, app)
		files := snapshot(t, app)
		if !strings.Contains(files["web/post.go"], "must not be no") {
			t.Fatalf("with %q the rule is gone:\n%s", step, files["web/post.go"])
		}
		pages, api := step != "html: false\n", step != "api: false\n"
		for path, there := range map[string]bool{"web/templates/post/show.html": pages, "web/static/app.css": pages, "web/render.go": pages, "web/post_api.go": api} {
			if _, found := files[path]; found != there {
				t.Errorf("with %q: %s is there: %t", step, path, found)
			}
		}
		if step == "" {
			wantSame(t, withoutUndo(first), withoutUndo(files))
		}
	}
	migrations, err := os.ReadDir(filepath.Join(app, "db", "migrations"))
	if err != nil || slices.IndexFunc(migrations, func(e os.DirEntry) bool { return e.Name() == "README.md" }) < 0 || len(migrations) != 2 {
		t.Errorf("migrations %v, %v, want that of the beginning", migrations, err)
	}
}

// withoutUndo leaves out what tells of earlier runs.
func withoutUndo(files map[string]string) map[string]string {
	for path := range files {
		if strings.HasPrefix(path, ".gen/") || path == "gen.lock" {
			delete(files, path)
		}
	}
	return files
}
