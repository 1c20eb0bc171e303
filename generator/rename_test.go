package generator

import (
	"context"
	"errors"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/seed-b1203020/gen/generator/diff"
	"github.com/seed-b1203020/gen/generator/field"
	"github.com/seed-b1203020/gen/generator/schema"
	"github.com/seed-b1203020/gen/generator/tree"
)

func resourceRenamed(from, to string, fields ...string) diff.Renamed {
	r := diff.Renamed{
		From: &schema.Resource{Name: from, Plural: from + "s"},
		To:   &schema.Resource{Name: to, Plural: to + "s"},
	}
	for i := 0; i+1 < len(fields); i += 2 {
		r.From.Fields = append(r.From.Fields, field.Field{Name: fields[i], Type: field.String})
		r.To.Fields = append(r.To.Fields, field.Field{Name: fields[i+1], Type: field.String})
	}
	return r
}

// A renamer is an application before and after a rename.
type renamer struct {
	folder memory
	old    *lock
	files  []tree.File
}

// add adds a file with what gen emitted, what the user has of it, and what gen
// emits now, each at its path.
func (r *renamer) add(owner tree.Owner, oldPath, last, yours, path, now string) {
	if r.old == nil {
		r.folder, r.old = memory{}, &lock{Gen: "dev"}
	}
	r.old.Files = append(r.old.Files, emitted{Path: oldPath, Owner: owner, Sum: tree.Sum([]byte(last))})
	r.old.sort()
	if owner == tree.Yours {
		r.folder[baseDir+oldPath] = last
	}
	if yours != absent {
		r.folder[oldPath] = yours
	}
	r.files = append(r.files, tree.File{Path: path, Owner: owner, Data: []byte(now)})
}

// run decides, and writes what was decided.
func (r *renamer) run(t *testing.T, renames ...diff.Renamed) *decider {
	t.Helper()
	d := &decider{disk: newDisk(r.folder), old: r.old, moves: movesOf(renames)}
	var err error
	if d.renaming, err = newRenaming(d.disk, d.old, renames, r.files); err != nil {
		t.Fatal(err)
	}
	if err := d.emitted(r.files); err != nil {
		t.Fatal(err)
	}
	if len(d.conflicts) > 0 {
		t.Fatalf("conflicts: %v\n%s", d.conflicts, d.actions[0].New)
	}
	r.folder.write(t, d.changes...)
	return d
}

const (
	postGo    = "package web\n\n// showPost answers GET /posts/{id}.\nfunc (app *App) showPost() error {\n\tpost := app.db.GetPost()\n\treturn app.render(\"post/show\", post)\n}\n"
	articleGo = "package web\n\n// showArticle answers GET /articles/{id}.\nfunc (app *App) showArticle() error {\n\tarticle := app.db.GetArticle()\n\treturn app.render(\"article/show\", article)\n}\n"
)

