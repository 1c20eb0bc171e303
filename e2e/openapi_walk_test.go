package e2e

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// A walker sends requests to what a document describes, and holds the answers
// to it.
type walker struct {
	t          *testing.T
	s          *server
	base       string // of all paths
	operations []*operation
	seen       map[string]bool // operations with a status that they answered
	document   document
	compiler   *jsonschema.Compiler
}

// A document is the part of OpenAPI that a walker needs.
type document struct {
	Servers    []struct{ URL string }
	Paths      map[string]map[string]json.RawMessage
	Components struct {
		Parameters map[string]parameter
		Responses  map[string]response
	}
}

// An operation is one of a document.
type operation struct {
	OperationID string
	Parameters  []parameter
	RequestBody struct {
		Content map[string]struct {
			Schema struct {
				Ref string `json:"$ref"`
			}
		}
	}
	Responses map[string]response

	method, path string
	parameters   []parameter // without references
	body         *jsonschema.Schema
	schema       map[string]any // that body is made of
	example      map[string]any
}

type parameter struct {
	Ref      string `json:"$ref"`
	Name, In string
	Schema   json.RawMessage
}

type response struct {
	Ref     string `json:"$ref"`
	Headers map[string]any
	Content map[string]struct {
		Schema struct {
			Ref string `json:"$ref"`
		}
	}
}

// newWalker reads the document that an application serves.
func newWalker(t *testing.T, s *server) *walker {
	t.Helper()
	text := s.send(t, "GET", "/api/v1/openapi.json", "", "").body
	w := &walker{t: t, s: s, seen: map[string]bool{}, compiler: jsonschema.NewCompiler()}
	if err := json.Unmarshal([]byte(text), &w.document); err != nil {
		t.Fatal(err)
	}
	parsed, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	schemas := parsed.(map[string]any)["components"].(map[string]any)["schemas"].(map[string]any)
	for _, schema := range schemas {
		closeSchema(schema.(map[string]any))
	}
	w.compiler.AssertFormat()
	if err := w.compiler.AddResource("openapi.json", parsed); err != nil {
		t.Fatal(err)
	}
	w.base = w.document.Servers[0].URL
	for _, p := range slices.Backward(slices.Sorted(maps.Keys(w.document.Paths))) { // targets come first
		for _, method := range []string{"get", "post", "put", "patch", "delete"} {
			if raw := w.document.Paths[p][method]; raw != nil {
				w.operations = append(w.operations, w.operation(method, p, raw, schemas))
			}
		}
	}
	return w
}

// closeSchema lets answers have no other members than those that are described.
func closeSchema(schema map[string]any) {
	schema["additionalProperties"] = false
}

func (w *walker) operation(method, p string, raw json.RawMessage, schemas map[string]any) *operation {
	o := &operation{method: strings.ToUpper(method), path: p}
	if err := json.Unmarshal(raw, o); err != nil {
		w.t.Fatal(err)
	}
	for _, parameter := range o.Parameters {
		if parameter.Ref != "" {
			parameter = w.document.Components.Parameters[path.Base(parameter.Ref)]
		}
		o.parameters = append(o.parameters, parameter)
	}
	for status, r := range o.Responses {
		if r.Ref != "" {
			o.Responses[status] = w.document.Components.Responses[path.Base(r.Ref)]
		}
	}
	if content, ok := o.RequestBody.Content[asJSON]; ok {
		name := path.Base(content.Schema.Ref)
		o.body = w.compile(name)
		o.schema = schemas[name].(map[string]any)
		o.example = o.schema["examples"].([]any)[0].(map[string]any)
	}
	return o
}

func (w *walker) compile(name string) *jsonschema.Schema {
	schema, err := w.compiler.Compile("openapi.json#/components/schemas/" + name)
	if err != nil {
		w.t.Fatal(err)
	}
	return schema
}

func (w *walker) find(method, path string) *operation {
	for _, o := range w.operations {
		if o.is(method) && o.path == path {
			return o
		}
	}
	return nil
}

