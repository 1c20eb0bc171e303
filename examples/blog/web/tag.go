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
func (f *TagForm) check() {}

// listTags answers GET /tags.
func (app *App) listTags(w http.ResponseWriter, r *http.Request) error {
	rows, paging, err := load(app, r, tagList)
	if err != nil {
		return err
	}
	index, err := app.indexTags(r.Context(), rows, paging)
	if err != nil {
		return err
	}
	return app.render(w, r, http.StatusOK, "tag/index", index)
}

// showTag answers GET /tags/{id}.
func (app *App) showTag(w http.ResponseWriter, r *http.Request) error {
	tag, err := app.findTag(r)
	if err != nil {
		return err
	}
	view, err := app.detailTag(r.Context(), tag)
	if err != nil {
		return err
	}
	return app.render(w, r, http.StatusOK, "tag/show", view)
}

// newTag answers GET /tags/new. The query may fill in some of the form.
func (app *App) newTag(w http.ResponseWriter, r *http.Request) error {
	form := newTagForm()
	form.values = input.FromForm(r.URL.Query())
	return app.renderTagForm(w, r, http.StatusOK, "tag/new", store.Tag{}, &form)
}

// createTag answers POST /tags.
func (app *App) createTag(w http.ResponseWriter, r *http.Request) error {
	values, err := readForm(r)
	if err != nil {
		return err
	}
	form := newTagForm()
	tag, err := app.insertTag(r.Context(), &form, values)
	if errors.As(err, new(input.Errors)) {
		return app.renderTagForm(w, r, http.StatusUnprocessableEntity, "tag/new", tag, &form)
	}
	if err != nil {
		return err
	}
	return app.redirect(w, r, tagURL(tag.ID), "Tag created.")
}

// editTag answers GET /tags/{id}/edit.
func (app *App) editTag(w http.ResponseWriter, r *http.Request) error {
	tag, err := app.findTag(r)
	if err != nil {
		return err
	}
	form := tagFormOf(tag)
	return app.renderTagForm(w, r, http.StatusOK, "tag/edit", tag, &form)
}

// updateTag answers POST /tags/{id}.
func (app *App) updateTag(w http.ResponseWriter, r *http.Request) error {
	values, err := readForm(r)
	if err != nil {
		return err
	}
	var form TagForm
	tag, err := app.changeTag(r, &form, values, input.Part)
	if errors.As(err, new(input.Errors)) {
		return app.renderTagForm(w, r, http.StatusUnprocessableEntity, "tag/edit", tag, &form)
	}
	if err != nil {
		return err
	}
	return app.redirect(w, r, tagURL(tag.ID), "Tag saved.")
}

// confirmDeleteTag answers GET /tags/{id}/delete.
func (app *App) confirmDeleteTag(w http.ResponseWriter, r *http.Request) error {
	tag, err := app.findTag(r)
	if err != nil {
		return err
	}
	others, err := app.dependentsOfTag(r.Context(), tag.ID)
	if err != nil {
		return err
	}
	return app.render(w, r, http.StatusOK, "delete", deletion{"tag", tagLink(tag), others})
}

// deleteTag answers POST /tags/{id}/delete.
func (app *App) deleteTag(w http.ResponseWriter, r *http.Request) error {
	if err := app.removeTag(r); err != nil {
		return err
	}
	return app.redirect(w, r, "/tags", "Tag deleted.")
}

// What follows is what the pages and the API share.

// findTag loads the tag named by {id} in the URL.
func (app *App) findTag(r *http.Request) (store.Tag, error) {
	id, err := idOf(r)
	if err != nil {
		return store.Tag{}, err
	}
	return app.db.GetTag(r.Context(), id)
}

// insertTag stores a new tag. Its error is input.Errors if values do not
// make one.
func (app *App) insertTag(ctx context.Context, form *TagForm, values input.Values) (store.Tag, error) {
	if err := form.read(values, input.Whole); err != nil {
		return store.Tag{}, err
	}
	tag, err := app.db.CreateTag(ctx, form.createParams())
	app.wrote(tagList.name)
	return tag, app.explainTag(ctx, form, err)
}

// changeTag stores what values change in the tag named by {id}. A whole form
// starts from the defaults, a part from what is stored.
func (app *App) changeTag(r *http.Request, form *TagForm, values input.Values, extent input.Extent) (store.Tag, error) {
	for range maxTries {
		tag, err := app.findTag(r)
		if err != nil {
			return tag, err
		}
		if err := checkMatch(r, tagJSONOf(tag)); err != nil {
			return tag, err
		}
		*form = newTagForm()
		if extent == input.Part {
			*form = tagFormOf(tag)
		}
		if err := form.read(values, extent); err != nil {
			return tag, err
		}
		changed, err := app.db.UpdateTag(r.Context(), form.updateParams(tag))
		if errors.Is(err, sql.ErrNoRows) {
			continue // somebody changed or deleted it since it was loaded: look again
		}
		if err != nil {
			return tag, app.explainTag(r.Context(), form, err)
		}
		app.wrote(tagList.name)
		return changed, nil
	}
	return store.Tag{}, errBusy
}

// removeTag deletes the tag named by {id}.
func (app *App) removeTag(r *http.Request) error {
	for range maxTries {
		tag, err := app.findTag(r)
		if err != nil {
			return err
		}
		if err := checkMatch(r, tagJSONOf(tag)); err != nil {
			return err
		}
		deleted, err := app.db.DeleteTag(r.Context(), store.DeleteTagParams{ID: tag.ID, PreviousUpdatedAt: tag.UpdatedAt})
		if v, ok := db.AsViolation(err); ok && v.Kind == db.ForeignKey {
			others, err := app.dependentsOfTag(r.Context(), tag.ID)
			return cmp.Or(err, others.inUse("tag"))
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

// renderTagForm shows a page with form in it.
func (app *App) renderTagForm(w http.ResponseWriter, r *http.Request, status int, name string, tag store.Tag, form *TagForm) error {
	view, err := app.viewTagForm(r.Context(), form)
	if err != nil {
		return err
	}
	return app.render(w, r, status, name, tagPage{tag, view})
}
