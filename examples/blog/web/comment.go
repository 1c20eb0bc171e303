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
func (f *CommentForm) check() {}

// listComments answers GET /comments.
func (app *App) listComments(w http.ResponseWriter, r *http.Request) error {
	rows, paging, err := load(app, r, commentList)
	if err != nil {
		return err
	}
	index, err := app.indexComments(r.Context(), rows, paging)
	if err != nil {
		return err
	}
	return app.render(w, r, http.StatusOK, "comment/index", index)
}

// showComment answers GET /comments/{id}.
func (app *App) showComment(w http.ResponseWriter, r *http.Request) error {
	comment, err := app.findComment(r)
	if err != nil {
		return err
	}
	view, err := app.detailComment(r.Context(), comment)
	if err != nil {
		return err
	}
	return app.render(w, r, http.StatusOK, "comment/show", view)
}

// newComment answers GET /comments/new. The query may fill in some of the form.
func (app *App) newComment(w http.ResponseWriter, r *http.Request) error {
	form := newCommentForm()
	form.values = input.FromForm(r.URL.Query())
	return app.renderCommentForm(w, r, http.StatusOK, "comment/new", store.Comment{}, &form)
}

// createComment answers POST /comments.
func (app *App) createComment(w http.ResponseWriter, r *http.Request) error {
	values, err := readForm(r)
	if err != nil {
		return err
	}
	form := newCommentForm()
	comment, err := app.insertComment(r.Context(), &form, values)
	if errors.As(err, new(input.Errors)) {
		return app.renderCommentForm(w, r, http.StatusUnprocessableEntity, "comment/new", comment, &form)
	}
	if err != nil {
		return err
	}
	return app.redirect(w, r, commentURL(comment.ID), "Comment created.")
}

// editComment answers GET /comments/{id}/edit.
func (app *App) editComment(w http.ResponseWriter, r *http.Request) error {
	comment, err := app.findComment(r)
	if err != nil {
		return err
	}
	form := commentFormOf(comment)
	return app.renderCommentForm(w, r, http.StatusOK, "comment/edit", comment, &form)
}

// updateComment answers POST /comments/{id}.
func (app *App) updateComment(w http.ResponseWriter, r *http.Request) error {
	values, err := readForm(r)
	if err != nil {
		return err
	}
	var form CommentForm
	comment, err := app.changeComment(r, &form, values, input.Part)
	if errors.As(err, new(input.Errors)) {
		return app.renderCommentForm(w, r, http.StatusUnprocessableEntity, "comment/edit", comment, &form)
	}
	if err != nil {
		return err
	}
	return app.redirect(w, r, commentURL(comment.ID), "Comment saved.")
}

// confirmDeleteComment answers GET /comments/{id}/delete.
func (app *App) confirmDeleteComment(w http.ResponseWriter, r *http.Request) error {
	comment, err := app.findComment(r)
	if err != nil {
		return err
	}
	others, err := app.dependentsOfComment(r.Context(), comment.ID)
	if err != nil {
		return err
	}
	return app.render(w, r, http.StatusOK, "delete", deletion{"comment", commentLink(comment), others})
}

// deleteComment answers POST /comments/{id}/delete.
func (app *App) deleteComment(w http.ResponseWriter, r *http.Request) error {
	if err := app.removeComment(r); err != nil {
		return err
	}
	return app.redirect(w, r, "/comments", "Comment deleted.")
}

// What follows is what the pages and the API share.

// findComment loads the comment named by {id} in the URL.
func (app *App) findComment(r *http.Request) (store.Comment, error) {
	id, err := idOf(r)
	if err != nil {
		return store.Comment{}, err
	}
	return app.db.GetComment(r.Context(), id)
}

// insertComment stores a new comment. Its error is input.Errors if values do not
// make one.
func (app *App) insertComment(ctx context.Context, form *CommentForm, values input.Values) (store.Comment, error) {
	if err := form.read(values, input.Whole); err != nil {
		return store.Comment{}, err
	}
	comment, err := app.db.CreateComment(ctx, form.createParams())
	app.wrote(commentList.name)
	return comment, app.explainComment(ctx, form, err)
}

// changeComment stores what values change in the comment named by {id}. A whole form
// starts from the defaults, a part from what is stored.
func (app *App) changeComment(r *http.Request, form *CommentForm, values input.Values, extent input.Extent) (store.Comment, error) {
	for range maxTries {
		comment, err := app.findComment(r)
		if err != nil {
			return comment, err
		}
		if err := checkMatch(r, commentJSONOf(comment)); err != nil {
			return comment, err
		}
		*form = newCommentForm()
		if extent == input.Part {
			*form = commentFormOf(comment)
		}
		if err := form.read(values, extent); err != nil {
			return comment, err
		}
		changed, err := app.db.UpdateComment(r.Context(), form.updateParams(comment))
		if errors.Is(err, sql.ErrNoRows) {
			continue // somebody changed or deleted it since it was loaded: look again
		}
		if err != nil {
			return comment, app.explainComment(r.Context(), form, err)
		}
		app.wrote(commentList.name)
		return changed, nil
	}
	return store.Comment{}, errBusy
}

// removeComment deletes the comment named by {id}.
func (app *App) removeComment(r *http.Request) error {
	for range maxTries {
		comment, err := app.findComment(r)
		if err != nil {
			return err
		}
		if err := checkMatch(r, commentJSONOf(comment)); err != nil {
			return err
		}
		deleted, err := app.db.DeleteComment(r.Context(), store.DeleteCommentParams{ID: comment.ID, PreviousUpdatedAt: comment.UpdatedAt})
		if v, ok := db.AsViolation(err); ok && v.Kind == db.ForeignKey {
			others, err := app.dependentsOfComment(r.Context(), comment.ID)
			return cmp.Or(err, others.inUse("comment"))
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

// renderCommentForm shows a page with form in it.
func (app *App) renderCommentForm(w http.ResponseWriter, r *http.Request, status int, name string, comment store.Comment, form *CommentForm) error {
	view, err := app.viewCommentForm(r.Context(), form)
	if err != nil {
		return err
	}
	return app.render(w, r, status, name, commentPage{comment, view})
}
