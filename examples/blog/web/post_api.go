package web

import (
	"blog/db"
	"blog/input"
	"net/http"
)

// listPostsJSON answers GET /api/v1/posts.
func (app *App) listPostsJSON(w http.ResponseWriter, r *http.Request) error {
	rows, paging, err := load(app, r, postList)
	if err != nil {
		return err
	}
	return writeList(w, r, each(rows, postJSONOf), paging, app.includePosts)
}

// showPostJSON answers GET /api/v1/posts/{id}.
func (app *App) showPostJSON(w http.ResponseWriter, r *http.Request) error {
	post, err := app.findPost(r)
	if err != nil {
		return err
	}
	return app.writePost(w, r, http.StatusOK, post)
}

// createPostJSON answers POST /api/v1/posts.
func (app *App) createPostJSON(w http.ResponseWriter, r *http.Request) error {
	values, err := readJSON(r)
	if err != nil {
		return err
	}
	form := newPostForm()
	post, err := app.insertPost(r.Context(), &form, values)
	if err != nil {
		return err
	}
	w.Header().Set("Location", "/api/v1"+postURL(post.ID))
	return app.writePost(w, r, http.StatusCreated, post)
}

// replacePostJSON answers PUT /api/v1/posts/{id}.
func (app *App) replacePostJSON(w http.ResponseWriter, r *http.Request) error {
	return app.savePostJSON(w, r, input.Whole)
}

// updatePostJSON answers PATCH /api/v1/posts/{id}, a merge patch (RFC 7396).
func (app *App) updatePostJSON(w http.ResponseWriter, r *http.Request) error {
	return app.savePostJSON(w, r, input.Part)
}

func (app *App) savePostJSON(w http.ResponseWriter, r *http.Request, extent input.Extent) error {
	values, err := readJSON(r)
	if err != nil {
		return err
	}
	var form PostForm
	post, err := app.changePost(r, &form, values, extent)
	if err != nil {
		return err
	}
	return app.writePost(w, r, http.StatusOK, post)
}

// deletePostJSON answers DELETE /api/v1/posts/{id}.
func (app *App) deletePostJSON(w http.ResponseWriter, r *http.Request) error {
	if err := app.removePost(r); err != nil {
		return err
	}
	w.WriteHeader(http.StatusNoContent)
	return nil
}

// writePost answers with a post.
func (app *App) writePost(w http.ResponseWriter, r *http.Request, status int, post db.PostRow) error {
	return writeItem(w, r, status, postList, postJSONOf(post), app.includePosts)
}
