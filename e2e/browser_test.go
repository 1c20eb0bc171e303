package e2e

import (
	"context"
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
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath("chromium"), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.Flag("disable-quic", true), chromedp.UserDataDir(t.TempDir()), chromedp.WindowSize(390, 844))
	allocator, cancel := chromedp.NewExecAllocator(t.Context(), options...)
	t.Cleanup(cancel)
	ctx, cancel := chromedp.NewContext(allocator)
	t.Cleanup(cancel)
	ctx, cancel = context.WithTimeout(ctx, time.Minute)
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

// Nothing is wider than a small phone's screen.
func TestPagesFitOnAPhone(t *testing.T) {
	example, err := os.ReadFile(filepath.Join("..", "examples", "blog.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	s := serve(t, newApp(t, "sqlite", string(example)), "sqlite")
	ctx := newBrowser(t)
	for _, path := range []string{"/", "/posts", "/posts/new", "/nothing"} {
		var width int
		do(t, ctx, chromedp.EmulateViewport(320, 640), chromedp.Navigate(s.url+path),
			chromedp.Evaluate("document.documentElement.scrollWidth", &width))
		if width > 320 {
			t.Errorf("%s is %d pixels wide, want 320", path, width)
		}
	}
}
