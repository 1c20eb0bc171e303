package web

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"testing"
)

// This file holds what the tests of all lists share.

// A listTest is a list of the API in a test.
type listTest struct {
	testApp
	path string
}

// ask returns the list that a query asks for.
func (l listTest) ask(query url.Values) list[map[string]any] {
	l.t.Helper()
	res := l.get(l.path + "?" + query.Encode())
	wantStatus(l.t, res, http.StatusOK)
	decoder := json.NewDecoder(res.Body)
	decoder.UseNumber()
	var answer list[map[string]any]
	if err := decoder.Decode(&answer); err != nil {
		l.t.Fatal(err)
	}
	return answer
}

// ids returns the ids of the rows that a query asks for.
func (l listTest) ids(query url.Values) []string {
	l.t.Helper()
	return each(l.ask(query).Items, func(item map[string]any) string { return fmt.Sprint(item["id"]) })
}

// testListing makes two rows, and looks for them in every way that a list offers.
func testListing[R any](t *testing.T, app testApp, offered listing[R], a, b sample) {
	l := listTest{app, "/api/v1/" + offered.name}
	first, second := app.create(l.path, a), app.create(l.path, b)
	both := []string{fmt.Sprint(first), fmt.Sprint(second)}

	for _, column := range offered.columns {
		for _, item := range l.ask(url.Values{"sort": {"id"}}).Items {
			id, value := fmt.Sprint(item["id"]), ""
			if v := item[column.Name]; v != nil {
				value = fmt.Sprint(v)
			}
			if found := l.ids(url.Values{column.Name + "[eq]": {value}}); !slices.Contains(found, id) {
				t.Errorf("%s[eq]=%s finds %v, want %s", column.Name, value, found, id)
			}
			if found := l.ids(url.Values{column.Name + "[ne]": {value}}); slices.Contains(found, id) {
				t.Errorf("%s[ne]=%s finds %v", column.Name, value, found)
			}
		}
		up, down := l.ids(url.Values{"sort": {column.Name}}), l.ids(url.Values{"sort": {"-" + column.Name}})
		slices.Reverse(down)
		if !slices.Equal(up, down) || len(up) != len(both) {
			t.Errorf("by %s, the list is %v, and %v the other way round", column.Name, up, down)
		}
		one := l.ask(url.Values{"sort": {column.Name}, "per_page": {"1"}, "after": {""}})
		if one.Next == nil || one.Total != nil {
			t.Fatalf("by %s: next = %v, total = %v", column.Name, one.Next, one.Total)
		}
		if rest := l.ids(url.Values{"sort": {column.Name}, "after": {*one.Next}}); !slices.Equal(rest, up[1:]) {
			t.Errorf("by %s: after %s come %v, want %v", column.Name, up[0], rest, up[1:])
		}
		wantStatus(t, app.get("/"+offered.name+"?sort=-"+column.Name), http.StatusOK)
	}
	for _, m := range offered.members {
		for _, item := range l.ask(url.Values{}).Items {
			ids, ok := item[m.field].([]any)
			if !ok {
				t.Errorf("%v has no %s", item, m.field)
			}
			for _, id := range ids {
				for _, name := range m.params() {
					if found := l.ids(url.Values{name: {fmt.Sprint(id)}}); !slices.Contains(found, fmt.Sprint(item["id"])) {
						t.Errorf("%s=%v finds %v, want %v", name, id, found, item["id"])
					}
				}
			}
		}
		wantStatus(t, app.get(l.path+"?"+m.Name+"=x"), http.StatusBadRequest)
	}
	for _, wrong := range []string{"no_such_field=1", "sort=no_such_field", "after=x", "include=x", "count=x", "id=x", "page=0"} {
		wantStatus(t, app.get(l.path+"?"+wrong), http.StatusBadRequest)
		wantStatus(t, app.get("/"+offered.name+"?"+wrong), http.StatusBadRequest)
	}
}

// testTags gets the row at path and changes it, as clients do that know its
// entity tag.
func testTags(t *testing.T, app testApp, path string) {
	tagged := func(method, header, tag string) *http.Response {
		return app.send(method, path, "application/json", "{}", header, tag)
	}
	old := app.get(path).Header.Get("ETag")
	for _, known := range []string{old, "W/" + old, `"other", ` + old, "*"} {
		wantStatus(t, tagged("GET", "If-None-Match", known), http.StatusNotModified)
	}
	wantStatus(t, tagged("GET", "If-None-Match", `"other"`), http.StatusOK)
	wantStatus(t, tagged("HEAD", "If-None-Match", `"other"`), http.StatusOK)

	wantStatus(t, tagged("PATCH", "If-Match", `"other"`), http.StatusPreconditionFailed)
	res := tagged("PATCH", "If-Match", old)
	wantStatus(t, res, http.StatusOK)
	for _, method := range []string{"PATCH", "DELETE"} {
		wantStatus(t, tagged(method, "If-Match", old), http.StatusPreconditionFailed)
	}
	if tag := app.get(path).Header.Get("ETag"); tag != res.Header.Get("ETag") || tag == old {
		t.Errorf("ETag = %s, was %s, and PATCH said %s", tag, old, res.Header.Get("ETag"))
	}
	wantStatus(t, tagged("DELETE", "If-Match", res.Header.Get("ETag")), http.StatusNoContent)
}

func TestMemory(t *testing.T) {
	var m memory[int]
	asked := 0
	ask := func() (int, error) { asked++; return asked, nil }
	want := func(list, key string, want int) {
		t.Helper()
		if got, err := m.of(list, key, ask); got != want || err != nil {
			t.Errorf("%s %s = %d, %v, want %d", list, key, got, err, want)
		}
	}
	want("a", "", 1)
	want("a", "", 1)
	want("b", "", 2)
	want("a", "x", 3)
	m.drop("a")
	want("a", "", 4)
	want("b", "", 2)
	for i := range maxKeys {
		want("b", fmt.Sprint(i), 5+i)
	}
	want("b", "", 5+maxKeys) // so many keys that the first was forgotten
	if _, err := m.of("c", "", func() (int, error) { return 0, errors.New("no") }); err == nil {
		t.Error("no error")
	}
	want("c", "", 6+maxKeys)
}