// The files of a renamed resource move, and what the user wrote in them and in
// others of gen's follows.
func TestRenamedResource(t *testing.T) {
	var r renamer
	mine := strings.Replace(postGo, "\treturn app", "\tlog.Println(\"seen\", post.ID, app.db.GetPost())\n\treturn app", 1)
	r.add(tree.Yours, "web/post.go", postGo, mine, "web/article.go", articleGo)
	r.add(tree.Yours, "web/post_api.go", "package web // post\n", "package web // post\n", "web/article_api.go", "package web // article\n")
	r.add(tree.Yours, "web/post_test.go", "package web // post\n", absent, "web/article_test.go", "package web // article\n")
	r.add(tree.Gen, "web/post_form.go", "package web // PostForm\n", "package web // PostForm\n", "web/article_form.go", "package web // ArticleForm\n")
	r.add(tree.Yours, "web/web.go", "package web\n", "package web\n\nvar first = showPost\n", "web/web.go", "package web\n")
	r.add(tree.Yours, "web/post_view.go", "package web // 1\n", "package web // mine\n", "web/article_view.go", "package web // 2\n")
	r.own("web/post_view.go")

	d := r.run(t, resourceRenamed("post", "article"))
	want := []string{
		"merge web/article.go from web/post.go",
		"update web/article_api.go from web/post_api.go",
		"skip web/article_test.go",
		"update web/article_form.go from web/post_form.go",
		"merge web/web.go",
	}
	if got := said(d.actions); !slices.Equal(got, want) {
		t.Errorf("actions: %q", got)
	}
	if got := r.folder["web/article.go"]; got != strings.Replace(articleGo, "\treturn app", "\tlog.Println(\"seen\", article.ID, app.db.GetArticle())\n\treturn app", 1) {
		t.Errorf("web/article.go:\n%s", got)
	}
	if got := r.folder["web/web.go"]; got != "package web\n\nvar first = showArticle\n" {
		t.Errorf("web/web.go:\n%s", got)
	}
	if r.folder["web/post_view.go"] != "package web // mine\n" {
		t.Error("a file of the user's alone was touched")
	}
	for path := range r.folder {
		if strings.Contains(path, "post") && path != "web/post_view.go" {
			t.Errorf("%s is left", path)
		}
	}
	checkNotes(t, d.notes,
		"web/article.go: renamed post to article in your line 6",
		"web/article_test.go: you deleted it",
		"web/web.go: renamed showPost to showArticle in your line 3",
		"web/post_view.go: it is yours alone")
}

func (r *renamer) own(path string) {
	i := slices.IndexFunc(r.old.Files, func(f emitted) bool { return f.Path == path })
	r.old.Files[i].Owned = true
}

func checkNotes(t *testing.T, notes []string, want ...string) {
	t.Helper()
	for _, w := range want {
		if !slices.ContainsFunc(notes, func(n string) bool { return strings.HasPrefix(n, w) }) {
			t.Errorf("no note %q in %q", w, notes)
		}
	}
}

// Pages that the user added to the folder of a resource go with it.
func TestOwnPagesFollow(t *testing.T) {
	const page, show = "web/templates/post/mine.html", "web/templates/post/show.html"
	const after = "web/templates/article/mine.html"
	for _, test := range []struct{ name, there, want, wantNew string }{
		{"free", absent, absent, "{{ .Article }} <p>Post</p>\n"},
		{"taken", "other\n", "{{ .Post }} <p>Post</p>\n", "other\n"},
	} {
		var r renamer
		r.add(tree.Yours, show, "{{ .Post }}\n", "{{ .Post }}\n", "web/templates/article/show.html", "{{ .Article }}\n")
		r.folder[page] = "{{ .Post }} <p>Post</p>\n"
		if test.there != absent {
			r.folder[after] = test.there
		}
		d := r.run(t, resourceRenamed("post", "article"))
		got, left := r.folder[page]
		if left != (test.want != absent) || left && got != test.want || r.folder[after] != test.wantNew {
			t.Errorf("%s: %q", test.name, r.folder)
		}
		moved := slices.Contains(said(d.actions), "update "+after+" from "+page)
		if moved == left || len(d.notes) != 1 {
			t.Errorf("%s: %q %q", test.name, said(d.actions), d.notes)
		}
	}
}

// Two resources that swap their names swap their files.
func TestSwappedResources(t *testing.T) {
	var r renamer
	r.add(tree.Yours, "web/post.go", "package web // post 1\n", "package web // post 1\n", "web/page.go", "package web // page 2\n")
	r.add(tree.Yours, "web/page.go", "package web // page 1\n", "package web // page 1\n", "web/post.go", "package web // post 2\n")
	d := r.run(t, resourceRenamed("post", "page"), resourceRenamed("page", "post"))
	if r.folder["web/page.go"] != "package web // page 2\n" || r.folder["web/post.go"] != "package web // post 2\n" {
		t.Errorf("files: %q", r.folder)
	}
	if got := said(d.actions); !slices.Equal(got, []string{"update web/page.go from web/post.go", "update web/post.go from web/page.go"}) {
		t.Errorf("actions: %q", got)
	}
}

