package web

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
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
	docs, err := io.ReadAll(app.get("/api/docs").Body)
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(docs), "&lt;nil&gt;") {
		t.Error("the page calls null <nil>")
	}
	routes := Routes()
	for _, p := range document.Paths {
		for method, operation := range p.Value.operations() {
			route := method + " " + document.Servers[0].URL + p.Name
			if !slices.Contains(routes, route) {
				t.Errorf("%s is described, and not in routes.go", route)
			}
			if !strings.Contains(string(docs), `id="`+operation.OperationID+`"`) {
				t.Errorf("%s is not on the page", operation.OperationID)
			}
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
