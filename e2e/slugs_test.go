package e2e

import (
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// The rows of all but notes have slugs in their addresses, and they refer to
// each other. Tags have no API, labels no pages.
const addressed = `
app: blog
resources:
  author:
    id: slug
    fields: {name: "string:search", handle: "slug:name", boss: "references:author:optional:nullify"}
  tag:
    id: slug
    api: false
    fields: {name: string, slug: "slug:name"}
  label:
    id: slug
    html: false
    fields: {word: slug, author: "references:author:optional:cascade"}
  post:
    id: slug
    label: title
    fields: {title: "string:search", slug: "slug:title", author: references, tag: "references:optional", tags: many, labels: many}
  note:
    fields: {text: "text:100", post: "references:cascade"}
`

func TestSlugsInAddresses(t *testing.T) {
	onBoth(t, func(t *testing.T, database string) {
		app := newApp(t, database, addressed)
		wantGreen(t, app)
		s := serve(t, app, database)
		for _, row := range [][2]string{
			{"authors", `{"name":"Ada"}`}, {"authors", `{"name":"Grace","boss_id":1}`}, {"labels", `{"word":"a-word","author_id":1}`},
		} {
			if a := s.send(t, "POST", "/api/v1/"+row[0], asJSON, row[1]); a.status != http.StatusCreated {
				t.Fatal(a.body)
			}
		}
		s.postForm(t, "/tags", url.Values{"name": {"Go"}})
		t.Run("API", func(t *testing.T) { testSlugsInAPI(t, s) })
		t.Run("pages", func(t *testing.T) { testSlugsOnPages(t, s) })
		t.Run("meanings", func(t *testing.T) { testSlugsWithMeanings(t, s, database) })
		s.crawl(t, "/", 100)
		if database == "sqlite" {
			compileClient(t, app)
		}
	})
}

// A check is a request and what its answer has to be.
type check struct {
	method, path, body string
	status             int
	part               string // of the body or, where it leads elsewhere, of the address
}

func (s *server) check(t *testing.T, checks ...check) {
	t.Helper()
	for _, c := range checks {
		mediaType := asForm
		if strings.HasPrefix(c.path, "/api/") {
			mediaType = asJSON
		}
		a := s.send(t, c.method, c.path, mediaType, c.body)
		text := a.body
		if location := a.header.Get("Location"); location != "" {
			text = location + "\n"
		}
		if a.status != c.status || !strings.Contains(text, c.part) {
			t.Errorf("%s %s %s: %d %s, want %d with %s", c.method, c.path, c.body, a.status, text, c.status, c.part)
		}
	}
}

func testSlugsInAPI(t *testing.T, s *server) {
	const posts = "/api/v1/posts"
	s.check(t,
		check{"POST", posts, `{"title":"My first post","author_id":1,"tag_id":1,"tag_ids":[1],"label_ids":[1]}`, http.StatusCreated, posts + "/my-first-post\n"},
		check{"GET", posts + "/my-first-post", "", http.StatusOK, `"tag_ids":[1],"label_ids":[1]`},
		check{"GET", posts + "/my-first-post?include=author", "", http.StatusOK, `"author":{"id":1,"name":"Ada","handle":"ada"`},
		check{"GET", posts + "/1", "", http.StatusOK, `{"id":1,"title":"My first post"`},
		check{"GET", posts + "/My-first-post", "", http.StatusNotFound, ""},
		check{"GET", posts + "/01", "", http.StatusNotFound, ""},
		check{"GET", posts + "/%00", "", http.StatusNotFound, ""},
		check{"DELETE", posts + "/%ff", "", http.StatusNotFound, ""},
		check{"GET", posts + "/99999999999999999999", "", http.StatusNotFound, ""},
		check{"PATCH", posts + "/my-first-post", `{"slug":"another"}`, http.StatusOK, `"slug":"another"`},
		check{"GET", posts + "/my-first-post", "", http.StatusNotFound, `"status":404`},
		check{"PUT", posts + "/another", `{"title":"My second","author_id":2}`, http.StatusOK, `"slug":"my-second"`},
		check{"GET", posts + "/1", "", http.StatusOK, `"slug":"my-second"`},
		check{"GET", "/api/v1/labels/a-word", "", http.StatusOK, `"word":"a-word"`},
		check{"POST", "/api/v1/notes", `{"text":"x","post_id":1}`, http.StatusCreated, "/api/v1/notes/1\n"},
		check{"POST", "/api/v1/notes", `{"text":"x","post_id":"my-second"}`, http.StatusUnprocessableEntity, `"field":"post_id"`},
		check{"GET", "/api/v1/notes?post_id=1", "", http.StatusOK, `"total":1`},
		check{"DELETE", "/api/v1/authors/grace", "", http.StatusConflict, "posts (1)"},
		check{"POST", posts, `{"title":"x","slug":"gone","author_id":2}`, http.StatusCreated, posts + "/gone\n"},
		check{"DELETE", posts + "/gone", "", http.StatusNoContent, ""},
		check{"GET", posts + "/gone", "", http.StatusNotFound, ""},
	)
	seen := s.send(t, "GET", posts+"/my-second", "", "")
	if a := s.with(t, "PATCH", posts+"/1", `{"tag_id":1,"tag_ids":[1]}`, "If-Match", seen.header.Get("ETag")); a.status != http.StatusOK {
		t.Errorf("with the tag of the slug's address, that of the number answers %d %s", a.status, a.body)
	}
}

func testSlugsOnPages(t *testing.T, s *server) {
	s.check(t,
		check{"GET", "/posts", "", http.StatusOK, `<a href="/posts/my-second">My second</a>`},
		check{"GET", "/posts", "", http.StatusOK, `<a href="/authors/grace">Grace</a>`},
		check{"GET", "/posts?q=second", "", http.StatusOK, `<a href="/posts/my-second">`},
		check{"GET", "/posts/my-second", "", http.StatusOK, `<a href="/tags/go">Go</a>`},
		check{"GET", "/posts/my-second", "", http.StatusOK, `<a href="/notes/1">`},
		check{"GET", "/posts/my-second", "", http.StatusOK, `href="/notes/new?post_id=1"`},
		check{"GET", "/posts/my-second", "", http.StatusOK, `href="/posts/my-second/edit"`},
		check{"GET", "/posts/my-second/edit", "", http.StatusOK, `action="/posts/my-second"`},
		check{"GET", "/posts/my-second/delete", "", http.StatusOK, `action="/posts/my-second/delete"`},
		check{"GET", "/authors/ada", "", http.StatusOK, `<a href="/authors/grace">Grace</a>`},
		check{"GET", "/notes/1", "", http.StatusOK, `<a href="/posts/my-second">My second</a>`},
		check{"GET", "/posts/1", "", http.StatusMovedPermanently, "/posts/my-second\n"},
		check{"HEAD", "/posts/1/edit?from=list", "", http.StatusMovedPermanently, "/posts/my-second/edit?from=list\n"},
		check{"GET", "/posts/1/delete", "", http.StatusMovedPermanently, "/posts/my-second/delete\n"},
		check{"GET", "/posts/2", "", http.StatusNotFound, "<h1>"},
		check{"GET", "/posts/nothing", "", http.StatusNotFound, "<h1>"},
		check{"GET", "/posts/%00", "", http.StatusNotFound, "<h1>"},
		check{"POST", "/posts/my-second", "title=", http.StatusUnprocessableEntity, `action="/posts/my-second"`},
		check{"POST", "/posts/my-second", "slug=no+slug", http.StatusUnprocessableEntity, `action="/posts/my-second"`},
		check{"POST", "/posts/my-second", "slug=my-third", http.StatusSeeOther, "/posts/my-third\n"},
		check{"GET", "/posts/my-second", "", http.StatusNotFound, "<h1>"},
		check{"POST", "/posts/1", "title=By+number", http.StatusSeeOther, "/posts/my-third\n"},
		check{"POST", "/posts", "title=On+a+page&author_id=1", http.StatusSeeOther, "/posts/on-a-page\n"},
		check{"POST", "/posts/on-a-page/delete", "", http.StatusSeeOther, "/posts\n"},
	)
}

// What means something else in an address is no slug. Rows that had such a one
// before, or one that is none, are found by their numbers.
func testSlugsWithMeanings(t *testing.T, s *server, database string) {
	const authors = "/api/v1/authors"
	s.check(t,
		check{"POST", authors, `{"name":"New"}`, http.StatusCreated, authors + "/new-2\n"},
		check{"POST", authors, `{"name":"1"}`, http.StatusCreated, authors + "/1-2\n"},
		check{"POST", authors, `{"name":"x","handle":"new"}`, http.StatusUnprocessableEntity, `{"field":"handle","message":"must not be new, nor a number"}`},
		check{"PATCH", authors + "/ada", `{"handle":"1815"}`, http.StatusUnprocessableEntity, `"field":"handle"`},
		check{"POST", "/authors/ada", "handle=new", http.StatusUnprocessableEntity, "must not be new, nor a number"},
		check{"GET", authors + "?handle=new", "", http.StatusOK, `"total":0`},
		check{"GET", "/authors/new", "", http.StatusOK, "New author</h1>"},
		check{"GET", "/authors/1", "", http.StatusMovedPermanently, "/authors/ada\n"},
	)
	execute(t, database, s.database, "UPDATE authors SET handle = 'new' WHERE id = 1")
	execute(t, database, s.database, "UPDATE authors SET handle = '1' WHERE id = 2")
	s.check(t,
		check{"GET", "/authors/1", "", http.StatusOK, "<h1>Ada</h1>"},
		check{"GET", "/authors/2", "", http.StatusOK, "<h1>Grace</h1>"},
		check{"GET", authors + "/1", "", http.StatusOK, `"name":"Ada"`},
		check{"GET", "/authors?sort=id", "", http.StatusOK, `<a href="/authors/1">Ada</a>`},
		check{"POST", "/authors/1", "handle=ada", http.StatusSeeOther, "/authors/ada\n"},
		check{"POST", "/authors/2", "handle=grace", http.StatusSeeOther, "/authors/grace\n"},
	)
	execute(t, database, s.database, "UPDATE authors SET handle = 'Ada / Grace?' WHERE id = 1")
	s.check(t,
		check{"GET", "/authors?sort=id", "", http.StatusOK, `<a href="/authors/1">Ada</a>`},
		check{"POST", "/authors/1", "handle=ada", http.StatusSeeOther, "/authors/ada\n"},
	)
}

// Slugs come into addresses and go again, and what a person wrote stays.
func TestSlugsInAddressesAreSwitched(t *testing.T) {
	on := addressed
	off := strings.ReplaceAll(on, "    id: slug\n", "")
	app := newApp(t, "sqlite", off)
	s := serve(t, app, "sqlite")
	s.check(t, check{"POST", "/api/v1/authors", `{"name":"Ada"}`, http.StatusCreated, "/api/v1/authors/1\n"})
	s.stop(t)
	edit(t, filepath.Join(app, "web/author.go"), "check() {}", "check() {\n\tf.errors.Check(\"name\", f.Name != \"no\", \"must not be no\")\n}")
	edit(t, filepath.Join(app, "web/templates/author/edit.html"), "<button>Save author</button>", "<button>Keep author</button>")
	edit(t, filepath.Join(app, "web/row.go"), "const mostChildren = 10", "const mostChildren = 7")
	yaml := filepath.Join(app, "gen.yaml")
	text, err := os.ReadFile(yaml)
	if err != nil {
		t.Fatal(err)
	}
	head, _, _ := strings.Cut(string(text), "resources:")
	_, resources, _ := strings.Cut(on, "resources:")
	first := snapshot(t, app)

	write(t, yaml, head+"resources:"+resources)
	plan := want(t, 0, app, gen, "plan")
	for _, line := range []string{"API, breaks clients:", "post: at /api/v1/posts/{slug}, was at /api/v1/posts/{id}", "label: at"} {
		if !strings.Contains(plan, line) {
			t.Errorf("gen plan does not say %q:\n%s", line, plan)
		}
	}
	if strings.Contains(plan, "tag: at") || strings.Contains(plan, "Schema,") {
		t.Errorf("gen plan says\n%s", plan)
	}
	want(t, 0, app, gen, "apply")
	wantGreen(t, app)
	s = start(t, app, s.database)
	s.check(t,
		check{"GET", "/authors/ada/edit", "", http.StatusOK, "<button>Keep author</button>"},
		check{"POST", "/authors/ada", "name=no", http.StatusUnprocessableEntity, "must not be no"},
	)
	s.stop(t)

	write(t, yaml, string(text))
	want(t, 0, app, gen, "apply")
	wantGreen(t, app)
	wantSame(t, withoutUndo(first), withoutUndo(snapshot(t, app)))
}
