package e2e

import (
	"fmt"
	"net/http"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// Notes and topics are named by UUIDs, topics have no pages, and articles have
// many of themselves. Folders have a tag, and tags beside it.
const tagged = `
app: blog
resources:
  author:
    fields: {name: string}
  tag:
    fields: {name: "string:40:unique", hush: "string:optional:private"}
  article:
    fields: {title: "string:120:unique", slug: "slug:title", tags: many, author: references, related: {type: many, resource: article, label: See also, help: What else to read.}}
  note:
    id: uuid
    fields: {text: text, tags: many:tag, topics: many:topic}
  topic:
    id: uuid
    html: false
    fields: {name: string, tags: many}
  folder:
    api: false
    fields: {name: string, notes: many, tag: "references:optional", tags: many}
`

func TestMany(t *testing.T) {
	onBoth(t, func(t *testing.T, database string) {
		app := newApp(t, database, tagged)
		wantGreen(t, app)
		s := serve(t, app, database)
		for _, name := range []string{"go", "sql", "web"} {
			s.send(t, "POST", "/api/v1/tags", asJSON, fmt.Sprintf(`{"name":%q,"hush":"secret"}`, name))
		}
		s.send(t, "POST", "/api/v1/authors", asJSON, `{"name":"Ada"}`)
		t.Run("API", func(t *testing.T) { testManyInAPI(t, s) })
		t.Run("include", func(t *testing.T) { testManyIncluded(t, s) })
		t.Run("pages", func(t *testing.T) { testManyOnPages(t, s) })
		t.Run("what stays", func(t *testing.T) { testManyLeftAlone(t, s, database) })
	})
}

// testManyInAPI changes one article, and looks at what it has after each step.
func testManyInAPI(t *testing.T, s *server) {
	if a := s.send(t, "POST", "/api/v1/articles", asJSON, `{"title":"One","author_id":1}`); a.status != http.StatusCreated || !strings.Contains(a.body, `"tag_ids":[],`) {
		t.Fatalf("%d %s", a.status, a.body)
	}
	const path = "/api/v1/articles/1"
	for _, test := range []struct {
		method, body string
		status       int
		has, says    string // the ids from then on, and a part of the answer
	}{
		{"PATCH", `{"tag_ids":[3,1,3]}`, 200, "[1,3]", ""},
		{"PATCH", `{"title":"Two"}`, 200, "[1,3]", `"title":"Two"`},
		{"PATCH", `{"tag_ids":[2,99]}`, 422, "[1,3]", `{"field":"tag_ids","message":"does not exist"}`},
		{"PATCH", `{"tag_ids":"1"}`, 422, "[1,3]", `"message":"must be a list of ids"`},
		{"PATCH", `{"tag_ids":[null]}`, 422, "[1,3]", `"message":"must be a list of ids"`},
		{"PATCH", `{"tag_ids":{"a":1}}`, 422, "[1,3]", `"message":"must be a list of ids"`},
		{"PATCH", `{"tag_ids":[[1]]}`, 422, "[1,3]", `"field":"tag_ids"`},
		{"PATCH", `{"tag_ids":["x"]}`, 422, "[1,3]", `"field":"tag_ids"`},
		{"PATCH", `{"tag_ids":[1` + strings.Repeat(",1", 1000) + `]}`, 422, "[1,3]", `"message":"can be at most 1000"`},
		{"PATCH", `{"title":"","tag_ids":[2]}`, 422, "[1,3]", `"field":"title"`},
		{"PATCH", `{"tag_ids":null}`, 200, "[]", ""},
		{"PUT", `{"title":"Three","author_id":1,"tag_ids":[2]}`, 200, "[2]", ""},
		{"PUT", `{"title":"Three","author_id":1}`, 200, "[]", ""},
		{"PATCH", `{"tag_ids":[1,2],"related_ids":[1]}`, 200, "[1,2]", `"related_ids":[1]`},
	} {
		before := s.send(t, "GET", path, "", "").header.Get("ETag")
		a := s.send(t, test.method, path, asJSON, test.body)
		after := s.send(t, "GET", path, "", "")
		if a.status != test.status || !strings.Contains(a.body, test.says) || !strings.Contains(after.body, `"tag_ids":`+test.has) {
			t.Errorf("%s %.40s: %d %s, want %d with %s; then %s, want %s", test.method, test.body, a.status, a.body, test.status, test.says, after.body, test.has)
		}
		if changed := after.header.Get("ETag") != before; changed != (test.status == 200) {
			t.Errorf("%s %.40s: the entity tag changed: %t", test.method, test.body, changed)
		}
	}
	seen := s.send(t, "GET", path, "", "").header.Get("ETag")
	s.send(t, "DELETE", "/api/v1/tags/1", asJSON, "")
	if a := s.with(t, "GET", path, "", "If-None-Match", seen); a.status != http.StatusOK || !strings.Contains(a.body, `"tag_ids":[2]`) {
		t.Errorf("without the tag: %d %s", a.status, a.body)
	}
	if a := s.with(t, "PATCH", path, `{"title":"late"}`, "If-Match", seen); a.status != http.StatusPreconditionFailed {
		t.Errorf("with the entity tag of before: %d %s", a.status, a.body)
	}
	for query, total := range map[string]string{"tag_id=2": `"total":1`, "tag_id=3": `"total":0`, "tag_id=2&tag_id[eq]=3": `"total":0`, "related_id=1&tag_id=2&title=Three": `"total":1`} {
		if a := s.send(t, "GET", "/api/v1/articles?"+query, "", ""); !strings.Contains(a.body, total) {
			t.Errorf("%s: %s, want %s", query, a.body, total)
		}
	}
	for _, query := range []string{"tag_id=x", "tag_id=", "tag_id[ne]=1", "sort=tag_id", "tag_ids=1"} {
		if a := s.send(t, "GET", "/api/v1/articles?"+query, "", ""); a.status != http.StatusBadRequest {
			t.Errorf("%s: %d, want 400", query, a.status)
		}
	}
}

// testManyOnPages begins where testManyInAPI ends: the article has tag 2.
func testManyOnPages(t *testing.T, s *server) {
	const page = "/articles/1"
	post := func(status int, form url.Values) string {
		t.Helper()
		a := s.send(t, "POST", page, asForm, form.Encode())
		if a.status != status {
			t.Fatalf("POST %v: %d %s, want %d", form, a.status, a.body, status)
		}
		return a.body
	}
	has := func(path string, parts ...string) {
		t.Helper()
		a := s.send(t, "GET", path, "", "")
		for _, part := range parts {
			if a.status != http.StatusOK || !strings.Contains(a.body, part) {
				t.Errorf("GET %s: %d, without %s:\n%s", path, a.status, part, a.body)
			}
		}
	}
	checked := `name="tag_ids" value="2" checked`
	has(page+"/edit", checked, `name="tag_ids" value="3">`, `<legend>Tags <small>(optional)</small></legend>`,
		`<input type="hidden" name="tag_ids" value="">`, `<fieldset id="related_ids" tabindex="-1" aria-describedby="related_ids-note">`)
	has(page, `<a href="/tags/2">sql</a>`, `<dt>See also</dt>`)
	has("/tags/2", `<h2>Articles</h2>`, `href="/articles/new?tag_ids=2">New article</a>`, `<a href="/articles/1">Three</a>`,
		`<h2>Folders</h2>`, `href="/folders/new?tag_id=2"`, `<h2>Folders by tags</h2>`, `href="/folders/new?tag_ids=2"`)
	has(page, `<h2>Articles by related</h2>`, `href="/articles/new?related_ids=1"`)
	has("/tags/2/delete", `<form method="post" action="/tags/2/delete">`, "It can't be brought back.")
	if a := s.send(t, "GET", "/tags/2/delete", "", ""); strings.Contains(a.body, "articles (") {
		t.Errorf("articles stay, and the page says:\n%s", a.body)
	}
	has("/articles?tag_id=2", `<a href="/tags/2">sql</a>`, `<option value="2" selected>sql</option>`)

	post(http.StatusSeeOther, url.Values{"title": {"By hand"}})
	has(page+"/edit", checked, `value="By hand"`)
	wrong := post(http.StatusUnprocessableEntity, url.Values{"tag_ids": {"", "3", "77"}})
	for _, part := range []string{`<a href="#tag_ids">Tags does not exist</a>`, `id="tag_ids-error"`, `aria-describedby="tag_ids-error"`, `name="tag_ids" value="3" checked`, `name="tag_ids" value="2">`} {
		if !strings.Contains(wrong, part) {
			t.Errorf("no %s in\n%s", part, wrong)
		}
	}
	has(page+"/edit", checked)
	post(http.StatusSeeOther, url.Values{"tag_ids": {"", "3", "2"}})
	has(page, `<a href="/tags/2">sql</a>, <a href="/tags/3">web</a>`)
	post(http.StatusSeeOther, url.Values{"tag_ids": {""}})
	has("/api/v1"+page, `"tag_ids":[]`)
	has("/articles/new?tag_ids=3", `name="tag_ids" value="3" checked`)

	for i := range 11 {
		s.send(t, "POST", "/folders", asForm, url.Values{"name": {fmt.Sprint("Folder ", i)}, "tag_id": {"2"}, "tag_ids": {"", "3"}}.Encode())
	}
	has("/tags/3", `<a href="/folders/11">Folder 10</a>`, `<a href="/folders?tag_ids=3">All folders</a>`)
	has("/folders?tag_ids=3", `<a href="/folders/1">Folder 0</a>`, `<option value="3" selected>web</option>`)
	has("/folders?tag_ids=2", "No folders match.")
	has("/folders?tag_id=2&tag_ids=3", `<a href="/folders/1">Folder 0</a>`)

	for i := range 101 {
		s.send(t, "POST", "/api/v1/tags", asJSON, fmt.Sprintf(`{"name":"aaa %d"}`, i))
	}
	post(http.StatusSeeOther, url.Values{"tag_ids": {"", "3"}})
	has(page+"/edit", `name="tag_ids" value="3" checked`, `name="tag_ids.find"`)
	found := post(http.StatusUnprocessableEntity, url.Values{"tag_ids": {"", "3"}, "tag_ids.find": {"sql"}})
	if !strings.Contains(found, `name="tag_ids" value="2">`) || !strings.Contains(found, `name="tag_ids" value="3" checked`) || strings.Contains(found, "aaa") {
		t.Errorf("sought sql:\n%s", found)
	}
}

// testManyLeftAlone gives the table of a set a column that gen knows nothing of.
func testManyLeftAlone(t *testing.T, s *server, database string) {
	patch := func(ids string) {
		t.Helper()
		if a := s.send(t, "PATCH", "/api/v1/articles/1", asJSON, `{"tag_ids":`+ids+`}`); a.status != http.StatusOK || !strings.Contains(a.body, `"tag_ids":`+ids) {
			t.Errorf("%d %s", a.status, a.body)
		}
	}
	patch("[2]")
	execute(t, database, s.database, "ALTER TABLE article_tags ADD COLUMN remark text")
	execute(t, database, s.database, "UPDATE article_tags SET remark = 'mine'")
	patch("[2,3]")
	remarks := query(t, database, s.database, "SELECT tag_id || coalesce(remark, '') FROM article_tags WHERE article_id = 1 ORDER BY tag_id")
	if !slices.Equal(remarks, []string{"2mine", "3"}) {
		t.Errorf("the tags of the article are %q", remarks)
	}
}

// Fields that are many come and go, and get other names with what they join;
// rows stay, and so does what a person wrote.
func TestManyChanges(t *testing.T) {
	onBoth(t, func(t *testing.T, database string) {
		app := newApp(t, database, strings.Replace(tagged, "tags: many, author", "author", 1))
		yaml, rules := filepath.Join(app, "gen.yaml"), filepath.Join(app, "web", "article.go")
		edit(t, rules, "check() {}", "check() {\n\tf.errors.Check(\"title\", f.Title != \"no\", \"must not be no\")\n}")
		edit(t, yaml, "author: references", "tags: many, author: references")
		want(t, 0, app, gen, "apply")
		edit(t, rules, "check() {\n", "check() {\n\tf.errors.Check(\"tag_ids\", len(f.TagIDs) < 3, \"are too many\")\n")
		s := serve(t, app, database)
		s.send(t, "POST", "/api/v1/tags", asJSON, `{"name":"go"}`)
		s.send(t, "POST", "/api/v1/authors", asJSON, `{"name":"Ada"}`)
		s.send(t, "POST", "/api/v1/articles", asJSON, `{"title":"One","author_id":1,"tag_ids":[1]}`)
		s.stop(t)

		want(t, 0, app, gen, "rename", "article.tags", "labels")
		want(t, 0, app, gen, "rename", "tag", "word")
		want(t, 0, app, gen, "rename", "article", "story")
		if text := read(t, filepath.Join(app, "web", "story.go")); !strings.Contains(text, `Check("label_ids", len(f.LabelIDs) < 3`) || !strings.Contains(text, "must not be no") {
			t.Errorf("the rules are\n%s", text)
		}
		wantGreen(t, app)
		s = start(t, app, s.database)
		if a := s.send(t, "GET", "/api/v1/stories/1", "", ""); !strings.Contains(a.body, `"label_ids":[1]`) {
			t.Errorf("the row is %s", a.body)
		}
		s.stop(t)

		edit(t, filepath.Join(app, "web", "story.go"), "\tf.errors.Check(\"label_ids\", len(f.LabelIDs) < 3, \"are too many\")\n", "")
		want(t, 0, app, gen, "destroy", "story.labels", "--yes")
		wantGreen(t, app)
		s = start(t, app, s.database)
		if a := s.send(t, "GET", "/api/v1/stories/1", "", ""); a.status != http.StatusOK || strings.Contains(a.body, "label_ids") {
			t.Errorf("without it, the row is %s", a.body)
		}
	})
}
