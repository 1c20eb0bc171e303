package e2e

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// newBrowser starts Chromium, with JavaScript off in pages.
func newBrowser(t *testing.T) context.Context {
	t.Helper()
	return newBrowserFor(t, time.Minute)
}

// newBrowserFor is newBrowser for tests that take longer.
func newBrowserFor(t *testing.T, most time.Duration) context.Context {
	t.Helper()
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath("chromium"), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.Flag("disable-quic", true), chromedp.UserDataDir(t.TempDir()), chromedp.WindowSize(390, 844))
	allocator, cancel := chromedp.NewExecAllocator(t.Context(), options...)
	t.Cleanup(cancel)
	ctx, cancel := chromedp.NewContext(allocator)
	t.Cleanup(cancel)
	ctx, cancel = context.WithTimeout(ctx, most)
	t.Cleanup(cancel)
	do(t, ctx, emulation.SetScriptExecutionDisabled(true))
	return ctx
}

func do(t *testing.T, ctx context.Context, actions ...chromedp.Action) {
	t.Helper()
	if err := chromedp.Run(ctx, actions...); err != nil {
		t.Fatal(err)
	}
}

// submit presses a button of the page, and waits for the next page.
func submit(t *testing.T, ctx context.Context, selector string) {
	t.Helper()
	if _, err := chromedp.RunResponse(ctx, chromedp.Click(selector, chromedp.ByQuery)); err != nil {
		t.Fatal(err)
	}
}

// wantText checks that an element of the page contains text.
func wantText(t *testing.T, ctx context.Context, selector, text string) {
	t.Helper()
	var got string
	do(t, ctx, chromedp.Text(selector, &got, chromedp.ByQuery))
	if !strings.Contains(got, text) {
		t.Errorf("%s = %q, want %q in it", selector, got, text)
	}
}

const definition = `
app: blog
resources:
  post:
    fields:
      title: string:120
      body: text
      status: enum:draft:published:default=draft
      views: int:default=0
      featured: bool
`

// A person creates, edits and deletes a post, without JavaScript.
func TestBrowser(t *testing.T) {
	onBoth(t, func(t *testing.T, database string) {
		s := serve(t, newApp(t, database, definition), database)
		ctx := newBrowser(t)

		do(t, ctx, chromedp.Navigate(s.url))
		submit(t, ctx, `main a[href="/posts"]`)
		wantText(t, ctx, "main", "There are no posts yet.")
		submit(t, ctx, `a[href="/posts/new"]`)

		// What does not parse is kept, named, and in focus.
		do(t, ctx,
			chromedp.SendKeys("#title", "Hello", chromedp.ByQuery),
			chromedp.SendKeys("#body", "First line", chromedp.ByQuery),
			chromedp.SetValue("#views", "abc", chromedp.ByQuery),
			chromedp.Click("#featured", chromedp.ByQuery))
		submit(t, ctx, "form button")
		wantText(t, ctx, `[role="alert"]`, "Views must be a whole number")
		wantText(t, ctx, "#views-error", "must be a whole number")
		wantValue(t, ctx, "#title", "Hello")
		wantValue(t, ctx, "#views", "abc")
		wantAttribute(t, ctx, "#views", "aria-invalid", "true")
		wantAttribute(t, ctx, "#views", "aria-describedby", "views-error")

		do(t, ctx, chromedp.SetValue("#views", "7", chromedp.ByQuery))
		submit(t, ctx, "form button")
		wantText(t, ctx, `[role="status"]`, "Post created.")
		wantText(t, ctx, "h1", "Hello")
		wantText(t, ctx, "dl", "Yes")

		submit(t, ctx, `a[href="/posts/1/edit"]`)
		do(t, ctx, chromedp.SetValue("#title", "Goodbye", chromedp.ByQuery), chromedp.Click("#featured", chromedp.ByQuery))
		submit(t, ctx, "form button")
		wantText(t, ctx, `[role="status"]`, "Post saved.")
		wantText(t, ctx, "h1", "Goodbye")
		wantText(t, ctx, "dl", "No")

		submit(t, ctx, `a[href="/posts/1/delete"]`)
		wantText(t, ctx, "h1", "Delete “Goodbye”?")
		submit(t, ctx, `form[action="/posts/1/delete"] button`)
		wantText(t, ctx, `[role="status"]`, "Post deleted.")
		wantText(t, ctx, "main", "There are no posts yet.")
	})
}

