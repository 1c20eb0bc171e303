package web

import (
	"fmt"
	"maps"
	"net/http"
	"testing"
)

func TestCommentPages(t *testing.T) {
	app := newTestApp(t)
	a, b := app.commentSamples()

	res := app.post("/comments", a.form())
	wantStatus(t, res, http.StatusSeeOther)
	page := res.Header.Get("Location")
	wantSample(t, app.get("/api/v1"+page), a, commentPrivate)

	res = app.post(page, b.form())
	wantStatus(t, res, http.StatusSeeOther)
	wantSample(t, app.get("/api/v1"+page), b, commentPrivate)

	for _, path := range []string{"/comments", "/comments/new", page, page + "/edit", page + "/delete"} {
		wantStatus(t, app.get(path), http.StatusOK)
	}
	wantBody(t, app.get(fmt.Sprint("/posts/", b["post_id"])), `href="`+page+`"`)

	res = app.post(page+"/delete", nil)
	wantStatus(t, res, http.StatusSeeOther)
	wantStatus(t, app.get(page), http.StatusNotFound)
}

// A page that does not show a field does not change it.
func TestCommentPageKeepsOtherFields(t *testing.T) {
	app := newTestApp(t)
	a, _ := app.commentSamples()
	page := commentURL(app.create("/api/v1/comments", a))

	wantStatus(t, app.post(page, nil), http.StatusSeeOther)
	wantSample(t, app.get("/api/v1"+page), a, commentPrivate)
}

func TestCommentPageShowsErrors(t *testing.T) {
	app := newTestApp(t)
	a, _ := app.commentSamples()

	for name := range a {
		form := a.form()
		form.Set(name, "\x00") // no field can hold this
		res := app.post("/comments", form)
		wantStatus(t, res, http.StatusUnprocessableEntity)
		wantBody(t, res, `href="#`+name+`"`)
	}
}

func TestCommentAPI(t *testing.T) {
	app := newTestApp(t)
	a, b := app.commentSamples()

	res := app.sendJSON("POST", "/api/v1/comments", a)
	wantStatus(t, res, http.StatusCreated)
	path := res.Header.Get("Location")
	wantSample(t, app.get(path), a, commentPrivate)

	want := maps.Clone(a)
	for name := range b {
		want[name] = b[name]
		wantSample(t, app.sendJSON("PATCH", path, sample{name: b[name]}), want, commentPrivate)
	}
	wantSample(t, app.sendJSON("PUT", path, a), a, commentPrivate)
	wantBody(t, app.get("/api/v1/comments?page=1&per_page=1"), `"total":1,"page":1,"per_page":1`)

	wantStatus(t, app.sendJSON("DELETE", path, nil), http.StatusNoContent)
	wantStatus(t, app.get(path), http.StatusNotFound)
}

func TestCommentList(t *testing.T) {
	app := newTestApp(t)
	a, b := app.commentSamples()
	testListing(t, app, commentList, a, b)
}

func TestCommentTags(t *testing.T) {
	app := newTestApp(t)
	a, _ := app.commentSamples()
	testTags(t, app, "/api/v1"+commentURL(app.create("/api/v1/comments", a)))
}

func TestCommentAPIRefusesWrongInput(t *testing.T) {
	app := newTestApp(t)
	a, _ := app.commentSamples()
	path := "/api/v1" + commentURL(app.create("/api/v1/comments", a))

	for name := range a {
		wantError(t, app.sendJSON("PATCH", path, sample{name: "\x00"}), name)
	}
	for _, name := range []string{"id", "created_at", "no_such_field"} {
		wantError(t, app.sendJSON("PATCH", path, sample{name: 1}), name)
	}
	wantStatus(t, app.sendJSON("PATCH", path, "text"), http.StatusUnprocessableEntity)
	wantStatus(t, app.send("PATCH", path, "application/json", "{"), http.StatusBadRequest)
	wantStatus(t, app.send("PATCH", path, "text/plain", "{}"), http.StatusUnsupportedMediaType)
	wantStatus(t, app.get(path+"?no_such_parameter=1"), http.StatusBadRequest)
	wantSample(t, app.get(path), a, commentPrivate)
}