// A name that is free again is taken by a new resource in the same run.
func TestNewResourceUnderOldName(t *testing.T) {
	var r renamer
	r.add(tree.Yours, "web/post.go", "package web // 1\n", "package web // 1\n// mine\n", "web/page.go", "package web // 1\n")
	r.files = append(r.files, tree.File{Path: "web/post.go", Owner: tree.Yours, Data: []byte("package web // new\n")})
	d := r.run(t, resourceRenamed("post", "page"))
	if r.folder["web/page.go"] != "package web // 1\n// mine\n" || r.folder["web/post.go"] != "package web // new\n" {
		t.Errorf("files: %q", r.folder)
	}
	if got := said(d.actions); !slices.Equal(got, []string{"merge web/page.go from web/post.go", "create web/post.go"}) {
		t.Errorf("actions: %q", got)
	}
}

// What stands where a file shall move to is never overwritten, but the user may
// have moved the file there.
func TestMoveTargets(t *testing.T) {
	for _, test := range []struct {
		name, source, target, code string
	}{
		{"something else", "package web // 1\n", "package web // other\n", "GEN302"},
		{"moved by the user", absent, "package web // 1\n", ""},
	} {
		var r renamer
		r.add(tree.Yours, "web/post.go", "package web // 1\n", test.source, "web/page.go", "package web // 2\n")
		r.folder["web/page.go"] = test.target
		renames := []diff.Renamed{resourceRenamed("post", "page")}
		d := &decider{disk: newDisk(r.folder), old: r.old, moves: movesOf(renames)}
		err := d.emitted(r.files)
		if (err != nil) != (test.code != "") || err != nil && d.problems[0].Code != test.code {
			t.Errorf("%s: %v", test.name, err)
			continue
		}
		if err == nil {
			r.folder.write(t, d.changes...)
			if _, left := r.folder["web/post.go"]; left || r.folder["web/page.go"] != "package web // 2\n" {
				t.Errorf("%s: %q", test.name, r.folder)
			}
		}
	}
}

// A field's new name reaches the user's lines in the files of its resource,
// and nothing that only looks like it.
func TestRenamedField(t *testing.T) {
	const page = "<h1>{{ .Title }}</h1>\n<p>{{ .Subtitle }}</p>\n<p>end</p>\n"
	mine := strings.Replace(page, "<p>end", "<em title=\"x\">{{ .Title }} {{ .TitleCase }}</em>\n<p>end", 1)
	const other = "package web\n\n// mine: Title\n"
	var r renamer
	r.add(tree.Yours, "web/templates/post/show.html", page, mine, "web/templates/post/show.html", strings.Replace(page, ".Title", ".Headline", 1))
	r.add(tree.Yours, "web/home.go", "package web\n", other, "web/home.go", "package web\n")
	d := r.run(t, resourceRenamed("post", "post", "title", "headline"))
	want := strings.ReplaceAll(mine, ".Title }}", ".Headline }}")
	if got := r.folder["web/templates/post/show.html"]; got != want {
		t.Errorf("got\n%s", got)
	}
	if r.folder["web/home.go"] != other || len(d.notes) != 1 {
		t.Errorf("home.go: %q, notes: %q", r.folder["web/home.go"], d.notes)
	}
}

// A word that gen still emits keeps its meaning.
func TestNamesThatStay(t *testing.T) {
	var r renamer
	r.add(tree.Yours, "web/post.go", "Post Posts PostTag\n", "Post Posts PostTag\n", "web/article.go", "Article Articles PostTag // see Posts\n")
	r.add(tree.Yours, "web/tag.go", "row.Post Posts\n", "row.Post Posts\n", "web/tag.go", "row.Post Articles\n")
	renaming, err := newRenaming(newDisk(r.folder), r.old, []diff.Renamed{resourceRenamed("post", "article")}, r.files)
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		file int
		base string
		want []string // old names that change
	}{
		{0, "Post Posts PostTag\n", []string{"Post", "Posts"}},
		{1, "row.Post Posts\n", []string{"Posts"}},
	} {
		idents := renaming.of(r.files[test.file], []byte(test.base)).Idents
		if got := slices.Sorted(maps.Keys(idents)); !slices.Equal(got, test.want) {
			t.Errorf("%s: %q", r.files[test.file].Path, got)
		}
	}
}

