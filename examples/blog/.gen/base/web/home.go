package web

import "net/http"

// home answers GET /.
func (app *App) home(w http.ResponseWriter, r *http.Request) error {
	return app.render(w, r, http.StatusOK, "home", navigation)
}

// healthy answers GET /healthz: the process runs.
func (app *App) healthy(w http.ResponseWriter, _ *http.Request) error {
	return writeJSON(w, http.StatusOK, map[string]string{"status": "ok"})
}

// ready answers GET /readyz: the database answers as well.
func (app *App) ready(w http.ResponseWriter, r *http.Request) error {
	if err := app.db.Ping(r.Context()); err != nil {
		app.log.Error("database does not answer", "error", err)
		return failure{http.StatusServiceUnavailable, "The database does not answer."}
	}
	return writeJSON(w, http.StatusOK, map[string]string{"status": "ok"})
}
