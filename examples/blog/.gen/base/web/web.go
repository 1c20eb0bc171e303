// Package web answers the application's HTTP requests.
//
// Read routes.go first: it lists every URL and the method that answers it.
// Each resource has a handful of files; of a post they are
//
//	post.go       its pages, and your own rules
//	post_api.go   the same in JSON
//	post_form.go  what clients may send: made from gen.yaml
//	post_view.go  what clients get to see: made from gen.yaml
//	post_list.go  what lists of them offer: made from gen.yaml
package web

import (
	"log/slog"
	"net/http"

	"blog/db"
)

// App holds what handlers need. Add your own fields here.
type App struct {
	db         *db.DB
	log        *slog.Logger
	pages      pages
	totals     memory[int64]    // of lists
	choices    memory[[]option] // of filters
	production bool
}

// New returns the handler for the whole application. In production it shows
// nobody why a request failed, and sends cookies over HTTPS only. Scripts of the
// origins, a list with commas, may use the API; of all for *, of none for "".
func New(database *db.DB, log *slog.Logger, production bool, origins string) http.Handler {
	app := &App{db: database, log: log, pages: parsePages(), production: production}

	csrf := http.NewCrossOriginProtection()
	csrf.SetDenyHandler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { app.fail(w, r, errForbidden) }))

	// A request passes these from the last one to the first.
	routes := app.routes()
	h := csrf.Handler(routes)
	h = allowOrigins(originsIn(origins), routes, h)
	h = app.recoverPanics(h)
	h = app.secureHeaders(h)
	h = detachContext(h)
	h = app.logRequests(h)
	return h
}

// Routes lists what the application answers: "GET /{$}".
func Routes() []string { return new(App).routes().patterns }