func wantValue(t *testing.T, ctx context.Context, selector, text string) {
	t.Helper()
	var got string
	do(t, ctx, chromedp.Value(selector, &got, chromedp.ByQuery))
	if got != text {
		t.Errorf("%s holds %q, want %q", selector, got, text)
	}
}

func wantAttribute(t *testing.T, ctx context.Context, selector, name, text string) {
	t.Helper()
	var got string
	do(t, ctx, chromedp.AttributeValue(selector, name, &got, nil, chromedp.ByQuery))
	if got != text {
		t.Errorf("%s has %s=%q, want %q", selector, name, got, text)
	}
}

// every has each kind of control and of value.
const every = `
app: blog
resources:
  author:
    order: name
    fields: {name: string}
  post:
    fields:
      title: string:200
      status: enum:draft:published:default=draft
      featured: bool
      secret: string:optional:private
      body: text:optional
      rating: float:min=0:max=5:optional
      price: decimal:10:2:optional
      approved: bool:optional
      day: date:optional
      hour: time:optional
      at: timestamp:optional
      code: uuid:optional
      meta: json:optional
      email: email:optional
      site: url:optional
      author: references:optional
      editor: references:author:optional
`

// faults lists what is wrong with a page, whatever it shows.
const faults = `(() => {
	const all = selector => [...document.querySelectorAll(selector)], faults = []
	const check = (elements, isRight, message) =>
		elements.forEach(e => isRight(e) || faults.push(message + ": " + e.outerHTML.slice(0, 100)))
	const ids = all("[id]").map(e => e.id)
	const headings = all("h1, h2, h3, h4, h5, h6").map(e => +e.tagName[1])
	if (all("h1").length != 1) faults.push(all("h1").length + " h1")
	if (headings.some((level, i) => level > (headings[i - 1] ?? 0) + 1)) faults.push("heading levels " + headings)
	if (all("main").length != 1) faults.push(all("main").length + " main")
	if (document.documentElement.lang != "en") faults.push("no lang")
	if (document.documentElement.scrollWidth > innerWidth) faults.push(document.documentElement.scrollWidth + " pixels wide")
	check(all("[id]"), e => ids.filter(id => id == e.id).length == 1, "id is not unique")
	check(all("input:not([type=hidden]), select, textarea"), e => e.labels.length == 1, "not one label")
	check(all("a, button, summary, label, th, option").filter(e => !e.hidden || e.checkVisibility()), e => e.innerText.trim() || e.text, "no text")
	check(all("[aria-describedby]"), e => e.getAttribute("aria-describedby").split(" ").every(id => ids.includes(id)), "nothing describes")
	check(all("[aria-invalid]"), e => document.getElementById(e.id + "-error"), "does not say what is wrong")
	check(all("a[href^='#']"), e => ids.includes(e.hash.slice(1)), "leads nowhere")
	check(all("th"), e => e.scope, "no scope")
	check(all("[style], [class]:not(.button), script:not([src])"), () => false, "not plain")
	return faults
})()`

// What looks for faults finds them.
func TestBrowserFindsFaults(t *testing.T) {
	ctx := newBrowser(t)
	var found []string
	do(t, ctx, chromedp.Navigate("data:text/html,<h2 id=x>A</h2><table><th>B</table><a href='%23z'></a>"+
		"<input id=x style='width: 900px' aria-describedby=y aria-invalid=true>"), chromedp.Evaluate(faults, &found))
	all := strings.Join(found, "\n")
	for _, fault := range []string{
		"0 h1", "heading levels 2", "0 main", "no lang", "pixels wide", "id is not unique", "not one label",
		"no text", "nothing describes", "does not say", "leads nowhere", "no scope", "not plain",
	} {
		if !strings.Contains(all, fault) {
			t.Errorf("no %q in:\n%s", fault, all)
		}
	}
}

