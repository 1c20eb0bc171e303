package web

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"runtime/debug"
	"strings"
	"time"
)

// maxBody is how much a client may send, in bytes.
const maxBody = 1 << 20

// requestTime is how long a request may take. It is longer than main.go lets a
// slow client send, so that there is always time left to answer.
const requestTime = 30 * time.Second

// contentSecurity lets pages use nothing but what the application serves.
const contentSecurity = "default-src 'self'; img-src 'self' data:; object-src 'none'; " +
	"base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

// secureHeaders sets headers that every answer has.
func (app *App) secureHeaders(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", contentSecurity)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("X-Frame-Options", "DENY")
		h.Set("Referrer-Policy", "same-origin")
		h.Set("Cache-Control", "private, no-cache")
		if app.production {
			h.Set("Strict-Transport-Security", "max-age=31536000")
		}
		r.Body = http.MaxBytesReader(w, r.Body, maxBody)
		next.ServeHTTP(w, r)
	})
}

// detachContext gives each request a deadline of its own instead of the
// client's patience: a database driver closes the connection of a query that
// is cancelled, which is too costly for a browser tab that was closed.
func detachContext(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(r.Context()), requestTime)
		defer cancel()
		next.ServeHTTP(w, r.WithContext(ctx))
	})
}

// recoverPanics answers with an error page when a handler panics.
func (app *App) recoverPanics(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer func() {
			switch v := recover(); {
			case v == nil:
			case v == http.ErrAbortHandler:
				panic(v) // asks for just this
			default:
				app.log.Error("panic", "value", v, "stack", string(debug.Stack()))
				app.fail(w, r, fmt.Errorf("panic: %v", v))
			}
		}()
		next.ServeHTTP(w, r)
	})
}

// logRequests writes a line for each request.
func (app *App) logRequests(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		start := time.Now()
		seen := &statusWriter{ResponseWriter: w, status: http.StatusOK}
		next.ServeHTTP(seen, r)
		app.log.Info("request", "method", r.Method, "path", r.URL.Path, "status", seen.status, "took", time.Since(start))
	})
}

// A statusWriter remembers the status that passes through it.
type statusWriter struct {
	http.ResponseWriter
	status int
}

func (w *statusWriter) WriteHeader(status int) {
	w.status = status
	w.ResponseWriter.WriteHeader(status)
}

// Unwrap lets http.ResponseController reach what is inside.
func (w *statusWriter) Unwrap() http.ResponseWriter { return w.ResponseWriter }

// fail answers a request that could not be answered, in the language of the
// client: problem+json below /api/, a page elsewhere.
func (app *App) fail(w http.ResponseWriter, r *http.Request, err error) {
	failed := func(http.ResponseWriter, *http.Request) error { return err }
	if isAPI(r) {
		app.api(failed).ServeHTTP(w, r)
		return
	}
	app.page(failed).ServeHTTP(w, r)
}

// isAPI reports whether r is for the API, and not for a page.
func isAPI(r *http.Request) bool { return strings.HasPrefix(r.URL.Path, "/api/") }

// tooLarge reports whether err is that of a body over maxBody.
func tooLarge(err error) bool { return errors.As(err, new(*http.MaxBytesError)) }
