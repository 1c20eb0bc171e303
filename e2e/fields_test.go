package e2e

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
)

const articles = `
app: blog
resources:
  article:
    fields:
      title: string:120
      slug: slug:title
      path: {type: slug, from: teaser}
      handle: slug:optional
      teaser: string:optional
      body: markdown:2000
      accent: color:default=#0b57c2
      tint: color:optional
      call: phone:optional
`

func TestFieldsOfSomeTypes(t *testing.T) {
	onBoth(t, func(t *testing.T, database string) {
		app := newApp(t, database, articles)
		wantGreen(t, app)
		s := serve(t, app, database)
		t.Run("slugs", func(t *testing.T) { testSlugs(t, s) })
		t.Run("slugs at once", func(t *testing.T) { testSlugsAtOnce(t, s) })
		t.Run("markdown", func(t *testing.T) { testMarkdown(t, s) })
		t.Run("values", func(t *testing.T) { testSomeValues(t, s) })
	})
}

// article makes one of a JSON object without its braces, and gives its members.
func (s *server) article(t *testing.T, members string) map[string]any {
	t.Helper()
	a := s.send(t, "POST", "/api/v1/articles", asJSON, `{"body":"b",`+members+`}`)
	if a.status != http.StatusCreated {
		t.Fatalf("%s: %d %s", members, a.status, a.body)
	}
	return a.object(t)
}

func testSlugs(t *testing.T, s *server) {
	wantSlugs := func(article map[string]any, slug, path string) {
		t.Helper()
		if article["slug"] != slug || article["path"] != path {
			t.Errorf("slug %v, path %v, want %s and %s", article["slug"], article["path"], slug, path)
		}
	}
	wantTaken := func(a answer, field string) {
		t.Helper()
		if a.status != http.StatusUnprocessableEntity || !strings.Contains(a.body, field) || !strings.Contains(a.body, "already been taken") {
			t.Errorf("%d %s, want 422 because of %s", a.status, a.body, field)
		}
	}
	first := s.article(t, `"title":"Ünder the Hood!"`)
	wantSlugs(first, "under-the-hood", "article")
	wantSlugs(s.article(t, `"title":"Under the hood","slug":null,"teaser":"a teaser"`), "under-the-hood-2", "a-teaser")
	wantSlugs(s.article(t, `"title":"Under the hood","slug":""`), "under-the-hood-3", "article-2")
	wantSlugs(s.article(t, `"title":"Under the hood","slug":"by-hand","path":"also"`), "by-hand", "also")

	wantTaken(s.send(t, "POST", "/api/v1/articles", asJSON, `{"body":"b","title":"x","slug":"by-hand"}`), "slug")
	form := url.Values{"title": {"x"}, "body": {"b"}, "slug": {"by-hand"}, "accent": {"#000000"}}
	wantTaken(s.send(t, "POST", "/articles", asForm, form.Encode()), `id="slug-error"`)

	path := fmt.Sprint("/api/v1/articles/", first["id"])
	for _, test := range []struct{ method, body, slug string }{
		{"PATCH", `{"title":"Renamed"}`, "under-the-hood"},
		{"PATCH", `{"slug":null}`, "renamed"},
		{"PUT", `{"title":"By hand","body":"b"}`, "by-hand-2"},
		{"PUT", `{"title":"By hand","body":"b"}`, "by-hand-2"}, // its own slug is free for it
	} {
		a := s.send(t, test.method, path, asJSON, test.body)
		if a.status != http.StatusOK || a.object(t)["slug"] != test.slug {
			t.Errorf("%s %s: %d %s, want slug %s", test.method, test.body, a.status, a.body, test.slug)
		}
	}
}

// Many make a row of one title at the same time: each gets a slug of its own.
func testSlugsAtOnce(t *testing.T, s *server) {
	const many = 20
	slugs := make([]string, many)
	var group sync.WaitGroup
	for i := range slugs {
		group.Go(func() {
			a := s.send(t, "POST", "/api/v1/articles", asJSON, `{"body":"b","title":"The same"}`)
			slugs[i] = fmt.Sprint(a.object(t)["slug"])
		})
	}
	group.Wait()
	slices.Sort(slugs)
	if different := slices.Compact(slices.Clone(slugs)); len(different) != many || different[0] != "the-same" || different[1] != "the-same-10" {
		t.Errorf("slugs %q", slugs)
	}
}

func testMarkdown(t *testing.T, s *server) {
	source := "# Hello\n\n**strong** <script>alert(1)</script> [x](javascript:alert(1)) [y](https://example.com)"
	article := s.article(t, fmt.Sprintf(`"title":"M","body":%q`, source))
	if article["body"] != source {
		t.Errorf("the API answers %q, want the source", article["body"])
	}
	page := s.send(t, "GET", fmt.Sprint("/articles/", article["id"]), "", "").body
	for _, part := range []string{"<h2>Hello</h2>", "<strong>strong</strong>", `<a href="https://example.com" rel="nofollow noopener">y</a>`} {
		if !strings.Contains(page, part) {
			t.Errorf("the page lacks %s:\n%s", part, page)
		}
	}
	for _, part := range []string{"<script>alert", `href="javascript`} {
		if strings.Contains(page, part) {
			t.Errorf("the page has %s:\n%s", part, page)
		}
	}
}

func testSomeValues(t *testing.T, s *server) {
	for _, test := range []struct{ field, sent, stored string }{
		{"accent", "#ABCDEF", "#abcdef"}, {"accent", "#abc", ""}, {"accent", "red", ""}, {"tint", "#12345g", ""},
		{"call", " +49 (0)30-1234 ", "+49 (0)30-1234"}, {"call", "(030) 12", "(030) 12"}, {"call", "call me", ""}, {"call", "()", ""},
		{"call", "1", ""}, {"call", strings.Repeat("1", 33), ""}, {"call", "1\n2", ""},
		{"handle", "my-post", "my-post"}, {"handle", "My-Post", ""}, {"handle", "a--b", ""}, {"handle", "-a", ""}, {"handle", "ä", ""},
		{"slug", strings.Repeat("a", 101), ""},
	} {
		a := s.send(t, "POST", "/api/v1/articles", asJSON, fmt.Sprintf(`{"body":"b","title":"v",%q:%q}`, test.field, test.sent))
		switch {
		case test.stored == "" && a.status != http.StatusUnprocessableEntity:
			t.Errorf("%s %q: %d %s, want 422", test.field, test.sent, a.status, a.body)
		case test.stored != "" && (a.status != http.StatusCreated || a.object(t)[test.field] != test.stored):
			t.Errorf("%s %q: %d %s, want %q", test.field, test.sent, a.status, a.body, test.stored)
		}
	}
	article := s.article(t, `"title":"shown","tint":"#1e90ff","call":"+1 (555) 010"`)
	page := s.send(t, "GET", fmt.Sprint("/articles/", article["id"]), "", "").body
	for _, part := range []string{`fill="#1e90ff"/></svg> #1e90ff`, `<a href="tel:&#43;1555010">&#43;1 (555) 010</a>`} {
		if !strings.Contains(page, part) {
			t.Errorf("the page lacks %s:\n%s", part, page)
		}
	}
}
