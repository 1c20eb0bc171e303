package e2e

import (
	"database/sql"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"path/filepath"
	"strings"
	"testing"

	_ "modernc.org/sqlite"
)

// sendJSON sends body to the API and returns the status and the answer.
func (s *server) sendJSON(t *testing.T, method, path, body string) (int, map[string]any) {
	t.Helper()
	r, err := http.NewRequest(method, s.url+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/json")
	res, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	answer := map[string]any{}
	if err := json.NewDecoder(res.Body).Decode(&answer); err != nil && err != io.EOF {
		t.Fatalf("%s %s: %v", method, path, err)
	}
	return res.StatusCode, answer
}

// get returns the text of a page.
func (s *server) get(t *testing.T, path string) string {
	t.Helper()
	res, err := http.Get(s.url + path)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// These of the user's files list the resources, or gain what the first
// reference needs.
var changesWithReferences = map[string]bool{
	"db/seed/seed.go": true, "web/routes.go": true, "web/row.go": true, "web/include.go": true,
}

// An application with rows gets more fields and another resource. The rows
// stay, the new fields are everywhere, and no Go that is the user's changes.
func TestRowsStayWhenFieldsAreAdded(t *testing.T) {
	onBoth(t, func(t *testing.T, database string) {
		app := newApp(t, database, "")
		want(t, 0, app, gen, "resource", "post", "title:string:120", "body:text:optional",
			"status:enum:draft:published:default=draft", "views:int:default=0", "price:decimal:10:2:optional",
			"published_at:timestamp:optional", "author_email:email:unique")
		url := emptyDatabase(t, database)
		s := start(t, app, url)
		for i := range 3 {
			body := fmt.Sprintf(`{"title": "Post %d", "author_email": "%d@example.com", "price": "12.50"}`, i, i)
			if status, answer := s.sendJSON(t, "POST", "/api/v1/posts", body); status != http.StatusCreated {
				t.Fatalf("create: %d %v", status, answer)
			}
		}
		_, before := s.sendJSON(t, "GET", "/api/v1/posts/2", "")
		s.stop(t)

		files := snapshot(t, app)
		want(t, 0, app, gen, "resource", "post", "subtitle:string:optional", "rank:int:default=7")
		want(t, 0, app, gen, "resource", "comment", "post:references:cascade", "body:text")
		for path, text := range snapshot(t, app) {
			old, existed := files[path]
			yours := strings.HasSuffix(path, ".go") && !strings.Contains(old, "DO NOT EDIT") && !strings.HasPrefix(path, ".gen/")
			if existed && yours && text != old && !changesWithReferences[path] {
				t.Errorf("%s changed", path)
			}
		}
		wantGreen(t, app)

		s = start(t, app, url)
		_, after := s.sendJSON(t, "GET", "/api/v1/posts/2", "")
		for name, value := range before {
			if fmt.Sprint(after[name]) != fmt.Sprint(value) {
				t.Errorf("%s = %v, was %v", name, after[name], value)
			}
		}
		if after["subtitle"] != nil || after["rank"] != 7.0 {
			t.Errorf("subtitle = %v and rank = %v, want nothing and 7", after["subtitle"], after["rank"])
		}
		if form := s.get(t, "/posts/2/edit"); !strings.Contains(form, `name="subtitle"`) {
			t.Error("the form does not have the new field")
		}
		if status, answer := s.sendJSON(t, "POST", "/api/v1/comments", `{"post_id": 2, "body": "Yes"}`); status != http.StatusCreated {
			t.Errorf("comment: %d %v", status, answer)
		}
	})
}

// Deleting a row that others refer to is refused, and says why.
func TestRestrictedDelete(t *testing.T) {
	const definition = `
app: blog
resources:
  author:
    fields: {name: string}
  post:
    fields: {title: string, author: references, editor: references:author:optional:nullify}
`
	onBoth(t, func(t *testing.T, database string) {
		s := serve(t, newApp(t, database, definition), database)
		s.sendJSON(t, "POST", "/api/v1/authors", `{"name": "Ada"}`)
		s.sendJSON(t, "POST", "/api/v1/authors", `{"name": "Grace"}`)
		s.sendJSON(t, "POST", "/api/v1/posts", `{"title": "Hello", "author_id": 1, "editor_id": 2}`)

		status, answer := s.sendJSON(t, "DELETE", "/api/v1/authors/1", "")
		if detail := fmt.Sprint(answer["detail"]); status != http.StatusConflict || !strings.Contains(detail, "posts (1)") {
			t.Errorf("delete: %d %v, want 409 and who refers to it", status, answer)
		}
		res, err := http.PostForm(s.url+"/authors/1/delete", nil)
		if err != nil {
			t.Fatal(err)
		}
		page, _ := io.ReadAll(res.Body)
		res.Body.Close()
		if res.StatusCode != http.StatusConflict || !strings.Contains(string(page), "posts (1)") {
			t.Errorf("page: %d, want 409 and who refers to it:\n%s", res.StatusCode, page)
		}
		if status, _ := s.sendJSON(t, "DELETE", "/api/v1/authors/2", ""); status != http.StatusNoContent {
			t.Errorf("delete the editor: %d, want 204", status)
		}
		if _, post := s.sendJSON(t, "GET", "/api/v1/posts/1", ""); post["editor_id"] != nil {
			t.Errorf("editor_id = %v, want nothing", post["editor_id"])
		}
		status, answer = s.sendJSON(t, "PATCH", "/api/v1/posts/1", `{"author_id": 99}`)
		if status != http.StatusUnprocessableEntity || !strings.Contains(fmt.Sprint(answer["errors"]), "author_id") {
			t.Errorf("reference to nothing: %d %v, want 422", status, answer)
		}
	})
}

// A file that a person edited is kept; if gen has to change it too, nothing at
// all is written.
func TestEditsAreKept(t *testing.T) {
	app := newApp(t, "sqlite", "")
	want(t, 0, app, gen, "resource", "post", "title:string")
	edit(t, filepath.Join(app, "web/post.go"), "func (f *PostForm) check() {}",
		"func (f *PostForm) check() {\n\tf.errors.Check(\"title\", f.Title != \"spam\", \"is spam\")\n}")
	want(t, 0, app, gen, "resource", "post", "subtitle:string:optional")
	if text := snapshot(t, app)["web/post.go"]; !strings.Contains(text, "is spam") {
		t.Error("the edit in web/post.go is gone")
	}

	edit(t, filepath.Join(app, "web/templates/post/show.html"), "<dl>", "<h2>Details</h2>\n<dl>")
	want(t, 0, app, gen, "resource", "post", "summary:string:optional")
	text := snapshot(t, app)["web/templates/post/show.html"]
	if !strings.Contains(text, "<h2>Details</h2>\n<dl>") || !strings.Contains(text, "<dt>Summary</dt>") {
		t.Errorf("the page has not both changes:\n%s", text)
	}
}

// A row that another program wrote, with a time in SQLite's own spelling, can be
// changed like any other.
func TestRowsOfOthersCanBeChanged(t *testing.T) {
	s := serve(t, newApp(t, "sqlite", "app: blog\nresources:\n  post:\n    fields: {title: string}\n"), "sqlite")
	other, err := sql.Open("sqlite", s.database)
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	_, err = other.Exec(`INSERT INTO posts (title, created_at, updated_at) VALUES ('Hello', CURRENT_TIMESTAMP, CURRENT_TIMESTAMP)`)
	if err != nil {
		t.Fatal(err)
	}
	status, answer := s.sendJSON(t, "PATCH", "/api/v1/posts/1", `{"title": "Goodbye"}`)
	if status != http.StatusOK || answer["title"] != "Goodbye" {
		t.Errorf("change: %d %v, want 200", status, answer)
	}
}
