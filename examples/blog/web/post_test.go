package web

import (
	"fmt"
	"maps"
	"net/http"
	"testing"
)

func TestPostPages(t *testing.T) {
	app := newTestApp(t)
	a, b := app.postSamples()

	res := app.post("/posts", a.form())
	wantStatus(t, res, http.StatusSeeOther)
	page := res.Header.Get("Location")
	wantSample(t, app.get("/api/v1"+page), a, postPrivate)

	res = app.post(page, b.form())
	wantStatus(t, res, http.StatusSeeOther)
	wantSample(t, app.get("/api/v1"+page), b, postPrivate)

	for _, path := range []string{"/posts", "/posts/new", page, page + "/edit", page + "/delete"} {
		wantStatus(t, app.get(path), http.StatusOK)
	}
	wantBody(t, app.get(fmt.Sprint("/authors/", b["author_id"])), `href="`+page+`"`)
	wantBody(t, app.get(fmt.Sprint("/categories/", b["category_id"])), `href="`+page+`"`)
	for _, id := range b["tag_ids"].([]int64) {
		wantBody(t, app.get(fmt.Sprint("/tags/", id)), `href="`+page+`"`)
	}

	res = app.post(page+"/delete", nil)
	wantStatus(t, res, http.StatusSeeOther)
	wantStatus(t, app.get(page), http.StatusNotFound)
}

// A page that does not show a field does not change it.
func TestPostPageKeepsOtherFields(t *testing.T) {
	app := newTestApp(t)
	a, _ := app.postSamples()
	page := postURL(app.create("/api/v1/posts", a))

	wantStatus(t, app.post(page, nil), http.StatusSeeOther)
	wantSample(t, app.get("/api/v1"+page), a, postPrivate)
}

func TestPostPageShowsErrors(t *testing.T) {
	app := newTestApp(t)
	a, _ := app.postSamples()

	for name := range a {
		form := a.form()
		form.Set(name, "\x00") // no field can hold this
		res := app.post("/posts", form)
		wantStatus(t, res, http.StatusUnprocessableEntity)
		wantBody(t, res, `href="#`+name+`"`)
	}
}

func TestPostAPI(t *testing.T) {
	app := newTestApp(t)
	a, b := app.postSamples()

	res := app.sendJSON("POST", "/api/v1/posts", a)
	wantStatus(t, res, http.StatusCreated)
	path := res.Header.Get("Location")
	wantSample(t, app.get(path), a, postPrivate)

	want := maps.Clone(a)
	for name := range b {
		want[name] = b[name]
		wantSample(t, app.sendJSON("PATCH", path, sample{name: b[name]}), want, postPrivate)
	}
	wantSample(t, app.sendJSON("PUT", path, a), a, postPrivate)
	wantBody(t, app.get("/api/v1/posts?page=1&per_page=1"), `"total":1,"page":1,"per_page":1`)

	wantStatus(t, app.sendJSON("DELETE", path, nil), http.StatusNoContent)
	wantStatus(t, app.get(path), http.StatusNotFound)
}

func TestPostList(t *testing.T) {
	app := newTestApp(t)
	a, b := app.postSamples()
	testListing(t, app, postList, a, b)
}

func TestPostTags(t *testing.T) {
	app := newTestApp(t)
	a, _ := app.postSamples()
	testTags(t, app, "/api/v1"+postURL(app.create("/api/v1/posts", a)))
}

func TestPostAPIRefusesWrongInput(t *testing.T) {
	app := newTestApp(t)
	a, _ := app.postSamples()
	path := "/api/v1" + postURL(app.create("/api/v1/posts", a))

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
	wantSample(t, app.get(path), a, postPrivate)
}
