package web

import "net/http"

// A homeLink leads to a list, and says how many rows it has.
type homeLink struct {
	link
	Total int64
}

// home answers GET /.
func (app *App) home(w http.ResponseWriter, r *http.Request) error {
	lists := make([]homeLink, len(navigation))
	for i, to := range navigation {
		total, err := totals[i](r.Context(), app, new(paging))
		if err != nil {
			return err
		}
		lists[i] = homeLink{to, total}
	}
	return app.render(w, r, http.StatusOK, "home", lists)
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
