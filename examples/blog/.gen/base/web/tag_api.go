package web

import (
	"blog/input"
	"blog/store"
	"net/http"
)

// listTagsJSON answers GET /api/v1/tags.
func (app *App) listTagsJSON(w http.ResponseWriter, r *http.Request) error {
	rows, paging, err := load(app, r, tagList)
	if err != nil {
		return err
	}
	return writeList(w, r, each(rows, tagJSONOf), paging, app.includeTags)
}

// showTagJSON answers GET /api/v1/tags/{id}.
func (app *App) showTagJSON(w http.ResponseWriter, r *http.Request) error {
	tag, err := app.findTag(r)
	if err != nil {
		return err
	}
	return app.writeTag(w, r, http.StatusOK, tag)
}

// createTagJSON answers POST /api/v1/tags.
func (app *App) createTagJSON(w http.ResponseWriter, r *http.Request) error {
	values, err := readJSON(r)
	if err != nil {
		return err
	}
	form := newTagForm()
	tag, err := app.insertTag(r.Context(), &form, values)
	if err != nil {
		return err
	}
	w.Header().Set("Location", "/api/v1"+tagURL(tag.ID))
	return app.writeTag(w, r, http.StatusCreated, tag)
}

// replaceTagJSON answers PUT /api/v1/tags/{id}.
func (app *App) replaceTagJSON(w http.ResponseWriter, r *http.Request) error {
	return app.saveTagJSON(w, r, input.Whole)
}

// updateTagJSON answers PATCH /api/v1/tags/{id}, a merge patch (RFC 7396).
func (app *App) updateTagJSON(w http.ResponseWriter, r *http.Request) error {
	return app.saveTagJSON(w, r, input.Part)
}

func (app *App) saveTagJSON(w http.ResponseWriter, r *http.Request, extent input.Extent) error {
	values, err := readJSON(r)
	if err != nil {
		return err
	}
	var form TagForm
	tag, err := app.changeTag(r, &form, values, extent)
	if err != nil {
		return err
	}
	return app.writeTag(w, r, http.StatusOK, tag)
}

// deleteTagJSON answers DELETE /api/v1/tags/{id}.
func (app *App) deleteTagJSON(w http.ResponseWriter, r *http.Request) error {
	if err := app.removeTag(r); err != nil {
		return err
	}
	w.WriteHeader(http.StatusNoContent)
	return nil
}

// writeTag answers with a tag.
func (app *App) writeTag(w http.ResponseWriter, r *http.Request, status int, tag store.Tag) error {
	return writeItem(w, r, status, tagList, tagJSONOf(tag), app.includeTags)
}