// Every page is sound, and not wider than a small phone's screen. There are more
// authors than a select offers.
func TestBrowserFindsNoFaults(t *testing.T) {
	s := serve(t, newApp(t, "sqlite", every), "sqlite")
	for i := range 101 {
		s.sendJSON(t, "POST", "/api/v1/authors", fmt.Sprintf(`{"name": "Author %d"}`, i))
	}
	ctx := newBrowser(t)
	do(t, ctx, chromedp.EmulateViewport(320, 640))
	titles := map[string]string{}
	look := func(name string) {
		t.Helper()
		var found []string
		var title string
		do(t, ctx, chromedp.Evaluate(faults, &found), chromedp.Title(&title))
		for _, fault := range found {
			t.Errorf("%s: %s", name, fault)
		}
		if other, ok := titles[title]; ok {
			t.Errorf("%s and %s have the same title %q", name, other, title)
		}
		titles[title] = name
	}
	visit := func(path string) {
		t.Helper()
		do(t, ctx, chromedp.Navigate(s.url+path))
		look(path)
	}
	visit("/")
	visit("/posts")
	visit("/posts?page=9")
	visit("/nothing")
	do(t, ctx, chromedp.Navigate(s.url+"/api/docs"),
		chromedp.Evaluate(`document.querySelectorAll("details").forEach(d => d.open = true)`, nil))
	look("/api/docs")
	visit("/authors/new")
	submitForm(t, ctx)
	look("a wrong author")
	do(t, ctx, chromedp.SetValue("#name", "Ada", chromedp.ByQuery))
	submitForm(t, ctx)
	look("an author")

	visit("/posts/new")
	do(t, ctx, chromedp.SetValue("#title", strings.Repeat("long", 50), chromedp.ByQuery))
	submitForm(t, ctx)
	look("a post")
	visit("/posts/1/edit")
	do(t, ctx, chromedp.SetValue("#rating", "abc", chromedp.ByQuery))
	submitForm(t, ctx)
	look("a wrong post")
	wantAttribute(t, ctx, "#rating", "aria-describedby", "rating-note rating-error")
	do(t, ctx, chromedp.Navigate(s.url+"/posts"))
	wantText(t, ctx, "tbody th", "longlong")
}

// submitForm presses the button of the page's form, unhindered by what the
// browser itself checks.
func submitForm(t *testing.T, ctx context.Context) {
	t.Helper()
	do(t, ctx, chromedp.Evaluate("document.forms[0].noValidate = true", nil))
	submit(t, ctx, "form > footer button")
}

// The summary of what is wrong has the focus, leads to the fields, and tells
// also what belongs to none.
func TestBrowserErrorSummary(t *testing.T) {
	app := newApp(t, "sqlite", definition)
	file := filepath.Join(app, "web", "post.go")
	source, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	const empty, rule = "check() {}", `check() { f.errors.Add("launch", "is too early") }`
	if !strings.Contains(string(source), empty) {
		t.Fatalf("no %q in %s", empty, file)
	}
	if err := os.WriteFile(file, []byte(strings.Replace(string(source), empty, rule, 1)), 0o600); err != nil {
		t.Fatal(err)
	}
	s := serve(t, app, "sqlite")
	ctx := newBrowser(t)
	do(t, ctx, chromedp.Navigate(s.url+"/posts/new"))
	submitForm(t, ctx)
	wantText(t, ctx, ":focus", "Please correct this")
	wantText(t, ctx, ":focus", "launch is too early")
	do(t, ctx, chromedp.Click(`[role="alert"] a[href="#title"]`, chromedp.ByQuery))
	wantAttribute(t, ctx, ":focus", "id", "title")
}
