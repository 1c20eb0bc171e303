package render

import (
	"bytes"
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/seed-b1203020/gen/generator/diff"
	"github.com/seed-b1203020/gen/generator/schema"
	"github.com/seed-b1203020/gen/generator/tree"
	"github.com/seed-b1203020/gen/templates"
)

// render renders the application that a definition defines.
func render(t *testing.T, definition string) map[string]tree.File {
	t.Helper()
	app, err := schema.Parse("gen.yaml", []byte(definition))
	if err != nil {
		t.Fatal(err)
	}
	state, _, decisions := diff.Changes(diff.State{}, app, diff.Allow{})
	if len(decisions) > 0 {
		t.Fatal(decisions)
	}
	files, err := App(Input{App: app, Tables: state.Tables})
	if err != nil {
		t.Fatal(err)
	}
	byPath := map[string]tree.File{}
	for _, f := range files {
		byPath[f.Path] = f
	}
	return byPath
}

func example(t *testing.T) string {
	t.Helper()
	data, err := os.ReadFile("../../examples/blog.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// Every template is emitted, and every entry has its template.
func TestManifest(t *testing.T) {
	used := append(slices.Clone(blocks), typeScript)
	for _, e := range manifest {
		used = append(used, e.template)
		if _, err := fs.Stat(templates.FS, e.template+".tmpl"); err != nil {
			t.Errorf("manifest: %v", err)
		}
	}
	err := fs.WalkDir(templates.FS, ".", func(path string, entry fs.DirEntry, err error) error {
		if name, ok := strings.CutSuffix(path, ".tmpl"); ok && !slices.Contains(used, name) {
			t.Errorf("%s is not in the manifest", path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// The first line of a file says whether it may be edited.
func TestFirstLineTellsTheOwner(t *testing.T) {
	for path, f := range render(t, example(t)) {
		line, rest, _ := bytes.Cut(f.Data, []byte("\n"))
		if string(line) == "{" { // JSON has no comments
			line, _, _ = bytes.Cut(rest, []byte("\n"))
		}
		if generated := bytes.Contains(line, []byte("DO NOT EDIT")); generated != (f.Owner == tree.Gen) {
			t.Errorf("%s: first line %q, owner %v", path, line, f.Owner)
		}
	}
}

// A field is added, another one renamed and a third one changed: nothing that a
// person edits in Go changes.
func TestGoThatIsYoursNamesNoField(t *testing.T) {
	const head = "app: blog\nresources:\n  author:\n    fields:\n      name: string\n  post:\n    fields:\n      author: references\n"
	before := render(t, head+"      title: string\n      body: text\n      views: int\n")
	after := render(t, head+"      headline: string:40:unique\n      body: text:optional\n      views: int:min=3\n      subtitle: string:optional:private\n      live: bool\n")
	for path, f := range after {
		if f.Owner == tree.Yours && strings.HasSuffix(path, ".go") && !bytes.Equal(f.Data, before[path].Data) {
			t.Errorf("%s changed:\n%s", path, f.Data)
		}
	}
	if bytes.Equal(before["web/post_form.go"].Data, after["web/post_form.go"].Data) {
		t.Error("web/post_form.go did not change")
	}
}

func TestWebDoesNotKnowTheDatabase(t *testing.T) {
	sqlite := render(t, example(t))
	postgres := render(t, strings.Replace(example(t), "database: sqlite", "database: postgres", 1))
	for path, f := range sqlite {
		if strings.HasPrefix(path, "web/") && !bytes.Equal(f.Data, postgres[path].Data) {
			t.Errorf("%s differs", path)
		}
	}
}

// An application has nothing in it that it does not use.
func TestOnlyWhatIsUsedIsEmitted(t *testing.T) {
	plain := render(t, "app: blog\nresources:\n  post:\n    fields:\n      title: string\n")
	for _, path := range []string{"types/date.go", "input/decimal.go", "input/uuid.go"} {
		if _, ok := plain[path]; ok {
			t.Errorf("%s is emitted", path)
		}
	}
	for _, module := range []string{"shopspring", "pgx"} {
		if bytes.Contains(plain["go.mod"].Data, []byte(module)) {
			t.Errorf("go.mod requires %s", module)
		}
	}
}

func TestSharedPathIsRefused(t *testing.T) {
	err := checkPaths([]tree.File{{Path: "web/a.go"}, {Path: "web/b.go"}, {Path: "web/a.go"}})
	if err == nil || !strings.Contains(err.Error(), "web/a.go") {
		t.Errorf("err = %v, want one that names web/a.go", err)
	}
}

// Samples never need each other in a circle, or they could not be made.
func TestSamplesFollowNoCircle(t *testing.T) {
	files := render(t, `
app: blog
resources:
  user:
    fields: {name: string, boss: references:user:optional, favourite: references:post:optional}
  post:
    fields: {title: string, author: references:user}
`)
	user := string(files["web/user_sample_test.go"].Data)
	for _, line := range []string{`"boss_id":      nil,`, `"favourite_id": nil,`} {
		if !strings.Contains(user, line) {
			t.Errorf("no %s in:\n%s", line, user)
		}
	}
	if post := string(files["web/post_sample_test.go"].Data); !strings.Contains(post, `"author_id": userA,`) {
		t.Errorf("posts have no author:\n%s", post)
	}
}

// The paths of two names correspond, so that the files of a renamed resource
// can follow.
func TestResourcePaths(t *testing.T) {
	posts, pages := ResourcePaths("post"), ResourcePaths("page")
	if len(posts) != len(pages) || !slices.Contains(posts, "web/post.go") || !slices.Contains(posts, "web/templates/post/show.html") {
		t.Fatalf("got %q", posts)
	}
	for i, path := range posts {
		if want := strings.ReplaceAll(path, "post", "page"); pages[i] != want {
			t.Errorf("%s becomes %s, want %s", path, pages[i], want)
		}
	}
}

// What nobody can reach is not emitted, and neither is what would serve it.
func TestPagesAndAPIAreEmittedWhenAskedFor(t *testing.T) {
	const fields = "\n    fields: {title: string, phone: phone, slug: \"slug:title\", body: \"markdown:500\"}\n"
	for _, test := range []struct {
		key          string
		there, gone  []string
		routes, not  string
		modules, sum string
	}{
		{"", []string{"web/render.go", "web/post_api.go", "web/templates/post/show.html", "web/static/counter.js"}, nil, `"GET /posts"`, "///", "goldmark", "unidecode"},
		{"html: false", []string{"web/post_api.go", "web/post_view.go", "db/post_slug.go"},
			[]string{"web/render.go", "web/functions.go", "web/navigation.go", "web/static/app.css", "web/static/counter.js", "web/templates/layout.html", "web/templates/post/show.html", "types/markdown.go"},
			`"GET /api/v1/posts"`, `"GET /posts"`, "unidecode", "unidecode"},
		{"api: false", []string{"web/render.go", "web/templates/post/show.html", "types/markdown.go"}, []string{"web/post_api.go"}, `"GET /posts"`, "/api/v1", "goldmark", "goldmark"},
	} {
		files := render(t, "app: blog\n"+test.key+"\nresources:\n  post:"+fields)
		for _, path := range test.there {
			if _, found := files[path]; !found {
				t.Errorf("%q: %s is not emitted", test.key, path)
			}
		}
		for _, path := range test.gone {
			if _, found := files[path]; found {
				t.Errorf("%q: %s is emitted", test.key, path)
			}
		}
		for path, part := range map[string]string{"web/routes.go": test.routes, "go.mod": test.modules, "go.sum": test.sum} {
			if !bytes.Contains(files[path].Data, []byte(part)) {
				t.Errorf("%q: %s lacks %s", test.key, path, part)
			}
		}
		if bytes.Contains(files["web/routes.go"].Data, []byte(test.not)) {
			t.Errorf("%q: web/routes.go has %s", test.key, test.not)
		}
	}
}
