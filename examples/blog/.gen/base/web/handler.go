package web

import (
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"blog/input"
)

// A handler answers one request. It returns its error instead of writing it,
// so a forgotten return cannot answer twice.
type handler func(w http.ResponseWriter, r *http.Request) error

// A failure is an error with an HTTP status, and a sentence that the client
// may read.
type failure struct {
	status int
	detail string
}

func (f failure) Error() string { return f.detail }

var (
	errNotFound  = failure{http.StatusNotFound, "There is nothing at this address."}
	errForbidden = failure{http.StatusForbidden, "This request came from another site."}
)

// badRequest is the failure of a request that makes no sense.
func badRequest(format string, args ...any) error {
	return failure{http.StatusBadRequest, fmt.Sprintf(format, args...)}
}

// failureOf chooses the answer to err, and logs the errors that are our fault.
func (app *App) failureOf(r *http.Request, err error) failure {
	var known failure
	switch {
	case errors.As(err, &known):
		return known
	case errors.Is(err, sql.ErrNoRows):
		return errNotFound
	case errors.As(err, new(input.Errors)):
		return failure{http.StatusUnprocessableEntity, "Some fields are not valid."}
	case tooLarge(err):
		return failure{http.StatusRequestEntityTooLarge, "The request is larger than 1 MiB."}
	}
	app.log.Error("request failed", "method", r.Method, "path", r.URL.Path, "error", err)
	return failure{http.StatusInternalServerError, "Something went wrong on our side."}
}

// page answers with HTML, also when h fails. If there are params, it refuses
// query parameters that are not among them.
func (app *App) page(h handler, params ...string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var err error
		if params != nil {
			err = checkQuery(r.URL.RawQuery, params)
		}
		if err == nil {
			err = h(w, r)
		}
		if err == nil {
			return
		}
		f := app.failureOf(r, err)
		shown := errorDetails{Status: f.status, Title: titleOf(f.status), Detail: f.detail}
		if f.status == http.StatusInternalServerError && !app.production {
			shown.Detail = err.Error()
		}
		if err := app.render(w, r, f.status, "error", shown); err != nil {
			app.log.Error("render error page", "error", err)
			http.Error(w, shown.Title, f.status)
		}
	})
}

// titleOf is the heading of the page that says what went wrong.
func titleOf(status int) string {
	switch status {
	case http.StatusBadRequest:
		return "This request makes no sense"
	case http.StatusForbidden:
		return "This is not allowed"
	case http.StatusNotFound:
		return "There is no such page"
	case http.StatusConflict:
		return "This can't be done now"
	case http.StatusInternalServerError:
		return "Something went wrong"
	}
	return http.StatusText(status)
}

// errorDetails is what templates/error.html shows.
type errorDetails struct {
	Status        int
	Title, Detail string
}

// api answers with JSON, also when h fails. It refuses query parameters that
// are not among params.
func (app *App) api(h handler, params ...string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		err := checkQuery(r.URL.RawQuery, params)
		if err == nil {
			err = h(w, r)
		}
		if err == nil {
			return
		}
		f := app.failureOf(r, err)
		p := problem{Type: "about:blank", Title: http.StatusText(f.status), Status: f.status, Detail: f.detail}
		errors.As(err, &p.Errors)
		if err := p.write(w); err != nil {
			app.log.Error("write answer", "error", err)
		}
	})
}

func checkQuery(query string, params []string) error {
	values, err := url.ParseQuery(query)
	if err != nil {
		return badRequest("The query can't be read.")
	}
	for _, name := range slices.Sorted(maps.Keys(values)) {
		switch {
		case !slices.Contains(params, name):
			return badRequest("There is no query parameter %q here. %s", name, spell(params))
		case len(values[name]) > 1:
			return badRequest("The query parameter %q is there twice.", name)
		}
	}
	return nil
}

// spell lists query parameters for people.
func spell(params []string) string {
	if len(params) == 0 {
		return "There are none."
	}
	var names []string
	for _, name := range params {
		if name, suffix, _ := strings.Cut(name, "["); suffix == "" {
			names = append(names, name)
		}
	}
	text := "These are known: " + strings.Join(names, ", ")
	if len(names) == len(params) {
		return text + "."
	}
	return text + "; and what can be filtered by, with one of [eq], [ne], [gt], [gte], [lt] and [lte] as well."
}
