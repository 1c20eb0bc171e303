package e2e

import (
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
)

const relations = `
app: blog
resources:
  author:
    fields: {name: string}
  post:
    fields: {title: string, author: references, editor: references:author:optional:nullify}
  comment:
    fields: {body: string, post: references:post:cascade, reply_to: references:comment:optional:cascade}
`

// Pages show what refers to a row, say what goes with it, and find rows where
// there are too many for a select.
func TestRelationsOnPages(t *testing.T) {
	onBoth(t, func(t *testing.T, database string) {
		s := serve(t, newApp(t, database, relations), database)
		for i := range 12 {
			s.sendJSON(t, "POST", "/api/v1/authors", fmt.Sprintf(`{"name": "Author %d"}`, i+1))
		}
		for i := range 12 {
			s.sendJSON(t, "POST", "/api/v1/posts", fmt.Sprintf(`{"title": "Post %d", "author_id": 1, "editor_id": 2}`, i+1))
		}
		s.sendJSON(t, "POST", "/api/v1/comments", `{"body": "Yes", "post_id": 1}`)
		s.sendJSON(t, "POST", "/api/v1/comments", `{"body": "No", "post_id": 1, "reply_to_id": 1}`)
		t.Run("children", func(t *testing.T) { testChildren(t, s) })
		t.Run("deletion", func(t *testing.T) { testDeletion(t, s) })
		t.Run("many rows", func(t *testing.T) { testManyRows(t, s) })
		t.Run("many rows in filters", func(t *testing.T) { testManyFilters(t, s) })
	})
}

// shows fails unless the page at path has all of texts.
func (s *server) shows(t *testing.T, path string, texts ...string) {
	t.Helper()
	page := s.get(t, path)
	for _, text := range texts {
		if !strings.Contains(page, text) {
			t.Errorf("%s does not have %s:\n%s", path, text, page)
		}
	}
}

func testChildren(t *testing.T, s *server) {
	s.shows(t, "/authors/1", "<h2>Posts</h2>", `<a href="/posts/12">Post 12</a>`,
		`href="/posts/new?author_id=1"`, `<a href="/posts?author_id=1">All posts</a>`)
	if page := s.get(t, "/authors/1"); strings.Contains(page, "Post 2<") {
		t.Error("the page shows more than ten posts")
	}
	s.shows(t, "/authors/2", "<h2>Posts by editor</h2>", `href="/posts/new?editor_id=2"`)
	s.shows(t, "/authors/3", "There are none yet.")
	s.shows(t, "/comments/1", "<h2>Comments by reply to</h2>", `<a href="/comments/2">No</a>`)
	s.shows(t, "/posts/new?author_id=3&title=Hello", `<option value="3" selected>`, `value="Hello"`)
	s.shows(t, "/", "Authors <small>12</small>", "Comments <small>2</small>")
}

func testDeletion(t *testing.T, s *server) {
	s.shows(t, "/posts/1", `href="/posts/1/delete"`)
	s.shows(t, "/posts/1/delete", "Delete “Post 1”?", "comments (2)", `<form method="post" action="/posts/1/delete">`)
	s.shows(t, "/authors/2/delete", "refer to nothing afterwards: posts by editor (12)")
	s.shows(t, "/authors/1/delete", "can't be deleted", "posts (12)")
	if page := s.get(t, "/authors/1/delete"); strings.Contains(page, "<form") {
		t.Error("the page offers to delete what can't be deleted")
	}
	s.shows(t, "/authors/99/delete", "There is no such page")
}

func testManyRows(t *testing.T, s *server) {
	for i := range 100 {
		s.sendJSON(t, "POST", "/api/v1/authors", fmt.Sprintf(`{"name": "Many_%d%%"}`, i+1))
	}
	page := s.get(t, "/posts/new")
	if n := strings.Count(page, "<option"); n > 210 || !strings.Contains(page, `name="author_id.find"`) {
		t.Errorf("the form has %d options", n)
	}
	for _, test := range []struct {
		form url.Values
		want []string
	}{
		{url.Values{"author_id.find": {"y_77%"}}, []string{`>Many_77%</option>`, "“y_77%”"}},
		{url.Values{"author_id.find": {"112"}}, []string{`<option value="112">`}},
		{url.Values{"author_id.find": {"author 7"}, "author_id": {"3"}}, []string{`<option value="7">Author 7</option>`, `<option value="3" selected>Author 3</option>`}},
		{url.Values{"author_id.find": {"nobody"}}, []string{"“nobody”"}},
		{url.Values{".find": {"author_id"}, "author_id.find": {""}, "author_id": {"3"}}, []string{"There are too many", `<option value="3" selected>`}},
	} {
		test.form.Set("title", "Kept & typed")
		status, page := s.postForm(t, "/posts", test.form)
		for _, text := range append(test.want, `value="Kept &amp; typed"`) {
			if status != http.StatusUnprocessableEntity || !strings.Contains(page, text) {
				t.Errorf("%v: %d, without %s:\n%s", test.form, status, text, page)
			}
		}
		if strings.Contains(page, "can&#39;t be blank") {
			t.Errorf("%v: who still looks for an author is told what else is missing:\n%s", test.form, page)
		}
	}
	if status, page := s.postForm(t, "/posts", url.Values{"title": {"New"}, "author_id": {"112"}, "author_id.find": {""}}); status != http.StatusOK || !strings.Contains(page, "Many_100%") {
		t.Errorf("the chosen author: %d\n%s", status, page)
	}
	if status, answer := s.sendJSON(t, "POST", "/api/v1/posts", `{"title": "x", "author_id": 1, "author_id.find": "x"}`); status != http.StatusUnprocessableEntity {
		t.Errorf("in JSON: %d %v", status, answer)
	}
}

// testManyFilters expects the rows of testManyRows.
func testManyFilters(t *testing.T, s *server) {
	for path, wants := range map[string][]string{
		"/posts":                                   {`name="author_id.find" type="search" value=""`},
		"/posts?author_id.find=y_77%25":            {`value="y_77%"`, `>Many_77%</option>`, `>Post 2<`},
		"/posts?author_id.find=nobody":             {`value="nobody"`, "Nothing was found."},
		"/posts?author_id=1":                       {`<option value="1" selected>Author 1</option>`, `>Post 2<`},
		"/posts?author_id=112&author_id.find=y_77": {`<option value="112" selected>Many_100%</option>`, `>Many_77%</option>`},
	} {
		s.shows(t, path, wants...)
	}
	if page := s.get(t, "/posts"); strings.Contains(page, `<select id="author_id"`) {
		t.Error("the filter is a select of nothing")
	}
	for _, path := range []string{"/api/v1/posts?author_id.find=x", "/posts?title.find=x"} {
		res, err := http.Get(s.url + path)
		if err != nil {
			t.Fatal(err)
		}
		res.Body.Close()
		if res.StatusCode != http.StatusBadRequest {
			t.Errorf("%s = %s", path, res.Status)
		}
	}
}

// postForm sends a form as a browser does, and returns the page that it comes to.
func (s *server) postForm(t *testing.T, path string, form url.Values) (int, string) {
	t.Helper()
	res, err := http.PostForm(s.url+path, form)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res.StatusCode, string(text)
}
