package web

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"slices"
	"testing"
)

// What openapi.json describes is there, and its page shows it.
func TestOpenAPI(t *testing.T) {
	app := newTestApp(t)
	res := app.get("/api/v1/openapi.json")
	wantStatus(t, res, http.StatusOK)
	var document apiDocument
	if err := json.NewDecoder(res.Body).Decode(&document); err != nil {
		t.Fatal(err)
	}
	for _, p := range document.Paths {
		for method, operation := range p.Value.operations() {
			route := method + " " + document.Servers[0].URL + p.Name
			if !slices.Contains(Routes(), route) {
				t.Errorf("%s is described, and not in routes.go", route)
			}
			wantBody(t, app.get("/api/docs"), `id="`+operation.OperationID+`"`)
		}
	}
}

func TestOpenAPIIsCached(t *testing.T) {
	app := newTestApp(t)
	r := httptest.NewRequest("GET", "/api/v1/openapi.json", nil)
	r.Header.Set("If-None-Match", app.get("/api/v1/openapi.json").Header.Get("ETag"))
	w := httptest.NewRecorder()
	app.ServeHTTP(w, r)
	wantStatus(t, w.Result(), http.StatusNotModified)
}
