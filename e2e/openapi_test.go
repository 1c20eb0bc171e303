package e2e

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/seed-b1203020/gen/generator/field"
)

// described is a definition with every type and every modifier.
func described() string {
	var text strings.Builder
	text.WriteString("app: blog\nresources:\n  target:\n    fields: {name: \"string:20:unique\"}\n  every:\n    plural: all_of_them\n    fields:\n")
	for _, f := range field.Fixture("target") {
		fmt.Fprintf(&text, "      %s: %q\n", f.Name, field.Short(f))
	}
	return text.String()
}

// The document is true: whatever is sent to what it describes, the answer is
// one that it describes too, and never a 5xx. What it calls wrong is refused.
func TestOpenAPIIsTrue(t *testing.T) {
	onBoth(t, func(t *testing.T, database string) {
		w := newWalker(t, serve(t, newApp(t, database, described()), database))
		for _, o := range w.operations {
			if o.is("POST") {
				w.createFirst(o)
			}
		}
		for _, o := range w.operations {
			w.tryParameters(o)
			w.tryBodies(o)
			w.tryIDs(o)
			w.tryTags(o)
			w.tryOthers(o)
		}
		w.deleteAll()
		w.wantAllSeen()
	})
}

// createFirst makes the row with id 1, of the example of the document.
func (w *walker) createFirst(o *operation) {
	a := w.send(o, request{body: o.example})
	if a.status != http.StatusCreated {
		w.t.Fatalf("%s: the example of the document gets %d %s", o, a.status, a.body)
	}
	if got := a.header.Get("Location"); got != w.base+o.path+"/1" {
		w.t.Errorf("%s: Location %q", o, got)
	}
}

// tryParameters sends right and wrong values for each query parameter.
func (w *walker) tryParameters(o *operation) {
	w.want(o, request{query: "no_such_parameter=1", body: o.example}, http.StatusBadRequest)
	for _, p := range o.parameters {
		if p.In != "query" {
			continue
		}
		right, wrong := textsOf(decode(w.t, string(p.Schema)).(map[string]any))
		for _, text := range right {
			w.want(o, request{query: p.query(text)}, http.StatusOK)
		}
		for _, text := range wrong {
			w.want(o, request{query: p.query(text)}, http.StatusBadRequest)
		}
		w.send(o, request{query: p.query("")})
		w.send(o, request{query: p.query("x") + "&" + p.query("y")})
	}
}

// tryBodies sends bodies with each field missing, null, and of any value.
// Those that the schema refuses have to be refused.
func (w *walker) tryBodies(o *operation) {
	if o.body == nil {
		return
	}
	for _, name := range o.fields() {
		w.sendBody(o, lacking(o.example, name))
		for _, value := range valuesOf(o.fieldSchema(name)) {
			if o.is("PATCH") {
				w.sendBody(o, map[string]any{name: value})
			} else if isTelling(value) {
				w.sendBody(o, with(o.example, name, value))
			}
		}
	}
	if !o.is("POST") {
		w.want(o, request{body: o.example}, http.StatusOK)
	}
	for _, name := range []string{"id", "created_at", "no_such_field"} {
		w.sendBody(o, with(o.example, name, 1))
	}
	for _, text := range []string{"", "{", "{}{}", "nonsense"} {
		w.want(o, request{text: &text}, http.StatusBadRequest)
	}
	for _, text := range []string{"null", "[]", `"text"`, "1"} {
		w.want(o, request{text: &text}, http.StatusUnprocessableEntity)
	}
	large := `{"name":"` + strings.Repeat("x", big) + `"}`
	w.want(o, request{text: &large}, http.StatusRequestEntityTooLarge)
	w.want(o, request{body: o.example, mediaType: "text/plain"}, http.StatusUnsupportedMediaType)
	w.want(o, request{body: o.example, mediaType: asForm}, http.StatusUnsupportedMediaType)
}

