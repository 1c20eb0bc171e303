package e2e

import (
	"net/http"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

const vendors = `
app: blog
resources:
  vendor:
    fields:
      name: {type: string, label: "Vendor's {{ name }} <b>", help: "As on {their} \"sign\" & letters."}
      code: {type: string, max: 12, unique: true, pattern: "[A-Z]{3}-\\d+", help: Three letters and a number.}
      other: {type: string, pattern: "(?i)x` + "`" + `[a-z]+", optional: true}
      secret: {type: string, pattern: "[a-z]{8,}", private: true, optional: true}
      mail: {type: email, pattern: "[^@]+@example\\.com", label: E-mail}
      bio: {type: text, max: 500, help: Who they are., optional: true}
      body: {type: markdown, pattern: "#.*"}
      slug: {type: slug, from: name, label: Address}
      vip: {type: bool, label: Very important}
`

func TestTextsOfFields(t *testing.T) {
	onBoth(t, func(t *testing.T, database string) {
		app := newApp(t, database, vendors)
		wantGreen(t, app)
		t.Run("change", func(t *testing.T) { testTextsChange(t, app) })
		s := serve(t, app, database)
		t.Run("patterns", func(t *testing.T) { testPatterns(t, s) })
	})
}

// Another label, help or pattern changes pages and forms, and nothing else.
func testTextsChange(t *testing.T, app string) {
	before := snapshot(t, app)
	edit(t, filepath.Join(app, "gen.yaml"), "help: Who they are.", `label: Story, help: "What they do.", pattern: "[^#]*"`)
	want(t, 0, app, gen, "apply")
	var changed []string
	for path, text := range snapshot(t, app) {
		if before[path] != text && !strings.HasPrefix(path, ".gen/") {
			changed = append(changed, path)
		}
	}
	slices.Sort(changed)
	expected := []string{"db/seed/vendor_rows.go", "gen.lock", "gen.yaml", "web/openapi.json", "web/templates/vendor/fields.html", "web/templates/vendor/index.html", "web/templates/vendor/show.html", "web/vendor_form.go", "web/vendor_sample_test.go"}
	for _, path := range changed {
		if !slices.Contains(expected, path) {
			t.Errorf("%s changed", path)
		}
	}
	want(t, 0, app, "go", "test", "./web")
}

func testPatterns(t *testing.T, s *server) {
	for members, wrong := range map[string]string{
		`"code":"ABC-1"`:                         "",
		`"code":"ABC-2","secret":"abcdefgh"`:     "",
		`"code":"ABC-3","other":"X` + "`" + `b"`: "",
		`"code":"abc-1"`:                         `{"field":"code","message":"must match [A-Z]{3}-\\d+"}`,
		`"code":"xABC-1x"`:                       `"field":"code"`,
		`"code":"ABC-4","other":""`:              `"field":"other"`,
		`"code":"ABC-5","secret":"ABCDEFGH"`:     `"field":"secret"`,
		`"code":"ABC-6","mail":"a@b.example"`:    `{"field":"mail","message":"must match`,
		`"code":"ABC-7","mail":"example.com"`:    `{"field":"mail","message":"must be an e-mail address`,
	} {
		a := s.send(t, "POST", "/api/v1/vendors", asJSON, `{"name":"a","mail":"a@example.com","body":"# b","vip":true,`+members+`}`)
		if wrong == "" && a.status != http.StatusCreated || wrong != "" && (a.status != http.StatusUnprocessableEntity || !strings.Contains(a.body, wrong)) {
			t.Errorf("%s: %d %s, want %q", members, a.status, a.body, wrong)
		}
	}
	page := s.send(t, "GET", "/vendors/new", "", "").body
	for _, part := range []string{
		`<label for="name">Vendor&#39;s &#123;&#123; name }} &lt;b&gt;</label>`,
		`<small id="name-note">As on &#123;their} &#34;sign&#34; &amp; letters.</small>`,
		`maxlength="12" pattern="[A-Z]{3}-\d+" required aria-describedby="code-note"`,
		`made from the field “Vendor&#39;s`, `<label for="vip">Very important</label>`,
	} {
		if !strings.Contains(page, part) {
			t.Errorf("the form lacks %s:\n%s", part, page)
		}
	}
	if n := strings.Count(page, "pattern="); n != 3 {
		t.Errorf("%d controls have a pattern, want code, secret and mail", n)
	}
	page = s.send(t, "POST", "/vendors", asForm, url.Values{"code": {"x"}}.Encode()).body
	if !strings.Contains(page, `<a href="#mail">E-mail can&#39;t be blank</a>`) {
		t.Errorf("the summary does not say E-mail:\n%s", page)
	}
}

// A text with a limit says how much is left, if scripts run.
func TestBrowserCountsCharacters(t *testing.T) {
	s := serve(t, newApp(t, "sqlite", vendors), "sqlite")
	ctx := newBrowser(t)
	counters := func() (n int) {
		t.Helper()
		do(t, ctx, chromedp.Navigate(s.url+"/vendors/new"), chromedp.Evaluate(`document.querySelectorAll("output").length`, &n))
		return n
	}
	if n := counters(); n != 0 {
		t.Errorf("%d counters without scripts", n)
	}
	do(t, ctx, emulation.SetScriptExecutionDisabled(false))
	if n := counters(); n != 1 {
		t.Errorf("%d counters, want that of bio", n)
	}
	wantText(t, ctx, "#bio + output", "500 characters left")
	do(t, ctx, chromedp.SendKeys("#bio", strings.Repeat("a", 10), chromedp.ByQuery),
		chromedp.WaitReady(`#bio + output`, chromedp.ByQuery), chromedp.Poll(`document.querySelector("output").textContent.startsWith("490")`, nil))
	var text string
	do(t, ctx, chromedp.Evaluate(`document.querySelector("output").getAttribute("for")`, &text))
	if text != "bio" {
		t.Errorf("the counter is for %q", text)
	}
}
