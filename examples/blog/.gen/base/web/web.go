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

// Settings are what may differ from one place where the application runs to
// another.
type Settings struct {
	Production bool   // show nobody why a request failed, and send cookies over HTTPS only
	Origins    string // whose scripts may use the API: a list with commas, or * for all
	RateLimit  int    // how many requests a client may send in a minute, 0 for any number
}

// New returns the handler for the whole application.
func New(database *db.DB, log *slog.Logger, settings Settings) http.Handler {
	app := &App{db: database, log: log, pages: parsePages(), production: settings.Production}

	csrf := http.NewCrossOriginProtection()
	csrf.SetDenyHandler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { app.fail(w, r, errForbidden) }))

	// A request passes these from the last one to the first.
	routes := app.routes()
	limit := app.limitRate(settings.RateLimit)
	h := allowOrigins(originsIn(settings.Origins), limit(routes), limit(csrf.Handler(routes)))
	h = app.recoverPanics(h)
	h = app.secureHeaders(h)
	h = detachContext(h)
	h = app.logRequests(h)
	return h
}

// Routes lists what the application answers: "GET /{$}".
func Routes() []string { return new(App).routes().patterns }
