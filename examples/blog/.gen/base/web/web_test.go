package web

import (
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"blog/db/dbtest"
)

// testApp is the whole application on a new, empty database.
type testApp struct {
	http.Handler
	t   *testing.T
	ids map[string][2]int64 // of rows that others refer to
}

func newTestApp(t *testing.T) testApp {
	t.Helper()
	t.Parallel()
	return testApp{New(dbtest.Open(t), slog.New(slog.DiscardHandler), false), t, map[string][2]int64{}}
}

func (app testApp) send(method, path, contentType, body string) *http.Response {
	r := httptest.NewRequest(method, path, strings.NewReader(body))
	r.Header.Set("Content-Type", contentType)
	w := httptest.NewRecorder()
	app.ServeHTTP(w, r)
	return w.Result()
}

func (app testApp) get(path string) *http.Response {
	return app.send("GET", path, "", "")
}

func wantStatus(t *testing.T, res *http.Response, want int) {
	t.Helper()
	if res.StatusCode != want {
		body, _ := io.ReadAll(res.Body)
		t.Fatalf("status = %d, want %d; body:\n%s", res.StatusCode, want, body)
	}
}

func TestErrorsSpeakTheClientsLanguage(t *testing.T) {
	app := newTestApp(t)
	for _, test := range []struct {
		method, path, contentType string
		status                    int
	}{
		{"GET", "/nothing", "text/html; charset=utf-8", http.StatusNotFound},
		{"GET", "/api/v1/nothing", "application/problem+json", http.StatusNotFound},
		{"DELETE", "/", "text/html; charset=utf-8", http.StatusMethodNotAllowed},
	} {
		res := app.send(test.method, test.path, "", "")
		wantStatus(t, res, test.status)
		if got := res.Header.Get("Content-Type"); got != test.contentType {
			t.Errorf("%s %s: Content-Type = %q, want %q", test.method, test.path, got, test.contentType)
		}
		if allow := res.Header.Get("Allow"); (allow != "") != (test.status == http.StatusMethodNotAllowed) {
			t.Errorf("%s %s: Allow = %q", test.method, test.path, allow)
		}
	}
}

func TestCrossSitePostIsRefused(t *testing.T) {
	app := newTestApp(t)
	r := httptest.NewRequest("POST", "/", nil)
	r.Header.Set("Sec-Fetch-Site", "cross-site")
	w := httptest.NewRecorder()
	app.ServeHTTP(w, r)
	wantStatus(t, w.Result(), http.StatusForbidden)
}

func TestHealth(t *testing.T) {
	app := newTestApp(t)
	for _, path := range []string{"/", "/healthz", "/readyz", asset("app.css")} {
		wantStatus(t, app.get(path), http.StatusOK)
	}
}
