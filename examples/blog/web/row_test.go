package web

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// This file holds what the tests of all resources share.

func (app testApp) post(path string, form url.Values) *http.Response {
	return app.send("POST", path, "application/x-www-form-urlencoded", form.Encode())
}

func (app testApp) sendJSON(method, path string, v any) *http.Response {
	body, err := json.Marshal(v)
	if err != nil {
		app.t.Fatal(err)
	}
	return app.send(method, path, "application/json", string(body))
}

// A sample is what a client sends, by the names of the fields.
type sample map[string]any

// form is s as a browser sends it.
func (s sample) form() url.Values {
	form := url.Values{}
	for name, value := range s {
		switch value := value.(type) {
		case nil:
			form.Set(name, "")
		case []int64:
			form[name] = []string{""} // as the page sends it, also when nothing is checked
			for _, id := range value {
				form.Add(name, fmt.Sprint(id))
			}
		case map[string]any:
			text, _ := json.Marshal(value) // made of plain values
			form.Set(name, string(text))
		default:
			form.Set(name, fmt.Sprint(value))
		}
	}
	return form
}

// create stores s through the API, and returns its id.
func (app testApp) create(path string, s sample) int64 {
	app.t.Helper()
	res := app.sendJSON("POST", path, s)
	wantStatus(app.t, res, http.StatusCreated)
	var created struct{ ID int64 }
	if err := json.NewDecoder(res.Body).Decode(&created); err != nil {
		app.t.Fatal(err)
	}
	return created.ID
}

func wantBody(t *testing.T, res *http.Response, want string) {
	t.Helper()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(body), want) {
		t.Errorf("body does not contain %q; body:\n%s", want, body)
	}
}

// wantSample checks that the answer has the values of want, and nothing private.
func wantSample(t *testing.T, res *http.Response, want sample, private []string) {
	t.Helper()
	wantStatus(t, res, http.StatusOK)
	var got sample
	if err := json.NewDecoder(res.Body).Decode(&got); err != nil {
		t.Fatal(err)
	}
	for name, value := range want {
		answered, ok := got[name]
		switch {
		case slices.Contains(private, name):
			if ok {
				t.Errorf("%s is private, and in the answer", name)
			}
		case !reflect.DeepEqual(answered, decoded(t, value)):
			t.Errorf("%s = %v, want %v", name, answered, value)
		}
	}
}

// decoded is value after a journey through JSON.
func decoded(t *testing.T, value any) any {
	t.Helper()
	text, err := json.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	var v any
	if err := json.Unmarshal(text, &v); err != nil {
		t.Fatal(err)
	}
	return v
}

// wantError checks that the answer says what is wrong with field.
func wantError(t *testing.T, res *http.Response, field string) {
	t.Helper()
	wantStatus(t, res, http.StatusUnprocessableEntity)
	wantBody(t, res, `"field":"`+field+`"`)
}