func TestMentions(t *testing.T) {
	var r renamer
	const queries = "-- name: GetPost :one\nSELECT title FROM posts\n"
	const code = "func GetPost() Post { Title }\n"
	r.add(tree.Gen, "db/queries/post.sql", queries, queries, "db/queries/article.sql", "-- name: GetArticle :one\nSELECT headline FROM articles\n")
	r.add(tree.Gen, "store/post.sql.go", code, code, "store/article.sql.go", "func GetArticle() Article { Headline }\n")
	r.add(tree.Yours, "web/post.go", "package web\n", "package web // GetPost\n", "web/article.go", "package web\n")
	r.own("web/post.go")
	r.folder["web/mine.go"] = "package web\n\nfunc post() { app.db.GetPost().Title }\n"
	r.folder["web/other.go"] = "package web\n\nvar Title string\n"
	r.folder["db/queries/mine.sql"] = "-- name: TallyPosts :one\nSELECT title FROM posts;\n"
	r.folder["notes.txt"] = "GetPost\n"
	r.folder["vendor/x/x.go"] = "package x // GetPost\n"
	renames := []diff.Renamed{resourceRenamed("post", "article", "title", "headline")}
	renaming, err := newRenaming(newDisk(r.folder), r.old, renames, r.files)
	if err != nil {
		t.Fatal(err)
	}
	got, err := renaming.mentions(newDisk(r.folder), r.old)
	want := []string{
		"db/queries/mine.sql: gen does not edit this file of yours, which says title for headline (line 2), posts for articles (line 2)",
		"web/mine.go: gen does not edit this file of yours, which says GetPost for GetArticle (line 3), Title for Headline (line 3)",
		"web/post.go: gen does not edit this file of yours, which says GetPost for GetArticle (line 1)",
	}
	if err != nil || !slices.Equal(got, want) {
		t.Errorf("got %q, %v", got, err)
	}
}

// A query of the user's own that names the table stops the run, with the new
// name; once it is mended all else follows.
func TestRenameInAnApplication(t *testing.T) {
	ctx, dir := context.Background(), newBlog(t)
	const definition = "app: blog\nmodule: blog\nresources:\n  article:\n    was: post\n    fields:\n      headline: {type: string, was: title}\n"
	handler := strings.Replace(readFile(t, dir, "web/post.go"), "check() {}", "check() {\n\tf.errors.Check(\"title\", f.Title != \"x\", \"is x\")\n}", 1)
	write(t, dir, "web/post.go", handler)
	write(t, dir, definitionPath, definition)
	_, err := Apply(ctx, dir, testOptions())
	problems, _ := errors.AsType[Problems](err)
	if len(problems) != 1 || problems[0].Path != "db/queries/mine.sql" || !strings.HasPrefix(problems[0].Hint, "posts is called articles from now on") {
		t.Fatalf("apply: %+v", problems)
	}
	write(t, dir, "db/queries/mine.sql", "-- name: TallyPosts :one\nSELECT count(*) FROM \"articles\";\n")
	if _, err := Apply(ctx, dir, testOptions()); err != nil {
		t.Fatal(err)
	}
	if got := readFile(t, dir, "web/article.go"); !strings.Contains(got, "func (f *ArticleForm) check() {\n\tf.errors.Check(\"headline\", f.Headline != \"x\", \"is x\")\n}") {
		t.Errorf("web/article.go:\n%s", got)
	}
	for _, path := range resourcePaths("post") {
		if _, err := os.Stat(filepath.Join(dir, path)); err == nil {
			t.Errorf("%s is left", path)
		}
	}
	if err := Check(ctx, dir, testOptions()); err != nil {
		t.Errorf("check: %v", err)
	}
	if again, err := Apply(ctx, dir, testOptions()); err != nil || !again.Empty() {
		t.Errorf("again: %+v, %v", again, err)
	}
}
