package web

import (
	"net/http"

	"blog/input"
)

// listAuthorsJSON answers GET /api/v1/authors.
func (app *App) listAuthorsJSON(w http.ResponseWriter, r *http.Request) error {
	rows, paging, err := app.loadAuthors(r)
	if err != nil {
		return err
	}
	items := make([]authorJSON, len(rows))
	for i, row := range rows {
		items[i] = authorJSONOf(row)
	}
	return writeJSON(w, http.StatusOK, list[authorJSON]{items, paging.Total, paging.Page, paging.PerPage})
}

// showAuthorJSON answers GET /api/v1/authors/{id}.
func (app *App) showAuthorJSON(w http.ResponseWriter, r *http.Request) error {
	author, err := app.findAuthor(r)
	if err != nil {
		return err
	}
	return writeJSON(w, http.StatusOK, authorJSONOf(author))
}

// createAuthorJSON answers POST /api/v1/authors.
func (app *App) createAuthorJSON(w http.ResponseWriter, r *http.Request) error {
	values, err := readJSON(r)
	if err != nil {
		return err
	}
	form := newAuthorForm()
	author, err := app.insertAuthor(r.Context(), &form, values)
	if err != nil {
		return err
	}
	w.Header().Set("Location", "/api/v1"+authorURL(author.ID))
	return writeJSON(w, http.StatusCreated, authorJSONOf(author))
}

// replaceAuthorJSON answers PUT /api/v1/authors/{id}.
func (app *App) replaceAuthorJSON(w http.ResponseWriter, r *http.Request) error {
	return app.saveAuthorJSON(w, r, input.Whole)
}

// updateAuthorJSON answers PATCH /api/v1/authors/{id}, a merge patch (RFC 7396).
func (app *App) updateAuthorJSON(w http.ResponseWriter, r *http.Request) error {
	return app.saveAuthorJSON(w, r, input.Part)
}

func (app *App) saveAuthorJSON(w http.ResponseWriter, r *http.Request, extent input.Extent) error {
	values, err := readJSON(r)
	if err != nil {
		return err
	}
	var form AuthorForm
	author, err := app.changeAuthor(r, &form, values, extent)
	if err != nil {
		return err
	}
	return writeJSON(w, http.StatusOK, authorJSONOf(author))
}

// deleteAuthorJSON answers DELETE /api/v1/authors/{id}.
func (app *App) deleteAuthorJSON(w http.ResponseWriter, r *http.Request) error {
	if err := app.removeAuthor(r); err != nil {
		return err
	}
	w.WriteHeader(http.StatusNoContent)
	return nil
}
