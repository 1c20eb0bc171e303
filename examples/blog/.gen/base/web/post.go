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
func (f *PostForm) check() {}

// listPosts answers GET /posts.
func (app *App) listPosts(w http.ResponseWriter, r *http.Request) error {
	rows, paging, err := load(app, r, postList)
	if err != nil {
		return err
	}
	index, err := app.indexPosts(r.Context(), rows, paging)
	if err != nil {
		return err
	}
	return app.render(w, r, http.StatusOK, "post/index", index)
}

// showPost answers GET /posts/{id}.
func (app *App) showPost(w http.ResponseWriter, r *http.Request) error {
	post, err := app.findPost(r)
	if err != nil {
		return err
	}
	view, err := app.detailPost(r.Context(), post)
	if err != nil {
		return err
	}
	return app.render(w, r, http.StatusOK, "post/show", view)
}

// newPost answers GET /posts/new. The query may fill in some of the form.
func (app *App) newPost(w http.ResponseWriter, r *http.Request) error {
	form := newPostForm()
	form.values = input.FromForm(r.URL.Query())
	return app.renderPostForm(w, r, http.StatusOK, "post/new", db.PostRow{}, &form)
}

// createPost answers POST /posts.
func (app *App) createPost(w http.ResponseWriter, r *http.Request) error {
	values, err := readForm(r)
	if err != nil {
		return err
	}
	form := newPostForm()
	post, err := app.insertPost(r.Context(), &form, values)
	if errors.As(err, new(input.Errors)) {
		return app.renderPostForm(w, r, http.StatusUnprocessableEntity, "post/new", post, &form)
	}
	if err != nil {
		return err
	}
	return app.redirect(w, r, postURL(post.ID), "Post created.")
}

// editPost answers GET /posts/{id}/edit.
func (app *App) editPost(w http.ResponseWriter, r *http.Request) error {
	post, err := app.findPost(r)
	if err != nil {
		return err
	}
	form := postFormOf(post)
	return app.renderPostForm(w, r, http.StatusOK, "post/edit", post, &form)
}

// updatePost answers POST /posts/{id}.
func (app *App) updatePost(w http.ResponseWriter, r *http.Request) error {
	values, err := readForm(r)
	if err != nil {
		return err
	}
	var form PostForm
	post, err := app.changePost(r, &form, values, input.Part)
	if errors.As(err, new(input.Errors)) {
		return app.renderPostForm(w, r, http.StatusUnprocessableEntity, "post/edit", post, &form)
	}
	if err != nil {
		return err
	}
	return app.redirect(w, r, postURL(post.ID), "Post saved.")
}

// confirmDeletePost answers GET /posts/{id}/delete.
func (app *App) confirmDeletePost(w http.ResponseWriter, r *http.Request) error {
	post, err := app.findPost(r)
	if err != nil {
		return err
	}
	others, err := app.dependentsOfPost(r.Context(), post.ID)
	if err != nil {
		return err
	}
	return app.render(w, r, http.StatusOK, "delete", deletion{"post", postLink(post), others})
}

// deletePost answers POST /posts/{id}/delete.
func (app *App) deletePost(w http.ResponseWriter, r *http.Request) error {
	if err := app.removePost(r); err != nil {
		return err
	}
	return app.redirect(w, r, "/posts", "Post deleted.")
}

// What follows is what the pages and the API share.

// findPost loads the post named by {id} in the URL.
func (app *App) findPost(r *http.Request) (db.PostRow, error) {
	id, err := idOf(r)
	if err != nil {
		return db.PostRow{}, err
	}
	return app.db.GetPost(r.Context(), id)
}

// insertPost stores a new post. Its error is input.Errors if values do not
// make one.
func (app *App) insertPost(ctx context.Context, form *PostForm, values input.Values) (db.PostRow, error) {
	if err := form.read(values, input.Whole); err != nil {
		return db.PostRow{}, err
	}
	post, err := app.db.CreatePost(ctx, form.createParams())
	app.wrote(postList.name)
	return post, app.explainPost(ctx, form, err)
}

// changePost stores what values change in the post named by {id}. A whole form
// starts from the defaults, a part from what is stored.
func (app *App) changePost(r *http.Request, form *PostForm, values input.Values, extent input.Extent) (db.PostRow, error) {
	for range maxTries {
		post, err := app.findPost(r)
		if err != nil {
			return post, err
		}
		if err := checkMatch(r, postJSONOf(post)); err != nil {
			return post, err
		}
		*form = newPostForm()
		if extent == input.Part {
			*form = postFormOf(post)
		}
		if err := form.read(values, extent); err != nil {
			return post, err
		}
		changed, err := app.db.UpdatePost(r.Context(), form.updateParams(post))
		if errors.Is(err, sql.ErrNoRows) {
			continue // somebody changed or deleted it since it was loaded: look again
		}
		if err != nil {
			return post, app.explainPost(r.Context(), form, err)
		}
		app.wrote(postList.name)
		return changed, nil
	}
	return db.PostRow{}, errBusy
}

// removePost deletes the post named by {id}.
func (app *App) removePost(r *http.Request) error {
	for range maxTries {
		post, err := app.findPost(r)
		if err != nil {
			return err
		}
		if err := checkMatch(r, postJSONOf(post)); err != nil {
			return err
		}
		deleted, err := app.db.DeletePost(r.Context(), store.DeletePostParams{ID: post.ID, PreviousUpdatedAt: post.UpdatedAt})
		if v, ok := db.AsViolation(err); ok && v.Kind == db.ForeignKey {
			others, err := app.dependentsOfPost(r.Context(), post.ID)
			return cmp.Or(err, others.inUse("post"))
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

// renderPostForm shows a page with form in it.
func (app *App) renderPostForm(w http.ResponseWriter, r *http.Request, status int, name string, post db.PostRow, form *PostForm) error {
	view, err := app.viewPostForm(r.Context(), form)
	if err != nil {
		return err
	}
	return app.render(w, r, status, name, postPage{post, view})
}