// A request is one for an operation.
type request struct {
	method, id, query, mediaType string
	body                         map[string]any
	text                         *string // instead of body
	header, value                string
}

// send sends a request, and holds the answer to the document.
func (w *walker) send(o *operation, q request) answer {
	w.t.Helper()
	if q.id == "" {
		q.id = "1"
	}
	if q.method == "" {
		q.method = o.method
	}
	if q.mediaType == "" {
		q.mediaType = asJSON
	}
	text := ""
	switch {
	case o.body == nil:
	case q.text != nil:
		text = *q.text
	default:
		text = w.marshal(q.body)
	}
	r, err := http.NewRequest(q.method, w.s.url+w.base+o.at(q.id)+"?"+q.query, strings.NewReader(text))
	if err != nil {
		w.t.Fatal(err)
	}
	r.Header.Set("Content-Type", q.mediaType)
	if q.header != "" {
		r.Header.Set(q.header, q.value)
	}
	a := answerTo(w.t, r)
	w.check(fmt.Sprintf("%s %s %.300s %s", q.method, r.URL, text, q.value), o, a, q.method == "HEAD")
	return a
}

// want sends a request that has to get a status.
func (w *walker) want(o *operation, q request, status int) {
	w.t.Helper()
	if a := w.send(o, q); a.status != status {
		w.t.Errorf("%s %s %s %.200v %s = %d %.300s, want %d", o, q.id, q.query, q.body, q.value, a.status, a.body, status)
	}
}

// check holds an answer to the document.
func (w *walker) check(what string, o *operation, a answer, isHead bool) {
	w.t.Helper()
	described, ok := o.Responses[fmt.Sprint(a.status)]
	if !ok || a.status >= 500 {
		w.t.Errorf("%s = %d %.300s, which %s does not describe", what, a.status, a.body, o)
		return
	}
	w.seen[fmt.Sprint(o, a.status)] = true
	for name := range described.Headers {
		if a.header.Get(name) == "" {
			w.t.Errorf("%s = %d without %s", what, a.status, name)
		}
	}
	kind := a.header.Get("Content-Type")
	content, ok := described.Content[kind]
	switch {
	case len(described.Content) == 0 && a.body == "" || isHead && ok:
	case !ok:
		w.t.Errorf("%s = %d with %s %.200s", what, a.status, kind, a.body)
	default:
		w.wantSchema(what, path.Base(content.Schema.Ref), a)
	}
}

// wantSchema checks that an answer has a schema.
func (w *walker) wantSchema(what, schema string, a answer) {
	w.t.Helper()
	body, err := jsonschema.UnmarshalJSON(strings.NewReader(a.body))
	if err == nil {
		err = w.compile(schema).Validate(body)
	}
	if err != nil {
		w.t.Errorf("%s = %d %.300s: %v", what, a.status, a.body, err)
	}
}

func (o *operation) String() string        { return o.OperationID }
func (o *operation) is(method string) bool { return o.method == method }
func (o *operation) hasID() bool           { return strings.HasSuffix(o.path, "{id}") }
func (o *operation) at(id string) string   { return strings.ReplaceAll(o.path, "{id}", id) }

// fields are those of the body.
func (o *operation) fields() []string {
	properties, _ := o.schema["properties"].(map[string]any)
	return slices.Sorted(maps.Keys(properties))
}

func (o *operation) fieldSchema(name string) map[string]any {
	return o.schema["properties"].(map[string]any)[name].(map[string]any)
}

func (p parameter) query(text string) string {
	return url.QueryEscape(p.Name) + "=" + url.QueryEscape(text)
}

func with(body map[string]any, name string, value any) map[string]any {
	changed := maps.Clone(body)
	changed[name] = value
	return changed
}

func lacking(body map[string]any, name string) map[string]any {
	changed := maps.Clone(body)
	delete(changed, name)
	return changed
}

func (w *walker) marshal(body map[string]any) string {
	w.t.Helper()
	text, err := json.Marshal(body)
	if err != nil {
		w.t.Fatal(err)
	}
	return string(text)
}
