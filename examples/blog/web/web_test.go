package web

import (
	"bytes"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"blog/db/dbtest"
)

// testOrigin is where scripts may use the API from.
const testOrigin = "https://app.example.com"

// testApp is the whole application on a new, empty database.
type testApp struct {
	http.Handler
	t   *testing.T
	ids map[string][2]int64 // of rows that others refer to
}

func newTestApp(t *testing.T) testApp {
	t.Helper()
	t.Parallel()
	return testApp{New(dbtest.Open(t), slog.New(slog.DiscardHandler), Settings{Origins: testOrigin}), t, map[string][2]int64{}}
}

// send sends a request. More headers follow the body, as names and values.
func (app testApp) send(method, path, contentType, body string, headers ...string) *http.Response {
	r := httptest.NewRequest(method, path, strings.NewReader(body))
	r.Header.Set("Content-Type", contentType)
	for header := range slices.Chunk(headers, 2) {
		r.Header.Set(header[0], header[1])
	}
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

// A handler that panics is answered for, and the log says where it was.
func TestPanic(t *testing.T) {
	var log bytes.Buffer
	app := &App{log: slog.New(slog.NewTextHandler(&log, nil))}
	w := httptest.NewRecorder()
	app.recoverPanics(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic("on purpose") })).
		ServeHTTP(w, httptest.NewRequest("GET", "/api/v1/nothing", nil))
	wantStatus(t, w.Result(), http.StatusInternalServerError)
	if !strings.Contains(log.String(), "web_test.go") {
		t.Errorf("the log does not say where it was:\n%s", log.String())
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

// Scripts of one other site may use the API, and nothing else.
func TestOtherOrigins(t *testing.T) {
	app := newTestApp(t)
	for _, test := range []struct {
		method, path, origin string
		status               int
		allowed              string
	}{
		{"OPTIONS", "/api/v1/nothing", testOrigin, http.StatusNoContent, testOrigin},
		{"POST", "/api/v1/nothing", testOrigin, http.StatusNotFound, testOrigin},
		{"OPTIONS", "/api/v1/nothing", "https://other.example.com", http.StatusNotFound, ""},
		{"POST", "/api/v1/nothing", "https://other.example.com", http.StatusForbidden, ""},
		{"GET", "/", testOrigin, http.StatusOK, ""},
		{"POST", "/", testOrigin, http.StatusForbidden, ""},
	} {
		res := app.send(test.method, test.path, "application/json", "{}",
			"Origin", test.origin, "Sec-Fetch-Site", "cross-site", "Access-Control-Request-Method", "PATCH")
		if got := res.Header.Get("Access-Control-Allow-Origin"); res.StatusCode != test.status || got != test.allowed {
			t.Errorf("%s %s from %s: status %d, allowed %q", test.method, test.path, test.origin, res.StatusCode, got)
		}
	}
}

func TestHealth(t *testing.T) {
	app := newTestApp(t)
	for _, path := range []string{"/", "/healthz", "/readyz", asset("app.css")} {
		wantStatus(t, app.get(path), http.StatusOK)
	}
}
