package e2e

import (
	"net/http"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// The rows of some of these are named by UUIDs, those of others by numbers, and
// they refer to each other.
const named = `
app: blog
resources:
  author:
    id: uuid
    fields: {name: string, slug: "slug:name", boss: "references:author:optional:nullify"}
  tag:
    api: false
    fields: {name: "string:optional", ok: bool, author: references:restrict}
  post:
    id: uuid
    label: title
    fields: {title: "string:optional", author: references, tag: "references:nullify:optional", views: "int:default=0"}
  comment:
    html: false
    fields: {post: "references:cascade", tag: references, text: "text:100", parent: "references:comment:optional"}
`

func TestUUIDsAsIDs(t *testing.T) {
	onBoth(t, func(t *testing.T, database string) {
		app := newApp(t, database, named)
		wantGreen(t, app)
		s := serve(t, app, database)
		t.Run("answers", func(t *testing.T) { testUUIDs(t, s) })
		s.stop(t)
		t.Run("changes", func(t *testing.T) { testUUIDChanges(t, app, s.database) })
	})
}

func testUUIDs(t *testing.T, s *server) {
	a := s.send(t, "POST", "/api/v1/authors", asJSON, `{"name":"Ada"}`)
	id, _ := a.object(t)["id"].(string)
	if a.status != http.StatusCreated || !regexp.MustCompile(`^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`).MatchString(id) {
		t.Fatalf("%d %s, want an id of version 7", a.status, a.body)
	}
	if location := a.header.Get("Location"); location != "/api/v1/authors/"+id {
		t.Errorf("Location: %s", location)
	}
	unknown := "0190a6b0-7c1e-7d3a-9f6b-2c4d5e6f7a8b"
	for _, test := range []struct {
		method, path, body string
		status             int
		part               string
	}{
		{"GET", "/api/v1/authors/" + id, "", http.StatusOK, `"name":"Ada"`},
		{"GET", "/authors/" + id, "", http.StatusOK, "<h1>Ada</h1>"},
		{"GET", "/authors/" + id + "/edit", "", http.StatusOK, `action="/authors/` + id + `"`},
		{"GET", "/authors/" + strings.ToUpper(id), "", http.StatusNotFound, ""},
		{"GET", "/authors/" + unknown, "", http.StatusNotFound, ""},
		{"GET", "/api/v1/authors/1", "", http.StatusNotFound, ""},
		{"GET", "/posts/new", "", http.StatusOK, `<option value="` + id + `">Ada</option>`},
		{"POST", "/api/v1/authors", `{"name":"x","id":"` + unknown + `"}`, http.StatusUnprocessableEntity, `"field":"id"`},
		{"POST", "/api/v1/posts", `{"author_id":"` + unknown + `"}`, http.StatusUnprocessableEntity, `{"field":"author_id","message":"does not exist"}`},
		{"POST", "/api/v1/posts", `{"author_id":1}`, http.StatusUnprocessableEntity, `"field":"author_id"`},
		{"POST", "/api/v1/posts", `{"title":"T","author_id":"` + id + `"}`, http.StatusCreated, `"author_id":"` + id + `","tag_id":null`},
		{"DELETE", "/api/v1/authors/" + id, "", http.StatusConflict, "posts (1)"},
		{"GET", "/posts", "", http.StatusOK, `<a href="/authors/` + id + `">Ada</a>`},
	} {
		a := s.send(t, test.method, test.path, asJSON, test.body)
		if a.status != test.status || !strings.Contains(a.body, test.part) {
			t.Errorf("%s %s: %d %s, want %d with %s", test.method, test.path, a.status, a.body, test.status, test.part)
		}
	}
}

// Definitions change under rows that are named by UUIDs, and back.
func testUUIDChanges(t *testing.T, app, url string) {
	yaml := filepath.Join(app, "gen.yaml")
	before := snapshot(t, app)
	edit(t, yaml, "    id: uuid\n    label: title\n", "    label: title\n")
	out := want(t, 3, app, gen, "apply")
	if !strings.Contains(out, `the ids of "post" are of type uuid`) || !strings.Contains(out, "write id: uuid again") {
		t.Errorf("gen apply says\n%s", out)
	}
	edit(t, yaml, "    label: title\n", "    id: uuid\n    label: title\n")
	wantSame(t, before, snapshot(t, app))

	program := filepath.Join(t.TempDir(), "blog")
	migrate := func(direction string) {
		t.Helper()
		want(t, 0, app, "go", "build", "-o", program, ".")
		want(t, 0, app, "env", "DATABASE_URL="+url, program, "migrate", direction)
	}
	edit(t, yaml, `views: "int:default=0"`, `views: "decimal:10:2", rank: "int:unique:optional", code: {type: string, backfill: {sql: "'c'"}}`)
	edit(t, yaml, `text: "text:100"`, `text: "text:90", author: "references:optional"`)
	want(t, 0, app, gen, "apply")
	migrate("up")
	wantGreen(t, app)
	want(t, 0, app, gen, "rename", "post", "article")
	want(t, 0, app, gen, "rename", "author", "writer")
	migrate("up")
	wantGreen(t, app)
	migrate("down")
	migrate("down")
	migrate("down")
	migrate("up")

	s := start(t, app, url)
	if a := s.send(t, "GET", "/api/v1/articles", "", ""); !strings.Contains(a.body, `"total":1`) || !strings.Contains(a.body, `"views":"0.00"`) {
		t.Errorf("the row did not survive: %s", a.body)
	}
}
