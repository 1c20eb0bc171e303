package web

import (
	"log/slog"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"blog/db/dbtest"
)

func TestRate(t *testing.T) {
	limit, start := newRateLimit(2), time.Now()
	for _, test := range []struct {
		client string
		after  time.Duration
		wait   time.Duration
	}{
		{"a", 0, 0},
		{"a", 0, 0},
		{"a", 0, 30 * time.Second},
		{"b", 0, 0},
		{"a", 20 * time.Second, 10 * time.Second},
		{"a", 30 * time.Second, 0},
		{"a", 31 * time.Second, 29 * time.Second},
		{"a", 5 * time.Minute, 0},
	} {
		if wait := limit.take(test.client, start.Add(test.after)); wait != test.wait {
			t.Errorf("%s after %s has to wait %s, want %s", test.client, test.after, wait, test.wait)
		}
	}
	limit.forget(start.Add(time.Hour))
	if len(limit.free) > 0 {
		t.Errorf("%v are remembered", limit.free)
	}
}

func TestTooManyRequests(t *testing.T) {
	app := testApp{New(dbtest.Open(t), slog.New(slog.DiscardHandler), Settings{RateLimit: 1}), t, nil}
	wantStatus(t, app.get("/healthz"), http.StatusOK)
	res := app.get("/healthz")
	wantStatus(t, res, http.StatusTooManyRequests)
	if after := res.Header.Get("Retry-After"); after != "60" {
		t.Errorf("Retry-After = %q", after)
	}
}

// A script of another site gets to see that it has to wait.
func TestTooManyRequestsFromOrigin(t *testing.T) {
	const origin = "https://other.example"
	h := New(dbtest.Open(t), slog.New(slog.DiscardHandler), Settings{RateLimit: 1, Origins: origin})
	for _, status := range []int{http.StatusNotFound, http.StatusTooManyRequests} {
		r := httptest.NewRequest("GET", "/api/v1/nothing", nil)
		r.Header.Set("Origin", origin)
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		wantStatus(t, w.Result(), status)
		if allowed := w.Result().Header.Get("Access-Control-Allow-Origin"); allowed != origin {
			t.Errorf("%d: allowed is %q", status, allowed)
		}
	}
}
