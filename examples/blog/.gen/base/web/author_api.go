package web

import (
	"blog/input"
	"blog/store"
	"net/http"
)

// listAuthorsJSON answers GET /api/v1/authors.
func (app *App) listAuthorsJSON(w http.ResponseWriter, r *http.Request) error {
	rows, paging, err := load(app, r, authorList)
	if err != nil {
		return err
	}
	return writeList(w, r, each(rows, authorJSONOf), paging, app.includeAuthors)
}

// showAuthorJSON answers GET /api/v1/authors/{id}.
func (app *App) showAuthorJSON(w http.ResponseWriter, r *http.Request) error {
	author, err := app.findAuthor(r)
	if err != nil {
		return err
	}
	return app.writeAuthor(w, r, http.StatusOK, author)
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
	return app.writeAuthor(w, r, http.StatusCreated, author)
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
	return app.writeAuthor(w, r, http.StatusOK, author)
}

// deleteAuthorJSON answers DELETE /api/v1/authors/{id}.
func (app *App) deleteAuthorJSON(w http.ResponseWriter, r *http.Request) error {
	if err := app.removeAuthor(r); err != nil {
		return err
	}
	w.WriteHeader(http.StatusNoContent)
	return nil
}

// writeAuthor answers with an author.
func (app *App) writeAuthor(w http.ResponseWriter, r *http.Request, status int, author store.Author) error {
	return writeItem(w, r, status, authorList, authorJSONOf(author), app.includeAuthors)
}
