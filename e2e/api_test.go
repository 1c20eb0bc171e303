package e2e

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// with sends a request with more headers, given as names and values.
func (s *server) with(t *testing.T, method, path, body string, headers ...string) answer {
	t.Helper()
	r, err := http.NewRequest(method, s.url+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", asJSON)
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	return answerTo(t, r)
}

func TestAPI(t *testing.T) {
	onBoth(t, func(t *testing.T, database string) {
		s := serve(t, newApp(t, database, listed), database, "CORS_ORIGINS=https://a.example, https://b.example")
		s.fill(t, 30)
		t.Run("tags", func(t *testing.T) { testEntityTags(t, s) })
		t.Run("include", func(t *testing.T) { testInclude(t, s) })
		t.Run("head", func(t *testing.T) { testHead(t, s) })
		t.Run("origins", func(t *testing.T) { testOrigins(t, s) })
	})
}

// Of two clients that saw the same row and change it, the second is told.
func testEntityTags(t *testing.T, s *server) {
	first, second := s.send(t, "GET", thing, "", ""), s.send(t, "GET", thing+"?include=owner", "", "")
	for _, seen := range []answer{first, second} {
		if tag := seen.header.Get("ETag"); !strings.HasPrefix(tag, `"`) || len(tag) < 10 {
			t.Fatalf("ETag = %s", tag)
		}
	}
	if first.header.Get("ETag") == second.header.Get("ETag") {
		t.Error("with what is included, the tag is the same")
	}
	cached := s.with(t, "GET", thing, "", "If-None-Match", first.header.Get("ETag"))
	if cached.status != http.StatusNotModified || cached.body != "" || cached.header.Get("ETag") != first.header.Get("ETag") {
		t.Errorf("%d %q, want 304 and the tag", cached.status, cached.body)
	}
	changed := s.with(t, "PATCH", thing, `{"secret":"another"}`, "If-Match", second.header.Get("ETag"))
	if changed.status != http.StatusOK {
		t.Errorf("with the tag of what was included, PATCH = %d %s", changed.status, changed.body)
	}
	for _, method := range []string{"PUT", "PATCH", "DELETE"} {
		late := s.with(t, method, thing, `{"title":"late"}`, "If-Match", first.header.Get("ETag"))
		if late.status != http.StatusPreconditionFailed || late.header.Get("Content-Type") != "application/problem+json" {
			t.Errorf("%s = %d %s, want 412", method, late.status, late.body)
		}
	}
	if now := s.send(t, "GET", thing, "", ""); strings.Contains(now.body, "late") || now.header.Get("ETag") != changed.header.Get("ETag") {
		t.Errorf("now %s %s, want what PATCH answered: %s", now.header.Get("ETag"), now.body, changed.header.Get("ETag"))
	}
	if weak := s.with(t, "PATCH", thing, `{}`, "If-Match", "W/"+changed.header.Get("ETag")); weak.status != http.StatusPreconditionFailed {
		t.Errorf("a weak tag gets %d, want 412", weak.status)
	}
}

// What a row refers to is in it, null where there is nothing, and one level deep.
func testInclude(t *testing.T, s *server) {
	items := decode(t, s.send(t, "GET", things+"?include=owner&per_page=100", "", "").body).(map[string]any)["items"].([]any)
	without := 0
	for _, item := range items {
		item := item.(map[string]any)
		owner, isThere := item["owner"]
		switch owner := owner.(type) {
		case nil:
			without++
			if !isThere || item["owner_id"] != nil {
				t.Errorf("%v has no owner", item)
			}
		case map[string]any:
			if owner["id"] != item["owner_id"] || owner["name"] == nil {
				t.Errorf("owner of %v is %v", item, owner)
			}
		}
	}
	if without == 0 || without == len(items) {
		t.Errorf("%d of %d have no owner", without, len(items))
	}
	for path, want := range map[string]string{
		thing + "?include=nobody":     "include takes these: owner.",
		things + "?include=owner,":    "include takes these: owner.",
		"/api/v1/owners?include=x":    "There is nothing to include.",
		"/api/v1/owners/1?include=x":  "There is nothing to include.",
		thing + "?include=owner&x=1":  `\"x\"`,
		thing + "?include=owner.name": "include takes these",
	} {
		if a := s.send(t, "GET", path, "", ""); a.status != http.StatusBadRequest || !strings.Contains(a.body, want) {
			t.Errorf("%s = %d %s, want 400 and %s", path, a.status, a.body, want)
		}
	}
}

// HEAD is GET without the body.
func testHead(t *testing.T, s *server) {
	for _, path := range []string{"/", "/things", "/things/2", things, things + "/2", "/readyz", "/nothing"} {
		get, head := s.send(t, "GET", path, "", ""), s.send(t, "HEAD", path, "", "")
		if head.status != get.status || head.body != "" {
			t.Errorf("HEAD %s = %d %q, GET %d", path, head.status, head.body, get.status)
		}
		for _, name := range []string{"ETag", "Content-Type", "Content-Length"} {
			if head.header.Get(name) != get.header.Get(name) {
				t.Errorf("%s: %s is %q, and %q for HEAD", path, name, get.header.Get(name), head.header.Get(name))
			}
		}
	}
}

func testOrigins(t *testing.T, s *server) {
	for _, test := range []struct {
		method, path, origin string
		status               int
	}{
		{"OPTIONS", things, "https://a.example", http.StatusNoContent},
		{"OPTIONS", things, "https://c.example", http.StatusMethodNotAllowed},
		{"POST", "/api/v1/owners", "https://b.example", http.StatusUnprocessableEntity},
		{"POST", "/api/v1/owners", "https://c.example", http.StatusForbidden},
		{"GET", things, "https://a.example", http.StatusOK},
		{"POST", "/owners", "https://a.example", http.StatusForbidden},
	} {
		a := s.with(t, test.method, test.path, "{}", "Origin", test.origin, "Sec-Fetch-Site", "cross-site", "Access-Control-Request-Method", "POST")
		allowed := a.header.Get("Access-Control-Allow-Origin")
		isOurs := test.origin != "https://c.example" && strings.HasPrefix(test.path, "/api/")
		if a.status != test.status || (allowed == test.origin) != isOurs || !isOurs && allowed != "" || a.header.Get("Access-Control-Allow-Credentials") != "" {
			t.Errorf("%s %s from %s = %d, allowed %q", test.method, test.path, test.origin, a.status, allowed)
		}
		if isOurs && !strings.Contains(a.header.Get("Access-Control-Expose-Headers"), "ETag") {
			t.Errorf("%s: ETag is not exposed", test.path)
		}
	}
}

// A person filters, sorts and turns pages, without JavaScript.
func TestBrowserFiltersAndSorts(t *testing.T) {
	s := serve(t, newApp(t, "sqlite", definition), "sqlite")
	for i, status := range []string{"draft", "published", "draft"} {
		s.send(t, "POST", "/posts", asForm, url.Values{"title": {string(rune('C'-i)) + "-post"}, "body": {"x"}, "status": {status}, "views": {"1"}}.Encode())
	}
	ctx := newBrowser(t)
	do(t, ctx, chromedp.Navigate(s.url+"/posts"))
	submit(t, ctx, `th a[href*="sort=title"]`)
	wantText(t, ctx, "tbody tr:first-child th", "A-post")
	wantAttribute(t, ctx, "thead th", "aria-sort", "ascending")
	submit(t, ctx, `th a[href*="sort=-title"]`)
	wantText(t, ctx, "tbody tr:first-child th", "C-post")

	do(t, ctx, chromedp.Click("summary", chromedp.ByQuery), chromedp.SetValue("#status", "published", chromedp.ByQuery))
	submit(t, ctx, "details button")
	wantText(t, ctx, "tbody", "B-post")
	wantAttribute(t, ctx, "thead th", "aria-sort", "descending")
	wantValue(t, ctx, "#status", "published")
	var rows int
	do(t, ctx, chromedp.Evaluate(`document.querySelectorAll("tbody tr").length`, &rows))
	if rows != 1 {
		t.Errorf("%d rows, want 1", rows)
	}
	do(t, ctx, chromedp.SetValue("#views-from", "2", chromedp.ByQuery))
	submit(t, ctx, "details button")
	wantText(t, ctx, "main", "No posts match.")
	var found []string
	do(t, ctx, chromedp.Evaluate(faults, &found))
	for _, fault := range found {
		t.Error(fault)
	}
	submit(t, ctx, "main p a")
	do(t, ctx, chromedp.Navigate(s.url+"/posts?per_page=2"))
	submit(t, ctx, `a[rel="next"]`)
	wantText(t, ctx, "nav[aria-label=Pages]", "Page 2 of 2")
	wantText(t, ctx, "tbody", "C-post")
}
