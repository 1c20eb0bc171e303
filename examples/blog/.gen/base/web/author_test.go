package web

import (
	"maps"
	"net/http"
	"testing"
)

func TestAuthorPages(t *testing.T) {
	app := newTestApp(t)
	a, b := app.authorSamples()

	res := app.post("/authors", a.form())
	wantStatus(t, res, http.StatusSeeOther)
	page := res.Header.Get("Location")
	wantSample(t, app.get("/api/v1"+page), a, authorPrivate)

	res = app.post(page, b.form())
	wantStatus(t, res, http.StatusSeeOther)
	wantSample(t, app.get("/api/v1"+page), b, authorPrivate)

	for _, path := range []string{"/authors", "/authors/new", page, page + "/edit", page + "/delete"} {
		wantStatus(t, app.get(path), http.StatusOK)
	}

	res = app.post(page+"/delete", nil)
	wantStatus(t, res, http.StatusSeeOther)
	wantStatus(t, app.get(page), http.StatusNotFound)
}

// A page that does not show a field does not change it.
func TestAuthorPageKeepsOtherFields(t *testing.T) {
	app := newTestApp(t)
	a, _ := app.authorSamples()
	page := authorURL(app.create("/api/v1/authors", a))

	wantStatus(t, app.post(page, nil), http.StatusSeeOther)
	wantSample(t, app.get("/api/v1"+page), a, authorPrivate)
}

func TestAuthorPageShowsErrors(t *testing.T) {
	app := newTestApp(t)
	a, _ := app.authorSamples()

	for name := range a {
		form := a.form()
		form.Set(name, "\x00") // no field can hold this
		res := app.post("/authors", form)
		wantStatus(t, res, http.StatusUnprocessableEntity)
		wantBody(t, res, `href="#`+name+`"`)
	}
}

func TestAuthorAPI(t *testing.T) {
	app := newTestApp(t)
	a, b := app.authorSamples()

	res := app.sendJSON("POST", "/api/v1/authors", a)
	wantStatus(t, res, http.StatusCreated)
	path := res.Header.Get("Location")
	wantSample(t, app.get(path), a, authorPrivate)

	want := maps.Clone(a)
	for name := range b {
		want[name] = b[name]
		wantSample(t, app.sendJSON("PATCH", path, sample{name: b[name]}), want, authorPrivate)
	}
	wantSample(t, app.sendJSON("PUT", path, a), a, authorPrivate)
	wantBody(t, app.get("/api/v1/authors?page=1&per_page=1"), `"total":1,"page":1,"per_page":1`)

	wantStatus(t, app.sendJSON("DELETE", path, nil), http.StatusNoContent)
	wantStatus(t, app.get(path), http.StatusNotFound)
}

func TestAuthorList(t *testing.T) {
	app := newTestApp(t)
	a, b := app.authorSamples()
	testListing(t, app, authorList, a, b)
}

func TestAuthorTags(t *testing.T) {
	app := newTestApp(t)
	a, _ := app.authorSamples()
	testTags(t, app, "/api/v1"+authorURL(app.create("/api/v1/authors", a)))
}

func TestAuthorAPIRefusesWrongInput(t *testing.T) {
	app := newTestApp(t)
	a, _ := app.authorSamples()
	path := "/api/v1" + authorURL(app.create("/api/v1/authors", a))

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
	wantSample(t, app.get(path), a, authorPrivate)
}
