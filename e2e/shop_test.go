package e2e

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// newShop makes the online shop of testdata, and serves it with some rows in
// every table.
func newShop(t *testing.T, database string) (app string, s *server) {
	t.Helper()
	definition, err := os.ReadFile("testdata/shop.yaml")
	if err != nil {
		t.Fatal(err)
	}
	app, url := newApp(t, database, string(definition)), emptyDatabase(t, database)
	cmd := exec.Command("go", "run", ".", "seed", "-n", "30")
	cmd.Dir, cmd.Env = app, append(os.Environ(), "DATABASE_URL="+url)
	if out, code := output(t, cmd); code != 0 {
		t.Fatal(out)
	}
	return app, start(t, app, url)
}

// The shop is green, and each of its pages leads only to pages that are there.
func TestShop(t *testing.T) {
	onBoth(t, func(t *testing.T, database string) {
		app, s := newShop(t, database)
		wantGreen(t, app)
		pages := s.crawl(t, "/", 400)
		for _, kind := range []string{"/products/", "/orders/new", "/edit", "/delete", "/brands/", "_id="} {
			if !slices.ContainsFunc(pages, func(path string) bool { return strings.Contains(path, kind) }) {
				t.Errorf("nothing leads to %s", kind)
			}
		}
	})
}

var internal = regexp.MustCompile(`(?:href|src)="(/[^"#]*)`)

// crawl follows links from a page, over most pages at most, and returns them.
func (s *server) crawl(t *testing.T, from string, most int) []string {
	t.Helper()
	pages := []string{from}
	for i := 0; i < len(pages); i++ {
		a := s.send(t, "GET", strings.ReplaceAll(pages[i], "&amp;", "&"), "", "")
		if a.status != http.StatusOK {
			t.Errorf("%s: status %d", pages[i], a.status)
		}
		for _, link := range internal.FindAllStringSubmatch(a.body, -1) {
			if !slices.Contains(pages, link[1]) && len(pages) < most {
				pages = append(pages, link[1])
			}
		}
	}
	return pages
}

// A list asks as many queries for thirty rows as for two, however many
// relations it shows.
func TestShopAsksNoQueryPerRow(t *testing.T) {
	app, s := newShop(t, "sqlite")
	s.stop(t)
	queries := filepath.Join(t.TempDir(), "queries")
	edit(t, filepath.Join(app, "db/db.go"), "isRead(query string) bool {\n", `isRead(query string) bool {
	f, _ := os.OpenFile(os.Getenv("QUERIES"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	f.WriteString("QUERY")
	f.Close()
`)
	s = start(t, app, s.database, "QUERIES="+queries)
	asked := func(path string) int {
		time.Sleep(1100 * time.Millisecond) // what is remembered for a second is forgotten
		os.Remove(queries)
		if a := s.send(t, "GET", path, "", ""); a.status != http.StatusOK {
			t.Fatalf("%s: status %d", path, a.status)
		}
		log, err := os.ReadFile(queries)
		if err != nil {
			t.Fatal(err)
		}
		return strings.Count(string(log), "QUERY")
	}
	for _, path := range []string{
		"/orders?", "/products?", "/order_lines?", "/reviews?",
		"/api/v1/orders?include=customer,ship_to,bill_to&", "/api/v1/products?include=tags,category&",
	} {
		few, many := asked(path+"per_page=2"), asked(path+"per_page=30")
		if few != many || few == 0 || few > 10 {
			t.Errorf("%s: %d queries for 2 rows, %d for 30", path, few, many)
		}
	}
	s.send(t, "POST", "/api/v1/tags", asJSON, `{"name":"on all"}`)
	none := asked("/tags/31")
	for id := range 30 {
		s.send(t, "PATCH", fmt.Sprintf("/api/v1/products/%d", id+1), asJSON, `{"tag_ids":[31]}`)
	}
	if all := asked("/tags/31"); all != none || all > 10 {
		t.Errorf("the page of a tag: %d queries without products, %d with 30", none, all)
	}
	if page := s.send(t, "GET", "/tags/31", "", "").body; strings.Count(page, `href="/products/`) != 11 || !strings.Contains(page, `href="/products?tag_id=31"`) {
		t.Errorf("the page of a tag is\n%s", page)
	}
}

