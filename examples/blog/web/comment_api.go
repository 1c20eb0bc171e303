package web

import (
	"blog/input"
	"blog/store"
	"net/http"
)

// listCommentsJSON answers GET /api/v1/comments.
func (app *App) listCommentsJSON(w http.ResponseWriter, r *http.Request) error {
	rows, paging, err := load(app, r, commentList)
	if err != nil {
		return err
	}
	return writeList(w, r, each(rows, commentJSONOf), paging, app.includeComments)
}

// showCommentJSON answers GET /api/v1/comments/{id}.
func (app *App) showCommentJSON(w http.ResponseWriter, r *http.Request) error {
	comment, err := app.findComment(r)
	if err != nil {
		return err
	}
	return app.writeComment(w, r, http.StatusOK, comment)
}

// createCommentJSON answers POST /api/v1/comments.
func (app *App) createCommentJSON(w http.ResponseWriter, r *http.Request) error {
	values, err := readJSON(r)
	if err != nil {
		return err
	}
	form := newCommentForm()
	comment, err := app.insertComment(r.Context(), &form, values)
	if err != nil {
		return err
	}
	w.Header().Set("Location", "/api/v1"+commentURL(comment.ID))
	return app.writeComment(w, r, http.StatusCreated, comment)
}

// replaceCommentJSON answers PUT /api/v1/comments/{id}.
func (app *App) replaceCommentJSON(w http.ResponseWriter, r *http.Request) error {
	return app.saveCommentJSON(w, r, input.Whole)
}

// updateCommentJSON answers PATCH /api/v1/comments/{id}, a merge patch (RFC 7396).
func (app *App) updateCommentJSON(w http.ResponseWriter, r *http.Request) error {
	return app.saveCommentJSON(w, r, input.Part)
}

func (app *App) saveCommentJSON(w http.ResponseWriter, r *http.Request, extent input.Extent) error {
	values, err := readJSON(r)
	if err != nil {
		return err
	}
	var form CommentForm
	comment, err := app.changeComment(r, &form, values, extent)
	if err != nil {
		return err
	}
	return app.writeComment(w, r, http.StatusOK, comment)
}

// deleteCommentJSON answers DELETE /api/v1/comments/{id}.
func (app *App) deleteCommentJSON(w http.ResponseWriter, r *http.Request) error {
	if err := app.removeComment(r); err != nil {
		return err
	}
	w.WriteHeader(http.StatusNoContent)
	return nil
}

// writeComment answers with a comment.
func (app *App) writeComment(w http.ResponseWriter, r *http.Request, status int, comment store.Comment) error {
	return writeItem(w, r, status, commentList, commentJSONOf(comment), app.includeComments)
}