// sendBody sends a body, and holds the answer to what the schema says of it.
func (w *walker) sendBody(o *operation, body map[string]any) {
	w.t.Helper()
	a := w.send(o, request{body: body})
	if o.body.Validate(decode(w.t, w.marshal(body))) != nil && a.status < 400 {
		w.t.Errorf("%s %.200v = %d, and its schema refuses it", o, body, a.status)
	}
}

// tryIDs asks for rows that are not there.
func (w *walker) tryIDs(o *operation) {
	if !o.hasID() {
		return
	}
	for _, id := range []string{"999999", "0", "-1", "01", "1.0", "abc", "9223372036854775808", "%20"} {
		w.want(o, request{id: id, body: o.example}, http.StatusNotFound)
	}
}

// tryTags sends the entity tags that a row has and has not.
func (w *walker) tryTags(o *operation) {
	tag := w.tag(o)
	for _, p := range o.parameters {
		if p.In != "header" {
			continue
		}
		same, other := http.StatusNotModified, http.StatusOK
		if p.Name == "If-Match" {
			same, other = 0, http.StatusPreconditionFailed // DELETE with the right tag is for deleteAll
		}
		if same != 0 {
			w.want(o, request{header: p.Name, value: tag}, same)
		}
		for _, value := range []string{`"nonsense"`, "W/" + `"x"`, "nonsense", ","} {
			w.want(o, request{header: p.Name, value: value, body: o.example}, other)
		}
	}
}

// tag is the entity tag of what o is about, as it is now.
func (w *walker) tag(o *operation) string {
	get := w.find("GET", o.path)
	return w.send(get, request{}).header.Get("ETag")
}

// tryOthers sends what no description of an operation is about.
func (w *walker) tryOthers(o *operation) {
	switch {
	case o.is("GET"):
		get, head := w.send(o, request{}), w.send(o, request{method: "HEAD"})
		if get.status != head.status || head.body != "" || get.header.Get("Content-Type") != head.header.Get("Content-Type") {
			w.t.Errorf("HEAD of %s = %d %q", o, head.status, head.body)
		}
		w.wantNotAllowed(o)
	default:
		w.want(o, request{header: "Sec-Fetch-Site", value: "cross-site", body: o.example}, http.StatusForbidden)
	}
}

// wantNotAllowed sends the methods that the document does not have.
func (w *walker) wantNotAllowed(o *operation) {
	for _, method := range []string{"POST", "PUT", "PATCH", "DELETE", "TRACE", "NONSENSE"} {
		if w.find(method, o.path) != nil {
			continue
		}
		a := w.s.send(w.t, method, w.base+o.at("1"), asJSON, "{}")
		if a.status != http.StatusMethodNotAllowed || !strings.Contains(a.header.Get("Allow"), "GET") {
			w.t.Errorf("%s %s = %d, Allow %q", method, o.path, a.status, a.header.Get("Allow"))
		}
		w.wantSchema(method+" "+o.path, "Problem", a)
	}
}

// deleteAll deletes the first rows, those first that others refer to.
func (w *walker) deleteAll() {
	var deletes []*operation
	for _, o := range w.operations {
		if o.is("DELETE") {
			deletes = append(deletes, o)
		}
	}
	w.want(deletes[0], request{}, http.StatusConflict)
	slices.Reverse(deletes)
	for _, o := range deletes {
		w.want(o, request{header: "If-Match", value: w.tag(o)}, http.StatusNoContent)
		w.want(o, request{}, http.StatusNotFound)
	}
}

// wantAllSeen checks that what the document says can happen did.
func (w *walker) wantAllSeen() {
	never := []string{"429", "500", "409"} // one conflict is enough, see deleteAll
	for _, o := range w.operations {
		for status := range o.Responses {
			if code, err := strconv.Atoi(status); err != nil || !slices.Contains(never, status) && !w.seen[fmt.Sprint(o, code)] {
				w.t.Errorf("%s never answered %s", o, status)
			}
		}
	}
}
