package web

import (
	"net/http"
)

// A mux finds the handler for a request. It is http.ServeMux, with errors that
// look like all others and a list of what it knows.
type mux struct {
	*http.ServeMux
	app      *App
	patterns []string
}

func newMux(app *App) *mux {
	return &mux{ServeMux: http.NewServeMux(), app: app}
}

// page has h answer what matches pattern, with HTML. If it lists the query
// parameters that h knows, others are refused.
func (m *mux) page(pattern string, h handler, params ...string) {
	m.handle(pattern, m.app.page(h, params...))
}

// api has h answer what matches pattern, with JSON. It lists the query
// parameters that h knows.
func (m *mux) api(pattern string, h handler, params ...string) {
	m.handle(pattern, m.app.api(h, params...))
}

func (m *mux) handle(pattern string, h http.Handler) {
	m.patterns = append(m.patterns, pattern)
	m.Handle(pattern, h)
}

// ServeHTTP answers r. What http.ServeMux would answer with a line of text, it
// answers as the client expects it.
func (m *mux) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h, pattern := m.Handler(r)
	if pattern != "" {
		m.ServeMux.ServeHTTP(w, r)
		return
	}
	missed := &statusWriter{ResponseWriter: discard{http.Header{}}, status: http.StatusNotFound}
	h.ServeHTTP(missed, r)
	if missed.status != http.StatusMethodNotAllowed {
		m.app.fail(w, r, errNotFound)
		return
	}
	w.Header().Set("Allow", missed.Header().Get("Allow"))
	m.app.fail(w, r, failure{http.StatusMethodNotAllowed, "This address does not answer " + r.Method + "."})
}

// discard is an answer that nobody reads.
type discard struct{ header http.Header }

func (d discard) Header() http.Header         { return d.header }
func (d discard) Write(b []byte) (int, error) { return len(b), nil }
func (d discard) WriteHeader(int)             {}
