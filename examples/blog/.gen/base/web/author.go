package web

import (
	"cmp"
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
	rows, paging, err := load(app, r, authorList)
	if err != nil {
		return err
	}
	index, err := app.indexAuthors(r.Context(), rows, paging)
	if err != nil {
		return err
	}
	return app.render(w, r, http.StatusOK, "author/index", index)
}

// showAuthor answers GET /authors/{id}.
func (app *App) showAuthor(w http.ResponseWriter, r *http.Request) error {
	author, err := app.findAuthor(r)
	if err != nil {
		return err
	}
	view, err := app.detailAuthor(r.Context(), author)
	if err != nil {
		return err
	}
	return app.render(w, r, http.StatusOK, "author/show", view)
}

// newAuthor answers GET /authors/new. The query may fill in some of the form.
func (app *App) newAuthor(w http.ResponseWriter, r *http.Request) error {
	form := newAuthorForm()
	form.values = input.FromForm(r.URL.Query())
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

// confirmDeleteAuthor answers GET /authors/{id}/delete.
func (app *App) confirmDeleteAuthor(w http.ResponseWriter, r *http.Request) error {
	author, err := app.findAuthor(r)
	if err != nil {
		return err
	}
	others, err := app.dependentsOfAuthor(r.Context(), author.ID)
	if err != nil {
		return err
	}
	return app.render(w, r, http.StatusOK, "delete", deletion{"author", authorLink(author), others})
}

// deleteAuthor answers POST /authors/{id}/delete.
func (app *App) deleteAuthor(w http.ResponseWriter, r *http.Request) error {
	if err := app.removeAuthor(r); err != nil {
		return err
	}
	return app.redirect(w, r, "/authors", "Author deleted.")
}

// What follows is what the pages and the API share.

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
	app.wrote(authorList.name)
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
		if err := checkMatch(r, authorJSONOf(author)); err != nil {
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
		app.wrote(authorList.name)
		return changed, nil
	}
	return store.Author{}, errBusy
}

// removeAuthor deletes the author named by {id}.
func (app *App) removeAuthor(r *http.Request) error {
	for range maxTries {
		author, err := app.findAuthor(r)
		if err != nil {
			return err
		}
		if err := checkMatch(r, authorJSONOf(author)); err != nil {
			return err
		}
		deleted, err := app.db.DeleteAuthor(r.Context(), store.DeleteAuthorParams{ID: author.ID, PreviousUpdatedAt: author.UpdatedAt})
		if v, ok := db.AsViolation(err); ok && v.Kind == db.ForeignKey {
			others, err := app.dependentsOfAuthor(r.Context(), author.ID)
			return cmp.Or(err, others.inUse("author"))
		}
		if err != nil {
			return err
		}
		if deleted > 0 {
			app.deleted()
			return nil
		} // otherwise somebody changed or deleted it since it was loaded: look again
	}
	return errBusy
}

// renderAuthorForm shows a page with form in it.
func (app *App) renderAuthorForm(w http.ResponseWriter, r *http.Request, status int, name string, author store.Author, form *AuthorForm) error {
	view, err := app.viewAuthorForm(r.Context(), form)
	if err != nil {
		return err
	}
	return app.render(w, r, status, name, authorPage{author, view})
}
