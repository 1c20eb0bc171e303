package web

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"reflect"
	"strings"
	"testing"
)

// An inclusion is what answers with a row include by its name: what has the id,
// or the ids, in a field of the row, from this path on.
type inclusion struct{ name, field, path string }

// testIncludes makes two rows, and looks at what answers with them include.
func testIncludes(t *testing.T, app testApp, path string, a, b sample, offered ...inclusion) {
	l := listTest{app, path}
	app.create(path, a)
	app.create(path, b)
	names := each(offered, func(i inclusion) string { return i.name })
	all := url.Values{"include": {strings.Join(names, ",")}}
	plain := l.ask(nil).Items
	for row, item := range l.ask(all).Items {
		for _, i := range offered {
			if want := app.included(i.path, item[i.field]); !reflect.DeepEqual(item[i.name], want) {
				t.Errorf("%s of %v is %v, want %v", i.name, item[i.field], item[i.name], want)
			}
			if without, there := plain[row][i.name]; there {
				t.Errorf("%s is %v, and nobody asked for it", i.name, without)
			}
		}
		if one := app.object(fmt.Sprint(path, "/", item["id"], "?", all.Encode())); !reflect.DeepEqual(one, any(item)) {
			t.Errorf("alone, it is %v, and in the list %v", one, item)
		}
	}
	res := app.get(path + "?include=no_such_field")
	wantStatus(t, res, http.StatusBadRequest)
	wantBody(t, res, "include takes these: "+strings.Join(names, ", ")+".")
}

// included is what stands for an id, for a list of ids, or for nothing.
func (app testApp) included(path string, id any) any {
	switch id := id.(type) {
	case nil:
		return nil
	case []any:
		return each(id, func(id any) any { return app.included(path, id) })
	}
	return app.object(fmt.Sprint(path, "/", id))
}

// object returns the answer at path.
func (app testApp) object(path string) any {
	app.t.Helper()
	res := app.get(path)
	wantStatus(app.t, res, http.StatusOK)
	decoder := json.NewDecoder(res.Body)
	decoder.UseNumber()
	var object map[string]any
	if err := decoder.Decode(&object); err != nil {
		app.t.Fatal(err)
	}
	return object
}
