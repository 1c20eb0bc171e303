package web

import (
	"maps"
	"net/http"
	"testing"
)

func TestTagPages(t *testing.T) {
	app := newTestApp(t)
	a, b := app.tagSamples()

	res := app.post("/tags", a.form())
	wantStatus(t, res, http.StatusSeeOther)
	page := res.Header.Get("Location")
	wantSample(t, app.get("/api/v1"+page), a, tagPrivate)

	res = app.post(page, b.form())
	wantStatus(t, res, http.StatusSeeOther)
	wantSample(t, app.get("/api/v1"+page), b, tagPrivate)

	for _, path := range []string{"/tags", "/tags/new", page, page + "/edit", page + "/delete"} {
		wantStatus(t, app.get(path), http.StatusOK)
	}

	res = app.post(page+"/delete", nil)
	wantStatus(t, res, http.StatusSeeOther)
	wantStatus(t, app.get(page), http.StatusNotFound)
}

// A page that does not show a field does not change it.
func TestTagPageKeepsOtherFields(t *testing.T) {
	app := newTestApp(t)
	a, _ := app.tagSamples()
	page := tagURL(app.create("/api/v1/tags", a))

	wantStatus(t, app.post(page, nil), http.StatusSeeOther)
	wantSample(t, app.get("/api/v1"+page), a, tagPrivate)
}

func TestTagPageShowsErrors(t *testing.T) {
	app := newTestApp(t)
	a, _ := app.tagSamples()

	for name := range a {
		form := a.form()
		form.Set(name, "\x00") // no field can hold this
		res := app.post("/tags", form)
		wantStatus(t, res, http.StatusUnprocessableEntity)
		wantBody(t, res, `href="#`+name+`"`)
	}
}

func TestTagAPI(t *testing.T) {
	app := newTestApp(t)
	a, b := app.tagSamples()

	res := app.sendJSON("POST", "/api/v1/tags", a)
	wantStatus(t, res, http.StatusCreated)
	path := res.Header.Get("Location")
	wantSample(t, app.get(path), a, tagPrivate)

	want := maps.Clone(a)
	for name := range b {
		want[name] = b[name]
		wantSample(t, app.sendJSON("PATCH", path, sample{name: b[name]}), want, tagPrivate)
	}
	wantSample(t, app.sendJSON("PUT", path, a), a, tagPrivate)
	wantBody(t, app.get("/api/v1/tags?page=1&per_page=1"), `"total":1,"page":1,"per_page":1`)

	wantStatus(t, app.sendJSON("DELETE", path, nil), http.StatusNoContent)
	wantStatus(t, app.get(path), http.StatusNotFound)
}

func TestTagList(t *testing.T) {
	app := newTestApp(t)
	a, b := app.tagSamples()
	testListing(t, app, tagList, a, b)
}

func TestTagTags(t *testing.T) {
	app := newTestApp(t)
	a, _ := app.tagSamples()
	testTags(t, app, "/api/v1"+tagURL(app.create("/api/v1/tags", a)))
}

func TestTagAPIRefusesWrongInput(t *testing.T) {
	app := newTestApp(t)
	a, _ := app.tagSamples()
	path := "/api/v1" + tagURL(app.create("/api/v1/tags", a))

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
	wantSample(t, app.get(path), a, tagPrivate)
}
