package e2e

import (
	"fmt"
	"net/http"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// post is the resource of the stories, as a person would ask for it.
var post = []string{"resource", "post", "title:string:120", "body:text", "rating:int:optional", "author_email:email:unique"}

// laterPost is gen.yaml after one edit: a field renamed, another added, a
// third one dropped, and a resource added.
const laterPost = `app: blog
database: %s
resources:
  post:
    fields:
      headline: {type: string, max: 120, was: title}
      body: text
      author_email: email:unique
      summary: {type: string, max: 80, backfill: none yet}
  comment:
    fields: {post: references:cascade, text: text}
`

// An edit by hand: text of a file, and what a person makes of it.
type handEdit struct{ path, old, new string }

// What a person writes into the files of posts.
const (
	ownLine = `	w.Header().Set("Cache-Control", "no-store")
`
	ownHandler = `
// feedPosts answers GET /feed with a line for each post.
func (app *App) feedPosts(w http.ResponseWriter, r *http.Request) error {
	rows, err := app.db.ListPosts(r.Context(), store.ListPostsParams{Limit: 100})
	for _, post := range rows {
		fmt.Fprintln(w, strings.ToUpper(post.Title))
	}
	return err
}
`
	ownTest = `
func TestPostFeed(t *testing.T) {
	app := newTestApp(t)
	a, _ := app.postSamples()
	app.create("/api/v1/posts", a)
	res := app.get("/feed")
	wantStatus(t, res, http.StatusOK)
	wantBody(t, res, strings.ToUpper(a.form().Get("title")))
}
`
)

// handEdits are such as people make, in five files. The function that lists
// posts moves to the end of its file.
func handEdits(t *testing.T, app string) []handEdit {
	t.Helper()
	text := snapshot(t, app)["web/post.go"]
	begin, end := strings.Index(text, "// listPosts answers"), strings.Index(text, "// showPost answers")
	if begin < 0 || end < begin {
		t.Fatalf("web/post.go has no listPosts before showPost:\n%s", text)
	}
	list := text[begin:end]
	edited := strings.Replace(strings.TrimSuffix(list, "\n"), "	return app.render", ownLine+"	return app.render", 1)
	return []handEdit{
		{"web/post.go", list, ""},
		{"web/post.go", "postPage{post, view})\n}\n", "postPage{post, view})\n}\n\n" + edited + ownHandler},
		{"web/post.go", "	\"errors\"\n	\"net/http\"\n", "	\"errors\"\n	\"fmt\"\n	\"net/http\"\n	\"strings\"\n"},
		{"web/routes.go", "	m.page(\"GET /posts\"", "	m.page(\"GET /feed\", app.feedPosts)\n	m.page(\"GET /posts\""},
		{"web/templates/post/index.html", "<h1>Posts</h1>", "<h1>What I wrote</h1>"},
		{"web/post_test.go", "	\"net/http\"\n	\"testing\"\n", "	\"net/http\"\n	\"strings\"\n	\"testing\"\n"},
		{"web/post_test.go", "func TestPostAPI(", ownTest[1:] + "\nfunc TestPostAPI("},
		{"web/static/app.css", "body {", "body {\n  accent-color: teal;"},
	}
}

// The headline: rows and edits in five files outlive a field that is renamed,
// one that is added, one that goes, and a new resource, in one run.
func TestStoryOfOneEdit(t *testing.T) {
	onBoth(t, func(t *testing.T, database string) {
		app := newApp(t, database, "")
		want(t, 0, app, gen, post...)
		for _, e := range handEdits(t, app) {
			edit(t, filepath.Join(app, e.path), e.old, e.new)
		}
		wantGreen(t, app)
		p := newPopulated(t, database)
		r := newRunner(t, app, p.url)
		r.migrate(t, 0, "up")
		p.insert(t, 0, in("posts", "title, body, rating, author_email", "'One', 'x', 5, 'a@example.com'", "'Two', 'y', NULL, 'b@example.com'"))
		before := p.lines(t, `SELECT CAST(id AS text), title, body, author_email, CAST(created_at AS text) FROM posts ORDER BY id`)

		write(t, filepath.Join(app, "gen.yaml"), fmt.Sprintf(laterPost, database))
		files := snapshot(t, app)
		want(t, 3, app, gen, "plan")
		wantReads(t, want(t, 0, app, gen, "plan", "--allow-drop", "post.rating"))
		wantSame(t, files, snapshot(t, app))
		want(t, 0, app, gen, "apply", "--allow-drop", "post.rating")
		wantGreen(t, app)
		wantEditsOfStory(t, snapshot(t, app))

		s := start(t, app, p.url)
		after := p.lines(t, `SELECT CAST(id AS text), headline, body, author_email, CAST(created_at AS text) FROM posts ORDER BY id`)
		if !slices.Equal(before, after) {
			t.Errorf("rows are %q, and were %q", after, before)
		}
		if summaries := p.lines(t, "SELECT summary FROM posts"); !slices.Equal(summaries, []string{"none yet", "none yet"}) {
			t.Errorf("summaries are %q", summaries)
		}
		if page := s.get(t, "/posts"); !strings.Contains(page, "What I wrote") || !strings.Contains(page, "Two") {
			t.Errorf("the page lost its heading or its rows:\n%s", page)
		}
		if feed := s.get(t, "/feed"); !strings.Contains(feed, "ONE\n") || !strings.Contains(feed, "TWO\n") {
			t.Errorf("the feed is %q", feed)
		}
		if status, answer := s.sendJSON(t, "POST", "/api/v1/comments", `{"post_id": 2, "text": "Yes"}`); status != http.StatusCreated {
			t.Errorf("comment: %d %v", status, answer)
		}
	})
}

// wantReads checks that a plan says what matters, in this order.
func wantReads(t *testing.T, plan string) {
	t.Helper()
	wantOrder(t, plan,
		"loses data", "rename column posts.title to headline", "RENAME COLUMN", "create table comments", "add column posts.summary", "kept", "none yet",
		"drop column posts.rating", "lost", "the values of posts.rating are lost",
		"breaks clients", "post.headline: was post.title", "post.rating: gone", "comment: new resource",
		"create  db/migrations/", "merge  web/routes.go", "merge  web/post.go", "merge  web/templates/post/index.html", "/api/v1/comments")
	if strings.Contains(plan, "conflict") {
		t.Errorf("there are conflicts:\n%s", plan)
	}
}

// wantEditsOfStory checks that all that was written by hand is there, once,
// and follows the field that was renamed.
func wantEditsOfStory(t *testing.T, files map[string]string) {
	t.Helper()
	for _, want := range []struct{ path, text string }{
		{"web/post.go", ownLine + "	return app.render(w, r, http.StatusOK, \"post/index\""},
		{"web/post.go", strings.ReplaceAll(ownHandler, "Title", "Headline")},
		{"web/post.go", "	\"fmt\"\n	\"net/http\"\n	\"strings\"\n"},
		{"web/routes.go", "	m.page(\"GET /feed\", app.feedPosts)\n"},
		{"web/templates/post/index.html", "<h1>What I wrote</h1>"},
		{"web/post_test.go", strings.ReplaceAll(ownTest, `"title"`, `"headline"`)},
		{"web/static/app.css", "  accent-color: teal;"},
	} {
		if n := strings.Count(files[want.path], want.text); n != 1 {
			t.Errorf("%s has %d times\n%s", want.path, n, want.text)
		}
	}
	if text := files["web/post.go"]; strings.Index(text, "// listPosts answers") < strings.Index(text, "// renderPostForm shows") {
		t.Error("listPosts moved back")
	}
	for path, text := range files {
		if strings.Contains(text, "<<<<<<<") {
			t.Errorf("%s has conflict markers", path)
		}
	}
}

const storyOfComments = `app: blog
database: %s
resources:
  post:
    fields: {title: "string:120", views: %s}
  comment:
    fields: {post: "references:%s", text: text, views: %[2]s}
`

// many fills a table with rows that a query over the numbers n.i makes.
func (p populated) many(t *testing.T, rows int, table, columns, values string) {
	t.Helper()
	moment := map[string]string{"sqlite": "text", "postgres": "timestamptz"}[p.kind]
	p.exec(t, fmt.Sprintf(`INSERT INTO "%s" (%s, created_at, updated_at) WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d)
		SELECT %s, CAST('2026-01-02 03:04:05+00:00' AS %s), CAST('2026-01-02 03:04:05+00:00' AS %[5]s) FROM n`, table, columns, rows, values, moment))
}

// Thousands of posts with comments that go with them are all there after
// changes for which SQLite has to build both tables again, and no id comes
// again.
func TestStoryOfManyRows(t *testing.T) {
	onBoth(t, func(t *testing.T, database string) {
		app := newApp(t, database, fmt.Sprintf(storyOfComments, database, "text", "cascade"))
		p := newPopulated(t, database)
		newRunner(t, app, p.url).migrate(t, 0, "up")
		p.many(t, 10_001, "posts", "title, views", "'Post ' || n.i, CAST(n.i * 3 AS text)")
		p.many(t, 50_001, "comments", "post_id, text, views", "1 + n.i % 10000, 'Comment ' || n.i, CAST(n.i AS text)")
		p.exec(t, "DELETE FROM comments WHERE id = 50001; DELETE FROM posts WHERE id = 10001")
		sums := func() []string {
			return p.lines(t, `SELECT CAST(count(*) AS text), CAST(sum(id) AS text), CAST(sum(length(title)) AS text), CAST(sum(CAST(views AS bigint)) AS text) FROM posts UNION ALL
				SELECT CAST(count(*) AS text), CAST(sum(id * post_id) AS text), CAST(sum(length(text)) AS text), CAST(sum(CAST(views AS bigint)) AS text) FROM comments`)
		}
		before := sums()

		write(t, filepath.Join(app, "gen.yaml"), fmt.Sprintf(storyOfComments, database, "int", "restrict"))
		want(t, 0, app, gen, "apply")
		s := start(t, app, p.url)
		if after := sums(); !slices.Equal(before, after) || !strings.HasPrefix(after[0], "10000\x1f") || !strings.HasPrefix(after[1], "50000\x1f") {
			t.Errorf("numbers, sums of ids, lengths and views are %q, and were %q", after, before)
		}
		if database == "sqlite" {
			if broken := p.lines(t, `SELECT "table" FROM pragma_foreign_key_check`); len(broken) > 0 {
				t.Errorf("%d keys lead nowhere", len(broken))
			}
		}
		if _, row := s.sendJSON(t, "POST", "/api/v1/posts", `{"title": "New", "views": 1}`); row["id"] != 10002.0 {
			t.Errorf("the next post is %v, want 10002", row["id"])
		}
		if _, row := s.sendJSON(t, "POST", "/api/v1/comments", `{"post_id": 1, "text": "New", "views": 1}`); row["id"] != 50002.0 {
			t.Errorf("the next comment is %v, want 50002", row["id"])
		}
		if status, _ := s.sendJSON(t, "DELETE", "/api/v1/posts/1", ""); status != http.StatusConflict {
			t.Errorf("a post with comments is deleted with %d, want 409", status)
		}
	})
}

// Text that is no number stops the change to numbers, and nothing happens. The
// application does not serve half a schema.
func TestStoryOfText(t *testing.T) {
	onBoth(t, func(t *testing.T, database string) {
		app := newApp(t, database, fmt.Sprintf(storyOfComments, database, "text", "cascade"))
		p := newPopulated(t, database)
		newRunner(t, app, p.url).migrate(t, 0, "up")
		p.insert(t, 0, in("posts", "title, views", "'One', '1'", "'Two', 'abc'", "'Three', ''"))
		state := func() []string {
			return append(p.lines(t, "SELECT title, views FROM posts ORDER BY id"),
				append(p.facts(t), p.lines(t, "SELECT CAST(version_id AS text) FROM goose_db_version ORDER BY id")...)...)
		}
		before := state()

		write(t, filepath.Join(app, "gen.yaml"), fmt.Sprintf(storyOfComments, database, "int", "cascade"))
		want(t, 0, app, gen, "apply")
		r := newRunner(t, app, p.url)
		out := r.migrate(t, 1, "up")
		wantOrder(t, out, "stopped: ", "posts.views", "2 rows", "'abc'", "(id 2)")
		if !slices.Equal(before, state()) {
			t.Errorf("the database changed: %q, was %q", state(), before)
		}
		p.exec(t, "UPDATE posts SET views = '0' WHERE id > 1")
		r.migrate(t, 0, "up")
		if views := p.lines(t, "SELECT CAST(views AS text) FROM posts ORDER BY id"); !slices.Equal(views, []string{"1", "0", "0"}) {
			t.Errorf("views are %q", views)
		}
	})
}

// A field that is gone beside one that is new may be the same: gen asks, and
// says what to write.
func TestStoryOfAName(t *testing.T) {
	onBoth(t, func(t *testing.T, database string) {
		app := newApp(t, database, "app: blog\nresources:\n  post:\n    fields:\n      title: string:120\n      body: text\n")
		edit(t, filepath.Join(app, "gen.yaml"), "title: string:120", "headline: string:120")
		before := snapshot(t, app)
		for _, command := range []string{"plan", "apply"} {
			r := genCommand(app, command)
			r.wantExit(t, 3)
			r.wantSaid(t, "gen: error: gen.yaml:", `"title" is gone`, "headline: {type: string, max: 120, was: title}", "--allow-drop post.title")
		}
		wantSame(t, before, snapshot(t, app))
		edit(t, filepath.Join(app, "gen.yaml"), "headline: string:120", "headline: {type: string, max: 120, was: title}")
		want(t, 0, app, gen, "apply")
		wantGreen(t, app)
	})
}

// One field of one resource of twenty changes: the files of that resource, and
// those that list all.
func TestStoryOfTwentyResources(t *testing.T) {
	var text strings.Builder
	text.WriteString("app: blog\nresources:\n")
	for i := range 20 {
		fmt.Fprintf(&text, "  thing_%c:\n    fields:\n      title: string:120\n      body: text:optional\n", 'a'+i)
	}
	expected := []string{
		".gen/base/gen.yaml", ".gen/base/web/templates/thing_g/fields.html", ".gen/base/web/templates/thing_g/index.html", ".gen/base/web/templates/thing_g/show.html",
		"db/migrations/*_rename_title_to_headline_in_thing_gs.sql", "db/queries/thing_g.sql", "db/schema.sql", "db/seed/thing_g_rows.go", "gen.lock",
		"store/models.go", "store/thing_g.sql.go",
		"web/openapi.json", "web/templates/thing_g/fields.html", "web/templates/thing_g/index.html", "web/templates/thing_g/show.html",
		"web/thing_g_form.go", "web/thing_g_list.go", "web/thing_g_sample_test.go", "web/thing_g_view.go",
	}
	onBoth(t, func(t *testing.T, database string) {
		app := newApp(t, database, text.String())
		edit(t, filepath.Join(app, "gen.yaml"), "  thing_g:\n    fields:\n      title: string:120\n",
			"  thing_g:\n    fields:\n      headline: {type: string, max: 120, was: title}\n")
		before := snapshot(t, app)
		want(t, 0, app, gen, "apply")
		if got := changed(before, snapshot(t, app)); !slices.Equal(got, expected) {
			t.Errorf("changed are\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(expected, "\n"))
		}
	})
}

var version = regexp.MustCompile(`/[0-9]{14}_`)

// changed are the files that are not as before, with a * in the place of the
// time of a migration.
func changed(before, after map[string]string) []string {
	var paths []string
	for path, text := range after {
		if old, found := before[path]; !found || old != text {
			paths = append(paths, version.ReplaceAllString(path, "/*_"))
		}
	}
	for path := range before {
		if _, found := after[path]; !found {
			paths = append(paths, path)
		}
	}
	slices.Sort(paths)
	return paths
}
