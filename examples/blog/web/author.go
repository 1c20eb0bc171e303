package web

import (
	"context"
	"database/sql"
	"errors"
	"net/http"

	"blog/db"
	"blog/input"
	"blog/store"
)

// check adds the rules that gen.yaml cannot express:
//
//	f.errors.Check("field", what must be true, "what is wrong otherwise")
func (f *AuthorForm) check() {}

// listAuthors answers GET /authors.
func (app *App) listAuthors(w http.ResponseWriter, r *http.Request) error {
	rows, paging, err := app.loadAuthors(r)
	if err != nil {
		return err
	}
	views, err := app.viewAuthors(r.Context(), rows)
	if err != nil {
		return err
	}
	return app.render(w, r, http.StatusOK, "author/index", authorIndex{views, paging})
}

// showAuthor answers GET /authors/{id}.
func (app *App) showAuthor(w http.ResponseWriter, r *http.Request) error {
	author, err := app.findAuthor(r)
	if err != nil {
		return err
	}
	views, err := app.viewAuthors(r.Context(), []store.Author{author})
	if err != nil {
		return err
	}
	return app.render(w, r, http.StatusOK, "author/show", views[0])
}

// newAuthor answers GET /authors/new.
func (app *App) newAuthor(w http.ResponseWriter, r *http.Request) error {
	form := newAuthorForm()
	return app.renderAuthorForm(w, r, http.StatusOK, "author/new", store.Author{}, &form)
}

// createAuthor answers POST /authors.
func (app *App) createAuthor(w http.ResponseWriter, r *http.Request) error {
	values, err := readForm(r)
	if err != nil {
		return err
	}
	form := newAuthorForm()
	author, err := app.insertAuthor(r.Context(), &form, values)
	if errors.As(err, new(input.Errors)) {
		return app.renderAuthorForm(w, r, http.StatusUnprocessableEntity, "author/new", author, &form)
	}
	if err != nil {
		return err
	}
	return app.redirect(w, r, authorURL(author.ID), "Author created.")
}

// editAuthor answers GET /authors/{id}/edit.
func (app *App) editAuthor(w http.ResponseWriter, r *http.Request) error {
	author, err := app.findAuthor(r)
	if err != nil {
		return err
	}
	form := authorFormOf(author)
	return app.renderAuthorForm(w, r, http.StatusOK, "author/edit", author, &form)
}

// updateAuthor answers POST /authors/{id}.
func (app *App) updateAuthor(w http.ResponseWriter, r *http.Request) error {
	values, err := readForm(r)
	if err != nil {
		return err
	}
	var form AuthorForm
	author, err := app.changeAuthor(r, &form, values, input.Part)
	if errors.As(err, new(input.Errors)) {
		return app.renderAuthorForm(w, r, http.StatusUnprocessableEntity, "author/edit", author, &form)
	}
	if err != nil {
		return err
	}
	return app.redirect(w, r, authorURL(author.ID), "Author saved.")
}

// deleteAuthor answers POST /authors/{id}/delete.
func (app *App) deleteAuthor(w http.ResponseWriter, r *http.Request) error {
	if err := app.removeAuthor(r); err != nil {
		return err
	}
	return app.redirect(w, r, "/authors", "Author deleted.")
}

// What follows is what the pages and the API share.

// loadAuthors loads the page of authors that the query asks for.
func (app *App) loadAuthors(r *http.Request) ([]store.Author, paging, error) {
	paging, err := pagingOf(r)
	if err != nil {
		return nil, paging, err
	}
	rows, err := app.db.ListAuthors(r.Context(), store.ListAuthorsParams{Limit: paging.limit(), Offset: paging.offset()})
	if err != nil {
		return nil, paging, err
	}
	paging.Total, err = app.db.CountAuthors(r.Context())
	return rows, paging, err
}

// findAuthor loads the author named by {id} in the URL.
func (app *App) findAuthor(r *http.Request) (store.Author, error) {
	id, err := idOf(r)
	if err != nil {
		return store.Author{}, err
	}
	return app.db.GetAuthor(r.Context(), id)
}

// insertAuthor stores a new author. Its error is input.Errors if values do not
// make one.
func (app *App) insertAuthor(ctx context.Context, form *AuthorForm, values input.Values) (store.Author, error) {
	if err := form.read(values, input.Whole); err != nil {
		return store.Author{}, err
	}
	author, err := app.db.CreateAuthor(ctx, form.createParams())
	return author, app.explainAuthor(ctx, form, err)
}

// changeAuthor stores what values change in the author named by {id}. A whole form
// starts from the defaults, a part from what is stored.
func (app *App) changeAuthor(r *http.Request, form *AuthorForm, values input.Values, extent input.Extent) (store.Author, error) {
	for range maxTries {
		author, err := app.findAuthor(r)
		if err != nil {
			return author, err
		}
		*form = newAuthorForm()
		if extent == input.Part {
			*form = authorFormOf(author)
		}
		if err := form.read(values, extent); err != nil {
			return author, err
		}
		changed, err := app.db.UpdateAuthor(r.Context(), form.updateParams(author))
		if errors.Is(err, sql.ErrNoRows) {
			continue // somebody changed or deleted it since it was loaded: look again
		}
		if err != nil {
			return author, app.explainAuthor(r.Context(), form, err)
		}
		return changed, nil
	}
	return store.Author{}, errBusy
}

// removeAuthor deletes the author named by {id}.
func (app *App) removeAuthor(r *http.Request) error {
	id, err := idOf(r)
	if err != nil {
		return err
	}
	deleted, err := app.db.DeleteAuthor(r.Context(), id)
	if v, ok := db.AsViolation(err); ok && v.Kind == db.ForeignKey {
		return app.authorInUse(r.Context(), id)
	}
	if err == nil && deleted == 0 {
		return errNotFound
	}
	return err
}

// renderAuthorForm shows a page with form in it.
func (app *App) renderAuthorForm(w http.ResponseWriter, r *http.Request, status int, name string, author store.Author, form *AuthorForm) error {
	view, err := app.viewAuthorForm(r.Context(), form)
	if err != nil {
		return err
	}
	return app.render(w, r, status, name, authorPage{author, view})
}