// axe finds nothing wrong with the pages of the shop, on a phone and on a desk,
// in the light and in the dark.
func TestBrowserFindsShopAccessible(t *testing.T) {
	_, s := newShop(t, "sqlite")
	axe, err := os.ReadFile("testdata/node/node_modules/axe-core/axe.min.js")
	if err != nil {
		t.Fatal(err)
	}
	var product struct{ Items []struct{ ID int } }
	if err := json.Unmarshal([]byte(s.send(t, "GET", "/api/v1/products?per_page=1", "", "").body), &product); err != nil {
		t.Fatal(err)
	}
	ctx := newBrowserFor(t, 5*time.Minute)
	do(t, ctx, emulation.SetScriptExecutionDisabled(false)) // axe needs it
	for _, path := range []string{
		"/", "/products", "/products?live=true&q=none", fmt.Sprintf("/products/%d", product.Items[0].ID), "/products/new",
		"/customers/1", "/customers/1/edit", "/customers/1/delete", "/orders", "/reviews/new", "/nothing", "/api/docs",
	} {
		for _, width := range []int64{320, 1280} {
			for _, scheme := range []string{"light", "dark"} {
				var violations []string
				do(t, ctx, chromedp.EmulateViewport(width, 800),
					emulation.SetEmulatedMedia().WithFeatures([]*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}),
					chromedp.Navigate(s.url+path), chromedp.Evaluate(string(axe), nil), chromedp.Evaluate(runAxe, &violations, awaited))
				for _, v := range violations {
					t.Errorf("%s, %d pixels, %s: %s", path, width, scheme, v)
				}
			}
		}
	}
}

const runAxe = `axe.run({resultTypes: ["violations"]}).then(r => r.violations.map(v => v.id + ": " + v.nodes.map(n => n.html.slice(0, 120)).join(" ")))`

// awaited waits for what a script promises.
func awaited(p *runtime.EvaluateParams) *runtime.EvaluateParams { return p.WithAwaitPromise(true) }

// A person makes a category with the keys alone, from the home page on.
func TestBrowserByKeyboard(t *testing.T) {
	_, s := newShop(t, "sqlite")
	ctx := newBrowser(t)
	do(t, ctx, chromedp.Navigate(s.url+"/"))
	tabTo(t, ctx, "Categories 30")
	press(t, ctx, kb.Enter)
	wantText(t, ctx, "h1", "Categories")
	tabTo(t, ctx, "New category")
	press(t, ctx, kb.Enter)
	wantText(t, ctx, "h1", "New category")
	tabTo(t, ctx, "name")
	do(t, ctx, chromedp.KeyEvent("By keys"))
	press(t, ctx, kb.Enter)
	wantText(t, ctx, `[role="status"]`, "Category created.")
	wantText(t, ctx, "dl", "by-keys")
	tabTo(t, ctx, "Delete category")
	press(t, ctx, kb.Enter)
	tabTo(t, ctx, "Delete category")
	press(t, ctx, kb.Enter)
	wantText(t, ctx, `[role="status"]`, "Category deleted.")
}

// press presses a key that leads to the next page.
func press(t *testing.T, ctx context.Context, key string) {
	t.Helper()
	if _, err := chromedp.RunResponse(ctx, chromedp.KeyEvent(key)); err != nil {
		t.Fatal(err)
	}
}

// tabTo presses Tab until what has the focus is called so: by its text or, if it
// is a control, by its name.
func tabTo(t *testing.T, ctx context.Context, name string) {
	t.Helper()
	var passed []string
	for range 60 {
		var focused string
		do(t, ctx, chromedp.KeyEvent(kb.Tab), chromedp.Evaluate("document.activeElement.name || document.activeElement.innerText", &focused))
		if focused == name {
			return
		}
		passed = append(passed, focused)
	}
	t.Fatalf("no Tab leads to %q, only to %q", name, passed)
}
